//! What follows from figures that documents state of pay in general: pay before anything is taken, the part taken, what is left.
//!
//! `left = gross × (1 − share)`. Each of the three is narrowed by the two others; what is taken follows.

use crate::heard::{self, Heard};
use crate::sum::in_words;
use evidence::{Case, Claim, ClaimId, Currency, Kind, PerUnit, PlaceRung, Record, Role, SourceId, Taking, Unit};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// From … to.
pub type Ends = (Decimal, Decimal);

/// What documents state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stated {
    /// Pay a month before anything is taken.
    pub gross: Ends,
    /// The part that is taken, from 0 to 1.
    pub share: Ends,
    /// What is left a month.
    pub left: Ends,
}

/// What is possible if all three are true of the same worker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feasible {
    /// Narrowed.
    pub stated: Stated,
    /// What is taken a month.
    pub taken: Ends,
    /// What is taken in twelve such months.
    pub taken_in_year: Ends,
    /// How each end came about, in sentences.
    pub steps: Vec<String>,
}

/// What is possible; `None` if the three contradict each other. Ends are cut at four decimals, outwards.
pub fn feasible(stated: &Stated) -> Option<Feasible> {
    let one = Decimal::ONE;
    let Stated { gross, share, left } = *stated;
    let valid = gross.0 <= gross.1 && share.0 <= share.1 && left.0 <= left.1;
    let in_reach = gross.0 > Decimal::ZERO && share.0 >= Decimal::ZERO && share.1 < one && left.0 >= Decimal::ZERO;
    if !valid || !in_reach {
        return None;
    }
    let mut steps = Vec::new();
    // gross = left / (1 − share)
    let least = left.0.checked_div(one - share.0)?;
    let most = left.1.checked_div(one - share.1)?;
    let narrowed = (gross.0.max(down(least)), gross.1.min(up(most)));
    steps.push(format!(
        "To leave {} when {} % is taken, pay must be at least {}; to leave no more than {} when {} % is taken, at most {}: so pay is {} to {}.",
        left.0, percent(share.0), down(least), left.1, percent(share.1), up(most), narrowed.0, narrowed.1
    ));
    if narrowed.0 > narrowed.1 {
        return None;
    }
    // share = 1 − left / gross
    let share_least = share.0.max(down(one - left.1.checked_div(narrowed.0)?));
    let share_most = share.1.min(up(one - left.0.checked_div(narrowed.1)?));
    if share_least > share_most {
        return None;
    }
    let left_least = left.0.max(down(narrowed.0.checked_mul(one - share.1)?));
    let left_most = left.1.min(up(narrowed.1.checked_mul(one - share.0)?));
    steps.push(format!(
        "Then the part taken is {} to {} %, and {left_least} to {left_most} is left.",
        percent(share_least),
        percent(share_most)
    ));
    // taken = left × share / (1 − share) grows with both, and is at most pay less what is left
    let by_share =
        |left: Decimal, share: Decimal, months: Decimal| left.checked_mul(share)?.checked_mul(months)?.checked_div(one - share);
    let over = |months: Decimal| {
        let least = down(by_share(left_least, share_least, months)?).max(down((narrowed.0 - left_most) * months));
        let most = up(by_share(left_most, share_most, months)?).min(up((narrowed.1 - left_least) * months));
        Some((least, most))
    };
    let (taken_least, taken_most) = over(one)?;
    let taken_in_year = over(Decimal::from(12))?;
    steps.push(format!(
        "What is taken a month is least when {left_least} is left and {} % was taken: {taken_least}; at most {taken_most}.",
        percent(share_least)
    ));
    let stated = Stated { gross: narrowed, share: (share_least, share_most), left: (left_least, left_most) };
    Some(Feasible { stated, taken: (taken_least, taken_most), taken_in_year, steps })
}

/// How a pay and a part taken lie to what is left, all three as stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// It leaves what is stated.
    Fits,
    /// It leaves less than the least that is stated.
    TooLittle,
    /// It leaves more than the most that is stated.
    TooMuch,
}

/// One end of pay with one end of the part taken, and what they leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Corner {
    /// Pay a month.
    pub gross: Decimal,
    /// The part taken, from 0 to 1.
    pub share: Decimal,
    /// What that leaves.
    pub leaves: Decimal,
    /// Whether that is what is stated to be left.
    pub fit: Fit,
    /// That in a sentence.
    pub sentence: String,
}

/// The four corners of stated pay and stated share: which of them contradict what is stated to be left.
pub fn corners(stated: &Stated, currency: Currency) -> Vec<Corner> {
    let Stated { gross, share, left } = *stated;
    let mut corners = Vec::new();
    for (gross, share_end) in [(gross.0, share.0), (gross.0, share.1), (gross.1, share.0), (gross.1, share.1)] {
        let leaves = (gross * (Decimal::ONE - share_end)).normalize();
        let fit = match () {
            () if leaves < left.0 => Fit::TooLittle,
            () if leaves > left.1 => Fit::TooMuch,
            () => Fit::Fits,
        };
        let begins = format!("{} {currency} with {} % taken leaves {}", in_words(gross), percent(share_end), in_words(leaves));
        let nobody = || format!("Nobody who earns {} is left with what is stated.", in_words(gross));
        let sentence = match fit {
            Fit::Fits => format!("{begins}, as stated."),
            Fit::TooLittle if share_end == share.0 => {
                format!("{begins}, less than the {} that is stated to be left. {}", in_words(left.0), nobody())
            }
            Fit::TooLittle => format!("{begins}, less than the {} that is stated to be left.", in_words(left.0)),
            Fit::TooMuch if share_end == share.1 => {
                format!("{begins}, more than the {} that is stated to be left. {}", in_words(left.1), nobody())
            }
            Fit::TooMuch => {
                let least = percent(up(Decimal::ONE - left.1.checked_div(gross).unwrap_or_default()));
                format!(
                    "{begins}, more than the {} that is stated to be left: of whoever earns {}, at least {least} % is taken.",
                    in_words(left.1),
                    in_words(gross)
                )
            }
        };
        let corner = Corner { gross, share: share_end, leaves, fit, sentence };
        if !corners.contains(&corner) {
            corners.push(corner);
        }
    }
    corners
}

/// Ends of one of the three figures, and what states them; without any, they follow from the two others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SaidEnds {
    /// From … to.
    pub ends: Ends,
    /// The claims that state it.
    pub claims: Vec<ClaimId>,
    /// The place in a file of decisions that states it.
    pub record: Option<Record>,
}

impl SaidEnds {
    /// Whether it follows from the two others.
    pub fn follows(&self) -> bool {
        self.claims.is_empty() && self.record.is_none()
    }
}

/// A head of deduction that documents name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedTaking {
    /// The code.
    pub code: Taking,
    /// The highest amount a month that is stated of it, if any is.
    pub most: Option<Decimal>,
    /// The claims.
    pub claims: Vec<ClaimId>,
}

/// What documents state of pay in general, brought together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedAccount {
    /// The name of its findings: `pay.stated`, `pay.stated.of.1a2b3c4d`, `pay.stated.plan`.
    pub name: String,
    /// Whose figures these are, in words.
    pub about: String,
    /// Their currency.
    pub currency: Currency,
    /// Pay a month before anything is taken.
    pub gross: SaidEnds,
    /// The part taken.
    pub share: SaidEnds,
    /// What is left a month.
    pub left: SaidEnds,
    /// The heads that are named.
    pub named: Vec<NamedTaking>,
    /// What is possible; `None` if the three cannot all be true of one worker.
    pub feasible: Option<Feasible>,
    /// The ends held against each other; none where a figure follows from the others.
    pub corners: Vec<Corner>,
}

/// So many documents that state enough of pay are reckoned one by one.
pub const DOCUMENTS_MAX: usize = 12;

impl StatedAccount {
    /// Of three figures of which one may be missing; `None` if two are, or if a figure is none that can be.
    pub fn of(
        name: String,
        about: String,
        currency: Currency,
        figures: [Option<SaidEnds>; 3],
        named: Vec<NamedTaking>,
    ) -> Option<Self> {
        let one = Decimal::ONE;
        let follows = |low: Option<Decimal>, high: Option<Decimal>| {
            Some(SaidEnds { ends: (low?.max(Decimal::ZERO), high?), ..SaidEnds::default() })
        };
        let is_complete = figures.iter().all(Option::is_some);
        let (gross, share, left) = match figures {
            [Some(gross), Some(share), Some(left)] => (gross, share, left),
            [Some(gross), Some(share), None] => {
                let (pay, part) = (gross.ends, share.ends);
                let left = follows(pay.0.checked_mul(one - part.1), pay.1.checked_mul(one - part.0))?;
                (gross, share, left)
            }
            [Some(gross), None, Some(left)] => {
                let low = left.ends.1.checked_div(gross.ends.0).map(|part| down(one - part));
                let high = left.ends.0.checked_div(gross.ends.1).map(|part| up(one - part));
                let share = follows(low, high)?;
                (gross, share, left)
            }
            [None, Some(share), Some(left)] => {
                let low = left.ends.0.checked_div(one - share.ends.0).map(down);
                let gross = follows(low, left.ends.1.checked_div(one - share.ends.1).map(up))?;
                (gross, share, left)
            }
            _ => return None,
        };
        let stated = Stated { gross: gross.ends, share: share.ends, left: left.ends };
        let corners = if is_complete { corners(&stated, currency) } else { Vec::new() };
        let feasible = feasible(&stated);
        Some(StatedAccount { name, about, currency, gross, share, left, named, feasible, corners })
    }

    /// How much a month at most is named as something that is lawful, or to be examined, by default, and with a sum.
    pub fn may_stand_a_month(&self) -> Decimal {
        let may = |named: &&NamedTaking| named.code.treatment() != evidence::Treatment::Prohibited;
        self.named.iter().filter(may).filter_map(|named| named.most).sum()
    }
}

/// What the claims in `heard.general` make together; then the same of each document that states all three figures itself, if there are several.
/// The second is how many such documents there are.
pub fn stated_accounts(
    case: &Case,
    is_in_scope: &dyn Fn(&Claim) -> bool,
    heard: &Heard,
    currency: Currency,
) -> (Vec<StatedAccount>, usize) {
    let general: BTreeSet<ClaimId> = heard.general.iter().copied().collect();
    let claims: Vec<&Claim> = heard::of_pay(case, is_in_scope)
        .filter(|claim| general.contains(&claim.id()) && claim.statement().modality.states_a_fact())
        .collect();
    let mut accounts = Vec::new();
    let all = StatedAccount::of(
        "pay.stated".to_owned(),
        "all documents together".to_owned(),
        currency,
        figures(&claims, currency),
        named(&claims, currency),
    );
    let mut by_source: BTreeMap<(&str, SourceId), Vec<&Claim>> = BTreeMap::new();
    for claim in &claims {
        let source = case.sources_of(claim.id()).into_iter().next().and_then(|id| case.source(id));
        if let Some(source) = source {
            by_source.entry((&source.name, source.id)).or_default().push(claim);
        }
    }
    let complete = |claims: &Vec<&Claim>| figures(claims, currency).iter().all(Option::is_some);
    let with_all: Vec<_> = by_source.into_iter().filter(|(_, claims)| complete(claims)).collect();
    let count = with_all.len();
    let same_as_all = |account: &StatedAccount| {
        let same = |a: &SaidEnds, b: &SaidEnds| a.claims == b.claims;
        all.as_ref().is_some_and(|all| {
            same(&all.gross, &account.gross) && same(&all.share, &account.share) && same(&all.left, &account.left)
        })
    };
    let single: Vec<StatedAccount> = with_all
        .into_iter()
        .take(DOCUMENTS_MAX)
        .filter_map(|((name, source), claims)| {
            let short: String = source.to_string().chars().take(8).collect();
            let figures = figures(&claims, currency);
            StatedAccount::of(format!("pay.stated.of.{short}"), name.to_owned(), currency, figures, named(&claims, currency))
        })
        .filter(|account| !same_as_all(account))
        .collect();
    accounts.extend(all);
    accounts.extend(single);
    (accounts, count)
}

/// Pay, share and what is left, of claims that speak of pay in general; where there are none of a figure, of those about single places.
fn figures(claims: &[&Claim], currency: Currency) -> [Option<SaidEnds>; 3] {
    let is_general = |claim: &Claim| claim.statement().about.place.as_ref().is_none_or(|place| place.rung == PlaceRung::Document);
    let of = |kind: Kind| {
        let found: Vec<(&Claim, Ends)> = claims
            .iter()
            .filter(|claim| claim.statement().kind == kind)
            .filter_map(|claim| Some((*claim, usable(claim, currency)?)))
            .collect();
        let general: Vec<_> = found.iter().copied().filter(|(claim, _)| is_general(claim)).collect();
        let chosen = if general.is_empty() { found } else { general };
        let low = chosen.iter().map(|(_, ends)| ends.0).min()?;
        let high = chosen.iter().map(|(_, ends)| ends.1).max()?;
        Some(SaidEnds { ends: (low, high), claims: chosen.iter().map(|(claim, _)| claim.id()).collect(), record: None })
    };
    [of(Kind::Wage), of(Kind::ShareTaken), of(Kind::TakeHome)]
}

/// The ends of a claim in the terms of a stated account: a sum by the month in its currency, or a part from 0 to 1. As the words have them: an
/// “about” is not widened here, so that every figure is one that a document states.
fn usable(claim: &Claim, currency: Currency) -> Option<Ends> {
    let quantity = claim.statement().quantity.as_ref()?;
    let (low, high) = (quantity.range.low(), quantity.range.high());
    let (low, high) = (low.or(high)?, high.or(low)?);
    let over = match (claim.statement().kind, quantity.unit) {
        (Kind::ShareTaken, Unit::PercentOfPay) => Decimal::ONE_HUNDRED,
        (Kind::Wage | Kind::TakeHome | Kind::Deduction, Unit::Money(of, Some(per)))
            if of == currency && per.count() == 1 && per.unit() == PerUnit::Month =>
        {
            Decimal::ONE
        }
        _ => return None,
    };
    let fits = low >= Decimal::ZERO && low <= high && high <= crate::sum::largest();
    fits.then(|| (low / over, high / over))
}

fn named(claims: &[&Claim], currency: Currency) -> Vec<NamedTaking> {
    let mut named: BTreeMap<Taking, NamedTaking> = BTreeMap::new();
    for claim in claims.iter().filter(|claim| claim.statement().kind == Kind::Deduction) {
        let Some(code) = claim.statement().roles.get(&Role::Code).and_then(|code| code.parse().ok()) else { continue };
        let amount = usable(claim, currency).map(|ends| ends.1);
        // a sum for which no head is named says nothing of what may stand
        if code == Taking::Unlabelled {
            continue;
        }
        let entry = named.entry(code).or_insert_with(|| NamedTaking { code, most: None, claims: Vec::new() });
        entry.most = entry.most.max(amount);
        entry.claims.push(claim.id());
    }
    named.into_values().collect()
}

fn percent(share: Decimal) -> Decimal {
    (share * Decimal::ONE_HUNDRED).normalize()
}

fn down(value: Decimal) -> Decimal {
    value.round_dp_with_strategy(4, rust_decimal::RoundingStrategy::ToNegativeInfinity).normalize()
}

fn up(value: Decimal) -> Decimal {
    value.round_dp_with_strategy(4, rust_decimal::RoundingStrategy::ToPositiveInfinity).normalize()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(low: &str, high: &str) -> Ends {
        (low.parse().unwrap(), high.parse().unwrap())
    }

    /// Pay 300 to 1,000, 70 to 90 percent taken, 100 to 130 left.
    #[test]
    fn the_figures_of_published_reports() {
        let stated = Stated { gross: ends("300", "1000"), share: ends("0.7", "0.9"), left: ends("100", "130") };
        let found = feasible(&stated).unwrap();
        // whoever is left 100 after 70 percent earned a third of 1,000: 300 cannot be the pay of anybody of whom all three are true
        assert_eq!(found.stated.gross, ends("333.3333", "1000"));
        assert_eq!(found.stated.share, ends("0.7", "0.9"));
        assert_eq!(found.stated.left, ends("100", "130"));
        // 100 × 0.7 / 0.3, and 1,000 − 100
        assert_eq!(found.taken, ends("233.3333", "900"));
        assert_eq!(found.taken_in_year, ends("2800", "10800"));
    }

    #[test]
    fn every_combination_that_is_possible_lies_within() {
        let stated = Stated { gross: ends("300", "1000"), share: ends("0.7", "0.9"), left: ends("100", "130") };
        let found = feasible(&stated).unwrap();
        for gross in 300..=1000 {
            for share in 700..=900 {
                let (gross, share) = (Decimal::from(gross), Decimal::new(share, 3));
                let left = gross * (Decimal::ONE - share);
                if stated.left.0 <= left && left <= stated.left.1 {
                    let within = |value: Decimal, ends: Ends| ends.0 <= value && value <= ends.1;
                    assert!(within(gross, found.stated.gross) && within(share, found.stated.share));
                    assert!(within(gross * share, found.taken), "{gross} {share}");
                }
            }
        }
    }

    #[test]
    fn what_contradicts_itself_has_no_answer() {
        assert_eq!(feasible(&Stated { gross: ends("300", "400"), share: ends("0.1", "0.2"), left: ends("100", "130") }), None);
        assert_eq!(feasible(&Stated { gross: ends("300", "400"), share: ends("1", "1"), left: ends("0", "0") }), None);
    }
}
