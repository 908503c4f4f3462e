//! Tables: where they are in a sheet, what their cells mean, and what of their words is read.

mod packages;
mod support;

use document::{BlockKind, ColumnKind, Document, Table, Value};
use evidence::{MediaType, Severity};
use packages::{ods, xlsx, zipped};
use support::{lines, read};

fn csv(text: &str) -> Document {
    read(MediaType::Csv, text.as_bytes())
}

/// A value in short: its kind, then what it is.
fn short(value: &Value) -> String {
    match value {
        Value::Empty => "-".to_owned(),
        Value::Text(words) => format!("text {words}"),
        Value::Number(number) => format!("number {number}"),
        Value::Money(money) => format!("money {money}"),
        Value::Percent(percents) => format!("percent {percents}"),
        Value::Date(date) => format!("date {date}"),
        Value::Moment(at) => format!("moment {at}"),
        Value::Time(time) => format!("time {time}"),
        Value::EitherDate { day_first, month_first } => format!("either {day_first} {month_first}"),
        Value::Identifier(words) => format!("id {words}"),
        Value::Boolean(truth) => format!("{truth}"),
        Value::Error(name) => format!("error {name}"),
    }
}

/// The values of each row.
fn values(table: &Table) -> Vec<Vec<String>> {
    table.rows().map(|row| row.cells().map(|cell| short(&cell.value)).collect()).collect()
}

#[track_caller]
fn check_values(table: &Table, expected: &[&[&str]]) {
    assert_eq!(values(table), expected, "{:?}", table.columns);
}

/// The values of the first column of a file of one column, beside a column of names.
#[track_caller]
fn check_column(title: &str, cells: &[&str], expected: &[&str]) {
    let rows: String = cells.iter().map(|cell| format!("Kim\t{cell}\n")).collect();
    let document = read(MediaType::Tsv, format!("Name\t{title}\n{rows}").as_bytes());
    let table = &document.tables[0];
    let found: Vec<String> = table.rows().map(|row| short(&row.cell(1).value)).collect();
    assert_eq!(found, expected, "{:?}", table.columns[1]);
}

#[track_caller]
fn check_notice(document: &Document, place: &str, cause: &str) {
    let found = document.notices.iter().find(|notice| notice.cause.contains(cause));
    let found = found.unwrap_or_else(|| panic!("no notice says {cause:?}: {:#?}", document.notices));
    assert!(found.place.contains(place) && !found.remedy.is_empty(), "{found:?}");
}

#[test]
fn a_payroll_has_typed_cells() {
    let document = csv("Name,Passport,Start,Wage (USD),Share,Paid\n\
         Kim Chol,0123456,03/05/2015,812.50,45%,yes\n\
         李明,1234567,13/05/2015,\"1,250.00\",12.5 %,no\n\
         Иванов,7654321,14/05/2015,,,no\n");
    let table = &document.tables[0];
    let kinds: Vec<ColumnKind> = table.columns.iter().map(|column| column.kind).collect();
    use ColumnKind::{Boolean, Date, Identifier, Money, Percent, Text};
    assert_eq!(kinds, [Text, Identifier, Date, Money, Percent, Boolean]);
    check_values(
        table,
        &[
            &["text Kim Chol", "id 0123456", "date 2015-05-03", "money 812.50 USD", "percent 45", "true"],
            &["text 李明", "id 1234567", "date 2015-05-13", "money 1250.00 USD", "percent 12.5", "false"],
            &["text Иванов", "id 7654321", "date 2015-05-14", "-", "-", "false"],
        ],
    );
    let row = table.rows().nth(1).expect("a second row");
    assert_eq!((row.number(), row.cell(3).row, row.cell(3).column), (3, 3, 4));
    assert_eq!(row.spot(3).map(|spot| spot.to_string()).as_deref(), Some("D3"));
}

#[test]
fn the_order_of_day_and_month_is_settled_by_the_column_or_not_at_all() {
    check_column("Start", &["03/05/2015", "13/05/2015"], &["date 2015-05-03", "date 2015-05-13"]);
    check_column("Start", &["03/05/2015", "05/13/2015"], &["date 2015-03-05", "date 2015-05-13"]);
    check_column("Start", &["03/05/2015", "04/06/2015"], &["either 2015-05-03 2015-03-05", "either 2015-06-04 2015-04-06"]);
    check_column("Start", &["2015-05-03", "May 2015", "3 мая 2015"], &["date 2015-05-03", "date 2015-05", "date 2015-05-03"]);
    check_column("Date of birth", &["19850503", "19790131"], &["date 1985-05-03", "date 1979-01-31"]);
    check_column("Start", &["2015-05-03 08:30", "08:30"], &["moment 2015-05-03T08:30:00", "time 08:30:00"]);
    let document = csv("Name,Start,Days\nKim,03/05/2015,4\nLi,04/06/2015,5\n");
    check_notice(&document, "B2 (Start)", "whether the day or the month");
}

#[test]
fn decimals_are_settled_by_the_table() {
    check_column("Days", &["1.234", "7,5"], &["number 1234", "number 7.5"]);
    check_column("Days", &["1,234", "7.5"], &["number 1234", "number 7.5"]);
    check_column("Days", &["46,000", "1,200,000"], &["number 46000", "number 1200000"]);
    check_column("Зарплата, руб.", &["1 200,50", "300"], &["money 1200.50 RUB", "money 300 RUB"]);
    check_column(
        "Pay",
        &["$300", "450 USD", "₩1,250,000", "-"],
        &["money 300 USD", "money 450 USD", "money 1250000 KRW", "text -"],
    );
    check_column("Rate", &["0.10", "0.30"], &["number 0.10", "number 0.30"]);
    let document = read(MediaType::Csv, "Name;Days\nKim;1,234\nLi;2,345\n".as_bytes());
    check_notice(&document, "B2 (Days)", "decimals behind a comma");
}

#[test]
fn names_and_numbers_of_things_are_kept_as_they_are() {
    check_column("Badge", &["007", "12"], &["id 007", "id 12"]);
    check_column("여권번호", &["654321987", "123456789"], &["id 654321987", "id 123456789"]);
    check_column("Reference", &["PN1234567", "AB-7654-321"], &["id PN1234567", "id AB-7654-321"]);
    check_column("Count", &["1234567890123456789"], &["id 1234567890123456789"]);
    check_column("Checked", &["#REF!", "#N/A"], &["error #REF!", "error #N/A"]);
    check_column("Name of site", &["Site 26", "Camp 7"], &["text Site 26", "text Camp 7"]);
}

#[test]
fn a_header_is_told_from_rows() {
    let header = |text: &str| csv(text).tables[0].header.clone();
    assert_eq!(header("Name,Wage\nKim,300\n"), [1]);
    assert_eq!(header("Kim,300\nLi,400\nPak,500\n"), Vec::<u64>::new());
    assert_eq!(header("Payroll of May\n\nName,Wage\nKim,300\n"), [3]);
    assert_eq!(header("Name,Wage\n,(USD)\nKim,300\n"), [1, 2]);
    assert_eq!(header("ФИО,Дата,Сумма\n1,2,3\nИванов,03.05.2015,300\n"), [1, 2]);
    assert_eq!(header("姓名,工资\n李明,300\n"), [1]);
    let table = csv("Payroll of May\n\nName,Wage\nKim,300\nLi,400\nTotal,700\n").tables.remove(0);
    assert_eq!(table.captions, ["Payroll of May"]);
    let totals: Vec<bool> = table.rows().map(|row| row.is_total()).collect();
    assert_eq!(totals, [false, false, true]);
}

#[test]
fn a_sheet_may_hold_several_tables() {
    let document = csv("Name,Wage\nKim,300\n\nLi,400\n\nSite,Workers\nA,20\nB,30\n");
    let found: Vec<(Vec<u64>, usize)> = document.tables.iter().map(|table| (table.header.clone(), table.row_count())).collect();
    assert_eq!(found, [(vec![1], 2), (vec![6], 2)]);
}

const FORMATS: [&str; 8] = ["General", "0.00", "\"$\"#,##0.00", "[$₩-412]#,##0", "0.0%", "yyyy-mm-dd", "00000", "mmm-yy"];

#[test]
fn a_workbook_keeps_what_its_formats_say() {
    let sheet = "<sheetData><row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='inlineStr'><is><t>Pay</t></is></c></row>\
        <row r='2'><c r='A2' s='1'><v>812.5</v></c><c r='B2' s='2'><v>300</v></c><c r='C2' s='3'><v>1250000</v></c><c r='D2' s='4'><v>0.125</v></c>\
        <c r='E2' s='5'><v>42127</v></c><c r='F2' s='6'><v>42</v></c><c r='G2' s='7'><v>42127</v></c><c r='H2'><v>0.30000000000000004</v></c>\
        <c r='I2' t='b'><v>1</v></c><c r='J2' t='e'><v>#DIV/0!</v></c><c r='K2' t='d'><v>2015-05-03T08:30:00</v></c><c r='L2'><f>A2*2</f></c>\
        <c r='M2' t='str'><f>x</f><v>so</v></c></row></sheetData>";
    let shared = ["<r><t>Na</t></r><rPh><t>x</t></rPh><r><t>me</t></r>"];
    let document = read(MediaType::Xlsx, &xlsx("", &FORMATS, &shared, &[("May 2015", "", sheet)]));
    let table = &document.tables[0];
    assert_eq!(table.columns[0].title, "Name");
    check_values(
        table,
        &[&[
            "number 812.5", "money 300 USD", "money 1250000 KRW", "percent 12.5", "date 2015-05-03", "id 00042", "date 2015-05",
            "number 0.3", "true", "error #DIV/0!", "moment 2015-05-03T08:30:00", "text so",
        ]],
    );
    let words: Vec<String> = table.rows().next().expect("a row").cells().map(|cell| cell.words.into_owned()).collect();
    assert_eq!(
        words,
        [
            "812.50", "$300.00", "₩1,250,000", "12.5%", "2015-05-03", "00042", "May-15", "0.3", "TRUE", "#DIV/0!",
            "2015-05-03T08:30:00", "so"
        ]
    );
    assert_eq!(table.name.as_deref(), Some("May 2015"));
    check_notice(&document, "sheet May 2015", "1 of its formulas have no value");
}

#[test]
fn both_calendars_of_spreadsheets_are_kept() {
    let sheet = "<sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>Name</t></is></c><c r='B1' t='inlineStr'><is><t>Start</t></is></c></row>\
        <row r='2'><c r='A2' t='inlineStr'><is><t>Kim</t></is></c><c r='B2' s='5'><v>40665</v></c></row>\
        <row r='3'><c r='A3' t='inlineStr'><is><t>Li</t></is></c><c r='B3' s='5'><v>60</v></c></row></sheetData>";
    let of = |settings: &str| values(&read(MediaType::Xlsx, &xlsx(settings, &FORMATS, &[], &[("s", "", sheet)])).tables[0]);
    assert_eq!(of("<workbookPr date1904='1'/>")[0][1], "date 2015-05-03");
    assert_eq!(of("")[0][1], "date 2011-05-02");
    // 29 February 1900 never was
    assert_eq!(of("")[1][1], "text 60");
}

#[test]
fn what_a_workbook_hides_is_read_and_told() {
    let sheet = "<cols><col min='2' max='2' hidden='1'/></cols><sheetData><row r='1'><c r='A1'><v>1</v></c><c r='B1'><v>2</v></c></row>\
        <row r='2' hidden='1'><c r='A2'><v>3</v></c><c r='B2'><v>4</v></c></row></sheetData>";
    let document = read(MediaType::Xlsx, &xlsx("", &FORMATS, &[], &[("s", "state='veryHidden'", sheet)]));
    let table = &document.tables[0];
    assert!(table.is_hidden() && table.columns[1].hidden && table.rows().nth(1).expect("a row").is_hidden());
    for cause in ["this sheet is hidden", "1 of its rows are hidden", "1 of its columns are hidden"] {
        check_notice(&document, "sheet s", cause);
    }
}

#[test]
fn joined_cells_have_what_the_joined_one_has() {
    let cell = |place: &str, words: &str| format!("<c r='{place}' t='inlineStr'><is><t>{words}</t></is></c>");
    let sheet = format!(
        "<sheetData><row r='1'>{}{}</row><row r='2'>{}{}</row><row r='3'>{}<c r='B3'><v>1</v></c><c r='C3'><v>2</v></c></row>\
         <row r='4'><c r='B4'><v>3</v></c><c r='C4'><v>4</v></c></row></sheetData><mergeCells><mergeCell ref='B1:C1'/><mergeCell ref='A1:A2'/><mergeCell ref='A3:A4'/></mergeCells>",
        cell("A1", "Name"),
        cell("B1", "Pay"),
        cell("B2", "gross"),
        cell("C2", "net"),
        cell("A3", "Kim"),
    );
    let document = read(MediaType::Xlsx, &xlsx("", &FORMATS, &[], &[("s", "", &sheet)]));
    let table = &document.tables[0];
    let titles: Vec<&str> = table.columns.iter().map(|column| column.title.as_str()).collect();
    assert_eq!(titles, ["Name", "Pay / gross", "Pay / net"]);
    check_values(table, &[&["text Kim", "number 1", "number 2"], &["text Kim", "number 3", "number 4"]]);
}

#[test]
fn an_open_workbook_keeps_values_and_words() {
    let document = read(
        MediaType::Ods,
        &ods(
            "<table:table table:name='May'><table:table-row><table:table-cell office:value-type='string'><text:p>Name</text:p></table:table-cell>\
              <table:table-cell office:value-type='string'><text:p>Pay</text:p></table:table-cell></table:table-row>\
              <table:table-row table:number-rows-repeated='2'><table:table-cell office:value-type='string'><office:annotation><text:p>note</text:p></office:annotation><text:p>Kim</text:p></table:table-cell>\
              <table:table-cell office:value-type='currency' office:currency='EUR' office:value='812.5'><text:p>812,50 €</text:p></table:table-cell>\
              <table:table-cell office:value-type='date' office:date-value='2015-05-03'><text:p>3. Mai 15</text:p></table:table-cell>\
              <table:table-cell office:value-type='percentage' office:value='0.125'><text:p>12,5 %</text:p></table:table-cell>\
              <table:table-cell table:formula='of:=1'/></table:table-row>\
              <table:table-row table:number-rows-repeated='1048573'><table:table-cell table:number-columns-repeated='16384'/></table:table-row></table:table>",
        ),
    );
    let table = &document.tables[0];
    let row: &[&str] = &["text Kim", "money 812.5 EUR", "date 2015-05-03", "percent 12.5"];
    check_values(table, &[row, row]);
    assert_eq!(table.rows().next().expect("a row").cell(1).words, "812,50 €");
    check_notice(&document, "sheet May", "formulas have no value");
}

#[test]
fn a_lone_cell_in_the_last_corner_takes_no_room() {
    let sheet =
        "<sheetData><row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c r='XFD1048576'><v>2</v></c></row></sheetData>";
    let document = read(MediaType::Xlsx, &xlsx("", &FORMATS, &[], &[("s", "", sheet)]));
    assert_eq!(document.layer.text(), "1\n2");
    let repeated = "<table:table table:name='s'><table:table-row table:number-rows-repeated='4000000000'>\
        <table:table-cell table:number-columns-repeated='4000000000' office:value-type='float' office:value='1'><text:p>1</text:p></table:table-cell></table:table-row></table:table>";
    let document = read(MediaType::Ods, &ods(repeated));
    check_notice(&document, "sheet s", "were left out");
}

#[test]
fn only_cells_that_hold_sentences_are_read_in_records() {
    let document = csv("Name,Wage,Remarks\n\
         Kim Chol,300,\n\
         Li,400,The manager kept his passport and 40 percent of his pay.\n\
         Pak,500,\"Camp 7, Harbour Street, Kuwait City\"\n\
         Ri,200,임금은 한푼도 받지 못하였다고 말하였다.\n");
    let read: Vec<String> = lines(&document);
    assert_eq!(
        read,
        [
            "-: Name | Wage | Remarks",
            "-: Kim Chol | 300",
            "row: The manager kept his passport and 40 percent of his pay.",
            "-: Pak | 500 | Camp 7, Harbour Street, Kuwait City",
            "row: 임금은 한푼도 받지 못하였다고 말하였다.",
        ]
    );
    let at = document.layer.text().find("passport").expect("it is there");
    assert_eq!(document.layer.span(at..at + 8).expect("a place").whereabouts(), "C3");
}

#[test]
fn a_sheet_of_facts_is_read_row_by_row() {
    let document = csv("Workers abroad,46000\nPay of a worker,300 dollars a month\nTaken by the State,90 percent of pay\n");
    assert!(document.blocks.iter().all(|block| block.kind == BlockKind::TableRow), "{:?}", lines(&document));
}

#[test]
fn many_rows_make_a_table_and_no_layer() {
    let rows: String = (0..120_000).map(|number| format!("Worker {number},300\n")).collect();
    let document = csv(&format!("Name,Wage\n{rows}"));
    assert_eq!(document.tables[0].row_count(), 120_000);
    assert!(document.layer.text().is_empty() && document.blocks.is_empty());
    check_notice(&document, "whole file", "120001 rows");
}

#[test]
fn what_is_odd_in_separated_values_is_told() {
    check_notice(&csv("a,b,c\n1,2,3\n1,2\n4,5,6\n"), "row 3", "more or fewer cells than the 3");
    check_notice(&csv("a,b\n\"open,2\n3,4\n"), "whole file", "never closed");
    let (bytes, ..) = encoding_rs::EUC_KR.encode("이름,임금,직업\n김철수,300,벌목공\n리영희,250,재봉공\n박명호,280,건설로동자\n");
    let document = read(MediaType::Csv, &bytes);
    check_notice(&document, "whole file", "read as EUC-KR");
    let wide: Vec<u8> =
        [0xff, 0xfe].into_iter().chain("Name\tPay\nКим\t300\n".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(values(&read(MediaType::Csv, &wide).tables[0]), [["text Ким", "number 300"]]);
}

#[test]
fn what_cannot_be_read_is_named() {
    let unread = |document: Document, cause: &str| {
        check_notice(&document, "whole file", cause);
        assert!(document.tables.is_empty() && document.notices.iter().any(|notice| notice.severity == Severity::Unread));
    };
    unread(read(MediaType::Xlsx, &zipped(&[("xl/other.xml", b"<x/>")])), "no workbook");
    unread(read(MediaType::Xlsx, b"PK\x03\x04"), "cut off or damaged");
    unread(read(MediaType::Xls, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "not read");
    unread(read(MediaType::Xls, b"none"), "no workbook");
    unread(csv("\n\n"), "empty");
}

#[test]
fn absurd_sheets_take_no_longer_than_their_cells() {
    let wide: String = (0..16_000).map(|column| format!("{column},")).collect();
    let document = csv(&format!("{wide}\n\n{}", "a,b\n\n".repeat(20_000)));
    assert!(document.tables.len() <= 1000 && document.layer.text().is_empty());
    let hidden = "<col min='1' max='16384' hidden='1'/>".repeat(20_000);
    let sheet = format!("<cols>{hidden}</cols><sheetData><row><c><v>1</v></c><c><v>2</v></c></row></sheetData>");
    assert_eq!(read(MediaType::Xlsx, &xlsx("", &FORMATS, &[], &[("s", "", &sheet)])).tables.len(), 1);
}
