//! Turns of phrase that tell what a sum is by their grammar: who pays whom, what is held, what must be earned.

use super::{Deduction, Fee, Flow, Quota, Revenue, Scored, Sense, TakeHome, Wage, huge, state_before};
use crate::figure::Figure;
use crate::key::{Keys, any};
use crate::lexicon::Classes;
use crate::people;
use crate::words::Words;

/// Puts forward what the turns of phrase around `figure` say of it.
pub(super) fn of_phrase(words: &Words, figure: &Figure, consider: &mut impl FnMut(Scored)) {
    if let Some(cue) =
        gave_a_taker(words, figure).or_else(|| paid_somebody(words, figure)).or_else(|| paid_a_substitute(words, figure))
    {
        consider(Scored { sense: Fee, score: 46, cue });
    }
    if let Some(cue) = owes_a_creditor(words, figure) {
        consider(Scored { sense: Fee, score: 45, cue });
    }
    if let Some(cue) = that_they_earn(words, figure) {
        consider(Scored { sense: Wage, score: 60, cue });
    }
    if let Some(cue) = held_as_security(words, figure).or_else(|| who_errs_pays(words, figure)) {
        consider(Scored { sense: Deduction, score: 55, cue });
    }
    if let Some(cue) = kept_by_a_taker(words, figure) {
        consider(Scored { sense: Deduction, score: 44, cue });
    }
    if let Some(cue) = price_of_a_place(words, figure) {
        consider(Scored { sense: Fee, score: 46, cue });
    }
    if let Some((sense, cue)) = gives_workers(words, figure) {
        consider(Scored { sense, score: 40, cue });
    }
    if let Some(cue) = must_earn(words, figure) {
        consider(Scored { sense: Quota, score: 46, cue });
    }
    if let Some(cue) = which_is_taken(words, figure) {
        consider(Scored { sense: Deduction, score: 70, cue });
    }
    if let Some(cue) = pays_a_taker(words, figure) {
        consider(Scored { sense: Fee, score: 44, cue });
    }
    if let Some(cue) = paid_to_an_official(words, figure).or_else(|| official_takes(words, figure)) {
        consider(Scored { sense: Fee, score: 45, cue });
    }
    if let Some(cue) = must_pay(words, figure) {
        consider(Scored { sense: Fee, score: 43, cue });
    }
    if let Some(cue) = gets_only(words, figure) {
        consider(Scored { sense: TakeHome, score: 46, cue });
    }
    if let Some(cue) = net_of_costs(words, figure) {
        consider(Scored { sense: TakeHome, score: 60, cue });
    }
    if let Some(cue) = charged_for_living(words, figure)
        .or_else(|| kept_for_things(words, figure))
        .or_else(|| deductions_for(words, figure))
        .or_else(|| out_of_pay(words, figure))
    {
        consider(Scored { sense: Deduction, score: 60, cue });
    }
    if let Some(cue) = costs_to_be_hired(words, figure) {
        consider(Scored { sense: Fee, score: 55, cue });
    }
    if let Some(cue) = must_send(words, figure) {
        consider(Scored { sense: Quota, score: 50, cue });
    }
    if let Some(cue) = earned_its_owner(words, figure) {
        consider(Scored { sense: Revenue, score: 75, cue });
    }
    if let Some(cue) = worth_of_goods(words, figure).or_else(|| remittances_reached(words, figure)) {
        consider(Scored { sense: Flow, score: 90, cue });
    }
    if let Some(cue) = would_owe_in_wages(words, figure) {
        consider(Scored { sense: Wage, score: 60, cue });
    }
}

/// "540 euros net a month", "70 euros a day after expenses", "there are 15 lari left": what remains to a worker.
fn net_of_costs(words: &Words, figure: &Figure) -> Option<usize> {
    let end = figure.words.end;
    let net = (figure.core.end..end).find(|&at| words.says(at, "net"));
    let after = words.says(end, "after")
        && (end + 1..end + 3).any(|at| {
            words.is_any(at, any!["costs", "expenses", "deductions"])
                && words.is_any(end + 1, any!["costs", "expenses", "deductions", "all", "their", "his", "her", "such", "these"])
        });
    let left = words.says(end, "left")
        && !words.is_any(end + 1, any!["the", "for", "to", "behind", "their", "his", "her", "by", "from", "in"])
        && (figure.words.start.saturating_sub(5)..figure.words.start)
            .any(|at| words.is_any(at, any!["is", "are", "was", "were", "have", "has", "had", "be"]));
    net.filter(|_| !huge(figure)).or(after.then_some(end)).or(left.then_some(end))
}

/// Board, lodging and transport, as far as they stand before what they cost.
pub(super) const LIVING: Keys = any![
    "lodging", "lodgings", "accommodation", "housing", "hostel", "dormitory", "bed", "room", "rent", "food", "meals", "board",
    "transport", "bus", "van", "water", "electricity", "bunk", "caravan", "barracks", "canteen",
];

/// "the 18 euros a day they are charged for food", "a bunk costs them 300 lei a month", "they pay 4,000 rupees for a bed".
fn charged_for_living(words: &Words, figure: &Figure) -> Option<usize> {
    let (start, end) = (figure.words.start, figure.words.end);
    let who = if words.is_any(end, any!["that", "which"]) { end + 1 } else { end };
    let charged = words.is_any(who, any!["they", "he", "she", "we", "i", "workers"])
        && words.is_any(who + 1, any!["are", "is", "was", "were", "am"])
        && words.is_any(who + 2, any!["charged", "docked", "billed"]);
    let cost = (start.saturating_sub(4)..start)
        .rev()
        .find(|&at| {
            words.is_any(at, any!["cost", "costs"])
                && words.is_any(at + 1, any!["them", "him", "her", "us", "me", "each", "workers"])
        })
        .filter(|&at| figure.per.is_some() && words.any_within(0..at, LIVING).is_some());
    let pay = (start.saturating_sub(3)..start).rev().find(|&at| words.is_any(at, any!["pay", "pays", "paying"])).filter(|&at| {
        let employer = (at.saturating_sub(5)..at)
            .any(|who| people::is_enterprise(words, who) || people::is_state(words, who) || words.is(who, Classes::OFFENDER));
        let worker = words.has(0..at, Classes::WORKER) || words.any_within(0..at, any!["they", "we", "i", "he", "she"]).is_some();
        let living = words.says(end, "for") && words.any_within(end + 1..end + 4, LIVING).is_some();
        living && worker && !employer
    });
    charged.then_some(who + 2).or(cost).or(pay)
}

/// "the overseers kept 4 euros for the ride and 2 euros for water": what whoever pays keeps for something.
fn kept_for_things(words: &Words, figure: &Figure) -> Option<usize> {
    let start = figure.words.start;
    let second = start > 0 && words.is_any(start - 1, any!["and", ","]);
    let verb = (start.saturating_sub(if second { 9 } else { 2 })..start)
        .rev()
        .find(|&at| words.is_any(at, any!["kept", "keeps", "keep", "keeping", "retained"]))?;
    let things = words.says(figure.words.end, "for")
        && !words.is_any(figure.words.end + 1, any!["himself", "herself", "themselves", "myself", "ourselves", "me", "us"]);
    let keeper = (verb.saturating_sub(8)..verb).any(|at| {
        words.is(at, Classes::OFFENDER)
            || people::is_enterprise(words, at)
            || words.is_any(at, any!["masters", "accused", "farm", "farms", "farmer"])
    });
    (things && keeper && !huge(figure)).then_some(verb)
}

/// "Deductions for rent came to 480 a month, and for insurance to 120 a month".
fn deductions_for(words: &Words, figure: &Figure) -> Option<usize> {
    let start = figure.words.start;
    let linked = start > 0 && words.is_any(start - 1, any!["to", "at", "of"]);
    let named = (start.saturating_sub(6)..start).any(|at| words.says(at, "for") && words.is_word(at + 1));
    words.any_within(0..3, any!["deductions"]).filter(|_| linked && named)
}

/// "from every month's pay the firm cut 120 riyals for food": what is taken out of pay that stands first.
fn out_of_pay(words: &Words, figure: &Figure) -> Option<usize> {
    let start = figure.words.start;
    let pay = words.is_any(0, any!["from", "out"]) && words.has(1..7.min(start), Classes::PAY);
    let taken =
        any!["cut", "cuts", "takes", "took", "take", "deducts", "deducted", "docks", "docked", "stopped", "withheld", "held"];
    words.any_within(0..start, taken).filter(|_| pay && !huge(figure))
}

/// "getting hired costs 100 dollars": the price of being taken on.
fn costs_to_be_hired(words: &Words, figure: &Figure) -> Option<usize> {
    let start = figure.words.start;
    let cost = (start.saturating_sub(4)..start).rev().find(|&at| words.is_any(at, any!["cost", "costs"]))?;
    (cost.saturating_sub(6)..cost)
        .any(|at| {
            words.is_any(at, any!["hired", "recruited", "employed", "selected", "taken"])
                && words.is_any(at.wrapping_sub(1), any!["getting", "get", "being", "be"])
        })
        .then_some(cost)
}

/// "had to send 50,000 dollars to the owner": what a manager must hand up.
fn must_send(words: &Words, figure: &Figure) -> Option<usize> {
    let start = figure.words.start;
    let verb = (start.saturating_sub(2)..start)
        .rev()
        .find(|&at| words.is_any(at, any!["send", "transfer", "wire", "pass", "deliver"]))?;
    let must = verb > 0 && words.says(verb - 1, "must")
        || verb > 1
            && words.says(verb - 1, "to")
            && words.is_any(verb - 2, any!["had", "has", "have", "required", "obliged", "expected"]);
    let end = figure.words.end;
    let up = (end..end + 6).any(|at| {
        words.says(at, "to")
            && (at + 1..at + 4).any(|to| {
                people::is_state(words, to)
                    || people::is_enterprise(words, to)
                    || words.is_any(to, any!["owner", "owners", "boss", "bosses", "headquarters", "superiors"])
            })
    });
    (must && up).then_some(verb)
}

/// "made the group 90 million dollars".
fn earned_its_owner(words: &Words, figure: &Figure) -> Option<usize> {
    let start = figure.words.start;
    let verb = (start.saturating_sub(5)..start).rev().find(|&at| {
        words.is_any(at, any!["earned", "earns", "brought", "brings", "made", "makes", "netted", "nets", "earning"])
    })?;
    let owner = words.is_any(verb + 1, any!["its", "the"])
        && (verb + 2..start).any(|at| {
            words.is_any(
                at,
                any!["owner", "owners", "company", "parent", "shareholders", "group", "firm", "government", "state", "family"],
            )
        });
    (owner && huge(figure)).then_some(verb)
}

/// "30 million dollars worth of shirts entered", "shipped ore last year, worth 8 million dollars": what goods on their way are worth.
fn worth_of_goods(words: &Words, figure: &Figure) -> Option<usize> {
    let (start, end) = (figure.words.start, figure.words.end);
    let moved = any!["shipped", "exported", "entered", "imported", "ships", "exports", "imports", "landed"];
    let behind = words.says(end, "worth") && words.says(end + 1, "of") && words.any_within(end..words.len(), moved).is_some();
    let before = start > 1 && words.says(start - 1, "worth") && words.any_within(0..start, any!["shipped", "ships"]).is_some();
    (huge(figure) && (behind || before)).then_some(if behind { end } else { start.saturating_sub(1) })
}

/// "remittances came to 3.4 billion dollars": what people send to a country.
fn remittances_reached(words: &Words, figure: &Figure) -> Option<usize> {
    let start = figure.words.start;
    let verb = (start.saturating_sub(3)..start).rev().find(|&at| {
        words.is_any(at, any!["reached", "totalled", "totaled", "amounted", "came", "were", "hit", "exceeded", "topped"])
    })?;
    (verb.saturating_sub(6)..verb)
        .find(|&at| words.says(at, "remittances"))
        .filter(|&at| huge(figure) && words.any_within(at..verb, any!["by", "workers"]).is_none())
}

/// "the growers would owe the pickers 2 million euros in wages".
fn would_owe_in_wages(words: &Words, figure: &Figure) -> Option<usize> {
    let start = figure.words.start;
    let verb = (start.saturating_sub(6)..start).rev().find(|&at| words.says(at, "owe"))?;
    let would = verb > 0 && words.is_any(verb - 1, any!["would", "could", "might", "may"]);
    let end = figure.words.end;
    (would && words.says(end, "in") && (end + 1..end + 4).any(|at| words.is(at, Classes::PAY))).then_some(verb)
}

/// "gave officials $20", "paid a broker 1,200 dollars", "we paid $2,000": a worker's payment to somebody who decides.
fn pays_a_taker(words: &Words, figure: &Figure) -> Option<usize> {
    let from = figure.words.start.saturating_sub(10);
    let verb = (from..figure.words.start).rev().take_while(|&at| !words.is_number(at)).find(|&at| {
        words.is_any(at, any!["paid", "pay", "pays", "paying", "gave", "give", "gives", "giving", "given", "handed", "slipped"])
    })?;
    let passive = verb > 0
        && words.is_any(verb - 1, any!["are", "were", "was", "is", "be", "been", "being", "get", "got", "not"])
        && words.says(verb, "paid");
    let taker = words.is_any(verb + 1, any!["me", "us", "them", "him", "her", "each", "workers"]);
    let official = (verb + 1..figure.words.start).any(|at| {
        words.is_any(at, TAKERS)
            || words.is_any(
                at,
                any![
                    "official", "officials", "broker", "brokers", "recruiter", "recruiters", "doctor", "doctors", "middleman",
                    "middlemen", "agent", "agents", "agency", "recruitment", "intermediary", "intermediaries", "officer",
                    "officers", "cadre", "cadres", "clerk", "staff", "smuggler",
                ],
            )
    });
    let payer = verb > 0
        && (verb.saturating_sub(3)..verb).any(|at| {
            words.is(at, Classes::WORKER)
                || words.word(at).ends_with('s') && people::names_a_people(words, at)
                || words.is_any(at, any!["i", "we", "many", "some", "who", "applicants", "candidates", "he", "she", "they"])
        });
    let payer = payer
        || verb > 0
            && words.is_any(verb - 1, any!["had", "have"])
            && words.any_within(0..verb, any!["those", "many"]).is_some()
            && words.any_within(0..verb, any!["who", "whom"]).is_some()
            && !(0..verb).any(|at| people::is_enterprise(words, at));
    let authority = (verb + 1..figure.words.start).any(|at| people::is_state(words, at));
    let payer_is_employer =
        (verb.saturating_sub(4)..verb).any(|at| people::is_enterprise(words, at) && !words.is_any(at, any!["agency"]));
    (official && !passive && !payer_is_employer
        || payer && !passive && !taker && !payer_is_employer && !authority && figure.per.is_none() && paid_by_worker(words, verb))
    .then_some(verb)
}

/// "the 4,000 dollars I gave the broker": what follows the sum says who paid it and to whom.
fn gave_a_taker(words: &Words, figure: &Figure) -> Option<usize> {
    let end = figure.words.end;
    let verb = (end..end + 4).find(|&at| words.is_any(at, any!["gave", "paid", "handed", "owed", "owe"]))?;
    let payer =
        (end..verb).any(|at| words.is_any(at, any!["i", "we", "he", "she", "they", "parents", "family", "father", "mother"]));
    let taker = (verb + 1..verb + 5).any(|at| words.is_any(at, TAKERS));
    (payer && taker).then_some(verb)
}

/// "paid a guide 600 dollars": somebody who is no employer pays somebody who is no worker.
fn paid_somebody(words: &Words, figure: &Figure) -> Option<usize> {
    let start = figure.words.start;
    let verb = (start.saturating_sub(5)..start).rev().find(|&at| words.is_any(at, any!["paid", "paying", "pay"]))?;
    let article = words.is_any(verb + 1, any!["a", "an"]);
    let somebody = words.is_any(verb + 2, any!["man", "woman", "person"])
        && (verb.saturating_sub(2)..verb).any(|who| words.is_any(who, any!["i", "we", "he", "she", "they"]));
    let payee = somebody
        || (verb + 2..start).all(|at| words.is_word(at) && !words.is(at, Classes::WORKER.or(Classes::PAY).or(Classes::RATE)));
    let employer =
        (0..verb).any(|at| people::is_enterprise(words, at) || people::is_state(words, at) || words.is(at, Classes::OFFENDER));
    let passive = verb > 0 && words.is_any(verb - 1, any!["are", "were", "was", "is", "be", "been", "being"]);
    let bounded = words.is_any(
        verb + 2,
        any!["minimum", "maximum", "total", "mere", "salary", "wage", "daily", "monthly", "fine", "penalty", "tax", "levy"],
    );
    (article && verb + 2 < start && payee && !employer && !passive && !bounded && figure.per.is_none()).then_some(verb)
}

/// "had to pay a substitute 25,000 soums": a worker pays for somebody else to do the work.
fn paid_a_substitute(words: &Words, figure: &Figure) -> Option<usize> {
    let start = figure.words.start;
    let verb = (start.saturating_sub(8)..start)
        .rev()
        .find(|&at| words.is_any(at, any!["paid", "paying", "pay", "hire", "spent", "spend"]))?;
    let end = figure.words.end;
    let instead = (end..(end + 9).min(words.len())).any(|at| {
        words.is_any(at, any!["place", "stead"]) && words.is_any(at - 1, any!["his", "her", "their", "my", "our", "your"])
    }) || (verb..start)
        .any(|at| words.is_any(at, any!["substitute", "substitutes", "replacement", "replacements"]));
    instead.then_some(verb)
}

/// People to whom workers pay for work.
pub(super) const TAKERS: Keys = any![
    "agent", "agents", "agency", "agencies", "broker", "brokers", "recruiter", "recruiters", "middleman", "middlemen",
    "intermediary", "intermediaries", "smuggler", "smugglers", "subagent", "sub-agent", "dalal", "contractor",
];

/// "every household owes the landlord 20,000 rupees": a debt to whoever keeps them at work.
fn owes_a_creditor(words: &Words, figure: &Figure) -> Option<usize> {
    let from = figure.words.start.saturating_sub(7);
    let verb = (from..figure.words.start).rev().find(|&at| words.is_any(at, any!["owe", "owes", "owed"]))?;
    let creditor = (verb + 1..figure.words.start).any(|at| {
        words.is_any(at, any!["landlord", "owner", "moneylender", "lender", "boss", "headman", "master", "landowner"])
            || words.is_any(at, TAKERS)
    });
    (creditor && figure.per.is_none()).then_some(verb)
}

/// "gives the women 1,800", "handed each man 40 dollars": pay, or what is left of a sum that the sentence named before.
fn gives_workers(words: &Words, figure: &Figure) -> Option<(Sense, usize)> {
    let start = figure.words.start;
    let receives =
        |until: usize| (0..until).any(|at| words.is_any(at, any!["receives", "collects", "gets"]) && state_or_firm(words, at));
    let verb = (start.saturating_sub(4)..start).rev().find(|&at| {
        words.is_any(at, any!["give", "gives", "gave", "giving", "hand", "hands", "handed"])
            || words.is_any(at, any!["pays", "pay", "paid"]) && receives(at)
    })?;
    let passes = receives(verb);
    let worker =
        (verb + 1..start).any(|at| words.is(at, Classes::WORKER) || passes && words.is_any(at, any!["him", "her", "them"]));
    let left = (0..verb).any(|at| words.is_number(at) && !words.is_any(verb, any!["hand", "hands", "handed"]));
    worker.then_some((if left { TakeHome } else { Wage }, verb))
}

/// "prices for a place on the list have doubled to 3,000 dollars".
fn price_of_a_place(words: &Words, figure: &Figure) -> Option<usize> {
    let from = figure.words.start.saturating_sub(12);
    (from..figure.words.start).find(|&at| {
        let place = |at: usize| {
            words.is_any(at, any!["place", "job", "jobs", "visa", "visas", "post", "permit", "contract", "placement"])
        };
        words.is_any(at, any!["price", "prices", "cost", "costs"])
            && words.is_any(at + 1, any!["of", "for"])
            && (at + 2..at + 4).any(place)
            && !words.is_any(at + 1, any!["labour", "living"])
    })
}

/// "of the 1,250 ringgit they earn".
fn that_they_earn(words: &Words, figure: &Figure) -> Option<usize> {
    let who = if words.says(figure.words.end, "that") { figure.words.end + 1 } else { figure.words.end };
    let earner = words.is_any(who, any!["they", "he", "she", "we", "i"]);
    let verb = (who + 1..who + 3).find(|&at| words.is_any(at, any!["earn", "earns", "earned", "make", "makes", "made"]))?;
    earner.then_some(verb)
}

/// "withheld the first two months' salary, 900 ringgit, as security".
fn held_as_security(words: &Words, figure: &Figure) -> Option<usize> {
    let start = figure.words.start;
    let verb = (start.saturating_sub(10)..start)
        .rev()
        .find(|&at| words.is_any(at, any!["withheld", "withhold", "withholds", "withholding", "deducted", "docked"]))?;
    let end = figure.words.end;
    let pledge = (end..(end + 6).min(words.len())).any(|at| {
        words.is_any(at, any!["security", "guarantee", "deposit", "surety", "bond"]) && (end..at).any(|of| words.says(of, "as"))
    });
    pledge.then_some(verb)
}

/// "a worker who breaks a needle pays 2 dollars": what is taken for a mistake.
fn who_errs_pays(words: &Words, figure: &Figure) -> Option<usize> {
    let verb = figure.words.start.checked_sub(1).filter(|&at| words.is_any(at, any!["pays", "loses", "forfeits"]))?;
    let subject = (0..verb).find(|&at| words.says(at, "who")).and_then(|who| who.checked_sub(1))?;
    (words.is(subject, Classes::WORKER) || words.is_any(subject, any!["anyone", "anybody", "those", "one"])).then_some(verb)
}

/// "of which the manning office keeps 90": what somebody keeps who is no worker.
fn kept_by_a_taker(words: &Words, figure: &Figure) -> Option<usize> {
    let from = figure.words.start.saturating_sub(2);
    let verb =
        (from..figure.words.start).rev().find(|&at| words.is_any(at, any!["keeps", "keep", "kept", "retains", "retained"]))?;
    let of_a_sum = (0..verb).any(|at| words.is_number(at)) || words.is_any(0, any!["of", "from"]);
    let pledge = words.any_within(figure.words.end..words.len(), any!["deposit", "security", "guarantee"]).is_some();
    (state_before(words, verb) && of_a_sum && !pledge && !huge(figure)).then_some(verb)
}

fn state_or_firm(words: &Words, verb: usize) -> bool {
    let named = verb > 0 && words.capital(verb - 1) && words.is(verb - 1, Classes::NAME);
    named || (verb.saturating_sub(4)..verb).any(|at| people::is_state(words, at) || people::is_enterprise(words, at))
}

/// "had to produce 8,000 dollars a month": what a team must earn for others.
fn must_earn(words: &Words, figure: &Figure) -> Option<usize> {
    let from = figure.words.start.saturating_sub(5);
    (from..figure.words.start).rev().find(|&at| {
        let earns = words.is_any(at, any!["produce", "generate", "earn", "make", "raise", "bring", "deliver"]);
        let must = at > 0 && words.says(at - 1, "must")
            || at > 1
                && words.says(at - 1, "to")
                && words.is_any(at - 2, any!["had", "has", "have", "required", "obliged", "expected", "ordered", "forced"]);
        earns && must && figure.per.is_some()
    })
}

/// "costs 35 dinars a month, which is taken from wages": the words behind the sum settle it.
fn which_is_taken(words: &Words, figure: &Figure) -> Option<usize> {
    let which = if words.word(figure.words.end) == "," { figure.words.end + 1 } else { figure.words.end };
    let taken = (which + 1..which + 5).find(|&at| {
        words.is_any(at, any!["taken", "deducted", "docked", "withheld", "subtracted", "stopped", "cut"])
            && words.is_any(at - 1, any!["is", "are", "was", "were", "be", "then", "being"])
    })?;
    (words.is_any(which, any!["which", "that", "this", "and"]) && words.is_any(taken + 1, any!["from", "out"])).then_some(taken)
}

/// "Doctors took from 10 to 100 dollars", "the clerk wanted $50": somebody who decides takes it.
fn official_takes(words: &Words, figure: &Figure) -> Option<usize> {
    let verb = (figure.words.start.saturating_sub(3)..figure.words.start).rev().find(|&at| {
        words.is_any(
            at,
            any![
                "took", "take", "takes", "accepted", "accept", "demanded", "demand", "wanted", "want", "expected", "expect",
                "asked", "charged",
            ],
        )
    })?;
    let official = (verb.saturating_sub(4)..verb).any(|at| {
        words.is_any(
            at,
            any![
                "doctor", "doctors", "official", "officials", "cadre", "cadres", "clerk", "clerks", "broker", "brokers",
                "recruiter", "recruiters", "secretary", "physician", "physicians", "agency", "agent", "agents", "recruiting",
            ],
        )
    });
    let out_of_pay = words.has(figure.words.end..words.len(), Classes::PAY)
        && words.any_within(figure.words.end..words.len(), any!["from", "out"]).is_some();
    let out_of_a_sum = words.is_any(0, any!["from", "out", "of"]) && (0..verb).any(|at| words.is_number(at));
    (official && !out_of_pay && !out_of_a_sum).then_some(verb)
}

/// "0.30 manat per kilogram", "1,000 yuan per signed contract": a price of things.
pub(super) fn priced_by_the_piece(words: &Words, figure: &Figure) -> bool {
    let at = figure.words.end;
    let for_each = (figure.words.start.saturating_sub(10)..figure.words.start).any(|by| {
        words.says(by, "for")
            && words.is_any(by + 1, any!["each", "every", "one", "a"])
            && words.is_any(
                by + 2,
                any![
                    "kilo", "kilogram", "crate", "sack", "bucket", "bag", "basket", "tonne", "ton", "brick", "piece", "thousand",
                    "box"
                ],
            )
    });
    if for_each {
        return figure.per.is_none();
    }
    let piece = |at: usize| {
        words.is(at, Classes::THING) && !words.is(at, Classes::WORKER.or(Classes::PERIOD))
            || words.is_any(at, any!["kilo", "kilos", "signature", "bag", "crate", "basket", "kilogramme"])
    };
    let by_the_piece = (figure.words.start.saturating_sub(5)..figure.words.start).any(|by| {
        words.says(by, "by")
            && words.says(by + 1, "the")
            && words.is_any(by + 2, any!["crate", "kilo", "piece", "basket", "box", "bucket", "sack", "tray", "brick", "bag"])
    });
    by_the_piece && figure.per.is_none()
        || figure.per.is_none()
            && words.is_any(at, any!["per", "a", "for"])
            && (!words.says(at, "for")
                || words.is_any(at + 1, any!["each", "every"])
                    && (piece(at + 2) || words.is_any(at + 2, any!["bucket", "crate", "sack", "row", "tray"])))
            && (words.says(at, "for")
                || words.says(at, "per") && (piece(at + 1) || piece(at + 2))
                || words.says(at, "a") && words.is_any(at + 1, any!["kilo", "kilogram", "tonne", "ton", "piece", "brick"]))
}

/// "paid Namgang 54,000 euros a month for 150 workers": the price of many, no worker's pay.
pub(super) fn paid_for_a_crew(words: &Words, figure: &Figure) -> bool {
    let at = figure.words.end;
    let many = words.is_number(at + 1) || words.is(at + 1, Classes::NUMBER) && !words.is_any(at + 1, any!["one"]);
    words.says(at, "for") && many && (at + 2..at + 5).any(|head| words.is(head, Classes::WORKER))
}

/// "paid $500 to a clinic director": an official after the sum gets it.
fn paid_to_an_official(words: &Words, figure: &Figure) -> Option<usize> {
    let verb = (figure.words.start.saturating_sub(4)..figure.words.start)
        .rev()
        .find(|&at| words.is_any(at, any!["paid", "pay", "pays", "paying", "gave", "give", "slipped", "handed"]))?;
    let to = figure.words.end;
    let official = (to + 1..to + 5).any(|at| {
        words.is(at, Classes::OFFENDER)
            || words.is_any(at, any!["doctor", "doctors", "middleman", "middlemen", "clerk", "agency"])
    });
    let passive = verb > 0 && words.is_any(verb - 1, any!["are", "were", "was", "is", "been", "being"]);
    let by_employer = (verb.saturating_sub(4)..verb).any(|at| people::is_enterprise(words, at) || people::is_state(words, at));
    (words.says(to, "to") && official && !passive && !by_employer).then_some(verb)
}

/// "had to pay 30 manats a day", "until she paid 50,000 nakfa": a worker or a family pays under pressure.
fn must_pay(words: &Words, figure: &Figure) -> Option<usize> {
    let from = figure.words.start.saturating_sub(4);
    let verb = (from..figure.words.start).rev().find(|&at| words.is_any(at, any!["pay", "paid", "repay", "refund"]))?;
    let subject = verb.saturating_sub(8)..verb;
    let employer = subject.clone().any(|at| people::is_enterprise(words, at) || people::is_state(words, at));
    let forced = words.says(verb, "pay")
        && verb > 1
        && words.says(verb - 1, "to")
        && words.is_any(verb - 2, any!["had", "has", "have", "forced", "made", "obliged", "required", "compelled", "ordered"]);
    let released = verb > 1
        && words.is_any(verb - 1, any!["she", "he", "they", "we", "i", "family", "families", "relatives"])
        && words.is_any(verb - 2, any!["until", "unless", "once", "only", "the", "his", "her", "their", "our", "my"])
        && words.any_within(0..verb, any!["until", "unless"]).is_some();
    let bound = words.is_any(verb, any!["pay", "repay", "refund"]) && verb > 1 && words.says(verb - 1, "must");
    let leaver = (0..verb).any(|at| words.is_any(at, any!["whoever", "anyone", "those"]) || words.is(at, Classes::WORKER));
    let must = bound && leaver && figure.per.is_none()
        || words.says(verb, "pay")
            && verb > 0
            && words.says(verb - 1, "must")
            && figure.per.is_none()
            && (words.is_any(verb.saturating_sub(2), any!["one", "he", "she", "they", "we"])
                || words.is(verb.saturating_sub(2), Classes::WORKER));
    ((forced || released || must) && !employer).then_some(verb)
}

/// The verb has a worker for its subject and is active.
fn paid_by_worker(words: &Words, verb: usize) -> bool {
    let Some(before) = verb.checked_sub(1) else { return false };
    words.is_any(before, any!["i", "we", "who", "they", "many", "had", "have"])
        || words.is(before, Classes::WORKER)
        || words.is_any(before, any!["to", "must", "reportedly", "others"])
        || words.is_any(before, any!["later", "earlier", "before", "first"])
            && (before.saturating_sub(4)..before).any(|at| words.says(at, "who"))
}

/// "receive only $100", "got just 50 dollars", "as little as".
fn gets_only(words: &Words, figure: &Figure) -> Option<usize> {
    let from = figure.words.start.saturating_sub(7);
    let verb = (from..figure.words.start).rev().find(|&at| {
        words.is_any(
            at,
            any!["receive", "received", "receives", "receiving", "get", "got", "gets", "paid", "given", "see", "saw", "handed"],
        )
    })?;
    let scant = (verb.saturating_sub(2)..figure.core.start)
        .any(|at| words.is_any(at, any!["only", "just", "merely", "barely", "mere", "little", "actually", "hardly"]));
    let instead = (0..verb).any(|at| words.is_any(at, any!["promised", "instead", "contract", "deductions", "after"]));
    let active_payer = words.says(verb, "paid")
        && !(verb > 0
            && words.is_any(verb - 1, any!["are", "were", "was", "is", "been", "being", "actually", "only", "get", "got"]));
    ((scant || instead && words.is_any(verb, any!["received", "got", "receive", "get"])) && !active_payer).then_some(verb)
}
