//! Who sends, through whom, to what work; under which heads pay is taken, and where it goes.

use super::{Bounds, Certainty, Figures, because, figure, split};
use crate::markup::label;
use crate::view::{Scope, View};
use crate::words;
use evidence::{Claim, Finding, FindingValue, Kind, Quantity, Role, Taking, Treatment};
use std::collections::BTreeMap;

/// A part in the system that a name plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Sends workers.
    Dispatcher,
    /// Must hand over a quota.
    Agent,
    /// Work in a sector, in a place.
    Site,
    /// Money passes through it.
    Conduit,
    /// Money ends there.
    Beneficiary,
}

impl Part {
    /// All, in the order of the columns.
    pub(crate) const ALL: [Part; 5] = [Part::Dispatcher, Part::Agent, Part::Site, Part::Conduit, Part::Beneficiary];

    /// The beginning of the names of its findings.
    pub(crate) fn prefix(self) -> &'static str {
        match self {
            Part::Dispatcher => "system.dispatcher.",
            Part::Agent => "system.agent.",
            Part::Site => "system.site.",
            Part::Conduit => "system.conduit.",
            Part::Beneficiary => "system.beneficiary.",
        }
    }

    fn lead(self) -> &'static str {
        match self {
            Part::Dispatcher => "Said to send workers",
            Part::Agent => "Said to have a quota to hand over",
            Part::Site => "Workers are said to be sent to",
            Part::Conduit => "Said to pass the money on",
            Part::Beneficiary => "Said to receive the money",
        }
    }

    /// The name of the finding of whoever plays this part in a claim.
    pub(crate) fn finding_of(self, claim: &Claim) -> Option<String> {
        self.name_in(claim).map(|name| format!("{}{}", self.prefix(), words::slug(&name)))
    }

    /// Who plays this part in a claim.
    fn name_in(self, claim: &Claim) -> Option<String> {
        self.words_in(claim).map(|words| label(without_article(&words), 80))
    }

    fn words_in(self, claim: &Claim) -> Option<String> {
        let statement = claim.statement();
        let role = |kind, role| (statement.kind == kind).then(|| statement.roles.get(&role)).flatten().cloned();
        match self {
            Part::Dispatcher => role(Kind::Dispatch, Role::From),
            Part::Agent => (statement.kind == Kind::RemittanceQuota).then(|| statement.about.who.clone()).flatten(),
            Part::Site => site_of(claim),
            Part::Conduit => role(Kind::Flow, Role::Via),
            Part::Beneficiary => role(Kind::Flow, Role::To),
        }
    }
}

/// The work and the country of a dispatch: `logging, Russia`.
fn site_of(claim: &Claim) -> Option<String> {
    if claim.statement().kind != Kind::Dispatch {
        return None;
    }
    let roles = &claim.statement().roles;
    let place = match Scope::of(claim) {
        Scope::Country(_) => Scope::of(claim).name(),
        Scope::Everywhere | Scope::Named(..) => None,
    };
    let parts: Vec<String> =
        [roles.get(&Role::Sector).cloned(), place.or_else(|| roles.get(&Role::To).cloned())].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

pub(super) fn add(view: &View, figures: &mut Figures) {
    add_heads(view, figures);
    for part in Part::ALL {
        add_part(view, figures, part);
    }
}

/// One finding for each name that plays the part; the best witnessed first.
fn add_part(view: &View, figures: &mut Figures, part: Part) {
    let mut by_name: BTreeMap<String, (String, Vec<&Claim>)> = BTreeMap::new();
    for claim in view.stated() {
        if let Some(name) = part.name_in(claim) {
            by_name.entry(words::slug(&name)).or_insert_with(|| (name, Vec::new())).1.push(claim);
        }
    }
    let mut found: Vec<super::Figure> = by_name
        .into_iter()
        .map(|(slug, (name, claims))| {
            let (facts, beside) = split(claims);
            let sentence = format!("{}: {name}.", part.lead());
            let supports = because(if facts.is_empty() { &beside } else { &facts });
            let finding = Finding::new(
                format!("{}{slug}", part.prefix()),
                sentence,
                FindingValue::Words(name.clone()),
                supports,
                Vec::new(),
            );
            figure(view, finding, name, &facts, &beside)
        })
        .filter(|figure| !figure.facts.is_empty())
        .collect();
    found.sort_by_key(|figure| (std::cmp::Reverse((figure.witnesses.len(), figure.facts.len())), figure.finding.name.clone()));
    for figure in found {
        figures.push(figure);
    }
}

fn without_article(name: &str) -> &str {
    let lower = name.to_lowercase();
    ["the ", "an ", "a "]
        .iter()
        .find(|article| lower.starts_with(**article))
        .and_then(|article| name.get(article.len()..))
        .unwrap_or(name)
}

fn add_heads(view: &View, figures: &mut Figures) {
    let mut by_head: BTreeMap<Taking, Vec<&Claim>> = BTreeMap::new();
    for claim in view.stated().filter(|claim| claim.statement().kind == Kind::Deduction) {
        let code = claim.statement().roles.get(&Role::Code).and_then(|code| code.parse().ok());
        by_head.entry(code.unwrap_or(Taking::Unlabelled)).or_default().push(claim);
    }
    for (taking, claims) in by_head {
        let (facts, beside) = split(claims);
        if !facts.is_empty() {
            figures.push(head(view, taking, &facts, &beside));
        }
    }
}

fn head(view: &View, taking: Taking, facts: &[&Claim], beside: &[&Claim]) -> super::Figure {
    let monthly = evidence::Unit::Money(view.settings.currency, Some(evidence::Per::each(evidence::PerUnit::Month)));
    let priced: Vec<&Claim> = facts
        .iter()
        .copied()
        .filter(|claim| claim.statement().quantity.is_some_and(|quantity| quantity.unit == monthly))
        .collect();
    let treatment = match taking.treatment() {
        Treatment::Lawful => "lawful only if a law is cited and the sum was remitted",
        Treatment::Review => "to be examined",
        Treatment::Prohibited => "prohibited unless shown otherwise",
        Treatment::Unknown => "status unknown",
    };
    let mut caveats = vec![format!("{}: {treatment} (a default before the law is known, not a verdict).", taking.code())];
    let name = words::capital(words::taking(taking));
    let (sentence, value) = match Bounds::of(&priced) {
        Some(bounds) => {
            caveats.push(format!("The amount is stated by {} of {}.", priced.len(), words::count(facts.len(), "claim")));
            let quantity = Quantity { range: bounds.range(), unit: monthly, approximate: false };
            (
                format!("Taken from pay as {}: {}.", words::taking(taking), words::quantity(&quantity)),
                FindingValue::Quantity(quantity),
            )
        }
        None => (format!("Taken from pay as {}; no amount is stated.", words::taking(taking)), FindingValue::Words(name.clone())),
    };
    let finding = Finding::new(format!("deduction.{}", taking.code()), sentence, value, because(facts), caveats);
    let mut figure = figure(view, finding, name, facts, beside);
    if !beside.is_empty() && beside.iter().any(|claim| claim.statement().modality == evidence::Modality::Denied) {
        figure.certainty = Certainty::Disputed;
    }
    figure
}
