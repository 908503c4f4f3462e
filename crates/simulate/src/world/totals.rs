//! What a month or a year adds up to.

use super::pay::{Pay, Taken};
use crate::cents::Cents;

/// Sums over a month or a year. Money in dollars; those of migrants stand apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// Months summed.
    pub months: u32,
    /// Worker-months of those sent.
    pub worker_months: u64,
    /// Workers at the end.
    pub workers_at_end: u64,
    /// Sent out.
    pub dispatched: u64,
    /// Home at the end of a contract or with the crew.
    pub returned: u64,
    /// Home under guard.
    pub sent_back: u64,
    /// Away.
    pub escaped: u64,
    /// Dead.
    pub died: u64,
    /// Injured.
    pub injured: u64,
    /// What employers paid for the work.
    pub gross: Cents,
    /// Taken, by head.
    pub taken: Taken,
    /// Collected back in cash.
    pub kickback: Cents,
    /// Credited but held.
    pub held: Cents,
    /// Paid.
    pub paid: Cents,
    /// Paid out of what was held.
    pub released: Cents,
    /// Held and lost.
    pub lost: Cents,
    /// Held at the end.
    pub held_at_end: Cents,
    /// What employers paid the sending companies beside.
    pub host_fees: Cents,
    /// Quotas set.
    pub quota_set: Cents,
    /// Quotas set, in crew-months.
    pub crew_months: u64,
    /// Sent on towards the fund.
    pub sent: Cents,
    /// Arrived at the fund.
    pub arrived: Cents,
    /// Kept by conduits on the way.
    pub fees: Cents,
    /// Taken from couriers.
    pub seized: Cents,
    /// Under way at the end.
    pub under_way_at_end: Cents,
    /// Spent by the fund.
    pub spent: Cents,
    /// Bribes of those who were sent.
    pub bribes: Cents,
    /// Bribes of those who were not.
    pub bribes_in_vain: Cents,
    /// Hours worked.
    pub hours: u64,
    /// Days worked.
    pub days: u64,
    /// Days of rest.
    pub rest: u64,
    /// Worker-months of migrants.
    pub migrant_months: u64,
    /// Their pay.
    pub migrant_gross: Cents,
    /// What was taken of it.
    pub migrant_taken: Cents,
}

impl Totals {
    pub(super) fn add_pay(&mut self, pay: &Pay) {
        self.gross += pay.gross;
        self.taken.add_all(&pay.taken);
        self.kickback += pay.kickback;
        self.held += pay.held;
        self.paid += pay.paid;
        self.released += pay.released;
        self.lost += pay.lost;
        if pay.gross.is_some() || pay.days > 0 {
            self.worker_months += 1;
        }
        self.hours += u64::from(pay.hours);
        self.days += u64::from(pay.days);
        self.rest += u64::from(pay.rest);
    }

    pub(super) fn add_migrant(&mut self, pay: &Pay) {
        self.migrant_months += 1;
        self.migrant_gross += pay.gross;
        self.migrant_taken += pay.taken.total();
    }

    /// Adds the next month; what is said of the end is the later one's.
    pub fn add(&mut self, next: &Totals) {
        self.months += next.months;
        self.worker_months += next.worker_months;
        self.workers_at_end = next.workers_at_end;
        self.dispatched += next.dispatched;
        self.returned += next.returned;
        self.sent_back += next.sent_back;
        self.escaped += next.escaped;
        self.died += next.died;
        self.injured += next.injured;
        self.gross += next.gross;
        self.taken.add_all(&next.taken);
        self.kickback += next.kickback;
        self.held += next.held;
        self.paid += next.paid;
        self.released += next.released;
        self.lost += next.lost;
        self.held_at_end = next.held_at_end;
        self.host_fees += next.host_fees;
        self.quota_set += next.quota_set;
        self.crew_months += next.crew_months;
        self.sent += next.sent;
        self.arrived += next.arrived;
        self.fees += next.fees;
        self.seized += next.seized;
        self.under_way_at_end = next.under_way_at_end;
        self.spent += next.spent;
        self.bribes += next.bribes;
        self.bribes_in_vain += next.bribes_in_vain;
        self.hours += next.hours;
        self.days += next.days;
        self.rest += next.rest;
        self.migrant_months += next.migrant_months;
        self.migrant_gross += next.migrant_gross;
        self.migrant_taken += next.migrant_taken;
    }

    /// Workers on average.
    pub fn workers(&self) -> u64 {
        let months = u64::from(self.months.max(1));
        (self.worker_months + months / 2) / months
    }

    /// What others took of pay.
    pub fn all_taken(&self) -> Cents {
        self.taken.total() + self.kickback
    }

    /// Credited to the workers, paid or held.
    pub fn take_home(&self) -> Cents {
        self.held + self.paid - self.kickback
    }

    /// The same for one worker in one month.
    pub fn take_home_of_worker(&self) -> Cents {
        self.take_home().part(1, self.worker_months as i64)
    }

    /// What was taken, in hundredths of a percent of pay.
    pub fn share_taken(&self) -> i64 {
        self.all_taken().part(10_000, self.gross.0).0
    }
}
