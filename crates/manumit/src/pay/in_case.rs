//! The account of a case: drawn up from what the ledger recorded and from the tables of the case, and told as a chapter of its dossier. The one
//! place where `pay` and `dossier` meet.

use super::gather::{Asked, Found, Gathered, Heeded, OVERLAPS_FILE, WATCHLISTS, gathered, optional_text, text_beside};
use super::write::{page_of, paid_worker};
use super::{Drawn, drawn, reckoning};
use crate::case_folder;
use crate::outcome::Trouble;
use ::pay::{Index, Month, PLAN_FILE, Plan, Reckoning, Told, Whole, stated_findings};
use dossier::{PayChapter, PayFigure, StatedChapter};
use evidence::{Because, Case, Claim, Notice, Severity, Source, SourceId};
use ledger::Snapshot;
use std::collections::BTreeMap;
use std::path::Path;

/// Under this name the ledger keeps `pay.toml` as a case was told by it; files that it names follow after a slash.
const RECORDED: &str = "pay";
/// Under this name, the date of `--as-of`.
const AS_OF: &str = "pay as of";
/// Under this name, the table of overlaps.
pub const OVERLAPS: &str = "pay overlaps";
/// Longer files of rates and rules are not kept in the ledger.
const RECORDED_MAX: usize = 8 << 20;
/// So many workers stand in the dossier itself: those who are owed most.
const WORKERS_TOLD: usize = 30;

/// What a person decided about pay, to be recorded; nothing if nothing was written.
///
/// # Errors
/// A file that cannot be read or holds a mistake.
pub fn recorded(folder: &Path, as_of: Option<jiff::civil::Date>) -> Result<BTreeMap<String, String>, Trouble> {
    let mut recorded = BTreeMap::new();
    if let Some(text) = optional_text(&folder.join(PLAN_FILE))? {
        let plan = Plan::parse(PLAN_FILE, &text)
            .map_err(|what| Trouble::usage(what, "mend the line shown, or leave the setting out."))?;
        let named = plan.exchange.iter().chain(&plan.interest.rates).chain(&plan.rules).chain(&plan.ratifications);
        for name in named {
            let misfit = |what: String| Trouble::usage(what, format!("mend it in {PLAN_FILE}, or in the file it names."));
            let words = text_beside(folder, name).map_err(misfit)?;
            if words.len() > RECORDED_MAX {
                return Err(misfit(format!("{name}: it is longer than 8 MiB.")));
            }
            recorded.insert(format!("{RECORDED}/{name}"), words);
        }
        recorded.insert(RECORDED.to_owned(), text);
    }
    if let Some(text) = crate::count::in_case::overlaps_text(folder) {
        recorded.insert(OVERLAPS.to_owned(), text);
    }
    recorded.extend(as_of.map(|day| (AS_OF.to_owned(), day.to_string())));
    Ok(recorded)
}

/// Whether a claim is told by a dossier of these settings.
pub fn is_in_scope(case: &Case, settings: &dossier::Settings, claim: &Claim) -> bool {
    let mut sources = case.sources_of(claim.id()).into_iter().filter_map(|id| case.source(id));
    sources.all(|source| is_told(source, settings))
}

/// Whether a source is told of by a dossier of these settings.
pub fn is_told(source: &Source, settings: &dossier::Settings) -> bool {
    dossier::is_in_scope(source, settings)
}

/// Draws together what an account of the case needs; `None` where it holds no table of pay, and no claims from which anything follows.
///
/// # Errors
/// A mistake in the recorded `pay.toml`.
pub fn of_snapshot(folder: &Path, snapshot: &Snapshot, settings: &dossier::Settings) -> Result<Option<Gathered>, Trouble> {
    let case = &snapshot.case;
    let is_pay = |name: &str| case_folder::is_table(name) && !name.starts_with(WATCHLISTS);
    let found: Vec<Found> = case
        .sources()
        .filter(|source| source.part_of.is_none() && is_pay(&source.name))
        .map(|source| Found { path: folder.join(&source.name), name: source.name.clone() })
        .collect();
    let mut found = found;
    found.sort_by(|a, b| a.name.cmp(&b.name));
    let read = |name: &str| {
        let text = snapshot.settings.get(&format!("{RECORDED}/{name}"));
        text.cloned().ok_or_else(|| format!("{name}: it was not recorded; `manumit run` records it."))
    };
    let in_scope = |claim: &Claim| is_in_scope(case, settings, claim);
    let gathered = gathered(Asked {
        found,
        notices: Vec::new(),
        plan_text: snapshot.settings.get(RECORDED).cloned(),
        read: &read,
        as_of: snapshot.settings.get(AS_OF).and_then(|day| day.parse().ok()),
        as_of_case: settings.as_of,
        currency: Some(settings.currency),
        heeded: Some(Heeded { case, is_in_scope: &in_scope }),
        confirmed: &snapshot.confirmed,
        overlaps: snapshot.settings.get(OVERLAPS).cloned(),
    })?;
    let is_empty = gathered.intake.registrar.book.workers.is_empty() && gathered.stated.is_empty();
    let has_notices = !gathered.intake.registrar.book.notices.is_empty();
    Ok((!is_empty || has_notices).then_some(gathered))
}

/// Draws the account up and hands it over as a chapter; without an account, `None`. With it come notices of what could not be taken in.
pub fn with_chapter<T>(gathered: Option<&Gathered>, tell: impl FnOnce(Option<&PayChapter<'_>>) -> T) -> (T, Vec<Notice>) {
    let Some(gathered) = gathered else { return (tell(None), Vec::new()) };
    let reckoning = reckoning(gathered);
    let drawn = drawn(gathered, &reckoning, false);
    let notices = folded(&drawn.notices);
    if drawn.accounts.accounts.is_empty() && gathered.stated.is_empty() {
        return (tell(None), notices);
    }
    let index = Index::of(reckoning.book);
    let largest = largest(&drawn);
    let whole = whole(&drawn, &reckoning);
    let figures = whole.findings(&index, &largest).into_iter().map(figure).collect();
    let mut account = page_of(&drawn, &reckoning);
    account.workers = largest.iter().map(|worker| paid_worker(&drawn, &reckoning, &index, *worker)).collect();
    let worker = |number: usize| paid_worker(&drawn, &reckoning, &index, number as u32);
    let stated = gathered.stated.iter().map(|stated| StatedChapter {
        name: stated.name.clone(),
        about: stated.about.clone(),
        unit: stated.currency.to_string(),
    });
    let own_files = own_files(gathered);
    let chapter = PayChapter {
        own_files,
        account,
        figures,
        stated: stated.collect(),
        worker_count: drawn.accounts.accounts.len(),
        worker: &worker,
    };
    (tell(Some(&chapter)), notices)
}

/// Names of what a person wrote and rows stand in: `pay.toml`, with the source it names, and the table of overlaps.
fn own_files(gathered: &Gathered) -> BTreeMap<SourceId, String> {
    let because = gathered.unlisted.iter().filter_map(|unlisted| unlisted.because.as_ref());
    let overlaps = because.filter_map(|because| match because {
        Because::Record(record) => Some((record.source, OVERLAPS_FILE.to_owned())),
        Because::Claim(_) | Because::Finding(_) => None,
    });
    let stated = gathered.stated.iter().filter_map(|account| account.gross.record.as_ref());
    let stated = stated.map(|record| (record.source, PLAN_FILE.to_owned()));
    let files = gathered.intake.registrar.book.files.iter().map(|file| (file.source, file.name.clone()));
    files.chain(stated).chain(overlaps).collect()
}

/// Of notices that say the same of places in one file, the first, with how many more places there are.
fn folded(notices: &[Notice]) -> Vec<Notice> {
    let mut places: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    notices.iter().for_each(|notice| *places.entry((&notice.file, &notice.cause)).or_default() += 1);
    let mut folded = Vec::new();
    for notice in notices {
        let Some(count) = places.remove(&(notice.file.as_str(), notice.cause.as_str())) else { continue };
        // lists of people and payments that no account needs are no loss
        let is_whole = notice.severity == Severity::Unread && notice.place != "whole file";
        let is_other_list = is_whole && !notice.file.starts_with("payrolls/");
        let severity = if is_other_list { Severity::Note } else { notice.severity };
        let more = if count > 1 { format!(" and {} more places", count - 1) } else { String::new() };
        folded.push(Notice { place: format!("{}{more}", notice.place), severity, ..notice.clone() });
    }
    folded
}

fn figure(told: Told) -> PayFigure {
    PayFigure { claims: told.claims(), finding: told.finding, label: told.label, is_disputed: told.is_disputed }
}

/// Everything that findings of the account are made of.
fn whole<'w>(drawn: &'w Drawn<'_>, reckoning: &'w Reckoning<'_>) -> Whole<'w> {
    Whole {
        reckoning,
        accounts: &drawn.accounts,
        total: &drawn.total,
        debts: &drawn.debts,
        costs: &drawn.gathered.intake.costs,
        flags: &drawn.flags,
        stated: &drawn.gathered.stated,
        unlisted: drawn.gathered.unlisted.as_ref().and_then(|unlisted| unlisted.because.clone()),
        said_of_unlisted: drawn.gathered.unlisted.as_ref().map(|unlisted| unlisted.how.clone()),
    }
}

/// The workers who are owed most, by what every source concedes, then by what is best supported.
fn largest(drawn: &Drawn) -> Vec<u32> {
    let mut workers: Vec<(std::cmp::Reverse<_>, u32)> = drawn
        .accounts
        .accounts
        .iter()
        .map(|account| {
            let sum = account.totals().sum();
            (std::cmp::Reverse((sum.low, sum.point)), account.worker)
        })
        .collect();
    workers.sort();
    workers.into_iter().take(WORKERS_TOLD).map(|(_, worker)| worker).collect()
}

/// The findings of the account of a case as `why` asks for them: all of the dossier, those of every worker, and, where `name` is a month or a
/// cell of a worker, that with its cells. With them the names of files that are no sources of the case.
pub fn findings(gathered: &Gathered, name: &str) -> (Vec<evidence::Finding>, BTreeMap<SourceId, String>) {
    let reckoning = reckoning(gathered);
    let drawn = drawn(gathered, &reckoning, false);
    let index = Index::of(reckoning.book);
    let whole = whole(&drawn, &reckoning);
    let mut told: Vec<Told> = match drawn.accounts.accounts.is_empty() {
        true => gathered.stated.iter().flat_map(stated_findings).collect(),
        false => whole.findings(&index, &[]),
    };
    told.extend((0..drawn.accounts.accounts.len() as u32).map(|worker| whole.worker(&index, worker)));
    told.extend(cell_named(&whole, &reckoning, &index, name).unwrap_or_default());
    (told.into_iter().map(|told| told.finding).collect(), own_files(gathered))
}

/// `pay.W001:2015-03` or `pay.W001:2015-03:paid`.
fn cell_named(whole: &Whole, reckoning: &Reckoning, index: &Index, name: &str) -> Option<Vec<Told>> {
    let mut parts = name.strip_prefix("pay.")?.splitn(3, ':');
    let alias = parts.next()?;
    let month: Month = parts.next()?.parse().ok()?;
    let worker = reckoning.book.workers.iter().position(|worker| worker.alias == alias)?;
    whole.cell(index, worker as u32, month, parts.next())
}
