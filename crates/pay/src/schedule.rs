//! The schedule of loss: every month of every worker as rows that somebody else can add up again.

mod beancount;
mod workbook;

pub use beancount::beancount;
pub use workbook::{Results, workbook};

use crate::account::{Account, Accounts, MonthSums};
use crate::book::{Book, Settings};
use crate::owed::Owed;
use crate::separated::quoted;
use rust_decimal::Decimal;

/// Which of the three accounts is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// At least.
    Least,
    /// Best supported.
    Point,
    /// The claimant's best case.
    Most,
}

impl View {
    /// All three, the surest first.
    pub const ALL: [View; 3] = [View::Least, View::Point, View::Most];

    /// The name, as on its sheet.
    pub fn name(self) -> &'static str {
        match self {
            View::Least => "At least",
            View::Point => "Best supported",
            View::Most => "Most",
        }
    }

    fn owed(self, account: &Account) -> &Owed {
        match self {
            View::Least => &account.owed.least,
            View::Point => &account.owed.point,
            View::Most => &account.owed.most,
        }
    }
}

/// The sums of a month in one view: `owed = max(0, due − lawful − review − unknown − paid)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sums {
    /// What was due.
    pub due: Decimal,
    /// Taken, lawful.
    pub lawful: Decimal,
    /// Taken, under review.
    pub review: Decimal,
    /// Taken, unlabelled.
    pub unknown: Decimal,
    /// Paid.
    pub paid: Decimal,
    /// Owed.
    pub owed: Decimal,
}

impl Sums {
    /// Of `month` in `view`.
    pub fn of(month: &MonthSums, view: View) -> Sums {
        let MonthSums { due, lawful, review, unknown, paid, owed, .. } = month;
        match view {
            View::Least => Sums {
                due: due.low,
                lawful: lawful.high,
                review: review.high,
                unknown: unknown.high,
                paid: paid.high,
                owed: owed.low,
            },
            View::Point => Sums {
                due: due.point,
                lawful: lawful.point,
                review: review.point,
                unknown: unknown.point,
                paid: paid.point,
                owed: owed.point,
            },
            View::Most => {
                let zero = Decimal::ZERO;
                Sums { due: due.high, lawful: lawful.low, review: zero, unknown: zero, paid: paid.low, owed: owed.high }
            }
        }
    }

    /// What is left by the formula; the point bounds the two others.
    pub fn by_formula(&self) -> Decimal {
        let sums = [self.lawful, self.review, self.unknown, self.paid];
        sums.iter().fold(self.due, |left, sum| left.saturating_sub(*sum)).max(Decimal::ZERO)
    }
}

/// What a worker is called in a schedule: the alias, with the first name or number if `names`.
pub fn called(book: &Book, worker: u32, names: bool) -> String {
    let worker = &book.workers[worker as usize];
    match worker.names.first().or(worker.numbers.first()).filter(|_| names) {
        Some(name) => format!("{} {name}", worker.alias),
        None => worker.alias.clone(),
    }
}

/// What settlements paid of each claimed month: of the sum itself, of its interest.
fn settled(owed: &Owed) -> Vec<(Decimal, Decimal)> {
    let mut settled = vec![(Decimal::ZERO, Decimal::ZERO); owed.principal.len()];
    for used in &owed.allocated {
        settled[used.due].0 += used.principal;
        settled[used.due].1 += used.interest;
    }
    settled
}

/// The rows of all three views as CSV: one a worker, month and view.
pub fn separated(book: &Book, accounts: &Accounts, settings: &Settings, names: bool) -> String {
    let mut text = String::from(
        "view,worker,month,due_on,currency,due,lawful,review,unlabelled,paid,owed,settled_later,left,interest,prohibited,withheld,contradicted,imputed,barred,crew\n",
    );
    for view in View::ALL {
        for account in &accounts.accounts {
            let owed = view.owed(account);
            let settled = settled(owed);
            let mut claimed = 0;
            for month in &account.months {
                let sums = Sums::of(month, view);
                let (later, left, interest) = match month.is_barred {
                    true => (Decimal::ZERO, Decimal::ZERO, Decimal::ZERO),
                    false => {
                        claimed += 1;
                        (settled[claimed - 1].0, owed.principal[claimed - 1], owed.interest[claimed - 1])
                    }
                };
                let crew = month.crew.map(|crew| book.crews[crew as usize].to_string()).unwrap_or_default();
                let imputed = matches!(month.paid_how, crate::cells::How::Imputed(_) | crate::cells::How::Open);
                let cells = [
                    view.name().to_owned(),
                    called(book, account.worker, names),
                    month.month.to_string(),
                    month.due_on.to_string(),
                    settings.currency.to_string(),
                    sums.due.to_string(),
                    sums.lawful.to_string(),
                    sums.review.to_string(),
                    sums.unknown.to_string(),
                    sums.paid.to_string(),
                    sums.owed.to_string(),
                    later.to_string(),
                    left.to_string(),
                    interest.to_string(),
                    month.prohibited.point.to_string(),
                    month.held.point.to_string(),
                    month.is_contradicted.to_string(),
                    imputed.to_string(),
                    month.is_barred.to_string(),
                    crew,
                ];
                let cells: Vec<String> = cells.iter().map(|cell| unformulated(&quoted(cell))).collect();
                text.push_str(&cells.join(","));
                text.push('\n');
            }
        }
    }
    text
}

/// A cell that a spreadsheet does not take for a formula, whatever a file called a worker.
fn unformulated(cell: &str) -> String {
    match cell.starts_with(['=', '+', '@']) || cell.starts_with('-') && cell.parse::<Decimal>().is_err() {
        true => format!("'{cell}"),
        false => cell.to_owned(),
    }
}
