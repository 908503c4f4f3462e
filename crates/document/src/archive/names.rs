//! Names of files in archives: decoded by what they look like, cut to a plain path, told apart.

use encoding_rs::{EUC_KR, Encoding, GBK, IBM866, SHIFT_JIS, WINDOWS_1251};
use std::collections::BTreeSet;

/// A path longer than this many characters is cut at its beginning.
const LONGEST: usize = 400;

/// Names the members of one container, each once.
#[derive(Default)]
pub(crate) struct Namer(BTreeSet<String>);

impl Namer {
    /// The plain path `path`, with a number if it was given out before.
    pub(crate) fn name(&mut self, path: &str) -> String {
        let plain = plain(path);
        let mut name = plain.clone();
        let mut number = 2;
        while !self.0.insert(name.clone()) {
            name = numbered(&plain, number);
            number += 1;
        }
        name
    }
}

fn numbered(name: &str, number: usize) -> String {
    let file = name.rfind('/').map_or(0, |slash| slash + 1);
    match name[file..].rfind('.').filter(|dot| *dot > 0) {
        Some(dot) => format!("{} ({number}){}", &name[..file + dot], &name[file + dot..]),
        None => format!("{name} ({number})"),
    }
}

/// The path with `/` between its parts, without a drive, without parts that lead up, without what a terminal would obey.
fn plain(path: &str) -> String {
    let path = if path.contains('/') { path.to_owned() } else { path.replace('\\', "/") };
    let is_drive = |part: &str| part.len() == 2 && part.ends_with(':');
    let parts = path.split('/').filter(|part| !matches!(*part, "" | "." | "..") && !is_drive(part));
    let joined = parts.collect::<Vec<_>>().join("/");
    let shown: Vec<char> = joined.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
    let cut: String = shown[shown.len().saturating_sub(LONGEST)..].iter().collect();
    if cut.is_empty() { "unnamed".to_owned() } else { cut }
}

/// Whether a program keeps the file for itself: nobody put it there.
pub(super) fn is_left_by_a_program(path: &str) -> bool {
    let mut parts = path.split(['/', '\\']);
    let last = path.rsplit(['/', '\\']).next().unwrap_or_default();
    parts.any(|part| part == "__MACOSX") || matches!(last, ".DS_Store" | "Thumbs.db" | "desktop.ini") || last.starts_with("._")
}

/// Decodes the names of one archive, which are in one encoding: UTF-8, or what they look like together.
pub(super) struct NamesEncoding(Option<&'static Encoding>);

impl NamesEncoding {
    /// What `names` look like together.
    pub(super) fn of<'n>(names: impl Iterator<Item = &'n [u8]>) -> Self {
        let mut sample = Vec::new();
        for name in names.filter(|name| std::str::from_utf8(name).is_err()).take(200) {
            sample.extend_from_slice(name);
            sample.push(b'\n');
        }
        NamesEncoding(likely(&sample))
    }

    /// A name in that encoding.
    pub(super) fn decode(&self, name: &[u8]) -> String {
        match (std::str::from_utf8(name), self.0) {
            (Ok(name), _) => name.to_owned(),
            (Err(_), Some(encoding)) => encoding.decode_without_bom_handling(name).0.into_owned(),
            (Err(_), None) => name.iter().map(|byte| code_page_437(*byte)).collect(),
        }
    }
}

/// The encoding whose characters these bytes make words of; `None` for the code page of the first PCs, which takes everything.
fn likely(sample: &[u8]) -> Option<&'static Encoding> {
    if sample.is_empty() {
        return None;
    }
    let hangul = |c: char| ('\u{ac00}'..='\u{d7a3}').contains(&c);
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let kana = |c: char| ('\u{3040}'..='\u{30ff}').contains(&c);
    let cyrillic = |c: char| ('\u{400}'..='\u{45f}').contains(&c);
    let in_runs = high_runs(sample);
    [
        (share(sample, EUC_KR, hangul) >= 80, EUC_KR),
        (share(sample, IBM866, cyrillic) >= 95 && in_runs && !pairs(sample), IBM866),
        (share(sample, WINDOWS_1251, cyrillic) >= 95 && in_runs && !pairs(sample), WINDOWS_1251),
        (share(sample, SHIFT_JIS, |c| han(c) || kana(c)) >= 80 && share(sample, SHIFT_JIS, kana) >= 20, SHIFT_JIS),
        (share(sample, GBK, han) >= 80, GBK),
    ]
    .into_iter()
    .find_map(|(fits, encoding)| fits.then_some(encoding))
}

/// Percent of the characters beyond ASCII that are `wanted`; 0 if the bytes are not in this encoding.
fn share(sample: &[u8], encoding: &'static Encoding, wanted: impl Fn(char) -> bool) -> usize {
    let (text, wrong) = encoding.decode_without_bom_handling(sample);
    let foreign = text.chars().filter(|c| !c.is_ascii()).count();
    if wrong || foreign == 0 { 0 } else { 100 * text.chars().filter(|c| wanted(*c)).count() / foreign }
}

/// Whether bytes beyond ASCII stand together, as in words of another script, and not alone, as accents do.
fn high_runs(sample: &[u8]) -> bool {
    let runs = sample.split(|byte| byte.is_ascii()).filter(|run| !run.is_empty());
    let (count, bytes) = runs.fold((0, 0), |(count, bytes), run| (count + 1, bytes + run.len()));
    bytes >= 3 * count
}

/// Whether every run of bytes beyond ASCII is made of pairs of the double-byte encodings of East Asia.
fn pairs(sample: &[u8]) -> bool {
    sample.split(|byte| byte.is_ascii()).all(|run| run.len() % 2 == 0 && run.iter().all(|byte| *byte >= 0xa1))
}

/// The characters of code page 437 beyond ASCII.
fn code_page_437(byte: u8) -> char {
    const HIGH: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";
    match byte.checked_sub(0x80) {
        Some(at) => HIGH.chars().nth(at as usize).unwrap_or('\u{fffd}'),
        None => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(names: &[&[u8]], expected: &[&str]) {
        let encoding = NamesEncoding::of(names.iter().copied());
        let decoded: Vec<String> = names.iter().map(|name| encoding.decode(name)).collect();
        assert_eq!(decoded, expected);
    }

    #[test]
    fn names_are_decoded_by_what_they_look_like() {
        check(&[b"a.txt", "급여.pdf".as_bytes()], &["a.txt", "급여.pdf"]);
        check(&[&EUC_KR.encode("급여명세서 2014.xls").0], &["급여명세서 2014.xls"]);
        check(&[&GBK.encode("工资表/劳务合同.doc").0, b"x"], &["工资表/劳务合同.doc", "x"]);
        check(&[&[0xa2, 0xa5, 0xa4, 0xae, 0xac, 0xae, 0xe1, 0xe2, 0xec, b'.', b't', b'x', b't']], &["ведомость.txt"]);
        check(&[&WINDOWS_1251.encode("Ведомость за май.txt").0], &["Ведомость за май.txt"]);
        check(&[b"caf\x82.txt", b"M\x81ller.txt"], &["café.txt", "Müller.txt"]);
    }

    #[test]
    fn no_name_leads_out() {
        let mut namer = Namer::default();
        for (path, expected) in [
            ("../../etc/passwd", "etc/passwd"),
            ("/etc/passwd", "etc/passwd (2)"),
            ("C:\\Users\\a.txt", "Users/a.txt"),
            ("a\0b\u{1b}[2J.txt", "a\u{fffd}b\u{fffd}[2J.txt"),
            ("..", "unnamed"),
            ("", "unnamed (2)"),
            ("x/a.tar.gz", "x/a.tar.gz"),
            ("x/a.tar.gz", "x/a.tar (2).gz"),
        ] {
            assert_eq!(namer.name(path), expected, "{path:?}");
        }
    }

    #[test]
    fn files_that_programs_leave_are_known() {
        assert!(["__MACOSX/._a.pdf", "x/.DS_Store", "._a", "Thumbs.db"].iter().all(|name| is_left_by_a_program(name)));
        assert!(!["a.pdf", "x/__MAC.txt"].iter().any(|name| is_left_by_a_program(name)));
    }
}
