//! Costs of being sent, hours and rest, contracts, deaths and sanctions: small tables with their ranges.

use crate::Report;
use crate::figures::{Figure, sanctions_of};
use crate::frame::{Frame, certainty, scrolling, table};
use crate::links;
use crate::markup::{Element, el, isolated, label};
use crate::range_plot::{Row, plot};
use crate::scale::Scale;
use crate::view::Scope;
use crate::words;
use evidence::{Claim, Kind, Role, Unit};

/// How many rows one table has.
const ROWS_MAX: usize = 30;

/// All small tables that have something to say.
pub(crate) fn section(report: &Report) -> Element {
    let parts: Vec<Element> =
        [costs(report), hours(report), contracts(report), deaths(report), sanctions(report)].into_iter().flatten().collect();
    if parts.is_empty() {
        return el("p").class("empty").text("No document speaks of costs, hours, contracts, deaths or sanctions.");
    }
    el("div").children(parts)
}

fn with_value<'r>(report: &'r Report, prefix: &'r str) -> Vec<&'r Figure> {
    report.figures.beginning(prefix).filter(|figure| figure.quantity().is_some()).collect()
}

fn costs(report: &Report) -> Option<Element> {
    let all = with_value(report, "fees.");
    let main = Unit::Money(report.view.settings.currency, None);
    let figures: Vec<&Figure> =
        all.iter().copied().filter(|figure| figure.quantity().is_some_and(|quantity| quantity.unit == main)).collect();
    if figures.is_empty() {
        return (!all.is_empty()).then(|| titled("What a worker pays to be sent", figure_table(report, "For", &all)));
    }
    let ranges: Vec<_> = figures.iter().filter_map(|figure| figure.quantity()).map(|quantity| quantity.range).collect();
    let scale = Scale::covering(&ranges);
    let rows = figures.iter().zip(&ranges).take(ROWS_MAX).map(|(figure, range)| {
        let value = links::figure(figure, words::range(range));
        Row::of_range(&scale, el("bdi").text(&figure.label), range, figure.certainty, value)
    });
    let frame = Frame {
        title: format!("Workers pay to be sent: {} of cost named.", words::count(figures.len(), "kind")),
        picture: plot(&scale, &words::unit(main), rows.collect()),
        note: "By the ILO’s definition of recruitment fees a worker bears none of them; bribes are illegitimate whoever pays."
            .to_owned(),
        claims: figures.iter().flat_map(|figure| figure.facts.clone()).collect(),
        data: Some(figure_table(report, "For", &all)),
    };
    Some(frame.draw(report))
}

fn hours(report: &Report) -> Option<Element> {
    let figures = with_value(report, "hours.");
    (!figures.is_empty()).then(|| titled("Hours of work and days of rest", figure_table(report, "What", &figures)))
}

fn contracts(report: &Report) -> Option<Element> {
    let figures = with_value(report, "contract.");
    (!figures.is_empty()).then(|| titled("How long a contract or stay lasts", figure_table(report, "What", &figures)))
}

fn titled(title: &str, table: Element) -> Element {
    el("figure").child(el("h3").class("title").text(title)).child(scrolling(table))
}

fn figure_table(report: &Report, first: &str, figures: &[&Figure]) -> Element {
    let rows = figures.iter().take(ROWS_MAX).map(|figure| {
        let value = figure.quantity().map(words::quantity).unwrap_or_default();
        vec![
            el("bdi").text(&figure.label),
            links::figure(figure, value),
            certainty(figure),
            links::claims(&report.view, &figure.facts, 8),
        ]
    });
    table(&[first, "How much", "How sure", "Claims"], rows.collect())
}

/// Each claim of deaths by itself: they may speak of the same event, so they are not added up.
fn deaths(report: &Report) -> Option<Element> {
    let claims: Vec<&Claim> = report.view.stated().filter(|claim| claim.statement().kind == Kind::Deaths).collect();
    let rows = claims.iter().take(ROWS_MAX).map(|claim| {
        let statement = claim.statement();
        let figure = statement.quantity.map(|quantity| words::quantity(&quantity)).unwrap_or_default();
        let put = words::reservation(statement.modality).map(|word| format!(" ({word})")).unwrap_or_default();
        vec![
            el("span").text(figure).text(put),
            foreign(Scope::of(claim).name()),
            foreign(statement.about.time.map(|time| time.to_string())),
            links::says_so(&report.view, claim),
            links::claim(&report.view, claim.id()),
        ]
    });
    let title = "Deaths, claim by claim: several may speak of one event";
    (!claims.is_empty()).then(|| titled(title, table(&["Deaths", "Where", "When", "Who says so", "Claim"], rows.collect())))
}

fn sanctions(report: &Report) -> Option<Element> {
    let claims = sanctions_of(&report.view);
    let role = |claim: &Claim, role| claim.statement().roles.get(&role).cloned();
    let rows = claims.iter().take(ROWS_MAX).map(|claim| {
        vec![
            foreign(role(claim, Role::Authority)),
            foreign(role(claim, Role::Instrument)),
            foreign(role(claim, Role::Target)),
            foreign(claim.statement().about.time.map(|time| time.to_string())),
            links::says_so(&report.view, claim),
            links::claim(&report.view, claim.id()),
        ]
    });
    let head = ["Authority", "Instrument", "Against", "When", "Who says so", "Claim"];
    let more = claims.len().saturating_sub(ROWS_MAX);
    let note = (more > 0).then(|| el("p").class("note").text(format!("and {more} more among the claims.")));
    (!claims.is_empty()).then(|| titled("Measures by authorities", table(&head, rows.collect())).children(note))
}

fn foreign(words: Option<String>) -> Element {
    words.map_or_else(|| el("span").class("absent").text("not stated"), |words| isolated(&label(&words, 120)))
}
