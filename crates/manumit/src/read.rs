//! `manumit read`: the claims of documents, or every quantity in them, without keeping anything.

mod quantities;

use crate::arguments::ReadOptions;
use crate::documents;
use crate::isolation::Pool;
use crate::outcome::{Outcome, Trouble, line};
use crate::show;
use evidence::{Claim, Notice, SourceId};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::io::{BufWriter, Write};
use std::path::Path;

/// How many files are read at a time: bounds memory, keeps all cores busy.
const AT_ONCE: usize = 64;

pub fn read(options: &ReadOptions) -> Result<Outcome, Trouble> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut notices = Vec::new();
    let pool = Pool::new();
    for files in options.files.chunks(AT_ONCE) {
        let read: Vec<(String, Vec<u8>, Vec<Notice>)> = files.par_iter().map(|path| printed(&pool, path, options)).collect();
        for (_, text, found) in read {
            out.write_all(&text).map_err(|_| Trouble::ClosedPipe)?;
            notices.extend(found);
        }
    }
    out.flush().map_err(|_| Trouble::ClosedPipe)?;
    notices.iter().for_each(|notice| eprintln!("{notice}"));
    Ok(Outcome::of(&notices))
}

/// The output for one file and what it holds. A file too large for memory is still bounded by its claims.
fn printed(pool: &Pool, path: &Path, options: &ReadOptions) -> (String, Vec<u8>, Vec<Notice>) {
    let name = path.to_string_lossy().into_owned();
    if options.quantities {
        let (text, notices) = quantities::printed(pool, path, &name, options.json);
        return (name, text, notices);
    }
    let file = match documents::survey(pool, path, &name, false) {
        Ok(file) => file,
        Err(notice) => return (name, Vec::new(), vec![notice]),
    };
    let mut names: BTreeMap<SourceId, &str> = BTreeMap::new();
    let mut wanted = Vec::new();
    for document in file.documents() {
        names.entry(document.source).or_insert_with(|| {
            wanted.push(document.source);
            document.name
        });
    }
    let (mut text, mut notices) = (Vec::new(), file.notices.clone());
    let unread = documents::read(pool, &file, &wanted, &mut |source, piece, _| {
        notices.extend(piece.notices);
        for claim in &piece.claims {
            // writing to memory cannot fail
            let _ = print_claim(&mut text, claim, names.get(&source).unwrap_or(&name.as_str()), options);
        }
    });
    if file.members.is_empty() && !unread.is_empty() {
        text.clear();
    }
    notices.extend(unread);
    (name, text, notices)
}

fn print_claim(out: &mut Vec<u8>, claim: &Claim, name: &str, options: &ReadOptions) -> Result<(), Trouble> {
    if options.json {
        let row = show::ClaimRow::of(claim, name);
        let row = if options.explain { row.explained(claim) } else { row };
        return line(out, format_args!("{}", row.line()));
    }
    let place = match claim.span().map(|span| (span.bytes(), span.whereabouts())) {
        Some((Some(bytes), _)) => format!(":{}-{}", bytes.start, bytes.end),
        Some((None, whereabouts)) => format!(" {whereabouts}"),
        None => String::new(),
    };
    line(out, format_args!("{name}{place}  {}", show::headline(claim)))?;
    line(out, format_args!("    “{}”", show::one_line(claim.span().map_or("", evidence::Span::quote))))?;
    if options.explain {
        line(out, format_args!("    {}  {}", claim.id(), show::made_by(claim)))?;
        show::steps(claim).iter().try_for_each(|step| line(out, format_args!("      {step}")))?;
    }
    Ok(())
}
