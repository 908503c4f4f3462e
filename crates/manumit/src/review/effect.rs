//! How much the headline of the dossier hangs on each claim that nobody has judged: what it would be if the claim were rejected.
//!
//! Only a claim that a headline figure rests on can move it, and a range only by holding one of its ends. So the ends are asked,
//! not the claims: each set of unjudged claims that hold one end is set aside once and the headline recomputed. That is exact for
//! those claims, and takes some thirty recomputations however many claims there are.

use dossier::{HeadlineFigure, WhatIf};
use evidence::{Case, ClaimId, FindingValue, Kind};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::collections::{BTreeMap, BTreeSet};

/// How many sources there are hangs on no judgement.
const NOT_JUDGED: &str = "sources.independent";

/// What rejecting a claim does to one headline figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Move {
    /// The figure: `workers.abroad`.
    pub figure: String,
    /// How far it moves, from 0 to 1: the change of each end as a part of the larger value, the mean of both ends; 1 if the figure
    /// is lost. Divided by the number of claims that hold the end together.
    pub share: f64,
    /// What it is now.
    pub now: String,
    /// What it would be.
    pub then: String,
    /// How many unjudged claims would have to be rejected together for that.
    pub together: usize,
}

/// What hangs on the claims that wait for a person.
#[derive(Debug, Clone, Default)]
pub struct Effects {
    moves: BTreeMap<ClaimId, Vec<Move>>,
    supports: BTreeMap<ClaimId, Vec<String>>,
    /// The headline figure that moves furthest if claims that wait are rejected, and how far, from 0 to 1.
    pub rest: Option<(String, f64)>,
}

impl Effects {
    /// What hangs on the claims `waiting` of `case`.
    pub fn of(case: &Case, settings: &dossier::Settings, waiting: &BTreeSet<ClaimId>) -> Self {
        let mut what_if = WhatIf::new(case, settings);
        let now: Vec<HeadlineFigure> =
            what_if.headline(&BTreeSet::new()).into_iter().filter(|figure| figure.name != NOT_JUDGED).collect();
        let mut effects = Effects::default();
        for figure in now.iter().filter(|figure| figure.value != FindingValue::Gap) {
            for claim in figure.claims.iter().filter(|claim| waiting.contains(claim)) {
                effects.supports.entry(*claim).or_default().push(figure.name.clone());
            }
        }
        let groups: BTreeSet<BTreeSet<ClaimId>> = now
            .iter()
            .flat_map(|figure| holders(case, figure))
            .map(|group| &group & waiting)
            .filter(|group| !group.is_empty())
            .collect();
        let mut furthest: Vec<(String, f64)> = Vec::new();
        for group in &groups {
            let moves = moves(&now, &what_if.headline(group), group.len());
            furthest.extend(moves.iter().map(|one| (one.figure.clone(), one.share * group.len() as f64)));
            group.iter().for_each(|claim| effects.moves.entry(*claim).or_default().extend(moves.iter().cloned()));
        }
        let all = moves(&now, &what_if.headline(waiting), 1);
        furthest.extend(all.into_iter().map(|one| (one.figure, one.share)));
        // of those that move alike, the one that the headline names first
        let place = |name: &str| now.iter().position(|figure| figure.name == name);
        effects.rest = furthest.into_iter().min_by(|a, b| b.1.total_cmp(&a.1).then_with(|| place(&a.0).cmp(&place(&b.0))));
        effects
    }

    /// What rejecting `claim` does, figure by figure.
    pub fn moves(&self, claim: ClaimId) -> &[Move] {
        self.moves.get(&claim).map_or(&[], Vec::as_slice)
    }

    /// The headline figures that rest on `claim`.
    pub fn supports(&self, claim: ClaimId) -> &[String] {
        self.supports.get(&claim).map_or(&[], Vec::as_slice)
    }

    /// The sum of all moves: 0 if nothing of the headline hangs on `claim`.
    pub fn total(&self, claim: ClaimId) -> f64 {
        // a sum of nothing would be a negative zero
        self.moves(claim).iter().fold(0.0, |sum, one| sum + one.share)
    }
}

/// The sets of claims that hold a figure together: of a quantity, for each kind of claim it rests on, those at the lowest and those
/// at the highest end; of a count, those of each kind; of words, all of them.
fn holders(case: &Case, figure: &HeadlineFigure) -> Vec<BTreeSet<ClaimId>> {
    let mut by_kind: BTreeMap<Kind, Vec<ClaimId>> = BTreeMap::new();
    for claim in figure.claims.iter().filter_map(|id| case.claim(*id)) {
        by_kind.entry(claim.statement().kind).or_default().push(claim.id());
    }
    match &figure.value {
        FindingValue::Quantity(_) | FindingValue::Estimate(_) => {
            by_kind.values().flat_map(|claims| [at_end(case, claims, End::Low), at_end(case, claims, End::High)]).collect()
        }
        FindingValue::Count(_) => by_kind.into_values().map(BTreeSet::from_iter).collect(),
        FindingValue::Words(_) => vec![figure.claims.iter().copied().collect()],
        FindingValue::Gap => Vec::new(),
    }
}

#[derive(Clone, Copy)]
enum End {
    Low,
    High,
}

fn at_end(case: &Case, claims: &[ClaimId], end: End) -> BTreeSet<ClaimId> {
    let value = |id: &ClaimId| -> Option<Decimal> {
        let range = case.claim(*id)?.statement().quantity?.range;
        match end {
            End::Low => range.low(),
            End::High => range.high(),
        }
    };
    let outermost = match end {
        End::Low => claims.iter().filter_map(value).min(),
        End::High => claims.iter().filter_map(value).max(),
    };
    claims.iter().copied().filter(|id| outermost.is_some() && value(id) == outermost).collect()
}

/// What differs between two headlines, each share divided by `together`.
fn moves(now: &[HeadlineFigure], then: &[HeadlineFigure], together: usize) -> Vec<Move> {
    let moved = |figure: &HeadlineFigure| {
        let other = then.iter().find(|other| other.name == figure.name).map(|other| &other.value);
        let share = share(&figure.value, other.unwrap_or(&FindingValue::Gap));
        let shown = other.map_or_else(|| "nothing".to_owned(), shown);
        (share > 0.0).then(|| Move {
            figure: figure.name.clone(),
            share: share / together as f64,
            now: self::shown(&figure.value),
            then: shown,
            together,
        })
    };
    now.iter().filter(|figure| figure.value != FindingValue::Gap).filter_map(moved).collect()
}

fn share(now: &FindingValue, then: &FindingValue) -> f64 {
    match (now, then) {
        (FindingValue::Quantity(now), FindingValue::Quantity(then)) if now.unit == then.unit => {
            let ends = [(now.range.low(), then.range.low()), (now.range.high(), then.range.high())];
            let moved: Vec<f64> = ends.into_iter().filter(|ends| *ends != (None, None)).map(|(a, b)| end_share(a, b)).collect();
            moved.iter().sum::<f64>() / moved.len().max(1) as f64
        }
        (FindingValue::Count(now), FindingValue::Count(then)) => now.abs_diff(*then) as f64 / (*now).max(*then).max(1) as f64,
        (now, then) => f64::from(u8::from(now != then)),
    }
}

/// How far an end moves, as a part of the larger value.
fn end_share(now: Option<Decimal>, then: Option<Decimal>) -> f64 {
    let (Some(now), Some(then)) = (now, then) else { return f64::from(u8::from(now != then)) };
    let larger = now.abs().max(then.abs());
    let part = (now - then).abs().checked_div(larger).unwrap_or_default();
    part.to_f64().unwrap_or(1.0).min(1.0)
}

fn shown(value: &FindingValue) -> String {
    match value {
        FindingValue::Quantity(quantity) => quantity.to_string(),
        FindingValue::Estimate(estimate) => estimate.point().to_string(),
        FindingValue::Count(count) => count.to_string(),
        FindingValue::Words(words) => crate::show::one_line(words),
        FindingValue::Gap => "nothing".to_owned(),
    }
}
