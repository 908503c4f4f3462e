//! `manumit read --quantities`: every quantity of each sentence, whatever it counts, instead of claims.

use crate::documents;
use crate::isolation::Pool;
use crate::outcome::{Trouble, line};
use crate::show;
use ::read::Measurement;
use evidence::{MediaType, Notice, Severity, SourceId, TextLayer};
use serde_json::json;
use std::io::Read;
use std::ops::Range;
use std::path::Path;

/// So many bytes of a plain text are read at a time.
const WINDOW: usize = 4 << 20;

/// What is printed for one file and what it holds, and what of it could not be read.
pub fn printed(pool: &Pool, path: &Path, name: &str, as_json: bool) -> (Vec<u8>, Vec<Notice>) {
    let mut out = Vec::new();
    let file = match documents::survey(pool, path, name, false) {
        Ok(file) => file,
        Err(notice) => return (out, vec![notice]),
    };
    let mut notices = file.notices.clone();
    if file.hashed.media_type == MediaType::PlainText {
        let mut print = |layer: &TextLayer| {
            for found in ::read::quantities_of_text(layer.text()) {
                let place = |range: Range<usize>| bytes_of(layer, range);
                let _ = print_one(&mut out, name, layer.text(), &found, &place, as_json); // writing to memory cannot fail
            }
        };
        notices.extend(plain_text(path, name, file.hashed.source, &mut print).err());
        return (out, notices);
    }
    let sources: Vec<(SourceId, &str)> = file.documents().map(|document| (document.source, document.name)).collect();
    let wanted: Vec<SourceId> = sources.iter().map(|(source, _)| *source).collect();
    let texts = documents::texts(pool, &file, &wanted);
    for (source, name) in sources {
        match texts.get(&source) {
            Some(text) => ::read::quantities_of_text(text).iter().for_each(|found| {
                let _ = print_one(&mut out, name, text, found, &|range| range, as_json);
            }),
            None => notices.push(unread(name)),
        }
    }
    (out, notices)
}

/// The bytes of the file behind a range of its text.
fn bytes_of(layer: &TextLayer, range: Range<usize>) -> Range<usize> {
    let bytes = layer.span(range.clone()).ok().and_then(|span| span.bytes());
    bytes.map_or(range, |bytes| bytes.start as usize..bytes.end as usize)
}

/// Gives the text of a plain file to `each`, in windows cut at line ends.
fn plain_text(path: &Path, name: &str, source: SourceId, each: &mut dyn FnMut(&TextLayer)) -> Result<(), Notice> {
    let failed = |error: std::io::Error| documents::unreadable(name, &error);
    let mut file = std::fs::File::open(path).map_err(failed)?;
    let (mut held, mut base) = (Vec::new(), 0);
    loop {
        let before = held.len();
        let count = (&mut file).take((WINDOW - before.min(WINDOW / 2)) as u64).read_to_end(&mut held).map_err(failed)?;
        let last = count == 0;
        let cut = if last { held.len() } else { window_end(&held) };
        let document = document::open(MediaType::PlainText, name, source, base, &held[..cut]);
        guarded(name, || each(&document.layer))?;
        base += cut;
        held.drain(..cut);
        if last {
            return Ok(());
        }
    }
}

/// Behind the last line end of a window; a window without one is cut at a blank, or else where no character is broken.
fn window_end(held: &[u8]) -> usize {
    let behind = |byte: u8| held.iter().rposition(|other| *other == byte).map(|at| at + 1);
    let character = (0..held.len()).rev().take(4).find(|&at| held[at] & 0xc0 != 0x80).unwrap_or(held.len());
    behind(b'\n').or_else(|| behind(b' ')).unwrap_or(character).max(1).min(held.len())
}

fn guarded(name: &str, reading: impl FnOnce()) -> Result<(), Notice> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(reading)).map_err(|_| unread(name))
}

fn unread(name: &str) -> Notice {
    Notice {
        file: name.to_owned(),
        place: "whole file".into(),
        cause: "its text could not be read for quantities.".into(),
        remedy: "Save its words as plain text and read that.".into(),
        severity: Severity::Unread,
    }
}

fn print_one(
    out: &mut Vec<u8>,
    name: &str,
    text: &str,
    found: &Measurement,
    place: &dyn Fn(Range<usize>) -> Range<usize>,
    as_json: bool,
) -> Result<(), Trouble> {
    let span = place(found.span.clone());
    let words = &text[found.span.clone()];
    if as_json {
        return line(out, format_args!("{}", object(name, text, found, place)));
    }
    line(out, format_args!("{name}:{}-{}  {}", span.start, span.end, headline(found)))?;
    line(out, format_args!("    “{}”", show::one_line(words)))
}

/// `> 12000 people`, `1.1-1.2 dollar per share`.
fn headline(found: &Measurement) -> String {
    let change = Some(found.change.sign()).filter(|sign| *sign != "=").map_or(String::new(), |sign| format!("{sign} "));
    let value = if found.is_range() { format!("{}-{}", found.low, found.high) } else { found.low.to_string() };
    let unit = &found.unit;
    let code = unit.currency.map_or(String::new(), |code| format!(" ({code})"));
    format!("{change}{value} {}{code} · {}", unit.normalised, unit.kind.name()).replace("  ", " ")
}

fn object(name: &str, text: &str, found: &Measurement, place: &dyn Fn(Range<usize>) -> Range<usize>) -> serde_json::Value {
    let ends = |range: &Range<usize>| {
        let bytes = place(range.clone());
        json!({ "start": bytes.start, "end": bytes.end })
    };
    let (low, high) = found.bounds();
    let decimal = |end: Option<rust_decimal::Decimal>| end.map(|end| end.to_string());
    json!({
        "source": name,
        "sentence": ends(&found.sentence),
        "span": ends(&found.span),
        "text": &text[found.span.clone()],
        "value": if found.is_range() { None } else { Some(found.low.to_string()) },
        "low": decimal(low),
        "high": decimal(high),
        "change": found.change.sign(),
        "unit": {
            "surface": found.unit.surface,
            "normalised": found.unit.normalised,
            "kind": found.unit.kind.name(),
            "per": found.unit.per,
            "currency": found.unit.currency,
        },
        "referred": found.referred.as_ref().map(|range| show::one_line(&text[range.clone()])),
    })
}
