//! Dates in running text, as precise as they are written, and the spans of time between them.

use crate::key::any;
use crate::lexicon::Classes;
use crate::words::Words;
use evidence::{PartialDate, Period};
use jiff::civil::Date;
use std::ops::Range;

/// A date or a span of time, and the tokens it is written in.
#[derive(Debug, Clone)]
pub(crate) struct Dated {
    pub period: Period,
    pub words: Range<usize>,
}

/// All dates of a sentence, in order.
pub(crate) fn dates(words: &Words) -> Vec<Dated> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match dated(words, at) {
            Some(date) => {
                at = date.words.end;
                found.push(date);
            }
            None => at += 1,
        }
    }
    found
}

fn dated(words: &Words, at: usize) -> Option<Dated> {
    if !words.is_number(at) && !words.is(at, Classes::MONTH) {
        return None;
    }
    let (first, end) = point(words, at)?;
    let from = opened_by(words, at);
    let (period, end) = match second_point(words, end, first, from) {
        Some((last, end)) => (Period::new(Some(first), Some(last)).ok()?, end),
        None if is_decade(words, end) => (decade_period(first, from)?, end),
        None => (single(first, from)?, end),
    };
    let start = match (from, opener_index(words, at)) {
        (Some(_), Some(opener)) => opener,
        (None, Some(opener)) => opener + 1,
        _ => at,
    };
    Some(Dated { period, words: start..end })
}

/// The word before a date that opens one of its ends.
#[derive(Clone, Copy, PartialEq)]
enum Opener {
    Since,
    Until,
    Between,
    From,
}

fn opened_by(words: &Words, at: usize) -> Option<Opener> {
    let before = opener_index(words, at)?;
    match words.word(before).to_ascii_lowercase().as_str() {
        "since" | "after" => Some(Opener::Since),
        "until" | "till" | "before" => Some(Opener::Until),
        "between" => Some(Opener::Between),
        "from" => Some(Opener::From),
        _ => None,
    }
}

fn is_decade(words: &Words, end: usize) -> bool {
    words.says(end - 1, "s") && words.attached(end - 1) && words.is_number(end - 2)
}

fn decade_period(first: PartialDate, opener: Option<Opener>) -> Option<Period> {
    let last = PartialDate::Year(first.year() + 9);
    match opener {
        Some(Opener::Since) => Period::new(Some(first), None).ok(),
        Some(Opener::Until) => Period::new(None, Some(last)).ok(),
        Some(Opener::Between | Opener::From) | None => Period::new(Some(first), Some(last)).ok(),
    }
}

/// Where a word that opens the date can stand: before it, past "early", "late", "mid" and "mid-".
fn opener_index(words: &Words, at: usize) -> Option<usize> {
    let hyphened = at > 1 && words.is_hyphen(at - 1) && words.says(at - 2, "mid");
    let adverb = at > 0 && words.is_any(at - 1, any!["early", "late", "mid"]);
    at.checked_sub(if hyphened { 3 } else { 1 + usize::from(adverb) })
}

fn single(date: PartialDate, opener: Option<Opener>) -> Option<Period> {
    match opener {
        Some(Opener::Since) => Period::new(Some(date), None).ok(),
        Some(Opener::Until) => Period::new(None, Some(date)).ok(),
        Some(Opener::Between | Opener::From) | None => Some(Period::at(date)),
    }
}

/// The second date of a span: `2012 to 2014`, `between 2012 and 2014`, `2012-14`.
fn second_point(words: &Words, at: usize, first: PartialDate, opener: Option<Opener>) -> Option<(PartialDate, usize)> {
    let joined = words.is_hyphen(at)
        || words.is_any(at, any!["to", "until", "through"])
        || opener == Some(Opener::Between) && words.says(at, "and");
    if !joined {
        return None;
    }
    if let Some(found) = point(words, at + 1) {
        return Some(found);
    }
    let two_digits = words.is_hyphen(at) && words.word(at + 1).len() == 2 && words.attached(at + 1);
    let short: i16 = two_digits.then(|| words.word(at + 1).parse().ok()).flatten()?;
    let year = first.year() / 100 * 100 + short;
    (year > first.year()).then_some((PartialDate::Year(year), at + 2))
}

fn point(words: &Words, at: usize) -> Option<(PartialDate, usize)> {
    iso_day(words, at)
        .or_else(|| day_month_year(words, at))
        .or_else(|| month_day_year(words, at))
        .or_else(|| decade(words, at))
        .or_else(|| year_at(words, at).map(|year| (PartialDate::Year(year), at + 1)))
}

fn iso_day(words: &Words, at: usize) -> Option<(PartialDate, usize)> {
    let year = bare_year(words, at)?;
    let part = |at: usize| {
        (words.is_hyphen(at) && words.attached(at) && words.attached(at + 1)).then(|| words.word(at + 1).parse::<i8>().ok())
    };
    let (month, day) = (part(at + 1)??, part(at + 3)??);
    (words.word(at + 2).len() == 2).then(|| Date::new(year, month, day).ok()).flatten().map(|day| (PartialDate::Day(day), at + 5))
}

fn day_month_year(words: &Words, at: usize) -> Option<(PartialDate, usize)> {
    let day = day_number(words, at)?;
    let after_ordinal = if words.is(at + 1, Classes::ORDINAL) && words.attached(at + 1) { at + 2 } else { at + 1 };
    let month_at = if words.says(after_ordinal, "of") { after_ordinal + 1 } else { after_ordinal };
    let month = month_number(words, month_at)?;
    let year_at = if words.word(month_at + 1) == "," { month_at + 2 } else { month_at + 1 };
    let year = bare_year(words, year_at)?;
    Some((PartialDate::Day(Date::new(year, month, day).ok()?), year_at + 1))
}

fn month_day_year(words: &Words, at: usize) -> Option<(PartialDate, usize)> {
    let month = month_number(words, at)?;
    let mut here = if words.word(at + 1) == "." { at + 2 } else { at + 1 };
    if let Some(year) = bare_year(words, if words.says(here, "of") || words.word(here) == "," { here + 1 } else { here }) {
        here = if words.says(here, "of") || words.word(here) == "," { here + 1 } else { here };
        return Some((PartialDate::Month(year, month), here + 1));
    }
    let day = day_number(words, here)?;
    here += 1;
    if words.is(here, Classes::ORDINAL) && words.attached(here) {
        here += 1;
    }
    if words.word(here) == "," {
        here += 1;
    }
    let year = bare_year(words, here)?;
    Some((PartialDate::Day(Date::new(year, month, day).ok()?), here + 1))
}

/// `1970s`, `the 1990s`: ten years.
fn decade(words: &Words, at: usize) -> Option<(PartialDate, usize)> {
    let year = bare_year(words, at)?;
    (words.says(at + 1, "s") && words.attached(at + 1)).then_some((PartialDate::Year(year), at + 2))
}

fn day_number(words: &Words, at: usize) -> Option<i8> {
    (words.is_number(at) && words.word(at).len() <= 2)
        .then(|| words.word(at).parse().ok())
        .flatten()
        .filter(|day| (1..=31).contains(day))
}

fn month_number(words: &Words, at: usize) -> Option<i8> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    if !words.is(at, Classes::MONTH) || !words.capital(at) {
        return None;
    }
    let start = words.word(at).get(..3)?.to_ascii_lowercase();
    MONTHS.iter().position(|month| *month == start).map(|index| index as i8 + 1)
}

fn bare_year(words: &Words, at: usize) -> Option<i16> {
    let word = words.word(at);
    let year: i16 = (words.is_number(at) && word.len() == 4).then(|| word.parse().ok()).flatten()?;
    (1900..2100).contains(&year).then_some(year)
}

/// A year that stands for itself: four digits that neither count nor name anything.
pub(crate) fn year_at(words: &Words, at: usize) -> Option<i16> {
    let year = bare_year(words, at)?;
    let priced = at > 0 && matches!(words.word(at - 1), "$" | "€" | "£" | "¥" | "₩" | "₽" | "₹" | "#" | "USD");
    let next = at + 1;
    let counts = words.is(next, Classes::CURRENCY.or(Classes::MAGNITUDE).or(Classes::PERCENT))
        || words.word(next) == "%"
        || words.is(next, Classes::WORKER.or(Classes::PERIOD)) && !words.capital(next) && !time_word_before(words, at);
    (!priced && !counts).then_some(year)
}

fn time_word_before(words: &Words, at: usize) -> bool {
    at > 0
        && words.is_any(
            at - 1,
            any!["in", "since", "during", "of", "by", "the", "until", "from", "before", "after", "early", "late", "mid"],
        )
}
