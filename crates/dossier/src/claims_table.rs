//! All claims as one table that can be filtered, and read without any script.

use crate::Report;
use crate::links;
use crate::markup::{Element, el, isolated, label};
use crate::view::{Scope, View};
use crate::words;
use evidence::{Basis, Claim, Kind, Standing};
use std::collections::BTreeSet;

/// The table and its filters.
pub(crate) fn section(report: &Report) -> Element {
    let view = &report.view;
    let listed = view.listed();
    let mut out = el("div").child(filters(view, listed));
    if listed.len() < view.claims.len() {
        let note = format!(
            "This table shows the first {} of {}; claims.csv holds all of them.",
            words::number(listed.len().into()),
            words::count(view.claims.len(), "claim")
        );
        out = out.child(el("p").class("note").text(note));
    }
    let head = ["No.", "What is stated", "In these words", "Who says so", "How put", "Read by, standing"];
    let table = el("table")
        .class("claims")
        .attr("id", "claims-table")
        .child(el("caption").class("hidden").text("All claims"))
        .child(el("thead").child(el("tr").children(head.iter().map(|title| el("th").attr("scope", "col").text(title)))))
        .child(el("tbody").children(listed.iter().map(|claim| row(view, claim))));
    out.child(table)
}

fn filters(view: &View, claims: &[&Claim]) -> Element {
    let collect = |of: &dyn Fn(&Claim) -> String| claims.iter().map(|claim| of(claim)).collect::<BTreeSet<String>>();
    let kinds = collect(&|claim| kind_group(claim.statement().kind).to_owned());
    let places = collect(&place_name);
    let modalities = collect(&|claim| claim.statement().modality.name().to_owned());
    let sources: Vec<String> = view.sources.iter().map(|source| view.source_code(source.id)).collect();
    el("form")
        .class("filters")
        .attr("id", "filters")
        .attr("hidden", "")
        .child(select("kind", "Kind", kinds))
        .child(select("place", "Place", places))
        .child(select("modality", "How put", modalities))
        .child(select("source", "Source", sources))
        .child(
            el("label")
                .text("Words ")
                .child(el("input").attr("type", "search").attr("name", "words").attr("autocomplete", "off")),
        )
        .child(el("output").attr("id", "filter-count").attr("aria-live", "polite"))
}

fn select(name: &str, title: &str, values: impl IntoIterator<Item = String>) -> Element {
    let options =
        values.into_iter().filter(|value| !value.is_empty()).map(|value| el("option").attr("value", &value).text(value));
    let all = el("option").attr("value", "").text("all");
    el("label").text(format!("{title} ")).child(el("select").attr("name", name).child(all).children(options))
}

fn kind_group(kind: Kind) -> &'static str {
    match kind {
        Kind::Indicator(_) => "indicator",
        other => words::kind(other),
    }
}

fn place_name(claim: &Claim) -> String {
    Scope::of(claim).name().unwrap_or_default()
}

fn row(view: &View, claim: &Claim) -> Element {
    let source = view.source_of(claim).map(|source| view.source_code(source.id)).unwrap_or_default();
    let cell = |title: &'static str, content: Element| el("td").attr("data-title", title).child(content);
    let class = view.is_set_aside(claim.id()).then_some("set-aside");
    el("tr")
        .attr("id", claim.id())
        .attr_if("class", class)
        .attr("data-kind", kind_group(claim.statement().kind))
        .attr("data-place", place_name(claim))
        .attr("data-modality", claim.statement().modality)
        .attr("data-source", source)
        .child(
            el("th")
                .attr("scope", "row")
                .child(el("a").attr("href", format!("#{}", claim.id())).text(view.claim_number(claim.id()))),
        )
        .child(cell("Stated", stated(claim)))
        .child(cell("Words", el("div").child(links::sentence(view, claim, 300)).text(" ").children(links::in_text(view, claim))))
        .child(cell("Says", links::says_so(view, claim)))
        .child(cell("Put", el("span").text(claim.statement().modality)))
        .child(cell("Read by", made_by(view, claim)))
}

/// The claim in words: its kind, its figure, whom, where and when it is about.
fn stated(claim: &Claim) -> Element {
    let statement = claim.statement();
    let mut out = el("div").child(el("span").class("kind").text(words::kind(statement.kind)));
    if let Some(quantity) = &statement.quantity {
        out = out.text(" ").child(el("b").text(words::quantity(quantity)));
    }
    for (role, value) in &statement.roles {
        out = out.text(" ").child(el("span").class("role").text(format!("{role}: ")).child(isolated(&label(value, 120))));
    }
    let about = &statement.about;
    let place = about.place.as_ref().map(|place| place.name.clone());
    let parts: Vec<String> = [about.who.clone(), place, about.time.map(|time| time.to_string())]
        .into_iter()
        .flatten()
        .map(|part| label(&part, 100))
        .collect();
    if !parts.is_empty() {
        out = out.text(" ").child(el("span").class("about").joined(parts.iter().map(|part| isolated(part)), " · "));
    }
    out
}

fn made_by(view: &View, claim: &Claim) -> Element {
    let (made, by) = match claim.basis() {
        Basis::Read { rule, .. } => (rule.to_string(), None),
        Basis::Judged { by, on, .. } => (format!("corrected by {}", label(by, 40)), Some(*on)),
        Basis::Derived { method, .. } => (format!("computed, {method}"), None),
    };
    let mut out = el("span").child(el("code").text(made));
    if let Some(earlier) = by {
        out = out.text(", in place of ").child(links::claim(view, earlier));
    }
    match view.standing(claim) {
        Standing::Pending => out.text(", pending"),
        Standing::Proposed => out.text(", proposed"),
        Standing::Accepted => out.text(", ").child(el("b").text("accepted")),
        Standing::Rejected => out.text(", ").child(el("b").text("rejected")),
        Standing::Corrected(to) => out.text(", ").child(el("b").text("corrected: ")).child(links::claim(view, to)),
    }
}
