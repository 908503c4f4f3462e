use crate::encode::serde_as_text;
use crate::{Currency, Error};

/// A stretch of time in a rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PerUnit {
    /// One hour.
    Hour,
    /// One day.
    Day,
    /// One week.
    Week,
    /// One calendar month.
    Month,
    /// One calendar year.
    Year,
}

impl PerUnit {
    /// All stretches, shortest first.
    pub const ALL: [PerUnit; 5] = [PerUnit::Hour, PerUnit::Day, PerUnit::Week, PerUnit::Month, PerUnit::Year];

    /// The singular noun.
    pub fn name(self) -> &'static str {
        match self {
            PerUnit::Hour => "hour",
            PerUnit::Day => "day",
            PerUnit::Week => "week",
            PerUnit::Month => "month",
            PerUnit::Year => "year",
        }
    }
}

/// The period of a rate: one month, three years. The count is at least one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Per {
    count: u16,
    unit: PerUnit,
}

impl Per {
    /// Each single `unit`.
    pub fn each(unit: PerUnit) -> Self {
        Per { count: 1, unit }
    }

    /// Every `count` units; `None` if `count` is zero.
    pub fn every(count: u16, unit: PerUnit) -> Option<Self> {
        (count > 0).then_some(Per { count, unit })
    }

    /// How many units.
    pub fn count(self) -> u16 {
        self.count
    }

    /// Of which unit.
    pub fn unit(self) -> PerUnit {
        self.unit
    }
}

impl std::fmt::Display for Per {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.count {
            1 => f.write_str(self.unit.name()),
            count => write!(f, "{count} {}s", self.unit.name()),
        }
    }
}

impl std::str::FromStr for Per {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self, Error> {
        let (count, noun) = match text.split_once(' ') {
            Some((count, noun)) => (count.parse().ok(), noun.strip_suffix('s').unwrap_or(noun)),
            None => (Some(1), text),
        };
        let unit = PerUnit::ALL.into_iter().find(|unit| unit.name() == noun);
        count
            .zip(unit)
            .and_then(|(count, unit)| Per::every(count, unit))
            .ok_or_else(|| Error::Unparsable { expected: "a period such as month or 3 years", text: text.to_owned() })
    }
}

/// What a figure counts: the counted thing in the singular, then the period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// `person`, or `person/year`.
    Person(Option<Per>),
    /// `USD`, `CNY/month`, `USD/3 years`.
    Money(Currency, Option<Per>),
    /// `percent of pay`.
    PercentOfPay,
    /// `hour/day`, `hour/week`.
    Hour(Per),
    /// `rest day/month`, `rest day/year`.
    RestDay(Per),
    /// `work day/week`.
    WorkDay(Per),
    /// `year`: a length of time.
    Year,
}

impl std::fmt::Display for Unit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Unit::Person(None) => f.write_str("person"),
            Unit::Person(Some(per)) => write!(f, "person/{per}"),
            Unit::Money(currency, None) => write!(f, "{currency}"),
            Unit::Money(currency, Some(per)) => write!(f, "{currency}/{per}"),
            Unit::PercentOfPay => f.write_str("percent of pay"),
            Unit::Hour(per) => write!(f, "hour/{per}"),
            Unit::RestDay(per) => write!(f, "rest day/{per}"),
            Unit::WorkDay(per) => write!(f, "work day/{per}"),
            Unit::Year => f.write_str("year"),
        }
    }
}

impl std::str::FromStr for Unit {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self, Error> {
        let unknown = || Error::Unparsable { expected: "a unit such as person, USD/month or hour/day", text: text.to_owned() };
        let (thing, per) = match text.split_once('/') {
            Some((thing, per)) => (thing, Some(per.parse::<Per>()?)),
            None => (text, None),
        };
        match (thing, per) {
            ("person", per) => Ok(Unit::Person(per)),
            ("percent of pay", None) => Ok(Unit::PercentOfPay),
            ("year", None) => Ok(Unit::Year),
            ("hour", Some(per)) => Ok(Unit::Hour(per)),
            ("rest day", Some(per)) => Ok(Unit::RestDay(per)),
            ("work day", Some(per)) => Ok(Unit::WorkDay(per)),
            (code, per) => code.parse().map(|currency| Unit::Money(currency, per)).map_err(|_| unknown()),
        }
    }
}

serde_as_text!(Per);
serde_as_text!(Unit);
