//! XLSX: workbooks of Excel 2007 and later, read as a stream.
//!
//! Read by hand: number formats, hidden rows, joined cells and formulas without a value are evidence, and a lone cell in the last
//! corner of a sheet must not take the room of the whole sheet.

use super::formats::{self, Format};
use super::grid::{Form, Grid, Room, Stored};
use super::spreadsheet::{place, stretch};
use super::words::Sheets;
use crate::notices;
use crate::office::package::Package;
use crate::office::xml::{Step, Xml};
use evidence::Notice;
use std::collections::BTreeMap;
use std::sync::Arc;

/// No more sheets are read.
const MOST_SHEETS: usize = 2000;
/// No more words that cells share are kept, in bytes, nor more of them.
const MOST_SHARED: usize = 256 << 20;
const MOST_SHARED_COUNT: usize = 8_000_000;
/// No more styles of cells are kept.
const MOST_STYLES: usize = 65_536;

/// Reads a workbook.
///
/// # Errors
/// A notice, if it is sealed, damaged, or of the binary kind.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Sheets, Notice> {
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return super::xls::read(name, bytes);
    }
    let mut package = Package::open(name, bytes)?;
    let main = package
        .relations("")
        .of_kind("officeDocument")
        .into_iter()
        .find(|part| package.has(part))
        .unwrap_or_else(|| "xl/workbook.xml".to_owned());
    if main.ends_with(".bin") {
        let cause = "this is a binary workbook (XLSB), which is not read.".to_owned();
        return Err(notices::unread(name, cause, "Open it in an office program and save it as XLSX."));
    }
    let relations = package.relations(&main);
    let Some(workbook) = package.read(&main, workbook) else {
        let cause = "this package holds no workbook.".to_owned();
        return Err(notices::unread(name, cause, "Open it in an office program and save it as XLSX."));
    };
    let first = |kind: &str| relations.of_kind(kind).into_iter().next();
    let formats = first("styles").and_then(|part| package.read(&part, styles)).unwrap_or_default();
    let formats = Arc::new(formats);
    let shared = first("sharedStrings").and_then(|part| package.read(&part, Shared::read)).unwrap_or_default();
    let mut room = Room::default();
    let mut grids = Vec::new();
    let mut remarks = 0;
    for sheet in workbook.sheets.iter().take(MOST_SHEETS) {
        let Some(part) = relations.target(&sheet.relation).map(str::to_owned) else { continue };
        let mut grid = Grid::new(Some(sheet.name.clone()), Arc::clone(&formats));
        (grid.hidden, grid.since_1904) = (sheet.hidden, workbook.since_1904);
        package.read(&part, |xml| SheetReader { grid: &mut grid, shared: &shared, room: &mut room }.read(xml));
        remarks += package.relations(&part).of_kind("comments").len();
        grids.push(grid);
    }
    let mut told = package.notices;
    if remarks > 0 {
        let cause = format!("{remarks} of its sheets have notes on cells, which were not read.");
        told.push(notices::partly(name, "whole file", cause, "Look at them in an office program."));
    }
    Ok(Sheets { grids, comma: false, notices: told })
}

#[derive(Debug, Default)]
struct Workbook {
    sheets: Vec<Listed>,
    since_1904: bool,
}

#[derive(Debug)]
struct Listed {
    name: String,
    relation: String,
    hidden: bool,
}

fn workbook(xml: &mut Xml) -> Workbook {
    let mut workbook = Workbook::default();
    while let Some(step) = xml.next() {
        let Step::Open(element) = step else { continue };
        match element.name() {
            "workbookPr" => workbook.since_1904 = matches!(element.attribute("date1904").as_deref(), Some("1" | "true")),
            "sheet" => workbook.sheets.push(Listed {
                name: element.attribute("name").unwrap_or_default(),
                relation: element.prefixed("r:id").or_else(|| element.attribute("id")).unwrap_or_default(),
                hidden: matches!(element.attribute("state").as_deref(), Some("hidden" | "veryHidden")),
            }),
            _ => {}
        }
    }
    workbook
}

/// The formats of the styles of cells, by their numbers.
fn styles(xml: &mut Xml) -> Vec<Format> {
    let mut codes: BTreeMap<u32, Format> = BTreeMap::new();
    let mut found = Vec::new();
    let mut of_cells = false;
    while let Some(step) = xml.next() {
        match step {
            Step::Open(element) => match element.name() {
                "numFmt" if codes.len() < MOST_STYLES => {
                    if let (Some(id), Some(code)) = (element.number("numFmtId"), element.attribute("formatCode")) {
                        codes.insert(id as u32, Format::of(&code));
                    }
                }
                "cellXfs" => of_cells = true,
                "xf" if of_cells && found.len() < MOST_STYLES => {
                    let id = element.number("numFmtId").unwrap_or(0) as u32;
                    found.push(codes.get(&id).cloned().unwrap_or_else(|| formats::known(id)));
                }
                _ => {}
            },
            Step::Close(name) if name.name() == "cellXfs" => of_cells = false,
            _ => {}
        }
    }
    found
}

/// Words that cells share, by number.
#[derive(Debug, Default)]
struct Shared {
    text: String,
    ends: Vec<usize>,
}

impl Shared {
    fn read(xml: &mut Xml) -> Self {
        let mut shared = Shared::default();
        let mut in_words = false;
        while let Some(step) = xml.next() {
            match step {
                Step::Open(element) => match element.name() {
                    "t" => in_words = true,
                    "rPh" => xml.skip(),
                    _ => {}
                },
                Step::Close(name) => match name.name() {
                    "t" => in_words = false,
                    "si" if shared.ends.len() < MOST_SHARED_COUNT => shared.ends.push(shared.text.len()),
                    _ => {}
                },
                Step::Text(words) if in_words && shared.text.len() + words.len() <= MOST_SHARED => shared.text.push_str(&words),
                _ => {}
            }
        }
        shared
    }

    fn get(&self, number: usize) -> &str {
        let start = number.checked_sub(1).and_then(|before| self.ends.get(before).copied()).unwrap_or(0);
        self.ends.get(number).map_or("", |end| &self.text[start..*end])
    }
}

/// The kind of a cell as its sheet says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Shared,
    Words,
    Boolean,
    Error,
    Date,
}

/// One sheet as it is read.
struct SheetReader<'s> {
    grid: &'s mut Grid,
    shared: &'s Shared,
    room: &'s mut Room,
}

impl SheetReader<'_> {
    fn read(mut self, xml: &mut Xml) {
        let (mut row, mut column) = (0u32, 0u32);
        let mut kind = Kind::Number;
        let mut style = 0;
        let mut value = String::new();
        let (mut in_value, mut formula) = (false, false);
        while let Some(step) = xml.next() {
            match step {
                Step::Open(element) => match element.name() {
                    "row" => {
                        row = element.number("r").map_or(row.saturating_add(1), |row| row.min(u32::MAX as usize) as u32);
                        column = 0;
                        if matches!(element.attribute("hidden").as_deref(), Some("1" | "true")) {
                            self.grid.hide_rows(row, row);
                        }
                    }
                    "c" => {
                        column = column.saturating_add(1);
                        (kind, style, formula) = (Kind::Number, 0, false);
                        value.clear();
                        element.each(|name, given| match name {
                            "r" => {
                                if let Some(found) = place(given) {
                                    (row, column) = found;
                                }
                            }
                            "s" => style = given.parse().unwrap_or(0),
                            "t" => {
                                kind = match given {
                                    "s" => Kind::Shared,
                                    "str" | "inlineStr" => Kind::Words,
                                    "b" => Kind::Boolean,
                                    "e" => Kind::Error,
                                    "d" => Kind::Date,
                                    _ => Kind::Number,
                                };
                            }
                            _ => {}
                        });
                    }
                    "v" | "t" => in_value = true,
                    "f" => {
                        formula = true;
                        self.grid.formulas += 1;
                    }
                    "rPh" => xml.skip(),
                    "col" => {
                        let hidden = matches!(element.attribute("hidden").as_deref(), Some("1" | "true"));
                        if let (true, Some(first), Some(last)) = (hidden, element.number("min"), element.number("max")) {
                            self.grid.hide_columns(first.min(16_384) as u32, last.min(16_384) as u32);
                        }
                    }
                    "mergeCell" => {
                        if let Some(joined) = element.attribute("ref").and_then(|name| stretch(&name)) {
                            self.grid.join(joined);
                        }
                    }
                    _ => {}
                },
                Step::Close(name) => match name.name() {
                    "v" | "t" => in_value = false,
                    "c" => {
                        self.grid.uncomputed += usize::from(formula && value.is_empty() && kind != Kind::Words);
                        self.cell(row, column, kind, style, &value);
                    }
                    _ => {}
                },
                Step::Text(words) if in_value => value.push_str(&words),
                _ => {}
            }
        }
    }

    fn cell(&mut self, row: u32, column: u32, kind: Kind, style: u32, value: &str) {
        let form = |stored| Form { stored, format: if stored == Stored::Number { style } else { 0 } };
        let (text, stored) = match kind {
            Kind::Number => (value.trim(), Stored::Number),
            Kind::Shared => (value.trim().parse().map_or("", |number| self.shared.get(number)), Stored::Text),
            Kind::Words => (value, Stored::Text),
            Kind::Boolean => (value.trim(), Stored::Boolean),
            Kind::Error => (value.trim(), Stored::Error),
            Kind::Date => (value.trim(), Stored::IsoDate),
        };
        if column > 0 && !text.trim().is_empty() {
            self.grid.push(row, column, text, form(stored), self.room);
        }
    }
}
