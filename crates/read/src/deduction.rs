//! Heads under which pay is taken: loyalty funds, party dues, tax, insurance, board and lodging, quotas, fines.

use crate::key::{Key, KeyHasher, Keys, any};
use crate::lexicon::Classes;
use crate::words::Words;
use evidence::Taking;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::ops::Range;
use std::sync::LazyLock;

/// A head of deduction as worded.
#[derive(Debug, Clone)]
pub(crate) struct Head {
    pub words: Range<usize>,
    pub taking: Taking,
}

/// A head of the embedded list.
struct Listed {
    phrase: &'static str,
    taking: Taking,
    /// Names a taking by itself; otherwise it is one only where something is deducted.
    strong: bool,
}

/// The heads by their first word.
static HEADS: LazyLock<HashMap<Key, Vec<Listed>, BuildHasherDefault<KeyHasher>>> = LazyLock::new(|| {
    let lines = include_str!("../data/deduction_heads.tsv").lines().filter(|line| !line.starts_with('#')).skip(1);
    let mut heads: HashMap<Key, Vec<Listed>, _> = HashMap::default();
    for line in lines {
        let head = listed_head(line).unwrap_or_else(|| panic!("deduction_heads.tsv: {line:?} is not words, code, strength"));
        let first = head.phrase.split(' ').next().unwrap_or_default();
        heads.entry(Key::of(first)).or_default().push(head);
    }
    heads
});

fn listed_head(line: &'static str) -> Option<Listed> {
    let [phrase, code, strength] = line.split('\t').collect::<Vec<_>>().try_into().ok()?;
    Some(Listed { phrase, taking: code.parse().ok()?, strong: strength == "strong" })
}

/// The heads of deduction that a sentence names, in order.
pub(crate) fn heads(words: &Words, clauses: &[Range<usize>], pay_before: bool) -> Vec<Head> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match head_at(words, clauses, at, pay_before) {
            Some(head) => {
                at = head.words.end;
                found.push(head);
            }
            None => at += 1,
        }
    }
    found
}

fn head_at(words: &Words, clauses: &[Range<usize>], at: usize, pay_before: bool) -> Option<Head> {
    if !words.is(at, Classes::HEAD) {
        return None;
    }
    let listed = HEADS.get(&words.tokens.get(at)?.key)?;
    let longest = |strong: bool| {
        let fitting = listed.iter().filter(|head| head.strong == strong);
        fitting.filter_map(|head| words.phrase(at, head.phrase).map(|count| (count, head.taking))).max_by_key(|(count, _)| *count)
    };
    if let Some((count, taking)) = longest(true) {
        let named = at..at + count;
        return ((collected(words, &named) || sum_beside(words, &named)) && !sent_on(words, &named))
            .then_some(Head { words: named, taking });
    }
    let (count, taking) = longest(false)?;
    let named = at..extended(words, at + count);
    (deducted(words, clauses, &named, pay_before) && !something_else(words, &named)).then_some(Head { words: named, taking })
}

/// Takes "fees", "costs", "charges" after a head into it.
fn extended(words: &Words, end: usize) -> usize {
    if words.is_any(end, any!["fees", "fee", "costs", "charges", "premiums", "contributions", "dues", "payments"]) {
        end + 1
    } else {
        end
    }
}

/// A strong head needs only some word of taking, paying or owing in its sentence.
fn collected(words: &Words, head: &Range<usize>) -> bool {
    let all = 0..words.len();
    words.has(all.clone(), Classes::TAKE.or(Classes::PAY))
        || words
            .any_within(
                all,
                any![
                    "pay", "paid", "pays", "billed", "called", "owed", "went", "goes", "go", "for", "dues", "collects", "levy",
                    "name", "names", "contribute", "contributed", "as", "include", "includes", "included", "including",
                ],
            )
            .is_some()
        || head.len() == words.len()
}

/// Money that is moved on "in the name of" a fund is a flow; the name is what flows.
fn sent_on(words: &Words, head: &Range<usize>) -> bool {
    let name_of = (head.start.saturating_sub(24)..head.start)
        .any(|at| words.phrase(at, "in the name of").or(words.phrase(at, "under the name of")).is_some());
    let sent =
        (0..head.start).any(|at| words.is_any(at, any!["sent", "transferred", "wired", "funnelled", "channelled", "remitted"]));
    let taken = (0..words.len())
        .any(|at| words.is_any(at, any!["deducted", "deduct", "deductions", "deducts", "withheld", "docked", "taken"]));
    name_of && sent && !taken
}

/// A weak head needs a word of deduction that governs it.
fn deducted(words: &Words, clauses: &[Range<usize>], head: &Range<usize>, pay_before: bool) -> bool {
    const TAKING: Keys = any![
        "deduct", "deducts", "deducted", "deducting", "deduction", "deductions", "withheld", "withhold", "withholds",
        "withholding", "docked", "subtracted", "charged", "charges", "charge", "charging", "billed", "levied", "levies", "levy",
        "skimmed", "taken", "takes", "took", "collected", "collects",
    ];
    let cue = (0..words.len()).filter(|&at| !head.contains(&at)).find(|&at| words.is_any(at, TAKING));
    if after_which_is_left(words, head) {
        return true;
    }
    let Some(cue) = cue else { return pay_before && sum_beside(words, head) };
    let strong = words.word(cue).to_ascii_lowercase().starts_with("deduct")
        || words.is_any(cue, any!["withheld", "docked", "subtracted", "billed"]);
    let linked = (cue.min(head.start)..cue.max(head.start)).any(|at| {
        words.is_any(
            at,
            any![
                "for", "as", "toward", "towards", "include", "included", "includes", "including", "covering", "cover", "of",
                "called", "were", "from",
            ],
        ) || words.word(at) == ":"
    });
    let pay = words.has(0..words.len(), Classes::PAY)
        || pay_before
        || words
            .any_within(0..words.len(), any!["workers", "them", "him", "her", "us", "worker", "they", "we", "me", "i"])
            .is_some();
    let far = crate::clause::borders_between(clauses, cue, head.start) > 2 && !strong;
    linked && pay && !far && (strong || sum_beside(words, head) || listed(words, head))
}

/// "after food, dormitory and the train fare she was left with 600": what stands between pay and what is left.
fn after_which_is_left(words: &Words, head: &Range<usize>) -> bool {
    let after = (head.start.saturating_sub(9)..head.start).any(|at| words.says(at, "after"));
    let left =
        (head.end..words.len()).any(|at| words.is_any(at, any!["left", "remained", "remains", "cleared", "kept", "remaining"]));
    after && left && listed(words, head)
}

/// A sum of money stands next to the head: "60 for food", "tax 20".
fn sum_beside(words: &Words, head: &Range<usize>) -> bool {
    let sum = |at: usize| words.is_number(at) || words.is(at, Classes::CURRENCY);
    let article =
        usize::from(head.start > 0 && words.is_any(head.start - 1, any!["a", "the", "an", "his", "her", "their", "my", "our"]));
    let linked = (head.start - article).checked_sub(1).filter(|&at| words.is_any(at, any!["for", "as", "in", "to"]));
    let before =
        linked.is_some_and(|at| (at.saturating_sub(5)..at).any(|at| words.is_number(at) || words.is(at, Classes::CURRENCY)));
    let after = sum(head.end)
        || (words.is_any(head.end, any!["of", "was", "is", "took", "cost"]) || matches!(words.word(head.end), ":" | ","))
            && (sum(head.end + 1) || words.word(head.end + 1) == "$")
        || words.word(head.end) == "$";
    before || after
}

/// Another head stands in the same list.
fn listed(words: &Words, head: &Range<usize>) -> bool {
    let beside = head.start.saturating_sub(5)..(head.end + 5).min(words.len());
    beside.filter(|at| !head.contains(at)).any(|at| {
        words
            .tokens
            .get(at)
            .and_then(|token| HEADS.get(&token.key))
            .is_some_and(|heads| heads.iter().any(|head| !head.phrase.contains(' ')))
            || words.is_any(at, any!["dues", "lodging", "loyalty"])
    })
}

/// Words that are a head only by their letters: "tax-free", "party officials", "medical staff", "advance notice", "state insurance company".
fn something_else(words: &Words, head: &Range<usize>) -> bool {
    let next = head.end;
    let people = words.is(next, Classes::WORKER.or(Classes::OFFENDER))
        || words.is_any(
            next,
            any![
                "free", "company", "companies", "office", "authorities", "notice", "leader", "member", "secretary",
                "inspectorate", "shortages", "was", "were", "is", "poor",
            ],
        ) && words.is_any(
            head.start,
            any![
                "advance", "party", "medical", "food", "water", "heating", "housing", "board", "electricity", "the",
                "accommodation", "lodging",
            ],
        );
    let fined = words.is_any(head.start, any!["fine", "fines", "penalties", "damages"])
        && !sum_beside(words, head)
        && words.any_within(0..words.len(), any!["deduct", "deducts", "deducted", "deducting", "deductions", "docked"]).is_none();
    let no_money = words.is_any(head.start, any!["water", "heating", "electricity", "flight", "flights", "board"])
        && !sum_beside(words, head)
        && !listed(words, head);
    let without =
        head.start > 0 && words.is_any(head.start - 1, any!["without", "no", "medical"]) && !words.says(head.start, "insurance");
    people || fined || no_money || without
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::Key;
    use crate::lexicon::known;

    #[test]
    fn every_head_begins_with_a_word_that_is_looked_for() {
        for phrase in HEADS.values().flatten().map(|head| head.phrase) {
            let first = phrase.split(' ').next().unwrap();
            assert!(
                known(Key::of(first)).classes.meets(Classes::HEAD),
                "{first} of {phrase:?} is missing on the list HEAD of the lexicon"
            );
        }
    }
}
