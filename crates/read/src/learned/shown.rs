//! Which indicators of forced labour a sentence shows by its words, weighed: the second opinion beside the patterns of
//! [`crate::indicator`].

use super::features::{Stem, key_of_word, key_of_words};
use super::weights::SHOWN;
use crate::indicator::Hit;
use crate::lexicon::{Classes, LIST_NAMES};
use crate::token::{Class, Token};
use evidence::Indicator;
use std::ops::Range;

/// How many indicators there are.
pub(crate) const INDICATORS: usize = Indicator::ALL.len();

/// The sum from which a sentence shows an indicator that no pattern finds, in units of weight.
pub(crate) const TO_SHOW: f64 = 0.0;
/// The sum below which a sentence does not show what a pattern finds.
pub(crate) const TO_REFUSE: f64 = -5.0;

/// One weight of one, in the numbers of the sums.
const ONE: f64 = 100.0 * WHOLE as f64;
const WHOLE: i64 = 16;
/// The part of a word of the sentence before.
const OF_PREVIOUS: i64 = 5;
/// Shorter sentences show nothing, and of longer ones only so much is looked at, in tokens.
const LENGTHS: Range<usize> = 4..80;

/// What is told of a sentence: where it stands, which word or words, the token it belongs to.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Told {
    Always,
    Word(Stem),
    Pair(Stem, Stem),
    /// Two words with one between them.
    Gap(Stem, Stem),
    List(u8),
    Before(Stem),
    BeforeList(u8),
}

impl Told {
    fn key(&self) -> u64 {
        match self {
            Told::Always => key_of_word(0, &Stem::NUMBER),
            Told::Word(word) => key_of_word(1, word),
            Told::Pair(one, other) => key_of_words(2, one, other),
            Told::Gap(one, other) => key_of_words(3, one, other),
            Told::List(list) => u64::from(*list) | 4 << 8,
            Told::Before(word) => key_of_word(5, word),
            Told::BeforeList(list) => u64::from(*list) | 6 << 8,
        }
    }

    pub(crate) fn name(&self) -> String {
        match self {
            Told::Always => "always".into(),
            Told::Word(word) => format!("word={}", word.text()),
            Told::Pair(one, other) => format!("pair={} {}", one.text(), other.text()),
            Told::Gap(one, other) => format!("gap={} {}", one.text(), other.text()),
            Told::List(list) => format!("list={}", LIST_NAMES[usize::from(*list)]),
            Told::Before(word) => format!("sentence_before={}", word.text()),
            Told::BeforeList(list) => format!("sentence_before_list={}", LIST_NAMES[usize::from(*list)]),
        }
    }

    /// What is called `name` in the file of weights.
    pub(super) fn key_named(name: &str) -> Option<u64> {
        if name == "always" {
            return Some(Told::Always.key());
        }
        let (place, what) = name.split_once('=')?;
        let list = || Some(LIST_NAMES.iter().position(|known| *known == what)? as u8);
        let pair = || what.split_once(' ').map(|(one, other)| (Stem::whole(one), Stem::whole(other)));
        let told = match place {
            "word" => Told::Word(Stem::whole(what)),
            "pair" => pair().map(|(one, other)| Told::Pair(one, other))?,
            "gap" => pair().map(|(one, other)| Told::Gap(one, other))?,
            "list" => Told::List(list()?),
            "sentence_before" => Told::Before(Stem::whole(what)),
            "sentence_before_list" => Told::BeforeList(list()?),
            _ => return None,
        };
        Some(told.key())
    }
}

/// Tells what is known of a sentence: each thing once, the part of it that counts, and the token where it stands.
pub(crate) fn tell(text: &str, sentence: &[Token], previous: &[Token], hear: &mut impl FnMut(Told, i64, Option<usize>)) {
    hear(Told::Always, WHOLE, None);
    let stem = |token: &Token| if token.class == Class::Number { Stem::NUMBER } else { Stem::of(token.text(text)) };
    let (mut last, mut one_before) = (Stem::BEYOND, None);
    let mut lists = 0;
    for (at, token) in sentence.iter().take(LENGTHS.end).enumerate() {
        let word = stem(token);
        if token.class == Class::Word {
            hear(Told::Word(word), WHOLE, Some(at));
        }
        hear(Told::Pair(last, word), WHOLE, Some(at));
        if let Some(earlier) = one_before {
            hear(Told::Gap(earlier, word), WHOLE / 2, Some(at));
        }
        (one_before, last) = (Some(last), word);
        lists |= token.words.bits();
    }
    each(lists, |list| hear(Told::List(list), WHOLE, None));
    let mut lists = 0;
    for token in previous.iter().take(LENGTHS.end) {
        lists |= token.words.bits();
        if token.class == Class::Word && !token.is(Classes::STOP) {
            hear(Told::Before(Stem::of(token.text(text))), OF_PREVIOUS, None);
        }
    }
    each(lists, |list| hear(Told::BeforeList(list), OF_PREVIOUS, None));
}

fn each(mut lists: u64, mut hear: impl FnMut(u8)) {
    while lists != 0 {
        hear(lists.trailing_zeros() as u8);
        lists &= lists - 1;
    }
}

/// Adds to the `hits` of the patterns what the words show, and takes away what they speak against.
pub(crate) fn judged(text: &str, sentence: &[Token], previous: &[Token], hits: &mut Vec<Hit>) {
    if SHOWN.is_empty() || sentence.len() < LENGTHS.start {
        return;
    }
    let mut sums = [0i64; INDICATORS];
    tell(text, sentence, previous, &mut |told, part, _| {
        if let Some(row) = SHOWN.get(&told.key()) {
            for (sum, weight) in sums.iter_mut().zip(row) {
                *sum += part * i64::from(*weight);
            }
        }
    });
    let sum = |indicator: Indicator| sums[place(indicator)] as f64 / ONE;
    hits.retain(|hit| hit.strong || sum(hit.indicator) > TO_REFUSE);
    for indicator in Indicator::ALL.into_iter().filter(|indicator| sum(*indicator) >= TO_SHOW) {
        if !hits.iter().any(|hit| hit.indicator == indicator) {
            hits.push(Hit {
                indicator,
                words: strongest(text, sentence, previous, place(indicator)),
                modality: None,
                quantifier: None,
                rule: "indicator.words_weighed",
                strong: false,
                weighed: format!(" (no pattern; the words weigh {:+.1}, {TO_SHOW:+.1} needed)", sum(indicator)),
            });
        }
    }
}

fn place(indicator: Indicator) -> usize {
    Indicator::ALL.iter().position(|known| *known == indicator).unwrap_or(0)
}

/// From the first to the last of the three tokens that speak most for an indicator.
fn strongest(text: &str, sentence: &[Token], previous: &[Token], indicator: usize) -> Range<usize> {
    let mut speaks = vec![0i64; sentence.len()];
    tell(text, sentence, previous, &mut |told, part, at| {
        if let (Some(at), Some(row)) = (at, SHOWN.get(&told.key())) {
            speaks[at] += part * i64::from(row[indicator]);
        }
    });
    let mut order: Vec<usize> = (0..sentence.len()).filter(|at| sentence[*at].class == Class::Word).collect();
    order.sort_by_key(|at| (std::cmp::Reverse(speaks[*at]), *at));
    order.truncate(3);
    match (order.iter().min(), order.iter().max()) {
        (Some(first), Some(last)) => *first..last + 1,
        _ => 0..sentence.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::tokenize;

    #[test]
    fn what_is_told_is_found_again_by_its_name() {
        let text = "We had come in May. Our passports lay in the manager's shoebox, 40 of them.";
        let mut tokens = Vec::new();
        tokenize(text, 0..text.len(), &[], &mut tokens);
        let (previous, sentence) = tokens.split_at(6);
        let mut told = 0;
        tell(text, sentence, previous, &mut |one, part, at| {
            assert_eq!(Told::key_named(&one.name()), Some(one.key()), "{}", one.name());
            assert!(part > 0 && at.is_none_or(|at| at < sentence.len()));
            told += 1;
        });
        assert!(told > 40, "{told}");
        assert_eq!(Told::key_named("nowhere=word"), None);
    }

    #[test]
    fn no_weight_refuses_evidence_by_itself_and_short_sentences_are_left_alone() {
        let text = "Harmless words.";
        let mut tokens = Vec::new();
        tokenize(text, 0..text.len(), &[], &mut tokens);
        let hit = Hit {
            indicator: Indicator::DebtBondage,
            words: 0..2,
            modality: None,
            quantifier: None,
            rule: "indicator.test",
            strong: false,
            weighed: String::new(),
        };
        let mut hits = vec![hit.clone()];
        judged(text, &tokens, &[], &mut hits);
        assert_eq!(hits, std::slice::from_ref(&hit), "a short sentence");
        let text = "The museum opens at nine, closes at five and sells tickets, maps and ice cream to visitors in summer.";
        tokens.clear();
        tokenize(text, 0..text.len(), &[], &mut tokens);
        let strong = Hit { strong: true, ..hit };
        let mut hits = vec![strong.clone()];
        judged(text, &tokens, &[], &mut hits);
        assert_eq!(hits, [strong], "evidence by itself");
    }
}
