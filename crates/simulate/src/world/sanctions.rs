//! Measures with their dates, and what the exporter does about them.

use crate::draw::{Draw, Purpose};
use crate::month::Month;
use crate::parameters::{Effect, Model, Scenario};

/// What holds in one country in one month.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Measures {
    /// No more crews than in this month.
    pub(super) capped: Option<Month>,
    /// Nobody new on a work permit.
    pub(super) no_new_permits: bool,
    /// From and until when everybody goes home.
    pub(super) going_home: Option<(Month, Month)>,
    /// Nobody may stay, obedient or not.
    pub(super) banned: Option<Month>,
}

pub(super) fn measures(model: &Model, scenario: &Scenario, host: &str, month: Month) -> Measures {
    let mut measures = Measures::default();
    let in_force = |sanction: &&crate::parameters::Sanction| {
        sanction.from.month <= month && sanction.host.as_deref().is_none_or(|only| only == host)
    };
    for sanction in model.sanctions.iter().filter(in_force) {
        match sanction.effect {
            Effect::Vigilance => {}
            Effect::Cap => measures.capped = measures.capped.or(Some(sanction.from.month)),
            Effect::NoNewPermits => measures.no_new_permits = true,
            Effect::Return(deadline) => measures.going_home = Some((sanction.from.month, deadline)),
        }
    }
    measures.banned = scenario.ban_of(host).filter(|from| *from <= month);
    measures
}

/// The month in which a crew that obeys goes home: spread evenly up to the deadline.
pub(super) fn goes_home(seed: u64, crew: u32, from: Month, deadline: Month) -> Month {
    let mut draw = Draw::new(seed, Purpose::Sanction, u64::from(crew), 0);
    from.plus(draw.between(0, deadline.since(from).max(0)))
}

/// Months within which a ban is carried out.
pub(super) const BAN_TAKES: i64 = 3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_hold_from_their_day() {
        let (model, scenario) = (Model::shipped(), Scenario::default());
        let at = |year, month| measures(&model, &scenario, "RU", Month::new(year, month));
        assert_eq!(at(2016, 12), Measures::default());
        assert_eq!(at(2017, 8).capped, Some(Month::new(2017, 8)));
        assert!(!at(2017, 8).no_new_permits && at(2017, 9).no_new_permits);
        assert_eq!(at(2018, 1).going_home, Some((Month::new(2017, 12), Month::new(2019, 12))));
    }

    #[test]
    fn everybody_is_home_by_the_deadline() {
        let (from, deadline) = (Month::new(2017, 12), Month::new(2019, 12));
        let months: Vec<Month> = (0..500).map(|crew| goes_home(1, crew, from, deadline)).collect();
        assert!(months.iter().all(|month| (from..=deadline).contains(month)));
        assert!(months.contains(&from) && months.contains(&deadline));
    }
}
