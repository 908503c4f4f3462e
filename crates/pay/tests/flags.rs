//! Red flags: each hits what it is for, passes by what is in order, and says how many were tested.

use evidence::{Currency, MediaType, SourceId};
use pay::flags::{Evidence, Flag, flags};
use pay::import::{AboutFile, Intake};
use pay::*;

fn found(files: &[(&str, &str)]) -> Vec<Flag> {
    let mut intake = Intake { currency: Some(Currency::USD), ..Intake::default() };
    for (name, text) in files {
        let source = SourceId::of(text.as_bytes());
        let about = AboutFile { crew: Crew { employer: Some("Firm".into()), ..Crew::default() }, ..AboutFile::default() };
        intake.tables(name, source, &document::open(MediaType::Csv, name, source, 0, text.as_bytes()), &about);
    }
    intake.give_payments();
    intake.registrar.book.settle();
    let settings = Settings::new(Currency::USD, "2021-01-01".parse().unwrap());
    let (rules, terms) = (Rules::own(), Terms::default());
    let book = &intake.registrar.book;
    let reckoning = Reckoning { book, settings: &settings, rules: &rules, terms: &terms };
    let accounts = accounts(&reckoning);
    let evidence = Evidence {
        reckoning: &reckoning,
        accounts: &accounts,
        payments: &intake.payments,
        facts: &intake.facts,
        costs: &intake.costs,
    };
    flags(&evidence)
}

#[track_caller]
fn counts(flags: &[Flag], rule: &str, expected: (usize, usize)) {
    let of: Vec<&Flag> = flags.iter().filter(|flag| flag.rule.starts_with(rule)).collect();
    let found = of.iter().fold((0, 0), |(hit, tested), flag| (hit + flag.hit, tested + flag.tested));
    assert_eq!(found, expected, "{rule}: {of:#?}");
    for flag in of {
        assert_eq!(flag.rows.len(), flag.hit, "{rule} names its rows");
        assert!(!flag.innocent.is_empty());
    }
}

#[test]
fn payrolls() {
    let payroll = "Name,Month,Gross USD,State plan,Food,Net,Pay date,Hours,Days worked\n\
        Kim A,2015-03,500,200,50,250,2015-04-10,310,30\n\
        Kim B,2015-03,500,100,50,350,2015-06-10,180,24\n";
    let roster = "Name,Start date,Site,Promised wage USD,Passport held by,Phone\nKim A,2015-03-01,North,1000,agent,555 1\nKim B,2015-03-01,North,500,worker,555 1\n\
        Kim C,2015-03-01,North,500,company,555 1\nKim D,2015-03-01,North,500,worker,555 1\n";
    let flags = found(&[("payroll.csv", payroll), ("roster.csv", roster)]);
    counts(&flags, "RF01", (1, 2));
    counts(&flags, "RF03", (1, 2));
    counts(&flags, "RF09", (1, 1));
    counts(&flags, "RF16", (2, 4));
    counts(&flags, "RF17", (1, 2));
    counts(&flags, "RF18", (1, 2));
    counts(&flags, "RF29", (1, 2));
    assert!(flags.iter().all(|flag| !flag.about.contains("Kim")), "a flag is about no worker");
}

#[test]
fn flat_net_needs_ten_and_pay_that_varies() {
    let row = |number: u32, gross: u32, net: u32| format!("Kim {number},2015-03,{gross},{net}\n");
    let all = |gross: fn(u32) -> u32, net: fn(u32) -> u32, count: u32| {
        let rows: String = (0..count).map(|number| row(number, gross(number), net(number))).collect();
        found(&[("p.csv", &format!("Name,Month,Gross USD,Net\n{rows}"))])
    };
    counts(&all(|number| 300 + 70 * number, |_| 100, 10), "RF02", (1, 1));
    counts(&all(|number| 300 + 70 * number, |number| 100 + 60 * number, 10), "RF02", (0, 1));
    counts(&all(|_| 300, |_| 100, 10), "RF02", (0, 1));
    counts(&all(|number| 300 + 70 * number, |_| 100, 9), "RF02", (0, 0));
}

#[test]
fn payments() {
    let roster = "Name,Start date,End date,Site,Account\nKim A,2015-01-01,2015-06-20,North,AA0011\nKim B,2015-01-01,2015-06-20,North,AA0022\n";
    let mut bank = String::from("Date,Payer,Payee,Account,Amount USD,Purpose\n");
    for month in 2..=4 {
        bank +=
            &format!("2015-0{month}-05,Firm,Kim A,AA0011,100,wages\n2015-0{month}-05,Firm,Agent,AA0099,700,wages of a group\n");
        bank += &format!("2015-0{month}-06,Agent,Bureau,AA0100,20000,\n");
    }
    bank += "2015-06-25,Firm,Kim A,AA0011,900,final settlement\n2015-06-25,Host,Export Co,AA0200,5000,manpower March\n";
    let flags = found(&[("roster.csv", roster), ("payments/bank.csv", &bank)]);
    counts(&flags, "RF04", (1, 1));
    counts(&flags, "RF05", (1, 2));
    counts(&flags, "RF12", (1, 2));
    counts(&flags, "RF14", (1, 3));
}

const OWN_ACCOUNTS: &str = "Name,Start date,Site,Account\nKim A,2015-01-01,North,AA0011\nKim B,2015-01-01,North,AA0022\n\
    Kim C,2015-01-01,North,AA0033\nKim D,2015-01-01,North,AA0044\n";
const TITLES: &str = "Date,Payer,Payee,Account,Amount USD,Purpose\n";

/// What the flag with this rule counts where each worker is paid 500 on 5 March and 5 May, and `out` leaves the accounts.
fn own_accounts(out: &str) -> Vec<Flag> {
    let wages: String = ["Kim A,AA0011", "Kim B,AA0022", "Kim C,AA0033", "Kim D,AA0044"]
        .iter()
        .map(|payee| format!("2015-03-05,Firm,{payee},500,wages\n2015-05-05,Firm,{payee},500,wages\n"))
        .collect();
    found(&[("roster.csv", OWN_ACCOUNTS), ("payments/bank.csv", &format!("{TITLES}{wages}{out}"))])
}

#[test]
fn pay_that_goes_back() {
    // to the payer himself: one of the two payments of Kim A; the account of Kim B shows nothing that left it
    counts(&own_accounts("2015-03-10,Kim A,Firm,,350,\n"), "RF06", (1, 2));
    counts(&own_accounts("2015-03-10,Kim A,Firm,,349,\n"), "RF06", (0, 2));
    counts(&own_accounts("2015-03-13,Kim A,Firm,,400,\n"), "RF06", (0, 2));
    // to somebody else: only if three workers do so
    let to_one = |count: usize| -> String {
        ["A", "B", "C"][..count].iter().map(|name| format!("2015-03-06,Kim {name},Ri Brigadier,,400,\n")).collect()
    };
    counts(&own_accounts(&to_one(3)), "RF06", (3, 6));
    counts(&own_accounts(&to_one(2)), "RF06", (0, 4));
}

#[test]
fn pay_that_is_drawn_at_one_machine() {
    let drawn = |days: [&str; 3], machine: [&str; 3]| -> String {
        let row = |at: usize| format!("2015-03-{},Kim {},{},,420,cash withdrawal\n", days[at], ["A", "B", "C"][at], machine[at]);
        (0..3).map(row).collect()
    };
    counts(&own_accounts(&drawn(["05", "05", "05"], ["ATM 7"; 3])), "RF07", (3, 6));
    counts(&own_accounts(&drawn(["06", "06", "06"], ["ATM 7"; 3])), "RF07", (3, 6));
    counts(&own_accounts(&drawn(["05", "05", "06"], ["ATM 7"; 3])), "RF07", (0, 6));
    counts(&own_accounts(&drawn(["05", "05", "05"], ["ATM 7", "ATM 7", "ATM 8"])), "RF07", (0, 6));
    counts(&own_accounts(&drawn(["08", "08", "08"], ["ATM 7"; 3])), "RF07", (0, 6));
}

#[test]
fn accounts_that_nobody_lives_on() {
    // two payments 61 days apart, nothing between but cash
    counts(&own_accounts("2015-03-06,Kim A,ATM 7,,400,cash withdrawal\n"), "RF08", (1, 1));
    counts(&own_accounts("2015-03-06,Kim A,Grocer,,20,\n2015-04-10,Kim A,Grocer,,20,\n"), "RF08", (0, 1));
    // to the employer is not living
    counts(&own_accounts("2015-04-05,Kim A,Firm,,20,\n"), "RF08", (1, 1));
}

#[test]
fn a_statement_of_a_workers_own_account_is_told_from_both_sides() {
    let statement = ":20:1\n:25:AA0011\n:28C:1\n:60F:C150301USD0,\n:61:1503050305C500,NTRFNONREF\n:86:?20wages?32Firm\n\
        :61:1503070307D400,NTRFNONREF\n:86:?20thanks?32Firm\n:62F:C150331USD100,\n-\n";
    let mut intake = Intake { currency: Some(Currency::USD), ..Intake::default() };
    let source = SourceId::of(b"roster");
    let roster = document::open(MediaType::Csv, "roster.csv", source, 0, OWN_ACCOUNTS.as_bytes());
    intake.tables("roster.csv", source, &roster, &AboutFile::default());
    intake.bank("own.sta", SourceId::of(b"own"), pay::import::BankFormat::Mt940, statement.as_bytes(), &AboutFile::default());
    intake.give_payments();
    let told: Vec<_> = intake.payments.iter().map(|payment| (payment.worker, payment.payer_worker, payment.sum)).collect();
    assert_eq!(told, [(Some(0), None, 500.into()), (None, Some(0), 400.into())], "{:#?}", intake.payments);
}

#[test]
fn quotas_that_are_made_up_for() {
    let payroll = |quotas: &[u32]| {
        let rows = quotas.iter().enumerate();
        let rows: String = rows.map(|(at, quota)| format!("Kim A,2015-0{},500,{quota},{}\n", at + 1, 500 - quota)).collect();
        found(&[("p.csv", &format!("Name,Month,Gross USD,State plan,Net\n{rows}"))])
    };
    counts(&payroll(&[200, 200, 150, 250, 200]), "RF13", (1, 5));
    counts(&payroll(&[200, 200, 150, 240, 200]), "RF13", (0, 5));
    // nothing says what is usual
    counts(&payroll(&[200, 150, 250]), "RF13", (0, 3));
    let named = "Name,Month,Gross USD,Plan shortfall carried over,Net\nKim A,2015-01,500,50,450\n";
    counts(&found(&[("p.csv", named)]), "RF13", (1, 1));
}

#[test]
fn permits_that_are_not_for_work() {
    let register = "permit_no,name,nationality,employer,issued,kind\n1,Kim A,KP,Firm,2018-02-01,student\n2,Kim B,KP,Firm,2018-02-01,work\n\
        3,Kim C,NP,Firm,2018-02-01,student\n4,Kim D,KP,Firm,2018-02-01,student\n";
    let payroll =
        "Name,Month,Gross USD,Net\nKim A,2018-03,500,100\nKim B,2018-03,500,100\nKim C,2018-03,500,100\nKim D,2018-01,500,100\n";
    let flags = found(&[("register.csv", register), ("p.csv", payroll)]);
    counts(&flags, "RF21", (1, 2));
    counts(&flags, "RF19", (3, 3));
}

#[test]
fn a_rule_that_nothing_tests_says_what_it_needs() {
    let flags = found(&[("p.csv", "Name,Month,Gross USD,Net\nKim A,2015-03,500,100\n")]);
    let needs: Vec<(&str, &str)> = pay::flags::not_tested(&flags).collect();
    assert!(needs.contains(&("RF06_KICKBACK", "statements of workers' own accounts")), "{needs:?}");
    assert!(!needs.iter().any(|(rule, _)| *rule == "RF01_TAKE_HIGH"), "{needs:?}");
    // every rule that is tested says what it needs
    let all = needs.len() + flags.iter().map(|flag| flag.rule).collect::<std::collections::BTreeSet<_>>().len();
    assert_eq!(all, 25);
}

#[test]
fn dates_of_resolutions() {
    let roster = "Name,Start date,Site,Nationality,Permit issued\nKim A,2017-01-01,North,DPRK,2017-09-10\nKim B,2017-01-01,North,DPRK,2017-09-11\n\
        Kim C,2017-01-01,North,Nepal,2018-01-01\n";
    let payroll = "Name,Month,Gross USD,Net\nKim A,2019-12,500,100\nKim B,2020-01,500,100\nKim C,2020-01,500,100\n";
    let flags = found(&[("roster.csv", roster), ("payroll.csv", payroll)]);
    counts(&flags, "RF19", (1, 2));
    let after: Vec<&Flag> = flags.iter().filter(|flag| flag.rule.starts_with("RF20")).collect();
    // December 2019 began before the day; only January 2020 is surely after it
    assert_eq!(after.iter().map(|flag| flag.hit).sum::<usize>(), 1);
}

#[test]
fn costs_borne_by_workers() {
    let costs = "Name,Kind of cost,Amount USD\nKim A,bribe,800\n";
    let payroll = "Name,Month,Gross USD,Net\nKim A,2015-03,500,100\nKim B,2015-03,500,100\n";
    counts(&found(&[("costs.csv", costs), ("p.csv", payroll)]), "RF30", (1, 2));
    counts(&found(&[("p.csv", payroll)]), "RF30", (0, 0));
}
