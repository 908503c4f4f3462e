//! What a sum of money means: wage, take-home, quota, fee, deduction, revenue or flow.

mod roles;
mod turns;

use self::turns::{TAKERS, paid_for_a_crew, priced_by_the_piece};
use super::{Context, Meaning};
use crate::clause::{another_verb_between, borders_between};
use crate::figure::{Figure, Measure, period_noun};
use crate::key::{Key, KeyHasher, Keys, any};
use crate::lexicon::Classes;
use crate::people;
use crate::words::Words;
use evidence::{Kind, Per, PerUnit, Rule, Unit};
use rust_decimal::Decimal;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::ops::Range;
use std::sync::LazyLock;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sense {
    Fee,
    TakeHome,
    Quota,
    Deduction,
    Revenue,
    Wage,
    Flow,
    Other,
}

#[derive(Clone, Copy, PartialEq)]
enum Side {
    /// The cue stands before the sum.
    Before,
    /// After it.
    After,
    Either,
}
use Sense::{Deduction, Fee, Flow, Other, Quota, Revenue, TakeHome, Wage};
use Side::{After, Before, Either};

/// A word or phrase that tells what a sum means.
struct MoneyCue {
    phrase: &'static str,
    sense: Sense,
    weight: i32,
    side: Side,
}

/// The cues by their first word.
static MONEY_CUES: LazyLock<HashMap<Key, Vec<MoneyCue>, BuildHasherDefault<KeyHasher>>> = LazyLock::new(|| {
    let mut index: HashMap<Key, Vec<MoneyCue>, _> = HashMap::default();
    for line in include_str!("../../data/money_cues.tsv").lines().filter(|line| !line.starts_with('#')).skip(1) {
        let cue = money_cue(line).unwrap_or_else(|| panic!("money_cues.tsv: {line:?} is not words, meaning, weight, side"));
        index.entry(Key::of(cue.phrase.split(' ').next().unwrap_or(cue.phrase))).or_default().push(cue);
    }
    index
});

fn money_cue(line: &'static str) -> Option<MoneyCue> {
    let [phrase, sense, weight, side] = line.split('\t').collect::<Vec<_>>().try_into().ok()?;
    let sense = match sense {
        "fee" => Fee,
        "take_home" => TakeHome,
        "quota" => Quota,
        "deduction" => Deduction,
        "revenue" => Revenue,
        "wage" => Wage,
        "flow" => Flow,
        "other" => Other,
        _ => return None,
    };
    let side = match side {
        "before" => Before,
        "after" => After,
        "either" => Either,
        _ => return None,
    };
    Some(MoneyCue { phrase, sense, weight: weight.parse().ok()?, side })
}

/// The first words of all cues.
pub(crate) fn first_words_of_cues() -> impl Iterator<Item = Key> {
    MONEY_CUES.keys().copied()
}

/// The cues that can begin at token `at`.
fn cues_at(words: &Words, at: usize) -> &'static [MoneyCue] {
    let token = words.tokens.get(at).filter(|token| token.is(Classes::MONEY_CUE));
    token.and_then(|token| MONEY_CUES.get(&token.key)).map_or(&[], Vec::as_slice)
}

struct Scored {
    sense: Sense,
    score: i32,
    cue: usize,
}

pub(super) fn money(words: &Words, clauses: &[Range<usize>], figure: &Figure, context: &Context) -> Option<Meaning> {
    if no_claim(words, figure) {
        return None;
    }
    let mut best: Option<Scored> = None;
    let mut consider = |candidate: Scored| {
        if best.as_ref().is_none_or(|best| candidate.score > best.score) {
            best = Some(candidate);
        }
    };
    for cue in 0..words.len() {
        if (figure.core.start..figure.words.end).contains(&cue) {
            continue;
        }
        for &MoneyCue { phrase, sense, weight, side } in cues_at(words, cue) {
            let Some(count) = words.phrase(cue, phrase) else { continue };
            let before = cue + count <= figure.words.start;
            if side == Before && !before || side == After && before || other_meaning(words, cue, sense) {
                continue;
            }
            let distance = if before { figure.words.start - (cue + count) } else { cue.saturating_sub(figure.words.end) };
            let borders = borders_between(clauses, cue, figure.core.start);
            let apart = borders > 0 || !before && another_verb_between(words, figure.words.end.saturating_sub(1), cue);
            let taken = between_other_sums(words, figure, cue, before)
                + i32::from(!before && has_its_own_sum(words, figure, cue + count, apart));
            let elsewhere = !before
                && borders > 0
                && words.is_any(cue, any!["went", "goes", "go"])
                && words.is_any(figure.words.end + 1, any!["and", "but"]);
            if elsewhere {
                continue;
            }
            let score = weight * 10 + count as i32 - 2 * distance as i32 - 9 * borders as i32 - 12 * taken
                + fitness(words, figure, sense, cue)
                - if before && another_verb_between(words, cue, figure.words.start) { 9 } else { 0 };
            consider(Scored { sense, score, cue });
        }
    }
    turns::of_phrase(words, figure, &mut consider);
    roles::of_roles(words, figure, context, &mut consider);
    let stranger = |best: &Scored| {
        let deposits = any!["deposit", "deposits", "bond", "loan", "loans", "debt", "debts", "gift", "gifts"];
        best.sense == Fee && words.is_any(best.cue, deposits) && !of_somebody_at_work(words, figure, context)
    };
    let best = best.filter(|best| best.score > 4 && !stranger(best));
    let (sense, cue) = match best {
        Some(best) => (best.sense, Some(best.cue)),
        None if rate_of_work(words, figure, context) => (Wage, None),
        None if promised_rate(words, figure) || told_of_a_job(words, figure) => (Wage, None),
        None if rated_before(words, figure) && words.has(0..words.len(), Classes::TAKE.or(Classes::KEEP)) => (Wage, None),
        None if roles::rate_in_a_document_of_work(words, figure, context) => (Wage, None),
        None if roles::pay_is(words, figure).is_some() => (Wage, roles::pay_is(words, figure)),
        None if roles::on_paper(words, figure).is_some() => (Wage, roles::on_paper(words, figure)),
        None if roles::in_hand(words, figure) && context.of_labour => (TakeHome, None),
        None if context.of_revenue && huge(figure) && figure.per.is_some() => (Revenue, None),
        None => return None,
    };
    money_meaning(words, figure, context, sense, cue)
}

/// Whether a sum is surely none of a case's: named before, a price, a fine, an award, a ransom, or what an authority fixes.
pub(super) fn no_claim(words: &Words, figure: &Figure) -> bool {
    words.is_any(figure.words.end, any!["mentioned", "cited", "quoted", "referred"])
        || priced_by_the_piece(words, figure)
        || paid_for_a_crew(words, figure)
        || fined_for_an_offence(words, figure.words.start)
        || awarded(words, figure)
        || bought_free(words, figure)
        || fixed_by_an_order(words, figure)
}

/// Whether a deposit, a loan or a gift is that of somebody at work, or of somebody who speaks of herself.
fn of_somebody_at_work(words: &Words, figure: &Figure, context: &Context) -> bool {
    context.of_labour
        || words.has(0..words.len(), Classes::WORKER.or(Classes::PAY).or(Classes::WORKTIME))
        || recruits(words)
        || words.any_within(0..words.len(), any!["term", "contract", "job", "quits", "quit"]).is_some()
        || words.any_within(0..figure.words.start, any!["i", "we", "my", "our", "she", "he", "her", "his"]).is_some()
}

/// A sum per hour, day, week or month in a sentence about people at work.
fn rate_of_work(words: &Words, figure: &Figure, context: &Context) -> bool {
    let short = figure.per.is_some_and(|per| per.unit() != PerUnit::Year);
    let placed = figure.words.start == 0
        || words.is(figure.words.start - 1, Classes::EARN)
        || words.is_any(figure.words.start - 1, any!["transfer", "transfers", "transferred"])
        || words.is_any(figure.words.start - 1, any!["for", "at", "of", ",", "and", "to", "with", "is", "was", "then", "be"]);
    let total = words.any_within(0..figure.words.start, any!["there", "total", "altogether", "together", "so"]).is_some();
    let at_a_rate = context.of_labour
        && figure.words.start > 0
        && words.says(figure.words.start - 1, "at")
        && !words.has(0..words.len(), Classes::OTHER_FEE.or(Classes::THING));
    short && placed && !total && (at_a_rate || context.of_pay || words.has(0..words.len(), Classes::WORKER))
}

/// "paid 80 dollars a month, sent the next 200": a verb behind another joint governs the sum behind it.
fn has_its_own_sum(words: &Words, figure: &Figure, end: usize, apart: bool) -> bool {
    let joined = words.word(figure.words.end) == "," || words.is_any(figure.words.end, any!["and", "but", "then"]);
    (joined || apart)
        && (end..end + if apart { 7 } else { 5 }).take_while(|&at| words.word(at) != ",").any(|at| words.is_number(at))
}

/// "promises eight hours of work, two days of rest and 1,100 euros a month".
fn promised_rate(words: &Words, figure: &Figure) -> bool {
    let promises = any![
        "promised", "promises", "promise", "offered", "offers", "advertised", "advertises", "guarantee", "guarantees",
        "guaranteed"
    ];
    figure.per.is_some_and(|per| per.unit() != PerUnit::Year) && words.any_within(0..figure.words.start, promises).is_some()
}

/// "The agent said I would lay tiles for 900 riyals a month": what somebody was told a job pays.
fn told_of_a_job(words: &Words, figure: &Figure) -> bool {
    let before = 0..figure.words.start;
    let told = words.any_within(before.clone(), any!["said", "told", "says", "assured"]).is_some()
        && (words.any_within(before.clone(), any!["would", "job", "work"]).is_some()
            || words.has(before.clone(), Classes::WORKTIME));
    let teller = words.any_within(
        before.clone(),
        any!["agent", "agents", "recruiter", "recruiters", "broker", "brokers", "they", "he", "she", "advert", "boss"],
    );
    let who = words.any_within(before, any!["i", "me", "we", "us", "him", "her", "them", "they"]);
    let at_a_rate = figure.words.start > 0 && words.is_any(figure.words.start - 1, any!["for", "at"]);
    let rate = figure.per.is_some_and(|per| per.unit() != PerUnit::Year);
    told && teller.is_some() && who.is_some() && at_a_rate && rate && !words.has(0..words.len(), Classes::OTHER_FEE)
}

/// "The tribunal awarded the cleaner 9,000 pounds in compensation": what a court gives, unless it is what was taken from pay.
fn awarded(words: &Words, figure: &Figure) -> bool {
    let (start, end) = (figure.words.start, figure.words.end);
    let award = (0..start).rev().find(|&at| {
        words.is_any(at, any!["award", "awards", "awarded", "awarding"])
            && !words.is_any(at + 1, any!["of", "contracts", "contract", "wage", "wages"])
    });
    let of_court = award.is_some_and(|at| {
        at > 0
            && (words.is_any(at - 1, any!["was", "were", "we", "been", "i"])
                || words
                    .any_within(
                        at.saturating_sub(6)..at,
                        any!["court", "tribunal", "judge", "jury", "arbitrator", "panel", "commission", "ombudsman"],
                    )
                    .is_some())
    });
    let harm = (end..end + 7)
        .any(|at| words.is_any(at, any!["damages", "injury", "compensation", "feelings", "distress", "aggravated", "punitive"]))
        && words.is_any(end, any!["for", "in", "as", "of"]);
    let of_pay = (end..(end + 9).min(words.len()))
        .take_while(|&at| !words.is_number(at))
        .any(|at| words.is_any(at, any!["deductions", "deducted", "withheld", "wages", "pay", "salary"]));
    let court = || words.any_within(0..start, any!["court", "tribunal", "judge", "jury", "arbitrator"]).is_some();
    of_court && !of_pay || harm && (award.is_some() || court())
}

/// "the company shall pay 25,000 to the family", "compensation of 8,200 is to be paid", "a fine of 2,000 was imposed on the director",
/// "proposed a penalty of 187,000", "unemployment insurance": what an authority fixes.
pub(crate) fn fixed_by_an_order(words: &Words, figure: &Figure) -> bool {
    let (start, end) = (figure.words.start, figure.words.end);
    let before = start.saturating_sub(7)..start;
    let lives_on = start > 0
        && words.is_any(start - 1, any!["on"])
        && words
            .any_within(start.saturating_sub(14)..start, any!["live", "lives", "living", "households", "subsist", "survive"])
            .is_some();
    if lives_on {
        return true;
    }
    let shall_pay = before.clone().any(|at| {
        words.says(at, "shall") && words.says(at + 1, "pay")
            || words.is_any(at, any!["ordered", "directed", "sentenced"])
                && words.says(at + 1, "to")
                && words.is_any(at + 2, any!["pay", "repay"])
    }) || (start.saturating_sub(12)..start).any(|at| {
        words.is_any(at, any!["ordered", "orders", "directed"])
            && (words
                .any_within(
                    at.saturating_sub(4)..at,
                    any!["court", "judge", "tribunal", "ministry", "inspectorate", "commission"],
                )
                .is_some()
                || (at + 1..start).any(|who| people::is_state(words, who) || people::is_enterprise(words, who)))
            && (at + 1..start).any(|to| words.says(to, "to") && words.is_any(to + 1, any!["pay", "repay"]))
    });
    let compensation = words
        .any_within(
            start.saturating_sub(4)..start,
            any!["compensation", "damages", "reparation", "reparations", "unemployment", "bail", "reward"],
        )
        .is_some()
        && words.any_within(0..words.len(), any!["deducted", "withheld", "wages"]).is_none();
    let fine = (start.saturating_sub(12)..start)
        .rev()
        .find(|&at| words.is_any(at, any!["fine", "fines", "penalty", "penalties", "fined"]));
    let imposed = fine.is_some_and(|fine| {
        let official = any![
            "imposed", "levied", "issued", "proposed", "upheld", "liable", "punishable", "threatens", "face", "faces", "risk",
            "can", "may", "could"
        ];
        let on_workers = (end..(end + 5).min(words.len())).any(|at| {
            words.is_any(at, any!["on", "for"])
                && (words.is(at + 1, Classes::WORKER) || words.is_any(at + 1, any!["us", "them", "me", "anyone", "each"]))
        });
        words.any_within(fine.saturating_sub(6)..(end + 4).min(words.len()), official).is_some() && !on_workers
    });
    shall_pay || compensation || imposed
}

/// "My aunt paid 3,200 dollars to bring her home": a ransom.
fn bought_free(words: &Words, figure: &Figure) -> bool {
    let at = figure.words.end;
    let paid = words
        .any_within(figure.words.start.saturating_sub(6)..figure.words.start, any!["paid", "pay", "paying", "sent"])
        .is_some();
    let freed = words.says(at, "to")
        && words.is_any(at + 1, any!["get", "bring", "buy", "free", "release", "rescue"])
        && (words.is_any(at + 1, any!["free", "release", "rescue"])
            && words.is_any(at + 2, any!["me", "us", "him", "her", "them", "my", "their", "his"])
            || words.is_any(at + 2, any!["me", "us", "him", "her", "them"])
                && words.is_any(at + 3, any!["out", "free", "home", "back", "released"])
            || words.is_any(at + 2, any!["my", "his", "her", "their", "our"])
                && words.is_any(at + 3, any!["freedom", "release"]));
    paid && freed
}

/// "from a monthly 900 ringgit": the adjective of a rate right before the sum.
fn rated_before(words: &Words, figure: &Figure) -> bool {
    figure.words.start > 0 && words.is(figure.words.start - 1, Classes::RATE)
}

/// How many sums stand between the figure and a cue: each is the nearer claimant.
fn between_other_sums(words: &Words, figure: &Figure, cue: usize, before: bool) -> i32 {
    let range = if before { cue..figure.words.start } else { figure.words.end..cue };
    let counts_people = |at: usize| words.is(at + 1, Classes::WORKER) || words.is(at + 2, Classes::WORKER);
    range.filter(|&at| words.is_number(at) && crate::date::year_at(words, at).is_none() && !counts_people(at)).count() as i32
}

/// Cue words that mean something else where they stand.
fn other_meaning(words: &Words, cue: usize, sense: Sense) -> bool {
    match sense {
        Fee => another_fee(words, cue),
        TakeHome => nobodys_take_home(words, cue),
        Quota => another_quota(words, cue),
        Deduction => another_deduction(words, cue),
        Revenue => another_revenue(words, cue),
        Wage => in_arrears(words, cue) || another_pay(words, cue),
        Flow => words.says(cue, "sent") && words.is(cue + 1, Classes::WORKER),
        Other => pay_after_all(words, cue),
    }
}

/// Whether the word before `cue` is one of `list`.
fn stands_behind(words: &Words, cue: usize, list: Keys) -> bool {
    cue > 0 && words.is_any(cue - 1, list)
}

/// "cost him his leg", "borrowed from my cousin", "the union demanded", "party fee": no fee for work.
fn another_fee(words: &Words, cue: usize) -> bool {
    match () {
        () if words.says(cue, "cost") && words.is_any(cue + 1, any!["me", "us", "him", "her", "them"]) => {
            let way =
                any!["job", "jobs", "visa", "place", "post", "passage", "journey", "trip", "papers", "permit", "recruitment"];
            words.any_within(cue.saturating_sub(5)..cue, way).is_none() && !recruits(words)
        }
        () if words.is_any(cue, any!["payment", "payments"]) => {
            !(recruits(words) && words.any_within(0..cue, any!["paid", "pay", "fee", "fees"]).is_some())
        }
        () if words.is_any(cue, any!["borrow", "borrowed", "borrowing", "loan"]) && from_friends(words, cue) => true,
        () if words.is_any(cue, any!["demanded", "wanted"]) && demanded_by_workers(words, cue) => true,
        () if words.is_any(cue, any!["charged", "charge", "charges", "charging", "cost"]) => !recruits(words),
        () => {
            let of_another = any![
                "party", "membership", "lodging", "loyalty", "legal", "court", "board", "meal", "union", "youth", "school",
                "food", "accommodation", "management",
            ];
            stands_behind(words, cue, of_another) && words.is_any(cue, any!["fee", "fees"])
        }
    }
}

fn demanded_by_workers(words: &Words, cue: usize) -> bool {
    (cue.saturating_sub(4)..cue)
        .any(|who| words.is(who, Classes::WORKER) || words.is_any(who, any!["union", "unions", "strikers", "federation"]))
}

/// "kept their passports", "travel allowance", "as he saw, …", "the State keeps": nothing that a worker is left with.
fn nobodys_take_home(words: &Words, cue: usize) -> bool {
    let keeps = words.is_any(cue, any!["kept", "keep", "keeps"]);
    let keeps_a_thing = keeps
        && words.is_any(cue + 1, any!["their", "his", "her", "our", "my"])
        && !words.is(cue + 2, Classes::PAY)
        && !words.is_any(cue + 2, any!["share", "money", "cut", "own"]);
    let allowance = words.says(cue, "allowance")
        && stands_behind(words, cue, any!["travel", "mileage", "housing", "child", "family", "clothing"]);
    let saw = words.is_any(cue, any!["saw", "see", "sees"]) && words.word(cue + 1) == ",";
    let leave = words.says(cue, "leave") && stands_behind(words, cue, any!["unpaid", "annual", "sick", "to", "home", "paid"]);
    keeps_a_thing
        || allowance
        || saw
        || keeps && state_before(words, cue)
        || leave
        || words.says(cue, "net") && words.is_any(cue + 1, any!["worth", "of"])
}

/// "sends home to his wife", "cotton quota", "owes wages": nothing that is handed up.
fn another_quota(words: &Words, cue: usize) -> bool {
    match () {
        () if to_an_agent(words, cue) || to_the_family(words, cue) => true,
        () if words.is_any(cue, any!["contribute", "contributes"]) => !(0..cue).any(|at| {
            words.is(at, Classes::WORKER.or(Classes::OFFENDER))
                || people::is_enterprise(words, at)
                || words.is_any(at, any!["each", "they", "he", "she", "we", "must", "team", "teams", "unit"])
        }),
        () if words.is_any(cue + 1, any!["home"]) => !(cue.saturating_sub(9)..cue)
            .any(|at| words.is(at, Classes::OFFENDER) || words.is_any(at, any!["must", "has", "have", "required", "obliged"])),
        () if words.is_hyphen(cue + 1) && words.says(cue + 2, "free") => true,
        () if words.is_any(cue, any!["owe", "owes"]) && words.has(cue..words.len(), Classes::PAY) => true,
        () => {
            let of_goods = any!["production", "cotton", "harvest", "picking", "daily", "work", "output"];
            words.is_any(cue, any!["target", "targets", "quota", "quotas"]) && stands_behind(words, cue, of_goods)
        }
    }
}

/// "remitted to the family", "fined by a court", "took a loan", "charged with": nothing that is taken from pay.
fn another_deduction(words: &Words, cue: usize) -> bool {
    let charged = words.is_any(cue, any!["charge", "charges", "charged"]);
    match () {
        () if words.is_any(cue, any!["remitted", "sent", "forwarded"]) => !to_an_agent(words, cue),
        () if words.is_any(cue, any!["fine", "fines", "fined"]) => !falls_on_a_worker(words),
        () if charged && recruits(words) => true,
        () if words.is_any(cue + 1, any!["an", "a", "advance", "loan"])
            && (words.is_any(cue + 2, any!["advance", "loan"]) || words.is_any(cue + 1, any!["advance", "loan"])) =>
        {
            true
        }
        () => {
            words.is_any(cue, any!["take", "took", "takes", "taken"])
                && words.is_any(cue + 1, any!["home", "place", "part", "up", "out", "away"])
                || charged && words.is_any(cue + 1, any!["of", "with", "against"])
        }
    }
}

/// "tax income", a worker's "earnings", "lost 300 dollars": nothing that a State or an enterprise takes in.
fn another_revenue(words: &Words, cue: usize) -> bool {
    let from_elsewhere = any!["tolls", "taxes", "tourism", "tickets", "exports", "oil", "gas", "customs", "arms"];
    let earns = any![
        "income", "earnings", "earn", "earns", "earned", "earning", "makes", "make", "made", "receives", "collects", "collected",
    ];
    match () {
        () if stands_behind(words, cue, from_elsewhere) => true,
        () if words.is_any(cue, earns) => {
            !state_before(words, cue)
                && !(cue + 1..cue + 5).any(|at| people::is_state(words, at))
                && !words.is_any(words.len().min(cue + 1), any!["revenue"])
                && !large_before_or_after(words)
        }
        () if words.is_any(cue, any!["lose", "loses", "lost", "forgo"]) => {
            !(state_before(words, cue) || (0..cue).any(|at| people::is_state(words, at))) || !large_before_or_after(words)
        }
        () if words.is_any(cue, any!["turnover", "sales"]) => {
            words.find(0..words.len(), Classes::WORKER).is_none()
                && words.any_within(0..words.len(), any!["labour", "labor", "workers"]).is_none()
                && !(0..cue).any(|at| {
                    people::is_enterprise(words, at) || words.is_any(at, any!["yard", "shipyard", "mill", "mine", "farm"])
                })
        }
        () => words.is_any(cue, any!["raise", "raised", "raises"]) && words.is_any(cue + 1, any!["the", "their", "concerns"]),
    }
}

/// "made up for", "paid back": no pay.
fn another_pay(words: &Words, cue: usize) -> bool {
    words.is_any(cue, any!["made", "make", "makes"]) && words.is_any(cue + 1, any!["to", "up", "by", "sure"])
        || words.is_any(cue, any!["paid", "pay", "pays"]) && words.is_any(cue + 1, any!["back", "off"])
}

/// "earned the minimum wage", "in line with the legal minimum", "the job cost": words of other money that leave it pay or a fee.
fn pay_after_all(words: &Words, cue: usize) -> bool {
    match () {
        () if words.says(cue, "minimum") => paid_the_minimum(words, cue),
        () if words.says(cue, "legal") && words.any_within(cue.saturating_sub(3)..cue, any!["with"]).is_some() => true,
        () if words.is_any(cue, any!["cost", "costs"]) => recruits(words),
        () if words.is_any(cue, any!["repay", "repaid", "refund", "refunded"]) => {
            let given_back =
                |at: usize| people::is_enterprise(words, at) || people::is_state(words, at) || words.is(at, Classes::OFFENDER);
            words.any_within(cue..words.len(), any!["each", "per"]).is_some() || !(0..cue).any(given_back)
        }
        () => false,
    }
}

/// "fines for withholding a passport ranged from 500 to 3,000 dirhams": what a State takes from those who break its law.
pub(crate) fn fined_for_an_offence(words: &Words, until: usize) -> bool {
    let fine = words.any_within(0..until, any!["fine", "fines", "penalty", "penalties"]);
    let offence = any![
        "withholding", "trafficking", "violation", "violations", "violating", "employing", "hiring", "confiscating", "abuse",
        "abusing", "nonpayment", "non-payment", "breach", "breaches", "noncompliance", "non-compliance", "failure", "failing",
        "offence", "offense",
    ];
    let imposed = fine.is_some_and(|at| {
        words.any_within(at.saturating_sub(4)..at, any!["impose", "imposed", "imposes", "imposing", "issue", "issued"]).is_some()
            && words
                .any_within(
                    0..at,
                    any![
                        "inspectorate", "authority", "authorities", "court", "courts", "ministry", "inspectors", "regulator",
                        "commission", "government", "prosecutors", "judge", "office"
                    ],
                )
                .is_some()
    });
    if imposed {
        return true;
    }
    let faced = fine
        .is_some_and(|at| words.any_within(at.saturating_sub(4)..at, any!["face", "faces", "faced", "risk", "liable"]).is_some())
        && words.is_any(
            0,
            any!["employers", "companies", "firms", "agencies", "recruiters", "owners", "offenders", "violators", "shipowners"],
        );
    if faced {
        return true;
    }
    let ranged = fine.is_some_and(|at| words.any_within(at..until, any!["ranged", "range", "ranging"]).is_some());
    fine.is_some() && (ranged || words.any_within(0..words.len(), offence).is_some())
}

/// "borrowed 500 dollars from my cousin": a loan among friends, unless it pays for the job.
fn from_friends(words: &Words, cue: usize) -> bool {
    let friend = (cue + 1..words.len().min(cue + 12)).any(|at| {
        words.is_any(
            at,
            any![
                "friend", "friends", "relative", "relatives", "cousin", "cousins", "brother", "brothers", "sister", "sisters",
                "uncle", "aunt", "neighbour", "neighbours", "neighbor", "neighbors", "colleague", "colleagues", "mother",
                "father", "family",
            ],
        )
    });
    friend && !recruits(words) && words.any_within(cue..words.len(), any!["visa", "job", "fee", "fees", "passport"]).is_none()
}

/// "earned the minimum wage of 800 riyals": what is paid, not what is set.
fn paid_the_minimum(words: &Words, cue: usize) -> bool {
    let from = cue.saturating_sub(3);
    let pay_is =
        words.is_any(cue.saturating_sub(2), any!["was", "is", "were", "are"]) && words.is(cue.saturating_sub(3), Classes::PAY);
    (pay_is
        || words
            .any_within(from..cue, any!["paid", "earned", "earn", "earns", "receive", "received", "receives", "get", "got"])
            .is_some())
        && words.any_within(from..cue, any!["than", "below", "under", "above"]).is_none()
}

/// "remits 220 dollars a month to his family": one's own money, sent home.
fn to_the_family(words: &Words, cue: usize) -> bool {
    (cue + 1..words.len().min(cue + 14)).any(|at| {
        words.is_any(
            at,
            any![
                "family", "families", "wife", "wives", "husband", "parents", "children", "mother", "father", "relatives",
                "village", "kin"
            ],
        ) && (at.saturating_sub(3)..at).any(|to| words.is_any(to, any!["to", "for"]))
    })
}

/// "owed 26 waiters three months' wages, 40,000 dollars in all": what was not paid.
fn in_arrears(words: &Words, cue: usize) -> bool {
    words.any_within(0..cue, any!["owed", "owes", "owe", "arrears", "outstanding"]).is_some()
        && words.any_within(cue..words.len(), any!["all", "total", "altogether"]).is_some()
}

/// "sent the next 200 to the broker": an employer gives part of the pay to whoever recruited.
fn to_an_agent(words: &Words, cue: usize) -> bool {
    (cue + 1..words.len().min(cue + 12))
        .any(|at| words.says(at, "to") && (at + 1..at + 4).any(|taker| words.is_any(taker, TAKERS)))
        && words.is_any(cue, any!["remitted", "remit", "remits", "sent", "send", "sends", "forwarded"])
}

/// A worker or a pronoun stands in the sentence, and no company or law: the fine is a worker's.
fn falls_on_a_worker(words: &Words) -> bool {
    let all = 0..words.len();
    let penal = any![
        "sentenced", "convicted", "jail", "jailed", "prison", "imprisonment", "guilty", "violations", "violators", "violating",
        "prosecuted", "offence", "offense", "offences", "offenses",
    ];
    let employer_fined = all.clone().any(|at| {
        people::is_enterprise(words, at) && words.is_any(at + 1, any!["was", "were", "is", "are", "faces", "faced", "be", "been"])
            || words.is_any(at, any!["fined", "on", "against"]) && (at + 1..at + 3).any(|who| people::is_enterprise(words, who))
    });
    if employer_fined || words.any_within(all.clone(), penal).is_some() {
        return false;
    }
    let worker = words.has(all.clone(), Classes::WORKER)
        || words
            .any_within(all.clone(), any!["we", "they", "he", "she", "i", "us", "them", "him", "her", "anyone", "whoever"])
            .is_some();
    worker
        && words
            .any_within(all, any!["company", "companies", "act", "law", "court", "employers", "firm", "firms", "ministry"])
            .is_none()
}

/// A recruiter or an agency stands in the sentence: what is charged is a fee, not a deduction.
fn recruits(words: &Words) -> bool {
    words
        .any_within(
            0..words.len(),
            any![
                "recruitment", "recruiter", "recruiters", "agency", "agencies", "agents", "broker", "brokers", "placement",
                "agent", "recruiting",
            ],
        )
        .is_some()
}

/// A sum in millions or billions stands in the sentence: no worker's pay.
fn large_before_or_after(words: &Words) -> bool {
    words.any_within(0..words.len(), any!["million", "billion", "bn", "mn", "millions", "billions", "m"]).is_some()
}

pub(super) fn state_before(words: &Words, cue: usize) -> bool {
    let lies_in = |at: usize| (at.saturating_sub(2)..at).any(|before| words.is_any(before, any!["in", "at", "from", "of", "to"]));
    (cue.saturating_sub(4)..cue).any(|at| {
        (people::is_state(words, at) || people::is_enterprise(words, at) || words.is(at, Classes::OFFENDER)) && !lies_in(at)
    }) && !(cue.saturating_sub(3)..cue).any(|at| words.is(at, Classes::WORKER))
}

/// Millions of a currency in which a month's pay is hundreds or thousands.
fn huge(figure: &Figure) -> bool {
    let size = figure.bounds.high().or(figure.bounds.low()).unwrap_or(Decimal::ZERO);
    let small_unit = |code: &str| matches!(code, "VND" | "IDR" | "KRW" | "UZS" | "IRR" | "KPW" | "LAK" | "MMK" | "COP" | "LBP");
    size >= Decimal::from(1_000_000) && figure.currency.is_some_and(|currency| !small_unit(currency.code()))
}

/// How well a sum's size, period and subject fit a meaning.
fn fitness(words: &Words, figure: &Figure, sense: Sense, cue: usize) -> i32 {
    let huge = huge(figure);
    let per = figure.per.is_some();
    let of_the_state = words.is_any(cue, any!["income", "earnings"]) && (cue + 1..cue + 5).any(|at| people::is_state(words, at));
    let earner_is_state = of_the_state
        || words.is_any(
            cue,
            any!["earn", "earns", "earned", "earning", "make", "makes", "made", "receives", "received", "gets", "income"],
        ) && state_before(words, cue);
    match sense {
        Revenue => match (huge, per) {
            (true, _) => 14,
            (false, true) if figure.per.is_some_and(|per| per.unit() == PerUnit::Year) => -4,
            (false, true) => -24,
            (false, false) => -25,
        },
        Wage if earner_is_state => -40,
        Wage | TakeHome if huge => -40,
        Wage => {
            if per {
                5
            } else {
                -3
            }
        }
        Fee => {
            let own_pay = words.is_any(cue, any!["loan", "debt"]) && per;
            if huge || own_pay {
                -20
            } else if per {
                -4
            } else {
                3
            }
        }
        TakeHome => {
            if per {
                3
            } else {
                0
            }
        }
        Quota if huge => -12,
        Deduction if huge => -45,
        Flow => {
            if flow_has_aim(words, figure) {
                2
            } else {
                -30
            }
        }
        Other if huge => 12,
        Quota | Deduction | Other => 0,
    }
}

fn flow_has_aim(words: &Words, figure: &Figure) -> bool {
    (figure.words.end..words.len()).any(|at| words.is_any(at, any!["to", "into", "through", "via"]))
        || (0..figure.words.start).any(|at| words.is_any(at, any!["to", "into", "through", "via"]))
}

/// A sum read as `kind`, with its unit.
pub(super) fn of_kind(words: &Words, figure: &Figure, context: &Context, kind: Kind) -> Option<Meaning> {
    let sense = match kind {
        Kind::Wage => Wage,
        Kind::TakeHome => TakeHome,
        Kind::Deduction => Deduction,
        Kind::RemittanceQuota => Quota,
        Kind::Revenue => Revenue,
        Kind::Flow => Flow,
        Kind::FeeOrBribe => Fee,
        _ => return None,
    };
    let among_friends = sense == Fee
        && words.any_within(0..figure.words.start, any!["borrow", "borrowed"]).is_some_and(|cue| from_friends(words, cue));
    let of_the_law = sense == Fee
        && words
            .any_within(
                figure.words.start.saturating_sub(5)..figure.words.start,
                any!["fine", "fines", "fined", "penalty", "penalties", "settlement", "bail", "lodge", "lodged"],
            )
            .is_some();
    let too_large = huge(figure) && !matches!(sense, Revenue | Flow | Quota);
    if no_claim(words, figure) || among_friends || of_the_law || too_large {
        return None;
    }
    money_meaning(words, figure, context, sense, None).filter(|meaning| meaning.kind == kind)
}

fn money_meaning(words: &Words, figure: &Figure, context: &Context, sense: Sense, cue: Option<usize>) -> Option<Meaning> {
    let Measure::Money(named) = figure.measure else { return None };
    let receives =
        cue.is_some_and(|cue| words.is_any(cue, any!["receive", "receives", "received", "receiving", "get", "gets", "got"]));
    let led_to_expect =
        words.any_within(0..figure.words.start, any!["would", "will", "promised", "should", "told", "contract"]).is_some();
    let a_rate = figure.per.is_some_and(|per| per.unit() != PerUnit::Year) && !huge(figure);
    let sense = if sense == Revenue && a_rate && !state_before(words, cue.unwrap_or(0)) { Wage } else { sense };
    let sense = if sense == Wage && receives && context.of_takings && !led_to_expect { TakeHome } else { sense };
    let (kind, rule) = match sense {
        Fee => (Kind::FeeOrBribe, Rule::new("fee.paid_for_work", 1)),
        TakeHome => (Kind::TakeHome, Rule::new("take_home.left", 1)),
        Quota => (Kind::RemittanceQuota, Rule::new("quota.remit", 1)),
        Deduction => (Kind::Deduction, Rule::new("deduction.amount", 1)),
        Revenue => (Kind::Revenue, Rule::new("revenue.earned", 1)),
        Wage => (Kind::Wage, Rule::new("wage.paid", 1)),
        Flow => (Kind::Flow, Rule::new("flow.amount", 1)),
        Other => return None,
    };
    let labour = context.of_workers || words.has(0..words.len(), Classes::WORKER.or(Classes::PAY));
    let large_stranger = kind == Kind::Revenue && !labour;
    if large_stranger {
        return None;
    }
    let due = sense == Wage
        && (roles::wages_that_are_owed(words, figure).is_some()
            || words
                .any_within(figure.words.start.saturating_sub(12)..figure.words.start, any!["owed", "owes", "owe", "arrears"])
                .is_some_and(|owe| {
                    words.any_within(owe..figure.words.start, any!["though", "but", "while", "although"]).is_none()
                }));
    let (per, note) = match (figure.per, rate_before(words, figure, cue)) {
        (Some(per), _) => (Some(per), None),
        (None, _) if due => (None, None),
        (None, _) if sense == Wage && roles::work_of_a_day(words, figure).is_some() => {
            (Some(Per::each(PerUnit::Day)), Some("pay for a day's work"))
        }
        (None, Some(per)) => (Some(per), Some("period from the adjective before it")),
        (None, None) if sense == Revenue && in_a_year(words, figure) => {
            (Some(Per::each(PerUnit::Year)), Some("what was earned in the year named"))
        }
        (None, None)
            if crate::figure::period_behind(words, figure).is_some()
                && (matches!(sense, TakeHome | Deduction | Wage) && !once(words, figure)
                    || sense == Quota && words.is_any(0, any!["each", "every"])) =>
        {
            (crate::figure::period_behind(words, figure), Some("period stated behind the sums or at the head of the sentence"))
        }
        (None, None) if sense == TakeHome && words.any_within(0..words.len(), any!["fortnight"]).is_some() => {
            (Per::every(2, PerUnit::Week), Some("the fortnight that the sentence names"))
        }
        (None, None) => match (sense, context.pay_period.filter(|_| sense != Deduction).or_else(|| sentence_period(words))) {
            (TakeHome | Deduction | Wage, Some(per))
                if !lump(words, figure) && !huge(figure) && !(sense == Deduction && once(words, figure)) =>
            {
                (Some(per), Some("period carried over from the pay it is taken from"))
            }
            _ => (None, None),
        },
    };
    Some(Meaning {
        kind,
        unit: Unit::Money(named.currency, per),
        rule,
        cue,
        end: figure.words.end,
        note,
        head: None,
        weighed: None,
    })
}

/// "in 2018" right after the sum.
fn in_a_year(words: &Words, figure: &Figure) -> bool {
    let named = words.says(figure.words.end, "in") && crate::date::year_at(words, figure.words.end + 1).is_some();
    let opening = words.says(0, "in") && crate::date::year_at(words, 1).is_some();
    let told = opening || (0..words.len()).any(|at| words.is_any(at, any!["last", "that", "this"]) && words.says(at + 1, "year"));
    named || told
}

/// The period of another sum in the same sentence.
fn sentence_period(words: &Words) -> Option<Per> {
    let adjective = (1..words.len())
        .find(|&at| (words.is_number(at) || words.word(at) == "$") && words.is_any(at - 1, any!["monthly", "weekly", "daily"]));
    if let Some(at) = adjective {
        return match words.word(at - 1).to_ascii_lowercase().as_str() {
            "monthly" => Some(Per::each(PerUnit::Month)),
            "weekly" => Some(Per::each(PerUnit::Week)),
            _ => Some(Per::each(PerUnit::Day)),
        };
    }
    (0..words.len()).find_map(|at| {
        let follows_sum = at > 0 && (words.is_number(at - 1) || words.is(at - 1, Classes::CURRENCY));
        let (per, _) = crate::figure::period_after(words, at, Measure::Count);
        per.filter(|per| follows_sum && per.unit() != PerUnit::Hour)
    })
}

/// "in total", "when they returned", "for the whole stay": a sum that is no rate.
fn lump(words: &Words, figure: &Figure) -> bool {
    let near = figure.words.start.saturating_sub(9)..(figure.words.end + 8).min(words.len());
    words
        .any_within(
            near,
            any![
                "total", "altogether", "return", "returned", "once", "whole", "entire", "savings", "end", "years", "contract",
                "stay", "stayed",
            ],
        )
        .is_some()
}

/// "the price of the ticket, 900 riyals", "a penalty of 500": what is taken once.
fn once(words: &Words, figure: &Figure) -> bool {
    let near = figure.words.start.saturating_sub(6)..(figure.words.end + 4).min(words.len());
    words.any_within(near, any!["ticket", "airfare", "flight", "penalty", "last", "passport", "deposit"]).is_some()
}

/// The period in an adjective before the figure: "monthly pay of", "an annual".
pub(super) fn rate_before(words: &Words, figure: &Figure, cue: Option<usize>) -> Option<Per> {
    let from = figure.words.start.saturating_sub(16).max(clause_comma(words, figure.words.start));
    let upto = cue.filter(|&cue| cue > figure.words.end).map_or(figure.words.start, |cue| cue + 1);
    let rate = (from..upto)
        .rev()
        .filter(|at| !figure.words.contains(at))
        .find(|&at| words.is(at, Classes::RATE) && !words.is_any(at, any!["annualised", "annualized"]))?;
    let other_sum = (rate..figure.words.start).any(|at| words.is_number(at));
    if other_sum {
        return None;
    }
    match words.word(rate).to_ascii_lowercase().as_str() {
        "monthly" => Some(Per::each(PerUnit::Month)),
        "yearly" | "annual" | "annually" => Some(Per::each(PerUnit::Year)),
        "daily" => Some(Per::each(PerUnit::Day)),
        "weekly" => Some(Per::each(PerUnit::Week)),
        "hourly" => Some(Per::each(PerUnit::Hour)),
        _ => None,
    }
    .or_else(|| month_of(words, from, figure.words.start))
}

fn month_of(words: &Words, from: usize, to: usize) -> Option<Per> {
    (from..to).find_map(|at| {
        (words.is_any(at, any!["a", "per", "each", "every"]) && to > at + 1)
            .then(|| period_noun(words, at + 1))
            .flatten()
            .map(Per::each)
    })
}

fn clause_comma(words: &Words, at: usize) -> usize {
    (0..at).rev().find(|&index| matches!(words.word(index), ";" | "(" | ":")).map_or(0, |index| index + 1)
}
