//! `manumit pay` as a person meets it: that it is wired up, what it prints, how it ends.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn manumit(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_manumit")).args(arguments).output().expect("the binary starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/payrolls")
}

fn json(output: &Output) -> serde_json::Value {
    serde_json::from_slice(&output.stdout).expect("one JSON object")
}

#[test]
fn the_example_is_drawn_up_and_every_oddity_is_told() {
    let case = example();
    let output = manumit(&["pay", case.to_str().expect("a plain path"), "--json"]);
    assert_eq!(output.status.code(), Some(3), "{}", text(&output.stderr));
    let answer = json(&output);
    assert_eq!(answer["total"]["workers"], 13);
    assert_eq!(answer["stated"]["owed_per_year_at_least"], "2800");
    let notices = answer["notices"].to_string();
    for said in ["is negative", "it says the same as", "stand under no title", "reach nobody"] {
        assert!(notices.contains(said), "{said} is not in {notices}");
    }
    let sum = |words: &serde_json::Value| words.as_str().expect("a sum").parse::<rust_decimal::Decimal>().expect("a sum");
    let workers = answer["workers"].as_array().expect("workers");
    let least: rust_decimal::Decimal = workers.iter().map(|worker| sum(&worker["owed"]["low"])).sum();
    assert_eq!(least, sum(&answer["total"]["least"]));
    // nobody's name leaves unasked
    assert!(!text(&output.stdout).contains("Kang Min Ho"));
    assert!(answer["flags"].as_array().is_some_and(|flags| flags.iter().any(|flag| flag["rule"] == "RF01_TAKE_HIGH@1")));
}

#[test]
fn a_cell_opens_its_rows_and_names_its_rule() {
    let case = example();
    let case = case.to_str().expect("a plain path");
    let found = manumit(&["pay", case, "--json"]);
    let workers = json(&found);
    let contradicted = workers["workers"].as_array().expect("workers").iter().find_map(|worker| {
        let months = worker["months"].as_array()?;
        let month = months.iter().find(|month| month["contradicted"] == true && month["month"] == "2015-03")?;
        Some(format!("{}:{}", worker["worker"].as_str()?, month["month"].as_str()?))
    });
    let cell = contradicted.expect("a contradiction");
    let told = text(&manumit(&["pay", case, "--cell", &cell]).stdout);
    let why = text(&manumit(&["why", &format!("pay.{cell}"), "--case", case]).stdout);
    assert_eq!(why, told);
    for said in ["sources contradict each other", "row ", "C95", "due "] {
        assert!(told.contains(said), "{said} is not in\n{told}");
    }
}

#[test]
fn a_schedule_and_a_mapping_are_written() {
    let case = example();
    let case = case.to_str().expect("a plain path");
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("schedule");
    manumit(&["pay", case, "--out", out.to_str().expect("a plain path")]);
    for name in ["index.html", "schedule.xlsx", "schedule.csv", "book.beancount"] {
        assert!(out.join(name).metadata().is_ok_and(|file| file.len() > 1000), "{name}");
    }
    let mapping = text(&manumit(&["pay", case, "--mapping"]).stdout);
    assert!(mapping.contains("\"Питание\" = \"D06_BOARD\""), "{mapping}");
}

#[test]
fn broken_files_cost_only_themselves() {
    let folder = tempfile::tempdir().expect("a folder");
    let payrolls = folder.path().join("payrolls");
    std::fs::create_dir_all(&payrolls).expect("a folder");
    let put = |name: &str, bytes: &[u8]| std::fs::write(payrolls.join(name), bytes).expect("a file");
    put("good.csv", "Name,Month,Gross USD,Net\nKim A,2015-03,500,100\n".as_bytes());
    put("cut.xlsx", b"PK\x03\x04cut off");
    put("empty.csv", b"");
    put("statement.sta", b":20:x\r\n:25:AA\r\n:61:99");
    // what Excel makes of a workbook with a password: a compound file
    put("locked.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1not a workbook");
    let output = manumit(&["pay", folder.path().to_str().expect("a plain path"), "--as-of", "2016-01-01"]);
    assert_eq!(output.status.code(), Some(3));
    let told = text(&output.stderr);
    for name in ["cut.xlsx", "empty.csv", "statement.sta", "locked.xlsx"] {
        assert!(told.contains(name), "{name} is not in\n{told}");
    }
    assert!(text(&output.stdout).contains("400"), "{}", text(&output.stdout));
}

#[test]
fn misuse_ends_with_a_hint() {
    assert_eq!(manumit(&["pay", "/there/is/no/such/folder"]).status.code(), Some(10));
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("pay.toml"), "pay_dya = 3\n").expect("a file");
    let output = manumit(&["pay", folder.path().to_str().expect("a plain path")]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("pay_dya"));
}
