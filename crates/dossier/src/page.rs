//! The page: its head, its sections in order, its style and its script.

use crate::Report;
use crate::figures::Certainty;
use crate::links;
use crate::markup::{Element, el, isolated, label};
use crate::words;
use crate::{
    claims_table, comparison, conditions, contradictions, counted, gaps, headline, map, marks, matrix, pay_account, register,
    source_text, system_map, timeline, waterfall, workers,
};

/// Nothing is loaded from anywhere: no script but the page's own, no font, no picture beyond it.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/// A part of the page with its address and its name in the table of contents.
struct Section {
    id: &'static str,
    name: &'static str,
    content: fn(&Report) -> Element,
}

/// The chapter of figures that were compared; there is none where none were.
const RECONCILE: &str = "reconcile";

/// The chapter of what is owed; there is none without an account.
const OWED: &str = "owed";

/// The chapter of people whom no list names; there is none without a table of overlaps.
const UNLISTED: &str = "unlisted";

const SECTIONS: [Section; 17] = [
    Section { id: "headline", name: "At a glance", content: headline::section },
    Section { id: "workers", name: "How many", content: workers::section },
    Section { id: UNLISTED, name: "How many nobody listed", content: counted::section },
    Section { id: "system", name: "The system", content: system_map::section },
    Section { id: "pay", name: "A month of pay", content: waterfall::section },
    Section { id: OWED, name: "What is owed", content: pay_account::section },
    Section { id: "indicators", name: "Signs of forced labour", content: matrix::section },
    Section { id: "conditions", name: "Costs and conditions", content: conditions::section },
    Section { id: "timeline", name: "When", content: timeline::section },
    Section { id: "map", name: "Where", content: map::section },
    Section { id: "contradictions", name: "Contradictions", content: contradictions::section },
    Section { id: RECONCILE, name: "Do the figures fit together", content: comparison::section },
    Section { id: "gaps", name: "What is not said", content: gaps::section },
    Section { id: "figures", name: "What each figure rests on", content: register::section },
    Section { id: "claims", name: "All claims", content: claims_table::section },
    Section { id: "sources", name: "Sources", content: source_text::section },
    Section { id: "method", name: "Method", content: gaps::method },
];

/// Stands in the frame of the page where its sections go.
const SECTIONS_HERE: &str = "<!--sections-->";

/// Writes the page piece by piece, a section after the other: a large page is never in memory as a whole.
pub(crate) fn write(report: &Report, write: &mut dyn FnMut(&str)) {
    let frame = el("html").attr("lang", "en").child(head(report)).child(body(report)).render();
    let (before, after) = frame.split_once(SECTIONS_HERE).expect("the body has a place for the sections");
    write("<!DOCTYPE html>\n");
    write(before);
    for section in sections(report) {
        let heading = el("h2").text(section.name);
        write(&el("section").attr("id", section.id).child(heading).child((section.content)(report)).render());
    }
    write(after);
    write("\n");
}

fn head(report: &Report) -> Element {
    let meta = |name: &str, content: &str| el("meta").attr("name", name).attr("content", content);
    el("head")
        .child(el("meta").attr("charset", "utf-8"))
        .child(el("meta").attr("http-equiv", "Content-Security-Policy").attr("content", POLICY))
        .child(meta("viewport", "width=device-width, initial-scale=1"))
        .child(meta("color-scheme", "light dark"))
        .child(meta("referrer", "no-referrer"))
        .child(meta("generator", &format!("manumit {}", report.view.settings.version)))
        .child(el("title").text(label(&report.view.settings.title, 200)))
        .child(
            el("style")
                .raw(include_str!("page.css"))
                .raw(if report.comparison.is_some() { comparison::STYLE } else { "" })
                .raw(pay_account::style(report))
                .raw(counted::style(report)),
        )
}

/// The head of a page that stands alone and runs no script: its title, the style of every page and `styles` of its own.
pub(crate) fn head_alone(title: &str, styles: &[&'static str]) -> Element {
    let policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
    let style = styles.iter().fold(el("style").raw(include_str!("page.css")), |style, own| style.raw(own));
    el("head")
        .child(el("meta").attr("charset", "utf-8"))
        .child(el("meta").attr("http-equiv", "Content-Security-Policy").attr("content", policy))
        .child(el("meta").attr("name", "viewport").attr("content", "width=device-width, initial-scale=1"))
        .child(el("meta").attr("name", "color-scheme").attr("content", "light dark"))
        .child(el("title").text(label(title, 200)))
        .child(style)
}

fn body(report: &Report) -> Element {
    let main = el("main").attr("id", "main").attr("tabindex", "-1").child(masthead(report)).child(marks::legend());
    let main = main.raw(SECTIONS_HERE);
    el("body")
        .child(el("a").class("skip").attr("href", "#main").text("Skip to the report"))
        .child(marks::definitions())
        .child(el("div").class("layout").child(contents(report)).child(main))
        .child(panel())
        .child(el("script").raw(include_str!("page.js")))
}

/// The sections that the case has.
fn sections(report: &Report) -> impl Iterator<Item = &'static Section> {
    let (is_compared, is_reckoned, is_counted) = (report.comparison.is_some(), report.pay.is_some(), report.count.is_some());
    SECTIONS.iter().filter(move |section| match section.id {
        RECONCILE => is_compared,
        OWED => is_reckoned,
        UNLISTED => is_counted,
        _ => true,
    })
}

fn contents(report: &Report) -> Element {
    let items =
        sections(report).map(|section| el("li").child(el("a").attr("href", format!("#{}", section.id)).text(section.name)));
    let toggle = el("button")
        .attr("type", "button")
        .attr("id", "theme")
        .attr("hidden", "")
        .attr("title", "Dark or light")
        .attr("aria-label", "Dark or light")
        .text("◐");
    el("nav").class("contents").attr("aria-label", "Contents").child(el("ol").children(items)).child(toggle)
}

/// Where the script shows what a figure rests on; without it, links go there.
fn panel() -> Element {
    let close = el("button").attr("type", "button").attr("id", "panel-close").text("Close");
    el("aside")
        .attr("id", "panel")
        .attr("hidden", "")
        .attr("role", "dialog")
        .attr("aria-label", "What this figure rests on")
        .attr("tabindex", "-1")
        .child(
            el("p")
                .class("panel-head")
                .child(close)
                .text(" ")
                .child(el("a").attr("id", "panel-entry").text("Go to it on the page")),
        )
        .child(el("div").attr("id", "panel-body"))
}

fn masthead(report: &Report) -> Element {
    let (view, settings) = (&report.view, report.view.settings);
    let mut facts = vec![words::count(view.sources.len(), "source"), words::count(view.claims.len(), "claim")];
    facts.extend(settings.as_of.map(|day| format!("as of {day}")));
    el("header")
        .class("masthead")
        .child(el("p").class("kicker").text("Dossier"))
        .child(el("h1").child(isolated(&settings.title)))
        .child(standfirst(report))
        .child(el("p").class("byline").text(facts.join(" · ")).text(". Every figure opens the words it comes from."))
}

/// The case in a few sentences, each a link to what it rests on.
fn standfirst(report: &Report) -> Element {
    let line = el("p").class("standfirst");
    if report.view.claims.is_empty() && report.count.is_none() {
        return line.text("This case holds no claims yet. Add documents and read them; what they state will stand here, each figure with its words.");
    }
    let names = ["workers.abroad", "pay.owed", "indicators.asserted", "pay.share_taken", "pay.take_home.stated"];
    let said: Vec<Element> = names
        .iter()
        .filter_map(|name| report.figures.get(name))
        .filter(|figure| figure.finding.value != evidence::FindingValue::Gap)
        .take(3)
        .chain(counted::verdicts(report).take(1))
        .chain(report.figures.get("reconcile.verdict").filter(|figure| figure.certainty == Certainty::Disputed))
        .map(|figure| links::figure(figure, &figure.finding.sentence))
        .collect();
    if said.is_empty() {
        return line
            .text("The documents state no figure of workers, of pay or of indicators as a fact; what they do say follows.");
    }
    line.joined(said, " ")
}
