//! The figures of a case: which claims make each, within which bounds, and how sure it is.
//!
//! A figure is made only of claims in force that state a fact. What is promised, planned, denied, conditional or alleged stands
//! beside it and never in it. Figures of different places or groups are never added up.

mod bounds;
mod conditions;
mod gaps;
mod indicators;
mod pay;
mod rates;
mod system;
mod voices;
mod workers;

pub(crate) use bounds::{Bounds, any_apart, contradict, statements};
pub(crate) use conditions::sanctions_of;
pub(crate) use indicators::{Cell, cells, figure_name as indicator_name};
pub(crate) use system::Part;

use crate::view::View;
use crate::words;
use crate::{Joined, comparison, counted, pay_account};
use evidence::{Because, Claim, ClaimId, Finding, FindingValue, Grade, Quantity, Unit, Witness, witnesses};
use std::collections::BTreeMap;

/// How sure a figure is: the one language of marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Certainty {
    /// At least two independent witnesses. Solid.
    Documented,
    /// One witness. Dashed.
    Stated,
    /// Claims that cannot both be true. Hatched.
    Disputed,
    /// Nothing that states it as a fact. Hollow.
    Gap,
}

impl Certainty {
    /// The word in classes and in JSON.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Certainty::Documented => "documented",
            Certainty::Stated => "stated",
            Certainty::Disputed => "disputed",
            Certainty::Gap => "gap",
        }
    }

    /// The word for a reader.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Certainty::Documented => "documented",
            Certainty::Stated => "stated only",
            Certainty::Disputed => "disputed",
            Certainty::Gap => "not stated",
        }
    }

    /// What this many independent witnesses give, if none of them contradicts another.
    pub(crate) fn of_witnesses(count: usize) -> Certainty {
        match count {
            0 => Certainty::Gap,
            1 => Certainty::Stated,
            _ => Certainty::Documented,
        }
    }
}

/// A finding with what the page needs to draw it.
#[derive(Debug, Clone)]
pub(crate) struct Figure {
    pub(crate) finding: Finding,
    /// By which the page names it, from 1; set when it takes its place among the others.
    pub(crate) number: usize,
    /// A few words for a row or a column.
    pub(crate) label: String,
    pub(crate) certainty: Certainty,
    /// The claims that make it.
    pub(crate) facts: Vec<ClaimId>,
    /// The claims that stand beside it, uncounted.
    pub(crate) beside: Vec<ClaimId>,
    pub(crate) witnesses: Vec<Witness>,
    pub(crate) weakest: Option<Grade>,
}

impl Figure {
    /// The quantity, if the figure is one.
    pub(crate) fn quantity(&self) -> Option<&Quantity> {
        match &self.finding.value {
            FindingValue::Quantity(quantity) => Some(quantity),
            FindingValue::Estimate(_) | FindingValue::Count(_) | FindingValue::Words(_) | FindingValue::Gap => None,
        }
    }

    /// The address on the page.
    pub(crate) fn anchor(&self) -> String {
        format!("f-{}", self.finding.name)
    }
}

/// All figures, in the order in which a reader should meet them.
#[derive(Debug)]
pub(crate) struct Figures {
    all: Vec<Figure>,
    position: BTreeMap<String, usize>,
}

impl Figures {
    pub(crate) fn of(view: &View) -> Self {
        let mut figures = Figures { all: Vec::new(), position: BTreeMap::new() };
        workers::add(view, &mut figures);
        indicators::add(view, &mut figures);
        conditions::add_deaths(view, &mut figures);
        pay::add(view, &mut figures);
        system::add(view, &mut figures);
        conditions::add(view, &mut figures);
        voices::add(view, &mut figures);
        gaps::add(view, &mut figures);
        figures
    }

    /// All figures, and what others found.
    pub(crate) fn with(view: &View, joined: Joined<'_>) -> Self {
        let mut figures = Figures::of(view);
        if let Some(comparison) = joined.comparison {
            comparison::add_findings(view, comparison, &mut figures);
        }
        if let Some(chapter) = joined.pay {
            pay_account::add_findings(view, chapter, &mut figures);
        }
        if let Some(chapter) = joined.count {
            counted::add_findings(view, chapter, &mut figures);
        }
        figures
    }

    /// Adds a figure; the first of a name stays.
    pub(crate) fn push(&mut self, mut figure: Figure) {
        figure.number = self.all.len() + 1;
        let name = figure.finding.name.clone();
        if !self.position.contains_key(&name) {
            self.position.insert(name, self.all.len());
            self.all.push(figure);
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Figure> {
        self.all.iter()
    }

    /// The figure of this name.
    pub(crate) fn get(&self, name: &str) -> Option<&Figure> {
        self.position.get(name).map(|&index| &self.all[index])
    }

    /// The figures whose names begin so, in order.
    pub(crate) fn beginning<'f>(&'f self, prefix: &'f str) -> impl Iterator<Item = &'f Figure> {
        self.all.iter().filter(move |figure| figure.finding.name.starts_with(prefix))
    }

    /// The findings alone.
    pub(crate) fn findings(&self) -> Vec<Finding> {
        self.all.iter().map(|figure| figure.finding.clone()).collect()
    }
}

/// What is to be measured: the words around the number and the claims.
pub(crate) struct Measure<'a> {
    pub(crate) name: String,
    pub(crate) label: String,
    /// What follows the number in a sentence: "workers abroad".
    pub(crate) what: String,
    pub(crate) unit: Unit,
    pub(crate) facts: Vec<&'a Claim>,
    pub(crate) beside: Vec<&'a Claim>,
    pub(crate) caveats: Vec<String>,
}

/// The figure that a measure comes to; `None` if no claim speaks of it at all.
pub(crate) fn measured(view: &View, measure: Measure) -> Option<Figure> {
    let Measure { name, label, what, unit, facts, beside, mut caveats } = measure;
    if facts.is_empty() && beside.is_empty() {
        return None;
    }
    let Some(bounds) = Bounds::of(&facts) else {
        let sentence = format!("No source states as a fact how many {what}; {}.", count_beside(&beside));
        let finding = Finding::new(name, sentence, FindingValue::Gap, Vec::new(), caveats);
        return Some(Figure { certainty: Certainty::Gap, ..figure(view, finding, label, &facts, &beside) });
    };
    let disputed = !view.values_only && bounds::any_contradict(view, &facts);
    let approximate = facts.iter().all(|claim| claim.statement().quantity.is_some_and(|quantity| quantity.approximate));
    let about = if approximate && bounds.range().is_point() { "About " } else { "" };
    let mut sentence = format!("{about}{}", bounds.sentence(&what));
    if disputed {
        sentence.push_str(" The sources contradict one another.");
    }
    caveats.extend(bounds.caveats());
    if !beside.is_empty() {
        caveats.push(format!("Not counted: {}.", count_beside(&beside)));
    }
    let quantity = Quantity { range: bounds.range(), unit, approximate };
    let finding = Finding::new(name, sentence, FindingValue::Quantity(quantity), because(&facts), caveats);
    let mut figure =
        if view.values_only { value_alone(finding, label, &facts) } else { figure(view, finding, label, &facts, &beside) };
    if disputed {
        figure.certainty = Certainty::Disputed;
    }
    Some(figure)
}

/// A figure of which only the value will be looked at: its witnesses are not counted.
fn value_alone(finding: Finding, label: String, facts: &[&Claim]) -> Figure {
    Figure {
        certainty: Certainty::of_witnesses(facts.len().min(1)),
        facts: facts.iter().map(|claim| claim.id()).collect(),
        beside: Vec::new(),
        number: 0,
        weakest: None,
        witnesses: Vec::new(),
        label,
        finding,
    }
}

/// A figure with the certainty that its witnesses give it.
pub(crate) fn figure(view: &View, finding: Finding, label: String, facts: &[&Claim], beside: &[&Claim]) -> Figure {
    // the order of those who get the money is by their witnesses
    let is_counted = !view.values_only || finding.name.starts_with(Part::Beneficiary.prefix());
    let witnesses = if is_counted { witnesses(view.case, facts) } else { Vec::new() };
    let ids = |claims: &[&Claim]| claims.iter().map(|claim| claim.id()).collect();
    Figure {
        certainty: Certainty::of_witnesses(witnesses.len()),
        facts: ids(facts),
        beside: ids(beside),
        number: 0,
        weakest: view.weakest_grade(facts),
        witnesses,
        label,
        finding,
    }
}

/// The claims as supports of a finding.
pub(crate) fn because(claims: &[&Claim]) -> Vec<Because> {
    claims.iter().map(|claim| Because::Claim(claim.id())).collect()
}

/// The claims that state a fact, and the others.
pub(crate) fn split<'a>(claims: impl IntoIterator<Item = &'a Claim>) -> (Vec<&'a Claim>, Vec<&'a Claim>) {
    claims.into_iter().partition(|claim| claim.statement().modality.states_a_fact())
}

/// How many claims stand beside a figure, by how they are put: `1 promised, 2 denied`.
pub(crate) fn count_beside(claims: &[&Claim]) -> String {
    let mut counts: BTreeMap<evidence::Modality, usize> = BTreeMap::new();
    for claim in claims {
        *counts.entry(claim.statement().modality).or_default() += 1;
    }
    let words: Vec<String> = counts
        .into_iter()
        .filter_map(|(modality, count)| {
            words::reservation(modality).map(|word| format!("{} {word}", words::count(count, "claim")))
        })
        .collect();
    words::listing(&words)
}
