//! The identities of claims and findings are pinned: `golden_ids.txt` was computed apart from this code, by `golden_ids.py`.

use evidence::{Because, Claim, Finding, FindingValue};
use serde::Deserialize;
use std::collections::BTreeMap;

const TABLE: &str = include_str!("golden_ids.txt");

/// What a finding is made of.
#[derive(Deserialize)]
struct Parts {
    name: String,
    sentence: String,
    value: FindingValue,
    because: Vec<Because>,
    caveats: Vec<String>,
}

/// What each block shows, its JSON, its id.
fn blocks() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    TABLE.trim().split("\n\n").map(|block| match block.lines().collect::<Vec<_>>()[..] {
        [shows, json, id] => (shows.trim_start_matches("# "), json, id),
        _ => panic!("not a block of three lines: {block}"),
    })
}

fn identify(json: &str) -> String {
    match serde_json::from_str::<Claim>(json) {
        Ok(claim) => claim.id().to_string(),
        Err(_) => {
            let Parts { name, sentence, value, because, caveats } = serde_json::from_str(json).unwrap();
            Finding::new(name, sentence, value, because, caveats).id().to_string()
        }
    }
}

#[test]
fn every_identity_is_as_written() {
    let wrong: Vec<String> = blocks()
        .filter(|(_, json, id)| identify(json) != *id)
        .map(|(shows, json, id)| format!("{shows}: expected {id}, computed {}", identify(json)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(blocks().count() > 30);
}

#[test]
fn a_claim_reads_back_as_the_json_in_the_table() {
    for (shows, json, id) in blocks().filter(|(_, _, id)| id.starts_with('c')) {
        let claim: Claim = serde_json::from_str(json).unwrap();
        let written: serde_json::Value = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_value(&claim).unwrap(), written, "{shows}");
        assert_eq!(id.parse(), Ok(claim.id()));
    }
}

/// Two blocks have one id only where the table says that the difference is no part of the identity.
#[test]
fn what_differs_has_another_identity() {
    let mut seen = BTreeMap::new();
    for (shows, _, id) in blocks() {
        if let Some(other) = seen.insert(id, shows) {
            let alike = shows.contains("no part of the identity")
                || shows.contains("none of them is part of the identity")
                || shows.contains("the same finding");
            assert!(alike, "{shows:?} and {other:?} are both {id}");
        }
    }
}

/// The other implementation agrees, where there is a Python to run it.
#[test]
fn the_reference_agrees() {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden_ids.py");
    match std::process::Command::new("python3").arg(script).output() {
        Ok(output) => assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout)),
        Err(error) => eprintln!("python3 did not run ({error}); the table itself was checked"),
    }
}
