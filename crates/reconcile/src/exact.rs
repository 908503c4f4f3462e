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
    if power < -EXPONENT_MAX - 20 || magnitude.abs() > EXPONENT_MAX + 1 {
        return None;
    }
    let value = Exact::from_integer(figures.parse::<BigInt>().ok()? * sign);
    Some(value * power_of_ten(power))
}

/// Ten to the `power`.
pub fn power_of_ten(power: i64) -> Exact {
    let digits = ten_to(power.unsigned_abs());
    if power < 0 { Exact::new_raw(BigInt::one(), digits) } else { Exact::from_integer(digits) }
}

fn ten_to(power: u64) -> BigInt {
    BigInt::from(10).pow(power as u32)
}

/// A small whole number.
pub fn whole(value: i64) -> Exact {
    Exact::from_integer(value.into())
}

/// The exact value of a finite float.
pub fn of_float(value: f64) -> Option<Exact> {
    Exact::from_float(value)
}

/// Up to here floats hold every whole number.
const WHOLE_MAX: f64 = 9_007_199_254_740_992.0;

/// Floats below and above, at most a few apart; both are `value` itself if it is a whole number that floats hold.
pub fn enclosing(value: &Exact) -> (f64, f64) {
    let (Some(above), Some(below)) = (value.numer().to_f64(), value.denom().to_f64()) else { return carefully_enclosing(value) };
    let quotient = above / below;
    let in_range = |value: f64| value == 0.0 || (1e-250..1e250).contains(&value.abs());
    if !(in_range(above) && in_range(below) && in_range(quotient)) {
        return carefully_enclosing(value);
    }
    if above.abs() < WHOLE_MAX && below < WHOLE_MAX {
        let is_exact = quotient.trunc() == quotient && quotient.abs() < WHOLE_MAX && value.is_integer();
        return if is_exact { (quotient, quotient) } else { (quotient.next_down(), quotient.next_up()) };
    }
    // three roundings, each of at most one float
    (quotient.next_down().next_down().next_down().next_down(), quotient.next_up().next_up().next_up().next_up())
}

/// The nearest floats below and above, by comparing fractions.
fn carefully_enclosing(value: &Exact) -> (f64, f64) {
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
    // continued fractions on numerators and denominators as they are: no fraction needs to be reduced on the way
    let (mut low, mut high) = ((low.numer().clone(), low.denom().clone()), (high.numer().clone(), high.denom().clone()));
    let mut parts: Vec<BigInt> = Vec::new();
    loop {
        let (floor, rest) = (&low.0 / &low.1, &low.0 % &low.1);
        let (high_floor, high_rest) = (&high.0 / &high.1, &high.0 % &high.1);
        if rest.is_zero() || floor != high_floor {
            let last = if rest.is_zero() { floor } else { floor + 1 };
            return folded(last, parts);
        }
        parts.push(floor);
        (low, high) = ((high.1, high_rest), (low.1, rest));
    }
}

/// The fraction whose continued fraction is `parts` and then `last`.
fn folded(last: BigInt, parts: Vec<BigInt>) -> Exact {
    let (mut above, mut below) = (last, BigInt::one());
    for part in parts.into_iter().rev() {
        (above, below) = (part * &above + &below, above);
    }
    Exact::new_raw(above, below)
}

/// A short decimal from `low` to `high`, near their middle; `None` if floats cannot tell them apart.
pub fn short_between(low: f64, high: f64) -> Option<Exact> {
    let middle = low / 2.0 + high / 2.0;
    let room = (high - low) / 6.0;
    if !middle.is_finite() || !room.is_finite() || room <= 0.0 {
        return None;
    }
    let places = ((middle.abs() / room).log10().ceil() + 1.0).clamp(0.0, 17.0);
    parse(&format!("{middle:.*e}", places as usize))
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
    // on numerator and denominator as they are: nothing needs to be reduced
    let (above, below) = match ten_to(power.unsigned_abs()) {
        ten if power >= 0 => (value.numer().clone(), value.denom() * ten),
        ten => (value.numer() * ten, value.denom().clone()),
    };
    let (whole, rest) = (&above / &below, &above % &below);
    let away = if above.is_negative() { -1 } else { 1 };
    let near = if rest.magnitude() * 2u32 >= *below.magnitude() { &whole + away } else { whole.clone() };
    let close = (&above - &near * &below).magnitude() * 1_000_000_000u32 <= *above.magnitude();
    let kept = match rounding {
        _ if close => near,
        Rounding::Down if rest.is_negative() => whole - 1,
        Rounding::Up if rest.is_positive() => whole + 1,
        Rounding::Down | Rounding::Up => whole,
        Rounding::Nearest => near,
    };
    plain(&kept, power)
}

/// `figures` times ten to the `power`, without an exponent and without idle zeros.
fn plain(figures: &BigInt, power: i64) -> String {
    if power >= 0 {
        return (figures * ten_to(power as u64)).to_string();
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
    let mut rest = value.denom().clone();
    let twos = rest.trailing_zeros().unwrap_or(0);
    rest >>= twos;
    let mut fives = 0;
    while (&rest % 5u32).is_zero() {
        rest /= 5u32;
        fives += 1;
    }
    let places = Some(twos.max(fives)).filter(|places| rest.is_one() && *places <= 30).map(|places| places as i64);
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
        assert_eq!(simplest_between(&fraction("3.1415"), &fraction("3.1416")), Exact::new(333.into(), 106.into()));
    }

    #[test]
    fn a_short_decimal_lies_between() {
        assert_eq!(short_between(430.56, 549.53), Some(whole(490)));
        for (low, high) in [(1e-9, 2e-9), (-3.0, -2.5), (1e298, 2e298), (0.1, 0.1 + 1e-12), (-1.0, 1.0)] {
            let between = short_between(low, high).expect("a decimal");
            assert!(of_float(low).unwrap() <= between && between <= of_float(high).unwrap(), "{low} {high} {between}");
        }
        assert_eq!(short_between(1.0, 1.0), None);
        assert_eq!(short_between(0.0, f64::INFINITY), None);
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
