//! An identity made ready for computing: narrowed over intervals, checked and solved in fractions.

use crate::exact::{Exact, whole};
use crate::expression::{Expression, Operation, Relation};
use crate::interval::Interval;
use crate::model::{Model, StatedIdentity};
use num_traits::Zero;

/// A step of a computation; its operands stand before it.
#[derive(Debug, Clone)]
pub(crate) enum Node {
    Constant(Interval, Exact),
    Quantity(usize),
    Negated(usize),
    Joined(Operation, usize, usize),
}

/// An identity over quantities by their places in the model.
#[derive(Debug, Clone)]
pub(crate) struct Constraint {
    pub(crate) nodes: Vec<Node>,
    pub(crate) left: usize,
    pub(crate) right: usize,
    pub(crate) relation: Relation,
    /// The quantities in it, in order, each once.
    pub(crate) quantities: Vec<usize>,
    /// A quantity that this equation alone defines, that no figure speaks of, and that can be whatever comes out: it binds nothing,
    /// and where the equation divides by zero it has no value, which contradicts nothing.
    pub(crate) defines: Option<usize>,
}

impl Constraint {
    pub(crate) fn new(stated: &StatedIdentity, model: &Model) -> Self {
        let mut nodes = Vec::new();
        let left = compile(&stated.identity.left, model, &mut nodes);
        let right = compile(&stated.identity.right, model, &mut nodes);
        Constraint::of_nodes(nodes, left, right, stated.identity.relation)
    }

    /// A constraint between two of `nodes`.
    pub(crate) fn of_nodes(nodes: Vec<Node>, left: usize, right: usize, relation: Relation) -> Self {
        let mut quantities: Vec<usize> =
            nodes.iter().filter_map(|node| if let Node::Quantity(place) = node { Some(*place) } else { None }).collect();
        quantities.sort_unstable();
        quantities.dedup();
        Constraint { nodes, left, right, relation, quantities, defines: None }
    }

    /// The quantity that stands alone on one side of an equation and nowhere else in it, with the node of the other side.
    pub(crate) fn defined(&self) -> Option<(usize, usize)> {
        let alone = |side: usize| match self.nodes[side] {
            Node::Quantity(place) if self.occurrences(place) == 1 => Some(place),
            _ => None,
        };
        let sides = [(self.left, self.right), (self.right, self.left)];
        let found = sides.into_iter().find_map(|(side, other)| Some((alone(side)?, other)));
        found.filter(|_| self.relation == Relation::Equal)
    }

    /// Whether the quantity that it defines has no value at `point`, because of a division by zero.
    pub(crate) fn is_undefined_at(&self, point: &[Option<Exact>]) -> bool {
        let other = self.defined().filter(|(place, _)| self.defines == Some(*place)).map(|(_, other)| other);
        other.is_some_and(|other| self.evaluate(point)[other].is_none())
    }

    /// How often `quantity` stands in it.
    pub(crate) fn occurrences(&self, quantity: usize) -> usize {
        self.nodes.iter().filter(|node| matches!(node, Node::Quantity(place) if *place == quantity)).count()
    }

    /// The quantities it divides by, alone or in an expression.
    pub(crate) fn divisors(&self) -> Vec<usize> {
        self.nodes
            .iter()
            .filter_map(|node| if let Node::Joined(Operation::Over, _, divisor) = node { Some(*divisor) } else { None })
            .collect()
    }

    /// The interval of each node over `space`.
    pub(crate) fn forward(&self, space: &[Interval], values: &mut Vec<Interval>) {
        values.clear();
        for node in &self.nodes {
            let value = match node {
                Node::Constant(interval, _) => *interval,
                Node::Quantity(place) => space[*place],
                Node::Negated(inner) => values[*inner].negated(),
                Node::Joined(operation, left, right) => joined(*operation, values[*left], values[*right]),
            };
            values.push(value);
        }
    }

    /// Narrows `space` to what the identity leaves (HC4-revise: Benhamou, Goualard, Granvilliers, Puget 1999). `false` if nothing is
    /// left.
    pub(crate) fn narrow(&self, space: &mut [Interval], values: &mut Vec<Interval>) -> bool {
        self.forward(space, values);
        if let Some((place, other)) = self.defines.and_then(|_| self.defined()) {
            let (value, before) = (values[other], space[place]);
            if value.is_empty() || before.meet(value) == value {
                space[place] = if value.is_empty() { before } else { value };
                return true;
            }
        }
        let (left, right) = (values[self.left], values[self.right]);
        let below = Interval { low: f64::NEG_INFINITY, high: right.high };
        let above = Interval { low: right.low, high: f64::INFINITY };
        let (new_left, new_right) = match self.relation {
            Relation::Equal => (left.meet(right), left.meet(right)),
            Relation::AtMost => (left.meet(below), right.meet(Interval { low: left.low, high: f64::INFINITY })),
            Relation::AtLeast => (left.meet(above), right.meet(Interval { low: f64::NEG_INFINITY, high: left.high })),
        };
        if new_left.is_empty() || new_right.is_empty() {
            return false;
        }
        values[self.left] = new_left;
        values[self.right] = new_right;
        self.backward(space, values)
    }

    fn backward(&self, space: &mut [Interval], values: &mut [Interval]) -> bool {
        for at in (0..self.nodes.len()).rev() {
            let value = values[at];
            match &self.nodes[at] {
                Node::Constant(..) => {}
                Node::Quantity(place) => {
                    space[*place] = space[*place].meet(value);
                    if space[*place].is_empty() {
                        return false;
                    }
                }
                Node::Negated(inner) => {
                    values[*inner] = values[*inner].meet(value.negated());
                    if values[*inner].is_empty() {
                        return false;
                    }
                }
                Node::Joined(operation, left, right) => {
                    let (new_left, new_right) = undone(*operation, value, values[*left], values[*right]);
                    if new_left.is_empty() || new_right.is_empty() {
                        return false;
                    }
                    values[*left] = new_left;
                    values[*right] = new_right;
                }
            }
        }
        true
    }

    /// The exact value of each node; `None` from the first that is not known or divides by zero.
    fn evaluate(&self, point: &[Option<Exact>]) -> Vec<Option<Exact>> {
        let mut values: Vec<Option<Exact>> = Vec::with_capacity(self.nodes.len());
        for node in &self.nodes {
            let value = match node {
                Node::Constant(_, value) => Some(value.clone()),
                Node::Quantity(place) => point[*place].clone(),
                Node::Negated(inner) => values[*inner].clone().map(|value| -value),
                Node::Joined(operation, left, right) => values[*left]
                    .as_ref()
                    .zip(values[*right].as_ref())
                    .and_then(|(left, right)| exact_joined(*operation, left, right)),
            };
            values.push(value);
        }
        values
    }

    /// Whether it holds exactly at `point`. A division by zero holds nowhere, except in what defines a quantity and no more.
    pub(crate) fn holds(&self, point: &[Option<Exact>]) -> bool {
        let values = self.evaluate(point);
        match (&values[self.left], &values[self.right]) {
            (Some(left), Some(right)) => match self.relation {
                Relation::Equal => left == right,
                Relation::AtMost => left <= right,
                Relation::AtLeast => left >= right,
            },
            _ => self.is_undefined_at(point),
        }
    }

    /// The exact value of the one quantity that `point` leaves open, if the equation gives one.
    pub(crate) fn solved_for(&self, open: usize, point: &[Option<Exact>]) -> Option<Exact> {
        match (self.relation, self.occurrences(open)) {
            (Relation::Equal, 1) => self.inverted(open, point),
            (Relation::Equal, _) => self.linear(open, point),
            (Relation::AtMost | Relation::AtLeast, _) => None,
        }
    }

    fn inverted(&self, open: usize, point: &[Option<Exact>]) -> Option<Exact> {
        let values = self.evaluate(point);
        let (mut at, mut target) = match (&values[self.left], &values[self.right]) {
            (None, Some(right)) => (self.left, right.clone()),
            (Some(left), None) => (self.right, left.clone()),
            _ => return None,
        };
        loop {
            match &self.nodes[at] {
                Node::Quantity(place) => return (*place == open).then_some(target),
                Node::Constant(..) => return None,
                Node::Negated(inner) => (at, target) = (*inner, -target),
                Node::Joined(operation, left, right) => match (&values[*left], &values[*right]) {
                    (None, Some(right)) => (at, target) = (*left, solved_left(*operation, &target, right)?),
                    (Some(known), None) => (at, target) = (*right, solved_right(*operation, &target, known)?),
                    _ => return None,
                },
            }
        }
    }

    /// The solution where the difference of the sides runs straight in `open`.
    fn linear(&self, open: usize, point: &[Option<Exact>]) -> Option<Exact> {
        let mut trial = point.to_vec();
        let mut difference = |value: i64| {
            trial[open] = Some(whole(value));
            let values = self.evaluate(&trial);
            values[self.left].as_ref().zip(values[self.right].as_ref()).map(|(left, right)| left - right)
        };
        let (one, two, three) = (difference(1)?, difference(2)?, difference(3)?);
        let slope = &two - &one;
        (slope == &three - &two && !slope.is_zero()).then(|| whole(1) - one / slope)
    }
}

fn compile(expression: &Expression, model: &Model, nodes: &mut Vec<Node>) -> usize {
    let node = match expression {
        Expression::Number(value, _) => Node::Constant(Interval::enclosing(Some(value), Some(value)), value.clone()),
        Expression::Quantity(name, _) => {
            Node::Quantity(model.position(name).expect("names were checked when the model was read"))
        }
        Expression::Sum(inner, _) => return compile(inner, model, nodes),
        Expression::Negated(inner) => Node::Negated(compile(inner, model, nodes)),
        Expression::Joined(operation, left, right, _) => {
            let left = compile(left, model, nodes);
            Node::Joined(*operation, left, compile(right, model, nodes))
        }
    };
    nodes.push(node);
    nodes.len() - 1
}

fn joined(operation: Operation, left: Interval, right: Interval) -> Interval {
    match operation {
        Operation::Plus => left.plus(right),
        Operation::Minus => left.minus(right),
        Operation::Times => left.times(right),
        Operation::Over => left.quotients(right),
    }
}

/// What the operands can be where the result lies in `result`.
fn undone(operation: Operation, result: Interval, left: Interval, right: Interval) -> (Interval, Interval) {
    match operation {
        Operation::Plus => (left.meet(result.minus(right)), right.meet(result.minus(left))),
        Operation::Minus => (left.meet(result.plus(right)), right.meet(left.minus(result))),
        Operation::Times => (result.over(right, left), result.over(left, right)),
        Operation::Over => (left.meet(result.times(right)), left.over(result, right)),
    }
}

fn exact_joined(operation: Operation, left: &Exact, right: &Exact) -> Option<Exact> {
    match operation {
        Operation::Plus => Some(left + right),
        Operation::Minus => Some(left - right),
        Operation::Times => Some(left * right),
        Operation::Over => (!right.is_zero()).then(|| left / right),
    }
}

fn solved_left(operation: Operation, target: &Exact, right: &Exact) -> Option<Exact> {
    match operation {
        Operation::Plus => Some(target - right),
        Operation::Minus => Some(target + right),
        Operation::Times => (!right.is_zero()).then(|| target / right),
        Operation::Over => (!right.is_zero()).then(|| target * right),
    }
}

fn solved_right(operation: Operation, target: &Exact, left: &Exact) -> Option<Exact> {
    match operation {
        Operation::Plus => Some(target - left),
        Operation::Minus => Some(left - target),
        Operation::Times => (!left.is_zero()).then(|| target / left),
        Operation::Over => (!target.is_zero()).then(|| left / target),
    }
}
