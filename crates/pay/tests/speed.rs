//! How long a million worker-months take. Not part of the usual run: `cargo test --release -p manumit-pay --test speed -- --ignored --nocapture`.

use evidence::{Currency, SourceId, Taking};
use pay::*;
use rust_decimal::Decimal;
use std::sync::Arc;
use std::time::Instant;

const WORKERS: u32 = 27_778;
const MONTHS: u64 = 36;

#[test]
#[ignore = "a measurement, not a check"]
fn a_million_worker_months() {
    let mut state = 1u64;
    let mut cents = |low: u64, high: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        Decimal::new((low * 100 + (state >> 33) % ((high - low) * 100)) as i64, 2)
    };
    let files =
        [Voice::EmployerLedger, Voice::Testimony].map(|voice| File { source: SourceId::of(b"x"), name: "x".into(), voice });
    let mut book = Book { files: files.into(), workers: vec![Worker::default(); WORKERS as usize], ..Book::default() };
    book.crews = (0..WORKERS / 50 + 1)
        .map(|at| Crew { site: Some(at.to_string()), country: Some("AA".into()), ..Crew::default() })
        .collect();
    let (first, last): (Month, Month) = ("2012-01".parse().unwrap(), "2014-12".parse().unwrap());
    let label: Arc<str> = Arc::from("x");
    for worker in 0..WORKERS {
        let spot = |file| Spot { file, sheet: None, row: u64::from(worker) };
        book.posts.push(Post { worker, crew: worker / 50, from: first, to: Some(last), spot: spot(0) });
        let mut month = first;
        for number in 0..MONTHS {
            let mut line = |component, low, high| {
                let sum = cents(low, high);
                Line { component, low: sum, high: sum, currency: Currency::USD, column: 1, label: Arc::clone(&label) }
            };
            let paid = line(Component::Paid, 80, 200);
            let lines = vec![
                line(Component::Gross, 600, 900),
                line(Component::Taken(Taking::Tax), 10, 30),
                line(Component::Taken(Taking::Board), 40, 90),
                line(Component::Taken(Taking::Quota), 200, 300),
                line(Component::Taken(Taking::Loyalty), 10, 20),
                paid.clone(),
            ];
            // one month in ten has no row, one in ten a second source
            if (u64::from(worker) + number) % 10 != 0 {
                book.slips.push(Slip { worker, month, spot: spot(0), paid_on: None, lines });
            }
            if (u64::from(worker) + number) % 10 == 5 {
                book.slips.push(Slip {
                    worker,
                    month,
                    spot: spot(1),
                    paid_on: None,
                    lines: vec![line(Component::Paid, 60, 200)],
                });
            }
            month = month.next();
        }
    }
    let mut rules = Rules::own();
    let ratified = |code: &str| Ratification {
        state: "AA".into(),
        code: code.into(),
        from: "1990-01-01".parse().unwrap(),
        to: None,
        reservation: None,
    };
    rules.ratified(vec![ratified("C95"), ratified("C181")]);
    let settings = Settings::new(Currency::USD, "2016-06-30".parse().unwrap());
    let interest = Interest { model: Model::Nlrb(RateTable::constant("4.25".parse().unwrap())), days: DayCount::Actual365 };
    let terms = Terms { interest, allocation: Allocation::InterestFirst };
    let started = Instant::now();
    book.settle();
    let settled = started.elapsed();
    let accounts = accounts(&Reckoning { book: &book, settings: &settings, rules: &rules, terms: &terms });
    let drawn_up = started.elapsed();
    let total = class_total(&accounts, Draws { count: 1_000, ..Draws::default() }, None);
    let done = started.elapsed();
    let months: usize = accounts.accounts.iter().map(|account| account.months.len()).sum();
    eprintln!(
        "{months} worker-months: ordered {settled:?}, drawn up {:?}, 1,000 draws {:?}, all {done:?}",
        drawn_up - settled,
        done - drawn_up
    );
    eprintln!("at least {}, {:?}", total.least, total.drawn);
    assert!(months >= 1_000_000);
}
