//! What ranges, estimates and money promise.

use evidence::{Currency, Error, Estimate, ExchangeRate, Money, Per, PerUnit, Range};
use proptest::prelude::*;
use rust_decimal::Decimal;

fn figure() -> impl Strategy<Value = Decimal> {
    (-1_000_000_000_000i64..=1_000_000_000_000, 0..=6u32).prop_map(|(digits, scale)| Decimal::new(digits, scale))
}

fn range() -> impl Strategy<Value = Range> {
    (proptest::option::of(figure()), proptest::option::of(figure()))
        .prop_filter_map("a range has an end and does not run backward", |(low, high)| Range::new(low, high).ok())
}

/// Whether `figure` may lie in `range`.
fn holds(range: &Range, figure: Decimal) -> bool {
    range.low().is_none_or(|low| low <= figure) && range.high().is_none_or(|high| figure <= high)
}

fn money() -> impl Strategy<Value = Money> {
    let per = proptest::option::of(Just(Per::each(PerUnit::Month)));
    let currency = prop_oneof![Just(Currency::USD), Just("CNY".parse::<Currency>().unwrap())];
    (figure(), currency, per).prop_map(|(amount, currency, per)| Money { amount, currency, per })
}

proptest! {
    #[test]
    fn a_range_has_an_end_and_never_runs_backward(
        low in proptest::option::of(figure()), high in proptest::option::of(figure())
    ) {
        let backward = matches!((low, high), (Some(low), Some(high)) if low > high);
        match Range::new(low, high) {
            Ok(range) => prop_assert!(!backward && (range.low(), range.high()) == (low, high)),
            Err(Error::EmptyRange) => prop_assert!(low.is_none() && high.is_none()),
            Err(error) => {
                let says_so = matches!(error, Error::BackwardRange { .. });
                prop_assert!(backward && says_so);
            }
        }
    }

    #[test]
    fn a_range_is_the_same_however_its_figures_are_written(figure in figure(), zeros in 0..4u32) {
        let mut padded = figure;
        padded.rescale(figure.scale() + zeros);
        prop_assert_eq!(Range::exactly(figure).to_string(), Range::exactly(padded).to_string());
        prop_assert!(Range::exactly(figure).is_point());
        prop_assert_eq!(Range::exactly(-Decimal::ZERO).to_string(), "0");
    }

    #[test]
    fn a_range_goes_through_json(range in range()) {
        let json = serde_json::to_string(&range).unwrap();
        prop_assert_eq!(serde_json::from_str::<Range>(&json).unwrap(), range);
    }

    #[test]
    fn ranges_overlap_if_a_figure_lies_in_both(a in range(), b in range()) {
        prop_assert_eq!(a.overlaps(&b), b.overlaps(&a));
        prop_assert!(a.overlaps(&a));
        let ends = [a.low(), a.high(), b.low(), b.high()];
        let shared = ends.into_iter().flatten().any(|end| holds(&a, end) && holds(&b, end));
        prop_assert_eq!(a.overlaps(&b), shared, "where two ranges meet, an end of one lies in the other");
    }

    #[test]
    fn a_hull_holds_both_and_no_more(a in range(), b in range(), figure in figure()) {
        prop_assert_eq!(a.hull(&b), b.hull(&a));
        prop_assert_eq!(a.hull(&a), Some(a));
        match a.hull(&b) {
            Some(hull) => {
                prop_assert!(!(holds(&a, figure) || holds(&b, figure)) || holds(&hull, figure));
                prop_assert!(hull.low().is_none_or(|low| [a.low(), b.low()].contains(&Some(low))));
                prop_assert!(hull.high().is_none_or(|high| [a.high(), b.high()].contains(&Some(high))));
            }
            None => prop_assert!((a.low().is_none() || b.low().is_none()) && (a.high().is_none() || b.high().is_none())),
        }
    }

    #[test]
    fn scaling_keeps_what_is_inside_inside(range in range(), figure in figure(), factor in figure()) {
        match range.scaled(factor) {
            Some(scaled) => {
                prop_assert!(factor >= Decimal::ZERO);
                prop_assert!(!holds(&range, figure) || holds(&scaled, figure * factor));
            }
            None => prop_assert!(factor < Decimal::ZERO),
        }
    }

    #[test]
    fn an_estimate_lies_in_its_interval(point in figure(), low in figure(), high in figure(), level in figure()) {
        let good = low <= point && point <= high && Decimal::ZERO < level && level < Decimal::ONE_HUNDRED;
        prop_assert_eq!(Estimate::new(point, (low, high), level, "m@1", None).is_ok(), good);
        let json = serde_json::json!({
            "point": point, "low": low, "high": high, "level_percent": level, "method": "m@1", "seed": 1
        });
        prop_assert_eq!(serde_json::from_value::<Estimate>(json).is_ok(), good, "nor does one from storage escape");
    }

    #[test]
    fn like_money_adds_and_unlike_money_does_not(a in money(), b in money()) {
        match a.plus(b) {
            Ok(sum) => {
                prop_assert_eq!((a.currency, a.per), (b.currency, b.per));
                prop_assert_eq!(sum, Money { amount: a.amount + b.amount, ..a });
                prop_assert_eq!(b.plus(a), Ok(sum));
            }
            Err(error) => {
                prop_assert_ne!((a.currency, a.per), (b.currency, b.per));
                let says_so = matches!(error, Error::UnlikeMoney { .. });
                prop_assert!(says_so);
            }
        }
    }

    #[test]
    fn money_is_converted_only_from_its_own_currency(money in money(), rate in figure()) {
        let euro: Currency = "EUR".parse().unwrap();
        let rate = ExchangeRate { from: Currency::USD, to: euro, rate, on: jiff::civil::date(2015, 5, 1) };
        match money.converted(&rate) {
            Ok(converted) => {
                prop_assert_eq!(money.currency, Currency::USD);
                prop_assert_eq!(converted, Money { amount: money.amount * rate.rate, currency: euro, per: money.per });
            }
            Err(error) => {
                prop_assert_ne!(money.currency, Currency::USD);
                let says_so = matches!(error, Error::UnlikeMoney { .. });
                prop_assert!(says_so);
            }
        }
    }
}

#[test]
fn a_sum_beyond_exact_decimals_is_refused() {
    let most = Money { amount: Decimal::MAX, currency: Currency::USD, per: None };
    assert_eq!(most.plus(most), Err(Error::Overflow));
    let rate = ExchangeRate { from: Currency::USD, to: Currency::USD, rate: Decimal::TWO, on: jiff::civil::date(2015, 5, 1) };
    assert_eq!(most.converted(&rate), Err(Error::Overflow));
}

#[test]
fn unlike_money_says_what_to_do() {
    let dollars = Money { amount: Decimal::ONE, currency: Currency::USD, per: None };
    let monthly = Money { per: Some(Per::each(PerUnit::Month)), ..dollars };
    let said = dollars.plus(monthly).unwrap_err().to_string();
    assert_eq!(said, "USD and USD/month cannot be added: convert one with a dated rate, or bring both to one period, first");
}
