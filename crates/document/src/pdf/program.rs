//! What an embedded font program says of its glyphs: asked only where the PDF itself does not say what they stand for.

use super::encodings::{Encoding, Letters, none, of_glyph};
use memchr::memmem;
use std::collections::HashMap;
use ttf_parser::cmap::Subtable;
use ttf_parser::{Face, GlyphId, PlatformId, cff};

/// What each code of a simple font stands for, by the font's own encoding.
pub(super) fn letters_of_codes(program: &[u8]) -> Letters {
    if program.starts_with(b"%!") || program.first() == Some(&0x80) {
        return of_type_1(program);
    }
    if let Some(table) = cff::Table::parse(program) {
        let mut letters = none();
        for code in 0..=255 {
            letters[usize::from(code)] = table.glyph_index(code).and_then(|glyph| of_glyph(table.glyph_name(glyph)?));
        }
        return letters;
    }
    Face::parse(program, 0).map_or_else(|_| none(), |face| of_true_type(&face))
}

/// What each glyph of a font stands for, by its number.
pub(super) fn letters_of_glyphs(program: &[u8]) -> HashMap<u16, String> {
    if let Some(table) = cff::Table::parse(program) {
        let name = |glyph: u16| table.glyph_name(GlyphId(glyph)).and_then(of_glyph);
        return (0..table.number_of_glyphs()).filter_map(|glyph| Some((glyph, name(glyph)?))).collect();
    }
    let Ok(face) = Face::parse(program, 0) else { return HashMap::new() };
    let mut letters = by_character_map(&face);
    for glyph in 0..face.number_of_glyphs() {
        if !letters.contains_key(&glyph)
            && let Some(found) = face.glyph_name(GlyphId(glyph)).and_then(of_glyph)
        {
            letters.insert(glyph, found);
        }
    }
    letters
}

fn subtables<'f>(face: &'f Face<'_>) -> impl Iterator<Item = Subtable<'f>> {
    face.tables().cmap.into_iter().flat_map(|cmap| cmap.subtables)
}

/// Glyphs by the characters of the basic plane that lead to them; the first character wins.
fn by_character_map(face: &Face<'_>) -> HashMap<u16, String> {
    let mut letters = HashMap::new();
    for subtable in subtables(face).filter(Subtable::is_unicode).take(4) {
        for character in (0x20..=0xffff_u32).filter_map(char::from_u32).filter(|c| !is_private(*c)) {
            if let Some(glyph) = subtable.glyph_index(u32::from(character)) {
                letters.entry(glyph.0).or_insert_with(|| character.to_string());
            }
        }
    }
    letters
}

fn is_private(character: char) -> bool {
    ('\u{e000}'..='\u{f8ff}').contains(&character)
}

fn of_true_type(face: &Face<'_>) -> Letters {
    let known = by_character_map(face);
    let (windows, mac) = (Encoding::WinAnsi.letters(), Encoding::MacRoman.letters());
    let mut letters = none();
    for code in 0..=255_u8 {
        let at = usize::from(code);
        for subtable in subtables(face).take(8) {
            let (base, guess) = match subtable.platform_id {
                PlatformId::Windows if subtable.encoding_id == 0 => (0xf000, &windows),
                PlatformId::Macintosh => (0, &mac),
                _ => continue,
            };
            let glyph = subtable.glyph_index(base + u32::from(code)).or_else(|| subtable.glyph_index(u32::from(code)));
            let Some(glyph) = glyph.filter(|glyph| glyph.0 != 0) else { continue };
            let named = || face.glyph_name(glyph).and_then(of_glyph);
            letters[at] = known.get(&glyph.0).cloned().or_else(named).or_else(|| guess[at].clone());
            if letters[at].is_some() {
                break;
            }
        }
    }
    letters
}

/// `dup 65 /A put` in the part of a Type 1 font that is not encrypted.
fn of_type_1(program: &[u8]) -> Letters {
    let clear = &program[..memmem::find(program, b"eexec").unwrap_or(program.len()).min(64 << 10)];
    let Some(start) = memmem::find(clear, b"/Encoding") else { return none() };
    let text = String::from_utf8_lossy(&clear[start..]);
    let mut words = text.split_ascii_whitespace().peekable();
    let mut letters = none();
    words.next();
    if words.peek() == Some(&"StandardEncoding") {
        return Encoding::Standard.letters();
    }
    while let Some(word) = words.next() {
        match word {
            "dup" => {
                let code = words.next().and_then(|code| code.parse::<u8>().ok());
                let name = words.next().and_then(|name| name.strip_prefix('/'));
                if let (Some(code), Some(name)) = (code, name) {
                    letters[usize::from(code)] = of_glyph(name);
                }
            }
            "def" | "readonly" => break,
            _ => {}
        }
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_1_font_tells_its_encoding() {
        let program = b"%!PS-AdobeFont-1.0: X\n/Encoding 256 array\n0 1 255 {1 index exch /.notdef put} for\ndup 65 /uni0416 put\ndup 12 /fi put\nreadonly def\ncurrentfile eexec dup 66 /B put";
        let letters = letters_of_codes(program);
        assert_eq!(letters[65].as_deref(), Some("Ж"));
        assert_eq!(letters[12].as_deref(), Some("\u{fb01}"));
        assert_eq!(letters[66], None);
    }

    #[test]
    fn no_program_no_letters() {
        assert!(letters_of_codes(b"nothing").iter().all(Option::is_none));
        assert!(letters_of_glyphs(b"\0\x01\0\0junk").is_empty());
    }
}
