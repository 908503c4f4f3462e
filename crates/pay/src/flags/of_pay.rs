//! Flags that rows of payrolls test.

use super::{ByParty, Flag, Rule, Seen, flags_of, share};
use crate::book::{Component, Spot};
use crate::cells::{Cell, How, MonthCells, line_of};
use crate::label::{plain, stands_in};
use crate::month::Month;
use evidence::Taking;
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Gross pay and what was paid of a month.
type GrossAndPaid<'c> = (Decimal, Decimal, &'c MonthCells);
/// People at a site, people on its payroll, and a row of it.
type Heads = (usize, usize, Option<Spot>);

/// Words in titles of a quota that was not met.
const SHORTFALL: [&str; 14] = [
    "shortfall", "carried over", "carried forward", "short of plan", "unmet", "недовыполнение", "недоимка", "недобор", "미달",
    "미달분", "이월", "欠额", "未完成", "补缴",
];

/// The relative spread of figures, squared: variance over the square of the mean.
fn spread_squared(figures: &[Decimal]) -> Option<Decimal> {
    let count = Decimal::from(figures.len());
    let mean = figures.iter().sum::<Decimal>().checked_div(count)?;
    let variance = figures.iter().map(|figure| (*figure - mean) * (*figure - mean)).sum::<Decimal>().checked_div(count)?;
    variance.checked_div(mean.checked_mul(mean)?)
}

/// The sum that stands most often, if it stands three times or more; of several the smallest.
fn usual(sums: impl Iterator<Item = Decimal>) -> Option<Decimal> {
    let mut counts: BTreeMap<Decimal, usize> = BTreeMap::new();
    sums.for_each(|sum| *counts.entry(sum.normalize()).or_default() += 1);
    let most = counts.values().copied().max().filter(|most| *most >= 3)?;
    counts.into_iter().find(|(_, count)| *count == most).map(|(sum, _)| sum)
}

impl Seen<'_> {
    pub(super) fn take_high(&self) -> Vec<Flag> {
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

    pub(super) fn flat_net(&self) -> Vec<Flag> {
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

    pub(super) fn delay(&self) -> Vec<Flag> {
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

    pub(super) fn lump_on_return(&self) -> Vec<Flag> {
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

    pub(super) fn no_payroll(&self) -> Vec<Flag> {
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

    pub(super) fn rest(&self) -> Vec<Flag> {
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

    /// A quota that was not met in one month and is taken with the next: by its title, or because what is missing in one month comes on top in the other.
    pub(super) fn quota_shortfall(&self) -> Vec<Flag> {
        let rule = Rule(
            "RF13_QUOTA_SHORTFALL@1",
            "what a quota lacked in one month is taken in a later one: its title says so, or the next month's is higher by just what was missing",
            "FL09",
            "a part of a wage that fell due later; a correction of a slip",
        );
        let mut counted = ByParty::new();
        for cells in &self.cells {
            let quotas: Vec<(&MonthCells, &Cell)> =
                cells.iter().filter_map(|month| Some((month, month.cell(Component::Taken(Taking::Quota))?))).collect();
            let usual = usual(quotas.iter().map(|(_, cell)| cell.sum.point));
            for (at, (month, cell)) in quotas.iter().enumerate() {
                let before = at.checked_sub(1).map(|at| &quotas[at]).filter(|(before, _)| before.month.next() == month.month);
                let missing = before.zip(usual).map(|((_, before), usual)| usual - before.sum.point);
                let comes_on_top = missing
                    .zip(usual)
                    .is_some_and(|(missing, usual)| missing > Decimal::ZERO && cell.sum.point == usual + missing);
                let is_named = cell.claims.iter().any(|claim| {
                    let title = plain(&line_of(self.evidence.reckoning.book, claim.said).label);
                    SHORTFALL.iter().any(|words| stands_in(words, &title))
                });
                let spot = self.spot(month, Component::Taken(Taking::Quota));
                counted.entry(self.about(month.crew)).or_default().take(comes_on_top || is_named, spot);
            }
        }
        flags_of(&rule, counted)
    }

    pub(super) fn hours(&self) -> Vec<Flag> {
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

    pub(super) fn contract_swap(&self) -> Vec<Flag> {
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
}
