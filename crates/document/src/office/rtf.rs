//! RTF: a reader of its own, because what is evidence in it (changes, hidden words, notes, code pages) is what others drop.

pub(crate) mod fonts;
mod tokens;

use super::tally::Tally;
use super::writing::{InCell, Paragraph, Part, Role, Writing};
use super::{Written, headings, symbols};
use crate::notices;
use encoding_rs::{Encoding, WINDOWS_1252};
use evidence::Notice;
use std::collections::BTreeMap;
use tokens::{Token, Tokens};

/// The layer of rich text.
const READER: &str = "rtf@1";
/// Groups are not followed deeper than this.
const DEEPEST: usize = 10_000;
/// No more fonts and styles are kept.
const MOST_FONTS: usize = 10_000;

/// Groups that hold no words of the document.
const PASSED_OVER: &[&str] = &[
    "colortbl", "pict", "nonshppict", "themedata", "colorschememapping", "datastore", "latentstyles", "listtable",
    "listoverridetable", "rsidtbl", "xmlnstbl", "generator", "filetbl", "fldinst", "bkmkstart", "bkmkend", "atnid", "atnauthor",
    "atndate", "atnref", "atnicn", "atrfstart", "atrfend", "objdata", "objclass", "objname", "sp", "panose", "falt", "ftnsep",
    "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "xe", "tc", "txe", "rxe", "private", "template", "keycode", "pgdsctbl",
    "revtim", "creatim", "printim", "buptim", "author", "operator", "company", "doccomm", "keywords", "subject", "manager",
    "category", "hlinkbase", "userprops", "docvar", "mmathPr", "passwordhash", "wgrffmtfilter", "formfield", "datafield",
];
/// Starred groups that are read all the same.
const READ_THOUGH_STARRED: &[&str] =
    &["shpinst", "shppict", "annotation", "revtbl", "fldrslt", "listtext", "pntext", "unr", "ud"];

/// Reads rich text.
pub(super) fn read(bytes: &[u8], name: &str, told: &mut Vec<Notice>) -> Written {
    let mut reader = Reader::new();
    let mut sound = true;
    for token in Tokens::new(bytes) {
        match token {
            Token::Open if reader.groups.len() >= DEEPEST => {
                sound = false;
                break;
            }
            token => reader.token(token),
        }
    }
    sound &= reader.groups.len() <= 1;
    reader.end();
    if !sound {
        told.push(notices::partly(
            name,
            "end of the file",
            "it is cut off or damaged: its groups are not closed.",
            "Copy it again from where it came from, or let the program it was written with repair it.",
        ));
    }
    if reader.misread > 0 {
        told.push(notices::partly(
            name,
            "whole file",
            format!(
                "{} bytes are no letters in the encoding that the file names; they were read as Western letters.",
                reader.misread
            ),
            "If words look wrong, open it in an office program and save it as DOCX.",
        ));
    }
    Written { reader: READER, writing: reader.writing, tally: reader.tally, title: Some(reader.title) }
}

/// What a group is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Destination {
    Words,
    Fonts,
    Styles,
    Revisers,
    Title,
    /// The mark before an item of a list.
    Mark,
    PassedOver,
}

/// What holds inside a group, and is forgotten at its end.
#[derive(Debug, Clone)]
struct Group {
    destination: Destination,
    /// A note, a header, a text box begins with this group.
    own_part: bool,
    hidden: bool,
    deleted: bool,
    revised: bool,
    strong: bool,
    font: i32,
    /// Bytes that stand for a character after `\u`.
    fallback: usize,
}

#[derive(Debug, Clone, Default)]
struct Font {
    encoding: Option<&'static Encoding>,
    symbolic: bool,
    name: String,
}

#[derive(Debug, Default)]
struct OpenParagraph {
    text: String,
    breaks: bool,
    weak: bool,
    in_table: bool,
    style: Option<i32>,
    outline: Option<u8>,
    listed: bool,
}

/// A part as it is written: the paragraph that is open and the table it stands in.
#[derive(Debug)]
struct Place {
    part: Part,
    open: OpenParagraph,
    table: Option<InCell>,
}

struct Reader {
    writing: Writing,
    tally: Tally,
    title: String,
    groups: Vec<Group>,
    /// The inner one last.
    places: Vec<Place>,
    code_page: &'static Encoding,
    fonts: BTreeMap<i32, Font>,
    default_font: i32,
    font_of_table: i32,
    styles: BTreeMap<i32, (String, Option<u8>)>,
    style_of_table: i32,
    style_name: String,
    reviser: String,
    /// Bytes that wait for their encoding.
    bytes: Vec<u8>,
    /// The first half of a character from `\u`.
    half: Option<u16>,
    /// So many characters stand for the one before.
    skipped: usize,
    starred: bool,
    misread: usize,
}

impl Reader {
    fn new() -> Self {
        Reader {
            writing: Writing::default(),
            tally: Tally::default(),
            title: String::new(),
            groups: vec![Group {
                destination: Destination::Words,
                own_part: false,
                hidden: false,
                deleted: false,
                revised: false,
                strong: false,
                font: -1,
                fallback: 1,
            }],
            places: vec![Place { part: Part::Main, open: OpenParagraph::default(), table: None }],
            code_page: WINDOWS_1252,
            fonts: BTreeMap::new(),
            default_font: -1,
            font_of_table: 0,
            styles: BTreeMap::new(),
            style_of_table: 0,
            style_name: String::new(),
            reviser: String::new(),
            bytes: Vec::new(),
            half: None,
            skipped: 0,
            starred: false,
            misread: 0,
        }
    }

    fn group(&mut self) -> &mut Group {
        self.groups.last_mut().expect("the outermost group is never closed")
    }

    fn place(&mut self) -> &mut Place {
        self.places.last_mut().expect("the main text is never closed")
    }

    fn token(&mut self, token: Token) {
        let starred = std::mem::take(&mut self.starred);
        match token {
            Token::Open => {
                self.flush();
                self.skipped = 0;
                let inner = Group { own_part: false, ..self.group().clone() };
                self.groups.push(inner);
            }
            Token::Close => self.close(),
            _ if self.skipped > 0 && !matches!(token, Token::Bytes(_)) => self.skipped -= 1,
            Token::Word(word, number) => {
                if word != "u" && !self.bytes.is_empty() {
                    self.flush();
                }
                self.word(word, number, starred);
            }
            Token::Symbol(symbol) => {
                self.flush();
                self.symbol(symbol);
            }
            Token::Hex(byte) => self.bytes.push(byte),
            Token::Bytes(bytes) => {
                let skipped = self.skipped.min(bytes.len());
                self.skipped -= skipped;
                self.bytes.extend_from_slice(&bytes[skipped..]);
            }
        }
    }

    fn close(&mut self) {
        self.flush();
        self.skipped = 0;
        if self.groups.len() == 1 {
            return;
        }
        let group = self.groups.pop().expect("more than one group is open");
        if group.own_part && self.places.len() > 1 {
            if !self.place().open.text.trim().is_empty() {
                self.end_paragraph();
            }
            self.places.pop();
        }
        match group.destination {
            Destination::Styles => self.end_style(),
            Destination::Revisers => {
                let name = std::mem::take(&mut self.reviser);
                let name = name.trim_end_matches(';').to_owned();
                if name != "Unknown" {
                    self.tally.author(Some(name));
                }
            }
            _ => {}
        }
    }

    fn symbol(&mut self, symbol: u8) {
        match symbol {
            b'*' => self.starred = true,
            b'~' => self.push("\u{a0}"),
            b'_' => self.push("-"),
            b'\\' | b'{' | b'}' => self.bytes.push(symbol),
            b'\n' | b'\r' => self.end_paragraph_of_words(),
            b'\t' => self.push("\t"),
            _ => {}
        }
    }

    fn word(&mut self, word: &str, number: Option<i32>, starred: bool) {
        if self.group().destination == Destination::PassedOver {
            return;
        }
        if PASSED_OVER.contains(&word) || starred && !READ_THOUGH_STARRED.contains(&word) {
            self.tally.images += usize::from(word == "pict");
            self.group().destination = Destination::PassedOver;
            return;
        }
        match word {
            "ansicpg" => self.code_page = fonts::code_page(number.unwrap_or(1252)),
            "mac" => self.code_page = fonts::code_page(10000),
            "deff" => self.default_font = number.unwrap_or(-1),
            "fonttbl" => self.group().destination = Destination::Fonts,
            "stylesheet" => self.group().destination = Destination::Styles,
            "revtbl" => self.group().destination = Destination::Revisers,
            "title" => self.group().destination = Destination::Title,
            "info" => {}
            "listtext" | "pntext" => {
                self.group().destination = Destination::Mark;
                self.place().open.listed = true;
            }
            "object" => self.tally.objects += 1,
            "footnote" => self.begin_part(Part::Footnotes),
            "ftnalt" => {
                let own = self.group().own_part;
                if let Some(place) = self.places.last_mut().filter(|place| own && place.part == Part::Footnotes) {
                    place.part = Part::Endnotes;
                }
            }
            "annotation" => {
                self.tally.comments += 1;
                self.begin_part(Part::Comments);
            }
            "header" | "headerl" | "headerr" | "headerf" => self.begin_part(Part::Headers),
            "footer" | "footerl" | "footerr" | "footerf" => self.begin_part(Part::Footers),
            "shptxt" => self.begin_part(Part::TextBoxes),
            "shpinst" => self.group().destination = Destination::Mark,
            "uc" => self.group().fallback = number.unwrap_or(1).clamp(0, 100) as usize,
            "u" => self.unicode(number.unwrap_or(0)),
            _ => match self.group().destination {
                Destination::Fonts => self.font_word(word, number),
                Destination::Styles => self.style_word(word, number),
                _ => self.text_word(word, number),
            },
        }
    }

    fn font_word(&mut self, word: &str, number: Option<i32>) {
        let number = number.unwrap_or(0);
        if word == "f" {
            self.font_of_table = number;
        }
        if self.fonts.len() >= MOST_FONTS {
            return;
        }
        let font = self.fonts.entry(self.font_of_table).or_default();
        match word {
            "fcharset" if number == 2 => font.symbolic = true,
            "fcharset" => font.encoding = fonts::character_set(number),
            "cpg" => font.encoding = Some(fonts::code_page(number)),
            _ => {}
        }
    }

    fn style_word(&mut self, word: &str, number: Option<i32>) {
        match word {
            "s" => self.style_of_table = number.unwrap_or(0),
            "outlinelevel" if self.styles.len() < MOST_FONTS => {
                let level = number.unwrap_or(9).clamp(0, 9) as u8;
                self.styles.entry(self.style_of_table).or_default().1 = Some(level);
            }
            _ => {}
        }
    }

    fn end_style(&mut self) {
        let name = std::mem::take(&mut self.style_name);
        let name = name.trim().trim_end_matches(';').to_owned();
        if !name.is_empty() && self.styles.len() < MOST_FONTS {
            self.styles.entry(self.style_of_table).or_default().0 = name;
        }
        self.style_of_table = 0;
    }

    fn text_word(&mut self, word: &str, number: Option<i32>) {
        let on = number != Some(0);
        match word {
            "f" => self.group().font = number.unwrap_or(-1),
            "b" => self.group().strong = on,
            "v" => self.group().hidden = on,
            "deleted" => {
                self.tally.deletions += usize::from(on && !self.group().deleted);
                self.group().deleted = on;
            }
            "revised" => {
                self.tally.insertions += usize::from(on && !self.group().revised);
                self.group().revised = on;
            }
            "plain" => {
                let font = self.default_font;
                let group = self.group();
                (group.hidden, group.deleted, group.revised, group.strong, group.font) = (false, false, false, false, font);
            }
            "pard" => {
                let open = &mut self.place().open;
                (open.in_table, open.style, open.outline, open.listed) = (false, None, None, false);
            }
            "intbl" => self.place().open.in_table = true,
            "s" => self.place().open.style = number,
            "outlinelevel" => self.place().open.outline = number.map(|level| level.clamp(0, 9) as u8),
            "ls" | "ilvl" => self.place().open.listed |= word == "ls" && number != Some(0),
            "par" | "sect" => self.end_paragraph_of_words(),
            "cell" => self.end_cell(),
            "nestcell" => self.end_paragraph_of_words(),
            "row" => self.end_row(),
            "line" | "lbr" => {
                self.push("\n");
                self.place().open.breaks = true;
            }
            "tab" => self.push("\t"),
            "emdash" => self.push("—"),
            "endash" => self.push("–"),
            "lquote" => self.push("‘"),
            "rquote" => self.push("’"),
            "ldblquote" => self.push("“"),
            "rdblquote" => self.push("”"),
            "bullet" => self.push("•"),
            "emspace" | "enspace" | "qmspace" => self.push(" "),
            _ => {}
        }
    }

    fn begin_part(&mut self, part: Part) {
        let group = self.group();
        group.own_part = true;
        group.destination = Destination::Words;
        self.places.push(Place { part, open: OpenParagraph::default(), table: None });
    }

    fn unicode(&mut self, number: i32) {
        let unit = number as u16;
        self.skipped = self.group().fallback;
        match (self.half.take(), unit) {
            (_, 0xd800..=0xdbff) => {
                self.flush();
                self.half = Some(unit);
            }
            (Some(high), 0xdc00..=0xdfff) => {
                let both = char::decode_utf16([high, unit]).next();
                self.character(both.and_then(Result::ok).unwrap_or('\u{fffd}'));
            }
            (_, unit) => {
                let character = char::from_u32(u32::from(unit)).unwrap_or('\u{fffd}');
                self.character(character);
            }
        }
    }

    fn character(&mut self, character: char) {
        self.flush();
        let mut words = String::new();
        super::xml::append_words(&mut words, character.encode_utf8(&mut [0; 4]));
        self.push(&words);
    }

    /// Turns the bytes that wait into words.
    fn flush(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        if self.group().destination == Destination::PassedOver {
            return;
        }
        let font = match self.group().font {
            -1 => self.fonts.get(&self.default_font),
            font => self.fonts.get(&font),
        };
        let words = match font {
            Some(font) if font.symbolic && self.groups.last().is_some_and(|group| group.destination == Destination::Words) => {
                bytes
                    .iter()
                    .map(|byte| if *byte == b' ' { ' ' } else { symbols::in_font(&font.name, u32::from(*byte)) })
                    .collect()
            }
            font => {
                let encoding = font.and_then(|font| font.encoding).unwrap_or(self.code_page);
                self.decoded(&bytes, encoding)
            }
        };
        self.push(&words);
    }

    /// The bytes in their encoding; if they are none of it, in that of the West, which takes every byte.
    fn decoded(&mut self, bytes: &[u8], encoding: &'static Encoding) -> String {
        let (words, wrong) = encoding.decode_without_bom_handling(bytes);
        if !wrong {
            return words.into_owned();
        }
        self.misread += bytes.iter().filter(|byte| !byte.is_ascii()).count();
        WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned()
    }

    fn push(&mut self, words: &str) {
        let group = self.group().clone();
        match group.destination {
            Destination::PassedOver | Destination::Mark => {}
            Destination::Fonts => {
                if let Some(font) = self.fonts.get_mut(&self.font_of_table).filter(|font| font.name.len() < 200) {
                    font.name.push_str(words);
                }
            }
            Destination::Styles if self.style_name.len() < 200 => self.style_name.push_str(words),
            Destination::Revisers if self.reviser.len() < 200 => self.reviser.push_str(words),
            Destination::Title if self.title.len() < 400 => self.title.push_str(words),
            Destination::Styles | Destination::Revisers | Destination::Title => {}
            Destination::Words if group.deleted => {}
            Destination::Words if group.hidden => self.tally.hidden += words.trim().len(),
            Destination::Words => {
                let open = &mut self.place().open;
                open.weak |= !group.strong && !words.trim().is_empty();
                open.text.extend(words.chars().filter(|c| *c != '\u{ad}' && (!c.is_control() || matches!(c, '\t' | '\n'))));
            }
        }
    }

    fn end_paragraph_of_words(&mut self) {
        if self.group().destination == Destination::Words {
            self.flush();
            self.end_paragraph();
        }
    }

    fn end_paragraph(&mut self) {
        let place = self.places.last_mut().expect("the main text is never closed");
        let open = &mut place.open;
        if open.in_table && place.table.is_none() {
            place.table = Some(InCell { table: self.writing.next_table(), row: 0, column: 0 });
        } else if !open.in_table {
            place.table = None;
        }
        let (name, by_style) = match open.style.and_then(|style| self.styles.get(&style)) {
            Some((name, outline)) => (name.as_str(), *outline),
            None => ("", None),
        };
        let role = match (open.outline.or(by_style), headings::role(name)) {
            (_, Some(role @ (Role::Furniture | Role::Title))) => role,
            (Some(level @ 0..9), _) => Role::Heading(level + 1),
            (None, Some(role)) => role,
            _ if open.listed => Role::Item,
            (_, role) => role.filter(|role| *role == Role::Item).unwrap_or_default(),
        };
        let text = std::mem::take(&mut open.text);
        let made = Paragraph { text, role, strong: !open.weak, breaks: open.breaks, cell: place.table };
        (open.weak, open.breaks) = (false, false);
        let part = place.part.clone();
        self.writing.paragraph(&part, made);
    }

    fn end_cell(&mut self) {
        if self.group().destination != Destination::Words {
            return;
        }
        self.place().open.in_table = true;
        self.end_paragraph();
        if let Some(cell) = &mut self.place().table {
            cell.column = cell.column.saturating_add(1);
        }
    }

    fn end_row(&mut self) {
        if let Some(cell) = &mut self.place().table {
            (cell.row, cell.column) = (cell.row.saturating_add(1), 0);
        }
    }

    fn end(&mut self) {
        self.flush();
        while let Some(place) = self.places.last() {
            if !place.open.text.trim().is_empty() {
                self.end_paragraph();
            }
            if self.places.len() == 1 {
                break;
            }
            self.places.pop();
        }
    }
}
