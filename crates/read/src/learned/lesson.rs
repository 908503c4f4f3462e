//! What a learner is told: the figures of a labelled text with all that is known of each.

use super::features::{Told, tell};
use super::meanings::Aspect;
use super::shown;
use super::{Around, TO_CHANGE, TO_FILL, TO_REFUSE};
use crate::claims::{Memory, claims};
use crate::indicator::Hit;
use crate::kinds::Meaning;
use crate::token::Token;
use crate::words::Words;
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

/// A sentence as a learner sees it.
#[derive(Debug, Clone)]
pub struct SentenceLesson {
    /// Bytes of the sentence in the text.
    pub bytes: Range<usize>,
    /// The indicators that the patterns find as stated.
    pub hits: Vec<String>,
    /// What is told of it, each with the part that counts of sixteen.
    pub told: Vec<(String, i64)>,
}

impl SentenceLesson {
    pub(crate) fn of(words: &Words, previous: &[Token], hits: &[Hit]) -> Option<Self> {
        let mut told = Vec::new();
        shown::tell(words.text, words.tokens, previous, &mut |one, part, _| told.push((one.name(), part)));
        told.sort();
        told.dedup();
        let hits = hits.iter().map(|hit| hit.indicator.to_string()).collect();
        Some(SentenceLesson { bytes: words.bytes(0..words.len())?, hits, told })
    }
}

/// The figures and the sentences of a text.
#[derive(Debug, Clone, Default)]
pub struct Lessons {
    /// The figures in order.
    pub figures: Vec<Lesson>,
    /// The sentences in order.
    pub sentences: Vec<SentenceLesson>,
}

/// The indicators by name, and the sums from which one is shown that no pattern finds, and below which one is not that a pattern finds.
pub const INDICATORS: fn() -> Vec<String> = || evidence::Indicator::ALL.iter().map(ToString::to_string).collect();

/// See [`INDICATORS`].
pub const INDICATOR_MARGINS: [f64; 2] = [shown::TO_SHOW, shown::TO_REFUSE];

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

/// The figures and sentences of a plain text as a learner sees them, in order.
pub fn lessons(name: &str, text: &[u8]) -> Lessons {
    let document = document::open(MediaType::PlainText, name, SourceId::of(text), 0, text);
    let mut memory = Memory::default();
    memory.lessons = Some(RefCell::new(Lessons::default()));
    claims(&document, &mut memory);
    memory.lessons.take().map(RefCell::into_inner).unwrap_or_default()
}
