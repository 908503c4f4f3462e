//! `manumit run`: read → reconcile → dossier, each only where there is something new to do. The order of steps is the order of this file.

use crate::arguments::RunOptions;
use crate::case_folder::{self, Found};
use crate::compared;
use crate::count::in_case as counted;
use crate::documents::{self, Document, Surveyed};
use crate::dossier_folder::{DossierFolder, Written};
use crate::isolation::Pool;
use crate::keep::{self, ReadAnew};
use crate::outcome::{Outcome, Trouble, say};
use crate::pay::in_case;
use crate::settings::{self, Settings};
use crate::told::{self, Told};
use crate::{progress, show};
use evidence::{Basis, Grade, Notice, Origin, Source, SourceId};
use ledger::{Counts, Entry, Ledger, Listing, RunFinished, Snapshot};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

pub fn run(options: &RunOptions) -> Result<Outcome, Trouble> {
    let folder = options.case.as_path();
    let settings = Settings::of_case(folder)?;
    let as_of = as_of(options)?;
    let mut recorded = settings::recorded(&settings, folder, as_of);
    recorded.extend(compared::recorded(folder)?);
    recorded.extend(in_case::recorded(folder, as_of)?);
    recorded.extend(counted::recorded(folder)?);
    let (found, mut notices) = case_folder::files(folder)?;
    let mut ledger = Ledger::open_or_create(&ledger::path_in(folder))?;
    let pool = Pool::of_case(folder);

    let files = survey(&pool, &found, &mut notices);
    let read = keep::read_new(&mut ledger, &pool, &files, &mut notices)?;
    list(&mut ledger, &files, &mut notices, &settings, recorded)?;

    let told = match told::recall(folder, &ledger.head()?.to_string()) {
        Some(told) => told,
        None => tell_anew(folder, &pool, &mut ledger, &files, read.documents)?,
    };
    report(options, folder, &told, &read)?;
    Ok(Outcome::of(&told.notices))
}

fn as_of(options: &RunOptions) -> Result<Option<jiff::civil::Date>, Trouble> {
    let parse = |text: &String| {
        text.parse()
            .map_err(|_| Trouble::usage(format!("{text:?} is not a date."), "write it as year-month-day, such as 2014-06-30."))
    };
    options.as_of.as_ref().map(parse).transpose()
}

/// The time, as the ledger writes it.
pub fn now() -> String {
    jiff::Timestamp::now().to_string()
}

// ---- read -----------------------------------------------------------------------------------------------------------------------

fn survey(pool: &Pool, found: &[Found], notices: &mut Vec<Notice>) -> Vec<Surveyed> {
    let bar = progress::over_files(found.len() as u64, "looking at files");
    let surveyed: Vec<_> = found
        .par_iter()
        .map(|file| {
            let surveyed = documents::survey(pool, &file.path, &file.name, file.is_table);
            bar.inc(1);
            surveyed
        })
        .collect();
    bar.finish_and_clear();
    let mut files = Vec::new();
    for result in surveyed {
        match result {
            Ok(file) => {
                notices.extend(file.notices.iter().cloned());
                files.push(file);
            }
            Err(notice) => notices.push(notice),
        }
    }
    files
}

// ---- list -----------------------------------------------------------------------------------------------------------------------

fn list(
    ledger: &mut Ledger,
    files: &[Surveyed],
    notices: &mut Vec<Notice>,
    settings: &Settings,
    recorded: BTreeMap<String, String>,
) -> Result<(), Trouble> {
    let all = || files.iter().flat_map(Surveyed::documents);
    let ids: BTreeMap<&str, SourceId> = all().map(|document| (document.name, document.source)).collect();
    let sources: Vec<Source> = keep::distinct(files).map(|document| source(&document, settings, &ids)).collect();
    let first_name: BTreeMap<SourceId, &str> = sources.iter().map(|source| (source.id, source.name.as_str())).collect();
    for file in files {
        if let Some(first) = first_name.get(&file.hashed.source).filter(|first| **first != file.name) {
            notices.push(same_bytes(&file.name, first));
        }
        let again =
            file.members.iter().filter(|member| first_name.get(&member.source).is_some_and(|first| *first != member.name));
        notices.extend(held_again(&file.name, again.count()));
    }
    notices.extend(settings.sources.keys().filter(|name| !ids.contains_key(name.as_str())).map(|name| not_there(name)));
    let read_now = std::mem::take(notices);
    ledger.append_listing(Listing::new(sources, read_now, recorded), &now())?;
    Ok(())
}

fn source(document: &Document<'_>, settings: &Settings, ids: &BTreeMap<&str, SourceId>) -> Source {
    let about = settings.sources.get(document.name).cloned().unwrap_or_default();
    let origin = |name: String| ids.get(name.as_str()).map_or_else(|| Origin::Cited(name.clone()), |id| Origin::Source(*id));
    Source {
        id: document.source,
        byte_count: document.byte_count,
        name: document.name.to_owned(),
        media_type: document.media_type,
        title: about.title,
        publisher: about.publisher,
        published: about.date,
        language: about.language,
        grade: about.grade.unwrap_or_else(Grade::default),
        derived_from: about.derived_from.map(origin),
        part_of: document.part_of,
    }
}

fn held_again(name: &str, count: usize) -> Option<Notice> {
    let files = if count == 1 { "file that is" } else { "files that are" };
    (count > 0).then(|| Notice {
        file: name.to_owned(),
        place: "whole file".into(),
        cause: format!("it holds {count} {files} in the case already, byte for byte."),
        remedy: "Nothing to do: each counts once.".into(),
        severity: evidence::Severity::Note,
    })
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

fn tell_anew(folder: &Path, pool: &Pool, ledger: &mut Ledger, files: &[Surveyed], read: u64) -> Result<Told, Trouble> {
    let bar = progress::busy("telling the dossier");
    let snapshot = ledger.case()?;
    let mut dossier = DossierFolder::of(folder)?;
    let (findings, notices) = tell(folder, pool, files, &snapshot, &mut |name, text| dossier.piece(name, text))?;
    let written = dossier.finish();
    bar.finish_and_clear();
    let told = Told::of(&snapshot, &findings, notices);
    let Written { hashes, is_new } = written?;
    if is_new || read > 0 {
        finish(ledger, &snapshot, read)?;
    }
    told::keep(folder, &ledger.head()?.to_string(), hashes, &told);
    Ok(told)
}

/// The dossier of a snapshot, each file given by name and piece by piece: a pure function of the case, the texts at hand and the recorded
/// settings. Beside its findings come notices of what of the tables of pay and of overlaps could not be taken in.
///
/// # Errors
/// A mistake in the recorded model by which figures are compared, or in what was decided about pay.
pub fn tell(
    folder: &Path,
    pool: &Pool,
    files: &[Surveyed],
    snapshot: &Snapshot,
    piece: &mut dyn FnMut(&str, &str),
) -> Result<(Vec<evidence::Finding>, Vec<Notice>), Trouble> {
    let settings = settings::dossier_settings(&snapshot.settings);
    let comparison = compared::of_snapshot(snapshot, &settings)?;
    let texts = texts(pool, files, snapshot);
    let account = in_case::of_snapshot(folder, snapshot, &settings)?;
    let (count, of_count) = counted::of_snapshot(folder, snapshot, &settings);
    let (findings, mut notices) = in_case::with_chapter(account.as_ref(), |pay| {
        let joined = dossier::Joined { comparison: comparison.as_ref(), pay, count: count.as_ref() };
        dossier::tell_each(&snapshot.case, &texts, &settings, joined, piece)
    });
    notices.extend(of_count);
    Ok((findings, notices))
}

/// Text of documents up to this size is shown around its spans; of larger ones the sentences that the claims keep.
const SHOWN: u64 = 8 << 20;

/// The texts of the documents that claims were read from.
fn texts(pool: &Pool, files: &[Surveyed], snapshot: &Snapshot) -> BTreeMap<SourceId, String> {
    let claimed: BTreeSet<SourceId> = snapshot
        .case
        .claims()
        .iter()
        .filter_map(|claim| match claim.basis() {
            Basis::Read { span, .. } => Some(span.source()),
            Basis::Judged { .. } | Basis::Derived { .. } => None,
        })
        .collect();
    let shown: Vec<Document<'_>> =
        keep::distinct(files).filter(|document| document.byte_count <= SHOWN && claimed.contains(&document.source)).collect();
    let by_file: Vec<&[Document<'_>]> = shown.chunk_by(|a, b| std::ptr::eq(a.file, b.file)).collect();
    by_file
        .par_iter()
        .flat_map_iter(|documents| {
            let wanted: Vec<SourceId> = documents.iter().map(|document| document.source).collect();
            documents::texts(pool, documents[0].file, &wanted)
        })
        .filter(|(_, text)| text.len() as u64 <= SHOWN)
        .collect()
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

fn report(options: &RunOptions, folder: &Path, told: &Told, read: &ReadAnew) -> Result<(), Trouble> {
    let page = folder.join("dossier").join("index.html");
    let unread: Vec<&Notice> = told.notices.iter().filter(|notice| notice.severity != evidence::Severity::Note).collect();
    say_notices(&told.notices);
    if options.json {
        let object = serde_json::json!({
            "case": folder, "sources": told.sources, "claims": told.claims,
            "findings": told.findings, "unreadable": unread, "dossier": page,
        });
        return say(format_args!("{object}"));
    }
    say(format_args!(
        "{} documents ({} read now), {} claims, {} findings",
        told.sources, read.documents, told.claims, told.findings
    ))?;
    if !unread.is_empty() {
        say(format_args!("{} files were not read, or not in full: listed above", unread.len()))?;
    }
    for (name, sentence) in &told.first {
        say(format_args!("  {name:<28} {}", show::one_line(sentence)))?;
    }
    say(format_args!("dossier: {}", page.display()))?;
    say(format_args!("ask any figure why: manumit why NAME --case {}", folder.display()))
}

/// So many notices with the same words that cost nothing are said one by one.
const ALIKE: usize = 5;

/// Says every notice that cost something; of the others, those that say the same of many files only for the first of them.
fn say_notices(notices: &[Notice]) {
    let mut alike: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for notice in notices {
        let count = alike.entry((&notice.cause, &notice.remedy)).or_default();
        *count += 1;
        if notice.severity != evidence::Severity::Note || *count <= ALIKE {
            eprintln!("{notice}");
        } else if *count == ALIKE + 1 {
            eprintln!("{}: … the same is so of further files; `dossier/dossier.json` and the ledger name them all", notice.file);
        }
    }
}
