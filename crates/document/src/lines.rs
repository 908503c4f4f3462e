//! Lines of plain text, and what shows on each of them.

use memchr::{memchr3, memmem};
use std::ops::Range;
use std::sync::LazyLock;

/// One line without the white space round it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'t> {
    /// Where it begins in the text.
    pub start: usize,
    /// The line.
    pub text: &'t str,
    /// How many bytes of white space stand before it.
    pub indent: usize,
}

impl Line<'_> {
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    pub(super) fn is_blank(&self) -> bool {
        self.text.is_empty()
    }
}

/// The lines of a stretch of a text.
pub(super) struct Lines<'t> {
    text: &'t str,
    at: usize,
    end: usize,
}

/// The lines of `text[range]`.
pub(super) fn lines(text: &str, range: Range<usize>) -> Lines<'_> {
    Lines { text, at: range.start, end: range.end }
}

impl<'t> Iterator for Lines<'t> {
    type Item = Line<'t>;

    fn next(&mut self) -> Option<Line<'t>> {
        if self.at >= self.end {
            return None;
        }
        let rest = &self.text[self.at..self.end];
        let len = memchr3(b'\n', b'\r', 0x0c, rest.as_bytes()).unwrap_or(rest.len());
        let line = trimmed(self.at, &rest[..len]);
        let pair = usize::from(rest[len..].starts_with("\r\n"));
        self.at += len + 1 + pair;
        Some(line)
    }
}

fn trimmed(start: usize, text: &str) -> Line<'_> {
    let is_space = |c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}');
    let after = text.trim_start_matches(is_space);
    let indent = text.len() - after.len();
    Line { start: start + indent, text: after.trim_end_matches(is_space), indent }
}

/// Width in characters.
pub(super) fn columns(text: &str) -> usize {
    if text.len() > 1000 { text.len() } else { text.bytes().filter(|byte| (*byte as i8) >= -0x40).count() }
}

/// Whether the line ends a sentence, or announces what follows.
pub(super) fn ends_sentence(text: &str) -> bool {
    let inside = text.trim_end_matches(['"', '\'', '”', '’', ')', ']', '»']);
    inside.ends_with(['.', '!', '?', ':', ';', '…', '。', '！', '？', '；', '：'])
}

/// Words that a sentence does not end with, nor a heading.
const DANGLING: &[&str] = &[
    "a", "about", "an", "and", "as", "at", "between", "by", "for", "from", "in", "least", "most", "nearly", "of", "or", "over",
    "some", "than", "that", "the", "to", "under", "with",
];

/// Whether the sentence that `last` leaves open can go on with `next`.
pub(super) fn flows(last: &str, next: &str) -> bool {
    !ends_sentence(last) && (begins_low(next) || last.rsplit(' ').next().is_some_and(|word| DANGLING.contains(&word)))
}

/// Whether the first letter or figure of the line is a letter and no capital.
fn begins_low(text: &str) -> bool {
    text.chars().find(|c| c.is_alphanumeric()).is_some_and(|first| first.is_alphabetic() && !first.is_uppercase())
}

/// Whether the line is drawn, not written: `-----`, `=====`, `* * *`.
pub(super) fn is_rule(text: &str) -> bool {
    let drawn = |byte: u8| matches!(byte, b'-' | b'=' | b'_' | b'*' | b'~' | b'#' | b'+' | b'.' | b' ');
    text.len() >= 3 && text.bytes().all(drawn) && text.bytes().filter(|byte| *byte != b' ').count() >= 3
}

/// Whether the line is a row of cells: with tabs, with wide gaps, or with several bars.
pub(super) fn is_row(text: &str) -> bool {
    if text.len() > 2000 {
        return false;
    }
    let bytes = text.as_bytes();
    let mut bars = memchr::memchr2_iter(b'\t', b'|', bytes);
    bars.next().is_some_and(|at| bytes[at] == b'\t' || bars.next().is_some()) || has_gap(bytes)
}

/// Three spaces that do not follow a sentence.
fn has_gap(bytes: &[u8]) -> bool {
    static GAP: LazyLock<memmem::Finder> = LazyLock::new(|| memmem::Finder::new(b"   "));
    GAP.find(bytes).is_some_and(|at| at > 0 && !matches!(bytes[at - 1], b'.' | b'?' | b'!' | b' '))
}

/// How long the list mark at the start of the line is, with the white space after it: `- `, `• `, `1. `, `(a) `, `iv) `.
pub(super) fn list_mark(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    let len = if matches!(first, '-' | '*' | '•' | '–' | '—' | '·' | '▪' | '◦' | '‣' | '●' | '○' | '■' | '\u{f0b7}')
    {
        first.len_utf8()
    } else {
        counted_mark(text)?
    };
    let rest = &text[len..];
    let gap = rest.len() - rest.trim_start().len();
    (gap > 0 && gap < rest.len()).then_some(len + gap)
}

/// `1.`, `12)`, `(3)`, `[4]`, `a)`, `(a)`, `iv)`, `(iv)`, `II.`
fn counted_mark(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let open = usize::from(matches!(bytes.first(), Some(b'(' | b'[')));
    let len = bytes[open..].iter().take(6).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let label = &bytes[open..open + len];
    let close = *bytes.get(open + len)?;
    let digits = (1..=3).contains(&len) && label.iter().all(u8::is_ascii_digit);
    let letter = len == 1 && label[0].is_ascii_lowercase();
    let roman = len > 0 && label.iter().all(|byte| b"ivx".contains(&byte.to_ascii_lowercase()));
    let counted = match (open, close) {
        (1, b')' | b']') => digits || letter || roman,
        (0, b')') => digits || letter || roman,
        (0, b'.') => digits || roman && (len > 1 || is_capitals(&text[open + len + 1..])),
        _ => false,
    };
    counted.then_some(open + len + 1)
}

/// Whether the line is in capitals, with a word of three letters or more.
pub(super) fn is_capitals(text: &str) -> bool {
    let mut run = 0;
    let mut longest = 0;
    for c in text.chars() {
        if c.is_lowercase() {
            return false;
        }
        run = if c.is_uppercase() { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest >= 3
}

/// Whether the line looks like a heading: short, begins with a capital or a figure, and no sentence ends in it.
pub(super) fn is_heading(text: &str) -> bool {
    let first = text.chars().next();
    let begins =
        first.is_some_and(|first| first.is_alphanumeric() && !first.is_lowercase() || matches!(first, '“' | '"' | '‘' | '\''));
    begins
        && text.len() <= 240
        && columns(text) <= 110
        && text.split_whitespace().count() <= 16
        && text.chars().any(char::is_alphabetic)
        && !text.ends_with([',', '-', '–', '—', '"', '”'])
        && (!ends_sentence(text) || text.ends_with('?') && !text.contains(". "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_in_every_way() {
        let text = "\u{feff}one\r\n  two \rthree\n\nfour\x0cfive";
        let found: Vec<(usize, &str, usize)> =
            lines(text, 0..text.len()).map(|line| (line.start, line.text, line.indent)).collect();
        assert_eq!(found, [(3, "one", 3), (10, "two", 2), (15, "three", 0), (21, "", 0), (22, "four", 0), (27, "five", 0)]);
    }

    #[test]
    fn a_sentence_flows_from_line_to_line() {
        assert!(flows("The number of workers", "stood at 46,000") && flows("The number stood at about", "46,000"));
        assert!(!flows("The number of workers.", "it stood") && !flows("Name", "Place") && !flows("46,000", "50,000"));
        assert!(flows("로동자의 수는", "사만륙천명"));
    }

    fn check_mark(text: &str, mark: Option<&str>) {
        assert_eq!(list_mark(text).map(|len| &text[..len]), mark, "{text:?}");
    }

    #[test]
    fn list_marks() {
        check_mark("- wages", Some("- "));
        check_mark("•  wages", Some("•  "));
        check_mark("1. Two inspectors", Some("1. "));
        check_mark("12) wages", Some("12) "));
        check_mark("(a) to return", Some("(a) "));
        check_mark("(iv) wages", Some("(iv) "));
        check_mark("a) wages", Some("a) "));
        check_mark("II.  CONDITIONS", Some("II.  "));
        check_mark("I.  SCOPE OF THE PRACTICE", Some("I.  "));
        check_mark("I. Kim said so.", None);
        check_mark("2014. In that year", None);
        check_mark("1.5 million dollars", None);
        check_mark("-5 degrees", None);
        check_mark("A. Smith said", None);
        check_mark("- ", None);
        check_mark("", None);
    }

    #[test]
    fn rows_rules_and_headings() {
        assert!(is_row("Workers\t46,000") && is_row("Held:          9 July 2013") && is_row("| a | b |"));
        assert!(!is_row("One sentence.   Another.") && !is_row("Up to 90% | of pay"));
        assert!(is_rule("---") && is_rule("* * *") && is_rule("- - - - -") && !is_rule("--") && !is_rule("- a -"));
        assert!(is_heading("Up to 90% of Pay Extorted") && is_heading("1. Where they work") && is_heading("해외 로동자"));
        assert!(
            is_heading("Why do they stay?") && !is_heading("They stay.") && !is_heading("and then") && !is_heading("“We stayed”")
        );
        assert!(!is_heading("We paid. Why did we stay?"));
        assert!(is_capitals("WHERE THE PAY GOES") && !is_capitals("US") && !is_capitals("Where"));
    }
}
