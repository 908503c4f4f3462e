//! Units by word, symbol and sign: percentages, physical units, currencies.

use super::{MeasuredUnit, UnitKind};
use crate::key::any;
use crate::words::Words;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// What a unit is called.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Known {
    pub name: &'static str,
    pub kind: UnitKind,
    /// ISO 4217 code, where the words settle the currency.
    pub currency: Option<&'static str>,
}

/// A unit found in a sentence.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    pub known: Known,
    /// Token after it.
    pub end: usize,
}

#[derive(Default)]
struct Tables {
    /// Units in words, lower case, hyphens as blanks.
    phrases: HashMap<String, Known>,
    /// The most words of a phrase that begins with this one.
    longest: HashMap<String, usize>,
    /// Symbols after a number, as written.
    symbols: HashMap<&'static str, Known>,
    /// Currency signs before a number, as written.
    signs: HashMap<&'static str, Known>,
    /// ISO 4217 codes.
    codes: HashMap<&'static str, Known>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let mut tables = Tables::default();
    for line in include_str!("../../data/units.tsv").lines().skip(1) {
        let columns: Vec<&'static str> = line.split('\t').collect();
        let kind = match columns[1] {
            "percent" => UnitKind::Percent,
            "counted" => UnitKind::Counted,
            _ => UnitKind::Physical,
        };
        let known = Known { name: columns[0], kind, currency: None };
        tables.add_words(columns[2], known);
        tables.symbols.extend(columns[3].split_whitespace().map(|symbol| (symbol, known)));
    }
    for line in include_str!("../../data/currencies.tsv").lines().skip(1) {
        let columns: Vec<&'static str> = line.split('\t').collect();
        let currency = Some(columns[0]).filter(|code| !code.is_empty());
        let known = Known { name: columns[1], kind: UnitKind::Currency, currency };
        tables.add_words(columns[2], known);
        tables.signs.extend(columns[3].split_whitespace().map(|sign| (sign, known)));
        if let Some(code) = currency {
            tables.codes.insert(code, known);
        }
    }
    tables
});

impl Tables {
    fn add_words(&mut self, words: &'static str, known: Known) {
        for entry in words.split('|').filter(|entry| !entry.is_empty()) {
            for phrase in forms(entry) {
                let phrase = phrase.replace('-', " ").replace("sq. ", "sq ");
                let first = phrase.split(' ').next().unwrap_or_default().to_owned();
                let count = phrase.split(' ').count();
                let longest = self.longest.entry(first).or_default();
                *longest = count.max(*longest);
                self.phrases.entry(phrase).or_insert(known);
            }
        }
    }
}

/// The written forms of an entry: `mile+ per hour` is `mile per hour` and `miles per hour`.
fn forms(entry: &str) -> Vec<String> {
    let Some((noun, rest)) = entry.split_once('+') else { return vec![entry.to_owned()] };
    let consonant_y = noun.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u']));
    let plural = match consonant_y {
        Some(stem) => format!("{stem}ies"),
        None if noun.ends_with("ch") || noun.ends_with('s') || noun.ends_with('x') => format!("{noun}es"),
        None => format!("{noun}s"),
    };
    vec![format!("{noun}{rest}"), format!("{plural}{rest}")]
}

/// The unit that begins at token `at`, right after a number. `tight` tells that a hyphen or nothing stands between.
pub(super) fn unit_at(words: &Words, at: usize, tight: bool) -> Option<Found> {
    phrase_at(words, at).or_else(|| symbol_at(words, at, tight)).or_else(|| code_at(words, at))
}

/// The longest unit in words that begins at `at`.
pub(super) fn phrase_at(words: &Words, at: usize) -> Option<Found> {
    if !words.is_word(at) && words.word(at) != "%" {
        return None;
    }
    let mut phrase = words.word(at).to_ascii_lowercase();
    let most = *TABLES.longest.get(phrase.as_str())?;
    let mut best = TABLES.phrases.get(&phrase).map(|known| Found { known: *known, end: at + 1 });
    let mut here = at + 1;
    for _ in 1..most {
        if words.word(here) == "." && words.attached(here) || words.is_hyphen(here) && words.attached(here) {
            here += 1;
        }
        if !words.is_word(here) {
            break;
        }
        phrase.push(' ');
        phrase.push_str(&words.word(here).to_ascii_lowercase());
        here += 1;
        if let Some(known) = TABLES.phrases.get(&phrase) {
            best = Some(Found { known: *known, end: here });
        }
    }
    best.filter(|found| !is_another_word(words, at, found))
}

/// Words of the table that mean a unit only in their usual writing: `MT` and `mt`, `Sol`, `PC`.
fn is_another_word(words: &Words, at: usize, found: &Found) -> bool {
    let word = words.word(at);
    found.end == at + 1 && matches!(word, "PC" | "PCs" | "Rand" | "Quarter" | "Second" | "Second-" | "Mil" | "BP" | "Won")
}

/// Symbols so short that a blank before them makes them a word.
const TIGHT_ONLY: [&str; 15] = ["in", "s", "h", "l", "t", "b", "A", "p", "K", "C", "F", "E", "MP", "J", "N"];

fn symbol_at(words: &Words, at: usize, tight: bool) -> Option<Found> {
    let mut end = at + 1;
    while end < at + 6 && end < words.len() && words.attached(end) {
        end += 1;
    }
    (at + 1..=end).rev().find_map(|end| {
        let written = words.slice(at..end);
        let known =
            temperature(written, tight).or_else(|| TABLES.symbols.get(written).copied()).or_else(|| sign_known(written))?;
        let loose = !tight && !words.attached(at) && TIGHT_ONLY.contains(&written);
        (!loose).then_some(Found { known, end })
    })
}

fn temperature(written: &str, tight: bool) -> Option<Known> {
    let name = match written {
        "C" if tight => "degree celsius",
        "F" if tight => "degree fahrenheit",
        _ => return None,
    };
    Some(Known { name, kind: UnitKind::Physical, currency: None })
}

/// A currency sign after its number: `50¢`, `500€`, `45p`.
fn sign_known(written: &str) -> Option<Known> {
    TABLES.signs.get(written).copied().filter(|_| matches!(written, "€" | "£" | "₽" | "¢" | "元" | "₴" | "kr" | "p" | "zł" | "$"))
}

fn code_at(words: &Words, at: usize) -> Option<Found> {
    let word = words.word(at);
    let code = word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    let known = TABLES.codes.get(word).copied().filter(|_| code && !matches!(word, "ALL" | "TOP" | "TRY"))?;
    Some(Found { known, end: at + 1 })
}

/// The currency written before the number at `at`: `$`, `US$`, `Rs.`, `EUR`. Gives the token of the number.
pub(super) fn currency_before(words: &Words, at: usize) -> Option<Found> {
    let mut end = at + 1;
    while end < at + 4 && end < words.len() && words.attached(end) && !words.is_number(end) {
        end += 1;
    }
    let known = (at + 1..=end).rev().find_map(|end| {
        let written = words.slice(at..end);
        let known = TABLES.signs.get(written).or_else(|| three_letters(words, at, written))?;
        Some(Found { known: *known, end })
    });
    known.filter(|found| follows_number(words, at, found))
}

fn three_letters(words: &Words, at: usize, written: &str) -> Option<&'static Known> {
    if written == "R" && words.is_number(at + 1) && words.attached(at + 1) {
        return TABLES.codes.get("ZAR");
    }
    let code = written.len() == 3 && written.bytes().all(|byte| byte.is_ascii_uppercase());
    if code { TABLES.codes.get(written) } else { None }
}

/// Letters that are a currency only right before digits; `p` stands behind them.
fn follows_number(words: &Words, at: usize, found: &Found) -> bool {
    let letters = words.is_word(at);
    let next = words.is_number(found.end) || words.word(found.end) == "." && words.is_number(found.end + 1);
    let sign_and_words = !letters && words.is_word(found.end);
    words.word(at) != "p"
        && (next || sign_and_words || matches!(words.word(found.end), "-" | "−") && words.is_number(found.end + 1))
}

/// Whether a token begins a currency that may stand before a number.
pub(super) fn may_be_currency(words: &Words, at: usize) -> bool {
    let word = words.word(at);
    match word.as_bytes() {
        [byte] if *byte < 0x80 => *byte == b'$' || byte.is_ascii_uppercase() && words.attached(at + 1) && at + 1 < words.len(),
        [first, ..] if *first >= 0x80 => TABLES.signs.contains_key(word),
        bytes if bytes.len() <= 4 && bytes[0].is_ascii_uppercase() => {
            TABLES.signs.contains_key(word)
                || TABLES.codes.contains_key(word)
                || words.word(at + 1) == "$" && words.attached(at + 1)
        }
        _ => false,
    }
}

/// The unit with a name of its own, written as the tokens `surface`.
pub(super) fn named(words: &Words, known: Known, surface: Range<usize>) -> MeasuredUnit {
    MeasuredUnit {
        surface: words.name(surface),
        normalised: known.name.to_owned(),
        kind: known.kind,
        per: None,
        currency: known.currency,
    }
}

/// `pounds` without a sign: money or weight, by what the sentence speaks of.
pub(super) fn pounds(words: &Words, at: usize, end: usize, size: rust_decimal::Decimal) -> Option<Known> {
    if !words.is_any(at, any!["pound", "pounds"]) {
        return None;
    }
    const WEIGHT: [&str; 21] = [
        "weigh", "weighs", "weighed", "weighing", "weight", "lose", "lost", "shed", "heavy", "heavier", "lighter", "thrust",
        "torque", "catch", "catfish", "meat", "beef", "cocaine", "drop", "dropped", "overweight",
    ];
    const MONEY: [&str; 30] = [
        "cost", "costs", "price", "priced", "pay", "paid", "worth", "british", "britain", "uk", "london", "bank", "profit",
        "sales", "fine", "fined", "budget", "fund", "salary", "spend", "spent", "fee", "debt", "tax", "sold", "bought", "pence",
        "investment", "revenue", "£",
    ];
    let says = |list: &[&str]| (0..words.len()).any(|at| words.says_any(at, list));
    let of_stuff = words.says(end, "of");
    let hundred_thousand = size >= rust_decimal::Decimal::from(100_000);
    let money = hundred_thousand || !of_stuff && !says(&WEIGHT) && says(&MONEY);
    Some(match money {
        true => Known { name: "pound sterling", kind: UnitKind::Currency, currency: Some("GBP") },
        false => Known { name: "pound-mass", kind: UnitKind::Physical, currency: None },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_hold_every_unit_once() {
        let names: Vec<&str> =
            include_str!("../../data/units.tsv").lines().skip(1).filter_map(|line| line.split('\t').next()).collect();
        let distinct: std::collections::BTreeSet<&&str> = names.iter().collect();
        assert_eq!(names.len(), distinct.len());
        for line in include_str!("../../data/units.tsv").lines().chain(include_str!("../../data/currencies.tsv").lines()) {
            assert_eq!(line.split('\t').count(), 4, "{line}");
        }
        assert_eq!(TABLES.phrases["miles per hour"].name, "mile per hour");
        assert_eq!(TABLES.phrases["centuries"].name, "century");
        assert_eq!(TABLES.symbols["km/h"].name, "kilometre per hour");
        assert_eq!(TABLES.codes["JPY"].name, "japanese yen");
    }
}
