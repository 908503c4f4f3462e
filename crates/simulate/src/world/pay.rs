//! The pay of one person in one month.

use crate::cents::Cents;

/// A head under which pay is taken. `code` is that of the glossary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Head {
    IncomeTax,
    SocialInsurance,
    Board,
    Lodging,
    Dispatch,
    StateTax,
    StateInsurance,
    PartyDues,
    LoyaltyFund,
    Fine,
    Quota,
    Manager,
}

/// How many heads there are.
pub const HEADS: usize = 12;

impl Head {
    /// In the order in which they are taken.
    pub const ALL: [Head; HEADS] = [
        Head::IncomeTax,
        Head::SocialInsurance,
        Head::Board,
        Head::Lodging,
        Head::Dispatch,
        Head::StateTax,
        Head::StateInsurance,
        Head::PartyDues,
        Head::LoyaltyFund,
        Head::Fine,
        Head::Quota,
        Head::Manager,
    ];

    /// The category of the glossary.
    pub fn code(self) -> &'static str {
        match self {
            Head::IncomeTax => "D01_TAX",
            Head::SocialInsurance => "D02_SOC",
            Head::Board => "D06_BOARD",
            Head::Lodging => "D07_LODGE",
            Head::Dispatch => "D08_TRAVEL",
            Head::StateTax | Head::StateInsurance => "D13_STATE",
            Head::PartyDues => "D11_PARTY",
            Head::LoyaltyFund => "D10_LOYAL",
            Head::Fine => "D15_FINE",
            Head::Quota => "D12_QUOTA",
            Head::Manager => "D14_AGENT",
        }
    }

    /// The name of its column.
    pub fn name(self) -> &'static str {
        match self {
            Head::IncomeTax => "income_tax",
            Head::SocialInsurance => "social_insurance",
            Head::Board => "board",
            Head::Lodging => "lodging",
            Head::Dispatch => "dispatch_debt",
            Head::StateTax => "state_tax",
            Head::StateInsurance => "state_insurance",
            Head::PartyDues => "party_dues",
            Head::LoyaltyFund => "loyalty_fund",
            Head::Fine => "fine",
            Head::Quota => "quota",
            Head::Manager => "managers_cut",
        }
    }

    /// Lawful where it was remitted, as honest agencies do.
    pub fn is_lawful(self) -> bool {
        matches!(self, Head::IncomeTax | Head::SocialInsurance)
    }

    /// To be examined against what it is worth.
    pub fn is_for_review(self) -> bool {
        matches!(self, Head::Board | Head::Lodging)
    }
}

/// What was taken, by head.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Taken([Cents; HEADS]);

impl Taken {
    /// Under one head.
    pub fn of(&self, head: Head) -> Cents {
        self.0[head as usize]
    }

    /// Adds to a head.
    pub fn add(&mut self, head: Head, amount: Cents) {
        self.0[head as usize] += amount;
    }

    /// Of all heads that `which` chooses.
    pub fn sum(&self, which: impl Fn(Head) -> bool) -> Cents {
        Head::ALL.into_iter().filter(|head| which(*head)).map(|head| self.of(head)).sum()
    }

    /// Of all heads.
    pub fn total(&self) -> Cents {
        self.0.iter().copied().sum()
    }

    /// Adds another's.
    pub fn add_all(&mut self, other: &Taken) {
        for (mine, others) in self.0.iter_mut().zip(other.0) {
            *mine += others;
        }
    }

    /// Leaves at most `most` in all, taking off the last heads first.
    pub fn cap(&mut self, most: Cents) {
        let mut left = most.or_zero();
        for amount in &mut self.0 {
            *amount = (*amount).min(left);
            left -= *amount;
        }
    }
}

/// The pay of one person in one month: `gross` is what was taken, held and paid together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pay {
    /// Whose.
    pub person: u32,
    /// The crew, or the staffing agency beyond the last crew.
    pub crew: u32,
    /// Days worked.
    pub days: u8,
    /// Days of rest.
    pub rest: u8,
    /// Hours worked in the month.
    pub hours: u16,
    /// What the contract says for a month.
    pub contract: Cents,
    /// What the employer pays for the month.
    pub gross: Cents,
    /// What was taken, by head.
    pub taken: Taken,
    /// Credited but kept until return.
    pub held: Cents,
    /// Paid.
    pub paid: Cents,
    /// Of what was held before, paid now.
    pub released: Cents,
    /// Of what was held before, lost now.
    pub lost: Cents,
    /// Collected back in cash after it was paid.
    pub kickback: Cents,
}

impl Pay {
    /// What is credited to the worker, paid or held, less what is collected back.
    pub fn take_home(&self) -> Cents {
        self.held + self.paid - self.kickback
    }

    /// What others take of it.
    pub fn all_taken(&self) -> Cents {
        self.taken.total() + self.kickback
    }
}
