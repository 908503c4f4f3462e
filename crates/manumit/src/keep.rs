//! What is new is read on all cores, and kept in the ledger as it comes: what was finished before an interruption is not read again.

use crate::documents::{self, Document, Piece, Surveyed};
use crate::isolation::Pool;
use crate::outcome::Trouble;
use crate::{interrupt, progress};
use evidence::{Notice, SourceId};
use indicatif::ProgressBar;
use ledger::{Entry, Ledger, RunStarted};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, SyncSender, sync_channel};
use std::time::{Duration, Instant};

/// The version of what is said of a table. It sorts before the reader of documents: of a source that both read, the reading stands.
const TABLES: &str = "columns@1";
/// Readings of one transaction: by count, by claims, and by how long the first of them waits.
const BATCH_READINGS: usize = 256;
const BATCH_CLAIMS: usize = 5_000;
const BATCH_WAIT: Duration = Duration::from_millis(500);
/// The documents of one file are read by several processes, if there are so many bytes of them.
const SHARED: u64 = 16 << 20;

/// What was read anew.
#[derive(Default)]
pub struct ReadAnew {
    pub documents: u64,
    pub claims: u64,
}

/// What one reader does in one go: some of the documents of a file.
struct Unit<'f> {
    file: &'f Surveyed,
    wanted: Vec<SourceId>,
}

/// What a reader hands on.
enum Handed {
    /// A document, or part of a large one.
    Piece { unit: usize, source: SourceId, piece: Piece, last: bool },
    /// A unit is done; this could not be read.
    Finished(Vec<Notice>),
}

/// The reader whose readings of this document count.
pub fn reader_of(file: &Surveyed) -> &'static str {
    if file.is_table { TABLES } else { read::READER }
}

/// Each document once, under its first name.
pub fn distinct(files: &[Surveyed]) -> impl Iterator<Item = Document<'_>> {
    let mut seen = BTreeSet::new();
    files.iter().flat_map(Surveyed::documents).filter(move |document| seen.insert(document.source))
}

/// Reads what the ledger has no reading of, and keeps it.
///
/// # Errors
/// What the ledger refuses; [`Trouble::Interrupted`] once what was finished is kept.
pub fn read_new(ledger: &mut Ledger, pool: &Pool, files: &[Surveyed], notices: &mut Vec<Notice>) -> Result<ReadAnew, Trouble> {
    let mut pending = Vec::new();
    for document in distinct(files) {
        if !ledger.has_reading(document.source, reader_of(document.file))? {
            pending.push(document);
        }
    }
    if pending.is_empty() {
        return Ok(ReadAnew::default());
    }
    let arguments = vec![format!("{} documents to read", pending.len())];
    ledger.append(
        &Entry::RunStarted(RunStarted { version: env!("CARGO_PKG_VERSION").to_owned(), arguments }),
        &crate::run::now(),
    )?;
    let sizes: BTreeMap<SourceId, u64> = pending.iter().map(|document| (document.source, document.byte_count)).collect();
    let units = units(&pending);
    let _finishing = interrupt::Finishing::begin();
    let mut keeper = Keeper::new(ledger, &units, &sizes);
    let kept = read_units(pool, &units, &mut keeper);
    let Keeper { read, notices: found, bar, .. } = keeper;
    bar.finish_and_clear();
    kept?;
    if interrupt::wanted() {
        return Err(Trouble::Interrupted { documents: read.documents });
    }
    notices.extend(found);
    Ok(read)
}

/// The documents by file; those of a file that holds much in as many shares as there are readers.
fn units<'f>(pending: &[Document<'f>]) -> Vec<Unit<'f>> {
    let mut units = Vec::new();
    for documents in pending.chunk_by(|a, b| std::ptr::eq(a.file, b.file)) {
        let bytes: u64 = documents.iter().map(|document| document.byte_count).sum();
        let shares = if bytes > SHARED { rayon::current_num_threads().min(documents.len()) } else { 1 };
        units.extend((0..shares).map(|share| Unit {
            file: documents[0].file,
            wanted: documents.iter().skip(share).step_by(shares).map(|document| document.source).collect(),
        }));
    }
    units
}

fn read_units(pool: &Pool, units: &[Unit<'_>], keeper: &mut Keeper<'_>) -> Result<(), Trouble> {
    let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    let readers = rayon::current_num_threads().min(units.len()).max(1);
    std::thread::scope(|scope| {
        let (sender, handed) = sync_channel(4 * readers);
        for _ in 0..readers {
            let (sender, next, stop) = (sender.clone(), &next, &stop);
            scope.spawn(move || {
                while !stop.load(Ordering::Relaxed) && !interrupt::wanted() {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(unit) = units.get(index) else { break };
                    read_unit(pool, unit, index, &sender);
                }
            });
        }
        drop(sender);
        let kept = keeper.take_all(&handed);
        stop.store(true, Ordering::Relaxed);
        drop(handed);
        kept
    })
}

fn read_unit(pool: &Pool, unit: &Unit<'_>, index: usize, sender: &SyncSender<Handed>) {
    // if nobody takes it any more, the run has failed and says so
    let notices = documents::read(pool, unit.file, &unit.wanted, &mut |source, piece, last| {
        let _ = sender.send(Handed::Piece { unit: index, source, piece, last });
    });
    let _ = sender.send(Handed::Finished(notices));
}

/// Puts what comes into the ledger: many small readings as one step, the parts of a large one as they come.
struct Keeper<'l> {
    ledger: &'l mut Ledger,
    readers: Vec<&'static str>,
    sizes: &'l BTreeMap<SourceId, u64>,
    batch: Vec<Entry>,
    batch_claims: usize,
    waiting_since: Instant,
    /// The first entry of each large document that is under way, by unit.
    under_way: BTreeMap<usize, u64>,
    read: ReadAnew,
    notices: Vec<Notice>,
    bar: ProgressBar,
}

impl<'l> Keeper<'l> {
    fn new(ledger: &'l mut Ledger, units: &[Unit<'_>], sizes: &'l BTreeMap<SourceId, u64>) -> Self {
        Keeper {
            ledger,
            readers: units.iter().map(|unit| reader_of(unit.file)).collect(),
            sizes,
            batch: Vec::new(),
            batch_claims: 0,
            waiting_since: Instant::now(),
            under_way: BTreeMap::new(),
            read: ReadAnew::default(),
            notices: Vec::new(),
            bar: progress::over_bytes(sizes.values().sum(), "reading"),
        }
    }

    fn take_all(&mut self, handed: &std::sync::mpsc::Receiver<Handed>) -> Result<(), Trouble> {
        loop {
            match handed.recv_timeout(BATCH_WAIT) {
                Ok(Handed::Piece { unit, source, piece, last }) => self.take(unit, source, piece, last)?,
                Ok(Handed::Finished(notices)) => self.notices.extend(notices),
                Err(RecvTimeoutError::Timeout) => self.flush()?,
                Err(RecvTimeoutError::Disconnected) => return self.flush(),
            }
        }
    }

    fn take(&mut self, unit: usize, source: SourceId, piece: Piece, last: bool) -> Result<(), Trouble> {
        let claims = piece.claims.len();
        let continues = self.under_way.get(&unit).copied();
        let entry = entry_of(source, self.readers[unit], piece, continues, last);
        if last && continues.is_none() {
            if self.batch.is_empty() {
                self.waiting_since = Instant::now();
            }
            self.batch.push(entry);
            self.batch_claims += claims;
            let waits = self.waiting_since.elapsed() > BATCH_WAIT;
            if self.batch.len() >= BATCH_READINGS || self.batch_claims >= BATCH_CLAIMS || waits {
                self.flush()?;
            }
        } else {
            self.flush()?;
            let number = self.ledger.append(&entry, &crate::run::now())?;
            self.under_way.entry(unit).or_insert(number);
        }
        self.read.claims += claims as u64;
        self.read.documents += u64::from(last);
        let size = self.sizes.get(&source).copied().unwrap_or_default();
        let whole = continues.is_none() && last;
        self.bar.inc(if whole { size } else { documents::WINDOW as u64 });
        self.bar.set_message(format!("{} of {} documents, {} claims", self.read.documents, self.sizes.len(), self.read.claims));
        Ok(())
    }

    fn flush(&mut self) -> Result<(), Trouble> {
        if !self.batch.is_empty() {
            self.ledger.append_all(&self.batch, &crate::run::now())?;
            self.batch.clear();
            self.batch_claims = 0;
        }
        Ok(())
    }
}

fn entry_of(source: SourceId, reader: &str, piece: Piece, continues: Option<u64>, last: bool) -> Entry {
    let Piece { facts, claims, notices } = piece;
    Entry::Reading(ledger::Reading { source, reader: reader.to_owned(), continues, last, facts, claims, notices })
}
