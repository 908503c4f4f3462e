//! What a sum is by the roles of its clause: who pays, gets, takes or owes it. The turns of phrase that are listed one by one are more
//! certain; this is for the many ways in which other authors put the same few acts.

use super::turns::TAKERS;
use super::{Deduction, Fee, Other, Revenue, Scored, Sense, TakeHome, Wage, huge};
use crate::figure::{Figure, MeasuredBy};
use crate::key::{Keys, any};
use crate::kinds::Context;
use crate::lexicon::Classes;
use crate::people;
use crate::words::Words;
use evidence::{Kind, PerUnit};
use std::ops::Range;

/// What somebody does with a sum.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Act {
    Pay,
    Get,
    Take,
    Owe,
    Cost,
}

const ACTS: [(Act, Keys); 5] = [
    (
        Act::Pay,
        any![
            "paid", "pay", "pays", "paying", "gave", "give", "gives", "giving", "given", "handed", "hands", "offer", "offers",
            "offered"
        ],
    ),
    (
        Act::Get,
        any![
            "received", "receive", "receives", "receiving", "get", "gets", "got", "getting", "earn", "earns", "earned",
            "earning", "made", "make", "makes", "making", "drew", "draw", "draws",
        ],
    ),
    (
        Act::Take,
        any![
            "took", "take", "takes", "taking", "taken", "deduct", "deducts", "deducted", "cut", "cuts", "docks", "docked",
            "subtract", "subtracted", "subtracts", "stopped", "recover", "recovers", "recovered", "retained", "retains",
            "withheld", "withholds", "collected", "collects", "collect", "charged", "charges", "charge", "charging", "demanded",
            "demands", "asked", "asks", "wanted", "wants", "claimed", "pocketed", "pockets", "kept", "keeps",
        ],
    ),
    (Act::Owe, any!["owe", "owes", "owed", "owing"]),
    (Act::Cost, any!["cost", "costs"]),
];

/// Whom a clause is about.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Party {
    Worker,
    Taker,
    Employer,
}

/// What recruiters sell.
const WAY_TO_WORK: Keys = any![
    "job", "jobs", "visa", "visas", "papers", "permit", "permits", "placement", "place", "passage", "ticket", "tickets",
    "passport", "certificate", "contract", "recruitment", "selected", "chosen", "journey", "crossing", "sponsorship", "medical",
    "training", "abroad", "registration", "interview", "travel", "trip",
];

/// Puts forward what the roles around `figure` say of it.
pub(super) fn of_roles(words: &Words, figure: &Figure, context: &Context, consider: &mut impl FnMut(Scored)) {
    if let Some(cue) = wages_that_are_owed(words, figure) {
        consider(Scored { sense: Wage, score: 90, cue });
    }
    if let Some(cue) = made_of_labour(words, figure) {
        consider(Scored { sense: Revenue, score: 80, cue });
    }
    if huge(figure) {
        return;
    }
    if let Some(cue) = pay_of(words, figure) {
        consider(Scored { sense: Wage, score: 66, cue });
    }
    if let Some(cue) = work_of_a_day(words, figure) {
        consider(Scored { sense: Wage, score: 60, cue });
    }
    if let Some(cue) = price_of_a_taker(words, figure) {
        consider(Scored { sense: Fee, score: 58, cue });
    }
    if let Some(cue) = what_reaches_them(words, figure) {
        consider(Scored { sense: TakeHome, score: 72, cue });
    }
    if let Some(cue) = for_a_living_it_was(words, figure) {
        consider(Scored { sense: Deduction, score: 56, cue });
    }
    if let Some((sense, cue, sure)) = acted(words, figure, context) {
        consider(Scored { sense, score: if sure { 50 } else { 24 }, cue });
    }
}

/// "recovered 2.4 million dollars in wages owed", "arrears of wages come to 38,660", "owed 1.1 million in back wages": pay that is due.
pub(super) fn wages_that_are_owed(words: &Words, figure: &Figure) -> Option<usize> {
    let (start, end) = (figure.words.start, figure.words.end);
    let due = any!["back", "unpaid", "owed", "outstanding", "overdue", "due", "arrears", "withheld", "missing", "severance"];
    let behind = words.is_any(end, any!["in", "of"]) && {
        let near = end + 1..(end + 6).min(words.len());
        words.has(near.clone(), Classes::PAY) && words.any_within(near, due).is_some()
    };
    let before = (start.saturating_sub(9)..start).rev().find(|&at| {
        words.says(at, "arrears")
            || words.is(at, Classes::PAY) && at > 0 && words.is_any(at - 1, any!["back", "unpaid", "outstanding", "overdue"])
    });
    let linked = before.is_some_and(|at| {
        (at..start).any(|link| {
            words.is_any(link, any!["of", "come", "came", "is", "are", "was", "were", "at", "to", "totalling", "worth"])
        }) && !(at + 1..start).any(|number| words.is_number(number))
    });
    behind.then_some(end).or(before.filter(|_| linked))
}

/// "from a wage of 320 dollars they deducted": the sum of the pay itself.
fn pay_of(words: &Words, figure: &Figure) -> Option<usize> {
    let start = figure.words.start;
    let noun = start.checked_sub(2).filter(|&at| words.says(at + 1, "of"))?;
    let pay = words.is_any(noun, any!["wage", "salary", "pay", "wages", "salaries", "stipend", "paypacket"]);
    let opens = (noun.saturating_sub(3)..noun).any(|at| words.is_any(at, any!["from", "out"]));
    (pay && opens).then_some(noun)
}

/// "the brothers had earned 480,000 from the labour of 33 people": what others make of it.
fn made_of_labour(words: &Words, figure: &Figure) -> Option<usize> {
    let (start, end) = (figure.words.start, figure.words.end);
    let verb = (start.saturating_sub(6)..start).rev().find(|&at| {
        words.is_any(at, any!["earned", "made", "gained", "earn", "make", "netted", "profited", "took", "received"])
    })?;
    let of = words.says(end, "from")
        && (end + 1..(end + 4).min(words.len())).any(|at| {
            words.is_any(at, any!["labour", "labor", "work", "toil", "exploitation", "sweat"]) && words.says(at + 1, "of")
        });
    of.then_some(verb)
}

/// "a picker's day is worth four dollars", "a day's work brought her ten manat".
pub(super) fn work_of_a_day(words: &Words, figure: &Figure) -> Option<usize> {
    let start = figure.words.start;
    let verb = (start.saturating_sub(4)..start)
        .rev()
        .find(|&at| words.is_any(at, any!["worth", "brought", "brings", "earns", "earned", "pays", "paid", "fetches"]))?;
    let day = (verb.saturating_sub(5)..verb).any(|at| {
        words.says(at, "day") && at > 0 && (words.word(at - 1).ends_with("'s") || words.word(at - 1).ends_with("’s"))
            || words.is_any(at, any!["day's", "day’s"]) && words.is_any(at + 1, any!["work", "labour", "labor"])
    });
    (day && figure.per.is_none()).then_some(verb)
}

/// "the agent's price was 12,000", "a broker's charge of 900".
fn price_of_a_taker(words: &Words, figure: &Figure) -> Option<usize> {
    let start = figure.words.start;
    let price = (start.saturating_sub(4)..start)
        .rev()
        .find(|&at| words.is_any(at, any!["price", "charge", "charges", "rate", "tariff", "fee", "bill"]))?;
    let owner = (price.saturating_sub(3)..price).any(|at| {
        let word = words.word(at);
        let bare = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s"));
        bare.is_some_and(|bare| {
            matches!(
                bare.to_ascii_lowercase().as_str(),
                "agent" | "broker" | "recruiter" | "smuggler" | "middleman" | "agency" | "dalal"
            )
        })
    });
    (owner && (price + 1..start).all(|at| words.is_any(at, any!["was", "is", "of", "at", "stood", "about", "then"])))
        .then_some(price)
}

/// "what reaches them once the company has taken its cut is 650": what gets through to a worker.
fn what_reaches_them(words: &Words, figure: &Figure) -> Option<usize> {
    let start = figure.words.start;
    let reach = (0..start).rev().find(|&at| words.is_any(at, any!["reaches", "reached", "reach"]))?;
    let what = reach > 0 && words.is_any(reach - 1, any!["what", "actually", "money", "that", "pay"]);
    let whom = party(words, reach + 1) == Some(Party::Worker) || party(words, reach + 2) == Some(Party::Worker);
    let linked = words.is_any(start.wrapping_sub(1), any!["is", "was", "were", "are", "of", "to"])
        && words.any_within(reach..start, any!["is", "was", "were"]).is_some();
    (what && whom && linked).then_some(reach)
}

/// "For the caravan it was 58 a week": what is paid for where one lives.
fn for_a_living_it_was(words: &Words, figure: &Figure) -> Option<usize> {
    let start = figure.words.start;
    let opens = (0..4.min(start)).find(|&at| words.says(at, "for"))?;
    let living = words.any_within(opens + 1..(opens + 5).min(start), super::turns::LIVING)?;
    let linked = start > 1
        && words.is_any(
            start - 1,
            any![
                "was", "were", "is", "paid", "took", "takes", "charged", "pay", "deducted", "stopped", "cut", "kept", "docked",
                "another"
            ],
        )
        && start <= living + 7;
    linked.then_some(living)
}

/// What a sum is by the act before it: its sense, the verb, and whether that is certain.
fn acted(words: &Words, figure: &Figure, context: &Context) -> Option<(Sense, usize, bool)> {
    let (act, verb) = act_before(words, figure)?;
    let end = figure.words.end;
    if words.says(end, "of") && words.is_any(end + 1, any!["it", "that", "this"]) && act == Act::Get {
        return Some((Other, verb, true));
    }
    let deed = Deed::of(words, figure, verb);
    let (sense, sure) = match act {
        Act::Pay => deed.paid(),
        Act::Get => deed.got(),
        Act::Take => deed.taken_for_living().or_else(|| deed.taken(context)),
        Act::Owe => deed.owed(),
        Act::Cost => deed.cost(),
    }?;
    Some((sense, verb, sure))
}

/// What is done with a sum, and by whom.
struct Deed<'a> {
    words: &'a Words<'a>,
    figure: &'a Figure,
    verb: usize,
    subject: Option<Party>,
    object: Option<Party>,
    from: Option<Party>,
    to: Option<Party>,
    passive: bool,
}

impl<'a> Deed<'a> {
    fn of(words: &'a Words<'a>, figure: &'a Figure, verb: usize) -> Self {
        let (start, end) = (figure.words.start, figure.words.end);
        let party = |preposition| whom_behind(words, end, preposition).or_else(|| whom(words, verb + 1..start, preposition));
        Deed {
            words,
            figure,
            verb,
            subject: subject(words, verb),
            object: party_in(words, verb + 1..start),
            from: party("from"),
            to: party("to"),
            passive: is_passive(words, verb),
        }
    }

    /// The token after the sum.
    fn end(&self) -> usize {
        self.figure.words.end
    }

    /// The sentence speaks of what recruiters sell.
    fn way(&self) -> bool {
        way_to_work(self.words, 0..self.words.len())
    }

    fn paid(&self) -> Option<(Sense, bool)> {
        let (subject, object) = (self.subject, self.object);
        match () {
            () if self.to == Some(Party::Taker) || object == Some(Party::Taker) => {
                (subject != Some(Party::Employer)).then_some((Fee, true)).or(self.figure.per.map(|_| (Wage, true)))
            }
            () if subject == Some(Party::Employer)
                && object != Some(Party::Worker)
                && for_way_to_work(self.words, self.end()) =>
            {
                Some((Other, true))
            }
            () if self.passive => (!self.way()).then_some((Wage, false)),
            () if subject == Some(Party::Worker) && object.is_none() && paid_up(self.words, self.figure, self.verb) => {
                Some((Fee, true))
            }
            () if object == Some(Party::Worker) && subject != Some(Party::Worker) => Some((Wage, !self.way())),
            () => None,
        }
    }

    fn got(&self) -> Option<(Sense, bool)> {
        if self.from == Some(Party::Worker) || self.subject != Some(Party::Worker) {
            return None;
        }
        let left = in_hand(self.words, self.figure) || because_of_cuts(self.words, self.end());
        Some((if left { TakeHome } else { Wage }, left))
    }

    /// "took 200 for food", "was taken from their pay".
    fn taken_for_living(&self) -> Option<(Sense, bool)> {
        let (words, verb, end) = (self.words, self.verb, self.end());
        if self.takes_one_from_another() {
            return None;
        }
        let for_living = words.is_any(end, any!["for", "towards"])
            && words.any_within(end + 1..(end + 4).min(words.len()), super::turns::LIVING).is_some();
        let from_theirs = self.passive
            && words.says(verb + 1, "from")
            && words.is_any(verb + 2, any!["this", "that", "it", "their", "his", "her", "our", "my"]);
        (for_living || from_theirs).then_some((Deduction, true))
    }

    /// "From 800 they took 200".
    fn takes_one_from_another(&self) -> bool {
        self.figure.words.start > 2
            && self.words.is_any(0, any!["from", "of"])
            && (1..self.verb).any(|at| self.words.is_number(at))
    }

    fn taken(&self, context: &Context) -> Option<(Sense, bool)> {
        let (words, verb, end) = (self.words, self.verb, self.end());
        let (subject, object, from) = (self.subject, self.object, self.from);
        let once = self.figure.per.is_none();
        let of_pay = || words.has(0..words.len(), Classes::PAY);
        let asks = words.is_any(verb, any!["demanded", "demands", "asked", "asks", "wanted", "wants"]);
        let of_workers = from == Some(Party::Worker) || object == Some(Party::Worker);
        match () {
            () if self.takes_one_from_another() => None,
            () if self.way() && !from_pay(words, end) && (of_workers || subject == Some(Party::Taker)) => Some((Fee, true)),
            () if once && !of_pay() && words.any_within(0..verb, any!["recruited", "recruits", "recruiting"]).is_some() => {
                Some((Fee, true))
            }
            () if self.passive && object.is_none() && from.is_none() => None,
            () if from == Some(Party::Worker) => {
                let asked = subject == Some(Party::Taker) || asks && !of_pay();
                let of_a_fee = asked || context.topic.is_some_and(|topic| topic.kind == Kind::FeeOrBribe) && once;
                Some((if of_a_fee { Fee } else { Deduction }, true))
            }
            () if asks => (subject == Some(Party::Taker) || object == Some(Party::Worker)).then_some((Fee, false)),
            () if from_pay(words, end) || object == Some(Party::Worker) && words.says(end, "for") => Some((Deduction, true)),
            () if subject == Some(Party::Taker) => Some((Fee, false)),
            () if subject == Some(Party::Employer) => Some((Deduction, false)),
            () => None,
        }
    }

    fn owed(&self) -> Option<(Sense, bool)> {
        let (subject, object) = (self.subject, self.object);
        let employer_owes = subject == Some(Party::Employer) && object != Some(Party::Taker);
        if employer_owes || object == Some(Party::Worker) && subject != Some(Party::Worker) {
            return Some((Wage, true));
        }
        if subject != Some(Party::Worker) || self.passive || self.figure.per.is_some() {
            return None;
        }
        let to_recruit = object == Some(Party::Taker) || self.to == Some(Party::Taker) || self.way();
        Some((if to_recruit { Fee } else { Other }, true))
    }

    fn cost(&self) -> Option<(Sense, bool)> {
        if self.way() {
            return Some((Fee, false));
        }
        let at_fault = (self.verb.saturating_sub(5)..self.verb).any(|at| self.words.is_any(at, FAULTS));
        (self.figure.per.is_none() && at_fault).then_some((Deduction, true))
    }
}

/// "was paid", "were only given".
fn is_passive(words: &Words, verb: usize) -> bool {
    verb > 0 && words.is_any(verb - 1, any!["was", "were", "is", "are", "been", "being", "be"])
        || verb > 1
            && words
                .is_any(verb - 1, any!["only", "just", "usually", "never", "often", "sometimes", "all", "each", "still", "now"])
            && words.is_any(verb - 2, any!["was", "were", "is", "are", "been", "be"])
}

/// "for the exit visa", behind a sum.
fn for_way_to_work(words: &Words, end: usize) -> bool {
    words.is_any(end, any!["for", "to"]) && words.any_within(end + 1..(end + 5).min(words.len()), WAY_TO_WORK).is_some()
}

/// "the Kenyans paid less, from 90,000": workers who pay, for nothing that they live on, no rate and no "for work".
fn paid_up(words: &Words, figure: &Figure, verb: usize) -> bool {
    let (start, end) = (figure.words.start, figure.words.end);
    let pays = words.is_any(verb, any!["paid", "pay", "paying", "gave"]);
    let plain = (verb + 1..start).all(|at| {
        words.is_any(
            at,
            any![
                "the", "most", "less", "more", "least", "up", "out", "nearly", "as", "much", "on", "average", "some", "them",
                "each", "a", "sum", "of"
            ],
        ) || words.word(at) == ","
    });
    let living = words.is_any(end, any!["for", "towards"])
        && words.any_within(end + 1..(end + 5).min(words.len()), super::turns::LIVING).is_some();
    let home = words
        .any_within(
            start.saturating_sub(3)..(end + 5).min(words.len()),
            any!["back", "family", "rent", "home", "tax", "taxes", "fine"],
        )
        .is_some();
    pays && plain && !living && !home && figure.per.is_none() && !words.is_any(verb.wrapping_sub(1), any!["get", "got", "be"])
}

/// "because they cut for the bed": what follows the sum tells of deductions.
fn because_of_cuts(words: &Words, end: usize) -> bool {
    let near = end..(end + 6).min(words.len());
    words.any_within(near.clone(), any!["because", "after", "since", "once"]).is_some()
        && words.any_within(near, any!["cut", "deducted", "deductions", "took", "docked", "charged"]).is_some()
}

/// What workers are made to pay for.
const FAULTS: Keys =
    any!["absence", "absences", "lateness", "mistake", "mistakes", "illness", "sickness", "error", "errors", "defect", "defects"];

/// "from this", "of it from their pay", behind a sum.
fn from_pay(words: &Words, end: usize) -> bool {
    (end..(end + 5).min(words.len()))
        .any(|at| words.is_any(at, any!["from", "of"]) && (at + 1..at + 5).any(|pay| words.is(pay, Classes::PAY)))
}

/// "110 in my hand", "31 in my account": what is in a worker's own hands.
pub(super) fn in_hand(words: &Words, figure: &Figure) -> bool {
    let end = figure.words.end;
    let own = words.is_any(end + 1, any!["my", "his", "her", "their", "our", "the"]);
    words.says(end, "in")
        && (words.is_any(end + 1, any!["hand"])
            || own && words.is_any(end + 2, any!["hand", "hands", "pocket", "pockets", "account", "purse"]))
}

/// The nearest verb before the sum that does something with money, no other sum between.
fn act_before(words: &Words, figure: &Figure) -> Option<(Act, usize)> {
    let from = figure.words.start.saturating_sub(9);
    let joined = figure.words.start > 0
        && words.is_any(figure.words.start - 1, any!["and"])
        && words.is_any(figure.words.end, any!["for"]);
    let from = if joined { from.saturating_sub(5) } else { from };
    let reach = (from..figure.words.start).rev().take_while(|&at| joined && words.word(at) != ";" || !ends_reach(words, at));
    let at = reach.into_iter().find(|&at| act_of(words, at).is_some())?;
    Some((act_of(words, at)?, at))
}

fn ends_reach(words: &Words, at: usize) -> bool {
    matches!(words.word(at), ";" | "(" | "$")
        || words.is_number(at) && !(at + 1..at + 3).any(|who| words.is(who, Classes::WORKER))
        || words.is(at, Classes::CURRENCY)
}

fn act_of(words: &Words, at: usize) -> Option<Act> {
    let act = ACTS.iter().find(|(_, verbs)| words.is_any(at, *verbs)).map(|(act, _)| *act)?;
    let noun = at > 0
        && words
            .is_any(at, any!["pay", "cut", "offer", "charge", "take", "draw", "cost", "costs", "charges", "claims", "charging"])
        && words.is_any(
            at - 1,
            any![
                "the", "a", "his", "her", "their", "my", "our", "basic", "net", "gross", "monthly", "weekly", "daily",
                "take-home", "in", "of", "its"
            ],
        );
    let home = words.is_any(at, any!["take", "takes", "took", "taking"]) && words.is_any(at + 1, any!["home", "out", "on", "up"]);
    let other = words.is_any(at, any!["made", "make", "makes"])
        && words.is_any(at + 1, any!["up", "to", "sure", "him", "her", "them", "us"]);
    (!noun && !home && !other).then_some(act)
}

/// Who does it: the nearest party before the verb, up to the border of its clause.
fn subject(words: &Words, verb: usize) -> Option<Party> {
    let from = verb.saturating_sub(9);
    let opens = (from..verb)
        .rev()
        .find(|&at| {
            matches!(words.word(at), ";" | ":" | "(" | "“" | "\"")
                || words.is_any(at, any!["that", "because", "but", "when", "if"])
        })
        .map_or(from, |at| at + 1);
    let near = (opens..verb).rev().find_map(|at| if of_a_phrase(words, at) { None } else { party(words, at) });
    let joined = verb > 0 && words.is_any(verb - 1, any!["and", "or"]);
    near.or_else(|| {
        if joined { (0..7.min(verb)).find_map(|at| if of_a_phrase(words, at) { None } else { party(words, at) }) } else { None }
    })
}

/// The noun behind "of" or "from" is not who acts.
fn of_a_phrase(words: &Words, at: usize) -> bool {
    at > 0 && words.is_any(at - 1, any!["of", "from", "for", "in", "by", "with", "to"])
        || at > 1
            && words.is_any(at - 1, any!["the", "a", "our", "their"])
            && words.is_any(at - 2, any!["of", "from", "for", "in", "by", "with", "to"])
}

fn party_in(words: &Words, range: Range<usize>) -> Option<Party> {
    range.clone().find_map(|at| if of_a_phrase(words, at) { None } else { party(words, at) })
}

/// "from me", "to the agency", behind a sum.
fn whom_behind(words: &Words, end: usize, preposition: &str) -> Option<Party> {
    whom(words, end..(end + 7).min(words.len()), preposition)
}

fn whom(words: &Words, range: Range<usize>, preposition: &str) -> Option<Party> {
    range
        .clone()
        .filter(|&at| words.says(at, preposition))
        .find_map(|at| (at + 1..(at + 5).min(words.len())).find_map(|who| party(words, who)))
}

fn party(words: &Words, at: usize) -> Option<Party> {
    let recruiter = words.is_any(at, TAKERS)
        || words.is_any(
            at,
            any![
                "official", "officials", "middleman", "moneylender", "lender", "lenders", "madam", "cadre", "cadres", "clerk",
                "intermediary", "brother-in-law", "uncle", "cousin", "landlord",
            ],
        );
    if recruiter {
        return Some(Party::Taker);
    }
    if people::names_a_people(words, at) && words.word(at).ends_with(['s', 'e']) && !words.is(at + 1, Classes::WORKER) {
        return Some(Party::Worker);
    }
    if words.is_any(
        at,
        any![
            "i", "we", "me", "us", "him", "them", "who", "each", "most", "many", "others", "nobody", "everyone", "everybody",
            "some", "they", "he", "she", "her", "newcomers", "beginners", "ones",
        ],
    ) || words.is(at, Classes::WORKER) && !words.is_any(at, any!["labour", "labor"])
    {
        return Some(Party::Worker);
    }
    let employer = people::is_enterprise(words, at) || people::is_state(words, at) || words.is(at, Classes::OFFENDER);
    (employer || words.is_any(at, any!["sir", "madame", "management", "munshi", "respondent", "defendants", "defendant"]))
        .then_some(Party::Employer)
}

/// Whether the sentence speaks of what gets one to work: a visa, a place, papers.
fn way_to_work(words: &Words, range: Range<usize>) -> bool {
    words.any_within(range.clone(), WAY_TO_WORK).is_some()
        || range.clone().any(|at| words.is_any(at, TAKERS))
        || range.clone().any(|at| {
            words.says(at, "to")
                && words.is_any(at + 1, any!["go", "come", "get", "be"])
                && words.is_any(at + 2, any!["to", "here", "a", "the", "selected", "abroad", "hired"])
        })
}

/// What a rate of money is beside pay: the price of a bed, interest, aid.
const OTHER_RATE: Keys = any![
    "bed", "beds", "room", "rooms", "rent", "rented", "hotel", "ticket", "fare", "meal", "meals", "price", "prices", "fuel",
    "electricity", "interest", "budget", "spent", "spend", "spends", "spending", "subsidy", "subsidies", "aid", "benefit",
    "benefits", "pension", "pensions", "profit", "profits", "output", "sales", "sells", "sold", "turnover", "tax", "taxes",
    "loan", "loans", "lodging", "hostel", "insurance", "tuition", "rents", "cheaper", "barrel", "allowance", "allowances",
    "school", "fine", "fines", "donation", "donations", "bus", "laundry", "food", "minimum",
];

/// A sum per hour, day, week or month where a document speaks of work, and of nothing else that has such a rate.
pub(super) fn rate_in_a_document_of_work(words: &Words, figure: &Figure, context: &Context) -> bool {
    let short = figure.per.is_some_and(|per| per.unit() != PerUnit::Year);
    let near = figure.words.start.saturating_sub(12)..(figure.words.end + 5).min(words.len());
    let sent = words
        .any_within(
            0..figure.words.start,
            any!["sent", "send", "sends", "remit", "remits", "remitted", "charges", "charged", "deducted"],
        )
        .is_some();
    let other =
        near.clone().any(|at| words.is_any(at, OTHER_RATE) && !(at > 0 && words.is_any(at - 1, any!["free", "plus", "and"])));
    short && figure.measured_by == MeasuredBy::Itself && !sent && context.of_labour && !huge(figure) && !other
}

/// Nouns of pay and what binds them to a sum: "the salary is 400", "basic pay was", "my wage, 300 a month".
pub(super) fn pay_is(words: &Words, figure: &Figure) -> Option<usize> {
    let start = figure.words.start;
    let noun = (start.saturating_sub(9)..start).rev().take_while(|&at| !ends_reach(words, at)).find(|&at| {
        words.is_any(at, any!["salary", "wage", "wages", "pay", "salaries", "earnings", "paypacket", "stipend", "rate", "basic"])
    })?;
    let linked = (noun + 1..start).all(|at| {
        words.is_any(
            at,
            any![
                "is", "was", "were", "are", "of", "at", "to", "about", "around", "came", "comes", "stood", "stands", "the",
                "only", "just", "a", "an", "would", "be", "per", "month", "day", "week", "for", "minimum", "wage", "then", "now",
                "average", "averaged", "on", "paper", "and", "contract", "mere",
            ],
        ) || words.word(at) == ","
    });
    linked.then_some(noun)
}

/// "The contract said 800", "the paper promised 1,200": what papers set.
pub(super) fn on_paper(words: &Words, figure: &Figure) -> Option<usize> {
    let start = figure.words.start;
    let verb = (start.saturating_sub(4)..start).rev().find(|&at| {
        words.is_any(
            at,
            any![
                "said", "says", "stated", "states", "stipulated", "stipulates", "read", "reads", "showed", "shows", "promised",
                "promises"
            ],
        )
    })?;
    let paper = (verb.saturating_sub(14)..verb).any(|at| {
        words.is_any(
            at,
            any!["contract", "contracts", "paper", "payslip", "payslips", "advert", "advertisement", "slips", "agreement"],
        )
    });
    let to = words.is_any(verb + 1, any!["that"]);
    (paper && !to).then_some(verb)
}
