//! Bytes in, a [`Document`] out: one text layer cut into blocks, with every word led back to where it stands in the source.
//!
//! A room a format. Plain text and Markdown are their own layer. The layer of a web page is what a person sees of it, and leads
//! back into the markup; that of any other format leads back to a place a person can turn to: a page, a paragraph, a cell, a part
//! of a message. No reader fails: what it cannot read it names in a notice.

mod archive;
mod block;
mod dates;
mod decode;
mod dialogue;
mod furniture;
mod html;
mod layout;
mod lines;
mod mail;
mod markdown;
mod masthead;
mod members;
mod notices;
mod office;
mod pdf;
mod profile;
mod scan;
mod segments;
mod sniff;
mod table;
mod text;

pub use block::{Block, BlockKind, Document};
pub use members::{Member, holds_members, members, told_apart};
pub use scan::Recognizer;
pub use sniff::sniff;
pub use table::{Cell, Column, ColumnKind, Row, Table, Value};

use evidence::{MediaType, Notice, SourceId, TextLayer};

/// A Markdown file or a web page longer than this is not read.
const MARKED_LIMIT: usize = 64 << 20;
/// A file that has to be transcoded, and is longer than this, is not read: its way back takes several times its size.
const TRANSCODED_LIMIT: usize = 16 << 20;

/// Reads the bytes of `source`, called `name` in notices, as a document.
///
/// `base` is the byte of the source that `bytes` begins at: 0, but for a later window of a large plain text. All other formats are
/// read whole.
pub fn open(media_type: MediaType, name: &str, source: SourceId, base: usize, bytes: &[u8]) -> Document {
    open_with(None, media_type, name, source, base, bytes)
}

/// Reads as [`open`] does, and has the words of scanned pages recognised by `recognizer`.
pub fn open_with(
    recognizer: Option<&dyn Recognizer>,
    media_type: MediaType,
    name: &str,
    source: SourceId,
    base: usize,
    bytes: &[u8],
) -> Document {
    match media_type {
        MediaType::PlainText => text::document(name, source, base, bytes),
        MediaType::Markdown if bytes.len() > MARKED_LIMIT => {
            empty(source, notices::too_large(name, "a Markdown file", MARKED_LIMIT))
        }
        MediaType::Markdown => markdown::document(name, source, bytes),
        MediaType::Html if bytes.len() > MARKED_LIMIT => empty(source, notices::too_large(name, "a web page", MARKED_LIMIT)),
        MediaType::Html => html::document(name, source, bytes),
        MediaType::Eml if bytes.len() > mail::LIMIT => empty(source, notices::too_large(name, "a mail", mail::LIMIT)),
        MediaType::Eml => mail::document(name, source, bytes),
        MediaType::Zip | MediaType::Tar | MediaType::Gzip | MediaType::Mbox => container(source),
        MediaType::Docx | MediaType::Odt | MediaType::Rtf | MediaType::Pptx | MediaType::Odp => {
            office::document(media_type, name, source, bytes)
        }
        MediaType::Csv | MediaType::Tsv | MediaType::Xlsx | MediaType::Xls | MediaType::Ods => {
            table::document(media_type, name, source, bytes)
        }
        MediaType::Pdf if bytes.len() > pdf::LIMIT => empty(source, notices::too_large(name, "a PDF", pdf::LIMIT)),
        MediaType::Pdf => pdf::document(name, source, bytes, recognizer),
        MediaType::Png | MediaType::Jpeg | MediaType::Tiff | MediaType::Gif | MediaType::Bmp | MediaType::Webp => {
            scan::document(media_type, name, source, bytes, recognizer)
        }
    }
}

/// A document without words of its own: what it holds are documents of their own ([`members`]).
fn container(source: SourceId) -> Document {
    let layer = TextLayer::identity(source, 0, String::new());
    Document { layer, blocks: Vec::new(), tables: Vec::new(), title: None, publisher: None, published: None, notices: Vec::new() }
}

/// A document of which nothing is read.
fn empty(source: SourceId, notice: Notice) -> Document {
    let layer = TextLayer::identity(source, 0, String::new());
    Document {
        layer,
        blocks: Vec::new(),
        tables: Vec::new(),
        title: None,
        publisher: None,
        published: None,
        notices: vec![notice],
    }
}
