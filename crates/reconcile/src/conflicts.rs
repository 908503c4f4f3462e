//! All minimal sets of figures that cannot stand together, and all minimal sets whose removal lets the rest stand (MARCO: Liffiton,
//! Previti, Malik, Marques-Silva 2016).
//!
//! Seeds are greatest sets that hold no known conflict and miss something of every known consistent set. A seed that stands is a
//! greatest consistent set: its complement is a repair. One that does not is shrunk to a minimal conflict.

use crate::exact::Exact;
use crate::figures::Figure;
use crate::implied::implied;
use crate::interval::Interval;
use crate::search::{Answer, Ends, Point, Solver, lies_between, space_of};
use std::cell::{OnceCell, RefCell};

/// Where looking for conflicts ends.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Effort {
    pub(crate) conflicts_max: usize,
    pub(crate) repairs_max: usize,
}

/// What was found about one connected part of the model.
#[derive(Debug, Clone, Default)]
pub(crate) struct Found {
    /// Places of figures.
    pub(crate) conflicts: Vec<Vec<usize>>,
    pub(crate) repairs: Vec<Vec<usize>>,
    /// Whether these are all.
    pub(crate) complete: bool,
    /// Sets of which neither consistency nor conflict was shown; they are taken as consistent.
    pub(crate) undecided_count: usize,
}

/// The figures of one connected part, with the memory of points that were found.
pub(crate) struct Question<'q> {
    solver: &'q Solver,
    /// The same with what follows from the identities; made when first asked for.
    thorough: OnceCell<Solver>,
    domain: &'q Ends,
    figures: &'q [&'q Figure],
    quantity_of: &'q [usize],
    spaces: Vec<Interval>,
    domain_space: Vec<Interval>,
    /// For each point found: which figures it satisfies.
    satisfied: RefCell<Vec<Vec<bool>>>,
    undecided: RefCell<usize>,
    boxes_max: usize,
}

impl<'q> Question<'q> {
    /// `quantity_of[i]` is the place of figure `i`'s quantity in `solver`.
    pub(crate) fn new(
        solver: &'q Solver,
        domain: &'q Ends,
        figures: &'q [&'q Figure],
        quantity_of: &'q [usize],
        boxes_max: usize,
    ) -> Self {
        Question {
            solver,
            thorough: OnceCell::new(),
            domain,
            figures,
            quantity_of,
            spaces: figures.iter().map(|figure| Interval::enclosing(figure.low.as_ref(), figure.high.as_ref())).collect(),
            domain_space: space_of(domain),
            satisfied: RefCell::default(),
            undecided: RefCell::new(0),
            boxes_max,
        }
    }

    /// The exact ends that the figures in `set` leave.
    pub(crate) fn ends(&self, set: &[bool]) -> Ends {
        let mut ends = self.domain.clone();
        for index in (0..set.len()).filter(|index| set[*index]) {
            let (low, high) = &mut ends[self.quantity_of[index]];
            tighten(low, &self.figures[index].low, |new, old| new > old);
            tighten(high, &self.figures[index].high, |new, old| new < old);
        }
        ends
    }

    fn space(&self, set: &[bool]) -> Vec<Interval> {
        let mut space = self.domain_space.clone();
        for index in (0..set.len()).filter(|index| set[*index]) {
            let quantity = self.quantity_of[index];
            space[quantity] = space[quantity].meet(self.spaces[index]);
        }
        space
    }

    /// Whether the figures in `set` are proved not to stand together.
    pub(crate) fn is_conflict(&self, set: &[bool]) -> bool {
        let within = |satisfied: &Vec<bool>| set.iter().zip(satisfied).all(|(asked, has)| !asked || *has);
        if self.satisfied.borrow().iter().any(within) {
            return false;
        }
        match self.answer(set) {
            Answer::Infeasible => true,
            Answer::Undecided => {
                *self.undecided.borrow_mut() += 1;
                false
            }
            Answer::Feasible(point) => {
                let satisfies = |index: usize| {
                    let figure = self.figures[index];
                    lies_between(&point[self.quantity_of[index]], &(figure.low.clone(), figure.high.clone()))
                };
                self.satisfied.borrow_mut().push((0..set.len()).map(satisfies).collect());
                false
            }
        }
    }

    fn answer(&self, set: &[bool]) -> Answer {
        let mut space = self.space(set);
        if !self.solver.contract(&mut space) {
            return Answer::Infeasible;
        }
        // where much was left undecided, more effort decides little
        let boxes_max = if *self.undecided.borrow() < UNDECIDED_PATIENCE { self.boxes_max } else { self.boxes_max.div_ceil(8) };
        let ends = self.ends(set);
        match self.solver.decide(space.clone(), &ends, boxes_max) {
            Answer::Undecided => self.thorough().decide(space, &ends, boxes_max.div_ceil(THOROUGH_PART)),
            answer => answer,
        }
    }

    fn thorough(&self) -> &Solver {
        self.thorough.get_or_init(|| self.solver.with(implied(&self.solver.constraints)))
    }

    /// A point where all figures of `set` stand, if one was found.
    pub(crate) fn point(&self, set: &[bool]) -> Option<Point> {
        match self.answer(set) {
            Answer::Feasible(point) => Some(point),
            Answer::Infeasible | Answer::Undecided => None,
        }
    }

    /// All minimal conflicts and repairs, up to the effort. `order` names the figures from the one to keep first.
    pub(crate) fn all(&self, order: &[usize], effort: Effort) -> Found {
        let mut found = Found::default();
        let mut map = Map::new(order.to_vec());
        let seeds_max = effort.conflicts_max + effort.repairs_max;
        for _ in 0..=seeds_max {
            let seed = match map.greatest() {
                Seed::None => {
                    found.complete = true;
                    break;
                }
                Seed::GaveUp => break,
                Seed::Set(seed) => seed,
            };
            if found.conflicts.len() >= effort.conflicts_max || found.repairs.len() >= effort.repairs_max {
                break;
            }
            if self.is_conflict(&seed) {
                let conflict = self.shrunk(seed, order);
                map.not_all(conflict.clone());
                found.conflicts.push(conflict);
            } else {
                let missing: Vec<usize> = (0..seed.len()).filter(|index| !seed[*index]).collect();
                map.not_none(missing.clone());
                found.repairs.push(missing);
            }
        }
        found.undecided_count = *self.undecided.borrow();
        found
    }

    /// A minimal conflict inside a conflict: pieces are left out as long as what is left cannot stand, figures to be kept last.
    fn shrunk(&self, mut set: Vec<bool>, order: &[usize]) -> Vec<usize> {
        let mut members: Vec<usize> = order.iter().rev().copied().filter(|index| set[*index]).collect();
        let mut piece = members.len().div_ceil(2);
        while piece > 0 {
            let mut at = 0;
            while at < members.len() {
                let end = (at + piece).min(members.len());
                members[at..end].iter().for_each(|index| set[*index] = false);
                if self.is_conflict(&set) {
                    members.drain(at..end);
                } else {
                    members[at..end].iter().for_each(|index| set[*index] = true);
                    at = end;
                }
            }
            piece = if piece == 1 { 0 } else { piece.div_ceil(2).min(members.len().max(1)) };
        }
        members.sort_unstable();
        members
    }
}

fn tighten(end: &mut Option<Exact>, by: &Option<Exact>, tighter: impl Fn(&Exact, &Exact) -> bool) {
    if let Some(by) = by
        && end.as_ref().is_none_or(|end| tighter(by, end))
    {
        *end = Some(by.clone());
    }
}

/// What the map of sets still holds.
enum Seed {
    Set(Vec<bool>),
    None,
    GaveUp,
}

/// Which sets have not been looked at: each clause wants one member out, or one member in.
struct Map {
    order: Vec<usize>,
    clauses: Vec<Clause>,
    /// For each member, the clauses it stands in.
    clauses_of: Vec<Vec<usize>>,
}

struct Clause {
    members: Vec<usize>,
    /// Whether one member has to be in; otherwise one has to be out.
    wants_in: bool,
}

/// What follows from the identities is asked with this part of the effort: it narrows much at once or not at all.
const THOROUGH_PART: usize = 8;
/// From so many undecided sets on, further ones are asked about with less effort.
const UNDECIDED_PATIENCE: usize = 40;
/// Steps after which a search for a seed is given up.
const STEPS_MAX: usize = 400_000;

impl Map {
    fn new(order: Vec<usize>) -> Self {
        let count = order.len();
        Map { order, clauses: Vec::new(), clauses_of: vec![Vec::new(); count] }
    }

    fn not_all(&mut self, members: Vec<usize>) {
        self.add(Clause { members, wants_in: false });
    }

    fn not_none(&mut self, members: Vec<usize>) {
        self.add(Clause { members, wants_in: true });
    }

    fn add(&mut self, clause: Clause) {
        clause.members.iter().for_each(|member| self.clauses_of[*member].push(self.clauses.len()));
        self.clauses.push(clause);
    }

    /// The first set in the order of the dictionary, members in before members out, so that no greater one fits.
    fn greatest(&self) -> Seed {
        let mut tried = Trial::new(self);
        if self.clauses.iter().any(|clause| clause.members.is_empty()) {
            return Seed::None;
        }
        if !tried.settle_lone_clauses() {
            return Seed::None;
        }
        loop {
            let Some(member) = self.order.iter().copied().find(|member| tried.value[*member].is_none()) else {
                return Seed::Set(tried.value.iter().map(|value| *value == Some(true)).collect());
            };
            let mut fits = tried.decide(member);
            while !fits {
                if tried.steps > STEPS_MAX {
                    return Seed::GaveUp;
                }
                match tried.turn_last_decision() {
                    None => return Seed::None,
                    Some(result) => fits = result,
                }
            }
        }
    }
}

/// A set being put together.
struct Trial<'m> {
    map: &'m Map,
    value: Vec<Option<bool>>,
    /// For each clause: how many of its members are open, and how many do what it wants.
    open_count: Vec<usize>,
    done_count: Vec<usize>,
    /// Members in the order they were set, and whether each was a decision.
    trail: Vec<(usize, bool)>,
    steps: usize,
}

impl<'m> Trial<'m> {
    fn new(map: &'m Map) -> Self {
        Trial {
            map,
            value: vec![None; map.order.len()],
            open_count: map.clauses.iter().map(|clause| clause.members.len()).collect(),
            done_count: vec![0; map.clauses.len()],
            trail: Vec::new(),
            steps: 0,
        }
    }

    fn settle_lone_clauses(&mut self) -> bool {
        let map = self.map;
        map.clauses.iter().filter(|clause| clause.members.len() == 1).all(|clause| {
            let member = clause.members[0];
            match self.value[member] {
                Some(value) => value == clause.wants_in,
                None => self.assign(member, clause.wants_in, false),
            }
        })
    }

    fn decide(&mut self, member: usize) -> bool {
        self.assign(member, true, true)
    }

    /// Sets a member and what follows from it; `false` if that breaks a clause.
    fn assign(&mut self, member: usize, value: bool, decision: bool) -> bool {
        let mut waiting = vec![(member, value)];
        let mut decision = decision;
        let mut fits = true;
        while let Some((member, value)) = waiting.pop() {
            match self.value[member] {
                Some(there) if there == value => continue,
                Some(_) => {
                    fits = false;
                    break;
                }
                None => {}
            }
            self.value[member] = Some(value);
            self.trail.push((member, std::mem::take(&mut decision)));
            for index in &self.map.clauses_of[member] {
                self.steps += 1;
                let clause = &self.map.clauses[*index];
                self.open_count[*index] -= 1;
                self.done_count[*index] += usize::from(value == clause.wants_in);
                if self.done_count[*index] == 0 && self.open_count[*index] == 0 {
                    fits = false;
                }
                if self.done_count[*index] == 0 && self.open_count[*index] == 1 {
                    let last = clause.members.iter().find(|member| self.value[**member].is_none());
                    waiting.extend(last.map(|last| (*last, clause.wants_in)));
                }
            }
            if !fits {
                break;
            }
        }
        fits
    }

    /// Takes back everything since the last decision and turns it; `None` if there is none.
    fn turn_last_decision(&mut self) -> Option<bool> {
        while let Some((member, decision)) = self.trail.pop() {
            let value = self.value[member].take().expect("what is on the trail is set");
            for index in &self.map.clauses_of[member] {
                self.open_count[*index] += 1;
                self.done_count[*index] -= usize::from(value == self.map.clauses[*index].wants_in);
            }
            if decision {
                return Some(self.assign(member, false, false));
            }
        }
        None
    }
}
