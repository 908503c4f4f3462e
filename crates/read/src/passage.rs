//! A passage by itself: its sentences, and the figures that the grammar sees in it whatever they mean. For those who must check
//! what somebody else says that a passage states.

use crate::figure::{self, Figure, Measure};
use crate::place;
use crate::sentence::sentences;
use crate::token::tokenize;
use crate::words::Words;
use evidence::{PerUnit, Quantity, Range as Bounds, Unit};
use rust_decimal::Decimal;
use std::ops::Range;

/// A figure as the grammar sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct FigureIn {
    /// Bytes of the text: from its bound words to its unit or period.
    pub bytes: Range<usize>,
    /// What it can be: one quantity, or several where only the meaning tells which ("six days a week" are of rest or of work).
    pub quantities: Vec<Quantity>,
}

/// The sentences of a stretch of running text, as ranges of its bytes.
pub fn sentences_in(text: &str) -> Vec<Range<usize>> {
    let mut tokens = Vec::new();
    tokenize(text, 0..text.len(), &[], &mut tokens);
    let bytes = |range: Range<usize>| Words { text, tokens: &tokens[range.clone()] }.bytes(0..range.len());
    sentences(text, &tokens).into_iter().filter_map(bytes).collect()
}

/// The figures of a passage, read as English and without what stands around it: a period or a currency that only the rest of the
/// document gives is not there.
pub fn figures_in(text: &str) -> Vec<FigureIn> {
    let mut tokens = Vec::new();
    tokenize(text, 0..text.len(), &[], &mut tokens);
    let mut found = Vec::new();
    for range in sentences(text, &tokens) {
        let words = Words { text, tokens: &tokens[range] };
        let near: Vec<&str> = place::places(&words).iter().filter_map(|place| place.country).collect();
        for figure in figure::figures(&words, &near, &figure::Carried::default()) {
            let from = figure.words.start.min(figure.core.start)..figure.words.end.max(figure.core.end);
            if let Some(bytes) = words.bytes(from) {
                found.push(FigureIn { bytes, quantities: quantities(&figure) });
            }
        }
    }
    found
}

fn quantities(figure: &Figure) -> Vec<Quantity> {
    let of = |range, unit| Quantity { range, unit, approximate: figure.approximate };
    match (figure.measure, figure.per) {
        (Measure::Money(named), per) => vec![of(figure.bounds, Unit::Money(named.currency, per))],
        (Measure::Percent, _) => vec![of(figure.bounds, Unit::PercentOfPay)],
        (Measure::Count, per) => vec![of(figure.bounds, Unit::Person(per))],
        (Measure::Time(PerUnit::Hour), Some(per)) => vec![of(figure.bounds, Unit::Hour(per))],
        (Measure::Time(PerUnit::Day), Some(per)) => {
            vec![of(figure.bounds, Unit::RestDay(per)), of(figure.bounds, Unit::WorkDay(per))]
        }
        (Measure::Time(PerUnit::Year), None) => vec![of(figure.bounds, Unit::Year)],
        (Measure::Time(PerUnit::Month), None) => {
            in_years(&figure.bounds).map(|years| of(years, Unit::Year)).into_iter().collect()
        }
        (Measure::Time(_), _) => Vec::new(),
    }
}

fn in_years(months: &Bounds) -> Option<Bounds> {
    let twelfth = |end: Option<Decimal>| end.map(|end| (end / Decimal::from(12)).round_dp(2));
    Bounds::new(twelfth(months.low()), twelfth(months.high())).ok()
}

#[cfg(test)]
mod tests {
    use super::{figures_in, sentences_in};

    fn shown(text: &str) -> Vec<String> {
        figures_in(text)
            .into_iter()
            .map(|figure| {
                let quantities: Vec<String> = figure.quantities.iter().map(ToString::to_string).collect();
                format!("{} = {}", &text[figure.bytes], quantities.join(" or "))
            })
            .collect()
    }

    #[test]
    fn figures_are_seen_whatever_they_mean() {
        let text = "About 400 men slept there; each got $120 a month, 12 hours a day, six days a week, for 18 months.";
        assert_eq!(
            shown(text),
            [
                "About 400 = about 400 person",
                "$120 a month = 120 USD/month",
                "12 hours a day = 12 hour/day",
                "six days a week = 6 rest day/week or 6 work day/week",
                "18 months = 1.5 year",
            ]
        );
        assert_eq!(shown("In 2014 they lived in Room 39."), Vec::<String>::new());
    }

    #[test]
    fn sentences_are_cut_as_the_reader_cuts_them() {
        let text = "Dr. Kim came. She left at 5 p.m. and slept; then it rained.";
        let cut: Vec<&str> = sentences_in(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(cut, ["Dr. Kim came.", "She left at 5 p.m. and slept;", "then it rained."]);
        assert!(sentences_in("").is_empty());
    }
}
