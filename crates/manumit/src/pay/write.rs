//! The schedule of loss and its page, as files.

use super::Drawn;
use super::staged::Staged;
use super::tell::called;
use crate::outcome::Trouble;
use ::pay::schedule::{Results, beancount, separated, workbook};
use ::pay::{Account, How, Index, MonthCells, MonthSums, Reckoning, line_of, months, spot_of, taken};
use dossier::{MonthMark, PaidMonth, PaidWorker, PayAccount, pay_page};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::path::Path;

/// Writes `index.html`, `schedule.xlsx`, `schedule.csv` and `book.beancount` into `folder`.
///
/// # Errors
/// A folder that cannot be written.
pub fn schedule(drawn: &Drawn, reckoning: &Reckoning, folder: &Path) -> Result<(), Trouble> {
    let failed = |error| Trouble::file(folder, error, "name a folder that can be written.");
    let mut staged = Staged::of(folder).map_err(failed)?;
    let (book, settings) = (reckoning.book, reckoning.settings);
    let mut put = |name: &str, bytes: &[u8]| staged.write(name, bytes).map_err(failed);
    put("schedule.csv", separated(book, &drawn.accounts, settings, drawn.names).as_bytes())?;
    put("book.beancount", beancount(book, &drawn.accounts, settings, drawn.names).as_bytes())?;
    match workbook(book, &drawn.accounts, (settings, reckoning.terms), &drawn.total, drawn.names, Results::Kept) {
        Ok(bytes) => put("schedule.xlsx", &bytes)?,
        Err(told) => eprintln!("manumit: {told}"),
    }
    put("index.html", pay_page(&page(drawn, reckoning)).as_bytes())?;
    staged.put_in_place().map_err(failed)?;
    eprintln!("schedule: {}", folder.join("index.html").display());
    Ok(())
}

fn page(drawn: &Drawn, reckoning: &Reckoning) -> PayAccount {
    let (total, settings, terms) = (&drawn.total, reckoning.settings, reckoning.terms);
    let unit = settings.currency;
    let index = Index::of(reckoning.book);
    let worker = |account: &Account| {
        let (cells, _) = months(reckoning.book, &index, account.worker, settings);
        let sum = account.totals().sum();
        PaidWorker {
            name: called(drawn, account.worker),
            owed: format!("At least {} {unit}, best supported {}, at most {}; interest included.", sum.low, sum.point, sum.high),
            months: account.months.iter().zip(&cells).map(|(sums, cells)| month(reckoning, sums, cells)).collect(),
        }
    };
    let flag = |flag: &::pay::flags::Flag| {
        [
            flag.about.clone(),
            format!("{}: {}", flag.rule, flag.test),
            format!("{} of {}", flag.hit, flag.tested),
            flag.innocent.to_owned(),
        ]
    };
    PayAccount {
        title: format!("What is owed to {} workers", total.workers),
        headline: vec![
            format!("At least {} {unit}, interest included, as of {}.", total.least, settings.as_of),
            format!("Best supported by the sources: {} {unit}. The most that sources leave open: {} {unit}.", total.point, total.most),
        ],
        parts: parts(drawn),
        workers: drawn.accounts.accounts.iter().map(worker).collect(),
        flags: drawn.flags.iter().filter(|flag| flag.hit > 0).map(flag).collect(),
        method: vec![
            "Owed is the larger of nought and: due less lawful, under review, unlabelled and paid.".to_owned(),
            format!("Interest: {}; days {}; payments settle {}; conversion {}.", terms.interest.model.name(), terms.interest.days.name(), terms.allocation.name(), settings.conversion.name()),
            "Workers are called by aliases unless names were asked for. A flag is a question about an employer, never about a worker.".to_owned(),
        ],
    }
}

fn parts(drawn: &Drawn) -> Vec<(String, String, f64, &'static str)> {
    let sums = taken(drawn.accounts.accounts.iter().flat_map(|account| &account.months));
    let told = [sums.lawful, sums.review, sums.prohibited, sums.unknown, sums.held, sums.paid]
        .iter()
        .map(|sum| sum.point)
        .sum::<Decimal>();
    let nowhere = ::pay::Bounds::exactly((sums.due.point - told).max(Decimal::ZERO));
    let share = |sum: Decimal| sum.checked_div(sums.due.point).and_then(|share| share.to_f64()).unwrap_or_default();
    [
        ("taken, lawful by rule or default", sums.lawful, "lawful"),
        ("taken, to be examined", sums.review, "review"),
        ("taken, prohibited by rule or default", sums.prohibited, "prohibited"),
        ("taken, nobody says what for", sums.unknown, "unknown"),
        ("withheld until return", sums.held, "held"),
        ("neither paid nor on any payslip", nowhere, "nowhere"),
        ("reached the workers", sums.paid, "paid"),
    ]
    .into_iter()
    .map(|(words, sum, class)| {
        (words.to_owned(), format!("{} {}", sum.point, drawn.gathered.settings.currency), share(sum.point), class)
    })
    .collect()
}

fn month(reckoning: &Reckoning, sums: &MonthSums, cells: &MonthCells) -> PaidMonth {
    let mark = match (sums.is_contradicted, sums.paid_how) {
        (true, _) => MonthMark::Disputed,
        (false, How::Imputed(_)) => MonthMark::Imputed,
        (false, How::Open) => MonthMark::Open,
        (false, How::Stated | How::Follows) => MonthMark::Stated,
    };
    let claims = cells.cells.iter().flat_map(|cell| cell.claims.iter().map(move |claim| (cell.component, claim)));
    let row = |(component, claim): (::pay::Component, &::pay::Claim)| {
        let stated = line_of(reckoning.book, claim.said);
        let place = reckoning.book.where_is(spot_of(reckoning.book, claim.said));
        format!("{} {} {}: {} “{}” ({place})", component.name(), stated.low, stated.currency, claim.voice.name(), stated.label)
    };
    let figures = [sums.due, sums.lawful, sums.review, sums.prohibited, sums.unknown, sums.held, sums.paid, sums.owed];
    PaidMonth {
        month: sums.month.to_string(),
        share_owed: sums.owed.point.checked_div(sums.due.point).and_then(|share| share.to_f64()).unwrap_or_default(),
        mark,
        sums: figures.map(|sum| sum.point.to_string()),
        rows: claims.map(row).collect(),
    }
}
