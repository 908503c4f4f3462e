//! `manumit count` as a script sees it: what it prints, what it writes, how it ends.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/overlap-tables").join(name)
}

fn count(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_manumit")).arg("count").args(arguments).output().unwrap()
}

fn object(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)))
}

#[test]
fn the_object_holds_what_the_handbook_promises() {
    let table = example("western.csv");
    let output = count(&[table.to_str().unwrap(), "--json", "--boot", "100", "--sweeps", "500", "--seed", "7", "--level", "0.9"]);
    let told = object(&output);
    assert_eq!((told["observed"].as_u64(), told["lists"].as_u64(), output.status.code()), (Some(345), Some(5), Some(0)));
    let methods = told["methods"].as_array().unwrap();
    assert_eq!(methods.len(), 12);
    for field in ["method", "estimate", "lo", "hi", "level", "status", "seed", "time_ms"] {
        assert!(methods.iter().all(|method| method.get(field).is_some()), "{field} is missing");
    }
    let stepwise = methods.iter().find(|method| method["method"] == "stepwise").unwrap();
    assert_eq!(
        (stepwise["estimate"].as_f64(), stepwise["level"].as_f64(), stepwise["seed"].as_u64()),
        (Some(2483.38), Some(0.9), Some(7))
    );
    assert_eq!(told["verdict"]["kind"], "lower_bound");
    assert!(told["differing"]["hi"].as_f64() > told["differing"]["estimate"].as_f64() && told["sensitivity_around"].is_string());
    assert!(told["lower_bound"].as_f64().unwrap() >= 345.0);
}

#[test]
fn one_method_can_be_asked_for() {
    let table = example("kosovo.csv");
    let told = object(&count(&[table.to_str().unwrap(), "--json", "--method", "loglinear-bic", "--boot", "0"]));
    let methods = told["methods"].as_array().unwrap();
    assert_eq!((methods.len(), methods[0]["estimate"].as_f64().map(f64::round)), (1, Some(10_357.0)));
}

#[test]
fn models_without_an_estimate_are_named() {
    let table = example("artificial.csv");
    let told = object(&count(&[table.to_str().unwrap(), "--json", "--method", "loglinear-bic", "--boot", "0"]));
    let status =
        |name: &str| told["models"].as_array().unwrap().iter().find(|model| model["model"] == name).unwrap()["status"].clone();
    assert_eq!(status("independent lists"), "ok");
    assert_eq!(status("[A×C] [B×C]"), "boundary");
    assert_eq!(status("[A×B]"), "no_mle");
    assert_eq!(status("[A×B] [A×C] [B×C]"), "not_identifiable");
}

#[test]
fn tables_that_do_not_fit_end_with_their_place() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let negative = count(&[&write("negative.csv", "A,B,count\n1,0,5\n0,1,-7\n"), "--json"]);
    assert_eq!((negative.status.code(), object(&negative)["verdict"]["kind"].as_str()), (Some(3), Some("refused")));
    assert!(String::from_utf8_lossy(&negative.stderr).contains("line 3"));
    let apart = count(&[&write("apart.csv", "A,B,count\n1,0,5\n0,1,7\n"), "--json"]);
    assert_eq!((apart.status.code(), object(&apart)["verdict"]["kind"].as_str()), (Some(1), Some("refused")));
    assert_eq!(count(&[&write("any.csv", "A,B,count\n1,1,5\n"), "--method", "guess"]).status.code(), Some(2));
}

#[test]
fn a_page_needs_nothing_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("pages");
    let table = example("sites.csv");
    let output = count(&[table.to_str().unwrap(), "--out", out.to_str().unwrap(), "--method", "decomposable"]);
    assert!(String::from_utf8_lossy(&output.stdout).contains("Strata one by one"));
    let page = std::fs::read_to_string(out.join("sites.html")).unwrap();
    for part in ["overlap-drawing", "methods-drawing", "posterior-drawing", "sensitivity-drawing", "harbour"] {
        assert!(page.contains(part), "{part} is missing");
    }
    assert!(!page.contains("http:") && !page.contains("https:") && !page.contains("NaN"));
}

#[test]
fn draws_of_a_linkage_tell_its_share() {
    let (five, eight) = (example("new-orleans-5.csv"), example("new-orleans-8.csv"));
    let output =
        count(&[five.to_str().unwrap(), eight.to_str().unwrap(), "--draws", "--json", "--method", "stepwise", "--boot", "100"]);
    let share = object(&output)["methods"][0]["share_from_linkage"].as_f64().unwrap();
    assert!(share > 0.0 && share < 1.0, "{share}");
}

#[test]
fn uncertain_pairs_are_drawn_and_counted() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let (mut people, mut pairs) = ("id,list\n".to_owned(), "a,b,probability\n".to_owned());
    for person in 0..120 {
        let on: Vec<usize> = (0..3).filter(|list| (person * 13 + list * 29) % 7 < 3).collect();
        on.iter().for_each(|list| people += &format!("{person}-{list},L{list}\n"));
        on.windows(2).for_each(|two| pairs += &format!("{person}-{},{person}-{},0.7\n", two[0], two[1]));
    }
    let (people, pairs) = (write("entries.csv", &people), write("pairs.csv", &pairs));
    let asked = ["--people", &people, "--pairs", &pairs, "--linkages", "6", "--boot", "20"];
    let out = folder.path().join("pages");
    let told = object(&count(&[&asked[..], &["--json", "--out", out.to_str().unwrap()]].concat()));
    assert_eq!(told["draws"], 6);
    assert!(told["uncertain_pairs"].as_u64().unwrap() > 50 && told["verdict"]["share_from_linkage"].as_f64().unwrap() > 0.0);
    assert!(std::fs::read_to_string(out.join("entries.html")).unwrap().contains("pairs may or may not be the same person"));
    let again = object(&count(&[&asked[..], &["--json"]].concat()));
    assert_eq!(told["methods"], again["methods"], "the same seed gives the same figures");
    let wrong = write("wrong.csv", "a,b,probability\n0-0,1-0,2\n");
    let refused = count(&["--people", &people, "--pairs", &wrong]);
    assert!(refused.status.code() == Some(3) && String::from_utf8_lossy(&refused.stderr).contains("line 2"));
}

/// A case with one table of overlaps beside its documents and one among them.
fn case_with_tables() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write("documents/note.txt", "Some 300 workers live at the site.\n");
    write("documents/lists.csv", "clinic,church,count\n1,0,40\n0,1,30\n1,1,12\n");
    write("overlaps.csv", "police,shelters,union,count\n1,0,0,80\n0,1,0,60\n0,0,1,70\n1,1,0,20\n1,0,1,25\n0,1,1,18\n1,1,1,6\n");
    folder
}

fn manumit(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_manumit")).args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_dossier_of_a_case_tells_its_tables_down_to_the_rows() {
    let folder = case_with_tables();
    let case = folder.path().to_str().unwrap();
    let said = manumit(&["run", case]);
    assert!(said.contains("count.overlaps ") && said.contains("279 people are on at least one of 3 lists"), "{said}");
    let page = std::fs::read_to_string(folder.path().join("dossier/index.html")).unwrap();
    for part in [
        "How many nobody listed",
        "count-overlaps-overlap-drawing",
        "count-overlaps-methods-drawing",
        "count-overlaps-sensitivity-drawing",
    ] {
        assert!(page.contains(part), "{part} is missing");
    }
    assert!(page.contains("count-documents-lists-overlap-drawing") && !page.contains("NaN"));
    assert!(page.contains("overlaps.csv, row 2") || page.contains("row 2 of overlaps.csv"), "the register leads to no row");
    let document: Value = serde_json::from_slice(&std::fs::read(folder.path().join("dossier/dossier.json")).unwrap()).unwrap();
    let tables = document["count"].as_array().unwrap();
    assert_eq!(
        (tables.len(), tables[1]["observed"].as_f64(), tables[1]["finding"].as_str()),
        (2, Some(279.0), Some("count.overlaps"))
    );
    let why = manumit(&["why", "count.overlaps", "--case", case]);
    assert!(why.contains("count.overlaps.decomposable") && why.contains("because row 2 of overlaps.csv"), "{why}");
    let document = manumit(&["why", "count.documents.lists.seen", "--case", case]);
    assert!(document.contains("row 4 of ") && document.contains("lists.csv"), "{document}");
    assert!(manumit(&["verify", case]).starts_with("same"));
    let first = std::fs::read(folder.path().join("dossier/dossier.json")).unwrap();
    std::fs::remove_file(folder.path().join(".manumit/told.json")).unwrap();
    manumit(&["run", case]);
    assert_eq!(first, std::fs::read(folder.path().join("dossier/dossier.json")).unwrap(), "told again, the same");
}

#[test]
fn a_folder_is_counted_table_by_table_and_one_without_says_what_is_needed() {
    let folder = case_with_tables();
    let case = folder.path().to_str().unwrap();
    let told = manumit(&["count", case, "--json", "--method", "stepwise", "--boot", "20"]);
    assert_eq!(told.lines().count(), 2, "{told}");
    let rosters = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/payrolls");
    let output = count(&[rosters.to_str().unwrap()]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(3) && said.contains("does not link lists") && said.contains("--people"), "{said}");
}

#[test]
fn a_table_that_cannot_be_counted_costs_itself_and_not_the_run() {
    let folder = case_with_tables();
    let case = folder.path().to_str().unwrap();
    std::fs::write(folder.path().join("overlaps.csv"), [0xff, 0xfe, 0, 0x80, b'\n', 0]).unwrap();
    std::fs::create_dir(folder.path().join("overlaps")).unwrap();
    std::fs::write(folder.path().join("overlaps/apart.csv"), "A,B,count\n1,0,5\n0,1,7\n").unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_manumit")).args(["run", case]).output().unwrap();
    let (said, told) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(3), "{told}");
    assert!(told.contains("overlaps.csv: line 1: this is no plain text"), "{told}");
    assert!(said.contains("count.overlaps.apart") && said.contains("nobody is on two lists"), "{said}");
}
