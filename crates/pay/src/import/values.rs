//! Columns whose titles say nothing, told by the shape of their values: names of people, months, and figures that add up.

use super::headers::Role;
use super::layout::has_figures;
use crate::book::Component;
use crate::label::is_unspaced;
use crate::month::month_in_words;
use document::{ColumnKind, Row, Table, Value};
use evidence::{PartialDate, Taking};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// So many rows are asked.
const SAMPLE: usize = 200;
/// Fewer rows prove no sum.
const FEWEST: usize = 3;
/// Of ten rows so many have to agree.
const TENTHS: usize = 8;

/// Fills in what only values tell, and gives back the places of those columns. What a title tells is left as it is.
pub(super) fn told(table: &Table, roles: &mut [Option<Role>], has_month: bool) -> Vec<usize> {
    let rows: Vec<Row> = table.rows().filter(|row| !row.is_total()).take(SAMPLE).collect();
    if rows.len() < FEWEST {
        return Vec::new();
    }
    let before = roles.to_vec();
    let has = |roles: &[Option<Role>], role: Role| roles.contains(&Some(role));
    let is_of_people = [Role::Name, Role::Number, Role::Passport, Role::Payee].iter().any(|role| has(roles, *role));
    sums(table, &rows, roles);
    let has_sums = roles.iter().flatten().any(|role| matches!(role, Role::Sum(_) | Role::Net | Role::Amount));
    // a text beside figures that do not add up to anything is no list of workers
    if has_sums && !is_of_people && !has(roles, Role::Month) {
        if let Some(place) = free(roles).into_iter().find(|place| are_names(table, &rows, *place)) {
            roles[place] = Some(Role::Name);
        }
        if !has_month && let Some(place) = free(roles).into_iter().find(|place| are_months(&rows, *place)) {
            roles[place] = Some(Role::Month);
        }
    }
    (0..roles.len()).filter(|place| roles[*place] != before[*place]).collect()
}

fn free(roles: &[Option<Role>]) -> Vec<usize> {
    (0..roles.len()).filter(|place| roles[*place].is_none()).collect()
}

fn most(count: usize, rows: &[Row]) -> bool {
    count * 10 >= rows.len() * TENTHS
}

fn are_names(table: &Table, rows: &[Row], place: usize) -> bool {
    if !matches!(table.columns[place].kind, ColumnKind::Text | ColumnKind::Mixed) {
        return false;
    }
    let words: Vec<String> = rows.iter().map(|row| row.cell(place).words.trim().to_owned()).collect();
    let is_name = |words: &&String| {
        let letters = words.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '\'' | '’' | ','));
        let parts = words.split_whitespace().count();
        let signs = words.chars().filter(|c| !c.is_whitespace()).count();
        letters && if is_unspaced(words) { (2..=5).contains(&signs) } else { (2..=5).contains(&parts) }
    };
    let distinct: BTreeSet<&String> = words.iter().collect();
    most(words.iter().filter(is_name).count(), rows) && distinct.len() * 2 > rows.len()
}

fn are_months(rows: &[Row], place: usize) -> bool {
    let is_month = |row: &&Row| {
        let cell = row.cell(place);
        match cell.value {
            Value::Date(PartialDate::Month(..)) => true,
            Value::Date(PartialDate::Day(day)) => day.day() == 1,
            _ => cell.words.len() <= 20 && month_in_words(&cell.words).is_some(),
        }
    };
    most(rows.iter().filter(is_month).count(), rows)
}

fn figure(row: &Row, place: usize) -> Option<Decimal> {
    match row.cell(place).value {
        Value::Number(amount) => Some(amount),
        Value::Money(money) => Some(money.amount),
        Value::Empty => Some(Decimal::ZERO),
        Value::Text(words) if ["", "-", "–", "—"].contains(&words.trim()) => Some(Decimal::ZERO),
        _ => None,
    }
}

/// Whether in most rows the first figure less the others is the last.
fn add_up(rows: &[Row], gross: usize, taken: &[usize], net: usize) -> bool {
    let holds = |row: &&Row| {
        let left = taken.iter().try_fold(figure(row, gross)?, |left, place| left.checked_sub(figure(row, *place)?))?;
        Some(left == figure(row, net)? && !figure(row, gross)?.is_zero())
    };
    most(rows.iter().filter(|row| holds(row) == Some(true)).count(), rows)
}

/// Finds figures of which the row's own sum says what they are: gross pay, what was taken, what was left.
fn sums(table: &Table, rows: &[Row], roles: &mut [Option<Role>]) {
    let is_figure = |place: &usize| {
        matches!(table.columns[*place].kind, ColumnKind::Number | ColumnKind::Money | ColumnKind::Mixed | ColumnKind::Text)
            && has_figures(table, *place)
    };
    let unknown: Vec<usize> = free(roles).into_iter().filter(is_figure).collect();
    if unknown.is_empty() || unknown.len() > 30 {
        return;
    }
    let place_of = |wanted: &[Role]| roles.iter().position(|role| role.is_some_and(|role| wanted.contains(&role)));
    let gross = place_of(&[Role::Sum(Component::Gross)]);
    let net = place_of(&[Role::Net, Role::Sum(Component::Paid)]);
    let known: Vec<usize> =
        (0..roles.len()).filter(|place| matches!(roles[*place], Some(Role::Sum(Component::Taken(_))))).collect();
    let with = |more: &[usize]| known.iter().chain(more).copied().collect::<Vec<_>>();
    let unlabelled = Some(Role::Sum(Component::Taken(Taking::Unlabelled)));
    match (gross, net) {
        (Some(gross), Some(net)) => {
            if add_up(rows, gross, &known, net) {
                return;
            }
            let between: Vec<usize> = unknown.iter().copied().filter(|place| *place > gross && *place < net).collect();
            let singles = unknown.iter().map(|place| vec![*place]);
            let tries = [unknown.clone(), between].into_iter().chain(singles);
            if let Some(taken) = tries.into_iter().find(|taken| add_up(rows, gross, &with(taken), net)) {
                taken.into_iter().for_each(|place| roles[place] = unlabelled);
            }
        }
        (None, None) => {
            for (at, gross) in unknown.iter().enumerate() {
                for net in unknown[at + 1..].iter().rev() {
                    let between: Vec<usize> = unknown.iter().copied().filter(|place| place > gross && place < net).collect();
                    let taken = with(&between);
                    if !taken.is_empty() && add_up(rows, *gross, &taken, *net) {
                        between.into_iter().for_each(|place| roles[place] = unlabelled);
                        roles[*gross] = Some(Role::Sum(Component::Gross));
                        roles[*net] = Some(Role::Net);
                        return;
                    }
                }
            }
        }
        (Some(_), None) | (None, Some(_)) => {}
    }
}
