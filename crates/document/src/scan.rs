//! Scanned pages: images whose words another program recognises. This crate starts no program: what recognises is handed in.

mod dots;
pub(crate) mod pictures;
mod table;

pub(crate) use table::{RecognisedWords, recognised_page, uncertain};

use super::block::Document;
use super::layout::assemble;
use super::{empty, notices};
use evidence::{MediaType, Notice, SourceId, TextLayer};

/// The layer of an image.
const READER: &str = "scan@1";
/// An image of more dots is not read: it may be a bomb.
pub(crate) const MOST_DOTS: u64 = 200_000_000;
/// So many pages of one image are read.
const MOST_PAGES: usize = 2_000;

/// What to do where nothing recognises words.
pub(crate) const NOT_INSTALLED: &str = "Install Tesseract with the languages you need (apt install tesseract-ocr tesseract-ocr-kor tesseract-ocr-rus) and run again.";

/// Recognises words in an image.
pub trait Recognizer {
    /// The words in `image`, as the table that Tesseract writes (TSV: level, page, block, paragraph, line, word, left, top, width,
    /// height in dots, confidence in percent, text).
    ///
    /// # Errors
    /// A notice with cause and remedy; file and place are filled in by the caller.
    fn recognise(&self, image: &[u8], media_type: MediaType) -> Result<String, Notice>;
}

/// An image of one page or several.
pub(super) fn document(
    media_type: MediaType,
    name: &str,
    source: SourceId,
    bytes: &[u8],
    recognizer: Option<&dyn Recognizer>,
) -> Document {
    match dots::most(media_type, bytes) {
        Some(dots) if dots <= MOST_DOTS => {}
        Some(dots) => {
            let cause = format!("this image has {} million dots, more than a page has.", dots / 1_000_000);
            return empty(source, notices::unread(name, cause, "Save it at 300 dots an inch and add that."));
        }
        None => {
            let cause = "this image is damaged: it does not say how large it is.".to_owned();
            return empty(source, notices::unread(name, cause, "Open it in a viewer and save it anew as PNG."));
        }
    }
    let Some(recognizer) = recognizer else {
        let cause = "this is an image, and no program that recognises words is at hand.".to_owned();
        return empty(source, notices::unread(name, cause, NOT_INSTALLED));
    };
    match recognizer.recognise(bytes, media_type) {
        Ok(table) => of_table(name, source, &table),
        Err(notice) => empty(source, Notice { file: name.to_owned(), ..notice }),
    }
}

fn of_table(name: &str, source: SourceId, table: &str) -> Document {
    let mut words = Vec::new();
    let mut pages = Vec::new();
    for (number, rows) in table::by_page(table).into_iter().take(MOST_PAGES) {
        let (page, recognised) = recognised_page(number, &rows, None, 842.0);
        pages.push(page);
        words.push((number, recognised));
    }
    let made = assemble(pages);
    let mut notices = uncertain(name, &words);
    if made.blocks.is_empty() {
        let cause = "no words were recognised in this image.".to_owned();
        notices.push(notices::unread(
            name,
            cause,
            "If it holds words, scan it again at 300 dots an inch, upright, or write them down.",
        ));
    }
    let layer = TextLayer::placed(source, READER, made.text, made.placings);
    Document { layer, blocks: made.blocks, tables: Vec::new(), title: None, publisher: None, published: None, notices }
}
