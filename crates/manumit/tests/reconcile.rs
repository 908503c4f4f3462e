//! `manumit reconcile` as a person meets it: that it is wired up, what it prints, how it ends.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn manumit(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_manumit")).args(arguments).output().expect("the binary starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn bundled(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(name)
}

fn json(output: &Output) -> serde_json::Value {
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("one JSON object")
}

#[test]
fn a_file_of_figures_is_answered_as_an_object_and_as_a_page() {
    let file = bundled("reconcile/overseas-labour.toml");
    let folder = tempfile::tempdir().expect("a folder");
    let file = file.to_str().expect("a plain path");
    let page = folder.path().join("page");
    let arguments = ["reconcile", file, "--json", "--draws", "50000", "--out", page.to_str().expect("a plain path")];
    let answer = json(&manumit(&arguments));
    assert_eq!(answer["verdict"], "infeasible");
    assert_eq!(answer["conflicts"].as_array().map(Vec::len), Some(8));
    assert_eq!(answer["bounds"]["revenue"], serde_json::json!(["180000000", "220000000"]));
    assert!(answer["posterior"]["revenue"]["p50"].is_string() && answer["ess"].is_string(), "{answer}");
    assert_eq!(answer["seed"], "1");
    let written = std::fs::read_to_string(page.join("index.html")).expect("a page");
    for said in
        ["at least 2,174 dollars taken per worker and month", "class=\"bracket\"", "class=\"arc\"", "only $100 to $130 a month"]
    {
        assert!(written.contains(said), "{said}");
    }
    let again = manumit(&arguments);
    assert_eq!(serde_json::to_string(&json(&again)).ok(), serde_json::to_string(&answer).ok());
}

#[test]
fn the_terminal_says_it_in_sentences() {
    let file = bundled("reconcile/overseas-labour.toml");
    let told = text(&manumit(&["reconcile", file.to_str().expect("a plain path"), "--draws", "50000"]).stdout);
    for said in [
        "These 8 figures cannot all be true",
        "What would have to go, the least first",
        "repeated twice without adding to it",
        "The figure that moves revenue of the State most is",
    ] {
        assert!(told.contains(said), "{said} is not in\n{told}");
    }
}

#[test]
fn a_mistake_is_told_with_its_line_and_no_case_is_no_case() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("figures.toml");
    std::fs::write(&file, "[quantities.a]\nunit = \"1\"\n[[claims]]\nquantity = \"b\"\n").expect("a file");
    let output = manumit(&["reconcile", file.to_str().expect("a plain path")]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("line 4, column 12: there is no quantity \"b\""), "{}", text(&output.stderr));
    let output = manumit(&["reconcile", folder.path().to_str().expect("a plain path")]);
    assert_eq!(output.status.code(), Some(10));
}

#[test]
fn a_case_is_compared_with_the_model_of_the_program() {
    let folder = tempfile::tempdir().expect("a folder");
    let documents = folder.path().join("documents");
    std::fs::create_dir(&documents).expect("a folder");
    let bundled = bundled("overseas-labour");
    std::fs::copy(bundled.join("manumit.toml"), folder.path().join("manumit.toml")).expect("a copy");
    for file in std::fs::read_dir(bundled.join("documents")).expect("the bundled example").flatten() {
        std::fs::copy(file.path(), documents.join(file.file_name())).expect("a copy");
    }
    let case = folder.path().to_str().expect("a plain path");
    assert_eq!(manumit(&["run", case]).status.code(), Some(0));
    let answer = json(&manumit(&["reconcile", case, "--json", "--draws", "50000"]));
    assert_eq!(answer["verdict"], "infeasible");
    let figures = answer["figures"].as_array().expect("figures");
    let billions = figures.iter().find(|figure| figure["low"] == "1200000000").expect("the figure of 2012");
    assert!(billions["claims"].as_array().is_some_and(|claims| claims.len() >= 3), "{billions}");
    assert!(
        answer["set_aside"].as_array().is_some_and(|aside| aside.iter().any(|claim| claim["mismatch"] == true)),
        "{}",
        answer["set_aside"]
    );
}
