use evidence::ClaimId;
use std::path::PathBuf;

/// What this crate refuses: what happened, and what to do about it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no ledger here.
    #[error("{} does not exist: this folder is not a case yet; `manumit run` makes it one", path.display())]
    Absent {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// A ledger is to be made where there is one.
    #[error("{} exists already: open it instead", path.display())]
    Exists {
        /// The ledger that is there.
        path: PathBuf,
    },
    /// The file has no content.
    #[error("{} is empty: a ledger never is, so its content was lost; put back a copy, or move it away", path.display())]
    Empty {
        /// The empty file.
        path: PathBuf,
    },
    /// The file is something else.
    #[error("{} is not a ledger of manumit but {found}: it was left untouched; move it away, or name another", path.display())]
    NotALedger {
        /// The file.
        path: PathBuf,
        /// What it seems to be.
        found: &'static str,
    },
    /// The ledger was written by a newer version.
    #[error("{} is a ledger of form {found}, and this version knows form {known}: open it with a newer manumit", path.display())]
    Newer {
        /// The ledger.
        path: PathBuf,
        /// Its form.
        found: i64,
        /// The newest form that this version knows.
        known: i64,
    },
    /// Another process writes to this case.
    #[error("another manumit is writing to this case ({} is locked): wait until it has finished, or end it", path.display())]
    Locked {
        /// The lock file.
        path: PathBuf,
    },
    /// Another program keeps the file from being read or written.
    #[error("another program holds the ledger open and did not let go in time: close it and try again; nothing was written")]
    Busy,
    /// An attempt to append through a ledger that was opened to be read.
    #[error("this ledger was opened to be read only: nothing was written; open it for writing to append")]
    ReadOnly,
    /// The place cannot be written to.
    #[error("the ledger cannot be written where it lies: make the folder and the file writable, or copy the case elsewhere")]
    NotWritable,
    /// No room on the disk.
    #[error("there is no room left on the disk: nothing of this step was written; make room and run again")]
    DiskFull,
    /// The database pages themselves are broken.
    #[error("the ledger's file is damaged ({what}): put back a copy; what was read can be read again, judgements cannot")]
    Damaged {
        /// What the database found.
        what: String,
    },
    /// An entry that is not what was appended.
    #[error(
        "entry {seq} of the ledger does not read back as it was written ({what}): put back a copy; `manumit verify` says more"
    )]
    Altered {
        /// The entry.
        seq: u64,
        /// What is wrong with it.
        what: String,
    },
    /// A time that is not one.
    #[error("{at:?} is not a time in UTC as RFC 3339 writes it, such as 2024-06-11T08:30:00Z: nothing was written")]
    NotATime {
        /// The text as given.
        at: String,
    },
    /// An id, or the beginning of one, that no claim can have.
    #[error("{text:?} is not the beginning of a claim's id: `c` and up to 24 of 0-9 and a-f, such as c01ab")]
    NotAnId {
        /// The text as given.
        text: String,
    },
    /// A claim in a reading that it does not belong to.
    #[error("claim {claim} cannot stand in a reading of {source_id}: {why}; nothing was written")]
    Misplaced {
        /// The claim.
        claim: ClaimId,
        /// The source whose reading it is in.
        source_id: evidence::SourceId,
        /// What does not fit.
        why: &'static str,
    },
    /// A part of a reading that does not continue it.
    #[error("entry {continues} is not an unfinished reading of the same source by the same reader, so it cannot be continued")]
    NotContinued {
        /// The entry that was to be continued.
        continues: u64,
    },
    /// A judgement of a claim that the ledger does not hold.
    #[error("the ledger holds no claim {claim} to be judged: nothing was written")]
    UnknownClaim {
        /// The claim.
        claim: ClaimId,
    },
    /// A correction that is not the judge's own correction of that claim.
    #[error("claim {correction} is not a correction of {claim} by {by}: nothing was written")]
    ForeignCorrection {
        /// The claim that was judged.
        claim: ClaimId,
        /// The claim that was to take its place.
        correction: ClaimId,
        /// Who judged.
        by: String,
    },
    /// The vocabulary refused the case.
    #[error(transparent)]
    Evidence(#[from] evidence::Error),
    /// A file or folder could not be used.
    #[error("{}: {source}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// An entry that would not read back as it was given.
    #[error(
        "an entry cannot be kept, because it would not read back ({what}): nothing was written; this is a fault of the program"
    )]
    Unwritable {
        /// What is wrong with it.
        what: String,
    },
    /// Anything else that the database says.
    #[error("the ledger's database says: {0}")]
    Database(rusqlite::Error),
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Error::Busy,
            Some(ErrorCode::DiskFull) => Error::DiskFull,
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => Error::NotWritable,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Error::Damaged { what: error.to_string() },
            _ => Error::Database(error),
        }
    }
}
