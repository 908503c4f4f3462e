//! A DOCX whose main text, styles and footnotes are the bytes, parted by 0xff; or the bytes as a package.
#![no_main]

mod office;

use evidence::MediaType;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    office::check(MediaType::Docx, bytes);
    let mut parts = bytes.splitn(3, |byte| *byte == 0xff);
    let relations = b"<Relationships><Relationship Id='a' Type='x/styles' Target='styles.xml'/>\
        <Relationship Id='b' Type='x/footnotes' Target='footnotes.xml'/></Relationships>";
    let mut part = || parts.next().unwrap_or_default();
    let package = office::zipped(&[
        ("word/document.xml", part()),
        ("word/styles.xml", part()),
        ("word/footnotes.xml", part()),
        ("word/_rels/document.xml.rels", relations),
    ]);
    office::check(MediaType::Docx, &package);
    let slide = office::zipped(&[
        ("ppt/presentation.xml", b"<p><p:sldId r:id='a'/></p>"),
        (
            "ppt/_rels/presentation.xml.rels",
            b"<Relationships><Relationship Id='a' Type='x/slide' Target='slide.xml'/></Relationships>",
        ),
        ("ppt/slide.xml", bytes),
    ]);
    office::check(MediaType::Pptx, &slide);
});
