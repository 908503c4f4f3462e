//! PDFs: what a person sees on the pages, each word led back to its page. Objects come from a library; letters, lines and columns
//! are put together here.

mod codecs;
mod encodings;
mod facts;
mod font;
mod guard;
mod images;
mod interpret;
mod lzw;
mod marks;
mod metrics;
mod program;
mod report;
mod segments;
mod stream;

use super::block::{BlockKind, Document};
use super::layout::{Page, assemble, page};
use super::masthead::{Authority, Masthead, is_head_matter};
use super::scan::Recognizer;
use super::{empty, notices};
use evidence::{Notice, SourceId, TextLayer};
use hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as Text};
use hayro_syntax::page::{Page as Leaf, Rotation};
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use interpret::{Interpreter, Shared};
pub(crate) use marks::Area;
use marks::{Direction, Marks, Matrix};
use report::Report;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The layer of a PDF; that of one with pages whose words were recognised.
const READER: &str = "pdf@1";
const READER_WITH_SCANS: &str = "pdf-scan@1";
/// A longer PDF is not read.
pub(super) const LIMIT: usize = 512 << 20;
/// So many pages are read.
const MOST_PAGES: usize = 20_000;
/// So many bytes of text are read, a line counted as so many more.
const LONGEST_TEXT: usize = 160 << 20;
const PER_LINE: usize = 100;
/// So many notes, fields and stamps of a page are looked at.
const MOST_ANNOTATIONS: usize = 2_000;
/// The first so many blocks are the head of a document; the last so many its foot.
const HEAD_BLOCKS: usize = 16;
const FOOT_BLOCKS: usize = 24;
/// A page with fewer letters, under an image that fills so much of it, is a scan.
const FEWEST_LETTERS: usize = 30;
const SCAN_SHARE: f64 = 0.4;

/// A PDF.
pub(super) fn document(name: &str, source: SourceId, bytes: &[u8], recognizer: Option<&dyn Recognizer>) -> Document {
    match opened(name, bytes) {
        Ok(pdf) => read(name, source, &pdf, recognizer),
        Err(notice) => empty(source, notice),
    }
}

fn opened(name: &str, bytes: &[u8]) -> Result<Pdf, Notice> {
    if guard::is_bomb(bytes) {
        let cause = "the tables inside this PDF unpack to more than any sound file holds.".to_owned();
        return Err(notices::unread(
            name,
            cause,
            "Open it on a machine kept for such files, print it to a new PDF, and add that.",
        ));
    }
    let broken = || {
        let cause = "this PDF is damaged: no page of it can be found.".to_owned();
        notices::unread(
            name,
            cause,
            "Ask for another copy, or repair it (qpdf FILE NEW, or mutool clean FILE NEW) and add the new file.",
        )
    };
    match catch_unwind(AssertUnwindSafe(|| Pdf::new(bytes.to_vec()))) {
        Ok(Ok(pdf)) => Ok(pdf),
        Ok(Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected))) => {
            let cause = "this PDF is locked with a password.".to_owned();
            Err(notices::unread(
                name,
                cause,
                "Ask for the password, save it without (qpdf --decrypt --password=… FILE NEW), and add that.",
            ))
        }
        Ok(Err(LoadPdfError::Decryption(_))) => {
            let cause = "this PDF is encrypted in a way that is not known.".to_owned();
            Err(notices::unread(name, cause, "Open it in the program it is meant for and print it to a new PDF."))
        }
        Ok(Err(LoadPdfError::Invalid)) | Err(_) => Err(broken()),
    }
}

fn read(name: &str, source: SourceId, pdf: &Pdf, recognizer: Option<&dyn Recognizer>) -> Document {
    let mut shared = Shared::new(layers_off(pdf));
    let mut report = Report::default();
    let mut pages: Vec<Page> = Vec::new();
    let (mut length, mut scanned) = (0, false);
    let leaves = pdf.pages();
    for (index, leaf) in leaves.iter().enumerate() {
        let number = index as u64 + 1;
        if index >= MOST_PAGES || length > LONGEST_TEXT {
            report.left_out(number, leaves.len() as u64);
            break;
        }
        let marked = catch_unwind(AssertUnwindSafe(|| marks(leaf, &mut shared, &mut report, number)));
        let Ok((marks, shown)) = marked else {
            report.failed.push(number);
            continue;
        };
        length += marks.letters.len();
        let (laid, recognised) = laid_out(name, number, &marks, shown, recognizer, &mut report);
        scanned |= recognised;
        length += PER_LINE * laid.pieces.iter().map(|piece| piece.lines.len()).sum::<usize>();
        pages.push(laid);
    }
    let made = assemble(pages);
    if made.blocks.is_empty() && report.is_silent() {
        report.blank = leaves.len() as u64;
    }
    let (title, publisher, published) = heads(pdf, &made.text, &made.blocks);
    let reader = if scanned { READER_WITH_SCANS } else { READER };
    let blocks = made.blocks;
    let notices = report.notices(name, leaves.len() as u64, blocks.is_empty());
    let layer = TextLayer::placed(source, reader, made.text, made.placings);
    Document { layer, blocks, tables: Vec::new(), title, publisher, published, notices }
}

/// A page in reading order, and whether its words were recognised in an image.
fn laid_out(
    name: &str,
    number: u64,
    marks: &Marks<'_>,
    shown: Area,
    recognizer: Option<&dyn Recognizer>,
    report: &mut Report,
) -> (Page, bool) {
    report.take_in(number, marks);
    let height = shown.y1 - shown.y0;
    let letters = marks.letters.chars().filter(|c| c.is_alphanumeric()).take(FEWEST_LETTERS).count();
    let covered = marks.images.iter().map(|image| image.area.size()).sum::<f64>() / shown.size().max(1.0);
    let is_scan = letters == 0 && covered > 0.02 || letters < FEWEST_LETTERS && covered > SCAN_SHARE;
    if is_scan {
        let found = images::recognised(name, number, marks, shown, recognizer);
        report.unread_images(number, &found);
        if let Some(page) = found.page {
            report.words.extend([(number, found.words)]);
            return (page, true);
        }
    }
    let mut directions: Vec<(usize, Direction)> =
        [Direction::Right, Direction::Down, Direction::Left, Direction::Up, Direction::Askew]
            .map(|direction| (marks.glyphs.iter().filter(|glyph| glyph.direction == direction).count(), direction))
            .to_vec();
    // most letters first; the sort keeps the order of equals
    directions[..4].sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let mut groups = directions.iter().map(|(_, direction)| segments::segments(marks, *direction));
    let main = groups.next().unwrap_or_default();
    (page(number, height, main, groups.collect()), false)
}

/// Follows the instructions of a page and of what is laid over it.
fn marks<'a>(leaf: &Leaf<'a>, shared: &mut Shared, report: &mut Report, number: u64) -> (Marks<'a>, Area) {
    let (base, shown) = upright(leaf);
    let sound = shown.x1 - shown.x0 > 1.0 && shown.y1 - shown.y0 > 1.0 && shown.x1 < 1e6 && shown.y1 < 1e6;
    let slack = 2.0;
    let visible = Area { x0: -slack, y0: -slack, x1: shown.x1 + slack, y1: shown.y1 + slack };
    let mut interpreter = Interpreter::new(shared, sound.then_some(visible));
    let mut content = Vec::new();
    for stream in contents(leaf.raw()) {
        content.extend(interpreter.unpack(&stream));
        content.push(b'\n');
    }
    interpreter.draw(&content, leaf.resources(), base);
    report.notes.extend(annotations(leaf, &mut interpreter, base).then_some(number));
    let shown = if sound { shown } else { Area { x0: 0.0, y0: 0.0, x1: 595.0, y1: 842.0 } };
    (interpreter.marks, shown)
}

/// The matrix that turns a page as it is shown, with y downwards, and the area it then takes.
fn upright(leaf: &Leaf<'_>) -> (Matrix, Area) {
    let shown = leaf.intersected_crop_box();
    let (width, height) = (shown.x1 - shown.x0, shown.y1 - shown.y0);
    let (matrix, width, height) = match leaf.rotation() {
        Rotation::None => (Matrix([1.0, 0.0, 0.0, -1.0, -shown.x0, shown.y1]), width, height),
        Rotation::Horizontal => (Matrix([0.0, 1.0, 1.0, 0.0, -shown.y0, -shown.x0]), height, width),
        Rotation::Flipped => (Matrix([-1.0, 0.0, 0.0, 1.0, shown.x1, -shown.y0]), width, height),
        Rotation::FlippedHorizontal => (Matrix([0.0, -1.0, -1.0, 0.0, shown.y1, shown.x1]), height, width),
    };
    (matrix, Area { x0: 0.0, y0: 0.0, x1: width, y1: height })
}

fn contents<'a>(leaf: &Dict<'a>) -> Vec<Stream<'a>> {
    match leaf.get::<Object<'a>>("Contents") {
        Some(Object::Stream(stream)) => vec![stream],
        Some(Object::Array(streams)) => Array::iter::<Stream<'a>>(&streams).take(10_000).collect(),
        _ => Vec::new(),
    }
}

/// Draws the faces of fields and stamps. Whether there are notes whose words stand on no page.
fn annotations<'a>(leaf: &Leaf<'a>, interpreter: &mut Interpreter<'a, '_>, base: Matrix) -> bool {
    let Some(list) = leaf.raw().get::<Array<'a>>("Annots") else { return false };
    let mut notes = false;
    for annotation in list.iter::<Dict<'a>>().take(MOST_ANNOTATIONS) {
        let kind = annotation.get::<Name<'_>>("Subtype");
        let hidden = annotation.get::<u32>("F").is_some_and(|flags| flags & 0b10_0010 != 0);
        match kind.as_deref() {
            Some(b"Widget" | b"FreeText" | b"Stamp") if !hidden => field(&annotation, interpreter, base),
            Some(b"Link") | None => {}
            Some(_) => notes |= annotation.get::<Text<'_>>("Contents").is_some_and(|words| !words.trim_ascii().is_empty()),
        }
    }
    notes
}

fn field<'a>(annotation: &Dict<'a>, interpreter: &mut Interpreter<'a, '_>, base: Matrix) {
    let Some([x0, y0, x1, y1]) = annotation.get::<[f32; 4]>("Rect").map(|numbers| numbers.map(f64::from)) else { return };
    let rectangle = Area { x0: x0.min(x1), y0: y0.min(y1), x1: x0.max(x1), y1: y0.max(y1) };
    let faces = annotation.get::<Dict<'a>>("AP");
    let face = faces.and_then(|faces| match faces.get::<Object<'a>>("N")? {
        Object::Stream(stream) => Some(stream),
        Object::Dict(states) => states.get::<Stream<'a>>(annotation.get::<Name<'_>>("AS")?.as_ref()),
        _ => None,
    });
    match face {
        Some(face) => interpreter.draw_face(&face, rectangle, base),
        None => {
            let parent = annotation.get::<Dict<'a>>("Parent");
            let value =
                |dict: &Dict<'a>, key: &str| dict.get::<Text<'_>>(key).map(|words| encodings::text_string(words.as_bytes()));
            let words = value(annotation, "V").or_else(|| value(&parent?, "V")).or_else(|| value(annotation, "Contents"));
            if let Some(words) = words {
                interpreter.put(&words, rectangle, base);
            }
        }
    }
}

/// The layers that are switched off when the file is opened.
fn layers_off(pdf: &Pdf) -> std::collections::HashSet<hayro_syntax::object::ObjRef> {
    let off = || {
        let root = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id())?;
        let off = root.get::<Dict<'_>>("OCProperties")?.get::<Dict<'_>>("D")?.get::<Array<'_>>("OFF")?;
        Some(off.raw_iter().filter_map(|layer| layer.as_obj_ref()).take(10_000).collect())
    };
    off().unwrap_or_default()
}

/// Title, publisher, date: what the file says of itself, then what its first and last lines say.
fn heads(pdf: &Pdf, text: &str, blocks: &[super::Block]) -> facts::Heads {
    let facts = facts::facts(pdf);
    let mut masthead = Masthead::default();
    if let Some(title) = &facts.title {
        masthead.title(Authority::Metadata, title);
    }
    if let Some(publisher) = &facts.publisher {
        masthead.publisher(Authority::Metadata, publisher);
    }
    let words = |block: &super::Block| &text[block.range.clone()];
    let first = blocks.iter().take(HEAD_BLOCKS).find(|block| matches!(block.kind, BlockKind::Heading(_)));
    if let Some(heading) = first {
        masthead.title(Authority::Shown, words(heading));
    }
    for block in blocks.iter().filter(|block| !matches!(block.kind, BlockKind::Heading(_))).take(HEAD_BLOCKS) {
        if block.range.len() < 600 || is_head_matter(words(block)) {
            masthead.head(words(block));
        }
    }
    for block in blocks.iter().rev().take(FOOT_BLOCKS).filter(|block| block.kind == BlockKind::Furniture) {
        masthead.foot_line(words(block));
    }
    masthead.finish()
}
