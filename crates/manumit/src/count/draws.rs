//! Entries whose identity is uncertain: who is whom is drawn again and again, and each draw is counted.

use super::page::{overlaps, stem, written};
use super::{apart, refused, rounded, sheet, text, unread};
use crate::arguments::CountOptions;
use crate::outcome::{Outcome, Trouble, say};
use count::{AcrossDraws, Linkage, LinkedVerdict, Method, Settings, Table, VerdictKind, grouped};
use dossier::{MethodRow, Unlisted};
use evidence::Notice;
use serde_json::{Value, json};
use std::path::Path;

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
pub(super) fn draws(options: &CountOptions, settings: &Settings, methods: &[Method]) -> Result<Outcome, Trouble> {
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
pub(super) fn linked(
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
