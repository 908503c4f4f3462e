//! The schedule of loss and its page, as files.

use super::Drawn;
use super::staged::Staged;
use super::tell::called;
use crate::outcome::Trouble;
use ::pay::flags::not_tested;
use ::pay::schedule::{Results, beancount, separated, workbook};
use ::pay::{How, Index, MonthCells, MonthSums, Reckoning, in_words, line_of, months, spot_of, taken};
use dossier::{MonthMark, OwedToAll, PaidMonth, PaidWorker, PayAccount, pay_page};
use rust_decimal::Decimal;
use rust_decimal::prelude::{FromPrimitive, ToPrimitive};
use std::path::Path;

/// As many workers stand on the page of its own; the schedule holds all.
const WORKERS_MAX: usize = 500;
/// As many workers stand in the ledger of what they paid for the work.
const COSTS_MAX: usize = 60;

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
    let index = Index::of(book);
    let mut page = page_of(drawn, reckoning);
    let told = drawn.accounts.accounts.iter().take(WORKERS_MAX);
    page.workers = told.map(|account| paid_worker(drawn, reckoning, &index, account.worker)).collect();
    put("index.html", pay_page(&page).as_bytes())?;
    staged.put_in_place().map_err(failed)?;
    eprintln!("schedule: {}", folder.join("index.html").display());
    Ok(())
}

/// What a page says of the whole account, without its workers.
pub fn page_of(drawn: &Drawn, reckoning: &Reckoning) -> PayAccount {
    let (total, settings, terms) = (&drawn.total, reckoning.settings, reckoning.terms);
    let unit = settings.currency;
    let flag = |flag: &::pay::flags::Flag| {
        [
            flag.about.clone(),
            format!("{}: {}", flag.rule, flag.test),
            format!("{} of {}", flag.hit, flag.tested),
            flag.innocent.to_owned(),
        ]
    };
    let clean = drawn.flags.iter().filter(|flag| flag.hit == 0).count();
    let without: Vec<String> = not_tested(&drawn.flags).map(|(rule, needs)| format!("{rule} (needs {needs})")).collect();
    let mut method = Vec::new();
    if total.workers > 0 {
        method.extend([
            format!("As of {}; pay is due on day {} of the month after.", settings.as_of, settings.pay_day),
            "Owed is the larger of nought and: due less lawful, under review, unlabelled and paid.".to_owned(),
            format!(
                "Interest: {}; days {}; payments settle {}; conversion {}.",
                terms.interest.model.name(),
                terms.interest.days.name(),
                terms.allocation.name(),
                settings.conversion.name()
            ),
            format!("Red flags tested without a hit: {clean}; not tested: {}. A flag is a question about an employer, never about a worker.", without.join("; ")),
            "Workers are called by aliases unless names were asked for.".to_owned(),
        ]);
    }
    let left_out = drawn.left_out();
    if left_out > 0 {
        method.insert(
            0,
            format!("Not whole: {left_out} sums have no rate to {unit} and are in no figure, so even the most is too low."),
        );
    }
    method.extend(drawn.gathered.unlisted.as_ref().map(|unlisted| unlisted.how.clone()));
    method.extend(drawn.gathered.plan_confirmed.clone());
    method.extend(heard(drawn));
    if total.unshown > 0.0 {
        let unshown = Decimal::from_f64(total.unshown).map(|sum| in_words(::pay::rounded(sum, unit))).unwrap_or_default();
        method.insert(0, format!("Of the upper end of the draws, {unshown} {unit} is tax, insurance and the like that nobody showed to be lawful, or stands under no title: the lower end is drawn as if all of it stood, the upper as if none of it did."));
    }
    PayAccount {
        title: format!("What is owed to {} workers", total.workers),
        headline: vec![
            format!("At least {} {unit}, interest included, as of {}.", in_words(total.least), settings.as_of),
            format!(
                "Best supported by the sources: {} {unit}. The most that sources leave open: {} {unit}.",
                in_words(total.point),
                in_words(total.most)
            ),
        ],
        total: (total.workers > 0).then(|| owed_to_all(drawn)),
        parts: parts(drawn),
        workers: Vec::new(),
        costs: drawn.debts.iter().take(COSTS_MAX).map(|debt| cost(drawn, debt)).collect(),
        flags: drawn.flags.iter().filter(|flag| flag.hit > 0).map(flag).collect(),
        method,
    }
}

/// A worker with every month and its rows.
pub fn paid_worker(drawn: &Drawn, reckoning: &Reckoning, index: &Index, worker: u32) -> PaidWorker {
    let account = &drawn.accounts.accounts[worker as usize];
    let (cells, _) = months(reckoning.book, index, worker, reckoning.settings);
    let (sum, unit) = (account.totals().sum(), reckoning.settings.currency);
    PaidWorker {
        name: called(drawn, worker),
        owed: format!(
            "At least {} {unit}, best supported {}, at most {}; interest included.",
            in_words(sum.low),
            in_words(sum.point),
            in_words(sum.high)
        ),
        months: account.months.iter().zip(&cells).map(|(sums, cells)| month(reckoning, sums, cells)).collect(),
    }
}

/// What became of the claims of documents.
fn heard(drawn: &Drawn) -> Vec<String> {
    let heard = &drawn.gathered.heard;
    let mut said = Vec::new();
    if !heard.bound.is_empty() {
        said.push(format!("{} claims of documents speak in these accounts: their words name a worker, a site, an employer or a country of the tables.", heard.bound.len()));
    }
    if !heard.general.is_empty() {
        said.push(format!("{} claims of documents speak of pay in general.", heard.general.len()));
    }
    let mut reasons: std::collections::BTreeMap<&str, usize> = Default::default();
    heard.set_aside.iter().for_each(|(_, why)| *reasons.entry(why).or_default() += 1);
    said.extend(reasons.into_iter().map(|(why, count)| format!("{count} claims name somebody and are in no account: {why}")));
    let shown = drawn.gathered.stated.iter().filter(|account| account.name.starts_with("pay.stated.of.")).count();
    if drawn.gathered.stating > ::pay::DOCUMENTS_MAX {
        said.push(format!(
            "{} documents state pay, share and what is left; {shown} of them are reckoned one by one.",
            drawn.gathered.stating
        ));
    }
    said
}

fn owed_to_all(drawn: &Drawn) -> OwedToAll {
    let (total, unit) = (&drawn.total, drawn.gathered.settings.currency);
    let exact = |sum: Decimal| (sum.to_f64().unwrap_or_default(), format!("{} {unit}", in_words(sum)));
    let float = |value: f64| {
        let sum = Decimal::from_f64(value).map(|value| ::pay::rounded(value, unit)).unwrap_or_default();
        (value, in_words(sum))
    };
    OwedToAll {
        ends: [total.least, total.point, total.most].map(exact),
        drawn: total.drawn.map(float),
        unlisted: total.unlisted.map(|unlisted| unlisted.map(float)),
        level: format!("{:.0} %", total.draws.level * 100.0),
    }
}

fn cost(drawn: &Drawn, debt: &::pay::Debt) -> [String; 4] {
    let unit = drawn.gathered.settings.currency;
    let by_code: Vec<String> = debt.by_code.iter().map(|(code, sum)| format!("{} {}", code.code(), in_words(*sum))).collect();
    let months =
        debt.months.map_or_else(|| "nothing is known to have reached the worker".to_owned(), |months| months.to_string());
    [called(drawn, debt.worker), format!("{} {unit}", in_words(debt.sum)), by_code.join(", "), months]
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
        (words.to_owned(), format!("{} {}", in_words(sum.point), drawn.gathered.settings.currency), share(sum.point), class)
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
        let ends = match stated.low == stated.high {
            true => in_words(stated.low),
            false => format!("{} to {}", in_words(stated.low), in_words(stated.high)),
        };
        let unit = if component.is_money() { stated.currency.to_string() } else { String::new() };
        format!("{} {ends} {unit}: {} “{}” ({place})", component.name(), claim.voice.name(), stated.label)
    };
    let figures = [sums.due, sums.lawful, sums.review, sums.prohibited, sums.unknown, sums.held, sums.paid, sums.owed];
    PaidMonth {
        month: sums.month.to_string(),
        share_owed: sums.owed.point.checked_div(sums.due.point).and_then(|share| share.to_f64()).unwrap_or_default(),
        mark,
        sums: figures.map(|sum| in_words(sum.point)),
        rows: claims.map(row).collect(),
    }
}
