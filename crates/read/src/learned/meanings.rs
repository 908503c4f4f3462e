//! The meanings among which a figure is weighed.

use crate::figure::Measure;
use crate::kinds::Meaning;
use evidence::{Kind, Per, PerUnit, Unit};

/// What is asked of a figure: what it means, by what it measures, or of what period a sum is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Aspect {
    Money,
    Percent,
    Count,
    Hours,
    Days,
    Span,
    Period,
}

/// A meaning that a figure can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sense {
    /// None that matters to a case.
    Nothing,
    /// The figure is of this kind.
    Of(Kind),
    /// Hours of work in each of these.
    Hours(PerUnit),
    /// Days of rest in each of these.
    Rest(PerUnit),
    /// Days of work in each of these.
    Work(PerUnit),
    /// A sum in each of these.
    Per(PerUnit),
}

use Sense::{Hours, Nothing, Of, Rest, Work};

const MONEY: &[(&str, Sense)] = &[
    ("none", Nothing),
    ("wage", Of(Kind::Wage)),
    ("take_home", Of(Kind::TakeHome)),
    ("deduction", Of(Kind::Deduction)),
    ("remittance_quota", Of(Kind::RemittanceQuota)),
    ("revenue", Of(Kind::Revenue)),
    ("flow", Of(Kind::Flow)),
    ("fee_or_bribe", Of(Kind::FeeOrBribe)),
];
const PERCENT: &[(&str, Sense)] = &[("none", Nothing), ("share_taken", Of(Kind::ShareTaken)), ("take_home", Of(Kind::TakeHome))];
const COUNT: &[(&str, Sense)] = &[
    ("none", Nothing),
    ("worker_count", Of(Kind::WorkerCount)),
    ("deaths", Of(Kind::Deaths)),
    ("hour/day", Hours(PerUnit::Day)),
];
const HOURS: &[(&str, Sense)] = &[
    ("none", Nothing),
    ("hour/day", Hours(PerUnit::Day)),
    ("hour/week", Hours(PerUnit::Week)),
    ("hour/month", Hours(PerUnit::Month)),
];
const DAYS: &[(&str, Sense)] = &[
    ("none", Nothing),
    ("rest day/week", Rest(PerUnit::Week)),
    ("rest day/month", Rest(PerUnit::Month)),
    ("rest day/year", Rest(PerUnit::Year)),
    ("work day/week", Work(PerUnit::Week)),
];
const SPAN: &[(&str, Sense)] = &[("none", Nothing), ("contract_length", Of(Kind::ContractLength))];
const PERIOD: &[(&str, Sense)] = &[
    ("none", Nothing),
    ("hour", Sense::Per(PerUnit::Hour)),
    ("day", Sense::Per(PerUnit::Day)),
    ("week", Sense::Per(PerUnit::Week)),
    ("month", Sense::Per(PerUnit::Month)),
    ("year", Sense::Per(PerUnit::Year)),
];

impl Aspect {
    pub(crate) const ALL: [Aspect; 7] =
        [Aspect::Money, Aspect::Percent, Aspect::Count, Aspect::Hours, Aspect::Days, Aspect::Span, Aspect::Period];

    pub(crate) fn of(measure: Measure) -> Self {
        match measure {
            Measure::Money(_) => Aspect::Money,
            Measure::Percent => Aspect::Percent,
            Measure::Count => Aspect::Count,
            Measure::Time(PerUnit::Hour) => Aspect::Hours,
            Measure::Time(PerUnit::Day | PerUnit::Week) => Aspect::Days,
            Measure::Time(PerUnit::Month | PerUnit::Year) => Aspect::Span,
        }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Aspect::Money => "money",
            Aspect::Percent => "percent",
            Aspect::Count => "count",
            Aspect::Hours => "hours",
            Aspect::Days => "days",
            Aspect::Span => "span",
            Aspect::Period => "period",
        }
    }

    /// The meanings by name; the first is that it means nothing to a case.
    pub(crate) fn named(self) -> &'static [(&'static str, Sense)] {
        match self {
            Aspect::Money => MONEY,
            Aspect::Percent => PERCENT,
            Aspect::Count => COUNT,
            Aspect::Hours => HOURS,
            Aspect::Days => DAYS,
            Aspect::Span => SPAN,
            Aspect::Period => PERIOD,
        }
    }

    /// The place of a meaning of the rules among these; `None` if it is not one of them.
    pub(crate) fn sense_of(self, meaning: &Meaning) -> Option<usize> {
        let once = |per: Per| if per.count() == 1 { Some(per.unit()) } else { None };
        let sense = match meaning.unit {
            Unit::Hour(per) => Hours(once(per)?),
            Unit::RestDay(per) => Rest(once(per)?),
            Unit::WorkDay(per) => Work(once(per)?),
            _ => Of(meaning.kind),
        };
        self.named().iter().position(|(_, known)| *known == sense)
    }
}
