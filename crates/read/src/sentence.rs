//! Sentences: runs of tokens inside a block, cut at closing punctuation and at semicolons.

use crate::lexicon::Classes;
use crate::token::{Class, Token};
use std::ops::Range;

/// A run of this many tokens without an end is cut all the same: a file of one endless line stays readable in bounded time.
const LONGEST: usize = 300;

/// Cuts `tokens` (of one block) into sentences, as ranges of token indices.
pub(crate) fn sentences(text: &str, tokens: &[Token]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    for at in 0..tokens.len() {
        if ends_sentence(text, tokens, at) || at + 1 - from.min(at) >= LONGEST {
            let end = with_closing_quotes(text, tokens, at + 1);
            if end > from {
                found.push(from..end);
                from = end;
            }
        }
    }
    if from < tokens.len() {
        found.push(from..tokens.len());
    }
    found
}

fn ends_sentence(text: &str, tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    if token.class == Class::Word {
        return text.as_bytes()[token.end as usize - 1] == b'.'
            && begins_sentence(text, tokens, at + 1)
            && !ends_in_abbreviation(text, token);
    }
    match text.as_bytes()[token.start as usize] {
        b'!' | b'?' => true,
        b';' => true,
        b'.' => at == 0 || !is_abbreviation(tokens, at) && begins_sentence(text, tokens, at + 1),
        _ => text[token.range()].starts_with(['。', '！', '？', '；']),
    }
}

/// `U.S.` before a capital word is rarely the end of a sentence; `a.m.` before one usually is.
fn ends_in_abbreviation(text: &str, token: &Token) -> bool {
    token.text(text).starts_with(|first: char| first.is_uppercase())
}

/// Whether the dot at `at` belongs to the word before it: a title, an initial, or a known abbreviation.
fn is_abbreviation(tokens: &[Token], at: usize) -> bool {
    let before = &tokens[at - 1];
    let initial = before.class == Class::Word && before.capital && before.end - before.start == 1;
    !tokens[at].spaced && (initial || before.is(Classes::ABBREVIATION))
}

fn begins_sentence(text: &str, tokens: &[Token], at: usize) -> bool {
    let Some(next) = tokens.get(at) else { return true };
    if !next.spaced {
        return matches!(text[next.range()].chars().next(), Some('"' | '”' | '’' | '\'' | ')' | ']' | '»' | '['));
    }
    match next.class {
        Class::Word => next.capital || !next.text(text).is_ascii(),
        Class::Number | Class::Sign => true,
    }
}

fn with_closing_quotes(text: &str, tokens: &[Token], mut end: usize) -> usize {
    while let Some(token) = tokens.get(end) {
        let closes = matches!(&text[token.range()], "\"" | "”" | "’" | "'" | ")" | "]" | "»");
        if !closes || token.spaced {
            break;
        }
        end += 1;
    }
    end
}
