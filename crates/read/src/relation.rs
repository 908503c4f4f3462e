//! Relations: who is sent where for what work, where money goes through whom, and measures by authorities.

mod dispatch;
mod flow;
mod sanction;

pub(crate) use dispatch::dispatches;
pub(crate) use flow::flows;
pub(crate) use sanction::sanctions;

use crate::key::any;
use crate::words::Words;
use evidence::{Kind, Roles, Rule};
use std::ops::Range;

/// A relation as read.
#[derive(Debug, Clone)]
pub(crate) struct Relation {
    pub kind: Kind,
    pub roles: Roles,
    /// Tokens from the first to the last word that make it.
    pub words: Range<usize>,
    pub rule: Rule,
    /// A country or area that it leads to, where the phrase names one.
    pub place: Option<Range<usize>>,
}

/// How far the verb at `verb` reaches: to the end of its part of the sentence.
fn reach_of(words: &Words, verb: usize) -> usize {
    let ends =
        |at: &usize| matches!(words.word(*at), ";" | "." | ":") || words.is_any(*at, any!["where", "but", "while", "although"]);
    (verb..words.len()).find(ends).unwrap_or(words.len())
}

/// Where the part of the sentence begins that holds `at`.
fn clause_start(words: &Words, at: usize) -> usize {
    (0..at).rev().find(|&before| matches!(words.word(before), ";" | ":" | "(")).map_or(0, |before| before + 1)
}
