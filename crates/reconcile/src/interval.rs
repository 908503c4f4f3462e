//! Intervals of floats with outward rounding: whatever the exact result is, it lies inside.
//!
//! Each result is rounded by its error term, which floats give exactly, so exact results stay exact; where the error cannot be
//! computed (near overflow and underflow) it goes one float outward. Floats are chosen over fractions because contraction goes
//! round many times and fractions grow each time; what is found is then checked in fractions.

use crate::exact::{self, Exact};

/// All numbers from `low` to `high`, both included; empty if `low > high`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The lower end; minus infinity if open.
    pub low: f64,
    /// The upper end; infinity if open.
    pub high: f64,
}

impl Interval {
    /// Every number.
    pub const ALL: Interval = Interval { low: f64::NEG_INFINITY, high: f64::INFINITY };
    /// No number.
    pub const EMPTY: Interval = Interval { low: f64::INFINITY, high: f64::NEG_INFINITY };

    /// The smallest interval of floats around the exact ends.
    pub fn enclosing(low: Option<&Exact>, high: Option<&Exact>) -> Interval {
        Interval {
            low: low.map_or(f64::NEG_INFINITY, |low| exact::enclosing(low).0),
            high: high.map_or(f64::INFINITY, |high| exact::enclosing(high).1),
        }
    }

    /// Whether it holds no number.
    pub fn is_empty(self) -> bool {
        self.low > self.high
    }

    /// Whether it holds zero.
    pub fn has_zero(self) -> bool {
        self.low <= 0.0 && self.high >= 0.0
    }

    /// What both hold.
    pub fn meet(self, other: Interval) -> Interval {
        Interval { low: self.low.max(other.low), high: self.high.min(other.high) }
    }

    /// The smallest interval that holds both.
    pub fn hull(self, other: Interval) -> Interval {
        match (self.is_empty(), other.is_empty()) {
            (true, _) => other,
            (_, true) => self,
            _ => Interval { low: self.low.min(other.low), high: self.high.max(other.high) },
        }
    }

    /// How wide it is beside its size, 0 for a point, infinite if an end is open.
    pub fn relative_width(self) -> f64 {
        let width = self.high - self.low;
        if width == 0.0 { 0.0 } else { width / self.low.abs().max(self.high.abs()).min(f64::MAX) }
    }

    /// Every sum.
    pub fn plus(self, other: Interval) -> Interval {
        Interval { low: sum_down(self.low, other.low), high: -sum_down(-self.high, -other.high) }
    }

    /// Every difference.
    pub fn minus(self, other: Interval) -> Interval {
        self.plus(other.negated())
    }

    /// Every number with its sign turned.
    pub fn negated(self) -> Interval {
        Interval { low: -self.high, high: -self.low }
    }

    /// Every product.
    pub fn times(self, other: Interval) -> Interval {
        if self.low >= 0.0 && other.low >= 0.0 {
            return Interval { low: product_down(self.low, other.low), high: product_up(self.high, other.high) };
        }
        let pairs = [(self.low, other.low), (self.low, other.high), (self.high, other.low), (self.high, other.high)];
        Interval {
            low: pairs.iter().map(|(a, b)| product_down(*a, *b)).fold(f64::INFINITY, f64::min),
            high: pairs.iter().map(|(a, b)| product_up(*a, *b)).fold(f64::NEG_INFINITY, f64::max),
        }
    }

    /// Every quotient with a divisor other than zero that lies in `within`.
    pub fn over(self, divisor: Interval, within: Interval) -> Interval {
        if !divisor.has_zero() {
            return self.quotient(divisor).meet(within);
        }
        if self.has_zero() {
            return within;
        }
        let below = Interval { low: divisor.low, high: 0.0 };
        let above = Interval { low: 0.0, high: divisor.high };
        let piece = |part: Interval| if part.low == part.high { Interval::EMPTY } else { self.half_line(part).meet(within) };
        piece(below).hull(piece(above))
    }

    /// Every quotient: as [`Interval::over`], but with the divisor known to be other than zero, so that signs are kept.
    pub fn quotients(self, divisor: Interval) -> Interval {
        if !self.has_zero() || !divisor.has_zero() || self.is_empty() || divisor.is_empty() {
            return self.over(divisor, Interval::ALL);
        }
        if divisor.low == 0.0 && divisor.high == 0.0 {
            return Interval::EMPTY;
        }
        let positive = Interval { low: 0.0, high: f64::INFINITY };
        let of_sign = |divisor: Interval, sign: Interval| {
            let upward = if self.high > 0.0 { sign } else { Interval { low: 0.0, high: 0.0 } };
            let downward = if self.low < 0.0 { sign.negated() } else { Interval { low: 0.0, high: 0.0 } };
            if divisor.is_empty() { Interval::EMPTY } else { upward.hull(downward) }
        };
        let above = if divisor.high > 0.0 { divisor } else { Interval::EMPTY };
        let below = if divisor.low < 0.0 { divisor } else { Interval::EMPTY };
        of_sign(above, positive).hull(of_sign(below, positive.negated()))
    }

    /// Every quotient with a divisor that has zero at one end; zero is not in `self`.
    fn half_line(self, divisor: Interval) -> Interval {
        let positive = (self.low > 0.0) == (divisor.high > 0.0);
        let least = if self.low > 0.0 { self.low } else { -self.high };
        let most = divisor.high.max(-divisor.low);
        let from = quotient_down(least, most);
        if positive { Interval { low: from, high: f64::INFINITY } } else { Interval { low: f64::NEG_INFINITY, high: -from } }
    }

    fn quotient(self, divisor: Interval) -> Interval {
        if divisor.high < 0.0 {
            return self.negated().quotient(divisor.negated());
        }
        if self.low >= 0.0 {
            return Interval { low: quotient_down(self.low, divisor.high), high: -quotient_down(-self.high, divisor.low) };
        }
        let pairs = [(self.low, divisor.low), (self.low, divisor.high), (self.high, divisor.low), (self.high, divisor.high)];
        Interval {
            low: pairs.iter().map(|(a, b)| quotient_down(*a, *b)).fold(f64::INFINITY, f64::min),
            high: pairs.iter().map(|(a, b)| -quotient_down(-*a, *b)).fold(f64::NEG_INFINITY, f64::max),
        }
    }
}

/// `a + b` rounded down: one float lower if the error of the sum is negative (Knuth's two-sum).
fn sum_down(a: f64, b: f64) -> f64 {
    let sum = a + b;
    if !sum.is_finite() {
        return if sum == f64::INFINITY && a.is_finite() && b.is_finite() { f64::MAX } else { sum };
    }
    let b_seen = sum - a;
    let error = (a - (sum - b_seen)) + (b - b_seen);
    if error < 0.0 || !error.is_finite() { sum.next_down() } else { sum }
}

/// `a * b`, or zero where one of them is.
fn product(a: f64, b: f64) -> f64 {
    if a == 0.0 || b == 0.0 { 0.0 } else { a * b }
}

/// Between these magnitudes the error of a product is computed without overflow and without underflow.
const SPLIT_MAX: f64 = 1e140;
const SPLIT_MIN: f64 = 1e-140;

fn can_be_split(value: f64) -> bool {
    (SPLIT_MIN..SPLIT_MAX).contains(&value.abs())
}

/// What `a * b` lacks when it is rounded to `product` (Dekker 1971).
fn product_error(a: f64, b: f64, product: f64) -> f64 {
    let split = |value: f64| {
        let scaled = value * 134_217_729.0;
        let high = scaled - (scaled - value);
        (high, value - high)
    };
    let ((a_high, a_low), (b_high, b_low)) = (split(a), split(b));
    a_low * b_low - (((product - a_high * b_high) - a_low * b_high) - a_high * b_low)
}

fn product_down(a: f64, b: f64) -> f64 {
    let product = product(a, b);
    if product == 0.0 && (a == 0.0 || b == 0.0) || a.is_infinite() || b.is_infinite() {
        return product;
    }
    let exact_enough = can_be_split(a) && can_be_split(b) && product_error(a, b, product) >= 0.0;
    if exact_enough { product } else { product.next_down() }
}

fn product_up(a: f64, b: f64) -> f64 {
    -product_down(-a, b)
}

/// `a / b` rounded down; infinity over infinity is taken as anything of its sign.
fn quotient_down(a: f64, b: f64) -> f64 {
    let positive = (a > 0.0) == (b > 0.0);
    match (a.is_infinite(), b.is_infinite()) {
        _ if a == 0.0 => 0.0,
        (true, true) if !positive => f64::NEG_INFINITY,
        (_, true) if positive => 0.0,
        (_, true) => -f64::MIN_POSITIVE,
        (true, false) => a / b,
        (false, false) => {
            let quotient = a / b;
            let known = can_be_split(quotient) && can_be_split(b) && can_be_split(a);
            let rest = (a - quotient * b) - product_error(quotient, b, quotient * b);
            if known && (rest == 0.0 || (rest > 0.0) == (b > 0.0)) { quotient } else { quotient.next_down() }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(low: f64, high: f64) -> Interval {
        Interval { low, high }
    }

    #[test]
    fn whole_numbers_stay_exact_and_others_go_outward() {
        assert_eq!(of(12.0, 12.0).times(of(46_000.0, 46_000.0)), of(552_000.0, 552_000.0));
        assert_eq!(of(1.0, 2.0).plus(of(3.0, 4.0)), of(4.0, 6.0));
        let third = of(1.0, 1.0).over(of(3.0, 3.0), Interval::ALL);
        assert!(third.low < third.high && third.low * 3.0 <= 1.0 && third.high * 3.0 >= 1.0);
        let sum = of(0.1, 0.1).plus(of(0.2, 0.2));
        assert!(sum.low <= 0.3 && 0.3 <= sum.high && sum.low < sum.high);
    }

    #[test]
    fn a_divisor_around_zero_opens_ends_and_leaves_what_is_possible() {
        assert_eq!(of(1.0, 2.0).over(of(0.0, 4.0), Interval::ALL), of(0.25, f64::INFINITY));
        assert_eq!(of(1.0, 2.0).over(of(-1.0, 4.0), Interval::ALL), Interval::ALL);
        assert_eq!(of(1.0, 2.0).over(of(-1.0, 4.0), of(-0.5, 10.0)).low, 0.25);
        assert_eq!(of(-2.0, -1.0).over(of(0.0, 4.0), Interval::ALL), of(f64::NEG_INFINITY, -0.25));
        assert!(of(1.0, 2.0).over(of(0.0, 0.0), Interval::ALL).is_empty());
        assert_eq!(of(-1.0, 2.0).over(of(0.0, 0.0), of(3.0, 4.0)), of(3.0, 4.0));
        assert_eq!(of(0.0, 2.0).quotients(of(0.0, 4.0)), of(0.0, f64::INFINITY));
        assert_eq!(of(0.0, 0.0).quotients(of(-1.0, 4.0)), of(0.0, 0.0));
        assert_eq!(of(0.0, 2.0).quotients(of(-4.0, 0.0)), of(f64::NEG_INFINITY, 0.0));
        assert_eq!(of(-1.0, 2.0).quotients(of(0.0, 4.0)), Interval::ALL);
        assert!(of(0.0, 2.0).quotients(of(0.0, 0.0)).is_empty());
    }

    #[test]
    fn what_overflows_keeps_a_finite_bound_on_its_near_side() {
        let huge = of(1e300, 1e308);
        assert_eq!(huge.times(huge), of(f64::MAX, f64::INFINITY));
        assert_eq!(huge.plus(of(1.7e308, 1.7e308)).high, f64::INFINITY);
        let all = Interval::ALL;
        assert_eq!(all.times(of(0.0, 0.0)), of(0.0, 0.0));
        assert_eq!(all.over(all, all), all);
    }
}
