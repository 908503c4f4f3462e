use crate::Error;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Two ends as a source states them; either may be open ("up to", "at least"), never both. `low <= high`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Ends", into = "Ends")]
pub struct Range {
    low: Option<Decimal>,
    high: Option<Decimal>,
}

#[derive(Serialize, Deserialize)]
struct Ends {
    low: Option<Decimal>,
    high: Option<Decimal>,
}

impl Range {
    /// A range with the given ends, `None` for an open one.
    ///
    /// # Errors
    /// [`Error::BackwardRange`] if `low > high`, [`Error::EmptyRange`] if both are open.
    pub fn new(low: Option<Decimal>, high: Option<Decimal>) -> Result<Self, Error> {
        match (low, high) {
            (None, None) => Err(Error::EmptyRange),
            (Some(low), Some(high)) if low > high => Err(Error::BackwardRange { low: low.to_string(), high: high.to_string() }),
            _ => Ok(Range { low: low.map(|end| end.normalize()), high: high.map(|end| end.normalize()) }),
        }
    }

    /// One figure: both ends alike.
    pub fn exactly(figure: Decimal) -> Self {
        let figure = figure.normalize();
        Range { low: Some(figure), high: Some(figure) }
    }

    /// The lower end; `None` if open.
    pub fn low(&self) -> Option<Decimal> {
        self.low
    }

    /// The upper end; `None` if open.
    pub fn high(&self) -> Option<Decimal> {
        self.high
    }

    /// Whether both ends are stated and alike.
    pub fn is_point(&self) -> bool {
        self.low.is_some() && self.low == self.high
    }

    /// Whether some figure lies in both ranges.
    pub fn overlaps(&self, other: &Range) -> bool {
        let below = |high: Option<Decimal>, low: Option<Decimal>| matches!((high, low), (Some(h), Some(l)) if h < l);
        !below(self.high, other.low) && !below(other.high, self.low)
    }

    /// The smallest range that holds both; an open end stays open.
    pub fn hull(&self, other: &Range) -> Option<Range> {
        let low = self.low.zip(other.low).map(|(a, b)| a.min(b));
        let high = self.high.zip(other.high).map(|(a, b)| a.max(b));
        Range::new(low, high).ok()
    }

    /// Both ends times a non-negative `factor`; `None` on overflow or a negative factor.
    pub fn scaled(&self, factor: Decimal) -> Option<Range> {
        if factor.is_sign_negative() && !factor.is_zero() {
            return None;
        }
        let scale = |end: Option<Decimal>| match end {
            Some(end) => end.checked_mul(factor).map(Some),
            None => Some(None),
        };
        Range::new(scale(self.low)?, scale(self.high)?).ok()
    }
}

impl TryFrom<Ends> for Range {
    type Error = Error;
    fn try_from(ends: Ends) -> Result<Self, Error> {
        Range::new(ends.low, ends.high)
    }
}

impl From<Range> for Ends {
    fn from(range: Range) -> Self {
        Ends { low: range.low, high: range.high }
    }
}

impl std::fmt::Display for Range {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.low, self.high) {
            (Some(low), Some(high)) if low == high => write!(f, "{low}"),
            (Some(low), Some(high)) => write!(f, "{low}-{high}"),
            (Some(low), None) => write!(f, "at least {low}"),
            (None, Some(high)) => write!(f, "up to {high}"),
            (None, None) => unreachable!("a range has an end"),
        }
    }
}
