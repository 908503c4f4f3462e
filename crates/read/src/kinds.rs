//! What a figure means: the kind of claim it makes, its unit, and the words that decided.

use crate::clause::borders_between;
use crate::figure::{Figure, Measure, period_noun};
use crate::lexicon::Classes;
use crate::people;
use crate::words::{Words, begins_alike};
use evidence::{Kind, Per, PerUnit, Rule, Unit};
use rust_decimal::Decimal;
use std::ops::Range;

/// What the context of a sentence lends to its figures.
#[derive(Debug, Clone, Default)]
pub(crate) struct Context {
    /// The document speaks of people who work.
    pub of_labour: bool,
    /// The period of the last wage in the paragraph, carried over to sums of pay that name none.
    pub pay_period: Option<Per>,
    /// The paragraph spoke of pay before.
    pub of_pay: bool,
    /// The paragraph spoke of people at work before.
    pub of_people: bool,
    /// The paragraph spoke of what a State earns before.
    pub of_revenue: bool,
}

/// What a figure was read as.
#[derive(Debug, Clone)]
pub(crate) struct Meaning {
    pub kind: Kind,
    pub unit: Unit,
    pub rule: Rule,
    /// The word that decided, as a token.
    pub cue: Option<usize>,
    /// Token after the last word of the figure: beyond the number where the counted thing or its period follows.
    pub end: usize,
    /// Why the unit has its period, where it is not written at the figure.
    pub note: Option<&'static str>,
    /// People counted or concerned, where the figure itself names them.
    pub head: Option<usize>,
}

/// The meaning of `figure`, or `None` if it is not one of the figures a case is made of.
pub(crate) fn meaning(words: &Words, clauses: &[Range<usize>], figure: &Figure, context: &Context) -> Option<Meaning> {
    match figure.measure {
        Measure::Money(_) => money(words, clauses, figure, context),
        Measure::Percent => percent(words, clauses, figure, context),
        Measure::Time(unit) => time(words, clauses, figure, unit, context),
        Measure::Count => count(words, clauses, figure, context),
    }
}

// ---- money ----------------------------------------------------------------------------------------------------------------------

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

/// Cues for the meaning of a sum: words, meaning, weight, side. Weight 3 decides, 1 hints.
const MONEY_CUES: &[(&str, Sense, i32, Side)] = &[
    ("bribe", Fee, 4, Either), ("bribes", Fee, 4, Either), ("bribed", Fee, 4, Either), ("bribing", Fee, 4, Either), ("bribery", Fee, 4, Either),
    ("kickback", Fee, 3, Either), ("kickbacks", Fee, 3, Either), ("fee", Fee, 3, Either), ("fees", Fee, 3, Either), ("deposit", Fee, 3, Either), ("commission", Fee, 2, Either),
    ("brokerage", Fee, 3, Either), ("bond", Fee, 2, Either), ("recruitment", Fee, 2, Either), ("placement", Fee, 2, Either), ("loan", Fee, 3, Either), ("loans", Fee, 3, Either),
    ("borrow", Fee, 3, Before), ("borrowed", Fee, 3, Before), ("borrowing", Fee, 3, Before), ("debt", Fee, 3, Either), ("debts", Fee, 3, Either), ("backhander", Fee, 3, Either),
    ("for the job", Fee, 3, After), ("to get the job", Fee, 3, After), ("to be sent", Fee, 3, After), ("to secure", Fee, 2, After), ("to go abroad", Fee, 3, After), ("for a place", Fee, 3, After), ("for the placement", Fee, 3, After),
    ("for a visa", Fee, 2, After), ("for the visa", Fee, 2, After), ("for a job", Fee, 3, After), ("for the privilege", Fee, 3, After), ("to a recruiter", Fee, 3, After), ("to a broker", Fee, 3, After), ("to recruiters", Fee, 3, After), ("to brokers", Fee, 3, After), ("to the broker", Fee, 3, After), ("to the recruiter", Fee, 3, After), ("to the doctor", Fee, 3, After), ("for the medical", Fee, 3, After),
    ("to pass", Fee, 2, After), ("asked for", Fee, 2, Before), ("advance", Fee, 4, Before), ("advances", Fee, 4, Before), ("charged", Fee, 4, Either), ("charge", Fee, 3, Before), ("charges", Fee, 3, Before), ("charging", Fee, 3, Before), ("demanded", Fee, 2, Before), ("for being recommended", Fee, 3, Before), ("to be put forward", Fee, 4, After), ("to be chosen", Fee, 4, After), ("to be recommended", Fee, 4, After), ("to be selected", Fee, 4, After), ("to get on the list", Fee, 4, After), ("paid to the official", Fee, 4, After), ("price for", Fee, 3, Before), ("price of a place", Fee, 4, Before), ("can expect", Fee, 1, Before), ("to an official", Fee, 3, After), ("to officials", Fee, 3, After), ("gift", Fee, 1, Either), ("gifts", Fee, 1, Either),
    ("left with", TakeHome, 5, Before), ("left them with", TakeHome, 5, Before), ("left him with", TakeHome, 5, Before), ("left me with", TakeHome, 5, Before), ("leaves them with", TakeHome, 5, Before), ("leaves workers with", TakeHome, 5, Before), ("leaving", TakeHome, 4, Before), ("leaves", TakeHome, 3, Before), ("leave", TakeHome, 2, Before), ("keep", TakeHome, 4, Before), ("keeps", TakeHome, 4, Before), ("kept", TakeHome, 4, Before), ("keeping", TakeHome, 4, Before),
    ("take home", TakeHome, 5, Either), ("takes home", TakeHome, 5, Either), ("took home", TakeHome, 5, Either), ("taking home", TakeHome, 5, Either), ("taken home", TakeHome, 5, Either), ("retain", TakeHome, 3, Before), ("retained", TakeHome, 2, Before), ("in hand", TakeHome, 4, Either),
    ("pocket money", TakeHome, 5, Either), ("after deductions", TakeHome, 5, Either), ("net pay", TakeHome, 4, Before), ("net", TakeHome, 2, Either), ("ended up with", TakeHome, 4, Before), ("end up with", TakeHome, 4, Before), ("was left", TakeHome, 4, Either), ("is left", TakeHome, 4, Either), ("were left", TakeHome, 4, Either), ("are left", TakeHome, 4, Either), ("had left", TakeHome, 4, Either), ("left over", TakeHome, 4, Either), ("remained", TakeHome, 3, Either), ("remains", TakeHome, 3, Either),
    ("remaining", TakeHome, 3, Either), ("passes on", TakeHome, 4, Before), ("passed on", TakeHome, 4, Before), ("given to them", TakeHome, 3, After), ("given to him", TakeHome, 3, After), ("is given to", TakeHome, 3, After), ("are given to", TakeHome, 3, After), ("allowance", TakeHome, 3, Either), ("spending money", TakeHome, 5, Either), ("to live on", TakeHome, 4, After), ("for themselves", TakeHome, 4, After), ("for himself", TakeHome, 4, After), ("for herself", TakeHome, 4, After), ("for myself", TakeHome, 4, After), ("for ourselves", TakeHome, 4, After), ("actually received", TakeHome, 5, Before), ("actually receive", TakeHome, 5, Before), ("actually get", TakeHome, 5, Before), ("actually got", TakeHome, 5, Before), ("actually paid", TakeHome, 4, Before),
    ("pocket", TakeHome, 2, Before), ("pocketed", TakeHome, 2, Before), ("ever saw", TakeHome, 4, Before), ("see only", TakeHome, 4, Before), ("saw only", TakeHome, 4, Before), ("see", TakeHome, 1, Before),
    ("quota", Quota, 5, Either), ("quotas", Quota, 5, Either), ("remit", Quota, 5, Either), ("remits", Quota, 5, Either), ("remitted", Quota, 4, Either), ("remitting", Quota, 5, Either), ("remittance", Quota, 3, Either), ("remittances", Quota, 2, Either), ("hand over", Quota, 4, Before), ("hands over", Quota, 4, Before), ("handed over", Quota, 4, Before), ("handing over", Quota, 4, Before), ("turn over", Quota, 4, Before), ("turn in", Quota, 4, Before), ("turned over", Quota, 4, Before), ("hand in", Quota, 4, Before), ("handed in", Quota, 4, Before), ("hand up", Quota, 4, Before),
    ("owe", Quota, 2, Before), ("owes", Quota, 2, Before), ("target", Quota, 3, Either), ("targets", Quota, 3, Either), ("assessed", Quota, 3, Before), ("state plan", Quota, 4, Either), ("plan of", Quota, 4, Before), ("deliver", Quota, 3, Before), ("delivers", Quota, 3, Before), ("tribute", Quota, 4, Either), ("obligation", Quota, 3, Either), ("contribute", Quota, 3, Before), ("contributes", Quota, 3, Before), ("send back", Quota, 3, Before), ("send home", Quota, 3, Before), ("sends home", Quota, 3, Before), ("send up", Quota, 3, Before), ("sends back", Quota, 3, Before), ("surrender", Quota, 3, Before), ("surrendered", Quota, 3, Before),
    ("deduct", Deduction, 5, Either), ("deducts", Deduction, 5, Either), ("deducted", Deduction, 5, Either), ("deducting", Deduction, 5, Either), ("deduction", Deduction, 5, Either), ("deductions", Deduction, 4, Either), ("withheld", Deduction, 3, Either), ("withhold", Deduction, 3, Either), ("withholds", Deduction, 3, Either), ("docked", Deduction, 4, Either), ("dock", Deduction, 3, Before), ("fined", Deduction, 4, Before), ("fine of", Deduction, 4, Before), ("fines of", Deduction, 4, Before), ("charged", Deduction, 3, Either), ("charge", Deduction, 2, Either), ("charges", Deduction, 2, Either), ("taken", Deduction, 3, After), ("took", Deduction, 3, Before), ("takes", Deduction, 3, Before), ("take", Deduction, 2, Before), ("taking", Deduction, 2, Before), ("subtracted", Deduction, 4, Either), ("goes to", Deduction, 3, After), ("go to", Deduction, 3, After), ("went to", Deduction, 3, After), ("goes for", Deduction, 3, After), ("went on", Deduction, 2, After), ("collected", Deduction, 2, Either), ("collects", Deduction, 4, Before), ("collect", Deduction, 3, Before), ("kept by", Deduction, 5, After), ("retained by", Deduction, 5, After), ("kept back", Deduction, 4, Either), ("held back", Deduction, 4, Either), ("skimmed", Deduction, 3, Either),
    ("revenue", Revenue, 5, Either), ("revenues", Revenue, 5, Either), ("proceeds", Revenue, 3, Either), ("foreign currency", Revenue, 4, Either), ("hard currency", Revenue, 4, Either), ("foreign exchange", Revenue, 4, Either), ("generate", Revenue, 3, Before), ("generates", Revenue, 3, Before), ("generated", Revenue, 3, Before), ("generating", Revenue, 3, Before), ("bring in", Revenue, 3, Before), ("brings in", Revenue, 3, Before), ("brought in", Revenue, 3, Before), ("bringing in", Revenue, 3, Before), ("bring", Revenue, 1, Before), ("brings", Revenue, 1, Before), ("profit", Revenue, 3, Either), ("profits", Revenue, 3, Either), ("raise", Revenue, 2, Before), ("raises", Revenue, 2, Before), ("raised", Revenue, 2, Before), ("turnover", Revenue, 3, Either), ("inflow", Revenue, 3, Either), ("haul", Revenue, 3, Either), ("rakes in", Revenue, 4, Before), ("income", Revenue, 3, Either), ("earnings", Revenue, 2, Either), ("earn", Revenue, 3, Before), ("earns", Revenue, 3, Before), ("earned", Revenue, 3, Before), ("earning", Revenue, 3, Before), ("makes", Revenue, 2, Before), ("make", Revenue, 2, Before), ("made", Revenue, 2, Before), ("receives", Revenue, 2, Before), ("collects", Revenue, 3, Before), ("collected", Revenue, 2, Before), ("worth", Revenue, 2, Before), ("takes in", Revenue, 4, Before), ("took in", Revenue, 4, Before), ("take in", Revenue, 4, Before), ("sends", Revenue, 1, Before), ("extracts", Revenue, 2, Before), ("takings", Revenue, 3, Either), ("gain", Revenue, 2, Before), ("value", Revenue, 1, Either), ("rake in", Revenue, 4, Before), ("nets", Revenue, 3, Before),
    ("wage", Wage, 4, Either), ("wages", Wage, 4, Either), ("salary", Wage, 4, Either), ("salaries", Wage, 4, Either), ("pay", Wage, 3, Before), ("paid", Wage, 2, Before), ("pays", Wage, 2, Before), ("paying", Wage, 2, Before), ("earn", Wage, 3, Before), ("earns", Wage, 3, Before), ("earned", Wage, 3, Before), ("earning", Wage, 3, Before), ("earnings", Wage, 3, Either), ("income", Wage, 3, Either), ("incomes", Wage, 3, Either), ("receive", Wage, 2, Before), ("receives", Wage, 2, Before), ("received", Wage, 2, Before), ("receiving", Wage, 2, Before), ("get", Wage, 1, Before), ("gets", Wage, 1, Before), ("got", Wage, 1, Before), ("make", Wage, 2, Before), ("makes", Wage, 2, Before), ("made", Wage, 2, Before), ("making", Wage, 2, Before), ("stipend", Wage, 4, Either), ("remuneration", Wage, 4, Either), ("compensation", Wage, 2, Either), ("promised", Wage, 2, Before), ("offered", Wage, 2, Before), ("billed", Wage, 3, Either), ("pays", Wage, 2, After), ("pay for", Wage, 2, After), ("rate of", Wage, 4, Before), ("a head", Wage, 1, After), ("per worker", Wage, 2, After), ("contract price", Wage, 3, Either), ("contract", Wage, 1, Before),
    ("transferred", Flow, 4, Either), ("transfer", Flow, 3, Either), ("transfers", Flow, 3, Either), ("wired", Flow, 4, Either), ("wire", Flow, 3, Either), ("funnelled", Flow, 4, Either), ("funneled", Flow, 4, Either), ("channelled", Flow, 4, Either), ("channeled", Flow, 4, Either), ("laundered", Flow, 4, Either), ("smuggled", Flow, 4, Either), ("couriered", Flow, 4, Either), ("carried", Flow, 3, Either), ("carry", Flow, 3, Before), ("carries", Flow, 3, Before), ("sent", Flow, 2, Either), ("moved", Flow, 3, Either), ("flowed", Flow, 4, Either), ("passed", Flow, 2, Either), ("deposited", Flow, 3, Either), ("routed", Flow, 4, Either), ("diverted", Flow, 3, Either),
    ("aid", Other, 4, Either), ("budget", Other, 5, Either), ("compensated", Other, 4, Either), ("grant", Other, 4, Either), ("funding", Other, 4, Either), ("fined the", Other, 5, Before), ("penalty", Other, 4, Either), ("penalties", Other, 4, Either), ("exports", Other, 5, Either), ("exported", Other, 5, Either), ("goods", Other, 5, Either), ("imports", Other, 4, Either), ("trade", Other, 3, Either), ("investment", Other, 4, Either), ("gdp", Other, 5, Either), ("economy", Other, 3, Either), ("cost", Other, 3, Before), ("costs", Other, 3, Before), ("price", Other, 3, Either), ("per kilo", Other, 5, Either), ("a kilo", Other, 5, Either), ("a ticket", Other, 3, Either), ("restitution", Other, 5, Either), ("back wages", Other, 4, Either), ("fund for", Other, 4, Either), ("reward", Other, 4, Either), ("tonne", Other, 4, After), ("missiles", Other, 5, Either), ("weapons", Other, 5, Either), ("arms", Other, 5, Either), ("coal", Other, 2, Either), ("bail", Other, 4, Either), ("sentenced", Other, 5, Either), ("trafficker", Other, 3, Either), ("traffickers", Other, 3, Either), ("minimum wage", Other, 6, Either), ("statutory", Other, 4, Either), ("legal minimum", Other, 6, Either), ("phone", Other, 2, Either), ("sim card", Other, 3, Either), ("cigarettes", Other, 2, Either),
];

struct Scored {
    sense: Sense,
    score: i32,
    cue: usize,
}

fn money(words: &Words, clauses: &[Range<usize>], figure: &Figure, context: &Context) -> Option<Meaning> {
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
        for &(phrase, sense, weight, side) in MONEY_CUES.iter().filter(|(phrase, ..)| begins_alike(words.word(cue), phrase)) {
            let Some(count) = words.phrase(cue, phrase) else { continue };
            let before = cue + count <= figure.words.start;
            if side == Before && !before || side == After && before || other_meaning(words, cue, sense) {
                continue;
            }
            let distance = if before { figure.words.start - (cue + count) } else { cue.saturating_sub(figure.words.end) };
            let borders = borders_between(clauses, cue, figure.core.start);
            let taken = between_other_sums(words, figure, cue, before);
            let score = weight * 10 + count as i32 - 2 * distance as i32 - 9 * borders as i32 - 12 * taken + fitness(words, figure, sense, cue);
            consider(Scored { sense, score, cue });
        }
    }
    if let Some(cue) = pays_a_taker(words, figure) {
        consider(Scored { sense: Fee, score: 44, cue });
    }
    if let Some(cue) = official_takes(words, figure) {
        consider(Scored { sense: Fee, score: 45, cue });
    }
    if let Some(cue) = gets_only(words, figure) {
        consider(Scored { sense: TakeHome, score: 46, cue });
    }
    let best = best.filter(|best| best.score > 4);
    let (sense, cue) = match best {
        Some(best) => (best.sense, Some(best.cue)),
        None if rate_of_work(words, figure, context) => (Wage, None),
        None if context.of_revenue && huge(figure) && figure.per.is_some() => (Revenue, None),
        None => return None,
    };
    money_meaning(words, figure, context, sense, cue)
}

/// A sum per hour, day, week or month in a sentence about people at work.
fn rate_of_work(words: &Words, figure: &Figure, context: &Context) -> bool {
    let short = figure.per.is_some_and(|per| per.unit() != PerUnit::Year);
    let placed = figure.words.start == 0 || words.says_any(figure.words.start - 1, &["for", "at", "of", ",", "and", "to", "with", "is", "was", "then", "be"]);
    let total = words.says_within(0..figure.words.start, &["there", "total", "altogether", "together", "so"]).is_some();
    short && placed && !total && (context.of_pay || words.has(0..words.len(), Classes::WORKER))
}

/// How many sums stand between the figure and a cue: each is the nearer claimant.
fn between_other_sums(words: &Words, figure: &Figure, cue: usize, before: bool) -> i32 {
    let range = if before { cue..figure.words.start } else { figure.words.end..cue };
    range.filter(|&at| words.is_number(at) && crate::date::year_at(words, at).is_none()).count() as i32
}

/// Cue words that mean something else where they stand.
fn other_meaning(words: &Words, cue: usize, sense: Sense) -> bool {
    let before = |list: &[&str]| cue > 0 && words.says_any(cue - 1, list);
    match sense {
        Fee if words.says_any(cue, &["charged", "charge", "charges", "charging"]) => !recruits(words),
        Fee => {
            before(&["party", "membership", "lodging", "loyalty", "legal", "court", "board", "meal", "union", "youth", "school", "food", "accommodation", "management"])
                && words.says_any(cue, &["fee", "fees"])
        }
        TakeHome => words.says_any(cue, &["kept", "keep", "keeps"]) && state_before(words, cue) || words.says(cue, "leave") && before(&["unpaid", "annual", "sick", "to", "home", "paid"]) || words.says(cue, "net") && words.says_any(cue + 1, &["worth", "of"]) ,
        Wage => words.says_any(cue, &["made", "make", "makes"]) && words.says_any(cue + 1, &["to", "up", "by", "sure"]) || words.says_any(cue, &["paid", "pay", "pays"]) && words.says_any(cue + 1, &["back", "off"]),
        Deduction if words.says_any(cue, &["charged", "charge", "charges"]) && recruits(words) => true,
        Deduction if words.says_any(cue + 1, &["an", "a", "advance", "loan"]) && (words.says_any(cue + 2, &["advance", "loan"]) || words.says_any(cue + 1, &["advance", "loan"])) => true,
        Deduction => words.says_any(cue, &["take", "took", "takes", "taken"]) && words.says_any(cue + 1, &["home", "place", "part", "up", "out", "away"]) || words.says_any(cue, &["charge", "charges", "charged"]) && words.says_any(cue + 1, &["of", "with", "against"]),
        Quota if words.says_any(cue + 1, &["home"]) => {
            !(cue.saturating_sub(9)..cue).any(|at| words.is(at, Classes::OFFENDER) || words.says_any(at, &["must", "has", "have", "required", "obliged"]))
        }
        Quota => words.says_any(cue, &["target", "targets", "quota", "quotas"]) && before(&["production", "cotton", "harvest", "picking", "daily", "work", "output"]),
        Revenue if words.says_any(cue, &["income", "earnings", "earn", "earns", "earned", "earning", "makes", "make", "made", "receives", "collects", "collected"]) => {
            !state_before(words, cue) && !(cue + 1..cue + 5).any(|at| people::is_state(words, at)) && !words.says_any(words.len().min(cue + 1), &["revenue"]) && !large_before_or_after(words)
        }
        Revenue => words.says_any(cue, &["raise", "raised", "raises"]) && words.says_any(cue + 1, &["the", "their", "concerns"]),
        Flow => words.says(cue, "sent") && words.is(cue + 1, Classes::WORKER),
        Other => false,
    }
}

/// A recruiter or an agency stands in the sentence: what is charged is a fee, not a deduction.
fn recruits(words: &Words) -> bool {
    words.says_within(0..words.len(), &["recruitment", "recruiter", "recruiters", "agency", "agencies", "agents", "broker", "brokers", "placement", "agent", "recruiting"]).is_some()
}

/// A sum in millions or billions stands in the sentence: no worker's pay.
fn large_before_or_after(words: &Words) -> bool {
    words.says_within(0..words.len(), &["million", "billion", "bn", "mn", "millions", "billions", "m"]).is_some()
}

fn state_before(words: &Words, cue: usize) -> bool {
    let lies_in = |at: usize| (at.saturating_sub(2)..at).any(|before| words.says_any(before, &["in", "at", "from", "of", "to"]));
    (cue.saturating_sub(4)..cue).any(|at| (people::is_state(words, at) || people::is_enterprise(words, at) || words.is(at, Classes::OFFENDER)) && !lies_in(at))
        && !(cue.saturating_sub(3)..cue).any(|at| words.is(at, Classes::WORKER))
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
    let of_the_state = words.says_any(cue, &["income", "earnings"]) && (cue + 1..cue + 5).any(|at| people::is_state(words, at));
    let earner_is_state = of_the_state || words.says_any(cue, &["earn", "earns", "earned", "earning", "make", "makes", "made", "receives", "received", "gets", "income"]) && state_before(words, cue);
    match sense {
        Revenue => match (huge, per) {
            (true, _) => 14,
            (false, true) if figure.per.is_some_and(|per| per.unit() == PerUnit::Year) => -4,
            (false, true) => -24,
            (false, false) => -25,
        },
        Wage if earner_is_state => -40,
        Wage | TakeHome if huge => -40,
        Wage => if per { 5 } else { -3 },
        Fee => {
            let own_pay = words.says_any(cue, &["loan", "debt"]) && per;
            if huge || own_pay { -20 } else if per { -4 } else { 3 }
        }
        TakeHome => if per { 3 } else { 0 },
        Quota if huge => -12,
        Deduction if huge => -20,
        Flow => if flow_has_aim(words, figure) { 2 } else { -30 },
        Other if huge => 12,
        Quota | Deduction | Other => 0,
    }
}

fn flow_has_aim(words: &Words, figure: &Figure) -> bool {
    (figure.words.end..words.len()).any(|at| words.says_any(at, &["to", "into", "through", "via"]))
        || (0..figure.words.start).any(|at| words.says_any(at, &["to", "into", "through", "via"]))
}

/// "gave officials $20", "paid a broker 1,200 dollars", "we paid $2,000": a worker's payment to somebody who decides.
fn pays_a_taker(words: &Words, figure: &Figure) -> Option<usize> {
    let from = figure.words.start.saturating_sub(7);
    let verb = (from..figure.words.start).rev().find(|&at| words.says_any(at, &["paid", "pay", "pays", "paying", "gave", "give", "gives", "giving", "handed", "slipped"]))?;
    let passive = verb > 0 && words.says_any(verb - 1, &["are", "were", "was", "is", "be", "been", "being", "get", "got", "not", "had", "have"]) && words.says(verb, "paid");
    let taker = words.says_any(verb + 1, &["me", "us", "them", "him", "her", "each", "workers"]);
    let official = (verb + 1..figure.words.start).any(|at| {
        words.says_any(at, &["official", "officials", "broker", "brokers", "recruiter", "recruiters", "doctor", "doctors", "middleman", "middlemen", "agent", "agents", "agency", "recruitment", "intermediary", "intermediaries", "officer", "officers", "cadre", "cadres", "clerk", "staff", "smuggler"])
    });
    let payer = verb > 0 && (verb.saturating_sub(3)..verb).any(|at| words.is(at, Classes::WORKER) || words.says_any(at, &["i", "we", "many", "some", "who", "applicants", "candidates", "he", "she", "they"]));
    let authority = (verb + 1..figure.words.start).any(|at| people::is_state(words, at));
    let payer_is_employer = (verb.saturating_sub(4)..verb).any(|at| people::is_enterprise(words, at) && !words.says_any(at, &["agency"]));
    (official && !passive && !payer_is_employer || payer && !passive && !taker && !payer_is_employer && !authority && figure.per.is_none() && paid_by_worker(words, verb)).then_some(verb)
}

/// "Doctors took from 10 to 100 dollars", "the clerk wanted $50": somebody who decides takes it.
fn official_takes(words: &Words, figure: &Figure) -> Option<usize> {
    let verb = (figure.words.start.saturating_sub(3)..figure.words.start).rev().find(|&at| words.says_any(at, &["took", "take", "takes", "accepted", "accept", "demanded", "demand", "wanted", "want", "expected", "expect", "asked", "charged"]))?;
    let official = (verb.saturating_sub(4)..verb).any(|at| words.says_any(at, &["doctor", "doctors", "official", "officials", "cadre", "cadres", "clerk", "clerks", "broker", "brokers", "recruiter", "recruiters", "secretary", "physician", "physicians"]));
    official.then_some(verb)
}

/// The verb has a worker for its subject and is active.
fn paid_by_worker(words: &Words, verb: usize) -> bool {
    let Some(before) = verb.checked_sub(1) else { return false };
    words.says_any(before, &["i", "we", "who", "they", "many", "had", "have"]) || words.is(before, Classes::WORKER) || words.says_any(before, &["to", "must", "reportedly"])
}

/// "receive only $100", "got just 50 dollars", "as little as".
fn gets_only(words: &Words, figure: &Figure) -> Option<usize> {
    let from = figure.words.start.saturating_sub(7);
    let verb = (from..figure.words.start).rev().find(|&at| {
        words.says_any(at, &["receive", "received", "receives", "receiving", "get", "got", "gets", "paid", "given", "see", "saw", "handed"])
    })?;
    let scant = (verb.saturating_sub(2)..figure.core.start).any(|at| words.says_any(at, &["only", "just", "merely", "barely", "mere", "little", "actually", "hardly"]));
    let instead = (0..verb).any(|at| words.says_any(at, &["promised", "instead", "contract", "deductions", "after"]));
    let active_payer = words.says(verb, "paid") && !(verb > 0 && words.says_any(verb - 1, &["are", "were", "was", "is", "been", "being", "actually", "only", "get", "got"]));
    ((scant || instead && words.says_any(verb, &["received", "got", "receive", "get"])) && !active_payer).then_some(verb)
}

fn money_meaning(words: &Words, figure: &Figure, context: &Context, sense: Sense, cue: Option<usize>) -> Option<Meaning> {
    let Measure::Money(named) = figure.measure else { return None };
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
    let labour = context.of_labour || words.has(0..words.len(), Classes::WORKER.or(Classes::PAY));
    let large_stranger = kind == Kind::Revenue && !labour;
    if large_stranger {
        return None;
    }
    let (per, note) = match (figure.per, rate_before(words, figure, cue)) {
        (Some(per), _) => (Some(per), None),
        (None, Some(per)) => (Some(per), Some("period from the adjective before it")),
        (None, None) => match (sense, context.pay_period.or_else(|| sentence_period(words))) {
            (TakeHome | Deduction | Wage, Some(per)) if !lump(words, figure) => (Some(per), Some("period carried over from the pay it is taken from")),
            _ => (None, None),
        },
    };
    Some(Meaning { kind, unit: Unit::Money(named.currency, per), rule, cue, end: figure.words.end, note, head: None })
}

/// The period of another sum in the same sentence.
fn sentence_period(words: &Words) -> Option<Per> {
    (0..words.len()).find_map(|at| {
        let follows_sum = at > 0 && (words.is_number(at - 1) || words.is(at - 1, Classes::CURRENCY));
        let (per, _) = crate::figure::period_after(words, at, Measure::Count);
        per.filter(|per| follows_sum && per.unit() != PerUnit::Hour)
    })
}

/// "in total", "when they returned", "for the whole stay": a sum that is no rate.
fn lump(words: &Words, figure: &Figure) -> bool {
    let near = figure.words.start.saturating_sub(6)..(figure.words.end + 8).min(words.len());
    words.says_within(near, &["total", "altogether", "return", "returned", "once", "whole", "entire", "savings", "end", "years", "contract", "stay"]).is_some()
}

/// The period in an adjective before the figure: "monthly pay of", "an annual".
fn rate_before(words: &Words, figure: &Figure, cue: Option<usize>) -> Option<Per> {
    let from = figure.words.start.saturating_sub(16).max(clause_comma(words, figure.words.start));
    let upto = cue.filter(|&cue| cue > figure.words.end).map_or(figure.words.start, |cue| cue + 1);
    let rate = (from..upto).rev().filter(|at| !figure.words.contains(at)).find(|&at| words.is(at, Classes::RATE) && !words.says_any(at, &["annualised", "annualized"]))?;
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
    (from..to).find_map(|at| (words.says_any(at, &["a", "per", "each", "every"]) && to > at + 1).then(|| period_noun(words, at + 1)).flatten().map(Per::each))
}

fn clause_comma(words: &Words, at: usize) -> usize {
    (0..at).rev().find(|&index| matches!(words.word(index), ";" | "(" | ":")).map_or(0, |index| index + 1)
}

// ---- percent --------------------------------------------------------------------------------------------------------------------

fn percent(words: &Words, clauses: &[Range<usize>], figure: &Figure, context: &Context) -> Option<Meaning> {
    let after = figure.words.end;
    let pay_after = (after..(after + 8).min(words.len())).take_while(|&at| !matches!(words.word(at), "," | ";" | "." | ":")).find(|&at| {
        words.is(at, Classes::PAY) || words.says_any(at, &["pay", "paid", "money", "earn", "earned", "earns", "it", "that", "this", "dollar", "dollars"])
    });
    let of_people = words.says(after, "of") && people::counted_head(words, after + 1).is_some() && pay_after.is_none();
    let of_other = words.says(after, "of") && pay_after.is_none() && !words.says_any(after + 1, &["it", "this", "that", "what", "which"]);
    if of_people || of_other {
        return None;
    }
    let clause = crate::clause::clause_of(clauses, figure.core.start);
    let near = clause.start..(clause.end + 6).min(words.len());
    let pay_near = pay_after.is_some() || words.has(near.clone(), Classes::PAY) || context.of_pay || words.has(0..words.len(), Classes::PAY);
    if !pay_near {
        return None;
    }
    let keep = (clause.start..figure.words.start).rev().find(|&at| {
        words.says_any(at, &["keep", "keeps", "kept", "keeping", "left", "leaving", "retain", "retained", "retains", "receive", "received", "receives", "get", "gets", "got", "take-home", "see", "saw"]) && !state_before(words, at)
            || words.says(at, "take") && words.says(at + 1, "home")
    });
    let taking = near.clone().filter(|at| !figure.words.contains(at)).find(|&at| takes(words, at));
    let kept_after = (after..clause.end).find(|&at| words.says_any(at, &["themselves", "himself", "herself"]));
    let rise = near.clone().any(|at| words.says_any(at, &["rose", "risen", "increase", "increased", "fell", "decline", "declined", "higher", "lower", "interest", "inflation", "grew", "growth"]));
    if rise {
        return None;
    }
    let end = pay_after.filter(|&at| at < after + 6 && words.is(at, Classes::PAY)).map_or(after, |at| at + 1);
    let meaning = |kind, rule, cue| Some(Meaning { kind, unit: Unit::PercentOfPay, rule, cue, end, note: None, head: None });
    match (keep, taking, kept_after) {
        (Some(keep), None, _) => meaning(Kind::TakeHome, Rule::new("take_home.share_kept", 1), Some(keep)),
        (Some(keep), Some(take), _) if keep > take && take < figure.words.start => meaning(Kind::TakeHome, Rule::new("take_home.share_kept", 1), Some(keep)),
        (_, Some(_), Some(kept)) if !takes(words, figure.words.start.saturating_sub(1)) => meaning(Kind::TakeHome, Rule::new("take_home.share_kept", 1), Some(kept)),
        (_, Some(take), _) => meaning(Kind::ShareTaken, Rule::new("share.taken", 1), Some(take)),
        (None, None, _) => None,
    }
}

/// Whether the word at `at` says that pay is taken or goes elsewhere.
fn takes(words: &Words, at: usize) -> bool {
    let goes = words.says_any(at, &["goes", "go", "going", "went", "flows", "flow", "flowed", "ends", "ended", "disappears", "disappeared", "vanishes"]);
    let hands = words.says_any(at, &["hand", "hands", "handed", "turn", "turned"]) && words.says_any(at + 1, &["over", "in", "up"]);
    let home = words.says_any(at, &["take", "takes", "took", "taking"]) && words.says(at + 1, "home");
    let state_keeps = words.says_any(at, &["keeps", "kept", "keep", "retains", "retain"]) && state_before(words, at);
    let paid_to = words.says_any(at, &["paid", "pay", "remit", "remitted", "sent", "send", "remits", "lose", "lost", "loses", "extorted", "extort", "extortion", "surrender", "transferred", "stolen", "contribute"]) ;
    (words.is(at, Classes::TAKE) && !words.says_any(at, &["claim", "claims", "claimed", "claiming", "retain", "retained", "retains"]) || goes || hands || state_keeps || paid_to && !passive_pay(words, at)) && !home
}

/// "were paid 40 percent of": received, not handed over.
fn passive_pay(words: &Words, at: usize) -> bool {
    words.says(at, "paid") && at > 0 && words.says_any(at - 1, &["are", "were", "was", "is", "been", "being", "get", "got"])
        || words.says_any(at, &["pay"]) && at > 0 && words.says_any(at - 1, &["their", "the", "of", "his", "her", "workers'", "workers’", "monthly", "'", "’", "my", "our"])
}

// ---- time -----------------------------------------------------------------------------------------------------------------------

fn time(words: &Words, clauses: &[Range<usize>], figure: &Figure, unit: PerUnit, context: &Context) -> Option<Meaning> {
    match unit {
        PerUnit::Hour => hours(words, clauses, figure),
        PerUnit::Day => days(words, clauses, figure),
        PerUnit::Week => None,
        PerUnit::Month | PerUnit::Year => contract(words, clauses, figure, unit, context),
    }
}

fn meaning_of_hours(unit: Unit, rule: Rule, end: usize, note: Option<&'static str>) -> Option<Meaning> {
    Some(Meaning { kind: Kind::HoursOrRest, unit, rule, cue: None, end, note, head: None })
}

fn hours(words: &Words, clauses: &[Range<usize>], figure: &Figure) -> Option<Meaning> {
    let clause = crate::clause::clause_of(clauses, figure.core.start);
    let no_work = [clause.clone(), figure.words.end..(figure.words.end + 3).min(words.len())].into_iter().any(|near| {
        words.says_within(near, &["electricity", "power", "water", "heating", "sleep", "slept", "drive", "drove", "flight", "flew", "journey", "walk", "walked", "open", "broadcast", "lesson", "lessons", "indoctrination", "session", "sessions", "study", "train"]).is_some()
    });
    if no_work {
        return None;
    }
    let end = figure.words.end;
    let hyphened = words.is_hyphen(figure.core.end.wrapping_sub(2));
    let thing = if words.says_any(end, &["work", "working", "long"]) { end + 1 } else { end };
    if hyphened || words.says_any(thing, &["day", "days", "shift", "shifts", "week", "weeks", "workday", "workdays", "workweek", "nights"]) {
        let per = match words.word(thing).to_ascii_lowercase().as_str() {
            "day" | "days" | "shift" | "shifts" | "workday" | "workdays" | "nights" => Some(PerUnit::Day),
            "week" | "weeks" | "workweek" => Some(PerUnit::Week),
            _ => None,
        };
        if let Some(per) = per {
            return meaning_of_hours(Unit::Hour(Per::each(per)), Rule::new("hours.shift", 1), thing + 1, None);
        }
    }
    if let Some(per) = figure.per {
        let worked = words.says_any(end, &["off", "rest"]);
        return (!worked).then(|| meaning_of_hours(Unit::Hour(per), Rule::new("hours.worked", 1), end, None)).flatten();
    }
    let per = rate_before(words, figure, None).or_else(|| shift_around(words, figure));
    per.and_then(|per| meaning_of_hours(Unit::Hour(per), Rule::new("hours.worked", 1), end, Some("period from the words around it")))
}

/// "shifts of 14 hours", "a working day of 12 hours", "a week of 80 hours".
fn shift_around(words: &Words, figure: &Figure) -> Option<Per> {
    let from = figure.words.start.saturating_sub(5);
    (from..figure.words.start).rev().find_map(|at| match words.word(at).to_ascii_lowercase().as_str() {
        "shift" | "shifts" | "day" | "days" | "daily" => Some(Per::each(PerUnit::Day)),
        "week" | "weeks" | "weekly" => Some(Per::each(PerUnit::Week)),
        _ => None,
    })
}

fn days(words: &Words, clauses: &[Range<usize>], figure: &Figure) -> Option<Meaning> {
    let clause = crate::clause::clause_of(clauses, figure.core.start);
    let end = figure.words.end;
    let resting = |at: usize| words.says_any(at, &["off", "rest", "holiday", "holidays", "leave", "free", "break", "day-off", "vacation"]);
    let rest_before_period = (figure.core.start..(figure.core.end + 3).min(words.len())).find(|&at| resting(at));
    let counted_from = rest_before_period.map_or(figure.core.end, |at| at + 1);
    let (per, per_end) = crate::figure::period_after(words, counted_from, figure.measure);
    let (per, per_end) = match (per, figure.per) {
        (Some(per), _) => (Some(per), per_end),
        (None, per) => (per, end),
    };
    let seven = |per: Per| per.unit() == PerUnit::Week && per.count() == 1;
    if let Some(rest) = rest_before_period {
        let (per, upto, note) = match (per, rate_before(words, figure, None)) {
            (Some(per), _) => (per, per_end.max(rest + 1), None),
            (None, Some(per)) => (per, rest + 1, Some("period from the adjective before it")),
            (None, None) => return None,
        };
        return meaning_of_hours(Unit::RestDay(per), Rule::new("rest.days", 1), upto, note);
    }
    let per = per.or_else(|| figure.words.end.checked_sub(0).and_then(|_| hyphened_week(words, figure)))?;
    let rest_in_clause = (clause.start..figure.words.start).any(|at| resting(at)) || (end..(end + 4).min(clause.end)).any(resting);
    let negated_rest = (clause.start..figure.words.start).any(|at| words.says_any(at, &["without", "no"]));
    if rest_in_clause && !negated_rest && !(clause.start..clause.end).any(|at| words.says_any(at, &["work", "worked", "works", "working"])) {
        return meaning_of_hours(Unit::RestDay(per), Rule::new("rest.days", 1), per_end, None);
    }
    let working = words.has(0..words.len(), Classes::WORKTIME) || words.has(0..words.len(), Classes::WORKER);
    (working && seven(per)).then(|| meaning_of_hours(Unit::WorkDay(per), Rule::new("hours.work_days", 1), per_end.max(end), None)).flatten()
}

/// "a six-day week".
fn hyphened_week(words: &Words, figure: &Figure) -> Option<Per> {
    let end = figure.words.end;
    let week = if words.says_any(end, &["work", "working"]) { end + 1 } else { end };
    words.says_any(week, &["week", "weeks", "workweek"]).then(|| Per::each(PerUnit::Week))
}

fn contract(words: &Words, clauses: &[Range<usize>], figure: &Figure, unit: PerUnit, context: &Context) -> Option<Meaning> {
    let clause = crate::clause::clause_of(clauses, figure.core.start);
    let no_contract = words.says_within(clause.clone(), &[
        "prison", "jail", "sentenced", "sentence", "imprisonment", "aged", "age", "old", "ago", "detention", "unpaid", "delayed", "withheld", "later", "probation", "convicted", "war", "experience", "investigation",
        "married", "study", "studied", "school", "camp", "past", "last", "arrears", "wages", "salary", "sanctions", "deadline", "comply", "repatriate", "twenty-four", "nothing", "unpaid", "paid",
    ]).is_some();
    let after = figure.words.end;
    let direct = (after..(after + 3).min(words.len())).find(|&at| words.says_any(at, &["contract", "contracts", "term", "terms", "stint", "stints", "stay", "stays", "assignment", "assignments", "posting", "postings", "tour", "tours", "rotation", "rotations", "deployment", "deployments", "agreement", "agreements", "visas", "permits"]));
    let before = (figure.words.start.saturating_sub(8)..figure.words.start).rev().find(|&at| {
        words.says_any(at, &["contract", "contracts", "term", "terms", "stint", "stay", "stays", "stayed", "assignment", "assignments", "posting", "postings", "tour", "tours", "rotation", "rotations", "spell", "deployment", "deployments", "bound", "last", "lasts", "lasted", "lasting", "run", "runs", "signed", "agreement"])
    });
    let sent = (clause.start..figure.words.start).rev().find(|&at| words.says_any(at, &["sent", "dispatched", "posted", "stationed", "deployed", "assigned", "spend", "spends", "spent", "remain", "remained", "serve", "served", "stay", "stays", "recruited", "stationed"]));
    let spell = sent.filter(|_| figure.words.start > 0 && words.says(figure.words.start - 1, "for") || words.says(figure.core.start.wrapping_sub(1), "for") || words.says_within(clause.start..figure.words.start, &["spend", "spent", "spends", "stay", "stays", "remain"]).is_some());
    let cue = direct.or(before.filter(|_| !no_contract)).or(spell.filter(|_| !no_contract))?;
    let about_contract = words.says_any(cue, &["contract", "contracts", "term", "terms", "assignment", "assignments", "posting", "postings", "deployment", "rotation", "tour", "tours", "stint", "bound"]);
    if no_contract && !about_contract || words.says_any(cue, &["last", "run", "runs", "lasted"]) && !context.of_labour {
        return None;
    }
    if matches!(words.word(after), "'" | "’") || words.says_any(after, &["in", "after", "since"]) && words.says_any(after + 1, &["prison", "jail"]) {
        return None;
    }
    let unit_end = direct.map_or(after, |at| if at == after { at + 1 } else { after });
    let note = (unit == PerUnit::Month).then_some("months as twelfths of a year");
    Some(Meaning { kind: Kind::ContractLength, unit: Unit::Year, rule: Rule::new("contract.length", 1), cue: Some(cue), end: unit_end, note, head: None })
}

// ---- people ---------------------------------------------------------------------------------------------------------------------

fn count(words: &Words, clauses: &[Range<usize>], figure: &Figure, context: &Context) -> Option<Meaning> {
    let clause = crate::clause::clause_of(clauses, figure.core.start);
    if let (Some(per), true) = (figure.per, words.says(figure.words.start.wrapping_sub(1), "of") && words.says(figure.words.start.wrapping_sub(2), "hours")) {
        return meaning_of_hours(Unit::Hour(per), Rule::new("hours.worked", 1), figure.words.end, None);
    }
    let head = people::counted_head(words, figure.words.end).or_else(|| head_before(words, figure, &clause));
    let offender = offender_counted(words, figure);
    if let Some(death) = death_cue(words, figure, &clause, head, context).filter(|_| !offender) {
        return deaths(words, figure, head, death);
    }
    let head = head.filter(|_| !offender)?;
    if figure.bounds.high().or(figure.bounds.low()).is_some_and(|size| size < Decimal::from(3)) || figure.bounds.low().is_some_and(|size| size.scale() > 0) {
        return None;
    }
    if !counts_workers(words, figure, head, &clause, context) {
        return None;
    }
    let end = (head + 1).max(figure.words.end);
    let (per, per_end) = crate::figure::period_after(words, end, Measure::Count);
    let rate = per.or(figure.per).filter(|per| per.unit() == PerUnit::Year);
    let end = if rate.is_some() { per_end.max(end) } else { end };
    Some(Meaning { kind: Kind::WorkerCount, unit: Unit::Person(rate), rule: Rule::new("workers.counted", 1), cue: Some(head), end, note: None, head: Some(head) })
}

/// "the number of workers stood at about 46,000", "a workforce of 300".
fn head_before(words: &Words, figure: &Figure, clause: &Range<usize>) -> Option<usize> {
    let bare = words.is(figure.words.end, Classes::THING.or(Classes::OFFENDER).or(Classes::PERIOD).or(Classes::CURRENCY).or(Classes::MAGNITUDE)) || words.word(figure.words.end) == "%";
    if bare || follows_a_thing(words, figure.words.end) {
        return None;
    }
    let from = clause.start.max(figure.words.start.saturating_sub(14));
    let number_of = (from..figure.words.start).rev().find(|&at| {
        (words.says_any(at, &["number", "numbers", "total", "population", "workforce", "headcount", "figure", "count", "contingent", "strength"])) && !words.says(at + 1, "one")
    })?;
    let workforce = words.says_any(number_of, &["workforce", "contingent", "headcount"]);
    let head = (number_of..figure.words.start).find(|&at| words.is(at, Classes::WORKER) && !words.is(at + 1, Classes::THING.or(Classes::OFFENDER)));
    let of_other = head.is_none() && (number_of..figure.words.start).any(|at| words.is(at, Classes::OFFENDER.or(Classes::THING)));
    let linked = (number_of..figure.words.start).any(|at| words.says_any(at, &["at", "is", "was", "of", "reached", "to", "stood", "exceeds", "exceeded", "totalled", "were", "are", "as", "up"]));
    head.or(workforce.then_some(number_of)).filter(|_| linked && !of_other)
}

/// A noun that is not on any list follows the number: it counts something else.
fn follows_a_thing(words: &Words, at: usize) -> bool {
    let past_adjective = (at..at + 3).take_while(|&here| words.is_word(here) && !words.is(here, Classes::STOP));
    past_adjective.into_iter().any(|here| words.is(here, Classes::THING))
}

fn offender_counted(words: &Words, figure: &Figure) -> bool {
    (figure.words.end..figure.words.end + 5).take_while(|&at| words.is_word(at) && !words.is(at, Classes::STOP)).any(|at| words.is(at, Classes::OFFENDER))
}

fn death_cue(words: &Words, figure: &Figure, clause: &Range<usize>, head: Option<usize>, context: &Context) -> Option<usize> {
    let end = head.map_or(figure.words.end, |head| head + 1);
    let after = (end..clause.end.min(end + 14)).find(|&at| words.is(at, Classes::DEATH) && !words.says_any(at, &["toll", "kill", "killing", "fatal", "deadly", "die"]) || words.says(at, "die"));
    let bare = head.is_none() && !words.is(figure.words.end, Classes::DEATH.or(Classes::STOP)) && words.is_word(figure.words.end) && !words.says_any(figure.words.end, &["died", "deaths", "workplace", "work-related", "reported", "confirmed", "others", "accidental", "of", "fatal"]);
    let before = (clause.start.max(figure.words.start.saturating_sub(7))..figure.words.start).rev().find(|&at| words.says_any(at, &["killed", "killing", "deaths", "death", "toll", "fatalities", "kills", "claimed", "dead"]));
    let injury_nearer = after.is_some_and(|after| (end..after).any(|at| words.is(at, Classes::INJURY) || words.is_number(at) || words.is(at, Classes::NUMBER)));
    let lives = before.is_some_and(|before| words.says(before, "claimed")) && !words.says_any(figure.words.end, &["lives"]);
    let threatened = after.is_some_and(|at| at > 0 && words.says_any(at - 1, &["to", "would", "could", "may", "will", "not"]));
    let workers = head.is_some() || context.of_people || words.has(0..words.len(), Classes::WORKER);
    if bare || lives || !workers {
        return None;
    }
    after.filter(|_| !injury_nearer && !threatened).or(before.filter(|_| !words.is(figure.words.end, Classes::PERIOD.or(Classes::INJURY)) && (head.is_some() || !words.is(figure.words.end, Classes::THING))))
}

fn deaths(words: &Words, figure: &Figure, head: Option<usize>, cue: usize) -> Option<Meaning> {
    let end = figure.words.end.max(head.map_or(0, |head| head + 1)).max(if cue < figure.words.end + 3 { cue + 1 } else { 0 });
    let (per, per_end) = crate::figure::period_after(words, end, Measure::Count);
    let every = words.says_any(0, &["every", "each"]) && words.says(1, "year");
    let per = per.or(figure.per).filter(|per| per.unit() == PerUnit::Year).or(every.then(|| Per::each(PerUnit::Year)));
    let end = if per.is_some() { per_end.max(end) } else { end };
    Some(Meaning { kind: Kind::Deaths, unit: Unit::Person(per), rule: Rule::new("deaths.counted", 1), cue: Some(cue), end, note: None, head })
}

/// Whether the people counted are a workforce, not interviewees, suspects, room-mates or passers-by.
fn counts_workers(words: &Words, figure: &Figure, head: usize, clause: &Range<usize>, context: &Context) -> bool {
    let near = clause.start..clause.end;
    if interviewed(words, figure, head) || dealt_with(words, figure, head) {
        return false;
    }
    if crowded(words, figure, head) {
        return false;
    }
    let escaped = words.says_within(near.clone(), &["escaped", "fled", "defected", "ran", "repatriated", "deported", "identified", "victims", "victim", "rescued"]).is_some();
    if words.says_any(head, &["us", "them"]) {
        return context.of_labour && !escaped && figure.bounds.low().is_some_and(|size| size >= Decimal::from(10));
    }
    if !words.is(head, Classes::ANYBODY) {
        return !(escaped && figure.bounds.high().is_some_and(|size| size < Decimal::from(10)));
    }
    let labour_word = |at: usize| {
        words.is(at, Classes::DISPATCH) && !words.says_any(at, &["post", "place", "second", "ship", "supply", "provide", "service"])
            || words.says_any(at, &["work", "working", "worked", "works", "labour", "labor", "labouring", "laboring", "toil", "toiling", "employed", "employs", "employ", "overseas", "abroad", "workers", "forced", "pick", "picking", "harvest", "sew", "sewing", "mobilised", "mobilized", "enslaved", "bonded", "jobs", "slavery", "camps", "shifts"])
    };
    let supported = (near.start..near.end).any(labour_word) || context.of_labour && gazetteer_people_head(words, head);
    supported && !escaped && words.says_within(near, &["served", "eat", "population", "residents", "attended", "voted", "guests", "tourists"]).is_none()
}

/// "interviewed 40 workers", "25 workers told us": people who were asked, not a workforce.
fn interviewed(words: &Words, figure: &Figure, head: usize) -> bool {
    let asking = ["interview", "interviews", "interviewed", "spoke", "surveyed", "questioned", "testimony", "testimonies", "consulted", "interviewing", "accounts", "statements", "talked"];
    let saying = ["told", "said", "testified", "spoke", "recalled", "described", "say", "interviewed", "surveyed", "questioned", "consulted", "asked"];
    words.says_within(figure.words.start.saturating_sub(6)..figure.words.start, &asking).is_some()
        || words.says_within(head + 1..(head + 5).min(words.len()), &saying).is_some()
}

/// People who were arrested, hurt, trained or helped.
fn dealt_with(words: &Words, figure: &Figure, head: usize) -> bool {
    let deeds = [
        "arrested", "convicted", "prosecuted", "sentenced", "injured", "wounded", "charged", "trained", "assisted", "sheltered", "referred", "certified", "indicted", "hospitalised", "hospitalized", "injuring", "arrest", "convictions",
        "detained", "dismissed", "training",
    ];
    words.says_within(figure.words.start.saturating_sub(4)..figure.words.start, &deeds).is_some() || words.says_within(head + 1..(head + 6).min(words.len()), &deeds).is_some()
}

fn gazetteer_people_head(words: &Words, head: usize) -> bool {
    !words.is(head, Classes::WORKER) || (head > 0 && crate::gazetteer::demonym_at(words, head - 1).is_some())
}

/// "eight workers to a room", "rooms of 12 workers", "teams of ten", "one agent for every 50 workers".
fn crowded(words: &Words, figure: &Figure, head: usize) -> bool {
    let room = |at: usize| words.says_any(at, &["room", "rooms", "container", "containers", "hut", "huts", "dormitory", "dormitories", "tent", "tents", "bunk", "cell", "cells", "barrack", "barracks", "flat", "apartment", "toilet", "van", "truck", "bed", "groups", "teams", "group", "team", "brigade", "brigades", "pairs", "cabin", "shed"]);
    let to_a_room = (head + 1..head + 9).any(room) && (head + 1..head + 6).any(|at| words.says_any(at, &["to", "per", "a", "each", "share", "shared", "sharing", "slept", "sleep", "in", "one"])) && figure.bounds.high().is_some_and(|size| size < Decimal::from(100));
    let rooms_of = (figure.words.start.saturating_sub(3)..figure.words.start).any(room) && figure.bounds.high().is_some_and(|size| size < Decimal::from(100));
    let ratio = (figure.words.start.saturating_sub(3)..figure.words.start).any(|at| words.says_any(at, &["every", "each", "per"]) && !words.says(at + 1, "of"));
    to_a_room || rooms_of || ratio
}
