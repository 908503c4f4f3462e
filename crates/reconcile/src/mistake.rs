//! What is wrong with a file of figures: where, why, and what to do.

use std::ops::Range;

/// A mistake in a model or in its claims, with its place in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// Line, counted from 1.
    pub line: usize,
    /// Column in characters, counted from 1.
    pub column: usize,
    /// The line as written.
    pub excerpt: String,
    /// What is wrong.
    pub cause: String,
    /// What to do.
    pub remedy: String,
}

impl Mistake {
    pub(crate) fn at(text: &str, place: &Range<usize>, wrong: Wrong) -> Self {
        let start = (0..=place.start.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let excerpt = text[line_start..].lines().next().unwrap_or_default();
        Mistake {
            line: text[..start].matches('\n').count() + 1,
            column: text[line_start..start].chars().count() + 1,
            excerpt: excerpt.chars().take(200).collect(),
            cause: wrong.cause,
            remedy: wrong.remedy,
        }
    }
}

impl std::fmt::Display for Mistake {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let margin = self.line.to_string();
        writeln!(f, "line {}, column {}: {}", self.line, self.column, self.cause)?;
        writeln!(f, "  {margin} | {}", self.excerpt)?;
        writeln!(f, "  {:width$} | {:>column$}", "", "^", width = margin.len(), column = self.column.min(200))?;
        f.write_str(&self.remedy)
    }
}

impl std::error::Error for Mistake {}

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
    fn a_mistake_says_line_and_column() {
        let text = "a = 1\nbé = [2]\n";
        let at = text.find('[').unwrap();
        let mistake = Mistake::at(text, &(at..at + 1), Wrong::new("no list here.", "write a number."));
        assert_eq!((mistake.line, mistake.column), (2, 6));
        assert_eq!(mistake.to_string(), "line 2, column 6: no list here.\n  2 | bé = [2]\n    |      ^\nwrite a number.");
    }

    #[test]
    fn a_near_word_is_offered() {
        assert_eq!(meant("revenu", ["workers", "revenue"]), Some("revenue"));
        assert_eq!(meant("harvest", ["workers", "revenue"]), None);
    }
}
