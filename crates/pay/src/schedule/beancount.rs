//! The best supported account as a book of double entry that `bean-check` accepts.

use super::{Sums, View, called};
use crate::account::Accounts;
use crate::book::{Book, Settings};
use jiff::ToSpan;
use rust_decimal::Decimal;
use std::fmt::Write;

/// The book. Each month is a transaction on its due day; what is owed in the end is asserted on the day after that of the account.
pub fn beancount(book: &Book, accounts: &Accounts, settings: &Settings, names: bool) -> String {
    let unit = settings.currency;
    let mut text = format!(
        "; what was due, taken, paid and is owed, best supported, as of {}\noption \"operating_currency\" \"{unit}\"\n",
        settings.as_of
    );
    let write = |text: &mut String, line: std::fmt::Arguments| {
        text.write_fmt(line).expect("writing to a string");
        text.push('\n');
    };
    for account in &accounts.accounts {
        let alias = &book.workers[account.worker as usize].alias;
        let called = called(book, account.worker, names).replace(['"', '\\', '\n', '\r'], " ");
        let claimed: Vec<_> = account.claimed().collect();
        let first =
            claimed.iter().map(|month| month.due_on).chain(account.settlements.iter().map(|settlement| settlement.on)).min();
        let Some(first) = first else { continue };
        for name in [
            "Income:Due", "Income:Interest", "Expenses:Lawful", "Expenses:Review", "Expenses:Unlabelled", "Assets:Received",
            "Assets:Owed", "Assets:Interest", "Equity:Beyond",
        ] {
            write(&mut text, format_args!("{first} open {name}:{alias} {unit}"));
        }
        let post = |text: &mut String, on: jiff::civil::Date, words: String, postings: &[(&str, Decimal)]| {
            write(text, format_args!("{on} * \"{called}\" \"{words}\""));
            for (name, sum) in postings.iter().filter(|(_, sum)| !sum.is_zero()) {
                write(text, format_args!("  {name}:{alias}  {sum} {unit}"));
            }
        };
        for month in &claimed {
            let sums = Sums::of(month, View::Point);
            let beyond = sums.due - sums.lawful - sums.review - sums.unknown - sums.paid - sums.owed;
            let postings = [
                ("Income:Due", -sums.due),
                ("Expenses:Lawful", sums.lawful),
                ("Expenses:Review", sums.review),
                ("Expenses:Unlabelled", sums.unknown),
                ("Assets:Received", sums.paid),
                ("Assets:Owed", sums.owed),
                ("Equity:Beyond", beyond),
            ];
            post(&mut text, month.due_on, format!("{}", month.month), &postings);
        }
        let owed = &account.owed.point;
        for stretch in &owed.stretches {
            let words = format!("interest on {}", claimed[stretch.due].month);
            post(&mut text, stretch.to, words, &[("Assets:Interest", stretch.interest), ("Income:Interest", -stretch.interest)]);
        }
        for used in &owed.allocated {
            let settlement = &account.settlements[used.settlement];
            let words = format!("settles {}", claimed[used.due].month);
            let postings = [
                ("Assets:Owed", -used.principal),
                ("Assets:Interest", -used.interest),
                ("Assets:Received", used.principal + used.interest),
            ];
            post(&mut text, settlement.on, words, &postings);
        }
        let after = settings.as_of.checked_add(1.day()).unwrap_or(settings.as_of).max(first);
        let late = claimed.iter().map(|month| month.due_on).max().filter(|last| *last >= after);
        let on = late.and_then(|last| last.checked_add(1.day()).ok()).unwrap_or(after);
        write(&mut text, format_args!("{on} balance Assets:Owed:{alias}  {} {unit}", owed.principal_sum()));
        write(&mut text, format_args!("{on} balance Assets:Interest:{alias}  {} {unit}", owed.interest_sum()));
    }
    text
}
