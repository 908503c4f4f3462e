//! The schedule as a workbook with live formulas: whoever opens it can follow each sum and change what it rests on.

use super::{Sums, View, called, settled};
use crate::account::Accounts;
use crate::book::{Book, Settings};
use crate::class_total::ClassTotal;
use crate::owed::Terms;
use crate::sum::decimals;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet, XlsxError};

/// Whether formulas carry their results, for programs that do not compute; without, only a program that computes shows figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Results {
    /// They do.
    Kept,
    /// They do not.
    Left,
}

/// Titles of the sheet of a view.
const TITLES: [&str; 15] = [
    "Worker", "Month", "Due on", "Due", "Lawful", "Under review", "Unlabelled", "Paid", "Owed", "Settled later", "Left",
    "Interest settled", "Interest left", "Prohibited (in Owed)", "Withheld (in Owed)",
];
const INTEREST_TITLES: [&str; 8] = ["Worker", "Month", "From", "To", "Bears interest", "Times", "Over", "Interest"];
const WIDE: f64 = 14.0;

/// What writing a workbook needs.
struct Writing<'w> {
    book: &'w Book,
    accounts: &'w Accounts,
    settings: &'w Settings,
    names: bool,
    results: Results,
    money: Format,
    day: Format,
    head: Format,
}

/// The workbook: a summary, a sheet for each view, and a sheet of its interest.
///
/// # Errors
/// A sentence, if there are more rows than a sheet holds.
pub fn workbook(
    book: &Book,
    accounts: &Accounts,
    (settings, terms): (&Settings, &Terms),
    total: &ClassTotal,
    names: bool,
    results: Results,
) -> Result<Vec<u8>, String> {
    let places = decimals(settings.currency) as usize;
    let pattern = if places == 0 { "#,##0".to_owned() } else { format!("#,##0.{}", "0".repeat(places)) };
    let writing = Writing {
        book,
        accounts,
        settings,
        names,
        results,
        money: Format::new().set_num_format(&pattern),
        day: Format::new().set_num_format("yyyy-mm-dd"),
        head: Format::new().set_bold(),
    };
    let mut workbook = Workbook::new();
    // the same account makes the same bytes
    let created = ExcelDateTime::from_ymd(2000, 1, 1).map_err(|error| error.to_string())?;
    workbook.set_properties(&rust_xlsxwriter::DocProperties::new().set_creation_datetime(&created));
    let written = writing.summary(workbook.add_worksheet(), terms, total).and_then(|()| {
        // the two others look at the best supported
        for view in View::ALL {
            writing.view(workbook.add_worksheet(), view)?;
        }
        for view in View::ALL {
            writing.interest(workbook.add_worksheet(), view)?;
        }
        workbook.save_to_buffer()
    });
    written.map_err(|error| format!("the schedule cannot be written as a workbook ({error}): the CSV holds all of it."))
}

fn float(sum: Decimal) -> f64 {
    sum.to_f64().unwrap_or_default()
}

fn interest_sheet(view: View) -> String {
    format!("{} interest", view.name())
}

impl Writing<'_> {
    fn money(&self, sheet: &mut Worksheet, row: u32, column: u16, sum: Decimal) -> Result<(), XlsxError> {
        sheet.write_number_with_format(row, column, float(sum), &self.money).map(drop)
    }

    fn formula(&self, sheet: &mut Worksheet, row: u32, column: u16, words: String, result: Decimal) -> Result<(), XlsxError> {
        let formula = match self.results {
            Results::Kept => Formula::new(words).set_result(float(result).to_string()),
            Results::Left => Formula::new(words),
        };
        sheet.write_formula_with_format(row, column, formula, &self.money).map(drop)
    }

    fn day(&self, sheet: &mut Worksheet, row: u32, column: u16, day: jiff::civil::Date) -> Result<(), XlsxError> {
        let date = ExcelDateTime::from_ymd(day.year().unsigned_abs(), day.month().unsigned_abs(), day.day().unsigned_abs())?;
        sheet.write_datetime_with_format(row, column, &date, &self.day).map(drop)
    }

    fn titles(&self, sheet: &mut Worksheet, titles: &[&str]) -> Result<(), XlsxError> {
        for (column, title) in titles.iter().enumerate() {
            sheet.write_string_with_format(0, column as u16, *title, &self.head)?;
            sheet.set_column_width(column as u16, WIDE)?;
        }
        sheet.set_freeze_panes(1, 0).map(drop)
    }

    fn summary(&self, sheet: &mut Worksheet, terms: &Terms, total: &ClassTotal) -> Result<(), XlsxError> {
        sheet.set_name("Summary")?;
        sheet.set_column_width(0, 44.0)?;
        let settings = self.settings;
        sheet.write_string_with_format(0, 0, format!("Owed, in {}, as of {}", settings.currency, settings.as_of), &self.head)?;
        for (column, title) in ["Wages", "Interest", "Both", "As printed", "Difference"].iter().enumerate() {
            sheet.write_string_with_format(0, column as u16 + 1, *title, &self.head)?;
            sheet.set_column_width(column as u16 + 1, WIDE)?;
        }
        let printed = [total.least, total.point, total.most];
        for (row, (view, printed)) in (1..).zip(View::ALL.into_iter().zip(printed)) {
            let owed = || self.accounts.accounts.iter().map(|account| view.owed(account));
            let wages: Decimal = owed().map(crate::owed::Owed::principal_sum).sum();
            let interest: Decimal = owed().map(crate::owed::Owed::interest_sum).sum();
            let line = row + 1;
            sheet.write_string(row, 0, view.name())?;
            self.formula(sheet, row, 1, format!("SUM('{}'!K:K)", view.name()), wages)?;
            self.formula(sheet, row, 2, format!("SUM('{}'!M:M)", view.name()), interest)?;
            self.formula(sheet, row, 3, format!("B{line}+C{line}"), wages + interest)?;
            self.money(sheet, row, 4, printed)?;
            self.formula(
                sheet,
                row,
                5,
                format!("ROUND(D{line}-E{line},{})", decimals(settings.currency)),
                wages + interest - printed,
            )?;
        }
        let said = [
            "Owed = the larger of nought and due less lawful, under review, unlabelled and paid. What is prohibited or withheld stays owed.".to_owned(),
            "At least: every source's lowest due and highest taken and paid. Most: the other way round, and nothing under review or unlabelled stands.".to_owned(),
            format!("Interest: {}; days {}; payments settle {}.", terms.interest.model.name(), terms.interest.days.name(), terms.allocation.name()),
            format!("Conversion {}; half a coin is rounded away from nought.", settings.conversion.name()),
        ];
        for (row, words) in (6..).zip(said) {
            sheet.write_string(row, 0, words)?;
        }
        Ok(())
    }

    fn view(&self, sheet: &mut Worksheet, view: View) -> Result<(), XlsxError> {
        sheet.set_name(view.name())?;
        self.titles(sheet, &TITLES)?;
        let (mut row, mut interest_row) = (0u32, 1u32);
        for account in &self.accounts.accounts {
            let owed = view.owed(account);
            let settled = settled(owed);
            let name = called(self.book, account.worker, self.names);
            for (at, month) in account.claimed().enumerate() {
                row += 1;
                let line = row + 1;
                let sums = Sums::of(month, view);
                sheet.write_string(row, 0, &name)?;
                sheet.write_string(row, 1, month.month.to_string())?;
                self.day(sheet, row, 2, month.due_on)?;
                for (column, sum) in (3..).zip([sums.due, sums.lawful, sums.review, sums.unknown, sums.paid]) {
                    self.money(sheet, row, column, sum)?;
                }
                let left = format!("MAX(0,D{line}-E{line}-F{line}-G{line}-H{line})");
                let point = format!("'{}'!I{line}", View::Point.name());
                let words = match (view, sums.by_formula() == sums.owed) {
                    (_, true) => left,
                    (View::Most, false) => format!("MAX({left},{point})"),
                    (View::Least | View::Point, false) => format!("MIN({left},{point})"),
                };
                self.formula(sheet, row, 8, words, sums.owed)?;
                self.money(sheet, row, 9, settled[at].0)?;
                self.formula(sheet, row, 10, format!("I{line}-J{line}"), owed.principal[at])?;
                self.money(sheet, row, 11, settled[at].1)?;
                let count = owed.stretches.iter().filter(|stretch| stretch.due == at).count() as u32;
                let words = match count {
                    0 => format!("0-L{line}"),
                    _ => format!("SUM('{}'!H{}:H{})-L{line}", interest_sheet(view), interest_row + 1, interest_row + count),
                };
                interest_row += count;
                self.formula(sheet, row, 12, words, owed.interest[at])?;
                self.money(sheet, row, 13, month.prohibited.point)?;
                self.money(sheet, row, 14, month.held.point)?;
            }
        }
        Ok(())
    }

    /// The stretches of interest in the order of the months they belong to.
    fn interest(&self, sheet: &mut Worksheet, view: View) -> Result<(), XlsxError> {
        sheet.set_name(interest_sheet(view))?;
        self.titles(sheet, &INTEREST_TITLES)?;
        let places = decimals(self.settings.currency);
        let mut row = 0u32;
        for account in &self.accounts.accounts {
            let owed = view.owed(account);
            let name = called(self.book, account.worker, self.names);
            for (at, month) in account.claimed().enumerate() {
                for stretch in owed.stretches.iter().filter(|stretch| stretch.due == at) {
                    row += 1;
                    let line = row + 1;
                    sheet.write_string(row, 0, &name)?;
                    sheet.write_string(row, 1, month.month.to_string())?;
                    self.day(sheet, row, 2, stretch.from)?;
                    self.day(sheet, row, 3, stretch.to)?;
                    self.money(sheet, row, 4, stretch.base)?;
                    sheet.write_number(row, 5, float(stretch.numerator))?;
                    sheet.write_number(row, 6, float(stretch.denominator))?;
                    self.formula(sheet, row, 7, format!("ROUND(E{line}*F{line}/G{line},{places})"), stretch.interest)?;
                }
            }
        }
        Ok(())
    }
}
