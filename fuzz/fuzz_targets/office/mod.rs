//! What must hold of every document and every table, and packages to try it on.

#![allow(dead_code, reason = "each target uses its part")]

use evidence::{MediaType, SourceId};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A package of these parts, not packed, so that the fuzzer sees its bytes in them.
pub fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer
            .start_file(*name, SimpleFileOptions::default().compression_method(CompressionMethod::Stored))
            .expect("a part begins");
        writer.write_all(content).expect("a part is written");
    }
    writer.finish().expect("a package is finished").into_inner()
}

/// Reads the bytes; blocks must lie in order, with places that resolve, and every cell must have a value.
pub fn check(media_type: MediaType, bytes: &[u8]) {
    let _ = document::sniff("a", &bytes[..bytes.len().min(1 << 16)]);
    let document = document::open(media_type, "a", SourceId::of(bytes), 0, bytes);
    let text = document.layer.text();
    let mut end = 0;
    for block in &document.blocks {
        assert!(
            block.range.start >= end && block.range.end > block.range.start && block.range.end <= text.len(),
            "blocks lie in order"
        );
        end = block.range.end;
        assert!(text.get(block.range.clone()).is_some(), "blocks end at characters");
        let mut from = block.range.start;
        for markup in &block.markup {
            assert!(markup.start >= from && markup.end > markup.start && markup.end <= end, "marks lie inside");
            assert!(text.get(markup.clone()).is_some(), "marks end at characters");
            from = markup.end;
        }
        let span = document.layer.span(block.range.clone()).expect("a block has a place");
        assert!(span.resolves_in(&document.layer));
    }
    for table in &document.tables {
        for row in table.rows().take(1000) {
            assert_eq!(row.cells().count(), table.columns.len());
        }
    }
}
