//! What each piece of a written document is, now that the whole document is known.

use super::writing::{Piece, Role};
use crate::block::{Block, BlockKind};
use crate::dialogue::Interview;
use crate::furniture::{is_furniture, is_statement};
use crate::lines::{is_heading, list_mark};
use crate::masthead::{Authority, Masthead, is_head_matter};
use crate::text::{self, Place};
use std::ops::Range;

/// So many blocks from the start are the head of a document; so many from the end its foot.
const HEAD_BLOCKS: usize = 16;
const FOOT_BLOCKS: usize = 24;
/// A longer heading is a paragraph in strong letters.
const LONGEST_HEADING: usize = 240;

/// The blocks of a written document, and what they say of it.
pub(crate) fn settle(text: &str, pieces: &[Piece], masthead: &mut Masthead) -> Vec<Block> {
    let mut interview = Interview::default();
    for piece in pieces.iter().filter(|piece| piece.row.is_none() && piece.role == Role::Text) {
        let words = &text[piece.range.clone()];
        interview.hear(words, piece.strong, is_question(words));
    }
    let titled = pieces.iter().any(|piece| piece.role == Role::Title);
    let mut settling = Settling { text, titled, interview, masthead, blocks: Vec::with_capacity(pieces.len()), shown: 0 };
    for piece in pieces {
        settling.piece(piece);
    }
    settling.finish()
}

fn is_question(words: &str) -> bool {
    words.ends_with(['?', '？'])
}

struct Settling<'t> {
    text: &'t str,
    /// A paragraph is styled as the title.
    titled: bool,
    interview: Interview,
    masthead: &'t mut Masthead,
    blocks: Vec<Block>,
    /// How many of them are no furniture.
    shown: usize,
}

impl Settling<'_> {
    fn piece(&mut self, piece: &Piece) {
        let words = &self.text[piece.range.clone()];
        if !piece.cells.is_empty() {
            let kind =
                if piece.role == Role::Furniture || is_furniture(words) { BlockKind::Furniture } else { BlockKind::TableRow };
            return self.push(piece.range.clone(), kind, 0);
        }
        match piece.role {
            Role::Furniture => self.push(piece.range.clone(), BlockKind::Furniture, 0),
            Role::Title => self.heading(piece, 1),
            Role::Heading(level) => self.heading(piece, self.shifted(level)),
            Role::Text | Role::Item if piece.breaks => self.lines(piece),
            Role::Text => self.running(piece, BlockKind::Paragraph),
            Role::Item => self.running(piece, BlockKind::ListItem),
        }
    }

    /// A title takes the first level for itself; without one the first heading is the title.
    fn shifted(&self, level: u8) -> u8 {
        if !self.titled && level == 1 && !self.has_words() { 1 } else { level.saturating_add(1).clamp(2, 6) }
    }

    fn has_words(&self) -> bool {
        self.shown > 0
    }

    fn heading(&mut self, piece: &Piece, level: u8) {
        let words = &self.text[piece.range.clone()];
        if words.len() > LONGEST_HEADING {
            return self.running(piece, BlockKind::Paragraph);
        }
        self.interview.interrupt();
        if level == 1 {
            self.masthead.title(Authority::Shown, words);
        }
        let mark = list_mark(words).unwrap_or(0);
        self.push(piece.range.clone(), BlockKind::Heading(level), mark);
    }

    fn running(&mut self, piece: &Piece, kind: BlockKind) {
        let words = &self.text[piece.range.clone()];
        let in_head = piece.row.is_none() && self.in_head();
        if is_furniture(words) || in_head && kind == BlockKind::Paragraph && is_head_matter(words) {
            return self.push(piece.range.clone(), BlockKind::Furniture, 0);
        }
        let strong = piece.strong && kind == BlockKind::Paragraph;
        if let Some((kind, mark)) = self.interview.turn(words, strong, is_question(words)) {
            return self.push(piece.range.clone(), kind, mark);
        }
        if kind == BlockKind::Paragraph && piece.row.is_none() && self.looks_like_heading(words, strong) {
            let level = if self.titled || self.has_words() { 2 } else { 1 };
            return self.heading(piece, level);
        }
        let mark = list_mark(words).unwrap_or(0);
        let kind = if mark > 0 { BlockKind::ListItem } else { kind };
        self.push(piece.range.clone(), kind, mark);
    }

    /// A short line in strong letters, or the line that a document without styles begins with.
    fn looks_like_heading(&self, words: &str, strong: bool) -> bool {
        let first = !self.titled && !self.has_words();
        (strong || first) && is_heading(words) && !is_statement(words) && !is_question(words)
    }

    /// Lines of their own inside a paragraph are cut as those of a plain text are.
    fn lines(&mut self, piece: &Piece) {
        let mut blocks = Vec::new();
        text::cut(self.text, piece.range.clone(), Place::Inside, &mut blocks);
        for mut block in blocks {
            if piece.role == Role::Item && block.kind == BlockKind::Paragraph {
                block.kind = BlockKind::ListItem;
            }
            self.shown += usize::from(block.kind != BlockKind::Furniture);
            self.blocks.push(block);
        }
    }

    fn in_head(&self) -> bool {
        self.shown < HEAD_BLOCKS / 2
    }

    /// Adds a block that begins with `mark` bytes of a label or list mark.
    fn push(&mut self, range: Range<usize>, kind: BlockKind, mark: usize) {
        self.shown += usize::from(kind != BlockKind::Furniture);
        let markup = (mark > 0 && range.start + mark < range.end).then_some(range.start..range.start + mark);
        self.blocks.push(Block { range, kind, markup: markup.into_iter().collect() });
    }

    fn finish(self) -> Vec<Block> {
        self.masthead.blocks(self.text, &self.blocks, 2 * HEAD_BLOCKS, FOOT_BLOCKS);
        self.blocks
    }
}
