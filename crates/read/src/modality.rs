//! How a statement is put forward: fact, report, estimate, accusation, promise, intention, denial, condition.

use crate::clause::{another_verb_between, clause_of, has_finite_verb};
use crate::key::any;
use crate::lexicon::Classes;
use crate::words::Words;
use evidence::{Kind, Modality};
use std::ops::Range;

/// A modality and the cue that decides it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Put {
    pub modality: Modality,
    pub cue: Option<Range<usize>>,
}

/// How the words `at` of a sentence are put forward. `speaker` tells whether somebody is named who says so.
pub(crate) fn modality(words: &Words, clauses: &[Range<usize>], at: &Range<usize>, speaker: bool, kind: Kind) -> Put {
    let clause = clause_of(clauses, at.start);
    let put = |modality, cue: usize| Put { modality, cue: Some(cue..cue + 1) };
    if matches!(kind, Kind::Indicator(_)) {
        if let Some(cue) = (0..at.end).rev().find(|&cue| flatly_false(words, cue, at.end)) {
            return put(Modality::Denied, cue);
        }
        return put_forward(words, &clause, at, speaker);
    }
    if kind == Kind::Deduction
        && (at.start..at.end + 3).any(|cue| words.is_any(cue, any!["are", "is", "were", "was"]) && words.says(cue + 1, "charged"))
    {
        return put_forward(words, &clause, at, speaker);
    }
    if let Some(cue) = denied(words, &clause, at, kind) {
        return put(Modality::Denied, cue);
    }
    if let Some(cue) = counterfactual(words, &clause, at) {
        return put(Modality::Conditional, cue);
    }
    if let Some(cue) = ordered(words, &clause, at, kind) {
        return put(Modality::Conditional, cue);
    }
    if let Some(cue) = demanded(words, &clause, at, kind) {
        return put(Modality::Conditional, cue);
    }
    if let Some(cue) = promised(words, &clause, at).or_else(|| said_to_come(words, at, kind)) {
        return put(Modality::Promised, cue);
    }
    let after = if kind == Kind::WorkerCount { planned_after(words, at) } else { None };
    if let Some(cue) = may_be_sent(words, at).filter(|_| kind == Kind::WorkerCount) {
        return put(Modality::Conditional, cue);
    }
    let set = was_to_be(words, &clause, at).filter(|_| of_terms(kind));
    if let Some(cue) = planned(words, &clause, at).or(after).or(set) {
        return put(Modality::Planned, cue);
    }
    if let Some(cue) = conditional(words, &clause, at).filter(|&cue| !habitual(words, cue, at.start, kind)) {
        return put(Modality::Conditional, cue);
    }
    put_forward(words, &clause, at, speaker)
}

fn of_terms(kind: Kind) -> bool {
    matches!(kind, Kind::Wage | Kind::TakeHome | Kind::HoursOrRest | Kind::ContractLength)
}

/// "The union asks for an eight-hour day": workers or their union want it, so it is not.
fn demanded(words: &Words, clause: &Range<usize>, at: &Range<usize>, kind: Kind) -> Option<usize> {
    (clause.start..at.start).rev().filter(|_| of_terms(kind) && kind != Kind::ContractLength).find(|&cue| {
        let asks = words
            .is_any(cue, any!["ask", "asks", "asked", "asking", "call", "calls", "called", "calling", "petitioned", "campaign"])
            && words.says(cue + 1, "for");
        let demands = words
            .is_any(cue, any!["demand", "demands", "demanded", "demanding", "seek", "seeks", "seeking", "claim", "claiming"]);
        let who = (cue.saturating_sub(5)..cue).any(|who| {
            words.is(who, Classes::WORKER)
                || words.is_any(
                    who,
                    any!["we", "they", "union", "unions", "strikers", "federation", "protesters", "committee", "demonstrators"],
                )
        });
        (asks || demands) && who
    })
}

/// "The agents said the contract would be for two years": terms told by somebody who is no worker.
fn said_to_come(words: &Words, at: &Range<usize>, kind: Kind) -> Option<usize> {
    if !of_terms(kind) {
        return None;
    }
    if let Some(cue) = on_paper(words, at.start) {
        return Some(cue);
    }
    if conditioned(words) {
        return None;
    }
    let cue = (0..at.start).rev().find(|&cue| {
        words.is_any(
            cue,
            any!["said", "says", "told", "represented", "assured", "explained", "claimed", "swore", "wrote", "stated"],
        )
    })?;
    let told_me = words.says(cue, "told") && words.is_any(cue + 1, any!["me", "us", "him", "her", "them"]);
    let told_me = told_me
        || words.says(cue, "told")
            && cue > 1
            && words.is_any(cue - 1, any!["was", "were", "been"])
            && (words.is_any(cue - 2, any!["they", "he", "she", "i", "who"]) || words.is(cue - 2, Classes::WORKER));
    let of_a_job = |at: usize| {
        words.is_any(at, any!["it", "job", "work", "post", "wage", "pay", "salary"]) && words.is_any(at + 1, any!["was", "is"])
    };
    let turned_out = (cue..at.start)
        .any(|at| words.word(at) == ";" || words.is_any(at, any!["but", "however", "instead", "actually", "yet", "though"]));
    if told_me && !turned_out && (cue + 2..at.start).any(of_a_job) && !words.is(cue.wrapping_sub(1), Classes::WORKER) {
        return Some(cue);
    }
    let would = (cue + 1..at.start).find(|&will| words.is_any(will, any!["would", "will"]))?;
    let pays_us =
        words.is_any(would + 1, any!["pay", "give"]) && words.is_any(would + 2, any!["me", "us", "him", "her", "them", "each"]);
    if pays_us && !turned_out {
        return Some(cue);
    }
    let own_work =
        words.is_any(would + 1, any!["work", "start", "toil", "begin", "often", "sometimes", "usually"]) && !recruits(words, cue);
    let worker =
        (cue.saturating_sub(3)..cue).any(|who| words.is(who, Classes::WORKER) || words.is_any(who, any!["i", "we", "he", "she"]));
    (!worker && !own_work).then_some(cue)
}

/// "My contract said 4,000 riyals": what was put in writing before the work began.
fn on_paper(words: &Words, until: usize) -> Option<usize> {
    let verb =
        (until.saturating_sub(4)..until).rev().find(|&at| words.is_any(at, any!["said", "says", "read", "reads", "named"]))?;
    let paper = (verb.saturating_sub(6)..verb)
        .any(|at| words.is_any(at, any!["contract", "contracts", "paper", "papers", "agreement", "brochure", "advert", "flyer"]));
    paper.then_some(verb)
}

fn recruits(words: &Words, cue: usize) -> bool {
    (0..cue).any(|who| {
        words.is(who, Classes::OFFENDER)
            || words.is_any(who, any!["agency", "company", "employer", "advertisement", "recruiters"])
    })
}

fn conditioned(words: &Words) -> bool {
    words.any_within(0..words.len(), any!["if", "unless", "were", "should"]).is_some_and(|at| !words.says(at, "were") || at == 0)
}

/// "the women said they would work 18 hours a day": what used to be, told by those who did it.
fn habitual(words: &Words, cue: usize, until: usize, kind: Kind) -> bool {
    let work = words.says(cue, "would")
        && (cue + 1..until).any(|verb| words.is_any(verb, any!["work", "start", "toil", "begin", "labour", "sew", "sleep"]));
    let said = (0..cue).any(|at| words.is_any(at, any!["said", "says", "told", "recalled", "testified", "often", "sometimes"]));
    kind == Kind::HoursOrRest && work && said && !conditioned(words)
}

/// "; that is not the case": whether a sentence rejects the one before it.
pub(crate) fn rejects_what_precedes(words: &Words) -> bool {
    let points_back = words.is_any(0, any!["that", "this", "it", "these", "those"])
        || words.says(0, "the") && words.is_any(1, any!["claim", "figure", "allegation"]);
    let verb = if words.says(0, "the") { 2 } else { 1 };
    let is = words.is_any(verb, any!["is", "are", "was", "were"]);
    let plainly = words.is_any(verb + 1, any!["untrue", "false", "wrong", "incorrect", "baseless", "nonsense", "fiction"]);
    let not = words.says(verb + 1, "not")
        && (verb + 2..(verb + 6).min(words.len())).any(|at| {
            words.is_any(
                at,
                any![
                    "case", "true", "so", "correct", "accurate", "right", "assessment", "view", "figure", "figures", "experience"
                ],
            )
        });
    let ends = !words.is_word(verb + 2) || words.is_any(verb + 2, any!["and", "but"]);
    points_back && is && (plainly && ends || not)
}

/// Whether it is an accusation, an estimate, a report or plain fact. An indicator's own grammar has settled the rest.
fn put_forward(words: &Words, clause: &Range<usize>, at: &Range<usize>, speaker: bool) -> Put {
    let put = |modality, cue: usize| Put { modality, cue: Some(cue..cue + 1) };
    if let Some(cue) = charged_with(words, at.start) {
        return put(Modality::Alleged, cue);
    }
    if let Some(cue) = alleged(words, clause, at) {
        return put(Modality::Alleged, cue);
    }
    if let Some(cue) = estimated(words, clause, at) {
        return put(Modality::Estimated, cue);
    }
    match (speaker, reported(words, clause)) {
        (_, Some(cue)) => put(Modality::Reported, cue),
        (true, None) => Put { modality: Modality::Reported, cue: None },
        (false, None) => match pronoun_says(words, at) {
            Some(cue) => put(Modality::Reported, cue),
            None => Put { modality: Modality::Asserted, cue: None },
        },
    }
}

/// "was charged with confining over 200 workers", "an indictment charging two men as conspirators in a scheme to hold 400".
fn charged_with(words: &Words, until: usize) -> Option<usize> {
    let charges = |cue: usize| {
        words.is_any(cue, any!["charged"]) && (cue + 1..(cue + 14).min(until)).any(|with| words.says(with, "with"))
            || words.is_any(cue, any!["charging"])
                && words.any_within(0..cue, any!["indictment", "complaint", "information"]).is_some()
    };
    let told = |cue: usize| {
        (cue..until).any(|at| words.word(at) == ";" || words.is_any(at, any!["convicted", "found", "but", "pleaded", "admitted"]))
    };
    (0..until).rev().find(|&cue| charges(cue) && !told(cue) && words.any_within(cue..until, any!["fee", "fees"]).is_none())
}

/// A rejection of what others say governs the rest of the sentence; a negation governs its own clause.
fn denied(words: &Words, clause: &Range<usize>, at: &Range<usize>, kind: Kind) -> Option<usize> {
    let rejection = (0..at.start).rev().find(|&cue| words.is(cue, Classes::DENIAL) && rejects(words, cue, at.start));
    let after = (at.end..words.len()).find(|&cue| words.is(cue, Classes::DENIAL) && judged_false(words, cue));
    let own = || negated(words, clause, at).filter(|&cue| kind != Kind::WorkerCount || negates_a_count(words, cue, at.start));
    rejection.or(after).or_else(own)
}

/// "denies that", "rejects the claim that", "it is false that", "no truth in reports that".
fn rejects(words: &Words, cue: usize, until: usize) -> bool {
    let undone = cue > 0 && words.is(cue - 1, Classes::NEGATION);
    let but = words.any_within(cue..until, any!["but", "although", "instead", "however", "whereas"]).is_some();
    let opens = (cue + 1..until.min(cue + 12)).any(|at| {
        words.is_any(
            at,
            any![
                "that", "claims", "claim", "reports", "report", "allegations", "allegation", "figure", "figures", "any", "as",
                "rumours", "withholding", "taking", "having", "paying", "using", "the",
            ],
        )
    });
    let wage_denied = words.is_any(cue, any!["denied", "denying"])
        && words.is_any(cue + 1, any!["wages", "pay", "their", "food", "medical", "access", "leave", "rest"]);
    let verb = !words.is_any(cue, any!["lie", "lies", "wrong", "false", "incorrect", "untrue"])
        || words.is_any(cue + 1, any!["that", "to", "claims", "reports", "promises"]) && !words.says(cue + 1, "promises");
    opens && verb && !undone && !but && !wage_denied
}

/// "It is untrue that", "no evidence of".
fn flatly_false(words: &Words, cue: usize, until: usize) -> bool {
    let untrue = words.is_any(cue, any!["untrue", "false", "baseless", "unfounded"])
        && words.any_within(cue..until, any!["that", "claims", "reports"]).is_some();
    let no_evidence = words.says(cue, "no")
        && words.is_any(cue + 1, any!["evidence", "sign", "signs", "trace", "suggestion"])
        && words.is_any(cue + 2, any!["of", "that"]);
    let denied = words.is_any(cue, any!["denied", "denies", "denying"]) && words.says(cue + 1, "that");
    (untrue || no_evidence || denied) && words.any_within(cue..until, any!["but", "although", "however"]).is_none()
}

/// "…, which the ministry denied", "that figure is false".
fn judged_false(words: &Words, cue: usize) -> bool {
    let said_so =
        words.is_any(cue, any!["denied", "denies", "false", "baseless", "untrue", "unfounded", "fabricated", "groundless"]);
    let invented = cue > 0
        && words.is_any(cue, any!["invention", "fabrication", "slander", "myth", "lie"])
        && words.is_any(cue - 1, any!["an", "a", "pure", "malicious"]);
    let of_it = cue > 0
        && words.is_any(
            cue - 1,
            any!["is", "are", "was", "were", "as", "ministry", "government", "embassy", "company", "which", "it"],
        );
    (said_so && of_it || invented) && !words.is(cue + 1, Classes::PAY)
}

/// A count is denied by "not 50,000" or "did not send 50,000", not by what did not happen to those counted.
fn negates_a_count(words: &Words, cue: usize, start: usize) -> bool {
    let known = start > 0 && words.is_any(start - 1, any!["the", "these", "those", "all", "its", "their"]);
    !known && start - cue <= 2
        || (cue..start).any(|at| {
            words.is(at, Classes::DISPATCH) || words.is_any(at, any!["employ", "employs", "employed", "have", "has", "are"])
        })
}

fn negated(words: &Words, clause: &Range<usize>, at: &Range<usize>) -> Option<usize> {
    let number = |cue: usize| {
        words.says(cue, "no") && (words.is_number(cue + 1) || words.word(cue + 1) == "." && words.is_number(cue + 2))
    };
    let cue = (clause.start..at.start).rev().find(|&cue| words.is(cue, Classes::NEGATION) && !number(cue))?;
    let twice = words.says(cue, "without") && (cue.saturating_sub(5)..cue).any(|at| words.is(at, Classes::NEGATION));
    if twice || out_of_reach(words, clause, cue, at.start) {
        return None;
    }
    let only = words.is_any(cue + 1, any!["only", "just", "merely", "less", "fewer", "more", "later", "longer", "least"]);
    let no_less = words.says(cue, "no") && words.is_any(cue + 1, any!["less", "fewer", "more", "longer", "later"]);
    let nothing_but = words.says(cue + 1, "but");
    let about_other = words.is_any(cue, any!["without", "never", "none"]) && at.start - cue > 6;
    let obliged =
        (cue..at.start).any(|between| words.is_any(between, any!["had", "have", "has"]) && words.says(between + 1, "to"));
    let nobody_more = words.is_any(at.start, any!["more", "over", "above", "fewer", "less", "under", "below"])
        && words.is_any(cue, any!["no", "nobody", "none", "never"]);
    let noun = words.says(cue, "no") && at.start - cue > 5;
    (!only && !obliged && !nobody_more && !no_less && !nothing_but && !about_other && !noun && at.start - cue <= 9).then_some(cue)
}

/// A negation reaches as far as its own verb; "without papers" and an object such as "no holidays" as far as their own noun.
fn out_of_reach(words: &Words, clause: &Range<usize>, cue: usize, until: usize) -> bool {
    let subject = cue == clause.start
        || words.word(cue - 1) == ","
        || words
            .is_any(cue - 1, any!["that", "because", "and", "but", "when", "as", "if", "while", "although", "though", "since"]);
    let of_a_noun = words.says(cue, "without") || words.is_any(cue, any!["no", "nothing"]) && !subject;
    let noun_ends = || {
        (cue + 1..until).any(|at| words.word(at) == "," || words.is_any(at, any!["and", "but"]))
            || has_finite_verb(words, cue + 1..until)
    };
    let relative = (cue.saturating_sub(3)..cue).any(|who| words.is_any(who, any!["who", "which", "that"]));
    relative && has_finite_verb(words, (cue + 2).min(until)..until)
        || another_verb_between(words, cue, until)
        || of_a_noun && noun_ends()
}

fn counterfactual(words: &Words, clause: &Range<usize>, at: &Range<usize>) -> Option<usize> {
    (clause.start..at.start).rev().find(|&cue| {
        words.is_any(cue, any!["should", "would", "could", "might"]) && words.says(cue + 1, "have")
            || words.is_any(cue, any!["should", "ought"])
            || words.says(cue, "supposed") && words.says(cue + 1, "to")
            || words.is_any(cue, any!["entitled", "legally"])
    })
}

/// What a law or an inspector asks for is not what is: "you must limit the day to 8 hours".
fn ordered(words: &Words, clause: &Range<usize>, at: &Range<usize>, kind: Kind) -> Option<usize> {
    let of_terms = matches!(kind, Kind::HoursOrRest | Kind::Wage | Kind::TakeHome | Kind::ContractLength | Kind::FeeOrBribe);
    let enforced =
        |cue: usize| words.any_within(cue..at.start, any!["work", "toil", "labour", "labor", "stay", "remain"]).is_some();
    (clause.start..at.start).rev().filter(|_| of_terms).find(|&cue| {
        let legal = words.is_any(cue, any!["law", "caps", "capped", "limit", "limits", "legal", "statutory", "code"]);
        if kind == Kind::FeeOrBribe {
            return legal;
        }
        let order = words.is_any(
            cue,
            any![
                "must", "shall", "ordered", "limit", "limits", "law", "code", "entitles", "recommends", "recommended",
                "instructed", "caps", "capped", "permitted", "allows", "standard", "statutory", "legal",
            ],
        );
        let may_keep = words.is_any(cue, any!["permitted", "allows"])
            && words.any_within(cue..at.start, any!["keep", "retain", "hold"]).is_some();
        order && !may_keep && !enforced(cue)
    })
}

fn promised(words: &Words, clause: &Range<usize>, at: &Range<usize>) -> Option<usize> {
    let cue = (clause.start..at.start).rev().find(|&cue| {
        let strong = words.is_any(
            cue,
            any![
                "promised", "promise", "promises", "promising", "offered", "offer", "offers", "offering", "guaranteed",
                "assured", "advertised", "advertises", "advertise", "advertising", "lured", "pledged", "advertisement",
                "advertisements",
            ],
        );
        let told = words.says(cue, "told") && told_of_the_future(words, cue, at.start);
        strong
            || told
            || words.says(cue, "agreed")
                && words.any_within(cue..at.start, any!["pay", "wage", "salary"]).is_some()
                && words.is_any(cue + 1, any!["to"])
            || words.says(cue, "agreed")
                && words.says(cue + 1, "that")
                && words.any_within(cue..at.start, any!["would"]).is_some()
    });
    let cue = cue.or_else(|| {
        (at.end..clause.end).find(|&cue| {
            words.is_any(cue, any!["promised", "advertised"])
                && cue - at.end <= 4
                && !words.is_any(cue + 1, any!["to", "that", "but"])
        })
    });
    cue.filter(|&cue| {
        cue > at.start
            || !put_to_other_work(words, cue, at.start)
                && words.any_within(cue..at.start, any!["but", "instead", "received", "got", "actually", "only"]).is_none()
    })
}

/// "promised a post as a cook and was put to work in a sawmill": what came of the promise.
fn put_to_other_work(words: &Words, cue: usize, until: usize) -> bool {
    let would = words.any_within(cue..until, any!["would", "will", "to"]).is_some_and(|at| at < cue + 6);
    !would
        && (cue + 1..until).any(|at| {
            words.says(at, "and")
                && words.is_any(at + 1, any!["was", "were", "got", "found", "received", "ended", "landed", "had"])
        })
}

/// "were told they would earn": what somebody was led to expect.
fn told_of_the_future(words: &Words, cue: usize, until: usize) -> bool {
    let passive = cue > 0
        && words
            .is_any(cue - 1, any!["was", "were", "been", "being", "is", "are", "had", "recruiter", "recruiters", "he", "they"]);
    let terms = cue > 0 && words.is_any(cue - 1, any!["was", "were", "been", "had"]) && until <= cue + 2;
    terms || passive && words.any_within(cue..until, any!["would", "will", "could"]).is_some()
}

fn planned(words: &Words, clause: &Range<usize>, at: &Range<usize>) -> Option<usize> {
    let cue = (clause.start..at.start).rev().find(|&cue| {
        let noun_plan = words.is_any(cue, any!["plan", "plans", "target", "targets", "quota"])
            && (is_state_plan(words, cue) || !words.is_any(cue + 1, any!["to", "for", "of"]));
        let order = words.is_any(
            cue,
            any!["ordered", "orders", "wants", "want", "soon", "scheduled", "wanted", "due", "hope", "hopes", "hoped"],
        ) && words.any_within(cue..at.start, any!["to"]).is_none();
        let order = order
            || words.is_any(cue, any!["ordered", "orders"])
                && words.any_within(cue..at.start, any!["work", "toil", "live", "stay", "remain"]).is_some();
        let habit = words.is_any(cue, any!["will", "shall"]) && words.is_any(cue + 1, any!["often", "usually", "typically"]);
        let can = cue > 0 && words.is_any(cue - 1, any!["can", "could", "may"]);
        let exactly = can
            || words.says(cue, "due") && words.says(cue + 1, "to")
            || words.is_any(cue, any!["hundred", "future", "want", "targeted", "expected"]) && !words.says(cue + 1, "to");
        let unwilling = cue > 0 && words.is_any(cue, any!["want", "wants"]) && words.is(cue - 1, Classes::NEGATION);
        words.is(cue, Classes::PLAN) && !noun_plan && !order && !habit && !exactly && !unwilling
    })?;
    let obliged = words.says(cue, "expected")
        && words.any_within(cue..at.start, any!["remit", "pay", "hand", "work", "meet", "deliver"]).is_some();
    let done = words.any_within(cue + 1..at.start, any!["already", "has", "have"]).is_some();
    (!obliged && !done).then_some(cue)
}

/// "up to 36,000 labourers a year may be recruited".
fn may_be_sent(words: &Words, at: &Range<usize>) -> Option<usize> {
    (at.end..at.end + 3).find(|&cue| words.is_any(cue, any!["may", "might", "could"]) && words.says(cue + 1, "be"))
}

/// "the term was to be two years": what was meant to be.
fn was_to_be(words: &Words, clause: &Range<usize>, at: &Range<usize>) -> Option<usize> {
    (clause.start..at.start).rev().find(|&cue| {
        words.is_any(cue, any!["was", "were", "is", "are"])
            && words.says(cue + 1, "to")
            && words.is_any(cue + 2, any!["be", "last", "run", "receive", "earn", "get"])
    })
}

/// "another 500 men would be sent": the intention follows the figure.
fn planned_after(words: &Words, at: &Range<usize>) -> Option<usize> {
    (at.end..at.end + 3).find(|&cue| {
        words.is_any(cue, any!["are", "were"])
            && words.is_any(cue + 1, any!["expected", "due", "scheduled", "set"])
            && words.says(cue + 2, "to")
            || words.is_any(cue, any!["will", "would", "shall"])
                && words.is_any(cue + 1, any!["be", "go", "arrive", "follow", "leave"])
            || words.says(cue, "to")
                && words.says(cue + 1, "be")
                && words.is_any(cue - 1, any!["is", "are", "was", "were", "due", "set"])
    })
}

fn is_state_plan(words: &Words, at: usize) -> bool {
    at > 0
        && words.is_any(at - 1, any!["state", "monthly", "annual", "yearly", "their", "its", "his", "the", "production"])
        && !words.says(at + 1, "to")
}

fn conditional(words: &Words, clause: &Range<usize>, at: &Range<usize>) -> Option<usize> {
    // "If a worker leaves early, he must pay": the main clause hangs on the first one
    let hangs = words.is_any(0, any!["if", "unless"])
        && clause.start > 0
        && (0..clause.start).filter(|&at| words.word(at) == ",").count() == 1;
    if hangs
        && words.any_within(clause.start..at.start, any!["must", "has", "have", "is", "are", "will", "pays", "loses"]).is_some()
    {
        return Some(0);
    }
    (clause.start..at.start).rev().find(|&cue| {
        let month = words.says(cue, "may") && words.capital(cue) && cue > 0;
        let able = words.says(cue, "can");
        let permitted = words.says(cue, "may") && words.is_any(cue + 1, any!["keep", "retain"]);
        words.is(cue, Classes::CONDITION) && !month && !able && !permitted
    })
}

fn alleged(words: &Words, clause: &Range<usize>, at: &Range<usize>) -> Option<usize> {
    (clause.clone())
        .find(|&cue| {
            let claims = words.is_any(cue, any!["claims", "claimed", "claim"])
                && (cue > at.start || words.any_within(cue..at.start, any!["that"]).is_none());
            words.is(cue, Classes::ALLEGE) && !claims
        })
        .or_else(|| filed(words, at.start))
}

/// "In their complaint the pickers state", "he contends", "the lawsuit says": put before a court.
fn filed(words: &Words, until: usize) -> Option<usize> {
    (0..until).find(|&cue| {
        let paper = words.is_any(cue, any!["complaint", "lawsuit", "petition", "suit", "indictment", "affidavit"])
            && cue > 0
            && words.is_any(cue - 1, any!["the", "their", "his", "her", "a", "its", "our", "class-action"])
            && (cue > 1 && words.is_any(cue - 2, any!["in", "to"])
                || words.is_any(cue + 1, any!["says", "said", "states", "stated", "claims", "contends", "that"]));
        let pleaded = words.is_any(cue, any!["contend", "contends", "contended", "avers", "averred", "pleaded"])
            || words.says(cue, "submitted") && words.says(cue + 1, "that");
        paper || pleaded
    })
}

fn estimated(words: &Words, clause: &Range<usize>, at: &Range<usize>) -> Option<usize> {
    let soft = any![
        "put", "puts", "suggests", "suggest", "believed", "thought", "assessed", "calculate", "calculated", "calculates",
        "guess",
    ];
    (clause.clone()).find(|&cue| {
        let hint = words.is_any(cue, soft)
            && (cue > at.end + 4
                || cue + 10 < at.start
                || words.is_any(cue, any!["put", "puts"])
                    && (words.any_within(cue..at.end, any!["at"]).is_none() || words.is_any(cue + 1, any!["to", "into", "on"])));
        words.is(cue, Classes::ESTIMATE) && !hint
    })
}

/// "he said", "they told us": somebody says so whom the sentence does not name.
fn pronoun_says(words: &Words, at: &Range<usize>) -> Option<usize> {
    let says = |cue: &usize| words.is_any(*cue, any!["said", "says", "told", "testified", "recalled", "reported"]);
    (1..at.start).find(says).filter(|&cue| words.is_any(cue - 1, any!["he", "she", "they", "i", "one", "who", "also"]))
}

fn reported(words: &Words, clause: &Range<usize>) -> Option<usize> {
    clause.clone().find(|&cue| words.is_any(cue, any!["reportedly", "reported", "apparently", "according", "reports"]))
}
