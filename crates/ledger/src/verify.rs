//! Whether the ledger is as it was written.

use crate::chain::{Hash, hash_entry};
use crate::index::{self, Part};
use crate::page::{Rows, Stored};
use crate::{Entry, Error, Head, Ledger, insert, schema};
use rusqlite::Connection;

/// In which way a ledger is not as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Breach {
    /// An entry is missing, or numbered out of order.
    Order,
    /// An entry does not carry the hash of the one before it.
    Chain,
    /// The content of an entry does not have the hash that was written with it.
    Content,
    /// An entry does not read back, or a claim in it does not have the id that was written with it.
    Reading,
    /// An entry could not have been appended where it stands: a claim precedes what it rests on.
    Sequence,
    /// The ledger ends before an entry that was noted down, or holds another in its place.
    Head,
    /// The database pages are damaged.
    Pages,
    /// The guards against changing entries, or the tables, are not those that the ledger was made with.
    Guards,
    /// The look-up tables do not follow from the entries. Nothing is lost: [`Ledger::rebuild_index`] mends it.
    Index,
}

impl std::fmt::Display for Breach {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Breach::Order => "an entry is missing or out of order",
            Breach::Chain => "it does not follow the entry before it",
            Breach::Content => "it was changed after it was written",
            Breach::Reading => "it does not read back",
            Breach::Sequence => "it cannot stand where it stands",
            Breach::Head => "it is not the entry that was noted down",
            Breach::Pages => "the database pages are damaged",
            Breach::Guards => "the guards of the ledger were changed",
            Breach::Index => "the look-up tables do not follow from the entries; they can be rebuilt",
        })
    }
}

/// The first thing that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The entry; `None` if it concerns the file as a whole.
    pub seq: Option<u64>,
    /// In which way.
    pub breach: Breach,
    /// What should be there.
    pub expected: String,
    /// What is there.
    pub found: String,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.seq {
            Some(seq) => write!(f, "entry {seq}: ")?,
            None => f.write_str("the file: ")?,
        }
        write!(f, "{}: expected {}, found {}", self.breach, self.expected, self.found)
    }
}

/// What verifying came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verification {
    /// Entries that were found good, from the first on.
    pub entries: u64,
    /// Claims in them.
    pub claims: u64,
    /// The last good entry. Worth noting down: only it shows later whether entries were cut off at the end.
    pub head: Head,
    /// The first fault; `None` if the ledger is as it was written.
    pub fault: Option<Fault>,
}

/// A fault, or an error that keeps one from looking further.
enum Stop {
    Fault(Fault),
    Error(Error),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        match error {
            Error::Damaged { what } => {
                Stop::Fault(Fault { seq: None, breach: Breach::Pages, expected: "whole pages".to_owned(), found: what })
            }
            error => Stop::Error(error),
        }
    }
}

impl From<rusqlite::Error> for Stop {
    fn from(error: rusqlite::Error) -> Self {
        Error::from(error).into()
    }
}

fn fault(seq: impl Into<Option<u64>>, breach: Breach, expected: impl ToString, found: impl ToString) -> Stop {
    Stop::Fault(Fault { seq: seq.into(), breach, expected: expected.to_string(), found: found.to_string() })
}

impl Ledger {
    /// Recomputes everything: each hash and the chain, each claim's id, that each claim follows what it rests on, the look-up
    /// tables, the guards, the pages. With a head that was `noted` down before, also that the ledger still holds that entry.
    ///
    /// `progress` is told after each entry how many of how many are done. One entry is in memory at a time.
    ///
    /// # Errors
    /// What keeps the file from being read at all; a ledger that is not as it was written is a [`Fault`], not an error.
    pub fn verify(&self, noted: Option<Head>, mut progress: impl FnMut(u64, u64)) -> Result<Verification, Error> {
        let mut verification = Verification { entries: 0, claims: 0, head: Head::EMPTY, fault: None };
        match verify_all(&self.connection, noted, &mut verification, &mut progress) {
            Ok(()) => {}
            Err(Stop::Fault(fault)) => verification.fault = Some(fault),
            Err(Stop::Error(error)) => return Err(error),
        }
        Ok(verification)
    }
}

fn verify_all(
    connection: &Connection,
    noted: Option<Head>,
    done: &mut Verification,
    progress: &mut impl FnMut(u64, u64),
) -> Result<(), Stop> {
    let until: u64 = connection.query_row("SELECT coalesce(max(seq), 0) FROM entry", [], |row| row.get(0))?;
    let mut parts = 0;
    for row in Rows::up_to(connection, until)? {
        let row = row?;
        let hash = verify_row(&row, done.head)?;
        let entry = row.entry().map_err(|found| fault(row.seq, Breach::Reading, "an entry as it was appended", found))?;
        verify_note(noted, Head { seq: row.seq, hash })?;
        verify_index(connection, row.seq, &entry)?;
        verify_admission(connection, row.seq, &entry)?;
        parts += u64::from(Part::of(row.seq, &entry).is_some());
        done.entries += 1;
        done.claims += entry.claims().len() as u64;
        done.head = Head { seq: row.seq, hash };
        progress(done.entries, until);
    }
    verify_end(noted, done.head)?;
    verify_guards(connection)?;
    verify_pages(connection)?;
    match index::counts(connection, until)? {
        counts if counts == (done.claims, parts) => Ok(()),
        (claims, found) => Err(fault(
            None,
            Breach::Index,
            format!("{} claims and {parts} parts of readings", done.claims),
            format!("{claims} and {found}"),
        )),
    }
}

/// Checks the number, the link and the hash of a row that follows `head`; returns its hash.
fn verify_row(row: &Stored, head: Head) -> Result<Hash, Stop> {
    if row.seq != head.seq + 1 {
        return Err(fault(head.seq + 1, Breach::Order, format!("entry {}", head.seq + 1), format!("entry {}", row.seq)));
    }
    if row.previous != head.hash.0 {
        return Err(fault(row.seq, Breach::Chain, head.hash, hexadecimal(&row.previous)));
    }
    let hash = hash_entry(&head.hash, row.seq, &row.kind, &row.at, &row.body);
    match row.hash == hash.0 {
        true => Ok(hash),
        false => Err(fault(row.seq, Breach::Content, hexadecimal(&row.hash), hash)),
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn verify_note(noted: Option<Head>, here: Head) -> Result<(), Stop> {
    match noted {
        Some(noted) if noted.seq == here.seq && noted != here => Err(fault(here.seq, Breach::Head, noted, here)),
        Some(_) | None => Ok(()),
    }
}

fn verify_end(noted: Option<Head>, head: Head) -> Result<(), Stop> {
    match noted {
        Some(noted) if noted.seq > head.seq => Err(fault(noted.seq, Breach::Head, noted, format!("the end at {head}"))),
        Some(_) | None => Ok(()),
    }
}

fn verify_index(connection: &Connection, seq: u64, entry: &Entry) -> Result<(), Stop> {
    let expected = Part::of(seq, entry);
    let found = index::part(connection, seq)?;
    if found != expected {
        return Err(fault(seq, Breach::Index, format!("{expected:?}"), format!("{found:?}")));
    }
    match index::missing_claim(connection, seq, entry)? {
        Some(claim) => Err(fault(seq, Breach::Index, format!("claim {claim}"), "no such claim")),
        None => Ok(()),
    }
}

fn verify_admission(connection: &Connection, seq: u64, entry: &Entry) -> Result<(), Stop> {
    match insert::admit(connection, seq, entry) {
        Ok(()) => Ok(()),
        Err(
            error @ (Error::Misplaced { .. }
            | Error::NotContinued { .. }
            | Error::UnknownClaim { .. }
            | Error::ForeignCorrection { .. }),
        ) => Err(fault(seq, Breach::Sequence, "an entry that follows from those before it", error)),
        Err(error) => Err(error.into()),
    }
}

fn verify_guards(connection: &Connection) -> Result<(), Stop> {
    let (expected, found) = (schema::expected_definitions()?, schema::definitions(connection)?);
    let name = |side: Option<&(String, String)>| side.map_or("nothing more".to_owned(), |(name, sql)| format!("{name} ({sql})"));
    let longer = expected.len().max(found.len());
    match (0..longer).find(|&at| expected.get(at) != found.get(at)) {
        Some(at) => Err(fault(None, Breach::Guards, name(expected.get(at)), name(found.get(at)))),
        None => Ok(()),
    }
}

fn verify_pages(connection: &Connection) -> Result<(), Stop> {
    let found: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if found == "ok" { Ok(()) } else { Err(fault(None, Breach::Pages, "ok", found)) }
}
