//! Numbers that belong together: ranges, and units written once for several numbers.

use super::UnitKind;
use super::bounds;
use super::item::Item;
use super::vocabulary;
use crate::key::any;
use crate::words::Words;
use rust_decimal::Decimal;

/// The numbers of a sentence with their ranges joined, units shared and scores left out.
pub(super) fn joined(words: &Words, items: Vec<Item>) -> Vec<Item> {
    let mut found: Vec<Item> = Vec::new();
    let mut rest = items.into_iter().peekable();
    while let Some(first) = rest.next() {
        let Some(second) = rest.peek() else {
            found.push(first);
            break;
        };
        match pair(words, &first, second) {
            Pair::Range(range) => {
                rest.next();
                found.push(*range);
            }
            Pair::Score => {
                rest.next();
            }
            Pair::Apart => found.push(first),
        }
    }
    share_units(words, &mut found);
    found.retain(|item| !leftover(words, item));
    found
}

enum Pair {
    Range(Box<Item>),
    /// `3-1`, `50-50`.
    Score,
    Apart,
}

/// How two numbers are joined.
#[derive(Clone, Copy, PartialEq)]
enum Joint {
    Hyphen,
    To,
    Between,
    Or,
}

fn pair(words: &Words, first: &Item, second: &Item) -> Pair {
    let Some(joint) = joint(words, first, second) else { return Pair::Apart };
    if is_score(words, first, second, joint) {
        return Pair::Score;
    }
    if !agree(first, second, joint) || joint != Joint::Hyphen && tells_a_change(words, first, second, joint) {
        return Pair::Apart;
    }
    let low = with_shared_magnitude(first, second, joint);
    if low >= second.low || first.numeral.share != second.numeral.share {
        return Pair::Apart;
    }
    let unit = if second.unit.is_some() && !(first.signed && !second.signed) {
        second.unit.clone()
    } else {
        first.unit.clone().or(second.unit.clone())
    };
    Pair::Range(Box::new(Item { start: first.start, low, high: second.high, unit, ..second.clone() }))
}

fn joint(words: &Words, first: &Item, second: &Item) -> Option<Joint> {
    let at = first.end;
    let gap = second.start.checked_sub(at)?;
    if gap == 0 {
        // "5-10": the hyphen was taken for a minus
        return None;
    }
    if gap == 1 && words.is_hyphen(at) {
        return Some(Joint::Hyphen);
    }
    if gap == 2 && words.is_hyphen(at) && words.is_any(at + 1, any!["to", "or", "and"]) {
        return Some(Joint::To);
    }
    if gap == 3 && words.is_hyphen(at) && words.says(at + 1, "to") && words.is_hyphen(at + 2) {
        return Some(Joint::To);
    }
    let hedged = (at + 1..second.start).all(|at| {
        words.is_any(
            at,
            any![
                "about", "around", "some", "perhaps", "nearly", "as", "much", "many", "high", "even", "possibly", "maybe",
                "almost", "just", "over", "roughly", "approximately",
            ],
        )
    });
    if gap > 4 || !hedged {
        return None;
    }
    match words.word(at).to_ascii_lowercase().as_str() {
        "to" => Some(Joint::To),
        "and" if between_before(words, first.start) => Some(Joint::Between),
        "or" => Some(Joint::Or),
        _ => None,
    }
}

fn between_before(words: &Words, start: usize) -> bool {
    (1..=3).any(|back| start.checked_sub(back).is_some_and(|at| words.says(at, "between")))
}

/// `won 3-1`, `a 5-4 vote`, `split 50-50`: two whole numbers with nothing that they measure.
fn is_score(words: &Words, first: &Item, second: &Item, joint: Joint) -> bool {
    let small = |item: &Item| {
        item.low.scale() == 0 && item.low < Decimal::ONE_THOUSAND && !item.signed && item.numeral.magnitude == Decimal::ONE
    };
    let bare = first.unit.is_none()
        && second
            .unit
            .as_ref()
            .is_none_or(|unit| unit.kind == UnitKind::Counted && (first.low >= second.low || scored(words, second)));
    let tight = joint == Joint::Hyphen && small(first) && small(second);
    let odds = joint == Joint::To
        && bare
        && small(first)
        && small(second)
        && first.low >= second.low
        && second.low <= Decimal::TWO
        && !words.says(first.start.wrapping_sub(1), "from");
    tight
        && bare
        && !words.is_any(first.start.wrapping_sub(1), any!["between", "about", "around", "some", "approximately", "roughly"])
        || odds
}

fn scored(words: &Words, item: &Item) -> bool {
    words.is_any(item.end.wrapping_sub(1), any!["wins", "victories", "defeats", "losses", "draws", "sets", "records"])
}

/// Whether both may measure the same.
fn agree(first: &Item, second: &Item, joint: Joint) -> bool {
    match (&first.unit, &second.unit) {
        (None, Some(unit)) => !(second.signed && joint != Joint::Hyphen) || unit.kind != UnitKind::Currency,
        (None, None) => joint != Joint::Or || first.low < Decimal::TEN,
        (Some(unit), None) => unit.kind == UnitKind::Currency && first.signed || unit.surface.is_empty(),
        (Some(a), Some(b)) => {
            let base = |name: &str| name.split(" per ").next().unwrap_or(name).to_owned();
            base(&a.normalised) == base(&b.normalised) || first.signed && !second.signed && b.kind == UnitKind::Currency
        }
    }
}

/// `rose from 5 to 7 percent` states two levels, `rose $1.20 to $45.30` a step and a level; `rose 3 to 4 percent` a range.
fn tells_a_change(words: &Words, first: &Item, second: &Item, joint: Joint) -> bool {
    let from = first.start.checked_sub(1).filter(|&at| words.says(at, "from"));
    if let Some(from) = from {
        let ranging = words.is_any(
            from.wrapping_sub(1),
            any![
                "range", "ranges", "ranged", "ranging", "anywhere", "varies", "vary", "varied", "varying", "spanning", "aged",
                "ages",
            ],
        );
        let change = (from.saturating_sub(8)..from).chain(second.end..(second.end + 2).min(words.len())).any(|at| {
            bounds::is_verb_of_change(words, at)
                || words.is_any(
                    at,
                    any![
                        "increase", "decrease", "rise", "drop", "change", "decline", "reduction", "shift", "cut", "doubling",
                        "jump", "move", "hike",
                    ],
                )
        });
        return !ranging && change;
    }
    let direct = (1..=2).any(|back| first.start.checked_sub(back).is_some_and(|at| bounds::is_verb_of_change(words, at)));
    let far = second.low > with_shared_magnitude(first, second, joint) * Decimal::from(3);
    joint == Joint::To && direct && far
}

/// `$3 to $4 million`: the magnitude of the second is that of both.
fn with_shared_magnitude(first: &Item, second: &Item, joint: Joint) -> Decimal {
    let factor = second.numeral.magnitude;
    let plain = first.numeral.magnitude == Decimal::ONE && factor > Decimal::ONE && !first.numeral.share;
    let small = first.low < Decimal::ONE_THOUSAND || joint == Joint::Hyphen;
    match first.low.checked_mul(factor) {
        Some(shared) if plain && small && shared <= second.low => shared,
        _ => first.low,
    }
}

/// `3, 4 and 5 km`, `from 2.5 to 3.1 percent`: a unit written once.
fn share_units(words: &Words, items: &mut [Item]) {
    for index in (1..items.len()).rev() {
        let (before, after) = items.split_at_mut(index);
        let (first, second) = (&mut before[index - 1], &after[0]);
        if first.unit.is_none() && second.has_unit() && !second.signed && listed(words, first, second) {
            first.unit.clone_from(&second.unit);
            let factor = second.numeral.magnitude;
            let shared = first.numeral.magnitude == Decimal::ONE
                && factor > Decimal::ONE
                && first.low < Decimal::ONE_THOUSAND
                && second.numeral.digits == first.numeral.digits;
            if shared && !words.is_word(first.numeral.end) | words.is_any(first.numeral.end, any!["to", "and", "or"]) {
                first.low *= factor;
                first.high *= factor;
            }
        }
    }
    share_rates(words, items);
    for index in 1..items.len() {
        let (before, after) = items.split_at_mut(index);
        let (first, second) = (&before[index - 1], &mut after[0]);
        let money = first.unit.as_ref().is_some_and(|unit| unit.kind == UnitKind::Currency) && first.signed;
        if second.unit.is_none() && money && first.end + 1 == second.start && words.is_any(first.end, any!["to", "and", "or"]) {
            second.unit.clone_from(&first.unit);
        }
    }
}

/// `from $1,200 to $1,900 a month`: the second tells what both are stated for.
fn share_rates(words: &Words, items: &mut [Item]) {
    for index in 1..items.len() {
        let (before, after) = items.split_at_mut(index);
        let (first, second) = (&mut before[index - 1], &after[0]);
        let adjacent = first.end + 1 == second.start
            && words.is_any(first.end, any!["to", "and", "or"])
            && words.is_any(first.start.wrapping_sub(1), any!["from", "between", "of"]);
        if let (Some(a), Some(b)) = (&mut first.unit, &second.unit)
            && adjacent
            && a.per.is_none()
            && b.normalised.strip_prefix(a.normalised.as_str()).is_some_and(|rest| rest.starts_with(" per "))
        {
            *a = b.clone();
        }
    }
}

fn listed(words: &Words, first: &Item, second: &Item) -> bool {
    let counts = second.unit.as_ref().is_some_and(|unit| unit.kind == UnitKind::Counted);
    let described = (first.end..second.start)
        .take_while(|&at| {
            vocabulary::is_adjective(&words.word(at).to_lowercase())
                || words.is_hyphen(at)
                || words.is_hyphen(at + 1) && words.attached(at + 1)
                || words.is_hyphen(at.wrapping_sub(1)) && words.attached(at)
        })
        .count();
    let gap = if counts { first.end + described } else { first.end }..second.start;
    let joint = |at: usize| {
        words.word(at) == ","
            || words.word(at) == "/"
            || words.is_hyphen(at)
            || words.is_any(at, any!["and", "or", "to", "then", "about", "nearly", "around"])
    };
    !gap.is_empty() && gap.len() <= 3 && gap.clone().all(joint) && gap.clone().any(|at| words.word(at) != "," || gap.len() == 1)
}

/// Digits that a hyphen ties to a unit before them (`6-foot-4`), and codes.
fn leftover(words: &Words, item: &Item) -> bool {
    let before = item.start.wrapping_sub(1);
    item.unit.is_none()
        && item.start > 1
        && words.is_hyphen(before)
        && words.attached(before)
        && words.attached(item.start)
        && words.is_word(before - 1)
}
