//! The eleven ILO indicators by place: how many independent sources assert each, and who denies it.

use crate::Report;
use crate::figures::{Cell, Certainty, cells, indicator_name};
use crate::frame::Frame;
use crate::marks;
use crate::markup::{Element, el};
use crate::view::Scope;
use crate::words;
use evidence::{Claim, Indicator, Kind, witnesses};
use std::collections::BTreeMap;

/// How many places get a column.
const PLACES_MAX: usize = 10;

/// The matrix, or a word that there is none.
pub(crate) fn section(report: &Report) -> Element {
    let cells = cells(&report.view);
    if cells.is_empty() {
        return el("p").class("empty").text("No document mentions any of the eleven ILO indicators. That is not a “no”.");
    }
    let places = places(&cells);
    let left_out = places.len().saturating_sub(PLACES_MAX);
    let shown = &places[..places.len().min(PLACES_MAX)];
    let more = if left_out > 0 { format!(" {left_out} more places are in indicators.csv.") } else { String::new() };
    Frame {
        title: title(report),
        picture: crate::frame::scrolling(matrix(report, &cells, shown)),
        note: format!(
            "The number in a cell counts independent sources. An empty cell means that no source mentions it, not that it does not happen.{more}"
        ),
        claims: report.view.stated().filter(|claim| matches!(claim.statement().kind, Kind::Indicator(_))).map(Claim::id).collect(),
        data: None,
    }
    .draw(report)
}

fn title(report: &Report) -> String {
    let best = Indicator::ALL
        .into_iter()
        .filter_map(|indicator| report.figures.get(&indicator_name(indicator, None)).map(|figure| (indicator, figure)));
    let best = best.max_by_key(|(indicator, figure)| (figure.witnesses.len(), std::cmp::Reverse(*indicator)));
    let count = report
        .figures
        .get("indicators.asserted")
        .map_or_else(|| "No indicator is asserted as a fact.".to_owned(), |figure| figure.finding.sentence.clone());
    match best {
        Some((indicator, figure)) if figure.witnesses.len() > 1 => {
            format!(
                "{count} Best witnessed: {}, by {}.",
                words::indicator(indicator),
                words::count(figure.witnesses.len(), "independent source")
            )
        }
        _ => count,
    }
}

/// The places of indicator claims, those with most claims first; what names no place comes last.
fn places(cells: &BTreeMap<(Indicator, Scope), Cell>) -> Vec<Scope> {
    let mut counts: BTreeMap<&Scope, usize> = BTreeMap::new();
    for ((_, scope), cell) in cells {
        *counts.entry(scope).or_default() += cell.asserted.len() + cell.denied.len() + cell.unclear.len();
    }
    let mut places: Vec<(&Scope, usize)> = counts.into_iter().collect();
    places.sort_by_key(|(scope, count)| (**scope == Scope::Everywhere, std::cmp::Reverse(*count), (*scope).clone()));
    places.into_iter().map(|(scope, _)| scope.clone()).collect()
}

fn matrix(report: &Report, cells: &BTreeMap<(Indicator, Scope), Cell>, places: &[Scope]) -> Element {
    let heads = places.iter().map(|scope| scope.name().unwrap_or_else(|| "No place named".to_owned()));
    let head = el("tr")
        .child(el("th").attr("scope", "col").text("Indicator"))
        .child(el("th").attr("scope", "col").class("all").text("In all"))
        .children(heads.map(|name| el("th").attr("scope", "col").child(el("bdi").text(name))));
    let rows = Indicator::ALL.into_iter().map(|indicator| {
        let whole = whole(cells, indicator);
        el("tr")
            .child(name(indicator))
            .child(cell(report, indicator, None, whole.as_ref()).class("all"))
            .children(places.iter().map(|scope| cell(report, indicator, Some(scope), cells.get(&(indicator, scope.clone())))))
    });
    el("table")
        .class("matrix")
        .child(el("caption").class("hidden").text("ILO indicators of forced labour by place"))
        .child(el("thead").child(head))
        .child(el("tbody").children(rows))
}

fn name(indicator: Indicator) -> Element {
    el("th")
        .attr("scope", "row")
        .text(words::capital(words::indicator(indicator)))
        .text(" ")
        .child(el("span").class("code").text(indicator.code()))
}

fn whole<'a>(cells: &BTreeMap<(Indicator, Scope), Cell<'a>>, indicator: Indicator) -> Option<Cell<'a>> {
    cells.iter().filter(|((of, _), _)| *of == indicator).map(|(_, cell)| cell.clone()).reduce(|mut all, cell| {
        all.asserted.extend(cell.asserted);
        all.denied.extend(cell.denied);
        all.unclear.extend(cell.unclear);
        all
    })
}

fn cell(report: &Report, indicator: Indicator, scope: Option<&Scope>, cell: Option<&Cell>) -> Element {
    let figure = report.figures.get(&indicator_name(indicator, scope));
    let (Some(cell), Some(figure)) = (cell, figure) else {
        return el("td").child(el("span").class("nothing").attr("aria-label", "not mentioned").text("·"));
    };
    let count = |claims: &[&Claim]| witnesses(report.view.case, claims).len();
    let (asserted, denied, unclear) = (count(&cell.asserted), count(&cell.denied), count(&cell.unclear));
    let link = el("a").attr("href", format!("#{}", figure.anchor())).attr("aria-label", &figure.finding.sentence);
    let link = match (asserted, denied) {
        (0, 0) => link.class("cell unclear").text(format!("{unclear}?")),
        (0, denied) => link.class("cell denied").child(marks::denial()).text(format!(" {denied}")),
        (asserted, 0) => link.class(format!("cell {}", Certainty::of_witnesses(asserted).name())).text(asserted),
        (asserted, denied) => link
            .class("cell disputed")
            .child(el("span").text(format!("{asserted}")))
            .text(" ")
            .child(el("span").child(marks::denial()).text(denied)),
    };
    el("td").child(link)
}
