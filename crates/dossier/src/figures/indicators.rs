//! The eleven ILO indicators: in all, and place by place; who asserts, who denies.

use super::{Certainty, Figure, Figures, figure};
use crate::view::{Scope, View};
use crate::words;
use evidence::{Because, Claim, Finding, FindingValue, Indicator, Kind, Modality, witnesses};
use std::collections::BTreeMap;

/// What is said of one indicator in one place.
#[derive(Debug, Default, Clone)]
pub(crate) struct Cell<'a> {
    pub(crate) asserted: Vec<&'a Claim>,
    pub(crate) denied: Vec<&'a Claim>,
    /// Alleged, promised, planned or conditional.
    pub(crate) unclear: Vec<&'a Claim>,
}

impl<'a> Cell<'a> {
    fn add(&mut self, claim: &'a Claim) {
        match claim.statement().modality {
            Modality::Asserted | Modality::Reported | Modality::Estimated => self.asserted.push(claim),
            Modality::Denied => self.denied.push(claim),
            Modality::Alleged | Modality::Promised | Modality::Planned | Modality::Conditional => self.unclear.push(claim),
        }
    }
}

/// The name of the finding of an indicator, in a place or (`None`) in all.
pub(crate) fn figure_name(indicator: Indicator, scope: Option<&Scope>) -> String {
    match scope {
        None => format!("indicator.{indicator}"),
        Some(scope) => format!("indicator.{indicator}.{}", scope.slug()),
    }
}

/// What is said of each indicator, by place.
pub(crate) fn cells<'a>(view: &View<'a>) -> BTreeMap<(Indicator, Scope), Cell<'a>> {
    let mut cells: BTreeMap<(Indicator, Scope), Cell> = BTreeMap::new();
    for claim in view.stated() {
        if let Kind::Indicator(indicator) = claim.statement().kind {
            cells.entry((indicator, Scope::of(claim))).or_default().add(claim);
        }
    }
    cells
}

pub(super) fn add(view: &View, figures: &mut Figures) {
    let cells = cells(view);
    let mut whole: BTreeMap<Indicator, Cell> = BTreeMap::new();
    for ((indicator, _), cell) in &cells {
        let all = whole.entry(*indicator).or_default();
        all.asserted.extend(&cell.asserted);
        all.denied.extend(&cell.denied);
        all.unclear.extend(&cell.unclear);
    }
    let figures_of_all: Vec<Figure> = whole.iter().map(|(indicator, cell)| of_cell(view, *indicator, None, cell)).collect();
    figures.all_or_none(count_asserted(&figures_of_all));
    for figure in figures_of_all {
        figures.push(figure);
    }
    for ((indicator, scope), cell) in &cells {
        figures.push(of_cell(view, *indicator, Some(scope), cell));
    }
}

fn of_cell(view: &View, indicator: Indicator, scope: Option<&Scope>, cell: &Cell) -> Figure {
    let name = figure_name(indicator, scope);
    let place = match scope {
        None => String::new(),
        Some(scope) => scope.name().map_or_else(|| ", no place named".to_owned(), |place| format!(", {place}")),
    };
    let count = |claims: &[&Claim]| if view.values_only { 0 } else { witnesses(view.case, claims).len() };
    let (asserting, denying, unclear) = (count(&cell.asserted), count(&cell.denied), count(&cell.unclear));
    let said: Vec<String> = [("asserted by", asserting), ("denied by", denying), ("alleged or conditional in", unclear)]
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(verb, count)| format!("{verb} {}", words::count(count, if count > 1 { "independent source" } else { "source" })))
        .collect();
    let sentence = format!("{}{place}: {}.", words::capital(words::indicator(indicator)), words::listing(&said));
    let beside: Vec<&Claim> = cell.denied.iter().chain(&cell.unclear).copied().collect();
    let because = super::because(if cell.asserted.is_empty() { &beside } else { &cell.asserted });
    let finding = Finding::new(name, sentence, FindingValue::Count(asserting as u64), because, Vec::new());
    let mut figure =
        figure(view, finding, format!("{}{place}", words::capital(words::indicator(indicator))), &cell.asserted, &beside);
    if asserting > 0 && denying > 0 {
        figure.certainty = Certainty::Disputed;
    }
    figure
}

fn count_asserted(figures: &[Figure]) -> Option<Figure> {
    let asserted: Vec<&Figure> = figures.iter().filter(|figure| !figure.facts.is_empty()).collect();
    let several = asserted.iter().filter(|figure| figure.witnesses.len() > 1).count();
    let denied = asserted.iter().filter(|figure| figure.certainty == Certainty::Disputed).count();
    if asserted.is_empty() {
        return None;
    }
    let by_several = match several {
        0 => "none of them".to_owned(),
        all if all == asserted.len() && all > 1 => "all of them".to_owned(),
        _ => format!("{several} of them"),
    };
    let how_many = match asserted.len() {
        1 => "One of the 11 ILO indicators of forced labour is".to_owned(),
        11 => "All 11 ILO indicators of forced labour are".to_owned(),
        count => format!("{count} of the 11 ILO indicators of forced labour are"),
    };
    let mut sentence = format!("{how_many} asserted, {by_several} by two or more independent sources.");
    if denied > 0 {
        sentence.push_str(&format!(" A source denies {denied} of them."));
    }
    let because = asserted.iter().map(|figure| Because::Finding(figure.finding.id())).collect();
    let caveats = vec![
        "The indicators are a screening list: one may suffice, usually several come together; none is a finding of guilt."
            .to_owned(),
    ];
    let finding = Finding::new("indicators.asserted", sentence, FindingValue::Count(asserted.len() as u64), because, caveats);
    let mut facts: Vec<_> = asserted.iter().flat_map(|figure| figure.facts.clone()).collect();
    facts.sort();
    facts.dedup();
    Some(Figure {
        finding,
        label: "ILO indicators asserted".to_owned(),
        certainty: if several > 0 { Certainty::Documented } else { Certainty::Stated },
        facts,
        number: 0,
        beside: Vec::new(),
        witnesses: Vec::new(),
        weakest: asserted.iter().filter_map(|figure| figure.weakest).max(),
    })
}
