//! What a figure means: the nearest word that decides, weighed by how surely it does.

mod cue;
mod money;
mod payer;
mod people;
mod period;
mod share;
mod time;

pub(crate) use people::counted_noun;
pub(crate) use period::period_near;
pub(crate) use time::{overlong, rest_at_times, rest_in_weeks, short_of_promise, working_day};

use super::draft::{Draft, Part};
use super::figure::{Figure, Measure, unit_of_time};
use super::item::Case;
use super::script::Tongue;
use super::sentence::Sentence;
use super::tags::Tags;
use evidence::{Currency, Indicator, Kind, Modality, Per, PerUnit, Quantity, Range as Bounds, Role, Rule, Taking, Unit};
use rust_decimal::Decimal;
use std::ops::Range;

use cue::*;
use money::*;
use payer::*;
use people::*;
use period::*;
use share::*;
use time::*;

/// What earlier text lends to a sentence.
#[derive(Debug, Clone, Default)]
pub(crate) struct Context {
    /// The document speaks of people at work.
    pub of_labour: bool,
    /// The paragraph spoke of pay.
    pub of_pay: bool,
    /// The sentence before spoke of what is taken.
    pub after_takings: bool,
    /// The period of the last pay in the paragraph.
    pub pay_period: Option<Per>,
    /// The money that the document named last.
    pub currency: Option<Currency>,
}

/// Hours of a working day that are beyond what anybody agrees to.
const LONG_DAY: u32 = 12;

/// The claim that a figure makes, if it is one of those a case is made of.
pub(crate) fn meaning(sentence: &Sentence, figure: &Figure, context: &Context) -> Option<Draft> {
    match figure.measure {
        Measure::Money(_) => money(sentence, figure, context),
        Measure::Percent => share(sentence, figure, context),
        Measure::Time(unit) => time(sentence, figure, unit, context),
        Measure::People(behind) => people(sentence, figure, behind, context),
        Measure::Bare => headcount(sentence, figure)
            .or_else(|| money_again(sentence, figure, context))
            .or_else(|| people_again(sentence, figure, context))
            .or_else(|| rest_again(sentence, figure, context))
            .or_else(|| unnamed_money(sentence, figure, context)),
    }
}

fn rule_of(kind: Kind) -> Rule {
    Rule::new(
        match kind {
            Kind::Wage => "wage.paid",
            Kind::TakeHome => "take_home.left",
            Kind::FeeOrBribe => "fee.paid_for_work",
            Kind::RemittanceQuota => "quota.remit",
            Kind::Deduction => "deduction.amount",
            Kind::Revenue => "revenue.earned",
            Kind::ShareTaken => "share.taken",
            Kind::Deaths => "deaths.counted",
            Kind::HoursOrRest => "hours.worked",
            Kind::ContractLength => "contract.length",
            Kind::Flow => "flow.amount",
            _ => "workers.counted",
        },
        1,
    )
}

fn quantity(figure: &Figure, unit: Unit) -> Quantity {
    Quantity { range: figure.bounds, unit, approximate: figure.approximate }
}

/// Nothing that the number could count stands behind it.
fn ends_clause(sentence: &Sentence, figure: &Figure) -> bool {
    sentence
        .items
        .get(figure.items.end)
        .is_none_or(|next| next.is(Tags::BREAK) || next.at.len() == 1 && !next.unknown && next.tags == Tags::NONE)
}

/// Who a figure is about: agents for a quota, else the nearest workers.
fn who(sentence: &Sentence, kind: Kind, at: usize) -> Option<Range<usize>> {
    let nearest = |tags| sentence.all().filter(|&other| sentence.is(other, tags)).min_by_key(|other| other.abs_diff(at));
    let agent = if kind == Kind::RemittanceQuota { nearest(Tags::AGENT) } else { None };
    agent.or_else(|| nearest(Tags::WORKER)).map(|at| phrase(sentence, at))
}

/// A noun with what stands right before it of its people, place or trade.
pub(crate) fn phrase(sentence: &Sentence, head: usize) -> Range<usize> {
    let mut start = head;
    while start > 0
        && head - start < 3
        && sentence.items[start - 1].case == Case::None
        && sentence.is(start - 1, Tags::NATIONAL.or(Tags::PLACE).or(Tags::SECTOR).or(Tags::STATE).or(Tags::WORKER))
        && !sentence.is(start - 1, Tags::IN)
        && sentence.items[start - 1].number.is_none()
    {
        start -= 1;
    }
    start..head + 1
}
