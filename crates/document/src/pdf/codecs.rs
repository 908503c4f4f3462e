//! Images that scanners pack as JBIG2 or as JPEG 2000, unpacked into greys.

use super::stream::unpacked;
use crate::scan::MOST_DOTS;
use hayro_jbig2::{DecodeSettings as BilevelSettings, Decoder, Globals, Page};
use hayro_jpeg2000::{ColorSpace, DecodeSettings, DecoderContext, Image};
use hayro_syntax::object::{Dict, Stream};

/// An unpacked image: greys line by line, one byte a dot.
pub(super) struct Greys {
    pub width: u32,
    pub height: u32,
    pub dots: Vec<u8>,
}

/// Bytes of dictionaries that the images of a file share.
const GLOBALS_LIMIT: usize = 16 << 20;

/// Unpacks an embedded JBIG2 page (ITU-T T.88, Annex D.3); `parameters` may name dictionaries that it shares with others.
pub(super) fn jbig2(bytes: &[u8], parameters: Option<&Dict<'_>>) -> Result<Greys, String> {
    let broken = |error: hayro_jbig2::DecodeError| format!("its JBIG2 is broken: {error}.");
    let settings = BilevelSettings::default();
    let shared = parameters.and_then(|dict| dict.get::<Stream<'_>>("JBIG2Globals"));
    let shared = shared.and_then(|stream| unpacked(&stream, GLOBALS_LIMIT));
    let globals = shared.map(|shared| Globals::new(&shared.bytes, &settings)).transpose().map_err(broken)?;
    let page = Page::new_embedded(bytes, globals.as_ref(), &settings).map_err(broken)?;
    let (width, height) = bounded(page.width(), page.height())?;
    let mut canvas = Canvas(Vec::with_capacity(width as usize * height as usize));
    page.decode(&mut canvas).map_err(broken)?;
    canvas.0.resize(width as usize * height as usize, u8::MAX);
    Ok(Greys { width, height, dots: canvas.0 })
}

struct Canvas(Vec<u8>);

impl Canvas {
    fn grey(black: bool) -> u8 {
        if black { 0 } else { u8::MAX }
    }
}

impl Decoder for Canvas {
    fn push_pixel(&mut self, black: bool) {
        self.0.push(Self::grey(black));
    }

    fn push_pixel_chunk(&mut self, black: bool, chunk_count: u32) {
        self.0.resize(self.0.len() + 8 * chunk_count as usize, Self::grey(black));
    }

    fn next_line(&mut self) {}
}

/// Unpacks a JPEG 2000 image (ISO/IEC 15444-1).
pub(super) fn jpeg2000(bytes: &[u8]) -> Result<Greys, String> {
    let broken = |error: hayro_jpeg2000::error::DecodeError| format!("its JPEG 2000 is broken: {error}.");
    let image = Image::new(bytes, &DecodeSettings::default()).map_err(broken)?;
    let (width, height) = bounded(image.width(), image.height())?;
    let mut context = DecoderContext::default();
    let samples = image.decode(&mut context).map_err(broken)?.data_u8();
    let channels = usize::from(image.color_space().num_channels()) + usize::from(image.has_alpha());
    let light: fn(&[u8]) -> u8 = match image.color_space() {
        ColorSpace::RGB | ColorSpace::Icc { num_channels: 3, .. } => |dot| lightness([dot[0], dot[1], dot[2]]),
        ColorSpace::CMYK | ColorSpace::Icc { num_channels: 4, .. } => |dot| lightness_of_inks([dot[0], dot[1], dot[2], dot[3]]),
        ColorSpace::Gray | ColorSpace::Icc { .. } | ColorSpace::Unknown { .. } => |dot| dot[0],
    };
    let mut dots: Vec<u8> = samples.chunks_exact(channels.max(1)).map(light).collect();
    dots.resize(width as usize * height as usize, u8::MAX);
    Ok(Greys { width, height, dots })
}

fn bounded(width: u32, height: u32) -> Result<(u32, u32), String> {
    let dots = u64::from(width) * u64::from(height);
    if (1..=MOST_DOTS).contains(&dots) {
        Ok((width, height))
    } else {
        Err(format!("an image of {width} by {height} dots is not read."))
    }
}

/// How light red, green and blue are together (Rec. 601).
pub(super) fn lightness([red, green, blue]: [u8; 3]) -> u8 {
    ((299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue)) / 1000) as u8
}

/// How light cyan, magenta, yellow and black leave the paper.
pub(super) fn lightness_of_inks([cyan, magenta, yellow, black]: [u8; 4]) -> u8 {
    let paper = u32::from(lightness([255 - cyan, 255 - magenta, 255 - yellow]));
    (paper * (255 - u32::from(black)) / 255) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    const JBIG2: &[u8] = include_bytes!("../../tests/samples/pdf/square.jb2");
    const JPEG_2000: &[u8] = include_bytes!("../../tests/samples/pdf/square.jp2");

    /// A black square from (4, 4) to (11, 11) on white, 16 dots wide and high.
    fn square() -> Vec<u8> {
        let inside = |at: usize| (4..12).contains(&at);
        (0..256).map(|dot| if inside(dot / 16) && inside(dot % 16) { 0 } else { u8::MAX }).collect()
    }

    fn dots(unpacked: Result<Greys, String>) -> (u32, u32, Vec<u8>) {
        let greys = unpacked.unwrap();
        (greys.width, greys.height, greys.dots)
    }

    #[test]
    fn what_scanners_pack_is_unpacked_dot_by_dot() {
        assert_eq!(dots(jbig2(JBIG2, None)), (16, 16, square()));
        assert_eq!(dots(jpeg2000(JPEG_2000)), (16, 16, square()));
    }

    #[test]
    fn what_is_cut_or_garbled_is_told_or_read_in_part() {
        for (sample, unpack) in
            [(JBIG2, (|bytes| jbig2(bytes, None)) as fn(&[u8]) -> Result<Greys, String>), (JPEG_2000, jpeg2000)]
        {
            for length in 0..sample.len() {
                if let Ok(greys) = unpack(&sample[..length]) {
                    assert_eq!(greys.dots.len(), (greys.width * greys.height) as usize);
                }
            }
            for place in 0..sample.len() {
                let mut garbled = sample.to_vec();
                garbled[place] ^= 0xff;
                if let Ok(greys) = unpack(&garbled) {
                    assert_eq!(greys.dots.len(), (greys.width * greys.height) as usize);
                }
            }
            assert!(unpack(b"").is_err() && unpack(b"no image at all").is_err());
        }
    }
}
