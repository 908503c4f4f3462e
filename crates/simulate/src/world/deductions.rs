//! What is taken before the quota: board, lodging, the debt of being sent, and the heads under which the State is named.

use super::Now;
use super::crew::Worker;
use super::pay::{Head, Taken};
use super::work::Worked;
use crate::cents::Cents;
use crate::draw::Draw;

/// Takes each head in turn, never more than what is left of the pay.
pub(super) fn deducted(now: &Now, worker: &Worker, work: &Worked, draw: &mut Draw) -> Taken {
    let rates = &now.parameters.deductions;
    let share = |hundredths: i64| work.gross.share(hundredths);
    let fined = work.missed_target && now.happens(now.parameters.work.fined_when_missed, draw);
    let wanted = [
        (Head::Board, Cents(rates.board.draw(draw))),
        (Head::Lodging, Cents(rates.lodging.draw(draw))),
        (Head::Dispatch, Cents(rates.dispatch_debt.draw(draw)).min(worker.debt)),
        (Head::StateTax, share(rates.state_tax.draw(draw))),
        (Head::StateInsurance, share(rates.insurance.draw(draw))),
        (Head::PartyDues, share(rates.party_dues.draw(draw))),
        (Head::LoyaltyFund, share(rates.loyalty_fund.draw(draw))),
        (Head::Fine, if fined { Cents(rates.fine.draw(draw)) } else { Cents::ZERO }),
    ];
    let (mut taken, mut left) = (Taken::default(), work.gross);
    for (head, amount) in wanted {
        let amount = amount.min(left);
        taken.add(head, amount);
        left -= amount;
    }
    taken
}

/// What of these heads is handed on: board and lodging only beyond their cost, the debt not at all.
pub(super) fn handed_on(taken: &Taken, cost: Cents) -> Cents {
    let named = [Head::StateTax, Head::StateInsurance, Head::PartyDues, Head::LoyaltyFund, Head::Fine];
    taken.sum(|head| named.contains(&head) || head.is_for_review()) - cost
}
