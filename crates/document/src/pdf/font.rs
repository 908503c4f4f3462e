//! Fonts: how the bytes of a string are cut into codes, what each stands for, and how wide it is.

use super::encodings::{Encoding, Letters, none, of_glyph};
use super::metrics;
use super::program;
use super::stream::unpacked;
use hayro_cmap::{BfString, CMap, CMapName, WritingMode, load_embedded};
use hayro_syntax::object::{Array, Dict, Name, Object, Stream};
use std::cell::Cell;
use std::collections::HashMap;

/// A font program or a map of characters is read up to this size.
const PROGRAM_LIMIT: usize = 32 << 20;
const MAP_LIMIT: usize = 4 << 20;
/// All of them together, in one document.
const ALL_LIMIT: usize = 192 << 20;
/// So many entries of a table of widths are read.
const MOST_WIDTHS: usize = 1 << 17;

/// What may still be unpacked for fonts of a document.
pub(super) struct Allowance(Cell<usize>);

impl Default for Allowance {
    fn default() -> Self {
        Allowance(Cell::new(ALL_LIMIT))
    }
}

impl Allowance {
    /// The whole of a stream, if it is not longer than `limit` and what is left.
    fn unpack(&self, stream: &Stream<'_>, limit: usize) -> Option<Vec<u8>> {
        let found = unpacked(stream, limit.min(self.0.get()))?;
        self.0.set(self.0.get() - found.bytes.len().min(self.0.get()));
        (!found.cut).then_some(found.bytes)
    }
}

/// A font of a PDF, as far as words are concerned.
pub(super) struct Font {
    codes: Codes,
    /// Written from top to bottom.
    pub vertical: bool,
    pub bold: bool,
}

enum Codes {
    Simple(Box<Simple>),
    Composite(Box<Composite>),
}

struct Simple {
    letters: Letters,
    /// In units of the font size.
    widths: [f64; 256],
}

struct Composite {
    encoding: CMap,
    to_unicode: Option<CMap>,
    /// From character numbers of a collection such as Adobe-Korea1.
    collection: Option<CMap>,
    /// From glyph numbers of the program.
    glyphs: HashMap<u16, String>,
    glyph_of: Option<Vec<u8>>,
    /// First and last character number, and the width in units of the font size.
    widths: Vec<(u32, u32, f64)>,
    default_width: f64,
}

/// One code of a string.
pub(super) struct Shown {
    /// What it stands for, if anybody knows.
    pub letters: Option<String>,
    /// How far it moves on, in units of the font size.
    pub advance: f64,
    /// The single byte 32, which word spacing is added to.
    pub is_space: bool,
}

impl Font {
    pub(super) fn read(dict: &Dict<'_>, allowance: &Allowance) -> Self {
        let bold = is_bold(dict);
        match dict.get::<Name<'_>>("Subtype").as_deref() {
            Some(b"Type0") => {
                let composite = Composite::read(dict, allowance);
                let vertical = composite.encoding.metadata().writing_mode == Some(WritingMode::Vertical);
                Font { codes: Codes::Composite(Box::new(composite)), vertical, bold }
            }
            kind => {
                let simple = Simple::read(dict, kind == Some(b"Type3"), kind == Some(b"TrueType"), allowance);
                Font { codes: Codes::Simple(Box::new(simple)), vertical: false, bold }
            }
        }
    }

    /// The code that `bytes` begin with, and how many bytes it takes.
    pub(super) fn next(&self, bytes: &[u8]) -> (Shown, usize) {
        match &self.codes {
            Codes::Simple(simple) => {
                let code = usize::from(bytes[0]);
                let letters = simple.letters[code].clone();
                (Shown { letters, advance: simple.widths[code], is_space: code == 32 }, 1)
            }
            Codes::Composite(composite) => composite.next(bytes, self.vertical),
        }
    }
}

fn descriptor<'a>(dict: &Dict<'a>) -> Dict<'a> {
    dict.get::<Dict<'a>>("FontDescriptor").unwrap_or_default()
}

fn base_font(dict: &Dict<'_>) -> String {
    let name = dict.get::<Name<'_>>("BaseFont").map(|name| String::from_utf8_lossy(name.as_ref()).into_owned());
    let name = name.unwrap_or_default();
    match name.split_once('+') {
        Some((prefix, rest)) if prefix.len() == 6 => rest.to_owned(),
        _ => name,
    }
}

fn is_bold(dict: &Dict<'_>) -> bool {
    const SIGNS: [&str; 7] = ["bold", "black", "heavy", "cmbx", "sfbx", "semibold", "-demi"];
    let name = base_font(dict).to_lowercase();
    let forced = descriptor(dict).get::<u32>("Flags").is_some_and(|flags| flags & 1 << 18 != 0);
    forced || SIGNS.iter().any(|sign| name.contains(sign))
}

fn embedded(descriptor: &Dict<'_>, allowance: &Allowance) -> Option<Vec<u8>> {
    let stream = ["FontFile2", "FontFile3", "FontFile"].iter().find_map(|key| descriptor.get::<Stream<'_>>(key))?;
    allowance.unpack(&stream, PROGRAM_LIMIT)
}

fn map_of_characters(dict: &Dict<'_>, allowance: &Allowance) -> Option<CMap> {
    match dict.get::<Object<'_>>("ToUnicode")? {
        Object::Stream(stream) => {
            let map = allowance.unpack(&stream, MAP_LIMIT)?;
            CMap::parse(&map, load_embedded)
        }
        _ => None,
    }
}

/// What a map says a code stands for, unless it says nothing of use.
fn mapped(map: &CMap, code: u32) -> Option<String> {
    let letters = match map.lookup_bf_string(code)? {
        BfString::Char(character) => character.to_string(),
        BfString::String(string) => string,
    };
    let useless = |c: char| c == '\0' || c == '\u{fffd}' || c.is_control() && !c.is_whitespace();
    (!letters.is_empty() && !letters.chars().all(useless)).then_some(letters)
}

impl Simple {
    fn read(dict: &Dict<'_>, drawn: bool, true_type: bool, allowance: &Allowance) -> Self {
        let mut letters = Simple::letters(dict, true_type, allowance);
        if let Some(map) = map_of_characters(dict, allowance) {
            for code in 0..=255_u32 {
                if let Some(known) = mapped(&map, code) {
                    letters[code as usize] = Some(known);
                }
            }
        }
        Simple { letters, widths: Simple::widths(dict, drawn) }
    }

    /// What the codes stand for by their encoding, or by the font program.
    fn letters(dict: &Dict<'_>, true_type: bool, allowance: &Allowance) -> Letters {
        let descriptor = descriptor(dict);
        let symbolic = descriptor.get::<u32>("Flags").is_some_and(|flags| flags & 4 != 0);
        let own = || own_letters(dict, &descriptor, allowance);
        let encoding = dict.get::<Object<'_>>("Encoding");
        let mut letters = match &encoding {
            Some(Object::Name(name)) => match Encoding::named(name.as_ref()) {
                Some(_) if true_type && symbolic => or(own(), Encoding::named(name.as_ref())),
                Some(encoding) => encoding.letters(),
                None => own(),
            },
            Some(Object::Dict(encoding)) => {
                match encoding.get::<Name<'_>>("BaseEncoding").and_then(|name| Encoding::named(name.as_ref())) {
                    Some(encoding) => encoding.letters(),
                    None => own(),
                }
            }
            _ => own(),
        };
        if let Some(Object::Dict(encoding)) = &encoding {
            differ(&mut letters, encoding);
        }
        letters
    }

    fn widths(dict: &Dict<'_>, drawn: bool) -> [f64; 256] {
        let unit = match dict.get::<[f32; 6]>("FontMatrix") {
            Some(matrix) if drawn => f64::from(matrix[0]).abs(),
            _ => 0.001,
        };
        let descriptor = descriptor(dict);
        let first = dict.get::<i64>("FirstChar").unwrap_or(0);
        let Some(stated) = dict.get::<Array<'_>>("Widths") else { return metrics::standard(&base_font(dict)) };
        let missing = descriptor.get::<f32>("MissingWidth").map_or(0.0, f64::from);
        let mut widths = [missing * unit; 256];
        for (index, width) in stated.iter::<f32>().take(256).enumerate() {
            if let Some(place) = usize::try_from(first + index as i64).ok().and_then(|code| widths.get_mut(code)) {
                *place = f64::from(width) * unit;
            }
        }
        widths
    }
}

/// `letters`, and where they are wanting those of `encoding`.
fn or(mut letters: Letters, encoding: Option<Encoding>) -> Letters {
    let other = encoding.map_or_else(none, Encoding::letters);
    for (letter, other) in letters.iter_mut().zip(other) {
        if letter.is_none() {
            *letter = other;
        }
    }
    letters
}

/// What the codes stand for in a font that names no encoding.
fn own_letters(dict: &Dict<'_>, descriptor: &Dict<'_>, allowance: &Allowance) -> Letters {
    let name = base_font(dict);
    if name.contains("Dingbats") && !name.contains("Wing") {
        return Encoding::Dingbats.letters();
    }
    if name.contains("Wingdings") || name.contains("Webdings") {
        return [const { Some(String::new()) }; 256].map(|_: Option<String>| Some("•".to_owned()));
    }
    match embedded(descriptor, allowance) {
        Some(program) => or(program::letters_of_codes(&program), Some(Encoding::Standard)),
        None if name.starts_with("Symbol") => Encoding::Symbol.letters(),
        None => Encoding::Standard.letters(),
    }
}

/// Takes in `/Differences [65 /A /B 97 /a]`.
fn differ(letters: &mut Letters, encoding: &Dict<'_>) {
    let Some(differences) = encoding.get::<Array<'_>>("Differences") else { return };
    let mut code = 0_usize;
    let mut unknown = Vec::new();
    for object in differences.iter::<Object<'_>>().take(1024) {
        match object {
            Object::Number(number) => code = usize::try_from(number.as_i64()).unwrap_or(256),
            Object::Name(name) if code < 256 => {
                let name = String::from_utf8_lossy(name.as_ref()).into_owned();
                letters[code] = of_glyph(&name);
                if letters[code].is_none() && name != ".notdef" {
                    unknown.push((code, name));
                }
                code += 1;
            }
            _ => {}
        }
    }
    by_number(letters, &unknown);
}

/// Names such as `a65`, `c97`, `C0041`, where the number is the code: what the code is in ASCII.
fn by_number(letters: &mut Letters, unknown: &[(usize, String)]) {
    let number = |name: &str| name.trim_start_matches(|c: char| c.is_ascii_alphabetic()).parse::<usize>().ok();
    let agreeing = unknown.iter().filter(|(code, name)| number(name) == Some(*code)).count();
    // codes that are counted from 1 say nothing
    let lettered = unknown.iter().filter(|(code, _)| u8::try_from(*code).is_ok_and(|code| code.is_ascii_alphabetic())).count();
    if agreeing * 2 <= unknown.len() || lettered * 2 <= unknown.len() {
        return;
    }
    for (code, _) in unknown {
        letters[*code] = u8::try_from(*code).ok().map(char::from).filter(|c| c.is_ascii_graphic()).map(String::from);
    }
}

impl Composite {
    fn read(dict: &Dict<'_>, allowance: &Allowance) -> Self {
        let descendant = dict.get::<Array<'_>>("DescendantFonts").and_then(|fonts| fonts.iter::<Dict<'_>>().next());
        let descendant = descendant.unwrap_or_default();
        let encoding = encoding(dict, allowance).unwrap_or_else(CMap::identity_h);
        let to_unicode = map_of_characters(dict, allowance);
        let family = encoding.metadata().character_collection.as_ref().map(|collection| collection.family.clone());
        let collection = family.and_then(|family| family.ucs2_cmap()).or_else(|| collection_of(&descendant));
        let collection = collection.and_then(load_embedded).and_then(|map| CMap::parse(map, load_embedded));
        let glyphs = match (&to_unicode, &collection) {
            (None, None) => embedded(&descriptor(&descendant), allowance).map(|program| program::letters_of_glyphs(&program)),
            _ => None,
        };
        let glyph_of = descendant.get::<Stream<'_>>("CIDToGIDMap").and_then(|map| allowance.unpack(&map, 1 << 18));
        let default_width = descendant.get::<f32>("DW").map_or(1.0, |width| f64::from(width) / 1000.0);
        Composite {
            encoding,
            to_unicode,
            collection,
            glyphs: glyphs.unwrap_or_default(),
            glyph_of,
            widths: descendant.get::<Array<'_>>("W").map(|widths| widths_of(&widths)).unwrap_or_default(),
            default_width,
        }
    }

    fn next(&self, bytes: &[u8], vertical: bool) -> (Shown, usize) {
        let mut code = 0;
        for (index, byte) in bytes.iter().take(4).enumerate() {
            code = code << 8 | u32::from(*byte);
            if let Some(cid) = self.encoding.lookup_cid_code(code, index as u8 + 1) {
                let advance = if vertical { -1.0 } else { self.width(cid) };
                return (Shown { letters: self.letters(code, cid), advance, is_space: index == 0 && code == 32 }, index + 1);
            }
        }
        let taken = bytes.len().min(2);
        let code = bytes[..taken].iter().fold(0, |code, byte| code << 8 | u32::from(*byte));
        let letters = self.to_unicode.as_ref().and_then(|map| mapped(map, code));
        (Shown { letters, advance: self.default_width, is_space: false }, taken)
    }

    fn letters(&self, code: u32, cid: u32) -> Option<String> {
        let by_map = self.to_unicode.as_ref().and_then(|map| mapped(map, code));
        let by_collection = || self.collection.as_ref().and_then(|map| mapped(map, cid));
        let by_glyph = || {
            let pair = |map: &Vec<u8>| {
                map.get(2 * cid as usize..2 * cid as usize + 2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
            };
            let glyph = match &self.glyph_of {
                Some(map) => pair(map)?,
                None => u16::try_from(cid).ok()?,
            };
            self.glyphs.get(&glyph).cloned()
        };
        by_map.or_else(by_collection).or_else(by_glyph)
    }

    fn width(&self, cid: u32) -> f64 {
        let after = self.widths.partition_point(|(first, ..)| *first <= cid);
        let held = after.checked_sub(1).map(|at| self.widths[at]).filter(|(_, last, _)| cid <= *last);
        held.map_or(self.default_width, |(.., width)| width)
    }
}

fn encoding(dict: &Dict<'_>, allowance: &Allowance) -> Option<CMap> {
    match dict.get::<Object<'_>>("Encoding")? {
        Object::Name(name) => match CMapName::from_bytes(name.as_ref()) {
            CMapName::IdentityH => Some(CMap::identity_h()),
            CMapName::IdentityV => Some(CMap::identity_v()),
            name => CMap::parse(load_embedded(name)?, load_embedded),
        },
        Object::Stream(stream) => CMap::parse(&allowance.unpack(&stream, MAP_LIMIT)?, load_embedded),
        _ => None,
    }
}

/// The map from the numbers of the collection that a font's glyphs are ordered by.
fn collection_of(descendant: &Dict<'_>) -> Option<CMapName<'static>> {
    use hayro_syntax::object::String as Text;
    let info = descendant.get::<Dict<'_>>("CIDSystemInfo")?;
    let (registry, ordering) = (info.get::<Text<'_>>("Registry")?, info.get::<Text<'_>>("Ordering")?);
    hayro_cmap::CidFamily::from_registry_ordering(&registry, &ordering).ucs2_cmap()
}

/// `[1 [500 600] 10 20 700]`: from 1 on 500 and 600, from 10 to 20 each 700 thousandths.
fn widths_of(stated: &Array<'_>) -> Vec<(u32, u32, f64)> {
    let mut widths = Vec::new();
    let mut objects = stated.iter::<Object<'_>>();
    while let (Some(first), Some(second)) = (objects.next(), objects.next()) {
        let Some(first) = number(&first) else { break };
        let start = first.max(0.0) as u32;
        match second {
            Object::Array(list) => {
                let room = MOST_WIDTHS.saturating_sub(widths.len());
                let each = list.iter::<f32>().take(room).enumerate();
                widths.extend(each.map(|(index, width)| {
                    let cid = start.saturating_add(index as u32);
                    (cid, cid, f64::from(width) / 1000.0)
                }));
            }
            last => {
                let (Some(last), Some(width)) = (number(&last), objects.next().as_ref().and_then(number)) else { break };
                widths.push((start, last.max(0.0) as u32, width / 1000.0));
            }
        }
        if widths.len() >= MOST_WIDTHS {
            break;
        }
    }
    widths.sort_by_key(|(first, ..)| *first);
    widths
}

fn number(object: &Object<'_>) -> Option<f64> {
    match object {
        Object::Number(number) => Some(number.as_f64()),
        _ => None,
    }
}
