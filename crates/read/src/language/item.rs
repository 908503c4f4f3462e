//! A sentence as the grammars see it: listed words with their meaning, numbers, signs, and what is left.

use super::letters::{Letters, is_hangul};
use super::lexicon::{Entry, Forms};
use super::numeral::Numeral;
use super::tags::Tags;
use crate::token::is_letter_or_digit;
use std::ops::Range;

/// The part that the ending of a Korean noun gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Case {
    #[default]
    None,
    /// 은, 는
    Topic,
    /// 이, 가
    Subject,
    /// 을, 를
    Object,
    /// 의
    Of,
    /// 에서, 에
    At,
    /// 로, 에게, 한테
    To,
    /// 부터, 에게서
    From,
    /// 까지
    Until,
    /// 와, 과, 나
    And,
    /// 당
    Each,
}

/// A piece of a sentence.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    /// Its letters, without the ending that gives the case.
    pub at: Range<usize>,
    /// The letter after its ending.
    pub end: usize,
    pub tags: Tags,
    pub value: &'static str,
    pub number: Option<Numeral>,
    pub case: Case,
    /// White space stands before it.
    pub spaced: bool,
    /// Letters that are on no list.
    pub unknown: bool,
}

impl Item {
    pub(crate) fn is(&self, tags: Tags) -> bool {
        self.tags.meets(tags)
    }
}

/// What tells the items of one language from those of another.
pub(crate) struct Scanner {
    pub words: Forms<Entry>,
    /// The number that begins at a letter.
    pub number: fn(&Letters, usize) -> Option<(Numeral, usize)>,
    /// The ending that begins at a letter and ends its word.
    pub ending: fn(&Letters, usize) -> Option<(Case, usize)>,
    /// How many letters of an unlisted word belong together, from its first on.
    pub unlisted: fn(&Letters, usize) -> usize,
}

impl Scanner {
    /// The items of a sentence, in order.
    pub(crate) fn items(&self, letters: &Letters) -> Vec<Item> {
        let mut items: Vec<Item> = Vec::with_capacity(letters.len() / 2);
        let mut at = 0;
        let mut spaced = true;
        while at < letters.len() {
            if letters.at(at) == ' ' {
                spaced = true;
                at += 1;
                continue;
            }
            let after_number = items.last().is_some_and(|last| last.number.is_some() || !spaced && last.is(AFTER_NUMBER));
            let inside = !spaced && items.last().is_some_and(|last| last.unknown);
            let item = self.item(letters, at, spaced, inside, after_number);
            at = item.end.max(at + 1);
            spaced = false;
            match items.last_mut() {
                Some(last) if item.unknown && last.unknown && !item.spaced && last.case == Case::None => {
                    last.at.end = item.at.end;
                    last.end = item.end;
                    last.case = item.case;
                }
                _ => items.push(item),
            }
        }
        items
    }

    fn item(&self, letters: &Letters, at: usize, spaced: bool, inside: bool, after_number: bool) -> Item {
        let stands = |end: usize| !is_hangul(letters.at(at)) || self.stands(letters, at, end, inside, after_number);
        // "농장주" is no week
        let part = |entry: &Entry, end: usize| {
            let inside = at > 0 && is_hangul(letters.at(at - 1));
            end == at + 1 && is_hangul(letters.at(at)) && inside && !after_number && entry.tags.meets(Tags::PER.or(Tags::TIME))
        };
        // "分拣员工资": the pay of sorters, no employees
        let pay = |end: usize| letters.at(end - 1) == '工' && matches!(letters.at(end), '资' | '钱') && end > at + 1;
        let listed = self.listed(letters, at).filter(|(entry, end)| stands(*end) && !part(entry, *end) && !pay(*end));
        let number = (self.number)(letters, at);
        let (end, tags, value, number) = match (listed, number) {
            (Some((entry, end)), number) if number.as_ref().is_none_or(|(_, number_end)| *number_end < end) => {
                (end, entry.tags, entry.value, None)
            }
            (_, Some((number, end))) => (end, Tags::NONE, "", Some(number)),
            _ => (at + (self.unlisted)(letters, at).max(1), Tags::NONE, "", None),
        };
        let unknown = tags == Tags::NONE && number.is_none();
        let (tags, unknown) = if unknown && end == at + 1 { sign(letters.at(at), tags, unknown) } else { (tags, unknown) };
        let tags = if is_hangul(letters.at(at)) && !unknown && turns(letters, end) { tags.or(Tags::BUT) } else { tags };
        let (case, with_ending) = (self.ending)(letters, end).unwrap_or((Case::None, end));
        Item { at: at..end, end: with_ending, tags, value, number, case, spaced, unknown }
    }

    /// The longest listed form at a letter; of several that end alike, all that they mean.
    fn listed(&self, letters: &Letters, at: usize) -> Option<(Entry, usize)> {
        self.words.at(letters, at).fold(None, |best: Option<(Entry, usize)>, (entry, end)| match best {
            Some((_, longest)) if longest > end => best,
            Some((known, longest)) if longest == end => {
                let value = if known.value.is_empty() { entry.value } else { known.value };
                Some((Entry { tags: known.tags.or(entry.tags), value }, end))
            }
            _ => Some((entry, end)),
        })
    }

    /// Whether a listed Korean form is a word there: one syllable is one only by itself, with an ending, or right after a number.
    fn stands(&self, letters: &Letters, at: usize, end: usize, inside: bool, after_number: bool) -> bool {
        if after_number || end > at + 2 {
            return true;
        }
        let ends = !is_hangul(letters.at(end)) || (self.ending)(letters, end).is_some();
        end > at + 1 || !inside && ends
    }
}

/// Whether the Korean word whose listed part ends at `end` goes on, or ends, in "but": 지만, 는데, 으나.
fn turns(letters: &Letters, end: usize) -> bool {
    let close = (end..end + 6).find(|&at| !is_hangul(letters.at(at))).unwrap_or(end);
    ["지만", "는데", "으나"].iter().any(|word| close >= 2 && letters.says(close - 2, word))
}

/// What may stand between a number and its counter.
const AFTER_NUMBER: Tags = Tags::NEAR_AFTER.or(Tags::COUNTER).or(Tags::CURRENCY).or(Tags::PERCENT).or(Tags::TIME);

fn sign(letter: char, tags: Tags, unknown: bool) -> (Tags, bool) {
    match letter {
        ',' | ';' | ':' | '，' | '。' | '(' | ')' | '；' | '：' => (Tags::BREAK, false),
        '~' | '-' | '–' => (Tags::THROUGH, false),
        '%' | '‰' => (Tags::PERCENT, false),
        _ if is_letter_or_digit(letter) => (tags, unknown),
        _ => (tags, false),
    }
}
