//! Payments given to workers and months; whose accounts are; rates of exchange that stand in files.

use super::headers::Role;
use super::table::{Intake, Payment, Reader};
use super::words::currency_in_words;
use crate::book::{Component, Line, Lump, Slip};
use crate::month::{Month, month_in_words};
use crate::owed::Settlement;
use document::{Row, Value};
use evidence::{Currency, Severity};
use rust_decimal::Decimal;
use std::collections::HashMap;
use std::sync::Arc;

/// What rows of payrolls say was paid, by worker and month.
type Stated = HashMap<(u32, Month), Vec<(Decimal, Currency)>>;

impl Intake {
    /// Gives payments of banks to the workers they reached, once all files are in: by account, by the holder of the account, or by the one worker of that
    /// name.
    ///
    /// A payment is for the month its words name; otherwise for the month, of the last that had ended, the one it was made in and the one before, of which a
    /// payroll states just this sum; otherwise for the last that had ended. One whose words speak of a settlement or a return is for no month, and settles
    /// what is oldest.
    pub fn give_payments(&mut self) {
        let stated = self.stated();
        for at in 0..self.payments.len() {
            self.name_holders(at);
            self.name_payer(at);
            let payment = self.payments[at].clone();
            let by_account = Some(payment.account.as_str()).filter(|account| account.len() >= 4);
            let worker = payment
                .worker
                .or_else(|| self.registrar.known_account(by_account?))
                .or_else(|| self.registrar.known_name(&payment.payee));
            self.payments[at].worker = worker;
            let Some(worker) = worker else { continue };
            let book = &mut self.registrar.book;
            let Payment { on, sum, currency, spot, reference, .. } = payment;
            if settles(&reference) {
                book.lumps.push(Lump { worker, settlement: Settlement { on, sum }, currency, spot });
                continue;
            }
            let ended = || {
                let ended = Month::of(on)?.previous();
                let states = |month: &Month| stated.get(&(worker, *month)).is_some_and(|sums| sums.contains(&(sum, currency)));
                Some([ended, ended.next(), ended.previous()].into_iter().find(states).unwrap_or(ended))
            };
            let Some(month) = month_in_words(&reference).or_else(ended) else { continue };
            let label: Arc<str> = if reference.is_empty() { Arc::from("payment") } else { Arc::from(reference.as_str()) };
            let line = Line { component: Component::Paid, low: sum, high: sum, currency, column: 0, label };
            book.slips.push(Slip { worker, month, spot, paid_on: Some(on), lines: vec![line] });
        }
    }

    fn stated(&self) -> Stated {
        let mut stated = Stated::new();
        if self.payments.is_empty() {
            return stated;
        }
        for slip in &self.registrar.book.slips {
            let paid = slip.lines.iter().filter(|line| line.component == Component::Paid);
            stated.entry((slip.worker, slip.month)).or_default().extend(paid.map(|line| (line.low, line.currency)));
        }
        stated
    }

    /// Where a list says whose an account is, a payment is told with the names.
    fn name_holders(&mut self, at: usize) {
        let payment = &mut self.payments[at];
        if payment.account.is_empty() && self.holders.contains_key(&payment.payee) {
            payment.account.clone_from(&payment.payee);
        }
        if payment.payer_account.is_empty() && self.holders.contains_key(&payment.payer) {
            payment.payer_account.clone_from(&payment.payer);
        }
        for party in [&mut payment.payee, &mut payment.payer] {
            if let Some(holder) = self.holders.get(party.as_str()) {
                party.clone_from(holder);
            }
        }
    }

    /// The worker whose account a payment left: an account that the files give to one, or a name that only one bears.
    fn name_payer(&mut self, at: usize) {
        let payment = &self.payments[at];
        let by_account = Some(payment.payer_account.as_str()).filter(|account| account.len() >= 4);
        let known = by_account.and_then(|account| self.registrar.known_account(account));
        let worker = known.or_else(|| self.registrar.known_name(&payment.payer));
        self.payments[at].payer_worker = worker;
    }

    /// A row that says whose an account is.
    pub(super) fn account_row(&mut self, taking: &mut Reader, row: Row) -> bool {
        let (Some(account), Some(holder)) = (taking.words(row, Role::Account), taking.words(row, Role::Holder)) else {
            return false;
        };
        self.holders.insert(account, holder);
        true
    }

    /// A row with a rate of exchange.
    pub(super) fn rate_row(&mut self, taking: &mut Reader, row: Row) -> bool {
        let Some(on) = self.day(taking, row, Role::PaidOn) else { return false };
        let Some(place) = taking.roles.iter().position(|role| *role == Some(Role::Rate)) else { return false };
        let rate = match row.cell(place).value {
            Value::Number(rate) => rate,
            Value::Money(money) => money.amount,
            _ => Decimal::ZERO,
        };
        let code = |role| taking.words(row, role).and_then(|words| currency_in_words(&words));
        let title = taking.table.columns[place].title.replace('_', " ");
        let base =
            title.split_whitespace().skip_while(|word| !word.eq_ignore_ascii_case("per")).nth(1).and_then(currency_in_words);
        // “per USD”: so many of the row's currency for one dollar
        let pair = match (code(Role::From), code(Role::To), code(Role::Currency), base) {
            (Some(from), Some(to), ..) => Some((from, to)),
            (_, _, Some(of_row), Some(base)) => Some((base, of_row)),
            _ => None,
        };
        let taken = match pair {
            Some((from, to)) => self.exchange.take(from, to, on, rate),
            None => Err("it does not say between which currencies the rate is."),
        };
        if let Err(cause) = taken {
            let remedy = "Write the columns date, from, to, rate, as the handbook says.";
            self.tell_row(taking, "rate", row.number(), cause.to_owned(), remedy, Severity::Partly);
        }
        taken.is_ok()
    }
}

/// Words of payments that are for no month.
const SETTLEMENTS: [&str; 12] = [
    "settlement",
    "final pay",
    "on return",
    "after return",
    "arrears",
    "окончательный расчет",
    "расчет при возвращении",
    "귀국 정산",
    "정산",
    "结算",
    "回国支付",
    "rozliczenie",
];

fn settles(reference: &str) -> bool {
    let plain = crate::label::plain(reference);
    SETTLEMENTS.iter().any(|words| crate::label::stands_in(words, &plain))
}
