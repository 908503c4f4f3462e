//! `manumit count`: how many people nobody listed, and whether that can be told.

mod draws;
pub mod in_case;
mod page;

use crate::arguments::CountOptions;
use crate::outcome::{Outcome, Trouble, say};
use count::{Analysis, Error, Method, RollUp, Settings, Sheet, Verdict, VerdictKind, grouped};
use evidence::{Notice, Severity};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// A larger file is no table of overlaps.
const FILE_BYTES_MAX: u64 = 256 * 1024 * 1024;
/// As many models are listed by name.
const MODELS_LISTED: usize = 200;

/// A method's outcome and how long it took.
type Timed = (count::Outcome, f64);

/// One table, counted.
struct Counted {
    file: String,
    sheet: Sheet,
    outcomes: Vec<Timed>,
    verdict: Verdict,
    strata: Option<RollUp>,
}

impl Counted {
    fn of(file: String, sheet: Sheet, analysis: &mut Analysis, methods: &[Method]) -> Self {
        let outcomes = run(analysis, methods);
        let told: Vec<count::Outcome> = outcomes.iter().map(|(outcome, _)| outcome.clone()).collect();
        let verdict = Verdict::of(analysis, &told);
        let strata = (!sheet.strata.is_empty()).then(|| count::roll_up(&sheet.strata, analysis.settings()));
        Counted { file, sheet, outcomes, verdict, strata }
    }

    /// A table of which no method has anything to say.
    fn refused(file: String, sheet: Sheet, why: &Error) -> Self {
        let verdict = Verdict::refused(sheet.table.observed(), why);
        Counted { file, sheet, outcomes: Vec::new(), verdict, strata: None }
    }

    /// The level of all intervals.
    fn level(&self) -> f64 {
        self.outcomes.first().map_or(0.95, |(outcome, _)| outcome.level)
    }
}

pub fn count(options: &CountOptions) -> Result<Outcome, Trouble> {
    let settings = settings(options)?;
    let methods = methods(options)?;
    match (&options.people, &options.pairs) {
        (Some(people), Some(pairs)) => return draws::linked(people, pairs, options, &settings, &methods),
        _ if options.draws => return draws::draws(options, &settings, &methods),
        _ => {}
    }
    let mut worst = Outcome::Done;
    for path in &options.tables {
        let outcome = match tables_at(path) {
            Ok(paths) => all(&paths, &settings, &methods, options)?,
            Err(notice) => unread(&path.display().to_string(), &notice, options)?,
        };
        worst = worse(worst, outcome);
    }
    Ok(worst)
}

/// A file, or the tables of a case.
fn tables_at(path: &Path) -> Result<Vec<PathBuf>, Notice> {
    if path.is_dir() { in_case::tables_of(path) } else { Ok(vec![path.to_owned()]) }
}

fn all(paths: &[PathBuf], settings: &Settings, methods: &[Method], options: &CountOptions) -> Result<Outcome, Trouble> {
    let mut worst = Outcome::Done;
    for path in paths {
        let file = path.display().to_string();
        let outcome = match sheet(path, &file, options) {
            Ok(sheet) => one(&file, sheet, settings, methods, options)?,
            Err(notice) => unread(&file, &notice, options)?,
        };
        worst = worse(worst, outcome);
    }
    Ok(worst)
}

fn worse(worst: Outcome, outcome: Outcome) -> Outcome {
    if worst == Outcome::Done || outcome == Outcome::Partial { outcome } else { worst }
}

fn settings(options: &CountOptions) -> Result<Settings, Trouble> {
    let level = if options.level > 1.0 { options.level / 100.0 } else { options.level };
    if !(0.5..=0.999).contains(&level) {
        return Err(Trouble::usage(
            format!("a level of {} cannot be used.", options.level),
            "give one between 0.5 and 0.999, such as 0.95.",
        ));
    }
    let bounded = |name: &str, value: usize, most: usize| {
        if value > most {
            Err(Trouble::usage(format!("{name} {value} is too much."), format!("give at most {most}.")))
        } else {
            Ok(value)
        }
    };
    Ok(Settings {
        level,
        seed: options.seed,
        replicates: bounded("--boot", options.boot, 100_000)?,
        chains: bounded("--chains", options.chains, 64)?.max(2),
        sweeps: bounded("--sweeps", options.sweeps, 2_000_000)?.max(100),
        unseen_max: options.unseen_max.map(|most| most as f64),
    })
}

fn methods(options: &CountOptions) -> Result<Vec<Method>, Trouble> {
    let named = |name: &String| {
        Method::named(name).ok_or_else(|| {
            let names = Method::ALL.map(Method::name).join(", ");
            Trouble::usage(format!("no method is called {name:?}."), format!("the methods are: {names}."))
        })
    };
    if options.method.is_empty() { Ok(Method::ALL.to_vec()) } else { options.method.iter().map(named).collect() }
}

fn notice(file: &str, place: &str, cause: String, remedy: &str) -> Notice {
    Notice { file: file.to_owned(), place: place.to_owned(), cause, remedy: remedy.to_owned(), severity: Severity::Unread }
}

fn text(path: &Path, file: &str, remedy: &str) -> Result<String, Notice> {
    let failed = |error: std::io::Error| notice(file, "whole file", format!("it cannot be read ({error})."), remedy);
    let size = std::fs::metadata(path).map_err(failed)?.len();
    if size > FILE_BYTES_MAX {
        return Err(notice(file, "whole file", format!("it holds {size} bytes, too many to be counted from."), remedy));
    }
    Ok(String::from_utf8_lossy(&std::fs::read(path).map_err(failed)?).into_owned())
}

fn refused(file: &str, error: Error) -> Notice {
    match error {
        Error::Unreadable { line, cause, remedy } => notice(file, &format!("line {line}"), cause, &remedy),
        error => notice(file, "whole file", format!("no estimate: {error}"), ""),
    }
}

/// Pairs of lists that cannot hold the same person.
fn apart(options: &CountOptions) -> Result<Vec<(&str, &str)>, Notice> {
    if options.apart.iter().any(|pair| !pair.contains(',')) {
        let cause = "a pair of lists is written A,B.".to_owned();
        return Err(notice("--apart", "whole option", cause, "Name two lists with a comma between them."));
    }
    Ok(options.apart.iter().filter_map(|pair| pair.split_once(',')).collect())
}

fn sheet(path: &Path, file: &str, options: &CountOptions) -> Result<Sheet, Notice> {
    let text = text(path, file, "Name a CSV file with one column of 0 and 1 a list and a column count.")?;
    let sheet = count::read_csv(file, &text).map_err(|error| refused(file, error))?;
    sheet.with_apart(&apart(options)?).map_err(|error| refused(file, error))
}

/// A file that gives no table still gives one object, so that a script has something to read.
fn unread(file: &str, notice: &Notice, options: &CountOptions) -> Result<Outcome, Trouble> {
    eprintln!("{notice}");
    if options.json {
        let verdict = json!({"kind": "refused", "sentence": format!("{} {}", notice.cause, notice.remedy).trim(), "reasons": [notice.cause]});
        let object =
            json!({"table": file, "observed": null, "lists": null, "methods": [], "verdict": verdict, "lower_bound": null});
        say(format_args!("{object}"))?;
    }
    Ok(Outcome::Partial)
}

fn one(file: &str, sheet: Sheet, settings: &Settings, methods: &[Method], options: &CountOptions) -> Result<Outcome, Trouble> {
    sheet.notices.iter().for_each(|notice| eprintln!("{notice}"));
    let (outcome, table) = (Outcome::of(&sheet.notices), sheet.table.clone());
    let mut analysis = match Analysis::new(&table, *settings) {
        Ok(analysis) => analysis,
        Err(error) => {
            tell(&Counted::refused(file.to_owned(), sheet, &error), None, options)?;
            return Ok(Outcome::Failed);
        }
    };
    let counted = Counted::of(file.to_owned(), sheet, &mut analysis, methods);
    let has_none = counted.outcomes.iter().all(|(outcome, _)| outcome.estimate.is_none());
    tell(&counted, Some(&analysis), options)?;
    Ok(if counted.verdict.kind == VerdictKind::Refused && has_none { Outcome::Failed } else { outcome })
}

fn run(analysis: &mut Analysis, methods: &[Method]) -> Vec<Timed> {
    let timed = |method: &Method| {
        let begin = Instant::now();
        let outcome = analysis.run(*method);
        (outcome, begin.elapsed().as_secs_f64() * 1000.0)
    };
    methods.iter().map(timed).collect()
}

fn tell(counted: &Counted, analysis: Option<&Analysis>, options: &CountOptions) -> Result<(), Trouble> {
    if let Some(folder) = &options.out {
        let path = page::write_page(folder, counted, analysis)?;
        eprintln!("page: {}", path.display());
    }
    if options.json {
        return say(format_args!("{}", object(counted, analysis)));
    }
    summary(counted)
}

fn object(counted: &Counted, analysis: Option<&Analysis>) -> Value {
    let (table, verdict) = (&counted.sheet.table, &counted.verdict);
    let finite = |value: f64| if value.is_finite() { json!(rounded(value)) } else { Value::Null };
    json!({
        "table": counted.file,
        "observed": table.observed(),
        "lists": table.lists(),
        "list_names": table.names(),
        "methods": counted.outcomes.iter().map(method_object).collect::<Vec<_>>(),
        "verdict": {
            "kind": verdict.kind.name(),
            "sentence": verdict.sentence,
            "reasons": verdict.reasons,
            "lo": verdict.range.map(|(low, _)| finite(low)),
            "hi": verdict.range.map(|(_, high)| finite(high)),
            "lo_if_alike": verdict.range_if_alike.map(|(low, _)| finite(low)),
            "hi_if_alike": verdict.range_if_alike.map(|(_, high)| finite(high)),
            "middle": verdict.middle.map(rounded),
            "heterogeneity_suspected": verdict.heterogeneity_suspected,
            "peaks": verdict.peaks.iter().map(|(total, share)| json!({"total": rounded(*total), "share": share})).collect::<Vec<_>>(),
        },
        "lower_bound": rounded(verdict.lower_bound),
        "differing": verdict.differing.as_ref().map(|differing| {
            let observed = table.observed() as f64;
            let (low, high) = differing.interval(observed, counted.level());
            json!({"model": differing.model.named(table), "common_log_odds_ratio": differing.effect, "bic": differing.bic, "estimate": finite(observed + differing.log_unseen.exp()), "lo": finite(low), "hi": finite(high)})
        }),
        "two_kinds": verdict.two_kinds.as_ref().map(|kinds| {
            json!({"times": count::EASE, "lo": finite(kinds.totals.0), "hi": finite(kinds.totals.1), "interval_lo": finite(kinds.interval.0), "interval_hi": finite(kinds.interval.1), "model": kinds.model.named(table), "easy_share_of_unseen": kinds.easy})
        }),
        "sensitivity_around": verdict.sensitivity.as_ref().map(|sensitivity| &sensitivity.around),
        "sensitivity": verdict.sensitivity.as_ref().map(|sensitivity| {
            sensitivity.curve().into_iter().map(|(ratio, total)| json!({"odds_ratio": ratio, "total": rounded(total)})).collect::<Vec<_>>()
        }),
        "models": analysis.map(models),
        "strata": counted.strata.as_ref().map(|strata| strata_object(strata, &counted.sheet.by)),
    })
}

/// Estimates to a hundredth of a person: what lies beyond is not the table's.
fn rounded(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

fn method_object((outcome, time): &Timed) -> Value {
    let end = |end: Option<f64>| end.filter(|end| end.is_finite()).map(rounded);
    json!({
        "method": outcome.method.name(),
        "estimate": end(outcome.estimate),
        "lo": end(outcome.interval.map(|(low, _)| low)),
        "hi": end(outcome.interval.map(|(_, high)| high)),
        "level": outcome.level,
        "status": outcome.standing.name(),
        "seed": outcome.seed,
        "time_ms": (time * 100.0).round() / 100.0,
        "model": outcome.model,
        "at_minus_infinity": outcome.at_minus_infinity,
        "remarks": outcome.remarks,
        "reference": outcome.method.reference(),
    })
}

/// Models by BIC, then those without an estimate, as far as they are few enough to be read.
fn models(analysis: &Analysis) -> Vec<Value> {
    let Some(ranking) = analysis.ranking() else { return Vec::new() };
    let (table, observed) = (analysis.table(), analysis.table().observed() as f64);
    let weights = ranking.weights(count::Criterion::Bic);
    let named = |model: &count::Model| model.named(table);
    let ranked = ranking.fits.iter().zip(weights).map(|(fit, weight)| {
        json!({"model": named(&fit.model), "status": fit.status.name(), "estimate": rounded(fit.total(observed)), "bic": fit.bic, "aic": fit.aic, "weight": weight})
    });
    let without = ranking.without_estimate.iter().map(|(model, status)| {
        json!({"model": named(model), "status": status.name(), "estimate": null, "bic": null, "aic": null, "weight": null})
    });
    ranked.chain(without).take(MODELS_LISTED).collect()
}

fn strata_object(strata: &RollUp, by: &[String]) -> Value {
    let each: Vec<Value> = strata
        .strata
        .iter()
        .map(|stratum| {
            json!({
                "values": stratum.values,
                "observed": stratum.observed,
                "estimate": stratum.estimate.map(rounded),
                "lo": stratum.interval.map(|(low, _)| rounded(low)),
                "hi": stratum.interval.map(|(_, high)| rounded(high)),
                "remark": stratum.remark,
            })
        })
        .collect();
    json!({
        "by": by,
        "estimate": rounded(strata.estimate),
        "lo": rounded(strata.interval.0),
        "hi": rounded(strata.interval.1),
        "not_estimated": strata.not_estimated,
        "sentence": strata.sentence(),
        "strata": each,
    })
}

fn summary(counted: &Counted) -> Result<(), Trouble> {
    let (table, verdict) = (&counted.sheet.table, &counted.verdict);
    say(format_args!(
        "{}: {} people on {} lists ({})",
        counted.file,
        grouped(table.observed() as f64),
        table.lists(),
        table.names().join(", ")
    ))?;
    say(format_args!("{}", verdict.sentence))?;
    verdict.reasons.iter().try_for_each(|reason| say(format_args!("  {reason}")))?;
    counted.outcomes.iter().try_for_each(|(outcome, _)| say(format_args!("  {}", line(outcome))))?;
    if let Some(sensitivity) = &verdict.sensitivity {
        let at = |ratio: f64| grouped(sensitivity.total_at(ratio));
        say(format_args!(
            "  if, beyond {}, being on one list doubled the odds of being on any other, unseen in these data: {}; if it halved them: {}",
            crate::show::one_line(&sensitivity.around),
            at(2.0),
            at(0.5)
        ))?;
    }
    if let Some(strata) = &counted.strata {
        say(format_args!("{}", strata.sentence()))?;
        for stratum in &strata.strata {
            let told = match (stratum.estimate, stratum.interval) {
                (Some(estimate), Some((low, high))) => format!("{} ({}-{})", grouped(estimate), grouped(low), grouped(high)),
                _ => stratum.remark.clone().unwrap_or_default(),
            };
            say(format_args!(
                "  {:<22} seen {:>9}  {told}",
                crate::show::one_line(&stratum.values.join(" ")),
                grouped(stratum.observed as f64)
            ))?;
        }
    }
    Ok(())
}

/// One method on one line.
fn line(outcome: &count::Outcome) -> String {
    let end = |end: f64| if end.is_finite() { grouped(end) } else { "no end".to_owned() };
    let told = match (outcome.estimate, outcome.interval) {
        (Some(estimate), Some((low, high))) => format!("{:>12}  {} to {}", grouped(estimate), end(low.floor()), end(high.ceil())),
        (Some(estimate), None) => format!("{:>12}  no interval", grouped(estimate)),
        (None, _) => format!("{:>12}  {}", "—", outcome.remarks.first().map_or("", String::as_str)),
    };
    let standing =
        if outcome.standing == count::Standing::Fine { String::new() } else { format!("  [{}]", outcome.standing.name()) };
    let model = outcome.model.as_ref().map_or(String::new(), |model| format!("  {}", crate::show::one_line(model)));
    format!("{:<20} {told}{standing}{model}", outcome.method.name())
}
