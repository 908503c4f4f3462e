use crate::entry::kind;
use crate::lock::Lock;
use crate::{Entry, Error, Head, Listing, index, insert, page, schema};
use evidence::SourceId;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, OptionalExtension, TransactionBehavior};
use std::collections::BTreeSet;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long to wait for another program that is just writing.
const PATIENCE: Duration = Duration::from_secs(10);

/// Where the ledger of the case in folder `case` lies: `.manumit/ledger.sqlite`.
pub fn path_in(case: &Path) -> PathBuf {
    case.join(".manumit").join("ledger.sqlite")
}

/// The case file, open. One process at a time may hold it for writing; any number may read it meanwhile.
#[derive(Debug)]
pub struct Ledger {
    pub(crate) connection: Connection,
    /// Held while open for writing; let go after the connection has closed.
    lock: Option<Lock>,
}

impl Ledger {
    /// Makes an empty ledger at `path`, with the folder it lies in, and opens it for writing. It is made under another name and
    /// then renamed, so that being killed meanwhile leaves no half-made ledger.
    ///
    /// # Errors
    /// [`Error::Exists`], [`Error::Locked`], or what the disk refuses.
    pub fn create(path: &Path) -> Result<Self, Error> {
        std::fs::create_dir_all(folder_of(path)).map_err(|source| Error::File { path: folder_of(path).to_owned(), source })?;
        let lock = Lock::take(path)?;
        Self::create_under(lock, path)
    }

    /// Opens the ledger at `path` for writing.
    ///
    /// # Errors
    /// [`Error::Absent`], [`Error::Empty`], [`Error::NotALedger`], [`Error::Newer`], [`Error::Locked`], [`Error::Damaged`].
    pub fn open(path: &Path) -> Result<Self, Error> {
        schema::check_file(path)?;
        let lock = Lock::take(path)?;
        Self::connect(path, Some(lock))
    }

    /// Opens the ledger at `path` for writing, and makes it first if there is none.
    ///
    /// # Errors
    /// As [`Ledger::open`], without [`Error::Absent`].
    pub fn open_or_create(path: &Path) -> Result<Self, Error> {
        match Self::open(path) {
            Err(Error::Absent { .. }) => Self::create(path),
            opened => opened,
        }
    }

    /// Opens the ledger at `path` to read it; another process may be writing meanwhile.
    ///
    /// # Errors
    /// As [`Ledger::open`], without [`Error::Locked`].
    pub fn open_read_only(path: &Path) -> Result<Self, Error> {
        schema::check_file(path)?;
        Self::connect(path, None)
    }

    fn create_under(lock: Lock, path: &Path) -> Result<Self, Error> {
        if path.exists() {
            return Err(Error::Exists { path: path.to_owned() });
        }
        let draft = path.with_extension("new");
        let failed = |source| Error::File { path: draft.clone(), source };
        remove_if_there(&draft).map_err(failed)?;
        remove_if_there(&path.with_extension("new-journal")).map_err(failed)?;
        let connection = Connection::open(&draft)?;
        connection.pragma_update(None, "synchronous", "EXTRA")?;
        schema::lay_out(&connection)?;
        connection.close().map_err(|(_, error)| error)?;
        std::fs::rename(&draft, path).and_then(|()| sync_folder(path)).map_err(failed)?;
        Self::connect(path, Some(lock))
    }

    /// Without the lock the connection refuses to write. It is not opened as read-only even so: if a writer was killed in the
    /// middle of an entry, whoever comes first must be able to take the half entry back.
    fn connect(path: &Path, lock: Option<Lock>) -> Result<Self, Error> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(PATIENCE)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
        connection.pragma_update(None, "trusted_schema", false)?;
        connection.pragma_update(None, "cell_size_check", true)?;
        connection.pragma_update(None, "cache_size", -65_536)?;
        connection.pragma_update(None, "synchronous", "EXTRA")?;
        match lock {
            Some(_) => connection.pragma_update(None, "journal_mode", "DELETE")?,
            None => connection.pragma_update(None, "query_only", true)?,
        }
        Ok(Ledger { connection, lock })
    }

    /// The last entry; noted down outside the case, it shows later that nothing was cut off or rewritten.
    ///
    /// # Errors
    /// What the database says.
    pub fn head(&self) -> Result<Head, Error> {
        page::head(&self.connection)
    }

    /// Whether `reader` (name@version) has read all of `source`.
    ///
    /// # Errors
    /// What the database says.
    pub fn has_reading(&self, source: SourceId, reader: &str) -> Result<bool, Error> {
        let sql = "SELECT 1 FROM part WHERE source = ?1 AND reader = ?2 AND last = 1 LIMIT 1";
        let found: Option<i64> = self.connection.query_row(sql, (source.to_string(), reader), |row| row.get(0)).optional()?;
        Ok(found.is_some())
    }

    /// Appends an entry that happened at `at` (RFC 3339, UTC), and returns its number. When this returns, the entry is on the
    /// disk. A reading with very many claims is stored as several entries, all or none of them; the number is that of the first.
    ///
    /// # Errors
    /// [`Error::ReadOnly`], [`Error::NotATime`]; [`Error::Misplaced`], [`Error::NotContinued`], [`Error::UnknownClaim`] or
    /// [`Error::ForeignCorrection`] for an entry that cannot follow the ones there are; what the disk refuses. Nothing is written
    /// then.
    pub fn append(&mut self, entry: &Entry, at: &str) -> Result<u64, Error> {
        let numbers = self.append_all([entry], at)?;
        Ok(numbers[0])
    }

    /// Appends all entries as one step, and returns the number of each: all of them are written, or none.
    ///
    /// # Errors
    /// As [`Ledger::append`].
    pub fn append_all<'a>(&mut self, entries: impl IntoIterator<Item = &'a Entry>, at: &str) -> Result<Vec<u64>, Error> {
        if self.lock.is_none() {
            return Err(Error::ReadOnly);
        }
        check_time(at)?;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut head = page::head(&transaction)?;
        let mut numbers = Vec::new();
        for entry in entries {
            numbers.push(head.seq + 1);
            head = insert::insert(&transaction, head, entry, at)?;
        }
        transaction.commit()?;
        Ok(numbers)
    }

    /// Appends `listing` if it differs from the last one; returns its number if it was appended.
    ///
    /// # Errors
    /// As [`Ledger::append`].
    pub fn append_listing(&mut self, listing: Listing, at: &str) -> Result<Option<u64>, Error> {
        if self.listing()?.as_ref() == Some(&listing) {
            return Ok(None);
        }
        self.append(&Entry::Listing(listing), at).map(Some)
    }

    /// The files that the case holds, as last listed; `None` before the end of the first run.
    ///
    /// # Errors
    /// [`Error::Altered`], or what the database says.
    pub fn listing(&self) -> Result<Option<Listing>, Error> {
        self.listing_as_of(self.head()?.seq)
    }

    /// The last listing up to entry `until`.
    pub(crate) fn listing_as_of(&self, until: u64) -> Result<Option<Listing>, Error> {
        let sql = "SELECT max(seq) FROM entry WHERE kind = ?1 AND seq <= ?2";
        let last: Option<u64> = self.connection.query_row(sql, (kind::LISTING, until), |row| row.get(0))?;
        match last.map(|seq| page::entry(&self.connection, seq)).transpose()? {
            Some(Entry::Listing(listing)) => Ok(Some(listing)),
            Some(_) | None => Ok(None),
        }
    }

    /// Which passages `model` was asked about by `asker` (name@version): source and passage as [`crate::Proposals`] names them.
    ///
    /// # Errors
    /// [`Error::Altered`], or what the database says.
    pub fn asked(&self, model: &str, asker: &str) -> Result<BTreeSet<(SourceId, String)>, Error> {
        let mut statement = self.connection.prepare("SELECT seq FROM entry WHERE kind = ?1 ORDER BY seq")?;
        let numbers: Vec<u64> = statement.query_map([kind::PROPOSALS], |row| row.get(0))?.collect::<Result<_, _>>()?;
        let mut asked = BTreeSet::new();
        for seq in numbers {
            if let Entry::Proposals(proposals) = page::entry(&self.connection, seq)?
                && proposals.model == model
                && proposals.asker == asker
            {
                asked.insert((proposals.source, proposals.passage));
            }
        }
        Ok(asked)
    }

    /// Makes the look-up tables anew from the entries. Needed only when [`Ledger::verify`] says so.
    ///
    /// # Errors
    /// [`Error::ReadOnly`], [`Error::Altered`], or what the database says. The tables are as before then.
    pub fn rebuild_index(&mut self) -> Result<(), Error> {
        if self.lock.is_none() {
            return Err(Error::ReadOnly);
        }
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        index::clear(&transaction)?;
        for logged in page::Entries::new(&transaction)? {
            let logged = logged?;
            index::enter(&transaction, logged.seq, &logged.entry)?;
        }
        Ok(transaction.commit()?)
    }
}

fn check_time(at: &str) -> Result<(), Error> {
    let is_time = at.ends_with('Z') && at.contains('T') && at.parse::<jiff::Timestamp>().is_ok();
    if is_time { Ok(()) } else { Err(Error::NotATime { at: at.to_owned() }) }
}

fn remove_if_there(path: &Path) -> std::io::Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}

/// The folder that `path` lies in.
fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Brings the renaming of `path` to the disk. Other systems than Unix have no such call, and do it by themselves.
fn sync_folder(path: &Path) -> std::io::Result<()> {
    if cfg!(unix) { File::open(folder_of(path))?.sync_all() } else { Ok(()) }
}
