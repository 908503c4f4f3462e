//! Everybody who was ever sent or came: what they paid to go, where they were, what became of their pay.

use super::book::Book;
use super::crew::Permit;
use super::pay::{Head, Pay};
use crate::cents::Cents;
use crate::month::Month;
use std::collections::VecDeque;

/// How a stay ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Home at the end of the contract, or with the whole crew.
    Returned,
    /// Home under guard, after trying to leave.
    SentBack,
    /// Away.
    Escaped,
    /// Dead.
    Died,
}

impl Exit {
    /// As the truth has it.
    pub fn name(self) -> &'static str {
        match self {
            Exit::Returned => "returned",
            Exit::SentBack => "sent_back",
            Exit::Escaped => "escaped",
            Exit::Died => "died",
        }
    }
}

/// Where a person comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Sent by the State.
    Sent,
    /// A migrant who came alone.
    Migrant,
}

/// What it cost to be sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Recruited {
    /// How many asked for the post.
    pub applicants: u32,
    /// To be put on the list.
    pub placement_bribe: Cents,
    /// To pass the check of the family.
    pub background_bribe: Cents,
    /// To pass the medical.
    pub medical_bribe: Cents,
    /// Charged as a debt to the sending company.
    pub dispatch_fee: Cents,
}

impl Recruited {
    /// All bribes.
    pub fn bribes(&self) -> Cents {
        self.placement_bribe + self.background_bribe + self.medical_bribe
    }
}

/// Sums over all months of a person.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sums {
    /// Months with pay.
    pub months: u32,
    /// What employers paid.
    pub gross: Cents,
    /// Taken under heads that are lawful where remitted.
    pub lawful: Cents,
    /// Taken for board and lodging.
    pub review: Cents,
    /// Taken under other heads, and collected back.
    pub other: Cents,
    /// Credited but held.
    pub held: Cents,
    /// Paid.
    pub paid: Cents,
    /// Paid out of what was held.
    pub released: Cents,
    /// Held and lost.
    pub lost: Cents,
}

impl Sums {
    fn add(&mut self, pay: &Pay) {
        self.months += 1;
        self.gross += pay.gross;
        self.lawful += pay.taken.sum(Head::is_lawful);
        self.review += pay.taken.sum(Head::is_for_review);
        self.other += pay.taken.sum(|head| !head.is_lawful() && !head.is_for_review()) + pay.kickback;
        self.held += pay.held;
        self.paid += pay.paid - pay.kickback;
        self.released += pay.released;
        self.lost += pay.lost;
    }

    /// What is still owed if board and lodging were owed to the employer.
    pub fn owed_at_least(&self) -> Cents {
        self.owed_at_most() - self.review
    }

    /// What is still owed if they were not.
    pub fn owed_at_most(&self) -> Cents {
        self.gross - self.lawful - self.paid - self.released
    }
}

/// A stay with one crew or agency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Posting {
    /// Who.
    pub person: u32,
    /// The crew, or the agency beyond the last crew.
    pub crew: u32,
    /// The first month.
    pub from: Month,
    /// The first month after it; none while it lasts.
    pub to: Option<Month>,
    /// Under what papers.
    pub permit: Permit,
    /// How it ended.
    pub exit: Option<Exit>,
}

/// A person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person {
    /// Where from.
    pub origin: Origin,
    /// Whether a woman.
    pub woman: bool,
    /// What it cost.
    pub recruited: Recruited,
    /// What became of the pay.
    pub sums: Sums,
    /// The latest stay: its place in the list of postings.
    pub posting: u32,
    /// How many stays.
    pub stays: u32,
    /// Whether somebody wrote down what this person told.
    pub testified: bool,
}

/// All people, and those at home who could go again.
#[derive(Debug, Default, Clone)]
pub struct People {
    persons: Vec<Person>,
    postings: Vec<Posting>,
    at_home: [VecDeque<(Month, u32)>; 2],
}

impl People {
    /// Everybody, by number.
    pub fn persons(&self) -> &[Person] {
        &self.persons
    }

    /// All stays, in the order in which they began.
    pub fn postings(&self) -> &[Posting] {
        &self.postings
    }

    pub(super) fn person_mut(&mut self, person: u32) -> &mut Person {
        &mut self.persons[person as usize]
    }

    /// A new person, with a purse.
    pub(super) fn add(&mut self, book: &mut Book, origin: Origin, woman: bool, recruited: Recruited) -> u32 {
        self.persons.push(Person { origin, woman, recruited, sums: Sums::default(), posting: 0, stays: 0, testified: false });
        book.open_purse()
    }

    /// Somebody who has been abroad before and at home for long enough.
    pub(super) fn sent_again(&mut self, woman: bool, now: Month) -> Option<u32> {
        let waiting = &mut self.at_home[usize::from(woman)];
        let ready = waiting.front().is_some_and(|(ready, _)| *ready <= now);
        if ready { waiting.pop_front().map(|(_, person)| person) } else { None }
    }

    /// A stay begins.
    pub(super) fn post(&mut self, person: u32, crew: u32, from: Month, permit: Permit) {
        let posting = self.postings.len() as u32;
        self.postings.push(Posting { person, crew, from, to: None, permit, exit: None });
        let person = &mut self.persons[person as usize];
        person.posting = posting;
        person.stays += 1;
    }

    /// A stay ends; `to` is the first month after it.
    pub(super) fn leave(&mut self, person: u32, to: Month, exit: Exit) {
        /// As long as somebody stays at home before going again.
        const AT_HOME: i64 = 6;
        let woman = self.persons[person as usize].woman;
        let posting = &mut self.postings[self.persons[person as usize].posting as usize];
        posting.to = Some(to);
        posting.exit = Some(exit);
        if exit == Exit::Returned && self.persons[person as usize].origin == Origin::Sent {
            self.at_home[usize::from(woman)].push_back((to.plus(AT_HOME), person));
        }
    }

    /// The papers of a stay that goes on change: a new posting of the same crew.
    pub(super) fn switch_permit(&mut self, person: u32, from: Month, permit: Permit) {
        let at = self.persons[person as usize].posting as usize;
        if self.postings[at].from == from {
            self.postings[at].permit = permit;
            return;
        }
        self.postings[at].to = Some(from);
        let crew = self.postings[at].crew;
        self.post(person, crew, from, permit);
        self.persons[person as usize].stays -= 1;
    }

    pub(super) fn credit(&mut self, pay: &Pay) {
        self.persons[pay.person as usize].sums.add(pay);
    }
}
