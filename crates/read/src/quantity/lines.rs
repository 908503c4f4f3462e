//! Pieces of a text that may hold a sentence: lines by themselves, and the lines of a wrapped paragraph together.

use std::ops::Range;

/// A paragraph with a longer line than this, in bytes, is not wrapped: its lines are sentences.
const WRAPPED: usize = 120;

/// The pieces of `text[range]`.
pub(super) fn pieces(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut paragraph: Vec<Range<usize>> = Vec::new();
    let mut at = range.start;
    for line in text[range].split_inclusive('\n') {
        let bytes = at..at + line.len();
        at = bytes.end;
        if line.trim().is_empty() {
            close(text, &mut paragraph, &mut found);
        } else {
            paragraph.push(bytes);
        }
    }
    close(text, &mut paragraph, &mut found);
    found
}

fn close(text: &str, paragraph: &mut Vec<Range<usize>>, found: &mut Vec<Range<usize>>) {
    let width = paragraph.iter().map(|line| text[line.clone()].trim_end().len()).max().unwrap_or(0);
    let mut open: Option<Range<usize>> = None;
    for line in paragraph.drain(..) {
        open = match open {
            Some(before) if goes_on(text, &before, &line, width) => Some(before.start..line.end),
            Some(before) => {
                found.push(before);
                Some(line)
            }
            None => Some(line),
        };
    }
    found.extend(open);
}

/// Whether `line` goes on with the sentence that `before` leaves open.
fn goes_on(text: &str, before: &Range<usize>, line: &Range<usize>, width: usize) -> bool {
    let last = text[before.clone()].trim_end();
    let next = text[line.clone()].trim_start();
    let closed = last.ends_with(['.', '!', '?', ';', '”', '"', '。']);
    let lower = next.starts_with(char::is_lowercase);
    if lower && !closed {
        return true;
    }
    let last_line = last.rsplit('\n').next().unwrap_or(last).trim_end().len();
    let first_word = next.split_whitespace().next().map_or(0, str::len);
    let full = width <= WRAPPED && last_line + 1 + first_word > width && last_line + 30 > width && last_line > 40;
    !closed && full
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<&str> {
        pieces(text, 0..text.len()).into_iter().map(|range| text[range].trim_end()).collect()
    }

    #[test]
    fn a_line_is_a_sentence_without_blank_lines() {
        let text = "Shares fell 5%.\nThe bank cut 300 jobs\nOil rose to $58 a barrel.\nHe has 3 cars";
        assert_eq!(read(text), ["Shares fell 5%.", "The bank cut 300 jobs", "Oil rose to $58 a barrel.", "He has 3 cars"]);
    }

    #[test]
    fn a_wrapped_paragraph_is_one_piece() {
        let text = "The company said on Tuesday that its sales had fallen by as much as\n5 percent in the quarter, and that it would close about forty\nshops.";
        assert_eq!(read(text).len(), 1);
        assert_eq!(read("one\n\ntwo\n"), ["one", "two"]);
        assert!(read("").is_empty());
    }
}
