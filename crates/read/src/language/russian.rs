//! Russian: words by stem and ending, numbers in all cases, spaces between thousands and decimal commas.

use super::item::Scanner;
use super::letters::Letters;
use super::lexicon::{Entry, Forms, forms};
use super::numeral::{Numeral, digits};
use super::script::Tongue;
use super::tags::Tags;
use crate::token::{is_letter, is_letter_or_digit};
use rust_decimal::Decimal;
use std::sync::LazyLock;

/// Words of the lists and how the sentence is cut.
pub(crate) static SCANNER: LazyLock<Scanner> = LazyLock::new(|| Scanner {
    words: forms(Tongue::Russian, &[include_str!("../../data/ru/words.tsv"), include_str!("../../data/ru/places.tsv")]),
    number,
    ending: |_, _| None,
    unlisted,
});

/// Numerals: words with their values, and scales.
static NUMERALS: LazyLock<Forms<Entry>> = LazyLock::new(|| forms(Tongue::Russian, &[include_str!("../../data/ru/numerals.tsv")]));

/// A whole word, with inner hyphens.
fn unlisted(letters: &Letters, at: usize) -> usize {
    let inner = |here: usize| letters.at(here) == '-' && is_letter(letters.at(here + 1));
    (at..).take_while(|&here| is_letter_or_digit(letters.at(here)) || here > at && inner(here)).count()
}

fn is_group_space(letter: char) -> bool {
    letter == ' '
}

fn number(letters: &Letters, at: usize) -> Option<(Numeral, usize)> {
    let before = if at == 0 { ' ' } else { letters.at(at - 1) };
    if is_letter(before) {
        return None;
    }
    if letters.at(at).is_ascii_digit() {
        return if before.is_ascii_digit() { None } else { in_digits(letters, at) };
    }
    in_words(letters, at)
}

fn in_digits(letters: &Letters, at: usize) -> Option<(Numeral, usize)> {
    let (mut value, mut end) = digits(letters, at, is_group_space, ',')?;
    if letters.at(end) == '.' && letters.at(end + 1).is_ascii_digit() {
        // "46.000" parts thousands, "2.5 млрд" is a fraction
        let (grouped, after) = digits(letters, at, |letter| letter == '.', ',')?;
        let (fraction, point) = digits(letters, at, |_| false, '.')?;
        (value, end) = if after >= point { (grouped, after) } else { (fraction, point) };
    }
    if letters.at(end) == ',' && letters.from(end + 1).iter().take_while(|letter| letter.is_ascii_digit()).count() == 3 {
        return None;
    }
    let mut numeral = Numeral::plain(value);
    if let Some((scale, after)) = scale(letters, end) {
        numeral.value = value.checked_mul(scale)?;
        numeral.scale = scale;
        end = after;
    }
    Some((numeral, end))
}

/// "тыс.", "миллионов" after a number.
fn scale(letters: &Letters, end: usize) -> Option<(Decimal, usize)> {
    let at = end + usize::from(letters.at(end) == ' ');
    let (entry, after) = NUMERALS.longest(letters, at)?;
    let dot = usize::from(letters.at(after) == '.' && letters.at(after - 1) != 'а');
    let shortened = after - at <= 4;
    entry
        .tags
        .meets(Tags::SCALE)
        .then(|| entry.value.parse().ok())
        .flatten()
        .map(|scale| (scale, after + if shortened { dot } else { 0 }))
}

/// Numbers in words: hundreds, tens and ones add up, a scale multiplies.
fn in_words(letters: &Letters, at: usize) -> Option<(Numeral, usize)> {
    let mut unsized_thousand = false;
    let (mut total, mut section, mut last) = (Decimal::ZERO, Decimal::ZERO, Decimal::ONE);
    let (mut vague, mut end, mut here, mut floor) = (false, at, at, Decimal::from(1_000_000));
    while let Some((entry, after)) = NUMERALS.longest(letters, here) {
        let value: Decimal = entry.value.parse().ok()?;
        if entry.tags.meets(Tags::VAGUE) {
            // "не больше сотни" is one hundred
            vague = !(bounded(letters, at) && letters.says(here, "сотни "));
            section = value;
        } else if entry.tags.meets(Tags::SCALE) {
            let unit = if section.is_zero() { Decimal::ONE } else { section };
            unsized_thousand = !bounded(letters, at)
                && section.is_zero()
                && total.is_zero()
                && !letters.says(after - 1, "а")
                && !letters.says(after - 1, "у")
                && value == Decimal::from(1000);
            total = total.checked_add(unit.checked_mul(value)?)?;
            (section, last, floor) = (Decimal::ZERO, value, Decimal::from(1_000_000));
        } else if value < floor {
            section = section.checked_add(value)?;
            floor = if value >= Decimal::from(100) {
                Decimal::from(100)
            } else if value >= Decimal::from(20) {
                Decimal::TEN
            } else {
                Decimal::ZERO
            };
        } else {
            break;
        }
        end = after;
        here = after + usize::from(letters.at(after) == ' ');
    }
    if end == at {
        return None;
    }
    // "тысяч семь" is about seven thousand
    if unsized_thousand && letters.says(at, "тысяч ") && section > Decimal::ZERO && section < Decimal::from(1000) {
        let value = section.checked_mul(total)?;
        return Some((Numeral { scale: last, vague, words: true, about: true, ..Numeral::plain(value) }, end));
    }
    // "тысячи двухсот" is 1200, "тысячи рабочих" no number
    vague |= unsized_thousand && section.is_zero();
    // "шестьсот с лишним тысяч"
    const AND_MORE: &str = " с лишним";
    if letters.says(end, AND_MORE)
        && let Some((scale, after)) = scale(letters, end + AND_MORE.chars().count())
        && total.is_zero()
    {
        let value = section.checked_mul(scale)?;
        return Some((Numeral { scale, vague, words: true, about: true, ..Numeral::plain(value) }, after));
    }
    let half = half(letters, end);
    if let Some((scale, after)) = half {
        section = section.checked_add(Decimal::new(5, 1))?;
        (section, last, end) = (section.checked_mul(scale)?, scale, after);
        return Some((Numeral { scale: last, vague, words: true, ..Numeral::plain(total.checked_add(section)?) }, end));
    }
    let scale = if section.is_zero() { last } else { Decimal::ONE };
    Some((Numeral { scale, vague, words: true, ..Numeral::plain(total.checked_add(section)?) }, end))
}

/// " с половиной" behind a number, and the scale behind that.
fn half(letters: &Letters, end: usize) -> Option<(Decimal, usize)> {
    const HALF: &str = " с половиной";
    if !letters.says(end, HALF) {
        return None;
    }
    let end = end + HALF.chars().count();
    Some(scale(letters, end).unwrap_or((Decimal::ONE, end)))
}

/// A word like "more than" stands before: "больше тысячи" is one thousand.
fn bounded(letters: &Letters, at: usize) -> bool {
    ["более ", "больше ", "свыше ", "около ", "менее ", "меньше ", "чем ", "до ", "порядка ", "полутора "]
        .iter()
        .any(|word| at.checked_sub(word.chars().count()).is_some_and(|start| letters.says(start, word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Option<String> {
        let letters = Letters::of(text, 0..text.len(), &[], Tongue::Russian);
        number(&letters, 0).map(|(numeral, _)| numeral.value.normalize().to_string())
    }

    #[test]
    fn numbers_in_digits_and_words() {
        for (text, expected) in [
            ("46 000 рабочих", "46000"),
            ("2,5 млрд долларов", "2500000000"),
            ("сорок шесть тысяч", "46000"),
            ("двумястами пятьюдесятью", "250"),
            ("полтора года", "1.5"),
            ("полторы тысячи", "1500"),
            ("полтысячи", "500"),
            ("46.000 человек", "46000"),
            ("двух тысяч трехсот", "2300"),
            ("тысячи двухсот", "1200"),
            ("тысяч семь", "7000"),
            ("два с половиной года", "2.5"),
            ("два с половиной миллиона", "2500000"),
        ] {
            assert_eq!(value(text).as_deref(), Some(expected), "{text}");
        }
    }
}
