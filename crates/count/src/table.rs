//! The table of overlaps: how many people each pattern of lists holds.

use crate::Error;
use std::collections::BTreeMap;

/// More lists than this are refused.
pub const LISTS_MAX: usize = 24;
/// More people than this are refused: beyond it, floats no longer count by one.
const PEOPLE_MAX: u64 = 1_000_000_000_000;

/// A set of lists, one bit a list; as a pattern, the lists that a person is on.
pub type Lists = u32;

/// How many people are on exactly which lists. Patterns that are not in the table hold nobody; nobody can be seen on no list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    names: Vec<String>,
    cells: BTreeMap<Lists, u64>,
    apart: Vec<Lists>,
}

impl Table {
    /// A table of these lists. Counts of the same pattern are added; lists that hold nobody are dropped.
    ///
    /// # Errors
    /// [`Error::TooManyLists`], [`Error::TooMany`], [`Error::Empty`], [`Error::TooFewLists`].
    pub fn new(names: Vec<String>, counts: impl IntoIterator<Item = (Lists, u64)>) -> Result<Self, Error> {
        let lists = names.len();
        if lists > LISTS_MAX {
            return Err(Error::TooManyLists { lists, most: LISTS_MAX });
        }
        let mut cells: BTreeMap<Lists, u64> = BTreeMap::new();
        let mut people: u64 = 0;
        for (pattern, count) in counts {
            people = people.saturating_add(count);
            if people > PEOPLE_MAX {
                return Err(Error::TooMany);
            }
            if pattern != 0 && count > 0 {
                *cells.entry(pattern & ((1 << lists) - 1)).or_default() += count;
            }
        }
        Table { names, cells, apart: Vec::new() }.without_empty_lists()
    }

    fn without_empty_lists(self) -> Result<Self, Error> {
        if self.cells.is_empty() {
            return Err(Error::Empty);
        }
        let held = self.cells.keys().fold(0, |held, pattern| held | pattern);
        let kept: Vec<usize> = (0..self.names.len()).filter(|list| held >> list & 1 == 1).collect();
        if kept.len() < 2 {
            return Err(Error::TooFewLists { lists: kept.len() });
        }
        let narrowed =
            |pattern: Lists| kept.iter().enumerate().fold(0, |narrow, (new, old)| narrow | (pattern >> old & 1) << new);
        let cells = self.cells.iter().map(|(pattern, count)| (narrowed(*pattern), *count)).collect();
        let names = kept.iter().map(|list| self.names[*list].clone()).collect();
        Ok(Table { names, cells, apart: Vec::new() })
    }

    /// The same table, with pairs of lists that cannot hold the same person: their overlap is no evidence either way.
    ///
    /// # Errors
    /// [`Error::ApartButOverlapping`] if somebody is on both; [`Error::Unreadable`] if no list has such a name.
    pub fn with_apart<'n>(mut self, pairs: impl IntoIterator<Item = (&'n str, &'n str)>) -> Result<Self, Error> {
        for (first, second) in pairs {
            let pair = self.list_named(first)? | self.list_named(second)?;
            let count = self.on_all(pair);
            if count > 0 {
                return Err(Error::ApartButOverlapping { first: first.to_owned(), second: second.to_owned(), count });
            }
            if pair.count_ones() == 2 && !self.apart.contains(&pair) {
                self.apart.push(pair);
            }
        }
        self.apart.sort_unstable();
        Ok(self)
    }

    fn list_named(&self, name: &str) -> Result<Lists, Error> {
        let at = self.names.iter().position(|known| known == name);
        at.map(|list| 1 << list).ok_or_else(|| Error::Unreadable {
            line: 1,
            cause: format!("no list that holds anybody is called {name:?}."),
            remedy: format!("The lists are: {}.", self.names.join(", ")),
        })
    }

    /// How many lists hold anybody.
    pub fn lists(&self) -> usize {
        self.names.len()
    }

    /// The names of the lists, in the order of their bits.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Patterns that hold anybody, in order, with their counts.
    pub fn cells(&self) -> impl Iterator<Item = (Lists, u64)> {
        self.cells.iter().map(|(pattern, count)| (*pattern, *count))
    }

    /// How many people have exactly this pattern.
    pub fn count(&self, pattern: Lists) -> u64 {
        self.cells.get(&pattern).copied().unwrap_or(0)
    }

    /// Pairs of lists that cannot hold the same person.
    pub fn apart(&self) -> &[Lists] {
        &self.apart
    }

    /// Whether a person could have this pattern.
    pub fn is_possible(&self, pattern: Lists) -> bool {
        self.apart.iter().all(|pair| pattern & pair != *pair)
    }

    /// How many people are on any list.
    pub fn observed(&self) -> u64 {
        self.cells.values().sum()
    }

    /// How many people are on all of `lists`, whatever else they are on.
    pub fn on_all(&self, lists: Lists) -> u64 {
        self.cells().filter(|(pattern, _)| pattern & lists == lists).map(|(_, count)| count).sum()
    }

    /// How many people are on exactly `times` lists.
    pub fn seen_times(&self, times: u32) -> u64 {
        self.cells().filter(|(pattern, _)| pattern.count_ones() == times).map(|(_, count)| count).sum()
    }

    /// The names of a set of lists, joined by ×.
    pub fn name_of(&self, lists: Lists) -> String {
        let named = self.names.iter().enumerate().filter(|(list, _)| lists >> list & 1 == 1);
        named.map(|(_, name)| name.as_str()).collect::<Vec<_>>().join("×")
    }

    /// Whether overlaps say anything at all.
    ///
    /// # Errors
    /// [`Error::NoOverlap`], [`Error::AllOverlap`].
    pub fn speaks(&self) -> Result<(), Error> {
        if self.cells.keys().all(|pattern| pattern.count_ones() == 1) {
            return Err(Error::NoOverlap);
        }
        if self.cells.keys().all(|pattern| pattern.count_ones() as usize == self.lists()) {
            return Err(Error::AllOverlap);
        }
        Ok(())
    }
}
