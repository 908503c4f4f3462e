//! Names of invented people and firms, in the spellings in which lists have them.

mod avoided;
mod firm;
mod migrant;
mod syllables;

pub use avoided::Avoided;
pub use firm::firm;

use crate::draw::{Draw, Purpose};
use crate::world::people::Origin;
use syllables::{Syllable, TABLE};

/// How a name is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spelling {
    /// As the DPRK romanises: `Kim Yong Chol`.
    Dprk,
    /// McCune-Reischauer: `Kim Yŏng-ch'ŏl`.
    McCune,
    /// Revised: `Kim Yeongcheol`.
    Revised,
    /// Cyrillic after Kontsevich: `Ким Ён Чхоль`.
    Cyrillic,
    /// The Chinese reading: `Jin Yingzhe`.
    Pinyin,
    /// Hangul.
    Hangul,
    /// Han characters.
    Hanja,
}

impl Spelling {
    /// All of them.
    pub const ALL: [Spelling; 7] = [
        Spelling::Dprk,
        Spelling::McCune,
        Spelling::Revised,
        Spelling::Cyrillic,
        Spelling::Pinyin,
        Spelling::Hangul,
        Spelling::Hanja,
    ];
}

/// Who a person is: all of it follows from the seed and the number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    name: Name,
    /// Year, month, day.
    pub born: (i32, u32, u32),
    /// Of the passport.
    pub passport: String,
    /// Where from.
    pub province: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Name {
    Korean { family: usize, first: usize, second: usize },
    Other { given: String, family: String },
}

const PROVINCES: [&str; 10] = [
    "Pyongyang", "South Pyongan", "North Pyongan", "Chagang", "Ryanggang", "South Hamgyong", "North Hamgyong", "Kangwon",
    "South Hwanghae", "North Hwanghae",
];

impl Identity {
    /// The person with this number. A name that is to be avoided is drawn again.
    pub fn of(seed: u64, person: u32, origin: Origin, woman: bool, avoided: &Avoided) -> Self {
        let mut draw = Draw::new(seed, Purpose::Identity, u64::from(person), 0);
        let born = (1_960 + draw.below(36) as i32, 1 + draw.below(12) as u32, 1 + draw.below(28) as u32);
        let passport = format!("{}", 100_000_000 + draw.below(899_999_999));
        let province = match origin {
            Origin::Sent => draw.pick(&PROVINCES),
            Origin::Migrant => "abroad",
        };
        let mut name = drawn(&mut draw, origin, woman);
        // a list that holds every name there is cannot be avoided
        for _ in 0..1_000 {
            if !avoided.holds(&name.spellings()) {
                break;
            }
            name = drawn(&mut draw, origin, woman);
        }
        Identity { name, born, passport, province }
    }

    /// The name as a list of this kind has it. Names of migrants have two spellings only.
    pub fn name(&self, spelling: Spelling) -> String {
        self.name.spelt(spelling)
    }

    /// The date of birth, ISO.
    pub fn born(&self) -> String {
        let (year, month, day) = self.born;
        format!("{year}-{month:02}-{day:02}")
    }
}

fn drawn(draw: &mut Draw, origin: Origin, woman: bool) -> Name {
    if origin == Origin::Migrant {
        let (given, family) = migrant::name(draw, woman);
        return Name::Other { given, family };
    }
    let table = &*TABLE;
    // some family names are far more frequent: the least of two draws
    let families = table.families.len() as u64;
    let family = draw.below(families).min(draw.below(families)) as usize;
    let pairs = if woman { &table.women } else { &table.men };
    let (first, second) = *draw.pick(pairs);
    Name::Korean { family, first, second }
}

impl Name {
    fn spelt(&self, spelling: Spelling) -> String {
        match self {
            Name::Korean { family, first, second } => {
                let table = &*TABLE;
                korean(&table.families[*family], &table.given[*first], &table.given[*second], spelling)
            }
            Name::Other { given, family } => match spelling {
                Spelling::Cyrillic => format!("{} {}", migrant::cyrillic(family), migrant::cyrillic(given)),
                _ => format!("{given} {family}"),
            },
        }
    }

    fn spellings(&self) -> Vec<String> {
        Spelling::ALL.into_iter().map(|spelling| self.spelt(spelling)).collect()
    }
}

fn korean(family: &Syllable, first: &Syllable, second: &Syllable, spelling: Spelling) -> String {
    let [family, first, second] = [family, first, second].map(|syllable| syllable.spelt(spelling));
    match spelling {
        Spelling::Hangul | Spelling::Hanja => format!("{family}{first}{second}"),
        Spelling::Dprk | Spelling::Cyrillic => format!("{family} {first} {second}"),
        Spelling::McCune => format!("{family} {first}-{}", second.to_lowercase()),
        Spelling::Revised | Spelling::Pinyin => format!("{family} {first}{}", second.to_lowercase()),
    }
}

/// Every full Korean name that can be drawn, in one spelling: for a look through lists.
pub fn all_korean(spelling: Spelling) -> impl Iterator<Item = String> {
    let table = &*TABLE;
    let pairs = table.men.iter().chain(&table.women);
    pairs.flat_map(move |(first, second)| {
        table.families.iter().map(move |family| korean(family, &table.given[*first], &table.given[*second], spelling))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_spelt_in_every_system() {
        let none = Avoided::default();
        let person = Identity::of(1, 5, Origin::Sent, false, &none);
        let spelt: Vec<String> = Spelling::ALL.into_iter().map(|spelling| person.name(spelling)).collect();
        assert!(spelt.iter().all(|name| !name.is_empty()), "{spelt:?}");
        assert_eq!(spelt[5].chars().count(), 3);
        assert_eq!(person, Identity::of(1, 5, Origin::Sent, false, &none));
        assert_ne!(person, Identity::of(1, 6, Origin::Sent, false, &none));
    }

    #[test]
    fn a_listed_name_is_drawn_again() {
        let none = Avoided::default();
        let before = Identity::of(1, 5, Origin::Sent, true, &none);
        let listed = before.name(Spelling::McCune);
        let after = Identity::of(1, 5, Origin::Sent, true, &Avoided::from_names([listed.to_uppercase().as_str()]));
        assert_ne!(before.name(Spelling::Dprk), after.name(Spelling::Dprk));
        assert_eq!(before.passport, after.passport);
    }

    #[test]
    fn women_and_men_have_names() {
        assert!(TABLE.women.len() > 50 && TABLE.men.len() > 50, "{} {}", TABLE.women.len(), TABLE.men.len());
    }
}
