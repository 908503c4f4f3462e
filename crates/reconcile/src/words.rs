//! Figures in words.

use crate::exact::{self, Exact, Rounding};
use crate::interval::Interval;
use crate::model::Quantity;
use num_traits::{Signed, Zero};

/// Significant digits of a figure in a sentence.
const DIGITS: u32 = 4;

/// A figure for a sentence: `46,000`, `1.2 billion`, `0.7`.
pub fn number(value: &Exact) -> String {
    rounded(value, Rounding::Nearest)
}

fn rounded(value: &Exact, rounding: Rounding) -> String {
    let named = [("trillion", 12), ("billion", 9), ("million", 6)];
    for (name, power) in named {
        if value.abs() >= exact::power_of_ten(power) && value.abs() < exact::power_of_ten(15) {
            return format!("{} {name}", grouped(&exact::decimal(&(value / exact::power_of_ten(power)), DIGITS, rounding)));
        }
    }
    if value.abs() >= exact::power_of_ten(15) || (!value.is_zero() && value.abs() < exact::power_of_ten(-6)) {
        return format!("{:e}", exact::nearest(value));
    }
    let digits = if value.abs() >= exact::power_of_ten(5) {
        6
    } else if value.abs() >= exact::whole(10_000) {
        5
    } else {
        DIGITS
    };
    let value = if value.is_integer() {
        value.clone()
    } else {
        exact::parse(&exact::decimal(value, digits, rounding)).unwrap_or_else(|| value.clone())
    };
    grouped(&exact::decimal(&value, digits.max(6), rounding))
}

/// Thousands apart.
fn grouped(decimal: &str) -> String {
    let (sign, rest) = decimal.strip_prefix('-').map_or(("", decimal), |rest| ("−", rest));
    let (whole, part) = rest.split_once('.').map_or((rest, String::new()), |(whole, part)| (whole, format!(".{part}")));
    let digits: Vec<char> = whole.chars().collect();
    let pieces: Vec<String> = digits.rchunks(3).rev().map(|piece| piece.iter().collect()).collect();
    format!("{sign}{}{part}", pieces.join(","))
}

/// A value of a quantity for a sentence, in percent where people read it so.
pub(crate) fn value(quantity: &Quantity, value: &Exact, rounding: Rounding) -> String {
    if quantity.percent { rounded(&(value * exact::whole(100)), rounding) } else { rounded(value, rounding) }
}

/// A range of a quantity for a sentence: `1.2 to 2.3 billion`, `at least 300`, `any number`.
pub(crate) fn range(quantity: &Quantity, low: Option<&Exact>, high: Option<&Exact>) -> String {
    let say = |end: &Exact, rounding| value(quantity, end, rounding);
    match (low, high) {
        (Some(low), Some(high)) if low == high => say(low, Rounding::Nearest),
        (Some(low), Some(high)) => shared_name(&say(low, Rounding::Down), &say(high, Rounding::Up)),
        (Some(low), None) => format!("at least {}", say(low, Rounding::Down)),
        (None, Some(high)) => format!("at most {}", say(high, Rounding::Up)),
        (None, None) => "any number".to_owned(),
    }
}

/// `1.2 billion` and `2.3 billion` as `1.2 to 2.3 billion`.
fn shared_name(low: &str, high: &str) -> String {
    match (low.split_once(' '), high.split_once(' ')) {
        (Some((figure, name)), Some((_, other))) if name == other => format!("{figure} to {high}"),
        _ => format!("{low} to {high}"),
    }
}

/// The range said in the words of the quantity: `46,000 workers`.
pub(crate) fn said(quantity: &Quantity, low: Option<&Exact>, high: Option<&Exact>) -> String {
    quantity.say.replace("{}", &range(quantity, low, high))
}

/// The exact ends of an interval; `None` where one is open.
pub(crate) fn ends(interval: Interval) -> (Option<Exact>, Option<Exact>) {
    (exact::of_float(interval.low), exact::of_float(interval.high))
}

/// Words joined as in a sentence.
pub(crate) fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_people_write_them() {
        let said = |text: &str| number(&exact::parse(text).unwrap());
        assert_eq!(said("46000"), "46,000");
        assert_eq!(said("1.2e9"), "1.2 billion");
        assert_eq!(said("2173.913"), "2,174");
        assert_eq!(said("0.7"), "0.7");
        assert_eq!(said("579600000"), "579.6 million");
        assert_eq!(said("100000"), "100,000");
        assert_eq!(said("0"), "0");
    }
}
