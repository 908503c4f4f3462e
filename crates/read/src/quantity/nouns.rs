//! The noun phrase behind a number: where it ends, and its head.

use super::vocabulary::{self, List};
use crate::key::any;
use crate::lexicon::Classes;
use crate::words::Words;
use std::ops::Range;

/// A noun phrase that a number counts.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Counted {
    /// The words of the phrase, without the number.
    pub words: Range<usize>,
    /// The head with its noun modifiers, in lower case and in the singular.
    pub name: String,
    /// The head alone, in the singular.
    pub head: String,
}

/// So many words of a phrase are looked at.
const LONGEST: usize = 8;

/// The phrase that begins at `at`. `one` tells that the number is 1, so that its head is in the singular.
pub(super) fn counted(words: &Words, at: usize, one: bool) -> Option<Counted> {
    let mut parts: Vec<Part> = Vec::new();
    let mut here = at;
    while here < words.len() && parts.len() < LONGEST {
        here = past_quotes(words, here);
        let Some(part) = part(words, here) else { break };
        let lower = part.lower.as_str();
        let first = parts.is_empty();
        if !first && joins_adjectives(words, here, &parts) {
            here += 1;
            continue;
        }
        if ends_phrase(words, &part, one, &parts) {
            break;
        }
        here = part.end;
        let named = parts.last().is_none_or(|part| vocabulary::is_adjective(&part.lower) || part.lower == "home" || !one);
        let plural = (vocabulary::is_plural(lower) || vocabulary::is(lower, List::VerbOrNoun) && named) && !part.possessive;
        let goes_on = plural && vocabulary::is(lower, List::PluralModifier) && plural_follows(words, here)
            || plural && vocabulary::is(lower, List::ZeroPlural) && plural_follows(words, here) && lower != "people";
        parts.push(part);
        if !one && plural && !goes_on {
            return Some(phrase(words, at, &parts));
        }
    }
    if one { singular_phrase(words, at, parts) } else { people(words, at, &parts) }
}

/// `a million Rohingya`: a people by its name, without an ending.
fn people(words: &Words, at: usize, parts: &[Part]) -> Option<Counted> {
    let [name, rest @ ..] = parts else { return None };
    let alone = rest.is_empty() || !words.capital(rest[0].start);
    let date = words.is(name.start, Classes::MONTH.or(Classes::PERIOD));
    let large = at > 0 && words.is(at - 1, Classes::MAGNITUDE) || name.lower.ends_with("ese") || name.lower.ends_with("ish");
    let is_name = words.capital(name.start) && name.end == name.start + 1 && name.lower.len() > 3 && !name.possessive;
    (alone && is_name && !date && large).then(|| phrase(words, at, &parts[..1]))
}

/// One word of a phrase, with the hyphened parts of a compound.
#[derive(Debug, Clone)]
struct Part {
    lower: String,
    start: usize,
    end: usize,
    possessive: bool,
}

fn part(words: &Words, at: usize) -> Option<Part> {
    if words.word(at) == "," {
        return Some(Part { lower: ",".into(), start: at, end: at + 1, possessive: false });
    }
    let numbered = words.is_number(at)
        && words.is_hyphen(at + 1)
        && words.attached(at + 1)
        && words.is_word(at + 2)
        && words.attached(at + 2);
    if !words.is_word(at) && !numbered {
        return None;
    }
    let mut end = at + 1;
    while words.is_hyphen(end)
        && words.attached(end)
        && words.attached(end + 1)
        && (words.is_word(end + 1) || words.is_number(end + 1))
    {
        end += 2;
    }
    if end == at + 1 && words.word(end) == "&" && words.attached(end) && words.attached(end + 1) {
        end += 2;
    }
    let lower = words.slice(at..end).to_lowercase();
    let bare = words.word(end - 1);
    let mark = matches!(words.word(end), "'" | "’") && words.attached(end) && bare.ends_with('s');
    let possessive = mark || bare.ends_with("'s") || bare.ends_with("’s");
    Some(Part { lower, start: at, end: if mark { end + 1 } else { end }, possessive })
}

fn past_quotes(words: &Words, at: usize) -> usize {
    if matches!(words.word(at), "\"" | "“" | "‘" | "”") && words.is_word(at + 1) && !words.attached(at) {
        at + 1
    } else {
        at
    }
}

/// A comma or an "and" between two adjectives, with a noun to come.
fn joins_adjectives(words: &Words, at: usize, parts: &[Part]) -> bool {
    let joint = words.word(at) == "," || words.is_any(at, any!["and", "or"]);
    let described = parts.last().is_some_and(|part| vocabulary::is_adjective(&part.lower));
    let next = words.word(at + 1).to_lowercase();
    joint
        && described
        && words.is_word(at + 1)
        && vocabulary::is_adjective(&next)
        && (at + 2..at + 4).any(|at| vocabulary::is_plural(&words.word(at).to_lowercase()))
}

/// Whether the phrase ends before this word.
fn ends_phrase(words: &Words, part: &Part, one: bool, before: &[Part]) -> bool {
    let lower = part.lower.as_str();
    if lower == "," || vocabulary::is(lower, List::Closed) && !(before.is_empty() && matches!(lower, "plus" | "times")) {
        return true;
    }
    let described = before.last().is_none_or(|part| vocabulary::is_adjective(&part.lower));
    if vocabulary::is(lower, List::VerbOrNoun) {
        return one;
    }
    if vocabulary::is(lower, List::Verb) {
        let also_a_noun = matches!(
            lower,
            "left"
                | "set"
                | "lead"
                | "show"
                | "live"
                | "run"
                | "cut"
                | "hit"
                | "found"
                | "saw"
                | "vote"
                | "plan"
                | "put"
                | "fly"
                | "shot"
                | "buy"
                | "working"
                | "living"
                | "lost"
                | "won"
                | "written"
                | "unable"
                | "available"
                | "present"
                | "broken"
                | "stolen"
                | "required"
                | "fallen"
                | "growing"
                | "built"
                | "win"
                | "known"
        );
        return !(also_a_noun
            && described
            && (vocabulary::is_plural(lower)
                || plural_follows(words, part.end)
                || lower == "run"
                || lower == "vote"
                || lower == "hit"
                || lower == "win"));
    }
    if one && !before.is_empty() {
        let noun_before = before.last().is_some_and(|part| !vocabulary::is_adjective(&part.lower));
        let verbal = lower.ends_with("ed") || lower.ends_with("ing") || vocabulary::is_plural(lower) || lower.ends_with("ly");
        return noun_before && verbal && !part.possessive;
    }
    false
}

/// Whether a plural noun stands right here, or behind one more word.
fn plural_follows(words: &Words, at: usize) -> bool {
    let noun = |at: usize| {
        let lower = words.word(at).to_lowercase();
        words.is_word(at) && vocabulary::is_plural(&lower) && !vocabulary::is(&lower, List::Verb)
    };
    let closed = |at: usize| vocabulary::is(&words.word(at).to_lowercase(), List::Closed);
    noun(at) || words.is_word(at) && !closed(at) && noun(at + 1)
}

fn singular_phrase(words: &Words, at: usize, mut parts: Vec<Part>) -> Option<Counted> {
    while parts.last().is_some_and(|part| part.lower == "," || is_adverb(&part.lower)) {
        parts.pop();
    }
    let last = parts.last()?;
    (!last.possessive).then(|| phrase(words, at, &parts))
}

fn is_adverb(lower: &str) -> bool {
    lower.ends_with("ly")
        && lower.len() > 5
        && !matches!(
            lower,
            "family" | "assembly" | "supply" | "anomaly" | "monopoly" | "butterfly" | "multi-family" | "dragonfly"
        )
}

fn phrase(words: &Words, at: usize, parts: &[Part]) -> Counted {
    let head = parts.last().expect("a phrase has a word");
    let noun = parts.iter().rposition(|part| describes(words, part)).map_or(0, |index| index + 1).min(parts.len() - 1);
    let noun = noun.max(parts.len().saturating_sub(3));
    let singular = vocabulary::singular_of_plural(head.lower.trim_end_matches(['\'', '’']));
    let mut name = String::new();
    for modifier in &parts[noun..parts.len() - 1] {
        name.push_str(&modifier.lower);
        name.push(' ');
    }
    name.push_str(&singular);
    let start = parts.first().map_or(at, |part| part.start);
    let end = if head.possessive && words.word(head.end - 1).len() <= 3 && !words.is_word(head.end - 1) {
        head.end - 1
    } else {
        head.end
    };
    Counted { words: start..end, name, head: singular }
}

/// Whether a word before the head describes it and is no part of its name.
fn describes(words: &Words, part: &Part) -> bool {
    let lower = part.lower.as_str();
    part.possessive
        || lower.contains('-')
        || vocabulary::is_adjective(lower)
        || vocabulary::is(lower, List::Verb)
        || is_adverb(lower)
        || words.is_number(part.start)
        || vocabulary::is(lower, List::Participle)
}
