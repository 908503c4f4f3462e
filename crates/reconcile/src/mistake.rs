//! What is wrong with a file of figures: what is wrong before its place is known, and what was probably meant.

use evidence::Mistake;
use std::ops::Range;

/// A cause and a remedy, before the place is turned into line and column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wrong {
    pub(crate) cause: String,
    pub(crate) remedy: String,
}

impl Wrong {
    pub(crate) fn new(cause: impl Into<String>, remedy: impl Into<String>) -> Self {
        Wrong { cause: cause.into(), remedy: remedy.into() }
    }

    pub(crate) fn at(self, text: &str, place: &Range<usize>) -> Mistake {
        Mistake::at(text, place.start, self.cause, self.remedy)
    }
}

/// A mistake with its place in bytes.
pub(crate) type Misplaced = (Range<usize>, Wrong);

/// The word of `known` that `word` was probably meant to be.
pub(crate) fn meant<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let near = known.into_iter().map(|candidate| (distance(word, candidate), candidate));
    near.filter(|(distance, candidate)| *distance <= 1 + candidate.len() / 4).min().map(|(_, candidate)| candidate)
}

/// How many letters to change, add or leave out (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(64).collect(), b.chars().take(64).collect());
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, left) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, right) in b.iter().enumerate() {
            let changed = diagonal + usize::from(left != right);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_word_is_offered() {
        assert_eq!(meant("revenu", ["workers", "revenue"]), Some("revenue"));
        assert_eq!(meant("harvest", ["workers", "revenue"]), None);
    }
}
