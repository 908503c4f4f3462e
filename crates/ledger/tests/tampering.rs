//! A ledger that was changed behind its back says where.

mod support;

use evidence::Verdict;
use ledger::{Breach, Entry, Fault, Ledger, RunStarted, Verification};
use rusqlite::Connection;
use support::*;

/// A ledger of five entries: a run, two readings, a correction, a run.
fn written(folder: &Folder) -> Verification {
    let mut ledger = Ledger::create(&folder.ledger()).unwrap();
    let run = Entry::RunStarted(RunStarted { version: "0".into(), arguments: vec![] });
    let claim = &claims("alpha", 3, 1)[0];
    let corrected = judgement(claim, Verdict::Correct { claim: Box::new(correction(claim, 10)) });
    let entries = [run.clone(), reading("alpha", 3, 1), reading("beta", 2, 1), Entry::Judgement(corrected), run];
    ledger.append_all(&entries, AT).unwrap();
    let read: Vec<_> = ledger.entries().unwrap().map(|logged| logged.unwrap().entry).collect();
    assert_eq!(read, entries);
    let verification = ledger.verify(None, |_, _| {}).unwrap();
    assert_eq!((verification.entries, verification.claims, &verification.fault), (5, 6, &None));
    assert_eq!(verification.head, ledger.head().unwrap());
    verification
}

/// What verifying finds after `sql` was run on a ledger without guards.
fn after(name: &str, sql: &str) -> Option<Fault> {
    let folder = Folder::new(name);
    written(&folder);
    let connection = Connection::open(folder.ledger()).unwrap();
    let guards: Vec<(String, String)> = connection
        .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    guards.iter().for_each(|(name, _)| connection.execute_batch(&format!("DROP TRIGGER {name}")).unwrap());
    connection.execute_batch(sql).unwrap();
    guards.iter().for_each(|(_, sql)| connection.execute_batch(sql).unwrap());
    drop(connection);
    Ledger::open_read_only(&folder.ledger()).unwrap().verify(None, |_, _| {}).unwrap().fault
}

fn check(name: &str, sql: &str, seq: impl Into<Option<u64>>, breach: Breach) -> Fault {
    let fault = after(name, sql).unwrap_or_else(|| panic!("{sql}: nothing was found"));
    assert_eq!((fault.seq, fault.breach), (seq.into(), breach), "{sql}: {fault}");
    fault
}

#[test]
fn a_change_in_the_database_is_found_and_named() {
    assert_eq!(after("untouched", ""), None);
    for seq in 1..=5 {
        let name = |what: &str| format!("{what}-{seq}");
        check(&name("body"), &format!("UPDATE entry SET body = body || ' ' WHERE seq = {seq}"), seq, Breach::Content);
        check(&name("at"), &format!("UPDATE entry SET at = '1999-01-01T00:00:00Z' WHERE seq = {seq}"), seq, Breach::Content);
        check(&name("kind"), &format!("UPDATE entry SET kind = 'gossip' WHERE seq = {seq}"), seq, Breach::Content);
        check(&name("hash"), &format!("UPDATE entry SET hash = zeroblob(32) WHERE seq = {seq}"), seq, Breach::Content);
        check(&name("link"), &format!("UPDATE entry SET previous = x'00' WHERE seq = {seq}"), seq, Breach::Chain);
    }
    let fault = check("gone", "DELETE FROM entry WHERE seq = 2", 2, Breach::Order);
    assert_eq!(fault.to_string(), "entry 2: an entry is missing or out of order: expected entry 2, found entry 3");
    check("first-gone", "DELETE FROM entry WHERE seq = 1", 1, Breach::Order);
    check("renumbered", "DELETE FROM entry WHERE seq = 3; UPDATE entry SET seq = 3 WHERE seq = 5", 3, Breach::Chain);
    let exchange =
        "UPDATE entry SET seq = 9 WHERE seq = 2; UPDATE entry SET seq = 2 WHERE seq = 3; UPDATE entry SET seq = 3 WHERE seq = 9";
    check("exchanged", exchange, 2, Breach::Chain);
}

#[test]
fn a_look_up_table_that_does_not_follow_is_found_and_mended() {
    let swap = "UPDATE part SET source = (SELECT source FROM part WHERE seq = 3) WHERE seq = 2";
    for (name, sql, seq) in [
        ("claim-gone", "DELETE FROM claim WHERE seq = 2 AND place = 1", Some(2)),
        ("claim-more", "INSERT INTO claim VALUES ('c00', 1, 0)", None),
        ("claim-moved", "UPDATE claim SET seq = 3 WHERE seq = 2", Some(2)),
        ("part-gone", "DELETE FROM part WHERE seq = 3", Some(3)),
        ("part-more", "INSERT INTO part VALUES (1, 1, 's', 'r', 1)", Some(1)),
        ("part-changed", swap, Some(2)),
        ("part-of-nothing", "INSERT INTO part VALUES (99, 99, 's', 'r', 1)", None),
        ("claim-of-nothing", "INSERT INTO claim VALUES ('c00', 99, 0)", None),
    ] {
        let fault = check(name, sql, seq, Breach::Index);
        assert!(fault.to_string().contains("can be rebuilt"), "{fault}");
    }
    let folder = Folder::new("mended");
    written(&folder);
    Connection::open(folder.ledger()).unwrap().execute_batch("DELETE FROM claim; DELETE FROM part").unwrap();
    let mut ledger = Ledger::open(&folder.ledger()).unwrap();
    assert!(!ledger.has_reading(source("alpha", 3).id, "text@1").unwrap());
    ledger.rebuild_index().unwrap();
    assert!(ledger.has_reading(source("alpha", 3).id, "text@1").unwrap());
    assert_eq!(ledger.verify(None, |_, _| {}).unwrap().fault, None);
}

#[test]
fn missing_guards_are_found() {
    let folder = Folder::new("guards");
    let good = written(&folder);
    let connection = Connection::open(folder.ledger()).unwrap();
    connection.execute_batch("DROP TRIGGER entry_is_not_removed").unwrap();
    let verify = || Ledger::open_read_only(&folder.ledger()).unwrap().verify(None, |_, _| {}).unwrap();
    let fault = verify().fault.unwrap();
    assert_eq!((fault.seq, fault.breach), (None, Breach::Guards), "{fault}");
    connection.execute_batch("DELETE FROM entry WHERE seq = 5").unwrap();
    assert_eq!((verify().entries, good.entries), (4, 5));
}

/// Bytes all over the file, changed one at a time: a changed body is named, anything else is found, or it changed nothing that is
/// kept.
#[test]
fn one_changed_byte_in_the_file_is_found_and_its_entry_named() {
    let folder = Folder::new("byte");
    written(&folder);
    let good = std::fs::read(folder.ledger()).unwrap();
    let expected = entries(&folder).unwrap();
    let mut named = std::collections::BTreeSet::new();
    for at in (0..good.len()).step_by(59) {
        let mut bad = good.clone();
        bad[at] ^= 1 << (at % 7);
        std::fs::write(folder.ledger(), &bad).unwrap();
        let Ok(ledger) = Ledger::open_read_only(&folder.ledger()) else { continue };
        let fault = match ledger.verify(None, |_, _| {}) {
            Ok(verification) => verification.fault,
            Err(_) => continue,
        };
        drop(ledger);
        let Ok(found) = entries(&folder) else {
            assert!(fault.is_some(), "byte {at}: the entries cannot be read");
            continue;
        };
        match expected.iter().zip(&found).find(|(expected, found)| expected != found) {
            Some((entry, _)) => {
                let fault = fault.unwrap_or_else(|| panic!("byte {at}: a change of entry {} was not found", entry.0));
                assert_eq!(fault.seq, Some(entry.0), "byte {at}: {fault}");
                named.insert(entry.0);
            }
            None => assert!(expected.len() == found.len() || fault.is_some(), "byte {at}: an entry is gone"),
        }
    }
    assert_eq!(named.into_iter().collect::<Vec<_>>(), [1, 2, 3, 4, 5], "some byte of each entry was among them");
}

/// All that the entries hold, as the database gives it.
fn entries(folder: &Folder) -> rusqlite::Result<Vec<(u64, [Vec<u8>; 5])>> {
    let connection = Connection::open(folder.ledger())?;
    let mut statement = connection.prepare("SELECT seq, kind, at, previous, hash, body FROM entry NOT INDEXED ORDER BY seq")?;
    let rows = statement.query_map([], |row| {
        let bytes = |column| row.get_ref(column).unwrap().as_bytes().unwrap_or_default().to_vec();
        Ok((row.get(0)?, [bytes(1), bytes(2), bytes(3), bytes(4), bytes(5)]))
    })?;
    rows.collect()
}

/// A chain without its last entries is a good chain: only a head that was noted down elsewhere tells.
#[test]
fn a_ledger_cut_off_at_its_end_is_found_with_the_head_that_was_noted() {
    let folder = Folder::new("cut");
    let noted = written(&folder).head;
    let connection = Connection::open(folder.ledger()).unwrap();
    let guard: String =
        connection.query_row("SELECT sql FROM sqlite_schema WHERE name = 'entry_is_not_removed'", [], |row| row.get(0)).unwrap();
    connection.execute_batch(&format!("DROP TRIGGER entry_is_not_removed; DELETE FROM entry WHERE seq = 5; {guard}")).unwrap();
    drop(connection);
    let mut ledger = Ledger::open(&folder.ledger()).unwrap();
    let unaided = ledger.verify(None, |_, _| {}).unwrap();
    assert_eq!((unaided.fault, unaided.entries), (None, 4));
    let fault = ledger.verify(Some(noted), |_, _| {}).unwrap().fault.unwrap();
    assert_eq!((fault.seq, fault.breach), (Some(5), Breach::Head), "{fault}");
    let other = Entry::RunStarted(RunStarted { version: "another".into(), arguments: vec![] });
    ledger.append(&other, AT).unwrap();
    let fault = ledger.verify(Some(noted), |_, _| {}).unwrap().fault.unwrap();
    assert_eq!((fault.seq, fault.breach), (Some(5), Breach::Head), "{fault}");
    assert_eq!(ledger.verify(Some(unaided.head), |_, _| {}).unwrap().fault, None, "an earlier head still holds");
}

/// Whoever can compute hashes can write entries that never passed through `append`; what they say must still follow.
#[test]
fn a_forged_entry_with_a_good_hash_is_found() {
    let folder = Folder::new("forged");
    written(&folder);
    let unmade = &claims("gamma", 1, 1)[0];
    let accepted = serde_json::to_string(&judgement(unmade, Verdict::Accept)).unwrap();
    let forge = |kind: &str, body: String, breach: Breach| {
        let connection = Connection::open(folder.ledger()).unwrap();
        let previous: Vec<u8> = connection.query_row("SELECT hash FROM entry WHERE seq = 5", [], |row| row.get(0)).unwrap();
        let hash = forged_hash(&previous, 6, kind, &body);
        connection
            .execute("INSERT INTO entry VALUES (6, ?1, ?2, ?3, ?4, ?5)", (kind, AT, &previous, hash, &body))
            .unwrap_or_else(|error| panic!("{error}"));
        let fault = Ledger::open_read_only(&folder.ledger()).unwrap().verify(None, |_, _| {}).unwrap().fault.unwrap();
        assert_eq!((fault.seq, fault.breach), (Some(6), breach), "{fault}");
        let guard: String = connection
            .query_row("SELECT sql FROM sqlite_schema WHERE name = 'entry_is_not_removed'", [], |row| row.get(0))
            .unwrap();
        connection
            .execute_batch(&format!("DROP TRIGGER entry_is_not_removed; DELETE FROM entry WHERE seq = 6; {guard}"))
            .unwrap();
    };
    forge("judgement", format!("{{\"judgement\":{accepted}}}"), Breach::Sequence);
    forge("judgement", "{}".to_owned(), Breach::Reading);
    forge("gossip", "{}".to_owned(), Breach::Reading);
    let (id, claim) = (claims("alpha", 1, 1)[0].id(), serde_json::to_string(unmade).unwrap());
    let source = source("gamma", 1).id;
    let misnamed = format!(
        r#"{{"source":"{source}","reader":"r","last":true,"facts":{{}},"claims":[{{"id":"{id}","claim":{claim}}}],"notices":[]}}"#
    );
    forge("reading", misnamed, Breach::Reading);
}

fn forged_hash(previous: &[u8], seq: u64, kind: &str, body: &str) -> Vec<u8> {
    use sha2::Digest;
    let mut hasher = sha2::Sha256::new();
    for field in [b"manumit entry 1".as_slice(), previous, &seq.to_le_bytes(), kind.as_bytes(), AT.as_bytes(), body.as_bytes()] {
        hasher.update((field.len() as u64).to_le_bytes());
        hasher.update(field);
    }
    hasher.finalize().to_vec()
}
