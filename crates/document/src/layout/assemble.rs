//! From pages to one layer: paragraphs across columns and pages, words across line ends, furniture out of the way.

use super::furniture::part_furniture;
use super::{Line, Page, Piece, Shape};
use crate::block::{Block, BlockKind};
use crate::dialogue::Interview;
use crate::furniture::is_furniture;
use crate::lines::{ends_sentence, flows, is_heading, list_mark};
use evidence::{Placing, Spot};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// A text with its blocks and the pages it stands on.
#[derive(Default)]
pub(crate) struct Assembled {
    pub text: String,
    pub placings: Vec<Placing>,
    pub blocks: Vec<Block>,
}

/// What is larger than this, in parts of the usual size, is a heading.
const LARGER: f64 = 1.12;
/// What is smaller than this, in the lower half of a page, may be a note.
const SMALLER: f64 = 0.93;
/// A heading takes so many lines at most.
const HEADING_LINES: usize = 4;
/// A line of furniture is not longer.
const LONGEST_FURNITURE: usize = 200;
/// So many words of a document are remembered to tell hyphens of words from those of line ends.
const MOST_WORDS: usize = 200_000;

/// Joins pages to one layer.
pub(crate) fn assemble(mut pages: Vec<Page>) -> Assembled {
    part_furniture(&mut pages);
    let usual = usual_size(&pages);
    let words = Words::of(&pages);
    let mut layer = Layer { words, made: Assembled::default(), strong: HashSet::new() };
    let mut open: Option<Open> = None;
    let mut pages = pages.into_iter().map(|page| Sorted::of(page, usual)).peekable();
    while let Some(mut page) = pages.next() {
        let mut start = layer.made.text.len();
        if let Some(open) = open.take() {
            start = layer.go_on(open, page.body.remove(0));
        }
        let continues = pages.peek().is_some_and(|next| page.continues_on(next));
        let tail = if continues { page.body.pop() } else { None };
        for piece in page.furniture {
            layer.put(piece, BlockKind::Furniture, false);
        }
        let mut body = page.body.into_iter().peekable();
        while let Some(mut piece) = body.next() {
            while let Some(next) = body.next_if(|next| runs_on(&piece, next)) {
                piece.lines.extend(next.lines);
            }
            let kind = kind(&piece, usual);
            layer.put(piece, kind, false);
        }
        for piece in page.notes {
            let kind = kind(&piece, usual);
            layer.put(piece, kind, false);
        }
        if let Some(piece) = tail {
            let kind = kind(&piece, usual);
            open = layer.put(piece, kind, true);
        }
        let end = layer.made.text.len();
        if end > start {
            layer.made.placings.push(Placing { range: start..end, spot: Spot::Page { number: page.number } });
        }
    }
    layer.finish()
}

/// The size that most letters have.
fn usual_size(pages: &[Page]) -> f64 {
    let mut counts: HashMap<u64, usize> = HashMap::new();
    for line in pages.iter().flat_map(|page| &page.pieces).flat_map(|piece| &piece.lines) {
        *counts.entry((line.size * 4.0).round() as u64).or_default() += line.text.len();
    }
    let most = counts.into_iter().max_by_key(|(size, count)| (*count, *size));
    most.map_or(10.0, |(size, _)| size as f64 / 4.0)
}

/// A page with what is read first taken from what is not.
struct Sorted {
    number: u64,
    furniture: Vec<Piece>,
    body: Vec<Piece>,
    notes: Vec<Piece>,
}

impl Sorted {
    fn of(page: Page, usual: f64) -> Self {
        let mut sorted = Sorted { number: page.number, furniture: Vec::new(), body: Vec::new(), notes: Vec::new() };
        let mut in_notes = false;
        for piece in page.pieces {
            let small = piece.lines.iter().all(|line| line.size < SMALLER * usual && line.y > 0.4 * page.height);
            let at_foot = piece.lines.iter().all(|line| line.y > 0.8 * page.height);
            in_notes = small && (in_notes || at_foot || begins_note(&piece.lines[0].text));
            match piece.shape {
                Shape::Furniture => sorted.furniture.push(piece),
                Shape::Text | Shape::Item if in_notes => sorted.notes.push(piece),
                Shape::Text | Shape::Item | Shape::Row => sorted.body.push(piece),
            }
        }
        sorted
    }

    /// Whether the last paragraph of this page goes on with the first of the next.
    fn continues_on(&self, next: &Sorted) -> bool {
        let (Some(last), Some(first)) = (self.body.last(), next.body.first()) else { return false };
        next.number == self.number + 1 && runs_on(last, first)
    }
}

/// `¹ See`, `12 See`, `* See`
fn begins_note(text: &str) -> bool {
    let first = text.chars().next();
    first.is_some_and(|c| c.is_ascii_digit() || "¹²³⁰⁴⁵⁶⁷⁸⁹*†‡§".contains(c))
}

/// Whether the sentence that a piece leaves open, at the end of a column or a page, goes on in the next.
fn runs_on(piece: &Piece, next: &Piece) -> bool {
    let apart = |last: &Line, first: &Line| first.y < last.y || first.x0 > piece.right || next.left != piece.left;
    let (last, first) = (&piece.lines[piece.lines.len() - 1], &next.lines[0]);
    let text = matches!(piece.shape, Shape::Text | Shape::Item) && next.shape == Shape::Text;
    let alike = (last.size - first.size).abs() < 0.08 * last.size && last.bold == first.bold;
    let from_edge = last.x1 > piece.right - 0.12 * (piece.right - piece.left);
    let long = piece.lines.len() > 1 || last.text.len() > 40;
    let open = !ends_sentence(&last.text) && list_mark(&first.text).is_none();
    let indented = next.lines.get(1).is_some_and(|second| first.x0 > second.x0 + 0.8 * first.size);
    let evident = flows(&last.text, &first.text) || last.text.ends_with(['-', ',']) || from_edge && long && !indented;
    text && alike && open && evident && apart(last, first)
}

/// What a piece is.
fn kind(piece: &Piece, usual: f64) -> BlockKind {
    let size = piece.lines.iter().map(|line| line.size).fold(f64::MAX, f64::min);
    let text = joined_for_look(piece);
    match piece.shape {
        Shape::Furniture => BlockKind::Furniture,
        Shape::Row => BlockKind::TableRow,
        _ if is_contents_line(&text) => BlockKind::Furniture,
        _ if text.len() < LONGEST_FURNITURE && is_furniture(&text) => BlockKind::Furniture,
        Shape::Item | Shape::Text => {
            let short = piece.lines.len() <= HEADING_LINES && text.chars().any(char::is_alphabetic);
            let large = size >= LARGER * usual && short && text.len() <= 240;
            let strong = piece.lines.iter().all(|line| line.bold) && piece.lines.len() <= 2 && is_heading(&text);
            match (large || strong, piece.shape) {
                (true, _) if size >= 1.6 * usual => BlockKind::Heading(1),
                (true, _) if size >= 1.3 * usual => BlockKind::Heading(2),
                (true, _) => BlockKind::Heading(3),
                (false, Shape::Item) => BlockKind::ListItem,
                (false, _) => BlockKind::Paragraph,
            }
        }
    }
}

fn joined_for_look(piece: &Piece) -> String {
    piece.lines.iter().take(6).map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// `Wages ........ 12`
fn is_contents_line(text: &str) -> bool {
    let dots = text.contains("....") || text.contains(". . . .");
    dots && text.len() < 300 && text.ends_with(|c: char| c.is_ascii_digit() || matches!(c, 'i' | 'v' | 'x'))
}

/// The words of a document that stand inside lines.
struct Words(HashSet<String>);

impl Words {
    fn of(pages: &[Page]) -> Self {
        let mut words = HashSet::new();
        let lines = pages.iter().flat_map(|page| &page.pieces).flat_map(|piece| &piece.lines);
        for line in lines {
            let mut inside: Vec<&str> = line.text.split_whitespace().collect();
            if inside.last().is_some_and(|last| ends_in_hyphen(last)) {
                inside.pop();
            }
            for word in inside {
                let word = bare(word);
                if !word.is_empty() && words.len() < MOST_WORDS && !words.contains(word) {
                    words.insert(word.to_lowercase());
                }
            }
        }
        Words(words)
    }

    fn have(&self, word: &str) -> bool {
        self.0.contains(&word.to_lowercase())
    }

    /// Whether the hyphen between these parts of a word was put there by the line end alone.
    fn is_line_end(&self, before: &str, after: &str) -> bool {
        let before = before.trim_end_matches(['-', '\u{2010}']);
        let first = before.rsplit(|c: char| !c.is_alphanumeric() && c != '-').next().unwrap_or_default();
        let last = bare(after.split_whitespace().next().unwrap_or_default());
        let letters =
            first.chars().next_back().is_some_and(char::is_lowercase) && last.chars().next().is_some_and(char::is_lowercase);
        if !letters {
            return false;
        }
        if self.have(&format!("{first}{last}")) {
            return true;
        }
        let compound = self.have(&format!("{first}-{last}"));
        let both = first.chars().count() >= 3 && last.chars().count() >= 3 && self.have(first) && self.have(last);
        !compound && !both && !first.contains('-')
    }
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

fn ends_in_hyphen(text: &str) -> bool {
    text.ends_with(['-', '\u{2010}', '\u{ad}'])
}

/// A block that goes on with the next page.
struct Open {
    start: usize,
    kind: BlockKind,
}

struct Layer {
    words: Words,
    made: Assembled,
    /// Blocks (by their start) of which all letters are strong.
    strong: HashSet<usize>,
}

impl Layer {
    /// Writes a piece. If it goes on, it becomes a block only with what follows.
    fn put(&mut self, piece: Piece, kind: BlockKind, goes_on: bool) -> Option<Open> {
        let start = self.made.text.len();
        if piece.lines.iter().all(|line| line.bold) {
            self.strong.insert(start);
        }
        self.write(start, &piece.lines);
        if goes_on {
            return Some(Open { start, kind });
        }
        self.block(start, kind);
        None
    }

    /// Writes the rest of a piece that began on the page before; where that page ends.
    fn go_on(&mut self, open: Open, piece: Piece) -> usize {
        self.join(open.start, &piece.lines[0].text);
        let end = self.made.text.trim_end_matches(' ').len();
        if let Some(last) = self.made.placings.last_mut() {
            last.range.end = end;
        }
        let start = self.made.text.len();
        self.write(start, &piece.lines);
        self.block(open.start, open.kind);
        end
    }

    fn write(&mut self, start: usize, lines: &[Line]) {
        for line in lines {
            if self.made.text.len() > start {
                self.join(start, &line.text);
            }
            let text: String = line.text.chars().filter(|c| *c != '\u{ad}').collect();
            let soft_end = line.text.ends_with('\u{ad}');
            self.made.text.push_str(&text);
            if soft_end {
                self.made.text.push('\u{ad}');
            }
        }
        while self.made.text.ends_with('\u{ad}') {
            self.made.text.pop();
        }
    }

    /// Closes up the line end before `next`.
    fn join(&mut self, start: usize, next: &str) {
        let written = &mut self.made.text;
        if written.ends_with('\u{ad}') {
            written.pop();
            return;
        }
        if written[start..].ends_with(['-', '\u{2010}']) && !written[start..].ends_with("--") {
            if self.words.is_line_end(&written[start..], next) {
                written.pop();
                return;
            }
            let before = written[start..].chars().rev().nth(1);
            if before.is_some_and(char::is_alphanumeric) {
                return;
            }
        }
        let last = written.chars().next_back();
        let first = next.chars().next();
        if !(last.is_some_and(is_unspaced) && first.is_some_and(is_unspaced)) {
            written.push(' ');
        }
    }

    fn block(&mut self, start: usize, kind: BlockKind) {
        let made = &mut self.made;
        if made.text.len() > start {
            made.blocks.push(Block { range: start..made.text.len(), kind, markup: Vec::new() });
            made.text.push('\n');
        }
    }

    /// Tells questions from answers, and marks of lists from their words.
    fn finish(self) -> Assembled {
        let Layer { mut made, strong, .. } = self;
        let is_question = |words: &str| words.ends_with(['?', '？']);
        let mut interview = Interview::default();
        let running = |kind: BlockKind| matches!(kind, BlockKind::Paragraph | BlockKind::ListItem);
        for block in made.blocks.iter().filter(|block| running(block.kind)) {
            let words = &made.text[block.range.clone()];
            interview.hear(words, strong.contains(&block.range.start), is_question(words));
        }
        for block in &mut made.blocks {
            if matches!(block.kind, BlockKind::Heading(_)) {
                interview.interrupt();
            }
            if !running(block.kind) {
                continue;
            }
            let words = &made.text[block.range.clone()];
            let strong = block.kind == BlockKind::Paragraph && strong.contains(&block.range.start);
            let mark = match interview.turn(words, strong, is_question(words)) {
                Some((kind, mark)) => {
                    block.kind = kind;
                    mark
                }
                None => list_mark(words).unwrap_or(0),
            };
            if mark > 0 {
                let label: Range<usize> = block.range.start..block.range.start + mark;
                block.markup.push(label);
            }
        }
        made
    }
}

/// Letters of scripts that put no space between words.
fn is_unspaced(character: char) -> bool {
    matches!(character, '\u{2e80}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}')
}
