//! The table of syllables, and which may follow which.

use super::Spelling;
use std::sync::LazyLock;

/// One syllable in every spelling.
#[derive(Debug)]
pub(super) struct Syllable {
    spellings: [&'static str; 7],
}

/// All syllables of names.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) families: Vec<Syllable>,
    pub(super) given: Vec<Syllable>,
    /// Places of first and second syllables of men's given names.
    pub(super) men: Vec<(usize, usize)>,
    /// Of women's.
    pub(super) women: Vec<(usize, usize)>,
}

pub(super) static TABLE: LazyLock<Table> = LazyLock::new(|| read(include_str!("../../data/syllables.tsv")));

impl Syllable {
    pub(super) fn spelt(&self, spelling: Spelling) -> &'static str {
        let [hangul, hanja, dprk, mccune, revised, cyrillic, pinyin] = self.spellings;
        match spelling {
            Spelling::Dprk => dprk,
            Spelling::McCune => mccune,
            Spelling::Revised => revised,
            Spelling::Cyrillic => cyrillic,
            Spelling::Pinyin => pinyin,
            Spelling::Hangul => hangul,
            Spelling::Hanja => hanja,
        }
    }
}

fn read(text: &'static str) -> Table {
    let mut table = Table { families: Vec::new(), given: Vec::new(), men: Vec::new(), women: Vec::new() };
    let mut followers: Vec<&str> = Vec::new();
    let mut ends_a_womans_name = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&'static str> = line.split('\t').collect();
        let [kind, hangul, hanja, dprk, mccune, revised, cyrillic, pinyin, woman, follow] = fields[..] else { continue };
        let syllable = Syllable { spellings: [hangul, hanja, dprk, mccune, revised, cyrillic, pinyin] };
        if kind == "family" {
            table.families.push(syllable);
        } else {
            table.given.push(syllable);
            followers.push(follow);
            ends_a_womans_name.push(woman == "w");
        }
    }
    for (first, follow) in followers.iter().enumerate() {
        for hangul in follow.chars() {
            let is = |syllable: &Syllable| syllable.spelt(Spelling::Hangul).starts_with(hangul);
            if let Some(second) = table.given.iter().position(is) {
                let pairs = if ends_a_womans_name[second] { &mut table.women } else { &mut table.men };
                pairs.push((first, second));
            }
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read() {
        let text = include_str!("../../data/syllables.tsv");
        let lines = text.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(TABLE.families.len() + TABLE.given.len(), lines);
        let followers: usize = text
            .lines()
            .filter(|line| line.starts_with("given"))
            .map(|line| line.rsplit('\t').next().unwrap_or_default().chars().count())
            .sum();
        assert_eq!(TABLE.men.len() + TABLE.women.len(), followers);
    }
}
