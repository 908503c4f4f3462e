//! Counted tables of overlaps in the dossier: their figures among the others, their chapter, their part of the JSON document.

use crate::Report;
use crate::figures::{self, Certainty, Figure, Figures};
use crate::links;
use crate::markup::{Element, el, isolated};
use crate::unlisted::{STYLE, Unlisted, parts};
use crate::view::View;
use evidence::{Finding, SourceId};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A figure of a counted table.
#[derive(Debug, Clone, PartialEq)]
pub struct CountedFigure {
    /// What it says, and because of what.
    pub finding: Finding,
    /// A few words for a row.
    pub label: String,
    /// Whether methods contradict each other about it.
    pub is_disputed: bool,
    /// Whether it says that there is no answer.
    pub is_gap: bool,
}

/// One counted table.
#[derive(Debug, Clone, PartialEq)]
pub struct CountedTable {
    /// Its file below the case.
    pub file: String,
    /// The word for what may be said of it.
    pub verdict: String,
    /// From the lowest to the highest total that is left possible; an end is infinite where there is none.
    pub range: Option<(f64, f64)>,
    /// What is said and drawn.
    pub page: Unlisted,
    /// Its figures; the first is the verdict.
    pub figures: Vec<CountedFigure>,
}

/// All counted tables of a case.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CountChapter {
    /// The tables, by name of file.
    pub tables: Vec<CountedTable>,
    /// Names of the files that rows stand in and that are no sources of the case.
    pub own_files: BTreeMap<SourceId, String>,
}

/// Adds the figures of all tables.
pub(crate) fn add_findings(view: &View, chapter: &CountChapter, figures: &mut Figures) {
    for told in chapter.tables.iter().flat_map(|table| &table.figures) {
        let mut figure = figures::figure(view, told.finding.clone(), told.label.clone(), &[], &[]);
        figure.certainty = match (told.is_gap, told.is_disputed) {
            (true, _) => Certainty::Gap,
            (_, true) => Certainty::Disputed,
            // it rests on rows, or on other figures
            _ => Certainty::Stated,
        };
        figures.push(figure);
    }
}

/// How the chapter looks.
pub(crate) fn style(report: &Report) -> &'static str {
    if report.count.is_some() { STYLE } else { "" }
}

/// The verdicts, each a link to what it rests on.
pub(crate) fn verdicts<'r>(report: &'r Report) -> impl Iterator<Item = &'r Figure> {
    let tables = report.count.iter().flat_map(|chapter| &chapter.tables);
    tables.filter_map(|table| table.figures.first()).filter_map(|told| report.figures.get(&told.finding.name))
}

/// The chapter.
pub(crate) fn section(report: &Report) -> Element {
    let tables = report.count.iter().flat_map(|chapter| &chapter.tables);
    el("div").children(tables.map(|table| told(report, table)))
}

fn told(report: &Report, table: &CountedTable) -> Element {
    let page = &table.page;
    let linked = |told: &CountedFigure, words: &str| match report.figures.get(&told.finding.name) {
        Some(figure) => links::figure(figure, words),
        None => isolated(words),
    };
    let verdict = table.figures.first().map(|told| el("p").class("intro").child(linked(told, &page.verdict)));
    let reasons = el("ul").class("note").children(page.reasons.iter().map(|reason| el("li").text(reason)));
    let rest = table.figures.iter().skip(1).map(|told| linked(told, &told.label));
    let rests_on = el("p").class("note").text("Each leads to what it rests on, down to the rows: ").joined(rest, " · ").text(".");
    let parts = parts(page).into_iter().map(|part| el("div").class("part").child(el("h4").text(part.name)).child(part.content));
    el("div")
        .class("part")
        .child(el("h3").child(isolated(&page.title)))
        .children(verdict)
        .child(reasons)
        .child(rests_on)
        .children(parts)
}

/// The tables as objects of the JSON document; an end that does not exist is null.
pub(crate) fn count_json(chapter: &CountChapter) -> Value {
    let end = |value: f64| if value.is_finite() { json!((value * 100.0).round() / 100.0) } else { Value::Null };
    let table = |table: &CountedTable| {
        let page = &table.page;
        let methods = page.methods.iter().map(|row| {
            json!({
                "method": row.words, "estimate": row.estimate.map(end), "lo": row.interval.map(|(low, _)| end(low)),
                "hi": row.interval.map(|(_, high)| end(high)), "has_a_say": row.has_a_say, "remark": row.remark,
                "reference": row.reference,
            })
        });
        json!({
            "file": table.file, "finding": table.figures.first().map(|told| &told.finding.name), "verdict": table.verdict,
            "sentence": page.verdict, "reasons": page.reasons, "observed": page.observed, "lower_bound": end(page.lower_bound),
            "lo": table.range.map(|(low, _)| end(low)), "hi": table.range.map(|(_, high)| end(high)),
            "methods": methods.collect::<Vec<_>>(),
            "sensitivity": page.sensitivity.iter().map(|(ratio, total)| json!({"odds_ratio": ratio, "total": end(*total)})).collect::<Vec<_>>(),
        })
    };
    chapter.tables.iter().map(table).collect()
}
