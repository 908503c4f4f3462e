//! How accounts and payments are numbered in the evidence: so that a number says nothing about whose it is.

use crate::draw::mix;
use crate::name::{Avoided, Identity, Spelling, firm};
use crate::world::World;
use crate::world::book::{Account, Holder};
use crate::world::people::Origin;

/// The number of an account as a bank has it. One to one.
pub(crate) fn write_account(out: &mut Vec<u8>, seed: u64, account: Account) {
    out.push(b'A');
    crate::csv::padded(out, u64::from(scrambled(account.number() ^ mix(seed) as u32)), 10);
}

pub(crate) fn account(seed: u64, account: Account) -> String {
    let mut out = Vec::with_capacity(11);
    write_account(&mut out, seed, account);
    String::from_utf8_lossy(&out).into_owned()
}

/// One to one over 32 bits (the finaliser `lowbias32` of Wellons).
fn scrambled(mut x: u32) -> u32 {
    x = (x ^ (x >> 16)).wrapping_mul(0x7feb_352d);
    x = (x ^ (x >> 15)).wrapping_mul(0x846c_a68b);
    x ^ (x >> 16)
}

/// The number of a payment; gaps in it do not tell how many were left out.
pub(crate) fn write_payment(out: &mut Vec<u8>, seed: u64, sequence: u64) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let scrambled = mix(sequence ^ mix(seed ^ 0x5bf0_3635));
    for shift in (0..16).rev() {
        out.push(DIGITS[(scrambled >> (4 * shift) & 15) as usize]);
    }
}

/// Everybody's names.
pub(crate) struct Cast<'a> {
    seed: u64,
    avoided: &'a Avoided,
    employers: Vec<String>,
}

impl<'a> Cast<'a> {
    pub(crate) fn of(world: &World, avoided: &'a Avoided) -> Self {
        let mut employers = Vec::new();
        for crew in world.crews() {
            if crew.employer as usize == employers.len() {
                let trade = trade_word(&world.setup().model.contracts[crew.contract].sector);
                employers.push(firm(world.setup().seed, 1, crew.employer, trade));
            }
        }
        Cast { seed: world.setup().seed, avoided, employers }
    }

    pub(crate) fn employer(&self, number: u32) -> &str {
        self.employers.get(number as usize).map_or("", String::as_str)
    }

    pub(crate) fn identity(&self, world: &World, person: u32) -> Identity {
        let known = &world.people().persons()[person as usize];
        Identity::of(self.seed, person, known.origin, known.woman, self.avoided)
    }

    pub(crate) fn manager(&self, crew: u32) -> String {
        self.staff(crew * 2)
    }

    pub(crate) fn agent(&self, crew: u32) -> String {
        self.staff(crew * 2 + 1)
    }

    /// Managers and agents are numbered far beyond all workers.
    fn staff(&self, number: u32) -> String {
        Identity::of(self.seed, (1 << 30) + number, Origin::Sent, false, self.avoided).name(Spelling::Dprk)
    }

    /// Who holds an account, as its papers name them.
    pub(crate) fn holder(&self, world: &World, holder: Holder) -> String {
        let seed = self.seed;
        match holder {
            Holder::Employer(number) => self.employer(number).to_owned(),
            Holder::SendingCompany(number) => firm(seed, 2, number, "Overseas Co-operation"),
            Holder::Crew(number) => format!("Site account {}", 1_000 + number),
            Holder::Manager(number) => self.manager(number),
            Holder::Agent(number) => self.agent(number),
            Holder::Conduit(number) => firm(seed, 3, number, "Trading"),
            Holder::Front(number) => firm(seed, 4, number, "Import Export"),
            Holder::Fund => FUND.to_owned(),
            Holder::FundSupplier(number) => firm(seed, 5, number, "Motors"),
            Holder::Officials => "cash, officials".to_owned(),
            Holder::Lenders => "cash, lenders".to_owned(),
            Holder::Families => "families".to_owned(),
            Holder::Landlords => firm(seed, 6, 0, "Catering and Rooms"),
            Holder::Customs => "customs deposit".to_owned(),
            Holder::Agency(number) => firm(seed, 7, number, "Staffing"),
            Holder::TaxOffice(number) => format!("Tax office {}", number + 1),
            Holder::SocialFund(number) => format!("Social insurance fund {}", number + 1),
            Holder::Firm(number) => firm(seed, 8, number, ""),
            Holder::Shops => firm(seed, 9, 0, "Supermarkets"),
            Holder::Person(number) => self.identity(world, number).name(Spelling::Dprk),
        }
    }
}

/// The beneficiary. Invented, like all names.
pub(crate) const FUND: &str = "Golden Terrace General Bureau";

/// The word for a trade in the name of a firm.
fn trade_word(sector: &str) -> &'static str {
    match sector {
        "logging" => "Timber",
        "construction" => "Construction",
        "textiles" => "Garments",
        "restaurants" => "Restaurants",
        "shipbuilding" => "Shipyard",
        "mining" => "Mining",
        "medicine" => "Clinics",
        _ => "Works",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn numbers_are_one_to_one() {
        let accounts: BTreeSet<String> = (0..20_000).map(|person| account(1, Account::of_person(person))).collect();
        assert_eq!(accounts.len(), 20_000);
        assert!(accounts.iter().all(|account| account.len() == 11));
        let payment = |sequence| {
            let mut out = Vec::new();
            write_payment(&mut out, 1, sequence);
            out
        };
        assert_eq!((0..20_000).map(payment).collect::<BTreeSet<_>>().len(), 20_000);
    }
}
