//! How an entry comes in, and what keeps it out.

use crate::chain::hash_entry;
use crate::index::{self, Part};
use crate::{Entry, Error, Head, Proposals, Reading};
use evidence::{Basis, Claim, Judgement};
use rusqlite::Connection;

/// How many claims one stored part of a reading holds at most, so that looking one up reads little.
const CLAIMS_IN_PART: usize = 250;

/// Appends `entry` after `head`, as one row or, for a long reading, several; returns the new head.
pub(crate) fn insert(connection: &Connection, head: Head, entry: &Entry, at: &str) -> Result<Head, Error> {
    match entry {
        Entry::Reading(reading) if reading.claims.len() > CLAIMS_IN_PART => insert_in_parts(connection, head, reading, at),
        Entry::Reading(_)
        | Entry::RunStarted(_)
        | Entry::Listing(_)
        | Entry::Judgement(_)
        | Entry::Proposals(_)
        | Entry::Confirmation(_)
        | Entry::RunFinished(_) => insert_row(connection, head, entry, at),
    }
}

fn insert_in_parts(connection: &Connection, mut head: Head, reading: &Reading, at: &str) -> Result<Head, Error> {
    let number = reading.continues.unwrap_or(head.seq + 1);
    let mut chunks = reading.claims.chunks(CLAIMS_IN_PART).peekable();
    while let Some(claims) = chunks.next() {
        let ends = chunks.peek().is_none();
        let part = Reading {
            source: reading.source,
            reader: reading.reader.clone(),
            continues: (number != head.seq + 1).then_some(number),
            last: reading.last && ends,
            facts: if ends { reading.facts.clone() } else { Default::default() },
            claims: claims.to_vec(),
            notices: if ends { reading.notices.clone() } else { Vec::new() },
        };
        head = insert_row(connection, head, &Entry::Reading(part), at)?;
    }
    Ok(head)
}

fn insert_row(connection: &Connection, head: Head, entry: &Entry, at: &str) -> Result<Head, Error> {
    let body = body_that_reads_back(entry)?;
    let (seq, kind) = (head.seq + 1, entry.kind());
    let hash = hash_entry(&head.hash, seq, kind.as_bytes(), at.as_bytes(), body.as_bytes());
    let sql = "INSERT INTO entry (seq, kind, at, previous, hash, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    connection.execute(sql, (seq, kind, at, head.hash.0, hash.0, body))?;
    index::enter(connection, seq, entry)?;
    admit(connection, seq, entry)?;
    Ok(Head { seq, hash })
}

/// The JSON of `entry`. It is read once more before it is written: an entry that cannot be read could not be mended either.
fn body_that_reads_back(entry: &Entry) -> Result<String, Error> {
    let body = entry.body().map_err(|error| Error::Unwritable { what: error.to_string() })?;
    match Entry::from_body(entry.kind(), &body) {
        Ok(read) if read == *entry => Ok(body),
        Ok(_) => Err(Error::Unwritable { what: "it reads back as something else".to_owned() }),
        Err(what) => Err(Error::Unwritable { what }),
    }
}

/// Whether `entry`, which stands at `seq`, may follow what stands before it. The look-up tables must show it already.
pub(crate) fn admit(connection: &Connection, seq: u64, entry: &Entry) -> Result<(), Error> {
    match entry {
        Entry::Reading(reading) => admit_reading(connection, seq, reading),
        Entry::Judgement(judgement) => admit_judgement(connection, seq, judgement, entry.claims().first()),
        Entry::Proposals(proposals) => admit_proposals(connection, seq, proposals),
        Entry::RunStarted(_) | Entry::Listing(_) | Entry::Confirmation(_) | Entry::RunFinished(_) => Ok(()),
    }
}

/// A model proposes only of a source that a reader has read to the end, and signs what it proposes.
fn admit_proposals(connection: &Connection, seq: u64, proposals: &Proposals) -> Result<(), Error> {
    let misplaced = |claim: &Claim, why| Err(Error::Misplaced { claim: claim.id(), source_id: proposals.source, why });
    let is_read = !index::complete_readings(connection, proposals.source, seq)?.is_empty();
    for claim in &proposals.claims {
        match claim.basis() {
            Basis::Read { span, .. } if span.source() != proposals.source => {
                return misplaced(claim, "it was read from another source");
            }
            Basis::Read { rule, .. } if !rule.name().starts_with("propose.") => {
                return misplaced(claim, "a proposal is signed by a rule that begins with `propose.`");
            }
            Basis::Read { .. } if !is_read => return misplaced(claim, "no reader has read this source"),
            Basis::Read { .. } => {}
            Basis::Judged { .. } | Basis::Derived { .. } => return misplaced(claim, "a proposal is read from words"),
        }
    }
    Ok(())
}

fn admit_reading(connection: &Connection, seq: u64, reading: &Reading) -> Result<(), Error> {
    if let Some(first) = reading.continues {
        let before = index::latest_part(connection, first, seq)?;
        let continued = |part: &Part| !part.last && part.source == reading.source.to_string() && part.reader == reading.reader;
        if !before.as_ref().is_some_and(continued) {
            return Err(Error::NotContinued { continues: first });
        }
    }
    let first = reading.continues.unwrap_or(seq);
    for (place, claim) in reading.claims.iter().enumerate() {
        let misplaced = |why| Err(Error::Misplaced { claim: claim.id(), source_id: reading.source, why });
        match claim.basis() {
            Basis::Read { span, .. } if span.source() == reading.source => {}
            Basis::Read { .. } => return misplaced("it was read from another source"),
            Basis::Judged { .. } => return misplaced("a correction comes with the judgement that makes it"),
            Basis::Derived { from, .. } => {
                for input in from {
                    if !index::reading_holds_before(connection, *input, first, (seq, place as u64))? {
                        return misplaced("it rests on a claim that this reading does not make before it");
                    }
                }
            }
        }
    }
    Ok(())
}

fn admit_judgement(connection: &Connection, seq: u64, judgement: &Judgement, correction: Option<&Claim>) -> Result<(), Error> {
    if !index::holds_before(connection, judgement.claim, seq)? {
        return Err(Error::UnknownClaim { claim: judgement.claim });
    }
    let Some(correction) = correction else { return Ok(()) };
    match correction.basis() {
        Basis::Judged { by, on, .. } if *on == judgement.claim && *by == judgement.by => Ok(()),
        Basis::Judged { .. } | Basis::Read { .. } | Basis::Derived { .. } => {
            Err(Error::ForeignCorrection { claim: judgement.claim, correction: correction.id(), by: judgement.by.clone() })
        }
    }
}
