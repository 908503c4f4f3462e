//! Multinomial logistic regression by stochastic gradients, with steps that shrink feature by feature and a penalty on absolute weights that
//! leaves out what tells little (AdaGrad with regularised dual averaging: Duchi, Hazan and Singer, JMLR 12, 2011, equation 20); the weights are
//! the mean over the later rounds (Polyak and Juditsky 1992). Examples are taken in an order that is the same every time.

use std::collections::{BTreeMap, HashMap};

/// What is told of one thing, each with its part of sixteen, and what it means.
pub struct Example<'a> {
    pub told: &'a [(String, i64)],
    pub wanted: usize,
    pub weight: f64,
}

/// Weights of what is told, for each meaning.
pub struct Model {
    names: HashMap<String, usize>,
    /// Feature by meaning, row by row.
    weights: Vec<f64>,
    meanings: usize,
}

const ROUNDS: usize = 30;
/// The first of the rounds over which weights are averaged.
const SETTLED: usize = ROUNDS / 2;
const STEP: f64 = 0.15;
/// The penalty on absolute weights, by example.
const SPARSE: f64 = 0.0001;
/// The penalty on squared weights, by example.
const SMALL: f64 = 0.0001;
/// What is told less often is not learned.
const OFTEN: usize = 3;
/// Smaller weights are left out.
const LEAST: f64 = 0.05;

impl Model {
    /// Learns from `examples` to tell `meanings` apart.
    pub fn learned(examples: &[Example], meanings: usize) -> Self {
        let names = frequent(examples);
        let told: Vec<Vec<(usize, f64)>> = examples.iter().map(|example| known(&names, example.told)).collect();
        let size = names.len() * meanings;
        let (mut slopes, mut squares) = (vec![0.0; size], vec![0.0; size]);
        let (mut weights, mut mean) = (vec![0.0f64; size], vec![0.0f64; size]);
        let mut seen = 0.0;
        let mut order: Vec<usize> = (0..examples.len()).collect();
        let mut random = Random(88_172_645_463_325_252);
        for round in 0..ROUNDS {
            if round >= SETTLED {
                mean.iter_mut().zip(&weights).for_each(|(mean, weight)| *mean += weight / (ROUNDS - SETTLED) as f64);
            }
            random.shuffle(&mut order);
            for &at in &order {
                seen += 1.0;
                let shares = shares(&told[at], &weights, meanings);
                for (meaning, share) in shares.iter().enumerate() {
                    let wanted = f64::from(u8::from(meaning == examples[at].wanted));
                    let error = (share - wanted) * examples[at].weight;
                    for &(feature, part) in &told[at] {
                        let cell = feature * meanings + meaning;
                        let slope = error * part + SMALL * weights[cell];
                        slopes[cell] += slope;
                        squares[cell] += slope * slope;
                        let beyond = (f64::abs(slopes[cell]) - SPARSE * seen).max(0.0);
                        weights[cell] = -f64::signum(slopes[cell]) * beyond * STEP / (f64::sqrt(squares[cell]) + 1e-3);
                    }
                }
            }
        }
        mean.chunks_mut(meanings).filter(|row| row.iter().all(|weight| weight.abs() < LEAST)).for_each(|row| row.fill(0.0));
        Model { names, weights: mean, meanings }
    }

    /// The sum of weights for each meaning.
    pub fn sums(&self, told: &[(String, i64)]) -> Vec<f64> {
        summed(&known(&self.names, told), &self.weights, self.meanings)
    }

    /// The weights of each feature, by its name.
    pub fn rows(&self) -> BTreeMap<&str, &[f64]> {
        let row = |at: usize| &self.weights[at * self.meanings..(at + 1) * self.meanings];
        self.names.iter().map(|(name, at)| (name.as_str(), row(*at))).collect()
    }
}

/// The names that are told often enough, numbered in their order.
fn frequent(examples: &[Example]) -> HashMap<String, usize> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for (name, _) in examples.iter().flat_map(|example| example.told) {
        *counts.entry(name).or_default() += 1;
    }
    let mut names: Vec<&str> = counts.iter().filter(|(_, count)| **count >= OFTEN).map(|(name, _)| *name).collect();
    names.sort_unstable();
    names.into_iter().enumerate().map(|(at, name)| (name.to_owned(), at)).collect()
}

fn known(names: &HashMap<String, usize>, told: &[(String, i64)]) -> Vec<(usize, f64)> {
    told.iter().filter_map(|(name, part)| Some((*names.get(name)?, *part as f64 / 16.0))).collect()
}

fn summed(told: &[(usize, f64)], weights: &[f64], meanings: usize) -> Vec<f64> {
    let mut sums = vec![0.0; meanings];
    for &(feature, part) in told {
        let row = &weights[feature * meanings..(feature + 1) * meanings];
        sums.iter_mut().zip(row).for_each(|(sum, weight)| *sum += part * weight);
    }
    sums
}

/// The shares of the meanings by the weights: the softmax of their sums.
fn shares(told: &[(usize, f64)], weights: &[f64], meanings: usize) -> Vec<f64> {
    let sums = summed(told, weights, meanings);
    let top = sums.iter().copied().fold(f64::MIN, f64::max);
    let powers: Vec<f64> = sums.iter().map(|sum| (sum - top).exp()).collect();
    let total: f64 = powers.iter().sum();
    powers.into_iter().map(|power| power / total).collect()
}

/// Numbers that look random, the same every time (Marsaglia 2003, xorshift64).
struct Random(u64);

impl Random {
    fn shuffle(&mut self, order: &mut [usize]) {
        for at in (1..order.len()).rev() {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            order.swap(at, (self.0 % (at as u64 + 1)) as usize);
        }
    }
}
