//! A sentence with all that the grammars look at.

use super::date::{Dated, dates};
use super::figure::{Figure, figures};
use super::item::{Case, Item};
use super::letters::Letters;
use super::script::Tongue;
use super::tags::Tags;
use std::ops::Range;

/// A sentence of one language.
pub(crate) struct Sentence {
    pub tongue: Tongue,
    pub letters: Letters,
    pub items: Vec<Item>,
    pub dates: Vec<Dated>,
    pub figures: Vec<Figure>,
    /// Stretches of items between commas and words like "but".
    pub clauses: Vec<Range<usize>>,
}

impl Sentence {
    pub(crate) fn of(text: &str, range: Range<usize>, markup: &[Range<usize>], tongue: Tongue) -> Self {
        let letters = Letters::of(text, range, markup, tongue);
        let items = tongue.scanner().items(&letters);
        let dates = dates(&items, &letters);
        let figures = figures(&items, &letters, &dates);
        let clauses = clauses(&items);
        Sentence { tongue, letters, items, dates, figures, clauses }
    }

    /// Whether one of the items `range` has one of the tags.
    pub(crate) fn has(&self, range: Range<usize>, tags: Tags) -> bool {
        self.first(range, tags).is_some()
    }

    /// The first of the items `range` that has one of the tags.
    pub(crate) fn first(&self, range: Range<usize>, tags: Tags) -> Option<usize> {
        range.into_iter().find(|&at| self.items.get(at).is_some_and(|item| item.is(tags)))
    }

    /// The last of the items `range` that has one of the tags.
    pub(crate) fn last(&self, range: Range<usize>, tags: Tags) -> Option<usize> {
        range.rev().find(|&at| self.items.get(at).is_some_and(|item| item.is(tags)))
    }

    pub(crate) fn all(&self) -> Range<usize> {
        0..self.items.len()
    }

    /// The clause that item `at` stands in.
    pub(crate) fn clause(&self, at: usize) -> Range<usize> {
        self.clauses.iter().find(|clause| clause.contains(&at)).cloned().unwrap_or(self.all())
    }

    pub(crate) fn is(&self, at: usize, tags: Tags) -> bool {
        self.items.get(at).is_some_and(|item| item.is(tags))
    }

    pub(crate) fn case(&self, at: usize) -> Case {
        self.items.get(at).map_or(Case::None, |item| item.case)
    }

    /// Bytes of the layer that the items `range` stand for, without the ending of the last.
    pub(crate) fn bytes(&self, range: Range<usize>) -> Option<Range<usize>> {
        let first = self.items.get(range.start)?;
        let last = self.items.get(range.end.checked_sub(1)?)?;
        self.letters.bytes(first.at.start..last.at.end)
    }

    /// Figures other than `but` that lie between the items `from` and `to`.
    pub(crate) fn figures_between(&self, from: usize, to: usize, but: &Range<usize>) -> usize {
        let (from, to) = (from.min(to), from.max(to));
        let others = self.figures.iter().filter(|figure| figure.items != *but);
        others.filter(|figure| figure.core.start >= from && figure.core.end <= to).count()
    }
}

fn clauses(items: &[Item]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    for (at, item) in items.iter().enumerate() {
        let closes = item.is(Tags::BREAK) || item.is(Tags::BUT);
        if closes {
            found.push(from..at + 1);
            from = at + 1;
        }
    }
    if from < items.len() {
        found.push(from..items.len());
    }
    found
}
