//! The dossier as one JSON object. Figures and money are decimal strings, dates ISO 8601, identities strings.

use crate::Report;
use crate::comparison;
use crate::counted;
use crate::figures::Figure;
use evidence::{Claim, Finding, Source, Witness};
use serde::Serialize;

/// The version of this document's form; it changes when a field changes its meaning or goes.
const SCHEMA: &str = "manumit.dossier/1";

#[derive(Serialize)]
struct Head<'a> {
    schema: &'static str,
    version: &'a str,
    title: &'a str,
    as_of: Option<String>,
    currency: String,
    fingerprint: String,
}

#[derive(Serialize)]
struct FindingEntry<'a> {
    #[serde(flatten)]
    finding: &'a Finding,
    certainty: &'static str,
    independent_witnesses: usize,
    weakest_grade: Option<String>,
    beside: Vec<String>,
}

#[derive(Serialize)]
struct ClaimEntry<'a> {
    number: usize,
    id: String,
    standing: evidence::Standing,
    counts: bool,
    #[serde(flatten)]
    claim: &'a Claim,
}

#[derive(Serialize)]
struct SourceEntry<'a> {
    code: String,
    #[serde(flatten)]
    source: &'a Source,
}

#[derive(Serialize)]
struct WitnessEntry<'a> {
    finding: &'a str,
    origin: &'a str,
    claims: Vec<String>,
}

/// Writes the document piece by piece: a line for each finding, claim, source and witness, with a line feed at its end.
pub(crate) fn write(report: &Report, write: &mut dyn FnMut(&str)) {
    let (view, settings) = (&report.view, report.view.settings);
    let head = Head {
        schema: SCHEMA,
        version: &settings.version,
        title: &settings.title,
        as_of: settings.as_of.map(|day| day.to_string()),
        currency: settings.currency.to_string(),
        fingerprint: report.fingerprint(),
    };
    let claims = view.claims.iter().map(|claim| ClaimEntry {
        number: view.claim_number(claim.id()),
        id: claim.id().to_string(),
        standing: view.standing(claim),
        counts: !view.is_set_aside(claim.id()) && claim.statement().modality.states_a_fact(),
        claim,
    });
    let sources = view.sources.iter().map(|source| SourceEntry { code: view.source_code(source.id), source });
    let witnesses =
        report.figures.iter().flat_map(|figure| figure.witnesses.iter().map(|witness| self::witness(figure, witness)));
    write(line(&head).trim_end_matches('}'));
    list(write, "findings", report.figures.iter().map(finding));
    list(write, "claims", claims);
    list(write, "sources", sources);
    list(write, "witnesses", witnesses);
    if let Some(comparison) = report.comparison {
        write(&format!(",\n\"reconcile\": {}", line(&comparison::comparison_json(comparison))));
    }
    if let Some(chapter) = report.count {
        write(&format!(",\n\"count\": {}", line(&counted::count_json(chapter))));
    }
    write("\n}\n");
}

fn line(item: &impl Serialize) -> String {
    serde_json::to_string(item).expect("the document has only string keys")
}

/// Writes a field with a list, an item a line.
fn list(write: &mut dyn FnMut(&str), name: &str, items: impl Iterator<Item = impl Serialize>) {
    write(&format!(",\n\"{name}\": ["));
    for (index, item) in items.enumerate() {
        write(if index == 0 { "\n" } else { ",\n" });
        write(&line(&item));
    }
    write("\n]");
}

fn finding(figure: &Figure) -> FindingEntry<'_> {
    FindingEntry {
        finding: &figure.finding,
        certainty: figure.certainty.name(),
        independent_witnesses: figure.witnesses.len(),
        weakest_grade: figure.weakest.map(|grade| grade.to_string()),
        beside: figure.beside.iter().map(ToString::to_string).collect(),
    }
}

fn witness<'a>(figure: &'a Figure, witness: &'a Witness) -> WitnessEntry<'a> {
    WitnessEntry {
        finding: &figure.finding.name,
        origin: &witness.origin,
        claims: witness.claims.iter().map(ToString::to_string).collect(),
    }
}
