//! `manumit run`: read → dossier, each only where there is something new to do. The order of steps is the order of this file.

use crate::arguments::RunOptions;
use crate::case_folder::{self, Found};
use crate::documents::{self, Hashed};
use crate::outcome::{Outcome, Trouble, say};
use crate::settings::{self, Settings};
use crate::{progress, show};
use evidence::{Grade, Notice, Origin, Source, SourceId};
use indicatif::ProgressBar;
use ledger::{Counts, Entry, Facts, Ledger, Listing, RunFinished, RunStarted, Snapshot};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Documents of one transaction: by count and by size.
const BATCH_FILES: usize = 64;
const BATCH_BYTES: u64 = 16 << 20;

pub fn run(options: &RunOptions) -> Result<Outcome, Trouble> {
    let folder = options.case.as_path();
    let settings = Settings::of_case(folder)?;
    let as_of = as_of(options)?;
    let (files, mut notices) = case_folder::documents(folder)?;
    let mut ledger = Ledger::open_or_create(&ledger::path_in(folder))?;

    let hashed = hash_all(&files, &mut notices);
    let read = read_new(&mut ledger, &hashed, &mut notices)?;
    list(&mut ledger, &hashed, &mut notices, &settings, settings::recorded(&settings, folder, as_of))?;

    let snapshot = ledger.case()?;
    let told = tell(folder, &snapshot);
    let written = write_dossier(folder, &told)?;
    if read.documents > 0 || written {
        finish(&mut ledger, &snapshot, read.documents)?;
    }
    report(options, folder, &snapshot, &told, &read)?;
    Ok(Outcome::of(&snapshot.notices))
}

fn as_of(options: &RunOptions) -> Result<Option<jiff::civil::Date>, Trouble> {
    let parse = |text: &String| {
        text.parse()
            .map_err(|_| Trouble::usage(format!("{text:?} is not a date."), "write it as year-month-day, such as 2014-06-30."))
    };
    options.as_of.as_ref().map(parse).transpose()
}

fn now() -> String {
    jiff::Timestamp::now().to_string()
}

// ---- read -----------------------------------------------------------------------------------------------------------------------

fn hash_all<'f>(files: &'f [Found], notices: &mut Vec<Notice>) -> Vec<(&'f Found, Hashed)> {
    let hashed: Vec<_> = files.par_iter().map(|found| (found, documents::hash(&found.path, &found.name))).collect();
    let mut sound = Vec::new();
    for (found, result) in hashed {
        match result {
            Ok(hashed) => sound.push((found, hashed)),
            Err(notice) => notices.push(notice),
        }
    }
    sound
}

/// What was read anew.
#[derive(Default)]
struct ReadAnew {
    documents: u64,
    claims: u64,
}

fn read_new(ledger: &mut Ledger, hashed: &[(&Found, Hashed)], notices: &mut Vec<Notice>) -> Result<ReadAnew, Trouble> {
    let mut seen = BTreeSet::new();
    let mut pending = Vec::new();
    for (found, hashed) in hashed {
        if seen.insert(hashed.source) && !ledger.has_reading(hashed.source, read::READER)? {
            pending.push((*found, hashed));
        }
    }
    if pending.is_empty() {
        return Ok(ReadAnew::default());
    }
    let arguments = vec![format!("{} documents to read", pending.len())];
    ledger.append(&Entry::RunStarted(RunStarted { version: env!("CARGO_PKG_VERSION").to_owned(), arguments }), &now())?;
    let bar = progress::over_bytes(pending.iter().map(|(_, hashed)| hashed.byte_count).sum(), "reading");
    let mut read = ReadAnew::default();
    for batch in batches(&pending) {
        match batch {
            [(found, hashed)] if hashed.byte_count > BATCH_BYTES => read_large(ledger, found, hashed, notices, &mut read, &bar)?,
            batch => read_batch(ledger, batch, notices, &mut read, &bar)?,
        }
    }
    bar.finish_and_clear();
    Ok(read)
}

/// Neighbouring documents that go into one transaction.
fn batches<'b, 'f>(pending: &'b [(&'f Found, &'f Hashed)]) -> Vec<&'b [(&'f Found, &'f Hashed)]> {
    let mut found = Vec::new();
    let (mut start, mut bytes) = (0, 0);
    for (index, (_, hashed)) in pending.iter().enumerate() {
        if index > start && (index - start == BATCH_FILES || bytes + hashed.byte_count > BATCH_BYTES) {
            found.push(&pending[start..index]);
            (start, bytes) = (index, 0);
        }
        bytes += hashed.byte_count;
    }
    found.push(&pending[start..]);
    found
}

fn read_batch(
    ledger: &mut Ledger,
    batch: &[(&Found, &Hashed)],
    notices: &mut Vec<Notice>,
    read: &mut ReadAnew,
    bar: &ProgressBar,
) -> Result<(), Trouble> {
    let readings: Vec<_> = batch
        .par_iter()
        .map(|(found, hashed)| {
            let reading = documents::read_whole(&found.path, &found.name, hashed);
            bar.inc(hashed.byte_count);
            reading.map(|reading| entry_of(hashed.source, reading, None, true))
        })
        .collect();
    let mut entries = Vec::new();
    for reading in readings {
        match reading {
            Ok(entry) => entries.push(entry),
            Err(notice) => notices.push(notice),
        }
    }
    ledger.append_all(&entries, &now())?;
    read.documents += entries.len() as u64;
    read.claims += entries.iter().map(|entry| entry.claims().len() as u64).sum::<u64>();
    bar.set_message(format!("{} documents, {} claims", read.documents, read.claims));
    Ok(())
}

/// A document too large for one transaction is recorded in parts; it counts only once the last part is there.
fn read_large(
    ledger: &mut Ledger,
    found: &Found,
    hashed: &Hashed,
    notices: &mut Vec<Notice>,
    read: &mut ReadAnew,
    bar: &ProgressBar,
) -> Result<(), Trouble> {
    let mut first: Result<Option<u64>, ledger::Error> = Ok(None);
    let mut claims = 0;
    let done = documents::read_parts(&found.path, &found.name, hashed, |reading, last| {
        if let Ok(continues) = first {
            claims += reading.claims.len() as u64;
            let appended = ledger.append(&entry_of(hashed.source, reading, continues, last), &now());
            first = appended.map(|number| continues.or(Some(number)));
            bar.inc(documents::WINDOW as u64);
        }
    });
    first?;
    match done {
        Ok(()) => {
            read.documents += 1;
            read.claims += claims;
        }
        Err(notice) => notices.push(notice),
    }
    Ok(())
}

fn entry_of(source: SourceId, reading: read::Reading, continues: Option<u64>, last: bool) -> Entry {
    let facts = Facts {
        title: reading.title,
        publisher: reading.publisher,
        published: reading.published.map(evidence::Period::at),
        language: reading.language,
    };
    Entry::Reading(ledger::Reading {
        source,
        reader: read::READER.to_owned(),
        continues,
        last,
        facts,
        claims: reading.claims,
        notices: reading.notices,
    })
}

// ---- list -----------------------------------------------------------------------------------------------------------------------

fn list(
    ledger: &mut Ledger,
    hashed: &[(&Found, Hashed)],
    notices: &mut Vec<Notice>,
    settings: &Settings,
    recorded: BTreeMap<String, String>,
) -> Result<(), Trouble> {
    let ids: BTreeMap<&str, SourceId> = hashed.iter().map(|(found, hashed)| (found.name.as_str(), hashed.source)).collect();
    let mut first_name: BTreeMap<SourceId, &str> = BTreeMap::new();
    let mut sources = Vec::new();
    for (found, hashed) in hashed {
        match first_name.get(&hashed.source) {
            Some(first) => notices.push(same_bytes(&found.name, first)),
            None => {
                first_name.insert(hashed.source, &found.name);
                sources.push(source(found, hashed, settings, &ids));
            }
        }
    }
    notices.extend(settings.sources.keys().filter(|name| !ids.contains_key(name.as_str())).map(|name| not_there(name)));
    let read_now = std::mem::take(notices);
    ledger.append_listing(Listing::new(sources, read_now, recorded), &now())?;
    Ok(())
}

fn source(found: &Found, hashed: &Hashed, settings: &Settings, ids: &BTreeMap<&str, SourceId>) -> Source {
    let about = settings.sources.get(&found.name).cloned().unwrap_or_default();
    let origin = |name: String| ids.get(name.as_str()).map_or_else(|| Origin::Cited(name.clone()), |id| Origin::Source(*id));
    Source {
        id: hashed.source,
        byte_count: hashed.byte_count,
        name: found.name.clone(),
        media_type: hashed.media_type,
        title: about.title,
        publisher: about.publisher,
        published: about.date,
        language: about.language,
        grade: about.grade.unwrap_or_else(Grade::default),
        derived_from: about.derived_from.map(origin),
        part_of: None,
    }
}

fn same_bytes(name: &str, first: &str) -> Notice {
    Notice {
        file: name.to_owned(),
        place: "whole file".into(),
        cause: format!("it holds the same bytes as {first}."),
        remedy: "Nothing to do: it counts once.".into(),
        severity: evidence::Severity::Note,
    }
}

fn not_there(name: &str) -> Notice {
    Notice {
        file: settings::FILE.into(),
        place: format!("[sources.\"{name}\"]"),
        cause: "there is no such document in the case, or it could not be read.".into(),
        remedy: "Write the path below the case folder, as in documents/report.html.".into(),
        severity: evidence::Severity::Note,
    }
}

// ---- tell -----------------------------------------------------------------------------------------------------------------------

/// The dossier of a snapshot: a pure function of the case, the texts at hand and the recorded settings.
pub fn tell(folder: &Path, snapshot: &Snapshot) -> dossier::Dossier {
    let texts = texts(folder, snapshot);
    dossier::tell(&snapshot.case, &texts, &settings::dossier_settings(&snapshot.settings))
}

/// Text of documents up to this size is shown around its spans; of larger ones the sentences that the claims keep.
const SHOWN: u64 = 8 << 20;

fn texts(folder: &Path, snapshot: &Snapshot) -> BTreeMap<SourceId, String> {
    let sources: Vec<&Source> = snapshot.case.sources().filter(|source| source.byte_count <= SHOWN).collect();
    sources
        .par_iter()
        .filter_map(|source| {
            let text = documents::text_layer(&folder.join(&source.name), &source.name, source.id, source.media_type)?;
            Some((source.id, text))
        })
        .collect()
}

/// The files of the dossier by name.
pub fn dossier_files(told: &dossier::Dossier) -> Vec<(String, &str)> {
    let mut files = vec![("index.html".to_owned(), told.html.as_str()), ("dossier.json".to_owned(), told.json.as_str())];
    files.extend(told.tables.iter().map(|(name, table)| (name.clone(), table.as_str())));
    files
}

/// Writes what differs; each file appears whole or not at all. Tells whether anything differed.
fn write_dossier(folder: &Path, told: &dossier::Dossier) -> Result<bool, Trouble> {
    let into = folder.join("dossier");
    let failed = |error| Trouble::file(&into, error, "make the folder writable, or copy the case elsewhere.");
    std::fs::create_dir_all(&into).map_err(failed)?;
    let mut written = false;
    for (name, content) in dossier_files(told) {
        let path = into.join(&name);
        if std::fs::read(&path).is_ok_and(|there| there == content.as_bytes()) {
            continue;
        }
        let half = into.join(format!(".{name}.part"));
        std::fs::write(&half, content).and_then(|()| std::fs::rename(&half, &path)).map_err(failed)?;
        written = true;
    }
    Ok(written)
}

fn finish(ledger: &mut Ledger, snapshot: &Snapshot, read: u64) -> Result<(), Trouble> {
    let counts = Counts {
        sources: snapshot.case.sources().count() as u64,
        read,
        claims: snapshot.case.claims().len() as u64,
        notices: snapshot.notices.len() as u64,
    };
    ledger.append(&Entry::RunFinished(RunFinished { counts }), &now())?;
    Ok(())
}

// ---- report ---------------------------------------------------------------------------------------------------------------------

fn report(
    options: &RunOptions,
    folder: &Path,
    snapshot: &Snapshot,
    told: &dossier::Dossier,
    read: &ReadAnew,
) -> Result<(), Trouble> {
    let case = &snapshot.case;
    let page = folder.join("dossier").join("index.html");
    let unread: Vec<&Notice> = snapshot.notices.iter().filter(|notice| notice.severity != evidence::Severity::Note).collect();
    snapshot.notices.iter().for_each(|notice| eprintln!("{notice}"));
    if options.json {
        let object = serde_json::json!({
            "case": folder, "sources": case.sources().count(), "claims": case.standing_claims().count(),
            "findings": told.findings.len(), "unreadable": unread, "dossier": page,
        });
        return say(format_args!("{object}"));
    }
    say(format_args!(
        "{} documents ({} read now), {} claims, {} findings",
        case.sources().count(),
        read.documents,
        case.standing_claims().count(),
        told.findings.len()
    ))?;
    if !unread.is_empty() {
        say(format_args!("{} files were not read, or not in full: listed above", unread.len()))?;
    }
    for finding in told.findings.iter().take(12) {
        say(format_args!("  {:<28} {}", finding.name, show::one_line(&finding.sentence)))?;
    }
    say(format_args!("dossier: {}", page.display()))?;
    say(format_args!("ask any figure why: manumit why NAME --case {}", folder.display()))
}
