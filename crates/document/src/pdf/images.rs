//! Images of pages, handed on so that the words in them can be recognised.

use super::codecs::{self, lightness, lightness_of_inks};
use super::marks::{Area, Marks, Placed};
use super::stream::{Photograph, parameters, unpacked};
use crate::layout::Page;
use crate::scan::{MOST_DOTS, NOT_INSTALLED, RecognisedWords, Recognizer, pictures, recognised_page};
use evidence::{MediaType, Notice};
use hayro_syntax::Filter;
use hayro_syntax::object::{Array, Dict, Object, Stream};

/// So many images of a page are read: some scanners cut a page into strips.
const MOST_IMAGES: usize = 32;
/// A smaller image is no part of a scan; in parts of the page.
const SMALLEST: f64 = 0.02;
/// The bytes of an image, unpacked.
const IMAGE_LIMIT: usize = 3 * MOST_DOTS as usize + 1024;

const PAGES: &str = "Turn its pages into images (pdftoppm -r 300 -png FILE page) and add those.";

/// What came of the images of a page.
#[derive(Default)]
pub(super) struct Found {
    pub page: Option<Page>,
    pub words: RecognisedWords,
    /// Cause and remedy.
    pub unread: Option<(String, &'static str)>,
    pub trouble: Vec<Notice>,
}

/// Recognises the words in the images of a page that is a scan.
pub(super) fn recognised(name: &str, number: u64, marks: &Marks<'_>, shown: Area, recognizer: Option<&dyn Recognizer>) -> Found {
    let mut found = Found::default();
    let Some(recognizer) = recognizer else {
        found.unread = Some(("no program that recognises words is at hand.".to_owned(), NOT_INSTALLED));
        return found;
    };
    let mut images: Vec<&Placed<'_>> = marks.images.iter().filter(|image| image.area.size() >= SMALLEST * shown.size()).collect();
    images.sort_by(|one, other| one.area.y0.total_cmp(&other.area.y0).then(one.area.x0.total_cmp(&other.area.x0)));
    for image in images.into_iter().take(MOST_IMAGES) {
        let (bytes, media_type) = match image_file(&image.stream) {
            Ok(file) => file,
            Err(cause) => {
                found.unread = Some((cause, PAGES));
                continue;
            }
        };
        match recognizer.recognise(&bytes, media_type) {
            Ok(table) => {
                let (page, words) = recognised_page(number, &table, Some(image.area), shown.y1 - shown.y0);
                found.words.add(words);
                match &mut found.page {
                    Some(whole) => whole.pieces.extend(page.pieces),
                    None => found.page = Some(page),
                }
            }
            Err(notice) => {
                found.trouble.push(Notice { file: name.to_owned(), place: format!("page {number}"), ..notice });
            }
        }
    }
    found
}

/// The image as a file of a kind that such programs read.
fn image_file(stream: &Stream<'_>) -> Result<(Vec<u8>, MediaType), String> {
    let dict = stream.dict();
    let size = |long: &str, short: &str| dict.get::<u32>(long).or_else(|| dict.get::<u32>(short)).unwrap_or(0);
    let (width, height) = (size("Width", "W"), size("Height", "H"));
    if width == 0 || height == 0 || u64::from(width) * u64::from(height) > MOST_DOTS {
        return Err(format!("an image of {width} by {height} dots is not read."));
    }
    let unpacked = unpacked(stream, IMAGE_LIMIT).ok_or("the image is packed in an unknown way.")?;
    match unpacked.left {
        Some((Filter::DctDecode, _)) => Ok((unpacked.bytes, MediaType::Jpeg)),
        Some((Filter::CcittFaxDecode, fax)) if !fax.aligned => Ok((
            pictures::tiff_of_fax(&unpacked.bytes, width.max(fax.columns.min(1 << 16)), height, is_group_4(fax)),
            MediaType::Tiff,
        )),
        Some((Filter::Jbig2Decode, _)) => codecs::jbig2(&unpacked.bytes, parameters(dict).last()).map(png),
        Some((Filter::JpxDecode, _)) => codecs::jpeg2000(&unpacked.bytes).map(png),
        Some(_) => Err("it is packed as a fax of a rare kind.".to_owned()),
        None => bitmap(dict, &unpacked.bytes, width, height).map(|png| (png, MediaType::Png)),
    }
}

fn png(greys: codecs::Greys) -> (Vec<u8>, MediaType) {
    (pictures::png_of_greys(&greys.dots, greys.width, greys.height), MediaType::Png)
}

fn is_group_4(fax: Photograph) -> pictures::Fax {
    match fax.k {
        ..0 => pictures::Fax::Group4,
        0 => pictures::Fax::Group3,
        1.. => pictures::Fax::Group3Mixed,
    }
}

/// Plain dots as a PNG.
fn bitmap(dict: &Dict<'_>, bytes: &[u8], width: u32, height: u32) -> Result<Vec<u8>, String> {
    let mask = dict.get::<bool>("ImageMask").or_else(|| dict.get::<bool>("IM")).unwrap_or(false);
    let bits = if mask { 1 } else { dict.get::<u8>("BitsPerComponent").or_else(|| dict.get::<u8>("BPC")).unwrap_or(8) };
    let colours = if mask { Colours::Grey } else { colours(dict) };
    let rare = || "its dots are of a rare kind.".to_owned();
    let inverted =
        dict.get::<Array<'_>>("Decode").and_then(|decode| decode.iter::<f32>().next()).is_some_and(|first| first > 0.5);
    let components = match &colours {
        Colours::Grey | Colours::Palette(_) => 1,
        Colours::Rgb => 3,
        Colours::Cmyk => 4,
        Colours::Other => return Err(rare()),
    };
    let row = (width as usize * components * usize::from(bits)).div_ceil(8);
    if !matches!(bits, 1 | 2 | 4 | 8) || bytes.len() < row {
        return Err(rare());
    }
    let mut grey = Vec::with_capacity(width as usize * height as usize);
    for line in bytes.chunks(row).take(height as usize) {
        for x in 0..width as usize {
            let at = |component: usize| sample(line, x * components + component, bits);
            let light = match &colours {
                Colours::Grey => (u32::from(at(0)) * 255 / u32::from(u8::MAX >> (8 - bits))) as u8,
                Colours::Palette(lights) => lights.get(usize::from(at(0))).copied().unwrap_or(255),
                Colours::Rgb => lightness([at(0), at(1), at(2)]),
                Colours::Cmyk => lightness_of_inks([at(0), at(1), at(2), at(3)]),
                Colours::Other => 255,
            };
            grey.push(if inverted { 255 - light } else { light });
        }
    }
    grey.resize(width as usize * height as usize, 255);
    Ok(pictures::png_of_greys(&grey, width, height))
}

fn sample(line: &[u8], index: usize, bits: u8) -> u8 {
    let bit = index * usize::from(bits);
    let byte = line.get(bit / 8).copied().unwrap_or(255);
    byte >> (8 - usize::from(bits) - bit % 8) & (u8::MAX >> (8 - bits))
}

enum Colours {
    Grey,
    Rgb,
    Cmyk,
    /// How light each entry is.
    Palette(Vec<u8>),
    Other,
}

fn colours(dict: &Dict<'_>) -> Colours {
    let space = dict.get::<Object<'_>>("ColorSpace").or_else(|| dict.get::<Object<'_>>("CS"));
    space.map_or(Colours::Grey, |space| colours_of(&space, 0))
}

fn colours_of(space: &Object<'_>, depth: u8) -> Colours {
    let by_name = |name: &[u8]| match name {
        b"DeviceGray" | b"CalGray" | b"G" => Colours::Grey,
        b"DeviceRGB" | b"CalRGB" | b"RGB" => Colours::Rgb,
        b"DeviceCMYK" | b"CMYK" => Colours::Cmyk,
        _ => Colours::Other,
    };
    let parts: Vec<Object<'_>> = match space {
        Object::Name(name) => return by_name(name.as_ref()),
        Object::Array(parts) => parts.iter::<Object<'_>>().take(5).collect(),
        _ => return Colours::Other,
    };
    let Some(Object::Name(kind)) = parts.first() else { return Colours::Other };
    match (kind.as_ref(), parts.get(1), parts.get(3)) {
        (b"ICCBased", Some(Object::Stream(profile)), _) => match profile.dict().get::<u8>("N") {
            Some(1) => Colours::Grey,
            Some(3) => Colours::Rgb,
            Some(4) => Colours::Cmyk,
            _ => Colours::Other,
        },
        (b"Indexed" | b"I", Some(base), Some(table)) if depth == 0 => {
            let table = match table {
                Object::String(table) => table.as_bytes().to_vec(),
                Object::Stream(table) => unpacked(table, 4096).map(|table| table.bytes).unwrap_or_default(),
                _ => return Colours::Other,
            };
            match colours_of(base, 1) {
                Colours::Grey => Colours::Palette(table),
                Colours::Rgb => Colours::Palette(table.chunks_exact(3).map(|c| lightness([c[0], c[1], c[2]])).collect()),
                _ => Colours::Other,
            }
        }
        (name, ..) => by_name(name),
    }
}
