//! How a crew is held: passports, doors, telephones, and punishments in front of others.

use super::Now;
use super::crew::{Crew, Worker};
use crate::draw::{Draw, Purpose};

/// Settles how a new crew is held.
pub(super) fn settle(now: &Now, crew: &mut Crew) {
    let mut draw = Draw::new(now.seed, Purpose::Control, u64::from(crew.number), 0);
    let rules = &now.parameters.control;
    crew.passports_held = now.happens(rules.passports_held, &mut draw);
    crew.locked_in = now.happens(rules.locked_in, &mut draw);
    crew.telephones_banned = now.happens(rules.telephones_banned, &mut draw);
}

/// Whether a worker is punished this month.
pub(super) fn punished(now: &Now, worker: &Worker) -> bool {
    let mut draw = Draw::new(now.seed, Purpose::Control, u64::from(worker.person) | 1 << 40, now.month.number());
    let rate = now.parameters.control.punished.draw(&mut draw);
    draw.chance_of_month(rate)
}

/// After an escape nobody may go out for a while.
pub(super) fn restrict(now: &Now, crew: &mut Crew) {
    crew.restricted_until = now.month.plus(now.parameters.control.restricted_after_escape.whole());
}
