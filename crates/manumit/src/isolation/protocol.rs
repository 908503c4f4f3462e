//! What this process and those that read for it say to each other: one JSON object a line.

use crate::documents::Piece;
use evidence::{MediaType, Notice, SourceId};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// Stands before each line, so that words which a library prints are not taken for one.
pub const MARK: u8 = 1;

/// What is asked about a file.
#[derive(Debug, Serialize, Deserialize)]
pub struct Request {
    /// Where it is.
    #[serde(with = "as_bytes")]
    pub path: PathBuf,
    /// Its name in notices.
    pub name: String,
    /// The hash of its bytes.
    pub source: SourceId,
    /// What kind of bytes.
    pub media_type: MediaType,
    /// What to do.
    pub task: Task,
}

/// What to do with a file.
#[derive(Debug, Serialize, Deserialize)]
pub enum Task {
    /// Say what it is, and what it holds.
    List,
    /// Read these: the file itself, members of it. Each is answered once.
    Read(Vec<SourceId>),
    /// Say what tables these hold.
    Survey(Vec<SourceId>),
    /// Give the text layers of these.
    Text(Vec<SourceId>),
}

/// What is answered; the last answer to a request is [`Answer::Done`].
#[derive(Debug, Serialize, Deserialize)]
pub enum Answer {
    /// What kind of bytes the file holds.
    Kind(MediaType),
    /// A member of the file.
    Listed(Listed),
    /// The next to be read, with its size in bytes.
    Begins {
        /// Which.
        source: SourceId,
        /// Its name.
        name: String,
        /// Its size.
        byte_count: u64,
    },
    /// What was read of one.
    Read(SourceId, Piece),
    /// The text layer of one.
    Text(SourceId, String),
    /// What could not be opened.
    Notices(Vec<Notice>),
    /// That was all.
    Done,
}

/// A member of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// Its name, that of the file first.
    pub name: String,
    /// The hash of its bytes.
    pub source: SourceId,
    /// What it came in.
    pub part_of: SourceId,
    /// What kind of bytes.
    pub media_type: MediaType,
    /// How many.
    pub byte_count: u64,
}

/// A path need not be text.
mod as_bytes {
    use super::{Path, PathBuf};
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<S: Serializer>(path: &Path, serializer: S) -> Result<S::Ok, S::Error> {
        #[cfg(unix)]
        return std::os::unix::ffi::OsStrExt::as_bytes(path.as_os_str()).serialize(serializer);
        #[cfg(not(unix))]
        path.serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<PathBuf, D::Error> {
        #[cfg(unix)]
        return Vec::<u8>::deserialize(deserializer)
            .map(|bytes| PathBuf::from(<std::ffi::OsString as std::os::unix::ffi::OsStringExt>::from_vec(bytes)));
        #[cfg(not(unix))]
        PathBuf::deserialize(deserializer)
    }
}
