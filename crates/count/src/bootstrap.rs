//! Intervals that know that the model was chosen: the choice is made again on every replicate.
//!
//! Silverman, Chan & Vincent 2024, Stat. Comput. 34:44. Replicates are drawn from a population of the estimated size, so that how many
//! are seen at all varies too (Buckland & Garthwaite 1991, Biometrics 47:255). Intervals are bias-corrected and accelerated (DiCiccio &
//! Efron 1996, Stat. Sci. 11:189), the acceleration from leaving out one person at a time.

use crate::fit::{Fit, Frame, Workspace, fit_frame};
use crate::seed::{Purpose, stream};
use crate::special::{normal_below, normal_quantile};
use crate::{Criterion, Model};
use rand_distr::{Binomial, Distribution};
use rand_xoshiro::Xoshiro256PlusPlus;
use rayon::prelude::*;

/// Models that the choice is made among again, up to six lists: the best on the table itself (the paper finds no gain beyond).
const MODELS_TOP: usize = 60;
/// The share of replicates that must have an estimate.
const REPLICATES_SHARE_LEAST: f64 = 0.8;

/// What a bootstrap found.
#[derive(Debug, Clone, PartialEq)]
pub struct Bootstrap {
    /// The interval of totals.
    pub interval: (f64, f64),
    /// Totals of the replicates that have an estimate, in order.
    pub totals: Vec<f64>,
    /// Replicates without an estimate.
    pub without: usize,
}

/// How many replicates, at which level, from which seed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plan {
    pub(crate) replicates: usize,
    pub(crate) level: f64,
    pub(crate) seed: u64,
    pub(crate) purpose: Purpose,
}

/// How many models the choice is made among again; fewer from seven lists on, where each costs more.
pub(crate) fn models_top(lists: usize) -> usize {
    (MODELS_TOP >> lists.saturating_sub(6)).max(6)
}

/// The model with the least criterion among those given; `None` if none has an estimate.
pub(crate) fn best_of(frame: &Frame, models: &[Model], criterion: Criterion, space: &mut Workspace) -> Option<Fit> {
    let fits = models.iter().map(|model| fit_frame(frame, model, space)).filter(|fit| fit.status.has_estimate());
    fits.reduce(|best, fit| if criterion.of(&fit) < criterion.of(&best) { fit } else { best })
}

/// Repeats `choose`, the whole way from a table to its log unseen, on replicates. `None` if too few of them have an estimate.
pub(crate) fn bootstrap<C>(frame: &Frame, log_unseen: f64, plan: Plan, choose: C) -> Option<Bootstrap>
where
    C: Fn(&Frame, &mut Workspace) -> Option<f64> + Sync,
{
    let total_of =
        |frame: &Frame, space: &mut Workspace| choose(frame, space).map(|log_unseen| frame.observed + log_unseen.exp());
    let replicate = |space: &mut Workspace, index: usize| {
        let counts = resampled(frame, log_unseen.exp(), &mut stream(plan.seed, plan.purpose, index));
        total_of(&frame.with_counts(counts), space).filter(|total| total.is_finite())
    };
    let drawn: Vec<Option<f64>> = (0..plan.replicates).into_par_iter().map_init(Workspace::default, replicate).collect();
    let mut totals: Vec<f64> = drawn.iter().copied().flatten().collect();
    let without = drawn.len() - totals.len();
    if (totals.len() as f64) < REPLICATES_SHARE_LEAST * plan.replicates as f64 || totals.is_empty() {
        return None;
    }
    totals.sort_by(f64::total_cmp);
    let total = frame.observed + log_unseen.exp();
    let acceleration = acceleration(&left_out(frame, &total_of));
    Some(Bootstrap { interval: accelerated(&totals, total, acceleration, plan.level), totals, without })
}

/// The people seen in another draw of the same population: of each, whether and by which lists.
fn resampled(frame: &Frame, unseen: f64, draws: &mut Xoshiro256PlusPlus) -> Vec<f64> {
    let observed = frame.observed;
    let total = (observed + unseen).round();
    let mut left = binomial(total, observed / (observed + unseen), draws);
    let mut weight = observed;
    let mut counts = vec![0.0; frame.counts.len()];
    for (count, drawn) in frame.counts.iter().zip(&mut counts).filter(|(count, _)| **count > 0.0) {
        *drawn = binomial(left, (count / weight).min(1.0), draws);
        left -= *drawn;
        weight -= count;
    }
    counts
}

fn binomial(trials: f64, chance: f64, draws: &mut Xoshiro256PlusPlus) -> f64 {
    Binomial::new(trials as u64, chance.clamp(0.0, 1.0)).map_or(0.0, |law| law.sample(draws) as f64)
}

/// The total without one person of each pattern that holds anybody, and how many such people there are.
fn left_out(frame: &Frame, total_of: &(impl Fn(&Frame, &mut Workspace) -> Option<f64> + Sync)) -> Vec<(f64, f64)> {
    let held: Vec<usize> = (0..frame.counts.len()).filter(|pattern| frame.counts[*pattern] > 0.0).collect();
    held.into_par_iter()
        .map_init(Workspace::default, |space, pattern| {
            let mut counts = frame.counts.clone();
            counts[pattern] -= 1.0;
            total_of(&frame.with_counts(counts), space).map(|total| (total, frame.counts[pattern]))
        })
        .flatten_iter()
        .collect()
}

/// The acceleration: a sixth of the skewness of the influences.
fn acceleration(left_out: &[(f64, f64)]) -> f64 {
    let people: f64 = left_out.iter().map(|(_, count)| count).sum();
    let mean = left_out.iter().map(|(total, count)| total * count).sum::<f64>() / people;
    let moment = |power: i32| left_out.iter().map(|(total, count)| (mean - total).powi(power) * count).sum::<f64>();
    let spread = moment(2).powf(1.5);
    if spread > 0.0 { (moment(3) / (6.0 * spread)).clamp(-0.3, 0.3) } else { 0.0 }
}

/// The bias-corrected and accelerated interval from sorted replicates.
fn accelerated(totals: &[f64], total: f64, acceleration: f64, level: f64) -> (f64, f64) {
    let count = totals.len() as f64;
    // replicates that equal the estimate count by half
    let below = totals.iter().filter(|drawn| **drawn < total).count() as f64
        + 0.5 * totals.iter().filter(|drawn| **drawn == total).count() as f64;
    let bias = normal_quantile((below / count).clamp(0.5 / count, 1.0 - 0.5 / count));
    let end = |z: f64| {
        let shifted = bias + z;
        quantile(totals, normal_below(bias + shifted / (1.0 - acceleration * shifted)))
    };
    let z = normal_quantile(0.5 + level / 2.0);
    (end(-z).min(total), end(z).max(total))
}

/// The quantile of sorted values, linear between them.
pub(crate) fn quantile(sorted: &[f64], p: f64) -> f64 {
    let place = (p * (sorted.len() as f64 + 1.0) - 1.0).clamp(0.0, sorted.len() as f64 - 1.0);
    let (below, part) = (place.floor(), place.fract());
    let at = |index: f64| sorted[(index as usize).min(sorted.len() - 1)];
    at(below) * (1.0 - part) + at(below + 1.0) * part
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_bias_or_skewness_the_interval_is_that_of_the_quantiles() {
        let totals: Vec<f64> = (1..=999).map(f64::from).collect();
        let (low, high) = accelerated(&totals, 500.0, 0.0, 0.9);
        assert!((low - 50.0).abs() < 1e-6 && (high - 950.0).abs() < 1e-6, "{low} {high}");
    }

    #[test]
    fn influences_that_are_skewed_to_the_right_accelerate() {
        // one person whose absence lowers the total much: mean less total is large and positive
        assert!(acceleration(&[(100.0, 9.0), (50.0, 1.0)]) > 0.1);
        assert_eq!(acceleration(&[(100.0, 9.0), (100.0, 1.0)]), 0.0);
    }
}
