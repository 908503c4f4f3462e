//! How a fact is put into words: several ways for each, with hedges, and what a reader should find in them.

use crate::draw::Draw;
use serde_json::{Value, json};

/// A sentence, and what it states.
#[derive(Debug, Clone)]
pub(super) struct Sentence {
    pub(super) text: String,
    pub(super) states: Vec<Stated>,
    /// Whether what it states is true.
    pub(super) is_right: bool,
}

/// What a reader should find.
#[derive(Debug, Clone)]
pub(super) struct Stated {
    pub(super) kind: &'static str,
    pub(super) low: Option<u64>,
    pub(super) high: Option<u64>,
    pub(super) unit: &'static str,
}

impl Stated {
    pub(super) fn json(&self) -> Value {
        json!({"kind": self.kind, "low": self.low, "high": self.high, "unit": self.unit})
    }
}

impl Sentence {
    /// Words that state nothing.
    pub(super) fn plain(text: impl Into<String>) -> Self {
        Sentence { text: text.into(), states: Vec::new(), is_right: true }
    }

    pub(super) fn sign(text: impl Into<String>, kind: &'static str) -> Self {
        let states = vec![Stated { kind, low: None, high: None, unit: "" }];
        Sentence { text: text.into(), states, is_right: true }
    }
}

/// A figure that a sentence states.
#[derive(Debug, Clone, Copy)]
pub(super) struct Figure {
    pub(super) low: u64,
    pub(super) high: u64,
    pub(super) is_right: bool,
}

impl Figure {
    /// A range as it is, or, so many times in ten thousand, far off.
    pub(super) fn of(low: u64, high: u64, wrong: i64, draw: &mut Draw) -> Self {
        if !draw.chance(wrong) {
            return Figure { low, high, is_right: true };
        }
        let (times, by) = *draw.pick(&[(2, 1), (3, 1), (1, 2), (1, 3)]);
        Figure { low: (low * times / by).max(1), high: (high * times / by).max(1), is_right: false }
    }

    fn words(self) -> String {
        if self.low == self.high { grouped(self.low) } else { format!("{} to {}", grouped(self.low), grouped(self.high)) }
    }
}

/// `46,000`.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// To two leading digits.
pub(super) fn rounded(number: u64) -> u64 {
    let mut step = 1;
    while number / step >= 100 {
        step *= 10;
    }
    (number + step / 2) / step * step
}

/// What a sentence is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum About {
    Workers,
    WorkersThere,
    Wage,
    ShareTaken,
    TakeHome,
    Quota,
    PlacementBribe,
    MedicalBribe,
    Hours,
    Rest,
    Deaths,
    Revenue,
    ContractLength,
}

impl About {
    fn kind_and_unit(self) -> (&'static str, &'static str) {
        match self {
            About::Workers | About::WorkersThere => ("worker_count", "person"),
            About::Wage => ("wage", "USD/month"),
            About::ShareTaken => ("share_taken", "percent of pay"),
            About::TakeHome => ("take_home", "USD/month"),
            About::Quota => ("remittance_quota", "USD/month"),
            About::PlacementBribe | About::MedicalBribe => ("fee_or_bribe", "USD"),
            About::Hours => ("hours_or_rest", "hour/day"),
            About::Rest => ("hours_or_rest", "rest day/year"),
            About::Deaths => ("deaths", "person"),
            About::Revenue => ("revenue", "USD/year"),
            About::ContractLength => ("contract_length", "year"),
        }
    }

    /// Ways to say it: `{n}` is the figure, `{place}` the country, `{year}` the year, `{trade}` what is done there.
    fn ways(self) -> &'static [&'static str] {
        match self {
            About::Workers => &[
                "About {n} North Korean workers were employed abroad in {year}.",
                "The number of North Korean workers overseas stood at about {n} in {year}.",
                "Roughly {n} North Korean labourers were working outside their country in {year}.",
                "According to officials, some {n} North Korean workers were abroad in {year}.",
            ],
            About::WorkersThere => &[
                "Some {n} North Korean workers were employed in {place} in {year}.",
                "In {place}, about {n} North Korean labourers worked in {trade}.",
                "Researchers estimate that {n} North Korean workers are employed in {trade} in {place}.",
                "There were roughly {n} North Korean workers in {place} in {year}, most of them in {trade}.",
            ],
            About::Wage => &[
                "The monthly pay of workers in {place} is {n} US dollars.",
                "Employers in {place} pay {n} dollars a month for each worker.",
                "Wages in {trade} reportedly run to {n} dollars a month.",
                "Their contracts provide for wages of {n} dollars a month.",
            ],
            About::ShareTaken => &[
                "Some {n} percent of their pay is taken by the State.",
                "As much as {n} percent of their wages goes to the government.",
                "Former officials say that {n} percent of the wages is deducted.",
                "The State takes {n} percent of their pay.",
            ],
            About::TakeHome => &[
                "Workers are left with only {n} dollars a month.",
                "After all deductions a worker keeps {n} dollars a month.",
                "What remains to a worker is {n} US dollars a month.",
                "They receive {n} dollars a month, according to former workers.",
            ],
            About::Quota => &[
                "Each security agent must remit {n} dollars a month to Pyongyang.",
                "Site managers must hand over {n} dollars every month to the company in Pyongyang.",
                "The quota of a site is {n} dollars a month.",
            ],
            About::PlacementBribe => &[
                "Many give officials a bribe of {n} dollars for a post abroad.",
                "Applicants paid bribes of {n} dollars to be put on the list.",
                "To be sent abroad, workers pay officials {n} dollars in bribes.",
            ],
            About::MedicalBribe => &[
                "To pass the medical examination, some paid doctors a bribe of {n} dollars.",
                "Applicants pay bribes of {n} dollars to pass the medical.",
            ],
            About::Hours => &[
                "The crews work {n} hours a day.",
                "A working day lasts {n} hours.",
                "They worked {n} hours a day, former workers said.",
            ],
            About::Rest => &[
                "They have only {n} days of rest a year.",
                "Workers get just {n} days off a year.",
                "They reportedly have {n} rest days a year.",
            ],
            About::Deaths => {
                &["At least {n} workers died in {place} in {year}.", "In {year}, {n} North Korean workers died in {place}."]
            }
            About::Revenue => &[
                "The labour of its citizens abroad earns the government about {n} dollars a year.",
                "The State is estimated to earn {n} dollars a year from workers abroad.",
            ],
            About::ContractLength => &["The contracts run for {n} years.", "Workers are bound by contracts of {n} years."],
        }
    }
}

/// Where and when a sentence is about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting<'s> {
    pub(super) place: &'s str,
    pub(super) trade: &'s str,
    pub(super) year: i32,
}

/// One way to say it.
pub(super) fn said(about: About, figure: Figure, setting: Setting, draw: &mut Draw) -> Sentence {
    let way = draw.pick(about.ways());
    let text = way
        .replace("{n}", &figure.words())
        .replace("{place}", setting.place)
        .replace("{trade}", setting.trade)
        .replace("{year}", &setting.year.to_string());
    let (kind, unit) = about.kind_and_unit();
    let is_at_least = way.starts_with("At least");
    let is_up_to = way.starts_with("As much as");
    let stated = Stated {
        kind,
        low: (!is_up_to || figure.low != figure.high).then_some(figure.low),
        high: (!is_at_least || figure.low != figure.high).then_some(figure.high),
        unit,
    };
    Sentence { text, states: vec![stated], is_right: figure.is_right }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_written_as_in_papers() {
        assert_eq!([1, 999, 1_000, 1_234_567].map(grouped), ["1", "999", "1,000", "1,234,567"]);
        assert_eq!([45_878, 7, 99, 996, 1_049].map(rounded), [46_000, 7, 99, 1_000, 1_000]);
    }
}
