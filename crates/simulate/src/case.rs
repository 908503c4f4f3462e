//! A whole case: evidence as somebody might have found it, and the truth beside it.

use crate::accounts::Cast;
use crate::evidence::documents::{self, Facts};
use crate::evidence::payments::Payments;
use crate::evidence::payrolls::Payrolls;
use crate::evidence::{rosters, watchlists};
use crate::folder::Folder;
use crate::month::Month;
use crate::name::Avoided;
use crate::truth::Truth;
use crate::world::{Setup, Totals, World};
use std::collections::BTreeMap;
use std::io;
use std::ops::ControlFlow;

/// Why a case was not written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file could not be written.
    #[error("a file of the case cannot be written: {0}")]
    Write(#[from] io::Error),
    /// Somebody asked to stop.
    #[error("interrupted")]
    Interrupted,
}

/// How far it is.
#[derive(Debug, Clone, Copy)]
pub struct Progress {
    /// The month that was lived.
    pub month: Month,
    /// Months lived.
    pub done: u32,
    /// Of so many.
    pub of: u32,
    /// Payments so far.
    pub payments: u64,
}

/// What was made.
#[derive(Debug, Clone)]
pub struct Summary {
    /// People who were sent.
    pub sent: u64,
    /// Migrants beside them.
    pub migrants: u64,
    /// Payments.
    pub payments: u64,
    /// Of those who were sent, how many stand on some list.
    pub listed: u64,
    /// Documents.
    pub documents: u64,
    /// Sums by year.
    pub years: BTreeMap<i32, Totals>,
}

/// Writes the case into `folder`. `told` hears of each month and may stop it; what was written then is no case.
///
/// # Errors
/// If a file cannot be written, or if `told` says so.
pub fn write(
    setup: Setup,
    avoided: &Avoided,
    folder: &mut dyn Folder,
    told: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Summary, Error> {
    let mut world = World::new(setup);
    let of = world.end().since(world.month()) as u32;
    let mut truth = Truth::begin(folder)?;
    let mut payments = Payments::begin(folder, &world)?;
    let mut payrolls = Payrolls::begin(&world);
    let mut facts = Facts::default();
    let mut done = 0;
    while let Some(record) = world.step() {
        payments.month(&world, &record, truth.payments())?;
        truth.month(&world, &record)?;
        payrolls.month(&world, &record);
        facts.month(&world, &record);
        done += 1;
        if told(Progress { month: record.month, done, of, payments: truth.payments() }).is_break() {
            return Err(Error::Interrupted);
        }
    }
    let cast = Cast::of(&world, avoided);
    payments.finish(folder, &world, &cast)?;
    payrolls.finish(folder, &world, &cast)?;
    let overlaps = rosters::written(folder, &world, &cast)?;
    watchlists::written(folder, &world, &cast)?;
    let documents = documents::written(folder, &world, &facts)?;
    let listed = overlaps.population - overlaps.patterns.get(&0).copied().unwrap_or_default();
    let count = truth.payments();
    let years = truth.finish(folder, &world, &cast)?;
    let sent = world.people().persons().iter().filter(|person| person.origin == crate::world::people::Origin::Sent).count();
    let migrants = world.people().persons().len() - sent;
    Ok(Summary { sent: sent as u64, migrants: migrants as u64, payments: count, listed, documents, years })
}
