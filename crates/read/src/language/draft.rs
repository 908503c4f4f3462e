//! What a claim is made of before it is bound to place, time and voice.

use super::sentence::Sentence;
use evidence::{Kind, Modality, Quantity, Roles, Rule};
use std::ops::Range;

/// A part of a relation, as items of the sentence or as a word.
#[derive(Debug, Clone)]
pub(crate) enum Part {
    Items(Range<usize>),
    Word(String),
}

impl Part {
    /// The part in the words of the source.
    pub(crate) fn named(&self, sentence: &Sentence, text: &str) -> Option<String> {
        match self {
            Part::Word(word) => Some(word.clone()),
            Part::Items(items) => {
                let words = text.get(sentence.bytes(items.clone())?)?;
                Some(words.split_whitespace().collect::<Vec<_>>().join(" "))
            }
        }
    }
}

/// A claim to be.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub kind: Kind,
    pub quantity: Option<Quantity>,
    pub roles: Vec<(evidence::Role, Part)>,
    /// Items of the quote.
    pub items: Range<usize>,
    pub rule: Rule,
    /// The item that decided.
    pub cue: Option<usize>,
    pub who: Option<Range<usize>>,
    pub place: Option<usize>,
    /// Where the grammar of the draft has settled it.
    pub modality: Option<Modality>,
    pub note: Option<String>,
}

impl Draft {
    pub(crate) fn new(kind: Kind, items: Range<usize>, rule: Rule) -> Self {
        Draft {
            kind,
            quantity: None,
            roles: Vec::new(),
            items,
            rule,
            cue: None,
            who: None,
            place: None,
            modality: None,
            note: None,
        }
    }

    pub(crate) fn named_roles(&self, sentence: &Sentence, text: &str) -> Roles {
        self.roles.iter().filter_map(|(role, part)| Some((*role, part.named(sentence, text)?))).collect()
    }
}
