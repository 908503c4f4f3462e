//! What may be said of a table: not a number, but whether there is one.

use crate::analysis::Analysis;
use crate::classes::{EASE_WORDS, TwoKinds};
use crate::differing::Differing;
use crate::heterogeneity::{chao, unseen_from_pairs};
use crate::method::{Method, Outcome, Standing};
use crate::sensitivity::Sensitivity;
use crate::special::chi_squared_quantile;

/// Methods disagree if the largest of their totals is more than this many times the smallest.
pub const SPREAD_MAX: f64 = 1.5;
/// Two peaks of a posterior are two answers if each holds at least this share, and they lie more than [`SPREAD_MAX`] apart.
pub const PEAK_SHARE_LEAST: f64 = 0.1;
/// Heterogeneity is suspected if a model of it fits better than independent lists at this level of chance, to the one side on which people
/// differ. To warn in vain costs little, to print a third too few as the number costs much …
const HETEROGENEITY_LEVEL: f64 = 0.1;
/// … and its BIC is at most this much above that of the best model of dependent lists.
const HETEROGENEITY_BIC_ABOVE: f64 = 10.0;
/// People who differ explain the overlaps if the BIC of such a model is so much below that of all others: then other methods are a lower bound,
/// however far they lie apart (Raftery 1995: beyond 2 the evidence is positive).
const EXPLAINED_BIC_BELOW: f64 = 2.0;
/// Methods do not agree on a number if the total may be so many times theirs once people are allowed to differ.
pub const AGREED_REACH_MAX: f64 = 5.0;
/// Steps of the logarithm of the total in which peaks are looked for.
const PEAK_STEP: f64 = 0.06;

/// What kind of answer the table allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum VerdictKind {
    /// None.
    Refused,
    /// Methods that are all tenable give totals too far apart to be one answer, or a posterior has no upper end of its own.
    Disagreement,
    /// People seem to differ in how easily they are found, or nothing shows that they do not: at least so many.
    LowerBound,
    /// Methods agree within their intervals.
    Agreement,
}

impl VerdictKind {
    /// The word in output.
    pub fn name(self) -> &'static str {
        match self {
            VerdictKind::Refused => "refused",
            VerdictKind::Disagreement => "disagreement",
            VerdictKind::LowerBound => "lower_bound",
            VerdictKind::Agreement => "agreement",
        }
    }
}

/// What may be said.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// Which kind of answer.
    pub kind: VerdictKind,
    /// A sentence that may be printed.
    pub sentence: String,
    /// Why, each in a sentence.
    pub reasons: Vec<String>,
    /// From the lowest to the highest end of the intervals of all methods that have a say, of [`Verdict::differing`] and of
    /// [`Verdict::two_kinds`]; the upper end is infinite where there is none.
    pub range: Option<(f64, f64)>,
    /// The same of the methods alone: where people are alike, and lists depend only as models say.
    pub range_if_alike: Option<(f64, f64)>,
    /// The middle of the totals of those methods: the median.
    pub middle: Option<f64>,
    /// At least so many, seen and unseen: the lowest of the lower ends of the lower bounds, of the average over graphs and of
    /// [`Verdict::differing`], never less than were seen.
    pub lower_bound: f64,
    /// Whether people seem to differ in how easily they are found.
    pub heterogeneity_suspected: bool,
    /// The best model in which people differ and lists depend; `None` where the overlaps cannot tell the two apart.
    pub differing: Option<Differing>,
    /// What the total could be if some people were harder to find than others, as far as the overlaps do not exclude it.
    pub two_kinds: Option<TwoKinds>,
    /// Peaks of the posterior of the total and the share of each.
    pub peaks: Vec<(f64, f64)>,
    /// How the answer moves with what the lists cannot show.
    pub sensitivity: Option<Sensitivity>,
}

impl Verdict {
    /// The verdict on a table that no method has anything to say of.
    pub fn refused(observed: u64, why: &crate::Error) -> Self {
        Verdict {
            kind: VerdictKind::Refused,
            sentence: format!("{} people are on the lists. How many are on none cannot be told: {why}", grouped(observed as f64)),
            reasons: vec![why.to_string()],
            range: None,
            range_if_alike: None,
            middle: None,
            lower_bound: observed as f64,
            heterogeneity_suspected: false,
            differing: None,
            two_kinds: None,
            peaks: Vec::new(),
            sensitivity: None,
        }
    }

    /// The verdict on what was run.
    pub fn of(analysis: &Analysis, outcomes: &[Outcome]) -> Self {
        let (observed, level) = (analysis.table().observed() as f64, analysis.settings().level);
        let saying = saying(analysis, outcomes);
        let mut totals: Vec<f64> = saying.iter().filter_map(|outcome| outcome.estimate).collect();
        totals.sort_by(f64::total_cmp);
        let middle = (!totals.is_empty()).then(|| crate::bootstrap::quantile(&totals, 0.5));
        let known = Known::of(analysis, outcomes, middle);
        let bound = lower_bound(analysis, outcomes, known.allowed);
        let kind = known.kind(&saying, &totals, bound > observed);
        let range_if_alike = widest(saying.iter().filter_map(|outcome| outcome.interval));
        let of_two_kinds = known.two_kinds.as_ref().map(|two_kinds| two_kinds.interval);
        let range = widest([range_if_alike, known.allowed, of_two_kinds].into_iter().flatten());
        let mut reasons = reasons(analysis, &saying, outcomes, &totals, &known.peaks);
        reasons.extend(known.suspected.clone());
        reasons.extend(known.untold.clone());
        reasons.extend(known.allowed.filter(|_| !totals.is_empty()).map(allowance));
        reasons.push(NEVER_SHOWN.to_owned());
        let mut verdict = Verdict {
            kind,
            sentence: String::new(),
            reasons,
            range,
            range_if_alike,
            middle,
            lower_bound: bound.min(printed_low(kind, known.suspected.is_some(), range, range_if_alike)),
            heterogeneity_suspected: known.suspected.is_some(),
            differing: known.differing,
            two_kinds: known.two_kinds,
            peaks: known.peaks,
            sensitivity: sensitivity(analysis, observed, kind),
        };
        verdict.sentence = sentence(&verdict, observed, analysis.table().lists(), saying.len(), level, &totals);
        verdict
    }
}

/// What the overlaps show of people who differ, and what they leave open.
struct Known {
    peaks: Vec<(f64, f64)>,
    differing: Option<Differing>,
    /// The interval of [`Known::differing`].
    allowed: Option<(f64, f64)>,
    two_kinds: Option<TwoKinds>,
    /// Whether people who differ explain the overlaps better than any dependence between lists.
    is_explained: bool,
    /// Why people seem to differ.
    suspected: Option<String>,
    /// Why it cannot be told that they do not.
    untold: Option<String>,
}

impl Known {
    fn of(analysis: &Analysis, outcomes: &[Outcome], middle: Option<f64>) -> Self {
        let observed = analysis.table().observed() as f64;
        let (differing, two_kinds) = (analysis.differing(), analysis.two_kinds());
        let allowed = differing.as_ref().map(|differing| differing.interval(observed, analysis.settings().level));
        let explained = differing.as_ref().and_then(|differing| explained(analysis, differing));
        let is_explained = explained.is_some();
        let suspected = explained.or_else(|| heterogeneity(analysis, outcomes));
        Known {
            peaks: peaks(analysis),
            suspected: suspected.or_else(|| two_kinds.as_ref().and_then(not_alike)),
            untold: untold(allowed, two_kinds.as_ref(), middle, analysis),
            is_explained,
            differing,
            allowed,
            two_kinds,
        }
    }

    fn kind(&self, saying: &[&Outcome], totals: &[f64], has_bound: bool) -> VerdictKind {
        let spread = totals.first().zip(totals.last()).map_or(1.0, |(low, high)| high / low);
        let apart = self.peaks.first().zip(self.peaks.last()).map_or(1.0, |(low, high)| high.0 / low.0);
        let is_open = saying.iter().any(|outcome| outcome.standing == Standing::BoundDecides);
        match () {
            () if totals.is_empty() && !has_bound => VerdictKind::Refused,
            () if totals.is_empty() || self.is_explained => VerdictKind::LowerBound,
            () if spread > SPREAD_MAX || apart > SPREAD_MAX || is_open => VerdictKind::Disagreement,
            () if self.suspected.is_some() || self.untold.is_some() => VerdictKind::LowerBound,
            () => VerdictKind::Agreement,
        }
    }
}

/// From the lowest to the highest end.
fn widest(ends: impl Iterator<Item = (f64, f64)>) -> Option<(f64, f64)> {
    ends.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
}

/// The low end of the interval that the sentence prints: nothing that it calls a lower bound may lie above.
fn printed_low(kind: VerdictKind, is_suspected: bool, range: Option<(f64, f64)>, if_alike: Option<(f64, f64)>) -> f64 {
    let printed = match kind {
        VerdictKind::Agreement => range,
        VerdictKind::LowerBound if !is_suspected => if_alike,
        _ => None,
    };
    printed.map_or(f64::INFINITY, |(low, _)| low)
}

/// Why people who differ explain the overlaps better than any dependence between lists that was tried; `None` where they do not.
fn explained(analysis: &Analysis, differing: &Differing) -> Option<String> {
    let best = analysis.ranking()?.best()?;
    (differing.effect > 0.0 && differing.bic < best.bic - EXPLAINED_BIC_BELOW).then(|| {
        format!(
            "People who differ in how easily they are found explain the overlaps better than any dependence between lists that was tried (BIC {:.1} against {:.1}).",
            differing.bic, best.bic
        )
    })
}

/// Why people cannot all be alike; `None` where they can.
fn not_alike(two_kinds: &TwoKinds) -> Option<String> {
    two_kinds.excludes_alike.then(|| {
        format!(
            "The overlaps exclude that all are alike: with some people {EASE_WORDS} times as easy to find as the others they fit better, whatever pairs of lists depend on each other, and put the total at {} to {}.",
            grouped(two_kinds.totals.0),
            grouped(two_kinds.totals.1)
        )
    })
}

/// What holds of every table.
const NEVER_SHOWN: &str = "No overlap can show people whom no list could reach, nor a hidden group whose chances are many times smaller than those of the rest: such people are in none of these totals.";

/// Why nothing shows that people are alike; `None` where the overlaps can tell.
fn untold(allowed: Option<(f64, f64)>, two_kinds: Option<&TwoKinds>, middle: Option<f64>, analysis: &Analysis) -> Option<String> {
    let lists = analysis.table().lists();
    if let (Some(two_kinds), Some(middle)) = (two_kinds, middle)
        && two_kinds.totals.1 > SPREAD_MAX * middle
    {
        return Some(format!(
            "The overlaps do not exclude that some people are {EASE_WORDS} times as easy to find as the others ({:.0} % of the unseen; lists: {}): they would look as they do with {} people in all.",
            two_kinds.easy * 100.0,
            two_kinds.model.named(analysis.table()),
            grouped(two_kinds.totals.1)
        ));
    }
    match (allowed, middle) {
        (None, _) if lists < 3 => Some(
            "Two lists cannot show whether people differ in how easily they are found: if they do, there are more.".to_owned(),
        ),
        (None, _) => Some(
            "These overlaps cannot show whether people differ in how easily they are found: if they do, there are more."
                .to_owned(),
        ),
        (Some((_, high)), Some(middle)) if high > AGREED_REACH_MAX * middle => Some(format!(
            "The overlaps are too few to tell people who differ in how easily they are found from people who do not: with them the total could be up to {}.",
            grouped(high)
        )),
        _ => None,
    }
}

fn allowance((low, high): (f64, f64)) -> String {
    format!(
        "If all lists share one tendency beyond the model, as where people differ or where keepers share out the work, as far as the overlaps allow it: {} to {}.",
        grouped(low),
        grouped(high)
    )
}

/// Outcomes that take part; independent lists where nothing else was asked for.
fn saying<'o>(analysis: &Analysis, outcomes: &'o [Outcome]) -> Vec<&'o Outcome> {
    let with_estimate = || outcomes.iter().filter(|outcome| outcome.estimate.is_some());
    let saying: Vec<&Outcome> = with_estimate().filter(|outcome| has_a_say(analysis, outcome)).collect();
    let is_alone = saying.is_empty() && analysis.ranking().is_none();
    if is_alone { with_estimate().filter(|outcome| outcome.method == Method::Independence).collect() } else { saying }
}

/// Whether an outcome takes part: independent lists only where no other model has a say, or if they fit about as well as the best model.
fn has_a_say(analysis: &Analysis, outcome: &Outcome) -> bool {
    if outcome.method != Method::Independence {
        return outcome.method.has_a_say();
    }
    analysis.ranking().and_then(|ranking| {
        let alone = ranking.fits.iter().find(|fit| fit.model.interactions().is_empty())?;
        Some(alone.bic <= ranking.best()?.bic + 2.0)
    }) == Some(true)
        || analysis.table().lists() == 2
}

/// The lowest of what lower bounds and the average over graphs leave possible: bounds are too high where lists avoid each other, the average
/// where people differ.
fn lower_bound(analysis: &Analysis, outcomes: &[Outcome], allowed: Option<(f64, f64)>) -> f64 {
    let observed = analysis.table().observed() as f64;
    let by = |method: Method| outcomes.iter().find(|outcome| outcome.method == method).and_then(|outcome| outcome.interval);
    let (_, from_counts) = chao(analysis.table(), analysis.settings().level);
    let from_models = by(Method::Decomposable).or_else(|| by(Method::Stepwise));
    let bounds = [by(Method::LowerBound), from_models, Some(from_counts), allowed];
    bounds.into_iter().flatten().map(|(low, _)| low).fold(f64::INFINITY, f64::min).max(observed)
}

/// Why heterogeneity is suspected; `None` where it is not.
fn heterogeneity(analysis: &Analysis, outcomes: &[Outcome]) -> Option<String> {
    let ranking = analysis.ranking()?;
    let alone = ranking.fits.iter().find(|fit| fit.model.interactions().is_empty())?;
    let best = ranking.best()?;
    let needed = chi_squared_quantile(1.0 - 2.0 * HETEROGENEITY_LEVEL);
    let found = analysis
        .heterogeneity()
        .iter()
        .filter(|fit| fit.effect.is_some_and(|effect| effect > 0.0))
        .filter(|fit| 2.0 * (fit.log_likelihood - alone.log_likelihood) > needed && fit.bic <= best.bic + HETEROGENEITY_BIC_ABOVE)
        .min_by(|a, b| a.bic.total_cmp(&b.bic))?;
    let bound = outcomes.iter().find(|outcome| outcome.method == Method::LowerBound).and_then(|outcome| outcome.estimate);
    Some(format!(
        "Some people seem easier to find than others: a single effect of that kind explains the overlaps about as well as dependence between lists (BIC {:.1} against {:.1}), and puts the total at {}{}.",
        found.bic,
        best.bic,
        grouped(found.total),
        bound.map_or(String::new(), |bound| format!("; the lower bound under any such difference is {}", grouped(bound)))
    ))
}

/// The curve around the best model by BIC. Where methods do not agree, or none was ranked: around independent lists, from those found once and
/// twice, since the interactions that a model found may be what people who differ look like.
fn sensitivity(analysis: &Analysis, observed: f64, kind: VerdictKind) -> Option<Sensitivity> {
    let ranked = analysis
        .ranking()
        .and_then(|ranking| ranking.best())
        .map(|fit| (fit.log_unseen.exp(), fit.model.named(analysis.table())));
    let independent = || unseen_from_pairs(analysis.table()).map(|unseen| (unseen, "independent lists".to_owned()));
    let (unseen, around) = match ranked {
        Some(best) if kind == VerdictKind::Agreement => best,
        Some(best) => independent().unwrap_or(best),
        None => independent()?,
    };
    Some(Sensitivity { observed, unseen, around })
}

/// Peaks of the posterior over graphs, or over models by BIC: the total at each and the share of the posterior around it.
fn peaks(analysis: &Analysis) -> Vec<(f64, f64)> {
    // of two lists, one of the two graphs leaves all to the prior: its peak is no answer
    if analysis.table().lists() == 2 {
        return Vec::new();
    }
    let density: Vec<(f64, f64)> = match (analysis.average(), analysis.ranking()) {
        (Some(average), _) => average.density.clone(),
        (None, Some(ranking)) => weighted(analysis, ranking),
        (None, None) => return Vec::new(),
    };
    peaks_of(&density)
}

/// Each model's total, spread by its standard error, weighted by its BIC.
fn weighted(analysis: &Analysis, ranking: &crate::Ranking) -> Vec<(f64, f64)> {
    let observed = analysis.table().observed() as f64;
    let weights = ranking.weights(crate::Criterion::Bic);
    let spread = |(fit, weight): (&crate::Fit, &f64)| {
        let (centre, error, weight) = (fit.log_unseen, fit.log_unseen_error.min(2.0), *weight);
        (-12..=12).map(move |step| {
            let z = f64::from(step) / 4.0;
            (observed + (centre + z * error).exp(), weight * (-z * z / 2.0).exp())
        })
    };
    ranking.fits.iter().zip(&weights).filter(|(_, weight)| **weight > 1e-4).flat_map(spread).collect()
}

/// Splits a density at its deepest valleys: a peak counts if it holds [`PEAK_SHARE_LEAST`] and rises to at least one and a half times the valley.
fn peaks_of(density: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let Some(least) = density.iter().map(|(total, _)| *total).min_by(f64::total_cmp) else { return Vec::new() };
    let place = |total: f64| ((total / least).ln() / PEAK_STEP) as usize;
    let length = density.iter().map(|(total, _)| place(*total)).max().unwrap_or(0) + 1;
    let mut bins = vec![0.0; length];
    density.iter().for_each(|(total, mass)| bins[place(*total)] += mass);
    let sum: f64 = bins.iter().sum();
    let smooth: Vec<f64> = (0..length)
        .map(|at| {
            let near = |step: i64| usize::try_from(at as i64 + step).ok().and_then(|at| bins.get(at)).copied().unwrap_or(0.0);
            (near(-2) + 2.0 * near(-1) + 3.0 * near(0) + 2.0 * near(1) + near(2)) / 9.0
        })
        .collect();
    let mut spans: Vec<(usize, usize)> = Vec::new();
    let mut begin = 0;
    for at in 1..length.saturating_sub(1) {
        let is_valley = smooth[at] <= smooth[at - 1] && smooth[at] < smooth[at + 1];
        let top = |range: std::ops::Range<usize>| smooth[range].iter().copied().fold(0.0, f64::max);
        if is_valley && top(begin..at) > 1.5 * smooth[at] && top(at..length) > 1.5 * smooth[at] {
            spans.push((begin, at));
            begin = at;
        }
    }
    spans.push((begin, length));
    let share = |span: &(usize, usize)| bins[span.0..span.1].iter().sum::<f64>() / sum;
    let summit = |span: &(usize, usize)| (span.0..span.1).max_by(|a, b| smooth[*a].total_cmp(&smooth[*b])).unwrap_or(span.0);
    let value = |bin: usize| least * ((bin as f64 + 0.5) * PEAK_STEP).exp();
    spans.iter().filter(|span| share(span) >= PEAK_SHARE_LEAST).map(|span| (value(summit(span)), share(span))).collect()
}

fn reasons(analysis: &Analysis, saying: &[&Outcome], outcomes: &[Outcome], totals: &[f64], peaks: &[(f64, f64)]) -> Vec<String> {
    let mut reasons = Vec::new();
    if let (Some(low), Some(high)) = (totals.first(), totals.last())
        && saying.len() > 1
    {
        let named = |total: f64| {
            saying.iter().find(|outcome| outcome.estimate == Some(total)).map_or("", |outcome| outcome.method.words())
        };
        reasons.push(format!(
            "The lowest of {} totals is {} ({}), the highest {} ({}).",
            saying.len(),
            grouped(*low),
            named(*low),
            grouped(*high),
            named(*high)
        ));
    }
    if peaks.len() > 1 {
        let each = peaks.iter().map(|(total, share)| format!("{} ({:.0} %)", grouped(*total), share * 100.0)).collect::<Vec<_>>();
        reasons.push(format!("The posterior over models has {} peaks: {}.", peaks.len(), each.join(", ")));
    }
    if let Some(ranking) = analysis.ranking() {
        let without: usize = ranking.statuses.iter().filter(|(status, _)| !status.has_estimate()).map(|(_, count)| count).sum();
        let all: usize = ranking.statuses.values().sum();
        if without > 0 {
            reasons.push(format!(
                "{} of {} models have no estimate on this table; they were found before ranking.",
                grouped(without as f64),
                grouped(all as f64)
            ));
        }
    }
    for outcome in outcomes.iter().filter(|outcome| outcome.method.has_a_say() && outcome.standing != Standing::Fine) {
        if outcome.standing != Standing::Boundary && outcome.standing != Standing::NotApplicable {
            reasons.push(format!("{}: {}", outcome.method.words(), outcome.remarks.join(" ")));
        }
    }
    if analysis.table().lists() == 2 {
        reasons.push("With two lists, nothing can show whether one leads to the other: independence is assumed.".to_owned());
    }
    let apart: Vec<String> = analysis.table().apart().iter().map(|pair| analysis.table().name_of(*pair)).collect();
    if !apart.is_empty() {
        reasons.push(format!("Lists that cannot overlap, as stated: {}.", apart.join(", ")));
    }
    reasons
}

fn sentence(verdict: &Verdict, observed: f64, lists: usize, methods: usize, level: f64, totals: &[f64]) -> String {
    let seen = format!("{} people are on at least one of {lists} lists", grouped(observed));
    let is_lower = verdict.range.is_none_or(|(low, _)| verdict.lower_bound.floor() < low.floor());
    let bound = if verdict.lower_bound > observed && (is_lower || verdict.kind != VerdictKind::Agreement) {
        format!(" A cautious reading is at least {}.", grouped(verdict.lower_bound.floor()))
    } else {
        String::new()
    };
    let percent = level * 100.0;
    match (verdict.kind, verdict.range, verdict.middle) {
        (VerdictKind::LowerBound, _, None) => format!(
            "{seen}. How many there are in all was not estimated; from those found once and twice there are at least {}, if lists do not avoid each other.",
            grouped(verdict.lower_bound.floor())
        ),
        (VerdictKind::Refused, ..) | (_, _, None) => format!("{seen}. How many are on none cannot be told from their overlaps."),
        (VerdictKind::Disagreement, ..) => {
            let ends = totals.iter().copied().chain(verdict.peaks.iter().map(|(total, _)| *total));
            let (low, high) = ends.fold((f64::INFINITY, 0.0f64), |(low, high), total| (low.min(total), high.max(total)));
            format!(
                "{seen}. Methods disagree on how many there are in all: answers run from {} to {}, so no single number should be printed.{bound}",
                grouped(low),
                grouped(high)
            )
        }
        (VerdictKind::LowerBound, _, Some(middle)) if verdict.heterogeneity_suspected => format!(
            "{seen}. Some seem easier to find than others, so estimates from overlaps (around {}) are a lower bound: at least {} in all, and the true number may be much higher.",
            grouped(middle),
            grouped(verdict.lower_bound.floor())
        ),
        (VerdictKind::LowerBound, _, Some(middle)) => format!(
            "{seen}, and there are at least {} in all. It cannot be told whether some are easier to find than others. If nobody is, there are around {}{}; if some are, there are more{}.",
            grouped(verdict.lower_bound.floor()),
            grouped(middle),
            between(verdict.range_if_alike, percent),
            if_two_kinds(verdict, middle)
        ),
        (VerdictKind::Agreement, Some((low, high)), Some(middle)) if high.is_finite() => format!(
            "{seen}. If nobody is out of reach of all lists, {} put the total near {}, between {} and {} at the {percent} % level; people whom no list could reach come on top.{bound}",
            methods_in_words(methods),
            grouped(middle),
            grouped(low.floor()),
            grouped(high.ceil())
        ),
        (VerdictKind::Agreement, range, Some(middle)) => format!(
            "{seen}. If nobody is out of reach of all lists, {} put the total near {}; it could be as low as {}, and the lists set no upper end.{bound}",
            methods_in_words(methods),
            grouped(middle),
            grouped(range.map_or(observed, |(low, _)| low).floor())
        ),
    }
}

fn between(range: Option<(f64, f64)>, percent: f64) -> String {
    match range {
        Some((low, high)) if high.is_finite() => {
            format!(", between {} and {} at the {percent} % level", grouped(low.floor()), grouped(high.ceil()))
        }
        Some((low, _)) => format!(", at the {percent} % level from {} up without end", grouped(low.floor())),
        None => String::new(),
    }
}

fn if_two_kinds(verdict: &Verdict, middle: f64) -> String {
    let high = verdict.two_kinds.as_ref().map(|two_kinds| two_kinds.totals.1).filter(|high| *high > middle);
    high.map_or(String::new(), |high| {
        format!(", such as {} if some are {EASE_WORDS} times as easy to find as the others", grouped(high))
    })
}

fn methods_in_words(methods: usize) -> String {
    match methods {
        1 => "one method".to_owned(),
        2 => "two methods".to_owned(),
        3 => "three methods".to_owned(),
        4 => "four methods".to_owned(),
        5 => "five methods".to_owned(),
        6 => "six methods".to_owned(),
        more => format!("{more} methods"),
    }
}

/// A number of people with commas between thousands.
pub fn grouped(value: f64) -> String {
    let digits = format!("{:.0}", value.max(0.0));
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_humps_are_two_peaks_and_one_is_one() {
        let hump = |centre: f64, share: f64| {
            (1..2000)
                .map(move |step| (f64::from(step) * 20.0, share * (-(f64::from(step) * 20.0 / centre).ln().powi(2) * 50.0).exp()))
        };
        let one: Vec<(f64, f64)> = hump(10_000.0, 1.0).collect();
        assert_eq!(peaks_of(&one).len(), 1);
        let two: Vec<(f64, f64)> = one.iter().copied().zip(hump(25_000.0, 0.5)).map(|(a, b)| (a.0, a.1 + b.1)).collect();
        let found = peaks_of(&two);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!((found[0].0 / 10_000.0 - 1.0).abs() < 0.1 && (found[1].0 / 25_000.0 - 1.0).abs() < 0.1, "{found:?}");
    }

    #[test]
    fn numbers_are_grouped() {
        assert_eq!([grouped(999.4), grouped(1000.0), grouped(10_356.5)], ["999", "1,000", "10,356"]);
    }
}
