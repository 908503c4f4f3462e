//! How many people nobody listed: the overlaps of several incomplete lists become estimates, each by its method, and a verdict on them.
//!
//! Pure: no files, no clock, no environment; a seed is an argument, and the same seed gives the same bytes on any number of threads.

mod cholesky;
mod csv;
mod error;
mod exact;
mod existence;
mod fit;
mod lattice;
mod model;
mod search;
mod simplex;
mod special;
mod table;

pub use csv::{Sheet, Stratum, read_csv};
pub use error::Error;
pub use existence::Status;
pub use fit::{Fit, LISTS_FITTED_MAX, fit};
pub use model::Model;
pub use search::{Criterion, MODELS_MAX, Ranking, order_within_reach, rank, stepwise};
pub use table::{LISTS_MAX, Lists, Table};
