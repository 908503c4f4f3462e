//! A sentence as the rules see it: tokens with their words.

use crate::key::Keys;
use crate::lexicon::Classes;
use crate::token::{Class, Token};
use std::ops::Range;

/// The tokens of one sentence.
#[derive(Clone, Copy)]
pub(crate) struct Words<'t> {
    pub text: &'t str,
    pub tokens: &'t [Token],
}

impl<'t> Words<'t> {
    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The word at `at`; empty beyond the ends.
    pub(crate) fn word(&self, at: usize) -> &'t str {
        self.tokens.get(at).map_or("", |token| token.text(self.text))
    }

    /// The bytes of the word at `at`; empty beyond the ends.
    fn letters(&self, at: usize) -> &'t [u8] {
        self.tokens.get(at).map_or(&[], |token| &self.text.as_bytes()[token.range()])
    }

    /// Whether the word at `at` is `word` (lower case), whatever its own case.
    pub(crate) fn says(&self, at: usize, word: &str) -> bool {
        self.letters(at).eq_ignore_ascii_case(word.as_bytes())
    }

    /// Whether the word at `at` is one of `words`.
    #[inline]
    pub(crate) fn is_any(&self, at: usize, words: Keys) -> bool {
        self.tokens.get(at).is_some_and(|token| words.hold(token.key, token.bit))
    }

    pub(crate) fn says_any(&self, at: usize, words: &[&str]) -> bool {
        let here = self.letters(at);
        let Some(first) = here.first().map(u8::to_ascii_lowercase) else { return false };
        let alike = |word: &&str| word.len() == here.len() && word.as_bytes()[0].to_ascii_lowercase() == first;
        words.iter().filter(|word| alike(word)).any(|word| here.eq_ignore_ascii_case(word.as_bytes()))
    }

    pub(crate) fn is(&self, at: usize, classes: Classes) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is(classes))
    }

    pub(crate) fn class(&self, at: usize) -> Option<Class> {
        self.tokens.get(at).map(|token| token.class)
    }

    pub(crate) fn is_word(&self, at: usize) -> bool {
        self.class(at) == Some(Class::Word)
    }

    pub(crate) fn is_number(&self, at: usize) -> bool {
        self.class(at) == Some(Class::Number)
    }

    pub(crate) fn capital(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.capital)
    }

    /// Whether no white space stands before the token at `at`.
    pub(crate) fn attached(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| !token.spaced)
    }

    pub(crate) fn is_hyphen(&self, at: usize) -> bool {
        match self.letters(at) {
            [sign] => *sign == b'-',
            [0xe2, ..] => matches!(self.word(at), "‐" | "‑" | "–" | "—" | "−"),
            _ => false,
        }
    }

    /// The length in tokens if the words from `at` on are `phrase` (lower case, separated by single blanks; a hyphen in the text may stand
    /// for a blank).
    pub(crate) fn phrase(&self, at: usize, phrase: &str) -> Option<usize> {
        let (first, wanted) = (self.letters(at).first()?, phrase.as_bytes().first()?);
        if !first.eq_ignore_ascii_case(wanted) {
            return None;
        }
        let mut here = at;
        for (index, word) in phrase.split(' ').enumerate() {
            if index > 0 && self.is_hyphen(here) && self.attached(here) {
                here += 1;
            }
            if !self.says(here, word) {
                return None;
            }
            here += 1;
        }
        Some(here - at)
    }

    /// The longest of `phrases` that begins at `at`, as a length in tokens.
    pub(crate) fn any_phrase(&self, at: usize, phrases: &[&str]) -> Option<usize> {
        phrases.iter().filter_map(|phrase| self.phrase(at, phrase)).max()
    }

    /// The longest of `phrases` that ends just before `end`, as its first token.
    pub(crate) fn phrase_before<'p, T>(&self, end: usize, phrases: &'p [(&'p str, T)]) -> Option<(usize, &'p T)> {
        let mut best: Option<(usize, &T)> = None;
        let last = *self.letters(end.checked_sub(1)?).last()?;
        for (phrase, value) in
            phrases.iter().filter(|(phrase, _)| phrase.bytes().next_back().is_some_and(|byte| byte.eq_ignore_ascii_case(&last)))
        {
            let count = phrase.split(' ').count();
            let Some(start) = end.checked_sub(count) else { continue };
            if self.phrase(start, phrase) == Some(count) && best.is_none_or(|(earlier, _)| start < earlier) {
                best = Some((start, value));
            }
        }
        best
    }

    /// The first token in `range` on one of the lists.
    pub(crate) fn find(&self, range: Range<usize>, classes: Classes) -> Option<usize> {
        range.clone().find(|&at| self.is(at, classes))
    }

    pub(crate) fn has(&self, range: Range<usize>, classes: Classes) -> bool {
        self.find(range, classes).is_some()
    }

    /// The first token in `range` that is one of `words`.
    pub(crate) fn any_within(&self, range: Range<usize>, words: Keys) -> Option<usize> {
        range.clone().find(|&at| self.is_any(at, words))
    }

    /// The words of a token range as they stand in the text, white space as it is.
    pub(crate) fn slice(&self, range: Range<usize>) -> &'t str {
        match self.bytes(range) {
            Some(bytes) => &self.text[bytes],
            None => "",
        }
    }

    /// The bytes of a token range; `None` if it is empty.
    pub(crate) fn bytes(&self, range: Range<usize>) -> Option<Range<usize>> {
        let first = self.tokens.get(range.start)?;
        let last = self.tokens.get(range.end.checked_sub(1)?)?;
        (first.start <= last.start).then_some(first.start as usize..last.end as usize)
    }

    /// The words of a token range with white space made single: a name to print.
    pub(crate) fn name(&self, range: Range<usize>) -> String {
        self.slice(range).split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
