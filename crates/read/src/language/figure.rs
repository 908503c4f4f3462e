//! Figures: numbers with their bounds, range, unit and period.

use super::date::Dated;
use super::item::{Case, Item};
use super::letters::Letters;
use super::numeral::Numeral;
use super::tags::Tags;
use evidence::{Currency, Per, PerUnit, Range as Bounds};
use rust_decimal::Decimal;
use std::ops::Range;

/// What a figure measures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Measure {
    Money(Currency),
    Percent,
    /// People, with the item that names them where it stands behind the number.
    People(Option<usize>),
    Time(PerUnit),
    /// A number by itself.
    Bare,
}

/// A figure and the items it is made of.
#[derive(Debug, Clone)]
pub(crate) struct Figure {
    /// All of it: bounds, number, unit, period behind it.
    pub items: Range<usize>,
    /// The numbers.
    pub core: Range<usize>,
    pub bounds: Bounds,
    pub approximate: bool,
    pub measure: Measure,
    pub per: Option<Per>,
}

impl Figure {
    /// The money of a sum.
    pub(crate) fn currency(&self) -> Option<Currency> {
        match self.measure {
            Measure::Money(currency) => Some(currency),
            _ => None,
        }
    }
}

/// All figures of a sentence, in order; what is part of a date, a name or an age is none.
pub(crate) fn figures(items: &[Item], letters: &Letters, dates: &[Dated]) -> Vec<Figure> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < items.len() {
        if let Some(date) = dates.iter().find(|date| date.items.contains(&at)) {
            at = date.items.end;
            continue;
        }
        let (figure, next) = figure_at(items, letters, at);
        at = next.max(at + 1);
        found.extend(figure);
    }
    lend_units(items, &mut found);
    lend_units_on(items, letters, &mut found);
    same_yuan(items, letters, &mut found);
    for figure in &mut found {
        people_of_those(items, letters, figure);
        and_a_year(items, letters, figure);
    }
    join_lengths(items, letters, join_ends(items, found))
}

/// "新台币两万元……扣三千元": a bare 元 behind one that was named is of the same money.
fn same_yuan(items: &[Item], letters: &Letters, figures: &mut [Figure]) {
    let mut named: Option<Currency> = None;
    for figure in figures {
        let Measure::Money(currency) = figure.measure else { continue };
        if matches!(currency.code(), "TWD" | "HKD" | "SGD") {
            named = Some(currency);
        }
        if let Some(named) = named.filter(|_| is_bare_yuan(items, letters, figure)) {
            figure.measure = Measure::Money(named);
        }
    }
}

/// Makes `currency` of every sum in a 元 or 块 of no named country.
pub(crate) fn bare_yuan_is(items: &[Item], letters: &Letters, currency: Currency, figures: &mut [Figure]) {
    for figure in figures.iter_mut().filter(|figure| is_bare_yuan(items, letters, figure)) {
        figure.measure = Measure::Money(currency);
    }
}

fn is_bare_yuan(items: &[Item], letters: &Letters, figure: &Figure) -> bool {
    let bare = |unit: &Item| {
        matches!(letters.at(unit.at.start), '元' | '块') && matches!(letters.at(unit.at.end - 1), '元' | '块' | '钱')
    };
    let unsigned = figure.core.start == 0 || !items[figure.core.start - 1].is(Tags::CURRENCY);
    let yuan = figure.currency().is_some_and(|currency| currency.code() == "CNY");
    yuan && unsigned && items.get(figure.core.end).is_some_and(bare)
}

/// "по десять, а то и по двенадцать часов": a bare number at the end of its clause has the unit of the next.
fn lend_units(items: &[Item], figures: &mut [Figure]) {
    for index in (1..figures.len()).rev() {
        let (first, next) = (&figures[index - 1], &figures[index]);
        let between = first.items.end..next.items.start.max(first.items.end);
        let lends = matches!(next.measure, Measure::Time(PerUnit::Hour) | Measure::Money(_));
        let closed = items.get(between.start).is_some_and(|item| item.is(Tags::BREAK)) && between.len() <= 4;
        let clear = items[between.clone()].iter().all(|item| item.number.is_none() && !item.is(NOUNS));
        if lends && first.measure == Measure::Bare && closed && clear && plain(first) {
            figures[index - 1].measure = next.measure;
        }
    }
}

/// "по двенадцать часов, а летом и по пятнадцать", "70 процентов …, ещё 10 — бригадиру": a bare number has the unit of the one before.
fn lend_units_on(items: &[Item], letters: &Letters, figures: &mut [Figure]) {
    for index in 1..figures.len() {
        let (first, next) = (&figures[index - 1], &figures[index]);
        let says = |at: usize, words: &[&str]| words.iter().any(|word| letters.says(items[at].at.start, word));
        let before = next.core.start.checked_sub(1);
        let most = next.bounds.high().or(next.bounds.low()).unwrap_or_default();
        let closed = items
            .get(next.items.end)
            .is_none_or(|item| item.is(Tags::BREAK.or(Tags::THROUGH)) || item.at.len() == 1 && !item.unknown);
        let fits = match first.measure {
            Measure::Time(PerUnit::Hour) => {
                most <= Decimal::from(24)
                    && before.is_some_and(|at| {
                        items[at].is(Tags::HIGH_BEFORE.or(Tags::LOW_BEFORE)) || says(at, &["по ", "и ", "все "])
                    })
            }
            Measure::Percent => {
                most <= Decimal::from(100) && before.is_some_and(|at| says(at, &["еще ", "другие ", "остальные ", "и "]))
            }
            Measure::Money(_) => {
                let heads = |at: usize| items.get(at).is_some_and(|item| item.is(Tags::HEAD.or(Tags::WEAK_HEAD)));
                let end = next.items.end;
                let for_a_head = end < items.len() && says(end, &["за ", "на "]) && heads(end + 1);
                if for_a_head && most < first.bounds.low().or(first.bounds.high()).unwrap_or_default() {
                    figures[index].measure = first.measure;
                    continue;
                }
                false
            }
            _ => false,
        };
        let near = next.items.start.saturating_sub(first.items.end) <= 9;
        if next.measure == Measure::Bare && closed && fits && near {
            figures[index].measure = first.measure;
        }
    }
}

/// "двадцать девять из них сообщили": people, as what they do shows.
fn people_of_those(items: &[Item], letters: &Letters, figure: &mut Figure) {
    let end = figure.items.end;
    let those = ["из них", "из нас", "из которых"]
        .iter()
        .any(|word| items.get(end).is_some_and(|item| letters.says(item.at.start, word)));
    let deeds = Tags::SAY.or(Tags::RECEIVE).or(Tags::GIVE).or(Tags::WORK);
    let do_as_people = those && items.iter().take(end + 4).skip(end + 1).any(|item| item.is(deeds));
    let start = figure.core.start;
    let of_us = (start.saturating_sub(3)..start).any(|at| letters.says(items[at].at.start, "нас "))
        && start > 0
        && letters.says(items[start - 1].at.start, "было ")
        && items.get(end).is_none_or(|next| next.is(Tags::BREAK) || next.at.len() == 1);
    if figure.measure == Measure::Bare && (do_as_people || of_us) {
        figure.measure = Measure::People(None);
    }
}

/// "一年零四个月": the year before months, which by itself is a period.
fn and_a_year(items: &[Item], letters: &Letters, figure: &mut Figure) {
    let start = figure.items.start;
    let joins = |at: usize| matches!(letters.at(items[at].at.start), '零' | '又');
    let apart = if joins(start) { 1 } else { 2 };
    let Some(year) = start.checked_sub(apart).filter(|_| figure.measure == Measure::Time(PerUnit::Month)) else { return };
    let joined = joins(year + 1) && letters.says(items[year].at.start, "一年");
    let (Some(low), Some(high)) = (figure.bounds.low(), figure.bounds.high()) else { return };
    let months = |end: Decimal| (Decimal::ONE + end / Decimal::from(12)).round_dp(2);
    if joined && let Ok(bounds) = Bounds::new(Some(months(low)), Some(months(high))) {
        figure.bounds = bounds;
        figure.measure = Measure::Time(PerUnit::Year);
        figure.items.start = year;
    }
}

/// "적게는 300달러에서 많게는 1,200달러", "少则三千，多则八千": a least and a most of one measure are the ends of one range.
fn join_ends(items: &[Item], figures: Vec<Figure>) -> Vec<Figure> {
    let mut joined: Vec<Figure> = Vec::with_capacity(figures.len());
    for figure in figures {
        match joined.last_mut() {
            Some(least) if is_range(items, least, &figure) => {
                least.bounds = Bounds::new(least.bounds.low(), figure.bounds.high()).unwrap_or(least.bounds);
                least.measure = figure.measure;
                (least.items.end, least.core.end) = (figure.items.end, figure.core.end);
                (least.per, least.approximate) = (least.per.or(figure.per), least.approximate || figure.approximate);
            }
            _ => joined.push(figure),
        }
    }
    joined
}

fn is_range(items: &[Item], least: &Figure, most: &Figure) -> bool {
    let between = least.items.end..most.items.start.max(least.items.end);
    let open = least.bounds.high().is_none() && most.bounds.low().is_none() && least.bounds.low() < most.bounds.high();
    let same = least.measure == most.measure || least.measure == Measure::Bare;
    let named = items[least.items.start].is(Tags::LOW_BEFORE) && items[most.items.start].is(Tags::HIGH_BEFORE);
    open && same
        && named
        && between.len() <= 2
        && items[between].iter().all(|item| item.is(Tags::BREAK.or(Tags::FROM)) || item.at.len() <= 1)
}

/// "1년 10개월", "два года и восемь месяцев": one length, in years.
fn join_lengths(items: &[Item], letters: &Letters, figures: Vec<Figure>) -> Vec<Figure> {
    let mut joined: Vec<Figure> = Vec::with_capacity(figures.len());
    for figure in figures {
        let whole = joined.last().and_then(|years| in_years(items, letters, years, &figure));
        match (whole, joined.last_mut()) {
            (Some(whole), Some(last)) => *last = whole,
            _ => joined.push(figure),
        }
    }
    joined
}

fn in_years(items: &[Item], letters: &Letters, years: &Figure, months: &Figure) -> Option<Figure> {
    let measures = (years.measure, months.measure) == (Measure::Time(PerUnit::Year), Measure::Time(PerUnit::Month));
    let between = years.items.end..months.items.start;
    let close =
        between.is_empty() || between.len() == 1 && matches!(letters.at(items[between.start].at.start), 'и' | '零' | '又');
    let (years_told, months_told) = (years.bounds.low()?, months.bounds.low()?);
    let exact = years.bounds.is_point() && months.bounds.is_point() && months_told < Decimal::from(12);
    let part = months_told.checked_div(Decimal::from(12))?.round_dp(2);
    (measures && close && exact).then(|| Figure {
        items: years.items.start..months.items.end,
        core: years.core.start..months.core.end,
        bounds: Bounds::exactly(years_told + part),
        approximate: years.approximate || months.approximate,
        ..years.clone()
    })
}

const NOUNS: Tags =
    Tags::WORKER.or(Tags::OTHERS).or(Tags::THING).or(Tags::NATIONAL).or(Tags::PAY).or(Tags::HEAD).or(Tags::WEAK_HEAD);

/// Neither a year nor a number of a few.
fn plain(figure: &Figure) -> bool {
    let value = figure.bounds.low().or(figure.bounds.high()).unwrap_or_default();
    value >= Decimal::TEN && !(Decimal::from(1900)..Decimal::from(2100)).contains(&value)
}

/// A number, and the items it takes with its other end.
struct Span {
    low: Numeral,
    high: Option<Numeral>,
    end: usize,
    /// The item that gives the unit, where it stands behind the first number.
    unit: Option<usize>,
}

fn figure_at(items: &[Item], letters: &Letters, at: usize) -> (Option<Figure>, usize) {
    let item = &items[at];
    if item.is(Tags::FRACTION) {
        // "5시 반": half an hour
        let half_past = at > 0 && items[at - 1].is(Tags::CLOCK);
        return (fraction(items, at).filter(|_| !half_past), at + 1);
    }
    if item.is(Tags::DAYS) && !before_a_figure(items, at) {
        return (days(items, at), at + 1);
    }
    if item.is(Tags::LENGTH) {
        let years = item.value.parse().ok().map(|years| exactly(at..at + 1, years, Measure::Time(PerUnit::Year)));
        return (years, at + 1);
    }
    let Some(low) = item.number else { return (None, at + 1) };
    let span = span_at(items, at, low);
    if names_something(items, letters, at, span.end) {
        return (None, span.end);
    }
    let (figure, end) = measured(items, letters, at, span);
    (figure, end)
}

/// "하루 14시간": a day that a figure follows is its period.
fn before_a_figure(items: &[Item], at: usize) -> bool {
    items[at].is(Tags::PER)
        && (at + 1..items.len().min(at + 5))
            .take_while(|&next| {
                !is_list_comma(&items[next]) && !items[next].is(Tags::REST.or(Tags::BREAK).or(Tags::ONLY).or(Tags::DAYS))
            })
            .any(|next| items[next].number.is_some())
}

/// `、`, which the item of one unlisted letter is.
fn is_list_comma(item: &Item) -> bool {
    item.at.len() == 1 && item.tags == Tags::NONE && !item.unknown && item.number.is_none()
}

fn exactly(items: Range<usize>, value: Decimal, measure: Measure) -> Figure {
    Figure { core: items.clone(), items, bounds: Bounds::exactly(value), approximate: false, measure, per: None }
}

fn fraction(items: &[Item], at: usize) -> Option<Figure> {
    let value: Decimal = items[at].value.parse().ok()?;
    let mut figure = exactly(at..at + 1, value, Measure::Percent);
    bound_before(items, &mut figure);
    bound_after(items, &mut figure);
    Some(figure)
}

fn days(items: &[Item], at: usize) -> Option<Figure> {
    let value = items[at].value.parse().unwrap_or(Decimal::ONE);
    let mut figure = exactly(at..at + 1, value, Measure::Time(PerUnit::Day));
    bound_before(items, &mut figure);
    bound_after(items, &mut figure);
    Some(figure)
}

const UNIT: Tags = Tags::CURRENCY.or(Tags::PERCENT).or(Tags::TIME).or(Tags::COUNTER);

fn span_at(items: &[Item], at: usize, low: Numeral) -> Span {
    let is = |at: usize, tags| items.get(at).is_some_and(|item: &Item| item.is(tags));
    let number = |at: usize| items.get(at).and_then(|item| item.number);
    let linked = |link: usize| is(link, Tags::THROUGH) || is(link, Tags::HIGH_BEFORE) && at > 0 && is(at - 1, Tags::FROM);
    let mut unit = at + 1;
    if is(unit, Tags::NEAR_AFTER) && is(unit + 1, UNIT) {
        unit += 1;
    }
    let upto = low.upto.map(|upto| Numeral { value: upto, ..low });
    let single = Span { low, high: upto, end: at + 1, unit: None };
    if linked(at + 1) {
        // "300-$1000", "от 300 до $1000"
        let second = if is(at + 2, Tags::CURRENCY) { at + 3 } else { at + 2 };
        if let Some(high) = number(second) {
            return ranged(single, high, second + 1, None);
        }
    }
    if is(unit, UNIT) {
        let by_case = matches!(items[unit].case, Case::At | Case::From);
        if linked(unit + 1) {
            let second = if is(unit + 2, Tags::CURRENCY) { unit + 3 } else { unit + 2 };
            if let Some(high) = number(second) {
                return ranged(single, high, second + 1, Some(unit));
            }
        } else if by_case
            && let Some(high) = number(unit + 1)
            && items
                .get(unit + 2)
                .is_some_and(|other| other.is(UNIT) && other.value == items[unit].value && other.case != Case::To)
            && high.value > low.value
        {
            return ranged(single, high, unit + 2, Some(unit));
        }
    }
    if matches!(items[at].case, Case::At | Case::From)
        && let Some(high) = number(at + 1)
    {
        return ranged(single, high, at + 2, None);
    }
    single
}

/// "3~5만": the first number has the scale of the second, unless it has one of its own.
fn ranged(single: Span, high: Numeral, end: usize, unit: Option<usize>) -> Span {
    let mut low = single.low;
    let coefficient = high.value.checked_div(high.scale).unwrap_or(high.value);
    if low.scale == Decimal::ONE
        && high.scale > Decimal::ONE
        && low.value < coefficient
        && let Some(value) = low.value.checked_mul(high.scale)
    {
        low.value = value;
    }
    if low.value >= high.value {
        return single;
    }
    Span { low, high: Some(high), end, unit }
}

/// A number of a room, a resolution, an article; an age; a telephone; a date without a year.
fn names_something(items: &[Item], letters: &Letters, at: usize, end: usize) -> bool {
    let before = at.checked_sub(1).map(|before| &items[before]);
    if before.is_some_and(|before| before.is(Tags::NAMED_BEFORE)) {
        return true;
    }
    let glued = before.is_some_and(|before| {
        !items[at].spaced && (letters.at(before.at.end - 1).is_ascii_alphabetic() && !before.is(Tags::CURRENCY))
    });
    let signed = before.is_some_and(|before| {
        !items[at].spaced && before.at.len() == 1 && matches!(letters.at(before.at.start), '#' | '+' | '№')
    });
    let Some(after) = items.get(end) else { return glued || signed };
    let opens = before.is_some_and(|before| before.at.len() == 1 && matches!(letters.at(before.at.start), '(' | '（'));
    let closes = after.at.len() == 1 && matches!(letters.at(after.at.start), '·' | ',' | '，' | '、' | ')' | '）');
    let years = items[at].number.is_some_and(|number| number.value >= Decimal::TEN && number.value < Decimal::ONE_HUNDRED);
    // "쩐반(34·가명)은": how old the person is that is named before
    if opens && closes && years && end == at + 1 && at.checked_sub(2).is_some_and(|name| items[name].unknown) {
        return true;
    }
    let ordinal = !after.spaced
        && after.is(Tags::THROUGH)
        && items.get(end + 1).is_some_and(|next| next.unknown && !next.spaced && next.at.len() <= 3);
    let sign = |item: &Item, signs: [char; 2]| item.at.len() == 1 && !item.spaced && signs.contains(&letters.at(item.at.start));
    let day = sign(after, ['일', '日']) && before.is_some_and(|before| sign(before, ['월', '月']));
    let month = sign(after, ['월', '月']) || day;
    glued
        || signed
        || ordinal
        || month
        || after.is(Tags::NAMED_AFTER.or(Tags::AGE).or(Tags::CLOCK))
        || after.is(Tags::MONTH) && !after.value.is_empty()
}

/// A figure, and the item after it; no figure where it is no more than a size.
fn measured(items: &[Item], letters: &Letters, at: usize, span: Span) -> (Option<Figure>, usize) {
    let vague = span.low.vague || span.high.is_some_and(|high| high.vague);
    let about = span.low.about || span.high.is_some_and(|high| high.about);
    let (near, end) = past_hedges(items, span.end);
    let mut found = unit_behind(items, letters, at, end).unwrap_or(Measured { start: at, end, ..Measured::default() });
    found.approximate = about || near;
    if found.measure.is_none() {
        measure_elsewhere(items, letters, at, &span, &mut found);
    }
    let Measured { measure, start, mut end, factor, approximate } = found;
    let measure = measure
        .or_else(|| rest_or_dead(items, end, span.low.words))
        .or_else(|| people_behind(items, letters, end).map(|head| Measure::People(Some(head))))
        .or_else(|| is_collective(letters, &items[at]).then_some(Measure::People(None)))
        .unwrap_or(Measure::Bare);
    let half = matches!(measure, Measure::Time(_)) && items.get(end).is_some_and(|item| is_half(letters, item));
    end += usize::from(half);
    let bounds = bounds(&span, factor).and_then(|bounds| if half { half_more(bounds) } else { Some(bounds) });
    let (Some(bounds), false) = (bounds, vague) else { return (None, end) };
    let mut figure = Figure { items: start..end, core: at..span.end, bounds, approximate, measure, per: None };
    bound_before(items, &mut figure);
    if letters.at(items[at].at.start).is_ascii_digit() || super::letters::is_han(letters.at(items[at].at.start)) {
        bound_before_verb(items, &mut figure);
    }
    bound_after(items, &mut figure);
    period_after(items, letters, &mut figure);
    let next = figure.items.end;
    (Some(figure), next)
}

/// What a number measures as far as it is told, and the items that tell it.
struct Measured {
    measure: Option<Measure>,
    start: usize,
    end: usize,
    /// What the number is multiplied by: ten where it counts tenths in percent.
    factor: Decimal,
    approximate: bool,
}

impl Default for Measured {
    fn default() -> Self {
        Measured { measure: None, start: 0, end: 0, factor: Decimal::ONE, approximate: false }
    }
}

/// Past "some" and a dash behind a number that ends before `end`, up to its unit; and whether "some" stood there.
fn past_hedges(items: &[Item], mut end: usize) -> (bool, usize) {
    let near = items.get(end).is_some_and(|item| item.is(Tags::NEAR_AFTER))
        && items.get(end + 1).is_some_and(|next| next.is(UNIT.or(Tags::WORKER)));
    end += usize::from(near);
    let dash = items.get(end).is_some_and(|item| item.is(Tags::THROUGH) && !item.spaced)
        && items.get(end + 1).is_some_and(|next| next.is(Tags::TIME) && !next.spaced);
    (near, end + usize::from(dash))
}

/// The unit right behind the number that begins at item `at`.
fn unit_behind(items: &[Item], letters: &Letters, at: usize, end: usize) -> Option<Measured> {
    let item = items.get(end)?;
    let unit = |measure| Some(Measured { measure, start: at, end: end + 1, ..Measured::default() });
    match () {
        () if item.is(Tags::CURRENCY) => {
            // "新台币八万元": the sign before the number says which dollars or yuan
            let named = at.checked_sub(1).filter(|&before| {
                let own = before == 0 || items[before - 1].number.is_none();
                items[before].is(Tags::CURRENCY) && own && letters.at(item.at.start) == '元'
            });
            let measure = currency(named.map_or(item.value, |before| items[before].value));
            unit(measure).map(|found| Measured { start: named.unwrap_or(at), ..found })
        }
        () if item.is(Tags::PERCENT) => {
            let factor = item.value.parse().unwrap_or(Decimal::ONE);
            unit(Some(Measure::Percent)).map(|found| Measured { factor, ..found })
        }
        () if item.is(Tags::TIME) => unit(time(item.value)),
        () if item.is(Tags::COUNTER) => unit(Some(Measure::People(None))),
        () => None,
    }
}

/// Looks for what a number measures before it, in the unit of its range, or turned round.
fn measure_elsewhere(items: &[Item], letters: &Letters, at: usize, span: &Span, found: &mut Measured) {
    // "13 млн рублей 240 работникам": the money is of the number before it
    let taken = |sign: usize| sign > 0 && items[sign - 1].number.is_some() && items[sign].at.len() > 1;
    let before = at.checked_sub(1);
    if let Some(sign) = before.filter(|&before| items[before].is(Tags::CURRENCY) && !taken(before)) {
        found.start = sign;
        found.measure = currency(items[sign].value);
    }
    let of_range = |unit: usize| currency(items[unit].value).or_else(|| time(items[unit].value));
    found.measure = found.measure.or_else(|| span.unit.and_then(of_range));
    if found.measure.is_some() {
        return;
    }
    if let Some(sign) = before.filter(|&before| items[before].is(Tags::PERCENT)) {
        found.start = sign;
        found.measure = Some(Measure::Percent);
    } else if let Some((sign, measure)) = turned_round(items, letters, at, found.end) {
        found.start = sign;
        found.approximate = true;
        found.measure = Some(measure);
    }
}

/// "반", "半" behind a length of time.
fn is_half(letters: &Letters, item: &Item) -> bool {
    item.at.len() == 1 && matches!(letters.at(item.at.start), '반' | '半')
}

fn bounds(span: &Span, factor: Decimal) -> Option<Bounds> {
    let low = span.low.value.checked_mul(factor)?;
    let high = span.high.map_or(Some(low), |high| high.value.checked_mul(factor))?;
    Bounds::new(Some(low), Some(high)).ok()
}

/// "삼 년 반", "五年半".
fn half_more(bounds: Bounds) -> Option<Bounds> {
    let more = |end: Option<Decimal>| end.and_then(|end| end.checked_add(Decimal::new(5, 1)));
    Bounds::new(more(bounds.low()), more(bounds.high())).ok()
}

fn currency(code: &str) -> Option<Measure> {
    code.parse().ok().map(Measure::Money)
}

fn time(name: &str) -> Option<Measure> {
    unit_of_time(name).map(Measure::Time)
}

pub(crate) fn unit_of_time(name: &str) -> Option<PerUnit> {
    PerUnit::ALL.into_iter().find(|unit| unit.name() == name)
}

/// "часов по тринадцать", "рублей двести", "человек двадцать": in Russian the unit before its number makes it about.
fn turned_round(items: &[Item], letters: &Letters, at: usize, end: usize) -> Option<(usize, Measure)> {
    let distributed = at > 0 && letters.says(items[at - 1].at.start, "по ");
    let sign = at.checked_sub(1 + usize::from(distributed))?;
    let genitive =
        ["часов", "рублей", "долларов", "человек", "тысяч"].iter().any(|word| letters.says(items[sign].at.start, word));
    let numbered = sign > 0 && items[sign - 1].number.is_some();
    let closed = items.get(end).is_none_or(|next| next.is(Tags::BREAK.or(Tags::PER)) || next.at.len() == 1);
    if !genitive || numbered || !closed || items[sign].is(Tags::CLOCK) {
        return None;
    }
    let measure = match items[sign].tags {
        tags if tags.meets(Tags::TIME) => time(items[sign].value),
        tags if tags.meets(Tags::CURRENCY) => currency(items[sign].value),
        tags if tags.meets(Tags::COUNTER) => Some(Measure::People(None)),
        _ => None,
    };
    measure.map(|measure| (sign, measure))
}

/// "двое", "шестерых": these numerals of Russian count people.
fn is_collective(letters: &Letters, item: &Item) -> bool {
    const STEMS: [&str; 9] = ["дво", "тро", "четвер", "пятер", "шестер", "семер", "восьмер", "девятер", "десятер"];
    const ENDINGS: [&str; 7] = ["е", "о", "их", "ых", "им", "ым", "ими"];
    let rest = |stem: &str| letters.says(item.at.start, stem).then_some(item.at.start + stem.chars().count());
    let whole =
        |end: usize| ENDINGS.iter().any(|ending| letters.says(end, ending) && end + ending.chars().count() == item.at.end);
    STEMS.iter().filter_map(|stem| rest(stem)).any(whole)
}

/// "два выходных", "трое погибли": days off are days, and a number in words before a death counts people.
fn rest_or_dead(items: &[Item], end: usize, words: bool) -> Option<Measure> {
    let next = items.get(end)?;
    let part = next.is(Tags::FROM)
        && items.get(end + 1).is_some_and(|whole| whole.number.is_some())
        && people_behind_plain(items, end + 2);
    if part {
        return Some(Measure::People(None));
    }
    let dead = words && next.is(Tags::DEATH) && next.case == Case::None;
    if next.is(Tags::REST) && next.value == "day" {
        Some(Measure::Time(PerUnit::Day))
    } else {
        dead.then_some(Measure::People(None))
    }
}

/// People are named within three items.
fn people_behind_plain(items: &[Item], end: usize) -> bool {
    items[end.min(items.len())..(end + 3).min(items.len())].iter().any(|item| item.is(Tags::WORKER.or(Tags::NATIONAL)))
}

/// "300 северокорейских рабочих", "300工人": the people right behind a number, past up to three adjectives.
fn people_behind(items: &[Item], letters: &Letters, end: usize) -> Option<usize> {
    for (at, item) in items.iter().enumerate().take(end + 4).skip(end) {
        if item.is(Tags::THING) || item.number.is_some() {
            return None;
        }
        if item.is(Tags::WORKER.or(Tags::OTHERS).or(Tags::NATIONAL).or(Tags::COUNTER)) {
            return Some(at);
        }
        if item.unknown && names_people(letters, item) {
            return Some(at);
        }
        let last = letters.at(item.at.end.saturating_sub(1));
        let told_of = Tags::SECTOR.or(Tags::STATE).or(Tags::DEATH).or(Tags::OUTCOME).or(Tags::FREED).or(Tags::DISPATCH);
        let adjective =
            (item.unknown || item.is(told_of)) && (matches!(last, 'х' | 'м' | 'о' | 'и' | 'е') || item.is(Tags::SECTOR));
        if !adjective && !item.is(Tags::PLACE) {
            return None;
        }
    }
    None
}

/// A Russian noun that its ending shows to be of people, in the genitive plural: -анцев, -ников, -щиков, -телей, -истов, -ниц.
fn names_people(letters: &Letters, item: &Item) -> bool {
    const PEOPLE: [&str; 11] = ["нцев", "йцев", "ников", "щиков", "чиков", "телей", "истов", "ниц", "щиц", "чанок", "янок"];
    const THINGS: [&str; 16] = [
        "источник", "учебник", "памятник", "рудник", "праздник", "приемник", "светильник", "ящик", "счетчик", "датчик",
        "двигател", "показател", "больниц", "гостиниц", "границ", "таблиц",
    ];
    let length = item.at.len();
    let ends = |ending: &&str| {
        let ending_length = ending.chars().count();
        length > ending_length + 1 && letters.says(item.at.end - ending_length, ending)
    };
    PEOPLE.iter().any(ends) && !THINGS.iter().any(|thing| letters.says(item.at.start, thing))
}

/// "至少要给干部500美元": a bound that stands before the verb.
fn bound_before_verb(items: &[Item], figure: &mut Figure) {
    const PASSED: Tags =
        Tags::RECEIVE.or(Tags::GIVE).or(Tags::KEEP).or(Tags::TO).or(Tags::OTHERS).or(Tags::AGENT).or(Tags::REMIT);
    let start = figure.items.start;
    let bound = (start.saturating_sub(5)..start).rev().find(|&at| {
        !(items[at].is(PASSED) || items[at].tags == Tags::NONE && items[at].at.len() == 1 && items[at].number.is_none())
    });
    let Some(item) = bound.filter(|at| at + 1 < start).map(|at| &items[at]) else { return };
    if !figure.bounds.is_point() {
        return;
    }
    if item.is(Tags::LOW_BEFORE) {
        set(figure, true, false);
    } else if item.is(Tags::HIGH_BEFORE) {
        set(figure, false, true);
    }
}

/// Words before a number that bound it: "at least", "up to", "about".
fn bound_before(items: &[Item], figure: &mut Figure) {
    let mut at = figure.items.start;
    for _ in 0..4 {
        let Some(before) = at.checked_sub(1) else { return };
        let item = &items[before];
        let opens_range = item.is(Tags::FROM) && !figure.bounds.is_point();
        if item.is(Tags::LOW_BEFORE) && figure.bounds.is_point() {
            let not = turned(items, before);
            set(figure, !not, not);
        } else if item.is(Tags::HIGH_BEFORE) && figure.bounds.is_point() {
            if falls_to(items, before) {
                return;
            }
            set(figure, false, true);
        } else if item.is(Tags::NEAR_BEFORE) {
            figure.approximate = true;
        } else if !(opens_range
            || item.is(Tags::DEGREE) && !items[at].spaced
            || (item.is(Tags::PER)
                && before > 0
                && items[before - 1].is(Tags::LOW_BEFORE.or(Tags::HIGH_BEFORE).or(Tags::NEAR_BEFORE))))
        {
            return;
        }
        at = before;
        figure.items.start = before;
    }
}

/// Words behind a unit that bound it: 이상, 以下, "и более".
fn bound_after(items: &[Item], figure: &mut Figure) {
    for _ in 0..2 {
        let end = figure.items.end;
        let by_case = items[end - 1].case == Case::Until && figure.bounds.is_point() && !matches!(figure.measure, Measure::Bare);
        if by_case {
            set(figure, false, true);
        }
        let far = items.get(end).is_some_and(|item| item.is(Tags::DEGREE))
            && items.get(end + 1).is_some_and(|item| item.is(Tags::LOW_AFTER.or(Tags::HIGH_AFTER)));
        let end = if far { end + 1 } else { end };
        let Some(item) = items.get(end) else { return };
        if item.is(Tags::LOW_AFTER) {
            // "150만 원 넘게 받아 본 적이 없다"
            let money = matches!(figure.measure, Measure::Money(_));
            let verb = items.get(end + 1).is_some_and(|next| next.is(Tags::RECEIVE.or(Tags::GIVE)));
            let not = money && verb && items.iter().take(end + 6).skip(end + 2).any(|next| next.is(Tags::NEGATION));
            set(figure, !not, not);
        } else if item.is(Tags::HIGH_AFTER) {
            set(figure, false, true);
        } else if item.is(Tags::NEAR_AFTER) {
            figure.approximate = true;
        } else {
            return;
        }
        figure.items.end = end + 1;
    }
}

/// "не получал больше пятнадцати", "从没拿到超过三千": a verb that is denied turns "more than" round.
fn turned(items: &[Item], bound: usize) -> bool {
    let verb = Tags::RECEIVE.or(Tags::GIVE).or(Tags::KEEP).or(Tags::EARN);
    let from = bound.saturating_sub(3);
    let denied = (from..bound).find(|&at| items[at].is(Tags::NEGATION));
    denied.is_some_and(|not| (not + 1..bound).any(|at| items[at].is(verb)) && !(not..bound).any(|at| items[at].is(Tags::BREAK)))
}

/// "с 20 тысяч до 3 тысяч": a fall from one number to another bounds neither.
fn falls_to(items: &[Item], to: usize) -> bool {
    let number = (to.saturating_sub(3)..to).rev().find(|&at| items[at].number.is_some());
    number.is_some_and(|at| at > 0 && items[at - 1].is(Tags::FROM))
}

fn set(figure: &mut Figure, low: bool, high: bool) {
    let ends = (figure.bounds.low().filter(|_| low), figure.bounds.high().filter(|_| high));
    if let Ok(bounds) = Bounds::new(ends.0, ends.1) {
        figure.bounds = bounds;
    }
}

/// "300 долларов в месяц", "300美元/月": the period right behind a sum.
fn period_after(items: &[Item], letters: &Letters, figure: &mut Figure) {
    let end = figure.items.end;
    let Some(item) = items.get(end) else { return };
    let slash = item.at.len() == 1 && letters.at(item.at.start) == '/';
    let at = if slash { end + 1 } else { end };
    let Some(period) = items.get(at) else { return };
    let closed = !slash && items[end - 1].case != Case::None;
    if (period.is(Tags::PER) || slash && period.is(Tags::TIME)) && !closed && !before_a_sum(items, at) {
        figure.per = unit_of_time(period.value).map(Per::each);
        if figure.per.is_some() {
            figure.items.end = at + 1;
        }
    }
}

/// The period belongs to the sum behind it: "월 300달러".
fn before_a_sum(items: &[Item], at: usize) -> bool {
    items.get(at + 1).is_some_and(|next| {
        next.number.is_some() && !next.spaced
            || next.number.is_some() && items.get(at + 2).is_some_and(|unit| unit.is(Tags::CURRENCY))
    })
}
