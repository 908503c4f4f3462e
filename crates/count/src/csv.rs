//! A table as a person writes it: one column of 0 and 1 a list, a column `count`, and any further columns as strata.

use crate::table::{LISTS_MAX, Lists};
use crate::{Error, Table};
use evidence::{Notice, Severity};
use std::collections::BTreeMap;

/// More rows than this are refused.
const ROWS_MAX: usize = 20_000_000;
/// More strata than this are refused: such columns name people rather than groups.
const STRATA_MAX: usize = 1_000;

/// One stratum of a file: the values of its further columns, and its table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stratum {
    /// The values of the further columns, as written; empty if there are none.
    pub values: Vec<String>,
    /// People seen in it.
    pub observed: u64,
    /// Its table, or why it gives none.
    pub table: Result<Table, Error>,
}

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// All rows together.
    pub table: Table,
    /// The names of the further columns.
    pub by: Vec<String>,
    /// One table for each combination of their values, in order; empty if there are no further columns.
    pub strata: Vec<Stratum>,
    /// The lines, as a person counts them, of the rows that hold anybody: the first [`ROWS_NAMED_MAX`] of them.
    pub rows: Vec<usize>,
    /// What a person should know: a row of nobody, a list without people.
    pub notices: Vec<Notice>,
}

/// So many rows are named as what a table rests on.
pub const ROWS_NAMED_MAX: usize = 1_000;
/// So many rows are looked at before a file is taken for a table of overlaps.
const ROWS_SAMPLED: usize = 200;

/// Whether a text looks like a table of overlaps: a column of counts, and at least two columns of nothing but 0 and 1. Whether it can be counted
/// is for [`read_csv`] to say.
pub fn is_overlap_table(text: &str) -> bool {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut rows = text.lines().filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
    let Some(head) = rows.next() else { return false };
    let separator = separator(head);
    let names = fields(head, separator);
    let rows: Vec<Vec<String>> = rows.take(ROWS_SAMPLED).map(|row| fields(row, separator)).collect();
    let Some(count) = names.iter().position(|name| is_count(name)) else { return false };
    let is_filled = |row: &Vec<String>| row.len() == names.len() && row[count].parse::<f64>().is_ok();
    let is_list = |column: usize| column != count && rows.iter().all(|row| matches!(row[column].as_str(), "0" | "1"));
    !rows.is_empty() && rows.iter().all(is_filled) && (0..names.len()).filter(|column| is_list(*column)).count() >= 2
}

/// Whether a column of this name holds counts.
fn is_count(name: &str) -> bool {
    ["count", "n", "freq"].contains(&name.to_lowercase().as_str())
}

impl Sheet {
    /// The same sheet, with pairs of lists that cannot hold the same person, in every stratum that has both.
    ///
    /// # Errors
    /// As [`Table::with_apart`].
    pub fn with_apart(self, pairs: &[(&str, &str)]) -> Result<Self, Error> {
        let narrowed = |table: Table| {
            let is_there = |name: &str| table.names().iter().any(|known| known == name);
            let both: Vec<(&str, &str)> = pairs.iter().copied().filter(|(a, b)| is_there(a) && is_there(b)).collect();
            table.with_apart(both)
        };
        let strata = self.strata.into_iter().map(|stratum| Stratum { table: stratum.table.and_then(narrowed), ..stratum });
        Ok(Sheet { table: self.table.with_apart(pairs.iter().copied())?, strata: strata.collect(), ..self })
    }
}

struct Header {
    lists: Vec<(usize, String)>,
    by: Vec<(usize, String)>,
    count: Option<usize>,
    columns: usize,
}

/// Reads a table. `file` is how notices call it.
///
/// The column of counts is called `count`, `n` or `freq`; without one, every row is one person. Columns that hold only 0 and 1 are lists; all
/// others are strata. Commas, semicolons or tabs separate.
///
/// # Errors
/// [`Error::Unreadable`] with the line of the first cell that does not fit, and what [`Table::new`] refuses.
pub fn read_csv(file: &str, text: &str) -> Result<Sheet, Error> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.contains('\0') {
        let remedy = "Open it where it was made and save it as CSV in UTF-8.";
        return Err(unreadable(1, "this is no plain text: it holds null bytes.".to_owned(), remedy));
    }
    let Some((line, head)) = filled_lines(text).next() else { return Err(Error::Empty) };
    let count = filled_lines(text).skip(1).take(ROWS_MAX + 1).count();
    if count > ROWS_MAX {
        return Err(unreadable(line, format!("there are more than {ROWS_MAX} rows."), "Add rows of the same pattern together."));
    }
    let separator = separator(head);
    // read twice rather than held: a table of millions of people is no larger in memory than its text
    let rows = || filled_lines(text).skip(1).map(|(line, row)| (line, fields(row, separator)));
    let header = header(line, &fields(head, separator), rows())?;
    sheet(file, &header, rows())
}

/// Lines that are neither empty nor a remark, numbered from 1.
fn filled_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let numbered = text.lines().enumerate().map(|(index, line)| (index + 1, line));
    numbered.filter(|(_, line)| !line.trim().is_empty() && !line.trim_start().starts_with('#'))
}

fn unreadable(line: usize, cause: String, remedy: &str) -> Error {
    Error::Unreadable { line, cause, remedy: remedy.to_owned() }
}

/// What separates the fields of the head.
pub(crate) fn separator(head: &str) -> char {
    [',', ';', '\t'].into_iter().max_by_key(|c| head.matches(*c).count()).unwrap_or(',')
}

/// The fields of a row; quotation marks hold a separator together.
pub(crate) fn fields(row: &str, separator: char) -> Vec<String> {
    let (mut fields, mut field, mut quoted) = (Vec::new(), String::new(), false);
    for c in row.chars() {
        match c {
            '"' => quoted = !quoted,
            c if c == separator && !quoted => fields.push(std::mem::take(&mut field).trim().to_owned()),
            c => field.push(c),
        }
    }
    fields.push(field.trim().to_owned());
    fields
}

/// What a column holds, as far as it says whether it is a list.
#[derive(Debug, Clone, Default)]
struct Column {
    /// Some cell is 0 or 1.
    has_marks: bool,
    /// The first cell that is neither.
    other: Option<(usize, String)>,
}

fn header(line: usize, names: &[String], rows: impl Iterator<Item = (usize, Vec<String>)>) -> Result<Header, Error> {
    let count = names.iter().position(|name| is_count(name));
    let mut columns = vec![Column::default(); names.len()];
    let mut is_empty = true;
    for (line, row) in rows {
        is_empty = false;
        for (column, field) in columns.iter_mut().zip(&row) {
            match field.as_str() {
                "0" | "1" => column.has_marks = true,
                "0.0" | "1.0" => {}
                other if column.other.is_none() => column.other = Some((line, other.to_owned())),
                _ => {}
            }
        }
    }
    if is_empty {
        return Err(Error::Empty);
    }
    let mut header = Header { lists: Vec::new(), by: Vec::new(), count, columns: names.len() };
    for (index, (name, column)) in names.iter().zip(columns).enumerate().filter(|(index, _)| Some(*index) != count) {
        match column.other {
            None if !name.is_empty() => header.lists.push((index, name.clone())),
            Some(other) if column.has_marks => return Err(half_list(name, other)),
            _ => header.by.push((index, name.clone())),
        }
    }
    fitting(line, header)
}

/// Refuses heads that cannot be a table of overlaps.
fn fitting(line: usize, header: Header) -> Result<Header, Error> {
    if header.lists.is_empty() {
        return Err(unreadable(
            line,
            "no column holds only 0 and 1, so this is no table of overlaps.".to_owned(),
            "Write one column of 0 and 1 a list and a column count. Lists of people are linked first: see --people and --pairs.",
        ));
    }
    let is_again = |(index, (_, name)): &(usize, &(usize, String))| header.lists[..*index].iter().any(|(_, other)| other == name);
    if let Some((_, (_, name))) = header.lists.iter().enumerate().find(is_again) {
        return Err(unreadable(line, format!("two lists are called {name:?}."), "Give each list a name of its own."));
    }
    if header.lists.len() > LISTS_MAX {
        return Err(Error::TooManyLists { lists: header.lists.len(), most: LISTS_MAX });
    }
    Ok(header)
}

fn half_list(name: &str, (line, found): (usize, String)) -> Error {
    unreadable(
        line,
        format!("column {name:?} holds {found:?} among 0 and 1."),
        "Write 1 where the person is on the list and 0 where not; a column of strata holds neither.",
    )
}

fn sheet(file: &str, header: &Header, rows: impl Iterator<Item = (usize, Vec<String>)>) -> Result<Sheet, Error> {
    let mut all: BTreeMap<Lists, u64> = BTreeMap::new();
    let mut strata: BTreeMap<Vec<String>, BTreeMap<Lists, u64>> = BTreeMap::new();
    let (mut nobodies, mut on_none, mut named) = (Vec::new(), 0u64, Vec::new());
    for (line, row) in rows {
        if row.len() != header.columns {
            let cause = format!("{} fields where the head has {}.", row.len(), header.columns);
            return Err(unreadable(line, cause, "Give every row one field a column."));
        }
        let count = header.count.map_or(Ok(1), |column| people(line, &row[column]))?;
        let pattern = header
            .lists
            .iter()
            .enumerate()
            .fold(0, |pattern, (list, (column, _))| if row[*column].starts_with('1') { pattern | 1 << list } else { pattern });
        if pattern == 0 && count > 0 {
            nobodies.push(line);
            on_none = on_none.saturating_add(count);
        }
        let counted = if pattern == 0 { 0 } else { count };
        if counted > 0 && named.len() < ROWS_NAMED_MAX {
            named.push(line);
        }
        let added = |cells: &mut BTreeMap<Lists, u64>| {
            let cell = cells.entry(pattern).or_default();
            *cell = cell.saturating_add(counted);
        };
        added(&mut all);
        if !header.by.is_empty() {
            added(strata.entry(header.by.iter().map(|(column, _)| row[*column].clone()).collect()).or_default());
            if strata.len() > STRATA_MAX {
                return Err(too_many_strata(line, header));
            }
        }
    }
    let names: Vec<String> = header.lists.iter().map(|(_, name)| name.clone()).collect();
    let table = Table::new(names.clone(), all)?;
    let mut notices: Vec<Notice> =
        nobodies.first().map(|line| nobody(file, *line, nobodies.len(), on_none)).into_iter().collect();
    notices.extend(names.iter().filter(|name| !table.names().contains(name)).map(|name| empty_list(file, name)));
    let strata = strata
        .into_iter()
        .map(|(values, cells)| Stratum { values, observed: cells.values().sum(), table: Table::new(names.clone(), cells) })
        .collect();
    Ok(Sheet { table, by: header.by.iter().map(|(_, name)| name.clone()).collect(), strata, rows: named, notices })
}

fn too_many_strata(line: usize, header: &Header) -> Error {
    let names: Vec<&str> = header.by.iter().map(|(_, name)| name.as_str()).collect();
    unreadable(
        line,
        format!("the columns that are no lists ({}) have more than {STRATA_MAX} different values together.", names.join(", ")),
        "Leave out names and numbers of people; keep columns with few values, such as a place or a year.",
    )
}

/// A count of people: a whole number of none or more. "12", "12.0" and "1e3" are whole.
fn people(line: usize, field: &str) -> Result<u64, Error> {
    if let Ok(count) = field.parse::<u64>() {
        return Ok(count);
    }
    let cause = match field.parse::<f64>() {
        Ok(count) if count.is_finite() && count >= 0.0 && count.fract() == 0.0 && count < 1e15 => return Ok(count as u64),
        Ok(count) if count < 0.0 => format!("the count {field:?} is negative."),
        Ok(count) if count.is_finite() && count.fract() != 0.0 => format!("the count {field:?} is not a whole number."),
        _ => format!("the count {field:?} is not a number of people."),
    };
    Err(unreadable(line, cause, "Counts are whole numbers of people, none or more."))
}

fn nobody(file: &str, line: usize, rows: usize, count: u64) -> Notice {
    let more = if rows > 1 { format!(" and {} more", rows - 1) } else { String::new() };
    Notice {
        file: file.to_owned(),
        place: format!("line {line}{more}"),
        cause: format!("{count} people on no list: nobody can have seen them, so they were left out."),
        remedy: "Remove such rows, or name the list they are on.".to_owned(),
        severity: Severity::Note,
    }
}

fn empty_list(file: &str, name: &str) -> Notice {
    Notice {
        file: file.to_owned(),
        place: format!("column {name}"),
        cause: "this list holds nobody, so it was left out.".to_owned(),
        remedy: "Check that the column was filled in.".to_owned(),
        severity: Severity::Note,
    }
}
