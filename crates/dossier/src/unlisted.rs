//! People counted on several lists and those on none: how the lists overlap, what each method says, how the models share the answer, and how it
//! moves with what no list can show. A page of its own, or a chapter of the dossier, where every figure opens the rows it rests on.
//!
//! It takes plain values and words, so that whoever counted need not be known here.

use crate::frame::table;
use crate::markup::{Element, el, isolated};
use crate::page::head_alone;
use crate::svg::{at, drawing, text, wrapped};

/// A pattern of lists with the people on exactly these.
#[derive(Debug, Clone, PartialEq)]
pub struct OverlapPattern {
    /// For each list, whether it is among them.
    pub on: Vec<bool>,
    /// People.
    pub people: f64,
}

/// What a method says.
#[derive(Debug, Clone, PartialEq)]
pub struct MethodRow {
    /// The method in words.
    pub words: String,
    /// The total, seen and unseen; `None` without an estimate.
    pub estimate: Option<f64>,
    /// Its interval; the upper end may be infinite.
    pub interval: Option<(f64, f64)>,
    /// Whether it has a say in the verdict, rather than being a bound or leaning on one assumption.
    pub has_a_say: bool,
    /// The model, how the run ended, and what a reader should know.
    pub remark: String,
    /// The paper.
    pub reference: String,
}

/// All that is said of one table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Unlisted {
    /// What pictures of this table are told apart by, where a page has several tables; a word, or nothing.
    pub mark: String,
    /// The title.
    pub title: String,
    /// The verdict in a sentence or two.
    pub verdict: String,
    /// Why.
    pub reasons: Vec<String>,
    /// People seen.
    pub observed: f64,
    /// At least so many, seen and unseen.
    pub lower_bound: f64,
    /// The lists with the people on each.
    pub lists: Vec<(String, f64)>,
    /// Patterns that hold anybody.
    pub patterns: Vec<OverlapPattern>,
    /// The methods.
    pub methods: Vec<MethodRow>,
    /// The posterior over models: totals in rising order with their share.
    pub posterior: Vec<(f64, f64)>,
    /// What the posterior is of.
    pub posterior_of: String,
    /// Odds ratio between lists that the data cannot show, and the total under it.
    pub sensitivity: Vec<(f64, f64)>,
    /// Strata in words: name, seen, total.
    pub strata: Vec<[String; 3]>,
    /// How it was computed.
    pub method: String,
}

const WIDTH: f64 = 960.0;
/// As many patterns are drawn; the table holds all.
const PATTERNS_MAX: usize = 36;
pub(crate) const STYLE: &str = "
.layout.single { grid-template-columns: minmax(0, 1fr); max-width: 64rem; }
.unlisted text { font: 12.5px var(--sans); fill: var(--ink); }
.unlisted .soft { fill: var(--soft); font-size: 11px; }
.unlisted .count { font-size: 11px; text-anchor: middle; }
.unlisted .tick { fill: var(--soft); font-size: 11px; text-anchor: middle; }
.unlisted .bar { fill: var(--bar); }
.unlisted .bar.once { fill: var(--bar-soft); stroke: var(--bar); stroke-width: 1; }
.unlisted .dot { fill: var(--bar); } .unlisted .none { fill: var(--hair); }
.unlisted .joint { stroke: var(--bar); stroke-width: 2; }
.unlisted .reach { stroke: var(--bar); stroke-width: 6; stroke-opacity: .45; }
.unlisted .reach.aside { stroke-dasharray: 3 2; stroke-opacity: .35; }
.unlisted .point { fill: var(--bar); } .unlisted .point.aside { fill: var(--paper); stroke: var(--bar); stroke-width: 1.5; }
.unlisted .axis { stroke: var(--rule); } .unlisted .grid { stroke: var(--hair); }
.unlisted .bound { stroke: var(--accent); stroke-width: 1.5; stroke-dasharray: 4 3; }
.unlisted .hill { fill: var(--bar-soft); stroke: var(--bar); stroke-width: 1.4; }
.unlisted .curve { fill: none; stroke: var(--accent); stroke-width: 2; }
";

/// The page.
pub fn unlisted_page(unlisted: &Unlisted) -> String {
    let head = head_alone(&unlisted.title, &[STYLE]);
    let masthead = el("header")
        .class("masthead")
        .child(el("p").class("kicker").text("How many nobody listed"))
        .child(el("h1").child(isolated(&unlisted.title)))
        .child(el("p").class("standfirst").text(&unlisted.verdict))
        .child(el("ul").class("note").children(unlisted.reasons.iter().map(|reason| el("li").text(reason))));
    let sections = parts(unlisted).into_iter().map(|part| section(part.id, part.name, [part.content]));
    let main = el("main").attr("id", "main").child(masthead).children(sections);
    let body = el("body").child(el("div").class("layout single").child(main));
    format!("<!DOCTYPE html>\n{}\n", el("html").attr("lang", "en").child(head).child(body).render())
}

/// A titled part of what is said of a table.
pub(crate) struct Part {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    pub(crate) content: Element,
}

pub(crate) fn parts(unlisted: &Unlisted) -> Vec<Part> {
    let part = |id: &'static str, name: &'static str, content: Option<Element>| content.map(|content| Part { id, name, content });
    let parts = [
        part("overlaps", "How the lists overlap", Some(overlaps(unlisted))),
        part("methods", "What each method says", methods(unlisted)),
        part("posterior", "How the models share the answer", posterior(unlisted)),
        part("sensitivity", "What no list can show", sensitivity(unlisted)),
        part("strata", "Stratum by stratum", strata(unlisted)),
        part("method", "Method", Some(el("p").class("prose").text(&unlisted.method))),
    ];
    parts.into_iter().flatten().collect()
}

fn section(id: &str, name: &str, children: impl IntoIterator<Item = Element>) -> Element {
    el("section").attr("id", id).child(el("h2").text(name)).children(children)
}

/// A picture under a sentence, with its caption and its figures one click away.
fn figure(title: &str, picture: Element, caption: &str, data: Element) -> Element {
    el("figure")
        .child(el("h3").class("title").text(title))
        .child(el("div").class("scroll").child(picture))
        .child(el("figcaption").text(caption))
        .child(el("details").class("data").child(el("summary").text("The figures")).child(el("div").class("scroll").child(data)))
}

fn canvas(unlisted: &Unlisted, name: &str, height: f64, title: &str, description: &str) -> Element {
    let id = if unlisted.mark.is_empty() { name.to_owned() } else { format!("{}-{name}", unlisted.mark) };
    drawing(&id, (0.0, 0.0, WIDTH, height), title, description).attr("width", "100%").attr("data-kind", "unlisted")
}

fn unlisted_class(picture: Element) -> Element {
    el("div").class("unlisted").child(picture)
}

fn line(x1: f64, y1: f64, x2: f64, y2: f64, class: &str) -> Element {
    el("line").attr("x1", at(x1)).attr("y1", at(y1)).attr("x2", at(x2)).attr("y2", at(y2)).class(class)
}

fn rect(x: f64, y: f64, width: f64, height: f64, class: &str) -> Element {
    el("rect")
        .attr("x", at(x))
        .attr("y", at(y))
        .attr("width", at(width.max(0.0)))
        .attr("height", at(height.max(0.0)))
        .class(class)
}

fn circle(x: f64, y: f64, radius: f64, class: &str) -> Element {
    el("circle").attr("cx", at(x)).attr("cy", at(y)).attr("r", at(radius)).class(class)
}

/// A whole number with commas between thousands.
fn people(value: f64) -> String {
    let digits = format!("{:.0}", value.max(0.0));
    let split = digits.len() % 3;
    let (first, rest) = digits.split_at(split);
    let groups = rest.as_bytes().chunks(3).filter_map(|group| std::str::from_utf8(group).ok());
    [first].into_iter().chain(groups).filter(|group| !group.is_empty()).collect::<Vec<_>>().join(",")
}

/// A logarithmic axis with round ticks.
struct Axis {
    low: f64,
    high: f64,
    left: f64,
    right: f64,
}

impl Axis {
    fn covering(values: impl Iterator<Item = f64>, left: f64, right: f64) -> Self {
        let finite = values.filter(|value| value.is_finite() && *value > 0.0);
        let (low, high) = finite.fold((f64::INFINITY, 0.0f64), |(low, high), value| (low.min(value), high.max(value)));
        if high <= 0.0 {
            return Axis { low: 1.0, high: 10.0, left, right };
        }
        Axis { low: low * 0.92, high: (high * 1.08).max(low * 1.3), left, right }
    }

    fn at(&self, value: f64) -> f64 {
        let part = (value.max(1e-9) / self.low).ln() / (self.high / self.low).ln();
        self.left + (self.right - self.left) * part.clamp(0.0, 1.0)
    }

    fn ticks(&self) -> Vec<f64> {
        let decades = (self.low.log10().floor() as i32)..=(self.high.log10().ceil() as i32);
        let steps: &[f64] = if self.high / self.low > 30.0 { &[1.0] } else { &[1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 7.0] };
        let all = decades.flat_map(|decade| steps.iter().map(move |step| step * 10f64.powi(decade)));
        let inside: Vec<f64> = all.filter(|tick| *tick >= self.low && *tick <= self.high).collect();
        let every = inside.len().div_ceil(9).max(1);
        inside.into_iter().step_by(every).collect()
    }

    /// Ticks with hairlines from `top` to `bottom`, numbers below.
    fn drawn(&self, top: f64, bottom: f64) -> Vec<Element> {
        let tick = |tick: f64| {
            [line(self.at(tick), top, self.at(tick), bottom, "grid"), text(self.at(tick), bottom + 15.0, "tick", &people(tick))]
        };
        let base = line(self.left, bottom, self.right, bottom, "axis");
        self.ticks().into_iter().flat_map(tick).chain([base]).collect()
    }
}

/// Bars of patterns over a grid of dots: who is on which lists (Lex et al. 2014, UpSet).
fn overlaps(unlisted: &Unlisted) -> Element {
    let mut patterns: Vec<&OverlapPattern> = unlisted.patterns.iter().collect();
    patterns.sort_by(|a, b| b.people.total_cmp(&a.people));
    let rest = patterns.len().saturating_sub(PATTERNS_MAX);
    let once: f64 = patterns.iter().filter(|pattern| times(pattern) == 1).map(|pattern| pattern.people).sum();
    let share = if unlisted.observed > 0.0 { once / unlisted.observed * 100.0 } else { 0.0 };
    let title = format!("{} people are on one list only, {share:.0} % of those seen.", people(once));
    let mut caption = "Each bar is people on exactly the lists marked below it; hollow bars are people on one list. Bars to the left are whole lists.".to_owned();
    if rest > 0 {
        caption += &format!(" {rest} smaller patterns are in the figures only.");
    }
    let rows =
        patterns.iter().map(|pattern| vec![el("span").text(names(unlisted, pattern)), el("span").text(people(pattern.people))]);
    let data = table(&["Lists", "People"], rows.collect());
    patterns.truncate(PATTERNS_MAX);
    let picture = unlisted_class(overlap_picture(unlisted, &patterns, &title));
    figure(&title, picture, &caption, data)
}

fn times(pattern: &OverlapPattern) -> usize {
    pattern.on.iter().filter(|on| **on).count()
}

fn names(unlisted: &Unlisted, pattern: &OverlapPattern) -> String {
    let on = unlisted.lists.iter().zip(&pattern.on).filter(|(_, on)| **on);
    on.map(|((name, _), _)| name.as_str()).collect::<Vec<_>>().join(" and ")
}

fn overlap_picture(unlisted: &Unlisted, patterns: &[&OverlapPattern], title: &str) -> Element {
    let (left, top, bars, row) = (300.0, 24.0, 170.0, 22.0);
    let step = ((WIDTH - left - 10.0) / patterns.len().max(1) as f64).min(34.0);
    let most = patterns.iter().map(|pattern| pattern.people).fold(1.0, f64::max);
    let largest = unlisted.lists.iter().map(|(_, people)| *people).fold(1.0, f64::max);
    let grid = top + bars + 14.0;
    let place = |list: usize| grid + row * (list as f64 + 0.5);
    let height = grid + row * unlisted.lists.len() as f64 + 6.0;
    let lists = unlisted.lists.iter().enumerate().flat_map(|(list, (name, count))| {
        let width = 70.0 * count / largest;
        [
            rect(270.0 - width, place(list) - 6.0, width, 12.0, "bar"),
            text(8.0, place(list) + 4.0, "name", &wrapped(name, 17, 1).join("")),
            text(172.0, place(list) + 4.0, "count", &people(*count)),
        ]
    });
    let columns = patterns.iter().enumerate().flat_map(|(index, pattern)| {
        let x = left + step * (index as f64 + 0.5);
        let high = bars * pattern.people / most;
        let class = if times(pattern) == 1 { "bar once" } else { "bar" };
        let on: Vec<usize> = (0..pattern.on.len()).filter(|list| pattern.on[*list]).collect();
        let joint = on.first().zip(on.last()).map(|(first, last)| line(x, place(*first), x, place(*last), "joint"));
        let dots =
            (0..pattern.on.len()).map(move |list| circle(x, place(list), 4.5, if pattern.on[list] { "dot" } else { "none" }));
        [
            rect(x - step * 0.36, top + bars - high, step * 0.72, high.max(1.0), class),
            text(x, top + bars - high - 5.0, "count", &people(pattern.people)),
        ]
        .into_iter()
        .chain(joint)
        .chain(dots)
        .collect::<Vec<_>>()
    });
    let described = patterns
        .iter()
        .take(12)
        .map(|pattern| format!("{}: {}", names(unlisted, pattern), people(pattern.people)))
        .collect::<Vec<_>>();
    canvas(unlisted, "overlap-drawing", height, title, &described.join("; ")).children(lists).children(columns)
}

fn methods(unlisted: &Unlisted) -> Option<Element> {
    if unlisted.methods.is_empty() {
        return None;
    }
    let told: Vec<&MethodRow> = unlisted.methods.iter().filter(|row| row.estimate.is_some()).collect();
    let say = told.iter().filter(|row| row.has_a_say).filter_map(|row| row.estimate);
    let (low, high) = say.fold((f64::INFINITY, 0.0f64), |(low, high), total| (low.min(total), high.max(total)));
    let title = match () {
        () if high <= 0.0 => "No method that has a say gives a total.".to_owned(),
        () if people(low) == people(high) => format!("Methods put the total at {}.", people(low)),
        () => format!("Methods put the total between {} and {}.", people(low), people(high)),
    };
    let caption = "Seen and unseen together, on a scale on which equal steps multiply. Solid: methods that have a say. Hollow and dashed: bounds, and methods that lean on one assumption. The dashed line is the lower bound.";
    let end = |end: f64| if end.is_finite() { people(end) } else { "no end".to_owned() };
    let rows = unlisted.methods.iter().map(|row| {
        let interval = row.interval.map_or_else(|| "—".to_owned(), |(low, high)| format!("{} to {}", end(low), end(high)));
        let cells = [
            row.words.clone(),
            row.estimate.map_or_else(|| "—".to_owned(), people),
            interval,
            row.remark.clone(),
            row.reference.clone(),
        ];
        cells.into_iter().map(|cell| el("span").text(cell)).collect()
    });
    let data = table(&["Method", "Total", "Interval", "How it went", "Paper"], rows.collect());
    let picture = unlisted_class(method_picture(unlisted, &title));
    Some(figure(&title, picture, caption, data))
}

fn method_picture(unlisted: &Unlisted, title: &str) -> Element {
    let (left, right, row, top) = (270.0, 790.0, 26.0, 10.0);
    let bottom = top + row * unlisted.methods.len() as f64;
    let ends = unlisted
        .methods
        .iter()
        .flat_map(|row| row.estimate.into_iter().chain(row.interval.into_iter().flat_map(|(low, high)| [low, high])));
    // one runaway interval must not press all others together
    let cap = unlisted.methods.iter().filter_map(|row| row.estimate).fold(unlisted.observed, f64::max) * 4.0;
    let axis = Axis::covering(ends.map(|end| end.min(cap)).chain([unlisted.lower_bound]), left, right);
    let rows = unlisted.methods.iter().enumerate().flat_map(|(index, method)| {
        let y = top + row * (index as f64 + 0.5);
        let aside = if method.has_a_say { "" } else { " aside" };
        let reach = method.interval.map(|(low, high)| line(axis.at(low), y, axis.at(high), y, &format!("reach{aside}")));
        let point = method.estimate.map(|total| circle(axis.at(total), y, 4.5, &format!("point{aside}")));
        let words = method.estimate.map_or_else(|| "no estimate".to_owned(), people);
        let value = text(right + 14.0, y + 4.0, "value", &words);
        [Some(text(0.0, y + 4.0, "name", &method.words)), reach, point, Some(value)].into_iter().flatten().collect::<Vec<_>>()
    });
    let bound = line(axis.at(unlisted.lower_bound), top, axis.at(unlisted.lower_bound), bottom, "bound");
    let described =
        unlisted.methods.iter().map(|row| format!("{}: {}", row.words, row.estimate.map_or_else(|| "none".to_owned(), people)));
    canvas(unlisted, "methods-drawing", bottom + 24.0, title, &described.collect::<Vec<_>>().join("; "))
        .children(axis.drawn(top, bottom))
        .children(rows)
        .child(bound)
}

fn posterior(unlisted: &Unlisted) -> Option<Element> {
    let sum: f64 = unlisted.posterior.iter().map(|(_, share)| share).sum();
    if unlisted.posterior.len() < 3 || sum <= 0.0 {
        return None;
    }
    let (mut reached, mut middle) = (0.0, unlisted.observed);
    let mut inside: Vec<(f64, f64)> = Vec::new();
    for (total, share) in &unlisted.posterior {
        let before = reached;
        reached += share / sum;
        if before < 0.5 && reached >= 0.5 {
            middle = *total;
        }
        if reached > 0.001 && before < 0.995 {
            inside.push((*total, *share));
        }
    }
    let title = format!("Averaged over {}, half of the probability lies above {}.", unlisted.posterior_of, people(middle));
    let caption = "How probable each total is once every model is weighed by how well it fits. Two humps are two answers between which the lists cannot decide. The scale is one on which equal steps multiply.";
    let bins = binned(&inside);
    let rows = bins
        .iter()
        .map(|(total, share)| vec![el("span").text(people(*total)), el("span").text(format!("{:.1} %", share / sum * 100.0))]);
    let data = table(&["Total around", "Share"], rows.collect());
    let picture = unlisted_class(hill(unlisted, &bins, &title));
    Some(figure(&title, picture, caption, data))
}

/// Shares in sixty equal steps of the logarithm, each the difference of what is reached at its ends.
fn binned(density: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let (Some(first), Some(last)) = (density.first(), density.last()) else { return Vec::new() };
    let steps = 60;
    let width = ((last.0 / first.0).ln() / f64::from(steps)).max(1e-9);
    let reached = |at: f64| -> f64 {
        let beyond = density.partition_point(|(total, _)| *total <= at);
        let whole: f64 = density[..beyond].iter().map(|(_, share)| share).sum();
        match (density[..beyond].last(), density.get(beyond)) {
            (Some((from, _)), Some((to, share))) => whole + share * (at - from) / (to - from),
            _ => whole,
        }
    };
    let edge = |step: i32| first.0 * (f64::from(step) * width).exp();
    (0..steps).map(|step| (edge(step) * (0.5 * width).exp(), (reached(edge(step + 1)) - reached(edge(step))).max(0.0))).collect()
}

fn hill(unlisted: &Unlisted, bins: &[(f64, f64)], title: &str) -> Element {
    let (top, bottom) = (14.0, 200.0);
    let axis = Axis::covering(bins.iter().map(|(total, _)| *total), 20.0, WIDTH - 40.0);
    let most = bins.iter().map(|(_, share)| *share).fold(1e-300, f64::max);
    let points =
        bins.iter().map(|(total, share)| format!("{},{}", at(axis.at(*total)), at(bottom - (bottom - top) * share / most)));
    let ends = |bin: Option<&(f64, f64)>| bin.map(|(total, _)| format!("{},{}", at(axis.at(*total)), at(bottom)));
    let outline: Vec<String> = ends(bins.first()).into_iter().chain(points).chain(ends(bins.last())).collect();
    let shape = el("polygon").attr("points", outline.join(" ")).class("hill");
    canvas(unlisted, "posterior-drawing", bottom + 24.0, title, "The shares are in the figures below.")
        .children(axis.drawn(top, bottom))
        .child(shape)
}

fn sensitivity(unlisted: &Unlisted) -> Option<Element> {
    let total = |ratio: f64| {
        unlisted.sensitivity.iter().min_by(|a, b| (a.0 - ratio).abs().total_cmp(&(b.0 - ratio).abs())).map(|(_, total)| *total)
    };
    let (one, two) = (total(1.0)?, total(2.0)?);
    let title = format!(
        "If being on one list doubled the odds of being on any other, the total would be {}, not {}.",
        people(two),
        people(one)
    );
    let caption = "No table can show how lists depend on each other beyond the model, or how much people differ in how easily they are found. Left of 1: lists avoid each other more than the model says. Right of 1: they seek the same people, or some people are easier to find; chances that vary by as much as their mean count as 2.";
    let rows = unlisted
        .sensitivity
        .iter()
        .step_by(4)
        .map(|(ratio, total)| vec![el("span").text(format!("{ratio:.2}")), el("span").text(people(*total))]);
    let data = table(&["Odds ratio", "Total"], rows.collect());
    let picture = unlisted_class(curve(unlisted, &title));
    Some(figure(&title, picture, caption, data))
}

fn curve(unlisted: &Unlisted, title: &str) -> Element {
    let (left, right, top, bottom) = (90.0, WIDTH - 60.0, 12.0, 260.0);
    let along = Axis::covering(unlisted.sensitivity.iter().map(|(ratio, _)| *ratio), left, right);
    let up = Axis::covering(unlisted.sensitivity.iter().map(|(_, total)| *total).chain([unlisted.lower_bound]), bottom, top);
    let points = unlisted.sensitivity.iter().map(|(ratio, total)| format!("{},{}", at(along.at(*ratio)), at(up.at(*total))));
    let ticks = [0.125, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0].into_iter().flat_map(|ratio| {
        [
            line(along.at(ratio), top, along.at(ratio), bottom, "grid"),
            text(along.at(ratio), bottom + 15.0, "tick", &format!("{ratio}")),
        ]
    });
    let levels = up.ticks().into_iter().flat_map(|total| {
        [line(left, up.at(total), right, up.at(total), "grid"), text(8.0, up.at(total) + 4.0, "soft", &people(total))]
    });
    let bound = line(left, up.at(unlisted.lower_bound), right, up.at(unlisted.lower_bound), "bound");
    let path = el("polyline").attr("points", points.collect::<Vec<_>>().join(" ")).class("curve");
    canvas(unlisted, "sensitivity-drawing", bottom + 40.0, title, "Odds ratio between lists along, total upward.")
        .children(ticks)
        .children(levels)
        .child(bound)
        .child(path)
        .child(text((left + right) / 2.0, bottom + 33.0, "tick", "odds ratio between any two lists, beyond the model"))
}

fn strata(unlisted: &Unlisted) -> Option<Element> {
    let rows: Vec<Vec<Element>> =
        unlisted.strata.iter().map(|row| row.iter().map(|cell| el("span").child(isolated(cell))).collect()).collect();
    (!rows.is_empty()).then(|| el("div").class("scroll").child(table(&["Stratum", "Seen", "Total"], rows)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page() -> Unlisted {
        let pattern = |on: [bool; 2], people| OverlapPattern { on: on.to_vec(), people };
        Unlisted {
            title: "A <b>table</b>".to_owned(),
            observed: 61.0,
            lower_bound: 100.0,
            lists: vec![("police".to_owned(), 40.0), ("shelters".to_owned(), 25.0)],
            patterns: vec![pattern([true, false], 36.0), pattern([false, true], 21.0), pattern([true, true], 4.0)],
            methods: vec![MethodRow {
                words: "independent lists".to_owned(),
                estimate: Some(250.0),
                interval: Some((130.0, f64::INFINITY)),
                has_a_say: true,
                remark: String::new(),
                reference: String::new(),
            }],
            posterior: (1..100).map(|step| (100.0 + f64::from(step), 0.01)).collect(),
            sensitivity: vec![(0.5, 150.0), (1.0, 250.0), (2.0, 450.0)],
            ..Unlisted::default()
        }
    }

    #[test]
    fn every_picture_is_drawn_with_numbers_and_names_escaped() {
        let html = unlisted_page(&page());
        for id in ["overlap-drawing", "methods-drawing", "posterior-drawing", "sensitivity-drawing"] {
            assert!(html.contains(&format!("id=\"{id}\"")), "{id}");
        }
        assert!(html.contains("A &lt;b&gt;table&lt;/b&gt;") && html.contains("no end"));
        assert!(!html.contains("NaN") && !html.contains("inf\""), "a coordinate is no number");
    }

    #[test]
    fn nothing_gives_a_page_too() {
        assert!(!unlisted_page(&Unlisted::default()).contains("NaN"));
    }

    #[test]
    fn thousands_are_grouped() {
        assert_eq!([people(5.0), people(123.0), people(1234.0), people(123_456.0)], ["5", "123", "1,234", "123,456"]);
    }
}
