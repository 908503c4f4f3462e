//! What a bare number counts: people at work, or people who died.

use super::{Context, Meaning, time::meaning_of_hours};
use crate::figure::{Figure, Measure, period_noun};
use crate::key::any;
use crate::lexicon::Classes;
use crate::people;
use crate::words::Words;
use evidence::{Kind, Per, PerUnit, Rule, Unit};
use rust_decimal::Decimal;
use std::ops::Range;

pub(super) fn count(words: &Words, clauses: &[Range<usize>], figure: &Figure, context: &Context) -> Option<Meaning> {
    let clause = crate::clause::clause_of(clauses, figure.core.start);
    if let Some(per) = figure.per.filter(|per| number_of_hours(words, figure) || hours_spoken_of(words, figure, *per)) {
        return meaning_of_hours(Unit::Hour(per), Rule::new("hours.worked", 1), figure.words.end, None);
    }
    if out_of_so_many(words, figure) {
        return None;
    }
    if context.of_labour && (we_were(words, figure) || gone_on_about(words, figure, context)) {
        let head = people::counted_head(words, figure.words.end);
        return counted_workers(figure, head, figure.words.end.max(head.map_or(0, |head| head + 1)));
    }
    let head = people::counted_head(words, figure.words.end)
        .or_else(|| of_whom(words, figure))
        .or_else(|| head_before(words, figure, &clause));
    let offender = offender_counted(words, figure);
    if let Some(death) = death_cue(words, figure, &clause, head, context).filter(|_| !offender) {
        return deaths(words, figure, head, death);
    }
    let head = head.filter(|_| !offender);
    if head.is_none() && !offender && context.of_labour && (at_work_abroad(words, figure) || one_team(words, figure)) {
        return counted_workers(figure, None, figure.words.end);
    }
    let head = head?;
    if figure.bounds.high().or(figure.bounds.low()).is_some_and(|size| size < Decimal::from(3))
        || figure.bounds.low().is_some_and(|size| size.scale() > 0)
    {
        return None;
    }
    if !counts_workers(words, figure, head, &clause, context) {
        return None;
    }
    let end = (head + 1).max(figure.words.end);
    let (per, per_end) = crate::figure::period_after(words, end, Measure::Count);
    let rate = per.or(figure.per).filter(|per| per.unit() == PerUnit::Year);
    let end = if rate.is_some() { per_end.max(end) } else { end };
    Some(Meaning {
        kind: Kind::WorkerCount,
        unit: Unit::Person(rate),
        rule: Rule::new("workers.counted", 1),
        cue: Some(head),
        end,
        note: None,
        head: Some(head),
        weighed: None,
    })
}

/// A number read as that of people at work or of deaths; `None` where it surely counts no such people.
pub(super) fn of_kind(words: &Words, figure: &Figure, kind: Kind) -> Option<Meaning> {
    if offender_counted(words, figure) || out_of_so_many(words, figure) || names_a_thing(words, figure) {
        return None;
    }
    let head = people::counted_head(words, figure.words.end);
    let whole = figure.bounds.low().or(figure.bounds.high()).is_some_and(|size| size.scale() == 0 && !size.is_zero());
    let end = figure.words.end.max(head.map_or(0, |head| head + 1));
    let unit = Unit::Person(figure.per.filter(|per| per.unit() == PerUnit::Year));
    whole.then_some(Meaning { kind, unit, rule: Rule::new("words.weighed", 1), cue: head, end, note: None, head, weighed: None })
}

/// "permits numbers 2208 to 2303", "Room 39", "in block 6": a number that is part of a name.
fn names_a_thing(words: &Words, figure: &Figure) -> bool {
    let numbered = any![
        "number", "numbers", "no", "nos", "resolution", "resolutions", "room", "rooms", "article", "articles", "section",
        "paragraph", "paragraphs", "page", "pages", "block", "building", "flat", "flats", "barrack", "permit", "permits",
        "route", "flight", "case", "file", "files", "camp", "site", "plant", "chapter", "annex", "convention", "form", "line",
    ];
    figure.words.start > 0 && words.is_any(figure.words.start - 1, numbered)
}

fn counted_workers(figure: &Figure, head: Option<usize>, end: usize) -> Option<Meaning> {
    let whole = figure.bounds.low().or(figure.bounds.high()).is_some_and(|size| size.scale() == 0 && size >= Decimal::from(3));
    let rule = Rule::new("workers.at_work", 1);
    whole.then_some(Meaning {
        kind: Kind::WorkerCount,
        unit: Unit::Person(None),
        rule,
        cue: head,
        end,
        note: None,
        head,
        weighed: None,
    })
}

/// "we were nine girls on that flight", "there were seven of us", "when I came we were 2,400": how many those were who speak or are
/// spoken of.
fn we_were(words: &Words, figure: &Figure) -> bool {
    let (start, end) = (figure.words.start, figure.words.end);
    let linked = start > 1
        && words.is_any(start - 1, any!["were", "are"])
        && (words.is_any(start - 2, any!["we"]) || words.is_any(start - 2, any!["they"]) && !words.is_word(end));
    let there = start > 1 && words.is_any(start - 2, any!["there"]) && words.is_any(start - 1, any!["were", "are"]);
    let of_us = words.says(end, "of")
        && words.is_any(end + 1, any!["us", "them"])
        && !words.is_any(end + 2, any!["said", "told", "say", "who"]);
    let bare = !words.is_word(end)
        || words.is(end, Classes::STOP)
        || words.is(end, Classes::WORKER) && !words.is(end, Classes::OFFENDER);
    let other = words.is_any(end, any!["percent", "of"]) && !of_us
        || words.is_any(end, any!["to", "at"]) && words.is_any(end + 1, any!["a", "each", "the", "war"]);
    linked && bare && !other || there && of_us
}

/// "an estimated 5,000 of whom were miners": the people that the clause says they are.
fn of_whom(words: &Words, figure: &Figure) -> Option<usize> {
    let end = figure.words.end;
    let told = words.says(end, "of")
        && words.is_any(end + 1, any!["whom", "them", "these"])
        && words.is_any(end + 2, any!["were", "are"]);
    (end + 3..end + 6).find(|&at| told && words.is(at, Classes::WORKER) && !words.is(at, Classes::ANYBODY))
}

/// "the number had fallen to roughly 1,500", "puts the number at 12,000": a bare number where the paragraph counted workers.
fn gone_on_about(words: &Words, figure: &Figure, context: &Context) -> bool {
    let (start, end) = (figure.words.start, figure.words.end);
    if !context.topic.is_some_and(|topic| topic.kind == Kind::WorkerCount) || figure.per.is_some() {
        return false;
    }
    let bare = !words.is_word(end) || words.is(end, Classes::STOP) && !words.is_any(end, any!["of", "per", "a"]);
    let number = (start.saturating_sub(7)..start).find(|&at| {
        words.is_any(at, any!["number", "figure", "total", "workforce", "headcount"])
            || words.says(at, "it") && words.is_any(start - 1, any!["at", "to"])
    });
    let moved = any![
        "fallen", "fell", "risen", "rose", "grown", "grew", "dropped", "shrunk", "declined", "reached", "stood", "put", "puts",
        "down", "up", "was", "is", "higher", "lower"
    ];
    let linked = number.is_some_and(|at| words.any_within(at.saturating_sub(2)..start, moved).is_some())
        && start > 0
        && words.is_any(start - 1, any!["to", "at", "was", "is", "from", "reached"]);
    let has = start > 0
        && words.is_any(start - 1, any!["had", "has", "employs", "employed", "housed", "holds", "held"])
        && words.is_any(end, any!["in"])
        && crate::date::year_at(words, end + 1).is_some();
    let verbs = any![
        "were", "are", "came", "went", "stayed", "remained", "remain", "returned", "got", "had", "have", "made", "managed",
        "ran", "left", "left", "joined"
    ];
    let opens =
        start <= 1 && words.is_any(end, verbs) && !words.has(end..words.len().min(end + 8), Classes::DEATH.or(Classes::OFFENDER));
    if opens {
        return figure.bounds.low().is_some_and(|size| size >= Decimal::from(3));
    }
    bare && (linked || has) && figure.bounds.high().or(figure.bounds.low()).is_some_and(|size| size >= Decimal::TEN)
}

/// "nine out of ten seafarers", "three in five": a share, no number of people.
fn out_of_so_many(words: &Words, figure: &Figure) -> bool {
    let number = |at: usize| words.is_number(at) || words.is(at, Classes::NUMBER) || words.says(at, "one");
    let start = figure.core.start;
    start > 1 && words.says(start - 1, "in") && number(start - 2)
        || start > 2 && words.says(start - 1, "of") && words.says(start - 2, "out") && number(start - 3)
}

/// "there were no fixed hours: sometimes sixteen a day".
fn hours_spoken_of(words: &Words, figure: &Figure, per: Per) -> bool {
    let bare = !words.is_word(figure.words.end) || words.is(figure.words.end, Classes::STOP);
    let size = figure.bounds.high().or(figure.bounds.low()).unwrap_or_default();
    let fits = match per.unit() {
        PerUnit::Day => size >= Decimal::from(6) && size <= Decimal::from(24),
        PerUnit::Week => size >= Decimal::from(30) && size <= Decimal::from(126),
        _ => false,
    };
    bare && fits && (figure.words.start.saturating_sub(12)..figure.words.start).any(|at| words.says(at, "hours"))
}

/// "hours of 80 a week", "working hours averaged 81 per week".
fn number_of_hours(words: &Words, figure: &Figure) -> bool {
    let start = figure.words.start;
    let linked = any![
        "of", "exceeded", "exceed", "exceeding", "averaged", "averaging", "average", "reached", "reach", "were", "was", "are",
        "to", "totalled", "totaled", "over", "above", "at", "rose", "ran",
    ];
    let hours = (start.saturating_sub(4)..start).rev().find(|&at| words.is_any(at, any!["hours"]));
    hours.is_some_and(|hours| hours + 1 == start || (hours + 1..start).all(|at| words.is_any(at, linked)))
        || hours.is_some_and(|hours| hours + 1 == start)
}

/// "the number of workers stood at about 46,000", "a workforce of 300".
fn head_before(words: &Words, figure: &Figure, clause: &Range<usize>) -> Option<usize> {
    let bare = words.is(
        figure.words.end,
        Classes::THING.or(Classes::OFFENDER).or(Classes::PERIOD).or(Classes::CURRENCY).or(Classes::MAGNITUDE),
    ) || words.word(figure.words.end) == "%";
    if bare || follows_a_thing(words, figure.words.end) {
        return None;
    }
    let from = clause.start.max(figure.words.start.saturating_sub(14));
    let number_of = (from..figure.words.start).rev().find(|&at| {
        (words.is_any(
            at,
            any![
                "number", "numbers", "total", "population", "workforce", "headcount", "figure", "count", "contingent",
                "strength", "estimates"
            ],
        )) && !words.says(at + 1, "one")
    })?;
    let number_of = (from..number_of)
        .find(|&at| words.is_any(number_of, any!["numbers", "number"]) && words.is_any(at, any!["workforce", "contingent"]))
        .unwrap_or(number_of);
    let workforce = words.is_any(number_of, any!["workforce", "contingent", "headcount"]);
    let head = (number_of..figure.words.start).find(|&at| {
        let people = words.is(at, Classes::WORKER) || words.word(at).ends_with('s') && people::names_a_people(words, at);
        people && !words.is(at + 1, Classes::THING.or(Classes::OFFENDER))
    });
    let mobilised = (number_of + 1..figure.words.start).find(|&at| {
        let put_to_work = any![
            "mobilised", "mobilized", "employed", "deployed", "conscripted", "dispatched", "recruited", "enslaved", "exploited",
            "enlisted",
        ];
        words.is_any(at, put_to_work) && words.is_any(number_of, any!["number", "numbers", "total"])
    });
    let those = (number_of + 1..(number_of + 3).min(figure.words.start)).find(|&at| {
        words.says(at, "those")
            && words.is_any(at + 1, any!["currently", "still", "now", "who", "in", "at", "working", "employed"])
    });
    let head = head.or(mobilised).or(those.filter(|_| words.is_any(number_of, any!["number", "numbers"])));
    let of_other = head.is_none() && (number_of..figure.words.start).any(|at| words.is(at, Classes::OFFENDER.or(Classes::THING)));
    let linked = (number_of..figure.words.start).any(|at| {
        words.is_any(
            at,
            any![
                "between", "from", "numbers", "numbered", "at", "is", "was", "of", "reached", "to", "stood", "exceeds",
                "exceeded", "totalled", "were", "are", "as", "up", "speaks", "put", "puts"
            ],
        )
    });
    head.or(workforce.then_some(number_of)).filter(|_| linked && (!of_other || workforce))
}

/// A noun that is not on any list follows the number: it counts something else.
fn follows_a_thing(words: &Words, at: usize) -> bool {
    let past_adjective = (at..at + 3).take_while(|&here| words.is_word(here) && !words.is(here, Classes::STOP));
    past_adjective.into_iter().any(|here| words.is(here, Classes::THING))
}

fn offender_counted(words: &Words, figure: &Figure) -> bool {
    (figure.words.end..figure.words.end + 5)
        .take_while(|&at| words.is_word(at) && !words.is(at, Classes::STOP))
        .any(|at| words.is(at, Classes::OFFENDER))
}

fn death_cue(words: &Words, figure: &Figure, clause: &Range<usize>, head: Option<usize>, context: &Context) -> Option<usize> {
    let end = head.map_or(figure.words.end, |head| head + 1);
    let after = (end..clause.end.min(end + 14)).find(|&at| {
        let other = words.is_any(at, any!["toll", "kill", "killing", "fatal", "deadly", "passed", "survive"]);
        words.is(at, Classes::DEATH) && !other
            || words.says(at, "passed") && words.says(at + 1, "away")
            || words.says(at, "survive") && words.says(at - 1, "not")
    });
    let bare = head.is_none()
        && !words.is(figure.words.end, Classes::DEATH.or(Classes::STOP))
        && words.is_word(figure.words.end)
        && !words.is_any(
            figure.words.end,
            any!["died", "deaths", "workplace", "work-related", "reported", "confirmed", "others", "accidental", "of", "fatal"],
        );
    let before = (clause.start.max(figure.words.start.saturating_sub(7))..figure.words.start).rev().find(|&at| {
        words.is_any(at, any!["killed", "killing", "deaths", "death", "toll", "fatalities", "kills", "claimed", "dead"])
            || words.says(at, "lost")
                && at + 1 == figure.words.start
                && head.is_some_and(|head| words.is_any(head, any!["men", "workers", "women", "miners", "sailors"]))
    });
    let injury_nearer = after.is_some_and(|after| {
        (end..after).any(|at| words.is(at, Classes::INJURY) || words.is_number(at) || words.is(at, Classes::NUMBER))
    });
    let lost = (end..clause.end.min(end + 6)).find(|&at| {
        words.says(at, "lost")
            && (words.phrase(at + 1, "at sea").is_some()
                || words.says(at + 1, "overboard")
                || words.is_any(at + 1, any!["their", "his", "her"]) && words.is_any(at + 2, any!["lives", "life"]))
    });
    let lost = lost.or_else(|| {
        (end..clause.end.min(end + 6))
            .find(|&at| words.is_any(at, any!["coffin", "coffins"]) && words.is_any(at - 1, any!["in", "a"]))
    });
    let lives = before.is_some_and(|before| words.says(before, "claimed")) && !words.is_any(figure.words.end, any!["lives"]);
    let threatened = after.is_some_and(|at| {
        at > 0 && !words.says(at, "survive") && words.is_any(at - 1, any!["to", "would", "could", "may", "will", "not"])
    });
    let counted_deaths = context.of_labour && words.is_any(figure.words.end, any!["deaths", "fatalities"]);
    let workers =
        head.is_some() || counted_deaths || context.of_people || context.of_labour || words.has(0..words.len(), Classes::WORKER);
    let disaster = words.any_within(
        0..words.len(),
        any![
            "earthquake", "flood", "floods", "cyclone", "typhoon", "hurricane", "tsunami", "war", "bombing", "airstrike",
            "shelling", "epidemic", "pandemic", "famine", "massacre", "landslide", "storm",
        ],
    );
    let at_large =
        disaster.is_some() && !(0..words.len()).any(|at| words.is(at, Classes::WORKER) && !words.is(at, Classes::ANYBODY));
    if bare || lives || at_large || !workers {
        return None;
    }
    lost.or(after.filter(|_| !injury_nearer && !threatened)).or(before.filter(|_| {
        !words.is(figure.words.end, Classes::PERIOD.or(Classes::INJURY))
            && (head.is_some() || !words.is(figure.words.end, Classes::THING))
    }))
}

fn deaths(words: &Words, figure: &Figure, head: Option<usize>, cue: usize) -> Option<Meaning> {
    let end = figure.words.end.max(head.map_or(0, |head| head + 1)).max(if cue < figure.words.end + 3 { cue + 1 } else { 0 });
    let (per, per_end) = crate::figure::period_after(words, end, Measure::Count);
    let every = words.is_any(0, any!["every", "each"]) && words.says(1, "year");
    let per = per.or(figure.per).filter(|per| per.unit() == PerUnit::Year).or(every.then(|| Per::each(PerUnit::Year)));
    let end = if per.is_some() { per_end.max(end) } else { end };
    Some(Meaning {
        kind: Kind::Deaths,
        unit: Unit::Person(per),
        rule: Rule::new("deaths.counted", 1),
        cue: Some(cue),
        end,
        note: None,
        head,
        weighed: None,
    })
}

/// "3,000 are abroad", "up to 1,000 more work from inside": a bare number of people who are at work.
fn at_work_abroad(words: &Words, figure: &Figure) -> bool {
    let at = if words.is_any(figure.words.end, any!["more", "others"]) { figure.words.end + 1 } else { figure.words.end };
    let verb = words.is_any(at, any!["are", "were", "work", "worked", "remain", "remained", "toil"]);
    let works = |at: usize| words.is_any(at, any!["abroad", "overseas", "working", "employed", "work", "worked"]);
    let noun = words.is(at + 1, Classes::THING) || words.is_any(at + 1, any!["permit", "permits", "visas"]);
    verb && !noun
        && (at..at + 5).any(works)
        && figure.bounds.high().or(figure.bounds.low()).is_some_and(|size| size >= Decimal::TEN)
}

/// "one team of eight", "a similar group of about sixty".
fn one_team(words: &Words, figure: &Figure) -> bool {
    let of = figure.words.start.checked_sub(1).filter(|&at| words.says(at, "of"));
    let team =
        of.and_then(|of| of.checked_sub(1)).filter(|&at| words.is_any(at, any!["team", "group", "crew", "gang", "brigade"]));
    let ends = !words.is_word(figure.words.end)
        || words.is(figure.words.end, Classes::STOP)
        || !words.is(figure.words.end, Classes::THING.or(Classes::PERIOD));
    team.is_some_and(|team| {
        (team.saturating_sub(3)..team)
            .any(|at| words.is_any(at, any!["a", "one", "the", "another", "his", "her", "their", "our", "my"]))
    }) && ends
}

/// Whether the people counted are a workforce, not interviewees, suspects, room-mates or passers-by.
fn counts_workers(words: &Words, figure: &Figure, head: usize, clause: &Range<usize>, context: &Context) -> bool {
    if interviewed(words, figure, head) || dealt_with(words, figure, head) || no_more_at_work(words, head) || forces(words, head)
    {
        return false;
    }
    if found_at_work(words, figure, head, context) {
        return true;
    }
    if at_risk(words, figure, head)
        || own_children(words, figure, head)
        || helped_victims(words, head)
        || inhabitants(words, figure)
        || crowded(words, figure, head, clause.end)
    {
        return false;
    }
    if toils(words, head) && words.is(head, Classes::ANYBODY) {
        return true;
    }
    if words.is_any(head, any!["us", "them"]) {
        let workforce = pronoun_of_workers(words, figure, head, context);
        return workforce && figure.bounds.low().is_some_and(|size| size >= Decimal::from(10));
    }
    let escaped = escaped(words, clause.clone());
    if !words.is(head, Classes::ANYBODY) {
        return !(escaped && figure.bounds.high().is_some_and(|size| size < Decimal::from(10)));
    }
    !member_of_no_crew(words, head) && supported(words, head, context) && !escaped && !in_private_life(words, clause.clone())
}

/// "500 former loggers", unless they are said to work.
fn no_more_at_work(words: &Words, head: usize) -> bool {
    head > 0
        && words.is_any(head - 1, any!["former", "ex"])
        && !(head + 1..head + 4).any(|at| words.is_any(at, any!["work", "worked", "working", "toil", "are"]))
}

/// "3,000 soldiers and police".
fn forces(words: &Words, head: usize) -> bool {
    words.is_any(head, any!["soldiers", "troops"])
        && words.any_within(head..(head + 3).min(words.len()), any!["police"]).is_some()
}

/// "inspectors found 40 men", in a document about work.
fn found_at_work(words: &Words, figure: &Figure, head: usize, context: &Context) -> bool {
    let start = figure.words.start;
    context.of_labour
        && words.any_within(start.saturating_sub(3)..start, any!["found", "discovered", "counted"]).is_some()
        && words.is(head, Classes::WORKER)
        && words.is_any(head, any!["men", "women", "workers", "pickers", "people"])
        && !helped_victims(words, head)
}

/// "200 women employed", "60 men cut": what they do stands right behind them.
fn toils(words: &Words, head: usize) -> bool {
    let at_work =
        (head + 1..head + 3).any(|at| words.is_any(at, any!["working", "employed", "labouring", "laboring", "toiling"]));
    at_work
        || words.is_any(
            head + 1,
            any![
                "cut", "dig", "sew", "weld", "haul", "harvest", "weave", "pack", "sort", "mine", "fell", "clean", "load",
                "labour", "toil", "pluck", "saw", "assemble", "gut",
            ],
        )
}

/// Whether the people of a clause have got away or been found.
fn escaped(words: &Words, clause: Range<usize>) -> bool {
    words
        .any_within(
            clause,
            any!["escaped", "fled", "defected", "ran", "repatriated", "deported", "identified", "victim", "rescued"],
        )
        .is_some()
}

/// "sixty of us", "40 of them": whether the pronoun at `head` stands for people at work.
fn pronoun_of_workers(words: &Words, figure: &Figure, head: usize, context: &Context) -> bool {
    let a_people = words.says(head, "us") && people::counted_head(words, head + 1).is_some();
    let at_work = words.any_within(head..words.len(), any!["work", "working", "worked", "employed", "toiling"]).is_some();
    let beside = words.says(head, "them")
        && words.word(figure.words.start.wrapping_sub(1)) == ","
        && words.word(head + 1) == ","
        && words.has(0..figure.words.start, Classes::WORKER);
    beside || (context.of_labour || at_work) && !one_of_those_concerned(words, figure) || a_people
}

/// "12 members" of something that is no crew.
fn member_of_no_crew(words: &Words, head: usize) -> bool {
    words.is_any(head, any!["member", "members"])
        && !words.is_any(head - 1, any!["crew", "team", "brigade", "gang", "unit", "squad"])
}

/// Whether the sentence or the document makes workers of people who may be anybody.
fn supported(words: &Words, head: usize, context: &Context) -> bool {
    let anyone = words.is_any(
        head,
        any![
            "people", "person", "persons", "refugee", "refugees", "citizen", "citizens", "individual", "individuals", "villager",
            "villagers", "detainee", "detainees", "compatriots",
        ],
    );
    let workers_named = || words.tokens.iter().any(|token| token.is(Classes::WORKER) && !token.is(Classes::ANYBODY));
    (0..words.len()).any(|at| speaks_of_labour(words, at))
        || !anyone && stands_at_a_workplace(words)
        || if anyone { workers_named() } else { context.of_labour }
}

fn speaks_of_labour(words: &Words, at: usize) -> bool {
    words.is(at, Classes::DISPATCH) && !words.is_any(at, any!["post", "place", "second", "ship", "supply", "provide", "service"])
        || words.is_any(
            at,
            any![
                "work", "working", "worked", "works", "labour", "labor", "labouring", "laboring", "toil", "toiling", "employed",
                "employs", "employ", "overseas", "abroad", "workers", "forced", "pick", "picking", "harvest", "sew", "sewing",
                "mobilised", "mobilized", "freed", "enslaved", "enslavement", "servitude", "bondage", "conscripted", "bonded",
                "jobs", "slavery", "recruits", "recruit", "staff", "workforce", "camps", "shifts",
            ],
        )
        || words.is(at, Classes::PAY)
        || words.is_any(at, any!["employer", "employers"])
        || words.says(at, "service") && words.is_any(at.wrapping_sub(1), any!["in", "national", "military"])
}

/// "in the quarry", "at a brick kiln".
fn stands_at_a_workplace(words: &Words) -> bool {
    (0..words.len()).any(|at| {
        words.is_any(
            at,
            any![
                "quarry", "mine", "mines", "kiln", "kilns", "mill", "plantation", "shipyard", "brickyard", "sawmill", "cannery",
                "sweatshop"
            ],
        ) && (at.saturating_sub(3)..at).any(|before| words.is_any(before, any!["in", "at", "on", "from"]))
    })
}

/// Whether a clause tells of residents, guests, voters and the like.
fn in_private_life(words: &Words, clause: Range<usize>) -> bool {
    words
        .any_within(
            clause,
            any![
                "served", "eat", "population", "residents", "grandmother", "attended", "voted", "guests", "tourists", "live",
                "lives", "lived", "inhabitants", "population", "households", "watched", "homes", "passengers", "boarded",
                "invited", "readers",
            ],
        )
        .is_some()
}

/// "given to just 30 of them": some of those spoken of, whom something else is said of.
fn one_of_those_concerned(words: &Words, figure: &Figure) -> bool {
    let start = figure.words.start;
    words.is_any(start, any!["only", "just", "barely"])
        || start > 0 && words.is_any(start - 1, any!["to", "by", "for", "with", "from", "only", "just"])
}

/// "interviewed 40 workers", "25 workers told us": people who were asked, not a workforce.
fn interviewed(words: &Words, figure: &Figure, head: usize) -> bool {
    let asking = any![
        "interview", "interviews", "interviewed", "spoke", "surveyed", "questioned", "testimony", "testimonies", "consulted",
        "interviewing", "accounts", "statements", "talked", "survey", "surveys", "sample", "questionnaires", "respondents",
    ];
    let saying = any![
        "told", "said", "testified", "spoke", "recalled", "described", "say", "interviewed", "surveyed", "questioned",
        "consulted", "asked",
    ];
    let met = words.is_any(head + 1, any!["we", "i"])
        && words.is_any(head + 2, any!["met", "interviewed", "visited", "saw", "asked", "questioned", "surveyed"]);
    let with = (figure.words.start.saturating_sub(4)..figure.words.start)
        .any(|at| words.is_any(at, any!["met", "meet", "meeting"]) && words.says(at + 1, "with"));
    met || with
        || words.any_within(figure.words.start.saturating_sub(6)..figure.words.start, asking).is_some()
        || words.any_within(head + 1..(head + 5).min(words.len()), saying).is_some()
}

/// People who were arrested, hurt, trained or helped.
fn dealt_with(words: &Words, figure: &Figure, head: usize) -> bool {
    let deeds = any![
        "arrested", "convicted", "prosecuted", "sentenced", "injured", "wounded", "charged", "trained", "designated",
        "designating", "sanctioned", "assisted", "sheltered", "referred", "certified", "indicted", "hospitalised",
        "hospitalized", "injuring", "arrest", "convictions", "detained", "training", "checked", "inspected", "screened",
    ];
    let did =
        any!["accused", "suspected", "tried", "asylum", "voted", "protested", "marched", "graduated", "emigrated", "applied"];
    if words.any_within(head + 1..(head + 5).min(words.len()), did).is_some() {
        return true;
    }
    let sacked =
        (figure.words.start.saturating_sub(4)..figure.words.start).any(|at| words.is_any(at, any!["dismissed", "sacked"]));
    sacked
        || words.any_within(figure.words.start.saturating_sub(4)..figure.words.start, deeds).is_some()
        || words.any_within(head + 1..(head + 6).min(words.len()), deeds).is_some()
}

/// "1.5 million are vulnerable to trafficking", "more than one million were detained for re-education", "places 180 million at risk".
fn at_risk(words: &Words, figure: &Figure, head: usize) -> bool {
    let near = figure.words.start.saturating_sub(3)..(head + 9).min(words.len());
    words.any_within(near.clone(), any!["vulnerable", "risk", "susceptible", "eligible", "unemployed"]).is_some()
        || !words.is(head, Classes::WORKER)
            && words.any_within(near, any!["detained", "interned", "imprisoned", "displaced"]).is_some()
}

/// "to serve as nanny for their five children".
fn own_children(words: &Words, figure: &Figure, head: usize) -> bool {
    let start = figure.words.start;
    words.is_any(head, any!["children", "sons", "daughters", "boys", "girls", "kids"])
        && start > 0
        && words.is_any(start - 1, any!["their", "her", "his", "my", "of"])
        && words.any_within(start.saturating_sub(5)..start, any!["for", "mother", "father", "with", "parent"]).is_some()
}

/// "identified 50 child victims": what a State did for victims counts no workforce.
fn helped_victims(words: &Words, head: usize) -> bool {
    let victims = words.is_any(head, any!["victim", "victims", "survivor", "survivors"]);
    let efforts = any![
        "identified", "identify", "assisted", "assist", "referred", "repatriated", "rescued", "services", "shelter", "shelters",
        "provided", "care", "protected", "funded",
    ];
    victims && words.any_within(0..words.len(), efforts).is_some()
}

/// "a country of 300,000 citizens", "the district, with 5,000 people", "is home to 9 million people".
fn inhabitants(words: &Words, figure: &Figure) -> bool {
    let lands = any![
        "country", "nation", "population", "town", "city", "village", "province", "state", "island", "district", "republic",
        "region", "kingdom", "territory", "community", "county", "capital", "valley", "archipelago", "diaspora", "minority",
    ];
    let start = figure.words.start;
    let leads = (start.saturating_sub(3)..start)
        .find(|&at| words.is_any(at, any!["of", "with", "has", "had", "to", "numbers", "numbering", "counts"]));
    leads.is_some_and(|at| {
        let land = |at: usize| words.is_any(at, lands);
        let home = at > 0 && words.says(at, "to") && words.says(at - 1, "home");
        if words.says(at, "to") { home && (0..at).any(land) } else { (at.saturating_sub(2)..at).any(land) }
    })
}

/// "eight workers to a room", "rooms of 12 workers", "teams of ten", "one agent for every 50 workers".
fn crowded(words: &Words, figure: &Figure, head: usize, clause_end: usize) -> bool {
    let room = |at: usize| {
        words.is_any(
            at,
            any![
                "room", "rooms", "container", "containers", "hut", "huts", "dormitory", "dormitories", "tent", "tents", "bunk",
                "cell", "cells", "barrack", "barracks", "flat", "apartment", "toilet", "van", "truck", "bed", "groups", "teams",
                "group", "team", "brigade", "brigades", "pairs", "cabin", "shed",
            ],
        )
    };
    let to_a_room = (head + 1..(head + 9).min(clause_end.max(head + 1))).any(room)
        && (head + 1..head + 6).any(|at| {
            words.is_any(at, any!["to", "per", "a", "each", "share", "shared", "sharing", "slept", "sleep", "in", "one"])
        })
        && figure.bounds.high().is_some_and(|size| size < Decimal::from(100));
    let rooms_of = (figure.words.start.saturating_sub(3)..figure.words.start).any(room)
        && figure.bounds.high().is_some_and(|size| size < Decimal::from(100));
    let ratio = (figure.words.start.saturating_sub(3)..figure.words.start).any(|at| {
        words.is_any(at, any!["every", "each", "per"])
            && !words.says(at + 1, "of")
            && period_noun(words, at + 1).is_none()
            && !words
                .is_any(at + 1, any!["morning", "evening", "spring", "summer", "autumn", "winter", "season", "harvest", "time"])
    });
    let meant_for = (figure.words.start.saturating_sub(3)..figure.words.start).any(|at| {
        words.is_any(at, any!["built", "designed", "meant", "intended", "capacity", "room", "space", "beds"])
            && words.is_any(at + 1, any!["for", "of", "to"])
    });
    to_a_room || rooms_of || ratio || meant_for
}
