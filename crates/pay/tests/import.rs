//! Payrolls of any titles become rows of a book; what is wrong with them is told by file, sheet and row.

use evidence::{Currency, MediaType, SourceId, Taking};
use pay::import::{AboutFile, Intake};
use pay::{Component, Crew, Month, Voice};

fn taken(files: &[(&str, &str)]) -> Intake {
    taken_as(files, &AboutFile::default())
}

fn taken_as(files: &[(&str, &str)], about: &AboutFile) -> Intake {
    let mut intake = Intake::default();
    for (name, text) in files {
        let source = SourceId::of(text.as_bytes());
        let document = document::open(MediaType::Csv, name, source, 0, text.as_bytes());
        intake.tables(name, source, &document, about);
    }
    intake.give_payments();
    intake.registrar.book.settle();
    intake
}

/// Each slip: worker, month, sums.
fn told(intake: &Intake) -> Vec<String> {
    let book = &intake.registrar.book;
    let slip = |slip: &pay::Slip| {
        let lines: Vec<String> =
            slip.lines.iter().map(|line| format!("{} {} {}", line.component.name(), line.low, line.currency)).collect();
        format!(
            "{} {} row {}: {}",
            book.workers[slip.worker as usize].names.join("/"),
            slip.month,
            slip.spot.row,
            lines.join(", ")
        )
    };
    book.slips.iter().map(slip).collect()
}

fn notices(intake: &Intake) -> Vec<String> {
    intake.registrar.book.notices.iter().map(|notice| format!("{}: {}", notice.place, notice.cause)).collect()
}

#[test]
fn four_languages_give_the_same_rows() {
    let expected = |name: &str, currency: &str| {
        vec![format!(
            "{name} 2015-03 row 3: gross 500 {currency}, D06_BOARD 80 {currency}, D12_QUOTA 250 {currency}, paid 170 {currency}"
        )]
    };
    let english =
        "Payroll March 2015\nNo,Full name,Gross pay (USD),Board & lodging,State plan,Net pay\n1,Kim Chol,500,80,250,170\n";
    let russian = "Ведомость за март 2015 г.\n№;ФИО;Начислено, руб.;Питание;План;К выплате\n1;Ким Чер;500;80;250;170\n";
    let korean = "2015년 3월 로임\n번호,성명,임금총액(원),식비,국가계획분,실지급액\n1,김철,500,80,250,170\n";
    let chinese = "2015年3月工资表\n序号,姓名,应发工资（元）,伙食费,国家计划,实发工资\n1,金哲,500,80,250,170\n";
    for (text, name, currency) in
        [(english, "Kim Chol", "USD"), (russian, "Ким Чер", "RUB"), (korean, "김철", "KRW"), (chinese, "金哲", "CNY")]
    {
        let intake = taken(&[("payroll.csv", text)]);
        assert_eq!(told(&intake), expected(name, currency), "{:?}", notices(&intake));
    }
}

#[test]
fn nothing_is_dropped_in_silence() {
    let text = "\
Name,Month,Gross,Food,Bonus scheme B,Net,Pay date
Kim A,2015-03,500,100,7,400,2015-04-10
Kim B,2015-03,-500,100,7,400,2015-04-10
Kim C,2015-03,500,100,7,300,2015-02-30
,2015-03,500,100,7,400,2015-04-10
Kim D,smth,500,100,7,400,2015-04-10
Kim E,2015-03,n/a,100,7,650,2015-04-10
Kim F,2015-03,500,100,7,900,2015-04-10
";
    let intake = taken(&[("p.csv", text)]);
    assert_eq!(
        told(&intake),
        [
            "Kim A 2015-03 row 2: gross 500 USD, D06_BOARD 100 USD, paid 400 USD",
            "Kim B 2015-03 row 3: D06_BOARD 100 USD, paid 400 USD",
            "Kim C 2015-03 row 4: gross 500 USD, D06_BOARD 100 USD, paid 300 USD, DX_UNK 100 USD",
            "Kim E 2015-03 row 7: D06_BOARD 100 USD, paid 650 USD",
            "Kim F 2015-03 row 8: gross 500 USD, D06_BOARD 100 USD, paid 900 USD",
        ]
    );
    let notices = notices(&intake);
    for (place, words) in [
        ("whole table", "Bonus scheme B"),
        ("whole table", "nothing says in which currency"),
        ("row 3", "is negative"),
        ("row 4", "there is no such day"),
        ("row 4", "stand under no title"),
        ("row 5", "names nobody"),
        ("row 6", "names no month"),
        ("row 7", "is no sum"),
        ("row 8", "does not add up"),
    ] {
        assert!(
            notices.iter().any(|notice| notice.starts_with(place) && notice.contains(words)),
            "{place} {words}: {notices:#?}"
        );
    }
}

#[test]
fn mixed_currencies_stay_apart() {
    let text = "Name,Month,Gross,Net\nKim A,2015-03,USD 500,USD 100\nKim B,2015-03,USD 400,RUB 9000\nKim C,2015-03,USD 1,USD 1\n";
    let intake = taken(&[("p.csv", text)]);
    assert!(told(&intake)[1].contains("gross 400 USD, paid 9000 RUB"), "{:?}", told(&intake));
    assert!(
        notices(&intake).iter().any(|notice| notice.starts_with("row 3") && notice.contains("RUB")),
        "{:?}",
        notices(&intake)
    );
}

#[test]
fn confirmed_columns_go_before_guesses() {
    let text = "Name,Month,Col A,Col B\nKim A,2015-03,500,100\n";
    assert!(told(&taken(&[("p.csv", text)])).is_empty());
    let named = |title: &str, role: &str| (title.to_owned(), pay::import::Role::named(role).unwrap());
    let about = AboutFile {
        columns: [named("Col A", "gross"), named("Col B", "D10_LOYAL")].into(),
        currency: Some("QAR".parse::<Currency>().unwrap()),
        voice: Some(Voice::SignedPayslip),
        crew: Crew { site: Some("North".into()), country: Some("QA".into()), ..Crew::default() },
        ..AboutFile::default()
    };
    let intake = taken_as(&[("p.csv", text)], &about);
    assert_eq!(told(&intake), ["Kim A 2015-03 row 2: gross 500 QAR, D10_LOYAL 100 QAR"]);
    assert_eq!(intake.registrar.book.files[0].voice, Voice::SignedPayslip);
    assert_eq!(intake.registrar.book.crews[0].country.as_deref(), Some("QA"));
}

#[test]
fn rosters_costs_and_payments_meet_the_same_worker() {
    let roster = "Name,Passport,Site,Start date,End date,Contract wage USD,Account,Passport held by\n\
        Kim A,P1,North,2015-01-05,2015-03-20,500,AA00 1111,agent\nKim B,P2,North,2015-01-05,,500,AA00 2222,worker\nKim C,P3,North,2015-04-05,2015-01-01,1,,\n";
    let costs = "Name,Kind of cost,Amount USD,Date\nKim A,bribe,800,2014-12-01\nKim A,medical,50,2014-12-02\n";
    let bank = "Date,Payee,Account,Amount USD,Purpose\n2015-02-10,KIM A,AA001111,120,wages January 2015\n2015-03-11,Somebody,AA002222,130,\n\
        2015-06-30,Kim A,,900,final settlement on return\n2015-03-11,Nobody,,5,x\n";
    let intake = taken(&[("roster.csv", roster), ("costs.csv", costs), ("payments/bank.csv", bank)]);
    let book = &intake.registrar.book;
    assert_eq!(book.workers.len(), 3, "{:?}", book.workers);
    assert_eq!(told(&intake), ["Kim A 2015-01 row 2: paid 120 USD", "Kim B 2015-02 row 3: paid 130 USD"]);
    assert_eq!(book.posts.len(), 2);
    assert_eq!(book.posts[0].to, "2015-03".parse::<Month>().ok());
    assert_eq!(book.lumps.len(), 1);
    assert_eq!(book.lasting[0].line.component, Component::Contract);
    assert_eq!(intake.costs.len(), 2);
    assert_eq!(intake.payments.iter().filter(|payment| payment.worker.is_none()).count(), 1);
    assert!(intake.facts.iter().any(|fact| fact.words == "agent"));
    assert!(notices(&intake).iter().any(|notice| notice.starts_with("row 4") && notice.contains("before the first")));
}

#[test]
fn two_of_one_name_are_told_apart_by_number() {
    let text = "Name,Passport,Month,Employer,Gross\nKim A,P1,2015-03,Firm,500\nKim A,P2,2015-03,Firm,600\nKim A,P1,2015-04,Firm,500\nKim A,,2015-05,Firm,500\n";
    let intake = taken(&[("p.csv", text)]);
    assert_eq!(intake.registrar.book.workers.len(), 2);
    assert!(notices(&intake).iter().any(|notice| notice.starts_with("row 5") && notice.contains("several workers")));
}

#[test]
fn what_was_taken_may_be_written_below_nought() {
    let text = "Name,Month,Gross,Food,Net\nKim A,2015-03,500,-100,400\nKim B,2015-03,500,-120,380\n";
    let slip = &taken(&[("p.csv", text)]).registrar.book.slips[0];
    assert!(slip.lines.iter().any(|line| line.component == Component::Taken(Taking::Board) && line.low == 100.into()));
}
