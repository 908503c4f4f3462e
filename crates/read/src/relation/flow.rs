//! Where money goes, and through whom.

use super::{Relation, clause_start, reach_of};
use crate::key::{Keys, any};
use crate::lexicon::Classes;
use crate::people;
use crate::place::PlaceName;
use crate::words::Words;
use evidence::{Kind, Role, Roles, Rule};
use std::ops::Range;

const MONEY_WORDS: Keys = any![
    "money", "dollars", "dollar", "earnings", "wages", "pay", "salary", "salaries", "proceeds", "funds", "cash", "remittances",
    "revenue", "revenues", "currency", "income", "percent", "%", "cent", "profits", "sums", "share", "payments", "sum",
    "takings", "loyalty", "quota", "it", "rest", "half", "earned", "valuta", "collections",
];

const MOVES: Keys = any![
    "goes", "go", "went", "going", "flows", "flow", "flowed", "flowing", "sent", "send", "sends", "funnelled", "funneled",
    "funnels", "channelled", "channeled", "transferred", "transfers", "transfer", "wired", "remitted", "remits", "remit",
    "routed", "carried", "carry", "carries", "delivered", "passed", "ends", "ended", "moved", "siphoned", "diverted", "smuggled",
    "couriered", "deposited", "paid", "forwarded", "laundered", "reach", "reaches", "reached", "flown", "handed", "collected",
    "brought", "taken",
];

/// The flows of money that a sentence states.
pub(crate) fn flows(words: &Words, places: &[PlaceName]) -> Vec<Relation> {
    let verb = (0..words.len()).find(|&at| {
        words.is(at, Classes::MOVE)
            && words.is_any(at, MOVES)
            && recipient(words, at, places).is_some_and(|to| moves_money(words, at) || it_goes_to_a_fund(words, at, &to))
    });
    let Some(verb) = verb else { return collected_by(words).into_iter().collect() };
    let Some(to) = recipient(words, verb, places) else { return Vec::new() };
    let mut roles = Roles::from([(Role::To, words.name(to.clone()))]);
    let mut end = to.end;
    if let Some(via) = conduit(words, verb) {
        end = end.max(via.end);
        roles.insert(Role::Via, words.name(via));
    }
    let what = what_moves(words, verb);
    let names = names_of(words, verb, words.len());
    let what_words = names.as_ref().map(|names| words.name(names.clone())).or_else(|| what.clone().map(|what| words.name(what)));
    if let Some(what) = what_words {
        roles.insert(Role::What, what);
    }
    if let Some(from) = payer(words, verb) {
        roles.insert(Role::From, words.name(from));
    }
    let start = what.map_or(verb, |what| what.start.min(verb));
    let end = names.filter(|names| names.end > end && names.end - end < 20).map_or(end, |names| names.end);
    vec![Relation { kind: Kind::Flow, roles, words: start..end, rule: Rule::new("flow.sent_to", 1), place: None }]
}

/// Money stands before the verb as what moves, or after it as its object.
fn moves_money(words: &Words, verb: usize) -> bool {
    let from = verb.saturating_sub(14).max(clause_start(words, verb));
    let before = (from..verb)
        .any(|at| words.is_any(at, MONEY_WORDS) && !words.is_any(at, any!["it", "rest", "half"]) || words.word(at) == "$");
    let after = (verb + 1..(verb + 7).min(words.len()))
        .any(|at| words.is_any(at, MONEY_WORDS) && !words.is_any(at, any!["it", "pay"]) || words.word(at) == "$");
    let active = words.is_any(
        verb,
        any![
            "send", "sends", "sent", "transferred", "transfer", "transfers", "wired", "carried", "carry", "carries", "remit",
            "remits", "remitted", "smuggled", "channelled", "delivered", "moved", "handed", "brought", "forwarded", "funnels",
        ],
    );
    let people_moved = (verb + 1..verb + 4).any(|at| words.is(at, Classes::WORKER))
        || (verb.saturating_sub(3)..verb).any(|at| {
            words.is(at, Classes::WORKER) && words.is_any(verb - 1, any!["were", "was", "are", "been"]) && !possessor(words, at)
        });
    let pays_wage = words.says(verb, "paid") && !(verb + 1..verb + 4).any(|at| words.is_any(at, any!["to", "into"]));
    (before || after && active) && !people_moved && !pays_wage
}

/// "It is collected by a party office called Room 39, which handles the leadership's private funds."
fn collected_by(words: &Words) -> Option<Relation> {
    let verb = (0..words.len()).find(|&at| {
        words.is_any(at, any!["collected", "received", "handled", "managed", "controlled", "held", "administered"])
            && words.says(at + 1, "by")
            && at > 0
            && words.is_any(at - 1, any!["is", "are", "was", "were", "been"])
    })?;
    let start = if words.is_any(verb + 2, any!["a", "an", "the", "its"]) { verb + 3 } else { verb + 2 };
    let end = phrase_end(words, start, words.len());
    let named = words
        .is_any(end, any!["called", "named"])
        .then_some(end + 1)
        .or_else(|| (words.says(end, "known") && words.says(end + 1, "as")).then_some(end + 2));
    let to = match named {
        Some(name) => name..phrase_end(words, name, words.len()),
        None => start..end,
    };
    let fund = words
        .any_within(start..to.end.max(end), any!["room", "office", "fund", "funds", "bureau", "treasury", "department"])
        .is_some();
    let subject = words.is_any(0, any!["it", "the", "this", "that", "all"])
        && words
            .any_within(
                0..verb,
                any!["it", "money", "share", "funds", "sum", "sums", "this", "that", "remittances", "proceeds", "wages"],
            )
            .is_some();
    if !fund || !subject || to.is_empty() {
        return None;
    }
    let roles = Roles::from([(Role::To, words.name(to.clone()))]);
    Some(Relation { kind: Kind::Flow, roles, words: 0..to.end, rule: Rule::new("flow.collected_by", 1), place: None })
}

/// "it goes up to Room 39": what goes is money, because of where it goes.
fn it_goes_to_a_fund(words: &Words, verb: usize, to: &Range<usize>) -> bool {
    let goes = words.is_any(verb, any!["goes", "went", "flows", "ends", "ended", "sent"]);
    let it = verb > 0 && words.is_any(verb - 1, any!["it", "that", "this", "all", "everything", "is", "was"]);
    goes && it && words.any_within(to.clone(), any!["room", "office", "fund", "funds", "coffers", "bureau", "treasury"]).is_some()
}

/// "earned by North Korean workers", "wages of the workers": the people only own what moves.
fn possessor(words: &Words, head: usize) -> bool {
    let start = people::phrase_around(words, head).start;
    start.checked_sub(1).is_some_and(|at| {
        words.is_any(at, any!["by", "of", "from", "the"])
            && (words.is_any(at, any!["by", "of", "from"]) || at > 0 && words.is_any(at - 1, any!["by", "of", "from"]))
    })
}

/// Who gets it: the phrase after "to", "into", "in" behind the verb, if it is a State, a leader, a fund, a body or an account.
fn recipient(words: &Words, verb: usize, places: &[PlaceName]) -> Option<Range<usize>> {
    let end = reach_of(words, verb).min(verb + 22);
    for at in verb + 1..end {
        let leads = words.is_any(at, any!["to", "into", "toward", "towards"]) || words.says(at, "up") && words.says(at + 1, "in");
        if !leads {
            continue;
        }
        let start = if words.says(at, "up") { at + 2 } else { at + 1 };
        let start = if words.is_any(start, any!["the", "a", "an", "its", "their", "his"]) { start + 1 } else { start };
        let stop = phrase_end(words, start, end);
        if stop > start && names_a_taker(words, start..stop, places) {
            return Some(start..stop);
        }
    }
    None
}

fn phrase_end(words: &Words, start: usize, limit: usize) -> usize {
    let mut at = start;
    while at < limit.min(start + 10) {
        let of = words.is_any(at, any!["of", "for", "in"])
            && at > start
            && (words.capital(at + 1) || words.is_any(at + 1, any!["the", "its"]))
            && !words.says(at, "in");
        let inner = words.is_word(at) && !words.is(at, Classes::STOP)
            || of
            || of_article(words, at)
            || words.is_hyphen(at) && words.attached(at)
            || words.is_number(at) && words.capital(at.wrapping_sub(1));
        if !inner
            || words.is_any(
                at,
                any![
                    "directly", "each", "monthly", "every", "via", "through", "known", "which", "under", "regularly",
                    "according", "called", "named",
                ],
            )
        {
            break;
        }
        at += 1;
    }
    at
}

fn of_article(words: &Words, at: usize) -> bool {
    words.is_any(at, any!["the", "its"]) && at > 0 && words.says(at - 1, "of")
}

fn names_a_taker(words: &Words, range: Range<usize>, places: &[PlaceName]) -> bool {
    const TAKERS: Keys = any![
        "coffers", "fund", "funds", "treasury", "room", "office", "bureau", "account", "accounts", "bank", "banks", "embassy",
        "party", "leader", "leadership", "regime", "government", "state", "ministry", "company", "companies", "agency",
        "headquarters", "authorities", "department", "capital", "kim", "family", "front", "fronts", "trading", "slush",
        "nuclear", "programme", "programmes", "military", "centre",
    ];
    let worker = range.clone().any(|at| words.is(at, Classes::WORKER) && !words.is_any(at, any!["family"]));
    let place = places.iter().any(|place| range.contains(&place.words.start));
    !worker
        && (range.clone().any(|at| words.is_any(at, TAKERS) || strip_possessive(words.word(at)).eq_ignore_ascii_case("regime"))
            || place)
}

fn strip_possessive(word: &str) -> &str {
    word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word)
}

/// Through whom: the phrase after "via", "through", "by way of"; "known as X" names it.
fn conduit(words: &Words, verb: usize) -> Option<Range<usize>> {
    let via = (verb + 1..words.len())
        .find(|&at| words.is_any(at, any!["via", "through"]) || words.phrase(at, "by way of").is_some())?;
    let start = via + if words.says(via, "by") { 3 } else { 1 };
    let start = if words.is_any(start, any!["the", "a", "an", "its", "their"]) { start + 1 } else { start };
    let end = phrase_end(words, start, words.len());
    let known = (words.says(end, "known") && words.says(end + 1, "as")).then(|| end + 2);
    let called = words.is_any(end, any!["called", "named"]).then(|| end + 1);
    match known.or(called) {
        Some(name) => {
            let stop = phrase_end(words, name, words.len());
            (stop > name).then_some(name..stop)
        }
        None => (end > start).then_some(start..end),
    }
}

/// What moves: the phrase of money before the verb, or right after it.
fn what_moves(words: &Words, verb: usize) -> Option<Range<usize>> {
    let from = verb.saturating_sub(16).max(clause_start(words, verb));
    let last = (from..verb).rev().find(|&at| words.is_any(at, MONEY_WORDS) && !words.is_any(at, any!["it"]));
    if let Some(last) = last {
        let mut start = last;
        while start > from
            && (words.is_any(
                start - 1,
                any![
                    "of", "their", "the", "percent", "cent", "per", "to", "some", "and", "or", "all", "most", "half", "%",
                    "about"
                ],
            ) || words.is_number(start - 1)
                || words.is_hyphen(start - 1)
                || words.is_word(start - 1) && !words.is(start - 1, Classes::STOP.or(Classes::REPORT)))
        {
            start -= 1;
        }
        while start < last && words.is(start, Classes::STOP) && !words.is(start, Classes::ABOUT) {
            start += 1;
        }
        return Some(start..last + 1);
    }
    let first = (verb + 1..(verb + 6).min(words.len())).find(|&at| words.is_any(at, MONEY_WORDS))?;
    Some(first..first + 1)
}

/// "in the name of 'revolution funds' …": the labels under which it is sent.
fn names_of(words: &Words, verb: usize, limit: usize) -> Option<Range<usize>> {
    let at = (verb + 1..limit)
        .find(|&at| words.phrase(at, "in the name of").is_some() || words.phrase(at, "under the name of").is_some())?;
    let end = (at + 4..limit).find(|&here| matches!(words.word(here), "." | ";")).unwrap_or(limit);
    let last = (at + 4..end).rev().find(|&here| words.is_word(here))?;
    let first = (at + 4..end).find(|&here| words.is_word(here))?;
    Some(first..last + 1)
}

/// Who pays: an employer or site before an active verb.
fn payer(words: &Words, verb: usize) -> Option<Range<usize>> {
    let from = verb.saturating_sub(8).max(clause_start(words, verb));
    let head = (from..verb).rev().find(|&at| people::is_enterprise(words, at) || words.is(at, Classes::OFFENDER))?;
    let passive = words.is_any(verb - 1, any!["were", "was", "are", "is", "been", "being"]);
    (!passive).then(|| people::phrase_around(words, head))
}
