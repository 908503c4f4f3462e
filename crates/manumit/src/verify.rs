//! `manumit verify`: the ledger's chain, every source's hash, every reading and the dossier, recomputed and compared.

use crate::arguments::VerifyOptions;
use crate::documents::{self, Surveyed};
use crate::dossier_folder::hash_of;
use crate::isolation::Pool;
use crate::outcome::{Outcome, Trouble, say};
use crate::{case_folder, progress, run};
use evidence::{Case, ClaimId, Notice, Source, SourceHasher, SourceId};
use ledger::{Ledger, Snapshot};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
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
        let pool = Pool::new();
        let surveyed = survey(&folder, &pool, &snapshot.case);
        differences.extend(sources(&snapshot.case, &pool, &surveyed));
        let files: Vec<Surveyed> = surveyed.into_iter().flatten().collect();
        differences.extend(dossier_differences(&folder, &pool, &files, &snapshot)?);
    }
    report(options, &chain, checked, &differences)?;
    Ok(if differences.is_empty() { Outcome::Done } else { Outcome::Differs })
}

/// Looks again at every file of the case, in order.
fn survey(folder: &Path, pool: &Pool, case: &Case) -> Vec<Result<Surveyed, Notice>> {
    let files: Vec<&Source> = case.sources().filter(|source| source.part_of.is_none()).collect();
    let is_table = |source: &Source| case_folder::is_table(&source.name);
    files.par_iter().map(|source| documents::survey(pool, &folder.join(&source.name), &source.name, is_table(source))).collect()
}

/// Hashes every file again, opens again what it holds, and reads all of it again.
fn sources(case: &Case, pool: &Pool, surveyed: &[Result<Surveyed, Notice>]) -> Vec<String> {
    let recorded = Recorded::of(case);
    let bar = progress::over_bytes(case.sources().map(|source| source.byte_count).sum(), "verifying");
    let files: Vec<&Source> = case.sources().filter(|source| source.part_of.is_none()).collect();
    let differences: Vec<Vec<String>> = files
        .par_iter()
        .zip(surveyed)
        .map(|(source, surveyed)| {
            let found = match surveyed {
                Ok(file) => file_differences(&recorded, source, pool, file),
                Err(notice) => vec![notice.to_string()],
            };
            bar.inc(source.byte_count);
            found
        })
        .collect();
    bar.finish_and_clear();
    differences.concat()
}

/// What the ledger says of each file: what it holds, and the claims of each source.
struct Recorded<'c> {
    members: BTreeMap<SourceId, Vec<&'c Source>>,
    claims: BTreeMap<SourceId, BTreeSet<ClaimId>>,
    known: BTreeSet<SourceId>,
}

impl<'c> Recorded<'c> {
    fn of(case: &'c Case) -> Self {
        let mut members: BTreeMap<SourceId, Vec<&Source>> = BTreeMap::new();
        for source in case.sources() {
            if let Some(file) = file_of(case, source) {
                members.entry(file).or_default().push(source);
            }
        }
        let mut claims: BTreeMap<SourceId, BTreeSet<ClaimId>> = BTreeMap::new();
        for claim in case.claims().iter().filter(|claim| !case.is_proposed(claim.id())) {
            if let Some(span) = claim.span() {
                claims.entry(span.source()).or_default().insert(claim.id());
            }
        }
        Recorded { members, claims, known: case.sources().map(|source| source.id).collect() }
    }
}

/// The file that a source came in; `None` if it is one itself.
fn file_of(case: &Case, source: &Source) -> Option<SourceId> {
    let mut at = source.part_of?;
    // a container never holds itself, but a ledger may be forged
    for _ in 0..64 {
        match case.source(at).and_then(|source| source.part_of) {
            Some(outer) => at = outer,
            None => break,
        }
    }
    Some(at)
}

fn file_differences(recorded: &Recorded<'_>, source: &Source, pool: &Pool, file: &Surveyed) -> Vec<String> {
    if file.hashed.source != source.id {
        return vec![format!("{}: its bytes have the hash {}, recorded is {}", source.name, file.hashed.source, source.id)];
    }
    let mut differences = Vec::new();
    let held: BTreeSet<SourceId> = file.members.iter().map(|member| member.source).collect();
    let members = recorded.members.get(&source.id).map_or(&[][..], Vec::as_slice);
    let gone = members.iter().filter(|member| !held.contains(&member.id));
    differences.extend(gone.map(|member| format!("{}: it was recorded and is not found in {} now", member.name, source.name)));
    let new = file.members.iter().filter(|member| !recorded.known.contains(&member.source));
    differences.extend(new.map(|member| format!("{}: it is found now and was not recorded", member.name)));
    let wanted: Vec<&Source> =
        std::iter::once(source).chain(members.iter().copied().filter(|member| held.contains(&member.id))).collect();
    differences.extend(claim_differences(recorded, &wanted, pool, file));
    differences
}

/// Reads the sources of one file again.
fn claim_differences(recorded: &Recorded<'_>, wanted: &[&Source], pool: &Pool, file: &Surveyed) -> Vec<String> {
    let ids: Vec<SourceId> = wanted.iter().map(|source| source.id).collect();
    let mut now: BTreeMap<SourceId, BTreeSet<ClaimId>> = BTreeMap::new();
    let unread = documents::read(pool, file, &ids, &mut |source, piece, _| {
        now.entry(source).or_default().extend(piece.claims.iter().map(evidence::Claim::id));
    });
    let mut differences: Vec<String> = Vec::new();
    for source in wanted {
        let none = BTreeSet::new();
        let (now, recorded) = (now.get(&source.id).unwrap_or(&none), recorded.claims.get(&source.id).unwrap_or(&none));
        let Some(first) = now.symmetric_difference(recorded).next() else { continue };
        let which = if now.contains(first) { "is read now and was not recorded" } else { "was recorded and is not read now" };
        differences.push(format!("{}: claim {first} {which}", source.name));
    }
    if !differences.is_empty() {
        differences.extend(unread.iter().map(Notice::to_string));
    }
    differences
}

/// Tells the dossier again and compares it with the files that lie there.
fn dossier_differences(folder: &Path, pool: &Pool, files: &[Surveyed], snapshot: &Snapshot) -> Result<Vec<String>, Trouble> {
    let mut told: BTreeMap<String, SourceHasher> = BTreeMap::new();
    run::tell(folder, pool, files, snapshot, &mut |name, text| {
        told.entry(name.to_owned()).or_default().update(text.as_bytes());
    })?;
    let differences = told
        .into_iter()
        .map(|(name, hasher)| (hash_of(&folder.join("dossier").join(&name)), hasher.finish(), name))
        .filter(|(there, told, _)| there.is_some_and(|there| there != *told))
        .map(|(.., name)| format!("dossier/{name}: it is not what the ledger says now; `manumit run` tells it anew"))
        .collect();
    Ok(differences)
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
