//! Separated values: commas, semicolons, tabs, bars.
//!
//! Read by hand: a blank line counts as a row, as it does in a spreadsheet, and a quotation mark that is never closed costs its own
//! cell and not the rest of the file.

use super::grid::{Form, Grid, Room};
use super::words::Sheets;
use crate::{decode, notices};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GBK};
use evidence::Notice;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// So many bytes are asked which sign parts the cells, and so many rows.
const SAMPLE: usize = 1 << 16;
const SAMPLE_ROWS: usize = 60;
/// So many bytes are asked in which encoding they are.
const ENCODING_SAMPLE: usize = 4 << 20;
/// A cell in quotation marks is not longer, nor does it have more lines.
const LONGEST_QUOTED: usize = 1 << 20;
const MOST_LINES: usize = 400;
/// No more columns are kept.
const MOST_COLUMNS: u32 = 16_384;
/// A longer file is not read.
const LIMIT: usize = 1 << 30;
/// Signs that may part the cells; those that stand least often inside one first.
const SEPARATORS: [u8; 4] = [b'\t', b';', b'|', b','];

/// Reads a file of separated values.
///
/// # Errors
/// A notice, if it is too long.
pub(super) fn read(name: &str, bytes: &[u8], tabs: bool) -> Result<Sheets, Notice> {
    if bytes.len() > LIMIT {
        return Err(notices::too_large(name, "a table", LIMIT));
    }
    let mut told = Vec::new();
    let text = decoded(name, bytes, &mut told);
    let (separator, skipped) = separator(&text, tabs);
    let mut filling = Filling::new(separator);
    filling.fill(&text[skipped..], u32::from(skipped > 0));
    told.extend(filling.notices(name));
    Ok(Sheets { grids: vec![filling.grid], comma: separator == b';', notices: told })
}

/// The text of the file, in the encoding it was most likely written in.
fn decoded<'b>(name: &str, bytes: &'b [u8], told: &mut Vec<Notice>) -> Cow<'b, str> {
    if let Some(high_first) = decode::utf16_mark(bytes) {
        let encoding = if high_first { encoding_rs::UTF_16BE } else { encoding_rs::UTF_16LE };
        let (text, wrong) = encoding.decode_with_bom_removal(bytes);
        if wrong {
            told.push(misread(name, "UTF-16"));
        }
        return text;
    }
    let bytes = bytes.strip_prefix(decode::UTF8_MARK).unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let encoding = guessed(bytes);
    let (text, wrong) = encoding.decode_without_bom_handling(bytes);
    let label = match encoding.name() {
        "EUC-KR" => "EUC-KR (CP949)",
        "gb18030" => "GB18030",
        name => name,
    };
    if wrong {
        told.push(misread(name, label));
    }
    if encoding != encoding_rs::UTF_8 {
        let cause = format!("it does not name its encoding; by its letters it was read as {label}.");
        told.push(notices::note(name, "whole file", cause, "If words look wrong, save it as UTF-8."));
    }
    text
}

/// The encoding that bytes which are not UTF-8 were most likely written in; UTF-8, if only a few of them are not.
fn guessed(bytes: &[u8]) -> &'static Encoding {
    let first = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    let sample = &bytes[first..bytes.len().min(first + ENCODING_SAMPLE)];
    let (mut wrong, mut rest) = (0, sample);
    while let Err(error) = std::str::from_utf8(rest) {
        let Some(length) = error.error_len() else { break };
        wrong += length;
        rest = &rest[error.valid_up_to() + length..];
    }
    let wide = sample.iter().filter(|byte| !byte.is_ascii()).count();
    if wrong * 20 < wide {
        return encoding_rs::UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let found = detector.guess(None, Utf8Detection::Deny);
    if found == GBK { encoding_rs::GB18030 } else { found }
}

fn misread(name: &str, encoding: &str) -> Notice {
    let cause = format!("some of its bytes are not text in {encoding}; a sign \u{fffd} stands for each.");
    notices::partly(name, "whole file", cause, "Find out in which encoding it was written, and save it as UTF-8.")
}

/// The sign that parts the cells, and how many bytes of a line that names it stand before them.
fn separator(text: &str, tabs: bool) -> (u8, usize) {
    if let Some(after) = text.strip_prefix("sep=").or_else(|| text.strip_prefix("\"sep=\""))
        && let Some(named) = after.bytes().next().filter(|byte| SEPARATORS.contains(byte))
    {
        let end = memchr::memchr(b'\n', text.as_bytes()).map_or(text.len(), |at| at + 1);
        return (named, end);
    }
    let sample = &text[..text.floor_char_boundary(SAMPLE)];
    let whole = sample.len() == text.len();
    let score = |separator: u8| {
        let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
        let mut rows = 0;
        let mut records = Records { text: sample, separator, at: 0, unclosed: 0, held: String::new() };
        while rows < SAMPLE_ROWS && records.at < sample.len() {
            let mut cells = 0;
            let mut filled = false;
            records.record(|_, words| {
                cells += 1;
                filled |= !words.trim().is_empty();
            });
            let cut = !whole && rows > 0 && records.at >= sample.len();
            if filled && !cut {
                *counts.entry(cells).or_default() += 1;
                rows += 1;
            }
        }
        let (cells, same) =
            counts.iter().filter(|(cells, _)| **cells > 1).max_by_key(|(cells, same)| (**same, **cells)).unwrap_or((&1, &0));
        (1000 * same / rows.max(1), *cells)
    };
    let mut best = (SEPARATORS[0], score(SEPARATORS[0]));
    for separator in &SEPARATORS[1..] {
        let found = score(*separator);
        // a sign that parts nearly as many rows into more cells is the likelier one
        if found.0 > best.1.0 + 100 || found.0 + 100 > best.1.0 && found.1 > best.1.1 && !(tabs && best.1.0 > 500) {
            best = (*separator, found);
        }
    }
    (best.0, 0)
}

/// The records of a text, one after another.
struct Records<'t> {
    text: &'t str,
    separator: u8,
    at: usize,
    /// Quotation marks that were never closed.
    unclosed: usize,
    held: String,
}

impl Records<'_> {
    /// Gives each cell of the next record, columns counted from 1.
    fn record(&mut self, mut cell: impl FnMut(u32, &str)) {
        let bytes = self.text.as_bytes();
        let mut column = 1;
        loop {
            let end = match self.quoted() {
                Some(end) => {
                    // what stands behind a closing mark belongs to the cell
                    let rest = self.until_sign(end);
                    if rest > end {
                        self.held.push_str(&self.text[end..rest]);
                    }
                    cell(column, &self.held);
                    rest
                }
                None => {
                    let end = self.until_sign(self.at);
                    cell(column, &self.text[self.at..end]);
                    end
                }
            };
            self.at = end;
            match bytes.get(end) {
                Some(byte) if *byte == self.separator => {
                    self.at += 1;
                    column += 1;
                }
                Some(b'\r') => {
                    self.at += 1 + usize::from(bytes.get(end + 1) == Some(&b'\n'));
                    return;
                }
                Some(_) => {
                    self.at += 1;
                    return;
                }
                None => return,
            }
        }
    }

    fn until_sign(&self, from: usize) -> usize {
        let bytes = &self.text.as_bytes()[from..];
        memchr::memchr3(self.separator, b'\n', b'\r', bytes).map_or(self.text.len(), |at| from + at)
    }

    /// Takes in a cell in quotation marks that begins here, without them; gives where it ends. `None` if none begins here, or the
    /// mark is never closed.
    fn quoted(&mut self) -> Option<usize> {
        let bytes = self.text.as_bytes();
        if bytes.get(self.at) != Some(&b'"') {
            return None;
        }
        self.held.clear();
        let limit = bytes.len().min(self.at + LONGEST_QUOTED);
        let mut from = self.at + 1;
        let mut lines = 0;
        while let Some(at) = memchr::memchr(b'"', &bytes[from..limit]) {
            lines += memchr::memchr_iter(b'\n', &bytes[from..from + at]).count();
            if lines > MOST_LINES {
                break;
            }
            self.held.push_str(&self.text[from..from + at]);
            from += at + 1;
            if bytes.get(from) != Some(&b'"') {
                return Some(from);
            }
            self.held.push('"');
            from += 1;
        }
        self.unclosed += 1;
        None
    }
}

/// A grid in the making.
struct Filling {
    separator: u8,
    grid: Grid,
    widths: BTreeMap<u32, (usize, u32)>,
    unclosed: usize,
    wide: usize,
}

impl Filling {
    fn new(separator: u8) -> Self {
        Filling { separator, grid: Grid::new(None, Arc::default()), widths: BTreeMap::new(), unclosed: 0, wide: 0 }
    }

    fn fill(&mut self, text: &str, skipped: u32) {
        let mut records = Records { text, separator: self.separator, at: 0, unclosed: 0, held: String::new() };
        let mut room = Room::default();
        let mut row = skipped;
        while records.at < text.len() {
            row = row.saturating_add(1);
            let (mut cells, mut filled) = (0, false);
            let (grid, wide) = (&mut self.grid, &mut self.wide);
            records.record(|column, words| {
                let words = words.trim_matches([' ', '\t', '\u{a0}', '\0']);
                cells = column;
                filled |= !words.is_empty();
                if column <= MOST_COLUMNS {
                    grid.push(row, column, words, Form::default(), &mut room);
                } else {
                    *wide += 1;
                }
            });
            if filled {
                self.widths.entry(cells).or_insert((0, row)).0 += 1;
            }
        }
        self.unclosed = records.unclosed;
    }

    fn notices(&self, name: &str) -> Vec<Notice> {
        let mut told = Vec::new();
        let most = self.widths.iter().max_by_key(|(cells, (rows, _))| (*rows, **cells));
        if let Some((usual, _)) = most.filter(|(cells, _)| **cells > 1) {
            let odd = self.widths.iter().filter(|(cells, _)| *cells > usual || **cells > 1 && *cells < usual);
            let (rows, first) = odd.fold((0, u32::MAX), |(rows, first), (_, (count, row))| (rows + count, first.min(*row)));
            if rows > 0 {
                let cause = format!("{rows} rows have more or fewer cells than the {usual} of most others; this is the first.");
                let remedy = "Look whether a sign that parts cells stands inside one of them.";
                told.push(notices::note(name, &format!("row {first}"), cause, remedy));
            }
        }
        if self.unclosed > 0 {
            let cause = format!("{} quotation marks are never closed; they were read as signs of their cells.", self.unclosed);
            told.push(notices::partly(name, "whole file", cause, "Look at the cells that begin with a quotation mark."));
        }
        if self.wide > 0 {
            let cause = format!("{} cells stand beyond column {MOST_COLUMNS}; they were left out.", self.wide);
            told.push(notices::partly(name, "whole file", cause, "Split it into files of fewer columns."));
        }
        told
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&[&str]]) {
        let sheets = read("test", text.as_bytes(), false).unwrap();
        let grid = &sheets.grids[0];
        let rows: Vec<Vec<&str>> = (1..=grid.last_row())
            .map(|row| (1..=8).filter_map(|column| grid.get(row, column).map(|raw| raw.text)).collect())
            .collect();
        assert_eq!(rows, expected, "{text:?}");
    }

    #[test]
    fn signs_that_part_cells_are_told() {
        check("a,b\n1,2\n", &[&["a", "b"], &["1", "2"]]);
        check("a;b\n1,5;2,5\n", &[&["a", "b"], &["1,5", "2,5"]]);
        check("a\tb, c\r\n1\t2, 3\r\n", &[&["a", "b, c"], &["1", "2, 3"]]);
        check("a|b\n1|2", &[&["a", "b"], &["1", "2"]]);
        check("sep=;\na,x;b\n", &[&[], &["a,x", "b"]]);
        check("one\ntwo\n", &[&["one"], &["two"]]);
    }

    #[test]
    fn cells_in_quotation_marks() {
        check("a,\"b, \"\"c\"\"\nd\"\n1,2", &[&["a", "b, \"c\"\nd"], &["1", "2"]]);
        check("a,\"b\"x\n", &[&["a", "bx"]]);
        check("5\" pipe,b\n6,c", &[&["5\" pipe", "b"], &["6", "c"]]);
        check("\"open,b\n1,2\n", &[&["\"open", "b"], &["1", "2"]]);
        check("a,b\n\n1,2", &[&["a", "b"], &[], &["1", "2"]]);
    }

    #[test]
    fn encodings_are_told_by_their_letters() {
        for (encoding, text) in [
            (encoding_rs::EUC_KR, "이름,임금,직업\n김철수,300,벌목공\n리영희,250,재봉공\n박명호,280,건설로동자\n"),
            (encoding_rs::WINDOWS_1251, "Фамилия;Зарплата;Должность\nИванов;300;рабочий\nПетров;250;строитель\n"),
            (encoding_rs::GB18030, "姓名,工资,工作单位\n张伟,300,丹东服装厂\n李娜,250,珲春水产公司\n"),
        ] {
            let (bytes, ..) = encoding.encode(text);
            let sheets = read("test", &bytes, false).unwrap();
            let first = text.split([',', ';']).next().unwrap();
            assert_eq!(sheets.grids[0].get(1, 1).map(|raw| raw.text), Some(first), "{}", encoding.name());
            assert!(sheets.notices[0].cause.contains("read as"), "{:?}", sheets.notices);
        }
    }
}
