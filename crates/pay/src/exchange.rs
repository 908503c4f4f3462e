//! Conversion by a dated table of rates.

use evidence::{Currency, ExchangeRate, Money};
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// A rate that is older than this many days on the day it is used is not used.
const OLDEST_DAYS: i32 = 31;

/// No currency is worth so many units of another.
const LARGEST_RATE: Decimal = Decimal::from_parts(1_000_000_000, 0, 0, false, 0);

/// On which day's rate a sum is converted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ConversionDay {
    /// The day on which pay was due.
    #[default]
    Due,
    /// The day of payment; the due day for what was not paid.
    Payment,
    /// The day of judgment, or as of which is computed.
    Judgment,
}

impl ConversionDay {
    /// The name: `at_due_date`.
    pub fn name(self) -> &'static str {
        match self {
            ConversionDay::Due => "at_due_date",
            ConversionDay::Payment => "at_payment",
            ConversionDay::Judgment => "at_judgment",
        }
    }
}

/// Dated rates between currencies.
#[derive(Debug, Clone, Default)]
pub struct Exchange {
    rates: BTreeMap<(Currency, Currency, Date), Decimal>,
}

impl Exchange {
    /// The rates in a CSV file with the columns date, from, to, rate: units of `to` for one of `from`.
    ///
    /// # Errors
    /// A sentence with the line and the cause.
    pub fn parse(name: &str, text: &str) -> Result<Self, String> {
        let mut rates = BTreeMap::new();
        for (at, cells) in crate::separated::lines(text) {
            let told = |cause: String| format!("{name}, line {at}: {cause}");
            let [date, from, to, rate, ..] = cells.as_slice() else {
                return Err(told("date, from, to and rate are needed.".into()));
            };
            let Ok(day) = date.parse::<Date>() else {
                if rates.is_empty() && rate.parse::<Decimal>().is_err() {
                    continue;
                }
                return Err(told(format!("{date:?} is not a day such as 2014-06-30.")));
            };
            let currency =
                |code: &str| code.parse::<Currency>().map_err(|_| told(format!("{code:?} is no currency such as USD.")));
            let rate = rate.parse::<Decimal>().ok().filter(|rate| *rate > Decimal::ZERO && *rate < LARGEST_RATE);
            let rate = rate.ok_or_else(|| told("the rate is no figure above nought and below a thousand million.".into()))?;
            if rates.insert((currency(from)?, currency(to)?, day), rate).is_some_and(|before| before != rate) {
                return Err(told(format!("there is another rate of {from} for {day}.")));
            }
        }
        Ok(Exchange { rates })
    }

    /// Takes in a rate: units of `to` for one of `from`. Another one of the same day stays as it is.
    ///
    /// # Errors
    /// A rate that is no rate, or that differs from one of that day.
    pub fn take(&mut self, from: Currency, to: Currency, on: Date, rate: Decimal) -> Result<(), &'static str> {
        if rate <= Decimal::ZERO || rate >= LARGEST_RATE {
            return Err("the rate is no figure above nought and below a thousand million.");
        }
        match *self.rates.entry((from, to, on)).or_insert(rate) == rate {
            true => Ok(()),
            false => Err("there is another rate of this day; the first is kept."),
        }
    }

    /// How many rates there are.
    pub fn len(&self) -> usize {
        self.rates.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rates.is_empty()
    }

    /// The rate from `from` to `to` on `on`: of that day, or the latest of the month before it. If only the opposite is given, its inverse.
    pub fn rate(&self, from: Currency, to: Currency, on: Date) -> Option<ExchangeRate> {
        let latest = |from, to| {
            let (key, rate) = self.rates.range((from, to, Date::MIN)..=(from, to, on)).next_back()?;
            let age = key.2.until(on).ok()?.get_days();
            (age <= OLDEST_DAYS).then_some((key.2, *rate))
        };
        if let Some((day, rate)) = latest(from, to) {
            return Some(ExchangeRate { from, to, rate, on: day });
        }
        let (day, inverse) = latest(to, from)?;
        let rate = Decimal::ONE.checked_div(inverse).filter(|rate| *rate < LARGEST_RATE)?;
        Some(ExchangeRate { from, to, rate, on: day })
    }

    /// `amount` of `from` in `to` on `on`, rounded to the smallest coin of `to`. `None` if there is no rate.
    pub fn converted(&self, amount: Decimal, from: Currency, to: Currency, on: Date) -> Option<Decimal> {
        if from == to {
            return Some(amount);
        }
        let rate = self.rate(from, to, on)?;
        let money = Money { amount, currency: from, per: None }.converted(&rate).ok()?;
        Some(crate::sum::rounded(money.amount, to))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_of_the_rate_is_that_day_or_the_latest_before() {
        let table = "date,from,to,rate\n2015-01-10,RUB,USD,0.016\n2015-02-10,RUB,USD,0.0150\n2015-01-10,USD,KZT,185\n";
        let exchange = Exchange::parse("x.csv", table).unwrap();
        let [usd, rub, kzt] = ["USD", "RUB", "KZT"].map(|code| code.parse::<Currency>().unwrap());
        let at = |from, to, day: &str, amount: i64| exchange.converted(amount.into(), from, to, day.parse().unwrap());
        assert_eq!(at(rub, usd, "2015-01-09", 1000), None);
        assert_eq!(at(rub, usd, "2015-01-10", 1000).unwrap().to_string(), "16.00");
        assert_eq!(at(rub, usd, "2015-02-09", 1003).unwrap().to_string(), "16.05");
        assert_eq!(at(rub, usd, "2015-02-10", 1003).unwrap().to_string(), "15.05");
        assert_eq!(at(rub, usd, "2015-04-10", 1000), None, "too old");
        assert_eq!(at(kzt, usd, "2015-01-10", 18500).unwrap().to_string(), "100.00");
        assert_eq!(at(usd, usd, "1900-01-01", 5).unwrap().to_string(), "5");
        assert!(Exchange::parse("x.csv", "2015-02-30,RUB,USD,1\n").unwrap_err().contains("line 1"));
    }
}
