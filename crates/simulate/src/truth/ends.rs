//! What is only known at the end: who was where, what is owed, what each account holds, and the sums of each year.

use crate::accounts::{Cast, account};
use crate::cents::Cents;
use crate::folder::{Folder, Rows};
use crate::name::Spelling;
use crate::parameters::Bounds;
use crate::world::book::Balance;
use crate::world::crew::Crew;
use crate::world::pay::Head;
use crate::world::people::{Origin, Person};
use crate::world::{Totals, World};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::io;

pub(crate) fn ended(folder: &mut dyn Folder, world: &World, cast: &Cast, years: &BTreeMap<i32, Totals>) -> io::Result<()> {
    persons(folder, world, cast)?;
    postings(folder, world)?;
    groups(folder, world, cast)?;
    accounts(folder, world, cast)?;
    totals(folder, years)
}

/// Rows that are formatted on all cores and written in order.
fn in_parallel<T: Sync>(rows: &mut Rows, items: &[T], row: impl Fn(usize, &T) -> Vec<String> + Sync) -> io::Result<()> {
    const TOGETHER: usize = 1_024;
    let piece = |(chunk, items): (usize, &[T])| {
        let mut out = Vec::new();
        for (at, item) in items.iter().enumerate() {
            let fields = row(chunk * TOGETHER + at, item);
            crate::csv::row(&mut out, &fields.iter().map(String::as_str).collect::<Vec<_>>());
        }
        out
    };
    // some hundred thousand rows at a time, so that memory stays small
    for (block, items) in items.chunks(TOGETHER * 128).enumerate() {
        let pieces: Vec<Vec<u8>> =
            items.par_chunks(TOGETHER).enumerate().map(|(chunk, items)| piece((block * 128 + chunk, items))).collect();
        rows.pieces(&pieces)?;
    }
    Ok(())
}

fn persons(folder: &mut dyn Folder, world: &World, cast: &Cast) -> io::Result<()> {
    let header = [
        "person", "origin", "sex", "born", "name", "hangul", "hanja", "passport", "from", "applicants", "placement_bribe",
        "background_bribe", "medical_bribe", "dispatch_fee", "stays", "testified",
    ];
    let mut rows = Rows::begin(folder, "truth/persons.csv", &header)?;
    in_parallel(&mut rows, world.people().persons(), |number, person: &Person| {
        let identity = cast.identity(world, number as u32);
        let paid = &person.recruited;
        vec![
            number.to_string(),
            if person.origin == Origin::Sent { "sent" } else { "migrant" }.to_owned(),
            if person.woman { "F" } else { "M" }.to_owned(),
            identity.born(),
            identity.name(Spelling::Dprk),
            identity.name(Spelling::Hangul),
            identity.name(Spelling::Hanja),
            identity.passport.clone(),
            identity.province.to_owned(),
            paid.applicants.to_string(),
            paid.placement_bribe.to_string(),
            paid.background_bribe.to_string(),
            paid.medical_bribe.to_string(),
            paid.dispatch_fee.to_string(),
            person.stays.to_string(),
            u8::from(person.testified).to_string(),
        ]
    })?;
    rows.finish()?;
    let header = [
        "person", "months", "gross", "lawful", "review", "other", "held", "paid", "released", "lost", "owed_at_least",
        "owed_at_most",
    ];
    let mut rows = Rows::begin(folder, "truth/owed.csv", &header)?;
    in_parallel(&mut rows, world.people().persons(), |number, person: &Person| {
        let sums = &person.sums;
        let amounts = [sums.gross, sums.lawful, sums.review, sums.other, sums.held, sums.paid, sums.released, sums.lost];
        let mut fields = vec![number.to_string(), sums.months.to_string()];
        fields.extend(amounts.iter().chain(&[sums.owed_at_least(), sums.owed_at_most()]).map(Cents::to_string));
        fields
    })?;
    rows.finish()
}

fn postings(folder: &mut dyn Folder, world: &World) -> io::Result<()> {
    let mut rows = Rows::begin(folder, "truth/postings.csv", &["person", "group", "from", "to", "permit", "exit"])?;
    in_parallel(&mut rows, world.people().postings(), |_, posting: &crate::world::people::Posting| {
        vec![
            posting.person.to_string(),
            posting.crew.to_string(),
            posting.from.to_string(),
            posting.to.map(|to| to.to_string()).unwrap_or_default(),
            posting.permit.name().to_owned(),
            posting.exit.map(|exit| exit.name().to_owned()).unwrap_or_default(),
        ]
    })?;
    rows.finish()
}

fn groups(folder: &mut dyn Folder, world: &World, cast: &Cast) -> io::Result<()> {
    let header = [
        "group", "kind", "host", "sector", "employer", "employer_name", "posts", "complies", "cash", "passports_held",
        "locked_in", "telephones_banned", "quota", "shortfall", "manager", "agent",
    ];
    let mut rows = Rows::begin(folder, "truth/groups.csv", &header)?;
    let contracts = &world.setup().model.contracts;
    let yes = |yes: bool| u8::from(yes).to_string();
    for crew in world.crews() {
        let contract = &contracts[crew.contract];
        let Crew { number, employer, posts, .. } = crew;
        let fields = [
            number.to_string(),
            "crew".to_owned(),
            contract.host.clone(),
            contract.sector.clone(),
            employer.to_string(),
            cast.employer(*employer).to_owned(),
            posts.to_string(),
            yes(crew.complies),
            yes(crew.carries_cash),
            yes(crew.passports_held),
            yes(crew.locked_in),
            yes(crew.telephones_banned),
            crew.quota.to_string(),
            crew.shortfall.to_string(),
            cast.manager(*number),
            cast.agent(*number),
        ];
        rows.row(&fields.each_ref().map(String::as_str))?;
    }
    for agency in world.agencies() {
        let contract = &contracts[agency.contract];
        let (group, employer) = (agency.group.to_string(), agency.employer.to_string());
        let (name, posts) = (cast.employer(agency.employer), agency.posts.to_string());
        let mut fields = vec![group.as_str(), "agency", &contract.host, &contract.sector, &employer, name, &posts];
        fields.extend(["", "", "", "", "", "", "", "", ""]);
        rows.row(&fields)?;
    }
    rows.finish()
}

fn accounts(folder: &mut dyn Folder, world: &World, cast: &Cast) -> io::Result<()> {
    let header = ["account", "role", "entity", "name", "opening", "inflow", "outflow", "closing"];
    let mut rows = Rows::begin(folder, "truth/accounts.csv", &header)?;
    let all: Vec<_> = world.book().accounts().collect();
    let seed = world.setup().seed;
    in_parallel(&mut rows, &all, |_, (number, balance): &(_, &Balance)| {
        vec![
            account(seed, *number),
            balance.holder.role().to_owned(),
            balance.holder.entity().map(|entity| entity.to_string()).unwrap_or_default(),
            cast.holder(world, balance.holder),
            balance.opening.to_string(),
            balance.inflow.to_string(),
            balance.outflow.to_string(),
            balance.now().to_string(),
        ]
    })?;
    rows.finish()
}

/// Columns of the yearly sums, and how each is told.
fn columns(totals: &Totals) -> Vec<(String, String)> {
    let mut columns: Vec<(String, String)> = Vec::new();
    let mut say = |name: &str, value: String| columns.push((name.to_owned(), value));
    say("workers", totals.workers().to_string());
    say("worker_months", totals.worker_months.to_string());
    say("workers_at_end", totals.workers_at_end.to_string());
    say("dispatched", totals.dispatched.to_string());
    say("returned", totals.returned.to_string());
    say("sent_back", totals.sent_back.to_string());
    say("escaped", totals.escaped.to_string());
    say("died", totals.died.to_string());
    say("injured", totals.injured.to_string());
    say("gross", totals.gross.to_string());
    say("taken", totals.all_taken().to_string());
    for head in Head::ALL {
        say(&format!("taken_{}", head.name()), totals.taken.of(head).to_string());
    }
    say("kickback", totals.kickback.to_string());
    say("percent_taken", Bounds::of(totals.share_taken()).to_string());
    say("take_home_of_a_worker_month", totals.take_home_of_worker().to_string());
    say("held", totals.held.to_string());
    say("paid", totals.paid.to_string());
    say("released", totals.released.to_string());
    say("lost", totals.lost.to_string());
    say("held_at_end", totals.held_at_end.to_string());
    say("host_fees", totals.host_fees.to_string());
    say("quota_of_a_crew_month", totals.quota_set.part(1, totals.crew_months as i64).to_string());
    say("sent", totals.sent.to_string());
    say("arrived", totals.arrived.to_string());
    say("fees_on_the_way", totals.fees.to_string());
    say("seized", totals.seized.to_string());
    say("under_way_at_end", totals.under_way_at_end.to_string());
    say("spent_by_the_fund", totals.spent.to_string());
    say("bribes", totals.bribes.to_string());
    say("bribes_in_vain", totals.bribes_in_vain.to_string());
    say("hours", totals.hours.to_string());
    say("migrant_months", totals.migrant_months.to_string());
    say("migrant_gross", totals.migrant_gross.to_string());
    say("migrant_taken", totals.migrant_taken.to_string());
    columns
}

fn totals(folder: &mut dyn Folder, years: &BTreeMap<i32, Totals>) -> io::Result<()> {
    let names: Vec<String> = columns(&Totals::default()).into_iter().map(|(name, _)| name).collect();
    let mut header = vec!["year"];
    header.extend(names.iter().map(String::as_str));
    let mut rows = Rows::begin(folder, "truth/totals.csv", &header)?;
    for (year, totals) in years {
        let mut fields = vec![year.to_string()];
        fields.extend(columns(totals).into_iter().map(|(_, value)| value));
        rows.row(&fields.iter().map(String::as_str).collect::<Vec<_>>())?;
    }
    rows.finish()
}
