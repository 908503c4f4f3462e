//! How the answer moves with what no table can show.
//!
//! That lists are independent, or depend on each other only as a model says, cannot be tested from the people they hold: the unseen are the
//! ones who would show it. Suppose that, beyond the model, being on one list multiplies the odds of being on any other by `r`. For those found
//! once or twice, the expectations stay the same if every list's effect grows by `log r` and the intercept falls by as much; so the unseen
//! are exactly `r` times as many as the model says. People who are easier to find make the same trace: if their chances of being found
//! have the coefficient of variation `c`, then `r = 1 + c^2` to first order (Chao, Lee & Jeng 1992, Biometrics 48:201). The idea of an offset:
//! Gerritse, van der Heijden & Bakker 2015, J. Off. Stat. 31:357.

/// From lists that avoid each other eightfold to lists that seek each other as much.
const RATIOS: (f64, f64) = (0.125, 8.0);
/// Steps of the curve: eight to each doubling.
const STEPS: usize = 48;

/// The total as a function of an odds ratio between lists that the data cannot show.
#[derive(Debug, Clone, PartialEq)]
pub struct Sensitivity {
    /// People seen.
    pub observed: f64,
    /// Unseen people at an odds ratio of one: what the model says.
    pub unseen: f64,
    /// The model.
    pub around: String,
}

impl Sensitivity {
    /// The total if, beyond the model, being on one list multiplies the odds of being on any other by `odds_ratio`.
    pub fn total_at(&self, odds_ratio: f64) -> f64 {
        self.observed + odds_ratio * self.unseen
    }

    /// The odds ratio at which the total would be `total`; `None` if no number unseen moves.
    pub fn odds_ratio_of(&self, total: f64) -> Option<f64> {
        (self.unseen > 0.0).then(|| (total - self.observed) / self.unseen)
    }

    /// Points of the curve: odds ratio and total, with equal steps of the logarithm; one is among them.
    pub fn curve(&self) -> Vec<(f64, f64)> {
        let step = (RATIOS.1 / RATIOS.0).ln() / STEPS as f64;
        (0..=STEPS)
            .map(|index| {
                let ratio = (RATIOS.0.ln() + step * index as f64).exp();
                (ratio, self.total_at(ratio))
            })
            .collect()
    }
}
