//! What a percentage means: the share of pay that is taken, or kept.

use super::{Context, Meaning, money::state_before};
use crate::figure::Figure;
use crate::key::any;
use crate::lexicon::Classes;
use crate::people;
use crate::words::Words;
use evidence::{Kind, Rule, Unit};
use rust_decimal::Decimal;
use std::ops::Range;

pub(super) fn percent(words: &Words, clauses: &[Range<usize>], figure: &Figure, context: &Context) -> Option<Meaning> {
    let after = figure.words.end;
    let pay_after = pay_behind(words, after);
    if of_something_else(words, figure, pay_after) {
        return None;
    }
    let clause = crate::clause::clause_of(clauses, figure.core.start);
    let end = pay_after.filter(|&at| at < after + 6 && words.is(at, Classes::PAY)).map_or(after, |at| at + 1);
    let meaning = |kind, rule, cue, end| {
        Some(Meaning { kind, unit: Unit::PercentOfPay, rule, cue, end, note: None, head: None, weighed: None })
    };
    if came_to(words, figure) || is_a_cut(words, figure, &clause) {
        return meaning(Kind::ShareTaken, Rule::new("share.taken", 1), None, after);
    }
    let near = clause.start..(clause.end + 6).min(words.len());
    if !speaks_of_pay(words, figure, &clause, pay_after, context) || is_a_rate(words, figure, &clause, &near) {
        return None;
    }
    let keep = keeping(words, figure, &clause);
    let kept_after = (after..clause.end).find(|&at| {
        words.is_any(at, any!["themselves", "himself", "herself"])
            && !words.is_any(at.saturating_sub(1), any!["helped", "help", "helps"])
    });
    match (keep, taking(words, figure, &clause, near), kept_after) {
        (Some(keep), None, _) => meaning(Kind::TakeHome, Rule::new("take_home.share_kept", 1), Some(keep), end),
        (Some(keep), Some(take), _) if keep > take && take < figure.words.start => {
            meaning(Kind::TakeHome, Rule::new("take_home.share_kept", 1), Some(keep), end)
        }
        (_, Some(_), Some(kept)) if !takes(words, figure.words.start.saturating_sub(1)) => {
            meaning(Kind::TakeHome, Rule::new("take_home.share_kept", 1), Some(kept), end)
        }
        (_, Some(take), _) => meaning(Kind::ShareTaken, Rule::new("share.taken", 1), Some(take), end),
        (None, None, _) => None,
    }
}

/// The word for pay or money that follows a share in its clause: "40 percent of their wages".
fn pay_behind(words: &Words, after: usize) -> Option<usize> {
    let ends = |at: &usize| matches!(words.word(*at), "," | ";" | "." | ":");
    (after..(after + 8).min(words.len())).take_while(|at| !ends(at)).find(|&at| {
        words.is(at, Classes::PAY)
            || words
                .is_any(at, any!["pay", "paid", "money", "earn", "earned", "earns", "it", "that", "this", "dollar", "dollars"])
    })
}

/// A share of people, of firms, of a loan, or of what a voice says: not of pay.
fn of_something_else(words: &Words, figure: &Figure, pay_after: Option<usize>) -> bool {
    let after = figure.words.end;
    let of = words.says(after, "of");
    let said = words.is(after, Classes::VOICE) && !words.is_any(after, any!["as", "put"]);
    let lent = any!["lender", "moneylender", "loan", "loans", "interest", "borrowed", "borrow", "advance", "debt"];
    let of_a_loan = figure.per.is_some() && words.any_within(0..words.len(), lent).is_some();
    let of_firms = (after + 1..after + 3).any(|at| {
        words.is(at, Classes::THING.or(Classes::OFFENDER)) && !words.is_any(at, any!["payment", "payments", "contract"])
    });
    let of_people = || {
        people::counted_head(words, after + 1)
            .is_some_and(|head| pay_after.is_none() || head <= after + 4 && pay_after.is_some_and(|pay| pay > head))
    };
    let of_other = pay_after.is_none() && !words.is_any(after + 1, any!["it", "this", "that", "what", "which"]);
    said || of_a_loan || of && (of_firms || of_people() || of_other)
}

/// "Deductions came to 40 percent".
fn came_to(words: &Words, figure: &Figure) -> bool {
    let start = figure.words.start;
    start > 1
        && words.says(start - 1, "to")
        && words.is_any(start - 2, any!["came", "come", "amounted", "amount", "rose", "added"])
        && words.any_within(0..start, any!["deductions", "withholdings", "stoppages"]).is_some()
}

/// "The agency takes a cut of 10 percent", "the ministry's commission is 12 percent".
fn is_a_cut(words: &Words, figure: &Figure, clause: &Range<usize>) -> bool {
    let start = figure.words.start;
    start > 1
        && words.is_any(start - 1, any!["of", "is", "was"])
        && words.is_any(start - 2, any!["cut", "commission", "share"])
        && (clause.start..start).any(|at| {
            words.is(at, Classes::OFFENDER)
                || people::is_enterprise(words, at)
                || words.is_any(at, any!["take", "takes", "took", "taking"])
        })
}

/// Whether the words around, or the paragraph before, speak of pay or of money that is kept or cut.
fn speaks_of_pay(words: &Words, figure: &Figure, clause: &Range<usize>, pay_after: Option<usize>, context: &Context) -> bool {
    let start = figure.words.start;
    let pay_near = pay_after.is_some() || context.of_pay || words.has(0..words.len(), Classes::PAY);
    let of_money = words.has(0..words.len(), Classes::CURRENCY) || words.tokens.iter().any(|token| token.text(words.text) == "$");
    let kept = words.any_within(clause.start..start, any!["keep", "keeps", "kept"]).is_some();
    pay_near || of_money && (kept || start > 0 && takes(words, start - 1))
}

/// A rise, an interest, a premium for overtime, or more than the whole: no share of pay.
fn is_a_rate(words: &Words, figure: &Figure, clause: &Range<usize>, near: &Range<usize>) -> bool {
    let rise =
        any!["rose", "risen", "increase", "increased", "fell", "decline", "declined", "interest", "inflation", "grew", "growth"];
    let premium = any!["overtime", "premium", "bonus", "bonuses", "double", "time-and-a-half"];
    let taken = any!["deducted", "withheld", "unpaid", "kept", "cut"];
    words.any_within(near.clone(), rise).is_some()
        || words.any_within(clause.clone(), premium).is_some() && words.any_within(near.clone(), taken).is_none()
        || figure.bounds.low().or(figure.bounds.high()).is_some_and(|share| share > Decimal::ONE_HUNDRED)
}

/// The verb by which a worker keeps the share: "they keep 10 percent", "receive a third".
fn keeping(words: &Words, figure: &Figure, clause: &Range<usize>) -> Option<usize> {
    let keeps = any![
        "keep", "keeps", "kept", "keeping", "left", "leaving", "retain", "retained", "retains", "receive", "received",
        "receives", "get", "gets", "got", "take-home", "see", "saw",
    ];
    (clause.start..figure.words.start).rev().find(|&at| {
        words.is_any(at, keeps) && !state_before(words, at) && !taker_governs(words, clause, at) && !words.says(at + 1, "back")
            || words.says(at, "take") && words.says(at + 1, "home")
    })
}

/// The verb by which the share is taken: "deducted", "kept by the State", "is withheld".
fn taking(words: &Words, figure: &Figure, clause: &Range<usize>, near: Range<usize>) -> Option<usize> {
    let taken = near.clone().filter(|at| !figure.words.contains(at)).find(|&at| takes(words, at));
    let kept_by = || {
        (figure.words.end..clause.end)
            .find(|&at| words.is_any(at, any!["kept", "retained", "withheld", "taken", "held"]) && words.says(at + 1, "by"))
    };
    let withheld = || {
        near.clone().filter(|&at| at > 0).find(|&at| {
            words.is_any(at, any!["retained", "withheld", "kept", "held", "docked", "deducted"])
                && words.is_any(at - 1, any!["is", "are", "was", "were", "be", "been", "being"])
                && !(words.says(at, "kept") && words.says(at + 1, "by"))
                && (!words.says(at, "held") || words.says(at + 1, "back"))
        })
    };
    let governed = || {
        (clause.start..figure.words.start).find(|&at| {
            words.is_any(at, any!["keeps", "kept", "keep", "retained", "retains"]) && taker_governs(words, clause, at)
        })
    };
    taken.or_else(kept_by).or_else(withheld).or_else(governed)
}

/// "the owner paid 600 dollars and kept two percent": the subject of the first verb is that of the second.
fn taker_governs(words: &Words, clause: &Range<usize>, at: usize) -> bool {
    let joined = crate::clause::verb_phrase(words, clause, at).start > clause.start;
    let subject = clause.start..(clause.start + 3).min(at);
    let takes = |at: usize| words.is(at, Classes::OFFENDER) || people::is_enterprise(words, at) || people::is_state(words, at);
    joined && subject.clone().any(takes) && !words.has(subject, Classes::WORKER)
}

/// Whether the word at `at` says that pay is taken or goes elsewhere.
fn takes(words: &Words, at: usize) -> bool {
    let goes = words.is_any(
        at,
        any![
            "goes", "go", "going", "went", "gone", "flows", "flow", "flowed", "ends", "ended", "disappears", "disappeared",
            "vanishes"
        ],
    );
    let hands = words.is_any(at, any!["hand", "hands", "handed", "turn", "turned", "sign", "signed", "signing"])
        && (words.is_any(at + 1, any!["over", "in", "up"])
            || words.is_any(at, any!["hand", "hands", "handed"]) && (at + 2..at + 10).any(|to| words.says(to, "to")));
    let holds_back = words.is_any(at, any!["hold", "holds", "held", "holding", "keep", "keeps", "kept", "keeping"])
        && words.says(at + 1, "back");
    let home = words.is_any(at, any!["take", "takes", "took", "taking"]) && words.says(at + 1, "home");
    let state_keeps = words.is_any(at, any!["keeps", "kept", "keep", "retains", "retain", "retained", "keeping", "retaining"])
        && state_before(words, at);
    let paid_to = words.is_any(
        at,
        any![
            "paid", "pay", "remit", "remitted", "sent", "send", "remits", "lose", "lost", "loses", "extorted", "extort",
            "extortion", "surrender", "transferred", "stolen", "contribute",
        ],
    );
    let paid_for_them = at > 0
        && words.is_any(at, any!["paid", "pay"])
        && !paid_to_a_taker(words, at)
        && (at.saturating_sub(5)..at).any(|before| words.is_any(before, any!["what", "whatever"]));
    !paid_for_them
        && (words.is(at, Classes::TAKE)
            && !words.is_any(at, any!["claim", "claims", "claimed", "claiming", "retain", "retained", "retains"])
            || goes
            || hands
            || state_keeps
            || holds_back
            || paid_to && (!passive_pay(words, at) || paid_to_a_taker(words, at)))
        && !home
}

/// "is paid to the embassy".
fn paid_to_a_taker(words: &Words, at: usize) -> bool {
    let taker = |at: usize| people::is_state(words, at) || people::is_enterprise(words, at) || words.is(at, Classes::OFFENDER);
    words.says(at, "paid") && words.says(at + 1, "to") && (at + 2..at + 5).any(taker)
}

/// "were paid 40 percent of": received, not handed over.
fn passive_pay(words: &Words, at: usize) -> bool {
    words.says(at, "paid") && at > 0 && words.is_any(at - 1, any!["are", "were", "was", "is", "been", "being", "get", "got"])
        || words.is_any(at, any!["pay"])
            && at > 0
            && words.is_any(
                at - 1,
                any!["their", "the", "of", "his", "her", "workers'", "workers’", "monthly", "'", "’", "my", "our"],
            )
}
