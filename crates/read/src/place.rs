//! Places that a sentence names.

use crate::gazetteer;
use crate::key::{Keys, any};
use crate::lexicon::Classes;
use crate::words::Words;
use std::ops::Range;

/// A named place in a sentence: the tokens of its name, with "region of" and the like.
#[derive(Debug, Clone)]
pub(crate) struct PlaceName {
    pub words: Range<usize>,
    pub country: Option<&'static str>,
}

/// All places that a sentence names, in order.
pub(crate) fn places(words: &Words) -> Vec<PlaceName> {
    let mut found: Vec<PlaceName> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if !words.is(at, Classes::NAME) {
            at += 1;
            continue;
        }
        let demonym = gazetteer::demonym_at(words, at).map(|(_, end)| end);
        match gazetteer::place_at(words, at) {
            Some((entry, end)) if demonym.is_none_or(|demonym| demonym < end) && !inside_a_name(words, at, end) => {
                let country = (!entry.country.is_empty()).then_some(entry.country);
                let end = joined(words, end, country);
                let start = region_before(words, at);
                found.push(PlaceName { words: start..end, country });
                at = end;
            }
            _ => at = demonym.unwrap_or(at + 1).max(at + 1),
        }
    }
    found
}

/// "Russia's Far East": the second name, of the same country, makes the place.
fn joined(words: &Words, end: usize, country: Option<&'static str>) -> usize {
    let possessive = end > 0 && (words.word(end - 1).ends_with("'s") || words.word(end - 1).ends_with("’s"));
    match gazetteer::place_at(words, end) {
        Some((entry, further)) if possessive && (entry.country.is_empty() || Some(entry.country) == country) => further,
        _ => end,
    }
}

/// "the Siberian region of Russia", "Khabarovsk region of Russia".
fn region_before(words: &Words, at: usize) -> usize {
    let of = at >= 3
        && words.says(at - 1, "of")
        && words.is_any(at - 2, any!["region", "province", "oblast", "district", "state", "coast", "part"]);
    if of && words.capital(at - 3) { at - 3 } else { at }
}

/// "Korea Institute", "Washington Post": a place inside the name of a body.
fn inside_a_name(words: &Words, at: usize, end: usize) -> bool {
    const BODIES: Keys = any![
        "institute", "university", "post", "times", "bank", "ministry", "embassy", "news", "agency", "center", "centre",
        "foundation", "association", "company", "corporation", "trading", "council", "department", "network", "daily", "journal",
        "airlines", "group", "observatory", "database", "watch", "war",
    ];
    let after = words.capital(end)
        && words.is_any(end, BODIES)
        && !(words.word(end - 1).ends_with("’s") || words.word(end - 1).ends_with("'s"));
    let before = at >= 2 && words.says(at - 1, "of") && words.is_any(at - 2, any!["university", "bank", "institute"]);
    after || before
}
