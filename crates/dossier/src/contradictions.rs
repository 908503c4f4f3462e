//! Figures of one quantity that cannot all be true, side by side on one axis.

use crate::Report;
use crate::figures::{Certainty, Figure, any_apart};
use crate::frame::{Frame, claims_of};
use crate::links;
use crate::markup::{Element, el};
use crate::range_plot::{plot, rows_of_statements};
use crate::scale::Scale;
use crate::words;

/// How many quantities are drawn.
const QUANTITIES_MAX: usize = 12;
/// How many statements of one quantity are drawn.
const STATEMENTS_MAX: usize = 8;

/// One picture for each quantity on which sources contradict one another, and the indicators that are both asserted and denied.
pub(crate) fn section(report: &Report) -> Element {
    let disputed: Vec<&Figure> = report.figures.iter().filter(|figure| is_disputed(figure)).collect();
    let denied: Vec<&Figure> =
        report.figures.beginning("indicator.").filter(|figure| figure.certainty == Certainty::Disputed).collect();
    let differing = differing(report);
    if disputed.is_empty() && denied.is_empty() && differing.is_empty() {
        return el("p").class("empty").text("No two sources contradict each other on any figure.");
    }
    let mut out = el("div").child(el("p").class("intro").text(
        "Two figures contradict each other if the quantity has one true value, their ranges lie apart and they may speak of the same time. They are not averaged. A bracket shows how far apart they are.",
    ));
    out = out.children(disputed.iter().take(QUANTITIES_MAX).map(|figure| one(report, figure)));
    if disputed.len() > QUANTITIES_MAX {
        out = out
            .child(el("p").class("note").text(format!("and {} more among the figures below.", disputed.len() - QUANTITIES_MAX)));
    }
    out.children(both_asserted_and_denied(&denied))
        .children(listed("Stated differently, which is no contradiction: it may differ from worker to worker", &differing))
}

/// Figures whose sources lie apart where that need not be a contradiction.
fn differing<'r>(report: &'r Report) -> Vec<&'r Figure> {
    let differs = |figure: &&Figure| {
        figure.certainty != Certainty::Disputed
            && figure.quantity().is_some()
            && any_apart(&report.view, &claims_of(report, &figure.facts))
    };
    report
        .figures
        .iter()
        .filter(|figure| !figure.finding.name.starts_with("deduction."))
        .filter(rests_on_claims)
        .filter(differs)
        .collect()
}

fn rests_on_claims(figure: &&Figure) -> bool {
    figure.finding.because.iter().all(|because| matches!(because, evidence::Because::Claim(_)))
}

fn is_disputed(figure: &Figure) -> bool {
    let by_range = !figure.finding.name.starts_with("deduction.");
    figure.certainty == Certainty::Disputed && figure.quantity().is_some() && rests_on_claims(&figure) && by_range
}

fn one(report: &Report, figure: &Figure) -> Element {
    let claims = claims_of(report, &figure.facts);
    let ranges: Vec<_> = claims.iter().filter_map(|claim| claim.statement().quantity).map(|quantity| quantity.range).collect();
    let scale = Scale::covering(&ranges);
    let unit = figure.quantity().map(|quantity| words::unit(quantity.unit)).unwrap_or_default();
    Frame {
        title: figure.finding.sentence.clone(),
        picture: plot(&scale, &unit, rows_of_statements(report, &scale, &claims, STATEMENTS_MAX)),
        note: String::new(),
        claims: figure.facts.clone(),
        data: None,
    }
    .draw(report)
    .child(el("p").class("more").child(links::figure(figure, "All quotations of this figure")))
}

fn both_asserted_and_denied(figures: &[&Figure]) -> Option<Element> {
    let overall: Vec<&Figure> = figures.iter().copied().filter(|figure| figure.finding.name.matches('.').count() == 1).collect();
    listed("Indicators that one source asserts and another denies", &overall)
}

fn listed(title: &str, figures: &[&Figure]) -> Option<Element> {
    (!figures.is_empty()).then(|| {
        let items = figures.iter().map(|figure| el("li").child(links::figure(figure, &figure.finding.sentence)));
        el("figure").child(el("h3").class("title").text(title)).child(el("ul").class("plain").children(items))
    })
}
