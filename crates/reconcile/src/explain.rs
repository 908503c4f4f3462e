//! A conflict as a sentence: what some of its figures need, and what the others allow.

use crate::bounds;
use crate::component::Component;
use crate::conflicts::Question;
use crate::exact::{Exact, Rounding};
use crate::figures::Figure;
use crate::interval::Interval;
use crate::model::{Model, Quantity};
use crate::words;

/// Sets up to this size are divided in every way; larger ones by taking one figure out.
const DIVIDED_MAX: usize = 6;

/// Two parts of a conflict that leave one quantity no common value.
struct Clash {
    /// Place in the component.
    quantity: usize,
    /// Figures that need at least `at_least` of it.
    needing: Vec<usize>,
    at_least: Exact,
    /// Figures that allow at most `at_most`.
    allowing: Vec<usize>,
    at_most: Exact,
}

/// A conflict in words. `members` are places in `figures`, the figures of the component.
pub(crate) fn sentence(
    model: &Model,
    component: &Component,
    figures: &[&Figure],
    quantity_of: &[usize],
    members: &[usize],
) -> String {
    let said: Vec<String> = members.iter().map(|member| said(model, figures[*member])).collect();
    match members {
        [] => return contradictory_identities(model, component),
        [only] => return impossible_alone(model, component, figures[*only], quantity_of[*only]),
        [first, second] if quantity_of[*first] == quantity_of[*second] => {
            return same_quantity(model, figures[*first], figures[*second]);
        }
        _ => {}
    }
    let as_stated: Vec<Figure> = figures.iter().map(|figure| stated_alone(figure)).collect();
    let stated: Vec<&Figure> = as_stated.iter().collect();
    match clash(model, component, (&stated, figures), quantity_of, members) {
        None => format!("{} cannot all be true; without any one of them the others can be.", capital(&words::listed(&said))),
        Some(found) => {
            let quantity = &model.quantities[component.quantities[found.quantity]];
            format!(
                "{}{}",
                clash_sentence(model, figures, quantity, &found),
                slack_sentence(model, component, figures, quantity_of, members, &found)
            )
        }
    }
}

fn said(model: &Model, figure: &Figure) -> String {
    let (low, high) = &figure.lead().stated;
    words::said(&model.quantities[figure.quantity()], low.as_ref(), high.as_ref())
}

/// The figure without what "about" allows.
fn stated_alone(figure: &Figure) -> Figure {
    let (low, high) = figure.lead().stated.clone();
    Figure { claims: vec![figure.lead().clone()], low, high }
}

fn contradictory_identities(model: &Model, component: &Component) -> String {
    let texts: Vec<String> = component.identities.iter().map(|index| model.identities[*index].text.clone()).collect();
    let mut distinct = texts.clone();
    distinct.dedup();
    format!("The identities of the model cannot all hold, whatever is claimed: {}.", distinct.join("; "))
}

fn impossible_alone(model: &Model, component: &Component, figure: &Figure, place: usize) -> String {
    let quantity = &model.quantities[figure.quantity()];
    let allowed = bounds::of_one(&component.solver, &component.domain, place).unwrap_or(Interval::ALL);
    let (low, high) = words::ends(allowed);
    format!(
        "{} cannot be true, whatever else is: the model leaves {}.",
        capital(&said(model, figure)),
        words::said(quantity, low.as_ref(), high.as_ref())
    )
}

fn same_quantity(model: &Model, first: &Figure, second: &Figure) -> String {
    let quantity = &model.quantities[first.quantity()];
    let (below, above) = if first.high.as_ref().zip(second.low.as_ref()).is_some_and(|(high, low)| high < low) {
        (first, second)
    } else {
        (second, first)
    };
    let apart = match (&below.high, &above.low) {
        (Some(end), Some(begin)) if end < begin => format!(
            ": the one ends at {}, the other begins at {}",
            words::value(quantity, end, Rounding::Nearest),
            words::value(quantity, begin, Rounding::Nearest)
        ),
        _ => String::new(),
    };
    format!("{} and {} cannot both be true{apart}.", capital(&said(model, below)), said(model, above))
}

fn clash_sentence(model: &Model, figures: &[&Figure], quantity: &Quantity, clash: &Clash) -> String {
    let list = |places: &[usize]| words::listed(&places.iter().map(|place| said(model, figures[*place])).collect::<Vec<_>>());
    let verb = |count: usize, one: &'static str, more: &'static str| if count == 1 { one } else { more };
    let at_least = format!("at least {}", words::value(quantity, &clash.at_least, Rounding::Nearest));
    format!(
        "{} {} {}; {} {} at most {}.",
        capital(&list(&clash.needing)),
        verb(clash.needing.len(), "needs", "need"),
        quantity.say.replace("{}", &at_least),
        list(&clash.allowing),
        verb(clash.allowing.len(), "allows", "allow"),
        words::value(quantity, &clash.at_most, Rounding::Nearest)
    )
}

/// What is left of the gap where figures that are only about right are off as far as allowed.
fn slack_sentence(
    model: &Model,
    component: &Component,
    figures: &[&Figure],
    quantity_of: &[usize],
    members: &[usize],
    stated: &Clash,
) -> String {
    if members.iter().all(|member| figures[*member].lead().about_percent == crate::exact::whole(0)) {
        return String::new();
    }
    let quantity = &model.quantities[component.quantities[stated.quantity]];
    let side = |places: &[usize]| part(component, figures, quantity_of, places, stated.quantity);
    match (side(&stated.needing).map(|interval| interval.low), side(&stated.allowing).map(|interval| interval.high)) {
        (Some(low), Some(high)) if low > high => {
            let say = |end: f64, rounding| {
                crate::exact::of_float(end).map(|end| words::value(quantity, &end, rounding)).unwrap_or_default()
            };
            format!(
                " That is as stated; with every figure that is only about right off as far as it may be, it is still {} against {}.",
                say(low, Rounding::Down),
                say(high, Rounding::Up)
            )
        }
        _ => String::new(),
    }
}

/// The bounds of one quantity under some of the figures.
fn part(
    component: &Component,
    figures: &[&Figure],
    quantity_of: &[usize],
    places: &[usize],
    quantity: usize,
) -> Option<Interval> {
    let question = Question::new(&component.solver, &component.domain, figures, quantity_of, 0);
    let mut set = vec![false; figures.len()];
    places.iter().for_each(|place| set[*place] = true);
    bounds::of_one(&component.solver, &question.ends(&set), quantity)
}

/// The bounds of one quantity under some of the figures, by one round of narrowing.
fn roughly(
    component: &Component,
    figures: &[&Figure],
    quantity_of: &[usize],
    places: &[usize],
    quantity: usize,
) -> Option<Interval> {
    let mut space = crate::search::space_of(&component.domain);
    for place in places {
        let own = Interval::enclosing(figures[*place].low.as_ref(), figures[*place].high.as_ref());
        space[quantity_of[*place]] = space[quantity_of[*place]].meet(own);
    }
    component.solver.contract(&mut space).then(|| space[quantity])
}

/// The clash with its two ends narrowed as far as they go.
fn sharpened(component: &Component, figures: &[&Figure], quantity_of: &[usize], mut clash: Clash) -> Clash {
    let side = |places: &[usize]| part(component, figures, quantity_of, places, clash.quantity);
    let (needed, allowed) = (side(&clash.needing), side(&clash.allowing));
    if let Some(low) = needed.and_then(|interval| crate::exact::of_float(interval.low)) {
        clash.at_least = low;
    }
    if let Some(high) = allowed.and_then(|interval| crate::exact::of_float(interval.high)) {
        clash.at_most = high;
    }
    clash
}

/// The clearest clash of the figures as stated: one that holds whatever "about" allows, in a quantity made for comparing, else in one
/// that a figure speaks of; with the smaller part allowing.
fn clash(
    model: &Model,
    component: &Component,
    (stated, allowed_for): (&[&Figure], &[&Figure]),
    quantity_of: &[usize],
    members: &[usize],
) -> Option<Clash> {
    let mut best: Option<(Rank, Clash)> = None;
    let mut order: Vec<usize> = (0..component.quantities.len()).collect();
    let claimed = |place: &usize| members.iter().any(|member| quantity_of[*member] == *place);
    order.sort_by_key(|place| (!model.quantities[component.quantities[*place]].compare, !claimed(place), *place));
    for place in order.into_iter().take(24) {
        let compare = model.quantities[component.quantities[place]].compare;
        if best.as_ref().is_some_and(|(rank, _)| *rank < (false, !compare, !claimed(&place), 0)) {
            break;
        }
        for needing in divisions(members) {
            let allowing: Vec<usize> = members.iter().copied().filter(|member| !needing.contains(member)).collect();
            let sides = |figures: &[&Figure]| {
                let side = |places: &[usize]| roughly(component, figures, quantity_of, places, place);
                side(&needing).zip(side(&allowing)).filter(|(needed, allowed)| needed.low > allowed.high)
            };
            let Some((needed, allowed)) = sides(stated) else { continue };
            let shape = (!compare, !claimed(&place), needing.len().abs_diff(allowing.len() + 1));
            let rank = (sides(allowed_for).is_none(), shape.0, shape.1, shape.2);
            if best.as_ref().is_none_or(|(other, _)| rank < *other)
                && let (Some(at_least), Some(at_most)) =
                    (crate::exact::of_float(needed.low), crate::exact::of_float(allowed.high))
            {
                best = Some((rank, Clash { quantity: place, needing, at_least, allowing, at_most }));
            }
        }
    }
    best.map(|(_, clash)| sharpened(component, stated, quantity_of, clash))
}

/// Whether a clash needs figures to be exactly right, is not in a quantity for comparing, nor in one that a figure speaks of; and how
/// uneven its parts are.
type Rank = (bool, bool, bool, usize);

/// The ways to take a part out of a set that leave something on both sides.
fn divisions(members: &[usize]) -> Vec<Vec<usize>> {
    if members.len() > DIVIDED_MAX {
        let without = |left_out: &usize| members.iter().copied().filter(|member| member != left_out).collect();
        return members.iter().map(|member| vec![*member]).chain(members.iter().map(without)).collect();
    }
    let chosen =
        |mask: usize| members.iter().enumerate().filter(|(at, _)| mask >> at & 1 == 1).map(|(_, member)| *member).collect();
    (1..(1usize << members.len()) - 1).map(chosen).collect()
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
