//! What a cell means.

use super::columns::{ColumnKind, Habits};
use super::days::{self, Written};
use super::figures;
use super::formats::{self, Format, Meaning};
use super::grid::{Grid, Raw, SHOWN, Stored};
use evidence::{Money, PartialDate};
use jiff::civil::{Date, DateTime, Time};
use rust_decimal::Decimal;
use std::borrow::Cow;

/// What a cell means. Figures are exact: a number that a file stores as a binary fraction is the shortest decimal of up to 15
/// figures that the fraction stands for.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'t> {
    /// Nothing.
    Empty,
    /// Words.
    Text(Cow<'t, str>),
    /// A number without a unit.
    Number(Decimal),
    /// A sum; the currency is that of the cell, its format or its column.
    Money(Money),
    /// Percents: 12.5 for `12.5 %`.
    Percent(Decimal),
    /// A day, or a month.
    Date(PartialDate),
    /// A day and a time of it.
    Moment(DateTime),
    /// A time of day.
    Time(Time),
    /// A date that two orders read otherwise, in a column that does not settle which.
    EitherDate {
        /// Day before month.
        day_first: Date,
        /// Month before day.
        month_first: Date,
    },
    /// The name or number of somebody or something: leading noughts and letters belong to it.
    Identifier(Cow<'t, str>),
    /// True or false, yes or no.
    Boolean(bool),
    /// What stands there in place of a value: `#REF!`.
    Error(Cow<'t, str>),
}

/// Names of errors.
const ERRORS: &[&str] =
    &["#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#GETTING_DATA", "#SPILL!", "#CALC!", "#FIELD!"];
/// A whole number with more figures is the number of something.
const MOST_FIGURES: usize = 15;

/// The words of a cell as a person sees them.
pub(super) fn shown<'g>(grid: &'g Grid, raw: Raw<'g>) -> Cow<'g, str> {
    match raw.form.stored {
        Stored::Words | Stored::Text | Stored::Error => Cow::Borrowed(raw.text),
        Stored::Boolean => Cow::Borrowed(if raw.text == "1" { "TRUE" } else { "FALSE" }),
        Stored::Number => match number(raw.text) {
            Some(number) => Cow::Owned(
                format(grid, raw).map_or_else(|| number.normalize().to_string(), |format| format.shown(number, grid.since_1904)),
            ),
            None => Cow::Borrowed(raw.text),
        },
        Stored::IsoDate | Stored::ShownNumber | Stored::ShownPercent | Stored::ShownMoney | Stored::ShownTime => {
            let (value, words) = raw.text.split_once(SHOWN).unwrap_or((raw.text, ""));
            Cow::Borrowed(if words.is_empty() { value } else { words })
        }
    }
}

fn format<'g>(grid: &'g Grid, raw: Raw) -> Option<&'g Format> {
    grid.formats.get(raw.form.format as usize)
}

/// A number as a file stores it, made exact: up to 15 figures, as spreadsheets count.
pub(super) fn number(text: &str) -> Option<Decimal> {
    let text = text.trim();
    if text.len() <= 16 && !text.contains(['e', 'E', '+']) {
        return text.parse().ok();
    }
    let float: f64 = text.parse().ok().filter(|float: &f64| float.is_finite())?;
    if float == 0.0 {
        return Some(Decimal::ZERO);
    }
    let rounded = format!("{float:.14e}");
    Decimal::from_scientific(&rounded).ok().map(|number| number.normalize())
}

/// What the cell means in a column with these habits.
pub(super) fn value<'g>(grid: &'g Grid, raw: Raw<'g>, habits: &Habits) -> Value<'g> {
    let text = raw.text;
    let (given, _) = text.split_once(SHOWN).unwrap_or((text, ""));
    match raw.form.stored {
        Stored::Words | Stored::Text => of_words(text, habits),
        Stored::Boolean => Value::Boolean(text == "1"),
        Stored::Error => Value::Error(Cow::Borrowed(text)),
        Stored::Number => match number(text) {
            Some(number) => of_number(grid, raw, number, habits),
            None => Value::Text(Cow::Borrowed(text)),
        },
        Stored::IsoDate => of_iso(given),
        Stored::ShownPercent => match number(given) {
            Some(number) => Value::Percent(percents(number)),
            None => Value::Text(shown(grid, raw)),
        },
        Stored::ShownNumber | Stored::ShownMoney => match number(given) {
            Some(number) => {
                let currency = format(grid, raw).and_then(|format| format.currency).or(habits.currency);
                match currency.filter(|_| !habits.identifies) {
                    Some(marked) => Value::Money(Money { amount: number, currency: marked.currency, per: None }),
                    None if habits.identifies => Value::Identifier(shown(grid, raw)),
                    None => Value::Number(number),
                }
            }
            None => Value::Text(shown(grid, raw)),
        },
        Stored::ShownTime => match days::time(given) {
            Some(time) => Value::Time(time),
            None => Value::Text(shown(grid, raw)),
        },
    }
}

fn of_iso(given: &str) -> Value<'_> {
    if let Ok(day) = given.parse::<Date>()
        && !given.contains('T')
    {
        return Value::Date(PartialDate::Day(day));
    }
    match days::iso_moment(given) {
        Some(at) if at.time() == Time::midnight() => Value::Date(PartialDate::Day(at.date())),
        Some(at) => Value::Moment(at),
        None => Value::Text(Cow::Borrowed(given)),
    }
}

fn percents(share: Decimal) -> Decimal {
    share.checked_mul(Decimal::ONE_HUNDRED).map_or(share, |percents| percents.normalize())
}

fn of_number<'g>(grid: &'g Grid, raw: Raw<'g>, number: Decimal, habits: &Habits) -> Value<'g> {
    let plain = Format::default();
    let format = format(grid, raw).unwrap_or(&plain);
    let moment = || formats::moment(number, grid.since_1904);
    let unreadable = || Value::Text(Cow::Borrowed(raw.text));
    match format.meaning {
        Meaning::Date => moment().map_or_else(unreadable, |at| match at.time() == Time::midnight() {
            true => Value::Date(PartialDate::Day(at.date())),
            false => Value::Moment(at),
        }),
        Meaning::Month => {
            moment().map_or_else(unreadable, |at| Value::Date(PartialDate::Month(at.date().year(), at.date().month())))
        }
        Meaning::Moment => moment().map_or_else(unreadable, Value::Moment),
        Meaning::Time => moment().map_or_else(unreadable, |at| Value::Time(at.time())),
        Meaning::Elapsed => Value::Text(shown(grid, raw)),
        Meaning::Percent => Value::Percent(percents(number)),
        Meaning::Padded => Value::Identifier(shown(grid, raw)),
        Meaning::Number | Meaning::Text => match format.currency.or(habits.currency) {
            _ if habits.identifies => Value::Identifier(Cow::Owned(number.normalize().to_string())),
            _ if habits.compact_dates => compact_date(raw.text).map_or(Value::Number(number), Value::Date),
            Some(marked) => Value::Money(Money { amount: number, currency: marked.currency, per: None }),
            None => Value::Number(number),
        },
    }
}

fn of_words<'g>(text: &'g str, habits: &Habits) -> Value<'g> {
    let words = text.trim();
    if words.is_empty() {
        return Value::Empty;
    }
    let identifier = || Value::Identifier(Cow::Borrowed(words));
    if let Some(figure) = figures::written(words) {
        if habits.identifies || figure.leading_zero || figure.figures > MOST_FIGURES && figure.marks == figures::Marks::None {
            return identifier();
        }
        if let Some(date) = compact_date(words).filter(|_| habits.compact_dates) {
            return Value::Date(date);
        }
        return match (figure.value(habits.decimal_comma), figure.currency.or(habits.currency)) {
            (None, _) => Value::Text(Cow::Borrowed(words)),
            (Some(number), _) if figure.percent => Value::Percent(number),
            (Some(amount), Some(marked)) => Value::Money(Money { amount, currency: marked.currency, per: None }),
            (Some(number), None) => Value::Number(number),
        };
    }
    if habits.identifies && !words.contains(' ') {
        return identifier();
    }
    if let Some(found) = days::written(words) {
        return dated(found, habits);
    }
    if let Some(time) = days::time(words) {
        return Value::Time(time);
    }
    if let Some(truth) = truth(words).filter(|_| {
        habits.kind == ColumnKind::Boolean || words.eq_ignore_ascii_case("true") || words.eq_ignore_ascii_case("false")
    }) {
        return Value::Boolean(truth);
    }
    match () {
        () if ERRORS.contains(&words) => Value::Error(Cow::Borrowed(words)),
        () if is_identifier(words) => identifier(),
        () => Value::Text(Cow::Borrowed(words)),
    }
}

fn dated<'g>(found: days::Found, habits: &Habits) -> Value<'g> {
    let date = match (found.written, habits.day_first) {
        (Written::Exact(date), _) => date,
        (Written::Either { day_first, .. }, Some(true)) => PartialDate::Day(day_first),
        (Written::Either { month_first, .. }, Some(false)) => PartialDate::Day(month_first),
        (Written::Either { day_first, month_first }, None) => return Value::EitherDate { day_first, month_first },
    };
    match (date, found.time) {
        (PartialDate::Day(day), Some(time)) if time != Time::midnight() => Value::Moment(day.to_datetime(time)),
        (date, _) => Value::Date(date),
    }
}

/// `20150503`
pub(super) fn compact_date(text: &str) -> Option<PartialDate> {
    if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let year: i16 = text[..4].parse().ok().filter(|year| (1900..=2100).contains(year))?;
    Date::new(year, text[4..6].parse().ok()?, text[6..].parse().ok()?).ok().map(PartialDate::Day)
}

/// Whether the words say yes or no.
pub(super) fn truth(words: &str) -> Option<bool> {
    match words.to_lowercase().as_str() {
        "true" | "yes" | "y" | "да" | "예" | "네" | "是" | "oui" | "sí" | "ja" => Some(true),
        "false" | "no" | "n" | "нет" | "아니오" | "아니요" | "否" | "non" | "nein" => Some(false),
        _ => None,
    }
}

/// Whether the word is made as numbers of passports, contracts and badges are: letters and figures, nothing between them but dashes.
pub(super) fn is_identifier(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let figures = word.bytes().filter(u8::is_ascii_digit).count();
    (4..=32).contains(&(letters + figures))
        && figures >= 3
        && (1..=figures).contains(&letters)
        && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '/' | '.' | '_' | '№'))
        && !word.chars().any(char::is_lowercase)
}
