//! How a figure or a relation is put forward.

use super::figure::{Figure, Measure};
use super::script::Tongue;
use super::sentence::Sentence;
use super::tags::Tags;
use evidence::{Kind, Modality};
use std::ops::Range;

/// The modality of what the items `at` say, and the item that decides it.
pub(crate) fn modality(sentence: &Sentence, at: &Range<usize>, kind: Kind, speaker: bool) -> (Modality, Option<usize>) {
    let governing = [
        (Tags::DENIAL, Modality::Denied),
        (Tags::CONDITION, Modality::Conditional),
        (Tags::PROMISE, Modality::Promised),
        (Tags::PLAN, Modality::Planned),
    ];
    if let Some(cue) = negated(sentence, at, kind) {
        return (Modality::Denied, Some(cue));
    }
    if matches!(kind, Kind::Wage | Kind::TakeHome)
        && let Some(cue) = supposed(sentence, at)
    {
        return (Modality::Conditional, Some(cue));
    }
    if kind == Kind::Wage
        && let Some(cue) = offered(sentence, at).or_else(|| told_by_a_recruiter(sentence, at))
    {
        return (Modality::Promised, Some(cue));
    }
    if matches!(kind, Kind::WorkerCount | Kind::Dispatch)
        && let Some(cue) = intended(sentence, at)
    {
        return (Modality::Planned, Some(cue));
    }
    for (tags, modality) in governing {
        let far = modality == Modality::Denied || modality == Modality::Conditional;
        if let Some(cue) = governor(sentence, at, tags, far) {
            return (modality, Some(cue));
        }
    }
    for (tags, modality) in [(Tags::ALLEGE, Modality::Alleged), (Tags::ESTIMATE, Modality::Estimated)] {
        let clause = sentence.clause(at.start);
        let cue = sentence
            .all()
            .filter(|&cue| sentence.is(cue, tags))
            .find(|&cue| clause.contains(&cue) || !crosses(sentence, cue, at));
        if cue.is_some() {
            return (modality, cue);
        }
    }
    let said = sentence.first(sentence.all(), Tags::SAY.or(Tags::ACCORDING).or(Tags::REPORTED));
    match said {
        Some(cue) => (Modality::Reported, Some(cue)),
        None if speaker => (Modality::Reported, None),
        None => (Modality::Asserted, None),
    }
}

/// Pay that somebody should have got, or would have: "받았어야 할 임금", "지급됐다면", which no item of the lists shows.
fn supposed(sentence: &Sentence, at: &Range<usize>) -> Option<usize> {
    if sentence.tongue != Tongue::Korean {
        return None;
    }
    let clause = sentence.clause(at.start);
    sentence.all().find(|&item| {
        let start = sentence.items[item].at.start;
        let close = (start..sentence.letters.len()).find(|&at| sentence.letters.at(at) == ' ').unwrap_or(start);
        let word = start..close;
        let says = |wanted: &str| word.clone().any(|letter| sentence.letters.says(letter, wanted));
        let owed = clause.contains(&item) && says("야 할") && sentence.is(item, Tags::RECEIVE.or(Tags::GIVE));
        let if_so = says("다면") && !says("다면서") && item < at.start && !crosses(sentence, item, at);
        owed || if_so
    })
}

/// "表哥说一个月能挣七千": what can be earned, as somebody says.
fn offered(sentence: &Sentence, at: &Range<usize>) -> Option<usize> {
    let can = ["能挣", "能赚", "能拿", "可以挣", "可以赚", "可以拿", "可挣", "可拿", "可赚", "能开"];
    let near = at.start.saturating_sub(3)..at.end;
    let cue = near.into_iter().find(|&item| can.iter().any(|word| sentence.letters.says(sentence.items[item].at.start, word)))?;
    let told = sentence.has(0..cue, Tags::SAY) && !sentence.has(cue.saturating_sub(2)..cue, Tags::ONLY);
    (sentence.tongue == Tongue::Chinese && told).then_some(cue)
}

/// "仲介说月薪一万七", "вербовщик сказал: сорок тысяч": pay as a recruiter tells of it.
fn told_by_a_recruiter(sentence: &Sentence, at: &Range<usize>) -> Option<usize> {
    let recruiters = ["中介", "仲介", "介绍人", "招工", "蛇头", "вербовщ", "посредни", "브로커", "모집", "소개소"];
    let says = sentence.first(0..at.start, Tags::SAY)?;
    let by = (says.saturating_sub(2)..says)
        .any(|item| recruiters.iter().any(|word| sentence.letters.says(sentence.items[item].at.start, word)));
    let done = Tags::ONLY.or(Tags::KEEP).or(Tags::TAKE).or(Tags::BUT);
    (by && sentence.tongue != Tongue::Korean && !sentence.has(says..at.end, done)).then_some(says)
}

/// "9만 명을 받겠다고 발표했다": what somebody says they will do.
fn intended(sentence: &Sentence, at: &Range<usize>) -> Option<usize> {
    if sentence.tongue != Tongue::Korean {
        return None;
    }
    (at.end..(at.end + 5).min(sentence.items.len())).take_while(|&item| !sentence.is(item, Tags::BUT)).find(|&item| {
        let word = &sentence.items[item];
        (word.at.start..word.at.end + 3)
            .any(|letter| sentence.letters.says(letter, "겠다고") || sentence.letters.says(letter, "겠다는"))
    })
}

/// "but" stands between the item and what it would govern.
fn crosses(sentence: &Sentence, cue: usize, at: &Range<usize>) -> bool {
    let between = cue.min(at.end)..cue.max(at.start);
    // a verb that itself ends in "but" closes its clause behind it
    let between = if cue < at.start { between } else { at.end..cue };
    between.clone().any(|item| sentence.is(item, Tags::BUT))
}

/// A word that governs: behind what it governs in Korean, before it in the others; another figure or "but" between frees it.
fn governor(sentence: &Sentence, at: &Range<usize>, tags: Tags, far: bool) -> Option<usize> {
    let figure = sentence.figures.iter().find(|figure| figure.core.start >= at.start && figure.core.start < at.end);
    let own = figure.map_or(at.clone(), |figure| figure.items.clone());
    let free = |cue: usize| {
        let others = if far { 0 } else { others_between(sentence, cue, if cue < at.start { at.start } else { at.end }, &own) };
        // "показания опровергаются заключением, согласно которому …": what follows is what stands against them
        let against = tags == Tags::DENIAL && cue < at.start && sentence.has(cue..at.start, Tags::ACCORDING);
        !crosses(sentence, cue, at) && (others == 0 || listed(sentence, cue, &own)) && !against
    };
    let mut before = (0..at.start).rev().filter(|&cue| sentence.is(cue, tags) && free(cue));
    let within = at.clone().filter(|&cue| sentence.is(cue, tags));
    let mut after = (at.end..sentence.items.len()).filter(|&cue| sentence.is(cue, tags) && free(cue));
    match sentence.tongue {
        Tongue::Korean => after.chain(within).next().or_else(|| {
            before.find(|&cue| far && tags != Tags::DENIAL || modifies(sentence, cue, at) || on_paper(sentence, cue))
        }),
        Tongue::Russian | Tongue::Chinese => {
            // "взял по две тысячи и обещал шестьсот": the word has a figure of its own behind it
            let own_figure = |cue: usize| sentence.figures.iter().any(|other| (cue + 1..cue + 4).contains(&other.items.start));
            let close = |cue: &usize| {
                far || sentence.clause(at.start).contains(cue) && *cue < at.end + 5 && (*cue < at.end || !own_figure(*cue))
            };
            before.chain(within).next().or_else(|| after.find(close))
        }
    }
}

/// "说好每天500元、每日工作九小时": what is promised in one breath with the figure that the word stands beside.
fn listed(sentence: &Sentence, cue: usize, own: &Range<usize>) -> bool {
    let next = if cue < own.start {
        sentence.figures.iter().rev().map(|other| other.items.end..own.start).find(|between| between.start <= between.end)
    } else {
        sentence.figures.iter().map(|other| own.end..other.items.start).find(|between| between.start <= between.end)
    };
    let verbs = Tags::RECEIVE.or(Tags::GIVE).or(Tags::KEEP).or(Tags::TAKE).or(Tags::HAND).or(Tags::ONLY);
    next.is_some_and(|between| between.len() <= 6 && !sentence.has(between, verbs))
}

/// Figures of the same weight between a word that governs and what it governs: not the years of a plan.
fn others_between(sentence: &Sentence, from: usize, to: usize, own: &Range<usize>) -> usize {
    let (from, to) = (from.min(to), from.max(to));
    let between = |figure: &&Figure| figure.items != *own && figure.core.start >= from && figure.core.end <= to;
    let scaled = |figure: &&Figure| {
        sentence.items[figure.core.clone()]
            .iter()
            .filter_map(|item| item.number)
            .any(|number| number.scale > rust_decimal::Decimal::TEN)
    };
    let slight =
        |figure: &&Figure| matches!(figure.measure, Measure::Time(_)) || figure.measure == Measure::Bare && !scaled(figure);
    let time = |figure: &&Figure| sentence.tongue != Tongue::Korean && slight(figure);
    sentence.figures.iter().filter(between).filter(|figure| !time(figure)).count()
}

/// "근로계약서에는 …": a contract or an advertisement says all that follows.
fn on_paper(sentence: &Sentence, cue: usize) -> bool {
    let papers = ["계약서", "근로계약서", "계약에는", "광고", "구인", "공고", "모집"];
    sentence.is(cue, Tags::PROMISE) && papers.iter().any(|word| sentence.letters.says(sentence.items[cue].at.start, word))
}

/// "약속한 1000달러", "약속된 월급은 1000달러": the word stands before what it tells of, in the same clause.
fn modifies(sentence: &Sentence, cue: usize, at: &Range<usize>) -> bool {
    sentence.clause(at.start).contains(&cue) && at.start - cue <= 6
}

/// A negation of the verb that the figure belongs to.
fn negated(sentence: &Sentence, at: &Range<usize>, kind: Kind) -> Option<usize> {
    if !matches!(
        kind,
        Kind::WorkerCount
            | Kind::Dispatch
            | Kind::Flow
            | Kind::Sanction
            | Kind::ShareTaken
            | Kind::Deduction
            | Kind::Deaths
            | Kind::FeeOrBribe
    ) {
        return None;
    }
    let clause = sentence.clause(at.end.saturating_sub(1));
    match sentence.tongue {
        Tongue::Korean => {
            let next = sentence.figures.iter().map(|figure| figure.items.start).filter(|start| *start >= at.end).min();
            let end = clause.end.min(next.unwrap_or(usize::MAX)).min(at.end + 5);
            sentence.first(at.start..end, Tags::NEGATION).filter(|cue| governs(sentence, cue.saturating_sub(1), at, kind))
        }
        Tongue::Russian | Tongue::Chinese => {
            let cue = sentence.last(clause.start.max(at.start.saturating_sub(4))..at.end, Tags::NEGATION)?;
            Some(cue).filter(|cue| governs(sentence, cue + 1, at, kind))
        }
    }
}

/// Whether the item beside a negation is the verb of a count: people are not sent, do not work; a visa that is not prolonged denies nobody.
fn governs(sentence: &Sentence, verb: usize, at: &Range<usize>, kind: Kind) -> bool {
    if kind == Kind::Deduction {
        return sentence.is(verb, Tags::TAKE.or(Tags::HEAD).or(Tags::WEAK_HEAD));
    }
    if kind == Kind::FeeOrBribe {
        return sentence.is(verb, Tags::GIVE.or(Tags::HAND).or(Tags::RECEIVE).or(Tags::TAKE).or(Tags::FEE));
    }
    kind != Kind::WorkerCount || at.contains(&verb) || sentence.is(verb, Tags::DISPATCH.or(Tags::WORK))
}
