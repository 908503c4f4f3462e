//! Exact fractions: read from decimals, written as decimals, put between neighbouring floats.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};

/// An exact fraction of any length.
pub type Exact = BigRational;

/// Decimal exponents beyond this are refused: they are no figures, and their digits would fill the memory.
const EXPONENT_MAX: i64 = 300;

/// A decimal such as `46_000`, `0.7` or `1.2e9`; `None` if it is not one, or lies outside 1e-300 to 1e300.
pub fn parse(text: &str) -> Option<Exact> {
    let clean: String = text.chars().filter(|c| *c != '_').collect();
    let (mantissa, exponent) = match clean.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok()?),
        None => (clean.as_str(), 0),
    };
    let (sign, digits) = match mantissa.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, mantissa.strip_prefix('+').unwrap_or(mantissa)),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let figures = format!("{whole}{part}");
    if figures.is_empty() || !figures.bytes().all(|byte| byte.is_ascii_digit()) || figures.len() > EXPONENT_MAX as usize {
        return None;
    }
    let power = exponent.checked_sub(part.len() as i64)?;
    let magnitude = power + figures.trim_start_matches('0').len() as i64;
    if power < -EXPONENT_MAX - 20 || magnitude.abs() > EXPONENT_MAX {
        return None;
    }
    let value = Exact::from_integer(figures.parse::<BigInt>().ok()? * sign);
    Some(value * power_of_ten(power))
}

/// Ten to the `power`.
pub fn power_of_ten(power: i64) -> Exact {
    let digits = BigInt::from(10).pow(power.unsigned_abs() as u32);
    if power < 0 { Exact::new(BigInt::one(), digits) } else { Exact::from_integer(digits) }
}

/// A small whole number.
pub fn whole(value: i64) -> Exact {
    Exact::from_integer(value.into())
}

/// The exact value of a finite float.
pub fn of_float(value: f64) -> Option<Exact> {
    Exact::from_float(value)
}

/// The nearest floats below and above, equal where `value` is a float itself.
pub fn enclosing(value: &Exact) -> (f64, f64) {
    let near = nearest(value);
    match of_float(near) {
        None => {
            if value.is_negative() {
                (f64::NEG_INFINITY, f64::MIN)
            } else {
                (f64::MAX, f64::INFINITY)
            }
        }
        Some(exact) if exact == *value => (near, near),
        Some(_) => {
            let (mut low, mut high) = (near, near);
            while of_float(low).is_some_and(|low| low > *value) {
                low = low.next_down();
            }
            while of_float(high).is_some_and(|high| high < *value) {
                high = high.next_up();
            }
            (low, high)
        }
    }
}

/// A float near `value`.
pub fn nearest(value: &Exact) -> f64 {
    value.to_f64().unwrap_or(if value.is_negative() { f64::NEG_INFINITY } else { f64::INFINITY })
}

/// The fraction with the smallest denominator from `low` to `high`, both included; `low <= high`.
pub fn simplest_between(low: &Exact, high: &Exact) -> Exact {
    if low.is_negative() && high.is_negative() {
        return -simplest_between(&-high, &-low);
    }
    if !low.is_positive() && !high.is_negative() {
        return Exact::zero();
    }
    let (mut low, mut high, mut parts) = (low.clone(), high.clone(), Vec::new());
    loop {
        let floor = low.floor();
        if floor == low || floor != high.floor() {
            let mut value = if floor == low { floor } else { floor + Exact::one() };
            while let Some(part) = parts.pop() {
                value = value.recip() + Exact::from_integer(part);
            }
            return value;
        }
        parts.push(floor.to_integer());
        (low, high) = ((high - &floor).recip(), (low - &floor).recip());
    }
}

/// Which way a decimal is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rounding {
    /// Towards minus infinity.
    Down,
    /// To the nearest.
    Nearest,
    /// Towards plus infinity.
    Up,
}

/// `value` as a plain decimal of at most `digits` significant digits. Rounded as asked, except that a value within one part in 10^9
/// of such a decimal is written as that decimal.
pub fn decimal(value: &Exact, digits: u32, rounding: Rounding) -> String {
    if value.is_zero() {
        return "0".to_owned();
    }
    let mut power = nearest(&value.abs()).log10().floor() as i64 - i64::from(digits) + 1;
    if value.is_integer() && value.abs() < power_of_ten(i64::from(digits.max(15))) {
        power = 0;
    }
    let scaled = value / power_of_ten(power);
    let near = scaled.round();
    let close = (&scaled - &near).abs() <= scaled.abs() * power_of_ten(-9);
    let kept = match rounding {
        _ if close => near,
        Rounding::Down => scaled.floor(),
        Rounding::Nearest => near,
        Rounding::Up => scaled.ceil(),
    };
    plain(&kept.to_integer(), power)
}

/// `figures` times ten to the `power`, without an exponent and without idle zeros.
fn plain(figures: &BigInt, power: i64) -> String {
    if power >= 0 {
        return (figures * BigInt::from(10).pow(power as u32)).to_string();
    }
    let sign = if figures.is_negative() { "-" } else { "" };
    let places = power.unsigned_abs() as usize;
    let digits = format!("{:0>width$}", figures.abs().to_string(), width = places + 1);
    let (whole, part) = digits.split_at(digits.len() - places);
    let part = part.trim_end_matches('0');
    if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
}

/// A fraction as a decimal if it has one of at most 30 places, otherwise as `a/b`: nothing is rounded.
pub fn unrounded(value: &Exact) -> String {
    let places = (0..=30).find(|places| (value * power_of_ten(*places)).is_integer());
    match places {
        Some(places) => plain(&(value * power_of_ten(places)).to_integer(), -places),
        None => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn fraction(text: &str) -> Exact {
        parse(text).expect("a decimal")
    }

    #[test]
    fn decimals_are_read_exactly_and_absurd_ones_refused() {
        assert_eq!(fraction("46_000"), whole(46_000));
        assert_eq!(fraction("-0.25"), Exact::new((-1).into(), 4.into()));
        assert_eq!(fraction("1.2e9"), whole(1_200_000_000));
        for text in ["", "-", "1e999999999", "1e-999999999", "nan", "inf", "0x10", "1.2.3", "1e400"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn floats_enclose() {
        let tenth = fraction("0.1");
        let (low, high) = enclosing(&tenth);
        assert!(low < high && of_float(low).unwrap() < tenth && tenth < of_float(high).unwrap());
        assert_eq!(enclosing(&whole(3)), (3.0, 3.0));
    }

    #[test]
    fn the_simplest_fraction_lies_between() {
        let third = Exact::new(1.into(), 3.into());
        assert_eq!(simplest_between(&fraction("0.33"), &fraction("0.34")), third);
        assert_eq!(simplest_between(&fraction("2.5"), &fraction("7")), whole(3));
        assert_eq!(simplest_between(&fraction("-7"), &fraction("-2.5")), whole(-3));
        assert_eq!(simplest_between(&fraction("-1"), &fraction("4")), whole(0));
        assert_eq!(simplest_between(&fraction("0.7"), &fraction("0.7")), fraction("0.7"));
    }

    #[test]
    fn decimals_are_rounded_outward_and_snap_to_what_is_near() {
        let third = Exact::new(1.into(), 3.into());
        assert_eq!(decimal(&third, 3, Rounding::Down), "0.333");
        assert_eq!(decimal(&third, 3, Rounding::Up), "0.334");
        assert_eq!(decimal(&fraction("499.99999999999"), 6, Rounding::Down), "500");
        assert_eq!(decimal(&fraction("2300000000"), 6, Rounding::Down), "2300000000");
        assert_eq!(decimal(&fraction("-1234.5678"), 6, Rounding::Down), "-1234.57");
        assert_eq!(unrounded(&third), "1/3");
        assert_eq!(unrounded(&fraction("0.75")), "0.75");
    }
}
