//! From files to a book: payrolls, rosters, lists of costs, statements of banks.

mod bank;
mod headers;
mod registrar;
mod table;

pub use bank::{BankFormat, Entry, Statement, statement};
pub use headers::Role;
pub use registrar::{Named, Nobody, Registrar};
pub use table::{AboutFile, Intake, Payment, RosterFact, Understood};
