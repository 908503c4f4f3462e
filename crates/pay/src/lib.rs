//! What was taken from pay, under which rule, and what is owed.
//!
//! Figures are exact decimals from the first cell to the last total; rounding happens where a docstring says so.

mod label;
mod month;
mod rules;
mod sum;

pub use label::taking;
pub use month::{Month, month_in_words};
pub use sum::{Bounds, decimals, rounded};
