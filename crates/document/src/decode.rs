//! Bytes to characters, with the way back where they are not one for one.

use super::segments::Segments;
use encoding_rs::{Decoder, DecoderResult, Encoding};
use evidence::{Segment, TextLayer};
use std::borrow::Cow;

/// Characters, and the bytes they stand for.
pub(super) struct Decoded<'a> {
    /// The characters; a byte that is none is held by [`TextLayer::SUBSTITUTE`].
    pub text: Cow<'a, str>,
    /// The way back; `None` where the text is the bytes one for one.
    pub segments: Option<Vec<Segment>>,
    /// What could not be decoded.
    pub damage: Option<Damage>,
}

/// Bytes that are not text in the encoding of their file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Damage {
    /// How many bytes.
    pub count: usize,
    /// The first of them.
    pub first: usize,
    /// Its line, first line 1.
    pub line: usize,
}

/// The byte-order mark of UTF-8.
pub(super) const UTF8_MARK: &[u8] = b"\xef\xbb\xbf";

/// Whether the bytes begin with the byte-order mark of UTF-16; if so, whether the high byte comes first.
pub(super) fn utf16_mark(bytes: &[u8]) -> Option<bool> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] => None,
        [0xff, 0xfe, ..] => Some(false),
        [0xfe, 0xff, ..] => Some(true),
        _ => None,
    }
}

/// The bytes as UTF-8, one for one.
pub(super) fn utf8(bytes: &[u8]) -> Decoded<'_> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Decoded { text: Cow::Borrowed(text), segments: None, damage: None },
        Err(_) => damaged_utf8(bytes),
    }
}

fn damaged_utf8(bytes: &[u8]) -> Decoded<'static> {
    let mut text = String::with_capacity(bytes.len());
    let mut tally = Tally::default();
    while text.len() < bytes.len() {
        let (valid, invalid) = longest_valid(&bytes[text.len()..]);
        text.push_str(valid);
        tally.add(text.len(), invalid);
        text.extend(std::iter::repeat_n(TextLayer::SUBSTITUTE, invalid));
    }
    let damage = tally.damage(|first| line_of(&bytes[..first]));
    Decoded { text: Cow::Owned(text), segments: None, damage }
}

/// The text at the start of `bytes`, and how many bytes after it are none.
fn longest_valid(bytes: &[u8]) -> (&str, usize) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (text, 0),
        Err(error) => {
            let valid = std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default();
            (valid, error.error_len().unwrap_or(bytes.len() - error.valid_up_to()))
        }
    }
}

fn line_of(before: &[u8]) -> usize {
    1 + memchr::memchr_iter(b'\n', before).count()
}

/// The bytes after the byte-order mark as UTF-16.
pub(super) fn utf16(bytes: &[u8], high_first: bool) -> Decoded<'static> {
    let mut building = Building::with_capacity(bytes.len());
    let units = bytes[2..].chunks_exact(2).map(|pair| unit([pair[0], pair[1]], high_first));
    let mut at = 2;
    for character in char::decode_utf16(units) {
        match character {
            Ok(character) => building.push(character, at, 2 * character.len_utf16()),
            Err(_) => building.substitute(at, 2),
        }
        at += character.map_or(2, |character| 2 * character.len_utf16());
    }
    if at < bytes.len() {
        building.substitute(at, 1);
    }
    building.finish()
}

fn unit(pair: [u8; 2], high_first: bool) -> u16 {
    if high_first { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) }
}

/// The bytes in an encoding of the web other than UTF-8 and UTF-16.
pub(super) fn legacy(bytes: &[u8], encoding: &'static Encoding) -> Decoded<'static> {
    let mut building = Building::with_capacity(bytes.len() + bytes.len() / 4);
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut step = Step { from: 0, at: 0 };
    while step.at < bytes.len() {
        let ascii = if step.at == step.from && encoding.is_ascii_compatible() { ascii_run(&bytes[step.at..]) } else { 0 };
        if ascii > 0 {
            building.copy(&bytes[step.at..step.at + ascii], step.at);
            step = Step { from: step.at + ascii, at: step.at + ascii };
        } else {
            let last = step.at + 1 == bytes.len();
            step.decode(&mut decoder, bytes, last, &mut building);
        }
    }
    building.finish()
}

fn ascii_run(bytes: &[u8]) -> usize {
    bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(bytes.len())
}

/// Where the decoder stands: bytes `from..at` are taken in and not yet a character.
struct Step {
    from: usize,
    at: usize,
}

impl Step {
    /// Takes in one more byte.
    fn decode(&mut self, decoder: &mut Decoder, bytes: &[u8], last: bool, building: &mut Building) {
        let mut out = [0; 16];
        let (result, read, written) = decoder.decode_to_utf8_without_replacement(&bytes[self.at..=self.at], &mut out, last);
        self.at += read;
        let wrong = matches!(result, DecoderResult::Malformed(..));
        let after = if let DecoderResult::Malformed(_, after) = result { usize::from(after) } else { 0 };
        let characters = std::str::from_utf8(&out[..written]).unwrap_or_default();
        if written > 0 {
            building.atom(characters, self.from, self.at - self.from);
            self.from = self.at;
        } else if wrong {
            let end = self.at.saturating_sub(after).max(self.from);
            building.substitute(self.from, end - self.from);
            self.from = end;
        }
        if read == 0 && !wrong && written == 0 {
            building.substitute(self.from, self.at + 1 - self.from);
            *self = Step { from: self.at + 1, at: self.at + 1 };
        }
    }
}

/// A text in the making, with its way back.
struct Building {
    text: String,
    segments: Segments,
    tally: Tally,
}

impl Building {
    fn with_capacity(bytes: usize) -> Self {
        Building { text: String::with_capacity(bytes), segments: Segments::default(), tally: Tally::default() }
    }

    fn push(&mut self, character: char, at: usize, len: usize) {
        self.segments.atom(self.text.len(), character.len_utf8(), at, len);
        self.text.push(character);
    }

    fn atom(&mut self, characters: &str, at: usize, len: usize) {
        self.segments.atom(self.text.len(), characters.len(), at, len);
        self.text.push_str(characters);
    }

    /// Takes over ASCII.
    fn copy(&mut self, ascii: &[u8], at: usize) {
        self.segments.run(self.text.len(), at, ascii.len());
        self.text.push_str(std::str::from_utf8(ascii).unwrap_or_default());
    }

    fn substitute(&mut self, at: usize, len: usize) {
        self.tally.add(at, len);
        self.push(TextLayer::SUBSTITUTE, at, len);
    }

    fn finish(self) -> Decoded<'static> {
        let text = &self.text;
        let segments = self.segments.finish();
        let damage = self.tally.damage(|first| {
            let before = segments.partition_point(|segment| segment.original_start < first);
            let end = segments.get(before).map_or(text.len(), |segment| segment.layer_start);
            line_of(&text.as_bytes()[..end])
        });
        Decoded { text: Cow::Owned(self.text), segments: Some(segments), damage }
    }
}

/// Counts bytes that are not text.
#[derive(Default)]
struct Tally {
    count: usize,
    first: Option<usize>,
}

impl Tally {
    fn add(&mut self, at: usize, count: usize) {
        if count > 0 {
            self.first.get_or_insert(at);
            self.count += count;
        }
    }

    fn damage(&self, line: impl Fn(usize) -> usize) -> Option<Damage> {
        self.first.map(|first| Damage { count: self.count, first, line: line(first) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_damage(bytes: &[u8], text: &str, damage: Option<(usize, usize, usize)>) {
        let decoded = utf8(bytes);
        assert_eq!(decoded.text, text, "{bytes:?}");
        assert_eq!(decoded.damage.map(|found| (found.count, found.first, found.line)), damage, "{bytes:?}");
        assert_eq!(decoded.text.len(), bytes.len(), "one for one: {bytes:?}");
    }

    #[test]
    fn a_byte_that_is_not_utf8_is_held_one_for_one() {
        check_damage(b"", "", None);
        check_damage("46,000 – 50,000".as_bytes(), "46,000 – 50,000", None);
        check_damage(b"a\n\xffb", "a\n\u{1a}b", Some((1, 2, 2)));
        check_damage(b"caf\xe9 \xe9t\xe9", "caf\u{1a} \u{1a}t\u{1a}", Some((3, 3, 1)));
        check_damage(b"cut \xe2\x80", "cut \u{1a}\u{1a}", Some((2, 4, 1)));
    }

    fn check_way_back(decoded: &Decoded, bytes: &[u8], text: &str, words: &str, place: &[u8]) {
        assert_eq!(decoded.text, text);
        let layer = TextLayer::made(
            evidence::SourceId::of(bytes),
            "text@1",
            decoded.text.to_string(),
            decoded.segments.clone().unwrap_or_default(),
        );
        let start = text.find(words).expect("the words are in the text");
        let span = layer.span(start..start + words.len()).expect("the words have a place");
        let range = span.bytes().expect("a byte range");
        assert_eq!(&bytes[range.start as usize..range.end as usize], place);
    }

    #[test]
    fn utf16_leads_back_to_its_bytes() {
        let text = "임금 300 дол";
        let little: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let wanted: Vec<u8> = "300 до".encode_utf16().flat_map(u16::to_le_bytes).collect();
        check_way_back(&utf16(&little, false), &little, text, "300 до", &wanted);
        let big: Vec<u8> = [0xfe, 0xff].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect();
        let wanted: Vec<u8> = "임".encode_utf16().flat_map(u16::to_be_bytes).collect();
        check_way_back(&utf16(&big, true), &big, text, "임", &wanted);
    }

    #[test]
    fn half_a_character_of_utf16_is_counted() {
        let decoded = utf16(&[0xff, 0xfe, b'a', 0, 0x00, 0xd8, b'b', 0, b'c'], false);
        assert_eq!(decoded.text, "a\u{1a}b\u{1a}");
        assert_eq!(decoded.damage, Some(Damage { count: 3, first: 4, line: 1 }));
    }

    #[test]
    fn encodings_of_the_web_lead_back_to_their_bytes() {
        for (encoding, text, words) in [
            (encoding_rs::WINDOWS_1252, "a fee of €300 – café", "€300 –"),
            (encoding_rs::WINDOWS_1251, "рабочие получали 300 долларов", "300 долларов"),
            (encoding_rs::EUC_KR, "로동자 임금 300딸라", "임금 300딸라"),
            (encoding_rs::GB18030, "工人工资300美元", "工资300"),
            (encoding_rs::SHIFT_JIS, "労働者の賃金300ドル", "賃金300ド"),
            (encoding_rs::ISO_2022_JP, "労働者 300 dollars", "300"),
        ] {
            let (bytes, ..) = encoding.encode(text);
            let decoded = legacy(&bytes, encoding);
            assert_eq!(decoded.damage, None, "{}", encoding.name());
            let (place, ..) = encoding.encode(words);
            check_way_back(&decoded, &bytes, text, words, &place);
        }
    }

    #[test]
    fn broken_bytes_of_an_encoding_of_the_web_are_counted_and_nothing_is_lost() {
        let decoded = legacy(b"ab \xb0< cd \xb0", encoding_rs::EUC_KR);
        assert_eq!(decoded.text, "ab \u{1a}< cd \u{1a}");
        assert_eq!(decoded.damage, Some(Damage { count: 2, first: 3, line: 1 }));
    }
}
