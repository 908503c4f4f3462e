//! The case file: what was read from which bytes, and what persons decided of it, in the order it happened.
//!
//! One SQLite file holds one append-only table of entries. Each entry carries the hash of the one before it, so a changed, moved
//! or removed entry shows ([`Ledger::verify`]). Nothing is ever overwritten: a newer reading stands beside the older one, a
//! judgement is taken back by another judgement. [`Ledger::case`] gives the case as it stands now, and that depends only on which
//! files the case holds, what their readings say and what was judged: never on the order of reading nor on how often a run was
//! interrupted.
//!
//! This crate alone opens the case file. It knows no clock (a time is an argument) and no reader (a reading is given to it).
//!
//! # Why a rollback journal
//! The file is kept in SQLite's rollback-journal mode with `synchronous = EXTRA`. A call that has returned is on the disk, in the
//! one file, and survives `kill -9` and loss of power; a call that was cut off leaves nothing. A write-ahead log would be faster,
//! but a killed process leaves acknowledged entries in a second file beside the ledger, and whoever then copies "the ledger" to a
//! colleague or a court loses them unnoticed. Where many small readings are due, [`Ledger::append_all`] writes them as one.
//!
//! # What the chain shows, and what it cannot
//! A changed byte, a missing entry or two exchanged entries break the chain. A ledger whose *last* entries were cut off, or which
//! somebody rewrote from some entry on with new hashes, is a good chain again: only its [`Head`] has changed. A person who notes
//! the head down (in a letter, on the dossier's cover) and gives it to [`Ledger::verify`] later sees that too.

mod chain;
mod entry;
mod error;
mod index;
mod insert;
mod ledger;
mod lock;
mod page;
mod reader_order;
mod schema;
mod snapshot;
mod verify;

pub use chain::{Hash, Head};
pub use entry::{Confirmation, Counts, Entry, Facts, Listing, Proposals, Reading, Refusal, RunFinished, RunStarted};
pub use error::Error;
pub use index::Found;
pub use ledger::{Ledger, path_in};
pub use page::{Entries, Logged};
pub use snapshot::Snapshot;
pub use verify::{Breach, Fault, Verification};
