//! Words by number: a table from written words, whatever their case, to small numbers.

use crate::key::{Key, KeyHasher};
use std::collections::HashMap;
use std::hash::BuildHasherDefault;

/// The number of a word of the table; [`UNKNOWN`] for every other word.
pub(crate) type WordId = u16;

pub(super) const UNKNOWN: WordId = 0;
/// A comma, colon, bracket or dash: the first entry of every table.
pub(super) const COMMA: WordId = 1;

/// Words and their numbers, counted from 1 in the order of arrival.
#[derive(Default)]
pub(super) struct Words {
    ids: HashMap<Key, WordId, BuildHasherDefault<KeyHasher>>,
}

impl Words {
    /// The number of `word`, which joins the table if it is new.
    pub(super) fn add(&mut self, word: &str) -> WordId {
        let next = self.ids.len() as WordId + 1;
        *self.ids.entry(Key::of(word)).or_insert(next)
    }

    /// The number of `word`, or [`UNKNOWN`].
    pub(super) fn id(&self, word: &str) -> WordId {
        self.ids.get(&Key::of(word)).copied().unwrap_or(UNKNOWN)
    }

    /// All words and their numbers.
    pub(super) fn iter(&self) -> impl Iterator<Item = (Key, WordId)> {
        self.ids.iter().map(|(key, id)| (*key, *id))
    }

    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }
}
