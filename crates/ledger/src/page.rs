//! Entries, one at a time: whatever the length of the ledger, one of them is in memory.

use crate::chain::Hash;
use crate::{Entry, Error, Head, Ledger};
use rusqlite::{Connection, OptionalExtension, Row, Statement};

/// An entry with its place in the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logged {
    /// Its number, from 1 on without gaps.
    pub seq: u64,
    /// When it happened, RFC 3339 in UTC.
    pub at: String,
    /// Its hash.
    pub hash: Hash,
    /// What happened.
    pub entry: Entry,
}

/// A row as it lies in the file, whatever may have been done to it.
pub(crate) struct Stored {
    pub(crate) seq: u64,
    pub(crate) kind: Vec<u8>,
    pub(crate) at: Vec<u8>,
    pub(crate) previous: Vec<u8>,
    pub(crate) hash: Vec<u8>,
    pub(crate) body: Vec<u8>,
}

const FIELDS: &str = "SELECT seq, kind, at, previous, hash, body FROM entry";

impl Stored {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        let bytes = |column| Ok::<_, rusqlite::Error>(row.get_ref(column)?.as_bytes().unwrap_or_default().to_vec());
        Ok(Stored { seq: row.get(0)?, kind: bytes(1)?, at: bytes(2)?, previous: bytes(3)?, hash: bytes(4)?, body: bytes(5)? })
    }

    /// The entry in it, or what keeps it from being one.
    pub(crate) fn entry(&self) -> Result<Entry, String> {
        let text = |bytes| std::str::from_utf8(bytes).map_err(|error| error.to_string());
        Entry::from_body(text(&self.kind)?, text(&self.body)?)
    }

    fn logged(&self) -> Result<Logged, Error> {
        let altered = |what| Error::Altered { seq: self.seq, what };
        let entry = self.entry().map_err(altered)?;
        let hash = self.hash.as_slice().try_into().map_err(|_| altered("its hash is not one".to_owned()))?;
        Ok(Logged { seq: self.seq, at: String::from_utf8_lossy(&self.at).into_owned(), hash: Hash(hash), entry })
    }
}

/// The rows of the ledger in order, up to a given one.
pub(crate) struct Rows<'ledger> {
    next: Statement<'ledger>,
    seq: u64,
    until: u64,
}

impl<'ledger> Rows<'ledger> {
    pub(crate) fn up_to(connection: &'ledger Connection, until: u64) -> Result<Self, Error> {
        let next = connection.prepare(&format!("{FIELDS} WHERE seq > ?1 AND seq <= ?2 ORDER BY seq LIMIT 1"))?;
        Ok(Rows { next, seq: 0, until })
    }
}

impl Iterator for Rows<'_> {
    type Item = Result<Stored, Error>;
    fn next(&mut self) -> Option<Self::Item> {
        let row = self.next.query_row((self.seq, self.until), Stored::from_row).optional();
        // after a failure there is no telling what follows
        self.seq = row.as_ref().map_or(self.until, |row| row.as_ref().map_or(self.until, |row| row.seq));
        row.map_err(Error::from).transpose()
    }
}

/// The entries of a ledger in order, as of the moment of asking. See [`Ledger::entries`].
pub struct Entries<'ledger>(Rows<'ledger>);

impl<'ledger> Entries<'ledger> {
    pub(crate) fn new(connection: &'ledger Connection) -> Result<Self, Error> {
        let head = head(connection)?;
        Ok(Entries(Rows::up_to(connection, head.seq)?))
    }
}

impl Iterator for Entries<'_> {
    type Item = Result<Logged, Error>;
    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|row| row.and_then(|row| row.logged()))
    }
}

impl Ledger {
    /// All entries in order, one in memory at a time. A writer is not kept waiting; what it appends meanwhile is left out.
    ///
    /// # Errors
    /// Here and for each entry: [`Error::Altered`] if it does not read back, or what the database says.
    pub fn entries(&self) -> Result<Entries<'_>, Error> {
        Entries::new(&self.connection)
    }
}

/// The last entry.
pub(crate) fn head(connection: &Connection) -> Result<Head, Error> {
    let last = connection.query_row("SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1", [], |row| {
        Ok((row.get::<_, u64>(0)?, row.get::<_, Vec<u8>>(1)?))
    });
    match last.optional()? {
        None => Ok(Head::EMPTY),
        Some((seq, hash)) => match hash.as_slice().try_into() {
            Ok(hash) => Ok(Head { seq, hash: Hash(hash) }),
            Err(_) => Err(Error::Altered { seq, what: "its hash is not one".to_owned() }),
        },
    }
}

/// The entry with this number.
pub(crate) fn logged(connection: &Connection, seq: u64) -> Result<Logged, Error> {
    let row = connection.query_row(&format!("{FIELDS} WHERE seq = ?1"), [seq], Stored::from_row).optional()?;
    row.ok_or_else(|| Error::Altered { seq, what: "it is not there".to_owned() })?.logged()
}

/// What happened in the entry with this number.
pub(crate) fn entry(connection: &Connection, seq: u64) -> Result<Entry, Error> {
    logged(connection, seq).map(|logged| logged.entry)
}
