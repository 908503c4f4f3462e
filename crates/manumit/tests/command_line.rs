//! The command line as a person meets it: that each verb is wired up, what it prints, how it ends.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

fn manumit(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_manumit")).args(arguments).output().expect("the binary starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A copy of the bundled example in a folder of its own.
fn example() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let bundled = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/overseas-labour");
    std::fs::create_dir(folder.path().join("documents")).expect("a folder");
    std::fs::copy(bundled.join("manumit.toml"), folder.path().join("manumit.toml")).expect("a copy");
    for file in std::fs::read_dir(bundled.join("documents")).expect("the bundled example").flatten() {
        std::fs::copy(file.path(), folder.path().join("documents").join(file.file_name())).expect("a copy");
    }
    folder
}

fn path(folder: &tempfile::TempDir) -> &str {
    folder.path().to_str().expect("a plain path")
}

/// All files of the dossier with their bytes, in order.
fn dossier(case: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files: Vec<_> = std::fs::read_dir(case.join("dossier"))
        .expect("a dossier")
        .flatten()
        .map(|file| (PathBuf::from(file.file_name()), std::fs::read(file.path()).expect("a file")))
        .collect();
    files.sort();
    files
}

fn json(bytes: &[u8]) -> serde_json::Value {
    serde_json::from_slice(bytes).expect("one JSON object")
}

#[test]
fn run_tells_a_dossier_and_a_second_run_does_nothing_twice() {
    let case = example();
    let first = manumit(&["run", path(&case), "--json"]);
    assert_eq!(first.status.code(), Some(0), "{}", text(&first.stderr));
    let told = json(&first.stdout);
    assert_eq!(told["sources"], 11);
    assert!(told["claims"].as_u64() > Some(100), "{told}");
    assert!(told["unreadable"].as_array().is_some_and(Vec::is_empty), "{told}");
    assert!(Path::new(told["dossier"].as_str().expect("a path")).exists());
    let ledger = std::fs::read(case.path().join(".manumit/ledger.sqlite")).expect("a ledger");
    let before = dossier(case.path());
    let second = manumit(&["run", path(&case)]);
    assert!(text(&second.stdout).contains("(0 read now)"), "{}", text(&second.stdout));
    assert_eq!(dossier(case.path()), before);
    assert_eq!(std::fs::read(case.path().join(".manumit/ledger.sqlite")).expect("a ledger"), ledger, "nothing was appended");
}

#[test]
fn a_run_killed_at_any_moment_ends_in_the_same_dossier() {
    let undisturbed = example();
    assert_eq!(manumit(&["run", path(&undisturbed)]).status.code(), Some(0));
    let expected = dossier(undisturbed.path());
    for delay_milliseconds in [1, 5, 10, 20, 40, 80, 160, 320] {
        let case = example();
        let mut run = Command::new(env!("CARGO_BIN_EXE_manumit"))
            .args(["run", path(&case)])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the binary starts");
        std::thread::sleep(Duration::from_millis(delay_milliseconds));
        run.kill().expect("it can be killed");
        run.wait().expect("it ends");
        let again = manumit(&["run", path(&case)]);
        assert_eq!(again.status.code(), Some(0), "after {delay_milliseconds} ms: {}", text(&again.stderr));
        let differing: Vec<_> = dossier(case.path())
            .into_iter()
            .zip(&expected)
            .filter(|(found, expected)| found != *expected)
            .map(|(found, _)| found.0)
            .collect();
        assert!(differing.is_empty(), "after {delay_milliseconds} ms these differ: {differing:?}");
    }
}

#[test]
fn why_leads_from_a_figure_to_file_bytes_and_words() {
    let case = example();
    manumit(&["run", path(&case)]);
    let why = manumit(&["why", "workers.abroad", "--case", path(&case)]);
    assert_eq!(why.status.code(), Some(0), "{}", text(&why.stderr));
    let tree = text(&why.stdout);
    assert!(tree.contains("documents/2014-agency-story.txt bytes "), "{tree}");
    assert!(tree.contains("[About 46,000 North Koreans]"), "{tree}");
    assert!(tree.contains("sha-256 "), "{tree}");
    let unknown = manumit(&["why", "workers.on.the.moon", "--case", path(&case)]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(text(&unknown.stderr).contains("hint: figures with such a name: workers."), "{}", text(&unknown.stderr));
}

#[test]
fn read_prints_claims_whose_bytes_are_their_quotes() {
    let case = example();
    let file = case.path().join("documents/2014-agency-story.txt");
    let read = manumit(&["read", file.to_str().expect("a plain path"), "--json"]);
    let bytes = std::fs::read(&file).expect("the file");
    let claims: Vec<serde_json::Value> =
        text(&read.stdout).lines().map(|line| serde_json::from_str(line).expect("an object a line")).collect();
    assert!(claims.len() > 10);
    for claim in &claims {
        for key in [
            "id", "source", "start", "end", "quote", "kind", "low", "high", "unit", "subject", "place", "time", "attribution",
            "modality", "rule",
        ] {
            assert!(claim.get(key).is_some(), "{key} is missing in {claim}");
        }
        let place = |key: &str| claim[key].as_u64().expect("a byte place") as usize;
        assert_eq!(&bytes[place("start")..place("end")], claim["quote"].as_str().expect("a quote").as_bytes(), "{claim}");
    }
    let explained = manumit(&["read", file.to_str().expect("a plain path"), "--explain"]);
    assert!(text(&explained.stdout).contains("figure.read@1: “46,000” — read as 46000"), "{}", text(&explained.stdout));
}

#[test]
fn a_judgement_is_added_logged_and_taken_back() {
    let case = example();
    manumit(&["run", path(&case)]);
    let listed = manumit(&["claims", path(&case), "--kind", "wage", "--source", "agency", "--json"]);
    let id = json(text(&listed.stdout).lines().next().expect("a wage").as_bytes())["id"].as_str().expect("an id").to_owned();
    let standing = |wanted: &str| {
        let listed = text(&manumit(&["claims", path(&case), "--source", "agency", "--json"]).stdout);
        let line =
            listed.lines().find(|line| line.contains(&format!("\"id\":\"{id}\""))).expect("the claim is still there").to_owned();
        assert!(line.contains(wanted), "{line}");
    };
    let corrected =
        manumit(&["judge", &id, "correct", "--low", "300", "--high", "900", "--by", "R. Reviewer", "--case", path(&case)]);
    assert_eq!(corrected.status.code(), Some(0), "{}", text(&corrected.stderr));
    standing("\"standing\":\"corrected by c");
    assert!(text(&manumit(&["log", path(&case)]).stdout).contains("corrected by R. Reviewer"));
    let voices = ["--says", "a manager < the ministry", "--by", "R. Reviewer", "--case", path(&case)];
    let says = manumit(&[["judge", &id, "correct"].as_slice(), voices.as_slice()].concat());
    assert_eq!(says.status.code(), Some(0), "{}", text(&says.stderr));
    let listed = manumit(&["claims", path(&case), "--json"]);
    assert!(text(&listed.stdout).contains(r#""attribution_chain":["a manager","the ministry"]"#));
    manumit(&["judge", &id, "undo", "--by", "R. Reviewer", "--case", path(&case)]);
    manumit(&["judge", &id, "undo", "--by", "R. Reviewer", "--case", path(&case)]);
    standing("\"standing\":\"not judged\"");
    let nothing = manumit(&["judge", &id, "undo", "--by", "R. Reviewer", "--case", path(&case)]);
    assert_eq!(nothing.status.code(), Some(2), "there is nothing left to take back");
}

#[test]
fn verify_sees_a_changed_source_and_a_changed_dossier() {
    let case = example();
    manumit(&["run", path(&case)]);
    assert_eq!(manumit(&["verify", path(&case)]).status.code(), Some(0));
    let file = case.path().join("documents/2013-logger-testimony.txt");
    let words = std::fs::read_to_string(&file).expect("the file");
    std::fs::write(&file, words.replace("400", "500")).expect("a change");
    let changed = manumit(&["verify", path(&case)]);
    assert_eq!(changed.status.code(), Some(20));
    assert!(
        text(&changed.stdout).contains("documents/2013-logger-testimony.txt: its bytes have the hash"),
        "{}",
        text(&changed.stdout)
    );
    std::fs::write(&file, words).expect("the change undone");
    std::fs::write(case.path().join("dossier/claims.csv"), "forged").expect("a change");
    assert_eq!(manumit(&["verify", path(&case)]).status.code(), Some(20));
}

#[test]
fn what_cannot_be_read_is_listed_and_the_rest_is_read() {
    let case = tempfile::tempdir().expect("a temporary folder");
    let write = |name: &str, bytes: &[u8]| std::fs::write(case.path().join(name), bytes).expect("a file");
    write("empty.txt", b"");
    write("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0");
    write("torn.txt", b"The 300 workers earn $200 a month. Caf\xe9 owners pay.");
    write("deep.html", ["<div>".repeat(100_000), "<p>The 300 workers earn $200 a month.</p>".to_owned()].concat().as_bytes());
    write("good.txt", b"Site managers must hand over $3,500 every month.");
    #[cfg(unix)]
    std::os::unix::fs::symlink(case.path(), case.path().join("loop")).expect("a link");
    let run = manumit(&["run", path(&case), "--json"]);
    assert_eq!(run.status.code(), Some(3), "{}", text(&run.stderr));
    let told = json(&run.stdout);
    assert_eq!(told["sources"], 4, "{told}");
    let listed: Vec<&str> =
        told["unreadable"].as_array().expect("a list").iter().filter_map(|notice| notice["file"].as_str()).collect();
    let expected: &[&str] =
        if cfg!(unix) { &["empty.txt", "loop", "picture.txt", "torn.txt"] } else { &["empty.txt", "picture.txt", "torn.txt"] };
    assert_eq!(listed, expected);
    for notice in told["unreadable"].as_array().expect("a list") {
        assert!(
            ["place", "cause", "remedy"].iter().all(|key| notice[key].as_str().is_some_and(|words| !words.is_empty())),
            "{notice}"
        );
    }
}

#[test]
fn misuse_ends_with_a_hint_and_its_own_code() {
    let empty = tempfile::tempdir().expect("a temporary folder");
    assert_eq!(manumit(&["run", "/no/such/folder"]).status.code(), Some(10));
    assert_eq!(manumit(&["claims", path(&empty)]).status.code(), Some(10));
    assert_eq!(manumit(&["fly"]).status.code(), Some(2));
    assert_eq!(manumit(&["--help"]).status.code(), Some(0));
    let ended = manumit(&["run", path(&empty)]);
    assert_eq!(ended.status.code(), Some(0), "an empty folder is an empty case: {}", text(&ended.stderr));
}
