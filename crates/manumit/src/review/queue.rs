//! The order of review: what moves the headline most and is read most doubtfully comes first.

use super::desk::{Desk, is_read, waits};
use super::doubt::{self, Doubt, Doubts};
use super::effect::Effects;
use crate::claims::source_name;
use crate::outcome::Trouble;
use evidence::{Claim, ClaimId, Kind};
use std::collections::BTreeSet;

/// Which claims are reviewed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only this kind.
    pub kind: Option<Kind>,
    /// Only sources whose name contains this.
    pub source: Option<String>,
    /// Also claims that are judged.
    pub all: bool,
}

impl Filter {
    /// From words such as `kind:wage source:2014 all`; none of them for every claim that waits.
    ///
    /// # Errors
    /// [`Trouble::Usage`] for a word that is none of these, or a kind that is not on the list.
    pub fn parse(text: &str) -> Result<Self, Trouble> {
        let mut filter = Filter::default();
        for word in text.split_whitespace() {
            match word.split_once(':') {
                Some(("kind", kind)) => filter.kind = Some(kind.parse().map_err(crate::judge::misfit)?),
                Some(("source", part)) => filter.source = Some(part.to_owned()),
                None if word == "all" => filter.all = true,
                Some(_) | None => {
                    return Err(Trouble::usage(
                        format!("{word:?} is not a filter."),
                        "write kind:wage, source:PART-OF-THE-NAME or all; nothing for every claim.",
                    ));
                }
            }
        }
        Ok(filter)
    }

    fn fits(&self, desk: &Desk, claim: &Claim) -> bool {
        self.kind.is_none_or(|kind| kind == claim.statement().kind)
            && self.source.as_ref().is_none_or(|part| source_name(desk.case(), claim).contains(part.as_str()))
    }
}

impl std::fmt::Display for Filter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let kind = self.kind.map(|kind| format!("kind:{kind}"));
        let source = self.source.as_ref().map(|part| format!("source:{part}"));
        let all = self.all.then(|| "all".to_owned());
        f.write_str(&[kind, source, all].into_iter().flatten().collect::<Vec<_>>().join(" "))
    }
}

/// A claim in the queue, with what put it there.
#[derive(Debug, Clone)]
pub struct Item {
    /// The claim.
    pub claim: ClaimId,
    /// How much of the headline hangs on it.
    pub effect: f64,
    /// Why its reading may be wrong.
    pub doubts: Vec<Doubt>,
    /// Whether it waits for a person, rather than being judged already.
    pub waits: bool,
}

impl Item {
    /// Effect times doubt.
    pub fn score(&self) -> f64 {
        self.effect * f64::from(doubt::total(&self.doubts))
    }
}

/// The claims to review, first to last, and how far the review is.
#[derive(Debug, Clone, Default)]
pub struct Queue {
    /// In order of review.
    pub items: Vec<Item>,
    /// How many claims of the filter are judged.
    pub judged: usize,
    /// How many claims the filter holds.
    pub total: usize,
    /// What hangs on each claim.
    pub effects: Effects,
}

impl Queue {
    /// The queue of a desk as it stands now.
    pub fn of(desk: &Desk, doubts: &Doubts, filter: &Filter) -> Self {
        let case = desk.case();
        let waiting: BTreeSet<ClaimId> =
            case.claims().iter().filter(|claim| waits(case, claim)).map(|claim| claim.id()).collect();
        let effects = Effects::of(case, desk.settings(), &waiting);
        let fitting: Vec<&Claim> = case.claims().iter().filter(|claim| is_read(claim) && filter.fits(desk, claim)).collect();
        let item = |claim: &&Claim| Item {
            claim: claim.id(),
            effect: effects.total(claim.id()),
            doubts: doubts.get(&claim.id()).cloned().unwrap_or_default(),
            waits: waiting.contains(&claim.id()),
        };
        let mut items: Vec<Item> = fitting.iter().map(item).filter(|item| filter.all || item.waits).collect();
        // equal ones stay in the order of the text
        items.sort_by(|a, b| {
            let supports = |item: &Item| effects.supports(item.claim).len().min(1);
            b.waits
                .cmp(&a.waits)
                .then(b.score().total_cmp(&a.score()))
                .then(supports(b).cmp(&supports(a)))
                .then(doubt::total(&b.doubts).cmp(&doubt::total(&a.doubts)))
        });
        let judged = fitting.iter().filter(|claim| !waiting.contains(&claim.id())).count();
        Queue { judged, total: fitting.len(), items, effects }
    }

    /// Takes out a claim that was accepted or rejected and that no headline figure rests on.
    pub fn remove(&mut self, claim: ClaimId) {
        let before = self.items.len();
        self.items.retain(|item| item.claim != claim);
        self.judged += before - self.items.len();
    }

    /// How far the review is, and how far the headline would move if what remains were rejected.
    pub fn progress(&self) -> String {
        let rest = match &self.effects.rest {
            Some((figure, share)) if *share > 0.0 => {
                format!("the rest moves the headline by at most {} ({figure})", percent(*share))
            }
            Some(_) | None => "the rest does not move the headline".to_owned(),
        };
        format!("{} of {} judged; {rest}", self.judged, self.total)
    }
}

/// A share as whole percent; what is not nothing is at least 1.
pub fn percent(share: f64) -> String {
    let whole = (share * 100.0).round().clamp(0.0, 100.0);
    format!("{} %", if share > 0.0 { whole.max(1.0) } else { 0.0 })
}
