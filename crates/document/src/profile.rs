//! How a text is laid out, from its first lines: wrapped by hand or a line a paragraph, an interview or not.

use super::dialogue::{Label, Speakers, label};
use super::lines::{Line, columns, ends_sentence, flows, is_row, is_rule, lines, list_mark};
use std::ops::Range;

/// So many bytes are looked at.
const SAMPLE: usize = 1 << 19;
/// A longer line was not wrapped by hand.
const WIDEST: usize = 130;
/// A column narrower than this is a list.
const NARROWEST: usize = 30;

/// The layout of a text.
#[derive(Debug, Default)]
pub(super) struct Profile {
    /// Where the lines are wrapped, in characters; `None` where a line is a paragraph.
    pub width: Option<usize>,
    /// Who speaks.
    pub speakers: Speakers,
}

impl Profile {
    /// The layout of `text[range]`.
    pub(super) fn of(text: &str, range: Range<usize>) -> Self {
        let end = text.floor_char_boundary(range.end.min(range.start.saturating_add(SAMPLE)));
        let mut survey = Survey::default();
        for line in lines(text, range.start..end) {
            survey.line(line);
        }
        survey.finish()
    }

    /// Whether `next` goes on with the paragraph that `last` is a line of.
    pub(super) fn continues(&self, last: &str, next: &str) -> bool {
        match self.width {
            Some(width) => is_full(last, next, width) || columns(last) >= width / 2 && flows(last, next),
            None => (NARROWEST..=WIDEST).contains(&columns(last)) && flows(last, next),
        }
    }

    /// Whether `last` was broken because nothing more went into the line.
    pub(super) fn was_wrapped(&self, last: &str, next: &str) -> bool {
        self.width.is_some_and(|width| is_full(last, next, width)) && !ends_sentence(last)
    }
}

/// Whether the first word of `next` did not go into the line of `last`.
fn is_full(last: &str, next: &str, width: usize) -> bool {
    let word = next.split(' ').next().unwrap_or_default();
    columns(last) + 1 + columns(word) > width
}

#[derive(Default)]
struct Survey<'t> {
    /// The line before, unless blank, a row or a rule.
    last: Option<&'t str>,
    /// Widths of the lines that another line follows.
    widths: Vec<usize>,
    /// How many of those run on into the next.
    flowing: usize,
    speakers: Speakers,
    turn: Option<(Label<'t>, &'t str)>,
}

impl<'t> Survey<'t> {
    fn line(&mut self, line: Line<'t>) {
        if let (Some(last), false) = (self.last, starts_anew(&line)) {
            self.widths.push(columns(last));
            self.flowing += usize::from(flows(last, line.text));
        }
        self.listen(line.text);
        self.last = (!line.is_blank() && !is_row(line.text) && !is_rule(line.text)).then_some(line.text);
    }

    /// A turn ends where another begins or a blank line stands.
    fn listen(&mut self, line: &'t str) {
        let label = label(line);
        if line.is_empty() || label.is_some() {
            self.end_turn();
        }
        self.turn = match (label, self.turn) {
            (Some(label), _) => Some((label, line)),
            (None, Some((label, _))) => Some((label, line)),
            (None, None) => None,
        };
    }

    fn end_turn(&mut self) {
        if let Some((label, last)) = self.turn.take() {
            self.speakers.hear(label, last.trim_end_matches(['"', '”', ')']).ends_with(['?', '？']));
        }
    }

    fn finish(mut self) -> Profile {
        self.end_turn();
        Profile { width: self.width(), speakers: self.speakers }
    }

    /// Lines are wrapped if they run on into each other, and most are about as wide as the widest.
    fn width(&mut self) -> Option<usize> {
        self.widths.sort_unstable();
        let widest = *self.widths.get(self.widths.len().checked_sub(1)? * 19 / 20)?;
        let wide = self.widths.iter().filter(|width| **width * 4 >= widest * 3).count();
        let wrapped = self.flowing * 5 >= self.widths.len() * 2 && wide * 2 >= self.widths.len();
        (wrapped && (NARROWEST..=WIDEST).contains(&widest)).then_some(widest)
    }
}

fn starts_anew(line: &Line) -> bool {
    line.is_blank() || list_mark(line.text).is_some() || is_row(line.text) || is_rule(line.text) || label(line.text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, width: Option<usize>) {
        assert_eq!(Profile::of(text, 0..text.len()).width, width, "{text}");
    }

    #[test]
    fn wrapped_lines_show() {
        check(
            "The number of workers sent abroad stood at about\n46,000 in that year, as the ministry said when we\nasked it.",
            Some(48),
        );
        check("A paragraph that is a line.\nAnother paragraph that is a line.\nA third.", None);
        check("One line", None);
        check("", None);
        let long = format!("{}\nand {}\nand so on.", "word ".repeat(60), "word ".repeat(60));
        check(&long, None);
        check(&format!("current situation: {}\ntier rating: {}", "x ".repeat(70), "x ".repeat(70)), None);
        check("Name\nPlace\nWage\n", None);
    }
}
