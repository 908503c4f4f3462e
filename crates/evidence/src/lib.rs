//! The ground floor: the words a case is made of, with their invariants in the types.
//!
//! A [`Source`] is bytes as received. A [`Span`] is a place in it that always resolves to its excerpt. A [`Claim`] is what one
//! source states; it has a [`Basis`], so it can always say where it comes from. A [`Finding`] is a figure that a person should
//! see; its `because` leads through claims to spans. A [`Case`] is all of that in order, as a read-only snapshot.
//!
//! This crate knows no files, no terminal, no clock and no database. Nothing in it draws or guesses.

mod case;
mod claim;
mod encode;
mod error;
mod estimate;
mod finding;
mod indicator;
mod judgement;
mod kind;
mod layer;
mod mistake;
mod money;
mod notice;
mod period;
mod quantity;
mod range;
mod record;
mod roles;
mod source;
mod span;
mod taking;
mod unit;
mod witness;

pub use case::{Case, CaseBuilder, Standing};
pub use claim::{About, Attribution, Basis, Claim, ClaimId, Modality, Place, PlaceRung, Rule, Statement, Step};
pub use error::Error;
pub use estimate::Estimate;
pub use finding::{Because, Finding, FindingId, FindingValue};
pub use indicator::Indicator;
pub use judgement::{Judgement, Verdict};
pub use kind::Kind;
pub use layer::{Placing, Segment, TextLayer};
pub use mistake::Mistake;
pub use money::{Currency, ExchangeRate, Money};
pub use notice::{Notice, Severity};
pub use period::{PartialDate, Period};
pub use quantity::Quantity;
pub use range::Range;
pub use record::Record;
pub use roles::{Role, Roles};
pub use source::{Credibility, Grade, MediaType, Origin, Reliability, Source, SourceHasher, SourceId};
pub use span::{LayerRef, Locator, Span, Spot};
pub use taking::{Taking, Treatment};
pub use unit::{Per, PerUnit, Unit};
pub use witness::{Witness, witnesses};
