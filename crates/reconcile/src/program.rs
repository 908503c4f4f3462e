//! Identities as straight programs over columns of draws: which quantities are drawn, which follow, which limits hold.

use crate::component::Component;
use crate::constraint::{Constraint, Node};
use crate::exact::nearest;
use crate::expression::{Operation, Relation};

/// Draws that are computed together.
pub(crate) const LANES: usize = 512;

#[derive(Debug, Clone, Copy)]
enum Step {
    Copied(usize),
    Negated(usize),
    Joined(Operation, usize, usize),
}

/// What follows from the drawn quantities, one register a quantity and more for what lies between.
#[derive(Debug, Clone)]
pub(crate) struct Program {
    steps: Vec<(usize, Step)>,
    constants: Vec<(usize, f64)>,
    register_count: usize,
    /// Registers of which the first may not exceed the second.
    pub(crate) limits: Vec<(usize, usize)>,
    /// The drawn quantities.
    pub(crate) free: Vec<usize>,
    /// Quantities of which nothing is known that could be drawn.
    pub(crate) unknown: Vec<usize>,
}

impl Program {
    /// The program of a component; `can_be_drawn` tells whether a quantity has a prior, `has_figure` whether a figure speaks of it.
    /// `None` if the equations are knotted so that none gives a quantity.
    pub(crate) fn of(component: &Component, can_be_drawn: &[bool], has_figure: &[bool]) -> Option<Program> {
        let constraints = &component.solver.constraints;
        let count = component.quantities.len();
        let targets = elimination(constraints, count, can_be_drawn, has_figure)?;
        let is_target = |quantity: usize| targets.iter().any(|(_, target)| *target == quantity);
        let mut known: Vec<bool> = (0..count).map(|quantity| !is_target(quantity) && can_be_drawn[quantity]).collect();
        let mut program = Program {
            steps: Vec::new(),
            constants: Vec::new(),
            register_count: count,
            limits: Vec::new(),
            free: (0..count).filter(|quantity| known[*quantity]).collect(),
            unknown: Vec::new(),
        };
        for (index, target) in targets.iter().rev() {
            let constraint = &constraints[*index];
            if constraint.quantities.iter().all(|quantity| quantity == target || known[*quantity]) {
                program.solve(constraint, *target);
                known[*target] = true;
            }
        }
        for constraint in constraints.iter().filter(|constraint| constraint.relation != Relation::Equal) {
            if constraint.quantities.iter().all(|quantity| known[*quantity]) {
                let (left, right) = (program.emit(constraint, constraint.left), program.emit(constraint, constraint.right));
                program.limits.push(if constraint.relation == Relation::AtMost { (left, right) } else { (right, left) });
            }
        }
        program.limit_domains(component, &known);
        program.unknown = (0..count).filter(|quantity| !known[*quantity]).collect();
        Some(program)
    }

    fn limit_domains(&mut self, component: &Component, known: &[bool]) {
        for (quantity, (low, high)) in component.domain.iter().enumerate() {
            if !known[quantity] || self.free.contains(&quantity) {
                continue;
            }
            if let Some(low) = low {
                let bound = self.constant(nearest(low));
                self.limits.push((bound, quantity));
            }
            if let Some(high) = high {
                let bound = self.constant(nearest(high));
                self.limits.push((quantity, bound));
            }
        }
    }

    fn register(&mut self) -> usize {
        self.register_count += 1;
        self.register_count - 1
    }

    fn constant(&mut self, value: f64) -> usize {
        let register = self.register();
        self.constants.push((register, value));
        register
    }

    fn step(&mut self, step: Step) -> usize {
        let register = self.register();
        self.steps.push((register, step));
        register
    }

    fn emit(&mut self, constraint: &Constraint, node: usize) -> usize {
        match &constraint.nodes[node] {
            Node::Constant(_, value) => self.constant(nearest(value)),
            Node::Quantity(quantity) => *quantity,
            Node::Negated(inner) => {
                let inner = self.emit(constraint, *inner);
                self.step(Step::Negated(inner))
            }
            Node::Joined(operation, left, right) => {
                let (left, right) = (self.emit(constraint, *left), self.emit(constraint, *right));
                self.step(Step::Joined(*operation, left, right))
            }
        }
    }

    /// Turns an equation around until `target` stands alone.
    fn solve(&mut self, constraint: &Constraint, target: usize) {
        let (mut at, other) = if holds(constraint, constraint.left, target) {
            (constraint.left, constraint.right)
        } else {
            (constraint.right, constraint.left)
        };
        let mut value = self.emit(constraint, other);
        loop {
            match &constraint.nodes[at] {
                Node::Quantity(_) | Node::Constant(..) => break,
                Node::Negated(inner) => {
                    value = self.step(Step::Negated(value));
                    at = *inner;
                }
                Node::Joined(operation, left, right) => {
                    let on_left = holds(constraint, *left, target);
                    let known = self.emit(constraint, if on_left { *right } else { *left });
                    let (operation, first, second) = match (operation, on_left) {
                        (Operation::Plus, _) => (Operation::Minus, value, known),
                        (Operation::Minus, true) => (Operation::Plus, value, known),
                        (Operation::Minus, false) => (Operation::Minus, known, value),
                        (Operation::Times, _) => (Operation::Over, value, known),
                        (Operation::Over, true) => (Operation::Times, value, known),
                        (Operation::Over, false) => (Operation::Over, known, value),
                    };
                    value = self.step(Step::Joined(operation, first, second));
                    at = if on_left { *left } else { *right };
                }
            }
        }
        self.finish_in(value, target);
    }

    /// Lets the last step write into `target` itself.
    fn finish_in(&mut self, value: usize, target: usize) {
        match self.steps.last_mut() {
            Some((register, _)) if *register == value => *register = target,
            _ => self.steps.push((target, Step::Copied(value))),
        }
    }

    /// Columns for its registers, constants filled in.
    pub(crate) fn registers(&self) -> Vec<Vec<f64>> {
        let mut registers = vec![vec![0.0; LANES]; self.register_count];
        self.constants.iter().for_each(|(register, value)| registers[*register].fill(*value));
        registers
    }

    /// Computes every register from those of the drawn quantities.
    pub(crate) fn run(&self, registers: &mut [Vec<f64>]) {
        for (out, step) in &self.steps {
            let mut column = std::mem::take(&mut registers[*out]);
            match step {
                Step::Copied(from) => column.copy_from_slice(&registers[*from]),
                Step::Negated(inner) => column.iter_mut().zip(&registers[*inner]).for_each(|(out, value)| *out = -value),
                Step::Joined(operation, left, right) => {
                    let sides = registers[*left].iter().zip(&registers[*right]);
                    let lanes = column.iter_mut().zip(sides);
                    match operation {
                        Operation::Plus => lanes.for_each(|(out, (left, right))| *out = left + right),
                        Operation::Minus => lanes.for_each(|(out, (left, right))| *out = left - right),
                        Operation::Times => lanes.for_each(|(out, (left, right))| *out = left * right),
                        Operation::Over => lanes.for_each(|(out, (left, right))| *out = left / right),
                    }
                }
            }
            registers[*out] = column;
        }
    }
}

/// Whether `quantity` stands below `node`.
fn holds(constraint: &Constraint, node: usize, quantity: usize) -> bool {
    match &constraint.nodes[node] {
        Node::Constant(..) => false,
        Node::Quantity(place) => *place == quantity,
        Node::Negated(inner) => holds(constraint, *inner, quantity),
        Node::Joined(_, left, right) => holds(constraint, *left, quantity) || holds(constraint, *right, quantity),
    }
}

/// Which quantity each equation gives, so that what is found last is computed first: again and again a quantity is taken out that
/// stands in one equation only, once. Those that cannot be drawn go first, then those without a figure, then those that an equation
/// gives outright.
fn elimination(
    constraints: &[Constraint],
    count: usize,
    can_be_drawn: &[bool],
    has_figure: &[bool],
) -> Option<Vec<(usize, usize)>> {
    let mut left: Vec<usize> = (0..constraints.len()).filter(|index| constraints[*index].relation == Relation::Equal).collect();
    let mut found = Vec::new();
    while !left.is_empty() {
        let alone = |quantity: &usize| {
            let mut within = left.iter().filter(|index| constraints[**index].quantities.contains(quantity));
            match (within.next(), within.next()) {
                (Some(only), None) if constraints[*only].occurrences(*quantity) == 1 => Some((*only, *quantity)),
                _ => None,
            }
        };
        let rank = |(index, quantity): &(usize, usize)| {
            let constraint = &constraints[*index];
            let outright = [constraint.left, constraint.right]
                .iter()
                .any(|side| matches!(constraint.nodes[*side], Node::Quantity(place) if place == *quantity));
            (can_be_drawn[*quantity], !outright, has_figure[*quantity], *index, *quantity)
        };
        let (index, quantity) = (0..count).filter_map(|quantity| alone(&quantity)).min_by_key(rank)?;
        found.push((index, quantity));
        left.retain(|other| *other != index);
    }
    Some(found)
}
