//! Lists that depend on each other and people who differ, both at once.
//!
//! To the interactions of a log-linear model one column is added, a convex function of how many lists somebody is on (Rivest & Baillargeon 2007,
//! section 5). With `k^2 / 2` it is also an odds ratio that any two lists share: above one where people differ or keepers send people to each
//! other, below one where lists share out the work. What pairs one by one took for independence may then be either; how far the total moves
//! says how much of the answer hangs on there being neither.

use crate::dense::Design;
use crate::fit::{Frame, Workspace};
use crate::special::normal_quantile;
use crate::table::Lists;
use crate::{Heterogeneity, Model};

/// A model of both, fitted.
#[derive(Debug, Clone, PartialEq)]
pub struct Differing {
    /// How lists depend.
    pub model: Model,
    /// The logarithm of the odds ratio that any two lists share beyond the model: positive where people differ.
    pub effect: f64,
    /// The natural logarithm of the expected number of unseen people.
    pub log_unseen: f64,
    /// Its standard error.
    pub log_unseen_error: f64,
    /// Log-likelihood with all constants.
    pub log_likelihood: f64,
    /// Schwarz's criterion.
    pub bic: f64,
}

impl Differing {
    /// The interval of totals at this level, symmetric in the logarithm of the unseen.
    pub fn interval(&self, observed: f64, level: f64) -> (f64, f64) {
        let reach = normal_quantile(0.5 + level / 2.0) * self.log_unseen_error;
        (observed + (self.log_unseen - reach).exp(), observed + (self.log_unseen + reach).exp())
    }
}

/// The best by BIC that can be reached from any of `starts` by adding or dropping one pair of lists at a time. `None` where the overlaps cannot tell
/// differing people from none: the likelihood has no maximum within reach.
pub(crate) fn best_differing(frame: &Frame, pairs: &[Lists], starts: &[Model]) -> Option<Differing> {
    let space = &mut Workspace::default();
    let found: Vec<Differing> = starts.iter().filter_map(|start| climb(frame, pairs, start, space)).collect();
    found.into_iter().min_by(|a, b| a.bic.total_cmp(&b.bic))
}

fn climb(frame: &Frame, pairs: &[Lists], start: &Model, space: &mut Workspace) -> Option<Differing> {
    let mut best = with_differing(frame, start, space)?;
    loop {
        let near = pairs.iter().map(|pair| best.model.toggled(*pair));
        let next = near.filter_map(|model| with_differing(frame, &model, space)).min_by(|a, b| a.bic.total_cmp(&b.bic));
        match next {
            Some(next) if next.bic < best.bic - 1e-9 => best = next,
            _ => return Some(best),
        }
    }
}

/// The model with a column for people who differ; `None` where the likelihood has no maximum within reach.
fn with_differing(frame: &Frame, model: &Model, space: &mut Workspace) -> Option<Differing> {
    let (design, parameters) = design(frame, model, Heterogeneity::Darroch, space)?;
    let regression = design.regress()?;
    let columns = regression.effects.len();
    Some(Differing {
        model: model.clone(),
        effect: regression.effects[columns - 2],
        log_unseen: regression.log_unseen(),
        log_unseen_error: regression.intercept_variance.sqrt(),
        log_likelihood: regression.log_likelihood,
        bic: -2.0 * regression.log_likelihood + frame.observed.ln() * parameters as f64,
    })
}

/// Patterns that can be seen under the model, with a column a term, the column of difference, and the intercept.
fn design(frame: &Frame, model: &Model, kind: Heterogeneity, space: &mut Workspace) -> Option<(Design, usize)> {
    let footing = frame.footing(model, space);
    if !footing.status.has_estimate() {
        return None;
    }
    let patterns: Vec<u32> =
        (1..1u32 << frame.lists).filter(|pattern| frame.possible[*pattern as usize] && !footing.void.contains(pattern)).collect();
    let terms = &footing.terms[..footing.terms.len() - 1];
    let row = |pattern: &u32| {
        let own = terms.iter().map(|term| f64::from(pattern & term == *term));
        own.chain([kind.column(f64::from(pattern.count_ones())), 1.0]).collect::<Vec<f64>>()
    };
    let counts = patterns.iter().map(|pattern| frame.counts[*pattern as usize]).collect();
    let parameters = 2 + frame.lists + model.interactions().len();
    Some((Design { rows: patterns.iter().map(row).collect(), counts, offsets: Vec::new() }, parameters))
}
