//! One number with what it measures, before ranges are joined.

use super::nouns::{self, Counted};
use super::numeral::{self, Numeral};
use super::units::{self, Known};
use super::vocabulary::{self, List};
use super::{Change, MeasuredUnit, Measurement, UnitKind, bounds, refused};
use crate::key::any;
use crate::lexicon::Classes;
use crate::token::Class;
use crate::words::Words;
use rust_decimal::Decimal;
use std::ops::Range;

/// A number of a sentence and what it measures.
#[derive(Debug, Clone)]
pub(super) struct Item {
    /// First token: a currency sign, a minus, or the number.
    pub start: usize,
    /// Token after the last of number and unit.
    pub end: usize,
    pub low: Decimal,
    pub high: Decimal,
    pub numeral: Numeral,
    /// The currency stands before the number.
    pub signed: bool,
    pub unit: Option<MeasuredUnit>,
    pub referred: Option<Range<usize>>,
}

impl Item {
    pub(super) fn measured(self, words: &Words, sentence: Range<usize>) -> Option<Measurement> {
        let things = self.unit.as_ref().is_some_and(|unit| {
            unit.kind == UnitKind::Physical
                || unit.kind == UnitKind::Counted && !matches!(unit.normalised.as_str(), "point" | "job" | "post")
        });
        let (change, _) = if self.low == self.high {
            bounds::change(words, self.start, self.numeral.end, self.end, things)
        } else {
            around_range(words, &self)
        };
        let unit = self.unit.unwrap_or_else(no_unit);
        let referred = self.referred.and_then(|range| words.bytes(range));
        let span = words.bytes(self.start..self.end)?;
        Some(Measurement { sentence, span, low: self.low.normalize(), high: self.high.normalize(), change, unit, referred })
    }

    pub(super) fn has_unit(&self) -> bool {
        self.unit.is_some()
    }
}

/// A range is bounded by itself; only a hedge or a trend says more.
fn around_range(words: &Words, item: &Item) -> (Change, usize) {
    match bounds::change(
        words,
        item.start,
        item.end,
        item.end,
        item.unit.as_ref().is_some_and(|unit| unit.kind == UnitKind::Counted),
    ) {
        (Change::AtLeast | Change::AtMost, start) => (Change::Is, start),
        other => other,
    }
}

fn no_unit() -> MeasuredUnit {
    MeasuredUnit { surface: String::new(), normalised: String::new(), kind: UnitKind::None, per: None, currency: None }
}

/// All numbers of a sentence that measure something, in order.
pub(super) fn items(words: &Words) -> Vec<Item> {
    let mut found: Vec<Item> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if !may_begin(words, at) {
            at += 1;
            continue;
        }
        match item_at(words, at) {
            Outcome::Item(item) => {
                at = item.end.max(at + 1);
                found.push(*item);
            }
            Outcome::Refused(end) => at = past_code(words, end.max(at + 1)),
            Outcome::Nothing => at += 1,
        }
    }
    found
}

/// Past the rest of a code whose first number names something: `17-1234`, `A350-1000`.
fn past_code(words: &Words, end: usize) -> usize {
    let mut end = end;
    while words.is_hyphen(end) && words.attached(end) && words.is_number(end + 1) && words.attached(end + 1) {
        end += 2;
    }
    end
}

fn may_begin(words: &Words, at: usize) -> bool {
    let token = &words.tokens[at];
    match token.class {
        Class::Number => true,
        Class::Sign => {
            let byte = words.text.as_bytes()[token.start as usize];
            matches!(byte, b'$' | b'.') || byte >= 0x80
        }
        Class::Word if token.is(Classes::NUMBER) => true,
        Class::Word if token.is(Classes::FRACTION) => words.says(at, "half"),
        Class::Word => match token.end - token.start {
            1 | 2 if words.is_any(at, any!["a", "an"]) && words.word(at + 1) != "$" => {
                words.is(at + 1, Classes::MAGNITUDE.or(Classes::FRACTION).or(Classes::ORDINAL))
                    || words.is_any(at + 1, any!["couple", "quadrillion", "quarter"])
            }
            length => token.capital && length <= 4 && units::may_be_currency(words, at),
        },
    }
}

enum Outcome {
    Item(Box<Item>),
    /// The number names something; the token after it.
    Refused(usize),
    Nothing,
}

fn item_at(words: &Words, at: usize) -> Outcome {
    let sign = units::currency_before(words, at);
    let mut from = sign.as_ref().map_or(at, |found| found.end);
    let inner_minus = sign.is_some() && matches!(words.word(from), "-" | "−");
    if inner_minus {
        from += 1;
    }
    let Some(mut numeral) = numeral::numeral(words, from, sign.is_some()) else { return Outcome::Nothing };
    let ratio = if sign.is_none() && !refused::numbered(words, from, &numeral) { ratio(words, from, &numeral) } else { None };
    if let Some(found) = ratio {
        numeral = found;
    }
    if in_a_vague_amount(words, at, &numeral) {
        return Outcome::Refused(numeral.end);
    }
    let measured = match sign {
        Some(found) => Some(with_sign(words, found.known, at..found.end, numeral.end)),
        None => after_number(words, &numeral),
    };
    let own = sign_or_unit(&measured);
    if measured.is_none() && hyphen_names(words, &numeral)
        || ratio.is_none() && refused::names_something(words, at, &numeral, own)
    {
        return Outcome::Refused(numeral.end);
    }
    let (start, negative) = minus(words, at);
    let negative = negative || inner_minus;
    let value = if negative { -numeral.value } else { numeral.value };
    let signed = from > at;
    let measured = measured.or_else(|| age(words, from, &numeral));
    let (unit, referred, end) = match measured {
        Some(found) => (Some(found.unit), found.referred, found.end),
        None => (None, None, numeral.end),
    };
    Outcome::Item(Box::new(Item { start, end, low: value, high: value, numeral, signed, unit, referred }))
}

/// Whether a unit settles that the number measures: anything but a counted noun.
fn sign_or_unit(measured: &Option<Measured>) -> bool {
    measured.as_ref().is_some_and(|found| found.unit.kind != UnitKind::Counted && found.unit.kind != UnitKind::None)
}

/// `hundreds of thousands`, `a few hundred`, `several million`: no number is stated.
fn in_a_vague_amount(words: &Words, at: usize, numeral: &Numeral) -> bool {
    let before = at.wrapping_sub(1);
    words.is_any(before, any!["few", "several", "many", "multi", "hundreds", "thousands", "tens"])
        && !numeral.digits
        && numeral.magnitude > Decimal::ONE
        || words.is_hyphen(before) && words.says(before.wrapping_sub(1), "multi")
}

/// `3-D`, `10-K`, `two-way`, `one-on-one`, `three-dimensional`: the number is part of a word.
fn hyphen_names(words: &Words, numeral: &Numeral) -> bool {
    let end = numeral.end;
    if !(words.is_hyphen(end) && words.attached(end) && words.attached(end + 1) && words.is_word(end + 1)) {
        return false;
    }
    let word = words.word(end + 1).to_lowercase();
    let counts_on = matches!(word.as_str(), "plus" | "odd" | "strong" | "to" | "or" | "and" | "over" | "under" | "old");
    let part_of_word = word.len() == 1
        || NO_UNITS.contains(&word.as_str())
        || word.ends_with("ed") && word.len() > 4
        || vocabulary::is_adjective(&word);
    part_of_word && !counts_on && !numeral.share
}

/// A minus sign before a number or its currency, and where it stands.
fn minus(words: &Words, at: usize) -> (usize, bool) {
    let Some(before) = at.checked_sub(1) else { return (at, false) };
    if words.says(before, "minus") && !words.says(before.wrapping_sub(1), "or")
        || words.says(before, "negative") && words.is_number(at)
    {
        return (before, true);
    }
    let sign = matches!(words.word(before), "-" | "−" | "–") && words.attached(at);
    let free = before == 0 || !words.attached(before) || words.word(before - 1) == "(";
    let joint = before > 0 && words.is_number(before - 1);
    if sign && free && !joint { (before, true) } else { (at, false) }
}

/// `one in five adults`, `nine out of 10`: a share.
fn ratio(words: &Words, at: usize, first: &Numeral) -> Option<Numeral> {
    let whole = |value: Decimal| u32::try_from(value).ok().filter(|_| value.scale() == 0);
    let joint = if words.says(first.end, "in") || words.says(first.end, "in") && words.says(first.end + 1, "every") {
        first.end + if words.says(first.end + 1, "every") { 2 } else { 1 }
    } else {
        first.end + words.phrase(first.end, "out of every").or_else(|| words.phrase(first.end, "out of"))?
    };
    let out_of = words.says(first.end, "out");
    if first.share || first.magnitude != Decimal::ONE || first.value > Decimal::from(20) && !out_of {
        return None;
    }
    let second = numeral::numeral(words, joint, false)?;
    let (count, parts) = (whole(first.value)?, whole(second.value)?);
    let time = units::phrase_at(words, second.end).is_some();
    let noun = nouns::counted(words, second.end, false).is_some();
    let year = words.word(joint).len() == 4 && words.is_number(joint) && !noun;
    let spelled_one = words.is_any(at, any!["one"]) || words.word(at) == "1";
    let plain = out_of || (noun || spelled_one) && !time && !year;
    (plain && count < parts).then(|| Numeral {
        value: numeral::part(count, parts),
        magnitude: Decimal::ONE,
        end: second.end,
        digits: first.digits,
        share: true,
    })
}

/// A unit or a counted noun behind a number.
#[derive(Debug, Clone)]
struct Measured {
    unit: MeasuredUnit,
    referred: Option<Range<usize>>,
    end: usize,
}

fn with_sign(words: &Words, known: Known, sign: Range<usize>, end: usize) -> Measured {
    let again = units::phrase_at(words, end).filter(|found| found.known.kind == UnitKind::Currency);
    let (known, end) = again.map_or((known, end), |found| (found.known, found.end));
    complete(words, units::named(words, known, sign), end)
}

/// Adds what a unit is stated for, and what it is a measure of.
fn complete(words: &Words, mut unit: MeasuredUnit, end: usize) -> Measured {
    let mut end = end;
    if let Some(per) = per(words, end, &unit) {
        if per.written {
            unit.surface = format!("{} {}", unit.surface, words.name(end..per.end)).trim().to_owned();
            unit.normalised = format!("{} per {}", unit.normalised, per.name).trim().to_owned();
            end = per.end;
        }
        unit.per = Some(per.name);
    }
    let referred = referred(words, end);
    Measured { unit, referred, end }
}

/// `5% of voters`, `12-month deal`: the phrase behind.
fn referred(words: &Words, end: usize) -> Option<Range<usize>> {
    if words.says(end, "of") {
        return of_phrase(words, end + 1).map(|counted| counted.words);
    }
    let hyphened = end >= 2 && words.is_hyphen(end - 2) && words.attached(end - 2);
    let adjacent = words.is_word(end) && hyphened && !vocabulary::is(&words.word(end).to_lowercase(), List::Closed);
    if adjacent { nouns::counted(words, end, true).map(|counted| counted.words) } else { None }
}

fn after_number(words: &Words, numeral: &Numeral) -> Option<Measured> {
    let end = numeral.end;
    if numeral.share {
        return share_of(words, numeral);
    }
    if let Some(count) = words.any_phrase(end, &["or more", "or fewer", "or less", "or so", "or even more"]) {
        let behind = Numeral { end: end + count, ..*numeral };
        return after_number(words, &behind).filter(|_| words.is_word(end + count));
    }
    let spaced = words.is_hyphen(end) && units::phrase_at(words, end + 1).is_some_and(|found| words.is_hyphen(found.end));
    let hyphen = words.is_hyphen(end) && words.attached(end) && words.attached(end + 1) && end + 1 < words.len();
    if hyphen || spaced {
        return hyphened(words, numeral, end + 1);
    }
    if let Some(measured) = unit_directly(words, numeral, end, words.attached(end)) {
        return Some(measured);
    }
    if words.says(end, "of") {
        return of_counted(words, numeral);
    }
    if words.says(end, "times") && !words.is_any(end + 1, any!["square", "magazine"]) {
        return Some(complete(words, counted_unit(words, end..end + 1, "time"), end + 1));
    }
    if words.attached(end) && words.is_word(end) {
        return None;
    }
    let one = numeral.value == Decimal::ONE;
    let quoted = if matches!(words.word(end), "\"" | "“" | "‘") && words.is_word(end + 1) { end + 1 } else { end };
    let counted = nouns::counted(words, quoted, one)?;
    Some(from_phrase(words, counted))
}

/// A counted phrase; where its head is a unit (`14 long hours`), that unit.
fn from_phrase(words: &Words, counted: Counted) -> Measured {
    let unit = counted.words.clone().find_map(|at| {
        let found = units::phrase_at(words, at)?;
        (found.end >= counted.words.end && found.known.name != "second" && at + 3 > counted.words.start).then_some((at, found))
    });
    match unit {
        Some((at, found)) if at > counted.words.start || found.end > counted.words.end => {
            let (end, extra) = old(words, found.end);
            let mut unit = units::named(words, found.known, at..end);
            if extra {
                unit.surface = words.name(at..end);
            }
            let referred = Some(counted.words);
            let completed = complete(words, unit, end);
            Measured { referred: completed.referred.or(referred), ..completed }
        }
        _ => {
            let unit = counted_unit(words, counted.words.clone(), &counted.name);
            if let Some(own) = counted.words.clone().find(|&at| words.is_number(at) && words.is_hyphen(at + 1)) {
                // "two 12-megapixel cameras": the number inside is read by itself
                return Measured { unit, referred: Some(counted.words), end: own };
            }
            let completed = complete(words, unit, counted.words.end);
            Measured { referred: Some(counted.words), ..completed }
        }
    }
}

fn counted_unit(words: &Words, surface: Range<usize>, name: &str) -> MeasuredUnit {
    MeasuredUnit { surface: words.name(surface), normalised: name.to_owned(), kind: UnitKind::Counted, per: None, currency: None }
}

/// `aged 34`, `Jane Smith, 46,`: years.
fn age(words: &Words, at: usize, numeral: &Numeral) -> Option<Measured> {
    let before = at.checked_sub(1)?;
    let years = numeral.value.scale() == 0 && numeral.value < Decimal::from(120) && numeral.value > Decimal::ONE;
    let aged = words.is_any(before, any!["aged", "age"])
        || words.is_any(before, any!["of", "between", "under", "over"])
            && words.is_any(before.wrapping_sub(1), any!["aged", "age", "ages"]);
    let named = words.word(before) == ","
        && before > 0
        && words.capital(before - 1)
        && matches!(words.word(numeral.end), "," | ".")
        && numeral.digits
        && words.is_word(before - 1)
        && before > 1
        && (words.capital(before - 2) || words.word(before - 2) == ".");
    let unit =
        MeasuredUnit { surface: String::new(), normalised: "year".into(), kind: UnitKind::Physical, per: None, currency: None };
    (years && (aged || named)).then_some(Measured { unit, referred: None, end: numeral.end })
}

/// A unit right behind the number.
fn unit_directly(words: &Words, numeral: &Numeral, at: usize, tight: bool) -> Option<Measured> {
    let pounds = units::pounds(words, at, at + 1, numeral.value).map(|known| units::Found { known, end: at + 1 });
    let found = pounds.or_else(|| units::unit_at(words, at, tight))?;
    if wrongly_singular(words, at, &found, numeral) {
        return None;
    }
    if found.known.name == "yard" && words.is_any(found.end, any!["line", "lines"]) {
        return Some(complete(words, counted_unit(words, at..found.end + 1, "yard line"), found.end + 1));
    }
    let (end, _) = old(words, found.end);
    Some(complete(words, units::named(words, found.known, at..end), end))
}

/// A unit in the singular behind a number greater than one is another word: `two second-half goals`, `five cup finals`.
fn wrongly_singular(words: &Words, at: usize, found: &units::Found, numeral: &Numeral) -> bool {
    let hyphened = at > 0 && words.is_hyphen(at - 1) && words.attached(at - 1);
    let single = found.end == at + 1;
    let won = words.says(at, "won") && numeral.value < Decimal::from(100);
    let singular = single
        && words.is_any(
            at,
            any!["second", "quarter", "cup", "story", "day", "century", "carat", "crown", "penny", "degree", "sterling", "sec"],
        );
    let more = numeral.value != Decimal::ONE
        && (words.is_word(found.end) && words.word(found.end) != "of" || words.is_hyphen(found.end));
    won || singular
        && !hyphened
        && more
        && !words.is_any(
            found.end,
            any!["ban", "trip", "period", "deal", "tour", "visit", "and", "or", "to", "in", "at", "on", "for", "from"],
        )
}

/// Past `-old`, `old` and `of age` behind a unit of time.
fn old(words: &Words, end: usize) -> (usize, bool) {
    if words.is_hyphen(end) && words.is_any(end + 1, any!["old", "olds"]) {
        return (end + 2, true);
    }
    if words.says(end, "old") {
        return (end + 1, true);
    }
    match words.phrase(end, "of age") {
        Some(count) => (end + count, true),
        None => (end, false),
    }
}

/// Words behind a hyphen that make the number a part of themselves.
const NO_UNITS: [&str; 40] = [
    "way", "time", "times", "sided", "dimensional", "odd", "plus", "something", "on", "to", "a", "and", "or", "by", "for", "of",
    "in", "off", "up", "down", "and-a", "d", "k", "q", "g", "digit", "tier", "ply", "pronged", "part", "piece", "liner",
    "quarter", "out", "under", "over", "all", "nil", "love", "each",
];

fn hyphened(words: &Words, numeral: &Numeral, at: usize) -> Option<Measured> {
    if words.says(at, "of") && numeral.share {
        return share_of(words, numeral);
    }
    if let Some(measured) = unit_directly(words, numeral, at, true) {
        return Some(measured);
    }
    let word = words.word(at).to_lowercase();
    if !words.is_word(at) || words.is(at, Classes::NUMBER.or(Classes::MAGNITUDE)) {
        return None;
    }
    if matches!(word.as_str(), "odd" | "plus") {
        return after_number(words, &Numeral { end: at + 1, ..*numeral });
    }
    if word == "strong" {
        return None;
    }
    if word == "fold" {
        return Some(complete(words, counted_unit(words, at..at + 1, "fold"), at + 1));
    }
    if NO_UNITS.contains(&word.as_str())
        || word.len() < 3
        || vocabulary::is(&word, List::Closed)
        || word.ends_with("ed") && word.len() > 4
        || vocabulary::is_adjective(&word)
    {
        return None;
    }
    let name = vocabulary::singular(&word);
    Some(complete(words, counted_unit(words, at..at + 1, &name), at + 1))
}

/// What a share is a share of: `of voters`, `the voters`, `an hour`, `-mile`.
fn share_of(words: &Words, numeral: &Numeral) -> Option<Measured> {
    let end = numeral.end;
    let at = if words.is_hyphen(end) && words.attached(end) { end + 1 } else { end };
    let article = if words.says(at, "of") && words.is_any(at + 1, any!["a", "an"]) {
        at + 2
    } else if words.is_any(at, any!["a", "an"]) {
        at + 1
    } else {
        at
    };
    if let Some(found) = units::unit_at(words, article, at > end)
        .filter(|found| found.known.kind != UnitKind::Currency && !words.is_any(article, any!["of"]))
    {
        return Some(complete(words, units::named(words, found.known, article..found.end), found.end));
    }
    if words.is_any(article, any!["point", "points"]) {
        return Some(complete(words, counted_unit(words, article..article + 1, "point"), article + 1));
    }
    if article > at && !words.says(at, "of") {
        return nouns::counted(words, article, true).map(|counted| from_phrase(words, counted));
    }
    if words.says(at, "of")
        && words.is_any(at + 1, any!["those", "them", "it", "that", "this", "us", "these"])
        && nouns::counted(words, at + 2, false).is_none()
    {
        return None;
    }
    let phrase = if words.says(at, "of") {
        of_phrase(words, at + 1)?
    } else if determiner(words, at) {
        of_phrase(words, at)?
    } else {
        nouns::counted(words, at, false)?
    };
    let unit = counted_unit(words, phrase.words.clone(), &phrase.name);
    let end = if numbered_between(words, at, phrase.words.start) { numeral.end } else { phrase.words.end };
    Some(Measured { end, referred: Some(phrase.words), unit })
}

/// Whether a number of its own stands between, which is a quantity by itself.
fn numbered_between(words: &Words, from: usize, to: usize) -> bool {
    (from..to).any(|at| words.is_number(at) || words.is(at, Classes::NUMBER))
}

/// `two of the suspects`, `two dozen of them`: what it is counted of.
fn of_counted(words: &Words, numeral: &Numeral) -> Option<Measured> {
    let after = numeral.end + 1;
    let set = determiner(words, after)
        || possessive(words, after)
        || words.is_number(after)
        || words.is(after, Classes::NUMBER)
        || numeral.magnitude > Decimal::ONE && !numeral.digits;
    if !set {
        return None;
    }
    let pronoun = words.is_any(after, any!["them", "us", "you", "those", "these", "it", "that"]);
    let phrase = of_phrase(words, after)
        .filter(|phrase| !pronoun || vocabulary::is_plural(&words.word(phrase.words.end - 1).to_lowercase()))?;
    let unit = counted_unit(words, phrase.words.clone(), &phrase.name);
    let known = units::phrase_at(words, phrase.words.start).filter(|found| found.end >= phrase.words.end);
    let unit = known.map_or(unit, |found| units::named(words, found.known, phrase.words.clone()));
    let end = if numbered_between(words, after, phrase.words.start) { numeral.end } else { phrase.words.end };
    Some(Measured { end, referred: Some(phrase.words), unit })
}

fn determiner(words: &Words, at: usize) -> bool {
    words.is_any(
        at,
        any!["the", "all", "its", "their", "his", "her", "our", "my", "your", "these", "those", "this", "that", "them"],
    )
}

fn possessive(words: &Words, at: usize) -> bool {
    words.is_word(at) && (words.word(at).ends_with("'s") || words.word(at).ends_with("’s"))
}

/// The noun phrase behind `of`, past determiners and a number of its own.
fn of_phrase(words: &Words, at: usize) -> Option<Counted> {
    let mut here = at;
    while determiner(words, here)
        || possessive(words, here)
        || words.is_any(
            here,
            any![
                "a", "an", "about", "nearly", "some", "roughly", "more", "than", "last", "past", "first", "previous", "next",
                "top", "only", "original", "other", "remaining", "current", "nearly", "estimated", "roughly", "around",
            ],
        )
    {
        here += 1;
    }
    if (words.is_number(here) || words.is(here, Classes::NUMBER))
        && let Some(own) = numeral::numeral(words, here, false)
        && !words.is_hyphen(own.end)
    {
        here = own.end;
    }
    nouns::counted(words, here, false).or_else(|| nouns::counted(words, here, true))
}

/// What a unit is stated for.
struct Per {
    name: String,
    end: usize,
    /// Written as part of the unit: `a barrel`, `per year`, `/kg`; not `annually`.
    written: bool,
}

/// Nouns that `a` can stand before in the sense of `per`, beside the units.
const PER_NOUNS: [&str; 50] = [
    "share", "head", "person", "piece", "ticket", "night", "bottle", "copy", "unit", "seat", "employee", "game", "plate", "dose",
    "pop", "shot", "match", "pack", "car", "vote", "household", "family", "worker", "student", "glass", "meal", "visit",
    "barrel", "child", "trip", "ride", "season", "word", "room", "box", "bag", "can", "customer", "passenger", "vehicle",
    "episode", "page", "shift", "contract", "stock", "pound", "user", "subscriber", "litter", "flight",
];

fn per(words: &Words, end: usize, unit: &MeasuredUnit) -> Option<Per> {
    if unit.normalised.contains(" per ") {
        return None;
    }
    let hyphened =
        words.is_hyphen(end) && words.attached(end) && words.is_any(end + 1, any!["a", "an", "per"]) && words.is_hyphen(end + 2);
    if hyphened {
        return per_noun(words, end + 3, false).map(|(name, end)| Per { name, end, written: true });
    }
    match words.word(end).to_ascii_lowercase().as_str() {
        "per" if words.is_number(end + 1) && unit.kind == UnitKind::Physical => {
            let found = units::phrase_at(words, end + 2).or_else(|| units::unit_at(words, end + 2, false))?;
            Some(Per { name: format!("{} {}", words.word(end + 1), found.known.name), end: found.end, written: true })
        }
        "per" => per_noun(words, end + 1, true).map(|(name, end)| Per { name, end, written: true }),
        "a" | "an" => per_noun(words, end + 1, false)
            .filter(|(_, after)| {
                !words.is_any(*after, any!["earlier", "ago", "later", "before", "after", "old", "previously", "prior", "into"])
                    && !(words.is_hyphen(*after) && words.attached(*after))
            })
            .map(|(name, end)| Per { name, end, written: true }),
        "/" if words.attached(end) && words.attached(end + 1) => {
            let found = units::unit_at(words, end + 1, true);
            let named = found.map(|found| (found.known.name.to_owned(), found.end)).or_else(|| per_noun(words, end + 1, true));
            named.map(|(name, end)| Per { name, end, written: true })
        }
        "each" | "every" => {
            units::phrase_at(words, end + 1).map(|found| Per { name: found.known.name.to_owned(), end, written: false })
        }
        "annually" | "yearly" => Some(Per { name: "year".into(), end, written: false }),
        "monthly" => Some(Per { name: "month".into(), end, written: false }),
        "weekly" => Some(Per { name: "week".into(), end, written: false }),
        "daily" => Some(Per { name: "day".into(), end, written: false }),
        "hourly" => Some(Per { name: "hour".into(), end, written: false }),
        _ => None,
    }
}

fn per_noun(words: &Words, at: usize, any: bool) -> Option<(String, usize)> {
    let found = units::phrase_at(words, at).filter(|found| found.known.kind != UnitKind::Percent);
    if let Some(found) = found {
        return Some((found.known.name.to_owned(), found.end));
    }
    if words.says(at, "annum") {
        return Some(("year".into(), at + 1));
    }
    let lower = words.word(at).to_lowercase();
    let noun = words.is_word(at) && (any && !vocabulary::is(&lower, List::Closed) || PER_NOUNS.contains(&lower.as_str()));
    if !noun {
        return any.then(|| units::unit_at(words, at, true)).flatten().map(|found| (found.known.name.to_owned(), found.end));
    }
    Some((vocabulary::singular(&lower), at + 1))
}
