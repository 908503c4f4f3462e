//! Uncertain pairs become people: who is the same as whom, drawn so that it holds together.
//!
//! If A is B and B is C, then A is C. So pairs are drawn by their probabilities, but only draws that hold together count: a way to put entries
//! together into people has for weight the product of the odds of all pairs that it puts together. A pair of which nothing is said has no part in
//! it, unless both entries are on one list: these are then different people, since a list names a person once unless a pair says otherwise.
//! Small groups of entries that hang together are drawn exactly, over all ways; large ones by Gibbs sampling, entry by entry.

use crate::entries::Entries;
use crate::seed::{Purpose, stream};
use crate::table::Lists;
use crate::{Error, Table};
use rand::RngExt;
use rand_xoshiro::Xoshiro256PlusPlus;
use std::collections::BTreeMap;

/// Groups of up to so many are drawn exactly, over at most 877 ways.
const EXACT_MAX: usize = 7;
/// Sweeps of Gibbs sampling for each draw of larger groups, and the work that all of them together may take.
const SWEEPS: (usize, usize) = (20, 60);
const WORK: usize = 20_000_000;

/// Entries that may be the same person.
#[derive(Debug, Clone)]
pub struct Linkage {
    names: Vec<String>,
    entries: usize,
    /// Pairs that are neither certain nor impossible.
    uncertain: usize,
    /// Those who cannot be anybody else, by the lists that they are on.
    settled: BTreeMap<Lists, u64>,
    groups: Vec<Group>,
}

/// Entries that hang together by uncertain pairs; those that are certainly the same are one.
#[derive(Debug, Clone)]
struct Group {
    lists: Vec<Lists>,
    /// For each, those of whom something is said, with the logarithm of the odds that both are the same.
    near: Vec<BTreeMap<usize, f64>>,
    /// Ways to put them together, for small groups: the share of the weight up to each, and the lists of each person.
    ways: Vec<(f64, Vec<Lists>)>,
}

/// What pairs say of two of them: the logarithm of the odds, and how many of the pairs are of entries on one list.
#[derive(Default)]
struct Said {
    log_odds: f64,
    on_one_list: usize,
}

/// Entries that are one person for certain, by the entry that stands for all.
struct Joined(Vec<usize>);

impl Joined {
    fn of(&mut self, mut entry: usize) -> usize {
        while self.0[entry] != entry {
            self.0[entry] = self.0[self.0[entry]];
            entry = self.0[entry];
        }
        entry
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.of(a), self.of(b));
        self.0[a.max(b)] = a.min(b);
    }
}

impl Linkage {
    pub(crate) fn new(entries: &Entries, pairs: BTreeMap<(usize, usize), f64>) -> Self {
        let count = entries.entries.len();
        let mut same = Joined((0..count).collect());
        pairs.iter().filter(|(_, chance)| **chance >= 1.0).for_each(|((a, b), _)| same.join(*a, *b));
        let mut lists = vec![0; count];
        for (at, entry) in entries.entries.iter().enumerate() {
            lists[same.of(at)] |= 1 << entry.list;
        }
        let mut held_by: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        entries.entries.iter().enumerate().for_each(|(at, entry)| held_by.entry(same.of(at)).or_default().push(entry.list));
        let mut odds: BTreeMap<(usize, usize), Said> = BTreeMap::new();
        let mut hangs = Joined((0..count).collect());
        let mut uncertain = 0;
        for ((one, other), chance) in pairs.iter().filter(|(_, chance)| **chance < 1.0) {
            let (a, b) = (same.of(*one), same.of(*other));
            if a == b {
                continue;
            }
            let said = odds.entry((a.min(b), a.max(b))).or_default();
            said.log_odds += (chance / (1.0 - chance)).ln();
            said.on_one_list += usize::from(entries.entries[*one].list == entries.entries[*other].list);
            if *chance > 0.0 {
                uncertain += 1;
                hangs.join(a, b);
            }
        }
        let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        (0..count).filter(|at| same.0[*at] == *at).for_each(|at| members.entry(hangs.of(at)).or_default().push(at));
        let mut settled: BTreeMap<Lists, u64> = BTreeMap::new();
        let (mut group_of, mut groups) = (vec![(usize::MAX, 0); count], Vec::new());
        for held in members.into_values() {
            if let [alone] = held[..] {
                *settled.entry(lists[alone]).or_default() += 1;
                continue;
            }
            held.iter().enumerate().for_each(|(place, entry)| group_of[*entry] = (groups.len(), place));
            let near = vec![BTreeMap::new(); held.len()];
            groups.push(Group { lists: held.into_iter().map(|entry| lists[entry]).collect(), near, ways: Vec::new() });
        }
        for ((a, b), said) in odds {
            let on_one_list: usize =
                held_by[&a].iter().map(|list| held_by[&b].iter().filter(|other| *other == list).count()).sum();
            let log_odds = if said.on_one_list < on_one_list { f64::NEG_INFINITY } else { said.log_odds };
            let ((group, a), (other, b)) = (group_of[a], group_of[b]);
            if group == other && group != usize::MAX {
                groups[group].near[a].insert(b, log_odds);
                groups[group].near[b].insert(a, log_odds);
            }
        }
        groups.iter_mut().filter(|group| group.lists.len() <= EXACT_MAX).for_each(Group::list_ways);
        Linkage { names: entries.lists.clone(), entries: count, uncertain, settled, groups }
    }

    /// How many entries all lists hold.
    pub fn entries(&self) -> usize {
        self.entries
    }

    /// How many pairs are uncertain.
    pub fn uncertain(&self) -> usize {
        self.uncertain
    }

    /// One draw: who is whom, counted by the lists that each person is on. The same seed and index give the same table.
    ///
    /// # Errors
    /// What [`Table::new`] refuses.
    pub fn drawn(&self, seed: u64, index: usize) -> Result<Table, Error> {
        let mut draws = stream(seed, Purpose::Linkage, index);
        let mut people = self.settled.clone();
        let large: usize = self.groups.iter().filter(|group| group.ways.is_empty()).map(|group| group.lists.len()).sum();
        let sweeps = (WORK / large.max(1)).clamp(SWEEPS.0, SWEEPS.1);
        for group in &self.groups {
            for lists in group.drawn(sweeps, &mut draws) {
                *people.entry(lists).or_default() += 1;
            }
        }
        Table::new(self.names.clone(), people)
    }
}

impl Group {
    /// The logarithm of the odds of putting one to a person made of `others`; minus infinity where that cannot be.
    fn log_odds(&self, one: usize, others: &[usize]) -> f64 {
        others
            .iter()
            .map(|other| match self.near[one].get(other) {
                Some(log_odds) => *log_odds,
                None if self.lists[one] & self.lists[*other] != 0 => f64::NEG_INFINITY,
                None => 0.0,
            })
            .sum()
    }

    /// Lists all ways with the share of the weight up to each.
    fn list_ways(&mut self) {
        let mut ways: Vec<(f64, Vec<Lists>)> = Vec::new();
        self.extend(&mut Vec::new(), 0, 0.0, &mut ways);
        let most = ways.iter().map(|(log, _)| *log).fold(f64::NEG_INFINITY, f64::max);
        let mut reached = 0.0;
        for (log, _) in &mut ways {
            reached += (*log - most).exp();
            *log = reached;
        }
        ways.iter_mut().for_each(|(share, _)| *share /= reached);
        self.ways = ways;
    }

    fn extend(&self, people: &mut Vec<Vec<usize>>, next: usize, log: f64, ways: &mut Vec<(f64, Vec<Lists>)>) {
        if next == self.lists.len() {
            if people.iter().all(|person| self.hangs_together(person)) {
                ways.push((log, people.iter().map(|person| self.lists_of(person)).collect()));
            }
            return;
        }
        for at in 0..people.len() {
            let more = self.log_odds(next, &people[at]);
            if more > f64::NEG_INFINITY {
                people[at].push(next);
                self.extend(people, next + 1, log + more, ways);
                people[at].pop();
            }
        }
        people.push(vec![next]);
        self.extend(people, next + 1, log, ways);
        people.pop();
    }

    fn lists_of(&self, person: &[usize]) -> Lists {
        person.iter().fold(0, |lists, entry| lists | self.lists[*entry])
    }

    /// Whether pairs that may be the same join all of them.
    fn hangs_together(&self, person: &[usize]) -> bool {
        let mut reached: Vec<usize> = person.first().copied().into_iter().collect();
        let mut at = 0;
        while at < reached.len() {
            let near = &self.near[reached[at]];
            let joined = |other: &&usize| near.get(*other).is_some_and(|log_odds| *log_odds > f64::NEG_INFINITY);
            let more: Vec<usize> = person.iter().filter(joined).filter(|other| !reached.contains(other)).copied().collect();
            reached.extend(more);
            at += 1;
        }
        reached.len() == person.len()
    }

    /// The lists of each person in one draw.
    fn drawn(&self, sweeps: usize, draws: &mut Xoshiro256PlusPlus) -> Vec<Lists> {
        if !self.ways.is_empty() {
            let p = draws.random::<f64>();
            let at = self.ways.partition_point(|(share, _)| *share < p).min(self.ways.len() - 1);
            return self.ways[at].1.clone();
        }
        let mut state = People::apart(self.lists.len());
        for _ in 0..sweeps {
            (0..self.lists.len()).for_each(|entry| self.move_one(entry, &mut state, draws));
        }
        state.members.iter().filter(|person| !person.is_empty()).map(|person| self.lists_of(person)).collect()
    }

    /// Takes one out of its person and puts it to another, or leaves it alone, by the odds. One that holds its person together stays.
    fn move_one(&self, entry: usize, state: &mut People, draws: &mut Xoshiro256PlusPlus) {
        let person = state.person_of[entry];
        let rest: Vec<usize> = state.members[person].iter().copied().filter(|other| *other != entry).collect();
        if !self.hangs_together(&rest) {
            return;
        }
        state.take_out(entry, rest);
        let mut reachable: Vec<usize> = self.near[entry].keys().map(|other| state.person_of[*other]).collect();
        reachable.sort_unstable();
        reachable.dedup();
        let choices: Vec<(Option<usize>, f64)> = reachable
            .into_iter()
            .map(|person| (Some(person), self.log_odds(entry, &state.members[person])))
            .chain([(None, 0.0)])
            .collect();
        let most = choices.iter().map(|(_, log)| *log).fold(f64::NEG_INFINITY, f64::max);
        let mut left = draws.random::<f64>() * choices.iter().map(|(_, log)| (log - most).exp()).sum::<f64>();
        let chosen = choices.iter().find(|(_, log)| {
            left -= (log - most).exp();
            left < 0.0
        });
        state.put(entry, chosen.and_then(|(person, _)| *person));
    }
}

/// A way to put a group's entries together, while it is being sampled.
struct People {
    person_of: Vec<usize>,
    members: Vec<Vec<usize>>,
    /// Persons without entries.
    free: Vec<usize>,
}

impl People {
    fn apart(entries: usize) -> Self {
        People {
            person_of: (0..entries).collect(),
            members: (0..entries).map(|entry| vec![entry]).collect(),
            free: Vec::new(),
        }
    }

    fn take_out(&mut self, entry: usize, rest: Vec<usize>) {
        let person = self.person_of[entry];
        if rest.is_empty() {
            self.free.push(person);
        }
        self.members[person] = rest;
    }

    fn put(&mut self, entry: usize, person: Option<usize>) {
        let Some(person) = person.or_else(|| self.free.pop()) else { return };
        self.free.retain(|free| *free != person);
        self.person_of[entry] = person;
        self.members[person].push(entry);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entries::{read_entries, read_pairs};

    /// How often each number of people comes out, and the share of draws in which somebody is on all lists.
    fn numbers(people: &str, pairs: &str, draws: usize) -> (BTreeMap<u64, f64>, f64) {
        let entries = read_entries(people).unwrap();
        let (linkage, notices) = read_pairs("p.csv", pairs, &entries).unwrap();
        assert!(notices.is_empty(), "{notices:?}");
        let (mut counted, mut on_all) = (BTreeMap::new(), 0.0);
        for index in 0..draws {
            let table = linkage.drawn(1, index).unwrap();
            *counted.entry(table.observed()).or_insert(0.0) += 1.0 / draws as f64;
            on_all += table.on_all((1 << table.lists()) - 1) as f64 / draws as f64;
        }
        (counted, on_all)
    }

    #[track_caller]
    fn close(found: f64, expected: f64) {
        assert!((found - expected).abs() < 0.025, "{found} is not {expected}");
    }

    const THREE: &str = "id,list\n1,A\n2,B\n3,C\n";

    #[test]
    fn one_pair_is_drawn_as_often_as_it_says() {
        let (counted, _) = numbers(THREE, "a,b,probability\n1,2,0.3\n", 4000);
        close(counted[&2], 0.3);
    }

    #[test]
    fn pairs_hold_together() {
        // 81 : 9 : 9 : 1 for all one, two ways of two, all apart; one and three are the same only through two
        let (counted, on_all) = numbers(THREE, "a,b,probability\n1,2,0.9\n2,3,0.9\n", 4000);
        close(counted[&1], 0.81);
        close(on_all, 0.81);
        close(counted[&2], 0.18);
        // a third pair that says no forbids all three being one
        let (counted, _) = numbers(THREE, "a,b,probability\n1,2,0.9\n2,3,0.9\n1,3,0\n", 4000);
        close(counted[&2], 18.0 / 19.0);
    }

    #[test]
    fn a_list_names_a_person_once_unless_a_pair_says_otherwise() {
        let two_on_a = "id,list\n1,A\n2,B\n3,A\n";
        let (counted, _) = numbers(two_on_a, "a,b,probability\n1,2,1\n2,3,0.5\n", 500);
        assert_eq!(counted.keys().copied().collect::<Vec<_>>(), [2]);
        let (counted, _) = numbers(two_on_a, "a,b,probability\n1,2,1\n2,3,0.5\n1,3,0.5\n", 2000);
        close(counted[&1], 0.5);
    }

    #[test]
    fn large_groups_are_drawn_by_the_same_law_as_small_ones() {
        let people: String = (0..6).map(|entry| format!("{entry},{}\n", ["A", "B", "C"][entry % 3])).collect();
        let pairs = "a,b,probability\n0,1,0.7\n1,2,0.6\n2,3,0.4\n3,4,0.8\n4,5,0.5\n0,5,0.3\n0,3,0.2\n";
        let entries = read_entries(&format!("id,list\n{people}")).unwrap();
        let (exact, _) = read_pairs("p.csv", pairs, &entries).unwrap();
        let mut sampled = exact.clone();
        sampled.groups.iter_mut().for_each(|group| group.ways.clear());
        let mean = |linkage: &Linkage, of: fn(&Table) -> u64| {
            (0..1500).map(|index| of(&linkage.drawn(2, index).unwrap()) as f64).sum::<f64>() / 1500.0
        };
        let on_two: fn(&Table) -> u64 = |table| table.seen_times(2);
        for of in [Table::observed as fn(&Table) -> u64, on_two] {
            let (a, b) = (mean(&exact, of), mean(&sampled, of));
            assert!((a - b).abs() < 0.1, "{a} by all ways, {b} by sampling");
        }
    }
}
