//! How the money travels: by couriers, or by trading companies abroad and fronts, to the fund.
//!
//! Each sum keeps the crew it comes from, through every hop, so that the truth can say what arrived of what was taken, although the
//! accounts mix it with honest trade.

use super::Now;
use super::book::{Account, Book, Channel, Payment, Role};
use super::crew::Crew;
use super::crew_month::office_hours;
use super::event::{Event, Happening};
use crate::cents::Cents;
use crate::draw::{Draw, Purpose};
use crate::month::Day;
use std::collections::BTreeMap;

/// What of a payment comes from which crew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OriginPart {
    /// The crew.
    pub crew: u32,
    /// How much.
    pub amount: Cents,
}

/// What reached the fund.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arrival {
    /// From which crew.
    pub crew: u32,
    /// How: `cash`, `conduit`, `front`.
    pub route: Route,
    /// How much.
    pub amount: Cents,
}

/// The last hop before the fund.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Route {
    /// A courier.
    Cash,
    /// A trading company.
    Conduit,
    /// A front.
    Front,
}

impl Route {
    /// As the truth has it.
    pub fn name(self) -> &'static str {
        match self {
            Route::Cash => "cash",
            Route::Conduit => "conduit",
            Route::Front => "front",
        }
    }
}

/// A company that passes money on, and what it still has of whose.
#[derive(Debug, Clone)]
struct Stop {
    account: Account,
    number: u32,
    /// Still to be passed on, by crew.
    pending: BTreeMap<u32, Cents>,
    /// What came in this month to be passed on.
    came_in: Cents,
}

/// All ways to the fund.
#[derive(Debug, Clone)]
pub struct Ways {
    conduits: Vec<Stop>,
    fronts: Vec<Stop>,
    suppliers: Vec<Account>,
    firms: Vec<Account>,
    fund: Account,
    /// What each agent carries.
    pouches: BTreeMap<u32, Cents>,
}

/// What a month of it leaves.
#[derive(Debug, Default)]
pub(super) struct Travelled {
    pub(super) payments: Vec<Payment>,
    pub(super) origins: Vec<OriginPart>,
    pub(super) arrivals: Vec<Arrival>,
    pub(super) events: Vec<Event>,
    pub(super) sent: Cents,
    pub(super) fees: Cents,
    pub(super) seized: Cents,
    pub(super) spent: Cents,
}

impl Travelled {
    fn pay(&mut self, payment: Payment, origins: &[OriginPart]) {
        let start = self.origins.len() as u32;
        self.origins.extend_from_slice(origins);
        self.payments.push(Payment { origins: (start, origins.len() as u32), ..payment });
    }
}

impl Ways {
    pub(super) fn new(
        conduits: Vec<Account>,
        fronts: Vec<Account>,
        suppliers: Vec<Account>,
        firms: Vec<Account>,
        fund: Account,
    ) -> Self {
        let stop = |(number, account)| Stop { account, number: number as u32, pending: BTreeMap::new(), came_in: Cents::ZERO };
        Ways {
            conduits: conduits.into_iter().enumerate().map(stop).collect(),
            fronts: fronts.into_iter().enumerate().map(stop).collect(),
            suppliers,
            firms,
            fund,
            pouches: BTreeMap::new(),
        }
    }

    /// What has been sent and has not arrived.
    pub fn under_way(&self) -> Cents {
        let stops = self.conduits.iter().chain(&self.fronts).flat_map(|stop| stop.pending.values());
        stops.chain(self.pouches.values()).copied().sum()
    }

    /// How many trading companies there are.
    pub(super) fn conduits(&self) -> usize {
        self.conduits.len()
    }

    /// Moves what came in earlier one hop, then sends on what crews handed over this month.
    pub(super) fn month(&mut self, now: &Now, crews: &[Crew], to_send: &[Cents], book: &Book) -> Travelled {
        let mut travelled = Travelled::default();
        self.spend(now, book, &mut travelled);
        for conduit in 0..self.conduits.len() {
            self.pass_on(now, conduit, &mut travelled);
        }
        for front in 0..self.fronts.len() {
            self.arrive_from_front(now, front, &mut travelled);
        }
        self.trade_beside(now, &mut travelled);
        for (crew, amount) in crews.iter().zip(to_send).filter(|(_, amount)| amount.is_some()) {
            self.send(now, crew, *amount, &mut travelled);
        }
        if now.month.month().is_multiple_of(3) {
            self.carry(now, crews, &mut travelled);
        }
        travelled
    }

    fn is_closed(&self, now: &Now, conduit: u32) -> bool {
        i64::from(conduit) < now.parameters.policy.conduits_closed.whole()
    }

    fn send(&mut self, now: &Now, crew: &Crew, amount: Cents, travelled: &mut Travelled) {
        let mut draw = Draw::new(now.seed, Purpose::Remittance, u64::from(crew.number), now.month.number());
        travelled.sent += amount;
        let open: Vec<u32> = crew.conduits.iter().copied().filter(|conduit| !self.is_closed(now, *conduit)).collect();
        if crew.carries_cash || open.is_empty() {
            let part = OriginPart { crew: crew.number, amount };
            let (from, to) = (crew.accounts.crew, crew.accounts.agent);
            travelled.pay(Payment::new(27, office_hours(&mut draw), from, to, amount, Channel::Cash, Role::Remittance), &[part]);
            *self.pouches.entry(crew.number).or_default() += amount;
            return;
        }
        let mut left = amount;
        for (at, conduit) in open.iter().enumerate() {
            let part = if at + 1 == open.len() { left } else { left.share(draw.between(3_000, 7_000)) };
            left -= part;
            if part.is_some() {
                let to = self.conduits[*conduit as usize].account;
                let payment =
                    Payment::new(27, office_hours(&mut draw), crew.accounts.crew, to, part, Channel::Bank, Role::Remittance);
                travelled.pay(payment, &[OriginPart { crew: crew.number, amount: part }]);
                self.conduits[*conduit as usize].receive(crew.number, part);
            }
        }
    }

    /// Agents travel home with what they have.
    fn carry(&mut self, now: &Now, crews: &[Crew], travelled: &mut Travelled) {
        for (crew, amount) in std::mem::take(&mut self.pouches) {
            let mut draw = Draw::new(now.seed, Purpose::Remittance, u64::from(crew) | 1 << 40, now.month.number());
            let stopped = now.happens(now.parameters.remittance.courier_stopped, &mut draw);
            let agent = crews[crew as usize].accounts.agent;
            let (to, role) = if stopped { (now.offices.customs, Role::Seizure) } else { (self.fund, Role::CashCarried) };
            let day = now.month.days();
            travelled.pay(
                Payment::new(day, office_hours(&mut draw), agent, to, amount, Channel::Cash, role),
                &[OriginPart { crew, amount }],
            );
            if stopped {
                travelled.seized += amount;
                travelled.events.push(Event {
                    day: Day::new(now.month, day),
                    happening: Happening::CourierStopped,
                    crew: Some(crew),
                    person: None,
                });
            } else {
                travelled.arrivals.push(Arrival { crew, route: Route::Cash, amount });
            }
        }
    }

    /// A trading company passes on what it got in earlier months, to a front or to the fund itself.
    fn pass_on(&mut self, now: &Now, conduit: usize, travelled: &mut Travelled) {
        if self.is_closed(now, conduit as u32) {
            return;
        }
        let mut draw = Draw::new(now.seed, Purpose::Conduit, conduit as u64, now.month.number());
        let to_front = draw.chance(7_000);
        let front = draw.below(self.fronts.len() as u64) as usize;
        let stop = &mut self.conduits[conduit];
        let (parts, fee) = stop.forward(now, &mut draw);
        travelled.fees += fee;
        let from = stop.account;
        for parts in in_several(&parts, &mut draw) {
            let amount: Cents = parts.iter().map(|part| part.amount).sum();
            let day = if to_front { 10 + draw.below(6) } else { 18 + draw.below(8) } as u32;
            let second = office_hours(&mut draw);
            if to_front {
                let to = self.fronts[front].account;
                travelled.pay(Payment::new(day, second, from, to, amount, Channel::Bank, Role::RemittanceOnward), parts);
                parts.iter().for_each(|part| self.fronts[front].receive(part.crew, part.amount));
            } else {
                travelled.pay(Payment::new(day, second, from, self.fund, amount, Channel::Bank, Role::Arrival), parts);
                travelled.arrivals.extend(parts.iter().map(|part| Arrival {
                    crew: part.crew,
                    route: Route::Conduit,
                    amount: part.amount,
                }));
            }
        }
    }

    fn arrive_from_front(&mut self, now: &Now, front: usize, travelled: &mut Travelled) {
        let mut draw = Draw::new(now.seed, Purpose::Conduit, front as u64 | 1 << 40, now.month.number());
        let stop = &mut self.fronts[front];
        let (parts, fee) = stop.forward(now, &mut draw);
        travelled.fees += fee;
        for parts in in_several(&parts, &mut draw) {
            let amount: Cents = parts.iter().map(|part| part.amount).sum();
            let (day, second) = (18 + draw.below(8) as u32, office_hours(&mut draw));
            travelled.pay(Payment::new(day, second, stop.account, self.fund, amount, Channel::Bank, Role::Arrival), parts);
            let arrivals = parts.iter().map(|part| Arrival { crew: part.crew, route: Route::Front, amount: part.amount });
            travelled.arrivals.extend(arrivals);
        }
    }

    /// Conduits and fronts trade like any firm, which mixes their accounts.
    fn trade_beside(&mut self, now: &Now, travelled: &mut Travelled) {
        let firms = &self.firms;
        for (kind, stop) in self.conduits.iter_mut().map(|stop| (0u64, stop)).chain(self.fronts.iter_mut().map(|stop| (1, stop)))
        {
            let mut draw = Draw::new(now.seed, Purpose::Trade, u64::from(stop.number) | (2 + kind) << 40, now.month.number());
            let volume = std::mem::take(&mut stop.came_in).share(now.parameters.remittance.own_trade.draw(&mut draw));
            let times = draw.between(2, 6);
            for turn in 0..times {
                let amount = Cents(volume.0 / times / 100 * 100);
                if !amount.is_some() || firms.is_empty() {
                    break;
                }
                let (from, to) = (*draw.pick(firms), *draw.pick(firms));
                let (first, last) = (1 + draw.below(8) as u32, 18 + draw.below(10) as u32);
                let kept = amount.share(draw.between(0, 500) * i64::from(turn > 0));
                let trade = |day, second, from, to, amount| {
                    Payment::new(day, second, from, to, amount, Channel::Bank, Role::ConduitTrade)
                };
                travelled.payments.push(trade(first, office_hours(&mut draw), from, stop.account, amount));
                travelled.payments.push(trade(last, office_hours(&mut draw), stop.account, to, amount - kept));
            }
        }
    }

    /// The fund spends of what it had when the month began.
    fn spend(&self, now: &Now, book: &Book, travelled: &mut Travelled) {
        let mut draw = Draw::new(now.seed, Purpose::Fund, 0, now.month.number());
        let all = book.balance(self.fund).now().or_zero().share(now.parameters.remittance.fund_spent.draw(&mut draw));
        let times = draw.between(2, 8);
        for _ in 0..times {
            let amount = Cents(all.0 / times);
            if amount.is_some() && !self.suppliers.is_empty() {
                let (day, to) = (2 + draw.below(24) as u32, *draw.pick(&self.suppliers));
                let payment =
                    Payment::new(day, office_hours(&mut draw), self.fund, to, amount, Channel::Bank, Role::FundSpending);
                travelled.payments.push(payment);
                travelled.spent += amount;
            }
        }
    }
}

impl Stop {
    fn receive(&mut self, crew: u32, amount: Cents) {
        *self.pending.entry(crew).or_default() += amount;
        self.came_in += amount;
    }

    /// Takes a share of what is pending: what goes on, by crew, and the fee that stays here.
    fn forward(&mut self, now: &Now, draw: &mut Draw) -> (Vec<OriginPart>, Cents) {
        let rules = &now.parameters.remittance;
        let (share, fee_share) = (rules.forwarded.draw(draw), rules.conduit_fee.draw(draw));
        let mut fees = Cents::ZERO;
        let mut parts = Vec::with_capacity(self.pending.len());
        for (crew, pending) in &mut self.pending {
            // what is left of it is not worth a second transfer
            let going = if *pending < Cents(10_000) { *pending } else { pending.share(share) };
            let fee = going.share(fee_share);
            *pending -= going;
            fees += fee;
            if (going - fee).is_some() {
                parts.push(OriginPart { crew: *crew, amount: going - fee });
            }
        }
        self.pending.retain(|_, pending| pending.is_some());
        (parts, fees)
    }
}

/// The parts in up to four payments.
fn in_several<'p>(parts: &'p [OriginPart], draw: &mut Draw) -> std::slice::Chunks<'p, OriginPart> {
    let times = draw.between(1, 4) as usize;
    parts.chunks(parts.len().div_ceil(times).max(1))
}
