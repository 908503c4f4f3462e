//! What sources say of pay, row by row, before anybody decides whom to believe.

use crate::exchange::{ConversionDay, Exchange};
use crate::month::Month;
use crate::owed::Settlement;
use evidence::{Because, ClaimId, Currency, Notice, Record, SourceId, Taking};
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Who speaks in a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Voice {
    /// A bank or a file for one.
    Bank,
    /// A payslip that the worker signed.
    SignedPayslip,
    /// A payslip that nobody signed.
    Payslip,
    /// Payrolls and lists that the employer or an agent keeps.
    EmployerLedger,
    /// A contract, or a law that fixes a wage.
    Contract,
    /// What a worker or witness says.
    Testimony,
    /// What a report, a paper or an authority publishes of a site, an employer or a country: nothing first hand about one worker.
    Publication,
}

impl Voice {
    /// Whom to believe first, unless somebody orders them otherwise.
    pub const PRECEDENCE: [Voice; 7] = [
        Voice::Bank,
        Voice::SignedPayslip,
        Voice::Payslip,
        Voice::EmployerLedger,
        Voice::Contract,
        Voice::Testimony,
        Voice::Publication,
    ];

    /// The name, as in `pay.toml`.
    pub fn name(self) -> &'static str {
        match self {
            Voice::Bank => "bank",
            Voice::SignedPayslip => "signed payslip",
            Voice::Payslip => "payslip",
            Voice::EmployerLedger => "employer ledger",
            Voice::Contract => "contract",
            Voice::Testimony => "testimony",
            Voice::Publication => "publication",
        }
    }

    /// Whether the employer, or somebody for him, wrote it.
    pub fn is_employers(self) -> bool {
        match self {
            Voice::Payslip | Voice::EmployerLedger => true,
            Voice::Bank | Voice::SignedPayslip | Voice::Contract | Voice::Testimony | Voice::Publication => false,
        }
    }

    /// Whether what it says is conceded: what a witness or a publication says raises what is best supported, never the least.
    pub fn concedes(self) -> bool {
        match self {
            Voice::Testimony | Voice::Publication => false,
            Voice::Bank | Voice::SignedPayslip | Voice::Payslip | Voice::EmployerLedger | Voice::Contract => true,
        }
    }
}

impl std::str::FromStr for Voice {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        Voice::PRECEDENCE.into_iter().find(|voice| voice.name() == text.replace('_', " ")).ok_or(())
    }
}

/// What a sum is, in the account of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Component {
    /// The wage of the contract.
    Contract,
    /// The wage that was promised.
    Promised,
    /// The least that the law allows.
    Minimum,
    /// What a client was billed for the worker, where the law gives it to the worker.
    Billed,
    /// Pay before anything is taken, as a payroll states it.
    Gross,
    /// Premium for overtime, over the wage.
    Overtime,
    /// What was taken, by code; what is withheld until return is among them.
    Taken(Taking),
    /// What reached the worker.
    Paid,
    /// Hours worked in the month; no money.
    Hours,
    /// Days worked in the month; no money.
    WorkDays,
}

impl Component {
    /// The name: `contract`, `D06_BOARD`.
    pub fn name(self) -> &'static str {
        match self {
            Component::Contract => "contract",
            Component::Promised => "promised",
            Component::Minimum => "minimum",
            Component::Billed => "billed",
            Component::Gross => "gross",
            Component::Overtime => "overtime",
            Component::Taken(taking) => taking.code(),
            Component::Paid => "paid",
            Component::Hours => "hours",
            Component::WorkDays => "work days",
        }
    }

    /// Whether it is an amount of money.
    pub fn is_money(self) -> bool {
        !matches!(self, Component::Hours | Component::WorkDays)
    }
}

/// A file that something stands in.
#[derive(Debug, Clone)]
pub struct File {
    /// The hash of its bytes.
    pub source: SourceId,
    /// Its name in the case.
    pub name: String,
    /// Who speaks in it.
    pub voice: Voice,
}

/// Where a row stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// Its file, by its place in [`Book::files`].
    pub file: u32,
    /// Its sheet, where there are sheets.
    pub sheet: Option<Arc<str>>,
    /// Its row or line, counted from 1.
    pub row: u64,
}

/// One sum, as a source states it: one figure, or from … to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub component: Component,
    /// The lower end.
    pub low: Decimal,
    /// The upper end.
    pub high: Decimal,
    /// Its currency.
    pub currency: Currency,
    /// Its column in the sheet, counted from 1; 0 where there are none, or where it was computed from the row.
    pub column: u32,
    /// The words over it, or how it was computed.
    pub label: Arc<str>,
}

/// One row about one worker and month.
#[derive(Debug, Clone)]
pub struct Slip {
    /// The worker, by the place in [`Book::workers`].
    pub worker: u32,
    /// The month.
    pub month: Month,
    /// Where it stands.
    pub spot: Spot,
    /// The day of payment, where the row has one.
    pub paid_on: Option<Date>,
    /// Its sums.
    pub lines: Vec<Line>,
}

/// Who something holds for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whom {
    /// One worker.
    Worker(u32),
    /// All of a crew.
    Crew(u32),
    /// Everybody.
    All,
}

/// A sum a month that holds for a time: of a contract, a promise, a law, a testimony.
#[derive(Debug, Clone)]
pub struct Lasting {
    /// Who it holds for.
    pub whom: Whom,
    /// First month, if it has one.
    pub from: Option<Month>,
    /// Last month, if it has one.
    pub to: Option<Month>,
    /// The sum.
    pub line: Line,
    /// Where it stands.
    pub spot: Spot,
}

/// Time that a worker spent with a crew.
#[derive(Debug, Clone)]
pub struct Post {
    /// The worker.
    pub worker: u32,
    /// The crew, by its place in [`Book::crews`].
    pub crew: u32,
    /// First month.
    pub from: Month,
    /// Last month; `None` while no source says.
    pub to: Option<Month>,
    /// Where it stands.
    pub spot: Spot,
}

/// People who work and are paid together: one employer, one site, one group.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Crew {
    /// Who employs or sends them.
    pub employer: Option<String>,
    /// Where they work.
    pub site: Option<String>,
    /// The group at the site.
    pub group: Option<String>,
    /// The country whose law holds: ISO 3166 letters.
    pub country: Option<String>,
}

impl std::fmt::Display for Crew {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let parts = [&self.employer, &self.site, &self.group];
        let named: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
        f.write_str(if named.is_empty() { "no crew named" } else { "" })?;
        f.write_str(&named.join(", "))
    }
}

/// A worker, as the files name them.
#[derive(Debug, Clone, Default)]
pub struct Worker {
    /// What stands for the worker in what is told outside: `W001`.
    pub alias: String,
    /// Names, as written.
    pub names: Vec<String>,
    /// Numbers, as written: of a badge, a passport, an account.
    pub numbers: Vec<String>,
}

/// A payment on a day, without a month of its own, such as all that was withheld, on return.
#[derive(Debug, Clone)]
pub struct Lump {
    /// The worker.
    pub worker: u32,
    /// The day and the sum.
    pub settlement: Settlement,
    /// Its currency.
    pub currency: Currency,
    /// Where it stands.
    pub spot: Spot,
}

/// All that sources say of pay.
#[derive(Debug, Clone, Default)]
pub struct Book {
    /// The files.
    pub files: Vec<File>,
    /// The workers.
    pub workers: Vec<Worker>,
    /// The crews.
    pub crews: Vec<Crew>,
    /// Who was where, when.
    pub posts: Vec<Post>,
    /// Rows, a worker and month each.
    pub slips: Vec<Slip>,
    /// Sums that hold for a time.
    pub lasting: Vec<Lasting>,
    /// Payments without a month.
    pub lumps: Vec<Lump>,
    /// What people should know of the files.
    pub notices: Vec<Notice>,
    /// Which claim of a case stands at a spot, by file and row.
    pub claimed: BTreeMap<(u32, u64), ClaimId>,
}

/// How an account is drawn up. What is chosen here is printed with it.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The currency of the account.
    pub currency: Currency,
    /// The day as of which is computed.
    pub as_of: Date,
    /// On which day of the month after it a month's pay is due.
    pub pay_day: i8,
    /// Whom to believe first.
    pub precedence: Vec<Voice>,
    /// On which day's rate sums are converted.
    pub conversion: ConversionDay,
    /// The rates.
    pub exchange: Exchange,
    /// Sums that were due before this day are listed, and not claimed.
    pub limitation: Option<Date>,
}

impl Settings {
    /// The usual choices for an account in `currency` as of `as_of`.
    pub fn new(currency: Currency, as_of: Date) -> Self {
        Settings {
            currency,
            as_of,
            pay_day: 10,
            precedence: Voice::PRECEDENCE.to_vec(),
            conversion: ConversionDay::default(),
            exchange: Exchange::default(),
            limitation: None,
        }
    }

    /// Where `voice` stands among those to believe: the smaller, the sooner.
    pub fn rank(&self, voice: Voice) -> usize {
        self.precedence.iter().position(|other| *other == voice).unwrap_or(usize::MAX)
    }
}

impl Book {
    /// `row 12 of sheet March in payroll.xlsx`.
    pub fn where_is(&self, spot: &Spot) -> String {
        let name = self.files.get(spot.file as usize).map_or("?", |file| file.name.as_str());
        match (&spot.sheet, self.claim(spot)) {
            (_, Some(claim)) => format!("{name}, claim {claim}"),
            (Some(sheet), None) => format!("{name}, sheet {sheet}, row {}", spot.row),
            (None, None) => format!("{name}, row {}", spot.row),
        }
    }

    /// The claim that stands at `spot`, if it is one.
    pub fn claim(&self, spot: &Spot) -> Option<ClaimId> {
        self.claimed.get(&(spot.file, spot.row)).copied()
    }

    /// What stands at `spot`, as a support of a finding: a claim, or a row of a table.
    pub fn support(&self, spot: &Spot) -> Option<Because> {
        if let Some(claim) = self.claim(spot) {
            return Some(Because::Claim(claim));
        }
        let source = self.files.get(spot.file as usize)?.source;
        Some(Because::Record(Record { source, sheet: spot.sheet.as_deref().map(str::to_owned), row: spot.row }))
    }

    /// Who speaks at `spot`.
    pub fn voice(&self, spot: &Spot) -> Voice {
        self.files.get(spot.file as usize).map_or(Voice::Testimony, |file| file.voice)
    }

    /// Brings everything into one order, whatever order the files were read in, and names the workers for the outside.
    pub fn settle(&mut self) {
        self.slips.sort_by(|a, b| (a.worker, a.month, &a.spot).cmp(&(b.worker, b.month, &b.spot)));
        self.posts.sort_by(|a, b| (a.worker, a.from, &a.spot).cmp(&(b.worker, b.from, &b.spot)));
        self.lumps.sort_by(|a, b| (a.worker, a.settlement.on, &a.spot).cmp(&(b.worker, b.settlement.on, &b.spot)));
        self.lasting.sort_by(|a, b| (a.whom, a.from, &a.spot).cmp(&(b.whom, b.from, &b.spot)));
        let width = self.workers.len().to_string().len().max(3);
        for (at, worker) in self.workers.iter_mut().enumerate() {
            worker.alias = format!("W{:0width$}", at + 1);
        }
    }
}
