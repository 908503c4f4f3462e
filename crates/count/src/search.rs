//! Which log-linear model: all of them ranked by a criterion, or one grown step by step.

use crate::fit::{Frame, Workspace, fit_frame};
use crate::model::{all_models, count_models};
use crate::special::{poisson_at_least, poisson_at_most};
use crate::table::{Lists, Table};
use crate::{Error, Fit, Model, Status};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// More models than this are not all fitted.
pub const MODELS_MAX: usize = 40_000;
/// The level at which the stepwise search adds a pair of lists (Chan, Silverman & Vincent 2021, section 5).
pub const STEPWISE_LEVEL: f64 = 0.02;
/// Models that one thread fits at a time.
const MODELS_A_TASK: usize = 64;

/// What models are ranked by; less is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Criterion {
    /// Akaike's: twice the parameters less twice the log-likelihood.
    Aic,
    /// Schwarz's: the parameters times the logarithm of the people observed, less twice the log-likelihood.
    Bic,
}

impl Criterion {
    /// The criterion of a fit.
    pub fn of(self, fit: &Fit) -> f64 {
        match self {
            Criterion::Aic => fit.aic,
            Criterion::Bic => fit.bic,
        }
    }
}

/// All models up to an order, those with an estimate ranked.
#[derive(Debug, Clone)]
pub struct Ranking {
    /// Interactions of up to so many lists.
    pub order: usize,
    /// Models with an estimate, best first.
    pub fits: Vec<Fit>,
    /// Models without an estimate, in a fixed order, and why.
    pub without_estimate: Vec<(Model, Status)>,
    /// How many models have each status.
    pub statuses: BTreeMap<Status, usize>,
}

impl Ranking {
    /// The best model, if any has an estimate.
    pub fn best(&self) -> Option<&Fit> {
        self.fits.first()
    }

    /// The weight of each ranked model: its posterior probability if all were equally likely before, with the criterion in place of twice
    /// the negative logarithm of the marginal likelihood (Raftery 1995, Sociol. Methodol. 25:111).
    pub fn weights(&self, criterion: Criterion) -> Vec<f64> {
        let least = self.fits.iter().map(|fit| criterion.of(fit)).fold(f64::INFINITY, f64::min);
        let raw: Vec<f64> = self.fits.iter().map(|fit| (-(criterion.of(fit) - least) / 2.0).exp()).collect();
        let sum: f64 = raw.iter().sum();
        raw.into_iter().map(|weight| weight / sum).collect()
    }
}

/// The highest order at which all hierarchical models of this table are few enough to be fitted; `None` if not even pairs are.
pub fn order_within_reach(table: &Table) -> Option<usize> {
    if table.lists() > 6 {
        return None;
    }
    let within = |order: &usize| count_models(table, *order, MODELS_MAX + 1) <= MODELS_MAX;
    [table.lists(), 2].into_iter().find(within)
}

/// Fits and ranks all hierarchical models with interactions of up to `order` lists.
///
/// # Errors
/// [`Error::TooManyLists`] if there are more than [`MODELS_MAX`] of them.
pub fn rank(table: &Table, order: usize, criterion: Criterion) -> Result<Ranking, Error> {
    if table.lists() > 6 || count_models(table, order, MODELS_MAX + 1) > MODELS_MAX {
        return Err(Error::TooManyLists { lists: table.lists(), most: 6 });
    }
    let frame = Frame::of(table)?;
    let fits: Vec<Fit> = all_models(table, order)
        .par_chunks(MODELS_A_TASK)
        .map_init(Workspace::default, |space, models| {
            models.iter().map(|model| fit_frame(&frame, model, space)).collect::<Vec<Fit>>()
        })
        .flatten_iter()
        .collect();
    let mut statuses = BTreeMap::new();
    fits.iter().for_each(|fit| *statuses.entry(fit.status).or_default() += 1);
    let (mut fits, without): (Vec<Fit>, Vec<Fit>) = fits.into_iter().partition(|fit| fit.status.has_estimate());
    let without_estimate = without.into_iter().map(|fit| (fit.model, fit.status)).collect();
    fits.sort_by(|a, b| criterion.of(a).total_cmp(&criterion.of(b)).then_with(|| a.model.cmp(&b.model)));
    Ok(Ranking { order, fits, without_estimate, statuses })
}

/// Pairs of lists that may overlap, in the order of the lists.
pub(crate) fn pairs(table: &Table) -> Vec<Lists> {
    let lists = table.lists();
    let pairs = (0..lists).flat_map(|first| (first + 1..lists).map(move |second| 1 << first | 1 << second));
    pairs.filter(|pair| table.is_possible(*pair)).collect()
}

/// Grows a model from independent lists. At each step the pair of lists whose overlap is the least likely under the present model, by its
/// Poisson tail, joins it, if that is below [`STEPWISE_LEVEL`] and the larger model has an estimate (Chan, Silverman & Vincent 2021).
///
/// # Errors
/// [`Error::TooManyLists`] beyond [`crate::LISTS_FITTED_MAX`].
pub fn stepwise(table: &Table) -> Result<Fit, Error> {
    Ok(stepwise_frame(&Frame::of(table)?, &pairs(table), &mut Workspace::default()))
}

pub(crate) fn stepwise_frame(frame: &Frame, pairs: &[Lists], space: &mut Workspace) -> Fit {
    let mut fit = fit_frame(frame, &Model::independence(), space);
    while fit.status.has_estimate() {
        let expected = space.overlaps();
        let mut surprises: Vec<(f64, Lists)> = pairs
            .iter()
            .filter(|pair| !fit.model.interactions().contains(pair))
            .map(|pair| (surprise(frame.margins[*pair as usize], expected[*pair as usize]), *pair))
            .filter(|(chance, _)| *chance < STEPWISE_LEVEL)
            .collect();
        surprises.sort_by(|a, b| a.0.total_cmp(&b.0));
        let grown = |pair: Lists| Model::with(fit.model.interactions().iter().copied().chain([pair]));
        let next =
            surprises.into_iter().map(|(_, pair)| grown(pair)).find(|model| frame.footing(model, space).status.has_estimate());
        match next.map(|model| fit_frame(frame, &model, space)) {
            Some(next) if next.status.has_estimate() => fit = next,
            _ => return fit,
        }
    }
    fit
}

/// The smaller tail probability of a count under its expectation.
fn surprise(count: f64, mean: f64) -> f64 {
    poisson_at_most(count, mean).min(poisson_at_least(count, mean))
}
