use crate::Error;
use crate::encode::Encoder;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What a method infers, never mixed unnoticed with a stated [`crate::Range`]: a point, an interval at a level, the method and
/// its seed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Parts")]
pub struct Estimate {
    point: Decimal,
    low: Decimal,
    high: Decimal,
    level_percent: Decimal,
    method: String,
    seed: Option<u64>,
}

#[derive(Deserialize)]
struct Parts {
    point: Decimal,
    low: Decimal,
    high: Decimal,
    level_percent: Decimal,
    method: String,
    seed: Option<u64>,
}

impl Estimate {
    /// An estimate with its interval.
    ///
    /// # Errors
    /// [`Error::BackwardRange`] unless `low <= point <= high`; [`Error::Unparsable`] unless `0 < level_percent < 100`.
    pub fn new(
        point: Decimal,
        (low, high): (Decimal, Decimal),
        level_percent: Decimal,
        method: impl Into<String>,
        seed: Option<u64>,
    ) -> Result<Self, Error> {
        if !(low <= point && point <= high) {
            return Err(Error::BackwardRange { low: low.to_string(), high: high.to_string() });
        }
        if level_percent <= Decimal::ZERO || level_percent >= Decimal::ONE_HUNDRED {
            return Err(Error::Unparsable { expected: "a level between 0 and 100 percent", text: level_percent.to_string() });
        }
        Ok(Estimate { point, low, high, level_percent, method: method.into(), seed })
    }

    /// The point estimate.
    pub fn point(&self) -> Decimal {
        self.point
    }

    /// Lower and upper end of the interval.
    pub fn interval(&self) -> (Decimal, Decimal) {
        (self.low, self.high)
    }

    /// The level of the interval, in percent.
    pub fn level_percent(&self) -> Decimal {
        self.level_percent
    }

    /// The method and its version.
    pub fn method(&self) -> &str {
        &self.method
    }

    /// The seed, where the method draws.
    pub fn seed(&self) -> Option<u64> {
        self.seed
    }

    /// Six fields of an identity: point, low, high, level, method, seed.
    pub(crate) fn encode(&self, encoder: &mut Encoder) {
        for number in [self.point, self.low, self.high, self.level_percent] {
            encoder.text(&number.normalize().to_string());
        }
        encoder.text(&self.method);
        encoder.optional(self.seed.map(|seed| seed.to_string()).as_deref());
    }
}

impl TryFrom<Parts> for Estimate {
    type Error = Error;
    fn try_from(parts: Parts) -> Result<Self, Error> {
        Estimate::new(parts.point, (parts.low, parts.high), parts.level_percent, parts.method, parts.seed)
    }
}
