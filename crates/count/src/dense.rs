//! Poisson regressions with any columns, for the few models that are not sums over sets of lists, and for profiles of the likelihood.

use crate::cholesky::Triangle;
use crate::fit::saturated;
use crate::special::{chi_squared_quantile, log_factorial, log_gamma};

const ROUNDS_MAX: usize = 200;
/// Effects beyond this are on their way to infinity: e^40 is more people than ever lived.
const EFFECT_MAX: f64 = 40.0;

/// Patterns as rows. The last column is the intercept; the unseen pattern has zero in all others.
#[derive(Debug, Clone, Default)]
pub(crate) struct Design {
    pub(crate) rows: Vec<Vec<f64>>,
    pub(crate) counts: Vec<f64>,
    /// What is known of the logarithm of each pattern's expectation, relative to the unseen; empty where nothing is.
    pub(crate) offsets: Vec<f64>,
}

/// What a regression found.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Regression {
    /// Effects; the last is the logarithm of the expected number of unseen people.
    pub(crate) effects: Vec<f64>,
    /// Log-likelihood with all constants.
    pub(crate) log_likelihood: f64,
    /// Twice what the saturated model has more.
    pub(crate) deviance: f64,
    /// Variance of the last effect.
    pub(crate) intercept_variance: f64,
}

impl Regression {
    /// The logarithm of the expected number of unseen people.
    pub(crate) fn log_unseen(&self) -> f64 {
        *self.effects.last().expect("a design has an intercept")
    }
}

impl Design {
    /// How many people were seen.
    pub(crate) fn observed(&self) -> f64 {
        self.counts.iter().sum()
    }

    /// The maximum of the likelihood; `None` where there is none within reach.
    pub(crate) fn regress(&self) -> Option<Regression> {
        self.regress_from(None)
    }

    fn regress_from(&self, start: Option<&[f64]>) -> Option<Regression> {
        let columns = self.rows.first()?.len();
        let mut matrix = Triangle::default();
        let mut effects = match start {
            Some(start) => start.to_vec(),
            None => self.least_squares(columns, &mut matrix)?,
        };
        let mut means = self.means(&effects);
        let mut reached = self.likelihood(&effects, &means);
        for _ in 0..ROUNDS_MAX {
            let slopes: Vec<f64> = (0..columns)
                .map(|column| {
                    self.rows.iter().zip(&self.counts).zip(&means).map(|((row, y), mean)| row[column] * (y - mean)).sum()
                })
                .collect();
            self.load(&mut matrix, columns, &means);
            if !matrix.factor(1e-13) {
                return None;
            }
            let mut step = slopes.clone();
            matrix.solve(&mut step);
            let decrement: f64 = step.iter().zip(&slopes).map(|(a, b)| a * b).sum();
            let mut share = 1.0;
            loop {
                let tried: Vec<f64> = effects.iter().zip(&step).map(|(effect, by)| effect + share * by).collect();
                let tried_means = self.means(&tried);
                let now = self.likelihood(&tried, &tried_means);
                if now.is_finite() && now >= reached - 1e-9 * (1.0 + reached.abs()) {
                    (effects, means, reached) = (tried, tried_means, now);
                    break;
                }
                share /= 2.0;
                if share < 1e-12 {
                    return None;
                }
            }
            if effects.iter().any(|effect| effect.abs() > EFFECT_MAX) {
                return None;
            }
            if decrement < 1e-11 * (1.0 + reached.abs() * 1e-6) {
                let constants: f64 = self.counts.iter().map(|count| log_factorial(*count)).sum();
                return Some(Regression {
                    log_likelihood: reached - constants,
                    deviance: 2.0 * (saturated(&self.counts) - reached),
                    intercept_variance: matrix.last_of_inverse(),
                    effects,
                });
            }
        }
        None
    }

    fn least_squares(&self, columns: usize, matrix: &mut Triangle) -> Option<Vec<f64>> {
        let weights: Vec<f64> = self.counts.iter().map(|count| count + 0.1).collect();
        self.load(matrix, columns, &weights);
        if !matrix.factor(1e-13) {
            return None;
        }
        let aim = |index: usize, weight: f64| weight * (weight.ln() - self.offset(index)) - 0.1;
        let mut effects: Vec<f64> = (0..columns)
            .map(|column| {
                self.rows.iter().zip(&weights).enumerate().map(|(index, (row, weight))| row[column] * aim(index, *weight)).sum()
            })
            .collect();
        matrix.solve(&mut effects);
        Some(effects)
    }

    fn load(&self, matrix: &mut Triangle, columns: usize, weights: &[f64]) {
        matrix.resize(columns);
        for first in 0..columns {
            for second in 0..=first {
                matrix.set(
                    first,
                    second,
                    self.rows.iter().zip(weights).map(|(row, weight)| weight * row[first] * row[second]).sum(),
                );
            }
        }
    }

    fn offset(&self, index: usize) -> f64 {
        self.offsets.get(index).copied().unwrap_or(0.0)
    }

    fn predictor(&self, index: usize, effects: &[f64]) -> f64 {
        self.rows[index].iter().zip(effects).map(|(a, b)| a * b).sum::<f64>() + self.offset(index)
    }

    fn means(&self, effects: &[f64]) -> Vec<f64> {
        (0..self.rows.len()).map(|index| self.predictor(index, effects).exp()).collect()
    }

    fn likelihood(&self, effects: &[f64], means: &[f64]) -> f64 {
        let seen = self.counts.iter().enumerate().filter(|(_, count)| **count > 0.0);
        seen.map(|(index, count)| count * self.predictor(index, effects)).sum::<f64>() - means.iter().sum::<f64>()
    }

    /// The interval of totals whose profile likelihood is within the chi-squared bound of `level` (Cormack 1992, Biometrics 48:567). The
    /// upper end is infinite where the likelihood never falls below the bound.
    pub(crate) fn profile(&self, level: f64) -> Option<(f64, f64)> {
        let free = self.regress()?;
        let observed = self.observed();
        let mut with_unseen = self.clone();
        let columns = free.effects.len();
        with_unseen.rows.push((0..columns).map(|column| f64::from(column + 1 == columns)).collect());
        with_unseen.counts.push(0.0);
        let mut likelihood = |unseen: f64| -> f64 {
            *with_unseen.counts.last_mut().expect("just pushed") = unseen;
            let total = observed + unseen;
            let mut start = free.effects.clone();
            start[columns - 1] = unseen.max(1e-3).ln();
            let fit = with_unseen.regress_from(Some(&start)).or_else(|| with_unseen.regress());
            fit.map_or(f64::NEG_INFINITY, |fit| {
                let constants: f64 = with_unseen.counts.iter().map(|count| log_factorial(*count)).sum();
                fit.log_likelihood + constants + total - total * total.ln() + log_gamma(total + 1.0) - log_gamma(unseen + 1.0)
            })
        };
        let centre = highest(&mut likelihood, free.log_unseen());
        let bound = likelihood(centre.exp()) - chi_squared_quantile(level) / 2.0;
        let low = if likelihood(0.0) >= bound { 0.0 } else { crossing(&mut likelihood, bound, centre, -1.0).exp() };
        Some((observed + low, observed + crossing(&mut likelihood, bound, centre, 1.0).exp()))
    }
}

/// The logarithm of the number unseen at which the likelihood is highest, by golden section around `near`.
fn highest(likelihood: &mut impl FnMut(f64) -> f64, near: f64) -> f64 {
    let golden = 0.5 * (5f64.sqrt() - 1.0);
    let (mut low, mut high) = (near - 2.0, near + 1.0);
    for _ in 0..30 {
        let (a, b) = (high - golden * (high - low), low + golden * (high - low));
        if likelihood(a.exp()) < likelihood(b.exp()) { low = a } else { high = b }
    }
    0.5 * (low + high)
}

/// Where the likelihood falls to the bound, on one side of the centre; infinite if it does not within a factor of e^14.
fn crossing(likelihood: &mut impl FnMut(f64) -> f64, bound: f64, centre: f64, side: f64) -> f64 {
    let mut reach = 0.1;
    while likelihood((centre + side * reach).exp()) >= bound {
        reach *= 2.0;
        if reach > 14.0 {
            return side * f64::INFINITY;
        }
    }
    let (mut inside, mut outside) = (0.0, reach);
    for _ in 0..34 {
        let middle = 0.5 * (inside + outside);
        if likelihood((centre + side * middle).exp()) >= bound { inside = middle } else { outside = middle }
    }
    centre + side * 0.5 * (inside + outside)
}
