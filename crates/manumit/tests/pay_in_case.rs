//! The account of pay as part of a case: claims speak in it, its figures are findings that lead to rows and sentences, the dossier has a chapter of
//! it, and a person can put a name to how a table is understood.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn manumit(arguments: &[&str]) -> Output {
    with_threads("2", arguments)
}

fn with_threads(threads: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_manumit"));
    command.env("RAYON_NUM_THREADS", threads).args(arguments).output().expect("the binary starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn examples(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(name)
}

struct Case(tempfile::TempDir);

impl Case {
    fn of(files: &[(&str, &str)]) -> Self {
        let case = Case(tempfile::tempdir().expect("a folder"));
        files.iter().for_each(|(name, content)| case.put(name, content));
        case
    }

    fn put(&self, name: &str, content: &str) {
        let path = self.0.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder above")).expect("a folder");
        std::fs::write(path, content).expect("a file");
    }

    fn path(&self) -> &str {
        self.0.path().to_str().expect("a plain path")
    }

    fn run(&self) -> String {
        let output = manumit(&["run", self.path()]);
        assert!(matches!(output.status.code(), Some(0 | 3)), "{}", text(&output.stderr));
        text(&output.stdout)
    }

    fn why(&self, name: &str) -> String {
        let output = manumit(&["why", name, "--case", self.path()]);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        text(&output.stdout)
    }

    fn page(&self) -> String {
        std::fs::read_to_string(self.0.path().join("dossier/index.html")).expect("a dossier")
    }

    /// Every file of the dossier.
    fn dossier(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        for folder in [self.0.path().join("dossier"), self.0.path().join("dossier/workers")] {
            for entry in std::fs::read_dir(folder).into_iter().flatten().flatten().filter(|entry| entry.path().is_file()) {
                let name = entry.path().strip_prefix(self.0.path()).expect("below").display().to_string();
                files.insert(name, std::fs::read(entry.path()).expect("a file"));
            }
        }
        files
    }
}

const ARTICLE: &str = "A worker abroad earns between 300 and 1,000 US dollars a month. Between 70 and 90 per cent of that is taken by the state, \
    former officials said. What remains for the worker is 100 to 130 US dollars a month.\n";

const PAYROLL: &str = "Name,Month,Gross USD,State plan,Tax,Net\n\
    Kim Chol Min,2015-01,500,350,20,130\nKim Chol Min,2015-02,500,350,20,130\n\
    Pak Yong Su,2015-01,500,350,20,130\nPak Yong Su,2015-02,500,350,20,130\n";

const PLAN: &str = "as_of = 2015-12-31\n[files.\"payrolls/a.csv\"]\nemployer = \"Eastern Building Co\"\nsite = \"North Tower\"\n";

fn tables() -> Case {
    Case::of(&[("payrolls/a.csv", PAYROLL), ("pay.toml", PLAN), ("documents/a.txt", "Nothing is said here.\n")])
}

#[test]
fn an_article_alone_says_what_a_worker_is_owed_at_least_and_every_step_leads_to_its_sentence() {
    let story = std::fs::read_to_string(examples("overseas-labour/documents/2014-agency-story.txt")).expect("the bundled text");
    for article in [ARTICLE, &story] {
        let case = Case::of(&[("article.txt", article)]);
        // before any run, and without keeping anything
        let output = manumit(&["pay", case.path()]);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        let told = text(&output.stdout);
        assert!(!case.0.path().join(".manumit").exists());
        for said in [
            "333.33 to 1,000 USD",
            "with 70 % taken leaves 90, less than the 100",
            "233.33 to 900 USD",
            "at least 2,800 USD for a year",
        ] {
            assert!(told.contains(said), "{said} is not in\n{told}");
        }
        assert!(case.run().contains("pay.stated.owed_year"));
        assert_eq!(text(&manumit(&["pay", case.path()]).stdout), told, "the ledger says the same");
        let steps = ["said.gross", "said.share", "said.left", "contradiction.1", "gross", "share", "left", "taken", "owed_year"];
        for step in steps {
            let why = case.why(&format!("pay.stated.{step}"));
            assert!(why.contains("sha-256") && why.contains("article.txt bytes"), "{step}:\n{why}");
        }
        let why = case.why("pay.stated.owed_year");
        for said in ["300", "70 and 90 per cent", "100 to", "12 × 233.3333 = 2,800"] {
            assert!(why.contains(said), "{said} is not in\n{why}");
        }
        assert!(case.page().contains("A worker is owed at least 2,800 USD for a year"));
    }
}

#[test]
fn why_tells_interest_with_its_rates_and_days() {
    let plan = "as_of = 2016-06-30\n[interest]\nmodel = \"table\"\nrates = \"rates.csv\"\n";
    let payroll = "Name,Month,Gross USD,State plan,Net\nKim A,2015-03,500,200,300\n";
    let rates = "2015-01-01,5\n2016-01-01,7.5\n";
    let case = Case::of(&[("pay.toml", plan), ("rates.csv", rates), ("payrolls/a.csv", payroll)]);
    case.run();
    let why = case.why("pay.W001:2015-03");
    // 200 due on 2015-04-10: 265 days of 5 % and 182 of 7.5 %, over 36,500: 14.74
    let days = "5 % from 2015-04-11 through 2015-12-31, 265 days; 7.5 % from 2016-01-01 through 2016-06-30, 182 days";
    for said in ["Interest on 200 USD", days, "× 2690 / 36500 = 14.74 USD", "Left of 2015-03: 200 USD and 14.74 USD of interest."]
    {
        assert!(why.contains(said), "{said} is not in\n{why}");
    }
    assert!(case.why("pay.W001").contains("Interest in it: at least 14.74 USD"));
}

#[test]
fn a_rejected_claim_leaves_the_account() {
    let case = Case::of(&[("documents/article.txt", ARTICLE)]);
    case.run();
    let listed = text(&manumit(&["claims", case.path(), "--kind", "share_taken"]).stdout);
    let id = listed.split_whitespace().next().expect("a claim");
    assert_eq!(manumit(&["judge", id, "reject", "--by", "A. Reviewer", "--case", case.path()]).status.code(), Some(0));
    case.run();
    // what is taken now follows from pay and what is left
    let why = case.why("pay.stated.owed_year");
    assert!(!why.contains("per cent of that is taken"), "{why}");
    assert!(why.contains("170 to 900 USD"), "{why}");
}

#[test]
fn figures_of_tables_are_findings_and_lead_to_their_rows() {
    let case = tables();
    let said = case.run();
    // 500 − 20 − 130 a month for two workers and two months; the plan's share is prohibited, the tax lawful by default
    assert!(said.contains("At least 1,400 USD are owed to 2 workers"), "{said}");
    let why = case.why("pay.owed");
    assert!(why.contains("pay.crew.1") && why.contains("pay.W002") && why.contains("payrolls/a.csv"), "{why}");
    let cell = case.why("pay.W001:2015-02:D12_QUOTA");
    assert!(cell.contains("350 USD") && cell.contains("row 3 of"), "{cell}");
    let month = case.why("pay.W001:2015-02");
    assert!(month.contains("350 is owed") && month.contains("prohibited by default of D12_QUOTA"), "{month}");
    let part = case.why("pay.part.prohibited");
    assert!(part.contains("1,400 USD"), "{part}");
    assert_eq!(manumit(&["verify", case.path()]).status.code(), Some(0));
    let page = case.page();
    for said in ["What is owed", "href=\"#m-W001-2015-01\"", "id=\"m-W001-2015-01\"", "state plan"] {
        assert!(page.to_lowercase().contains(&said.to_lowercase()), "{said}");
    }
    // nobody's name leaves unasked
    for (name, content) in case.dossier() {
        let content = text(&content);
        assert!(!content.contains("Chol Min") && !content.contains("Yong Su"), "a name is in {name}");
    }
    assert!(!page.contains("every figure of pay is a statement, not a record"));
    // a changed payroll is seen
    case.put("payrolls/a.csv", &PAYROLL.replace("500,350", "600,450"));
    assert_eq!(manumit(&["verify", case.path()]).status.code(), Some(20));
    assert!(case.run().contains("At least 1,800 USD are owed to 2 workers"));
}

#[test]
fn words_that_name_a_worker_a_site_or_a_country_speak_in_the_account_and_others_do_not() {
    let case = tables();
    case.put("pay.toml", &format!("{PLAN}country = \"PL\"\n"));
    case.put(
        "documents/a.txt",
        "Kim Chol Min was paid 60 US dollars a month in 2015, he said.\n\n\
         According to a former foreman, the workers at North Tower were left with 90 US dollars a month in 2015.\n\n\
         In Poland workers are left with 45 US dollars a month. In Kuwait workers are left with 40 US dollars a month.\n",
    );
    case.run();
    let named = case.why("pay.W001:2015-01");
    assert!(named.contains("a.txt") && named.contains("60"), "{named}");
    let paid = case.why("pay.W002:2015-01:paid");
    assert!(paid.contains("Sources contradict each other"), "{paid}");
    assert!(paid.contains("90 US dollars") && !paid.contains("60 US dollars") && !paid.contains("40 US dollars"), "{paid}");
    // what is published of a country is listed beside nearer voices; of another country it is not
    assert!(paid.contains("45 US dollars"), "{paid}");
    // what a witness says raises the most and never the least
    let owed = case.why("pay.owed");
    assert!(owed.contains("At least 1,400 USD"), "{owed}");
}

#[test]
fn hostile_words_in_cells_stay_words() {
    let case = Case::of(&[(
        "payrolls/<img src=x onerror=alert(1)>.csv",
        "Name,Month,Gross USD,\"<script>alert(1)</script> State plan\",Net\n\
         \"<b>Kim</b> Chol\",2015-01,500,370,130\n\"=HYPERLINK(\"\"x\"\")\",2015-01,500,370,130\n",
    )]);
    case.put("pay.toml", "[stated]\ngross = [\"300\", \"1000\"]\nshare = [\"70\", \"90\"]\nleft = [\"100\", \"130\"]\nsource = \"<svg onload=alert(1)>\u{202e}\"\n");
    case.run();
    for (name, content) in case.dossier().into_iter().filter(|(name, _)| name.ends_with(".html")) {
        let content = text(&content);
        for markup in ["<script>alert", "<img", "<svg onload", "<b>Kim"] {
            assert!(!content.contains(markup), "{markup} is in {name}");
        }
    }
}

/// A case of `count` workers over a year.
fn crowd(count: usize) -> Case {
    let mut rows = "Name,Month,Gross USD,State plan,Net\n".to_owned();
    for worker in 0..count {
        for month in 1..=12 {
            rows.push_str(&format!("Worker Number{worker},2015-{month:02},500,{},{}\n", 300 + worker % 70, 200 - worker % 70));
        }
    }
    Case::of(&[("payrolls/a.csv", &rows), ("documents/a.txt", ARTICLE)])
}

#[test]
fn many_workers_stand_on_pages_beside_a_page_that_stays_small() {
    let case = crowd(130);
    case.run();
    let pages: Vec<String> = case.dossier().into_keys().filter(|name| name.contains("workers/")).collect();
    assert_eq!(pages.len(), 3, "{pages:?}");
    let page = case.page();
    for name in &pages {
        assert!(page.contains(&format!("href=\"{}\"", name.trim_start_matches("dossier/"))), "{name}");
    }
    let last = std::fs::read_to_string(case.0.path().join("dossier/workers/W101-W130.html")).expect("a page");
    assert!(last.contains("id=\"m-W130-2015-12\"") && last.contains("payrolls/a.csv, row 1561"), "the last row is there");
    assert!(page.len() < 1_500_000, "{}", page.len());
    assert_eq!(manumit(&["verify", case.path()]).status.code(), Some(0));
    // fewer workers leave no pages of others behind
    case.put("payrolls/a.csv", PAYROLL);
    case.run();
    assert!(!case.dossier().keys().any(|name| name.contains("workers/")));
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let one = crowd(60);
    assert_eq!(with_threads("1", &["run", one.path()]).status.code(), Some(0));
    let first = one.dossier();
    for threads in ["2", "7"] {
        std::fs::remove_dir_all(one.0.path().join(".manumit")).expect("a ledger");
        std::fs::remove_dir_all(one.0.path().join("dossier")).expect("a dossier");
        assert_eq!(with_threads(threads, &["run", one.path()]).status.code(), Some(0));
        assert!(one.dossier() == first, "{threads} threads tell another dossier");
    }
}

#[test]
fn a_run_killed_at_any_moment_leaves_a_case_that_ends_in_the_same_dossier() {
    let whole = crowd(120);
    whole.run();
    let case = crowd(120);
    for milliseconds in [20, 60, 120, 200, 300, 450] {
        let mut run = Command::new(env!("CARGO_BIN_EXE_manumit"))
            .args(["run", case.path()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the binary starts");
        std::thread::sleep(std::time::Duration::from_millis(milliseconds));
        run.kill().expect("it can be killed");
        run.wait().expect("it ends");
    }
    case.run();
    // the folders differ in nothing but their names, which stand as the title
    let told = |case: &Case| -> BTreeMap<String, usize> {
        case.dossier().into_iter().map(|(name, content)| (name, content.len())).collect()
    };
    assert_eq!(told(&case), told(&whole));
    assert_eq!(manumit(&["verify", case.path()]).status.code(), Some(0));
}

#[test]
fn a_confirmed_mapping_holds_for_its_bytes_and_is_logged() {
    let case = Case::of(&[("payrolls/a.csv", PAYROLL)]);
    let confirm = |file: &str, word: &str| manumit(&["pay", case.path(), word, file, "--by", "A. Reviewer"]);
    assert_eq!(manumit(&["pay", case.path(), "--confirm", "payrolls/a.csv"]).status.code(), Some(2));
    assert_eq!(confirm("payrolls/none.csv", "--confirm").status.code(), Some(1));
    assert_eq!(confirm("payrolls/a.csv", "--confirm").status.code(), Some(0));
    case.run();
    let json = text(&manumit(&["pay", case.path(), "--json"]).stdout);
    assert!(json.contains("\"confirmed_by\":\"A. Reviewer\""), "{json}");
    assert!(text(&manumit(&["log", case.path()]).stdout).contains("payrolls/a.csv confirmed by A. Reviewer: 6 columns"));
    assert_eq!(manumit(&["verify", case.path()]).status.code(), Some(0));
    // pay.toml goes before it
    case.put("pay.toml", "[files.\"payrolls/a.csv\".columns]\n\"State plan\" = \"D01_TAX\"\n");
    assert!(case.run().contains("At least 0 USD are owed"));
    // other bytes are not confirmed
    case.put("payrolls/a.csv", &PAYROLL.replace("500", "600"));
    assert!(!text(&manumit(&["pay", case.path(), "--json"]).stdout).contains("A. Reviewer"));
    // decisions can be signed too, and a signature taken back
    assert_eq!(confirm("pay.toml", "--confirm").status.code(), Some(0));
    case.run();
    assert!(case.page().contains("pay.toml was confirmed by A. Reviewer"));
    assert_eq!(confirm("pay.toml", "--withdraw").status.code(), Some(0));
    case.run();
    assert!(case.page().contains("pay.toml was confirmed by nobody as it stands"));
}

#[test]
fn people_whom_no_list_names_stand_on_a_line_of_their_own() {
    let case = tables();
    case.run();
    let without = case.why("pay.owed");
    let table = std::fs::read_to_string(examples("overlap-tables/western.csv")).expect("the bundled table");
    case.put("overlaps.csv", &table);
    case.run();
    let unlisted = case.why("pay.unlisted");
    assert!(unlisted.contains("Not in any total") && unlisted.contains("is estimated from overlaps.csv"), "{unlisted}");
    assert!(without.starts_with(case.why("pay.owed").lines().next().expect("a line")), "the total is what it was");
    // what a person says goes before the estimate
    case.put("pay.toml", &format!("{PLAN}[unlisted]\nlow = 10.0\npoint = 20.0\nhigh = 40.0\n").replace("[files", "\n[files"));
    case.run();
    assert!(case.why("pay.unlisted").contains("is taken from pay.toml"));
}
