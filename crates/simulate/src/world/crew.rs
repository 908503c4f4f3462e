//! A crew: its workers, its manager, its security agent, and what it owes.

use super::book::Account;
use crate::cents::Cents;
use crate::draw::{Draw, Purpose};
use crate::month::Month;
use crate::parameters::Contract;

/// Under what papers a crew works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Permit {
    /// Work permits.
    Work,
    /// Papers of students and trainees, after work permits stopped.
    Student,
}

impl Permit {
    /// As lists have it.
    pub fn name(self) -> &'static str {
        match self {
            Permit::Work => "work",
            Permit::Student => "student",
        }
    }
}

/// A person at work in a crew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Worker {
    /// Who.
    pub person: u32,
    /// Since when in this crew.
    pub began: Month,
    /// The first month after the contract.
    pub ends: Month,
    /// What the contract says for a month.
    pub wage: Cents,
    /// What the crew leaves the worker.
    pub allowance: Cents,
    /// What is still owed for being sent.
    pub debt: Cents,
    /// What is kept until return.
    pub held: Cents,
    /// What was borrowed at home for bribes.
    pub loan: Cents,
}

/// Why a crew works no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Not begun.
    Waiting,
    /// At work.
    Working,
    /// Sent home for good.
    Closed,
}

/// A crew and its posts.
#[derive(Debug, Clone)]
pub struct Crew {
    /// Its number.
    pub number: u32,
    /// Place in the model's list of contracts.
    pub contract: usize,
    /// The employer.
    pub employer: u32,
    /// The company that sends it.
    pub company: u32,
    /// The site.
    pub site: u32,
    /// How many posts.
    pub posts: u32,
    /// Hundredths of a percent of the base year's level from which it is at work.
    pub rank: i64,
    /// Who works in it.
    pub workers: Vec<Worker>,
    /// Whether it works.
    pub standing: Standing,
    /// Under what papers.
    pub permit: Permit,
    /// Whether it obeys measures of the host.
    pub complies: bool,
    /// What the agent must hand over a month.
    pub quota: Cents,
    /// What was missing in the months before.
    pub shortfall: Cents,
    /// Months since a shortfall was last written off.
    pub behind_since: i64,
    /// Whether cash is carried instead of sent.
    pub carries_cash: bool,
    /// Which conduits take its money.
    pub conduits: Vec<u32>,
    /// Passports are kept by the manager.
    pub passports_held: bool,
    /// The door is locked at night.
    pub locked_in: bool,
    /// Telephones are banned.
    pub telephones_banned: bool,
    /// Until when nobody may go out, after an escape.
    pub restricted_until: Month,
    /// Between 0 and 9999: crews below the share of direct payment are paid directly.
    pub directness: i64,
    /// Its accounts.
    pub accounts: CrewAccounts,
}

/// The accounts that a crew's money passes.
#[derive(Debug, Clone, Copy)]
pub struct CrewAccounts {
    /// Of the crew itself.
    pub crew: Account,
    /// Of the manager.
    pub manager: Account,
    /// Of the security agent.
    pub agent: Account,
    /// Of the employer.
    pub employer: Account,
    /// Of the sending company.
    pub company: Account,
}

impl Crew {
    /// What its workers are owed at return.
    pub fn held(&self) -> Cents {
        self.workers.iter().map(|worker| worker.held).sum()
    }

    /// Whether wages are paid to the workers' own accounts.
    pub fn is_paid_directly(&self, share: i64) -> bool {
        self.directness < share
    }

    /// The wage of a new worker: that of the site, with a tenth up or down, within the contract's range.
    pub fn wage_of(&self, contract: &Contract, seed: u64, person: u32) -> Cents {
        let mut site = Draw::new(seed, Purpose::Firm, u64::from(self.site), 1);
        let usual = contract.wage.draw(&mut site);
        let mut own = Draw::new(seed, Purpose::Work, u64::from(person), 0);
        let wage = usual * own.between(90, 110) / 100;
        // contracts are in whole dollars
        Cents(wage.clamp(contract.wage.low, contract.wage.high) / 100 * 100)
    }
}
