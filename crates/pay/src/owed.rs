//! What is still owed of sums that fell due one after another, with interest, after payments without a month of their own.

use crate::interest::{Accruals, Interest, NoRate};
use crate::month::Month;
use evidence::Currency;
use jiff::civil::Date;
use rust_decimal::Decimal;

/// What a payment settles first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Allocation {
    /// All interest that ran up, the oldest first, then what was due, the oldest first.
    #[default]
    InterestFirst,
    /// What was due, the oldest first, then interest.
    PrincipalFirst,
}

impl Allocation {
    /// The name: `interest_first`.
    pub fn name(self) -> &'static str {
        match self {
            Allocation::InterestFirst => "interest_first",
            Allocation::PrincipalFirst => "principal_first",
        }
    }
}

/// What was left unpaid of one month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// The month.
    pub month: Month,
    /// The day it was due.
    pub on: Date,
    /// The sum.
    pub sum: Decimal,
}

/// A payment that settles what is oldest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settlement {
    /// The day.
    pub on: Date,
    /// The sum.
    pub sum: Decimal,
}

/// A stretch over which one sum bore interest: `interest = round(base × numerator / denominator)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// Which due sum, by its place.
    pub due: usize,
    /// Interest runs from the day after.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// What bore interest.
    pub base: Decimal,
    /// Above the line.
    pub numerator: Decimal,
    /// Below the line.
    pub denominator: Decimal,
    /// The interest, rounded.
    pub interest: Decimal,
}

/// How a settlement was used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allocated {
    /// Which settlement, by its place.
    pub settlement: usize,
    /// Which due sum, by its place.
    pub due: usize,
    /// What of it paid the sum itself.
    pub principal: Decimal,
    /// What of it paid interest.
    pub interest: Decimal,
}

/// What is owed in the end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Owed {
    /// What is left of each due sum.
    pub principal: Vec<Decimal>,
    /// What is left of the interest on each.
    pub interest: Vec<Decimal>,
    /// How the interest came about.
    pub stretches: Vec<Stretch>,
    /// How settlements were used.
    pub allocated: Vec<Allocated>,
    /// What of the settlements was more than was owed by then.
    pub surplus: Decimal,
}

impl Owed {
    /// What is left of all sums.
    pub fn principal_sum(&self) -> Decimal {
        self.principal.iter().sum()
    }

    /// What is left of all interest.
    pub fn interest_sum(&self) -> Decimal {
        self.interest.iter().sum()
    }
}

/// How late pay is reckoned.
#[derive(Debug, Clone, Default)]
pub struct Terms {
    /// Interest.
    pub interest: Interest,
    /// What payments settle first.
    pub allocation: Allocation,
}

#[derive(Clone, Copy)]
struct Account {
    principal: Decimal,
    /// Interest that bears none.
    aside: Decimal,
    /// Interest that bears interest.
    compounding: Decimal,
    since: Date,
}

/// What is owed on `as_of` of `dues`, which stand in the order of their days, after `settlements`, in the order of theirs.
///
/// # Errors
/// [`NoRate`] if a day on which interest runs has no rate.
pub fn owed(
    dues: &[Due],
    settlements: &[Settlement],
    terms: &Terms,
    as_of: Date,
    currency: Currency,
    accruals: &mut Accruals,
) -> Result<Owed, NoRate> {
    let open = |due: &Due| Account { principal: due.sum, aside: Decimal::ZERO, compounding: Decimal::ZERO, since: due.on };
    let mut accounts: Vec<Account> = dues.iter().map(open).collect();
    let mut owed = Owed { stretches: Vec::with_capacity(dues.len()), ..Owed::default() };
    for (number, settlement) in settlements.iter().enumerate().filter(|(_, settlement)| settlement.on <= as_of) {
        let due_by_then = dues.iter().take_while(|due| due.on <= settlement.on).count();
        for (at, account) in accounts[..due_by_then].iter_mut().enumerate() {
            run(at, account, settlement.on, terms, currency, accruals, &mut owed.stretches)?;
        }
        let left = allocate(number, settlement.sum, &mut accounts[..due_by_then], terms.allocation, &mut owed.allocated);
        owed.surplus += left;
    }
    for (at, account) in accounts.iter_mut().enumerate() {
        run(at, account, as_of, terms, currency, accruals, &mut owed.stretches)?;
    }
    owed.principal = accounts.iter().map(|account| account.principal).collect();
    owed.interest = accounts.iter().map(|account| account.aside + account.compounding).collect();
    Ok(owed)
}

/// Lets interest run up to `until`.
fn run(
    due: usize,
    account: &mut Account,
    until: Date,
    terms: &Terms,
    currency: Currency,
    accruals: &mut Accruals,
    stretches: &mut Vec<Stretch>,
) -> Result<(), NoRate> {
    let turning = terms.interest.model.turning_day().filter(|day| account.since < *day && *day < until);
    for to in turning.into_iter().chain([until]) {
        if account.since >= to {
            continue;
        }
        let compounds = terms.interest.model.compounds_from(account.since);
        let base = if compounds { account.principal + account.compounding } else { account.principal };
        if !base.is_zero() {
            let accrual = accruals.of(&terms.interest, account.since, to)?;
            let interest = accrual.on(base, currency).unwrap_or(Decimal::MAX);
            let kept = if compounds { &mut account.compounding } else { &mut account.aside };
            *kept = kept.saturating_add(interest);
            if !accrual.numerator.is_zero() {
                let (numerator, denominator) = (accrual.numerator, accrual.denominator);
                stretches.push(Stretch { due, from: account.since, to, base, numerator, denominator, interest });
            }
        }
        account.since = to;
    }
    Ok(())
}

/// Uses a settlement and gives back what is left of it.
fn allocate(
    number: usize,
    sum: Decimal,
    accounts: &mut [Account],
    allocation: Allocation,
    allocated: &mut Vec<Allocated>,
) -> Decimal {
    let mut left = sum.max(Decimal::ZERO);
    let order = match allocation {
        Allocation::InterestFirst => [true, false],
        Allocation::PrincipalFirst => [false, true],
    };
    for of_interest in order {
        for (due, account) in accounts.iter_mut().enumerate() {
            let mut paid = Decimal::ZERO;
            let parts = match of_interest {
                true => [&mut account.aside, &mut account.compounding].into_iter().take(2),
                false => [&mut account.principal, &mut account.aside].into_iter().take(1),
            };
            for part in parts {
                let used = left.min(*part).max(Decimal::ZERO);
                *part -= used;
                left -= used;
                paid += used;
            }
            if !paid.is_zero() {
                let (principal, interest) = if of_interest { (Decimal::ZERO, paid) } else { (paid, Decimal::ZERO) };
                allocated.push(Allocated { settlement: number, due, principal, interest });
            }
        }
    }
    left
}
