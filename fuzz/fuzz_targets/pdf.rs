//! A PDF: opened, with a recogniser that says what the bytes say, and every block has a place.
#![no_main]

use document::Recognizer;
use evidence::{MediaType, Notice, SourceId};
use libfuzzer_sys::fuzz_target;

/// Hands back the image as if it were the table of its words.
struct Echo;

impl Recognizer for Echo {
    fn recognise(&self, image: &[u8], _: MediaType) -> Result<String, Notice> {
        Ok(String::from_utf8_lossy(image).into_owned())
    }
}

fuzz_target!(|bytes: &[u8]| {
    let source = SourceId::of(bytes);
    let document = document::open_with(Some(&Echo), MediaType::Pdf, "a.pdf", source, 0, bytes);
    let text = document.layer.text();
    let mut end = 0;
    for block in &document.blocks {
        assert!(block.range.start >= end && block.range.end <= text.len(), "blocks lie in order");
        end = block.range.end;
        assert!(text.get(block.range.clone()).is_some_and(|words| !words.is_empty()), "blocks hold words");
        let span = document.layer.span(block.range.clone()).expect("every block has a place");
        assert!(span.resolves_in(&document.layer));
        assert!(block.markup.iter().all(|mark| block.range.start <= mark.start && mark.end <= block.range.end));
    }
    assert!(!document.blocks.is_empty() || !document.notices.is_empty(), "nothing is passed over in silence");
});
