//! Shows a document as a person sees it, for tests of its blocks.

#![allow(dead_code, reason = "each test file uses its part")]

use document::{Block, Document};
use evidence::{MediaType, SourceId};

/// Reads `bytes` as `media_type`.
pub fn read(media_type: MediaType, bytes: &[u8]) -> Document {
    document::open(media_type, "test", SourceId::of(bytes), 0, bytes)
}

/// The words of a block: its markup left out, white space as one space.
pub fn words(document: &Document, block: &Block) -> String {
    let text = document.layer.text();
    let mut words = String::new();
    let mut from = block.range.start;
    for markup in &block.markup {
        words.push_str(&text[from..markup.start]);
        from = markup.end;
    }
    words.push_str(&text[from..block.range.end]);
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Each block as a line: its kind in short, a colon, its words.
pub fn lines(document: &Document) -> Vec<String> {
    document.blocks.iter().map(|block| format!("{}: {}", short(block), words(document, block))).collect()
}

fn short(block: &Block) -> String {
    use document::BlockKind::{Answer, Furniture, Heading, ListItem, Paragraph, Question, TableRow};
    match block.kind {
        Heading(level) => format!("h{level}"),
        Paragraph => "p".to_owned(),
        ListItem => "li".to_owned(),
        TableRow => "row".to_owned(),
        Question => "q".to_owned(),
        Answer => "a".to_owned(),
        Furniture => "-".to_owned(),
    }
}

/// Title, publisher and date, `?` for what is not known.
pub fn head(document: &Document) -> String {
    let known = |text: &Option<String>| text.clone().unwrap_or_else(|| "?".to_owned());
    let date = document.published.map_or_else(|| "?".to_owned(), |date| date.to_string());
    format!("{} / {} / {date}", known(&document.title), known(&document.publisher))
}

/// The bytes of the original under the first place in the layer where `words` stand.
pub fn original<'b>(document: &Document, words: &str, bytes: &'b [u8]) -> &'b [u8] {
    let start = document.layer.text().find(words).unwrap_or_else(|| panic!("{words:?} is not in the layer"));
    let span = document.layer.span(start..start + words.len()).expect("words of the layer have a place");
    assert!(span.resolves_in(&document.layer), "a span resolves in its own layer");
    let range = span.bytes().expect("a place in bytes");
    &bytes[range.start as usize..range.end as usize]
}
