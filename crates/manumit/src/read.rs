//! `manumit read`: the claims of documents, without keeping anything.

use crate::arguments::ReadOptions;
use crate::documents;
use crate::outcome::{Outcome, Trouble, line};
use crate::show;
use evidence::{Claim, Notice};
use rayon::prelude::*;
use std::io::{BufWriter, Write};
use std::path::Path;

/// How many files are read at a time: bounds memory, keeps all cores busy.
const AT_ONCE: usize = 64;

pub fn read(options: &ReadOptions) -> Result<Outcome, Trouble> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut notices = Vec::new();
    for files in options.files.chunks(AT_ONCE) {
        let read: Vec<(String, Vec<u8>, Vec<Notice>)> = files.par_iter().map(|path| printed(path, options)).collect();
        for (_, text, found) in read {
            out.write_all(&text).map_err(|_| Trouble::ClosedPipe)?;
            notices.extend(found);
        }
    }
    out.flush().map_err(|_| Trouble::ClosedPipe)?;
    notices.iter().for_each(|notice| eprintln!("{notice}"));
    Ok(Outcome::of(&notices))
}

/// The output for one file. A file too large for memory is still bounded by its claims.
fn printed(path: &Path, options: &ReadOptions) -> (String, Vec<u8>, Vec<Notice>) {
    let name = path.to_string_lossy().into_owned();
    let (mut text, mut notices) = (Vec::new(), Vec::new());
    let read = documents::hash(path, &name).and_then(|hashed| {
        documents::read_parts(path, &name, &hashed, |part, _| {
            notices.extend(part.notices);
            for claim in &part.claims {
                // writing to memory cannot fail
                let _ = print_claim(&mut text, claim, &name, options);
            }
        })
    });
    if let Err(notice) = read {
        text.clear();
        notices = vec![notice];
    }
    (name, text, notices)
}

fn print_claim(out: &mut Vec<u8>, claim: &Claim, name: &str, options: &ReadOptions) -> Result<(), Trouble> {
    if options.json {
        let mut object = show::claim_json(claim, name);
        if options.explain {
            object["steps"] = show::steps(claim).into();
        }
        return line(out, format_args!("{object}"));
    }
    let bytes = claim.span().and_then(evidence::Span::bytes).unwrap_or_default();
    line(out, format_args!("{name}:{}-{}  {}", bytes.start, bytes.end, show::headline(claim)))?;
    line(out, format_args!("    “{}”", show::one_line(claim.span().map_or("", evidence::Span::quote))))?;
    if options.explain {
        line(out, format_args!("    {}  {}", claim.id(), show::made_by(claim)))?;
        show::steps(claim).iter().try_for_each(|step| line(out, format_args!("      {step}")))?;
    }
    Ok(())
}
