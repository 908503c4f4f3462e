//! Figures that were compared: what cannot all be true, why, what would mend it, what remains. A page of its own, or a chapter of the
//! dossier, where every figure opens the claims it rests on.
//!
//! It takes plain values and words, so that whoever compared the figures need not be known here.

mod document;
mod findings;
mod picture;
mod published;

pub(crate) use document::{HEAD as TABLE_HEAD, comparison_json, comparison_table};
pub(crate) use findings::add as add_findings;

use crate::Report;
use crate::frame::{scrolling, table};
use crate::links;
use crate::markup::{Element, el, isolated};
use crate::page::head_alone;
use evidence::{ClaimId, Witness};

/// A published figure as it was compared.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparedFigure {
    /// In the words of its quantity: “46,000 workers”.
    pub words: String,
    /// Who published it, the one nearest the origin first.
    pub sources: Vec<String>,
    /// Its words in the source.
    pub quote: String,
    /// The lower end as compared, a decimal; `None` if open.
    pub low: Option<String>,
    /// The upper end as compared; `None` if open.
    pub high: Option<String>,
    /// The claims of a case that state it, by what they go back to; none where figures come from a file.
    pub witnesses: Vec<Witness>,
}

impl ComparedFigure {
    /// Its claims, those of one origin together.
    pub(crate) fn claims(&self) -> Vec<ClaimId> {
        self.witnesses.iter().flat_map(|witness| witness.claims.iter().copied()).collect()
    }
}

/// What is likely of a quantity.
#[derive(Debug, Clone, PartialEq)]
pub struct Likely {
    /// 5, 50 and 95 percent points, decimals.
    pub points: [String; 3],
    /// The middle, and how far it likely runs, in words.
    pub words: String,
}

/// A quantity with its figures.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparedQuantity {
    /// The name by which it is known: `workers_in.RU`.
    pub name: String,
    /// Its name in words.
    pub label: String,
    /// Its unit, as its decimals are written: `person`, `percent`.
    pub unit: String,
    /// Its figures.
    pub figures: Vec<ComparedFigure>,
    /// How far it can run, decimals; `None` where an end is open.
    pub feasible: (Option<String>, Option<String>),
    /// That in words.
    pub feasible_words: String,
    /// What each of the ways out that give up no more figures than the first leaves of it, in words.
    pub by_way: Vec<String>,
    /// Which figures bear on it, counted through all quantities in order.
    pub weighed: Vec<usize>,
    /// What is likely; `None` if that was not drawn.
    pub likely: Option<Likely>,
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

/// Figures without which the others can be true.
#[derive(Debug, Clone, PartialEq)]
pub struct WayOut {
    /// Which figures, counted through all quantities in order.
    pub given_up: Vec<usize>,
    /// Which, in words.
    pub without: String,
    /// What then remains, in words.
    pub remains: String,
}

impl WayOut {
    /// The whole as a sentence.
    pub(crate) fn sentence(&self) -> String {
        format!("Without {}, the others leave: {}.", self.without, self.remains)
    }
}

/// An origin and how far it is borne out.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparedOrigin {
    /// What the claims go back to.
    pub origin: String,
    /// What it says, in words.
    pub says: String,
    /// How likely it was thought right before figures were compared, in words.
    pub before: String,
    /// And after.
    pub after: String,
    /// How far the other figures bear it out, in a word: `well`, `hardly`.
    pub borne_out: String,
    /// Its figures, counted through all quantities in order.
    pub figures: Vec<usize>,
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

/// All that is said of figures that were compared.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Comparison {
    /// The title.
    pub title: String,
    /// How many figures, and of which years.
    pub about: String,
    /// Which figure stands in most contradictions, in a sentence or two; empty if none stands out.
    pub lead: String,
    /// What the proofs take for granted.
    pub assumptions: Vec<String>,
    /// The verdict in a word: `infeasible`, `feasible`, `undecided`.
    pub verdict_name: String,
    /// The verdict in a sentence or two.
    pub verdict: String,
    /// The quantities that a figure speaks of, or that follow.
    pub quantities: Vec<ComparedQuantity>,
    /// The conflicts, the clearest first.
    pub conflicts: Vec<ComparedConflict>,
    /// What would let the rest be true, the least given up first.
    pub ways_out: Vec<WayOut>,
    /// Whom to believe.
    pub origins: Vec<ComparedOrigin>,
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
    /// What the draws behind likelihoods began from.
    pub seed: u64,
}

impl Comparison {
    /// The figures through all quantities in order.
    pub(crate) fn figures(&self) -> Vec<&ComparedFigure> {
        self.quantities.iter().flat_map(|quantity| &quantity.figures).collect()
    }
}

const WIDTH: f64 = 960.0;
const STRIP_LEFT: f64 = 330.0;
const STRIP_RIGHT: f64 = 690.0;
/// How many conflicts and ways out are written out.
const WRITTEN_MAX: usize = 12;

/// How the pictures look.
pub(crate) const STYLE: &str = "
.compare text { font: 12.5px var(--sans); fill: var(--ink); }
.compare .soft { fill: var(--soft); font-size: 11px; }
.compare .head { font-weight: 600; font-size: 14px; }
.compare .bar { fill: var(--bar); }
.compare .bar.given-up { fill: var(--accent); }
.compare svg { min-width: 46rem; }
.compare .share { fill: var(--accent); opacity: .35; }
.compare .open { fill: none; stroke: var(--bar); stroke-width: 1.5; } .compare .open.given-up { stroke: var(--accent); }
.compare .band { fill: var(--mark); }
.compare .middle { stroke: var(--ink); stroke-width: 1.5; }
.compare .axis { stroke: var(--rule); stroke-width: 1; }
.compare .bracket { stroke: var(--accent); stroke-width: 1.5; fill: none; }
.compare .member { fill: var(--accent); }
.compare .echo { fill: var(--paper); stroke: var(--bar); stroke-width: 1.5; }
.compare .arc { fill: none; stroke: var(--soft); stroke-width: 1; stroke-dasharray: 3 2; }
.reasons > li { margin: 0 0 .9rem; max-width: 46rem; } .reasons p { margin: .2rem 0; } .reasons ul.plain li { padding: .15rem 0; border: 0; margin: 0; }
.part { margin: 0 0 2rem; }
";

/// How many conflicts, and how many ways out, stand unfolded.
const OPEN_MAX: usize = 4;

/// The page of its own is one column.
const SINGLE: &str = "
.layout.single { grid-template-columns: minmax(0, 1fr); max-width: 64rem; }
";

/// The page of its own.
pub fn comparison_page(comparison: &Comparison) -> String {
    let head = head_alone(&comparison.title, &[STYLE, SINGLE]);
    let sections = parts(comparison, Linked(None))
        .into_iter()
        .map(|part| el("section").child(el("h2").text(part.title)).child(part.content));
    let main = el("main")
        .attr("id", "main")
        .child(
            el("header")
                .class("masthead")
                .child(el("p").class("kicker").child(isolated(&comparison.about)))
                .child(el("h1").child(isolated(&comparison.title)))
                .child(el("p").class("standfirst").text(&comparison.verdict))
                .children(lead(comparison)),
        )
        .children(sections);
    let body = el("body").child(crate::marks::definitions()).child(el("div").class("layout single").child(main));
    format!("<!DOCTYPE html>\n{}\n", el("html").attr("lang", "en").child(head).child(body).render())
}

/// The chapter of the dossier.
pub(crate) fn section(report: &Report) -> Element {
    let Some(comparison) = report.comparison else { return el("div") };
    let linked = Linked(Some(report));
    let verdict = el("p").class("intro").child(linked.finding("reconcile.verdict", &comparison.verdict));
    let parts = parts(comparison, linked).into_iter().enumerate().map(|(index, part)| {
        // the first is the picture, which has its own title
        let heading = (index > 0).then(|| el("h3").text(part.title));
        el("div").class("part").children(heading).child(part.content)
    });
    el("div").child(verdict).children(lead(comparison)).children(parts)
}

fn lead(comparison: &Comparison) -> Option<Element> {
    (!comparison.lead.is_empty()).then(|| el("p").class("intro").child(isolated(&comparison.lead)))
}

/// A titled part of what is said.
struct Part {
    title: &'static str,
    content: Element,
}

fn parts(comparison: &Comparison, linked: Linked) -> Vec<Part> {
    let part = |title: &'static str, content: Option<Element>| content.map(|content| Part { title, content });
    [
        part("The figures", Some(picture::figures(comparison))),
        part("What may be said of this, and what not", Some(sayable(comparison))),
        part(
            "What is taken for granted",
            listed("All that is said here holds as far as these sentences do.", &comparison.assumptions),
        ),
        part("Why they cannot all be true", conflicts(comparison, linked)),
        part("What would have to go", ways_out(comparison, linked)),
        part("What remains", Some(remains(comparison, linked))),
        part("How far the figures bear one another out", origins(comparison, linked)),
        part("Where the figures come from", published::timeline(comparison)),
        part(
            "Not compared",
            listed("These claims speak of the same things, but not in a way that can be compared.", &comparison.set_aside),
        ),
        part("What limits this", listed("", &comparison.limits)),
        part("How it was computed", Some(el("p").class("note").text(&comparison.method))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Whether words lead to what they rest on: in the dossier they do, on a page of its own there is nothing to lead to.
#[derive(Clone, Copy)]
struct Linked<'r>(Option<&'r Report<'r>>);

impl Linked<'_> {
    /// Words that are a finding.
    fn finding(self, name: &str, words: &str) -> Element {
        match self.0.and_then(|report| report.figures.get(name)) {
            Some(figure) => links::figure(figure, words),
            None => isolated(words),
        }
    }

    /// The claims of a figure, by their numbers.
    fn claims(self, figure: &ComparedFigure) -> Option<Element> {
        let report = self.0.filter(|_| !figure.witnesses.is_empty())?;
        Some(el("span").text(" ").child(links::claims(&report.view, &figure.claims(), 6)))
    }
}

/// A decimal as a place on a picture.
fn drawn_value(end: &Option<String>) -> Option<f64> {
    end.as_ref().and_then(|end| end.parse().ok())
}

/// What a reader may take from the page, and what not.
fn sayable(comparison: &Comparison) -> Element {
    let (may, may_not): (&[&str], &[&str]) = match comparison.verdict_name.as_str() {
        "infeasible" => (
            &[
                "That these figures cannot all be true, with one of the sums below and what it takes for granted.",
                "What a way out would leave, together with the figures that it gives up.",
            ],
            &[
                "That this or that figure is false. Each contradiction shows only that some figure in it is.",
                "That the first way out is what happened. It only gives up the least.",
                "A likely figure as a known one, or without the contradictions beside it.",
            ],
        ),
        _ => (
            &["That these figures do not exclude one another, given what is taken for granted."],
            &["That they are true: figures of one source easily fit together.", "A likely figure as a known one."],
        ),
    };
    let list = |items: &[&str]| el("ul").children(items.iter().map(|item| el("li").text(item)));
    el("div")
        .child(el("p").child(el("b").text("It may be said")))
        .child(list(may))
        .child(el("p").child(el("b").text("It may not be said")))
        .child(list(may_not))
}

/// What stands folded under a line that says how much it is.
fn folded(line: &str, content: Element) -> Element {
    el("details").child(el("summary").text(line)).child(content)
}

fn conflicts(comparison: &Comparison, linked: Linked) -> Option<Element> {
    if comparison.conflicts.is_empty() {
        return None;
    }
    let figures = comparison.figures();
    let item = |(index, conflict): (usize, &ComparedConflict)| {
        let quoted = conflict.members.iter().filter_map(|member| figures.get(*member)).map(|figure| {
            let said = if figure.quote.is_empty() { figure.words.clone() } else { format!("“{}”", figure.quote) };
            el("li")
                .child(isolated(&said))
                .text(" — ")
                .child(isolated(&figure.sources.join("; ")))
                .children(linked.claims(figure))
        });
        let sentence = linked.finding(&findings::conflict_name(index), &conflict.sentence);
        el("li")
            .attr("value", index + 1)
            .child(el("p").child(el("b").child(sentence)))
            .children(conflict.remarks.iter().map(|remark| el("p").class("note").text(remark)))
            .child(el("ul").class("plain").children(quoted))
    };
    let all: Vec<(usize, &ComparedConflict)> = comparison.conflicts.iter().take(WRITTEN_MAX).enumerate().collect();
    let (open, rest) = all.split_at(all.len().min(if all.len() > OPEN_MAX + 1 { OPEN_MAX } else { all.len() }));
    let list = |part: &[(usize, &ComparedConflict)]| el("ol").class("reasons").children(part.iter().copied().map(item));
    let more = comparison.conflicts.len().saturating_sub(WRITTEN_MAX);
    Some(
        el("div")
            .child(
                el("p")
                    .class("intro")
                    .text("Each of these contradictions needs all the figures it names: take any one of them away, and the others can be true together."),
            )
            .child(list(open))
            .children((!rest.is_empty()).then(|| folded(&format!("{} more contradictions", rest.len()), list(rest))))
            .children((more > 0).then(|| el("p").class("note").text(format!("and {more} more.")))),
    )
}

fn ways_out(comparison: &Comparison, linked: Linked) -> Option<Element> {
    let intro = "Each way is as small as it can be: put any of its figures back, and a contradiction returns. Which way is the true one is not said by this; those that give up the least stand first.";
    let item = |(index, way): (usize, &WayOut)| {
        let without = linked.finding(&findings::way_out_name(index), &format!("Without {}", way.without));
        el("li").attr("value", index + 1).child(without).text(", the others leave: ").child(isolated(&way.remains)).text(".")
    };
    let all: Vec<(usize, &WayOut)> = comparison.ways_out.iter().take(WRITTEN_MAX).enumerate().collect();
    let least = all.first()?.1.given_up.len();
    let (open, rest): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|(index, way)| *index < OPEN_MAX && (way.given_up.len() == least || *index == 0));
    let list = |part: Vec<(usize, &WayOut)>| el("ol").class("reasons").children(part.into_iter().map(item));
    let (fewest, most) = rest
        .iter()
        .fold((usize::MAX, 0), |(fewest, most), (_, way)| (fewest.min(way.given_up.len()), most.max(way.given_up.len())));
    let each = if fewest == most { format!("{most}") } else { format!("{fewest} to {most}") };
    let line = match rest.len() {
        1 => format!("1 more way, which gives up {each} figures"),
        count => format!("{count} more ways, which give up {each} figures each"),
    };
    Some(
        el("div")
            .child(el("p").class("intro").text(intro))
            .child(list(open))
            .children((!rest.is_empty()).then(|| folded(&line, list(rest)))),
    )
}

fn listed(intro: &str, items: &[String]) -> Option<Element> {
    let lines = items.iter().take(WRITTEN_MAX * 4).map(|item| el("li").child(isolated(item)));
    let more = items.len().saturating_sub(WRITTEN_MAX * 4);
    let intro = (!intro.is_empty()).then(|| el("p").class("intro").text(intro));
    (!items.is_empty()).then(|| {
        el("div")
            .children(intro)
            .child(el("ul").children(lines))
            .children((more > 0).then(|| el("p").class("note").text(format!("and {more} more."))))
    })
}

fn remains(comparison: &Comparison, linked: Linked) -> Element {
    let ways = comparison.quantities.first().map_or(0, |quantity| quantity.by_way.len());
    let row = |quantity: &ComparedQuantity| {
        let bounds = linked.finding(&findings::bounds_name(quantity), &quantity.feasible_words);
        let others = quantity.by_way.iter().skip(1).map(|words| isolated(words));
        [el("span").text(&quantity.label), bounds].into_iter().chain(others).collect()
    };
    let rows = comparison.quantities.iter().map(row).collect();
    let mut heads: Vec<String> = vec!["Quantity".to_owned()];
    match ways {
        0 => heads.push("Possible, if these figures and what is taken for granted hold".to_owned()),
        _ => heads.extend((1..=ways).map(|way| format!("Possible, if way {way} is taken"))),
    }
    let given_up = comparison.ways_out.iter().take(ways).enumerate();
    let given_up: Vec<String> = given_up.map(|(index, way)| format!("Way {} gives up {}.", index + 1, way.without)).collect();
    let intro = (!given_up.is_empty()).then(|| el("p").class("intro").child(isolated(&given_up.join(" "))));
    el("div")
        .children(intro)
        .child(scrolling(table(&heads.iter().map(String::as_str).collect::<Vec<_>>(), rows)))
        .children(likely(comparison, linked))
}

/// What is likely, folded away: of quantities that figures or identities bound on both sides.
fn likely(comparison: &Comparison, linked: Linked) -> Option<Element> {
    let bounded = |quantity: &&ComparedQuantity| quantity.feasible.0.is_some() && quantity.feasible.1.is_some();
    let row = |quantity: &ComparedQuantity| {
        let words = &quantity.likely.as_ref()?.words;
        Some(vec![el("span").text(&quantity.label), linked.finding(&findings::likely_name(quantity), words)])
    };
    let rows: Vec<Vec<Element>> = comparison.quantities.iter().filter(bounded).filter_map(row).collect();
    let intro = "Here any source may be wrong, each the less likely the better its grade, and all figures are weighed together, those of every way out included. So this runs wider than what is possible if the figures hold, and its middle may lie outside what a way leaves. It takes no contradiction away.";
    (!rows.is_empty()).then(|| {
        let content = el("div")
            .child(el("p").class("intro").text(intro))
            .child(scrolling(table(&["Quantity", "The middle, and from where to where in nine of ten draws"], rows)))
            .children((!comparison.moves.is_empty()).then(|| el("p").child(isolated(&comparison.moves))));
        folded("What is likely, if any source may be wrong", content)
    })
}

fn origins(comparison: &Comparison, linked: Linked) -> Option<Element> {
    if comparison.origins.is_empty() {
        return None;
    }
    let row = |(index, origin): (usize, &ComparedOrigin)| {
        vec![isolated(&origin.origin), isolated(&origin.says), linked.finding(&findings::origin_name(index), &origin.borne_out)]
    };
    let rows = comparison.origins.iter().enumerate().map(row).collect();
    let intro = "An origin is one voice, however many repeat it. How far the others bear it out is judged for each by itself, and being a little off counts as right: so two figures can both be borne out well although they cannot both be true to the letter.";
    Some(
        el("div")
            .child(el("p").class("intro").text(intro))
            .child(scrolling(table(&["Origin", "Says", "Borne out by the others"], rows))),
    )
}
