//! Random numbers that depend on what they are for, and on nothing else.
//!
//! Each is a function of the seed, the purpose, the entity and the month, so that neither the number of threads nor the order of
//! work changes any, and a new mechanism leaves the draws of the others as they were. Whole numbers only: the same on every machine.

/// What a draw is for. Adding one changes no other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u64)]
#[allow(missing_docs, reason = "each is named after the mechanism that draws")]
pub enum Purpose {
    Layout = 1,
    Firm,
    Identity,
    Recruitment,
    Work,
    Control,
    Escape,
    Accident,
    Return,
    Remittance,
    Conduit,
    Fund,
    Agency,
    Trade,
    Exchange,
    Moment,
    Sanction,
    List,
    ListRow,
    Payroll,
    Document,
    Wording,
    Watchlist,
    Account,
    Quota,
    Redispatch,
}

/// A stream of draws.
#[derive(Debug, Clone)]
pub struct Draw {
    state: u64,
}

const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// Spreads every bit of `x` over all bits (the finaliser of SplitMix64; Steele, Lea & Flood 2014). One to one.
pub fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

impl Draw {
    /// The stream of this seed, purpose, entity and month.
    pub fn new(seed: u64, purpose: Purpose, entity: u64, month: u64) -> Self {
        let keyed = mix(seed.wrapping_add(STEP)) ^ (purpose as u64).wrapping_mul(0xd134_2543_de82_ef95);
        let of_entity = mix(keyed.wrapping_add(STEP)) ^ entity.wrapping_mul(0xa076_1d64_78bd_642f);
        Draw { state: mix(mix(of_entity.wrapping_add(STEP)) ^ month.wrapping_mul(0xe703_7ed1_a0b4_28db)) }
    }

    /// 64 random bits.
    pub fn bits(&mut self) -> u64 {
        self.state = self.state.wrapping_add(STEP);
        mix(self.state)
    }

    /// A whole number from 0 up to, not including, `end`; 0 if `end` is 0. The bias is below `end / 2^64`.
    pub fn below(&mut self, end: u64) -> u64 {
        ((u128::from(self.bits()) * u128::from(end)) >> 64) as u64
    }

    /// A whole number from `low` to `high`, both included; `low` if they are the wrong way round.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        if high <= low { low } else { low + self.below((high - low) as u64 + 1) as i64 }
    }

    /// Whether something happens that happens `hundredths` times in 10,000.
    pub fn chance(&mut self, hundredths_of_percent: i64) -> bool {
        (self.below(10_000) as i64) < hundredths_of_percent
    }

    /// Whether something happens this month that happens `hundredths / 100` times in a thousand years of one person.
    pub fn chance_of_month(&mut self, hundredths_in_thousand_years: i64) -> bool {
        (self.below(1_200_000) as i64) < hundredths_in_thousand_years
    }

    /// One of `items`.
    ///
    /// # Panics
    /// If there is none.
    pub fn pick<'t, T>(&mut self, items: &'t [T]) -> &'t T {
        &items[self.below(items.len() as u64) as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_depends_on_each_part_of_its_name() {
        let first = |seed, purpose, entity, month| Draw::new(seed, purpose, entity, month).bits();
        let base = first(1, Purpose::Work, 2, 3);
        assert_eq!(base, first(1, Purpose::Work, 2, 3));
        let others = [
            first(2, Purpose::Work, 2, 3),
            first(1, Purpose::Firm, 2, 3),
            first(1, Purpose::Work, 3, 3),
            first(1, Purpose::Work, 2, 4),
        ];
        assert!(others.iter().all(|other| *other != base));
    }

    #[test]
    fn the_bytes_are_the_same_on_every_machine() {
        let mut draw = Draw::new(7, Purpose::Recruitment, 46_000, 12);
        assert_eq!([draw.bits(), draw.bits()], [draw_of(0), draw_of(1)]);
        assert_eq!(mix(1), 0x5692_161d_100b_05e5);
    }

    fn draw_of(index: u64) -> u64 {
        let state = Draw::new(7, Purpose::Recruitment, 46_000, 12).state;
        mix(state.wrapping_add(STEP.wrapping_mul(index + 1)))
    }

    #[test]
    fn draws_are_even() {
        let mut counts = [0u32; 10];
        for entity in 0..100_000 {
            counts[Draw::new(1, Purpose::Work, entity, 1).below(10) as usize] += 1;
        }
        assert!(counts.iter().all(|count| (9_500..10_500).contains(count)), "{counts:?}");
        let mut draw = Draw::new(1, Purpose::Work, 1, 1);
        let often = (0..100_000).filter(|_| draw.chance(2_500)).count();
        assert!((24_500..25_500).contains(&often), "{often}");
    }

    #[test]
    fn ends_are_included() {
        let mut draw = Draw::new(1, Purpose::Work, 1, 1);
        let seen: std::collections::BTreeSet<i64> = (0..200).map(|_| draw.between(-1, 2)).collect();
        assert_eq!(seen.into_iter().collect::<Vec<_>>(), [-1, 0, 1, 2]);
        assert_eq!(draw.between(5, 4), 5);
        assert_eq!(draw.below(0), 0);
    }
}
