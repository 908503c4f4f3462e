//! What is wrong with a file of parameters or a scenario, before its place is known as line and column.

use evidence::Mistake;
use std::ops::Range;

/// A mistake before its place in bytes is turned into line and column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wrong {
    pub(crate) place: Range<usize>,
    pub(crate) cause: String,
    pub(crate) remedy: String,
}

impl Wrong {
    pub(crate) fn new(place: Range<usize>, cause: impl Into<String>, remedy: impl Into<String>) -> Self {
        Wrong { place, cause: cause.into(), remedy: remedy.into() }
    }

    pub(crate) fn within(self, text: &str) -> Mistake {
        Mistake::at(text, self.place.start, self.cause, self.remedy)
    }
}
