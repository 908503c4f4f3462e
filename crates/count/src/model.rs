//! Hierarchical log-linear models: which sets of lists act together beyond each list by itself.

use crate::table::{Lists, Table};

/// A hierarchical log-linear model: the intercept, every list, and the interactions named here. With an interaction, all those within it
/// belong to the model.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Model {
    /// Sets of two or more lists, smaller ones first, closed under subsets.
    interactions: Vec<Lists>,
}

impl Model {
    /// Lists that know nothing of each other.
    pub fn independence() -> Self {
        Model::default()
    }

    /// The smallest hierarchical model with these interactions. Sets of fewer than two lists add nothing.
    pub fn with(generators: impl IntoIterator<Item = Lists>) -> Self {
        let mut interactions: Vec<Lists> = Vec::new();
        for generator in generators {
            let mut subset = generator;
            while subset != 0 {
                if subset.count_ones() >= 2 && !interactions.contains(&subset) {
                    interactions.push(subset);
                }
                subset = (subset - 1) & generator;
            }
        }
        interactions.sort_unstable_by_key(|set| (set.count_ones(), *set));
        Model { interactions }
    }

    /// The interactions, smaller ones first.
    pub fn interactions(&self) -> &[Lists] {
        &self.interactions
    }

    /// Interactions that are not within another.
    pub fn generators(&self) -> Vec<Lists> {
        let within = |set: Lists| self.interactions.iter().any(|other| *other != set && other & set == set);
        self.interactions.iter().copied().filter(|set| !within(*set)).collect()
    }

    /// The model with this interaction and all within it, or, if it has it, without it and all that hold it.
    pub(crate) fn toggled(&self, set: Lists) -> Model {
        if self.interactions.contains(&set) {
            Model { interactions: self.interactions.iter().copied().filter(|other| other & set != set).collect() }
        } else {
            Model::with(self.interactions.iter().copied().chain([set]))
        }
    }

    /// The model with the names of the lists: `[A×B] [C×D]`, or `independent lists`.
    pub fn named(&self, table: &Table) -> String {
        if self.interactions.is_empty() {
            return "independent lists".to_owned();
        }
        self.generators().iter().map(|set| format!("[{}]", table.name_of(*set))).collect::<Vec<_>>().join(" ")
    }

    /// Intercept, lists and interactions, the intercept last.
    pub(crate) fn terms(&self, lists: usize) -> Vec<Lists> {
        let singles = (0..lists).map(|list| 1 << list);
        singles.chain(self.interactions.iter().copied()).chain([0]).collect()
    }
}

/// Interactions that a model of `lists` lists may have: of two to `order` lists, never of all of them, and none that holds a pair that
/// cannot overlap.
pub(crate) fn candidates(table: &Table, order: usize) -> Vec<Lists> {
    let lists = table.lists();
    let most = order.min(lists - 1) as u32;
    let mut sets: Vec<Lists> =
        (1..1u32 << lists).filter(|set| (2..=most).contains(&set.count_ones()) && table.is_possible(*set)).collect();
    sets.sort_unstable_by_key(|set| (set.count_ones(), *set));
    sets
}

/// How many hierarchical models with interactions of up to `order` lists there are, counted no further than `limit`.
pub(crate) fn count_models(table: &Table, order: usize, limit: usize) -> usize {
    let mut count = 0;
    visit(&candidates(table, order), 0, &mut Vec::new(), &mut |_| {
        count += 1;
        count < limit
    });
    count
}

/// Every hierarchical model with interactions of up to `order` lists, in a fixed order in which neighbours are alike.
pub(crate) fn all_models(table: &Table, order: usize) -> Vec<Model> {
    let mut models = Vec::new();
    visit(&candidates(table, order), 0, &mut Vec::new(), &mut |interactions| {
        models.push(Model { interactions: interactions.to_vec() });
        true
    });
    models
}

/// Walks through the sets of interactions that are closed under subsets; `found` says whether to go on.
fn visit(candidates: &[Lists], next: usize, chosen: &mut Vec<Lists>, found: &mut impl FnMut(&[Lists]) -> bool) -> bool {
    let Some(set) = candidates.get(next) else { return found(chosen) };
    if !visit(candidates, next + 1, chosen, found) {
        return false;
    }
    let lists = (0..Lists::BITS).filter(|list| set >> list & 1 == 1);
    let is_closed = set.count_ones() == 2 || lists.map(|list| set & !(1 << list)).all(|below| chosen.contains(&below));
    if !is_closed {
        return true;
    }
    chosen.push(*set);
    let go_on = visit(candidates, next + 1, chosen, found);
    chosen.pop();
    go_on
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(lists: usize) -> Table {
        let names = (0..lists).map(|list| format!("L{list}")).collect();
        Table::new(names, (1..1u32 << lists).map(|pattern| (pattern, 1))).unwrap()
    }

    #[test]
    fn models_are_counted_as_in_the_literature() {
        // hierarchical models that hold every list and not the interaction of all of them: 8, 113 and 6,893 (Baillargeon & Rivest 2007)
        for (lists, models) in [(2, 1), (3, 8), (4, 113), (5, 6893)] {
            assert_eq!(all_models(&table(lists), lists).len(), models);
        }
        assert_eq!(all_models(&table(6), 2).len(), 32_768);
    }

    #[test]
    fn a_generator_brings_what_is_within_it() {
        let model = Model::with([0b111, 0b1100]);
        assert_eq!(model.interactions(), [0b11, 0b101, 0b110, 0b1100, 0b111]);
        assert_eq!(model.generators(), [0b1100, 0b111]);
        assert_eq!(model.named(&table(4)), "[L2×L3] [L0×L1×L2]");
    }
}
