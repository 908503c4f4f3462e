//! Words that show the eleven indicators: the patterns of `data/{ko,ru,zh}/indicators.txt`.
//!
//! A line holds places with ` .. ` between; a place holds words with `|` between. Between two places stand at most [`GAP`] words (in
//! Chinese: [`WIDE_GAP`] characters) and no sign that closes a clause; ` <> ` allows either order, ` ,, ` lets a comma stand between,
//! ` ~~ ` allows either order anywhere in the same stretch of a sentence: for words that say enough together, however far apart.
//! A line begins with `strong`, `weak` or `firm`: a firm one is strong, and no negation round it turns it. Behind ` ! ` stand words that must not stand in the sentence, behind ` & ` words of which one must.
//! The set `negation` holds words that deny, the set `norm` words of what a law asks: a sentence with one of those shows nothing.

use super::letters::{Letters, is_hangul};
use super::lexicon::Forms;
use super::script::Tongue;
use crate::token::is_letter_or_digit;
use evidence::Indicator;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// The most words between two places.
const GAP: usize = 7;
/// The most characters between two places in Chinese.
const WIDE_GAP: usize = 14;

/// The most letters between two places, whatever the words.
const LONGEST_GAP: usize = 80;

type Word = u32;

/// A pattern, and what a word is to it.
type Bit = (u16, u8);

/// The bit of a word that a pattern needs somewhere in the sentence.
const NEEDED: u8 = 1 << 6;
/// The bit of a word that must not stand in the sentence.
const BARRED: u8 = 1 << 7;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Link {
    Next,
    PastComma,
    EitherOrder,
    Anywhere,
}

struct Pattern {
    indicator: Indicator,
    strong: bool,
    /// A negation that follows or precedes is part of what is told.
    firm: bool,
    places: Vec<(Link, Vec<Word>)>,
    not: Vec<Word>,
    need: Vec<Word>,
}

impl Pattern {
    /// The bits of a sentence that may show it.
    fn wanted(&self) -> u8 {
        let places = (1 << self.places.len()) - 1;
        if self.need.is_empty() { places } else { places | NEEDED }
    }
}

/// The patterns of a language, by the words their first places hold.
pub(crate) struct Signs {
    words: Forms<Word>,
    patterns: Vec<Pattern>,
    /// The [`Pattern::wanted`] of each pattern.
    wanted: Vec<u8>,
    /// The patterns that may begin with a word, by its number.
    by_word: Vec<Vec<u16>>,
    /// What a word is to the patterns, by its number: a pattern, and the bit of the place that holds the word.
    bits_of: Vec<Vec<Bit>>,
    negations: Vec<Word>,
    /// What a law or a rule asks: a sentence with one of these words shows nothing of what is.
    norms: Vec<Word>,
}

/// An indicator shown by the letters `letters` of a sentence.
#[derive(Debug, Clone)]
pub(crate) struct Hit {
    pub indicator: Indicator,
    pub letters: Range<usize>,
    pub strong: bool,
    /// Its words may stand far apart: what says the same in fewer is the better quote.
    wide: bool,
    /// A negation that is no part of the pattern governs it.
    pub negated: bool,
}

impl Hit {
    /// No other hit of its indicator could take its place.
    fn is_settled(&self) -> bool {
        self.strong && !self.wide && !self.negated
    }
}

pub(crate) fn signs(tongue: Tongue) -> &'static Signs {
    static KOREAN: LazyLock<Signs> = LazyLock::new(|| read(Tongue::Korean, include_str!("../../data/ko/indicators.txt")));
    static RUSSIAN: LazyLock<Signs> = LazyLock::new(|| read(Tongue::Russian, include_str!("../../data/ru/indicators.txt")));
    static CHINESE: LazyLock<Signs> = LazyLock::new(|| read(Tongue::Chinese, include_str!("../../data/zh/indicators.txt")));
    match tongue {
        Tongue::Korean => &KOREAN,
        Tongue::Russian => &RUSSIAN,
        Tongue::Chinese => &CHINESE,
    }
}

/// Words by number while a list is read.
#[derive(Default)]
struct Numbered {
    forms: Vec<&'static str>,
    known: HashMap<&'static str, Word>,
    sets: HashMap<&'static str, Vec<Word>>,
}

impl Numbered {
    fn words(&mut self, place: &'static str) -> Vec<Word> {
        let mut words = Vec::new();
        for form in place.split('|').map(str::trim).filter(|form| !form.is_empty()) {
            match form.strip_prefix('@') {
                Some(set) => words.extend(self.sets.get(set).unwrap_or_else(|| panic!("no set {set:?}"))),
                None => words.push(self.word(form)),
            }
        }
        words.sort_unstable();
        words.dedup();
        words
    }

    fn word(&mut self, form: &'static str) -> Word {
        let next = self.forms.len() as Word;
        let word = *self.known.entry(form).or_insert(next);
        if word == next {
            self.forms.push(form);
        }
        word
    }
}

fn read(tongue: Tongue, list: &'static str) -> Signs {
    let mut numbered = Numbered::default();
    let mut patterns = Vec::new();
    let mut indicator = None;
    for line in list.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            indicator = Some(name.parse().unwrap_or_else(|_| panic!("{name:?} is no indicator")));
        } else if let Some((name, words)) = line.strip_prefix("set ").and_then(|line| line.split_once(" = ")) {
            let words = numbered.words(words);
            numbered.sets.insert(name, words);
        } else {
            let indicator = indicator.unwrap_or_else(|| panic!("{line:?} stands under no indicator"));
            patterns.push(pattern(&mut numbered, indicator, line));
        }
    }
    let (by_word, bits_of) = indexes(&patterns, numbered.forms.len());
    let negations = numbered.sets.get("negation").cloned().unwrap_or_default();
    let norms = numbered.sets.get("norm").cloned().unwrap_or_default();
    let words = Forms::new(tongue, numbered.forms.iter().copied().zip(0..));
    let wanted = patterns.iter().map(Pattern::wanted).collect();
    Signs { words, patterns, wanted, by_word, bits_of, negations, norms }
}

/// Of each word the patterns that may begin with it, and what it is to any pattern.
fn indexes(patterns: &[Pattern], words: usize) -> (Vec<Vec<u16>>, Vec<Vec<Bit>>) {
    let (mut by_word, mut bits_of) = (vec![Vec::new(); words], vec![Vec::new(); words]);
    for (index, pattern) in (0..).zip(patterns) {
        let turned = matches!(pattern.places.get(1), Some((Link::EitherOrder | Link::Anywhere, _)));
        for (place, (_, words)) in pattern.places.iter().enumerate() {
            let opens = place == 0 || place == 1 && turned;
            for word in words {
                bits_of[*word as usize].push((index, 1 << place));
                if opens && by_word[*word as usize].last() != Some(&index) {
                    by_word[*word as usize].push(index);
                }
            }
        }
        pattern.need.iter().for_each(|word| bits_of[*word as usize].push((index, NEEDED)));
        pattern.not.iter().for_each(|word| bits_of[*word as usize].push((index, BARRED)));
    }
    (by_word, bits_of)
}

fn pattern(numbered: &mut Numbered, indicator: Indicator, line: &'static str) -> Pattern {
    let (strength, rest) = line.split_once(' ').unwrap_or_else(|| panic!("{line:?} has no strength"));
    let (rest, need) = rest.split_once(" & ").unwrap_or((rest, ""));
    let (rest, not) = rest.split_once(" ! ").unwrap_or((rest, ""));
    let mut places = Vec::new();
    let mut link = Link::Next;
    let mut rest = rest;
    loop {
        let cut = [(" .. ", Link::Next), (" ,, ", Link::PastComma), (" <> ", Link::EitherOrder), (" ~~ ", Link::Anywhere)]
            .into_iter()
            .filter_map(|(mark, next)| rest.find(mark).map(|at| (at, next)))
            .min_by_key(|(at, _)| *at);
        let place = cut.map_or(rest, |(at, _)| &rest[..at]);
        places.push((link, numbered.words(place)));
        match cut {
            Some((at, next)) => (rest, link) = (&rest[at + 4..], next),
            None => break,
        }
    }
    Pattern {
        indicator,
        strong: strength != "weak",
        firm: strength == "firm",
        places,
        not: numbered.words(not),
        need: numbered.words(need),
    }
}

#[derive(Debug, Clone)]
struct Seen {
    word: Word,
    at: Range<usize>,
}

impl Signs {
    /// The indicators that a sentence shows: one a kind, the firmest and shortest.
    pub(crate) fn hits(&self, letters: &Letters, tongue: Tongue) -> Vec<Hit> {
        let seen = self.seen(letters, tongue);
        if seen.is_empty() || seen.iter().any(|seen| is_among(seen.word, &self.norms)) {
            return Vec::new();
        }
        let possible = self.possible(&seen);
        let mut found: Vec<Hit> = Vec::new();
        for (first, word) in seen.iter().enumerate() {
            for &index in &self.by_word[word.word as usize] {
                let pattern = &self.patterns[usize::from(index)];
                let settled = |known: &Hit| known.indicator == pattern.indicator && known.is_settled();
                if !possible[usize::from(index)] || found.iter().any(settled) {
                    continue;
                }
                if let Some(hit) = self.hit(pattern, first, &seen, letters, tongue) {
                    keep(&mut found, hit);
                }
            }
        }
        found.sort_by_key(|hit| hit.letters.start);
        found
    }

    /// Of each pattern, whether every place has a word that was seen, and none that it bars.
    fn possible(&self, seen: &[Seen]) -> Vec<bool> {
        let mut bits = vec![0u8; self.patterns.len()];
        for (pattern, bit) in seen.iter().flat_map(|seen| &self.bits_of[seen.word as usize]) {
            bits[usize::from(*pattern)] |= bit;
        }
        bits.iter().zip(&self.wanted).map(|(bits, wanted)| bits == wanted).collect()
    }

    fn seen(&self, letters: &Letters, tongue: Tongue) -> Vec<Seen> {
        let mut seen = Vec::new();
        for at in 0..letters.len() {
            let begins = tongue != Tongue::Russian || at == 0 || !is_letter_or_digit(letters.at(at - 1));
            if begins && letters.at(at) != ' ' {
                let whole = |end: usize| tongue != Tongue::Korean || !is_tail(letters, at, end);
                let words = self.words.at(letters, at).filter(|(_, end)| whole(*end));
                seen.extend(words.map(|(word, end)| Seen { word, at: at..end }));
            }
        }
        seen
    }

    fn hit(&self, pattern: &Pattern, first: usize, seen: &[Seen], letters: &Letters, tongue: Tongue) -> Option<Hit> {
        let matched = matched(pattern, first, seen, letters, tongue)?;
        let start = matched.iter().map(|at| at.start).min()?;
        let end = matched.iter().map(|at| at.end).max()?;
        let negated = !pattern.firm && self.negated(seen, &matched, start..end, letters, tongue);
        let wide = pattern.places.iter().any(|(link, _)| *link == Link::Anywhere);
        Some(Hit { indicator: pattern.indicator, letters: start..end, strong: pattern.strong, wide, negated })
    }

    /// Whether a negation outside the matched words governs them: behind them in Korean, right before one of them otherwise.
    fn negated(&self, seen: &[Seen], matched: &[Range<usize>], whole: Range<usize>, letters: &Letters, tongue: Tongue) -> bool {
        seen.iter().filter(|seen| self.negations.contains(&seen.word)).any(|negation| {
            let inside = matched.iter().any(|at| at.start < negation.at.end && negation.at.start < at.end);
            let governs = match tongue {
                Tongue::Korean => {
                    let behind = negation.at.start >= whole.end
                        && steps(letters, whole.end..negation.at.start, tongue).is_some_and(|steps| steps <= 2);
                    behind || whole.contains(&negation.at.start)
                }
                Tongue::Russian | Tongue::Chinese => matched.iter().any(|at| {
                    negation.at.end <= at.start
                        && steps(letters, negation.at.end..at.start, tongue)
                            .is_some_and(|steps| steps <= 1 + usize::from(tongue == Tongue::Chinese))
                }),
            };
            governs && !inside
        })
    }
}

/// "물을" in "그물을", "약을" in "계약을": a noun of one syllable is a word only where a word begins.
fn is_tail(letters: &Letters, at: usize, end: usize) -> bool {
    let short = end == at + 1 || end == at + 2 && matches!(letters.at(at + 1), '을' | '이' | '은' | '도' | '에');
    short && matches!(letters.at(at), '물' | '밥' | '옷' | '약' | '방' | '밤' | '쥐') && at > 0 && is_hangul(letters.at(at - 1))
}

/// Of two hits of one indicator that touch, the firmer stays.
fn keep(found: &mut Vec<Hit>, hit: Hit) {
    match found.iter_mut().find(|known| known.indicator == hit.indicator) {
        Some(known) => {
            let firmer = hit.strong && !known.strong || hit.strong == known.strong && !hit.negated && known.negated;
            let shorter = hit.strong == known.strong && hit.negated == known.negated && !hit.wide && known.wide;
            if firmer || shorter {
                *known = hit;
            }
        }
        None => found.push(hit),
    }
}

fn matched(pattern: &Pattern, first: usize, seen: &[Seen], letters: &Letters, tongue: Tongue) -> Option<Vec<Range<usize>>> {
    let mut at = vec![seen[first].at.clone()];
    let opens = is_among(seen[first].word, &pattern.places[0].1);
    let mut rest: Vec<&(Link, Vec<Word>)> = pattern.places.iter().skip(1).collect();
    let link = if pattern.places.get(1).is_some_and(|(link, _)| *link == Link::Anywhere) { Link::Anywhere } else { Link::Next };
    let turned = (link, pattern.places[0].1.clone());
    if !opens {
        rest[0] = &turned;
    }
    for (link, words) in rest {
        let last = at.last()?.clone();
        // what is seen stands in the order of its letters, and nothing further than the widest gap belongs to the pattern
        let within = seen[first..].iter().take_while(|seen| seen.at.start <= last.end + LONGEST_GAP);
        let next = within
            .filter(|seen| seen.at.start >= last.end)
            .find(|seen| is_among(seen.word, words) && near(letters, last.end..seen.at.start, *link, tongue))?;
        at.push(next.at.clone());
    }
    Some(at)
}

/// Whether a word is one of a place's; the words of a place are in order.
fn is_among(word: Word, words: &[Word]) -> bool {
    words.binary_search(&word).is_ok()
}

fn near(letters: &Letters, between: Range<usize>, link: Link, tongue: Tongue) -> bool {
    let most = if tongue == Tongue::Chinese { WIDE_GAP } else { GAP };
    // "2,000달러", "6:30": a sign between two digits closes nothing
    let inside = |at: usize| at > 0 && letters.at(at - 1).is_ascii_digit() && letters.at(at + 1).is_ascii_digit();
    let comma = between.clone().any(|at| matches!(letters.at(at), ',' | ';' | ':' | '；' | '：' | '，') && !inside(at));
    let most = match link {
        Link::PastComma => most + 4,
        Link::Anywhere => 2 * most + 4,
        Link::Next | Link::EitherOrder => most,
    };
    (!comma || matches!(link, Link::PastComma | Link::Anywhere))
        && steps(letters, between, tongue).is_some_and(|steps| steps <= most)
}

/// Words between two places; characters in Chinese.
fn steps(letters: &Letters, between: Range<usize>, tongue: Tongue) -> Option<usize> {
    if between.len() > LONGEST_GAP {
        return None;
    }
    let gap = between.clone().filter(|at| letters.at(*at) == ' ').count();
    Some(if tongue == Tongue::Chinese { between.len() } else { gap.saturating_sub(1) })
}
