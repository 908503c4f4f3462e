//! Tokens: one pass over the bytes of a block. What a run of digits means is left to the grammar.

use crate::indicator::WordId;
use crate::key::Key;
use crate::lexicon::{Classes, Known, known};
use std::ops::Range;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// Letters, with inner apostrophes and the dots of `U.S.`.
    Word,
    /// Digits with inner `,` `.` and digits.
    Number,
    /// Any other character but white space.
    Sign,
}

/// A token: where it stands, what it is made of, and which word lists it is on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    pub start: u32,
    pub end: u32,
    pub class: Class,
    /// White space or markup stands before it.
    pub spaced: bool,
    /// Begins with an upper-case letter.
    pub capital: bool,
    /// The word lists it is on.
    pub words: Classes,
    /// Its number among the words of the patterns of indicators.
    pub pattern_word: WordId,
    /// The word itself.
    pub key: Key,
    /// The [`Key::bit`] of the word.
    pub bit: u8,
}

impl Token {
    pub(crate) fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    pub(crate) fn text<'t>(&self, text: &'t str) -> &'t str {
        &text[self.range()]
    }

    pub(crate) fn is(&self, classes: Classes) -> bool {
        self.words.meets(classes)
    }
}

/// Appends the tokens of `text[range]`, passing over the `markup` ranges inside it.
pub(crate) fn tokenize(text: &str, range: Range<usize>, markup: &[Range<usize>], tokens: &mut Vec<Token>) {
    let first = tokens.len();
    let mut from = range.start;
    for skip in markup {
        scan(text, from..skip.start.max(from), tokens);
        from = skip.end.max(from);
    }
    scan(text, from..range.end.max(from), tokens);
    // by itself, so that one look-up need not wait for the other
    for token in tokens[first..].iter_mut().filter(|token| token.class == Class::Word) {
        let Known { classes, pattern_word } = known(token.key);
        (token.words, token.pattern_word) = (classes, pattern_word);
    }
}

fn scan(text: &str, range: Range<usize>, tokens: &mut Vec<Token>) {
    let bytes = text.as_bytes();
    let mut at = range.start;
    let mut spaced = true;
    while at < range.end {
        let byte = bytes[at];
        if byte == b' ' || byte.is_ascii_whitespace() {
            spaced = true;
            at += 1;
            continue;
        }
        let (class, end) = match byte {
            b'0'..=b'9' => (Class::Number, number_end(bytes, at, range.end)),
            b'A'..=b'Z' | b'a'..=b'z' => (Class::Word, word_end(text, at, range.end)),
            0..0x80 => (Class::Sign, at + 1),
            _ => {
                let wide = text[at..].chars().next().expect("a token begins on a character");
                if wide.is_whitespace() {
                    spaced = true;
                    at += wide.len_utf8();
                    continue;
                }
                if is_letter(wide) { (Class::Word, word_end(text, at, range.end)) } else { (Class::Sign, at + wide.len_utf8()) }
            }
        };
        let capital = class == Class::Word && begins_upper(text, at);
        let key = Key::at(text, at, end);
        let Known { classes, pattern_word } = Known::default();
        let (start, bit) = (at as u32, key.bit());
        tokens.push(Token { start, end: end as u32, class, spaced, capital, words: classes, pattern_word, key, bit });
        spaced = false;
        at = end;
    }
}

fn begins_upper(text: &str, at: usize) -> bool {
    match text.as_bytes()[at] {
        byte if byte < 0x80 => byte.is_ascii_uppercase(),
        _ => text[at..].chars().next().is_some_and(char::is_uppercase),
    }
}

/// Digits, and a comma or a dot where a digit follows.
fn number_end(bytes: &[u8], mut at: usize, end: usize) -> usize {
    while at < end {
        let digit_follows = at + 1 < end && bytes[at + 1].is_ascii_digit();
        match bytes[at] {
            b'0'..=b'9' => at += 1,
            b',' | b'.' if digit_follows => at += 2,
            _ => break,
        }
    }
    at
}

/// Letters, an apostrophe between letters, and the dots of an abbreviation of single letters (`U.S.`, `a.m.`).
fn word_end(text: &str, start: usize, end: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    while at < end {
        match bytes[at] {
            b'A'..=b'Z' | b'a'..=b'z' => at += 1,
            b'\'' if at > start && letter_at(bytes, at + 1, end) => at += 1,
            b'.' if single_letter_dot(bytes, start, at, end) => at += 1,
            byte if byte < 0x80 => break,
            _ => match text[at..].chars().next() {
                Some('\u{2019}') if at > start && letter_at(bytes, at + 3, end) => at += 3,
                Some(wide) if is_letter(wide) || is_mark(wide) => at += wide.len_utf8(),
                _ => break,
            },
        }
    }
    at
}

/// Whether `wide` is a letter; quick for the scripts that are read.
pub(crate) fn is_letter(wide: char) -> bool {
    matches!(wide, 'a'..='z' | 'A'..='Z' | 'а'..='я' | 'А'..='Я' | '가'..='힣' | '一'..='龥') || wide.is_alphabetic()
}

/// Whether `wide` is a letter or a digit; quick for the scripts that are read.
pub(crate) fn is_letter_or_digit(wide: char) -> bool {
    is_letter(wide) || wide.is_ascii_digit() || wide.is_numeric()
}

fn is_mark(wide: char) -> bool {
    matches!(wide, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200d}')
}

fn letter_at(bytes: &[u8], at: usize, end: usize) -> bool {
    at < end && bytes[at].is_ascii_alphabetic()
}

/// Whether the dot at `at` belongs to an abbreviation: one letter before it, and one letter with a dot before or after.
fn single_letter_dot(bytes: &[u8], start: usize, at: usize, end: usize) -> bool {
    let one_before = at > start && (at - 1 == start || bytes[at - 2] == b'.');
    let more_after = at + 2 < end && bytes[at + 1].is_ascii_alphabetic() && bytes[at + 2] == b'.';
    let some_before = at >= start + 3 && bytes[at - 2] == b'.';
    one_before && (more_after || some_before)
}
