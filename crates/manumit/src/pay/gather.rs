//! The files of an account: payrolls, rosters, payments, and what `pay.toml` says of them.

use crate::isolation::{Pool, Request, Task};
use crate::outcome::Trouble;
use crate::show::one_line;
use crate::{case_folder, progress, settings};
use ::pay::import::{BankFormat, Intake, Role};
use ::pay::{
    Crew, Heard, Lasting, Line, PLAN_FILE, Plan, Rules, SaidEnds, Settings, Spot, StatedAccount, Terms, Unlisted, Voice, Whom,
};
use evidence::{Because, Case, Claim, Currency, MediaType, Notice, Record, Severity, SourceId};
use jiff::civil::Date;
use ledger::Confirmation;
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The table of overlaps of a case, as `count` takes it.
pub const OVERLAPS_FILE: &str = "overlaps.csv";
/// Lists of sanctions and the like: no pay.
pub const WATCHLISTS: &str = "watchlists/";
/// A larger file is not read.
const LARGEST_BYTES: u64 = 512 << 20;

/// What was gathered.
pub struct Gathered {
    pub plan: Plan,
    pub settings: Settings,
    pub terms: Terms,
    pub rules: Rules,
    pub intake: Intake,
    /// What became of the claims about pay.
    pub heard: Heard,
    /// What documents state of pay in general, then what `pay.toml` says they do.
    pub stated: Vec<StatedAccount>,
    /// How many documents state all three figures.
    pub stating: usize,
    /// People whom no file names, and what says so.
    pub unlisted: Option<Unnamed>,
    /// Who put a name to `pay.toml`, if it is there.
    pub plan_confirmed: Option<String>,
}

/// People whom no file names.
pub struct Unnamed {
    pub people: Unlisted,
    /// The table it was estimated from, where it was.
    pub because: Option<Because>,
    /// How it was estimated, in words.
    pub how: String,
}

/// One file to be read.
pub struct Found {
    pub path: PathBuf,
    pub name: String,
}

/// A case whose claims speak in the account.
pub struct Heeded<'c> {
    pub case: &'c Case,
    pub is_in_scope: &'c dyn Fn(&Claim) -> bool,
}

/// Everything that an account is drawn up from.
pub struct Asked<'a> {
    pub found: Vec<Found>,
    pub notices: Vec<Notice>,
    /// `pay.toml` as it stands.
    pub plan_text: Option<String>,
    /// The files that it names.
    pub read: &'a dyn Fn(&str) -> Result<String, String>,
    /// Goes before what `pay.toml` says.
    pub as_of: Option<Date>,
    /// Comes after it.
    pub as_of_case: Option<Date>,
    pub currency: Option<Currency>,
    pub heeded: Option<Heeded<'a>>,
    pub confirmed: &'a BTreeMap<SourceId, Confirmation>,
    /// The table of overlaps of the case.
    pub overlaps: Option<String>,
}

/// Draws together what files, `pay.toml` and claims say.
///
/// # Errors
/// A `pay.toml` that does not fit.
pub fn gathered(asked: Asked) -> Result<Gathered, Trouble> {
    let text = asked.plan_text.as_deref().unwrap_or_default();
    let plan =
        Plan::parse(PLAN_FILE, text).map_err(|what| Trouble::usage(what, "mend the line shown, or leave the setting out."))?;
    let fixed = asked.as_of.or(plan.as_of).or(asked.as_of_case);
    let mut settings = plan.settings(asked.currency, fixed.unwrap_or(EARLIEST), asked.read).map_err(misfit)?;
    let terms = plan.terms(asked.read).map_err(misfit)?;
    let rules = rules(&plan, asked.read).map_err(misfit)?;
    let same: Vec<Vec<String>> = plan.same.iter().map(|same| same.names.clone()).collect();
    let mut intake =
        Intake { registrar: ::pay::import::Registrar::new(&same), currency: Some(settings.currency), ..Intake::default() };
    intake.registrar.book.notices.extend(asked.notices);
    let bar = progress::over_files(asked.found.len() as u64, "reading tables of pay");
    for file in &asked.found {
        take(&mut intake, &plan, asked.confirmed, file).map_err(misfit)?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    lasting(&mut intake, &plan, &settings).map_err(misfit)?;
    take_rates(&mut intake, &plan, &mut settings);
    let heard = asked.heeded.as_ref().map(|heeded| ::pay::hear(heeded.case, heeded.is_in_scope, &mut intake)).unwrap_or_default();
    let (mut stated, stating) = match &asked.heeded {
        Some(heeded) => ::pay::stated_accounts(heeded.case, heeded.is_in_scope, &heard, settings.currency),
        None => (Vec::new(), 0),
    };
    stated.extend(stated_in(&plan, text, settings.currency)?);
    intake.give_payments();
    intake.registrar.book.settle();
    settings.as_of = fixed.or_else(|| last_day(&intake)).unwrap_or(EARLIEST);
    let unlisted = match (plan.unlisted(), &asked.overlaps) {
        (Some(people), _) => {
            Some(Unnamed { people, because: None, how: format!("How many no file names is taken from {PLAN_FILE}.") })
        }
        (None, Some(table)) => crate::count::in_case::unlisted(OVERLAPS_FILE, table),
        (None, None) => None,
    };
    let confirmation = asked.plan_text.as_ref().map(|text| asked.confirmed.get(&SourceId::of(text.as_bytes())));
    let plan_confirmed = confirmation.map(|confirmation| match confirmation {
        Some(found) => format!("{PLAN_FILE} was confirmed by {} on {}.", one_line(&found.by), found.at),
        None => format!("{PLAN_FILE} was confirmed by nobody as it stands."),
    });
    Ok(Gathered { plan, settings, terms, rules, intake, heard, stated, stating, unlisted, plan_confirmed })
}

/// Where nothing says as of when.
const EARLIEST: Date = jiff::civil::date(1970, 1, 1);

fn misfit(what: String) -> Trouble {
    Trouble::usage(what, format!("mend it in {PLAN_FILE}; the handbook page of pay lists what it may say."))
}

/// The last day that tables of pay speak of: no interest runs beyond what the files show.
fn last_day(intake: &Intake) -> Option<Date> {
    let book = &intake.registrar.book;
    let slips = book.slips.iter().map(|slip| slip.paid_on.map_or(slip.month.last_day(), |day| day.max(slip.month.last_day())));
    let lumps = book.lumps.iter().map(|lump| lump.settlement.on);
    let payments = intake.payments.iter().map(|payment| payment.on);
    let last = slips.chain(lumps).chain(payments).max();
    last.or_else(|| book.posts.iter().map(|post| post.from.last_day()).max())
}

/// What `pay.toml` says documents state of pay in general.
fn stated_in(plan: &Plan, text: &str, currency: Currency) -> Result<Option<StatedAccount>, Trouble> {
    let Some(stated) = &plan.stated else { return Ok(None) };
    let record = Record { source: SourceId::of(text.as_bytes()), sheet: Some("stated".to_owned()), row: 1 };
    let ends = |[low, high]: &[String; 2], over: Decimal| {
        let figure = |text: &String| {
            text.parse::<Decimal>()
                .map_err(|_| Trouble::usage(format!("pay.toml, stated: {text:?} is no figure."), "write it as \"300\"."))
        };
        let ends = (figure(low)? / over, figure(high)? / over);
        Ok::<_, Trouble>(Some(SaidEnds { ends, claims: Vec::new(), record: Some(record.clone()) }))
    };
    let (one, hundred) = (Decimal::ONE, Decimal::ONE_HUNDRED);
    let figures = [ends(&stated.gross, one)?, ends(&stated.share, hundred)?, ends(&stated.left, one)?];
    Ok(StatedAccount::of("pay.stated.plan".to_owned(), one_line(&stated.source), currency, figures, Vec::new()))
}

/// Reads a case folder, or bare files, as they lie there.
///
/// # Errors
/// A folder that is not there, or a `pay.toml` that does not fit.
pub fn gather(inputs: &[PathBuf], as_of: Option<Date>) -> Result<Gathered, Trouble> {
    let Inputs { folder, found, mut notices, documents } = found(inputs)?;
    let place = folder.clone();
    let read = move |name: &str| text_beside(&place, name);
    let of_case = settings::Settings::of_case(&folder)?;
    let ledger = ledger::path_in(&folder);
    let (snapshot, confirmed) = match ledger.exists() {
        true => {
            let ledger = ledger::Ledger::open_read_only(&ledger)?;
            (Some(ledger.case()?), ledger.confirmed()?)
        }
        false => (None, BTreeMap::new()),
    };
    let case = match &snapshot {
        Some(snapshot) => snapshot.case.clone(),
        None if found.is_empty() => super::unkept::case(&folder, &documents, &mut notices)?,
        None => {
            notices.extend((!documents.is_empty() && folder.join("documents").is_dir()).then(not_run));
            Case::default()
        }
    };
    let scope = snapshot.as_ref().map(|snapshot| settings::dossier_settings(&snapshot.settings));
    let is_in_scope = |claim: &Claim| scope.as_ref().is_none_or(|scope| super::in_case::is_in_scope(&case, scope, claim));
    gathered(Asked {
        found,
        notices,
        plan_text: optional_text(&folder.join(PLAN_FILE))?,
        read: &read,
        as_of,
        as_of_case: of_case.as_of,
        currency: of_case.currency,
        heeded: Some(Heeded { case: &case, is_in_scope: &is_in_scope }),
        confirmed: &confirmed,
        overlaps: crate::count::in_case::overlaps_text(&folder),
    })
}

fn not_run() -> Notice {
    Notice {
        file: "documents".to_owned(),
        place: "whole folder".to_owned(),
        cause: "the documents of this case were not read yet; what they state of pay is not in the account.".to_owned(),
        remedy: "`manumit run` reads them.".to_owned(),
        severity: Severity::Note,
    }
}

/// The words of a file beside `pay.toml`.
pub fn text_beside(folder: &Path, name: &str) -> Result<String, String> {
    let path = folder.join(name);
    std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}.", path.display()))
}

/// The words of a file that need not be there.
pub fn optional_text(path: &Path) -> Result<Option<String>, Trouble> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Trouble::file(path, error, "make the file readable, or move it away.")),
    }
}

struct Inputs {
    folder: PathBuf,
    found: Vec<Found>,
    notices: Vec<Notice>,
    /// What is no table: read for claims where the case was never run and holds nothing else.
    documents: Vec<case_folder::Found>,
}

fn found(inputs: &[PathBuf]) -> Result<Inputs, Trouble> {
    let folder = match inputs {
        [] => PathBuf::from("."),
        [one] if one.is_dir() => one.clone(),
        [one] if !one.exists() => return Err(Trouble::NoCase { folder: one.clone() }),
        files => {
            let found = files.iter().map(|path| Found { name: path.display().to_string(), path: path.clone() }).collect();
            let folder = files[0].parent().unwrap_or(Path::new("")).to_owned();
            return Ok(Inputs { folder, found, notices: Vec::new(), documents: Vec::new() });
        }
    };
    let (all, notices) = case_folder::files(&folder)?;
    // watch lists are no pay; a folder without folders for tables may be one of tables
    let tables = all.iter().any(|file| file.is_table);
    let is_pay = |file: &case_folder::Found| match tables {
        true => file.is_table && !file.name.starts_with(WATCHLISTS),
        false => !file.name.contains('/') && file.name != OVERLAPS_FILE && may_be_pay(&file.path, &file.name),
    };
    let (pay, documents): (Vec<_>, Vec<_>) = all.into_iter().filter(|file| file.name != PLAN_FILE).partition(is_pay);
    let found = pay.into_iter().map(|file| Found { path: file.path, name: file.name }).collect();
    let documents = documents.into_iter().filter(|file| !file.is_table).collect();
    Ok(Inputs { folder, found, notices, documents })
}

/// Whether a file by its head is a table or a statement of a bank.
fn may_be_pay(path: &Path, name: &str) -> bool {
    use std::io::Read;
    let Ok(mut file) = std::fs::File::open(path) else { return true };
    let mut head = Vec::new();
    if file.by_ref().take(8192).read_to_end(&mut head).is_err() {
        return true;
    }
    let is_table = |kind| matches!(kind, MediaType::Csv | MediaType::Tsv | MediaType::Xlsx | MediaType::Xls | MediaType::Ods);
    let kind = document::sniff(name, &head).map(|kind| document::told_apart(kind, &mut file));
    // an empty or unknown file is told as one that could not be read
    BankFormat::sniff(&head).is_some() || kind.map_or(true, is_table)
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

fn take(intake: &mut Intake, plan: &Plan, confirmed: &BTreeMap<SourceId, Confirmation>, file: &Found) -> Result<(), String> {
    let mut about = plan.about(&file.name)?;
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
    if let Some(confirmation) = confirmed.get(&source) {
        heed(&mut about, confirmation);
    }
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

/// What a person confirmed of a file holds where `pay.toml` does not say otherwise.
fn heed(about: &mut ::pay::import::AboutFile, confirmation: &Confirmation) {
    for (title, role) in &confirmation.understood {
        if let (false, Some(role)) = (about.columns.contains_key(title), Role::named(role)) {
            about.columns.insert(title.clone(), role);
        }
    }
    about.confirmed_by.get_or_insert_with(|| confirmation.by.clone());
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
        Voice::Publication => "publication",
    }
}
