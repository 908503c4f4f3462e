//! A writer that is killed at any moment leaves a ledger that opens, verifies, and holds every entry that was acknowledged.

#![cfg(unix)]

mod support;

use ledger::{Entry, Ledger, Logged, Reading};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};
use support::*;

/// Set for the process that writes until it is killed: the ledger that it writes to.
const WRITES_TO: &str = "MANUMIT_TEST_WRITES_TO";

/// Not a test by itself: what the killed process does.
#[test]
fn write_until_killed() {
    let Some(path) = std::env::var_os(WRITES_TO) else { return };
    let mut ledger = Ledger::open_or_create(Path::new(&path)).unwrap();
    loop {
        let round = ledger.head().unwrap().seq;
        let whole = reading(&format!("s{round}"), 1 + (round * 37 % 320) as usize, 1);
        let first = ledger.append(&whole, AT).unwrap();
        let Entry::Reading(whole) = whole else { unreachable!() };
        let part = Reading { last: false, reader: "parts@1".into(), ..whole };
        let begun = ledger.append(&Entry::Reading(part.clone()), AT).unwrap();
        let last = Reading { continues: Some(begun), last: true, claims: vec![], ..part };
        ledger.append(&Entry::Reading(last), AT).unwrap();
        let head = ledger.head().unwrap();
        // one write, so that a line is there or not
        std::io::stdout().write_all(format!("\nacknowledged {first} {head}\n").as_bytes()).unwrap();
    }
}

/// Runs the writer, kills it some time after it began (the first time) or first acknowledged something; what it acknowledged.
fn kill(round: u32, path: &Path) -> Vec<String> {
    let mut writer = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "write_until_killed", "--nocapture"])
        .env(WRITES_TO, path)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(writer.stdout.take().unwrap()).lines().map_while(Result::ok);
    let mut acknowledged = Vec::new();
    if round > 0 {
        acknowledged.extend(lines.by_ref().find(|line| line.starts_with("acknowledged ")));
    }
    let rest = std::thread::spawn(move || lines.collect::<Vec<_>>());
    std::thread::sleep(some_time());
    writer.kill().unwrap();
    writer.wait().unwrap();
    acknowledged.extend(rest.join().unwrap());
    acknowledged.iter().filter_map(|line| line.strip_prefix("acknowledged ")).map(str::to_owned).collect()
}

/// Up to a tenth of a second.
fn some_time() -> Duration {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().subsec_nanos();
    Duration::from_micros(u64::from(now.wrapping_mul(2_654_435_761) >> 8) % 100_000)
}

#[test]
fn a_writer_killed_ten_times() {
    let folder = Folder::new("killed");
    let path = folder.ledger();
    let mut acknowledged = Vec::new();
    let mut left_behind = 0;
    for round in 0..10 {
        acknowledged.extend(kill(round, &path));
        left_behind += u32::from(path.with_file_name("ledger.sqlite-journal").exists());
        if !path.exists() {
            assert!(acknowledged.is_empty());
            continue;
        }
        let ledger = Ledger::open(&path).expect("the lock went with its holder");
        let verification = ledger.verify(None, |_, _| {}).unwrap();
        assert_eq!(verification.fault, None, "after kill {round}");
        check_all_there(&ledger, &acknowledged);
        check_no_half_readings(&ledger);
    }
    println!("{} steps acknowledged, {left_behind} half entries taken back", acknowledged.len());
    assert!(acknowledged.len() >= 9, "the writer did not get to write: {acknowledged:?}");
}

fn check_all_there(ledger: &Ledger, acknowledged: &[String]) {
    let entries: Vec<Logged> = ledger.entries().unwrap().collect::<Result<_, _>>().unwrap();
    for line in acknowledged {
        let (first, head) = line.split_once(' ').unwrap();
        let (first, head): (u64, ledger::Head) = (first.parse().unwrap(), head.parse().unwrap());
        assert_eq!(entries[head.seq as usize - 1].hash, head.hash, "{line}");
        assert_eq!(entries[first as usize - 1].seq, first, "{line}");
    }
}

/// A reading that was given whole is there with all its claims, or not at all, however many entries it takes.
fn check_no_half_readings(ledger: &Ledger) {
    let mut claims: BTreeMap<u64, (usize, bool)> = BTreeMap::new();
    for logged in ledger.entries().unwrap().map(Result::unwrap) {
        let Entry::Reading(reading) = logged.entry else { panic!("only readings were written") };
        if reading.reader == "text@1" {
            let whole = claims.entry(reading.continues.unwrap_or(logged.seq)).or_default();
            *whole = (whole.0 + reading.claims.len(), reading.last);
        }
    }
    for (first, (count, complete)) in claims {
        let round = first - 1;
        assert!(complete && count == 1 + (round * 37 % 320) as usize, "reading {first} has {count} claims, complete: {complete}");
    }
}
