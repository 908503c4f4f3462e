//! `manumit review` as scripts and teams use it: the queue, answers from a file, agreement, sentences for the reader.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn manumit(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_manumit")).args(arguments).output().expect("the binary starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A case of three small reports, read.
fn case() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let documents = folder.path().join("documents");
    std::fs::create_dir(&documents).expect("a folder");
    let reports = [
        (
            "one.txt",
            "About 46,000 workers are employed abroad. They earn between 300 and 1,000 dollars a month. Between 70 and 90 percent of their pay is taken.",
        ),
        ("two.txt", "Some 60,000 workers are employed abroad. Their passports were taken by the guards."),
        ("three.txt", "At least 50,000 workers are employed abroad, and their passports are held by the employer."),
    ];
    for (name, words) in reports {
        std::fs::write(documents.join(name), words).expect("a document");
    }
    let run = manumit(&["run", path(folder.path())]);
    assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
    folder
}

fn path(folder: &Path) -> &str {
    folder.to_str().expect("a plain path")
}

fn queue(case: &Path, more: &[&str]) -> Vec<serde_json::Value> {
    let mut arguments = vec!["review", path(case), "--json"];
    arguments.extend(more);
    let printed = manumit(&arguments);
    assert_eq!(printed.status.code(), Some(0), "{}", text(&printed.stderr));
    text(&printed.stdout).lines().map(|line| serde_json::from_str(line).expect("an object a line")).collect()
}

/// Applies what `decide` makes of each line of the queue.
fn answer(case: &Path, by: &[&str], decide: impl Fn(usize, &mut serde_json::Value)) -> Output {
    let mut lines = queue(case, &[by, &["--all"]].concat());
    lines.iter_mut().enumerate().for_each(|(index, line)| decide(index, line));
    let file = case.join("answers.jsonl");
    std::fs::write(&file, lines.iter().map(|line| format!("{line}\n")).collect::<String>()).expect("a file");
    let mut arguments = vec!["review", path(case), "--answers", path(&file)];
    arguments.extend(by);
    manumit(&arguments)
}

#[test]
fn the_queue_is_in_order_and_shows_its_sum() {
    let case = case();
    let lines = queue(case.path(), &[]);
    assert!(lines.len() >= 6, "{lines:#?}");
    let score = |line: &serde_json::Value| line["score"].as_f64().expect("a score");
    assert!(lines.windows(2).all(|pair| score(&pair[0]) >= score(&pair[1])));
    for line in &lines {
        let points: u64 = line["doubts"].as_array().expect("doubts").iter().map(|doubt| doubt["points"].as_u64().unwrap()).sum();
        assert_eq!(line["doubt"].as_u64(), Some(points));
        let shares: f64 = line["moves"].as_array().expect("moves").iter().map(|one| one["share"].as_f64().unwrap()).sum();
        assert!((line["effect"].as_f64().unwrap() - shares).abs() < 0.001, "{line}");
        assert!((score(line) - points as f64 * line["effect"].as_f64().unwrap()).abs() < 0.01, "{line}");
        assert!(line["decision"].is_null());
    }
    // the count in the middle holds no end of the range: nothing moves without it
    let middle = lines.iter().find(|line| line["low"] == "50000").expect("the middle count");
    assert_eq!(middle["effect"], 0.0);
    let end = lines.iter().find(|line| line["low"] == "46000").expect("the lowest count");
    let moved = end["moves"].as_array().unwrap().iter().find(|one| one["figure"] == "workers.abroad").expect("a move");
    assert!(moved["then"].as_str().unwrap().starts_with("50000-60000"), "{moved}");
    let wages = queue(case.path(), &["--kind", "wage"]);
    assert!(!wages.is_empty() && wages.iter().all(|line| line["kind"] == "wage"));
}

#[test]
fn answers_are_applied_once_and_the_next_queue_goes_on() {
    let case = case();
    let before = queue(case.path(), &[]).len();
    let accept_two = |index: usize, line: &mut serde_json::Value| {
        if index < 2 {
            line["decision"] = "accept".into();
        }
    };
    let done = answer(case.path(), &["--by", "Ana"], accept_two);
    assert!(text(&done.stdout).starts_with("2 decisions written"), "{}{}", text(&done.stdout), text(&done.stderr));
    assert_eq!(queue(case.path(), &[]).len(), before - 2);
    let again = manumit(&["review", path(case.path()), "--by", "Ana", "--answers", path(&case.path().join("answers.jsonl"))]);
    assert!(text(&again.stdout).starts_with("0 decisions written"), "{}", text(&again.stdout));
    let log = text(&manumit(&["log", path(case.path())]).stdout);
    assert_eq!(log.matches(" accepted by Ana").count(), 2, "{log}");
}

#[test]
fn a_wrong_answer_says_its_line_and_writes_nothing_of_it() {
    let case = case();
    let first = queue(case.path(), &[])[0]["claim"].as_str().expect("an id").to_owned();
    let file = case.path().join("answers.jsonl");
    for (line, why) in [
        ("not json".to_owned(), "line 1: expected"),
        (format!("{{\"claim\": \"{first}\", \"decision\": \"maybe\"}}"), "unknown variant"),
        ("{\"claim\": \"c0000000000\", \"decision\": \"accept\"}".to_owned(), "this case has no claim"),
        (
            format!("{{\"claim\": \"{first}\", \"decision\": \"correct\", \"correction\": {{\"kind\": \"slavery\"}}}}"),
            "a kind of claim",
        ),
        (
            format!("{{\"claim\": \"{first}\", \"decision\": \"correct\", \"correction\": {{\"colour\": \"red\"}}}}"),
            "unknown field",
        ),
        (format!("{{\"claim\": \"{first}\", \"decision\": \"correct\"}}"), "changes nothing"),
    ] {
        std::fs::write(&file, &line).expect("a file");
        let done = manumit(&["review", path(case.path()), "--by", "Ana", "--answers", path(&file)]);
        assert_eq!(done.status.code(), Some(2), "{line}");
        assert!(text(&done.stderr).contains(why), "{line}: {}", text(&done.stderr));
    }
    let log = text(&manumit(&["log", path(case.path())]).stdout);
    assert!(!log.contains("by Ana"), "{log}");
    let nameless = manumit(&["review", path(case.path()), "--answers", path(&file)]);
    assert_eq!(nameless.status.code(), Some(2), "who judges must be named");
}

#[test]
fn two_reviewers_are_compared() {
    let case = case();
    let by_two = |line: &mut serde_json::Value, reject: bool| line["decision"] = if reject { "reject" } else { "accept" }.into();
    answer(case.path(), &["--by", "Ana"], |index, line| by_two(line, index % 2 == 0));
    let blind = queue(case.path(), &["--by", "Ben", "--blind"]);
    assert!(blind.iter().all(|line| line["standing"] == "not judged"), "Ana's judgements are hidden");
    answer(case.path(), &["--by", "Ben", "--blind"], |index, line| by_two(line, index % 2 == 0));
    let alike = manumit(&["review", path(case.path()), "--agreement", "--json"]);
    let lines: Vec<serde_json::Value> = text(&alike.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let all = lines.iter().find(|line| line["kind"] == "all kinds").expect("a line for all kinds");
    assert_eq!(all["n"], blind.len());
    assert!(all["kappa"].as_f64().is_some() && all["agreement"].as_f64().is_some(), "{all}");
    let shown = text(&manumit(&["review", path(case.path()), "--agreement"]).stdout);
    assert!(shown.starts_with("Ana and Ben\n"), "{shown}");
}

#[test]
fn what_was_judged_tries_the_reader() {
    let case = case();
    answer(case.path(), &["--by", "Ana"], |_, line| line["decision"] = "accept".into());
    let file = case.path().join("sentences.jsonl");
    let export = manumit(&["review", path(case.path()), "--export", path(&file)]);
    assert_eq!(export.status.code(), Some(0), "{}", text(&export.stderr));
    assert!(text(&export.stderr).contains("holds sentences of your sources"), "{}", text(&export.stderr));
    let good = manumit(&["review", "--check", path(&file)]);
    assert_eq!(good.status.code(), Some(0), "{}", text(&good.stdout));
    // a wage that is rejected is from now on a mistake of the reader
    answer(case.path(), &["--by", "Ana"], |_, line| {
        if line["kind"] == "wage" {
            line["decision"] = "reject".into();
        }
    });
    manumit(&["review", path(case.path()), "--export", path(&file)]);
    let bad = manumit(&["review", "--check", path(&file)]);
    assert_eq!(bad.status.code(), Some(1), "{}", text(&bad.stdout));
    assert!(text(&bad.stdout).contains("wrongly read: wage 300..1000 USD/month"), "{}", text(&bad.stdout));
    let json = text(&manumit(&["review", "--check", path(&file), "--json"]).stdout);
    let last: serde_json::Value = serde_json::from_str(json.lines().last().expect("a line")).unwrap();
    assert_eq!((&last["failed"], &last["kinds"]["wage"]["wrong"]), (&1.into(), &1.into()), "{last}");
}

#[test]
fn a_review_can_be_spoken_line_by_line() {
    let case = case();
    let mut review = Command::new(env!("CARGO_BIN_EXE_manumit"))
        .args(["review", path(case.path()), "--by", "Ana", "--lines"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    let said = "f kind:wage\n?\nn seen twice\nc low=310 high=310\nf\nr\nu\nz\nq\n";
    review.stdin.take().expect("a pipe").write_all(said.as_bytes()).expect("it listens");
    let output = review.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let shown = text(&output.stdout);
    for part in [
        "[between 300 and 1,000 dollars a month]",
        "How it was read:",
        "corrected (u takes it back): wage · 310 USD/month",
        "taken back",
        "Press h for help.",
    ] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    assert!(!shown.contains('\u{1b}'), "nothing is drawn");
    let log = text(&manumit(&["log", path(case.path())]).stdout);
    assert!(log.contains("corrected by Ana (seen twice)"), "{log}");
}
