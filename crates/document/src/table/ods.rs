//! ODS: workbooks of OpenDocument.

use super::currencies;
use super::formats::Format;
use super::grid::{Form, Grid, Room, SHOWN, Stored};
use super::words::Sheets;
use crate::notices;
use crate::office::odf_is_sealed;
use crate::office::package::{Package, protected};
use crate::office::xml::{Element, Step, Xml};
use evidence::Notice;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// No more sheets are read.
const MOST_SHEETS: usize = 2000;
/// A cell that stands for many is told so often in all.
const MOST_COPIES: usize = 500_000;
/// No more columns are kept.
const MOST_COLUMNS: usize = 16_384;

/// Reads a workbook.
///
/// # Errors
/// A notice, if it is sealed or damaged.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Sheets, Notice> {
    let mut package = Package::open(name, bytes)?;
    if odf_is_sealed(&mut package) {
        return Err(protected(name));
    }
    let Some(grids) = package.read("content.xml", |xml| Book::default().read(xml)) else {
        let cause = "this package holds no workbook.".to_owned();
        return Err(notices::unread(name, cause, "Open it in an office program and save it as XLSX or ODS."));
    };
    Ok(Sheets { grids, comma: false, notices: package.notices })
}

/// A cell as it is read.
#[derive(Debug, Default, Clone)]
struct OpenCell {
    kind: String,
    value: String,
    currency: String,
    formula: bool,
    words: String,
    copies: usize,
    covers: (usize, usize),
}

/// A workbook as it is read.
#[derive(Default)]
struct Book {
    grids: Vec<Grid>,
    formats: Vec<Format>,
    currencies: BTreeMap<String, u32>,
    /// Styles of sheets that hide them.
    hiding: BTreeSet<String>,
    style: String,
    room: Room,
    copies: usize,
    row: u32,
    row_copies: usize,
    column: usize,
    columns: usize,
    cells: Vec<(u32, String, Form)>,
    cell: Option<OpenCell>,
    /// Paragraphs of the cell that are open.
    in_words: usize,
}

impl Book {
    fn read(mut self, xml: &mut Xml) -> Vec<Grid> {
        self.formats.push(Format::of("General"));
        while let Some(step) = xml.next() {
            match step {
                Step::Open(element) => match element.name() {
                    "annotation" | "tracked-changes" | "shapes" | "forms" | "calculation-settings" | "content-validations" => {
                        xml.skip()
                    }
                    _ => self.open(&element),
                },
                Step::Close(name) => self.close(name.full_name()),
                Step::Text(words) if self.in_words > 0 => {
                    if let Some(cell) = &mut self.cell {
                        cell.words.push_str(&words);
                    }
                }
                _ => {}
            }
        }
        let formats = Arc::new(self.formats);
        for grid in &mut self.grids {
            grid.formats = Arc::clone(&formats);
        }
        self.grids
    }

    fn open(&mut self, element: &Element) {
        match element.full_name() {
            "style:style" => self.style = element.prefixed("style:name").unwrap_or_default(),
            "style:table-properties" if element.attribute("display").as_deref() == Some("false") => {
                self.hiding.insert(self.style.clone());
            }
            "table:table" if self.grids.len() < MOST_SHEETS => {
                let mut grid = Grid::new(element.prefixed("table:name"), Arc::default());
                grid.hidden = element.attribute("style-name").is_some_and(|style| self.hiding.contains(&style));
                self.grids.push(grid);
                (self.row, self.columns) = (0, 0);
            }
            "table:table-column" => {
                let copies = element.number("number-columns-repeated").unwrap_or(1).clamp(1, MOST_COLUMNS);
                if let (true, Some(grid)) = (is_hidden(element), self.grids.last_mut()) {
                    let first = self.columns + 1;
                    grid.hide_columns(first as u32, (first + copies - 1) as u32);
                }
                self.columns = (self.columns + copies).min(MOST_COLUMNS);
            }
            "table:table-row" => {
                self.row = self.row.saturating_add(1);
                self.row_copies = element.number("number-rows-repeated").unwrap_or(1).max(1);
                self.column = 0;
                self.cells.clear();
                if let (true, Some(grid)) = (is_hidden(element), self.grids.last_mut()) {
                    grid.hide_rows(self.row, self.row.saturating_add(self.row_copies.min(100_000) as u32 - 1));
                }
            }
            "table:table-cell" | "table:covered-table-cell" => self.open_cell(element),
            "text:p" if self.cell.is_some() => {
                self.in_words += 1;
                if let Some(cell) = self.cell.as_mut().filter(|cell| !cell.words.is_empty()) {
                    cell.words.push('\n');
                }
            }
            "text:s" | "text:tab" | "text:line-break" => {
                let count = element.number("c").unwrap_or(1).min(100);
                if let Some(cell) = self.cell.as_mut().filter(|_| self.in_words > 0) {
                    cell.words.push_str(&" ".repeat(count));
                }
            }
            _ => {}
        }
    }

    fn open_cell(&mut self, element: &Element) {
        let mut cell = OpenCell { copies: 1, covers: (1, 1), ..OpenCell::default() };
        let number = |given: &str| given.parse().unwrap_or(1usize).max(1);
        element.each(|name, given| match name {
            "value-type" if cell.kind.is_empty() => given.clone_into(&mut cell.kind),
            "value" | "date-value" | "time-value" | "boolean-value" => given.clone_into(&mut cell.value),
            "currency" => given.clone_into(&mut cell.currency),
            "formula" => cell.formula = true,
            "number-columns-repeated" => cell.copies = number(given),
            "number-columns-spanned" => cell.covers.1 = number(given),
            "number-rows-spanned" => cell.covers.0 = number(given),
            _ => {}
        });
        self.in_words = 0;
        self.cell = Some(cell);
    }

    fn close(&mut self, name: &str) {
        match name {
            "text:p" => self.in_words = self.in_words.saturating_sub(1),
            "table:table-cell" | "table:covered-table-cell" => self.close_cell(),
            "table:table-row" => self.close_row(),
            _ => {}
        }
    }

    fn close_cell(&mut self) {
        let Some(cell) = self.cell.take() else { return };
        let first = self.column + 1;
        self.column = self.column.saturating_add(cell.copies).min(MOST_COLUMNS);
        let Some(grid) = self.grids.last_mut() else { return };
        if cell.covers != (1, 1) && first <= MOST_COLUMNS {
            let (rows, columns) = (cell.covers.0.min(1 << 20) as u32, cell.covers.1.min(MOST_COLUMNS) as u32);
            let left = first as u32;
            grid.join([self.row, left, self.row.saturating_add(rows - 1), left + columns - 1]);
        }
        grid.formulas += usize::from(cell.formula);
        if cell.formula && cell.kind.is_empty() && cell.words.is_empty() {
            grid.uncomputed += 1;
        }
        let Some((text, form)) = self.stored(&cell) else { return };
        for column in first..=self.column {
            if column > first {
                self.copies += 1;
            }
            if self.copies > MOST_COPIES {
                if let Some(grid) = self.grids.last_mut() {
                    grid.left.beyond += 1;
                }
                break;
            }
            self.cells.push((column as u32, text.clone(), form));
        }
    }

    /// The text to store for a cell, and what it is.
    fn stored(&mut self, cell: &OpenCell) -> Option<(String, Form)> {
        let words = cell.words.trim();
        let both = format!("{}{SHOWN}{words}", cell.value);
        let padded = words.len() > 1 && words.starts_with('0') && words.bytes().all(|byte| byte.is_ascii_digit());
        let (text, stored, format) = match cell.kind.as_str() {
            _ if words.is_empty() && cell.value.is_empty() => return None,
            "float" if padded => (words.to_owned(), Stored::Words, 0),
            "float" => (both, Stored::ShownNumber, 0),
            "percentage" => (both, Stored::ShownPercent, 0),
            "currency" => (both, Stored::ShownMoney, self.currency(&cell.currency)),
            "date" => (both, Stored::IsoDate, 0),
            "time" => (format!("{}{SHOWN}{words}", clock(&cell.value)), Stored::ShownTime, 0),
            "boolean" => (if cell.value == "true" { "1" } else { "0" }.to_owned(), Stored::Boolean, 0),
            _ => (words.to_owned(), Stored::Text, 0),
        };
        Some((text, Form { stored, format }))
    }

    fn currency(&mut self, code: &str) -> u32 {
        if let Some(number) = self.currencies.get(code) {
            return *number;
        }
        if self.formats.len() > 1000 {
            return 0;
        }
        let number = self.formats.len() as u32;
        self.formats.push(Format::of_currency(currencies::named(code)));
        self.currencies.insert(code.to_owned(), number);
        number
    }

    fn close_row(&mut self) {
        let Some(grid) = self.grids.last_mut() else { return };
        if !self.cells.is_empty() {
            for copy in 0..self.row_copies {
                if copy > 0 {
                    self.copies = self.copies.saturating_add(self.cells.len());
                }
                if self.copies > MOST_COPIES {
                    grid.left.beyond += self.cells.len();
                    break;
                }
                for (column, text, form) in &self.cells {
                    grid.push(self.row.saturating_add(copy as u32), *column, text, *form, &mut self.room);
                }
            }
        }
        self.cells.clear();
        self.row = self.row.saturating_add((self.row_copies.min(u32::MAX as usize) as u32).saturating_sub(1));
        self.row_copies = 0;
    }
}

fn is_hidden(element: &Element) -> bool {
    matches!(element.attribute("visibility").as_deref(), Some("collapse" | "filter"))
}

/// `PT08H30M00S` as `08:30:00`.
fn clock(period: &str) -> String {
    let mut shown = String::new();
    for part in period.trim_start_matches("PT").split_inclusive(['H', 'M', 'S']) {
        let number = part.trim_end_matches(['H', 'M', 'S']).split(['.', ',']).next().unwrap_or_default();
        if !shown.is_empty() {
            shown.push(':');
        }
        shown.push_str(number);
    }
    shown
}
