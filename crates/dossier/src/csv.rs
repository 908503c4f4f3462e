//! The tables beside the page, as CSV (RFC 4180: commas, CRLF, quotes doubled), UTF-8.
//!
//! Spreadsheets run a cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return as a formula. Such a cell of text gets an
//! apostrophe in front, which a spreadsheet shows as plain text and every other reader must take off again. Numbers are not text.

use crate::Report;
use crate::comparison::{TABLE_HEAD, comparison_table};
use crate::figures::{Figure, cells};
use crate::view::View;
use evidence::{Basis, Claim, Locator, Quantity, Standing, witnesses};
use rust_decimal::Decimal;

/// Writes the tables, always the same six, row by row: `row` is given the name of the table and its next line.
pub(crate) fn write(report: &Report, row: &mut dyn FnMut(&str, &str)) {
    claims(&report.view, &mut |line| row("claims.csv", line));
    findings(report, &mut |line| row("findings.csv", line));
    sources(&report.view, &mut |line| row("sources.csv", line));
    indicators(&report.view, &mut |line| row("indicators.csv", line));
    pay(report, &mut |line| row("pay.csv", line));
    reconcile(report, &mut |line| row("reconcile.csv", line));
}

/// Where the rows of a table go.
struct Table<'r>(&'r mut dyn FnMut(&str));

impl<'r> Table<'r> {
    fn new(rows: &'r mut dyn FnMut(&str), head: &[&str]) -> Self {
        let mut table = Table(rows);
        table.row(&head.iter().map(|title| text(title)).collect::<Vec<_>>());
        table
    }

    fn row(&mut self, cells: &[String]) {
        (self.0)(&format!("{}\r\n", cells.join(",")));
    }
}

/// A cell of text, guarded and quoted where it must be.
fn text(cell: &str) -> String {
    let guard = if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    let guarded = format!("{guard}{}", cell.replace('\0', "\u{2400}"));
    if guarded.contains([',', '"', '\n', '\r']) { format!("\"{}\"", guarded.replace('"', "\"\"")) } else { guarded }
}

fn optional(cell: Option<&str>) -> String {
    cell.map(text).unwrap_or_default()
}

fn decimal(end: Option<Decimal>) -> String {
    end.map(|end| end.to_string()).unwrap_or_default()
}

/// Low, high, unit and whether it is approximate.
fn quantity(quantity: Option<&Quantity>) -> [String; 4] {
    match quantity {
        None => Default::default(),
        Some(quantity) => [
            decimal(quantity.range.low()),
            decimal(quantity.range.high()),
            text(&quantity.unit.to_string()),
            quantity.approximate.to_string(),
        ],
    }
}

fn claims(view: &View, rows: &mut dyn FnMut(&str)) {
    let head = [
        "number", "id", "kind", "low", "high", "unit", "approximate", "who", "place", "country", "time", "modality",
        "attribution", "roles", "source", "start", "end", "quote", "sentence", "made_by", "standing",
    ];
    let mut table = Table::new(rows, &head);
    for claim in &view.claims {
        table.row(&claim_cells(view, claim));
    }
}

fn claim_cells(view: &View, claim: &Claim) -> Vec<String> {
    let statement = claim.statement();
    let (about, place) = (&statement.about, statement.about.place.as_ref());
    let roles: Vec<String> = statement.roles.iter().map(|(role, words)| format!("{role}={words}")).collect();
    let words = view.span_of(claim);
    let (start, end) = match words.map(|(span, _)| span.locator()) {
        Some(Locator::Bytes { start, end, .. }) => (start.to_string(), end.to_string()),
        Some(Locator::Placed { spot, until, start, end, .. }) => {
            (format!("{spot}, {start}"), format!("{}, {end}", until.as_ref().unwrap_or(spot)))
        }
        None => Default::default(),
    };
    let made_by = match claim.basis() {
        Basis::Read { rule, .. } => rule.to_string(),
        Basis::Judged { by, .. } => format!("judged by {by}"),
        Basis::Derived { method, .. } => method.to_string(),
    };
    let mut cells = vec![view.claim_number(claim.id()).to_string(), claim.id().to_string(), text(&statement.kind.to_string())];
    cells.extend(quantity(statement.quantity.as_ref()));
    cells.extend([
        optional(about.who.as_deref()),
        optional(place.map(|place| place.name.as_str())),
        optional(place.and_then(|place| place.country.as_deref())),
        optional(about.time.map(|time| time.to_string()).as_deref()),
        statement.modality.to_string(),
        text(&statement.attribution.0.join(" < ")),
        text(&roles.join("; ")),
        view.source_of(claim).map(|source| view.source_code(source.id)).unwrap_or_default(),
        start,
        end,
        optional(words.map(|(span, _)| span.quote())),
        optional(words.map(|(_, sentence)| sentence.quote())),
        text(&made_by),
        standing(view.standing(claim)),
    ]);
    cells
}

fn standing(standing: Standing) -> String {
    match standing {
        Standing::Pending => "pending".to_owned(),
        Standing::Proposed => "proposed".to_owned(),
        Standing::Accepted => "accepted".to_owned(),
        Standing::Rejected => "rejected".to_owned(),
        Standing::Corrected(to) => format!("corrected to {to}"),
    }
}

fn findings(report: &Report, rows: &mut dyn FnMut(&str)) {
    let head = [
        "name", "id", "sentence", "low", "high", "unit", "approximate", "certainty", "witnesses", "weakest_grade", "because",
        "caveats",
    ];
    let mut table = Table::new(rows, &head);
    for figure in report.figures.iter() {
        table.row(&finding_cells(figure));
    }
}

fn finding_cells(figure: &Figure) -> Vec<String> {
    let finding = &figure.finding;
    let because: Vec<String> = finding.because.iter().map(ToString::to_string).collect();
    let mut cells = vec![text(&finding.name), finding.id().to_string(), text(&finding.sentence)];
    cells.extend(quantity(figure.quantity()));
    cells.extend([
        figure.certainty.name().to_owned(),
        figure.witnesses.len().to_string(),
        figure.weakest.map(|grade| grade.to_string()).unwrap_or_default(),
        text(&because.join(" ")),
        text(&finding.caveats.join(" ")),
    ]);
    cells
}

fn sources(view: &View, rows: &mut dyn FnMut(&str)) {
    let head =
        ["code", "sha256", "name", "title", "publisher", "published", "language", "media_type", "bytes", "grade", "repeats"];
    let mut table = Table::new(rows, &head);
    for source in &view.sources {
        let repeats = source.derived_from.as_ref().map(|origin| match origin {
            evidence::Origin::Source(id) => id.to_string(),
            evidence::Origin::Cited(words) => words.clone(),
        });
        table.row(&[
            view.source_code(source.id),
            source.id.to_string(),
            text(&source.name),
            optional(source.title.as_deref()),
            optional(source.publisher.as_deref()),
            optional(source.published.map(|period| period.to_string()).as_deref()),
            optional(source.language.as_deref()),
            source.media_type.name().to_owned(),
            source.byte_count.to_string(),
            source.grade.to_string(),
            optional(repeats.as_deref()),
        ]);
    }
}

fn indicators(view: &View, rows: &mut dyn FnMut(&str)) {
    let mut table = Table::new(rows, &["indicator", "code", "place", "asserted_by", "denied_by", "unclear_in", "claims"]);
    for ((indicator, scope), cell) in cells(view) {
        let count = |claims: &[&Claim]| witnesses(view.case, claims).len().to_string();
        let all: Vec<String> =
            cell.asserted.iter().chain(&cell.denied).chain(&cell.unclear).map(|claim| claim.id().to_string()).collect();
        table.row(&[
            indicator.to_string(),
            indicator.code().to_owned(),
            text(&scope.slug()),
            count(&cell.asserted),
            count(&cell.denied),
            count(&cell.unclear),
            all.join(" "),
        ]);
    }
}

fn pay(report: &Report, rows: &mut dyn FnMut(&str)) {
    let mut table = Table::new(rows, &["name", "low", "high", "unit", "approximate", "certainty", "witnesses", "because"]);
    let of_pay = ["pay.", "deduction.", "revenue.", "taken.", "quota", "fees."];
    for figure in report.figures.iter().filter(|figure| of_pay.iter().any(|prefix| figure.finding.name.starts_with(prefix))) {
        let mut cells = vec![text(&figure.finding.name)];
        cells.extend(quantity(figure.quantity()));
        let because: Vec<String> = figure.finding.because.iter().map(ToString::to_string).collect();
        cells.extend([figure.certainty.name().to_owned(), figure.witnesses.len().to_string(), because.join(" ")]);
        table.row(&cells);
    }
}

/// The figures that were compared, and what remains of their quantities; no rows where none were.
fn reconcile(report: &Report, rows: &mut dyn FnMut(&str)) {
    let mut table = Table::new(rows, &TABLE_HEAD);
    for row in report.comparison.iter().flat_map(|comparison| comparison_table(comparison)) {
        let cell = |(index, cell): (usize, String)| if (3..6).contains(&index) { cell } else { text(&cell) };
        table.row(&row.into_iter().enumerate().map(cell).collect::<Vec<_>>());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_disarmed_and_quotes_doubled() {
        assert_eq!(text("=1+1"), "'=1+1");
        assert_eq!(text("@SUM(A1)"), "'@SUM(A1)");
        assert_eq!(text("say \"no\", twice"), "\"say \"\"no\"\", twice\"");
        assert_eq!(text("plain"), "plain");
    }
}
