//! Dates as people write them into tables. Which of day and month stands first is told by the column, not by the cell.

use evidence::PartialDate;
use jiff::civil::{Date, DateTime, Time};

/// A date as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// It can be read in one way.
    Exact(PartialDate),
    /// Both orders make a date.
    Either {
        /// Day before month.
        day_first: Date,
        /// Month before day.
        month_first: Date,
    },
}

/// A date as it is written, with what its writing shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub written: Written,
    pub time: Option<Time>,
    /// The day stood before the month, in figures that only slashes or dashes part; `None` where the order cannot be told from it.
    pub day_first: Option<bool>,
}

/// A year in two figures is of this century up to this one, as spreadsheets take it.
const LAST_SHORT_YEAR: i16 = 29;

/// Names of months, by their beginnings.
#[rustfmt::skip] // a table reads better with several entries a line
const MONTHS: &[(&str, i8)] = &[
    ("jan", 1), ("feb", 2), ("mar", 3), ("apr", 4), ("may", 5), ("jun", 6), ("jul", 7), ("aug", 8), ("sep", 9), ("oct", 10), ("nov", 11), ("dec", 12),
    ("янв", 1), ("фев", 2), ("мар", 3), ("апр", 4), ("май", 5), ("мая", 5), ("июн", 6), ("июл", 7), ("авг", 8), ("сен", 9), ("окт", 10), ("ноя", 11), ("дек", 12),
];
/// Letters that a word beginning with a month must go on with.
const FULL: &[&str] = &[
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    "sept", "января", "январь", "февраля", "февраль", "марта", "март", "апреля", "апрель", "май", "мая", "июня", "июнь", "июля",
    "июль", "августа", "август", "сентября", "сентябрь", "октября", "октябрь", "ноября", "ноябрь", "декабря", "декабрь",
];

#[derive(Debug, Clone, Copy, PartialEq)]
enum Piece<'t> {
    Figures(&'t str),
    Month(i8),
    Sign(char),
}

/// The date that `text` is, if it is nothing else.
pub(super) fn written(text: &str) -> Option<Found> {
    let text = text.trim();
    if text.len() < 4 || text.len() > 48 || !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (day, time) = split_time(text);
    let pieces = pieces(day)?;
    let (written, day_first) = date(&pieces)?;
    Some(Found { written, time, day_first })
}

/// A time of day: `08:30`, `8:30:15`, `7:30 PM`.
pub(super) fn time(text: &str) -> Option<Time> {
    let text = text.trim();
    let lower = text.to_ascii_lowercase();
    let (clock, shift) = match (lower.strip_suffix("pm"), lower.strip_suffix("am")) {
        (Some(clock), _) => (clock.trim(), Some(12)),
        (_, Some(clock)) => (clock.trim(), Some(0)),
        _ => (lower.as_str(), None),
    };
    let clock = clock.trim_end_matches('z').split('.').next()?;
    let parts: Vec<i8> = clock.split(':').map(|part| part.parse().ok().filter(|_| part.len() <= 2)).collect::<Option<_>>()?;
    let (hour, minute, second) = match parts[..] {
        [hour, minute] => (hour, minute, 0),
        [hour, minute, second] => (hour, minute, second),
        _ => return None,
    };
    let hour = match shift {
        Some(shift) if (1..=12).contains(&hour) => hour % 12 + shift,
        Some(_) => return None,
        None => hour,
    };
    Time::new(hour, minute, second, 0).ok()
}

/// A moment in ISO 8601, as files give it: `2015-05-03T08:30:00`.
pub(super) fn iso_moment(text: &str) -> Option<DateTime> {
    text.parse().ok()
}

fn split_time(text: &str) -> (&str, Option<Time>) {
    let at = text.find(':').and_then(|colon| text[..colon].rfind([' ', 'T']));
    match at.and_then(|at| Some((at, time(&text[at + 1..])?))) {
        Some((at, time)) => (text[..at].trim_end_matches(','), Some(time)),
        None => (text, None),
    }
}

fn pieces(text: &str) -> Option<Vec<Piece<'_>>> {
    let mut found = Vec::new();
    let mut rest = text.trim();
    while let Some(first) = rest.chars().next() {
        if found.len() > 8 {
            return None;
        }
        let len = if first.is_ascii_digit() {
            let len = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
            found.push(Piece::Figures(&rest[..len]));
            len
        } else if matches!(first, '년' | '월' | '일' | '年' | '月' | '日' | '/' | '-' | '.' | ',') {
            found.push(Piece::Sign(first));
            first.len_utf8()
        } else if first.is_alphabetic() {
            let len = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
            let word = rest[..len].to_lowercase();
            match month(&word) {
                Some(month) => found.push(Piece::Month(month)),
                None if matches!(word.as_str(), "г" | "года" | "st" | "nd" | "rd" | "th") => {}
                None => return None,
            }
            len
        } else if first.is_whitespace() {
            first.len_utf8()
        } else {
            return None;
        };
        rest = &rest[len..];
    }
    Some(found)
}

fn month(word: &str) -> Option<i8> {
    let (_, month) = MONTHS.iter().find(|(begins, _)| word.starts_with(begins))?;
    (word.chars().count() == 3 || FULL.contains(&word)).then_some(*month)
}

fn date(pieces: &[Piece]) -> Option<(Written, Option<bool>)> {
    use Piece::{Figures, Month, Sign};
    let day = |year: i16, month: i8, day: i8| Date::new(year, month, day).ok().map(PartialDate::Day);
    let exact = |date: PartialDate| Some((Written::Exact(date), None));
    match *pieces {
        [Figures(y), Sign('년' | '年'), Figures(m), Sign('월' | '月'), Figures(d), Sign('일' | '日')] => {
            exact(day(year(y)?, small(m)?, small(d)?)?)
        }
        [Figures(y), Sign('년' | '年'), Figures(m), Sign('월' | '月')] => exact(of_month(year(y)?, small(m)?)?),
        [Figures(y), Sign('-' | '/' | '.'), Figures(m), Sign('-' | '/' | '.'), Figures(d)]
        | [Figures(y), Sign('.'), Figures(m), Sign('.'), Figures(d), Sign('.')]
            if y.len() == 4 =>
        {
            exact(day(year(y)?, small(m)?, small(d)?)?)
        }
        [Figures(a), Sign('.'), Figures(b), Sign('.'), Figures(y)]
        | [Figures(a), Sign('.'), Figures(b), Sign('.'), Figures(y), Sign('.')] => exact(day(year(y)?, small(b)?, small(a)?)?),
        [Figures(a), Sign(first @ ('/' | '-')), Figures(b), Sign(second), Figures(y)] if first == second => {
            either(small(a)?, small(b)?, year(y)?)
        }
        [Figures(y), Sign('-' | '/'), Figures(m)] if y.len() == 4 && m.len() == 2 => exact(of_month(year(y)?, small(m)?)?),
        [Figures(m), Sign('/' | '-'), Figures(y)] if y.len() == 4 && m.len() <= 2 => exact(of_month(year(y)?, small(m)?)?),
        [Figures(d), Month(m), Figures(y)]
        | [Figures(d), Month(m), Sign(',' | '.'), Figures(y)]
        | [Figures(d), Sign('.'), Month(m), Figures(y)]
        | [Month(m), Figures(d), Sign(','), Figures(y)]
        | [Month(m), Figures(d), Figures(y)] => exact(day(year(y)?, m, small(d)?)?),
        [Figures(d), Sign('-' | '/' | '.'), Month(m), Sign('-' | '/' | '.'), Figures(y)] if d.len() <= 2 => {
            exact(day(year(y)?, m, small(d)?)?)
        }
        [Figures(y), Sign('-'), Month(m), Sign('-'), Figures(d)] => exact(day(year(y)?, m, small(d)?)?),
        [Month(m), Figures(y)] | [Month(m), Sign('-' | '/' | ',' | '.'), Figures(y)] => exact(of_month(year(y)?, m)?),
        _ => None,
    }
}

fn small(figures: &str) -> Option<i8> {
    figures.parse().ok().filter(|_| figures.len() <= 2)
}

fn year(figures: &str) -> Option<i16> {
    let number: i16 = figures.parse().ok()?;
    match figures.len() {
        4 if (1800..=2200).contains(&number) => Some(number),
        2 => Some(if number <= LAST_SHORT_YEAR { 2000 + number } else { 1900 + number }),
        _ => None,
    }
}

fn of_month(year: i16, month: i8) -> Option<PartialDate> {
    Date::new(year, month, 1).ok().map(|_| PartialDate::Month(year, month))
}

fn either(a: i8, b: i8, year: i16) -> Option<(Written, Option<bool>)> {
    let exact = |date: Date, day_first| Some((Written::Exact(PartialDate::Day(date)), day_first));
    match (Date::new(year, b, a).ok(), Date::new(year, a, b).ok()) {
        (Some(day_first), Some(_)) if a == b => exact(day_first, None),
        (Some(day_first), Some(month_first)) => Some((Written::Either { day_first, month_first }, None)),
        (Some(date), None) => exact(date, Some(true)),
        (None, Some(date)) => exact(date, Some(false)),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let shown = written(text).map_or("none".to_owned(), |found| {
            let time = found.time.map_or(String::new(), |time| format!(" {time}"));
            match found.written {
                Written::Exact(date) => format!("{date}{time}"),
                Written::Either { day_first, month_first } => format!("{day_first} or {month_first}{time}"),
            }
        });
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn dates_of_tables() {
        check("2015-05-03", "2015-05-03");
        check("2015/5/3", "2015-05-03");
        check("2015. 5. 3.", "2015-05-03");
        check("2015년 5월 3일", "2015-05-03");
        check("2015年5月3日", "2015-05-03");
        check("03.05.2015", "2015-05-03");
        check("03.05.2015 г.", "2015-05-03");
        check("13/05/2015", "2015-05-13");
        check("05/13/2015", "2015-05-13");
        check("03/05/2015", "2015-05-03 or 2015-03-05");
        check("5/5/15", "2015-05-05");
        check("3 May 2015", "2015-05-03");
        check("May 3, 2015", "2015-05-03");
        check("3-May-15", "2015-05-03");
        check("3 мая 2015", "2015-05-03");
        check("May 2015", "2015-05");
        check("2015-05", "2015-05");
        check("05/2015", "2015-05");
        check("2015년 5월", "2015-05");
        check("2015-05-03T08:30:00", "2015-05-03 08:30:00");
        check("03.05.2015 18:30", "2015-05-03 18:30:00");
        check("31/02/2015", "none");
        check("1.5", "none");
        check("2015", "none");
        check("1.500", "none");
        check("Marble 2015", "none");
        check("12-345-678", "none");
        check("1,234,567.89", "none");
    }

    #[test]
    fn times_of_day() {
        assert_eq!(time("7:30 PM").map(|time| time.to_string()).as_deref(), Some("19:30:00"));
        assert_eq!(time("25:00"), None);
        assert_eq!(time("08:30"), Time::new(8, 30, 0, 0).ok());
    }
}
