//! The period that a sum is for.

use super::*;

/// The period of a sum: behind it, before it in its clause, in the word for the pay, or carried over.
pub(super) fn period(
    sentence: &Sentence,
    figure: &Figure,
    kind: Kind,
    context: &Context,
    cue: &Cue,
) -> (Option<Per>, Option<&'static str>) {
    if figure.per.is_some() {
        return (figure.per, None);
    }
    if let Some(per) = period_near(sentence, figure) {
        return (Some(per), None);
    }
    let owed = matches!(cue.tags, Tags::ARREARS | Tags::DEBT | Tags::RECOVERED);
    if kind == Kind::Wage && (owed || is_huge(figure)) || is_lump(sentence, figure, kind) {
        return (None, Some("a sum of all, with no period"));
    }
    if kind == Kind::Deduction && is_huge(figure) {
        return (None, None);
    }
    if !matches!(kind, Kind::Wage | Kind::TakeHome | Kind::Deduction | Kind::RemittanceQuota | Kind::Revenue) {
        return (None, None);
    }
    if let Some(per) = named_period(sentence, cue.at) {
        return (Some(per), Some("period from the word for the pay"));
    }
    if kind == Kind::Revenue {
        let all = sentence.all();
        let yearly = all.into_iter().find(|&at| is_period(sentence, at) && !sentence.is(at, Tags::DAYS));
        let per = yearly.and_then(|at| unit_of_time(sentence.items[at].value)).map(Per::each);
        return (per, per.map(|_| "period named elsewhere in the sentence"));
    }
    let money = sentence.figures.iter().filter(|figure| matches!(figure.measure, Measure::Money(_)));
    let other = money.clone().find_map(|figure| figure.per).or_else(|| {
        let mut hourly = money.filter_map(|other| period_near(sentence, other)).filter(|per| per.unit() == PerUnit::Hour);
        hourly.next().filter(|_| beside_an_hour(sentence, figure))
    });
    let worded =
        || sentence.items.iter().find_map(|item| item.is(Tags::PAY).then(|| unit_of_time(item.value)).flatten().map(Per::each));
    // a fine has no period of the pay that an earlier sentence named
    let of_pay =
        kind != Kind::Deduction || sentence.has(sentence.all(), Tags::PAY.or(Tags::EACH).or(Tags::HEAD).or(Tags::WEAK_HEAD));
    let carried = context.pay_period.filter(|_| of_pay);
    match other.or_else(|| any_period(sentence)).or_else(worded).or(carried) {
        Some(per)
            if (per.unit() != PerUnit::Hour || beside_an_hour(sentence, figure))
                && !lump(sentence)
                && (kind != Kind::RemittanceQuota || other.is_some() || any_period(sentence).is_some()) =>
        {
            (Some(per), Some("period carried over from the pay it is taken from"))
        }
        _ => (None, None),
    }
}

/// "每小时24元中提走10元": a part of what is paid for an hour.
fn beside_an_hour(sentence: &Sentence, figure: &Figure) -> bool {
    let hourly =
        |other: &&Figure| other.per.or_else(|| period_near(sentence, other)).is_some_and(|per| per.unit() == PerUnit::Hour);
    let most = |figure: &Figure| figure.bounds.high().or(figure.bounds.low());
    let earlier =
        sentence.figures.iter().filter(|other| other.items.end <= figure.items.start && other.measure == figure.measure);
    earlier.filter(hourly).any(|other| most(figure) <= most(other))
}

/// A sum of all that was or was not paid: arrears, what was got in all, or for a stretch of time.
fn is_lump(sentence: &Sentence, figure: &Figure, kind: Kind) -> bool {
    if !matches!(kind, Kind::Wage | Kind::TakeHome) {
        return false;
    }
    let clause = sentence.clause(figure.core.start);
    let near = clause.start.max(figure.items.start.saturating_sub(6))..(figure.items.end + 3).min(clause.end);
    let stretch = sentence.figures.iter().any(|other| {
        let long = matches!(other.measure, Measure::Time(PerUnit::Month | PerUnit::Year | PerUnit::Week));
        long && other.items.end <= figure.items.start
            && !sentence.has(other.items.end..figure.items.start, Tags::BUT.or(Tags::PER))
    });
    let named = clause.clone().any(|at| sentence.is(at, Tags::PAY) && !sentence.items[at].value.is_empty());
    in_arrears(sentence, figure) || sentence.has(near, Tags::TOTAL.or(Tags::RECOVERED)) || stretch && !named
}

/// A sum paid once: at the end, in all, on return.
pub(super) fn lump(sentence: &Sentence) -> bool {
    sentence.has(sentence.all(), Tags::TERM) && !sentence.has(sentence.all(), Tags::PER)
}

/// The period in an item before the figure or behind it, in the same clause, with no other number between.
pub(crate) fn period_near(sentence: &Sentence, figure: &Figure) -> Option<Per> {
    let clause = sentence.clause(figure.core.start);
    let clear = |at: usize| sentence.figures_between(at, figure.core.start, &figure.items) == 0;
    let before = (clause.start..figure.core.start).rev().filter(|&at| is_period(sentence, at) && clear(at));
    let after = (figure.core.end..clause.end.min(figure.items.end + 4)).filter(|&at| {
        is_period(sentence, at)
            && sentence.figures_between(at, figure.core.end, &figure.items) == 0
            && !starts_another(sentence, at)
    });
    before.chain(after).find_map(|at| unit_of_time(sentence.items[at].value)).map(Per::each)
}

/// A word for a period, not the sign of a date or of a length of time.
pub(super) fn is_period(sentence: &Sentence, at: usize) -> bool {
    let dated = sentence.dates.iter().any(|date| date.items.contains(&at));
    let some = at > 0 && matches!(sentence.letters.at(sentence.items[at - 1].at.end - 1), '几' | '数' | '몇' | '半' | '반');
    let counted = at > 0 && (some || sentence.items[at - 1].number.is_some()) && !sentence.items[at].spaced;
    sentence.is(at, Tags::PER) && !dated && !counted
}

pub(super) fn starts_another(sentence: &Sentence, at: usize) -> bool {
    (at + 1..at + 4).any(|next| sentence.items.get(next).is_some_and(|item| item.number.is_some()))
}

pub(super) fn named_period(sentence: &Sentence, cue: usize) -> Option<Per> {
    let item = sentence.items.get(cue)?;
    item.is(Tags::PAY.or(Tags::QUOTA).or(Tags::EARN)).then(|| unit_of_time(item.value)).flatten().map(Per::each)
}

pub(super) fn any_period(sentence: &Sentence) -> Option<Per> {
    let scaled =
        |at: usize| sentence.items.get(at).and_then(|item| item.number).is_some_and(|number| number.scale > Decimal::TEN);
    let money = |at: usize| {
        let named = (at..at + 9).any(|next| sentence.is(next, Tags::CURRENCY)) || at > 0 && sentence.is(at - 1, Tags::CURRENCY);
        named || (at..at + 6).any(scaled)
    };
    sentence.items.iter().enumerate().find_map(|(at, item)| {
        let of_time = sentence
            .figures
            .iter()
            .any(|figure| matches!(figure.measure, Measure::Time(_)) && figure.items.start <= at + 1 && figure.items.end > at);
        (is_period(sentence, at) && !of_time && !item.is(Tags::DAYS) && money(at))
            .then(|| unit_of_time(item.value))
            .flatten()
            .map(Per::each)
    })
}

/// The items of a figure with the word for its period, where that stands right beside it.
pub(super) fn with_period(sentence: &Sentence, figure: &Figure, per: Option<Per>) -> Range<usize> {
    let mut items = figure.items.clone();
    let says = |at: usize| {
        per.is_some_and(|per| sentence.is(at, Tags::PER) && unit_of_time(sentence.items[at].value) == Some(per.unit()))
    };
    while items.start > 0
        && (says(items.start - 1) || sentence.is(items.start - 1, Tags::EACH) && says(items.start.saturating_sub(2)))
    {
        items.start -= 1;
    }
    items
}
