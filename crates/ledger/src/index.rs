//! Where in the entries a claim or a reading stands. All of it follows from the entries.

use crate::{Entry, Error, Ledger, page};
use evidence::{Claim, ClaimId, SourceId};
use rusqlite::{Connection, OptionalExtension};

/// A claim with the entry that brought it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The number of the entry; of several, the last.
    pub seq: u64,
    /// When that was, RFC 3339 in UTC.
    pub at: String,
    /// The claim.
    pub claim: Claim,
}

impl Ledger {
    /// Up to `limit` claims whose id begins with `prefix` (`c01ab`, in either case), in order of id, whether they stand now or
    /// not.
    ///
    /// # Errors
    /// [`Error::NotAnId`] if no id can begin so; [`Error::Altered`], or what the database says.
    pub fn find(&self, prefix: &str, limit: usize) -> Result<Vec<Found>, Error> {
        let prefix = prefix.to_ascii_lowercase();
        let digits = prefix.strip_prefix('c').filter(|digits| digits.len() <= 24);
        if !digits.is_some_and(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit())) {
            return Err(Error::NotAnId { text: prefix });
        }
        // `g` comes after every digit
        let sql = "SELECT id, max(seq) FROM claim WHERE id >= ?1 AND id < ?1 || 'g' GROUP BY id ORDER BY id LIMIT ?2";
        let mut statement = self.connection.prepare(sql)?;
        let rows = statement.query_map((&prefix, limit as u64), |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.map(|row| row.map_err(Error::from).and_then(|(id, seq): (String, u64)| self.found(&id, seq))).collect()
    }

    /// The claim with this identity, wherever in the ledger; `None` if it was never made.
    ///
    /// # Errors
    /// [`Error::Altered`], or what the database says.
    pub fn claim(&self, id: ClaimId) -> Result<Option<Claim>, Error> {
        Ok(self.find(&id.to_string(), 1)?.pop().map(|found| found.claim))
    }

    fn found(&self, id: &str, seq: u64) -> Result<Found, Error> {
        let logged = page::logged(&self.connection, seq)?;
        let claim = logged.entry.claims().iter().find(|claim| claim.id().to_string() == id).cloned();
        let claim = claim.ok_or_else(|| Error::Altered { seq, what: format!("it does not hold claim {id}") })?;
        Ok(Found { seq, at: logged.at, claim })
    }
}

/// Enters the claims and the part of a reading that `entry` brings.
pub(crate) fn enter(connection: &Connection, seq: u64, entry: &Entry) -> Result<(), Error> {
    if let Some(part) = Part::of(seq, entry) {
        let sql = "INSERT INTO part (seq, first, source, reader, last) VALUES (?1, ?2, ?3, ?4, ?5)";
        connection.execute(sql, (part.seq, part.first, part.source, part.reader, part.last))?;
    }
    let mut statement = connection.prepare("INSERT INTO claim (id, seq, place) VALUES (?1, ?2, ?3)")?;
    for (place, claim) in entry.claims().iter().enumerate() {
        statement.execute((claim.id().to_string(), seq, place as u64))?;
    }
    Ok(())
}

/// Empties both tables.
pub(crate) fn clear(connection: &Connection) -> Result<(), Error> {
    Ok(connection.execute_batch("DELETE FROM claim; DELETE FROM part;")?)
}

/// How many rows there are, claims and parts, that point to an entry up to `until` or to none at all.
pub(crate) fn counts(connection: &Connection, until: u64) -> Result<(u64, u64), Error> {
    let count = |table| {
        let beyond = "SELECT coalesce(max(seq), 0) FROM entry";
        let sql = format!("SELECT count(*) FROM {table} WHERE seq <= ?1 OR seq > ({beyond})");
        connection.query_row(&sql, [until], |row| row.get::<_, u64>(0))
    };
    Ok((count("claim")?, count("part")?))
}

/// Which claims of an entry the table does not show at their place.
pub(crate) fn missing_claim(connection: &Connection, seq: u64, entry: &Entry) -> Result<Option<ClaimId>, Error> {
    let mut statement = connection.prepare("SELECT 1 FROM claim WHERE id = ?1 AND seq = ?2 AND place = ?3")?;
    for (place, claim) in entry.claims().iter().enumerate() {
        if !statement.exists((claim.id().to_string(), seq, place as u64))? {
            return Ok(Some(claim.id()));
        }
    }
    Ok(None)
}

/// Whether `claim` is in an entry before `seq`.
pub(crate) fn holds_before(connection: &Connection, claim: ClaimId, seq: u64) -> Result<bool, Error> {
    let mut statement = connection.prepare("SELECT 1 FROM claim WHERE id = ?1 AND seq < ?2")?;
    Ok(statement.exists((claim.to_string(), seq))?)
}

/// Whether `claim` is in the reading that began at `first`, before place `place` of its part `seq`.
pub(crate) fn reading_holds_before(
    connection: &Connection,
    claim: ClaimId,
    first: u64,
    (seq, place): (u64, u64),
) -> Result<bool, Error> {
    let sql = "SELECT 1 FROM claim JOIN part USING (seq)
               WHERE claim.id = ?1 AND part.first = ?2 AND (claim.seq < ?3 OR (claim.seq = ?3 AND claim.place < ?4))";
    Ok(connection.prepare(sql)?.exists((claim.to_string(), first, seq, place))?)
}

/// A part of a reading, as the table shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) seq: u64,
    pub(crate) first: u64,
    pub(crate) source: String,
    pub(crate) reader: String,
    pub(crate) last: bool,
}

impl Part {
    /// The part of a reading that `entry` is, if it is one.
    pub(crate) fn of(seq: u64, entry: &Entry) -> Option<Part> {
        match entry {
            Entry::Reading(reading) => Some(Part {
                seq,
                first: reading.continues.unwrap_or(seq),
                source: reading.source.to_string(),
                reader: reading.reader.clone(),
                last: reading.last,
            }),
            Entry::RunStarted(_)
            | Entry::Listing(_)
            | Entry::Judgement(_)
            | Entry::Proposals(_)
            | Entry::Confirmation(_)
            | Entry::RunFinished(_) => None,
        }
    }

    fn from_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Part> {
        Ok(Part { seq: row.get(0)?, first: row.get(1)?, source: row.get(2)?, reader: row.get(3)?, last: row.get(4)? })
    }
}

/// The part at entry `seq`.
pub(crate) fn part(connection: &Connection, seq: u64) -> Result<Option<Part>, Error> {
    let sql = "SELECT seq, first, source, reader, last FROM part WHERE seq = ?1";
    Ok(connection.query_row(sql, [seq], Part::from_row).optional()?)
}

/// The latest part before `seq` of the reading that began at `first`.
pub(crate) fn latest_part(connection: &Connection, first: u64, seq: u64) -> Result<Option<Part>, Error> {
    let sql = "SELECT seq, first, source, reader, last FROM part WHERE first = ?1 AND seq < ?2 ORDER BY seq DESC LIMIT 1";
    Ok(connection.query_row(sql, (first, seq), Part::from_row).optional()?)
}

/// The last parts of the readings of `source` that were complete at entry `until`, oldest first.
pub(crate) fn complete_readings(connection: &Connection, source: SourceId, until: u64) -> Result<Vec<Part>, Error> {
    let sql = "SELECT seq, first, source, reader, last FROM part WHERE source = ?1 AND last = 1 AND seq <= ?2 ORDER BY seq";
    let mut statement = connection.prepare(sql)?;
    Ok(statement.query_map((source.to_string(), until), Part::from_row)?.collect::<Result<_, _>>()?)
}

/// The entries that make up the reading that began at `first`, in order.
pub(crate) fn parts_of(connection: &Connection, first: u64) -> Result<Vec<u64>, Error> {
    let mut statement = connection.prepare("SELECT seq FROM part WHERE first = ?1 ORDER BY seq")?;
    Ok(statement.query_map([first], |row| row.get(0))?.collect::<Result<_, _>>()?)
}
