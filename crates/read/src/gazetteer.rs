//! Places and peoples by name, from the embedded lists in `data/`.

use crate::key::Key;
use crate::lexicon::Classes;
use crate::words::Words;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

/// A place of the list.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    /// ISO 3166-1 alpha-2 code; empty for an area of several countries.
    pub country: &'static str,
}

struct Named<T> {
    /// The words after the first.
    rest: Vec<&'static str>,
    value: T,
}

type Index<T> = HashMap<&'static str, Vec<Named<T>>, BuildHasherDefault<LettersHasher>>;

/// Hashes a word by one multiplication for eight letters; the names are fixed, so nobody can choose colliding ones.
#[derive(Default)]
struct LettersHasher(u64);

impl Hasher for LettersHasher {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for part in bytes.chunks(8) {
            let letters = part.iter().rev().fold(0, |letters, byte| letters << 8 | u64::from(*byte));
            self.0 = (self.0.rotate_left(5) ^ letters).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(26);
        }
    }
    fn write_u8(&mut self, _end: u8) {}
}

static PLACES: LazyLock<Index<Entry>> = LazyLock::new(|| {
    index(include_str!("../data/places.tsv"), |columns| Entry { country: columns.get(2).copied().unwrap_or("") })
});

static DEMONYMS: LazyLock<Index<&'static str>> =
    LazyLock::new(|| index(include_str!("../data/demonyms.tsv"), |columns| columns.get(1).copied().unwrap_or("")));

/// The list by first word; of names with one beginning the longest comes first.
fn index<T>(table: &'static str, value: impl Fn(&[&'static str]) -> T) -> Index<T> {
    let mut index: Index<T> = HashMap::default();
    for line in table.lines().skip(1).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let columns: Vec<&'static str> = line.split('\t').collect();
        let mut parts = columns[0].split([' ', '-']);
        let first = parts.next().unwrap_or("");
        index.entry(first).or_default().push(Named { rest: parts.collect(), value: value(&columns) });
    }
    for named in index.values_mut() {
        named.sort_by_key(|named| std::cmp::Reverse(named.rest.len()));
    }
    index
}

fn without_possessive(word: &str) -> &str {
    word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).or_else(|| word.strip_suffix(['\'', '’'])).unwrap_or(word)
}

/// The first words of all names, with and without the ending of a possessive.
pub(crate) fn first_words() -> impl Iterator<Item = Key> {
    let endings = |word: &&'static str| ["", "'s", "'"].map(|ending| Key::of(&format!("{word}{ending}")));
    PLACES.keys().chain(DEMONYMS.keys()).flat_map(endings)
}

fn look_up<'i, T>(index: &'i Index<T>, words: &Words, at: usize) -> Option<(&'i T, usize)> {
    if !words.capital(at) || !words.is(at, Classes::NAME) {
        return None;
    }
    let word = words.word(at);
    let owner = || Some(without_possessive(word)).filter(|bare| bare.len() < word.len());
    let candidates = index.get(word).or_else(|| index.get(owner()?))?;
    candidates.iter().find_map(|named| end_of(words, at + 1, &named.rest).map(|end| (&named.value, end)))
}

fn end_of(words: &Words, mut at: usize, rest: &[&str]) -> Option<usize> {
    for (index, part) in rest.iter().enumerate() {
        if words.is_hyphen(at) {
            at += 1;
        }
        let here = if index + 1 == rest.len() { without_possessive(words.word(at)) } else { words.word(at) };
        if here != *part {
            return None;
        }
        at += 1;
    }
    Some(at)
}

/// The place whose name begins at token `at`, and the token after it.
pub(crate) fn place_at(words: &Words, at: usize) -> Option<(Entry, usize)> {
    look_up(&PLACES, words, at).map(|(entry, end)| (*entry, end))
}

/// The country whose people or adjective begins at token `at`, and the token after it.
pub(crate) fn demonym_at(words: &Words, at: usize) -> Option<(&'static str, usize)> {
    look_up(&DEMONYMS, words, at).map(|(country, end)| (*country, end))
}
