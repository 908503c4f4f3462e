//! Flags that rosters, registers of permits and lists of costs test.

use super::{ByParty, Flag, Rule, Seen, flags_of};
use crate::book::{Component, Spot};
use crate::cells::MonthCells;
use crate::import::{Role, RosterFact};
use crate::label::{plain, stands_in};
use crate::month::Month;
use std::collections::{BTreeMap, BTreeSet};

/// Kinds of permits under which nobody may be employed.
const NOT_FOR_WORK: [&str; 24] = [
    "student", "study", "trainee", "training", "tourist", "tourism", "visitor", "visit", "transit", "cultural", "студент",
    "учебная", "учеба", "стажер", "стажировка", "туристическая", "туризм", "гостевая", "류학", "유학", "실습", "관광", "留学",
    "旅游",
];

impl Seen<'_> {
    pub(super) fn shared_contact(&self) -> Vec<Flag> {
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

    pub(super) fn documents_held(&self) -> Vec<Flag> {
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

    /// Workers whom a roster calls nationals of the DPRK.
    fn nationals(&self) -> BTreeSet<u32> {
        let of = ["kp", "prk", "dprk", "north korea", "north korean", "кндр", "조선", "북한", "朝鲜"];
        let named = self.evidence.facts.iter().filter(|fact| fact.role == Role::Nationality);
        named.filter(|fact| of.contains(&plain(&fact.words).as_str())).map(|fact| fact.worker).collect()
    }

    pub(super) fn permit_date(&self) -> Vec<Flag> {
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

    pub(super) fn permit_switch(&self) -> Vec<Flag> {
        let rule = Rule(
            "RF21_PERMIT_SWITCH@1",
            "a DPRK national with a permit to study, train or travel was paid in the months after it was issued",
            "UN_2397_8",
            "a real trainee with an allowance; pay for months before that was paid later",
        );
        let nationals = self.nationals();
        let mut counted = ByParty::new();
        for fact in self.evidence.facts.iter().filter(|fact| fact.role == Role::PermitKind && nationals.contains(&fact.worker)) {
            let Some(from) = fact.day.and_then(Month::of) else { continue };
            let is_paid = |cells: &&MonthCells| {
                cells.month > from && (cells.cell(Component::Gross).is_some() || cells.cell(Component::Paid).is_some())
            };
            let Some(paid) = self.cells[fact.worker as usize].iter().find(is_paid) else { continue };
            let words = plain(&fact.words);
            let hit = NOT_FOR_WORK.iter().any(|kind| stands_in(kind, &words));
            counted.entry(self.about(paid.crew)).or_default().take(hit, Some(&fact.spot));
        }
        flags_of(&rule, counted)
    }

    pub(super) fn income_after_2019(&self) -> Vec<Flag> {
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

    pub(super) fn fees(&self) -> Vec<Flag> {
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
