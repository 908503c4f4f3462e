//! Money is conserved to the cent, every pay sums, nobody is in two places: whatever the seed, the size and the scenario.

use proptest::prelude::*;
use simulate::world::Exit;
use simulate::world::book::Role;
use simulate::world::pay::Head;
use simulate::{Cents, Model, MonthRecord, Scenario, Setup, World};
use std::collections::BTreeMap;

fn setup(seed: u64, workers: u32, years: (i32, i32), scenario: &str) -> Setup {
    let scenario = Scenario::parse(scenario).unwrap();
    Setup { seed, workers, first_year: years.0, last_year: years.1, model: Model::shipped(), scenario }
}

fn live(world: &mut World) -> Vec<MonthRecord> {
    std::iter::from_fn(|| world.step()).collect()
}

fn every_pay_sums(records: &[MonthRecord]) {
    for pay in records.iter().flat_map(|record| &record.pay) {
        assert_eq!(pay.gross, pay.taken.total() + pay.held + pay.paid, "{pay:?}");
        let parts = [pay.gross, pay.held, pay.paid, pay.released, pay.lost, pay.kickback];
        assert!(parts.iter().all(|part| *part >= Cents::ZERO), "{pay:?}");
        assert!(Head::ALL.into_iter().all(|head| pay.taken.of(head) >= Cents::ZERO), "{pay:?}");
        assert!(pay.kickback <= pay.paid && pay.gross <= pay.contract, "{pay:?}");
    }
}

fn money_is_conserved(world: &World, records: &[MonthRecord]) {
    let (mut inflow, mut outflow) = (Cents::ZERO, Cents::ZERO);
    for (account, balance) in world.book().accounts() {
        inflow += balance.inflow;
        outflow += balance.outflow;
        assert!(balance.holder.may_owe() || balance.least >= Cents::ZERO, "{account:?} {balance:?}");
    }
    assert_eq!(inflow, outflow);
    let paid: Cents = records.iter().flat_map(|record| &record.payments).map(|payment| payment.amount).sum();
    assert_eq!(paid, inflow);
    assert!(records.iter().flat_map(|record| &record.payments).all(|payment| payment.amount > Cents::ZERO));
}

/// What crews hold is what their workers are owed.
fn crews_keep_what_is_held(world: &World) {
    for crew in world.crews() {
        assert_eq!(world.book().balance(crew.accounts.crew).now(), crew.held(), "crew {}", crew.number);
    }
}

/// What was sent has arrived, was kept as a fee, was seized, or is under way.
fn remittances_add_up(world: &World, records: &[MonthRecord]) {
    let sum = |of: fn(&MonthRecord) -> Cents| records.iter().map(of).sum::<Cents>();
    let sent = sum(|record| record.totals.sent);
    let accounted = sum(|record| record.totals.arrived + record.totals.fees + record.totals.seized) + world.ways().under_way();
    assert_eq!(sent, accounted);
    for record in records {
        for payment in record.payments.iter().filter(|payment| payment.role.is_remittance()) {
            let (start, count) = payment.origins;
            let parts = &record.origins[start as usize..(start + count) as usize];
            assert_eq!(parts.iter().map(|part| part.amount).sum::<Cents>(), payment.amount);
        }
        let arrived: Cents = record
            .payments
            .iter()
            .filter(|payment| matches!(payment.role, Role::Arrival | Role::CashCarried))
            .map(|payment| payment.amount)
            .sum();
        assert_eq!(arrived, record.totals.arrived);
    }
}

fn nobody_is_in_two_places(world: &World, records: &[MonthRecord]) {
    let mut stays: BTreeMap<u32, Vec<_>> = BTreeMap::new();
    for posting in world.people().postings() {
        stays.entry(posting.person).or_default().push((posting.from, posting.to));
    }
    for (person, mut stays) in stays {
        stays.sort();
        for pair in stays.windows(2) {
            assert!(pair[0].1.is_some_and(|to| to <= pair[1].0), "person {person}: {pair:?}");
        }
    }
    for record in records {
        let mut seen = BTreeMap::new();
        for pay in record.pay.iter().filter(|pay| pay.days > 0) {
            assert_eq!(seen.insert(pay.person, pay.crew), None, "person {} twice in {}", pay.person, record.month);
        }
    }
}

fn the_dead_stay_dead(world: &World) {
    for person in world.people().persons() {
        let posting = &world.people().postings()[person.posting as usize];
        if posting.exit == Some(Exit::Died) {
            assert!(posting.to.is_some());
        }
    }
    let mut dead = std::collections::BTreeSet::new();
    for posting in world.people().postings() {
        assert!(!dead.contains(&posting.person), "person {} works after death", posting.person);
        if posting.exit.is_some_and(|exit| exit == Exit::Died || exit == Exit::Escaped) {
            dead.insert(posting.person);
        }
    }
}

fn everything_holds(setup: Setup) {
    let mut world = World::new(setup);
    let records = live(&mut world);
    every_pay_sums(&records);
    money_is_conserved(&world, &records);
    crews_keep_what_is_held(&world);
    remittances_add_up(&world, &records);
    nobody_is_in_two_places(&world, &records);
    the_dead_stay_dead(&world);
}

#[test]
fn a_decade_with_sanctions_holds() {
    everything_holds(setup(1, 1_500, (2012, 2020), ""));
}

#[test]
fn policies_hold() {
    let scenario = "
        [[change]]
        from = '2014-06'
        policy.direct_payment = 50
        policy.deduction_cap = 30
        [[change]]
        from = '2015-01'
        policy.conduits_closed = 12
        policy.repatriate = [1, 3]
        ban = [\"CN\"]";
    everything_holds(setup(2, 1_000, (2013, 2016), scenario));
}

#[test]
fn everybody_who_obeys_is_home_by_the_deadline() {
    let mut world = World::new(setup(3, 1_000, (2016, 2020), ""));
    live(&mut world);
    for crew in world.crews().iter().filter(|crew| crew.complies) {
        assert!(crew.workers.is_empty(), "crew {} is still there", crew.number);
    }
    assert!(world.crews().iter().any(|crew| !crew.workers.is_empty()), "nobody evades");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_world_holds(
        seed: u64,
        workers in 0u32..400,
        first in 2005i32..2019,
        years in 0i32..3,
        direct in 0u32..=100,
        cap in 0u32..=100,
        pressure in 0u32..300,
        escapes in 0u32..4_000,
        deaths in 0u32..4_000,
    ) {
        let scenario = format!(
            "[[change]]
            policy.direct_payment = {direct}
            policy.deduction_cap = {cap}
            quota.pressure = {pressure}
            escape.attempts = {escapes}
            accident.dies = {deaths}
            accident.collective = 12000
            work.sick = [0, 28]"
        );
        everything_holds(setup(seed, workers, (first, first + years), &scenario));
    }
}
