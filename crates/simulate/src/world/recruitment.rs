//! How people are chosen: several ask for each post, and those who pay go before those who do not.

use super::Now;
use super::book::{Account, Channel, Payment, Role};
use super::people::Recruited;
use crate::cents::Cents;
use crate::draw::{Draw, Purpose};

/// Who got the post, and what those who did not get it paid for nothing.
pub(super) struct Chosen {
    pub(super) recruited: Recruited,
    pub(super) paid_in_vain: Cents,
}

/// Chooses among the applicants of one post.
pub(super) fn chosen(now: &Now, crew: u32, post: u64) -> Chosen {
    let rules = &now.parameters.recruitment;
    let mut draw = Draw::new(now.seed, Purpose::Recruitment, u64::from(crew) << 24 | post, now.month.number());
    let applicants = rules.applicants_per_post.draw_whole(&mut draw).max(1) as u32;
    let fee = Cents(rules.dispatch_fee.draw(&mut draw) / 100 * 100);
    let (mut best, mut best_rank, mut paid) = (Recruited::default(), i64::MIN, Cents::ZERO);
    for _ in 0..applicants {
        let asking = applicant(now, &mut draw);
        paid += asking.placement_bribe;
        // a bribe for the list moves an applicant far up, but is no promise
        let rank = draw.between(0, 99) + if asking.placement_bribe.is_some() { 60 } else { 0 };
        if rank > best_rank {
            (best, best_rank) = (asking, rank);
        }
    }
    let recruited = Recruited { applicants, dispatch_fee: fee, ..best };
    Chosen { recruited, paid_in_vain: paid - recruited.placement_bribe }
}

fn applicant(now: &Now, draw: &mut Draw) -> Recruited {
    let rules = &now.parameters.recruitment;
    let mut bribe = |paid, amount: crate::parameters::Bounds| {
        let pays = now.happens(paid, draw);
        let dollars = amount.draw(draw) / 100 * 100;
        if pays { Cents(dollars) } else { Cents::ZERO }
    };
    Recruited {
        applicants: 0,
        placement_bribe: bribe(rules.placement_bribe_paid, rules.placement_bribe),
        background_bribe: bribe(rules.background_bribe_paid, rules.background_bribe),
        medical_bribe: bribe(rules.medical_flaw, rules.medical_bribe),
        dispatch_fee: Cents::ZERO,
    }
}

/// The bribes as payments: borrowed, and handed over in cash before the journey.
pub(super) fn payments(now: &Now, person: u32, recruited: &Recruited, payments: &mut Vec<Payment>) {
    let purse = Account::of_person(person);
    let mut draw = Draw::new(now.seed, Purpose::Recruitment, u64::from(person) | 1 << 60, now.month.number());
    let bribes = recruited.bribes();
    if bribes.is_some() {
        payments.push(Payment::new(1, draw.below(28_800) as u32, now.offices.lenders, purse, bribes, Channel::Cash, Role::Loan));
    }
    for bribe in [recruited.placement_bribe, recruited.background_bribe, recruited.medical_bribe] {
        if bribe.is_some() {
            let second = 30_000 + draw.below(30_000) as u32;
            payments.push(Payment::new(1, second, purse, now.offices.officials, bribe, Channel::Cash, Role::Bribe));
        }
    }
}
