//! Independent witnesses: several sources that repeat one origin are one voice.

use crate::{Case, Claim, ClaimId, Origin, Source, Unit};
use rust_decimal::Decimal;
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
    join_by_lineage(&voices, &mut groups);
    join_by_citation(&voices, &mut groups);
    let mut found: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for index in 0..voices.len() {
        found.entry(groups.root(index)).or_default().insert(index);
    }
    found.into_values().map(|members| name_witness(&voices, members)).collect()
}

/// Joins the voices whose sources go back to one origin.
fn join_by_lineage(voices: &[Voice<'_>], groups: &mut Groups) {
    let mut first_of: BTreeMap<&Origin, usize> = BTreeMap::new();
    for (index, voice) in voices.iter().enumerate() {
        for origin in &voice.lineage {
            let first = *first_of.entry(origin).or_insert(index);
            groups.join(first, index);
        }
    }
    let mut cited: BTreeMap<BTreeSet<String>, usize> = BTreeMap::new();
    for (origin, index) in first_of {
        if let Origin::Cited(words) = origin
            && !origin_key(words).is_empty()
        {
            let first = *cited.entry(origin_key(words)).or_insert(index);
            groups.join(first, index);
        }
    }
    for_each_alike(&cited, &cited, |a, b| groups.join(*a, *b));
}

/// Joins the voices that state one figure and cite one origin, or of which one cites the publisher of the other.
fn join_by_citation(voices: &[Voice<'_>], groups: &mut Groups) {
    let mut by_figure: BTreeMap<(Option<Decimal>, Option<Decimal>, Unit), Vec<usize>> = BTreeMap::new();
    for (index, voice) in voices.iter().enumerate() {
        if let Some(quantity) = voice.claim.statement().quantity {
            let range = quantity.range;
            by_figure.entry((range.low(), range.high(), quantity.unit)).or_default().push(index);
        }
    }
    for members in by_figure.into_values().filter(|members| members.len() > 1) {
        let (mut citing, mut publishing): (ByName, ByName) = Default::default();
        for index in members {
            voices[index].cites().into_iter().for_each(|name| citing.entry(name).or_default().push(index));
            voices[index].publisher().into_iter().for_each(|name| publishing.entry(name).or_default().push(index));
        }
        let mut join_all = |a: &Vec<usize>, b: &Vec<usize>| a.iter().chain(b).for_each(|index| groups.join(a[0], *index));
        for_each_alike(&citing, &citing, &mut join_all);
        for_each_alike(&citing, &publishing, &mut join_all);
    }
}

/// Voices by the words of a name.
type ByName = BTreeMap<BTreeSet<String>, Vec<usize>>;

/// Hands on what stands under each two names that are alike.
fn for_each_alike<T>(left: &BTreeMap<BTreeSet<String>, T>, right: &BTreeMap<BTreeSet<String>, T>, mut then: impl FnMut(&T, &T)) {
    for (name, a) in left {
        for (_, b) in right.iter().filter(|(other, _)| alike(name, other)) {
            then(a, b);
        }
    }
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

    fn root(&mut self, mut index: usize) -> usize {
        while self.0[index] != index {
            self.0[index] = self.0[self.0[index]];
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
