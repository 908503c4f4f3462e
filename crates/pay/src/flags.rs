//! Red flags that payrolls, rosters and payments can test. Each says how many were tested and how many were hit, and what else may explain it. A flag
//! is a question about an employer, agent or site; it is never about a worker, and proves nothing by itself.

use crate::account::{Accounts, MonthSums, Reckoning};
use crate::book::{Component, Spot};
use crate::cells::{How, Index, MonthCells, months, spot_of};
use crate::costs::Cost;
use crate::import::{Payment, Role, RosterFact};
use crate::label::plain;
use crate::month::Month;
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

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

/// Gross pay and what was paid of a month.
type GrossAndPaid<'c> = (Decimal, Decimal, &'c MonthCells);
/// People at a site, people on its payroll, and a row of it.
type Heads = (usize, usize, Option<Spot>);
/// In which months a sum was paid, and a row of it.
type MonthsOfSum = BTreeMap<Decimal, (BTreeSet<Month>, Spot)>;
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
    flags.extend(seen.shared_contact());
    flags.extend(seen.no_payroll());
    flags.extend(seen.round_quota());
    flags.extend(seen.bulk_fee());
    flags.extend(seen.documents_held());
    flags.extend(seen.rest());
    flags.extend(seen.hours());
    flags.extend(seen.permit_date());
    flags.extend(seen.income_after_2019());
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

/// The relative spread of figures, squared: variance over the square of the mean.
fn spread_squared(figures: &[Decimal]) -> Option<Decimal> {
    let count = Decimal::from(figures.len());
    let mean = figures.iter().sum::<Decimal>().checked_div(count)?;
    let variance = figures.iter().map(|figure| (*figure - mean) * (*figure - mean)).sum::<Decimal>().checked_div(count)?;
    variance.checked_div(mean.checked_mul(mean)?)
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

    fn take_high(&self) -> Vec<Flag> {
        let rule = Rule(
            "RF01_TAKE_HIGH@1",
            "prohibited and unlabelled deductions of a month over 30 % of gross pay",
            "FL08",
            "a loan or damage that was agreed and is badly labelled",
        );
        let mut counted = ByParty::new();
        for (_, cells, sums) in self.told() {
            let Some(gross) = cells.cell(Component::Gross).map(|cell| cell.sum.point).filter(|gross| !gross.is_zero()) else {
                continue;
            };
            let taken = share(sums.prohibited.point + sums.unknown.point, gross);
            let hit = taken.is_some_and(|taken| taken > Decimal::new(30, 2));
            counted.entry(self.about(cells.crew)).or_default().take(hit, self.spot(cells, Component::Gross));
        }
        flags_of(&rule, counted)
    }

    fn flat_net(&self) -> Vec<Flag> {
        let rule = Rule(
            "RF02_FLAT_NET@1",
            "in a crew's month with 10 or more, what is paid varies by less than 5 % and gross pay by more than 20 %",
            "FL08",
            "equal advances, with the rest paid later",
        );
        let mut of_month: BTreeMap<(Option<u32>, Month), Vec<GrossAndPaid>> = BTreeMap::new();
        for (_, cells, sums) in self.told() {
            if let (Some(gross), How::Stated) = (cells.cell(Component::Gross), sums.paid_how) {
                of_month.entry((cells.crew, cells.month)).or_default().push((gross.sum.point, sums.paid.point, cells));
            }
        }
        let mut counted = ByParty::new();
        for ((crew, _), rows) in of_month.iter().filter(|(_, rows)| rows.len() >= 10) {
            let (gross, paid): (Vec<Decimal>, Vec<Decimal>) = rows.iter().map(|(gross, paid, _)| (*gross, *paid)).unzip();
            let flat = spread_squared(&paid).is_some_and(|spread| spread < Decimal::new(25, 4));
            let varies = spread_squared(&gross).is_some_and(|spread| spread > Decimal::new(4, 2));
            counted.entry(self.about(*crew)).or_default().take(flat && varies, self.spot(rows[0].2, Component::Paid));
        }
        flags_of(&rule, counted)
    }

    fn delay(&self) -> Vec<Flag> {
        let rule = Rule(
            "RF03_DELAY@1",
            "paid more than 30 days after the end of the month",
            "FL08, W10",
            "a bank's delay, a holiday, a date typed wrongly",
        );
        let mut counted = ByParty::new();
        for (_, cells, _) in self.told() {
            let Some(on) = cells.paid_on else { continue };
            let days = cells.month.last_day().until(on).map(|span| span.get_days()).unwrap_or_default();
            counted.entry(self.about(cells.crew)).or_default().take(days > 30, self.spot(cells, Component::Paid));
        }
        flags_of(&rule, counted)
    }

    fn lump_on_return(&self) -> Vec<Flag> {
        let rule = Rule(
            "RF04_LUMP_RETURN@1",
            "more than 60 % of all that a worker was paid came in one payment within 30 days of leaving",
            "FL08, D16",
            "a bonus or severance at the end of a contract",
        );
        let book = self.evidence.reckoning.book;
        let mut counted = ByParty::new();
        for (worker, account) in self.evidence.accounts.accounts.iter().enumerate() {
            let posts = book.posts.iter().filter(|post| post.worker == worker as u32);
            let Some((left, crew)) = posts.filter_map(|post| Some((post.to?, post.crew))).max() else { continue };
            let monthly: Decimal =
                account.months.iter().filter(|month| month.paid_how == How::Stated).map(|month| month.paid.point).sum();
            let lumps: Vec<_> = book.lumps.iter().filter(|lump| lump.worker == worker as u32).collect();
            let all = monthly + lumps.iter().map(|lump| lump.settlement.sum).sum::<Decimal>();
            let near = |on: Date| left.last_day().until(on).is_ok_and(|span| (-31..=30).contains(&span.get_days()));
            let large = lumps.iter().find(|lump| {
                near(lump.settlement.on) && share(lump.settlement.sum, all).is_some_and(|part| part > Decimal::new(60, 2))
            });
            if !all.is_zero() {
                counted.entry(self.about(Some(crew))).or_default().take(large.is_some(), large.map(|lump| &lump.spot));
            }
        }
        flags_of(&rule, counted)
    }

    fn third_payee(&self) -> Vec<Flag> {
        let rule = Rule(
            "RF05_THIRD_PAYEE@1",
            "an account received pay whose words name wages and whose owner is no worker, three times or more",
            "W04",
            "a family member chosen by the worker, a payroll service",
        );
        let wages = ["wage", "wages", "salary", "payroll", "зарплата", "заработная плата", "로임", "임금", "급여", "工资"];
        let names_wages = |payment: &Payment| {
            let words = plain(&payment.reference);
            wages.iter().any(|word| crate::label::stands_in(word, &words))
        };
        let mut by_account: BTreeMap<(String, String), Vec<&Payment>> = BTreeMap::new();
        for payment in self.evidence.payments.iter().filter(|payment| names_wages(payment)) {
            let account = if payment.account.is_empty() { plain(&payment.payee) } else { payment.account.clone() };
            by_account.entry((payment.payer.clone(), account)).or_default().push(payment);
        }
        let mut counted = ByParty::new();
        for ((payer, _), payments) in &by_account {
            let hit = payments.len() >= 3 && payments.iter().all(|payment| payment.worker.is_none());
            counted.entry(payer.clone()).or_default().take(hit, payments.first().map(|payment| &payment.spot));
        }
        flags_of(&rule, counted)
    }

    fn shared_contact(&self) -> Vec<Flag> {
        let rule = Rule(
            "RF09_SHARED_ID@1",
            "four workers or more share a telephone or an address",
            "FL04",
            "a dormitory that workers chose, one telephone of a family",
        );
        let mut shared: BTreeMap<String, Vec<&RosterFact>> = BTreeMap::new();
        for fact in self.evidence.facts.iter().filter(|fact| matches!(fact.role, Role::Phone | Role::Address)) {
            shared.entry(plain(&fact.words)).or_default().push(fact);
        }
        let mut counted = ByParty::new();
        for facts in shared.values() {
            let workers: BTreeSet<u32> = facts.iter().map(|fact| fact.worker).collect();
            counted.entry(self.about(self.crew_of(facts[0].worker))).or_default().take(workers.len() >= 4, Some(&facts[0].spot));
        }
        flags_of(&rule, counted)
    }

    fn crew_of(&self, worker: u32) -> Option<u32> {
        self.evidence.reckoning.book.posts.iter().find(|post| post.worker == worker).map(|post| post.crew)
    }

    fn no_payroll(&self) -> Vec<Flag> {
        let rule = Rule(
            "RF10_NO_PAYROLL@1",
            "in a month, people at the site over people on its payroll is more than 1.5",
            "FL08",
            "a payroll that is missing from the case",
        );
        let mut heads: BTreeMap<(Option<u32>, Month), Heads> = BTreeMap::new();
        for (_, cells, _) in self.told().filter(|(_, cells, _)| cells.crew.is_some()) {
            let entry = heads.entry((cells.crew, cells.month)).or_default();
            entry.0 += 1;
            if let Some(spot) = self.spot(cells, Component::Gross).or_else(|| self.spot(cells, Component::Paid)) {
                entry.1 += 1;
                entry.2 = Some(spot.clone());
            }
        }
        let mut counted = ByParty::new();
        // a month without any payroll says nothing of those on it
        for ((crew, _), (here, paid, spot)) in heads.iter().filter(|(_, (_, paid, _))| *paid > 0) {
            counted.entry(self.about(*crew)).or_default().take(here * 2 > paid * 3, spot.as_ref());
        }
        flags_of(&rule, counted)
    }

    fn round_quota(&self) -> Vec<Flag> {
        let rule = Rule(
            "RF12_ROUND_QUOTA@1",
            "the same round sum left for one payee in three months or more",
            "D12",
            "rent, a loan, a lease",
        );
        let mut by_payee: BTreeMap<(String, String), MonthsOfSum> = BTreeMap::new();
        for payment in
            self.evidence.payments.iter().filter(|payment| payment.worker.is_none() && payment.sum >= Decimal::from(1_000))
        {
            let Some(month) = Month::of(payment.on) else { continue };
            let sums = by_payee.entry((payment.payer.clone(), plain(&payment.payee))).or_default();
            sums.entry(payment.sum.normalize()).or_insert_with(|| (BTreeSet::new(), payment.spot.clone())).0.insert(month);
        }
        let mut counted = ByParty::new();
        for ((payer, _), sums) in &by_payee {
            let round = |sum: &Decimal| (*sum % Decimal::from(1_000)).is_zero();
            let found = sums.iter().find(|(sum, (months, _))| round(sum) && months.len() >= 3);
            counted.entry(payer.clone()).or_default().take(found.is_some(), found.map(|(_, (_, spot))| spot));
        }
        flags_of(&rule, counted)
    }

    fn bulk_fee(&self) -> Vec<Flag> {
        let rule = Rule(
            "RF14_BULK_LABOUR_FEE@1",
            "a payer's words speak of labour or workers, and none of his payments reached a worker",
            "W04, D12",
            "workers paid in cash or from another account",
        );
        let labour = ["labour", "labor", "workers", "manpower", "рабочая сила", "рабочие", "로력", "인력", "劳务", "劳务费"];
        let mut by_payer: BTreeMap<&str, (Option<&Payment>, bool)> = BTreeMap::new();
        for payment in self.evidence.payments.iter().filter(|payment| !payment.payer.is_empty()) {
            let words = plain(&payment.reference);
            let entry = by_payer.entry(&payment.payer).or_default();
            entry.1 |= payment.worker.is_some();
            if labour.iter().any(|word| crate::label::stands_in(word, &words)) {
                entry.0 = Some(payment);
            }
        }
        let mut counted = ByParty::new();
        for (payer, (fee, reached)) in by_payer {
            counted.entry(payer.to_owned()).or_default().take(fee.is_some() && !reached, fee.map(|payment| &payment.spot));
        }
        flags_of(&rule, counted)
    }

    fn documents_held(&self) -> Vec<Flag> {
        let rule = Rule(
            "RF16_DOCS_HELD@1",
            "somebody other than the worker holds the passport",
            "FL07",
            "held for some days to register the stay, at the worker's wish",
        );
        let own = ["worker", "self", "own", "работник", "сам", "сама", "본인", "로동자", "本人", "工人"];
        let mut counted = ByParty::new();
        for fact in self.evidence.facts.iter().filter(|fact| fact.role == Role::Holder) {
            let hit = !own.contains(&plain(&fact.words).as_str());
            counted.entry(self.about(self.crew_of(fact.worker))).or_default().take(hit, Some(&fact.spot));
        }
        flags_of(&rule, counted)
    }

    fn rest(&self) -> Vec<Flag> {
        let rule = Rule(
            "RF17_REST@1",
            "fewer than two free days in a month: at the pace of fewer than 26 a year",
            "FL11, C14",
            "days counted as worked that were paid leave",
        );
        let mut counted = ByParty::new();
        for (_, cells, _) in self.told() {
            let Some(days) = cells.cell(Component::WorkDays) else { continue };
            let free = Decimal::from(i64::from(cells.month.first_day().days_in_month())) - days.sum.point;
            counted.entry(self.about(cells.crew)).or_default().take(free < Decimal::TWO, self.spot(cells, Component::WorkDays));
        }
        flags_of(&rule, counted)
    }

    fn hours(&self) -> Vec<Flag> {
        let rule =
            Rule("RF18_HOURS@1", "more than 60 hours a week on the mean of a month", "FL11", "hours of presence counted as work");
        let mut counted = ByParty::new();
        for (_, cells, _) in self.told() {
            let Some(hours) = cells.cell(Component::Hours) else { continue };
            let days = Decimal::from(i64::from(cells.month.first_day().days_in_month()));
            let weekly = hours.sum.point * Decimal::from(7) / days;
            counted
                .entry(self.about(cells.crew))
                .or_default()
                .take(weekly > Decimal::from(60), self.spot(cells, Component::Hours));
        }
        flags_of(&rule, counted)
    }

    /// Workers whom a roster calls nationals of the DPRK.
    fn nationals(&self) -> BTreeSet<u32> {
        let of = ["kp", "prk", "dprk", "north korea", "north korean", "кндр", "조선", "북한", "朝鲜"];
        let named = self.evidence.facts.iter().filter(|fact| fact.role == Role::Nationality);
        named.filter(|fact| of.contains(&plain(&fact.words).as_str())).map(|fact| fact.worker).collect()
    }

    fn permit_date(&self) -> Vec<Flag> {
        let rule = Rule(
            "RF19_PERMIT_DATE@1",
            "a work permit for a DPRK national issued on 2017-09-11 or later",
            "UN_2375_17",
            "approved by the Committee case by case; a contract from before; a host-State national or refugee",
        );
        let from = jiff::civil::date(2017, 9, 11);
        let nationals = self.nationals();
        let mut counted = ByParty::new();
        for fact in self.evidence.facts.iter().filter(|fact| fact.role == Role::Permit && nationals.contains(&fact.worker)) {
            let Some(day) = fact.day else { continue };
            counted.entry(self.about(self.crew_of(fact.worker))).or_default().take(day >= from, Some(&fact.spot));
        }
        flags_of(&rule, counted)
    }

    fn income_after_2019(&self) -> Vec<Flag> {
        let rule = Rule(
            "RF20_POST_2019@1",
            "a DPRK national earned after 2019-12-22",
            "UN_2397_8",
            "a host-State national, or somebody whose return refugee or human-rights law bars",
        );
        let last = jiff::civil::date(2019, 12, 22);
        let nationals = self.nationals();
        let mut counted = ByParty::new();
        for (_, cells, _) in self.told().filter(|(worker, ..)| nationals.contains(worker)) {
            let spot = self.spot(cells, Component::Gross).or_else(|| self.spot(cells, Component::Paid));
            counted.entry(self.about(cells.crew)).or_default().take(spot.is_some() && cells.month.first_day() > last, spot);
        }
        flags_of(&rule, counted)
    }

    fn contract_swap(&self) -> Vec<Flag> {
        let rule = Rule(
            "RF29_CONTRACT_SWAP@1",
            "gross pay of a month more than 10 % below the contract or the promise",
            "FL02",
            "days not worked; a contract in another currency",
        );
        let mut counted = ByParty::new();
        for (_, cells, _) in self.told() {
            let agreed = [Component::Contract, Component::Promised].into_iter().filter_map(|component| cells.cell(component));
            let agreed = agreed.map(|cell| cell.sum.point).max();
            let (Some(agreed), Some(gross)) = (agreed, cells.cell(Component::Gross)) else { continue };
            let hit = gross.sum.point < agreed * Decimal::new(90, 2);
            counted.entry(self.about(cells.crew)).or_default().take(hit, self.spot(cells, Component::Gross));
        }
        flags_of(&rule, counted)
    }

    fn fees(&self) -> Vec<Flag> {
        let rule = Rule("RF30_FEES_CHARGED@1", "a worker bore a cost of recruitment", "FL09, RC", "refunded later");
        let mut counted = ByParty::new();
        let bore: BTreeMap<u32, &Spot> = self.evidence.costs.iter().map(|cost| (cost.worker, &cost.spot)).collect();
        if bore.is_empty() {
            return Vec::new();
        }
        for worker in 0..self.cells.len() as u32 {
            let spot = bore.get(&worker).copied();
            counted.entry(self.about(self.crew_of(worker))).or_default().take(spot.is_some(), spot);
        }
        flags_of(&rule, counted)
    }
}

/// Red flags that need what these files do not hold, and what that is.
pub const NOT_TESTED: [(&str, &str); 9] = [
    ("RF06_KICKBACK", "statements of workers' own accounts"),
    ("RF07_PAYDAY_SWEEP", "statements of workers' own accounts with hours and machines"),
    ("RF08_NO_LIVING", "statements of workers' own accounts"),
    ("RF11_LOW_PAYROLL", "revenue, and the payrolls of the sector"),
    ("RF13_QUOTA_SHORTFALL", "what was set as quota and what was carried over"),
    ("RF15_UPFRONT", "contracts between firms"),
    ("RF21_PERMIT_SWITCH", "kinds of permits"),
    ("RF22_SUBCONTRACT", "output, and the capacity of declared heads"),
    ("RF23_PRICE_LOW", "unit prices of peers"),
];
