//! The files of an account: payrolls, rosters, payments, and what `pay.toml` says of them.

use crate::case_folder;
use crate::isolation::{Pool, Request, Task};
use crate::outcome::Trouble;
use crate::settings;
use ::pay::import::{BankFormat, Intake};
use ::pay::{Crew, Lasting, Line, PLAN_FILE, Plan, Rules, Settings, Spot, Terms, Voice, Whom};
use evidence::{MediaType, Notice, Severity, SourceId};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A larger file is not read.
const LARGEST_BYTES: u64 = 512 << 20;

/// What was gathered.
pub struct Gathered {
    pub plan: Plan,
    pub settings: Settings,
    pub terms: Terms,
    pub rules: Rules,
    pub intake: Intake,
}

/// One file to be read.
struct Found {
    path: PathBuf,
    name: String,
}

/// Reads a case folder, or bare files.
///
/// # Errors
/// A folder that is not there, or a `pay.toml` that does not fit.
pub fn gather(inputs: &[PathBuf], as_of: Option<jiff::civil::Date>) -> Result<Gathered, Trouble> {
    let (folder, found, notices) = found(inputs)?;
    let plan = plan(&folder)?;
    let read = |name: &str| {
        let path = folder.join(name);
        std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}.", path.display()))
    };
    let misfit =
        |what: String| Trouble::usage(what, format!("mend it in {PLAN_FILE}; the handbook page of pay lists what it may say."));
    let of_case = settings::Settings::of_case(&folder)?;
    let as_of = as_of.or(plan.as_of).or(of_case.as_of);
    let today = as_of.unwrap_or_else(|| jiff::Zoned::now().date());
    let mut settings = plan.settings(of_case.currency, today, &read).map_err(misfit)?;
    settings.as_of = today;
    let terms = plan.terms(&read).map_err(misfit)?;
    let rules = rules(&plan, &read).map_err(misfit)?;
    let same: Vec<Vec<String>> = plan.same.iter().map(|same| same.names.clone()).collect();
    let mut intake =
        Intake { registrar: ::pay::import::Registrar::new(&same), currency: Some(settings.currency), ..Intake::default() };
    intake.registrar.book.notices.extend(notices);
    for file in &found {
        take(&mut intake, &plan, file).map_err(misfit)?;
    }
    lasting(&mut intake, &plan, &settings).map_err(misfit)?;
    take_rates(&mut intake, &plan, &mut settings);
    intake.give_payments();
    intake.registrar.book.settle();
    Ok(Gathered { plan, settings, terms, rules, intake })
}

type Inputs = (PathBuf, Vec<Found>, Vec<Notice>);

fn found(inputs: &[PathBuf]) -> Result<Inputs, Trouble> {
    let folder = match inputs {
        [] => PathBuf::from("."),
        [one] if one.is_dir() => one.clone(),
        [one] if !one.exists() => return Err(Trouble::NoCase { folder: one.clone() }),
        files => {
            let found = files.iter().map(|path| Found { name: path.display().to_string(), path: path.clone() }).collect();
            let beside = files[0].parent().unwrap_or(Path::new("")).to_owned();
            return Ok((beside, found, Vec::new()));
        }
    };
    let (all, notices) = case_folder::files(&folder)?;
    // watch lists are no pay; a folder without folders for tables is one of tables
    let tables = all.iter().any(|file| file.is_table);
    let wanted = |file: &case_folder::Found| match tables {
        true => file.is_table && !file.name.starts_with("watchlists/"),
        false => file.name != PLAN_FILE && !file.name.contains('/'),
    };
    let found = all.into_iter().filter(wanted).map(|file| Found { path: file.path, name: file.name }).collect();
    Ok((folder, found, notices))
}

fn plan(folder: &Path) -> Result<Plan, Trouble> {
    let path = folder.join(PLAN_FILE);
    match std::fs::read_to_string(&path) {
        Ok(text) => Plan::parse(&path.display().to_string(), &text)
            .map_err(|what| Trouble::usage(what, "mend the line shown, or leave the setting out.")),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Plan::default()),
        Err(error) => Err(Trouble::file(&path, error, "make the file readable, or move it away.")),
    }
}

fn rules(plan: &Plan, read: &dyn Fn(&str) -> Result<String, String>) -> Result<Rules, String> {
    let mut rules = Rules::own();
    for name in &plan.rules {
        rules.add(name, &read(name)?)?;
    }
    if let Some(name) = &plan.ratifications {
        rules.ratified(::pay::rules::ratifications(name, &read(name)?)?);
    }
    rules.shown(plan.shown.clone());
    Ok(rules)
}

fn take(intake: &mut Intake, plan: &Plan, file: &Found) -> Result<(), String> {
    let about = plan.about(&file.name)?;
    let unread = |intake: &mut Intake, cause: String, remedy: &str| {
        let place = "whole file".to_owned();
        let notice = Notice { file: file.name.clone(), place, cause, remedy: remedy.to_owned(), severity: Severity::Unread };
        intake.registrar.book.notices.push(notice);
    };
    let size = std::fs::metadata(&file.path).map(|data| data.len()).unwrap_or_default();
    if size > LARGEST_BYTES {
        unread(intake, "it is longer than 512 MiB.".to_owned(), "Cut it into smaller files.");
        return Ok(());
    }
    let bytes = match std::fs::read(&file.path) {
        Ok(bytes) => bytes,
        Err(error) => {
            unread(intake, format!("it cannot be read ({error})."), "Make it readable.");
            return Ok(());
        }
    };
    let source = SourceId::of(&bytes);
    if let Some(format) = BankFormat::sniff(&bytes) {
        intake.bank(&file.name, source, format, &bytes, &about);
        return Ok(());
    }
    let kind = document::sniff(&file.name, &bytes[..bytes.len().min(8192)]);
    match kind.map(|kind| document::told_apart(kind, &mut std::io::Cursor::new(&bytes))) {
        Ok(kind @ (MediaType::Csv | MediaType::Tsv | MediaType::Xlsx | MediaType::Xls | MediaType::Ods)) => {
            let is_workbook = matches!(kind, MediaType::Xlsx | MediaType::Xls | MediaType::Ods);
            let faults = if is_workbook { tried(file, source, kind, size) } else { Vec::new() };
            if !faults.is_empty() {
                intake.registrar.book.notices.extend(faults);
                return Ok(());
            }
            // a fault in the reader of one file costs that file
            let opened = std::panic::catch_unwind(|| document::open(kind, &file.name, source, 0, &bytes));
            match opened {
                Ok(document) => intake.tables(&file.name, source, &document, &about),
                Err(_) => unread(intake, "reading it failed.".to_owned(), "Save it as CSV, and send us the file if you may."),
            }
        }
        Ok(_) => {
            let cause = "it is no table and no statement of a bank that is read here.".to_owned();
            let remedy = "Save its table as XLSX, ODS or CSV; documents in words are read by `manumit run`.";
            unread(intake, cause, remedy);
        }
        Err(notice) => intake.registrar.book.notices.push(notice),
    }
    Ok(())
}

/// Has a process of its own read a workbook first: what that cannot stand is told, and not read here.
fn tried(file: &Found, source: SourceId, media_type: MediaType, byte_count: u64) -> Vec<Notice> {
    let (path, name) = (file.path.clone(), file.name.clone());
    let request = Request { path, name, source, media_type, task: Task::Survey(vec![source]) };
    // what it says of the workbook is said again by the reading here
    Pool::new().ask_all(request, Task::Survey, vec![source], byte_count, &mut |_| {})
}

/// What `pay.toml` itself says was due or paid, with the source it names.
fn lasting(intake: &mut Intake, plan: &Plan, settings: &Settings) -> Result<(), String> {
    for (at, stated) in plan.lasting.iter().enumerate() {
        let (component, low, high, voice, from, to) = stated.understood()?;
        let whom = whom(intake, stated)?;
        let source = SourceId::of(stated.source.as_bytes());
        let file = intake.registrar.file(source, &format!("{PLAN_FILE}: {}", stated.source), voice);
        let currency = stated.currency.unwrap_or(settings.currency);
        let line = Line { component, low, high, currency, column: 0, label: Arc::from(stated.source.as_str()) };
        let spot = Spot { file, sheet: None, row: at as u64 + 1 };
        for whom in whom {
            intake.registrar.book.lasting.push(Lasting { whom, from, to, line: line.clone(), spot: spot.clone() });
        }
    }
    // the law's place, where a worker belongs to no crew
    if plan.place.is_some() && intake.registrar.book.crews.is_empty() && !intake.registrar.book.workers.is_empty() {
        intake.registrar.crew(Crew { country: plan.place.clone(), ..Crew::default() });
    }
    Ok(())
}

/// Rates of exchange that stand in the files hold where `pay.toml` names none.
fn take_rates(intake: &mut Intake, plan: &Plan, settings: &mut Settings) {
    if plan.exchange.is_some() || intake.exchange.is_empty() {
        return;
    }
    settings.exchange = std::mem::take(&mut intake.exchange);
    let cause = format!("{} rates of exchange of these files are used; {PLAN_FILE} names no others.", settings.exchange.len());
    let remedy = "Name a file of rates with `exchange` in pay.toml if a court asks for certain ones.".to_owned();
    let place = "whole folder".to_owned();
    let notice = Notice { file: "rates of exchange".to_owned(), place, cause, remedy, severity: Severity::Note };
    intake.registrar.book.notices.push(notice);
}

fn whom(intake: &mut Intake, stated: &::pay::LastingPlan) -> Result<Vec<Whom>, String> {
    match (&stated.worker, &stated.site) {
        (Some(name), None) if intake.registrar.known_passport(name).is_some() => {
            Ok(intake.registrar.known_passport(name).map(Whom::Worker).into_iter().collect())
        }
        (Some(name), None) => {
            let named = ::pay::import::Named { name: Some(name), ..Default::default() };
            let worker = intake.registrar.worker(named).map_err(|_| format!("lasting: several workers are called {name:?}."))?;
            Ok(vec![Whom::Worker(worker)])
        }
        (None, Some(site)) => {
            let crews = intake.registrar.book.crews.iter().enumerate();
            let at_site = crews.filter(|(_, crew)| crew.site.as_ref() == Some(site));
            let found: Vec<Whom> = at_site.map(|(at, _)| Whom::Crew(at as u32)).collect();
            if found.is_empty() { Err(format!("lasting: no file names a site {site:?}.")) } else { Ok(found) }
        }
        (None, None) => Ok(vec![Whom::All]),
        (Some(_), Some(_)) => Err("lasting: it names a worker and a site; keep one.".to_owned()),
    }
}

/// Who speaks in `voice`, for people.
pub fn voice_in_words(voice: Voice) -> &'static str {
    match voice {
        Voice::Bank => "bank",
        Voice::SignedPayslip => "payslip that the worker signed",
        Voice::Payslip => "payslip",
        Voice::EmployerLedger => "employer's list",
        Voice::Contract => "contract",
        Voice::Testimony => "testimony",
    }
}
