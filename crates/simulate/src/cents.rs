//! Money as whole cents.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

/// An amount in hundredths of a currency, exact.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cents(pub i64);

impl Cents {
    /// Nothing.
    pub const ZERO: Cents = Cents(0);

    /// Hundredths of a percent of it, rounded down towards nothing.
    pub fn share(self, hundredths_of_percent: i64) -> Cents {
        self.part(hundredths_of_percent, 10_000)
    }

    /// `numerator / denominator` of it, rounded down towards nothing; nothing if the denominator is 0.
    pub fn part(self, numerator: i64, denominator: i64) -> Cents {
        match (denominator, self.0.checked_mul(numerator)) {
            (0, _) => Cents::ZERO,
            (_, Some(product)) => Cents(product / denominator),
            (_, None) => Cents((i128::from(self.0) * i128::from(numerator) / i128::from(denominator)) as i64),
        }
    }

    /// Whether it is more than nothing.
    pub fn is_some(self) -> bool {
        self.0 > 0
    }

    /// Nothing if it is negative.
    pub fn or_zero(self) -> Cents {
        Cents(self.0.max(0))
    }

    /// Writes it with two decimals behind `out`.
    pub fn write(self, out: &mut Vec<u8>) {
        if self.0 < 0 {
            out.push(b'-');
        }
        let magnitude = self.0.unsigned_abs();
        crate::csv::number(out, magnitude / 100);
        let hundredths = (magnitude % 100) as u8;
        out.extend_from_slice(&[b'.', b'0' + hundredths / 10, b'0' + hundredths % 10]);
    }
}

impl std::fmt::Display for Cents {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let magnitude = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", magnitude / 100, magnitude % 100)
    }
}

impl Add for Cents {
    type Output = Cents;
    fn add(self, other: Cents) -> Cents {
        Cents(self.0 + other.0)
    }
}

impl Sub for Cents {
    type Output = Cents;
    fn sub(self, other: Cents) -> Cents {
        Cents(self.0 - other.0)
    }
}

impl Neg for Cents {
    type Output = Cents;
    fn neg(self) -> Cents {
        Cents(-self.0)
    }
}

impl AddAssign for Cents {
    fn add_assign(&mut self, other: Cents) {
        self.0 += other.0;
    }
}

impl SubAssign for Cents {
    fn sub_assign(&mut self, other: Cents) {
        self.0 -= other.0;
    }
}

impl Sum for Cents {
    fn sum<I: Iterator<Item = Cents>>(amounts: I) -> Cents {
        Cents(amounts.map(|amount| amount.0).sum())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_exactly() {
        for (cents, words) in [(0, "0.00"), (5, "0.05"), (123_456, "1234.56"), (-7, "-0.07"), (-12_300, "-123.00")] {
            let mut out = Vec::new();
            Cents(cents).write(&mut out);
            assert_eq!(String::from_utf8(out).unwrap(), words);
            assert_eq!(Cents(cents).to_string(), words);
        }
    }

    #[test]
    fn shares_are_rounded_down() {
        assert_eq!(Cents(999).share(1_000), Cents(99));
        assert_eq!(Cents(100).part(1, 3), Cents(33));
        assert_eq!(Cents(100).part(1, 0), Cents(0));
        assert_eq!(Cents(-100).part(1, 3), Cents(-33));
        // beyond what 64 bits hold in between
        assert_eq!(Cents(4_000_000_000_000_000).part(6_000, 10_000), Cents(2_400_000_000_000_000));
    }
}
