//! Sums as the accounts keep them: exact, rounded to the smallest coin in one place and one way, and as far as sources leave them open.

use evidence::Currency;
use rust_decimal::{Decimal, RoundingStrategy};

/// How many decimals the smallest coin of a currency has (ISO 4217): 0 for won and yen, 3 for dinars, otherwise 2.
pub fn decimals(currency: Currency) -> u32 {
    match currency.code() {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX" | "VND" | "VUV" | "XAF" | "XOF"
        | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        _ => 2,
    }
}

/// No sum of one month or payment is larger, in any currency; larger ones are told and left out. It keeps all totals within exact decimals.
pub(crate) fn largest() -> Decimal {
    Decimal::from(1_000_000_000_000i64)
}

/// `amount` to the smallest coin of `currency`; half a coin is rounded away from nought, as people do by hand.
pub fn rounded(amount: Decimal, currency: Currency) -> Decimal {
    let mut rounded = amount.round_dp_with_strategy(decimals(currency), RoundingStrategy::MidpointAwayFromZero);
    // 50.00, not 50; a sum too large for it stays as it is
    rounded.rescale(decimals(currency));
    rounded
}

/// A figure with its thousands set apart: `10,800.50`.
pub fn in_words(figure: Decimal) -> String {
    let text = figure.normalize().to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let digits = whole.trim_start_matches('-');
    let mut words = whole[..whole.len() - digits.len()].to_owned();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            words.push(',');
        }
        words.push(digit);
    }
    // 10,800.5 dollars are 10,800.50
    match fraction.len() {
        0 => words,
        1 => format!("{words}.{fraction}0"),
        _ => format!("{words}.{fraction}"),
    }
}

/// A sum as far as its sources leave it open: `low <= point <= high`, all in the currency of the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Bounds {
    /// No source goes below it.
    pub low: Decimal,
    /// What the best source says.
    pub point: Decimal,
    /// No source goes above it.
    pub high: Decimal,
}

impl Bounds {
    /// A sum that is known.
    pub fn exactly(sum: Decimal) -> Self {
        Bounds { low: sum, point: sum, high: sum }
    }

    /// A sum between `low` and `high`; the point is brought between them.
    pub fn between(low: Decimal, point: Decimal, high: Decimal) -> Self {
        let (low, high) = (low.min(high), low.max(high));
        Bounds { low, point: point.clamp(low, high), high }
    }

    /// Whether it is known.
    pub fn is_exact(&self) -> bool {
        self.low == self.high
    }
}

/// The sum of two; ends beyond exact decimals stay at the largest there is.
impl std::ops::Add for Bounds {
    type Output = Bounds;
    fn add(self, other: Bounds) -> Bounds {
        Bounds {
            low: self.low.saturating_add(other.low),
            point: self.point.saturating_add(other.point),
            high: self.high.saturating_add(other.high),
        }
    }
}

impl std::iter::Sum for Bounds {
    fn sum<I: Iterator<Item = Bounds>>(sums: I) -> Bounds {
        sums.fold(Bounds::default(), std::ops::Add::add)
    }
}

impl std::fmt::Display for Bounds {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.is_exact() {
            true => write!(f, "{}", self.point),
            false => write!(f, "{} (from {} to {})", self.point, self.low, self.high),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_coin_goes_away_from_nought() {
        let round = |text: &str, code: &str| rounded(text.parse().unwrap(), code.parse().unwrap()).to_string();
        assert_eq!(round("1.005", "USD"), "1.01");
        assert_eq!(round("-1.005", "USD"), "-1.01");
        assert_eq!(round("1.5", "KRW"), "2");
        assert_eq!(round("1.0005", "KWD"), "1.001");
    }
}
