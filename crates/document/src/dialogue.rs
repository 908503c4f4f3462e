//! Who speaks: the labels before the turns of an interview.

use crate::block::BlockKind;
use std::collections::BTreeMap;

/// Labels of one who asks.
const ASKS: &[&str] =
    &["q", "question", "int", "interviewer", "i", "reporter", "journalist", "moderator", "researcher", "문", "질문", "问"];
/// Labels of one who answers.
const ANSWERS: &[&str] = &[
    "a", "answer", "witness", "respondent", "interviewee", "informant", "survivor", "worker", "r", "w", "답", "대답", "답변",
    "答",
];
/// The first byte of a wide colon, and of other wide signs.
const WIDE_COLON: u8 = 0xef;
/// No more speakers are told apart in one document.
const MOST_SPEAKERS: usize = 64;

/// A label at the start of a line, with the bytes it takes, white space after it included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Label<'t> {
    speaker: Speaker<'t>,
    /// Bytes of the label and the white space after it.
    pub len: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Speaker<'t> {
    Asks,
    Answers,
    /// In capitals: `KIM`.
    Named(&'t str),
}

/// The label that `line` begins with: `Q:`, `A.`, `Interviewer:`, `Question 3:`, `MR KIM:`.
pub(super) fn label(line: &str) -> Option<Label<'_>> {
    let (name, close) = name_and_close(line)?;
    let len = name.len() + close.len_utf8();
    let rest = &line[len..];
    let gap = rest.len() - rest.trim_start().len();
    if gap == 0 && close != '：' || gap >= 3 || gap == rest.len() {
        return None;
    }
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '.'));
    let is = |known: &&str| known.eq_ignore_ascii_case(stem);
    let speaker = if ASKS.iter().any(is) {
        Speaker::Asks
    } else if ANSWERS.iter().any(is) {
        Speaker::Answers
    } else if close != '.' && is_name_in_capitals(name) {
        Speaker::Named(name)
    } else {
        return None;
    };
    (close != '.' || stem.len() == 1).then_some(Label { speaker, len: len + gap })
}

/// The words before the first colon, or before the dot of `Q.` and `A.`
fn name_and_close(line: &str) -> Option<(&str, char)> {
    let head = &line[..line.floor_char_boundary(40)];
    let dotted = head.starts_with(['Q', 'A']).then(|| head.find('.')).flatten().filter(|at| *at <= 3);
    let at = dotted.or_else(|| memchr::memchr2(b':', WIDE_COLON, head.as_bytes()))?;
    let close = head.get(at..)?.chars().next().filter(|close| matches!(close, '.' | ':' | '：'))?;
    (at > 0).then_some((&head[..at], close))
}

fn is_name_in_capitals(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 2
        && name.chars().all(|c| c.is_uppercase() || matches!(c, ' ' | '.' | '-' | '\'') || c.is_ascii_digit())
        && name.split(' ').count() <= 4
}

/// The speakers of a document, as far as its first lines show.
#[derive(Debug, Default)]
pub(super) struct Speakers {
    asked: bool,
    answered: bool,
    /// Turns of each named speaker, and how many of them end with a question mark.
    named: BTreeMap<String, (usize, usize)>,
}

impl Speakers {
    /// Takes in a turn.
    pub(super) fn hear(&mut self, label: Label, is_question: bool) {
        match label.speaker {
            Speaker::Asks => self.asked = true,
            Speaker::Answers => self.answered = true,
            Speaker::Named(name) if self.named.len() < MOST_SPEAKERS => {
                let (turns, questions) = self.named.entry(name.to_owned()).or_default();
                *turns += 1;
                *questions += usize::from(is_question);
            }
            Speaker::Named(_) => {}
        }
    }

    /// What a line with this label is, if the document is an interview at all.
    pub(super) fn kind(&self, label: Label) -> Option<BlockKind> {
        let labelled = self.asked && self.answered;
        match label.speaker {
            Speaker::Asks => labelled.then_some(BlockKind::Question),
            Speaker::Answers => labelled.then_some(BlockKind::Answer),
            Speaker::Named(name) => {
                let (turns, questions) = *self.named.get(name).filter(|_| self.named_talk())?;
                Some(if 2 * questions > turns { BlockKind::Question } else { BlockKind::Answer })
            }
        }
    }

    /// Two or more named speakers with several turns, one of whom asks.
    fn named_talk(&self) -> bool {
        let turns: usize = self.named.values().map(|(turns, _)| turns).sum();
        let asks = self.named.values().any(|(turns, questions)| 2 * questions > *turns);
        self.named.len() >= 2 && turns >= 4 && asks
    }
}

/// Follows an interview block by block.
#[derive(Debug, Default)]
pub(super) struct Interview {
    speakers: Speakers,
    strong_questions: usize,
    answering: bool,
}

impl Interview {
    /// Takes in the words of a block before any is told; `strong` if all of them are in strong letters.
    pub(super) fn hear(&mut self, words: &str, strong: bool, is_question: bool) {
        if let Some(label) = label(words) {
            self.speakers.hear(label, is_question);
        }
        self.strong_questions += usize::from(strong && is_question);
    }

    /// What a block of running text is, and how many bytes of a label it begins with.
    pub(super) fn turn(&mut self, words: &str, strong: bool, is_question: bool) -> Option<(BlockKind, usize)> {
        if let Some(turn) = label(words).and_then(|label| Some((self.speakers.kind(label)?, label.len))) {
            return Some(turn);
        }
        if self.strong_questions >= 2 && strong && is_question {
            self.answering = true;
            return Some((BlockKind::Question, 0));
        }
        self.answering.then_some((BlockKind::Answer, 0))
    }

    /// A heading or a drawn line: what follows answers nothing.
    pub(super) fn interrupt(&mut self) {
        self.answering = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: Option<&str>) {
        assert_eq!(label(line).map(|label| &line[..label.len]), expected, "{line:?}");
    }

    #[test]
    fn labels_of_turns() {
        check("Q: Where did you work?", Some("Q: "));
        check("Q. Where did you work?", Some("Q. "));
        check("A. In the Far East.", Some("A. "));
        check("Q12. And then?", Some("Q12. "));
        check("Question 3: And then?", Some("Question 3: "));
        check("Interviewer: And then?", Some("Interviewer: "));
        check("I: And then?", Some("I: "));
        check("MR. KIM: We were paid.", Some("MR. KIM: "));
        check("Witness:       Mr A, former logger", None);
        check("Note: we were paid", None);
        check("Q.E.D.", None);
        check("A.", None);
        check("We were told: nothing", None);
        check("Answers. They had none", None);
    }

    #[test]
    fn a_label_counts_only_in_an_interview() {
        let mut speakers = Speakers::default();
        let (q, a, kim) = (label("Q: x").unwrap(), label("A: x").unwrap(), label("KIM: x").unwrap());
        speakers.hear(a, false);
        speakers.hear(kim, false);
        assert_eq!((speakers.kind(a), speakers.kind(kim)), (None, None));
        speakers.hear(q, true);
        assert_eq!((speakers.kind(q), speakers.kind(a)), (Some(BlockKind::Question), Some(BlockKind::Answer)));
        speakers.hear(kim, false);
        for _ in 0..2 {
            speakers.hear(label("HOST: x").unwrap(), true);
        }
        assert_eq!(speakers.kind(kim), Some(BlockKind::Answer));
        assert_eq!(speakers.kind(label("HOST: y").unwrap()), Some(BlockKind::Question));
    }
}
