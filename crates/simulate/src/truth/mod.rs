//! What is true of a simulated case. No other command reads it.

mod ends;

use crate::accounts::{Cast, write_payment};
use crate::csv;
use crate::folder::{Folder, Rows};
use crate::world::book::{Channel, Payment};
use crate::world::pay::{Head, Pay};
use crate::world::{MonthRecord, Totals, World};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::io;

pub(crate) use ends::ended;

/// The files of the truth that grow month by month.
pub(crate) struct Truth {
    pay: Rows,
    roles: Rows,
    origins: Rows,
    arrivals: Rows,
    events: Rows,
    years: BTreeMap<i32, Totals>,
    payments: u64,
}

/// Rows that one thread formats at a time.
const TOGETHER: usize = 4_096;

impl Truth {
    pub(crate) fn begin(folder: &mut dyn Folder) -> io::Result<Self> {
        let heads = Head::ALL.map(Head::name);
        let mut pay = vec!["month", "person", "group", "days", "rest_days", "hours", "contract", "gross"];
        pay.extend(heads);
        pay.extend(["held", "paid", "released", "lost", "kickback"]);
        Ok(Truth {
            pay: Rows::begin(folder, "truth/pay.csv", &pay)?,
            roles: Rows::begin(folder, "truth/payment_roles.csv", &["tx_id", "role", "usd", "shown"])?,
            origins: Rows::begin(folder, "truth/remittance_origins.csv", &["tx_id", "crew", "usd"])?,
            arrivals: Rows::begin(folder, "truth/arrivals.csv", &["month", "crew", "employer", "route", "usd"])?,
            events: Rows::begin(folder, "truth/events.csv", &["day", "what", "crew", "person"])?,
            years: BTreeMap::new(),
            payments: 0,
        })
    }

    /// How many payments there were before this month.
    pub(crate) fn payments(&self) -> u64 {
        self.payments
    }

    pub(crate) fn month(&mut self, world: &World, record: &MonthRecord) -> io::Result<()> {
        let seed = world.setup().seed;
        let month = record.month.to_string();
        let pay = |pay: &[Pay]| {
            let mut out = Vec::with_capacity(pay.len() * 110);
            pay.iter().for_each(|pay| pay_row(&mut out, &month, pay));
            out
        };
        self.pay.pieces(&record.pay.par_chunks(TOGETHER).map(pay).collect::<Vec<_>>())?;
        let evidence = &record.parameters.evidence;
        let (hides_cash, hides_all) = (evidence.hide_cash.is_yes(), evidence.hide_payments.is_yes());
        let before = self.payments;
        let roles = |(chunk, payments): (usize, &[Payment])| {
            let mut out = Vec::with_capacity(payments.len() * 48);
            for (at, payment) in payments.iter().enumerate() {
                let hidden = hides_all || hides_cash && payment.channel == Channel::Cash;
                write_payment(&mut out, seed, before + (chunk * TOGETHER + at) as u64);
                out.push(b',');
                out.extend(payment.role.name().bytes());
                out.push(b',');
                payment.amount.write(&mut out);
                out.extend_from_slice(if hidden { b",0\n" } else { b",1\n" });
            }
            out
        };
        self.roles.pieces(&record.payments.par_chunks(TOGETHER).enumerate().map(roles).collect::<Vec<_>>())?;
        self.remittances(seed, record)?;
        self.happened(world, record)?;
        self.payments += record.payments.len() as u64;
        self.years.entry(record.month.year()).or_default().add(&record.totals);
        Ok(())
    }

    fn remittances(&mut self, seed: u64, record: &MonthRecord) -> io::Result<()> {
        for (at, payment) in record.payments.iter().enumerate() {
            let (start, count) = payment.origins;
            for part in &record.origins[start as usize..(start + count) as usize] {
                let out = &mut self.origins.buffer;
                write_payment(out, seed, self.payments + at as u64);
                out.push(b',');
                csv::number(out, u64::from(part.crew));
                out.push(b',');
                part.amount.write(out);
                out.push(b'\n');
                self.origins.pass()?;
            }
        }
        Ok(())
    }

    fn happened(&mut self, world: &World, record: &MonthRecord) -> io::Result<()> {
        let month = record.month.to_string();
        for arrival in &record.arrivals {
            let employer = world.crews()[arrival.crew as usize].employer;
            let (crew, employer) = (arrival.crew.to_string(), employer.to_string());
            self.arrivals.row(&[&month, &crew, &employer, arrival.route.name(), &arrival.amount.to_string()])?;
        }
        let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
        for event in &record.events {
            self.events.row(&[&event.day.to_string(), event.happening.name(), &number(event.crew), &number(event.person)])?;
        }
        Ok(())
    }

    /// Closes the files; what is only known at the end is written by [`ended`].
    pub(crate) fn finish(self, folder: &mut dyn Folder, world: &World, cast: &Cast) -> io::Result<BTreeMap<i32, Totals>> {
        for rows in [self.pay, self.roles, self.origins, self.arrivals, self.events] {
            rows.finish()?;
        }
        ended(folder, world, cast, &self.years)?;
        Ok(self.years)
    }
}

fn pay_row(out: &mut Vec<u8>, month: &str, pay: &Pay) {
    out.extend(month.bytes());
    for number in [u64::from(pay.person), u64::from(pay.crew), u64::from(pay.days), u64::from(pay.rest), u64::from(pay.hours)] {
        out.push(b',');
        csv::number(out, number);
    }
    let heads = Head::ALL.into_iter().map(|head| pay.taken.of(head));
    let amounts = [pay.contract, pay.gross].into_iter().chain(heads);
    for amount in amounts.chain([pay.held, pay.paid, pay.released, pay.lost, pay.kickback]) {
        out.push(b',');
        amount.write(out);
    }
    out.push(b'\n');
}
