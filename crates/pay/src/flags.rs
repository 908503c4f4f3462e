//! Red flags that payrolls, rosters and payments can test. Each says how many were tested and how many were hit, and what else may explain it. A flag
//! is a question about an employer, agent or site; it is never about a worker, and proves nothing by itself.

mod of_pay;
mod of_payments;
mod of_people;

use crate::account::{Accounts, MonthSums, Reckoning};
use crate::book::{Component, Spot};
use crate::cells::{Index, MonthCells, months, spot_of};
use crate::costs::Cost;
use crate::import::{Payment, RosterFact};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// What a flag found of one employer, crew or agent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flag {
    /// The rule with its version: `RF01_TAKE_HIGH@1`.
    pub rule: &'static str,
    /// Whom it is about: an employer, agent, site or payer.
    pub about: String,
    /// What was looked at, in words with its limit.
    pub test: String,
    /// How many were tested.
    pub tested: usize,
    /// How many were hit.
    pub hit: usize,
    /// Which of the ILO indicators it supports, or which check.
    pub supports: &'static str,
    /// Rows behind the hits, at most [`MOST_ROWS`].
    pub rows: Vec<Spot>,
    /// What else may explain it.
    pub innocent: &'static str,
}

/// So many rows are kept of a flag.
pub const MOST_ROWS: usize = 50;

/// Everything that flags look at.
pub struct Evidence<'e> {
    /// How the account was drawn up.
    pub reckoning: &'e Reckoning<'e>,
    /// The accounts.
    pub accounts: &'e Accounts,
    /// Payments of banks.
    pub payments: &'e [Payment],
    /// Facts of rosters.
    pub facts: &'e [RosterFact],
    /// Costs of recruitment.
    pub costs: &'e [Cost],
}

/// What was counted of one rule and one party.
#[derive(Default)]
struct Counted {
    tested: usize,
    hit: usize,
    rows: Vec<Spot>,
}

impl Counted {
    fn take(&mut self, hit: bool, spot: Option<&Spot>) {
        self.tested += 1;
        self.hit += usize::from(hit);
        if let Some(spot) = spot.filter(|_| hit && self.rows.len() < MOST_ROWS) {
            self.rows.push(spot.clone());
        }
    }
}

type ByParty = BTreeMap<String, Counted>;

/// A rule, its test in words, what it supports, and what else may explain it.
struct Rule(&'static str, &'static str, &'static str, &'static str);

fn flags_of(rule: &Rule, counted: ByParty) -> Vec<Flag> {
    let Rule(name, test, supports, innocent) = *rule;
    let flag = |(about, counted): (String, Counted)| Flag {
        rule: name,
        about,
        test: test.to_owned(),
        tested: counted.tested,
        hit: counted.hit,
        supports,
        rows: counted.rows,
        innocent,
    };
    counted.into_iter().filter(|(_, counted)| counted.tested > 0).map(flag).collect()
}

/// All flags that there is anything to test for, hit or not, in the order of their rules.
pub fn flags(evidence: &Evidence) -> Vec<Flag> {
    let index = Index::of(evidence.reckoning.book);
    let count = evidence.reckoning.book.workers.len() as u32;
    let cells: Vec<Vec<MonthCells>> =
        (0..count).map(|worker| months(evidence.reckoning.book, &index, worker, evidence.reckoning.settings).0).collect();
    let seen = Seen { evidence, cells };
    let mut flags = seen.take_high();
    flags.extend(seen.flat_net());
    flags.extend(seen.delay());
    flags.extend(seen.lump_on_return());
    flags.extend(seen.third_payee());
    flags.extend(seen.kickback());
    flags.extend(seen.payday_sweep());
    flags.extend(seen.no_living());
    flags.extend(seen.shared_contact());
    flags.extend(seen.no_payroll());
    flags.extend(seen.round_quota());
    flags.extend(seen.quota_shortfall());
    flags.extend(seen.bulk_fee());
    flags.extend(seen.documents_held());
    flags.extend(seen.rest());
    flags.extend(seen.hours());
    flags.extend(seen.permit_date());
    flags.extend(seen.income_after_2019());
    flags.extend(seen.permit_switch());
    flags.extend(seen.contract_swap());
    flags.extend(seen.fees());
    flags
}

struct Seen<'e> {
    evidence: &'e Evidence<'e>,
    cells: Vec<Vec<MonthCells>>,
}

fn share(part: Decimal, whole: Decimal) -> Option<Decimal> {
    part.checked_div(whole)
}

impl Seen<'_> {
    fn about(&self, crew: Option<u32>) -> String {
        let crew = crew.map(|crew| &self.evidence.reckoning.book.crews[crew as usize]);
        let named = crew.and_then(|crew| crew.employer.clone().or_else(|| crew.site.clone()));
        named.unwrap_or_else(|| "no employer named".to_owned())
    }

    /// Months with what is known of them from rows.
    fn told(&self) -> impl Iterator<Item = (u32, &MonthCells, &MonthSums)> {
        let both = self.cells.iter().zip(&self.evidence.accounts.accounts);
        both.enumerate().flat_map(|(worker, (cells, account))| {
            cells.iter().zip(&account.months).map(move |(cells, sums)| (worker as u32, cells, sums))
        })
    }

    fn spot(&self, cells: &MonthCells, component: Component) -> Option<&Spot> {
        let cell = cells.cell(component)?;
        cell.claims.first().map(|claim| spot_of(self.evidence.reckoning.book, claim.said))
    }

    fn crew_of(&self, worker: u32) -> Option<u32> {
        self.evidence.reckoning.book.posts.iter().find(|post| post.worker == worker).map(|post| post.crew)
    }
}

/// Each rule, and what it needs to be tested.
const NEEDS: [(&str, &str); 25] = [
    ("RF01_TAKE_HIGH", "payrolls with gross pay"),
    ("RF02_FLAT_NET", "a payroll month of ten or more with gross pay and what was paid"),
    ("RF03_DELAY", "days of payment"),
    ("RF04_LUMP_RETURN", "last days of workers, and payments"),
    ("RF05_THIRD_PAYEE", "payments whose words name wages"),
    ("RF06_KICKBACK", "statements of workers' own accounts"),
    ("RF07_PAYDAY_SWEEP", "statements of workers' own accounts that name machines"),
    ("RF08_NO_LIVING", "statements of workers' own accounts over 60 days"),
    ("RF09_SHARED_ID", "telephones or addresses of workers"),
    ("RF10_NO_PAYROLL", "a roster and a payroll of the same site"),
    ("RF11_LOW_PAYROLL", "revenue of twenty employers of a trade: no file that is read holds it"),
    ("RF12_ROUND_QUOTA", "payments of 1,000 or more by employers or agents"),
    ("RF13_QUOTA_SHORTFALL", "payrolls with a column for the quota or plan"),
    ("RF14_BULK_LABOUR_FEE", "payments that name their payer"),
    ("RF15_UPFRONT", "contracts between firms with value and term: no file that is read holds them"),
    ("RF16_DOCS_HELD", "a roster that says who holds passports"),
    ("RF17_REST", "days worked in a month"),
    ("RF18_HOURS", "hours worked in a month"),
    ("RF19_PERMIT_DATE", "nationality, and days on which permits were issued"),
    ("RF20_POST_2019", "nationality, and payrolls"),
    ("RF21_PERMIT_SWITCH", "nationality, kinds of permits with their days, and payrolls"),
    ("RF22_SUBCONTRACT", "output, and the capacity of declared heads: no file that is read holds them"),
    ("RF23_PRICE_LOW", "unit prices of peers: no file that is read holds them"),
    ("RF29_CONTRACT_SWAP", "a wage that was agreed or promised, and gross pay"),
    ("RF30_FEES_CHARGED", "a list of what workers paid for the work"),
];

/// Rules that nothing in the files could test, each with what it needs.
pub fn not_tested(flags: &[Flag]) -> impl Iterator<Item = (&'static str, &'static str)> {
    let is_tested = |rule: &str| flags.iter().any(|flag| flag.rule.split('@').next() == Some(rule));
    NEEDS.into_iter().filter(move |(rule, _)| !is_tested(rule))
}
