//! What is looked at before a PDF is opened: object streams and cross-reference streams are unpacked whole when it is, so none of
//! them may be a bomb.

use super::stream::inflated;
use memchr::memmem;

/// An object stream that holds more is a bomb.
const OBJECTS_LIMIT: usize = 64 << 20;
/// What only may be an object stream may hold this much.
const DOUBTFUL_LIMIT: usize = 256 << 20;
/// All object streams together hold no more than this.
const OBJECTS_TOTAL: usize = 256 << 20;
/// A cross-reference stream that holds more is a bomb.
const REFERENCES_LIMIT: usize = 24 << 20;
/// Encrypted object streams cannot be looked into; packed, they are no longer than this together.
const ENCRYPTED_TOTAL: usize = 2 << 20;
/// A stream's dictionary ends right before it; so many bytes of it are looked at.
const WINDOW: usize = 4096;

/// Whether opening these bytes would unpack more than a sound file holds.
pub(super) fn is_bomb(bytes: &[u8]) -> bool {
    let encrypted = memmem::find(bytes, b"/Encrypt").is_some();
    let mut total = 0;
    let mut packed = 0;
    for at in memmem::find_iter(bytes, b"stream") {
        let window = &bytes[at.saturating_sub(WINDOW)..at];
        let Some(suspicion) = Suspicion::of(window) else { continue };
        let data = after_line_end(&bytes[at + b"stream".len()..]);
        if encrypted && suspicion == Suspicion::Objects {
            packed += memmem::find(data, b"endstream").unwrap_or(data.len());
            if packed > ENCRYPTED_TOTAL {
                return true;
            }
        }
        let limit = suspicion.limit();
        let held = unpacked_length(data, window, limit);
        if suspicion == Suspicion::Objects || held > OBJECTS_LIMIT {
            total += held;
        }
        if held >= limit || total > OBJECTS_TOTAL {
            return true;
        }
    }
    false
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Suspicion {
    Objects,
    References,
    /// The words of an object stream's dictionary stand near it.
    Doubtful,
}

impl Suspicion {
    fn of(window: &[u8]) -> Option<Self> {
        let dictionary = &window[memmem::rfind(window, b"obj").unwrap_or(0)..];
        let has = |text: &[u8], key: &[u8]| memmem::find(text, key).is_some();
        if has(dictionary, b"/First") {
            Some(Suspicion::Objects)
        } else if has(dictionary, b"/W") && has(dictionary, b"/Size") {
            Some(Suspicion::References)
        } else if has(window, b"/First") || has(dictionary, b"#") {
            Some(Suspicion::Doubtful)
        } else {
            None
        }
    }

    fn limit(self) -> usize {
        match self {
            Suspicion::Objects => OBJECTS_LIMIT,
            Suspicion::References => REFERENCES_LIMIT,
            Suspicion::Doubtful => DOUBTFUL_LIMIT,
        }
    }
}

fn after_line_end(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\r\n").or_else(|| bytes.strip_prefix(b"\n")).or_else(|| bytes.strip_prefix(b"\r")).unwrap_or(bytes)
}

/// How many bytes come out of `data`, packed once or twice; counted up to `limit`.
fn unpacked_length(data: &[u8], window: &[u8], limit: usize) -> usize {
    let looks_deflated = |data: &[u8]| matches!(data, [first, second, ..] if first & 0x0f == 8 && (u16::from(*first) << 8 | u16::from(*second)) % 31 == 0);
    let named = |name: &[u8]| memmem::find(window, name).is_some();
    if !looks_deflated(data) {
        // packed in another way first: no such file is known that is large
        let other =
            named(b"LZW") || named(b"RunLength") || named(b"ASCII85") || named(b"ASCIIHex") || named(b"/A85") || named(b"/AHx");
        let length = memmem::find(data, b"endstream").unwrap_or(data.len());
        return if other && length > 1 << 20 { limit } else { 0 };
    }
    let Some((found, _)) = inflated(data, limit) else { return 0 };
    if looks_deflated(&found) { unpacked_length(&found, b"", limit).max(found.len()) } else { found.len() }
}
