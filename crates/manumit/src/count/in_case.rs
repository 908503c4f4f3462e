//! The tables of overlaps of a case: counted, told as a chapter of its dossier, and as findings that lead to their rows. The one place where
//! `count` meets `pay` and the dossier of a case.

use super::{Counted, page};
use crate::outcome::Trouble;
use crate::pay::in_case::{OVERLAPS, is_told};
use crate::pay::{OVERLAPS_FILE, Unnamed};
use crate::{case_folder, show};
use count::{Analysis, EASE_WORDS, Method, Settings, Verdict, VerdictKind, grouped};
use dossier::{CountChapter, CountedFigure, CountedTable};
use evidence::{Because, Finding, FindingValue, Notice, Quantity, Range, Record, Severity, SourceId, Unit};
use ledger::Snapshot;
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// The folder of a case for further tables of overlaps.
pub const FOLDER: &str = "overlaps";
/// Longer tables are neither kept in the ledger nor counted with a case.
const TABLE_BYTES_MAX: u64 = 8 << 20;
/// More tables are not counted with a case.
const TABLES_MAX: usize = 40;

/// A table of a case.
struct InCase {
    file: String,
    text: String,
    /// Whether it is a document of the case, rather than a file that only says what to count.
    is_source: bool,
}

/// What was found on one table.
struct Whole {
    counted: Counted,
    table: CountedTable,
}

/// The tables of the folder `overlaps`, to be recorded; none if there are none.
///
/// # Errors
/// A file that cannot be read.
pub fn recorded(folder: &Path) -> Result<BTreeMap<String, String>, Trouble> {
    let mut recorded = BTreeMap::new();
    for path in tables_below(folder) {
        let fits = std::fs::metadata(&path).is_ok_and(|about| about.len() <= TABLE_BYTES_MAX);
        if fits {
            let bytes = std::fs::read(&path).map_err(|error| Trouble::file(&path, error, "make the file readable."))?;
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            recorded.insert(format!("{FOLDER}/{name}"), String::from_utf8_lossy(&bytes).into_owned());
        }
    }
    Ok(recorded)
}

/// The text of the table `overlaps.csv` of a case, whatever its bytes; `None` if there is none, or it is too long.
pub fn overlaps_text(folder: &Path) -> Option<String> {
    let path = folder.join(OVERLAPS_FILE);
    let fits = std::fs::metadata(&path).is_ok_and(|about| about.is_file() && about.len() <= TABLE_BYTES_MAX);
    let bytes = fits.then(|| std::fs::read(&path).ok()).flatten()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// Tables that are too long to be counted with a case.
fn too_long(folder: &Path) -> impl Iterator<Item = Notice> {
    let paths = [folder.join(OVERLAPS_FILE)].into_iter().chain(tables_below(folder));
    paths.filter(|path| std::fs::metadata(path).is_ok_and(|about| about.len() > TABLE_BYTES_MAX)).map(|path| Notice {
        file: path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        place: "whole file".to_owned(),
        cause: "it is longer than 8 MiB, so it was not counted with the case.".to_owned(),
        remedy: "Add rows of the same pattern together, or count it by itself: `manumit count FILE`.".to_owned(),
        severity: Severity::Unread,
    })
}

fn is_csv(path: &Path) -> bool {
    path.extension().is_some_and(|end| ["csv", "tsv"].contains(&end.to_string_lossy().to_lowercase().as_str()))
}

/// The files of the folder `overlaps`, by name.
fn tables_below(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder.join(FOLDER)).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(|path| path.is_file() && is_csv(path)).collect();
    found.sort();
    found.truncate(TABLES_MAX);
    found
}

/// What `manumit count` takes for the tables of a folder: `overlaps.csv`, those in `overlaps`, and documents that look like one.
///
/// # Errors
/// There is none; the notice says what the folder holds instead and what is needed.
pub fn tables_of(folder: &Path) -> Result<Vec<PathBuf>, Notice> {
    let own = [folder.join(OVERLAPS_FILE)].into_iter().filter(|path| path.is_file());
    let (files, _) = case_folder::files(folder).unwrap_or_default();
    let rosters = files.iter().filter(|file| file.is_table).count();
    let looks = |path: &PathBuf| {
        let is_short = std::fs::metadata(path).is_ok_and(|about| about.len() <= TABLE_BYTES_MAX);
        is_csv(path)
            && is_short
            && std::fs::read(path).is_ok_and(|bytes| count::is_overlap_table(&String::from_utf8_lossy(&bytes)))
    };
    let documents = files.into_iter().filter(|file| !file.is_table).map(|file| file.path).filter(looks);
    let found: Vec<PathBuf> = own.chain(tables_below(folder)).chain(documents).take(TABLES_MAX).collect();
    if found.is_empty() { Err(none_in(folder, rosters)) } else { Ok(found) }
}

fn none_in(folder: &Path, rosters: usize) -> Notice {
    let lists = match rosters {
        0 => String::new(),
        1 => " It holds 1 roster, payroll or list of payments, but nothing says which of its rows are the same person as whose on another list.".to_owned(),
        more => format!(" It holds {more} rosters, payrolls and lists of payments, but nothing says which of their rows are the same person."),
    };
    Notice {
        file: folder.display().to_string(),
        place: "whole folder".to_owned(),
        cause: format!("it holds no table of overlaps, and this program does not link lists of people by itself.{lists}"),
        remedy: format!(
            "Link the lists with any linker and give its pairs: `manumit count --people entries.csv --pairs pairs.csv` (entries: id, list; pairs: a, b, probability). Or write {OVERLAPS_FILE} into the folder: one column of 0 and 1 a list, and a column count."
        ),
        severity: Severity::Unread,
    }
}

/// The chapter of a case with what of its tables could not be counted; `None` where it has no table.
pub fn of_snapshot(folder: &Path, snapshot: &Snapshot, settings: &dossier::Settings) -> (Option<CountChapter>, Vec<Notice>) {
    let (mut chapter, mut notices) = (CountChapter::default(), too_long(folder).collect::<Vec<Notice>>());
    for found in tables_in(folder, snapshot, settings) {
        let source = SourceId::of(found.text.as_bytes());
        match whole(&found.file, &found.text) {
            Ok(whole) => {
                notices.extend(whole.counted.sheet.notices.iter().cloned());
                chapter.tables.push(whole.table.clone());
                if !found.is_source {
                    chapter.own_files.insert(source, found.file);
                }
            }
            Err(notice) => notices.push(notice),
        }
    }
    ((!chapter.tables.is_empty()).then_some(chapter), notices)
}

/// The tables of a case as it was recorded, by name.
fn tables_in(folder: &Path, snapshot: &Snapshot, settings: &dossier::Settings) -> Vec<InCase> {
    let recorded = snapshot.settings.iter().filter_map(|(name, text)| {
        let is_table = name.strip_prefix(FOLDER).is_some_and(|rest| rest.starts_with('/'));
        let file = if name == OVERLAPS { Some(OVERLAPS_FILE) } else { is_table.then_some(name.as_str()) };
        file.map(|file| InCase { file: file.to_owned(), text: text.clone(), is_source: false })
    });
    let case = &snapshot.case;
    let sources = case.sources().filter(|source| {
        let is_own = source.part_of.is_none() && source.byte_count <= TABLE_BYTES_MAX && !case_folder::is_table(&source.name);
        is_own && is_csv(Path::new(&source.name)) && is_told(source, settings)
    });
    let documents = sources.filter_map(|source| {
        let bytes = std::fs::read(folder.join(&source.name)).ok().filter(|bytes| SourceId::of(bytes) == source.id)?;
        let text = String::from_utf8(bytes).ok().filter(|text| count::is_overlap_table(text))?;
        Some(InCase { file: source.name.clone(), text, is_source: true })
    });
    let mut tables: Vec<InCase> = recorded.chain(documents).collect();
    tables.sort_by(|a, b| a.file.cmp(&b.file));
    tables.dedup_by(|a, b| a.text == b.text);
    tables.truncate(TABLES_MAX);
    tables
}

/// People whom the lists of a case do not name, by the table of their overlaps in `text`; `None` where the overlaps say nothing.
pub fn unlisted(file: &str, text: &str) -> Option<Unnamed> {
    let whole = whole(file, text).ok()?;
    let Counted { sheet, verdict, .. } = &whole.counted;
    let observed = sheet.table.observed() as f64;
    let unseen = |total: f64| (total - observed).max(0.0);
    let (low, high) = verdict.range.unwrap_or((verdict.lower_bound, f64::INFINITY));
    let low = unseen(low.min(verdict.lower_bound));
    let middle = verdict.middle.map_or(low, unseen).max(low);
    let high = if high.is_finite() { unseen(high).max(middle) } else { middle };
    let record = Record { source: SourceId::of(text.as_bytes()), sheet: None, row: 1 };
    let how = format!("How many no file names is estimated from {file}: {}", verdict.sentence);
    let people = ::pay::Unlisted { low, point: middle, high };
    (verdict.kind != VerdictKind::Refused).then_some(Unnamed { people, because: Some(Because::Record(record)), how })
}

/// What was counted already: both the chapter and the account of pay ask, and counting takes seconds.
static COUNTED: Mutex<BTreeMap<(String, SourceId), Arc<Whole>>> = Mutex::new(BTreeMap::new());

fn whole(file: &str, text: &str) -> Result<Arc<Whole>, Notice> {
    let key = (file.to_owned(), SourceId::of(text.as_bytes()));
    let known = |key: &(String, SourceId)| COUNTED.lock().ok().and_then(|counted| counted.get(key).cloned());
    if let Some(whole) = known(&key) {
        return Ok(whole);
    }
    let whole = Arc::new(count_whole(file, text)?);
    if let Ok(mut counted) = COUNTED.lock() {
        counted.insert(key, Arc::clone(&whole));
    }
    Ok(whole)
}

/// Counts a table as `manumit count` does if nothing else is asked for.
fn count_whole(file: &str, text: &str) -> Result<Whole, Notice> {
    let settings = Settings { level: 0.95, seed: 1, replicates: 1000, chains: 8, sweeps: 30_000, unseen_max: None };
    let sheet = count::read_csv(file, text).map_err(|error| super::refused(file, error))?;
    let source = SourceId::of(text.as_bytes());
    let table = sheet.table.clone();
    let (counted, page) = match Analysis::new(&table, settings) {
        Ok(mut analysis) => {
            let counted = Counted::of(file.to_owned(), sheet, &mut analysis, &Method::ALL);
            let page = page::page(&counted, Some(&analysis), file);
            (counted, page)
        }
        Err(error) => {
            let counted = Counted::refused(file.to_owned(), sheet, &error);
            let page = page::page(&counted, None, file);
            (counted, page)
        }
    };
    let name = name_of(file);
    let figures = Teller { counted: &counted, name: &name, source }.figures();
    let table = CountedTable {
        file: file.to_owned(),
        verdict: counted.verdict.kind.name().to_owned(),
        range: counted.verdict.range,
        page: dossier::Unlisted { mark: name.replace('.', "-"), ..page },
        figures,
    };
    Ok(Whole { counted, table })
}

/// How findings of a table are called: `count.overlaps`, `count.overlaps.kosovo`.
fn name_of(file: &str) -> String {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let fits = |c: char| if c.is_alphanumeric() || c == '-' || c == '_' { c } else { '.' };
    format!("count.{}", stem.chars().map(fits).collect::<String>())
}

/// Makes the findings of a table: the verdict rests on what methods say, that on who was seen, that on rows.
struct Teller<'c> {
    counted: &'c Counted,
    name: &'c str,
    source: SourceId,
}

/// What a figure rests on, and what limits it.
struct Rest {
    because: Vec<Because>,
    caveats: Vec<String>,
}

impl Teller<'_> {
    fn figures(&self) -> Vec<CountedFigure> {
        let verdict = &self.counted.verdict;
        let seen = self.seen();
        let on_seen = || vec![Because::Finding(seen.finding.id())];
        let mut rest: Vec<CountedFigure> =
            self.counted.outcomes.iter().map(|(outcome, _)| self.method(outcome, on_seen())).collect();
        rest.extend(self.if_people_differ(verdict, on_seen()));
        rest.extend(self.if_lists_seek(verdict, on_seen()));
        let because = rest.iter().map(|figure| Because::Finding(figure.finding.id())).chain(on_seen()).collect();
        let (is_disputed, is_gap) = (verdict.kind == VerdictKind::Disagreement, verdict.kind == VerdictKind::Refused);
        let finding = Finding::new(self.name, &verdict.sentence, self.value(verdict), because, verdict.reasons.clone());
        let told = CountedFigure { finding, label: "people whom no list names".to_owned(), is_disputed, is_gap };
        [told, seen].into_iter().chain(rest).collect()
    }

    fn value(&self, verdict: &Verdict) -> FindingValue {
        let words = || FindingValue::Words(verdict.kind.name().to_owned());
        match (verdict.kind, verdict.range) {
            (VerdictKind::Refused, _) => FindingValue::Gap,
            (VerdictKind::LowerBound, _) => people(Some(verdict.lower_bound.floor()), None).unwrap_or_else(words),
            (VerdictKind::Agreement, Some((low, high))) => {
                people(Some(low.floor()), high.is_finite().then(|| high.ceil())).unwrap_or_else(words)
            }
            _ => words(),
        }
    }

    /// A figure of one part of the table; `label` is a few words for it.
    fn figure(&self, (part, label): (&str, &str), sentence: String, value: FindingValue, on: Rest) -> CountedFigure {
        let finding = Finding::new(format!("{}.{part}", self.name), sentence, value, on.because, on.caveats);
        CountedFigure { finding, label: label.to_owned(), is_disputed: false, is_gap: false }
    }

    fn seen(&self) -> CountedFigure {
        let (sheet, table) = (&self.counted.sheet, &self.counted.sheet.table);
        let row = |row: &usize| Because::Record(Record { source: self.source, sheet: None, row: *row as u64 });
        let sentence = format!(
            "{} people are on at least one of {} lists: {}.",
            grouped(table.observed() as f64),
            table.lists(),
            show::one_line(&table.names().join(", "))
        );
        let is_cut = sheet.rows.len() == count::ROWS_NAMED_MAX;
        let caveats = is_cut.then(|| format!("Only the first {} rows are named.", count::ROWS_NAMED_MAX)).into_iter().collect();
        let on = Rest { because: sheet.rows.iter().map(row).collect(), caveats };
        self.figure(("seen", "who was seen"), sentence, FindingValue::Count(table.observed()), on)
    }

    fn method(&self, outcome: &count::Outcome, because: Vec<Because>) -> CountedFigure {
        let method = outcome.method;
        let end = |end: f64| if end.is_finite() { grouped(end) } else { "no end".to_owned() };
        let said = match (outcome.estimate, outcome.interval) {
            (Some(total), Some((low, high))) => {
                format!("{} in all, {} to {}", grouped(total), end(low.floor()), end(high.ceil()))
            }
            (Some(total), None) => format!("{} in all, without an interval", grouped(total)),
            (None, _) => "no estimate".to_owned(),
        };
        let value = outcome.in_vocabulary().map_or_else(|| FindingValue::Words(said.clone()), FindingValue::Estimate);
        let model = outcome.model.iter().map(|model| format!("Model: {}.", show::one_line(model)));
        let remarks = outcome.remarks.iter().filter(|remark| !remark.is_empty()).cloned();
        let caveats = model.chain(remarks).chain([format!("After {}.", method.reference())]).collect();
        let sentence = format!("By {}: {said}.", method.words());
        let figure = self.figure((method.name(), method.words()), sentence, value, Rest { because, caveats });
        CountedFigure { is_gap: outcome.estimate.is_none(), ..figure }
    }

    fn if_people_differ(&self, verdict: &Verdict, because: Vec<Because>) -> Option<CountedFigure> {
        let (low, high) = verdict.two_kinds.as_ref()?.totals;
        let sentence = format!(
            "If some people are {EASE_WORDS} times as easy to find as the others, as far as the overlaps do not exclude it: {} to {} in all.",
            grouped(low.floor()),
            grouped(high.ceil())
        );
        let value = people(Some(low.floor()), Some(high.ceil()))?;
        let on = Rest { because, caveats: Vec::new() };
        Some(self.figure(("if_people_differ", "if people differ"), sentence, value, on))
    }

    fn if_lists_seek(&self, verdict: &Verdict, because: Vec<Because>) -> Option<CountedFigure> {
        let sensitivity = verdict.sensitivity.as_ref()?;
        let (half, double) = (sensitivity.total_at(0.5), sensitivity.total_at(2.0));
        let sentence = format!(
            "If, beyond {}, being on one list doubled the odds of being on any other: {} in all; if it halved them: {}.",
            show::one_line(&sensitivity.around),
            grouped(double),
            grouped(half)
        );
        let value = people(Some(half.floor()), Some(double.ceil()))?;
        let on = Rest { because, caveats: Vec::new() };
        Some(self.figure(("if_lists_seek_the_same", "if lists seek the same people"), sentence, value, on))
    }
}

/// About so many people, an end open where there is none.
fn people(low: Option<f64>, high: Option<f64>) -> Option<FindingValue> {
    let whole = |end: Option<f64>| end.and_then(Decimal::from_f64);
    let range = Range::new(whole(low), whole(high)).ok()?;
    Some(FindingValue::Quantity(Quantity { range, unit: Unit::Person(None), approximate: true }))
}
