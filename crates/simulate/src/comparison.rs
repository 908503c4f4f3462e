//! Two scenarios, many worlds: the same seed lives under both, and the differences are gathered.

mod plot;

use crate::month::Month;
use crate::world::{Setup, Totals, World};
use rayon::prelude::*;
use std::ops::ControlFlow;

pub use plot::drawn;

/// What is compared. Amounts in dollars.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Workers on average.
    Workers,
    /// What reached the fund in a year.
    Revenue,
    /// What a worker is left with in a month, paid or held.
    TakeHome,
    /// What was held at the end or lost on the way, of all workers.
    Arrears,
    /// Percent of pay that others take.
    ShareTaken,
}

impl Measure {
    /// All of them.
    pub const ALL: [Measure; 5] = [Measure::Workers, Measure::Revenue, Measure::TakeHome, Measure::Arrears, Measure::ShareTaken];

    /// As JSON names it.
    pub fn name(self) -> &'static str {
        match self {
            Measure::Workers => "workers",
            Measure::Revenue => "revenue",
            Measure::TakeHome => "take_home",
            Measure::Arrears => "arrears",
            Measure::ShareTaken => "share_taken",
        }
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Measure::Workers => "workers abroad, on average",
            Measure::Revenue => "reached the fund",
            Measure::TakeHome => "left to a worker",
            Measure::Arrears => "held back or lost at the end, all workers",
            Measure::ShareTaken => "share of pay taken",
        }
    }

    /// The unit.
    pub fn unit(self) -> &'static str {
        match self {
            Measure::Workers => "person",
            Measure::Revenue => "USD/year",
            Measure::TakeHome => "USD/month",
            Measure::Arrears => "USD",
            Measure::ShareTaken => "percent of pay",
        }
    }

    /// In hundredths of the unit.
    fn of(self, totals: &Totals) -> i64 {
        let years = i64::from(totals.months.max(12)) / 12;
        match self {
            Measure::Workers => (totals.worker_months * 100 / u64::from(totals.months.max(1))) as i64,
            Measure::Revenue => totals.arrived.0 / years,
            Measure::TakeHome => totals.take_home_of_worker().0,
            Measure::Arrears => (totals.held_at_end + totals.lost).0,
            Measure::ShareTaken => totals.share_taken(),
        }
    }
}

/// The distribution of one measure, in hundredths of its unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// What.
    pub measure: Measure,
    /// The middle under the first scenario.
    pub first: i64,
    /// The middle under the second.
    pub second: i64,
    /// Second less first in each world, ascending.
    pub differences: Vec<i64>,
}

impl Compared {
    /// The value below which so many percent of the differences lie (nearest rank).
    pub fn quantile(&self, percent: usize) -> i64 {
        quantile(&self.differences, percent)
    }
}

fn quantile(sorted: &[i64], percent: usize) -> i64 {
    let rank = (sorted.len() * percent).div_ceil(100).clamp(1, sorted.len().max(1));
    sorted.get(rank - 1).copied().unwrap_or_default()
}

/// Worlds that are lived between two words to the one who waits.
const TOGETHER: u32 = 8;

/// Lives `runs` worlds under each, from the seed of `first` on. `told` hears how many are done and may stop it.
pub fn compared(first: &Setup, second: &Setup, runs: u32, told: &mut dyn FnMut(u32) -> ControlFlow<()>) -> Option<Vec<Compared>> {
    let mut pairs: Vec<(Totals, Totals)> = Vec::with_capacity(runs as usize);
    while (pairs.len() as u32) < runs {
        let from = pairs.len() as u32;
        let to = (from + TOGETHER).min(runs);
        let lived: Vec<_> = (from..to).into_par_iter().map(|run| (lived(first, run), lived(second, run))).collect();
        pairs.extend(lived);
        if told(to).is_break() {
            return None;
        }
    }
    Some(Measure::ALL.map(|measure| gathered(measure, &pairs)).to_vec())
}

fn lived(setup: &Setup, run: u32) -> Totals {
    let mut world = World::new(Setup { seed: setup.seed.wrapping_add(u64::from(run)), ..setup.clone() });
    let mut totals = Totals::default();
    while let Some(record) = world.step() {
        totals.add(&record.totals);
    }
    debug_assert!(world.month() >= Month::new(setup.last_year, 12));
    totals
}

fn gathered(measure: Measure, pairs: &[(Totals, Totals)]) -> Compared {
    let sorted = |mut values: Vec<i64>| {
        values.sort_unstable();
        values
    };
    let values = |of: fn(&(Totals, Totals)) -> &Totals| sorted(pairs.iter().map(|pair| measure.of(of(pair))).collect());
    Compared {
        measure,
        first: quantile(&values(|pair| &pair.0), 50),
        second: quantile(&values(|pair| &pair.1), 50),
        differences: sorted(pairs.iter().map(|(first, second)| measure.of(second) - measure.of(first)).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_of_the_nearest_rank() {
        let values: Vec<i64> = (1..=200).collect();
        assert_eq!([5, 50, 95, 0, 100].map(|percent| quantile(&values, percent)), [10, 100, 190, 1, 200]);
        assert_eq!(quantile(&[], 50), 0);
    }
}
