use crate::{Basis, Claim, ClaimId, Error, Judgement, Source, SourceId, Verdict};
use std::collections::{BTreeMap, BTreeSet};

/// How a claim stands after all judgements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Nobody has judged it.
    Pending,
    /// A model proposed it, and nobody has judged it: it enters no figure until a person accepts it.
    Proposed,
    /// A person accepted it.
    Accepted,
    /// A person rejected it.
    Rejected,
    /// A person corrected it; this claim takes its place.
    Corrected(ClaimId),
}

/// Sources, claims and judgements in order, as a read-only snapshot.
#[derive(Debug, Clone, Default)]
pub struct Case {
    sources: BTreeMap<SourceId, Source>,
    claims: Vec<Claim>,
    position: BTreeMap<ClaimId, usize>,
    /// The claims that a model proposed, whatever was judged of them.
    proposed: BTreeSet<ClaimId>,
    judgements: Vec<Judgement>,
    standing: BTreeMap<ClaimId, Standing>,
}

/// Puts a case together in order; nothing may precede what it rests on.
#[derive(Debug, Default)]
pub struct CaseBuilder(Case);

impl CaseBuilder {
    /// An empty case.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a source. The same bytes under a second name stay one source, under the first name.
    pub fn source(&mut self, source: Source) {
        self.0.sources.entry(source.id).or_insert(source);
    }

    /// Adds a claim; one that is there already is left as it is.
    ///
    /// # Errors
    /// [`Error::MissingInput`] if its source or one of the claims it rests on is not there yet.
    pub fn claim(&mut self, claim: Claim) -> Result<(), Error> {
        let missing = |what: String| Error::MissingInput { claim: claim.id().to_string(), missing: what };
        if let Basis::Read { span, .. } = claim.basis()
            && !self.0.sources.contains_key(&span.source())
        {
            return Err(missing(span.source().to_string()));
        }
        if let Some(absent) = claim.inputs().iter().find(|input| !self.0.position.contains_key(input)) {
            return Err(missing(absent.to_string()));
        }
        if let std::collections::btree_map::Entry::Vacant(entry) = self.0.position.entry(claim.id()) {
            entry.insert(self.0.claims.len());
            self.0.claims.push(claim);
        }
        Ok(())
    }

    /// Adds a claim that a model proposed. One that is there already is left as it is.
    ///
    /// # Errors
    /// As [`CaseBuilder::claim`].
    pub fn proposal(&mut self, claim: Claim) -> Result<(), Error> {
        let (id, is_new) = (claim.id(), !self.0.position.contains_key(&claim.id()));
        self.claim(claim)?;
        if is_new {
            self.0.proposed.insert(id);
        }
        Ok(())
    }

    /// Adds a judgement, and with a correction the claim that it brings.
    ///
    /// # Errors
    /// [`Error::MissingInput`] if the judged claim is not there.
    pub fn judgement(&mut self, judgement: Judgement) -> Result<(), Error> {
        if !self.0.position.contains_key(&judgement.claim) {
            return Err(Error::MissingInput { claim: "judgement".into(), missing: judgement.claim.to_string() });
        }
        if let Verdict::Correct { claim } = &judgement.verdict {
            self.claim((**claim).clone())?;
        }
        self.0.judgements.push(judgement);
        Ok(())
    }

    /// The finished snapshot.
    pub fn finish(mut self) -> Case {
        let mut history: BTreeMap<ClaimId, Vec<(&str, Standing)>> = BTreeMap::new();
        for judgement in &self.0.judgements {
            let stack = history.entry(judgement.claim).or_default();
            let by = judgement.by.as_str();
            match &judgement.verdict {
                Verdict::Accept => stack.push((by, Standing::Accepted)),
                Verdict::Reject => stack.push((by, Standing::Rejected)),
                Verdict::Correct { claim } => stack.push((by, Standing::Corrected(claim.id()))),
                Verdict::Undo => match stack.iter().rposition(|(earlier, _)| *earlier == by) {
                    Some(own) => drop(stack.remove(own)),
                    None => drop(stack.pop()),
                },
            }
        }
        let latest = |(id, mut stack): (ClaimId, Vec<(&str, Standing)>)| stack.pop().map(|(_, standing)| (id, standing));
        self.0.standing = history.into_iter().filter_map(latest).collect();
        self.0
    }
}

/// Goes on from a finished case, such as with one more judgement.
impl From<Case> for CaseBuilder {
    fn from(case: Case) -> Self {
        CaseBuilder(case)
    }
}

impl Case {
    /// The sources by identity.
    pub fn sources(&self) -> impl Iterator<Item = &Source> {
        self.sources.values()
    }

    /// The source with this identity.
    pub fn source(&self, id: SourceId) -> Option<&Source> {
        self.sources.get(&id)
    }

    /// All claims in order, whatever was judged of them.
    pub fn claims(&self) -> &[Claim] {
        &self.claims
    }

    /// The claim with this identity.
    pub fn claim(&self, id: ClaimId) -> Option<&Claim> {
        self.position.get(&id).map(|&position| &self.claims[position])
    }

    /// All judgements in order.
    pub fn judgements(&self) -> &[Judgement] {
        &self.judgements
    }

    /// How a claim stands.
    pub fn standing(&self, id: ClaimId) -> Standing {
        let unjudged = || if self.is_proposed(id) { Standing::Proposed } else { Standing::Pending };
        self.standing.get(&id).copied().unwrap_or_else(unjudged)
    }

    /// Whether a model proposed this claim, whatever was judged of it since.
    pub fn is_proposed(&self, id: ClaimId) -> bool {
        self.proposed.contains(&id)
    }

    /// The claims that hold now, in order: neither rejected, nor corrected, nor a correction that was taken back or corrects one
    /// that was, nor a proposal that nobody has accepted.
    pub fn standing_claims(&self) -> impl Iterator<Item = &Claim> {
        let stands = |claim: &Claim| matches!(self.standing(claim.id()), Standing::Pending | Standing::Accepted);
        self.claims.iter().filter(move |claim| stands(claim) && self.is_in_force(claim))
    }

    /// Whether `claim` was read or derived, or takes the place of a claim that is itself in force.
    fn is_in_force(&self, claim: &Claim) -> bool {
        match claim.basis() {
            Basis::Judged { on, .. } => {
                self.standing(*on) == Standing::Corrected(claim.id()) && self.claim(*on).is_some_and(|on| self.is_in_force(on))
            }
            Basis::Read { .. } | Basis::Derived { .. } => true,
        }
    }

    /// The sources whose words a claim goes back to, through every claim it rests on.
    pub fn sources_of(&self, id: ClaimId) -> BTreeSet<SourceId> {
        let Some(claim) = self.claim(id) else { return BTreeSet::new() };
        match claim.span() {
            Some(span) => BTreeSet::from([span.source()]),
            None => claim.inputs().iter().flat_map(|input| self.sources_of(*input)).collect(),
        }
    }
}
