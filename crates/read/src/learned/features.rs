//! What is told of a figure: the words near it, by their places.

use super::meanings::Aspect;
use crate::figure::{Figure, MeasuredBy};
use crate::key::{Key, Keys, any};
use crate::kinds::Context;
use crate::lexicon::{Classes, LIST_NAMES};
use crate::people;
use crate::token::{Class, Token};
use crate::words::Words;
use evidence::Kind;
use rust_decimal::prelude::ToPrimitive;

/// A figure and what stands around it.
pub(crate) struct Around<'a> {
    pub words: &'a Words<'a>,
    pub figure: &'a Figure,
    pub context: &'a Context,
    /// The sentence before, in the same paragraph.
    pub previous: &'a [Token],
    /// What the figure before it in the sentence means by the rules.
    pub before: Option<Kind>,
}

/// The part of a feature that is told in full.
pub(crate) const WHOLE: i64 = 16;

/// Where a word stands, seen from the figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Template {
    Always,
    Per,
    Bounds,
    Size,
    Currency,
    Topic,
    BeforeIt,
    Context,
    Head,
    HeadList,
    Before0,
    Before1,
    Before2,
    Before3,
    After0,
    After1,
    After2,
    After3,
    BeforeList0,
    BeforeList1,
    BeforeList2,
    BeforeList3,
    AfterList0,
    AfterList1,
    AfterList2,
    AfterList3,
    BeforePair0,
    BeforePair1,
    BeforePair2,
    AfterPair0,
    AfterPair1,
    AfterPair2,
    Earlier,
    Later,
    EarlierList,
    LaterList,
    PreviousList,
    Around,
    Verb,
    Subject,
    Aim,
    AimList,
}

impl Template {
    pub(crate) const ALL: [(Template, &str); 42] = {
        use Template::*;
        [
            (Always, "always"),
            (Per, "per"),
            (Bounds, "bounds"),
            (Size, "digits"),
            (Currency, "currency"),
            (Topic, "topic"),
            (BeforeIt, "figure_before"),
            (Context, "context"),
            (Head, "head"),
            (HeadList, "head_list"),
            (Before0, "before1"),
            (Before1, "before2"),
            (Before2, "before3"),
            (Before3, "before4"),
            (After0, "after1"),
            (After1, "after2"),
            (After2, "after3"),
            (After3, "after4"),
            (BeforeList0, "before1_list"),
            (BeforeList1, "before2_list"),
            (BeforeList2, "before3_list"),
            (BeforeList3, "before4_list"),
            (AfterList0, "after1_list"),
            (AfterList1, "after2_list"),
            (AfterList2, "after3_list"),
            (AfterList3, "after4_list"),
            (BeforePair0, "before1_pair"),
            (BeforePair1, "before2_pair"),
            (BeforePair2, "before3_pair"),
            (AfterPair0, "after1_pair"),
            (AfterPair1, "after2_pair"),
            (AfterPair2, "after3_pair"),
            (Earlier, "earlier"),
            (Later, "later"),
            (EarlierList, "earlier_list"),
            (LaterList, "later_list"),
            (PreviousList, "sentence_before_list"),
            (Around, "around_pair"),
            (Verb, "verb"),
            (Subject, "subject_pair"),
            (Aim, "aim_pair"),
            (AimList, "aim_list"),
        ]
    };

    pub(crate) fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == name).map(|(template, _)| *template)
    }
}

/// The first letters of a word's stem, in lower case; `#` for a number, `^` beyond the ends of the sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stem {
    letters: [u8; Stem::LONGEST],
    len: u8,
}

impl Stem {
    const LONGEST: usize = 22;
    pub(crate) const NUMBER: Stem = Stem::sign(b'#');
    pub(crate) const BEYOND: Stem = Stem::sign(b'^');

    const fn sign(letter: u8) -> Stem {
        let mut letters = [0; Stem::LONGEST];
        letters[0] = letter;
        Stem { letters, len: 1 }
    }

    /// The stem of an English word: without the endings of number, person and tense, so far as letters alone tell.
    pub(crate) fn of(word: &str) -> Stem {
        let mut stem = Stem { letters: [0; Stem::LONGEST], len: 0 };
        for (at, byte) in word.bytes().take(Stem::LONGEST).enumerate() {
            stem.letters[at] = byte.to_ascii_lowercase();
            stem.len = at as u8 + 1;
        }
        // a letter of several bytes is not cut
        while std::str::from_utf8(&stem.letters[..usize::from(stem.len)]).is_err() {
            stem.len -= 1;
        }
        if stem.len > 4 {
            stem.cut();
        }
        stem
    }

    fn cut(&mut self) {
        for ending in ["ing", "ed", "es", "s", "d"] {
            let stays = usize::from(self.len) - ending.len().min(usize::from(self.len));
            if stays > 2 && self.letters[stays..usize::from(self.len)] == *ending.as_bytes() {
                self.len = stays as u8;
                break;
            }
        }
        if self.last() == Some(b'e') {
            self.len -= 1;
        }
        if self.len > 3 && self.letters[usize::from(self.len) - 1] == self.letters[usize::from(self.len) - 2] {
            self.len -= 1;
        }
    }

    fn last(&self) -> Option<u8> {
        usize::from(self.len).checked_sub(1).map(|at| self.letters[at])
    }

    /// A word as it is, not cut.
    pub(super) const fn whole(text: &str) -> Stem {
        let bytes = text.as_bytes();
        let mut stem = Stem { letters: [0; Stem::LONGEST], len: 0 };
        while (stem.len as usize) < Stem::LONGEST && (stem.len as usize) < bytes.len() {
            stem.letters[stem.len as usize] = bytes[stem.len as usize];
            stem.len += 1;
        }
        stem
    }

    fn key(&self) -> u64 {
        Key::of(self.text()).number()
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.letters[..usize::from(self.len)]).unwrap_or("")
    }
}

/// What stands at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    Word(Stem),
    Pair(Stem, Stem),
    /// Words on the list with this number.
    List(u8),
}

/// One thing told of a figure, and the part of it that counts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Told {
    pub template: Template,
    pub what: What,
    part: u8,
}

impl Told {
    pub(crate) fn part(&self) -> i64 {
        i64::from(self.part)
    }

    /// The number under which its weights are found.
    pub(crate) fn key(&self, aspect: Aspect) -> u64 {
        let (first, second) = match &self.what {
            What::Word(word) => (word.key(), 0),
            What::Pair(one, other) => (one.key(), other.key()),
            What::List(list) => (u64::from(*list), 0),
        };
        mixed(mixed(mixed((aspect as u64) << 8 | self.template as u64, first), second), 0)
    }

    /// Its name in the file of weights: `before1=paid`.
    pub(crate) fn name(&self) -> String {
        let what = match &self.what {
            What::Word(word) => word.text().to_owned(),
            What::Pair(one, other) => format!("{} {}", one.text(), other.text()),
            What::List(list) => LIST_NAMES[usize::from(*list)].to_owned(),
        };
        format!("{}={what}", self.template.name())
    }

    /// What is called `name` in the file of weights.
    fn named(name: &str) -> Option<Self> {
        let (template, what) = name.split_once('=')?;
        let listed = template.ends_with("_list");
        let paired = template.ends_with("_pair");
        let what = match what.split_once(' ') {
            _ if listed => What::List(LIST_NAMES.iter().position(|known| *known == what)?.try_into().ok()?),
            Some((one, other)) if paired => What::Pair(Stem::whole(one), Stem::whole(other)),
            _ => What::Word(Stem::whole(what)),
        };
        Some(Told { template: Template::named(template)?, what, part: 0 })
    }
}

/// The number of the feature called `name` for `aspect`; `None` if the name is none.
pub(crate) fn key_of(aspect: Aspect, name: &str) -> Option<u64> {
    Told::named(name).map(|told| told.key(aspect))
}

/// The number of a word at a place.
pub(super) fn key_of_word(place: u64, word: &Stem) -> u64 {
    key_of_words(place, word, &Stem::whole(""))
}

/// The number of two words at a place.
pub(super) fn key_of_words(place: u64, one: &Stem, other: &Stem) -> u64 {
    mixed(mixed(mixed(place, one.key()), other.key()), 0)
}

const fn mixed(hash: u64, part: u64) -> u64 {
    (hash.rotate_left(5) ^ part).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(31)
}

/// How far words are looked at on each side.
const NEAR: usize = 24;
/// The distance in words at which half of a word counts.
const HALF: usize = 6;

/// Tells all that is known of a figure.
pub(crate) fn tell(around: &Around, hear: &mut impl FnMut(Told)) {
    of_itself(around, hear);
    let words = around.words;
    let start = around.figure.words.start.min(words.len());
    let before = (0..start).rev().take(NEAR);
    let after = (around.figure.words.end..words.len()).take(NEAR);
    let side = |at: usize| (stem(words, at), lists(words.tokens.get(at)));
    beside(before.map(side), &BEFORE, hear);
    beside(after.map(side), &AFTER, hear);
    of_its_sides(around, hear);
    of_the_sentence_before(around, hear);
}

/// The verb before a figure with its subject, the words right beside it, and to or for what it goes.
fn of_its_sides(around: &Around, hear: &mut impl FnMut(Told)) {
    let Around { words, figure, .. } = around;
    let (start, end) = (figure.words.start, figure.words.end);
    let mut whole = |template, what| hear(Told { template, what, part: WHOLE as u8 });
    let at_or = |at: Option<usize>| at.filter(|at| *at < words.len()).map_or(Stem::BEYOND, |at| stem(words, at));
    whole(Template::Around, What::Pair(at_or(start.checked_sub(1)), at_or(Some(end))));
    let verb = (start.saturating_sub(12)..start).rev().find(|&at| is_verb(words, at));
    if let Some(verb) = verb {
        whole(Template::Verb, What::Word(stem(words, verb)));
        let subject = (verb.saturating_sub(4)..verb).rev().find(|&at| words.is_word(at) && !is_helper(words, at));
        if let Some(subject) = subject {
            whole(Template::Subject, What::Pair(stem(words, subject), stem(words, verb)));
        }
    }
    let preposition = (end..words.len().min(end + 7)).find(|&at| is_preposition(words, at));
    if let Some(at) = preposition {
        let aim = (at + 1..words.len().min(at + 5))
            .find(|&aim| words.is_word(aim) && !words.is(aim, Classes::STOP) || words.is_number(aim));
        if let Some(aim) = aim {
            whole(Template::Aim, What::Pair(stem(words, at), stem(words, aim)));
            let mut lists = lists(words.tokens.get(aim));
            while lists != 0 {
                whole(Template::AimList, What::List(lists.trailing_zeros() as u8));
                lists &= lists - 1;
            }
        }
    }
}

fn is_verb(words: &Words, at: usize) -> bool {
    let verbs = Classes::EARN
        .or(Classes::TAKE)
        .or(Classes::KEEP)
        .or(Classes::REMIT)
        .or(Classes::REVENUE)
        .or(Classes::DISPATCH)
        .or(Classes::MOVE)
        .or(Classes::DEATH)
        .or(Classes::PROMISE)
        .or(Classes::REPORT);
    let word = words.word(at);
    words.is_word(at) && (words.is(at, verbs) || word.len() > 4 && (word.ends_with("ed") || word.ends_with("ing")))
        || words.is_any(at, VERBS)
}

const VERBS: Keys = any![
    "gave", "give", "gives", "had", "has", "have", "was", "were", "is", "are", "came", "come", "cost", "costs", "owe", "owed",
    "lost", "lent", "bought", "sold", "saw", "found", "held", "ran", "spent", "put", "set"
];

fn is_helper(words: &Words, at: usize) -> bool {
    words.is_any(
        at,
        any![
            "was", "were", "is", "are", "had", "has", "have", "been", "be", "would", "will", "not", "only", "also", "to", "then",
            "never", "just"
        ],
    )
}

fn is_preposition(words: &Words, at: usize) -> bool {
    words.is_any(at, any!["to", "for", "from", "of", "in", "on", "by", "as", "with", "into", "at", "per", "after", "before"])
}

fn stem(words: &Words, at: usize) -> Stem {
    if words.class(at) == Some(Class::Number) { Stem::NUMBER } else { Stem::of(words.word(at)) }
}

fn lists(token: Option<&Token>) -> u64 {
    token.map_or(0, |token| token.words.bits() & TELLING)
}

/// The lists that tell something of a figure near them.
const TELLING: u64 = !Classes::NAME
    .or(Classes::STOP)
    .or(Classes::ABBREVIATION)
    .or(Classes::HEAD)
    .or(Classes::VOICE)
    .or(Classes::INSTRUMENT)
    .or(Classes::ORDINAL)
    .or(Classes::MAGNITUDE)
    .or(Classes::CURRENCY)
    .bits();

fn of_itself(around: &Around, hear: &mut impl FnMut(Told)) {
    let Around { words, figure, context, before, .. } = around;
    let mut whole = |template, what| hear(Told { template, what, part: WHOLE as u8 });
    whole(Template::Always, name("always"));
    whole(Template::Per, name(figure.per.map_or("none", |per| per_name(per.unit()))));
    let (low, high) = (figure.bounds.low(), figure.bounds.high());
    let shape = match (low, high) {
        (Some(low), Some(high)) if low == high && figure.approximate => "about",
        (Some(low), Some(high)) if low == high => "exactly",
        (Some(_), Some(_)) => "range",
        (Some(_), None) => "least",
        _ => "most",
    };
    whole(Template::Bounds, name(shape));
    let size = high.or(low).and_then(|size| size.to_u64()).unwrap_or(0);
    whole(Template::Size, name(DIGITS[size.max(1).ilog10() as usize]));
    let money = match figure.measured_by {
        MeasuredBy::Itself => "named",
        MeasuredBy::Sentence => "sentence",
        MeasuredBy::Before => "earlier",
    };
    whole(Template::Currency, name(money));
    whole(Template::Topic, name(context.topic.map_or("none", |topic| topic.kind.plain_name())));
    whole(Template::BeforeIt, name(before.map_or("none", Kind::plain_name)));
    let flags = [
        (context.of_labour, "of_labour"),
        (context.of_workers, "of_workers"),
        (context.of_pay, "of_pay"),
        (context.of_people, "of_people"),
        (context.of_takings, "of_takings"),
        (context.of_revenue, "of_revenue"),
        (context.pay_period.is_some(), "pay_period"),
    ];
    for (_, flag) in flags.iter().filter(|(set, _)| *set) {
        whole(Template::Context, name(flag));
    }
    if let Some(head) = people::counted_head(words, figure.words.end) {
        whole(Template::Head, What::Word(stem(words, head)));
        let mut lists = lists(words.tokens.get(head));
        while lists != 0 {
            whole(Template::HeadList, What::List(lists.trailing_zeros() as u8));
            lists &= lists - 1;
        }
    }
}

const DIGITS: [&str; 20] =
    ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20"];

fn name(name: &str) -> What {
    What::Word(Stem::whole(name))
}

fn per_name(unit: evidence::PerUnit) -> &'static str {
    match unit {
        evidence::PerUnit::Hour => "hour",
        evidence::PerUnit::Day => "day",
        evidence::PerUnit::Week => "week",
        evidence::PerUnit::Month => "month",
        evidence::PerUnit::Year => "year",
    }
}

/// The templates of one side of a figure.
struct Side {
    places: [(Template, Template); 4],
    pairs: [Template; 3],
    anywhere: Template,
    list: Template,
}

const BEFORE: Side = Side {
    places: [
        (Template::Before0, Template::BeforeList0),
        (Template::Before1, Template::BeforeList1),
        (Template::Before2, Template::BeforeList2),
        (Template::Before3, Template::BeforeList3),
    ],
    pairs: [Template::BeforePair0, Template::BeforePair1, Template::BeforePair2],
    anywhere: Template::Earlier,
    list: Template::EarlierList,
};
const AFTER: Side = Side {
    places: [
        (Template::After0, Template::AfterList0),
        (Template::After1, Template::AfterList1),
        (Template::After2, Template::AfterList2),
        (Template::After3, Template::AfterList3),
    ],
    pairs: [Template::AfterPair0, Template::AfterPair1, Template::AfterPair2],
    anywhere: Template::Later,
    list: Template::LaterList,
};

/// Tells the words of one side, the nearest first.
fn beside(words: impl Iterator<Item = (Stem, u64)>, side: &Side, hear: &mut impl FnMut(Told)) {
    let whole = WHOLE as u8;
    let mut last = None;
    let mut borders = 0;
    let beyond = std::iter::repeat_n((Stem::BEYOND, 0), 1);
    for (at, (word, lists)) in words.chain(beyond).enumerate() {
        let end = word == Stem::BEYOND;
        let part = (WHOLE as usize * HALF / (HALF + at) / (1 + borders)) as u8;
        if let Some((place, _)) = side.places.get(at) {
            hear(Told { template: *place, what: What::Word(word), part: whole });
        }
        if let (Some(pair), Some(last)) = (at.checked_sub(1).and_then(|at| side.pairs.get(at)), last) {
            hear(Told { template: *pair, what: What::Pair(last, word), part: whole });
        }
        if end {
            break;
        }
        hear(Told { template: side.anywhere, what: What::Word(word), part });
        let mut rest = lists;
        while rest != 0 {
            let list = What::List(rest.trailing_zeros() as u8);
            if let Some((_, place)) = side.places.get(at) {
                hear(Told { template: *place, what: list, part: whole });
            }
            hear(Told { template: side.list, what: list, part });
            rest &= rest - 1;
        }
        borders += usize::from(matches!(word.text(), ";" | ":" | "—" | "(" | ")"));
        last = Some(word);
    }
}

/// The part of the words of the sentence before.
const OF_PREVIOUS: u8 = 5;

fn of_the_sentence_before(around: &Around, hear: &mut impl FnMut(Told)) {
    let mut lists = 0;
    for token in around.previous.iter().take(2 * NEAR) {
        lists |= token.words.bits() & TELLING;
    }
    while lists != 0 {
        let what = What::List(lists.trailing_zeros() as u8);
        hear(Told { template: Template::PreviousList, what, part: OF_PREVIOUS });
        lists &= lists - 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::{self, Carried};
    use crate::token::tokenize;

    fn stem_of(word: &str) -> String {
        Stem::of(word).text().to_owned()
    }

    #[test]
    fn forms_of_a_word_share_a_stem() {
        assert_eq!(stem_of("deducted"), stem_of("deducting"));
        assert_eq!(stem_of("Workers"), stem_of("worker"));
        assert_eq!(stem_of("stopped"), stem_of("stop"));
        assert_eq!(stem_of("men"), "men");
        assert_ne!(stem_of("payer"), stem_of("pay"));
        assert_eq!(stem_of("éééééééééééééééééééé"), "é".repeat(11), "a long word is cut between letters");
    }

    #[test]
    fn what_is_told_is_found_again_by_its_name() {
        let text = "They were paid in cash: the foreman kept about 300 dollars a month from 40 men for the flight.";
        let mut tokens = Vec::new();
        tokenize(text, 0..text.len(), &[], &mut tokens);
        let words = Words { text, tokens: &tokens };
        let figures = figure::figures(&words, &[], &Carried::default());
        assert_eq!(figures.len(), 2);
        for figure in &figures {
            let context = Context { of_labour: true, ..Context::default() };
            let around = Around { words: &words, figure, context: &context, previous: &tokens, before: Some(Kind::Wage) };
            let mut told = Vec::new();
            tell(&around, &mut |one: Told| told.push(one));
            assert!(told.len() > 40, "{}", told.len());
            for one in told {
                assert_eq!(key_of(Aspect::Money, &one.name()), Some(one.key(Aspect::Money)), "{}", one.name());
                assert_ne!(one.key(Aspect::Money), one.key(Aspect::Count), "{}", one.name());
            }
        }
    }
}
