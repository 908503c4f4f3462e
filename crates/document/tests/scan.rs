//! Scans: what another program recognises becomes words with pages; where there is none, they are told.

mod pdf_writer;

use document::{BlockKind, Recognizer, open_with};
use evidence::{Locator, MediaType, Notice, Severity, SourceId, Spot};
use pdf_writer::{Writer, body, words};
use std::cell::RefCell;

/// Says the same words of every image, and remembers what it was given.
#[derive(Default)]
struct Clerk {
    given: RefCell<Vec<(MediaType, usize)>>,
}

const TABLE: &str = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext
1\t1\t0\t0\t0\t0\t0\t0\t1000\t1400\t-1\t
5\t1\t1\t1\t1\t1\t100\t100\t200\t20\t96\tThey
5\t1\t1\t1\t1\t2\t320\t100\t200\t20\t31\tkept
5\t1\t1\t1\t2\t1\t100\t130\t200\t20\t90\t100
5\t1\t1\t1\t2\t2\t320\t130\t200\t20\t90\tdollars.
1\t2\t0\t0\t0\t0\t0\t0\t1000\t1400\t-1\t
5\t2\t1\t1\t1\t1\t100\t100\t200\t20\t96\tSecond.
";

impl Recognizer for Clerk {
    fn recognise(&self, image: &[u8], media_type: MediaType) -> Result<String, Notice> {
        self.given.borrow_mut().push((media_type, image.len()));
        Ok(TABLE.to_owned())
    }
}

fn read(clerk: Option<&Clerk>, media_type: MediaType, bytes: &[u8]) -> document::Document {
    open_with(clerk.map(|clerk| clerk as &dyn Recognizer), media_type, "a", SourceId::of(bytes), 0, bytes)
}

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend([8, 0, 0, 0, 0, 0, 0, 0, 0]);
    bytes
}

#[test]
fn words_of_an_image_lead_back_to_its_pages() {
    let document = read(Some(&Clerk::default()), MediaType::Png, &png(1000, 1400));
    assert_eq!(body(&document), ["They kept 100 dollars.", "Second."]);
    let at = document.layer.text().find("Second").unwrap();
    let span = document.layer.span(at..at + 6).unwrap();
    assert!(matches!(span.locator(), Locator::Placed { spot: Spot::Page { number: 2 }, start: 0, .. }), "{:?}", span.locator());
    let notice = &document.notices[0];
    assert_eq!(notice.cause, "of 5 words that were recognised, 1 are uncertain; the first on page 1.");
}

#[test]
fn an_image_is_told_where_nothing_recognises_it_or_it_is_a_bomb() {
    let document = read(None, MediaType::Png, &png(1000, 1400));
    assert!(document.blocks.is_empty() && document.notices[0].remedy.contains("Tesseract"));
    let clerk = Clerk::default();
    for bytes in [png(100_000, 100_000), b"\x89PNG".to_vec()] {
        let document = read(Some(&clerk), MediaType::Png, &bytes);
        assert!(document.blocks.is_empty() && document.notices[0].severity == Severity::Unread);
    }
    assert!(clerk.given.borrow().is_empty(), "nothing unpacks a bomb");
}

/// Three pages: words, a scan of dots, a scan packed as JPEG.
fn mixed() -> Vec<u8> {
    let mut writer = Writer::new();
    let dots = writer
        .stream("/Subtype /Image /Width 16 /Height 2 /BitsPerComponent 1 /ColorSpace /DeviceGray", &[0xff, 0x0f, 0xaa, 0x55]);
    let photograph =
        writer.stream("/Subtype /Image /Width 16 /Height 16 /Filter /DCTDecode /ColorSpace /DeviceRGB", b"\xff\xd8\xff\xd9");
    writer.resources = format!(">> /XObject << /I1 {dots} 0 R /I2 {photograph} 0 R");
    writer.add_page(&words(72, 700, "A page with words of its own on it."));
    writer.add_page("q 595 0 0 842 0 0 cm /I1 Do Q");
    writer.add_page("q 500 0 0 700 50 50 cm /I2 Do Q");
    writer.finish()
}

#[test]
fn pages_that_are_scans_are_listed_where_nothing_recognises_them() {
    let document = read(None, MediaType::Pdf, &mixed());
    assert_eq!(body(&document), ["A page with words of its own on it."]);
    let notice = &document.notices[0];
    assert_eq!((notice.place.as_str(), notice.severity), ("pages 2–3", Severity::Partly));
    assert!(notice.remedy.contains("Tesseract"));
}

#[test]
fn pages_that_are_scans_are_recognised_image_by_image() {
    let clerk = Clerk::default();
    let document = read(Some(&clerk), MediaType::Pdf, &mixed());
    let kinds: Vec<MediaType> = clerk.given.borrow().iter().map(|(kind, _)| *kind).collect();
    assert_eq!(kinds, [MediaType::Png, MediaType::Jpeg]);
    assert_eq!(body(&document)[..2], ["A page with words of its own on it.", "They kept 100 dollars. Second."]);
    let at = document.layer.text().find("They kept").unwrap();
    let span = document.layer.span(at..at + 9).unwrap();
    let Locator::Placed { spot, layer, .. } = span.locator() else { panic!("{:?}", span.locator()) };
    assert_eq!((spot, layer.reader.as_str()), (&Spot::Page { number: 2 }, "pdf-scan@1"));
    assert!(document.blocks.iter().all(|block| block.kind != BlockKind::Furniture));
}
