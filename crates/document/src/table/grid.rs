//! Cells column by column, in little room: a million rows of a payroll fit in memory, and a lone cell at the far corner of a sheet
//! takes no more than itself.

use super::formats::Format;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// No more rows of a file are kept.
pub(super) const MOST_ROWS: u32 = 2_000_000;
/// No more cells of a file are kept.
pub(super) const MOST_CELLS: usize = 25_000_000;
/// No more words of a file are kept, in bytes.
pub(super) const MOST_TEXT: usize = 384 << 20;
/// A cell is cut after so many bytes.
pub(super) const LONGEST_CELL: usize = 1 << 20;
/// No more hidden rows and columns of one sheet are told apart.
const MOST_HIDDEN: usize = 2_000_000;
/// No more joined cells of one sheet are told apart.
const MOST_JOINED: usize = 1000;
/// No more kinds of cells are told apart in one sheet.
const MOST_FORMS: usize = 60_000;
/// Stands between the value of a cell and its words, where a file gives both.
pub(super) const SHOWN: char = '\u{1f}';

/// What the stored text of a cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) enum Stored {
    /// Words as a person wrote them: what they mean is told by their column.
    #[default]
    Words,
    /// Words of which the file says that they are text.
    Text,
    /// A number of the file, to be shown in the format.
    Number,
    /// `0` or `1`.
    Boolean,
    /// The name of an error.
    Error,
    /// A date or a moment in ISO 8601, then what is shown.
    IsoDate,
    /// A number, then what is shown.
    ShownNumber,
    /// A share of one, then what is shown.
    ShownPercent,
    /// A sum, then what is shown; the format has the currency.
    ShownMoney,
    /// A time of day or a length of time, then what is shown.
    ShownTime,
}

/// What the stored text of a cell is, and in which format of the sheet it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Form {
    pub stored: Stored,
    /// Index in the formats of the sheet.
    pub format: u32,
}

/// A cell as it is stored.
#[derive(Debug, Clone, Copy)]
pub(super) struct Raw<'g> {
    pub text: &'g str,
    pub form: Form,
}

/// One column.
#[derive(Debug, Default)]
struct Strip {
    /// The first cell of each run of rows without a gap, and its row.
    runs: Vec<(u32, u32)>,
    /// Where each cell ends in the text.
    ends: Vec<u32>,
    text: String,
    /// Which form each cell has; empty while all have the first.
    forms: Vec<u16>,
    /// The row of the last cell.
    last: u32,
}

impl Strip {
    fn push(&mut self, row: u32, text: &str, form: u16) {
        if self.ends.is_empty() || row != self.last + 1 {
            self.runs.push((self.ends.len() as u32, row));
        }
        if form > 0 && self.forms.is_empty() {
            self.forms.resize(self.ends.len(), 0);
        }
        if form > 0 || !self.forms.is_empty() {
            self.forms.push(form);
        }
        self.text.push_str(text);
        self.ends.push(self.text.len() as u32);
        self.last = row;
    }

    /// The index of the cell in `row`.
    fn find(&self, row: u32) -> Option<usize> {
        let run = self.runs.partition_point(|(_, first)| *first <= row).checked_sub(1)?;
        let (index, first) = self.runs[run];
        let index = (index + (row - first)) as usize;
        let end = self.runs.get(run + 1).map_or(self.ends.len(), |(next, _)| *next as usize);
        (index < end).then_some(index)
    }

    fn at(&self, index: usize) -> (&str, u16) {
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        (&self.text[start..self.ends[index] as usize], self.forms.get(index).copied().unwrap_or(0))
    }
}

/// Why a cell was not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Left {
    /// There was no room for so many.
    pub beyond: usize,
    /// So many stood out of order.
    pub disordered: usize,
    /// So many were cut.
    pub cut: usize,
}

/// How much more of a file may be kept, over all its sheets.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    pub cells: usize,
    pub text: usize,
}

impl Default for Room {
    fn default() -> Self {
        Room { cells: MOST_CELLS, text: MOST_TEXT }
    }
}

/// A sheet, or a whole file of separated values.
#[derive(Debug, Default)]
pub(super) struct Grid {
    pub name: Option<String>,
    pub hidden: bool,
    strips: BTreeMap<u32, Strip>,
    forms: Vec<Form>,
    numbers: BTreeMap<Form, u16>,
    pub formats: Arc<Vec<Format>>,
    /// Dates are counted from 1904.
    pub since_1904: bool,
    /// How many rows and columns were said to be hidden.
    hidings: usize,
    pub hidden_rows: BTreeSet<u32>,
    pub hidden_columns: BTreeSet<u32>,
    /// Cells that were joined: first row and column, last row and column.
    pub merged: Vec<[u32; 4]>,
    /// The first and the last row with joined cells.
    joined_rows: (u32, u32),
    /// Formulas without a value.
    pub uncomputed: usize,
    pub formulas: usize,
    pub left: Left,
    /// How many cells each row holds, up to 255.
    counts: Vec<u8>,
    last_row: u32,
}

impl Grid {
    pub(super) fn new(name: Option<String>, formats: Arc<Vec<Format>>) -> Self {
        let mut grid = Grid { name, formats, ..Grid::default() };
        grid.form_number(Form::default());
        grid
    }

    fn form_number(&mut self, form: Form) -> u16 {
        if let Some(number) = self.numbers.get(&form) {
            return *number;
        }
        if self.forms.len() >= MOST_FORMS {
            return 0;
        }
        let number = self.forms.len() as u16;
        self.forms.push(form);
        self.numbers.insert(form, number);
        number
    }

    /// Takes in that columns are hidden.
    pub(super) fn hide_columns(&mut self, first: u32, last: u32) {
        let last = last.min(first.saturating_add((MOST_HIDDEN - self.hidings.min(MOST_HIDDEN)) as u32));
        self.hidings += (first..last).len();
        self.hidden_columns.extend(first..=last);
    }

    /// Takes in that rows are hidden.
    pub(super) fn hide_rows(&mut self, first: u32, last: u32) {
        let last = last.min(first.saturating_add((MOST_HIDDEN - self.hidings.min(MOST_HIDDEN)) as u32));
        let last = last.min(MOST_ROWS);
        self.hidings += (first..last).len();
        self.hidden_rows.extend(first..=last);
    }

    /// Takes in that cells are joined: first row and column, last row and column.
    pub(super) fn join(&mut self, place: [u32; 4]) {
        if self.merged.len() < MOST_JOINED && place[0] <= place[2] && place[1] <= place[3] {
            self.joined_rows = match self.merged.is_empty() {
                true => (place[0], place[2]),
                false => (self.joined_rows.0.min(place[0]), self.joined_rows.1.max(place[2])),
            };
            self.merged.push(place);
        }
    }

    /// Takes in a cell, counted from 1. Cells of one column come in order of their rows.
    pub(super) fn push(&mut self, row: u32, column: u32, text: &str, form: Form, room: &mut Room) {
        let mut text = text;
        if text.is_empty() {
            return;
        }
        if text.len() > LONGEST_CELL {
            text = &text[..text.floor_char_boundary(LONGEST_CELL)];
            self.left.cut += 1;
        }
        if row == 0 || row > MOST_ROWS || room.cells == 0 || room.text < text.len() {
            self.left.beyond += 1;
            return;
        }
        let number = self.form_number(form);
        let strip = self.strips.entry(column).or_default();
        if !strip.ends.is_empty() && row <= strip.last {
            self.left.disordered += 1;
            return;
        }
        strip.push(row, text, number);
        room.cells -= 1;
        room.text -= text.len();
        if row as usize >= self.counts.len() {
            self.counts.resize(row as usize + 1, 0);
        }
        self.counts[row as usize] = self.counts[row as usize].saturating_add(1);
        self.last_row = self.last_row.max(row);
    }

    /// The cell at a place, counted from 1.
    pub(super) fn get(&self, row: u32, column: u32) -> Option<Raw<'_>> {
        let strip = self.strips.get(&column)?;
        let (text, form) = strip.at(strip.find(row)?);
        Some(Raw { text, form: self.forms[usize::from(form)] })
    }

    /// The cell that the joined cells at a place show, if they are joined there.
    pub(super) fn joined(&self, row: u32, column: u32) -> Option<Raw<'_>> {
        if !(self.joined_rows.0..=self.joined_rows.1).contains(&row) {
            return None;
        }
        let inside =
            |[top, left, bottom, right]: &&[u32; 4]| (*top..=*bottom).contains(&row) && (*left..=*right).contains(&column);
        let [top, left, ..] = self.merged.iter().find(inside)?;
        if (*top, *left) == (row, column) { None } else { self.get(*top, *left) }
    }

    /// The columns that hold anything.
    pub(super) fn columns(&self) -> impl Iterator<Item = u32> {
        self.strips.keys().copied()
    }

    /// The cells of `row`, with their columns.
    pub(super) fn row(&self, row: u32) -> impl Iterator<Item = (u32, Raw<'_>)> {
        self.strips.iter().filter_map(move |(column, strip)| {
            let (text, form) = strip.at(strip.find(row)?);
            Some((*column, Raw { text, form: self.forms[usize::from(form)] }))
        })
    }

    /// The cells of `column` in the rows `first..=last`, with their rows.
    pub(super) fn column(&self, column: u32, first: u32, last: u32) -> impl Iterator<Item = (u32, Raw<'_>)> {
        let strip = self.strips.get(&column);
        strip.into_iter().flat_map(move |strip| {
            let run = strip.runs.partition_point(|(_, start)| *start <= first).saturating_sub(1);
            strip.runs[run..].iter().enumerate().take_while(move |(_, (_, start))| *start <= last).flat_map(
                move |(at, (index, start))| {
                    let end = strip.runs.get(run + at + 1).map_or(strip.ends.len(), |(next, _)| *next as usize);
                    let rows = (*index as usize..end).map(move |cell| (start + (cell as u32 - index), cell));
                    rows.skip_while(move |(row, _)| *row < first).take_while(move |(row, _)| *row <= last).map(
                        move |(row, cell)| {
                            let (text, form) = strip.at(cell);
                            (row, Raw { text, form: self.forms[usize::from(form)] })
                        },
                    )
                },
            )
        })
    }

    /// Whether `row` holds anything.
    pub(super) fn has_row(&self, row: u32) -> bool {
        self.cell_count(row) > 0
    }

    /// How many cells `row` holds, up to 255.
    pub(super) fn cell_count(&self, row: u32) -> u8 {
        self.counts.get(row as usize).copied().unwrap_or(0)
    }

    /// How many columns hold anything.
    pub(super) fn column_count(&self) -> usize {
        self.strips.len()
    }

    /// The last row that holds anything; 0 if none does.
    pub(super) fn last_row(&self) -> u32 {
        self.last_row
    }

    /// How many rows hold anything.
    pub(super) fn row_count(&self) -> usize {
        self.counts.iter().filter(|count| **count > 0).count()
    }

    /// How many bytes of words it holds.
    pub(super) fn byte_count(&self) -> usize {
        self.strips.values().map(|strip| strip.text.len()).sum()
    }

    /// Stretches of rows without a blank one between them.
    pub(super) fn stretches(&self) -> Vec<(u32, u32)> {
        let mut found: Vec<(u32, u32)> = Vec::new();
        for (row, _) in self.counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            let row = row as u32;
            match found.last_mut() {
                Some((_, last)) if *last + 1 == row => *last = row,
                _ => found.push((row, row)),
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_found_where_they_were_put() {
        let mut grid = Grid::new(None, Arc::default());
        let mut room = Room::default();
        let number = Form { stored: Stored::Number, format: 3 };
        for (row, column, text, form) in [
            (1, 1, "a", Form::default()),
            (2, 1, "b", number),
            (5, 1, "c", Form::default()),
            (1_048_576, 16_384, "far", Form::default()),
        ] {
            grid.push(row, column, text, form, &mut room);
        }
        grid.push(2, 1, "late", Form::default(), &mut room);
        let found = |row, column| grid.get(row, column).map(|raw| raw.text);
        assert_eq!([found(1, 1), found(2, 1), found(3, 1), found(5, 1)], [Some("a"), Some("b"), None, Some("c")]);
        assert_eq!(found(1_048_576, 16_384), Some("far"));
        assert_eq!(grid.get(2, 1).map(|raw| raw.form), Some(number));
        assert_eq!(grid.get(5, 1).map(|raw| raw.form), Some(Form::default()));
        assert_eq!(grid.stretches(), [(1, 2), (5, 5), (1_048_576, 1_048_576)]);
        assert_eq!(grid.left.disordered, 1);
        let column: Vec<(u32, &str)> = grid.column(1, 2, 9).map(|(row, raw)| (row, raw.text)).collect();
        assert_eq!(column, [(2, "b"), (5, "c")]);
    }
}
