//! Deaths, costs of being sent, hours and rest, contracts, sanctions.

use super::rates::{Rate, add as add_rate};
use super::{Figures, Measure, because, figure, measured, split};
use crate::markup::label;
use crate::view::View;
use crate::words;
use evidence::{Claim, Finding, FindingValue, Kind, Per, PerUnit, Quantity, Range, Role, Unit};
use std::collections::BTreeMap;

/// The largest count of deaths that any source states is a lower bound of all deaths; counts are not added up.
pub(super) fn add_deaths(view: &View, figures: &mut Figures) {
    let claims: Vec<&Claim> = view.stated().filter(|claim| claim.statement().kind == Kind::Deaths).collect();
    let (single, yearly): (Vec<&Claim>, Vec<&Claim>) = claims
        .into_iter()
        .partition(|claim| claim.statement().quantity.is_some_and(|quantity| quantity.unit == Unit::Person(None)));
    let (facts, beside) = split(single);
    let low = |claim: &Claim| claim.statement().quantity.and_then(|quantity| quantity.range.low());
    if let Some(largest) = facts.iter().filter_map(|claim| low(claim)).max() {
        let at_largest: Vec<&Claim> = facts.iter().copied().filter(|claim| low(claim) == Some(largest)).collect();
        let others = facts.len() - at_largest.len();
        let sentence = format!("At least {} deaths: the largest count that any one source states.", words::number(largest));
        let mut caveats = vec!["Counts of deaths are not added up: they may overlap (deaths@1).".to_owned()];
        if others > 0 {
            caveats.push(format!("{} of deaths stand beside it in the table.", words::count(others, "smaller count")));
        }
        let range = Range::new(Some(largest), None).expect("one end is there");
        let value = FindingValue::Quantity(Quantity { range, unit: Unit::Person(None), approximate: false });
        let finding = Finding::new("deaths", sentence, value, because(&at_largest), caveats);
        figures.push(figure(view, finding, "Deaths".to_owned(), &at_largest, &beside));
    }
    let year = Unit::Person(Some(Per::each(PerUnit::Year)));
    add_rate(view, figures, &Rate { name: "deaths.yearly", label: "Deaths a year", what: "died", unit: year }, yearly);
}

pub(super) fn add(view: &View, figures: &mut Figures) {
    add_fees(view, figures);
    let of = |kind| view.stated().filter(move |claim| claim.statement().kind == kind);
    let mut by_unit: BTreeMap<Unit, Vec<&Claim>> = BTreeMap::new();
    for claim in of(Kind::HoursOrRest) {
        if let Some(quantity) = claim.statement().quantity {
            by_unit.entry(quantity.unit).or_default().push(claim);
        }
    }
    for (unit, claims) in by_unit {
        let name = format!("hours.{}", words::slug(&unit.to_string()));
        let label = words::capital(&words::unit(unit));
        let what = if matches!(unit, Unit::RestDay(_)) { "" } else { "of work" };
        add_rate(view, figures, &Rate { name: &name, label: &label, what, unit }, claims);
    }
    let contract =
        Rate { name: "contract.length", label: "Length of contract or stay", what: "of contract or stay", unit: Unit::Year };
    add_rate(view, figures, &contract, of(Kind::ContractLength).collect());
    add_sanctions(view, figures);
}

fn add_fees(view: &View, figures: &mut Figures) {
    let mut by_purpose: BTreeMap<(String, Unit), (String, Vec<&Claim>)> = BTreeMap::new();
    for claim in view.stated().filter(|claim| claim.statement().kind == Kind::FeeOrBribe) {
        let purpose = claim
            .statement()
            .roles
            .get(&Role::Purpose)
            .map_or_else(|| "purpose not stated".to_owned(), |purpose| label(purpose, 60));
        if let Some(quantity) = claim.statement().quantity {
            let key = (words::slug(&purpose), quantity.unit);
            by_purpose.entry(key).or_insert_with(|| (purpose.to_lowercase(), Vec::new())).1.push(claim);
        }
    }
    let main = Unit::Money(view.settings.currency, None);
    for ((slug, unit), (purpose, claims)) in by_purpose {
        let (facts, beside) = split(claims);
        let suffix = if unit == main { String::new() } else { format!(".{}", words::slug(&unit.to_string())) };
        let measure = Measure {
            name: format!("fees.{slug}{suffix}"),
            label: words::capital(&purpose),
            what: format!("{} is paid by a worker ({purpose})", words::unit(unit)),
            unit,
            facts,
            beside,
            caveats: Vec::new(),
        };
        figures.all_or_none(measured(view, measure));
    }
}

/// The claims of sanctions that are in force, in order.
pub(crate) fn sanctions_of<'a>(view: &View<'a>) -> Vec<&'a Claim> {
    view.stated().filter(|claim| claim.statement().kind == Kind::Sanction).collect()
}

fn add_sanctions(view: &View, figures: &mut Figures) {
    let (facts, beside) = split(sanctions_of(view));
    if facts.is_empty() {
        return;
    }
    let sentence = format!("{} of measures by authorities.", words::count(facts.len(), "claim"));
    let value = FindingValue::Count(facts.len() as u64);
    let caveats = vec!["Claims are counted, not measures: one measure may be stated several times.".to_owned()];
    let finding = Finding::new("sanctions", sentence, value, because(&facts), caveats);
    figures.push(figure(view, finding, "Sanctions".to_owned(), &facts, &beside));
}
