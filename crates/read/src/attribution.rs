//! Who says so: the nearest voice, then whom that voice cites.

use crate::key::{Keys, any};
use crate::lexicon::Classes;
use crate::words::Words;
use std::ops::Range;

/// The voices of a sentence, nearest first, as token ranges.
pub(crate) fn voices(words: &Words) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for at in 0..words.len() {
        let possessive = words.capital(at) && words.word(at).ends_with('s');
        if !possessive && !words.is(at, Classes::VOICE) {
            continue;
        }
        let voice = according_to(words, at)
            .or_else(|| says(words, at))
            .or_else(|| study_by(words, at))
            .or_else(|| whose_study(words, at));
        if let Some(voice) = voice
            && !found.iter().any(|known| known.start < voice.end && voice.start < known.end)
        {
            found.push(voice);
        }
    }
    found.truncate(3);
    found
}

fn according_to(words: &Words, at: usize) -> Option<Range<usize>> {
    let start = at
        + words.any_phrase(
            at,
            &[
                "according to", "quoting", "quoted by", "cited by", "citing", "as reported by", "reported by", "estimated by",
                "published by",
            ],
        )?;
    let noun = if words.is_any(start, any!["a", "an", "the", "one", "its", "their"]) { start + 1 } else { start };
    let end = name_end(words, noun);
    (end > noun).then_some(start..end)
}

/// "X said", "X reports that", "X, …, told".
fn says(words: &Words, at: usize) -> Option<Range<usize>> {
    const VERBS: Keys = any![
        "said", "says", "told", "tells", "stated", "states", "reported", "reports", "estimated", "estimates", "testified",
        "recalled", "recalls", "explained", "explains", "added", "wrote", "writes", "found", "noted", "notes", "claimed",
        "claims", "announced", "denied", "denies", "rejected", "rejects", "believes", "believe", "say", "calculated",
        "calculates", "concluded", "concludes", "described", "describes", "cited", "quoted", "put",
    ];
    let verb = words.is_any(at, VERBS);
    let unspoken = at > 0 && words.is_any(at - 1, any!["cannot", "can't", "to", "not", "dare", "never", "can", "could", "must"]);
    let noun = unspoken
        || at > 0
            && words.is_any(
                at - 1,
                any![
                    "are", "were", "is", "was", "be", "been", "credible", "some", "many", "these", "such", "other", "several",
                    "media", "those", "the", "and", "being",
                ],
            );
    if !verb || at == 0 || noun && !words.capital(at - 1) {
        return None;
    }
    let weak = words.is_any(
        at,
        any!["denied", "denies", "rejected", "rejects", "claims", "reports", "states", "put", "found", "described", "notes"],
    );
    let object = words.is_any(
        at + 1,
        any![
            "that", "him", "her", "the", "a", "us", "reporters", "journalists", "them", "in", "investigators", "researchers",
            "it", "at",
        ],
    ) || matches!(words.word(at + 1), ":" | "," | "“" | "\"");
    if words.says(at, "put") && words.any_within(at + 1..(at + 12).min(words.len()), any!["at"]).is_none()
        || words.is_any(at + 1, any!["in"]) && weak
    {
        return None;
    }
    if weak && !object {
        return None;
    }
    let end = if words.is_any(at - 1, any!["has", "have", "had", "also", "later", "reportedly", "once"]) { at - 1 } else { at };
    let start = name_start(words, end)?;
    let pronoun = end - start == 1
        && words.is_any(
            start,
            any![
                "he", "she", "they", "it", "who", "which", "that", "one", "i", "we", "this", "what", "there", "nobody",
                "everyone", "everybody", "none",
            ],
        );
    (!pronoun && start < end && ends_a_name(words, end - 1)).then_some(start..end)
}

fn ends_a_name(words: &Words, at: usize) -> bool {
    words.is_word(at) && (!words.is(at, Classes::STOP) || words.is(at, Classes::WORKER))
}

/// "a 2012 study by X", "research by X", "figures from X".
fn study_by(words: &Words, at: usize) -> Option<Range<usize>> {
    let work = words.is_any(
        at,
        any![
            "study", "report", "research", "survey", "estimate", "estimates", "figures", "analysis", "brief", "investigation",
            "data", "paper", "assessment",
        ],
    );
    let by = words.is_any(at + 1, any!["by", "from"]);
    if !work || !by {
        return None;
    }
    let start = if words.is_any(at + 2, any!["the", "a", "an"]) { at + 3 } else { at + 2 };
    let end = name_end(words, start);
    (end > start && words.capital(start)).then_some(start..end)
}

/// "the Asan Institute's report".
fn whose_study(words: &Words, at: usize) -> Option<Range<usize>> {
    let word = words.word(at);
    let possessive = word.ends_with("'s") || word.ends_with("’s");
    let work = (at + 1..at + 3)
        .any(|next| words.is_any(next, any!["study", "report", "research", "survey", "estimate", "analysis", "figures"]));
    if !possessive || !work || !words.capital(at) {
        return None;
    }
    let mut start = at;
    while start > 0 && words.capital(start - 1) && words.is_word(start - 1) && !words.is(start - 1, Classes::STOP) {
        start -= 1;
    }
    Some(start..at + 1)
}

/// The end of a name or noun phrase that begins at `at`: to a comma, a verb of the main clause, or the end.
fn name_end(words: &Words, at: usize) -> usize {
    let mut here = at;
    while here < words.len() && here < at + 14 {
        if here > at
            && words.is_any(
                here,
                any![
                    "put", "puts", "said", "says", "found", "estimated", "estimates", "reported", "reports", "concluded",
                    "gives", "gave", "shows", "showed", "which", "that", "cited", "published", "calculated", "suggests",
                ],
            )
        {
            break;
        }
        let links = words.is_any(here, any!["of", "for", "on", "the", "and", "in", "at", "to", "with", "who", "from"])
            && here > at
            && goes_on(words, here);
        let word = words.is_word(here) && (!words.is(here, Classes::STOP) || links)
            || words.is_hyphen(here) && words.attached(here)
            || words.is_number(here) && here > at;
        if !word {
            break;
        }
        here += 1;
    }
    while here > at && words.is(here - 1, Classes::STOP) {
        here -= 1;
    }
    here
}

/// Whether a linking word leads on to more of the name.
fn goes_on(words: &Words, at: usize) -> bool {
    let next = if words.is_any(at + 1, any!["the", "a", "an", "his", "their"]) { at + 2 } else { at + 1 };
    if words.is_any(at, any!["who", "to"]) {
        return false;
    }
    if words.is_any(at, any!["in", "at", "with", "from"]) {
        return words.capital(next) && words.is_word(next);
    }
    if words.says(at, "and") {
        return words.capital(next) && words.is_word(next) && words.capital(at.saturating_sub(1));
    }
    words.is_word(next)
}

/// The start of the subject that ends before `end`: back to the border of the clause, at most twelve words.
fn name_start(words: &Words, end: usize) -> Option<usize> {
    let mut start = end;
    while start > 0 && end - start < 12 {
        let before = start - 1;
        let inside = words.is_word(before)
            || words.is_hyphen(before) && words.attached(before)
            || words.is_number(before)
            || words.word(before) == "." && words.attached(before);
        let border = words.is_any(
            before,
            any!["that", "but", "while", "because", "when", "which", "as", "if", "although", "are", "were", "is", "was"],
        );
        let opening = words.says(before, "and") && start < end && !words.capital(start);
        if !inside || border || opening {
            break;
        }
        start = before;
    }
    // an apposition in commas: "Kim, who led the team, said"
    if start == end || words.word(start.wrapping_sub(1)) == "," && start >= 2 && relative_clause(words, start) {
        let comma = (0..start.saturating_sub(1)).rev().find(|&at| words.word(at) == ",")?;
        return name_start(words, comma);
    }
    while start < end && words.is_any(start, any!["and", "but", "the", "a", "an", "later", "in", "also", "then"]) {
        start += 1;
    }
    (start < end && end - start < 12).then_some(start)
}

fn relative_clause(words: &Words, at: usize) -> bool {
    words.is_any(at, any!["who", "which", "whose", "formerly", "once"])
}
