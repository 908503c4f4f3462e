//! Figures as people write them into tables: which mark stands before the decimals is told by the column, not by the cell.

use super::currencies::{self, Marked};
use rust_decimal::Decimal;

/// What the marks inside a figure show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marks {
    /// No mark, or blanks only.
    None,
    /// Decimals stand behind a point.
    Point,
    /// Decimals stand behind a comma.
    Comma,
    /// Points part thousands, for certain.
    PointGroups,
    /// Commas part thousands, for certain.
    CommaGroups,
    /// One comma and three figures behind it.
    EitherComma,
    /// One point and three figures behind it.
    EitherPoint,
}

/// A figure as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Written<'t> {
    /// Figures and marks, without sign, currency and percent.
    body: &'t str,
    pub negative: bool,
    pub percent: bool,
    pub currency: Option<Marked>,
    pub marks: Marks,
    /// It begins with a nought that no decimals follow.
    pub leading_zero: bool,
    /// How many figures.
    pub figures: usize,
}

/// The figure that `text` is, if it is nothing else.
pub(super) fn written(text: &str) -> Option<Written<'_>> {
    let text = text.trim();
    if text.is_empty() || text.len() > 64 || !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (mut rest, mut negative) = match text.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) {
        Some(inner) => (inner.trim(), true),
        None => (text, false),
    };
    let mut currency = None;
    let mut percent = false;
    for _ in 0..2 {
        if let Some(after) = rest.strip_prefix(['-', '−', '–']) {
            negative = true;
            rest = after.trim_start();
        } else if let Some(after) = rest.strip_prefix('+') {
            rest = after.trim_start();
        }
        let first = rest.find(|c: char| c.is_ascii_digit())?;
        if first > 0 && !matches!(&rest[..first], "." | "," | "-" | "−") {
            currency = Some(currencies::named(rest[..first].trim().trim_end_matches('-'))?);
            negative |= rest[..first].ends_with('-');
            rest = rest[first..].trim_start();
        }
    }
    let end = rest.rfind(|c: char| c.is_ascii_digit())? + 1;
    let (body, after) = rest.split_at(end);
    let after = after.trim();
    match after {
        "" => {}
        "-" => negative = true,
        ".-" | ",-" | ".–" | ",–" => {}
        "%" | "％" => percent = true,
        name => {
            if currency.is_some() {
                return None;
            }
            currency = Some(currencies::named(name)?);
        }
    }
    let marks = marks(body)?;
    let figures = body.bytes().filter(u8::is_ascii_digit).count();
    let leading_zero = body.len() > 1 && body.starts_with('0') && body.as_bytes()[1].is_ascii_digit();
    Some(Written { body, negative, percent, currency, marks, leading_zero, figures })
}

/// What the marks inside `body` show; `None` if it is no figure.
fn marks(body: &str) -> Option<Marks> {
    let (mut commas, mut points, mut blanks) = (0, 0, 0);
    let (mut last, mut since, mut first_run, mut even) = (None, 0, 0, true);
    let mut any = false;
    for character in body.chars() {
        match character {
            '0'..='9' => since += 1,
            ',' | '.' | ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’' | '_' => {
                match character {
                    ',' => commas += 1,
                    '.' => points += 1,
                    _ => blanks += 1,
                }
                if any {
                    // thousands, or the pairs of India
                    even &= since == 3 || since == 2 && last == Some(',');
                } else {
                    first_run = since;
                }
                any = true;
                if !matches!(character, ',' | '.') && (points > 0 && commas == 0 || last == Some('.')) {
                    return None;
                }
                last = Some(character);
                since = 0;
            }
            _ => return None,
        }
    }
    let three = since == 3;
    let grouped = even && (1..=3).contains(&first_run);
    match (commas, points, blanks) {
        (0, 0, 0) => Some(Marks::None),
        (0, 0, _) => (grouped && three).then_some(Marks::None),
        (1, 0, 0) if three && (1..=3).contains(&first_run) && !body.starts_with('0') => Some(Marks::EitherComma),
        (0, 1, 0) if three && (1..=3).contains(&first_run) && !body.starts_with('0') => Some(Marks::EitherPoint),
        (1, 0, _) => (blanks == 0 || even && last == Some(',')).then_some(Marks::Comma),
        (0, 1, _) => (blanks == 0 || even && last == Some('.')).then_some(Marks::Point),
        (_, 0, 0) => (grouped && three).then_some(Marks::CommaGroups),
        (0, _, 0) => (grouped && three).then_some(Marks::PointGroups),
        (_, 1, 0) if last == Some('.') && even => Some(Marks::Point),
        (1, _, 0) if last == Some(',') && even => Some(Marks::Comma),
        _ => None,
    }
}

impl Written<'_> {
    /// The figure, where decimals stand behind a comma if `comma` holds and the figure itself does not show it. `None` beyond exact
    /// decimals.
    pub(super) fn value(&self, comma: bool) -> Option<Decimal> {
        let decimal = match self.marks {
            Marks::Point => Some('.'),
            Marks::Comma => Some(','),
            Marks::EitherPoint if !comma => Some('.'),
            Marks::EitherComma if comma => Some(','),
            _ => None,
        };
        let mut plain = String::with_capacity(self.body.len() + 1);
        if self.negative {
            plain.push('-');
        }
        if self.body.starts_with(['.', ',']) {
            plain.push('0');
        }
        for character in self.body.chars() {
            match character {
                '0'..='9' => plain.push(character),
                mark if Some(mark) == decimal => plain.push('.'),
                _ => {}
            }
        }
        if plain.len() > 29 { None } else { plain.parse().ok() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, point: Option<&str>, comma: Option<&str>) {
        let value = |comma| written(text).and_then(|found| found.value(comma)).map(|value| value.to_string());
        assert_eq!((value(false).as_deref(), value(true).as_deref()), (point, comma), "{text}");
    }

    #[test]
    fn figures_are_exact() {
        check("812.50", Some("812.50"), Some("812.50"));
        check("812,50", Some("812.50"), Some("812.50"));
        check("46,000", Some("46000"), Some("46.000"));
        check("1.234", Some("1.234"), Some("1234"));
        check("1,234,567.89", Some("1234567.89"), Some("1234567.89"));
        check("1.234.567,89", Some("1234567.89"), Some("1234567.89"));
        check("1 234 567,89", Some("1234567.89"), Some("1234567.89"));
        check("12\u{a0}000", Some("12000"), Some("12000"));
        check("1'250.00", Some("1250.00"), Some("1250.00"));
        check("12,34,567", Some("1234567"), Some("1234567"));
        check("-7", Some("-7"), Some("-7"));
        check("(300.00)", Some("-300.00"), Some("-300.00"));
        check("0,500", Some("0.500"), Some("0.500"));
        check(".5", Some("0.5"), Some("0.5"));
        check("1,23,4", None, None);
        check("3-4", None, None);
        check("1.2.3", None, None);
        check("12 men", None, None);
        check("2 3", None, None);
        check("9999999999999999999999999999999", None, None);
    }

    #[test]
    fn signs_of_currencies_are_seen() {
        let currency = |text: &str| written(text).and_then(|found| found.currency).map(|found| found.currency.to_string());
        assert_eq!(currency("$300").as_deref(), Some("USD"));
        assert_eq!(currency("-$300").as_deref(), Some("USD"));
        assert_eq!(currency("₩1,250,000").as_deref(), Some("KRW"));
        assert_eq!(currency("1 200 руб.").as_deref(), Some("RUB"));
        assert_eq!(currency("USD 300.00").as_deref(), Some("USD"));
        assert_eq!(currency("300").as_deref(), None);
        assert!(written("12.5 %").unwrap().percent);
        assert!(written("007").unwrap().leading_zero && !written("0.7").unwrap().leading_zero);
        assert!(written("-$300").unwrap().negative && written("$-300").unwrap().negative);
    }
}
