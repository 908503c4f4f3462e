//! Which claims of a case speak of which quantity, as the model says.

use crate::exact::{self, Exact};
use crate::figures::{self, Claim, SetAside};
use crate::model::{Feed, Model, PlaceRule, Quantity, Reading};
use crate::unit::WrittenUnit;
use evidence::{Basis, Case, PlaceRung, Source};
use num_traits::Zero;
use rust_decimal::Decimal;

/// The country codes that the counts of a case name, for a set of "countries of the case".
pub fn countries(case: &Case) -> Vec<String> {
    let code = |claim: &evidence::Claim| {
        let statement = claim.statement();
        let place =
            statement.about.place.as_ref().filter(|_| statement.quantity.is_some() && statement.modality.states_a_fact())?;
        (place.rung != PlaceRung::Document).then(|| place.country.clone()).flatten()
    };
    let mut found: Vec<String> =
        case.standing_claims().filter_map(code).filter(|code| code.chars().all(char::is_alphanumeric)).collect();
    found.sort();
    found.dedup();
    found.truncate(60);
    found
}

/// The claims of a case that feed the quantities of a model, and those that would if they could be compared.
pub fn claims(case: &Case, model: &Model) -> (Vec<Claim>, Vec<SetAside>) {
    let (mut found, mut set_aside) = (Vec::new(), Vec::new());
    for (place, quantity) in model.quantities.iter().enumerate() {
        let Some(feed) = &quantity.feed else { continue };
        let start = found.len();
        let mut used = Vec::new();
        for claim in case.standing_claims().filter(|claim| speaks_of(feed, claim)) {
            match figure(case, claim, place, quantity, feed) {
                Ok(figure) => {
                    used.push(claim);
                    found.push(figure);
                }
                Err(aside) => set_aside.push(*aside),
            }
        }
        for witness in evidence::witnesses(case, &used) {
            let of_witness = |figure: &&mut Claim| witness.claims.iter().any(|id| id.to_string() == figure.id);
            found[start..].iter_mut().filter(of_witness).for_each(|figure| figure.origin = witness.origin.clone());
            put_first(&mut found[start..], &witness.claims[0].to_string());
        }
    }
    (found, set_aside)
}

/// Moves the claim nearest the origin before its echoes, so that it stands for them.
fn put_first(claims: &mut [Claim], id: &str) {
    if let Some(at) = claims.iter().position(|claim| claim.id == id) {
        let first = claims.iter().position(|claim| claim.origin == claims[at].origin).unwrap_or(at);
        claims[first..=at].rotate_right(1);
    }
}

/// Whether a claim is of the kind, the place and the people that the model asks for.
fn speaks_of(feed: &Feed, claim: &evidence::Claim) -> bool {
    let statement = claim.statement();
    let stated = statement.quantity.is_some() && !matches!(claim.basis(), Basis::Derived { .. });
    stated
        && feed.kinds.contains(&statement.kind)
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
