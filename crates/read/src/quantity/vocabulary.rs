//! Words that tell where a phrase behind a number ends, and nouns in the singular.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What the lists say of a word.
#[derive(Debug, Clone, Copy, Default)]
struct Entry {
    lists: u8,
    singular: Option<&'static str>,
}

/// A list of `quantity_words.txt`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum List {
    /// Words that end a noun phrase.
    Closed = 1,
    /// Forms of verbs, and adjectives that follow their noun.
    Verb = 2,
    /// Adjectives that no ending gives away.
    Adjective = 4,
    /// Plurals that stand before another noun.
    PluralModifier = 8,
    /// Words in `-s` that are no plural.
    Singular = 16,
    /// Plurals without an ending.
    ZeroPlural = 32,
    /// Plurals that are forms of verbs as well.
    VerbOrNoun = 64,
    /// Words in `-ing` that describe.
    Participle = 128,
}

const SECTIONS: [(&str, List); 8] = [
    ("[closed]", List::Closed),
    ("[verb]", List::Verb),
    ("[adjective]", List::Adjective),
    ("[plural-modifier]", List::PluralModifier),
    ("[singular]", List::Singular),
    ("[zero-plural]", List::ZeroPlural),
    ("[participle]", List::Participle),
    ("[verb-or-noun]", List::VerbOrNoun),
];

static WORDS: LazyLock<HashMap<&'static str, Entry>> = LazyLock::new(|| {
    let mut words: HashMap<&'static str, Entry> = HashMap::new();
    let mut section = None;
    for line in include_str!("../../data/quantity_words.txt").lines().filter(|line| !line.starts_with('#')) {
        if line.starts_with('[') {
            section = SECTIONS.iter().find(|(name, _)| *name == line).map(|(_, list)| *list);
            continue;
        }
        for word in line.split_whitespace() {
            match (section, word.split_once('/')) {
                (Some(list), _) => words.entry(word).or_default().lists |= list as u8,
                (None, Some((plural, singular))) => words.entry(plural).or_default().singular = Some(singular),
                (None, None) => {}
            }
        }
    }
    words
});

/// Whether `word` (lower case) is on `list`.
pub(super) fn is(word: &str, list: List) -> bool {
    WORDS.get(word).is_some_and(|entry| entry.lists & list as u8 != 0)
}

/// Whether `word` (lower case) is a plural noun, as far as its form tells.
pub(super) fn is_plural(word: &str) -> bool {
    if let Some(entry) = WORDS.get(word) {
        let listed = |list: List| entry.lists & list as u8 != 0;
        if entry.singular.is_some() || listed(List::ZeroPlural) {
            return true;
        }
        if entry.lists & (List::Closed as u8 | List::Verb as u8 | List::Singular as u8) != 0 {
            return false;
        }
    }
    let ends = |ending: &str| word.ends_with(ending);
    word.len() > 2 && ends("s") && !ends("ss") && !ends("us") && !ends("sis") && !ends("'s") && !ends("’s") || ends("smen")
}

/// The singular of a noun in lower case; a noun that is singular already stays as it is.
pub(super) fn singular(noun: &str) -> String {
    if let Some((rest, last)) = noun.rsplit_once('-')
        && !last.is_empty()
        && !WORDS.contains_key(noun)
    {
        return format!("{rest}-{}", singular(last));
    }
    if let Some(singular) = WORDS.get(noun).and_then(|entry| entry.singular) {
        return singular.to_owned();
    }
    if !is_plural(noun) || is(noun, List::ZeroPlural) {
        return noun.to_owned();
    }
    if let Some(stem) = noun.strip_suffix("smen") {
        return format!("{stem}sman");
    }
    by_ending(noun)
}

/// The singular of a noun that is known to stand in the plural, though it may be the form of a verb too.
pub(super) fn singular_of_plural(noun: &str) -> String {
    let irregular = WORDS.get(noun).is_some_and(|entry| entry.singular.is_some());
    if is(noun, List::VerbOrNoun) && !irregular { by_ending(noun) } else { singular(noun) }
}

fn by_ending(noun: &str) -> String {
    const ENDINGS: [(&str, &str); 9] = [
        ("sses", "ss"),
        ("shes", "sh"),
        ("ches", "ch"),
        ("xes", "x"),
        ("zzes", "zz"),
        ("oes", "o"),
        ("eaus", "eau"),
        ("eaux", "eau"),
        ("wives", "wife"),
    ];
    if let Some(stem) = noun.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return format!("{stem}y");
    }
    for (plural, singular) in ENDINGS {
        if let Some(stem) = noun.strip_suffix(plural) {
            return format!("{stem}{singular}");
        }
    }
    noun.strip_suffix('s').unwrap_or(noun).to_owned()
}

/// Whether `word` (lower case) describes rather than names: by the lists or by its ending.
pub(super) fn is_adjective(word: &str) -> bool {
    const ENDINGS: [&str; 22] = [
        "ful", "less", "ous", "able", "ible", "ical", "onal", "tial", "cial", "ental", "ural", "imal", "iest", "ive", "ary",
        "ish", "ese", "ian", "ed", "ical", "ated", "like",
    ];
    const NOUNS: [&str; 40] = [
        "need", "seed", "speed", "breed", "bed", "steed", "deed", "feed", "weed", "reed", "shed", "sled", "table", "cable",
        "missionary", "secretary", "salary", "library", "diary", "anniversary", "dictionary", "subsidiary", "beneficiary",
        "executive", "representative", "detective", "initiative", "alternative", "relative", "native", "drive", "hive", "dive",
        "olive", "archive", "vegetable", "politician", "musician", "physician", "comedian",
    ];
    const MORE_NOUNS: [&str; 24] = [
        "guardian", "civilian", "technician", "librarian", "magician", "historian", "veterinarian", "pedestrian", "professional",
        "official", "trial", "commercial", "material", "hospital", "capital", "festival", "fish", "dish", "rainfall",
        "objective", "incentive", "preliminary", "collective", "explosive",
    ];
    if is(word, List::Adjective) {
        return true;
    }
    const EST_NOUNS: [&str; 20] = [
        "forest", "guest", "contest", "protest", "request", "interest", "arrest", "harvest", "conquest", "chest", "nest", "vest",
        "pest", "quest", "west", "test", "priest", "invest", "rest", "inquest",
    ];
    let superlative = word.len() > 4 && word.ends_with("est") && !EST_NOUNS.contains(&word);
    let ends = superlative || ENDINGS.iter().any(|ending| word.len() > ending.len() + 1 && word.ends_with(ending));
    let ic = word.len() > 4
        && word.ends_with("ic")
        && !matches!(
            word,
            "music"
                | "traffic"
                | "topic"
                | "clinic"
                | "public"
                | "plastic"
                | "mechanic"
                | "critic"
                | "arctic"
                | "fabric"
                | "picnic"
                | "logic"
        );
    (ends || ic) && !NOUNS.contains(&word) && !MORE_NOUNS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_read_in_the_singular() {
        let pairs = [
            ("employees", "employee"),
            ("countries", "country"),
            ("houses", "house"),
            ("losses", "loss"),
            ("women", "woman"),
            ("buses", "bus"),
            ("matches", "match"),
            ("boxes", "box"),
            ("movies", "movie"),
            ("policemen", "policeman"),
            ("series", "series"),
            ("people", "people"),
            ("wives", "wife"),
            ("heroes", "hero"),
            ("prizes", "prize"),
            ("crises", "crisis"),
            ("eight-graders", "eight-grader"),
            ("passers-by", "passer-by"),
            ("bus", "bus"),
            ("votes", "vote"),
            ("statesmen", "statesman"),
            ("headaches", "headache"),
            ("days", "day"),
            ("taxis", "taxi"),
        ];
        for (plural, expected) in pairs {
            assert_eq!(singular(plural), expected);
        }
    }

    #[test]
    fn plurals_are_told_from_other_words_in_s() {
        for word in ["cars", "men", "aircraft", "analyses", "teams", "fish"] {
            assert!(is_plural(word), "{word}");
        }
        for word in ["bus", "press", "analysis", "has", "says", "this", "news", "team", "employee's"] {
            assert!(!is_plural(word), "{word}");
        }
    }

    #[test]
    fn every_word_of_the_lists_has_a_list() {
        assert!(WORDS.len() > 1000);
        assert!(WORDS.values().all(|entry| entry.lists != 0 || entry.singular.is_some()));
        assert!(WORDS.keys().all(|word| word.to_lowercase() == **word));
    }
}
