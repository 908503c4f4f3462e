//! What was taken from pay, under which rule, and what is owed.
//!
//! Figures are exact decimals from the first cell to the last total; rounding happens where a docstring says so.

mod account;
mod book;
mod cells;
mod class_total;
mod costs;
mod exchange;
mod findings;
pub mod flags;
mod heard;
pub mod import;
mod interest;
mod label;
mod month;
mod owed;
mod plan;
pub mod rules;
pub mod schedule;
mod separated;
mod stated;
mod sum;

pub use account::{Account, Accounts, MonthSums, Reckoning, Taken, ThreeOwed, Totals, Verdicts, accounts, by_code, taken};
pub use book::{Book, Component, Crew, File, Lasting, Line, Lump, Post, Settings, Slip, Spot, Voice, Whom, Worker};
pub use cells::{Cell, Claim, How, Index, MonthCells, Remark, Said, line_of, months, spot_of};
pub use class_total::{ClassTotal, Draws, Unlisted, class_total};
pub use costs::{Cost, CostCode, Debt, cost_code, debts};
pub use exchange::{ConversionDay, Exchange};
pub use findings::{Told, Whole, interest_in_words, stated_findings};
pub use heard::{Heard, hear};
pub use interest::{Accrual, Accruals, Compounding, DayCount, Interest, Model, NoRate, RateTable, Segment};
pub use label::taking;
pub use month::{Month, month_in_words};
pub use owed::{Allocated, Allocation, Due, Owed, Settlement, Stretch, Terms, owed};
pub use plan::{FILE as PLAN_FILE, LastingPlan, Plan};
pub use rules::{Ratification, Rules};
pub use stated::{
    Corner, DOCUMENTS_MAX, Ends, Feasible, Fit, NamedTaking, SaidEnds, Stated, StatedAccount, corners, feasible, stated_accounts,
};
pub use sum::{Bounds, decimals, in_words, rounded};
