//! The end of a stay: what was held is paid out, in part or not at all.

use super::crew::Worker;
use super::{Exit, Now};
use crate::cents::Cents;
use crate::draw::{Draw, Purpose};

/// How much of what was held is paid out.
pub(super) fn paid_out(now: &Now, worker: &Worker, exit: Exit) -> Cents {
    let rules = &now.parameters.return_home;
    let mut draw = Draw::new(now.seed, Purpose::Return, u64::from(worker.person) | 1 << 42, now.month.number());
    let never = now.happens(rules.never_paid_out, &mut draw);
    match exit {
        Exit::Returned if !never => worker.held.share(rules.held_paid_out.draw(&mut draw)),
        Exit::Returned | Exit::SentBack | Exit::Escaped | Exit::Died => Cents::ZERO,
    }
}

/// Whether somebody who is back, or free, tells of it.
pub(super) fn testifies(now: &Now, worker: &Worker, exit: Exit) -> bool {
    let mut draw = Draw::new(now.seed, Purpose::Return, u64::from(worker.person) | 1 << 43, now.month.number());
    let rate = now.parameters.return_home.testifies.draw(&mut draw);
    match exit {
        // who got away tells more often
        Exit::Escaped => draw.chance(rate * 10),
        Exit::Returned => draw.chance(rate),
        Exit::SentBack | Exit::Died => false,
    }
}
