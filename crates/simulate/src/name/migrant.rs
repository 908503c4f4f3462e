//! Names of migrants: made of syllables that sound alike in several languages and are names in none.

use crate::draw::Draw;

const BEGIN: [&str; 16] = [
    "Adol", "Bakor", "Dilvo", "Ergam", "Fenor", "Gulor", "Hamvo", "Ilsor", "Jasul", "Kadur", "Lutav", "Munor", "Nodul", "Orvam",
    "Savur", "Tumor",
];
const MEN: [&str; 6] = ["bek", "don", "shod", "mir", "jon", "tur"];
const WOMEN: [&str; 6] = ["nisa", "gula", "moh", "zara", "lina", "dana"];
const FAMILY: [&str; 20] = [
    "Abzor", "Bolut", "Chamvar", "Dorvan", "Elmur", "Farzul", "Ganov", "Hakmur", "Isvan", "Jumvar", "Kholvan", "Latmur",
    "Madvan", "Nargul", "Oltmur", "Pulvan", "Rajmur", "Sobvan", "Tolmur", "Umvar",
];

pub(super) fn name(draw: &mut Draw, woman: bool) -> (String, String) {
    let end = if woman { draw.pick(&WOMEN) } else { draw.pick(&MEN) };
    let given = format!("{}{end}", draw.pick(&BEGIN));
    let family = format!("{}{}", draw.pick(&FAMILY), if woman { "ova" } else { "ov" });
    (given, family)
}

/// Letter by letter.
pub(super) fn cyrillic(latin: &str) -> String {
    let mut out = String::new();
    let mut letters = latin.chars().peekable();
    while let Some(letter) = letters.next() {
        let pair = (letter.to_ascii_lowercase(), letters.peek().copied().unwrap_or(' '));
        let (written, both) = match pair {
            ('s', 'h') => ("ш", true),
            ('c', 'h') => ("ч", true),
            ('k', 'h') => ("х", true),
            ('j', _) => ("дж", false),
            ('a', _) => ("а", false),
            ('b', _) => ("б", false),
            ('c' | 'k', _) => ("к", false),
            ('d', _) => ("д", false),
            ('e', _) => ("е", false),
            ('f', _) => ("ф", false),
            ('g', _) => ("г", false),
            ('h', _) => ("х", false),
            ('i', _) => ("и", false),
            ('l', _) => ("л", false),
            ('m', _) => ("м", false),
            ('n', _) => ("н", false),
            ('o', _) => ("о", false),
            ('p', _) => ("п", false),
            ('r', _) => ("р", false),
            ('s', _) => ("с", false),
            ('t', _) => ("т", false),
            ('u', _) => ("у", false),
            ('v', _) => ("в", false),
            ('z', _) => ("з", false),
            _ => ("", false),
        };
        if both {
            letters.next();
        }
        if letter.is_uppercase() {
            let mut first = written.chars();
            out.extend(first.next().into_iter().flat_map(char::to_uppercase).chain(first));
        } else {
            out.push_str(written);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_rewritten() {
        assert_eq!(cyrillic("Kholvanov"), "Холванов");
        assert_eq!(cyrillic("Jasulshod"), "Джасулшод");
    }

    #[test]
    fn every_letter_of_the_tables_is_known() {
        for part in BEGIN.into_iter().chain(MEN).chain(WOMEN).chain(FAMILY) {
            assert!(cyrillic(part).chars().count() + 2 >= part.len(), "{part}");
            assert!(part.chars().all(|letter| !cyrillic(&letter.to_string()).is_empty()), "{part}");
        }
    }
}
