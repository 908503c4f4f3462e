//! The world: who works where, and what happens month by month.
//!
//! Crews are worked on all cores and joined in their order; what crosses crews (recruitment, conduits, the fund) is done in one
//! place between. Every draw depends on its purpose, its entity and the month alone, so that the same seed gives the same world.

mod accident;
pub mod book;
mod control;
pub mod crew;
mod crew_month;
mod deductions;
mod escape;
pub mod event;
mod exchange;
mod layout;
pub mod look_alikes;
pub mod pay;
pub mod people;
mod quota;
mod recruitment;
pub mod remittance;
mod return_home;
mod sanctions;
mod totals;
mod trade;
mod work;

use crate::cents::Cents;
use crate::draw::{Draw, Purpose};
use crate::month::{Day, Month};
use crate::parameters::{Bounds, Model, Parameters, Scenario};
use book::{Account, Book, Channel, Payment, Role};
use crew::{Crew, Permit, Standing, Worker};
use crew_month::CrewMonth;
use event::{Event, Happening};
pub use exchange::Rates;
use layout::Offices;
use look_alikes::{Agency, Migrant};
use pay::{Head, Pay};
pub use people::Exit;
use people::{Origin, People, Recruited};
use rayon::prelude::*;
use remittance::{Arrival, OriginPart, Ways};
pub use totals::Totals;

/// What a simulation is told.
#[derive(Debug, Clone)]
pub struct Setup {
    /// The seed of all draws.
    pub seed: u64,
    /// Workers abroad in the base year, when the level is 100 percent.
    pub workers: u32,
    /// The first year.
    pub first_year: i32,
    /// The last year, included.
    pub last_year: i32,
    /// The parameters.
    pub model: Model,
    /// What is tried.
    pub scenario: Scenario,
}

/// The seed, the month, and the rules that hold in it.
pub(crate) struct Now<'w> {
    seed: u64,
    month: Month,
    parameters: &'w Parameters,
    model: &'w Model,
    offices: Offices,
}

impl Now<'_> {
    fn happens(&self, share: Bounds, draw: &mut Draw) -> bool {
        let share = share.draw(draw);
        draw.chance(share)
    }

    fn event(&self, day: u32, happening: Happening, crew: &Crew, person: Option<u32>) -> Event {
        Event { day: Day::new(self.month, day), happening, crew: Some(crew.number), person }
    }

    fn currency_of(&self, contract: usize) -> u8 {
        self.model.currency(&self.model.contracts[contract].currency)
    }
}

impl Model {
    /// The place of a currency, counted from 1; 0 for the dollar.
    pub(crate) fn currency(&self, code: &str) -> u8 {
        self.currencies.iter().position(|currency| currency.code == code).map_or(0, |at| at as u8 + 1)
    }
}

/// Everything that happened in a month.
#[derive(Debug)]
pub struct MonthRecord {
    /// Which.
    pub month: Month,
    /// The parameters that held in it.
    pub parameters: Parameters,
    /// Rates of exchange.
    pub rates: Rates,
    /// Pay, crew by crew, then agency by agency.
    pub pay: Vec<Pay>,
    /// Payments in order of time.
    pub payments: Vec<Payment>,
    /// Where payments towards the fund come from.
    pub origins: Vec<OriginPart>,
    /// What reached the fund.
    pub arrivals: Vec<Arrival>,
    /// What happened.
    pub events: Vec<Event>,
    /// What it adds up to.
    pub totals: Totals,
}

/// The state of the world between two months.
#[derive(Debug, Clone)]
pub struct World {
    setup: Setup,
    month: Month,
    end: Month,
    parameters: Parameters,
    offices: Offices,
    crews: Vec<Crew>,
    agencies: Vec<Agency>,
    firms: Vec<Account>,
    ways: Ways,
    people: People,
    book: Book,
    rates: Option<Rates>,
}

impl World {
    /// The world before the first month.
    pub fn new(setup: Setup) -> Self {
        layout::laid_out(setup)
    }

    /// What it was told.
    pub fn setup(&self) -> &Setup {
        &self.setup
    }

    /// The parameters of the month that was lived last, or of the first.
    pub fn parameters(&self) -> &Parameters {
        &self.parameters
    }

    /// The next month to live.
    pub fn month(&self) -> Month {
        self.month
    }

    /// The first month that is not lived.
    pub fn end(&self) -> Month {
        self.end
    }

    /// All crews.
    pub fn crews(&self) -> &[Crew] {
        &self.crews
    }

    /// All staffing agencies.
    pub fn agencies(&self) -> &[Agency] {
        &self.agencies
    }

    /// All people so far.
    pub fn people(&self) -> &People {
        &self.people
    }

    /// All accounts.
    pub fn book(&self) -> &Book {
        &self.book
    }

    /// The ways to the fund.
    pub fn ways(&self) -> &Ways {
        &self.ways
    }

    /// Lives a month; nothing once the last year is over.
    pub fn step(&mut self) -> Option<MonthRecord> {
        if self.month >= self.end {
            return None;
        }
        let parameters = self.setup.scenario.parameters(&self.setup.model.parameters, self.month);
        self.parameters = parameters;
        let mut record = self.begun();
        let (crews, agencies) = self.lived();
        let mut to_send = self.gathered(crews, &mut record);
        self.agencies_gathered(agencies, &mut record);
        for (crew, extra) in std::mem::take(&mut record.to_send) {
            to_send[crew as usize] += extra;
        }
        let mut record = record.record;
        self.sent_on(&to_send, &mut record);
        let (parameters, setup) = (&self.parameters, &self.setup);
        let now = Now { seed: setup.seed, month: self.month, parameters, model: &setup.model, offices: self.offices };
        record.payments.extend(trade::payments(&now, &self.firms));
        self.closed_books(&mut record);
        self.month = self.month.plus(1);
        Some(record)
    }

    fn now(&self) -> Now<'_> {
        Now {
            seed: self.setup.seed,
            month: self.month,
            parameters: &self.parameters,
            model: &self.setup.model,
            offices: self.offices,
        }
    }

    /// The month's rates and measures; crews begin, close and are filled.
    fn begun(&mut self) -> Unfinished {
        let rates = match &self.rates {
            None => Rates::first(&self.setup.model, self.setup.seed, self.month),
            Some(before) => before.next(&self.setup.model, self.setup.seed, self.month),
        };
        self.rates = Some(rates.clone());
        let record = MonthRecord {
            month: self.month,
            parameters: self.parameters.clone(),
            rates,
            pay: Vec::new(),
            payments: Vec::new(),
            origins: Vec::new(),
            arrivals: Vec::new(),
            events: Vec::new(),
            totals: Totals { months: 1, ..Totals::default() },
        };
        let mut unfinished = Unfinished { record, to_send: Vec::new() };
        for measure in self.setup.model.sanctions.iter().filter(|measure| measure.from.month == self.month) {
            let event = Event { day: measure.from, happening: Happening::MeasureTaken, crew: None, person: None };
            unfinished.record.events.push(event);
        }
        for crew in 0..self.crews.len() {
            self.stand(crew, &mut unfinished);
        }
        self.agencies_filled();
        unfinished
    }

    /// Begins, closes, refills one crew.
    fn stand(&mut self, at: usize, unfinished: &mut Unfinished) {
        let contract = self.crews[at].contract;
        let measures =
            sanctions::measures(&self.setup.model, &self.setup.scenario, &self.setup.model.contracts[contract].host, self.month);
        let crew = &self.crews[at];
        if crew.standing == Standing::Closed {
            return;
        }
        if self.goes_home(crew, &measures) {
            self.close(at, unfinished);
            return;
        }
        let level_month = if crew.complies { measures.capped.unwrap_or(self.month) } else { self.month };
        let works = crew.rank < level(&self.setup.model.level, level_month.min(self.month));
        match (crew.standing, works) {
            (Standing::Waiting, false) => return,
            (Standing::Working, false) => return self.close(at, unfinished),
            (Standing::Waiting, true) => self.crews[at].standing = Standing::Working,
            (Standing::Working, true) | (Standing::Closed, _) => {}
        }
        let no_new = measures.no_new_permits || measures.going_home.is_some();
        if no_new && self.crews[at].complies {
            return;
        }
        if no_new && self.crews[at].permit == Permit::Work {
            self.switch_permit(at, &mut unfinished.record.events);
        }
        self.fill(at, unfinished);
    }

    fn goes_home(&self, crew: &Crew, measures: &sanctions::Measures) -> bool {
        let seed = self.setup.seed;
        if let Some(ban) = measures.banned
            && sanctions::goes_home(seed, crew.number, ban, ban.plus(sanctions::BAN_TAKES)) <= self.month
        {
            return true;
        }
        if let Some((from, deadline)) = measures.going_home
            && crew.complies
            && sanctions::goes_home(seed, crew.number, from, deadline) <= self.month
        {
            return true;
        }
        let rate = self.parameters.policy.repatriate;
        rate.high > 0 && {
            let mut draw = Draw::new(seed, Purpose::Sanction, u64::from(crew.number), self.month.number());
            self.now().happens(rate, &mut draw)
        }
    }

    fn close(&mut self, at: usize, unfinished: &mut Unfinished) {
        let mut crew = std::mem::replace(&mut self.crews[at], layout::no_crew());
        let was_working = crew.standing == Standing::Working;
        crew.standing = Standing::Closed;
        if was_working {
            let month = crew_month::closed(&self.now(), &mut crew);
            unfinished.to_send.push((crew.number, month.to_send));
            self.took_leave(&month, self.month, &mut unfinished.record);
            let record = &mut unfinished.record;
            record.pay.extend(month.pay);
            record.payments.extend(month.payments);
            record.events.extend(month.events);
        }
        self.crews[at] = crew;
    }

    fn switch_permit(&mut self, at: usize, events: &mut Vec<Event>) {
        let crew = &mut self.crews[at];
        crew.permit = Permit::Student;
        if crew.workers.is_empty() {
            return;
        }
        events.push(Event {
            day: Day::new(self.month, 1),
            happening: Happening::PermitSwitched,
            crew: Some(crew.number),
            person: None,
        });
        for worker in &crew.workers {
            self.people.switch_permit(worker.person, self.month, Permit::Student);
        }
    }

    /// Fills the vacant posts. In the first month people have been there for a while.
    fn fill(&mut self, at: usize, unfinished: &mut Unfinished) {
        let vacant = self.crews[at].posts as usize - self.crews[at].workers.len();
        for post in 0..vacant {
            let worker = self.dispatched(at, post as u64, unfinished);
            self.crews[at].workers.push(worker);
        }
    }

    fn dispatched(&mut self, at: usize, post: u64, unfinished: &mut Unfinished) -> Worker {
        let now = Now {
            seed: self.setup.seed,
            month: self.month,
            parameters: &self.parameters,
            model: &self.setup.model,
            offices: self.offices,
        };
        let crew = &self.crews[at];
        let contract = &now.model.contracts[crew.contract];
        let is_first = self.month == Month::new(self.setup.first_year, 1);
        let mut draw = Draw::new(now.seed, Purpose::Redispatch, u64::from(crew.number) << 24 | post, self.month.number());
        let woman = now.happens(contract.women, &mut draw);
        let again = now.happens(now.parameters.recruitment.sent_before, &mut draw);
        let chosen = recruitment::chosen(&now, crew.number, post);
        let known = if again { self.people.sent_again(woman, self.month) } else { None };
        let recruited = if is_first { Recruited { applicants: 0, ..chosen.recruited } } else { chosen.recruited };
        let person = match known {
            Some(person) => person,
            None => self.people.add(&mut self.book, Origin::Sent, woman, recruited),
        };
        let length = now.parameters.recruitment.contract_length.draw_whole(&mut draw).max(1);
        let lived = if is_first { draw.between(0, length - 1) } else { 0 };
        let began = self.month.plus(-lived);
        let mut worker = Worker {
            person,
            began,
            ends: began.plus(length),
            wage: crew.wage_of(contract, now.seed, person),
            allowance: Cents(now.parameters.deductions.allowance.draw(&mut draw)),
            debt: recruited.dispatch_fee,
            held: Cents::ZERO,
            loan: Cents::ZERO,
        };
        if is_first {
            let paid_back = Cents(now.parameters.deductions.dispatch_debt.middle() * lived);
            worker.debt = (worker.debt - paid_back).or_zero();
            worker.held = Cents(worker.allowance.share(contract.held.middle()).0 * lived);
            self.book.found(crew.accounts.crew, worker.held);
        } else {
            worker.loan = recruited.bribes();
            recruitment::payments(&now, person, &recruited, &mut unfinished.record.payments);
            let totals = &mut unfinished.record.totals;
            totals.dispatched += 1;
            totals.bribes += recruited.bribes();
            totals.bribes_in_vain += chosen.paid_in_vain;
            unfinished.record.events.push(now.event(1, Happening::Dispatched, crew, Some(person)));
        }
        let (number, permit) = (crew.number, crew.permit);
        self.people.post(person, number, began, permit);
        worker
    }

    fn agencies_filled(&mut self) {
        for agency in &mut self.agencies {
            while agency.migrants.len() < agency.posts as usize {
                let person = self.people.persons().len() as u64;
                let mut draw = Draw::new(self.setup.seed, Purpose::Agency, person, 0);
                let woman = draw.chance(3_000);
                let wage = Cents(self.parameters.look_alikes.wage.draw(&mut draw) / 100 * 100);
                let person = self.people.add(&mut self.book, Origin::Migrant, woman, Recruited::default());
                self.people.post(person, agency.group, self.month, Permit::Work);
                agency.migrants.push(Migrant { person, wage });
            }
        }
    }

    /// All crews and agencies at once.
    fn lived(&mut self) -> (Vec<CrewMonth>, Vec<look_alikes::AgencyMonth>) {
        let (setup, parameters) = (&self.setup, &self.parameters);
        let now = Now { seed: setup.seed, month: self.month, parameters, model: &setup.model, offices: self.offices };
        let crews = self.crews.par_iter_mut().map(|crew| crew_month::lived(&now, crew)).collect();
        let agencies = self.agencies.par_iter_mut().map(|agency| look_alikes::worked(&now, agency)).collect();
        (crews, agencies)
    }

    fn gathered(&mut self, months: Vec<CrewMonth>, unfinished: &mut Unfinished) -> Vec<Cents> {
        let after = self.month.plus(1);
        let mut to_send = Vec::with_capacity(months.len());
        for (at, month) in months.into_iter().enumerate() {
            if !month.pay.is_empty() {
                unfinished.record.totals.crew_months += 1;
                unfinished.record.totals.quota_set += self.crews[at].quota;
            }
            self.took_leave(&month, after, &mut unfinished.record);
            to_send.push(month.to_send);
            unfinished.record.pay.extend(month.pay);
            unfinished.record.payments.extend(month.payments);
            unfinished.record.events.extend(month.events);
        }
        let totals = &mut unfinished.record.totals;
        for pay in &unfinished.record.pay {
            totals.add_pay(pay);
            self.people.credit(pay);
        }
        to_send
    }

    /// Who left goes home, pays back what was borrowed as far as the purse goes, and perhaps tells of it.
    fn took_leave(&mut self, month: &CrewMonth, after: Month, record: &mut MonthRecord) {
        for (worker, exit) in &month.left {
            self.people.leave(worker.person, after, *exit);
            let totals = &mut record.totals;
            match exit {
                Exit::Returned => totals.returned += 1,
                Exit::SentBack => totals.sent_back += 1,
                Exit::Escaped => totals.escaped += 1,
                Exit::Died => totals.died += 1,
            }
            let pay = month.pay.iter().find(|pay| pay.person == worker.person);
            let paid = pay.map_or(Cents::ZERO, |pay| pay.paid - pay.kickback + pay.released);
            let purse = Account::of_person(worker.person);
            let back = worker.loan.min(self.book.balance(purse).now() + paid);
            if *exit == Exit::Returned && back.is_some() {
                let lenders = self.offices.lenders;
                record.payments.push(Payment::new(28, 60_000, purse, lenders, back, Channel::Cash, Role::LoanRepaid));
            }
            if *exit == Exit::Returned {
                record.events.push(Event {
                    day: Day::new(self.month, 28),
                    happening: Happening::Returned,
                    crew: Some(month.pay.first().map_or(0, |pay| pay.crew)),
                    person: Some(worker.person),
                });
            }
            let testifies = return_home::testifies(&self.now(), worker, *exit);
            if testifies {
                self.people.person_mut(worker.person).testified = true;
                record.events.push(Event {
                    day: Day::new(self.month, 28),
                    happening: Happening::Testified,
                    crew: month.pay.first().map(|pay| pay.crew),
                    person: Some(worker.person),
                });
            }
        }
    }

    fn agencies_gathered(&mut self, months: Vec<look_alikes::AgencyMonth>, unfinished: &mut Unfinished) {
        for month in months {
            for (person, exit) in &month.left {
                self.people.leave(*person, self.month.plus(1), *exit);
            }
            for pay in &month.pay {
                unfinished.record.totals.add_migrant(pay);
                self.people.credit(pay);
            }
            unfinished.record.pay.extend(month.pay);
            unfinished.record.payments.extend(month.payments);
        }
    }

    fn sent_on(&mut self, to_send: &[Cents], record: &mut MonthRecord) {
        let (setup, parameters) = (&self.setup, &self.parameters);
        let now = Now { seed: setup.seed, month: self.month, parameters, model: &setup.model, offices: self.offices };
        let travelled = self.ways.month(&now, &self.crews, to_send, &self.book);
        let totals = &mut record.totals;
        totals.sent = travelled.sent;
        totals.fees = travelled.fees;
        totals.seized = travelled.seized;
        totals.spent = travelled.spent;
        totals.arrived = travelled.arrivals.iter().map(|arrival| arrival.amount).sum();
        totals.under_way_at_end = self.ways.under_way();
        record.payments.extend(travelled.payments);
        record.origins = travelled.origins;
        record.arrivals = travelled.arrivals;
        record.events.extend(travelled.events);
    }

    /// Puts payments and events in order and moves the money.
    fn closed_books(&mut self, record: &mut MonthRecord) {
        let order = |payment: &Payment| {
            let Payment { moment, from, to, amount, channel, role, origins, .. } = *payment;
            (moment, from, to, amount, channel, role, origins)
        };
        record.payments.par_sort_unstable_by_key(order);
        record.events.sort_unstable();
        for payment in &record.payments {
            self.book.apply(payment);
        }
        let totals = &mut record.totals;
        let fees = record.payments.iter().filter(|payment| payment.role == Role::HostFee);
        totals.host_fees = fees.map(|payment| payment.amount).sum();
        totals.injured = record.events.iter().filter(|event| event.happening == Happening::Injured).count() as u64;
        totals.workers_at_end = self.crews.iter().map(|crew| crew.workers.len() as u64).sum();
        totals.held_at_end = self.crews.iter().map(Crew::held).sum();
    }
}

/// A month's record before crews have worked, and what closed crews leave to be sent on.
struct Unfinished {
    record: MonthRecord,
    to_send: Vec<(u32, Cents)>,
}

/// Hundredths of a percent of the base year's workers in a month: on straight lines between the middles of the years.
fn level(years: &[(i32, i64)], month: Month) -> i64 {
    let middle = |year: i32| Month::new(year, 7);
    let after = years.iter().position(|(year, _)| middle(*year) > month);
    match after {
        Some(0) => years[0].1,
        None => years.last().map_or(10_000, |(_, level)| *level),
        Some(after) => {
            let ((from, low), (to, high)) = (years[after - 1], years[after]);
            low + (high - low) * month.since(middle(from)) / middle(to).since(middle(from))
        }
    }
}

/// Whether a head is one that only a sending State takes.
pub fn is_taken_by_the_state(head: Head) -> bool {
    !head.is_lawful() && !head.is_for_review() && !matches!(head, Head::Dispatch | Head::Manager)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_lie_on_lines() {
        let years = [(2012, 8_000), (2014, 10_000)];
        let at = |year, month| level(&years, Month::new(year, month));
        assert_eq!([at(2010, 1), at(2012, 7), at(2013, 7), at(2014, 7), at(2020, 1)], [8_000, 8_000, 9_000, 10_000, 10_000]);
    }
}
