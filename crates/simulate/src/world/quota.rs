//! The agent's monthly quota: how high it is set, how it is shared out among the workers, and what is missing in the end.

use super::Now;
use super::crew::Crew;
use super::pay::{Head, Taken};
use crate::cents::Cents;
use crate::draw::{Draw, Purpose};

/// Quotas are set in steps of 500 dollars.
const STEP: i64 = 50_000;

/// Sets the quota for a year: what the crew can yield, with the pressure of that year, within the limits.
pub(super) fn set(now: &Now, crew: &mut Crew) {
    let mut draw = Draw::new(now.seed, Purpose::Quota, u64::from(crew.number), now.month.year() as u64);
    let can_yield: Cents = crew.workers.iter().map(|worker| (worker.wage - worker.allowance - costs(now)).or_zero()).sum();
    let wanted = can_yield.share(now.parameters.quota.pressure.draw(&mut draw)).0;
    let stepped = (wanted + STEP / 2) / STEP * STEP;
    // the published quotas are those of whole crews: a handful of people is not asked for as much
    let is_whole = i64::from(crew.posts) * 100 >= now.model.contracts[crew.contract].crew.low;
    let least = if is_whole { now.parameters.quota.least.low } else { 0 };
    let most = now.parameters.quota.most.high.max(least);
    crew.quota = Cents(stepped.clamp(least, most));
}

/// What a worker costs in a month whatever is charged.
fn costs(now: &Now) -> Cents {
    let rates = &now.parameters.deductions;
    Cents(rates.board.middle() + rates.lodging.middle()).share(rates.board_and_lodging_cost.middle())
}

/// Takes what is missing for the quota from what the workers have above their allowance, each in proportion, and the manager's
/// cut of what is above it. Returns what the quota brought.
pub(super) fn taken(now: &Now, crew: &Crew, gross: &[Cents], taken: &mut [Taken], handed_on: Cents) -> Cents {
    let spare: Vec<Cents> = crew
        .workers
        .iter()
        .zip(gross)
        .zip(taken.iter())
        .map(|((worker, gross), taken)| (*gross - taken.total() - worker.allowance).or_zero())
        .collect();
    let all: Cents = spare.iter().copied().sum();
    let wanted = (crew.quota + crew.shortfall - handed_on).or_zero().min(all);
    let mut brought = Cents::ZERO;
    for ((worker, spare), taken) in crew.workers.iter().zip(spare).zip(taken) {
        let part = spare.part(wanted.0, all.0);
        let mut draw = Draw::new(now.seed, Purpose::Quota, u64::from(worker.person) << 1 | 1, now.month.number());
        taken.add(Head::Quota, part);
        taken.add(Head::Manager, (spare - part).share(now.parameters.deductions.surplus_taken.draw(&mut draw)));
        brought += part;
    }
    brought
}

/// Carries over what is missing; after long enough it is written off. Says whether it was.
pub(super) fn carry_over(now: &Now, crew: &mut Crew, handed_over: Cents) -> bool {
    let missing = (crew.quota + crew.shortfall - handed_over).or_zero();
    crew.shortfall = missing;
    crew.behind_since = if missing.is_some() { crew.behind_since + 1 } else { 0 };
    let written_off = missing.is_some() && crew.behind_since >= now.parameters.quota.written_off_after.whole().max(1);
    if written_off {
        crew.shortfall = Cents::ZERO;
        crew.behind_since = 0;
    }
    written_off
}

/// Whether so much is missing that nothing is paid out.
pub(super) fn pay_stops(now: &Now, crew: &Crew) -> bool {
    crew.shortfall > crew.quota.share(now.parameters.quota.pay_stops_when_behind.middle()) && crew.shortfall.is_some()
}
