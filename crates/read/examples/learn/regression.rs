//! Multinomial logistic regression, by stochastic gradients with steps that shrink by feature (AdaGrad: Duchi, Hazan and Singer 2011) and
//! a penalty on absolute weights that leaves out what tells little (regularised dual averaging: Xiao 2010).

use std::collections::{BTreeMap, HashMap};

pub struct Example<'a> {
    pub told: &'a [(String, i64)],
    pub wanted: usize,
    pub weight: f64,
}

pub struct Model {
    names: HashMap<String, usize>,
    weights: Vec<Vec<f64>>,
    meanings: usize,
}

const ROUNDS: usize = 30;
const STEP: f64 = 0.15;
/// Penalties on absolute and on squared weights, by example.
fn absolute() -> f64 { std::env::var("L1").ok().and_then(|v| v.parse().ok()).unwrap_or(0.002) }
fn squared() -> f64 { std::env::var("L2").ok().and_then(|v| v.parse().ok()).unwrap_or(0.0001) }

impl Model {
    pub fn learned(examples: &[Example], meanings: usize) -> Self {
        let mut seen: HashMap<&str, usize> = HashMap::new();
        for (name, _) in examples.iter().flat_map(|example| example.told) {
            *seen.entry(name).or_default() += 1;
        }
        let mut names: Vec<&str> = seen.iter().filter(|(name, count)| **count > std::env::var("MIN").map_or(2, |v| v.parse().unwrap()) && !std::env::var("DROP").is_ok_and(|d| d.split(',').any(|d| name.starts_with(d)))).map(|(name, _)| *name).collect();
        names.sort_unstable();
        let names: HashMap<String, usize> = names.into_iter().enumerate().map(|(at, name)| (name.to_owned(), at)).collect();
        let told: Vec<Vec<(usize, f64)>> = examples.iter().map(|example| known(&names, example.told)).collect();
        let n = names.len();
        let mut sums = vec![vec![0.0; meanings]; n];
        let mut squares = vec![vec![0.0; meanings]; n];
        let mut weights = vec![vec![0.0; meanings]; n];
        let mut mean = vec![vec![0.0; meanings]; n];
        let (l1, l2) = (absolute(), squared());
        let mut time = 0.0;
        let mut order: Vec<usize> = (0..examples.len()).collect();
        let mut state = 88_172_645_463_325_252u64;
        for round in 0..ROUNDS {
            for at in (1..order.len()).rev() {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                order.swap(at, (state % (at as u64 + 1)) as usize);
            }
            if round >= ROUNDS / 2 {
                let later = (ROUNDS - ROUNDS / 2) as f64;
                for (mean, weights) in mean.iter_mut().zip(&weights) { for (m, w) in mean.iter_mut().zip(weights) { *m += w / later; } }
            }
            for &at in &order {
                time += 1.0;
                let example = &examples[at];
                let mut out = vec![0.0; meanings];
                for &(feature, part) in &told[at] {
                    for meaning in 0..meanings {
                        out[meaning] += part * weights[feature][meaning];
                    }
                }
                let top = out.iter().copied().fold(f64::MIN, f64::max);
                let total: f64 = out.iter().map(|sum| (sum - top).exp()).sum();
                for meaning in 0..meanings {
                    let share = (out[meaning] - top).exp() / total;
                    let error = (share - f64::from(u8::from(meaning == example.wanted))) * example.weight;
                    for &(feature, part) in &told[at] {
                        let slope = error * part + l2 * weights[feature][meaning];
                        sums[feature][meaning] += slope;
                        squares[feature][meaning] += slope * slope;
                        let beyond = (sums[feature][meaning].abs() - l1 * time * 0.05).max(0.0);
                        weights[feature][meaning] = -sums[feature][meaning].signum() * beyond * STEP / (squares[feature][meaning].sqrt() + 1e-3) ;
                    }
                }
            }
        }
        let least: f64 = std::env::var("LEAST").map_or(0.05, |v| v.parse().unwrap());
        for row in &mut mean { if row.iter().all(|w| w.abs() < least) { row.fill(0.0) } }
        if std::env::var_os("SIZE").is_some() { eprintln!("{} rows", mean.iter().filter(|row| row.iter().any(|w| *w != 0.0)).count()) }
        Model { names, weights: mean, meanings }
    }

    /// The sum of weights for each meaning.
    pub fn sums(&self, told: &[(String, i64)]) -> Vec<f64> {
        let mut sums = vec![0.0; self.meanings];
        for (feature, part) in known(&self.names, told) {
            for (sum, weight) in sums.iter_mut().zip(&self.weights[feature]) {
                *sum += part * weight;
            }
        }
        sums
    }

    /// The weights of each feature, by its name.
    pub fn rows(&self) -> BTreeMap<&str, &[f64]> {
        self.names.iter().map(|(name, at)| (name.as_str(), self.weights[*at].as_slice())).collect()
    }
}

fn known(names: &HashMap<String, usize>, told: &[(String, i64)]) -> Vec<(usize, f64)> {
    told.iter().filter_map(|(name, part)| Some((*names.get(name)?, *part as f64 / 16.0))).collect()
}
