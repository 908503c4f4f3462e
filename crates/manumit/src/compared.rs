//! What was found by comparing figures, in the words and pictures of the dossier: the one place where `reconcile` and `dossier` meet.

use crate::outcome::Trouble;
use crate::reconcile::{misread, text_of};
use crate::show;
use ::reconcile::{Country, Mistake, Model, Options, Reconciliation, Repair, Selection, Verdict, exact};
use evidence::{Case, Claim, ClaimId, Witness};
use ledger::Snapshot;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The model of a case, beside its `manumit.toml`.
pub const MODEL_FILE: &str = "reconcile.toml";
/// Under this name the ledger keeps the model by which a case was told.
const RECORDED: &str = "reconcile";
/// How much a dossier looks for: it is told at every run.
const EFFORT: Options = Options { draw_count: 200_000, seed: 1, conflicts_max: 60, repairs_max: 40 };
/// Different figures that are compared.
const FIGURES_MAX: usize = 240;
/// As many claims are named of those that were not compared for one reason.
const ALIKE_TOLD: usize = 6;
/// As many ways out are told side by side, if they give up equally many figures.
const WAYS_SIDE_BY_SIDE: usize = 3;
/// As many ways out are told.
const WAYS_OUT_TOLD: usize = 10;

/// What a person wrote of how the quantities of a case hang together, to be recorded; none if nothing was written.
///
/// # Errors
/// A file that cannot be read or holds a mistake.
pub fn recorded(folder: &Path) -> Result<BTreeMap<String, String>, Trouble> {
    let file = folder.join(MODEL_FILE);
    if !file.is_file() {
        return Ok(BTreeMap::new());
    }
    let text = text_of(&file)?;
    let model = Model::parse(&text, &[]).map_err(|mistake| misread(&file, &mistake))?;
    ::reconcile::parse_claims(&text, &model).map_err(|mistake| misread(&file, &mistake))?;
    Ok(BTreeMap::from([(RECORDED.to_owned(), text)]))
}

/// What the dossier of a case says of figures compared; `None` where there are no two figures to compare.
///
/// # Errors
/// A mistake in the recorded model that shows only with the places of the case.
pub fn of_snapshot(snapshot: &Snapshot, settings: &dossier::Settings) -> Result<Option<dossier::Comparison>, Trouble> {
    let text = snapshot.settings.get(RECORDED).map_or(::reconcile::LABOUR_EXPORT, String::as_str);
    let case = &snapshot.case;
    let is_told = |claim: &Claim| {
        let mut sources = case.sources_of(claim.id()).into_iter().filter_map(|id| case.source(id));
        sources.all(|source| dossier::is_in_scope(source, settings))
    };
    let found = reconciliation(case, text, &is_told, EFFORT).map_err(|mistake| misread(Path::new(MODEL_FILE), &mistake))?;
    let is_enough = found.figures.len() > 1 || found.verdict == Verdict::Infeasible;
    Ok(is_enough.then(|| comparison(&found, EFFORT.seed)))
}

/// Compares the figures of a case by the model in `text`; claims written there are compared as well.
///
/// # Errors
/// A mistake in the model.
pub fn reconciliation(
    case: &Case,
    text: &str,
    is_in_scope: &dyn Fn(&Claim) -> bool,
    effort: Options,
) -> Result<Reconciliation, Mistake> {
    let selection = Selection { is_in_scope, figures_max: FIGURES_MAX };
    let country = |code: String| Country { name: dossier::country_name(&code).unwrap_or(&code).to_owned(), code };
    let named: Vec<Country> = ::reconcile::countries(case, selection).into_iter().map(country).collect();
    let mut compared = Compared::of(case, text, &named, selection)?;
    // countries of which the case gives no figure would only be members that nothing is known of
    let spoken_of: BTreeSet<&str> =
        compared.claims.iter().flat_map(|claim| compared.model.quantities[claim.quantity].name.split('.').skip(1)).collect();
    let spoken_of: Vec<Country> = named.iter().filter(|country| spoken_of.contains(country.code.as_str())).cloned().collect();
    if spoken_of != named {
        compared = Compared::of(case, text, &spoken_of, selection)?;
    }
    Ok(compared.answer(effort))
}

/// Compares the figures of a file of figures.
///
/// # Errors
/// A mistake in the file.
pub fn of_file(text: &str, effort: Options) -> Result<Reconciliation, Mistake> {
    let model = Model::parse(text, &[])?;
    let (claims, set_aside) = ::reconcile::parse_claims(text, &model)?;
    Ok(Compared { model, claims, set_aside, left_out: Vec::new() }.answer(effort))
}

struct Compared {
    model: Model,
    claims: Vec<::reconcile::Claim>,
    set_aside: Vec<::reconcile::SetAside>,
    left_out: Vec<String>,
}

impl Compared {
    fn answer(mut self, effort: Options) -> Reconciliation {
        let (figures, left_out) = ::reconcile::most_stated(::reconcile::figures(self.claims), FIGURES_MAX);
        self.left_out.extend(left_out);
        let mut found = ::reconcile::reconcile(self.model, figures, self.set_aside, effort);
        found.statements.splice(0..0, self.left_out);
        found
    }

    fn of(case: &Case, text: &str, countries: &[Country], selection: Selection<'_>) -> Result<Compared, Mistake> {
        let model = Model::parse(text, countries)?;
        let (mut claims, mut set_aside) = ::reconcile::parse_claims(text, &model)?;
        let of_case = ::reconcile::case_claims(case, &model, selection);
        claims.extend(of_case.claims);
        set_aside.extend(of_case.set_aside);
        Ok(Compared { model, claims, set_aside, left_out: of_case.left_out })
    }
}

// ---- words ----------------------------------------------------------------------------------------------------------------------

/// The verdict in a sentence or two.
pub fn verdict(found: &Reconciliation) -> String {
    let count = found.figures.len();
    let least = found.repairs.iter().map(|repair| repair.drop.len()).min();
    match (found.verdict, found.conflicts.len(), least) {
        _ if count == 0 => "No claim gives a figure to compare.".to_owned(),
        (Verdict::Feasible, ..) if count == 1 => "There is one figure, and nothing speaks against it.".to_owned(),
        (Verdict::Feasible, ..) => format!("All {count} figures can be true together, given what is taken for granted: there are values that fit every one of them."),
        (Verdict::Undecided, ..) => format!("Whether these {count} figures can all be true was neither proved nor refuted."),
        (Verdict::Infeasible, _, Some(_)) if count == 1 => "The figure cannot be true, whatever else is. This is proved, given what is taken for granted.".to_owned(),
        (Verdict::Infeasible, _, None) => "These figures cannot all be true, and leaving some out does not help: the identities of the model contradict one another.".to_owned(),
        (Verdict::Infeasible, sets, Some(least)) => {
            let sets = if sets == 1 { "there is one contradiction among them".to_owned() } else { format!("there are {sets} contradictions among them") };
            let go = if least == 1 { "one figure has to go".to_owned() } else { format!("at least {least} figures have to go") };
            format!("These {count} figures cannot all be true: {sets}, and {go}. This is proved, given what is taken for granted.")
        }
    }
}

/// The figure that stands in most contradictions, if more than half of several rest on it.
pub fn lead(found: &Reconciliation) -> Option<String> {
    let count = found.conflicts.len();
    let in_conflicts = |place: usize| found.conflicts.iter().filter(|conflict| conflict.figures.contains(&place)).count();
    let (most, place) = (0..found.figures.len())
        .map(|place| (in_conflicts(place), place))
        .max_by_key(|(most, place)| (*most, usize::MAX - place))?;
    if count < 3 || 2 * most <= count {
        return None;
    }
    let lead = found.figures[place].lead();
    let words = if lead.quote.is_empty() { found.figure_said(place) } else { format!("“{}”", lead.quote) };
    let rest: Vec<&str> = found
        .conflicts
        .iter()
        .filter(|conflict| !conflict.figures.contains(&place))
        .map(|conflict| conflict.sentence.as_str())
        .collect();
    let rest = match rest.as_slice() {
        [] => "All of them rest on it.".to_owned(),
        [one] => format!("The contradiction that does not rest on it: {one}"),
        more => format!("{} do not rest on it.", ::reconcile::number_in_words(&exact::whole(more.len() as i64))),
    };
    let others = match found.figures[place].claims.len() - 1 {
        0 => String::new(),
        more => format!(", and {more} more"),
    };
    let source = &lead.source;
    Some(show::one_line(&format!(
        "One figure stands in {most} of the {count} contradictions: {words} ({source}{others}). {rest}"
    )))
}

/// What the proofs take for granted, in sentences.
pub fn assumptions(found: &Reconciliation) -> Vec<String> {
    let told = remaining(found);
    let model = &found.model;
    let mut said: Vec<String> = Vec::new();
    for stated in &model.identities {
        let quantities = stated.quantities();
        let bears = quantities.iter().filter(|name| told.iter().any(|place| model.quantities[*place].name == **name)).count();
        let because = stated.because.iter().map(|because| format!("{because}: ")).collect::<String>();
        let sentence = format!("{because}{}", stated.text);
        if bears >= 2 && bears == quantities.len() && !said.contains(&sentence) {
            said.push(sentence);
        }
    }
    let is_mean = |place: usize| model.quantities[place].label.starts_with("mean ");
    let is_range = |figure: &&::reconcile::Figure| is_mean(figure.quantity()) && figure.lead().stated.0 != figure.lead().stated.1;
    if let Some(figure) = found.figures.iter().find(is_range) {
        let quantity = &model.quantities[figure.quantity()];
        said.push(format!("a range that a source gives for workers is read as the limits of the {}", quantity.label));
    }
    said.extend(tolerance(found));
    if let Some((first, last)) = years(found).filter(|(first, last)| first != last) {
        said.push(format!("figures of {first} to {last} speak of one and the same time"));
    }
    said.iter().map(|sentence| show::one_line(sentence)).collect()
}

/// How far figures may be off, quantity by quantity.
fn tolerance(found: &Reconciliation) -> Option<String> {
    let mut by_percent: BTreeMap<&exact::Exact, Vec<&str>> = BTreeMap::new();
    for figure in &found.figures {
        let percent = &figure.lead().about_percent;
        let labels = by_percent.entry(percent).or_default();
        let label = found.model.quantities[figure.quantity()].label.as_str();
        if *percent > exact::whole(0) && !labels.contains(&label) {
            labels.push(label);
        }
    }
    by_percent.retain(|_, labels| !labels.is_empty());
    let each: Vec<String> = by_percent
        .iter()
        .map(|(percent, labels)| format!("{} percent ({})", ::reconcile::number_in_words(percent), labels.join(", ")))
        .collect();
    (!each.is_empty()).then(|| {
        format!(
            "a single figure, or one that its source calls “about”, may be off either way by {}; any other range is taken as it stands",
            listed(&each)
        )
    })
}

/// The first and the last year that figures speak of, or else were published in.
fn years(found: &Reconciliation) -> Option<(i16, i16)> {
    let of_claim = |claim: &::reconcile::Claim| {
        let period = claim.time.or(claim.published)?;
        Some(period.first().or(period.last())?.first_day().year())
    };
    let years: Vec<i16> = found.figures.iter().flat_map(|figure| figure.claims.iter().filter_map(of_claim)).collect();
    Some((*years.iter().min()?, *years.iter().max()?))
}

/// How many figures are compared, and of which years.
fn about(found: &Reconciliation) -> String {
    let years = match years(found) {
        None => String::new(),
        Some((first, last)) if first == last => format!(", {first}"),
        Some((first, last)) => format!(", {first} to {last}"),
    };
    match found.figures.len() {
        1 => format!("One published figure{years}"),
        count => format!("{count} published figures compared{years}"),
    }
}

/// A way out in words: what has to go, and what then remains.
pub struct WayOut {
    /// Places of figures.
    pub given_up: Vec<usize>,
    /// What has to go: 46,000 workers (a news agency, 2014).
    pub without: String,
    /// What remains.
    pub remains: String,
}

/// The ways out in words, at most `most`.
pub fn ways_out(found: &Reconciliation, most: usize) -> Vec<WayOut> {
    let one = |repair: &Repair| {
        let dropped: Vec<String> = repair
            .drop
            .iter()
            .map(|place| format!("{} ({})", found.figure_said(*place), found.figures[*place].lead().source))
            .collect();
        let mut kept: Vec<String> = Vec::new();
        for (place, interval) in repair.bounds.iter().enumerate() {
            let narrowed = interval.low.is_finite() && interval.high.is_finite() && !interval.is_empty();
            let spoken_of = found.figures.iter().any(|figure| figure.quantity() == place);
            if narrowed && spoken_of && kept.len() < 6 {
                kept.push(found.said(place, *interval));
            }
        }
        WayOut {
            given_up: repair.drop.clone(),
            without: show::one_line(&listed(&dropped)),
            remains: show::one_line(&kept.join(", ")),
        }
    };
    found.repairs.iter().take(most).map(one).collect()
}

fn listed(words: &[String]) -> String {
    match words {
        [most @ .., last] if !most.is_empty() => format!("{} and {last}", most.join(", ")),
        words => words.concat(),
    }
}

/// Quantities that a figure speaks of or that are bounded on both sides.
pub fn remaining(found: &Reconciliation) -> Vec<usize> {
    let told = |place: &usize| {
        let bounds = found.bounds[*place];
        let spoken_of = found.figures.iter().any(|figure| figure.quantity() == *place);
        !bounds.is_empty() && (spoken_of || bounds.low.is_finite() && bounds.low > 0.0 && bounds.high.is_finite())
    };
    (0..found.model.quantities.len()).filter(told).collect()
}

/// The likely middle and range of a quantity in words; `None` if it was not drawn.
pub fn likely(found: &Reconciliation, place: usize) -> Option<String> {
    let [low, middle, high] = found.posterior.as_ref().and_then(|posterior| posterior.quantiles[place])?;
    let quantity = &found.model.quantities[place];
    let said = |value: f64| {
        let value = exact::of_float(if quantity.percent { value * 100.0 } else { value }).unwrap_or_else(|| exact::whole(0));
        let rounded = exact::parse(&exact::decimal(&value, 3, exact::Rounding::Nearest)).unwrap_or(value);
        ::reconcile::number_in_words(&rounded)
    };
    Some(format!("{} ({} to {})", said(middle), said(low), said(high)))
}

/// Which origin moves the headline most.
pub fn moves(found: &Reconciliation) -> Option<String> {
    let posterior = found.posterior.as_ref()?;
    let headline = found.model.headline;
    let [_, middle, _] = posterior.quantiles[headline]?;
    let shift =
        |without: f64| if middle > 0.0 && without > 0.0 { (without / middle).ln().abs() } else { (without - middle).abs() };
    let most = posterior
        .origins
        .iter()
        .filter_map(|origin| Some((shift(origin.headline_without?), origin)))
        .max_by(|a, b| a.0.total_cmp(&b.0))?;
    let said = |value: f64| {
        let quantity = &found.model.quantities[headline];
        let value = exact::of_float(if quantity.percent { value * 100.0 } else { value }).unwrap_or_else(|| exact::whole(0));
        let rounded = exact::parse(&exact::decimal(&value, 3, exact::Rounding::Nearest)).unwrap_or(value);
        quantity.say.replace("{}", &::reconcile::number_in_words(&rounded))
    };
    let (_, origin) = most;
    Some(format!(
        "What moves {} most is what “{}” says of {}: without it the likely middle would be {} instead of {}.",
        found.model.quantities[headline].label,
        origin.origin,
        found.model.quantities[origin.quantity].label,
        said(origin.headline_without?),
        said(middle)
    ))
}

/// The ways out that give up no more figures than the first.
fn ways_of_least_size(found: &Reconciliation) -> impl Iterator<Item = &Repair> {
    let size = found.repairs.first().map_or(0, |repair| repair.drop.len());
    found.repairs.iter().take_while(move |repair| repair.drop.len() == size).take(WAYS_SIDE_BY_SIDE)
}

/// How far the others bear an origin out, in words.
fn borne_out(probability: f64) -> &'static str {
    match probability {
        p if p >= 0.85 => "well",
        p if p >= 0.65 => "somewhat",
        p if p >= 0.4 => "neither way",
        p if p >= 0.15 => "little",
        _ => "hardly",
    }
}

/// A part in percent.
pub fn percent(part: f64) -> String {
    format!("{:.0} %", part * 100.0)
}

/// Claims that were not compared, those of one reason together: first what looks like a contradiction and is none.
pub fn set_aside(found: &Reconciliation) -> Vec<String> {
    let mut by_reason: Vec<(bool, &str, Vec<String>)> = Vec::new();
    for aside in &found.set_aside {
        let words = if aside.quote.is_empty() { aside.claim.clone() } else { format!("“{}”", aside.quote) };
        let said = format!("{words} ({})", aside.source);
        match by_reason.iter_mut().find(|(_, reason, _)| *reason == aside.reason) {
            Some((_, _, claims)) => claims.push(said),
            None => by_reason.push((aside.is_mismatch, &aside.reason, vec![said])),
        }
    }
    by_reason.sort_by_key(|(is_mismatch, ..)| !is_mismatch);
    let told = |(_, reason, claims): (bool, &str, Vec<String>)| {
        let more = claims.len().saturating_sub(ALIKE_TOLD);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        show::one_line(&format!("{}{more}: {reason}", claims[..claims.len().min(ALIKE_TOLD)].join(", ")))
    };
    by_reason.into_iter().map(told).collect()
}

// ---- values ---------------------------------------------------------------------------------------------------------------------

/// All that the dossier, or a page of its own, says of it.
pub fn comparison(found: &Reconciliation, seed: u64) -> dossier::Comparison {
    let told = remaining(found);
    let mut numbers = vec![None; found.figures.len()];
    let mut next = 0;
    let mut quantities: Vec<dossier::ComparedQuantity> =
        told.iter().map(|place| compared_quantity(found, *place, &mut numbers, &mut next)).collect();
    for (quantity, place) in quantities.iter_mut().zip(&told) {
        let bears_on = |figure: &usize| found.part_of[found.figures[*figure].quantity()] == found.part_of[*place];
        quantity.weighed = (0..found.figures.len()).filter(bears_on).filter_map(|figure| numbers[figure]).collect();
        quantity.weighed.sort_unstable();
    }
    let places = |figures: &[usize]| -> Vec<usize> { figures.iter().filter_map(|figure| numbers[*figure]).collect() };
    let conflict = |conflict: &::reconcile::Conflict| dossier::ComparedConflict {
        members: places(&conflict.figures),
        sentence: conflict.sentence.clone(),
        remarks: conflict.remarks.clone(),
    };
    dossier::Comparison {
        title: found.model.title.clone(),
        about: about(found),
        lead: lead(found).unwrap_or_default(),
        assumptions: assumptions(found),
        verdict_name: found.verdict.name().to_owned(),
        verdict: verdict(found),
        conflicts: found.conflicts.iter().map(conflict).collect(),
        ways_out: ways_out(found, WAYS_OUT_TOLD)
            .into_iter()
            .map(|way| dossier::WayOut { given_up: places(&way.given_up), without: way.without, remains: way.remains })
            .collect(),
        origins: origins(found, &numbers),
        seed,
        moves: moves(found).unwrap_or_default(),
        publications: publications(found, &numbers),
        set_aside: set_aside(found),
        limits: found.statements.clone(),
        method: method(found),
        quantities,
    }
}

fn compared_quantity(
    found: &Reconciliation,
    place: usize,
    numbers: &mut [Option<usize>],
    next: &mut usize,
) -> dossier::ComparedQuantity {
    // an axis is read as the words are: a share in percent
    let scale = exact::whole(if found.model.quantities[place].percent { 100 } else { 1 });
    let end = |end: &Option<exact::Exact>| end.as_ref().map(|end| exact::decimal(&(end * &scale), 12, exact::Rounding::Nearest));
    let mut figures = Vec::new();
    for (at, figure) in found.figures.iter().enumerate().filter(|(_, figure)| figure.quantity() == place) {
        numbers[at] = Some(*next);
        *next += 1;
        let mut sources: Vec<String> = Vec::new();
        for claim in &figure.claims {
            if !sources.contains(&claim.source) {
                sources.push(claim.source.clone());
            }
        }
        figures.push(dossier::ComparedFigure {
            words: found.figure_said(at),
            sources,
            quote: figure.lead().quote.clone(),
            low: end(&figure.low),
            high: end(&figure.high),
            witnesses: witnesses(figure),
        });
    }
    let quantity = &found.model.quantities[place];
    let bounds = found.bounds[place];
    let outward = |end: f64, rounding| exact::of_float(end).map(|end| exact::decimal(&(end * &scale), 6, rounding));
    let points = found.posterior.as_ref().and_then(|posterior| posterior.quantiles[place]);
    let point = |point: f64| outward(point, exact::Rounding::Nearest).unwrap_or_default();
    dossier::ComparedQuantity {
        name: quantity.name.clone(),
        label: quantity.label.clone(),
        unit: if quantity.percent { "percent".to_owned() } else { quantity.unit.to_string() },
        figures,
        feasible: (outward(bounds.low, exact::Rounding::Down), outward(bounds.high, exact::Rounding::Up)),
        feasible_words: found.said(place, bounds),
        by_way: ways_of_least_size(found).map(|repair| found.said(place, repair.bounds[place])).collect(),
        weighed: Vec::new(),
        likely: points.zip(likely(found, place)).map(|(points, words)| dossier::Likely { points: points.map(point), words }),
    }
}

/// The claims of a case behind a figure, by what they go back to; none where they come from a file.
fn witnesses(figure: &::reconcile::Figure) -> Vec<Witness> {
    let mut found: Vec<Witness> = Vec::new();
    for claim in &figure.claims {
        let Ok(id) = claim.id.parse::<ClaimId>() else { continue };
        match found.iter_mut().find(|witness| witness.origin == claim.origin) {
            Some(witness) => witness.claims.push(id),
            None => found.push(Witness { origin: claim.origin.clone(), claims: vec![id] }),
        }
    }
    found
}

fn origins(found: &Reconciliation, numbers: &[Option<usize>]) -> Vec<dossier::ComparedOrigin> {
    let one = |origin: &::reconcile::OriginProbability| {
        let words: Vec<String> = origin.figures.iter().map(|place| found.figure_said(*place)).collect();
        dossier::ComparedOrigin {
            origin: origin.origin.clone(),
            says: words.join("; "),
            before: percent(origin.before),
            after: percent(origin.probability),
            borne_out: borne_out(origin.probability).to_owned(),
            figures: origin.figures.iter().filter_map(|place| numbers[*place]).collect(),
        }
    };
    found.posterior.iter().flat_map(|posterior| &posterior.origins).map(one).collect()
}

fn publications(found: &Reconciliation, numbers: &[Option<usize>]) -> Vec<dossier::DatedPublication> {
    let mut all: Vec<dossier::DatedPublication> = Vec::new();
    for (figure, number) in found.figures.iter().zip(numbers) {
        let Some(number) = number else { continue };
        let mut first_of: Vec<(&str, usize)> = Vec::new();
        for claim in &figure.claims {
            let date = claim.published.and_then(|period| period.first().or(period.last()));
            let Some(day) = date.map(|date| date.first_day()) else { continue };
            let year = f64::from(day.year()) + (f64::from(day.day_of_year()) - 1.0) / 366.0;
            let repeats = first_of.iter().find(|(origin, _)| *origin == claim.origin).map(|(_, first)| *first);
            if repeats.is_none() {
                first_of.push((&claim.origin, all.len()));
            }
            all.push(dossier::DatedPublication { year, source: claim.source.clone(), figure: *number, repeats });
        }
    }
    all
}

fn method(found: &Reconciliation) -> String {
    let draws = found.posterior.as_ref().map_or_else(String::new, |posterior| {
        format!(" What is likely is from draws worth {:.0} independent ones.", posterior.effective)
    });
    format!(
        "Every figure is a range. That a set cannot all be true is proved by computing with ranges whose ends are always rounded outward, so that nothing possible is cut off; values that are said to fit were checked in exact fractions.{draws}"
    )
}
