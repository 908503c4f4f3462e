//! The letters of a sentence as the grammars compare them: one spelling for what is written in several ways, each with its place.

use super::script::Tongue;
use std::ops::Range;

/// Folded letters and the bytes each of them stands for in the text layer.
#[derive(Debug, Default)]
pub(crate) struct Letters {
    chars: Vec<char>,
    places: Vec<(u32, u32)>,
}

impl Letters {
    /// The letters of `text[range]` without its `markup`.
    pub(crate) fn of(text: &str, range: Range<usize>, markup: &[Range<usize>], tongue: Tongue) -> Self {
        let mut letters = Letters::default();
        let mut from = range.start;
        for skip in markup.iter().filter(|skip| skip.end > range.start && skip.start < range.end) {
            letters.take_in(text, from..skip.start.clamp(from, range.end), tongue);
            from = skip.end.clamp(from, range.end);
        }
        letters.take_in(text, from..range.end, tongue);
        letters
    }

    fn take_in(&mut self, text: &str, range: Range<usize>, tongue: Tongue) {
        for (offset, letter) in text[range.clone()].char_indices() {
            let start = range.start + offset;
            let end = start + letter.len_utf8();
            if is_unseen(letter) {
                continue;
            }
            let folded = folded(letter, tongue);
            if folded == ' ' && self.chars.last().is_none_or(|last| *last == ' ') {
                continue;
            }
            if tongue == Tongue::Korean && self.joins(folded, end) {
                continue;
            }
            if tongue == Tongue::Chinese && self.closes_a_gap(folded) {
                self.chars.pop();
                self.places.pop();
            }
            self.chars.push(folded);
            self.places.push((start as u32, end as u32));
        }
    }

    /// A Hangul vowel or final that is written as a letter of its own joins the syllable before it.
    fn joins(&mut self, letter: char, end: usize) -> bool {
        let (Some(last), Some(place)) = (self.chars.last_mut(), self.places.last_mut()) else { return false };
        let Some(syllable) = joined(*last, letter) else { return false };
        *last = syllable;
        place.1 = end as u32;
        true
    }

    /// White space beside a Chinese character says nothing.
    fn closes_a_gap(&self, next: char) -> bool {
        let [.., before, ' '] = self.chars[..] else { return false };
        is_han(before) || is_han(next) || is_wide_sign(before) || is_wide_sign(next)
    }

    pub(crate) fn len(&self) -> usize {
        self.chars.len()
    }

    /// The letter at `at`; a space beyond the end.
    pub(crate) fn at(&self, at: usize) -> char {
        self.chars.get(at).copied().unwrap_or(' ')
    }

    /// The letters from `at` on.
    pub(crate) fn from(&self, at: usize) -> &[char] {
        self.chars.get(at..).unwrap_or(&[])
    }

    /// Whether the letters at `at` are those of `word`.
    pub(crate) fn says(&self, at: usize, word: &str) -> bool {
        let mut here = self.from(at).iter();
        word.chars().all(|letter| here.next() == Some(&letter))
    }

    /// Bytes of the layer that the letters `range` stand for; `None` if there are none.
    pub(crate) fn bytes(&self, range: Range<usize>) -> Option<Range<usize>> {
        let first = self.places.get(range.start)?;
        let last = self.places.get(range.end.checked_sub(1)?)?;
        (first.0 < last.1).then_some(first.0 as usize..last.1 as usize)
    }
}

/// Marks that take no room: soft hyphens, joiners, variation selectors, accents on a letter.
fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\u{301}')
}

pub(crate) fn is_han(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '〇')
}

pub(crate) fn is_hangul(letter: char) -> bool {
    matches!(letter, '\u{ac00}'..='\u{d7a3}')
}

fn is_wide_sign(letter: char) -> bool {
    matches!(letter, '\u{3001}'..='\u{303f}')
}

fn folded(letter: char, tongue: Tongue) -> char {
    if letter.is_ascii() {
        return if letter.is_ascii_whitespace() { ' ' } else { letter.to_ascii_lowercase() };
    }
    match letter {
        'ё' | 'Ё' => 'е',
        'А'..='Я' => char::from_u32(letter as u32 + 32).unwrap_or(letter),
        '\u{ff01}'..='\u{ff5e}' => {
            let narrow = char::from_u32(letter as u32 - 0xfee0).unwrap_or(letter);
            narrow.to_ascii_lowercase()
        }
        '∼' | '〜' => '~',
        '–' | '—' | '−' | '‐' | '‑' | '―' => '–',
        '“' | '”' | '„' | '«' | '»' | '「' | '」' | '『' | '』' | '《' | '》' => '"',
        '‘' | '’' => '\'',
        _ if letter.is_whitespace() => ' ',
        _ if is_han(letter) => match tongue {
            Tongue::Korean => super::korean::hanja::reading(letter),
            Tongue::Russian | Tongue::Chinese => super::chinese::script::simplified(letter),
        },
        _ => letter,
    }
}

/// The syllable of a leading consonant and a vowel, or of an open syllable and a final consonant, all in conjoining letters.
fn joined(last: char, letter: char) -> Option<char> {
    let (last, next) = (last as u32, letter as u32);
    match (last, next) {
        (0x1100..=0x1112, 0x1161..=0x1175) => char::from_u32(0xac00 + ((last - 0x1100) * 21 + next - 0x1161) * 28),
        (0xac00..=0xd7a3, 0x11a8..=0x11c2) if (last - 0xac00) % 28 == 0 => char::from_u32(last + next - 0x11a7),
        _ => None,
    }
}

/// Words by their first letter; those of one letter in the order of their list.
pub(crate) struct ByFirst<T> {
    firsts: Vec<(char, Vec<Spelled<T>>)>,
}

/// The letters of a word and what it means.
type Spelled<T> = (Box<[char]>, T);

impl<T: Copy> ByFirst<T> {
    /// The words of a list, none of them empty.
    pub(crate) fn of(list: &[(&str, T)]) -> Self {
        let mut firsts: Vec<(char, Vec<Spelled<T>>)> = Vec::new();
        for (word, means) in list {
            let letters: Box<[char]> = word.chars().collect();
            let Some(first) = letters.first().copied() else { continue };
            let at = firsts.binary_search_by_key(&first, |(first, _)| *first).unwrap_or_else(|at| {
                firsts.insert(at, (first, Vec::new()));
                at
            });
            firsts[at].1.push((letters, *means));
        }
        ByFirst { firsts }
    }

    /// The words that stand at letter `at`, with the letter after each.
    pub(crate) fn at<'w>(&'w self, letters: &'w Letters, at: usize) -> impl Iterator<Item = (T, usize)> + 'w {
        let place = self.firsts.binary_search_by_key(&letters.at(at), |(first, _)| *first);
        let words = place.map_or(&[][..], |place| &self.firsts[place].1);
        let here = letters.from(at);
        words.iter().filter(|(word, _)| here.starts_with(word)).map(move |(word, means)| (*means, at + word.len()))
    }
}

/// What Chinese characters are read as: a table of the common ones, and the list for the others.
pub(crate) struct Readings {
    pairs: Vec<(char, char)>,
    common: Vec<char>,
}

impl Readings {
    const COMMON: std::ops::RangeInclusive<char> = '\u{4e00}'..='\u{9fff}';

    /// The readings of a list of [`pairs`].
    pub(crate) fn of(list: &str) -> Self {
        let mut readings = Readings { pairs: pairs(list), common: Vec::new() };
        readings.common = Self::COMMON.map(|letter| readings.listed(letter)).collect();
        readings
    }

    /// What `letter` is read as: itself, if it is not on the list.
    pub(crate) fn reading(&self, letter: char) -> char {
        let place = (letter as usize).wrapping_sub(*Self::COMMON.start() as usize);
        self.common.get(place).copied().unwrap_or_else(|| self.listed(letter))
    }

    fn listed(&self, letter: char) -> char {
        self.pairs.binary_search_by_key(&letter, |(written, _)| *written).map_or(letter, |at| self.pairs[at].1)
    }
}

/// The pairs of a list such as `勞劳 動动`, sorted by their first letter.
pub(crate) fn pairs(list: &str) -> Vec<(char, char)> {
    let mut pairs: Vec<(char, char)> = list
        .split_whitespace()
        .filter_map(|pair| {
            let mut letters = pair.chars();
            Some((letters.next()?, letters.next()?))
        })
        .collect();
    pairs.sort_unstable();
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelt(text: &str, tongue: Tongue) -> String {
        Letters::of(text, 0..text.len(), &[], tongue).chars.into_iter().collect()
    }

    #[test]
    fn one_spelling_stands_for_all() {
        assert_eq!(spelt("Ещё ПЛАТЁЖ", Tongue::Russian), "еще платеж");
        assert_eq!(spelt("每月 ３００ 美元", Tongue::Chinese), "每月300美元");
        assert_eq!(spelt("勞工 護照", Tongue::Chinese), "劳工护照");
        assert_eq!(spelt("北韓 勞動者", Tongue::Korean), "북한 노동자");
        assert_eq!(spelt("\u{1102}\u{1169}\u{1103}\u{1169}\u{11bc}", Tongue::Korean), "노동");
    }

    #[test]
    fn every_letter_knows_its_bytes() {
        let text = "월 ３００달러";
        let letters = Letters::of(text, 0..text.len(), &[], Tongue::Korean);
        let bytes = letters.bytes(2..5).unwrap();
        assert_eq!(&text[bytes], "３００");
    }
}
