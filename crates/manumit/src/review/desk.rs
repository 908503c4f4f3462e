//! The desk of one reviewer: the case as that person sees it, and judgements written to the ledger one by one.

use crate::outcome::Trouble;
use crate::settings;
use evidence::{Basis, Case, CaseBuilder, Claim, ClaimId, Judgement, Standing, Verdict};
use ledger::{Entry, Head, Ledger};
use std::path::{Path, PathBuf};

/// A case under review. The ledger is held only while a judgement is written, so that others can read and judge meanwhile.
pub struct Desk {
    folder: PathBuf,
    /// Who reviews; only looking on needs no name.
    by: Option<String>,
    blind: bool,
    case: Case,
    settings: dossier::Settings,
    head: Head,
}

impl Desk {
    /// Opens the case in `folder` for `by`. A blind reviewer sees no judgement but their own.
    ///
    /// # Errors
    /// What keeps the ledger from being read.
    pub fn open(folder: &Path, by: Option<&str>, blind: bool) -> Result<Self, Trouble> {
        let (case, settings, head) = load(folder, by, blind)?;
        Ok(Desk { folder: folder.to_owned(), by: by.map(str::to_owned), blind, case, settings, head })
    }

    /// The case as this reviewer sees it.
    pub fn case(&self) -> &Case {
        &self.case
    }

    /// What the dossier is told with.
    pub fn settings(&self) -> &dossier::Settings {
        &self.settings
    }

    /// The case folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Who reviews.
    pub fn by(&self) -> Option<&str> {
        self.by.as_deref()
    }

    /// Whether other people's judgements are hidden.
    pub fn is_blind(&self) -> bool {
        self.blind
    }

    /// Writes a judgement of `claim`. When this returns it is on the disk.
    ///
    /// # Errors
    /// A correction that does not fit, another program that is writing, or what the disk refuses; nothing is written then.
    pub fn judge(
        &mut self,
        claim: ClaimId,
        verdict: impl FnOnce(&Claim, &str, &str) -> Result<Verdict, Trouble>,
        note: Option<String>,
    ) -> Result<(), Trouble> {
        let by = self.by.clone().ok_or_else(nameless)?;
        let judged = self.case.claim(claim).ok_or_else(|| {
            Trouble::usage(format!("this case has no claim {claim}."), "`manumit claims` lists the claims with their ids.")
        })?;
        let at = jiff::Timestamp::now().to_string();
        let verdict = verdict(judged, &by, &at)?;
        self.append(Judgement { claim, verdict, by, at, note })
    }

    /// Takes back the latest judgement of this reviewer; returns its claim, or nothing if there is none left.
    ///
    /// # Errors
    /// As [`Desk::judge`].
    pub fn undo(&mut self) -> Result<Option<ClaimId>, Trouble> {
        let by = self.by.clone().ok_or_else(nameless)?;
        let Some(claim) = latest_judged(&self.case, &by) else { return Ok(None) };
        let at = jiff::Timestamp::now().to_string();
        self.append(Judgement { claim, verdict: Verdict::Undo, by, at, note: None })?;
        Ok(Some(claim))
    }

    fn append(&mut self, judgement: Judgement) -> Result<(), Trouble> {
        let mut ledger = Ledger::open(&ledger::path_in(&self.folder))?;
        let alone = ledger.head()? == self.head;
        ledger.append(&Entry::Judgement(judgement.clone()), &judgement.at)?;
        self.head = ledger.head()?;
        drop(ledger);
        let mut builder = CaseBuilder::from(std::mem::take(&mut self.case));
        let added = builder.judgement(judgement);
        self.case = builder.finish();
        if !alone || added.is_err() {
            (self.case, self.settings, self.head) = load(&self.folder, self.by.as_deref(), self.blind)?;
        }
        Ok(())
    }
}

/// The case in `folder` as this reviewer may see it, its settings, and the last entry they were read from.
fn load(folder: &Path, by: Option<&str>, blind: bool) -> Result<(Case, dossier::Settings, Head), Trouble> {
    let ledger = Ledger::open_read_only(&ledger::path_in(folder))?;
    let head = ledger.head()?;
    let snapshot = ledger.case()?;
    let case = match by.filter(|_| blind) {
        Some(by) => judged_only_by(&snapshot.case, by),
        None => snapshot.case,
    };
    Ok((case, settings::dossier_settings(&snapshot.settings), head))
}

fn nameless() -> Trouble {
    Trouble::usage("nobody is named who judges.", "add --by \"Your name\".")
}

/// Whether `claim` waits for a person: read or proposed, and not judged.
pub fn waits(case: &Case, claim: &Claim) -> bool {
    is_read(claim) && matches!(case.standing(claim.id()), Standing::Pending | Standing::Proposed)
}

/// Whether `claim` was read from words, by a rule or a model: what a reviewer judges.
pub fn is_read(claim: &Claim) -> bool {
    matches!(claim.basis(), Basis::Read { .. })
}

/// The claim that `by` judged last, among the judgements that were not taken back.
fn latest_judged(case: &Case, by: &str) -> Option<ClaimId> {
    let mut standing: Vec<ClaimId> = Vec::new();
    for judgement in case.judgements().iter().filter(|judgement| judgement.by == by) {
        match judgement.verdict {
            Verdict::Accept | Verdict::Reject | Verdict::Correct { .. } => standing.push(judgement.claim),
            Verdict::Undo => {
                if let Some(at) = standing.iter().rposition(|claim| *claim == judgement.claim) {
                    standing.remove(at);
                }
            }
        }
    }
    standing.pop()
}

/// The case as if nobody but `by` had judged.
pub fn judged_only_by(case: &Case, by: &str) -> Case {
    let mut builder = CaseBuilder::new();
    case.sources().cloned().for_each(|source| builder.source(source));
    for claim in case.claims().iter().filter(|claim| !matches!(claim.basis(), Basis::Judged { .. })) {
        // a claim of a case rests only on what the case holds before it
        let _ = if case.is_proposed(claim.id()) { builder.proposal(claim.clone()) } else { builder.claim(claim.clone()) };
    }
    for judgement in case.judgements().iter().filter(|judgement| judgement.by == by) {
        // left out if it judges another person's correction, which is hidden
        let _ = builder.judgement(judgement.clone());
    }
    builder.finish()
}

/// What `by` decided of `claim`, after all that `by` took back; nothing if nothing is left.
pub fn verdict_by<'c>(case: &'c Case, claim: ClaimId, by: &str) -> Option<&'c Verdict> {
    let mut left: Vec<&Verdict> = Vec::new();
    for judgement in case.judgements().iter().filter(|judgement| judgement.by == by && judgement.claim == claim) {
        match &judgement.verdict {
            Verdict::Undo => drop(left.pop()),
            verdict @ (Verdict::Accept | Verdict::Reject | Verdict::Correct { .. }) => left.push(verdict),
        }
    }
    left.pop()
}
