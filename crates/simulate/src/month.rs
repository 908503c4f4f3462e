//! Months, and moments within one.

/// A calendar month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(u32);

impl Month {
    /// `month` counts from 1.
    pub fn new(year: i32, month: u32) -> Self {
        Month(year.max(0) as u32 * 12 + month.clamp(1, 12) - 1)
    }

    /// Reads `2015-01`, or `2015-01-17` as its month.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let (year, month) = (parts.next()?, parts.next()?);
        let day = parts.next().map(|day| (day.len() == 2).then(|| day.parse::<u32>().ok()).flatten());
        let fits = year.len() == 4 && month.len() == 2 && parts.next().is_none();
        let (year, month): (i32, u32) = (year.parse().ok()?, month.parse().ok()?);
        let day_fits = day.is_none_or(|day| day.is_some_and(|day| (1..=31).contains(&day)));
        (fits && day_fits && (1..=12).contains(&month) && (1900..=2999).contains(&year)).then(|| Month::new(year, month))
    }

    /// The year.
    pub fn year(self) -> i32 {
        (self.0 / 12) as i32
    }

    /// The month of the year, from 1.
    pub fn month(self) -> u32 {
        self.0 % 12 + 1
    }

    /// Months since the year 0, to name a stream of draws.
    pub fn number(self) -> u64 {
        u64::from(self.0)
    }

    /// So many months later; earlier if negative.
    pub fn plus(self, months: i64) -> Self {
        Month((i64::from(self.0) + months).clamp(0, i64::from(u32::MAX)) as u32)
    }

    /// Months from `earlier` to this; negative if it is later.
    pub fn since(self, earlier: Month) -> i64 {
        i64::from(self.0) - i64::from(earlier.0)
    }

    /// How many days it has.
    pub fn days(self) -> u32 {
        let year = self.year();
        match self.month() {
            2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        }
    }
}

impl std::fmt::Display for Month {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.month())
    }
}

/// A day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    /// Its month.
    pub month: Month,
    /// From 1.
    pub day: u32,
}

impl Day {
    /// The day, or the last of the month if it has fewer.
    pub fn new(month: Month, day: u32) -> Self {
        Day { month, day: day.clamp(1, month.days()) }
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{:02}", self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_count() {
        let march = Month::new(2014, 3);
        assert_eq!((march.year(), march.month(), march.days()), (2014, 3, 31));
        assert_eq!(march.plus(10), Month::new(2015, 1));
        assert_eq!(march.plus(-3).to_string(), "2013-12");
        assert_eq!(Month::new(2015, 1).since(march), 10);
        assert_eq!([2012, 1900, 2000, 2013].map(|year| Month::new(year, 2).days()), [29, 28, 29, 28]);
    }

    #[test]
    fn months_are_read() {
        assert_eq!(Month::parse("2017-09"), Some(Month::new(2017, 9)));
        assert_eq!(Month::parse("2017-09-11"), Some(Month::new(2017, 9)));
        for wrong in ["2017", "2017-13", "2017-9", "17-09", "2017-09-1", "2017-09-32", "2017-09-01-01", ""] {
            assert_eq!(Month::parse(wrong), None, "{wrong}");
        }
    }
}
