//! Which characters the codes and glyph names of fonts stand for.

use std::collections::HashMap;
use std::sync::LazyLock;

static GLYPHS: LazyLock<HashMap<&'static str, String>> = LazyLock::new(|| {
    let lists = [include_str!("../../data/pdf/texglyphs.txt"), include_str!("../../data/pdf/glyphlist.txt")];
    let lines = lists.into_iter().flat_map(str::lines).filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once(';')).map(|(name, codes)| (name, characters(codes))).collect()
});

const ENCODINGS: &str = include_str!("../../data/pdf/encodings.txt");

fn characters(codes: &str) -> String {
    codes.split(' ').filter_map(|code| char::from_u32(u32::from_str_radix(code, 16).ok()?)).collect()
}

/// Codes of one byte, and what each stands for.
pub(super) type Letters = [Option<String>; 256];

pub(super) fn none() -> Letters {
    [const { None }; 256]
}

/// The encoding that a font names, or has by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Standard,
    WinAnsi,
    MacRoman,
    Symbol,
    Dingbats,
}

impl Encoding {
    pub(super) fn named(name: &[u8]) -> Option<Self> {
        match name {
            b"StandardEncoding" => Some(Encoding::Standard),
            b"WinAnsiEncoding" | b"PDFDocEncoding" => Some(Encoding::WinAnsi),
            b"MacRomanEncoding" => Some(Encoding::MacRoman),
            _ => None,
        }
    }

    pub(super) fn letters(self) -> Letters {
        match self {
            Encoding::WinAnsi => transcoded(encoding_rs::WINDOWS_1252),
            Encoding::MacRoman => transcoded(encoding_rs::MACINTOSH),
            Encoding::Standard => listed("standard "),
            Encoding::Symbol => listed("symbol "),
            Encoding::Dingbats => {
                let mut letters = none();
                for row in ENCODINGS.lines().filter_map(|line| line.strip_prefix("dingbats ")) {
                    let mut cells = row.split(' ');
                    if let (Some(Ok(code)), Some(character)) = (cells.next().map(str::parse::<u8>), cells.next()) {
                        letters[usize::from(code)] = Some(characters(character));
                    }
                }
                letters
            }
        }
    }
}

fn transcoded(encoding: &'static encoding_rs::Encoding) -> Letters {
    let mut letters = none();
    for code in 32..=255_u8 {
        let (text, _) = encoding.decode_without_bom_handling(std::slice::from_ref(&code));
        let control = text.chars().any(char::is_control);
        letters[usize::from(code)] = if control { (code > 127).then(|| "•".to_owned()) } else { Some(text.into_owned()) };
    }
    letters
}

fn listed(prefix: &str) -> Letters {
    let mut letters = none();
    for row in ENCODINGS.lines().filter_map(|line| line.strip_prefix(prefix)) {
        if let Some((code, name)) = row.split_once(' ')
            && let Ok(code) = code.parse::<u8>()
        {
            letters[usize::from(code)] = of_glyph(name);
        }
    }
    letters
}

/// The characters that a glyph of this name shows: `a`, `ffi`, `uni0416`, `f_f_i.liga`.
pub(super) fn of_glyph(name: &str) -> Option<String> {
    if let Some(characters) = GLYPHS.get(name) {
        return Some(characters.clone());
    }
    let base = name.split('.').next().filter(|base| !base.is_empty())?;
    let parts: Option<String> = base.split('_').map(of_component).collect();
    parts.filter(|characters| !characters.is_empty())
}

fn of_component(name: &str) -> Option<String> {
    if let Some(characters) = GLYPHS.get(name) {
        return Some(characters.clone());
    }
    let digits = |prefix: &str| name.strip_prefix(prefix).filter(|rest| rest.bytes().all(|byte| byte.is_ascii_hexdigit()));
    if let Some(codes) = digits("uni").filter(|codes| !codes.is_empty() && codes.len() % 4 == 0) {
        let units: Option<Vec<u16>> =
            (0..codes.len() / 4).map(|at| u16::from_str_radix(&codes[4 * at..4 * at + 4], 16).ok()).collect();
        return String::from_utf16(&units?).ok();
    }
    let code = digits("u").filter(|code| (4..=6).contains(&code.len()))?;
    char::from_u32(u32::from_str_radix(code, 16).ok()?).map(String::from)
}

/// `string` of a PDF that is text: UTF-16 or UTF-8 with its mark, else one byte a character.
pub(super) fn text_string(string: &[u8]) -> String {
    match string {
        [0xfe, 0xff, rest @ ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0.into_owned(),
        [0xff, 0xfe, rest @ ..] => encoding_rs::UTF_16LE.decode_without_bom_handling(rest).0.into_owned(),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => encoding_rs::WINDOWS_1252.decode_without_bom_handling(string).0.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glyphs_are_known_by_name() {
        let check = |name: &str, letters: Option<&str>| assert_eq!(of_glyph(name).as_deref(), letters, "{name}");
        check("A", Some("A"));
        check("ffi", Some("\u{fb03}"));
        check("f_f_i.liga", Some("ffi"));
        check("afii10017", Some("А"));
        check("uni0416", Some("Ж"));
        check("uniD55CAE00", Some("한글"));
        check("u1F600", Some("😀"));
        check("a1", None);
        check("g37", None);
        check(".notdef", None);
    }

    #[test]
    fn codes_of_one_byte() {
        let at = |encoding: Encoding, code: u8| encoding.letters()[usize::from(code)].clone().unwrap_or_default();
        assert_eq!(at(Encoding::WinAnsi, 0x92), "’");
        assert_eq!(at(Encoding::MacRoman, 0xd5), "’");
        assert_eq!(at(Encoding::Standard, 0x27), "’");
        assert_eq!(at(Encoding::Standard, 0xae), "\u{fb01}");
        assert_eq!(at(Encoding::Symbol, 0x61), "α");
        assert_eq!(at(Encoding::Dingbats, 0x6c), "●");
        assert_eq!(text_string(b"\xfe\xff\xd5\x5c"), "한");
    }
}
