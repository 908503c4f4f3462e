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
    /// A cell of a table.
    Cell {
        /// Sheet name, where the file has several.
        sheet: Option<String>,
        /// Row as a person counts, first row 1.
        row: u64,
        /// Column as a person counts, first column 1.
        column: u64,
    },
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

    /// Byte range in the original; `None` for a cell.
    pub fn bytes(&self) -> Option<std::ops::Range<u64>> {
        match &self.locator {
            Locator::Bytes { start, end, .. } => Some(*start..*end),
            Locator::Cell { .. } => None,
        }
    }

    /// Whether the same place of `layer` still holds the same words.
    pub fn resolves_in(&self, layer: &TextLayer) -> bool {
        let Locator::Bytes { start, end, layer: layer_ref } = &self.locator else { return false };
        let (from, to) = layer_ref.as_ref().map_or((*start, *end), |layer_ref| (layer_ref.start, layer_ref.end));
        let base = layer.base() as u64;
        let (Some(from), Some(to)) = (from.checked_sub(base), to.checked_sub(base)) else { return false };
        layer.span(from as usize..to as usize).is_ok_and(|span| span == *self)
    }
}
