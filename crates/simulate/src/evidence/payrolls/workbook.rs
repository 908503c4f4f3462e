//! Workbooks, as far as a pay sheet needs them: sheets of text and numbers in Office Open XML.

use std::fmt::Write as _;
use std::io::{self, Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cell {
    Text(String),
    /// A number in digits.
    Number(String),
}

/// A sheet.
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) rows: Vec<Vec<Cell>>,
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// The bytes of a workbook; the same sheets give the same bytes.
pub(super) fn bytes(sheets: &[Sheet]) -> io::Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options =
        SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).last_modified_time(DateTime::default());
    let mut file = |name: &str, text: String| -> io::Result<()> {
        zip.start_file(name, options).map_err(io::Error::other)?;
        zip.write_all(text.as_bytes())
    };
    file("[Content_Types].xml", content_types(sheets.len()))?;
    let office = format!("{RELATIONS}/officeDocument");
    let root = format!(
        "{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" Type=\"{office}\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    file("_rels/.rels", root)?;
    file("xl/workbook.xml", workbook(sheets))?;
    file("xl/_rels/workbook.xml.rels", relations(sheets.len()))?;
    for (number, sheet) in sheets.iter().enumerate() {
        file(&format!("xl/worksheets/sheet{}.xml", number + 1), worksheet(sheet))?;
    }
    Ok(zip.finish().map_err(io::Error::other)?.into_inner())
}

fn content_types(sheets: usize) -> String {
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let mut out = format!(
        "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{kind}.sheet.main+xml\"/>"
    );
    for number in 1..=sheets {
        let _ = write!(out, "<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"{kind}.worksheet+xml\"/>");
    }
    out + "</Types>"
}

fn workbook(sheets: &[Sheet]) -> String {
    let mut out = format!("{HEAD}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheets>");
    for (number, sheet) in sheets.iter().enumerate() {
        let number = number + 1;
        let _ = write!(out, "<sheet name=\"{}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>", escaped(&sheet.name));
    }
    out + "</sheets></workbook>"
}

fn relations(sheets: usize) -> String {
    let mut out = format!("{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">");
    for number in 1..=sheets {
        let _ = write!(
            out,
            "<Relationship Id=\"rId{number}\" Type=\"{RELATIONS}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
        );
    }
    out + "</Relationships>"
}

fn worksheet(sheet: &Sheet) -> String {
    let mut out = format!("{HEAD}<worksheet xmlns=\"{MAIN}\"><sheetData>");
    for (row, cells) in sheet.rows.iter().enumerate() {
        let row = row + 1;
        let _ = write!(out, "<row r=\"{row}\">");
        for (column, cell) in cells.iter().enumerate() {
            let letter = (b'A' + column as u8) as char;
            let _ = match cell {
                Cell::Text(text) if text.is_empty() => Ok(()),
                Cell::Text(text) => write!(out, "<c r=\"{letter}{row}\" t=\"inlineStr\"><is><t>{}</t></is></c>", escaped(text)),
                Cell::Number(number) => write!(out, "<c r=\"{letter}{row}\"><v>{number}</v></c>"),
            };
        }
        out += "</row>";
    }
    out + "</sheetData></worksheet>"
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// The same sheets below each other as CSV, each headed by its name.
pub(super) fn csv(sheets: &[Sheet]) -> Vec<u8> {
    let mut out = Vec::new();
    for sheet in sheets {
        crate::csv::row(&mut out, &[&sheet.name]);
        for row in &sheet.rows {
            let fields: Vec<&str> = row
                .iter()
                .map(|cell| match cell {
                    Cell::Text(words) | Cell::Number(words) => words.as_str(),
                })
                .collect();
            crate::csv::row(&mut out, &fields);
        }
    }
    out
}
