//! Lists of words with what they mean to the grammars, and the longest of them at a place.
//!
//! A line holds tags, a tab, and forms with commas between: `currency=USD<TAB>달러, 딸라`. In a form, a space is a space that may be
//! missing (Korean), or must be there (Russian); `*` at the end of a Russian word stands for any ending.

use super::letters::Letters;
use super::script::Tongue;
use super::tags::Tags;
use crate::token::is_letter;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// The longest ending that `*` stands for.
const LONGEST_ENDING: usize = 8;

/// What a listed form means.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    pub tags: Tags,
    /// A code, a number or a unit, where the tag has one.
    pub value: &'static str,
}

struct Form<T> {
    letters: Box<[char]>,
    /// The letters from the third on that are certain to stand there, [`UNCERTAIN`] for the others: most forms are refused by them.
    ahead: [char; AHEAD],
    means: T,
}

/// How many letters behind the first two are compared before the form itself is looked at.
const AHEAD: usize = 6;

/// Stands for a letter that a form leaves open.
const UNCERTAIN: char = '\0';

/// The [`Form::ahead`] of a form.
fn ahead(letters: &[char], tongue: Tongue) -> [char; AHEAD] {
    let mut ahead = [UNCERTAIN; AHEAD];
    // a space of a Russian form stands for one letter, one of the others for none or one
    let certain = letters.iter().take_while(|letter| !matches!(letter, '*') && (tongue == Tongue::Russian || **letter != ' '));
    for (place, letter) in ahead.iter_mut().zip(certain.skip(2)).filter(|(_, letter)| **letter != ' ') {
        *place = *letter;
    }
    ahead
}

/// The first letters of a form, as many as are certain: a space stands for those that are not.
type Head = (char, char, char);

/// Forms by their first three letters, longest first.
pub(crate) struct Forms<T> {
    tongue: Tongue,
    by_head: HashMap<Head, Vec<Form<T>>, BuildHasherDefault<LetterHasher>>,
}

impl<T: Copy> Forms<T> {
    pub(crate) fn new(tongue: Tongue, forms: impl Iterator<Item = (&'static str, T)>) -> Self {
        let mut by_head: HashMap<Head, Vec<Form<T>>, BuildHasherDefault<LetterHasher>> = HashMap::default();
        for (form, means) in forms {
            let letters: Box<[char]> = form.chars().collect();
            let Some(first) = letters.first() else { continue };
            let certain = |at: usize| letters.get(at).filter(|letter| !matches!(letter, '*' | ' ')).copied().unwrap_or(' ');
            let second = certain(1);
            let third = if second == ' ' { ' ' } else { certain(2) };
            let ahead = ahead(&letters, tongue);
            by_head.entry((*first, second, third)).or_default().push(Form { letters, ahead, means });
        }
        for forms in by_head.values_mut() {
            forms.sort_by(|a, b| b.letters.len().cmp(&a.letters.len()).then_with(|| a.letters.cmp(&b.letters)));
        }
        Forms { tongue, by_head }
    }

    /// The forms that begin at letter `at`, with the letter after each.
    pub(crate) fn at<'f>(&'f self, letters: &'f Letters, at: usize) -> impl Iterator<Item = (T, usize)> + 'f {
        let (head, next, third) = (letters.at(at), letters.at(at + 1), letters.at(at + 2));
        let triples = if next == ' ' || third == ' ' { None } else { self.by_head.get(&(head, next, third)) };
        let pairs = if next == ' ' { None } else { self.by_head.get(&(head, next, ' ')) };
        let alone = self.by_head.get(&(head, ' ', ' '));
        let forms = triples.into_iter().chain(pairs).chain(alone).flatten();
        let stands = move |(behind, wanted): (usize, &char)| *wanted == UNCERTAIN || letters.at(at + 2 + behind) == *wanted;
        let forms = forms.filter(move |form| form.ahead.iter().enumerate().all(stands));
        forms.filter_map(move |form| self.end(letters, at, &form.letters).map(|end| (form.means, end)))
    }

    /// The longest form that begins at letter `at`, and the letter after it.
    pub(crate) fn longest(&self, letters: &Letters, at: usize) -> Option<(T, usize)> {
        self.at(letters, at).fold(None, |best: Option<(T, usize)>, found| match best {
            Some(best) if best.1 >= found.1 => Some(best),
            _ => Some(found),
        })
    }

    fn end(&self, letters: &Letters, at: usize, form: &[char]) -> Option<usize> {
        let mut here = at;
        for letter in form {
            match letter {
                '*' => here = ending(letters, here)?,
                ' ' if self.tongue == Tongue::Russian => {
                    here = Some(here + 1).filter(|_| matches!(letters.at(here), ' ' | '-' | '–'))?;
                }
                ' ' => here += usize::from(letters.at(here) == ' '),
                _ if letters.at(here) == *letter => here += 1,
                _ => return None,
            }
        }
        let inside =
            self.tongue == Tongue::Russian && is_letter(letters.at(here)) && form.last().is_some_and(|last| is_letter(*last));
        (!inside && here <= letters.len()).then_some(here)
    }
}

/// Mixes letters by multiplication: the keys are our own lists, nobody can choose them to collide.
#[derive(Default)]
struct LetterHasher(u64);

impl Hasher for LetterHasher {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u32(u32::from(*byte)));
    }

    fn write_u32(&mut self, letter: u32) {
        self.0 = (self.0.rotate_left(5) ^ u64::from(letter)).wrapping_mul(0x517c_c1b7_2722_0a95);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// The letter after a word that has up to [`LONGEST_ENDING`] letters more.
fn ending(letters: &Letters, at: usize) -> Option<usize> {
    let longest = at + LONGEST_ENDING;
    let end = (at..).find(|&here| !is_letter(letters.at(here)))?;
    (end <= longest).then_some(end)
}

/// The forms of several lists; one that stands on several lines means all that they say.
pub(crate) fn forms(tongue: Tongue, lists: &[&'static str]) -> Forms<Entry> {
    let mut merged: HashMap<&'static str, Entry> = HashMap::new();
    for (form, entry) in lists.iter().flat_map(|list| entries(list)) {
        merged
            .entry(form)
            .and_modify(|known| {
                known.tags = known.tags.or(entry.tags);
                let place = entry.tags.meets(Tags::PLACE) && !entry.value.is_empty();
                known.value = if known.value.is_empty() || place { entry.value } else { known.value };
            })
            .or_insert(entry);
    }
    Forms::new(tongue, merged.into_iter())
}

/// The entries of a list: one for each form.
fn entries(list: &'static str) -> impl Iterator<Item = (&'static str, Entry)> {
    list.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).flat_map(|line| {
        let (tags, forms) = line.split_once('\t').unwrap_or_else(|| panic!("{line:?} has no tab"));
        let mut entry = Entry { tags: Tags::NONE, value: "" };
        for tag in tags.split(' ') {
            let (name, value) = tag.split_once('=').unwrap_or((tag, ""));
            entry.tags = entry.tags.or(Tags::called(name).unwrap_or_else(|| panic!("{name:?} is no tag")));
            entry.value = if value.is_empty() { entry.value } else { value };
        }
        forms.split(',').map(str::trim).filter(|form| !form.is_empty()).map(move |form| (form, entry))
    })
}
