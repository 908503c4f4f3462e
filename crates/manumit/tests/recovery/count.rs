//! COUNT: of the overlaps of simulated lists, how many people there were.

use super::{Case, manumit, words};
use serde_json::Value;

fn counted(case: &Case, more: &[&str]) -> (u64, Value) {
    let table = case.path("truth/overlaps.csv");
    let quick = ["count", words(&table), "--json", "--boot", "0", "--chains", "2", "--sweeps", "200"];
    let output = manumit(&[&quick[..], more].concat());
    let told = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)));
    let truth: Value = serde_json::from_str(&case.text("truth/lists.json")).unwrap();
    (truth["population"].as_u64().unwrap(), told)
}

/// Lower end, estimate and upper end of a method.
fn by(told: &Value, method: &str) -> (f64, f64, f64) {
    let method = told["methods"].as_array().unwrap().iter().find(|one| one["method"] == method).unwrap();
    let number = |field: &str| method[field].as_f64().unwrap_or_else(|| panic!("no {field}: {method}"));
    (number("lo"), number("estimate"), number("hi"))
}

#[test]
fn independent_lists_give_the_number_back() {
    let mut covered = 0;
    for seed in 1..=4 {
        let (truth, told) = counted(&Case::made(seed, 3_000, ""), &[]);
        let (low, estimate, high) = by(&told, "decomposable");
        covered += u32::from(low <= truth as f64 && truth as f64 <= high);
        assert!((estimate / truth as f64 - 1.0).abs() < 0.06, "seed {seed}: {estimate} for {truth}");
        assert!(told["lower_bound"].as_f64().unwrap() <= 1.02 * truth as f64, "seed {seed}");
    }
    assert!(covered >= 3, "{covered} of 4 intervals hold the truth");
}

#[test]
fn a_referral_between_lists_is_seen_through() {
    let case = Case::made(1, 3_000, "[[change]]\nevidence.list_referral = 600\n");
    let (truth, told) = counted(&case, &[]);
    let (independent, referred) = (by(&told, "independence").1, by(&told, "decomposable"));
    assert!(independent < referred.1, "referral lowers an estimate that does not know it");
    assert!(referred.0 <= truth as f64 && truth as f64 <= referred.2, "{referred:?} for {truth}");
}

#[test]
fn people_who_are_easily_found_make_independence_too_low() {
    let case = Case::made(1, 3_000, "[[change]]\nevidence.list_easily_found = 30\n");
    let (truth, told) = counted(&case, &[]);
    assert!(by(&told, "independence").2 < truth as f64);
    assert!(told["lower_bound"].as_f64().unwrap() <= truth as f64);
}

#[test]
fn lists_that_cannot_overlap_are_told_apart() {
    let case = Case::made(1, 3_000, "[[change]]\nevidence.lists_apart = 1\n");
    let (truth, told) = counted(&case, &["--apart", "casework,clinic"]);
    let (low, estimate, high) = by(&told, "stepwise");
    assert!((estimate / truth as f64 - 1.0).abs() < 0.06, "{low} {estimate} {high} for {truth}");
}
