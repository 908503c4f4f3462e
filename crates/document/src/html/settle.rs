//! What each piece of a page is, now that the whole page is known.

use super::super::dialogue::Interview;
use super::super::furniture::{is_furniture, is_statement};
use super::super::lines::{ends_sentence, list_mark};
use super::super::masthead::{Authority, Masthead, is_head_matter};
use super::super::text::{self, Place};
use super::layer::Piece;
use super::stack::Kind;
use crate::block::{Block, BlockKind};
use std::ops::Range;

/// So many blocks from the start are the head of a page; so many from the end its foot.
const HEAD_BLOCKS: usize = 12;
const FOOT_BLOCKS: usize = 24;
/// A longer piece is neither a line of furniture nor a list of links.
const LONGEST_LINE: usize = 200;
/// A shorter piece is no paragraph.
const SHORTEST_PROSE: usize = 80;

/// The blocks of a page, and what they say of it.
pub(super) fn settle(text: &str, pieces: Vec<Piece>, masthead: &mut Masthead) -> Vec<Block> {
    let mut interview = Interview::default();
    for piece in &pieces {
        let words = &text[piece.range.clone()];
        interview.hear(words, piece.strong && piece.inherited.kind == Kind::Text, is_question(words));
    }
    let trust = Trust::of(text, &pieces);
    let mut settling = Settling { text, trust, interview, masthead, blocks: Vec::with_capacity(pieces.len()), asked: false };
    for piece in pieces {
        settling.piece(piece);
    }
    settling.finish()
}

/// Which signs of furniture can be trusted on this page.
struct Trust {
    /// Classes: not on a page where they would take most of the text.
    classes: bool,
    /// Forms: not on a page that is one form.
    forms: bool,
}

impl Trust {
    fn of(text: &str, pieces: &[Piece]) -> Self {
        let (mut plain, mut by_class, mut form) = (0, 0, 0);
        let seen = pieces.iter().filter(|piece| !piece.inherited.furniture && !piece.inherited.header);
        for piece in seen.filter(|piece| is_prose(text, piece)) {
            match (piece.inherited.by_class, piece.inherited.form) {
                (true, _) => by_class += piece.range.len(),
                (false, true) => form += piece.range.len(),
                (false, false) => plain += piece.range.len(),
            }
        }
        Trust { classes: by_class <= 2 * (plain + form), forms: form <= plain }
    }
}

/// Running text: long enough, ends with a sentence, and is not made of links.
fn is_prose(text: &str, piece: &Piece) -> bool {
    piece.range.len() >= SHORTEST_PROSE && ends_sentence(&text[piece.range.clone()]) && !is_linked(piece)
}

/// More than 60 per cent of it leads to other pages.
fn is_linked(piece: &Piece) -> bool {
    piece.link_bytes * 10 > piece.range.len() * 6
}

fn is_question(words: &str) -> bool {
    words.ends_with(['?', '？'])
}

struct Settling<'t> {
    text: &'t str,
    trust: Trust,
    interview: Interview,
    masthead: &'t mut Masthead,
    blocks: Vec<Block>,
    /// The term before was a question.
    asked: bool,
}

impl Settling<'_> {
    fn piece(&mut self, piece: Piece) {
        if self.is_furniture(&piece) {
            return self.push(piece.range, BlockKind::Furniture, piece.markup);
        }
        match piece.inherited.kind {
            Kind::Heading(level) => self.heading(piece, level),
            _ if piece.row => self.push(piece.range, BlockKind::TableRow, piece.markup),
            _ if piece.breaks => self.lines(piece),
            Kind::Text => self.running(piece, BlockKind::Paragraph),
            Kind::Item => self.running(piece, BlockKind::ListItem),
            Kind::Term => self.term(piece),
            Kind::Definition => {
                let kind = if self.asked { BlockKind::Answer } else { BlockKind::ListItem };
                self.push(piece.range, kind, piece.markup);
            }
        }
    }

    fn is_furniture(&self, piece: &Piece) -> bool {
        let words = &self.text[piece.range.clone()];
        let inherited = piece.inherited;
        let linked = is_linked(piece) && words.len() < LONGEST_LINE && !is_statement(words);
        let title = inherited.kind == Kind::Heading(1) && !is_linked(piece);
        let by_class = inherited.by_class && (self.trust.classes || !is_prose(self.text, piece) && !is_statement(words));
        let form = inherited.form && (self.trust.forms || !is_prose(self.text, piece) && !is_statement(words));
        inherited.furniture
            || inherited.header && !title
            || (by_class || form) && !(title && inherited.in_main)
            || linked && !(inherited.in_main && inherited.is_heading())
            || !inherited.is_heading() && is_furniture(words)
            || inherited.kind == Kind::Text && self.in_head() && is_head_matter(words)
    }

    fn in_head(&self) -> bool {
        self.blocks.iter().filter(|block| block.kind != BlockKind::Furniture).take(HEAD_BLOCKS / 2).count() < HEAD_BLOCKS / 2
    }

    fn heading(&mut self, piece: Piece, level: u8) {
        self.interview.interrupt();
        self.asked = false;
        if level == 1 {
            self.masthead.title(Authority::Shown, &self.text[piece.range.clone()]);
        }
        self.push(piece.range, BlockKind::Heading(level), piece.markup);
    }

    fn running(&mut self, piece: Piece, kind: BlockKind) {
        self.asked = false;
        let words = &self.text[piece.range.clone()];
        let start = piece.range.start;
        let strong = piece.strong && kind == BlockKind::Paragraph;
        let (kind, mark) = match self.interview.turn(words, strong, is_question(words)) {
            Some(turn) => turn,
            None => (kind, list_mark(words).filter(|_| kind == BlockKind::Paragraph).unwrap_or(0)),
        };
        self.push(piece.range, kind, marked(start, mark, piece.markup));
    }

    /// Lines of their own inside a piece are cut as those of a plain text are.
    fn lines(&mut self, piece: Piece) {
        let place = if piece.inherited.preformatted { Place::Middle } else { Place::Inside };
        let mut blocks = Vec::new();
        text::cut(self.text, piece.range.clone(), place, &mut blocks);
        let mut notes = piece.markup.into_iter().peekable();
        for mut block in blocks {
            if piece.inherited.kind != Kind::Text && block.kind == BlockKind::Paragraph {
                block.kind = BlockKind::ListItem;
            }
            let mark_end = block.markup.last().map_or(block.range.start, |mark| mark.end);
            while let Some(note) = notes.next_if(|note| note.end <= block.range.end) {
                if note.start >= mark_end {
                    block.markup.push(note);
                }
            }
            self.push(block.range, block.kind, block.markup);
        }
    }

    fn term(&mut self, piece: Piece) {
        self.asked = is_question(&self.text[piece.range.clone()]);
        let kind = if self.asked { BlockKind::Question } else { BlockKind::ListItem };
        self.push(piece.range, kind, piece.markup);
    }

    fn push(&mut self, range: Range<usize>, kind: BlockKind, markup: Vec<Range<usize>>) {
        self.blocks.push(Block { range, kind, markup });
    }

    fn finish(self) -> Vec<Block> {
        self.masthead.blocks(self.text, &self.blocks, 2 * HEAD_BLOCKS, FOOT_BLOCKS);
        self.blocks
    }
}

/// The marks of notes, and before them `mark` bytes from `start` on.
fn marked(start: usize, mark: usize, notes: Vec<Range<usize>>) -> Vec<Range<usize>> {
    if mark == 0 {
        return notes;
    }
    let label = start..start + mark;
    let after = notes.into_iter().filter(|note| note.start >= start + mark);
    std::iter::once(label).chain(after).collect()
}
