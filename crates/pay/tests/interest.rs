//! Interest: examples that a lawyer can redo with pencil and paper, and ten thousand cases that a second program computed.

use evidence::Currency;
use jiff::civil::Date;
use pay::{
    Accruals, Allocation, Compounding, DayCount, Due, Interest, Model, Month, NoRate, Owed, RateTable, Settlement, Terms, owed,
};
use rust_decimal::Decimal;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn sum(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn rates(text: &str) -> RateTable {
    RateTable::parse("rates", text).unwrap()
}

fn of(model: Model, days: DayCount, amount: &str, from: &str, to: &str) -> String {
    let accrual = Interest { model, days }.accrual(day(from), day(to)).unwrap();
    accrual.on(sum(amount), Currency::USD).unwrap().to_string()
}

#[test]
fn simple_by_hand() {
    let five = || Model::Simple(RateTable::constant(sum("5")));
    // 1,000 × 5 % × 365 / 365 = 50
    assert_eq!(of(five(), DayCount::Actual365, "1000", "2015-01-10", "2016-01-10"), "50.00");
    // 2016 has 366 days: 1,000 × 5 % × 366 / 365 = 50.136…
    assert_eq!(of(five(), DayCount::Actual365, "1000", "2016-01-10", "2017-01-10"), "50.14");
    // 1,000 × 5 % × 366 / 360 = 50.833…
    assert_eq!(of(five(), DayCount::Actual360, "1000", "2016-01-10", "2017-01-10"), "50.83");
    // 356 days of 2016 over 366, 10 of 2017 over 365: 48.6339 + 1.3699
    assert_eq!(of(five(), DayCount::ActualActual, "1000", "2016-01-10", "2017-01-10"), "50.00");
    // 30/360: from January 31 to March 1 is 31 days: 1,000 × 5 % × 31 / 360 = 4.3055…
    assert_eq!(of(five(), DayCount::Thirty360, "1000", "2015-01-31", "2015-03-01"), "4.31");
    // the due day itself bears none
    assert_eq!(of(five(), DayCount::Actual365, "1000", "2015-01-10", "2015-01-10"), "0.00");
    // 73 days are a fifth of a year: 1,000 × 5 % / 5 = 10
    assert_eq!(of(five(), DayCount::Actual365, "1000", "2015-01-10", "2015-03-24"), "10.00");
}

#[test]
fn labour_code_236_by_hand() {
    let model = || Model::Russia236(rates("2016-09-19,10\n2017-03-27,9.75"));
    // 30,000 due on 2016-11-15, paid on 2016-12-15: 30 days × 10 % / 150 × 30,000 = 600
    assert_eq!(of(model(), DayCount::Actual365, "30000", "2016-11-15", "2016-12-15"), "600.00");
    // due on 2016-09-23: 9 days (24 September to 2 October) at a 300th = 90; 3 October to 13 October, 11 days at a 150th = 220
    assert_eq!(of(model(), DayCount::Actual365, "30000", "2016-09-23", "2016-10-13"), "310.00");
    // 2017-03-26 is the last day at 10 %: due 03-24, 2 days at 10 % = 40, then 2 days at 9.75 % = 39
    assert_eq!(of(model(), DayCount::Actual365, "30000", "2017-03-24", "2017-03-28"), "79.00");
    let early = Interest { model: model(), days: DayCount::Actual365 }.accrual(day("2016-09-10"), day("2016-10-01"));
    assert_eq!(early, Err(NoRate { on: day("2016-09-11") }));
}

#[test]
fn days_and_rates_are_told_segment_by_segment_and_add_up() {
    let told = |model: Model, days: DayCount, from: &str, to: &str| -> Vec<String> {
        let segments = Interest { model, days }.segments(day(from), day(to)).unwrap();
        segments.iter().map(|of| format!("{} to {}: {} days at {}", of.first, of.last, of.days, of.percent)).collect()
    };
    // cut where Art. 236 changes and where the rate does
    assert_eq!(
        told(Model::Russia236(rates("2016-09-19,10\n2017-03-27,9.75")), DayCount::Actual365, "2016-09-23", "2017-03-28"),
        [
            "2016-09-24 to 2016-10-02: 9 days at 10",
            "2016-10-03 to 2017-03-26: 175 days at 10",
            "2017-03-27 to 2017-03-28: 2 days at 9.75"
        ]
    );
    let simple = || Model::Simple(RateTable::constant(sum("5")));
    assert_eq!(told(simple(), DayCount::Actual365, "2016-01-10", "2017-01-10"), ["2016-01-11 to 2017-01-10: 366 days at 5"]);
    assert_eq!(told(simple(), DayCount::Thirty360, "2015-01-31", "2015-03-01"), ["2015-02-01 to 2015-03-01: 31 days at 5"]);
    assert!(told(simple(), DayCount::Actual365, "2015-01-10", "2015-01-10").is_empty());
    assert!(told(Model::None, DayCount::Actual365, "2015-01-10", "2016-01-10").is_empty());
}

#[test]
fn nlrb_by_hand() {
    let model = || Model::Nlrb(RateTable::constant(sum("3.65")));
    // before 2010-10-22 simple: 100 days × 3.65 % / 365 = 1 % of 1,000
    assert_eq!(of(model(), DayCount::Actual365, "1000", "2010-01-01", "2010-04-11"), "10.00");
    // from then each day adds a ten-thousandth: 1,000 × (1.0001² − 1) = 0.20001
    assert_eq!(of(model(), DayCount::Actual365, "1000000", "2011-01-01", "2011-01-03"), "200.01");
    // one day before, two days after: 100 + 200.01
    assert_eq!(of(model(), DayCount::Actual365, "1000000", "2010-10-20", "2010-10-23"), "300.01");
}

#[test]
fn tables_compound_as_told() {
    let model = |often| Model::Table(RateTable::constant(sum("12")), often);
    // 30/360 months of 1 %: 1.01² − 1 = 2.01 %; a year and a half: 1.12 × 1.06 − 1 = 18.72 %
    assert_eq!(of(model(Compounding::Monthly), DayCount::Thirty360, "1000", "2015-01-01", "2015-03-01"), "20.10");
    assert_eq!(of(model(Compounding::Yearly), DayCount::Thirty360, "1000", "2015-01-01", "2016-07-01"), "187.20");
    assert_eq!(of(model(Compounding::Never), DayCount::Thirty360, "1000", "2015-01-01", "2016-07-01"), "180.00");
    assert_eq!(of(model(Compounding::Daily), DayCount::Actual360, "1000", "2015-01-01", "2015-01-03"), "0.67");
    assert_eq!(of(Model::None, DayCount::Actual365, "1000", "2015-01-01", "2016-07-01"), "0.00");
}

fn settled(dues: &[(&str, &str)], payments: &[(&str, &str)], model: Model, allocation: Allocation) -> Owed {
    let due = |(on, amount): &(&str, &str)| Due { month: Month::of(day(on)).unwrap(), on: day(on), sum: sum(amount) };
    let payment = |(on, amount): &(&str, &str)| Settlement { on: day(on), sum: sum(amount) };
    let dues: Vec<Due> = dues.iter().map(due).collect();
    let payments: Vec<Settlement> = payments.iter().map(payment).collect();
    let terms = Terms { interest: Interest { model, days: DayCount::Actual365 }, allocation };
    owed(&dues, &payments, &terms, day("2016-01-01"), Currency::USD, &mut Accruals::default()).unwrap()
}

#[test]
fn payments_settle_interest_or_the_oldest_sum_first() {
    let ten = || Model::Simple(RateTable::constant(sum("10")));
    let dues = [("2014-01-01", "1000"), ("2015-01-01", "1000")];
    // on 2015-01-01 the first has borne 100: a payment of 600 pays it and 500 of the first sum
    let found = settled(&dues, &[("2015-01-01", "600")], ten(), Allocation::InterestFirst);
    assert_eq!(found.principal, [sum("500"), sum("1000")]);
    assert_eq!(found.interest, [sum("50.00"), sum("100.00")]);
    // the sum first: 400 are left of it, and 100 of interest stay
    let found = settled(&dues, &[("2015-01-01", "600")], ten(), Allocation::PrincipalFirst);
    assert_eq!(found.principal, [sum("400"), sum("1000")]);
    assert_eq!(found.interest, [sum("140.00"), sum("100.00")]);
    // what was paid, what is left and what bore interest add up
    let paid: Decimal = found.allocated.iter().map(|used| used.principal + used.interest).sum();
    assert_eq!(paid, sum("600"));
    // a payment before anything is due, or beyond what is owed, is told as surplus
    let found = settled(&dues, &[("2013-01-01", "5"), ("2015-12-31", "5000")], ten(), Allocation::InterestFirst);
    assert_eq!(found.principal_sum(), Decimal::ZERO);
    assert_eq!(found.surplus, sum("5") + sum("5000") - sum("2000") - sum("199.73") - sum("99.73"));
}

#[test]
fn compound_interest_goes_on_over_a_part_payment() {
    let yearly = Model::Table(RateTable::constant(sum("10")), Compounding::Yearly);
    let dues = [("2013-01-01", "1000")];
    // 2014: 100; a payment of 50 leaves 50 of interest, which bears interest: (1,000 + 50) × 1.1² − 1,050 = 220.50
    let found = settled(&dues, &[("2014-01-01", "50")], yearly, Allocation::InterestFirst);
    assert_eq!((found.principal_sum(), found.interest_sum()), (sum("1000"), sum("270.50")));
}

/// The same small generator as in `interest_reference.py`.
struct Draws(u64);

impl Draws {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

#[test]
fn ten_thousand_cases_equal_a_second_program() {
    let expected: Vec<&str> = include_str!("interest_reference.txt").lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(expected.len(), 10_000);
    let mut draws = Draws(2015);
    let start = day("2005-01-01");
    let later = |date: Date, days: u64| date.checked_add(jiff::Span::new().days(i64::try_from(days).unwrap())).unwrap();
    for (number, expected) in expected.iter().enumerate() {
        let amount = Decimal::new(i64::try_from(1 + draws.below(50_000_000)).unwrap(), 2);
        let mut on = start;
        let mut table = String::new();
        for _ in 0..1 + draws.below(12) {
            table += &format!("{on},{}\n", Decimal::new(i64::try_from(draws.below(2_500)).unwrap(), 2));
            on = later(on, 1 + draws.below(700));
        }
        let table = rates(&table);
        let from = later(start, draws.below(4_000));
        let to = later(from, draws.below(3_000));
        let days = DayCount::ALL[usize::try_from(draws.below(4)).unwrap()];
        let model = match draws.below(6) {
            0 => Model::Simple(table),
            1 => Model::Russia236(table),
            2 => Model::Nlrb(table),
            3 => Model::Table(table, Compounding::Daily),
            4 => Model::Table(table, Compounding::Monthly),
            _ => Model::Table(table, Compounding::Yearly),
        };
        let name = model.name();
        let found = Interest { model, days }.accrual(from, to).unwrap().on(amount, Currency::USD).unwrap();
        assert_eq!(found, sum(expected), "case {number}: {amount} from {from} to {to}, {name}, {}", days.name());
    }
}

#[test]
#[ignore = "the second program takes a minute on a quiet machine"]
fn the_second_program_still_gives_these_answers() {
    let program = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/interest_reference.py");
    let Ok(output) = std::process::Command::new("python3").arg(program).output() else {
        return eprintln!("not tried: python3 is not installed");
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(String::from_utf8_lossy(&output.stdout), include_str!("interest_reference.txt"));
}
