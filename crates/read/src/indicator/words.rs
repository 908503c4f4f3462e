//! Words by number: a table from written words, whatever their case, to small numbers.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// The number of a word of the table; [`UNKNOWN`] for every other word.
pub(super) type WordId = u16;

pub(super) const UNKNOWN: WordId = 0;
/// A comma, colon, bracket or dash: the first entry of every table.
pub(super) const COMMA: WordId = 1;

/// A word of up to 24 bytes in lower case, with a straight apostrophe.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Key(u64, u64, u64);

impl Key {
    fn of(word: &str) -> Option<Key> {
        let mut bytes = [0u8; 24];
        if word.is_ascii() {
            bytes.get_mut(..word.len())?.copy_from_slice(word.as_bytes());
        } else {
            let straight = word.replace('’', "'");
            bytes.get_mut(..straight.len())?.copy_from_slice(straight.as_bytes());
        }
        bytes.make_ascii_lowercase();
        let part = |at: usize| u64::from_le_bytes(std::array::from_fn(|byte| bytes[at + byte]));
        Some(Key(part(0), part(8), part(16)))
    }
}

/// Multiplies each part of a key into the hash; the table's words are fixed, so nobody can choose colliding ones.
#[derive(Default)]
pub(super) struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn finish(&self) -> u64 {
        self.0.rotate_left(26)
    }
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }
    fn write_u64(&mut self, part: u64) {
        self.0 = (self.0.rotate_left(5) ^ part).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

/// Words and their numbers, counted from 1 in the order of arrival.
#[derive(Default)]
pub(super) struct Words {
    ids: HashMap<Key, WordId, BuildHasherDefault<KeyHasher>>,
}

impl Words {
    /// The number of `word`, which joins the table if it is new; `None` if it is too long for the table.
    pub(super) fn add(&mut self, word: &str) -> Option<WordId> {
        let next = self.ids.len() as WordId + 1;
        Some(*self.ids.entry(Key::of(word)?).or_insert(next))
    }

    /// The number of `word`, or [`UNKNOWN`].
    pub(super) fn id(&self, word: &str) -> WordId {
        Key::of(word).and_then(|key| self.ids.get(&key).copied()).unwrap_or(UNKNOWN)
    }

    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }
}
