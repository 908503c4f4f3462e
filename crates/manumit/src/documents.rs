//! From a file to what is read of it: hashed as received, read here or in a process of its own, whole or window by window,
//! watched for change while it is read.

use crate::isolation::{Answer, Listed, Pool, Request, Task, is_isolated};
use crate::{interrupt, recognise};
use evidence::{Claim, MediaType, Notice, Period, Severity, Source, SourceHasher, SourceId};
use ledger::Facts;
use read::{Reading, Windows};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
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
/// Other documents are read whole too, in a process of their own. Archives and mailboxes have no bound.
const ISOLATED: u64 = 256 << 20;
/// So many claims of one document are kept: it bounds memory, and no report of real events comes near it.
const CLAIMS: usize = 50_000;

/// What was read of a document, or of a window of it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Piece {
    pub facts: Facts,
    pub claims: Vec<Claim>,
    pub notices: Vec<Notice>,
}

impl From<Reading> for Piece {
    fn from(reading: Reading) -> Self {
        let facts = Facts {
            title: reading.title,
            publisher: reading.publisher,
            published: reading.published.map(Period::at),
            language: reading.language,
        };
        Piece { facts, claims: reading.claims, notices: reading.notices }
    }
}

/// A file as it was when it was hashed.
#[derive(Debug, Clone)]
pub struct Hashed {
    pub source: SourceId,
    pub byte_count: u64,
    pub media_type: MediaType,
    modified: Option<std::time::SystemTime>,
}

/// A document: a file, or what a file holds.
#[derive(Debug, Clone)]
pub struct Document<'f> {
    /// The file that it is or came in.
    pub file: &'f Surveyed,
    pub name: &'f str,
    pub source: SourceId,
    pub byte_count: u64,
    pub media_type: MediaType,
    pub part_of: Option<SourceId>,
}

/// A file with what it holds.
#[derive(Debug, Clone)]
pub struct Surveyed {
    pub path: std::path::PathBuf,
    pub name: String,
    /// Whether it lies among the tables of the case, not among its documents.
    pub is_table: bool,
    pub hashed: Hashed,
    /// What it holds, each after what it came in.
    pub members: Vec<Listed>,
    /// What of it cannot be opened.
    pub notices: Vec<Notice>,
}

impl Surveyed {
    /// The file itself, then what it holds.
    pub fn documents(&self) -> impl Iterator<Item = Document<'_>> {
        let own = Document {
            file: self,
            name: &self.name,
            source: self.hashed.source,
            byte_count: self.hashed.byte_count,
            media_type: self.hashed.media_type,
            part_of: None,
        };
        let members = self.members.iter().map(|listed| Document {
            file: self,
            name: &listed.name,
            source: listed.source,
            byte_count: listed.byte_count,
            media_type: listed.media_type,
            part_of: Some(listed.part_of),
        });
        std::iter::once(own).chain(members)
    }

    fn request(&self, task: Task) -> Request {
        let Hashed { source, media_type, .. } = self.hashed;
        Request { path: self.path.clone(), name: self.name.clone(), source, media_type, task }
    }
}

/// Hashes the file at `path`, called `name` in notices, and lists what it holds.
///
/// # Errors
/// A notice with the cause and the remedy, if none of it can be read.
pub fn survey(pool: &Pool, path: &Path, name: &str, is_table: bool) -> Result<Surveyed, Notice> {
    let hashed = hash(path, name)?;
    let mut file =
        Surveyed { path: path.to_owned(), name: name.to_owned(), is_table, hashed, members: Vec::new(), notices: Vec::new() };
    if !document::holds_members(file.hashed.media_type) {
        return Ok(file);
    }
    let request = file.request(Task::List);
    loop {
        let (mut kind, mut members, mut notices) = (file.hashed.media_type, Vec::new(), Vec::new());
        let asked = pool.ask(&request, file.hashed.byte_count, &mut |answer| match answer {
            Answer::Kind(found) => kind = found,
            Answer::Listed(listed) => members.push(listed),
            Answer::Notices(found) => notices.extend(found),
            Answer::Begins { .. } | Answer::Read(..) | Answer::Text(..) | Answer::Done => {}
        });
        match asked {
            Ok(()) => {
                file.hashed.media_type = kind;
                (file.members, file.notices) = (members, notices);
                return Ok(file);
            }
            Err(fault) if fault.was_used && !interrupt::wanted() => {}
            Err(fault) => return Err(fault.notice(name)),
        }
    }
}

/// Hashes the file at `path`, called `name` in notices, and tells what kind of document it is.
///
/// # Errors
/// A notice with the cause and the remedy, if it cannot be read, is empty, or is no document of a kind that is read.
fn hash(path: &Path, name: &str) -> Result<Hashed, Notice> {
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
        if interrupt::wanted() {
            return Err(interrupted(name));
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
        MediaType::Html => MARKUP,
        container if document::holds_members(container) => u64::MAX,
        _ => ISOLATED,
    };
    if byte_count > most {
        return Err(too_large(name, byte_count, most));
    }
    Ok(Hashed { source: hasher.finish(), byte_count, media_type, modified: before.modified().ok() })
}

/// Reads of `file` what is `wanted`: the file itself, members of it. `each` is given what was read of each; of a large text part by
/// part, the last one marked. Gives notices of what could not be read; nothing of a file that changed meanwhile is kept as whole.
pub fn read(pool: &Pool, file: &Surveyed, wanted: &[SourceId], each: &mut dyn FnMut(SourceId, Piece, bool)) -> Vec<Notice> {
    let source = file.hashed.source;
    if is_isolated(file.hashed.media_type) || file.is_table {
        let task = if file.is_table { Task::Survey } else { Task::Read };
        return ask(pool, file, task, wanted, &mut |answer| {
            if let Answer::Read(source, piece) = answer {
                each(source, piece, true);
            }
        });
    }
    let read = read_parts(&file.path, &file.name, &file.hashed, |piece, last| each(source, piece, last));
    read.err().into_iter().collect()
}

/// The text layers of what is `wanted` of `file`.
pub fn texts(pool: &Pool, file: &Surveyed, wanted: &[SourceId]) -> BTreeMap<SourceId, String> {
    let mut texts = BTreeMap::new();
    if is_isolated(file.hashed.media_type) {
        // what cannot be shown was said when it was read
        let _ = ask(pool, file, Task::Text, wanted, &mut |answer| {
            if let Answer::Text(source, text) = answer {
                texts.insert(source, text);
            }
        });
    } else if let Ok(bytes) = std::fs::read(&file.path) {
        let Hashed { source, media_type, .. } = file.hashed;
        let text = (SourceId::of(&bytes) == source).then(|| text_of(&file.name, media_type, source, &bytes)).flatten();
        texts.extend(text.map(|text| (source, text)));
    }
    texts
}

/// The text layer of a source of the case in `folder`: of a file, or as `FILE!/NAME` of one in a file.
pub fn text_layer(folder: &Path, source: &Source) -> Option<String> {
    let path = folder.join(&source.name);
    let whole = path.to_string_lossy();
    let holder = whole.match_indices("!/").map(|(at, _)| Path::new(&whole[..at])).find(|file| file.is_file());
    let pool = Pool::of_case(folder);
    let file = survey(&pool, holder.unwrap_or(&path), &source.name, false).ok()?;
    let is_here = file.documents().any(|document| document.source == source.id && document.media_type == source.media_type);
    if is_here { texts(&pool, &file, &[source.id]).remove(&source.id) } else { None }
}

fn ask(
    pool: &Pool,
    file: &Surveyed,
    task: fn(Vec<SourceId>) -> Task,
    wanted: &[SourceId],
    each: &mut dyn FnMut(Answer),
) -> Vec<Notice> {
    let mut notices = Vec::new();
    let request = file.request(Task::List);
    let faults = pool.ask_all(request, task, wanted.to_vec(), file.hashed.byte_count, &mut |answer| match answer {
        Answer::Notices(found) => notices.extend(found),
        answer => each(answer),
    });
    notices.extend(faults);
    notices
}

/// Reads a document that is whole in memory.
///
/// # Errors
/// A notice, if reading it meets a fault.
pub fn read_bytes(name: &str, media_type: MediaType, source: SourceId, bytes: &[u8]) -> Result<Piece, Notice> {
    let mut reading =
        guarded(name, || read::read_opened(name, media_type, source, &recognise::open(media_type, name, source, bytes)))?;
    bound(name, &mut reading, 0);
    Ok(reading.into())
}

/// Says what tables a file holds. Nothing of it is read for claims.
///
/// # Errors
/// As [`read_bytes`].
pub fn survey_bytes(name: &str, media_type: MediaType, source: SourceId, bytes: &[u8]) -> Result<Piece, Notice> {
    let document = guarded(name, || recognise::open(media_type, name, source, bytes))?;
    let mut notices = document.notices;
    if !media_type.is_wrapper() {
        notices.push(seen(name, &document.tables));
    }
    Ok(Piece { notices, ..Piece::default() })
}

/// So many tables of a file are named.
const TABLES_NAMED: usize = 8;

/// What tables a file holds, for a person.
fn seen(name: &str, tables: &[document::Table]) -> Notice {
    let one = |table: &document::Table| {
        let called = table.name.as_deref().map(|name| format!("“{}” ", crate::show::one_line(name))).unwrap_or_default();
        format!("{called}{} rows of {} columns", table.row_count(), table.columns.len())
    };
    let named: Vec<String> = tables.iter().take(TABLES_NAMED).map(one).collect();
    let more = tables.len().saturating_sub(TABLES_NAMED);
    let (cause, remedy) = match tables.len() {
        0 => ("it holds no table.".to_owned(), "If it is a document, put it among the documents of the case."),
        count => {
            let tables = if count == 1 { "table" } else { "tables" };
            let more = if more > 0 { format!("; and {more} more") } else { String::new() };
            (
                format!("it holds {count} {tables}: {}{more}.", named.join("; ")),
                "Nothing to do: it is read for no statement; lists of pay, people and payments speak in the account of `manumit pay`.",
            )
        }
    };
    Notice { file: name.to_owned(), place: "whole file".into(), cause, remedy: remedy.into(), severity: Severity::Note }
}

/// The text layer of a document that is whole in memory.
pub fn text_of(name: &str, media_type: MediaType, source: SourceId, bytes: &[u8]) -> Option<String> {
    guarded(name, || recognise::open(media_type, name, source, bytes).layer.text().to_owned()).ok()
}

/// Reads the text or page that was hashed as `hashed`; `part` is given each finished part of the reading, the last one marked.
fn read_parts(path: &Path, name: &str, hashed: &Hashed, mut part: impl FnMut(Piece, bool)) -> Result<(), Notice> {
    if hashed.media_type != MediaType::PlainText || hashed.byte_count <= WHOLE {
        let bytes = std::fs::read(path).map_err(|error| unreadable(name, &error))?;
        unchanged(path, name, hashed, SourceId::of(&bytes))?;
        part(read_bytes(name, hashed.media_type, hashed.source, &bytes)?, true);
        return Ok(());
    }
    windows(path, name, hashed, part)
}

fn windows(path: &Path, name: &str, hashed: &Hashed, mut part: impl FnMut(Piece, bool)) -> Result<(), Notice> {
    let failed = |error: std::io::Error| unreadable(name, &error);
    let mut file = File::open(path).map_err(failed)?;
    let mut hasher = SourceHasher::default();
    let mut windows = Windows::new(name, hashed.media_type, hashed.source);
    let mut held: Vec<u8> = Vec::with_capacity(WINDOW + (1 << 16));
    let mut base = 0usize;
    let mut held_back: Option<Reading> = None;
    let mut claims = 0;
    loop {
        if interrupt::wanted() {
            return Err(interrupted(name));
        }
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
            part(earlier.into(), false);
        }
        if last {
            break;
        }
    }
    unchanged(path, name, hashed, hasher.finish())?;
    let mut reading = held_back.unwrap_or_default();
    windows.finish(&mut reading);
    part(reading.into(), true);
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

fn unchanged(path: &Path, name: &str, hashed: &Hashed, found: SourceId) -> Result<(), Notice> {
    let modified = std::fs::metadata(path).ok().and_then(|meta| meta.modified().ok());
    if found == hashed.source && modified == hashed.modified {
        return Ok(());
    }
    Err(changed(name))
}

/// The file is another than it was when it was hashed.
pub fn changed(name: &str) -> Notice {
    Notice {
        file: name.to_owned(),
        place: "whole file".into(),
        cause: "it changed while it was being read; nothing of it was kept.".into(),
        remedy: "Wait until it is complete and run again.".into(),
        severity: Severity::Unread,
    }
}

fn interrupted(name: &str) -> Notice {
    Notice {
        file: name.to_owned(),
        place: "whole file".into(),
        cause: "reading it was interrupted.".into(),
        remedy: "Run again.".into(),
        severity: Severity::Unread,
    }
}

/// The file is there and cannot be read.
pub fn unreadable(name: &str, error: &std::io::Error) -> Notice {
    let remedy = match error.kind() {
        std::io::ErrorKind::OutOfMemory => "Allow more (MANUMIT_READER_MEMORY, in MiB), or split it.",
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
        cause: format!("it has {} MiB; up to {} MiB of such a file are read.", byte_count >> 20, most >> 20),
        remedy: "Split it, or save its text as plain text, which has no bound.".into(),
        severity: Severity::Unread,
    }
}
