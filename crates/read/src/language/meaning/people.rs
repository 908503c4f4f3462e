//! Whom a number of people counts.

use super::*;

pub(super) fn people(sentence: &Sentence, figure: &Figure, behind: Option<usize>, context: &Context) -> Option<Draft> {
    // "25분": minutes, and people only in native numbers: "세 분"
    let counter = sentence.items[figure.items.end - 1].at.start;
    if sentence.letters.says(counter, "분") && sentence.letters.at(sentence.items[figure.core.start].at.start).is_ascii_digit() {
        return None;
    }
    let head = head(sentence, figure, behind);
    let driven = figure.items.start > 0 && sentence.is(figure.items.start - 1, Tags::TOIL) && sentence.tongue == Tongue::Russian;
    if !driven && head.is_some_and(|head| sentence.is(head, Tags::OTHERS.or(Tags::THING)) && !sentence.is(head, Tags::WORKER)) {
        return None;
    }
    let low = figure.bounds.low().or(figure.bounds.high())?;
    // "마흔 명에게서 1인당": the period of a sum, not of these people
    let each = sentence.is(figure.items.end, Tags::EACH) && sentence.case(figure.items.end - 1) == Case::None;
    if !low.fract().is_zero() || each || sentence.case(figure.items.end - 1) == Case::Each {
        return None;
    }
    // "네 명 중 한 명은": a share, not a count
    let one_of = sentence.is(figure.items.end, Tags::WHOLE)
        && low <= Decimal::TEN
        && sentence.figures.iter().any(|other| {
            other.items.start > figure.items.end
                && other.items.start <= figure.items.end + 2
                && other.bounds == Bounds::exactly(Decimal::ONE)
                && matches!(other.measure, Measure::People(_))
        });
    if one_of {
        return None;
    }
    let outcome = outcome(sentence, figure);
    let clause = past_a_voice(sentence, figure.core.start);
    let toil = sentence.has(clause.clone(), Tags::TOIL);
    let freed_from_a_firm = sentence.has(clause.clone(), Tags::FREED) && sentence.has(clause.clone(), Tags::FIRM);
    let at_a_site = toil || freed_from_a_firm || sentence.has(sentence.all(), Tags::SECTOR.or(Tags::WORKER));
    let people_by_ending = |head: usize| sentence.items[head].unknown;
    let plain = head.is_none_or(|head| sentence.is(head, Tags::NATIONAL.or(Tags::COUNTER)) || people_by_ending(head));
    let labour = head.is_some_and(|head| sentence.is(head, Tags::WORKER)) || context.of_labour || at_a_site;
    if let Some(at) = outcome {
        if !sentence.is(at, Tags::DEATH) || !(labour || plain) {
            return None;
        }
        return counted(sentence, figure, head, Kind::Deaths, Some(at));
    }
    let named = driven || head.is_some_and(|head| sentence.is(head, Tags::WORKER));
    let sanctioned = sentence.items.iter().any(|item| item.is(Tags::SANCTION) && !item.is(Tags::WORK));
    let imposed = sentence.has(sentence.all(), Tags::AUTHORITY.or(Tags::MEASURE));
    if !named && sanctioned && imposed {
        return None;
    }
    let paid = Tags::PAY.or(Tags::RECEIVE).or(Tags::TAKE);
    let part = figure.items.start > 0
        && sentence.has(figure.items.start.saturating_sub(5)..figure.items.start, Tags::AMONG)
        && sentence.figures.iter().any(|other| {
            matches!(other.measure, Measure::People(_))
                && other.items.end <= figure.items.start
                && people(sentence, other, behind_of(other), context).is_some_and(|draft| draft.kind == Kind::WorkerCount)
        });
    let at_work = (labour || sentence.has(clause.clone(), Tags::HEADCOUNT))
        && plain
        && sentence.has(clause.clone(), Tags::WORK.or(Tags::DISPATCH).or(Tags::SECTOR).or(paid).or(Tags::FREED));
    let freed = context.of_labour && plain && sentence.has(clause.clone(), Tags::FREED);
    let total = labour && plain && of_a_total(sentence, figure);
    let restated = labour
        && plain
        && ["то есть ", "т.е."]
            .iter()
            .any(|word| sentence.items.get(clause.start).is_some_and(|item| sentence.letters.says(item.at.start, word)));
    let national = head.is_some_and(|head| sentence.is(head, Tags::NATIONAL) || people_by_ending(head))
        && sentence.has(sentence.all(), Tags::WORK.or(Tags::DISPATCH).or(paid).or(Tags::SECTOR));
    let ours = plain && among_us(sentence, figure);
    let told = head.is_some_and(|head| sentence.is(head, Tags::NATIONAL)) && told_by_us(sentence, figure);
    if !(named || at_work || national || freed || ours || told || restated || total || part && plain) || low < Decimal::from(3) {
        return None;
    }
    counted(sentence, figure, head, Kind::WorkerCount, head)
}

/// "도입 규모를 3만 명으로", "劳工人数，大约四万": the number of workers is named before, and no other number.
pub(super) fn of_a_total(sentence: &Sentence, figure: &Figure) -> bool {
    let before = sentence.last(0..figure.core.start, Tags::HEADCOUNT);
    before.is_some_and(|at| {
        let of_workers = (at.saturating_sub(9)..at + 1).any(|near| sentence.is(near, Tags::WORKER));
        let others = sentence.has(at.saturating_sub(5)..figure.items.start, Tags::OTHERS);
        of_workers
            && !others
            && figure.core.start - at <= 8
            && sentence.figures_between(at, figure.core.start, &figure.items) == 0
    })
}

/// The clause of a figure, with the one before where only a voice stands between: "согнали, по рассказам, 900 человек".
pub(super) fn past_a_voice(sentence: &Sentence, at: usize) -> Range<usize> {
    let clause = sentence.clause(at);
    let before = |clause: &Range<usize>| clause.start.checked_sub(1).map(|last| sentence.clause(last));
    let voice =
        before(&clause).filter(|voice| sentence.has(voice.clone(), Tags::ACCORDING) && sentence.tongue == Tongue::Russian);
    let whole = voice.and_then(|voice| before(&voice)).map(|first| first.start..clause.end);
    whole.unwrap_or(clause)
}

pub(super) fn behind_of(figure: &Figure) -> Option<usize> {
    if let Measure::People(behind) = figure.measure { behind } else { None }
}

/// "привезли нас, тридцать человек, на ферму": who tells is one of those counted, and was brought to work or worked.
pub(super) fn among_us(sentence: &Sentence, figure: &Figure) -> bool {
    let labour = Tags::WORK.or(Tags::DISPATCH).or(Tags::SECTOR).or(Tags::FIRM);
    told_by_us(sentence, figure) && sentence.has(sentence.all(), labour)
}

pub(super) fn told_by_us(sentence: &Sentence, figure: &Figure) -> bool {
    let near = figure.items.start.saturating_sub(3)..figure.items.start;
    near.into_iter()
        .any(|at| ["нас", "мы ", "우리", "我们"].iter().any(|word| sentence.letters.says(sentence.items[at].at.start, word)))
}

/// "назвали десятерых погибших, позже — до ста", "800 рабочих, в том числе без виз — свыше 90".
pub(super) fn people_again(sentence: &Sentence, figure: &Figure, context: &Context) -> Option<Draft> {
    let first = sentence
        .figures
        .iter()
        .rfind(|other| other.items.end <= figure.items.start && matches!(other.measure, Measure::People(_)))?;
    let between = first.items.end..figure.items.start;
    let words = ["потом", "затем", "позже", "причем", "а без", "后来", "나중"];
    let carried = sentence.has(between.clone(), Tags::AMONG)
        || between.clone().any(|at| words.iter().any(|word| sentence.letters.says(sentence.items[at].at.start, word)));
    let clear = !sentence.has(between.clone(), Tags::THING.or(Tags::OTHERS).or(Tags::CURRENCY)) && between.len() <= 12;
    if !ends_clause(sentence, figure)
        || !carried
        || !clear
        || sentence.figures_between(between.start, between.end, &figure.items) > 0
    {
        return None;
    }
    let mut draft = people(sentence, first, behind_of(first), context).or_else(|| {
        sentence.has(between.clone(), Tags::DEATH).then(|| counted(sentence, first, None, Kind::Deaths, None)).flatten()
    })?;
    let unit = draft.quantity?.unit;
    draft.items = figure.items.clone();
    draft.quantity = Some(quantity(figure, unit));
    Some(draft)
}

/// "численность рабочих составляет 46 000", "人数为46000".
pub(super) fn headcount(sentence: &Sentence, figure: &Figure) -> Option<Draft> {
    let low = figure.bounds.low().or(figure.bounds.high())?;
    let clause = sentence.clause(figure.core.start);
    let number = sentence.last(clause.start..figure.core.start, Tags::HEADCOUNT)?;
    let worker = sentence.last(clause.start..figure.core.start, Tags::WORKER.or(Tags::NATIONAL))?;
    let other = sentence.has(clause.start..figure.core.start, Tags::OTHERS.or(Tags::THING));
    let bare = sentence
        .items
        .get(figure.items.end)
        .is_none_or(|next| !next.unknown && !next.is(Tags::THING.or(Tags::OTHERS).or(Tags::CURRENCY)));
    if other || !bare || low < Decimal::from(3) || figure.core.start - number > 10 {
        return None;
    }
    counted(sentence, figure, Some(worker), Kind::WorkerCount, Some(number))
}

pub(super) fn counted(sentence: &Sentence, figure: &Figure, head: Option<usize>, kind: Kind, cue: Option<usize>) -> Option<Draft> {
    let mut items = figure.items.clone();
    if let Some(head) = head.filter(|head| *head >= items.end && *head < items.end + 5) {
        items.end = head + 1;
    }
    let per = yearly(sentence, figure);
    let mut draft = Draft::new(kind, items, rule_of(kind));
    draft.quantity = Some(quantity(figure, Unit::Person(per)));
    draft.cue = cue;
    draft.who = head.map(|head| phrase(sentence, head)).or_else(|| who(sentence, kind, figure.core.start));
    Some(draft)
}

pub(super) fn yearly(sentence: &Sentence, figure: &Figure) -> Option<Per> {
    const EVERY: [&str; 8] = ["매년", "해마다", "연간", "연평균", "ежегодн", "в год", "每年", "年均"];
    let clause = sentence.clause(figure.core.start);
    let every = clause.into_iter().any(|at| EVERY.iter().any(|word| sentence.letters.says(sentence.items[at].at.start, word)));
    every.then_some(Per::each(PerUnit::Year))
}

/// The noun that a number of people counts, where the sentence has one.
pub(crate) fn counted_noun(sentence: &Sentence, figure: &Figure, behind: Option<usize>) -> Option<usize> {
    head(sentence, figure, behind).filter(|head| !sentence.is(*head, Tags::COUNTER) || sentence.is(*head, Tags::WORKER))
}

/// The people a number counts: behind it, or in Korean right before it or behind "의".
pub(super) fn head(sentence: &Sentence, figure: &Figure, behind: Option<usize>) -> Option<usize> {
    let people = Tags::WORKER.or(Tags::OTHERS).or(Tags::NATIONAL);
    let of_people =
        sentence.tongue == Tongue::Chinese && !sentence.letters.says(sentence.items[figure.items.end - 1].at.start, "个");
    let counted = if of_people && behind.is_none() { people } else { people.or(Tags::THING) };
    let named = |at: usize| sentence.is(at, counted);
    if let Some(at) = behind {
        let whole = sentence.is(at, Tags::COUNTER.or(Tags::NATIONAL)) && !sentence.is(at, Tags::WORKER);
        let further = (at + 1..at + 3).find(|&next| named(next) && !sentence.is(next, Tags::THING));
        return further.filter(|_| whole && sentence.tongue != Tongue::Russian).or(Some(at));
    }
    let end = figure.items.end;
    let before = || {
        let clause = sentence.clause(figure.core.start);
        let from = clause.start.max(figure.items.start.saturating_sub(8));
        let at = (from..figure.items.start).rev().find(|&at| named(at))?;
        let clear = sentence.figures_between(at, figure.core.start, &figure.items) == 0
            || sentence.tongue == Tongue::Korean
            || sentence.has(at..figure.items.start, Tags::CHANGE);
        clear.then_some(at)
    };
    match sentence.tongue {
        Tongue::Korean => {
            let bound = sentence.is(end - 1, Tags::LOW_AFTER.or(Tags::HIGH_AFTER).or(Tags::NEAR_AFTER));
            let of = sentence.case(end - 1) == Case::Of || bound && matches!(sentence.case(end - 1), Case::None | Case::Of);
            let after = || compound(sentence, (end..end + 4).find(|&at| named(at))?, counted);
            let adjacent = figure.items.start.checked_sub(1).filter(|&at| named(at));
            let people = |at: &usize| !sentence.is(*at, Tags::THING);
            if of { after().filter(people).or(adjacent).or_else(before) } else { adjacent.or_else(before) }
        }
        Tongue::Chinese => {
            let after = (end..end + 5).take_while(|&at| {
                at < sentence.items.len()
                    && !sentence.is(at, Tags::BREAK.or(Tags::IN).or(Tags::DEATH).or(Tags::OUTCOME).or(Tags::WORK))
                    && sentence.items[at].number.is_none()
            });
            let after = after.into_iter().find(|&at| named(at)).and_then(|at| compound(sentence, at, counted));
            after.or_else(before)
        }
        Tongue::Russian => {
            let after = (end..end + 4)
                .take_while(|&at| at < sentence.items.len() && !sentence.is(at, Tags::BREAK.or(Tags::IN)))
                .find(|&at| named(at));
            // "с завода вывели 600 человек": a counter counts people, whatever stands before it
            let counter = sentence.is(end - 1, Tags::COUNTER);
            after.or_else(|| before().filter(|&at| !counter || !sentence.is(at, Tags::THING)))
        }
    }
}

/// The last noun of a row: "북한 국적 노동자", "朝鲜籍工人".
pub(super) fn compound(sentence: &Sentence, at: usize, counted: Tags) -> Option<usize> {
    let mut last = at;
    while sentence.case(last) == Case::None && sentence.is(last + 1, counted) {
        last += 1;
    }
    Some(last)
}

/// The word that says what became of the counted people: behind the figure up to the next, else before it.
pub(super) fn outcome(sentence: &Sentence, figure: &Figure) -> Option<usize> {
    let all = Tags::DEATH.or(Tags::OUTCOME);
    let next = sentence.figures.iter().map(|other| other.items.start).filter(|start| *start >= figure.items.end).min();
    let end = next.unwrap_or(sentence.items.len()).min(figure.items.end + 9);
    let after = (figure.items.end..end)
        .take_while(|&at| !sentence.is(at, Tags::BUT) || sentence.is(at, all))
        .find(|&at| sentence.is(at, all));
    let previous =
        sentence.figures.iter().map(|other| other.items.end).filter(|end| *end <= figure.items.start).max().unwrap_or(0);
    let clause = past_a_voice(sentence, figure.core.start);
    let from = clause.start.max(previous).max(figure.items.start.saturating_sub(if clause.start + 5 < figure.items.start {
        9
    } else {
        5
    }));
    let before = (from..figure.items.start).rev().find(|&at| sentence.is(at, all));
    match sentence.tongue {
        Tongue::Korean => after.or(before
            .filter(|at| sentence.figures_between(*at, figure.core.start, &figure.items) == 0 && sentence.case(*at) != Case::To)),
        Tongue::Russian | Tongue::Chinese => {
            let adjacent = before.filter(|at| at + 1 == figure.items.start);
            let same_clause = after.filter(|at| !(figure.items.end..*at).any(|between| sentence.is(between, Tags::BREAK)));
            adjacent.or(same_clause).or(before).or(after)
        }
    }
}
