//! The schedule says what was printed: recomputed by a spreadsheet, and accepted by a double-entry checker, where they are installed.

use evidence::{Currency, SourceId, Taking};
use pay::schedule::{Results, Sums, View, beancount, separated, workbook};
use pay::*;
use rust_decimal::Decimal;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

struct Dice(u64);

impl Dice {
    fn cents(&mut self, low: u64, high: u64) -> Decimal {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        Decimal::new((low * 100 + (self.0 >> 33) % ((high - low) * 100)) as i64, 2)
    }
}

struct Drawn {
    book: Book,
    settings: Settings,
    terms: Terms,
    accounts: Accounts,
    total: ClassTotal,
}

/// Forty workers over two years: contradicting sources, interest, payments on return.
fn drawn(interest: Interest, allocation: Allocation) -> Drawn {
    let mut dice = Dice(11);
    let voices = [Voice::EmployerLedger, Voice::Testimony, Voice::Bank];
    let files = voices.map(|voice| File { source: SourceId::of(b"x"), name: voice.name().into(), voice });
    let mut book = Book { files: files.into(), workers: vec![Worker::default(); 40], ..Book::default() };
    book.crews.push(Crew { country: Some("AA".into()), site: Some("=1+1".into()), ..Crew::default() });
    let usd = Currency::USD;
    for worker in 0..40 {
        let mut month: Month = "2013-01".parse().unwrap();
        let spot = |file| Spot { file, sheet: None, row: u64::from(worker) + 2 };
        book.posts.push(Post { worker, crew: 0, from: month, to: "2014-12".parse().ok(), spot: spot(0) });
        for number in 0..24 {
            let line = |component, sum: Decimal| Line {
                component,
                low: sum,
                high: sum,
                currency: usd,
                column: 1,
                label: Arc::from("x"),
            };
            let lines = vec![
                line(Component::Gross, dice.cents(400, 900)),
                line(Component::Taken(Taking::Tax), dice.cents(10, 30)),
                line(Component::Taken(Taking::Board), dice.cents(40, 90)),
                line(Component::Taken(Taking::Quota), dice.cents(100, 200)),
                line(Component::Taken(Taking::Unlabelled), dice.cents(0, 20)),
                line(Component::Paid, dice.cents(80, 300)),
            ];
            book.slips.push(Slip { worker, month, spot: spot(0), paid_on: None, lines });
            if number % 3 == 0 {
                let lines = vec![line(Component::Paid, dice.cents(60, 250))];
                book.slips.push(Slip { worker, month, spot: spot(1), paid_on: None, lines });
            }
            month = month.next();
        }
        if worker % 2 == 0 {
            let settlement = Settlement { on: "2015-02-01".parse().unwrap(), sum: dice.cents(500, 3_000) };
            book.lumps.push(Lump { worker, settlement, currency: usd, spot: spot(2) });
        }
    }
    book.settle();
    let settings = Settings::new(usd, "2016-06-30".parse().unwrap());
    let terms = Terms { interest, allocation };
    let rules = Rules::own();
    let accounts = accounts(&Reckoning { book: &book, settings: &settings, rules: &rules, terms: &terms });
    let total = class_total(&accounts, Draws { count: 10, ..Draws::default() }, None);
    Drawn { book, settings, terms, accounts, total }
}

fn models() -> [(Interest, Allocation); 3] {
    let eight = || RateTable::constant("8.25".parse().unwrap());
    let of = |model| Interest { model, days: DayCount::Actual365 };
    [
        (of(Model::Simple(eight())), Allocation::InterestFirst),
        (of(Model::Nlrb(eight())), Allocation::PrincipalFirst),
        (Interest { model: Model::Table(eight(), Compounding::Monthly), days: DayCount::Thirty360 }, Allocation::InterestFirst),
    ]
}

#[test]
fn rows_add_up_to_what_is_printed() {
    for (interest, allocation) in models() {
        let Drawn { book, settings, accounts, total, .. } = drawn(interest, allocation);
        let text = separated(&book, &accounts, &settings, false);
        for (view, printed) in View::ALL.into_iter().zip([total.least, total.point, total.most]) {
            let rows =
                text.lines().skip(1).map(|line| line.split(',').collect::<Vec<_>>()).filter(|cells| cells[0] == view.name());
            let sum: Decimal =
                rows.map(|cells| cells[12].parse::<Decimal>().unwrap() + cells[13].parse::<Decimal>().unwrap()).sum();
            assert_eq!(sum, printed, "{view:?}");
        }
        for month in accounts.accounts.iter().flat_map(|account| &account.months) {
            let point = Sums::of(month, View::Point);
            assert_eq!(point.by_formula(), point.owed);
        }
        assert!(text.contains(",'=1+1"), "a cell is a formula");
    }
}

fn scratch(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("manumit-schedule-{}-{name}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// A profile of LibreOffice that computes every formula of a workbook when it opens it.
fn recomputing_profile(folder: &Path) {
    std::fs::create_dir_all(folder.join("profile/user")).unwrap();
    let settings = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"#;
    std::fs::write(folder.join("profile/user/registrymodifications.xcu"), settings).unwrap();
}

#[test]
fn a_spreadsheet_recomputes_the_printed_totals() {
    if Command::new("soffice").arg("--version").output().is_err() {
        eprintln!("not tried: soffice is not installed, so nobody recomputed the workbook");
        return;
    }
    let folder = scratch("office");
    recomputing_profile(&folder);
    for (number, (interest, allocation)) in models().into_iter().enumerate() {
        let Drawn { book, settings, terms, accounts, total } = drawn(interest, allocation);
        // without results, only what the spreadsheet computes itself can be there
        let bytes = workbook(&book, &accounts, (&settings, &terms), &total, false, Results::Left).unwrap();
        let file = folder.join(format!("schedule{number}.xlsx"));
        std::fs::write(&file, bytes).unwrap();
        let done = Command::new("soffice")
            .arg(format!("-env:UserInstallation=file://{}", folder.join("profile").display()))
            .args([
                "--headless",
                "--convert-to",
                "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,1",
                "--outdir",
            ])
            .arg(&folder)
            .arg(&file)
            .output()
            .unwrap();
        let table = std::fs::read_dir(&folder).unwrap().flatten().map(|entry| entry.path()).find(|path| {
            path.extension().is_some_and(|end| end == "csv") && path.to_string_lossy().contains(&format!("schedule{number}"))
        });
        let table = table.unwrap_or_else(|| panic!("no table: {}", String::from_utf8_lossy(&done.stderr)));
        let text = std::fs::read_to_string(table).unwrap();
        for (line, printed) in text.lines().skip(1).zip([total.least, total.point, total.most]) {
            let cells: Vec<&str> = line.split(',').map(|cell| cell.trim_matches('"')).collect();
            let computed: Decimal = cells[3].parse::<Decimal>().unwrap().round_dp(2);
            assert_eq!(computed, printed, "{line}");
            assert_eq!(cells[5].parse::<Decimal>().unwrap(), Decimal::ZERO, "{line}");
        }
    }
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_checker_of_double_entry_accepts_the_book() {
    let checker = std::env::var("BEAN_CHECK").unwrap_or_else(|_| "bean-check".to_owned());
    if Command::new(&checker).arg("--help").output().is_err() {
        eprintln!("not tried: bean-check is not installed, so nobody checked the book; BEAN_CHECK can name it");
        return;
    }
    let folder = scratch("beans");
    for (number, (interest, allocation)) in models().into_iter().enumerate() {
        let Drawn { book, settings, accounts, .. } = drawn(interest, allocation);
        let file = folder.join(format!("book{number}.beancount"));
        std::fs::write(&file, beancount(&book, &accounts, &settings, true)).unwrap();
        let done = Command::new(&checker).arg(&file).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn the_same_account_makes_the_same_workbook() {
    let (interest, allocation) = models().into_iter().next().unwrap();
    let Drawn { book, settings, terms, accounts, total } = drawn(interest, allocation);
    let made = || workbook(&book, &accounts, (&settings, &terms), &total, false, Results::Kept).unwrap();
    assert_eq!(made(), made());
}
