//! What all workers together are owed, and how sure that is.
//!
//! Each worker's sum is drawn from a triangle over least, best supported and the most that sources leave open if what is under review stands; whether it
//! does is a question of law, and no draw answers it. Whose a tax or an insurance was that nobody showed to be lawful, and what an unlabelled sum was taken
//! for, is a question of fact, the same for all, that no draw answers either: the lower end is drawn as if all of it stood, the upper as if none of it did. How far sources err is shared within a crew: with the chance
//! `shared` a worker's draw is that of the crew, so that two of a crew are correlated by its square. All months of a worker share one draw, which is
//! the wider reading. Months that nothing settles (no paper, or a list that a bank or a witness denies) are drawn evenly between their ends, and with one
//! draw for all workers: whether such lists are true, and how much was paid where none is left, is the same question for each of them, and more workers do
//! not answer it. Draws are floats and only say how sure a total is; the least and the most are exact sums.

use crate::account::{Account, Accounts};
use crate::sum::Bounds;
use rayon::prelude::*;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Workers whose draws are added up in one piece; it fixes the order of addition for any number of threads.
const PIECE: usize = 512;

/// How totals are drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Draws {
    /// How many.
    pub count: usize,
    /// The seed: the same gives the same figures.
    pub seed: u64,
    /// The chance that a worker errs as the crew does.
    pub shared: f64,
    /// How much of the draws the interval holds.
    pub level: f64,
}

impl Default for Draws {
    fn default() -> Self {
        Draws { count: 1_000, seed: 1, shared: 0.8, level: 0.90 }
    }
}

/// How many more workers there are than the files name, as somebody estimated it elsewhere.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unlisted {
    /// At least.
    pub low: f64,
    /// Most likely.
    pub point: f64,
    /// At most.
    pub high: f64,
}

/// What all are owed.
#[derive(Debug, Clone, PartialEq)]
pub struct ClassTotal {
    /// Workers.
    pub workers: usize,
    /// The exact sum of what each is owed at least.
    pub least: Decimal,
    /// The exact sum of what is best supported.
    pub point: Decimal,
    /// The exact sum of the best cases.
    pub most: Decimal,
    /// Lower end and median of the draws if all stands that nobody showed to be lawful, and the upper end if none of it does: whichever is true, so many
    /// of the draws lie within as `draws.level` says, or more.
    pub drawn: [f64; 3],
    /// How much of the upper end is tax, insurance and the like that nobody showed to be lawful, or taken under no title.
    pub unshown: f64,
    /// How they were drawn.
    pub draws: Draws,
    /// What those nobody listed would be owed if they were treated alike: never part of the total.
    pub unlisted: Option<[f64; 3]>,
}

/// The total of `accounts`.
pub fn class_total(accounts: &Accounts, draws: Draws, unlisted: Option<Unlisted>) -> ClassTotal {
    let sums: Vec<Sum> = accounts
        .accounts
        .iter()
        .map(|account| {
            let crew = account.months.iter().find_map(|month| month.crew);
            // somebody without a crew errs alone
            let crew = crew.map_or(u64::MAX - u64::from(account.worker), u64::from);
            Sum::of(account, crew)
        })
        .collect();
    let exact: Bounds = accounts.accounts.iter().map(|account| account.totals().sum()).sum();
    let [mut drawn, mut if_unshown_falls] = drawn(&sums, &draws);
    drawn.sort_by(f64::total_cmp);
    if_unshown_falls.sort_by(f64::total_cmp);
    let tail = (1.0 - draws.level) / 2.0;
    let [low, middle, as_titled] = [tail, 0.5, 1.0 - tail].map(|share| quantile(&drawn, share));
    // no draw is above what every worker's best case adds up to
    let high = quantile(&if_unshown_falls, 1.0 - tail).min(exact.high.to_f64().unwrap_or(f64::MAX)).max(as_titled);
    let (drawn, unshown) = ([low, middle, high], high - as_titled);
    let a_head = |total: f64| total / sums.len().max(1) as f64;
    let unlisted = unlisted.filter(|_| !sums.is_empty()).map(|unlisted| {
        let least = exact.low.to_f64().unwrap_or_default();
        [unlisted.low * a_head(least), unlisted.point * a_head(drawn[1]), unlisted.high * a_head(drawn[2])]
    });
    ClassTotal { workers: sums.len(), least: exact.low, point: exact.point, most: exact.high, drawn, unshown, draws, unlisted }
}

/// What one worker is owed, as far as sources leave it open.
struct Sum {
    crew: u64,
    triangle: Triangle,
    /// The width of what nothing settles.
    evenly: f64,
    /// How much higher its lower end is if nothing stands that nobody showed to be lawful or labelled.
    unshown: f64,
    /// How much wider what nothing settles is then; narrower, below nought.
    wider: f64,
}

impl Sum {
    fn of(account: &Account, crew: u64) -> Self {
        let Bounds { low, point, high } = account.totals().sum();
        let [mut most, mut by_sources, mut evenly, mut point_of_evenly, mut unshown, mut wider] = [Decimal::ZERO; 6];
        for month in account.claimed() {
            let open = month.most_by_sources - month.owed.low;
            most += month.owed.high - month.owed.low;
            by_sources += open;
            if month.is_unsettled {
                evenly += open;
                unshown += month.least_if_unshown_falls - month.owed.low;
                wider += month.most_if_unshown_falls - month.least_if_unshown_falls - open;
                point_of_evenly += month.owed.point - month.owed.low;
            } else {
                unshown += month.most_if_unshown_falls - month.most_by_sources;
            }
        }
        let [low, point, high] = [low, point, high].map(|end| end.to_f64().unwrap_or_default());
        let [most, by_sources, evenly, point_of_evenly, unshown, wider] =
            [most, by_sources, evenly, point_of_evenly, unshown, wider].map(|sum| sum.to_f64().unwrap_or_default());
        // interest and settlements widen or narrow all months alike
        let of_months = if most > 0.0 { (high - low) / most } else { 0.0 };
        let width = ((by_sources - evenly) * of_months).max(0.0);
        let top = (point - low - point_of_evenly * of_months).clamp(0.0, width);
        let triangle = Triangle { low, width, top: if width > 0.0 { top / width } else { 0.0 } };
        Sum { crew, triangle, evenly: evenly * of_months, unshown: unshown * of_months, wider: wider * of_months }
    }
}

/// Totals if all stands that nobody showed to be lawful, draw by draw, and the same draws if none of it does.
fn drawn(sums: &[Sum], draws: &Draws) -> [Vec<f64>; 2] {
    let for_all: Vec<f64> =
        (0..draws.count as u64).map(|draw| unit(mixed(mixed(draws.seed ^ mixed(draw)) ^ 0x1234_5678_9abc_def0))).collect();
    let bases: Vec<u64> = (0..draws.count as u64).map(|draw| mixed(draws.seed ^ mixed(draw))).collect();
    let of_piece = |(number, piece): (usize, &[Sum])| {
        let mut totals = vec![0.0; draws.count];
        let (mut crew, mut of_crew) = (None, Vec::new());
        for (at, sum) in piece.iter().enumerate() {
            let Sum { triangle, evenly, .. } = sum;
            if crew != Some(sum.crew) {
                crew = Some(sum.crew);
                of_crew = bases.iter().map(|base| unit(mixed(base ^ mixed(sum.crew ^ 0xa076_1d64_78bd_642f)))).collect();
            }
            let worker = mixed((number * PIECE + at) as u64 ^ 0x5bd1_e995_0000_0000);
            for (draw, total) in totals.iter_mut().enumerate() {
                *total += match triangle.width > 0.0 {
                    true => triangle.at(chance(draws.shared, mixed(bases[draw] ^ worker), of_crew[draw])),
                    false => triangle.low,
                };
                *total += evenly * for_all[draw];
            }
        }
        totals
    };
    let pieces: Vec<Vec<f64>> = sums.par_chunks(PIECE).enumerate().map(of_piece).collect();
    let mut totals = vec![0.0; draws.count];
    for piece in pieces {
        totals.iter_mut().zip(piece).for_each(|(total, part)| *total += part);
    }
    let unshown: f64 = sums.iter().map(|sum| sum.unshown).sum();
    let wider: f64 = sums.iter().map(|sum| sum.wider).sum();
    let if_falls = totals.iter().zip(&for_all).map(|(total, part)| total + unshown + wider * part).collect();
    [totals, if_falls]
}

/// A number from 0 to 1 for a worker in a draw, from what is the worker's `own` in it: with the chance `shared` that of the crew.
fn chance(shared: f64, own: u64, of_crew: f64) -> f64 {
    if unit(mixed(own)) < shared { of_crew } else { unit(own) }
}

/// A well-mixed number (the finisher of SplitMix64).
fn mixed(number: u64) -> u64 {
    let number = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

fn unit(number: u64) -> f64 {
    (number >> 11) as f64 / (1u64 << 53) as f64
}

struct Triangle {
    low: f64,
    width: f64,
    /// Where the top is, as a part of the width.
    top: f64,
}

impl Triangle {
    fn at(&self, chance: f64) -> f64 {
        let part = match chance < self.top {
            true => (chance * self.top).sqrt(),
            false => 1.0 - ((1.0 - chance) * (1.0 - self.top)).sqrt(),
        };
        self.low + self.width * part
    }
}

fn quantile(sorted: &[f64], share: f64) -> f64 {
    match sorted.len() {
        0 => 0.0,
        count => sorted[((count - 1) as f64 * share).round() as usize],
    }
}
