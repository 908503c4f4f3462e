//! Where the tables of a sheet are: their captions, headers, rows and totals.

use super::columns::{Class, Column, Doubts, Survey, class};
use super::grid::Grid;
use super::{Table, values};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

/// A header has no more rows.
const TALLEST_HEADER: u32 = 4;
/// So many rows under a header are asked whether it is one.
const SAMPLE: usize = 60;
/// The title of a column is not longer, in characters.
const LONGEST_TITLE: usize = 120;
/// Of a sheet with more places for cells at blank rows all rows are one table.
const MOST_LOOKS: usize = 50_000_000;
/// No more tables of one sheet are told apart.
const MOST_TABLES: usize = 1000;
/// No more columns of one table are told apart.
const MOST_COLUMNS: usize = 20_000;

/// Words that a row of totals begins with.
const TOTALS: &[&str] = &[
    "total", "totals", "grand total", "subtotal", "sub-total", "sub total", "sum", "overall", "итого", "всего", "итог", "합계",
    "총계", "소계", "계", "총합", "合计", "总计", "小计", "共计", "合計", "total general", "gesamt", "summe",
];
/// Words that titles of columns have.
#[rustfmt::skip] // a table reads better with several entries a line
const TITLES: &[&str] = &[
    "name", "names", "no", "id", "date", "country", "nationality", "passport", "birth", "sex", "gender", "age", "wage", "wages", "salary", "pay", "amount",
    "deduction", "deductions", "net", "gross", "total", "month", "year", "days", "hours", "site", "employer", "company", "position", "remarks", "note", "notes",
    "address", "phone", "currency", "from", "to", "sector", "city", "place", "code", "worker", "workers",
    "имя", "фамилия", "фио", "дата", "страна", "зарплата", "сумма", "паспорт", "примечание", "должность", "№", "п/п",
    "이름", "성명", "성별", "생년월일", "번호", "임금", "금액", "국적", "비고", "직업", "나라", "여권", "여권번호", "날짜",
    "姓名", "性别", "日期", "工资", "金额", "国籍", "备注", "护照", "护照号", "序号", "国家", "编号",
];

/// Lines of a sheet that belong to no table, or stand over one.
#[derive(Debug, Default)]
pub(super) struct Shape {
    pub tables: Vec<Table>,
    /// Rows that belong to no table's header or body: captions, notes, running text.
    pub loose: BTreeSet<u32>,
    /// What the columns leave open.
    pub doubts: Vec<(usize, Doubts)>,
    /// More tables are there than are told apart.
    pub cut: bool,
}

/// A table in the making.
#[derive(Debug)]
struct Draft {
    captions: Vec<String>,
    header: Vec<u32>,
    body: Vec<(u32, u32)>,
    places: Vec<u32>,
}

/// The tables of a sheet. Decimals stand behind a comma in this file, if nothing in the table says otherwise and `file_comma` holds.
pub(super) fn shape(grid: &Arc<Grid>, file_comma: bool) -> Shape {
    let mut shape = Shape::default();
    let mut drafts: Vec<Draft> = Vec::new();
    let mut captions: Vec<String> = Vec::new();
    let mut stretches = grid.stretches();
    if stretches.len().saturating_mul(grid.column_count()) > MOST_LOOKS {
        stretches = vec![(stretches[0].0, grid.last_row())];
    }
    for (first, last) in stretches {
        let stretch = Stretch::of(grid, first, last);
        for row in stretch.loose() {
            shape.loose.insert(row);
        }
        captions.extend(stretch.captions(grid));
        let Some((top, bottom)) = stretch.table else { continue };
        let header = header(grid, top, bottom);
        let parts = parts(grid, &header, (top + header.len() as u32, bottom));
        for part in parts {
            for row in part.captions.clone() {
                shape.loose.insert(row);
            }
            captions.extend(part.captions.clone().filter_map(|row| caption(grid, row)));
            let top = part.header.first().copied().unwrap_or(part.body.0);
            let places = places(grid, top, part.body.1.max(top));
            let full = drafts.len() >= MOST_TABLES;
            match drafts.last_mut() {
                Some(before)
                    if part.is_next_page
                        || header.is_empty() && captions.is_empty() && goes_on(grid, before, &places, part.body) =>
                {
                    before.body.push(part.body);
                }
                _ if full => shape.cut = true,
                _ => {
                    let body = if part.body.0 <= part.body.1 { vec![part.body] } else { Vec::new() };
                    drafts.push(Draft { captions: captions.clone(), header: part.header, body, places });
                }
            }
        }
        captions.clear();
    }
    for draft in drafts {
        let (table, doubts) = settled(grid, draft, file_comma);
        let number = shape.tables.len();
        shape.doubts.extend(doubts.into_iter().map(|doubts| (number, doubts)));
        shape.tables.push(table);
    }
    shape
}

/// Rows that stand together: lines over a table, the table, lines under it.
struct Stretch {
    first: u32,
    last: u32,
    table: Option<(u32, u32)>,
}

impl Stretch {
    fn of(grid: &Grid, first: u32, last: u32) -> Self {
        let wide = |row: &u32| grid.cell_count(*row) > 1;
        let top = (first..=last).find(wide);
        let bottom = (first..=last).rev().find(wide);
        // a list of one column, with a title or without, is a table where it is no running text
        let table = match top.zip(bottom) {
            Some((top, bottom)) => Some((top, if last - bottom <= 3 { bottom } else { last })),
            None => is_list(grid, first, last).then_some((first, last)),
        };
        Stretch { first, last, table }
    }

    fn loose(&self) -> impl Iterator<Item = u32> {
        let (before, after) = match self.table {
            Some((top, bottom)) => (self.first..top, bottom + 1..self.last + 1),
            None => (self.first..self.last + 1, 0..0),
        };
        before.chain(after)
    }

    /// The words of the lines over the table; of all lines, if there is none.
    fn captions(&self, grid: &Grid) -> Vec<String> {
        let end = self.table.map_or(self.last + 1, |(top, _)| top);
        (self.first..end).take(8).filter_map(|row| caption(grid, row)).collect()
    }
}

/// The first words of a row that stands over a table.
fn caption(grid: &Grid, row: u32) -> Option<String> {
    let words = grid.row(row).map(|(_, raw)| values::shown(grid, raw).trim().to_owned()).next()?;
    (words.len() <= 300).then_some(words)
}

/// A part of a table whose header comes again.
struct Part {
    /// Lines right over the header.
    captions: Range<u32>,
    header: Vec<u32>,
    body: (u32, u32),
    /// The header came again and nothing over it: the same table on the next page.
    is_next_page: bool,
}

/// The parts of a table, each under its own copy of the header: pages of one list, or one list after another.
fn parts(grid: &Grid, header: &[u32], (first, last): (u32, u32)) -> Vec<Part> {
    let whole = Part { captions: 0..0, header: header.to_vec(), body: (first, last), is_next_page: false };
    let Some(top) = header.first().copied().filter(|top| grid.cell_count(*top) > 2) else { return vec![whole] };
    let again = |row: u32| header.iter().zip(row..).all(|(title, row)| same_words(grid, *title, row));
    let Some((column, title)) = grid.row(top).next() else { return vec![whole] };
    let copies = grid.column(column, first, last).filter(|(_, raw)| raw.text.trim() == title.text.trim());
    let copies: Vec<u32> = copies.map(|(row, _)| row).filter(|row| again(*row)).take(MOST_TABLES).collect();
    let mut parts = vec![whole];
    for copy in copies {
        let over = (first..copy).rev().take(8).take_while(|row| grid.cell_count(*row) == 1).count() as u32;
        let captions = copy - over..copy;
        if let Some(before) = parts.last_mut() {
            before.body.1 = captions.start - 1;
        }
        let rows: Vec<u32> = (copy..copy + header.len() as u32).collect();
        let body = (copy + header.len() as u32, last);
        parts.push(Part { is_next_page: over == 0, captions, header: rows, body });
    }
    parts
}

fn same_words(grid: &Grid, one: u32, other: u32) -> bool {
    grid.cell_count(one) == grid.cell_count(other)
        && grid.row(one).all(|(column, raw)| grid.get(other, column).is_some_and(|copy| copy.text.trim() == raw.text.trim()))
}

/// Whether rows of one cell each are a list: several, short, in one column, most of them no sentence.
fn is_list(grid: &Grid, first: u32, last: u32) -> bool {
    let rows: Vec<(u32, usize)> = (first..=last)
        .take(SAMPLE)
        .filter_map(|row| grid.row(row).next().map(|(column, raw)| (column, raw.text.len())))
        .collect();
    let short = rows.iter().filter(|(_, length)| *length <= 60).count();
    rows.len() >= 5 && rows.iter().all(|(column, _)| *column == rows[0].0) && short * 10 >= rows.len() * 9
}

/// The columns with anything in these rows.
fn places(grid: &Grid, top: u32, bottom: u32) -> Vec<u32> {
    grid.columns().filter(|column| grid.column(*column, top, bottom).next().is_some()).take(MOST_COLUMNS).collect()
}

/// Whether rows behind a blank one go on with the table before: the same columns, and cells of the same kinds.
fn goes_on(grid: &Grid, before: &Draft, places: &[u32], body: (u32, u32)) -> bool {
    let Some(&(_, last)) = before.body.last() else { return false };
    let inside = places.iter().all(|place| before.places.contains(place)) && places.len() * 2 > before.places.len();
    let same = |place: &&u32| {
        let above = grid.get(last, **place).map(|raw| class(grid, raw));
        let below = grid.get(body.0, **place).map(|raw| class(grid, raw));
        above.is_none() || below.is_none() || above == below
    };
    inside && places.iter().filter(same).count() * 4 >= places.len() * 3
}

/// The rows of the header of a table; none if it has no header.
fn header(grid: &Grid, top: u32, bottom: u32) -> Vec<u32> {
    if !may_be_titles(grid, top) {
        return Vec::new();
    }
    let mut last = top;
    while last < bottom && last - top + 1 < TALLEST_HEADER && goes_with_header(grid, top, last, last + 1) {
        last += 1;
    }
    let single = grid.cell_count(top) < 2;
    if single && last == top && !has_title(grid, top) {
        return Vec::new();
    }
    if heads(grid, top, last, bottom) { (top..=last).collect() } else { Vec::new() }
}

/// Whether the cells of `row` may be titles: words, or years among words.
fn may_be_titles(grid: &Grid, row: u32) -> bool {
    let (mut words, mut others) = (0, 0);
    for (_, raw) in grid.row(row) {
        let text = values::shown(grid, raw);
        let year = text.len() == 4 && text.parse().is_ok_and(|year: u16| (1900..2100).contains(&year));
        let month = class(grid, raw) == Class::Date;
        match class(grid, raw) {
            _ if text.chars().count() > LONGEST_TITLE => return false,
            Class::Words | Class::Truth => words += 1,
            _ if year || month => others += 1,
            Class::Identifier if text.bytes().any(|byte| byte.is_ascii_alphabetic()) => others += 1,
            _ => return false,
        }
    }
    words > 0 && others <= 3 * words + 24
}

/// Whether `next` belongs to the header that ends in `last`: titles under joined titles, units, or the numbers of the columns.
fn goes_with_header(grid: &Grid, top: u32, last: u32, next: u32) -> bool {
    if !grid.has_row(next) {
        return false;
    }
    let cells: Vec<String> = grid.row(next).map(|(_, raw)| values::shown(grid, raw).trim().to_owned()).collect();
    let numbered = cells.len() > 2 && cells.iter().enumerate().all(|(at, cell)| *cell == (at + 1).to_string());
    let unit = |cell: &String| {
        let bracketed = cell.starts_with(['(', '（', '[']) && cell.ends_with([')', '）', ']']);
        bracketed
            || super::currencies::named(cell).is_some()
            || ["days", "hours", "%", "дней", "часов", "일", "天"].contains(&cell.as_str())
    };
    let units = !cells.is_empty() && cells.iter().all(unit);
    let joined = grid.merged.iter().any(|[first, left, bottom, right]| *first == last && left < right && *bottom == last);
    let above: Vec<u32> = grid.row(last).map(|(column, _)| column).collect();
    let fills = grid.row(next).filter(|(column, _)| !above.contains(column)).count();
    let below = may_be_titles(grid, next) && !has_sentences(&cells) && (joined || fills > 0 && above.len() < cells.len());
    numbered || units || below && (last == top || joined)
}

fn has_sentences(cells: &[String]) -> bool {
    cells.iter().any(|cell| cell.split_whitespace().count() > 8)
}

fn has_title(grid: &Grid, row: u32) -> bool {
    grid.row(row).any(|(_, raw)| {
        let words = values::shown(grid, raw).to_lowercase();
        words.split(|c: char| !(c.is_alphanumeric() || matches!(c, '№' | '/'))).any(|word| TITLES.contains(&word))
            || TITLES.contains(&words.trim())
    })
}

/// Whether the rows from `top` to `last` are titles of what is under them.
fn heads(grid: &Grid, top: u32, last: u32, bottom: u32) -> bool {
    if last > top || has_title(grid, top) {
        return true;
    }
    let columns: Vec<u32> = grid.row(top).map(|(column, _)| column).collect();
    let mut typed = 0;
    let mut repeated = 0;
    for column in &columns {
        let title = grid.get(top, *column).map(|raw| raw.text.trim());
        let below: Vec<_> = grid.column(*column, last + 1, bottom).take(SAMPLE).collect();
        let others = below.iter().filter(|(_, raw)| !class(grid, *raw).is_words()).count();
        typed += usize::from(others * 2 > below.len());
        repeated += usize::from(below.iter().any(|(_, raw)| Some(raw.text.trim()) == title));
    }
    let words = columns.iter().filter_map(|column| grid.get(top, *column)).all(|raw| class(grid, raw) == Class::Words);
    let rows = bottom.saturating_sub(last);
    match typed {
        // a name and a figure in each of two or three rows is a sheet of facts, and its first row is one of them
        0 => repeated == 0 && rows >= 3 && columns.len() >= 3 && words,
        _ => repeated == 0 && (words || typed > 1),
    }
}

fn settled(grid: &Arc<Grid>, draft: Draft, file_comma: bool) -> (Table, Vec<Doubts>) {
    let surveys: Vec<Survey> = draft.places.iter().map(|place| surveyed(grid, *place, &draft.body)).collect();
    let (commas, points) =
        surveys.iter().map(Survey::decimals).fold((0, 0), |(commas, points), (comma, point)| (commas + comma, points + point));
    let comma = (commas + points > 0).then_some(commas > points);
    let mut doubts = Vec::new();
    let mut columns = Vec::with_capacity(draft.places.len());
    let mut used = BTreeMap::new();
    for (place, survey) in draft.places.iter().zip(&surveys) {
        let title = title(grid, &draft.header, *place, &mut used);
        let (habits, doubt) = survey.settle(&title, comma, file_comma);
        doubts.push(doubt);
        columns.push(Column {
            place: *place,
            kind: habits.kind,
            currency: habits.currency.map(|marked| marked.currency),
            currency_assumed: habits.currency.is_some_and(|marked| marked.assumed),
            hidden: grid.hidden_columns.contains(place),
            title,
            habits,
        });
    }
    // one column that settles the order of day and month settles it for the table
    let order: BTreeSet<bool> = doubts.iter().filter_map(|doubt| doubt.day_first).collect();
    if let (1, Some(day_first)) = (order.len(), order.first()) {
        for (column, doubt) in columns.iter_mut().zip(&mut doubts).filter(|(_, doubt)| doubt.day_first.is_none()) {
            column.habits.day_first = Some(*day_first);
            doubt.date = None;
        }
    }
    let totals = totals(grid, &draft);
    let header = draft.header.iter().map(|row| u64::from(*row)).collect();
    let table = Table {
        grid: Arc::clone(grid),
        name: grid.name.clone(),
        captions: draft.captions,
        header,
        columns,
        body: draft.body,
        totals,
    };
    (table, doubts)
}

fn surveyed(grid: &Grid, place: u32, body: &[(u32, u32)]) -> Survey {
    let mut survey = Survey::default();
    for (first, last) in body {
        for (row, raw) in grid.column(place, *first, *last) {
            survey.take(grid, row, raw);
        }
    }
    survey
}

/// The words over a column, from top to bottom; a title over joined cells counts for each of them.
fn title(grid: &Grid, header: &[u32], place: u32, used: &mut BTreeMap<String, usize>) -> String {
    let mut parts: Vec<String> = Vec::new();
    for row in header {
        let Some(raw) = grid.get(*row, place).or_else(|| grid.joined(*row, place)) else { continue };
        let words = values::shown(grid, raw).split_whitespace().collect::<Vec<_>>().join(" ");
        let numbers = words.bytes().all(|byte| byte.is_ascii_digit()) && words.len() < 4;
        if !words.is_empty() && !numbers && parts.last() != Some(&words) {
            parts.push(words);
        }
    }
    let title = parts.join(" / ");
    let count = used.entry(title.clone()).or_insert(0);
    *count += 1;
    if *count > 1 && !title.is_empty() { format!("{title} ({count})") } else { title }
}

/// Rows that hold totals of the others.
fn totals(grid: &Grid, draft: &Draft) -> BTreeSet<u32> {
    let mut found = BTreeSet::new();
    for place in draft.places.iter().take(3) {
        for (first, last) in &draft.body {
            for (row, raw) in grid.column(*place, *first, *last) {
                let words = raw.text.trim().trim_end_matches([':', '.']);
                if words.len() <= 24 && is_total(words) && grid.row(row).next().is_some_and(|(column, _)| column == *place) {
                    found.insert(row);
                }
            }
        }
    }
    found
}

fn is_total(words: &str) -> bool {
    let first = words.chars().next().is_some_and(|c| !c.is_ascii_digit());
    first && TOTALS.contains(&words.to_lowercase().as_str())
}
