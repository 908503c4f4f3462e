//! Tables of a TOML file in which every value knows its place.

use crate::exact::{self, Exact};
use crate::mistake::{Misplaced, Wrong, meant};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A table, and what a message calls it.
pub(crate) struct Reader<'t> {
    table: &'t DeTable<'t>,
    pub(crate) place: Range<usize>,
    what: String,
}

/// A value with its place in bytes.
pub(crate) struct Placed<T> {
    pub(crate) value: T,
    pub(crate) place: Range<usize>,
}

impl<'t> Reader<'t> {
    pub(crate) fn new(table: &'t DeTable<'t>, place: Range<usize>, what: impl Into<String>) -> Self {
        Reader { table, place, what: what.into() }
    }

    pub(crate) fn missing(&self, key: &str, remedy: &str) -> Misplaced {
        (self.place.clone(), Wrong::new(format!("{} does not say its {key}.", self.what), remedy))
    }

    /// Refuses keys that are not `known`.
    pub(crate) fn only(&self, known: &[&str]) -> Result<(), Misplaced> {
        let unknown = self.table.iter().map(|(key, _)| key).filter(|key| !known.contains(&key.get_ref().as_ref()));
        match unknown.min_by_key(|key| key.span().start) {
            None => Ok(()),
            Some(key) => {
                let word = key.get_ref().as_ref();
                let remedy = match meant(word, known.iter().copied()) {
                    Some(near) => format!("Did you mean {near}?"),
                    None => format!("It may say: {}.", known.join(", ")),
                };
                Err((key.span(), Wrong::new(format!("{} knows no {word:?}.", self.what), remedy)))
            }
        }
    }

    fn value(&self, key: &str) -> Option<&'t Spanned<DeValue<'t>>> {
        self.table.get(key)
    }

    fn misfit<T>(&self, key: &str, value: &Spanned<DeValue>, expected: &str) -> Result<T, Misplaced> {
        let found = value.get_ref().type_str();
        Err((
            value.span(),
            Wrong::new(format!("{key} is {expected}, not {}.", article(found)), format!("Write {key} as {expected}.")),
        ))
    }

    pub(crate) fn text(&self, key: &str) -> Result<Option<Placed<String>>, Misplaced> {
        let Some(value) = self.value(key) else { return Ok(None) };
        match value.get_ref().as_str() {
            Some(text) => Ok(Some(Placed { value: text.to_owned(), place: value.span() })),
            None => self.misfit(key, value, "a text in quotes"),
        }
    }

    /// Text, or a date or number as written.
    pub(crate) fn words(&self, key: &str) -> Result<Option<Placed<String>>, Misplaced> {
        let Some(value) = self.value(key) else { return Ok(None) };
        let words = match value.get_ref() {
            DeValue::Integer(number) => number.as_str().to_owned(),
            DeValue::Datetime(date) => date.to_string(),
            _ => return self.text(key),
        };
        Ok(Some(Placed { value: words, place: value.span() }))
    }

    pub(crate) fn truth(&self, key: &str) -> Result<bool, Misplaced> {
        match self.value(key) {
            None => Ok(false),
            Some(value) => value.get_ref().as_bool().map_or_else(|| self.misfit(key, value, "true or false"), Ok),
        }
    }

    pub(crate) fn number(&self, key: &str) -> Result<Option<Placed<Exact>>, Misplaced> {
        self.value(key).map(|value| number(key, value)).transpose()
    }

    pub(crate) fn numbers(&self, key: &str) -> Result<Option<Placed<Vec<Exact>>>, Misplaced> {
        let Some(value) = self.value(key) else { return Ok(None) };
        let Some(list) = value.get_ref().as_array() else { return self.misfit(key, value, "a list such as [10, 20]") };
        let numbers = list.iter().map(|item| number(key, item).map(|number| number.value)).collect::<Result<_, _>>()?;
        Ok(Some(Placed { value: numbers, place: value.span() }))
    }

    /// A list of texts, or one text.
    pub(crate) fn texts(&self, key: &str) -> Result<Option<Vec<Placed<String>>>, Misplaced> {
        let Some(value) = self.value(key) else { return Ok(None) };
        let Some(list) = value.get_ref().as_array() else { return Ok(self.text(key)?.map(|text| vec![text])) };
        let text = |item: &Spanned<DeValue>| match item.get_ref().as_str() {
            Some(text) => Ok(Placed { value: text.to_owned(), place: item.span() }),
            None => self.misfit(key, item, "a list of texts in quotes"),
        };
        list.iter().map(text).collect::<Result<_, _>>().map(Some)
    }

    pub(crate) fn table(&self, key: &str) -> Result<Option<Reader<'t>>, Misplaced> {
        let Some(value) = self.value(key) else { return Ok(None) };
        match value.get_ref().as_table() {
            Some(table) => Ok(Some(Reader::new(table, value.span(), format!("[{key}]")))),
            None => self.misfit(key, value, "a table"),
        }
    }

    /// The tables in this one, in the order of the file.
    pub(crate) fn tables(&self, what: &str) -> Result<Vec<(Placed<String>, Reader<'t>)>, Misplaced> {
        let mut found = Vec::new();
        for (key, value) in self.table.iter() {
            let name = key.get_ref().to_string();
            let Some(table) = value.get_ref().as_table() else { return self.misfit(&name, value, "a table") };
            let reader = Reader::new(table, key.span(), format!("the {what} {name}"));
            found.push((Placed { value: name, place: key.span() }, reader));
        }
        found.sort_by_key(|(key, _)| key.place.start);
        Ok(found)
    }

    /// A list whose items are tables or texts.
    pub(crate) fn list(&self, key: &str) -> Result<Vec<Item<'t>>, Misplaced> {
        let Some(value) = self.value(key) else { return Ok(Vec::new()) };
        let Some(list) = value.get_ref().as_array() else { return self.misfit(key, value, "a list") };
        let item = |item: &'t Spanned<DeValue<'t>>| match item.get_ref() {
            DeValue::Table(table) => Ok(Item::Table(Reader::new(table, item.span(), format!("an entry of {key}")))),
            DeValue::String(text) => Ok(Item::Text(Placed { value: text.to_string(), place: item.span() })),
            _ => self.misfit(key, item, "a list of tables or texts"),
        };
        list.iter().map(item).collect()
    }

    /// The keys of this table, in the order of the file.
    pub(crate) fn keys(&self) -> Vec<String> {
        let mut keys: Vec<_> = self.table.iter().map(|(key, _)| (key.span().start, key.get_ref().to_string())).collect();
        keys.sort();
        keys.into_iter().map(|(_, key)| key).collect()
    }
}

/// An item of a list.
pub(crate) enum Item<'t> {
    Table(Reader<'t>),
    Text(Placed<String>),
}

fn number(key: &str, value: &Spanned<DeValue>) -> Result<Placed<Exact>, Misplaced> {
    let written = match value.get_ref() {
        DeValue::Integer(number) if number.radix() == 10 => Some(number.as_str().to_owned()),
        DeValue::Float(number) => Some(number.as_str().to_owned()),
        DeValue::String(text) => Some(text.to_string()),
        _ => None,
    };
    match written.as_deref().and_then(exact::parse) {
        Some(number) => Ok(Placed { value: number, place: value.span() }),
        None => Err((
            value.span(),
            Wrong::new(
                format!("{key} is no number between 1e-300 and 1e300."),
                format!("Write {key} as in 46_000, 0.7 or 1.2e9."),
            ),
        )),
    }
}

fn article(noun: &str) -> String {
    let an = noun.starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {noun}", if an { "an" } else { "a" })
}
