//! Which published figures cannot all be true, what each would have to be, and what remains.
//!
//! A [`Model`] names typed quantities and the identities between them. Claims become [`Figure`]s: intervals of a quantity, echoes of
//! one origin together. [`reconcile()`] proves which sets of figures cannot stand together, finds every smallest such set and every
//! smallest repair, narrows every quantity, and draws what remains likely.
//!
//! Proofs are by interval contraction with outward rounding and by branch and prune; a point that is given was checked in exact
//! fractions. This crate knows no files, no clock and no terminal; the same model, claims and seed give the same answer on any
//! number of threads.

mod bounds;
mod case_claims;
mod component;
mod conflicts;
mod constraint;
pub mod exact;
mod explain;
mod expression;
mod figures;
mod implied;
mod interval;
mod mistake;
mod model;
mod posterior;
mod program;
mod reconciliation;
mod search;
mod toml_reader;
mod unit;
mod words;

pub use case_claims::{CaseClaims, Selection, claims as case_claims, countries};
pub use evidence::Mistake;
pub use figures::{Claim, Figure, SetAside, figures, most_stated, parse as parse_claims, reliability};
pub use interval::Interval;
pub use model::{Country, Definition, Feed, Measure, Model, PlaceRule, Quantity, Reading, StatedIdentity};
pub use reconciliation::{
    Conflict, ExactPoint, Options, OriginProbability, Posterior, Reconciliation, Repair, Verdict, reconcile,
};
pub use unit::Unit;
pub use words::number as number_in_words;

/// The model of a labour export that comes with the program.
pub const LABOUR_EXPORT: &str = include_str!("../data/labour-export.toml");
