//! The rows of a table: whose, which month, which sums; what is left out is told with its place.

use super::headers::Role;
use super::layout::{Person, holds_for_all};
use super::registrar::{Named, Nobody};
use super::table::{Intake, Payment, Reader, RosterFact, is_money};
use super::words::{currency_in_words, day_of, month_of, shortened};
use crate::book::{Component, Crew, Lasting, Line, Post, Slip, Spot, Voice, Whom};
use crate::costs::{Cost, CostCode, cost_code};
use crate::month::{Month, year_in_words};
use document::{Cell, Row, Value};
use evidence::{Currency, Severity, Taking};
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::collections::BTreeSet;
use std::sync::Arc;

impl Intake {
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
    pub(super) fn person(&mut self, taking: &Reader, person: &Person) -> Option<u32> {
        let giver = taking.giver();
        let number = person.number.as_deref().map(|number| (number, giver.as_str()));
        let named = Named { name: person.name.as_deref(), number, passport: person.passport.as_deref(), account: None };
        self.registrar.worker(named).ok()
    }

    fn crew_of(&mut self, taking: &Reader, row: Row) -> Option<u32> {
        let about = &taking.about.crew;
        let of = |role, about: &Option<String>| taking.words(row, role).or_else(|| about.clone());
        let crew = Crew {
            employer: of(Role::Employer, &about.employer).or_else(|| taking.employer.clone()),
            site: of(Role::Site, &about.site),
            group: of(Role::Group, &about.group),
            country: of(Role::Country, &about.country),
        };
        (crew != Crew::default()).then(|| self.registrar.crew(crew))
    }

    pub(super) fn pay_row(&mut self, taking: &mut Reader, row: Row) -> bool {
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

    pub(super) fn sum(&mut self, taking: &mut Reader, row: Row, place: usize, cell: &Cell) -> Option<(Decimal, Currency)> {
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

    pub(super) fn roster_row(&mut self, taking: &mut Reader, row: Row) -> bool {
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

    pub(super) fn cost_row(&mut self, taking: &mut Reader, row: Row) -> bool {
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

    pub(super) fn payment_row(&mut self, taking: &mut Reader, row: Row) -> bool {
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
