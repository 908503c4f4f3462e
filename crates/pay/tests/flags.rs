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
