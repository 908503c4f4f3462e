//! Payrolls, rosters, lists of payments and of recruitment costs, whatever their titles.

use super::headers::{Role, roles};
use super::registrar::{Named, Nobody, Registrar};
use crate::book::{Component, Crew, Lasting, Line, Lump, Post, Slip, Spot, Voice, Whom};
use crate::costs::{Cost, CostCode, cost_code};
use crate::month::{Month, month_in_words};
use crate::owed::Settlement;
use document::{Cell, Document, Row, Table, Value};
use evidence::{Currency, Notice, PartialDate, Severity, SourceId, Taking};
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
}

/// One table while it is taken in.
struct Reader<'t> {
    table: &'t Table,
    roles: Vec<Option<Role>>,
    about: &'t AboutFile,
    name: &'t str,
    source: SourceId,
    sheet: Option<Arc<str>>,
    labels: Vec<Arc<str>>,
    /// The month of the whole table.
    month: Option<Month>,
    voice: Voice,
    told: BTreeMap<&'static str, usize>,
    flipped: BTreeSet<usize>,
    currency: Currency,
    /// In which currency most sums of a column are.
    usual: Vec<Option<Currency>>,
}

/// What kind of list a table is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ListKind {
    Payroll,
    Roster,
    Costs,
    Payments,
}

impl Intake {
    /// Takes in the tables of a document called `name`. What is not understood is told in notices; rows of a table that is nothing of pay are left
    /// alone with one notice for the table.
    pub fn tables(&mut self, name: &str, source: SourceId, document: &Document, about: &AboutFile) {
        self.registrar.book.notices.extend(document.notices.iter().cloned());
        for table in &document.tables {
            self.table(name, source, table, about);
        }
    }

    fn table(&mut self, name: &str, source: SourceId, table: &Table, about: &AboutFile) {
        let confirmed = |title: &str| about.columns.get(title).copied();
        let roles = roles(table, &confirmed);
        let titles = || table.columns.iter().map(|column| column.title.clone());
        let mut understood = Understood {
            file: name.to_owned(),
            table: table.name.clone(),
            columns: titles().zip(roles.iter().copied()).collect(),
            confirmed_by: about.confirmed_by.clone(),
            rows: 0,
            left_out: 0,
        };
        let place = table.name.as_ref().map_or_else(|| "whole table".to_owned(), |sheet| format!("sheet {sheet}"));
        let Some(kind) = list_kind(&roles) else {
            let cause = "it is no payroll, roster, list of payments or of costs that is understood: no column names workers together with sums or dates.";
            let remedy = "If it is one, say in pay.toml what stands under its titles.";
            self.tell(name, place, cause.to_owned(), remedy, Severity::Partly);
            self.understood.push(understood);
            return;
        };
        for (column, _) in table.columns.iter().zip(&roles).filter(|(column, role)| {
            role.is_none() && matches!(column.kind, document::ColumnKind::Number | document::ColumnKind::Money)
        }) {
            let cause = format!(
                "nobody says what the figures under “{}” (column {}) are; they are not used.",
                column.title,
                column.number()
            );
            let remedy = format!("Say it in pay.toml: [files.\"{name}\".columns] \"{}\" = \"…\".", column.title);
            self.tell(name, place.clone(), cause, &remedy, Severity::Partly);
        }
        let currency = self.currency_of(name, &place, table, &roles, about);
        let guessed = if kind == ListKind::Payments { Voice::Bank } else { voice_of_name(name) };
        let mut taking = Reader {
            table,
            about,
            name,
            source,
            sheet: table.name.as_deref().map(Arc::from),
            labels: titles().map(|title| Arc::from(title.as_str())).collect(),
            month: about.month.or_else(|| month_of_table(table, name)),
            voice: about.voice.unwrap_or(guessed),
            told: BTreeMap::new(),
            flipped: flipped(table, &roles),
            usual: (0..roles.len()).map(|place| usual_currency(table, place)).collect(),
            roles,
            currency,
        };
        if !taking.flipped.is_empty() {
            let cause = "what was taken is written as negative figures; they are read as sums taken.".to_owned();
            self.tell(name, place, cause, "Nothing, if that is meant.", Severity::Note);
        }
        for row in table.rows().filter(|row| !row.is_total()) {
            let taken = match kind {
                ListKind::Payroll => self.pay_row(&mut taking, row),
                ListKind::Roster => self.roster_row(&mut taking, row),
                ListKind::Costs => self.cost_row(&mut taking, row),
                ListKind::Payments => self.payment_row(&mut taking, row),
            };
            understood.rows += usize::from(taken);
            understood.left_out += usize::from(!taken);
        }
        for (kind, count) in &taking.told {
            if *count > MOST_NOTICES {
                let cause = format!("{} more rows like those before ({kind}).", count - MOST_NOTICES);
                self.tell(name, "further rows".into(), cause, "As before.", Severity::Partly);
            }
        }
        self.understood.push(understood);
    }

    fn tell(&mut self, name: &str, place: String, cause: String, remedy: &str, severity: Severity) {
        let notice = Notice { file: name.to_owned(), place, cause, remedy: remedy.to_owned(), severity };
        if !self.registrar.book.notices.contains(&notice) {
            self.registrar.book.notices.push(notice);
        }
    }

    fn tell_row(&mut self, taking: &mut Reader, kind: &'static str, row: u64, cause: String, remedy: &str, severity: Severity) {
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
        let in_captions = || table.captions.iter().find_map(|caption| currency_in_caption(caption));
        let given = about.currency.or(named.first().copied().filter(|_| named.len() == 1)).or_else(in_captions);
        if given.is_none() && named.is_empty() && !roles.contains(&Some(Role::Currency)) {
            let currency = self.currency.unwrap_or(Currency::USD);
            let cause = format!("nothing says in which currency it is; {currency} is assumed.");
            self.tell(name, place.to_owned(), cause, "Say it in pay.toml: currency = \"…\" for this file.", Severity::Note);
        }
        given.or(self.currency).unwrap_or(Currency::USD)
    }

    // ---- rows ---------------------------------------------------------------------------------------------------------------------

    fn worker_of(&mut self, taking: &mut Reader, row: Row) -> Option<u32> {
        let words = |role| taking.words(row, role);
        let (name, number, account) = (words(Role::Name), words(Role::Number), words(Role::Account));
        let giver =
            words(Role::Employer).or_else(|| taking.about.crew.employer.clone()).unwrap_or_else(|| taking.name.to_owned());
        let named = Named {
            name: name.as_deref(),
            number: number.as_deref().map(|number| (number, giver.as_str())),
            account: account.as_deref(),
        };
        match self.registrar.worker(named) {
            Ok(worker) => Some(worker),
            Err(Nobody::Unnamed) => {
                let cause = "the row names nobody; it is left out.".to_owned();
                self.tell_row(
                    taking,
                    "nobody",
                    row.number(),
                    cause,
                    "Write the worker's name or number into it.",
                    Severity::Partly,
                );
                None
            }
            Err(Nobody::Several) => {
                let cause = "several workers bear this name, and the row has no number; it is left out.".to_owned();
                self.tell_row(taking, "several", row.number(), cause, "Write the worker's number into it.", Severity::Partly);
                None
            }
        }
    }

    fn crew_of(&mut self, taking: &Reader, row: Row) -> Option<u32> {
        let about = &taking.about.crew;
        let of = |role, about: &Option<String>| taking.words(row, role).or_else(|| about.clone());
        let crew = Crew {
            employer: of(Role::Employer, &about.employer),
            site: of(Role::Site, &about.site),
            group: of(Role::Group, &about.group),
            country: of(Role::Country, &about.country),
        };
        (crew != Crew::default()).then(|| self.registrar.crew(crew))
    }

    fn pay_row(&mut self, taking: &mut Reader, row: Row) -> bool {
        let Some(worker) = self.worker_of(taking, row) else { return false };
        let Some((month, paid_on)) = self.month_and_day(taking, row) else { return false };
        let signed = taking.cell(row, Role::Signed).is_some_and(|cell| !cell.words.trim().is_empty());
        let voice = if signed && taking.voice.is_employers() { Voice::SignedPayslip } else { taking.voice };
        let spot = self.spot(taking, row, voice);
        let Some(lines) = self.lines(taking, row) else { return false };
        if let Some(crew) = self.crew_of(taking, row) {
            let post = Post { worker, crew, from: month, to: Some(month), spot: spot.clone() };
            self.registrar.book.posts.push(post);
        }
        self.registrar.book.slips.push(Slip { worker, month, spot, paid_on, lines });
        true
    }

    fn spot(&mut self, taking: &Reader, row: Row, voice: Voice) -> Spot {
        let file = self.registrar.file(taking.source, taking.name, voice);
        Spot { file, sheet: taking.sheet.clone(), row: row.number() }
    }

    /// The sums of a row, with what no column explains. `None` if it holds none.
    fn lines(&mut self, taking: &mut Reader, row: Row) -> Option<Vec<Line>> {
        let mut lines: Vec<Line> = Vec::new();
        let (mut net, mut total_taken) = (None, None);
        for place in 0..taking.roles.len() {
            let component = match taking.roles[place] {
                Some(Role::Sum(component)) => component,
                Some(Role::Net) => Component::Paid,
                Some(Role::TotalTaken) => Component::Taken(Taking::Unlabelled),
                _ => continue,
            };
            let cell = row.cell(place);
            let Some((amount, currency)) = self.sum(taking, row, place, &cell) else { continue };
            let label = Arc::clone(&taking.labels[place]);
            let column = u32::try_from(cell.column).unwrap_or_default();
            let line = Line { component, low: amount, high: amount, currency, column, label };
            match taking.roles[place] {
                Some(Role::Net) => net = Some(line),
                Some(Role::TotalTaken) => total_taken = Some(line),
                _ => lines.push(line),
            }
        }
        let paid = lines.iter().any(|line| line.component == Component::Paid);
        if let Some(net) = net.clone().filter(|_| !paid) {
            lines.push(net);
        }
        if lines.is_empty() && total_taken.is_none() {
            let cause = "no sum in the row can be read; it is left out.".to_owned();
            self.tell_row(taking, "no sum", row.number(), cause, "Write the sums as figures.", Severity::Partly);
            return None;
        }
        self.unexplained(taking, row, &mut lines, net.as_ref(), total_taken);
        Some(lines)
    }

    /// What was taken according to the row's own totals and stands under no title: counted as taken, unlabelled.
    fn unexplained(&mut self, taking: &mut Reader, row: Row, lines: &mut Vec<Line>, net: Option<&Line>, total: Option<Line>) {
        let currencies: BTreeSet<Currency> =
            lines.iter().filter(|line| line.component.is_money()).map(|line| line.currency).collect();
        if currencies.len() > 1 {
            return;
        }
        let of = |lines: &[Line], wanted: fn(&Component) -> bool| -> Option<Decimal> {
            let mut sums = lines.iter().filter(|line| wanted(&line.component)).map(|line| line.low).peekable();
            sums.peek().is_some().then(|| sums.sum())
        };
        let taken = of(lines, |component| matches!(component, Component::Taken(_))).unwrap_or_default();
        let gross = of(lines, |component| *component == Component::Gross);
        let paid = net.map(|net| net.low).or_else(|| of(lines, |component| *component == Component::Paid));
        let by_total = total.as_ref().map(|total| total.low - taken);
        let by_net = gross.zip(paid).map(|(gross, paid)| gross - paid - taken);
        let missing = by_total.into_iter().chain(by_net).max().unwrap_or_default();
        if missing > Decimal::ZERO {
            let currency = currencies.first().copied().unwrap_or(taking.currency);
            let label = Arc::from("what the row's totals say was taken and no title explains");
            let component = Component::Taken(Taking::Unlabelled);
            lines.push(Line { component, low: missing, high: missing, currency, column: 0, label });
            let cause = format!(
                "{missing} {currency} were taken according to the row's own totals and stand under no title; counted as taken, unlabelled."
            );
            self.tell_row(taking, "unexplained", row.number(), cause, "Ask what they were taken for.", Severity::Note);
        }
        if by_net.is_some_and(|left| left < Decimal::ZERO) {
            let cause = "gross pay less what was taken is smaller than what was paid: the row does not add up.".to_owned();
            self.tell_row(
                taking,
                "sums",
                row.number(),
                cause,
                "Look at the row; its sums are kept as they stand.",
                Severity::Note,
            );
        }
    }

    fn sum(&mut self, taking: &mut Reader, row: Row, place: usize, cell: &Cell) -> Option<(Decimal, Currency)> {
        let currency = self.row_currency(taking, row);
        let column = taking.table.columns[place].currency;
        let (amount, currency) = match &cell.value {
            Value::Empty => return None,
            Value::Number(amount) => (*amount, currency.or(column).unwrap_or(taking.currency)),
            Value::Money(money) => (money.amount, currency.unwrap_or(money.currency)),
            Value::Text(words) if ["", "-", "–", "—", "x", "нет", "없음", "无"].contains(&words.trim()) => return None,
            _ => {
                let cause =
                    format!("“{}” under “{}” is no sum; the cell is left out.", shortened(&cell.words), taking.labels[place]);
                self.tell_row(taking, "no figure", row.number(), cause, "Write a figure, or leave it empty.", Severity::Partly);
                return None;
            }
        };
        if let (Value::Money(money), Some(column)) = (&cell.value, taking.usual[place])
            && money.currency != column
        {
            let cause = format!(
                "under “{}” stand sums in {column} and here one in {}; it is taken in {}.",
                taking.labels[place], money.currency, money.currency
            );
            self.tell_row(taking, "currency", row.number(), cause, "Check the currency.", Severity::Note);
        }
        let amount = if taking.flipped.contains(&place) { -amount } else { amount };
        if amount.is_sign_negative() && !amount.is_zero() {
            let cause =
                format!("“{}” under “{}” is negative; the cell is left out.", shortened(&cell.words), taking.labels[place]);
            self.tell_row(
                taking,
                "negative",
                row.number(),
                cause,
                "Find out what it stands for; a correction belongs to the month it corrects.",
                Severity::Partly,
            );
            return None;
        }
        if amount > crate::sum::largest() {
            let cause = format!(
                "“{}” under “{}” is out of reason for a month's pay; the cell is left out.",
                shortened(&cell.words),
                taking.labels[place]
            );
            self.tell_row(taking, "out of reason", row.number(), cause, "Check the column.", Severity::Partly);
            return None;
        }
        Some((amount, currency))
    }

    fn row_currency(&mut self, taking: &mut Reader, row: Row) -> Option<Currency> {
        let words = taking.words(row, Role::Currency)?;
        let found = currency_in_words(&words);
        if found.is_none() {
            let cause = format!("“{}” is no currency that is known; {} is assumed.", shortened(&words), taking.currency);
            self.tell_row(
                taking,
                "unknown currency",
                row.number(),
                cause,
                "Write its three letters, such as USD.",
                Severity::Note,
            );
        }
        found
    }

    fn day(&mut self, taking: &mut Reader, row: Row, role: Role) -> Option<Date> {
        let cell = taking.cell(row, role)?;
        match day_of(&cell.value) {
            Ok(found) => found,
            Err(why) => {
                let cause = format!("“{}” under the title of a day: {why}", shortened(&cell.words));
                self.tell_row(taking, "day", row.number(), cause, "Write the day as 2015-03-31.", Severity::Partly);
                None
            }
        }
    }

    fn month_and_day(&mut self, taking: &mut Reader, row: Row) -> Option<(Month, Option<Date>)> {
        let paid_on = self.day(taking, row, Role::PaidOn);
        let stated = taking.cell(row, Role::Month).filter(|cell| !matches!(cell.value, Value::Empty));
        let month = match &stated {
            Some(cell) => match month_of(&cell.value, &cell.words) {
                Some(month) => Some(month),
                None => {
                    let cause = format!("“{}” names no month; the row is left out.", shortened(&cell.words));
                    self.tell_row(taking, "month", row.number(), cause, "Write the month as 2015-03.", Severity::Partly);
                    return None;
                }
            },
            None => taking.month.or_else(|| paid_on.and_then(Month::of).map(Month::previous)),
        };
        if month.is_none() {
            let cause = "nothing says for which month it is; the row is left out.".to_owned();
            let remedy = "Write the month over the table, or say in pay.toml: month = \"2015-03\" for this file.";
            self.tell_row(taking, "no month", row.number(), cause, remedy, Severity::Partly);
        }
        Some((month?, paid_on))
    }

    fn roster_row(&mut self, taking: &mut Reader, row: Row) -> bool {
        let Some(worker) = self.worker_of(taking, row) else { return false };
        let spot = self.spot(taking, row, taking.voice);
        let (from, to) = (self.day(taking, row, Role::From), self.day(taking, row, Role::To));
        if from.zip(to).is_some_and(|(from, to)| to < from) {
            let cause = "the last day is before the first; the row's time is left out.".to_owned();
            self.tell_row(taking, "backwards", row.number(), cause, "Check both days.", Severity::Partly);
            return false;
        }
        let months = (from.and_then(Month::of), to.and_then(Month::of));
        if let (Some(crew), Some(from)) = (self.crew_of(taking, row), months.0) {
            self.registrar.book.posts.push(Post { worker, crew, from, to: months.1, spot: spot.clone() });
        }
        for place in 0..taking.roles.len() {
            if let Some(Role::Sum(
                component @ (Component::Contract | Component::Promised | Component::Minimum | Component::Paid | Component::Gross),
            )) = taking.roles[place]
            {
                let cell = row.cell(place);
                if let Some((amount, currency)) = self.sum(taking, row, place, &cell) {
                    let label = Arc::clone(&taking.labels[place]);
                    let column = u32::try_from(cell.column).unwrap_or_default();
                    let line = Line { component, low: amount, high: amount, currency, column, label };
                    let lasting = Lasting { whom: Whom::Worker(worker), from: months.0, to: months.1, line, spot: spot.clone() };
                    self.registrar.book.lasting.push(lasting);
                }
            }
        }
        for role in [Role::Holder, Role::Nationality, Role::Permit, Role::Phone, Role::Address] {
            let Some(cell) = taking.cell(row, role).filter(|cell| !cell.words.trim().is_empty()) else { continue };
            let day = day_of(&cell.value).ok().flatten();
            self.facts.push(RosterFact { worker, role, words: cell.words.trim().to_owned(), day, spot: spot.clone() });
        }
        true
    }

    fn cost_row(&mut self, taking: &mut Reader, row: Row) -> bool {
        let Some(worker) = self.worker_of(taking, row) else { return false };
        let place = taking.roles.iter().position(|role| matches!(role, Some(Role::Amount | Role::Sum(_))));
        let Some(place) = place else { return false };
        let cell = row.cell(place);
        let Some((sum, currency)) = self.sum(taking, row, place, &cell) else { return false };
        let words = taking.words(row, Role::Cost).unwrap_or_default();
        let code = cost_code(&words).unwrap_or(CostCode::Hidden);
        let on = self.day(taking, row, Role::PaidOn);
        let payee = taking.words(row, Role::Payee).unwrap_or_default();
        let spot = self.spot(taking, row, taking.voice);
        self.costs.push(Cost { worker, code, words, sum, currency, on, payee, spot });
        true
    }

    fn payment_row(&mut self, taking: &mut Reader, row: Row) -> bool {
        let Some(place) = taking.roles.iter().position(|role| *role == Some(Role::Amount)) else { return false };
        let cell = row.cell(place);
        let Some((sum, currency)) = self.sum(taking, row, place, &cell) else { return false };
        let Some(on) = self.day(taking, row, Role::PaidOn) else {
            let cause = "the payment has no day; it is left out.".to_owned();
            self.tell_row(taking, "no day", row.number(), cause, "Write the day of payment.", Severity::Partly);
            return false;
        };
        let words = |role| taking.words(row, role).unwrap_or_default();
        let (payee, payer) =
            (taking.words(row, Role::Payee).or(taking.words(row, Role::Name)).unwrap_or_default(), words(Role::Payer));
        let (account, reference) = (words(Role::Account), words(Role::Reference));
        let spot = self.spot(taking, row, taking.voice);
        self.payments.push(Payment { on, sum, currency, payer, payee, account, reference, worker: None, spot });
        true
    }

    /// Gives payments of banks to the workers they reached, once all files are in: by account, or by the one worker of that name.
    ///
    /// A payment is for the month its words name; otherwise for the last month that had ended. One whose words speak of a settlement or a return is
    /// for no month, and settles what is oldest.
    pub fn give_payments(&mut self) {
        for at in 0..self.payments.len() {
            let payment = self.payments[at].clone();
            let by_account = Some(payment.account.as_str()).filter(|account| account.len() >= 4);
            let worker = by_account
                .and_then(|account| self.registrar.known_account(account))
                .or_else(|| self.registrar.known_name(&payment.payee));
            self.payments[at].worker = worker;
            let Some(worker) = worker else { continue };
            let book = &mut self.registrar.book;
            let Payment { on, sum, currency, spot, reference, .. } = payment;
            if settles(&reference) {
                book.lumps.push(Lump { worker, settlement: Settlement { on, sum }, currency, spot });
                continue;
            }
            let Some(month) = month_in_words(&reference).or_else(|| Month::of(on).map(Month::previous)) else { continue };
            let label: Arc<str> = if reference.is_empty() { Arc::from("payment") } else { Arc::from(reference.as_str()) };
            let line = Line { component: Component::Paid, low: sum, high: sum, currency, column: 0, label };
            book.slips.push(Slip { worker, month, spot, paid_on: Some(on), lines: vec![line] });
        }
    }
}

/// Words of payments that are for no month.
const SETTLEMENTS: [&str; 12] = [
    "settlement",
    "final pay",
    "on return",
    "after return",
    "arrears",
    "окончательный расчет",
    "расчет при возвращении",
    "귀국 정산",
    "정산",
    "结算",
    "回国支付",
    "rozliczenie",
];

fn settles(reference: &str) -> bool {
    let plain = crate::label::plain(reference);
    SETTLEMENTS.iter().any(|words| crate::label::stands_in(words, &plain))
}

impl Reader<'_> {
    fn cell<'r>(&self, row: Row<'r>, role: Role) -> Option<Cell<'r>> {
        let place = self.roles.iter().position(|given| *given == Some(role))?;
        Some(row.cell(place))
    }

    fn words(&self, row: Row, role: Role) -> Option<String> {
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

fn list_kind(roles: &[Option<Role>]) -> Option<ListKind> {
    let has = |role: Role| roles.contains(&Some(role));
    let whom = has(Role::Name) || has(Role::Number);
    let sums = roles.iter().flatten().filter(|role| matches!(role, Role::Sum(_) | Role::Net)).count();
    let time = has(Role::From) || has(Role::To);
    match () {
        () if has(Role::Cost) && whom && (has(Role::Amount) || sums > 0) => Some(ListKind::Costs),
        () if has(Role::Amount) && has(Role::PaidOn) && (has(Role::Payee) || has(Role::Name)) => Some(ListKind::Payments),
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

fn month_of_table(table: &Table, name: &str) -> Option<Month> {
    let captions = table.captions.iter().rev().map(String::as_str);
    let file = name.rsplit('/').next().unwrap_or(name);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem).replace('_', " ");
    captions.chain(table.name.as_deref()).chain([stem.as_str()]).find_map(month_in_words)
}

fn voice_of_name(name: &str) -> Voice {
    let name = name.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    match () {
        () if has(&["payslip", "pay-slip", "расчетн", "расчётн", "급여명세", "명세서", "工资条", "工资单"]) => {
            Voice::Payslip
        }
        () if has(&["contract", "договор", "контракт", "계약", "合同"]) => Voice::Contract,
        () if has(&["testimon", "interview", "показани", "증언", "证词"]) => Voice::Testimony,
        () if has(&["bank", "statement", "payments/", "выписк", "거래내역", "流水"]) => Voice::Bank,
        () => Voice::EmployerLedger,
    }
}

/// The day a cell states.
///
/// # Errors
/// Why it states none.
fn day_of(value: &Value) -> Result<Option<Date>, &'static str> {
    match value {
        Value::Empty => Ok(None),
        Value::Date(PartialDate::Day(day)) => Ok(Some(*day)),
        Value::Moment(moment) => Ok(Some(moment.date())),
        Value::Date(_) => Err("the day is missing."),
        Value::EitherDate { .. } => Err("day and month can be told either way round, and no cell of the column settles it."),
        Value::Text(words) if words.trim().is_empty() || words.trim() == "-" => Ok(None),
        _ => Err("there is no such day."),
    }
}

fn month_of(value: &Value, words: &str) -> Option<Month> {
    match value {
        Value::Date(PartialDate::Month(year, month)) => Month::new(*year, *month),
        Value::Date(PartialDate::Day(day)) => Month::of(*day),
        Value::Moment(moment) => Month::of(moment.date()),
        Value::EitherDate { day_first, month_first } => {
            let (one, other) = (Month::of(*day_first)?, Month::of(*month_first)?);
            (one == other).then_some(one)
        }
        _ => month_in_words(words),
    }
}

/// The currency that words name: its letters, or its name in the languages of payrolls.
fn currency_in_words(words: &str) -> Option<Currency> {
    let words = words.trim();
    if let Ok(currency) = words.to_uppercase().parse() {
        return Some(currency);
    }
    let code = match crate::label::plain(words).as_str() {
        "dollar" | "dollars" | "us dollar" | "доллар" | "долл" | "딸라" | "달러" | "美元" => "USD",
        "rouble" | "roubles" | "ruble" | "rubles" | "руб" | "рубль" | "рублей" | "루블" | "卢布" => "RUB",
        "yuan" | "rmb" | "юань" | "위안" | "元" | "人民币" => "CNY",
        "euro" | "евро" | "유로" | "欧元" => "EUR",
        _ => match words {
            "$" => "USD",
            "₽" => "RUB",
            "€" => "EUR",
            _ => return None,
        },
    };
    code.parse().ok()
}

/// The currency that a line over a table names by its letters.
fn currency_in_caption(caption: &str) -> Option<Currency> {
    const USUAL: [&str; 24] = [
        "USD", "EUR", "RUB", "CNY", "KRW", "KPW", "QAR", "AED", "KWD", "SAR", "OMR", "BHD", "MYR", "SGD", "PLN", "MNT", "KZT",
        "UZS", "TJS", "THB", "VND", "JPY", "GBP", "CHF",
    ];
    let words = caption.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| USUAL.contains(word)).find_map(|word| word.parse().ok())
}

fn shortened(words: &str) -> String {
    let words: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).take(60).collect();
    words.trim().to_owned()
}
