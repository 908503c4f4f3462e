use serde::{Deserialize, Serialize};

/// How much of a file a notice costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Read in full; worth knowing.
    Note,
    /// Part of it could not be read.
    Partly,
    /// None of it was read.
    Unread,
}

/// What a person should know about a file that could not be read as it should: never an error, always a place, a cause and a
/// remedy.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Notice {
    /// The file, as named to the reader.
    pub file: String,
    /// Where in it: "byte 120", "line 4", "whole file".
    pub place: String,
    /// What was found.
    pub cause: String,
    /// What to do about it.
    pub remedy: String,
    /// How much it costs.
    pub severity: Severity,
}

impl std::fmt::Display for Notice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}: {} {}", self.file, self.place, self.cause, self.remedy)
    }
}
