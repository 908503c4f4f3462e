//! Noun phrases for people, States and bodies: who is counted, who pays, who takes.

use crate::gazetteer;
use crate::key::{Keys, any};
use crate::lexicon::Classes;
use crate::words::Words;
use std::ops::Range;

/// Words that stand for a State, its leader, its party or its purse.
const STATE: Keys = any![
    "state", "regime", "government", "governments", "party", "leader", "leadership", "ministry", "treasury", "coffers",
    "pyongyang", "country", "authorities", "embassy", "capital", "fund", "dictator", "nation", "room", "office", "bureau",
    "headquarters", "regime's", "regime’s", "dynasty", "homeland", "dprk", "department", "corrections",
];

/// Words that stand for an enterprise.
const ENTERPRISE: Keys = any![
    "company", "companies", "firm", "firms", "agency", "agencies", "employer", "employers", "enterprise", "enterprises",
    "contractor", "contractors", "corporation", "management", "trust", "subsidiary", "entity", "entities", "factory", "plant",
    "site", "owner", "owners", "operator", "hosts", "host", "yard", "mill", "cooperative", "landowner", "facility",
];

pub(crate) fn is_state(words: &Words, at: usize) -> bool {
    words.is_any(at, STATE)
}

pub(crate) fn is_enterprise(words: &Words, at: usize) -> bool {
    words.is_any(at, ENTERPRISE)
}

/// The noun phrase around the person noun at `head`: demonyms, adjectives and sector words before it.
pub(crate) fn phrase_around(words: &Words, head: usize) -> Range<usize> {
    let mut start = head;
    while start > 0 && head - start < 5 && belongs_before(words, start - 1) {
        start -= 1;
    }
    while start < head && !words.is_word(start) {
        start += 1;
    }
    start..head + 1
}

fn belongs_before(words: &Words, at: usize) -> bool {
    if words.is_hyphen(at) {
        return words.attached(at) && words.attached(at + 1);
    }
    let closed = Classes::STOP
        .or(Classes::NUMBER)
        .or(Classes::MAGNITUDE)
        .or(Classes::EARN)
        .or(Classes::REPORT)
        .or(Classes::DENIAL)
        .or(Classes::ABOUT);
    let acting = words.is_any(
        at,
        any![
            "sends", "send", "sent", "sending", "exported", "dispatched", "employing", "employs", "employ", "employed", "forced",
            "dispatch", "killed", "hired", "left", "of", "keeps", "leaving", "allowed", "brought", "told", "using", "recruited",
            "beat", "making",
        ],
    );
    let word = words.word(at);
    let things = words.is(at, Classes::THING) && word.ends_with('s');
    let possessive = word.ends_with("'s") || word.ends_with("’s");
    let describes =
        any!["skilled", "bonded", "displaced", "trafficked", "retired", "contracted", "subcontracted", "enslaved", "indebted"];
    let verb = word.ends_with("ed") && !words.is_any(at, describes);
    !possessive && !verb && !things && words.is_word(at) && !words.is(at, closed) && !acting && !words.is(at, Classes::ORDINAL)
}

/// The person noun that a number phrase ending before `at` counts, looking past adjectives, demonyms and "of the".
pub(crate) fn counted_head(words: &Words, at: usize) -> Option<usize> {
    let mut here = at;
    let limit = at + 8;
    if words.is_hyphen(here) {
        return None;
    }
    for opener in ["of the", "of its", "of these", "of those", "of their", "of his", "of our", "of all"] {
        if let Some(count) = words.phrase(here, opener) {
            here += count;
            // "40 of the 60 people"
            let at_work = any!["work", "works", "worked", "working", "employed", "toil"];
            if words.is_number(here) && words.any_within(here..(here + 8).min(words.len()), at_work).is_some() {
                here += 1;
            }
            break;
        }
    }
    if words.says(at, "of") && words.is_any(at + 1, any!["us", "them"]) && !words.says(at + 2, "all") {
        return Some(at + 1);
    }
    while here < limit.min(words.len()) {
        if let Some((_, end)) = gazetteer::demonym_at(words, here) {
            let last = end - 1;
            let stands_alone = words.word(last).ends_with("ese") && (!words.is_word(end) || words.is(end, Classes::STOP));
            let plural_people = (words.word(last).ends_with('s') || stands_alone)
                && !words.is(end, Classes::WORKER)
                && !modifies_more(words, end);
            if plural_people {
                return Some(last);
            }
            here = end;
            continue;
        }
        let a_thing = words.is(here, Classes::THING) && !words.is(here, Classes::WORKER) && !words.is(here + 1, Classes::WORKER);
        if a_thing || words.is_any(here, any!["labour", "labor"]) && words.capital(here) {
            return None;
        }
        if words.is(here, Classes::WORKER)
            && !words.is_any(here, any!["labour", "labor"])
            && !modifies_more(words, here + 1)
            && !possessive_follows(words, here)
        {
            return Some(here);
        }
        if here > at && (words.is_number(here) || words.is(here, Classes::NUMBER)) {
            return None;
        }
        // "IT" in capitals is a trade, not a pronoun
        let trade = words.word(here) == "IT";
        let stops = !trade
            && words.is(here, Classes::STOP.or(Classes::OFFENDER).or(Classes::CURRENCY).or(Classes::PERIOD))
            && !words.is_any(here, any!["more", "other", "such", "and", "or"])
            && !(words.is_any(here, any!["day", "night", "shift"]) && words.is(here + 1, Classes::WORKER));
        let joins = words.is_any(here, any!["and", "or"]) && here > at;
        let goes_on = words.is_word(here) || words.is_hyphen(here) || words.word(here) == "," && here > at;
        let ends = !goes_on;
        if stops || ends || words.is_any(here, any!["and", "or"]) && !joins {
            return None;
        }
        here += 1;
    }
    None
}

/// Whether the noun at `at` makes the person noun before it an attribute: "worker dormitories", "labour camps".
fn modifies_more(words: &Words, at: usize) -> bool {
    let hyphen = words.is_hyphen(at) && words.attached(at);
    let thing = words.is(at, Classes::THING.or(Classes::PAY).or(Classes::OFFENDER).or(Classes::PERIOD))
        || words.is(at, Classes::WORKER) && !words.is(at, Classes::STOP);
    let unlisted = words.is_any(
        at,
        any![
            "rights", "unions", "union", "movement", "shortage", "shortages", "agreements", "programme", "program", "exports",
            "export", "quarters", "housing", "organizations", "organisations", "associations", "protection", "trafficking",
        ],
    );
    hyphen
        || thing && !words.is_any(at, any!["claim", "claims", "report", "reports", "group", "plan", "state", "cases"])
        || unlisted
}

fn possessive_follows(words: &Words, at: usize) -> bool {
    let word = words.word(at);
    word.ends_with("'s") || word.ends_with("’s") || matches!(words.word(at + 1), "'" | "’") && words.attached(at + 1)
}

/// The person phrase nearest to `at` inside `range`, before it by preference.
pub(crate) fn nearest_people(words: &Words, range: Range<usize>, at: usize) -> Option<Range<usize>> {
    let heads = |index: &usize| is_people_head(words, *index);
    let before = (range.start..at.min(range.end)).rev().find(heads);
    let after = (at..range.end.min(at + 9)).find(heads);
    before.or(after).map(|head| phrase_around(words, head))
}

fn is_people_head(words: &Words, at: usize) -> bool {
    if !words.is(at, Classes::WORKER.or(Classes::NAME)) && !(at > 0 && words.is(at - 1, Classes::NAME)) {
        return false;
    }
    is_head_of_workers(words, at)
        || words.word(at).ends_with('s') && names_a_people(words, at) && !words.is(at + 1, Classes::WORKER)
}

fn is_head_of_workers(words: &Words, at: usize) -> bool {
    if !words.is(at, Classes::WORKER) {
        return false;
    }
    let collective = words
        .is_any(at, any!["labour", "labor", "hand", "hands", "cook", "hire", "domestic", "staff", "minor", "member", "operator"]);
    let alone = words.is(at, Classes::ANYBODY)
        && !words.is_any(
            at,
            any!["people", "men", "women", "persons", "nationals", "citizens", "staff", "personnel", "victims", "children"],
        );
    !collective && !alone && !modifies_more(words, at + 1)
}

/// Whether the word at `at` ends the name of a people: "North Koreans".
pub(crate) fn names_a_people(words: &Words, at: usize) -> bool {
    gazetteer::demonym_at(words, at).is_some_and(|(_, end)| end == at + 1)
        || at > 0 && gazetteer::demonym_at(words, at - 1).is_some_and(|(_, end)| end == at + 1)
}

/// The agents, managers or officials nearest before `at` inside `range`.
pub(crate) fn nearest_agents(words: &Words, range: Range<usize>, at: usize) -> Option<Range<usize>> {
    let head = (range.start..at.min(range.end)).rev().find(|&index| words.is(index, Classes::OFFENDER))?;
    Some(phrase_around(words, head))
}

/// The country that a phrase of people names by its demonym.
pub(crate) fn origin_country(words: &Words, range: Range<usize>) -> Option<&'static str> {
    range.clone().find_map(|at| gazetteer::demonym_at(words, at).map(|(country, _)| country))
}
