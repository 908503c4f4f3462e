//! How much of an interval comes from not knowing for certain which entries are the same person.
//!
//! Whoever links lists can draw its uncertain pairs again and count the overlaps of each draw. The method is run on every such table, and
//! the variances within and between tables are put together as for imputed data (Rubin 1987, Multiple Imputation for Nonresponse in Surveys,
//! section 3.1), on the scale of the logarithm of the total.

use crate::method::Outcome;
use crate::special::normal_quantile;

/// An estimate over draws of the linkage.
#[derive(Debug, Clone, PartialEq)]
pub struct AcrossDraws {
    /// The total: geometric mean over draws.
    pub estimate: f64,
    /// The interval with both sources of uncertainty.
    pub interval: (f64, f64),
    /// The interval without that of the linkage.
    pub interval_if_certain: (f64, f64),
    /// The share of the variance that comes from the linkage, between 0 and 1.
    pub share_from_linkage: f64,
    /// Draws that gave an estimate with an interval, and all draws.
    pub draws: (usize, usize),
}

/// Puts together the outcomes of one method on one table a draw. `None` with fewer than two that have an estimate and a closed interval.
pub fn across_draws(outcomes: &[Outcome]) -> Option<AcrossDraws> {
    let usable: Vec<(f64, f64)> = outcomes.iter().filter_map(log_and_variance).collect();
    if usable.len() < 2 {
        return None;
    }
    let count = usable.len() as f64;
    let level = outcomes.first()?.level;
    let mean = usable.iter().map(|(log, _)| log).sum::<f64>() / count;
    let within = usable.iter().map(|(_, variance)| variance).sum::<f64>() / count;
    let between = usable.iter().map(|(log, _)| (log - mean).powi(2)).sum::<f64>() / (count - 1.0) * (1.0 + 1.0 / count);
    let z = normal_quantile(0.5 + level / 2.0);
    let around = |variance: f64| ((mean - z * variance.sqrt()).exp(), (mean + z * variance.sqrt()).exp());
    let all = within + between;
    Some(AcrossDraws {
        estimate: mean.exp(),
        interval: around(all),
        interval_if_certain: around(within),
        share_from_linkage: if all > 0.0 { between / all } else { 0.0 },
        draws: (usable.len(), outcomes.len()),
    })
}

/// The logarithm of a total and its variance, from the width of its interval.
fn log_and_variance(outcome: &Outcome) -> Option<(f64, f64)> {
    let (low, high) = outcome.interval.filter(|(low, high)| *low > 0.0 && high.is_finite())?;
    let width = (high / low).ln() / (2.0 * normal_quantile(0.5 + outcome.level / 2.0));
    Some((outcome.estimate?.ln(), width * width))
}
