//! Which claims of a case speak of which quantity, as the model says.

use crate::exact::{self, Exact};
use crate::figures::{self, Claim, SetAside, StatedEnds};
use crate::model::{Feed, Model, PlaceRule, Quantity, Reading};
use crate::unit::WrittenUnit;
use evidence::{Basis, Case, ClaimId, PlaceRung, Source};
use num_traits::Zero;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// Which claims of a case may be compared, and how many of them.
#[derive(Clone, Copy)]
pub struct Selection<'s> {
    /// Whether a claim may be.
    pub is_in_scope: &'s dyn Fn(&evidence::Claim) -> bool,
    /// Different figures, of all quantities together; those that most sources state are taken.
    pub figures_max: usize,
}

/// Claims that state one figure of one quantity: more of them add nothing to a comparison.
const CLAIMS_OF_FIGURE_MAX: usize = 24;

/// What a case gives to compare.
#[derive(Debug, Clone, Default)]
pub struct CaseClaims {
    /// Claims that speak of a quantity.
    pub claims: Vec<Claim>,
    /// Those that would if they could be compared.
    pub set_aside: Vec<SetAside>,
    /// What was left out because there was too much, in words.
    pub left_out: Vec<String>,
}

/// The country codes that the counts of a case name, for a set of "countries of the case".
pub fn countries(case: &Case, selection: Selection<'_>) -> Vec<String> {
    let code = |claim: &evidence::Claim| {
        let statement = claim.statement();
        let place =
            statement.about.place.as_ref().filter(|_| statement.quantity.is_some() && statement.modality.states_a_fact())?;
        (place.rung != PlaceRung::Document && (selection.is_in_scope)(claim)).then(|| place.country.clone()).flatten()
    };
    let mut found: Vec<String> =
        case.standing_claims().filter_map(code).filter(|code| code.chars().all(char::is_alphanumeric)).collect();
    found.sort();
    found.dedup();
    found.truncate(60);
    found
}

/// The claims of a case that feed the quantities of a model, and those that would if they could be compared.
pub fn claims(case: &Case, model: &Model, selection: Selection<'_>) -> CaseClaims {
    let mut found = CaseClaims::default();
    let standing: Vec<&evidence::Claim> = case
        .standing_claims()
        .filter(|claim| claim.statement().quantity.is_some() && !matches!(claim.basis(), Basis::Derived { .. }))
        .filter(|claim| (selection.is_in_scope)(claim))
        .collect();
    let mut fed: Vec<(usize, Vec<Stated<'_>>)> = Vec::new();
    for (place, quantity) in model.quantities.iter().enumerate() {
        let Some(feed) = &quantity.feed else { continue };
        let mut ranges: BTreeMap<(StatedEnds, bool), Stated<'_>> = BTreeMap::new();
        for claim in standing.iter().filter(|claim| speaks_of(feed, claim)) {
            match figure(case, claim, place, quantity, feed) {
                Ok(figure) => {
                    let key = (figure.stated.clone(), figure.about_percent.is_zero());
                    ranges.entry(key).or_default().push((claim, figure));
                }
                Err(aside) => found.set_aside.push(*aside),
            }
        }
        fed.push((place, ranges.into_values().collect()));
    }
    let room = shared_out(&fed.iter().map(|(_, ranges)| ranges.len()).collect::<Vec<_>>(), selection.figures_max);
    for ((place, ranges), room) in fed.into_iter().zip(room) {
        let all = ranges.len();
        let kept = most_stated(ranges, room);
        if kept.len() < all {
            found.left_out.push(format!(
                "The case holds {all} different figures of {}; the {} that most sources state, and the best, were compared.",
                model.quantities[place].label,
                kept.len()
            ));
        }
        found.claims.extend(with_origins(case, kept.into_iter().flatten().collect()));
    }
    found
}

/// Claims that state one range, as the case holds them and as they are compared.
type Stated<'c> = Vec<(&'c evidence::Claim, Claim)>;

/// How much of `most` each of several gets, if none takes more than it needs: first those that need least.
fn shared_out(needs: &[usize], most: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..needs.len()).collect();
    order.sort_by_key(|index| (needs[*index], *index));
    let (mut left, mut shares) = (most, vec![0; needs.len()]);
    for (rank, index) in order.iter().enumerate() {
        shares[*index] = needs[*index].min(left.div_ceil(needs.len() - rank));
        left -= shares[*index];
    }
    shares
}

/// The `most` ranges that most sources state, of those alike the ones with the best source; in the order in which they came.
fn most_stated(mut ranges: Vec<Stated<'_>>, most: usize) -> Vec<Stated<'_>> {
    if ranges.len() > most {
        let rank = |range: &Stated<'_>| {
            let sources: BTreeSet<&str> = range.iter().map(|(_, claim)| claim.source.as_str()).collect();
            let best = range.iter().map(|(_, claim)| claim.reliability).fold(0.0, f64::max);
            (sources.len(), best)
        };
        let mut ranked: Vec<((usize, f64), usize)> = ranges.iter().map(rank).zip(0..).collect();
        ranked.sort_by(|((a, a_best), x), ((b, b_best), y)| b.cmp(a).then(b_best.total_cmp(a_best)).then(x.cmp(y)));
        let kept: BTreeSet<usize> = ranked.into_iter().take(most).map(|(_, index)| index).collect();
        let mut index = 0..;
        ranges.retain(|_| index.next().is_some_and(|index| kept.contains(&index)));
    }
    ranges.iter_mut().for_each(|range| range.truncate(CLAIMS_OF_FIGURE_MAX));
    ranges
}

/// Names what each claim goes back to; the one nearest an origin stands before its echoes.
fn with_origins(case: &Case, stated: Stated<'_>) -> Vec<Claim> {
    let used: Vec<&evidence::Claim> = stated.iter().map(|(claim, _)| *claim).collect();
    let position: BTreeMap<ClaimId, usize> = used.iter().enumerate().map(|(at, claim)| (claim.id(), at)).collect();
    let mut claims: Vec<Claim> = stated.into_iter().map(|(_, claim)| claim).collect();
    let mut order: Vec<(usize, usize)> = (0..claims.len()).map(|at| (at, 0)).collect();
    for witness in evidence::witnesses(case, &used) {
        let members: Vec<usize> = witness.claims.iter().filter_map(|id| position.get(id).copied()).collect();
        let first = members.iter().min().copied().unwrap_or(0);
        for (rank, member) in members.iter().enumerate() {
            claims[*member].origin = witness.origin.clone();
            order[*member] = (first, rank);
        }
    }
    let mut sorted: Vec<((usize, usize), Claim)> = order.into_iter().zip(claims).collect();
    sorted.sort_by_key(|(order, _)| *order);
    sorted.into_iter().map(|(_, claim)| claim).collect()
}

/// Whether a claim is of the kind, the place and the people that the model asks for.
fn speaks_of(feed: &Feed, claim: &evidence::Claim) -> bool {
    let statement = claim.statement();
    feed.kinds.contains(&statement.kind)
        && feed.modalities.contains(&statement.modality)
        && is_there(feed, claim)
        && is_of(feed, claim)
}

fn is_there(feed: &Feed, claim: &evidence::Claim) -> bool {
    let place = claim.statement().about.place.as_ref().filter(|place| place.rung != PlaceRung::Document);
    match &feed.place {
        PlaceRule::Any => true,
        PlaceRule::Everywhere => place.is_none(),
        PlaceRule::Country(code) => place.and_then(|place| place.country.as_ref()) == Some(code),
    }
}

fn is_of(feed: &Feed, claim: &evidence::Claim) -> bool {
    let who = claim.statement().about.who.as_deref().unwrap_or_default().to_lowercase();
    feed.who.is_empty() || feed.who.iter().any(|words| who.contains(words))
}

fn figure(case: &Case, claim: &evidence::Claim, place: usize, quantity: &Quantity, feed: &Feed) -> Result<Claim, Box<SetAside>> {
    let source = case.sources_of(claim.id()).into_iter().next().and_then(|id| case.source(id));
    let name = source.map_or_else(|| "unknown source".to_owned(), source_name);
    let aside = |reason: String, is_mismatch: bool| {
        Box::new(SetAside {
            claim: claim.id().to_string(),
            quantity: quantity.name.clone(),
            source: name.clone(),
            quote: quote(case, claim),
            reason,
            is_mismatch,
        })
    };
    let stated = claim.statement().quantity.ok_or_else(|| aside("it states no figure".to_owned(), false))?;
    let written = WrittenUnit::parse(&stated.unit.to_string()).map_err(|wrong| aside(wrong.cause, true))?;
    let ends = (stated.range.low().map(fraction), stated.range.high().map(fraction));
    let ((low, high), note) = figures::brought_to(quantity, &written, &feed.unit, ends).map_err(|reason| aside(reason, true))?;
    if let Some(reason) = too_small_or_single(quantity, feed, &low, &high) {
        return Err(aside(reason, false));
    }
    let (low, high) = match feed.reading {
        Reading::AsStated => (low, high),
        Reading::AtLeast => (low.or(high), None),
        Reading::AtMost => (None, high.or(low)),
    };
    let is_about = stated.approximate || stated.range.is_point();
    let grade = source.map(|source| source.grade);
    Ok(Claim {
        id: claim.id().to_string(),
        quantity: place,
        stated: (low, high),
        about_percent: if is_about { quantity.about_percent.clone() } else { Exact::zero() },
        origin: name.clone(),
        source: name,
        quote: quote(case, claim),
        reliability: figures::reliability(grade.unwrap_or_default()),
        grade,
        time: claim.statement().about.time.filter(|time| Some(*time) != source.and_then(|source| source.published)),
        published: source.and_then(|source| source.published),
        note,
    })
}

/// Why a figure is too small to be one of the quantity, or speaks of one worker or site.
fn too_small_or_single(quantity: &Quantity, feed: &Feed, low: &Option<Exact>, high: &Option<Exact>) -> Option<String> {
    let value = |end: &Exact| crate::words::number(end);
    if let (Some(least), Some(end)) = (&feed.least, high.as_ref().or(low.as_ref()))
        && end < least
    {
        return Some(format!(
            "it is below {}, so it speaks of one site or group and not of all {}",
            value(least),
            quantity.label
        ));
    }
    if let (Some(most), Some(end)) = (&feed.most, low.as_ref().or(high.as_ref()))
        && end > most
    {
        return Some(format!("it is above {}, more than the model takes for a figure of {}", value(most), quantity.label));
    }
    let single = low.is_some() && low == high;
    (single && !feed.single_figures)
        .then(|| "it is a single figure, so it speaks of one worker or site and not of all".to_owned())
}

fn fraction(value: Decimal) -> Exact {
    exact::parse(&value.to_string()).unwrap_or_else(Exact::zero)
}

fn source_name(source: &Source) -> String {
    let year = source.published.and_then(|period| period.first().or(period.last())).map(|date| date.year());
    let name = source.publisher.clone().or_else(|| source.title.clone()).unwrap_or_else(|| source.name.clone());
    year.map_or_else(|| name.clone(), |year| format!("{name}, {year}"))
}

/// The words a claim goes back to: its own, or those of the claim that it corrects.
fn quote(case: &Case, claim: &evidence::Claim) -> String {
    let words = match (claim.span(), claim.inputs().first().and_then(|input| case.claim(*input))) {
        (Some(span), _) => span.quote().to_owned(),
        (None, Some(input)) => quote(case, input),
        (None, None) => String::new(),
    };
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
