//! Tables with typed cells: separated values and workbooks, as readers of payrolls, rosters and payments take them in.
//!
//! A sheet may hold several tables. Each has its header, its columns and its rows; each cell keeps its row and column as a person
//! counts, its words as shown, and what they mean. Figures are exact. What a cell means is told by its format, then by its column:
//! which of day and month stands first, and whether decimals stand behind a comma, is settled by the cells beside it or not at all.

mod columns;
mod currencies;
mod days;
mod figures;
mod formats;
mod grid;
mod ods;
mod separated;
mod shape;
mod spreadsheet;
mod values;
mod words;
mod xls;
mod xlsx;

pub use columns::{Column, ColumnKind};
pub use values::Value;

pub(crate) use words::{FEWEST_RECORDS, document, of_written, record};

use evidence::Spot;
use grid::Grid;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A table: its header, its columns, and its rows in order.
#[derive(Debug, Clone)]
pub struct Table {
    grid: Arc<Grid>,
    /// The name of its sheet, where the file has sheets; in a written document, `table 2`.
    pub name: Option<String>,
    /// Lines over the table that say what it is.
    pub captions: Vec<String>,
    /// The rows of its header, counted from 1; none if it has no header.
    pub header: Vec<u64>,
    /// Its columns, from left to right.
    pub columns: Vec<Column>,
    /// Stretches of rows, first and last.
    body: Vec<(u32, u32)>,
    totals: BTreeSet<u32>,
}

/// A row of a table.
#[derive(Debug, Clone, Copy)]
pub struct Row<'t> {
    table: &'t Table,
    number: u32,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell<'t> {
    /// Its row, counted from 1 in its sheet.
    pub row: u64,
    /// Its column, counted from 1 in its sheet.
    pub column: u64,
    /// Its words as a person sees them.
    pub words: Cow<'t, str>,
    /// What they mean.
    pub value: Value<'t>,
}

impl Table {
    /// Its rows in order, without those of the header and without blank ones. Rows of totals are among them, and say so.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        let rows = self.body.iter().flat_map(|(first, last)| *first..=*last);
        rows.filter(|row| self.grid.has_row(*row)).map(|number| Row { table: self, number })
    }

    /// How many rows [`Table::rows`] gives.
    pub fn row_count(&self) -> usize {
        self.rows().count()
    }

    /// The place of the column with this title, among [`Table::columns`].
    pub fn column(&self, title: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.title == title)
    }

    /// Whether its sheet is hidden.
    pub fn is_hidden(&self) -> bool {
        self.grid.hidden
    }
}

impl<'t> Row<'t> {
    /// Its number in its sheet, counted from 1.
    pub fn number(&self) -> u64 {
        u64::from(self.number)
    }

    /// Whether it holds totals of other rows, not a record of its own.
    pub fn is_total(&self) -> bool {
        self.table.totals.contains(&self.number)
    }

    /// Whether the sheet hides it.
    pub fn is_hidden(&self) -> bool {
        self.table.grid.hidden_rows.contains(&self.number)
    }

    /// Its cell in the column at `place` among [`Table::columns`]; empty if there is nothing.
    ///
    /// A cell that is part of a joined one has what the joined one has.
    pub fn cell(&self, place: usize) -> Cell<'t> {
        let Some(column) = self.table.columns.get(place) else { return self.empty(0) };
        let grid = &self.table.grid;
        let Some(raw) = grid.get(self.number, column.place).or_else(|| grid.joined(self.number, column.place)) else {
            return self.empty(column.place);
        };
        Cell {
            row: self.number(),
            column: u64::from(column.place),
            words: values::shown(grid, raw),
            value: values::value(grid, raw, &column.habits),
        }
    }

    /// Its cells, one a column, empty ones too.
    pub fn cells(&self) -> impl Iterator<Item = Cell<'t>> {
        let row = *self;
        (0..self.table.columns.len()).map(move |place| row.cell(place))
    }

    fn empty(&self, column: u32) -> Cell<'t> {
        Cell { row: self.number(), column: u64::from(column), words: Cow::Borrowed(""), value: Value::Empty }
    }

    /// Where a person finds its cell in the column at `place`.
    pub fn spot(&self, place: usize) -> Option<Spot> {
        let column = self.table.columns.get(place)?;
        Some(Spot::Cell { sheet: self.table.name.clone(), row: self.number(), column: u64::from(column.place) })
    }
}
