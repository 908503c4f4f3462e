//! Why a table, or a method on it, gives no estimate.

/// Why a table is refused. Each says what was found and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Nothing to estimate from.
    #[error("the table counts nobody. Fill in how many people each pattern of lists holds.")]
    Empty,
    /// One list, or one that holds anybody.
    #[error("{lists} of the lists hold anybody, and overlaps need two. Add a second, independent list of the same people.")]
    TooFewLists {
        /// Lists that hold anybody.
        lists: usize,
    },
    /// More lists than patterns can be told apart for.
    #[error("{lists} lists are more than {most}. Merge lists that come from the same source.")]
    TooManyLists {
        /// Lists in the table.
        lists: usize,
        /// The most that are taken.
        most: usize,
    },
    /// No person is on two lists.
    #[error(
        "nobody is on two lists, so the overlaps say nothing of how many were missed: any number fits. Look for people listed twice under different spellings."
    )]
    NoOverlap,
    /// Every person is on every list.
    #[error(
        "everybody is on every list, so the lists tell nothing apart: they may be copies of each other. Find a list that was made independently."
    )]
    AllOverlap,
    /// So many people that counts lose their last digit.
    #[error("the counts add up to more than a million million people. Check the column of counts.")]
    TooMany,
    /// A list that two things are said about which do not fit.
    #[error(
        "lists {first} and {second} are said never to overlap, but {count} people are on both. Drop that, or mend the table."
    )]
    ApartButOverlapping {
        /// One of the two.
        first: String,
        /// The other.
        second: String,
        /// People on both.
        count: u64,
    },
    /// A place in a file that does not fit.
    #[error("line {line}: {cause} {remedy}")]
    Unreadable {
        /// Counted from one.
        line: usize,
        /// What was found.
        cause: String,
        /// What to do.
        remedy: String,
    },
}
