//! Which log-linear model: all of them ranked by a criterion, or one grown step by step.

use crate::fit::{Frame, Workspace, fit_frame};
use crate::model::{all_models, candidates, count_models};
use crate::special::{poisson_at_least, poisson_at_most};
use crate::table::{Lists, Table};
use crate::{Error, Fit, Model, Status};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// More models than this are not all fitted.
pub const MODELS_MAX: usize = 40_000;
/// The level at which the stepwise search adds a pair of lists (Chan, Silverman & Vincent 2021, section 5).
pub const STEPWISE_LEVEL: f64 = 0.02;
/// Interactions of three lists are searched for up to this many lists, of two beyond.
pub const LISTS_OF_TRIPLES_MAX: usize = 8;
/// Models whose neighbours are tried: so many at a time, so many in all, and as long as they are so near to the best by BIC.
const EXPANDED: (usize, usize) = (8, 160);
const EXPANDED_ABOVE: f64 = 6.0;
/// Models from which a search starts.
const STARTS: usize = 20;
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

/// Models up to an order, those with an estimate ranked.
#[derive(Debug, Clone)]
pub struct Ranking {
    /// Interactions of up to so many lists.
    pub order: usize,
    /// Whether all models of that order were fitted; otherwise they were searched.
    pub is_complete: bool,
    /// Models with an estimate, best first.
    pub fits: Vec<Fit>,
    /// Models without an estimate, in a fixed order, and why.
    pub without_estimate: Vec<(Model, Status)>,
    /// How many models have each status.
    pub statuses: BTreeMap<Status, usize>,
}

impl Ranking {
    fn of(order: usize, is_complete: bool, fits: Vec<Fit>, criterion: Criterion) -> Self {
        let mut statuses = BTreeMap::new();
        fits.iter().for_each(|fit| *statuses.entry(fit.status).or_default() += 1);
        let (mut fits, without): (Vec<Fit>, Vec<Fit>) = fits.into_iter().partition(|fit| fit.status.has_estimate());
        let without_estimate = without.into_iter().map(|fit| (fit.model, fit.status)).collect();
        fits.sort_by(|a, b| criterion.of(a).total_cmp(&criterion.of(b)).then_with(|| a.model.cmp(&b.model)));
        Ranking { order, is_complete, fits, without_estimate, statuses }
    }

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
    let fits = fitted(&frame, &all_models(table, order));
    Ok(Ranking::of(order, true, fits, criterion))
}

/// Ranks the hierarchical models with interactions of up to `order` lists that a search meets: from the best of `start`, independent lists and the
/// model grown step by step, the neighbours of the best models are tried, one interaction more or less, until none of those near the best by BIC
/// has neighbours untried. A better model may lie elsewhere.
///
/// # Errors
/// [`Error::TooManyLists`] beyond [`crate::LISTS_FITTED_MAX`].
pub fn search(table: &Table, order: usize, start: &[Fit]) -> Result<Ranking, Error> {
    let frame = Frame::of(table)?;
    let sets = candidates(table, order);
    let grown = stepwise_frame(&frame, &pairs(table), &mut Workspace::default()).model;
    let first = start.iter().take(STARTS).map(|fit| fit.model.clone()).chain([Model::independence(), grown]);
    let mut known: BTreeSet<Model> = start.iter().map(|fit| fit.model.clone()).collect();
    let mut fits = start.to_vec();
    let unknown: Vec<Model> = first.clone().filter(|model| known.insert(model.clone())).collect();
    fits.extend(fitted(&frame, &unknown));
    let mut expanded: BTreeSet<Model> = BTreeSet::new();
    while expanded.len() < EXPANDED.1 {
        let mut open: Vec<&Fit> =
            fits.iter().filter(|fit| fit.status.has_estimate() && !expanded.contains(&fit.model)).collect();
        let least = fits.iter().map(|fit| fit.bic).fold(f64::INFINITY, f64::min);
        open.retain(|fit| fit.bic <= least + EXPANDED_ABOVE);
        open.sort_by(|a, b| a.bic.total_cmp(&b.bic).then_with(|| a.model.cmp(&b.model)));
        let chosen: Vec<Model> = open.into_iter().take(EXPANDED.0).map(|fit| fit.model.clone()).collect();
        if chosen.is_empty() {
            break;
        }
        let near = chosen.iter().flat_map(|model| sets.iter().map(|set| model.toggled(*set)));
        let unknown: Vec<Model> = near.filter(|model| known.insert(model.clone())).collect();
        fits.extend(fitted(&frame, &unknown));
        expanded.extend(chosen);
    }
    Ok(Ranking::of(order, false, fits, Criterion::Bic))
}

fn fitted(frame: &Frame, models: &[Model]) -> Vec<Fit> {
    models
        .par_chunks(MODELS_A_TASK)
        .map_init(Workspace::default, |space, models| {
            models.iter().map(|model| fit_frame(frame, model, space)).collect::<Vec<Fit>>()
        })
        .flatten_iter()
        .collect()
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
