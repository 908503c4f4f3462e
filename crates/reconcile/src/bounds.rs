//! How far each quantity can run: ends moved inward as long as what is cut off is proved empty.

use crate::interval::Interval;
use crate::search::{Answer, Ends, Solver, space_of};

/// Boxes looked at for each slice.
const BOXES_PER_SLICE: usize = 24;
/// An end is settled once a point lies this near, as a part of the width.
const NEAR: f64 = 1e-4;
/// Slices tried for one end.
const SLICES_MAX: usize = 24;

/// The narrowest proved bounds of every quantity between `ends`; `None` if there are none.
pub(crate) fn narrowed(solver: &Solver, ends: &Ends) -> Option<Vec<Interval>> {
    let mut space = space_of(ends);
    if !solver.contract(&mut space) {
        return None;
    }
    let mut reached = vec![Interval::EMPTY; space.len()];
    for quantity in 0..solver.quantity_count() {
        for side in [Side::Low, Side::High] {
            settle(solver, &mut space, &mut reached, quantity, side);
        }
    }
    Some(space)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Low,
    High,
}

/// Moves one end of `quantity` inward: the outermost sliver first, then by halves, then by ever smaller slices.
/// `reached` holds what points were found, as near as floats come; a slice that one lies in need not be asked about.
fn settle(solver: &Solver, space: &mut [Interval], reached: &mut [Interval], quantity: usize, side: Side) {
    let mut portion = NEAR;
    for step in 0..SLICES_MAX {
        let Some(slice) = slice(space[quantity], side, portion) else { return };
        let known =
            [reached[quantity].low, reached[quantity].high].iter().any(|value| slice.low <= *value && *value <= slice.high);
        let mut cut = space.to_vec();
        cut[quantity] = slice;
        let answer = if known { Answer::Undecided } else { solver.decide_nearly(cut, BOXES_PER_SLICE) };
        let empty = answer == Answer::Infeasible;
        if let Answer::Feasible(point) = answer {
            for (reached, value) in reached.iter_mut().zip(&point) {
                *reached = reached.hull(Interval { low: *value, high: *value });
            }
        }
        match (empty, side) {
            (true, Side::Low) => space[quantity].low = slice.high,
            (true, Side::High) => space[quantity].high = slice.low,
            (false, _) if portion <= NEAR => return,
            (false, _) => {}
        }
        portion = match (step, empty) {
            (0, _) => 0.5,
            (_, true) => portion,
            (_, false) => (portion / 4.0).max(NEAR),
        };
    }
}

/// The outer `portion` of an interval; `None` if that end is open or the interval is a point.
fn slice(interval: Interval, side: Side, portion: f64) -> Option<Interval> {
    let Interval { low, high } = interval;
    let end = if side == Side::Low { low } else { high };
    if !end.is_finite() || low >= high {
        return None;
    }
    let width = (high - low).min(end.abs().max(1.0) * 1e3);
    let step = (width * portion).max(end.abs() * 1e-9);
    Some(match side {
        Side::Low => Interval { low, high: (low + step).min(high) },
        Side::High => Interval { low: (high - step).max(low), high },
    })
}

/// The proved bounds of one quantity between `ends`; `None` if there are none.
pub(crate) fn of_one(solver: &Solver, ends: &Ends, quantity: usize) -> Option<Interval> {
    let mut space = space_of(ends);
    if !solver.contract(&mut space) {
        return None;
    }
    let mut reached = vec![Interval::EMPTY; space.len()];
    for side in [Side::Low, Side::High] {
        settle(solver, &mut space, &mut reached, quantity, side);
    }
    Some(space[quantity])
}
