//! From pieces of lines in their places to paragraphs, rows and columns, in the order a person reads them. For pages of a PDF and
//! for scanned pages alike.

mod assemble;
mod columns;
mod furniture;
mod page;

pub(crate) use assemble::assemble;
pub(crate) use page::page;

/// A piece of a line: words without a wide gap between them. Coordinates in points, with y downwards.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Segment {
    pub text: String,
    pub x0: f64,
    pub x1: f64,
    /// The baseline.
    pub y: f64,
    /// Height of the letters' font.
    pub size: f64,
    pub bold: bool,
    /// Said by the file to be no part of what the page tells.
    pub artifact: bool,
}

/// A whole line of a column.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Line {
    pub text: String,
    pub x0: f64,
    pub x1: f64,
    pub y: f64,
    pub size: f64,
    pub bold: bool,
    pub artifact: bool,
}

/// What lines of a page belong together as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Running text, or a heading.
    Text,
    /// An item of a list, with its mark.
    Item,
    /// A row of a table, its cells parted by tabs.
    Row,
    /// No part of what the page tells.
    Furniture,
}

/// Lines of a page that belong together.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Piece {
    pub shape: Shape,
    pub lines: Vec<Line>,
    /// Edges of the column it stands in.
    pub left: f64,
    pub right: f64,
}

/// A page, in the order it is read.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Page {
    /// 1 is the first page.
    pub number: u64,
    /// In points.
    pub height: f64,
    pub pieces: Vec<Piece>,
}
