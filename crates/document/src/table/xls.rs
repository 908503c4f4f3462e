//! XLS: workbooks of Excel 5 to 2003.
//!
//! Read by hand: the readers that were tried give no number formats and no hidden rows, and take the room of a whole sheet for one
//! cell in its last corner.

mod compound;

use super::formats::{self, Format};
use super::grid::{Form, Grid, Room, Stored};
use super::words::Sheets;
use crate::notices;
use crate::office::package::protected;
use crate::office::{code_page, compound as what_it_is};
use encoding_rs::{Encoding, WINDOWS_1252};
use evidence::Notice;
use std::collections::BTreeMap;
use std::sync::Arc;

/// No more sheets are read.
const MOST_SHEETS: usize = 2000;
/// No more words that cells share are kept, in bytes.
const MOST_SHARED: usize = 256 << 20;
/// No more formats and styles are kept.
const MOST_STYLES: usize = 65_536;

/// Reads a workbook.
///
/// # Errors
/// A notice, if it is sealed, damaged, or no workbook.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Sheets, Notice> {
    let stream = compound::stream(bytes, &["Workbook", "Book"])
        .ok_or_else(|| if bytes.starts_with(b"\xd0\xcf\x11\xe0") { what_it_is(name, bytes) } else { no_workbook(name) })?;
    let mut book = Book::default();
    let sound = book.globals(&stream);
    if book.sealed {
        return Err(protected(name));
    }
    let formats: Vec<Format> =
        book.styles.iter().map(|id| book.formats.get(id).cloned().unwrap_or_else(|| formats::known(*id))).collect();
    let formats = Arc::new(formats);
    let mut room = Room::default();
    let mut grids = Vec::new();
    for sheet in std::mem::take(&mut book.sheets) {
        let mut grid = Grid::new(Some(sheet.name), Arc::clone(&formats));
        (grid.hidden, grid.since_1904) = (sheet.hidden, book.since_1904);
        let mut reader = SheetReader { book: &book, grid: &mut grid, room: &mut room, waits: None };
        reader.read(stream.get(sheet.at..).unwrap_or_default());
        grids.push(grid);
    }
    let mut told = Vec::new();
    if !sound {
        let cause = "it is cut off or damaged; what could be read of it was read.";
        told.push(notices::partly(name, "whole file", cause, "Copy it again, or let the program it was written with repair it."));
    }
    Ok(Sheets { grids, comma: false, notices: told })
}

fn no_workbook(name: &str) -> Notice {
    let cause = "this file is no workbook of Excel.".to_owned();
    notices::unread(name, cause, "Open it in an office program and save it as XLSX.")
}

/// The records of a stream: number, data.
struct Records<'b> {
    rest: &'b [u8],
}

impl<'b> Iterator for Records<'b> {
    type Item = (u16, &'b [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (number, length) = (short(self.rest, 0)?, short(self.rest, 2)?);
        let data = self.rest.get(4..4 + usize::from(length))?;
        self.rest = &self.rest[4 + data.len()..];
        Some((number, data))
    }
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

struct Listed {
    name: String,
    at: usize,
    hidden: bool,
}

/// What holds for the whole workbook.
struct Book {
    /// Words are in one or two bytes a letter, marked so; before Excel 97 they are in the code page.
    unicode: bool,
    code_page: &'static Encoding,
    since_1904: bool,
    sealed: bool,
    sheets: Vec<Listed>,
    formats: BTreeMap<u32, Format>,
    /// The format of each style of cells.
    styles: Vec<u32>,
    shared: String,
    shared_ends: Vec<usize>,
}

impl Default for Book {
    fn default() -> Self {
        Book {
            unicode: true,
            code_page: WINDOWS_1252,
            since_1904: false,
            sealed: false,
            sheets: Vec::new(),
            formats: BTreeMap::new(),
            styles: Vec::new(),
            shared: String::new(),
            shared_ends: Vec::new(),
        }
    }
}

impl Book {
    /// Reads what stands before the sheets; tells whether it came to its end.
    fn globals(&mut self, stream: &[u8]) -> bool {
        let mut records = Records { rest: stream };
        while let Some((number, data)) = records.next() {
            match number {
                0x0809 => self.unicode = short(data, 0).is_none_or(|version| version >= 0x0600),
                0x000a => return true,
                0x002f => self.sealed = true,
                0x0022 => self.since_1904 = short(data, 0) == Some(1),
                0x0042 => self.code_page = code_page(i32::from(short(data, 0).unwrap_or(1252))),
                0x041e if self.formats.len() < MOST_STYLES => {
                    let id = u32::from(short(data, 0).unwrap_or(0));
                    let code = if self.unicode { self.words(data, 2, true) } else { self.words(data, 2, false) };
                    self.formats.insert(id, Format::of(&code));
                }
                0x00e0 if self.styles.len() < MOST_STYLES => self.styles.push(u32::from(short(data, 2).unwrap_or(0))),
                0x0085 if self.sheets.len() < MOST_SHEETS => self.sheet(data),
                0x00fc => {
                    let mut pieces = vec![data];
                    while let Some(more) = continued(&mut records) {
                        pieces.push(more);
                    }
                    self.shared(&pieces);
                }
                _ => {}
            }
        }
        false
    }

    fn sheet(&mut self, data: &[u8]) {
        let (Some(at), Some(flags)) = (long(data, 0), short(data, 4)) else { return };
        let is_sheet = flags >> 8 == 0;
        if is_sheet {
            let name = self.words(data, 6, false);
            self.sheets.push(Listed { name, at: at as usize, hidden: flags & 3 != 0 });
        }
    }

    /// The words at `at`, whose length is in two bytes if `wide` holds, else in one.
    fn words(&self, data: &[u8], at: usize, wide: bool) -> String {
        let (count, at) = if wide {
            (usize::from(short(data, at).unwrap_or(0)), at + 2)
        } else {
            (usize::from(data.get(at).copied().unwrap_or(0)), at + 1)
        };
        if !self.unicode {
            let bytes = data.get(at..(at + count).min(data.len())).unwrap_or_default();
            return self.code_page.decode_without_bom_handling(bytes).0.into_owned();
        }
        let mut reader = Pieces { pieces: &[data], piece: 0, at };
        let mut words = String::new();
        reader.letters(count, &mut words);
        words
    }

    fn shared(&mut self, pieces: &[&[u8]]) {
        let mut reader = Pieces { pieces, piece: 0, at: 4 };
        let count = pieces.first().and_then(|piece| long(piece, 4)).unwrap_or(0);
        reader.at = 8;
        for _ in 0..count {
            let Some(letters) = reader.short() else { return };
            if self.shared.len() > MOST_SHARED || reader.rich(usize::from(letters), &mut self.shared).is_none() {
                return;
            }
            self.shared_ends.push(self.shared.len());
        }
    }

    fn shared_words(&self, number: usize) -> &str {
        let start = number.checked_sub(1).and_then(|before| self.shared_ends.get(before).copied()).unwrap_or(0);
        self.shared_ends.get(number).map_or("", |end| &self.shared[start..*end])
    }
}

fn continued<'b>(records: &mut Records<'b>) -> Option<&'b [u8]> {
    if short(records.rest, 0)? == 0x003c { records.next().map(|(_, data)| data) } else { None }
}

/// Data that goes on from record to record.
struct Pieces<'p, 'b> {
    pieces: &'p [&'b [u8]],
    piece: usize,
    at: usize,
}

impl Pieces<'_, '_> {
    fn byte(&mut self) -> Option<u8> {
        while self.at >= self.pieces.get(self.piece)?.len() {
            self.piece += 1;
            self.at = 0;
        }
        self.at += 1;
        self.pieces[self.piece].get(self.at - 1).copied()
    }

    fn short(&mut self) -> Option<u16> {
        Some(u16::from(self.byte()?) | u16::from(self.byte()?) << 8)
    }

    fn skip(&mut self, mut count: usize) {
        while count > 0 && self.piece < self.pieces.len() {
            let left = self.pieces[self.piece].len().saturating_sub(self.at);
            let step = left.min(count);
            self.at += step;
            count -= step;
            if count > 0 {
                self.piece += 1;
                self.at = 0;
            }
        }
    }

    /// Words with their flags; what tells of fonts and sounds is passed over.
    fn rich(&mut self, count: usize, words: &mut String) -> Option<()> {
        let flags = self.byte()?;
        let runs = if flags & 8 != 0 { usize::from(self.short()?) } else { 0 };
        let sounds = if flags & 4 != 0 { usize::from(self.short()?) | usize::from(self.short()?) << 16 } else { 0 };
        self.letters_in(count, flags & 1 != 0, words);
        self.skip(runs * 4);
        self.skip(sounds);
        Some(())
    }

    /// Words whose flags stand before them.
    fn letters(&mut self, count: usize, words: &mut String) {
        let Some(flags) = self.byte() else { return };
        self.letters_in(count, flags & 1 != 0, words);
    }

    /// `count` letters of one or two bytes; a record that goes on says anew how wide they are.
    fn letters_in(&mut self, count: usize, wide: bool, words: &mut String) {
        let mut wide = wide;
        let mut units: Vec<u16> = Vec::with_capacity(count.min(1 << 15));
        while units.len() < count {
            let Some(piece) = self.pieces.get(self.piece) else { break };
            let width = 1 + usize::from(wide);
            if self.at + width > piece.len() {
                if self.piece + 1 >= self.pieces.len() {
                    break;
                }
                self.piece += 1;
                wide = self.pieces[self.piece].first().is_some_and(|flags| flags & 1 != 0);
                self.at = 1;
                continue;
            }
            let low = u16::from(piece[self.at]);
            units.push(if wide { low | u16::from(piece[self.at + 1]) << 8 } else { low });
            self.at += width;
        }
        words.extend(char::decode_utf16(units).map(|unit| unit.unwrap_or('\u{fffd}')));
    }
}

/// One sheet as it is read.
struct SheetReader<'s> {
    book: &'s Book,
    grid: &'s mut Grid,
    room: &'s mut Room,
    /// A formula whose words follow.
    waits: Option<(u32, u32)>,
}

impl SheetReader<'_> {
    fn read(&mut self, stream: &[u8]) {
        let mut depth = 0usize;
        for (number, data) in (Records { rest: stream }) {
            match number {
                0x0809 => depth += 1,
                0x000a => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return;
                    }
                }
                _ if depth > 1 => {}
                number => {
                    self.record(number, data);
                }
            }
        }
    }

    fn record(&mut self, number: u16, data: &[u8]) -> Option<()> {
        match number {
            0x0208 => {
                let row = u32::from(short(data, 0)?) + 1;
                if short(data, 12)? & 0x20 != 0 {
                    self.grid.hide_rows(row, row);
                }
            }
            0x007d => {
                let (first, last) = (u32::from(short(data, 0)?), u32::from(short(data, 2)?).min(16_383));
                if short(data, 8)? & 1 != 0 {
                    self.grid.hide_columns(first + 1, last + 1);
                }
            }
            0x00e5 => {
                let count = usize::from(short(data, 0)?);
                for at in (0..count).map(|index| 2 + 8 * index) {
                    let edge = |offset: usize| short(data, at + offset).map(|edge| u32::from(edge) + 1);
                    let (top, bottom, left, right) = (edge(0)?, edge(2)?, edge(4)?, edge(6)?);
                    self.grid.join([top, left, bottom, right]);
                }
            }
            0x0207 => {
                let (row, column) = self.waits.take()?;
                let words = self.book.words(data, 0, true);
                self.push(row, column, &words, Stored::Text, 0);
            }
            0x00bd => {
                let (row, first) = (u32::from(short(data, 0)?) + 1, u32::from(short(data, 2)?) + 1);
                let count = data.len().saturating_sub(6) / 6;
                for index in 0..count {
                    let (style, packed) = (short(data, 4 + 6 * index)?, long(data, 6 + 6 * index)?);
                    let text = packed_number(packed);
                    self.push(row, first + index as u32, &text, Stored::Number, style);
                }
            }
            0x0203 | 0x027e | 0x00fd | 0x0204 | 0x00d6 | 0x0006 | 0x0205 => {
                let (row, column) = (u32::from(short(data, 0)?) + 1, u32::from(short(data, 2)?) + 1);
                self.cell(number, row, column, short(data, 4)?, data)?;
            }
            _ => {}
        }
        Some(())
    }

    fn cell(&mut self, number: u16, row: u32, column: u32, style: u16, data: &[u8]) -> Option<()> {
        match number {
            0x0203 => {
                let text = float(data.get(6..14)?)?;
                self.push(row, column, &text, Stored::Number, style);
            }
            0x027e => {
                let text = packed_number(long(data, 6)?);
                self.push(row, column, &text, Stored::Number, style);
            }
            0x00fd => {
                let book = self.book;
                self.push(row, column, book.shared_words(long(data, 6)? as usize), Stored::Text, 0);
            }
            0x0204 | 0x00d6 => {
                let words = self.book.words(data, 6, true);
                self.push(row, column, &words, Stored::Text, 0);
            }
            0x0205 => self.truth_or_error(row, column, *data.get(6)?, *data.get(7)? != 0),
            _ => self.formula(row, column, style, data.get(6..14)?),
        }
        Some(())
    }

    fn formula(&mut self, row: u32, column: u32, style: u16, result: &[u8]) {
        self.grid.formulas += 1;
        match (result[0], result[6] == 0xff && result[7] == 0xff) {
            (_, false) => {
                if let Some(text) = float(result) {
                    self.push(row, column, &text, Stored::Number, style);
                }
            }
            (0, true) => self.waits = Some((row, column)),
            (1, true) => self.truth_or_error(row, column, result[2], false),
            (2, true) => self.truth_or_error(row, column, result[2], true),
            (_, true) => {}
        }
    }

    fn truth_or_error(&mut self, row: u32, column: u32, code: u8, is_error: bool) {
        if !is_error {
            return self.push(row, column, if code == 0 { "0" } else { "1" }, Stored::Boolean, 0);
        }
        let name = match code {
            0x00 => "#NULL!",
            0x07 => "#DIV/0!",
            0x0f => "#VALUE!",
            0x17 => "#REF!",
            0x1d => "#NAME?",
            0x24 => "#NUM!",
            _ => "#N/A",
        };
        self.push(row, column, name, Stored::Error, 0);
    }

    fn push(&mut self, row: u32, column: u32, text: &str, stored: Stored, style: u16) {
        if !text.trim().is_empty() {
            self.grid.push(row, column, text, Form { stored, format: u32::from(style) }, self.room);
        }
    }
}

/// A number of eight bytes, as its shortest decimal.
fn float(bytes: &[u8]) -> Option<String> {
    let number = f64::from_le_bytes(bytes.try_into().ok()?);
    number.is_finite().then(|| decimal(number))
}

fn decimal(number: f64) -> String {
    let size = number.abs();
    if size != 0.0 && !(1e-7..1e15).contains(&size) { format!("{number:e}") } else { number.to_string() }
}

/// A number packed into four bytes: a whole number or the upper half of a fraction, perhaps a hundredth of it.
fn packed_number(packed: u32) -> String {
    let number =
        if packed & 2 != 0 { f64::from(packed as i32 >> 2) } else { f64::from_bits(u64::from(packed & 0xffff_fffc) << 32) };
    if !number.is_finite() {
        return String::new();
    }
    decimal(if packed & 1 != 0 { number / 100.0 } else { number })
}
