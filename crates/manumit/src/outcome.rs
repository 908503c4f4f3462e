//! How a command ends: what happened, what to do, and the exit code.

use evidence::Notice;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub const USAGE: u8 = 2;
pub const INTERNAL: u8 = 70;

/// A command that did what it was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// All of it.
    Done,
    /// A check failed, or nothing was found.
    Failed,
    /// All it could; some inputs were not read.
    Partial,
    /// Something differs from what was recorded.
    Differs,
    /// The person stopped it.
    Interrupted,
}

impl Outcome {
    pub fn exit_code(self) -> ExitCode {
        ExitCode::from(match self {
            Outcome::Done => 0,
            Outcome::Failed => 1,
            Outcome::Partial => 3,
            Outcome::Differs => 20,
            Outcome::Interrupted => 130,
        })
    }

    /// Partial if any notice cost something.
    pub fn of(notices: &[Notice]) -> Self {
        let costly = notices.iter().any(|notice| notice.severity != evidence::Severity::Note);
        if costly { Outcome::Partial } else { Outcome::Done }
    }
}

/// A command that could not do what it was asked.
#[derive(Debug)]
pub enum Trouble {
    /// The folder is not there, or is no case.
    NoCase { folder: PathBuf },
    /// Somebody else is writing.
    Locked(ledger::Error),
    /// The ledger refuses.
    Ledger(ledger::Error),
    /// What was typed does not fit.
    Usage { what: String, remedy: String },
    /// A file cannot be written or read.
    File { path: PathBuf, error: std::io::Error, remedy: &'static str },
    /// The reader of our output went away.
    ClosedPipe,
    /// Somebody asked to stop while documents were being read; so many were read and kept.
    Interrupted { documents: u64 },
}

impl Trouble {
    pub fn usage(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Trouble::Usage { what: what.into(), remedy: remedy.into() }
    }

    pub fn file(path: &Path, error: std::io::Error, remedy: &'static str) -> Self {
        Trouble::File { path: path.to_owned(), error, remedy }
    }

    /// Says what happened and what to do, on stderr.
    pub fn tell(&self) {
        match self {
            Trouble::NoCase { folder } => {
                eprintln!("manumit: there is no case at {}.", folder.display());
                eprintln!("hint: name the case folder; `manumit run FOLDER` makes one of a folder of documents.");
            }
            Trouble::Locked(error) | Trouble::Ledger(error) => eprintln!("manumit: {error}"),
            Trouble::Usage { what, remedy } => {
                eprintln!("manumit: {what}");
                eprintln!("hint: {remedy}");
            }
            Trouble::File { path, error, remedy } => {
                eprintln!("manumit: {}: {error}", path.display());
                eprintln!("hint: {remedy}");
            }
            Trouble::ClosedPipe => {}
            Trouble::Interrupted { documents } => {
                eprintln!("manumit: interrupted; {documents} documents were read and are kept.");
                eprintln!("hint: run again to go on where it stopped.");
            }
        }
    }

    pub fn exit_code(&self) -> ExitCode {
        ExitCode::from(match self {
            Trouble::NoCase { .. } | Trouble::Ledger(ledger::Error::Absent { .. }) => 10,
            Trouble::Locked(_) | Trouble::Ledger(ledger::Error::Busy) => 11,
            Trouble::Ledger(ledger::Error::Altered { .. } | ledger::Error::Damaged { .. }) => 20,
            Trouble::Usage { .. } => USAGE,
            Trouble::Ledger(_) | Trouble::File { .. } => 1,
            Trouble::ClosedPipe => 0,
            Trouble::Interrupted { .. } => crate::interrupt::EXIT,
        })
    }
}

impl From<ledger::Error> for Trouble {
    fn from(error: ledger::Error) -> Self {
        match error {
            ledger::Error::Locked { .. } => Trouble::Locked(error),
            ledger::Error::NotAnId { .. } => {
                Trouble::usage(error.to_string(), "`manumit claims` lists the claims with their ids.")
            }
            error => Trouble::Ledger(error),
        }
    }
}

/// Prints a line on stdout and tells whether to go on.
///
/// # Errors
/// As [`line()`].
pub fn say(text: std::fmt::Arguments<'_>) -> Result<(), Trouble> {
    line(&mut std::io::stdout().lock(), text)
}

/// Prints a line on stdout; a reader that went away ends the command without a word.
pub fn line(out: &mut impl std::io::Write, text: std::fmt::Arguments<'_>) -> Result<(), Trouble> {
    writeln!(out, "{text}").map_err(|error| match error.kind() {
        std::io::ErrorKind::BrokenPipe => Trouble::ClosedPipe,
        _ => Trouble::file(Path::new("standard output"), error, "make room where the output goes and run again."),
    })
}
