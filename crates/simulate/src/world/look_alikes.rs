//! Honest work that looks alike: migrants who are paid into their own accounts, less tax and insurance that is handed on, and who
//! send money home of their own will.

use super::Now;
use super::book::{Account, Channel, Payment, Role};
use super::crew_month::office_hours;
use super::pay::{Head, Pay, Taken};
use super::people::Exit;
use crate::cents::Cents;
use crate::draw::{Draw, Purpose};

/// A migrant at work.
#[derive(Debug, Clone, Copy)]
pub struct Migrant {
    /// Who.
    pub person: u32,
    /// Pay of a month.
    pub wage: Cents,
}

/// A staffing agency and those it places.
#[derive(Debug, Clone)]
pub struct Agency {
    /// Its number.
    pub number: u32,
    /// Beyond the last crew, so that lists can name both alike.
    pub group: u32,
    /// Place in the model's list of contracts: where it works.
    pub contract: usize,
    /// The employer it serves.
    pub employer: u32,
    /// How many it places.
    pub posts: u32,
    /// Who works.
    pub migrants: Vec<Migrant>,
    pub(super) own: Account,
    pub(super) of_employer: Account,
    pub(super) tax_office: Account,
    pub(super) social_fund: Account,
}

/// What a month leaves.
#[derive(Debug, Default)]
pub(super) struct AgencyMonth {
    pub(super) pay: Vec<Pay>,
    pub(super) payments: Vec<Payment>,
    pub(super) left: Vec<(u32, Exit)>,
}

pub(super) fn worked(now: &Now, agency: &mut Agency) -> AgencyMonth {
    let mut month = AgencyMonth::default();
    if agency.migrants.is_empty() {
        return month;
    }
    for migrant in &agency.migrants {
        paid(now, agency, migrant, &mut month);
    }
    together(now, agency, &mut month);
    agency.migrants.retain(|migrant| {
        let mut draw = Draw::new(now.seed, Purpose::Agency, u64::from(migrant.person) | 1 << 40, now.month.number());
        let leaves = now.happens(now.parameters.look_alikes.leaves, &mut draw);
        if leaves {
            month.left.push((migrant.person, Exit::Returned));
        }
        !leaves
    });
    month
}

fn paid(now: &Now, agency: &Agency, migrant: &Migrant, month: &mut AgencyMonth) {
    let rules = &now.parameters.look_alikes;
    let mut draw = Draw::new(now.seed, Purpose::Agency, u64::from(migrant.person), now.month.number());
    let days = 20 + draw.below(3);
    let mut taken = Taken::default();
    taken.add(Head::IncomeTax, migrant.wage.share(rules.income_tax.draw(&mut draw)));
    taken.add(Head::SocialInsurance, migrant.wage.share(rules.social_insurance.draw(&mut draw)));
    taken.add(Head::Lodging, Cents(rules.lodging.draw(&mut draw)).min(migrant.wage - taken.total()));
    let net = migrant.wage - taken.total();
    spends(now, agency, migrant, net, &mut draw, &mut month.payments);
    month.pay.push(Pay {
        person: migrant.person,
        crew: agency.group,
        days: days as u8,
        rest: (u64::from(now.month.days()) - days) as u8,
        hours: (days * 8) as u16,
        contract: migrant.wage,
        gross: migrant.wage,
        taken,
        held: Cents::ZERO,
        paid: net,
        released: Cents::ZERO,
        lost: Cents::ZERO,
        kickback: Cents::ZERO,
    });
}

/// The wage comes in, some of it goes home, some to shops.
fn spends(now: &Now, agency: &Agency, migrant: &Migrant, net: Cents, draw: &mut Draw, payments: &mut Vec<Payment>) {
    let rules = &now.parameters.look_alikes;
    let purse = Account::of_person(migrant.person);
    let currency = now.currency_of(agency.contract);
    let wage = Payment::new(5, office_hours(draw), agency.own, purse, net, Channel::Bank, Role::HonestWage);
    payments.push(wage.within(currency));
    let home = migrant.wage.share(rules.sent_home.draw(draw)).min(net);
    if home.is_some() {
        let day = 6 + draw.below(4) as u32;
        payments.push(Payment::new(
            day,
            office_hours(draw),
            purse,
            now.offices.families,
            home,
            Channel::Transfer,
            Role::SentHome,
        ));
    }
    let times = rules.purchases.draw_whole(draw);
    for _ in 0..times {
        let amount = Cents((net - home).0 / times.max(1)).share(draw.between(5_000, 9_000));
        if amount.is_some() {
            let (day, channel) = (6 + draw.below(22) as u32, if draw.chance(7_000) { Channel::Card } else { Channel::Cash });
            let purchase = Payment::new(day, office_hours(draw), purse, now.offices.shops, amount, channel, Role::Purchase);
            payments.push(purchase.within(currency));
        }
    }
}

/// What the employer pays the agency, and what the agency hands on.
fn together(now: &Now, agency: &Agency, month: &mut AgencyMonth) {
    let mut draw = Draw::new(now.seed, Purpose::Moment, u64::from(agency.number) | 1 << 40, now.month.number());
    let currency = now.currency_of(agency.contract);
    let of = |head: Head| month.pay.iter().map(|pay| pay.taken.of(head)).sum::<Cents>();
    let gross: Cents = month.pay.iter().map(|pay| pay.gross).sum();
    let handed_on = [
        (3, agency.of_employer, agency.own, gross + gross.share(800), Role::HonestPool),
        (10, agency.own, agency.tax_office, of(Head::IncomeTax), Role::HonestTax),
        (10, agency.own, agency.social_fund, of(Head::SocialInsurance), Role::HonestSocial),
        (11, agency.own, now.offices.landlords, of(Head::Lodging), Role::HonestLodging),
    ];
    for (day, from, to, amount, role) in handed_on {
        if amount.is_some() {
            let payment = Payment::new(day, office_hours(&mut draw), from, to, amount, Channel::Bank, role);
            month.payments.push(payment.within(currency));
        }
    }
}
