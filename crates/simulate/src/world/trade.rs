//! Ordinary trade: firms that pay each other.

use super::Now;
use super::book::{Account, Channel, Payment, Role};
use super::crew_month::office_hours;
use crate::cents::Cents;
use crate::draw::{Draw, Purpose};
use rayon::prelude::*;

/// What all firms pay in a month.
pub(super) fn payments(now: &Now, firms: &[Account]) -> Vec<Payment> {
    let of_firm = |(number, firm): (usize, &Account)| {
        let mut draw = Draw::new(now.seed, Purpose::Trade, number as u64, now.month.number());
        let times = now.parameters.look_alikes.trade.draw_whole(&mut draw);
        (0..times).filter_map(|_| payment(&mut draw, firms, *firm)).collect::<Vec<_>>()
    };
    firms.par_iter().enumerate().map(of_firm).flatten_iter().collect()
}

fn payment(draw: &mut Draw, firms: &[Account], from: Account) -> Option<Payment> {
    let to = *draw.pick(firms);
    let (day, second) = (1 + draw.below(28) as u32, office_hours(draw));
    // few large, many small: the product of two even draws
    let amount = Cents(draw.between(1, 1_000) * draw.between(1, 1_000) * 10 + 5_000);
    (from != to).then(|| Payment::new(day, second, from, to, amount, Channel::Bank, Role::Trade))
}
