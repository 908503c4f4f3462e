//! Strata by themselves, then added up.
//!
//! People who differ by place or year are easier to find in some strata than in others; estimating each stratum lets the model be another
//! one in each (Sekar & Deming 1949, JASA 44:101). Each stratum's posterior is drawn from independently and the draws are added. A stratum
//! with too little overlap adds only those seen there: the sum is then a lower bound, and says so.
//!
//! Where lists cannot overlap, the average over graphs does not apply: the stratum's model is grown step by step, and its bootstrap is drawn from.

use crate::bootstrap::quantile;
use crate::csv::Stratum;
use crate::decomposable::average;
use crate::seed::{Purpose, stream};
use crate::verdict::grouped;
use crate::{Analysis, Method, Settings, Table};
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

/// Totals in rising order with the probability up to each.
type Ladder = Vec<(f64, f64)>;

/// Estimates each stratum by averaging over decomposable graphs, or step by step where lists cannot overlap, and adds them up.
pub fn roll_up(strata: &[Stratum], settings: &Settings) -> RollUp {
    let (level, seed) = (settings.level, settings.seed);
    let found: Vec<(StratumTotal, Option<Ladder>)> = strata.iter().map(|stratum| one(stratum, settings)).collect();
    let mut sums = vec![0.0; DRAWS];
    for (index, (total, ladder)) in found.iter().enumerate() {
        let mut draws = stream(seed, Purpose::Strata, index);
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

fn one(stratum: &Stratum, settings: &Settings) -> (StratumTotal, Option<Ladder>) {
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
    let found = if table.apart().is_empty() { averaged(table, settings) } else { grown(table, settings) };
    match found {
        Err(remark) => none(stratum.observed, remark),
        Ok((estimate, interval, ladder)) => {
            let total = StratumTotal {
                values: stratum.values.clone(),
                observed: stratum.observed,
                estimate: Some(estimate),
                interval: Some(interval),
                remark: None,
            };
            (total, Some(ladder))
        }
    }
}

fn averaged(table: &Table, settings: &Settings) -> Result<(f64, (f64, f64), Ladder), String> {
    let average = average(table, settings.level, settings.unseen_max)
        .ok_or_else(|| format!("strata are estimated with up to {} lists.", crate::LISTS_AVERAGED_MAX))?;
    Ok((average.median, average.interval, ladder(&average.density)))
}

fn grown(table: &Table, settings: &Settings) -> Result<(f64, (f64, f64), Ladder), String> {
    let mut analysis = Analysis::new(table, *settings).map_err(|error| error.to_string())?;
    let outcome = analysis.run(Method::Stepwise);
    let (Some(estimate), Some(interval), Some(replicates)) =
        (outcome.estimate, outcome.interval, analysis.replicates(Method::Stepwise))
    else {
        return Err(format!("no estimate with an interval ({}). {}", outcome.standing.name(), outcome.remarks.join(" ")));
    };
    let each = 1.0 / replicates.totals.len() as f64;
    Ok((estimate, interval, ladder(&replicates.totals.iter().map(|total| (*total, each)).collect::<Vec<_>>())))
}

fn ladder(density: &[(f64, f64)]) -> Ladder {
    let mut reached = 0.0;
    density
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
