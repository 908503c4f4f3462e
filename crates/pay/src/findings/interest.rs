//! How the interest on a month came about, in words: which sum, from when to when, so many days, at which rate.

use crate::account::{Account, MonthSums, Reckoning};
use crate::interest::{Interest, Segment};
use crate::month::Month;
use crate::owed::{Allocated, Stretch};
use crate::sum::in_words;
use evidence::Currency;

/// The interest on what was owed for `month`, as the best supported figure has it: a sentence a stretch between two payments, a sentence a payment that
/// settled any of it, and what is left of it.
pub fn interest_in_words(reckoning: &Reckoning, account: &Account, month: Month) -> Vec<String> {
    let claimed: Vec<&MonthSums> = account.claimed().collect();
    let Some(due) = claimed.iter().position(|sums| sums.month == month) else { return Vec::new() };
    let (owed, unit) = (&account.owed.point, reckoning.settings.currency);
    let of_due = owed.stretches.iter().filter(|stretch| stretch.due == due);
    let mut told: Vec<String> = of_due.map(|stretch| stretch_in_words(&reckoning.terms.interest, stretch, unit)).collect();
    let used = owed.allocated.iter().filter(|used| used.due == due);
    told.extend(used.map(|used| settled_in_words(account, used, month, unit)));
    if let Some(left) = owed.interest.get(due).filter(|_| !told.is_empty()) {
        told.push(format!(
            "Left of {month}: {} {unit} and {} {unit} of interest.",
            in_words(owed.principal.get(due).copied().unwrap_or_default()),
            in_words(*left)
        ));
    }
    told
}

fn stretch_in_words(interest: &Interest, stretch: &Stretch, unit: Currency) -> String {
    let segments = interest.segments(stretch.from, stretch.to).unwrap_or_default();
    let rates: Vec<String> = segments.iter().map(segment_in_words).collect();
    format!(
        "Interest on {} {unit} from the day after {} through {}, {} ({}): {}; × {} / {} = {} {unit}.",
        in_words(stretch.base),
        stretch.from,
        stretch.to,
        interest.model.name(),
        interest.days.name(),
        rates.join("; "),
        stretch.numerator.normalize(),
        stretch.denominator.normalize(),
        in_words(stretch.interest)
    )
}

fn segment_in_words(segment: &Segment) -> String {
    let Segment { first, last, percent, days } = segment;
    format!("{} % from {first} through {last}, {days} days", percent.normalize())
}

fn settled_in_words(account: &Account, used: &Allocated, month: Month, unit: Currency) -> String {
    let (sum, on) = account.settlements.get(used.settlement).map(|payment| (payment.sum, payment.on)).unwrap_or_default();
    let (principal, interest) = (in_words(used.principal), in_words(used.interest));
    format!("Of {} {unit} paid on {on}, {principal} settled {month} and {interest} its interest.", in_words(sum))
}
