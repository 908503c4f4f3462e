//! Whom a number of people counts.

use super::*;

pub(super) fn people(sentence: &Sentence, figure: &Figure, behind: Option<usize>, context: &Context) -> Option<Draft> {
    if is_no_count(sentence, figure) {
        return None;
    }
    let head = head(sentence, figure, behind);
    let at_work = head.is_some_and(|head| are_pupils_at_work(sentence, head));
    let driven = at_work
        || figure.items.start > 0 && sentence.is(figure.items.start - 1, Tags::TOIL) && sentence.tongue == Tongue::Russian;
    if !driven && head.is_some_and(|head| sentence.is(head, Tags::OTHERS.or(Tags::THING)) && !sentence.is(head, Tags::WORKER)) {
        return None;
    }
    let counted_as = Counted::of(sentence, figure, head, driven, context);
    if let Some(at) = outcome(sentence, figure)
        && !(sentence.is(at, Tags::MET)
            && (counted_as.named || (counted_as.national || counted_as.plain && context.of_labour) && counted_as.labour))
    {
        let of_a_town = counted_as.plain && sentence.has(sentence.all(), Tags::RESIDENTS);
        let dead = sentence.is(at, Tags::DEATH) && (counted_as.labour || counted_as.plain) && !of_a_town;
        return dead.then(|| counted(sentence, figure, head, Kind::Deaths, Some(at))).flatten();
    }
    let sanctioned = sentence.items.iter().any(|item| item.is(Tags::SANCTION) && !item.is(Tags::WORK));
    let imposed = sentence.has(sentence.all(), Tags::AUTHORITY.or(Tags::MEASURE));
    if !counted_as.named && sanctioned && imposed {
        return None;
    }
    let several = figure.bounds.low().or(figure.bounds.high()).is_some_and(|least| least >= Decimal::TWO);
    (several && counted_as.are_workers(sentence, figure, context))
        .then(|| counted(sentence, figure, head, Kind::WorkerCount, head))
        .flatten()
}

/// "安排29名学生上夜班": pupils who are put to work.
fn are_pupils_at_work(sentence: &Sentence, head: usize) -> bool {
    let pupils = ["学生", "학생", "студент", "школьник", "подрост"];
    let named = pupils.iter().any(|word| sentence.letters.says(sentence.items[head].at.start, word));
    named && sentence.has(sentence.clause(head), Tags::WORK)
}

/// A number beside a counter of people that counts none: minutes, a share, one person, the period of a sum.
fn is_no_count(sentence: &Sentence, figure: &Figure) -> bool {
    // "25분": minutes, and people only in native numbers: "세 분"
    let counter = sentence.items[figure.items.end - 1].at.start;
    let minutes =
        sentence.letters.says(counter, "분") && sentence.letters.at(sentence.items[figure.core.start].at.start).is_ascii_digit();
    let Some(low) = figure.bounds.low().or(figure.bounds.high()) else { return true };
    // "마흔 명에게서 1인당": the period of a sum, not of these people
    let each = sentence.is(figure.items.end, Tags::EACH) && sentence.case(figure.items.end - 1) == Case::None;
    // "네 명 중 한 명은": a share, not a count
    let one_of = sentence.is(figure.items.end, Tags::WHOLE)
        && low <= Decimal::TEN
        && sentence.figures.iter().any(|other| {
            other.items.start > figure.items.end
                && other.items.start <= figure.items.end + 2
                && other.bounds == Bounds::exactly(Decimal::ONE)
                && matches!(other.measure, Measure::People(_))
        });
    // "73人中有58人": of those who were counted before
    let of_known = sentence.tongue == Tongue::Chinese
        && head(sentence, figure, None).is_none()
        && sentence.is(figure.items.end, Tags::WHOLE)
        && sentence.figures.iter().any(|other| {
            let near = (figure.items.end..figure.items.end + 4).contains(&other.items.start);
            near && matches!(other.measure, Measure::People(_) | Measure::Percent)
        });
    minutes
        || of_known
        || in_groups(sentence, figure)
        || !low.fract().is_zero()
        || each
        || sentence.case(figure.items.end - 1) == Case::Each
        || one_of
}

/// "두 명씩", "по пять человек", "八人一间": so many at a time or to a room.
fn in_groups(sentence: &Sentence, figure: &Figure) -> bool {
    let end = sentence.items[figure.items.end - 1].end;
    let says = |words: &[&str]| words.iter().any(|word| sentence.letters.says(end, word));
    match sentence.tongue {
        Tongue::Korean => {
            let last = sentence.items[figure.items.end - 1].at.end;
            let near = figure.items.end..(figure.items.end + 2).min(sentence.items.len());
            let group = |at: usize| {
                ["조를", "한 조", "조로", "짝을", "한 방"]
                    .iter()
                    .any(|word| sentence.letters.says(sentence.items[at].at.start, word))
            };
            (figure.core.end..figure.items.end).any(|at| sentence.letters.says(sentence.items[at].at.start, "씩"))
                || sentence.letters.says(last, "씩")
                || near.into_iter().any(group)
        }
        Tongue::Russian => figure.core.start > 0 && sentence.letters.says(sentence.items[figure.core.start - 1].at.start, "по "),
        Tongue::Chinese => says(&[
            "一组", "一间", "一屋", "一桌", "一房", "一排", "一床", "一班", "一起", "结伴", "同行", "间", "合住", "宿舍", "两间",
            "三间",
        ]),
    }
}

/// What the words round a number of people say of them.
struct Counted {
    clause: Range<usize>,
    /// The noun is one of workers.
    named: bool,
    /// No noun, or one that says no more than that they are people.
    plain: bool,
    /// Work is spoken of.
    labour: bool,
    /// The noun is one of a people.
    national: bool,
    /// There is no noun.
    bare: bool,
}

impl Counted {
    fn of(sentence: &Sentence, figure: &Figure, head: Option<usize>, driven: bool, context: &Context) -> Self {
        let clause = past_a_voice(sentence, figure.core.start);
        let is = |tags| head.is_some_and(|head| sentence.is(head, tags));
        let by_ending = head.is_some_and(|head| sentence.items[head].unknown);
        let toil = sentence.has(clause.clone(), Tags::TOIL);
        let freed_from_a_firm = sentence.has(clause.clone(), Tags::FREED) && sentence.has(clause.clone(), Tags::FIRM);
        let at_a_site = toil || freed_from_a_firm || sentence.has(sentence.all(), Tags::SECTOR.or(Tags::WORKER));
        Counted {
            clause,
            named: driven || is(Tags::WORKER),
            plain: head.is_none() || is(Tags::NATIONAL.or(Tags::COUNTER)) || by_ending,
            labour: is(Tags::WORKER) || context.of_labour || at_a_site,
            national: is(Tags::NATIONAL) || by_ending,
            bare: head.is_none(),
        }
    }

    fn are_workers(&self, sentence: &Sentence, figure: &Figure, context: &Context) -> bool {
        let paid = Tags::PAY.or(Tags::RECEIVE).or(Tags::TAKE);
        let clause = self.clause.clone();
        let in_clause = |tags| sentence.has(clause.clone(), tags);
        let at_work = (self.labour || in_clause(Tags::HEADCOUNT))
            && in_clause(Tags::WORK.or(Tags::DISPATCH).or(Tags::SECTOR).or(paid).or(Tags::FREED));
        let national = self.national && sentence.has(sentence.all(), Tags::WORK.or(Tags::DISPATCH).or(paid).or(Tags::SECTOR));
        let told = sentence.tongue != Tongue::Korean && self.national && told_by_us(sentence, figure);
        let by_words = at_work
            || among_us(sentence, figure)
            || self.labour && (of_a_total(sentence, figure) || restated(sentence, &clause))
            || is_part_of_workers(sentence, figure, context);
        let live_there = sentence.has(figure.items.end..(figure.items.end + 4).min(sentence.items.len()), Tags::RESIDENTS);
        if live_there && !self.named {
            return false;
        }
        self.named || national || told || self.plain && (by_words || self.among_workers(sentence, figure, context))
    }

    /// People of a document about workers, in a sentence that speaks of nobody else.
    fn among_workers(&self, sentence: &Sentence, figure: &Figure, context: &Context) -> bool {
        // "厕所只有四个": things are counted by the same word
        let unit = &sentence.items[figure.items.end - 1];
        let things = sentence.tongue == Tongue::Chinese && unit.at.len() == 1 && sentence.letters.says(unit.at.start, "个");
        let near = figure.items.start.saturating_sub(2).max(self.clause.start)..(figure.items.end + 1).min(self.clause.end);
        let others = Tags::RESIDENTS.or(Tags::PENALTY).or(Tags::OUTCOME).or(Tags::LAW);
        let few = figure.bounds.low().or(figure.bounds.high()).is_none_or(|least| least < Decimal::from(3));
        // "ещё две женщины": more of those who were counted
        let more = figure.core.start.checked_sub(1).is_some_and(|before| {
            ["еще ", "другие ", "又", "另", "还有", "또", "다른"]
                .iter()
                .any(|word| sentence.letters.says(sentence.items[before].at.start, word))
        });
        context.of_labour
            && (more || !few)
            && !(things && self.bare)
            && !near.clone().any(|at| sentence.is(at, Tags::OTHERS) && !sentence.is(at, Tags::AGENT.or(Tags::FIRM)))
            && !sentence.has(self.clause.clone(), others.or(Tags::AUTHORITY))
            && !sentence.has(sentence.all(), Tags::RESIDENTS.or(Tags::PENALTY))
            && !(self.bare && sentence.has(sentence.all(), Tags::DEATH))
    }
}

/// "то есть 30 человек": the same people once more.
fn restated(sentence: &Sentence, clause: &Range<usize>) -> bool {
    let says = |word: &str| sentence.items.get(clause.start).is_some_and(|item| sentence.letters.says(item.at.start, word));
    ["то есть ", "т.е."].iter().any(|word| says(word))
}

/// "из них 20 — без виз": a part of workers that were counted before.
fn is_part_of_workers(sentence: &Sentence, figure: &Figure, context: &Context) -> bool {
    figure.items.start > 0
        && sentence.has(figure.items.start.saturating_sub(5)..figure.items.start, Tags::AMONG)
        && sentence.figures.iter().any(|other| {
            matches!(other.measure, Measure::People(_))
                && other.items.end <= figure.items.start
                && people(sentence, other, behind_of(other), context).is_some_and(|draft| draft.kind == Kind::WorkerCount)
        })
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
    let of_asked = sentence.tongue == Tongue::Russian
        && sentence.letters.says(sentence.items[figure.core.start.saturating_sub(1)].at.start, "у ")
        && first.items.start > 0
        && sentence.letters.says(sentence.items[first.items.start - 1].at.start, "из ");
    let others = if of_asked { Tags::NONE } else { Tags::OTHERS };
    let clear = !sentence.has(between.clone(), Tags::THING.or(others).or(Tags::CURRENCY)) && between.len() <= 12;
    if !(ends_clause(sentence, figure) && carried || of_asked)
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

pub(super) fn counted(
    sentence: &Sentence,
    figure: &Figure,
    head: Option<usize>,
    kind: Kind,
    cue: Option<usize>,
) -> Option<Draft> {
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
    let of_people = sentence.tongue == Tongue::Korean && sentence.is(figure.items.end - 1, Tags::COUNTER)
        || sentence.tongue == Tongue::Chinese && !sentence.letters.says(sentence.items[figure.items.end - 1].at.start, "个");
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
        let of_a_thing =
            |at: usize| sentence.tongue == Tongue::Korean && sentence.case(at) == Case::None && sentence.is(at + 1, Tags::THING);
        let at = (from..figure.items.start).rev().find(|&at| named(at) && !of_a_thing(at))?;
        let clear = sentence.figures_between(at, figure.core.start, &figure.items) == 0
            || sentence.tongue == Tongue::Korean
            || sentence.has(at..figure.items.start, Tags::CHANGE);
        clear.then_some(at)
    };
    match sentence.tongue {
        Tongue::Korean => {
            let bound = sentence.is(end - 1, Tags::LOW_AFTER.or(Tags::HIGH_AFTER).or(Tags::NEAR_AFTER));
            let of = sentence.case(end - 1) == Case::Of || bound && matches!(sentence.case(end - 1), Case::None | Case::Of);
            let genitive = sentence.case(end - 1) == Case::Of || sentence.letters.says(sentence.items[end - 1].end - 1, "의");
            let reach = if genitive { end + 4 } else { end + 1 };
            let after = || compound(sentence, (end..reach).find(|&at| named(at))?, counted);
            let adjacent = figure.items.start.checked_sub(1).filter(|&at| named(at));
            let people = |at: &usize| !sentence.is(*at, Tags::THING);
            if of { after().filter(people).or(adjacent).or_else(before) } else { adjacent.or_else(before) }
        }
        Tongue::Chinese => {
            let deeds =
                Tags::MEASURE.or(Tags::GIVE).or(Tags::RECEIVE).or(Tags::TAKE).or(Tags::SAY).or(Tags::RECOVERED).or(Tags::AMONG);
            let after = (end..end + 5).take_while(|&at| {
                at < sentence.items.len()
                    && !sentence.is(at, Tags::BREAK.or(Tags::IN).or(Tags::DEATH).or(Tags::OUTCOME).or(Tags::WORK).or(deeds))
                    && sentence.items[at].number.is_none()
            });
            let of =
                |at: usize| sentence.letters.says(sentence.items[at - 1].at.end - 1, "的") && !sentence.has(end..at, Tags::BREAK);
            let further = || (end + 5..(end + 10).min(sentence.items.len())).find(|&at| sentence.is(at, Tags::WORKER) && of(at));
            let after = after.into_iter().find(|&at| named(at)).or_else(further).and_then(|at| compound(sentence, at, counted));
            let subject = |at: &usize| sentence.has(*at..figure.items.start, deeds) && !sentence.is(*at, Tags::WORKER);
            after.or_else(|| before().filter(|at| !subject(at)))
        }
        Tongue::Russian => {
            let after = (end..end + 4)
                .take_while(|&at| at < sentence.items.len() && !sentence.is(at, Tags::BREAK.or(Tags::IN)))
                .find(|&at| named(at));
            // "с завода вывели 600 человек": a counter counts people, whatever stands before it
            let counter = sentence.is(end - 1, Tags::COUNTER) || sentence.is(figure.items.start, Tags::COUNTER);
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
