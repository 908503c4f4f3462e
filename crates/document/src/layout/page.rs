//! One page: its regions, their rows, and which rows belong together.

use super::columns::regions;
use super::{Line, Page, Piece, Segment, Shape};
use crate::lines::{ends_sentence, flows, list_mark};

/// Baselines of one row differ by less, in parts of the font size.
const SAME_ROW: f64 = 0.35;
/// A gap between lines that is wider than this, in parts of the usual one, parts paragraphs.
const PARTING: f64 = 1.3;
/// So many cells of two rows are compared.
const MOST_CELLS: usize = 64;
/// A line that ends further from the edge, in parts of the column, is short.
const SHORT: f64 = 0.2;

/// Puts the segments of a page in order. `main` are written across the page, `others` along it.
pub(crate) fn page(number: u64, height: f64, main: Vec<Segment>, others: Vec<Vec<Segment>>) -> Page {
    let mut pieces = Vec::new();
    for segments in std::iter::once(main).chain(others) {
        for region in regions(segments) {
            pieces.extend(Region::new(region).pieces());
        }
    }
    Page { number, height, pieces }
}

/// Segments on one baseline.
struct Row {
    cells: Vec<Segment>,
}

impl Row {
    fn y(&self) -> f64 {
        self.cells[0].y
    }

    fn x0(&self) -> f64 {
        self.cells[0].x0
    }

    fn size(&self) -> f64 {
        self.cells.iter().map(|cell| cell.size).fold(0.0, f64::max)
    }

    fn line(&self, between: &str) -> Line {
        let text = self.cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(between);
        Line {
            text,
            x0: self.x0(),
            x1: self.cells.iter().map(|cell| cell.x1).fold(f64::MIN, f64::max),
            y: self.y(),
            size: self.size(),
            bold: self.cells.iter().all(|cell| cell.bold),
            artifact: self.cells.iter().all(|cell| cell.artifact),
        }
    }
}

struct Region {
    rows: Vec<Row>,
    left: f64,
    right: f64,
    /// The usual distance of two baselines.
    leading: f64,
}

impl Region {
    fn new(segments: Vec<Segment>) -> Self {
        let (left, right) = segments.iter().fold((f64::MAX, f64::MIN), |(left, right), s| (left.min(s.x0), right.max(s.x1)));
        let rows = rows(segments);
        let mut steps: Vec<f64> = rows.windows(2).map(|pair| pair[1].y() - pair[0].y()).filter(|step| *step > 0.5).collect();
        steps.sort_by(f64::total_cmp);
        let size = rows.first().map_or(10.0, Row::size);
        // the smaller distances are those inside paragraphs
        let leading = steps.get(steps.len() * 2 / 5).copied().unwrap_or(1.2 * size);
        Region { rows, left, right, leading }
    }

    fn pieces(&self) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut cells: Option<Vec<Segment>> = None;
        for (index, row) in self.rows.iter().enumerate() {
            if let Some(above) = &mut cells
                && self.wraps(index, above, row)
            {
                take_in(above, row);
                if let Some(piece) = pieces.last_mut() {
                    piece.lines = vec![Row { cells: above.clone() }.line("\t")];
                }
                continue;
            }
            if self.is_tabular(index) {
                cells = Some(row.cells.clone());
                pieces.push(self.piece(Shape::Row, row.line("\t")));
                continue;
            }
            cells = None;
            let line = row.line(" ");
            match pieces.last_mut() {
                Some(piece) if self.goes_on(piece, &line, self.rows.get(index + 1)) => piece.lines.push(line),
                _ => {
                    let shape = if list_mark(&line.text).is_some() { Shape::Item } else { Shape::Text };
                    pieces.push(self.piece(shape, line));
                }
            }
        }
        pieces
    }

    fn piece(&self, shape: Shape, line: Line) -> Piece {
        Piece { shape, lines: vec![line], left: self.left, right: self.right }
    }

    /// Whether the row has cells that stand in columns with those of a row next to it.
    fn is_tabular(&self, index: usize) -> bool {
        let row = &self.rows[index];
        if row.cells.len() < 2 || is_marked(row) || is_leader(row) {
            return false;
        }
        let next_to = |other: &Row| {
            let near = (other.y() - row.y()).abs() < 3.2 * row.size().max(self.leading);
            near && other.cells.len() >= 2 && !is_marked(other) && aligned(row, other)
        };
        let above = index.checked_sub(1).is_some_and(|above| next_to(&self.rows[above]));
        let two_above = index.checked_sub(2).is_some_and(|above| next_to(&self.rows[above]));
        above || two_above || self.rows[index + 1..].iter().take(2).any(next_to)
    }

    /// Whether a row goes on with cells of the row above: its first cell is wanting, and the others stand below some there.
    fn wraps(&self, index: usize, above: &[Segment], row: &Row) -> bool {
        let close =
            index.checked_sub(1).is_some_and(|before| row.y() - self.rows[before].y() < 1.25 * self.leading.max(row.size()));
        let below = |cell: &Segment| above[1..].iter().take(MOST_CELLS).any(|upper| (upper.x0 - cell.x0).abs() < 0.6 * cell.size);
        close && row.cells.len() < above.len() && row.x0() > above[0].x0 + 1.5 * row.size() && row.cells.iter().all(below)
    }

    /// Whether `line` belongs to the lines of `piece`.
    fn goes_on(&self, piece: &Piece, line: &Line, next: Option<&Row>) -> bool {
        if piece.shape == Shape::Row {
            return false;
        }
        let (first, last) = (&piece.lines[0], &piece.lines[piece.lines.len() - 1]);
        let own = if piece.lines.len() > 1 { last.y - piece.lines[piece.lines.len() - 2].y } else { self.leading };
        let gap = line.y - last.y;
        let usual = own.max(self.leading.min(1.6 * line.size));
        if gap > PARTING * usual + 0.5 || gap > 2.2 * line.size.max(last.size) || gap < 0.0 {
            return false;
        }
        if (line.size - last.size).abs() > 0.12 * line.size.max(last.size) || line.bold != last.bold {
            let mixed = (line.size - last.size).abs() <= 0.2 * line.size.max(last.size) && flows(&last.text, &line.text);
            if !mixed {
                return false;
            }
        }
        let width = self.right - self.left;
        let is_short = last.x1 < self.right - SHORT * width;
        let ended = ends_sentence(&last.text);
        if list_mark(&line.text).is_some() && (ended || is_short) {
            return false;
        }
        let em = line.size;
        let indented = line.x0 - last.x0 > 0.8 * em;
        if indented && piece.shape == Shape::Text {
            let returns = next.is_some_and(|next| next.x0() < line.x0 - 0.5 * em);
            if returns && (ended || is_short) || next.is_none() && ended {
                return false;
            }
        }
        let outdented = line.x0 < last.x0 - 0.6 * em;
        if outdented && (piece.lines.len() > 1 && last.x0 > first.x0 + 0.3 * em || piece.shape == Shape::Item) {
            return false;
        }
        if is_short && ended && !flows(&last.text, &line.text) && width > 12.0 * em {
            return false;
        }
        let very_short = last.x1 < self.left + 0.6 * width && width > 16.0 * em;
        !(very_short
            && !flows(&last.text, &line.text)
            && piece.shape == Shape::Text
            && last.size < 1.15 * em
            && !centred(self, last))
    }
}

/// Stands in the middle of the column: a title on several lines.
fn centred(region: &Region, line: &Line) -> bool {
    let (before, behind) = (line.x0 - region.left, region.right - line.x1);
    before > 2.0 * line.size && (before - behind).abs() < 0.25 * before.max(behind)
}

fn rows(segments: Vec<Segment>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for segment in segments {
        match rows.last_mut() {
            Some(row) if segment.y - row.y() < SAME_ROW * row.size().min(segment.size) => row.cells.push(segment),
            _ => rows.push(Row { cells: vec![segment] }),
        }
    }
    for row in &mut rows {
        row.cells.sort_by(|one, other| one.x0.total_cmp(&other.x0));
    }
    rows
}

/// `•  wages`, `2.1  Wages`: a mark or a number, then one piece of text.
fn is_marked(row: &Row) -> bool {
    let [first, second, ..] = &row.cells[..] else { return false };
    let numbered = first.text.len() <= 8
        && first.text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && first.text.contains('.')
        && second.text.starts_with(|c: char| c.is_uppercase());
    row.cells.len() == 2 && (numbered || list_mark(&format!("{} {}", first.text, second.text)).is_some())
}

/// `Wages ........ 12`: a line of a table of contents.
fn is_leader(row: &Row) -> bool {
    row.cells.iter().any(|cell| cell.text.contains("....") || cell.text.contains(". . . "))
}

/// Whether cells beyond the first begin, end or are centred at the same places.
fn aligned(row: &Row, other: &Row) -> bool {
    let close = |one: f64, other: f64, size: f64| (one - other).abs() < 0.6 * size;
    row.cells[1..].iter().take(MOST_CELLS).any(|cell| {
        other.cells[1..].iter().take(MOST_CELLS).any(|below| {
            let middles = ((cell.x0 + cell.x1) / 2.0, (below.x0 + below.x1) / 2.0);
            close(cell.x0, below.x0, cell.size) || close(cell.x1, below.x1, cell.size) || close(middles.0, middles.1, cell.size)
        })
    })
}

/// Adds the words of a row to the cells that they stand below.
fn take_in(above: &mut [Segment], row: &Row) {
    for cell in &row.cells {
        let nearest = above.iter_mut().min_by(|one, other| (one.x0 - cell.x0).abs().total_cmp(&(other.x0 - cell.x0).abs()));
        if let Some(upper) = nearest {
            upper.text.push(' ');
            upper.text.push_str(&cell.text);
            upper.x1 = upper.x1.max(cell.x1);
        }
    }
}
