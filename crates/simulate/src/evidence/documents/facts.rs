//! What is true of a year and a country, gathered month by month, so that documents have something to be right or wrong about.

use crate::cents::Cents;
use crate::world::event::Happening;
use crate::world::{MonthRecord, World};
use std::collections::BTreeMap;

/// Sums over the workers of one contract in one year.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Fact {
    pub(super) months: u32,
    pub(super) worker_months: u64,
    pub(super) gross: Cents,
    pub(super) taken: Cents,
    pub(super) left: Cents,
    pub(super) least_wage: Cents,
    pub(super) most_wage: Cents,
    pub(super) rest: u64,
    pub(super) died: u64,
}

impl Fact {
    pub(super) fn workers(&self) -> u64 {
        self.worker_months / u64::from(self.months.max(1))
    }

    pub(super) fn join(&mut self, other: &Fact) {
        self.months = self.months.max(other.months);
        self.worker_months += other.worker_months;
        self.gross += other.gross;
        self.taken += other.taken;
        self.left += other.left;
        self.rest += other.rest;
        self.died += other.died;
        self.wages(other.least_wage);
        self.wages(other.most_wage);
    }

    fn wages(&mut self, wage: Cents) {
        if wage.is_some() {
            self.least_wage = if self.least_wage.is_some() { self.least_wage.min(wage) } else { wage };
            self.most_wage = self.most_wage.max(wage);
        }
    }
}

/// Facts by year and contract, and what reached the fund by year.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    pub(super) by: BTreeMap<(i32, usize), Fact>,
    pub(super) arrived: BTreeMap<i32, Cents>,
}

impl Facts {
    pub(crate) fn month(&mut self, world: &World, record: &MonthRecord) {
        let year = record.month.year();
        *self.arrived.entry(year).or_default() += record.totals.arrived;
        let crews = world.crews();
        for contract in 0..world.setup().model.contracts.len() {
            self.by.entry((year, contract)).or_default().months += 1;
        }
        for pay in record.pay.iter().filter(|pay| pay.days > 0) {
            let Some(crew) = crews.get(pay.crew as usize) else { continue };
            let fact = self.by.entry((year, crew.contract)).or_default();
            fact.worker_months += 1;
            fact.gross += pay.gross;
            fact.taken += pay.all_taken();
            fact.left += pay.take_home();
            fact.rest += u64::from(pay.rest);
            fact.wages(pay.contract);
        }
        let deaths = record.events.iter().filter(|event| matches!(event.happening, Happening::Died | Happening::DiedLockedIn));
        for crew in deaths.filter_map(|event| event.crew) {
            self.by.entry((year, crews[crew as usize].contract)).or_default().died += 1;
        }
    }

    /// All contracts of a year together.
    pub(super) fn year(&self, year: i32) -> Fact {
        let mut all = Fact::default();
        self.by.range((year, 0)..(year + 1, 0)).for_each(|(_, fact)| all.join(fact));
        all
    }
}
