//! The case as this dossier sees it: what is in scope, in reading order, with the numbers by which the page names things.

use crate::Settings;
use crate::words;
use evidence::{Basis, Case, Claim, ClaimId, Grade, Period, PlaceRung, Source, SourceId, Span, Standing};
use std::collections::{BTreeMap, BTreeSet};

/// How many claims the page lists; the tables beside it hold all.
const LISTED_CLAIMS_MAX: usize = 5_000;

/// Sources and claims in scope, ordered and numbered.
pub(crate) struct View<'a> {
    pub(crate) case: &'a Case,
    pub(crate) settings: &'a Settings,
    /// By date of publication, then by name; undated ones last.
    pub(crate) sources: Vec<&'a Source>,
    /// In the order of their words: by source, then by place in it.
    pub(crate) claims: Vec<&'a Claim>,
    /// How many sources are left out because they were published after the as-of date.
    pub(crate) left_out_count: usize,
    claim_numbers: BTreeMap<ClaimId, usize>,
    source_numbers: BTreeMap<SourceId, usize>,
    in_force: BTreeSet<ClaimId>,
    /// Whether only the values of figures are asked for, so that nobody need count witnesses of ranges.
    pub(crate) values_only: bool,
    /// Whether tables of pay were drawn up into accounts.
    pub(crate) has_accounts: bool,
}

impl<'a> View<'a> {
    pub(crate) fn new(case: &'a Case, settings: &'a Settings) -> Self {
        let mut sources: Vec<&Source> = case.sources().filter(|source| !published_later(source, settings)).collect();
        sources.sort_by_key(|source| {
            let day = source.published.and_then(|period| period.first().or(period.last())).map(|date| date.first_day());
            (day.is_none(), day, source.name.clone(), source.id)
        });
        let source_numbers: BTreeMap<SourceId, usize> =
            sources.iter().enumerate().map(|(index, source)| (source.id, index + 1)).collect();
        let in_scope = |claim: &&Claim| case.sources_of(claim.id()).iter().all(|source| source_numbers.contains_key(source));
        let told = |claim: &&Claim| !is_mere_proposal(case, claim);
        let mut claims: Vec<&Claim> = case.claims().iter().filter(told).filter(in_scope).collect();
        claims.sort_by_cached_key(|claim| reading_order(case, claim, &source_numbers));
        View {
            case,
            settings,
            left_out_count: case.sources().count() - sources.len(),
            sources,
            claim_numbers: claims.iter().enumerate().map(|(index, claim)| (claim.id(), index + 1)).collect(),
            claims,
            source_numbers,
            in_force: case.standing_claims().map(Claim::id).collect(),
            values_only: false,
            has_accounts: false,
        }
    }

    /// Puts exactly the claims of `in_force` in force, whatever was judged; returns those that were before.
    pub(crate) fn put_in_force(&mut self, in_force: BTreeSet<ClaimId>) -> BTreeSet<ClaimId> {
        std::mem::replace(&mut self.in_force, in_force)
    }

    /// The claims in force.
    pub(crate) fn in_force(&self) -> &BTreeSet<ClaimId> {
        &self.in_force
    }

    /// The claims of which figures may be made: in force, and stated by a source rather than computed.
    pub(crate) fn stated(&self) -> impl Iterator<Item = &'a Claim> {
        self.claims
            .iter()
            .copied()
            .filter(|claim| self.in_force.contains(&claim.id()) && !matches!(claim.basis(), Basis::Derived { .. }))
    }

    /// Whether a judgement took the claim out of every figure.
    pub(crate) fn is_set_aside(&self, id: ClaimId) -> bool {
        !self.in_force.contains(&id)
    }

    /// The number by which the page names a claim.
    pub(crate) fn claim_number(&self, id: ClaimId) -> usize {
        self.claim_numbers.get(&id).copied().unwrap_or(0)
    }

    /// Whether the page lists the claim, so that it can be linked to.
    pub(crate) fn is_listed(&self, id: ClaimId) -> bool {
        (1..=LISTED_CLAIMS_MAX).contains(&self.claim_number(id))
    }

    /// The claims that the page lists.
    pub(crate) fn listed(&self) -> &[&'a Claim] {
        &self.claims[..self.claims.len().min(LISTED_CLAIMS_MAX)]
    }

    /// The code by which the page names a source: `S3`.
    pub(crate) fn source_code(&self, id: SourceId) -> String {
        self.source_numbers.get(&id).map_or_else(|| "S?".to_owned(), |number| format!("S{number}"))
    }

    /// Whether a source is in scope.
    pub(crate) fn has_source(&self, id: SourceId) -> bool {
        self.source_numbers.contains_key(&id)
    }

    /// The words behind a claim, and the sentence around them: its own, or those of the claim that it corrects.
    pub(crate) fn span_of<'c>(&'c self, claim: &'c Claim) -> Option<(&'c Span, &'c Span)> {
        match claim.basis() {
            Basis::Read { span, sentence, .. } => Some((span, sentence)),
            Basis::Judged { on, .. } => self.case.claim(*on).and_then(|judged| self.span_of(judged)),
            Basis::Derived { .. } => None,
        }
    }

    /// The source of a claim's words.
    pub(crate) fn source_of<'c>(&'c self, claim: &'c Claim) -> Option<&'c Source> {
        self.span_of(claim).and_then(|(span, _)| self.case.source(span.source()))
    }

    /// The time that a claim itself speaks of; not the date of publication, which stands in for it where the words give none.
    pub(crate) fn own_time(&self, claim: &Claim) -> Option<Period> {
        let published = self.source_of(claim).and_then(|source| source.published);
        claim.statement().about.time.filter(|time| Some(*time) != published)
    }

    /// The weakest grade among the sources of `claims`.
    pub(crate) fn weakest_grade(&self, claims: &[&Claim]) -> Option<Grade> {
        claims.iter().filter_map(|claim| self.source_of(claim)).map(|source| source.grade).max()
    }

    /// How a claim stands.
    pub(crate) fn standing(&self, claim: &Claim) -> Standing {
        self.case.standing(claim.id())
    }
}

/// Whether a model proposed the claim and no person accepted or corrected it: the dossier does not tell it at all.
fn is_mere_proposal(case: &Case, claim: &Claim) -> bool {
    case.is_proposed(claim.id())
        && matches!(case.standing(claim.id()), Standing::Proposed | Standing::Rejected | Standing::Pending)
}

/// Whether a dossier of these settings tells what this source says: not if it was published after the as-of date.
pub fn is_in_scope(source: &Source, settings: &Settings) -> bool {
    !published_later(source, settings)
}

fn published_later(source: &Source, settings: &Settings) -> bool {
    let first_day = source.published.and_then(|period| period.first()).map(|date| date.first_day());
    matches!((first_day, settings.as_of), (Some(day), Some(as_of)) if day > as_of)
}

/// By source, then place in it; what has no words of its own comes last.
fn reading_order(case: &Case, claim: &Claim, source_numbers: &BTreeMap<SourceId, usize>) -> (usize, u64, u64, ClaimId) {
    let mut judged = claim;
    while let Basis::Judged { on, .. } = judged.basis() {
        match case.claim(*on) {
            Some(earlier) => judged = earlier,
            None => break,
        }
    }
    let Some(span) = judged.span() else { return (usize::MAX, 0, 0, claim.id()) };
    let number = source_numbers.get(&span.source()).copied().unwrap_or(usize::MAX);
    let place = span.in_layer();
    (number, place.start, place.end, claim.id())
}

/// Where a claim is about. A place without a country is known by its slug, however its name is written.
#[derive(Debug, Clone)]
pub(crate) enum Scope {
    /// No place, or all of them.
    Everywhere,
    /// A country by its ISO 3166-1 alpha-2 code.
    Country(String),
    /// A place whose country is not known: its slug, and its name as written.
    Named(String, String),
}

impl Scope {
    /// Where the claim's own words put it.
    pub(crate) fn of(claim: &Claim) -> Scope {
        match &claim.statement().about.place {
            None => Scope::Everywhere,
            Some(place) => match &place.country {
                Some(code) => Scope::Country(code.to_uppercase()),
                None => Scope::Named(words::slug(&place.name), place.name.clone()),
            },
        }
    }

    /// Where a figure belongs: a place that only the whole document is about, or that stands away from a phrase such as
    /// "workers abroad", does not narrow it.
    pub(crate) fn of_figure(claim: &Claim) -> Scope {
        let about = &claim.statement().about;
        let says_abroad = about.who.as_deref().is_some_and(says_abroad);
        match about.place.as_ref().map(|place| place.rung) {
            None | Some(PlaceRung::Document) => Scope::Everywhere,
            Some(PlaceRung::Paragraph | PlaceRung::Heading) if says_abroad => Scope::Everywhere,
            Some(PlaceRung::Clause | PlaceRung::Sentence | PlaceRung::Paragraph | PlaceRung::Heading) => Scope::of(claim),
        }
    }

    /// The last part of a finding's name: `RU`.
    pub(crate) fn slug(&self) -> String {
        match self {
            Scope::Everywhere => "general".to_owned(),
            Scope::Country(code) => code.clone(),
            Scope::Named(slug, _) => format!("place-{slug}"),
        }
    }

    fn key(&self) -> (u8, &str) {
        match self {
            Scope::Everywhere => (0, ""),
            Scope::Country(code) => (1, code),
            Scope::Named(slug, _) => (2, slug),
        }
    }

    /// The name of the place; `None` for everywhere.
    pub(crate) fn name(&self) -> Option<String> {
        match self {
            Scope::Everywhere => None,
            Scope::Country(code) => Some(crate::map::country_name(code).unwrap_or(code).to_owned()),
            Scope::Named(_, name) => Some(crate::markup::label(name, 40)),
        }
    }
}

impl PartialEq for Scope {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Scope {}

impl PartialOrd for Scope {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Scope {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key().cmp(&other.key())
    }
}

fn says_abroad(who: &str) -> bool {
    const WORDS: [&str; 12] = [
        "abroad", "overseas", "expat", "outside", "worldwide", "foreign countries", "all countries", "за рубеж", "해외", "海外",
        "境外", "à l’étranger",
    ];
    let who = who.to_lowercase();
    WORDS.iter().any(|word| who.contains(word))
}
