//! Packages of office programs, built by hand, so that every byte of a test stands in it.

#![allow(dead_code, reason = "each test file uses its part")]

use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A package of these parts.
pub fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a part begins");
        writer.write_all(content).expect("a part is written");
    }
    writer.finish().expect("a package is finished").into_inner()
}

/// A DOCX with this body.
pub fn docx(body: &str) -> Vec<u8> {
    docx_with(body, &[])
}

/// A DOCX with this body and further parts: name, kind of relation, content.
pub fn docx_with(body: &str, parts: &[(&str, &str, &str)]) -> Vec<u8> {
    let document = format!("<?xml version='1.0' encoding='UTF-8'?><w:document><w:body>{body}</w:body></w:document>");
    let relations = relations("word/", parts);
    let mut all: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", document.as_bytes()),
        ("word/_rels/document.xml.rels", relations.as_bytes()),
    ];
    all.extend(parts.iter().map(|(name, _, content)| (*name, content.as_bytes())));
    zipped(&all)
}

/// What a part in `folder` refers to.
fn relations(folder: &str, parts: &[(&str, &str, &str)]) -> String {
    let of = |(index, (name, kind, _)): (usize, &(&str, &str, &str))| {
        let target = name.strip_prefix(folder).map_or_else(|| format!("/{name}"), str::to_owned);
        format!("<Relationship Id='rId{}' Type='http://x/{kind}' Target='{target}'/>", index + 1)
    };
    let all: String = parts.iter().enumerate().filter(|(_, (_, kind, _))| !kind.is_empty()).map(of).collect();
    format!("<Relationships>{all}</Relationships>")
}

fn open_document(media_type: &str, styles: &str, body: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version='1.0'?><office:document-content><office:automatic-styles>{styles}</office:automatic-styles><office:body>{body}</office:body></office:document-content>"
    );
    zipped(&[("mimetype", media_type.as_bytes()), ("content.xml", content.as_bytes())])
}

/// An ODT with this text.
pub fn odt(text: &str) -> Vec<u8> {
    odt_with("", text)
}

/// An ODT with these styles and this text.
pub fn odt_with(styles: &str, text: &str) -> Vec<u8> {
    open_document("application/vnd.oasis.opendocument.text", styles, &format!("<office:text>{text}</office:text>"))
}

/// An ODP with these pages.
pub fn odp(pages: &str) -> Vec<u8> {
    open_document(
        "application/vnd.oasis.opendocument.presentation",
        "",
        &format!("<office:presentation>{pages}</office:presentation>"),
    )
}

/// An ODS with these tables.
pub fn ods(tables: &str) -> Vec<u8> {
    open_document(
        "application/vnd.oasis.opendocument.spreadsheet",
        "",
        &format!("<office:spreadsheet>{tables}</office:spreadsheet>"),
    )
}

/// A PPTX with these slides.
pub fn pptx(slides: &[&str]) -> Vec<u8> {
    let ids: String = (1..=slides.len()).map(|number| format!("<p:sldId r:id='rId{number}'/>")).collect();
    let presentation = format!("<p:presentation><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>");
    let names: Vec<String> = (1..=slides.len()).map(|number| format!("ppt/slides/slide{number}.xml")).collect();
    let listed: Vec<(&str, &str, &str)> = names.iter().map(|name| (name.as_str(), "slide", "")).collect();
    let relations = relations("ppt/", &listed);
    let contents: Vec<String> =
        slides.iter().map(|slide| format!("<p:sld><p:cSld><p:spTree>{slide}</p:spTree></p:cSld></p:sld>")).collect();
    let mut all: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", b"<Types/>"),
        ("ppt/presentation.xml", presentation.as_bytes()),
        ("ppt/_rels/presentation.xml.rels", relations.as_bytes()),
    ];
    all.extend(names.iter().zip(&contents).map(|(name, content)| (name.as_str(), content.as_bytes())));
    zipped(&all)
}

/// An XLSX: settings of the workbook, codes of the formats of its styles, words that cells share, and its sheets by name, with an
/// attribute each and all that stands in the sheet.
pub fn xlsx(settings: &str, formats: &[&str], shared: &[&str], sheets: &[(&str, &str, &str)]) -> Vec<u8> {
    let listed: String = sheets
        .iter()
        .enumerate()
        .map(|(index, (name, attribute, _))| format!("<sheet name='{name}' sheetId='{0}' r:id='rId{0}' {attribute}/>", index + 1))
        .collect();
    let workbook = format!("<workbook>{settings}<sheets>{listed}</sheets></workbook>");
    let codes: String = formats
        .iter()
        .enumerate()
        .map(|(index, code)| format!("<numFmt numFmtId='{}' formatCode='{}'/>", 164 + index, code.replace('"', "&quot;")))
        .collect();
    let styles: String = (0..formats.len()).map(|index| format!("<xf numFmtId='{}'/>", 164 + index)).collect();
    let styles = format!("<styleSheet><numFmts>{codes}</numFmts><cellXfs>{styles}</cellXfs></styleSheet>");
    let words: String = shared.iter().map(|words| format!("<si>{words}</si>")).collect();
    let words = format!("<sst>{words}</sst>");
    let names: Vec<String> = (1..=sheets.len()).map(|number| format!("xl/worksheets/sheet{number}.xml")).collect();
    let mut related: Vec<(&str, &str, &str)> = names.iter().map(|name| (name.as_str(), "worksheet", "")).collect();
    related.extend([("xl/styles.xml", "styles", ""), ("xl/sharedStrings.xml", "sharedStrings", "")]);
    let relations = relations("xl/", &related);
    let contents: Vec<String> = sheets.iter().map(|(_, _, content)| format!("<worksheet>{content}</worksheet>")).collect();
    let mut all: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/styles.xml", styles.as_bytes()),
        ("xl/sharedStrings.xml", words.as_bytes()),
    ];
    all.extend(names.iter().zip(&contents).map(|(name, content)| (name.as_str(), content.as_bytes())));
    zipped(&all)
}
