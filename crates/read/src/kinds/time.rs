//! What a stretch of time means: hours and days of work and rest, or the length of a contract.

use super::{Context, Meaning, money::rate_before};
use crate::figure::Figure;
use crate::key::{Keys, any};
use crate::lexicon::Classes;
use crate::words::Words;
use evidence::{Kind, Per, PerUnit, Rule, Unit};
use std::ops::Range;

pub(super) fn time(
    words: &Words,
    clauses: &[Range<usize>],
    figure: &Figure,
    unit: PerUnit,
    context: &Context,
) -> Option<Meaning> {
    match unit {
        PerUnit::Hour => hours(words, clauses, figure, context),
        PerUnit::Day => days(words, clauses, figure, context),
        PerUnit::Week => None,
        PerUnit::Month | PerUnit::Year => contract(words, clauses, figure, unit, context),
    }
}

pub(super) fn meaning_of_hours(unit: Unit, rule: Rule, end: usize, note: Option<&'static str>) -> Option<Meaning> {
    Some(Meaning { kind: Kind::HoursOrRest, unit, rule, cue: None, end, note, head: None, weighed: None })
}

fn hours(words: &Words, clauses: &[Range<usize>], figure: &Figure, context: &Context) -> Option<Meaning> {
    let clause = crate::clause::clause_of(clauses, figure.core.start);
    let phrase = crate::clause::verb_phrase(words, &clause, figure.core.start);
    let beyond = (figure.words.end + 3).min(words.len());
    let behind = figure.words.end..if phrase.end < clause.end { beyond.min(phrase.end) } else { beyond };
    if words
        .any_within(0..words.len(), any!["hotline", "helpline", "helpdesk", "staffed", "open"])
        .is_some_and(|at| words.any_within(at..words.len(), any!["hotline", "helpline", "hours", "days"]).is_some())
        && words.any_within(0..words.len(), any!["hotline", "helpline", "helpdesk", "staffed"]).is_some()
    {
        return None;
    }
    let no_work = [phrase, behind].into_iter().any(|near| {
        words
            .any_within(
                near,
                any![
                    "electricity", "power", "heating", "sleep", "slept", "drive", "drove", "flight", "flew", "journey", "walk",
                    "walked", "open", "broadcast", "lesson", "lessons", "indoctrination", "session", "sessions", "study",
                    "train",
                ],
            )
            .is_some()
    });
    let of_water = (figure.words.start.saturating_sub(3)..(figure.words.end + 4).min(words.len()))
        .any(|at| words.says(at, "water") && at > 0 && !words.is_any(at - 1, any!["under", "the", "in", "cold"]));
    let inhuman = match figure.per.map(|per| (per.unit(), per.count())) {
        Some((PerUnit::Day, 1)) => Some(24),
        Some((PerUnit::Week, 1)) | None => Some(140),
        _ => None,
    };
    if inhuman.is_some_and(|most: u32| figure.bounds.low().is_some_and(|hours| hours > most.into())) {
        return None;
    }
    let overtime = (figure.words.start.saturating_sub(3)..figure.words.start).any(|at| words.says(at, "overtime"))
        || (figure.words.end..(figure.words.end + 4).min(words.len()))
            .any(|at| words.says(at, "overtime") && words.says(at - 1, "of"));
    let on_one_day = figure.per.is_some() && weekday(words, figure.words.end.saturating_sub(1));
    let overtime = overtime && overtime_of_a_month(words, figure).is_none();
    if no_work || of_water || overtime || on_one_day {
        return None;
    }
    let end = figure.words.end;
    let hyphened = words.is_hyphen(figure.core.end.wrapping_sub(2));
    let thing = if words.is_any(end, any!["work", "working", "long"]) { end + 1 } else { end };
    if let Some(per) = overtime_of_a_month(words, figure) {
        return meaning_of_hours(Unit::Hour(per), Rule::new("hours.overtime", 1), end, None);
    }
    if hyphened
        || words
            .is_any(thing, any!["day", "days", "shift", "shifts", "week", "weeks", "workday", "workdays", "workweek", "nights"])
    {
        let per = match words.word(thing).to_ascii_lowercase().as_str() {
            "day" | "days" | "shift" | "shifts" | "workday" | "workdays" | "nights" => Some(PerUnit::Day),
            "week" | "weeks" | "workweek" => Some(PerUnit::Week),
            _ => None,
        };
        if let Some(per) = per {
            return meaning_of_hours(Unit::Hour(Per::each(per)), Rule::new("hours.shift", 1), thing + 1, None);
        }
    }
    if let Some(per) = figure.per.filter(|per| per.unit() != PerUnit::Year) {
        let worked = words.is_any(end, any!["off", "rest"]);
        return (!worked).then(|| meaning_of_hours(Unit::Hour(per), Rule::new("hours.worked", 1), end, None)).flatten();
    }
    let worked_a_day = (worked_hours(words, figure, &clause) || hours_of_an_ordinary_day(words, figure, context))
        .then(|| Per::each(PerUnit::Day));
    let per = rate_before(words, figure, None)
        .or_else(|| shift_around(words, figure))
        .or_else(|| one_of(words, figure))
        .or_else(|| worked_in_a_week(words, figure))
        .or_else(|| typical(words, figure))
        .or(worked_a_day);
    per.and_then(|per| {
        meaning_of_hours(Unit::Hour(per), Rule::new("hours.worked", 1), end, Some("period from the words around it"))
    })
}

/// "130 hours of overtime in a month", "overtime in those months averaged 130 hours": overtime of a month, which is no day's or week's work.
fn overtime_of_a_month(words: &Words, figure: &Figure) -> Option<Per> {
    let size = figure.bounds.high().or(figure.bounds.low())?;
    let about = figure.words.start.saturating_sub(8)..(figure.words.end + 7).min(words.len());
    let overtime = words.any_within(about.clone(), any!["overtime"]).is_some();
    let month = figure.per.is_some_and(|per| per == Per::each(PerUnit::Month))
        || figure.per.is_none() && words.any_within(about, any!["month", "months", "monthly"]).is_some();
    let allowed = words.any_within(
        0..words.len(),
        any!["consent", "permission", "law", "limit", "ceiling", "allows", "caps", "capped", "statute"],
    );
    let allowed = allowed.is_some_and(|_| {
        words
            .any_within(
                figure.words.start.saturating_sub(3)..figure.words.start,
                any!["averaged", "average", "reached", "worked", "to"],
            )
            .is_none()
    });
    (overtime && month && !allowed && size >= 20.into() && size <= 300.into()).then(|| Per::each(PerUnit::Month))
}

/// "a week of 66 hours, and in the dye house one of 79 hours": another of what stands before.
fn one_of(words: &Words, figure: &Figure) -> Option<Per> {
    let start = figure.words.start;
    let one = start > 1 && words.says(start - 1, "of") && words.says(start - 2, "one");
    let unit = (0..start)
        .rev()
        .filter(|_| one)
        .find_map(|at| crate::figure::period_noun(words, at).filter(|unit| matches!(unit, PerUnit::Day | PerUnit::Week)))?;
    Some(Per::each(unit))
}

/// "they worked for as long as seventeen hours": so many hours of work are those of a day.
fn worked_hours(words: &Words, figure: &Figure, clause: &Range<usize>) -> bool {
    let works =
        words.any_within(clause.clone(), any!["work", "worked", "works", "working", "toiled", "laboured", "labored"]).is_some();
    let beside = figure.words.start.saturating_sub(4)..(figure.words.end + 4).min(words.len());
    let total = words.any_within(beside, any!["overtime", "equals", "total", "month", "year", "debt"]).is_some();
    let size = figure.bounds.high().or(figure.bounds.low());
    works && !total && size.is_some_and(|size| size >= 6.into() && size <= 24.into())
}

/// "in a week in which he had worked fifty-one hours", "given nine hours one week".
fn worked_in_a_week(words: &Words, figure: &Figure) -> Option<Per> {
    let end = figure.words.end;
    let size = figure.bounds.high().or(figure.bounds.low())?;
    let next = words.is_any(end, any!["one", "that", "this", "some"]) && words.is_any(end + 1, any!["week", "weeks"]);
    let before = words.any_within(0..figure.words.start, any!["week"]).is_some()
        && words.any_within(figure.words.start.saturating_sub(4)..figure.words.start, any!["worked", "works", "work"]).is_some()
        && size >= 25.into();
    (size <= 126.into() && (next || before)).then(|| Per::each(PerUnit::Week))
}

/// "fourteen to sixteen hours on the line", "so it is eighteen hours": so many hours in a text about work are those of a day.
fn hours_of_an_ordinary_day(words: &Words, figure: &Figure, context: &Context) -> bool {
    let (low, high) = (figure.bounds.low(), figure.bounds.high());
    let size = high.or(low).unwrap_or_default();
    let other = any![
        "later", "ago", "after", "before", "within", "away", "trip", "ride", "road", "sea", "flight", "journey", "wait",
        "waited", "waiting", "locked", "held", "detained", "interrogated", "questioned", "beaten", "tied", "standing", "walk",
        "walked", "drove", "drive", "bus", "train", "sleep", "slept", "rest", "total", "overtime", "month", "meeting", "session",
        "raid", "search", "strike", "notice", "interview", "debate", "hospital", "labour", "camp", "traffic", "limit", "law",
        "legal", "article", "convention", "staffed", "open", "hotline", "year", "hospital", "died", "lay", "hung", "leave",
        "out", "back", "every", "in", "first", "last", "next", "than", "only", "for", "curfew", "power", "water", "electricity",
    ];
    let stop = |at: &usize| matches!(words.word(*at), "," | ";" | ":" | "(");
    let from = (figure.words.start.saturating_sub(6)..figure.words.start)
        .rev()
        .find(stop)
        .unwrap_or(figure.words.start.saturating_sub(6));
    let upto =
        (figure.words.end..(figure.words.end + 6).min(words.len())).find(stop).unwrap_or((figure.words.end + 6).min(words.len()));
    let near = from..upto;
    context.of_labour && size >= 10.into() && size <= 21.into() && figure.per.is_none() && words.any_within(near, other).is_none()
}

/// "in a typical week a trucker is on the road for 90 hours".
fn typical(words: &Words, figure: &Figure) -> Option<Per> {
    let beside = (0..figure.words.start).chain(figure.words.end..words.len().min(figure.words.end + 6));
    beside
        .filter(|&at| words.is_any(at, any!["typical", "normal", "usual", "average", "ordinary", "busy", "bad", "good"]))
        .find_map(|at| crate::figure::period_noun(words, at + 1))
        .filter(|unit| matches!(unit, PerUnit::Day | PerUnit::Week))
        .map(Per::each)
}

/// "shifts of 14 hours", "a working day of 12 hours", "a week of 80 hours".
fn shift_around(words: &Words, figure: &Figure) -> Option<Per> {
    let from = figure.words.start.saturating_sub(5);
    (from..figure.words.start).rev().find_map(|at| match words.word(at).to_ascii_lowercase().as_str() {
        "shift" | "shifts" | "day" | "days" | "daily" => Some(Per::each(PerUnit::Day)),
        "week" | "weeks" | "weekly" => Some(Per::each(PerUnit::Week)),
        _ => None,
    })
}

fn days(words: &Words, clauses: &[Range<usize>], figure: &Figure, context: &Context) -> Option<Meaning> {
    let clause = crate::clause::clause_of(clauses, figure.core.start);
    let end = figure.words.end;
    let resting =
        |at: usize| words.is_any(at, any!["off", "rest", "holiday", "holidays", "leave", "free", "break", "day-off", "vacation"]);
    let rest_before_period = (figure.core.start..(figure.core.end + 3).min(words.len())).find(|&at| resting(at));
    let counted_from = rest_before_period.map_or(figure.core.end, |at| at + 1);
    let (per, per_end) = crate::figure::period_after(words, counted_from, figure.measure);
    let (per, per_end) = match (per, figure.per) {
        (Some(per), _) => (Some(per), per_end),
        (None, per) => (per, end),
    };
    // "a rest day every Sunday" is one a week
    let named = per_end > 0 && weekday(words, per_end - 1);
    let per = per.and_then(|per| if named { Per::every(per.count(), PerUnit::Week) } else { Some(per) });
    let seven = |per: Per| matches!(per.unit(), PerUnit::Week | PerUnit::Month) && per.count() == 1;
    let per = per.filter(|per| !none_at_all(figure) || per.count() == 1);
    if let Some(rest) = rest_before_period {
        let (per, upto, note) = match (per, rate_before(words, figure, None)) {
            (Some(per), _) => (per, per_end.max(rest + 1), None),
            (None, Some(per)) => (per, rest + 1, Some("period from the adjective before it")),
            (None, None) if none_at_all(figure) => {
                (Per::each(PerUnit::Week), (rest + 1).max(figure.core.end), Some("none at all, in whatever period"))
            }
            (None, None) => match stretch_before(words, figure).or_else(|| time_named(words, figure)) {
                Some(per) => (per, rest + 1, Some("the stretch of time that the sentence names")),
                None => return None,
            },
        };
        return meaning_of_hours(Unit::RestDay(per), Rule::new("rest.days", 1), upto, note);
    }
    if let Some(per) = per.filter(|per| {
        is_weekday(words, figure) && matches!(per.unit(), PerUnit::Month | PerUnit::Year)
            || is_weekday(words, figure) && per.unit() == PerUnit::Week && per.count() > 1
    }) {
        return meaning_of_hours(Unit::RestDay(per), Rule::new("rest.weekdays", 1), per_end, None);
    }
    let per = per.or_else(|| figure.words.end.checked_sub(0).and_then(|_| hyphened_week(words, figure)))?;
    let rest_in_clause = (clause.start..figure.words.start).any(resting) || (end..(end + 4).min(clause.end)).any(resting);
    let negated_rest = (clause.start..figure.words.start).any(|at| words.is_any(at, any!["without", "no"]));
    if rest_in_clause
        && !negated_rest
        && !(clause.start..clause.end).any(|at| words.is_any(at, any!["work", "worked", "works", "working"]))
    {
        return meaning_of_hours(Unit::RestDay(per), Rule::new("rest.days", 1), per_end, None);
    }
    let whole_week =
        per.unit() == PerUnit::Week && figure.bounds.high().is_some_and(|days| days >= 6.into()) && context.of_labour;
    let working = whole_week || words.has(0..words.len(), Classes::WORKTIME.or(Classes::WORKER));
    let served = words.any_within(0..words.len(), any!["hotline", "helpline", "helpdesk", "staffed"]).is_some();
    let few_nights = figure.bounds.high().is_some_and(|nights| nights < 4.into())
        && words.any_within(figure.core.clone(), any!["night", "nights"]).is_some()
        && per.unit() == PerUnit::Week;
    (working && seven(per) && !served && !few_nights)
        .then(|| meaning_of_hours(Unit::WorkDay(per), Rule::new("hours.work_days", 1), per_end.max(end), None))
        .flatten()
}

/// "not a single day off".
fn none_at_all(figure: &Figure) -> bool {
    figure.bounds.high().is_some_and(|days| days.is_zero())
}

/// "in fourteen months she had three days off".
fn stretch_before(words: &Words, figure: &Figure) -> Option<Per> {
    (0..figure.words.start).rev().find_map(|at| crate::figure::stretch_of_time(words, at)).map(|(per, _)| per)
}

/// "in March the cutters had three": days off in a stretch of time that stands before them.
fn time_named(words: &Words, figure: &Figure) -> Option<Per> {
    (0..figure.words.start).rev().find_map(|at| {
        let month = words.is(at, Classes::MONTH) && words.capital(at) && words.says(at.wrapping_sub(1), "in") && at > 0;
        let named = words.is_any(at, any!["last", "this", "that", "past", "previous"])
            || words.is_any(at, any!["the", "a"]) && words.is_any(at + 2, any!["had", "has"]) && at + 3 == figure.words.start;
        let unit = if month { Some(PerUnit::Month) } else { crate::figure::period_noun(words, at + 1).filter(|_| named) };
        unit.filter(|unit| *unit > PerUnit::Day).map(Per::each)
    })
}

fn weekday(words: &Words, at: usize) -> bool {
    words.is_any(at, any!["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"])
}

/// "one Sunday", "two Fridays".
fn is_weekday(words: &Words, figure: &Figure) -> bool {
    figure.core.clone().chain(figure.words.clone()).any(|at| {
        words.is_any(
            at,
            any![
                "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sundays", "mondays", "tuesdays",
                "wednesdays", "thursdays", "fridays", "saturdays",
            ],
        )
    })
}

/// "a six-day week".
fn hyphened_week(words: &Words, figure: &Figure) -> Option<Per> {
    let end = figure.words.end;
    let start = figure.words.start;
    if start > 1 && words.says(start - 1, "of") && words.is_any(start - 2, any!["week", "workweek"]) {
        return Some(Per::each(PerUnit::Week));
    }
    let week = if words.is_any(end, any!["work", "working"]) { end + 1 } else { end };
    words.is_any(week, any!["week", "weeks", "workweek"]).then(|| Per::each(PerUnit::Week))
}

/// Words that make a stretch of time a sentence, an age, a delay: no length of a contract, unless a contract is named.
const NO_CONTRACT: Keys = any![
    "prison", "jail", "sentenced", "sentence", "imprisonment", "aged", "age", "old", "ago", "detention", "unpaid", "delayed",
    "withheld", "later", "probation", "convicted", "war", "experience", "investigation", "married", "study", "studied", "school",
    "camp", "arrears", "wages", "salary", "sanctions", "deadline", "comply", "repatriate", "twenty-four", "nothing", "paid",
    "debarment", "debarred", "debar", "banned", "suspended", "barred",
];

/// Words for a contract or a stay right behind its length: "three-year stint".
const CONTRACT_BEHIND: Keys = any![
    "service", "contract", "contracts", "term", "terms", "stint", "stints", "stay", "stays", "assignment", "assignments",
    "posting", "postings", "tour", "tours", "rotation", "rotations", "deployment", "deployments", "agreement", "agreements",
    "visas", "permits",
];

/// Words for a contract or a stay, and their verbs, before its length: "signed for two years".
const CONTRACT_BEFORE: Keys = any![
    "contract", "completed", "completes", "complete", "service", "contracts", "term", "terms", "stint", "stay", "stays",
    "stayed", "assignment", "assignments", "posting", "postings", "tour", "tours", "rotation", "rotations", "spell",
    "deployment", "deployments", "bound", "last", "lasts", "lasted", "lasting", "run", "runs", "signed", "agreement",
];

/// Words that can only be about the contract itself.
const ABOUT_CONTRACT: Keys = any![
    "contract", "contracts", "term", "terms", "assignment", "assignments", "posting", "postings", "deployment", "rotation",
    "tour", "tours", "stint", "bound",
];

fn contract(words: &Words, clauses: &[Range<usize>], figure: &Figure, unit: PerUnit, context: &Context) -> Option<Meaning> {
    let clause = crate::clause::clause_of(clauses, figure.core.start);
    let (start, after) = (figure.words.start, figure.words.end);
    let no_contract = words.any_within(clause.clone(), NO_CONTRACT).is_some();
    let direct = words.any_within(after..(after + 3).min(words.len()), CONTRACT_BEHIND);
    let before = (start.saturating_sub(8)..start).rev().find(|&at| words.is_any(at, CONTRACT_BEFORE));
    let in_a_stretch = start > 0 && words.says(start - 1, "in") && !words.is_any(after, any!["service", "contract"]);
    let told_otherwise = direct.is_none() && (past_stretch(words, figure) || at_sea(words, &clause, start));
    if in_a_stretch || told_otherwise || of_experience(words, figure) {
        return None;
    }
    let cue = direct
        .or_else(|| before.filter(|&at| named_contract(words, &clause, at, start)))
        .or(before.filter(|_| !no_contract))
        .or_else(|| comes_for(words, start))
        .or_else(|| spell(words, &clause, figure).filter(|_| !no_contract))?;
    let unsure = no_contract && !words.is_any(cue, ABOUT_CONTRACT);
    let of_anything = words.is_any(cue, any!["last", "run", "runs", "lasted"]) && !context.of_labour;
    let imprisoned = words.is_any(after, any!["in", "after", "since"]) && words.is_any(after + 1, any!["prison", "jail"]);
    if unsure || of_anything || imprisoned || matches!(words.word(after), "'" | "’") {
        return None;
    }
    Some(Meaning {
        kind: Kind::ContractLength,
        unit: Unit::Year,
        rule: Rule::new("contract.length", 1),
        cue: Some(cue),
        end: direct.map_or(after, |at| if at == after { at + 1 } else { after }),
        note: (unit == PerUnit::Month).then_some("months as twelfths of a year"),
        head: None,
        weighed: None,
    })
}

/// "over the last three years".
fn past_stretch(words: &Words, figure: &Figure) -> bool {
    [figure.words.start, figure.core.start].into_iter().any(|start| {
        start > 1
            && words.is_any(start - 1, any!["last", "past", "previous", "preceding"])
            && words.is_any(start - 2, any!["the", "over", "in", "these", "for", "during", "within"])
    })
}

/// "the trawler stayed at sea for two years": a voyage, no contract.
fn at_sea(words: &Words, clause: &Range<usize>, start: usize) -> bool {
    let vessel = any!["vessel", "vessels", "ship", "ships", "boat", "boats", "trawler", "trawlers"];
    words.any_within(clause.start..start, any!["sea"]).is_some() && words.any_within(clause.start..start, vessel).is_some()
}

/// "has ten years of service".
fn of_experience(words: &Words, figure: &Figure) -> bool {
    let (start, after) = (figure.words.start, figure.words.end);
    words.says(after, "of")
        && words.says(after + 1, "service")
        && words.any_within(start.saturating_sub(2)..start, any!["has", "have", "had", "with", "after"]).is_some()
}

/// "a contract of two years", "the term would be for 18 months": the noun and its length joined by small words.
fn named_contract(words: &Words, clause: &Range<usize>, at: usize, start: usize) -> bool {
    let nouns = any!["contract", "contracts", "term", "terms", "stint", "assignment", "posting", "deployment"];
    let prison = any!["prison", "jail", "sentenced", "sentence", "imprisonment", "detention"];
    words.any_within(clause.clone(), prison).is_none()
        && words.is_any(at, nouns)
        && (at + 1..start).all(|link| words.is_any(link, any!["of", "for", "lasting", "was", "is", "be", "to", "would"]))
}

/// "most come for three years".
fn comes_for(words: &Words, start: usize) -> Option<usize> {
    start.checked_sub(1).filter(|&at| {
        words.says(at, "for")
            && at > 0
            && words.is_any(at - 1, any!["come", "comes", "came", "brought", "aboard", "abroad", "overseas"])
            && !(at > 1 && words.is(at - 2, Classes::NEGATION))
            && (0..at).any(|who| words.is(who, Classes::WORKER) || words.is_any(who, any!["they", "we", "most", "many"]))
    })
}

/// "are sent for three years", "served two years", "spend five years abroad".
fn spell(words: &Words, clause: &Range<usize>, figure: &Figure) -> Option<usize> {
    let start = figure.words.start;
    let sent = any![
        "sent", "dispatched", "posted", "stationed", "deployed", "assigned", "engaged", "hired", "spend", "spends", "spent",
        "remain", "remained", "serve", "serves", "served", "stay", "stays", "recruited",
    ];
    let stays = any!["spend", "spent", "spends", "stay", "stays", "remain"];
    (clause.start..start).rev().find(|&at| words.is_any(at, sent)).filter(|&at| {
        words.is_any(at, any!["serve", "serves", "served"]) && at + 1 == start
            || start > 0 && words.says(start - 1, "for")
            || words.says(figure.core.start.wrapping_sub(1), "for")
            || words.any_within(clause.start..start, stays).is_some()
    })
}
