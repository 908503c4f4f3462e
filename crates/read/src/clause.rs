//! Clauses: where the reach of a verb, a negation or a promise ends.

use crate::key::{Keys, any};
use crate::lexicon::Classes;
use crate::token::Class;
use crate::words::Words;
use std::ops::Range;

/// Words that open a clause after a comma.
const AFTER_COMMA: Keys = any![
    "but", "and", "while", "whereas", "although", "though", "because", "which", "who", "whose", "where", "when", "leaving", "so",
    "then", "yet", "of", "with", "paying", "receiving", "compared", "however", "he", "she", "they", "it", "we", "i", "or",
    "after", "before", "since", "despite", "even",
];

/// Words that open a clause by themselves.
const BY_ITSELF: Keys = any!["but", "while", "whereas", "although", "though", "because", "which", "unless", "however"];

/// Words that set a clause before the main one: "although the code limits the day, …".
const CONCEDES: Keys = any!["although", "though", "while", "whereas", "because", "despite"];

/// The clauses of a sentence, in order and without gaps.
pub(crate) fn clauses(words: &Words) -> Vec<Range<usize>> {
    let mut starts = vec![0];
    let mut relative = false;
    let mut conceded = words.is_any(0, CONCEDES) || words.says(0, "even") && words.is_any(1, CONCEDES);
    for at in 1..words.len() {
        if words.class(at - 1) != Some(Class::Sign) && !words.is_any(at, BY_ITSELF) {
            continue;
        }
        let ends_concession = conceded && words.word(at - 1) == ",";
        conceded &= !ends_concession;
        let ends_relative = relative && words.word(at - 1) == "," && finite(words, at);
        if ends_concession || ends_relative || opens_clause(words, at) {
            starts.push(at);
            relative = words.is_any(at, any!["who", "which", "whose", "where"]) && words.word(at - 1) == ",";
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

/// Verbs in a form that only a subject can govern, other than those in -ed: they open a verb phrase of their own after "and" or a comma.
const FINITE: Keys = any![
    "is", "are", "was", "were", "am", "has", "have", "had", "does", "do", "did", "got", "went", "came", "made", "kept", "paid",
    "took", "gave", "left", "slept", "ate", "began", "ran", "drank", "stood", "sat", "lay", "held", "sent", "told", "said",
    "saw", "found", "knew", "wrote", "brought", "bought", "built", "fed", "led", "lost", "met", "sold", "spent", "woke", "wore",
    "rose", "fell", "drove", "makes", "goes", "costs", "brings", "gives", "sends", "runs", "begins", "starts", "ends", "comes",
    "spends", "sewed", "dug", "cut", "works", "earns", "gets", "receives", "lives", "sleeps", "pays", "takes", "keeps", "work",
    "earn", "get", "receive", "live", "sleep", "toil", "can", "could", "may", "must", "would", "will",
];

/// Words that may stand between the joint and its verb.
const BEFORE_THE_VERB: Keys = any![
    "and", "but", "then", "yet", "also", "often", "usually", "sometimes", "always", "still", "instead", "only", "just", "i",
    "we", "they", "he", "she", "it",
];

/// Whether another verb phrase begins behind the joint at `at`: ", sat at the loom all night", "and were allowed", "but she earned".
fn joins_verbs(words: &Words, at: usize) -> bool {
    if words.word(at) != "," && !words.is_any(at, any!["and", "but", "yet", "then"]) {
        return false;
    }
    let mut verb = at + 1;
    while verb < at + 4 && (words.is_any(verb, BEFORE_THE_VERB) || words.word(verb).ends_with("ly")) {
        verb += 1;
    }
    finite(words, verb)
}

fn finite(words: &Words, at: usize) -> bool {
    let word = words.word(at);
    let past = word.len() > 4 && word.ends_with("ed") && !words.is(at + 1, Classes::WORKER);
    (past || words.is_any(at, FINITE)) && words.is_word(at)
}

/// Whether a verb of its own stands between two words, so that what governs the first says nothing of the second.
pub(crate) fn another_verb_between(words: &Words, from: usize, until: usize) -> bool {
    (from + 1..until).any(|at| joins_verbs(words, at))
}

/// Whether a finite verb stands in `range`, joined or not.
pub(crate) fn has_finite_verb(words: &Words, range: Range<usize>) -> bool {
    range.clone().any(|at| finite(words, at))
}

/// The verb phrase around token `at`: the part of `clause` that its verb governs.
pub(crate) fn verb_phrase(words: &Words, clause: &Range<usize>, at: usize) -> Range<usize> {
    let start = (clause.start..at).rev().find(|&joint| joins_verbs(words, joint)).unwrap_or(clause.start);
    let end = (at..clause.end).find(|&joint| joins_verbs(words, joint)).unwrap_or(clause.end);
    start..end
}
