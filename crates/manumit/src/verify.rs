//! `manumit verify`: the ledger's chain, every source's hash, every reading and the dossier, recomputed and compared.

use crate::arguments::VerifyOptions;
use crate::outcome::{Outcome, Trouble, say};
use crate::{case_folder, documents, progress, run};
use evidence::{Case, ClaimId, Source};
use ledger::{Ledger, Snapshot};
use std::collections::BTreeSet;
use std::path::Path;

pub fn verify(options: &VerifyOptions) -> Result<Outcome, Trouble> {
    let folder = case_folder::case_or_nearest(options.case.as_deref())?;
    let noted = options.head.as_deref().map(str::parse).transpose();
    let noted =
        noted.map_err(|error: evidence::Error| Trouble::usage(error.to_string(), "give it as `manumit log` printed it."))?;
    let ledger = Ledger::open_read_only(&ledger::path_in(&folder))?;
    let chain = ledger.verify(noted, |_, _| {})?;
    let mut differences: Vec<String> = chain.fault.iter().map(|fault| format!("ledger: {fault}")).collect();
    let mut checked = (0, 0);
    if differences.is_empty() {
        let snapshot = ledger.case()?;
        checked = (snapshot.case.sources().count(), snapshot.case.claims().len());
        differences.extend(sources(&folder, &snapshot.case));
        differences.extend(dossier_differences(&folder, &snapshot));
    }
    report(options, &chain, checked, &differences)?;
    Ok(if differences.is_empty() { Outcome::Done } else { Outcome::Differs })
}

/// Hashes and reads every source again.
fn sources(folder: &Path, case: &Case) -> Vec<String> {
    let bar = progress::over_bytes(case.sources().map(|source| source.byte_count).sum(), "verifying");
    let mut differences = Vec::new();
    for source in case.sources() {
        differences.extend(source_difference(folder, case, source));
        bar.inc(source.byte_count);
    }
    bar.finish_and_clear();
    differences
}

fn source_difference(folder: &Path, case: &Case, source: &Source) -> Option<String> {
    let path = folder.join(&source.name);
    let hashed = match documents::hash(&path, &source.name) {
        Ok(hashed) => hashed,
        Err(notice) => return Some(notice.to_string()),
    };
    if hashed.source != source.id {
        return Some(format!("{}: its bytes have the hash {}, recorded is {}", source.name, hashed.source, source.id));
    }
    let reading = match documents::read_whole(&path, &source.name, &hashed) {
        Ok(reading) => reading,
        Err(notice) => return Some(notice.to_string()),
    };
    let now: BTreeSet<ClaimId> = reading.claims.iter().map(|claim| claim.id()).collect();
    let recorded: BTreeSet<ClaimId> = case
        .claims()
        .iter()
        .filter(|claim| claim.span().is_some_and(|span| span.source() == source.id) && !case.is_proposed(claim.id()))
        .map(|claim| claim.id())
        .collect();
    let first = now.symmetric_difference(&recorded).next()?;
    let which = if now.contains(first) { "is read now and was not recorded" } else { "was recorded and is not read now" };
    Some(format!("{}: claim {first} {which}", source.name))
}

/// Tells the dossier again and compares it with the files that lie there.
fn dossier_differences(folder: &Path, snapshot: &Snapshot) -> Vec<String> {
    let told = run::tell(folder, snapshot);
    run::dossier_files(&told)
        .into_iter()
        .filter(|(name, content)| std::fs::read(folder.join("dossier").join(name)).is_ok_and(|there| there != content.as_bytes()))
        .map(|(name, _)| format!("dossier/{name}: it is not what the ledger says now; `manumit run` tells it anew"))
        .collect()
}

fn report(
    options: &VerifyOptions,
    chain: &ledger::Verification,
    (sources, claims): (usize, usize),
    differences: &[String],
) -> Result<(), Trouble> {
    if options.json {
        let object = serde_json::json!({
            "ok": differences.is_empty(), "entries": chain.entries, "sources": sources, "claims": claims,
            "head": chain.head.to_string(), "differences": differences,
        });
        return say(format_args!("{object}"));
    }
    for difference in differences {
        say(format_args!("differs: {difference}"))?;
    }
    if differences.is_empty() {
        say(format_args!(
            "same: {} entries, {sources} sources hashed and read again, {claims} claims, dossier told again",
            chain.entries
        ))?;
        say(format_args!(
            "head {} — note it down: with it, `manumit verify --head` also shows whether entries were cut off later",
            chain.head
        ))?;
    }
    Ok(())
}
