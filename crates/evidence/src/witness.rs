//! Independent witnesses: several sources that repeat one origin are one voice.

use crate::{Case, Claim, ClaimId, Origin, Quantity, SourceId};
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
/// Two claims are one witness if they stand in one source; if the source of one is `derived_from` the source of the other; if both
/// state the same figure and cite the same origin; or if one states the same figure and cites the publisher of the other's source.
pub fn witnesses(case: &Case, claims: &[&Claim]) -> Vec<Witness> {
    let mut groups = Groups::new(claims.len());
    let sources: Vec<Option<SourceId>> =
        claims.iter().map(|claim| case.sources_of(claim.id()).into_iter().next()).collect();
    for later in 0..claims.len() {
        for earlier in 0..later {
            if one_voice(case, (claims[earlier], sources[earlier]), (claims[later], sources[later])) {
                groups.join(earlier, later);
            }
        }
    }
    let mut found: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for index in 0..claims.len() {
        found.entry(groups.root(index)).or_default().insert(index);
    }
    found.into_values().map(|members| name_witness(case, claims, &sources, members)).collect()
}

fn name_witness(case: &Case, claims: &[&Claim], sources: &[Option<SourceId>], members: BTreeSet<usize>) -> Witness {
    let is_echo = |index: &usize| sources[*index].and_then(|id| case.source(id)).is_some_and(|source| source.derived_from.is_some());
    let mut order: Vec<usize> = members.into_iter().collect();
    order.sort_by_key(|index| (is_echo(index), claims[*index].statement().attribution.0.len(), *index));
    let first = order[0];
    let cited = claims[first].statement().attribution.origin().map(str::to_owned);
    let held = sources[first].and_then(|id| case.source(id)).map(|source| source.title.clone().unwrap_or(source.name.clone()));
    Witness {
        origin: cited.or(held).unwrap_or_else(|| "unknown".to_owned()),
        claims: order.into_iter().map(|index| claims[index].id()).collect(),
    }
}

fn one_voice(case: &Case, (a, source_a): (&Claim, Option<SourceId>), (b, source_b): (&Claim, Option<SourceId>)) -> bool {
    if source_a.is_some() && source_a == source_b {
        return true;
    }
    if repeats(case, source_a, source_b) || repeats(case, source_b, source_a) {
        return true;
    }
    if !same_figure(a.statement().quantity.as_ref(), b.statement().quantity.as_ref()) {
        return false;
    }
    let cites = |claim: &Claim| claim.statement().attribution.origin().map(origin_key);
    let published = |id: Option<SourceId>| {
        id.and_then(|id| case.source(id)).and_then(|source| source.publisher.as_deref()).map(origin_key)
    };
    let same = |left: Option<BTreeSet<String>>, right: Option<BTreeSet<String>>| {
        matches!((left, right), (Some(left), Some(right)) if alike(&left, &right))
    };
    same(cites(a), cites(b)) || same(cites(a), published(source_b)) || same(published(source_a), cites(b))
}

fn repeats(case: &Case, echo: Option<SourceId>, of: Option<SourceId>) -> bool {
    let origin = echo.and_then(|id| case.source(id)).and_then(|source| source.derived_from.as_ref());
    matches!((origin, of), (Some(Origin::Source(origin)), Some(of)) if *origin == of)
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
