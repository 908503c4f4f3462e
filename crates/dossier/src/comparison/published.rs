//! When the figures were published, echoes drawn to their origin.

use super::{ComparedFigure, Comparison, STRIP_LEFT, WIDTH};
use crate::frame::scrolling;
use crate::markup::{Element, el, label};
use crate::svg::{at, drawing, text, wrapped};

/// How many figures have a row.
const FIGURES_MAX: usize = 40;

/// The picture in its frame; `None` where no publication is dated.
pub(super) fn timeline(comparison: &Comparison) -> Option<Element> {
    let years: Vec<f64> = comparison.publications.iter().map(|publication| publication.year).collect();
    let first = years.iter().copied().reduce(f64::min)?.floor();
    let last = years.iter().copied().reduce(f64::max)?.floor() + 1.0;
    let echoes = comparison.publications.iter().filter(|publication| publication.repeats.is_some()).count();
    let title = match echoes {
        0 => "When the figures were published: none repeats another, as far as is known.".to_owned(),
        1 => "When the figures were published: one repeats an earlier one.".to_owned(),
        count => format!("When the figures were published: {count} repeat an earlier one."),
    };
    let x = |year: f64| STRIP_LEFT + (WIDTH - 40.0 - STRIP_LEFT) * (year - first) / (last - first);
    let figures: Vec<&ComparedFigure> = comparison.quantities.iter().flat_map(|quantity| &quantity.figures).collect();
    let mut dated: Vec<usize> = comparison.publications.iter().map(|publication| publication.figure).collect();
    dated.sort_unstable();
    dated.dedup();
    dated.truncate(FIGURES_MAX);
    let y = |figure: usize| dated.iter().position(|other| *other == figure).map(|row| 52.0 + row as f64 * 30.0);
    let height = 52.0 + dated.len() as f64 * 30.0;
    let mut svg = drawing("published", (0.0, 0.0, WIDTH, height), &title, "");
    let step = ((last - first) / 12.0).ceil().max(1.0) as usize;
    for year in (first as i64..=last as i64).step_by(step) {
        let at_x = at(x(year as f64));
        svg = svg.child(el("line").attr("x1", &at_x).attr("x2", &at_x).attr("y1", 20).attr("y2", at(height)).class("axis"));
        svg = svg.child(text(x(year as f64), 14.0, "soft", &year.to_string()).attr("text-anchor", "middle"));
    }
    for figure in &dated {
        let words = figures.get(*figure).map_or("", |figure| figure.words.as_str());
        let line = wrapped(words, 50, 1).into_iter().next().unwrap_or_default();
        svg = svg.children(y(*figure).map(|y| text(0.0, y + 4.0, "words", &line)));
    }
    for publication in &comparison.publications {
        let Some(y) = y(publication.figure) else { continue };
        let here = x(publication.year);
        if let Some(origin) = publication.repeats.and_then(|origin| comparison.publications.get(origin)) {
            let there = x(origin.year);
            let lift = ((here - there).abs() * 0.15).clamp(6.0, 20.0);
            let path =
                format!("M{} {}Q{} {} {} {}", at(here), at(y), at((here + there) / 2.0), at(y - 2.0 * lift), at(there), at(y));
            svg = svg.child(el("path").attr("d", path).class("arc"));
        }
        let class = if publication.repeats.is_some() { "echo" } else { "bar" };
        let dot = el("circle").attr("cx", at(here)).attr("cy", at(y)).attr("r", 5).class(class);
        svg = svg.child(el("g").child(el("title").text(label(&publication.source, 200))).child(dot));
    }
    Some(
        el("figure")
            .child(el("h3").class("title").text(&title))
            .child(scrolling(el("div").class("compare").child(svg)))
            .child(el("figcaption").text("A full dot is an origin's own word, a hollow one an echo; an arc leads from an echo to its origin. An echo adds no weight.")),
    )
}
