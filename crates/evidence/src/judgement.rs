use crate::{Claim, ClaimId};
use serde::{Deserialize, Serialize};

/// What a person decided about a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "verdict")]
pub enum Verdict {
    /// It stands as read.
    Accept,
    /// It does not say so.
    Reject,
    /// It says something else: the claim that takes its place, with basis [`crate::Basis::Judged`].
    Correct {
        /// The corrected claim.
        // beside `Judgement::claim`, which this is flattened into, it needs another name
        #[serde(rename = "correction")]
        claim: Box<Claim>,
    },
    /// The latest judgement of this claim by the same person is taken back, or by anyone if that person judged it never; nothing
    /// is erased.
    Undo,
}

/// A judgement by a named person at a time. Judgements are added, never overwritten; of several on one claim the last stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// The claim that was judged.
    pub claim: ClaimId,
    /// What was decided.
    #[serde(flatten)]
    pub verdict: Verdict,
    /// Who decided.
    pub by: String,
    /// When, RFC 3339 in UTC.
    pub at: String,
    /// Why, in the person's words.
    pub note: Option<String>,
}
