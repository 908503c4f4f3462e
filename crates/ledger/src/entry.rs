use evidence::{Claim, ClaimId, Judgement, Notice, Period, Source, SourceId, Verdict};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One thing that happened to the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// A run began.
    RunStarted(RunStarted),
    /// A source, or a part of a large one, was read.
    Reading(Reading),
    /// The files that the case holds from now on.
    Listing(Listing),
    /// A person judged a claim.
    Judgement(Judgement),
    /// A model was asked about a passage.
    Proposals(Proposals),
    /// A person put a name to how a file is understood.
    Confirmation(Confirmation),
    /// A run came to its end.
    RunFinished(RunFinished),
}

/// What a model proposed of one passage. Its claims enter no figure until a person accepts them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposals {
    /// The source that the passage is of.
    pub source: SourceId,
    /// The model, as its server calls it.
    pub model: String,
    /// The version of the question and of the checks: `propose@1`.
    pub asker: String,
    /// The passage: bytes of the text layer, `120..348`.
    pub passage: String,
    /// What passed every check. Each was read from this source, by a rule whose name begins with `propose.`.
    #[serde(with = "identified")]
    pub claims: Vec<Claim>,
    /// What did not pass, and why; the first ones.
    pub refused: Vec<Refusal>,
    /// How many did not pass.
    pub refused_count: u64,
}

/// A person's word that a file of the case is understood as it should be: a table of pay, or a file of decisions. It holds for these bytes alone.
/// Confirmations are added, never overwritten; of several of one file the last stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmation {
    /// The hash of the file's bytes.
    pub source: SourceId,
    /// Its name in the case, when it was confirmed.
    pub file: String,
    /// Titles of columns, and what stands under each; none of a file that is no table.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub understood: BTreeMap<String, String>,
    /// Whether it is confirmed by this; otherwise earlier confirmations of the file are taken back.
    pub stands: bool,
    /// Who.
    pub by: String,
    /// When, RFC 3339 in UTC.
    pub at: String,
}

/// A proposal that did not pass.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// What was proposed, cut short, without control characters.
    pub what: String,
    /// Why it did not pass.
    pub cause: String,
}

/// The beginning of a run.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunStarted {
    /// The version of the program.
    pub version: String,
    /// What it was asked to do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub arguments: Vec<String>,
}

/// The end of a run that was not interrupted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunFinished {
    /// What it came to.
    pub counts: Counts,
}

/// What a run came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Sources that the case holds.
    pub sources: u64,
    /// Sources that this run read; the others had been read before.
    pub read: u64,
    /// Claims that this run appended.
    pub claims: u64,
    /// Notices about what could not be read.
    pub notices: u64,
}

/// What a reader found out about a file besides its claims.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Its title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Who published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// When it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Period>,
    /// ISO 639-1 code of its main language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

impl Facts {
    /// These facts, with those of `earlier` where there are none.
    pub(crate) fn over(self, earlier: Facts) -> Facts {
        Facts {
            title: self.title.or(earlier.title),
            publisher: self.publisher.or(earlier.publisher),
            published: self.published.or(earlier.published),
            language: self.language.or(earlier.language),
        }
    }

    /// `source` as listed, with these facts where the listing has none.
    pub(crate) fn fill(self, mut source: Source) -> Source {
        source.title = source.title.or(self.title);
        source.publisher = source.publisher.or(self.publisher);
        source.published = source.published.or(self.published);
        source.language = source.language.or(self.language);
        source
    }
}

/// What one version of a reader read in one source.
///
/// A reading stands once its last part is there; until then it counts for nothing, and a later run begins it again. A reading
/// given whole ([`Reading::whole`]) is stored by one call of [`crate::Ledger::append`], so that being killed leaves all of it or
/// nothing. A source too large for that is read in parts: the first with `continues: None`, each further one with the number that
/// `append` returned for the first, and `last` only on the last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// The source that was read.
    pub source: SourceId,
    /// The reader and its version: `text@1`. Of several readings of a source, that of the newest version stands.
    pub reader: String,
    /// The number of the entry with the first part; `None` if this is the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub continues: Option<u64>,
    /// Whether the reading is complete with this part.
    pub last: bool,
    /// What was found out about the file; a later part adds to an earlier one.
    pub facts: Facts,
    /// The claims, in order of the text. Each was read from this source, or derived from claims before it in this reading.
    #[serde(with = "identified")]
    pub claims: Vec<Claim>,
    /// What could not be read as it should.
    pub notices: Vec<Notice>,
}

impl Reading {
    /// A reading in one piece.
    pub fn whole(source: SourceId, reader: impl Into<String>, facts: Facts, claims: Vec<Claim>, notices: Vec<Notice>) -> Self {
        Reading { source, reader: reader.into(), continues: None, last: true, facts, claims, notices }
    }
}

/// The files that the case holds, and how it is set up.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listing {
    /// The sources in order of name. What is stated here (a grade, a publisher) holds against what a reader found.
    pub sources: Vec<Source>,
    /// Files that could not be taken in.
    pub unread: Vec<Notice>,
    /// What the case was set up with: its title, its currency, the date it is told as of.
    pub settings: BTreeMap<String, String>,
}

impl Listing {
    /// A listing, brought into order of name.
    pub fn new(mut sources: Vec<Source>, mut unread: Vec<Notice>, settings: BTreeMap<String, String>) -> Self {
        sources.sort_by(|a, b| a.name.cmp(&b.name));
        unread.sort();
        Listing { sources, unread, settings }
    }
}

/// A judgement as stored: with the id of the correction it brings, so that the chain covers it.
#[derive(Serialize, Deserialize)]
struct StoredJudgement {
    judgement: Judgement,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    brings: Option<ClaimId>,
}

/// Kinds as the ledger stores them.
pub(crate) mod kind {
    pub(crate) const RUN_STARTED: &str = "run_started";
    pub(crate) const READING: &str = "reading";
    pub(crate) const LISTING: &str = "listing";
    pub(crate) const JUDGEMENT: &str = "judgement";
    pub(crate) const PROPOSALS: &str = "proposals";
    pub(crate) const CONFIRMATION: &str = "confirmation";
    pub(crate) const RUN_FINISHED: &str = "run_finished";
}

impl Entry {
    /// The word for what happened.
    pub fn kind(&self) -> &'static str {
        match self {
            Entry::RunStarted(_) => kind::RUN_STARTED,
            Entry::Reading(_) => kind::READING,
            Entry::Listing(_) => kind::LISTING,
            Entry::Judgement(_) => kind::JUDGEMENT,
            Entry::Proposals(_) => kind::PROPOSALS,
            Entry::Confirmation(_) => kind::CONFIRMATION,
            Entry::RunFinished(_) => kind::RUN_FINISHED,
        }
    }

    /// The claims that the ledger holds from this entry on.
    pub fn claims(&self) -> &[Claim] {
        match self {
            Entry::Reading(reading) => &reading.claims,
            Entry::Proposals(proposals) => &proposals.claims,
            Entry::Judgement(Judgement { verdict: Verdict::Correct { claim }, .. }) => std::slice::from_ref(claim),
            Entry::Judgement(_) | Entry::RunStarted(_) | Entry::Listing(_) | Entry::Confirmation(_) | Entry::RunFinished(_) => {
                &[]
            }
        }
    }

    /// The JSON that is stored.
    pub(crate) fn body(&self) -> serde_json::Result<String> {
        match self {
            Entry::RunStarted(started) => serde_json::to_string(started),
            Entry::Reading(reading) => serde_json::to_string(reading),
            Entry::Listing(listing) => serde_json::to_string(listing),
            Entry::Judgement(judgement) => {
                let brings = self.claims().first().map(Claim::id);
                serde_json::to_string(&StoredJudgement { judgement: judgement.clone(), brings })
            }
            Entry::Proposals(proposals) => serde_json::to_string(proposals),
            Entry::Confirmation(confirmation) => serde_json::to_string(confirmation),
            Entry::RunFinished(finished) => serde_json::to_string(finished),
        }
    }

    /// The entry behind a stored body; the message says what is wrong with it.
    pub(crate) fn from_body(kind: &str, body: &str) -> Result<Entry, String> {
        let parsed = match kind {
            kind::RUN_STARTED => serde_json::from_str(body).map(Entry::RunStarted),
            kind::READING => serde_json::from_str(body).map(Entry::Reading),
            kind::LISTING => serde_json::from_str(body).map(Entry::Listing),
            kind::JUDGEMENT => return judgement_from(body),
            kind::PROPOSALS => serde_json::from_str(body).map(Entry::Proposals),
            kind::CONFIRMATION => serde_json::from_str(body).map(Entry::Confirmation),
            kind::RUN_FINISHED => serde_json::from_str(body).map(Entry::RunFinished),
            other => return Err(format!("{other:?} is not a kind of entry")),
        };
        parsed.map_err(|error| error.to_string())
    }
}

fn judgement_from(body: &str) -> Result<Entry, String> {
    let stored: StoredJudgement = serde_json::from_str(body).map_err(|error| error.to_string())?;
    let entry = Entry::Judgement(stored.judgement);
    match (stored.brings, entry.claims().first().map(Claim::id)) {
        (recorded, actual) if recorded == actual => Ok(entry),
        (recorded, actual) => Err(format!("the correction recorded as {recorded:?} is {actual:?}")),
    }
}

/// Claims with their ids beside them, so that the chain covers the ids too.
mod identified {
    use evidence::{Claim, ClaimId};
    use serde::de::Error as _;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Serialize)]
    struct Written<'a> {
        id: ClaimId,
        claim: &'a Claim,
    }

    #[derive(Deserialize)]
    struct Recorded {
        id: ClaimId,
        claim: Claim,
    }

    pub(super) fn serialize<S: Serializer>(claims: &[Claim], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(claims.iter().map(|claim| Written { id: claim.id(), claim }))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Claim>, D::Error> {
        let recorded = Vec::<Recorded>::deserialize(deserializer)?;
        recorded.into_iter().map(|recorded| recorded.claim()).collect::<Result<_, String>>().map_err(D::Error::custom)
    }

    impl Recorded {
        fn claim(self) -> Result<Claim, String> {
            match self.claim.id() == self.id {
                true => Ok(self.claim),
                false => Err(format!("the claim recorded as {} is {}", self.id, self.claim.id())),
            }
        }
    }
}
