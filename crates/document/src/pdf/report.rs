//! What a person is told about the pages of a PDF.

use super::images::Found;
use super::marks::Marks;
use crate::notices;
use crate::scan::{RecognisedWords, uncertain};
use evidence::{Notice, Severity};
use std::collections::BTreeMap;

/// What befell the pages, gathered so that a thing is said once.
#[derive(Default)]
pub(super) struct Report {
    /// Pages that could not be followed.
    pub failed: Vec<u64>,
    /// Pages with notes laid over them.
    pub notes: Vec<u64>,
    /// Words that were recognised, by page.
    pub words: Vec<(u64, RecognisedWords)>,
    /// All pages, where none holds anything.
    pub blank: u64,
    cut: Vec<u64>,
    unknown: (u64, Vec<u64>),
    laid_over: (u64, Vec<u64>),
    hidden: (u64, Vec<u64>, String),
    /// Pages whose images were not read, by cause and remedy.
    images: BTreeMap<(String, String), Vec<u64>>,
    trouble: Vec<Notice>,
    left: Option<(u64, u64)>,
}

impl Report {
    pub(super) fn take_in(&mut self, number: u64, marks: &Marks<'_>) {
        let count = |(sum, pages): &mut (u64, Vec<u64>), more: u64| {
            *sum += more;
            pages.extend((more > 0).then_some(number));
        };
        count(&mut self.unknown, marks.unknown);
        count(&mut self.laid_over, marks.recognised);
        if marks.hidden_count > 0 {
            let words = marks.hidden.trim();
            self.hidden.0 += marks.hidden_count;
            self.hidden.1.push(number);
            if self.hidden.2.is_empty() {
                self.hidden.2 = words[..words.floor_char_boundary(60)].to_owned();
            }
        }
        self.cut.extend(marks.cut.then_some(number));
    }

    pub(super) fn unread_images(&mut self, number: u64, found: &Found) {
        if let Some((cause, remedy)) = &found.unread {
            self.images.entry((cause.clone(), (*remedy).to_owned())).or_default().push(number);
        }
        if self.trouble.len() < 20 {
            self.trouble.extend(found.trouble.iter().cloned());
        }
    }

    pub(super) fn left_out(&mut self, first: u64, pages: u64) {
        self.left = Some((first, pages));
    }

    /// Nothing was met on the pages.
    pub(super) fn is_silent(&self) -> bool {
        self.failed.is_empty() && self.images.is_empty() && self.trouble.is_empty() && self.hidden.0 == 0 && self.unknown.0 == 0
    }

    /// The notices, in the order of what they cost. `nothing`: no word was read.
    pub(super) fn notices(self, name: &str, pages: u64, nothing: bool) -> Vec<Notice> {
        let mut notices = Vec::new();
        let severity = if nothing { Severity::Unread } else { Severity::Partly };
        let mut say = |place: String, cause: String, remedy: &str, severity: Severity| {
            notices.push(Notice { file: name.to_owned(), place, cause, remedy: remedy.to_owned(), severity });
        };
        if self.blank > 0 {
            let cause = "no page of this PDF holds letters or images; its letters may be drawn as lines.".to_owned();
            say("whole file".into(), cause, PRINT, Severity::Unread);
        }
        if let Some((first, last)) = self.left {
            let cause = format!("this PDF is too long; {} of its pages were not read.", last + 1 - first);
            say(places(&[first, last], pages), cause, "Cut it into shorter files and add those.", Severity::Partly);
        }
        if !self.failed.is_empty() {
            let cause = format!("the reader failed on {}.", counted(self.failed.len()));
            say(places(&self.failed, pages), cause, PRINT, severity);
        }
        for ((cause, remedy), numbers) in &self.images {
            let (holds, words) =
                if numbers.len() == 1 { ("this page holds", "an image") } else { ("these pages hold", "images") };
            let cause = format!("{holds} {words} without letters: {cause}");
            say(places(numbers, pages), cause, remedy, severity);
        }
        if self.unknown.0 > 0 {
            let (count, numbers) = &self.unknown;
            let cause = format!("of {count} letters this PDF does not say which they are; they are read as \u{fffd}.");
            say(places(numbers, pages), cause, PRINT, severity);
        }
        if self.hidden.0 > 0 {
            let (count, numbers, words) = &self.hidden;
            let cause = format!("{count} letters cannot be seen and were not read (“{words}”).");
            say(
                places(numbers, pages),
                cause,
                "Select all text in a PDF viewer to see them; if they matter, add them as a text file.",
                severity,
            );
        }
        if !self.cut.is_empty() {
            let cause = "more is drawn there than a page holds; the rest was not read.".to_owned();
            say(places(&self.cut, pages), cause, PRINT, Severity::Partly);
        }
        if !self.notes.is_empty() {
            let cause = "notes are laid over these pages; their words were not read.".to_owned();
            say(
                places(&self.notes, pages),
                cause,
                "If they matter, write them down in a text file and add that.",
                Severity::Partly,
            );
        }
        if self.laid_over.0 > 0 {
            let cause = "their words lie unseen over a scan: a program recognised them, and may have erred.".to_owned();
            say(
                places(&self.laid_over.1, pages),
                cause,
                "Compare figures with the page before you rely on them.",
                Severity::Note,
            );
        }
        notices.extend(uncertain(name, &self.words));
        notices.extend(self.trouble);
        if notices.is_empty() && nothing {
            notices.push(notices::unread(name, "this PDF holds no words.".to_owned(), PRINT));
        }
        notices
    }
}

/// What helps where letters are not told.
const PRINT: &str = "Turn its pages into images (pdftoppm -r 300 -png FILE page) and add those; their words are then recognised.";

fn counted(pages: usize) -> String {
    if pages == 1 { "one page".to_owned() } else { format!("{pages} pages") }
}

/// `whole file`, `page 3`, `pages 1–3, 7`.
fn places(numbers: &[u64], pages: u64) -> String {
    let mut runs: Vec<(u64, u64)> = Vec::new();
    for &number in numbers {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => runs.push((number, number)),
        }
    }
    if runs[..] == [(1, pages)] && pages > 1 {
        return "whole file".to_owned();
    }
    let word = if numbers.len() == 1 { "page" } else { "pages" };
    let more = if runs.len() > 12 { ", …" } else { "" };
    let run = |(first, last): &(u64, u64)| if first == last { first.to_string() } else { format!("{first}–{last}") };
    format!("{word} {}{more}", runs.iter().take(12).map(run).collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::places;

    #[test]
    fn pages_are_named_in_runs() {
        assert_eq!(places(&[1, 2, 3, 7], 9), "pages 1–3, 7");
        assert_eq!(places(&[4], 9), "page 4");
        assert_eq!(places(&[1, 2], 2), "whole file");
    }
}
