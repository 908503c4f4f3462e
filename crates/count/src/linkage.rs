//! How much of an interval comes from not knowing for certain which entries are the same person.
//!
//! Whoever links lists can draw its uncertain pairs again and count the overlaps of each draw. The method is run on every such table, and
//! the variances within and between tables are put together as for imputed data (Rubin 1987, Multiple Imputation for Nonresponse in Surveys,
//! section 3.1), on the scale of the logarithm of the total.

use crate::method::{Method, Outcome};
use crate::special::normal_quantile;
use crate::verdict::grouped;
use crate::{Analysis, Settings, Table, Verdict, VerdictKind};
use std::collections::BTreeMap;

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
    let level = outcomes.first()?.level;
    let usable = outcomes.iter().filter_map(|outcome| log_and_variance(outcome.estimate?, outcome.interval?, level)).collect();
    pooled(usable, outcomes.len(), level)
}

/// Logarithms of totals with their variances, put together.
fn pooled(usable: Vec<(f64, f64)>, draws: usize, level: f64) -> Option<AcrossDraws> {
    if usable.len() < 2 {
        return None;
    }
    let count = usable.len() as f64;
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
        draws: (usable.len(), draws),
    })
}

/// The logarithm of a total and its variance, from the width of its interval.
fn log_and_variance(estimate: f64, (low, high): (f64, f64), level: f64) -> Option<(f64, f64)> {
    if low <= 0.0 || !high.is_finite() {
        return None;
    }
    let width = (high / low).ln() / (2.0 * normal_quantile(0.5 + level / 2.0));
    Some((estimate.ln(), width * width))
}

/// Verdicts on all draws, as one.
#[derive(Debug, Clone, PartialEq)]
pub struct LinkedVerdict {
    /// The most cautious kind that at least a tenth of the draws have.
    pub kind: VerdictKind,
    /// How many draws have each kind, the most cautious first.
    pub kinds: Vec<(VerdictKind, usize)>,
    /// A sentence that may be printed.
    pub sentence: String,
    /// People on any list: the fewest and the most of all draws.
    pub observed: (u64, u64),
    /// Each method over all draws.
    pub methods: Vec<(Method, Option<AcrossDraws>)>,
    /// From the lowest to the highest end of the intervals of the methods that have a say, and of the best model in which people differ.
    pub range: Option<(f64, f64)>,
    /// The lowest lower bound of all draws.
    pub lower_bound: f64,
    /// The largest share of the variance of a method with a say that comes from the linkage.
    pub share_from_linkage: Option<f64>,
}

/// Counts every draw of a linkage by the same methods. `None` without a draw that the methods have anything to say of.
pub fn count_draws(tables: &[Table], settings: &Settings, methods: &[Method]) -> Option<LinkedVerdict> {
    let counted: Vec<(u64, Vec<Outcome>, Verdict)> = tables.iter().map(|table| counted(table, settings, methods)).collect();
    let of = |method: Method| -> Vec<Outcome> {
        counted.iter().flat_map(|(_, outcomes, _)| outcomes.iter().filter(|outcome| outcome.method == method).cloned()).collect()
    };
    let across: Vec<(Method, Option<AcrossDraws>)> = methods.iter().map(|method| (*method, across_draws(&of(*method)))).collect();
    let saying: Vec<&AcrossDraws> =
        across.iter().filter(|(method, _)| method.has_a_say()).filter_map(|(_, across)| across.as_ref()).collect();
    let differing = counted.iter().filter_map(|(observed, _, verdict)| {
        let (differing, observed) = (verdict.differing.as_ref()?, *observed as f64);
        log_and_variance(observed + differing.log_unseen.exp(), differing.interval(observed, settings.level), settings.level)
    });
    let allowed = pooled(differing.collect(), tables.len(), settings.level);
    let ends = saying.iter().copied().chain(&allowed).map(|across| across.interval);
    let mut verdict = LinkedVerdict {
        kind: VerdictKind::Refused,
        kinds: kinds(&counted),
        sentence: String::new(),
        observed: (counted.iter().map(|one| one.0).min()?, counted.iter().map(|one| one.0).max()?),
        range: ends.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))),
        lower_bound: counted.iter().map(|(_, _, verdict)| verdict.lower_bound).fold(f64::INFINITY, f64::min),
        share_from_linkage: saying.iter().map(|across| across.share_from_linkage).reduce(f64::max),
        methods: across,
    };
    verdict.kind = cautious(&verdict.kinds, tables.len());
    verdict.sentence = sentence(&verdict, tables.first()?.lists(), tables.len(), settings.level);
    Some(verdict)
}

fn counted(table: &Table, settings: &Settings, methods: &[Method]) -> (u64, Vec<Outcome>, Verdict) {
    match Analysis::new(table, *settings) {
        Err(error) => (table.observed(), Vec::new(), Verdict::refused(table.observed(), &error)),
        Ok(mut analysis) => {
            let outcomes: Vec<Outcome> = methods.iter().map(|method| analysis.run(*method)).collect();
            let verdict = Verdict::of(&analysis, &outcomes);
            (table.observed(), outcomes, verdict)
        }
    }
}

fn kinds(counted: &[(u64, Vec<Outcome>, Verdict)]) -> Vec<(VerdictKind, usize)> {
    let mut kinds: BTreeMap<VerdictKind, usize> = BTreeMap::new();
    counted.iter().for_each(|(_, _, verdict)| *kinds.entry(verdict.kind).or_default() += 1);
    kinds.into_iter().collect()
}

/// The first kind up to which a tenth of the draws lie.
fn cautious(kinds: &[(VerdictKind, usize)], draws: usize) -> VerdictKind {
    let mut reached = 0;
    let enough = kinds.iter().find(|(_, count)| {
        reached += count;
        reached * 10 >= draws
    });
    enough.map_or(VerdictKind::Refused, |(kind, _)| *kind)
}

fn sentence(verdict: &LinkedVerdict, lists: usize, draws: usize, level: f64) -> String {
    let (fewest, most) = (grouped(verdict.observed.0 as f64), grouped(verdict.observed.1 as f64));
    let seen = if fewest == most {
        format!("{fewest} people are on at least one of {lists} lists")
    } else {
        format!("{fewest} to {most} people are on at least one of {lists} lists, depending on which entries are the same person")
    };
    let bound = grouped(verdict.lower_bound.floor());
    let share = verdict.share_from_linkage.map_or(String::new(), |share| {
        format!(" Up to {:.0} % of the variance comes from not knowing which entries are the same person.", share * 100.0)
    });
    match (verdict.kind, verdict.range) {
        (VerdictKind::Agreement, Some((low, high))) => format!(
            "{seen}. If nobody is out of reach of all lists, methods put the total between {} and {} at the {} % level, over {draws} draws of who is whom; people whom no list could reach come on top.{share}",
            grouped(low.floor()),
            grouped(high.ceil()),
            level * 100.0
        ),
        (VerdictKind::LowerBound, Some(_)) => {
            format!(
                "{seen}. Estimates from their overlaps are a lower bound: at least {bound} in all, and the true number may be much higher.{share}"
            )
        }
        (VerdictKind::Disagreement, Some((low, high))) => format!(
            "{seen}. Methods disagree on how many there are in all, or draws do: intervals run from {} to {}, so no single number should be printed. A cautious reading is at least {bound}.{share}",
            grouped(low.floor()),
            grouped(high.ceil())
        ),
        _ => format!("{seen}. How many are on none cannot be told from their overlaps."),
    }
}
