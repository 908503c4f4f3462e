//! Prints the text of a PDF page by page, for `bench/pdf_oracle.py`: notices first, then each page after a form feed, its number
//! and a line end.

use document::open;
use evidence::{Locator, MediaType, SourceId, Spot};
use std::collections::BTreeMap;
use std::io::Write;

fn main() -> std::io::Result<()> {
    let path = std::env::args().nth(1).ok_or(std::io::ErrorKind::InvalidInput)?;
    let bytes = std::fs::read(&path)?;
    let document = open(MediaType::Pdf, "it", SourceId::of(&bytes), 0, &bytes);
    let text = document.layer.text();
    let mut pages: BTreeMap<u64, String> = BTreeMap::new();
    for (start, part) in text.split_inclusive([' ', '\t', '\n']).scan(0, |at, part| {
        let start = *at;
        *at += part.len();
        Some((start, part))
    }) {
        let word = part.trim_end();
        let Ok(span) = document.layer.span(start..start + word.len()) else { continue };
        if let Locator::Placed { spot: Spot::Page { number }, .. } = span.locator() {
            pages.entry(*number).or_default().push_str(part);
        }
    }
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for notice in &document.notices {
        writeln!(out, "{}: {}", notice.place, notice.cause)?;
    }
    for (number, words) in pages {
        write!(out, "\u{c}{number}\n{words}")?;
    }
    out.flush()
}
