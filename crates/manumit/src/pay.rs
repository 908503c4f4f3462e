//! `manumit pay`: what was taken from pay, under which rule, and what is owed.

mod confirm;
mod gather;
pub mod in_case;
mod json;
mod opened;
mod staged;
mod tell;
mod unkept;
mod write;

use crate::arguments::PayOptions;
use crate::outcome::{Outcome, Trouble, line};
use ::pay::flags::{Evidence, Flag, flags};
use ::pay::{Accounts, Book, ClassTotal, Debt, Reckoning, Remark, Spot, accounts, class_total, debts};
use evidence::{Notice, Severity};
pub use gather::{Gathered, OVERLAPS_FILE, Unnamed};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufWriter, Write};

/// An account, drawn up.
struct Drawn<'g> {
    gathered: &'g Gathered,
    accounts: Accounts,
    total: ClassTotal,
    debts: Vec<Debt>,
    flags: Vec<Flag>,
    notices: Vec<Notice>,
    /// Whether workers are called by their names.
    names: bool,
}

impl Drawn<'_> {
    /// How many sums are in no account, for want of a rate of exchange.
    fn left_out(&self) -> usize {
        self.accounts.remarks.iter().filter(|remark| matches!(remark, Remark::NoRate { .. })).count()
    }
}

pub fn pay(options: &PayOptions) -> Result<Outcome, Trouble> {
    let as_of = options
        .as_of
        .as_deref()
        .map(|text| text.parse().map_err(|_| Trouble::usage(format!("{text:?} is no day."), "write it as 2016-01-31.")));
    if let Some(file) = options.confirm.as_ref().or(options.withdraw.as_ref()) {
        return confirm::confirm(options, file);
    }
    let gathered = gather::gather(&options.inputs, as_of.transpose()?)?;
    let reckoning = reckoning(&gathered);
    let mut out = BufWriter::new(std::io::stdout().lock());
    let drawn = drawn(&gathered, &reckoning, options.names);
    if !options.json {
        say_notices(&drawn.notices);
    }
    if let Some(folder) = &options.out {
        write::schedule(&drawn, &reckoning, folder)?;
    }
    match (&options.cell, options.mapping) {
        (Some(cell), _) => tell::cell(&drawn, &reckoning, cell, &mut out)?,
        (None, true) => tell::mapping(&drawn, &mut out)?,
        (None, false) if options.json => line(&mut out, format_args!("{}", json::of(&drawn, &reckoning)))?,
        (None, false) => tell::account(&drawn, &reckoning, &mut out)?,
    }
    out.flush().map_err(|_| Trouble::ClosedPipe)?;
    let nothing = drawn.accounts.accounts.is_empty() && gathered.stated.is_empty();
    Ok(if nothing { Outcome::Failed } else { Outcome::of(&drawn.notices) })
}

/// Tells one cell of the account of a case, for `why`.
pub fn cell(case: std::path::PathBuf, name: String) -> Result<Outcome, Trouble> {
    pay(&PayOptions { inputs: vec![case], cell: Some(name), ..PayOptions::default() })
}

fn reckoning(gathered: &Gathered) -> Reckoning<'_> {
    Reckoning {
        book: &gathered.intake.registrar.book,
        settings: &gathered.settings,
        rules: &gathered.rules,
        terms: &gathered.terms,
    }
}

fn drawn<'g>(gathered: &'g Gathered, reckoning: &Reckoning, names: bool) -> Drawn<'g> {
    let accounts = accounts(reckoning);
    let unlisted = gathered.unlisted.as_ref().map(|unlisted| unlisted.people);
    let total = class_total(&accounts, gathered.plan.class_draws(), unlisted);
    let debts = debts(&gathered.intake.costs, &accounts, &gathered.settings);
    let notices = notices(gathered, &accounts);
    let intake = &gathered.intake;
    let evidence =
        Evidence { reckoning, accounts: &accounts, payments: &intake.payments, facts: &intake.facts, costs: &intake.costs };
    let flags = flags(&evidence);
    Drawn { gathered, accounts, total, debts, flags, notices, names }
}

/// So many notices with the same words are said one by one.
const ALIKE: usize = 3;

/// Says the notices; of those with the same words the first few, and how many more there are.
fn say_notices(notices: &[Notice]) {
    let mut alike: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for notice in notices {
        let count = alike.entry((&notice.cause, &notice.remedy)).or_default();
        *count += 1;
        if *count <= ALIKE {
            eprintln!("{notice}");
        }
    }
    for ((cause, _), count) in alike.into_iter().filter(|(_, count)| *count > ALIKE) {
        eprintln!("… and in {} more places: {cause} `--json` names them all.", count - ALIKE);
    }
}

/// Notices of the files, and of what was found while accounts were drawn up.
fn notices(gathered: &Gathered, accounts: &Accounts) -> Vec<Notice> {
    let mut notices = gathered.intake.registrar.book.notices.clone();
    notices.extend(notices_of_rows(gathered, accounts));
    notices.extend(notices_of_rates(gathered));
    notices.extend(without_interest(gathered, accounts));
    notices.extend(payments_of_nobody(gathered));
    notices
}

/// A notice about what stands at `spot`.
fn notice_at(book: &Book, spot: &Spot, cause: String, remedy: &str, severity: Severity) -> Notice {
    let file = book.files[spot.file as usize].name.clone();
    let place = match (&spot.sheet, book.claim(spot)) {
        (_, Some(claim)) => format!("claim {claim}"),
        (Some(sheet), None) => format!("sheet {sheet}, row {}", spot.row),
        (None, None) => format!("row {}", spot.row),
    };
    Notice { file, place, cause, remedy: remedy.to_owned(), severity }
}

const ADD_RATES: &str = "Add rates to the file that `exchange` names in pay.toml.";

/// Rows that count once, and sums without a rate.
fn notices_of_rows(gathered: &Gathered, accounts: &Accounts) -> Vec<Notice> {
    let book = &gathered.intake.registrar.book;
    // a sum that holds for many workers is told once
    let mut told = BTreeSet::new();
    let is_new = |remark: &&Remark| match remark {
        Remark::NoRate { said: said @ ::pay::Said::Lasting(_) } => told.insert(::pay::spot_of(book, *said)),
        Remark::NoRate { .. } | Remark::Duplicate { .. } => true,
    };
    let notice = |remark: &Remark| match remark {
        Remark::Duplicate { kept, passed_over } => {
            let first = book.where_is(&book.slips[*kept].spot);
            let cause = format!("it says the same as {first}; it counts once.");
            notice_at(book, &book.slips[*passed_over].spot, cause, "Nothing, if it is a copy.", Severity::Note)
        }
        Remark::NoRate { said } => {
            let (line, unit) = (::pay::line_of(book, *said), gathered.settings.currency);
            let cause = format!("there is no rate from {} to {unit} for its day; the sum is left out.", line.currency);
            notice_at(book, ::pay::spot_of(book, *said), cause, ADD_RATES, Severity::Partly)
        }
    };
    accounts.remarks.iter().filter(is_new).map(notice).collect()
}

/// Payments without a month and costs that have no rate.
fn notices_of_rates(gathered: &Gathered) -> Vec<Notice> {
    let (book, settings) = (&gathered.intake.registrar.book, &gathered.settings);
    let has_rate = |from, on| settings.exchange.converted(Decimal::ONE, from, settings.currency, on).is_some();
    let lumps = book.lumps.iter().map(|lump| (&lump.spot, lump.currency, lump.settlement.on));
    let costs = gathered.intake.costs.iter().map(|cost| (&cost.spot, cost.currency, cost.on.unwrap_or(settings.as_of)));
    let without = lumps.chain(costs).filter(|(_, currency, on)| !has_rate(*currency, *on));
    let notice = |(spot, currency, _): (&Spot, evidence::Currency, jiff::civil::Date)| {
        let cause = format!("there is no rate from {currency} to {} for its day; the sum is left out.", settings.currency);
        notice_at(book, spot, cause, ADD_RATES, Severity::Partly)
    };
    without.map(notice).collect()
}

fn without_interest(gathered: &Gathered, accounts: &Accounts) -> Option<Notice> {
    let (_, missing) = accounts.without_rate.first()?;
    let file = gathered.plan.interest.rates.clone().unwrap_or_else(|| ::pay::PLAN_FILE.to_owned());
    let cause = format!("{missing}. {} accounts are told without interest.", accounts.without_rate.len());
    let place = "whole file".to_owned();
    Some(Notice { file, place, cause, remedy: "Add the rates.".to_owned(), severity: Severity::Partly })
}

fn payments_of_nobody(gathered: &Gathered) -> Vec<Notice> {
    let mut by_file: BTreeMap<u32, usize> = BTreeMap::new();
    let unknown = gathered.intake.payments.iter().filter(|payment| payment.worker.is_none());
    unknown.for_each(|payment| *by_file.entry(payment.spot.file).or_default() += 1);
    let notice = |(file, count): (u32, usize)| {
        let cause = format!("{count} payments reach nobody who is a worker of the other files; they are in no account.");
        let remedy = "If one is a worker's, add the account to the roster, or the name to `same` in pay.toml.".to_owned();
        let file = gathered.intake.registrar.book.files[file as usize].name.clone();
        Notice { file, place: "whole file".to_owned(), cause, remedy, severity: Severity::Note }
    };
    by_file.into_iter().map(notice).collect()
}
