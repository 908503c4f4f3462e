//! Whether figures can stand together: narrowing, then branch and prune, with points checked in fractions.

use crate::constraint::Constraint;
use crate::exact::{self, Exact};
use crate::expression::Relation;
use crate::interval::Interval;
use num_traits::Signed;

/// The exact ends between which each quantity has to lie; `None` where one is open.
pub(crate) type Ends = Vec<(Option<Exact>, Option<Exact>)>;

/// An exact value of every quantity.
pub(crate) type Point = Vec<Exact>;

/// What is known of a set of bounds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Answer<P = Point> {
    /// Proved: no point lies inside.
    Infeasible,
    /// This point does.
    Feasible(P),
    /// Neither was found within the effort allowed.
    Undecided,
}

/// Quantities and identities, ready for questions.
#[derive(Debug, Clone)]
pub(crate) struct Solver {
    pub(crate) constraints: Vec<Constraint>,
    /// For each quantity, the constraints it stands in.
    touching: Vec<Vec<usize>>,
}

/// A narrowing that moves no end by this part of the width asks no further narrowing.
const PROGRESS: f64 = 1e-3;
/// Rounds of narrowing, as a multiple of the number of constraints.
const ROUNDS: usize = 60;
/// Further rounds for the first box, so that what grows without end is seen to leave the numbers.
const PATIENCE: usize = 4_000;
/// Beyond this, either way, a quantity has no value.
const VALUE_MAX: f64 = 1e300;
/// From this effort on the ends of a box are tried as points as well.
const THOROUGH: usize = 100;
/// What is this narrow beside its size has a value, as near as floats come.
const SETTLED: f64 = 1e-9;
/// A box is cut no further once it is this narrow beside its size.
const NARROW: f64 = 1e-13;

impl Solver {
    pub(crate) fn new(constraints: Vec<Constraint>, quantity_count: usize) -> Self {
        let mut touching = vec![Vec::new(); quantity_count];
        for (index, constraint) in constraints.iter().enumerate() {
            constraint.quantities.iter().for_each(|quantity| touching[*quantity].push(index));
        }
        Solver { constraints, touching }
    }

    /// The same questions under more constraints.
    pub(crate) fn with(&self, more: Vec<Constraint>) -> Solver {
        Solver::new(self.constraints.iter().cloned().chain(more).collect(), self.quantity_count())
    }

    pub(crate) fn quantity_count(&self) -> usize {
        self.touching.len()
    }

    /// Narrows `space` until little more happens. `false`: proved empty.
    pub(crate) fn contract(&self, space: &mut [Interval]) -> bool {
        self.contract_from(space, None, PATIENCE)
    }

    /// As [`Solver::contract`], where only `changed` differs from a space that was narrowed before.
    fn contract_from(&self, space: &mut [Interval], changed: Option<usize>, patience: usize) -> bool {
        if space.iter().any(|interval| interval.is_empty()) {
            return false;
        }
        let mut queue: std::collections::VecDeque<usize> = match changed {
            None => (0..self.constraints.len()).collect(),
            Some(quantity) => self.touching[quantity].iter().copied().collect(),
        };
        let mut waiting = vec![false; self.constraints.len()];
        queue.iter().for_each(|index| waiting[*index] = true);
        let mut values = Vec::new();
        let mut before = Vec::new();
        let mut left = ROUNDS * self.constraints.len().max(4) + patience;
        while let Some(index) = queue.pop_front() {
            waiting[index] = false;
            left -= 1;
            if left == 0 {
                return true;
            }
            let constraint = &self.constraints[index];
            before.clear();
            before.extend(constraint.quantities.iter().map(|quantity| space[*quantity]));
            if !constraint.narrow(space, &mut values) {
                return false;
            }
            for (quantity, before) in constraint.quantities.iter().zip(&before) {
                if space[*quantity].low > VALUE_MAX || space[*quantity].high < -VALUE_MAX {
                    return false;
                }
                if moved(*before, space[*quantity]) {
                    for next in &self.touching[*quantity] {
                        if !waiting[*next] {
                            waiting[*next] = true;
                            queue.push_back(*next);
                        }
                    }
                }
            }
        }
        true
    }

    /// Whether a point lies in `start` and between `ends`, with at most `boxes_max` boxes looked at.
    pub(crate) fn decide(&self, start: Vec<Interval>, ends: &Ends, boxes_max: usize) -> Answer {
        if ends.iter().any(|(low, high)| low.as_ref().zip(high.as_ref()).is_some_and(|(low, high)| low > high)) {
            return Answer::Infeasible;
        }
        self.branch(start, boxes_max, |space, pick| self.point_in(space, ends, pick))
    }

    /// As [`Solver::decide`], but a point is only as good as floats are: what is `Infeasible` is proved, what is `Feasible` is not.
    pub(crate) fn decide_nearly(&self, start: Vec<Interval>, boxes_max: usize) -> Answer<Vec<f64>> {
        self.branch(start, boxes_max, |space, pick| if pick == Pick::Middle { self.near_point_in(space) } else { None })
    }

    fn branch<P>(&self, start: Vec<Interval>, boxes_max: usize, point_in: impl Fn(&[Interval], Pick) -> Option<P>) -> Answer<P> {
        let mut open = vec![start];
        let (mut looked_at, mut undecided) = (0usize, false);
        while let Some(mut space) = open.pop() {
            if !self.contract_from(&mut space, None, if looked_at == 0 { PATIENCE } else { 0 }) {
                continue;
            }
            looked_at += 1;
            let cut = self.widest(&space);
            // points cost more than boxes: they are tried at the 1st, 2nd, 4th, 8th box, and where nothing is left to cut
            let ways: &[Pick] = match (looked_at, cut) {
                (1, _) => &Pick::ALL[..2],
                (2, _) if boxes_max >= THOROUGH => &Pick::ALL,
                (count, None) if count < 64 => &Pick::ALL[..2],
                (count, _) if count.is_power_of_two() => &Pick::ALL[..2],
                _ => &[],
            };
            if let Some(point) = ways.iter().find_map(|pick| point_in(&space, *pick)) {
                return Answer::Feasible(point);
            }
            if looked_at >= boxes_max {
                return Answer::Undecided;
            }
            match cut {
                None => undecided = true,
                Some(quantity) => {
                    let (below, above) = halves(space[quantity]);
                    let mut other = space.clone();
                    other[quantity] = above;
                    space[quantity] = below;
                    open.push(other);
                    open.push(space);
                }
            }
        }
        if undecided { Answer::Undecided } else { Answer::Infeasible }
    }

    /// The quantity to cut: the one that spreads over most orders of magnitude, the more so the more identities it stands in.
    fn widest(&self, space: &[Interval]) -> Option<usize> {
        let mut best: Option<(f64, usize)> = None;
        for (quantity, interval) in space.iter().enumerate() {
            let score = spread(*interval) * self.touching[quantity].len() as f64;
            if score > 0.0 && interval.relative_width() > NARROW && best.is_none_or(|(widest, _)| score > widest) {
                best = Some((score, quantity));
            }
        }
        best.map(|(_, quantity)| quantity)
    }

    /// A point of the box that satisfies everything exactly, put together one quantity at a time.
    fn point_in(&self, start: &[Interval], ends: &Ends, pick: Pick) -> Option<Point> {
        let mut space = start.to_vec();
        let mut point: Vec<Option<Exact>> = vec![None; space.len()];
        while let Some(quantity) = self.next_open(&space, &point) {
            let value = chosen(space[quantity], &ends[quantity], pick)?;
            self.set(quantity, value, &mut point, &mut space, ends)?;
            self.follow(&mut point, &mut space, ends)?;
        }
        let holds = self.constraints.iter().all(|constraint| constraint.holds(&point));
        if holds { point.into_iter().collect() } else { None }
    }

    /// A point of the box, as near as floats come: one quantity after the other is set to its middle, and the others narrowed.
    fn near_point_in(&self, start: &[Interval]) -> Option<Vec<f64>> {
        let mut space = start.to_vec();
        let open = |space: &[Interval]| {
            let widths = space.iter().map(|interval| interval.relative_width()).enumerate();
            widths.filter(|(_, width)| *width > SETTLED).min_by(|a, b| a.1.total_cmp(&b.1)).map(|(quantity, _)| quantity)
        };
        while let Some(quantity) = open(&space) {
            let middle = halves(space[quantity]).0.high;
            space[quantity] = Interval { low: middle, high: middle };
            if !self.contract_from(&mut space, Some(quantity), 0) {
                return None;
            }
        }
        Some(space.iter().map(|interval| interval.low / 2.0 + interval.high / 2.0).collect())
    }

    /// The open quantity with the least room.
    fn next_open(&self, space: &[Interval], point: &[Option<Exact>]) -> Option<usize> {
        let open = (0..space.len()).filter(|quantity| point[*quantity].is_none());
        open.min_by(|a, b| space[*a].relative_width().total_cmp(&space[*b].relative_width()))
    }

    fn set(&self, quantity: usize, value: Exact, point: &mut [Option<Exact>], space: &mut [Interval], ends: &Ends) -> Option<()> {
        if !lies_between(&value, &ends[quantity]) {
            return None;
        }
        space[quantity] = space[quantity].meet(Interval::enclosing(Some(&value), Some(&value)));
        point[quantity] = Some(value);
        self.contract_from(space, Some(quantity), 0).then_some(())
    }

    /// Sets every quantity that an equation now determines.
    fn follow(&self, point: &mut [Option<Exact>], space: &mut [Interval], ends: &Ends) -> Option<()> {
        loop {
            let determined =
                self.constraints.iter().filter(|constraint| constraint.relation == Relation::Equal).find_map(|constraint| {
                    let mut open = constraint.quantities.iter().filter(|quantity| point[**quantity].is_none());
                    match (open.next(), open.next()) {
                        (Some(only), None) => constraint.solved_for(*only, point).map(|value| (*only, value)),
                        _ => None,
                    }
                });
            let Some((quantity, value)) = determined else { return Some(()) };
            self.set(quantity, value, point, space, ends)?;
        }
    }
}

/// Whether `value` lies between `ends`, both included.
pub(crate) fn lies_between(value: &Exact, (low, high): &(Option<Exact>, Option<Exact>)) -> bool {
    low.as_ref().is_none_or(|low| low <= value) && high.as_ref().is_none_or(|high| value <= high)
}

/// The floats around exact ends.
pub(crate) fn space_of(ends: &Ends) -> Vec<Interval> {
    ends.iter().map(|(low, high)| Interval::enclosing(low.as_ref(), high.as_ref())).collect()
}

fn moved(before: Interval, after: Interval) -> bool {
    if before == after {
        return false;
    }
    let width = before.high - before.low;
    !width.is_finite() || (after.low - before.low).max(before.high - after.high) > PROGRESS * width
}

/// How a value is taken from an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pick {
    Middle,
    Simplest,
    Low,
    High,
}

impl Pick {
    const ALL: [Pick; 4] = [Pick::Middle, Pick::Simplest, Pick::Low, Pick::High];
}

/// A simple fraction of the interval that lies between the exact ends.
fn chosen(interval: Interval, ends: &(Option<Exact>, Option<Exact>), pick: Pick) -> Option<Exact> {
    if pick == Pick::Middle
        && let Some(value) = exact::short_between(interval.low, interval.high)
    {
        return Some(value);
    }
    let end = |float: f64, exact: &Option<Exact>, is_low: bool| match (exact::of_float(float), exact) {
        (Some(float), Some(exact)) => Some(if (float > *exact) == is_low { float } else { exact.clone() }),
        (Some(float), None) => Some(float),
        (None, exact) => exact.clone(),
    };
    let (low, high) = (end(interval.low, &ends.0, true), end(interval.high, &ends.1, false));
    let (low, high) = match (low, high) {
        (Some(low), Some(high)) => (low, high),
        (Some(low), None) => {
            let high = &low + low.abs() + exact::whole(1);
            (low, high)
        }
        (None, Some(high)) => (&high - high.abs() - exact::whole(1), high),
        (None, None) => return Some(exact::whole(1)),
    };
    if low > high {
        return None;
    }
    match pick {
        Pick::Low => Some(low),
        Pick::High => Some(high),
        Pick::Simplest => Some(exact::simplest_between(&low, &high)),
        Pick::Middle => {
            let third = (&high - &low) / exact::whole(3);
            Some(exact::simplest_between(&(&low + &third), &(&high - &third)))
        }
    }
}

/// How many orders of magnitude an interval spreads over, in natural logarithms.
fn spread(Interval { low, high }: Interval) -> f64 {
    let (low, high) = (low.max(-VALUE_MAX), high.min(VALUE_MAX));
    if low > 0.0 {
        (high / low).ln()
    } else if high < 0.0 {
        (low / high).ln()
    } else {
        high.asinh() - low.asinh()
    }
}

/// An interval in two: at its middle, at a power of ten where it spans many, at one or minus one where it is open.
pub(crate) fn halves(interval: Interval) -> (Interval, Interval) {
    let Interval { low, high } = interval;
    let middle = match (low.is_finite(), high.is_finite()) {
        (false, false) => 0.0,
        (true, false) => low.max(1.0) * low.max(10.0),
        (false, true) => -((-high).max(1.0) * (-high).max(10.0)),
        (true, true) if low > 0.0 && high / low > 16.0 => low.sqrt() * high.sqrt(),
        (true, true) if high < 0.0 && low / high > 16.0 => -((-low).sqrt() * (-high).sqrt()),
        (true, true) => low / 2.0 + high / 2.0,
    };
    let middle = middle.clamp(low.max(f64::MIN), high.min(f64::MAX));
    (Interval { low, high: middle }, Interval { low: middle, high })
}
