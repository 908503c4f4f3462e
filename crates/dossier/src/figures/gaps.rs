//! What the documents do not say. A gap is an entry of its own, never a zero.

use super::{Certainty, Figure, Figures};
use crate::view::{Scope, View};
use crate::words;
use evidence::{Finding, FindingValue, Grade, Indicator, Kind, Locator, Role, Span, Spot, Unit};
use std::collections::BTreeSet;

pub(super) fn add(view: &View, figures: &mut Figures) {
    for (name, sentence) in missing_figures(figures).into_iter().chain(missing_for_places(view)).chain(missing_records(view)) {
        figures.push(gap(name, sentence));
    }
}

/// What a gap is about, in the words of the figure that is missing.
fn topic(name: &str) -> &'static str {
    match name {
        "workers" => "Workers abroad",
        "indicators" => "ILO indicators",
        "share_taken" => "Share of pay taken",
        "take_home" => "Left to the worker",
        "beneficiary" => "Where the money goes",
        "revenue" => "Earned from the labour",
        _ => "Not stated",
    }
}

fn gap(name: &str, sentence: String) -> Figure {
    Figure {
        finding: Finding::new(format!("gap.{name}"), sentence, FindingValue::Gap, Vec::new(), Vec::new()),
        label: topic(name).to_owned(),
        certainty: Certainty::Gap,
        facts: Vec::new(),
        number: 0,
        beside: Vec::new(),
        witnesses: Vec::new(),
        weakest: None,
    }
}

fn missing_figures(figures: &Figures) -> Vec<(&'static str, String)> {
    const EXPECTED: [(&str, &str, &str); 8] = [
        ("workers.abroad", "workers", "No document says how many workers there are in all."),
        ("pay.wage", "wage", "No document states a wage."),
        ("pay.share_taken", "share_taken", "No document states what share of pay is taken."),
        ("pay.take_home.stated", "take_home", "No document states what a worker is left with."),
        ("revenue.yearly", "revenue", "No document states what the labour earns in a year."),
        ("quota", "quota", "No document states a quota that agents or managers must hand over."),
        ("deaths", "deaths", "No document counts deaths."),
        ("contract.length", "contract", "No document states how long a contract lasts."),
    ];
    let has_value = |name: &str| figures.get(name).is_some_and(|figure| figure.finding.value != FindingValue::Gap);
    let mut missing: Vec<(&str, String)> =
        EXPECTED.into_iter().filter(|(name, _, _)| !has_value(name)).map(|(_, gap, words)| (gap, words.to_owned())).collect();
    let mut none_of = |prefix, gap, sentence: &str| {
        if figures.beginning(prefix).next().is_none() {
            missing.push((gap, sentence.to_owned()));
        }
    };
    none_of("deduction.", "deductions", "No document names a head under which pay is taken.");
    none_of("system.beneficiary.", "beneficiary", "No document says who receives the money.");
    none_of("system.agent.", "agents", "No document says which agents or managers must hand money over.");
    none_of("fees.", "fees", "No document states what a worker pays to be sent.");
    none_of("hours.", "hours", "No document states hours of work or days of rest.");
    if figures.beginning("deduction.").next().is_some()
        && figures.beginning("deduction.").any(|figure| figure.quantity().is_none())
    {
        let unpriced: Vec<String> = figures
            .beginning("deduction.")
            .filter(|figure| figure.quantity().is_none())
            .map(|figure| figure.label.to_lowercase())
            .collect();
        missing.push(("split", format!("No document says how much is taken for {}.", words::listing_of(&unpriced, 8))));
    }
    if figures.get("quota").and_then(Figure::quantity).is_some_and(|quantity| matches!(quantity.unit, Unit::Money(_, None))) {
        missing.push(("quota_period", "The quota is stated without the time in which it must be handed over.".to_owned()));
    }
    missing
}

/// Countries of which something is said, without a count of workers or without a wage.
fn missing_for_places(view: &View) -> Vec<(&'static str, String)> {
    let places_of = |wanted: Option<Kind>| -> BTreeSet<Scope> {
        view.stated()
            .filter(|claim| wanted.is_none_or(|kind| claim.statement().kind == kind))
            .filter(|claim| wanted.is_none() || claim.statement().modality.states_a_fact())
            .map(Scope::of)
            .filter(|scope| matches!(scope, Scope::Country(_)))
            .collect()
    };
    let (all, counted, paid) = (places_of(None), places_of(Some(Kind::WorkerCount)), places_of(Some(Kind::Wage)));
    let missing = |with: &BTreeSet<Scope>| all.difference(with).filter_map(Scope::name).collect::<Vec<String>>();
    let mut gaps = Vec::new();
    let (uncounted, unpaid) = (missing(&counted), missing(&paid));
    if !uncounted.is_empty() {
        gaps.push(("workers_by_country", format!("No number of workers for {}.", words::listing_of(&uncounted, 12))));
    }
    if !unpaid.is_empty() {
        gaps.push(("wage_by_country", format!("No wage for {}.", words::listing_of(&unpaid, 12))));
    }
    gaps
}

fn missing_records(view: &View) -> Vec<(&'static str, String)> {
    let mut gaps = Vec::new();
    let mentioned: BTreeSet<Indicator> = view
        .stated()
        .filter_map(|claim| match claim.statement().kind {
            Kind::Indicator(indicator) => Some(indicator),
            _ => None,
        })
        .collect();
    let silent: Vec<String> = Indicator::ALL
        .into_iter()
        .filter(|indicator| !mentioned.contains(indicator))
        .map(|indicator| words::indicator(indicator).to_owned())
        .collect();
    if !silent.is_empty() {
        gaps.push(("indicators", format!("Not mentioned, which is not “no”: {}.", words::listing(&silent))));
    }
    let is_cell = |span: &Span| matches!(span.locator(), Locator::Placed { spot: Spot::Cell { .. }, .. });
    let has_rows = view.claims.iter().filter_map(|claim| claim.span()).any(is_cell);
    if !has_rows && !view.has_accounts {
        gaps.push((
            "payslips",
            "No payslip, payroll or roster is among the sources: every figure of pay is a statement, not a record.".to_owned(),
        ));
    }
    let stated_to = |claim: &&evidence::Claim| claim.statement().kind == Kind::Flow && claim.statement().quantity.is_some();
    if view.stated().any(|claim| claim.statement().roles.contains_key(&Role::To)) && !view.stated().any(|claim| stated_to(&claim))
    {
        gaps.push(("flow_amounts", "No document says how much money passes from hand to hand.".to_owned()));
    }
    gaps.extend(missing_about_sources(view));
    gaps
}

fn missing_about_sources(view: &View) -> Vec<(&'static str, String)> {
    let sources: Vec<&evidence::Source> = view.sources.iter().copied().filter(|source| !source.media_type.is_wrapper()).collect();
    let count = |is_missing: &dyn Fn(&evidence::Source) -> bool| sources.iter().filter(|source| is_missing(source)).count();
    let entries = [
        (
            "ungraded",
            count(&|source| source.grade == Grade::default()),
            "not graded (F6): reliability and credibility were not judged",
        ),
        ("undated", count(&|source| source.published.is_none()), "without a date of publication"),
        ("unpublished", count(&|source| source.publisher.is_none()), "without a known publisher"),
    ];
    entries
        .into_iter()
        .filter(|(_, count, _)| *count > 0)
        .map(|(name, missing, words)| (name, format!("{} of {} {words}.", missing, words::count(sources.len(), "source"))))
        .collect()
}
