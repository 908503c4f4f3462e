//! An image whose first byte says of which kind it is, and a table of recognised words made of the rest.
#![no_main]

use document::Recognizer;
use evidence::{MediaType, Notice, SourceId};
use libfuzzer_sys::fuzz_target;

/// Says this of every image.
struct Says(String);

impl Recognizer for Says {
    fn recognise(&self, _: &[u8], _: MediaType) -> Result<String, Notice> {
        Ok(self.0.clone())
    }
}

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, rest)) = bytes.split_first() else { return };
    const KINDS: [MediaType; 6] =
        [MediaType::Png, MediaType::Jpeg, MediaType::Tiff, MediaType::Gif, MediaType::Bmp, MediaType::Webp];
    let media_type = KINDS[usize::from(*kind) % KINDS.len()];
    let source = SourceId::of(bytes);
    document::open(media_type, "a", source, 0, rest);
    let recognizer = Says(String::from_utf8_lossy(rest).into_owned());
    // the head of a sound image, so that the table is asked for
    let image = b"GIF89a\x10\0\x10\0";
    let document = document::open_with(Some(&recognizer), MediaType::Gif, "a.gif", source, 0, image);
    for block in &document.blocks {
        let span = document.layer.span(block.range.clone()).expect("every block has a place");
        assert!(span.resolves_in(&document.layer));
    }
});
