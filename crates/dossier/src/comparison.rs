//! A page of its own for figures that were compared: what cannot all be true, why, what would mend it, what remains.
//!
//! It takes plain values and words, so that whoever compared the figures need not be known here.

use crate::frame::{scrolling, table};
use crate::markup::{Element, el, isolated, label};
use crate::svg::{at, drawing, text, wrapped};

/// A published figure as it was compared.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparedFigure {
    /// In the words of its quantity: “46,000 workers”.
    pub words: String,
    /// Who published it, the one nearest the origin first.
    pub sources: Vec<String>,
    /// Its words in the source.
    pub quote: String,
    /// The lower end; `None` if open.
    pub low: Option<f64>,
    /// The upper end; `None` if open.
    pub high: Option<f64>,
}

/// A quantity with its figures.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparedQuantity {
    /// Its name in words.
    pub label: String,
    /// Its figures.
    pub figures: Vec<ComparedFigure>,
    /// How far it can run; `None` where an end is open.
    pub feasible: (Option<f64>, Option<f64>),
    /// That in words.
    pub feasible_words: String,
    /// Its likely middle and how far it likely runs, in words; empty if that was not drawn.
    pub likely_words: String,
    /// 5, 50 and 95 percent points.
    pub likely: Option<[f64; 3]>,
}

/// Figures that cannot all be true.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparedConflict {
    /// Which figures, counted through all quantities in order.
    pub members: Vec<usize>,
    /// Why, in a sentence.
    pub sentence: String,
    /// What may resolve it.
    pub remarks: Vec<String>,
}

/// A publication of a figure at a time.
#[derive(Debug, Clone, PartialEq)]
pub struct DatedPublication {
    /// In years: 2014.5 is the middle of 2014.
    pub year: f64,
    /// Who published it.
    pub source: String,
    /// Which figure, counted through all quantities in order.
    pub figure: usize,
    /// The publication in this list that it repeats.
    pub repeats: Option<usize>,
}

/// All that the page says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Comparison {
    /// The title.
    pub title: String,
    /// The verdict in a sentence or two.
    pub verdict: String,
    /// The quantities that a figure speaks of, or that follow.
    pub quantities: Vec<ComparedQuantity>,
    /// The conflicts, the clearest first.
    pub conflicts: Vec<ComparedConflict>,
    /// What would let the rest be true, the least given up first.
    pub ways_out: Vec<String>,
    /// Whom to believe: origin, quantity, before, after.
    pub origins: Vec<[String; 4]>,
    /// What moves the headline, in a sentence.
    pub moves: String,
    /// Publications with dates.
    pub publications: Vec<DatedPublication>,
    /// Claims that were not compared, and why.
    pub set_aside: Vec<String>,
    /// What limits the answer.
    pub limits: Vec<String>,
    /// How it was computed.
    pub method: String,
}

const WIDTH: f64 = 960.0;
const STRIP_LEFT: f64 = 330.0;
const STRIP_RIGHT: f64 = 690.0;
const BRACKETS_LEFT: f64 = 720.0;
const BRACKET_STEP: f64 = 19.0;
const ROW: f64 = 38.0;
const HEAD: f64 = 46.0;
/// How many conflicts have a bracket.
const BRACKETS_MAX: usize = 12;
/// How many conflicts and ways out are written out.
const WRITTEN_MAX: usize = 12;
/// How many figures one quantity shows.
const FIGURES_MAX: usize = 40;

const STYLE: &str = "
.layout.single { grid-template-columns: minmax(0, 1fr); max-width: 64rem; }
.compare text { font: 12.5px var(--sans); fill: var(--ink); }
.compare .soft { fill: var(--soft); font-size: 11px; }
.compare .head { font-weight: 600; font-size: 14px; }
.compare .bar { fill: var(--bar); }
.compare .bar.clash { fill: url(#hatch); stroke: var(--accent); stroke-width: 1; }
.compare .open { fill: none; stroke: var(--bar); stroke-width: 1.5; stroke-dasharray: 2 2; }
.compare .band { fill: var(--mark); }
.compare .middle { stroke: var(--ink); stroke-width: 1.5; }
.compare .axis { stroke: var(--rule); stroke-width: 1; }
.compare .bracket { stroke: var(--accent); stroke-width: 1.5; fill: none; }
.compare .member { fill: var(--accent); }
.compare .echo { fill: var(--paper); stroke: var(--bar); stroke-width: 1.5; }
.compare .arc { fill: none; stroke: var(--soft); stroke-width: 1; stroke-dasharray: 3 2; }
ol.reasons li { margin: 0 0 .9rem; } ol.reasons p { margin: .2rem 0; }
";

/// The page.
pub fn comparison_page(comparison: &Comparison) -> String {
    let head = el("head")
        .child(el("meta").attr("charset", "utf-8"))
        .child(
            el("meta")
                .attr("http-equiv", "Content-Security-Policy")
                .attr("content", "default-src 'none'; style-src 'unsafe-inline'"),
        )
        .child(el("meta").attr("name", "viewport").attr("content", "width=device-width, initial-scale=1"))
        .child(el("meta").attr("name", "color-scheme").attr("content", "light dark"))
        .child(el("title").text(label(&comparison.title, 200)))
        .child(el("style").raw(include_str!("page.css")).raw(STYLE));
    let main = el("main")
        .attr("id", "main")
        .child(
            el("header")
                .class("masthead")
                .child(el("p").class("kicker").text("Figures compared"))
                .child(el("h1").child(isolated(&comparison.title)))
                .child(el("p").class("standfirst").text(&comparison.verdict)),
        )
        .child(figures_section(comparison))
        .children(conflicts_section(comparison))
        .children(ways_out_section(comparison))
        .child(remains_section(comparison))
        .children(origins_section(comparison))
        .children(timeline_section(comparison))
        .children(list_section(
            "Not compared",
            "These claims speak of the same things, but not in a way that can be compared.",
            &comparison.set_aside,
        ))
        .children(list_section("What limits this", "", &comparison.limits))
        .child(section("How it was computed").child(el("p").text(&comparison.method)));
    let body = el("body").child(crate::marks::definitions()).child(el("div").class("layout single").child(main));
    format!("<!DOCTYPE html>\n{}\n", el("html").attr("lang", "en").child(head).child(body).render())
}

fn section(title: &str) -> Element {
    el("section").child(el("h2").text(title))
}

// ---- the picture of figures -----------------------------------------------------------------------------------------------------

fn figures_section(comparison: &Comparison) -> Element {
    let title = match comparison.conflicts.len() {
        0 => "All figures side by side.".to_owned(),
        1 => "One set of figures cannot all be true: the bracket joins them.".to_owned(),
        count => format!("{count} sets of figures cannot all be true: each bracket joins one."),
    };
    let mut note = "A bar runs from the lowest to the highest value that a figure allows, “about” included; a dashed end is open. A hatched bar stands in a conflict. The shaded band is how far the quantity can run once the least that is needed has been given up; the stroke in it is its likely middle.".to_owned();
    if comparison.conflicts.len() > BRACKETS_MAX {
        note.push_str(&format!(" The first {BRACKETS_MAX} conflicts have brackets."));
    }
    section("The figures").child(
        el("figure")
            .child(el("h3").class("title").text(&title))
            .child(scrolling(el("div").class("compare").child(picture(comparison, &title))))
            .child(el("figcaption").text(note)),
    )
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
    let in_conflict = |figure: usize| comparison.conflicts.iter().any(|conflict| conflict.members.contains(&figure));
    let mut number = 0;
    for (quantity, top) in comparison.quantities.iter().zip(&of_quantities) {
        let axis = Axis::of(quantity);
        svg = svg.children(quantity_head(quantity, &axis, *top));
        for figure in &quantity.figures {
            if let Some(y) = of_figures[number] {
                svg = svg.children(figure_row(figure, &axis, y, in_conflict(number)));
            }
            number += 1;
        }
    }
    svg.children(
        comparison
            .conflicts
            .iter()
            .take(BRACKETS_MAX)
            .enumerate()
            .flat_map(|(index, conflict)| bracket(conflict, index, &of_figures)),
    )
}

fn quantity_head(quantity: &ComparedQuantity, axis: &Axis, top: f64) -> Vec<Element> {
    let shown = quantity.figures.len().min(FIGURES_MAX) as f64;
    let (band_top, band_height) = (top + 24.0, HEAD - 24.0 + shown * ROW);
    let mut out = vec![text(0.0, top + 16.0, "head", &quantity.label)];
    let x = |end: Option<f64>, open: f64| end.map_or(open, |end| axis.x(end));
    let (left, right) = (x(quantity.feasible.0, STRIP_LEFT), x(quantity.feasible.1, STRIP_RIGHT));
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
    if let Some([_, middle, _]) = quantity.likely {
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
    out.push(text(0.0, top + 33.0, "soft", &format!("can be {}", quantity.feasible_words)));
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

fn figure_row(figure: &ComparedFigure, axis: &Axis, y: f64, clash: bool) -> Vec<Element> {
    let sources = match figure.sources.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [first, rest @ ..] => format!("{first}, and {} more", rest.len()),
    };
    let line = |words: &str, width| wrapped(words, width, 1).into_iter().next().unwrap_or_default();
    let class = if clash { "bar clash" } else { "bar" };
    let (left, right) = (figure.low.map_or(STRIP_LEFT, |low| axis.x(low)), figure.high.map_or(STRIP_RIGHT, |high| axis.x(high)));
    let block = |from: f64, to: f64, class: &str| {
        el("rect")
            .attr("x", at(from))
            .attr("width", at((to - from).max(3.0)))
            .attr("y", at(y - 6.0))
            .attr("height", 12)
            .class(class)
    };
    let mut out = vec![text(12.0, y - 2.0, "words", &line(&figure.words, 50)), text(12.0, y + 13.0, "soft", &line(&sources, 58))];
    match (figure.low, figure.high) {
        (Some(_), Some(_)) => out.push(block(left, right, class)),
        _ => out.extend([block(left, right, "open"), block(if figure.low.is_some() { left } else { right - 3.0 }, 0.0, class)]),
    }
    out
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
        let of_figures = quantity.figures.iter().flat_map(|figure| [figure.low, figure.high]);
        let feasible = if quantity.figures.is_empty() { [quantity.feasible.0, quantity.feasible.1] } else { [None, None] };
        let ends: Vec<f64> = of_figures.chain(feasible).flatten().filter(|end| end.is_finite()).collect();
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

// ---- words ----------------------------------------------------------------------------------------------------------------------

fn conflicts_section(comparison: &Comparison) -> Option<Element> {
    if comparison.conflicts.is_empty() {
        return None;
    }
    let figures: Vec<&ComparedFigure> = comparison.quantities.iter().flat_map(|quantity| &quantity.figures).collect();
    let items = comparison.conflicts.iter().take(WRITTEN_MAX).map(|conflict| {
        let quoted = conflict.members.iter().filter_map(|member| figures.get(*member)).map(|figure| {
            let said = if figure.quote.is_empty() { figure.words.clone() } else { format!("“{}”", figure.quote) };
            el("li").child(isolated(&said)).text(" — ").child(isolated(&figure.sources.join("; ")))
        });
        el("li")
            .child(el("p").child(el("b").text(&conflict.sentence)))
            .children(conflict.remarks.iter().map(|remark| el("p").class("note").text(remark)))
            .child(el("ul").class("plain").children(quoted))
    });
    let more = comparison.conflicts.len().saturating_sub(WRITTEN_MAX);
    Some(
        section("What cannot all be true")
            .child(
                el("p")
                    .class("intro")
                    .text("Each of these sets is smallest: take any one figure out of it and the others can be true."),
            )
            .child(el("ol").class("reasons").children(items))
            .children((more > 0).then(|| el("p").class("note").text(format!("and {more} more.")))),
    )
}

fn ways_out_section(comparison: &Comparison) -> Option<Element> {
    let intro = "Each way gives up as little as it can; the first gives up the least reliable figures.";
    list_section("What would have to go", intro, &comparison.ways_out)
}

fn list_section(title: &str, intro: &str, items: &[String]) -> Option<Element> {
    let lines = items.iter().take(WRITTEN_MAX * 4).map(|item| el("li").child(isolated(item)));
    let intro = (!intro.is_empty()).then(|| el("p").class("intro").text(intro));
    (!items.is_empty()).then(|| section(title).children(intro).child(el("ul").children(lines)))
}

fn remains_section(comparison: &Comparison) -> Element {
    let words = |text: &str| el("span").text(text);
    let rows: Vec<Vec<Element>> = comparison
        .quantities
        .iter()
        .map(|quantity| vec![words(&quantity.label), words(&quantity.feasible_words), words(&quantity.likely_words)])
        .collect();
    section("What remains")
        .child(el("p").class("intro").text("Proved: no value outside is possible, with the figures that are kept. Likely: what every origin's figures make of it together, each weighed by how far it can be trusted; a likelihood dissolves no contradiction."))
        .child(scrolling(table(&["Quantity", "Proved", "Likely: middle, and nine times in ten from … to"], rows)))
        .children((!comparison.moves.is_empty()).then(|| el("p").text(&comparison.moves)))
}

fn origins_section(comparison: &Comparison) -> Option<Element> {
    if comparison.origins.is_empty() {
        return None;
    }
    let rows = comparison.origins.iter().map(|row| row.iter().map(|cell| isolated(cell)).collect()).collect();
    Some(
        section("Whom the figures bear out")
            .child(el("p").class("intro").text("An origin is one voice, however many repeat it."))
            .child(scrolling(table(&["Origin", "Says", "Trusted before", "After comparing"], rows))),
    )
}

// ---- the timeline ---------------------------------------------------------------------------------------------------------------

fn timeline_section(comparison: &Comparison) -> Option<Element> {
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
    Some(section("Where the figures come from").child(
        el("figure")
            .child(el("h3").class("title").text(&title))
            .child(scrolling(el("div").class("compare").child(svg)))
            .child(el("figcaption").text("A full dot is an origin's own word, a hollow one an echo; an arc leads from an echo to its origin. An echo adds no weight.")),
    ))
}
