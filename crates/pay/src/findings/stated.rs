//! What documents state of pay in general, and what follows from it, as findings.

use super::{Told, money, outwards};
use crate::stated::{Corner, Ends, Feasible, Fit, NamedTaking, SaidEnds, StatedAccount};
use crate::sum::in_words;
use evidence::{Because, FindingValue, PerUnit, Quantity, Range, Treatment, Unit};
use rust_decimal::Decimal;

const MONTH: Option<PerUnit> = Some(PerUnit::Month);
const YEAR: Option<PerUnit> = Some(PerUnit::Year);
/// Months of a year.
const TWELVE: Decimal = Decimal::from_parts(12, 0, 0, false, 0);

fn percents(ends: Ends) -> FindingValue {
    match Range::new(Some(ends.0 * Decimal::ONE_HUNDRED), Some(ends.1 * Decimal::ONE_HUNDRED)) {
        Ok(range) => FindingValue::Quantity(Quantity { range, unit: Unit::PercentOfPay, approximate: false }),
        Err(_) => FindingValue::Gap,
    }
}

/// From … to, rounded outwards to the hundredth.
fn from_to(ends: Ends) -> String {
    let (down, up) = outwards(ends);
    if down == up { in_words(down) } else { format!("{} to {}", in_words(down), in_words(up)) }
}

fn whole(share: Ends) -> String {
    from_to((share.0 * Decimal::ONE_HUNDRED, share.1 * Decimal::ONE_HUNDRED))
}

fn all_because(findings: &[Told]) -> Vec<Because> {
    findings.iter().map(Told::because).collect()
}

fn claims_of<'n>(named: impl Iterator<Item = &'n NamedTaking>) -> impl Iterator<Item = Because> {
    named.flat_map(|named| named.claims.iter().map(|claim| Because::Claim(*claim)))
}

/// The findings of an account of stated figures, what it begins from first.
pub fn stated_findings(account: &StatedAccount) -> Vec<Told> {
    let inputs = account.inputs();
    let from_inputs = all_because(&inputs);
    let mut all = inputs;
    let at_odds = account.corners.iter().filter(|corner| corner.fit != Fit::Fits);
    all.extend((1..).zip(at_odds).map(|(number, corner)| account.contradiction(number, corner, &from_inputs)));
    let Some(feasible) = &account.feasible else {
        all.push(account.impossible(from_inputs));
        return all;
    };
    let possible = account.possible(feasible, &from_inputs);
    let taken = account.taken(feasible, all_because(&possible));
    let owed = account.owed_for_a_year(feasible, &taken);
    let if_named_stand = account.owed_if_named_stand(feasible, &owed);
    all.extend(possible);
    all.extend([taken, owed]);
    all.extend(if_named_stand);
    all
}

impl StatedAccount {
    fn part(&self, part: &str) -> String {
        format!("{}.{part}", self.name)
    }

    /// The three figures that documents state, as far as none of them follows from the others.
    fn inputs(&self) -> Vec<Told> {
        let unit = self.currency;
        let (gross, share, left) = (&self.gross, &self.share, &self.left);
        [
            self.said(
                ("said.gross", "Pay before anything is taken, as stated"),
                gross,
                format!("Stated: {} {unit} a month is earned before anything is taken", from_to(gross.ends)),
                money(gross.ends, unit, MONTH),
            ),
            self.said(
                ("said.share", "Part of pay that is taken, as stated"),
                share,
                format!("Stated: {} % of pay is taken", whole(share.ends)),
                percents(share.ends),
            ),
            self.said(
                ("said.left", "Left to the worker, as stated"),
                left,
                format!("Stated: {} {unit} a month is left to the worker", from_to(left.ends)),
                money(left.ends, unit, MONTH),
            ),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn said(&self, (part, label): (&str, &str), figure: &SaidEnds, words: String, value: FindingValue) -> Option<Told> {
        let claims = figure.claims.iter().map(|claim| Because::Claim(*claim));
        let because: Vec<Because> = claims.chain(figure.record.clone().map(Because::Record)).collect();
        let of = if self.name == "pay.stated" { String::new() } else { format!(" ({})", self.about) };
        let sentence = format!("{words}{of}.");
        (!figure.follows()).then(|| Told::new(&self.part(part), label, sentence, value, because, Vec::new()))
    }

    fn contradiction(&self, number: usize, corner: &Corner, from_inputs: &[Because]) -> Told {
        let caveats = vec![
            format!("{} × (1 − {} %) = {}.", corner.gross, (corner.share * Decimal::ONE_HUNDRED).normalize(), corner.leaves),
            "Which of the figures is wrong is not said by it: only that they are not true of the same worker.".to_owned(),
        ];
        let value = money((corner.leaves, corner.leaves), self.currency, MONTH);
        let (name, label) = (self.part(&format!("contradiction.{number}")), format!("Contradiction {number}"));
        Told::new(&name, &label, corner.sentence.clone(), value, from_inputs.to_vec(), caveats).disputed(true)
    }

    fn impossible(&self, from_inputs: Vec<Because>) -> Told {
        let sentence = format!("These figures cannot all be true of one worker ({}).", self.about);
        let value = FindingValue::Words("cannot all be true".to_owned());
        Told::new(&self.part("none"), "Together", sentence, value, from_inputs, Vec::new()).disputed(true)
    }

    /// What is possible if all of it is true of the same worker.
    fn possible(&self, feasible: &Feasible, from_inputs: &[Because]) -> [Told; 3] {
        let (unit, of) = (self.currency, feasible.stated);
        let told = |part: &str, label: &str, sentence: String, value: FindingValue, step: usize| {
            Told::new(&self.part(part), label, sentence, value, from_inputs.to_vec(), step_of(feasible, step))
        };
        [
            told(
                "gross",
                "Pay that is possible",
                format!("If all of it is true of the same worker, pay is {} {unit} a month.", from_to(of.gross)),
                money(of.gross, unit, MONTH),
                0,
            ),
            told(
                "share",
                "Part taken that is possible",
                format!("Then {} % of pay is taken.", whole(of.share)),
                percents(of.share),
                1,
            ),
            told(
                "left",
                "Remainder that is possible",
                format!("Then {} {unit} a month is left.", from_to(of.left)),
                money(of.left, unit, MONTH),
                1,
            ),
        ]
    }

    fn taken(&self, feasible: &Feasible, because: Vec<Because>) -> Told {
        let sentence = format!("Then {} {} a month is taken from a worker.", from_to(feasible.taken), self.currency);
        let value = money(feasible.taken, self.currency, MONTH);
        Told::new(&self.part("taken"), "Taken from a worker in a month", sentence, value, because, step_of(feasible, 2))
    }

    fn owed_for_a_year(&self, feasible: &Feasible, taken: &Told) -> Told {
        let (unit, in_year) = (self.currency, feasible.taken_in_year);
        let (least, most) = outwards(in_year);
        let sentence = format!(
            "A worker is owed at least {} {unit} for a year, as far as no law is shown for what was taken; at most {}.",
            in_words(least),
            in_words(most)
        );
        let product = format!("Twelve such months: 12 × {} = {}, rounded once.", in_words(feasible.taken.0), in_words(in_year.0));
        let caveats = std::iter::once(product).chain(self.heads()).collect();
        let because = std::iter::once(taken.because()).chain(claims_of(self.named.iter())).collect();
        let value = money(in_year, unit, YEAR);
        Told::new(&self.part("owed_year"), "Owed to a worker for a year, at least", sentence, value, because, caveats)
    }

    /// What is owed all the same if everything stands that documents name with a sum and that may be lawful.
    fn owed_if_named_stand(&self, feasible: &Feasible, owed: &Told) -> Option<Told> {
        let may_stand = self.may_stand_a_month() * TWELVE;
        if may_stand <= Decimal::ZERO {
            return None;
        }
        let (unit, in_year) = (self.currency, feasible.taken_in_year.0);
        let left = (in_year - may_stand).max(Decimal::ZERO);
        let named = || self.named.iter().filter(|named| named.most.is_some() && named.code.treatment() != Treatment::Prohibited);
        let words: Vec<String> =
            named().map(|named| format!("{} {}", named.code.code(), in_words(named.most.unwrap_or_default()))).collect();
        let sentence = format!(
            "If all stands that documents name with a sum and that may be lawful, a worker is still owed at least {} {unit} for a year.",
            in_words(left)
        );
        let product =
            format!("12 × ({}), each at the highest that is stated, is taken off {}.", words.join(" + "), in_words(in_year));
        let because = std::iter::once(owed.because()).chain(claims_of(named())).collect();
        let (name, label) = (self.part("owed_year.if_named_stand"), "Owed for a year if all that may be lawful stands");
        Some(Told::new(&name, label, sentence, money((left, left), unit, YEAR), because, vec![product]))
    }

    /// The heads that documents name, by how they are treated until a law is shown.
    fn heads(&self) -> Vec<String> {
        const LAWFUL: &str =
            "Named, and lawful only if law and remittance are shown; without a sum nothing can be taken off for it";
        let of = |treatment: Treatment| -> Vec<&str> {
            self.named.iter().filter(|named| named.code.treatment() == treatment).map(|named| named.code.code()).collect()
        };
        [
            ("Named among what is taken, and prohibited unless shown otherwise", of(Treatment::Prohibited)),
            ("Named, and to be examined", of(Treatment::Review)),
            (LAWFUL, of(Treatment::Lawful)),
        ]
        .into_iter()
        .filter(|(_, codes)| !codes.is_empty())
        .map(|(words, codes)| format!("{words}: {}.", codes.join(", ")))
        .collect()
    }
}

fn step_of(feasible: &Feasible, at: usize) -> Vec<String> {
    feasible.steps.get(at).cloned().into_iter().collect()
}
