//! `manumit doctor`: what this machine and a case are like, and what to mend.

use crate::arguments::DoctorOptions;
use crate::isolation::{Limits, Pool};
use crate::outcome::{Outcome, Trouble, say};
use crate::{case_folder, recognise, settings};
use ledger::Ledger;
use std::path::Path;

/// One thing that was looked at.
struct Check {
    what: &'static str,
    found: String,
    /// What to do; `None` if it is well.
    remedy: Option<String>,
}

pub fn doctor(options: &DoctorOptions) -> Result<Outcome, Trouble> {
    let mut checks = machine();
    if let Some(folder) = &options.case {
        checks.extend(case(folder));
    }
    let well = checks.iter().all(|check| check.remedy.is_none());
    if options.json {
        let list: Vec<_> =
            checks.iter().map(|check| serde_json::json!({"check": check.what, "found": check.found, "ok": check.remedy.is_none(), "remedy": check.remedy})).collect();
        say(format_args!("{}", serde_json::json!({"ok": well, "checks": list})))?;
    } else {
        for check in &checks {
            say(format_args!("{} {:<18} {}", if check.remedy.is_none() { "ok  " } else { "MEND" }, check.what, check.found))?;
            if let Some(remedy) = &check.remedy {
                say(format_args!("     → {remedy}"))?;
            }
        }
    }
    Ok(if well { Outcome::Done } else { Outcome::Failed })
}

fn well(what: &'static str, found: impl Into<String>) -> Check {
    Check { what, found: found.into(), remedy: None }
}

fn ill(what: &'static str, found: impl Into<String>, remedy: impl Into<String>) -> Check {
    Check { what, found: found.into(), remedy: Some(remedy.into()) }
}

fn machine() -> Vec<Check> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let clock = jiff::Timestamp::now();
    let sane = clock.as_second() > 1_760_000_000;
    vec![
        well("version", format!("manumit {}, rules {}", env!("CARGO_PKG_VERSION"), read::READER)),
        well("processor", format!("{cores} cores; documents are read on all of them")),
        if sane {
            well("clock", clock.to_string())
        } else {
            ill("clock", clock.to_string(), "set the clock: judgements and runs are dated by it.")
        },
        well(
            "network",
            match cfg!(feature = "model") {
                true => "only `propose` opens a connection, to the model's server that is named",
                false => "none: this program opens no connection",
            },
        ),
        well(
            "kinds of document",
            "plain text, Markdown, HTML, PDF, DOCX, ODT, RTF, PPTX, ODP; tables (XLSX, XLS, ODS, CSV, TSV); images, if scans can be read; mails (EML, MBOX); archives (ZIP, tar, gzip) of these",
        ),
        isolation(),
        scans(),
        scratch(),
    ]
}

/// Whether files of risky formats can be read in processes of their own, and under what bounds.
fn isolation() -> Check {
    const WHAT: &str = "isolation";
    let limits = Limits::of_environment();
    if let Err(fault) = Pool::new().start_one() {
        return ill(WHAT, fault.to_string(), "end other programs; if that does not help, install the program again.");
    }
    let memory = match limits.memory_mib {
        Some(memory) if Limits::are_kept() => format!("at most {memory} MiB each"),
        Some(_) => "without a bound on memory, which this system does not keep".to_owned(),
        None => "without a bound on memory, as you set it".to_owned(),
    };
    well(WHAT, format!("mails, archives and other risky formats are read in processes of their own, {memory}"))
}

/// Whether words of images and scanned pages can be recognised, and in which languages.
fn scans() -> Check {
    match recognise::installed() {
        Some(tesseract) => well("scans", format!("read by Tesseract: {}", tesseract.languages.join(", "))),
        None => well("scans", format!("listed, not read: Tesseract is not installed. To install it: {}", recognise::REMEDY)),
    }
}

fn scratch() -> Check {
    let folder = std::env::temp_dir();
    let probe = folder.join(format!("manumit-doctor-{}", std::process::id()));
    let written = std::fs::write(&probe, b"probe").and_then(|()| std::fs::remove_file(&probe));
    match written {
        Ok(()) => well("scratch folder", folder.display().to_string()),
        Err(error) => ill(
            "scratch folder",
            format!("{}: {error}", folder.display()),
            "make room or set TMPDIR to a folder that can be written.",
        ),
    }
}

fn case(folder: &Path) -> Vec<Check> {
    let (files, notices) = match case_folder::files(folder) {
        Ok(found) => found,
        Err(_) => return vec![ill("case folder", format!("{} is not there", folder.display()), "name an existing folder.")],
    };
    let mut checks = vec![well("documents", format!("{} files in {}", files.len(), folder.display()))];
    checks.extend(
        notices
            .iter()
            .filter(|notice| notice.severity != evidence::Severity::Note)
            .map(|notice| ill("document", format!("{}: {}", notice.file, notice.cause), notice.remedy.clone())),
    );
    checks.push(match settings::Settings::of_case(folder) {
        Ok(_) => well("manumit.toml", "well formed, or absent"),
        Err(Trouble::Usage { what, remedy }) => ill("manumit.toml", what, remedy),
        Err(_) => ill("manumit.toml", "cannot be read", "make it readable."),
    });
    checks.push(match Ledger::open_read_only(&ledger::path_in(folder)).and_then(|ledger| ledger.verify(None, |_, _| {})) {
        Ok(verification) => match verification.fault {
            None => well("ledger", format!("{} entries, chain unbroken", verification.entries)),
            Some(fault) => ill("ledger", fault.to_string(), "put back a copy of .manumit/ledger.sqlite."),
        },
        Err(ledger::Error::Absent { .. }) => well("ledger", "none yet; `manumit run` makes it"),
        Err(error) => ill("ledger", error.to_string(), "see above."),
    });
    checks
}
