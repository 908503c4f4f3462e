//! One month of one crew: work, pay, what is taken, what is sent on, and what happens to people. Crews do not meet here, so that
//! all cores can work at once.

use super::accident::{self, Harm};
use super::book::{Account, Channel, Payment, Role};
use super::crew::{Crew, Worker};
use super::event::{Event, Happening};
use super::pay::{Head, Pay, Taken};
use super::{Exit, Now, control, deductions, escape, quota, return_home, work};
use crate::cents::Cents;
use crate::draw::{Draw, Purpose};
use crate::month::Day;

/// What a month of a crew leaves.
#[derive(Debug, Default)]
pub(super) struct CrewMonth {
    pub(super) pay: Vec<Pay>,
    pub(super) payments: Vec<Payment>,
    pub(super) events: Vec<Event>,
    /// Who left, how.
    pub(super) left: Vec<(Worker, Exit)>,
    /// What is to be sent on to the fund.
    pub(super) to_send: Cents,
    /// What the agent handed over towards the quota, before the cut.
    pub(super) handed_over: Cents,
}

pub(super) fn lived(now: &Now, crew: &mut Crew) -> CrewMonth {
    let mut month = CrewMonth::default();
    if crew.workers.is_empty() {
        return month;
    }
    if crew.quota == Cents::ZERO || now.month.month() == 1 {
        quota::set(now, crew);
    }
    let works = worked(now, crew);
    let (taken, handed_on, cost) = shared_out(now, crew, &works);
    let directly = crew.is_paid_directly(now.parameters.policy.direct_payment.low);
    paid(now, crew, &works, &taken, directly, &mut month);
    let kickback: Cents = month.pay.iter().map(|pay| pay.kickback).sum();
    month.handed_over = handed_on + kickback;
    if quota::carry_over(now, crew, month.handed_over) {
        month.events.push(now.event(28, Happening::ShortfallWrittenOff, crew, None));
    }
    moved(now, crew, &mut month, cost, directly);
    lives(now, crew, &mut month);
    month
}

fn worked(now: &Now, crew: &Crew) -> Vec<work::Worked> {
    let contract = &now.model.contracts[crew.contract];
    let of = |worker: &Worker| {
        let mut draw = Draw::new(now.seed, Purpose::Work, u64::from(worker.person), now.month.number());
        work::worked(now, contract, worker, &mut draw)
    };
    crew.workers.iter().map(of).collect()
}

/// What is taken of each, what of it is handed on, and what board and lodging cost.
fn shared_out(now: &Now, crew: &Crew, works: &[work::Worked]) -> (Vec<Taken>, Cents, Cents) {
    if crew.is_paid_directly(now.parameters.policy.direct_payment.low) {
        return (vec![Taken::default(); works.len()], Cents::ZERO, Cents::ZERO);
    }
    let of = |(worker, work): (&Worker, &work::Worked)| {
        let mut draw = Draw::new(now.seed, Purpose::Work, u64::from(worker.person) | 1 << 40, now.month.number());
        deductions::deducted(now, worker, work, &mut draw)
    };
    let mut taken: Vec<Taken> = crew.workers.iter().zip(works).map(of).collect();
    let gross: Vec<Cents> = works.iter().map(|work| work.gross).collect();
    let all = summed(&taken);
    let mut rates = Draw::new(now.seed, Purpose::Quota, u64::from(crew.number) | 1 << 41, now.month.number());
    let charged = all.sum(Head::is_for_review);
    let cost = charged.share(now.parameters.deductions.board_and_lodging_cost.draw(&mut rates));
    let brought = quota::taken(now, crew, &gross, &mut taken, deductions::handed_on(&all, cost));
    let cap = now.parameters.policy.deduction_cap.low;
    if cap >= 10_000 {
        return (taken, deductions::handed_on(&all, cost) + brought, cost);
    }
    for (taken, gross) in taken.iter_mut().zip(&gross) {
        taken.cap(gross.share(cap));
    }
    let all = summed(&taken);
    let cost = cost.min(all.sum(Head::is_for_review));
    (taken, deductions::handed_on(&all, cost) + all.of(Head::Quota), cost)
}

fn summed(taken: &[Taken]) -> Taken {
    taken.iter().fold(Taken::default(), |mut sum, one| {
        sum.add_all(one);
        sum
    })
}

/// Writes down the pay of each, and what is held of it.
fn paid(now: &Now, crew: &mut Crew, works: &[work::Worked], taken: &[Taken], directly: bool, month: &mut CrewMonth) {
    let stopped = !directly && quota::pay_stops(now, crew);
    if stopped {
        month.events.push(now.event(6, Happening::PayStopped, crew, None));
    }
    let contract = &now.model.contracts[crew.contract];
    let number = crew.number;
    for ((worker, work), taken) in crew.workers.iter_mut().zip(works).zip(taken) {
        let mut draw = Draw::new(now.seed, Purpose::Return, u64::from(worker.person) | 1 << 40, now.month.number());
        let credited = work.gross - taken.total();
        let share = if stopped { 10_000 } else { contract.held.draw(&mut draw) };
        let held = if directly { Cents::ZERO } else { credited.share(share) };
        let kickback = if directly { work.gross.share(now.parameters.policy.kickback.draw(&mut draw)) } else { Cents::ZERO };
        worker.held += held;
        worker.debt -= taken.of(Head::Dispatch);
        month.pay.push(Pay {
            person: worker.person,
            crew: number,
            days: work.days,
            rest: work.rest,
            hours: work.hours,
            contract: worker.wage,
            gross: work.gross,
            taken: *taken,
            held,
            paid: credited - held,
            released: Cents::ZERO,
            lost: Cents::ZERO,
            kickback,
        });
    }
}

/// The payments of the month: from the employer to the crew, from the crew to everybody.
fn moved(now: &Now, crew: &Crew, month: &mut CrewMonth, cost: Cents, directly: bool) {
    let contract = &now.model.contracts[crew.contract];
    let currency = now.model.currency(&contract.currency);
    let own = crew.accounts;
    let mut draw = Draw::new(now.seed, Purpose::Moment, u64::from(crew.number), now.month.number());
    let gross: Cents = month.pay.iter().map(|pay| pay.gross).sum();
    let mut taken = Taken::default();
    month.pay.iter().for_each(|pay| taken.add_all(&pay.taken));
    let rate = now.parameters.remittance.host_fee.draw(&mut draw);
    let fee = Cents(rate / 100 * 100 * crew.workers.len() as i64);
    let mut pay = |day: u32, draw: &mut Draw, from: Account, to: Account, amount: Cents, channel: Channel, role: Role| {
        if amount.is_some() {
            let local = if from == own.employer { currency } else { 0 };
            month.payments.push(Payment::new(day, office_hours(draw), from, to, amount, channel, role).within(local));
        }
    };
    let payday = 2 + draw.below(3) as u32;
    pay(payday, &mut draw, own.employer, own.company, fee, Channel::Bank, Role::HostFee);
    if !directly {
        pay(payday, &mut draw, own.employer, own.crew, gross, Channel::Bank, Role::PooledWages);
    }
    pay(payday + 1, &mut draw, own.crew, now.offices.landlords, cost, Channel::Bank, Role::BoardAndLodging);
    pay(payday + 1, &mut draw, own.crew, own.manager, taken.of(Head::Manager), Channel::Cash, Role::ManagersCut);
    pay(payday + 1, &mut draw, own.crew, own.company, taken.of(Head::Dispatch), Channel::Bank, Role::DispatchDebt);
    let cut = month.handed_over.or_zero().share(now.parameters.remittance.agent_cut.draw(&mut draw));
    wages(&month.pay, own, payday, currency, directly, &mut draw, &mut month.payments);
    let mut pay = |day: u32, draw: &mut Draw, from: Account, to: Account, amount: Cents| {
        if amount.is_some() {
            month.payments.push(Payment::new(day, office_hours(draw), from, to, amount, Channel::Cash, Role::AgentsCut));
        }
    };
    pay(payday + 4, &mut draw, own.crew, own.agent, cut);
    month.to_send = month.handed_over.or_zero() - cut;
}

fn wages(
    pay: &[Pay],
    own: super::crew::CrewAccounts,
    payday: u32,
    currency: u8,
    directly: bool,
    draw: &mut Draw,
    payments: &mut Vec<Payment>,
) {
    for pay in pay.iter().filter(|pay| pay.paid.is_some()) {
        let purse = Account::of_person(pay.person);
        let second = office_hours(draw);
        if directly {
            payments
                .push(Payment::new(payday, second, own.employer, purse, pay.paid, Channel::Bank, Role::Wage).within(currency));
            if pay.kickback.is_some() {
                payments.push(Payment::new(payday + 2, second, purse, own.crew, pay.kickback, Channel::Cash, Role::Kickback));
            }
        } else {
            payments.push(Payment::new(payday + 2, second, own.crew, purse, pay.paid, Channel::Cash, Role::Wage));
        }
    }
}

/// A second between eight and eighteen o'clock.
pub(super) fn office_hours(draw: &mut Draw) -> u32 {
    28_800 + draw.below(36_000) as u32
}

/// What happens to people, and who leaves.
fn lives(now: &Now, crew: &mut Crew, month: &mut CrewMonth) {
    let mut exits: Vec<Option<Exit>> = vec![None; crew.workers.len()];
    let together = accident::die_together(now, crew);
    for (exit, worker) in exits.iter_mut().zip(&crew.workers).take(together) {
        *exit = Some(Exit::Died);
        month.events.push(now.event(14, Happening::DiedLockedIn, crew, Some(worker.person)));
    }
    for (index, exit) in exits.iter_mut().enumerate().filter(|(_, exit)| exit.is_none()) {
        let worker = crew.workers[index];
        *exit = life(now, crew, &worker, month.pay[index].paid == Cents::ZERO, &mut month.events);
    }
    for index in (0..exits.len()).rev() {
        if let Some(exit) = exits[index] {
            let worker = crew.workers.remove(index);
            settle(now, crew, &worker, exit, &mut month.pay[index], month_of(&mut month.payments, &mut month.to_send));
            month.left.push((worker, exit));
        }
    }
    month.left.reverse();
}

fn month_of<'m>(payments: &'m mut Vec<Payment>, to_send: &'m mut Cents) -> Settling<'m> {
    Settling { payments, to_send }
}

/// Where a settlement is written down.
struct Settling<'m> {
    payments: &'m mut Vec<Payment>,
    to_send: &'m mut Cents,
}

fn life(now: &Now, crew: &mut Crew, worker: &Worker, unpaid: bool, events: &mut Vec<Event>) -> Option<Exit> {
    let mut draw = Draw::new(now.seed, Purpose::Control, u64::from(worker.person) | 1 << 41, now.month.number());
    let day = 8 + draw.below(18) as u32;
    let mut happens = |happening, crew: &Crew| events.push(now.event(day, happening, crew, Some(worker.person)));
    match accident::harm(now, worker) {
        Some(Harm::Dead) => {
            happens(Happening::Died, crew);
            return Some(Exit::Died);
        }
        Some(Harm::Injured) => happens(Happening::Injured, crew),
        None => {}
    }
    if let Some(succeeds) = escape::attempted(now, crew, worker, unpaid) {
        happens(if succeeds { Happening::Escaped } else { Happening::EscapeFailed }, crew);
        control::restrict(now, crew);
        if let Some(reprisal) = escape::reprisal(now, worker) {
            happens(reprisal, crew);
        }
        return Some(if succeeds { Exit::Escaped } else { Exit::SentBack });
    }
    if control::punished(now, worker) {
        happens(Happening::Punished, crew);
    }
    (worker.ends <= now.month.plus(1)).then_some(Exit::Returned)
}

/// Pays out or keeps what was held.
fn settle(now: &Now, crew: &Crew, worker: &Worker, exit: Exit, pay: &mut Pay, settling: Settling) {
    let released = return_home::paid_out(now, worker, exit);
    let mut draw = Draw::new(now.seed, Purpose::Return, u64::from(worker.person), now.month.number());
    let purse = Account::of_person(worker.person);
    if released.is_some() {
        let second = office_hours(&mut draw);
        settling.payments.push(Payment::new(27, second, crew.accounts.crew, purse, released, Channel::Cash, Role::HeldWages));
    }
    if exit == Exit::Died {
        let body_money = Cents(now.parameters.accident.body_money.draw(&mut draw));
        if body_money.is_some() {
            let (from, to) = (crew.accounts.company, now.offices.families);
            settling.payments.push(Payment::new(
                27,
                office_hours(&mut draw),
                from,
                to,
                body_money,
                Channel::Cash,
                Role::BodyMoney,
            ));
        }
    }
    pay.released = released;
    pay.lost = worker.held - released;
    *settling.to_send += pay.lost;
}

/// The crew is sent home for good: everybody leaves at the end of the month before.
pub(super) fn closed(now: &Now, crew: &mut Crew) -> CrewMonth {
    let mut month = CrewMonth::default();
    month.events.push(Event {
        day: Day::new(now.month, 1),
        happening: Happening::CrewClosed,
        crew: Some(crew.number),
        person: None,
    });
    for worker in std::mem::take(&mut crew.workers) {
        let mut pay = Pay {
            person: worker.person,
            crew: crew.number,
            days: 0,
            rest: 0,
            hours: 0,
            contract: worker.wage,
            gross: Cents::ZERO,
            taken: Taken::default(),
            held: Cents::ZERO,
            paid: Cents::ZERO,
            released: Cents::ZERO,
            lost: Cents::ZERO,
            kickback: Cents::ZERO,
        };
        settle(now, crew, &worker, Exit::Returned, &mut pay, month_of(&mut month.payments, &mut month.to_send));
        month.pay.push(pay);
        month.left.push((worker, Exit::Returned));
    }
    month
}
