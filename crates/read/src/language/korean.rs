//! Korean of the South and of the North: particles and endings by rule, numbers of both systems.

pub(crate) mod hanja;

use super::item::{Case, Scanner};
use super::letters::{ByFirst, Letters, is_hangul};
use super::lexicon::forms;
use super::numeral::{Numeral, Scales, scaled};
use super::script::Tongue;
use rust_decimal::Decimal;
use std::sync::LazyLock;

/// Words of the lists and how the sentence is cut.
pub(crate) static SCANNER: LazyLock<Scanner> = LazyLock::new(|| Scanner {
    words: forms(Tongue::Korean, &[include_str!("../../data/ko/words.tsv"), include_str!("../../data/ko/places.tsv")]),
    number,
    ending,
    unlisted,
});

const SCALES: Scales = Scales {
    digit: |letter| {
        let row = ['영', '일', '이', '삼', '사', '오', '육', '칠', '팔', '구'];
        let value = match letter {
            '공' => Some(0),
            '륙' => Some(6),
            _ => row.iter().position(|digit| *digit == letter),
        };
        value.and_then(|value| u8::try_from(value).ok())
    },
    small: |letter| match letter {
        '십' => Some(10),
        '백' => Some(100),
        '천' => Some(1000),
        _ => None,
    },
    large: |letter| match letter {
        '만' => Some(10_000),
        '억' => Some(100_000_000),
        '조' => Some(1_000_000_000_000),
        _ => None,
    },
    vague: |letter| matches!(letter, '수' | '몇'),
    more: |letter| letter == '여',
    spaced: true,
    pair: |_, _| false,
    each: |_, _| false,
};

/// Native numbers before a counter.
#[rustfmt::skip] // a table reads better with several entries a line
const NATIVE: &[(&str, u32)] = &[
    ("한", 1), ("두", 2), ("세", 3), ("석", 3), ("서", 3), ("네", 4), ("넉", 4), ("다섯", 5), ("여섯", 6), ("일곱", 7), ("여덟", 8), ("아홉", 9),
    ("열한", 11), ("열두", 12), ("열세", 13), ("열네", 14), ("열다섯", 15), ("열여섯", 16), ("열일곱", 17), ("열여덟", 18), ("열아홉", 19), ("열", 10), ("스무", 20), ("스물", 20),
    ("서른", 30), ("마흔", 40), ("쉰", 50), ("예순", 60), ("일흔", 70), ("여든", 80), ("아흔", 90),
];
/// Native numbers that name two ends.
const NATIVE_PAIRS: &[(&str, u32, u32)] = &[
    ("한두", 1, 2),
    ("두세", 2, 3),
    ("두서너", 2, 4),
    ("서너", 3, 4),
    ("네댓", 4, 5),
    ("너댓", 4, 5),
    ("네다섯", 4, 5),
    ("대여섯", 5, 6),
    ("예닐곱", 6, 7),
    ("일고여덟", 7, 8),
    ("여덟아홉", 8, 9),
];
const NATIVE_TENS: &[(&str, u32)] =
    &[("스물", 20), ("서른", 30), ("마흔", 40), ("쉰", 50), ("예순", 60), ("일흔", 70), ("여든", 80), ("아흔", 90)];

/// What must follow a number in words, so that it is one.
#[rustfmt::skip] // a table reads better with several entries a line
const AFTER_WORDS: &[&str] = &[
    "명", "인", "사람", "분", "여명", "여 명", "원", "달러", "딸라", "불", "위안", "원화", "루블", "루불", "엔", "유로", "시간", "개월", "달", "년", "주", "일", "퍼센트", "프로", "할", "살", "세", "배",
    "여", "개", "차", "호", "번",
];
/// Counters of native numbers.
const AFTER_NATIVE: &[&str] = &["명", "사람", "분", "시간", "달", "살", "해", "주", "개", "번", "시"];

fn number(letters: &Letters, at: usize) -> Option<(Numeral, usize)> {
    let first = letters.at(at);
    if !first.is_ascii_digit() && !is_hangul(first) {
        return None;
    }
    let before = if at == 0 { ' ' } else { letters.at(at - 1) };
    if first.is_ascii_digit() {
        return if before.is_ascii_alphabetic() { None } else { scaled(letters, at, &SCALES) };
    }
    if is_hangul(before) {
        return None;
    }
    native(letters, at).or_else(|| {
        let (numeral, end) = scaled(letters, at, &SCALES)?;
        let scaled = numeral.scale > Decimal::ONE || numeral.value >= Decimal::TEN || numeral.vague || a_length(letters, at, end);
        (scaled && (followed(letters, end, AFTER_WORDS) || at_a_range(letters, end))).then_some((numeral, end))
    })
}

/// "삼 년", "육 개월": one digit in words before a length of time. "일 년" is a period, and "일" alone a day.
fn a_length(letters: &Letters, at: usize, end: usize) -> bool {
    end == at + 1 && letters.at(at) != '일' && followed(letters, end, &["년", "개월"])
}

fn at_a_range(letters: &Letters, end: usize) -> bool {
    letters.at(end) == '~'
}

fn followed(letters: &Letters, end: usize, by: &[&str]) -> bool {
    let end = end + usize::from(letters.at(end) == ' ');
    by.iter().any(|word| letters.says(end, word))
}

/// Whether a native number can begin with `letter`.
fn begins_native(letter: char) -> bool {
    static FIRSTS: LazyLock<Vec<char>> = LazyLock::new(|| {
        let words = NATIVE.iter().chain(NATIVE_TENS).map(|(word, _)| *word);
        let mut firsts: Vec<char> =
            words.chain(NATIVE_PAIRS.iter().map(|(word, _, _)| *word)).flat_map(|word| word.chars().next()).collect();
        firsts.sort_unstable();
        firsts
    });
    FIRSTS.binary_search(&letter).is_ok()
}

fn native(letters: &Letters, at: usize) -> Option<(Numeral, usize)> {
    if !begins_native(letters.at(at)) {
        return None;
    }
    let whole = |value: u32, end: usize| {
        let numeral = Numeral { words: true, vague: value == 0, ..Numeral::plain(Decimal::from(value.max(2))) };
        Some((numeral, end))
    };
    for (tens, value) in NATIVE_TENS.iter().filter(|(tens, _)| letters.says(at, tens)) {
        let end = at + tens.chars().count();
        for (ones, more) in NATIVE.iter().filter(|(_, more)| (1..10).contains(more)) {
            let after = end + ones.chars().count();
            if letters.says(end, ones) && followed(letters, after, AFTER_NATIVE) {
                return whole(value + more, after);
            }
        }
    }
    let tens = NATIVE_TENS.iter().chain(&[("열", 10), ("", 0)]).filter(|(tens, _)| letters.says(at, tens));
    for (tens, more) in tens {
        let ones = at + tens.chars().count();
        for (word, low, high) in NATIVE_PAIRS.iter().filter(|(word, _, _)| letters.says(ones, word)) {
            let end = ones + word.chars().count();
            if followed(letters, end, AFTER_NATIVE) {
                let (low, high) = (Decimal::from(more + low), Decimal::from(more + high));
                return Some((Numeral { words: true, upto: Some(high), ..Numeral::plain(low) }, end));
            }
        }
    }
    let (value, end) = NATIVE
        .iter()
        .filter(|(word, _)| letters.says(at, word))
        .map(|(word, value)| (*value, at + word.chars().count()))
        .max_by_key(|(_, end)| *end)?;
    let spaced = letters.at(end) == ' ';
    let counted = followed(letters, end, AFTER_NATIVE);
    if !counted
        || end == at + 1
            && !spaced
            && !["명", "사람", "달", "시간", "해", "살", "시"].iter().any(|counter| letters.says(end, counter))
    {
        return None;
    }
    if value == 1 {
        return Some((Numeral { words: true, ..Numeral::plain(Decimal::ONE) }, end));
    }
    whole(value, end)
}

/// Particles, longest first, and the case each gives.
#[rustfmt::skip] // a table reads better with several entries a line
const PARTICLES: &[(&str, Case)] = &[
    ("에게서는", Case::From), ("에서부터", Case::From), ("으로부터", Case::From), ("에서만", Case::At), ("에서의", Case::At), ("에서는", Case::At), ("에서도", Case::At), ("에게서", Case::From), ("로부터", Case::From), ("에게는", Case::To), ("한테서", Case::From), ("들에게", Case::To), ("들에게는", Case::To), ("들에게서", Case::From), ("들로부터", Case::From),
    ("들한테", Case::To), ("까지는", Case::Until), ("으로는", Case::To), ("에서", Case::At), ("에게", Case::To), ("한테", Case::To), ("께서", Case::Subject), ("부터", Case::From), ("까지", Case::Until), ("으로", Case::To), ("들은", Case::Topic), ("들이", Case::Subject), ("들을", Case::Object), ("들의", Case::Of), ("들도", Case::Topic),
    ("들과", Case::And), ("들이나", Case::And), ("에는", Case::At), ("에도", Case::At), ("에만", Case::At), ("로는", Case::To), ("이나", Case::And), ("이며", Case::None), ("이라고", Case::None), ("라고", Case::None), ("이고", Case::None), ("이었다", Case::None), ("였다", Case::None), ("이라는", Case::None), ("이다", Case::None), ("인데", Case::None), ("만을", Case::Object), ("만이", Case::Subject),
    ("당", Case::Each), ("은", Case::Topic), ("는", Case::Topic), ("이", Case::Subject), ("가", Case::Subject), ("을", Case::Object), ("를", Case::Object), ("의", Case::Of), ("에", Case::At), ("로", Case::To), ("와", Case::And), ("과", Case::And), ("랑", Case::And), ("도", Case::Topic), ("만", Case::None), ("들", Case::None), ("나", Case::And), ("씩", Case::None), ("보다", Case::None), ("처럼", Case::None), ("밖에", Case::None),
];

/// The particle at `at`, if the word ends behind it.
fn ending(letters: &Letters, at: usize) -> Option<(Case, usize)> {
    if !is_hangul(letters.at(at)) {
        return None;
    }
    static BY_FIRST: LazyLock<ByFirst<Case>> = LazyLock::new(|| ByFirst::of(PARTICLES));
    BY_FIRST.at(letters, at).find(|(_, end)| !is_hangul(letters.at(*end)))
}

/// An unlisted word is taken letter by letter, so that a listed one inside it is found; Latin letters stay together.
fn unlisted(letters: &Letters, at: usize) -> usize {
    letters.from(at).iter().take_while(|letter| letter.is_ascii_alphanumeric()).count().max(1)
}
