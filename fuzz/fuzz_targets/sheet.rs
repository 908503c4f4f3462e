//! Workbooks: an XLS of the bytes; an XLSX whose sheet, styles, shared words and list of sheets are the bytes, parted by 0xff; an ODS
//! whose content they are.
#![no_main]

mod office;

use evidence::MediaType;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    office::check(MediaType::Xls, bytes);
    office::check(MediaType::Xlsx, bytes);
    office::check(MediaType::Ods, &office::zipped(&[("content.xml", bytes)]));
    let mut parts = bytes.splitn(4, |byte| *byte == 0xff);
    let mut part = || parts.next().unwrap_or_default();
    let (sheet, styles, shared) = (part(), part(), part());
    let listed = match part() {
        b"" => b"<workbook><sheets><sheet name='s' r:id='a'/></sheets></workbook>",
        listed => listed,
    };
    let relations = b"<Relationships><Relationship Id='a' Type='x/worksheet' Target='sheet.xml'/>\
        <Relationship Id='b' Type='x/styles' Target='styles.xml'/><Relationship Id='c' Type='x/sharedStrings' Target='shared.xml'/></Relationships>";
    let package = office::zipped(&[
        ("xl/workbook.xml", listed),
        ("xl/_rels/workbook.xml.rels", relations),
        ("xl/sheet.xml", sheet),
        ("xl/styles.xml", styles),
        ("xl/shared.xml", shared),
    ]);
    office::check(MediaType::Xlsx, &package);
});
