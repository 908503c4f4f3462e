//! `manumit log`: what happened in a case.

use crate::arguments::LogOptions;
use crate::case_folder;
use crate::outcome::{Outcome, Trouble, line};
use ledger::{Entry, Ledger};
use std::io::{BufWriter, Write};

pub fn log(options: &LogOptions) -> Result<Outcome, Trouble> {
    let folder = case_folder::case_or_nearest(options.case.as_deref())?;
    let ledger = Ledger::open_read_only(&ledger::path_in(&folder))?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for logged in ledger.entries()? {
        let logged = logged?;
        let what = what(&logged.entry);
        if options.json {
            let object = serde_json::json!({"seq": logged.seq, "at": logged.at, "kind": logged.entry.kind(), "what": what, "hash": logged.hash.to_string()});
            line(&mut out, format_args!("{object}"))?;
        } else {
            line(&mut out, format_args!("{:>5}  {:.19}Z  {what}", logged.seq, logged.at))?;
        }
    }
    if !options.json {
        line(&mut out, format_args!("head {}", ledger.head()?))?;
    }
    out.flush().map_err(|_| Trouble::ClosedPipe)?;
    Ok(Outcome::Done)
}

fn what(entry: &Entry) -> String {
    match entry {
        Entry::RunStarted(run) => format!("run of manumit {}: {}", run.version, run.arguments.join(" ")),
        Entry::Reading(reading) => {
            let part = if reading.last && reading.continues.is_none() { "" } else { " (a part)" };
            let source = reading.source.to_string();
            format!(
                "read {}… with {}{part}: {} claims, {} notices",
                &source[..12],
                reading.reader,
                reading.claims.len(),
                reading.notices.len()
            )
        }
        Entry::Listing(listing) => {
            format!("the case holds {} documents; {} notices on files", listing.sources.len(), listing.unread.len())
        }
        Entry::Judgement(judgement) => {
            let note = judgement.note.as_deref().map(|note| format!(" ({})", crate::show::one_line(note))).unwrap_or_default();
            format!("{} {} by {}{note}", judgement.claim, crate::judge::word(&judgement.verdict), judgement.by)
        }
        Entry::Proposals(asked) => format!(
            "asked {} about {} of {}…: {} claims proposed, {} answers refused",
            crate::show::one_line(&asked.model),
            asked.passage,
            &asked.source.to_string()[..12],
            asked.claims.len(),
            asked.refused_count
        ),
        Entry::Confirmation(confirmed) => {
            let how = if confirmed.stands { "confirmed" } else { "no longer confirmed" };
            let (file, by) = (crate::show::one_line(&confirmed.file), crate::show::one_line(&confirmed.by));
            format!("{file} {how} by {by}: {} columns, {}…", confirmed.understood.len(), &confirmed.source.to_string()[..12])
        }
        Entry::RunFinished(run) => format!("dossier told: {} documents, {} claims", run.counts.sources, run.counts.claims),
    }
}
