//! Documents of office programs: DOCX, ODT, RTF, and slides. The layer is what a person reads, paragraph by paragraph.

mod docx;
mod headings;
mod odf;
pub(crate) mod package;
mod properties;
mod rtf;
mod settle;
mod slides;
mod symbols;
mod tally;
mod writing;
pub(crate) mod xml;

use crate::block::{Block, Document};
use crate::masthead::Masthead;
use crate::table::{self, Table};
use crate::{empty, notices};
use evidence::{MediaType, Notice, Severity, SourceId, TextLayer};
use package::Package;
use std::collections::BTreeMap;
use tally::Tally;
use writing::{Piece, Writing};

pub(crate) use odf::is_sealed as odf_is_sealed;
pub(crate) use rtf::fonts::code_page;
use xml::{Step, Xml};

/// How a compound file of Office before 2007 begins; packages that are sealed with a password begin so too.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// A longer file of rich text is not read.
const RTF_LIMIT: usize = 256 << 20;

/// What a reader of one format found.
struct Written {
    /// The reader, with its version.
    reader: &'static str,
    writing: Writing,
    tally: Tally,
    /// The title in the properties.
    title: Option<String>,
}

/// A written document of an office program.
pub(crate) fn document(media_type: MediaType, name: &str, source: SourceId, bytes: &[u8]) -> Document {
    let mut told = Vec::new();
    match read(media_type, name, bytes, &mut told) {
        Ok(written) => finished(written, name, source, told),
        Err(notice) => {
            let mut document = empty(source, notice);
            document.notices.extend(told);
            document
        }
    }
}

fn read(media_type: MediaType, name: &str, bytes: &[u8], told: &mut Vec<Notice>) -> Result<Written, Notice> {
    if bytes.starts_with(COMPOUND) {
        return Err(compound(name, bytes));
    }
    if media_type == MediaType::Rtf {
        if bytes.len() > RTF_LIMIT {
            return Err(notices::too_large(name, "rich text", RTF_LIMIT));
        }
        return Ok(rtf::read(bytes, name, told));
    }
    let mut package = Package::open(name, bytes)?;
    let written = match media_type {
        MediaType::Docx => docx::read(&mut package),
        MediaType::Odt | MediaType::Odp => odf::read(&mut package),
        _ => slides::read(&mut package),
    };
    told.append(&mut package.notices);
    written
}

fn finished(written: Written, name: &str, source: SourceId, mut told: Vec<Notice>) -> Document {
    let Written { reader, writing, tally, title } = written;
    told.extend(tally.notices(name));
    if writing.cut {
        told.push(cut(name));
    }
    if writing.is_empty() {
        told.push(no_words(name));
    }
    let (text, placings, pieces) = writing.finish();
    let mut masthead = Masthead::default();
    if let Some(title) = title {
        properties::title(&mut masthead, &title, &text);
    }
    let mut blocks = settle::settle(&text, &pieces, &mut masthead);
    let tables = tables(&text, &pieces, &mut blocks);
    let (title, publisher, published) = masthead.finish();
    let layer = TextLayer::placed(source, reader, text, placings);
    Document { layer, blocks, tables, title, publisher, published, notices: told }
}

/// The tables of a document that hold records. Of their rows only cells that hold sentences are read.
fn tables(text: &str, pieces: &[Piece], blocks: &mut [Block]) -> Vec<Table> {
    let mut rows: BTreeMap<u32, Vec<&Piece>> = BTreeMap::new();
    for piece in pieces.iter().filter(|piece| !piece.cells.is_empty()) {
        if let Some((table, _)) = piece.row {
            rows.entry(table).or_default().push(piece);
        }
    }
    let mut found = Vec::new();
    for (number, rows) in rows.into_iter().filter(|(_, rows)| rows.len() >= table::FEWEST_RECORDS) {
        let cells: Vec<_> = rows.iter().map(|piece| piece.cells.clone()).collect();
        let Some(table) = table::of_written(format!("table {}", number + 1), text, &cells) else { continue };
        if !table.holds_records() {
            continue;
        }
        for piece in rows {
            let at = blocks.partition_point(|block| block.range.start < piece.range.start);
            if let Some(block) = blocks.get_mut(at).filter(|block| block.range == piece.range) {
                let cells: Vec<_> = piece.cells.iter().map(|(_, range)| range.clone()).collect();
                *block = table::record(text, &cells);
            }
        }
        found.push(table);
    }
    found
}

/// The title in the properties of a package of Office.
fn properties_of_core(package: &mut Package) -> Option<String> {
    package.read("docProps/core.xml", title_element)?
}

/// The words of the first element called `title`.
fn title_element(xml: &mut Xml) -> Option<String> {
    while let Some(step) = xml.next() {
        if matches!(&step, Step::Open(element) if element.name() == "title") {
            return Some(xml.words(400));
        }
    }
    None
}

/// What kind of office file begins with `head`: rich text, or a compound file; `None` if none does.
///
/// # Errors
/// A notice, if it is a compound file that is not read.
pub(crate) fn sniff(name: &str, head: &[u8]) -> Option<Result<MediaType, Notice>> {
    if head.starts_with(b"{\\rtf") {
        return Some(Ok(MediaType::Rtf));
    }
    if !head.starts_with(COMPOUND) {
        return None;
    }
    let lower = name.to_ascii_lowercase();
    let named = |ends: &[&str]| ends.iter().any(|end| lower.ends_with(end));
    // a file in the new kinds by its name, but compound, is sealed
    let workbook = has_stream(head, "Workbook") || has_stream(head, "Book") || named(&[".xls", ".xlt", ".xla", ".xlw"]);
    Some(match () {
        () if has_stream(head, "EncryptedPackage") => Err(package::protected(name)),
        () if workbook && !has_stream(head, "WordDocument") => Ok(MediaType::Xls),
        () if named(&[".docx", ".xlsx", ".pptx", ".docm", ".xlsm"]) => Err(package::protected(name)),
        () if named(&[".doc", ".dot"]) => Err(old_word(name)),
        () if named(&[".ppt", ".pps"]) => Err(old_slides(name)),
        () => Err(compound(name, head)),
    })
}

fn old_word(name: &str) -> Notice {
    let cause = "this is a document of Word before 2007 (DOC), which is not read.".to_owned();
    notices::unread(name, cause, "Open it in an office program and save it as DOCX or ODT.")
}

fn old_slides(name: &str) -> Notice {
    let cause = "these are slides of PowerPoint before 2007 (PPT), which are not read.".to_owned();
    notices::unread(name, cause, "Open them in an office program and save them as PPTX or ODP.")
}

/// Whether the name of a stream, in the two-byte letters of a compound file, stands in `bytes`.
fn has_stream(bytes: &[u8], name: &str) -> bool {
    let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    memchr::memmem::find(bytes, &wide).is_some()
}

/// What a compound file is, and what to do with it.
pub(crate) fn compound(name: &str, bytes: &[u8]) -> Notice {
    if has_stream(bytes, "EncryptedPackage") {
        return package::protected(name);
    }
    match () {
        () if has_stream(bytes, "WordDocument") => old_word(name),
        () if has_stream(bytes, "PowerPoint Document") => old_slides(name),
        () => notices::unread(
            name,
            "this is an old Office file of a kind that is not read.".to_owned(),
            "Open it in the program it was written with and save it as DOCX, ODT or plain text.",
        ),
    }
}

/// The package is none of a written document.
fn no_main_part(name: &str) -> Notice {
    notices::unread(
        name,
        "this package holds no text of a written document.".to_owned(),
        "Open it in the program it was written with and save it as DOCX, ODT or plain text.",
    )
}

/// The document was read, and there were no words in it.
fn no_words(name: &str) -> Notice {
    let cause = "this document holds no words; they may be in a picture.";
    let remedy = "Save its pages as images or as a PDF, and add that.";
    Notice { severity: Severity::Unread, ..notices::note(name, "whole file", cause, remedy) }
}

/// More words are there than are kept.
fn cut(name: &str) -> Notice {
    notices::partly(
        name,
        "end of the file",
        "it holds more text than is read of one document; the rest was left out.",
        "Save it in several files.",
    )
}
