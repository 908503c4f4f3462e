//! What a process that reads files may take: memory and time.

use std::time::Duration;

/// Overrides the memory that a process may take, in MiB; 0 for no bound.
const MEMORY: &str = "MANUMIT_READER_MEMORY";
/// Overrides the time for a small file, in seconds.
const SECONDS: &str = "MANUMIT_READER_SECONDS";

/// What a process that reads files may take.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Address space, in MiB; `None` for no bound.
    pub memory_mib: Option<u64>,
    /// Time for a small file.
    pub base: Duration,
}

impl Limits {
    /// 2 GiB and two minutes, unless the environment says otherwise.
    pub fn of_environment() -> Self {
        let number = |name: &str| std::env::var(name).ok().and_then(|text| text.trim().parse::<u64>().ok());
        let memory_mib = Some(number(MEMORY).unwrap_or(2048)).filter(|memory| *memory > 0);
        Limits { memory_mib, base: Duration::from_secs(number(SECONDS).unwrap_or(120).max(1)) }
    }

    /// The time for reading a document of `bytes` bytes: a scan is recognised at some pages a minute.
    pub fn for_document(&self, bytes: u64) -> Duration {
        self.base + self.base / 2 * mebibytes(bytes)
    }

    /// The time for finding the next member in a file of `bytes` bytes.
    pub fn for_search(&self, bytes: u64) -> Duration {
        self.base + self.base / 60 * mebibytes(bytes)
    }

    /// Sets the bound on the memory of this process. Tells whether this system keeps it.
    pub fn bind_memory(&self) -> bool {
        let Some(memory) = self.memory_mib else { return false };
        #[cfg(unix)]
        {
            let bytes = memory << 20;
            rlimit::setrlimit(rlimit::Resource::AS, bytes, bytes).is_ok() && Self::are_kept()
        }
        #[cfg(not(unix))]
        {
            let _ = memory;
            false
        }
    }

    /// Whether this system keeps a bound on memory.
    pub fn are_kept() -> bool {
        cfg!(target_os = "linux")
    }
}

fn mebibytes(bytes: u64) -> u32 {
    u32::try_from(bytes >> 20).unwrap_or(u32::MAX).min(1 << 20)
}
