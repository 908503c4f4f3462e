//! A mail, and a mailbox of the same bytes: read, opened, and every block has a place.
#![no_main]

use evidence::{MediaType, SourceId};
use libfuzzer_sys::fuzz_target;
use std::io::Cursor;

fuzz_target!(|bytes: &[u8]| {
    let source = SourceId::of(bytes);
    let document = document::open(MediaType::Eml, "m.eml", source, 0, bytes);
    let text = document.layer.text();
    let mut end = 0;
    for block in &document.blocks {
        assert!(block.range.start >= end && block.range.end <= text.len(), "blocks lie in order");
        end = block.range.end;
        assert!(text.get(block.range.clone()).is_some(), "blocks end at characters");
        if let Ok(span) = document.layer.span(block.range.clone()) {
            assert!(span.resolves_in(&document.layer));
        }
    }
    for media_type in [MediaType::Eml, MediaType::Mbox] {
        document::members(media_type, "m", source, &mut Cursor::new(bytes), &mut |member| {
            assert!(member.name.starts_with("m!/"));
        });
    }
});
