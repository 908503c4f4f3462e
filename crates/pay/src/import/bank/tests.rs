use super::*;

fn sum(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn seen(format: BankFormat, text: &str) -> Vec<(String, bool, String, String, String)> {
    assert_eq!(BankFormat::sniff(text.as_bytes()), Some(format));
    let entries = statement(format, text.as_bytes()).entries;
    let show = |entry: Entry| {
        let currency = entry.currency.map(|currency| currency.to_string()).unwrap_or_default();
        let on = entry.on.map(|on| on.to_string()).unwrap_or_default();
        (format!("{} {currency} {on}", entry.sum), entry.is_credit, entry.other, entry.other_account, entry.reference)
    };
    entries.into_iter().map(show).collect()
}

fn told(sum: &str, is_credit: bool, words: [&str; 3]) -> (String, bool, String, String, String) {
    (sum.to_owned(), is_credit, words[0].to_owned(), words[1].to_owned(), words[2].to_owned())
}

#[test]
fn sums_as_banks_write_them() {
    for (text, expected) in [
        ("1234,56", "1234.56"),
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("1 234,5", "1234.5"),
        ("1234,", "1234.0"),
        (",50", "0.50"),
        ("-12.30", "-12.30"),
        ("12.30-", "-12.30"),
        ("+ 7", "7"),
        ("1.234.567", "1234567.0"),
        ("1,234,567.89", "1234567.89"),
    ] {
        assert_eq!(amount(text), Some(sum(expected)), "{text}");
    }
    for text in ["", "-", "abc", "1e5", "12a", ".", "12..34", "1.23.456", ".234.567", "1,2,3"] {
        assert_eq!(amount(text).filter(|value| !value.is_zero()), None, "{text}");
    }
}

#[test]
fn mt940_in_the_forms_of_several_banks() {
    let text = "{1:F01BANKXXXXAXXX0000000000}{4:\r\n:20:STMT1\r\n:25:AA11BANK0001\r\n:28C:1/1\r\n:60F:C150301EUR1000,00\r\n\
        :61:1503310331D150,00NTRFNONREF//B1\r\n:86:166?00PAYMENT?20WAGES ?21MARCH 2015?31AA22WORK0007?32KIM CHOL?33 SU\r\n\
        :61:150401C20,5NTRF\r\n:86:/NAME/FIRM LTD/IBAN/AA33FIRM/REMI/advance April 2015\r\n\
        :61:150402RD30,00NTRF\r\n:86:taken back\r\non two lines\r\n:61:150230D1,00NTRF\r\n:62F:C150402EUR1,00\r\n-}\r\n";
    let found = seen(BankFormat::Mt940, text);
    assert_eq!(
        found,
        [
            told("150.00 EUR 2015-03-31", false, ["KIM CHOL SU", "AA22WORK0007", "WAGES MARCH 2015"]),
            told("20.5 EUR 2015-04-01", true, ["FIRM LTD", "AA33FIRM", "advance April 2015"]),
            told("30.00 EUR 2015-04-02", false, ["", "", "taken back on two lines"]),
        ]
    );
    let read = statement(BankFormat::Mt940, text.as_bytes());
    assert!(read.entries[2].is_reversal);
    assert_eq!(read.entries[0].line, 6);
    // 30 February is told, not guessed
    assert_eq!(read.doubts, [(13, "\"150230\" is no day.".to_owned())]);
}

const CAMT: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt>
<Acct><Id><IBAN>AA11FIRM</IBAN></Id><Ownr><Nm>Firm &amp; Sons</Nm></Ownr></Acct>
<Ntry><Amt Ccy="EUR">300.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><BookgDt><Dt>2015-04-10</Dt></BookgDt><NtryDtls>
<TxDtls><AmtDtls><TxAmt><Amt Ccy="EUR">100.00</Amt></TxAmt></AmtDtls><RltdPties><Cdtr><Nm>Kim Chol Su</Nm></Cdtr><CdtrAcct><Id><IBAN>AA22</IBAN></Id></CdtrAcct></RltdPties><RmtInf><Ustrd>wages</Ustrd><Ustrd>2015-03</Ustrd></RmtInf></TxDtls>
<TxDtls><Amt Ccy="EUR">200.00</Amt><RltdPties><Cdtr><Pty><Nm>Ri Yong</Nm></Pty></Cdtr></RltdPties></TxDtls>
</NtryDtls></Ntry>
<Ntry><Amt Ccy="EUR">50</Amt><CdtDbtInd>CRDT</CdtDbtInd><ValDt><DtTm>2015-04-11T10:00:00</DtTm></ValDt><AddtlNtryInf>cash</AddtlNtryInf></Ntry>
<Ntry><Amt Ccy="EUR">x</Amt><CdtDbtInd>CRDT</CdtDbtInd></Ntry>
</Stmt></BkToCstmrStmt></Document>"#;

#[test]
fn camt_with_a_batch() {
    assert_eq!(
        seen(BankFormat::Camt, CAMT),
        [
            told("100.00 EUR 2015-04-10", false, ["Kim Chol Su", "AA22", "wages 2015-03"]),
            told("200.00 EUR 2015-04-10", false, ["Ri Yong", "", ""]),
            told("50 EUR 2015-04-11", true, ["", "", "cash"]),
        ]
    );
    let read = statement(BankFormat::Camt, CAMT.as_bytes());
    assert_eq!(read.entries[0].owner, "Firm & Sons");
    assert_eq!(read.doubts.len(), 1);
    assert_eq!(read.doubts[0].0, 9);
}

#[test]
fn cut_off_or_hostile_files_give_what_can_be_read() {
    for end in 0..CAMT.len() {
        if CAMT.is_char_boundary(end) {
            statement(BankFormat::Camt, &CAMT.as_bytes()[..end]);
            statement(BankFormat::Pain001, &CAMT.as_bytes()[..end]);
            statement(BankFormat::Ofx, &CAMT.as_bytes()[..end]);
            statement(BankFormat::Mt940, &CAMT.as_bytes()[..end]);
        }
    }
    let deep = "<a>".repeat(200_000);
    assert!(statement(BankFormat::Camt, deep.as_bytes()).entries.is_empty());
    let half = &CAMT[..CAMT.find("<AddtlNtryInf>").unwrap()];
    assert_eq!(statement(BankFormat::Camt, half.as_bytes()).entries.len(), 3);
}

#[test]
fn orders_are_the_payers_word() {
    let text = r#"<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.03"><CstmrCdtTrfInitn><PmtInf><ReqdExctnDt>2015-04-10</ReqdExctnDt>
        <Dbtr><Nm>Firm</Nm></Dbtr><DbtrAcct><Id><IBAN>AA11</IBAN></Id></DbtrAcct>
        <CdtTrfTxInf><Amt><InstdAmt Ccy="USD">130.5</InstdAmt></Amt><Cdtr><Nm>Kim</Nm></Cdtr><CdtrAcct><Id><Othr><Id>77</Id></Othr></Id></CdtrAcct>
        <RmtInf><Ustrd>March 2015</Ustrd></RmtInf></CdtTrfTxInf></PmtInf></CstmrCdtTrfInitn></Document>"#;
    assert_eq!(seen(BankFormat::Pain001, text), [told("130.5 USD 2015-04-10", false, ["Kim", "77", "March 2015"])]);
    assert_eq!(BankFormat::Pain001.voice(), Voice::EmployerLedger);
}

#[test]
fn ofx_with_and_without_closing_tags() {
    let old = "OFXHEADER:100\nDATA:OFXSGML\n\n<OFX><STMTRS><CURDEF>USD\n<BANKACCTFROM><ACCTID>123\n</BANKACCTFROM><BANKTRANLIST>\n\
        <STMTTRN><TRNTYPE>CREDIT\n<DTPOSTED>20150410120000[-5:EST]\n<TRNAMT>+130,50\n<NAME>FIRM &amp; SONS\n<MEMO>wages March 2015\n</STMTTRN>\n\
        <STMTTRN><DTPOSTED>20150411<TRNAMT>-100.00<NAME>ATM\n<STMTTRN><DTPOSTED>20150412<TRNAMT>abc</STMTTRN></BANKTRANLIST></OFX>";
    assert_eq!(
        seen(BankFormat::Ofx, old),
        [
            told("130.50 USD 2015-04-10", true, ["FIRM & SONS", "", "wages March 2015"]),
            told("100.00 USD 2015-04-11", false, ["ATM", "", ""]),
        ]
    );
    assert_eq!(statement(BankFormat::Ofx, old.as_bytes()).doubts.len(), 2);
}

#[test]
fn sums_out_of_reason_are_told_and_never_added() {
    let mut intake = Intake::default();
    let huge = "9".repeat(28);
    let text = format!(":20:x\n:25:AA\n:60F:C150301EUR0,\n:61:150331C{huge},NTRF\n:61:150331C{huge},NTRF\n:61:150331C5,NTRF\n");
    intake.bank("x.sta", SourceId::of(b"x"), BankFormat::Mt940, text.as_bytes(), &super::super::AboutFile::default());
    assert_eq!(intake.payments.len(), 1);
    assert_eq!(intake.registrar.book.notices.len(), 2);
}
