//! What stands in the columns of one table, all things taken together: titles, months over columns, the worker whom a sheet is about, and, where titles
//! say nothing, the values.

use super::headers::{self, Role};
use super::table::AboutFile;
use super::values;
use crate::book::Component;
use crate::label::{plain, stands_in};
use crate::month::{Month, month_in_words, month_without_year, year_in_words};
use document::{ColumnKind, Table, Value};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// A column with a month over it, and one figure in it, is one of several months.
const FEWEST_MONTHS: usize = 2;

/// How a table is to be read.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    /// What stands in each column.
    pub roles: Vec<Option<Role>>,
    /// Which month each column is about, where months stand side by side.
    pub months: Vec<Option<Month>>,
    /// The month of the whole table.
    pub month: Option<Month>,
    /// The year of the whole table.
    pub year: Option<i16>,
    /// The worker whom the whole table is about.
    pub person: Option<Person>,
    /// Columns that only their values tell.
    pub by_values: Vec<usize>,
    /// How many units one of a column's figures stands for.
    pub scales: Vec<Decimal>,
}

/// The worker whom a sheet is about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Person {
    pub name: Option<String>,
    pub number: Option<String>,
    pub passport: Option<String>,
    /// Only the name of the sheet says so.
    pub by_sheet: bool,
}

/// How `table` of the file `name` is to be read. `facts` are labels and words that stand over it in its sheet.
pub(super) fn layout(table: &Table, name: &str, about: &AboutFile, facts: &[(String, String)]) -> Layout {
    let words_over: Vec<String> = words_over(table, name, facts);
    let said = || words_over.iter().map(String::as_str);
    let month = about.month.or_else(|| said().find_map(month_in_words));
    let year = month.map(Month::year).or_else(|| said().find_map(year_in_words));
    let month = month.or_else(|| {
        let lone = said().find_map(month_without_year)?;
        Month::new(year?, lone)
    });
    let months = months(table, year);
    let usual = if months.iter().any(Option::is_some) { said().find_map(sum_of_words) } else { None };
    let confirmed = |place: usize| {
        let title = &table.columns[place].title;
        about.columns.get(title).or_else(|| about.columns.get(&untitled(place + 1))).copied()
    };
    let mut roles = headers::roles(table, &confirmed, &months, usual);
    permits(table, &confirmed, &mut roles);
    let mut layout = Layout {
        person: None,
        by_values: values::told(table, &mut roles, month.is_some()),
        scales: scales(table, &words_over),
        roles,
        months,
        month,
        year,
    };
    let has = |role: Role| layout.roles.contains(&Some(role));
    if !has(Role::Name) && !has(Role::Number) && !has(Role::Passport) && !has(Role::Payee) {
        layout.person = person(table, facts);
    }
    layout
}

/// In a list of permits “issued” and “kind” are of the permit, which elsewhere they need not be.
fn permits(table: &Table, confirmed: &dyn Fn(usize) -> Option<Role>, roles: &mut [Option<Role>]) {
    const PERMIT: [&str; 9] = ["permit", "visa", "разрешение", "разрешения", "виза", "허가", "비자", "许可", "签证"];
    const ISSUED: [&str; 8] =
        ["issued", "issued on", "date issued", "issue date", "date of issue", "дата выдачи", "발급일", "签发日期"];
    const KIND: [&str; 8] = ["kind", "type", "category", "вид", "тип", "종류", "구분", "类别"];
    let titles: Vec<String> = table.columns.iter().map(|column| plain(&column.title)).collect();
    let is_of_permits = |title: &String| PERMIT.iter().any(|word| stands_in(word, title));
    if !titles.iter().any(is_of_permits) {
        return;
    }
    for (place, title) in titles.iter().enumerate() {
        let is_free = confirmed(place).is_none() && matches!(roles[place], None | Some(Role::Nothing | Role::PaidOn));
        let role = match () {
            () if ISSUED.contains(&title.as_str()) => Role::Permit,
            () if KIND.contains(&title.as_str()) => Role::PermitKind,
            () => continue,
        };
        if is_free && !roles.contains(&Some(role)) {
            roles[place] = Some(role);
        }
    }
}

/// What a column without a title is called, counted from 1.
pub(super) fn untitled(number: usize) -> String {
    format!("#{number}")
}

/// Words that speak of the whole table, the nearest first.
fn words_over(table: &Table, name: &str, facts: &[(String, String)]) -> Vec<String> {
    let file = name.rsplit('/').next().unwrap_or(name);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem).replace('_', " ");
    let facts = facts.iter().rev().map(|(label, words)| format!("{label}: {words}"));
    table.captions.iter().rev().cloned().chain(facts).chain(table.name.clone()).chain([stem]).collect()
}

/// The month over each column of figures; none unless there are several.
fn months(table: &Table, year: Option<i16>) -> Vec<Option<Month>> {
    let of = |place: usize| {
        let column = &table.columns[place];
        let figures = !matches!(column.kind, ColumnKind::Text | ColumnKind::Date | ColumnKind::Identifier | ColumnKind::Boolean);
        figures.then(|| column.title.split(" / ").find_map(|part| month_of_title(part, year))).flatten()
    };
    let months: Vec<Option<Month>> = (0..table.columns.len()).map(of).collect();
    let distinct: BTreeSet<Month> = months.iter().flatten().copied().collect();
    if distinct.len() >= FEWEST_MONTHS { months } else { vec![None; months.len()] }
}

fn month_of_title(words: &str, year: Option<i16>) -> Option<Month> {
    // the first of a month, as workbooks show it
    let first = words.trim().strip_prefix("01.").and_then(|rest| month_in_words(&rest.replace('.', "/")));
    first.or_else(|| month_in_words(words)).or_else(|| Month::new(year?, month_without_year(words)?))
}

/// What the sums of a table are, as the words over it say.
fn sum_of_words(words: &str) -> Option<Role> {
    let role = headers::role(words, ColumnKind::Money)?;
    let is_sum = matches!(role, Role::Sum(component) if component.is_money()) || matches!(role, Role::Net | Role::TotalTaken);
    is_sum.then_some(role)
}

/// Words that stand for more than one: thousands, tens of thousands, millions.
const SCALES: [(&[&str], u32); 3] = [
    (&["тыс", "тыс руб", "тысяч", "тысячах", "thousand", "thousands", "천원", "천 원", "千元", "tys", "tys zł"], 1_000),
    (&["万元", "만원"], 10_000),
    (&["млн", "млн руб", "миллионов", "million", "millions", "백만원", "百万元"], 1_000_000),
];

fn scale_of(words: &str) -> Option<Decimal> {
    if words.contains("'000") || words.contains("’000") {
        return Some(Decimal::ONE_THOUSAND);
    }
    let plain = plain(words);
    let named = |list: &[&str]| list.iter().any(|unit| crate::label::stands_in(unit, &plain));
    SCALES.iter().rev().find(|(list, _)| named(list)).map(|(_, scale)| Decimal::from(*scale))
}

/// Only words that speak of a unit may scale a whole table: “in thousands”, “ед. изм.: тыс. руб.”.
fn speaks_of_units(words: &str) -> bool {
    let plain = plain(words);
    ["in", "unit", "units", "в", "ед", "единица", "단위", "单位", "jednostka", "w"]
        .iter()
        .any(|word| plain.split(' ').any(|part| part == *word))
        || ["단위", "单位"].iter().any(|word| plain.contains(word))
}

fn scales(table: &Table, words_over: &[String]) -> Vec<Decimal> {
    let captions = words_over.iter().take(table.captions.len());
    let whole = captions.filter(|words| speaks_of_units(words)).find_map(|words| scale_of(words));
    let of = |title: &str| scale_of(title).or(whole).unwrap_or(Decimal::ONE);
    table.columns.iter().map(|column| of(&column.title)).collect()
}

/// Names that programs give to sheets.
const SHEETS: [&str; 13] =
    ["sheet", "лист", "arkusz", "시트", "hoja", "feuil", "feuille", "tabelle", "工作表", "표", "table", "ورقة", "planilha"];

/// The worker whom a table of months is about.
fn person(table: &Table, facts: &[(String, String)]) -> Option<Person> {
    let mut person = Person::default();
    let in_caption = |caption: &String| {
        let (label, words) = caption.split_once([':', '：'])?;
        Some((label.to_owned(), words.to_owned()))
    };
    let captions: Vec<(String, String)> = table.captions.iter().filter_map(in_caption).collect();
    for (label, words) in facts.iter().chain(&captions) {
        let words = Some(words.trim().to_owned()).filter(|words| !words.is_empty());
        match headers::exact(label) {
            Some(Role::Name) => person.name = words,
            Some(Role::Number) => person.number = words,
            Some(Role::Passport) => person.passport = words,
            _ => {}
        }
    }
    if person == Person::default() {
        let sheet = table.name.as_deref()?.trim();
        let words = plain(sheet);
        let is_of_program = SHEETS.iter().any(|name| words.trim_end_matches(|c: char| c.is_numeric() || c == ' ') == *name);
        let is_time = month_in_words(sheet).is_some() || month_without_year(sheet).is_some() || year_in_words(sheet).is_some();
        let letters = sheet.chars().filter(|c| c.is_alphabetic()).count();
        if is_of_program || is_time || letters < 2 || headers::role(sheet, ColumnKind::Money).is_some() {
            return None;
        }
        person = Person { name: Some(sheet.to_owned()), by_sheet: true, ..Person::default() };
    }
    Some(person)
}

/// Labels and words of a table of two columns, such as stand over a payslip: its header and its rows.
pub(super) fn facts(table: &Table) -> Vec<(String, String)> {
    let [label, words] = table.columns.as_slice() else { return Vec::new() };
    let titles = (label.title.clone(), words.title.clone());
    let rows = table.rows().map(|row| (row.cell(0).words.trim().to_owned(), row.cell(1).words.trim().to_owned()));
    std::iter::once(titles).chain(rows).filter(|(label, words)| !label.is_empty() && !words.is_empty()).take(50).collect()
}

/// Whether the rows of a table are months of one worker.
pub(super) fn has_months_as_rows(roles: &[Option<Role>]) -> bool {
    let sums =
        roles.iter().flatten().any(|role| matches!(role, Role::Sum(component) if component.is_money()) || *role == Role::Net);
    roles.contains(&Some(Role::Month)) && sums
}

/// Whether a column holds figures.
pub(super) fn has_figures(table: &Table, place: usize) -> bool {
    table.rows().any(|row| matches!(row.cell(place).value, Value::Number(_) | Value::Money(_)))
}

/// Whether a sum holds for every month of a table in which months stand side by side.
pub(super) fn holds_for_all(role: Option<Role>) -> bool {
    matches!(role, Some(Role::Sum(Component::Contract | Component::Promised | Component::Minimum)))
}
