//! What was taken from pay, under which rule, and what is owed.
//!
//! Figures are exact decimals from the first cell to the last total; rounding happens where a docstring says so.

mod exchange;
mod interest;
mod label;
mod month;
mod owed;
pub mod rules;
mod separated;
mod sum;

pub use exchange::{ConversionDay, Exchange};
pub use interest::{Accrual, Accruals, Compounding, DayCount, Interest, Model, NoRate, RateTable};
pub use label::taking;
pub use month::{Month, month_in_words};
pub use owed::{Allocated, Allocation, Due, Owed, Settlement, Stretch, Terms, owed};
pub use rules::{Ratification, Rules};
pub use sum::{Bounds, decimals, rounded};
