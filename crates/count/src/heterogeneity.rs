//! What people differ in that the lists do not show: lower bounds and models in which some are easier to find than others.
//!
//! Chao 1987, Biometrics 43:783; Rivest & Baillargeon 2007, Biometrics 63:999; Darroch, Fienberg, Glonek & Junker 1993, JASA 88:1137.

use crate::dense::{Design, Regression};
use crate::special::normal_quantile;
use crate::table::Table;
use crate::{Error, LISTS_FITTED_MAX};

/// How the chance of being found varies from person to person, beyond what the lists do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Heterogeneity {
    /// Not at all.
    None,
    /// In any way: the lower bound.
    LowerBound,
    /// As a Poisson variable on the scale of log-odds: `2^k - 1` for `k` lists.
    Poisson,
    /// As a normal variable among the unseen: `k^2 / 2`.
    Darroch,
    /// As a gamma variable: `-log(3.5 + k) + log 3.5`.
    Gamma,
}

impl Heterogeneity {
    /// What being on `times` lists adds to the logarithm of the expectation, for one unit of the effect.
    pub(crate) fn column(self, times: f64) -> f64 {
        match self {
            Heterogeneity::None | Heterogeneity::LowerBound => 0.0,
            Heterogeneity::Poisson => 2f64.powf(times) - 1.0,
            Heterogeneity::Darroch => times * times / 2.0,
            Heterogeneity::Gamma => 3.5f64.ln() - (3.5 + times).ln(),
        }
    }
}

/// A model of heterogeneity fitted to a table.
#[derive(Debug, Clone, PartialEq)]
pub struct HeterogeneityFit {
    /// Which.
    pub kind: Heterogeneity,
    /// The estimated number of people, seen and unseen.
    pub total: f64,
    /// Its standard error (Rivest & Baillargeon 2007).
    pub total_error: f64,
    /// The interval of the profile likelihood; the upper end may be infinite.
    pub interval: (f64, f64),
    /// How much people differ, in units of the model, positive where they do; `None` for the lower bound.
    pub effect: Option<f64>,
    /// Log-likelihood.
    pub log_likelihood: f64,
    /// Twice what the saturated model has more.
    pub deviance: f64,
    /// Parameters.
    pub parameters: usize,
    /// Akaike's criterion.
    pub aic: f64,
    /// Schwarz's criterion, with the number of observed people as the size of the sample.
    pub bic: f64,
}

/// Fits a model in which lists differ and people differ in the way named. `None` if the likelihood has no maximum within reach.
///
/// # Errors
/// [`Error::TooManyLists`] beyond [`LISTS_FITTED_MAX`].
pub fn fit_heterogeneity(table: &Table, kind: Heterogeneity, level: f64) -> Result<Option<HeterogeneityFit>, Error> {
    if table.lists() > LISTS_FITTED_MAX {
        return Err(Error::TooManyLists { lists: table.lists(), most: LISTS_FITTED_MAX });
    }
    let found = if kind == Heterogeneity::LowerBound { lower_bound(table) } else { with_column(table, kind) };
    let Some((design, regression)) = found else { return Ok(None) };
    let Some(interval) = design.profile(level) else { return Ok(None) };
    let (unseen, columns) = (regression.log_unseen().exp(), regression.effects.len());
    let has_effect = !matches!(kind, Heterogeneity::None | Heterogeneity::LowerBound);
    Ok(Some(HeterogeneityFit {
        kind,
        total: design.observed() + unseen,
        total_error: (unseen + unseen * unseen * regression.intercept_variance).sqrt(),
        interval,
        effect: has_effect.then(|| regression.effects[columns - 2]),
        log_likelihood: regression.log_likelihood,
        deviance: regression.deviance,
        parameters: columns,
        aic: -2.0 * regression.log_likelihood + 2.0 * columns as f64,
        bic: -2.0 * regression.log_likelihood + design.observed().ln() * columns as f64,
    }))
}

/// One column a list, those of `more` for the number of lists, and the intercept.
fn design(table: &Table, is_taken: impl Fn(u32) -> bool, more: impl Fn(f64) -> Vec<f64>) -> Design {
    let patterns = (1..1u32 << table.lists()).filter(|pattern| table.is_possible(*pattern) && is_taken(*pattern));
    let row = |pattern: u32| {
        let lists = (0..table.lists()).map(move |list| f64::from(pattern >> list & 1));
        lists.chain(more(f64::from(pattern.count_ones()))).chain([1.0]).collect()
    };
    let patterns: Vec<u32> = patterns.collect();
    Design {
        rows: patterns.iter().map(|pattern| row(*pattern)).collect(),
        counts: patterns.iter().map(|pattern| table.count(*pattern) as f64).collect(),
        offsets: Vec::new(),
    }
}

fn with_column(table: &Table, kind: Heterogeneity) -> Option<(Design, Regression)> {
    let column = |times: f64| if kind == Heterogeneity::None { Vec::new() } else { vec![kind.column(times)] };
    let design = design(table, |_| true, column);
    let regression = design.regress()?;
    Some((design, regression))
}

/// A parameter for every number of lists from three on, as long as it is positive: what is left tells a lower bound, whatever people differ
/// in (Rivest & Baillargeon 2007, section 4).
fn lower_bound(table: &Table) -> Option<(Design, Regression)> {
    let seen = |times: &u32| table.seen_times(*times) > 0;
    let mut levels: Vec<u32> = (3..=table.lists() as u32).filter(seen).collect();
    loop {
        let columns = |times: f64| levels.iter().map(|level| f64::from(times == f64::from(*level))).collect();
        // a number of lists that nobody reached, below one that somebody did, says nothing of heterogeneity
        let design =
            design(table, |pattern| pattern.count_ones() <= 2 || seen(&pattern.count_ones()) || levels.is_empty(), columns);
        let regression = design.regress();
        let lowest = regression.as_ref().and_then(|regression| {
            let effects = &regression.effects[table.lists()..table.lists() + levels.len()];
            effects
                .iter()
                .enumerate()
                .filter(|(_, effect)| **effect < 0.0)
                .min_by(|a, b| a.1.total_cmp(b.1))
                .map(|(index, _)| index)
        });
        match (regression, lowest) {
            (Some(_), Some(index)) => drop(levels.remove(index)),
            (Some(regression), None) => return Some((design, regression)),
            (None, _) if levels.is_empty() => return None,
            (None, _) => drop(levels.pop()),
        }
    }
}

/// Chao's lower bound from those found once and twice alone, for any number of lists: `n + f1 (f1 - 1) / (2 (f2 + 1))`, with an interval
/// that is symmetric in the logarithm of the unseen (Chao 1987; the form without bias: Chao 2005).
pub fn chao(table: &Table, level: f64) -> (f64, (f64, f64)) {
    let observed = table.observed() as f64;
    let (once, twice) = (table.seen_times(1) as f64, table.seen_times(2) as f64);
    let unseen = once * (once - 1.0).max(0.0) / (2.0 * (twice + 1.0));
    if unseen <= 0.0 {
        return (observed, (observed, observed));
    }
    let variance = once * (once - 1.0) / (2.0 * (twice + 1.0))
        + once * (2.0 * once - 1.0).powi(2) / (4.0 * (twice + 1.0).powi(2))
        + once * once * twice * (once - 1.0).powi(2) / (4.0 * (twice + 1.0).powi(4));
    let spread = (normal_quantile(0.5 + level / 2.0) * (1.0 + variance / (unseen * unseen)).ln().sqrt()).exp();
    (observed + unseen, (observed + unseen / spread, observed + unseen * spread))
}

/// The expected number of unseen people if lists are independent and people alike, from those found once and twice alone. `None` without
/// anybody found twice.
///
/// Those found more often are left out, so that the answer does not lean on how dependence works between three lists: under a common odds
/// ratio `r` between any two lists, the unseen are exactly `r` times this (see [`crate::Sensitivity`]).
pub(crate) fn unseen_from_pairs(table: &Table) -> Option<f64> {
    if table.lists() > LISTS_FITTED_MAX {
        let (total, _) = chao(table, 0.5);
        return Some(total - table.observed() as f64);
    }
    let design = design(table, |pattern| pattern.count_ones() <= 2, |_| Vec::new());
    design.regress().map(|regression| regression.log_unseen().exp())
}
