//! Independent witnesses: several sources that repeat one origin are one voice.

use crate::{Case, Claim, ClaimId, Origin, Quantity, Source};
use std::collections::{BTreeMap, BTreeSet};

/// Claims of one figure that go back to one origin, so that together they witness once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witness {
    /// What they go back to, in words: a cited study, or the name of the first source.
    pub origin: String,
    /// The claims, the one nearest the origin first.
    pub claims: Vec<ClaimId>,
}

/// Groups `claims` (of one kind) by what they go back to.
///
/// Two claims are one witness if they stand in one source; if their sources go back to one origin by `derived_from` (one repeats
/// the other, or both repeat a third); if both state the same figure and cite the same origin; or if one states the same figure
/// and cites the publisher of the other's source.
pub fn witnesses(case: &Case, claims: &[&Claim]) -> Vec<Witness> {
    let voices: Vec<Voice> = claims.iter().map(|claim| Voice::of(case, claim)).collect();
    let mut groups = Groups::new(voices.len());
    for later in 0..voices.len() {
        for earlier in 0..later {
            if one_voice(&voices[earlier], &voices[later]) {
                groups.join(earlier, later);
            }
        }
    }
    let mut found: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for index in 0..voices.len() {
        found.entry(groups.root(index)).or_default().insert(index);
    }
    found.into_values().map(|members| name_witness(&voices, members)).collect()
}

/// A claim with where it comes from.
struct Voice<'case> {
    claim: &'case Claim,
    source: Option<&'case Source>,
    /// The source and what it repeats, directly or through others.
    lineage: BTreeSet<Origin>,
}

impl<'case> Voice<'case> {
    fn of(case: &'case Case, claim: &'case Claim) -> Self {
        let source = case.sources_of(claim.id()).into_iter().next().and_then(|id| case.source(id));
        Voice { claim, source, lineage: lineage(case, source) }
    }

    fn is_echo(&self) -> bool {
        self.source.is_some_and(|source| source.derived_from.is_some())
    }

    fn cites(&self) -> Option<BTreeSet<String>> {
        self.claim.statement().attribution.origin().map(origin_key)
    }

    fn publisher(&self) -> Option<BTreeSet<String>> {
        self.source.and_then(|source| source.publisher.as_deref()).map(origin_key)
    }
}

/// A source, what it repeats, what that repeats, and so on.
fn lineage(case: &Case, source: Option<&Source>) -> BTreeSet<Origin> {
    let mut lineage = BTreeSet::new();
    let mut next = source.map(|source| Origin::Source(source.id));
    while let Some(origin) = next {
        next = match &origin {
            Origin::Source(id) => case.source(*id).and_then(|source| source.derived_from.clone()),
            Origin::Cited(_) => None,
        };
        if !lineage.insert(origin) {
            break;
        }
    }
    lineage
}

fn name_witness(voices: &[Voice<'_>], members: BTreeSet<usize>) -> Witness {
    let mut order: Vec<usize> = members.into_iter().collect();
    order.sort_by_key(|&index| (voices[index].is_echo(), voices[index].claim.statement().attribution.0.len(), index));
    let first = &voices[order[0]];
    let cited = first.claim.statement().attribution.origin().map(str::to_owned);
    let held = first.source.map(|source| source.title.clone().unwrap_or(source.name.clone()));
    Witness {
        origin: cited.or(held).unwrap_or_else(|| "unknown".to_owned()),
        claims: order.into_iter().map(|index| voices[index].claim.id()).collect(),
    }
}

fn one_voice(a: &Voice<'_>, b: &Voice<'_>) -> bool {
    if a.lineage.iter().any(|left| b.lineage.iter().any(|right| same_origin(left, right))) {
        return true;
    }
    if !same_figure(a.claim.statement().quantity.as_ref(), b.claim.statement().quantity.as_ref()) {
        return false;
    }
    let same = |left: Option<BTreeSet<String>>, right: Option<BTreeSet<String>>| {
        left.zip(right).is_some_and(|(left, right)| alike(&left, &right))
    };
    same(a.cites(), b.cites()) || same(a.cites(), b.publisher()) || same(a.publisher(), b.cites())
}

fn same_origin(a: &Origin, b: &Origin) -> bool {
    match (a, b) {
        (Origin::Source(a), Origin::Source(b)) => a == b,
        (Origin::Cited(a), Origin::Cited(b)) => a == b || alike(&origin_key(a), &origin_key(b)),
        (Origin::Source(_), Origin::Cited(_)) | (Origin::Cited(_), Origin::Source(_)) => false,
    }
}

fn same_figure(a: Option<&Quantity>, b: Option<&Quantity>) -> bool {
    matches!((a, b), (Some(a), Some(b)) if a.range == b.range && a.unit == b.unit)
}

/// The words of a cited origin that identify it, in lower case.
fn origin_key(words: &str) -> BTreeSet<String> {
    const COMMON: [&str; 12] = ["a", "an", "the", "of", "for", "by", "in", "and", "study", "report", "its", "on"];
    words
        .split(|c: char| !c.is_alphanumeric())
        .map(str::to_lowercase)
        .filter(|word| !word.is_empty() && !COMMON.contains(&word.as_str()) && word.parse::<u16>().is_err())
        .collect()
}

/// Whether one name is contained in the other, with at least two words in common or all words of a one-word name.
fn alike(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    let shared = a.intersection(b).count();
    let smaller = a.len().min(b.len());
    smaller > 0 && shared == smaller && (shared >= 2 || a.len() == b.len())
}

/// Disjoint sets of indices.
struct Groups(Vec<usize>);

impl Groups {
    fn new(count: usize) -> Self {
        Groups((0..count).collect())
    }

    fn root(&self, mut index: usize) -> usize {
        while self.0[index] != index {
            index = self.0[index];
        }
        index
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        let (first, second) = (a.min(b), a.max(b));
        self.0[second] = first;
    }
}
