use crate::Error;
use crate::encode::serde_as_text;
use jiff::civil::Date;

/// A date as precise as its source states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PartialDate {
    /// `2014`
    Year(i16),
    /// `2013-02`
    Month(i16, i8),
    /// `2014-06-11`
    Day(Date),
}

impl PartialDate {
    /// The first day it can mean.
    pub fn first_day(self) -> Date {
        match self {
            PartialDate::Year(year) => jiff::civil::date(year, 1, 1),
            PartialDate::Month(year, month) => jiff::civil::date(year, month, 1),
            PartialDate::Day(day) => day,
        }
    }

    /// The last day it can mean.
    pub fn last_day(self) -> Date {
        match self {
            PartialDate::Year(year) => jiff::civil::date(year, 12, 31),
            PartialDate::Month(year, month) => jiff::civil::date(year, month, 1).last_of_month(),
            PartialDate::Day(day) => day,
        }
    }

    /// The year.
    pub fn year(self) -> i16 {
        match self {
            PartialDate::Year(year) | PartialDate::Month(year, _) => year,
            PartialDate::Day(day) => day.year(),
        }
    }
}

impl std::fmt::Display for PartialDate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            PartialDate::Year(year) => write!(f, "{year:04}"),
            PartialDate::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            PartialDate::Day(day) => write!(f, "{day}"),
        }
    }
}

impl std::str::FromStr for PartialDate {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self, Error> {
        let wrong = || Error::Unparsable { expected: "a date such as 2014, 2014-06 or 2014-06-11", text: text.to_owned() };
        let year_of = |part: &str| (part.len() == 4).then(|| part.parse::<i16>().ok()).flatten();
        match text.split('-').collect::<Vec<_>>()[..] {
            [year] => year_of(year).map(PartialDate::Year).ok_or_else(wrong),
            [year, month] => match (year_of(year), month.parse::<i8>()) {
                (Some(year), Ok(month @ 1..=12)) => Ok(PartialDate::Month(year, month)),
                _ => Err(wrong()),
            },
            // no more than a date: a time of day would be dropped unsaid
            [_, _, _] if text.len() == "2014-06-11".len() => text.parse().map(PartialDate::Day).map_err(|_| wrong()),
            _ => Err(wrong()),
        }
    }
}

serde_as_text!(PartialDate);

/// A stretch of calendar time with either end open, written as in ISO 8601: `2014`, `2012/2014`, `1970/..`, `../2013-02`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    first: Option<PartialDate>,
    last: Option<PartialDate>,
}

impl Period {
    /// The period from `first` to `last`, both included, `None` for an open end.
    ///
    /// # Errors
    /// [`Error::BackwardPeriod`] if it ends before it begins or has no end at all.
    pub fn new(first: Option<PartialDate>, last: Option<PartialDate>) -> Result<Self, Error> {
        let show = |end: Option<PartialDate>| end.map_or_else(|| "..".to_owned(), |end| end.to_string());
        match (first, last) {
            (None, None) => Err(Error::BackwardPeriod { from: show(first), to: show(last) }),
            (Some(a), Some(b)) if a.first_day() > b.last_day() => {
                Err(Error::BackwardPeriod { from: show(first), to: show(last) })
            }
            _ => Ok(Period { first, last }),
        }
    }

    /// One date at its own precision.
    pub fn at(date: PartialDate) -> Self {
        Period { first: Some(date), last: Some(date) }
    }

    /// The first date, `None` if open.
    pub fn first(&self) -> Option<PartialDate> {
        self.first
    }

    /// The last date, `None` if open.
    pub fn last(&self) -> Option<PartialDate> {
        self.last
    }

    /// Whether some day may lie in both.
    pub fn overlaps(&self, other: &Period) -> bool {
        let before = |last: Option<PartialDate>, first: Option<PartialDate>| {
            last.zip(first).is_some_and(|(last, first)| last.last_day() < first.first_day())
        };
        !before(self.last, other.first) && !before(other.last, self.first)
    }
}

impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.first, self.last) {
            (Some(first), Some(last)) if first == last => write!(f, "{first}"),
            (Some(first), Some(last)) => write!(f, "{first}/{last}"),
            (Some(first), None) => write!(f, "{first}/.."),
            (None, Some(last)) => write!(f, "../{last}"),
            (None, None) => unreachable!("a period has an end"),
        }
    }
}

impl std::str::FromStr for Period {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self, Error> {
        let end = |part: &str| if part == ".." { Ok(None) } else { part.parse().map(Some) };
        match text.split_once('/') {
            Some((first, last)) => Period::new(end(first)?, end(last)?),
            None => text.parse().map(Period::at),
        }
    }
}

serde_as_text!(Period);
