//! From files to a book: payrolls, rosters, lists of costs, statements of banks.

mod bank;
mod headers;
mod layout;
mod payments;
mod registrar;
mod rows;
mod table;
mod values;
mod words;

pub use bank::{BankFormat, Entry, Statement, statement};
pub use headers::Role;
pub use registrar::{Named, Nobody, Registrar};
pub use table::{AboutFile, Intake, Payment, RosterFact, Understood};
