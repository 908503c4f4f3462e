//! The findings of a comparison: the verdict, each conflict, each way out, what remains of each quantity, how far each origin is borne
//! out. Each rests on the claims behind its figures.

use super::{ComparedFigure, ComparedOrigin, ComparedQuantity, Comparison, Likely};
use crate::figures::{Certainty, Figure, Figures};
use crate::view::View;
use evidence::{Because, Claim, ClaimId, Estimate, Finding, FindingValue, Witness};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

pub(super) fn conflict_name(index: usize) -> String {
    format!("reconcile.conflict.{}", index + 1)
}

pub(super) fn way_out_name(index: usize) -> String {
    format!("reconcile.way_out.{}", index + 1)
}

pub(super) fn bounds_name(quantity: &ComparedQuantity) -> String {
    format!("reconcile.bounds.{}", quantity.name)
}

pub(super) fn likely_name(quantity: &ComparedQuantity) -> String {
    format!("reconcile.likely.{}", quantity.name)
}

pub(super) fn origin_name(index: usize) -> String {
    format!("reconcile.origin.{}", index + 1)
}

/// The part of a pair's sentence that every likelihood carries with it.
const DISSOLVES_NONE: &str = "A likelihood dissolves no contradiction: what cannot all be true stands beside it.";

/// Adds the findings of a comparison.
pub(crate) fn add(view: &View, comparison: &Comparison, figures: &mut Figures) {
    let all = comparison.figures();
    let teller = Teller { view, comparison, all };
    let conflicts: Vec<Figure> = (0..comparison.conflicts.len()).map(|index| teller.conflict(index)).collect();
    figures.push(teller.verdict(&conflicts));
    conflicts.into_iter().for_each(|figure| figures.push(figure));
    (0..comparison.ways_out.len()).for_each(|index| figures.push(teller.way_out(index)));
    for quantity in &comparison.quantities {
        figures.push(teller.bounds(quantity));
        if let Some(likely) = &quantity.likely {
            figures.push(teller.likely(quantity, likely));
        }
    }
    comparison.origins.iter().enumerate().for_each(|(index, origin)| figures.push(teller.origin(index, origin)));
}

struct Teller<'a> {
    view: &'a View<'a>,
    comparison: &'a Comparison,
    all: Vec<&'a ComparedFigure>,
}

impl Teller<'_> {
    fn verdict(&self, conflicts: &[Figure]) -> Figure {
        let everything: Vec<usize> = (0..self.all.len()).collect();
        let mut figure = self.figure(
            "reconcile.verdict".to_owned(),
            self.comparison.verdict.clone(),
            FindingValue::Words(self.comparison.verdict_name.clone()),
            &everything,
            self.comparison.limits.clone(),
        );
        if !conflicts.is_empty() {
            let old = figure.finding;
            let because = conflicts.iter().map(|conflict| Because::Finding(conflict.finding.id())).collect();
            figure.finding = Finding::new(old.name, old.sentence, old.value, because, old.caveats);
            figure.certainty = Certainty::Disputed;
        }
        figure
    }

    fn conflict(&self, index: usize) -> Figure {
        let conflict = &self.comparison.conflicts[index];
        let mut caveats = conflict.remarks.clone();
        caveats.push("Proved. It says that not all of them can be true, not which one is wrong.".to_owned());
        let value = FindingValue::Words(conflict.sentence.clone());
        let figure = self.figure(conflict_name(index), conflict.sentence.clone(), value, &conflict.members, caveats);
        Figure { certainty: Certainty::Disputed, ..figure }
    }

    fn way_out(&self, index: usize) -> Figure {
        let way = &self.comparison.ways_out[index];
        let caveats = vec!["The figures named are those that would have to go; that they are wrong is not shown.".to_owned()];
        let figure =
            self.figure(way_out_name(index), way.sentence(), FindingValue::Words(way.without.clone()), &way.given_up, caveats);
        Figure { certainty: Certainty::Disputed, ..figure }
    }

    fn bounds(&self, quantity: &ComparedQuantity) -> Figure {
        let given_up: &[usize] = self.comparison.ways_out.first().map_or(&[], |way| &way.given_up);
        let kept: Vec<usize> = quantity.weighed.iter().copied().filter(|figure| !given_up.contains(figure)).collect();
        let mut caveats = vec!["Proved: no value outside is possible with the figures that are kept.".to_owned()];
        let words = &quantity.feasible_words;
        let said = if given_up.is_empty() {
            format!("The figures leave, for {}: {words}.", quantity.label)
        } else {
            caveats.push("Kept is all but the first way out of the conflicts; other ways out leave other bounds.".to_owned());
            format!("Without the figures that the first way out gives up, the others leave, for {}: {words}.", quantity.label)
        };
        self.figure(bounds_name(quantity), said, FindingValue::Words(words.clone()), &kept, caveats)
    }

    fn likely(&self, quantity: &ComparedQuantity, likely: &Likely) -> Figure {
        let said = format!(
            "Likely, for {}: {} {}; the middle, and how far it runs nine times in ten.",
            quantity.label, likely.words, quantity.unit
        );
        let mut caveats = vec!["Each origin is weighed by how far it can be trusted.".to_owned()];
        if !self.comparison.conflicts.is_empty() {
            caveats.push(DISSOLVES_NONE.to_owned());
        }
        let value =
            estimate(likely, self.comparison.seed).map_or(FindingValue::Words(likely.words.clone()), FindingValue::Estimate);
        self.figure(likely_name(quantity), said, value, &quantity.weighed, caveats)
    }

    fn origin(&self, index: usize, origin: &ComparedOrigin) -> Figure {
        let said = format!(
            "{}, which says {}, was trusted {} before figures were compared, and {} after.",
            origin.origin, origin.says, origin.before, origin.after
        );
        let of_origin = |figure: &&ComparedFigure| figure.witnesses.iter().any(|witness| witness.origin == origin.origin);
        let claims: Vec<ClaimId> = origin
            .figures
            .iter()
            .filter_map(|figure| self.all.get(*figure).copied())
            .filter(of_origin)
            .flat_map(|figure| figure.witnesses.iter().filter(|witness| witness.origin == origin.origin))
            .flat_map(|witness| witness.claims.iter().copied())
            .collect();
        let witness = Witness { origin: origin.origin.clone(), claims };
        let value = FindingValue::Words(origin.after.clone());
        self.of_witnesses(origin_name(index), said, value, vec![witness], vec![DISSOLVES_NONE.to_owned()])
    }

    /// A finding that rests on the claims of these figures.
    fn figure(&self, name: String, sentence: String, value: FindingValue, members: &[usize], caveats: Vec<String>) -> Figure {
        let mut witnesses: Vec<Witness> = Vec::new();
        for witness in members.iter().filter_map(|member| self.all.get(*member)).flat_map(|figure| &figure.witnesses) {
            match witnesses.iter_mut().find(|earlier| earlier.origin == witness.origin) {
                Some(earlier) => earlier.claims.extend(witness.claims.iter().copied()),
                None => witnesses.push(witness.clone()),
            }
        }
        self.of_witnesses(name, sentence, value, witnesses, caveats)
    }

    fn of_witnesses(
        &self,
        name: String,
        sentence: String,
        value: FindingValue,
        mut witnesses: Vec<Witness>,
        caveats: Vec<String>,
    ) -> Figure {
        let mut seen = BTreeSet::new();
        witnesses.iter_mut().for_each(|witness| witness.claims.retain(|claim| seen.insert(*claim)));
        witnesses.retain(|witness| !witness.claims.is_empty());
        let facts: Vec<ClaimId> = witnesses.iter().flat_map(|witness| witness.claims.iter().copied()).collect();
        let claims: Vec<&Claim> = facts.iter().filter_map(|id| self.view.case.claim(*id)).collect();
        let because = facts.iter().map(|claim| Because::Claim(*claim)).collect();
        Figure {
            label: sentence.clone(),
            finding: Finding::new(name, sentence, value, because, caveats),
            number: 0,
            certainty: Certainty::of_witnesses(witnesses.len()),
            beside: Vec::new(),
            weakest: self.view.weakest_grade(&claims),
            facts,
            witnesses,
        }
    }
}

fn estimate(likely: &Likely, seed: u64) -> Option<Estimate> {
    let [low, point, high] = likely.points.each_ref().map(|point| point.parse::<Decimal>().ok());
    Estimate::new(point?, (low?, high?), Decimal::from(90), "reconcile.posterior@1", Some(seed)).ok()
}
