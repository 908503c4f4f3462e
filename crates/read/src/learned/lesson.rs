//! What a learner is told: the figures of a labelled text with all that is known of each.

use super::features::{Told, tell};
use super::meanings::Aspect;
use super::{Around, TO_CHANGE, TO_FILL, TO_REFUSE};
use crate::claims::{Memory, claims};
use crate::kinds::Meaning;
use evidence::{MediaType, PerUnit, SourceId};
use rust_decimal::Decimal;
use std::cell::RefCell;
use std::ops::Range;

/// A figure as a learner sees it.
#[derive(Debug, Clone)]
pub struct Lesson {
    /// Bytes of the number in the text.
    pub bytes: Range<usize>,
    /// Its ends as written; `None` where open.
    pub low: Option<Decimal>,
    /// See `low`.
    pub high: Option<Decimal>,
    /// A number of months, which labels give in years.
    pub months: bool,
    /// What it measures: one of the names in [`MEANINGS`].
    pub measure: &'static str,
    /// A sum that is written with its period, or no sum.
    pub has_period: bool,
    /// Its meaning by the rules alone; `None` if the rules give one that is not weighed.
    pub ruled: Option<&'static str>,
    /// What is told of it, each with the part that counts of sixteen.
    pub told: Vec<(String, i64)>,
}

/// The meanings that are weighed for each measure, the first that there is none, and last the periods of a sum.
pub const MEANINGS: fn() -> Vec<(&'static str, Vec<&'static str>)> =
    || Aspect::ALL.iter().map(|aspect| (aspect.name(), aspect.named().iter().map(|(name, _)| *name).collect())).collect();

/// How much a meaning must outweigh, in units of weight: that there is none; another by a rule; and none, one by a rule.
pub const MARGINS: [f64; 3] = {
    let one = super::ONE as f64;
    [TO_FILL as f64 / one, TO_CHANGE as f64 / one, TO_REFUSE as f64 / one]
};

impl Lesson {
    pub(crate) fn of(around: &Around, ruled: Option<&Meaning>) -> Option<Self> {
        let Around { words, figure, .. } = around;
        let aspect = Aspect::of(figure.measure);
        let ruled = ruled.map_or(Some(0), |meaning| aspect.sense_of(meaning));
        let mut told = Vec::new();
        tell(around, &mut |one: Told| told.push((one.name(), one.part())));
        Some(Lesson {
            bytes: words.bytes(figure.core.clone())?,
            low: figure.bounds.low(),
            high: figure.bounds.high(),
            months: matches!(figure.measure, crate::figure::Measure::Time(PerUnit::Month)),
            measure: aspect.name(),
            has_period: figure.per.is_some() || aspect != Aspect::Money,
            ruled: ruled.map(|at| aspect.named()[at].0),
            told,
        })
    }
}

/// The figures of a plain text as a learner sees them, in order.
pub fn lessons(name: &str, text: &[u8]) -> Vec<Lesson> {
    let document = document::open(MediaType::PlainText, name, SourceId::of(text), 0, text);
    let mut memory = Memory::default();
    memory.lessons = Some(RefCell::new(Vec::new()));
    claims(&document, &mut memory);
    memory.lessons.take().map(RefCell::into_inner).unwrap_or_default()
}
