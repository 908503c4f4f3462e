//! Rates of exchange, day by day. Their course is invented.

use crate::draw::{Draw, Purpose};
use crate::month::Month;
use crate::parameters::Model;

/// Millionths of each currency for one dollar, on each day of a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rates {
    days: Vec<Vec<u64>>,
}

impl Rates {
    /// The first month's.
    pub fn first(model: &Model, seed: u64, month: Month) -> Self {
        let start: Vec<u64> = model.currencies.iter().map(|currency| currency.per_dollar).collect();
        Rates { days: walk(model, seed, month, start) }
    }

    /// The next month's.
    pub fn next(&self, model: &Model, seed: u64, month: Month) -> Self {
        Rates { days: walk(model, seed, month, self.days.last().cloned().unwrap_or_default()) }
    }

    /// Millionths of a currency for one dollar on a day; `currency` counts from 1, and 0 is the dollar itself.
    pub fn on(&self, day: u32, currency: u8) -> u64 {
        match currency {
            0 => 1_000_000,
            _ => self.days[(day as usize - 1).min(self.days.len() - 1)][currency as usize - 1],
        }
    }

    /// Cents of dollars in hundredths of a currency, rounded half up.
    pub fn convert(&self, day: u32, currency: u8, cents: crate::cents::Cents) -> crate::cents::Cents {
        let scaled = i128::from(cents.0) * i128::from(self.on(day, currency));
        crate::cents::Cents(((scaled + 500_000) / 1_000_000) as i64)
    }
}

fn walk(model: &Model, seed: u64, month: Month, mut rates: Vec<u64>) -> Vec<Vec<u64>> {
    let mut days = Vec::with_capacity(31);
    for day in 1..=month.days() {
        for (at, currency) in model.currencies.iter().enumerate() {
            let mut draw = Draw::new(seed, Purpose::Exchange, at as u64, month.number() * 32 + u64::from(day));
            let most = currency.moves as i64;
            let moved = i128::from(rates[at]) * i128::from(draw.between(-most, most)) / 1_000_000;
            // never further than a third or three times the first
            let next = (i128::from(rates[at]) + moved) as u64;
            rates[at] = next.clamp(currency.per_dollar / 3 + 1, currency.per_dollar.saturating_mul(3));
        }
        days.push(rates.clone());
    }
    days
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cents::Cents;

    #[test]
    fn a_peg_holds_and_others_move() {
        let model = Model::shipped();
        let first = Rates::first(&model, 1, Month::new(2014, 1));
        let next = first.next(&model, 1, Month::new(2014, 2));
        let place = |code: &str| model.currencies.iter().position(|currency| currency.code == code).unwrap() as u8 + 1;
        assert_eq!((first.on(1, place("QAR")), next.on(28, place("QAR"))), (3_640_000, 3_640_000));
        assert_ne!(first.on(31, place("RUB")), next.on(28, place("RUB")));
        assert_eq!(first.convert(1, 0, Cents(123)), Cents(123));
        assert_eq!(first.convert(1, place("QAR"), Cents(100)), Cents(364));
    }
}
