//! Streams taken out of their packing, never to more than a given size.

use super::lzw;
use hayro_syntax::Filter;
use hayro_syntax::object::{Array, Dict, Object, Stream};
use miniz_oxide::inflate::stream::{InflateState, inflate};
use miniz_oxide::{DataFormat, MZError, MZFlush, MZStatus};

/// A stream is packed so many times at most.
const MOST_FILTERS: usize = 6;

/// The bytes of a stream, and whether there were more than the limit.
pub(super) struct Unpacked {
    pub bytes: Vec<u8>,
    pub cut: bool,
    /// The filter of images that was not undone: the bytes are in that form.
    pub left: Option<(Filter, Photograph)>,
}

/// What the dictionary says of the bytes behind a filter of images.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Photograph {
    /// Of a fax: the kind of coding; below 0 is group 4.
    pub k: i32,
    /// Of a fax: width in dots.
    pub columns: u32,
    /// Of a fax: each line begins at a byte.
    pub aligned: bool,
}

/// The bytes of `stream`, at most `limit` of them. `None` if they are packed in a way that nobody knows, or lie in another file.
pub(super) fn unpacked(stream: &Stream<'_>, limit: usize) -> Option<Unpacked> {
    let dict = stream.dict();
    if matches!(dict.get::<Object<'_>>("F"), Some(Object::String(_) | Object::Dict(_))) {
        return None;
    }
    let (filters, parameters) = (stream.filters(), parameters(dict));
    let mut cut = false;
    let raw = stream.raw_data();
    let mut bytes: Option<Vec<u8>> = None;
    for (index, filter) in filters.iter().enumerate().take(MOST_FILTERS) {
        let given = bytes.as_deref().unwrap_or(&raw);
        let of_this = parameters.get(index);
        let (mut next, more) = match filter {
            Filter::Crypt => continue,
            Filter::FlateDecode => inflated(given, limit)?,
            Filter::LzwDecode => {
                let early = of_this.and_then(|dict| dict.get::<i32>("EarlyChange")) != Some(0);
                lzw::unpacked(given, early, limit)
            }
            Filter::AsciiHexDecode => hexadecimal(given),
            Filter::Ascii85Decode => base_85(given, limit),
            Filter::RunLengthDecode => run_lengths(given, limit),
            Filter::CcittFaxDecode | Filter::Jbig2Decode | Filter::DctDecode | Filter::JpxDecode => {
                let left = Some((*filter, of_this.map(photograph).unwrap_or_default()));
                return Some(Unpacked { bytes: bytes.unwrap_or_else(|| raw.into_owned()), cut, left });
            }
        };
        cut |= more;
        if matches!(filter, Filter::FlateDecode | Filter::LzwDecode)
            && let Some(dict) = of_this
        {
            next = predicted(next, dict)?;
        }
        bytes = Some(next);
    }
    let mut bytes = bytes.unwrap_or_else(|| raw.into_owned());
    cut |= bytes.len() > limit;
    bytes.truncate(limit);
    Some(Unpacked { bytes, cut, left: None })
}

fn photograph(dict: &Dict<'_>) -> Photograph {
    Photograph {
        k: dict.get::<i32>("K").unwrap_or(0),
        columns: dict.get::<u32>("Columns").unwrap_or(1728),
        aligned: dict.get::<bool>("EncodedByteAlign").unwrap_or(false),
    }
}

/// The parameters of each filter of a stream, as far as it states them.
pub(super) fn parameters<'a>(dict: &Dict<'a>) -> Vec<Dict<'a>> {
    for key in ["DP", "DecodeParms"] {
        match dict.get::<Object<'a>>(key) {
            Some(Object::Dict(one)) => return vec![one],
            Some(Object::Array(several)) => {
                let dict = |object: Object<'a>| object.into_dict().unwrap_or_default();
                return Array::iter::<Object<'a>>(&several).take(8).map(dict).collect();
            }
            _ => {}
        }
    }
    Vec::new()
}

/// What deflated bytes hold, and whether there was more than `limit`. A stream that breaks off gives what came before.
pub(super) fn inflated(bytes: &[u8], limit: usize) -> Option<(Vec<u8>, bool)> {
    let (found, more) = inflated_as(bytes, DataFormat::Zlib, limit);
    if !found.is_empty() || bytes.len() < 3 {
        return Some((found, more));
    }
    let (found, more) = inflated_as(bytes, DataFormat::Raw, limit);
    Some((found, more))
}

fn inflated_as(bytes: &[u8], format: DataFormat, limit: usize) -> (Vec<u8>, bool) {
    let mut state = InflateState::new_boxed(format);
    let (mut found, mut at) = (Vec::new(), 0);
    let mut window = vec![0; 64 << 10];
    loop {
        let step = inflate(&mut state, &bytes[at..], &mut window, MZFlush::None);
        at += step.bytes_consumed;
        found.extend_from_slice(&window[..step.bytes_written]);
        if found.len() > limit {
            found.truncate(limit);
            return (found, true);
        }
        let still = step.bytes_consumed == 0 && step.bytes_written == 0;
        match step.status {
            Ok(MZStatus::Ok) if !still => {}
            Err(MZError::Buf) if !still => {}
            _ => return (found, false),
        }
    }
}

fn hexadecimal(bytes: &[u8]) -> (Vec<u8>, bool) {
    let end = memchr::memchr(b'>', bytes).unwrap_or(bytes.len());
    let digits: Vec<u8> =
        bytes[..end].iter().filter_map(|byte| char::from(*byte).to_digit(16)).map(|digit| digit as u8).collect();
    let pairs = digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0));
    (pairs.collect(), false)
}

fn base_85(bytes: &[u8], limit: usize) -> (Vec<u8>, bool) {
    let (mut found, mut group, mut count) = (Vec::new(), 0_u32, 0);
    for byte in bytes.iter().copied() {
        if found.len() > limit {
            return (found, true);
        }
        match byte {
            b'z' if count == 0 => found.extend([0; 4]),
            b'!'..=b'u' => {
                group = group.wrapping_mul(85).wrapping_add(u32::from(byte - b'!'));
                count += 1;
                if count == 5 {
                    found.extend(group.to_be_bytes());
                    (group, count) = (0, 0);
                }
            }
            b'~' => break,
            _ => {}
        }
    }
    if count > 1 {
        for _ in count..5 {
            group = group.wrapping_mul(85).wrapping_add(84);
        }
        found.extend(&group.to_be_bytes()[..count - 1]);
    }
    (found, false)
}

fn run_lengths(bytes: &[u8], limit: usize) -> (Vec<u8>, bool) {
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(&length) = bytes.get(at) {
        if found.len() > limit {
            return (found, true);
        }
        match usize::from(length) {
            128 => break,
            plain @ 0..=127 => {
                let end = (at + 2 + plain).min(bytes.len());
                found.extend_from_slice(&bytes[(at + 1).min(end)..end]);
                at += 2 + plain;
            }
            again => {
                let Some(&byte) = bytes.get(at + 1) else { break };
                found.extend(std::iter::repeat_n(byte, 257 - again));
                at += 2;
            }
        }
    }
    (found, false)
}

/// Undoes the prediction of bytes from their neighbours.
fn predicted(bytes: Vec<u8>, dict: &Dict<'_>) -> Option<Vec<u8>> {
    let predictor = dict.get::<i32>("Predictor").unwrap_or(1);
    if predictor < 2 {
        return Some(bytes);
    }
    let number = |key: &str, otherwise: usize| dict.get::<u32>(key).map_or(otherwise, |value| value as usize);
    let (colours, bits, columns) = (number("Colors", 1), number("BitsPerComponent", 8), number("Columns", 1));
    if !(1..=32).contains(&colours) || !matches!(bits, 1 | 2 | 4 | 8 | 16) || !(1..=1 << 20).contains(&columns) {
        return None;
    }
    let pixel = (colours * bits).div_ceil(8);
    let row = (colours * bits * columns).div_ceil(8);
    Some(if predictor == 2 { of_tiff(bytes, row, pixel, bits) } else { of_png(&bytes, row, pixel) })
}

/// Of the bytes, those of 8 bits a component are added up; others are rare and stay.
fn of_tiff(mut bytes: Vec<u8>, row: usize, pixel: usize, bits: usize) -> Vec<u8> {
    if bits == 8 {
        for line in bytes.chunks_mut(row) {
            for at in pixel..line.len() {
                line[at] = line[at].wrapping_add(line[at - pixel]);
            }
        }
    }
    bytes
}

fn of_png(bytes: &[u8], row: usize, pixel: usize) -> Vec<u8> {
    let mut found: Vec<u8> = Vec::with_capacity(bytes.len());
    let mut above = vec![0; row];
    for line in bytes.chunks(row + 1) {
        let kind = line[0];
        let mut current = vec![0; row];
        for (at, &byte) in line[1..].iter().enumerate() {
            let left = if at >= pixel { current[at - pixel] } else { 0 };
            let (up, corner) = (above[at], if at >= pixel { above[at - pixel] } else { 0 });
            let guess = match kind {
                1 => left,
                2 => up,
                3 => ((u16::from(left) + u16::from(up)) / 2) as u8,
                4 => paeth(left, up, corner),
                _ => 0,
            };
            current[at] = byte.wrapping_add(guess);
        }
        found.extend_from_slice(&current[..line.len() - 1]);
        above = current;
    }
    found
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let guess = i16::from(left) + i16::from(up) - i16::from(corner);
    let far = |byte: u8| (guess - i16::from(byte)).abs();
    match (far(left), far(up), far(corner)) {
        (l, u, c) if l <= u && l <= c => left,
        (_, u, c) if u <= c => up,
        _ => corner,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use miniz_oxide::deflate::compress_to_vec_zlib;

    #[test]
    fn no_more_than_the_limit_is_inflated() {
        let bomb = compress_to_vec_zlib(&vec![0; 4 << 20], 9);
        let (found, cut) = inflated(&bomb, 1 << 20).unwrap();
        assert!(cut && found.len() == 1 << 20);
        let (found, cut) = inflated(&compress_to_vec_zlib(b"wages", 6), 100).unwrap();
        assert!(!cut && found == b"wages");
    }

    #[test]
    fn what_breaks_off_gives_what_came_before() {
        let words: Vec<u8> = (0..20_000_u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
        let whole = compress_to_vec_zlib(&words, 6);
        let (found, _) = inflated(&whole[..whole.len() / 2], 1 << 20).unwrap();
        assert!(found.len() > 10_000 && words.starts_with(&found));
    }

    #[test]
    fn the_other_packings() {
        assert_eq!(hexadecimal(b"77 61 67 65 7>").0, b"wagep");
        assert_eq!(base_85(b"9jqo^BlbD-BleB1DJ+*+F(f,q~>", 100).0, b"Man is distinguished");
        assert_eq!(run_lengths(&[2, b'a', b'b', b'c', 254, b'x', 128, 9], 100).0, b"abcxxx");
        assert_eq!(of_png(&[1, 1, 1, 1, 2, 1, 1, 1], 3, 1), [1, 2, 3, 2, 3, 4]);
    }
}
