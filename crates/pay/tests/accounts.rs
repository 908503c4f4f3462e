//! Accounts from rows to what is owed: by hand, and on made-up cases whose truth is known.

use evidence::{Currency, SourceId, Taking};
use jiff::civil::Date;
use pay::*;
use rust_decimal::Decimal;
use std::sync::Arc;

fn sum(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

struct Case {
    book: Book,
    settings: Settings,
    rules: Rules,
    terms: Terms,
}

const VOICES: [Voice; 7] = Voice::PRECEDENCE;

impl Case {
    fn new(workers: usize) -> Self {
        let files = VOICES.map(|voice| File { source: SourceId::of(voice.name().as_bytes()), name: voice.name().into(), voice });
        let crew = Crew { employer: Some("Firm".into()), country: Some("AA".into()), ..Crew::default() };
        let workers = vec![Worker::default(); workers];
        let book = Book { files: files.into(), workers, crews: vec![crew], ..Book::default() };
        let settings = Settings::new(Currency::USD, day("2016-01-01"));
        Case { book, settings, rules: Rules::own(), terms: Terms::default() }
    }

    fn spot(&self, voice: Voice) -> Spot {
        Spot {
            file: VOICES.iter().position(|other| *other == voice).unwrap() as u32,
            sheet: None,
            row: self.book.slips.len() as u64 + 2,
        }
    }

    fn slip(&mut self, voice: Voice, worker: u32, of: Month, paid_on: Option<&str>, lines: &[(Component, Decimal)]) {
        let line = |(component, amount): &(Component, Decimal)| line(*component, *amount, *amount);
        let slip = Slip {
            worker,
            month: of,
            spot: self.spot(voice),
            paid_on: paid_on.map(day),
            lines: lines.iter().map(line).collect(),
        };
        self.book.slips.push(slip);
    }

    fn lasting(&mut self, voice: Voice, whom: Whom, months: (&str, &str), component: Component, low: &str, high: &str) {
        let (from, to) = (Some(month(months.0)), Some(month(months.1)));
        let line = line(component, sum(low), sum(high));
        self.book.lasting.push(Lasting { whom, from, to, line, spot: self.spot(voice) });
    }

    fn post(&mut self, worker: u32, from: &str, to: &str) {
        let (from, to) = (month(from), Some(month(to)));
        self.book.posts.push(Post { worker, crew: 0, from, to, spot: self.spot(Voice::EmployerLedger) });
    }

    fn accounts(&mut self) -> Accounts {
        self.book.settle();
        accounts(&Reckoning { book: &self.book, settings: &self.settings, rules: &self.rules, terms: &self.terms })
    }
}

fn line(component: Component, low: Decimal, high: Decimal) -> Line {
    Line { component, low, high, currency: Currency::USD, column: 3, label: Arc::from("x") }
}

use Component::{Contract, Gross, Paid, Taken};

#[test]
fn a_month_with_every_kind_of_deduction() {
    let mut case = Case::new(1);
    let lines = [
        (Gross, "1000"),
        (Taken(Taking::Tax), "100"),
        (Taken(Taking::Board), "150"),
        (Taken(Taking::Quota), "400"),
        (Taken(Taking::Loyalty), "50"),
        (Taken(Taking::Unlabelled), "30"),
        (Taken(Taking::Held), "120"),
        (Paid, "150"),
    ];
    let lines = lines.map(|(component, amount)| (component, sum(amount)));
    case.slip(Voice::EmployerLedger, 0, month("2015-03"), None, &lines);
    case.post(0, "2015-03", "2015-03");
    let accounts = case.accounts();
    let found = &accounts.accounts[0].months[0];
    let points = [&found.lawful, &found.review, &found.prohibited, &found.unknown, &found.held, &found.paid].map(|sum| sum.point);
    assert_eq!(points, ["100", "150", "450", "30", "120", "150"].map(sum));
    // 1,000 − 100 − 150 − 30 − 150: quota, loyalty fund and what is withheld stay owed
    assert_eq!(found.owed.point, sum("570"));
    assert_eq!(found.owed.low, sum("570"));
    assert_eq!((found.if_review_falls, found.if_unknown_falls), (sum("150"), sum("30")));
    // nobody showed the tax: the best case is all but what was paid
    assert_eq!(found.owed.high, sum("850"));
    assert_eq!(found.due_on, day("2015-04-10"));
}

#[test]
fn whom_to_believe_can_be_chosen_and_nothing_is_averaged() {
    let mut case = Case::new(1);
    let of = month("2015-03");
    case.slip(Voice::EmployerLedger, 0, of, None, &[(Contract, sum("500")), (Paid, sum("400"))]);
    case.slip(Voice::Testimony, 0, of, None, &[(Paid, sum("100"))]);
    case.slip(Voice::Bank, 0, of, Some("2015-04-09"), &[(Paid, sum("130"))]);
    let found = case.accounts().accounts[0].months[0].clone();
    assert_eq!(found.paid, Bounds { low: sum("100"), point: sum("130"), high: sum("400") });
    assert_eq!(found.owed, Bounds { low: sum("100"), point: sum("370"), high: sum("400") });
    assert!(found.is_contradicted);
    case.settings.precedence = vec![Voice::Testimony];
    assert_eq!(case.accounts().accounts[0].months[0].owed.point, sum("400"));
}

#[test]
fn transfers_add_up_and_copies_count_once() {
    let mut case = Case::new(1);
    let of = month("2015-03");
    case.slip(Voice::Contract, 0, of, None, &[(Contract, sum("500"))]);
    case.slip(Voice::Bank, 0, of, Some("2015-04-01"), &[(Paid, sum("100"))]);
    case.slip(Voice::Bank, 0, of, Some("2015-04-08"), &[(Paid, sum("150"))]);
    // two halves in one payroll, and the same payslip twice
    case.slip(Voice::EmployerLedger, 0, of, Some("2015-04-01"), &[(Gross, sum("500")), (Paid, sum("100"))]);
    case.slip(Voice::EmployerLedger, 0, of, Some("2015-04-08"), &[(Gross, sum("500")), (Paid, sum("150"))]);
    case.slip(Voice::Payslip, 0, of, None, &[(Paid, sum("250"))]);
    case.slip(Voice::Payslip, 0, of, None, &[(Paid, sum("250"))]);
    let accounts = case.accounts();
    let found = &accounts.accounts[0].months[0];
    assert_eq!(found.paid, Bounds::exactly(sum("250")));
    assert_eq!(found.due, Bounds::exactly(sum("500")));
    assert!(!found.is_contradicted);
    assert_eq!(accounts.remarks.len(), 1);
    assert!(matches!(accounts.remarks[0], Remark::Duplicate { .. }));
}

#[test]
fn what_was_withheld_is_due_monthly_and_paid_at_most_once() {
    let mut case = Case::new(1);
    for of in ["2015-01", "2015-02", "2015-03"].map(month) {
        case.slip(
            Voice::EmployerLedger,
            0,
            of,
            None,
            &[(Gross, sum("500")), (Taken(Taking::Held), sum("300")), (Paid, sum("200"))],
        );
    }
    let lump = |on: &str, amount: &str| Settlement { on: day(on), sum: sum(amount) };
    let spot = case.spot(Voice::Bank);
    case.book.lumps.push(Lump { worker: 0, settlement: lump("2015-06-30", "450"), currency: Currency::USD, spot });
    let ten = Model::Simple(RateTable::constant(sum("10")));
    case.terms = Terms { interest: Interest { model: ten, days: DayCount::Actual365 }, allocation: Allocation::PrincipalFirst };
    let account = case.accounts().accounts.remove(0);
    assert_eq!(account.owed.point.principal, ["0", "150", "300"].map(sum));
    // from 10 February: 140 days on 300; from 10 March: 112 days on 300 and 185 on 150; from 10 April: 266 days on 300
    let by_hand = ["11.51", "9.21", "7.60", "6.66", "15.21"].map(sum).iter().sum::<Decimal>();
    assert_eq!(account.owed.point.interest_sum(), by_hand);
}

#[test]
fn a_month_paid_late_with_the_next_is_paid_once() {
    let mut case = Case::new(1);
    case.lasting(Voice::Contract, Whom::Worker(0), ("2015-01", "2015-03"), Contract, "500", "500");
    case.slip(Voice::Bank, 0, month("2015-01"), Some("2015-02-10"), &[(Paid, sum("0"))]);
    case.slip(Voice::Bank, 0, month("2015-02"), Some("2015-03-10"), &[(Paid, sum("1000"))]);
    case.slip(Voice::Bank, 0, month("2015-03"), Some("2015-04-10"), &[(Paid, sum("100"))]);
    let account = case.accounts().accounts.remove(0);
    assert_eq!(account.owed.point.principal, ["0", "0", "400"].map(sum));
}

#[test]
fn limitation_lists_and_does_not_claim() {
    let mut case = Case::new(1);
    case.lasting(Voice::Contract, Whom::Worker(0), ("2015-01", "2015-03"), Contract, "500", "500");
    case.lasting(Voice::Testimony, Whom::Worker(0), ("2015-01", "2015-03"), Paid, "100", "130");
    case.settings.limitation = Some(day("2015-03-10"));
    let account = case.accounts().accounts.remove(0);
    assert_eq!(account.months.iter().filter(|month| month.is_barred).count(), 1);
    assert_eq!(account.totals().wages, Bounds { low: sum("740"), point: sum("770"), high: sum("800") });
}

#[test]
fn the_crew_stands_in_for_months_without_papers() {
    let mut case = Case::new(4);
    let of = month("2015-03");
    for (worker, paid) in [(0, "100"), (1, "120"), (2, "150")] {
        case.post(worker, "2015-03", "2015-03");
        case.slip(Voice::EmployerLedger, worker, of, None, &[(Gross, sum("500")), (Paid, sum(paid))]);
    }
    case.post(3, "2015-03", "2015-04");
    let accounts = case.accounts();
    let filled = &accounts.accounts[3].months;
    assert_eq!((filled[0].due_how, filled[0].paid_how), (How::Imputed(3), How::Imputed(3)));
    assert_eq!(filled[0].owed, Bounds { low: sum("350"), point: sum("380"), high: sum("400") });
    // in April nobody has papers: nothing is made up
    assert_eq!((filled[1].due_how, filled[1].owed), (How::Open, Bounds::default()));
}

#[test]
fn sums_in_other_currencies_are_converted_on_the_chosen_day_or_left_out_aloud() {
    let mut case = Case::new(1);
    case.slip(Voice::EmployerLedger, 0, month("2015-03"), Some("2015-05-04"), &[(Gross, sum("50000")), (Paid, sum("10000"))]);
    let rub: Currency = "RUB".parse().unwrap();
    case.book.slips[0].lines.iter_mut().for_each(|line| line.currency = rub);
    assert_eq!(case.accounts().remarks.len(), 2);
    let table = "2015-04-10,RUB,USD,0.02\n2015-05-04,RUB,USD,0.03\n2016-01-01,RUB,USD,0.01\n";
    case.settings.exchange = Exchange::parse("x", table).unwrap();
    for (conversion, owed) in [(ConversionDay::Due, "800"), (ConversionDay::Payment, "1200"), (ConversionDay::Judgment, "400")] {
        case.settings.conversion = conversion;
        assert_eq!(case.accounts().accounts[0].months[0].owed.point, sum(owed), "{conversion:?}");
    }
}

/// The article's own figures: gross 300 to 1,000, 70 to 90 percent taken, 100 to 130 left.
#[test]
fn claims_alone_give_at_least_what_every_source_concedes() {
    let mut case = Case::new(1);
    case.lasting(Voice::Testimony, Whom::Worker(0), ("2015-01", "2015-12"), Gross, "300", "1000");
    case.lasting(Voice::Testimony, Whom::Worker(0), ("2015-01", "2015-12"), Paid, "100", "130");
    case.settings.as_of = day("2016-06-30");
    let account = case.accounts().accounts.remove(0);
    // a year at least: 12 × (300 − 130); at most 12 × (1,000 − 100)
    assert_eq!(account.totals().wages.low, sum("2040"));
    assert_eq!(account.totals().wages.high, sum("10800"));
}

// ---- cases whose truth is known ------------------------------------------------------------------------------------------------

struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    fn cents(&mut self, low: u64, high: u64) -> Decimal {
        Decimal::new((low * 100 + self.below((high - low) * 100)) as i64, 2)
    }
}

const CREWS: u32 = 6;
const OF_CREW: u32 = 12;
const MONTHS: i32 = 24;

/// A case with its truth: per worker what is owed. With `lost` percent of rows lost and `forged` percent of them saying more was paid.
fn made_up(seed: u64, lost: u64, forged: u64) -> (Case, Vec<Decimal>) {
    let mut dice = Dice(seed);
    let mut case = Case::new((CREWS * OF_CREW) as usize);
    case.book.crews =
        (0..CREWS).map(|at| Crew { site: Some(format!("site {at}")), country: Some("AA".into()), ..Crew::default() }).collect();
    let mut truth = Vec::new();
    for crew in 0..CREWS {
        let quota_share = dice.below(40) + 30;
        for worker in crew * OF_CREW..(crew + 1) * OF_CREW {
            let contract = dice.cents(400, 900);
            let mut owed = Decimal::ZERO;
            let spot = case.spot(Voice::Contract);
            let last = month("2015-06");
            let first = month("2013-07");
            case.book.posts.push(Post { worker, crew, from: first, to: Some(last), spot: spot.clone() });
            case.book.lasting.push(Lasting {
                whom: Whom::Worker(worker),
                from: Some(first),
                to: Some(last),
                line: line(Contract, contract, contract),
                spot,
            });
            let mut lows = Vec::new();
            let mut of = first;
            for _ in 0..MONTHS {
                let board = dice.cents(40, 60);
                let quota = rounded(contract * Decimal::new((quota_share + dice.below(8)) as i64, 2), Currency::USD);
                let paid = contract - board - quota;
                owed += contract - board - paid;
                lows.push(paid);
                let forges = dice.below(100) < forged;
                let told = if forges { contract - board } else { paid };
                let quota_told = if forges { Decimal::ZERO } else { quota };
                if dice.below(100) >= lost {
                    let lines =
                        [(Gross, contract), (Taken(Taking::Board), board), (Taken(Taking::Quota), quota_told), (Paid, told)];
                    case.slip(Voice::EmployerLedger, worker, of, None, &lines);
                }
                of = of.next();
            }
            // one in two says what was left, within a tenth
            if forged > 0 && dice.below(2) == 0 {
                lows.sort();
                let (low, high) = (lows[0] * sum("0.95"), lows[lows.len() - 1] * sum("1.05"));
                let spot = case.spot(Voice::Testimony);
                let months = (Some(first), Some(last));
                case.book.lasting.push(Lasting {
                    whom: Whom::Worker(worker),
                    from: months.0,
                    to: months.1,
                    line: line(Paid, low, high),
                    spot,
                });
            }
            truth.push(owed);
        }
    }
    (case, truth)
}

#[test]
fn with_complete_records_owed_is_exact_to_the_cent() {
    for seed in 1..=5 {
        let (mut case, truth) = made_up(seed, 0, 0);
        let accounts = case.accounts();
        for (account, truth) in accounts.accounts.iter().zip(truth) {
            assert_eq!(account.totals().wages.point, truth);
            assert_eq!(account.totals().wages.low, truth);
        }
    }
}

#[test]
fn with_lost_and_forged_records_the_truth_lies_within() {
    let (mut inside, mut all, mut covered) = (0, 0, 0);
    let seeds = 200;
    let mut widths = 0.0;
    for seed in 1..=seeds {
        let (mut case, truth) = made_up(seed, 30, 15);
        let accounts = case.accounts();
        for (account, truth) in accounts.accounts.iter().zip(&truth) {
            let Bounds { low, high, .. } = account.totals().wages;
            inside += u32::from(low <= *truth && *truth <= high);
            all += 1;
        }
        let total = class_total(&accounts, Draws { count: 400, seed, ..Draws::default() }, None);
        let truth: Decimal = truth.iter().sum();
        let truth: f64 = truth.to_string().parse().unwrap();
        widths += (total.drawn[2] - total.drawn[0]) / truth;
        covered += u32::from(total.drawn[0] <= truth && truth <= total.drawn[2]);
    }
    let width = widths / f64::from(seeds as u32);
    assert!(width < 0.3, "an interval of {width} of the truth says little");
    assert!(inside * 100 >= all * 95, "{inside} of {all} workers");
    assert!(u64::from(covered) * 100 >= seeds * 90, "{covered} of {seeds} totals");
}

#[test]
fn the_same_seed_gives_the_same_total_on_any_number_of_threads() {
    let (mut case, _) = made_up(3, 30, 15);
    let accounts = case.accounts();
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| class_total(&accounts, Draws::default(), Some(Unlisted { low: 10.0, point: 20.0, high: 40.0 })))
    };
    assert_eq!(on(1), on(2));
    assert_eq!(on(1), on(7));
    let unlisted = on(1).unlisted.unwrap();
    assert!(unlisted[0] < unlisted[1] && unlisted[1] < unlisted[2]);
}
