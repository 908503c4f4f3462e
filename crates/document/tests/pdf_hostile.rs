//! PDFs that are broken or meant to harm: read as far as they go, or told, within bounds of time and memory.

mod pdf_writer;

use evidence::{MediaType, Severity, SourceId};
use pdf_writer::{Writer, body, open, pdf, words};
use proptest::prelude::*;

fn replaced(file: &[u8], from: &str, to: &str) -> Vec<u8> {
    let text = String::from_utf8_lossy(file);
    assert!(text.contains(from), "{from}");
    text.replace(from, to).into_bytes()
}

#[test]
fn a_broken_table_of_objects_is_built_anew() {
    let file = pdf(&[words(72, 700, "Still here.")]);
    for broken in [
        replaced(&file, "startxref\n", "startxref\n9"),
        replaced(&file, "xref\n0", "xxxx\n0"),
        [b"junk\n".to_vec(), file.clone()].concat(),
    ] {
        assert_eq!(body(&open(&broken)), ["Still here."]);
    }
    let cut = &file[..file.len() - 120];
    assert_eq!(body(&open(cut)), ["Still here."]);
}

#[test]
fn what_is_no_pdf_is_told() {
    for bytes in [&b"%PDF-1.7\n"[..], b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj", b"%PDF-1.4 trailer << /Root 1 0 R >>"] {
        let document = open(bytes);
        let notice = &document.notices[0];
        assert!(document.blocks.is_empty() && notice.severity == Severity::Unread && !notice.remedy.is_empty());
    }
}

#[test]
fn circles_end() {
    let mut writer = Writer::new();
    // the next object is the fifth, and calls itself
    let form = writer.stream("/Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X1 5 0 R >> >>", b"/X1 Do /X1 Do");
    assert_eq!(form, 5);
    writer.resources = format!(">> /XObject << /X1 {form} 0 R");
    writer.add_page(&(words(72, 700, "Before the circle.") + "/X1 Do"));
    let file = writer.finish();
    assert_eq!(body(&open(&file)), ["Before the circle."]);
    // a page tree that holds itself
    let file = replaced(&file, "/Kids [", "/Kids [2 0 R 2 0 R ");
    assert_eq!(body(&open(&file)), ["Before the circle."]);
}

#[test]
fn forms_within_forms_within_forms_are_bounded() {
    let mut writer = Writer::new();
    let mut inner = writer.stream("/Subtype /Form /BBox [0 0 9 9]", b"0 0 m 1 1 l S");
    for _ in 0..10 {
        let calls = "/X Do ".repeat(30);
        inner = writer
            .stream(&format!("/Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X {inner} 0 R >> >>"), calls.as_bytes());
    }
    writer.resources = format!(">> /XObject << /X {inner} 0 R");
    writer.add_page(&(words(72, 700, "Seen.") + "/X Do"));
    let document = open(&writer.finish());
    assert_eq!(body(&document), ["Seen."]);
    assert!(document.notices.iter().any(|notice| notice.cause.contains("more is drawn")), "{:?}", document.notices);
}

#[test]
fn a_stream_that_unpacks_to_very_much_is_cut() {
    let mut writer = Writer::new();
    // 1.1 million runs of 128 spaces each
    let content = writer.stream("/Filter /RunLengthDecode", &[129, b' '].repeat(1_100_000));
    writer.add_page(&words(72, 700, "Seen."));
    writer.page = String::new();
    let file = replaced(&writer.finish(), "/Resources", &format!("/Contents {content} 0 R /Resources"));
    let document = open(&file);
    assert!(document.notices.iter().any(|notice| notice.cause.contains("more is drawn")), "{:?}", document.notices);
}

/// Deflated bytes that are `runs` times 258 zeros, written bit by bit: a literal, then the longest match again and again.
fn bomb(runs: usize) -> Vec<u8> {
    let mut bits: Vec<u8> = vec![1, 1, 0];
    bits.extend([0, 0, 1, 1, 0, 0, 0, 0]);
    for _ in 0..runs {
        bits.extend([1, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0]);
    }
    bits.extend([0; 7]);
    let byte = |bits: &[u8]| bits.iter().enumerate().fold(0, |byte, (at, bit)| byte | bit << at);
    let mut bytes = vec![0x78, 0x9c];
    bytes.extend(bits.chunks(8).map(byte));
    bytes
}

#[test]
fn an_object_stream_that_is_a_bomb_is_refused() {
    let mut writer = Writer::new();
    writer.stream("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", &bomb(300_000));
    writer.add_page(&words(72, 700, "Seen."));
    let document = open(&writer.finish());
    assert!(document.notices[0].cause.contains("unpack to more"), "{:?}", document.notices);
    // the same content as something that is not unpacked when the file is opened
    let mut writer = Writer::new();
    writer.stream("/Filter /FlateDecode", &bomb(300_000));
    writer.add_page(&words(72, 700, "Seen."));
    assert_eq!(body(&open(&writer.finish())), ["Seen."]);
}

#[test]
fn deep_nesting_and_absurd_numbers() {
    let deep = "[".repeat(100_000) + &"<<".repeat(100_000) + "q ".repeat(50_000).as_str();
    let document = open(&pdf(&[words(72, 700, "Seen.") + &deep]));
    assert_eq!(body(&document), ["Seen."]);
    let huge = "9".repeat(40);
    let file =
        pdf(&[words(72, 700, "Seen.") + &format!("{huge} 0 0 {huge} {huge} -{huge} cm BT /F1 {huge} Tf {huge} Tz (x) Tj ET")]);
    assert_eq!(body(&open(&file))[0], "Seen.");
    let large = "9".repeat(9);
    let areas =
        [format!("[0 0 {large} {large}]"), format!("[-{large} -{large} {large} {large}]"), "[0 0 0 0]".into(), "[5 5]".into()];
    for area in &areas {
        let file = replaced(&pdf(&[words(72, 700, "Seen.")]), "[0 0 595 842]", area);
        assert_eq!(body(&open(&file)), ["Seen."], "{area}");
    }
    let file = replaced(&pdf(&[words(72, 700, "Seen.")]), "[0 0 595 842]", &format!("[0 0 {huge} {huge}]"));
    assert!(open(&file).notices.iter().all(|notice| !notice.remedy.is_empty()));
}

fn sound() -> Vec<u8> {
    let page = |number: u32| {
        words(72, 800, "Head")
            + &words(72, 700, "Some 1,200 workers were")
            + &words(300, 700, "kept")
            + &words(72, 40, &number.to_string())
    };
    let mut writer = Writer::new();
    let map = writer.stream("", b"1 beginbfrange <0000> <00FF> <AC00> endbfrange");
    writer.resources = format!(
        "/F3 << /Type /Font /Subtype /Type0 /Encoding /Identity-H /ToUnicode {map} 0 R /DescendantFonts [<< /W [1 [500 600] 3 9 700] >>] >>"
    );
    for number in 1..4 {
        writer.add_page(&(page(number) + "BT /F3 9 Tf 80 300 Td [<00010002> -900 <0003>] TJ ET"));
    }
    writer.finish()
}

fn holds_together(bytes: &[u8]) -> Result<(), TestCaseError> {
    let document = document::open(MediaType::Pdf, "a.pdf", SourceId::of(bytes), 0, bytes);
    let text = document.layer.text();
    let mut end = 0;
    for block in &document.blocks {
        prop_assert!(block.range.start >= end && block.range.end <= text.len());
        end = block.range.end;
        prop_assert!(text.get(block.range.clone()).is_some_and(|words| !words.is_empty()));
        let span = document.layer.span(block.range.clone());
        prop_assert!(span.is_ok_and(|span| span.resolves_in(&document.layer)));
        prop_assert!(block.markup.iter().all(|mark| block.range.start <= mark.start && mark.end <= block.range.end));
    }
    prop_assert!(!document.blocks.is_empty() || !document.notices.is_empty());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        holds_together(&[b"%PDF-1.4\n".to_vec(), bytes].concat())?;
    }

    #[test]
    fn a_sound_file_with_bytes_changed(changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12)) {
        let mut file = sound();
        for (at, byte) in changes {
            let at = at.index(file.len());
            file[at] = byte;
        }
        holds_together(&file)?;
    }

    #[test]
    fn a_sound_file_cut_and_doubled(cut in any::<prop::sample::Index>(), from in any::<prop::sample::Index>()) {
        let file = sound();
        let (cut, from) = (cut.index(file.len()), from.index(file.len()));
        holds_together(&file[..cut])?;
        holds_together(&[&file[..cut], &file[from..]].concat())?;
    }
}
