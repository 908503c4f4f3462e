use crate::encode::Encoder;
use crate::{SourceId, TextLayer};
use serde::{Deserialize, Serialize};

/// Which text layer a span points into, where the layer is not the bytes themselves.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct LayerRef {
    /// The reader that made the layer: `html@1`.
    pub reader: String,
    /// SHA-256 of the layer's text.
    pub hash: SourceId,
    /// First byte in the layer.
    pub start: u64,
    /// Byte after the last in the layer.
    pub end: u64,
}

/// Where in a source a span lies.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Locator {
    /// A byte range of the original, and of the layer it was read in where that is another text.
    Bytes {
        /// First byte of the original.
        start: u64,
        /// Byte after the last of the original.
        end: u64,
        /// The layer, unless the layer is the bytes themselves.
        layer: Option<LayerRef>,
    },
    /// A stretch of characters of a place that a person can turn to, for formats whose bytes are not words.
    Placed {
        /// Where it begins.
        spot: Spot,
        /// Where it ends, if that is another place than where it begins.
        until: Option<Spot>,
        /// First character, counted from 0 in `spot`.
        start: u64,
        /// Character after the last, counted in `until`, or in `spot` where there is none.
        end: u64,
        /// The layer it was read in.
        layer: LayerRef,
    },
}

/// A place in a source as a person counts: the first page, paragraph, row and column is 1.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Spot {
    /// A page of a PDF, or a page or frame of an image.
    Page {
        /// Its number, counted from the first sheet on, whatever is printed on it.
        number: u64,
    },
    /// A paragraph of a written document.
    Paragraph {
        /// The part it belongs to, such as `footnotes`; none for the main text.
        part: Option<String>,
        /// Its number in that part, empty ones counted too.
        number: u64,
    },
    /// A part of a message, by name: `Subject`, `text`.
    Part {
        /// The name.
        name: String,
    },
    /// A cell of a table.
    Cell {
        /// Sheet name, where the file has several.
        sheet: Option<String>,
        /// Row.
        row: u64,
        /// Column.
        column: u64,
    },
}

impl Spot {
    pub(crate) fn encode(&self, encoder: &mut Encoder) {
        let (kind, name, first, second) = match self {
            Spot::Page { number } => ("page", None, *number, 0),
            Spot::Paragraph { part, number } => ("paragraph", part.as_deref(), *number, 0),
            Spot::Part { name } => ("part", Some(name.as_str()), 0, 0),
            Spot::Cell { sheet, row, column } => ("cell", sheet.as_deref(), *row, *column),
        };
        encoder.text(kind);
        encoder.optional(name);
        encoder.number(first);
        encoder.number(second);
    }
}

/// As a person would say it: `page 3`, `paragraph 12`, `footnotes, paragraph 2`, `Subject`, `May 2015!D12`.
impl std::fmt::Display for Spot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Spot::Page { number } => write!(f, "page {number}"),
            Spot::Paragraph { part: None, number } => write!(f, "paragraph {number}"),
            Spot::Paragraph { part: Some(part), number } => write!(f, "{part}, paragraph {number}"),
            Spot::Part { name } => f.write_str(name),
            Spot::Cell { sheet, row, column } => {
                if let Some(sheet) = sheet {
                    write!(f, "{sheet}!")?;
                }
                write!(f, "{}{row}", column_letters(*column))
            }
        }
    }
}

/// The letters a spreadsheet gives a column: 1 is `A`, 27 is `AA`.
fn column_letters(mut column: u64) -> String {
    let mut letters = Vec::new();
    while column > 0 {
        letters.push(char::from(b'A' + ((column - 1) % 26) as u8));
        column = (column - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// A place in a source, with the excerpt found there. Only a source's [`TextLayer`] makes one, so it resolves by construction;
/// one that comes back from storage is asked again with [`Span::resolves_in`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    source: SourceId,
    locator: Locator,
    quote: String,
}

impl Span {
    pub(crate) fn new(source: SourceId, locator: Locator, quote: String) -> Self {
        Span { source, locator, quote }
    }

    /// The source it lies in.
    pub fn source(&self) -> SourceId {
        self.source
    }

    /// Where it lies.
    pub fn locator(&self) -> &Locator {
        &self.locator
    }

    /// The excerpt: for plain text, exactly the bytes of the range.
    pub fn quote(&self) -> &str {
        &self.quote
    }

    /// Byte range in the original; `None` where the original's bytes are not words.
    pub fn bytes(&self) -> Option<std::ops::Range<u64>> {
        match &self.locator {
            Locator::Bytes { start, end, .. } => Some(*start..*end),
            Locator::Placed { .. } => None,
        }
    }

    /// Byte range in the text layer it was read in: for plain text, of the original.
    pub fn in_layer(&self) -> std::ops::Range<u64> {
        match &self.locator {
            Locator::Bytes { start, end, layer: None } => *start..*end,
            Locator::Bytes { layer: Some(layer), .. } | Locator::Placed { layer, .. } => layer.start..layer.end,
        }
    }

    /// Where it lies, for a person: `bytes 1204–1230`, `page 3, characters 120–126`, `May 2015!D12`.
    pub fn whereabouts(&self) -> String {
        match &self.locator {
            Locator::Bytes { start, end, .. } => format!("bytes {start}–{end}"),
            Locator::Placed { spot: spot @ Spot::Cell { .. }, until: None, .. } => spot.to_string(),
            Locator::Placed { spot, until: None, start, end, .. } => format!("{spot}, characters {start}–{end}"),
            Locator::Placed { spot, until: Some(until), start, end, .. } => {
                format!("{spot}, character {start}, to {until}, character {end}")
            }
        }
    }

    /// Whether the same place of `layer` still holds the same words.
    pub fn resolves_in(&self, layer: &TextLayer) -> bool {
        let std::ops::Range { start, end } = self.in_layer();
        let base = layer.base() as u64;
        let (Some(from), Some(to)) = (start.checked_sub(base), end.checked_sub(base)) else { return false };
        layer.span(from as usize..to as usize).is_ok_and(|span| span == *self)
    }
}
