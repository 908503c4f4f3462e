//! Web pages: the layer is what a person sees, and segments lead back into the markup.

mod attributes;
mod layer;
mod page;
mod settle;
mod stack;
mod tags;
mod tokens;

use super::decode::{self, Decoded, UTF8_MARK};
use super::{TRANSCODED_LIMIT, empty, notices, segments};
use crate::block::Document;
use encoding_rs::{Encoding, ISO_2022_JP, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE};
use evidence::{Notice, SourceId, TextLayer};
use page::Page;

/// The layer of a web page.
const READER: &str = "html@1";
/// So many bytes from the start are searched for the name of an encoding.
const HEAD: usize = 4096;

/// A web page.
pub(super) fn document(name: &str, source: SourceId, bytes: &[u8]) -> Document {
    let (decoded, encoding) = match decoded(name, bytes) {
        Ok(decoded) => decoded,
        Err(notice) => return empty(source, notice),
    };
    let start = if bytes.starts_with(UTF8_MARK) { UTF8_MARK.len() } else { 0 };
    let mut page = Page::new(decoded.text[start..].trim_start().starts_with("<?xml"));
    tokens::read(&decoded.text, start, &mut page);
    page.settle_title();
    let Page { layer, mut masthead, .. } = page;
    let (text, segments, pieces) = layer.finish();
    let blocks = settle::settle(&text, pieces, &mut masthead);
    let segments = match &decoded.segments {
        Some(inner) => segments::compose(segments.finish(), inner),
        None => segments.finish(),
    };
    let mut notices: Vec<Notice> =
        decoded.damage.map(|damage| notices::damaged(name, encoding, &damage, 0)).into_iter().collect();
    if blocks.is_empty() {
        notices.push(notices::no_words(name));
    }
    let (title, publisher, published) = masthead.finish();
    let layer = TextLayer::made(source, READER, text, segments);
    Document { layer, blocks, tables: Vec::new(), title, publisher, published, notices }
}

/// The characters of a page, and the name of the encoding they were read in.
fn decoded<'a>(name: &str, bytes: &'a [u8]) -> Result<(Decoded<'a>, &'static str), Notice> {
    let transcoded = |what: &str| match bytes.len() > TRANSCODED_LIMIT {
        true => Err(notices::too_large(name, &format!("a web page in {what}"), TRANSCODED_LIMIT)),
        false => Ok(()),
    };
    if let Some(high_first) = decode::utf16_mark(bytes) {
        transcoded("UTF-16")?;
        return Ok((decode::utf16(bytes, high_first), "UTF-16"));
    }
    let declared = declared_encoding(bytes).filter(|_| !bytes.starts_with(UTF8_MARK));
    match declared {
        Some(encoding) if encoding == REPLACEMENT => Err(notices::unknown_encoding(name)),
        Some(encoding) if encoding == ISO_2022_JP || std::str::from_utf8(bytes).is_err() => {
            transcoded(encoding.name())?;
            Ok((decode::legacy(bytes, encoding), encoding.name()))
        }
        _ => Ok((decode::utf8(bytes), "UTF-8")),
    }
}

/// The encoding that a page names in its head, unless that is UTF-8.
pub(super) fn declared_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(HEAD)].to_ascii_lowercase();
    let xml = head.trim_ascii_start().starts_with(b"<?xml").then(|| label_after(&head, b"encoding")).flatten();
    let metas = memchr::memmem::find_iter(&head, b"<meta").map(|at| &head[at..]);
    let label = xml.or_else(|| metas.filter_map(|tag| label_after(tag, b"charset")).next())?;
    let encoding = Encoding::for_label(label)?;
    (encoding != UTF_8 && encoding != UTF_16LE && encoding != UTF_16BE).then_some(encoding)
}

/// The value after `key` and an equals sign, before the tag ends.
fn label_after<'a>(tag: &'a [u8], key: &[u8]) -> Option<&'a [u8]> {
    let tag = &tag[..memchr::memchr(b'>', tag).unwrap_or(tag.len())];
    let after = tag[memchr::memmem::find(tag, key)? + key.len()..].trim_ascii_start();
    let value = after.strip_prefix(b"=")?.trim_ascii_start();
    let value = value.strip_prefix(b"\"").or_else(|| value.strip_prefix(b"'")).unwrap_or(value);
    let end = value.iter().position(|byte| b"\"'; \t\r\n/?>".contains(byte)).unwrap_or(value.len());
    Some(&value[..end])
}
