//! How many people nobody listed: the overlaps of several incomplete lists become estimates, each by its method, and a verdict on them.
//!
//! Pure: no files, no clock, no environment; a seed is an argument, and the same seed gives the same bytes on any number of threads.

mod analysis;
mod bootstrap;
mod cholesky;
mod classes;
mod clustering;
mod csv;
mod decomposable;
mod dense;
mod differing;
mod entries;
mod error;
mod exact;
mod existence;
mod fit;
mod heterogeneity;
mod latent;
mod lattice;
mod linkage;
mod method;
mod model;
mod search;
mod seed;
mod sensitivity;
mod simplex;
mod special;
mod strata;
mod table;
mod verdict;

pub use analysis::{Analysis, Settings};
pub use bootstrap::Bootstrap;
pub use classes::{EASE, EASE_WORDS, TwoKinds};
pub use clustering::Linkage;
pub use csv::{ROWS_NAMED_MAX, Sheet, Stratum, is_overlap_table, read_csv};
pub use decomposable::{Average, Graph, LISTS_AVERAGED_MAX, UNSEEN_A_SEEN_MAX, average};
pub use differing::Differing;
pub use entries::{Entries, Entry, read_entries, read_pairs};
pub use error::Error;
pub use existence::Status;
pub use fit::{Fit, LISTS_FITTED_MAX, fit};
pub use heterogeneity::{Heterogeneity, HeterogeneityFit, chao, fit_heterogeneity};
pub use latent::{CLASSES, EFFECTIVE_DRAWS_LEAST, LONGER_MAX, LatentClasses, R_HAT_MAX, Sampling, latent_classes};
pub use linkage::{AcrossDraws, LinkedVerdict, across_draws, count_draws};
pub use method::{Method, Outcome, Standing};
pub use model::Model;
pub use search::{
    Criterion, LISTS_OF_TRIPLES_MAX, MODELS_MAX, Ranking, STEPWISE_LEVEL, order_within_reach, rank, search, stepwise,
};
pub use sensitivity::Sensitivity;
pub use strata::{RollUp, StratumTotal, roll_up};
pub use table::{LISTS_MAX, Lists, Table};
pub use verdict::{AGREED_REACH_MAX, PEAK_SHARE_LEAST, SPREAD_MAX, Verdict, VerdictKind, grouped};
