//! What a law, a rule or an entitlement sets says nothing of what is: such figures are no claims.

use crate::clause::{clause_of, verb_phrase};
use crate::key::{Keys, any};
use crate::lexicon::Classes;
use crate::words::Words;
use evidence::{Kind, Unit};
use std::ops::Range;

/// What sets norms.
const LAWS: Keys = any![
    "law", "laws", "code", "act", "regulation", "regulations", "statute", "statutes", "decree", "ordinance", "legislation",
    "constitution", "convention", "rules", "rule", "directive", "order", "section", "article", "paragraph", "clause", "award",
    "manual", "handbook", "guideline", "guidelines", "charter", "covenant",
];

/// What it does.
const SETS: Keys = any![
    "stipulate", "stipulates", "stipulated", "provide", "provides", "provided", "require", "requires", "required", "permit",
    "permits", "permitted", "allow", "allows", "allowed", "limit", "limits", "limited", "set", "sets", "mandate", "mandates",
    "mandated", "prescribe", "prescribes", "prescribed", "guarantee", "guarantees", "guaranteed", "entitle", "entitles",
    "entitled", "establish", "establishes", "established", "fixes", "fixed", "prohibit", "prohibits", "prohibited", "cap",
    "caps", "capped", "states", "stated", "grants", "granted", "gives", "says", "forbids", "forbade", "bans", "restricts",
    "restricted", "calls", "called", "obliges", "obliged", "protects", "specifies", "specified", "defines", "defined",
];

/// Words after which the sentence tells what is, against the norm.
const BUT: Keys = any!["but", "however", "although", "though", "while", "whereas", "yet", "nevertheless", "despite", "practice"];

/// Words that say a limit is broken.
const BROKEN: Keys = any!["despite", "breach", "violation", "contrary", "beyond", "against", "defiance", "notwithstanding"];

/// Whether a figure at `at` is set by a law, a rule or an entitlement.
pub(crate) fn is_norm(words: &Words, clauses: &[Range<usize>], at: &Range<usize>, kind: Kind, unit: Option<Unit>) -> bool {
    let clause = clause_of(clauses, at.start);
    let phrase = verb_phrase(words, &clause, at.start);
    let of_terms = matches!(kind, Kind::Wage | Kind::FeeOrBribe | Kind::TakeHome | Kind::HoursOrRest | Kind::ShareTaken);
    if matches!(kind, Kind::Indicator(_)) {
        return stated_by_a_law(words, clauses, at.start);
    }
    let counted = kind == Kind::WorkerCount || kind == Kind::ContractLength;
    let known = counted
        && (at.start.saturating_sub(2)..at.start).any(|the| words.is_any(the, any!["the", "these", "those", "all", "its"]));
    (of_terms || counted && !known) && (stated_by_a_law(words, clauses, at.start) || owed(words, &phrase, at, kind, unit))
        || of_terms && (by_law(words, &clause, at) || named_norm(words, &clause, at))
        || kind == Kind::HoursOrRest && matches!(unit, Some(Unit::Hour(_))) && permitted(words, &phrase, at)
        || matches!(kind, Kind::ShareTaken | Kind::FeeOrBribe | Kind::Deduction) && forbidden(words, &phrase, at)
        || matches!(kind, Kind::HoursOrRest | Kind::Wage | Kind::TakeHome) && bounded(words, &phrase, at, kind)
}

/// "The law stipulated that …", up to a word that tells what is instead.
fn stated_by_a_law(words: &Words, clauses: &[Range<usize>], until: usize) -> bool {
    if !(0..until).any(|at| is_law(words, at)) {
        return false;
    }
    let verb = (0..until).rev().find(|&verb| {
        words.is_any(verb, SETS)
            && (verb.saturating_sub(7)..verb).any(|law| {
                is_law(words, law) && verb - law <= if words.is_any(law, LAWS) { 5 } else { 7 } && is_subject(words, law)
            })
    });
    let conceded = |verb: usize| {
        let clause = clause_of(clauses, verb);
        !clause.contains(&until) && words.any_within(clause.start..(clause.start + 2).min(clause.end), BUT).is_some()
    };
    verb.filter(|&verb| !conceded(verb)).is_some_and(|verb| {
        !(verb + 1..until).any(|at| {
            words.is_any(at, BUT)
                && !(at + 1..at + 4).any(|next| words.is_any(next, SETS) || words.is_any(next, any!["could", "must", "may"]))
        })
    })
}

/// A law, or an agreement of unions and employers.
fn is_law(words: &Words, at: usize) -> bool {
    let collective = words.is_any(at, any!["agreement", "agreements", "contract"])
        && at > 0
        && words.is_any(at - 1, any!["collective", "bargaining", "sectoral", "wage", "labour", "provincial"]);
    words.is_any(at, LAWS) || collective
}

/// A law that does something, not one that is broken or complied with.
fn is_subject(words: &Words, law: usize) -> bool {
    let from = law.saturating_sub(4);
    words.any_within(from..law, any!["under", "of", "with", "violate", "violated", "violating", "despite", "by"]).is_none()
}

/// "by law", "under the labour code", "legally": before the figure in its clause, or right after it.
fn by_law(words: &Words, clause: &Range<usize>, at: &Range<usize>) -> bool {
    let law = any!["law", "caps", "capped", "statutory", "legal", "legally", "code", "act", "regulations"];
    let before = words.any_within(clause.start..at.start, law).is_some();
    let broken = words.any_within(clause.start..at.start, BROKEN).is_some();
    let enforced = words.any_within(clause.start..at.start, any!["caps", "capped", "limits", "limit"]).is_some();
    let behind = (at.end..at.end + 4)
        .any(|here| words.is_any(here, any!["by", "under"]) && (here + 1..here + 4).any(|law| words.is_any(law, LAWS)));
    let opening = words.any_within(0..words.len().min(8), LAWS).filter(|_| words.is_any(0, any!["under", "by", "legally"]));
    let opens = (opening.is_some() || words.says(0, "legally")) && words.any_within(0..at.start, BUT).is_none() && at.start > 0;
    before && (!broken || enforced) || behind || opens
}

/// "the minimum wage is fixed at", "the maximum shift was", "a cap of": unless somebody is paid or works it.
fn named_norm(words: &Words, clause: &Range<usize>, at: &Range<usize>) -> bool {
    let noun = (clause.start.max(at.start.saturating_sub(9))..at.start).rev().find(|&noun| {
        let week = any!["workweek", "workday", "week", "day", "hours", "working", "weekly", "daily", "shift", "work"];
        let wage = any!["wage", "wages", "salary", "pay", "monthly", "hourly"];
        words.says(noun, "minimum")
            && (words.is_any(noun + 1, wage) || words.is(noun + 1, Classes::RATE) && words.is_any(noun + 2, wage))
            || words.is_any(noun, any!["maximum", "standard", "normal", "regular"]) && words.is_any(noun + 1, week)
            || words.is_any(noun, any!["limit", "cap", "ceiling", "floor", "threshold", "maximum"])
                && words.is_any(noun + 1, any!["of", "is", "was", "at"])
    });
    let capped = at.start > 1
        && words.is_any(at.start - 1, any!["to", "at"])
        && words.is_any(at.start - 2, any!["limited", "capped", "restricted", "confined"]);
    let Some(noun) = noun else { return capped };
    let linked = (noun..at.start).any(|link| {
        words.is_any(link, any!["of", "is", "was", "are", "were", "at", "to", "from", "remained", "stood", "exceed"])
            || matches!(words.word(link), "," | ":" | "(")
    });
    let lived = (noun.saturating_sub(4)..noun)
        .any(|verb| words.is(verb, Classes::EARN) || words.is_any(verb, any!["worked", "work", "works", "working"]))
        && words.any_within(noun.saturating_sub(3)..noun, any!["below", "under", "than", "above", "beyond", "limit"]).is_none();
    let crossed = words.any_within(noun..at.start, any!["worked", "exceeded", "reached"]).is_some();
    linked && !lived && !crossed
}

/// "must receive", "had to include", "entitled to", "should be": what is owed to workers, not what they get.
fn owed(words: &Words, phrase: &Range<usize>, at: &Range<usize>, kind: Kind, unit: Option<Unit>) -> bool {
    let rest = matches!(unit, Some(Unit::RestDay(_)));
    let receives = any![
        "receive", "given", "paid", "granted", "provided", "give", "grant", "provide", "include", "have", "offer", "guarantee",
        "ensure", "allow", "contain", "comprise", "consist", "be", "get", "limit",
    ];
    (phrase.start..at.start).any(|cue| {
        let modal = words.is_any(cue, any!["must", "shall", "should", "ought"]);
        let bound = words.is_any(cue, any!["required", "obliged", "obligated", "had", "has", "have", "supposed"])
            && words.says(cue + 1, "to");
        let right = (words.is_any(cue, any!["entitled", "right", "entitlement"]) && words.says(cue + 1, "to"))
            || words.says(cue, "entitles");
        let from = if bound { cue + 2 } else { cue + 1 };
        let given = (from..(from + 3).min(at.start)).find(|&verb| words.is_any(verb, receives));
        let passive = given.is_some_and(|verb| {
            words.says(verb, "be") && !words.is_any(verb + 1, any!["paid", "given", "granted", "provided", "allowed"])
        });
        let employers_duty = words.is_any(cue, any!["required", "obliged", "obligated", "require", "requires"])
            && (cue + 1..at.start).any(|pay| words.says(pay, "pay"))
            || words.is_any(cue, any!["require", "requires"])
                && words.is_any(cue + 1, any!["employers", "companies", "firms", "sponsors"]);
        match kind {
            Kind::WorkerCount => {
                (modal || bound)
                    && given.is_some_and(|verb| words.is_any(verb, any!["include", "have", "contain", "comprise", "consist"]))
            }
            Kind::HoursOrRest => right || (modal || bound) && given.is_some() && (rest || !passive),
            Kind::Wage | Kind::TakeHome => {
                right || employers_duty || (modal || bound) && given.is_some() && !words.says(cue, "should")
            }
            Kind::ShareTaken => (modal || bound) && given.is_some() && !words.is_any(from, any!["give"]),
            _ => false,
        }
    })
}

/// "minors could work four hours a day with the consent of their parents".
fn permitted(words: &Words, phrase: &Range<usize>, at: &Range<usize>) -> bool {
    let may = (phrase.start..at.start).any(|cue| {
        words.is_any(cue, any!["could", "may", "might", "can"])
            && words.any_within(cue + 1..at.start, any!["work", "employed", "worked"]).is_some()
    });
    let on_terms = || {
        words.any_within(
            0..words.len(),
            any![
                "permission", "consent", "approval", "agreement", "conditions", "provided", "minors", "minor", "child",
                "children", "adolescents", "age", "ages", "aged", "juveniles", "youths",
            ],
        )
    };
    may && on_terms().is_some()
}

/// "may not deduct more than 25 percent".
fn forbidden(words: &Words, phrase: &Range<usize>, at: &Range<usize>) -> bool {
    let at_most = (phrase.start..at.start).any(|cue| words.is_any(cue, any!["may", "must", "shall", "can"]))
        && (at.start.saturating_sub(1)..at.start + 2).any(|cue| {
            words.says(cue, "no") && words.says(cue + 1, "more")
                || words.says(cue, "at") && words.says(cue + 1, "most")
                || words.says(cue, "maximum")
        });
    if at_most {
        return true;
    }
    let forbids = |cue: usize| words.is_any(cue, any!["may", "must", "shall"]) && words.says(cue + 1, "not");
    (phrase.start..at.start).any(forbids)
        && words.any_within(phrase.start..at.end, any!["more", "exceed", "over", "higher", "exceeding"]).is_some()
}

/// "must not work longer than ten hours", "may not exceed", "cannot be lower than 400".
fn bounded(words: &Words, phrase: &Range<usize>, at: &Range<usize>, kind: Kind) -> bool {
    let forbids = |cue: usize| {
        words.is_any(cue, any!["could", "may", "must", "shall", "can", "should"])
            && words.says(cue + 1, "not")
            && words.is_any(cue, any!["could", "may", "must", "shall", "should", "can"])
            || words.is_any(cue, any!["cannot", "couldn't", "can't"])
            || words.is_any(cue, any!["prohibited", "forbidden", "barred"]) && words.says(cue + 1, "from")
    };
    let Some(cue) = (phrase.start..at.start).rev().find(|&cue| forbids(cue)) else { return false };
    let bound = words
        .any_within(cue + 1..at.end, any!["more", "less", "fewer", "longer", "higher", "lower", "exceed", "exceeding", "over"]);
    let works = words.any_within(cue + 1..at.start, any!["work", "worked", "working", "exceed", "exceeding", "last"]).is_some();
    let is = words.any_within(cue + 1..at.start, any!["be", "exceed", "fall"]).is_some();
    bound.is_some() && if kind == Kind::HoursOrRest { works || is } else { is }
}
