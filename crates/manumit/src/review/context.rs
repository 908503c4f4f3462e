//! What stands around a claim in its source.

use crate::documents;
use evidence::{Basis, Case, Claim, Source, SourceId, Span};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// How much text before and after a sentence is looked at, in bytes.
const AROUND: usize = 2_000;
/// How many texts are kept open.
const KEPT: usize = 4;

/// The text layers of the sources at hand, read when they are needed.
pub struct Texts {
    folder: PathBuf,
    kept: BTreeMap<SourceId, Option<Rc<str>>>,
    order: Vec<SourceId>,
}

impl Texts {
    /// Of the case in `folder`.
    pub fn of(folder: &Path) -> Self {
        Texts { folder: folder.to_owned(), kept: BTreeMap::new(), order: Vec::new() }
    }

    /// The text layer of a source; `None` if its file is gone, has changed, or is too large.
    pub fn get(&mut self, source: &Source) -> Option<Rc<str>> {
        if !self.kept.contains_key(&source.id) {
            if self.order.len() >= KEPT {
                self.kept.remove(&self.order.remove(0));
            }
            let text = documents::text_layer(&self.folder, source);
            self.kept.insert(source.id, text.map(Rc::from));
            self.order.push(source.id);
        }
        self.kept.get(&source.id).cloned().flatten()
    }
}

/// The words and the sentence of a claim: its own, or those of the claim that it corrects.
pub fn words_of<'c>(case: &'c Case, claim: &'c Claim) -> Option<(&'c Span, &'c Span)> {
    match claim.basis() {
        Basis::Read { span, sentence, .. } => Some((span, sentence)),
        Basis::Judged { on, .. } => case.claim(*on).and_then(|judged| words_of(case, judged)),
        Basis::Derived { .. } => None,
    }
}

/// The sentence before and the sentence after bytes `start..end` of a text, of the same or the neighbouring paragraph.
pub fn neighbours(text: &str, start: usize, end: usize) -> (Option<String>, Option<String>) {
    let (Some(before), Some(after)) = (text.get(at_character(text, start.saturating_sub(AROUND))..start), text.get(end..)) else {
        return (None, None);
    };
    let after = &after[..at_character(after, AROUND.min(after.len()))];
    let paragraph = |text: &str, last: bool| {
        let paragraphs: Vec<&str> = text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()).collect();
        let found = if last { paragraphs.last() } else { paragraphs.first() };
        found.map(|paragraph| (*paragraph).to_owned())
    };
    let sentence = |paragraph: String, last: bool| {
        let sentences = read::sentences_in(&paragraph);
        let found = if last { sentences.last() } else { sentences.first() };
        found.map(|range| paragraph[range.clone()].to_owned())
    };
    (
        paragraph(before, true).and_then(|text| sentence(text, true)),
        paragraph(after, false).and_then(|text| sentence(text, false)),
    )
}

/// The nearest beginning of a character at or before `at`.
pub fn at_character(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::neighbours;

    #[test]
    fn neighbours_are_sentences() {
        let text = "# Head\n\nThe first. They earned 300 dollars.\n\nThe next one. And more.";
        let at = text.find("They").unwrap();
        let end = at + "They earned 300 dollars.".len();
        assert_eq!(neighbours(text, at, end), (Some("The first.".into()), Some("The next one.".into())));
        assert_eq!(neighbours(text, 0, 6), (None, Some("The first.".into())));
        assert_eq!(neighbours(text, 0, 9_999), (None, None));
        let wide = "가".repeat(3_000);
        assert!(neighbours(&wide, 6_000, 6_003).0.is_some());
    }
}
