//! The world before the first month: employers, crews, sending companies, conduits, agencies, firms, and their accounts.

use super::book::{Account, Book, Holder};
use super::crew::{Crew, CrewAccounts, Permit, Standing};
use super::look_alikes::Agency;
use super::people::People;
use super::remittance::Ways;
use super::{Now, Setup, World, control};
use crate::cents::Cents;
use crate::draw::{Draw, Purpose};
use crate::month::Month;
use crate::parameters::{Model, Parameters};
use std::collections::BTreeMap;

/// Accounts of which there is one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Offices {
    pub(super) fund: Account,
    pub(super) officials: Account,
    pub(super) lenders: Account,
    pub(super) families: Account,
    pub(super) landlords: Account,
    pub(super) customs: Account,
    pub(super) shops: Account,
}

pub(super) fn laid_out(setup: Setup) -> World {
    let mut book = Book::default();
    let offices = Offices {
        fund: book.open(Holder::Fund, Cents::ZERO),
        officials: book.open(Holder::Officials, Cents::ZERO),
        lenders: book.open(Holder::Lenders, Cents::ZERO),
        families: book.open(Holder::Families, Cents::ZERO),
        landlords: book.open(Holder::Landlords, Cents::ZERO),
        customs: book.open(Holder::Customs, Cents::ZERO),
        shops: book.open(Holder::Shops, Cents::ZERO),
    };
    let mut several = |count: i64, holder: fn(u32) -> Holder, opening: Cents| -> Vec<Account> {
        (0..count.max(0) as u32).map(|number| book.open(holder(number), opening)).collect()
    };
    let first = Month::new(setup.first_year, 1);
    let parameters = setup.scenario.parameters(&setup.model.parameters, first);
    let rules = &parameters;
    let conduits = several(rules.remittance.conduits.whole().max(1), Holder::Conduit, Cents(2_500_000));
    let fronts = several(rules.remittance.fronts.whole().max(1), Holder::Front, Cents(2_500_000));
    let suppliers = several(12, Holder::FundSupplier, Cents::ZERO);
    let firms = rules.look_alikes.firms.whole() * i64::from(setup.workers) / 1_000 + 10;
    let firms = several(firms, Holder::Firm, Cents::ZERO);
    let mut crews = crews(&setup, rules, &mut book);
    let agencies = agencies(&setup, rules, &mut book, &crews);
    let now = Now { seed: setup.seed, month: first, parameters: &parameters, model: &setup.model, offices };
    crews.iter_mut().for_each(|crew| control::settle(&now, crew));
    let ways = Ways::new(conduits, fronts, suppliers, firms.clone(), offices.fund);
    crews.iter_mut().for_each(|crew| crew.conduits = conduits_of(&now, crew.number, ways.conduits() as u64));
    World {
        month: first,
        end: Month::new(setup.last_year + 1, 1),
        parameters,
        offices,
        crews,
        agencies,
        firms,
        ways,
        people: People::default(),
        book,
        rates: None,
        setup,
    }
}

fn conduits_of(now: &Now, crew: u32, all: u64) -> Vec<u32> {
    let mut draw = Draw::new(now.seed, Purpose::Layout, u64::from(crew) | 1 << 41, 0);
    let wanted = (now.parameters.remittance.conduits_of_crew.draw_whole(&mut draw) as u64).clamp(1, all);
    let first = draw.below(all);
    (0..wanted)
        .map(|step| ((first + step * (1 + all / 3)) % all) as u32)
        .collect::<std::collections::BTreeSet<_>>()
        .into_iter()
        .collect()
}

/// Posts of a contract at the highest level of any year.
fn posts(model: &Model, workers: u32, share: i64) -> i64 {
    let most = model.level.iter().map(|(_, level)| *level).max().unwrap_or(10_000);
    (i128::from(workers) * i128::from(share) * i128::from(most) / 100_000_000) as i64
}

fn crews(setup: &Setup, rules: &Parameters, book: &mut Book) -> Vec<Crew> {
    let mut crews: Vec<Crew> = Vec::new();
    let mut employers = Vec::new();
    let companies = companies(setup, book);
    for (contract, stated) in setup.model.contracts.iter().enumerate() {
        let all = posts(&setup.model, setup.workers, stated.share);
        let most = setup.model.level.iter().map(|(_, level)| *level).max().unwrap_or(10_000);
        let (mut begun, mut at_site) = (0, 0);
        while begun < all {
            let number = crews.len() as u32;
            let mut draw = Draw::new(setup.seed, Purpose::Layout, u64::from(number), 0);
            if at_site == 0 {
                at_site = 1 + draw.below(3);
                let number = employers.len() as u32;
                employers.push(book.open(Holder::Employer(number), Cents::ZERO));
            }
            at_site -= 1;
            let size = stated.crew.draw_whole(&mut draw).clamp(1, all - begun);
            let rank = (2 * begun + size) * most / (2 * all);
            begun += size;
            let employer = employers.len() as u32 - 1;
            let company = draw.below(companies.len() as u64) as u32;
            let accounts = CrewAccounts {
                crew: book.open(Holder::Crew(number), Cents::ZERO),
                manager: book.open(Holder::Manager(number), Cents::ZERO),
                agent: book.open(Holder::Agent(number), Cents::ZERO),
                employer: employers[employer as usize],
                company: companies[company as usize],
            };
            crews.push(Crew {
                number,
                contract,
                employer,
                company,
                site: employer,
                posts: size as u32,
                rank,
                complies: draw.chance(stated.complies.middle()),
                carries_cash: draw.chance(rules.remittance.cash.middle()),
                directness: draw.below(10_000) as i64,
                accounts,
                ..no_crew()
            });
        }
    }
    crews
}

fn companies(setup: &Setup, book: &mut Book) -> Vec<Account> {
    let count = (setup.workers / 1_500).clamp(2, 40);
    (0..count).map(|number| book.open(Holder::SendingCompany(number), Cents::ZERO)).collect()
}

/// A crew of nobody, to stand in where one is being changed.
pub(super) fn no_crew() -> Crew {
    let none = Account::of_person(u32::MAX >> 1);
    Crew {
        number: 0,
        contract: 0,
        employer: 0,
        company: 0,
        site: 0,
        posts: 0,
        rank: 0,
        workers: Vec::new(),
        standing: Standing::Waiting,
        permit: Permit::Work,
        complies: true,
        quota: Cents::ZERO,
        shortfall: Cents::ZERO,
        behind_since: 0,
        carries_cash: false,
        conduits: Vec::new(),
        passports_held: false,
        locked_in: false,
        telephones_banned: false,
        restricted_until: Month::new(0, 1),
        directness: 0,
        accounts: CrewAccounts { crew: none, manager: none, agent: none, employer: none, company: none },
    }
}

fn agencies(setup: &Setup, rules: &Parameters, book: &mut Book, crews: &[Crew]) -> Vec<Agency> {
    let all = i64::from(setup.workers) * rules.look_alikes.migrants.middle() / 10_000;
    let (mut agencies, mut placed) = (Vec::new(), 0);
    let mut offices: BTreeMap<&str, (Account, Account)> = BTreeMap::new();
    while placed < all && !crews.is_empty() {
        let number = agencies.len() as u32;
        let mut draw = Draw::new(setup.seed, Purpose::Layout, u64::from(number) | 1 << 40, 0);
        let posts = draw.between(15, 60).min(all - placed);
        placed += posts;
        let beside = draw.pick(crews);
        let host = setup.model.contracts[beside.contract].host.as_str();
        let country = offices.len() as u32;
        let (tax_office, social_fund) = *offices.entry(host).or_insert_with(|| {
            (book.open(Holder::TaxOffice(country), Cents::ZERO), book.open(Holder::SocialFund(country), Cents::ZERO))
        });
        agencies.push(Agency {
            number,
            group: crews.len() as u32 + number,
            contract: beside.contract,
            employer: beside.employer,
            posts: posts as u32,
            migrants: Vec::new(),
            own: book.open(Holder::Agency(number), Cents::ZERO),
            of_employer: beside.accounts.employer,
            tax_office,
            social_fund,
        });
    }
    agencies
}
