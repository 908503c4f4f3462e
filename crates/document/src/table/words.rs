//! The words of tables as a text layer: a row a block, a cell a place, and only what states something is read.

use super::columns::ColumnKind;
use super::grid::{Grid, SHOWN};
use super::shape::{Shape, shape};
use super::{Table, ods, separated, values, xls, xlsx};
use crate::block::{Block, BlockKind, Document};
use crate::furniture::is_statement;
use crate::lines::{ends_sentence, is_heading};
use crate::masthead::{Authority, Masthead};
use crate::{empty, notices};
use evidence::{MediaType, Notice, Placing, SourceId, Spot, TextLayer};
use std::ops::Range;
use std::sync::Arc;

/// The layer of a table.
const READER: &str = "table@1";
/// A file with more rows has no layer.
const MOST_ROWS: usize = 100_000;
/// A file with more places for cells, empty ones too, has no layer.
const MOST_LOOKS: usize = 50_000_000;
/// A layer is not longer.
const MOST_BYTES: usize = 64 << 20;
/// What stands between two cells: no figure and no word is read across it.
const BETWEEN: &str = " | ";
/// A sheet of facts has no more rows.
const MOST_FACTS: usize = 200;
/// A table of records has at least so many rows.
pub(crate) const FEWEST_RECORDS: usize = 8;
/// So many notices of one kind are given.
const MOST_NOTICES: usize = 6;

/// What a reader of one format found.
pub(super) struct Sheets {
    pub grids: Vec<Grid>,
    /// Decimals may stand behind a comma: the file parts its cells by semicolons.
    pub comma: bool,
    /// The title in the properties.
    pub notices: Vec<Notice>,
}

/// A file of tables.
pub(crate) fn document(media_type: MediaType, name: &str, source: SourceId, bytes: &[u8]) -> Document {
    let read = match media_type {
        MediaType::Csv | MediaType::Tsv => separated::read(name, bytes, media_type == MediaType::Tsv),
        MediaType::Ods => ods::read(name, bytes),
        MediaType::Xls => xls::read(name, bytes),
        _ => xlsx::read(name, bytes),
    };
    let sheets = match read {
        Ok(sheets) => sheets,
        Err(notice) => return empty(source, notice),
    };
    let mut told = sheets.notices;
    let mut shaped: Vec<(Arc<Grid>, Shape)> = Vec::new();
    for grid in sheets.grids {
        let grid = Arc::new(grid);
        let found = shape(&grid, sheets.comma);
        told.extend(notices_of(name, &grid, &found));
        shaped.push((grid, found));
    }
    let rows: usize = shaped.iter().map(|(grid, _)| grid.row_count()).sum();
    let bytes: usize = shaped.iter().map(|(grid, _)| grid.byte_count()).sum();
    let mut laid = Laid::default();
    let looks: usize = shaped.iter().map(|(grid, _)| grid.row_count() * grid.column_count()).sum();
    if rows > MOST_ROWS || bytes > MOST_BYTES || looks > MOST_LOOKS {
        let cause = format!("it holds {rows} rows; its cells are kept as tables, and no statement is looked for in its words.");
        told.push(notices::note(name, "whole file", cause, "If its remarks matter, save them in a smaller file."));
    } else {
        shaped.iter().for_each(|(grid, shape)| laid.sheet(grid, shape));
    }
    if shaped.iter().all(|(grid, _)| grid.last_row() == 0) {
        told.push(notices::unread(name, "its tables are empty.".to_owned(), "Look for the file it was made from."));
    }
    let mut masthead = Masthead::default();
    if let Some(title) = laid.blocks.iter().find(|block| block.kind == BlockKind::Heading(1)) {
        masthead.title(Authority::Shown, &laid.text[title.range.clone()]);
    }
    let heads = laid.blocks.iter().filter(|block| block.kind == BlockKind::Paragraph).take(4);
    heads.for_each(|block| masthead.head(&laid.text[block.range.clone()]));
    let (title, publisher, published) = masthead.finish();
    let layer = TextLayer::placed(source, READER, laid.text, laid.placings);
    let tables = shaped.into_iter().flat_map(|(_, shape)| shape.tables).collect();
    Document { layer, blocks: laid.blocks, tables, title, publisher, published, notices: told }
}

/// What of the rows of a table is read for statements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reads {
    /// Whole rows: each states something of its own.
    Rows,
    /// Cells that hold sentences: the rows are records.
    Sentences,
}

impl Table {
    /// What of its rows is read for statements.
    pub(crate) fn reads(&self) -> Reads {
        let rows = self.rows().take(MOST_FACTS + 1).count();
        let facts =
            self.columns.len() == 2 && self.columns[0].kind == ColumnKind::Text && rows <= MOST_FACTS && self.has_own_names();
        if facts { Reads::Rows } else { Reads::Sentences }
    }

    /// Whether the rows are records of one kind, such as persons or payments, and not lines of an overview.
    pub(crate) fn holds_records(&self) -> bool {
        let typed = |kind: &ColumnKind| !matches!(kind, ColumnKind::Text | ColumnKind::Empty | ColumnKind::Mixed);
        let typed = self.columns.iter().filter(|column| typed(&column.kind)).count();
        !self.header.is_empty()
            && self.columns.len() >= 3
            && typed >= 1
            && self.rows().take(FEWEST_RECORDS).count() == FEWEST_RECORDS
    }

    /// Whether most names in the first column stand there once: they are what the facts are about, not whom.
    fn has_own_names(&self) -> bool {
        let names: Vec<String> = self.rows().map(|row| row.cell(0).words.to_lowercase()).collect();
        let own: std::collections::BTreeSet<&String> = names.iter().collect();
        let named = self.columns[0].title.to_lowercase();
        let persons = ["name", "names", "worker", "имя", "фио", "성명", "이름", "姓名"].iter().any(|word| named.contains(word));
        !persons && own.len() * 5 >= names.len() * 4
    }
}

#[derive(Default)]
struct Laid {
    text: String,
    placings: Vec<Placing>,
    blocks: Vec<Block>,
}

impl Laid {
    fn sheet(&mut self, grid: &Grid, shape: &Shape) {
        let mut tables = shape.tables.iter().peekable();
        let mut current: Option<(&Table, Reads)> = None;
        let mut titled = !self.blocks.is_empty();
        for (first, last) in grid.stretches() {
            for row in first..=last {
                while let Some(next) = tables.next_if(|table| begins(table) <= row) {
                    current = Some((next, next.reads()));
                }
                let cells = self.row(grid, row);
                if cells.is_empty() {
                    continue;
                }
                if shape.loose.contains(&row) {
                    titled = self.loose(&cells, titled);
                } else if let Some((table, reads)) = current {
                    self.of_table(table, reads, row, cells);
                }
            }
        }
    }

    /// Adds the words of a row; gives the bytes of each cell.
    fn row(&mut self, grid: &Grid, row: u32) -> Vec<Range<usize>> {
        let mut cells: Vec<Range<usize>> = Vec::new();
        for (column, raw) in grid.row(row) {
            let shown = values::shown(grid, raw);
            let words = shown.trim();
            if words.is_empty() {
                continue;
            }
            if !cells.is_empty() {
                self.text.push_str(BETWEEN);
            } else if !self.text.is_empty() {
                self.text.push('\n');
            }
            let start = self.text.len();
            self.text.extend(words.chars().filter(|c| !matches!(*c, '\u{ad}' | '\u{feff}' | '\u{200b}' | SHOWN)));
            let range = start..self.text.len();
            if range.is_empty() {
                continue;
            }
            let spot = Spot::Cell { sheet: grid.name.clone(), row: u64::from(row), column: u64::from(column) };
            self.placings.push(Placing { range: range.clone(), spot });
            cells.push(range);
        }
        cells
    }

    /// A line outside the tables. Tells whether the sheet has its title.
    fn loose(&mut self, cells: &[Range<usize>], titled: bool) -> bool {
        let range = cells[0].start..cells[cells.len() - 1].end;
        let words = &self.text[range.clone()];
        let heading = cells.len() == 1 && is_heading(words) && !is_statement(words);
        let kind = match (heading, titled) {
            (true, false) => BlockKind::Heading(1),
            (true, true) => BlockKind::Heading(2),
            (false, _) if cells.len() > 1 => BlockKind::TableRow,
            (false, _) => BlockKind::Paragraph,
        };
        self.blocks.push(Block { range, kind, markup: Vec::new() });
        titled || heading
    }

    fn of_table(&mut self, table: &Table, reads: Reads, row: u32, cells: Vec<Range<usize>>) {
        let header = table.header.contains(&u64::from(row));
        let block = match (header, reads) {
            (true, _) => furniture(&cells),
            (false, Reads::Rows) => Block { range: whole(&cells), kind: BlockKind::TableRow, markup: Vec::new() },
            (false, Reads::Sentences) => record(&self.text, &cells),
        };
        self.blocks.push(block);
    }
}

fn begins(table: &Table) -> u32 {
    let header = table.header.first().map(|row| *row as u32);
    header.or_else(|| table.body.first().map(|(first, _)| *first)).unwrap_or(0)
}

fn whole(cells: &[Range<usize>]) -> Range<usize> {
    cells[0].start..cells[cells.len() - 1].end
}

fn furniture(cells: &[Range<usize>]) -> Block {
    Block { range: whole(cells), kind: BlockKind::Furniture, markup: Vec::new() }
}

/// The block of a row that is a record: cells without sentences are passed over; a row without any is never read.
pub(crate) fn record(text: &str, cells: &[Range<usize>]) -> Block {
    let range = whole(cells);
    let mut markup: Vec<Range<usize>> = Vec::new();
    let mut from = range.start;
    for cell in cells.iter().filter(|cell| holds_sentence(&text[(*cell).clone()])) {
        if from < cell.start {
            markup.push(from..cell.start);
        }
        from = cell.end;
    }
    if from == range.start {
        return furniture(cells);
    }
    if from < range.end {
        markup.push(from..range.end);
    }
    Block { range, kind: BlockKind::TableRow, markup }
}

/// Whether a cell states something, and is not the name or the figure of something.
fn holds_sentence(words: &str) -> bool {
    let count = words.split_whitespace().count();
    let wide = words
        .chars()
        .filter(|c| matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3040}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}'))
        .count();
    if wide * 2 > words.chars().filter(|c| c.is_alphabetic()).count() {
        return wide >= 10 && (count >= 4 || ends_sentence(words));
    }
    let low = words.split_whitespace().filter(|word| word.starts_with(char::is_lowercase)).count();
    count >= 4 && low * 2 >= count && (ends_sentence(words) || is_statement(words) || count >= 7)
}

/// The blocks of the rows of a table in a written document that holds records, and the table itself. `rows` gives the bytes of each
/// cell with its column, counted from 0.
pub(crate) fn of_written(name: String, text: &str, rows: &[Vec<(u32, Range<usize>)>]) -> Option<Table> {
    let mut grid = Grid::new(Some(name), Arc::default());
    let mut room = super::grid::Room::default();
    for (at, cells) in rows.iter().enumerate() {
        for (column, range) in cells {
            let words = &text[range.clone()];
            grid.push(at as u32 + 1, column + 1, words, super::grid::Form::default(), &mut room);
        }
    }
    let shape = shape(&Arc::new(grid), false);
    let widest = |table: &Table| table.columns.len() * 1000 + table.rows().take(999).count();
    shape.tables.into_iter().max_by_key(widest)
}

/// What a person should know of a sheet.
fn notices_of(name: &str, grid: &Grid, shape: &Shape) -> Vec<Notice> {
    let mut told = Vec::new();
    let place = grid.name.clone().map_or_else(|| "whole file".to_owned(), |sheet| format!("sheet {sheet}"));
    let mut note = |cause: String, remedy: &str| told.push(notices::note(name, &place, cause, remedy));
    let shown = "Look at it in an office program before you cite it.";
    if grid.hidden && grid.last_row() > 0 {
        note("this sheet is hidden; it was read.".to_owned(), shown);
    }
    let rows = grid.hidden_rows.iter().filter(|row| grid.has_row(**row)).count();
    if rows > 0 {
        note(format!("{rows} of its rows are hidden; they were read."), shown);
    }
    let columns = grid.columns().filter(|column| grid.hidden_columns.contains(column)).count();
    if columns > 0 {
        note(format!("{columns} of its columns are hidden; they were read."), shown);
    }
    let mut partly = |cause: String, remedy: &str| told.push(notices::partly(name, &place, cause, remedy));
    if grid.uncomputed > 0 {
        let cause = format!("{} of its formulas have no value in the file; those cells are empty.", grid.uncomputed);
        partly(cause, "Open it in an office program, let it compute, and save it again.");
    }
    if grid.left.beyond > 0 {
        let cause = format!("it holds more than is kept of one file; {} cells were left out.", grid.left.beyond);
        partly(cause, "Split it into files of fewer rows.");
    }
    if grid.left.disordered > 0 {
        let cause = format!("{} cells stand twice or out of order; they were left out.", grid.left.disordered);
        partly(cause, "Open it in an office program and save it again.");
    }
    if grid.left.cut > 0 {
        partly(format!("{} cells were cut after 1 MiB.", grid.left.cut), "Look at them in an office program.");
    }
    if shape.cut {
        partly("it holds more tables than are told apart; the rest was left out.".to_owned(), "Split it into several files.");
    }
    told.extend(doubts(name, grid, shape));
    told
}

/// What columns leave open.
fn doubts(name: &str, grid: &Grid, shape: &Shape) -> Vec<Notice> {
    let mut told = Vec::new();
    let mut at = std::collections::BTreeMap::new();
    for (table, doubt) in &shape.doubts {
        let index = at.entry(*table).or_insert(0usize);
        let column = &shape.tables[*table].columns[*index];
        *index += 1;
        let titled = if column.title.is_empty() { String::new() } else { format!(" ({})", column.title) };
        let place = |row: u32| {
            Spot::Cell { sheet: grid.name.clone(), row: u64::from(row), column: u64::from(column.place) }.to_string() + &titled
        };
        if let Some(row) = doubt.date {
            let cause = "nothing in this column settles whether the day or the month stands first, as in this cell.";
            told.push(notices::partly(name, &place(row), cause, "Write its dates as 2015-05-03 in a copy."));
        }
        if let Some(row) = doubt.decimals {
            let sign = if column.habits.decimal_comma { "decimals behind a comma" } else { "decimals behind a point" };
            let cause =
                format!("nothing in this table settles how figures such as this one are to be read; they were read with {sign}.");
            told.push(notices::partly(name, &place(row), cause, "Compare the sums with what the file says elsewhere."));
        }
        if doubt.currencies {
            let row = shape.tables[*table].body.first().map_or(1, |(first, _)| *first);
            let cause = "this column names several currencies; each cell keeps its own.";
            told.push(notices::note(name, &place(row), cause, "Do not add them up."));
        }
        if told.len() >= MOST_NOTICES {
            break;
        }
    }
    told
}
