//! Identities that follow from others: what stands in an equation is put into the rest, multiplied out, and like terms are cancelled.
//!
//! Narrowing looks at one identity at a time. `a = b + c` and `b >= a + c` exclude a positive `c`, which neither of them shows
//! alone; `0 >= 2 * c`, which follows, does. Implied identities cost time, so they are asked only where the stated ones decide nothing.

use crate::constraint::{Constraint, Node};
use crate::exact::{Exact, whole};
use crate::expression::{Operation, Relation};
use crate::interval::Interval;
use num_traits::{Signed, Zero};
use std::collections::{BTreeMap, BTreeSet};

/// Terms beyond which a polynomial is given up: such a one narrows nothing.
const TERMS_MAX: usize = 8;
/// Rounds in which equations are put into what followed before.
const ROUNDS: usize = 2;
/// Implied identities for each stated one.
const IMPLIED_PER_STATED: usize = 6;

/// What stands in a product: a quantity, or a quotient that cannot be multiplied out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Factor {
    Quantity(usize),
    Quotient(Polynomial, Polynomial),
}

/// Products with their coefficients, none of them zero; the empty product is the constant.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
struct Polynomial(BTreeMap<Vec<Factor>, Exact>);

impl Polynomial {
    fn one(factors: Vec<Factor>, coefficient: Exact) -> Self {
        let mut polynomial = Polynomial::default();
        polynomial.add(factors, coefficient);
        polynomial
    }

    fn add(&mut self, factors: Vec<Factor>, coefficient: Exact) {
        let sum = self.0.remove(&factors).unwrap_or_else(Exact::zero) + coefficient;
        if !sum.is_zero() {
            self.0.insert(factors, sum);
        }
    }

    /// `self + scale * other`.
    fn plus(mut self, scale: &Exact, other: &Polynomial) -> Self {
        other.0.iter().for_each(|(factors, coefficient)| self.add(factors.clone(), scale * coefficient));
        self
    }

    fn times(&self, other: &Polynomial) -> Option<Self> {
        let mut product = Polynomial::default();
        for (left, left_coefficient) in &self.0 {
            for (right, right_coefficient) in &other.0 {
                let mut factors = [left.as_slice(), right].concat();
                factors.sort();
                product.add(factors, left_coefficient * right_coefficient);
            }
        }
        (product.0.len() <= TERMS_MAX).then_some(product)
    }

    fn over(&self, divisor: &Polynomial) -> Option<Self> {
        match divisor.constant() {
            Some(value) if value.is_zero() => None,
            Some(value) => Some(Polynomial::default().plus(&(whole(1) / value), self)),
            None => Some(Polynomial::one(vec![Factor::Quotient(self.clone(), divisor.clone())], whole(1))),
        }
    }

    /// Its value, if no quantity stands in it.
    fn constant(&self) -> Option<Exact> {
        match self.0.len() {
            0 => Some(Exact::zero()),
            1 => self.0.get(&Vec::new()).cloned(),
            _ => None,
        }
    }

    /// The same with a first coefficient of one, and whether its sign was turned for that; `None` for zero.
    fn scaled(&self) -> Option<(Self, bool)> {
        let (_, first) = self.0.iter().find(|(factors, _)| !factors.is_empty()).or_else(|| self.0.first_key_value())?;
        Some((Polynomial::default().plus(&(whole(1) / first), self), first.is_negative()))
    }
}

/// `polynomial` stands in `relation` to zero.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Standing {
    polynomial: Polynomial,
    relation: Relation,
}

impl Standing {
    fn of(constraint: &Constraint) -> Option<Standing> {
        let mut values: Vec<Option<Polynomial>> = Vec::with_capacity(constraint.nodes.len());
        for node in &constraint.nodes {
            let value = match node {
                Node::Constant(_, value) => Some(Polynomial::one(Vec::new(), value.clone())),
                Node::Quantity(place) => Some(Polynomial::one(vec![Factor::Quantity(*place)], whole(1))),
                Node::Negated(inner) => values[*inner].as_ref().map(|inner| Polynomial::default().plus(&whole(-1), inner)),
                Node::Joined(operation, left, right) => {
                    values[*left].clone().zip(values[*right].as_ref()).and_then(|(left, right)| match operation {
                        Operation::Plus => Some(left.plus(&whole(1), right)),
                        Operation::Minus => Some(left.plus(&whole(-1), right)),
                        Operation::Times => left.times(right),
                        Operation::Over => left.over(right),
                    })
                }
            };
            values.push(value);
        }
        let (left, right) = (values[constraint.left].clone()?, values[constraint.right].as_ref()?);
        Standing { polynomial: left.plus(&whole(-1), right), relation: constraint.relation }.scaled()
    }

    /// The same in the one form that tells equal ones apart from others; `None` if it says nothing, or too many terms stand in it.
    fn scaled(self) -> Option<Standing> {
        let (polynomial, turned) = self.polynomial.scaled()?;
        let relation = match (self.relation, turned) {
            (Relation::AtMost, true) => Relation::AtLeast,
            (Relation::AtLeast, true) => Relation::AtMost,
            (relation, _) => relation,
        };
        (polynomial.0.len() <= TERMS_MAX).then_some(Standing { polynomial, relation })
    }

    /// What follows if `factors` is replaced by what `equation` says of it.
    fn without(&self, factors: &Vec<Factor>, equation: &Standing) -> Option<Standing> {
        let scale = -(self.polynomial.0.get(factors)? / equation.polynomial.0.get(factors)?);
        let polynomial = self.polynomial.clone().plus(&scale, &equation.polynomial);
        Standing { polynomial, relation: self.relation }.scaled()
    }

    /// Terms of either sign on a side of their own.
    fn constraint(&self) -> Constraint {
        let mut nodes = Vec::new();
        let (mut positive, mut negative) = (Polynomial::default(), Polynomial::default());
        for (factors, coefficient) in &self.polynomial.0 {
            let side = if coefficient.is_positive() { &mut positive } else { &mut negative };
            side.add(factors.clone(), coefficient.abs());
        }
        let (left, right) = (sum(&positive, &mut nodes), sum(&negative, &mut nodes));
        Constraint::of_nodes(nodes, left, right, self.relation)
    }
}

fn push(nodes: &mut Vec<Node>, node: Node) -> usize {
    nodes.push(node);
    nodes.len() - 1
}

fn number(value: &Exact, nodes: &mut Vec<Node>) -> usize {
    push(nodes, Node::Constant(Interval::enclosing(Some(value), Some(value)), value.clone()))
}

fn sum(polynomial: &Polynomial, nodes: &mut Vec<Node>) -> usize {
    let mut total = None;
    for (factors, coefficient) in &polynomial.0 {
        let mut value = (factors.is_empty() || *coefficient != whole(1)).then(|| number(coefficient, nodes));
        for factor in factors {
            let factor = match factor {
                Factor::Quantity(place) => push(nodes, Node::Quantity(*place)),
                Factor::Quotient(above, below) => {
                    let (above, below) = (sum(above, nodes), sum(below, nodes));
                    push(nodes, Node::Joined(Operation::Over, above, below))
                }
            };
            value = Some(value.map_or(factor, |value| push(nodes, Node::Joined(Operation::Times, value, factor))));
        }
        let value = value.expect("a term has a coefficient or a factor");
        total = Some(total.map_or(value, |total| push(nodes, Node::Joined(Operation::Plus, total, value))));
    }
    total.unwrap_or_else(|| number(&Exact::zero(), nodes))
}

/// What follows from `stated`, the shortest first. What an equation only defines is left alone.
pub(crate) fn implied(stated: &[Constraint]) -> Vec<Constraint> {
    let known: Vec<Standing> = stated.iter().filter(|constraint| constraint.defines.is_none()).filter_map(Standing::of).collect();
    let equations: Vec<&Standing> = known.iter().filter(|standing| standing.relation == Relation::Equal).collect();
    let mut seen: BTreeSet<Standing> = known.iter().cloned().collect();
    let mut found: Vec<Standing> = Vec::new();
    let mut latest: Vec<Standing> = known.clone();
    let most = IMPLIED_PER_STATED * stated.len();
    for _ in 0..ROUNDS {
        let mut next = Vec::new();
        for standing in &latest {
            for equation in equations.iter().filter(|equation| **equation != standing) {
                let shared = equation.polynomial.0.keys().filter(|factors| !factors.is_empty());
                next.extend(shared.filter_map(|factors| standing.without(factors, equation)));
            }
        }
        next.retain(|standing| seen.insert(standing.clone()));
        next.sort_by(|a, b| a.polynomial.0.len().cmp(&b.polynomial.0.len()).then_with(|| a.cmp(b)));
        next.truncate(most);
        found.extend(next.iter().cloned());
        latest = next;
    }
    found.sort_by_key(|standing| standing.polynomial.0.len());
    found.truncate(most);
    found.iter().map(Standing::constraint).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Model;
    use crate::search::{Answer, Solver};

    fn decided(text: &str, with_implied: bool) -> Answer<Vec<f64>> {
        let model = Model::parse(text, &[]).expect("a model");
        let mut constraints: Vec<Constraint> = model.identities.iter().map(|stated| Constraint::new(stated, &model)).collect();
        if with_implied {
            constraints.extend(implied(&constraints));
        }
        let ends: Vec<_> = model.quantities.iter().map(|quantity| (quantity.least.clone(), quantity.most.clone())).collect();
        let space = crate::search::space_of(&ends);
        Solver::new(constraints, model.quantities.len()).decide_nearly(space, 50)
    }

    const QUANTITIES: &str =
        "headline = \"a\"\n[quantities.a]\nunit = \"1\"\n[quantities.b]\nunit = \"1\"\n[quantities.c]\nunit = \"1\"\nleast = 1\n";

    #[test]
    fn what_two_identities_exclude_together_is_seen() {
        let text = format!("{QUANTITIES}[[identities]]\nis = \"a = b + c\"\n[[identities]]\nis = \"b >= a + c\"\n");
        assert_eq!(decided(&text, false), Answer::Undecided);
        assert_eq!(decided(&text, true), Answer::Infeasible);
    }

    #[test]
    fn what_comes_out_as_a_number_that_is_not_zero_cannot_be() {
        let text = format!("{QUANTITIES}[[identities]]\nis = \"a = b + 1\"\n[[identities]]\nis = \"b = a + 1\"\n");
        assert_eq!(decided(&text, false), Answer::Undecided);
        assert_eq!(decided(&text, true), Answer::Infeasible);
    }

    #[test]
    fn what_can_be_true_stays_so() {
        let text = format!("{QUANTITIES}[[identities]]\nis = \"a = b * (1 + c)\"\n[[identities]]\nis = \"b >= a / c - b\"\n");
        assert!(matches!(decided(&text, true), Answer::Feasible(_)));
    }
}
