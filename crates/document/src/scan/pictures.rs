//! Dots written as files that other programs read.

use miniz_oxide::deflate::compress_to_vec_zlib;

/// How a fax is coded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fax {
    Group3,
    Group3Mixed,
    Group4,
}

/// A PNG of `width` times `height` greys, one byte a dot.
pub(crate) fn png_of_greys(greys: &[u8], width: u32, height: u32) -> Vec<u8> {
    let mut lines = Vec::with_capacity(greys.len() + height as usize);
    for line in greys.chunks(width as usize) {
        lines.push(0);
        lines.extend_from_slice(line);
    }
    let mut head = Vec::new();
    head.extend(width.to_be_bytes());
    head.extend(height.to_be_bytes());
    head.extend([8, 0, 0, 0, 0]);
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    chunk(&mut png, b"IHDR", &head);
    chunk(&mut png, b"IDAT", &compress_to_vec_zlib(&lines, 1));
    chunk(&mut png, b"IEND", &[]);
    png
}

fn chunk(png: &mut Vec<u8>, kind: &[u8; 4], bytes: &[u8]) {
    png.extend((bytes.len() as u32).to_be_bytes());
    let start = png.len();
    png.extend(kind);
    png.extend(bytes);
    let sum = checksum(&png[start..]);
    png.extend(sum.to_be_bytes());
}

/// CRC-32.
fn checksum(bytes: &[u8]) -> u32 {
    let mut table = [0_u32; 256];
    for (index, entry) in table.iter_mut().enumerate() {
        *entry = (0..8).fold(index as u32, |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 });
    }
    !bytes.iter().fold(u32::MAX, |sum, byte| sum >> 8 ^ table[((sum ^ u32::from(*byte)) & 0xff) as usize])
}

/// A TIFF round the lines of a fax.
pub(crate) fn tiff_of_fax(fax: &[u8], width: u32, height: u32, kind: Fax) -> Vec<u8> {
    const LONG: u16 = 4;
    const SHORT: u16 = 3;
    let (compression, options) = match kind {
        Fax::Group3 => (3, 0),
        Fax::Group3Mixed => (3, 1),
        Fax::Group4 => (4, 0),
    };
    let mut entries = vec![
        (256, LONG, width),
        (257, LONG, height),
        (258, SHORT, 1),
        (259, SHORT, compression),
        (262, SHORT, 0),
        (273, LONG, 0),
        (277, SHORT, 1),
        (278, LONG, height),
        (279, LONG, fax.len() as u32),
    ];
    if compression == 3 {
        entries.push((292, LONG, options));
    }
    let start = 8 + 2 + 12 * entries.len() as u32 + 4;
    let mut tiff = b"II*\0\x08\0\0\0".to_vec();
    tiff.extend((entries.len() as u16).to_le_bytes());
    for (tag, kind, value) in entries {
        let value = if tag == 273 { start } else { value };
        tiff.extend((tag as u16).to_le_bytes());
        tiff.extend(kind.to_le_bytes());
        tiff.extend(1_u32.to_le_bytes());
        tiff.extend(value.to_le_bytes());
    }
    tiff.extend(0_u32.to_le_bytes());
    tiff.extend(fax);
    tiff
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_png_carries_its_checksums() {
        assert_eq!(checksum(b"IEND"), 0xae42_6082);
        let png = png_of_greys(&[0, 255, 255, 0], 2, 2);
        assert!(png.starts_with(b"\x89PNG") && png.ends_with(b"IEND\xae\x42\x60\x82"));
    }
}
