//! Days worked, days of rest, and targets that are missed.

use super::Now;
use super::crew::Worker;
use crate::cents::Cents;
use crate::draw::Draw;
use crate::parameters::Contract;

/// A month of work of one person.
#[derive(Debug, Clone, Copy)]
pub(super) struct Worked {
    pub(super) days: u8,
    pub(super) rest: u8,
    pub(super) hours: u16,
    pub(super) missed_target: bool,
    /// What the employer pays for these days.
    pub(super) gross: Cents,
}

pub(super) fn worked(now: &Now, contract: &Contract, worker: &Worker, draw: &mut Draw) -> Worked {
    let days_of_month = i64::from(now.month.days());
    let rest = rest_days(contract, draw);
    let sick = now.parameters.work.sick.draw_whole(draw);
    let due = (days_of_month - rest).max(1);
    let days = (due - sick).max(0);
    let missed_target = now.happens(now.parameters.work.target_missed, draw);
    let longer = if missed_target { now.parameters.work.hours_added_when_missed.draw_whole(draw) } else { 0 };
    let hours_a_day = (contract.hours.draw_whole(draw) + longer).min(24);
    Worked {
        days: days as u8,
        rest: rest as u8,
        hours: (days * hours_a_day) as u16,
        missed_target,
        gross: worker.wage.part(days, due),
    }
}

/// A twelfth of a year's days of rest, the fraction drawn.
fn rest_days(contract: &Contract, draw: &mut Draw) -> i64 {
    let in_year = contract.rest.draw_whole(draw);
    in_year / 12 + i64::from((draw.below(12) as i64) < in_year % 12)
}
