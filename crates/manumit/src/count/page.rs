//! A table as a page with pictures, in the words that the dossier takes.

use super::Counted;
use crate::outcome::Trouble;
use count::{Analysis, Table, grouped};
use dossier::{MethodRow, OverlapPattern, Unlisted};
use std::path::{Path, PathBuf};

/// Writes the page of a table, named after its file.
pub(super) fn write_page(folder: &Path, counted: &Counted, analysis: Option<&Analysis>) -> Result<PathBuf, Trouble> {
    written(folder, &counted.file, &page(counted, analysis, &stem(&counted.file)))
}

pub(super) fn stem(file: &str) -> String {
    Path::new(file).file_stem().map_or_else(|| "table".to_owned(), |stem| stem.to_string_lossy().into_owned())
}

pub(super) fn written(folder: &Path, file: &str, page: &Unlisted) -> Result<PathBuf, Trouble> {
    let remedy = "name a folder that can be written.";
    std::fs::create_dir_all(folder).map_err(|error| Trouble::file(folder, error, remedy))?;
    let path = folder.join(format!("{}.html", stem(file)));
    std::fs::write(&path, dossier::unlisted_page(page)).map_err(|error| Trouble::file(&path, error, remedy))?;
    Ok(path)
}

/// The overlaps of a table, and nothing else of a page.
pub(super) fn overlaps(table: &Table) -> Unlisted {
    let on = |pattern: u32| (0..table.lists()).map(|list| pattern >> list & 1 == 1).collect();
    Unlisted {
        observed: table.observed() as f64,
        lists: table.names().iter().enumerate().map(|(list, name)| (name.clone(), table.on_all(1 << list) as f64)).collect(),
        patterns: table.cells().map(|(pattern, people)| OverlapPattern { on: on(pattern), people: people as f64 }).collect(),
        ..Unlisted::default()
    }
}

pub(super) fn page(counted: &Counted, analysis: Option<&Analysis>, title: &str) -> Unlisted {
    let (table, verdict) = (&counted.sheet.table, &counted.verdict);
    Unlisted {
        title: crate::show::one_line(title),
        verdict: verdict.sentence.clone(),
        reasons: verdict.reasons.clone(),
        lower_bound: verdict.lower_bound,
        methods: counted.outcomes.iter().map(|(outcome, _)| method_row(outcome)).chain(differing_row(counted)).collect(),
        posterior: analysis.and_then(Analysis::average).map(|average| average.density.clone()).unwrap_or_default(),
        posterior_of: "decomposable graphs of the lists".to_owned(),
        sensitivity: verdict.sensitivity.as_ref().map(count::Sensitivity::curve).unwrap_or_default(),
        strata: counted.strata.iter().flat_map(|strata| &strata.strata).map(stratum_row).collect(),
        method: format!(
            "manumit {}; {}. Each method is named with its paper in the figures above. Models without an estimate were found by a linear programme before any was ranked (Fienberg & Rinaldo 2012).",
            env!("CARGO_PKG_VERSION"),
            analysis.map_or_else(String::new, |analysis| {
                let settings = analysis.settings();
                format!("seed {}, {} replicates, intervals at {} %", settings.seed, settings.replicates, settings.level * 100.0)
            })
        ),
        ..overlaps(table)
    }
}

fn method_row(outcome: &count::Outcome) -> MethodRow {
    let remarks = outcome.model.iter().chain(&outcome.remarks).cloned().collect::<Vec<_>>().join("; ");
    MethodRow {
        words: outcome.method.words().to_owned(),
        estimate: outcome.estimate,
        interval: outcome.interval,
        has_a_say: outcome.method.has_a_say(),
        remark: format!("{}: {remarks}", outcome.standing.name()),
        reference: outcome.method.reference().to_owned(),
    }
}

/// The model in which all lists share a tendency: what the range of the verdict allows for.
pub(super) fn differing_row(counted: &Counted) -> Option<MethodRow> {
    let (differing, observed) = (counted.verdict.differing.as_ref()?, counted.sheet.table.observed() as f64);
    Some(MethodRow {
        words: "all lists share a tendency".to_owned(),
        estimate: Some(observed + differing.log_unseen.exp()),
        interval: Some(differing.interval(observed, counted.level())),
        has_a_say: false,
        remark: format!("{}; odds ratio {:.2}", differing.model.named(&counted.sheet.table), differing.effect.exp()),
        reference: "Rivest & Baillargeon 2007, Biometrics 63:999; Darroch, Fienberg, Glonek & Junker 1993, JASA 88:1137"
            .to_owned(),
    })
}

fn stratum_row(stratum: &count::StratumTotal) -> [String; 3] {
    let total = match (stratum.estimate, stratum.interval) {
        (Some(estimate), Some((low, high))) => format!("{} ({} to {})", grouped(estimate), grouped(low), grouped(high)),
        _ => stratum.remark.clone().unwrap_or_default(),
    };
    [stratum.values.join(", "), grouped(stratum.observed as f64), total]
}
