//! The plain quantities of a sentence, whatever it is about: people, money with its period, percentages, lengths of time.

use super::figure::{Figure, Measure};
use super::meaning;
use super::script::Tongue;
use super::sentence::Sentence;
use crate::quantity::{Change, MeasuredUnit, Measurement, UnitKind};
use evidence::Currency;
use std::ops::Range;

/// The quantities of the sentence `text[range]` without its `markup`, in order; ranges are bytes of `text`.
pub(crate) fn measured(text: &str, range: Range<usize>, markup: &[Range<usize>], tongue: Tongue) -> Vec<Measurement> {
    let sentence = Sentence::of(text, range.clone(), markup, tongue);
    let measured = sentence.figures.iter().filter_map(|figure| measurement(text, &range, &sentence, figure));
    measured.collect()
}

fn measurement(text: &str, range: &Range<usize>, sentence: &Sentence, figure: &Figure) -> Option<Measurement> {
    let (low, high) = (figure.bounds.low(), figure.bounds.high());
    let change = match (low, high) {
        (Some(_), None) => Change::AtLeast,
        (None, Some(_)) => Change::AtMost,
        _ if figure.approximate => Change::About,
        _ => Change::Is,
    };
    let (low, high) = (low.or(high)?.normalize(), high.or(low)?.normalize());
    let head = match figure.measure {
        Measure::People(behind) => meaning::counted_noun(sentence, figure, behind),
        _ => None,
    };
    let referred = head.and_then(|head| sentence.bytes(head..head + 1));
    let unit = unit(text, sentence, figure, referred.clone())?;
    let end =
        head.filter(|head| (figure.items.end..figure.items.end + 5).contains(head)).map_or(figure.items.end, |head| head + 1);
    let span = sentence.bytes(figure.items.start..end)?;
    Some(Measurement { sentence: range.clone(), span, low, high, change, unit, referred })
}

fn unit(text: &str, sentence: &Sentence, figure: &Figure, counted: Option<Range<usize>>) -> Option<MeasuredUnit> {
    let surface = surface(text, sentence, figure);
    let named = |normalised: String, kind| MeasuredUnit { surface: surface.clone(), normalised, kind, per: None, currency: None };
    Some(match figure.measure {
        Measure::Money(currency) => {
            let per = figure.per.or_else(|| meaning::period_near(sentence, figure)).map(|per| per.to_string());
            let name = currency_name(currency);
            let normalised = per.as_ref().map_or_else(|| name.to_owned(), |per| format!("{name} per {per}"));
            let code = CURRENCIES.iter().find(|(code, _)| *code == currency.code()).map(|(code, _)| *code);
            MeasuredUnit { per, currency: code, ..named(normalised, UnitKind::Currency) }
        }
        Measure::Percent => named("percentage".to_owned(), UnitKind::Percent),
        Measure::Time(unit) => named(unit.name().to_owned(), UnitKind::Physical),
        Measure::People(_) => {
            let noun = counted.and_then(|bytes| text.get(bytes)).unwrap_or("person");
            named(noun.to_lowercase(), UnitKind::Counted)
        }
        Measure::Bare => return None,
    })
}

/// The words of the unit: what stands behind the number, or before it if nothing does.
fn surface(text: &str, sentence: &Sentence, figure: &Figure) -> String {
    let behind = figure.core.end..figure.items.end;
    let items = if behind.is_empty() { figure.items.start..figure.core.start } else { behind };
    let words = sentence.bytes(items).and_then(|bytes| text.get(bytes)).unwrap_or("");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Currencies that the lists of words know, and their names.
#[rustfmt::skip] // a table reads better with several entries a line
const CURRENCIES: &[(&str, &str)] = &[
    ("USD", "dollar"), ("CNY", "yuan"), ("RUB", "ruble"), ("EUR", "euro"), ("KPW", "won"), ("KRW", "won"), ("JPY", "yen"),
    ("KWD", "dinar"), ("QAR", "riyal"), ("SAR", "riyal"), ("AED", "dirham"), ("PLN", "zloty"), ("MNT", "tugrik"), ("MYR", "ringgit"),
    ("TWD", "dollar"), ("HKD", "dollar"), ("SGD", "dollar"), ("THB", "baht"), ("PHP", "peso"), ("INR", "rupee"), ("NPR", "rupee"),
    ("VND", "dong"), ("KZT", "tenge"), ("UZS", "som"), ("KGS", "som"), ("TJS", "somoni"), ("UAH", "hryvnia"), ("GBP", "pound"),
    ("IDR", "rupiah"),
];

fn currency_name(currency: Currency) -> String {
    let known = CURRENCIES.iter().find(|(code, _)| *code == currency.code());
    known.map_or_else(|| currency.code().to_lowercase(), |(_, name)| (*name).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::quantities_of_text;

    fn shown(text: &str) -> Vec<String> {
        let shown = |found: &Measurement| {
            let value = if found.is_range() { format!("{}-{}", found.low, found.high) } else { found.low.to_string() };
            format!("{} {value} {} | {}", found.change.sign(), found.unit.normalised, &text[found.span.clone()])
        };
        quantities_of_text(text).iter().map(shown).collect()
    }

    #[test]
    fn counters_money_with_its_period_and_percentages_are_quantities() {
        assert_eq!(
            shown("노동자 500명이 한 달에 300달러를 받았다."),
            ["= 500 노동자 | 500명", "= 300 dollar per month | 300달러"]
        );
        assert_eq!(shown("420名女工，每月2800元。"), ["= 420 女工 | 420名女工", "= 2800 yuan per month | 2800元"]);
        assert_eq!(
            shown("Более 3 тыс. пассажиров заплатили по 250 рублей."),
            ["> 3000 пассажиров | Более 3 тыс. пассажиров", "= 250 ruble | 250 рублей"]
        );
        assert_eq!(shown("물가는 3.5% 올랐다."), ["= 3.5 percentage | 3.5%"]);
        assert_eq!(shown("六七百元，十四五个小时"), ["= 600-700 yuan | 六七百元", "= 14-15 hour | 十四五个小时"]);
    }

    #[test]
    fn dates_rooms_and_storeys_are_none() {
        assert!(shown("2014년 5월 3일 결의 2375호 3층").is_empty());
        assert!(shown("第39号楼，2014年5月").is_empty());
        assert!(shown("5 мая 2014 года, комната 39, статья 127").is_empty());
    }

    #[test]
    fn a_line_of_two_scripts_is_read_in_both() {
        let text = "The firm hired 30 guards in 2014. 회사는 40명을 고용했다.";
        assert_eq!(shown(text), ["= 30 guard | 30 guards", "= 40 person | 40명"]);
    }
}
