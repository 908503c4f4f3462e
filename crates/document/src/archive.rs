//! Archives of files: ZIP, tar, gzip. Nothing in them is ever written to a disk, so no name in one leads anywhere.

mod names;
mod tape;
mod zipped;

pub(crate) use tape::{gunzip, tar_members};
pub(crate) use zipped::{kind_of_zip, zip_members};

pub(crate) use names::Namer;

use crate::notices;
use evidence::Notice;
use std::io::Read;

/// The longest file in an archive that is opened: it is held in memory.
pub(crate) const LONGEST_MEMBER: u64 = 128 << 20;
/// A file that unpacks to more than this many times its packed size is a trap, once it is larger than [`TRAP_FROM`].
const TRAP_RATIO: u64 = 250;
const TRAP_FROM: u64 = 8 << 20;

/// A file in an archive as it comes out.
pub(crate) enum Unpacked {
    /// Its bytes.
    Whole(Vec<u8>),
    /// It is longer than what is opened.
    TooLong,
    /// It unpacks to far more than any real file of its packed size.
    Trap,
    /// There is no memory for it.
    NoRoom,
    /// It is damaged.
    Damaged(String),
}

/// Unpacks one file whose packed size is `packed`, if that is known, up to the bounds.
pub(crate) fn unpacked(mut input: impl Read, packed: Option<u64>) -> Unpacked {
    let trap_at = packed.map_or(u64::MAX, |packed| TRAP_FROM.max(packed.saturating_mul(TRAP_RATIO)));
    let most = LONGEST_MEMBER.min(trap_at);
    let mut bytes = Vec::new();
    match input.by_ref().take(most + 1).read_to_end(&mut bytes) {
        Err(error) if error.kind() == std::io::ErrorKind::OutOfMemory => Unpacked::NoRoom,
        Err(error) => Unpacked::Damaged(error.to_string()),
        Ok(_) if bytes.len() as u64 <= most => Unpacked::Whole(bytes),
        Ok(_) if most == trap_at => Unpacked::Trap,
        Ok(_) => Unpacked::TooLong,
    }
}

/// Why a file in an archive is not read.
pub(crate) fn refused(name: &str, unpacked: &Unpacked) -> Option<Notice> {
    match unpacked {
        Unpacked::Whole(_) => None,
        Unpacked::TooLong => Some(too_long(name)),
        Unpacked::NoRoom => Some(no_room(name)),
        Unpacked::Trap => Some(trap(name)),
        Unpacked::Damaged(what) => Some(damaged(name, what)),
    }
}

pub(crate) fn too_long(name: &str) -> Notice {
    let cause = format!("it is longer than {} MiB, which is the most that is opened inside another file.", LONGEST_MEMBER >> 20);
    notices::unread(name, cause, "Unpack it, and add it as a file of its own.")
}

fn no_room(name: &str) -> Notice {
    let cause = "opening it inside another file takes more memory than there is.".to_owned();
    notices::unread(name, cause, "Unpack it, and add it as a file of its own.")
}

fn trap(name: &str) -> Notice {
    let cause = format!("it unpacks to more than {TRAP_RATIO} times its size, as files do that are made to fill a machine.");
    notices::unread(name, cause, "If you know it to be sound, unpack it and add the file.")
}

pub(crate) fn damaged(name: &str, what: &str) -> Notice {
    let cause = format!("it is damaged inside the file that holds it ({what}).");
    notices::unread(name, cause, "Look for a sound copy.")
}

pub(crate) fn link(name: &str) -> Notice {
    notices::note(
        name,
        "whole file",
        "it is a link, not a file; it was passed over.",
        "Nothing to do, unless the file that it leads to is missing.",
    )
}
