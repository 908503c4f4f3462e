//! READ: of what simulated documents state, how much is found, with kind, figures and unit.

use super::{Case, manumit, words};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The claims of all documents, by sentence.
fn claims(case: &Case) -> BTreeMap<String, Vec<Value>> {
    let documents: BTreeSet<_> = std::fs::read_dir(case.path("documents")).unwrap().map(|entry| entry.unwrap().path()).collect();
    let mut arguments = vec!["read", "--json"];
    arguments.extend(documents.iter().map(|path| words(path)));
    let output = manumit(&arguments).stdout;
    let mut found: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for line in String::from_utf8(output).unwrap().lines() {
        let claim: Value = serde_json::from_str(line).unwrap();
        found.entry(claim["sentence"].as_str().unwrap_or_default().trim().to_owned()).or_default().push(claim);
    }
    found
}

fn same(claim: &Value, stated: &Value) -> bool {
    let end = |value: &Value| value.as_u64().map_or(Value::Null, |number| number.to_string().into());
    let is_sign = stated["low"].is_null() && stated["high"].is_null();
    claim["kind"] == stated["kind"]
        && (is_sign
            || claim["low"] == end(&stated["low"]) && claim["high"] == end(&stated["high"]) && claim["unit"] == stated["unit"])
}

/// What is stated, what of it is found, and what is found besides in sentences that state something else or nothing.
fn score(case: &Case) -> (usize, usize, Vec<String>) {
    let found = claims(case);
    let (mut stated, mut hit, mut missed) = (0, 0, Vec::new());
    for line in case.text("truth/documents.jsonl").lines() {
        let told: Value = serde_json::from_str(line).unwrap();
        let sentence = told["sentence"].as_str().unwrap();
        for state in told["states"].as_array().unwrap() {
            stated += 1;
            let is_found = found.get(sentence).is_some_and(|claims| claims.iter().any(|claim| same(claim, state)));
            hit += usize::from(is_found);
            if !is_found {
                missed.push(format!("{sentence} {state}"));
            }
        }
    }
    (stated, hit, missed)
}

#[test]
fn nearly_all_that_documents_state_is_read() {
    for seed in [1, 2] {
        let case = Case::made(seed, 600, "[[change]]\nevidence.documents = 80\n");
        let (stated, hit, missed) = score(&case);
        assert!(stated > 400, "only {stated} statements");
        assert!(hit * 100 >= stated * 95, "{hit} of {stated}: {missed:#?}");
    }
}

#[test]
fn what_states_nothing_is_read_as_nothing() {
    let case = Case::made(3, 600, "");
    let mut stating = BTreeSet::new();
    for line in case.text("truth/documents.jsonl").lines() {
        let told: Value = serde_json::from_str(line).unwrap();
        stating.insert(told["sentence"].as_str().unwrap().to_owned());
    }
    let beside: Vec<_> = claims(&case).into_iter().filter(|(sentence, _)| !stating.contains(sentence)).collect();
    let of_figures =
        beside.iter().flat_map(|(_, claims)| claims).filter(|claim| !claim["low"].is_null() || !claim["high"].is_null());
    let of_figures: Vec<String> = of_figures.map(|claim| format!("{} {}", claim["sentence"], claim["kind"])).collect();
    assert!(of_figures.is_empty(), "{of_figures:#?}");
}
