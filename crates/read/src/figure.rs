//! The figures of a sentence: value or range, bounds, what is measured, and the period of a rate. What a figure means is decided later.

use crate::currency::{self, Named};
use crate::date;
use crate::key::any;
use crate::lexicon::Classes;
use crate::number::{Number, number, share_percent};
use crate::token::Class;
use crate::words::Words;
use evidence::{Currency, Per, PerUnit, Range as Bounds};
use rust_decimal::Decimal;
use std::ops::Range;

/// What a figure measures, before its kind is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Measure {
    /// A sum of money.
    Money(Named),
    /// A percentage or a share in words.
    Percent,
    /// A number of hours, days, weeks, months or years.
    Time(PerUnit),
    /// A bare number; what follows it tells what it counts.
    Count,
}

/// A figure as the sentence writes it.
#[derive(Debug, Clone)]
pub(crate) struct Figure {
    pub bounds: Bounds,
    pub approximate: bool,
    pub measure: Measure,
    /// The period written right after it.
    pub per: Option<Per>,
    /// Tokens from its bound words to the last word of unit and period.
    pub words: Range<usize>,
    /// Tokens of the number itself, with currency and unit, without bound words and period.
    pub core: Range<usize>,
    /// The currency that a time or count is not: kept for a range whose parts name it once.
    pub currency: Option<Currency>,
    /// Where what it measures was taken from.
    pub measured_by: MeasuredBy,
}

/// Where a figure's measure stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MeasuredBy {
    /// At the figure itself.
    Itself,
    /// At another figure of the sentence.
    Sentence,
    /// In a sentence before.
    Before,
}

impl Figure {
    /// A sum of which only the money is known.
    pub(crate) fn of_money(named: Named) -> Self {
        Figure {
            bounds: Bounds::exactly(Decimal::ZERO),
            approximate: false,
            measure: Measure::Money(named),
            per: None,
            words: 0..0,
            core: 0..0,
            currency: Some(named.currency),
            measured_by: MeasuredBy::Itself,
        }
    }
}

/// What the text before lends to the bare numbers of a sentence.
#[derive(Default)]
pub(crate) struct Carried<'a> {
    /// The last sum of the paragraph, where this sentence goes on about it.
    pub sum: Option<&'a Figure>,
    /// The last sum of the document.
    pub money: Option<&'a Figure>,
    /// The last figure of the paragraph, or the question before, was of money.
    pub of_money: bool,
}

/// All figures of a sentence in order. `near` are the countries around, nearest first, to settle shared currency names.
pub(crate) fn figures(words: &Words, near: &[&str], carried: &Carried) -> Vec<Figure> {
    let mut found: Vec<Figure> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match figure(words, at, near) {
            Some(figure) => {
                at = figure.words.end.max(at + 1);
                let by = if found.is_empty() { MeasuredBy::Before } else { MeasuredBy::Sentence };
                let figure = in_the_same_money(words, figure, found.last().or(carried.sum), by);
                let figure = another_share(words, figure, found.last());
                let figure = in_money_spoken_of(words, figure, carried);
                found.push(figure);
            }
            None => at = past_a_name(words, at),
        }
    }
    found
}

/// "promised 800 dollars a month but received only 150": a bare number that follows a sum and counts nothing is of the same money.
fn in_the_same_money(words: &Words, figure: Figure, before: Option<&Figure>, measured_by: MeasuredBy) -> Figure {
    let Some(Figure { measure: measure @ Measure::Money(_), per, currency, .. }) = before else { return figure };
    let end = figure.words.end;
    let counts_nothing = end == words.len()
        || !words.is_word(end) && !words.is_hyphen(end)
        || words.is_any(end, any!["are", "is", "was", "were", "and", "but", "of", "to", "after", "for", "goes", "went", "in"]);
    let of_things = words.says(end, "of") && !words.is_any(end + 1, any!["it", "that", "this", "which", "the", "them"]);
    let people = words.says(end, "of") && (end + 1..end + 4).any(|at| words.is(at, Classes::WORKER.or(Classes::OFFENDER)));
    let another = figure.words.start > 0
        && words.is_any(figure.words.start - 1, any!["another", "further"])
        && words.says(end, "for")
        && !words.says(figure.core.start, "one");
    let shared = figure.words.start > 0
        && words.is_any(figure.words.start - 1, any!["and"])
        && words.says(end, "for")
        && words.is_word(end + 1);
    let round = another || shared || figure.bounds.high().or(figure.bounds.low()).is_some_and(|size| size >= Decimal::TEN);
    if figure.measure != Measure::Count || !counts_nothing || of_things || people || !round {
        return figure;
    }
    Figure { measure: *measure, per: figure.per.or(*per), currency: *currency, measured_by, ..figure }
}

/// "70 per cent went to the State and the managers took another ten": a bare number behind a share, and one more.
fn another_share(words: &Words, figure: Figure, before: Option<&Figure>) -> Figure {
    let share = before.is_some_and(|before| before.measure == Measure::Percent);
    let another = figure.words.start > 0 && words.is_any(figure.words.start - 1, any!["another", "further"]);
    let bare = !words.is_word(figure.words.end) || words.is(figure.words.end, Classes::STOP);
    let whole = figure.bounds.high().is_some_and(|size| size < Decimal::ONE_HUNDRED);
    if share && another && bare && whole && figure.measure == Measure::Count {
        return Figure { measure: Measure::Percent, measured_by: MeasuredBy::Sentence, ..figure };
    }
    figure
}

/// "And I got 110 in my hand", "the broker took 25,000": a bare number that a word of money governs, in a document that has named its money.
fn in_money_spoken_of(words: &Words, figure: Figure, carried: &Carried) -> Figure {
    let Some(Figure { measure: measure @ Measure::Money(_), currency, .. }) = carried.money else { return figure };
    let size = figure.bounds.high().or(figure.bounds.low()).unwrap_or_default();
    let coins = figure
        .bounds
        .low()
        .or(figure.bounds.high())
        .is_some_and(|low| words.is_number(figure.core.start) && words.word(figure.core.start).len() > 3 && low.scale() > 0);
    let whole = coins || figure.bounds.low().or(figure.bounds.high()).is_some_and(|low| low.scale() == 0);
    let rated = figure.per.is_some_and(|per| per.unit() > PerUnit::Hour);
    let another = figure.words.start > 0 && words.is_any(figure.words.start - 1, any!["another", "further"]);
    let least = if another || coins {
        2
    } else if rated {
        25
    } else {
        12
    };
    let large_enough = size >= Decimal::from(least);
    if figure.measure != Measure::Count
        || !whole
        || !large_enough
        || !counts_no_thing(words, &figure)
        || !money_governs(words, &figure, carried)
    {
        return figure;
    }
    Figure { measure: *measure, currency: *currency, measured_by: MeasuredBy::Before, ..figure }
}

/// Nothing behind the number that it could count.
fn counts_no_thing(words: &Words, figure: &Figure) -> bool {
    let end = figure.words.end;
    let joins = any![
        "and", "but", "to", "after", "for", "in", "all", "each", "on", "as", "that", "when", "because", "with", "by", "together",
        "basic", "from", "which", "or", "so", "then", "if", "before", "every", "per", "a", "instead", "plus", "net", "gross",
        "out", "until", "more", "back", "while", "at", "only", "once", "we", "i", "they", "he", "she",
    ];
    let years = words.is_any(end, any!["and"]) && words.is(end + 1, Classes::PERIOD);
    figure.per.is_some()
        || end >= words.len()
        || !words.is_word(end) && !words.is_hyphen(end) && words.word(end) != "%"
        || words.is_any(end, joins) && !years
}

/// Whether a word of money stands right before the number, or the paragraph goes on about money.
fn money_governs(words: &Words, figure: &Figure, carried: &Carried) -> bool {
    let start = figure.words.start.min(figure.core.start);
    let verbs = Classes::EARN.or(Classes::PAY).or(Classes::FEE);
    let taken = any![
        "gave", "give", "gives", "given", "took", "takes", "take", "cost", "costs", "owe", "owes", "owed", "collected",
        "deducted", "cut", "borrowed", "handed", "charged", "wanted", "demanded", "asked", "subtracted", "kept", "keep", "keeps",
        "loses", "lost", "sent", "earning", "closer", "worth", "promised", "offered", "sees", "saw", "clears", "cleared",
    ];
    let reach = start.saturating_sub(6);
    let clear = |at: usize| {
        !words.is_number(at) && !words.is(at, Classes::CURRENCY.or(Classes::NUMBER)) && !matches!(words.word(at), ";" | ":")
    };
    let governed = (reach..start).rev().take_while(|&at| clear(at)).any(|at| {
        words.is_any(at, any!["took", "take", "takes", "taking"]) && words.says(at + 1, "home")
            || (words.is(at, verbs) || words.is_any(at, taken))
                && !words.is_any(at + 1, any!["up", "home", "married", "dressed", "back", "away", "out", "to", "off"])
    });
    let on_paper = (reach..start)
        .rev()
        .take_while(|&at| clear(at))
        .any(|at| words.is_any(at, any!["said", "says", "stipulated", "promised", "read"]))
        && words
            .any_within(0..start, any!["contract", "contracts", "paper", "advert", "advertisement", "agreement", "it"])
            .is_some();
    let preposition = start > 0
        && (words.is_any(start - 1, any!["at", "in", "on", "since", "by", "until", "after", "before"])
            || words.says(start - 1, "for")
                && words.is_any(start.wrapping_sub(2), any!["me", "us", "him", "her", "them", "kept", "keep"]));
    let one_more = carried.of_money && start > 0 && words.is_any(start - 1, any!["another", "further"]);
    let it_was = carried.of_money
        && start > 1
        && words.is_any(start - 1, any!["was", "is", "became"])
        && words.is_any(start - 2, any!["it", "that", "there", "salary", "pay", "wage"]);
    let instead = start > 1 && words.says(start - 1, "of") && words.says(start - 2, "instead")
        || words.is_any(start.wrapping_sub(1), any![":"]) && carried.of_money;
    let people = words.is_any(figure.words.end, any!["of"]) && words.is_any(figure.words.end + 1, any!["us", "them", "whom"]);
    (governed || on_paper || it_was || instead || one_more) && !preposition && !people
}

/// The next token to try: past a number that names something, so that its digits are not tried again.
fn past_a_name(words: &Words, at: usize) -> usize {
    if !words.is_number(at) {
        return at + 1;
    }
    let mut end = at + 1;
    while end < words.len() && words.is_number(end) && words.attached(end) {
        end += 1;
    }
    end
}

/// One amount: a number with its currency or percent sign.
#[derive(Debug, Clone, Copy)]
struct Amount {
    number: Number,
    currency: Option<Named>,
    percent: bool,
    start: usize,
    end: usize,
}

fn amount(words: &Words, at: usize, near: &[&str]) -> Option<Amount> {
    let before = currency::before_number(words, at, near);
    let from = before.map_or(at, |(_, end)| end);
    let number = number(words, from, before.is_some())?;
    let hyphened = words.is_hyphen(number.end) && words.attached(number.end);
    let unit_at = if hyphened { number.end + 1 } else { number.end };
    let signed = before.is_some() && matches!(words.word(at), "$" | "£" | "¥" | "₩");
    let behind = if signed { currency::code_behind(words, unit_at) } else { None };
    let before = if behind.is_some() { None } else { before };
    let after = if before.is_none() { behind.or_else(|| currency::after_number(words, unit_at, near)) } else { None };
    if let Some(amount) = hundredths(words, &number, at, unit_at, near).filter(|_| before.is_none() && after.is_none()) {
        return Some(amount);
    }
    let end = after.map_or(number.end, |(_, end)| end);
    let (number, end) = with_coins(words, number, end, after.is_some());
    let (percent, end) = percent_sign(words, end);
    Some(Amount { number, currency: before.or(after).map(|(named, _)| named), percent, start: at, end })
}

/// "one euro sixty", "two pounds 50": hundredths said behind the money.
fn with_coins(words: &Words, amount: Number, end: usize, named: bool) -> (Number, usize) {
    let coins = number(words, end, false).filter(|coins| {
        named
            && amount.value.scale() == 0
            && amount.value < Decimal::ONE_THOUSAND
            && coins.value.scale() == 0
            && coins.value >= Decimal::TEN
            && coins.value < Decimal::ONE_HUNDRED
            && (!words.is_word(coins.end) || words.is(coins.end, Classes::STOP))
    });
    match coins {
        Some(coins) => (Number { value: amount.value + coins.value / Decimal::ONE_HUNDRED, ..amount }, coins.end),
        None => (amount, end),
    }
}

/// "75 cents", "forty pence": hundredths of a money, of which the countries around are the nearest witness.
fn hundredths(words: &Words, number: &Number, at: usize, unit_at: usize, near: &[&str]) -> Option<Amount> {
    let pence = words.is_any(unit_at, any!["pence", "p"]);
    if !pence && !words.is_any(unit_at, any!["cents", "cent"]) {
        return None;
    }
    let code = if pence { "GBP" } else { near.iter().find_map(|country| currency::of_cents(country)).unwrap_or("USD") };
    let named = Named { currency: code.parse().ok()?, assumed: near.is_empty() };
    let number = Number { value: (number.value / Decimal::ONE_HUNDRED).normalize(), ..*number };
    Some(Amount { number, currency: Some(named), percent: false, start: at, end: unit_at + 1 })
}

fn percent_sign(words: &Words, at: usize) -> (bool, usize) {
    if words.word(at) == "%" || words.word(at) == "％" || words.is_any(at, any!["percent", "pct"]) {
        return (true, at + 1);
    }
    match words.phrase(at, "per cent") {
        Some(count) => (true, at + count),
        None => (false, at),
    }
}

/// Whether a figure can begin with the token at `at`: most cannot, and this look is cheap.
fn can_begin(words: &Words, at: usize) -> bool {
    let Some(token) = words.tokens.get(at) else { return false };
    match token.class {
        Class::Number => true,
        Class::Sign => currency::may_be_sign(words.text.as_bytes()[token.start as usize]),
        Class::Word => {
            token.is(Classes::NUMBER.or(Classes::FRACTION).or(Classes::NEGATION))
                || token.capital && token.end - token.start <= currency::LONGEST_SHORT_FORM
                || words.is_any(at, any!["a", "an", "half", "kr"])
        }
    }
}

fn figure(words: &Words, at: usize, near: &[&str]) -> Option<Figure> {
    if !can_begin(words, at) {
        return None;
    }
    if let Some(figure) = share_in_words(words, at) {
        return Some(figure);
    }
    if let Some(figure) = nobody_had_a_day_off(words, at).or_else(|| a_day_off(words, at)) {
        return Some(figure);
    }
    if let Some(figure) = so_often(words, at) {
        return Some(figure);
    }
    if let Some(figure) = not_one_day_off(words, at) {
        return Some(figure);
    }
    if !may_begin(words, at) || counts_parts(words, at) {
        return None;
    }
    let first = amount(words, at, near)?;
    let (low, high, last) = match second_amount(words, &first, near) {
        Some((second, shared)) => (shared, second.number.value, second),
        None => (first.number.value, first.number.value, first),
    };
    let first = Amount { currency: first.currency, ..first };
    if let Some(alone) = falls_to(words, &first, near) {
        return Some(alone);
    }
    if low > high || names_something(words, &first, &last) {
        return None;
    }
    let currency = first.currency.or(last.currency);
    let percent = first.percent || last.percent;
    let (measure, end) = measured(words, currency, percent, last.end)?;
    finish(words, (low, high), measure, first.start..end)
}

/// "four fifths", "two thirds of them": a share, no number of anything.
fn counts_parts(words: &Words, at: usize) -> bool {
    let next = if words.is_hyphen(at + 1) && words.attached(at + 1) { at + 2 } else { at + 1 };
    words.is(at, Classes::NUMBER) && words.is_any(next, any!["thirds", "quarters", "fifths", "sixths", "eighths", "tenths"])
}

/// "cut from 450 to 320 dollars a month": two sums, of which the second names the money of both.
fn falls_to(words: &Words, first: &Amount, near: &[&str]) -> Option<Figure> {
    let from = first.start > 0 && words.says(first.start - 1, "from");
    if !from || first.currency.is_some() || first.percent || !words.says(first.end, "to") {
        return None;
    }
    let second = amount(words, first.end + 1, near)?;
    if second.number.value >= first.number.value {
        return None;
    }
    let currency = second.currency?;
    let whole = finish(words, (second.number.value, second.number.value), Measure::Money(currency), second.start..second.end)?;
    let alone = finish(words, (first.number.value, first.number.value), Measure::Money(currency), first.start..first.end)?;
    Some(Figure { per: whole.per, ..alone })
}

/// "a day off every week", "a rest day a month": the article counts one.
fn a_day_off(words: &Words, at: usize) -> Option<Figure> {
    if !words.is_any(at, any!["a", "an"]) {
        return None;
    }
    let noun = if words.is_any(at + 1, any!["single", "full", "whole", "regular", "free"]) && !words.says(at + 2, "day")
        || words.says(at + 1, "single")
    {
        at + 2
    } else {
        at + 1
    };
    words.any_phrase(noun, &["day off", "rest day", "day of rest", "free day"])?;
    let day = if words.says(noun, "day") { noun } else { noun + 1 };
    finish(words, (Decimal::ONE, Decimal::ONE), Measure::Time(PerUnit::Day), at..day + 1)
}

/// "rest days were granted twice a month": how often, where days of rest are spoken of.
fn so_often(words: &Words, at: usize) -> Option<Figure> {
    if !words.is(at, Classes::FRACTION) {
        return None;
    }
    let times = match words.word(at) {
        "once" => Decimal::ONE,
        "twice" => Decimal::TWO,
        _ => return None,
    };
    let rest = (at.saturating_sub(8)..at).any(|day| {
        words.is(day, Classes::PERIOD) && words.says(day + 1, "off")
            || words.says(day, "rest") && words.is(day + 1, Classes::PERIOD)
    });
    let counted = (at.saturating_sub(8)..at).any(|number| words.is_number(number) || words.is(number, Classes::NUMBER));
    let figure = finish(words, (times, times), Measure::Time(PerUnit::Day), at..at + 1)?;
    (rest && !counted && figure.per.is_some()).then_some(figure)
}

/// "not a single day off", "never had a day of rest": none at all.
fn not_one_day_off(words: &Words, at: usize) -> Option<Figure> {
    if !words.is(at, Classes::NEGATION) || !words.says_any(at, &["not", "never", "without", "didn't", "didn’t", "hadn't"]) {
        return None;
    }
    let has = |at: usize| {
        words.is_any(at, any!["have", "had", "get", "got", "given", "been", "allowed", "take", "taken", "once", "see"])
    };
    let article = (at + 1..at + 5).find(|&here| !has(here))?;

    let one = words.any_phrase(article, &["a single", "even a", "even one", "one single", "one", "a"])?;
    let day = article + one;
    let count = words.any_phrase(day, &["day off", "rest day", "day of rest", "free day", "day free"])?;
    let stretch = stretch_of_time(words, day + count).is_some();
    if !stretch && period_after(words, day + count, Measure::Time(PerUnit::Day)).0.is_some() {
        return None;
    }
    finish(words, (Decimal::ZERO, Decimal::ZERO), Measure::Time(PerUnit::Day), at..day + count)
}

/// "None of the men had had a day off": the article counts none.
fn nobody_had_a_day_off(words: &Words, at: usize) -> Option<Figure> {
    if !words.says(at, "a") || at < 3 || !words.is_any(at - 1, any!["had", "has", "have", "got", "given", "gets"]) {
        return None;
    }
    let count =
        words.any_phrase(at + 1, &["day off", "rest day", "day of rest", "free day", "single day off", "regular day off"])?;
    let subject = (at.saturating_sub(10)..at).find(|&who| {
        words.is_any(who, any!["none", "nobody", "neither"]) || words.says(who, "no") && words.says(who + 1, "one")
    })?;
    let whole = (subject..at).all(|here| !matches!(words.word(here), "," | ";"));
    if !whole {
        return None;
    }
    finish(words, (Decimal::ZERO, Decimal::ZERO), Measure::Time(PerUnit::Day), at..at + 1 + count)
}

fn may_begin(words: &Words, at: usize) -> bool {
    words.is_number(at)
        || words.is(at, Classes::NUMBER)
        || words.is_any(at, any!["a", "an", "half"])
        || currency::before_number(words, at, &[]).is_some()
}

fn share_in_words(words: &Words, at: usize) -> Option<Figure> {
    let (share, end) = share_percent(words, at)?;
    if words.is_any(end, any!["to", "or"]) {
        let (second, end) = share_percent(words, end + 1)?;
        return if share <= second { finish(words, (share, second), Measure::Percent, at..end) } else { None };
    }
    let of_pay = words.says(end, "of")
        || taken_share(words, at)
        || words.is_any(end, any!["their", "his", "her", "the", "my", "our", "your", "its"]);
    if !of_pay || words.is_any(end + 1, any!["a"]) {
        return None;
    }
    finish(words, (share, share), Measure::Percent, at..end)
}

/// "holds back a quarter", "takes half for the loan": a share right behind a verb of taking.
fn taken_share(words: &Words, at: usize) -> bool {
    let verb =
        if at > 0 && words.is(at - 1, Classes::ABOUT) || at > 0 && words.is_any(at - 1, any!["perhaps", "only", "just", "up"]) {
            at.wrapping_sub(2)
        } else {
            at.wrapping_sub(1)
        };
    let back = words.says(verb, "back")
        && words.is_any(verb.wrapping_sub(1), any!["hold", "holds", "held", "keep", "keeps", "kept", "holding", "keeping"]);
    let takes = words.is_any(
        verb,
        any![
            "see", "sees", "saw", "keep", "cuts", "cut", "takes", "took", "keeps", "kept", "withholds", "withheld", "deducts",
            "deducted", "pockets", "pocketed", "retains", "retained",
        ],
    );
    back || takes
}

/// The second amount of a range and the first value with a shared magnitude applied.
fn second_amount(words: &Words, first: &Amount, near: &[&str]) -> Option<(Amount, Decimal)> {
    let (at, tight) = range_joint(words, first)?;
    let second = amount(words, at, near)?;
    let agree = match (first.currency, second.currency) {
        (Some(a), Some(b)) => a.currency == b.currency,
        _ => true,
    };
    let mixed = first.currency.is_some() && second.percent || first.percent && (second.currency.is_some() || !second.percent);
    let followed_by_other = first.currency.is_some() && second.currency.is_none() && !tight && counts_people(words, second.end);
    if !agree || mixed || followed_by_other || date::year_at(words, at).is_some() && first.currency.is_none() {
        return None;
    }
    let share = first.number.magnitude == Decimal::ONE
        && second.number.magnitude > Decimal::ONE
        && first.number.value * second.number.magnitude <= second.number.value
        && (tight || first.number.value < Decimal::ONE_THOUSAND);
    let low = if share { first.number.value * second.number.magnitude } else { first.number.value };
    (low <= second.number.value).then_some((second, low))
}

fn counts_people(words: &Words, at: usize) -> bool {
    (at..at + 3).any(|at| words.is(at, Classes::WORKER.or(Classes::OFFENDER)))
}

/// The token after the joint of a range, and whether the joint is a hyphen.
fn range_joint(words: &Words, first: &Amount) -> Option<(usize, bool)> {
    let at = first.end;
    if words.is_hyphen(at) {
        let plain =
            words.is_number(at + 1) || words.is(at + 1, Classes::NUMBER) || currency::before_number(words, at + 1, &[]).is_some();
        if plain {
            return Some((at + 1, true));
        }
        // "3- to 5-year", "three- to five-year"
        return words.is_any(at + 1, any!["to", "or"]).then_some((at + 2, true));
    }
    let hedge = |at: usize| {
        if words.is_any(at, any!["about", "around", "some", "perhaps", "even", "sometimes", "nearly", "as"]) {
            at + 1
        } else {
            at
        }
    };
    if words.says(at, "to") {
        let hedged =
            words.phrase(at + 1, "as much as").or_else(|| words.phrase(at + 1, "as many as")).map(|count| at + 1 + count);
        return Some((hedged.unwrap_or_else(|| hedge(at + 1)), false));
    }
    if words.says(at, "and") && opened_by_between(words, first.start) {
        return Some((hedge(at + 1), false));
    }
    if words.says(at, "or") && !words.is_any(at + 1, any!["more", "less", "so", "longer", "fewer"]) {
        return Some((hedge(at + 1), false));
    }
    let sometimes = words.word(at) == "," && words.is_any(at + 1, any!["sometimes", "even"]);
    if !sometimes
        && words.word(at) == ","
        && words.is(at + 1, Classes::NUMBER)
        && words.is(at - 1, Classes::NUMBER)
        && spoken_range(words, first)
    {
        return Some((at + 1, false));
    }
    sometimes.then_some((at + 2, false))
}

/// "sixty, sixty-five hours", as people speak: two numbers in words, the second a little larger, and what they count.
fn spoken_range(words: &Words, first: &Amount) -> bool {
    number(words, first.end + 1, false).is_some_and(|second| {
        let larger = second.value > first.number.value && second.value <= first.number.value * Decimal::from(2);
        larger && period_noun(words, second.end).is_some()
    })
}

fn opened_by_between(words: &Words, start: usize) -> bool {
    (1..=3).any(|back| start.checked_sub(back).is_some_and(|at| words.says(at, "between")))
}

/// Whether the digits are a date, an ordinal, a clock time, an age, or part of a name.
fn names_something(words: &Words, first: &Amount, last: &Amount) -> bool {
    if first.currency.is_some() || last.currency.is_some() || first.percent || last.percent {
        return false;
    }
    (first.start..last.end).any(|at| date::year_at(words, at).is_some())
        || month_beside(words, first.start, last.end)
        || is_age(words, first.start)
        || age_of_a_person(words, first, last)
        || age_behind_a_name(words, first, last)
        || is_ordinal(words, last.end)
        || clock(words, first.start, last.end)
        || named(words, first)
        || numbered_run(words, first.start, last.end)
}

fn month_beside(words: &Words, start: usize, end: usize) -> bool {
    let month = |at: usize| words.is(at, Classes::MONTH) && words.capital(at);
    let before = start.checked_sub(1).is_some_and(month);
    before || month(end) || words.says(end, "of") && month(end + 1)
}

/// "aged 46", "at the age of 19", "between the ages of 18 and 40".
fn is_age(words: &Words, start: usize) -> bool {
    let small = |at: usize| words.is_any(at, any!["of", "between", "from", "about", "over", "under", "as", "and", "to", "or"]);
    let back =
        |at: usize| at.checked_sub(1).filter(|&before| small(before) || words.is_number(before) || words.word(before) == ",");
    let mut here = start;
    for _ in 0..5 {
        if here.checked_sub(1).is_some_and(|at| words.is_any(at, any!["aged", "age", "ages"])) {
            return true;
        }
        match back(here) {
            Some(before) => here = before,
            None => return false,
        }
    }
    false
}

/// "a driver of 52", "a woman of sixty who", "boys of fifteen and sixteen".
fn age_of_a_person(words: &Words, first: &Amount, last: &Amount) -> bool {
    let young_or_old = first.number.value >= Decimal::from(5) && last.number.value < Decimal::ONE_HUNDRED;
    let of = |at: usize| at > 1 && words.says(at - 1, "of") && is_one_person(words, at - 2);
    let second = || first.start > 3 && words.is_any(first.start - 1, any!["and", "or", "to"]) && of(first.start - 2);
    let bare =
        !words.is(last.end, Classes::WORKER.or(Classes::PERIOD).or(Classes::CURRENCY).or(Classes::THING).or(Classes::OFFENDER));
    young_or_old && bare && (of(first.start) || second())
}

/// Somebody who has an age: no crew, and no "number of workers of 52".
fn is_one_person(words: &Words, at: usize) -> bool {
    let young = words.is_any(at, any!["boys", "girls", "children", "youths", "teenagers"]);
    let one = words.is(at, Classes::WORKER)
        && !words.word(at).ends_with('s')
        && !words.is_any(at, any!["crew", "staff", "workforce", "labour", "labor", "personnel", "people", "men", "women"]);
    let article = (at.saturating_sub(3)..at).any(|before| words.is_any(before, any!["a", "an", "the", "another", "one"]));
    young || one && article
}

/// "Somsak, 41, a farmer": a number below a hundred between commas behind a name.
fn age_behind_a_name(words: &Words, first: &Amount, last: &Amount) -> bool {
    let start = first.start;
    first.end == last.end
        && first.number.value < Decimal::ONE_HUNDRED
        && start > 1
        && words.word(start - 1) == ","
        && words.capital(start - 2)
        && !words.is(start - 2, Classes::NAME.or(Classes::WORKER).or(Classes::MONTH))
        && words.word(last.end) == ","
}

fn is_ordinal(words: &Words, end: usize) -> bool {
    words.attached(end) && words.is_any(end, any!["st", "nd", "rd", "th", "s", "°", "º"])
        || words.is_hyphen(end) && words.is_any(end + 1, any!["th", "day-old"])
}

fn clock(words: &Words, start: usize, end: usize) -> bool {
    let half_day = |at: usize| words.is_any(at, any!["a.m.", "p.m.", "am", "pm", "a.m", "p.m", "o'clock", "o’clock", "hrs"]);
    let colon = words.word(end) == ":" && words.attached(end) && words.is_number(end + 1);
    let after_colon = start >= 2 && words.word(start - 1) == ":" && words.attached(start) && words.is_number(start - 2);
    half_day(end) || colon || after_colon
}

/// Whether the number is part of a name: `Room 39`, `resolution 2397`, `Tier 3`, `No. 7`, `Article 8`, `Mi-8`, `[12]`.
fn named(words: &Words, first: &Amount) -> bool {
    const NUMBERED: [&str; 52] = [
        "room", "office", "bureau", "resolution", "article", "section", "tier", "paragraph", "para", "chapter", "annex", "rule",
        "law", "order", "decree", "act", "convention", "protocol", "unit", "site", "camp", "block", "building", "dormitory",
        "floor", "page", "p", "pp", "no", "nos", "number", "table", "figure", "footnote", "appendix", "case", "form", "file",
        "flight", "route", "line", "track", "division", "brigade", "battalion", "department", "district", "ward", "zone",
        "phase", "level", "schedule",
    ];
    let Some(before) = first.start.checked_sub(1) else { return false };
    let before = if words.word(before) == "." && before > 0 { before - 1 } else { before };
    let numbered = NUMBERED.iter().any(|word| words.says(before, word)) && !words.is(first.end, Classes::WORKER);
    let note = words.word(before) == "(" && matches!(words.word(first.end), ";" | ")")
        || words.word(before) == ";" && words.word(first.end) == ")" && words.is_number(before.saturating_sub(1));
    let note = note
        && first.number.digits
        && first.number.value < Decimal::ONE_HUNDRED
        && words.is_number(first.start)
        && !words.is_word(first.end);
    let bracketed = words.word(before) == "[" && words.word(first.end) == "]"
        || note && before > 1 && matches!(words.word(before - 1), "." | "”" | "\"" | ")");
    let sign = matches!(words.word(before), "#" | "§" | "№" | "+");
    let hyphened = first.start >= 2 && words.is_hyphen(before) && words.attached(before) && words.attached(first.start) && {
        let name = before.saturating_sub(1);
        words.is_word(name)
            && !words.is_any(name, any!["mid", "pre", "post", "early", "late", "some", "about"])
            && !words.is(name, Classes::CURRENCY)
    };
    numbered && first.number.digits || bracketed || sign || hyphened || capital_name(words, before, first)
}

/// A capital word in mid-sentence before bare digits that count nothing: `Juche 103`, `Boeing 737`, `Unit 121`.
fn capital_name(words: &Words, before: usize, first: &Amount) -> bool {
    let listed =
        Classes::WORKER.or(Classes::PERIOD).or(Classes::THING).or(Classes::OFFENDER).or(Classes::CURRENCY).or(Classes::DEATH);
    let counts = (first.end..first.end + 4).any(|at| words.is(at, listed) || crate::gazetteer::demonym_at(words, at).is_some());
    let hedge = words.is(before, Classes::ABOUT.or(Classes::STOP).or(Classes::REPORT).or(Classes::ESTIMATE));
    !hedge
        && !placed_in_a_list(words, before, first)
        && first.number.digits
        && before > 0
        && words.capital(before)
        && words.is_word(before)
        && !counts
}

/// "(India 800, Nepal 350)": a place of a list and how many come from there.
fn placed_in_a_list(words: &Words, before: usize, first: &Amount) -> bool {
    let start = if words.is(before, Classes::NAME) { before } else { before.saturating_sub(1) };
    let opens = start > 0 && (matches!(words.word(start - 1), "(" | "," | ":") || words.is_any(start - 1, any!["and"]));
    let closes =
        matches!(words.word(first.end), "," | ")" | "." | ";") || words.says(first.end, "and") || first.end == words.len();
    words.is(start, Classes::NAME) && words.capital(start) && opens && closes
}

/// `2-3-4`, `850 2 381`, `12/7`: a telephone number, a score, a fraction, a code.
fn numbered_run(words: &Words, start: usize, end: usize) -> bool {
    let slash = |at: usize| words.word(at) == "/" && words.attached(at);
    let before =
        start >= 2 && (slash(start - 1) || words.is_hyphen(start - 1) && words.attached(start)) && words.is_number(start - 2);
    let after = (slash(end) || words.is_hyphen(end) && words.attached(end)) && words.is_number(end + 1);
    before || after
}

fn measured(words: &Words, currency: Option<Named>, percent: bool, end: usize) -> Option<(Measure, usize)> {
    if let Some(named) = currency {
        return Some((Measure::Money(named), end));
    }
    if percent {
        let points = words.is_any(end, any!["point", "points"]) || words.is_hyphen(end) && words.says(end + 1, "point");
        return (!points).then_some((Measure::Percent, end));
    }
    let at = if words.is_hyphen(end) && words.attached(end) { end + 1 } else { end };
    // "14 long hours", "two full days"
    let at = if words.is_any(
        at,
        any![
            "long", "full", "whole", "straight", "consecutive", "solid", "working", "work", "calendar", "rest", "unpaid", "free",
            "single", "weekly",
        ],
    ) && period_noun(words, at + 1).is_some()
    {
        at + 1
    } else {
        at
    };
    if words.says(at, "holidays") {
        return Some((Measure::Time(PerUnit::Day), at + 1));
    }
    match period_noun(words, at) {
        Some(_) if words.is_hyphen(at + 1) && words.says(at + 2, "old") => None,
        Some(_) if words.is(at + 1, Classes::WORKER) && !words.is(at + 1, Classes::ANYBODY) && !words.is_hyphen(end) => {
            Some((Measure::Count, end))
        }
        Some(_) if words.is_any(at + 1, any!["old", "ago", "earlier", "later"]) => None,
        Some(unit) => Some((Measure::Time(unit), at + 1)),
        None => Some((Measure::Count, end)),
    }
}

/// The stretch of time that the noun at `at` names.
pub(crate) fn period_noun(words: &Words, at: usize) -> Option<PerUnit> {
    if !words.is(at, Classes::PERIOD) {
        return None;
    }
    let word = words.word(at).to_ascii_lowercase();
    let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(&word);
    match word.strip_suffix('s').unwrap_or(word) {
        "hour" | "hr" => Some(PerUnit::Hour),
        "day" | "shift" | "workday" | "night" => Some(PerUnit::Day),
        "sunday" | "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" => Some(PerUnit::Day),
        "week" | "workweek" => Some(PerUnit::Week),
        "month" => Some(PerUnit::Month),
        "year" | "yr" => Some(PerUnit::Year),
        _ => None,
    }
}

/// What a bound word does to a figure.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Bound {
    Low,
    High,
    About,
    Opens,
}

#[rustfmt::skip] // a table reads better with several entries a line
const BEFORE: &[(&str, Bound)] = &[
    ("at least", Bound::Low), ("no less than", Bound::Low), ("no fewer than", Bound::Low), ("not less than", Bound::Low), ("not fewer than", Bound::Low),
    ("upwards of", Bound::Low), ("upward of", Bound::Low), ("over", Bound::Low), ("well over", Bound::Low), ("more than", Bound::Low),
    ("greater than", Bound::Low), ("in excess of", Bound::Low), ("above", Bound::Low), ("exceeding", Bound::Low), ("exceeds", Bound::Low),
    ("exceed", Bound::Low), ("exceeded", Bound::Low), ("a minimum of", Bound::Low), ("minimum of", Bound::Low), ("minimum", Bound::Low), ("as few as", Bound::Low),
    ("as little as", Bound::Low), ("longer than", Bound::Low), ("higher than", Bound::Low), ("beyond", Bound::Low), ("not under", Bound::Low),
    ("up to", Bound::High), ("as many as", Bound::High), ("as much as", Bound::High), ("as high as", Bound::High), ("as long as", Bound::High),
    ("at most", Bound::High), ("at the most", Bound::High), ("no more than", Bound::High), ("not more than", Bound::High), ("fewer than", Bound::High), ("less than", Bound::High), ("lower than", Bound::High),
    ("under", Bound::High), ("below", Bound::High), ("a maximum of", Bound::High), ("maximum of", Bound::High), ("maximum", Bound::High), ("not exceeding", Bound::High),
    ("no longer than", Bound::High), ("not above", Bound::High), ("within", Bound::High), ("upto", Bound::High), ("not exceed", Bound::High),
    ("about", Bound::About), ("around", Bound::About), ("some", Bound::About), ("approximately", Bound::About), ("roughly", Bound::About),
    ("nearly", Bound::About), ("almost", Bound::About), ("circa", Bound::About), ("close to", Bound::About), ("closer to", Bound::About), ("nearer to", Bound::About), ("nearer", Bound::About), ("in the region of", Bound::About),
    ("an estimated", Bound::About), ("estimated", Bound::About), ("an average of", Bound::About), ("average of", Bound::About), ("averaging", Bound::About),
    ("on average", Bound::About), ("in the order of", Bound::About), ("on the order of", Bound::About), ("~", Bound::About), ("perhaps", Bound::About), ("something like", Bound::About),
    ("between", Bound::Opens), ("anywhere between", Bound::Opens), ("anywhere from", Bound::Opens), ("from", Bound::Opens), ("ranging from", Bound::Opens),
    ("a total of", Bound::Opens), ("only", Bound::Opens), ("just", Bound::Opens), ("barely", Bound::Opens),
    (">", Bound::Low), ("<", Bound::High), ("≥", Bound::Low), ("≤", Bound::High),
];

#[rustfmt::skip] // a table reads better with several entries a line
const AFTER: &[(&str, Bound)] = &[
    ("or more", Bound::Low), ("or longer", Bound::Low), ("and more", Bound::Low), ("or over", Bound::Low), ("or above", Bound::Low), ("and above", Bound::Low), ("or even more", Bound::Low),
    ("at least", Bound::Low), ("at a minimum", Bound::Low), ("or higher", Bound::Low), ("plus", Bound::Low), ("or less", Bound::High), ("or fewer", Bound::High), ("or below", Bound::High), ("or under", Bound::High),
    ("at most", Bound::High), ("at the most", Bound::High), ("at best", Bound::High), ("or so", Bound::About), ("on average", Bound::About), ("or thereabouts", Bound::About),
];

/// Adds bound words before and after, period and hedges, and makes the range.
fn finish(words: &Words, (low, high): (Decimal, Decimal), measure: Measure, core: Range<usize>) -> Option<Figure> {
    let (mut start, mut bound, mut approximate) = (core.start, None, false);
    while let Some((first, effect)) = words.phrase_before(start, BEFORE) {
        match effect {
            Bound::About => approximate = true,
            Bound::Opens if low == high && !words.is_any(first, any!["only", "just", "barely", "a"]) => break,
            Bound::Opens => {}
            Bound::Low | Bound::High if names_a_duration(words, first, measure) || part_of_a_verb(words, first) => break,
            Bound::Low | Bound::High => bound = Some(*effect),
        }
        start = first;
    }
    let (per, mut end) = period_after(words, core.end, measure);
    for at in [core.end, end] {
        if let Some((count, effect)) = bound_after(words, at) {
            match effect {
                Bound::About => approximate = true,
                other => bound = bound.or(Some(other)),
            }
            end = end.max(at + count);
        }
    }
    let (per, end) = if per.is_some() { (per, end) } else { period_after(words, end, measure) };
    let point = low == high;
    if bound == Some(Bound::Low) && nobody_before(words, start) {
        bound = Some(Bound::High);
    } else if bound == Some(Bound::High) && never_fewer(words, start) {
        bound = Some(Bound::Low);
    }
    let bounds = match bound {
        Some(Bound::Low) if point => Bounds::new(Some(low), None),
        Some(Bound::High) if point => Bounds::new(None, Some(high)),
        _ => Bounds::new(Some(low), Some(high)),
    };
    let currency = if let Measure::Money(named) = measure { Some(named.currency) } else { None };
    Some(Figure {
        bounds: bounds.ok()?,
        approximate,
        measure,
        per,
        words: start..end,
        core,
        currency,
        measured_by: MeasuredBy::Itself,
    })
}

/// "nobody received more than": an upper bound.
fn nobody_before(words: &Words, start: usize) -> bool {
    words.is_any(start, any!["more", "over", "above"])
        && (start.saturating_sub(7)..start).any(|at| {
            words.is_any(at, any!["nobody", "none", "never", "rarely", "seldom", "hardly", "scarcely"]) && at + 5 >= start
                || words.says(at, "no") && (words.says(at + 1, "one") || words.is(at + 1, Classes::WORKER))
        })
}

/// "never worked fewer than 60": a lower bound.
fn never_fewer(words: &Words, start: usize) -> bool {
    words.is_any(start, any!["fewer", "less", "under", "below"])
        && (start.saturating_sub(5)..start)
            .any(|at| words.is_any(at, any!["nobody", "never"]) || words.says(at, "no") && words.says(at + 1, "one"))
}

/// "over three years", "within two months" tell how long something took, they bound nothing.
fn names_a_duration(words: &Words, at: usize, measure: Measure) -> bool {
    matches!(measure, Measure::Time(PerUnit::Year | PerUnit::Month | PerUnit::Week))
        && words.is_any(at, any!["over", "within", "under"])
        && !words.is_any(at + 1, any!["than"])
}

/// "hand over a third", "turn over $500", "they add up to $900": the word belongs to the verb.
fn part_of_a_verb(words: &Words, at: usize) -> bool {
    let adds_up = words.says(at, "up") && at > 0 && words.is_any(at - 1, any!["add", "adds", "added", "adding"]);
    adds_up
        || words.is_any(at, any!["over", "under"])
            && at > 0
            && words.is_any(
                at - 1,
                any!["hand", "hands", "handed", "handing", "turn", "turns", "turned", "turning", "sign", "signed"],
            )
}

/// "and more than eleven a day", "or over 40": the bound belongs to the next figure.
fn opens_another(words: &Words, at: usize, end: usize) -> bool {
    words.is_any(at, any!["and", "or", "at"])
        && (words.says(end, "than") || words.is_number(end) || words.is(end, Classes::NUMBER))
}

/// "125 dinars plus overtime": what comes on top, no bound.
fn adds_something(words: &Words, at: usize) -> bool {
    words.says(at, "plus")
        && (words.is_word(at + 1) && !words.is_any(at + 1, any!["a", "per", "each", "every"]) || words.is_number(at + 1))
}

fn bound_after(words: &Words, at: usize) -> Option<(usize, Bound)> {
    if words.word(at) == "+" && words.attached(at) {
        return Some((1, Bound::Low));
    }
    AFTER
        .iter()
        .filter_map(|(phrase, bound)| words.phrase(at, phrase).map(|count| (count, *bound)))
        .filter(|(count, _)| !opens_another(words, at, at + count) && !adds_something(words, at))
        .max_by_key(|(count, _)| *count)
}

/// The period that stands behind several sums, or at the head of their sentence: "150 for the bed and 210 for meals out of each month's pay",
/// "every month $90 goes on food".
pub(crate) fn period_behind(words: &Words, figure: &Figure) -> Option<Per> {
    let long = |at: usize| period_noun(words, at).filter(|unit| *unit > PerUnit::Day);
    let opens = |at: usize| words.is_any(at, any!["each", "every", "per", "a"]);
    let from = figure.words.end;
    let end = (from..words.len().min(from + 30))
        .find(|&at| matches!(words.word(at), ";" | ":" | "("))
        .unwrap_or(words.len().min(from + 30));
    let behind = (from..end).find(|&at| opens(at) && long(at + 1).is_some());
    if let Some(at) = behind {
        let last_sum = (from..at).rev().find(|&sum| words.is_number(sum) || words.is(sum, Classes::CURRENCY));
        let of_another = last_sum.is_some_and(|sum| at - sum <= 2)
            || (from..at).any(|time| words.is(time, Classes::PERIOD.or(Classes::PERCENT)) && time > from);
        let adverbial = words.says(at, "a") && (last_sum.is_some() || at > from && words.is(at - 1, Classes::STOP));
        let per = if adverbial { None } else { long(at + 1).map(Per::each) };
        return per.filter(|_| !of_another && !crate::clause::has_finite_verb(words, (from + 1).min(at)..at));
    }
    let head = usize::from(words.is_any(0, any!["from", "of"]));
    (words.is_any(head, any!["each", "every"]) && from < 20).then(|| long(head + 1).map(Per::each)).flatten()
}

/// The period written after a figure: `a month`, `per year`, `monthly`, `/day`, `every three years`, `per worker per month`.
pub(crate) fn period_after(words: &Words, at: usize, measure: Measure) -> (Option<Per>, usize) {
    let mut here = at;
    for _ in 0..3 {
        if let Some((per, end)) = period_at(words, here, measure) {
            return (Some(per), end);
        }
        match passed_over(words, here) {
            Some(next) => here = next,
            None => break,
        }
    }
    (None, at)
}

/// The token after words that may stand between a figure and its period: "per worker", "each", "in wages", "net".
fn passed_over(words: &Words, at: usize) -> Option<usize> {
    let head = |at: usize| words.is(at, Classes::WORKER) || words.is_any(at, any!["head", "capita", "one", "of"]);
    if words.is_any(at, any!["per", "a", "for", "each", "every"]) && head(at + 1) && period_noun(words, at + 1).is_none() {
        let each = words.says(at, "for") && words.is_any(at + 1, any!["each", "every"]);
        return Some(if each { at + 3 } else { at + 2 });
    }
    if words.says(at, "of") && words.is_any(at + 1, any!["work", "labour", "labor", "overtime", "toil"]) {
        return Some(at + 2);
    }
    if words.is_any(at, any!["in", "as"]) && words.is(at + 1, Classes::PAY.or(Classes::FEE)) {
        return Some(at + 2);
    }
    if words.is_any(at, any!["in", "of"]) && words.is_any(at + 1, any!["cash", "pay", "total", "hand"]) {
        return Some(at + 2);
    }
    words.is_any(at, any!["each", "net", "gross", "apiece", "only", "total", "in"]).then_some(at + 1)
}

fn period_at(words: &Words, at: usize, measure: Measure) -> Option<(Per, usize)> {
    let each = |unit, end| Some((Per::each(unit), end));
    match words.word(at).to_ascii_lowercase().as_str() {
        "monthly" => return each(PerUnit::Month, at + 1),
        "yearly" | "annually" => return each(PerUnit::Year, at + 1),
        "daily" => return each(PerUnit::Day, at + 1),
        "weekly" => return each(PerUnit::Week, at + 1),
        "hourly" => return each(PerUnit::Hour, at + 1),
        "quarterly" => return Some((quarter(), at + 1)),
        "per" if words.says(at + 1, "annum") => return each(PerUnit::Year, at + 2),
        _ => {}
    }
    let now_and_then = if words.says(at, "in") { at + 1 } else { at };
    if matches!(measure, Measure::Time(PerUnit::Hour)) && words.is_any(now_and_then, any!["some", "most", "many"]) {
        let unit = period_noun(words, now_and_then + 1).filter(|unit| *unit > PerUnit::Hour)?;
        return each(unit, now_and_then + 2);
    }
    let hyphened = words.is_hyphen(at) && words.attached(at) && words.says(at + 1, "a") && words.is_hyphen(at + 2);
    if hyphened {
        let unit = period_noun(words, at + 3)?;
        return each(unit, at + 4);
    }
    let opens = words.is_any(at, any!["a", "an", "per", "each", "every"]) || words.word(at) == "/";
    if opens {
        return counted_period(words, at + 1, words.is_any(at, any!["per", "every"]));
    }
    let days = matches!(measure, Measure::Time(PerUnit::Day));
    if let Some(count) = words.any_phrase(at, &["in seven", "in every seven", "out of seven", "in each seven"]).filter(|_| days) {
        return each(PerUnit::Week, at + count);
    }
    let spell = words.is_any(at, any!["for", "over"]) && matches!(measure, Measure::Money(_));
    if spell {
        let after = if words.is_any(at + 1, any!["a", "the", "each", "every"]) { at + 2 } else { at + 1 };
        let years = years_of(words, after);
        if years.is_some() {
            return years;
        }
        if let Some(count) =
            words.any_phrase(at + 1, &["a day's work", "a day’s work", "a day of work", "the whole day", "a full day"])
        {
            return each(PerUnit::Day, at + 1 + count);
        }
    }
    if days && words.is_any(at, any!["in", "for", "over", "every"]) {
        let stretch = stretch_of_time(words, at);
        if stretch.is_some() {
            return stretch;
        }
    }
    let in_the_whole = words.is_any(at, any!["in", "during"]) && words.is_any(at + 1, any!["the", "a", "each", "every", "any"]);
    if in_the_whole && matches!(measure, Measure::Time(PerUnit::Day)) {
        if words.says(at + 2, "fortnight") {
            return counted_period(words, at + 2, false);
        }
        let noun = if words.is_any(at + 2, any!["whole", "entire", "given", "calendar"]) { at + 3 } else { at + 2 };
        let unit = period_noun(words, noun).filter(|unit| *unit > PerUnit::Day)?;
        return each(unit, noun + 1);
    }
    let in_each = words.is_any(at, any!["in", "for"])
        && words.is_any(at + 1, any!["a", "each", "every", "the"])
        && !matches!(measure, Measure::Time(_));
    if in_each && words.is_any(at + 1, any!["each", "every", "a"]) {
        return counted_period(words, at + 2, words.says(at + 1, "every"));
    }
    None
}

/// "in fourteen months", "for three weeks": the stretch that the preposition at `at` opens, and the token after it.
pub(crate) fn stretch_of_time(words: &Words, at: usize) -> Option<(Per, usize)> {
    if !words.is_any(at, any!["in", "for", "over", "during", "every", "within"]) {
        return None;
    }
    let from = if words.is_any(at + 1, any!["about", "almost", "nearly", "the", "her", "his", "my", "their", "all"]) {
        at + 2
    } else {
        at + 1
    };
    let from = if words.is_any(from, any!["first", "last", "past"]) { from + 1 } else { from };
    let count = number(words, from, false).filter(|count| count.value.scale() == 0)?;
    let unit = period_noun(words, count.end).filter(|unit| *unit > PerUnit::Day)?;
    Some((Per::every(u16::try_from(count.value.trunc().mantissa()).ok()?, unit)?, count.end + 1))
}

/// "three years", "three-year contract" behind a sum: what it covers.
fn years_of(words: &Words, at: usize) -> Option<(Per, usize)> {
    let count = number(words, at, false).filter(|count| count.value.scale() == 0 && count.value <= Decimal::TEN)?;
    let noun = if words.is_hyphen(count.end) { count.end + 1 } else { count.end };
    let unit = period_noun(words, noun).filter(|unit| *unit == PerUnit::Year)?;
    let end = if noun > count.end && words.is_any(noun + 1, any!["contract", "stint", "term", "stay", "assignment", "posting"]) {
        noun + 2
    } else {
        noun + 1
    };
    Some((Per::every(u16::try_from(count.value.mantissa()).ok()?, unit)?, end))
}

/// A quarter of a year.
fn quarter() -> Per {
    Per::every(3, PerUnit::Month).expect("three is more than none")
}

fn counted_period(words: &Words, at: usize, may_count: bool) -> Option<(Per, usize)> {
    if words.says(at, "fortnight") {
        return Some((Per::every(2, PerUnit::Week)?, at + 1));
    }
    if words.is_any(at, any!["single", "calendar", "working", "work", "full"])
        && let Some(unit) = period_noun(words, at + 1)
    {
        return Some((Per::each(unit), at + 2));
    }
    if let Some(unit) = period_noun(words, at) {
        let elapsed = words.is_any(at + 1, any!["later", "ago", "earlier", "before", "after"]) && unit > PerUnit::Day;
        return if elapsed && words.is_any(at + 1, any!["later", "ago", "earlier"]) {
            None
        } else {
            Some((Per::each(unit), at + 1))
        };
    }
    if may_count
        && words.is_any(at, any!["second", "other"])
        && let Some(unit) = period_noun(words, at + 1)
    {
        return Some((Per::every(2, unit)?, at + 2));
    }
    if words.says(at, "quarter") && !words.says(at + 1, "of") {
        return Some((quarter(), at + 1));
    }
    let count = number(words, at, false).filter(|_| may_count)?;
    let unit = period_noun(words, count.end)?;
    let count_units = u16::try_from(count.value.trunc().mantissa()).ok().filter(|_| count.value.scale() == 0)?;
    if unit == PerUnit::Month && count_units == 12 {
        return Some((Per::each(PerUnit::Year), count.end + 1));
    }
    Some((Per::every(count_units, unit)?, count.end + 1))
}

/// The two clock times that bound a working day, as whole and half hours between them: `from 7 a.m. to 10 p.m.`, `05:00 to 22:00`.
pub(crate) fn working_day(words: &Words) -> Option<(Decimal, Range<usize>)> {
    (0..words.len()).find_map(|at| {
        let (start, end) = time_of_day(words, at).or_else(|| bare_hour(words, at))?;
        let (stop, last) = time_of_day(words, until(words, end)?)?;
        let minutes = if stop > start { stop - start } else { stop + 24 * 60 - start };
        let hours = Decimal::from(minutes) / Decimal::from(60);
        (minutes % 30 == 0 && minutes >= 240).then_some((hours.normalize(), at..last))
    })
}

/// "from five until midnight": an hour of the morning, where only the other end says what time of day it is.
fn bare_hour(words: &Words, at: usize) -> Option<(i64, usize)> {
    let hour = number(words, at, false).filter(|hour| hour.value.scale() == 0 && hour.value <= Decimal::from(11))?;
    let from = at > 0 && words.says(at - 1, "from") && words.is_any(hour.end, any!["to", "until", "till"]);
    let starts = at > 1
        && words.says(at - 1, "at")
        && words.is_any(at - 2, any!["start", "starts", "started", "begin", "begins", "began"])
        && words.is_any(hour.end, any!["and", "until"]);
    let leads = from || starts;
    let value = i64::try_from(hour.value.mantissa()).ok().filter(|hour| *hour >= 3)?;
    leads.then_some((value * 60, hour.end))
}

/// The token after the words that lead from one time to the next: "to", "until", "and worked until".
fn until(words: &Words, at: usize) -> Option<usize> {
    if words.is_hyphen(at) {
        return Some(at + 1);
    }
    let leads = (at..at + 5).find(|&here| words.is_any(here, any!["to", "until", "till", "through", "at"]))?;
    let between = (at..leads).all(|here| {
        words.is_any(
            here,
            any![
                "and", "we", "they", "worked", "work", "works", "working", "every", "day", "or", "then", "finished", "finish",
                "ended", "stopped", "stop", "stops",
            ],
        )
    });
    between.then_some(leads + 1)
}

/// "half past five", "a quarter to six in the morning": minutes from midnight; an hour of the morning where nothing tells otherwise.
fn spoken_time(words: &Words, at: usize) -> Option<(i64, usize)> {
    let (offset, from) = match () {
        () if words.phrase(at, "half past").is_some() => (30, at + 2),
        () if words.phrase(at, "a quarter past").is_some() => (15, at + 3),
        () if words.phrase(at, "a quarter to").is_some() => (-15, at + 3),
        () => return None,
    };
    let hour = number(words, from, false).filter(|hour| hour.value.scale() == 0 && hour.value <= Decimal::from(12))?;
    let hour_value = i64::try_from(hour.value.mantissa()).ok()?;
    let half_days: [(&str, i64); 5] =
        [("in the morning", 0), ("in the evening", 12), ("in the afternoon", 12), ("at night", 12), ("p.m.", 12)];
    let found = half_days.iter().find_map(|(phrase, add)| words.phrase(hour.end, phrase).map(|count| (*add, count)));
    let (afternoon, count) = found.unwrap_or((0, 0));
    Some(((hour_value % 12 + afternoon) * 60 + offset, hour.end + count))
}

/// `4.30 in the morning`, `10.30 p.m.`
fn dotted_time(words: &Words, at: usize) -> Option<(i64, usize)> {
    let (hour, minute) = words.word(at).split_once('.').filter(|(_, minute)| minute.len() == 2)?;
    let (hour, minute): (i64, i64) = (hour.parse().ok()?, minute.parse().ok()?);
    let half_days: [(&str, i64); 7] =
        [("a.m.", 0), ("am", 0), ("p.m.", 12), ("pm", 12), ("in the morning", 0), ("in the evening", 12), ("at night", 12)];
    let (count, afternoon) =
        half_days.iter().find_map(|(phrase, afternoon)| words.phrase(at + 1, phrase).map(|count| (count, *afternoon)))?;
    (hour <= 12 && minute < 60).then_some(((hour % 12 + afternoon) * 60 + minute, at + 1 + count))
}

/// A time of day in minutes and the token after it: `7 a.m.`, `10:30 pm`, `22:00`, `five in the morning`.
fn time_of_day(words: &Words, at: usize) -> Option<(i64, usize)> {
    if words.says(at, "midnight") {
        return Some((0, at + 1));
    }
    if words.is_any(at, any!["noon", "midday"]) {
        return Some((12 * 60, at + 1));
    }
    if let Some(told) = spoken_time(words, at) {
        return Some(told);
    }
    if let Some((minutes, end)) = dotted_time(words, at) {
        return Some((minutes, end));
    }
    let hour = number(words, at, false).filter(|hour| hour.value.scale() == 0 && hour.value <= Decimal::from(24))?;
    let hour_value = i64::try_from(hour.value.mantissa()).ok()?;
    let (minute, end) = match words.word(hour.end) == ":" && words.is_number(hour.end + 1) {
        true => (words.word(hour.end + 1).parse::<i64>().ok().filter(|minute| *minute < 60)?, hour.end + 2),
        false => (0, hour.end),
    };
    let colon = end > hour.end;
    if words.is_any(end, any!["a.m.", "am", "a.m"]) {
        return Some((hour_value % 12 * 60 + minute, end + 1));
    }
    if words.is_any(end, any!["p.m.", "pm", "p.m"]) {
        return Some(((hour_value % 12 + 12) * 60 + minute, end + 1));
    }
    for (phrase, afternoon) in [("in the morning", 0), ("in the evening", 12), ("at night", 12), ("in the afternoon", 12)] {
        if let Some(count) = words.phrase(end, phrase) {
            return Some(((hour_value % 12 + afternoon) * 60 + minute, end + count));
        }
    }
    colon.then_some((hour_value * 60 + minute, end))
}
