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
    assert_eq!(told.matches("cut.xlsx").count(), 1, "one file, one cause:\n{told}");
    assert!(told.contains("cut.xlsx: whole file: this file is damaged or cut off"), "{told}");
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

/// A workbook in which so many rows share one name of a million letters: small as a file, large as cells.
fn large_workbook(rows: usize) -> Vec<u8> {
    use std::io::Write;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    let spaces = "http://schemas.openxmlformats.org";
    let related = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{spaces}/officeDocument/2006/relationships/{kind}\" Target=\"{target}\"/>")
    };
    let relations =
        |inside: String| format!("<Relationships xmlns=\"{spaces}/package/2006/relationships\">{inside}</Relationships>");
    let mut sheet = String::from(
        "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Name</t></is></c><c r=\"XFD1\" t=\"inlineStr\"><is><t>Gross USD</t></is></c></row>",
    );
    for row in 2..rows + 2 {
        sheet += &format!("<row r=\"{row}\"><c r=\"A{row}\" t=\"s\"><v>0</v></c><c r=\"XFD{row}\"><v>500</v></c></row>");
    }
    let book = "<sheets><sheet name=\"March 2015\" sheetId=\"1\" r:id=\"a\"/></sheets></workbook>";
    for (name, text) in [
        ("[Content_Types].xml", format!("<Types xmlns=\"{spaces}/package/2006/content-types\"/>")),
        ("_rels/.rels", relations(related("r", "officeDocument", "xl/workbook.xml"))),
        ("xl/workbook.xml", format!("<workbook xmlns:r=\"{spaces}/officeDocument/2006/relationships\">{book}")),
        (
            "xl/_rels/workbook.xml.rels",
            relations(related("a", "worksheet", "worksheets/sheet1.xml") + &related("b", "sharedStrings", "sharedStrings.xml")),
        ),
        ("xl/sharedStrings.xml", format!("<sst><si><t>{}</t></si></sst>", "x".repeat(1_000_000))),
        ("xl/worksheets/sheet1.xml", sheet + "</sheetData></worksheet>"),
    ] {
        zip.start_file(name, options).expect("a part");
        zip.write_all(text.as_bytes()).expect("a part");
    }
    zip.finish().expect("a workbook").into_inner()
}

#[test]
fn a_workbook_that_takes_too_much_costs_only_itself() {
    let folder = tempfile::tempdir().expect("a folder");
    let payrolls = folder.path().join("payrolls");
    std::fs::create_dir_all(&payrolls).expect("a folder");
    std::fs::write(payrolls.join("good.csv"), "Name,Month,Gross USD,Net\nKim A,2015-03,500,100\n").expect("a file");
    std::fs::write(payrolls.join("large.xlsx"), large_workbook(350)).expect("a file");
    let sealed: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    std::fs::write(payrolls.join("sealed.xlsx"), [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), &[0; 512], &sealed].concat())
        .expect("a file");
    let place = folder.path().to_str().expect("a plain path");
    let output = Command::new(env!("CARGO_BIN_EXE_manumit"))
        .args(["pay", place, "--as-of", "2016-01-01"])
        .env("MANUMIT_READER_MEMORY", "256")
        .output()
        .expect("the binary starts");
    let told = text(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{told}");
    assert!(text(&output.stdout).contains("400"), "{}", text(&output.stdout));
    assert!(told.contains("large.xlsx") && told.contains("of memory that are allowed"), "{told}");
    assert!(told.contains("sealed.xlsx") && told.contains("protected by a password"), "{told}");
}

/// Books that an office program sealed with a password: XLSX by AES as Office does, ODS and XLS by LibreOffice. Each holds two made-up rows.
const SEALED: [(&str, &[u8]); 3] = [
    ("sealed.xlsx", include_bytes!("sealed/payroll.xlsx")),
    ("sealed.ods", include_bytes!("sealed/payroll.ods")),
    ("sealed.xls", include_bytes!("sealed/payroll.xls")),
];

#[test]
fn books_that_are_really_sealed_are_named_and_cost_only_themselves() {
    let folder = tempfile::tempdir().expect("a folder");
    let payrolls = folder.path().join("payrolls");
    std::fs::create_dir_all(&payrolls).expect("a folder");
    std::fs::write(payrolls.join("good.csv"), "Name,Month,Gross USD,Net\nKim A,2015-03,500,100\n").expect("a file");
    for (name, bytes) in SEALED {
        std::fs::write(payrolls.join(name), bytes).expect("a file");
    }
    let answer = manumit(&["pay", folder.path().to_str().expect("a plain path"), "--json"]);
    assert_eq!(answer.status.code(), Some(3), "{}", text(&answer.stderr));
    let answer = json(&answer);
    assert_eq!(answer["total"]["workers"], 1);
    let notices = answer["notices"].as_array().expect("notices");
    for (name, _) in SEALED {
        let of_file: Vec<_> = notices.iter().filter(|notice| notice["file"] == format!("payrolls/{name}")).collect();
        assert_eq!(of_file.len(), 1, "{of_file:?}");
        assert_eq!(of_file[0]["cause"], "this file is protected by a password.");
        assert_eq!(of_file[0]["remedy"], "Open it with its password and save it without one.");
        assert_eq!(of_file[0]["severity"], "unread");
    }
}

/// An archive of these files.
fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    use std::io::Write;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a file");
        zip.write_all(bytes).expect("a file");
    }
    zip.finish().expect("an archive").into_inner()
}

#[test]
fn tables_in_archives_are_taken_in_and_confirmed() {
    let folder = tempfile::tempdir().expect("a folder");
    let payrolls = folder.path().join("payrolls");
    std::fs::create_dir_all(&payrolls).expect("a folder");
    let inner = archive(&[("april.csv", b"Name,Month,Gross USD,Net\nKim A,2015-04,500,300\n")]);
    let outer = archive(&[
        ("2015/march.csv", b"Name,Month,Gross USD,Tax,Net\nKim A,2015-03,500,300,200\n"),
        ("inner.zip", &inner),
        ("sealed.xlsx", SEALED[0].1),
        ("broken.xlsx", b"PK\x03\x04cut off"),
    ]);
    std::fs::write(payrolls.join("all.zip"), outer).expect("a file");
    let place = folder.path().to_str().expect("a plain path");
    let output = manumit(&["pay", place, "--json"]);
    assert_eq!(output.status.code(), Some(3), "{}", text(&output.stderr));
    let answer = json(&output);
    let months = &answer["workers"][0]["months"];
    assert_eq!((&months[0]["paid"]["point"], &months[1]["paid"]["point"]), (&"200".into(), &"300".into()), "{months}");
    let notices = answer["notices"].to_string();
    for said in ["payrolls/all.zip!/sealed.xlsx", "protected by a password", "payrolls/all.zip!/broken.xlsx"] {
        assert!(notices.contains(said), "{said} is not in {notices}");
    }
    // a person's name stands for a member as for any file
    let member = "payrolls/all.zip!/2015/march.csv";
    let confirmed = manumit(&["pay", place, "--confirm", member, "--by", "A. Reviewer"]);
    assert!(confirmed.status.success(), "{}", text(&confirmed.stderr));
    let files = json(&manumit(&["pay", place, "--json"]))["files"].clone();
    let file = files.as_array().and_then(|files| files.iter().find(|file| file["file"] == member)).expect("the member");
    assert_eq!(file["confirmed_by"], "A. Reviewer");
    // a bare folder that holds nothing but an archive of tables is one of pay
    let bare = tempfile::tempdir().expect("a folder");
    std::fs::copy(payrolls.join("all.zip"), bare.path().join("all.zip")).expect("a file");
    assert_eq!(json(&manumit(&["pay", bare.path().to_str().expect("a plain path"), "--json"]))["total"]["workers"], 1);
}

#[test]
fn a_schedule_is_there_whole_or_not_at_all_whenever_the_program_is_killed() {
    let case = example();
    let case = case.to_str().expect("a plain path");
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("schedule");
    let started = std::time::Instant::now();
    manumit(&["pay", case, "--out", out.to_str().expect("a plain path"), "--as-of", "2015-12-31"]);
    let whole = started.elapsed();
    let files = |folder: &Path| -> std::collections::BTreeMap<String, Vec<u8>> {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        entries
            .map(|entry| (entry.file_name().to_string_lossy().into_owned(), std::fs::read(entry.path()).unwrap_or_default()))
            .collect()
    };
    // a workbook holds the moment it was made
    let told = |folder: &Path| files(folder).into_iter().filter(|(name, _)| name != "schedule.xlsx").collect::<Vec<_>>();
    let old = told(&out);
    assert_eq!(files(&out).len(), 4);
    let mut killed = 0;
    for part in 0..24 {
        let mut run = Command::new(env!("CARGO_BIN_EXE_manumit"))
            .args(["pay", case, "--out", out.to_str().expect("a plain path"), "--as-of", "2015-11-30"])
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .expect("the binary starts");
        std::thread::sleep(whole * part / 20);
        let _ = run.kill();
        killed += u32::from(!run.wait().expect("it ends").success());
        let found = told(&out);
        assert!(found.is_empty() || files(&out).len() == 4, "half a schedule: {:?}", files(&out).keys());
        let is_old = found == old;
        let is_new = !found.is_empty() && found.iter().zip(&old).all(|(new, old)| new.1 != old.1);
        assert!(found.is_empty() || is_old || is_new, "old and new files side by side");
    }
    assert!(killed > 5, "only {killed} runs were killed");
}

#[test]
fn a_simulated_case_is_read_with_its_rates_and_titles() {
    let folder = tempfile::tempdir().expect("a folder");
    let case = folder.path().join("case");
    let place = case.to_str().expect("a plain path");
    let made = manumit(&["simulate", place, "--workers", "200", "--years", "2013..2013", "--seed", "7"]);
    assert!(made.status.success(), "{}", text(&made.stderr));
    let answer = json(&manumit(&["pay", place, "--as-of", "2015-01-01", "--json"]));
    assert_eq!(answer["total"]["sums_left_out"], 0);
    assert!(answer["total"]["workers"].as_u64().is_some_and(|workers| workers > 20));
    let notices = answer["notices"].to_string();
    assert!(notices.contains("rates of exchange of these files are used"));
    assert!(!notices.contains("nobody says what the figures"), "{notices}");
}
