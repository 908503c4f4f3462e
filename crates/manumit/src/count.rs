//! `manumit count`: how many people nobody listed, and whether that can be told.

use crate::arguments::CountOptions;
use crate::outcome::{Outcome, Trouble, say};
use crate::pay::Unnamed;
use count::{
    AcrossDraws, Analysis, Error, Linkage, LinkedVerdict, Method, RollUp, Settings, Sheet, Table, Verdict, VerdictKind, grouped,
};
use dossier::{MethodRow, OverlapPattern, Unlisted};
use evidence::{Because, Notice, Severity};
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
struct Counted<'a> {
    file: &'a str,
    sheet: &'a Sheet,
    outcomes: Vec<Timed>,
    verdict: Verdict,
    strata: Option<RollUp>,
}

impl Counted<'_> {
    /// The level of all intervals.
    fn level(&self) -> f64 {
        self.outcomes.first().map_or(0.95, |(outcome, _)| outcome.level)
    }
}

pub fn count(options: &CountOptions) -> Result<Outcome, Trouble> {
    let settings = settings(options)?;
    let methods = methods(options)?;
    match (&options.people, &options.pairs) {
        (Some(people), Some(pairs)) => return linked(people, pairs, options, &settings, &methods),
        _ if options.draws => return draws(options, &settings, &methods),
        _ => {}
    }
    let mut worst = Outcome::Done;
    for path in &options.tables {
        let file = path.display().to_string();
        let outcome = match sheet(path, &file, options) {
            Ok(sheet) => one(&file, &sheet, &settings, &methods, options)?,
            Err(notice) => unread(&file, &notice, options)?,
        };
        worst = if worst == Outcome::Done || outcome == Outcome::Partial { outcome } else { worst };
    }
    Ok(worst)
}

/// People whom the lists of a case do not name, by the table of their overlaps in `text`; `None` where the overlaps say nothing.
pub fn unlisted(file: &str, text: &str) -> Option<Unnamed> {
    // as `manumit count` does it, if nothing else is asked for
    let settings = Settings { level: 0.95, seed: 1, replicates: 1000, chains: 8, sweeps: 30_000, unseen_max: None };
    let sheet = count::read_csv(file, text).ok()?;
    let mut analysis = Analysis::new(&sheet.table, settings).ok()?;
    let outcomes: Vec<count::Outcome> = run(&mut analysis, &Method::ALL).into_iter().map(|(outcome, _)| outcome).collect();
    let verdict = Verdict::of(&analysis, &outcomes);
    let observed = sheet.table.observed() as f64;
    let unseen = |total: f64| (total - observed).max(0.0);
    let (low, high) = verdict.range.unwrap_or((verdict.lower_bound, f64::INFINITY));
    let low = unseen(low.min(verdict.lower_bound));
    let middle = verdict.middle.map_or(low, unseen).max(low);
    let high = if high.is_finite() { unseen(high).max(middle) } else { middle };
    let record = evidence::Record { source: evidence::SourceId::of(text.as_bytes()), sheet: None, row: 1 };
    let how = format!("How many no file names is estimated from {file}: {}", verdict.sentence);
    let people = ::pay::Unlisted { low, point: middle, high };
    (verdict.kind != VerdictKind::Refused).then_some(Unnamed { people, because: Some(Because::Record(record)), how })
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

fn one(file: &str, sheet: &Sheet, settings: &Settings, methods: &[Method], options: &CountOptions) -> Result<Outcome, Trouble> {
    sheet.notices.iter().for_each(|notice| eprintln!("{notice}"));
    let mut analysis = match Analysis::new(&sheet.table, *settings) {
        Ok(analysis) => Some(analysis),
        Err(error) => {
            let verdict = Verdict::refused(sheet.table.observed(), &error);
            let counted = Counted { file, sheet, outcomes: Vec::new(), verdict, strata: None };
            tell(&counted, None, options)?;
            return Ok(Outcome::Failed);
        }
    };
    let outcomes: Vec<Timed> = analysis.iter_mut().flat_map(|analysis| run(analysis, methods)).collect();
    let told: Vec<count::Outcome> = outcomes.iter().map(|(outcome, _)| outcome.clone()).collect();
    let Some(analysis) = analysis else { return Ok(Outcome::Failed) };
    let verdict = Verdict::of(&analysis, &told);
    let strata = (!sheet.strata.is_empty()).then(|| count::roll_up(&sheet.strata, settings));
    let refused = verdict.kind == VerdictKind::Refused && told.iter().all(|outcome| outcome.estimate.is_none());
    tell(&Counted { file, sheet, outcomes, verdict, strata }, Some(&analysis), options)?;
    Ok(if refused { Outcome::Failed } else { Outcome::of(&sheet.notices) })
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
        let path = write_page(folder, counted, analysis)?;
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

/// Methods that every draw of a linkage is counted by, unless others are named: those that say whether people differ, and those that have a say
/// and take little time.
const METHODS_OF_DRAWS: [Method; 7] = [
    Method::Independence,
    Method::BicPairs,
    Method::Stepwise,
    Method::Decomposable,
    Method::LowerBound,
    Method::HeterogeneityPoisson,
    Method::HeterogeneityDarroch,
];
/// Replicates of the bootstrap on each draw at most.
const REPLICATES_A_DRAW_MAX: usize = 200;
/// Draws of a linkage at most.
const LINKAGES_MAX: usize = 2_000;

/// The tables are draws of one linkage: how much of the interval comes from it.
fn draws(options: &CountOptions, settings: &Settings, methods: &[Method]) -> Result<Outcome, Trouble> {
    let mut tables: Vec<Table> = Vec::new();
    for path in &options.tables {
        let file = path.display().to_string();
        match sheet(path, &file, options) {
            Ok(sheet) => tables.push(sheet.table),
            Err(notice) => return unread(&file, &notice, options),
        }
    }
    let verdict = over_draws(&tables, options, settings, methods);
    tell_draws(verdict.as_ref(), json!({"draws": tables.len()}), options, settings)
}

fn over_draws(tables: &[Table], options: &CountOptions, settings: &Settings, methods: &[Method]) -> Option<LinkedVerdict> {
    let methods = if options.method.is_empty() { &METHODS_OF_DRAWS[..] } else { methods };
    let settings = Settings { replicates: settings.replicates.min(REPLICATES_A_DRAW_MAX), ..*settings };
    count::count_draws(tables, &settings, methods)
}

/// Entries and uncertain pairs: who is whom is drawn again and again, and each draw is counted.
fn linked(
    people: &Path,
    pairs: &Path,
    options: &CountOptions,
    settings: &Settings,
    methods: &[Method],
) -> Result<Outcome, Trouble> {
    if !(2..=LINKAGES_MAX).contains(&options.linkages) {
        let cause = format!("--linkages {} cannot be used.", options.linkages);
        return Err(Trouble::usage(cause, format!("give between 2 and {LINKAGES_MAX}.")));
    }
    let file = people.display().to_string();
    let (linkage, notices) = match linkage(people, pairs) {
        Ok(linkage) => linkage,
        Err(notice) => return unread(&file, &notice, options),
    };
    notices.iter().for_each(|notice| eprintln!("{notice}"));
    let tables: Result<Vec<Table>, Notice> = (0..options.linkages).map(|index| drawn(&linkage, &file, index, options)).collect();
    let tables = match tables {
        Ok(tables) => tables,
        Err(notice) => return unread(&file, &notice, options),
    };
    let verdict = over_draws(&tables, options, settings, methods);
    if let (Some(folder), Some(verdict)) = (&options.out, &verdict) {
        let path = written(folder, &file, &linked_page(&file, &tables, verdict, &linkage, settings))?;
        eprintln!("page: {}", path.display());
    }
    let told = json!({"draws": tables.len(), "entries": linkage.entries(), "uncertain_pairs": linkage.uncertain()});
    let outcome = tell_draws(verdict.as_ref(), told, options, settings)?;
    Ok(if outcome == Outcome::Done { Outcome::of(&notices) } else { outcome })
}

fn linkage(people: &Path, pairs: &Path) -> Result<(Linkage, Vec<Notice>), Notice> {
    let (file, file_of_pairs) = (people.display().to_string(), pairs.display().to_string());
    let entries = text(people, &file, "Name a CSV file with the columns id and list.")?;
    let entries = count::read_entries(&entries).map_err(|error| refused(&file, error))?;
    let pairs = text(pairs, &file_of_pairs, "Name a CSV file with the columns a, b and probability.")?;
    count::read_pairs(&file_of_pairs, &pairs, &entries).map_err(|error| refused(&file_of_pairs, error))
}

fn drawn(linkage: &Linkage, file: &str, index: usize, options: &CountOptions) -> Result<Table, Notice> {
    let table = linkage.drawn(options.seed, index).map_err(|error| refused(file, error))?;
    table.with_apart(apart(options)?).map_err(|error| refused(file, error))
}

fn tell_draws(
    verdict: Option<&LinkedVerdict>,
    mut told: Value,
    options: &CountOptions,
    settings: &Settings,
) -> Result<Outcome, Trouble> {
    let methods = verdict.map_or(&[][..], |verdict| &verdict.methods[..]);
    if options.json {
        let kind = |(kind, count): &(VerdictKind, usize)| (kind.name().to_owned(), json!(count));
        told["methods"] = methods.iter().map(|(method, across)| across_object(*method, across.as_ref(), settings)).collect();
        told["verdict"] = verdict.map_or(Value::Null, |verdict| {
            json!({
                "kind": verdict.kind.name(),
                "kinds": verdict.kinds.iter().map(kind).collect::<serde_json::Map<_, _>>(),
                "sentence": verdict.sentence,
                "lo": verdict.range.map(|(low, _)| rounded(low)),
                "hi": verdict.range.map(|(_, high)| rounded(high)),
                "observed_lo": verdict.observed.0,
                "observed_hi": verdict.observed.1,
                "lower_bound": rounded(verdict.lower_bound),
                "share_from_linkage": verdict.share_from_linkage,
            })
        });
        say(format_args!("{told}"))?;
    } else {
        if let (Some(entries), Some(uncertain)) = (told["entries"].as_u64(), told["uncertain_pairs"].as_u64()) {
            say(format_args!("{} entries, {} uncertain pairs", grouped(entries as f64), grouped(uncertain as f64)))?;
        }
        if let Some(verdict) = verdict {
            say(format_args!("{}", verdict.sentence))?;
            let kinds: Vec<String> = verdict.kinds.iter().map(|(kind, count)| format!("{} {count}", kind.name())).collect();
            say(format_args!("  verdicts on the draws: {}", kinds.join(", ")))?;
        }
        for (method, across) in methods {
            say(format_args!("  {:<20} {}", method.name(), across_words(across.as_ref())))?;
        }
    }
    let found = methods.iter().any(|(_, across)| across.is_some());
    Ok(if found { Outcome::Done } else { Outcome::Failed })
}

fn across_words(across: Option<&AcrossDraws>) -> String {
    let Some(across) = across else { return "fewer than two draws have an estimate with both ends".to_owned() };
    format!(
        "{}, {} to {}; {:.0} % of the variance comes from the linkage (without it: {} to {})",
        grouped(across.estimate),
        grouped(across.interval.0),
        grouped(across.interval.1),
        across.share_from_linkage * 100.0,
        grouped(across.interval_if_certain.0),
        grouped(across.interval_if_certain.1)
    )
}

fn across_object(method: Method, across: Option<&AcrossDraws>, settings: &Settings) -> Value {
    json!({
        "method": method.name(),
        "estimate": across.map(|across| rounded(across.estimate)),
        "lo": across.map(|across| rounded(across.interval.0)),
        "hi": across.map(|across| rounded(across.interval.1)),
        "lo_if_certain": across.map(|across| rounded(across.interval_if_certain.0)),
        "hi_if_certain": across.map(|across| rounded(across.interval_if_certain.1)),
        "share_from_linkage": across.map(|across| across.share_from_linkage),
        "level": settings.level,
        "seed": settings.seed,
    })
}

/// Writes the page of a table, named after its file.
fn write_page(folder: &Path, counted: &Counted, analysis: Option<&Analysis>) -> Result<PathBuf, Trouble> {
    written(folder, counted.file, &page(counted, analysis, &stem(counted.file)))
}

fn stem(file: &str) -> String {
    Path::new(file).file_stem().map_or_else(|| "table".to_owned(), |stem| stem.to_string_lossy().into_owned())
}

fn written(folder: &Path, file: &str, page: &Unlisted) -> Result<PathBuf, Trouble> {
    let remedy = "name a folder that can be written.";
    std::fs::create_dir_all(folder).map_err(|error| Trouble::file(folder, error, remedy))?;
    let path = folder.join(format!("{}.html", stem(file)));
    std::fs::write(&path, dossier::unlisted_page(page)).map_err(|error| Trouble::file(&path, error, remedy))?;
    Ok(path)
}

/// The page of a linkage: the overlaps of the draw in the middle by how many people it holds, and what methods say over all draws.
fn linked_page(file: &str, tables: &[Table], verdict: &LinkedVerdict, linkage: &Linkage, settings: &Settings) -> Unlisted {
    let mut by_people: Vec<&Table> = tables.iter().collect();
    by_people.sort_by_key(|table| table.observed());
    let row = |(method, across): &(Method, Option<AcrossDraws>)| MethodRow {
        words: method.words().to_owned(),
        estimate: across.as_ref().map(|across| across.estimate),
        interval: across.as_ref().map(|across| across.interval),
        has_a_say: method.has_a_say(),
        remark: across_words(across.as_ref()),
        reference: format!("{}; over draws: Rubin 1987", method.reference()),
    };
    let kinds: Vec<String> = verdict.kinds.iter().map(|(kind, count)| format!("{} {count}", kind.name())).collect();
    Unlisted {
        title: crate::show::one_line(&stem(file)),
        verdict: verdict.sentence.clone(),
        reasons: vec![
            format!(
                "{} entries; {} pairs may or may not be the same person. Who is whom was drawn {} times, and everything counted again.",
                grouped(linkage.entries() as f64),
                grouped(linkage.uncertain() as f64),
                tables.len()
            ),
            format!("Verdicts on the draws: {}.", kinds.join(", ")),
            "The overlaps shown are those of the draw in the middle.".to_owned(),
        ],
        lower_bound: verdict.lower_bound,
        methods: verdict.methods.iter().map(row).collect(),
        method: format!("manumit {}; seed {}.", env!("CARGO_PKG_VERSION"), settings.seed),
        ..by_people.get(tables.len() / 2).map(|table| overlaps(table)).unwrap_or_default()
    }
}

/// The overlaps of a table, and nothing else of a page.
fn overlaps(table: &Table) -> Unlisted {
    let on = |pattern: u32| (0..table.lists()).map(|list| pattern >> list & 1 == 1).collect();
    Unlisted {
        observed: table.observed() as f64,
        lists: table.names().iter().enumerate().map(|(list, name)| (name.clone(), table.on_all(1 << list) as f64)).collect(),
        patterns: table.cells().map(|(pattern, people)| OverlapPattern { on: on(pattern), people: people as f64 }).collect(),
        ..Unlisted::default()
    }
}

fn page(counted: &Counted, analysis: Option<&Analysis>, title: &str) -> Unlisted {
    let (table, verdict) = (&counted.sheet.table, &counted.verdict);
    Unlisted {
        title: crate::show::one_line(title),
        verdict: verdict.sentence.clone(),
        reasons: verdict.reasons.clone(),
        lower_bound: verdict.lower_bound,
        methods: counted.outcomes.iter().map(|(outcome, _)| method_row(outcome)).collect(),
        posterior: analysis.and_then(Analysis::average).map(|average| average.density.clone()).unwrap_or_default(),
        posterior_of: "decomposable graphs of the lists".to_owned(),
        sensitivity: verdict.sensitivity.as_ref().map(count::Sensitivity::curve).unwrap_or_default(),
        strata: counted.strata.iter().flat_map(|strata| &strata.strata).map(stratum_row).collect(),
        method: format!(
            "manumit {}; {}. Each method is named with its paper in the figures above. Models without an estimate were found by a linear programme before any was ranked (Fienberg & Rinaldo 2012).",
            env!("CARGO_PKG_VERSION"),
            analysis.map_or_else(String::new, |analysis| {
                let settings = analysis.settings();
                format!("seed {}, {} replicates, intervals at {} %", settings.seed, settings.replicates, settings.level * 100.0)
            })
        ),
        ..overlaps(table)
    }
}

fn method_row(outcome: &count::Outcome) -> MethodRow {
    let remarks = outcome.model.iter().chain(&outcome.remarks).cloned().collect::<Vec<_>>().join("; ");
    MethodRow {
        words: outcome.method.words().to_owned(),
        estimate: outcome.estimate,
        interval: outcome.interval,
        has_a_say: outcome.method.has_a_say(),
        remark: format!("{}: {remarks}", outcome.standing.name()),
        reference: outcome.method.reference().to_owned(),
    }
}

fn stratum_row(stratum: &count::StratumTotal) -> [String; 3] {
    let total = match (stratum.estimate, stratum.interval) {
        (Some(estimate), Some((low, high))) => format!("{} ({} to {})", grouped(estimate), grouped(low), grouped(high)),
        _ => stratum.remark.clone().unwrap_or_default(),
    };
    [stratum.values.join(", "), grouped(stratum.observed as f64), total]
}
