//! Injuries and deaths: of one worker, or of several behind a locked door.

use super::Now;
use super::crew::{Crew, Worker};
use crate::draw::{Draw, Purpose};

/// What an accident did to one worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Harm {
    Injured,
    Dead,
}

pub(super) fn harm(now: &Now, worker: &Worker) -> Option<Harm> {
    let rules = &now.parameters.accident;
    let mut draw = Draw::new(now.seed, Purpose::Accident, u64::from(worker.person), now.month.number());
    let (dies, injured) = (rules.dies.draw(&mut draw), rules.injured.draw(&mut draw));
    if draw.chance_of_month(dies) {
        return Some(Harm::Dead);
    }
    draw.chance_of_month(injured).then_some(Harm::Injured)
}

/// How many die together in a crew whose door is locked at night.
pub(super) fn die_together(now: &Now, crew: &Crew) -> usize {
    let mut draw = Draw::new(now.seed, Purpose::Accident, u64::from(crew.number) | 1 << 40, now.month.number());
    let rules = &now.parameters.accident;
    let rate = rules.collective.draw(&mut draw);
    let happens = crew.locked_in && draw.chance_of_month(rate);
    if happens { (rules.collective_deaths.draw_whole(&mut draw) as usize).min(crew.workers.len()) } else { 0 }
}
