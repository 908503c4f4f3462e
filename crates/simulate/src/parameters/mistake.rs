//! What is wrong with a file of parameters or a scenario: where, why, and what to do.

use std::ops::Range;

/// A mistake with its place in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// Line, counted from 1.
    pub line: usize,
    /// Column in characters, counted from 1.
    pub column: usize,
    /// The line as written.
    pub excerpt: String,
    /// What is wrong.
    pub cause: String,
    /// What to do.
    pub remedy: String,
}

/// A mistake before its place in bytes is turned into line and column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wrong {
    pub(crate) place: Range<usize>,
    pub(crate) cause: String,
    pub(crate) remedy: String,
}

impl Wrong {
    pub(crate) fn new(place: Range<usize>, cause: impl Into<String>, remedy: impl Into<String>) -> Self {
        Wrong { place, cause: cause.into(), remedy: remedy.into() }
    }

    pub(crate) fn within(self, text: &str) -> Mistake {
        let start = (0..=self.place.start.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        Mistake {
            line: text[..start].matches('\n').count() + 1,
            column: text[line_start..start].chars().count() + 1,
            excerpt: text[line_start..].lines().next().unwrap_or_default().chars().take(200).collect(),
            cause: self.cause,
            remedy: self.remedy,
        }
    }
}

impl std::fmt::Display for Mistake {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let margin = self.line.to_string();
        writeln!(f, "line {}, column {}: {}", self.line, self.column, self.cause)?;
        writeln!(f, "  {margin} | {}", self.excerpt)?;
        writeln!(f, "  {:width$} | {:>column$}", "", "^", width = margin.len(), column = self.column.min(200))?;
        f.write_str(&self.remedy)
    }
}

impl std::error::Error for Mistake {}
