//! `manumit why`: the tree from a figure to its words.

use crate::arguments::WhyOptions;
use crate::case_folder;
use crate::compared;
use crate::count::in_case as counted;
use crate::outcome::{Outcome, Trouble, line};
use crate::pay::in_case;
use crate::settings;
use crate::show;
use evidence::{Basis, Because, Case, Claim, Finding, FindingId, Record, SourceId};
use ledger::Ledger;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;

/// What an id can stand for.
enum Root<'c> {
    Finding(&'c Finding),
    Claim(&'c Claim),
}

pub fn why(options: &WhyOptions) -> Result<Outcome, Trouble> {
    // tables that are no case yet have an account all the same
    let named = options.place.case.as_deref().unwrap_or(Path::new("."));
    if options.id.starts_with("pay.W") && !options.json && !ledger::path_in(named).exists() && named.is_dir() {
        return crate::pay::cell(named.to_owned(), options.id.clone());
    }
    let folder = case_folder::case_or_nearest(options.place.case.as_deref())?;
    let snapshot = Ledger::open_read_only(&ledger::path_in(&folder))?.case()?;
    let settings = settings::dossier_settings(&snapshot.settings);
    let comparison = compared::of_snapshot(&snapshot, &settings)?;
    let joined = dossier::Joined { comparison: comparison.as_ref(), ..dossier::Joined::default() };
    let mut findings = dossier::findings(&snapshot.case, &settings, joined);
    let mut own_files = BTreeMap::new();
    // tables are counted, and the account is drawn up, only for those who ask for it
    if !is_known(&options.id, &findings, &snapshot.case)
        && let (Some(chapter), _) = counted::of_snapshot(&folder, &snapshot, &settings)
    {
        findings.extend(chapter.tables.into_iter().flat_map(|table| table.figures).map(|figure| figure.finding));
        own_files = chapter.own_files;
    }
    if !is_known(&options.id, &findings, &snapshot.case)
        && let Some(account) = in_case::of_snapshot(&folder, &snapshot, &settings)?
    {
        let (of_account, files) = in_case::findings(&account, &options.id);
        findings.extend(of_account);
        own_files.extend(files);
    }
    let tree = Tree { case: &snapshot.case, findings: &findings, folder: &folder, own_files, told: RefCell::default() };
    let root = tree.root(&options.id)?;
    let mut out = std::io::stdout().lock();
    if options.json {
        line(&mut out, format_args!("{}", tree.json(&root)))?;
    } else {
        tree.print(&mut out, &root)?;
    }
    Ok(Outcome::Done)
}

/// Whether a name or the beginning of an id stands for something without an account of pay.
fn is_known(id: &str, findings: &[Finding], case: &Case) -> bool {
    let begins = |whole: String| id.len() >= 5 && whole.starts_with(id);
    findings.iter().any(|finding| finding.name == id || begins(finding.id().to_string()))
        || case.claims().iter().any(|claim| begins(claim.id().to_string()))
}

/// So many rows are told below a figure that was not itself asked for.
const ROWS_BELOW: usize = 6;

struct Tree<'c> {
    case: &'c Case,
    findings: &'c [Finding],
    folder: &'c Path,
    /// Names of files that rows stand in and that are no sources of the case.
    own_files: BTreeMap<SourceId, String>,
    /// What was printed already: a figure on which several rest is told once.
    told: RefCell<BTreeSet<FindingId>>,
}

impl<'c> Tree<'c> {
    fn root(&self, id: &str) -> Result<Root<'c>, Trouble> {
        let named = self.findings.iter().find(|finding| finding.name == id);
        let by_id = self.findings.iter().filter(|finding| id.len() >= 5 && finding.id().to_string().starts_with(id));
        let claims = self.case.claims().iter().filter(|claim| id.len() >= 5 && claim.id().to_string().starts_with(id));
        if let Some(finding) = named {
            return Ok(Root::Finding(finding));
        }
        let found: Vec<Root> = by_id.map(Root::Finding).chain(claims.map(Root::Claim)).take(2).collect();
        match found.len() {
            1 => Ok(found.into_iter().next().expect("there is one")),
            0 => Err(Trouble::usage(format!("nothing in this case is called {id:?}."), self.suggestion(id))),
            _ => Err(Trouble::usage(format!("{id:?} begins more than one id."), "give more of its digits.")),
        }
    }

    fn suggestion(&self, id: &str) -> String {
        let stem = id.split('.').next().unwrap_or(id);
        let near: Vec<&str> =
            self.findings.iter().map(|finding| finding.name.as_str()).filter(|name| name.starts_with(stem)).take(6).collect();
        match near.is_empty() {
            true => "`manumit claims` lists the claims; the dossier shows the id of every figure.".to_owned(),
            false => format!("figures with such a name: {}.", near.join(", ")),
        }
    }

    // ---- text -----------------------------------------------------------------------------------------------------------------

    fn print(&self, out: &mut impl Write, root: &Root) -> Result<(), Trouble> {
        match root {
            Root::Finding(finding) => self.print_finding(out, finding, 0),
            Root::Claim(claim) => self.print_claim(out, claim, 0),
        }
    }

    fn print_finding(&self, out: &mut impl Write, finding: &Finding, depth: usize) -> Result<(), Trouble> {
        let indent = "  ".repeat(depth);
        if !self.told.borrow_mut().insert(finding.id()) {
            return line(out, format_args!("{indent}{}  {}  as above", finding.name, finding.id()));
        }
        line(out, format_args!("{indent}{}  {}", finding.name, finding.id()))?;
        line(out, format_args!("{indent}  {}", show::one_line(&finding.sentence)))?;
        for caveat in &finding.caveats {
            line(out, format_args!("{indent}  but: {}", show::one_line(caveat)))?;
        }
        let is_row = |because: &&Because| matches!(because, Because::Record(_));
        let most = if depth == 0 { usize::MAX } else { ROWS_BELOW };
        let more = finding.because.iter().filter(is_row).count().saturating_sub(most);
        let mut rows = 0;
        for because in &finding.because {
            rows += usize::from(is_row(&because));
            match because {
                Because::Record(_) if rows > most => {}
                Because::Claim(id) => {
                    if let Some(claim) = self.case.claim(*id) {
                        self.print_claim(out, claim, depth + 1)?;
                    }
                }
                Because::Finding(id) => {
                    if let Some(finding) = self.findings.iter().find(|finding| finding.id() == *id) {
                        self.print_finding(out, finding, depth + 1)?;
                    }
                }
                Because::Record(record) => line(out, format_args!("{indent}  because {}", self.row(record)))?,
            }
        }
        if more > 0 {
            line(out, format_args!("{indent}  because of {more} more rows: manumit why {}", finding.name))?;
        }
        Ok(())
    }

    /// Where a row stands, as a person looks for it.
    fn row(&self, record: &Record) -> String {
        let file = match self.case.source(record.source) {
            Some(source) => self.folder.join(&source.name).display().to_string(),
            None => show::one_line(self.own_files.get(&record.source).map_or("?", String::as_str)),
        };
        match &record.sheet {
            Some(sheet) => format!("row {} of sheet {} in {file}", record.row, show::one_line(sheet)),
            None => format!("row {} of {file}", record.row),
        }
    }

    fn print_claim(&self, out: &mut impl Write, claim: &Claim, depth: usize) -> Result<(), Trouble> {
        let indent = "  ".repeat(depth);
        line(out, format_args!("{indent}{}  {}", claim.id(), show::headline(claim)))?;
        match claim.basis() {
            Basis::Read { span, sentence, .. } => {
                let name = self.case.source(span.source()).map_or("?", |source| source.name.as_str());
                let path = self.folder.join(name);
                line(out, format_args!("{indent}  {} {}", path.display(), span.whereabouts()))?;
                line(out, format_args!("{indent}  “{}”", marked(span.quote(), sentence.quote())))?;
                line(out, format_args!("{indent}  sha-256 {}", span.source()))?;
                show::steps(claim).iter().try_for_each(|step| line(out, format_args!("{indent}    {step}")))?;
            }
            Basis::Judged { by, at, on } => {
                line(out, format_args!("{indent}  corrected by {by} on {at}; it was read as:"))?;
                if let Some(before) = self.case.claim(*on) {
                    self.print_claim(out, before, depth + 1)?;
                }
            }
            Basis::Derived { method, from } => {
                line(out, format_args!("{indent}  computed by {method} from:"))?;
                for input in from.iter().filter_map(|id| self.case.claim(*id)) {
                    self.print_claim(out, input, depth + 1)?;
                }
            }
        }
        for judgement in self.case.judgements().iter().filter(|judgement| judgement.claim == claim.id()) {
            let note = judgement.note.as_deref().map(|note| format!(": {}", show::one_line(note))).unwrap_or_default();
            line(
                out,
                format_args!(
                    "{indent}  {} by {} on {}{note}",
                    crate::judge::word(&judgement.verdict),
                    judgement.by,
                    judgement.at
                ),
            )?;
        }
        Ok(())
    }

    // ---- json -----------------------------------------------------------------------------------------------------------------

    fn json(&self, root: &Root) -> Value {
        match root {
            Root::Finding(finding) => self.finding_json(finding),
            Root::Claim(claim) => self.claim_json(claim),
        }
    }

    fn finding_json(&self, finding: &Finding) -> Value {
        let because: Vec<Value> = finding
            .because
            .iter()
            .filter_map(|because| match because {
                Because::Claim(id) => self.case.claim(*id).map(|claim| self.claim_json(claim)),
                Because::Finding(id) => {
                    self.findings.iter().find(|finding| finding.id() == *id).map(|finding| self.finding_json(finding))
                }
                Because::Record(record) => Some(json!(record)),
            })
            .collect();
        json!({"finding": finding.id(), "name": finding.name, "sentence": finding.sentence, "value": finding.value, "caveats": finding.caveats, "because": because})
    }

    fn claim_json(&self, claim: &Claim) -> Value {
        let mut object = show::claim_json(claim, &crate::claims::source_name(self.case, claim));
        object["steps"] = show::steps(claim).into();
        object["standing"] = show::standing(self.case.standing(claim.id())).into();
        let inputs: Vec<Value> =
            claim.inputs().iter().filter_map(|id| self.case.claim(*id)).map(|input| self.claim_json(input)).collect();
        object["because"] = inputs.into();
        object
    }
}

/// The sentence with the quote set off by brackets.
fn marked(quote: &str, sentence: &str) -> String {
    show::one_line(&sentence.replacen(quote, &format!("[{quote}]"), 1))
}
