//! The text of a page as a person sees it, piece by piece, with its way back into the markup.

use super::super::segments::Segments;
use super::stack::Inherited;
use std::ops::Range;

/// A stretch of the layer that stands apart on the page.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// Bytes of the layer.
    pub range: Range<usize>,
    /// What its element handed down.
    pub inherited: Inherited,
    /// A row of a table, its cells divided by bars.
    pub row: bool,
    /// It has line breaks of its own.
    pub breaks: bool,
    /// All of it is set in strong letters.
    pub strong: bool,
    /// How many of its bytes lead to other pages.
    pub link_bytes: usize,
    /// Marks of notes.
    pub markup: Vec<Range<usize>>,
}

/// Text of the page, and the bytes of the markup that it stands for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words<'t> {
    pub bytes: &'t [u8],
    /// Where they begin in the markup.
    pub at: usize,
    /// How many bytes of the markup; unlike the length of `bytes` for an entity.
    pub len: usize,
    /// They lead to another page.
    pub link: bool,
}

/// A piece longer than this, or more pieces in one cell than this, are no cell of a table of figures.
const LONGEST_CELL: usize = 400;
const MOST_PIECES: usize = 3;
/// Divides cells.
const BAR: &[u8] = b" | ";

/// A row of a table in the making.
#[derive(Debug)]
struct Row {
    first_piece: usize,
    /// A cell has begun since the last piece.
    new_cell: bool,
    pieces_of_cell: usize,
    /// The table lays out the page.
    layout: bool,
    /// The bytes between its pieces.
    gaps: Vec<Range<usize>>,
}

/// The layer in the making.
#[derive(Debug, Default)]
pub(super) struct Layer {
    text: Vec<u8>,
    segments: Segments,
    pieces: Vec<Piece>,
    open: Option<Piece>,
    /// White space that is shown if words follow in the same piece: its place in the markup.
    space: Option<usize>,
    /// Line breaks that are shown if words follow.
    breaks: usize,
    rows: Vec<Row>,
}

impl Layer {
    /// Adds words to the open piece, or begins one.
    pub(super) fn words(&mut self, words: Words, inherited: Inherited) {
        if words.bytes.len() != words.len {
            self.entity(words, inherited);
        } else if inherited.preformatted {
            self.preformatted(words, inherited);
        } else {
            self.flowing(words, inherited);
        }
    }

    fn entity(&mut self, words: Words, inherited: Inherited) {
        if words.bytes.iter().all(u8::is_ascii_whitespace) {
            return self.note_space(words.at);
        }
        self.before_words(inherited);
        self.segments.atom(self.text.len(), words.bytes.len(), words.at, words.len);
        self.copy(words.bytes, words.link, inherited);
    }

    /// White space of any length is one space.
    fn flowing(&mut self, words: Words, inherited: Inherited) {
        let bytes = words.bytes;
        let mut from = 0;
        while from < bytes.len() {
            let space = bytes[from..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            if space > 0 {
                self.note_space(words.at + from);
                from += space;
                continue;
            }
            let len = regular_run(&bytes[from..]);
            self.run(Words { bytes: &bytes[from..from + len], at: words.at + from, len, ..words }, inherited);
            from += len;
        }
    }

    /// White space stands as written, but for that before the first words.
    fn preformatted(&mut self, words: Words, inherited: Inherited) {
        let skip = if self.open.is_none() { words.bytes.iter().take_while(|byte| byte.is_ascii_whitespace()).count() } else { 0 };
        let bytes = &words.bytes[skip..];
        if !bytes.is_empty() {
            self.run(Words { bytes, at: words.at + skip, len: bytes.len(), ..words }, inherited);
            if let Some(open) = self.open.as_mut() {
                open.breaks |= bytes.contains(&b'\n');
            }
        }
    }

    fn run(&mut self, words: Words, inherited: Inherited) {
        self.before_words(inherited);
        self.segments.run(self.text.len(), words.at, words.len);
        self.copy(words.bytes, words.link, inherited);
    }

    fn note_space(&mut self, at: usize) {
        if self.open.is_some() {
            self.space.get_or_insert(at);
        }
    }

    /// Begins a piece, or shows the white space before the next words of the open one.
    fn before_words(&mut self, inherited: Inherited) {
        let (space, breaks) = (self.space.take(), std::mem::take(&mut self.breaks));
        let Some(open) = self.open.as_mut() else { return self.begin(inherited) };
        if breaks > 0 {
            open.breaks = true;
            self.text.push(b'\n');
        } else if let Some(at) = space {
            self.segments.run(self.text.len(), at, 1);
            self.text.push(b' ');
        }
    }

    fn begin(&mut self, inherited: Inherited) {
        self.part();
        let start = self.text.len();
        let (row, breaks, link_bytes, markup) = (false, false, 0, Vec::new());
        self.open = Some(Piece { range: start..start, inherited, row, breaks, strong: true, link_bytes, markup });
    }

    /// Puts a line break between two pieces, or a bar between two cells.
    fn part(&mut self) {
        if self.text.is_empty() {
            return;
        }
        let start = self.text.len();
        let row = self.rows.last_mut().filter(|row| !row.layout);
        let inside = row.filter(|row| self.pieces.len() > row.first_piece);
        match inside {
            Some(row) => {
                self.text.extend_from_slice(if row.new_cell { BAR } else { b"\n" });
                row.gaps.push(start..self.text.len());
            }
            None => self.text.push(b'\n'),
        }
    }

    fn copy(&mut self, bytes: &[u8], link: bool, inherited: Inherited) {
        let start = self.text.len();
        self.text.extend_from_slice(bytes);
        let Some(open) = self.open.as_mut() else { return };
        open.link_bytes += if link { bytes.len() } else { 0 };
        open.strong &= inherited.strong;
        if inherited.raised && (link || is_note_mark(bytes)) {
            match open.markup.last_mut().filter(|last| last.end == start) {
                Some(last) => last.end = self.text.len(),
                None => open.markup.push(start..self.text.len()),
            }
        }
    }

    /// A line break. Two of them end the piece.
    pub(super) fn line_break(&mut self) {
        self.breaks += usize::from(self.open.is_some());
        if self.breaks >= 2 {
            self.end_piece();
        }
    }

    /// Ends the open piece.
    pub(super) fn end_piece(&mut self) {
        self.space = None;
        self.breaks = 0;
        let Some(mut open) = self.open.take() else { return };
        open.range.end = self.text.len();
        if let Some(row) = self.rows.last_mut() {
            row.pieces_of_cell += 1;
            row.layout |= open.inherited.is_heading() || open.range.len() > LONGEST_CELL || row.pieces_of_cell > MOST_PIECES;
            row.new_cell = false;
        }
        self.pieces.push(open);
    }

    /// Begins a row of a table.
    pub(super) fn begin_row(&mut self) {
        self.rows.push(Row {
            first_piece: self.pieces.len(),
            new_cell: false,
            pieces_of_cell: 0,
            layout: false,
            gaps: Vec::new(),
        });
    }

    /// Begins a cell of the row.
    pub(super) fn begin_cell(&mut self) {
        if let Some(row) = self.rows.last_mut() {
            row.new_cell = true;
            row.pieces_of_cell = 0;
        }
    }

    /// A table begins; a row that it stands in lays out the page.
    pub(super) fn begin_table(&mut self) {
        if let Some(row) = self.rows.last_mut() {
            row.layout = true;
        }
    }

    /// Ends the innermost row: its pieces become one, unless it lays out the page.
    pub(super) fn end_row(&mut self) {
        self.end_piece();
        let Some(row) = self.rows.pop() else { return };
        let whole = !row.layout && self.pieces.len() > row.first_piece + 1;
        for gap in row.gaps {
            match (whole, gap.len()) {
                (false, _) => self.text[gap].fill(b'\n'),
                (true, 1) => self.text[gap].fill(b' '),
                (true, _) => {}
            }
        }
        if whole {
            let pieces = self.pieces.split_off(row.first_piece);
            self.pieces.extend(joined(pieces));
        }
    }

    /// The text, its way back, and its pieces.
    pub(super) fn finish(mut self) -> (String, Segments, Vec<Piece>) {
        self.end_piece();
        while !self.rows.is_empty() {
            self.end_row();
        }
        match String::from_utf8(self.text) {
            Ok(text) => (text, self.segments, self.pieces),
            Err(_) => (String::new(), Segments::default(), Vec::new()),
        }
    }
}

/// Bytes up to white space that is not one space between words.
fn regular_run(bytes: &[u8]) -> usize {
    let mut from = 0;
    while let Some(at) = bytes[from..].iter().position(u8::is_ascii_whitespace).map(|at| from + at) {
        let regular = bytes[at] == b' ' && bytes.get(at + 1).is_some_and(|next| !next.is_ascii_whitespace());
        if !regular {
            return at;
        }
        from = at + 1;
    }
    bytes.len()
}

/// `1`, `[12]`, `*`, `†`.
fn is_note_mark(bytes: &[u8]) -> bool {
    let mark = |c: char| c.is_ascii_digit() || "[](),*#†‡§".contains(c);
    bytes.len() <= 6 && std::str::from_utf8(bytes).is_ok_and(|text| text.chars().all(mark))
}

/// The pieces of a row as one.
fn joined(pieces: Vec<Piece>) -> Option<Piece> {
    let range = pieces.first()?.range.start..pieces.last()?.range.end;
    let mut inherited = pieces.first()?.inherited;
    inherited.furniture = pieces.iter().all(|piece| piece.inherited.furniture);
    inherited.by_class = pieces.iter().all(|piece| piece.inherited.by_class);
    let link_bytes = pieces.iter().map(|piece| piece.link_bytes).sum();
    let breaks = false;
    let markup = pieces.into_iter().flat_map(|piece| piece.markup).collect();
    Some(Piece { range, inherited, row: true, breaks, strong: false, link_bytes, markup })
}
