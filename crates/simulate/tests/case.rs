//! A whole case in memory: the same bytes on any number of threads, and evidence that agrees with the truth beside it.

use simulate::folder::InMemory;
use simulate::name::Avoided;
use simulate::{Model, Scenario, Setup, case};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

type Files = BTreeMap<String, Vec<u8>>;

fn made(seed: u64, workers: u32, scenario: &str) -> Files {
    let mut folder = InMemory::default();
    let scenario = Scenario::parse(scenario).unwrap();
    let setup = Setup { seed, workers, first_year: 2013, last_year: 2014, model: Model::shipped(), scenario };
    case::write(setup, &Avoided::default(), &mut folder, &mut |_| ControlFlow::Continue(())).unwrap();
    folder.files()
}

fn text<'f>(files: &'f Files, name: &str) -> &'f str {
    std::str::from_utf8(files.get(name).unwrap_or_else(|| panic!("{name} is missing"))).unwrap()
}

/// Rows of a CSV file by column; quotes stay.
fn rows<'f>(files: &'f Files, name: &str) -> Vec<BTreeMap<&'f str, &'f str>> {
    let mut lines = text(files, name).lines();
    let header: Vec<&str> = lines.next().unwrap().split(',').collect();
    let fields = |line: &'f str| -> Vec<&'f str> {
        let mut quoted = false;
        let ends = line.split(move |letter| {
            quoted ^= letter == '"';
            letter == ',' && !quoted
        });
        ends.collect()
    };
    lines.map(|line| header.iter().copied().zip(fields(line)).collect()).collect()
}

fn cents(amount: &str) -> i64 {
    let (whole, decimals) = amount.split_once('.').unwrap();
    assert_eq!(decimals.len(), 2);
    let sign = if amount.starts_with('-') { -1 } else { 1 };
    whole.parse::<i64>().unwrap() * 100 + sign * decimals.parse::<i64>().unwrap()
}

#[test]
fn threads_change_no_byte() {
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| made(11, 500, ""))
    };
    let (one, three) = (with(1), with(3));
    assert_eq!(one.keys().collect::<Vec<_>>(), three.keys().collect::<Vec<_>>());
    for (name, bytes) in &one {
        assert!(*bytes == three[name], "{name} differs");
    }
    assert!(one["payments/payments.csv"] != made(12, 500, "")["payments/payments.csv"]);
}

#[test]
fn every_document_says_first_that_it_is_simulated() {
    let files = made(1, 500, "");
    let documents: Vec<_> = files.keys().filter(|name| name.starts_with("documents/")).collect();
    assert_eq!(documents.len(), 40);
    for name in documents {
        assert!(text(&files, name).lines().next().unwrap().starts_with("SIMULATED"), "{name}");
    }
    let kinds = ["news", "report", "testimony", "digest"];
    assert!(kinds.iter().all(|kind| files.keys().any(|name| name.contains(kind))), "{:?}", files.keys());
}

#[test]
fn what_documents_state_stands_in_them() {
    let files = made(1, 500, "");
    let mut wrong = 0;
    for line in text(&files, "truth/documents.jsonl").lines() {
        let told: serde_json::Value = serde_json::from_str(line).unwrap();
        let sentence = told["sentence"].as_str().unwrap();
        assert!(text(&files, told["file"].as_str().unwrap()).contains(sentence), "{sentence}");
        wrong += u32::from(told["right"] == false);
    }
    assert!(wrong > 0, "no document is ever wrong");
}

#[test]
fn accounts_hold_what_payments_left_in_them() {
    let files = made(2, 400, "");
    let amounts: BTreeMap<&str, i64> =
        rows(&files, "truth/payment_roles.csv").iter().map(|row| (row["tx_id"], cents(row["usd"]))).collect();
    let mut moved: BTreeMap<&str, i64> = BTreeMap::new();
    let payments = rows(&files, "payments/payments.csv");
    assert_eq!(payments.len(), amounts.len());
    for payment in &payments {
        *moved.entry(payment["src"]).or_default() -= amounts[payment["tx_id"]];
        *moved.entry(payment["dst"]).or_default() += amounts[payment["tx_id"]];
    }
    for account in rows(&files, "truth/accounts.csv") {
        let left = cents(account["closing"]) - cents(account["opening"]);
        assert_eq!(left, moved.get(account["account"]).copied().unwrap_or_default(), "{account:?}");
    }
    let times: Vec<&str> = payments.iter().map(|payment| payment["ts"]).collect();
    assert!(times.is_sorted());
}

#[test]
fn hidden_cash_is_not_shown_and_still_true() {
    let files = made(2, 400, "[[change]]\nevidence.hide_cash = 1");
    let shown: BTreeSet<&str> = rows(&files, "payments/payments.csv").iter().map(|row| row["tx_id"]).collect();
    assert!(rows(&files, "payments/payments.csv").iter().all(|row| row["channel"] != "cash"));
    let roles = rows(&files, "truth/payment_roles.csv");
    assert!(roles.len() > shown.len());
    assert!(roles.iter().all(|row| (row["shown"] == "1") == shown.contains(row["tx_id"])));
}

#[test]
fn every_pay_sheet_sums() {
    let files = made(3, 800, "[[change]]\nevidence.payroll_sites = 40");
    let mut lines = 0;
    for (name, bytes) in files.iter().filter(|(name, _)| name.starts_with("payrolls/") && name.ends_with(".csv")) {
        for line in std::str::from_utf8(bytes).unwrap().lines() {
            let fields = split(line);
            if fields.len() < 17 || !fields[0].starts_with(|digit: char| digit.is_ascii_digit()) || name.contains("inspection") {
                continue;
            }
            let amounts: Vec<i64> = fields[5..17].iter().map(|amount| cents(&amount.replace(',', "."))).collect();
            assert_eq!(amounts[0], amounts[1..].iter().sum::<i64>(), "{name}: {line}");
            lines += 1;
        }
    }
    assert!(lines > 100, "{lines}");
    let forged = rows(&files, "truth/payrolls.csv").iter().filter(|row| row["forged"] == "1").count();
    assert!(forged > 0, "no books are forged");
}

/// Fields of a line, whose quotes stand only around decimal commas.
fn split(line: &str) -> Vec<String> {
    let (mut fields, mut quoted) = (vec![String::new()], false);
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            _ => fields.last_mut().unwrap().push(letter),
        }
    }
    fields
}

#[test]
fn lists_hold_whom_the_truth_says() {
    let files = made(4, 600, "");
    let members = rows(&files, "truth/list_members.csv");
    for (list, file) in
        [("clinic", "rosters/clinic.csv"), ("border", "rosters/border-log.csv"), ("sites", "rosters/site-list.csv")]
    {
        let listed = members.iter().filter(|row| row["list"] == list).count();
        assert_eq!(listed, text(&files, file).lines().count() - 1, "{list}");
    }
    let truth: serde_json::Value = serde_json::from_str(text(&files, "truth/lists.json")).unwrap();
    let overlaps = rows(&files, "truth/overlaps.csv");
    let counted: u64 = overlaps.iter().map(|row| row["count"].parse::<u64>().unwrap()).sum();
    assert_eq!(truth["seen"].as_u64(), Some(counted));
    assert!(truth["population"].as_u64().unwrap() > counted);
}

#[test]
fn lists_can_be_apart_hidden_and_referred() {
    let apart = made(4, 1_000, "[[change]]\nevidence.lists_apart = 1\nevidence.list_border = 0");
    assert!(!apart.contains_key("rosters/border-log.csv"));
    assert!(rows(&apart, "truth/overlaps.csv").iter().all(|row| row["casework"] == "0" || row["clinic"] == "0"));
    let both = |scenario: &str| -> u64 {
        let files = made(4, 1_000, scenario);
        let overlaps = rows(&files, "truth/overlaps.csv");
        let both = overlaps.iter().filter(|row| row["casework"] == "1" && row["clinic"] == "1");
        both.map(|row| row["count"].parse::<u64>().unwrap()).sum()
    };
    let (alone, referred) = (both(""), both("[[change]]\nevidence.list_referral = 800"));
    assert!(referred > 3 * alone, "{referred} against {alone}");
}

#[test]
fn whoever_waits_may_stop_it() {
    let mut folder = InMemory::default();
    let setup =
        Setup { seed: 1, workers: 50, first_year: 2013, last_year: 2014, model: Model::shipped(), scenario: Scenario::default() };
    let stopped = case::write(setup, &Avoided::default(), &mut folder, &mut |_| ControlFlow::Break(()));
    assert!(matches!(stopped, Err(case::Error::Interrupted)));
}

#[test]
fn a_scenario_reaches_what_is_laid_out_before_the_first_month() {
    let files = made(
        5,
        400,
        "[[change]]\nlook_alikes.migrants = 0\nremittance.cash = 100\nevidence.holder_unknown = 0\nevidence.payroll_forged = 100\n",
    );
    assert!(rows(&files, "truth/groups.csv").iter().all(|row| row["kind"] == "crew" && row["cash"] == "1"));
    assert!(rows(&files, "payments/accounts.csv").iter().all(|row| !row["holder"].is_empty()));
    assert!(rows(&files, "truth/payrolls.csv").iter().all(|row| row["forged"] == "1"));
    assert!(rows(&files, "truth/arrivals.csv").iter().all(|row| row["route"] == "cash"));
}
