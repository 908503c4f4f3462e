//! What a person is told about a file that cannot be read as it should.

use super::decode::Damage;
use evidence::{Notice, Severity};

/// None of the file is read.
pub(super) fn unread(name: &str, cause: String, remedy: &str) -> Notice {
    notice(name, "whole file".to_owned(), cause, remedy, Severity::Unread)
}

/// The file is longer than its format can be read.
pub(super) fn too_large(name: &str, what: &str, limit: usize) -> Notice {
    let limit = limit >> 20;
    let cause = format!("this is {what} of more than {limit} MiB.");
    unread(name, cause, "Cut it into smaller files, or save it as plain text in UTF-8, which is read at any length.")
}

/// A page was read, and there were no words in it.
pub(super) fn no_words(name: &str) -> Notice {
    let cause = "this page holds no words; they may have been put in by a script.".to_owned();
    unread(name, cause, "Open it in a browser, select the text, and save that as a text file.")
}

/// The page names an encoding that nobody reads any more.
pub(super) fn unknown_encoding(name: &str) -> Notice {
    let cause = "this page names an encoding that browsers refuse.".to_owned();
    unread(name, cause, "Find out in which encoding it was written, and save it as UTF-8.")
}

/// Bytes that are not text were passed over.
pub(super) fn damaged(name: &str, encoding: &str, damage: &Damage, base: usize) -> Notice {
    let count = damage.count;
    let (bytes, them) = if count == 1 { ("byte is", "it") } else { ("bytes are", "them") };
    let place = match base {
        0 => format!("byte {} (line {})", damage.first, damage.line),
        base => format!("byte {}", base + damage.first),
    };
    let cause = format!("{count} {bytes} not text in {encoding}; no statement is read across {them}.");
    let remedy = "If words are missing, find out the file's encoding and save it as UTF-8.";
    notice(name, place, cause, remedy, Severity::Partly)
}

/// Part of it is not read.
pub(super) fn partly(name: &str, place: &str, cause: impl Into<String>, remedy: &str) -> Notice {
    notice(name, place.to_owned(), cause.into(), remedy, Severity::Partly)
}

/// All of it is read; worth knowing.
pub(super) fn note(name: &str, place: &str, cause: impl Into<String>, remedy: &str) -> Notice {
    notice(name, place.to_owned(), cause.into(), remedy, Severity::Note)
}

fn notice(name: &str, place: String, cause: String, remedy: &str, severity: Severity) -> Notice {
    Notice { file: name.to_owned(), place, cause, remedy: remedy.to_owned(), severity }
}
