//! `manumit reconcile`: which figures cannot all be true, what would mend it, what remains.

use crate::arguments::ReconcileOptions;
use crate::case_folder;
use crate::compared::{self, assumptions, lead, likely, moves, percent, remaining, set_aside, verdict, ways_out};
use crate::outcome::{Outcome, Trouble, line};
use crate::show;
use ::reconcile::{Interval, Options, Reconciliation, Verdict, exact};
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
        write_page(folder, &found, options.seed)?;
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
    let effort = Options { draw_count: options.draws as usize, seed: options.seed, ..Options::default() };
    match options.input.as_deref() {
        Some(file) if file.is_file() => compared::of_file(&text_of(file)?, effort).map_err(|mistake| misread(file, &mistake)),
        folder => of_case(folder, options.model.as_deref(), effort),
    }
}

/// The model that was named, that of the case, or the one that comes with the program; claims of its file join those of the case.
fn of_case(folder: Option<&Path>, named: Option<&Path>, effort: Options) -> Result<Reconciliation, Trouble> {
    let folder = case_folder::case_or_nearest(folder)?;
    let snapshot = Ledger::open_read_only(&ledger::path_in(&folder))?.case()?;
    let own = folder.join(compared::MODEL_FILE);
    let (text, file) = match named.map(Path::to_owned).or_else(|| own.is_file().then_some(own)) {
        None => (::reconcile::LABOUR_EXPORT.to_owned(), Path::new("the model of the program").to_owned()),
        Some(file) => (text_of(&file)?, file),
    };
    let mut found =
        compared::reconciliation(&snapshot.case, &text, &|_| true, effort).map_err(|mistake| misread(&file, &mistake))?;
    if let Some(title) = snapshot.settings.get("title").filter(|_| text == ::reconcile::LABOUR_EXPORT) {
        found.model.title.clone_from(title);
    }
    Ok(found)
}

pub fn text_of(file: &Path) -> Result<String, Trouble> {
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

pub fn misread(file: &Path, mistake: &::reconcile::Mistake) -> Trouble {
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

fn point_json(found: &Reconciliation, point: &[Option<exact::Exact>]) -> Value {
    by_quantity(found, |place| point[place].as_ref().map(|value| exact::unrounded(value).into()))
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

fn tell(found: &Reconciliation, options: &ReconcileOptions, out: &mut impl Write) -> Result<(), Trouble> {
    line(out, format_args!("{}", show::one_line(&found.model.title)))?;
    line(out, format_args!("{}", verdict(found)))?;
    if let Some(lead) = lead(found) {
        line(out, format_args!("{lead}"))?;
    }
    tell_conflicts(found, out)?;
    let repairs: Vec<String> = ways_out(found, REPAIRS_TOLD)
        .into_iter()
        .map(|way| format!("without {}, the others leave: {}", way.without, way.remains))
        .collect();
    tell_list(out, "\nWhat would have to go, the least first", &repairs)?;
    tell_remains(found, out)?;
    tell_origins(found, out)?;
    let aside = set_aside(found);
    tell_list(out, "\nNot compared", &aside)?;
    tell_list(out, "\nWhat this takes for granted", &assumptions(found))?;
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

fn tell_remains(found: &Reconciliation, out: &mut impl Write) -> Result<(), Trouble> {
    let told = remaining(found);
    if told.is_empty() {
        return Ok(());
    }
    let kept = if found.verdict == Verdict::Infeasible { ", if the first way out is taken" } else { "" };
    line(
        out,
        format_args!(
            "\nWhat remains: what is proved{kept}; then what is likely, the middle (and from where to where nine times in ten)"
        ),
    )?;
    let rows: Vec<[String; 3]> = told
        .into_iter()
        .map(|place| {
            let label = found.model.quantities[place].label.clone();
            [label, found.said(place, found.bounds[place]), likely(found, place).unwrap_or_default()]
        })
        .collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let (first, second) = (width(0), width(1));
    for [label, proved, likely] in &rows {
        line(out, format_args!("{}", format!("  {label:<first$}  {proved:<second$}  {likely}").trim_end()))?;
    }
    match moves(found) {
        Some(sentence) => line(out, format_args!("  {sentence}")),
        None => Ok(()),
    }
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

// ---- the page -------------------------------------------------------------------------------------------------------------------

fn write_page(folder: &Path, found: &Reconciliation, seed: u64) -> Result<(), Trouble> {
    let failed = |error| Trouble::file(folder, error, "name a folder that can be written.");
    std::fs::create_dir_all(folder).map_err(failed)?;
    std::fs::write(folder.join("index.html"), dossier::comparison_page(&compared::comparison(found, seed))).map_err(failed)
}
