//! The model in parts that no identity joins: what is asked of one does not touch another.

use crate::constraint::{Constraint, Node};
use crate::exact::Exact;
use crate::model::Model;
use crate::search::{Ends, Solver, space_of};
use std::collections::BTreeMap;

/// Quantities joined by identities, numbered anew.
#[derive(Debug, Clone)]
pub(crate) struct Component {
    /// The place in the model of each quantity.
    pub(crate) quantities: Vec<usize>,
    /// The place in the model of each identity.
    pub(crate) identities: Vec<usize>,
    pub(crate) solver: Solver,
    pub(crate) domain: Ends,
}

/// The parts of a model, in the order of their first quantity.
pub(crate) fn components(model: &Model) -> Vec<Component> {
    let constraints: Vec<Constraint> = model.identities.iter().map(|stated| Constraint::new(stated, model)).collect();
    let mut part: Vec<usize> = (0..model.quantities.len()).collect();
    for constraint in &constraints {
        let joined: Vec<usize> = constraint.quantities.iter().map(|quantity| part[*quantity]).collect();
        if let Some(first) = joined.iter().min().copied() {
            part.iter_mut().filter(|part| joined.contains(part)).for_each(|part| *part = first);
        }
    }
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    part.iter().enumerate().for_each(|(quantity, part)| members.entry(*part).or_default().push(quantity));
    members.into_values().map(|quantities| component(model, &constraints, quantities)).collect()
}

fn component(model: &Model, constraints: &[Constraint], quantities: Vec<usize>) -> Component {
    let local: BTreeMap<usize, usize> = quantities.iter().enumerate().map(|(local, quantity)| (*quantity, local)).collect();
    let inside = |constraint: &Constraint| constraint.quantities.first().is_some_and(|quantity| local.contains_key(quantity));
    let identities: Vec<usize> = (0..constraints.len()).filter(|index| inside(&constraints[*index])).collect();
    let renumbered = identities.iter().map(|index| renumbered(&constraints[*index], &local)).collect();
    let domain =
        quantities.iter().map(|quantity| (model.quantities[*quantity].least.clone(), model.quantities[*quantity].most.clone()));
    Component { solver: Solver::new(renumbered, quantities.len()), domain: domain.collect(), quantities, identities }
}

fn renumbered(constraint: &Constraint, local: &BTreeMap<usize, usize>) -> Constraint {
    let mut constraint = constraint.clone();
    for node in &mut constraint.nodes {
        if let Node::Quantity(place) = node {
            *place = local[place];
        }
    }
    constraint.quantities.iter_mut().for_each(|quantity| *quantity = local[quantity]);
    constraint
}

impl Component {
    /// Marks the equations that only define a quantity: it stands nowhere else, `has_figure` denies that a figure speaks of it, and
    /// whatever comes out lies in what it can be.
    pub(crate) fn mark_definitions(&mut self, has_figure: &[bool]) {
        let space = space_of(&self.domain);
        let mut values = Vec::new();
        for index in 0..self.solver.constraints.len() {
            let constraint = &self.solver.constraints[index];
            let Some((place, other)) = constraint.defined() else { continue };
            let stands_in = self.solver.constraints.iter().filter(|other| other.quantities.contains(&place)).count();
            constraint.forward(&space, &mut values);
            let is_free = values[other].meet(space[place]) == values[other];
            if stands_in == 1 && !has_figure[place] && is_free {
                self.solver.constraints[index].defines = Some(place);
            }
        }
    }

    /// For each quantity, whether it has no value at this point.
    pub(crate) fn undefined_at(&self, point: &[Exact]) -> Vec<bool> {
        let known: Vec<Option<Exact>> = point.iter().cloned().map(Some).collect();
        let mut undefined = vec![false; point.len()];
        for constraint in self.solver.constraints.iter().filter(|constraint| constraint.is_undefined_at(&known)) {
            constraint.defines.iter().for_each(|place| undefined[*place] = true);
        }
        undefined
    }
}
