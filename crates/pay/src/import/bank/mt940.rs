//! SWIFT MT940 and MT942, as banks write them.

use super::{Entry, Statement, amount};
use evidence::Currency;
use jiff::civil::Date;

/// A field with the line it begins on.
struct Field<'t> {
    line: u64,
    tag: &'t str,
    text: String,
}

pub(super) fn read(text: &str) -> Statement {
    let mut statement = Statement::default();
    let (mut account, mut currency) = (String::new(), None);
    for field in fields(text) {
        match field.tag {
            "25" | "25P" => account = field.text.lines().next().unwrap_or_default().trim().to_owned(),
            "60F" | "60M" | "34F" => currency = currency_of_balance(&field.text).or(currency),
            "61" => match entry(&field) {
                Ok(entry) => statement.entries.push(Entry { account: account.clone(), currency, ..entry }),
                Err(cause) => statement.doubt(field.line, cause),
            },
            "86" => {
                if let Some(last) = statement.entries.last_mut().filter(|last| last.reference.is_empty() && last.other.is_empty())
                {
                    inform(last, &field.text);
                }
            }
            _ => {}
        }
    }
    statement
}

/// Fields begin on lines such as `:61:`; what follows until the next belongs to them.
fn fields(text: &str) -> Vec<Field<'_>> {
    let mut fields: Vec<Field> = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let line = line.trim_end();
        let begins = line.trim_start().strip_prefix(':').and_then(|rest| rest.split_once(':'));
        let begins = begins.filter(|(tag, _)| (2..=3).contains(&tag.len()) && tag.as_bytes()[..2].iter().all(u8::is_ascii_digit));
        match (begins, fields.last_mut()) {
            (Some((tag, rest)), _) => fields.push(Field { line: at as u64 + 1, tag, text: rest.to_owned() }),
            (None, Some(last)) if !line.starts_with(['-', '{', '}']) && !line.is_empty() => {
                last.text.push('\n');
                last.text.push_str(line);
            }
            _ => {}
        }
    }
    fields
}

fn currency_of_balance(text: &str) -> Option<Currency> {
    let rest = text.trim_start_matches(['C', 'D']).trim_start_matches(|c: char| c.is_ascii_digit());
    rest.get(..3)?.parse().ok()
}

fn entry(field: &Field) -> Result<Entry, String> {
    let first = field.text.lines().next().unwrap_or_default().trim();
    let (date, rest) = first.split_at_checked(6).ok_or("the entry is cut off.")?;
    let on = day(date).ok_or_else(|| format!("{date:?} is no day."))?;
    // a day of booking may stand between
    let rest = match rest.split_at_checked(4) {
        Some((booked, after)) if booked.bytes().all(|byte| byte.is_ascii_digit()) => after,
        _ => rest,
    };
    let (rest, is_reversal) = match rest.strip_prefix(['R', 'E']) {
        Some(after) => (after, rest.starts_with('R')),
        None => (rest, false),
    };
    let is_credit = match rest.as_bytes().first() {
        Some(b'C' | b'c') => true,
        Some(b'D' | b'd') => false,
        _ => return Err("it says neither debit nor credit.".to_owned()),
    };
    let rest = &rest[1..];
    // the third letter of the currency may stand between
    let rest = rest.strip_prefix(|c: char| c.is_ascii_alphabetic()).unwrap_or(rest);
    let end = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | '.'))).unwrap_or(rest.len());
    let sum = amount(&rest[..end]).ok_or_else(|| format!("{:?} is no sum.", &rest[..end]))?;
    Ok(Entry { line: field.line, on: Some(on), sum, is_credit, is_reversal, ..Entry::default() })
}

/// `150331`: the years up to 79 are of this century.
fn day(text: &str) -> Option<Date> {
    let part = |range: std::ops::Range<usize>| text.get(range)?.parse::<i16>().ok();
    let year = part(0..2)?;
    let year = if year < 80 { 2000 + year } else { 1900 + year };
    Date::new(year, i8::try_from(part(2..4)?).ok()?, i8::try_from(part(4..6)?).ok()?).ok()
}

/// What field 86 says of an entry: in numbered pieces, in pieces between slashes, or as it comes.
fn inform(entry: &mut Entry, text: &str) {
    let joined: String = text.lines().collect::<Vec<_>>().join("");
    let mark = joined.char_indices().nth(3).map(|(_, mark)| mark);
    let numbered = joined.get(..3).is_some_and(|code| code.bytes().all(|byte| byte.is_ascii_digit()));
    match mark {
        Some(mark @ ('?' | '~' | '^' | '<' | '>')) if numbered => numbered_pieces(entry, &joined, mark),
        _ if joined.contains("/NAME/") || joined.contains("/REMI/") || joined.contains("/IBAN/") => {
            slashed_pieces(entry, &joined)
        }
        _ => entry.reference = text.lines().map(str::trim).collect::<Vec<_>>().join(" "),
    }
}

fn numbered_pieces(entry: &mut Entry, text: &str, mark: char) {
    let pieces = text.split(mark).skip(1).filter_map(|piece| piece.split_at_checked(2));
    for (code, words) in pieces {
        match code.parse::<u8>() {
            Ok(20..=29 | 60..=63) => entry.reference.push_str(words),
            Ok(31 | 38) => entry.other_account = words.trim().to_owned(),
            Ok(32 | 33) => entry.other.push_str(words),
            _ => {}
        }
    }
    entry.other = entry.other.trim().to_owned();
    entry.reference = entry.reference.trim().to_owned();
}

fn slashed_pieces(entry: &mut Entry, text: &str) {
    let between = |tag: &str| {
        let (_, rest) = text.split_once(tag)?;
        // the next tag begins with a slash, four capitals and a slash
        let end = rest.match_indices('/').map(|(at, _)| at).find(|at| {
            let tag = rest.get(at + 1..at + 5);
            rest.as_bytes().get(at + 5) == Some(&b'/') && tag.is_some_and(|tag| tag.bytes().all(|byte| byte.is_ascii_uppercase()))
        });
        Some(rest[..end.unwrap_or(rest.len())].trim().trim_end_matches('/').to_owned())
    };
    entry.other = between("/NAME/").unwrap_or_default();
    entry.other_account = between("/IBAN/").unwrap_or_default();
    let words = between("/REMI/").unwrap_or_default();
    entry.reference = words.trim_start_matches("USTD//").to_owned();
}
