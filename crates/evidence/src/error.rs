/// What this crate refuses, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// A range with its ends the wrong way round.
    #[error("a range from {low} to {high} runs backwards")]
    BackwardRange {
        /// The lower end as given.
        low: String,
        /// The upper end as given.
        high: String,
    },
    /// A range that states neither end.
    #[error("a range needs at least one end")]
    EmptyRange,
    /// A period with its ends the wrong way round, or without either.
    #[error("a period from {from} to {to} runs backwards or is empty")]
    BackwardPeriod {
        /// First date as given.
        from: String,
        /// Last date as given.
        to: String,
    },
    /// Text that does not parse as the named concept.
    #[error("{text:?} is not {expected}")]
    Unparsable {
        /// What was expected, e.g. "an Admiralty grade such as B2".
        expected: &'static str,
        /// The text as given.
        text: String,
    },
    /// Sums of different currencies or pay periods.
    #[error("{left} and {right} cannot be added: convert one with a dated rate, or bring both to one period, first")]
    UnlikeMoney {
        /// Unit of the left summand.
        left: String,
        /// Unit of the right summand.
        right: String,
    },
    /// A number outside what an exact decimal can hold.
    #[error("the result is outside the range of exact decimals")]
    Overflow,
    /// A place that its layer does not have, or that cuts a character or covers bytes that are not text.
    #[error("bytes {start}..{end} are not a piece of text of this source")]
    NoSuchPlace {
        /// First byte asked for.
        start: usize,
        /// Byte after the last asked for.
        end: usize,
    },
    /// A claim whose kind does not fit its value or its roles.
    #[error("a claim of kind {kind} cannot be stated so: {why}")]
    Misfit {
        /// The kind of claim.
        kind: String,
        /// What does not fit.
        why: &'static str,
    },
    /// A claim that precedes one of its inputs.
    #[error("claim {claim} rests on {missing}, which the case does not hold before it")]
    MissingInput {
        /// The claim that was to be appended.
        claim: String,
        /// The absent input.
        missing: String,
    },
}
