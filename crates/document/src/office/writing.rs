//! A written document in the making: parts, their paragraphs, and what each paragraph is for.

use evidence::{Placing, Spot};
use std::collections::BTreeMap;
use std::ops::Range;

/// No more text of one document is kept.
const MOST_TEXT: usize = 128 << 20;
/// No more paragraphs of one document are kept.
const MOST_PARAGRAPHS: usize = 2_000_000;
/// What stands between two cells of a row.
pub(crate) const BETWEEN_CELLS: &str = " | ";

/// What a paragraph is by its own marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Role {
    /// Running text.
    #[default]
    Text,
    /// A heading; 1 is the highest.
    Heading(u8),
    /// The title of the document.
    Title,
    /// An item of a list.
    Item,
    /// Headers, footers, tables of contents.
    Furniture,
}

/// The cell of a table that a paragraph stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct InCell {
    /// Tables of a document are counted from 0.
    pub table: u32,
    /// Row and column, from 0.
    pub row: u32,
    pub column: u32,
}

/// A paragraph that was read.
#[derive(Debug, Clone, Default)]
pub(crate) struct Paragraph {
    /// Its words.
    pub text: String,
    pub role: Role,
    /// All of its letters are strong.
    pub strong: bool,
    /// Lines of their own are inside.
    pub breaks: bool,
    pub cell: Option<InCell>,
}

/// A paragraph that was read and put into its part.
#[derive(Debug, Clone)]
struct Kept {
    range: Range<usize>,
    number: u64,
    role: Role,
    strong: bool,
    breaks: bool,
    cell: Option<InCell>,
}

/// How a person turns to a part.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    /// The main text.
    Main,
    /// A slide, by number, and its notes.
    Slide(u64),
    SlideNotes(u64),
    /// Text boxes, footnotes, endnotes, comments.
    TextBoxes,
    Footnotes,
    Endnotes,
    Comments,
    /// What is repeated on every page.
    Headers,
    Footers,
}

impl Part {
    fn name(&self) -> Option<String> {
        match self {
            Part::Main | Part::Slide(_) => None,
            Part::SlideNotes(number) => Some(format!("notes of slide {number}")),
            Part::TextBoxes => Some("text boxes".to_owned()),
            Part::Footnotes => Some("footnotes".to_owned()),
            Part::Endnotes => Some("endnotes".to_owned()),
            Part::Comments => Some("comments".to_owned()),
            Part::Headers => Some("headers".to_owned()),
            Part::Footers => Some("footers".to_owned()),
        }
    }

    fn spot(&self, number: u64) -> Spot {
        match self {
            Part::Slide(number) => Spot::Page { number: *number },
            part => Spot::Paragraph { part: part.name(), number },
        }
    }

    fn is_furniture(&self) -> bool {
        matches!(self, Part::Headers | Part::Footers)
    }
}

#[derive(Debug, Default)]
struct Room {
    text: String,
    kept: Vec<Kept>,
    /// Empty paragraphs are counted too.
    count: u64,
}

/// A piece of the layer, before it is known what the document is.
#[derive(Debug, Clone)]
pub(crate) struct Piece {
    /// Bytes of the layer.
    pub range: Range<usize>,
    pub role: Role,
    pub strong: bool,
    pub breaks: bool,
    /// Cells of one row, if this is a row: their bytes of the layer, with the column of each.
    pub cells: Vec<(u32, Range<usize>)>,
    /// Table and row, if it stands in a table.
    pub row: Option<(u32, u32)>,
}

/// A written document in the making.
#[derive(Debug, Default)]
pub(crate) struct Writing {
    rooms: BTreeMap<Part, Room>,
    bytes: usize,
    paragraphs: usize,
    tables: u32,
    /// More was there than is kept.
    pub cut: bool,
}

impl Writing {
    /// The number of a table that begins.
    pub(crate) fn next_table(&mut self) -> u32 {
        self.tables += 1;
        self.tables - 1
    }

    /// Takes in a paragraph of `part`; an empty one is counted only.
    pub(crate) fn paragraph(&mut self, part: &Part, paragraph: Paragraph) {
        if self.bytes + paragraph.text.len() > MOST_TEXT || self.paragraphs >= MOST_PARAGRAPHS {
            self.cut = true;
            return;
        }
        let room = self.rooms.entry(part.clone()).or_default();
        room.count += 1;
        let words = paragraph.text.trim();
        if words.is_empty() {
            return;
        }
        self.bytes += words.len();
        self.paragraphs += 1;
        let start = room.text.len();
        room.text.push_str(words);
        let role = if part.is_furniture() { Role::Furniture } else { paragraph.role };
        let breaks = paragraph.breaks && words.contains('\n');
        let Paragraph { strong, cell, .. } = paragraph;
        room.kept.push(Kept { range: start..room.text.len(), number: room.count, role, strong, breaks, cell });
    }

    /// Whether anything was taken in.
    pub(crate) fn is_empty(&self) -> bool {
        self.paragraphs == 0
    }

    /// The text of the layer, the place of each paragraph, and the pieces: a paragraph each, or a row of a table.
    pub(crate) fn finish(self) -> (String, Vec<Placing>, Vec<Piece>) {
        let mut laid = Laid::default();
        for (part, room) in in_order_of_reading(self.rooms) {
            laid.part(&part, &room);
        }
        (laid.text, laid.placings, laid.pieces)
    }
}

/// Each slide with its notes, then all else as the parts are ordered.
fn in_order_of_reading(rooms: BTreeMap<Part, Room>) -> Vec<(Part, Room)> {
    let mut rooms: Vec<(Part, Room)> = rooms.into_iter().collect();
    rooms.sort_by_key(|(part, _)| match part {
        Part::Slide(number) | Part::SlideNotes(number) => (0, *number),
        _ => (1, 0),
    });
    rooms
}

/// The layer in the making.
#[derive(Default)]
struct Laid {
    text: String,
    placings: Vec<Placing>,
    pieces: Vec<Piece>,
}

impl Laid {
    fn part(&mut self, part: &Part, room: &Room) {
        let mut at = 0;
        let from = self.text.len() + usize::from(!self.text.is_empty());
        while at < room.kept.len() {
            let (end, is_row) = row_from(&room.kept[at..]);
            let group = &room.kept[at..at + end];
            if is_row {
                self.row(part, room, group);
            } else {
                group.iter().for_each(|kept| self.single(part, room, kept));
            }
            at += end;
        }
        if let (Part::Slide(number), true) = (part, self.text.len() > from) {
            self.placings.push(Placing { range: from..self.text.len(), spot: Spot::Page { number: *number } });
        }
    }

    fn begin(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    fn place(&mut self, part: &Part, room: &Room, kept: &Kept) -> Range<usize> {
        let start = self.text.len();
        self.text.push_str(&room.text[kept.range.clone()]);
        let range = start..self.text.len();
        if !matches!(part, Part::Slide(_)) {
            self.placings.push(Placing { range: range.clone(), spot: part.spot(kept.number) });
        }
        range
    }

    fn single(&mut self, part: &Part, room: &Room, kept: &Kept) {
        self.begin();
        let range = self.place(part, room, kept);
        let row = kept.cell.map(|cell| (cell.table, cell.row));
        let Kept { role, strong, breaks, .. } = *kept;
        self.pieces.push(Piece { range, role, strong, breaks, cells: Vec::new(), row });
    }

    /// The paragraphs of one row, as one piece.
    fn row(&mut self, part: &Part, room: &Room, row: &[Kept]) {
        self.begin();
        let start = self.text.len();
        let mut cells: Vec<(u32, Range<usize>)> = Vec::new();
        for kept in row {
            let column = kept.cell.map_or(0, |cell| cell.column);
            let same = cells.last().is_some_and(|(last, _)| *last == column);
            if same {
                self.text.push(' ');
            } else if !cells.is_empty() {
                self.text.push_str(BETWEEN_CELLS);
            }
            let range = self.place(part, room, kept);
            match cells.last_mut() {
                Some((_, cell)) if same => cell.end = range.end,
                _ => cells.push((column, range)),
            }
        }
        let place = row[0].cell.map(|cell| (cell.table, cell.row));
        let (range, role) = (start..self.text.len(), row[0].role);
        let strong = row.iter().all(|kept| kept.strong);
        self.pieces.push(Piece { range, role, strong, breaks: false, cells, row: place });
    }
}

/// A cell with more letters than this, in several paragraphs, lays out a page.
const LONGEST_CELL: usize = 600;

/// How many of the paragraphs from the first on stand together in a row of a table, or one that stands in none, and whether they are a
/// row: a table that only lays out a page has none.
fn row_from(kept: &[Kept]) -> (usize, bool) {
    let Some(first) = kept[0].cell else { return (1, false) };
    let same = |kept: &&Kept| kept.cell.is_some_and(|cell| (cell.table, cell.row) == (first.table, first.row));
    let row = &kept[..kept.iter().take_while(same).count()];
    let one_cell = row.iter().all(|kept| kept.cell == row[0].cell);
    let headed = row.iter().any(|kept| matches!(kept.role, Role::Heading(_) | Role::Title));
    let long =
        row.windows(2).any(|pair| pair[0].cell == pair[1].cell && pair[0].range.len() + pair[1].range.len() > LONGEST_CELL);
    (row.len(), !one_cell && !headed && !long)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_cell(text: &str, row: u32, column: u32) -> Paragraph {
        Paragraph { text: text.to_owned(), cell: Some(InCell { table: 0, row, column }), ..Paragraph::default() }
    }

    #[test]
    fn empty_paragraphs_are_counted_and_rows_are_joined() {
        let mut writing = Writing::default();
        writing.paragraph(&Part::Footnotes, Paragraph { text: "A note.".to_owned(), ..Paragraph::default() });
        writing.paragraph(&Part::Main, Paragraph::default());
        writing.paragraph(&Part::Main, Paragraph { text: " First. ".to_owned(), ..Paragraph::default() });
        for paragraph in [in_cell("Wage", 0, 0), in_cell("300", 0, 1), in_cell("400", 0, 1), in_cell("alone", 1, 1)] {
            writing.paragraph(&Part::Main, paragraph);
        }
        let (text, placings, pieces) = writing.finish();
        assert_eq!(text, "First.\nWage | 300 400\nalone\nA note.");
        let spots: Vec<String> = placings.iter().map(|placing| placing.spot.to_string()).collect();
        assert_eq!(spots, ["paragraph 2", "paragraph 3", "paragraph 4", "paragraph 5", "paragraph 6", "footnotes, paragraph 1"]);
        assert_eq!(pieces.len(), 4);
        assert_eq!(pieces[1].cells, [(0, 7..11), (1, 14..21)]);
    }
}
