//! What remains likely: draws from the quantities that no identity gives, weighted by how well every origin's figures fit.
//!
//! An origin is right about a quantity with its reliability. If it is, the true value lies in its figure, or a little beside it:
//! the weight falls off like a normal curve with a tenth of the end as its deviation. If it is wrong, the figure may lie anywhere
//! within a factor of ten either way. The space of the drawn quantities is cut into cells, first along the boxes in which figures can
//! stand together, then where the weight varies most; draws go to the cells by Neyman's allocation and are weighted by
//! self-normalised importance sampling (Kahn & Marshall 1953; effective sample size after Kong 1992). Each block of draws has
//! its own stream of random numbers, so the same seed gives the same bytes on any number of threads.

use crate::interval::Interval;
use crate::program::{LANES, Program};
use rayon::prelude::*;

/// How far beside a figure the true value may lie, as a part of the end: one standard deviation.
const EDGE: f64 = 0.1;
/// So many deviations beside a figure nothing is left of its fit.
const FADED: f64 = 4.0;
/// How far off a figure may be if its origin is wrong, as a factor either way.
const ASTRAY: f64 = 10.0;
/// Below this many effective draws no posterior is given.
pub(crate) const EFFECTIVE_MIN: f64 = 400.0;
/// Below this many, what would be without a vote is not told.
const WITHOUT_MIN: f64 = 100.0;
/// Cells that the space is cut into, and those of them that follow the consistent boxes.
const CELLS_MAX: usize = 512;
const CARVED_MAX: usize = 192;
/// This part of the draws goes to the cells by their size alone, so that no rare heavy draw in a cell that looked empty outweighs all
/// others (a defensive mixture: Hesterberg 1995).
const BY_VOLUME: f64 = 0.2;
/// Parts that are summed up apart, whatever the number of threads.
const STRANDS: usize = 8;
/// Of each cell, every so manieth block, at least one, also tells how likely each origin is right.
const CLOSE_LOOK: usize = 16;

/// What is thought of a drawn quantity before any figure is heard.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Prior {
    pub(crate) low: f64,
    pub(crate) high: f64,
    /// Whether equal ratios are equally likely, rather than equal differences.
    pub(crate) by_ratio: bool,
}

/// One origin's word on one quantity.
#[derive(Debug, Clone)]
pub(crate) struct Vote {
    pub(crate) quantity: usize,
    pub(crate) ranges: Vec<Interval>,
    pub(crate) reliability: f64,
}

/// What is to be drawn.
#[derive(Debug, Clone)]
pub(crate) struct Task {
    pub(crate) program: Program,
    /// One for each free quantity of the program.
    pub(crate) priors: Vec<Prior>,
    pub(crate) votes: Vec<Vote>,
    /// Boxes over all quantities in which figures can stand together.
    pub(crate) boxes: Vec<Vec<Interval>>,
    pub(crate) quantity_count: usize,
    /// The quantity whose middle is looked at without each vote.
    pub(crate) headline: Option<usize>,
    pub(crate) seed: u64,
    pub(crate) draw_count: usize,
}

/// What was drawn.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Drawn {
    /// 5, 50 and 95 percent points of each quantity; `None` where it could not be drawn.
    pub(crate) quantiles: Vec<Option<[f64; 3]>>,
    /// How likely each vote is right.
    pub(crate) votes: Vec<f64>,
    /// The middle of the headline without each vote.
    pub(crate) headline_without: Vec<f64>,
    /// Effective number of draws.
    pub(crate) effective: f64,
    pub(crate) draw_count: usize,
}

// ---- random numbers -------------------------------------------------------------------------------------------------------------

const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// The finaliser of SplitMix64 (Steele, Lea, Flood 2014).
fn mixed(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Streams that run side by side, so that their steps are computed together.
const STREAMS: usize = 16;

/// Random numbers of one block: sixteen streams of xoshiro128++ (Blackman, Vigna 2021), told apart by their beginning.
struct Streams {
    state: [[u32; STREAMS]; 4],
}

impl Streams {
    fn of(key: u64) -> Streams {
        let mut seed = mixed(key);
        let mut next = || {
            seed = seed.wrapping_add(GOLDEN);
            mixed(seed)
        };
        let mut state = [[0; STREAMS]; 4];
        for words in &mut state {
            // never all zero: one bit of every word is set
            words.iter_mut().for_each(|word| *word = next() as u32 | 1);
        }
        Streams { state }
    }

    /// Fills a column with numbers from `low` to `low + width`.
    fn fill(&mut self, column: &mut [f64], low: f64, width: f64) {
        const STEP: f64 = 1.0 / 4_294_967_296.0;
        let (step, middle) = (width * STEP, low + width * 0.5);
        let [mut a, mut b, mut c, mut d] = self.state;
        for lanes in column.as_chunks_mut::<STREAMS>().0 {
            for at in 0..STREAMS {
                let bits = a[at].wrapping_add(d[at]).rotate_left(7).wrapping_add(a[at]);
                let shifted = b[at] << 9;
                c[at] ^= a[at];
                d[at] ^= b[at];
                b[at] ^= c[at];
                a[at] ^= d[at];
                c[at] ^= shifted;
                d[at] = d[at].rotate_left(11);
                lanes[at] = middle + f64::from(bits as i32) * step;
            }
        }
        self.state = [a, b, c, d];
    }
}

// ---- courses ----------------------------------------------------------------------------------------------------------------------

/// Pieces of a course.
const PIECES: usize = 1024;
/// Steps in which the density behind a course is summed up.
const STEPS: usize = 8 * PIECES;
/// This part of a course follows the prior alone, so that no value that other quantities ask for is rare.
const BY_PRIOR: f64 = 0.05;

/// How a drawn quantity runs from the lowest to the highest value of its prior as its place goes from 0 to 1: the more slowly, the
/// better the figures about the quantity itself fit.
struct Course {
    /// Values at the places 0, 1 / PIECES, … 1.
    knots: Box<[f64; PIECES + 1]>,
    /// For each piece, how likely it is, over how often it is drawn.
    factors: Box<[f64; PIECES]>,
}

impl Course {
    /// `terms` are the votes on this quantity.
    fn of<'t>(prior: Prior, terms: impl Iterator<Item = &'t Term>) -> Course {
        let (start, end) = if prior.by_ratio { (prior.low.ln(), prior.high.ln()) } else { (prior.low, prior.high) };
        let value_at = |step: f64| {
            let measure = start + (end - start) * (step / STEPS as f64);
            let value = if prior.by_ratio { measure.exp() } else { measure };
            value.clamp(prior.low, prior.high)
        };
        let values: Vec<f64> = (0..STEPS).map(|step| value_at(step as f64 + 0.5)).collect();
        let (mut density, mut fit) = (vec![1.0; STEPS], vec![0.0; STEPS]);
        for term in terms {
            term.fit(&values, &mut fit);
            density.iter_mut().zip(&fit).for_each(|(density, fit)| *density *= term.wrong + term.right * fit);
        }
        let whole: f64 = density.iter().sum();
        let drawn = |density: f64| (1.0 - BY_PRIOR) * density / whole + BY_PRIOR / STEPS as f64;
        let (mut knots, mut factors) = (vec![prior.low], Vec::with_capacity(PIECES));
        // up to the step at hand: drawn how often, and how likely; and how likely up to the last knot
        let (mut drawn_before, mut likely_before, mut likely_at_knot) = (0.0, 0.0, 0.0);
        for (step, density) in density.into_iter().enumerate() {
            let (drawn, likely) = (drawn(density), density / whole);
            while knots.len() < PIECES && knots.len() as f64 / PIECES as f64 <= drawn_before + drawn {
                let part = ((knots.len() as f64 / PIECES as f64 - drawn_before) / drawn).clamp(0.0, 1.0);
                knots.push(value_at(step as f64 + part));
                let likely_here = likely_before + likely * part;
                factors.push((likely_here - likely_at_knot) * PIECES as f64);
                likely_at_knot = likely_here;
            }
            drawn_before += drawn;
            likely_before += likely;
        }
        knots.resize(PIECES, prior.high);
        knots.push(prior.high);
        factors.resize(PIECES - 1, 0.0);
        factors.push((likely_before - likely_at_knot) * PIECES as f64);
        let boxed = "one knot more than pieces";
        Course { knots: knots.try_into().expect(boxed), factors: factors.try_into().expect(boxed) }
    }

    /// The place at which it reaches `value`; 0 or 1 for values beyond its ends.
    fn place_of(&self, value: f64) -> f64 {
        let piece = self.knots.partition_point(|knot| *knot <= value).clamp(1, PIECES) - 1;
        let (low, high) = (self.knots[piece], self.knots[piece + 1]);
        let part = if high > low { ((value - low) / (high - low)).clamp(0.0, 1.0) } else { 0.0 };
        (piece as f64 + part) / PIECES as f64
    }

    /// The value at a place.
    fn value_at(&self, place: f64) -> f64 {
        let mut value = [place];
        self.follow(&mut value, &mut [1.0]);
        value[0]
    }

    /// Turns places into values, and multiplies `weight` by how likely they are over how often they are drawn.
    fn follow(&self, column: &mut [f64], weight: &mut [f64]) {
        /// Added to a small float, it leaves the nearest whole number in the low bits.
        const WHOLE: f64 = 6_755_399_441_055_744.0;
        let (knots, factors): (&[f64; PIECES + 1], &[f64; PIECES]) = (&self.knots, &self.factors);
        for (place, weight) in column.iter_mut().zip(weight) {
            let scaled = *place * PIECES as f64;
            let whole = (scaled - 0.5) + WHOLE;
            let piece = whole.to_bits() as usize % PIECES;
            let low = knots[piece];
            *place = low + (knots[piece + 1] - low) * (scaled - (whole - WHOLE));
            *weight *= factors[piece];
        }
    }
}

// ---- cells ----------------------------------------------------------------------------------------------------------------------

/// A box of places, one side for each drawn quantity.
#[derive(Debug, Clone)]
struct Cell {
    low: Vec<f64>,
    high: Vec<f64>,
}

impl Cell {
    fn volume(&self) -> f64 {
        self.low.iter().zip(&self.high).map(|(low, high)| high - low).product()
    }

    fn middle(&self, at: usize) -> f64 {
        self.low[at] / 2.0 + self.high[at] / 2.0
    }

    fn cut(mut self, at: usize, place: f64) -> (Cell, Cell) {
        let mut above = self.clone();
        self.high[at] = place;
        above.low[at] = place;
        (self, above)
    }
}

/// Cells along the faces of the consistent boxes.
fn carved(task: &Task, courses: &[Course]) -> Vec<Cell> {
    let mut cells = vec![Cell { low: vec![0.0; courses.len()], high: vec![1.0; courses.len()] }];
    for space in &task.boxes {
        let sides: Vec<[f64; 2]> = (task.program.free.iter().zip(courses))
            .map(|(quantity, course)| [space[*quantity].low, space[*quantity].high].map(|value| course.place_of(value)))
            .collect();
        for (at, side) in sides.iter().enumerate() {
            for place in *side {
                let meets = |cell: &Cell| {
                    let mut all = sides.iter().enumerate();
                    all.all(|(at, [low, high])| cell.low[at] < *high && cell.high[at] > *low)
                };
                let is_cut = |cell: &Cell| cell.low[at] < place && place < cell.high[at] && meets(cell);
                let (hit, mut kept): (Vec<Cell>, Vec<Cell>) = cells.into_iter().partition(is_cut);
                kept.extend(hit.into_iter().flat_map(|cell| <[Cell; 2]>::from(cell.cut(at, place))));
                cells = kept;
                if cells.len() > CARVED_MAX {
                    return cells;
                }
            }
        }
    }
    cells
}

// ---- weights --------------------------------------------------------------------------------------------------------------------

/// A vote ready for columns: weight = wrong + right * fit.
struct Term {
    quantity: usize,
    wrong: f64,
    right: f64,
    /// Low end, one over its deviation, high end, one over its deviation.
    ranges: Vec<[f64; 4]>,
    /// Whether the best of several ranges counts, because they exclude each other.
    best: bool,
}

impl Term {
    fn of(vote: &Vote) -> Term {
        let narrowest = vote.ranges.iter().map(|range| room(*range)).fold(f64::INFINITY, f64::min);
        let all = 2.0 * ASTRAY.ln();
        let common = vote.ranges.iter().copied().reduce(Interval::meet).unwrap_or(Interval::ALL);
        let best = common.is_empty();
        let ranges = if best { vote.ranges.clone() } else { vec![common] };
        let prepared = |range: &Interval| {
            let over = |end: f64| if end.is_finite() && end != 0.0 { 1.0 / (EDGE * end.abs()) } else { 1e12 };
            [range.low.max(-1e300), over(range.low), range.high.min(1e300), over(range.high)]
        };
        Term {
            quantity: vote.quantity,
            wrong: 1.0 - vote.reliability,
            right: vote.reliability * all / narrowest.min(all),
            ranges: ranges.iter().map(prepared).collect(),
            best,
        }
    }

    /// Fills `fit` with how well the vote fits each value: 1 inside its range.
    fn fit(&self, values: &[f64], fit: &mut [f64]) {
        for (index, [low, over_low, high, over_high]) in self.ranges.iter().enumerate() {
            for (fit, value) in fit.iter_mut().zip(values) {
                let off = ((low - value) * over_low).max((value - high) * over_high).max(0.0);
                let base = (1.0 - off * off * (1.0 / (FADED * FADED))).max(0.0);
                let (two, four) = (base * base, base * base * base * base);
                let here = two * two * four;
                *fit = if index > 0 && self.best { fit.max(here) } else { here };
            }
        }
    }
}

/// The room that a figure leaves by ratio, its soft edges included.
fn room(range: Interval) -> f64 {
    let edges = EDGE * (2.0 * std::f64::consts::PI).sqrt();
    if range.low > 0.0 && range.high.is_finite() { (range.high / range.low).ln() + edges } else { ASTRAY.ln() }
}

/// Columns in use by one thread.
struct Columns {
    registers: Vec<Vec<f64>>,
    weight: Vec<f64>,
    fit: Vec<f64>,
    bins: Vec<u32>,
}

struct Sampler<'t> {
    task: &'t Task,
    /// One for each vote.
    terms: Vec<Term>,
    /// One for each drawn quantity.
    courses: Vec<Course>,
    /// The votes on quantities that are not drawn but follow.
    following: Vec<usize>,
}

impl<'t> Sampler<'t> {
    fn new(task: &'t Task) -> Self {
        let terms: Vec<Term> = task.votes.iter().map(Term::of).collect();
        let free = &task.program.free;
        let course =
            |(quantity, prior): (&usize, &Prior)| Course::of(*prior, terms.iter().filter(|term| term.quantity == *quantity));
        let courses = free.iter().zip(&task.priors).map(course).collect();
        let following = (0..terms.len()).filter(|vote| !free.contains(&terms[*vote].quantity)).collect();
        Sampler { task, terms, courses, following }
    }

    fn columns(&self) -> Columns {
        Columns {
            registers: self.task.program.registers(),
            weight: vec![0.0; LANES],
            fit: vec![0.0; LANES],
            bins: vec![0; LANES],
        }
    }

    /// Draws one block in `cell`; the weights are those of the density over the cell's own measure.
    fn block(&self, cell: &Cell, key: u64, columns: &mut Columns) {
        let Columns { registers, weight, fit, .. } = columns;
        weight.fill(1.0);
        let mut streams = Streams::of(key);
        for (at, (quantity, course)) in self.task.program.free.iter().zip(&self.courses).enumerate() {
            let column = &mut registers[*quantity];
            streams.fill(column, cell.low[at], cell.high[at] - cell.low[at]);
            course.follow(column, weight);
        }
        self.task.program.run(registers);
        for term in self.following.iter().map(|vote| &self.terms[*vote]) {
            term.fit(&registers[term.quantity], fit);
            let factors = fit.iter().map(|fit| term.wrong + term.right * fit);
            weight.iter_mut().zip(factors).for_each(|(weight, factor)| *weight *= factor);
        }
        for (left, right) in &self.task.program.limits {
            let sides = registers[*left].iter().zip(&registers[*right]);
            let lanes = weight.iter_mut().zip(sides);
            lanes.for_each(|(weight, (left, right))| *weight = if left <= right { *weight } else { 0.0 });
        }
    }
}

/// What one block tells of a cell.
struct Pilot {
    /// Root of the mean square of the weights, times the volume.
    load: f64,
    /// Where to cut.
    at: usize,
}

impl Sampler<'_> {
    fn pilot(&self, cell: &Cell, key: u64, columns: &mut Columns, seen: &mut [Interval]) -> Pilot {
        self.block(cell, key, columns);
        for (quantity, seen) in seen.iter_mut().enumerate() {
            for (value, weight) in columns.registers[quantity].iter().zip(&columns.weight) {
                if *weight > 0.0 && value.is_finite() {
                    *seen = Interval { low: seen.low.min(*value), high: seen.high.max(*value) };
                }
            }
        }
        let square: f64 = columns.weight.iter().map(|weight| weight * weight).sum();
        let root_halves = |at: usize| {
            let middle = self.courses[at].value_at(cell.middle(at));
            let column = &columns.registers[self.task.program.free[at]];
            let below: f64 =
                columns.weight.iter().zip(column).filter(|(_, value)| **value < middle).map(|(weight, _)| weight * weight).sum();
            below.sqrt() + (square - below).max(0.0).sqrt()
        };
        let at = (0..cell.low.len()).min_by(|a, b| root_halves(*a).total_cmp(&root_halves(*b))).unwrap_or(0);
        Pilot { load: (square / LANES as f64).sqrt() * cell.volume(), at }
    }

    /// Cells and their loads, cut where the load is greatest, and the range of each quantity seen.
    fn paved(&self) -> (Vec<(Cell, f64)>, Vec<Interval>) {
        let mut columns = self.columns();
        let mut seen = vec![Interval::EMPTY; self.task.quantity_count];
        let mut key = mixed(self.task.seed ^ 0x70_69_6c_6f_74);
        let mut next_key = || {
            key = key.wrapping_add(GOLDEN);
            mixed(key)
        };
        let mut leaves: Vec<(Cell, Pilot)> = Vec::new();
        for cell in carved(self.task, &self.courses) {
            let pilot = self.pilot(&cell, next_key(), &mut columns, &mut seen);
            leaves.push((cell, pilot));
        }
        while leaves.len() < CELLS_MAX && !self.task.priors.is_empty() {
            let heaviest = (0..leaves.len()).max_by(|a, b| leaves[*a].1.load.total_cmp(&leaves[*b].1.load));
            let Some(heaviest) = heaviest.filter(|index| leaves[*index].1.load > 0.0) else { break };
            let (cell, pilot) = leaves.swap_remove(heaviest);
            let middle = cell.middle(pilot.at);
            let (below, above) = cell.cut(pilot.at, middle);
            for half in [below, above] {
                let pilot = self.pilot(&half, next_key(), &mut columns, &mut seen);
                leaves.push((half, pilot));
            }
        }
        (leaves.into_iter().map(|(cell, pilot)| (cell, pilot.load)).collect(), seen)
    }
}

// ---- summing up -----------------------------------------------------------------------------------------------------------------

/// Weights by value, in bins that are some thousandths of their value wide.
#[derive(Debug, Clone)]
struct Histogram {
    /// Rank of the first bin's lower edge.
    base: i32,
    shift: u32,
    bins: Vec<f64>,
}

/// Bins of one histogram, about.
const BINS_MAX: i64 = 1 << 12;
/// Bins beyond what was seen before the draws, on either side.
const MARGIN: i64 = 64;

/// The upper half of a float as a whole number that rises with it: its bits with those of negative floats turned around.
fn rank(value: f64) -> i32 {
    let upper = (value.to_bits() >> 32) as i32;
    upper ^ ((upper >> 31) & i32::MAX)
}

/// The least float of a rank.
fn of_rank(rank: i64) -> f64 {
    let rank = rank.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32;
    let upper = (rank ^ ((rank >> 31) & i32::MAX)) as u32;
    f64::from_bits(u64::from(upper) << 32)
}

impl Histogram {
    fn over(seen: Interval) -> Histogram {
        let (low, high) = if seen.is_empty() { (0, 0) } else { (i64::from(rank(seen.low)), i64::from(rank(seen.high))) };
        let mut shift = 10;
        while (high - low) >> shift > BINS_MAX {
            shift += 1;
        }
        let first = ((low >> shift) - MARGIN).max(i64::from(i32::MIN) >> shift);
        let last = ((high >> shift) + MARGIN).min(i64::from(i32::MAX) >> shift);
        Histogram { base: (first << shift) as i32, shift, bins: vec![0.0; (last - first) as usize + 1] }
    }

    /// Adds `weights` at `values`; `places` is room to work in.
    fn add(&mut self, values: &[f64], weights: &[f64], places: &mut [u32]) {
        let bins = &mut self.bins[..];
        let last = bins.len() - 1;
        for (place, value) in places.iter_mut().zip(values) {
            *place = (rank(*value).max(self.base).wrapping_sub(self.base) as u32) >> self.shift;
        }
        for (place, weight) in places.iter().zip(weights) {
            bins[(*place as usize).min(last)] += weight;
        }
    }

    fn merge(&mut self, other: &Histogram) {
        self.bins.iter_mut().zip(&other.bins).for_each(|(bin, other)| *bin += other);
    }

    /// The value below which this part of the weight lies.
    fn quantile(&self, part: f64) -> f64 {
        let target = self.bins.iter().sum::<f64>() * part;
        let mut before = 0.0;
        for (index, bin) in self.bins.iter().enumerate() {
            if before + bin >= target && *bin > 0.0 {
                let edge = |index: usize| of_rank(i64::from(self.base) + ((index as i64) << self.shift));
                let (low, high) = (edge(index), edge(index + 1));
                return low + (high - low) * ((target - before) / bin);
            }
            before += bin;
        }
        f64::NAN
    }
}

struct Tally {
    sum: f64,
    square_sum: f64,
    histograms: Vec<Histogram>,
    look_sum: f64,
    vote_sums: Vec<f64>,
    without: Vec<Histogram>,
    without_sums: Vec<f64>,
    without_square_sums: Vec<f64>,
}

impl Tally {
    fn merge(&mut self, other: &Tally) {
        self.sum += other.sum;
        self.square_sum += other.square_sum;
        self.look_sum += other.look_sum;
        self.histograms.iter_mut().zip(&other.histograms).for_each(|(ours, theirs)| ours.merge(theirs));
        let add = |ours: &mut [f64], theirs: &[f64]| ours.iter_mut().zip(theirs).for_each(|(ours, theirs)| *ours += theirs);
        add(&mut self.vote_sums, &other.vote_sums);
        add(&mut self.without_sums, &other.without_sums);
        add(&mut self.without_square_sums, &other.without_square_sums);
        self.without.iter_mut().zip(&other.without).for_each(|(ours, theirs)| ours.merge(theirs));
    }
}

/// Draws that are made together.
struct Block {
    cell: usize,
    /// What their weights are multiplied by.
    scale: f64,
    /// For how many blocks of the cell it stands where votes are looked at one by one; `None` if they are not.
    look: Option<f64>,
}

/// Draws. `None` if no draw has any weight.
pub(crate) fn draw(task: &Task) -> Option<Drawn> {
    let sampler = Sampler::new(task);
    let (cells, seen) = sampler.paved();
    let load: f64 = cells.iter().map(|(_, load)| load).sum();
    if load.is_nan() || load <= 0.0 || load.is_infinite() {
        return None;
    }
    let blocks = task.draw_count.div_ceil(LANES).max(STRANDS);
    let volume: f64 = cells.iter().map(|(cell, _)| cell.volume()).sum();
    let mut plan: Vec<Block> = Vec::new();
    for (index, (cell, cell_load)) in cells.iter().enumerate() {
        let part = (1.0 - BY_VOLUME) * cell_load / load + BY_VOLUME * cell.volume() / volume;
        let own = ((blocks as f64 * part).round() as usize).max(1);
        let looked_at = own.div_ceil(CLOSE_LOOK);
        let scale = cell.volume() / (own * LANES) as f64;
        let look = own as f64 / looked_at as f64;
        plan.extend((0..own).map(|at| Block { cell: index, scale, look: (at < looked_at).then_some(look) }));
    }
    let strand = plan.len().div_ceil(STRANDS);
    let tallies: Vec<Tally> =
        plan.par_chunks(strand).enumerate().map(|(index, part)| sampler.tally(part, index * strand, &cells, &seen)).collect();
    let mut tallies = tallies.into_iter();
    let mut all = tallies.next()?;
    tallies.for_each(|tally| all.merge(&tally));
    summary(task, &all, plan.len() * LANES)
}

impl Sampler<'_> {
    fn tally(&self, part: &[Block], first: usize, cells: &[(Cell, f64)], seen: &[Interval]) -> Tally {
        let mut columns = self.columns();
        let histogram = |quantity: usize| Histogram::over(seen[quantity]);
        let mut tally = Tally {
            sum: 0.0,
            square_sum: 0.0,
            histograms: (0..self.task.quantity_count).map(histogram).collect(),
            look_sum: 0.0,
            vote_sums: vec![0.0; self.terms.len()],
            without_sums: vec![0.0; self.terms.len()],
            without_square_sums: vec![0.0; self.terms.len()],
            without: self.task.headline.map(|headline| vec![histogram(headline); self.terms.len()]).unwrap_or_default(),
        };
        let stream = mixed(self.task.seed ^ 0x64_72_61_77);
        for (offset, Block { cell, scale, look }) in part.iter().enumerate() {
            let block = first + offset;
            self.block(&cells[*cell].0, mixed(stream.wrapping_add((block as u64).wrapping_mul(GOLDEN))), &mut columns);
            columns.weight.iter_mut().for_each(|weight| *weight *= scale);
            tally.sum += columns.weight.iter().sum::<f64>();
            tally.square_sum += columns.weight.iter().map(|weight| weight * weight).sum::<f64>();
            for (quantity, histogram) in tally.histograms.iter_mut().enumerate() {
                if !self.task.program.unknown.contains(&quantity) {
                    histogram.add(&columns.registers[quantity], &columns.weight, &mut columns.bins);
                }
            }
            if let Some(look) = look {
                columns.weight.iter_mut().for_each(|weight| *weight *= look);
                self.look_closely(&mut columns, &mut tally);
            }
        }
        tally
    }

    /// How likely each vote is right, and the headline without it.
    fn look_closely(&self, columns: &mut Columns, tally: &mut Tally) {
        tally.look_sum += columns.weight.iter().sum::<f64>();
        for (index, term) in self.terms.iter().enumerate() {
            term.fit(&columns.registers[term.quantity], &mut columns.fit);
            let mut right_sum = 0.0;
            for (fit, weight) in columns.fit.iter_mut().zip(&columns.weight) {
                let right = term.right * *fit;
                let both = term.wrong + right;
                right_sum += weight * (right / both);
                *fit = weight / both;
            }
            tally.vote_sums[index] += right_sum;
            tally.without_sums[index] += columns.fit.iter().sum::<f64>();
            tally.without_square_sums[index] += columns.fit.iter().map(|weight| weight * weight).sum::<f64>();
            if let Some(headline) = self.task.headline {
                tally.without[index].add(&columns.registers[headline], &columns.fit, &mut columns.bins);
            }
        }
    }
}

/// The middle of the headline without a vote; not a number where too few draws bear on it.
fn middle_without(tally: &Tally, vote: usize) -> f64 {
    let effective = tally.without_sums[vote] * tally.without_sums[vote] / tally.without_square_sums[vote];
    if effective < WITHOUT_MIN { f64::NAN } else { tally.without[vote].quantile(0.5) }
}

fn summary(task: &Task, tally: &Tally, draw_count: usize) -> Option<Drawn> {
    if tally.sum.is_nan() || tally.sum <= 0.0 || tally.square_sum <= 0.0 {
        return None;
    }
    let quantiles = |quantity: usize| {
        let histogram = &tally.histograms[quantity];
        let known = !task.program.unknown.contains(&quantity);
        known
            .then(|| [0.05, 0.5, 0.95].map(|part| histogram.quantile(part)))
            .filter(|points| points.iter().all(|point| point.is_finite()))
    };
    Some(Drawn {
        quantiles: (0..task.quantity_count).map(quantiles).collect(),
        votes: tally.vote_sums.iter().map(|sum| sum / tally.look_sum).collect(),
        headline_without: (0..tally.without.len()).map(|vote| middle_without(tally, vote)).collect(),
        effective: tally.sum * tally.sum / tally.square_sum,
        draw_count,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shares of the likelihood below values, by summing up prior and fit in fine steps.
    fn likely_below(prior: Prior, vote: &Vote, values: &[f64]) -> Vec<f64> {
        let term = Term::of(vote);
        let steps = 400_000;
        let measure = |step: usize| (step as f64 + 0.5) / steps as f64;
        let value = |step: usize| match prior.by_ratio {
            true => prior.low * (prior.high / prior.low).powf(measure(step)),
            false => prior.low + (prior.high - prior.low) * measure(step),
        };
        let all: Vec<f64> = (0..steps).map(value).collect();
        let mut fit = vec![0.0; steps];
        term.fit(&all, &mut fit);
        let likely = |fit: f64| term.wrong + term.right * fit;
        let whole: f64 = fit.iter().map(|fit| likely(*fit)).sum();
        let below = |end: f64| all.iter().zip(&fit).filter(|(value, _)| **value < end).map(|(_, fit)| likely(*fit)).sum::<f64>();
        values.iter().map(|end| below(*end) / whole).collect()
    }

    #[test]
    fn a_course_draws_what_prior_and_votes_say_out_to_the_tails() {
        let vote = |low, high, reliability| Vote { quantity: 0, ranges: vec![Interval { low, high }], reliability };
        for (prior, vote) in [
            (Prior { low: 10.0, high: 10_000.0, by_ratio: true }, vote(300.0, 1000.0, 0.7)),
            (Prior { low: 10.0, high: 10_000.0, by_ratio: true }, vote(46_000.0, 46_000.0, 0.9)),
            (Prior { low: 0.0, high: 1.0, by_ratio: false }, vote(0.7, 0.9, 0.95)),
        ] {
            let course = Course::of(prior, [&vote].map(Term::of).iter());
            assert!((course.factors.iter().sum::<f64>() / PIECES as f64 - 1.0).abs() < 1e-9, "all of the likelihood is drawn");
            let at: Vec<f64> = (1..60).map(|part| course.value_at(f64::from(part) / 60.0)).collect();
            for (value, expected) in at.iter().zip(likely_below(prior, &vote, &at)) {
                let place = course.place_of(*value) * PIECES as f64;
                let (piece, part) = (place as usize, place.fract());
                let below = course.factors[..piece].iter().sum::<f64>() + part * course.factors[piece];
                assert!((below / PIECES as f64 - expected).abs() < 2e-4, "{value}: {below} of {PIECES}, not {expected}");
            }
        }
    }

    #[test]
    fn ranks_rise_with_floats_of_either_sign() {
        let values = [f64::NEG_INFINITY, -1e200, -3.0, -0.5, 0.0, 0.5, 3.0, 1e200, f64::INFINITY];
        assert!(values.windows(2).all(|pair| rank(pair[0]) <= rank(pair[1])));
        assert!([-3.0, 0.5, 1024.0].iter().all(|value| of_rank(rank(*value).into()) == *value));
    }
}
