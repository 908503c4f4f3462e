use crate::SourceId;
use serde::{Deserialize, Serialize};

/// A row of a roster, payroll or payment file. Rows stay in their tables; a finding points at one by source, sheet and row.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Record {
    /// The file it stands in.
    pub source: SourceId,
    /// The sheet, where the file has several.
    pub sheet: Option<String>,
    /// The row as a person counts, first row 1.
    pub row: u64,
}

impl std::fmt::Display for Record {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.sheet {
            Some(sheet) => write!(f, "{} {sheet}!{}", self.source, self.row),
            None => write!(f, "{} row {}", self.source, self.row),
        }
    }
}
