//! Strata by themselves, then added up.
//!
//! People who differ by place or year are easier to find in some strata than in others; estimating each stratum lets the model be another
//! one in each (Sekar & Deming 1949, JASA 44:101). Each stratum's posterior is drawn from independently and the draws are added. A stratum
//! with too little overlap adds only those seen there: the sum is then a lower bound, and says so.

use crate::bootstrap::quantile;
use crate::csv::Stratum;
use crate::decomposable::{Average, average};
use crate::seed::{Purpose, stream};
use crate::verdict::grouped;
use rand::RngExt;

/// Draws of the sum.
const DRAWS: usize = 4_000;
/// A stratum needs so many lists that hold anybody (as for the strata of Ball, Asher, Sulmont & Manrique 2003).
const LISTS_LEAST: usize = 3;

/// One stratum as it entered the sum.
#[derive(Debug, Clone, PartialEq)]
pub struct StratumTotal {
    /// The values that name it.
    pub values: Vec<String>,
    /// People seen.
    pub observed: u64,
    /// Median of the total; `None` where there is none.
    pub estimate: Option<f64>,
    /// Its interval.
    pub interval: Option<(f64, f64)>,
    /// Why there is none.
    pub remark: Option<String>,
}

/// All strata together.
#[derive(Debug, Clone, PartialEq)]
pub struct RollUp {
    /// Each stratum.
    pub strata: Vec<StratumTotal>,
    /// People seen in all strata.
    pub observed: u64,
    /// Median of the sum.
    pub estimate: f64,
    /// Its interval.
    pub interval: (f64, f64),
    /// Strata that added only those seen.
    pub not_estimated: usize,
}

impl RollUp {
    /// The sum in a sentence.
    pub fn sentence(&self) -> String {
        let (low, high) = self.interval;
        let sum =
            format!("Strata one by one add up to {}, between {} and {}", grouped(self.estimate), grouped(low), grouped(high));
        match self.not_estimated {
            0 => format!("{sum}."),
            some => format!(
                "{sum}; {some} of {} strata have too little overlap and add only those seen, so this is a lower bound.",
                self.strata.len()
            ),
        }
    }
}

/// Estimates each stratum by averaging over decomposable graphs, and adds them up.
pub fn roll_up(strata: &[Stratum], level: f64, seed: u64) -> RollUp {
    let found: Vec<(StratumTotal, Option<Average>)> = strata.iter().map(|stratum| one(stratum, level)).collect();
    let mut sums = vec![0.0; DRAWS];
    for (index, (total, average)) in found.iter().enumerate() {
        let mut draws = stream(seed, Purpose::Strata, index);
        let ladder = average.as_ref().map(ladder);
        for sum in &mut sums {
            *sum += ladder.as_ref().map_or(total.observed as f64, |ladder| drawn(ladder, draws.random::<f64>()));
        }
    }
    sums.sort_by(f64::total_cmp);
    let strata: Vec<StratumTotal> = found.into_iter().map(|(total, _)| total).collect();
    RollUp {
        observed: strata.iter().map(|stratum| stratum.observed).sum(),
        estimate: quantile(&sums, 0.5),
        interval: (quantile(&sums, 0.5 - level / 2.0), quantile(&sums, 0.5 + level / 2.0)),
        not_estimated: strata.iter().filter(|stratum| stratum.estimate.is_none()).count(),
        strata,
    }
}

fn one(stratum: &Stratum, level: f64) -> (StratumTotal, Option<Average>) {
    let none = |observed: u64, remark: String| {
        (StratumTotal { values: stratum.values.clone(), observed, estimate: None, interval: None, remark: Some(remark) }, None)
    };
    let table = match &stratum.table {
        Err(crate::Error::Empty) => return none(0, "nobody was seen here.".to_owned()),
        Err(error) => return none(stratum.observed, error.to_string()),
        Ok(table) => table,
    };
    if let Err(error) = table.speaks() {
        return none(stratum.observed, error.to_string());
    }
    if table.lists() < LISTS_LEAST {
        return none(stratum.observed, format!("{} lists hold anybody here, and a stratum needs {LISTS_LEAST}.", table.lists()));
    }
    match average(table, level, None) {
        None => none(stratum.observed, format!("strata are estimated with up to {} lists.", crate::LISTS_AVERAGED_MAX)),
        Some(average) => {
            let total = StratumTotal {
                values: stratum.values.clone(),
                observed: stratum.observed,
                estimate: Some(average.median),
                interval: Some(average.interval),
                remark: None,
            };
            (total, Some(average))
        }
    }
}

/// Totals in rising order with the probability up to each.
fn ladder(average: &Average) -> Vec<(f64, f64)> {
    let mut reached = 0.0;
    average
        .density
        .iter()
        .map(|(total, mass)| {
            reached += mass;
            (*total, reached)
        })
        .collect()
}

fn drawn(ladder: &[(f64, f64)], p: f64) -> f64 {
    let at = ladder.partition_point(|(_, reached)| *reached < p).min(ladder.len() - 1);
    ladder[at].0
}
