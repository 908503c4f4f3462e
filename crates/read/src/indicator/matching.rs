//! Patterns tried on a sentence.

use super::pattern::{Cue, Element, Grammar, Pattern, Score, SetId, What};
use super::scope::{RoleId, Roles};
use super::words::{COMMA, UNKNOWN, WordId};
use crate::key::Key;
use crate::lexicon::Classes;
use crate::token::{Class, Token};

/// A word of a sentence as patterns see it: hyphens, quotation marks and full stops are gone, `did not` is one word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    pub word: WordId,
    /// The sets of [`Roles`] that the word is in, a bit each.
    pub roles: u64,
    /// The tokens it is made of, first and last.
    pub first: usize,
    pub last: usize,
}

/// A sentence, ready for patterns.
pub(super) struct Sentence<'a> {
    pub grammar: &'a Grammar,
    pub text: &'a str,
    pub tokens: &'a [Token],
    pub pieces: Vec<Piece>,
    /// The sentence before.
    previous: &'a [Token],
}

/// A pattern that holds, with the places in [`Sentence::pieces`] of the words that make it hold, in order.
#[derive(Debug)]
pub(super) struct Match {
    pub pattern: &'static Pattern,
    pub used: Vec<usize>,
}

impl Match {
    pub(super) fn first(&self) -> usize {
        self.used[0]
    }

    pub(super) fn last(&self) -> usize {
        self.used[self.used.len() - 1]
    }
}

/// How many words before and after a match its conditions look at.
const NEAR: usize = 4;

impl<'a> Sentence<'a> {
    pub(super) fn new(grammar: &'a Grammar, text: &'a str, tokens: &'a [Token], previous: &'a [Token]) -> Self {
        let mut pieces: Vec<Piece> = Vec::with_capacity(tokens.len());
        for (at, token) in tokens.iter().enumerate() {
            let word = match token.class {
                Class::Word if abbreviates_number(text, tokens, at) => UNKNOWN,
                Class::Word if token.pattern_word == UNKNOWN => owner(grammar, token.text(text)),
                Class::Word => token.pattern_word,
                Class::Number => UNKNOWN,
                Class::Sign if joins_numbers(text, tokens, at) => continue,
                Class::Sign => match sign(text, token) {
                    Some(mark) => {
                        if mark == "," {
                            COMMA
                        } else {
                            grammar.words.id(mark)
                        }
                    }
                    None => continue,
                },
            };
            match pieces.last_mut() {
                Some(before) if word != UNKNOWN && word == grammar.not && grammar.negated(before.word).is_some() => {
                    before.word = grammar.negated(before.word).unwrap_or(before.word);
                    before.roles = grammar.roles(before.word);
                    before.last = at;
                }
                _ => pieces.push(Piece { word, roles: grammar.roles(word), first: at, last: at }),
            }
        }
        Sentence { grammar, text, tokens, pieces, previous }
    }

    /// Whether the word at `at` is in `set`.
    pub(super) fn is(&self, at: usize, set: SetId) -> bool {
        self.grammar.has(set, self.pieces[at].word)
    }

    /// Whether the word at `at` is in the set of `role`.
    pub(super) fn plays(&self, at: usize, role: RoleId) -> bool {
        role.is_of(self.pieces[at].roles)
    }

    /// Every pattern that holds, wherever it holds.
    pub(super) fn matches(&self, grammar: &'static Grammar) -> Vec<Match> {
        let met = grammar.met(self.pieces.iter().map(|piece| piece.word));
        let mut found = Vec::new();
        let mut used = Vec::new();
        for (at, piece) in self.pieces.iter().enumerate() {
            for start in grammar.starting_at(piece.word).iter().filter(|start| met.allow(start)) {
                let pattern = &grammar.patterns[start.pattern as usize];
                used.clear();
                found.extend(self.match_at(pattern, at, &mut used));
            }
        }
        found
    }

    /// Tries `pattern` with its anchor at `at`; `used` is empty.
    fn match_at(&self, pattern: &'static Pattern, at: usize, used: &mut Vec<usize>) -> Option<Match> {
        let (before, rest) = pattern.elements.split_at(pattern.anchor);
        let (anchor, after) = rest.split_first()?;
        if !self.backward(before, anchor, at, used) {
            return None;
        }
        used.reverse();
        used.push(at);
        if !self.forward(after, at + 1, (0, false), used) {
            return None;
        }
        let found = Match { pattern, used: used.clone() };
        self.meets_conditions(&found).then_some(found)
    }

    /// Places `elements` from left to right, the first of them at `at` or up to `slack` words later.
    fn forward(&self, elements: &[Element], at: usize, slack: (usize, bool), used: &mut Vec<usize>) -> bool {
        let Some((element, rest)) = elements.split_first() else { return true };
        let (slack, wide) = (slack.0 + element.gap as usize, slack.1 || element.wide);
        for place in at..=at + slack {
            if place >= self.pieces.len() {
                break;
            }
            if self.fits(element, place) {
                used.push(place);
                if self.forward(rest, place + 1, (0, false), used) {
                    return true;
                }
                used.pop();
            }
            if !self.passable(place, wide) {
                break;
            }
        }
        element.optional && self.forward(rest, at, (slack, wide), used)
    }

    /// Places `elements` from right to left before `at`, where `next` stands.
    fn backward(&self, elements: &[Element], next: &Element, at: usize, used: &mut Vec<usize>) -> bool {
        self.backward_within(elements, at, (next.gap as usize, next.wide), used)
    }

    fn backward_within(&self, elements: &[Element], at: usize, slack: (usize, bool), used: &mut Vec<usize>) -> bool {
        let Some((element, rest)) = elements.split_last() else { return true };
        for place in (at.saturating_sub(slack.0 + 1)..at).rev() {
            if self.fits(element, place) {
                used.push(place);
                if self.backward(rest, element, place, used) {
                    return true;
                }
                used.pop();
            }
            if !self.passable(place, slack.1) {
                break;
            }
        }
        let skipped = (slack.0 + element.gap as usize, slack.1 || element.wide);
        element.optional && self.backward_within(rest, at, skipped, used)
    }

    fn fits(&self, element: &Element, place: usize) -> bool {
        match element.what {
            What::Word(set) => self.is(place, set),
            What::Number { low, high, or } => {
                let token = &self.tokens[self.pieces[place].first];
                let within = number(self.text, token).is_some_and(|value| (low..=high).contains(&value));
                within || or.is_some_and(|set| self.is(place, set))
            }
            What::Name { or } => {
                let token = &self.tokens[self.pieces[place].first];
                let named = place > 0 && token.class == Class::Word && token.capital;
                named || or.is_some_and(|set| self.is(place, set))
            }
        }
    }

    /// Whether a gap may run over the word at `place`.
    pub(super) fn passable(&self, place: usize, wide: bool) -> bool {
        wide || self.pieces[place].word != COMMA && !self.plays(place, Roles::ALL.breaker)
    }

    fn meets_conditions(&self, found: &Match) -> bool {
        let pattern = found.pattern;
        let holds = |set: Option<SetId>, mut places: std::ops::Range<usize>| {
            set.is_some_and(|set| places.any(|place| self.is(place, set)))
        };
        let (first, last) = (found.first(), found.last());
        let between =
            pattern.not.is_some_and(|set| (first..=last).any(|place| !found.used.contains(&place) && self.is(place, set)));
        let need = pattern.need.is_none() || holds(pattern.need, 0..self.pieces.len());
        let lacks = !holds(pattern.lacks, 0..self.pieces.len());
        need && lacks
            && self.follows(pattern.previous)
            && !between
            && !holds(pattern.not_before, self.near_before(first))
            && !holds(pattern.not_after, self.near_after(last))
            && pattern.score.as_ref().is_none_or(|score| self.weighs(score))
    }

    /// Whether the cues around a match together reach the threshold.
    fn weighs(&self, score: &Score) -> bool {
        let holds = |cue: &&Cue| match cue.before {
            true => self.previous.iter().any(|token| self.shows(cue, token, token.pattern_word)),
            false => self.cue_place(cue).is_some(),
        };
        score.cues.iter().filter(holds).map(|cue| cue.weight).sum::<i8>() >= score.threshold
    }

    fn shows(&self, cue: &Cue, token: &Token, word: WordId) -> bool {
        self.grammar.has(cue.set, word) || cue.number && number(self.text, token).is_some()
    }

    /// The first place whose word `cue` means.
    fn cue_place(&self, cue: &Cue) -> Option<usize> {
        self.pieces.iter().position(|piece| self.shows(cue, &self.tokens[piece.first], piece.word))
    }

    /// The words of the sentence that spoke for a match, with their weights: ` (+1 “foreman”, +1 “safe”; 2 needed)`.
    pub(super) fn weighed(&self, found: &Match) -> String {
        let Some(score) = &found.pattern.score else { return String::new() };
        let spoken = score.cues.iter().filter(|cue| !cue.before).filter_map(|cue| {
            let place = self.cue_place(cue)?;
            Some(format!("{:+} “{}”", cue.weight, self.tokens[self.pieces[place].first].text(self.text)))
        });
        let spoken: Vec<String> = spoken.collect();
        format!(" ({}; {} needed)", spoken.join(", "), score.threshold)
    }

    /// Whether the sentence before holds a word of `set`.
    fn follows(&self, set: Option<SetId>) -> bool {
        let holds = |set, token: &Token| self.grammar.has(set, token.pattern_word);
        set.is_none_or(|set| self.previous.iter().any(|token| holds(set, token)))
    }

    /// The few words before `place`, up to a comma.
    fn near_before(&self, place: usize) -> std::ops::Range<usize> {
        let from = place.saturating_sub(NEAR);
        let comma = (from..place).rev().find(|at| !self.passable(*at, false));
        comma.map_or(from, |comma| comma + 1)..place
    }

    /// The few words after `place`, up to a comma.
    fn near_after(&self, place: usize) -> std::ops::Range<usize> {
        let to = (place + 1 + NEAR).min(self.pieces.len());
        place + 1..(place + 1..to).find(|at| !self.passable(*at, false)).unwrap_or(to)
    }
}

/// The `skipper` of `skipper's`, where the list has no such form of its own.
fn owner(grammar: &Grammar, word: &str) -> WordId {
    let stem = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s"));
    stem.map_or(UNKNOWN, |stem| grammar.words.id(stem))
}

/// `12–16`, `6:00`: a sign right between two numbers.
fn joins_numbers(text: &str, tokens: &[Token], at: usize) -> bool {
    let number = |at: usize| tokens.get(at).is_some_and(|token| token.class == Class::Number);
    let joint = matches!(tokens[at].text(text), "–" | ":") && !tokens[at].spaced;
    joint && at > 0 && number(at - 1) && number(at + 1) && !tokens[at + 1].spaced
}

/// The `No.` of `No. 3`.
fn abbreviates_number(text: &str, tokens: &[Token], at: usize) -> bool {
    if tokens[at].key != const { Key::of("no") } {
        return false;
    }
    let number = |at: usize| tokens.get(at).is_some_and(|token| token.class == Class::Number);
    let stop = tokens.get(at + 1).is_some_and(|token| token.text(text) == "." && !token.spaced);
    stop && number(at + 2)
}

/// What a sign is to patterns: a comma, a symbol such as `%`, or nothing.
fn sign<'t>(text: &'t str, token: &Token) -> Option<&'t str> {
    match token.text(text) {
        "," | ":" | ";" | "(" | ")" | "–" | "—" | "…" => Some(","),
        "-" if token.spaced => Some(","),
        "%" => Some("%"),
        "$" => Some("$"),
        _ => None,
    }
}

/// A whole number, in digits or in one word; `1,311` is one number.
fn number(text: &str, token: &Token) -> Option<u32> {
    match token.class {
        Class::Number => {
            let mut groups = token.text(text).split(',');
            let first = groups.next()?.split('.').next()?.parse::<u32>().ok()?;
            let thousands = groups.map_while(|group| group.get(..3)?.parse::<u32>().ok());
            thousands.take(2).try_fold(first, |value, group| value.checked_mul(1000)?.checked_add(group))
        }
        Class::Word if token.is(Classes::NUMBER) => number_word(token.text(text)),
        _ => None,
    }
}

fn number_word(word: &str) -> Option<u32> {
    const UNITS: [&str; 20] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
        "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ];
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let place = |words: &[&str]| words.iter().position(|known| known.eq_ignore_ascii_case(word));
    place(&UNITS).or_else(|| Some((place(&TENS)? + 2) * 10)).map(|value| value as u32)
}
