//! The system of labour export as an executable model.
//!
//! It makes whole cases whose truth is known: who worked where, what was taken from whom, where the money went. Beside them it makes
//! honest work and trade that look alike, and the evidence that somebody might have found of it all. Everybody in it is invented.
//! A pure library: it knows no files and no clock, and the same seed gives the same bytes on any machine and any number of threads.

mod accounts;
pub mod case;
pub mod cents;
pub mod comparison;
mod csv;
pub mod draw;
mod evidence;
pub mod folder;
pub mod month;
pub mod name;
pub mod parameters;
mod truth;
pub mod validation;
pub mod world;

pub use cents::Cents;
pub use month::{Day, Month};
pub use parameters::{Bounds, Mistake, Model, Parameters, Scenario};
pub use world::{MonthRecord, Setup, Totals, World};
