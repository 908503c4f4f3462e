//! Measures of authorities.

use super::Relation;
use crate::key::any;
use crate::lexicon::Classes;
use crate::words::Words;
use evidence::{Kind, Role, Roles, Rule};
use std::ops::Range;

/// The measures that a sentence states: an authority, a deed, and an instrument or a target.
pub(crate) fn sanctions(words: &Words) -> Vec<Relation> {
    let Some(authority) = authority(words) else { return Vec::new() };
    let instrument = instrument(words);
    let deed = (0..words.len()).find(|&at| {
        words.is_any(
            at,
            any![
                "adopted", "imposed", "imposes", "designated", "sanctioned", "blacklisted", "banned", "prohibits", "prohibited",
                "bars", "barred", "froze", "issued", "signed", "listed", "required", "requires", "obliges", "obliged", "bans",
                "added", "penalised", "penalized", "expelled", "forbids", "ordered", "placed", "adopts", "authorised",
                "authorized", "passed", "targeted", "targets",
            ],
        ) && !words.is(at.wrapping_sub(1), Classes::NEGATION)
    });
    let Some(deed) = deed else { return Vec::new() };
    let target = target(words, deed);
    let measure = instrument.is_some() || words.has(0..words.len(), Classes::SANCTION) && target.is_some();
    if !measure {
        return Vec::new();
    }
    let mut roles = Roles::from([(Role::Authority, words.name(authority.clone()))]);
    let mut all = authority.start.min(deed)..authority.end.max(deed + 1);
    for (role, part) in [(Role::Instrument, instrument), (Role::Target, target)] {
        if let Some(part) = part {
            all = all.start.min(part.start)..all.end.max(part.end);
            roles.insert(role, words.name(part));
        }
    }
    vec![Relation { kind: Kind::Sanction, roles, words: all, rule: Rule::new("sanction.imposed", 1), place: None }]
}

fn authority(words: &Words) -> Option<Range<usize>> {
    const BODIES: [&str; 29] = [
        "united nations security council",
        "un security council",
        "u.n. security council",
        "security council",
        "united nations",
        "u.s. treasury",
        "us treasury",
        "treasury department",
        "treasury",
        "department of the treasury",
        "ofac",
        "office of foreign assets control",
        "european union",
        "eu council",
        "eu",
        "united states",
        "washington",
        "south korea",
        "japan",
        "united kingdom",
        "president",
        "congress",
        "state department",
        "commerce department",
        "customs and border protection",
        "council",
        "seoul",
        "tokyo",
        "canada",
    ];
    (0..words.len()).find_map(|at| words.capital(at).then(|| words.any_phrase(at, &BODIES)).flatten().map(|count| at..at + count))
}

fn instrument(words: &Words) -> Option<Range<usize>> {
    let at = (0..words.len()).find(|&at| {
        words.says(at, "resolution") && words.is_number(at + 1)
            || words.says(at, "executive") && words.says(at + 1, "order") && words.is_number(at + 2)
            || words.says(at, "regulation") && words.is_number(at + 1)
            || words.says(at, "public") && words.says(at + 1, "law")
    })?;
    let end = (at..words.len()).find(|&here| words.is_number(here)).map_or(at + 1, |number| number + 1);
    let slash = matches!(words.word(end), "-" | "/" | "–") && words.is_number(end + 1) && words.attached(end + 1);
    Some(at..if slash { end + 2 } else { end })
}

/// The noun phrase the measure is against.
fn target(words: &Words, deed: usize) -> Option<Range<usize>> {
    let on = (deed + 1..words.len()).find(|&at| {
        words.is_any(at, any!["on", "against", "from", "targeting"])
            && !words.is_number(at + 1)
            && !words.is(at + 1, Classes::MONTH)
    });
    let direct = words
        .is_any(
            deed,
            any![
                "designated", "sanctioned", "blacklisted", "banned", "barred", "prohibits", "bans", "listed", "targeted",
                "prohibited", "bars", "targets",
            ],
        )
        .then_some(deed);
    let start = direct.or(on)? + 1;
    let start = if words.is_any(start, any!["the", "a", "an", "any", "all", "new"]) { start + 1 } else { start };
    let end = (start..words.len().min(start + 9))
        .find(|&at| {
            !words.is_word(at) && !words.is_number(at) && !words.is_hyphen(at)
                || words.is_any(at, any!["which", "that", "for", "under", "in", "on", "after", "because"])
        })
        .unwrap_or(words.len().min(start + 9));
    (end > start).then_some(start..end)
}
