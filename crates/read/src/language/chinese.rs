//! Chinese, simplified and traditional: no spaces, so the longest listed word counts.

pub(crate) mod script;

use super::item::Scanner;
use super::letters::{Letters, is_han};
use super::lexicon::forms;
use super::numeral::{Numeral, Scales, digits, scaled};
use super::script::Tongue;
use std::sync::LazyLock;

/// Words of the lists and how the sentence is cut.
pub(crate) static SCANNER: LazyLock<Scanner> = LazyLock::new(|| Scanner {
    words: forms(Tongue::Chinese, &[include_str!("../../data/zh/words.tsv"), include_str!("../../data/zh/places.tsv")]),
    number,
    ending: |_, _| None,
    unlisted: |letters, at| letters.from(at).iter().take_while(|letter| letter.is_ascii_alphanumeric()).count().max(1),
});

const SCALES: Scales = Scales {
    digit: |letter| {
        Some(match letter {
            '〇' | '零' => 0,
            '一' | '壹' => 1,
            '二' | '两' | '贰' => 2,
            '三' | '叁' => 3,
            '四' => 4,
            '五' => 5,
            '六' => 6,
            '七' => 7,
            '八' => 8,
            '九' => 9,
            _ => return None,
        })
    },
    small: |letter| match letter {
        '十' | '拾' => Some(10),
        '百' | '佰' => Some(100),
        '千' | '仟' => Some(1000),
        _ => None,
    },
    large: |letter| match letter {
        '万' => Some(10_000),
        '亿' => Some(100_000_000),
        '兆' => Some(1_000_000_000_000),
        _ => None,
    },
    vague: |letter| matches!(letter, '数' | '几' | '上' | '成'),
    more: |letter| matches!(letter, '多' | '余' | '来'),
    spaced: false,
    elliptic: true,
    pair: |letters, end| matches!(letters.at(end), '个' | '名' | '人' | '天' | '位' | '次' | '块' | '元' | '岁' | '倍'),
};

fn number(letters: &Letters, at: usize) -> Option<(Numeral, usize)> {
    let first = letters.at(at);
    if !first.is_ascii_digit() && !is_han(first) {
        return None;
    }
    // "上百" is some hundred, "上十二小时的班" no number before twelve
    if first == '上' && letters.at(at + 1) == '十' {
        return None;
    }
    if at > 0 && letters.at(at - 1).is_ascii_alphabetic() && first.is_ascii_digit() {
        return None;
    }
    if letters.at(at + 3) == ' ' && first.is_ascii_digit() {
        let grouped = digits(letters, at, |letter| letter == ' ', '.').filter(|(_, end)| *end > at + 4);
        if let Some((value, end)) = grouped {
            return Some((Numeral::plain(value), end));
        }
    }
    scaled(letters, at, &SCALES)
}
