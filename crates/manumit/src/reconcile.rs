//! `manumit reconcile`: which figures cannot all be true, what would mend it, what remains.

use crate::arguments::ReconcileOptions;
use crate::case_folder;
use crate::outcome::{Outcome, Trouble, line};
use crate::show;
use ::reconcile::{Interval, Model, Options, Reconciliation, Repair, Verdict, exact};
use evidence::Case;
use ledger::Ledger;
use serde_json::{Map, Value, json};
use std::io::{BufWriter, Write};
use std::path::Path;

/// A file of figures is no larger than this.
const FILE_BYTES_MAX: u64 = 8 << 20;
/// How many conflicts, and how many ways out of them, are told on the terminal.
const CONFLICTS_TOLD: usize = 12;
const REPAIRS_TOLD: usize = 5;

pub fn reconcile(options: &ReconcileOptions) -> Result<Outcome, Trouble> {
    let found = found(options)?;
    if let Some(folder) = &options.out {
        write_page(folder, &found)?;
    }
    let mut out = BufWriter::new(std::io::stdout().lock());
    if options.json {
        line(&mut out, format_args!("{}", json_of(&found, options.seed)))?;
    } else {
        tell(&found, options, &mut out)?;
    }
    out.flush().map_err(|_| Trouble::ClosedPipe)?;
    Ok(if found.figures.is_empty() { Outcome::Failed } else { Outcome::Done })
}

// ---- what is compared -----------------------------------------------------------------------------------------------------------

fn found(options: &ReconcileOptions) -> Result<Reconciliation, Trouble> {
    let input = options.input.as_deref();
    let effort = Options { draw_count: options.draws as usize, seed: options.seed, ..Options::default() };
    let (model, claims, set_aside) = match input {
        Some(file) if file.is_file() => of_file(file)?,
        folder => of_case(folder, options.model.as_deref())?,
    };
    Ok(::reconcile::reconcile(model, ::reconcile::figures(claims), set_aside, effort))
}

type Compared = (Model, Vec<::reconcile::Claim>, Vec<::reconcile::SetAside>);

fn of_file(file: &Path) -> Result<Compared, Trouble> {
    let text = text_of(file)?;
    let model = Model::parse(&text, &[]).map_err(|mistake| misread(file, &mistake))?;
    let (claims, set_aside) = ::reconcile::parse_claims(&text, &model).map_err(|mistake| misread(file, &mistake))?;
    Ok((model, claims, set_aside))
}

/// The model that was named, that of the case, or the one that comes with the program; claims of its file join those of the case.
fn of_case(folder: Option<&Path>, named: Option<&Path>) -> Result<Compared, Trouble> {
    let folder = case_folder::case_or_nearest(folder)?;
    let case = Ledger::open_read_only(&ledger::path_in(&folder))?.case()?.case;
    let own = folder.join("reconcile.toml");
    let file = named.map(Path::to_owned).or_else(|| own.is_file().then_some(own));
    match file {
        None => {
            of_text(::reconcile::LABOUR_EXPORT, &case).map_err(|mistake| misread(Path::new("the model of the program"), &mistake))
        }
        Some(file) => of_text(&text_of(&file)?, &case).map_err(|mistake| misread(&file, &mistake)),
    }
}

fn of_text(text: &str, case: &Case) -> Result<Compared, ::reconcile::Mistake> {
    let named = ::reconcile::countries(case);
    let first = compared(text, case, &named)?;
    // countries of which the case gives no figure would only be members that nothing is known of
    let (model, claims, _) = &first;
    let has_figure = |code: &&String| {
        claims.iter().any(|claim| model.quantities[claim.quantity].name.split('.').skip(1).any(|member| member == *code))
    };
    let spoken_of: Vec<String> = named.iter().filter(has_figure).cloned().collect();
    if spoken_of == named { Ok(first) } else { compared(text, case, &spoken_of) }
}

fn compared(text: &str, case: &Case, countries: &[String]) -> Result<Compared, ::reconcile::Mistake> {
    let model = Model::parse(text, countries)?;
    let (mut claims, mut set_aside) = ::reconcile::parse_claims(text, &model)?;
    let (of_case, aside) = ::reconcile::case_claims(case, &model);
    claims.extend(of_case);
    set_aside.extend(aside);
    Ok((model, claims, set_aside))
}

fn text_of(file: &Path) -> Result<String, Trouble> {
    let unreadable = |error| Trouble::file(file, error, "name a file of figures, or a case folder.");
    let size = std::fs::metadata(file).map_err(unreadable)?.len();
    if size > FILE_BYTES_MAX {
        return Err(Trouble::usage(
            format!("{} is larger than 8 MiB.", file.display()),
            "a file of figures is a short text; see the handbook.",
        ));
    }
    std::fs::read_to_string(file).map_err(unreadable)
}

fn misread(file: &Path, mistake: &::reconcile::Mistake) -> Trouble {
    let told = mistake.to_string();
    let (what, remedy) = told.rsplit_once('\n').unwrap_or((&told, ""));
    Trouble::usage(format!("{}, {what}", file.display()), remedy)
}

// ---- JSON -----------------------------------------------------------------------------------------------------------------------

fn json_of(found: &Reconciliation, seed: u64) -> Value {
    let claims =
        |places: &[usize]| -> Vec<&str> { places.iter().map(|place| found.figures[*place].lead().id.as_str()).collect() };
    let conflicts: Vec<Value> = found
        .conflicts
        .iter()
        .map(|conflict| json!({"claims": claims(&conflict.figures), "sentence": conflict.sentence, "remarks": conflict.remarks}))
        .collect();
    let repairs: Vec<Value> = found
        .repairs
        .iter()
        .map(|repair| {
            let point = repair.point.as_ref().map(|point| point_json(found, point));
            json!({"drop": claims(&repair.drop), "bounds": bounds_json(found, &repair.bounds), "point": point})
        })
        .collect();
    json!({
        "title": found.model.title,
        "verdict": found.verdict.name(),
        "point": found.point.as_ref().map(|point| point_json(found, point)),
        "conflicts": conflicts,
        "repairs": repairs,
        "complete": found.complete,
        "bounds": bounds_json(found, &found.bounds),
        "posterior": found.posterior.as_ref().map(|posterior| posterior_json(found, posterior)),
        "origins": found.posterior.as_ref().map(|posterior| origins_json(found, posterior)),
        "ess": found.posterior.as_ref().map(|posterior| format!("{:.0}", posterior.effective)),
        "seed": seed.to_string(),
        "figures": figures_json(found),
        "set_aside": found.set_aside.iter().map(|aside| json!({
            "claim": aside.claim, "quantity": aside.quantity, "source": aside.source, "quote": aside.quote, "reason": aside.reason,
            "mismatch": aside.is_mismatch,
        })).collect::<Vec<_>>(),
        "statements": found.statements,
    })
}

fn by_quantity(found: &Reconciliation, value: impl Fn(usize) -> Option<Value>) -> Value {
    let named =
        found.model.quantities.iter().enumerate().filter_map(|(place, quantity)| Some((quantity.name.clone(), value(place)?)));
    Value::Object(named.collect::<Map<_, _>>())
}

fn point_json(found: &Reconciliation, point: &[exact::Exact]) -> Value {
    by_quantity(found, |place| Some(exact::unrounded(&point[place]).into()))
}

fn bounds_json(found: &Reconciliation, bounds: &[Interval]) -> Value {
    by_quantity(found, |place| {
        let interval = bounds.get(place).filter(|interval| !interval.is_empty())?;
        let (low, high) = found.bound_decimals(*interval);
        Some(json!([low, high]))
    })
}

fn posterior_json(found: &Reconciliation, posterior: &::reconcile::Posterior) -> Value {
    by_quantity(found, |place| {
        let [low, middle, high] = posterior.quantiles[place]?.map(|point| decimal(point, 5));
        Some(json!({"p05": low, "p50": middle, "p95": high}))
    })
}

fn origins_json(found: &Reconciliation, posterior: &::reconcile::Posterior) -> Vec<Value> {
    let one = |origin: &::reconcile::OriginProbability| {
        let claims: Vec<&str> = origin
            .figures
            .iter()
            .flat_map(|place| &found.figures[*place].claims)
            .filter(|claim| claim.origin == origin.origin)
            .map(|claim| claim.id.as_str())
            .collect();
        json!({
            "origin": origin.origin, "quantity": found.model.quantities[origin.quantity].name, "claims": claims,
            "before": decimal(origin.before, 3), "probability": decimal(origin.probability, 3),
            "headline_without": origin.headline_without.map(|value| decimal(value, 4)),
        })
    };
    posterior.origins.iter().map(one).collect()
}

fn figures_json(found: &Reconciliation) -> Vec<Value> {
    let end = |end: &Option<exact::Exact>| end.as_ref().map(exact::unrounded);
    let one = |figure: &::reconcile::Figure| {
        let claims: Vec<Value> = figure
            .claims
            .iter()
            .map(|claim| {
                json!({
                    "id": claim.id, "origin": claim.origin, "source": claim.source, "quote": claim.quote, "grade": claim.grade,
                    "reliability": decimal(claim.reliability, 3), "time": claim.time, "note": claim.note,
                })
            })
            .collect();
        json!({"quantity": found.model.quantities[figure.quantity()].name, "low": end(&figure.low), "high": end(&figure.high), "claims": claims})
    };
    found.figures.iter().map(one).collect()
}

fn decimal(value: f64, digits: u32) -> String {
    exact::of_float(value).map(|value| exact::decimal(&value, digits, exact::Rounding::Nearest)).unwrap_or_default()
}

// ---- the terminal ---------------------------------------------------------------------------------------------------------------

/// The verdict in a sentence or two.
fn verdict(found: &Reconciliation) -> String {
    let count = found.figures.len();
    let least = found.repairs.iter().map(|repair| repair.drop.len()).min();
    match (found.verdict, found.conflicts.len(), least) {
        _ if count == 0 => "No claim gives a figure to compare.".to_owned(),
        (Verdict::Feasible, ..) if count == 1 => "There is one figure, and nothing speaks against it.".to_owned(),
        (Verdict::Feasible, ..) => format!("All {count} figures can be true together: there are values that fit every one of them."),
        (Verdict::Undecided, ..) => format!("Whether these {count} figures can all be true was neither proved nor refuted."),
        (Verdict::Infeasible, _, None) => "These figures cannot all be true, and leaving some out does not help: the identities of the model contradict one another.".to_owned(),
        (Verdict::Infeasible, sets, Some(least)) => {
            let sets = if sets == 1 { "one smallest set of them contradicts itself".to_owned() } else { format!("{sets} smallest sets of them contradict themselves") };
            let go = if least == 1 { "one has to go".to_owned() } else { format!("at least {least} have to go") };
            format!("These {count} figures cannot all be true: {sets}, and {go}. This is proved, not estimated.")
        }
    }
}

fn tell(found: &Reconciliation, options: &ReconcileOptions, out: &mut impl Write) -> Result<(), Trouble> {
    line(out, format_args!("{}", show::one_line(&found.model.title)))?;
    line(out, format_args!("{}", verdict(found)))?;
    tell_conflicts(found, out)?;
    let repairs = ways_out(found, REPAIRS_TOLD);
    tell_list(out, "\nWhat would have to go, the least first", &repairs)?;
    tell_remains(found, out)?;
    tell_origins(found, out)?;
    let aside = set_aside(found);
    tell_list(out, "\nNot compared", &aside)?;
    let limits: Vec<String> = found.statements.iter().map(|statement| show::one_line(statement)).collect();
    tell_list(out, "\nWhat limits this", &limits)?;
    match &options.out {
        Some(folder) => line(out, format_args!("\npage: {}", folder.join("index.html").display())),
        None => line(out, format_args!("\nWith --out DIR a page with pictures is written; --json gives everything.")),
    }
}

fn tell_list(out: &mut impl Write, title: &str, items: &[String]) -> Result<(), Trouble> {
    if items.is_empty() {
        return Ok(());
    }
    line(out, format_args!("{title}"))?;
    items.iter().try_for_each(|item| line(out, format_args!("  · {item}")))
}

fn tell_conflicts(found: &Reconciliation, out: &mut impl Write) -> Result<(), Trouble> {
    if found.conflicts.is_empty() {
        return Ok(());
    }
    line(out, format_args!("\nWhat cannot all be true"))?;
    for (index, conflict) in found.conflicts.iter().take(CONFLICTS_TOLD).enumerate() {
        line(out, format_args!("{:>3}. {}", index + 1, show::one_line(&conflict.sentence)))?;
        for remark in &conflict.remarks {
            line(out, format_args!("     {}", show::one_line(remark)))?;
        }
        for place in &conflict.figures {
            line(out, format_args!("       {}", quoted(found, *place)))?;
        }
    }
    let more = found.conflicts.len().saturating_sub(CONFLICTS_TOLD);
    if more > 0 { line(out, format_args!("     and {more} more; --json lists them")) } else { Ok(()) }
}

/// The words of a figure and who published them.
fn quoted(found: &Reconciliation, place: usize) -> String {
    let figure = &found.figures[place];
    let lead = figure.lead();
    let words = if lead.quote.is_empty() { found.figure_said(place) } else { format!("“{}”", lead.quote) };
    let others = figure.claims.len() - 1;
    let independent = figure.origins().len();
    let more = match (others, independent) {
        (0, _) => String::new(),
        (others, 1) => format!(", repeated {} without adding to it", times(others)),
        (others, independent) => format!(", and {others} more; {independent} origins in all"),
    };
    show::one_line(&format!("{words} — {}{more}", lead.source))
}

fn times(count: usize) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        count => format!("{count} times"),
    }
}

/// The ways out in words.
fn ways_out(found: &Reconciliation, most: usize) -> Vec<String> {
    let one = |repair: &Repair| {
        let dropped: Vec<String> = repair.drop.iter().map(|place| format!("“{}”", found.figure_said(*place))).collect();
        let mut kept: Vec<String> = Vec::new();
        for (place, interval) in repair.bounds.iter().enumerate() {
            let narrowed = interval.low.is_finite() && interval.high.is_finite() && !interval.is_empty();
            let spoken_of = found.figures.iter().any(|figure| figure.quantity() == place);
            if narrowed && spoken_of && kept.len() < 6 {
                kept.push(found.said(place, *interval));
            }
        }
        show::one_line(&format!("without {}: {}", dropped.join(" and "), kept.join(", ")))
    };
    found.repairs.iter().take(most).map(one).collect()
}

/// Quantities that a figure speaks of or that are bounded on both sides.
fn remaining(found: &Reconciliation) -> Vec<usize> {
    let told = |place: &usize| {
        let bounds = found.bounds[*place];
        let spoken_of = found.figures.iter().any(|figure| figure.quantity() == *place);
        !bounds.is_empty() && (spoken_of || bounds.low.is_finite() && bounds.low > 0.0 && bounds.high.is_finite())
    };
    (0..found.model.quantities.len()).filter(told).collect()
}

/// The likely middle and range of a quantity in words; empty if it was not drawn.
fn likely(found: &Reconciliation, place: usize) -> String {
    let Some([low, middle, high]) = found.posterior.as_ref().and_then(|posterior| posterior.quantiles[place]) else {
        return String::new();
    };
    let quantity = &found.model.quantities[place];
    let said = |value: f64| {
        let value = exact::of_float(if quantity.percent { value * 100.0 } else { value }).unwrap_or_else(|| exact::whole(0));
        let rounded = exact::parse(&exact::decimal(&value, 3, exact::Rounding::Nearest)).unwrap_or(value);
        ::reconcile::number_in_words(&rounded)
    };
    format!("{} ({} to {})", said(middle), said(low), said(high))
}

fn tell_remains(found: &Reconciliation, out: &mut impl Write) -> Result<(), Trouble> {
    let told = remaining(found);
    if told.is_empty() {
        return Ok(());
    }
    let kept = if found.verdict == Verdict::Infeasible { ", if the first way out is taken" } else { "" };
    line(out, format_args!("\nWhat remains: proved{kept}; and likely: middle, nine times in ten from … to"))?;
    for place in told {
        let label = &found.model.quantities[place].label;
        let proved = found.said(place, found.bounds[place]);
        line(out, format_args!("  {label:<28} {proved:<52} {}", likely(found, place)))?;
    }
    match moves(found) {
        Some(sentence) => line(out, format_args!("  {sentence}")),
        None => Ok(()),
    }
}

/// Which origin moves the headline most.
fn moves(found: &Reconciliation) -> Option<String> {
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
        "The figure that moves {} most is that of {} on {}: without it the likely middle would be {} instead of {}.",
        found.model.quantities[headline].label,
        origin.origin,
        found.model.quantities[origin.quantity].label,
        said(origin.headline_without?),
        said(middle)
    ))
}

fn percent(part: f64) -> String {
    format!("{:.0} %", part * 100.0)
}

fn tell_origins(found: &Reconciliation, out: &mut impl Write) -> Result<(), Trouble> {
    let Some(posterior) = &found.posterior else { return Ok(()) };
    line(out, format_args!("\nHow likely each origin is right, before and after comparing"))?;
    for origin in &posterior.origins {
        let words: Vec<String> = origin.figures.iter().map(|place| found.figure_said(*place)).collect();
        let said = show::one_line(&format!("{} — {}", words.join("; "), origin.origin));
        line(out, format_args!("  {:>5} → {:>5}  {said}", percent(origin.before), percent(origin.probability)))?;
    }
    line(out, format_args!("  effective draws: {:.0}", posterior.effective))
}

fn set_aside(found: &Reconciliation) -> Vec<String> {
    let one = |aside: &::reconcile::SetAside| show::one_line(&format!("“{}” — {}: {}", aside.quote, aside.source, aside.reason));
    // first what looks like a contradiction and is none
    let (mismatched, other): (Vec<&::reconcile::SetAside>, Vec<&::reconcile::SetAside>) =
        found.set_aside.iter().partition(|aside| aside.is_mismatch);
    mismatched.into_iter().chain(other).map(one).collect()
}

// ---- the page -------------------------------------------------------------------------------------------------------------------

fn write_page(folder: &Path, found: &Reconciliation) -> Result<(), Trouble> {
    let failed = |error| Trouble::file(folder, error, "name a folder that can be written.");
    std::fs::create_dir_all(folder).map_err(failed)?;
    std::fs::write(folder.join("index.html"), dossier::comparison_page(&comparison(found))).map_err(failed)
}

fn comparison(found: &Reconciliation) -> dossier::Comparison {
    let told = remaining(found);
    let mut numbers = vec![None; found.figures.len()];
    let mut next = 0;
    let quantities = told.iter().map(|place| compared_quantity(found, *place, &mut numbers, &mut next)).collect();
    let conflict = |conflict: &::reconcile::Conflict| dossier::ComparedConflict {
        members: conflict.figures.iter().filter_map(|place| numbers[*place]).collect(),
        sentence: conflict.sentence.clone(),
        remarks: conflict.remarks.clone(),
    };
    dossier::Comparison {
        title: found.model.title.clone(),
        verdict: verdict(found),
        conflicts: found.conflicts.iter().map(conflict).collect(),
        ways_out: ways_out(found, 2 * REPAIRS_TOLD),
        origins: origin_rows(found),
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
    let scale = if found.model.quantities[place].percent { 100.0 } else { 1.0 };
    let end = |end: &Option<exact::Exact>| end.as_ref().map(|end| exact::nearest(end) * scale);
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
        });
    }
    let bounds = found.bounds[place];
    let finite = |end: f64| end.is_finite().then_some(end * scale);
    dossier::ComparedQuantity {
        label: found.model.quantities[place].label.clone(),
        figures,
        feasible: (finite(bounds.low), finite(bounds.high)),
        feasible_words: found.said(place, bounds),
        likely_words: likely(found, place),
        likely: found
            .posterior
            .as_ref()
            .and_then(|posterior| posterior.quantiles[place])
            .map(|points| points.map(|point| point * scale)),
    }
}

fn origin_rows(found: &Reconciliation) -> Vec<[String; 4]> {
    let row = |origin: &::reconcile::OriginProbability| {
        let words: Vec<String> = origin.figures.iter().map(|place| found.figure_said(*place)).collect();
        [origin.origin.clone(), words.join("; "), percent(origin.before), percent(origin.probability)]
    };
    found.posterior.iter().flat_map(|posterior| &posterior.origins).map(row).collect()
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
    let identities: Vec<String> = found.model.identities.iter().map(|identity| identity.text.clone()).collect();
    let mut distinct = identities;
    distinct.dedup();
    let draws = found.posterior.as_ref().map_or_else(String::new, |posterior| {
        format!(" Likelihoods are from draws worth {:.0} independent ones.", posterior.effective)
    });
    format!(
        "Every figure is an interval; “about” widens it as the model says. The figures are bound together by: {}. That a set cannot all be true is proved by interval arithmetic with outward rounding; values that are said to fit were checked in exact fractions.{draws}",
        distinct.join("; ")
    )
}
