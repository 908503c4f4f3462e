//! `manumit simulate` as a script sees it: what it makes, what it refuses, how it ends.

use serde_json::Value;
use std::path::Path;
use std::process::{Command, Output};

fn manumit(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_manumit")).args(arguments).output().unwrap()
}

fn words(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn path(folder: &tempfile::TempDir, name: &str) -> String {
    folder.path().join(name).to_str().unwrap().to_owned()
}

#[test]
fn a_case_is_made_and_can_be_run() {
    let folder = tempfile::tempdir().unwrap();
    let case = path(&folder, "case");
    let made = manumit(&["simulate", &case, "--workers", "300", "--years", "2013..2014", "--seed", "4", "--json"]);
    assert_eq!(made.status.code(), Some(0), "{}", words(&made.stderr));
    let told: Value = serde_json::from_slice(&made.stdout).unwrap();
    assert_eq!((told["documents"].as_u64(), told["years"].as_array().unwrap().len()), (Some(40), 2));
    for part in
        ["documents", "rosters", "payrolls", "payments/payments.parquet", "watchlists", "truth/totals.csv", "manumit.toml"]
    {
        assert!(Path::new(&case).join(part).exists(), "{part} is missing");
    }
    assert!(!folder.path().join("case.unfinished").exists());
    let run = manumit(&["run", &case, "--json"]);
    let told: Value = serde_json::from_slice(&run.stdout).unwrap_or_else(|error| panic!("{error}: {}", words(&run.stderr)));
    assert!(matches!(run.status.code(), Some(0 | 3)), "{}", words(&run.stderr));
    assert!(told["claims"].as_u64().unwrap() > 100, "{told}");
    let sources = words(&manumit(&["claims", &case, "--json"]).stdout);
    assert!(!sources.contains("truth/"), "the truth was read as evidence");
}

#[test]
fn a_case_is_never_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let case = path(&folder, "case");
    std::fs::create_dir(&case).unwrap();
    std::fs::write(Path::new(&case).join("mine.txt"), "mine").unwrap();
    let refused = manumit(&["simulate", &case, "--workers", "10"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(words(&refused.stderr).contains("never overwritten"), "{}", words(&refused.stderr));
    assert_eq!(std::fs::read_dir(&case).unwrap().count(), 1);
}

#[test]
fn what_was_left_unfinished_is_removed_only_if_it_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let (case, beside) = (path(&folder, "case"), folder.path().join("case.unfinished"));
    std::fs::create_dir(&beside).unwrap();
    std::fs::write(beside.join("mine.txt"), "mine").unwrap();
    let refused = manumit(&["simulate", &case, "--workers", "10", "--years", "2014"]);
    assert_eq!(refused.status.code(), Some(2), "{}", words(&refused.stderr));
    assert!(beside.join("mine.txt").exists() && !Path::new(&case).exists());
    std::fs::write(beside.join("UNFINISHED.txt"), "").unwrap();
    let made = manumit(&["simulate", &case, "--workers", "10", "--years", "2014"]);
    assert_eq!(made.status.code(), Some(0), "{}", words(&made.stderr));
    assert!(!beside.exists() && Path::new(&case).join("truth").exists());
}

#[test]
fn mistakes_are_told_with_their_place() {
    let folder = tempfile::tempdir().unwrap();
    let (case, scenario) = (path(&folder, "case"), path(&folder, "scenario.toml"));
    std::fs::write(&scenario, "[[change]]\nquota.pressur = 3\n").unwrap();
    let refused = manumit(&["simulate", &case, "--scenario", &scenario]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(words(&refused.stderr).contains("line 2, column 7"), "{}", words(&refused.stderr));
    std::fs::write(&scenario, "[[change]]\nban = [\"ZZ\"]\n").unwrap();
    let refused = manumit(&["simulate", &case, "--scenario", &scenario]);
    assert!(words(&refused.stderr).contains("nobody works"), "{}", words(&refused.stderr));
    for years in ["2014..2012", "x", "1..2", "2012..2100"] {
        assert_eq!(manumit(&["simulate", &case, "--years", years]).status.code(), Some(2), "{years}");
    }
    assert!(!Path::new(&case).exists());
}

#[test]
fn what_was_not_found_is_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let case = path(&folder, "case");
    let hide = ["--hide", "lists", "--hide", "payslips", "--hide", "cash"];
    let made = manumit(&[&["simulate", &case, "--workers", "200", "--years", "2014"], &hide[..]].concat());
    assert_eq!(made.status.code(), Some(0), "{}", words(&made.stderr));
    assert!(!Path::new(&case).join("rosters").exists() && !Path::new(&case).join("payrolls").exists());
    let payments = std::fs::read_to_string(Path::new(&case).join("payments/payments.csv")).unwrap();
    assert!(!payments.contains(",cash,") && payments.contains(",bank,"));
}

#[test]
fn scenarios_are_compared() {
    let folder = tempfile::tempdir().unwrap();
    let (scenario, plot) = (path(&folder, "direct.toml"), path(&folder, "plot.svg"));
    std::fs::write(&scenario, "title = \"Paid directly\"\n[[change]]\npolicy.direct_payment = 100\npolicy.kickback = 10\n")
        .unwrap();
    let arguments = [
        "simulate", "--compare", "none", &scenario, "--runs", "6", "--workers", "200", "--years", "2014", "--plot", &plot,
        "--json",
    ];
    let compared = manumit(&arguments);
    assert_eq!(compared.status.code(), Some(0), "{}", words(&compared.stderr));
    let told: Value = serde_json::from_slice(&compared.stdout).unwrap();
    let difference = |name: &str| -> f64 {
        let measure = told["measures"].as_array().unwrap().iter().find(|one| one["measure"] == name).unwrap();
        measure["difference"]["50"].as_str().unwrap().parse().unwrap()
    };
    assert!(difference("take_home") > 100.0 && difference("revenue") < 0.0 && difference("workers") == 0.0, "{told}");
    let svg = std::fs::read_to_string(&plot).unwrap();
    assert!(svg.starts_with("<svg") && svg.contains("<title>“Paid directly” beside “none”"), "{svg}");
    assert_eq!(compared.stdout, manumit(&arguments).stdout);
    let same =
        manumit(&["simulate", "--compare", "none", "none", "--runs", "2", "--workers", "100", "--years", "2014", "--json"]);
    let told: Value = serde_json::from_slice(&same.stdout).unwrap();
    assert!(told["measures"].as_array().unwrap().iter().all(|one| one["difference"]["95"] == "0"), "{told}");
}

#[test]
fn the_parameters_are_printed_and_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let (case, file) = (path(&folder, "case"), path(&folder, "parameters.toml"));
    let printed = manumit(&["simulate", "--show-parameters"]);
    std::fs::write(&file, &printed.stdout).unwrap();
    let made = manumit(&["simulate", &case, "--parameters", &file, "--workers", "20", "--years", "2014"]);
    assert_eq!(made.status.code(), Some(0), "{}", words(&made.stderr));
}

#[cfg(unix)]
#[test]
fn an_interrupted_case_leaves_nothing() {
    use rustix::process::{Pid, Signal, kill_process};
    let folder = tempfile::tempdir().unwrap();
    let case = path(&folder, "case");
    let mut child = Command::new(env!("CARGO_BIN_EXE_manumit"))
        .args(["simulate", &case, "--workers", "30000", "--years", "2000..2050"])
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let beside = folder.path().join("case.unfinished/payments/payments.csv");
    while !beside.exists() {
        assert!(child.try_wait().unwrap().is_none(), "it ended before it began");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    kill_process(Pid::from_child(&child), Signal::INT).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "something was left");
}
