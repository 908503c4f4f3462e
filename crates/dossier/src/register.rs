//! Every figure with what it rests on: the place to which each number of the page leads.

use crate::Report;
use crate::figures::Figure;
use crate::links;
use crate::marks;
use crate::markup::{Element, el, isolated, label};
use crate::words;
use evidence::{Because, Claim, ClaimId, Finding, Record};

/// How many quotations one figure shows; the others are named by number.
const QUOTATIONS_MAX: usize = 12;
/// Characters of a sentence in a quotation.
const SENTENCE_MAX: usize = 260;

/// The entries of all figures, in order.
pub(crate) fn section(report: &Report) -> Element {
    el("div").class("register").children(report.figures.iter().map(|figure| entry(report, figure)))
}

fn entry(report: &Report, figure: &Figure) -> Element {
    let finding = &figure.finding;
    let number = el("span").class("code").text(format!("F{} ", figure.number));
    let heading = el("h3").child(marks::glyph(figure.certainty)).text(" ").child(number).child(el("bdi").text(&finding.sentence));
    let mut entry =
        el("article").class("entry").attr("id", figure.anchor()).attr("tabindex", "-1").child(heading).child(summary(figure));
    let inputs = inputs(report, finding);
    let has_own_claims = finding.because.iter().any(|because| matches!(because, Because::Claim(_)));
    let is_computed = inputs.is_some();
    entry = entry.children(inputs).children(rows(report, finding));
    if !is_computed || has_own_claims {
        entry = entry.children(witnesses(report, figure)).children(quotations(report, &figure.facts));
    }
    if !figure.beside.is_empty() {
        let note = el("p").class("note").text("Beside it, not counted:");
        entry = entry.child(note).children(quotations(report, &figure.beside));
    }
    if !finding.caveats.is_empty() {
        entry = entry.child(el("ul").class("caveats").children(finding.caveats.iter().map(|caveat| el("li").text(caveat))));
    }
    entry
}

fn summary(figure: &Figure) -> Element {
    let mut parts = vec![figure.certainty.words().to_owned()];
    if !figure.witnesses.is_empty() {
        parts.push(words::count(figure.witnesses.len(), "independent witness"));
    }
    if let Some(grade) = figure.weakest {
        parts.push(format!("weakest grade {grade}"));
    }
    el("p").class("meta").text(parts.join(" · ")).text(" · ").child(el("code").text(&figure.finding.name))
}

/// The other figures that a computed one rests on.
fn inputs(report: &Report, finding: &Finding) -> Option<Element> {
    let from: Vec<Element> = finding
        .because
        .iter()
        .filter_map(|because| match because {
            Because::Finding(id) => report.figures.iter().find(|figure| figure.finding.id() == *id),
            Because::Claim(_) | Because::Record(_) => None,
        })
        .map(|figure| el("li").child(links::figure(figure, &figure.finding.sentence)))
        .collect();
    let of_others = finding.because.iter().filter(|because| matches!(because, Because::Finding(_))).count() - from.len();
    let more = (of_others > 0).then(|| {
        let name = &finding.name;
        el("li")
            .text(format!("and {} that this page does not list: ", words::count(of_others, "figure")))
            .child(el("code").text(format!("manumit why {name}")))
    });
    (of_others > 0 || !from.is_empty())
        .then(|| el("div").child(el("p").class("note").text("Rests on:")).child(el("ul").children(from).children(more)))
}

/// The rows of tables that a figure rests on.
fn rows(report: &Report, finding: &Finding) -> Option<Element> {
    let records: Vec<&Record> = finding
        .because
        .iter()
        .filter_map(|because| match because {
            Because::Record(record) => Some(record),
            Because::Claim(_) | Because::Finding(_) => None,
        })
        .collect();
    let row = |record: &&Record| {
        let of_pay = || report.pay.and_then(|chapter| chapter.own_files.get(&record.source));
        let own = || of_pay().or_else(|| report.count?.own_files.get(&record.source)).map(String::as_str);
        let file = report.view.case.source(record.source).map(|source| source.name.as_str()).or_else(own).unwrap_or("?");
        let sheet = record.sheet.as_ref().map(|sheet| format!(", sheet {sheet}")).unwrap_or_default();
        el("li").child(isolated(&label(&format!("{file}{sheet}, row {}", record.row), 200)))
    };
    let more = records.len().saturating_sub(QUOTATIONS_MAX);
    let more = (more > 0).then(|| el("li").text(format!("and {}", words::count(more, "more row"))));
    (!records.is_empty()).then(|| {
        let listed = el("ul").children(records.iter().take(QUOTATIONS_MAX).map(row)).children(more);
        el("div").child(el("p").class("note").text("Rows of tables:")).child(listed)
    })
}

/// Who witnesses, where several claims go back to one voice.
fn witnesses(report: &Report, figure: &Figure) -> Option<Element> {
    let echoed = figure.witnesses.iter().any(|witness| witness.claims.len() > 1);
    (figure.witnesses.len() > 1 || echoed).then(|| {
        let items = figure.witnesses.iter().take(QUOTATIONS_MAX).map(|witness| {
            let origin = el("bdi").text(crate::markup::label(&witness.origin, 120));
            el("li").child(origin).text(" (").child(links::claims(&report.view, &witness.claims, 8)).text(")")
        });
        el("div").class("witnesses").child(el("p").class("note").text("Independent witnesses:")).child(el("ol").children(items))
    })
}

fn quotations(report: &Report, ids: &[ClaimId]) -> Vec<Element> {
    let view = &report.view;
    let claims: Vec<&Claim> = ids.iter().filter_map(|id| view.case.claim(*id)).collect();
    let mut shown: Vec<Element> =
        claims.iter().take(QUOTATIONS_MAX).map(|claim| links::quotation(view, claim, SENTENCE_MAX)).collect();
    if claims.len() > QUOTATIONS_MAX {
        let rest = &ids[QUOTATIONS_MAX..];
        shown.push(
            el("p")
                .class("note")
                .text(format!("and {}: ", words::count(rest.len(), "more claim")))
                .child(links::claims(view, rest, 60)),
        );
    }
    shown
}
