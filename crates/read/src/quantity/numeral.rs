//! Numerals as a quantity begins with them: digits, words, fractions, with their magnitude.

use super::units;
use crate::key::any;
use crate::lexicon::Classes;
use crate::number;
use crate::words::Words;
use rust_decimal::Decimal;

/// A numeral and its tokens.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Numeral {
    pub value: Decimal,
    /// The factor of its magnitude word; 1 without one.
    pub magnitude: Decimal,
    /// Token after the last.
    pub end: usize,
    /// Written in digits.
    pub digits: bool,
    /// A share of a whole (`a third`, `half`, `2/3`), by itself.
    pub share: bool,
}

/// The numeral that begins at token `at`. `money` tells that a currency sign stands before it.
pub(super) fn numeral(words: &Words, at: usize, money: bool) -> Option<Numeral> {
    if let Some(found) = tenths(words, at) {
        return Some(with_magnitude(words, found, money));
    }
    if words.is_number(at) {
        return in_digits(words, at, money);
    }
    vulgar(words.word(at))
        .map(|value| share(value, at + 1))
        .map(|found| with_magnitude(words, found, money))
        .or_else(|| half_a_million(words, at))
        .or_else(|| share_in_words(words, at).map(|found| with_magnitude(words, found, money)))
        .or_else(|| couple(words, at))
        .or_else(|| in_words(words, at, money))
}

fn share(value: Decimal, end: usize) -> Numeral {
    Numeral { value, magnitude: Decimal::ONE, end, digits: false, share: true }
}

/// `.5`, written without its nought.
fn tenths(words: &Words, at: usize) -> Option<Numeral> {
    let bare = words.word(at) == "." && !words.attached(at) && words.is_number(at + 1) && words.attached(at + 1);
    let digits = words.word(at + 1);
    if !bare || digits.len() > 6 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let value = format!("0.{digits}").parse().ok()?;
    Some(Numeral { value, magnitude: Decimal::ONE, end: at + 2, digits: true, share: false })
}

fn in_digits(words: &Words, at: usize, money: bool) -> Option<Numeral> {
    if let Some(found) = digit_fraction(words, at) {
        return Some(found);
    }
    let plain = number::digits(words, at)?;
    let mut found = Numeral { value: plain.value, magnitude: Decimal::ONE, end: plain.end, digits: true, share: false };
    if let Some(part) = vulgar(words.word(found.end)).filter(|_| words.attached(found.end) || found.value.scale() == 0) {
        found = Numeral { value: found.value + part, end: found.end + 1, ..found };
    } else if let Some(part) = digit_fraction(words, mixed_at(words, found.end)).filter(|_| found.value.scale() == 0) {
        found = Numeral { value: found.value + part.value, end: part.end, ..found };
    } else if let Some((part, end)) = and_a_part(words, found.end) {
        found = Numeral { value: found.value + part, end, ..found };
    }
    Some(with_magnitude(words, found, money))
}

/// Where the fraction of `3 1/2` or `3-1/2` would stand.
fn mixed_at(words: &Words, end: usize) -> usize {
    if words.is_hyphen(end) && words.attached(end) && words.attached(end + 1) { end + 1 } else { end }
}

/// `2/3`, but not `9/11` or `24/7`.
fn digit_fraction(words: &Words, at: usize) -> Option<Numeral> {
    let slash = words.word(at + 1) == "/" && words.attached(at + 1) && words.is_number(at + 2) && words.attached(at + 2);
    if !words.is_number(at) || !slash || words.word(at + 3) == "/" {
        return None;
    }
    let (count, parts): (u32, u32) = (words.word(at).parse().ok()?, words.word(at + 2).parse().ok()?);
    let usual = matches!(parts, 2 | 3 | 4 | 5 | 6 | 8 | 10 | 16 | 32 | 100);
    (usual && count > 0 && count < parts).then(|| share(part(count, parts), at + 3))
}

/// `count` of `parts` equal parts, to sixteen decimals, cut and not rounded.
pub(super) fn part(count: u32, parts: u32) -> Decimal {
    (Decimal::from(count) / Decimal::from(parts)).trunc_with_scale(16).normalize()
}

fn vulgar(word: &str) -> Option<Decimal> {
    let (count, parts) = match word {
        "½" => (1, 2),
        "⅓" => (1, 3),
        "⅔" => (2, 3),
        "¼" => (1, 4),
        "¾" => (3, 4),
        "⅕" => (1, 5),
        "⅖" => (2, 5),
        "⅗" => (3, 5),
        "⅘" => (4, 5),
        "⅙" => (1, 6),
        "⅛" => (1, 8),
        "⅜" => (3, 8),
        "⅝" => (5, 8),
        "⅞" => (7, 8),
        _ => return None,
    };
    Some(part(count, parts))
}

/// `and a half`, `-and-a-quarter`, `and three quarters` behind a whole number.
fn and_a_part(words: &Words, at: usize) -> Option<(Decimal, usize)> {
    let at = if words.is_hyphen(at) && words.attached(at) { at + 1 } else { at };
    for (phrase, value) in [("and a half", 50), ("and one half", 50), ("and a quarter", 25), ("and three quarters", 75)] {
        if let Some(count) = words.phrase(at, phrase) {
            return Some((Decimal::new(value, 2).normalize(), at + count));
        }
    }
    None
}

fn in_words(words: &Words, at: usize, money: bool) -> Option<Numeral> {
    let article = words.is_any(at, any!["a", "an"]);
    let plain = number::spelled(words, at)?;
    let mut found = Numeral { value: plain.value, magnitude: plain.magnitude, end: plain.end, digits: false, share: false };
    if let Some((part, end)) = and_a_part(words, found.end) {
        found = Numeral { value: found.value + part, end, ..found };
    } else if words.says(found.end, "point") && !article {
        found = decimals_in_words(words, found);
    }
    Some(with_magnitude(words, found, money))
}

/// `three point five`.
fn decimals_in_words(words: &Words, whole: Numeral) -> Numeral {
    let (mut value, mut scale, mut here) = (whole.value, Decimal::ONE, whole.end + 1);
    while let Some(digit) = number::small_number(words.word(here)).filter(|digit| *digit < 10) {
        scale /= Decimal::TEN;
        value += Decimal::from(digit) * scale;
        here += 1;
    }
    if here == whole.end + 1 { whole } else { Numeral { value, end: here, ..whole } }
}

/// `half a million`, `half a dozen`, `half-million`.
fn half_a_million(words: &Words, at: usize) -> Option<Numeral> {
    let plain = number::spelled(words, at).filter(|_| words.says(at, "half"))?;
    Some(Numeral { value: plain.value, magnitude: plain.magnitude, end: plain.end, digits: false, share: false })
}

/// `a couple`, `a couple of`: two.
fn couple(words: &Words, at: usize) -> Option<Numeral> {
    let counts =
        words.says(at, "a") && words.says(at + 1, "couple") && (words.says(at + 2, "of") || words.says(at + 2, "hundred"));
    let more = words.is_any(at + 3, any!["the", "their", "his", "her", "them", "us"]);
    let end = if words.says(at + 2, "of") { at + 3 } else { at + 2 };
    let found = Numeral { value: Decimal::TWO, magnitude: Decimal::ONE, end, digits: false, share: false };
    (counts && !more).then(|| with_magnitude(words, found, false))
}

/// `a third`, `two-thirds`, `three quarters`, `half`.
fn share_in_words(words: &Words, at: usize) -> Option<Numeral> {
    let article = words.is_any(at, any!["a", "one"]);
    let (count, here) = match number::small_number(words.word(at)).filter(|count| (1..20).contains(count)) {
        Some(count) => (count, past_hyphen(words, at + 1)),
        None if article => (1, at + 1),
        None => (1, at),
    };
    let parts = parts_of(words.word(here))?;
    let explicit = here > at || parts == 2;
    let hyphened = here > at + 1;
    let one = count == 1 && !words.word(here).ends_with('s')
        || count > 1 && words.word(here).ends_with('s')
        || count > 1 && hyphened && parts != 2;
    if !explicit || !one || count >= parts || !names_a_share(words, here, parts, at) {
        return None;
    }
    Some(share(part(count, parts), here + 1))
}

fn past_hyphen(words: &Words, at: usize) -> usize {
    if words.is_hyphen(at) && words.attached(at) { at + 1 } else { at }
}

fn parts_of(word: &str) -> Option<u32> {
    const PARTS: [(&str, u32); 14] = [
        ("half", 2),
        ("third", 3),
        ("quarter", 4),
        ("fourth", 4),
        ("fifth", 5),
        ("sixth", 6),
        ("seventh", 7),
        ("eighth", 8),
        ("ninth", 9),
        ("tenth", 10),
        ("twentieth", 20),
        ("hundredth", 100),
        ("thousandth", 1000),
        ("twelfth", 12),
    ];
    let lower = word.to_ascii_lowercase();
    let name = lower.strip_suffix('s').unwrap_or(&lower);
    PARTS.iter().find(|(part, _)| *part == name).map(|(_, parts)| *parts)
}

/// Whether the fraction at `at` is a share and not an ordinal, a period or a part of a match.
fn names_a_share(words: &Words, at: usize, parts: u32, start: usize) -> bool {
    let next = at + 1;
    let before = start.wrapping_sub(1);
    if parts == 2 {
        let part_of_something = start > 0
            && words.is_any(
                before,
                any![
                    "first", "second", "other", "better", "last", "opening", "latter", "final", "top", "bottom", "the", "and",
                    "each", "this", "past", "every", "another",
                ],
            )
            && !(words.says(next, "of")
                && !words.is_any(
                    before,
                    any!["first", "second", "other", "last", "latter", "final", "top", "bottom", "better", "opening"],
                ));
        let compound = words.is_hyphen(next)
            && words.attached(next)
            && !words.is_any(next + 1, any!["hour", "mile", "point", "percentage", "year", "century", "inch", "day"]);
        let article_before = at == start && words.is_any(before, any!["a", "an"]);
        if article_before {
            return false;
        }
        let past = words.is_any(
            next,
            any!["past", "time", "brother", "sister", "way", "back", "term", "empty", "full", "marathon", "asleep", "and"],
        );
        return !part_of_something && !compound && !past;
    }
    let plural = words.word(at).ends_with('s');
    if words.is_any(
        next,
        any!["of", "or", "to", "as", "the", "more", "less", "fewer", "higher", "lower", "cheaper", "larger", "smaller", "bigger"],
    ) {
        return !(parts == 4
            && plural
            && words.says(next, "of")
            && words.is_any(next + 1, any!["growth", "decline", "losses", "expansion"]));
    }
    if words.is_hyphen(next) && words.attached(next) || parts == 4 && plural && !words.is_hyphen(at - 1) {
        return words.is_hyphen(next) && words.says(next + 1, "mile");
    }
    let ends = next >= words.len() || !words.is_word(next) && !words.is_number(next);
    ends && !words.is_any(start.wrapping_sub(1), any!["in", "came", "finished", "placed"])
        || plural
        || words.is_any(
            next,
            any![
                "in", "from", "since", "over", "by", "this", "last", "after", "between", "on", "compared", "when", "and",
                "during", "within", "while",
            ],
        )
        || parts == 4 && words.is_any(next, any!["million", "century", "mile", "inch", "point", "percentage", "billion"])
}

/// Adds the magnitude behind a numeral: `million`, `bn`, `k`, `crore`, `dozen`.
fn with_magnitude(words: &Words, found: Numeral, money: bool) -> Numeral {
    let mut found = found;
    for _ in 0..2 {
        let Some((factor, end)) = magnitude(words, found.end, money, found.digits) else { break };
        let Some(value) = found.value.checked_mul(factor) else { break };
        found = Numeral { value: value.normalize(), magnitude: found.magnitude * factor, end, share: false, ..found };
    }
    found
}

fn magnitude(words: &Words, at: usize, money: bool, digits: bool) -> Option<(Decimal, usize)> {
    let here = past_hyphen(words, at);
    if !words.is(here, Classes::MAGNITUDE) && words.word(here).len() > 12 {
        return None;
    }
    let word = words.word(here).to_ascii_lowercase();
    let tight = words.attached(here) && here == at;
    let letter = |sign: &str| tight && digits && (money && word == sign || word == sign && counts_many(words, here + 1));
    let factor: i64 = match word.as_str() {
        "hundred" => 100,
        "thousand" | "thousands" => 1_000,
        "million" | "millions" | "mn" | "mln" | "mio" => 1_000_000,
        "billion" | "billions" | "bn" | "bln" => 1_000_000_000,
        "trillion" | "trillions" | "tn" | "trn" | "trln" => 1_000_000_000_000,
        "quadrillion" => 1_000_000_000_000_000,
        "dozen" => 12,
        "lakh" | "lakhs" | "lac" => 100_000,
        "crore" | "crores" => 10_000_000,
        _ if letter("k") => 1_000,
        _ if letter("m") => 1_000_000,
        _ if letter("b") => 1_000_000_000,
        _ if letter("t") => 1_000_000_000_000,
        _ => return None,
    };
    Some((Decimal::from(factor), here + 1))
}

/// Whether a currency or a plural follows, so that the letter behind the digits is a magnitude: `1.5m people`, `20k euros`.
fn counts_many(words: &Words, at: usize) -> bool {
    let word = words.word(at).to_ascii_lowercase();
    let currency = units::phrase_at(words, at).is_some_and(|found| found.known.kind == super::UnitKind::Currency);
    currency
        || words.is_word(at) && !words.attached(at) && super::vocabulary::is_plural(&word)
        || words.is_word(at)
            && super::vocabulary::is_plural(&words.word(at + 1).to_ascii_lowercase())
            && super::vocabulary::is_adjective(&word)
}
