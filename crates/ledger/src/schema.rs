//! The form of the file, and how one tells that a file has it.

use crate::Error;
use rusqlite::Connection;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Marks the file as a ledger of manumit: `mnmt`.
const APPLICATION: i32 = i32::from_be_bytes(*b"mnmt");
/// The form that this version writes.
pub(crate) const FORM: i64 = 1;

/// `entry` is the record. `claim` and `part` only say where in it a claim or a reading stands: they follow from the entries and
/// can be rebuilt from them. The body stands last so that a row's hash is found without passing through it.
const TABLES: &str = "
CREATE TABLE entry (
  seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, at TEXT NOT NULL, previous BLOB NOT NULL, hash BLOB NOT NULL, body TEXT NOT NULL
) STRICT;
CREATE INDEX entry_by_kind ON entry (kind, seq);
CREATE TRIGGER entry_is_not_changed BEFORE UPDATE ON entry BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only: an entry is never changed; append another that says what is so now');
END;
CREATE TRIGGER entry_is_not_removed BEFORE DELETE ON entry BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only: an entry is never removed; append another that takes it back');
END;
CREATE TRIGGER entry_follows_the_last BEFORE INSERT ON entry
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM entry)
  OR NEW.previous IS NOT coalesce((SELECT hash FROM entry ORDER BY seq DESC LIMIT 1), zeroblob(32))
BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only: an entry follows the last one and carries its hash');
END;
CREATE TABLE claim (
  id TEXT NOT NULL, seq INTEGER NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (id, seq, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE part (
  seq INTEGER PRIMARY KEY, first INTEGER NOT NULL, source TEXT NOT NULL, reader TEXT NOT NULL, last INTEGER NOT NULL
) STRICT;
CREATE INDEX part_by_source ON part (source, reader);
CREATE INDEX part_by_first ON part (first, seq);
";

/// Gives an empty database the form of a ledger, in one step.
pub(crate) fn lay_out(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(&format!(
        "BEGIN EXCLUSIVE; PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {FORM}; {TABLES} COMMIT;"
    ))
}

/// The name and definition of everything in the database: tables, indexes, triggers.
pub(crate) fn definitions(connection: &Connection) -> rusqlite::Result<Vec<(String, String)>> {
    let mut statement = connection.prepare("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")?;
    statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

/// The definitions that a ledger of this form has.
pub(crate) fn expected_definitions() -> rusqlite::Result<Vec<(String, String)>> {
    let model = Connection::open_in_memory()?;
    lay_out(&model)?;
    definitions(&model)
}

/// Looks at the head of the file, without opening it as a database: a foreign file stays untouched.
///
/// Both numbers are written once, when the ledger is made, so they are true whatever was interrupted since.
pub(crate) fn check_file(path: &Path) -> Result<(), Error> {
    let not_a_ledger = |found| Error::NotALedger { path: path.to_owned(), found };
    let head = read_head(path)?;
    if head.is_empty() {
        return Err(Error::Empty { path: path.to_owned() });
    }
    if !head.starts_with(b"SQLite format 3\0") {
        return Err(not_a_ledger("some other kind of file"));
    }
    let number = |at: usize| head.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).map(i32::from_be_bytes);
    let (Some(form), Some(application)) = (number(60), number(68)) else {
        return Err(not_a_ledger("the beginning of a database"));
    };
    if application != APPLICATION {
        return Err(not_a_ledger("a database of another program"));
    }
    match i64::from(form) {
        FORM => Ok(()),
        found if found > FORM => Err(Error::Newer { path: path.to_owned(), found, known: FORM }),
        _ => Err(not_a_ledger("a ledger without a form")),
    }
}

fn read_head(path: &Path) -> Result<Vec<u8>, Error> {
    let failed = |source: std::io::Error| match source.kind() {
        std::io::ErrorKind::NotFound => Error::Absent { path: path.to_owned() },
        _ => Error::File { path: path.to_owned(), source },
    };
    let mut head = Vec::with_capacity(100);
    File::open(path).map_err(failed)?.take(100).read_to_end(&mut head).map_err(failed)?;
    Ok(head)
}
