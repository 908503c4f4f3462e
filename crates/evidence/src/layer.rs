use crate::{Error, LayerRef, Locator, SourceId, Span, Spot};
use std::ops::Range;

/// A run of layer text and the bytes of the original that it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    /// First byte in the layer.
    pub layer_start: usize,
    /// First byte in the original.
    pub original_start: usize,
    /// Length in the layer, in bytes.
    pub layer_len: usize,
    /// Length in the original, in bytes. Equal to `layer_len` for a run taken over as it stands; otherwise the run is an atom
    /// (an entity, a transcoded character) that maps as a whole.
    pub original_len: usize,
}

/// A stretch of layer text and the place that a person finds it in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placing {
    /// Bytes of the layer. Its first character is character 0 of the place.
    pub range: Range<usize>,
    /// Where a person finds it.
    pub spot: Spot,
}

#[derive(Debug, Clone)]
enum Map {
    /// The layer is a stretch of the original's bytes, beginning at this byte.
    Identity { base: usize },
    /// The layer was made by a reader; segments in order, without overlap.
    Made { reader: &'static str, hash: SourceId, segments: Vec<Segment> },
    /// The layer was made by a reader from bytes that are not words; placings in order, without overlap.
    Placed { reader: &'static str, hash: SourceId, placings: Vec<Placing> },
}

/// The text of a source as it is read, mapped back to the original bytes. The only maker of [`Span`]s.
///
/// For plain text the layer is the bytes themselves (a byte that is not UTF-8 is held by [`TextLayer::SUBSTITUTE`], one for one,
/// so offsets stay true). For HTML it is the text a person sees, and segments lead back into the markup.
#[derive(Debug, Clone)]
pub struct TextLayer {
    source: SourceId,
    text: String,
    map: Map,
}

impl TextLayer {
    /// Stands in a plain-text layer for one byte that is not valid UTF-8. No span may cover it.
    pub const SUBSTITUTE: char = '\u{1a}';

    /// A layer that is a stretch of the original's bytes from byte `base` on.
    pub fn identity(source: SourceId, base: usize, text: String) -> Self {
        TextLayer { source, text, map: Map::Identity { base } }
    }

    /// A layer that `reader` (name@version) made, with its way back.
    ///
    /// # Panics
    /// If the segments are not in order, overlap, or leave the text.
    pub fn made(source: SourceId, reader: &'static str, text: String, segments: Vec<Segment>) -> Self {
        let ordered = segments.windows(2).all(|pair| pair[0].layer_start + pair[0].layer_len <= pair[1].layer_start);
        let inside = segments.last().is_none_or(|last| last.layer_start + last.layer_len <= text.len());
        assert!(ordered && inside, "segments of a layer lie in order inside its text");
        let hash = SourceId::of(text.as_bytes());
        TextLayer { source, text, map: Map::Made { reader, hash, segments } }
    }

    /// A layer that `reader` (name@version) made of bytes that are not words, with the place of each stretch.
    ///
    /// # Panics
    /// If the placings are not in order, overlap, or leave the text.
    pub fn placed(source: SourceId, reader: &'static str, text: String, placings: Vec<Placing>) -> Self {
        let ordered = placings.windows(2).all(|pair| pair[0].range.end <= pair[1].range.start);
        let forward = placings.iter().all(|placing| placing.range.start <= placing.range.end);
        let inside = placings.last().is_none_or(|last| last.range.end <= text.len());
        assert!(ordered && forward && inside, "placings of a layer lie in order inside its text");
        let hash = SourceId::of(text.as_bytes());
        TextLayer { source, text, map: Map::Placed { reader, hash, placings } }
    }

    /// The text as it is read.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The source it belongs to.
    pub fn source(&self) -> SourceId {
        self.source
    }

    /// Where the layer's text begins in the whole: non-zero only for a later window of a large plain text.
    pub fn base(&self) -> usize {
        match self.map {
            Map::Identity { base } => base,
            Map::Made { .. } | Map::Placed { .. } => 0,
        }
    }

    /// The reader and the hash of its text, unless the layer is the bytes themselves.
    pub fn made_by(&self) -> Option<(&'static str, String)> {
        match &self.map {
            Map::Identity { .. } => None,
            Map::Made { reader, hash, .. } | Map::Placed { reader, hash, .. } => Some((reader, hash.to_string())),
        }
    }

    /// The span at `range` (bytes of this layer's text).
    ///
    /// # Errors
    /// [`Error::NoSuchPlace`] if the range is empty, leaves the text, cuts a character, covers a byte that is not text, or lies in no
    /// place.
    pub fn span(&self, range: Range<usize>) -> Result<Span, Error> {
        let wrong = || Error::NoSuchPlace { start: range.start, end: range.end };
        let quote = self.text.get(range.clone()).filter(|quote| !quote.is_empty()).ok_or_else(wrong)?;
        let locator = match &self.map {
            Map::Identity { .. } if quote.contains(Self::SUBSTITUTE) => return Err(wrong()),
            Map::Identity { base } => {
                Locator::Bytes { start: (base + range.start) as u64, end: (base + range.end) as u64, layer: None }
            }
            Map::Made { reader, hash, segments } => {
                let original = original_range(segments, &range).ok_or_else(wrong)?;
                let layer =
                    LayerRef { reader: (*reader).to_owned(), hash: *hash, start: range.start as u64, end: range.end as u64 };
                Locator::Bytes { start: original.start as u64, end: original.end as u64, layer: Some(layer) }
            }
            Map::Placed { reader, hash, placings } => {
                let (first, last) = ends(placings, &range).ok_or_else(wrong)?;
                let characters = |from: usize, to: usize| self.text.get(from..to).map_or(0, |text| text.chars().count() as u64);
                Locator::Placed {
                    spot: first.spot.clone(),
                    until: (last.spot != first.spot).then(|| last.spot.clone()),
                    start: characters(first.range.start, range.start.max(first.range.start)),
                    end: characters(last.range.start, range.end.min(last.range.end)),
                    layer: LayerRef {
                        reader: (*reader).to_owned(),
                        hash: *hash,
                        start: range.start as u64,
                        end: range.end as u64,
                    },
                }
            }
        };
        Ok(Span::new(self.source, locator, quote.to_owned()))
    }
}

/// The placings that `range` begins and ends in.
fn ends<'p>(placings: &'p [Placing], range: &Range<usize>) -> Option<(&'p Placing, &'p Placing)> {
    let first = placings.get(placings.partition_point(|placing| placing.range.end <= range.start))?;
    let last = placings.get(placings.partition_point(|placing| placing.range.start < range.end).checked_sub(1)?)?;
    (first.range.start < range.end && last.range.start >= first.range.start).then_some((first, last))
}

/// The smallest stretch of the original that covers every mapped byte of `range`.
fn original_range(segments: &[Segment], range: &Range<usize>) -> Option<Range<usize>> {
    let first = segments.partition_point(|segment| segment.layer_start + segment.layer_len <= range.start);
    let last = segments.partition_point(|segment| segment.layer_start < range.end).checked_sub(1)?;
    let (first, last) = (segments.get(first)?, segments.get(last)?);
    if first.layer_start >= range.end || last.layer_start < first.layer_start {
        return None;
    }
    let into = range.start.saturating_sub(first.layer_start);
    let start = if first.layer_len == first.original_len { first.original_start + into } else { first.original_start };
    let until = (range.end - last.layer_start).min(last.layer_len);
    let end = if last.layer_len == last.original_len { until } else { last.original_len };
    Some(start..last.original_start + end)
}
