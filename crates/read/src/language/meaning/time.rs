//! Lengths of time: hours of work, days of rest, contracts.

use super::*;

pub(super) fn time(sentence: &Sentence, figure: &Figure, unit: PerUnit, context: &Context) -> Option<Draft> {
    let clause = sentence.clause(figure.core.start);
    let near = clause.start.max(figure.items.start.saturating_sub(7))..clause.end.min(figure.items.end + 7);
    let per = figure.per.or_else(|| period_near(sentence, figure));
    let high = figure.bounds.high().or(figure.bounds.low())?;
    let (kind, unit) = match unit {
        PerUnit::Hour => {
            let every_day = sentence.tongue == Tongue::Russian
                && figure.items.start > 0
                && sentence.letters.says(sentence.items[figure.items.start - 1].at.start, "по ")
                && per.is_some()
                && high >= Decimal::from(8);
            let from_to = context.of_labour && sentence.has(sentence.all(), Tags::MORNING);
            let work = Tags::WORK.or(Tags::WORKER).or(Tags::REST).or(Tags::SHIFT);
            let named_day = context.of_labour && per.is_some_and(|per| per.unit() == PerUnit::Day) && high >= Decimal::from(8);
            let agreed = per.is_some() && sentence.has(sentence.all(), Tags::TERM.or(Tags::PAY).or(Tags::PROMISE));
            let at_work = from_to || every_day || named_day || agreed || sentence.has(sentence.all(), work);
            let next = sentence.figures.iter().map(|other| other.items.start).filter(|start| *start >= figure.items.end).min();
            let own = near.start..near.end.min(next.unwrap_or(near.end));
            if !at_work
                || sentence.has(own, Tags::OTHER_TIME)
                || sentence.has(near, Tags::LAW)
                || sentence.is(figure.items.end, Tags::OTHER_TIME)
            {
                return None;
            }
            let overtime = sentence.has(sentence.all(), Tags::OVERTIME);
            let named = per.or_else(|| other_period(sentence, &clause).filter(|_| overtime));
            let fits = |per: &Per| matches!(per.unit(), PerUnit::Day | PerUnit::Week) || overtime && per.unit() == PerUnit::Month;
            let per = named.filter(fits).or_else(|| of_a_day(sentence, figure).filter(|_| named.is_none()))?;
            let most = match per.unit() {
                PerUnit::Day => 24,
                PerUnit::Week => 168,
                _ => 744,
            };
            if high > Decimal::from(most) {
                return None;
            }
            (Kind::HoursOrRest, Unit::Hour(per))
        }
        PerUnit::Day => {
            if sentence.is(figure.items.end, Tags::WHOLE) {
                return None;
            }
            let long = |per: &Per| per.unit() != PerUnit::Hour && per.unit() != PerUnit::Day;
            let per = per.filter(long).or_else(|| other_period(sentence, &clause).filter(long))?;
            if sentence.has(near.clone(), Tags::LAW.or(Tags::OTHER_TIME)) {
                return None;
            }
            let told = sentence.has(near.clone(), Tags::REST.or(Tags::WORK));
            let near = if told { near } else { near.start..sentence.items.len().min(near.end + 6) };
            let rest = cue_near(sentence, figure, &near, Tags::REST);
            let work = cue_near(sentence, figure, &near, Tags::WORK);
            match (rest, work) {
                (Some(rest), work) if work.is_none_or(|work| rest <= work) => (Kind::HoursOrRest, Unit::RestDay(per)),
                (_, Some(_)) if high <= Decimal::from(31) => (Kind::HoursOrRest, Unit::WorkDay(per)),
                _ => return None,
            }
        }
        PerUnit::Month | PerUnit::Year => {
            let of_contract = cue_near(sentence, figure, &near, Tags::TERM).filter(|steps| *steps <= 4);
            of_contract.or_else(|| stayed(sentence, figure).then_some(0))?;
            let worked = sentence.tongue == Tongue::Russian
                && sentence.is(figure.items.end, Tags::WORK)
                && !sentence.is(figure.items.end, Tags::TERM);
            if worked || sentence.has(clause, Tags::DEBT) {
                return None;
            }
            if is_leave_to_stay(sentence, figure) {
                return None;
            }
            if sentence.has(near, Tags::LAW.or(Tags::AGE).or(Tags::PENALTY)) || sentence.has(sentence.all(), Tags::INSTRUMENT) {
                return None;
            }
            (Kind::ContractLength, Unit::Year)
        }
        PerUnit::Week => return None,
    };
    let mut draft = Draft::new(kind, with_period(sentence, figure, per), rule_of(kind));
    let mut quantity = quantity(figure, unit);
    if figure.measure == Measure::Time(PerUnit::Month) {
        let part = |end: Option<Decimal>| end.map(|end| (end / Decimal::from(12)).round_dp(2));
        quantity.range = Bounds::new(part(figure.bounds.low()), part(figure.bounds.high())).ok()?;
    }
    draft.quantity = Some(quantity);
    draft.who = who(sentence, kind, figure.core.start);
    Some(draft)
}

/// "체류 기간은 최장 5개월": how long the law lets a foreigner stay, not how long anybody agreed to.
pub(super) fn is_leave_to_stay(sentence: &Sentence, figure: &Figure) -> bool {
    let stay = ["체류", "逗留", "居留", "停留", "пребыван"];
    let before = figure.items.start.saturating_sub(4)..figure.items.start;
    figure.bounds.low().is_none()
        && before.into_iter().any(|at| stay.iter().any(|word| sentence.letters.says(sentence.items[at].at.start, word)))
}

/// Hours without a period that are those of a day: of a shift, "по четырнадцать часов", "열세 시간을 일했다", or in a sentence that names the day.
pub(super) fn of_a_day(sentence: &Sentence, figure: &Figure) -> Option<Per> {
    let day = Per::each(PerUnit::Day);
    let hours = figure.bounds.low().or(figure.bounds.high())?;
    let clause = sentence.clause(figure.core.start);
    let beside = figure.items.start.saturating_sub(2)..(figure.items.end + 2).min(clause.end);
    let each_time = sentence.tongue == Tongue::Russian
        && figure.core.start > 0
        && sentence.letters.says(sentence.items[figure.core.start - 1].at.start, "по ");
    let long = hours >= Decimal::from(8);
    let daily = sentence.items.iter().enumerate().any(|(at, item)| item.value == "day" && is_period(sentence, at));
    let told = sentence.has(clause, Tags::SHIFT)
        || long && sentence.has(sentence.all(), Tags::SHIFT)
        || each_time && sentence.has(sentence.all(), Tags::WORK.or(Tags::MORNING))
        || long && daily
        || long && sentence.tongue != Tongue::Russian && sentence.has(beside, Tags::WORK);
    (told && hours >= Decimal::from(4) && hours <= Decimal::from(24)).then_some(day)
}

/// "삼 년 계약이었지만 오 년 반을 있었다": beside the length of a contract, how long it was in the end.
pub(super) fn stayed(sentence: &Sentence, figure: &Figure) -> bool {
    let length = |other: &Figure| matches!(other.measure, Measure::Time(PerUnit::Year | PerUnit::Month));
    let contract = sentence.figures.iter().any(|other| {
        let near = other.items.start.saturating_sub(5)..(other.items.end + 5).min(sentence.items.len());
        length(other) && other.items.end <= figure.items.start && sentence.has(near, Tags::TERM)
    });
    let end = sentence.items[figure.items.end - 1].end;
    let again = (figure.items.start.saturating_sub(2)..figure.items.start)
        .any(|at| ["раз ", "каждые ", "每"].iter().any(|word| sentence.letters.says(sentence.items[at].at.start, word)));
    let ago = ["마다", "전", " 전", " 뒤", "이 지나", " 지나", "前", "后", " назад", "만에", " 만에"];
    let ago = ago
        .iter()
        .any(|word| sentence.letters.says(end, word) || sentence.letters.says(sentence.items[figure.items.end - 1].at.end, word));
    contract && !ago && !again
}

/// "выходной раз в две недели", "2주에 하루 쉰다": days of rest in several weeks; the figures that it is made of are marked.
pub(crate) fn rest_in_weeks(sentence: &Sentence, used: &mut [bool]) -> Option<Draft> {
    let rest = sentence.first(sentence.all(), Tags::REST)?;
    let is_weeks = |figure: &Figure| figure.measure == Measure::Time(PerUnit::Week) && figure.bounds.is_point();
    let weeks = sentence.figures.iter().position(is_weeks)?;
    let count = sentence.figures[weeks].bounds.low().and_then(|count| u16::try_from(count).ok()).filter(|count| *count >= 2)?;
    let day = sentence.figures.iter().position(|figure| figure.measure == Measure::Time(PerUnit::Day));
    let near = |index: usize| sentence.figures[index].items.start.abs_diff(sentence.figures[weeks].items.start) <= 6;
    let day = day.filter(|day| near(*day));
    let once = sentence.all().find(|&at| {
        sentence.letters.says(sentence.items[at].at.start, "раз в") || sentence.letters.says(sentence.items[at].at.start, "一次")
    });
    let (days, told) = match (day, once) {
        (Some(day), _) => (sentence.figures[day].bounds, sentence.figures[day].items.clone()),
        (None, Some(once)) => (Bounds::exactly(Decimal::ONE), once..once + 1),
        (None, None) => return None,
    };
    let span = sentence.figures[weeks].items.clone();
    let none = sentence.tongue == Tongue::Chinese && sentence.has(told.start.saturating_sub(3)..told.start, Tags::NEGATION);
    if none || rest.abs_diff(span.start) > 7 {
        return None;
    }
    used[weeks] = true;
    day.into_iter().for_each(|day| used[day] = true);
    let items = told.start.min(span.start)..told.end.max(span.end);
    let mut draft = Draft::new(Kind::HoursOrRest, items, rule_of(Kind::HoursOrRest));
    let unit = Unit::RestDay(Per::every(count, PerUnit::Week)?);
    draft.quantity = Some(Quantity { range: days, unit, approximate: false });
    draft.cue = Some(rest);
    draft.who = who(sentence, Kind::HoursOrRest, rest);
    Some(draft)
}

/// "쉬는 날은 한 달에 한 번", "выходной раз в месяц", "每月休息两次": how often there is a day of rest.
pub(crate) fn rest_at_times(sentence: &Sentence) -> Option<Draft> {
    let russian = sentence.tongue == Tongue::Russian;
    let rest = sentence.all().find(|&at| sentence.is(at, Tags::REST) && (!russian || sentence.items[at].value == "day"))?;
    if sentence.figures.iter().any(|figure| figure.measure == Measure::Time(PerUnit::Day)) {
        return None;
    }
    let times = ["번", "раз ", "раза ", "次"];
    let says = |at: usize| times.iter().any(|word| sentence.letters.says(sentence.items[at].at.start, word));
    let at = sentence.all().find(|&at| says(at) && at.abs_diff(rest) <= 6)?;
    let number = at.checked_sub(1).filter(|&before| sentence.items[before].number.is_some());
    let days = match number.and_then(|number| sentence.items[number].number) {
        Some(number) if number.vague || number.value > Decimal::TEN => return None,
        Some(number) => Bounds::new(Some(number.value), Some(number.upto.unwrap_or(number.value))).ok()?,
        None if russian => Bounds::exactly(Decimal::ONE),
        None => return None,
    };
    let near = at.saturating_sub(5)..(at + 3).min(sentence.items.len());
    let long = |unit: &PerUnit| matches!(unit, PerUnit::Week | PerUnit::Month | PerUnit::Year);
    let period = near
        .filter(|&near| is_period(sentence, near))
        .find_map(|near| unit_of_time(sentence.items[near].value).filter(long).map(|unit| (near, unit)));
    let (stands, unit) = period?;
    let first = number.unwrap_or(at);
    let negated = sentence.has(rest.saturating_sub(2)..rest, Tags::NEGATION);
    if negated || sentence.has(sentence.clause(at), Tags::LAW.or(Tags::OTHER_TIME)) {
        return None;
    }
    let mut draft = Draft::new(Kind::HoursOrRest, first.min(stands)..at.max(stands) + 1, rule_of(Kind::HoursOrRest));
    draft.quantity = Some(Quantity { range: days, unit: Unit::RestDay(Per::each(unit)), approximate: false });
    draft.cue = Some(rest);
    draft.who = who(sentence, Kind::HoursOrRest, rest);
    Some(draft)
}

/// Steps from a figure to the nearest item with one of the tags.
pub(super) fn cue_near(sentence: &Sentence, figure: &Figure, near: &Range<usize>, tags: Tags) -> Option<usize> {
    let at = near.clone().filter(|at| !figure.core.contains(at) && sentence.is(*at, tags));
    at.map(
        |at| if at < figure.core.start { figure.items.start.saturating_sub(at + 1) } else { at.saturating_sub(figure.items.end) },
    )
    .min()
}

/// The first period that the clause names.
pub(super) fn other_period(sentence: &Sentence, clause: &Range<usize>) -> Option<Per> {
    let at = clause.clone().find(|&at| is_period(sentence, at) && !sentence.is(at, Tags::DAYS))?;
    unit_of_time(sentence.items[at].value).map(Per::each)
}

/// Clock times that bound a working day: "새벽 5시부터 밤 10시까지".
pub(crate) fn working_day(sentence: &Sentence) -> Option<Draft> {
    let whole_day = sentence.has(sentence.all(), Tags::MORNING) && sentence.has(sentence.all(), Tags::EVENING);
    let at_work = sentence.has(sentence.all(), Tags::WORK) || whole_day && sentence.tongue == Tongue::Korean;
    if !at_work || sentence.figures.iter().any(|figure| figure.measure == Measure::Time(PerUnit::Hour)) {
        return None;
    }
    let times: Vec<usize> =
        sentence.all().filter(|&at| sentence.items[at].number.is_some() && clock_at(sentence, at).is_some()).collect();
    let [from, to] = times[..] else { return None };
    if to - from > 7 || sentence.has(from..to, Tags::OTHER_TIME) {
        return None;
    }
    let (start, end) = (clock_at(sentence, from)?, clock_at(sentence, to)?);
    let end = if end <= start && end <= Decimal::from(12) { end + Decimal::from(12) } else { end };
    let hours = end.checked_sub(start).filter(|hours| (Decimal::from(4)..=Decimal::from(22)).contains(hours))?;
    let first = if from > 0 && sentence.is(from - 1, Tags::MORNING) { from - 1 } else { from };
    let last =
        (to + 1..to + 4).take_while(|&at| sentence.is(at, Tags::CLOCK.or(Tags::EVENING).or(Tags::TIME))).last().unwrap_or(to);
    let mut draft = Draft::new(Kind::HoursOrRest, first..last + 1, Rule::new("hours.between_clock_times", 1));
    let unit = Unit::Hour(Per::each(PerUnit::Day));
    draft.quantity = Some(Quantity { range: Bounds::exactly(hours), unit, approximate: false });
    draft.note = Some(format!("{hours} hours lie between the two times"));
    draft.who = who(sentence, Kind::HoursOrRest, from);
    Some(draft)
}

/// A day of [`LONG_DAY`] hours or more shows excessive overtime.
pub(crate) fn overlong(drafts: &[Draft]) -> Option<Draft> {
    let long = drafts.iter().find(|draft| draft.quantity.is_some_and(|quantity| is_overlong(&quantity)))?;
    let rule = Rule::new("indicator.long_day", 1);
    let mut draft = Draft::new(Kind::Indicator(Indicator::ExcessiveOvertime), long.items.clone(), rule);
    draft.who = long.who.clone();
    Some(draft)
}

/// A long day, or next to no days of rest.
pub(super) fn is_overlong(quantity: &Quantity) -> bool {
    let Some(most) = quantity.range.high().or(quantity.range.low()) else { return false };
    match quantity.unit {
        Unit::Hour(per) => per == Per::each(PerUnit::Day) && most >= Decimal::from(LONG_DAY),
        Unit::RestDay(per) if per == Per::each(PerUnit::Month) => most <= Decimal::TWO,
        Unit::RestDay(per) if per == Per::each(PerUnit::Year) => most <= Decimal::from(24),
        _ => false,
    }
}

/// Pay that was promised, and less than it in the same sentence: what was promised was not true.
pub(crate) fn short_of_promise(sentence: &Sentence, sums: &[(&Draft, Modality)]) -> Option<Draft> {
    let pay = |draft: &Draft| matches!(draft.kind, Kind::Wage | Kind::TakeHome);
    let end = |draft: &Draft| draft.quantity.and_then(|quantity| quantity.range.high().or(quantity.range.low()));
    let money = |draft: &Draft| {
        draft.quantity.and_then(|quantity| if let Unit::Money(currency, _) = quantity.unit { Some(currency) } else { None })
    };
    let (promised, _) = sums.iter().find(|(draft, modality)| pay(draft) && *modality == Modality::Promised)?;
    let less = sums.iter().any(|(draft, modality)| {
        pay(draft)
            && *modality != Modality::Promised
            && !sentence.has(draft.items.start.saturating_sub(3)..draft.items.start, Tags::AMONG)
            && money(draft) == money(promised)
            && end(draft) < end(promised)
            && end(draft).is_some()
    });
    less.then(|| {
        let mut draft = Draft::new(
            Kind::Indicator(Indicator::Deception),
            promised.items.clone(),
            Rule::new("indicator.less_than_promised", 1),
        );
        draft.who = promised.who.clone();
        draft
    })
}

/// The hour of the day that the number at `at` names.
pub(super) fn clock_at(sentence: &Sentence, at: usize) -> Option<Decimal> {
    let hour = sentence.items[at].number?.value;
    let after = sentence.is(at + 1, Tags::CLOCK.or(Tags::EVENING).or(Tags::MORNING));
    let behind = sentence.tongue == Tongue::Russian;
    let part = |tags| {
        !behind && at > 0 && sentence.is(at - 1, tags)
            || behind
                && (at + 1..at + 3)
                    .any(|next| sentence.is(next, tags) && !sentence.items[at + 1..next].iter().any(|item| item.number.is_some()))
    };
    if !after || hour > Decimal::from(24) || !hour.fract().is_zero() {
        return None;
    }
    let half = ["点半", "点钟半", "时半", "시 반", "시반"]
        .iter()
        .any(|word| sentence.letters.says(sentence.items[at + 1].at.start, word));
    let hour = if half { hour + Decimal::new(5, 1) } else { hour };
    let evening = part(Tags::EVENING) && hour <= Decimal::from(12);
    Some(if evening { hour + Decimal::from(12) } else { hour })
}
/// "выходных давали два в год": the days off stand before their number.
pub(super) fn rest_again(sentence: &Sentence, figure: &Figure, context: &Context) -> Option<Draft> {
    let before = figure.items.start.saturating_sub(3)..figure.items.start;
    let off = before.into_iter().any(|at| sentence.is(at, Tags::REST) && sentence.items[at].value == "day");
    let behind = ends_clause(sentence, figure) || sentence.is(figure.items.end, Tags::PER) || figure.per.is_some();
    let same = Figure { measure: Measure::Time(PerUnit::Day), ..figure.clone() };
    (sentence.tongue == Tongue::Russian && off && behind).then(|| time(sentence, &same, PerUnit::Day, context)).flatten()
}
