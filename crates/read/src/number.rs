//! Numbers in digits and in words, up to 10^15, as exact decimals.

use crate::key::any;
use crate::lexicon::Classes;
use crate::words::Words;
use rust_decimal::Decimal;

/// A number and where it ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Number {
    pub value: Decimal,
    /// The factor of a magnitude word that was applied; 1 without one.
    pub magnitude: Decimal,
    /// Token after the last.
    pub end: usize,
    /// Written in digits.
    pub digits: bool,
}

/// The number that begins at token `at`. `money` tells that a currency sign stands before it, so that `5m` is five million.
pub(crate) fn number(words: &Words, at: usize, money: bool) -> Option<Number> {
    let plain = if words.is_number(at) { digits(words, at)? } else { spelled(words, at)? };
    Some(with_magnitude(words, plain, money))
}

pub(crate) fn digits(words: &Words, at: usize) -> Option<Number> {
    let mut value = parse_digits(words.word(at))?;
    let mut end = at + 1;
    while grouped_by_space(words, end) && value.scale() == 0 {
        value = value.checked_mul(Decimal::ONE_THOUSAND)?.checked_add(parse_digits(words.word(end))?)?;
        end += 1;
    }
    Some(Number { value, magnitude: Decimal::ONE, end, digits: true })
}

/// Whether token `at` is a group of three digits that one space sets off from up to three digits before it (`10 000`).
fn grouped_by_space(words: &Words, at: usize) -> bool {
    let three = |word: &str| word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_digit());
    let (Some(before), Some(here)) = (at.checked_sub(1).and_then(|before| words.tokens.get(before)), words.tokens.get(at)) else {
        return false;
    };
    let gap = &words.text[before.end as usize..here.start as usize];
    let leads = before.end - before.start <= 3 && words.word(at - 1).bytes().all(|byte| byte.is_ascii_digit());
    leads && three(words.word(at)) && matches!(gap, " " | "\u{a0}" | "\u{202f}" | "\u{2009}")
}

/// `1,000`, `1.5`, `1.234.567`, `1,234.50`. A lone comma that does not group thousands, or dots that do neither, are no number.
fn parse_digits(word: &str) -> Option<Decimal> {
    if word.len() <= 18 && word.bytes().all(|byte| byte.is_ascii_digit()) {
        return word.parse::<u64>().ok().map(Decimal::from);
    }
    let groups_of = |mark: char| {
        let mut parts = word.split(mark);
        let first = parts.next().unwrap_or("");
        (1..=3).contains(&first.len()) && parts.all(|part| part.split('.').next().is_some_and(|whole| whole.len() == 3))
    };
    let plain = match (word.matches(',').count(), word.matches('.').count()) {
        (0, 0 | 1) => word.to_owned(),
        (_, 0 | 1) if groups_of(',') => word.replace(',', ""),
        (0, _) if groups_of('.') => word.replace('.', ""),
        _ => return None,
    };
    (plain.len() <= 24).then(|| plain.parse().ok()).flatten()
}

fn with_magnitude(words: &Words, number: Number, money: bool) -> Number {
    let at = match words.is_hyphen(number.end) && words.is(number.end + 1, Classes::MAGNITUDE) {
        true => number.end + 1,
        false => number.end,
    };
    let Some(factor) = magnitude(words, at, money, number.digits) else { return number };
    match number.value.checked_mul(factor) {
        Some(value) => Number { value, magnitude: factor, end: at + 1, ..number },
        None => number,
    }
}

fn magnitude(words: &Words, at: usize, money: bool, after_digits: bool) -> Option<Decimal> {
    if !words.is(at, Classes::MAGNITUDE) {
        return None;
    }
    let attached = words.attached(at);
    let word = words.word(at).to_ascii_lowercase();
    let factor: i64 = match word.as_str() {
        "hundred" if after_digits => 100,
        "thousand" => 1_000,
        "million" | "millions" => 1_000_000,
        "billion" | "billions" => 1_000_000_000,
        "trillion" => 1_000_000_000_000,
        "dozen" => 12,
        "lakh" | "lakhs" => 100_000,
        "crore" | "crores" => 10_000_000,
        "k" if attached => 1_000,
        "mn" | "mln" => 1_000_000,
        "bn" => 1_000_000_000,
        "m" if attached && money => 1_000_000,
        _ => return None,
    };
    Some(Decimal::from(factor))
}

/// `two hundred and fifty`, `a dozen`, `half a million`, `two and a half`, `thirty-five`.
pub(crate) fn spelled(words: &Words, at: usize) -> Option<Number> {
    if let Some(number) = half_a(words, at) {
        return Some(number);
    }
    let article = words.is_any(at, any!["a", "an"]) && article_counts(words, at + 1);
    if !article && !words.is(at, Classes::NUMBER) {
        return None;
    }
    let mut total = Decimal::ZERO;
    let mut current = if article { Decimal::ONE } else { Decimal::ZERO };
    let mut here = if article { at + 1 } else { at };
    let mut end = here;
    loop {
        if words.is(here, Classes::NUMBER) {
            let unit = Decimal::from(small_number(words.word(here))?);
            if here > at && !fits_after(current, unit) {
                break;
            }
            current += unit;
        } else if words.says(here, "hundred") && !current.is_zero() {
            current *= Decimal::ONE_HUNDRED;
        } else if words.says(here, "dozen") && !current.is_zero() {
            current *= Decimal::from(12);
        } else if words.is(here, Classes::MAGNITUDE)
            && let Some(factor) = spelled_magnitude(words.word(here)).filter(|_| !current.is_zero())
        {
            total += current * factor;
            current = Decimal::ZERO;
        } else {
            break;
        }
        end = here + 1;
        here = next_part(words, end);
    }
    let magnitude = last_magnitude(words, end);
    let (half, end) = and_a_half(words, end);
    let value = total + current + half;
    if !half.is_zero()
        && let Some(factor) = spelled_magnitude(words.word(end))
    {
        return Some(Number { value: (value * factor).normalize(), magnitude: factor, end: end + 1, digits: false });
    }
    (end > at && !value.is_zero() || words.says(at, "zero")).then_some(Number { value, magnitude, end, digits: false })
}

/// The factor of the magnitude word that a spelled number ends in: shared by a number before it ("five to six hundred").
fn last_magnitude(words: &Words, end: usize) -> Decimal {
    let last = words.word(end.saturating_sub(1));
    if last.eq_ignore_ascii_case("hundred") { Decimal::ONE_HUNDRED } else { spelled_magnitude(last).unwrap_or(Decimal::ONE) }
}

/// `a hundred`, `a dozen` count; `a few hundred` and `a second` do not.
fn article_counts(words: &Words, at: usize) -> bool {
    words.is_any(at, any!["hundred", "thousand", "million", "billion", "dozen"])
}

fn half_a(words: &Words, at: usize) -> Option<Number> {
    let magnitude_at = match (words.says(at, "half"), words.is_any(at + 1, any!["a", "an"])) {
        (true, true) => at + 2,
        (true, false) if words.is_hyphen(at + 1) && words.attached(at + 1) => at + 2,
        (true, false) => at + 1,
        _ => return None,
    };
    let magnitude_at =
        if words.is_hyphen(magnitude_at) && words.attached(magnitude_at) { magnitude_at + 1 } else { magnitude_at };
    let factor = match words.says(magnitude_at, "dozen") {
        true => Decimal::from(12),
        false => spelled_magnitude(words.word(magnitude_at)).filter(|factor| *factor > Decimal::ONE_THOUSAND)?,
    };
    let half = Decimal::new(5, 1);
    Some(Number { value: (factor * half).normalize(), magnitude: factor, end: magnitude_at + 1, digits: false })
}

fn and_a_half(words: &Words, at: usize) -> (Decimal, usize) {
    match words.phrase(at, "and a half") {
        Some(count) => (Decimal::new(5, 1), at + count),
        None => (Decimal::ZERO, at),
    }
}

/// The token of the next part of a spelled number: past a hyphen, or past "and" between parts.
fn next_part(words: &Words, at: usize) -> usize {
    let counts = |at: usize| words.is(at, Classes::NUMBER);
    if words.is_hyphen(at) && words.attached(at) && counts(at + 1) {
        return at + 1;
    }
    let after_magnitude = at > 0 && words.is_any(at - 1, any!["hundred", "thousand", "million"]);
    if words.says(at, "and") && after_magnitude && counts(at + 1) { at + 1 } else { at }
}

/// Whether `unit` may follow what was read: tens after hundreds, ones after tens.
fn fits_after(current: Decimal, unit: Decimal) -> bool {
    if current.is_zero() {
        return true;
    }
    let ones = current % Decimal::ONE_HUNDRED;
    if ones.is_zero() {
        return unit < Decimal::ONE_HUNDRED;
    }
    (ones % Decimal::TEN).is_zero() && ones >= Decimal::from(20) && unit < Decimal::TEN
}

fn spelled_magnitude(word: &str) -> Option<Decimal> {
    let factor: i64 = match word.to_ascii_lowercase().as_str() {
        "thousand" => 1_000,
        "million" => 1_000_000,
        "billion" => 1_000_000_000,
        "trillion" => 1_000_000_000_000,
        _ => return None,
    };
    Some(Decimal::from(factor))
}

pub(crate) fn small_number(word: &str) -> Option<u32> {
    const ONES: [&str; 20] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
        "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ];
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let word = word.to_ascii_lowercase();
    let one = ONES.iter().position(|name| *name == word).map(|value| value as u32);
    one.or_else(|| TENS.iter().position(|name| *name == word).map(|index| (index as u32 + 2) * 10))
}

/// A share in words, as a percentage: `half`, `a third`, `two-thirds`, `three quarters`. Thirds are given to one decimal.
pub(crate) fn share_percent(words: &Words, at: usize) -> Option<(Decimal, usize)> {
    let (count, here) = match words.is(at, Classes::NUMBER) {
        true => (small_number(words.word(at))?, if words.is_hyphen(at + 1) { at + 2 } else { at + 1 }),
        false if words.is_any(at, any!["a", "an"]) => (1, at + 1),
        false => (1, at),
    };
    if !words.is(here, Classes::FRACTION) {
        return None;
    }
    let parts: u32 = match words.word(here).to_ascii_lowercase().as_str() {
        "half" => 2,
        "third" | "thirds" => 3,
        "quarter" | "quarters" => 4,
        "fifth" | "fifths" => 5,
        "tenth" | "tenths" => 10,
        _ => return None,
    };
    let explicit = here > at || words.says(here, "half");
    let taken = at > 0
        && (words.is(at - 1, Classes::TAKE.or(Classes::KEEP).or(Classes::ABOUT))
            || words.is_any(
                at - 1,
                any!["back", "perhaps", "only", "see", "sees", "saw", "get", "gets", "got", "receive", "receives", "received"],
            ));
    let followed = words.is_any(here + 1, any!["of", "to", "or"]) || words.says(here, "half") || taken;
    let share = (Decimal::ONE_HUNDRED * Decimal::from(count) / Decimal::from(parts)).round_dp(1).normalize();
    (explicit && followed && count < parts).then_some((share, here + 1))
}
