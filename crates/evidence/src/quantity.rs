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

impl std::fmt::Display for Quantity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let about = if self.approximate { "about " } else { "" };
        write!(f, "{about}{} {}", self.range, self.unit)
    }
}
