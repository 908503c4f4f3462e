//! The best supported account as a book of double entry that `bean-check` accepts.

use super::{Sums, View, called};
use crate::account::{Account, Accounts, MonthSums};
use crate::book::{Book, Settings};
use jiff::ToSpan;
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::fmt::Write;

/// The accounts of one worker, each opened on the first day.
const ACCOUNTS: [&str; 9] = [
    "Income:Due", "Income:Interest", "Expenses:Lawful", "Expenses:Review", "Expenses:Unlabelled", "Assets:Received",
    "Assets:Owed", "Assets:Interest", "Equity:Beyond",
];

/// The book. Each month is a transaction on its due day; what is owed in the end is asserted on the day after that of the account.
pub fn beancount(book: &Book, accounts: &Accounts, settings: &Settings, names: bool) -> String {
    let unit = settings.currency;
    let mut text = format!(
        "; what was due, taken, paid and is owed, best supported, as of {}\noption \"operating_currency\" \"{unit}\"\n",
        settings.as_of
    );
    for account in &accounts.accounts {
        let alias = &book.workers[account.worker as usize].alias;
        let called = called(book, account.worker, names).replace(['"', '\\', '\n', '\r'], " ");
        Worker { account, alias, called, claimed: account.claimed().collect(), settings }.write(&mut text);
    }
    text
}

/// One worker's part of the book.
struct Worker<'w> {
    account: &'w Account,
    alias: &'w str,
    called: String,
    claimed: Vec<&'w MonthSums>,
    settings: &'w Settings,
}

fn line(text: &mut String, words: std::fmt::Arguments) {
    text.write_fmt(words).expect("writing to a string");
    text.push('\n');
}

impl Worker<'_> {
    fn write(&self, text: &mut String) {
        let due = self.claimed.iter().map(|month| month.due_on);
        let Some(first) = due.chain(self.account.settlements.iter().map(|settlement| settlement.on)).min() else { return };
        for name in ACCOUNTS {
            line(text, format_args!("{first} open {name}:{} {}", self.alias, self.settings.currency));
        }
        self.claimed.iter().for_each(|month| self.month(text, month));
        self.interest_and_settlements(text);
        self.balances(text, first);
    }

    fn post(&self, text: &mut String, on: Date, words: &str, postings: &[(&str, Decimal)]) {
        let Worker { alias, called, settings, .. } = self;
        line(text, format_args!("{on} * \"{called}\" \"{words}\""));
        for (name, sum) in postings.iter().filter(|(_, sum)| !sum.is_zero()) {
            line(text, format_args!("  {name}:{alias}  {sum} {}", settings.currency));
        }
    }

    fn month(&self, text: &mut String, month: &MonthSums) {
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
        self.post(text, month.due_on, &month.month.to_string(), &postings);
    }

    fn interest_and_settlements(&self, text: &mut String) {
        let owed = &self.account.owed.point;
        for stretch in &owed.stretches {
            let words = format!("interest on {}", self.claimed[stretch.due].month);
            let postings = [("Assets:Interest", stretch.interest), ("Income:Interest", -stretch.interest)];
            self.post(text, stretch.to, &words, &postings);
        }
        for used in &owed.allocated {
            let words = format!("settles {}", self.claimed[used.due].month);
            let postings = [
                ("Assets:Owed", -used.principal),
                ("Assets:Interest", -used.interest),
                ("Assets:Received", used.principal + used.interest),
            ];
            self.post(text, self.account.settlements[used.settlement].on, &words, &postings);
        }
    }

    /// What is left, asserted after the last transaction.
    fn balances(&self, text: &mut String, first: Date) {
        let Worker { alias, settings, account, .. } = self;
        let after = settings.as_of.checked_add(1.day()).unwrap_or(settings.as_of).max(first);
        let late = self.claimed.iter().map(|month| month.due_on).max().filter(|last| *last >= after);
        let on = late.and_then(|last| last.checked_add(1.day()).ok()).unwrap_or(after);
        let (owed, unit) = (&account.owed.point, settings.currency);
        line(text, format_args!("{on} balance Assets:Owed:{alias}  {} {unit}", owed.principal_sum()));
        line(text, format_args!("{on} balance Assets:Interest:{alias}  {} {unit}", owed.interest_sum()));
    }
}
