//! The figures of each quantity side by side on one axis, with a bracket for each conflict and a band for what remains.

use super::{ComparedConflict, ComparedFigure, ComparedQuantity, Comparison, STRIP_LEFT, STRIP_RIGHT, WIDTH, drawn_value};
use crate::frame::scrolling;
use crate::markup::{Element, el};
use crate::svg::{at, drawing, text, wrapped};

const BRACKETS_LEFT: f64 = 720.0;
const BRACKET_STEP: f64 = 19.0;
const ROW: f64 = 38.0;
const HEAD: f64 = 46.0;
/// How many conflicts have a bracket.
const BRACKETS_MAX: usize = 8;
/// How long the bar of a figure is that stands in every contradiction.
const SHARE_WIDTH: f64 = 130.0;
/// How many figures one quantity shows.
const FIGURES_MAX: usize = 40;

/// The picture in its frame.
pub(super) fn figures(comparison: &Comparison) -> Element {
    let title = match comparison.conflicts.len() {
        0 => "The figures side by side: nothing proves that they exclude one another.".to_owned(),
        1 => "One contradiction: the bracket joins figures that cannot all be true.".to_owned(),
        count if count <= BRACKETS_MAX => format!("{count} contradictions: each bracket joins figures that cannot all be true."),
        count => format!("{count} contradictions, and in how many of them each figure stands."),
    };
    let mut note = "A bar runs from the lowest to the highest value that a figure allows, a single figure widened by what “about” leaves open; an arrow is an open end. The shaded band is what is still possible".to_owned();
    note.push_str(match comparison.conflicts.len() {
        0 => "; the stroke at its top is the likely middle.",
        count => {
            if count <= BRACKETS_MAX {
                " if the red figures are given up (way 1); the stroke at its top is the likely middle of all figures together, which may lie outside. The number on a bracket is its number in the list below."
            } else {
                " if the red figures are given up (way 1); the stroke at its top is the likely middle of all figures together, which may lie outside."
            }
        }
    });
    el("figure")
        .child(el("h3").class("title").text(&title))
        .child(scrolling(el("div").class("compare").child(picture(comparison, &title))))
        .child(el("figcaption").text(note))
}

/// Where each figure stands on the picture, by its number through all quantities; `None` if it is not drawn.
fn rows(comparison: &Comparison) -> (Vec<Option<f64>>, Vec<f64>, f64) {
    let (mut of_figures, mut of_quantities, mut y) = (Vec::new(), Vec::new(), 8.0);
    for quantity in &comparison.quantities {
        of_quantities.push(y);
        y += HEAD;
        for index in 0..quantity.figures.len() {
            of_figures.push((index < FIGURES_MAX).then_some(y + ROW / 2.0));
            if index < FIGURES_MAX {
                y += ROW;
            }
        }
        y += 14.0;
    }
    (of_figures, of_quantities, y)
}

fn picture(comparison: &Comparison, title: &str) -> Element {
    let (of_figures, of_quantities, height) = rows(comparison);
    let described: Vec<&str> =
        comparison.conflicts.iter().take(BRACKETS_MAX).map(|conflict| conflict.sentence.as_str()).collect();
    let mut svg = drawing("compared", (0.0, 0.0, WIDTH, height), title, &described.join(" "));
    let in_conflicts = |figure: usize| comparison.conflicts.iter().filter(|conflict| conflict.members.contains(&figure)).count();
    let given_up: &[usize] = comparison.ways_out.first().map_or(&[], |way| &way.given_up);
    let has_brackets = comparison.conflicts.len() <= BRACKETS_MAX;
    let mut number = 0;
    for (quantity, top) in comparison.quantities.iter().zip(&of_quantities) {
        let axis = Axis::of(quantity);
        svg = svg.children(quantity_head(quantity, &axis, *top, !given_up.is_empty()));
        for figure in &quantity.figures {
            if let Some(y) = of_figures[number] {
                svg = svg.children(figure_row(figure, &axis, y, given_up.contains(&number)));
                if !has_brackets {
                    svg = svg.children(share(in_conflicts(number), comparison.conflicts.len(), y));
                }
            }
            number += 1;
        }
    }
    svg.children(
        comparison
            .conflicts
            .iter()
            .take(if has_brackets { BRACKETS_MAX } else { 0 })
            .enumerate()
            .flat_map(|(index, conflict)| bracket(conflict, index, &of_figures)),
    )
}

fn quantity_head(quantity: &ComparedQuantity, axis: &Axis, top: f64, is_way: bool) -> Vec<Element> {
    let shown = quantity.figures.len().min(FIGURES_MAX) as f64;
    let (band_top, band_height) = (top + 24.0, HEAD - 24.0 + shown * ROW);
    let mut out = vec![text(0.0, top + 16.0, "head", &quantity.label)];
    let x = |end: &Option<String>, open: f64| drawn_value(end).map_or(open, |end| axis.x(end));
    let (left, right) = (x(&quantity.feasible.0, STRIP_LEFT), x(&quantity.feasible.1, STRIP_RIGHT));
    if right >= left {
        out.push(
            el("rect")
                .attr("x", at(left))
                .attr("y", at(band_top))
                .attr("width", at((right - left).max(1.5)))
                .attr("height", at(band_height))
                .class("band"),
        );
    }
    let is_bounded = quantity.feasible.0.is_some() && quantity.feasible.1.is_some();
    let middle = quantity.likely.as_ref().filter(|_| is_bounded).and_then(|likely| likely.points[1].parse().ok());
    if let Some(middle) = middle {
        let x = at(axis.x(middle));
        out.push(
            el("line").attr("x1", &x).attr("x2", &x).attr("y1", at(band_top)).attr("y2", at(band_top + 14.0)).class("middle"),
        );
    }
    out.push(
        el("line")
            .attr("x1", at(STRIP_LEFT))
            .attr("x2", at(STRIP_RIGHT))
            .attr("y1", at(band_top))
            .attr("y2", at(band_top))
            .class("axis"),
    );
    for tick in axis.ticks() {
        out.push(text(axis.x(tick), top + 18.0, "soft", &short(tick)).attr("text-anchor", "middle"));
    }
    out.push(text(
        0.0,
        top + 33.0,
        "soft",
        &format!("{}: {}", if is_way { "way 1 leaves" } else { "still possible" }, quantity.feasible_words),
    ));
    if quantity.figures.len() > FIGURES_MAX {
        out.push(text(
            STRIP_LEFT,
            band_top + band_height + 10.0,
            "soft",
            &format!("and {} more", quantity.figures.len() - FIGURES_MAX),
        ));
    }
    out
}

fn figure_row(figure: &ComparedFigure, axis: &Axis, y: f64, given_up: bool) -> Vec<Element> {
    let sources = match figure.sources.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [first, rest @ ..] => format!("{first}, and {} more", rest.len()),
    };
    let line = |words: &str, width| wrapped(words, width, 1).into_iter().next().unwrap_or_default();
    let class = if given_up { "bar given-up" } else { "bar" };
    let (low, high) = (drawn_value(&figure.low), drawn_value(&figure.high));
    let (left, right) = (low.map_or(STRIP_LEFT, |low| axis.x(low)), high.map_or(STRIP_RIGHT, |high| axis.x(high)));
    let block = |from: f64, to: f64, class: &str| {
        el("rect")
            .attr("x", at(from))
            .attr("width", at((to - from).max(3.0)))
            .attr("y", at(y - 6.0))
            .attr("height", 12)
            .class(class)
    };
    let mut out = vec![text(12.0, y - 2.0, "words", &line(&figure.words, 50)), text(12.0, y + 13.0, "soft", &line(&sources, 58))];
    match (low, high) {
        (Some(_), Some(_)) => out.push(block(left, right, class)),
        (from, _) => {
            let (from, to) = if from.is_some() {
                (left.min(STRIP_RIGHT - 12.0), STRIP_RIGHT)
            } else {
                (right.max(STRIP_LEFT + 12.0), STRIP_LEFT)
            };
            let back = if to > from { -6.0 } else { 6.0 };
            let shaft = format!("M{} {}V{}M{} {}H{}", at(from), at(y - 6.0), at(y + 6.0), at(from), at(y), at(to));
            let tip = format!("M{} {}L{} {}L{} {}", at(to + back), at(y - 5.0), at(to), at(y), at(to + back), at(y + 5.0));
            let class = if given_up { "open given-up" } else { "open" };
            out.push(el("path").attr("d", format!("{shaft}{tip}")).class(class));
        }
    }
    out
}

/// In how many of the contradictions a figure stands: a bar and a number.
fn share(count: usize, of: usize, y: f64) -> Vec<Element> {
    if count == 0 {
        return Vec::new();
    }
    let width = SHARE_WIDTH * count as f64 / of as f64;
    let bar =
        el("rect").attr("x", at(BRACKETS_LEFT)).attr("width", at(width)).attr("y", at(y - 6.0)).attr("height", 12).class("share");
    vec![bar, text(BRACKETS_LEFT + width + 6.0, y + 4.0, "soft", &format!("in {count} of {of}"))]
}

/// A line past the rows of a conflict with a dot at each member.
fn bracket(conflict: &ComparedConflict, index: usize, rows: &[Option<f64>]) -> Vec<Element> {
    let x = BRACKETS_LEFT + index as f64 * BRACKET_STEP;
    let ys: Vec<f64> = conflict.members.iter().filter_map(|member| rows.get(*member).copied().flatten()).collect();
    let (top, bottom) = (ys.iter().copied().fold(f64::INFINITY, f64::min), ys.iter().copied().fold(0.0, f64::max));
    let mut out = Vec::new();
    if !ys.is_empty() {
        out.push(el("line").attr("x1", at(x)).attr("x2", at(x)).attr("y1", at(top)).attr("y2", at(bottom)).class("bracket"));
        out.push(text(x, top - 9.0, "soft", &(index + 1).to_string()).attr("text-anchor", "middle"));
    }
    out.extend(ys.into_iter().map(|y| el("circle").attr("cx", at(x)).attr("cy", at(y)).attr("r", 4).class("member")));
    out
}

/// From a value to a place on the strip: linear from zero, or by ratio where the values lie far apart.
struct Axis {
    low: f64,
    high: f64,
    by_ratio: bool,
}

impl Axis {
    fn of(quantity: &ComparedQuantity) -> Axis {
        let of_figures = quantity.figures.iter().flat_map(|figure| [drawn_value(&figure.low), drawn_value(&figure.high)]);
        let feasible = [&quantity.feasible.0, &quantity.feasible.1].map(drawn_value);
        let figures: Vec<f64> = of_figures.flatten().filter(|end| end.is_finite()).collect();
        let farthest = figures.iter().copied().fold(0.0, f64::max) * 10.0;
        let near = |end: &f64| end.is_finite() && (figures.is_empty() || *end <= farthest);
        let ends: Vec<f64> = figures.iter().copied().chain(feasible.into_iter().flatten().filter(near)).collect();
        let high = ends.iter().copied().fold(0.0, f64::max);
        let low = ends.iter().copied().fold(0.0, f64::min);
        let least = ends.iter().copied().filter(|end| *end > 0.0).fold(high, f64::min);
        match (low < 0.0, high > least * 30.0 && least > 0.0) {
            (false, true) => Axis { low: least / 1.5, high: high * 1.5, by_ratio: true },
            _ => Axis { low: low * 1.1, high: if high > 0.0 { high * 1.1 } else { 1.0 }, by_ratio: false },
        }
    }

    fn x(&self, value: f64) -> f64 {
        let part = if self.by_ratio {
            (value.max(self.low) / self.low).ln() / (self.high / self.low).ln()
        } else {
            (value - self.low) / (self.high - self.low)
        };
        STRIP_LEFT + (STRIP_RIGHT - STRIP_LEFT) * part.clamp(0.0, 1.0)
    }

    fn ticks(&self) -> Vec<f64> {
        if self.by_ratio {
            let (first, last) = (self.low.log10().ceil() as i32, self.high.log10().floor() as i32);
            let step = ((last - first) / 4).max(1) as usize;
            return (first..=last).step_by(step).map(|power| 10f64.powi(power)).collect();
        }
        let power = 10f64.powf(self.high.log10().floor());
        let step =
            [0.2, 0.25, 0.5, 1.0, 2.0].into_iter().map(|part| part * power).find(|step| self.high / step <= 5.0).unwrap_or(power);
        (0..=5).map(|count| f64::from(count) * step).filter(|tick| *tick <= self.high).collect()
    }
}

/// A number that fits between ticks: `200m`.
fn short(value: f64) -> String {
    let scaled = [(1e12, "tn"), (1e9, "bn"), (1e6, "m"), (1e3, "k")].into_iter().find(|(size, _)| value.abs() >= *size);
    let (figure, suffix) = scaled.map_or((value, ""), |(size, suffix)| (value / size, suffix));
    let rounded = format!("{figure:.2}");
    format!("{}{suffix}", rounded.trim_end_matches('0').trim_end_matches('.'))
}
