//! What can be typed. One place feeds the parser, the help and the completions.

use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

/// Evidence of forced labour in, a dossier out; every figure answers why.
///
#[cfg_attr(not(feature = "model"), doc = "Nothing leaves this machine: manumit opens no connection.")]
#[cfg_attr(feature = "model", doc = "Only `propose` opens a connection: to the model's server that you name.")]
#[derive(Parser)]
#[command(
    name = "manumit",
    version,
    arg_required_else_help = true,
    after_help = "\
Examples:
  manumit run examples/overseas-labour      read the case and write its dossier
  manumit why workers.abroad --case examples/overseas-labour

Exit codes: 0 done · 1 a check failed · 2 usage · 3 done, but some files were not read (listed) · 10 no case there ·
            11 another run is writing · 20 something differs from what was recorded · 70 fault of the program · 130 interrupted"
)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
#[allow(clippy::large_enum_variant, reason = "one is made a run")]
pub enum Command {
    /// Read a case folder and write its dossier
    Run(RunOptions),
    /// Print the claims that documents make, without keeping anything
    Read(ReadOptions),
    /// List the claims of a case
    Claims(ClaimsOptions),
    /// Print the tree from a figure, finding or claim to the words it comes from
    Why(WhyOptions),
    /// Accept, reject or correct a claim; earlier judgements are kept
    Judge(JudgeOptions),
    /// Judge claims one at a time in the terminal, first those that move the headline most
    Review(ReviewOptions),
    /// Estimate how many people nobody listed, from the overlaps of lists
    Count(CountOptions),
    /// Say what was taken from pay, under which rule, and what is owed, to the cent
    Pay(PayOptions),
    /// Prove which published figures cannot all be true, and say what remains
    Reconcile(ReconcileOptions),
    /// Make a case of invented people whose truth is known, or try what a rule would change
    Simulate(SimulateOptions),
    /// Ask a language model on this machine for claims; none counts until a person accepts it
    #[cfg(feature = "model")]
    Propose(ProposeOptions),
    /// List what happened in a case: runs, readings, judgements
    Log(LogOptions),
    /// Hash every source again, read it again, and compare with what was recorded
    Verify(VerifyOptions),
    /// Look at this machine and a case, and say what to mend
    Doctor(DoctorOptions),
    /// Print a completion script for a shell
    Completions {
        /// bash, elvish, fish, powershell or zsh
        shell: clap_complete::Shell,
    },
}

#[derive(Args)]
pub struct RunOptions {
    /// The case folder
    #[arg(default_value = ".")]
    pub case: PathBuf,
    /// Tell the case as of this date (YYYY-MM-DD); later sources are left out of the dossier
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<String>,
    /// Print one JSON object instead of a summary
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
pub struct ReadOptions {
    /// Documents to read
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// Print one JSON object a claim and line
    #[arg(long)]
    pub json: bool,
    /// Show how each claim was read, step by step
    #[arg(long)]
    pub explain: bool,
    /// Print every quantity of each sentence instead of the claims
    #[arg(long, conflicts_with = "explain")]
    pub quantities: bool,
}

#[derive(Args)]
pub struct InCase {
    /// The case folder [default: this folder or the nearest above it that is a case]
    #[arg(long, value_name = "DIR")]
    pub case: Option<PathBuf>,
}

#[derive(Args)]
pub struct ClaimsOptions {
    /// The case folder [default: this folder or the nearest above it that is a case]
    pub case: Option<PathBuf>,
    /// Only claims of this kind, such as wage or indicator:debt_bondage
    #[arg(long)]
    pub kind: Option<String>,
    /// Only claims from sources whose name contains this
    #[arg(long)]
    pub source: Option<String>,
    /// Only claims put forward so, such as asserted or denied
    #[arg(long)]
    pub modality: Option<String>,
    /// Print one JSON object a claim and line
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
pub struct WhyOptions {
    /// Id of a claim or finding, the beginning of one, or the name of a figure such as workers.abroad
    pub id: String,
    #[command(flatten)]
    pub place: InCase,
    /// Print the tree as one JSON object
    #[arg(long)]
    pub json: bool,
}

#[derive(Clone, Copy, clap::ValueEnum)]
pub enum Decision {
    /// It stands as read
    Accept,
    /// It does not say so
    Reject,
    /// It says something else: give what with the options below
    Correct,
    /// Take back the latest judgement
    Undo,
}

#[derive(Args)]
pub struct JudgeOptions {
    /// Id of the claim, or the beginning of it
    pub id: String,
    /// What you decide
    pub decision: Decision,
    /// Your name, as it should stand in the log
    #[arg(long)]
    pub by: String,
    /// Why
    #[arg(long)]
    pub note: Option<String>,
    #[command(flatten)]
    pub correction: Correction,
    #[command(flatten)]
    pub place: InCase,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Default)]
pub struct Correction {
    /// Corrected kind, such as take_home
    #[arg(long)]
    pub kind: Option<String>,
    /// Corrected lower end; "open" for none
    #[arg(long)]
    pub low: Option<String>,
    /// Corrected upper end; "open" for none
    #[arg(long)]
    pub high: Option<String>,
    /// Corrected unit, such as USD/month
    #[arg(long)]
    pub unit: Option<String>,
    /// Corrected part of a relation, such as code=D10_LOYAL or to=Qatar; may be given more than once
    #[arg(long, value_name = "NAME=WORDS")]
    pub role: Vec<String>,
    /// Corrected group or person; "none" if it names none
    #[arg(long)]
    pub subject: Option<String>,
    /// Corrected place: a name, with the country's two letters after a comma ("Doha,QA"); "none" if it names none
    #[arg(long)]
    pub at: Option<String>,
    /// Corrected time, such as 2014, 2013-02 or 2012/2014; "none" if it gives none
    #[arg(long)]
    pub time: Option<String>,
    /// Corrected modality, such as reported
    #[arg(long)]
    pub modality: Option<String>,
    /// Corrected voice: who says so, then whom that one cites after a "<" ("a manager < the ministry"); "none" if only the publisher
    #[arg(long)]
    pub says: Option<String>,
}

#[derive(Args)]
pub struct ReviewOptions {
    /// The case folder [default: this folder or the nearest above it that is a case]
    pub case: Option<PathBuf>,
    /// Your name, as it should stand in the log
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    /// Do not show how others judged, and judge their claims too
    #[arg(long, requires = "by")]
    pub blind: bool,
    /// Only claims of this kind, such as wage or indicator:debt_bondage
    #[arg(long)]
    pub kind: Option<String>,
    /// Only claims from sources whose name contains this
    #[arg(long)]
    pub source: Option<String>,
    /// Also claims that are judged already
    #[arg(long)]
    pub all: bool,
    /// Ask line by line instead of drawing a screen
    #[arg(long)]
    pub lines: bool,
    /// Apply the decisions of a file: one JSON object a line, as --json prints them
    #[arg(long, value_name = "FILE", requires = "by", group = "instead")]
    pub answers: Option<PathBuf>,
    /// Print how far reviewers agree, kind by kind (Cohen's kappa)
    #[arg(long, group = "instead")]
    pub agreement: bool,
    /// Write the judged sentences as test cases for the reader
    #[arg(long, value_name = "FILE", group = "instead")]
    pub export: Option<PathBuf>,
    /// Read the sentences of an exported file again and say which are read as they should be
    #[arg(long, value_name = "FILE", group = "instead")]
    pub check: Option<PathBuf>,
    /// Print one JSON object a claim and line, in the order of review, and ask nothing
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Default)]
pub struct PayOptions {
    /// A case folder, or payrolls, rosters and statements of banks [default: this folder]
    #[arg(value_name = "CASE|FILE")]
    pub inputs: Vec<PathBuf>,
    /// Reckon as of this date (YYYY-MM-DD) [default: that of pay.toml, of manumit.toml, or today]
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<String>,
    /// Tell one worker, month or cell down to its rows, such as W001, W001:2015-03 or W001:2015-03:paid
    #[arg(long, value_name = "NAME", conflicts_with = "json")]
    pub cell: Option<String>,
    /// Print what was understood of each file, in the form of pay.toml
    #[arg(long, conflicts_with_all = ["json", "cell"])]
    pub mapping: bool,
    /// Also write the schedule of loss into this folder: a workbook with live formulas, CSV, and a double-entry book
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Call workers by their names instead of W001, W002, …
    #[arg(long)]
    pub names: bool,
    /// Put a name (--by) to how this file of the case is understood, or to pay.toml; it is kept in the ledger
    #[arg(long, value_name = "FILE", requires = "by", conflicts_with_all = ["cell", "mapping", "out", "withdraw"])]
    pub confirm: Option<String>,
    /// Take a confirmation of this file back
    #[arg(long, value_name = "FILE", requires = "by", conflicts_with_all = ["cell", "mapping", "out"])]
    pub withdraw: Option<String>,
    /// Who confirms
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
pub struct ReconcileOptions {
    /// A file of figures, or a case folder [default: this folder or the nearest above it that is a case]
    #[arg(value_name = "FIGURES.toml|CASE")]
    pub input: Option<PathBuf>,
    /// The model for a case [default: its reconcile.toml, or the model of a labour export that comes with the program]
    #[arg(long, value_name = "FILE")]
    pub model: Option<PathBuf>,
    /// Also write a page with pictures into this folder
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// How many values are drawn for what is likely; 0 for proofs alone
    #[arg(long, default_value_t = 1_000_000, value_name = "N", value_parser = clap::value_parser!(u32).range(..=100_000_000))]
    pub draws: u32,
    /// The seed of all random draws
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

#[cfg(feature = "model")]
#[derive(Args)]
pub struct ProposeOptions {
    /// The case folder [default: this folder or the nearest above it that is a case]
    pub case: Option<PathBuf>,
    /// The model's server: a chat-completions server on this machine, such as http://127.0.0.1:8080/v1
    #[arg(long, value_name = "URL")]
    pub endpoint: String,
    /// The name by which the server knows the model
    #[arg(long, value_name = "NAME")]
    pub model: String,
    /// Permit a server that is not this machine: passages of your sources leave it, unencrypted
    #[arg(long)]
    pub allow_remote: bool,
    /// Only sources whose name contains this
    #[arg(long)]
    pub source: Option<String>,
    /// Ask about so many passages at most
    #[arg(long, value_name = "COUNT")]
    pub limit: Option<usize>,
    /// Wait so many seconds for each answer
    #[arg(long, value_name = "SECONDS", default_value_t = 120)]
    pub timeout: u64,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
pub struct LogOptions {
    /// The case folder [default: this folder or the nearest above it that is a case]
    pub case: Option<PathBuf>,
    /// Print one JSON object an entry and line
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
pub struct VerifyOptions {
    /// The case folder [default: this folder or the nearest above it that is a case]
    pub case: Option<PathBuf>,
    /// The head of the ledger as you noted it down before: also checks that nothing was cut off since
    #[arg(long)]
    pub head: Option<String>,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
pub struct DoctorOptions {
    /// The case folder to look at as well
    pub case: Option<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
pub struct CountOptions {
    /// Tables of overlaps: CSV with one column of 0 and 1 a list and a column count; further columns are strata
    #[arg(required_unless_present = "people", value_name = "TABLE")]
    pub tables: Vec<PathBuf>,
    /// Entries of lists instead of a table: CSV with the columns id and list
    #[arg(long, value_name = "FILE", requires = "pairs", conflicts_with_all = ["tables", "draws"])]
    pub people: Option<PathBuf>,
    /// Pairs of entries that may be the same person: CSV with two columns of ids and one of probabilities
    #[arg(long, value_name = "FILE", requires = "people")]
    pub pairs: Option<PathBuf>,
    /// So many times, who is the same as whom is drawn and everything counted again
    #[arg(long, default_value_t = 40, value_name = "N")]
    pub linkages: usize,
    /// Only this method, such as stepwise or decomposable; may be given more than once
    #[arg(long, value_name = "NAME")]
    pub method: Vec<String>,
    /// The level of intervals
    #[arg(long, default_value_t = 0.95)]
    pub level: f64,
    /// The seed of all random draws
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Replicates of the bootstrap; 0 for intervals that take the model as known
    #[arg(long, default_value_t = 1000, value_name = "N")]
    pub boot: usize,
    /// Chains of the latent class model
    #[arg(long, default_value_t = 8, value_name = "N")]
    pub chains: usize,
    /// Sweeps of each chain
    #[arg(long, default_value_t = 30_000, value_name = "N")]
    pub sweeps: usize,
    /// The most unseen people that the prior of the method decomposable allows [default: 20 for each one seen]
    #[arg(long, value_name = "N")]
    pub unseen_max: Option<u64>,
    /// Two lists that cannot hold the same person; may be given more than once
    #[arg(long, value_name = "A,B")]
    pub apart: Vec<String>,
    /// The tables are draws of one uncertain linkage: say how much of the interval comes from it
    #[arg(long)]
    pub draws: bool,
    /// Also write a page with pictures into this folder
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Print one JSON object a table and line
    #[arg(long)]
    pub json: bool,
}

/// What a simulated case may lack.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Hidden {
    /// Payments in cash
    Cash,
    /// All payments
    Payments,
    /// All payrolls
    Payslips,
    /// All lists of people
    Lists,
    /// The register of work permits
    Permits,
    /// The employers' lists of sites
    Sites,
    /// The casework of an organisation
    Casework,
    /// The log of the border
    Border,
    /// The books of a clinic
    Clinic,
}

#[derive(Args)]
pub struct SimulateOptions {
    /// The folder to make; it must not exist, or be empty
    #[arg(required_unless_present_any = ["compare", "parameters_shown", "validate"], conflicts_with_all = ["compare", "parameters_shown", "validate"])]
    pub out: Option<PathBuf>,
    /// Workers abroad in 2014; other years follow from the parameters [default: 1000; 46000 with --validate]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(..=5_000_000))]
    pub workers: Option<u32>,
    /// The years, both included
    #[arg(long, default_value = "2012..2014", value_name = "A..B")]
    pub years: String,
    /// The seed of all random draws
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// What changes, and when
    #[arg(long, value_name = "FILE")]
    pub scenario: Option<PathBuf>,
    /// The model, instead of the one that comes with the program (print that one with --show-parameters)
    #[arg(long, value_name = "FILE")]
    pub parameters: Option<PathBuf>,
    /// Evidence that nobody found; may be given more than once
    #[arg(long, value_name = "WHAT")]
    pub hide: Vec<Hidden>,
    /// Let conduits mix in five to ten times as much honest trade
    #[arg(long)]
    pub commingle: bool,
    /// A list of names that no invented person may bear: plain text, CSV or FollowTheMoney JSON lines; may be given more than once
    #[arg(long, value_name = "FILE")]
    pub avoid: Vec<PathBuf>,
    /// Compare two scenarios instead of making a case; "none" for the model as it is
    #[arg(long, num_args = 2, value_names = ["A.toml", "B.toml"])]
    pub compare: Option<Vec<PathBuf>>,
    /// How many worlds of each scenario are compared
    #[arg(long, default_value_t = 200, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub runs: u32,
    /// Draw the comparison into this SVG file
    #[arg(long, value_name = "FILE", requires = "compare")]
    pub plot: Option<PathBuf>,
    /// Compare the year 2014 of the model with the published figures instead of making a case
    #[arg(long, conflicts_with = "compare")]
    pub validate: bool,
    /// Print the parameters that come with the program
    #[arg(long = "show-parameters", id = "parameters_shown", conflicts_with_all = ["compare", "validate"])]
    pub parameters_shown: bool,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}
