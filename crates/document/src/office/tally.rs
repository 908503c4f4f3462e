//! What a written document holds beside its words: changes, hidden text, pictures. Each becomes a notice.

use crate::notices;
use evidence::{Notice, Severity};
use std::collections::BTreeSet;

/// No more names are told.
const MOST_NAMES: usize = 8;

/// Counts of what a person should know of.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub insertions: usize,
    pub deletions: usize,
    pub authors: BTreeSet<String>,
    /// Bytes of words that the document hides.
    pub hidden: usize,
    pub images: usize,
    pub objects: usize,
    pub comments: usize,
    pub hidden_slides: usize,
}

impl Tally {
    /// Takes in the name of somebody who changed the document.
    pub(crate) fn author(&mut self, name: Option<String>) {
        let name = name.unwrap_or_default();
        if !name.trim().is_empty() && self.authors.len() < MOST_NAMES {
            let name: String = name.trim().chars().filter(|c| !c.is_control()).take(60).collect();
            self.authors.insert(name);
        }
    }

    /// The notices it makes, for the file called `name`.
    pub(crate) fn notices(&self, name: &str) -> Vec<Notice> {
        let mut told = Vec::new();
        let mut note = |cause: String, remedy: &str, severity: Severity| {
            told.push(Notice { severity, ..notices::note(name, "whole file", &cause, remedy) });
        };
        if self.insertions + self.deletions > 0 {
            let cause = format!(
                "it holds tracked changes{}: {} insertions, which were read, and {} deletions, which were not.",
                self.by(),
                self.insertions,
                self.deletions
            );
            note(cause, "Look at the changes in an office program before you cite it.", Severity::Note);
        }
        if self.comments > 0 {
            let cause = format!("it holds {} comments; they were read as a part of their own.", self.comments);
            note(cause, "Mind that a comment is not a statement of the document's author.", Severity::Note);
        }
        if self.hidden > 0 {
            let cause = "it holds hidden text, which was not read.".to_owned();
            note(cause, "Show hidden text in an office program, and save a copy with it shown if it matters.", Severity::Partly);
        }
        if self.images > 0 {
            let cause = format!("it holds {} pictures; words in them were not read.", self.images);
            note(cause, "If they show documents, save them as image files beside it.", Severity::Note);
        }
        if self.objects > 0 {
            let cause = format!("it holds {} embedded objects, which were not read.", self.objects);
            note(cause, "Save each one as a file of its own beside it.", Severity::Partly);
        }
        if self.hidden_slides > 0 {
            let cause = format!("{} of its slides are hidden; they were read.", self.hidden_slides);
            note(cause, "Mind that an audience did not see them.", Severity::Note);
        }
        told
    }

    fn by(&self) -> String {
        if self.authors.is_empty() {
            return String::new();
        }
        format!(" by {}", self.authors.iter().cloned().collect::<Vec<_>>().join(", "))
    }
}
