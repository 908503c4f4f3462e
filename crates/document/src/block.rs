//! A document as its reader sees it: one text layer, cut into blocks that know what they are.

use crate::table::Table;
use evidence::{Notice, PartialDate, TextLayer};
use std::ops::Range;

/// What a piece of a document is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading; 1 is the title.
    Heading(u8),
    /// Running text.
    Paragraph,
    /// An item of a list.
    ListItem,
    /// One row of a table, its cells in order.
    TableRow,
    /// What an interviewer asks: never a statement of the person who is asked.
    Question,
    /// What the person interviewed answers.
    Answer,
    /// Navigation, dates of publication, feedback boxes, adverts: recognised, kept in the layer, never read for claims.
    Furniture,
}

/// A stretch of the layer that is read as one piece. Blocks are in order and do not overlap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Bytes of the layer.
    pub range: Range<usize>,
    /// What it is for.
    pub kind: BlockKind,
    /// Bytes inside `range` that are markup, not words (Markdown emphasis, link targets, list marks, "Q:"). In order.
    pub markup: Vec<Range<usize>>,
}

/// A document, ready to be read for claims.
#[derive(Debug, Clone)]
pub struct Document {
    /// The text and its way back to the original bytes.
    pub layer: TextLayer,
    /// What the text is made of.
    pub blocks: Vec<Block>,
    /// Its tables with typed cells: all of a workbook, those of records in a written document.
    pub tables: Vec<Table>,
    /// The title, if the document shows one.
    pub title: Option<String>,
    /// Who published it, if the document says so in its own head or metadata.
    pub publisher: Option<String>,
    /// When it was published, if the document says so (date line, "Published:", metadata).
    pub published: Option<PartialDate>,
    /// What could not be read as it should.
    pub notices: Vec<Notice>,
}
