//! The page: its head, its sections in order, its style and its script.

use crate::Report;
use crate::markup::{Element, el};
use crate::{claims_table, conditions, contradictions, gaps, headline, map, marks, matrix, register, source_text, system_map, timeline, waterfall, workers};

/// Nothing is loaded from anywhere: no script but the page's own, no font, no picture beyond it.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/// The whole page.
pub(crate) fn html(report: &Report) -> String {
    let page = el("html").attr("lang", "en").child(head(report)).child(body(report));
    format!("<!DOCTYPE html>\n{}", page.render())
}

fn head(report: &Report) -> Element {
    el("head")
        .child(el("meta").attr("charset", "utf-8"))
        .child(el("meta").attr("http-equiv", "Content-Security-Policy").attr("content", POLICY))
        .child(el("meta").attr("name", "viewport").attr("content", "width=device-width, initial-scale=1"))
        .child(el("meta").attr("name", "color-scheme").attr("content", "light dark"))
        .child(el("meta").attr("name", "generator").attr("content", format!("manumit {}", report.view.settings.version)))
        .child(el("title").text(crate::markup::label(&report.view.settings.title, 200)))
        .child(el("style").raw(include_str!("page.css")))
}

fn body(report: &Report) -> Element {
    let sections: Vec<(&str, &str, Element)> = vec![
        ("headline", "Headline", headline::section(report)),
        ("workers", "How many", workers::section(report)),
        ("system", "System", system_map::section(report)),
        ("pay", "Pay", waterfall::section(report)),
        ("indicators", "Indicators", matrix::section(report)),
        ("conditions", "Conditions", conditions::section(report)),
        ("timeline", "Timeline", timeline::section(report)),
        ("map", "Places", map::section(report)),
        ("contradictions", "Contradictions", contradictions::section(report)),
        ("figures", "Figures", register::section(report)),
        ("claims", "Claims", claims_table::section(report)),
        ("sources", "Sources", source_text::section(report)),
        ("gaps", "Gaps", gaps::section(report)),
    ];
    let mut main = el("main").attr("id", "main").child(el("h1").text(&report.view.settings.title));
    for (id, title, section) in sections {
        main = main.child(el("section").attr("id", id).child(el("h2").text(title)).child(section));
    }
    el("body").child(marks::definitions()).child(marks::legend()).child(main).child(el("script").raw(include_str!("page.js")))
}
