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
        "What moves revenue of the State most is what",
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

/// The bundled case, copied; it has been run.
fn case_that_was_run(more: &[(&str, &str)], arguments: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let documents = folder.path().join("documents");
    std::fs::create_dir(&documents).expect("a folder");
    let bundled = bundled("overseas-labour");
    std::fs::copy(bundled.join("manumit.toml"), folder.path().join("manumit.toml")).expect("a copy");
    for file in std::fs::read_dir(bundled.join("documents")).expect("the bundled example").flatten() {
        std::fs::copy(file.path(), documents.join(file.file_name())).expect("a copy");
    }
    more.iter().for_each(|(name, text)| std::fs::write(folder.path().join(name), text).expect("a file"));
    let case = folder.path().to_str().expect("a plain path");
    let output = manumit(&[&["run", case], arguments].concat());
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    folder
}

fn told(folder: &Path) -> serde_json::Value {
    let document = std::fs::read(folder.join("dossier/dossier.json")).expect("a document");
    serde_json::from_slice(&document).expect("JSON")
}

#[test]
fn a_run_compares_and_every_figure_of_it_answers_why() {
    let folder = case_that_was_run(&[], &[]);
    let case = folder.path().to_str().expect("a plain path");
    let document = told(folder.path());
    assert_eq!(document["reconcile"]["verdict"], "infeasible");
    assert!(document["reconcile"]["conflicts"].as_array().is_some_and(|conflicts| conflicts.len() >= 8));
    let names: Vec<&str> =
        document["findings"].as_array().expect("findings").iter().filter_map(|finding| finding["name"].as_str()).collect();
    let compared: Vec<&str> = names.iter().copied().filter(|name| name.starts_with("reconcile.")).collect();
    assert!(compared.len() > 20, "{compared:?}");
    for name in
        ["reconcile.verdict", "reconcile.conflict.1", "reconcile.way_out.1", "reconcile.bounds.revenue", "reconcile.likely.wage"]
    {
        let answer = json(&manumit(&["why", name, "--case", case, "--json"]));
        assert!(answer["because"].as_array().is_some_and(|because| !because.is_empty()), "{name}: {answer}");
    }
    // what the page proves, the verb proves
    let answer = json(&manumit(&["reconcile", case, "--json", "--draws", "0"]));
    let count = |answer: &serde_json::Value| answer["conflicts"].as_array().map(Vec::len);
    assert_eq!(count(&answer), count(&document["reconcile"]));
    let page = std::fs::read_to_string(folder.path().join("dossier/index.html")).expect("a page");
    assert!(page.contains("id=\"reconcile\"") && page.contains("workers in Russia"));
    assert_eq!(manumit(&["verify", case]).status.code(), Some(0));
}

#[test]
fn a_case_is_told_by_the_model_that_was_recorded_and_as_of_its_date() {
    let model = "[quantities.pay]\nlabel = \"pay of all\"\nunit = \"USD/month\"\nsay = \"pay of {}\"\n\
                 [quantities.pay.claims]\nkinds = [\"wage\"]\nplace = \"any\"\n";
    let folder = case_that_was_run(&[("reconcile.toml", model)], &[]);
    let case = folder.path().to_str().expect("a plain path");
    let quantities = |folder: &Path| told(folder)["reconcile"]["quantities"].clone();
    assert_eq!(quantities(folder.path())[0]["label"], "pay of all");
    let before = told(folder.path())["reconcile"]["figures"].as_array().map(Vec::len);
    // the file may go; the case is still told as it was run
    std::fs::remove_file(folder.path().join("reconcile.toml")).expect("gone");
    assert_eq!(manumit(&["why", "reconcile.bounds.pay", "--case", case]).status.code(), Some(0));
    assert_eq!(manumit(&["verify", case]).status.code(), Some(0));
    let early = case_that_was_run(&[("reconcile.toml", model)], &["--as-of", "2014-12-31"]);
    assert!(told(early.path())["reconcile"]["figures"].as_array().map(Vec::len) < before);
    let output = {
        std::fs::write(folder.path().join("reconcile.toml"), "[quantities.pay]\n").expect("a file");
        manumit(&["run", case])
    };
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("reconcile.toml, line 1"), "{}", text(&output.stderr));
}

#[test]
fn a_case_is_compared_with_the_model_of_the_program() {
    let folder = case_that_was_run(&[], &[]);
    let case = folder.path().to_str().expect("a plain path");
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
