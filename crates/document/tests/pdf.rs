//! PDFs as a person sees them: pages, columns, paragraphs across pages, letters of every script; and what cannot be seen.

mod pdf_writer;

use document::BlockKind::{Furniture, Heading, ListItem, Paragraph, TableRow};
use evidence::{Locator, Severity, Spot};
use pdf_writer::{Writer, blocks, body, open, pdf, sized, words};

#[test]
fn a_span_says_its_page_and_characters() {
    let file = pdf(&[words(72, 700, "Nothing here."), words(72, 700, "They kept 100 dollars a month.")]);
    let document = open(&file);
    let at = document.layer.text().find("100 dollars").unwrap();
    let span = document.layer.span(at..at + 11).unwrap();
    assert_eq!(span.quote(), "100 dollars");
    match span.locator() {
        Locator::Placed { spot, until, start, end, layer } => {
            assert_eq!((spot, until), (&Spot::Page { number: 2 }, &None));
            assert_eq!((*start, *end, layer.reader.as_str()), (10, 21, "pdf@1"));
        }
        other => panic!("{other:?}"),
    }
    assert!(span.resolves_in(&document.layer) && document.notices.is_empty());
}

/// Lines of running text, 12 points apart.
fn column(x: i32, top: i32, lines: &[&str]) -> String {
    lines.iter().enumerate().map(|(index, line)| words(x, top - 12 * index as i32, line)).collect()
}

#[test]
fn columns_are_read_one_after_the_other_below_a_heading() {
    let left = [
        "The workers live in a hostel that",
        "stands behind the site, and go out",
        "only with a minder beside them at",
        "all times of the day and night.",
    ];
    let right = [
        "Of their pay the company takes up",
        "to ninety percent, the rest is left",
        "to them in the currency of the land",
        "that they are working in by then.",
    ];
    let page = sized(72, 760, 18, "A hostel behind the site") + &column(72, 720, &left) + &column(310, 720, &right);
    let document = open(&pdf(&[page]));
    let expected =
        [(Heading(1), "A hostel behind the site".to_owned()), (Paragraph, left.join(" ")), (Paragraph, right.join(" "))];
    let found: Vec<(document::BlockKind, String)> =
        blocks(&document).into_iter().map(|(kind, words)| (kind, words.to_owned())).collect();
    assert_eq!(found, expected);
    assert_eq!(document.title.as_deref(), Some("A hostel behind the site"));
}

#[test]
fn a_word_broken_at_a_line_end_is_whole_and_a_real_hyphen_stays() {
    let lines = ["They speak of exploi-", "tation of state-", "owned firms since 2010-", "2012; the state and the owned land."];
    let document = open(&pdf(&[column(72, 700, &lines)]));
    assert_eq!(
        body(&document),
        ["They speak of exploitation of state-owned firms since 2010-2012; the state and the owned land."]
    );
}

#[test]
fn running_heads_and_page_numbers_are_furniture_and_a_sentence_goes_on_over_them() {
    let page = |number: i32, text: &str| {
        sized(72, 810, 8, &format!("Annual report on labour {}", 2010 + number)) + text + &sized(290, 30, 8, &number.to_string())
    };
    let first = column(72, 100, &["It was said by several of the men who had come back that the guards"]);
    let second = column(72, 760, &["had kept all passports in a safe."]);
    let third = words(72, 760, "The end came soon.");
    let document = open(&pdf(&[page(1, &first), page(2, &second), page(3, &third)]));
    let sentence = "It was said by several of the men who had come back that the guards had kept all passports in a safe.";
    assert_eq!(body(&document), [sentence, "The end came soon."]);
    assert_eq!(blocks(&document).iter().filter(|(kind, _)| *kind == Furniture).count(), 6);
    let at = document.layer.text().find(sentence).unwrap();
    let span = document.layer.span(at..at + sentence.len()).unwrap();
    let Locator::Placed { spot, until, .. } = span.locator() else { panic!("{:?}", span.locator()) };
    assert_eq!((spot, until), (&Spot::Page { number: 1 }, &Some(Spot::Page { number: 2 })));
}

#[test]
fn rows_of_a_table_keep_their_cells_and_lists_their_marks() {
    let row = |y: i32, cells: [&str; 3]| words(72, y, cells[0]) + &words(200, y, cells[1]) + &words(330, y, cells[2]);
    let page = row(700, ["Place", "Workers", "Pay"])
        + &row(685, ["Mongolia", "1,200", "$300"])
        + &row(670, ["Poland", "52", "$800"])
        + &words(72, 620, "1. Passports are kept.")
        + &words(72, 605, "2. Letters are read.");
    let document = open(&pdf(&[page]));
    let expected = [
        (TableRow, "Place\tWorkers\tPay"),
        (TableRow, "Mongolia\t1,200\t$300"),
        (TableRow, "Poland\t52\t$800"),
        (ListItem, "1. Passports are kept."),
        (ListItem, "2. Letters are read."),
    ];
    assert_eq!(blocks(&document), expected);
    assert_eq!(document.blocks[3].markup.len(), 1);
}

#[test]
fn a_note_mark_is_no_figure_of_the_number_before_it() {
    let mark = "BT /F1 6 Tf 103 704 Td (1) Tj ET\n";
    let page = words(72, 700, "46,000") + mark + &words(110, 700, "workers were abroad.");
    assert_eq!(body(&open(&pdf(&[page]))), ["46,000¹ workers were abroad."]);
}

#[test]
fn ligatures_become_letters_and_named_glyphs_any_script() {
    let mut writer = Writer::new();
    let names = "/fi /afii10042 /afii10017 /uniD55C /afii10065";
    let font = writer.object(format!(
        "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding << /BaseEncoding /WinAnsiEncoding /Differences [1 {names}] >> >>"
    ));
    writer.resources = format!("/F3 {font} 0 R");
    writer.add_page("BT /F3 12 Tf 72 700 Td (The of\\001ce \\002\\003\\005 \\004) Tj ET");
    assert_eq!(body(&open(&writer.finish())), ["The office ШАа 한"]);
}

fn composite(writer: &mut Writer, encoding: &str, ordering: &str, to_unicode: &str) -> usize {
    let descendant = writer.object(format!(
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Batang /DW 1000 \
         /CIDSystemInfo << /Registry (Adobe) /Ordering ({ordering}) /Supplement 0 >> >>"
    ));
    writer.object(format!(
        "<< /Type /Font /Subtype /Type0 /BaseFont /Batang /Encoding /{encoding} /DescendantFonts [{descendant} 0 R] {to_unicode} >>"
    ))
}

#[test]
fn korean_by_its_map_of_characters() {
    let mut writer = Writer::new();
    let map = "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange \
               2 beginbfchar <0003> <B85C> <0004> <B3D9> endbfchar 1 beginbfrange <0005> <0006> <C790> endbfrange endcmap";
    let map = writer.stream("", map.as_bytes());
    let font = composite(&mut writer, "Identity-H", "Identity", &format!("/ToUnicode {map} 0 R"));
    writer.resources = format!("/F3 {font} 0 R");
    writer.add_page("BT /F3 12 Tf 72 700 Td <000300040005> Tj ET");
    assert_eq!(body(&open(&writer.finish())), ["로동자"]);
}

#[test]
fn korean_and_chinese_by_maps_that_no_file_carries() {
    for (encoding, ordering, codes, text) in [
        ("KSCms-UHC-H", "Korea1", "B7CEB5BFC0DA", "로동자"),
        ("GBK-EUC-H", "GB1", "B9A4C8CB", "工人"),
        ("UniKS-UCS2-H", "Korea1", "B85C", "로"),
    ] {
        let mut writer = Writer::new();
        let font = composite(&mut writer, encoding, ordering, "");
        writer.resources = format!("/F3 {font} 0 R");
        writer.add_page(&format!("BT /F3 12 Tf 72 700 Td <{codes}> Tj ET"));
        assert_eq!(body(&open(&writer.finish())), [text], "{encoding}");
    }
}

#[test]
fn letters_that_nobody_knows_are_counted() {
    let mut writer = Writer::new();
    let font = composite(&mut writer, "Identity-H", "Identity", "");
    writer.resources = format!("/F3 {font} 0 R");
    writer.add_page("BT /F3 12 Tf 72 700 Td <000300040005> Tj ET");
    let document = open(&writer.finish());
    assert!(document.notices[0].cause.starts_with("of 3 letters this PDF does not say which they are"), "{:?}", document.notices);
    assert_eq!(document.notices[0].place, "page 1");
}

#[test]
fn a_turned_page_is_read_as_it_is_shown() {
    let mut writer = Writer::new();
    writer.page = "/Rotate 90".to_owned();
    // written upwards, so that it stands upright once the page is turned
    writer.add_page("BT /F1 12 Tf 0 1 -1 0 100 100 Tm (First line of the page) Tj ET BT /F1 12 Tf 0 1 -1 0 120 100 Tm (and the second.) Tj ET");
    assert_eq!(body(&open(&writer.finish())), ["First line of the page and the second."]);
}

#[test]
fn forms_fields_and_what_letters_stand_for() {
    let mut writer = Writer::new();
    let form = writer.stream(
        "/Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>",
        words(72, 700, "From a form.").as_bytes(),
    );
    writer.resources = format!(">> /XObject << /X1 {form} 0 R");
    writer.page = "/Annots [<< /Subtype /Widget /FT /Tx /V (Kim Chol Su) /Rect [72 500 300 520] >> \
                   << /Subtype /Text /Contents (a note) /Rect [0 0 10 10] >>]"
        .to_owned();
    writer.add_page("/X1 Do /Span << /ActualText (real) >> BDC BT /F1 10 Tf 72 600 Td (xyz) Tj ET EMC");
    let document = open(&writer.finish());
    assert_eq!(body(&document), ["From a form.", "real", "Kim Chol Su"]);
    assert!(document.notices.iter().any(|notice| notice.cause.contains("notes are laid over")));
}

#[test]
fn what_cannot_be_seen_is_told_and_not_read() {
    let page = words(72, 700, "Seen.")
        + "1 g BT /F1 10 Tf 72 650 Td (White on white) Tj ET "
        + "0 g BT /F1 10 Tf 900 650 Td (Far outside) Tj ET "
        + "0 0 0.5 rg 60 590 200 30 re f 1 g BT /F1 10 Tf 72 600 Td (White on blue) Tj ET";
    let document = open(&pdf(&[page]));
    assert_eq!(body(&document), ["Seen.", "White on blue"]);
    let notice = &document.notices[0];
    assert!(notice.cause.contains("cannot be seen") && notice.cause.contains("White on white"), "{notice}");
    assert_eq!((notice.place.as_str(), notice.severity), ("page 1", Severity::Partly));
}

#[test]
fn words_laid_unseen_over_a_scan_are_read_and_marked() {
    let document = open(&pdf(&["3 Tr ".to_owned() + &words(72, 700, "The recognised words of the scan.")]));
    assert_eq!(body(&document), ["The recognised words of the scan."]);
    assert!(document.notices.iter().any(|notice| notice.severity == Severity::Note && notice.cause.contains("recognised")));
}

#[test]
fn facts_of_the_file() {
    let mut writer = Writer::new();
    let facts = writer.object("<< /Title (Microsoft Word - Pay and quotas) /CreationDate (D:20140611120000Z) >>");
    writer.trailer = format!("/Info {facts} 0 R");
    writer.add_page(&words(72, 700, "A line of text that is here."));
    let document = open(&writer.finish());
    assert_eq!(document.title.as_deref(), Some("Pay and quotas"));
    assert_eq!(
        (document.publisher, document.published),
        (None, None),
        "the day on which a file was made is no day of publication"
    );
}

#[test]
fn encrypted_without_a_password_is_read_and_with_one_is_told() {
    let document = open(include_bytes!("samples/pdf/encrypted.pdf"));
    assert_eq!(body(&document), ["They kept 100 dollars a month."], "{:?}", document.notices);
    let document = open(include_bytes!("samples/pdf/locked.pdf"));
    assert!(document.blocks.is_empty() && document.notices[0].cause.contains("password"), "{:?}", document.notices);
}
