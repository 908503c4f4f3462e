//! The claims of documents that no run has read: read now, and not kept.

use crate::case_folder::Found;
use crate::documents;
use crate::isolation::Pool;
use crate::outcome::Trouble;
use crate::progress;
use evidence::{Case, CaseBuilder, Claim, Grade, Notice, Source};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::Path;

/// What was read of one file: its sources, each with its claims.
type Read = (Vec<(Source, Vec<Claim>)>, Vec<Notice>);

/// The case that `documents` make by themselves.
///
/// # Errors
/// A claim that does not fit its case.
pub fn case(folder: &Path, found: &[Found], notices: &mut Vec<Notice>) -> Result<Case, Trouble> {
    let pool = Pool::of_case(folder);
    let bar = progress::over_files(found.len() as u64, "reading documents");
    let read: Vec<Read> = found
        .par_iter()
        .map(|file| {
            let read = read(&pool, file);
            bar.inc(1);
            read
        })
        .collect();
    bar.finish_and_clear();
    let (mut builder, mut seen) = (CaseBuilder::new(), BTreeSet::new());
    for (sources, found) in read {
        notices.extend(found);
        for (source, claims) in sources.into_iter().filter(|(source, _)| seen.insert(source.id)) {
            builder.source(source);
            claims.into_iter().try_for_each(|claim| builder.claim(claim)).map_err(crate::judge::misfit)?;
        }
    }
    Ok(builder.finish())
}

fn read(pool: &Pool, found: &Found) -> Read {
    let file = match documents::survey(pool, &found.path, &found.name, false) {
        Ok(file) => file,
        Err(notice) => return (Vec::new(), vec![notice]),
    };
    let mut sources: Vec<(Source, Vec<Claim>)> = file
        .documents()
        .map(|document| {
            let source = Source {
                id: document.source,
                byte_count: document.byte_count,
                name: document.name.to_owned(),
                media_type: document.media_type,
                title: None,
                publisher: None,
                published: None,
                language: None,
                grade: Grade::default(),
                derived_from: None,
                part_of: document.part_of,
            };
            (source, Vec::new())
        })
        .collect();
    let wanted: Vec<_> = sources.iter().map(|(source, _)| source.id).collect();
    let mut notices = file.notices.clone();
    let unread = documents::read(pool, &file, &wanted, &mut |id, piece, _| {
        notices.extend(piece.notices);
        if let Some((source, claims)) = sources.iter_mut().find(|(source, _)| source.id == id) {
            source.published = source.published.or(piece.facts.published);
            claims.extend(piece.claims);
        }
    });
    notices.extend(unread);
    (sources, notices)
}
