//! Two kinds of people, one of them harder to find: worlds that the overlaps do not exclude.
//!
//! Let each list's odds of holding a person be [`EASE`] times as high for one kind of people as for the other, let lists depend on each other by a
//! log-linear model within each kind, and let `easy` be the share of the easy among the unseen. The expectation of a pattern of `k` lists is then
//! that of the log-linear model times `1 - easy + easy * EASE^k` (Darroch, Fienberg, Glonek & Junker 1993, JASA 88:1137: the moments of what
//! people differ in, among the unseen), so that with `easy` given it is a Poisson regression with an offset. Where `easy` is high, those found
//! once, twice and three times look as if all were alike, though up to `(EASE + 1)^2 / (4 EASE)` times as many are unseen. So it is not asked
//! whether people differ, but how far the total could move if they did and the overlaps looked as they do.

use crate::Model;
use crate::dense::Design;
use crate::fit::{Frame, Workspace};
use crate::special::normal_quantile;
use crate::table::Lists;
use std::collections::BTreeSet;

/// Times the odds of the hard to find that the easy to find have.
pub const EASE: f64 = 5.0;
/// The same in words.
pub const EASE_WORDS: &str = "five";
/// Shares of the easy among the unseen that are tried, one after the other. At one, all are alike.
const EASY_SHARES: [f64; 14] = [1.0, 0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.13, 0.08, 0.04, 0.02];
/// A world is not excluded if its BIC is at most so much above that of the best model known: the bound of a likelihood ratio at 95 %.
const NOT_EXCLUDED_ABOVE: f64 = 3.84;
/// Up to this many lists, pairs of lists are added and dropped in every world; beyond, lists depend as in the models given.
const LISTS_SEARCHED_MAX: usize = 6;

/// What the total could be if some people were [`EASE`] times as easy to find as the others, as far as the overlaps do not exclude it.
#[derive(Debug, Clone, PartialEq)]
pub struct TwoKinds {
    /// The lowest and the highest total.
    pub totals: (f64, f64),
    /// The lowest and the highest end of their intervals.
    pub interval: (f64, f64),
    /// How lists depend where the total is highest.
    pub model: Model,
    /// The share of the easy among the unseen there.
    pub easy: f64,
    /// Whether worlds in which all are alike are excluded.
    pub excludes_alike: bool,
}

/// One world with its total.
struct World {
    model: Model,
    easy: f64,
    log_unseen: f64,
    log_unseen_error: f64,
    bic: f64,
}

/// The worlds that are come by on the way from `starts` to the best of each share, and are not excluded beside one another and beside a model of
/// this BIC. `None` where none has an estimate.
pub(crate) fn two_kinds(frame: &Frame, pairs: &[Lists], starts: &[Model], best_bic: f64, level: f64) -> Option<TwoKinds> {
    let pairs = if frame.lists <= LISTS_SEARCHED_MAX { pairs } else { &[] };
    let worlds = worlds(frame, pairs, starts);
    let least = worlds.iter().map(|world| world.bic).fold(best_bic, f64::min);
    let alike = worlds.iter().filter(|world| world.easy >= 1.0).map(|world| world.bic).fold(best_bic, f64::min);
    let open: Vec<&World> = worlds.iter().filter(|world| world.bic <= least + NOT_EXCLUDED_ABOVE).collect();
    let highest = open.iter().max_by(|a, b| a.log_unseen.total_cmp(&b.log_unseen))?;
    let lowest = open.iter().map(|world| world.log_unseen).fold(f64::INFINITY, f64::min);
    let reach = |world: &World| normal_quantile(0.5 + level / 2.0) * world.log_unseen_error;
    let low = open.iter().map(|world| world.log_unseen - reach(world)).fold(f64::INFINITY, f64::min);
    let high = open.iter().map(|world| world.log_unseen + reach(world)).fold(f64::NEG_INFINITY, f64::max);
    let total = |log_unseen: f64| frame.observed + log_unseen.exp();
    Some(TwoKinds {
        totals: (total(lowest), total(highest.log_unseen)),
        interval: (total(low), total(high)),
        model: highest.model.clone(),
        easy: highest.easy,
        excludes_alike: alike > least + NOT_EXCLUDED_ABOVE,
    })
}

fn worlds(frame: &Frame, pairs: &[Lists], starts: &[Model]) -> Vec<World> {
    let space = &mut Workspace::default();
    let mut found = Vec::new();
    for start in starts {
        let mut model = start.clone();
        for easy in EASY_SHARES {
            model = climb(frame, pairs, model, easy, space, &mut found);
        }
    }
    found
}

/// Adds and drops pairs of lists as long as the BIC falls; all that was tried goes to `found`. Gives the model it ends at.
fn climb(frame: &Frame, pairs: &[Lists], start: Model, easy: f64, space: &mut Workspace, found: &mut Vec<World>) -> Model {
    let Some(first) = world(frame, &start, easy, space) else { return start };
    let mut tried = BTreeSet::from([start.clone()]);
    let (mut best, mut best_bic) = (start, first.bic);
    found.push(first);
    loop {
        let near: Vec<Model> = pairs.iter().map(|pair| best.toggled(*pair)).filter(|model| tried.insert(model.clone())).collect();
        let near: Vec<World> = near.iter().filter_map(|model| world(frame, model, easy, space)).collect();
        let next = near.iter().min_by(|a, b| a.bic.total_cmp(&b.bic)).map(|next| (next.model.clone(), next.bic));
        found.extend(near);
        match next {
            Some((model, bic)) if bic < best_bic - 1e-9 => (best, best_bic) = (model, bic),
            _ => return best,
        }
    }
}

/// One world; `None` where the likelihood has no maximum within reach.
fn world(frame: &Frame, model: &Model, easy: f64, space: &mut Workspace) -> Option<World> {
    let footing = frame.footing(model, space);
    if !footing.status.has_estimate() {
        return None;
    }
    let is_open = |pattern: &u32| frame.possible[*pattern as usize] && !footing.void.contains(pattern);
    let patterns: Vec<u32> = (1..1u32 << frame.lists).filter(is_open).collect();
    let row = |pattern: &u32| footing.terms.iter().map(|term| f64::from(pattern & term == *term)).collect();
    let offset = |pattern: &u32| (1.0 - easy + easy * EASE.powi(pattern.count_ones() as i32)).ln();
    let design = Design {
        rows: patterns.iter().map(row).collect(),
        counts: patterns.iter().map(|pattern| frame.counts[*pattern as usize]).collect(),
        offsets: patterns.iter().map(offset).collect(),
    };
    let regression = design.regress()?;
    let parameters = 1 + frame.lists + model.interactions().len();
    Some(World {
        model: model.clone(),
        easy,
        log_unseen: regression.log_unseen(),
        log_unseen_error: regression.intercept_variance.sqrt(),
        bic: -2.0 * regression.log_likelihood + frame.observed.ln() * parameters as f64,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Table;

    /// Expected counts of lists that find each of `people` of two kinds by itself.
    fn expected(people: f64, share: f64, hard: &[f64]) -> Table {
        let cell = |odds: f64, pattern: u32| -> f64 {
            let chance = |p: f64| p / (1.0 - p) * odds / (1.0 + p / (1.0 - p) * odds);
            let on = |list: usize| if pattern >> list & 1 == 1 { chance(hard[list]) } else { 1.0 - chance(hard[list]) };
            (0..hard.len()).map(on).product()
        };
        let count = |pattern: u32| people * (share * cell(EASE, pattern) + (1.0 - share) * cell(1.0, pattern));
        let cells = (1..1u32 << hard.len()).map(|pattern| (pattern, count(pattern).round() as u64));
        Table::new((0..hard.len()).map(|list| format!("L{list}")).collect(), cells).unwrap()
    }

    #[test]
    fn the_world_in_which_a_table_was_made_is_among_those_that_are_not_excluded() {
        let table = expected(100_000.0, 0.3, &[0.05, 0.08, 0.06, 0.1]);
        let frame = Frame::of(&table).unwrap();
        let found = two_kinds(&frame, &crate::search::pairs(&table), &[Model::independence()], f64::INFINITY, 0.95).unwrap();
        let (low, high) = found.interval;
        assert!(low < 100_000.0 && 100_000.0 < high && high < 130_000.0 && found.excludes_alike, "{found:?}");
    }

    #[test]
    fn dense_lists_exclude_a_kind_that_is_not_there() {
        let table = expected(5_000.0, 0.0, &[0.3, 0.4, 0.35, 0.25]);
        let frame = Frame::of(&table).unwrap();
        let found = two_kinds(&frame, &crate::search::pairs(&table), &[Model::independence()], f64::INFINITY, 0.95).unwrap();
        assert!(found.totals.0 > 4_950.0 && found.totals.1 < 5_600.0 && !found.excludes_alike, "{found:?}");
    }
}
