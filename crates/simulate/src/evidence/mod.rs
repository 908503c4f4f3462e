//! What is left of it all for somebody to find: payments, pay, lists, watchlists, and words.

pub(crate) mod documents;
pub(crate) mod parquet;
pub(crate) mod payments;
pub(crate) mod payrolls;
pub(crate) mod rosters;
pub(crate) mod watchlists;
