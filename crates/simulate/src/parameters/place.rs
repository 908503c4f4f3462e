//! Tables of a TOML file in which every value knows its place.

use super::Bounds;
use super::mistake::Wrong;
use crate::month::Month;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A table, and what a message calls it.
pub(crate) struct Table<'t> {
    table: &'t DeTable<'t>,
    pub(crate) place: Range<usize>,
    pub(crate) name: String,
}

/// A value with its place in bytes.
pub(crate) struct Placed<T> {
    pub(crate) value: T,
    pub(crate) place: Range<usize>,
}

/// No number of a model is larger.
const MOST: i64 = 1_000_000_000_000;

impl<'t> Table<'t> {
    pub(crate) fn new(table: &'t DeTable<'t>, place: Range<usize>, name: impl Into<String>) -> Self {
        Table { table, place, name: name.into() }
    }

    /// Keys in the order of the file.
    pub(crate) fn keys(&self) -> Vec<Placed<String>> {
        let key = |key: &Spanned<_>| key.span();
        let mut keys: Vec<_> =
            self.table.iter().map(|(name, _)| Placed { value: name.get_ref().to_string(), place: key(name) }).collect();
        keys.sort_by_key(|key| key.place.start);
        keys
    }

    pub(crate) fn only(&self, known: &[&str]) -> Result<(), Wrong> {
        match self.keys().into_iter().find(|key| !known.contains(&key.value.as_str())) {
            None => Ok(()),
            Some(key) => Err(unknown(&self.name, &key, known)),
        }
    }

    fn value(&self, key: &str) -> Option<&'t Spanned<DeValue<'t>>> {
        self.table.get(key)
    }

    pub(crate) fn missing(&self, key: &str) -> Wrong {
        Wrong::new(
            self.place.clone(),
            format!("{} does not say its {key}.", self.name),
            format!("Add a line that begins with `{key} =`."),
        )
    }

    pub(crate) fn text(&self, key: &str) -> Result<Placed<String>, Wrong> {
        let value = self.value(key).ok_or_else(|| self.missing(key))?;
        match value.get_ref().as_str() {
            Some(text) => Ok(Placed { value: text.to_owned(), place: value.span() }),
            None => Err(misfit(key, value, "a text in quotes")),
        }
    }

    pub(crate) fn text_or_none(&self, key: &str) -> Result<Option<Placed<String>>, Wrong> {
        if self.value(key).is_some() { self.text(key).map(Some) } else { Ok(None) }
    }

    pub(crate) fn texts(&self, key: &str) -> Result<Vec<Placed<String>>, Wrong> {
        let Some(value) = self.value(key) else { return Ok(Vec::new()) };
        let list = value.get_ref().as_array().ok_or_else(|| misfit(key, value, "a list such as [\"RU\"]"))?;
        let item = |item: &Spanned<DeValue>| match item.get_ref().as_str() {
            Some(text) => Ok(Placed { value: text.to_owned(), place: item.span() }),
            None => Err(misfit(key, item, "a list of texts in quotes")),
        };
        list.iter().map(item).collect()
    }

    pub(crate) fn month(&self, key: &str) -> Result<Placed<Month>, Wrong> {
        let value = self.value(key).ok_or_else(|| self.missing(key))?;
        let words = match value.get_ref() {
            DeValue::Datetime(date) => date.to_string(),
            DeValue::String(text) => text.to_string(),
            _ => String::new(),
        };
        match Month::parse(&words) {
            Some(month) => Ok(Placed { value: month, place: value.span() }),
            None => Err(misfit(key, value, "a month such as \"2015-01\"")),
        }
    }

    /// The day of a date, where it gives one.
    pub(crate) fn day(&self, key: &str) -> Option<u32> {
        let words = match self.value(key)?.get_ref() {
            DeValue::Datetime(date) => date.to_string(),
            DeValue::String(text) => text.to_string(),
            _ => return None,
        };
        words.split('-').nth(2)?.parse().ok()
    }

    /// A number, or a list of its two ends.
    pub(crate) fn bounds(&self, key: &str) -> Result<Placed<Bounds>, Wrong> {
        let value = self.value(key).ok_or_else(|| self.missing(key))?;
        bounds(key, value)
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.value(key).is_some()
    }

    /// Whether the value is a table.
    pub(crate) fn is_table(&self, key: &str) -> bool {
        self.value(key).is_some_and(|value| value.get_ref().as_table().is_some())
    }

    pub(crate) fn table(&self, key: &str) -> Result<Table<'t>, Wrong> {
        let value = self.value(key).ok_or_else(|| self.missing(key))?;
        match value.get_ref().as_table() {
            Some(table) => Ok(Table::new(table, value.span(), format!("[{key}]"))),
            None => Err(misfit(key, value, "a table")),
        }
    }

    /// The tables of `[[key]]`.
    pub(crate) fn tables(&self, key: &str) -> Result<Vec<Table<'t>>, Wrong> {
        let Some(value) = self.value(key) else { return Ok(Vec::new()) };
        let list = value.get_ref().as_array().ok_or_else(|| misfit(key, value, &format!("a table headed [[{key}]]")))?;
        let item = |item: &'t Spanned<DeValue<'t>>| match item.get_ref().as_table() {
            Some(table) => Ok(Table::new(table, item.span(), format!("[[{key}]]"))),
            None => Err(misfit(key, item, "a table")),
        };
        list.iter().map(item).collect()
    }
}

/// `key` is none that `table` knows.
pub(crate) fn unknown(table: &str, key: &Placed<String>, known: &[&str]) -> Wrong {
    let near = known.iter().filter(|name| near(&key.value, name)).min_by_key(|name| name.len().abs_diff(key.value.len()));
    let remedy = match near {
        Some(near) => format!("Did you mean {near}?"),
        None => format!("It may say: {}.", known.join(", ")),
    };
    Wrong::new(key.place.clone(), format!("{table} knows no {:?}.", key.value), remedy)
}

/// Whether one word is the other with one letter changed, added or left out, or its beginning.
fn near(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    if short.len() >= 4 && long.starts_with(short) {
        return true;
    }
    if long.len() - short.len() > 1 {
        return false;
    }
    let same = short.iter().zip(long.iter()).take_while(|(x, y)| x == y).count();
    let rest = if short.len() == long.len() { short.get(same + 1..) } else { short.get(same..) };
    short.len() >= 3 && rest.unwrap_or_default() == long.get(same + 1..).unwrap_or_default()
}

fn misfit(key: &str, value: &Spanned<DeValue>, expected: &str) -> Wrong {
    Wrong::new(value.span(), format!("{key} is {expected}."), format!("Write {key} as {expected}."))
}

fn bounds(key: &str, value: &Spanned<DeValue>) -> Result<Placed<Bounds>, Wrong> {
    let ends: Vec<i64> = match value.get_ref().as_array() {
        Some(list) => list.iter().map(|item| hundredths(key, item)).collect::<Result<_, _>>()?,
        None => vec![hundredths(key, value)?],
    };
    match ends[..] {
        [one] => Ok(Placed { value: Bounds::of(one), place: value.span() }),
        [low, high] if low <= high => Ok(Placed { value: Bounds { low, high }, place: value.span() }),
        [_, _] => {
            Err(Wrong::new(value.span(), format!("The lower end of {key} is above the upper."), "Write the lower end first."))
        }
        _ => Err(misfit(key, value, "a number, or a list of two such as [100, 130]")),
    }
}

fn hundredths(key: &str, value: &Spanned<DeValue>) -> Result<i64, Wrong> {
    let written = match value.get_ref() {
        DeValue::Integer(number) if number.radix() == 10 => number.as_str().to_owned(),
        DeValue::Float(number) => number.as_str().to_owned(),
        DeValue::Boolean(yes) => u8::from(*yes).to_string(),
        _ => return Err(misfit(key, value, "a number, or a list of two such as [100, 130]")),
    };
    parse(&written).ok_or_else(|| misfit(key, value, "a number from 0 to 10 thousand million with at most two decimals"))
}

fn parse(written: &str) -> Option<i64> {
    let digits = written.replace('_', "");
    let (whole, decimals) = digits.split_once('.').unwrap_or((&digits, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 12 || decimals.len() > 2 || !is_digits(whole) || !is_digits(decimals) {
        return None;
    }
    let value = whole.parse::<i64>().ok()? * 100 + format!("{decimals:0<2}").parse::<i64>().ok()?;
    (value <= MOST).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_exact() {
        assert_eq!(["300", "0.5", "1_000", "12.34"].map(parse), [Some(30_000), Some(50), Some(100_000), Some(1_234)]);
        assert_eq!(["-1", "1e3", "1.234", "", "99999999999999", "inf", "+1"].map(parse), [None; 7]);
    }

    #[test]
    fn a_near_word_is_offered() {
        assert!(near("alowance", "allowance") && near("quotas", "quota") && near("fina", "fine") && near("least", "least"));
        assert!(!near("harvest", "allowance") && !near("a", "b"));
    }
}
