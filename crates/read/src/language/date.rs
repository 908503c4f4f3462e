//! Dates: `2014년 5월 3일`, `5 мая 2014 года`, `2014年5月`. What belongs to a date is no figure.

use super::item::{Case, Item};
use super::letters::Letters;
use super::tags::Tags;
use evidence::{PartialDate, Period};
use rust_decimal::prelude::ToPrimitive;
use std::ops::Range;

/// A date and the items it is made of.
#[derive(Debug, Clone)]
pub(crate) struct Dated {
    pub items: Range<usize>,
    pub period: Period,
}

/// All dates of a sentence, in order.
pub(crate) fn dates(items: &[Item], letters: &Letters) -> Vec<Dated> {
    let mut found: Vec<Dated> = Vec::new();
    let mut at = 0;
    while at < items.len() {
        match date_at(items, letters, at) {
            Some(dated) => {
                at = dated.items.end;
                match found.last_mut().and_then(|last| through(items, last, &dated)) {
                    Some(whole) => *found.last_mut().expect("a date stands before it") = whole,
                    None => found.push(dated),
                }
            }
            None => at += 1,
        }
    }
    for date in &mut found {
        open_end(items, letters, date);
    }
    found
}

/// "2012년부터 2015년까지", "с 2012 по 2015 год", "2012年至2015年".
fn through(items: &[Item], first: &Dated, second: &Dated) -> Option<Dated> {
    let between = first.items.end..second.items.start;
    let joined = match between.len() {
        0 => items.get(first.items.end.checked_sub(1)?)?.case == Case::From,
        1 => items[between.start].is(Tags::THROUGH.or(Tags::HIGH_BEFORE)),
        _ => false,
    };
    let period = joined.then(|| Period::new(first.period.first(), second.period.last()).ok()).flatten()?;
    Some(Dated { items: first.items.start..second.items.end, period })
}

/// "2012년부터", "с 2012 года", "自2012年以来".
fn open_end(items: &[Item], letters: &Letters, date: &mut Dated) {
    let since = items[date.items.end - 1].case == Case::From
        || date.items.start > 0 && {
            let before = items[date.items.start - 1].at.clone();
            letters.says(before.start, "с ") && before.len() == 1
                || ["自", "从"].iter().any(|word| letters.says(before.start, word))
        };
    if since
        && date.period.first() == date.period.last()
        && let Ok(period) = Period::new(date.period.first(), None)
    {
        date.period = period;
    }
}

fn whole(items: &[Item], at: usize) -> Option<i16> {
    let numeral = items.get(at)?.number?;
    numeral.value.to_i16().filter(|_| numeral.value.fract().is_zero() && !numeral.vague)
}

fn year(items: &[Item], at: usize) -> Option<i16> {
    whole(items, at).filter(|year| (1900..2100).contains(year))
}

fn date_at(items: &[Item], letters: &Letters, at: usize) -> Option<Dated> {
    russian(items, letters, at).or_else(|| eastern(items, letters, at)).or_else(|| in_digits(items, letters, at))
}

fn made(items: Range<usize>, year: i16, month: Option<i16>, day: Option<i16>) -> Option<Dated> {
    let month = month.and_then(|month| i8::try_from(month).ok()).filter(|month| (1..=12).contains(month));
    let day = day.and_then(|day| i8::try_from(day).ok());
    let date = match (month, day) {
        (Some(month), Some(day)) => {
            jiff::civil::Date::new(year, month, day).map_or(PartialDate::Month(year, month), PartialDate::Day)
        }
        (Some(month), None) => PartialDate::Month(year, month),
        (None, _) => PartialDate::Year(year),
    };
    Some(Dated { items, period: Period::at(date) })
}

/// Year, month and day, each with its sign behind it. A month or a day alone is passed over: its year is not said.
fn eastern(items: &[Item], letters: &Letters, at: usize) -> Option<Dated> {
    let sign = |at: usize, signs: [&str; 2]| {
        items
            .get(at)
            .is_some_and(|item| item.at.len() == 1 && !item.spaced && signs.iter().any(|sign| letters.says(item.at.start, sign)))
    };
    let next = |at: usize, signs| whole(items, at).filter(|_| sign(at + 1, signs));
    let year = year(items, at).filter(|_| sign(at + 1, ["년", "年"]));
    let after_year = if year.is_some() { at + 2 } else { at };
    let month = next(after_year, ["월", "月"]).filter(|month| (1..=12).contains(month));
    let after_month = if month.is_some() { after_year + 2 } else { after_year };
    let day = next(after_month, ["일", "日"]).filter(|day| month.is_some() && (1..=31).contains(day));
    let end = if day.is_some() { after_month + 2 } else { after_month };
    match (year, month) {
        (Some(year), month) => made(at..end, year, month, day),
        // a month of no stated year keeps its number from being counted
        (None, Some(_)) => None,
        (None, None) => None,
    }
}

/// "5 мая 2014 года", "в мае 2014 г.", "в 2014 году".
fn russian(items: &[Item], letters: &Letters, at: usize) -> Option<Dated> {
    let is_year_word = |at: usize| {
        items.get(at).is_some_and(|item| {
            item.is(Tags::YEAR) || item.at.len() <= 2 && letters.says(item.at.start, "г") && item.tags == Tags::NONE
        })
    };
    let named = |at: usize| {
        items
            .get(at)
            .filter(|item| item.is(Tags::MONTH) && !item.value.is_empty())
            .and_then(|item| item.value.parse::<i16>().ok())
    };
    let with_word = |at: usize| if is_year_word(at) { at + 1 } else { at };
    if let (Some(day), Some(month)) = (whole(items, at).filter(|day| (1..=31).contains(day)), named(at + 1)) {
        return match year(items, at + 2) {
            Some(year) => made(at..with_word(at + 3), year, Some(month), Some(day)),
            None => None,
        };
    }
    if let (Some(month), Some(year)) = (named(at), year(items, at + 1)) {
        return made(at..with_word(at + 2), year, Some(month), None);
    }
    let year = year(items, at)?;
    is_year_word(at + 1).then(|| made(at..at + 2, year, None, None)).flatten().or_else(|| {
        // "2012–2015 годах"
        let other = self::year(items, at + 2)
            .filter(|_| items.get(at + 1).is_some_and(|item| item.is(Tags::THROUGH)) && is_year_word(at + 3));
        let last = PartialDate::Year(other?);
        let period = Period::new(Some(PartialDate::Year(year)), Some(last)).ok()?;
        Some(Dated { items: at..at + 4, period })
    })
}

/// `2014.5.3`, `03.05.2014`, `2014-05-03`.
fn in_digits(items: &[Item], letters: &Letters, at: usize) -> Option<Dated> {
    let start = items.get(at).filter(|item| item.number.is_some())?.at.start;
    if start > 0 && letters.at(start - 1).is_ascii_alphanumeric() {
        return None;
    }
    let run: String = letters
        .from(start)
        .iter()
        .take(12)
        .take_while(|letter| letter.is_ascii_digit() || matches!(letter, '.' | '-' | '/' | '–'))
        .collect();
    let end = start + run.chars().count();
    let parts: Vec<&str> = run.trim_end_matches('.').split(['.', '-', '/', '–']).collect();
    let [first, second, third] = parts[..] else { return None };
    let number = |part: &str| part.parse::<i16>().ok();
    let (year, month, day) = match (first.len(), third.len()) {
        (4, 1..=2) => (number(first)?, number(second)?, number(third)?),
        (1..=2, 4) => (number(third)?, number(second)?, number(first)?),
        _ => return None,
    };
    let last = (at..items.len()).take_while(|&here| items[here].at.start < end).last()? + 1;
    ((1900..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day))
        .then(|| made(at..last, year, Some(month), Some(day)))
        .flatten()
}
