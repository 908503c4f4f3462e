//! Payrolls, rosters, lists of payments and of recruitment costs, whatever their titles.

use super::headers::Role;
use super::layout::{Layout, Person, facts as facts_of, has_months_as_rows, layout, untitled};
use super::registrar::Registrar;
use super::words::{currency_in_caption, firm_in_caption, shortened, voice_of_name};
use crate::book::{Component, Crew, Spot, Voice};
use crate::costs::Cost;
use crate::exchange::Exchange;
use crate::month::Month;
use document::{Cell, Document, Row, Table, Value};
use evidence::{Currency, Notice, Severity, SourceId};
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// So many notices of one kind are given for one table; the last says how many more there are.
const MOST_NOTICES: usize = 12;

/// What somebody says of a file.
#[derive(Debug, Clone, Default)]
pub struct AboutFile {
    /// Who speaks in it.
    pub voice: Option<Voice>,
    /// Its currency, where nothing in it names one.
    pub currency: Option<Currency>,
    /// Employer, site, group and country, where no column does.
    pub crew: Crew,
    /// The month it is about, where no column does.
    pub month: Option<Month>,
    /// Titles and what stands under them, as somebody confirmed.
    pub columns: BTreeMap<String, Role>,
    /// Who confirmed them.
    pub confirmed_by: Option<String>,
}

/// What was understood of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Understood {
    /// The file.
    pub file: String,
    /// The sheet or table.
    pub table: Option<String>,
    /// Titles in order, each with what stands under it.
    pub columns: Vec<(String, Option<Role>)>,
    /// Who confirmed it.
    pub confirmed_by: Option<String>,
    /// Rows that were taken in.
    pub rows: usize,
    /// Rows that were not; each has a notice.
    pub left_out: usize,
}

/// A fact of a roster that no account needs and a red flag may.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterFact {
    /// The worker.
    pub worker: u32,
    /// What it is about.
    pub role: Role,
    /// The words.
    pub words: String,
    /// The day, if it is one.
    pub day: Option<Date>,
    /// Where it stands.
    pub spot: Spot,
}

/// A payment as a bank or a list has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    /// The day.
    pub on: Date,
    /// How much.
    pub sum: Decimal,
    /// In which currency.
    pub currency: Currency,
    /// Whose account it left, as written.
    pub payer: String,
    /// Whose account it reached, as written.
    pub payee: String,
    /// The account it reached, where told.
    pub account: String,
    /// What it was for, as written.
    pub reference: String,
    /// How it was made, as written.
    pub channel: String,
    /// The account it left, where told.
    pub payer_account: String,
    /// The worker whose account it left, if it is one of the book.
    pub payer_worker: Option<u32>,
    /// The worker it reached, if it is one of the book.
    pub worker: Option<u32>,
    /// Where it stands.
    pub spot: Spot,
}

/// Everything that files say: the book, and what stands beside it.
#[derive(Debug, Default)]
pub struct Intake {
    /// Who is who, and the book.
    pub registrar: Registrar,
    /// What was understood of each table.
    pub understood: Vec<Understood>,
    /// Costs of recruitment: a ledger of their own.
    pub costs: Vec<Cost>,
    /// Facts of rosters.
    pub facts: Vec<RosterFact>,
    /// Payments of banks.
    pub payments: Vec<Payment>,
    /// The currency where nothing names one.
    pub currency: Option<Currency>,
    /// Rates of exchange that stand in the files.
    pub exchange: Exchange,
    /// Whose an account is, as lists of accounts say.
    pub holders: BTreeMap<String, String>,
}

/// One table while it is taken in.
pub(super) struct Reader<'t> {
    pub(super) table: &'t Table,
    pub(super) roles: Vec<Option<Role>>,
    pub(super) about: &'t AboutFile,
    pub(super) name: &'t str,
    pub(super) source: SourceId,
    pub(super) sheet: Option<Arc<str>>,
    pub(super) labels: Vec<Arc<str>>,
    /// The month of the whole table.
    pub(super) month: Option<Month>,
    pub(super) year: Option<i16>,
    /// The month of each column, where months stand side by side.
    pub(super) months: Vec<Option<Month>>,
    /// How many units one of a column's figures stands for.
    pub(super) scales: Vec<Decimal>,
    /// The worker whom the whole table is about.
    pub(super) person: Option<u32>,
    /// The firm that a line over the table names.
    pub(super) employer: Option<String>,
    pub(super) voice: Voice,
    pub(super) told: BTreeMap<&'static str, usize>,
    pub(super) flipped: BTreeSet<usize>,
    pub(super) currency: Currency,
    /// In which currency most sums of a column are.
    pub(super) usual: Vec<Option<Currency>>,
}

/// What kind of list a table is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ListKind {
    Payroll,
    Roster,
    Costs,
    Payments,
    /// Whose each account is.
    Accounts,
    /// Rates of exchange.
    Rates,
}

/// A table as it is understood, before its rows are taken in.
struct Seen<'t> {
    name: &'t str,
    place: String,
    table: &'t Table,
    layout: &'t Layout,
    labels: &'t [Arc<str>],
}

/// What is said of a table that is of something else, or not understood.
const NOTHING_OF_PAY: &str = "it is no payroll, roster, list of payments or of costs that is understood: no column names workers together with sums or dates.";
const NOTHING_OF_PAY_REMEDY: &str = "If it is one, say in pay.toml what stands under its titles.";

impl Intake {
    /// Takes in the tables of a document called `name`. What is not understood is told in notices; rows of a table that is nothing of pay are left
    /// alone with one notice for the table.
    pub fn tables(&mut self, name: &str, source: SourceId, document: &Document, about: &AboutFile) {
        self.registrar.book.notices.extend(document.notices.iter().cloned());
        if document.tables.is_empty() && document.notices.is_empty() {
            let cause = "there is no table in it.".to_owned();
            self.tell(
                name,
                "whole file".into(),
                cause,
                "If there should be, open it in an office program and save it again.",
                Severity::Unread,
            );
        }
        let mut facts: Vec<(String, String)> = Vec::new();
        let mut sheet: Option<&str> = None;
        let mut is_understood = false;
        for table in &document.tables {
            if sheet != table.name.as_deref() {
                facts.clear();
                sheet = table.name.as_deref();
            }
            is_understood |= self.table(name, source, table, about, &facts);
            facts.extend(facts_of(table));
        }
        // words over a payslip are told of only where no payslip follows
        let is_told = self.registrar.book.notices.iter().any(|notice| notice.file == name && notice.cause == NOTHING_OF_PAY);
        if !document.tables.is_empty() && !is_understood && !is_told {
            self.tell(name, "whole file".into(), NOTHING_OF_PAY.to_owned(), NOTHING_OF_PAY_REMEDY, Severity::Partly);
        }
    }

    /// Takes in a table. Whether it was understood.
    fn table(&mut self, name: &str, source: SourceId, table: &Table, about: &AboutFile, facts: &[(String, String)]) -> bool {
        let mut layout = layout(table, name, about, facts);
        layout.person = layout.person.take().filter(|_| has_months_as_rows(&layout.roles));
        let kind = list_kind(&layout.roles, layout.person.is_some());
        if kind != Some(ListKind::Rates) {
            // “Rate” in a payroll is what an hour is paid with
            layout.roles.iter_mut().filter(|role| **role == Some(Role::Rate)).for_each(|role| *role = None);
        }
        let labels = labels(table);
        let mut understood = Understood {
            file: name.to_owned(),
            table: table.name.clone(),
            columns: labels.iter().map(|label| label.to_string()).zip(layout.roles.iter().copied()).collect(),
            confirmed_by: about.confirmed_by.clone(),
            rows: 0,
            left_out: 0,
        };
        let seen = Seen { name, place: place_of(table), table, layout: &layout, labels: &labels };
        let Some(kind) = kind else {
            // labels and words over a payslip are read with its table
            if facts_of(table).is_empty() || layout.roles.iter().flatten().count() > 1 {
                self.tell(name, seen.place, NOTHING_OF_PAY.to_owned(), NOTHING_OF_PAY_REMEDY, Severity::Partly);
            }
            self.understood.push(understood);
            return false;
        };
        self.tell_of_columns(&seen);
        let currency = self.currency_of(name, &seen.place, table, &layout.roles, about);
        let employer = self.employer_over(&seen, kind, about);
        let Layout { roles, months, month, year, person, scales, .. } = layout;
        let guessed = if kind == ListKind::Payments { Voice::Bank } else { voice_of_name(name) };
        let mut taking = Reader {
            table,
            about,
            name,
            source,
            sheet: table.name.as_deref().map(Arc::from),
            labels,
            month,
            year,
            months,
            scales,
            person: None,
            employer,
            voice: about.voice.unwrap_or(guessed),
            told: BTreeMap::new(),
            flipped: flipped(table, &roles),
            usual: (0..roles.len()).map(|place| usual_currency(table, place)).collect(),
            roles,
            currency,
        };
        self.tell_of_signs_and_person(&mut taking, person.as_ref());
        self.rows(&mut taking, kind, &mut understood);
        self.understood.push(understood);
        true
    }

    /// Takes in the rows, and tells how many more there were of which a notice was given.
    fn rows(&mut self, taking: &mut Reader, kind: ListKind, understood: &mut Understood) {
        for row in taking.table.rows().filter(|row| !row.is_total()) {
            let taken = match kind {
                ListKind::Payroll => self.pay_row(taking, row),
                ListKind::Roster => self.roster_row(taking, row),
                ListKind::Costs => self.cost_row(taking, row),
                ListKind::Payments => self.payment_row(taking, row),
                ListKind::Accounts => self.account_row(taking, row),
                ListKind::Rates => self.rate_row(taking, row),
            };
            understood.rows += usize::from(taken);
            understood.left_out += usize::from(!taken);
        }
        for (kind, count) in taking.told.iter().filter(|(_, count)| **count > MOST_NOTICES) {
            let cause = format!("{} more rows like those before ({kind}).", count - MOST_NOTICES);
            self.tell(taking.name, "further rows".into(), cause, "As before.", Severity::Partly);
        }
    }

    /// What a person should check of the columns: what only values tell, thousands, figures that nobody names.
    fn tell_of_columns(&mut self, seen: &Seen) {
        let Seen { name, place, table, layout, labels } = seen;
        let mut tell = |cause: String, remedy: &str, severity| self.tell(name, place.clone(), cause, remedy, severity);
        for &at in &layout.by_values {
            let (label, role) = (&labels[at], layout.roles[at].map_or("nothing", Role::name));
            let number = table.columns[at].number();
            let cause =
                format!("no title says so, but by the shape of the values “{label}” (column {number}) is taken as {role}.");
            let remedy = format!("Confirm or mend it in pay.toml: [files.\"{name}\".columns] \"{label}\" = \"{role}\".");
            tell(cause, &remedy, Severity::Note);
        }
        for (at, role) in layout.roles.iter().enumerate() {
            let (label, column) = (&labels[at], &table.columns[at]);
            if layout.scales[at] != Decimal::ONE && role.is_some_and(is_money) {
                let cause =
                    format!("figures under “{label}” are read as {} each, as the words over them say.", layout.scales[at]);
                tell(cause, "Nothing, if that is so.", Severity::Note);
            }
            if role.is_none() && matches!(column.kind, document::ColumnKind::Number | document::ColumnKind::Money) {
                let (title, number) = (&column.title, column.number());
                let cause = format!("nobody says what the figures under “{title}” (column {number}) are; they are not used.");
                let remedy = format!("Say it in pay.toml: [files.\"{name}\".columns] \"{title}\" = \"…\".");
                tell(cause, &remedy, Severity::Partly);
            }
        }
    }

    /// The firm that a line over a payroll names, where nothing else says whose it is.
    fn employer_over(&mut self, seen: &Seen, kind: ListKind, about: &AboutFile) -> Option<String> {
        let is_known = about.crew.employer.is_some() || seen.layout.roles.contains(&Some(Role::Employer));
        if kind != ListKind::Payroll || is_known {
            return None;
        }
        let firm = seen.table.captions.iter().find_map(|caption| firm_in_caption(caption))?;
        let cause = format!("its rows are taken to be of “{}”, as a line over them says.", shortened(&firm));
        let remedy = "If that is not the employer, say in pay.toml: employer = \"…\" for this file.";
        self.tell(seen.name, seen.place.clone(), cause, remedy, Severity::Note);
        Some(firm)
    }

    fn tell_of_signs_and_person(&mut self, taking: &mut Reader, person: Option<&Person>) {
        if !taking.flipped.is_empty() {
            let cause = "what was taken is written as negative figures; they are read as sums taken.".to_owned();
            self.tell(taking.name, place_of(taking.table), cause, "Nothing, if that is meant.", Severity::Note);
        }
        let Some(person) = person else { return };
        taking.person = self.person(taking, person);
        if person.by_sheet {
            let sheet = taking.table.name.as_deref().unwrap_or_default();
            let cause = format!("no column names a worker; its rows are taken as months of “{sheet}”, as the sheet is called.");
            let remedy = "If that is no worker, say in pay.toml what stands under its titles.";
            self.tell(taking.name, format!("sheet {sheet}"), cause, remedy, Severity::Note);
        }
    }

    pub(super) fn tell(&mut self, name: &str, place: String, cause: String, remedy: &str, severity: Severity) {
        let notice = Notice { file: name.to_owned(), place, cause, remedy: remedy.to_owned(), severity };
        if !self.registrar.book.notices.contains(&notice) {
            self.registrar.book.notices.push(notice);
        }
    }

    pub(super) fn tell_row(
        &mut self,
        taking: &mut Reader,
        kind: &'static str,
        row: u64,
        cause: String,
        remedy: &str,
        severity: Severity,
    ) {
        let count = taking.told.entry(kind).or_default();
        *count += 1;
        if *count <= MOST_NOTICES {
            let place = match &taking.sheet {
                Some(sheet) => format!("sheet {sheet}, row {row}"),
                None => format!("row {row}"),
            };
            self.tell(taking.name, place, cause, remedy, severity);
        }
    }

    fn currency_of(&mut self, name: &str, place: &str, table: &Table, roles: &[Option<Role>], about: &AboutFile) -> Currency {
        let money = || table.columns.iter().zip(roles).filter(|(_, role)| role.is_some());
        let named: BTreeSet<Currency> = money().filter_map(|(column, _)| column.currency).collect();
        if named.len() > 1 && !roles.contains(&Some(Role::Currency)) {
            let listed: Vec<&str> = named.iter().map(Currency::code).collect();
            let cause = format!("its sums are in several currencies: {}. Each is taken in its own.", listed.join(", "));
            self.tell(
                name,
                place.to_owned(),
                cause,
                "Check that the columns name the right ones; give rates of exchange.",
                Severity::Note,
            );
        }
        if let Some((column, _)) = money().find(|(column, _)| column.currency_assumed) {
            let code = column.currency.map(|currency| currency.to_string()).unwrap_or_default();
            let cause = format!(
                "the currency under “{}” is written with a sign that several countries share; {code} is assumed.",
                column.title
            );
            self.tell(name, place.to_owned(), cause, "If it is another, say so in pay.toml.", Severity::Note);
        }
        let in_captions = || table.captions.iter().rev().find_map(|caption| currency_in_caption(caption));
        let given = about.currency.or(named.first().copied().filter(|_| named.len() == 1)).or_else(in_captions);
        let has_sums = roles.iter().flatten().any(|role| is_money(*role));
        if has_sums && given.is_none() && named.is_empty() && !roles.contains(&Some(Role::Currency)) {
            let currency = self.currency.unwrap_or(Currency::USD);
            let cause = format!("nothing says in which currency it is; {currency} is assumed.");
            self.tell(name, place.to_owned(), cause, "Say it in pay.toml: currency = \"…\" for this file.", Severity::Note);
        }
        given.or(self.currency).unwrap_or(Currency::USD)
    }
}

impl Reader<'_> {
    /// Who gives workers their numbers.
    pub(super) fn giver(&self) -> String {
        self.about.crew.employer.clone().or_else(|| self.employer.clone()).unwrap_or_else(|| self.name.to_owned())
    }

    pub(super) fn cell<'r>(&self, row: Row<'r>, role: Role) -> Option<Cell<'r>> {
        let place = self.roles.iter().position(|given| *given == Some(role))?;
        Some(row.cell(place))
    }

    pub(super) fn words(&self, row: Row, role: Role) -> Option<String> {
        self.cell(row, role).map(|cell| cell.words.trim().to_owned()).filter(|words| !words.is_empty())
    }
}

/// The currency of most sums under a title; of the first of them, if two are as many.
fn usual_currency(table: &Table, place: usize) -> Option<Currency> {
    let mut counts: Vec<(Currency, usize)> = Vec::new();
    for row in table.rows() {
        let Value::Money(money) = row.cell(place).value else { continue };
        match counts.iter_mut().find(|(currency, _)| *currency == money.currency) {
            Some((_, count)) => *count += 1,
            None => counts.push((money.currency, 1)),
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max()?;
    counts.into_iter().find(|(_, count)| *count == most).map(|(currency, _)| currency)
}

fn list_kind(roles: &[Option<Role>], is_of_one: bool) -> Option<ListKind> {
    let has = |role: Role| roles.contains(&Some(role));
    let whom = has(Role::Name) || has(Role::Number) || has(Role::Passport) || is_of_one;
    let sums = roles.iter().flatten().filter(|role| matches!(role, Role::Sum(_) | Role::Net)).count();
    let time = has(Role::From) || has(Role::To);
    match () {
        () if has(Role::Cost) && whom && (has(Role::Amount) || sums > 0) => Some(ListKind::Costs),
        () if has(Role::Rate) && has(Role::PaidOn) && !whom && sums == 0 => Some(ListKind::Rates),
        () if has(Role::Account) && has(Role::Holder) && !whom && sums == 0 => Some(ListKind::Accounts),
        () if has(Role::Amount) && has(Role::PaidOn) && (has(Role::Payee) || whom) => Some(ListKind::Payments),
        () if whom && time && !has(Role::Month) => Some(ListKind::Roster),
        () if whom && sums > 0 => Some(ListKind::Payroll),
        () if whom && (has(Role::Site) || has(Role::Holder) || has(Role::Permit) || has(Role::Phone)) => Some(ListKind::Roster),
        () => None,
    }
}

/// Columns of what was taken in which no figure is above nought and some are below.
fn flipped(table: &Table, roles: &[Option<Role>]) -> BTreeSet<usize> {
    let amount = |cell: Cell| match cell.value {
        Value::Number(amount) => Some(amount),
        Value::Money(money) => Some(money.amount),
        _ => None,
    };
    let is_flipped = |place: &usize| {
        let amounts = table.rows().filter(|row| !row.is_total()).filter_map(|row| amount(row.cell(*place)));
        let (mut above, mut below) = (0, 0);
        amounts.for_each(|amount| {
            above += usize::from(amount > Decimal::ZERO);
            below += usize::from(amount < Decimal::ZERO);
        });
        above == 0 && below > 1
    };
    let taken = |place: &usize| matches!(roles[*place], Some(Role::Sum(Component::Taken(_)) | Role::TotalTaken));
    (0..roles.len()).filter(taken).filter(is_flipped).collect()
}

/// `sheet March`, or the whole table of a file without sheets.
fn place_of(table: &Table) -> String {
    table.name.as_ref().map_or_else(|| "whole table".to_owned(), |sheet| format!("sheet {sheet}"))
}

/// The title over each column, or what a column without one is called.
fn labels(table: &Table) -> Vec<Arc<str>> {
    let label = |(place, column): (usize, &document::Column)| match column.title.is_empty() {
        true => Arc::from(untitled(place + 1)),
        false => Arc::from(column.title.as_str()),
    };
    table.columns.iter().enumerate().map(label).collect()
}

/// Whether money stands in a column.
pub(super) fn is_money(role: Role) -> bool {
    match role {
        Role::Sum(component) => component.is_money(),
        Role::Net | Role::TotalTaken | Role::Amount | Role::Earning => true,
        _ => false,
    }
}
