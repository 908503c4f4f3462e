use sha2::{Digest, Sha256};

/// The SHA-256 of an entry and, through it, of everything before it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash(pub(crate) [u8; 32]);

impl Hash {
    /// What the first entry names as the one before it.
    pub(crate) const NONE: Hash = Hash([0; 32]);
}

impl std::fmt::Display for Hash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl std::fmt::Debug for Hash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self}")
    }
}

/// The last entry: its number and hash stand for the whole ledger. Written `17:` and 64 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// How many entries there are.
    pub seq: u64,
    /// The hash of the last one.
    pub hash: Hash,
}

impl Head {
    /// The head of a ledger without entries.
    pub(crate) const EMPTY: Head = Head { seq: 0, hash: Hash::NONE };
}

impl std::fmt::Display for Head {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.seq, self.hash)
    }
}

impl std::str::FromStr for Head {
    type Err = evidence::Error;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        parse_head(text).ok_or_else(|| evidence::Error::Unparsable {
            expected: "the head of a ledger such as 17: and 64 hexadecimal digits",
            text: text.to_owned(),
        })
    }
}

fn parse_head(text: &str) -> Option<Head> {
    let (seq, hash) = text.split_once(':')?;
    Some(Head { seq: seq.parse().ok()?, hash: parse_hash(hash)? })
}

fn parse_hash(text: &str) -> Option<Hash> {
    if text.len() != 64 || !text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
        return None;
    }
    let mut bytes = [0; 32];
    for (byte, at) in bytes.iter_mut().zip((0..64).step_by(2)) {
        *byte = u8::from_str_radix(&text[at..at + 2], 16).ok()?;
    }
    Some(Hash(bytes))
}

/// The hash of an entry: SHA-256 over the fields in order, each as an unsigned 64-bit little-endian byte count and its bytes
/// (`docs/identities.md`).
pub(crate) fn hash_entry(previous: &Hash, seq: u64, kind: &[u8], at: &[u8], body: &[u8]) -> Hash {
    let mut hasher = Sha256::new();
    for field in [b"manumit entry 1", previous.0.as_slice(), &seq.to_le_bytes(), kind, at, body] {
        hasher.update((field.len() as u64).to_le_bytes());
        hasher.update(field);
    }
    Hash(hasher.finalize().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_of_an_entry_is_pinned() {
        let hash = hash_entry(&Hash::NONE, 1, b"run_started", b"2024-06-11T08:30:00Z", br#"{"version":"0.1.0"}"#);
        assert_eq!(hash.to_string(), "3fd018402dfaaa95b416cf189dd78c91acd5d4cba423d70271be50a28fabc894");
    }

    #[test]
    fn a_head_reads_back() {
        let head = Head { seq: 17, hash: Hash([0xab; 32]) };
        assert_eq!(head.to_string().parse(), Ok(head));
        for wrong in ["", "17", "17:ab", ":ab", &head.to_string().to_uppercase()] {
            assert!(wrong.parse::<Head>().is_err(), "{wrong}");
        }
    }
}
