//! Quantities that are stated in general and for single places: wages, shares, hours, sums.

use super::{Figures, Measure, measured, split};
use crate::view::{Scope, View};
use crate::words;
use evidence::{Claim, Unit};
use std::collections::BTreeMap;

/// A quantity to be measured in general, and once more for each place.
pub(crate) struct Rate<'r> {
    pub(crate) name: &'r str,
    pub(crate) label: &'r str,
    /// What follows the number and its unit in a sentence: "is paid before anything is taken".
    pub(crate) what: &'r str,
    /// The unit that gets the plain name; others carry theirs in the name.
    pub(crate) unit: Unit,
}

/// Adds the figures of a rate: in general first, then by place, then in other units.
pub(crate) fn add(view: &View, figures: &mut Figures, rate: &Rate, claims: Vec<&Claim>) {
    let mut by_unit: BTreeMap<Unit, Vec<&Claim>> = BTreeMap::new();
    for claim in claims {
        if let Some(quantity) = claim.statement().quantity {
            by_unit.entry(quantity.unit).or_default().push(claim);
        }
    }
    let main = main_unit(&by_unit, rate.unit);
    if let Some(claims) = main.and_then(|unit| by_unit.remove(&unit)) {
        add_unit(view, figures, rate, rate.name.to_owned(), claims);
    }
    for (unit, claims) in by_unit {
        add_unit(view, figures, rate, format!("{}.{}", rate.name, words::slug(&unit.to_string())), claims);
    }
}

/// The wished unit, or the one that most claims use.
fn main_unit(by_unit: &BTreeMap<Unit, Vec<&Claim>>, wished: Unit) -> Option<Unit> {
    if by_unit.contains_key(&wished) {
        return Some(wished);
    }
    by_unit.iter().max_by_key(|(unit, claims)| (claims.len(), std::cmp::Reverse(**unit))).map(|(unit, _)| *unit)
}

fn add_unit(view: &View, figures: &mut Figures, rate: &Rate, name: String, claims: Vec<&Claim>) {
    let Some(unit) = claims.first().and_then(|claim| claim.statement().quantity).map(|quantity| quantity.unit) else { return };
    let mut by_scope: BTreeMap<Scope, Vec<&Claim>> = BTreeMap::new();
    for claim in &claims {
        by_scope.entry(Scope::of_figure(claim)).or_default().push(claim);
    }
    let general =
        by_scope.get(&Scope::Everywhere).filter(|claims| claims.iter().any(|claim| claim.statement().modality.states_a_fact()));
    let (from, caveats) = match general {
        Some(general) => (general.clone(), Vec::new()),
        None => (claims.clone(), places_only(by_scope.keys())),
    };
    let what = format!("{} {}", words::unit(unit), rate.what).trim().to_owned();
    let measure = |name, label, what, claims: Vec<_>, caveats| {
        let (facts, beside) = split(claims);
        measured(view, Measure { name, label, what, unit, facts, beside, caveats })
    };
    figures.all_or_none(measure(name.clone(), rate.label.to_owned(), what.clone(), from, caveats));
    for (scope, claims) in by_scope {
        if let Some(place) = scope.name() {
            let place_name = format!("{name}.in.{}", scope.slug());
            figures.all_or_none(measure(
                place_name,
                format!("{}, {place}", rate.label),
                format!("{what} in {place}"),
                claims,
                Vec::new(),
            ));
        }
    }
}

fn places_only<'s>(scopes: impl Iterator<Item = &'s Scope>) -> Vec<String> {
    let places: Vec<String> = scopes.filter_map(Scope::name).collect();
    if places.is_empty() {
        return Vec::new();
    }
    vec![format!("No source states it in general; these are figures for {}.", words::listing_of(&places, 6))]
}

impl Figures {
    /// Adds a figure if there is one.
    pub(super) fn all_or_none(&mut self, figure: Option<super::Figure>) {
        if let Some(figure) = figure {
            self.push(figure);
        }
    }
}
