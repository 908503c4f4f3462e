//! Open Financial Exchange: tags with values, closed or not.

use super::{Entry, Statement, amount};
use evidence::Currency;
use jiff::civil::Date;
use rust_decimal::Decimal;

/// A tag with its value and line.
struct Tag<'t> {
    line: u64,
    name: String,
    value: &'t str,
}

fn tags(text: &str) -> Vec<Tag<'_>> {
    let (mut tags, mut rest, mut line) = (Vec::new(), text, 1u64);
    while let Some(at) = rest.find('<') {
        line += count_lines(&rest[..at]);
        let Some(end) = rest[at..].find('>') else { break };
        let name = rest[at + 1..at + end].split_whitespace().next().unwrap_or_default().to_ascii_uppercase();
        let begin = line;
        line += count_lines(&rest[at..at + end]);
        rest = &rest[at + end + 1..];
        let value = &rest[..rest.find('<').unwrap_or(rest.len())];
        // a value of SGML ends with its line
        let value = value.trim_start_matches([' ', '\t']);
        let value = value.lines().next().unwrap_or_default().trim();
        if !name.starts_with(['?', '!']) {
            tags.push(Tag { line: begin, name: name.trim_end_matches('/').to_owned(), value });
        }
    }
    tags
}

fn count_lines(text: &str) -> u64 {
    text.bytes().filter(|byte| *byte == b'\n').count() as u64
}

pub(super) fn read(text: &str) -> Statement {
    let mut statement = Statement::default();
    let (mut currency, mut account): (Option<Currency>, String) = (None, String::new());
    let mut entry: Option<(Entry, Option<Decimal>)> = None;
    for tag in tags(text) {
        let words = || unescaped(tag.value);
        match (tag.name.as_str(), &mut entry) {
            ("CURDEF", _) => currency = tag.value.parse().ok(),
            ("STMTTRN", open) => {
                if let Some(open) = open.take() {
                    finish(open, &mut statement);
                }
                let new = Entry { line: tag.line, currency, account: account.clone(), ..Entry::default() };
                *open = Some((new, None));
            }
            ("/STMTTRN" | "/BANKTRANLIST", open) => {
                if let Some(open) = open.take() {
                    finish(open, &mut statement);
                }
            }
            ("ACCTID", None) => account = words(),
            ("ACCTID", Some((entry, _))) => entry.other_account = words(),
            ("DTPOSTED", Some((entry, _))) => entry.on = day(tag.value),
            ("DTUSER", Some((entry, _))) => entry.on = entry.on.or_else(|| day(tag.value)),
            ("TRNAMT", Some((entry, sum))) => match amount(tag.value) {
                Some(value) => *sum = Some(value),
                None => statement.doubt(entry.line, format!("{:?} is no sum.", tag.value)),
            },
            ("CURSYM", Some((entry, _))) => entry.currency = tag.value.parse().ok().or(entry.currency),
            ("NAME" | "PAYEE", Some((entry, _))) if entry.other.is_empty() => entry.other = words(),
            ("MEMO", Some((entry, _))) => entry.reference = words(),
            _ => {}
        }
    }
    if let Some(open) = entry.take() {
        finish(open, &mut statement);
    }
    statement
}

fn finish((mut entry, sum): (Entry, Option<Decimal>), statement: &mut Statement) {
    match sum {
        Some(sum) => {
            entry.is_credit = !sum.is_sign_negative();
            entry.sum = sum.abs();
            statement.entries.push(entry);
        }
        None => statement.doubt(entry.line, "the entry has no sum that can be read; it is left out."),
    }
}

/// `20150331`, with a time and a zone behind it or not.
fn day(text: &str) -> Option<Date> {
    let part = |range: std::ops::Range<usize>| text.get(range)?.parse::<i16>().ok();
    Date::new(part(0..4)?, i8::try_from(part(4..6)?).ok()?, i8::try_from(part(6..8)?).ok()?).ok()
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", " ").replace("&amp;", "&")
}
