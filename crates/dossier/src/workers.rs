//! How many workers: all countries together, then country by country, on one axis.

use crate::Report;
use crate::figures::Figure;
use crate::frame::{Frame, claims_of, table_of};
use crate::links;
use crate::markup::{Element, el};
use crate::range_plot::{Row, plot, rows_of_statements};
use crate::scale::Scale;
use crate::words;

/// How many countries are drawn.
const COUNTRIES_MAX: usize = 16;
/// How many different counts of all countries together are drawn.
const COUNTS_MAX: usize = 8;

/// The picture, or a word that there is nothing to draw.
pub(crate) fn section(report: &Report) -> Element {
    let abroad = report.figures.get("workers.abroad").filter(|figure| figure.quantity().is_some());
    let mut countries: Vec<&Figure> =
        report.figures.beginning("workers.in.").filter(|figure| figure.quantity().is_some()).collect();
    countries.sort_by_key(|figure| {
        let range = figure.quantity().map(|quantity| quantity.range);
        std::cmp::Reverse(range.and_then(|range| range.low().or(range.high())))
    });
    if abroad.is_none() && countries.is_empty() {
        return el("p").class("empty").text("No document counts workers.");
    }
    let drawn = abroad.into_iter().chain(countries.iter().copied().take(COUNTRIES_MAX));
    let claims: Vec<_> = drawn.flat_map(|figure| figure.facts.clone()).collect();
    let ranges: Vec<_> =
        claims_of(report, &claims).iter().filter_map(|claim| claim.statement().quantity).map(|quantity| quantity.range).collect();
    let scale = Scale::covering(&ranges);
    let parts: Vec<&Figure> = report.figures.beginning("workers.parts.").collect();
    Frame {
        title: title(abroad, &countries),
        picture: plot(&scale, "workers", rows(report, &scale, abroad, &countries)),
        note: "Counts of countries are parts of the whole and are never added up: not every country is counted, and counts may overlap."
            .to_owned(),
        data: Some(table_of(report, abroad.into_iter().chain(countries.iter().copied()).chain(parts))),
        claims,
    }
    .draw(report)
}

fn title(abroad: Option<&Figure>, countries: &[&Figure]) -> String {
    let all_countries = countries.iter().all(|figure| !figure.finding.name.contains(".place-"));
    let (one, many) = if all_countries { ("country", "countries") } else { ("place", "places") };
    let by_country = match countries.len() {
        0 => "no country is counted by itself".to_owned(),
        1 => format!("one {one} is counted by itself"),
        count => format!("{count} {many} are counted by themselves"),
    };
    match abroad {
        Some(figure) => format!("{} {}.", figure.finding.sentence, words::capital(&by_country)),
        None => format!("No document counts all workers; {by_country}."),
    }
}

fn rows(report: &Report, scale: &Scale, abroad: Option<&Figure>, countries: &[&Figure]) -> Vec<Row> {
    let mut rows = Vec::new();
    if let Some(figure) = abroad {
        rows.push(Row::heading("All countries together"));
        rows.extend(rows_of_statements(report, scale, &claims_of(report, &figure.facts), COUNTS_MAX));
    }
    if !countries.is_empty() {
        rows.push(Row::heading("Country by country"));
    }
    for figure in countries.iter().take(COUNTRIES_MAX) {
        let Some(quantity) = figure.quantity() else { continue };
        let name = figure.label.strip_prefix("Workers in ").unwrap_or(&figure.label);
        let value = links::figure(figure, words::range(&quantity.range));
        rows.push(Row::of_range(scale, el("bdi").text(name), &quantity.range, figure.certainty, value));
    }
    if countries.len() > COUNTRIES_MAX {
        rows.push(Row::heading(&format!("and {} more in the data", countries.len() - COUNTRIES_MAX)));
    }
    rows
}
