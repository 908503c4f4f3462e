//! A model may point; it may not state. It is shown one passage at a time and may propose claims. Of what it answers only that
//! becomes a claim which quotes the passage to the byte, whose figure the house's own grammar reads in the quote just so, and whose
//! kind, modality and code are on the closed lists. Such a claim is a proposal: it enters no figure until a person accepts it.
//!
//! This is the only crate of the house that can open a connection, and it opens one only to the server that it is given: over
//! plain HTTP, to a loopback address unless remote servers are allowed, following no redirect and no proxy. Whatever a document or
//! the model says, nothing else can come of it than such a proposal, because nothing in an answer is followed, run or trusted.
//!
//! The grammar is an argument ([`Reread`]), so that this crate stands on the vocabulary alone.

mod admission;
mod answer;
mod endpoint;
mod exchange;
mod question;

pub use admission::{ASKER, Admitted, Passage, Refused, Reread, admit, rule_of};
pub use answer::{PROPOSALS_MOST, Proposal, proposals};
pub use endpoint::{Endpoint, Reach};
pub use exchange::{ANSWER_MOST, Limits, ask};
pub use question::question;

/// Why a model was not asked, or gave no answer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The address cannot be used.
    #[error("{address:?} cannot be used: {why}")]
    Address {
        /// As given.
        address: String,
        /// What is wrong with it.
        why: String,
    },
    /// The address leads off this machine.
    #[error(
        "{host} is not this machine: it resolves to {address}. Passages of your sources would leave it; --allow-remote permits that"
    )]
    Remote {
        /// The host as given.
        host: String,
        /// What it resolves to.
        address: std::net::IpAddr,
    },
    /// No connection, or it broke.
    #[error("the model's server does not answer: {0}")]
    Connection(std::io::Error),
    /// No answer in time.
    #[error("the model's server gave no answer within {0} seconds")]
    Late(u64),
    /// The answer is larger than is taken.
    #[error("the answer is longer than {ANSWER_MOST} bytes and was not read further")]
    Large,
    /// The server answered with something else than success.
    #[error("the model's server answers with status {status}{}", if (300..400).contains(status) { "; redirects are not followed" } else { "" })]
    Status {
        /// The HTTP status.
        status: u16,
    },
    /// The answer is not what such a server sends.
    #[error("the answer is not one of a chat-completions server: {0}")]
    Form(&'static str),
}

impl Error {
    /// Whether asking again can help.
    pub fn may_pass(&self) -> bool {
        match self {
            Error::Connection(_) | Error::Late(_) => true,
            Error::Status { status } => *status == 429 || *status >= 500,
            Error::Address { .. } | Error::Remote { .. } | Error::Large | Error::Form(_) => false,
        }
    }
}
