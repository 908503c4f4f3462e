//! Bayesian latent classes: people fall into classes, lists are independent within each, and the data say how many classes are needed.
//!
//! Manrique-Vallier 2016, Biometrics 72:1246. Class weights come from breaking a stick (a Dirichlet process, cut at [`CLASSES`]); the prior of
//! the total `N` is `1/N`. Gibbs sampling over patterns, not people: the cost of a sweep does not grow with the table's counts. Between sweeps
//! a class is made larger and harder to find by the same factor, or smaller and easier, which leaves what is seen nearly as it was, and its
//! weight and chances are nudged with all people summed out: steps that Gibbs sampling alone takes very slowly. One chain can still sit in one
//! mode for ever, so there are several, and no estimate unless they agree. Chains that are near it go on, up to [`LONGER_MAX`] times as long.

use crate::bootstrap::quantile;
use crate::seed::{Purpose, stream};
use crate::table::Table;
use rand::RngExt;
use rand_distr::{Beta, Binomial, Distribution, Gamma, Poisson};
use rand_xoshiro::Xoshiro256PlusPlus;
use rayon::prelude::*;

/// Classes at most.
pub const CLASSES: usize = 10;
/// Shape and rate of the gamma prior of the concentration.
const CONCENTRATION: (f64, f64) = (0.25, 0.25);
/// Every so many sweeps one is kept.
const KEEP_EVERY: usize = 5;
/// Chains agree if split R-hat is at most this (Vehtari et al. 2021, Bayesian Anal. 16:667, ask for 1.01 for publication; Gelman et al. 2013,
/// Bayesian Data Analysis, for 1.1).
pub const R_HAT_MAX: f64 = 1.05;
/// Fewer independent draws than this tell too little of the ends of an interval.
pub const EFFECTIVE_DRAWS_LEAST: f64 = 400.0;
/// Chains that do not agree yet, or give too few independent draws, go on up to so many times the sweeps asked for …
pub const LONGER_MAX: usize = 4;
/// … unless split R-hat is above this: they then sit in modes that are apart, and no length of sampling joins them.
const APART_R_HAT: f64 = 1.5;
/// Nor do they go on where patterns times lists are more than this: such sweeps take long.
const WIDE_ABOVE: usize = 2_500;
/// Up to this many people are put into classes one by one.
const ONE_BY_ONE: u64 = 4;

/// How long to sample.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sampling {
    /// Chains, each from another start.
    pub chains: usize,
    /// Sweeps a chain, of which the first third is dropped; up to [`LONGER_MAX`] times as many where chains do not agree yet.
    pub sweeps: usize,
    /// The seed.
    pub seed: u64,
}

/// What sampling found.
#[derive(Debug, Clone, PartialEq)]
pub struct LatentClasses {
    /// Median of the posterior of the total.
    pub median: f64,
    /// Mean of it.
    pub mean: f64,
    /// The central interval.
    pub interval: (f64, f64),
    /// Split R-hat of the logarithm of the unseen: 1 if chains agree.
    pub r_hat: f64,
    /// How many independent draws the draws are worth.
    pub effective_draws: f64,
    /// Sweeps that each chain made in the end.
    pub sweeps: usize,
    /// The lowest and the highest median of a chain.
    pub chain_medians: (f64, f64),
    /// Totals drawn, in rising order.
    pub totals: Vec<f64>,
    /// Mean number of classes that hold anybody.
    pub classes: f64,
}

impl LatentClasses {
    /// Whether the chains agree on enough draws for the interval to mean something.
    pub fn has_converged(&self) -> bool {
        self.r_hat <= R_HAT_MAX && self.effective_draws >= EFFECTIVE_DRAWS_LEAST
    }

    /// Whether chains sit in modes that are apart.
    pub fn is_torn(&self) -> bool {
        self.r_hat > APART_R_HAT
    }
}

/// Samples the posterior. The caller must look at [`LatentClasses::has_converged`].
pub fn latent_classes(table: &Table, level: f64, sampling: Sampling) -> LatentClasses {
    let start = |index: usize| Chain::new(table, stream(sampling.seed, Purpose::Chain, index));
    let mut chains: Vec<Chain> = (0..sampling.chains).map(start).collect();
    let (mut done, mut longer) = (0, 1);
    loop {
        let sweeps = sampling.sweeps * longer;
        chains.par_iter_mut().for_each(|chain| chain.run(done..sweeps));
        done = sweeps;
        let found = summary(&chains, table.observed() as f64, level, sweeps);
        let is_wide = table.cells().count() * table.lists() > WIDE_ABOVE;
        if found.has_converged() || found.is_torn() || longer >= LONGER_MAX || is_wide {
            return found;
        }
        longer *= 2;
    }
}

fn summary(chains: &[Chain], observed: f64, level: f64, sweeps: usize) -> LatentClasses {
    let kept: Vec<&[(f64, usize)]> = chains.iter().map(|chain| &chain.kept[chain.kept.len() / 3..]).collect();
    let logs: Vec<Vec<f64>> = kept.iter().map(|draws| draws.iter().map(|(unseen, _)| (unseen + 0.5).ln()).collect()).collect();
    let median = |log: &Vec<f64>| {
        let mut sorted = log.clone();
        sorted.sort_by(f64::total_cmp);
        observed + quantile(&sorted, 0.5).exp() - 0.5
    };
    let medians = logs.iter().filter(|log| !log.is_empty()).map(median);
    let chain_medians = medians.fold((f64::INFINITY, 0.0f64), |(low, high), total| (low.min(total), high.max(total)));
    let mut totals: Vec<f64> = kept.iter().flat_map(|draws| draws.iter().map(|(unseen, _)| observed + unseen)).collect();
    totals.sort_by(f64::total_cmp);
    let classes: usize = kept.iter().flat_map(|draws| draws.iter().map(|(_, classes)| classes)).sum();
    let (r_hat, effective_draws) = agreement(&logs);
    LatentClasses {
        median: quantile(&totals, 0.5),
        mean: totals.iter().sum::<f64>() / totals.len() as f64,
        interval: (quantile(&totals, 0.5 - level / 2.0), quantile(&totals, 0.5 + level / 2.0)),
        r_hat,
        effective_draws,
        sweeps,
        chain_medians,
        classes: classes as f64 / totals.len() as f64,
        totals,
    }
}

/// One value a class.
type Classes = [f64; CLASSES];

struct Chain {
    lists: usize,
    /// Patterns that hold anybody, with their people.
    cells: Vec<(u32, u64)>,
    observed: f64,
    weights: Classes,
    /// Chance of being on a list, by list and class.
    chances: Vec<Classes>,
    concentration: f64,
    /// People of each class, and those of them on each list.
    people: [u64; CLASSES],
    on_list: Vec<[u64; CLASSES]>,
    /// The unseen of each sweep that is kept, and how many classes held anybody.
    kept: Vec<(f64, usize)>,
    draws: Xoshiro256PlusPlus,
}

impl Chain {
    fn new(table: &Table, mut draws: Xoshiro256PlusPlus) -> Self {
        let lists = table.lists();
        let mut one = || draws.random::<f64>();
        // starts differ in how much of the population the lists reach, in every class and as a whole
        let reach = (0.1 + 0.8 * one()) / lists as f64;
        let held = table.observed() as f64;
        let chances = (0..lists)
            .map(|list| {
                let share = table.on_all(1 << list) as f64 / held * lists as f64;
                std::array::from_fn(|_| (reach * share * 2.0 * one()).clamp(1e-4, 0.95))
            })
            .collect();
        let mut weights: Classes = std::array::from_fn(|class| 0.5f64.powi(class as i32) * (0.2 + one()));
        let sum: f64 = weights.iter().sum();
        weights.iter_mut().for_each(|weight| *weight /= sum);
        Chain {
            lists,
            cells: table.cells().collect(),
            observed: table.observed() as f64,
            weights,
            chances,
            concentration: 1.0,
            people: [0; CLASSES],
            on_list: vec![[0; CLASSES]; lists],
            kept: Vec::new(),
            draws,
        }
    }

    fn run(&mut self, sweeps: std::ops::Range<usize>) {
        for sweep in sweeps {
            let unseen = self.sweep();
            if sweep % KEEP_EVERY == 0 {
                let classes = self.people.iter().filter(|people| **people > 0).count();
                self.kept.push((unseen as f64, classes));
            }
        }
    }

    fn sweep(&mut self) -> u64 {
        self.swap();
        let reached = self.log_posterior();
        let reached = self.stretch(reached);
        self.nudge(reached);
        self.people = [0; CLASSES];
        self.on_list.iter_mut().for_each(|people| *people = [0; CLASSES]);
        for index in 0..self.cells.len() {
            let (pattern, count) = self.cells[index];
            let odds = self.odds(pattern);
            self.share_out(pattern, count, &odds);
        }
        let odds = self.odds(0);
        let unseen = self.unseen(odds.iter().sum());
        self.share_out(0, unseen, &odds);
        self.draw_chances();
        self.draw_weights();
        unseen
    }

    /// A class to be moved: more often one of the first, which hold most people.
    fn class_to_move(&mut self) -> usize {
        let among = if self.draws.random::<f64>() < 0.7 { 4 } else { CLASSES };
        self.draws.random_range(0..among)
    }

    /// Makes one class larger and harder to find by one factor, or keeps it (Metropolis & Hastings). Who is in which class, and how many are
    /// unseen, is summed out; both are drawn anew right after.
    fn stretch(&mut self, reached: f64) -> f64 {
        let class = self.class_to_move();
        let size = if self.draws.random::<f64>() < 0.5 { 0.15 } else { 0.8 };
        let step: f64 = rand_distr::StandardNormal.sample(&mut self.draws);
        let factor = (size * step).exp();
        if self.chances.iter().any(|chances| chances[class] / factor >= 1.0) {
            return reached;
        }
        let chances: Vec<f64> = self.chances.iter().map(|chances| chances[class] / factor).collect();
        self.try_class(class, factor, &chances, -(self.lists as f64) * factor.ln(), reached)
    }

    /// Moves the weight of one class, and its chances of some lists, a little or a lot.
    fn nudge(&mut self, reached: f64) {
        let class = self.class_to_move();
        let size = [0.03, 0.12, 0.5][self.draws.random_range(0..3usize)];
        let mut normal = || -> f64 { rand_distr::StandardNormal.sample(&mut self.draws) };
        let factor = (size * normal()).exp();
        let mut volume = 0.0;
        let mut chances: Vec<f64> = self.chances.iter().map(|chances| chances[class]).collect();
        for chance in &mut chances {
            if normal() < 0.0 {
                continue;
            }
            let odds = *chance / (1.0 - *chance) * (size * normal()).exp();
            let moved = (odds / (1.0 + odds)).clamp(1e-12, 1.0 - 1e-12);
            volume += (moved * (1.0 - moved) / (*chance * (1.0 - *chance))).ln();
            *chance = moved;
        }
        self.try_class(class, factor, &chances, volume, reached);
    }

    /// Lets two classes change places, or not: the stick makes earlier classes larger, and Gibbs sampling hardly ever reorders them
    /// (Papaspiliopoulos & Roberts 2008, Biometrika 95:169).
    fn swap(&mut self) {
        let (first, second) = (self.draws.random_range(0..CLASSES), self.draws.random_range(0..CLASSES));
        let before = self.log_prior();
        self.weights.swap(first, second);
        if self.draws.random::<f64>().ln() < self.log_prior() - before {
            self.chances.iter_mut().for_each(|chances| chances.swap(first, second));
        } else {
            self.weights.swap(first, second);
        }
    }

    /// Gives one class another weight and other chances, or keeps it. `volume` is the logarithm of how much the step stretches chances, `reached`
    /// the log-posterior before. Gives that after.
    fn try_class(&mut self, class: usize, factor: f64, chances: &[f64], volume: f64, reached: f64) -> f64 {
        let old_weights = self.weights;
        let old_chances: Vec<f64> = self.chances.iter().map(|chances| chances[class]).collect();
        let sum = 1.0 + (factor - 1.0) * self.weights[class];
        self.weights[class] *= factor;
        self.weights.iter_mut().for_each(|weight| *weight /= sum);
        self.chances.iter_mut().zip(chances).for_each(|(all, chance)| all[class] = *chance);
        let volume = volume + factor.ln() - CLASSES as f64 * sum.ln();
        let tried = self.log_posterior();
        if self.draws.random::<f64>().ln() < tried - reached + volume {
            return tried;
        }
        self.weights = old_weights;
        self.chances.iter_mut().zip(old_chances).for_each(|(all, chance)| all[class] = chance);
        reached
    }

    /// The logarithm of the posterior of weights and chances, up to a constant: of those seen, given that they were seen, times the prior of the
    /// stick in terms of weights.
    fn log_posterior(&self) -> f64 {
        let seen: f64 =
            self.cells.iter().map(|(pattern, count)| *count as f64 * self.odds(*pattern).iter().sum::<f64>().ln()).sum();
        let all = 1.0 - self.odds(0).iter().sum::<f64>();
        seen - self.observed * all.max(1e-300).ln() + self.log_prior()
    }

    /// The logarithm of the prior of the weights, up to a constant.
    fn log_prior(&self) -> f64 {
        // from the last class on, so that sticks of a billionth keep their digits
        let (mut left, mut prior) = (self.weights[CLASSES - 1].max(1e-300), 0.0);
        for weight in self.weights[..CLASSES - 1].iter().rev() {
            let stick = left + weight;
            prior += (self.concentration - 1.0) * (left / stick).ln() - stick.ln();
            left = stick;
        }
        prior
    }

    /// The chance of each class and this pattern.
    fn odds(&self, pattern: u32) -> Classes {
        let mut odds = self.weights;
        for (list, chances) in self.chances.iter().enumerate() {
            if pattern >> list & 1 == 1 {
                odds.iter_mut().zip(chances).for_each(|(odds, chance)| *odds *= chance);
            } else {
                odds.iter_mut().zip(chances).for_each(|(odds, chance)| *odds *= 1.0 - chance);
            }
        }
        odds
    }

    /// How many are unseen, given the chance that anybody is: negative binomial, as a Poisson draw with a gamma mean.
    fn unseen(&mut self, chance: f64) -> u64 {
        let odds = chance / (1.0 - chance).max(1e-12);
        let mean = Gamma::new(self.observed, odds.max(1e-300)).map_or(0.0, |law| law.sample(&mut self.draws));
        let drawn: f64 = Poisson::new(mean.clamp(1e-12, 1e15)).map_or(0.0, |law| law.sample(&mut self.draws));
        drawn as u64
    }

    /// Puts people of one pattern into classes.
    fn share_out(&mut self, pattern: u32, count: u64, odds: &Classes) {
        let mut tails = [0.0; CLASSES + 1];
        for class in (0..CLASSES).rev() {
            tails[class] = tails[class + 1] + odds[class];
        }
        let mut left = count;
        for class in 0..CLASSES {
            if left == 0 {
                return;
            }
            if left <= ONE_BY_ONE {
                (0..left).for_each(|_| self.put_one(pattern, class, odds, tails[class]));
                return;
            }
            let chance = if class + 1 == CLASSES { 1.0 } else { (odds[class] / tails[class]).clamp(0.0, 1.0) };
            let joined = binomial(left, chance, &mut self.draws);
            self.put(pattern, class, joined);
            left -= joined;
        }
    }

    /// Puts one person into a class from `first` on.
    fn put_one(&mut self, pattern: u32, first: usize, odds: &Classes, tail: f64) {
        let mut rest = self.draws.random::<f64>() * tail;
        for (class, odds) in odds.iter().enumerate().skip(first) {
            rest -= odds;
            if rest <= 0.0 || class + 1 == CLASSES {
                self.put(pattern, class, 1);
                return;
            }
        }
    }

    fn put(&mut self, pattern: u32, class: usize, people: u64) {
        if people == 0 {
            return;
        }
        self.people[class] += people;
        for list in 0..self.lists {
            self.on_list[list][class] += people * u64::from(pattern >> list & 1);
        }
    }

    /// Chances of each list in each class: beta, from a flat prior.
    fn draw_chances(&mut self) {
        for list in 0..self.lists {
            for class in 0..CLASSES {
                let (on, all) = (self.on_list[list][class], self.people[class]);
                self.chances[list][class] = beta(1.0 + on as f64, 1.0 + (all - on) as f64, &mut self.draws);
            }
        }
    }

    /// Class weights by breaking a stick, then the concentration.
    fn draw_weights(&mut self) {
        let mut behind: u64 = self.people.iter().sum();
        let mut stick: f64 = 1.0;
        let mut log_rest: f64 = 0.0;
        for class in 0..CLASSES - 1 {
            behind -= self.people[class];
            let part = beta(1.0 + self.people[class] as f64, self.concentration + behind as f64, &mut self.draws)
                .clamp(1e-12, 1.0 - 1e-12);
            self.weights[class] = stick * part;
            stick *= 1.0 - part;
            log_rest += (1.0 - part).ln();
        }
        self.weights[CLASSES - 1] = stick;
        let (shape, rate) = (CONCENTRATION.0 + (CLASSES - 1) as f64, CONCENTRATION.1 - log_rest);
        self.concentration = Gamma::new(shape, 1.0 / rate).map_or(1.0, |law| law.sample(&mut self.draws)).max(1e-6);
    }
}

fn binomial(trials: u64, chance: f64, draws: &mut Xoshiro256PlusPlus) -> u64 {
    if chance <= 0.0 {
        return 0;
    }
    if chance >= 1.0 {
        return trials;
    }
    Binomial::new(trials, chance).map_or(0, |law| law.sample(draws))
}

fn beta(a: f64, b: f64, draws: &mut Xoshiro256PlusPlus) -> f64 {
    if a == 1.0 && b == 1.0 {
        return draws.random::<f64>().clamp(1e-9, 1.0 - 1e-9);
    }
    Beta::new(a, b).map_or(0.5, |law| law.sample(draws)).clamp(1e-12, 1.0 - 1e-12)
}

/// Split R-hat, and the number of independent draws by Geyer's initial monotone sequence (Vehtari et al. 2021, section 3, without ranks).
fn agreement(chains: &[Vec<f64>]) -> (f64, f64) {
    let halves: Vec<&[f64]> = chains
        .iter()
        .flat_map(|chain| {
            let half = chain.len() / 2;
            [&chain[..half], &chain[chain.len() - half..]]
        })
        .collect();
    let length = halves.first().map_or(0, |half| half.len());
    if length < 4 {
        return (f64::INFINITY, 0.0);
    }
    let (m, n) = (halves.len() as f64, length as f64);
    let means: Vec<f64> = halves.iter().map(|half| half.iter().sum::<f64>() / n).collect();
    let variances: Vec<f64> =
        halves.iter().zip(&means).map(|(half, mean)| half.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1.0)).collect();
    let mean = means.iter().sum::<f64>() / m;
    let within = variances.iter().sum::<f64>() / m;
    let between = n * means.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (m - 1.0);
    if within <= 0.0 {
        return (if between > 0.0 { f64::INFINITY } else { 1.0 }, m * n);
    }
    let pooled = (n - 1.0) / n * within + between / n;
    let correlation = |lag: usize| {
        let covariance = |(half, mean): (&&[f64], &f64)| {
            half[..length - lag].iter().zip(&half[lag..]).map(|(a, b)| (a - mean) * (b - mean)).sum::<f64>() / n
        };
        1.0 - (within - halves.iter().zip(&means).map(covariance).sum::<f64>() / m) / pooled
    };
    let (mut sum, mut before) = (0.0, f64::INFINITY);
    let mut lag = 0;
    while lag + 1 < length {
        let pair = (correlation(lag) + correlation(lag + 1)).min(before);
        if pair <= 0.0 {
            break;
        }
        sum += pair;
        before = pair;
        lag += 2;
    }
    let time = (2.0 * sum - 1.0).max(1.0 / (m * n).log10());
    ((pooled / within).sqrt(), m * n / time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chains_that_disagree_are_told_from_those_that_agree() {
        let mut draws = stream(1, Purpose::Chain, 0);
        let mut chain = |centre: f64| (0..2000).map(|_| centre + draws.random::<f64>()).collect::<Vec<f64>>();
        let (alike, effective) = agreement(&[chain(0.0), chain(0.0), chain(0.0), chain(0.0)]);
        assert!(alike < 1.01 && effective > 6000.0 && effective < 10_000.0, "{alike} {effective}");
        let (apart, few) = agreement(&[chain(0.0), chain(0.0), chain(5.0), chain(0.0)]);
        assert!(apart > 2.0 && few < 50.0, "{apart} {few}");
    }
}
