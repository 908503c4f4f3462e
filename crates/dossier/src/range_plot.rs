//! Ranges one below another on one axis, with words on both sides; flows to any width.

use crate::figures::Certainty;
use crate::marks::mark_class;
use crate::markup::{Element, el};
use crate::scale::Scale;
use crate::svg::percent;
use crate::words;
use evidence::Range;

/// One row of the plot.
pub(crate) struct Row {
    pub(crate) label: Element,
    pub(crate) range: Option<Range>,
    pub(crate) certainty: Certainty,
    pub(crate) value: Element,
}

/// Rows under a common axis; `unit` is written at the axis.
pub(crate) fn plot(scale: &Scale, unit: &str, rows: Vec<Row>) -> Element {
    let head = el("div")
        .class("plot-row plot-head")
        .child(el("div").class("plot-label").text(unit).text(if scale.is_log() { ", each step ten times the last" } else { "" }))
        .child(axis(scale))
        .child(el("div").class("plot-value"));
    el("div").class("plot").child(head).children(rows.into_iter().map(|row| self::row(scale, row)))
}

fn row(scale: &Scale, row: Row) -> Element {
    let mut strip = strip(14).children(grid(scale));
    if let Some(range) = row.range {
        strip = strip.children(bar(scale, &range, mark_class(row.certainty), 2.0, 10.0));
    }
    el("div")
        .class("plot-row")
        .child(el("div").class("plot-label").child(row.label))
        .child(el("div").class("plot-strip").child(strip))
        .child(el("div").class("plot-value").child(row.value))
}

/// An empty strip, as wide as its box; what it shows is said in the words beside it.
pub(crate) fn strip(height: u32) -> Element {
    el("svg").class("strip").attr("width", "100%").attr("height", height).attr("aria-hidden", "true").attr("focusable", "false")
}

/// Hairlines at the ticks of the axis.
pub(crate) fn grid(scale: &Scale) -> Vec<Element> {
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
pub(crate) fn bar(scale: &Scale, range: &Range, class: &str, y: f64, height: f64) -> Vec<Element> {
    let block = |from: f64, to: f64, class: &str| {
        el("rect").attr("x", percent(from)).attr("width", percent((to - from).max(0.0))).attr("y", y).attr("height", height).class(class)
    };
    match (range.low(), range.high()) {
        (Some(low), Some(high)) if low == high => vec![point(scale.percent(low), class, y, height)],
        (Some(low), Some(high)) => vec![block(scale.percent(low), scale.percent(high), class)],
        (Some(low), None) => {
            let from = scale.percent(low);
            vec![block(from, 100.0, "fading-right"), point(from, class, y, height)]
        }
        (None, Some(high)) => {
            let to = scale.percent(high);
            vec![block(0.0, to, "fading-left"), point(to, class, y, height)]
        }
        (None, None) => Vec::new(),
    }
}

fn point(at: f64, class: &str, y: f64, height: f64) -> Element {
    let shift = -5.0 * at / 100.0;
    el("rect")
        .attr("x", percent(at))
        .attr("width", 5)
        .attr("y", y)
        .attr("height", height)
        .attr("transform", format!("translate({shift:.1} 0)"))
        .class(format!("{class} point"))
}

/// The numbers of the axis.
pub(crate) fn axis(scale: &Scale) -> Element {
    let ticks = scale.ticks();
    el("div").class("plot-strip axis").attr("aria-hidden", "true").children(ticks.into_iter().map(|tick| {
        let at = scale.percent(tick);
        el("span").attr("style", format!("left:{}", percent(at))).text(short(&words::number(tick)))
    }))
}

fn short(number: &str) -> String {
    number.replace(" million", "m").replace(" billion", "bn")
}
