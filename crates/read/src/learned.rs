//! What a figure means by the words around it, weighed: the second opinion beside the rules of [`crate::kinds`].
//!
//! Every word near a figure speaks for or against each meaning that a figure of its measure can have, by a weight; the meaning with the
//! largest sum wins (multinomial logistic regression: Bishop, Pattern Recognition and Machine Learning, 2006, section 4.3.4). The weights in
//! `data/weights.tsv` are learned from the labelled sentences in `corpus/` (`cargo run --release -p manumit-read --example learn`). Sums are
//! of whole numbers, so the same words give the same answer on every machine.

mod features;
pub(crate) mod lesson;
mod meanings;
pub(crate) mod shown;
mod weights;

pub(crate) use features::Around;
pub(crate) use meanings::{Aspect, Sense};

use self::features::{Told, tell};
use self::weights::{SENSES, WEIGHTS};
use crate::figure::Measure;
use crate::kinds::{Meaning, of_sense};
use evidence::{Kind, Per, Rule, Unit};

/// A weight of one.
pub(crate) const ONE: i64 = 100 * features::WHOLE;
/// By how much a meaning must outweigh that the figure means nothing, where no rule decides.
const TO_FILL: i64 = 140 * ONE / 100;
/// By how much another meaning must outweigh the one that a rule gives.
const TO_CHANGE: i64 = 300 * ONE / 100;
/// By how much it must be outweighed that a figure means what a rule says.
const TO_REFUSE: i64 = 200 * ONE / 100;

/// The meaning of a figure after `ruled`, the meaning by the rules, was weighed against the words around it.
pub(crate) fn judged(around: &Around, ruled: Option<Meaning>) -> Option<Meaning> {
    let aspect = Aspect::of(around.figure.measure);
    let ruled_sense = ruled.as_ref().map_or(Some(0), |meaning| aspect.sense_of(meaning));
    let Some(ruled_sense) = ruled_sense else { return ruled };
    let Some(sums) = weigh(around, aspect) else { return ruled };
    let senses = aspect.named();
    let best = (0..senses.len()).max_by_key(|&sense| (sums[sense], std::cmp::Reverse(sense))).unwrap_or(0);
    let Some(needed) = margin(aspect, senses[ruled_sense].1, senses[best].1) else { return ruled };
    if best == ruled_sense || sums[best] - sums[ruled_sense] < needed {
        return ruled;
    }
    if best == 0 {
        return None;
    }
    let reasons = || reasons(around, aspect, best, ruled_sense);
    weighed(around, senses[best].1).map(|meaning| Meaning { weighed: Some(reasons()), ..meaning }).or(ruled)
}

/// By how much `best` must outweigh what the rules say; `None` if they keep the last word: of time, of the dead, and, against another meaning,
/// of quotas, revenues and flows, which are read by words of their own and are rare among the examples.
fn margin(aspect: Aspect, ruled: Sense, best: Sense) -> Option<i64> {
    let of_time = matches!(aspect, Aspect::Hours | Aspect::Days | Aspect::Span);
    let rare = matches!(ruled, Sense::Of(Kind::RemittanceQuota | Kind::Revenue | Kind::Flow));
    match (ruled, best) {
        (Sense::Nothing, _) => Some(TO_FILL),
        _ if of_time || ruled == Sense::Of(Kind::Deaths) => None,
        (_, Sense::Nothing) => Some(TO_REFUSE),
        _ if rare => None,
        _ => Some(TO_CHANGE),
    }
}

/// How many things that were told are named as reasons.
const NAMED: usize = 3;

/// What speaks most for the meaning `best` against `other`.
fn reasons(around: &Around, aspect: Aspect, best: usize, other: usize) -> String {
    let mut parts: Vec<(i64, String)> = Vec::new();
    tell(around, &mut |told: Told| {
        if let Some(row) = WEIGHTS.get(&told.key(aspect)) {
            parts.push((told.part() * i64::from(row[best] - row[other]), told.name()));
        }
    });
    parts.sort_by(|one, two| (-one.0, &one.1).cmp(&(-two.0, &two.1)));
    let total: i64 = parts.iter().map(|(part, _)| part).sum();
    let tenths = |part: i64| format!("{:+.1}", part as f64 / ONE as f64);
    let named: Vec<String> = parts.iter().take(NAMED).map(|(part, name)| format!("{name} {}", tenths(*part))).collect();
    let names = aspect.named();
    format!(
        "the words around it weigh {} for {} against {}, most {}",
        tenths(total),
        names[best].0,
        names[other].0,
        named.join(", ")
    )
}

/// The sum of the weights for each meaning; `None` where no weights are known.
fn weigh(around: &Around, aspect: Aspect) -> Option<[i64; SENSES]> {
    let weights = &*WEIGHTS;
    if weights.is_empty() {
        return None;
    }
    let mut sums = [0i64; SENSES];
    tell(around, &mut |told: Told| {
        if let Some(row) = weights.get(&told.key(aspect)) {
            let part = told.part();
            for (sum, weight) in sums.iter_mut().zip(row) {
                *sum += part * i64::from(*weight);
            }
        }
    });
    Some(sums)
}

/// The figure read as `sense`, with its unit.
fn weighed(around: &Around, sense: Sense) -> Option<Meaning> {
    let Around { words, figure, context, .. } = around;
    let mut meaning = of_sense(words, figure, context, sense)?;
    let unstated = matches!((figure.measure, figure.per), (Measure::Money(_), None));
    if let (Unit::Money(currency, None), true) = (meaning.unit, unstated) {
        let per = period(around);
        meaning.unit = Unit::Money(currency, per);
        meaning.note = meaning.note.or(per.and(Some("period by the words around it")));
    }
    meaning.rule = Rule::new("words.weighed", 1);
    Some(meaning)
}

/// The period of a sum of pay that is written without one.
fn period(around: &Around) -> Option<Per> {
    let sums = weigh(around, Aspect::Period)?;
    let senses = Aspect::Period.named();
    let best = (0..senses.len()).max_by_key(|&sense| (sums[sense], std::cmp::Reverse(sense)))?;
    match senses[best].1 {
        Sense::Per(unit) => Some(Per::each(unit)),
        _ => None,
    }
}
