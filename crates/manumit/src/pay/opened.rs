//! One file of an account: a table, a statement of a bank, a written document with tables, or an archive or mail that holds such.

use super::gather::Found;
use crate::documents;
use crate::isolation::{Pool, Request, Task};
use ::pay::Plan;
use ::pay::import::{AboutFile, BankFormat, Intake, Role};
use evidence::{MediaType, Notice, Severity, SourceId};
use ledger::Confirmation;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::path::Path;

/// A larger file is not read.
const LARGEST_BYTES: u64 = 512 << 20;
/// So many bytes of a file tell what it is.
const HEAD: usize = 8192;

/// Takes files into an account.
pub struct Opening<'o> {
    pub intake: &'o mut Intake,
    pub plan: &'o Plan,
    pub confirmed: &'o BTreeMap<SourceId, Confirmation>,
}

/// A file on the disk: what stands in it is asked of it by the source.
struct Holder<'h> {
    file: &'h Found,
    source: SourceId,
    kind: MediaType,
    byte_count: u64,
}

/// Bytes to be taken in: a file, or a member of one.
struct Piece<'p> {
    name: &'p str,
    source: SourceId,
    kind: Result<MediaType, Notice>,
    bytes: &'p [u8],
}

impl Opening<'_> {
    /// Takes in a file, and what it holds. What cannot be read is told.
    ///
    /// # Errors
    /// What `pay.toml` says of it and does not fit.
    pub fn take(&mut self, file: &Found) -> Result<(), String> {
        let Some(bytes) = self.bytes_of(file) else { return Ok(()) };
        let source = SourceId::of(&bytes);
        let kind = document::sniff(&file.name, &bytes[..bytes.len().min(HEAD)]);
        let kind = kind.map(|kind| document::told_apart(kind, Cursor::new(&bytes)));
        let told = kind.as_ref().copied().unwrap_or(MediaType::PlainText);
        let holder = Holder { file, source, kind: told, byte_count: bytes.len() as u64 };
        if document::holds_members(told) && BankFormat::sniff(&bytes).is_none() {
            return self.members(&holder, &bytes);
        }
        self.piece(&holder, Piece { name: &file.name, source, kind, bytes: &bytes })
    }

    fn bytes_of(&mut self, file: &Found) -> Option<Vec<u8>> {
        let size = std::fs::metadata(&file.path).map(|data| data.len()).unwrap_or_default();
        if size > LARGEST_BYTES {
            self.unread(&file.name, "it is longer than 512 MiB.".to_owned(), "Cut it into smaller files.");
            return None;
        }
        let read = std::fs::read(&file.path);
        read.map_err(|error| self.unread(&file.name, format!("it cannot be read ({error})."), "Make it readable.")).ok()
    }

    fn unread(&mut self, name: &str, cause: String, remedy: &str) {
        let place = "whole file".to_owned();
        let notice = Notice { file: name.to_owned(), place, cause, remedy: remedy.to_owned(), severity: Severity::Unread };
        self.tell([notice]);
    }

    fn tell(&mut self, notices: impl IntoIterator<Item = Notice>) {
        self.intake.registrar.book.notices.extend(notices);
    }

    /// What an archive or a mail holds, once a process of its own has opened it without harm.
    fn members(&mut self, holder: &Holder, bytes: &[u8]) -> Result<(), String> {
        let Holder { file, source, kind, .. } = *holder;
        let listed = match documents::survey(&Pool::new(), &file.path, &file.name, true) {
            Ok(surveyed) => surveyed,
            Err(notice) => {
                self.tell([notice]);
                return Ok(());
            }
        };
        let mut left: BTreeSet<SourceId> = listed.members.iter().map(|member| member.source).collect();
        match (left.is_empty(), listed.notices.is_empty()) {
            // a package that is not even an archive any more
            (true, false) if is_office_name(&file.name) => {
                let cause = "this file is damaged or cut off: it cannot be opened.".to_owned();
                let remedy = "Copy it again, or open it in an office program, which may mend it, and save it anew.";
                self.unread(&file.name, cause, remedy);
            }
            (true, true) => {
                self.unread(&file.name, "it holds no file that is read here.".to_owned(), "Add the tables themselves.")
            }
            (..) => self.tell(listed.notices),
        }
        let mut done = Ok(());
        // what cannot be opened was told when it was listed
        let _ = document::members(kind, &file.name, source, &mut Cursor::new(bytes), &mut |member| {
            let is_holder = document::holds_members(member.media_type);
            if done.is_ok() && left.remove(&member.source) && !is_holder {
                let (name, source, kind) = (member.name.as_str(), member.source, Ok(member.media_type));
                done = self.piece(holder, Piece { name, source, kind, bytes: member.bytes });
            }
        });
        done
    }

    fn piece(&mut self, holder: &Holder, piece: Piece) -> Result<(), String> {
        let mut about = self.plan.about(piece.name)?;
        if let Some(confirmation) = self.confirmed.get(&piece.source) {
            heed(&mut about, confirmation);
        }
        if let Some(format) = BankFormat::sniff(piece.bytes) {
            self.intake.bank(piece.name, piece.source, format, piece.bytes, &about);
            return Ok(());
        }
        match piece.kind {
            Ok(kind) if is_table(kind) || is_written(kind) => self.tables(holder, kind, &piece, &about),
            Ok(MediaType::Pdf) => {
                let cause = "no row of a table in a PDF is read as pay: which column a figure stands in is not sure there.";
                let remedy = "Type it off or export it as XLSX, ODS or CSV; put the PDF among the documents, where `manumit run` reads its words.";
                self.unread(piece.name, cause.to_owned(), remedy);
            }
            Ok(_) => {
                let cause = "it is no table and no statement of a bank that is read here.".to_owned();
                let remedy = "Save its table as XLSX, ODS or CSV; documents in words are read by `manumit run`.";
                self.unread(piece.name, cause, remedy);
            }
            Err(_) if piece.bytes.starts_with(b"PAR1") => {
                let cause = "this is a table in Parquet, which is not read here.".to_owned();
                self.unread(piece.name, cause, "Save it as CSV, unless the same rows lie beside it.");
            }
            Err(notice) => self.tell([notice]),
        }
        Ok(())
    }

    fn tables(&mut self, holder: &Holder, kind: MediaType, piece: &Piece, about: &AboutFile) {
        let is_package = !matches!(kind, MediaType::Csv | MediaType::Tsv);
        let faults = if is_package { tried(holder, piece.source) } else { Vec::new() };
        if !faults.is_empty() {
            return self.tell(faults);
        }
        // a fault in the reader of one file costs that file
        match std::panic::catch_unwind(|| document::open(kind, piece.name, piece.source, 0, piece.bytes)) {
            Ok(document) if is_written(kind) && document.tables.is_empty() && document.notices.is_empty() => {
                let cause = "no table of eight rows or more with a row of titles is found in this written document.".to_owned();
                self.unread(piece.name, cause, "Save a shorter table as XLSX, ODS or CSV; words are read by `manumit run`.");
            }
            Ok(document) => self.intake.tables(piece.name, piece.source, &document, about),
            Err(_) => {
                let remedy = "Save it as CSV, and send us the file if you may.";
                self.unread(piece.name, "reading it failed.".to_owned(), remedy);
            }
        }
    }
}

fn is_table(kind: MediaType) -> bool {
    matches!(kind, MediaType::Csv | MediaType::Tsv | MediaType::Xlsx | MediaType::Xls | MediaType::Ods)
}

/// Whether a file is an office document by its name.
fn is_office_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    [".xlsx", ".xlsm", ".ods", ".docx", ".odt", ".pptx", ".odp"].iter().any(|end| name.ends_with(end))
}

/// Written documents whose tables have sure cells.
fn is_written(kind: MediaType) -> bool {
    matches!(kind, MediaType::Docx | MediaType::Odt | MediaType::Rtf | MediaType::Pptx | MediaType::Odp)
}

/// Whether a file by its head is a table or a statement of a bank, or an archive that holds a table.
pub fn may_be_pay(path: &Path, name: &str) -> bool {
    use std::io::Read;
    let Ok(mut file) = std::fs::File::open(path) else { return true };
    let mut head = Vec::new();
    if file.by_ref().take(HEAD as u64).read_to_end(&mut head).is_err() {
        return true;
    }
    let kind = document::sniff(name, &head).map(|kind| document::told_apart(kind, &mut file));
    let holds_table = || {
        let surveyed = documents::survey(&Pool::new(), path, name, true);
        surveyed.is_ok_and(|surveyed| surveyed.members.iter().any(|member| is_table(member.media_type)))
    };
    // an empty or unknown file is told as one that could not be read
    BankFormat::sniff(&head).is_some() || kind.map_or(true, |kind| is_table(kind) || kind.is_wrapper() && holds_table())
}

/// Has a process of its own read a workbook first: what that cannot stand is told, and not read here.
fn tried(holder: &Holder, wanted: SourceId) -> Vec<Notice> {
    let Holder { file, source, kind, byte_count } = *holder;
    let (path, name) = (file.path.clone(), file.name.clone());
    let request = Request { path, name, source, media_type: kind, task: Task::Survey(vec![wanted]) };
    // what it says of the workbook is said again by the reading here
    Pool::new().ask_all(request, Task::Survey, vec![wanted], byte_count, &mut |_| {})
}

/// What a person confirmed of a file holds where `pay.toml` does not say otherwise.
fn heed(about: &mut AboutFile, confirmation: &Confirmation) {
    for (title, role) in &confirmation.understood {
        if let (false, Some(role)) = (about.columns.contains_key(title), Role::named(role)) {
            about.columns.insert(title.clone(), role);
        }
    }
    about.confirmed_by.get_or_insert_with(|| confirmation.by.clone());
}
