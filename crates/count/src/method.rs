//! The methods by name, and what one run of one gives.

use evidence::Estimate;
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;

/// A way from a table to a number of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// Log-linear without interactions.
    Independence,
    /// The best hierarchical log-linear model by BIC, interactions of any order as far as all models can be fitted.
    Bic,
    /// The best by BIC with interactions of pairs only.
    BicPairs,
    /// As [`Method::Bic`], by AIC.
    Aic,
    /// Grown pair by pair.
    Stepwise,
    /// Average over decomposable graphs.
    Decomposable,
    /// Bayesian latent classes.
    LatentClass,
    /// Log-linear lower bound under heterogeneity.
    LowerBound,
    /// Heterogeneity as a Poisson variable.
    HeterogeneityPoisson,
    /// Heterogeneity as a normal variable.
    HeterogeneityDarroch,
    /// Heterogeneity as a gamma variable.
    HeterogeneityGamma,
    /// From those found once and twice alone.
    Chao,
}

impl Method {
    /// All of them, in the order of the report.
    pub const ALL: [Method; 12] = [
        Method::Independence,
        Method::Bic,
        Method::BicPairs,
        Method::Aic,
        Method::Stepwise,
        Method::Decomposable,
        Method::LatentClass,
        Method::LowerBound,
        Method::HeterogeneityPoisson,
        Method::HeterogeneityDarroch,
        Method::HeterogeneityGamma,
        Method::Chao,
    ];

    /// The name on the command line and in output.
    pub fn name(self) -> &'static str {
        match self {
            Method::Independence => "independence",
            Method::Bic => "loglinear-bic",
            Method::BicPairs => "loglinear-bic-pairs",
            Method::Aic => "loglinear-aic",
            Method::Stepwise => "stepwise",
            Method::Decomposable => "decomposable",
            Method::LatentClass => "latent-class",
            Method::LowerBound => "lower-bound",
            Method::HeterogeneityPoisson => "mth-poisson",
            Method::HeterogeneityDarroch => "mth-darroch",
            Method::HeterogeneityGamma => "mth-gamma",
            Method::Chao => "chao",
        }
    }

    /// The method of this name.
    pub fn named(name: &str) -> Option<Method> {
        Method::ALL.into_iter().find(|method| method.name() == name)
    }

    /// In words, for a table.
    pub fn words(self) -> &'static str {
        match self {
            Method::Independence => "independent lists",
            Method::Bic => "best log-linear model (BIC)",
            Method::BicPairs => "best log-linear model of pairs (BIC)",
            Method::Aic => "best log-linear model (AIC)",
            Method::Stepwise => "log-linear, step by step",
            Method::Decomposable => "average over decomposable graphs",
            Method::LatentClass => "latent classes",
            Method::LowerBound => "lower bound if people differ",
            Method::HeterogeneityPoisson => "people differ (Poisson)",
            Method::HeterogeneityDarroch => "people differ (normal)",
            Method::HeterogeneityGamma => "people differ (gamma)",
            Method::Chao => "lower bound from once and twice",
        }
    }

    /// The paper.
    pub fn reference(self) -> &'static str {
        match self {
            Method::Independence => "Darroch 1958, Biometrika 45:343; interval: Cormack 1992, Biometrics 48:567",
            Method::Bic | Method::BicPairs => {
                "Fienberg 1972, Biometrika 59:591; existence: Fienberg & Rinaldo 2012, Ann. Statist. 40:996; interval: Silverman, Chan & Vincent 2024, Stat. Comput. 34:44"
            }
            Method::Aic => "Fienberg 1972, Biometrika 59:591; interval: Cormack 1992, Biometrics 48:567",
            Method::Stepwise => "Chan, Silverman & Vincent 2021, JASA 116:1297",
            Method::Decomposable => "Madigan & York 1997, Biometrika 84:19",
            Method::LatentClass => "Manrique-Vallier 2016, Biometrics 72:1246",
            Method::LowerBound | Method::HeterogeneityPoisson | Method::HeterogeneityGamma => {
                "Rivest & Baillargeon 2007, Biometrics 63:999"
            }
            Method::HeterogeneityDarroch => "Darroch, Fienberg, Glonek & Junker 1993, JASA 88:1137",
            Method::Chao => "Chao 1987, Biometrics 43:783",
        }
    }

    /// Whether it may tell how many there are, rather than a bound, or a figure that leans on one assumed shape of heterogeneity.
    pub fn has_a_say(self) -> bool {
        matches!(self, Method::Bic | Method::BicPairs | Method::Stepwise | Method::Decomposable | Method::LatentClass)
    }

    /// Whether it draws random numbers.
    pub(crate) fn draws(self) -> bool {
        matches!(self, Method::Bic | Method::BicPairs | Method::Stepwise | Method::LatentClass)
    }
}

/// How a run of a method ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// An estimate.
    Fine,
    /// An estimate with effects at minus infinity.
    Boundary,
    /// The likelihood has no maximum.
    NoMaximum,
    /// Any number fits.
    NotIdentifiable,
    /// Chains disagree: no estimate.
    NotConverged,
    /// An estimate, but the bound of the prior decides how high it goes.
    BoundDecides,
    /// The method does not fit such a table.
    NotApplicable,
}

impl Standing {
    /// The word in output.
    pub fn name(self) -> &'static str {
        match self {
            Standing::Fine => "ok",
            Standing::Boundary => "boundary",
            Standing::NoMaximum => "no_mle",
            Standing::NotIdentifiable => "not_identifiable",
            Standing::NotConverged => "not_converged",
            Standing::BoundDecides => "prior_bound_decides",
            Standing::NotApplicable => "not_applicable",
        }
    }
}

/// What one method gives on one table.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// Which.
    pub method: Method,
    /// How it ended.
    pub standing: Standing,
    /// The number of people, seen and unseen; `None` without an estimate.
    pub estimate: Option<f64>,
    /// The interval; its upper end may be infinite.
    pub interval: Option<(f64, f64)>,
    /// The level of the interval, between 0 and 1.
    pub level: f64,
    /// The seed, where the method draws.
    pub seed: Option<u64>,
    /// The model chosen, where one is.
    pub model: Option<String>,
    /// Interactions at minus infinity, by name.
    pub at_minus_infinity: Vec<String>,
    /// What a reader should know of this run.
    pub remarks: Vec<String>,
}

impl Outcome {
    pub(crate) fn none(method: Method, standing: Standing, level: f64, remark: impl Into<String>) -> Self {
        Outcome {
            method,
            standing,
            estimate: None,
            interval: None,
            level,
            seed: None,
            model: None,
            at_minus_infinity: Vec::new(),
            remarks: vec![remark.into()],
        }
    }

    /// The estimate as the vocabulary holds one, in whole people; `None` without an estimate or with an open end.
    pub fn in_vocabulary(&self) -> Option<Estimate> {
        let whole = |value: f64| Decimal::from_f64(value.round());
        let (low, high) = self.interval?;
        let method = format!("count.{}@1", self.method.name());
        let level = Decimal::from_f64(self.level * 100.0)?;
        Estimate::new(whole(self.estimate?)?, (whole(low)?, whole(high)?), level, method, self.seed).ok()
    }
}
