//! Averaging over all decomposable graphs of lists, in closed form.
//!
//! Madigan & York 1997, Biometrika 84:19. A graph joins lists that may depend on each other; under a hyper-Dirichlet prior, the marginal
//! likelihood of a decomposable graph is a ratio of those of its cliques and separators (Dawid & Lauritzen 1993, Ann. Statist. 21:1272). Of
//! each only the cell of nobody depends on how many are unseen, so one table of log-gammas a set of lists serves all graphs.

use crate::special::{log_factorial, log_gamma};
use crate::table::{Lists, Table};
use rayon::prelude::*;

/// Up to this many lists: 18,154 graphs.
pub const LISTS_AVERAGED_MAX: usize = 6;
/// The prior allows up to this many unseen for each one seen.
pub const UNSEEN_A_SEEN_MAX: f64 = 20.0;
/// At least this many unseen are allowed.
const UNSEEN_MAX_LEAST: f64 = 2_000.0;
/// Every number up to here is a point of the grid; beyond, steps grow.
const EVERY_NUMBER_TO: f64 = 1_000.0;
/// People from which on steps must be finer, as the posterior is narrower than they are.
const PEOPLE_COARSE: f64 = 200_000.0;

/// A decomposable graph: its cliques and the separators between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Graph {
    /// Maximal sets of lists that are all joined.
    pub cliques: Vec<Lists>,
    /// What cliques share, where that is not nothing.
    pub separators: Vec<Lists>,
}

/// What averaging found.
#[derive(Debug, Clone, PartialEq)]
pub struct Average {
    /// Mean of the posterior of the total.
    pub mean: f64,
    /// Median of it.
    pub median: f64,
    /// The central interval.
    pub interval: (f64, f64),
    /// Graphs, most probable first, with their posterior probability and the mean total under each.
    pub graphs: Vec<(Graph, f64, f64)>,
    /// The posterior: totals in rising order and the probability of each step of the grid.
    pub density: Vec<(f64, f64)>,
    /// The most unseen that the prior allows.
    pub unseen_max: f64,
    /// The probability of the top tenth of that: if it is not small, the bound and not the lists decides.
    pub at_the_bound: f64,
}

/// Averages over all decomposable graphs, each as likely before as any other; the prior of the total `N` is `1/N` up to the bound, that of each
/// cell `2^-k` for `k` lists, as in the paper. `None` beyond [`LISTS_AVERAGED_MAX`] lists or with pairs that cannot overlap.
pub fn average(table: &Table, level: f64, unseen_max: Option<f64>) -> Option<Average> {
    if table.lists() > LISTS_AVERAGED_MAX || !table.apart().is_empty() {
        return None;
    }
    let observed = table.observed() as f64;
    let unseen_max = unseen_max.unwrap_or((UNSEEN_A_SEEN_MAX * observed).max(UNSEEN_MAX_LEAST));
    let grid = Grid::new(observed, unseen_max);
    let graphs = decomposable_graphs(table.lists());
    let parts: Vec<Vec<f64>> = (0..1u32 << table.lists()).into_par_iter().map(|set| part(table, set, &grid)).collect();
    let shared = grid.shared(observed);
    let connected: Vec<f64> = grid.unseen.iter().map(|unseen| log_gamma(observed + unseen + 1.0)).collect();
    let weigh = |graph: &Graph, line: &mut Vec<f64>| log_weights(graph, &parts, &shared, &connected, line);
    let sums: Vec<(f64, f64)> = graphs
        .par_iter()
        .map_init(Vec::new, |line, graph| {
            weigh(graph, line);
            log_sum_and_mean(line, &grid)
        })
        .collect();
    let most = sums.iter().map(|(sum, _)| *sum).fold(f64::NEG_INFINITY, f64::max);
    let evidence: f64 = sums.iter().map(|(sum, _)| (sum - most).exp()).sum();
    let weights: Vec<f64> = sums.iter().map(|(sum, _)| (sum - most).exp() / evidence).collect();
    let mut masses = vec![0.0; grid.unseen.len()];
    let mut line = Vec::new();
    for (graph, _) in graphs.iter().zip(&weights).filter(|(_, weight)| **weight > 1e-10) {
        weigh(graph, &mut line);
        masses.iter_mut().zip(&line).for_each(|(mass, log)| *mass += (log - most).exp() / evidence);
    }
    let mut ranked: Vec<(Graph, f64, f64)> =
        graphs.into_iter().zip(weights).zip(&sums).map(|((graph, weight), (_, mean))| (graph, weight, observed + mean)).collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
    Some(summary(&grid, observed, masses, ranked, level, unseen_max))
}

fn summary(grid: &Grid, observed: f64, masses: Vec<f64>, graphs: Vec<(Graph, f64, f64)>, level: f64, unseen_max: f64) -> Average {
    let sum: f64 = masses.iter().sum();
    let mean = grid.unseen.iter().zip(&masses).map(|(unseen, mass)| unseen * mass).sum::<f64>() / sum;
    let below = |p: f64| {
        let mut reached = 0.0;
        let at = masses.iter().position(|mass| {
            reached += mass / sum;
            reached >= p
        });
        observed + grid.unseen[at.unwrap_or(masses.len() - 1)]
    };
    let top =
        grid.unseen.iter().zip(&masses).filter(|(unseen, _)| **unseen > 0.9 * unseen_max).map(|(_, mass)| mass).sum::<f64>()
            / sum;
    Average {
        mean: observed + mean,
        median: below(0.5),
        interval: (below(0.5 - level / 2.0), below(0.5 + level / 2.0)),
        graphs,
        density: grid.unseen.iter().zip(&masses).map(|(unseen, mass)| (observed + unseen, mass / sum)).collect(),
        unseen_max,
        at_the_bound: top,
    }
}

/// Numbers of unseen people at which the posterior is evaluated, and how many numbers each stands for.
struct Grid {
    unseen: Vec<f64>,
    log_width: Vec<f64>,
}

impl Grid {
    fn new(observed: f64, unseen_max: f64) -> Self {
        let step = 0.002 * (PEOPLE_COARSE / observed).sqrt().min(1.0);
        let (mut unseen, mut at) = (Vec::new(), 1.0);
        while at <= unseen_max && unseen.len() < 400_000 {
            unseen.push(at);
            at += if at < EVERY_NUMBER_TO { 1.0 } else { (at * step).floor().max(1.0) };
        }
        let count = unseen.len();
        let gap = |index: usize| if index + 1 < count { unseen[index + 1] - unseen[index] } else { 0.0 };
        let width = |index: usize| match index {
            0 => 0.5 + 0.5 * gap(0),
            _ => 0.5 * (gap(index - 1) + gap(index)),
        };
        let log_width = (0..count).map(|index| width(index).max(0.5).ln()).collect();
        Grid { unseen, log_width }
    }

    /// What all graphs share: the multinomial coefficient as far as it depends on the unseen, the prior, and the width of each step.
    fn shared(&self, observed: f64) -> Vec<f64> {
        let at = |(unseen, width): (&f64, &f64)| {
            let total = observed + unseen;
            log_factorial(total) - log_factorial(*unseen) - total.ln() + width
        };
        self.unseen.iter().zip(&self.log_width).map(at).collect()
    }
}

/// The logarithm of what a clique or separator contributes, at each point of the grid.
fn part(table: &Table, set: Lists, grid: &Grid) -> Vec<f64> {
    if set == 0 {
        return Vec::new();
    }
    let prior = 0.5f64.powi(set.count_ones() as i32);
    let mut margins = std::collections::BTreeMap::new();
    table.cells().for_each(|(pattern, count)| *margins.entry(pattern & set).or_insert(0.0) += count as f64);
    let none = margins.remove(&0).unwrap_or(0.0);
    let fixed: f64 = margins.values().map(|count| log_gamma(count + prior) - log_gamma(prior)).sum::<f64>() - log_gamma(prior);
    grid.unseen.iter().map(|unseen| fixed + log_gamma(none + unseen + prior)).collect()
}

fn log_weights(graph: &Graph, parts: &[Vec<f64>], shared: &[f64], connected: &[f64], line: &mut Vec<f64>) {
    line.clear();
    line.extend_from_slice(shared);
    let mut add = |values: &[f64], sign: f64| line.iter_mut().zip(values).for_each(|(sum, value)| *sum += sign * value);
    graph.cliques.iter().for_each(|set| add(&parts[*set as usize], 1.0));
    graph.separators.iter().for_each(|set| add(&parts[*set as usize], -1.0));
    add(connected, -((graph.cliques.len() - graph.separators.len()) as f64));
}

/// The logarithm of the sum of the exponentials, and the mean of the unseen under them.
fn log_sum_and_mean(line: &[f64], grid: &Grid) -> (f64, f64) {
    let most = line.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let (mut sum, mut weighted) = (0.0, 0.0);
    for (log, unseen) in line.iter().zip(&grid.unseen).filter(|(log, _)| **log > most - 40.0) {
        let mass = (log - most).exp();
        sum += mass;
        weighted += mass * unseen;
    }
    (most + f64::ln(sum), weighted / sum)
}

/// All decomposable graphs of so many lists, the complete one too: under it the prior alone speaks.
pub(crate) fn decomposable_graphs(lists: usize) -> Vec<Graph> {
    let pairs: Vec<(usize, usize)> = (0..lists).flat_map(|a| (a + 1..lists).map(move |b| (a, b))).collect();
    let complete = (1u32 << pairs.len()) - 1;
    let graph = |edges: u32| {
        let mut near = vec![0; lists];
        for (_, (a, b)) in pairs.iter().enumerate().filter(|(index, _)| edges >> index & 1 == 1) {
            near[*a] |= 1 << b;
            near[*b] |= 1 << a;
        }
        decompose(&near)
    };
    (0..=complete).filter_map(graph).collect()
}

/// Cliques and separators by maximum cardinality search (Tarjan & Yannakakis 1984); `None` if the graph is not decomposable.
fn decompose(near: &[Lists]) -> Option<Graph> {
    let (mut visited, mut cliques, mut separators): (Lists, Vec<Lists>, Vec<Lists>) = (0, Vec::new(), Vec::new());
    for _ in near {
        let next = (0..near.len())
            .filter(|list| visited >> list & 1 == 0)
            .max_by_key(|list| ((near[*list] & visited).count_ones(), usize::MAX - list))?;
        let before = near[next] & visited;
        let joined = (0..near.len()).filter(|list| before >> list & 1 == 1).all(|list| before & !(1 << list) & !near[list] == 0);
        if !joined {
            return None;
        }
        match cliques.last_mut().filter(|clique| **clique == before) {
            Some(clique) => *clique |= 1 << next,
            None => {
                separators.extend((before != 0).then_some(before));
                cliques.push(before | 1 << next);
            }
        }
        visited |= 1 << next;
    }
    Some(Graph { cliques, separators })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn graphs_are_counted_as_in_the_literature() {
        // labelled chordal graphs: 2, 8, 61, 822, 18154 (OEIS A058862)
        for (lists, count) in [(2, 2), (3, 8), (4, 61), (5, 822), (6, 18_154)] {
            assert_eq!(decomposable_graphs(lists).len(), count);
        }
    }

    #[test]
    fn a_chain_has_two_cliques_and_one_separator() {
        let graph = decompose(&[0b010, 0b101, 0b010]).unwrap();
        assert_eq!((graph.cliques, graph.separators), (vec![0b011, 0b110], vec![0b010]));
        assert_eq!(decompose(&[0b1010, 0b0101, 0b1010, 0b0101]), None, "a ring of four is not decomposable");
    }
}
