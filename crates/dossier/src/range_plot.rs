//! Ranges one below another on one axis, with words on both sides; flows to any width.

use crate::Report;
use crate::figures::{Certainty, contradict, statements};
use crate::links;
use crate::marks::mark_class;
use crate::markup::{Element, el};
use crate::scale::Scale;
use crate::svg::percent;
use crate::words;
use evidence::{Claim, Range, witnesses};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Height of the strip of one row.
const ROW_HEIGHT: u32 = 16;

/// One row of the plot: words, shapes, words.
pub(crate) struct Row {
    pub(crate) label: Element,
    pub(crate) shapes: Vec<Element>,
    pub(crate) value: Element,
    pub(crate) class: &'static str,
}

impl Row {
    /// A row that shows one range.
    pub(crate) fn of_range(scale: &Scale, label: Element, range: &Range, certainty: Certainty, value: Element) -> Self {
        Row { label, shapes: bar(scale, range, mark_class(certainty)), value, class: "" }
    }

    /// A row that only names what follows.
    pub(crate) fn heading(words: &str) -> Self {
        Row { label: el("b").text(words), shapes: Vec::new(), value: el("span"), class: "plot-group" }
    }
}

/// Rows under a common axis; `unit` is written at the axis.
pub(crate) fn plot(scale: &Scale, unit: &str, rows: Vec<Row>) -> Element {
    let unit = if scale.is_log() { format!("{unit}; each step multiplies") } else { unit.to_owned() };
    let head = el("div")
        .class("plot-row plot-head")
        .child(el("div").class("plot-label").text(unit))
        .child(axis(scale))
        .child(el("div").class("plot-value"));
    el("div").class("plot").child(head).children(rows.into_iter().map(|row| self::row(scale, row)))
}

fn row(scale: &Scale, row: Row) -> Element {
    let is_group = row.class == "plot-group";
    let strip = if is_group { el("span") } else { strip(ROW_HEIGHT).children(grid(scale)).children(row.shapes) };
    el("div")
        .class(format!("plot-row {}", row.class))
        .child(el("div").class("plot-label").child(row.label))
        .child(el("div").class("plot-strip").child(strip))
        .child(el("div").class("plot-value").child(row.value))
}

/// One row for each range that the claims state, lowest first; above each, how far the nearest one below it lies.
pub(crate) fn rows_of_statements(report: &Report, scale: &Scale, claims: &[&Claim], rows_max: usize) -> Vec<Row> {
    let statements = statements(claims);
    let mut rows = Vec::new();
    for (index, (range, stating)) in statements.iter().enumerate().take(rows_max) {
        let nearest_below =
            statements[..index].iter().filter_map(|(below, _)| below.high()).filter(|high| range.low() > Some(*high)).max();
        rows.extend(nearest_below.zip(range.low()).map(|(from, to)| gap_row(scale, from, to)));
        let against =
            statements.iter().any(|(_, others)| others.iter().any(|a| stating.iter().any(|b| contradict(&report.view, a, b))));
        let count = witnesses(report.view.case, stating).len();
        let certainty = if against { Certainty::Disputed } else { Certainty::of_witnesses(count) };
        let ids: Vec<_> = stating.iter().map(|claim| claim.id()).collect();
        let label = el("span").text(words::count(count, "witness")).text(": ").child(links::claims(&report.view, &ids, 6));
        let value = el("span").class("value").text(words::range(range));
        rows.push(Row::of_range(scale, label, range, certainty, value));
    }
    if statements.len() > rows_max {
        rows.push(Row::heading(&format!("and {} more", statements.len() - rows_max)));
    }
    rows
}

/// The bracket between a range and the nearest one that lies below it.
fn gap_row(scale: &Scale, from: Decimal, to: Decimal) -> Row {
    let (x1, x2) = (scale.percent(from), scale.percent(to));
    let line = |x1: f64, x2: f64, y1: u32, y2: u32| {
        el("line").attr("x1", percent(x1)).attr("x2", percent(x2)).attr("y1", y1).attr("y2", y2).class("bracket")
    };
    let shapes = vec![line(x1, x2, 8, 8), line(x1, x1, 3, 13), line(x2, x2, 3, 13)];
    let value = el("span").class("apart").text(format!("{} apart", words::number(to - from)));
    Row { label: el("span"), shapes, value, class: "plot-apart" }
}

/// An empty strip, as wide as its box; what it shows is said in the words beside it.
pub(crate) fn strip(height: u32) -> Element {
    el("svg").class("strip").attr("width", "100%").attr("height", height).attr("aria-hidden", "true").attr("focusable", "false")
}

/// Hairlines at the ticks of the axis.
fn grid(scale: &Scale) -> Vec<Element> {
    scale
        .ticks()
        .into_iter()
        .map(|tick| {
            let x = percent(scale.percent(tick));
            el("line").attr("x1", &x).attr("x2", &x).attr("y1", 0).attr("y2", "100%").class("grid")
        })
        .collect()
}

/// The bar of a range. An open end fades out to the edge of the axis; a single figure is a short thick stroke.
pub(crate) fn bar(scale: &Scale, range: &Range, class: &str) -> Vec<Element> {
    match (range.low(), range.high()) {
        (Some(low), Some(high)) if low == high => vec![point(scale.percent(low), class)],
        (Some(low), Some(high)) => vec![block(scale.percent(low), scale.percent(high), class)],
        (Some(low), None) => {
            let from = scale.percent(low);
            vec![block(from, 100.0, "fading-right"), point(from, class)]
        }
        (None, Some(high)) => {
            let to = scale.percent(high);
            vec![block(0.0, to, "fading-left"), point(to, class)]
        }
        (None, None) => Vec::new(),
    }
}

/// A block between two places of the axis, in percent.
pub(crate) fn block(from: f64, to: f64, class: &str) -> Element {
    let width = percent((to - from).max(0.0));
    el("rect").attr("x", percent(from)).attr("width", width).attr("y", 3).attr("height", 10).class(class)
}

/// A stroke at one place of the axis, kept inside it at either end.
fn point(at: f64, class: &str) -> Element {
    let shift = -5.0 * at / 100.0;
    el("rect")
        .attr("x", percent(at))
        .attr("width", 5)
        .attr("y", 3)
        .attr("height", 10)
        .attr("transform", format!("translate({shift:.1} 0)"))
        .class(format!("{class} point"))
}

/// The numbers of the axis.
fn axis(scale: &Scale) -> Element {
    let ticks = scale.ticks();
    el("div").class("plot-strip axis").attr("aria-hidden", "true").children(ticks.into_iter().map(|tick| {
        let at = scale.percent(tick);
        el("span").attr("style", format!("left:{}", percent(at))).text(short(tick))
    }))
}

/// A number that fits between the ticks of an axis.
fn short(tick: Decimal) -> String {
    let words = words::number(tick).replace(" million", "m").replace(" billion", "bn");
    if words.chars().count() <= 9 { words } else { format!("{:e}", tick.to_f64().unwrap_or_default()) }
}
