//! An OpenDocument text, and slides, whose content and styles are the bytes, parted by 0xff.
#![no_main]

mod office;

use evidence::MediaType;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut parts = bytes.splitn(2, |byte| *byte == 0xff);
    let mut part = || parts.next().unwrap_or_default();
    let package = office::zipped(&[("content.xml", part()), ("styles.xml", part())]);
    for media_type in [MediaType::Odt, MediaType::Odp] {
        office::check(media_type, bytes);
        office::check(media_type, &package);
    }
});
