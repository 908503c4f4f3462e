//! Whatever the bytes of an office document or a table: no panic, placings in order, blocks inside the layer, every word in a place.

mod packages;
mod support;

use document::Document;
use evidence::MediaType;
use packages::{docx, odp, ods, odt, pptx, xlsx};
use proptest::prelude::*;
use support::read;

const ALL: [MediaType; 10] = [
    MediaType::Docx,
    MediaType::Odt,
    MediaType::Rtf,
    MediaType::Pptx,
    MediaType::Odp,
    MediaType::Csv,
    MediaType::Tsv,
    MediaType::Xlsx,
    MediaType::Xls,
    MediaType::Ods,
];

/// Blocks lie in order inside the layer, on characters, with their markup inside; every word of a block has a place that resolves.
fn check(document: &Document) -> Result<(), TestCaseError> {
    let text = document.layer.text();
    let mut end = 0;
    for block in &document.blocks {
        prop_assert!(
            block.range.start >= end && block.range.end > block.range.start && block.range.end <= text.len(),
            "{block:?}"
        );
        prop_assert!(text.get(block.range.clone()).is_some(), "{block:?}");
        end = block.range.end;
        let mut from = block.range.start;
        for markup in &block.markup {
            prop_assert!(markup.start >= from && markup.end > markup.start && markup.end <= end, "{block:?}");
            prop_assert!(text.get(markup.clone()).is_some(), "{block:?}");
            from = markup.end;
        }
        for word in text[block.range.clone()].split_whitespace().filter(|word| *word != "|").take(40) {
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            let span = document.layer.span(start..start + word.len());
            prop_assert!(span.is_ok_and(|span| span.resolves_in(&document.layer)), "{word:?} has no place in {text:?}");
        }
    }
    for table in &document.tables {
        for row in table.rows() {
            prop_assert_eq!(row.cells().count(), table.columns.len());
            for cell in row.cells() {
                prop_assert!(
                    cell.words.is_empty() == (cell.value == document::Value::Empty) || cell.words.trim().is_empty(),
                    "{cell:?}"
                );
            }
        }
    }
    Ok(())
}

/// Pieces of one kind, in any order.
fn soup(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(pieces), 0..60).prop_map(|pieces| pieces.concat())
}

const WORDS: &[&str] = &[
    "<w:p>",
    "</w:p>",
    "<w:r>",
    "</w:r>",
    "<w:t>",
    "</w:t>",
    "<w:t xml:space='preserve'>300 dollars a month. </w:t>",
    "<w:t>로동자 46,000명.</w:t>",
    "<w:rPr><w:vanish/></w:rPr>",
    "<w:rPr><w:b/></w:rPr>",
    "<w:tbl>",
    "</w:tbl>",
    "<w:tr>",
    "</w:tr>",
    "<w:tc>",
    "</w:tc>",
    "<w:tab/>",
    "<w:br/>",
    "<w:del>",
    "</w:del>",
    "<w:ins>",
    "</w:ins>",
    "<w:txbxContent>",
    "</w:txbxContent>",
    "<w:fldChar w:fldCharType='begin'/>",
    "<w:fldChar w:fldCharType='separate'/>",
    "<w:fldChar w:fldCharType='end'/>",
    "<w:pPr><w:pStyle w:val='Heading1'/></w:pPr>",
    "<w:tcPr><w:gridSpan w:val='3'/></w:tcPr>",
    "<w:sym w:font='Symbol' w:char='F0B7'/>",
    "<w:footnote>",
    "</w:footnote>",
    "&#x1F600;",
    "&amp;",
    "&x;",
    "<![CDATA[<w:t>]]>",
    "<!--",
    "-->",
    "words ",
    "|",
    "Q: ",
    "<a:p>",
    "</a:p>",
    "<a:t>",
    "</a:t>",
    "<a:tbl>",
    "<a:tr>",
    "<a:tc>",
    "</a:tc>",
    "</a:tr>",
    "<p:sp>",
];

const OPEN: &[&str] = &[
    "<text:p>",
    "</text:p>",
    "<text:h text:outline-level='2'>",
    "</text:h>",
    "<text:span>",
    "</text:span>",
    "<text:s text:c='9'/>",
    "<text:tab/>",
    "<text:line-break/>",
    "words ",
    "300 dollars. ",
    "로동자",
    "<text:note>",
    "</text:note>",
    "<text:list>",
    "</text:list>",
    "<table:table table:name='a'>",
    "</table:table>",
    "<table:table-row>",
    "</table:table-row>",
    "<table:table-row table:number-rows-repeated='3'>",
    "<table:table-cell>",
    "</table:table-cell>",
    "<table:table-cell office:value-type='float' office:value='1.5'>",
    "<table:table-cell office:value-type='date' office:date-value='2015-05-03'>",
    "<table:table-cell table:number-columns-repeated='4'>",
    "<table:covered-table-cell/>",
    "<draw:text-box>",
    "</draw:text-box>",
    "<draw:page>",
    "</draw:page>",
    "<office:annotation>",
    "</office:annotation>",
    "<text:tracked-changes>",
    "</text:tracked-changes>",
    "&amp;",
    "\n",
];

const RICH: &[&str] = &[
    "{",
    "}",
    "\\par ",
    "\\pard ",
    "\\cell ",
    "\\row ",
    "\\intbl ",
    "\\tab ",
    "\\line ",
    "words ",
    "300 dollars. ",
    "\\'e9",
    "\\'",
    "\\u44552?",
    "\\u-10179?",
    "\\uc2 ",
    "\\bin4 ",
    "{\\footnote ",
    "{\\header ",
    "{\\*\\x ",
    "{\\fonttbl{\\f1\\fcharset129 A;}}",
    "\\f1 ",
    "\\v ",
    "\\plain ",
    "\\deleted ",
    "\\b ",
    "{\\field{\\*\\fldinst x}{\\fldrslt y}}",
    "{\\stylesheet{\\s1 heading 1;}}",
    "\\s1 ",
    "\\~",
    "\\_",
    "\\-",
    "\\*",
    "\\",
    "\u{e9}",
    "{\\pict 00}",
    "{\\shptxt ",
];

const CELLS: &[&str] = &[
    ",",
    ";",
    "\t",
    "|",
    "\n",
    "\r\n",
    "\r",
    "\"",
    "\"\"",
    "300",
    "1,234",
    "1.234",
    "812,50",
    "$300",
    "03/05/2015",
    "13/05/2015",
    "2015-05-03",
    "May 2015",
    "007",
    "Name",
    "Wage (USD)",
    "Kim",
    "Total",
    "passport",
    "yes",
    "#REF!",
    "The manager kept his passport, and 300 dollars.",
    "로동자 임금",
    " ",
    "sep=;\n",
    "12.5 %",
    "08:30",
];

const SHEET: &[&str] = &[
    "<row>",
    "<row r='2'>",
    "<row r='1048576' hidden='1'>",
    "</row>",
    "<c>",
    "<c r='A1'>",
    "<c r='XFD9' s='1'>",
    "<c t='s'>",
    "<c t='inlineStr'>",
    "<c t='b'>",
    "<c t='e'>",
    "</c>",
    "<v>",
    "</v>",
    "<v>42127</v>",
    "<v>0.1</v>",
    "<v>1e300</v>",
    "<v>-5</v>",
    "<v>0</v>",
    "<is><t>",
    "</t></is>",
    "words",
    "<f>A1</f>",
    "<mergeCell ref='A1:C3'/>",
    "<col min='1' max='99999' hidden='1'/>",
    "<sheetData>",
    "&#65;",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 250, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_make_a_document(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        for media_type in ALL {
            check(&read(media_type, &bytes))?;
        }
    }

    #[test]
    fn any_cut_of_a_package_makes_a_document(cut in 0usize..1200, flipped in 0usize..1200, by in any::<u8>()) {
        let sheet = "<sheetData><row><c t='inlineStr'><is><t>Name</t></is></c></row></sheetData>";
        let packages = [
            docx("<w:p><w:r><w:t>They were paid 300 dollars.</w:t></w:r></w:p>"),
            odt("<text:p>They were paid 300 dollars.</text:p>"),
            xlsx("", &["0.00"], &["<t>a</t>"], &[("s", "", sheet)]),
        ];
        for (media_type, package) in [MediaType::Docx, MediaType::Odt, MediaType::Xlsx].into_iter().zip(packages) {
            let mut bytes = package;
            if let Some(byte) = bytes.get_mut(flipped) {
                *byte ^= by;
            }
            check(&read(media_type, &bytes))?;
            bytes.truncate(cut);
            check(&read(media_type, &bytes))?;
        }
    }

    #[test]
    fn any_words_make_a_document(body in soup(WORDS)) {
        check(&read(MediaType::Docx, &docx(&body)))?;
        check(&read(MediaType::Pptx, &pptx(&[&body, &body])))?;
    }

    #[test]
    fn any_open_document_is_read(body in soup(OPEN)) {
        check(&read(MediaType::Odt, &odt(&body)))?;
        check(&read(MediaType::Odp, &odp(&body)))?;
        check(&read(MediaType::Ods, &ods(&body)))?;
    }

    #[test]
    fn any_rich_text_is_read(body in soup(RICH)) {
        check(&read(MediaType::Rtf, format!("{{\\rtf1 {body}}}").as_bytes()))?;
    }

    #[test]
    fn any_cells_make_tables(body in soup(CELLS)) {
        check(&read(MediaType::Csv, body.as_bytes()))?;
        check(&read(MediaType::Tsv, body.as_bytes()))?;
    }

    #[test]
    fn any_sheet_is_read(body in soup(SHEET)) {
        check(&read(MediaType::Xlsx, &xlsx("", &["0.00", "yyyy-mm-dd", "[h]:mm"], &["<t>a</t>", "<t>b</t>"], &[("s", "", &body), ("t", "", &body)])))?;
    }

    #[test]
    fn plain_cells_come_back(rows in proptest::collection::vec(proptest::collection::vec("[a-z]{1,8}( [a-z]{1,8}){0,2}", 3), 2..20)) {
        let quoted = |cell: &String| if cell.len().is_multiple_of(3) { format!("\"{cell}\"") } else { cell.clone() };
        let text: String = rows.iter().map(|row| row.iter().map(quoted).collect::<Vec<_>>().join(";") + "\n").collect();
        let document = read(MediaType::Csv, text.as_bytes());
        let mut found: Vec<Vec<String>> = Vec::new();
        for table in &document.tables {
            if !table.header.is_empty() {
                found.push(rows[0].clone());
            }
            found.extend(table.rows().map(|row| row.cells().map(|cell| cell.words.trim().to_owned()).collect()));
        }
        prop_assert_eq!(found, rows);
    }

    #[test]
    fn paragraphs_come_back(paragraphs in proptest::collection::vec("[a-z]{1,8}( [a-z0-9]{1,8}){0,9}", 1..9)) {
        let words: String = paragraphs.iter().map(|words| format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")).collect();
        let plain = read(MediaType::Docx, &docx(&words));
        prop_assert_eq!(plain.layer.text(), paragraphs.join("\n"));
        let open: String = paragraphs.iter().map(|words| format!("<text:p>{words}</text:p>")).collect();
        let open = read(MediaType::Odt, &odt(&open));
        prop_assert_eq!(open.layer.text(), paragraphs.join("\n"));
        let rich: String = paragraphs.iter().map(|words| format!("{words}\\par ")).collect();
        let rich = read(MediaType::Rtf, format!("{{\\rtf1 {rich}}}").as_bytes());
        prop_assert_eq!(rich.layer.text(), paragraphs.join("\n"));
    }
}
