//! Lempel-Ziv-Welch, as old files pack their streams.

const CLEAR: u16 = 256;
const END: u16 = 257;
const LONGEST_CODE: u32 = 12;

/// What `bytes` hold, and whether there was more than `limit`. `early`: codes grow one entry sooner, as most writers have it.
pub(super) fn unpacked(bytes: &[u8], early: bool, limit: usize) -> (Vec<u8>, bool) {
    let mut table = Table::default();
    let (mut found, mut bits, mut held) = (Vec::new(), 0_u32, 0);
    let mut previous: Option<u16> = None;
    let mut width = 9;
    for &byte in bytes {
        bits = bits << 8 | u32::from(byte);
        held += 8;
        if held < width {
            continue;
        }
        held -= width;
        let code = (bits >> held & ((1 << width) - 1)) as u16;
        bits &= (1 << held) - 1;
        match code {
            END => break,
            CLEAR => {
                table.entries.clear();
                previous = None;
            }
            _ => {
                let start = found.len();
                if !table.put(code, previous, &mut found) {
                    break;
                }
                if let Some(previous) = previous {
                    table.add(previous, found[start]);
                }
                previous = Some(code);
            }
        }
        if found.len() > limit {
            found.truncate(limit);
            return (found, true);
        }
        let next = table.entries.len() as u32 + 258 + u32::from(early);
        width = (u32::BITS - next.leading_zeros()).clamp(9, LONGEST_CODE);
    }
    (found, false)
}

/// What each code beyond the bytes stands for: another code, then a byte.
#[derive(Default)]
struct Table {
    entries: Vec<(u16, u8)>,
}

impl Table {
    fn add(&mut self, before: u16, last: u8) {
        if self.entries.len() < (1 << LONGEST_CODE) - 258 {
            self.entries.push((before, last));
        }
    }

    /// Writes what `code` stands for; `false` if it stands for nothing.
    fn put(&self, code: u16, previous: Option<u16>, found: &mut Vec<u8>) -> bool {
        let start = found.len();
        let known = usize::from(code) < 258 + self.entries.len();
        // the one code that may be used before it is in the table is the next
        let next = usize::from(code) == 258 + self.entries.len();
        let from = if known { Some(code) } else { previous.filter(|_| next) };
        let Some(mut at) = from else { return false };
        while at >= 258 {
            let (before, last) = self.entries[usize::from(at) - 258];
            found.push(last);
            at = before;
        }
        if at >= 256 {
            return false;
        }
        found.push(at as u8);
        found[start..].reverse();
        if !known {
            let first = found[start];
            found.push(first);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_standard() {
        let packed = [0x80, 0x0b, 0x60, 0x50, 0x22, 0x0c, 0x0c, 0x85, 0x01];
        assert_eq!(unpacked(&packed, true, 100).0, [45, 45, 45, 45, 45, 65, 45, 45, 45, 66]);
        assert_eq!(unpacked(&packed, true, 4), (vec![45; 4], true));
    }

    #[test]
    fn a_code_that_stands_for_nothing_ends_it() {
        // clear, 'a', then code 500 twice, nine bits each
        let codes = [256_u32, 97, 500, 500];
        let bits = codes.iter().fold(0_u64, |bits, code| bits << 9 | u64::from(*code)) << 28;
        assert_eq!(unpacked(&bits.to_be_bytes(), true, 100).0, b"a");
    }
}
