//! What workers paid to get and keep the work: a ledger of its own, never netted against wages.

use crate::account::Accounts;
use crate::book::{Settings, Spot};
use crate::label::{plain, stands_in};
use evidence::Currency;
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What a cost of recruitment was for. None may be borne by the worker (ILO definition of 2019); those from [`CostCode::Bribe`] on are illegitimate
/// whoever pays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CostCode {
    /// The recruiter's fee itself.
    Fee,
    /// Medical.
    Medical,
    /// Insurance.
    Insurance,
    /// Tests of skill or language.
    Test,
    /// Training, orientation.
    Training,
    /// Equipment, uniforms, safety gear.
    Equipment,
    /// Travel and lodging, the way back too.
    Travel,
    /// Passports, visas, permits, contracts, clearances.
    Administration,
    /// Bribe.
    Bribe,
    /// Kickback.
    Kickback,
    /// Bond, collateral.
    Bond,
    /// Extortion.
    Extortion,
    /// Undisclosed or inflated; also what has no name.
    Hidden,
}

impl CostCode {
    /// All of them, in order.
    pub const ALL: [CostCode; 13] = [
        CostCode::Fee,
        CostCode::Medical,
        CostCode::Insurance,
        CostCode::Test,
        CostCode::Training,
        CostCode::Equipment,
        CostCode::Travel,
        CostCode::Administration,
        CostCode::Bribe,
        CostCode::Kickback,
        CostCode::Bond,
        CostCode::Extortion,
        CostCode::Hidden,
    ];

    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            CostCode::Fee => "RC0_FEE",
            CostCode::Medical => "RC1_MED",
            CostCode::Insurance => "RC2_INS",
            CostCode::Test => "RC3_TEST",
            CostCode::Training => "RC4_TRAIN",
            CostCode::Equipment => "RC5_EQUIP",
            CostCode::Travel => "RC6_TRAVEL",
            CostCode::Administration => "RC7_ADMIN",
            CostCode::Bribe => "RCX_BRIBE",
            CostCode::Kickback => "RCX_KICKBACK",
            CostCode::Bond => "RCX_BOND",
            CostCode::Extortion => "RCX_EXTORT",
            CostCode::Hidden => "RCX_HIDDEN",
        }
    }
}

/// One cost that a worker bore.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cost {
    /// The worker.
    pub worker: u32,
    /// What for.
    pub code: CostCode,
    /// What for, as written.
    pub words: String,
    /// How much.
    pub sum: Decimal,
    /// In which currency.
    pub currency: Currency,
    /// When, where told.
    pub on: Option<Date>,
    /// To whom, as written.
    pub payee: String,
    /// Where it stands.
    pub spot: Spot,
}

static WORDS: LazyLock<Vec<(String, CostCode)>> = LazyLock::new(|| {
    let lines = include_str!("../data/costs.tsv").lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    let code = |name: &str| CostCode::ALL.into_iter().find(|code| code.code() == name);
    let mut words: Vec<(String, CostCode)> = lines
        .filter_map(|line| line.split_once('\t'))
        .map(|(words, name)| (plain(words), code(name).expect("a test reads every line of the list")))
        .collect();
    words.sort_by(|a, b| b.0.chars().count().cmp(&a.0.chars().count()).then_with(|| a.0.cmp(&b.0)));
    words
});

/// What `words` say a cost was for.
pub fn cost_code(words: &str) -> Option<CostCode> {
    let words = plain(words);
    WORDS.iter().find(|(entry, _)| stands_in(entry, &words)).map(|(_, code)| *code)
}

/// What one worker bore.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Debt {
    /// The worker.
    pub worker: u32,
    /// All costs, in the currency of the account.
    pub sum: Decimal,
    /// By what for.
    pub by_code: BTreeMap<CostCode, Decimal>,
    /// How many months of what reached the worker it takes to earn it back, to a tenth; `None` where nothing is known to have reached anybody.
    pub months: Option<Decimal>,
    /// Costs that have no rate into the currency of the account: not in the sum.
    pub without_rate: usize,
}

/// What workers bore, and how many months of their middle take-home it takes to repay.
pub fn debts(costs: &[Cost], accounts: &Accounts, settings: &Settings) -> Vec<Debt> {
    let mut debts: BTreeMap<u32, Debt> = BTreeMap::new();
    for cost in costs {
        let debt = debts.entry(cost.worker).or_insert_with(|| Debt {
            worker: cost.worker,
            sum: Decimal::ZERO,
            by_code: BTreeMap::new(),
            months: None,
            without_rate: 0,
        });
        let on = cost.on.unwrap_or(settings.as_of);
        match settings.exchange.converted(cost.sum, cost.currency, settings.currency, on) {
            Some(sum) => {
                debt.sum += sum;
                *debt.by_code.entry(cost.code).or_default() += sum;
            }
            None => debt.without_rate += 1,
        }
    }
    for debt in debts.values_mut() {
        let account = accounts.accounts.get(debt.worker as usize);
        let mut paid: Vec<Decimal> = account
            .into_iter()
            .flat_map(|account| &account.months)
            .map(|month| month.paid.point)
            .filter(|paid| !paid.is_zero())
            .collect();
        paid.sort();
        let middle = paid.get(paid.len().saturating_sub(1) / 2).copied();
        debt.months = middle.and_then(|middle| debt.sum.checked_div(middle)).map(|months| months.round_dp(1));
    }
    debts.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_names_a_code_once_and_labels_find_theirs() {
        let distinct: std::collections::BTreeSet<&String> = WORDS.iter().map(|(words, _)| words).collect();
        assert_eq!(distinct.len(), WORDS.len());
        for (words, code) in [
            ("Bribe to the selection officer", CostCode::Bribe),
            ("뢰물", CostCode::Bribe),
            ("медкомиссия", CostCode::Medical),
            ("签证费", CostCode::Administration),
            ("Recruitment fee", CostCode::Fee),
            ("air ticket", CostCode::Travel),
        ] {
            assert_eq!(cost_code(words), Some(code), "{words}");
        }
        assert_eq!(cost_code("sundry"), None);
    }
}
