//! Indicators of forced labour in a sentence: which of the ILO's eleven its words show, which words, and how they are put forward.
//!
//! The patterns are a list that people can read and add to, `data/indicators.txt`; this module compiles it once, tries on each
//! sentence the few patterns whose rarest word occurs, and judges from the words around a match whether it states the indicator,
//! denies it, makes it conditional, or is about a law or an authority's efforts and states nothing.

mod matching;
mod pattern;
mod scope;
mod words;

use crate::key::Key;
use crate::token::{Class, Token};
use document::BlockKind;
use evidence::{Indicator, Modality};
use matching::{Match, Sentence};
use pattern::Grammar;
use scope::{Roles, Standing};
use std::ops::Range;
use std::sync::LazyLock;
pub(crate) use words::WordId;

/// Words of a sentence that show an indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hit {
    pub indicator: Indicator,
    /// Tokens of the sentence, from the first to the last word that shows it.
    pub words: Range<usize>,
    /// Set where the words around it decide how it is put forward; `None`: as the sentence as a whole is.
    pub modality: Option<Modality>,
    /// Tokens of "some", "many", "all" and the like before it.
    pub quantifier: Option<Range<usize>>,
    /// The name of the pattern: `indicator.passport_held`.
    pub rule: &'static str,
    /// One such passage is evidence by itself.
    pub strong: bool,
    /// The words around it that were weighed, where the pattern weighs any: ` (+1 “foreman”, +1 “safe”; 2 needed)`.
    pub weighed: String,
}

/// The lists of patterns: narrow ones, then broad ones.
const LISTS: [(&str, &str); 2] =
    [("indicators.txt", include_str!("../data/indicators.txt")), ("scenes.txt", include_str!("../data/scenes.txt"))];

static GRAMMAR: LazyLock<Grammar> = LazyLock::new(|| {
    pattern::compile(&LISTS.map(|(_, list)| list))
        .unwrap_or_else(|mistake| panic!("data/{}, line {}: {}", LISTS[mistake.list].0, mistake.line, mistake.why))
});

/// The words of all patterns and their numbers.
pub(crate) fn pattern_words() -> impl Iterator<Item = (Key, WordId)> {
    GRAMMAR.words.iter()
}

/// The indicators that `sentence` shows. `previous` is the sentence before it in the block, for what "they" stands for.
/// A question states nothing, and a heading names a subject: neither shows an indicator.
pub(crate) fn indicators(text: &str, sentence: &[Token], kind: BlockKind, previous: &[Token]) -> Vec<Hit> {
    let grammar = &*GRAMMAR;
    let states_nothing = matches!(kind, BlockKind::Question | BlockKind::Heading(_) | BlockKind::Furniture);
    if states_nothing || !holds_a_start(grammar, sentence) {
        return Vec::new();
    }
    let sentence = if is_question(text, sentence) { before_quotation(text, sentence) } else { sentence };
    let sentence = Sentence::new(grammar, text, sentence, previous);
    let matches = distinct(&sentence, sentence.matches(grammar));
    let mut taken = vec![false; sentence.pieces.len()];
    matches.iter().flat_map(|found| &found.used).for_each(|place| taken[*place] = true);
    matches.iter().filter_map(|found| hit(&sentence, found, &taken)).collect()
}

/// Whether any word begins a pattern: most sentences are done with here.
fn holds_a_start(grammar: &Grammar, sentence: &[Token]) -> bool {
    sentence.iter().any(|token| token.class == Class::Word && !grammar.starting_at(token.pattern_word).is_empty())
}

fn is_question(text: &str, sentence: &[Token]) -> bool {
    let mark = sentence.iter().rev().take(3).position(|token| token.text(text) == "?");
    mark.is_some_and(|from_end| !is_tag(text, &sentence[..sentence.len() - 1 - from_end]))
}

/// What a sentence says before it quotes somebody's question; nothing if all of it asks.
fn before_quotation<'t>(text: &str, sentence: &'t [Token]) -> &'t [Token] {
    let opens = sentence.iter().position(|token| matches!(token.text(text), "“" | "‘"));
    &sentence[..opens.unwrap_or(0)]
}

/// "..., isn't it", "..., right": asks for a nod, and states what stands before it.
fn is_tag(text: &str, before: &[Token]) -> bool {
    let tag = before.iter().rposition(|token| token.text(text) == ",").map_or(0, |comma| before.len() - 1 - comma);
    let first = before.get(before.len().saturating_sub(tag)).map(|token| token.text(text)).unwrap_or_default();
    let negated = ["n't", "n’t"].iter().any(|end| first.ends_with(end));
    matches!(tag, 1..=4) && (negated || matches!(first, "right" | "no" | "yes" | "correct"))
}

/// Of matches of one indicator that overlap, the one that reads most words, in order of place. Of two that read as many, the one
/// that reads a negation: to the other it would be a denial.
fn distinct(sentence: &Sentence, mut matches: Vec<Match>) -> Vec<Match> {
    let reads_negation = |found: &Match| found.used.iter().any(|at| sentence.plays(*at, Roles::ALL.negation));
    matches.sort_by_key(|found| {
        let length = found.last() - found.first();
        (std::cmp::Reverse(found.used.len()), !found.pattern.strong, !reads_negation(found), length, found.first())
    });
    let mut kept: Vec<Match> = Vec::new();
    for found in matches {
        let overlaps = |other: &Match| {
            other.pattern.indicator == found.pattern.indicator && other.first() <= found.last() && found.first() <= other.last()
        };
        if !kept.iter().any(overlaps) {
            kept.push(found);
        }
    }
    kept.sort_by_key(Match::first);
    kept
}

fn hit(sentence: &Sentence, found: &Match, taken: &[bool]) -> Option<Hit> {
    let modality = match scope::standing(sentence, found, taken) {
        Standing::Refused => return None,
        Standing::Stated => None,
        Standing::As(modality) => Some(modality),
    };
    let pieces = &sentence.pieces;
    Some(Hit {
        indicator: found.pattern.indicator,
        words: pieces[found.first()].first..pieces[found.last()].last + 1,
        modality,
        quantifier: quantifier(sentence, found),
        rule: &found.pattern.rule,
        strong: found.pattern.strong,
        weighed: sentence.weighed(found),
    })
}

/// How many words before a match a quantifier may stand.
const QUANTIFIER_REACH: usize = 8;

/// "some", "many", "all": the nearest one before the match in its clause, or one inside it.
fn quantifier(sentence: &Sentence, found: &Match) -> Option<Range<usize>> {
    let is = |at: &usize| sentence.plays(*at, Roles::ALL.quantifier);
    let before = (0..found.first()).rev().take(QUANTIFIER_REACH).take_while(|at| sentence.passable(*at, false)).find(is);
    let place = before.or_else(|| (found.first()..=found.last()).find(is))?;
    Some(sentence.pieces[place].first..sentence.pieces[place].last + 1)
}

#[cfg(test)]
mod tests;
