//! A picture in its frame: a title that says what it shows, the picture, a caption with its sources, and its data one click away.

use crate::Report;
use crate::figures::Figure;
use crate::links;
use crate::marks;
use crate::markup::{Element, el};
use evidence::{Claim, ClaimId, SourceId};
use std::collections::BTreeSet;

/// How many sources a caption names.
const SOURCES_MAX: usize = 14;

/// A picture with everything that belongs to it.
pub(crate) struct Frame {
    pub(crate) title: String,
    pub(crate) picture: Element,
    /// What is missing, or how to read it.
    pub(crate) note: String,
    pub(crate) claims: Vec<ClaimId>,
    pub(crate) data: Option<Element>,
}

impl Frame {
    pub(crate) fn draw(self, report: &Report) -> Element {
        let caption = el("figcaption").children(sources(report, &self.claims)).text(" ").text(self.note);
        let data = self.data.map(|table| {
            el("details").class("data").child(el("summary").text("The data behind this picture")).child(scrolling(table))
        });
        el("figure").child(el("h3").class("title").text(self.title)).child(self.picture).child(caption).children(data)
    }
}

/// A box that scrolls sideways by itself, so that the page never does.
pub(crate) fn scrolling(content: Element) -> Element {
    el("div").class("scroll").attr("tabindex", "0").attr("role", "region").attr("aria-label", "Scrolls sideways").child(content)
}

/// The sources of these claims, as links.
fn sources(report: &Report, claims: &[ClaimId]) -> Option<Element> {
    let view = &report.view;
    let of: BTreeSet<SourceId> = claims
        .iter()
        .filter_map(|id| view.case.claim(*id))
        .filter_map(|claim| view.source_of(claim))
        .map(|source| source.id)
        .collect();
    let named: Vec<Element> =
        view.sources.iter().filter(|source| of.contains(&source.id)).map(|source| links::source(view, source)).collect();
    let more = named.len().saturating_sub(SOURCES_MAX);
    (!named.is_empty()).then(|| {
        let rest = if more > 0 { format!(" and {more} more.") } else { ".".to_owned() };
        el("span").text("Sources: ").joined(named.into_iter().take(SOURCES_MAX), ", ").text(rest)
    })
}

/// A table with a head; the first cell of each row names it.
pub(crate) fn table(head: &[&str], rows: Vec<Vec<Element>>) -> Element {
    let titles = head.iter().map(|title| el("th").attr("scope", "col").text(title));
    let body = rows.into_iter().map(|cells| {
        el("tr").children(cells.into_iter().enumerate().map(|(index, cell)| match index {
            0 => el("th").attr("scope", "row").child(cell),
            _ => el("td").child(cell),
        }))
    });
    el("table").child(el("thead").child(el("tr").children(titles))).child(el("tbody").children(body))
}

/// The figures as rows: what, how much, how sure, which claims.
pub(crate) fn table_of<'f>(report: &Report, figures: impl IntoIterator<Item = &'f Figure>) -> Element {
    let rows = figures.into_iter().map(|figure| {
        let value = figure.quantity().map_or_else(|| "not stated".to_owned(), crate::words::quantity);
        vec![
            el("bdi").text(&figure.label),
            links::figure(figure, value),
            certainty(figure),
            links::claims(&report.view, &figure.facts, 8),
        ]
    });
    table(&["What", "How much", "How sure", "Claims"], rows.collect())
}

/// How sure a figure is, with its mark.
pub(crate) fn certainty(figure: &Figure) -> Element {
    let count = figure.witnesses.len();
    let line = el("span").class("sure").child(marks::glyph(figure.certainty)).text(format!(" {}", figure.certainty.words()));
    if count > 1 { line.text(format!(", {count} witnesses")) } else { line }
}

/// The claims of these identities.
pub(crate) fn claims_of<'r>(report: &'r Report, ids: &[ClaimId]) -> Vec<&'r Claim> {
    ids.iter().filter_map(|id| report.view.case.claim(*id)).collect()
}
