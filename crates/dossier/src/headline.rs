//! The headline: the figures that the eye should meet first, lower bound first.

use crate::Report;
use crate::figures::{Certainty, Figure, Figures, Part, contradict, statements};
use crate::links;
use crate::marks;
use crate::markup::{Element, el};
use crate::range_plot;
use crate::scale::Scale;
use crate::words;
use evidence::{Claim, FindingValue, Quantity};

/// The findings of the headline, in order; of those with alternatives, the first that there is.
const NAMES: [&[&str]; 10] = [
    &["workers.abroad", "gap.workers"],
    &["indicators.asserted", "gap.indicators"],
    &["deaths", "deaths.yearly"],
    &["pay.share_taken", "gap.share_taken"],
    &["pay.take_home.stated", "pay.take_home.computed", "gap.take_home"],
    &["pay.owed"],
    &["taken.yearly.computed"],
    &["system.beneficiary.", "gap.beneficiary"],
    &["revenue.yearly", "gap.revenue"],
    &["sources.independent"],
];

/// The figures of the headline that there are, in order.
pub(crate) fn of(figures: &Figures) -> impl Iterator<Item = &Figure> {
    NAMES.iter().filter_map(|names| names.iter().find_map(|name| find(figures, name)))
}

/// The headline figures.
pub(crate) fn section(report: &Report) -> Element {
    el("div").class("headline").children(of(&report.figures).map(|figure| entry(report, figure)))
}

fn find<'f>(figures: &'f Figures, name: &'f str) -> Option<&'f Figure> {
    if name.ends_with('.') { figures.beginning(name).next() } else { figures.get(name) }
}

fn entry(report: &Report, figure: &Figure) -> Element {
    let (lead, number, unit) = large(figure);
    let figure_text = el("p").class("number").child(
        links::figure(figure, "")
            .child(el("small").text(lead))
            .text(" ")
            .child(el("strong").text(number))
            .text(" ")
            .child(el("small").text(unit)),
    );
    el("div")
        .class(format!("figure {}", figure.certainty.name()))
        .child(el("p").class("label").text(heading(figure)))
        .child(figure_text)
        .children(picture(report, figure))
        .child(el("p").class("sentence").text(sentence(figure)))
        .child(evidence_line(report, figure))
}

fn heading(figure: &Figure) -> &str {
    if figure.finding.name.starts_with(Part::Beneficiary.prefix()) { "Where the money goes" } else { &figure.label }
}

/// The words before the number, the number, and the words after it.
fn large(figure: &Figure) -> (String, String, String) {
    match &figure.finding.value {
        FindingValue::Quantity(quantity) => large_quantity(quantity, &noun(figure, quantity)),
        FindingValue::Estimate(estimate) => ("about".to_owned(), words::number(estimate.point()), String::new()),
        FindingValue::Count(count) => {
            let after = match figure.finding.name.as_str() {
                "indicators.asserted" => "of 11",
                "sources.independent" if *count == 1 => "source",
                "sources.independent" => "sources",
                _ => "",
            };
            (String::new(), words::number((*count).into()), after.to_owned())
        }
        FindingValue::Words(text) => (String::new(), crate::markup::label(text, 28), String::new()),
        FindingValue::Gap => (String::new(), "not stated".to_owned(), String::new()),
    }
}

/// What the number counts.
fn noun(figure: &Figure, quantity: &Quantity) -> String {
    let unit = words::unit(quantity.unit);
    match figure.finding.name.split('.').next() {
        Some("workers") => unit.replace("people", "workers"),
        Some("deaths") => unit.replace("people", "deaths"),
        _ => unit,
    }
}

fn large_quantity(quantity: &Quantity, unit: &str) -> (String, String, String) {
    let unit = unit.to_owned();
    match (quantity.range.low(), quantity.range.high()) {
        (Some(low), Some(high)) if low == high => {
            let about = if quantity.approximate { "about" } else { "" };
            (about.to_owned(), words::number(low), unit)
        }
        (Some(low), _) => ("at least".to_owned(), words::number(low), unit),
        (None, high) => ("up to".to_owned(), high.map(words::number).unwrap_or_default(), unit),
    }
}

/// What the large number does not say already.
fn sentence(figure: &Figure) -> String {
    match (&figure.finding.value, figure.quantity().map(|quantity| (quantity.range, quantity.unit))) {
        (_, Some((range, unit))) if !range.is_point() && range.low().is_some() && range.high().is_some() => {
            let unit = noun(figure, &Quantity { range, unit, approximate: false });
            let dispute = if figure.certainty == Certainty::Disputed { "; the sources contradict one another" } else { "" };
            format!("Figures run from {} {}{dispute}.", words::range(&range).replace('–', " to "), unit)
        }
        _ => figure.finding.sentence.clone(),
    }
}

/// The range of the figure, with every range that a source states in it.
fn picture(report: &Report, figure: &Figure) -> Option<Element> {
    let quantity = figure.quantity()?;
    let claims: Vec<&Claim> = figure
        .facts
        .iter()
        .filter_map(|id| report.view.case.claim(*id))
        .filter(|claim| claim.statement().quantity.is_some_and(|stated| stated.unit == quantity.unit))
        .collect();
    let rows = statements(&claims);
    if quantity.range.high().is_none_or(|_| quantity.range.is_point()) && rows.len() < 2 {
        return None;
    }
    let scale = Scale::covering(rows.iter().map(|(range, _)| range).chain([&quantity.range]));
    let mut strip =
        range_plot::strip(16).child(el("line").attr("x1", 0).attr("x2", "100%").attr("y1", 8).attr("y2", 8).class("base"));
    if rows.len() < 2 {
        strip = strip.children(range_plot::bar(&scale, &quantity.range, marks::mark_class(figure.certainty)));
    }
    let disputed = |claims: &[&Claim]| {
        rows.iter().any(|(_, others)| others.iter().any(|a| claims.iter().any(|b| contradict(&report.view, a, b))))
    };
    for (range, claims) in rows.iter().filter(|_| rows.len() > 1) {
        let certainty = if disputed(claims) { Certainty::Disputed } else { figure.certainty };
        strip = strip.children(range_plot::bar(&scale, range, marks::mark_class(certainty)));
    }
    Some(el("div").class("strip-box").child(strip))
}

/// How sure, on how many witnesses, from which sources, and what stands against it.
fn evidence_line(report: &Report, figure: &Figure) -> Element {
    let view = &report.view;
    let mut line = el("p").class("meta").child(marks::glyph(figure.certainty)).text(format!(" {}", figure.certainty.words()));
    if !figure.witnesses.is_empty() {
        line = line.text(format!(" · {}", words::count(figure.witnesses.len(), "independent witness")));
    }
    if let Some(grade) = figure.weakest {
        line = line.text(format!(" · weakest grade {grade}"));
    }
    let beside: Vec<&Claim> = figure.beside.iter().filter_map(|id| view.case.claim(*id)).collect();
    let denied = beside.iter().filter(|claim| claim.statement().modality == evidence::Modality::Denied).count();
    if denied > 0 {
        line = line.text(" · ").child(marks::denial()).text(format!(" denied in {}", words::count(denied, "claim")));
    }
    line
}
