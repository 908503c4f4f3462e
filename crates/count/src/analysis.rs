//! All methods on one table.

use crate::bootstrap::{Plan, best_of, bootstrap, models_top};
use crate::classes::{TwoKinds, two_kinds};
use crate::decomposable::{Average, average};
use crate::dense::Design;
use crate::differing::{Differing, best_differing};
use crate::existence::Status;
use crate::fit::{Frame, Workspace, fit_frame};
use crate::heterogeneity::{Heterogeneity, HeterogeneityFit, chao, fit_heterogeneity};
use crate::latent::{LatentClasses, R_HAT_MAX, Sampling, latent_classes};
use crate::method::{Method, Outcome, Standing};
use crate::search::{Criterion, LISTS_OF_TRIPLES_MAX, Ranking, order_within_reach, pairs, rank, search, stepwise_frame};
use crate::seed::Purpose;
use crate::verdict::grouped;
use crate::{Bootstrap, Error, Fit, LISTS_FITTED_MAX, Model, Table};
use std::collections::BTreeSet;

/// How to run the methods.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// The level of intervals, between 0 and 1.
    pub level: f64,
    /// The seed of all draws.
    pub seed: u64,
    /// Replicates of the bootstrap; with none, intervals are conditional on the model chosen.
    pub replicates: usize,
    /// Chains of the latent class model.
    pub chains: usize,
    /// Sweeps of each.
    pub sweeps: usize,
    /// The most unseen that the prior of [`Method::Decomposable`] allows; `None` for twenty for each one seen.
    pub unseen_max: Option<f64>,
}

impl Default for Settings {
    fn default() -> Self {
        Settings { level: 0.95, seed: 1, replicates: 1000, chains: 8, sweeps: 30_000, unseen_max: None }
    }
}

/// A share of the posterior above which the prior's bound is said to decide.
const AT_THE_BOUND_MAX: f64 = 0.01;

/// One table with what was found on it so far.
#[derive(Debug)]
pub struct Analysis<'t> {
    table: &'t Table,
    settings: Settings,
    frame: Option<Frame>,
    ranking: Option<Ranking>,
    ranking_of_pairs: Option<Ranking>,
    average: Option<Average>,
    latent: Option<LatentClasses>,
    heterogeneity: Vec<HeterogeneityFit>,
    replicates: Vec<(Method, Bootstrap)>,
}

impl<'t> Analysis<'t> {
    /// A table to be looked at.
    ///
    /// # Errors
    /// [`Error::NoOverlap`], [`Error::AllOverlap`]: no method has anything to say.
    pub fn new(table: &'t Table, settings: Settings) -> Result<Self, Error> {
        table.speaks()?;
        Ok(Analysis {
            table,
            settings,
            frame: Frame::of(table).ok(),
            ranking: None,
            ranking_of_pairs: None,
            average: None,
            latent: None,
            heterogeneity: Vec::new(),
            replicates: Vec::new(),
        })
    }

    /// The table.
    pub fn table(&self) -> &'t Table {
        self.table
    }

    /// The settings.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// All models by BIC, once [`Method::Bic`] was run, or those of pairs.
    pub fn ranking(&self) -> Option<&Ranking> {
        self.ranking.as_ref().or(self.ranking_of_pairs.as_ref())
    }

    /// The average over graphs, once it was run.
    pub fn average(&self) -> Option<&Average> {
        self.average.as_ref()
    }

    /// The latent classes, once they were run.
    pub fn latent(&self) -> Option<&LatentClasses> {
        self.latent.as_ref()
    }

    /// The models of heterogeneity that were run and have an estimate.
    pub fn heterogeneity(&self) -> &[HeterogeneityFit] {
        &self.heterogeneity
    }

    /// The replicates of a method, once it was run.
    pub fn replicates(&self, method: Method) -> Option<&Bootstrap> {
        self.replicates.iter().find(|(of, _)| *of == method).map(|(_, bootstrap)| bootstrap)
    }

    /// The best model in which people differ and lists depend, from independent lists and from the best model ranked, or the one grown step by
    /// step. `None` where the overlaps cannot tell, or with too many lists.
    pub fn differing(&self) -> Option<Differing> {
        let frame = self.frame.as_ref().filter(|frame| frame.lists >= 3)?;
        let pairs = pairs(self.table);
        let best = self.ranking().and_then(Ranking::best).map(|fit| fit.model.clone());
        let chosen = best.unwrap_or_else(|| stepwise_frame(frame, &pairs, &mut Workspace::default()).model);
        best_differing(frame, &pairs, &[Model::independence(), chosen])
    }

    /// What the total could be if some people were harder to find than others; `None` with fewer than three lists or too many.
    pub fn two_kinds(&self) -> Option<TwoKinds> {
        let frame = self.frame.as_ref().filter(|frame| frame.lists >= 3)?;
        let pairs = pairs(self.table);
        let best = self.ranking().and_then(Ranking::best);
        let grown = || stepwise_frame(frame, &pairs, &mut Workspace::default()).model;
        let chosen = best.map_or_else(grown, |fit| fit.model.clone());
        let starts: BTreeSet<Model> = BTreeSet::from([Model::independence(), chosen]);
        let starts: Vec<Model> = starts.into_iter().collect();
        two_kinds(frame, &pairs, &starts, best.map_or(f64::INFINITY, |fit| fit.bic), self.settings.level)
    }

    /// Runs a method.
    pub fn run(&mut self, method: Method) -> Outcome {
        let mut outcome = match method {
            Method::Independence => self.independence(),
            Method::Bic | Method::BicPairs | Method::Aic => self.ranked(method),
            Method::Stepwise => self.stepwise(),
            Method::Decomposable => self.decomposable(),
            Method::LatentClass => self.latent_class(),
            Method::LowerBound => self.heterogeneous(method, Heterogeneity::LowerBound),
            Method::HeterogeneityPoisson => self.heterogeneous(method, Heterogeneity::Poisson),
            Method::HeterogeneityDarroch => self.heterogeneous(method, Heterogeneity::Darroch),
            Method::HeterogeneityGamma => self.heterogeneous(method, Heterogeneity::Gamma),
            Method::Chao => self.chao(),
        };
        outcome.seed = method.draws().then_some(self.settings.seed);
        // nobody who was seen can be missing
        outcome.interval = outcome.interval.map(|(low, high)| (low.max(self.observed()), high));
        outcome
    }

    fn observed(&self) -> f64 {
        self.table.observed() as f64
    }

    fn too_many_lists(&self, method: Method, most: usize) -> Outcome {
        let remark = format!(
            "this method takes up to {most} lists, and there are {}. Merge lists from the same source.",
            self.table.lists()
        );
        Outcome::none(method, Standing::NotApplicable, self.settings.level, remark)
    }

    /// An outcome from a fitted model with the interval of its profile likelihood.
    fn of_fit(&self, method: Method, fit: &Fit) -> Outcome {
        let standing = match fit.status {
            Status::Fine => Standing::Fine,
            Status::Boundary => Standing::Boundary,
            Status::NoMaximum => Standing::NoMaximum,
            Status::NotIdentifiable => Standing::NotIdentifiable,
        };
        let named = |sets: &[u32]| sets.iter().map(|set| self.table.name_of(*set)).collect();
        let estimate = fit.status.has_estimate().then(|| fit.total(self.observed()));
        Outcome {
            estimate,
            interval: estimate.and_then(|_| self.profile(fit)),
            model: Some(fit.model.named(self.table)),
            at_minus_infinity: named(&fit.at_minus_infinity),
            remarks: Vec::new(),
            ..Outcome::none(method, standing, self.settings.level, "")
        }
    }

    /// The interval of the profile likelihood of one model.
    fn profile(&self, fit: &Fit) -> Option<(f64, f64)> {
        let frame = self.frame.as_ref()?;
        let footing = frame.footing(&fit.model, &mut Workspace::default());
        let patterns: Vec<u32> = (1..1u32 << frame.lists)
            .filter(|pattern| frame.possible[*pattern as usize] && !footing.void.contains(pattern))
            .collect();
        let row = |pattern: &u32| footing.terms.iter().map(|term| f64::from(pattern & term == *term)).collect();
        let counts = patterns.iter().map(|pattern| frame.counts[*pattern as usize]).collect();
        Design { rows: patterns.iter().map(row).collect(), counts, offsets: Vec::new() }.profile(self.settings.level)
    }

    fn independence(&mut self) -> Outcome {
        match &self.frame {
            Some(frame) => {
                self.of_fit(Method::Independence, &fit_frame(frame, &Model::independence(), &mut Workspace::default()))
            }
            None => self.too_many_lists(Method::Independence, LISTS_FITTED_MAX),
        }
    }

    fn ranked(&mut self, method: Method) -> Outcome {
        if self.table.lists() > LISTS_FITTED_MAX {
            return self.too_many_lists(method, LISTS_FITTED_MAX);
        }
        self.fill_rankings(method);
        let criterion = if method == Method::Aic { Criterion::Aic } else { Criterion::Bic };
        let all = if method == Method::BicPairs { None } else { self.ranking.as_ref() };
        let Some(ranking) = all.or(self.ranking_of_pairs.as_ref()) else {
            return self.too_many_lists(method, LISTS_FITTED_MAX);
        };
        let least = |a: &&Fit, b: &&Fit| criterion.of(a).total_cmp(&criterion.of(b)).then_with(|| a.model.cmp(&b.model));
        let Some(best) = ranking.fits.iter().min_by(least).cloned() else {
            let standing = ranking.statuses.keys().next().map_or(Standing::NoMaximum, |status| match status {
                Status::NotIdentifiable => Standing::NotIdentifiable,
                _ => Standing::NoMaximum,
            });
            return Outcome::none(method, standing, self.settings.level, "no model has an estimate on this table.");
        };
        let without = ranking.statuses.iter().filter(|(status, _)| !status.has_estimate()).map(|(_, count)| count).sum::<usize>();
        let tried = ranking.statuses.values().sum::<usize>();
        let models: Vec<Model> = ranking.fits.iter().take(models_top(self.table.lists())).map(|fit| fit.model.clone()).collect();
        let mut outcome = self.of_fit(method, &best);
        let way = if ranking.is_complete { "all" } else { "a search, not all, of" };
        outcome.remarks.push(format!(
            "{tried} models, {way} those with interactions of up to {} lists; {without} have no estimate.",
            ranking.order
        ));
        if method != Method::Aic {
            let purpose = if method == Method::Bic { Purpose::Ranked } else { Purpose::Pairs };
            let choose =
                move |frame: &Frame, space: &mut Workspace| best_of(frame, &models, criterion, space).map(|fit| fit.log_unseen);
            self.with_bootstrap(&mut outcome, &best, purpose, choose);
        } else {
            outcome.remarks.push("the interval takes the model as known, so it is too narrow.".to_owned());
        }
        outcome
    }

    /// All models where they are few enough; otherwise a search, for interactions of three lists from the best models of pairs.
    fn fill_rankings(&mut self, method: Method) {
        let lists = self.table.lists();
        let within = order_within_reach(self.table);
        let needs_pairs = method == Method::BicPairs || within != Some(lists);
        if needs_pairs && self.ranking_of_pairs.is_none() {
            let all = within.and_then(|_| rank(self.table, 2, Criterion::Bic).ok());
            self.ranking_of_pairs = all.or_else(|| search(self.table, 2, &[]).ok());
        }
        if method == Method::BicPairs || self.ranking.is_some() {
            return;
        }
        self.ranking = match &self.ranking_of_pairs {
            _ if within == Some(lists) => rank(self.table, lists, Criterion::Bic).ok(),
            Some(pairs) if lists <= LISTS_OF_TRIPLES_MAX => search(self.table, 3, &pairs.fits).ok(),
            _ => None,
        };
    }

    fn stepwise(&mut self) -> Outcome {
        let Some(frame) = &self.frame else { return self.too_many_lists(Method::Stepwise, LISTS_FITTED_MAX) };
        let pairs = pairs(self.table);
        let grown = stepwise_frame(frame, &pairs, &mut Workspace::default());
        let mut outcome = self.of_fit(Method::Stepwise, &grown);
        let choose = move |frame: &Frame, space: &mut Workspace| {
            let fit = stepwise_frame(frame, &pairs, space);
            fit.status.has_estimate().then_some(fit.log_unseen)
        };
        self.with_bootstrap(&mut outcome, &grown, Purpose::Stepwise, choose);
        outcome
    }

    /// Replaces the interval by that of a bootstrap over the whole choice.
    fn with_bootstrap<C>(&mut self, outcome: &mut Outcome, fit: &Fit, purpose: Purpose, choose: C)
    where
        C: Fn(&Frame, &mut Workspace) -> Option<f64> + Sync,
    {
        let (Some(frame), true, replicates @ 1..) = (&self.frame, fit.status.has_estimate(), self.settings.replicates) else {
            return;
        };
        let plan = Plan { replicates, level: self.settings.level, seed: self.settings.seed, purpose };
        match bootstrap(frame, fit.log_unseen, plan, choose) {
            Some(found) => {
                outcome.interval = Some(found.interval);
                if found.without > 0 {
                    outcome
                        .remarks
                        .push(format!("{} of {replicates} replicates have no estimate and were left out.", found.without));
                }
                self.replicates.push((outcome.method, found));
            }
            None => {
                outcome.interval = None;
                outcome.remarks.push("more than a fifth of the replicates have no estimate, so there is no interval.".to_owned());
            }
        }
    }

    fn decomposable(&mut self) -> Outcome {
        let level = self.settings.level;
        let Some(average) = average(self.table, level, self.settings.unseen_max) else {
            let remark = if self.table.apart().is_empty() {
                return self.too_many_lists(Method::Decomposable, crate::LISTS_AVERAGED_MAX);
            } else {
                "lists that cannot overlap are not in the closed form."
            };
            return Outcome::none(Method::Decomposable, Standing::NotApplicable, level, remark);
        };
        let at_bound = average.at_the_bound > AT_THE_BOUND_MAX;
        let standing = if at_bound { Standing::BoundDecides } else { Standing::Fine };
        let remark = format!("prior: 1/N up to {} unseen; {} graphs.", average.unseen_max.round(), average.graphs.len());
        let mut outcome = Outcome::none(Method::Decomposable, standing, level, remark);
        outcome.estimate = Some(average.median);
        outcome.interval = Some(average.interval);
        if at_bound {
            let share = (average.at_the_bound * 100.0).round();
            outcome.remarks.push(format!(
                "{share} % of the posterior lies in the top tenth of what the prior allows: the upper end is the prior's."
            ));
        }
        self.average = Some(average);
        outcome
    }

    fn latent_class(&mut self) -> Outcome {
        let level = self.settings.level;
        if !self.table.apart().is_empty() {
            let remark = "lists that cannot overlap are not in this model.";
            return Outcome::none(Method::LatentClass, Standing::NotApplicable, level, remark);
        }
        let sampling = Sampling { chains: self.settings.chains.max(2), sweeps: self.settings.sweeps, seed: self.settings.seed };
        let found = latent_classes(self.table, level, sampling);
        let agreed = found.has_converged();
        let words = format!(
            "{} chains of {} sweeps: split R-hat {:.3}, {} independent draws.",
            sampling.chains,
            found.sweeps,
            found.r_hat,
            found.effective_draws.round()
        );
        let mut outcome =
            Outcome::none(Method::LatentClass, if agreed { Standing::Fine } else { Standing::NotConverged }, level, words);
        if agreed {
            outcome.estimate = Some(found.median);
            outcome.interval = Some(found.interval);
        } else {
            outcome.remarks.push(not_converged(&found));
        }
        self.latent = Some(found);
        outcome
    }

    fn heterogeneous(&mut self, method: Method, kind: Heterogeneity) -> Outcome {
        let level = self.settings.level;
        match fit_heterogeneity(self.table, kind, level) {
            Err(_) => self.too_many_lists(method, LISTS_FITTED_MAX),
            Ok(None) => Outcome::none(method, Standing::NoMaximum, level, "the likelihood has no maximum within reach."),
            Ok(Some(fit)) => {
                let mut outcome = Outcome::none(method, Standing::Fine, level, "");
                outcome.remarks.clear();
                outcome.estimate = Some(fit.total);
                outcome.interval = Some((fit.interval.0.min(fit.total), fit.interval.1.max(fit.total)));
                if let Some(effect) = fit.effect.filter(|effect| *effect <= 0.0) {
                    outcome.remarks.push(format!(
                        "the effect is {effect:.2}: people are found more evenly than by chance, which this model does not mean."
                    ));
                }
                self.heterogeneity.push(fit);
                outcome
            }
        }
    }

    fn chao(&mut self) -> Outcome {
        let (estimate, interval) = chao(self.table, self.settings.level);
        let mut outcome = Outcome::none(
            Method::Chao,
            Standing::Fine,
            self.settings.level,
            "a lower bound if people differ and lists do not avoid each other.",
        );
        outcome.estimate = Some(estimate);
        outcome.interval = Some(interval);
        outcome
    }
}

/// Why chains give no estimate.
fn not_converged(found: &LatentClasses) -> String {
    let (low, high) = (grouped(found.chain_medians.0), grouped(found.chain_medians.1));
    if found.is_torn() {
        return format!(
            "classes explain these overlaps in more than one way, and no chain goes from one to the other (medians of chains: {low} to {high}), so there is no estimate; more sweeps would not help."
        );
    }
    let why = if found.r_hat > R_HAT_MAX { "the chains do not agree" } else { "there are too few independent draws" };
    format!("{why} (medians of chains: {low} to {high}), so there is no estimate; more sweeps may help.")
}
