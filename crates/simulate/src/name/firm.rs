//! Names of invented firms.

use crate::draw::{Draw, Purpose};

const FIRST: [&str; 32] = [
    "Amber", "Birchwood", "Cedarline", "Clearwater", "Copperfield", "Eastgate", "Fernhill", "Greystone", "Harbourlight",
    "Ironbridge", "Juniper", "Kestrel", "Larkspur", "Marshgate", "Northmere", "Oakhollow", "Pinecrest", "Quarrybank", "Redmoor",
    "Silverbeck", "Thornfield", "Upland", "Valebrook", "Westerley", "Yewtree", "Ashcombe", "Brookside", "Coldstream", "Dunmore",
    "Elmbank", "Foxglove", "Goldmere",
];
const SECOND: [&str; 16] = [
    "Valley", "Ridge", "Meadow", "Crossing", "Terrace", "Orchard", "Lagoon", "Summit", "Hollow", "Heath", "Landing", "Weir",
    "Paddock", "Spinney", "Causeway", "Fold",
];
const FORM: [&str; 5] = ["Ltd", "LLC", "Co. Ltd", "Trading House", "Group"];

/// The name of a firm: `kind` tells firms of different trades apart, `trade` is the word for it (`Timber`), perhaps empty.
pub fn firm(seed: u64, kind: u64, number: u32, trade: &str) -> String {
    // one to one as long as there are fewer than 2,560 of a kind: no two firms share a name
    let mut draw = Draw::new(seed, Purpose::Firm, kind << 32, 2);
    let many = (FIRST.len() * SECOND.len() * FORM.len()) as u64;
    // 1,337 and 2,560 have no common factor
    let at = (u64::from(number).wrapping_mul(1_337) + draw.below(many)) % many;
    let (first, rest) = (at % FIRST.len() as u64, at / FIRST.len() as u64);
    let (second, form) = (rest % SECOND.len() as u64, rest / SECOND.len() as u64);
    let lap = u64::from(number) / many;
    let number = if lap == 0 { String::new() } else { format!(" {}", lap + 1) };
    let trade = if trade.is_empty() { String::new() } else { format!(" {trade}") };
    format!("{} {}{trade}{number} {}", FIRST[first as usize], SECOND[second as usize], FORM[form as usize])
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_firms_share_a_name() {
        let names: BTreeSet<String> = (0..6_000).map(|number| firm(1, 2, number, "Timber")).collect();
        assert_eq!(names.len(), 6_000);
    }
}
