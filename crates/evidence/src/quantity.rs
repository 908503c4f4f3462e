use crate::encode::Encoder;
use crate::{Range, Unit};
use serde::{Deserialize, Serialize};

/// A stated figure: its range, what it counts, and whether the source hedges it ("about", "some").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Quantity {
    /// The ends as stated.
    pub range: Range,
    /// What is counted.
    pub unit: Unit,
    /// Whether the source says "about".
    pub approximate: bool,
}

impl Quantity {
    /// Four fields of an identity: low, high, unit, hedge.
    pub(crate) fn encode(&self, encoder: &mut Encoder) {
        encoder.optional(self.range.low().map(|low| low.to_string()).as_deref());
        encoder.optional(self.range.high().map(|high| high.to_string()).as_deref());
        encoder.text(&self.unit.to_string());
        encoder.text(if self.approximate { "about" } else { "exactly" });
    }
}

impl std::fmt::Display for Quantity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let about = if self.approximate { "about " } else { "" };
        write!(f, "{about}{} {}", self.range, self.unit)
    }
}
