//! Relations: who is sent where, where money goes, which authority imposed what.

use super::draft::{Draft, Part};
use super::figure::{Figure, Measure};
use super::item::Case;
use super::meaning::phrase;
use super::script::Tongue;
use super::sentence::Sentence;
use super::tags::Tags;
use evidence::{Kind, Quantity, Role, Rule, Unit};

/// The relations that a sentence states; `used` marks the sums that flow.
pub(crate) fn relations(sentence: &Sentence, used: &mut [bool]) -> Vec<Draft> {
    let mut found: Vec<Draft> = dispatch(sentence).into_iter().collect();
    found.extend(flow(sentence, used));
    found.extend(sanction(sentence));
    found
}

// ---- who is sent where ----------------------------------------------------------------------------------------------------------

fn dispatch(sentence: &Sentence) -> Option<Draft> {
    let all = sentence.all();
    let verb = sentence.first(all.clone(), Tags::DISPATCH)?;
    let people = |tags| all.clone().filter(|&at| sentence.is(at, tags)).min_by_key(|at| at.abs_diff(verb));
    let barred = sentence.has(all.clone(), Tags::AUTHORITY)
        && all.clone().any(|deed| sentence.is(deed, Tags::MEASURE) && deed.abs_diff(verb) <= 4);
    if barred {
        return None;
    }
    let who = people(Tags::WORKER).or_else(|| people(Tags::NATIONAL))?;
    if sentence.is(who, Tags::OTHERS) {
        return None;
    }
    let to = destination(sentence, verb);
    let noun = sentence.tongue == Tongue::Korean
        && sentence.letters.at(sentence.items[verb].at.end - 1) != '다'
        && matches!(sentence.case(verb), Case::To | Case::Of | Case::Topic | Case::Subject);
    if to.is_none() && noun {
        return None;
    }
    let from = all.clone().find(|&at| {
        (sentence.is(at, Tags::STATE) || is_home(sentence, at))
            && Some(at) != to
            && !(sentence.is(at + 1, Tags::WORKER) && sentence.case(at) == Case::None && sentence.tongue != Tongue::Russian)
            && !matches!(sentence.case(at), Case::To | Case::At)
    });
    let money = sentence.has(all.clone(), Tags::FUND) && sentence.has(all.clone(), Tags::MONEY.or(Tags::EARN));
    if to.is_none() && (from.is_none() || money) {
        return None;
    }
    let parts: Vec<usize> = [Some(who), to, from, Some(verb)].into_iter().flatten().collect();
    let (first, last) = (*parts.iter().min()?, *parts.iter().max()?);
    let start = if first == who { phrase(sentence, who).start } else { first };
    let mut draft = Draft::new(Kind::Dispatch, start..last + 1, Rule::new("dispatch.sent", 1));
    draft.roles.push((Role::Who, Part::Items(phrase(sentence, who))));
    draft.roles.extend(to.map(|to| (Role::To, Part::Items(to..to + 1))));
    draft.roles.extend(from.map(|from| (Role::From, Part::Items(from..from + 1))));
    if let Some(sector) = sentence.items.iter().find(|item| item.is(Tags::SECTOR) && !item.value.is_empty()) {
        draft.roles.push((Role::Sector, Part::Word(sector.value.replace('_', " "))));
    }
    draft.cue = Some(verb);
    draft.who = Some(phrase(sentence, who));
    draft.place = to;
    Some(draft)
}

fn is_home(sentence: &Sentence, at: usize) -> bool {
    sentence.is(at, Tags::PLACE) && sentence.items[at].value == "KP"
}

fn destination(sentence: &Sentence, verb: usize) -> Option<usize> {
    let away = |at: &usize| sentence.is(*at, Tags::PLACE) && !is_home(sentence, *at);
    let near = |places: &mut dyn Iterator<Item = usize>| places.min_by_key(|at| at.abs_diff(verb));
    match sentence.tongue {
        Tongue::Korean => near(&mut sentence.all().filter(away).filter(|&at| {
            let mut last = at;
            while sentence.case(last) == Case::And || sentence.case(last) == Case::None && last < at + 3 {
                last += 1;
            }
            matches!(sentence.case(last), Case::To | Case::At)
        })),
        Tongue::Russian => near(
            &mut sentence
                .all()
                .filter(away)
                .filter(|&at| (at.saturating_sub(3)..at).any(|before| sentence.is(before, Tags::IN.or(Tags::TO)))),
        ),
        Tongue::Chinese => near(&mut sentence.all().filter(away).filter(|&at| {
            (at.saturating_sub(3)..at).any(|before| sentence.is(before, Tags::IN.or(Tags::TO).or(Tags::DISPATCH)))
        })),
    }
}

// ---- where money goes -----------------------------------------------------------------------------------------------------------

fn flow(sentence: &Sentence, used: &mut [bool]) -> Option<Draft> {
    let all = sentence.all();
    let fund = sentence.first(all.clone(), Tags::FUND)?;
    let verb = all.clone().filter(|&at| sentence.is(at, Tags::MOVE.or(Tags::REMIT))).min_by_key(|at| at.abs_diff(fund))?;
    let share = sentence.figures.iter().any(|figure| figure.measure == Measure::Percent);
    let given = sentence.is(verb, Tags::REMIT) && !sentence.figures.is_empty();
    if matches!(sentence.items[fund].value, "state" | "KP") && (share || given) {
        return None;
    }
    let money = all.clone().find(|&at| sentence.is(at, Tags::MONEY.or(Tags::PAY).or(Tags::EARN).or(Tags::CURRENCY)));
    let sum = sum(sentence, used);
    if money.is_none() && sum.is_none() && !sentence.figures.iter().any(|figure| figure.measure == Measure::Percent) {
        return None;
    }
    let (mut first, mut last) = (fund.min(verb), fund.max(verb));
    let mut quantity = None;
    if let Some(index) = sum {
        used[index] = true;
        let figure = &sentence.figures[index];
        (first, last) = (first.min(figure.items.start), last.max(figure.items.end - 1));
        if let Measure::Money(currency) = figure.measure {
            let unit = Unit::Money(currency, figure.per);
            quantity = Some(Quantity { range: figure.bounds, unit, approximate: figure.approximate });
        }
    } else if let Some(money) = money {
        (first, last) = (first.min(money), last.max(money));
    }
    let mut draft = Draft::new(Kind::Flow, first..last + 1, Rule::new("flow.sent_to", 1));
    draft.quantity = quantity;
    draft.roles.push((Role::To, Part::Items(fund..fund + 1)));
    draft.roles.extend(money.map(|money| (Role::What, Part::Items(money..money + 1))));
    draft.cue = Some(verb);
    Some(draft)
}

/// A sum that a State moves: no period, or a large one.
fn sum(sentence: &Sentence, used: &[bool]) -> Option<usize> {
    let paid = if sentence.tongue == Tongue::Russian { Tags::RECEIVE } else { Tags::NONE };
    let moves = |figure: &Figure| {
        let Measure::Money(_) = figure.measure else { return false };
        sentence
            .first(figure.items.start.saturating_sub(4)..figure.items.start, Tags::PAY.or(Tags::KEEP).or(Tags::QUOTA).or(paid))
            .is_none()
            && !levied(sentence, figure)
    };
    sentence.figures.iter().enumerate().find(|(index, figure)| !used[*index] && moves(figure)).map(|(index, _)| index)
}

/// "每人要多交一百元": what each person has to hand over is a quota before it flows anywhere.
fn levied(sentence: &Sentence, figure: &Figure) -> bool {
    let before = figure.items.start.saturating_sub(5)..figure.items.start;
    sentence.tongue == Tongue::Chinese
        && sentence.has(before.clone(), Tags::REMIT)
        && before.into_iter().any(|at| sentence.letters.says(sentence.items[at].at.start, "每人"))
}

// ---- measures -------------------------------------------------------------------------------------------------------------------

fn sanction(sentence: &Sentence) -> Option<Draft> {
    let all = sentence.all();
    let authority = sentence.first(all.clone(), Tags::AUTHORITY)?;
    let deed = all.clone().filter(|&at| sentence.is(at, Tags::MEASURE)).min_by_key(|at| at.abs_diff(authority))?;
    let instrument = sentence.first(all.clone(), Tags::INSTRUMENT).map(|at| at..instrument_end(sentence, at));
    let listed = sentence.has(all.clone(), Tags::SANCTION);
    if instrument.is_none() && !listed {
        return None;
    }
    let target = all.clone().find(|&at| sentence.is(at, Tags::WORKER.or(Tags::FIRM).or(Tags::FUND)) && at != authority);
    let mut ends = vec![authority, deed];
    ends.extend(instrument.iter().flat_map(|range| [range.start, range.end - 1]));
    ends.extend(target);
    let (first, last) = (*ends.iter().min()?, *ends.iter().max()?);
    let mut draft = Draft::new(Kind::Sanction, first..last + 1, Rule::new("sanction.imposed", 1));
    draft.roles.push((Role::Authority, Part::Items(authority..authority + 1)));
    draft.roles.extend(instrument.map(|instrument| (Role::Instrument, Part::Items(instrument))));
    draft.roles.extend(target.map(|target| (Role::Target, Part::Items(phrase(sentence, target)))));
    draft.cue = Some(deed);
    Some(draft)
}

/// The instrument with its number: "결의 2397호", "第2397号决议", "резолюция № 2397".
fn instrument_end(sentence: &Sentence, at: usize) -> usize {
    let numbered = |at: usize| {
        sentence.items.get(at).is_some_and(|item| {
            item.number.is_some() || item.is(Tags::NAMED_AFTER) || item.is(Tags::NAMED_BEFORE) && !item.is(Tags::INSTRUMENT)
        })
    };
    (at + 1..).find(|&here| !numbered(here)).unwrap_or(at + 1)
}
