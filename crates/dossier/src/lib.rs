//! What a case tells: a read-only [`Case`] becomes one self-contained page, one JSON document and a few tables, in which every
//! figure opens the sentence it came from.
//!
//! Pure: no files, no clock, no environment, no network; the same case and settings give the same bytes. The order of work is
//! [`tell`]: what is in scope (`view`) -> figures (`figures`) -> page, document, tables.

mod claims_table;
mod comparison;
mod conditions;
mod contradictions;
mod counted;
mod csv;
mod frame;
mod gaps;
mod headline;
mod json;
mod links;
mod map;
mod marks;
mod markup;
mod matrix;
mod page;
mod pay_account;
mod range_plot;
mod register;
mod scale;
mod source_text;
mod svg;
mod system_map;
mod timeline;
mod unlisted;
mod view;
mod waterfall;
mod what_if;
mod words;
mod workers;

mod figures;

pub use comparison::{
    ComparedConflict, ComparedFigure, ComparedOrigin, ComparedQuantity, Comparison, DatedPublication, Likely, WayOut,
    comparison_page,
};
pub use counted::{CountChapter, CountedFigure, CountedTable};
use evidence::{Case, Currency, Finding, SourceId};
use figures::Figures;
pub use map::country_name;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use view::View;
pub use view::is_in_scope;
pub use what_if::{HeadlineFigure, WhatIf};

pub use pay_account::{MonthMark, OwedToAll, PaidMonth, PaidWorker, PayAccount, PayChapter, PayFigure, StatedChapter, pay_page};
pub use unlisted::{MethodRow, OverlapPattern, Unlisted, unlisted_page};

/// What a dossier is told with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The title of the page.
    pub title: String,
    /// Sources that were published later are left out; `None` keeps all.
    pub as_of: Option<jiff::civil::Date>,
    /// The currency in which pay is first looked for.
    pub currency: Currency,
    /// The version of the program, printed in the method note.
    pub version: String,
}

/// A case as it is told.
#[derive(Debug, Clone)]
pub struct Dossier {
    /// One self-contained page.
    pub html: String,
    /// One object with findings, claims, sources and witnesses.
    pub json: String,
    /// File names and their contents as CSV.
    pub tables: Vec<(String, String)>,
    /// The findings behind every figure, in the order of the page.
    pub findings: Vec<Finding>,
}

/// A case in scope, with its figures and the texts at hand: what every part of the page is drawn from.
struct Report<'a> {
    view: View<'a>,
    figures: Figures,
    texts: &'a BTreeMap<SourceId, String>,
    comparison: Option<&'a Comparison>,
    pay: Option<&'a PayChapter<'a>>,
    count: Option<&'a CountChapter>,
}

/// What others found in a case, to be told with it.
#[derive(Clone, Copy, Default)]
pub struct Joined<'a> {
    /// What was found by comparing its figures, if any were.
    pub comparison: Option<&'a Comparison>,
    /// The account of pay, if one was drawn up.
    pub pay: Option<&'a PayChapter<'a>>,
    /// Counted tables of overlaps, if there are any.
    pub count: Option<&'a CountChapter>,
}

impl Joined<'_> {
    fn view<'v>(&self, case: &'v Case, settings: &'v Settings) -> View<'v> {
        let mut view = View::new(case, settings);
        view.has_accounts = self.pay.is_some_and(|chapter| chapter.worker_count > 0);
        view
    }
}

impl Report<'_> {
    /// SHA-256 over the identities of the claims in scope, in the order of their identities, and of the judgements on them.
    fn fingerprint(&self) -> String {
        let mut lines: Vec<String> =
            self.view.claims.iter().map(|claim| format!("{} {:?}\n", claim.id(), self.view.standing(claim))).collect();
        lines.sort();
        let digest = Sha256::digest(lines.concat().as_bytes());
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// Tells a case.
///
/// `texts` holds the whole text layer of each source that is at hand: spans of plain text index it by their own bytes, spans of a
/// made layer by the layer's. A source without text is shown by the sentences that its claims keep.
pub fn tell(case: &Case, texts: &BTreeMap<SourceId, String>, settings: &Settings, joined: Joined<'_>) -> Dossier {
    let mut dossier = Dossier { html: String::new(), json: String::new(), tables: Vec::new(), findings: Vec::new() };
    dossier.findings = tell_each(case, texts, settings, joined, &mut |name, content| match name {
        PAGE => dossier.html.push_str(content),
        DOCUMENT => dossier.json.push_str(content),
        table => match dossier.tables.last_mut().filter(|(name, _)| name == table) {
            Some((_, rows)) => rows.push_str(content),
            None => dossier.tables.push((table.to_owned(), content.to_owned())),
        },
    });
    dossier
}

/// The name of the page among the files of a dossier.
pub const PAGE: &str = "index.html";
/// The name of the JSON document among them.
pub const DOCUMENT: &str = "dossier.json";

/// Tells a case as [`tell`] does, piece by piece, so that a large one is never in memory as a whole: `piece` is given the name of a
/// file and what comes next in it, one file after the other. Gives the findings.
pub fn tell_each(
    case: &Case,
    texts: &BTreeMap<SourceId, String>,
    settings: &Settings,
    joined: Joined<'_>,
    piece: &mut dyn FnMut(&str, &str),
) -> Vec<Finding> {
    let view = joined.view(case, settings);
    let figures = Figures::with(&view, joined);
    let report = Report { view, figures, texts, comparison: joined.comparison, pay: joined.pay, count: joined.count };
    page::write(&report, &mut |text| piece(PAGE, text));
    json::write(&report, &mut |text| piece(DOCUMENT, text));
    csv::write(&report, piece);
    if let Some(chapter) = joined.pay {
        pay_account::pages(chapter, piece);
    }
    report.figures.findings()
}

/// The findings of a case alone.
pub fn findings(case: &Case, settings: &Settings, joined: Joined<'_>) -> Vec<Finding> {
    Figures::with(&joined.view(case, settings), joined).findings()
}
