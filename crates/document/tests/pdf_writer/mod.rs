//! Writes small PDFs, object by object, so that a test says what is in them.

#![allow(dead_code)]

use evidence::{MediaType, SourceId};
use std::fmt::Write;

/// A PDF under construction. Objects 1 and 2 are the catalogue and the root of the pages, 3 and 4 the fonts `/F1` and `/F2`.
pub struct Writer {
    objects: Vec<Vec<u8>>,
    pages: Vec<usize>,
    /// What the resources of each page hold beside the fonts.
    pub resources: String,
    /// What the catalogue holds beside the pages.
    pub catalogue: String,
    /// What each page holds beside its content.
    pub page: String,
    pub trailer: String,
}

impl Writer {
    pub fn new() -> Self {
        let font =
            |name: &str| format!("<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>").into_bytes();
        Writer {
            objects: vec![Vec::new(), Vec::new(), font("Helvetica"), font("Helvetica-Bold")],
            pages: Vec::new(),
            resources: String::new(),
            catalogue: String::new(),
            page: String::new(),
            trailer: String::new(),
        }
    }

    /// Adds an object and gives its number.
    pub fn object(&mut self, body: impl Into<Vec<u8>>) -> usize {
        self.objects.push(body.into());
        self.objects.len()
    }

    /// Adds a stream and gives its number.
    pub fn stream(&mut self, dictionary: &str, bytes: &[u8]) -> usize {
        let mut body = format!("<< {dictionary} /Length {} >>\nstream\n", bytes.len()).into_bytes();
        body.extend(bytes);
        body.extend(b"\nendstream");
        self.object(body)
    }

    /// Adds a page of A4 with this content.
    pub fn add_page(&mut self, content: &str) {
        let content = self.stream("", content.as_bytes());
        let (resources, more) = (&self.resources, &self.page);
        let body = format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {more} /Contents {content} 0 R \
             /Resources << /Font << /F1 3 0 R /F2 4 0 R {resources} >> >> >>"
        );
        let page = self.object(body);
        self.pages.push(page);
    }

    pub fn finish(mut self) -> Vec<u8> {
        self.objects[0] = format!("<< /Type /Catalog /Pages 2 0 R {} >>", self.catalogue).into_bytes();
        let kids: String = self.pages.iter().map(|page| format!("{page} 0 R ")).collect();
        self.objects[1] = format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", self.pages.len()).into_bytes();
        let mut file = b"%PDF-1.7\n".to_vec();
        let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", self.objects.len() + 1);
        for (index, body) in self.objects.iter().enumerate() {
            writeln!(table, "{:010} 00000 n ", file.len()).unwrap();
            file.extend(format!("{} 0 obj\n", index + 1).bytes());
            file.extend(body);
            file.extend(b"\nendobj\n");
        }
        let start = file.len();
        file.extend(table.bytes());
        let trailer = format!("trailer\n<< /Size {} /Root 1 0 R {} >>\n", self.objects.len() + 1, self.trailer);
        file.extend(trailer.bytes());
        file.extend(format!("startxref\n{start}\n%%EOF\n").bytes());
        file
    }
}

/// Words in Helvetica of 10 points, their baseline beginning at (x, y) from the lower left.
pub fn words(x: i32, y: i32, text: &str) -> String {
    sized(x, y, 10, text)
}

pub fn sized(x: i32, y: i32, size: i32, text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
    format!("BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET\n")
}

/// A PDF of these pages.
pub fn pdf(pages: &[String]) -> Vec<u8> {
    let mut writer = Writer::new();
    for page in pages {
        writer.add_page(page);
    }
    writer.finish()
}

pub fn open(bytes: &[u8]) -> document::Document {
    document::open(MediaType::Pdf, "a.pdf", SourceId::of(bytes), 0, bytes)
}

/// Kinds and words of all blocks.
pub fn blocks(document: &document::Document) -> Vec<(document::BlockKind, &str)> {
    document.blocks.iter().map(|block| (block.kind, &document.layer.text()[block.range.clone()])).collect()
}

/// The words of all blocks but furniture.
pub fn body(document: &document::Document) -> Vec<&str> {
    blocks(document).into_iter().filter(|(kind, _)| *kind != document::BlockKind::Furniture).map(|(_, words)| words).collect()
}
