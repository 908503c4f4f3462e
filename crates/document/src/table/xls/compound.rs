//! Compound files: the streams inside files of Office before 2007.

/// The sign of a sector that none follows.
const LAST: u32 = 0xffff_fffa;
/// No longer stream is read.
const LONGEST: usize = 512 << 20;

/// The first stream that bears one of the names; `None` if there is none, or the file is no compound file.
pub(super) fn stream(bytes: &[u8], names: &[&str]) -> Option<Vec<u8>> {
    let file = File::open(bytes)?;
    let directory = file.chain(file.directory);
    let entry =
        |name: &str| directory.chunks_exact(128).find(|entry| entry[66] == 2 && name_of(entry).eq_ignore_ascii_case(name));
    let entry = names.iter().find_map(|name| entry(name))?;
    let first = long(entry, 116)?;
    let length = (long(entry, 120)? as usize).min(LONGEST);
    let mut found = if length < file.cutoff { file.small(&directory, first, length)? } else { file.chain(first) };
    found.truncate(length);
    Some(found)
}

fn name_of(entry: &[u8]) -> String {
    let length = usize::from(u16::from_le_bytes([entry[64], entry[65]])).clamp(2, 64) - 2;
    let units = entry[..length].chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    char::decode_utf16(units).map(|unit| unit.unwrap_or('\u{fffd}')).collect()
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

struct File<'b> {
    bytes: &'b [u8],
    sector: usize,
    small_sector: usize,
    /// Shorter streams lie in small sectors.
    cutoff: usize,
    directory: u32,
    small_table: u32,
    /// Which sector follows each.
    table: Vec<u32>,
}

impl<'b> File<'b> {
    fn open(bytes: &'b [u8]) -> Option<Self> {
        if !bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
            return None;
        }
        let shift = |at: usize| bytes.get(at).copied().filter(|shift| (6..=16).contains(shift)).map(|shift| 1usize << shift);
        let mut file = File {
            bytes,
            sector: shift(30)?,
            small_sector: shift(32)?,
            cutoff: long(bytes, 56)? as usize,
            directory: long(bytes, 48)?,
            small_table: long(bytes, 60)?,
            table: Vec::new(),
        };
        file.table = file.read_table()?;
        Some(file)
    }

    fn at(&self, sector: u32) -> Option<&'b [u8]> {
        let start = (sector as usize).checked_add(1)?.checked_mul(self.sector)?;
        let rest = self.bytes.get(start..).filter(|rest| !rest.is_empty())?;
        Some(&rest[..rest.len().min(self.sector)])
    }

    /// No chain has more sectors than the file.
    fn most(&self) -> usize {
        self.bytes.len() / self.sector + 1
    }

    fn read_table(&self) -> Option<Vec<u32>> {
        let mut sectors: Vec<u32> = (0..109).filter_map(|index| long(self.bytes, 76 + 4 * index)).collect();
        let mut next = long(self.bytes, 68)?;
        let mut steps = 0;
        while next < LAST && steps < self.most() {
            let Some(sector) = self.at(next) else { break };
            let entries: Vec<u32> = sector.chunks_exact(4).filter_map(|entry| long(entry, 0)).collect();
            let Some((after, listed)) = entries.split_last() else { break };
            sectors.extend(listed);
            next = *after;
            steps += 1;
        }
        let listed = sectors.into_iter().filter(|sector| *sector < LAST).take(self.most());
        Some(
            listed
                .filter_map(|sector| self.at(sector))
                .flat_map(|sector| sector.chunks_exact(4).filter_map(|entry| long(entry, 0)))
                .collect(),
        )
    }

    /// All bytes of the chain that begins with `first`.
    fn chain(&self, first: u32) -> Vec<u8> {
        let mut found = Vec::new();
        let mut next = first;
        for _ in 0..self.most() {
            let Some(sector) = (next < LAST).then(|| self.at(next)).flatten() else { break };
            found.extend_from_slice(sector);
            if found.len() > LONGEST {
                break;
            }
            next = self.table.get(next as usize).copied().unwrap_or(u32::MAX);
        }
        found
    }

    /// A stream in small sectors, which lie in the stream of the first entry.
    fn small(&self, directory: &[u8], first: u32, length: usize) -> Option<Vec<u8>> {
        let holder = self.chain(long(directory, 116)?);
        let table: Vec<u32> = self.chain(self.small_table).chunks_exact(4).filter_map(|entry| long(entry, 0)).collect();
        let mut found = Vec::new();
        let mut next = first;
        while found.len() < length && next < LAST {
            let start = (next as usize).checked_mul(self.small_sector)?;
            let Some(sector) = holder.get(start..holder.len().min(start.saturating_add(self.small_sector))) else { break };
            if sector.is_empty() {
                break;
            }
            found.extend_from_slice(sector);
            next = table.get(next as usize).copied().unwrap_or(u32::MAX);
        }
        Some(found)
    }
}
