//! The system: who sends, through whom, to what work; what is paid, what is taken, through whom it goes and to whom.
//!
//! Seven fixed columns. In the columns of pay, height is a share of pay where one is stated; everything else is a name, and a line
//! between two names is drawn only where a claim connects them.

use crate::Report;
use crate::figures::{Figure, Part};
use crate::frame::{Frame, scrolling, table};
use crate::links;
use crate::marks::mark_class;
use crate::markup::{Element, el, label};
use crate::svg::{at, drawing, text, wrapped};
use crate::waterfall::treatment;
use crate::words;
use evidence::{Claim, ClaimId, Range};
use rust_decimal::prelude::ToPrimitive;
use std::collections::{BTreeMap, BTreeSet};

const WIDTH: f64 = 1180.0;
/// Where the content begins, below the heads of the columns.
const TOP: f64 = 56.0;
/// Height of a whole month's pay.
const PAY_HEIGHT: f64 = 300.0;
const NODE_HEIGHT: f64 = 58.0;
const NODE_GAP: f64 = 12.0;
/// The least height in which a head of deduction can be read.
const HEAD_HEIGHT_MIN: f64 = 24.0;
const HEAD_GAP: f64 = 5.0;
/// How many names a column shows; the first column holds two lists of half as many.
const NODES_MAX: usize = 6;
/// How many heads of deduction are drawn.
const HEADS_MAX: usize = 10;

/// A column: its left edge, its width, its head.
struct Column {
    x: f64,
    width: f64,
    head: &'static str,
}

/// Dispatchers, and below them the agents: no claim connects an agent with a place of work, so no line may cross them.
const SENDERS: Column = Column { x: 1.0, width: 164.0, head: "Sent by" };
const SITES: Column = Column { x: 222.0, width: 158.0, head: "To this work" };
const GROSS: Column = Column { x: 456.0, width: 92.0, head: "Gross pay" };
const HEADS: Column = Column { x: 612.0, width: 190.0, head: "Taken as" };
const CONDUITS: Column = Column { x: 850.0, width: 136.0, head: "Through" };
const BENEFICIARIES: Column = Column { x: 1038.0, width: 141.0, head: "To" };
/// What stands above the agents.
const AGENTS_HEAD: &str = "Must hand over";

/// The picture, or a word that nothing is said of the system.
pub(crate) fn section(report: &Report) -> Element {
    let map = SystemMap::of(report);
    if map.is_empty() {
        return el("p")
            .class("empty")
            .text("No document says who sends workers, what is taken from their pay, or where it goes.");
    }
    let title = map.title();
    Frame { picture: scrolling(map.draw(&title)), title, note: map.note(), claims: map.claims(), data: Some(map.table(report)) }
        .draw(report)
}

/// What the drawing is made of.
struct SystemMap<'r> {
    columns: [Vec<&'r Figure>; 5],
    heads: Vec<&'r Figure>,
    wage: Option<&'r Figure>,
    share: Option<&'r Figure>,
    left: Option<&'r Figure>,
    /// What is stated to pass through the hands of agents, conduits and beneficiaries, by the names of their findings.
    sums: BTreeMap<String, String>,
    /// Findings that a claim connects, with those claims.
    ties: BTreeMap<(String, String), Vec<&'r Claim>>,
}

impl<'r> SystemMap<'r> {
    fn of(report: &'r Report) -> Self {
        let with_value = |name: &str| report.figures.get(name).filter(|figure| figure.quantity().is_some());
        SystemMap {
            columns: columns(report),
            heads: report.figures.beginning("deduction.").collect(),
            wage: with_value("pay.wage"),
            share: with_value("pay.share_taken"),
            left: with_value("pay.take_home.stated").or_else(|| with_value("pay.take_home.computed")),
            sums: sums(report),
            ties: ties(report),
        }
    }

    fn column(&self, part: Part) -> &[&'r Figure] {
        let index = Part::ALL.iter().position(|other| *other == part).expect("every part has a column");
        &self.columns[index]
    }

    fn is_empty(&self) -> bool {
        self.columns.iter().all(Vec::is_empty) && self.heads.is_empty() && self.wage.is_none() && self.share.is_none()
    }

    fn figures(&self) -> impl Iterator<Item = &'r Figure> {
        self.columns
            .iter()
            .flatten()
            .copied()
            .chain(self.heads.iter().copied())
            .chain([self.wage, self.share, self.left].into_iter().flatten())
    }

    fn claims(&self) -> Vec<ClaimId> {
        self.figures().flat_map(|figure| figure.facts.iter().copied()).collect()
    }

    fn title(&self) -> String {
        let first = |part| {
            self.column(part)
                .iter()
                .min_by_key(|figure| std::cmp::Reverse(figure.witnesses.len()))
                .map(|figure| figure.label.clone())
        };
        let taken = match self.share.and_then(Figure::quantity) {
            Some(share) => format!("{} is taken", words::quantity(share).replace("% of pay", "% of workers’ pay")),
            None => "The share that is taken from workers’ pay is not stated".to_owned(),
        };
        let heads = match self.heads.len() {
            0 => String::new(),
            count => format!(" under {}", words::count(count, "head")),
        };
        let through = first(Part::Conduit).map(|name| format!(" through {}", label(&name, 40)));
        let to = first(Part::Beneficiary).map(|name| format!(" to {}", label(&name, 40)));
        let goes = match (&through, &to) {
            (None, None) => "; no document says where it goes".to_owned(),
            _ => format!("; it goes{}{}", through.unwrap_or_default(), to.unwrap_or_default()),
        };
        format!("{}{heads}{goes}.", words::capital(&taken))
    }

    fn note(&self) -> String {
        let mut notes = vec!["Height in the columns of pay is the share of pay; a line means that a claim connects two names, not how much money passes.".to_owned()];
        let unpriced = self.heads.iter().filter(|head| head.quantity().is_none()).count();
        if unpriced > 0 {
            notes.push(format!("Split not stated: {} of equal height, dashed.", words::count(unpriced, "head")));
        }
        for (part, what) in [
            (Part::Dispatcher, "who sends"),
            (Part::Agent, "who must hand over"),
            (Part::Conduit, "through whom money goes"),
            (Part::Beneficiary, "to whom"),
        ] {
            if self.column(part).is_empty() {
                notes.push(format!("Missing: {what}."));
            }
        }
        notes.join(" ")
    }

    fn table(&self, report: &Report) -> Element {
        let rows = self.figures().map(|figure| {
            vec![
                links::figure(figure, label(&figure.label, 80)),
                el("span").text(&figure.finding.sentence),
                crate::frame::certainty(figure),
                links::claims(&report.view, &figure.facts, 8),
            ]
        });
        table(&["Part", "What is said", "How sure", "Claims"], rows.collect())
    }

    fn draw(&self, title: &str) -> Element {
        let nodes = Nodes::of(self);
        let heads = self.head_boxes();
        let height =
            nodes.bottom.max(heads.last().map_or(0.0, |head| head.y + head.height) + NODE_HEIGHT + 34.0).max(TOP + PAY_HEIGHT)
                + 8.0;
        let description = self.figures().map(|figure| figure.finding.sentence.clone()).collect::<Vec<_>>().join(" ");
        drawing("system-drawing", (0.0, 0.0, WIDTH, height), title, &description)
            .children(
                [SENDERS, SITES, GROSS, HEADS, CONDUITS, BENEFICIARIES]
                    .iter()
                    .map(|column| text(column.x, 16.0, "column", column.head)),
            )
            .children(self.tie_lines(&nodes))
            .children(self.lines_to_pay(&nodes))
            .children(self.lines_from_pay(&nodes, &heads))
            .children(self.pay(&heads))
            .children(nodes.boxes)
    }

    /// The lines between names that a claim connects.
    fn tie_lines(&self, nodes: &Nodes) -> Vec<Element> {
        let line = |((from, to), claims): (&(String, String), &Vec<&Claim>)| {
            let (from, to) = (nodes.places.get(from)?, nodes.place_of(to)?);
            let class = if claims.len() > 1 { "tie several" } else { "tie single" };
            let same_column = from.right == to.right && from.middle != to.middle;
            let line =
                if same_column { bow(from, to, class) } else { curve((from.right, from.middle), (to.left, to.middle), class) };
            (from.middle != to.middle || from.right != to.right).then_some(line)
        };
        self.ties.iter().filter_map(line).collect()
    }

    /// From each place of work to the bar of gross pay.
    fn lines_to_pay(&self, nodes: &Nodes) -> Vec<Element> {
        let sites = nodes.places_of(self.column(Part::Site));
        let count = sites.len();
        sites
            .into_iter()
            .enumerate()
            .map(|(index, place)| {
                let y = TOP + PAY_HEIGHT * (index as f64 + 0.5) / count as f64;
                curve((place.right, place.middle), (GROSS.x, y), "tie works")
            })
            .collect()
    }

    /// From the bracket around the heads to where money goes first.
    fn lines_from_pay(&self, nodes: &Nodes, heads: &[HeadBox]) -> Vec<Element> {
        let (top, bottom) = heads
            .first()
            .zip(heads.last())
            .map_or((TOP, TOP + PAY_HEIGHT * 0.7), |(first, last)| (first.y, last.y + last.height));
        let reached: BTreeSet<&String> = self.ties.keys().map(|(_, to)| to).collect();
        let direct = self.column(Part::Beneficiary).iter().copied().filter(|figure| !reached.contains(&figure.finding.name));
        let (first, direct) = (nodes.places_of(self.column(Part::Conduit)), nodes.places_of(&direct.collect::<Vec<_>>()));
        if first.is_empty() && direct.is_empty() {
            return Vec::new();
        }
        let lane = first.iter().map(|place| place.middle + NODE_HEIGHT / 2.0 + 9.0).fold(TOP + NODE_HEIGHT + 9.0, f64::max);
        let x = HEADS.x + HEADS.width + 6.0;
        let bracket = format!("M{} {}h8V{}h-8", at(x), at(top), at(bottom));
        let middle = (top + bottom) / 2.0;
        let mut out = vec![el("path").attr("d", bracket).class("bracket")];
        out.extend(first.into_iter().map(|place| curve((x + 8.0, middle), (place.left, place.middle), "tie single")));
        for place in direct {
            let (left, right) = ((CONDUITS.x, lane), (CONDUITS.x + CONDUITS.width, lane));
            out.extend([
                curve((x + 8.0, middle), left, "tie single"),
                curve(left, right, "tie single"),
                curve(right, (place.left, place.middle), "tie single"),
            ]);
        }
        out
    }

    /// The bar of gross pay, the ribbons to the heads, the heads, and what is left.
    fn pay(&self, heads: &[HeadBox]) -> Vec<Element> {
        let mut out = vec![self.gross_label()];
        out.extend(self.gross_bar());
        for head in heads {
            let class = head.figure.map_or("t-unknown", treatment);
            out.push(band(
                (GROSS.x + GROSS.width, head.from_y, head.share_height),
                (HEADS.x, head.y, head.height),
                &format!("ribbon {class}"),
            ));
        }
        out.extend(heads.iter().map(head_box));
        out.push(self.left_box(heads));
        out
    }

    fn gross_label(&self) -> Element {
        match self.wage.and_then(|figure| figure.quantity().map(|quantity| (figure, quantity))) {
            Some((figure, quantity)) => el("a").attr("href", format!("#{}", figure.anchor())).child(
                text(GROSS.x + GROSS.width / 2.0, 38.0, "value", &words::quantity(quantity)).attr("text-anchor", "middle"),
            ),
            None => text(GROSS.x + GROSS.width / 2.0, 38.0, "absent", "wage not stated").attr("text-anchor", "middle"),
        }
    }

    fn gross_bar(&self) -> Vec<Element> {
        let slab = |from: f64, to: f64, class: &str| {
            el("rect")
                .attr("x", at(GROSS.x))
                .attr("width", at(GROSS.width))
                .attr("y", at(TOP + PAY_HEIGHT * from))
                .attr("height", at(PAY_HEIGHT * (to - from)))
                .class(class)
        };
        let Some((figure, low, high)) = self.share_ends() else {
            return vec![
                slab(0.0, 1.0, "m-gap"),
                caption(GROSS.x + GROSS.width / 2.0, TOP + PAY_HEIGHT / 2.0, "share not stated"),
            ];
        };
        let middle = GROSS.x + GROSS.width / 2.0;
        let words = |value: f64| format!("{:.0} %", value * 100.0);
        let mut out = vec![slab(0.0, low, "slab-taken"), slab(low, high, "slab-between"), slab(high, 1.0, "slab-left")];
        out.push(text(middle, TOP + PAY_HEIGHT * low / 2.0, "slab-words", "at least").attr("text-anchor", "middle"));
        out.push(
            text(middle, TOP + PAY_HEIGHT * low / 2.0 + 15.0, "slab-words", &format!("{} taken", words(low)))
                .attr("text-anchor", "middle"),
        );
        if high - low > 0.05 {
            out.push(
                text(middle, TOP + PAY_HEIGHT * (low + high) / 2.0 + 4.0, "slab-dark", &format!("up to {}", words(high)))
                    .attr("text-anchor", "middle"),
            );
        }
        vec![el("a").attr("href", format!("#{}", figure.anchor())).children(out)]
    }

    /// The share that is taken, as parts of one.
    fn share_ends(&self) -> Option<(&'r Figure, f64, f64)> {
        let figure = self.share?;
        let range = figure.quantity()?.range;
        let part = |end: rust_decimal::Decimal| end.to_f64().map(|percent| (percent / 100.0).clamp(0.0, 1.0));
        let low = range.low().and_then(part);
        let high = range.high().and_then(part);
        Some((figure, low.unwrap_or(0.0), high.or(low)?))
    }

    /// The heads one below another: as high as their part of the pay, but never too low to be read.
    fn head_boxes(&self) -> Vec<HeadBox<'r>> {
        let heads = &self.heads[..self.heads.len().min(HEADS_MAX)];
        let taken = PAY_HEIGHT * self.share_ends().map_or(0.8, |(_, _, high)| high);
        let wage = self.wage.and_then(Figure::quantity);
        let part = |head: &Figure| {
            let (amount, wage) = (head.quantity()?, wage?);
            let (sum, whole) = (end(&amount.range)?, end(&wage.range)?);
            (amount.unit == wage.unit && whole > 0.0).then_some(PAY_HEIGHT * sum / whole)
        };
        let priced: Vec<Option<f64>> = heads.iter().map(|head| part(head)).collect();
        let known: f64 = priced.iter().flatten().sum();
        let open = priced.iter().filter(|part| part.is_none()).count();
        let fits = known <= taken && (open == 0 || known < taken);
        let each = if fits && open > 0 { (taken - known) / open as f64 } else { taken / heads.len().max(1) as f64 };
        let heights = priced.into_iter().map(|part| part.filter(|_| fits).unwrap_or(each));
        let mut parts: Vec<(Option<&Figure>, f64)> = heads.iter().copied().map(Some).zip(heights).collect();
        let rest = taken - parts.iter().map(|(_, height)| height).sum::<f64>();
        if !parts.is_empty() && rest > 2.0 {
            parts.push((None, rest));
        }
        stacked(parts)
    }

    fn left_box(&self, heads: &[HeadBox]) -> Element {
        let y = heads
            .last()
            .map_or(TOP + PAY_HEIGHT - NODE_HEIGHT, |head| head.y + head.height + 16.0)
            .max(TOP + PAY_HEIGHT - NODE_HEIGHT);
        let from = self.share_ends().map_or(0.8, |(_, _, high)| high);
        let start = (GROSS.x + GROSS.width, TOP + PAY_HEIGHT * from, PAY_HEIGHT * (1.0 - from));
        let group = el("g").child(band(start, (HEADS.x, y, NODE_HEIGHT - 8.0), "ribbon-left"));
        match self.left.and_then(|figure| figure.quantity().map(|quantity| (figure, quantity))) {
            Some((figure, quantity)) => group.child(node(&HEADS, y, figure, Some(&words::quantity(quantity)))),
            None => group.child(hollow(&HEADS, y, "what is left: not stated")),
        }
    }
}

fn end(range: &Range) -> Option<f64> {
    range.high().or(range.low()).and_then(|end| end.to_f64())
}

/// A head of deduction with its place: where its part of the pay begins, how high that part is, and its box. Without a figure it is
/// what no source breaks down.
struct HeadBox<'r> {
    figure: Option<&'r Figure>,
    y: f64,
    height: f64,
    from_y: f64,
    share_height: f64,
}

/// The heads one below another, none too low to be read.
fn stacked<'r>(parts: Vec<(Option<&'r Figure>, f64)>) -> Vec<HeadBox<'r>> {
    let (mut y, mut from_y) = (TOP, TOP);
    let place = |(figure, share_height): (Option<&'r Figure>, f64)| {
        let height = share_height.max(HEAD_HEIGHT_MIN);
        let placed = HeadBox { figure, y, height, from_y, share_height };
        y += height + HEAD_GAP;
        from_y += share_height;
        placed
    };
    parts.into_iter().map(place).collect()
}

fn head_box(head: &HeadBox) -> Element {
    let y = head.y + head.height / 2.0 + 4.0;
    let frame = |class: &str| {
        el("rect")
            .attr("x", at(HEADS.x))
            .attr("y", at(head.y))
            .attr("width", at(HEADS.width))
            .attr("height", at(head.height))
            .class(format!("head {class}"))
    };
    let Some(figure) = head.figure else {
        return el("g").child(frame("m-unsplit")).child(text(HEADS.x + 13.0, y, "absent", "the rest: not broken down"));
    };
    let amount = figure.quantity().map(|quantity| words::range(&quantity.range));
    let class = if amount.is_some() { mark_class(figure.certainty) } else { "m-unsplit" };
    let room = HEADS.width - 30.0 - amount.as_ref().map_or(0.0, |amount| amount.chars().count() as f64 * 7.4);
    let name = wrapped(&figure.label, (room / 6.3) as usize, 1).join("");
    let stripe = el("rect").attr("x", at(HEADS.x)).attr("y", at(head.y)).attr("width", 6).attr("height", at(head.height));
    let right = text(HEADS.x + HEADS.width - 7.0, y, "value", &amount.unwrap_or_default()).attr("text-anchor", "end");
    linked(figure)
        .child(frame(class))
        .child(stripe.class(format!("stripe {}", treatment(figure))))
        .child(text(HEADS.x + 13.0, y, "name", &name))
        .child(right)
}

fn linked(figure: &Figure) -> Element {
    let title = el("title").text(label(&format!("{} ({})", figure.finding.sentence, figure.certainty.words()), 300));
    el("a").attr("href", format!("#{}", figure.anchor())).child(title)
}

fn caption(x: f64, y: f64, words: &str) -> Element {
    let lines = wrapped(words, 9, 3);
    let count = lines.len() as f64;
    el("g").children(lines.iter().enumerate().map(|(index, line)| {
        text(x, y + (index as f64 - (count - 1.0) / 2.0) * 13.0, "absent", line).attr("text-anchor", "middle")
    }))
}

/// A band between two upright edges: x, top, height.
fn band((x1, y1, h1): (f64, f64, f64), (x2, y2, h2): (f64, f64, f64), class: &str) -> Element {
    let middle = (x1 + x2) / 2.0;
    let d = format!(
        "M{x1} {y1}C{m} {y1} {m} {y2} {x2} {y2}V{b2}C{m} {b2} {m} {b1} {x1} {b1}z",
        x1 = at(x1),
        y1 = at(y1),
        x2 = at(x2),
        y2 = at(y2),
        b1 = at(y1 + h1),
        b2 = at(y2 + h2),
        m = at(middle),
    );
    el("path").attr("d", d).class(class)
}

/// A line between two names of one column, round their right side.
fn bow(from: &Spot, to: &Spot, class: &str) -> Element {
    let (x, far) = (from.right, from.right + 34.0);
    let d = format!(
        "M{} {}C{} {} {} {} {} {}",
        at(x),
        at(from.middle),
        at(far),
        at(from.middle),
        at(far),
        at(to.middle),
        at(x),
        at(to.middle)
    );
    el("path").attr("d", d).class(class)
}

fn curve((x1, y1): (f64, f64), (x2, y2): (f64, f64), class: &str) -> Element {
    let bend = ((x2 - x1) / 2.0).clamp(8.0, 60.0);
    let d = format!("M{} {}C{} {} {} {} {} {}", at(x1), at(y1), at(x1 + bend), at(y1), at(x2 - bend), at(y2), at(x2), at(y2));
    el("path").attr("d", d).class(class)
}

/// Where a name stands.
struct Spot {
    left: f64,
    right: f64,
    middle: f64,
}

/// The boxes of names, and where each stands.
struct Nodes {
    boxes: Vec<Element>,
    places: BTreeMap<String, Spot>,
    bottom: f64,
}

impl Nodes {
    fn of(map: &SystemMap) -> Self {
        let mut nodes = Nodes { boxes: Vec::new(), places: BTreeMap::new(), bottom: 0.0 };
        let below = nodes.add(map, Part::Dispatcher, &SENDERS, TOP, NODES_MAX / 2);
        nodes.boxes.push(text(SENDERS.x, below + 22.0, "column", AGENTS_HEAD));
        nodes.add(map, Part::Agent, &SENDERS, below + 34.0, NODES_MAX / 2);
        for (part, column) in [(Part::Site, SITES), (Part::Conduit, CONDUITS), (Part::Beneficiary, BENEFICIARIES)] {
            nodes.add(map, part, &column, TOP, NODES_MAX);
        }
        nodes
    }

    /// Adds the names of one part from `y` down, and says where they end.
    fn add(&mut self, map: &SystemMap, part: Part, column: &Column, mut y: f64, nodes_max: usize) -> f64 {
        let figures = map.column(part);
        for figure in figures.iter().take(nodes_max) {
            let sum = map.sums.get(&figure.finding.name);
            self.boxes.push(node(column, y, figure, sum.map(String::as_str)));
            let spot = Spot { left: column.x, right: column.x + column.width, middle: y + NODE_HEIGHT / 2.0 };
            self.places.insert(figure.finding.name.clone(), spot);
            y += NODE_HEIGHT + NODE_GAP;
        }
        if figures.is_empty() {
            self.boxes.push(hollow(column, y, "not stated"));
            y += NODE_HEIGHT + NODE_GAP;
        }
        if figures.len() > nodes_max {
            self.boxes.push(text(column.x, y + 8.0, "absent", &format!("and {} more in the data", figures.len() - nodes_max)));
            y += 16.0;
        }
        self.bottom = self.bottom.max(y);
        y
    }

    /// Where a finding stands: who receives money in one claim and passes it on in another stands only among the conduits.
    fn place_of(&self, name: &str) -> Option<&Spot> {
        let conduit =
            |name: &str| name.strip_prefix(Part::Beneficiary.prefix()).map(|slug| format!("{}{slug}", Part::Conduit.prefix()));
        self.places.get(name).or_else(|| self.places.get(&conduit(name)?))
    }

    fn places_of(&self, figures: &[&Figure]) -> Vec<&Spot> {
        figures.iter().filter_map(|figure| self.places.get(&figure.finding.name)).collect()
    }
}

/// A name in its box, with a line below it.
fn node(column: &Column, y: f64, figure: &Figure, below: Option<&str>) -> Element {
    let width = (column.width / 7.1) as usize;
    let witnesses = words::count(figure.witnesses.len(), "witness");
    let below = below.map_or(witnesses, str::to_owned);
    let name = wrapped(&words::capital(&figure.label), width, 2);
    let start = y + if name.len() == 1 { 25.0 } else { 18.0 };
    let frame = el("rect")
        .attr("x", at(column.x))
        .attr("y", at(y))
        .attr("width", at(column.width))
        .attr("height", at(NODE_HEIGHT))
        .class(format!("node n-{}", figure.certainty.name()));
    linked(figure)
        .child(frame)
        .children(name.iter().enumerate().map(|(index, line)| text(column.x + 8.0, start + index as f64 * 14.5, "name", line)))
        .child(text(column.x + 8.0, y + NODE_HEIGHT - 9.0, "below", &wrapped(&below, width + 2, 1).join("")))
}

fn hollow(column: &Column, y: f64, words: &str) -> Element {
    let frame = el("rect")
        .attr("x", at(column.x))
        .attr("y", at(y))
        .attr("width", at(column.width))
        .attr("height", at(NODE_HEIGHT))
        .class("node n-gap");
    el("g").child(frame).child(text(column.x + 8.0, y + NODE_HEIGHT / 2.0 + 4.0, "absent", words))
}

/// The names of each part, those that are tied to one another side by side.
fn columns<'r>(report: &'r Report) -> [Vec<&'r Figure>; 5] {
    let mut columns = Part::ALL.map(|part| report.figures.beginning(part.prefix()).collect::<Vec<&Figure>>());
    let [_, _, _, conduits, beneficiaries] = &mut columns;
    let slug = |figure: &Figure, part: Part| figure.finding.name.strip_prefix(part.prefix()).map(str::to_owned);
    let passing: BTreeSet<String> = conduits.iter().filter_map(|figure| slug(figure, Part::Conduit)).collect();
    beneficiaries.retain(|figure| slug(figure, Part::Beneficiary).is_none_or(|slug| !passing.contains(&slug)));
    let ties = ties(report);
    let reached_from = |figure: &Figure| {
        conduits.iter().position(|conduit| ties.contains_key(&(conduit.finding.name.clone(), figure.finding.name.clone())))
    };
    beneficiaries.sort_by_key(|figure| reached_from(figure).unwrap_or(usize::MAX));
    columns
}

/// The first sum that is stated of each agent, conduit and beneficiary, by the name of its finding.
fn sums(report: &Report) -> BTreeMap<String, String> {
    let mut sums = BTreeMap::new();
    for claim in report.view.stated().filter(|claim| claim.statement().modality.states_a_fact()) {
        let Some(quantity) = &claim.statement().quantity else { continue };
        for name in [Part::Agent, Part::Conduit, Part::Beneficiary].iter().filter_map(|part| part.finding_of(claim)) {
            sums.entry(name).or_insert_with(|| words::quantity(quantity));
        }
    }
    sums
}

/// Dispatchers with the work they send to, conduits with those they pass money to.
fn ties<'r>(report: &'r Report) -> BTreeMap<(String, String), Vec<&'r Claim>> {
    let mut ties: BTreeMap<(String, String), Vec<&Claim>> = BTreeMap::new();
    for claim in report.view.stated().filter(|claim| claim.statement().modality.states_a_fact()) {
        for (from, to) in [(Part::Dispatcher, Part::Site), (Part::Conduit, Part::Beneficiary)] {
            if let Some(pair) = from.finding_of(claim).zip(to.finding_of(claim)) {
                ties.entry(pair).or_default().push(claim);
            }
        }
    }
    ties
}
