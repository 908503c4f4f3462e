//! The whole question: which figures cannot all be true, what would mend it, what remains.

use crate::bounds;
use crate::component::{Component, components};
use crate::conflicts::{Effort, Question};
use crate::exact::{self, Exact};
use crate::explain;
use crate::figures::{Figure, SetAside};
use crate::interval::Interval;
use crate::model::Model;
use crate::posterior::{self, Prior, Task, Vote};
use crate::program::Program;
use crate::words;
use num_traits::Signed;
use std::collections::BTreeMap;

/// How much is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Draws of the posterior; none: no posterior.
    pub draw_count: usize,
    /// What the draws begin from.
    pub seed: u64,
    /// Conflicts after which looking ends, in each part of the model that no identity joins to another.
    pub conflicts_max: usize,
    /// Repairs after which looking ends, likewise.
    pub repairs_max: usize,
}

impl Default for Options {
    fn default() -> Self {
        Options { draw_count: 1_000_000, seed: 1, conflicts_max: 500, repairs_max: 200 }
    }
}

/// Whether all figures can be true together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Proved that they cannot.
    Infeasible,
    /// They can: there is a point.
    Feasible,
    /// Neither was shown.
    Undecided,
}

impl Verdict {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Infeasible => "infeasible",
            Verdict::Feasible => "feasible",
            Verdict::Undecided => "undecided",
        }
    }
}

/// A smallest set of figures that cannot all be true.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// Places in [`Reconciliation::figures`].
    pub figures: Vec<usize>,
    /// Why, in words.
    pub sentence: String,
    /// What may resolve it: other times, another period.
    pub remarks: Vec<String>,
}

/// A smallest set of figures without which the others can be true.
#[derive(Debug, Clone, PartialEq)]
pub struct Repair {
    /// Places in [`Reconciliation::figures`].
    pub drop: Vec<usize>,
    /// How far each quantity can then run, by its place in the model.
    pub bounds: Vec<Interval>,
    /// Values at which the others are all true; `None` for a quantity that has none there, because of a division by zero.
    pub point: Option<ExactPoint>,
}

/// An exact value for each quantity of the model that has one.
pub type ExactPoint = Vec<Option<Exact>>;

/// How likely an origin is right about one quantity.
#[derive(Debug, Clone, PartialEq)]
pub struct OriginProbability {
    /// What the claims go back to.
    pub origin: String,
    /// Place of the quantity in the model.
    pub quantity: usize,
    /// Places in [`Reconciliation::figures`].
    pub figures: Vec<usize>,
    /// Before figures are compared.
    pub before: f64,
    /// After.
    pub probability: f64,
    /// The middle of the headline without it.
    pub headline_without: Option<f64>,
}

/// What remains likely.
#[derive(Debug, Clone, PartialEq)]
pub struct Posterior {
    /// 5, 50 and 95 percent points by place of the quantity; `None` where it could not be drawn.
    pub quantiles: Vec<Option<[f64; 3]>>,
    /// The origins with their probabilities.
    pub origins: Vec<OriginProbability>,
    /// The least effective number of draws among the parts of the model.
    pub effective: f64,
}

/// Everything that was found.
#[derive(Debug, Clone)]
pub struct Reconciliation {
    /// The model.
    pub model: Model,
    /// The figures, echoes together.
    pub figures: Vec<Figure>,
    /// Claims that could not be compared.
    pub set_aside: Vec<SetAside>,
    /// Whether all figures can be true together.
    pub verdict: Verdict,
    /// Values at which all are true.
    pub point: Option<ExactPoint>,
    /// The smallest conflicts: fewest figures first, then those of the best sources.
    pub conflicts: Vec<Conflict>,
    /// The smallest repairs: the least reliability given up first.
    pub repairs: Vec<Repair>,
    /// Whether the conflicts and the repairs are all there are.
    pub complete: bool,
    /// For each quantity, the part of the model it belongs to: no identity joins two parts.
    pub part_of: Vec<usize>,
    /// How far each quantity can run with all figures, or with the first repair.
    pub bounds: Vec<Interval>,
    /// What remains likely; `None` with the reason among the statements.
    pub posterior: Option<Posterior>,
    /// What limits the answer, in words.
    pub statements: Vec<String>,
}

/// Boxes looked at for one question.
const BOXES_MAX: usize = 400;
/// Repairs whose bounds are narrowed as far as they go; of further ones the identities alone speak.
const NARROWED_MAX: usize = 24;

/// Answers the whole question.
pub fn reconcile(model: Model, figures: Vec<Figure>, set_aside: Vec<SetAside>, options: Options) -> Reconciliation {
    let parts: Vec<Part> =
        components(&model).into_iter().map(|component| Part::of(component, &model, &figures, options)).collect();
    let mut found = joined(model, figures, set_aside, &parts, options);
    if options.draw_count > 0 {
        add_posterior(&mut found, &parts, options);
    }
    add_limits(&mut found, &parts);
    found
}

/// One part of the model with what was found in it.
struct Part {
    component: Component,
    /// Places of its figures in the whole.
    figures: Vec<usize>,
    verdict: Verdict,
    point: Option<Vec<Exact>>,
    conflicts: Vec<Conflict>,
    repairs: Vec<PartRepair>,
    bounds: Vec<Interval>,
    complete: bool,
    undecided_count: usize,
}

/// A repair of one part; bounds and point by place in the component.
#[derive(Clone)]
struct PartRepair {
    drop: Vec<usize>,
    cost: f64,
    bounds: Vec<Interval>,
    point: Option<Vec<Exact>>,
}

/// What is given up with an origin's word: the odds of its being right, by their logarithm, never nothing.
fn weight_of(right: f64) -> f64 {
    (right / (1.0 - right)).ln().max(0.0) + 0.25
}

/// What is given up with a figure: the word of each of its origins.
fn weight(figure: &Figure) -> f64 {
    figure.origins().into_iter().map(|origin| weight_of(figure.reliability_of(origin))).sum()
}

/// What is given up with several figures; an origin's word on one quantity counts once.
fn cost(figures: &[&Figure], drop: &[usize]) -> f64 {
    let mut votes: BTreeMap<(&str, usize), f64> = BTreeMap::new();
    for figure in drop.iter().map(|place| figures[*place]) {
        for origin in figure.origins() {
            let vote = votes.entry((origin, figure.quantity())).or_default();
            *vote = vote.max(weight_of(figure.reliability_of(origin)));
        }
    }
    votes.values().sum()
}

impl Part {
    fn of(mut component: Component, model: &Model, all: &[Figure], options: Options) -> Part {
        let mut has_figure = vec![false; model.quantities.len()];
        all.iter().for_each(|figure| has_figure[figure.quantity()] = true);
        component.mark_definitions(&component.quantities.iter().map(|place| has_figure[*place]).collect::<Vec<_>>());
        let local = |quantity: usize| component.quantities.iter().position(|place| *place == quantity);
        let places: Vec<usize> = (0..all.len()).filter(|place| local(all[*place].quantity()).is_some()).collect();
        let figures: Vec<&Figure> = places.iter().map(|place| &all[*place]).collect();
        let quantity_of: Vec<usize> = figures.iter().filter_map(|figure| local(figure.quantity())).collect();
        let question = Question::new(&component.solver, &component.domain, &figures, &quantity_of, BOXES_MAX);
        let mut order: Vec<usize> = (0..figures.len()).collect();
        order.sort_by(|a, b| weight(figures[*b]).total_cmp(&weight(figures[*a])).then(a.cmp(b)));
        let effort = Effort { conflicts_max: options.conflicts_max, repairs_max: options.repairs_max };
        let all_set = vec![true; figures.len()];
        let mut part = Part {
            verdict: Verdict::Feasible,
            point: question.point(&all_set),
            conflicts: Vec::new(),
            repairs: Vec::new(),
            bounds: Vec::new(),
            complete: true,
            undecided_count: 0,
            figures: places.clone(),
            component: component.clone(),
        };
        if part.point.is_none() {
            let found = question.all(&order, effort);
            part.complete = found.complete;
            part.undecided_count = found.undecided_count;
            part.verdict = if found.conflicts.is_empty() { Verdict::Undecided } else { Verdict::Infeasible };
            part.add_conflicts(model, &figures, &quantity_of, found.conflicts);
            part.add_repairs(&question, &figures, found.repairs);
        }
        part.bounds = match part.repairs.first() {
            Some(repair) if part.verdict == Verdict::Infeasible => repair.bounds.clone(),
            _ if part.verdict == Verdict::Infeasible => vec![Interval::EMPTY; part.component.quantities.len()],
            _ => bounds::narrowed(&component.solver, &question.ends(&all_set))
                .unwrap_or_else(|| vec![Interval::EMPTY; part.component.quantities.len()]),
        };
        part
    }

    fn add_conflicts(&mut self, model: &Model, figures: &[&Figure], quantity_of: &[usize], mut conflicts: Vec<Vec<usize>>) {
        let weakest = |conflict: &Vec<usize>| conflict.iter().map(|place| figures[*place].reliability()).fold(1.0, f64::min);
        conflicts.sort_by(|a, b| a.len().cmp(&b.len()).then(weakest(b).total_cmp(&weakest(a))).then_with(|| a.cmp(b)));
        for members in conflicts {
            self.conflicts.push(Conflict {
                sentence: explain::sentence(model, &self.component, figures, quantity_of, &members),
                remarks: remarks(model, &self.component, figures, quantity_of, &members),
                figures: members.iter().map(|member| self.figures[*member]).collect(),
            });
        }
    }

    fn add_repairs(&mut self, question: &Question, figures: &[&Figure], repairs: Vec<Vec<usize>>) {
        let mut ranked: Vec<(f64, Vec<usize>)> = repairs.into_iter().map(|drop| (cost(figures, &drop), drop)).collect();
        ranked.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.len().cmp(&b.1.len())).then_with(|| a.1.cmp(&b.1)));
        for (rank, (cost, drop)) in ranked.into_iter().enumerate() {
            let mut kept = vec![true; figures.len()];
            drop.iter().for_each(|place| kept[*place] = false);
            let ends = question.ends(&kept);
            let bounds = if rank < NARROWED_MAX {
                bounds::narrowed(&self.component.solver, &ends).unwrap_or_default()
            } else {
                let mut space = crate::search::space_of(&ends);
                self.component.solver.contract(&mut space);
                space
            };
            let point = if rank < NARROWED_MAX { question.point(&kept) } else { None };
            self.repairs.push(PartRepair { drop: drop.iter().map(|place| self.figures[*place]).collect(), cost, bounds, point });
        }
    }
}

/// What may resolve a conflict: its figures speak of different times, or one of them may be by another period.
fn remarks(model: &Model, component: &Component, figures: &[&Figure], quantity_of: &[usize], members: &[usize]) -> Vec<String> {
    let mut found = Vec::new();
    let times: Vec<_> = members.iter().filter_map(|member| figures[*member].lead().time).collect();
    if times.len() == members.len()
        && times.iter().enumerate().any(|(at, time)| times[..at].iter().any(|other| !time.overlaps(other)))
    {
        let mut shown: Vec<String> = times.iter().map(ToString::to_string).collect();
        shown.dedup();
        found.push(format!("They speak of different times ({}): each may have been true in its own.", shown.join(", ")));
    }
    for member in members {
        let figure = figures[*member];
        let unit = &model.quantities[figure.quantity()].unit;
        let Some((factor, period)) = other_period(unit).filter(|_| !names_period(&figure.lead().quote)) else { continue };
        let mut changed: Vec<Figure> = members.iter().map(|other| figures[*other].clone()).collect();
        let place = members.iter().position(|other| other == member).unwrap_or(0);
        changed[place].low = figure.low.as_ref().map(|end| end * &factor);
        changed[place].high = figure.high.as_ref().map(|end| end * &factor);
        let borrowed: Vec<&Figure> = changed.iter().collect();
        let quantities: Vec<usize> = members.iter().map(|other| quantity_of[*other]).collect();
        let question = Question::new(&component.solver, &component.domain, &borrowed, &quantities, 32);
        if question.point(&vec![true; members.len()]).is_some() {
            found.push(format!(
                "They would agree if “{}” ({}), whose words name no period, were a figure by the {period}.",
                short(figure),
                figure.lead().source
            ));
        }
    }
    found
}

/// What a figure is multiplied by if it was by the other period, and that period.
fn other_period(unit: &crate::unit::Unit) -> Option<(Exact, &'static str)> {
    let text = unit.to_string();
    if text.contains("/month") {
        Some((Exact::new(1.into(), 12.into()), "year"))
    } else if text.contains("/year") {
        Some((exact::whole(12), "month"))
    } else {
        None
    }
}

/// Whether words say for what time a sum is.
fn names_period(quote: &str) -> bool {
    let quote = quote.to_lowercase();
    ["year", "annu", "month", "yearly", "/mo", "연", "년", "월", "год", "мес", "年", "月"].iter().any(|word| quote.contains(word))
}

fn short(figure: &Figure) -> String {
    let claim = figure.lead();
    if claim.quote.is_empty() { claim.id.clone() } else { claim.quote.clone() }
}

// ---- all parts together ---------------------------------------------------------------------------------------------------------

fn joined(model: Model, figures: Vec<Figure>, set_aside: Vec<SetAside>, parts: &[Part], options: Options) -> Reconciliation {
    let count = model.quantities.len();
    let verdict = if parts.iter().any(|part| part.verdict == Verdict::Infeasible) {
        Verdict::Infeasible
    } else if parts.iter().any(|part| part.verdict == Verdict::Undecided) {
        Verdict::Undecided
    } else {
        Verdict::Feasible
    };
    let mut conflicts: Vec<Conflict> = parts.iter().flat_map(|part| part.conflicts.clone()).collect();
    conflicts.sort_by_key(|conflict| conflict.figures.len());
    let spread = |values: &mut Vec<Interval>, part: &Part, bounds: &[Interval]| {
        part.component.quantities.iter().zip(bounds).for_each(|(quantity, interval)| values[*quantity] = *interval);
    };
    let mut bounds = vec![Interval::ALL; count];
    parts.iter().for_each(|part| spread(&mut bounds, part, &part.bounds));
    let repairs = if verdict == Verdict::Infeasible { joined_repairs(parts, &bounds, options.repairs_max) } else { Vec::new() };
    let point = (verdict == Verdict::Feasible).then(|| whole_point(parts, count, |part| part.point.as_ref())).flatten();
    let mut part_of = vec![0; count];
    for (index, part) in parts.iter().enumerate() {
        part.component.quantities.iter().for_each(|quantity| part_of[*quantity] = index);
    }
    Reconciliation {
        model,
        figures,
        set_aside,
        verdict,
        point,
        conflicts,
        repairs,
        complete: parts.iter().all(|part| part.complete),
        part_of,
        bounds,
        posterior: None,
        statements: Vec::new(),
    }
}

fn whole_point<'p>(parts: &'p [Part], count: usize, of_part: impl Fn(&'p Part) -> Option<&'p Vec<Exact>>) -> Option<ExactPoint> {
    let mut point = vec![None; count];
    for part in parts {
        let values = of_part(part)?;
        let undefined = part.component.undefined_at(values);
        for ((quantity, value), undefined) in part.component.quantities.iter().zip(values).zip(undefined) {
            point[*quantity] = (!undefined).then(|| value.clone());
        }
    }
    Some(point)
}

/// Repairs of all parts put together, the cheapest first, at most `most`.
fn joined_repairs(parts: &[Part], bounds: &[Interval], most: usize) -> Vec<Repair> {
    let broken: Vec<&Part> = parts.iter().filter(|part| part.verdict == Verdict::Infeasible).collect();
    if broken.iter().any(|part| part.repairs.is_empty()) {
        return Vec::new();
    }
    let mut choices: Vec<(f64, Vec<usize>)> = vec![(0.0, Vec::new())];
    for part in &broken {
        let longer = choices.iter().flat_map(|(cost, chosen)| {
            part.repairs
                .iter()
                .enumerate()
                .map(move |(index, repair)| (cost + repair.cost, [chosen.as_slice(), &[index]].concat()))
        });
        choices = longer.collect();
        choices.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(&b.1)));
        choices.truncate(most);
    }
    choices.into_iter().map(|(_, chosen)| joined_repair(parts, &broken, bounds, &chosen)).collect()
}

fn joined_repair(parts: &[Part], broken: &[&Part], bounds: &[Interval], chosen: &[usize]) -> Repair {
    let mut all = bounds.to_vec();
    let mut drop = Vec::new();
    for (part, index) in broken.iter().zip(chosen) {
        let repair = &part.repairs[*index];
        drop.extend(repair.drop.iter().copied());
        part.component.quantities.iter().zip(&repair.bounds).for_each(|(quantity, interval)| all[*quantity] = *interval);
    }
    drop.sort_unstable();
    let mut at = 0;
    let mut points: Vec<Option<&Vec<Exact>>> = Vec::new();
    for part in parts {
        if part.verdict == Verdict::Infeasible {
            points.push(part.repairs[chosen[at]].point.as_ref());
            at += 1;
        } else {
            points.push(part.point.as_ref());
        }
    }
    let by_part: BTreeMap<usize, Option<&Vec<Exact>>> =
        parts.iter().map(|part| part.component.quantities[0]).zip(points).collect();
    let point = whole_point(parts, all.len(), |part| by_part[&part.component.quantities[0]]);
    Repair { drop, bounds: all, point }
}

// ---- what remains likely --------------------------------------------------------------------------------------------------------

fn add_posterior(found: &mut Reconciliation, parts: &[Part], options: Options) {
    let mut posterior =
        Posterior { quantiles: vec![None; found.model.quantities.len()], origins: Vec::new(), effective: f64::INFINITY };
    for part in parts.iter().filter(|part| !part.figures.is_empty()) {
        match drawn(found, part, options) {
            Ok((votes, behind, drawn)) => {
                posterior.effective = posterior.effective.min(drawn.effective);
                for (local, quantity) in part.component.quantities.iter().enumerate() {
                    posterior.quantiles[*quantity] = drawn.quantiles[local];
                }
                for (index, (vote, behind)) in votes.iter().zip(behind).enumerate() {
                    posterior.origins.push(OriginProbability {
                        origin: behind.origin,
                        quantity: part.component.quantities[vote.quantity],
                        figures: behind.figures,
                        before: vote.reliability,
                        probability: drawn.votes[index],
                        headline_without: drawn.headline_without.get(index).copied().filter(|value| value.is_finite()),
                    });
                }
            }
            Err(reason) => found.statements.push(reason),
        }
    }
    if posterior.effective.is_finite() {
        posterior.origins.sort_by_key(|origin| origin.figures[0]);
        found.posterior = Some(posterior);
    }
}

/// An origin and its figures of one quantity.
struct VoteFigures {
    origin: String,
    figures: Vec<usize>,
}

type DrawnPart = (Vec<Vote>, Vec<VoteFigures>, posterior::Drawn);

fn drawn(found: &Reconciliation, part: &Part, options: Options) -> Result<DrawnPart, String> {
    let component = &part.component;
    let names = || {
        words::listed(
            &component
                .quantities
                .iter()
                .take(6)
                .map(|quantity| found.model.quantities[*quantity].label.clone())
                .collect::<Vec<_>>(),
        )
    };
    if part.verdict == Verdict::Infeasible && part.repairs.is_empty() {
        return Err(format!("No posterior is given for {}: no set of its figures stands together.", names()));
    }
    let hulls = hulls(found, part);
    let priors: Vec<Option<Prior>> =
        component.quantities.iter().zip(&hulls).map(|(quantity, hull)| prior(found, *quantity, *hull)).collect();
    let can: Vec<bool> = priors.iter().map(Option::is_some).collect();
    let has: Vec<bool> = hulls.iter().map(Option::is_some).collect();
    let program = Program::of(component, &can, &has).ok_or_else(|| {
        format!(
            "No posterior is given for {}: its equations are knotted, so that none of them gives a quantity from the others.",
            names()
        )
    })?;
    let (votes, behind) = votes(found, part, &program);
    if votes.is_empty() {
        return Err(format!("No posterior is given for {}: nothing that figures speak of can be drawn.", names()));
    }
    let local_headline = component.quantities.iter().position(|quantity| *quantity == found.model.headline);
    let task = Task {
        priors: program.free.iter().filter_map(|quantity| priors[*quantity]).collect(),
        boxes: boxes(part),
        quantity_count: component.quantities.len(),
        headline: local_headline.filter(|headline| !program.unknown.contains(headline)),
        seed: options.seed ^ (component.quantities[0] as u64) << 32,
        draw_count: options.draw_count,
        program,
        votes,
    };
    let drawn = posterior::draw(&task)
        .ok_or_else(|| format!("No posterior is given for {}: no draw agrees with the identities.", names()))?;
    if drawn.effective < posterior::EFFECTIVE_MIN {
        return Err(format!(
            "No posterior is given for {}: {} draws are worth only {:.0} independent ones, and {:.0} are asked for. More draws may help.",
            names(),
            drawn.draw_count,
            drawn.effective,
            posterior::EFFECTIVE_MIN
        ));
    }
    Ok((task.votes, behind, drawn))
}

/// For each quantity of a part, from the lowest to the highest end of its figures.
fn hulls(found: &Reconciliation, part: &Part) -> Vec<Option<Interval>> {
    let mut hulls = vec![None; part.component.quantities.len()];
    for place in &part.figures {
        let figure = &found.figures[*place];
        if let Some(local) = part.component.quantities.iter().position(|quantity| *quantity == figure.quantity()) {
            let end = |end: &Option<Exact>, other: &Option<Exact>| end.as_ref().or(other.as_ref()).map(exact::nearest);
            if let (Some(low), Some(high)) = (end(&figure.low, &figure.high), end(&figure.high, &figure.low)) {
                let own = Interval { low, high };
                hulls[local] = Some(hulls[local].map_or(own, |hull: Interval| hull.hull(own)));
            }
        }
    }
    hulls
}

/// As the model says, else from a tenth of the lowest figure to ten times the highest, inside what the quantity can be.
fn prior(found: &Reconciliation, place: usize, hull: Option<Interval>) -> Option<Prior> {
    let quantity = &found.model.quantities[place];
    let end = |end: &Option<Exact>| end.as_ref().map(exact::nearest);
    let (least, most) = (end(&quantity.least), end(&quantity.most));
    if let Some((low, high)) = &quantity.prior {
        let (low, high) = (exact::nearest(low), exact::nearest(high));
        return Some(Prior { low, high, by_ratio: low.is_sign_positive() && low > 0.0 && most.is_none() });
    }
    if let (Some(low), Some(high)) = (least, most) {
        return (low < high).then_some(Prior { low, high, by_ratio: false });
    }
    let hull = hull?;
    let size = hull.low.abs().max(hull.high.abs());
    let low = if hull.low > 0.0 { hull.low / 10.0 } else { -10.0 * size };
    let high = if hull.high > 0.0 { hull.high * 10.0 } else { 10.0 * size };
    let (low, high) = (least.map_or(low, |least| least.max(low)), most.map_or(high, |most| most.min(high)));
    (low < high && (high - low).is_finite()).then_some(Prior { low, high, by_ratio: low > 0.0 })
}

/// One vote for each origin and quantity, and the figures behind it.
fn votes(found: &Reconciliation, part: &Part, program: &Program) -> (Vec<Vote>, Vec<VoteFigures>) {
    let (mut votes, mut behind): (Vec<Vote>, Vec<VoteFigures>) = (Vec::new(), Vec::new());
    for place in &part.figures {
        let figure = &found.figures[*place];
        let local = part.component.quantities.iter().position(|quantity| *quantity == figure.quantity());
        let Some(quantity) = local.filter(|local| !program.unknown.contains(local)) else { continue };
        let range = Interval::enclosing(figure.low.as_ref(), figure.high.as_ref());
        for origin in figure.origins() {
            let reliability = figure.reliability_of(origin);
            let same = |at: &usize| votes[*at].quantity == quantity && behind[*at].origin == origin;
            match (0..votes.len()).find(same) {
                Some(at) => {
                    votes[at].ranges.push(range);
                    votes[at].reliability = votes[at].reliability.max(reliability);
                    behind[at].figures.push(*place);
                }
                None => {
                    votes.push(Vote { quantity, ranges: vec![range], reliability });
                    behind.push(VoteFigures { origin: origin.to_owned(), figures: vec![*place] });
                }
            }
        }
    }
    (votes, behind)
}

/// The boxes in which figures stand together, a little widened for the soft edges.
fn boxes(part: &Part) -> Vec<Vec<Interval>> {
    let all: Vec<&Vec<Interval>> = if part.repairs.is_empty() {
        vec![&part.bounds]
    } else {
        part.repairs.iter().take(8).map(|repair| &repair.bounds).collect()
    };
    let wider = |interval: &Interval| Interval {
        low: interval.low - interval.low.abs() * 0.1,
        high: interval.high + interval.high.abs() * 0.1,
    };
    all.into_iter().map(|space| space.iter().map(wider).collect()).collect()
}

// ---- what limits the answer -----------------------------------------------------------------------------------------------------

fn add_limits(found: &mut Reconciliation, parts: &[Part]) {
    let mut statements = Vec::new();
    if found.figures.is_empty() {
        statements.push("No claim speaks of a quantity of the model, so there is nothing to compare.".to_owned());
    }
    if parts.iter().any(|part| !part.complete) {
        statements.push("There are more conflicts or more ways to resolve them than are listed.".to_owned());
    }
    let undecided: usize = parts.iter().map(|part| part.undecided_count).sum();
    if undecided > 0 {
        statements.push(format!(
            "Of {undecided} sets of figures neither consistency nor conflict could be shown; they are taken as consistent."
        ));
    }
    for part in parts {
        statements.extend(divisions_by_zero(found, part));
    }
    let spoken_of = |quantity: usize| found.figures.iter().any(|figure| figure.quantity() == quantity);
    let open: Vec<String> = (0..found.bounds.len())
        .filter(|quantity| {
            spoken_of(*quantity) && !found.bounds[*quantity].is_empty() && found.bounds[*quantity].high.is_infinite()
        })
        .map(|quantity| found.model.quantities[quantity].label.clone())
        .collect();
    if !open.is_empty() {
        statements.push(format!("No figure and no identity bounds {} from above.", words::listed(&open)));
    }
    statements.append(&mut found.statements);
    found.statements = statements;
}

/// Divisions whose divisor may be zero under the bounds found.
fn divisions_by_zero(found: &Reconciliation, part: &Part) -> Vec<String> {
    let mut said = Vec::new();
    let mut values = Vec::new();
    for (constraint, identity) in part.component.solver.constraints.iter().zip(&part.component.identities) {
        if part.figures.is_empty() || part.bounds.iter().any(|interval| interval.is_empty()) {
            continue;
        }
        constraint.forward(&part.bounds, &mut values);
        if constraint.divisors().iter().any(|divisor| values[*divisor].has_zero()) {
            let stated = &found.model.identities[*identity];
            said.push(format!(
                "In {} the divisor may be zero, so the quotient has no upper bound; a value of exactly zero is not possible.",
                stated.text
            ));
        }
    }
    said.dedup();
    said
}

impl Reconciliation {
    /// A bound as a decimal, rounded outward to six digits; `None` if it is open. The first is the lower end.
    pub fn bound_decimals(&self, bounds: Interval) -> (Option<String>, Option<String>) {
        let (low, high) = words::ends(bounds);
        (
            low.map(|low| exact::decimal(&low, 6, exact::Rounding::Down)),
            high.map(|high| exact::decimal(&high, 6, exact::Rounding::Up)),
        )
    }

    /// A range of a quantity in its own words.
    pub fn said(&self, quantity: usize, bounds: Interval) -> String {
        let (low, high) = words::ends(bounds);
        let low = low.filter(|low| low.is_positive() || low.is_negative() || high.is_none());
        words::said(&self.model.quantities[quantity], low.as_ref(), high.as_ref())
    }

    /// A figure in the words of its quantity.
    pub fn figure_said(&self, place: usize) -> String {
        let figure = &self.figures[place];
        let (low, high) = &figure.lead().stated;
        words::said(&self.model.quantities[figure.quantity()], low.as_ref(), high.as_ref())
    }
}
