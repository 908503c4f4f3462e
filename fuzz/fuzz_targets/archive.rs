//! An archive of each kind: told apart, opened, every name plain.
#![no_main]

use evidence::{MediaType, SourceId};
use libfuzzer_sys::fuzz_target;
use std::io::Cursor;

fuzz_target!(|bytes: &[u8]| {
    let source = SourceId::of(bytes);
    document::told_apart(MediaType::Zip, Cursor::new(bytes));
    for media_type in [MediaType::Zip, MediaType::Tar, MediaType::Gzip] {
        document::members(media_type, "a", source, &mut Cursor::new(bytes), &mut |member| {
            let inside = member.name.strip_prefix("a!/").expect("the name of the archive first");
            assert!(!inside.contains(char::is_control) && inside.split('/').all(|part| part != ".."));
        });
    }
});
