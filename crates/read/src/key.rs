//! Words as numbers, so that a rule's list of words is compared in a few instructions instead of letter by letter.

/// A word whatever its case, with a straight apostrophe. Words of up to eight ASCII letters are equal exactly if their keys are; of longer
/// ones the key is a hash of 63 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Key(u64);

/// Set in the key of a word that is longer than a key, which no ASCII letter sets.
const HASHED: u64 = 1 << 63;
const LONGEST_EXACT: usize = 8;

/// The keys of words written in lower case.
macro_rules! any {
    ($($word:expr),* $(,)?) => {
        const {
            const KEYS: &[$crate::key::Key] = &[$($crate::key::Key::of($word)),*];
            $crate::key::Keys::of(KEYS)
        }
    };
}
pub(crate) use any;

/// A rule's list of words. Most words are told not to be on it by one bit, without a look at the list.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Keys {
    /// The [`Key::bit`] of every word of the list.
    bits: u64,
    keys: &'static [Key],
}

impl Keys {
    pub(crate) const fn of(keys: &'static [Key]) -> Keys {
        let (mut bits, mut at) = (0, 0);
        while at < keys.len() {
            bits |= 1 << keys[at].bit();
            at += 1;
        }
        Keys { bits, keys }
    }

    /// Whether `key`, whose bit is `bit`, is on the list.
    #[inline]
    pub(crate) fn hold(self, key: Key, bit: u8) -> bool {
        self.bits >> bit & 1 == 1 && self.keys.contains(&key)
    }
}

impl Key {
    /// The key of `word`.
    pub(crate) const fn of(word: &str) -> Key {
        let bytes = word.as_bytes();
        let (mut packed, mut hash, mut at, mut len) = (0, 0, 0, 0);
        while at < bytes.len() {
            let (byte, width) = letter(bytes, at);
            at += width;
            if len > 0 && len % 8 == 0 {
                hash = mixed(hash, packed);
                packed = 0;
            }
            packed |= (byte as u64) << (8 * (len % 8));
            len += 1;
        }
        if len <= LONGEST_EXACT && packed & HASHED == 0 { Key(packed) } else { Key(mixed(hash, packed) | HASHED) }
    }

    /// One of 64 numbers, which equal keys share.
    pub(crate) const fn bit(self) -> u8 {
        (self.0.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 58) as u8
    }

    pub(crate) fn number(self) -> u64 {
        self.0
    }

    /// The key of `text[start..end]`, a word; the same as [`Key::of`], faster where it is short and ASCII.
    pub(crate) fn at(text: &str, start: usize, end: usize) -> Key {
        let bytes = text.as_bytes();
        let len = end - start;
        let Some(eight) = bytes.get(start..start + 8).filter(|_| len <= 8) else { return Key::of(&text[start..end]) };
        let mask = u64::MAX >> (64 - 8 * len as u32);
        let packed = u64::from_le_bytes(eight.try_into().expect("eight bytes")) & mask;
        if packed & 0x8080_8080_8080_8080 != 0 {
            return Key::of(&text[start..end]);
        }
        Key(lower(packed))
    }
}

/// The letter at `at` in lower case and how many bytes it takes; `’` is read as `'`.
const fn letter(bytes: &[u8], at: usize) -> (u8, usize) {
    match bytes[at] {
        0xe2 if at + 2 < bytes.len() && bytes[at + 1] == 0x80 && bytes[at + 2] == 0x99 => (b'\'', 3),
        byte => (byte.to_ascii_lowercase(), 1),
    }
}

/// Eight ASCII letters in lower case at once: bytes from `A` to `Z` get the bit that makes them small.
fn lower(packed: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let from_a = packed + ONES * (0x80 - b'A' as u64);
    let beyond_z = packed + ONES * (0x80 - b'Z' as u64 - 1);
    packed | ((from_a & !beyond_z & (ONES * 0x80)) >> 2)
}

const fn mixed(hash: u64, part: u64) -> u64 {
    (hash.rotate_left(5) ^ part).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(31)
}

/// Hashes a key by one multiplication; the table's words are fixed, so nobody can choose colliding ones.
#[derive(Default)]
pub(crate) struct KeyHasher(u64);

impl std::hash::Hasher for KeyHasher {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64(u64::from(*byte)));
    }
    fn write_u64(&mut self, part: u64) {
        self.0 = (self.0 ^ part).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(26);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_one_key_however_it_is_written() {
        let text = "The workers' Wages DON’T don't ÉTÉ Éte internationalisation INTERNATIONALISATION Z z @ ` [ {";
        let keys: Vec<Key> = text.split(' ').map(Key::of).collect();
        let mut start = 0;
        for (index, word) in text.split(' ').enumerate() {
            assert_eq!(Key::at(text, start, start + word.len()), keys[index], "{word}");
            start += word.len() + 1;
        }
        assert_eq!(keys[0], Key::of("the"));
        assert_eq!(keys[3], keys[4]);
        assert_ne!(keys[5], keys[6], "only ASCII letters have a case here");
        assert_eq!(keys[7], keys[8]);
        assert_eq!(keys[9], keys[10]);
        assert!(keys[11..].windows(2).all(|pair| pair[0] != pair[1]));
        assert_eq!(any!["wages"].keys, &[keys[2]]);
        assert!(any!["the", "wages"].hold(keys[2], keys[2].bit()));
        assert!(!any!["the", "wages"].hold(keys[1], keys[1].bit()));
        assert_eq!(Key::of(""), Key(0));
    }
}
