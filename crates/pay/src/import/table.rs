//! Payrolls, rosters, lists of payments and of recruitment costs, whatever their titles.

use super::headers::Role;
use super::layout::{Layout, Person, facts as facts_of, has_months_as_rows, holds_for_all, layout, untitled};
use super::registrar::{Named, Nobody, Registrar};
use super::words::{currency_in_caption, currency_in_words, day_of, month_of, shortened, voice_of_name};
use crate::book::{Component, Crew, Lasting, Line, Post, Slip, Spot, Voice, Whom};
use crate::costs::{Cost, CostCode, cost_code};
use crate::exchange::Exchange;
use crate::month::{Month, year_in_words};
use document::{Cell, Document, Row, Table, Value};
use evidence::{Currency, Notice, Severity, SourceId, Taking};
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
    about: &'t AboutFile,
    name: &'t str,
    source: SourceId,
    sheet: Option<Arc<str>>,
    labels: Vec<Arc<str>>,
    /// The month of the whole table.
    month: Option<Month>,
    year: Option<i16>,
    /// The month of each column, where months stand side by side.
    months: Vec<Option<Month>>,
    /// How many units one of a column's figures stands for.
    scales: Vec<Decimal>,
    /// The worker whom the whole table is about.
    person: Option<u32>,
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
    /// Whose each account is.
    Accounts,
    /// Rates of exchange.
    Rates,
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
        let Layout { mut roles, months, month, year, person, by_values, scales } = layout(table, name, about, facts);
        let title = |(place, column): (usize, &document::Column)| match column.title.is_empty() {
            true => untitled(place + 1),
            false => column.title.clone(),
        };
        let titles = || table.columns.iter().enumerate().map(title);
        let mut understood = Understood {
            file: name.to_owned(),
            table: table.name.clone(),
            columns: Vec::new(),
            confirmed_by: about.confirmed_by.clone(),
            rows: 0,
            left_out: 0,
        };
        let place = table.name.as_ref().map_or_else(|| "whole table".to_owned(), |sheet| format!("sheet {sheet}"));
        let person = person.filter(|_| has_months_as_rows(&roles));
        let kind = list_kind(&roles, person.is_some());
        if kind != Some(ListKind::Rates) {
            // “Rate” in a payroll is what an hour is paid with
            roles.iter_mut().filter(|role| **role == Some(Role::Rate)).for_each(|role| *role = None);
        }
        let Some(kind) = kind else {
            understood.columns = titles().zip(roles.iter().copied()).collect();
            // labels and words over a payslip are read with its table
            if facts_of(table).is_empty() || roles.iter().flatten().count() > 1 {
                self.tell(name, place, NOTHING_OF_PAY.to_owned(), NOTHING_OF_PAY_REMEDY, Severity::Partly);
            }
            self.understood.push(understood);
            return false;
        };
        understood.columns = titles().zip(roles.iter().copied()).collect();
        for at in by_values {
            let role = roles[at].map_or("nothing", Role::name);
            let cause = format!(
                "no title says so, but by the shape of the values “{}” (column {}) is taken as {role}.",
                understood.columns[at].0,
                table.columns[at].number()
            );
            let remedy = format!(
                "Confirm or mend it in pay.toml: [files.\"{name}\".columns] \"{}\" = \"{role}\".",
                understood.columns[at].0
            );
            self.tell(name, place.clone(), cause, &remedy, Severity::Note);
        }
        for at in (0..roles.len()).filter(|at| scales[*at] != Decimal::ONE && roles[*at].is_some_and(is_money)) {
            let cause = format!(
                "figures under “{}” are read as {} each, as the words over them say.",
                understood.columns[at].0, scales[at]
            );
            self.tell(name, place.clone(), cause, "Nothing, if that is so.", Severity::Note);
        }
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
            month,
            year,
            months,
            scales,
            person: None,
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
        if let Some(person) = person {
            taking.person = self.person(&taking, &person);
            if person.by_sheet {
                let cause = format!(
                    "no column names a worker; its rows are taken as months of “{}”, as the sheet is called.",
                    table.name.as_deref().unwrap_or_default()
                );
                self.tell(
                    name,
                    format!("sheet {}", table.name.as_deref().unwrap_or_default()),
                    cause,
                    "If that is no worker, say in pay.toml what stands under its titles.",
                    Severity::Note,
                );
            }
        }
        for row in table.rows().filter(|row| !row.is_total()) {
            let taken = match kind {
                ListKind::Payroll => self.pay_row(&mut taking, row),
                ListKind::Roster => self.roster_row(&mut taking, row),
                ListKind::Costs => self.cost_row(&mut taking, row),
                ListKind::Payments => self.payment_row(&mut taking, row),
                ListKind::Accounts => self.account_row(&mut taking, row),
                ListKind::Rates => self.rate_row(&mut taking, row),
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
        true
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

    // ---- rows ---------------------------------------------------------------------------------------------------------------------

    fn worker_of(&mut self, taking: &mut Reader, row: Row) -> Option<u32> {
        if taking.person.is_some() {
            return taking.person;
        }
        let words = |role| taking.words(row, role);
        let (name, number, account) = (words(Role::Name), words(Role::Number), words(Role::Account));
        let passport = words(Role::Passport);
        let giver = words(Role::Employer).unwrap_or_else(|| taking.giver());
        let named = Named {
            name: name.as_deref(),
            number: number.as_deref().map(|number| (number, giver.as_str())),
            passport: passport.as_deref(),
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

    /// The worker whom a whole sheet is about.
    fn person(&mut self, taking: &Reader, person: &Person) -> Option<u32> {
        let giver = taking.giver();
        let number = person.number.as_deref().map(|number| (number, giver.as_str()));
        let named = Named { name: person.name.as_deref(), number, passport: person.passport.as_deref(), account: None };
        self.registrar.worker(named).ok()
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
        let side_by_side: BTreeSet<Month> = taking.months.iter().flatten().copied().collect();
        if side_by_side.is_empty() {
            let Some((month, paid_on)) = self.month_and_day(taking, row) else { return false };
            return self.slip(taking, row, worker, month, paid_on);
        }
        let mut taken = false;
        for month in side_by_side {
            let places = 0..taking.roles.len();
            let mut of_month = places.filter(|place| taking.months[*place] == Some(month) && taking.roles[*place].is_some());
            // a month that the worker was not there for
            if of_month.any(|place| !matches!(row.cell(place).value, Value::Empty)) {
                taken |= self.slip(taking, row, worker, month, None);
            }
        }
        if !taken {
            let cause = "no sum of any month in the row can be read; it is left out.".to_owned();
            self.tell_row(taking, "no sum", row.number(), cause, "Write the sums as figures.", Severity::Partly);
        }
        taken
    }

    fn slip(&mut self, taking: &mut Reader, row: Row, worker: u32, month: Month, paid_on: Option<Date>) -> bool {
        let signed = taking.cell(row, Role::Signed).is_some_and(|cell| !cell.words.trim().is_empty());
        let voice = if signed && taking.voice.is_employers() { Voice::SignedPayslip } else { taking.voice };
        let spot = self.spot(taking, row, voice);
        let Some(lines) = self.lines(taking, row, month) else { return false };
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

    /// The sums of a row that are of `month`, with what no column explains. `None` if it holds none.
    fn lines(&mut self, taking: &mut Reader, row: Row, month: Month) -> Option<Vec<Line>> {
        let mut lines: Vec<Line> = Vec::new();
        let (mut net, mut total_taken) = (None, None);
        let is_wide = taking.months.iter().any(Option::is_some);
        let mut earned: Option<Line> = None;
        for place in 0..taking.roles.len() {
            let is_of_month = taking.months[place] == Some(month) || !is_wide || holds_for_all(taking.roles[place]);
            if !is_of_month {
                continue;
            }
            let component = match taking.roles[place] {
                Some(Role::Sum(component)) => component,
                Some(Role::Net) => Component::Paid,
                Some(Role::TotalTaken) => Component::Taken(Taking::Unlabelled),
                Some(Role::Earning) => Component::Gross,
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
                Some(Role::Earning) => match &mut earned {
                    Some(before) if before.currency == line.currency => {
                        before.low = before.low.saturating_add(line.low);
                        before.high = before.low;
                    }
                    Some(_) => {}
                    None => earned = Some(line),
                },
                _ => lines.push(line),
            }
        }
        lines.extend(earned.and_then(|earned| gross_of(&lines, earned)));
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
        let amount = if taking.roles[place].is_some_and(is_money) { amount.saturating_mul(taking.scales[place]) } else { amount };
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

    pub(super) fn row_currency(&mut self, taking: &mut Reader, row: Row) -> Option<Currency> {
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

    pub(super) fn day(&mut self, taking: &mut Reader, row: Row, role: Role) -> Option<Date> {
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

    /// The year of a row whose month stands apart from it.
    fn year(&self, taking: &Reader, row: Row) -> Option<i16> {
        taking.words(row, Role::Year).and_then(|words| year_in_words(&words)).or(taking.year)
    }

    fn month_and_day(&mut self, taking: &mut Reader, row: Row) -> Option<(Month, Option<Date>)> {
        let paid_on = self.day(taking, row, Role::PaidOn);
        let stated = taking.cell(row, Role::Month).filter(|cell| !matches!(cell.value, Value::Empty));
        let month = match &stated {
            Some(cell) => match month_of(&cell.value, &cell.words, self.year(taking, row)) {
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
        for role in [Role::Holder, Role::Nationality, Role::Permit, Role::PermitKind, Role::Phone, Role::Address] {
            let Some(cell) = taking.cell(row, role).filter(|cell| !cell.words.trim().is_empty()) else { continue };
            let own_day = day_of(&cell.value).ok().flatten();
            // a kind of permit holds from the day it was issued
            let issued = || taking.cell(row, Role::Permit).and_then(|cell| day_of(&cell.value).ok().flatten());
            let day = if role == Role::PermitKind { issued() } else { own_day };
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
        let (number, passport) = (taking.words(row, Role::Number), taking.words(row, Role::Passport));
        let giver = taking.giver();
        let number = number.as_deref().map(|number| (number, giver.as_str()));
        let worker = self.registrar.known_number(number).or_else(|| self.registrar.known_passport(passport.as_deref()?));
        let (channel, payer_account, payer_worker) = (words(Role::Channel), String::new(), None);
        self.payments.push(Payment {
            on,
            sum,
            currency,
            payer,
            payee,
            account,
            reference,
            channel,
            payer_account,
            payer_worker,
            worker,
            spot,
        });
        true
    }
}

impl Reader<'_> {
    /// Who gives workers their numbers.
    fn giver(&self) -> String {
        self.about.crew.employer.clone().unwrap_or_else(|| self.name.to_owned())
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

/// Whether money stands in a column.
fn is_money(role: Role) -> bool {
    match role {
        Role::Sum(component) => component.is_money(),
        Role::Net | Role::TotalTaken | Role::Amount | Role::Earning => true,
        _ => false,
    }
}

/// Gross pay where no column has it: the base and what was earned besides.
fn gross_of(lines: &[Line], earned: Line) -> Option<Line> {
    let of = |component| lines.iter().find(|line| line.component == component);
    if of(Component::Gross).is_some() {
        return None;
    }
    let base: Decimal = [Component::Contract, Component::Overtime]
        .into_iter()
        .filter_map(of)
        .filter(|line| line.currency == earned.currency)
        .map(|line| line.low)
        .sum();
    let sum = earned.low.saturating_add(base);
    Some(Line { low: sum, high: sum, column: 0, label: Arc::from("base pay and what was earned besides"), ..earned })
}
