//! A mistake in a file that a person wrote for the program: where it stands, what is wrong, what to do.

/// A mistake with its place in the file.
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

/// An excerpt is cut after so many characters.
const EXCERPT_MAX: usize = 200;

impl Mistake {
    /// The mistake that begins at byte `place` of `text`.
    pub fn at(text: &str, place: usize, cause: String, remedy: String) -> Self {
        let start = text.floor_char_boundary(place);
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        Mistake {
            line: text[..start].matches('\n').count() + 1,
            column: text[line_start..start].chars().count() + 1,
            excerpt: text[line_start..].lines().next().unwrap_or_default().chars().take(EXCERPT_MAX).collect(),
            cause,
            remedy,
        }
    }
}

impl std::fmt::Display for Mistake {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let margin = self.line.to_string();
        writeln!(f, "line {}, column {}: {}", self.line, self.column, self.cause)?;
        writeln!(f, "  {margin} | {}", self.excerpt)?;
        writeln!(f, "  {:width$} | {:>column$}", "", "^", width = margin.len(), column = self.column.min(EXCERPT_MAX))?;
        f.write_str(&self.remedy)
    }
}

impl std::error::Error for Mistake {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_says_line_and_column() {
        let text = "a = 1\nbé = [2]\n";
        let mistake = Mistake::at(text, text.find('[').unwrap(), "no list here.".into(), "write a number.".into());
        assert_eq!((mistake.line, mistake.column), (2, 6));
        assert_eq!(mistake.to_string(), "line 2, column 6: no list here.\n  2 | bé = [2]\n    |      ^\nwrite a number.");
        assert_eq!(Mistake::at(text, 900, String::new(), String::new()).line, 3);
    }
}
