//! Payrolls in forms that people really use: each small file, and what it must give. Written by hand for this test.

use evidence::{MediaType, SourceId};
use pay::import::{AboutFile, Intake};
use rust_xlsxwriter::{Format, Workbook};

fn taken(name: &str, bytes: &[u8]) -> Intake {
    let kind = if name.ends_with("xlsx") { MediaType::Xlsx } else { MediaType::Csv };
    let mut intake = Intake::default();
    let source = SourceId::of(bytes);
    let document = document::open(kind, name, source, 0, bytes);
    intake.tables(name, source, &document, &AboutFile::default());
    intake.give_payments();
    intake.registrar.book.settle();
    intake
}

/// Each slip: worker, month, sums; zeros are left out.
fn told(intake: &Intake) -> Vec<String> {
    let book = &intake.registrar.book;
    let slip = |slip: &pay::Slip| {
        let lines = slip.lines.iter().filter(|line| !line.low.is_zero());
        let lines: Vec<String> =
            lines.map(|line| format!("{} {} {}", line.component.name(), line.low.normalize(), line.currency)).collect();
        let worker = &book.workers[slip.worker as usize];
        let called = worker.names.first().or(worker.numbers.first()).map_or("?", String::as_str);
        format!("{called} {}: {}", slip.month, lines.join(", "))
    };
    book.slips.iter().map(slip).collect()
}

fn notices(intake: &Intake) -> Vec<String> {
    intake.registrar.book.notices.iter().map(|notice| format!("{}: {} {}", notice.place, notice.cause, notice.remedy)).collect()
}

/// Checks files in order; a name that ends in `/` holds only a beginning of the answer.
fn check(files: &[(&str, &str, &[&str])]) {
    let mut wrong = Vec::new();
    for (name, text, expected) in files {
        let intake = taken(name, text.as_bytes());
        let found = told(&intake);
        if found != *expected {
            wrong.push(format!("{name}\n  expected {expected:#?}\n  found {found:#?}\n  {:#?}", notices(&intake)));
        }
    }
    assert!(wrong.is_empty(), "{} of {} differ\n{}", wrong.len(), files.len(), wrong.join("\n"));
}

#[test]
fn titles_in_many_words_and_languages() {
    check(&[
        (
            "payroll-2015-03.csv",
            "S/N,Surname and name,Passport No.,Days,Hrs,Gross amount (USD),Mess bill,Room rent,Visa fee,PPE,Amount payable\n\
             1,Kim Chol,P1234,26,260,500,40,20,10,5,425\n",
            &[
                "Kim Chol 2015-03: work days 26 USD, hours 260 USD, gross 500 USD, D06_BOARD 40 USD, D07_LODGE 20 USD, D08_TRAVEL 10 USD, D09_TOOLS 5 USD, paid 425 USD",
            ],
        ),
        (
            "sheet.csv",
            "Расчетная ведомость за март 2015 г.\n№ п/п;Ф.И.О.;Таб. №;Отработано дней;Начислено всего, руб.;НДФЛ 13%;Питание;Проживание;Аванс;К выдаче, руб.;Подпись\n\
             1;Ким Чер;17;24;30 000,00;3 900,00;4 000,00;2 500,00;5 000,00;14 600,00;\n",
            &[
                "Ким Чер 2015-03: work days 24 RUB, gross 30000 RUB, D01_TAX 3900 RUB, D06_BOARD 4000 RUB, D07_LODGE 2500 RUB, D05_ADV 5000 RUB, paid 14600 RUB",
            ],
        ),
        (
            "sheet.csv",
            "2015년 3월 로임지불표\n번호,성 명,려권번호,로동일수,총로임(US$),식비,숙소비,충성자금,계획분,당비,실지불액,수표\n1,김철,P7654321,28,600,60,30,20,300,10,180,\n",
            &[
                "김철 2015-03: work days 28 USD, gross 600 USD, D06_BOARD 60 USD, D07_LODGE 30 USD, D10_LOYAL 20 USD, D12_QUOTA 300 USD, D11_PARTY 10 USD, paid 180 USD",
            ],
        ),
        (
            "工资.csv",
            "2015年3月工资发放表\n单位：元\n序号,姓名,护照号码,出勤天数,应付工资,伙食费,住宿费,管理费,上缴国家,代保管,实领工资,签收\n1,金哲,P100200,27,3000,400,200,150,1200,600,450,\n",
            &[
                "金哲 2015-03: work days 27 CNY, gross 3000 CNY, D06_BOARD 400 CNY, D07_LODGE 200 CNY, D14_AGENT 150 CNY, D12_QUOTA 1200 CNY, D16_HELD 600 CNY, paid 450 CNY",
            ],
        ),
        (
            "lista.csv",
            "Lista płac za marzec 2015\nLp.;Imię i nazwisko;Nr paszportu;Dni pracy;Płaca brutto (PLN);Składki ZUS;Podatek;Zakwaterowanie;Do wypłaty\n1;Kim Czol;P55501;25;2500,00;342,75;154,00;300,00;1703,25\n",
            &[
                "Kim Czol 2015-03: work days 25 PLN, gross 2500 PLN, D02_SOC 342.75 PLN, D01_TAX 154 PLN, D07_LODGE 300 PLN, paid 1703.25 PLN",
            ],
        ),
        (
            "nomina.csv",
            "Nombre;Mes;Salario bruto EUR;Seguro social;Alojamiento;Multa;Salario neto\nKim Chol;marzo 2015;900;57;120;30;693\n",
            &["Kim Chol 2015-03: gross 900 EUR, D02_SOC 57 EUR, D07_LODGE 120 EUR, D15_FINE 30 EUR, paid 693 EUR"],
        ),
    ]);
}

#[test]
fn a_firm_over_a_payroll_is_the_employer_unless_a_column_names_one() {
    let employers = |caption: &str| -> Vec<Option<String>> {
        let text = format!(
            "Pay sheet 2015-03\n{caption}\nNo,Name,Days,Gross (USD),Food,Paid\n1,Kim A,26,500,50,450\n2,Kim B,26,500,50,450\n3,Kim C,26,500,50,450\n"
        );
        taken("a.csv", text.as_bytes()).registrar.book.crews.into_iter().map(|crew| crew.employer).collect()
    };
    let is = |name: &str| vec![Some(name.to_owned())];
    assert_eq!(employers("Eastern Building Co. Ltd"), is("Eastern Building Co. Ltd"));
    assert_eq!(employers("Employer: Eastern Building LLC"), is("Eastern Building LLC"));
    assert_eq!(employers("ООО «Восток Строй»"), is("ООО «Восток Строй»"));
    assert_eq!(employers("东方建筑有限公司"), is("东方建筑有限公司"));
    for other in ["Approved by the accountant", "Payments of 2015 by the Company Ltd 7", "company"] {
        assert!(employers(other).is_empty(), "{other}: {:?}", employers(other));
    }
    let with_column = "Eastern Building LLC\nName,Employer,Month,Gross USD,Net\nKim A,North Co,2015-03,500,100\nKim B,North Co,2015-03,500,100\n";
    let crews = taken("a.csv", with_column.as_bytes()).registrar.book.crews;
    assert_eq!(crews.into_iter().map(|crew| crew.employer).collect::<Vec<_>>(), is("North Co"));
}

#[test]
fn units_stand_in_titles_and_over_tables() {
    check(&[
        (
            "a.csv",
            "Name,Month,Gross (USD '000),Net (USD '000)\nKim A,2015-03,0.5,0.13\n",
            &["Kim A 2015-03: gross 500 USD, paid 130 USD, DX_UNK 370 USD"],
        ),
        (
            "a.csv",
            "Ведомость за март 2015\nед. изм.: тыс. руб.\nФИО;Начислено;Питание;Выплачено\nКим;30,5;4,2;26,3\nРи;28,1;4,2;23,9\n",
            &[
                "Ким 2015-03: gross 30500 RUB, D06_BOARD 4200 RUB, paid 26300 RUB",
                "Ри 2015-03: gross 28100 RUB, D06_BOARD 4200 RUB, paid 23900 RUB",
            ],
        ),
        (
            "a.csv",
            "\"Pay sheet, March 2015 (all sums in USD)\"\nName,Gross,Food,Net\nKim A,500,80,420\n",
            &["Kim A 2015-03: gross 500 USD, D06_BOARD 80 USD, paid 420 USD"],
        ),
        (
            "a.csv",
            "3월 로임 (단위: 천원)\n년도,이름,월,총로임,지불액\n2015,김철,3,500,200\n",
            &["김철 2015-03: gross 500000 KRW, paid 200000 KRW, DX_UNK 300000 KRW"],
        ),
    ]);
}

#[test]
fn totals_pages_and_lists_one_below_another() {
    check(&[
        (
            "two-months.csv",
            "January 2015\nName,Gross USD,Net\nKim A,500,100\nRi B,400,90\nTotal,900,190\nFebruary 2015\nName,Gross USD,Net\nKim A,510,110\nTotal,510,110\n",
            &[
                "Kim A 2015-01: gross 500 USD, paid 100 USD, DX_UNK 400 USD",
                "Kim A 2015-02: gross 510 USD, paid 110 USD, DX_UNK 400 USD",
                "Ri B 2015-01: gross 400 USD, paid 90 USD, DX_UNK 310 USD",
            ],
        ),
        (
            "pages.csv",
            "Payroll for March 2015\nName,Gross USD,Net\nKim A,500,500\nName,Gross USD,Net\nRi B,400,400\n",
            &["Kim A 2015-03: gross 500 USD, paid 500 USD", "Ri B 2015-03: gross 400 USD, paid 400 USD"],
        ),
        (
            "pages.csv",
            "Payroll for March 2015\nName,Gross USD,Net\nKim A,500,500\nPage 2\nName,Gross USD,Net\nRi B,400,400\n",
            &["Kim A 2015-03: gross 500 USD, paid 500 USD", "Ri B 2015-03: gross 400 USD, paid 400 USD"],
        ),
        (
            "totals.csv",
            "Name,Month,Gross USD,Net\nKim A,2015-03,500,500\nSubtotal,,500,500\nRi B,2015-03,400,400\nGrand total,,900,900\nИтого:,,900,900\n",
            &["Kim A 2015-03: gross 500 USD, paid 500 USD", "Ri B 2015-03: gross 400 USD, paid 400 USD"],
        ),
    ]);
}

#[test]
fn months_side_by_side() {
    check(&[
        (
            "Paid out 2015.csv",
            "Name,Passport,Jan,Feb,Mar\nKim A,P1001,100,110,\nRi B,P1002,90,,95\n",
            &[
                "Kim A 2015-01: paid 100 USD", "Kim A 2015-02: paid 110 USD", "Ri B 2015-01: paid 90 USD",
                "Ri B 2015-03: paid 95 USD",
            ],
        ),
        (
            "a.csv",
            "Name,Contract wage USD,Gross 2015-01,Food 2015-01,Net 2015-01,Gross 2015-02,Food 2015-02,Net 2015-02\nKim A,600,500,80,420,510,90,420\n",
            &[
                "Kim A 2015-01: contract 600 USD, gross 500 USD, D06_BOARD 80 USD, paid 420 USD",
                "Kim A 2015-02: contract 600 USD, gross 510 USD, D06_BOARD 90 USD, paid 420 USD",
            ],
        ),
        (
            "a.csv",
            "Выплачено работникам, руб.\nФИО;январь 2015;февраль 2015;март 2015\nКим;5000;6000;5500\n",
            &["Ким 2015-01: paid 5000 RUB", "Ким 2015-02: paid 6000 RUB", "Ким 2015-03: paid 5500 RUB"],
        ),
        ("2015 당비.csv", "이름,1월,2월\n김철,10,12\n", &["김철 2015-01: D11_PARTY 10 USD", "김철 2015-02: D11_PARTY 12 USD"]),
        ("2015年 实发工资.csv", "姓名,1月,2月\n金哲,450,460\n", &["金哲 2015-01: paid 450 USD", "金哲 2015-02: paid 460 USD"]),
    ]);
    // what stands under the months nobody says: told, not guessed
    let intake = taken("a.csv", "Name,2015-01,2015-02\nKim A,100,110\nRi B,90,95\n".as_bytes());
    assert!(told(&intake).is_empty());
    assert!(!notices(&intake).is_empty());
}

#[test]
fn months_and_years_apart() {
    check(&[
        (
            "a.csv",
            "Name,Year,Month,Gross USD\nKim A,2015,3,500\nKim A,2015,April,510\n",
            &["Kim A 2015-03: gross 500 USD", "Kim A 2015-04: gross 510 USD"],
        ),
        (
            "payroll 2015.csv",
            "Name,Month,Gross USD\nKim A,March,500\nKim A,апрель,510\n",
            &["Kim A 2015-03: gross 500 USD", "Kim A 2015-04: gross 510 USD"],
        ),
        (
            "a.csv",
            "Name,Month,Gross USD\nKim A,Mar-15,500\nKim A,Apr-15,510\n",
            &["Kim A 2015-03: gross 500 USD", "Kim A 2015-04: gross 510 USD"],
        ),
    ]);
}

#[test]
fn one_worker_a_sheet() {
    check(&[
        (
            "a.csv",
            "Name: Kim Chol\nPassport: P7001\nMonth,Gross USD,Food,Net\n2015-01,500,80,420\n2015-02,500,90,410\n",
            &[
                "Kim Chol 2015-01: gross 500 USD, D06_BOARD 80 USD, paid 420 USD",
                "Kim Chol 2015-02: gross 500 USD, D06_BOARD 90 USD, paid 410 USD",
            ],
        ),
        (
            "a.csv",
            "ФИО: Ким Чер\nМесяц;Начислено, руб.;Питание;Выплачено\nянварь 2015;30000;4000;26000\nфевраль 2015;31000;4000;27000\n",
            &[
                "Ким Чер 2015-01: gross 30000 RUB, D06_BOARD 4000 RUB, paid 26000 RUB",
                "Ким Чер 2015-02: gross 31000 RUB, D06_BOARD 4000 RUB, paid 27000 RUB",
            ],
        ),
    ]);
}

#[test]
fn parts_of_pay_and_things_that_add_up() {
    check(&[
        // no column has gross pay: base and what was earned besides
        (
            "a.csv",
            "Name,Month,Basic salary USD,Overtime,Bonus,Food,Net\nKim A,2015-03,400,50,30,80,400\n",
            &["Kim A 2015-03: contract 400 USD, overtime 50 USD, D06_BOARD 80 USD, gross 480 USD, paid 400 USD"],
        ),
        // a title nobody knows, and the rows add up if it was taken
        (
            "a.csv",
            "Name,Month,Gross USD,Food,Sundry,Net\nKim A,2015-03,500,80,20,400\nRi B,2015-03,400,80,15,305\nPak C,2015-03,450,80,17,353\n",
            &[
                "Kim A 2015-03: gross 500 USD, D06_BOARD 80 USD, DX_UNK 20 USD, paid 400 USD",
                "Ri B 2015-03: gross 400 USD, D06_BOARD 80 USD, DX_UNK 15 USD, paid 305 USD",
                "Pak C 2015-03: gross 450 USD, D06_BOARD 80 USD, DX_UNK 17 USD, paid 353 USD",
            ],
        ),
        // no title is known: names, and figures that add up
        (
            "list 2015-03.csv",
            "Aa,Bb,Cc,Dd\nKim Chol Su,500,80,420\nRi Yong Ho,400,70,330\nPak Song Il,450,75,375\nChoe Min Gi,470,60,410\n",
            &[
                "Kim Chol Su 2015-03: gross 500 USD, DX_UNK 80 USD, paid 420 USD",
                "Ri Yong Ho 2015-03: gross 400 USD, DX_UNK 70 USD, paid 330 USD",
                "Pak Song Il 2015-03: gross 450 USD, DX_UNK 75 USD, paid 375 USD",
                "Choe Min Gi 2015-03: gross 470 USD, DX_UNK 60 USD, paid 410 USD",
            ],
        ),
        // no title at all
        (
            "list 2015-03.csv",
            "Kim Chol Su,500,80,420\nRi Yong Ho,400,70,330\nPak Song Il,450,75,375\nChoe Min Gi,470,60,410\n",
            &[
                "Kim Chol Su 2015-03: gross 500 USD, DX_UNK 80 USD, paid 420 USD",
                "Ri Yong Ho 2015-03: gross 400 USD, DX_UNK 70 USD, paid 330 USD",
                "Pak Song Il 2015-03: gross 450 USD, DX_UNK 75 USD, paid 375 USD",
                "Choe Min Gi 2015-03: gross 470 USD, DX_UNK 60 USD, paid 410 USD",
            ],
        ),
        // a total over two groups of deductions counts nothing twice
        (
            "a.csv",
            "Name,Month,Gross USD,Food,Fine,Total deductions,Net\nKim A,2015-03,500,80,20,130,370\n",
            &["Kim A 2015-03: gross 500 USD, D06_BOARD 80 USD, D15_FINE 20 USD, paid 370 USD, DX_UNK 30 USD"],
        ),
        // dashes, spaces and zeros for nothing
        (
            "a.csv",
            "Name,Month,Gross USD,Food,Fine,Net\nKim A,2015-03,500,—,0,500\nRi B,2015-03,400,80,-,320\n",
            &["Kim A 2015-03: gross 500 USD, paid 500 USD", "Ri B 2015-03: gross 400 USD, D06_BOARD 80 USD, paid 320 USD"],
        ),
    ]);
    let intake = taken(
        "list 2015-03.csv",
        "Aa,Bb,Cc,Dd\nKim Chol Su,500,80,420\nRi Yong Ho,400,70,330\nPak Song Il,450,75,375\n".as_bytes(),
    );
    let unconfirmed = notices(&intake).iter().filter(|notice| notice.contains("by the shape of the values")).count();
    assert_eq!(unconfirmed, 4, "{:#?}", notices(&intake));
}

#[test]
fn separators_encodings_and_numbers_of_many_countries() {
    check(&[
        (
            "a.csv",
            "sep=;\nName;Month;Gross USD;Net\nKim A;2015-03;1.234,50;1.000,00\n",
            &["Kim A 2015-03: gross 1234.5 USD, paid 1000 USD, DX_UNK 234.5 USD"],
        ),
        (
            "a.csv",
            "Name|Month|Gross USD|Net\nKim A|2015-03|1'234.50|1'234.50\n",
            &["Kim A 2015-03: gross 1234.5 USD, paid 1234.5 USD"],
        ),
        (
            "a.csv",
            "Name\tMonth\tGross USD\tNet\nKim A\t2015-03\t1 234.50\t1 234.50\n",
            &["Kim A 2015-03: gross 1234.5 USD, paid 1234.5 USD"],
        ),
        (
            "a.csv",
            "\u{feff}Name,Month,Gross,Net\n\"Kim, A\",2015-03,\"$1,234.50\",\"$1,234.50\"\n",
            &["Kim, A 2015-03: gross 1234.5 USD, paid 1234.5 USD"],
        ),
        (
            "a.csv",
            "Name,Month,Gross USD,Fine,Net\nKim A,2015-03,500,(20),480\nRi B,2015-03,400,(30),370\n",
            &[
                "Kim A 2015-03: gross 500 USD, D15_FINE 20 USD, paid 480 USD",
                "Ri B 2015-03: gross 400 USD, D15_FINE 30 USD, paid 370 USD",
            ],
        ),
    ]);
    let (windows, _, _) =
        encoding_rs_of("ФИО;Месяц;Начислено, руб.;К выплате\nКим Чер Су;2015-03;30000;30000\nРи Ен Хо;2015-03;28000;28000\n");
    let intake = taken("a.csv", &windows);
    assert_eq!(
        told(&intake),
        ["Ким Чер Су 2015-03: gross 30000 RUB, paid 30000 RUB", "Ри Ен Хо 2015-03: gross 28000 RUB, paid 28000 RUB"]
    );
}

/// The bytes of Cyrillic text in code page 1251.
fn encoding_rs_of(text: &str) -> (Vec<u8>, (), ()) {
    let byte = |c: char| match u32::from(c) {
        code @ 0..=127 => code as u8,
        code @ 0x410..=0x44f => (code - 0x410 + 0xc0) as u8,
        _ => b'?',
    };
    (text.chars().map(byte).collect(), (), ())
}

// ---- workbooks ---------------------------------------------------------------------------------------------------------------------

type Sheet<'s> = (&'s str, &'s [&'s [&'s str]]);

/// A workbook of sheets; cells that are figures are figures, `=` begins a joined cell: `=3:Title` over three columns.
fn workbook(sheets: &[Sheet]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).unwrap();
        for (row, cells) in rows.iter().enumerate() {
            let (row, mut column) = (row as u32, 0u16);
            for cell in *cells {
                if let Some((width, words)) = cell.strip_prefix('=').and_then(|rest| rest.split_once(':')) {
                    let width: u16 = width.parse().unwrap();
                    sheet.merge_range(row, column, row, column + width - 1, words, &Format::new()).unwrap();
                    column += width;
                    continue;
                }
                match cell.parse::<f64>() {
                    Ok(figure) => sheet.write_number(row, column, figure).map(|_| ()).unwrap(),
                    Err(_) if cell.is_empty() => {}
                    Err(_) => sheet.write_string(row, column, *cell).map(|_| ()).unwrap(),
                }
                column += 1;
            }
        }
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn workbooks_with_joined_titles_and_many_sheets() {
    let two_rows: &[&[&str]] = &[
        &["Payroll March 2015"],
        &["Name", "=2:Earnings", "=3:Deductions", "Net"],
        &["", "Basic", "Overtime", "Food", "Room", "Other", ""],
        &["Kim A", "400", "50", "60", "30", "10", "350"],
        &["Ri B", "420", "0", "60", "30", "0", "330"],
    ];
    let expected = [
        "Kim A 2015-03: contract 400 USD, overtime 50 USD, D06_BOARD 60 USD, D07_LODGE 30 USD, DX_UNK 10 USD, paid 350 USD",
        "Ri B 2015-03: contract 420 USD, D06_BOARD 60 USD, D07_LODGE 30 USD, paid 330 USD",
    ];
    assert_eq!(told(&taken("a.xlsx", &workbook(&[("Sheet1", two_rows)]))), expected);

    let month: &[&[&str]] = &[
        &["ФИО", "Начислено, руб.", "Питание", "Выплачено"],
        &["Ким", "30000", "4000", "26000"],
        &["Ри", "28000", "4000", "24000"],
    ];
    let found = told(&taken("Ведомости 2015.xlsx", &workbook(&[("Январь", month), ("Февраль", month)])));
    assert_eq!(found.len(), 4);
    assert_eq!(found[1], "Ким 2015-02: gross 30000 RUB, D06_BOARD 4000 RUB, paid 26000 RUB");

    let of_one: &[&[&str]] =
        &[&["Month", "Gross USD", "Party fee", "Net"], &["2015-01", "500", "10", "490"], &["2015-02", "500", "10", "490"]];
    let intake = taken("a.xlsx", &workbook(&[("Kim Chol Su", of_one), ("Ri Yong Ho", of_one)]));
    assert_eq!(told(&intake).len(), 4);
    assert_eq!(told(&intake)[2], "Ri Yong Ho 2015-01: gross 500 USD, D11_PARTY 10 USD, paid 490 USD");
    assert!(notices(&intake).iter().any(|notice| notice.contains("as the sheet is called")));
    // a sheet that a program named is nobody
    assert!(told(&taken("a.xlsx", &workbook(&[("Sheet1", of_one)]))).is_empty());

    let facts: &[&[&str]] = &[
        &["Name", "Kim Chol Su"],
        &["Passport", "P70001"],
        &[""],
        &["Month", "Gross USD", "Food", "Net"],
        &["2015-01", "500", "80", "420"],
        &["2015-02", "500", "80", "420"],
    ];
    let intake = taken("payslip.xlsx", &workbook(&[("Sheet1", facts)]));
    assert_eq!(
        told(&intake),
        [
            "Kim Chol Su 2015-01: gross 500 USD, D06_BOARD 80 USD, paid 420 USD",
            "Kim Chol Su 2015-02: gross 500 USD, D06_BOARD 80 USD, paid 420 USD"
        ]
    );

    let wide: &[&[&str]] = &[
        &["Name", "=2:January 2015", "=2:February 2015"],
        &["", "Gross USD", "Net USD", "Gross USD", "Net USD"],
        &["Kim A", "500", "500", "510", "510"],
        &["Ri B", "400", "400", "", ""],
    ];
    let found = told(&taken("a.xlsx", &workbook(&[("Sheet1", wide)])));
    assert_eq!(
        found,
        [
            "Kim A 2015-01: gross 500 USD, paid 500 USD",
            "Kim A 2015-02: gross 510 USD, paid 510 USD",
            "Ri B 2015-01: gross 400 USD, paid 400 USD"
        ]
    );
}

#[test]
fn rates_and_accounts_are_read_from_lists() {
    let mut intake =
        taken("payments/fx.csv", b"date,currency,per_usd\n2015-04-10,RUB,50\n2015-04-11,RUB,51\n2015-04-10,CNY,6.2\n");
    assert_eq!(intake.exchange.len(), 3);
    let [usd, rub] = ["USD", "RUB"].map(|code| code.parse().unwrap());
    let dollars = intake.exchange.converted(1000.into(), rub, usd, "2015-04-10".parse().unwrap());
    assert_eq!(dollars.unwrap().to_string(), "20.00");
    let files = [
        ("payments/accounts.csv", "account,holder,kind,country\nA001,Kim Chol Su,person,RU\nA002,Firm One,company,RU\n"),
        (
            "payments/payments.csv",
            "tx_id,ts,src,dst,amount,currency,channel,memo\nt1,2015-04-05T10:11:12Z,A002,A001,420.00,USD,bank,\nt2,2015-05-05T10:00:00Z,A002,A001,430.00,USD,bank,\n",
        ),
        ("payrolls/p.csv", "Name,Month,Gross USD,Net\nKim Chol Su,2015-04,500,420\nKim Chol Su,2015-05,500,430\n"),
    ];
    for (name, text) in files {
        let source = SourceId::of(text.as_bytes());
        let document = document::open(MediaType::Csv, name, source, 0, text.as_bytes());
        intake.tables(name, source, &document, &AboutFile::default());
    }
    intake.give_payments();
    intake.registrar.book.settle();
    // the sum says for which month it was
    let bank = intake.registrar.book.slips.iter().filter(|slip| intake.registrar.book.voice(&slip.spot) == pay::Voice::Bank);
    let months: Vec<String> = bank.map(|slip| slip.month.to_string()).collect();
    assert_eq!(months, ["2015-04", "2015-05"]);
    assert_eq!(intake.payments[0].payer, "Firm One");
}
