//! What was last spoken or asked of, for figures that follow without words of their own.

use crate::key::{Key, Keys, any};
use crate::lexicon::Classes;
use crate::words::Words;
use evidence::{Kind, Per, PerUnit, Unit};

/// What a figure was about, for one that follows without words of its own.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Topic {
    pub kind: Kind,
    pub unit: Unit,
}

/// What a question asks for: "How many of you were there?", "What did you earn a month?", "And how much of that did you see?"
pub(crate) fn asked(words: &Words) -> Option<Topic> {
    let all = 0..words.len();
    let has = |classes| words.has(all.clone(), classes);
    let any = |keys: Keys| words.any_within(all.clone(), keys).is_some();
    let topic = |kind, unit| Some(Topic { kind, unit });
    let per: [(PerUnit, Keys); 4] = [
        (PerUnit::Month, any!["month", "monthly"]),
        (PerUnit::Week, any!["week", "weekly"]),
        (PerUnit::Day, any!["day", "daily"]),
        (PerUnit::Year, any!["year", "yearly", "annual"]),
    ];
    let per = per.iter().find(|(_, keys)| any(*keys)).map(|(unit, _)| Per::each(*unit));
    let money = |kind| topic(kind, Unit::Money("USD".parse().ok()?, per));
    let how = |word: &str| words.tokens.windows(2).any(|pair| pair[0].key == Key::of("how") && pair[1].key == Key::of(word));
    if any(any!["hours", "shift", "shifts"]) || how("long") && any(any!["day", "work"]) {
        return topic(Kind::HoursOrRest, Unit::Hour(Per::each(PerUnit::Day)));
    }
    if how("many") && (has(Classes::WORKER) || any(any!["you", "others", "them", "us"])) && !has(Classes::PERIOD) {
        return topic(Kind::WorkerCount, Unit::Person(None));
    }
    if !how("much") && !any(any!["what", "which"]) {
        return None;
    }
    match () {
        () if what_they_pay(words) => money(Kind::FeeOrBribe),
        () if any(any!["percent", "percentage", "share", "part"]) && any(any!["keep", "left", "see", "yourself", "receive"]) => {
            topic(Kind::TakeHome, Unit::PercentOfPay)
        }
        () if any(any!["take", "took", "keep", "kept", "deduct", "deducted", "cut", "withhold", "withheld", "retain"])
            && any(any![
                "they", "he", "she", "company", "boss", "state", "agency", "manager", "embassy", "foreman", "owner", "agent",
                "government"
            ])
            && !any(any!["you"]) =>
        {
            topic(Kind::ShareTaken, Unit::PercentOfPay)
        }
        () if any(any!["percent", "percentage", "share", "part"]) => topic(Kind::ShareTaken, Unit::PercentOfPay),
        () if any(any![
            "bribe", "bribes", "fee", "fees", "broker", "recruiter", "selected", "job", "sent", "go", "come", "agent", "agency",
            "visa"
        ]) && any(any!["pay", "cost", "bribe", "bribes", "fee", "fees"]) =>
        {
            money(Kind::FeeOrBribe)
        }
        () if any(any!["quota", "plan", "state", "target", "hand", "party"]) => money(Kind::RemittanceQuota),
        () if any(any!["keep", "left", "see", "hand", "home", "receive"])
            && any(any!["keep", "left", "yourself", "you"])
            && !has(Classes::PAY) =>
        {
            money(Kind::TakeHome)
        }
        () if has(Classes::PAY.or(Classes::EARN)) => money(Kind::Wage),
        () => None,
    }
}

/// "How much do they pay?", "What did you have to pay?": asked of what workers pay, not of what they are paid.
fn what_they_pay(words: &Words) -> bool {
    let payer = any!["you", "they", "he", "she", "women", "men", "workers", "people", "applicants", "families", "we"];
    (1..words.len()).any(|at| {
        let pays = words.is_any(at, any!["pay", "paying", "paid"])
            && !words.is_any(at + 1, any!["you", "them", "him", "her", "us", "me"]);
        let to = words.says(at - 1, "to") && at > 2 && words.is_any(at - 2, any!["have", "had", "asked", "made"]);
        pays && (words.is_any(at - 1, payer) || to)
            && !words.is_any(at.saturating_sub(2), any!["the", "your", "their"])
            && words.any_within(0..at, any!["company", "boss", "employer", "owner", "factory"]).is_none()
            && words.any_within(0..at, any!["get", "were", "was", "are", "being"]).is_none()
    })
}
