//! What is written in claims reads back as what it was: every value through its text, and through JSON.

use evidence::{
    Currency, Grade, Indicator, Kind, Modality, PartialDate, Per, PerUnit, Period, Reliability, Role, Rule, Taking, Unit,
};
use proptest::prelude::*;
use std::fmt::{Debug, Display};
use std::str::FromStr;

fn check<T>(value: T)
where
    T: Display + FromStr<Err = evidence::Error> + serde::Serialize + serde::de::DeserializeOwned + PartialEq + Debug,
{
    let text = value.to_string();
    assert_eq!(text.parse().as_ref(), Ok(&value), "{text}");
    let json = serde_json::to_string(&value).unwrap();
    assert_eq!(json, serde_json::to_string(&text).unwrap());
    assert_eq!(serde_json::from_str::<T>(&json).unwrap(), value);
}

fn per() -> impl Strategy<Value = Per> {
    (1..=u16::MAX, proptest::sample::select(PerUnit::ALL.to_vec())).prop_map(|(count, unit)| Per::every(count, unit).unwrap())
}

fn currency() -> impl Strategy<Value = Currency> {
    "[A-Z]{3}".prop_map(|code| code.parse().unwrap())
}

fn unit() -> impl Strategy<Value = Unit> {
    prop_oneof![
        proptest::option::of(per()).prop_map(Unit::Person),
        (currency(), proptest::option::of(per())).prop_map(|(currency, per)| Unit::Money(currency, per)),
        Just(Unit::PercentOfPay),
        per().prop_map(Unit::Hour),
        per().prop_map(Unit::RestDay),
        per().prop_map(Unit::WorkDay),
        Just(Unit::Year),
    ]
}

fn partial_date() -> impl Strategy<Value = PartialDate> {
    let day = (0..=9999i16, 1..=12i8, 1..=28i8).prop_map(|(year, month, day)| jiff::civil::date(year, month, day));
    prop_oneof![
        (0..=9999i16).prop_map(PartialDate::Year),
        (0..=9999i16, 1..=12i8).prop_map(|(year, month)| PartialDate::Month(year, month)),
        day.prop_map(PartialDate::Day),
    ]
}

fn period() -> impl Strategy<Value = Period> {
    (proptest::option::of(partial_date()), proptest::option::of(partial_date()))
        .prop_filter_map("a period has an end and runs forward", |(first, last)| Period::new(first, last).ok())
}

proptest! {
    #[test]
    fn units_and_their_parts(per in per(), currency in currency(), unit in unit()) {
        check(per);
        check(currency);
        check(unit);
    }

    #[test]
    fn dates_and_periods(date in partial_date(), period in period()) {
        check(date);
        check(Period::at(date));
        check(period);
    }

    #[test]
    fn rules(name in r"[a-z]{1,8}(\.[a-z@]{1,8})?", version in 0..=u16::MAX) {
        check(format!("{name}@{version}").parse::<Rule>().unwrap());
    }

    #[test]
    fn whatever_is_read_is_written_as_it_is_read_again(text in "[a-zA-Z0-9 /@.:_-]{0,12}") {
        fn again<T: Display + FromStr<Err = evidence::Error> + PartialEq + Debug>(text: &str) {
            if let Ok(value) = text.parse::<T>() {
                assert_eq!(value.to_string().parse(), Ok(value), "{text}");
            }
        }
        again::<Per>(&text);
        again::<Unit>(&text);
        again::<Currency>(&text);
        again::<Rule>(&text);
    }

    #[test]
    fn whatever_date_is_read_is_written_as_it_is_read_again(text in "[0-9+/.T:-]{1,12}|[0-9]{4}(-[0-9]{1,2}){0,2}(/[0-9]{4})?") {
        if let Ok(period) = text.parse::<Period>() {
            assert_eq!(period.to_string().parse(), Ok(period), "{text}");
        }
    }

    #[test]
    fn a_day_of_a_date_lies_in_it(date in partial_date()) {
        let (first, last) = (date.first_day(), date.last_day());
        prop_assert!(first <= last && first.year() == date.year() && last.year() == date.year());
        for day in [first, last] {
            prop_assert!(Period::at(date).overlaps(&Period::at(PartialDate::Day(day))));
        }
        let outside = [first.yesterday(), last.tomorrow()];
        for day in outside.into_iter().flatten() {
            prop_assert!(!Period::at(date).overlaps(&Period::at(PartialDate::Day(day))));
        }
    }

    #[test]
    fn overlap_is_mutual_and_each_period_overlaps_itself(a in period(), b in period()) {
        prop_assert_eq!(a.overlaps(&b), b.overlaps(&a));
        prop_assert!(a.overlaps(&a));
    }

    #[test]
    fn a_period_that_is_open_at_both_ends_or_runs_backward_is_refused(a in partial_date(), b in partial_date()) {
        prop_assert!(Period::new(None, None).is_err());
        prop_assert_eq!(Period::new(Some(a), Some(b)).is_ok(), a.first_day() <= b.last_day());
    }
}

#[test]
fn every_word_of_the_closed_lists() {
    Kind::PLAIN.into_iter().for_each(check);
    Indicator::ALL.into_iter().map(Kind::Indicator).for_each(check);
    Indicator::ALL.into_iter().for_each(check);
    Modality::ALL.into_iter().for_each(check);
    Taking::ALL.into_iter().for_each(check);
    let roles = "who from via to sector what head code purpose authority instrument target quantifier";
    roles.split(' ').map(|role| role.parse::<Role>().unwrap()).for_each(check);
    let mut grades = std::collections::BTreeSet::new();
    for letter in "ABCDEF".chars() {
        for digit in 1..=6 {
            let grade: Grade = format!("{letter}{digit}").parse().unwrap();
            check(grade);
            grades.insert(grade);
        }
    }
    assert_eq!(grades.len(), 36);
    assert_eq!(Grade::default().to_string(), "F6");
    assert_eq!(grades.first().unwrap().reliability, Reliability::A);
}

#[test]
fn what_is_no_word_of_theirs_is_refused() {
    fn refused<T: FromStr<Err = evidence::Error> + Debug>(texts: &[&str]) {
        for text in texts {
            let error = text.parse::<T>().expect_err(text).to_string();
            assert!(error.contains(" is not "), "{error}");
        }
    }
    refused::<Kind>(&["", "wages", "Wage", "indicator", "indicator:", "indicator:theft", "wage "]);
    refused::<Grade>(&["", "A", "A0", "A7", "G1", "a1", "A11", "1A"]);
    refused::<Currency>(&["", "US", "usd", "USDT", "U$D", "ÜS"]);
    refused::<Per>(&["", "months", "0 months", "3", "3  months", "fortnight", "-1 months", "65536 days"]);
    refused::<Unit>(&["", "people", "hour", "rest day", "percent of pay/month", "year/year", "usd/month", "person/"]);
    refused::<PartialDate>(&[
        "", "14", "20145", "2014-", "2014-13", "2014-00", "2014-02-30", "2014-06-11-01", "2014-06-11T08:30", "June",
    ]);
    refused::<Rule>(&["", "wage.paid", "wage.paid@", "wage.paid@x", "wage.paid@65536"]);
    refused::<Modality>(&["", "Asserted", "certain"]);
}
