//! From a file to its reading: hashed as received, read whole or window by window, watched for change while it is read.

use evidence::{MediaType, Notice, Severity, SourceHasher, SourceId};
use read::{Reading, Windows};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Text up to this size is read whole; beyond, in windows.
const WHOLE: u64 = 8 << 20;
/// Size of a window of a large text.
pub const WINDOW: usize = 4 << 20;
/// Markup is read whole, so it has a bound; Markdown a lower one, because hostile Markdown takes hundreds of times its size.
const MARKUP: u64 = 64 << 20;
const MARKDOWN: u64 = 16 << 20;
/// So many claims of one document are kept: it bounds memory, and no report of real events comes near it.
const CLAIMS: usize = 50_000;

/// A file as it was when it was hashed.
#[derive(Debug, Clone)]
pub struct Hashed {
    pub source: SourceId,
    pub byte_count: u64,
    pub media_type: MediaType,
    modified: Option<std::time::SystemTime>,
}

/// Hashes the file at `path`, called `name` in notices, and tells what kind of document it is.
///
/// # Errors
/// A notice with the cause and the remedy, if it cannot be read, is empty, or is no document of a kind that is read.
pub fn hash(path: &Path, name: &str) -> Result<Hashed, Notice> {
    let failed = |error: std::io::Error| unreadable(name, &error);
    let mut file = File::open(path).map_err(failed)?;
    let before = file.metadata().map_err(failed)?;
    let mut hasher = SourceHasher::default();
    let mut piece = vec![0; 1 << 16];
    let mut head = Vec::new();
    let mut byte_count = 0u64;
    loop {
        let count = file.read(&mut piece).map_err(failed)?;
        if count == 0 {
            break;
        }
        if head.is_empty() {
            head.extend_from_slice(&piece[..count]);
        }
        hasher.update(&piece[..count]);
        byte_count += count as u64;
    }
    let media_type = document::sniff(name, &head)?;
    let most = match media_type {
        MediaType::PlainText => u64::MAX,
        MediaType::Markdown => MARKDOWN,
        _ => MARKUP,
    };
    if byte_count > most {
        return Err(too_large(name, byte_count, most));
    }
    Ok(Hashed { source: hasher.finish(), byte_count, media_type, modified: before.modified().ok() })
}

/// Reads the file that was hashed as `hashed`; `part` is given each finished part of the reading, the last one marked.
///
/// # Errors
/// A notice, if the file cannot be read or has changed since it was hashed. Nothing of such a file is kept.
pub fn read_parts(path: &Path, name: &str, hashed: &Hashed, mut part: impl FnMut(Reading, bool)) -> Result<(), Notice> {
    if hashed.media_type != MediaType::PlainText || hashed.byte_count <= WHOLE {
        let bytes = std::fs::read(path).map_err(|error| unreadable(name, &error))?;
        unchanged(path, name, hashed, SourceId::of(&bytes))?;
        let mut reading = guarded(name, || read::read(name, hashed.media_type, hashed.source, &bytes))?;
        bound(name, &mut reading, 0);
        part(reading, true);
        return Ok(());
    }
    windows(path, name, hashed, part)
}

/// Reads a file whole into one reading.
///
/// # Errors
/// As [`read_parts`].
pub fn read_whole(path: &Path, name: &str, hashed: &Hashed) -> Result<Reading, Notice> {
    let mut whole: Option<Reading> = None;
    read_parts(path, name, hashed, |part, _| match &mut whole {
        None => whole = Some(part),
        Some(whole) => {
            whole.claims.extend(part.claims);
            whole.notices.extend(part.notices);
        }
    })?;
    Ok(whole.unwrap_or_default())
}

fn windows(path: &Path, name: &str, hashed: &Hashed, mut part: impl FnMut(Reading, bool)) -> Result<(), Notice> {
    let failed = |error: std::io::Error| unreadable(name, &error);
    let mut file = File::open(path).map_err(failed)?;
    let mut hasher = SourceHasher::default();
    let mut windows = Windows::new(name, hashed.media_type, hashed.source);
    let mut held: Vec<u8> = Vec::with_capacity(WINDOW + (1 << 16));
    let mut base = 0usize;
    let mut held_back: Option<Reading> = None;
    let mut claims = 0;
    loop {
        let had = held.len();
        held.resize(WINDOW, 0);
        let count = fill(&mut file, &mut held[had..]).map_err(failed)?;
        held.truncate(had + count);
        hasher.update(&held[had..]);
        let last = held.len() < WINDOW;
        let cut = if last { held.len() } else { window_end(&held) };
        let mut reading = Reading::default();
        if claims < CLAIMS {
            guarded(name, || windows.push(base, &held[..cut], &mut reading))?;
            claims += bound(name, &mut reading, claims);
        }
        base += cut;
        held.drain(..cut);
        if let Some(earlier) = held_back.replace(reading) {
            part(earlier, false);
        }
        if last {
            break;
        }
    }
    unchanged(path, name, hashed, hasher.finish())?;
    let mut reading = held_back.unwrap_or_default();
    windows.finish(&mut reading);
    part(reading, true);
    Ok(())
}

/// Reads one document so that a fault of the program in it costs that document, not the run.
fn guarded<T>(name: &str, reading: impl FnOnce() -> T) -> Result<T, Notice> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(reading)).map_err(|_| Notice {
        file: name.to_owned(),
        place: "whole file".into(),
        cause: "reading it met a fault of this program.".into(),
        remedy: "Save its words as plain text and add that; please report the fault with the file, if it may be shared.".into(),
        severity: Severity::Unread,
    })
}

/// Leaves out claims beyond the bound, with a notice the first time; tells how many remain.
fn bound(name: &str, reading: &mut Reading, before: usize) -> usize {
    let room = CLAIMS - before;
    if reading.claims.len() >= room {
        reading.claims.truncate(room);
        reading.notices.push(Notice {
            file: name.to_owned(),
            place: reading
                .claims
                .last()
                .and_then(|claim| claim.span()?.bytes())
                .map_or("whole file".into(), |bytes| format!("after byte {}", bytes.end)),
            cause: format!("it makes more than {CLAIMS} claims; those beyond were left out."),
            remedy: "If it is one document after another, split it into files of one document each.".into(),
            severity: Severity::Partly,
        });
    }
    reading.claims.len()
}

fn fill(file: &mut File, mut into: &mut [u8]) -> std::io::Result<usize> {
    let mut filled = 0;
    while !into.is_empty() {
        let count = file.read(into)?;
        if count == 0 {
            break;
        }
        filled += count;
        into = &mut into[count..];
    }
    Ok(filled)
}

/// Where to cut a window: after the last blank line, line, sentence or word in its second half, else before a broken character.
fn window_end(held: &[u8]) -> usize {
    let half = held.len() / 2;
    let last = |what: &[u8]| held[half..].windows(what.len()).rposition(|bytes| bytes == what).map(|at| half + at + what.len());
    let character = (held.len() - 4..held.len()).rev().find(|&at| held[at] & 0xc0 != 0x80).unwrap_or(held.len());
    last(b"\n\n").or_else(|| last(b"\n")).or_else(|| last(b". ")).or_else(|| last(b" ")).unwrap_or(character)
}

/// The text layer of a document, where it is small enough to be shown.
pub fn text_layer(path: &Path, name: &str, source: SourceId, media_type: MediaType) -> Option<String> {
    let bytes = std::fs::read(path).ok()?;
    let text = || document::open(media_type, name, source, 0, &bytes).layer.text().to_owned();
    (SourceId::of(&bytes) == source).then(|| guarded(name, text).ok()).flatten()
}

fn unchanged(path: &Path, name: &str, hashed: &Hashed, found: SourceId) -> Result<(), Notice> {
    let modified = std::fs::metadata(path).ok().and_then(|meta| meta.modified().ok());
    if found == hashed.source && modified == hashed.modified {
        return Ok(());
    }
    Err(Notice {
        file: name.to_owned(),
        place: "whole file".into(),
        cause: "it changed while it was being read; nothing of it was kept.".into(),
        remedy: "Wait until it is complete and run again.".into(),
        severity: Severity::Unread,
    })
}

fn unreadable(name: &str, error: &std::io::Error) -> Notice {
    let remedy = match error.kind() {
        std::io::ErrorKind::PermissionDenied => "Give yourself the right to read it (chmod u+r).",
        std::io::ErrorKind::NotFound => "Put it back, or remove the link to it.",
        _ => "Copy it to a sound disk and run again.",
    };
    Notice {
        file: name.to_owned(),
        place: "whole file".into(),
        cause: format!("it cannot be read ({error})."),
        remedy: remedy.into(),
        severity: Severity::Unread,
    }
}

fn too_large(name: &str, byte_count: u64, most: u64) -> Notice {
    Notice {
        file: name.to_owned(),
        place: "whole file".into(),
        cause: format!("it is markup of {} MiB; up to {} MiB are read.", byte_count >> 20, most >> 20),
        remedy: "Split it, or save its text as plain text, which has no bound.".into(),
        severity: Severity::Unread,
    }
}
