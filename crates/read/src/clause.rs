//! Clauses: where the reach of a verb, a negation or a promise ends.

use crate::key::{Key, any};
use crate::words::Words;
use std::ops::Range;

/// Words that open a clause after a comma.
const AFTER_COMMA: &[Key] = any![
    "but", "and", "while", "whereas", "although", "though", "because", "which", "who", "whose", "where", "when", "leaving", "so",
    "then", "yet", "of", "with", "paying", "receiving", "compared", "however", "he", "she", "they", "it", "we", "i", "or",
    "after", "before", "since", "despite", "even",
];

/// Words that open a clause by themselves.
const BY_ITSELF: &[Key] = any!["but", "while", "whereas", "although", "though", "because", "which", "unless", "however"];

/// The clauses of a sentence, in order and without gaps.
pub(crate) fn clauses(words: &Words) -> Vec<Range<usize>> {
    let mut starts = vec![0];
    for at in 1..words.len() {
        if opens_clause(words, at) {
            starts.push(at);
        }
    }
    starts.dedup();
    let ends = starts.iter().skip(1).copied().chain([words.len()]).collect::<Vec<_>>();
    starts.into_iter().zip(ends).map(|(start, end)| start..end).filter(|clause| !clause.is_empty()).collect()
}

fn opens_clause(words: &Words, at: usize) -> bool {
    let before = words.word(at - 1);
    let dash = matches!(before, "–" | "—" | "-") && !words.attached(at - 1) && !words.attached(at);
    let bracket = matches!(before, ";" | "(" | ")" | ":" | "—");
    let comma = before == "," && words.is_any(at, AFTER_COMMA);
    dash || bracket || comma || words.is_any(at, BY_ITSELF)
}

/// The clause that holds token `at`.
pub(crate) fn clause_of(clauses: &[Range<usize>], at: usize) -> Range<usize> {
    clauses.iter().find(|clause| clause.contains(&at)).cloned().unwrap_or(at..at + 1)
}

/// How many clause borders lie between two tokens.
pub(crate) fn borders_between(clauses: &[Range<usize>], a: usize, b: usize) -> usize {
    let index = |at: usize| clauses.iter().position(|clause| clause.contains(&at)).unwrap_or(clauses.len());
    index(a).abs_diff(index(b))
}
