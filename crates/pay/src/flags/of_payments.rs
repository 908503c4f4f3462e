//! Flags that payments test.

use super::{ByParty, Flag, Rule, Seen, flags_of};
use crate::book::Spot;
use crate::import::Payment;
use crate::label::{plain, stands_in};
use crate::month::Month;
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// In which months a sum was paid, and a row of it.
type MonthsOfSum = BTreeMap<Decimal, (BTreeSet<Month>, Spot)>;

/// What came in to a worker's account from others, and what left it.
#[derive(Default)]
struct OwnAccount<'p> {
    wages: Vec<&'p Payment>,
    out: Vec<&'p Payment>,
}

impl<'p> OwnAccount<'p> {
    /// What left it from the day of `wage` for so many days, in the currency of it.
    fn within(&self, wage: &Payment, days: i32) -> impl Iterator<Item = &'p Payment> {
        let (on, currency) = (wage.on, wage.currency);
        let near =
            move |payment: &&&'p Payment| payment.currency == currency && (0..=days).contains(&days_between(on, payment.on));
        self.out.iter().filter(near).copied()
    }
}

fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map(|span| span.get_days()).unwrap_or_default()
}

/// Whether cash was drawn: its words say so, or it was made in cash and nobody says for what.
fn is_withdrawal(payment: &Payment) -> bool {
    const WORDS: [&str; 16] = [
        "atm",
        "cash withdrawal",
        "withdrawal",
        "cash",
        "cashpoint",
        "банкомат",
        "снятие наличных",
        "выдача наличных",
        "наличные",
        "현금",
        "현금인출",
        "출금",
        "取款",
        "取现",
        "现金",
        "bankomat",
    ];
    let has = |words: &str| {
        let words = plain(words);
        WORDS.iter().any(|word| stands_in(word, &words))
    };
    has(&payment.payee) || has(&payment.reference) || payment.reference.trim().is_empty() && has(&payment.channel)
}

impl Seen<'_> {
    pub(super) fn third_payee(&self) -> Vec<Flag> {
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

    /// The accounts of workers whose own payments the files hold.
    fn own_accounts(&self) -> BTreeMap<u32, OwnAccount<'_>> {
        let mut accounts: BTreeMap<u32, OwnAccount<'_>> = BTreeMap::new();
        for payment in self.evidence.payments {
            if let Some(worker) = payment.payer_worker {
                accounts.entry(worker).or_default().out.push(payment);
            }
            if let Some(worker) = payment.worker.filter(|worker| payment.payer_worker != Some(*worker)) {
                accounts.entry(worker).or_default().wages.push(payment);
            }
        }
        accounts.retain(|_, account| !account.out.is_empty());
        accounts
    }

    /// Those who pay wages, and employers and sites of the files, as they are named.
    fn masters(&self) -> BTreeSet<String> {
        let payers = self.evidence.payments.iter().filter(|payment| payment.worker.is_some() && payment.payer_worker.is_none());
        let payers = payers.map(|payment| plain(&payment.payer));
        let crews = self.evidence.reckoning.book.crews.iter().flat_map(|crew| [&crew.employer, &crew.site]).flatten();
        payers.chain(crews.map(|name| plain(name))).filter(|name| !name.is_empty()).collect()
    }

    pub(super) fn kickback(&self) -> Vec<Flag> {
        let rule = Rule(
            "RF06_KICKBACK@1",
            "of pay that came in to a worker's account, 70 % or more left it within 7 days for an employer or payer of the files, or for one who gets as much from three workers",
            "W05",
            "a loan from the employer that is paid back; a colleague who sends money home for several",
        );
        let (accounts, masters) = (self.own_accounts(), self.masters());
        // to whom most of a pay went, and from how many workers
        let went = |account: &OwnAccount, wage: &Payment| {
            let mut by_payee: BTreeMap<String, Decimal> = BTreeMap::new();
            for payment in account.within(wage, 7).filter(|payment| payment.worker.is_none() && !payment.payee.trim().is_empty())
            {
                *by_payee.entry(plain(&payment.payee)).or_default() += payment.sum;
            }
            by_payee.into_iter().find(|(_, sum)| *sum >= wage.sum * Decimal::new(70, 2)).map(|(payee, _)| payee)
        };
        let mut collects: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
        for (worker, account) in &accounts {
            for payee in account.wages.iter().filter_map(|wage| went(account, wage)) {
                collects.entry(payee).or_default().insert(*worker);
            }
        }
        let is_master = |payee: &String| masters.contains(payee) || collects.get(payee).is_some_and(|from| from.len() >= 3);
        let mut counted = ByParty::new();
        for (worker, account) in &accounts {
            for wage in &account.wages {
                let hit = went(account, wage).is_some_and(|payee| is_master(&payee));
                counted.entry(self.about(self.crew_of(*worker))).or_default().take(hit, Some(&wage.spot));
            }
        }
        flags_of(&rule, counted)
    }

    pub(super) fn payday_sweep(&self) -> Vec<Flag> {
        let rule = Rule(
            "RF07_PAYDAY_SWEEP@1",
            "80 % or more of a pay was drawn in cash by the next day, from three workers' accounts or more at one machine or desk on one day",
            "W05",
            "one machine near a dormitory, where all draw their pay",
        );
        let accounts = self.own_accounts();
        let drawn = |account: &OwnAccount, wage: &Payment| {
            let mut by_machine: BTreeMap<(Date, String), Decimal> = BTreeMap::new();
            for payment in account.within(wage, 1).filter(|payment| is_withdrawal(payment) && !payment.payee.trim().is_empty()) {
                *by_machine.entry((payment.on, plain(&payment.payee))).or_default() += payment.sum;
            }
            by_machine.into_iter().find(|(_, sum)| *sum >= wage.sum * Decimal::new(80, 2)).map(|(machine, _)| machine)
        };
        let mut at_machine: BTreeMap<(Date, String), BTreeSet<u32>> = BTreeMap::new();
        for (worker, account) in &accounts {
            for machine in account.wages.iter().filter_map(|wage| drawn(account, wage)) {
                at_machine.entry(machine).or_default().insert(*worker);
            }
        }
        let mut counted = ByParty::new();
        for (worker, account) in &accounts {
            for wage in &account.wages {
                let hit = drawn(account, wage).and_then(|machine| at_machine.get(&machine)).is_some_and(|from| from.len() >= 3);
                counted.entry(self.about(self.crew_of(*worker))).or_default().take(hit, Some(&wage.spot));
            }
        }
        flags_of(&rule, counted)
    }

    pub(super) fn no_living(&self) -> Vec<Flag> {
        let rule = Rule(
            "RF08_NO_LIVING@1",
            "on a worker's account to which pay comes, 60 days without any payment but to employers of the files or in cash",
            "FL03",
            "fed and housed at the site, or lives on cash; a second account",
        );
        let masters = self.masters();
        let mut counted = ByParty::new();
        for (worker, account) in self.own_accounts() {
            let lives = |payment: &&&Payment| !is_withdrawal(payment) && !masters.contains(&plain(&payment.payee));
            let mut days: Vec<Date> = account.out.iter().filter(lives).map(|payment| payment.on).collect();
            let all = || account.out.iter().chain(&account.wages).map(|payment| payment.on);
            let (Some(first), Some(last)) = (all().min(), all().max()) else { continue };
            if account.wages.is_empty() || days_between(first, last) < 60 {
                continue;
            }
            days.extend([first, last]);
            days.sort();
            let hit = days.windows(2).any(|pair| days_between(pair[0], pair[1]) >= 60);
            let spot = account.wages.first().map(|wage| &wage.spot);
            counted.entry(self.about(self.crew_of(worker))).or_default().take(hit, spot);
        }
        flags_of(&rule, counted)
    }

    pub(super) fn round_quota(&self) -> Vec<Flag> {
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

    pub(super) fn bulk_fee(&self) -> Vec<Flag> {
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
}
