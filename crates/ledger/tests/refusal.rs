//! What the ledger refuses: files that are none, a second writer, entries that do not follow, and any change of what is written.

mod support;

use evidence::{Basis, Claim, Rule, Verdict};
use ledger::{Entry, Error, Ledger, Reading, RunStarted};
use rusqlite::Connection;
use std::path::Path;
use support::*;

/// Checks that `path` is refused with a message that begins so, for writing and for reading, and that it is left as it was.
fn check_refused(path: &Path, message: &str) {
    let before = std::fs::read(path).ok();
    for opened in [Ledger::open(path), Ledger::open_read_only(path), Ledger::open_or_create(path)] {
        let error = opened.expect_err("this is no ledger").to_string();
        let said = error.strip_prefix(&path.display().to_string()).unwrap_or_else(|| panic!("{error}"));
        assert!(said.starts_with(message), "{error}");
    }
    assert_eq!(std::fs::read(path).ok(), before);
}

fn started(version: &str) -> Entry {
    Entry::RunStarted(RunStarted { version: version.to_owned(), arguments: vec![] })
}

#[test]
fn a_file_that_is_no_ledger() {
    let folder = Folder::new("none");
    let path = folder.path().join("ledger.sqlite");
    let write = |bytes: &[u8]| std::fs::write(&path, bytes).unwrap();

    write(b"");
    check_refused(&path, " is empty: a ledger never is");
    write(b"Dear Sir, the workers were counted on Monday.");
    check_refused(&path, " is not a ledger of manumit but some other kind of file");
    write(&[0; 4096]);
    check_refused(&path, " is not a ledger of manumit but some other kind of file");
    write(b"SQLite format 3\0 and no more");
    check_refused(&path, " is not a ledger of manumit but the beginning of a database");

    std::fs::remove_file(&path).unwrap();
    Connection::open(&path).unwrap().execute_batch("CREATE TABLE bookmarks (url TEXT)").unwrap();
    check_refused(&path, " is not a ledger of manumit but a database of another program");
    Connection::open(&path).unwrap().pragma_update(None, "journal_mode", "WAL").unwrap();
    check_refused(&path, " is not a ledger of manumit but a database of another program");
}

#[test]
fn a_ledger_of_a_newer_form() {
    let folder = Folder::new("newer");
    drop(Ledger::create(&folder.ledger()).unwrap());
    Connection::open(folder.ledger()).unwrap().pragma_update(None, "user_version", 2).unwrap();
    check_refused(&folder.ledger(), " is a ledger of form 2, and this version knows form 1: open it with a newer manumit");
    Connection::open(folder.ledger()).unwrap().pragma_update(None, "user_version", 0).unwrap();
    check_refused(&folder.ledger(), " is not a ledger of manumit but a ledger without a form");
}

#[test]
fn no_ledger_and_one_that_is_there_already() {
    let folder = Folder::new("there");
    let path = folder.ledger();
    assert!(matches!(Ledger::open(&path), Err(Error::Absent { .. })));
    assert!(matches!(Ledger::open_read_only(&path), Err(Error::Absent { .. })));
    assert!(!path.parent().unwrap().exists(), "asking leaves no trace");
    drop(Ledger::create(&path).unwrap());
    assert!(matches!(Ledger::create(&path), Err(Error::Exists { .. })));
    drop(Ledger::open_or_create(&path).unwrap());
    let left: Vec<_> = std::fs::read_dir(path.parent().unwrap()).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "the ledger and its lock: {left:?}");
}

#[test]
fn a_ledger_whose_making_was_cut_off_is_made_again() {
    let folder = Folder::new("cut-off");
    let path = folder.ledger();
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path.with_extension("new"), b"half a ledger").unwrap();
    let mut ledger = Ledger::open_or_create(&path).unwrap();
    assert_eq!(ledger.append(&started("0"), AT).unwrap(), 1);
}

#[test]
fn a_file_that_was_cut_short() {
    let folder = Folder::new("short");
    let mut ledger = Ledger::create(&folder.ledger()).unwrap();
    ledger.append(&reading("alpha", 50, 1), AT).unwrap();
    drop(ledger);
    let bytes = std::fs::read(folder.ledger()).unwrap();
    std::fs::write(folder.ledger(), &bytes[..bytes.len() / 2]).unwrap();
    match Ledger::open_read_only(&folder.ledger()) {
        Err(error) => assert!(matches!(error, Error::Damaged { .. }), "{error}"),
        Ok(ledger) => assert_eq!(ledger.verify(None, |_, _| {}).unwrap().fault.unwrap().breach, ledger::Breach::Pages),
    }
}

#[test]
fn a_second_writer() {
    let folder = Folder::new("second");
    let path = folder.ledger();
    let mut first = Ledger::create(&path).unwrap();
    first.append(&started("0"), AT).unwrap();
    let error = Ledger::open(&path).expect_err("the first still writes");
    assert!(matches!(error, Error::Locked { .. }), "{error}");
    assert!(matches!(Ledger::create(&path), Err(Error::Locked { .. })));
    let mut reader = Ledger::open_read_only(&path).unwrap();
    assert!(matches!(reader.append(&started("1"), AT), Err(Error::ReadOnly)));
    assert!(matches!(reader.rebuild_index(), Err(Error::ReadOnly)));
    let mut entries = reader.entries().unwrap();
    first.append(&started("2"), AT).unwrap();
    assert_eq!(entries.by_ref().count(), 1, "a reader sees the ledger of its moment, and keeps no writer waiting");
    assert_eq!(reader.head().unwrap(), first.head().unwrap());
    drop(entries);
    drop(first);
    assert_eq!(Ledger::open(&path).unwrap().append(&started("3"), AT).unwrap(), 3);
}

#[test]
fn a_change_of_what_is_written() {
    let folder = Folder::new("change");
    let mut ledger = Ledger::create(&folder.ledger()).unwrap();
    ledger.append_all([&started("0"), &started("1")], AT).unwrap();
    drop(ledger);
    let connection = Connection::open(folder.ledger()).unwrap();
    let refused = |sql: &str, because: &str| {
        let error = connection.execute(sql, []).expect_err(sql).to_string();
        assert!(error.starts_with("the ledger is append-only: ") && error.contains(because), "{error}");
    };
    refused("UPDATE entry SET body = '{}' WHERE seq = 1", "never changed");
    refused("UPDATE entry SET seq = 9 WHERE seq = 2", "never changed");
    refused("DELETE FROM entry WHERE seq = 2", "never removed");
    refused("DELETE FROM entry", "never removed");
    refused("INSERT OR REPLACE INTO entry SELECT 1, kind, at, previous, hash, body FROM entry WHERE seq = 2", "follows the last");
    refused("INSERT INTO entry SELECT 4, kind, at, hash, hash, body FROM entry WHERE seq = 2", "follows the last");
    refused("INSERT INTO entry SELECT 3, kind, at, previous, hash, body FROM entry WHERE seq = 2", "carries its hash");
    drop(connection);
    assert_eq!(Ledger::open(&folder.ledger()).unwrap().verify(None, |_, _| {}).unwrap().fault, None);
}

#[test]
fn entries_that_do_not_follow() {
    let folder = Folder::new("follow");
    let mut ledger = Ledger::create(&folder.ledger()).unwrap();
    let mut check = |entry: &Entry, said: &str| {
        let before = ledger.head().unwrap();
        let error = ledger.append_all([&started("0"), entry], AT).expect_err(said).to_string();
        assert!(error.contains(said), "{error}");
        assert_eq!(ledger.head().unwrap(), before, "all or nothing");
        assert_eq!(ledger.find("c", 9).unwrap(), []);
    };
    let Entry::Reading(whole) = reading("alpha", 3, 1) else { unreachable!() };
    let of = |claims: Vec<Claim>| Entry::Reading(Reading { claims, ..whole.clone() });
    let derived = |from: &Claim| {
        let basis = Basis::Derived { method: Rule::new("sum", 1), from: vec![from.id()] };
        Claim::new(statement(9), basis).unwrap()
    };
    let [first, second] = [&whole.claims[0], &whole.claims[1]].map(Clone::clone);
    check(&of(claims("beta", 1, 1)), "it was read from another source");
    check(&of(vec![first.clone(), correction(&first, 4)]), "a correction comes with the judgement");
    check(&of(vec![derived(&first)]), "it rests on a claim that this reading does not make before it");
    check(&of(vec![derived(&first), first.clone()]), "it rests on a claim that this reading does not make before it");
    check(&of(vec![first.clone(), derived(&second)]), "it rests on a claim that this reading does not make before it");
    check(&Entry::Reading(Reading { continues: Some(1), ..whole.clone() }), "is not an unfinished reading");
    check(&Entry::Judgement(judgement(&first, Verdict::Accept)), "holds no claim");

    ledger.append(&of(vec![first.clone(), derived(&first)]), AT).unwrap();
    let mut check = |entry: &Entry, said: &str| {
        let error = ledger.append(entry, AT).expect_err(said).to_string();
        assert!(error.contains(said), "{error}");
    };
    check(&Entry::Reading(Reading { continues: Some(1), ..whole.clone() }), "is not an unfinished reading");
    let correct = |claim: Claim| Entry::Judgement(judgement(&first, Verdict::Correct { claim: Box::new(claim) }));
    check(&correct(correction(&second, 4)), "is not a correction of");
    check(&correct(second.clone()), "is not a correction of");
    let by_another = Basis::Judged { by: "B. Reader".into(), at: AT.into(), on: first.id() };
    check(&correct(Claim::new(statement(4), by_another).unwrap()), "by A. Reader");
    ledger.append(&correct(correction(&first, 4)), AT).unwrap();
    for at in ["", "yesterday", "2024-06-11", "2024-06-11T08:30:00", "2024-06-11T08:30:00+02:00", "2024-06-31T08:30:00Z"] {
        assert!(matches!(ledger.append(&started("0"), at), Err(Error::NotATime { .. })), "{at}");
    }
    assert_eq!(ledger.verify(None, |_, _| {}).unwrap().fault, None);
}

#[test]
fn a_continuation_of_another_reading() {
    let folder = Folder::new("another");
    let mut ledger = Ledger::create(&folder.ledger()).unwrap();
    let begun = |name, version, continues| {
        let Entry::Reading(whole) = reading(name, 2, version) else { unreachable!() };
        Entry::Reading(Reading { continues, last: false, ..whole })
    };
    let number = ledger.append(&begun("alpha", 1, None), AT).unwrap();
    ledger.append(&begun("alpha", 1, Some(number)), AT).unwrap();
    for foreign in [begun("beta", 1, Some(number)), begun("alpha", 2, Some(number)), begun("alpha", 1, Some(number + 1))] {
        assert!(matches!(ledger.append(&foreign, AT), Err(Error::NotContinued { .. })));
    }
}

#[test]
fn looking_a_claim_up() {
    let folder = Folder::new("find");
    let mut ledger = Ledger::create(&folder.ledger()).unwrap();
    ledger.append_all([&reading("alpha", 40, 1), &reading("alpha", 40, 1), &reading("beta", 3, 1)], AT).unwrap();
    let mut ids: Vec<_> =
        [claims("alpha", 40, 1), claims("beta", 3, 1)].concat().iter().map(|claim| claim.id().to_string()).collect();
    ids.sort();
    let found = |prefix: &str| -> Vec<String> {
        ledger.find(prefix, 100).unwrap().iter().map(|found| found.claim.id().to_string()).collect()
    };
    assert_eq!(found("c"), ids);
    assert_eq!(ledger.find("C", 5).unwrap().len(), 5);
    for id in &ids {
        for length in 2..=id.len() {
            let expected: Vec<_> = ids.iter().filter(|other| other.starts_with(&id[..length])).cloned().collect();
            assert_eq!(found(&id[..length].to_uppercase()), expected);
        }
    }
    let alpha = &claims("alpha", 40, 1)[7];
    assert_eq!(ledger.find(&alpha.id().to_string(), 2).unwrap()[0].seq, 2, "of several entries the last");
    assert_eq!(ledger.claim(alpha.id()).unwrap().as_ref(), Some(alpha));
    assert_eq!(ledger.claim(claims("gamma", 1, 1)[0].id()).unwrap(), None);
    for wrong in ["", "x", "cg", "f00", "c%", "c0123456789abcdef0123456789"] {
        assert!(matches!(ledger.find(wrong, 1), Err(Error::NotAnId { .. })), "{wrong}");
    }
}
