//! How many workers: of all countries together, and country by country; never added up.

use super::{Certainty, Figures, Measure, because, figure, measured, split};
use crate::view::{Scope, View};
use crate::words;
use evidence::{Claim, Finding, FindingValue, Kind, Unit};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// A count below this part of the largest of its place is taken to be of a site or a group there (`workers.parts@1`).
const PART_OF_LARGEST: Decimal = Decimal::TEN;

pub(super) fn add(view: &View, figures: &mut Figures) {
    let mut by_scope: BTreeMap<Scope, Vec<&Claim>> = BTreeMap::new();
    let mut yearly = Vec::new();
    for claim in view.stated().filter(|claim| claim.statement().kind == Kind::WorkerCount) {
        match claim.statement().quantity.map(|quantity| quantity.unit) {
            Some(Unit::Person(None)) => by_scope.entry(Scope::of_figure(claim)).or_default().push(claim),
            _ => yearly.push(claim),
        }
    }
    for (scope, claims) in by_scope {
        add_scope(view, figures, &scope, claims);
    }
    let year = evidence::Per::each(evidence::PerUnit::Year);
    let rate = super::rates::Rate { name: "workers.yearly", label: "Workers a year", what: "", unit: Unit::Person(Some(year)) };
    super::rates::add(view, figures, &rate, yearly);
}

fn add_scope(view: &View, figures: &mut Figures, scope: &Scope, claims: Vec<&Claim>) {
    let (facts, beside) = split(claims);
    let (parts, facts): (Vec<&Claim>, Vec<&Claim>) = {
        let largest = facts.iter().filter_map(|claim| size(claim)).max().unwrap_or_default();
        facts.into_iter().partition(|claim| size(claim).is_some_and(|size| size < largest / PART_OF_LARGEST))
    };
    let (name, label, what, mut caveats) = match scope.name() {
        None => (
            "workers.abroad".to_owned(),
            "Workers abroad".to_owned(),
            "workers abroad, all countries together".to_owned(),
            vec!["Counts that name no country are taken to speak of all countries together.".to_owned()],
        ),
        Some(place) => {
            (format!("workers.in.{}", scope.slug()), format!("Workers in {place}"), format!("workers in {place}"), Vec::new())
        }
    };
    if !parts.is_empty() {
        caveats.push(format!(
            "Taken to be of a site or a group, and listed apart: {} below a tenth of the largest (workers.parts@1).",
            words::count(parts.len(), "count")
        ));
    }
    figures.all_or_none(measured(view, Measure { name, label, what, unit: Unit::Person(None), facts, beside, caveats }));
    add_parts(view, figures, scope, &parts);
}

/// The largest number that a count can stand for without guessing.
fn size(claim: &Claim) -> Option<Decimal> {
    claim.statement().quantity.and_then(|quantity| quantity.range.high().or(quantity.range.low()))
}

fn add_parts(view: &View, figures: &mut Figures, scope: &Scope, parts: &[&Claim]) {
    if parts.is_empty() {
        return;
    }
    let place = scope.name().map_or_else(|| "no country is named".to_owned(), |place| format!("in {place}"));
    let sentence = format!("{} of single sites or groups, {place}. They are not added up.", words::count(parts.len(), "count"));
    let value = FindingValue::Count(parts.len() as u64);
    let finding = Finding::new(format!("workers.parts.{}", scope.slug()), sentence, value, because(parts), Vec::new());
    let mut listed = figure(view, finding, format!("Sites and groups, {place}"), parts, &[]);
    if listed.certainty == Certainty::Documented {
        listed.certainty = Certainty::Stated;
    }
    figures.push(listed);
}
