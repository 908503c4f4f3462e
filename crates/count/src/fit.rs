//! Poisson log-linear models of the patterns that were seen, fitted by Newton's method.
//!
//! A pattern `s` has the expectation `exp(sum of the effects of all terms within s)`; the intercept alone is the expectation of the pattern
//! that nobody can see. Cormack 1989, Biometrics 45:395; Fienberg 1972, Biometrika 59:591.

use crate::cholesky::Triangle;
use crate::existence::{Footing, Status, footing};
use crate::lattice::{sum_over_subsets, sum_over_supersets};
use crate::special::log_factorial;
use crate::table::{Lists, Table};
use crate::{Error, Model};

/// Log-linear models are fitted up to this many lists; the table of all patterns doubles with each.
pub const LISTS_FITTED_MAX: usize = 10;
/// Rounds of Newton's method.
const ROUNDS_MAX: usize = 100;
/// The decrement at which Newton's method has arrived, in units of log-likelihood.
const ARRIVED: f64 = 1e-11;
/// Below this share of its diagonal, a pivot of the count of patterns is none.
const RANK_LEAST: f64 = 1e-8;

/// A table laid out for fitting: every pattern, its count, and the margin of every set of lists.
#[derive(Debug, Clone)]
pub(crate) struct Frame {
    pub(crate) lists: usize,
    /// Whether a pattern could have been seen; never the first, which is the unseen.
    pub(crate) possible: Vec<bool>,
    pub(crate) counts: Vec<f64>,
    pub(crate) margins: Vec<f64>,
    pub(crate) observed: f64,
    /// Sum of the logarithms of the factorials of the counts.
    log_factorials: f64,
}

impl Frame {
    /// Lays out a table.
    ///
    /// # Errors
    /// [`Error::TooManyLists`] beyond [`LISTS_FITTED_MAX`].
    pub(crate) fn of(table: &Table) -> Result<Self, Error> {
        let lists = table.lists();
        if lists > LISTS_FITTED_MAX {
            return Err(Error::TooManyLists { lists, most: LISTS_FITTED_MAX });
        }
        let possible: Vec<bool> = (0..1u32 << lists).map(|pattern| pattern != 0 && table.is_possible(pattern)).collect();
        let mut counts = vec![0.0; 1 << lists];
        table.cells().for_each(|(pattern, count)| counts[pattern as usize] = count as f64);
        Ok(Frame { lists, possible, ..Frame::empty() }.with_counts(counts))
    }

    fn empty() -> Self {
        Frame { lists: 0, possible: Vec::new(), counts: Vec::new(), margins: Vec::new(), observed: 0.0, log_factorials: 0.0 }
    }

    /// The same lists with other counts, one a pattern.
    pub(crate) fn with_counts(&self, counts: Vec<f64>) -> Frame {
        let mut margins = counts.clone();
        sum_over_supersets(&mut margins);
        let log_factorials = counts.iter().map(|count| log_factorial(*count)).sum();
        Frame {
            lists: self.lists,
            possible: self.possible.clone(),
            observed: counts.iter().sum(),
            counts,
            margins,
            log_factorials,
        }
    }

    /// What of the model can be fitted. The quick way decides nearly always: terms whose margin is zero go to minus infinity with the
    /// patterns that hold them, and if the patterns that were seen then tell all other terms apart, there is a maximum.
    pub(crate) fn footing(&self, model: &Model, space: &mut Workspace) -> Footing {
        let terms = model.terms(self.lists);
        let (at_minus_infinity, kept): (Vec<Lists>, Vec<Lists>) =
            terms.iter().partition(|term| self.margins[**term as usize] == 0.0);
        if self.tells_apart(&kept, space) {
            let status = if at_minus_infinity.is_empty() { Status::Fine } else { Status::Boundary };
            let is_void = |pattern: &Lists| at_minus_infinity.iter().any(|term| pattern & term == *term);
            let void = if at_minus_infinity.is_empty() { Vec::new() } else { self.patterns().filter(is_void).collect() };
            return Footing { status, terms: kept, void, at_minus_infinity };
        }
        let (seen, unseen): (Vec<Lists>, Vec<Lists>) = self.patterns().partition(|pattern| self.counts[*pattern as usize] > 0.0);
        footing(&terms, &seen, &unseen)
    }

    /// Patterns that could have been seen.
    fn patterns(&self) -> impl Iterator<Item = Lists> {
        self.possible.iter().enumerate().filter(|(_, possible)| **possible).map(|(pattern, _)| pattern as Lists)
    }

    /// Whether the patterns that were seen tell all `terms` apart.
    fn tells_apart(&self, terms: &[Lists], space: &mut Workspace) -> bool {
        space.sums.clear();
        space.sums.extend(self.counts.iter().map(|count| f64::from(u8::from(*count > 0.0))));
        sum_over_supersets(&mut space.sums);
        space.load(terms);
        space.matrix.factor(RANK_LEAST)
    }
}

/// Room that fits share, so that thousands of them ask for memory once.
#[derive(Debug, Clone, Default)]
pub(crate) struct Workspace {
    effects: Vec<f64>,
    predictors: Vec<f64>,
    means: Vec<f64>,
    sums: Vec<f64>,
    alive: Vec<bool>,
    step: Vec<f64>,
    matrix: Triangle,
}

impl Workspace {
    /// Loads the information matrix of `terms` from the sums over supersets.
    fn load(&mut self, terms: &[Lists]) {
        self.matrix.resize(terms.len());
        for (row, first) in terms.iter().enumerate() {
            for (column, second) in terms[..=row].iter().enumerate() {
                self.matrix.set(row, column, self.sums[(first | second) as usize]);
            }
        }
    }
}

impl Workspace {
    /// Expected numbers of people on all of each set of lists, under the model fitted last.
    pub(crate) fn overlaps(&self) -> Vec<f64> {
        let mut overlaps = self.means.clone();
        sum_over_supersets(&mut overlaps);
        overlaps
    }
}

/// A model fitted to a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// The model.
    pub model: Model,
    /// Whether it has an estimate.
    pub status: Status,
    /// The natural logarithm of the expected number of unseen people; not a number without an estimate.
    pub log_unseen: f64,
    /// The standard error of that logarithm, from the information matrix.
    pub log_unseen_error: f64,
    /// Log-likelihood of the counts, with all constants.
    pub log_likelihood: f64,
    /// Twice the log-likelihood that the saturated model has more.
    pub deviance: f64,
    /// Terms of the model, those at minus infinity included.
    pub parameters: usize,
    /// Terms at minus infinity.
    pub at_minus_infinity: Vec<Lists>,
    /// Akaike's criterion.
    pub aic: f64,
    /// Schwarz's criterion, with the number of observed people as the size of the sample.
    pub bic: f64,
}

impl Fit {
    /// The estimated number of people, seen and unseen.
    pub fn total(&self, observed: f64) -> f64 {
        observed + self.log_unseen.exp()
    }

    /// The standard error of the total: that of the expectation, and the chance of the unseen number itself (Rivest & Baillargeon 2007).
    pub fn total_error(&self) -> f64 {
        let unseen = self.log_unseen.exp();
        (unseen + (unseen * self.log_unseen_error).powi(2)).sqrt()
    }

    fn none(model: &Model, status: Status, lists: usize) -> Self {
        Fit {
            model: model.clone(),
            status,
            log_unseen: f64::NAN,
            log_unseen_error: f64::NAN,
            log_likelihood: f64::NEG_INFINITY,
            deviance: f64::NAN,
            parameters: 1 + lists + model.interactions().len(),
            at_minus_infinity: Vec::new(),
            aic: f64::INFINITY,
            bic: f64::INFINITY,
        }
    }
}

/// Fits a model to a table.
///
/// # Errors
/// [`Error::TooManyLists`] beyond [`LISTS_FITTED_MAX`].
pub fn fit(table: &Table, model: &Model) -> Result<Fit, Error> {
    Ok(fit_frame(&Frame::of(table)?, model, &mut Workspace::default()))
}

pub(crate) fn fit_frame(frame: &Frame, model: &Model, space: &mut Workspace) -> Fit {
    let footing = frame.footing(model, space);
    if !footing.status.has_estimate() {
        return Fit::none(model, footing.status, frame.lists);
    }
    space.alive.clone_from(&frame.possible);
    footing.void.iter().for_each(|pattern| space.alive[*pattern as usize] = false);
    let Some(log_likelihood) = newton(frame, &footing.terms, space) else {
        return Fit::none(model, Status::NoMaximum, frame.lists);
    };
    let parameters = 1 + frame.lists + model.interactions().len();
    Fit {
        model: model.clone(),
        status: footing.status,
        log_unseen: space.effects[0],
        log_unseen_error: space.matrix.last_of_inverse().sqrt(),
        log_likelihood: log_likelihood - frame.log_factorials,
        deviance: 2.0 * (saturated(&frame.counts) - log_likelihood),
        parameters,
        at_minus_infinity: footing.at_minus_infinity,
        aic: -2.0 * (log_likelihood - frame.log_factorials) + 2.0 * parameters as f64,
        bic: -2.0 * (log_likelihood - frame.log_factorials) + frame.observed.ln() * parameters as f64,
    }
}

/// Log-likelihood of the saturated model, without its constants.
pub(crate) fn saturated(counts: &[f64]) -> f64 {
    counts.iter().filter(|count| **count > 0.0).map(|count| count * count.ln() - count).sum()
}

/// Newton's method with halved steps. Leaves effects by set of lists in `space.effects`, expectations in `space.means` and the factor of the
/// information matrix in `space.matrix`. Returns the log-likelihood without its constants; `None` if it does not arrive.
fn newton(frame: &Frame, terms: &[Lists], space: &mut Workspace) -> Option<f64> {
    start(frame, terms, space)?;
    let mut reached = likelihood(frame, space);
    for _ in 0..ROUNDS_MAX {
        space.sums.clone_from(&space.means);
        sum_over_supersets(&mut space.sums);
        space.load(terms);
        let slopes: Vec<f64> = terms.iter().map(|term| margin(frame, *term) - space.sums[*term as usize]).collect();
        if !space.matrix.factor(1e-14) {
            return None;
        }
        space.step.clone_from(&slopes);
        let mut step = std::mem::take(&mut space.step);
        space.matrix.solve(&mut step);
        let decrement: f64 = step.iter().zip(&slopes).map(|(a, b)| a * b).sum();
        let arrived = decrement < ARRIVED * (1.0 + reached.abs() * 1e-6);
        reached = walk(frame, terms, &step, reached, space)?;
        space.step = step;
        if arrived {
            return Some(reached);
        }
    }
    None
}

/// Patterns at minus infinity hold nobody, so margins need no correction.
fn margin(frame: &Frame, term: Lists) -> f64 {
    frame.margins[term as usize]
}

/// The least squares fit to the logarithms of the counts, as generalised linear models begin (McCullagh & Nelder 1989, section 2.5).
fn start(frame: &Frame, terms: &[Lists], space: &mut Workspace) -> Option<()> {
    let guess = |count: f64| count + 0.1;
    let weigh = |space: &mut Workspace, value: &dyn Fn(f64) -> f64| {
        space.sums.clear();
        space.sums.extend(frame.counts.iter().zip(&space.alive).map(|(count, alive)| if *alive { value(*count) } else { 0.0 }));
        sum_over_supersets(&mut space.sums);
    };
    weigh(space, &|count| guess(count) * guess(count).ln() - 0.1);
    let mut effects: Vec<f64> = terms.iter().map(|term| space.sums[*term as usize]).collect();
    weigh(space, &guess);
    space.load(terms);
    if !space.matrix.factor(1e-14) {
        return None;
    }
    space.matrix.solve(&mut effects);
    space.effects.clear();
    space.effects.resize(frame.counts.len(), 0.0);
    terms.iter().zip(&effects).for_each(|(term, effect)| space.effects[*term as usize] = *effect);
    predict(space);
    Some(())
}

/// Expectations from effects.
fn predict(space: &mut Workspace) {
    space.predictors.clone_from(&space.effects);
    sum_over_subsets(&mut space.predictors);
    space.means.clear();
    let mean = |(predictor, alive): (&f64, &bool)| if *alive { predictor.exp() } else { 0.0 };
    space.means.extend(space.predictors.iter().zip(&space.alive).map(mean));
}

/// Log-likelihood at the present expectations, without its constants.
fn likelihood(frame: &Frame, space: &Workspace) -> f64 {
    let seen = frame.counts.iter().zip(&space.predictors).filter(|(count, _)| **count > 0.0);
    seen.map(|(count, predictor)| count * predictor).sum::<f64>() - space.means.iter().sum::<f64>()
}

/// Takes a step, halved until the likelihood does not fall.
fn walk(frame: &Frame, terms: &[Lists], step: &[f64], reached: f64, space: &mut Workspace) -> Option<f64> {
    let mut share = 1.0;
    terms.iter().zip(step).for_each(|(term, by)| space.effects[*term as usize] += by);
    for _ in 0..40 {
        predict(space);
        let now = likelihood(frame, space);
        if now.is_finite() && now >= reached - 1e-9 * (1.0 + reached.abs()) {
            return Some(now);
        }
        share /= 2.0;
        terms.iter().zip(step).for_each(|(term, by)| space.effects[*term as usize] -= share * by);
    }
    None
}
