//! Documents of office programs: what a person reads of them, what each paragraph is, and where its words lead.

mod packages;
mod support;

use document::{BlockKind, Document};
use evidence::{MediaType, Severity};
use packages::{docx, docx_with, odp, odt, odt_with, pptx, zipped};
use support::{lines, read};

#[track_caller]
fn check(media_type: MediaType, bytes: &[u8], expected: &[&str]) -> Document {
    let document = read(media_type, bytes);
    assert_eq!(lines(&document), expected);
    document
}

#[track_caller]
fn check_docx(body: &str, expected: &[&str]) -> Document {
    check(MediaType::Docx, &docx(body), expected)
}

/// Where the first place with `words` is, as a person would say it.
#[track_caller]
fn whereabouts(document: &Document, words: &str) -> String {
    let at = document.layer.text().find(words).unwrap_or_else(|| panic!("{words:?} is not in the layer"));
    let span = document.layer.span(at..at + words.len()).expect("words have a place");
    assert!(span.resolves_in(&document.layer));
    span.whereabouts()
}

#[track_caller]
fn check_notice(document: &Document, cause: &str, severity: Severity) {
    let found = document.notices.iter().find(|notice| notice.cause.contains(cause));
    let found = found.unwrap_or_else(|| panic!("no notice says {cause:?}: {:#?}", document.notices));
    assert!(found.severity == severity && !found.remedy.is_empty(), "{found:?}");
}

const P: &str = "<w:p><w:r><w:t>The men were paid nothing.</w:t></w:r></w:p>";

#[test]
fn runs_of_a_docx_are_joined() {
    check_docx(
        "<w:p><w:r><w:t xml:space='preserve'>The agency took </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>4</w:t></w:r>\
         <w:r><w:t>5 per</w:t></w:r><w:r><w:softHyphen/><w:t>cent\u{ad} of &quot;pay&quot; &amp; &#54304;&#xAE08;.</w:t></w:r></w:p>",
        &["p: The agency took 45 percent of \"pay\" & 퐠금."],
    );
    check_docx(
        "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t><w:sym w:font='Symbol' w:char='F0B3'/><w:t>5 were.</w:t></w:r></w:p>",
        &["p: a b-c≥5 were."],
    );
    check_docx(
        "<w:p><w:r><w:t>The company was paid 300 dollars a month</w:t><w:br/><w:t>and the men kept nothing of it.</w:t></w:r></w:p>",
        &["p: The company was paid 300 dollars a month and the men kept nothing of it."],
    );
}

#[test]
fn results_of_fields_are_read_and_instructions_are_not() {
    check_docx(
        "<w:p><w:r><w:t xml:space='preserve'>In all </w:t></w:r><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>SUM(1)</w:instrText></w:r>\
         <w:r><w:t>code</w:t></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>46,000</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>\
         <w:r><w:t xml:space='preserve'> men were sent </w:t></w:r><w:hyperlink r:id='x'><w:r><w:t>abroad</w:t></w:r></w:hyperlink><w:r><w:t>.</w:t></w:r></w:p>",
        &["p: In all 46,000 men were sent abroad."],
    );
}

#[test]
fn insertions_are_read_deletions_are_not_and_both_are_told() {
    let document = check_docx(
        "<w:p><w:r><w:t xml:space='preserve'>They were paid </w:t></w:r><w:del w:author='An Editor'><w:r><w:delText>300</w:delText></w:r></w:del>\
         <w:ins w:author='Kim Chol'><w:r><w:t>100</w:t></w:r></w:ins><w:moveFrom w:author='x'><w:r><w:t>moved</w:t></w:r></w:moveFrom>\
         <w:r><w:t xml:space='preserve'> dollars.</w:t></w:r></w:p>",
        &["p: They were paid 100 dollars."],
    );
    check_notice(&document, "by An Editor, Kim Chol, x: 1 insertions, which were read, and 2 deletions", Severity::Note);
}

#[test]
fn hidden_words_are_not_read_and_told() {
    let document = check_docx(
        "<w:p><w:r><w:t>Seen by all.</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>300</w:t></w:r><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t> Too.</w:t></w:r></w:p>",
        &["p: Seen by all. Too."],
    );
    check_notice(&document, "hidden text", Severity::Partly);
}

#[test]
fn paragraphs_are_what_their_styles_say() {
    let styles = "<w:styles xmlns:w='w'>\
        <w:style w:styleId='berschrift1'><w:name w:val='heading 1'/></w:style>\
        <w:style w:styleId='Own'><w:name w:val='My own'/><w:basedOn w:val='berschrift1'/></w:style>\
        <w:style w:styleId='1'><w:name w:val='Заголовок 2'/></w:style>\
        <w:style w:styleId='out'><w:name w:val='x'/><w:pPr><w:outlineLvl w:val='2'/></w:pPr></w:style>\
        <w:style w:styleId='loop'><w:name w:val='y'/><w:basedOn w:val='loop'/></w:style>\
        <w:style w:styleId='TOC1'><w:name w:val='toc 1'/></w:style></w:styles>";
    let styled =
        |style: &str, words: &str| format!("<w:p><w:pPr><w:pStyle w:val='{style}'/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>");
    let body = [
        styled("berschrift1", "Title of it"),
        styled("TOC1", "Pay 3"),
        styled("Own", "Second"),
        styled("1", "Third"),
        styled("out", "Fourth"),
        styled("loop", "They were paid 300 dollars a month."),
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>An item.</w:t></w:r></w:p>"
            .to_owned(),
    ];
    check(
        MediaType::Docx,
        &docx_with(&body.concat(), &[("word/styles.xml", "styles", styles)]),
        &[
            "h1: Title of it",
            "-: Pay 3",
            "h2: Second",
            "h3: Third",
            "h4: Fourth",
            "p: They were paid 300 dollars a month.",
            "li: An item.",
        ],
    );
}

#[test]
fn rows_keep_their_cells_apart() {
    let cell = |words: &str| format!("<w:tc><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>");
    let row = |cells: &[&str]| format!("<w:tr>{}</w:tr>", cells.iter().map(|words| cell(words)).collect::<String>());
    let document = check_docx(
        &format!("{P}<w:tbl>{}{}</w:tbl><w:p/>{P}", row(&["Workers", "46,000"]), row(&["Pay", "300"])),
        &["p: The men were paid nothing.", "row: Workers | 46,000", "row: Pay | 300", "p: The men were paid nothing."],
    );
    assert_eq!(whereabouts(&document, "46,000"), "paragraph 3, characters 0–6");
    assert_eq!(whereabouts(&document, "Pay | 300"), "paragraph 4, character 0, to paragraph 5, character 3");
    let last = document.layer.text().rfind("The men").expect("it stands there twice");
    assert_eq!(document.layer.span(last..last + 7).expect("it has a place").whereabouts(), "paragraph 7, characters 0–7");
    assert!(document.tables.is_empty(), "two facts are no records");
}

#[test]
fn rows_of_records_make_a_table_and_no_statements() {
    let cell = |words: &str| format!("<w:tc><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>");
    let mut rows = format!("<w:tr>{}{}{}</w:tr>", cell("Name"), cell("Wage (USD)"), cell("Remarks"));
    for number in 0..9 {
        let remark = if number == 4 { "His passport was kept by the manager." } else { "" };
        rows += &format!("<w:tr>{}{}{}</w:tr>", cell(&format!("Worker {number}")), cell("300.50"), cell(remark));
    }
    let document = read(MediaType::Docx, &docx(&format!("<w:tbl>{rows}</w:tbl>")));
    let kinds: Vec<BlockKind> = document.blocks.iter().map(|block| block.kind).collect();
    assert_eq!(kinds.iter().filter(|kind| **kind == BlockKind::TableRow).count(), 1, "{kinds:?}");
    let remark = document.blocks.iter().find(|block| block.kind == BlockKind::TableRow).expect("a row with a remark");
    assert_eq!(support::words(&document, remark), "His passport was kept by the manager.");
    assert_eq!(document.tables.len(), 1);
    let row = document.tables[0].rows().next().expect("a row");
    assert_eq!(row.cell(1).words, "300.50");
    assert!(matches!(row.cell(1).value, document::Value::Money(money) if money.to_string() == "300.50 USD"), "{row:?}");
}

#[test]
fn notes_boxes_comments_and_headers_are_parts_of_their_own() {
    let body = format!(
        "<w:p><w:r><w:t>They were paid 300 dollars</w:t></w:r><w:r><w:footnoteReference w:id='1'/></w:r><w:r><w:t>.</w:t></w:r></w:p>\
         <w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><a:blip/><wps:txbx><w:txbxContent>{P}</w:txbxContent></wps:txbx></w:drawing></mc:Choice>\
         <mc:Fallback><w:pict><w:txbxContent>{P}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>After the box.</w:t></w:r></w:p>"
    );
    let document = check(
        MediaType::Docx,
        &docx_with(
            &body,
            &[
                (
                    "word/footnotes.xml",
                    "footnotes",
                    "<w:footnotes><w:footnote w:type='separator'><w:p><w:r><w:t>-</w:t></w:r></w:p></w:footnote><w:footnote w:id='1'><w:p><w:r><w:t>So they said.</w:t></w:r></w:p></w:footnote></w:footnotes>",
                ),
                (
                    "word/comments.xml",
                    "comments",
                    "<w:comments><w:comment w:author='A Reader'><w:p><w:r><w:t>Is this so?</w:t></w:r></w:p></w:comment></w:comments>",
                ),
                ("word/header1.xml", "header", "<w:hdr><w:p><w:r><w:t>Report no. 22</w:t></w:r></w:p></w:hdr>"),
            ],
        ),
        &[
            "p: They were paid 300 dollars.",
            "p: After the box.",
            "p: The men were paid nothing.",
            "p: So they said.",
            "p: Is this so?",
            "-: Report no. 22",
        ],
    );
    assert_eq!(whereabouts(&document, "The men"), "text boxes, paragraph 1, characters 0–7");
    assert_eq!(whereabouts(&document, "So they"), "footnotes, paragraph 1, characters 0–7");
    assert_eq!(whereabouts(&document, "Report"), "headers, paragraph 1, characters 0–6");
    check_notice(&document, "1 comments", Severity::Note);
    check_notice(&document, "1 pictures", Severity::Note);
}

#[test]
fn an_interview_is_told_from_its_labels() {
    let said = |words: &str| format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>");
    check_docx(
        &[said("Q: Were you paid?"), said("A: We were paid nothing."), said("Q: And then?"), said("A: We left.")].concat(),
        &["q: Were you paid?", "a: We were paid nothing.", "q: And then?", "a: We left."],
    );
}

#[test]
fn a_title_of_the_properties_must_stand_in_the_text() {
    let core = |title: &str| format!("<cp:coreProperties xmlns:dc='x'><dc:title>{title}</dc:title></cp:coreProperties>");
    let body = format!(
        "<w:p><w:r><w:t>Inspection of logging sites in the Far East, spring 2015, as told by workers.</w:t></w:r></w:p>{P}"
    );
    let titled = |title: &str| read(MediaType::Docx, &docx_with(&body, &[("docProps/core.xml", "", &core(title))])).title;
    assert_eq!(titled("Inspection of logging sites").as_deref(), Some("Inspection of logging sites"));
    assert_eq!(titled("Word Document"), None);
    assert_eq!(titled("Quarterly invoice template"), None);
}

#[test]
fn an_odt_is_read_as_a_docx_is() {
    let document = check(
        MediaType::Odt,
        &odt("<text:h text:outline-level='1'>Условия <text:span>труда</text:span></text:h>\
             <text:p>They  were<text:s text:c='2'/>paid\n 300<text:tab/>dollars<text:note text:note-class='footnote'><text:note-citation>1</text:note-citation>\
             <text:note-body><text:p>So they said.</text:p></text:note-body></text:note>.</text:p>\
             <text:list><text:list-item><text:p>An item.</text:p></text:list-item></text:list>\
             <table:table><table:table-row><table:table-cell><text:p>Workers</text:p></table:table-cell><table:table-cell><text:p>46,000</text:p></table:table-cell></table:table-row></table:table>\
             <text:table-of-content><text:index-body><text:p>Pay 3</text:p></text:index-body></text:table-of-content>\
             <text:p>The end.<office:annotation><dc:creator>A Reader</dc:creator><dc:date>2015</dc:date><text:p>Is this so?</text:p></office:annotation></text:p>"),
        &[
            "h1: Условия труда",
            "p: They were paid 300 dollars.",
            "li: An item.",
            "row: Workers | 46,000",
            "-: Pay 3",
            "p: The end.",
            "p: So they said.",
            "p: Is this so?",
        ],
    );
    assert_eq!(whereabouts(&document, "So they"), "footnotes, paragraph 1, characters 0–7");
    assert_eq!(whereabouts(&document, "The end"), "paragraph 7, characters 0–7");
    check_notice(&document, "1 comments", Severity::Note);
}

#[test]
fn changes_and_hidden_words_of_an_odt_are_told() {
    let styles = "<style:style style:name='T1' style:family='text'><style:text-properties text:display='none'/></style:style>\
                  <style:style style:name='P1' style:family='paragraph' style:parent-style-name='Heading_20_2'/>";
    let document = check(
        MediaType::Odt,
        &odt_with(
            styles,
            "<text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>An Editor</dc:creator></office:change-info>\
             <text:p>They were paid 300 dollars.</text:p></text:deletion></text:changed-region><text:changed-region><text:insertion/></text:changed-region></text:tracked-changes>\
             <text:p text:style-name='P1'>Where they work</text:p><text:p>Seen by all. <text:span text:style-name='T1'>Hidden.</text:span> Too.</text:p>",
        ),
        &["h3: Where they work", "p: Seen by all. Too."],
    );
    check_notice(&document, "by An Editor: 1 insertions, which were read, and 1 deletions", Severity::Note);
    check_notice(&document, "hidden text", Severity::Partly);
}

#[test]
fn rich_text_is_read_in_every_encoding() {
    let check_rtf = |rtf: &[u8], expected: &[&str]| check(MediaType::Rtf, rtf, expected);
    check_rtf(
        b"{\\rtf1\\ansi\\ansicpg1251{\\fonttbl{\\f0\\fcharset204 Times;}{\\f1\\fcharset129 Batang;}{\\f2\\fcharset2 Symbol;}}\\f0 \\'c7\\'e0\\'f0\\'ef\\'eb\\'e0\\'f2\\'e0 300 \\'e4\\'ee\\'eb\\'eb\\'e0\\'f0\\'ee\\'e2.\\par {\\f1 \\'c0\\'d3\\'b1\\'dd 300} \\u44552?\\u-10179?\\u-8704?.\\par}",
        &["p: Зарплата 300 долларов.", "p: 임금 300 금😀."],
    );
    let document = check_rtf(
        b"{\\rtf1\\ansi{\\stylesheet{\\s1\\outlinelevel0 heading 1;}}{\\*\\revtbl{Unknown;}{Kim;}}{\\info{\\title Word Document}{\\author X}}\
          \\pard\\s1 The pay\\par\\pard They were paid\\tab 300{\\*\\bkmkstart x}{\\v hidden} dollars{\\deleted gone}{\\revised  a month}\
          {\\field{\\*\\fldinst SUM}{\\fldrslt  each}}{\\footnote \\pard So they said.}.\\par{\\pict 0123}\
          \\trowd\\intbl Workers\\cell 46,000\\cell\\row\\pard{\\listtext\\'b7\\tab}An item.\\par\\pard\\'93Q\\'94 {\\header Report no. 22\\par}}",
        &[
            "h1: The pay",
            "p: They were paid 300 dollars a month each.",
            "row: Workers | 46,000",
            "li: An item.",
            "p: “Q”",
            "p: So they said.",
            "-: Report no. 22",
        ],
    );
    check_notice(&document, "by Kim: 1 insertions", Severity::Note);
    check_notice(&document, "hidden text", Severity::Partly);
    check_notice(&document, "1 pictures", Severity::Note);
    assert_eq!(whereabouts(&document, "46,000"), "paragraph 4, characters 0–6");
}

#[test]
fn slides_are_pages() {
    let shape = |kind: &str, words: &str| {
        format!(
            "<p:sp><p:nvSpPr><p:nvPr><p:ph type='{kind}'/></p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:t>{words}</a:t></a:r></a:p></p:txBody></p:sp>"
        )
    };
    let first = format!(
        "{}{}{}",
        shape("title", "Where the pay goes"),
        shape("body", "They were paid 300 dollars."),
        shape("sldNum", "1")
    );
    let document = check(
        MediaType::Pptx,
        &pptx(&[&first, &shape("body", "Nothing was left of it.")]),
        &["h1: Where the pay goes", "p: They were paid 300 dollars.", "-: 1", "p: Nothing was left of it."],
    );
    assert_eq!(whereabouts(&document, "Nothing"), "page 2, characters 0–7");
    let document = check(
        MediaType::Odp,
        &odp(
            "<draw:page><draw:frame><draw:text-box><text:p>They were paid 300 dollars.</text:p></draw:text-box></draw:frame></draw:page>\
              <draw:page><draw:frame><draw:text-box><text:p>Nothing was left.</text:p></draw:text-box></draw:frame><presentation:notes><text:p>Said aloud only.</text:p></presentation:notes></draw:page>",
        ),
        &["p: They were paid 300 dollars.", "p: Nothing was left.", "p: Said aloud only."],
    );
    assert_eq!(whereabouts(&document, "Nothing"), "page 2, characters 0–7");
    assert_eq!(whereabouts(&document, "Said"), "notes of slide 2, paragraph 1, characters 0–4");
}

#[track_caller]
fn check_unread(media_type: MediaType, bytes: &[u8], cause: &str) {
    let document = read(media_type, bytes);
    assert!(document.blocks.is_empty(), "{:?}", lines(&document));
    check_notice(&document, cause, Severity::Unread);
}

#[test]
fn what_cannot_be_read_is_named() {
    let whole = docx(P);
    check_unread(MediaType::Docx, &whole[..whole.len() / 2], "cut off or damaged");
    check_unread(MediaType::Docx, b"", "cut off or damaged");
    check_unread(MediaType::Docx, &zipped(&[("word/other.xml", b"<x/>")]), "no text of a written document");
    check_unread(MediaType::Docx, &docx(""), "no words");
    let sealed =
        [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(), "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect()]
            .concat();
    check_unread(MediaType::Docx, &sealed, "protected by a password");
    let manifest: &[u8] = b"<manifest:manifest><manifest:encryption-data/></manifest:manifest>";
    check_unread(
        MediaType::Odt,
        &zipped(&[("META-INF/manifest.xml", manifest), ("content.xml", b"\x01\x02")]),
        "protected by a password",
    );
}

#[test]
fn broken_xml_is_read_as_far_as_it_goes() {
    let document = check(
        MediaType::Docx,
        &zipped(&[("word/document.xml", format!("<w:document><w:body>{P}<w:p><w:r><w:t>Cut he").as_bytes())]),
        &["p: The men were paid nothing.", "p: Cut he"],
    );
    check_notice(&document, "cannot be read to its end (it is cut off)", Severity::Partly);
    let mut damaged = docx(&P.repeat(400));
    let at = damaged.windows(4).rposition(|window| window == b"PK\x01\x02").expect("a directory");
    // the checksum of the last part
    damaged[at + 16] ^= 0xff;
    let document = read(MediaType::Docx, &damaged);
    assert!(document.blocks.len() >= 399, "{}", document.blocks.len());
}

#[test]
fn entities_are_not_expanded_and_nothing_is_fetched() {
    let bomb = "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;'>\
                <!ENTITY e SYSTEM 'file:///etc/passwd'>]><w:document><w:body><w:p><w:r><w:t>a&c;&e;b is seen.</w:t></w:r></w:p></w:body></w:document>";
    check(MediaType::Docx, &zipped(&[("word/document.xml", bomb.as_bytes())]), &["p: ab is seen."]);
}

#[test]
fn a_part_that_grows_beyond_measure_is_stopped() {
    let mut body = b"<w:document><w:body><w:p><w:r><w:t>First.</w:t></w:r></w:p>".to_vec();
    body.resize(40 << 20, b' ');
    let bytes = zipped(&[("word/document.xml", &body)]);
    assert!(bytes.len() < 1 << 20, "it is packed small");
    let document = check(MediaType::Docx, &bytes, &["p: First."]);
    assert!(
        document.notices.iter().any(|notice| notice.cause.contains("beyond all measure") || notice.cause.contains("too long"))
    );
}

#[test]
fn nesting_has_a_bound() {
    let deep = format!("<w:document>{P}{}", "<w:sdt>".repeat(100_000));
    let document = read(MediaType::Docx, &zipped(&[("word/document.xml", deep.as_bytes())]));
    assert_eq!(lines(&document), ["p: The men were paid nothing."]);
    check_notice(&document, "nested too deep", Severity::Partly);
    let document = read(MediaType::Rtf, &[b"{\\rtf1 Seen.\\par ".to_vec(), b"{".repeat(1 << 20)].concat());
    assert_eq!(document.blocks.len(), 1);
}

#[test]
fn a_million_small_runs_are_one_paragraph() {
    let body = format!("<w:p>{}</w:p>", "<w:r><w:t>a</w:t></w:r>".repeat(200_000));
    let document = read(MediaType::Docx, &docx(&body));
    assert_eq!(document.layer.text().len(), 200_000);
}

#[test]
fn a_page_laid_out_in_one_cell_takes_no_longer_than_its_words() {
    let paragraphs = "<w:p><w:pPr><w:pStyle w:val='TOC1'/></w:pPr><w:r><w:t>Share this</w:t></w:r></w:p>".repeat(60_000);
    let document = read(MediaType::Docx, &docx(&format!("<w:tbl><w:tr><w:tc>{paragraphs}</w:tc></w:tr></w:tbl>{paragraphs}")));
    assert_eq!(document.blocks.len(), 120_000);
}
