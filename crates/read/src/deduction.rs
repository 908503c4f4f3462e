//! Heads under which pay is taken: loyalty funds, party dues, tax, insurance, board and lodging, quotas, fines.

use crate::lexicon::Classes;
use crate::words::Words;
use evidence::Taking;
use std::ops::Range;

/// A head of deduction as worded.
#[derive(Debug, Clone)]
pub(crate) struct Head {
    pub words: Range<usize>,
    pub taking: Taking,
}

/// Heads that name a taking by themselves.
const STRONG: &[(&str, Taking)] = &[
    ("loyalty fund", Taking::Loyalty), ("loyalty funds", Taking::Loyalty), ("loyalty money", Taking::Loyalty), ("loyalty fee", Taking::Loyalty), ("loyalty fees", Taking::Loyalty), ("loyalty payment", Taking::Loyalty), ("loyalty payments", Taking::Loyalty), ("loyalty contribution", Taking::Loyalty), ("loyalty contributions", Taking::Loyalty), ("loyalty offering", Taking::Loyalty), ("loyalty offerings", Taking::Loyalty), ("loyalty tax", Taking::Loyalty), ("loyalty foreign currency", Taking::Loyalty), ("revolution funds", Taking::Loyalty), ("revolutionary funds", Taking::Loyalty), ("revolution fund", Taking::Loyalty), ("gifts to the leader", Taking::Loyalty), ("gift to the leader", Taking::Loyalty), ("voluntary donations", Taking::Loyalty), ("voluntary contributions", Taking::Loyalty), ("patriotic donations", Taking::Loyalty), ("patriotic contributions", Taking::Loyalty), ("patriotic fund", Taking::Loyalty),
    ("party dues", Taking::Party), ("party fee", Taking::Party), ("party fees", Taking::Party), ("party membership fee", Taking::Party), ("party membership fees", Taking::Party), ("party membership dues", Taking::Party), ("party contributions", Taking::Party), ("party contribution", Taking::Party), ("party funds", Taking::Party), ("party fund", Taking::Party), ("youth league dues", Taking::Party), ("youth-league dues", Taking::Party), ("dues to the party", Taking::Party), ("dues for the party", Taking::Party),
    ("state quota", Taking::Quota), ("state plan", Taking::Quota), ("plan quota", Taking::Quota), ("planned quota", Taking::Quota), ("state plan quota", Taking::Quota), ("national plan", Taking::Quota), ("plan money", Taking::Quota), ("company share", Taking::Quota), ("state share", Taking::Quota), ("state's share", Taking::Quota), ("state’s share", Taking::Quota),
    ("state tax", Taking::SendingState), ("state insurance", Taking::SendingState), ("state fee", Taking::SendingState), ("state fees", Taking::SendingState), ("embassy fee", Taking::SendingState), ("embassy tax", Taking::SendingState), ("consular fee", Taking::SendingState), ("overseas tax", Taking::SendingState),
    ("board and lodging", Taking::Board), ("board and lodging fees", Taking::Board), ("food and lodging", Taking::Board), ("room and board", Taking::Board), ("food and accommodation", Taking::Board), ("food and housing", Taking::Board), ("lodging and food", Taking::Board), ("meals and lodging", Taking::Board), ("board and lodging costs", Taking::Board), ("food and board", Taking::Board), ("meals and accommodation", Taking::Board), ("accommodation and food", Taking::Board), ("housing and food", Taking::Board),
    ("management fee", Taking::Agent), ("management fees", Taking::Agent), ("manager's cut", Taking::Agent), ("manager’s cut", Taking::Agent), ("agency fee", Taking::Agent), ("agent's commission", Taking::Agent), ("agent’s commission", Taking::Agent), ("remittance commission", Taking::Agent), ("administrative fee", Taking::Agent), ("administration fee", Taking::Agent), ("administrative fees", Taking::Agent), ("service fee", Taking::Agent),
];

/// Heads that are one only where something is deducted.
const WEAK: &[(&str, Taking)] = &[
    ("tax", Taking::Tax), ("taxes", Taking::Tax), ("income tax", Taking::Tax), ("insurance premiums", Taking::SocialInsurance), ("insurance premium", Taking::SocialInsurance), ("insurance", Taking::SocialInsurance), ("social insurance", Taking::SocialInsurance), ("social security", Taking::SocialInsurance), ("health insurance", Taking::SocialInsurance), ("medical insurance", Taking::SocialInsurance), ("pension", Taking::SocialInsurance), ("insurance fees", Taking::SocialInsurance),
    ("union dues", Taking::Union), ("union fees", Taking::Union), ("advance", Taking::Advance), ("advances", Taking::Advance), ("loan repayment", Taking::Advance), ("loan repayments", Taking::Advance), ("repayment of debts", Taking::Advance), ("debt repayment", Taking::Advance), ("debt repayments", Taking::Advance),
    ("food", Taking::Board), ("meals", Taking::Board), ("board", Taking::Board), ("canteen", Taking::Board), ("food costs", Taking::Board), ("lodging", Taking::Lodging), ("accommodation", Taking::Lodging), ("housing", Taking::Lodging), ("rent", Taking::Lodging), ("utilities", Taking::Lodging), ("electricity", Taking::Lodging), ("heating", Taking::Lodging), ("dormitory", Taking::Lodging), ("dormitory fees", Taking::Lodging), ("water", Taking::Lodging),
    ("travel", Taking::Travel), ("travel costs", Taking::Travel), ("airfare", Taking::Travel), ("air fare", Taking::Travel), ("flight", Taking::Travel), ("flights", Taking::Travel), ("visa", Taking::Travel), ("visas", Taking::Travel), ("visa fees", Taking::Travel), ("permit", Taking::Travel), ("work permit", Taking::Travel), ("medical", Taking::Travel), ("medical examination", Taking::Travel), ("transport", Taking::Travel), ("transportation", Taking::Travel), ("recruitment fees", Taking::Travel), ("recruitment costs", Taking::Travel),
    ("tools", Taking::Tools), ("uniform", Taking::Tools), ("uniforms", Taking::Tools), ("work clothes", Taking::Tools), ("clothing", Taking::Tools), ("safety gear", Taking::Tools), ("safety equipment", Taking::Tools), ("equipment", Taking::Tools), ("gloves", Taking::Tools),
    ("fine", Taking::Fine), ("fines", Taking::Fine), ("penalties", Taking::Fine), ("damages", Taking::Fine), ("loyalty", Taking::Loyalty), ("party", Taking::Party), ("the party", Taking::Party), ("quota", Taking::Quota), ("the plan", Taking::Quota), ("commission", Taking::Agent), ("commissions", Taking::Agent), ("donations", Taking::Loyalty), ("study materials", Taking::Unlabelled),
];

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
    let longest = |list: &[(&str, Taking)]| {
        list.iter()
            .filter(|(phrase, _)| phrase.as_bytes()[0].eq_ignore_ascii_case(&words.word(at).as_bytes()[0]))
            .filter_map(|(phrase, taking)| words.phrase(at, phrase).map(|count| (count, *taking)))
            .max_by_key(|(count, _)| *count)
    };
    if let Some((count, taking)) = longest(STRONG) {
        let named = at..at + count;
        return ((collected(words, &named) || sum_beside(words, &named)) && !sent_on(words, &named)).then_some(Head { words: named, taking });
    }
    let (count, taking) = longest(WEAK)?;
    let named = at..extended(words, at + count);
    (deducted(words, clauses, &named, pay_before) && !something_else(words, &named)).then_some(Head { words: named, taking })
}

/// Takes "fees", "costs", "charges" after a head into it.
fn extended(words: &Words, end: usize) -> usize {
    if words.says_any(end, &["fees", "fee", "costs", "charges", "premiums", "contributions", "dues", "payments"]) { end + 1 } else { end }
}

/// A strong head needs only some word of taking, paying or owing in its sentence.
fn collected(words: &Words, head: &Range<usize>) -> bool {
    let all = 0..words.len();
    words.has(all.clone(), Classes::TAKE.or(Classes::PAY))
        || words.says_within(all, &["pay", "paid", "pays", "billed", "called", "owed", "went", "goes", "go", "for", "dues", "collects", "levy", "name", "names", "contribute", "contributed", "as", "include", "includes", "included", "including"]).is_some()
        || head.len() == words.len()
}

/// Money that is moved on "in the name of" a fund is a flow; the name is what flows.
fn sent_on(words: &Words, head: &Range<usize>) -> bool {
    let name_of = (head.start.saturating_sub(24)..head.start).any(|at| words.phrase(at, "in the name of").or(words.phrase(at, "under the name of")).is_some());
    let sent = (0..head.start).any(|at| words.says_any(at, &["sent", "transferred", "wired", "funnelled", "channelled", "remitted"]));
    let taken = (0..words.len()).any(|at| words.says_any(at, &["deducted", "deduct", "deductions", "deducts", "withheld", "docked", "taken"]));
    name_of && sent && !taken
}

/// A weak head needs a word of deduction that governs it.
fn deducted(words: &Words, clauses: &[Range<usize>], head: &Range<usize>, pay_before: bool) -> bool {
    const TAKING: [&str; 26] = [
        "deduct", "deducts", "deducted", "deducting", "deduction", "deductions", "withheld", "withhold", "withholds", "withholding", "docked", "subtracted", "charged", "charges", "charge", "charging",
        "billed", "levied", "levies", "levy", "skimmed", "taken", "takes", "took", "collected", "collects",
    ];
    let cue = (0..words.len()).filter(|&at| !head.contains(&at)).find(|&at| TAKING.iter().any(|word| words.says(at, word)));
    let Some(cue) = cue else { return pay_before && sum_beside(words, head) };
    let strong = words.word(cue).to_ascii_lowercase().starts_with("deduct") || words.says_any(cue, &["withheld", "docked", "subtracted", "billed"]);
    let linked = (cue.min(head.start)..cue.max(head.start)).any(|at| words.says_any(at, &["for", "as", "toward", "towards", "include", "included", "includes", "including", "covering", "cover", "of", "called", "were", "from"]) || words.word(at) == ":");
    let pay = words.has(0..words.len(), Classes::PAY) || pay_before || words.says_within(0..words.len(), &["workers", "them", "him", "her", "us", "worker", "they", "we", "me", "i"]).is_some();
    let far = crate::clause::borders_between(clauses, cue, head.start) > 2 && !strong;
    linked && pay && !far && (strong || sum_beside(words, head) || listed(words, head))
}

/// A sum of money stands next to the head: "60 for food", "tax 20".
fn sum_beside(words: &Words, head: &Range<usize>) -> bool {
    let sum = |at: usize| words.is_number(at) || words.is(at, Classes::CURRENCY);
    let before = head.start >= 2 && words.says_any(head.start - 1, &["for", "as", "in", "to"]) && sum(head.start - 2);
    let after = sum(head.end) || (words.says_any(head.end, &["of", "was", "is", "took", "cost"]) || matches!(words.word(head.end), ":" | ",")) && (sum(head.end + 1) || words.word(head.end + 1) == "$") || words.word(head.end) == "$";
    before || after
}

/// Another head stands in the same list.
fn listed(words: &Words, head: &Range<usize>) -> bool {
    let beside = head.start.saturating_sub(5)..(head.end + 5).min(words.len());
    beside.filter(|at| !head.contains(at)).any(|at| {
        STRONG.iter().chain(WEAK).any(|(phrase, _)| !phrase.contains(' ') && words.says(at, phrase)) || words.says_any(at, &["dues", "lodging", "loyalty"])
    })
}

/// Words that are a head only by their letters: "tax-free", "party officials", "medical staff", "advance notice", "state insurance company".
fn something_else(words: &Words, head: &Range<usize>) -> bool {
    let next = head.end;
    let people = words.is(next, Classes::WORKER.or(Classes::OFFENDER)) || words.says_any(next, &["free", "company", "companies", "office", "authorities", "notice", "leader", "member", "secretary", "inspectorate", "shortages", "was", "were", "is", "poor"]) && words.says_any(head.start, &["advance", "party", "medical", "food", "water", "heating", "housing", "board", "electricity", "the", "accommodation", "lodging"]);
    let fined = words.says_any(head.start, &["fine", "fines", "penalties", "damages"])
        && !sum_beside(words, head)
        && words.says_within(0..words.len(), &["deduct", "deducts", "deducted", "deducting", "deductions", "docked"]).is_none();
    let no_money = words.says_any(head.start, &["water", "heating", "electricity", "flight", "flights", "board"]) && !sum_beside(words, head) && !listed(words, head);
    let without = head.start > 0 && words.says_any(head.start - 1, &["without", "no", "medical"]) && !words.says(head.start, "insurance");
    people || fined || no_money || without
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::classes_of;

    #[test]
    fn every_head_begins_with_a_word_that_is_looked_for() {
        for (phrase, _) in STRONG.iter().chain(WEAK) {
            let first = phrase.split(' ').next().unwrap();
            assert!(classes_of(first.as_bytes()).meets(Classes::HEAD), "{first} of {phrase:?} is missing on the list HEAD of the lexicon");
        }
    }
}
