//! How many dots an image claims to have, told from its head before anything unpacks it.

use evidence::MediaType;

/// So many pages of an image are asked.
const MOST_PAGES: usize = 4_096;

/// Width times height of the largest page of the image; `None` if its head does not say.
pub(super) fn most(media_type: MediaType, bytes: &[u8]) -> Option<u64> {
    let (width, height) = match media_type {
        MediaType::Png => (big(bytes, 16, 4)?, big(bytes, 20, 4)?),
        MediaType::Gif => (small(bytes, 6, 2)?, small(bytes, 8, 2)?),
        MediaType::Bmp if small(bytes, 14, 4)? == 12 => (small(bytes, 18, 2)?, small(bytes, 20, 2)?),
        MediaType::Bmp => (of_sign(small(bytes, 18, 4)?), of_sign(small(bytes, 22, 4)?)),
        MediaType::Jpeg => jpeg(bytes)?,
        MediaType::Webp => webp(bytes)?,
        MediaType::Tiff => return tiff(bytes),
        _ => return None,
    };
    (width > 0 && height > 0).then(|| width.saturating_mul(height))
}

fn big(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    Some(bytes.get(at..at.checked_add(length)?)?.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte)))
}

fn small(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    Some(bytes.get(at..at.checked_add(length)?)?.iter().rev().fold(0, |sum, byte| sum << 8 | u64::from(*byte)))
}

/// A height below zero says that the lines run downwards.
fn of_sign(number: u64) -> u64 {
    u64::from((number as u32 as i32).unsigned_abs())
}

fn jpeg(bytes: &[u8]) -> Option<(u64, u64)> {
    let mut at = 2;
    loop {
        let marker = *bytes.get(at + 1)?;
        if bytes[at] != 0xff {
            return None;
        }
        match marker {
            0xff => at += 1,
            0x01 | 0xd0..=0xd9 => at += 2,
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                return Some((big(bytes, at + 7, 2)?, big(bytes, at + 5, 2)?));
            }
            _ => at = at.checked_add(2 + big(bytes, at + 2, 2)?.max(2) as usize)?,
        }
    }
}

fn webp(bytes: &[u8]) -> Option<(u64, u64)> {
    match bytes.get(12..16)? {
        b"VP8 " => Some((small(bytes, 26, 2)? & 0x3fff, small(bytes, 28, 2)? & 0x3fff)),
        b"VP8L" => {
            let bits = small(bytes, 21, 4)?;
            Some(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1))
        }
        b"VP8X" => Some((small(bytes, 24, 3)? + 1, small(bytes, 27, 3)? + 1)),
        _ => None,
    }
}

fn tiff(bytes: &[u8]) -> Option<u64> {
    let number = if bytes.starts_with(b"II") { small } else { big };
    let mut at = number(bytes, 4, 4)? as usize;
    let mut most = None;
    for _ in 0..MOST_PAGES {
        if at == 0 {
            break;
        }
        let Some(entries) = number(bytes, at, 2) else { break };
        let (mut width, mut height) = (0, 0);
        for entry in 0..entries as usize {
            let entry = at + 2 + 12 * entry;
            let Some(tag) = number(bytes, entry, 2) else { break };
            let length = if number(bytes, entry + 2, 2) == Some(3) { 2 } else { 4 };
            match tag {
                256 => width = number(bytes, entry + 8, length).unwrap_or(0),
                257 => height = number(bytes, entry + 8, length).unwrap_or(0),
                _ => {}
            }
        }
        most = most.max(Some(width.saturating_mul(height)).filter(|dots| *dots > 0));
        at = number(bytes, at + 2 + 12 * entries as usize, 4).unwrap_or(0) as usize;
    }
    most
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_say_how_large_an_image_is() {
        let check = |media_type: MediaType, bytes: &[u8], dots: Option<u64>| assert_eq!(most(media_type, bytes), dots);
        check(MediaType::Png, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x10\0\0\0\x10\0\x08\0\0\0\0", Some(4096 * 4096));
        check(MediaType::Gif, b"GIF89a\x0a\0\x14\0", Some(200));
        check(MediaType::Jpeg, b"\xff\xd8\xff\xe0\0\x04ab\xff\xc0\0\x11\x08\0\x10\0\x20\x03", Some(512));
        check(MediaType::Jpeg, b"\xff\xd8\xff\xe0", None);
        check(
            MediaType::Tiff,
            b"II*\0\x08\0\0\0\x02\0\0\x01\x03\0\x01\0\0\0\x07\0\0\0\x01\x01\x03\0\x01\0\0\0\x03\0\0\0\0\0\0\0",
            Some(21),
        );
        check(MediaType::Png, b"\x89PNG", None);
    }
}
