//! What a figure means: the kind of claim it makes, its unit, and the words that decided.

mod money;
mod people;
mod percent;
mod time;

pub(crate) use money::{fined_for_an_offence, first_words_of_cues, fixed_by_an_order};

use crate::figure::{Figure, Measure};
use crate::learned::Sense;
use crate::topic::Topic;
use crate::words::Words;
use evidence::{Kind, Per, Rule, Unit};
use std::ops::Range;

/// What the context of a sentence lends to its figures.
#[derive(Debug, Clone, Default)]
pub(crate) struct Context {
    /// The document speaks of people who work.
    pub of_labour: bool,
    /// It has named some who can only be workers.
    pub of_workers: bool,
    /// The period of the last wage in the paragraph, carried over to sums of pay that name none.
    pub pay_period: Option<Per>,
    /// The paragraph spoke of pay before.
    pub of_pay: bool,
    /// The paragraph spoke of people at work before.
    pub of_people: bool,
    /// The document speaks of parts of pay that are taken: what workers "receive" there is what is left.
    pub of_takings: bool,
    /// The paragraph spoke of what a State earns before.
    pub of_revenue: bool,
    /// What the last figure of the paragraph, or the question before it, was about.
    pub topic: Option<Topic>,
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
    /// What told most, where no rule decides and the words around were weighed.
    pub weighed: Option<String>,
    /// People counted or concerned, where the figure itself names them.
    pub head: Option<usize>,
}

/// `figure` read as `sense`, with the unit and the words that go with it; `None` if it cannot be that.
pub(crate) fn of_sense(words: &Words, figure: &Figure, context: &Context, sense: Sense) -> Option<Meaning> {
    let plain = |kind, unit| {
        Some(Meaning {
            kind,
            unit,
            rule: Rule::new("words.weighed", 1),
            cue: None,
            end: figure.words.end,
            note: None,
            head: None,
            weighed: None,
        })
    };
    let hours = |unit| plain(Kind::HoursOrRest, unit);
    let each = |unit| figure.per.unwrap_or(Per::each(unit));
    match sense {
        Sense::Nothing | Sense::Per(_) => None,
        Sense::Hours(per) => hours(Unit::Hour(each(per))),
        Sense::Rest(per) => hours(Unit::RestDay(each(per))),
        Sense::Work(per) => hours(Unit::WorkDay(each(per))),
        Sense::Of(Kind::ContractLength) => plain(Kind::ContractLength, Unit::Year),
        Sense::Of(kind) => match figure.measure {
            Measure::Money(_) => money::of_kind(words, figure, context, kind),
            Measure::Percent => plain(kind, Unit::PercentOfPay),
            Measure::Count => people::of_kind(words, figure, kind),
            Measure::Time(_) => None,
        },
    }
}

/// The meaning of `figure`, or `None` if it is not one of the figures a case is made of.
pub(crate) fn meaning(words: &Words, clauses: &[Range<usize>], figure: &Figure, context: &Context) -> Option<Meaning> {
    match figure.measure {
        Measure::Money(_) => money::money(words, clauses, figure, context),
        Measure::Percent => percent::percent(words, clauses, figure, context),
        Measure::Time(unit) => time::time(words, clauses, figure, unit, context),
        Measure::Count => people::count(words, clauses, figure, context),
    }
}
