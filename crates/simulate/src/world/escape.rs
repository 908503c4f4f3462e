//! Who tries to leave, and what follows.

use super::Now;
use super::crew::{Crew, Worker};
use super::event::Happening;
use crate::draw::{Draw, Purpose};

/// What came of a month, for one worker.
pub(super) fn attempted(now: &Now, crew: &Crew, worker: &Worker, unpaid: bool) -> Option<bool> {
    let rules = &now.parameters.escape;
    let mut draw = Draw::new(now.seed, Purpose::Escape, u64::from(worker.person), now.month.number());
    let mut rate = rules.attempts.draw(&mut draw);
    if unpaid {
        rate = rate * rules.attempts_factor_when_unpaid.draw(&mut draw) / 10_000;
    }
    if crew.locked_in || crew.restricted_until > now.month {
        rate /= 2;
    }
    let happens = draw.chance_of_month(rate);
    let succeeds = rules.succeeds.draw(&mut draw);
    happens.then(|| draw.chance(succeeds))
}

/// What happens to those at home.
pub(super) fn reprisal(now: &Now, worker: &Worker) -> Option<Happening> {
    let mut draw = Draw::new(now.seed, Purpose::Escape, u64::from(worker.person) << 1 | 1 << 40, now.month.number());
    let rate = now.parameters.escape.family_punished.draw(&mut draw);
    draw.chance(rate).then_some(Happening::FamilyPunished)
}
