//! What follows from figures that documents state of pay in general: pay before anything is taken, the part taken, what is left.
//!
//! `left = gross × (1 − share)`. Each of the three is narrowed by the two others; what is taken follows.

use rust_decimal::Decimal;

/// From … to.
pub type Ends = (Decimal, Decimal);

/// What documents state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stated {
    /// Pay a month before anything is taken.
    pub gross: Ends,
    /// The part that is taken, from 0 to 1.
    pub share: Ends,
    /// What is left a month.
    pub left: Ends,
}

/// What is possible if all three are true of the same worker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feasible {
    /// Narrowed.
    pub stated: Stated,
    /// What is taken a month.
    pub taken: Ends,
    /// What is taken in twelve such months.
    pub taken_in_year: Ends,
    /// How each end came about, in sentences.
    pub steps: Vec<String>,
}

/// What is possible; `None` if the three contradict each other. Ends are cut at four decimals, outwards.
pub fn feasible(stated: &Stated) -> Option<Feasible> {
    let one = Decimal::ONE;
    let Stated { gross, share, left } = *stated;
    let valid = gross.0 <= gross.1 && share.0 <= share.1 && left.0 <= left.1;
    let in_reach = gross.0 > Decimal::ZERO && share.0 >= Decimal::ZERO && share.1 < one && left.0 >= Decimal::ZERO;
    if !valid || !in_reach {
        return None;
    }
    let mut steps = Vec::new();
    // gross = left / (1 − share)
    let least = left.0.checked_div(one - share.0)?;
    let most = left.1.checked_div(one - share.1)?;
    let narrowed = (gross.0.max(down(least)), gross.1.min(up(most)));
    steps.push(format!(
        "To leave {} when {} % is taken, pay must be at least {}; to leave no more than {} when {} % is taken, at most {}: so pay is {} to {}.",
        left.0, percent(share.0), down(least), left.1, percent(share.1), up(most), narrowed.0, narrowed.1
    ));
    if narrowed.0 > narrowed.1 {
        return None;
    }
    // share = 1 − left / gross
    let share_least = share.0.max(down(one - left.1.checked_div(narrowed.0)?));
    let share_most = share.1.min(up(one - left.0.checked_div(narrowed.1)?));
    if share_least > share_most {
        return None;
    }
    let left_least = left.0.max(down(narrowed.0.checked_mul(one - share.1)?));
    let left_most = left.1.min(up(narrowed.1.checked_mul(one - share.0)?));
    steps.push(format!(
        "Then the part taken is {} to {} %, and {left_least} to {left_most} is left.",
        percent(share_least),
        percent(share_most)
    ));
    // taken = left × share / (1 − share) grows with both, and is at most pay less what is left
    let by_share =
        |left: Decimal, share: Decimal, months: Decimal| left.checked_mul(share)?.checked_mul(months)?.checked_div(one - share);
    let over = |months: Decimal| {
        let least = down(by_share(left_least, share_least, months)?).max(down((narrowed.0 - left_most) * months));
        let most = up(by_share(left_most, share_most, months)?).min(up((narrowed.1 - left_least) * months));
        Some((least, most))
    };
    let (taken_least, taken_most) = over(one)?;
    let taken_in_year = over(Decimal::from(12))?;
    steps.push(format!(
        "What is taken a month is least when {left_least} is left and {} % was taken: {taken_least}; at most {taken_most}.",
        percent(share_least)
    ));
    let stated = Stated { gross: narrowed, share: (share_least, share_most), left: (left_least, left_most) };
    Some(Feasible { stated, taken: (taken_least, taken_most), taken_in_year, steps })
}

fn percent(share: Decimal) -> Decimal {
    (share * Decimal::ONE_HUNDRED).normalize()
}

fn down(value: Decimal) -> Decimal {
    value.round_dp_with_strategy(4, rust_decimal::RoundingStrategy::ToNegativeInfinity).normalize()
}

fn up(value: Decimal) -> Decimal {
    value.round_dp_with_strategy(4, rust_decimal::RoundingStrategy::ToPositiveInfinity).normalize()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(low: &str, high: &str) -> Ends {
        (low.parse().unwrap(), high.parse().unwrap())
    }

    /// Pay 300 to 1,000, 70 to 90 percent taken, 100 to 130 left.
    #[test]
    fn the_figures_of_published_reports() {
        let stated = Stated { gross: ends("300", "1000"), share: ends("0.7", "0.9"), left: ends("100", "130") };
        let found = feasible(&stated).unwrap();
        // whoever is left 100 after 70 percent earned a third of 1,000: 300 cannot be the pay of anybody of whom all three are true
        assert_eq!(found.stated.gross, ends("333.3333", "1000"));
        assert_eq!(found.stated.share, ends("0.7", "0.9"));
        assert_eq!(found.stated.left, ends("100", "130"));
        // 100 × 0.7 / 0.3, and 1,000 − 100
        assert_eq!(found.taken, ends("233.3333", "900"));
        assert_eq!(found.taken_in_year, ends("2800", "10800"));
    }

    #[test]
    fn every_combination_that_is_possible_lies_within() {
        let stated = Stated { gross: ends("300", "1000"), share: ends("0.7", "0.9"), left: ends("100", "130") };
        let found = feasible(&stated).unwrap();
        for gross in 300..=1000 {
            for share in 700..=900 {
                let (gross, share) = (Decimal::from(gross), Decimal::new(share, 3));
                let left = gross * (Decimal::ONE - share);
                if stated.left.0 <= left && left <= stated.left.1 {
                    let within = |value: Decimal, ends: Ends| ends.0 <= value && value <= ends.1;
                    assert!(within(gross, found.stated.gross) && within(share, found.stated.share));
                    assert!(within(gross * share, found.taken), "{gross} {share}");
                }
            }
        }
    }

    #[test]
    fn what_contradicts_itself_has_no_answer() {
        assert_eq!(feasible(&Stated { gross: ends("300", "400"), share: ends("0.1", "0.2"), left: ends("100", "130") }), None);
        assert_eq!(feasible(&Stated { gross: ends("300", "400"), share: ends("1", "1"), left: ends("0", "0") }), None);
    }
}
