//! Reading a source: whole, or window by window where it does not fit in memory.

use crate::claims::{Memory, claims};
use crate::language::{READ, language};
use document::Document;
use evidence::{Claim, MediaType, Notice, PartialDate, Severity, SourceId};

/// The version of the rules that read. A source is read again when it changes.
pub const READER: &str = "read@5";

/// What was read of a source.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// The title it shows.
    pub title: Option<String>,
    /// Who published it, if it says so itself.
    pub publisher: Option<String>,
    /// When it was published, if it says so itself.
    pub published: Option<PartialDate>,
    /// ISO 639-1 code of its main language, where recognised.
    pub language: Option<String>,
    /// The claims in order of their places.
    pub claims: Vec<Claim>,
    /// What could not be read as it should.
    pub notices: Vec<Notice>,
}

/// Reads a source that is whole in memory.
pub fn read(name: &str, media_type: MediaType, source: SourceId, bytes: &[u8]) -> Reading {
    let mut windows = Windows::new(name, media_type, source);
    let mut reading = Reading::default();
    windows.push(0, bytes, &mut reading);
    windows.finish(&mut reading);
    reading
}

/// Reads a document that was opened elsewhere: one whose pages had to be recognised.
pub fn read_opened(name: &str, media_type: MediaType, source: SourceId, document: &Document) -> Reading {
    let mut windows = Windows::new(name, media_type, source);
    let mut reading = Reading::default();
    windows.take_in(document, &mut reading);
    windows.finish(&mut reading);
    reading
}

/// Reads a large plain text window by window, cut at line ends; what the head of the document says is carried on.
pub struct Windows {
    name: String,
    media_type: MediaType,
    source: SourceId,
    memory: Memory,
    begun: bool,
}

impl Windows {
    /// A reader of the source `source`, called `name` in notices.
    pub fn new(name: &str, media_type: MediaType, source: SourceId) -> Self {
        Windows { name: name.to_owned(), media_type, source, memory: Memory::default(), begun: false }
    }

    /// Reads the window `bytes`, which begins at byte `base` of the source, into `reading`.
    pub fn push(&mut self, base: usize, bytes: &[u8], reading: &mut Reading) {
        let document = document::open(self.media_type, &self.name, self.source, base, bytes);
        self.take_in(&document, reading);
    }

    fn take_in(&mut self, document: &Document, reading: &mut Reading) {
        if !self.begun {
            self.begun = true;
            self.head(document, reading);
        }
        reading.notices.extend(document.notices.iter().cloned());
        reading.claims.extend(claims(document, &mut self.memory));
    }

    fn head(&mut self, document: &Document, reading: &mut Reading) {
        reading.title = document.title.clone();
        reading.publisher = document.publisher.clone();
        reading.published = document.published;
        self.memory.published = document.published;
        let language = language(document.layer.text());
        self.memory.tongues.language = language;
        self.memory.tongues.look_ahead(document.layer.text());
        reading.language = language.map(str::to_owned);
    }

    /// Adds what can only be said at the end.
    pub fn finish(self, reading: &mut Reading) {
        let foreign = reading.language.as_deref().filter(|language| !READ.contains(language));
        if let Some(language) = foreign {
            reading.notices.push(Notice {
                file: self.name,
                place: "whole file".into(),
                cause: format!(
                    "its main language is {language:?}; the rules of this version read English, Korean, Russian and Chinese."
                ),
                remedy: "Add a translation into one of these beside it; of this text only pay in digits with a currency and a period was read."
                    .into(),
                severity: Severity::Partly,
            });
        }
    }
}
