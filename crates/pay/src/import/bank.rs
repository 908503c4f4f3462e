//! Statements of banks and orders to them: MT940, camt.053 and camt.054, pain.001, OFX.
//!
//! Real files deviate from their standards, so that each reader takes what it recognises and tells line by line what it left out.

mod iso20022;
mod mt940;
mod ofx;

use super::table::{Intake, Payment};
use crate::book::{Spot, Voice};
use evidence::{Currency, Severity, SourceId};
use jiff::civil::Date;
use rust_decimal::Decimal;

/// A larger file is not read.
const LARGEST_BYTES: usize = 256 << 20;
/// So many notices of one file are given one by one.
const MOST_NOTICES: usize = 20;

/// A format of banks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BankFormat {
    /// SWIFT MT940 and MT942: statements.
    Mt940,
    /// ISO 20022 camt.052, camt.053, camt.054: statements and advices.
    Camt,
    /// ISO 20022 pain.001: an order to pay, which is the payer's word that he ordered it.
    Pain001,
    /// Open Financial Exchange, 1.x and 2.x.
    Ofx,
}

impl BankFormat {
    /// The format of these bytes, told from their beginning; `None` if it is none of them.
    pub fn sniff(head: &[u8]) -> Option<BankFormat> {
        let head: String = String::from_utf8_lossy(&head[..head.len().min(8192)]).chars().filter(|c| *c != '\0').collect();
        let upper = head.to_ascii_uppercase();
        let has = |words: &str| upper.contains(words);
        match () {
            () if has("<OFX") || has("OFXHEADER") => Some(BankFormat::Ofx),
            () if has("PAIN.001") || has("<CSTMRCDTTRFINITN") => Some(BankFormat::Pain001),
            () if has("CAMT.05") || has("<BKTOCSTMRSTMT") || has("<BKTOCSTMRDBTCDTNTFCTN") || has("<BKTOCSTMRACCTRPT") => {
                Some(BankFormat::Camt)
            }
            () if head.lines().any(|line| line.trim_start().starts_with(":20:"))
                && head.lines().any(|line| line.trim_start().starts_with(":25")) =>
            {
                Some(BankFormat::Mt940)
            }
            () => None,
        }
    }

    /// The name: `MT940`.
    pub fn name(self) -> &'static str {
        match self {
            BankFormat::Mt940 => "MT940",
            BankFormat::Camt => "camt",
            BankFormat::Pain001 => "pain.001",
            BankFormat::Ofx => "OFX",
        }
    }

    /// Who speaks in such a file.
    fn voice(self) -> Voice {
        match self {
            BankFormat::Mt940 | BankFormat::Camt | BankFormat::Ofx => Voice::Bank,
            BankFormat::Pain001 => Voice::EmployerLedger,
        }
    }
}

/// One line of a statement.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// The line it begins on, counted from 1.
    pub line: u64,
    /// The day it was booked.
    pub on: Option<Date>,
    /// How much, never negative.
    pub sum: Decimal,
    /// In which currency.
    pub currency: Option<Currency>,
    /// Whether it came in to the account of the statement.
    pub is_credit: bool,
    /// Whether it takes back another.
    pub is_reversal: bool,
    /// The account of the statement.
    pub account: String,
    /// Whose account that is.
    pub owner: String,
    /// The other side.
    pub other: String,
    /// The account of the other side.
    pub other_account: String,
    /// What it was for.
    pub reference: String,
}

/// What a reader found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Statement {
    /// The entries.
    pub entries: Vec<Entry>,
    /// What was left out: line, cause.
    pub doubts: Vec<(u64, String)>,
}

impl Statement {
    fn doubt(&mut self, line: u64, cause: impl Into<String>) {
        self.doubts.push((line, cause.into()));
    }
}

/// Reads a file of this format.
pub fn statement(format: BankFormat, bytes: &[u8]) -> Statement {
    let text = text_of(bytes);
    match format {
        BankFormat::Mt940 => mt940::read(&text),
        BankFormat::Camt => iso20022::statements(&text),
        BankFormat::Pain001 => iso20022::orders(&text),
        BankFormat::Ofx => ofx::read(&text),
    }
}

/// The words of a file: UTF-8, UTF-16 with its mark, or else ISO 8859-1, in which no byte is lost.
fn text_of(bytes: &[u8]) -> String {
    let wide = |pair: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes[2..].chunks_exact(2).map(|two| pair([two[0], two[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xff, 0xfe, ..] => return wide(u16::from_le_bytes),
        [0xfe, 0xff, ..] => return wide(u16::from_be_bytes),
        _ => {}
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text).to_owned(),
        Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// A sum as banks write it: a comma or point before the decimals, spaces and marks between thousands, a sign before or after.
fn amount(text: &str) -> Option<Decimal> {
    let text: String = text.chars().filter(|c| !c.is_whitespace() && *c != '\'').collect();
    let (text, negative) = match text.strip_prefix('-').or_else(|| text.strip_suffix('-')) {
        Some(rest) => (rest.to_owned(), true),
        None => (text.strip_prefix('+').unwrap_or(&text).to_owned(), false),
    };
    let (whole, decimals) = match text.rfind([',', '.']) {
        // a mark that comes twice parts thousands: 1.234.567
        Some(at) if text.matches(&text[at..=at]).count() > 1 => (text.as_str(), ""),
        Some(at) => (&text[..at], &text[at + 1..]),
        None => (text.as_str(), ""),
    };
    let mut groups = whole.split([',', '.']);
    let first = groups.next().unwrap_or_default();
    // “12..34” is no figure, nor is “1.23.456”
    if groups.clone().any(|group| group.len() != 3) || (first.is_empty() || first.len() > 3) && groups.clone().next().is_some() {
        return None;
    }
    let whole = groups.fold(first.to_owned(), |whole, group| whole + group);
    if whole.is_empty() && decimals.is_empty() {
        return None;
    }
    let plain = match text.contains([',', '.']) {
        true => format!("{}.{}", if whole.is_empty() { "0" } else { &whole }, if decimals.is_empty() { "0" } else { decimals }),
        false => whole,
    };
    let is_figure = !plain.is_empty() && plain.chars().all(|c| c.is_ascii_digit() || c == '.');
    let value: Decimal = is_figure.then(|| plain.parse().ok()).flatten()?;
    Some(if negative { -value } else { value })
}

impl Intake {
    /// Takes in a statement called `name`: what came in to a worker's account, and what left an account for a worker.
    pub fn bank(&mut self, name: &str, source: SourceId, format: BankFormat, bytes: &[u8], about: &super::AboutFile) {
        let whole = || "whole file".to_owned();
        if bytes.len() > LARGEST_BYTES {
            let cause = "it is longer than 256 MiB.".to_owned();
            return self.tell(name, whole(), cause, "Ask the bank for a file a year.", Severity::Unread);
        }
        let statement = statement(format, bytes);
        self.tell_doubts(name, &statement.doubts);
        if statement.entries.is_empty() {
            let cause = format!("there is no entry in this {} file that can be read.", format.name());
            self.tell(name, whole(), cause, "Ask the bank for the file again.", Severity::Unread);
        }
        let file = self.registrar.file(source, name, about.voice.unwrap_or(format.voice()));
        let usual = about.currency.or(self.currency).unwrap_or(Currency::USD);
        for entry in statement.entries {
            match payment(entry, file, usual) {
                Ok(payment) => self.payments.push(payment),
                Err((line, cause, remedy)) => self.tell(name, format!("line {line}"), cause, remedy, Severity::Partly),
            }
        }
    }

    fn tell_doubts(&mut self, name: &str, doubts: &[(u64, String)]) {
        for (line, cause) in doubts.iter().take(MOST_NOTICES) {
            let remedy = "Look at the line; what was understood of it is kept.";
            self.tell(name, format!("line {line}"), cause.clone(), remedy, Severity::Partly);
        }
        if doubts.len() > MOST_NOTICES {
            let cause = format!("{} more lines like those before.", doubts.len() - MOST_NOTICES);
            self.tell(name, "further lines".into(), cause, "As before.", Severity::Partly);
        }
    }
}

/// The payment that an entry of the statement `file` tells of.
///
/// # Errors
/// Its line, why it is none, and what to do.
fn payment(entry: Entry, file: u32, usual: Currency) -> Result<Payment, (u64, String, &'static str)> {
    let told = |cause: String, remedy| Err((entry.line, cause, remedy));
    let Some(on) = entry.on else {
        return told("the entry has no day; it is left out.".into(), "Look at the line.");
    };
    if entry.is_reversal {
        let cause =
            format!("{} are taken back here; it is not counted as a payment, and what it takes back still is.", entry.sum);
        return told(cause, "Find the payment that was taken back, and judge both.");
    }
    if entry.sum > crate::sum::largest() {
        return told(format!("{} is out of reason for a payment; it is left out.", entry.sum), "Look at the line.");
    }
    let (payer, payer_account, payee, account) = match entry.is_credit {
        true => (entry.other, entry.other_account, entry.owner, entry.account),
        false => (entry.owner, entry.account, entry.other, entry.other_account),
    };
    Ok(Payment {
        on,
        sum: entry.sum,
        currency: entry.currency.unwrap_or(usual),
        payer,
        payee,
        account,
        reference: entry.reference,
        channel: String::new(),
        payer_account,
        payer_worker: None,
        worker: None,
        spot: Spot { file, sheet: None, row: entry.line },
    })
}

#[cfg(test)]
mod tests;
