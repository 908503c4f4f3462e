//! Currencies by sign, code and name. A name that several countries share is settled by an adjective, then by the places of the
//! sentence, then of the document; what remains is assumed and said so.

use crate::gazetteer;
use crate::key::{Key, KeyHasher, any};
use crate::lexicon::Classes;
use crate::words::Words;
use evidence::Currency;
use std::collections::{HashMap, HashSet};
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

/// A currency and how it was settled.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Named {
    pub currency: Currency,
    /// The name is shared by several countries and nothing in the text settles it.
    pub assumed: bool,
}

/// Names that belong to one currency.
#[rustfmt::skip] // a table reads better with several entries a line
const OWN: &[(&str, &str)] = &[
    ("euro", "EUR"), ("yuan", "CNY"), ("renminbi", "CNY"), ("rmb", "CNY"), ("rouble", "RUB"), ("ruble", "RUB"),
    ("zloty", "PLN"), ("yen", "JPY"), ("baht", "THB"), ("ringgit", "MYR"), ("tenge", "KZT"), ("tugrik", "MNT"), ("togrog", "MNT"),
    ("taka", "BDT"), ("dong", "VND"), ("kyat", "MMK"), ("rupiah", "IDR"), ("naira", "NGN"), ("rand", "ZAR"), ("kip", "LAK"),
    ("riel", "KHR"), ("pula", "BWP"), ("birr", "ETB"), ("shekel", "ILS"), ("afghani", "AFN"), ("dalasi", "GMD"), ("metical", "MZN"), ("meticais", "MZN"), ("ariary", "MGA"), ("guarani", "PYG"), ("quetzal", "GTQ"), ("lempira", "HNL"), ("bolivar", "VES"), ("boliviano", "BOB"), ("gourde", "HTG"), ("kina", "PGK"), ("denar", "MKD"), ("koruna", "CZK"), ("cedi", "GHS"), ("hryvnia", "UAH"), ("hryvnias", "UAH"), ("lari", "GEL"),
    ("dram", "AMD"), ("forint", "HUF"), ("buck", "USD"), ("somoni", "TJS"), ("lev", "BGN"), ("nakfa", "ERN"), ("soum", "UZS"), ("zlotys", "PLN"), ("nis", "ILS"), ("rm", "MYR"), ("tk", "BDT"), ("dhs", "AED"),
];

/// Countries and the code of the currency that bears the name there.
type Local = &'static [(&'static str, &'static str)];

/// Names that several countries share: the countries and their codes, and what is assumed where nothing settles it.
#[rustfmt::skip] // a table reads better with several entries a line
const SHARED: &[(&str, &str, Local)] = &[
    ("dollar", "USD", &[("US", "USD"), ("AU", "AUD"), ("CA", "CAD"), ("NZ", "NZD"), ("SG", "SGD"), ("HK", "HKD"), ("TW", "TWD"), ("NA", "NAD"), ("FJ", "FJD")]),
    ("dirham", "AED", &[("AE", "AED"), ("MA", "MAD")]),
    ("kwacha", "ZMW", &[("ZM", "ZMW"), ("MW", "MWK")]),
    ("kr", "SEK", &[("SE", "SEK"), ("NO", "NOK"), ("DK", "DKK"), ("IS", "ISK")]),
    ("rs", "INR", &[("IN", "INR"), ("NP", "NPR"), ("PK", "PKR"), ("LK", "LKR"), ("MU", "MUR")]),
    ("won", "KRW", &[("KR", "KRW"), ("KP", "KPW")]),
    ("rupee", "INR", &[("IN", "INR"), ("NP", "NPR"), ("PK", "PKR"), ("LK", "LKR"), ("MU", "MUR")]),
    ("riyal", "SAR", &[("QA", "QAR"), ("SA", "SAR"), ("YE", "YER")]),
    ("rial", "IRR", &[("IR", "IRR"), ("OM", "OMR"), ("YE", "YER"), ("QA", "QAR")]),
    ("dinar", "KWD", &[("KW", "KWD"), ("BH", "BHD"), ("JO", "JOD"), ("IQ", "IQD"), ("DZ", "DZD"), ("LY", "LYD"), ("TN", "TND"), ("RS", "RSD")]),
    ("pound", "GBP", &[("GB", "GBP"), ("EG", "EGP"), ("LB", "LBP"), ("SY", "SYP"), ("SD", "SDG"), ("SS", "SSP")]),
    ("peso", "MXN", &[("MX", "MXN"), ("PH", "PHP"), ("CO", "COP"), ("AR", "ARS"), ("CL", "CLP"), ("CU", "CUP"), ("DO", "DOP")]),
    ("franc", "CHF", &[("CH", "CHF"), ("RW", "RWF"), ("CD", "CDF"), ("SN", "XOF"), ("CI", "XOF"), ("ML", "XOF"), ("CM", "XAF"), ("GA", "XAF")]),
    ("shilling", "KES", &[("KE", "KES"), ("UG", "UGX"), ("TZ", "TZS"), ("SO", "SOS")]),
    ("som", "KGS", &[("KG", "KGS"), ("UZ", "UZS")]),
    ("sum", "UZS", &[("UZ", "UZS")]),
    ("manat", "AZN", &[("AZ", "AZN"), ("TM", "TMT")]),
    ("leu", "RON", &[("RO", "RON"), ("MD", "MDL")]),
    ("lei", "RON", &[("RO", "RON"), ("MD", "MDL")]),
    ("krona", "SEK", &[("SE", "SEK"), ("IS", "ISK")]),
    ("krone", "NOK", &[("NO", "NOK"), ("DK", "DKK")]),
    ("kroner", "NOK", &[("NO", "NOK"), ("DK", "DKK")]),
    ("lira", "TRY", &[("TR", "TRY")]),
    ("real", "BRL", &[("BR", "BRL")]),
    ("reais", "BRL", &[("BR", "BRL")]),
];

/// The money of a country whose hundredths are cents.
pub(crate) fn of_cents(country: &str) -> Option<&'static str> {
    let of_dollars = SHARED[0].2.iter().find(|(at, _)| *at == country).map(|(_, code)| *code);
    let of_euros =
        ["AT", "BE", "CY", "DE", "EE", "ES", "FI", "FR", "GR", "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PT", "SI", "SK"];
    of_dollars.or(of_euros.contains(&country).then_some("EUR")).or((country == "ZA").then_some("ZAR"))
}

/// The ISO 4217 codes in use and some lately given up.
#[rustfmt::skip] // a table reads better with several entries a line
const CODES: &[&str] = &[
    "AED", "AFN", "ALL", "AMD", "ANG", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BGN", "BHD", "BIF", "BMD", "BND", "BOB", "BRL",
    "BSD", "BTN", "BWP", "BYN", "BYR", "BZD", "CAD", "CDF", "CHF", "CLP", "CNY", "COP", "CRC", "CUP", "CVE", "CZK", "DJF", "DKK", "DOP", "DZD",
    "EGP", "ERN", "ETB", "EUR", "FJD", "FKP", "GBP", "GEL", "GHS", "GIP", "GMD", "GNF", "GTQ", "GYD", "HKD", "HNL", "HRK", "HTG", "HUF", "IDR",
    "ILS", "INR", "IQD", "IRR", "ISK", "JMD", "JOD", "JPY", "KES", "KGS", "KHR", "KMF", "KPW", "KRW", "KWD", "KYD", "KZT", "LAK", "LBP", "LKR",
    "LRD", "LSL", "LTL", "LVL", "LYD", "MAD", "MDL", "MGA", "MKD", "MMK", "MNT", "MOP", "MRO", "MRU", "MUR", "MVR", "MWK", "MXN", "MYR", "MZN",
    "NAD", "NGN", "NIO", "NOK", "NPR", "NZD", "OMR", "PAB", "PEN", "PGK", "PHP", "PKR", "PLN", "PYG", "QAR", "RON", "RSD", "RUB", "RWF", "SAR",
    "SBD", "SCR", "SDG", "SEK", "SGD", "SHP", "SLE", "SLL", "SOS", "SRD", "SSP", "STN", "SVC", "SYP", "SZL", "THB", "TJS", "TMT", "TND", "TOP",
    "TRY", "TTD", "TWD", "TZS", "UAH", "UGX", "USD", "UYU", "UZS", "VES", "VND", "VUV", "WST", "XAF", "XCD", "XOF", "XPF", "YER", "ZAR", "ZMK",
    "ZMW", "ZWG", "ZWL",
];

/// Codes that are words in a headline: they name a currency only behind the sum.
const CODES_LIKE_WORDS: &[&str] = &["ALL", "TOP", "CUP"];

static CODE_KEYS: LazyLock<HashSet<Key, BuildHasherDefault<KeyHasher>>> =
    LazyLock::new(|| CODES.iter().map(|code| Key::of(&code.to_ascii_lowercase())).collect());

/// A short form before a sum, and its code.
#[rustfmt::skip] // a table reads better with several entries a line
const SHORT: &[(&str, &str)] = &[
    ("RMB", "CNY"), ("NIS", "ILS"), ("Tk", "BDT"), ("RM", "MYR"), ("SR", "SAR"), ("QR", "QAR"), ("KD", "KWD"), ("BD", "BHD"), ("JD", "JOD"),
    ("Dh", "AED"), ("Dhs", "AED"), ("Dhs.", "AED"), ("Rp", "IDR"), ("KSh", "KES"), ("Ksh", "KES"), ("KShs", "KES"), ("Kshs", "KES"),
    ("USh", "UGX"), ("Ush", "UGX"), ("UShs", "UGX"), ("TSh", "TZS"), ("Tsh", "TZS"), ("TShs", "TZS"), ("NRs", "NPR"), ("Php", "PHP"),
    ("FCFA", "XOF"), ("NPRs", "NPR"), ("PKRs", "PKR"),
];

/// What stands before a dollar sign, and the code of that dollar.
#[rustfmt::skip] // a table reads better with several entries a line
const DOLLARS: &[(&str, &str)] = &[
    ("US", "USD"), ("U.S.", "USD"), ("U.S", "USD"), ("AU", "AUD"), ("A", "AUD"), ("C", "CAD"), ("CA", "CAD"), ("CAN", "CAD"), ("S", "SGD"), ("HK", "HKD"),
    ("NZ", "NZD"), ("NT", "TWD"), ("R", "BRL"), ("FJ", "FJD"), ("F", "FJD"), ("N", "NAD"), ("J", "JMD"), ("TT", "TTD"), ("EC", "XCD"), ("BZ", "BZD"),
    ("G", "GYD"), ("MOP", "MOP"), ("MX", "MXN"), ("AR", "ARS"), ("RD", "DOP"), ("B", "BND"), ("Z", "ZWL"), ("L", "LRD"), ("SI", "SBD"),
];

/// A letter before a sum that is a currency only where its country is spoken of.
#[rustfmt::skip] // a table reads better with several entries a line
const LETTERS: &[(&str, &str, &str)] = &[
    ("K", "ZM", "ZMW"), ("K", "PG", "PGK"), ("MK", "MW", "MWK"), ("R", "ZA", "ZAR"), ("Q", "GT", "GTQ"), ("L", "HN", "HNL"), ("P", "PH", "PHP"), ("P", "BW", "BWP"),
    ("LE", "EG", "EGP"), ("Br", "ET", "ETB"), ("Bs", "BO", "BOB"), ("Bs", "VE", "VES"), ("Sh", "KE", "KES"), ("Shs", "UG", "UGX"),
];

/// The names of currencies in full, by their first word: "new zealand dollars", "pataca".
static NAMES: LazyLock<HashMap<&'static str, Vec<(String, &'static str)>>> = LazyLock::new(|| {
    let mut names: HashMap<&str, Vec<(String, &str)>> = HashMap::new();
    for line in include_str!("../data/currencies.tsv").lines().skip(1) {
        let mut columns = line.split('\t');
        let (Some(code), Some(_), Some(forms)) = (columns.next(), columns.next(), columns.next()) else { continue };
        // a toman is ten rials, and ether a thing
        for form in forms.split('|').filter(|form| CODES.contains(&code) && !form.contains("toman")) {
            let first = form.split(' ').next().unwrap_or(form);
            let first = first.strip_suffix('+').unwrap_or(first);
            names.entry(first).or_default().extend(crate::lexicon::forms(form).into_iter().map(|form| (form, code)));
        }
    }
    names
});

/// The first words of all full names.
pub(crate) fn first_words() -> impl Iterator<Item = Key> {
    NAMES.values().flatten().map(|(form, _)| Key::of(form.split(' ').next().unwrap_or(form)))
}

/// The currency whose full name begins at `at`, and the token after it.
fn full_name(words: &Words, at: usize) -> Option<(Named, usize)> {
    if words.is_word(at) && !words.is(at, Classes::MONEY_NAME) {
        return None;
    }
    let first = words.word(at).to_ascii_lowercase();
    let known = NAMES.get(first.as_str()).or_else(|| NAMES.get(first.strip_suffix('s')?))?;
    let (count, code) =
        known.iter().filter_map(|(form, code)| Some((words.phrase(at, form)?, *code))).max_by_key(|(count, _)| *count)?;
    Some((Named { currency: code.parse().ok()?, assumed: false }, at + count))
}

/// Whether a text uses a currency name that several countries share, other than the dollar.
pub(crate) fn shares_a_name(text: &str) -> bool {
    ["riyal", "dinar", "rupee", "peso", " rial", "franc", "shilling", " won", "pound", "dirham", "kwacha", "Rs", " kr"]
        .iter()
        .any(|name| text.contains(name))
}

/// The countries whose people a sentence names, where the people's money tells its name: "Nepali waiters paid 90,000 rupees". Peoples
/// whose money shares a sign with that of richer countries are left out.
pub(crate) fn peoples(words: &Words) -> Vec<&'static str> {
    let named = (0..words.len()).filter(|&at| words.is(at, Classes::NAME) && words.capital(at));
    named
        .filter_map(|at| gazetteer::demonym_at(words, at).map(|(country, _)| country))
        .filter(|country| !matches!(*country, "KR" | "KP" | "EG" | "LB" | "SY" | "SD" | "SS" | "US"))
        .collect()
}

/// Words of the list that are a currency only with a number directly before them.
const ALSO_A_WORD: &[&str] = &["sum", "real", "sol", "won", "try", "all", "top", "all", "buck"];

/// A currency sign or code that begins at `at`, before a number: `$`, `US$`, `USD`, `Rs`. Gives the token after it.
pub(crate) fn before_number(words: &Words, at: usize, near: &[&str]) -> Option<(Named, usize)> {
    let settled = |code: &str, end| Some((Named { currency: code.parse().ok()?, assumed: false }, end));
    match words.word(at) {
        "$" => Some((shared("dollar", near), at + 1)),
        "€" => settled("EUR", at + 1),
        "£" => Some((shared("pound", near), at + 1)),
        "¥" => settled(if near.contains(&"JP") { "JPY" } else { "CNY" }, at + 1),
        "₩" => Some((shared("won", near), at + 1)),
        "₽" => settled("RUB", at + 1),
        "₹" => settled("INR", at + 1),
        "₫" => settled("VND", at + 1),
        "฿" => settled("THB", at + 1),
        "₱" => settled("PHP", at + 1),
        "₦" => settled("NGN", at + 1),
        "Rs" | "Rs." => Some((shared("rupee", near), past_a_dot(words, at + 1))),
        "kr" | "Kr" => Some((shared("kr", near), past_a_dot(words, at + 1))),
        _ => short_form(words, at, near),
    }
}

/// Whether a sign that begins with `byte` can stand for a currency: `$`, `€`, `₽`.
pub(crate) fn may_be_sign(byte: u8) -> bool {
    byte == b'$' || !byte.is_ascii()
}

/// The longest letters, in bytes, that stand for a currency before a number.
pub(crate) const LONGEST_SHORT_FORM: u32 = 4;

/// "US$", "NIS", "MUR", "USD $": letters that stand for a currency before a number.
fn short_form(words: &Words, at: usize, near: &[&str]) -> Option<(Named, usize)> {
    let word = words.word(at);
    if !matches!(word.len() as u32, 1..=LONGEST_SHORT_FORM) || !words.capital(at) {
        return None;
    }
    let before_a_sum = words.is_number(at + 1) || matches!(words.word(at + 1), "$" | ".") || words.is(at + 1, Classes::NUMBER);
    if !before_a_sum {
        return None;
    }
    let settled = |code: &str, end| Some((Named { currency: code.parse().ok()?, assumed: false }, end));
    let sign = words.word(at + 1) == "$";
    if sign
        && words.attached(at + 1)
        && let Some((_, code)) = DOLLARS.iter().find(|(before, _)| *before == word)
    {
        return settled(code, at + 2);
    }
    if is_code(words, at) && !CODES_LIKE_WORDS.contains(&word) {
        return settled(word, if sign { at + 2 } else { at + 1 });
    }
    if let Some((_, code)) = SHORT.iter().find(|(short, _)| *short == word) {
        return settled(code, past_a_dot(words, at + 1));
    }
    let number = past_a_dot(words, at + 1);
    let of_a_country = |(letter, country, _): &&(&str, &str, &str)| {
        *letter == word
            && words.is_number(number)
            && (words.attached(number) || word.len() > 1)
            && near.iter().any(|known| known == country)
    };
    LETTERS.iter().find(of_a_country).and_then(|(_, _, code)| settled(code, number))
}

/// "Rs. 500", "Rp. 300,000": the dot of a short form right before a number.
fn past_a_dot(words: &Words, at: usize) -> usize {
    if words.word(at) == "." && words.attached(at) && words.is_number(at + 1) { at + 1 } else { at }
}

fn is_code(words: &Words, at: usize) -> bool {
    let word = words.word(at);
    word.len() == 3
        && word.bytes().all(|byte| byte.is_ascii_uppercase())
        && words.tokens.get(at).is_some_and(|token| CODE_KEYS.contains(&token.key))
}

/// The code of a currency behind a number whose sign several countries share: "$150 NZD".
pub(crate) fn code_behind(words: &Words, at: usize) -> Option<(Named, usize)> {
    if !is_code(words, at) || CODES_LIKE_WORDS.contains(&words.word(at)) {
        return None;
    }
    Some((Named { currency: words.word(at).parse().ok()?, assumed: false }, at + 1))
}

/// A currency word or code that begins at `at`, after a number: `dollars`, `US dollars`, `Kuwaiti dinars`, `yuan`. Gives the token after it.
pub(crate) fn after_number(words: &Words, at: usize, near: &[&str]) -> Option<(Named, usize)> {
    if is_code(words, at) {
        return Some((Named { currency: words.word(at).parse().ok()?, assumed: false }, at + 1));
    }
    if matches!(words.word(at), "$" | "€" | "₽" | "₩" | "£" | "元") && (words.attached(at) || words.word(at) != "$") {
        return sign_after(words.word(at), near).map(|named| (named, at + 1));
    }
    if let Some(named) = full_name(words, at).filter(|(_, end)| *end > at + 1) {
        return Some(named);
    }
    if let Some((country, end)) = gazetteer::demonym_at(words, at)
        && words.is(end, Classes::CURRENCY)
    {
        let named = by_name(words.word(end), &[country])?;
        return Some((Named { assumed: false, ..named }, end + 1));
    }
    if words.is_any(at, any!["U.S", "American"]) && words.is_any(at + 1, any!["dollar", "dollars"]) {
        return Some((Named { currency: Currency::USD, assumed: false }, at + 2));
    }
    if words.word(at) == "CFA" || words.word(at) == "FCFA" {
        let end = if words.is_any(at + 1, any!["franc", "francs"]) { at + 2 } else { at + 1 };
        return Some((franc_of_africa(near), end));
    }
    if let Some((_, code)) = SHORT.iter().find(|(short, _)| *short == words.word(at)) {
        return Some((Named { currency: code.parse().ok()?, assumed: false }, at + 1));
    }
    if words.is_any(at, any!["rs", "kr"]) {
        return by_name(words.word(at), near).map(|named| (named, at + 1));
    }
    if !words.is(at, Classes::CURRENCY) {
        return full_name(words, at);
    }
    if ALSO_A_WORD.contains(&words.word(at)) && !words.says(at, "won") {
        return None;
    }
    by_name(words.word(at), near).map(|named| (named, at + 1)).or_else(|| full_name(words, at))
}

/// The franc of West Africa, unless a country of Central Africa is spoken of.
fn franc_of_africa(near: &[&str]) -> Named {
    let central = near.iter().any(|country| matches!(*country, "CM" | "GA" | "TD" | "CF" | "CG" | "GQ"));
    Named { currency: if central { "XAF" } else { "XOF" }.parse().expect("a code"), assumed: near.is_empty() }
}

fn sign_after(sign: &str, near: &[&str]) -> Option<Named> {
    let settled = |code: &str| Some(Named { currency: code.parse().ok()?, assumed: false });
    match sign {
        "$" => Some(shared("dollar", near)),
        "€" => settled("EUR"),
        "₽" => settled("RUB"),
        "£" => settled("GBP"),
        "₩" => Some(shared("won", near)),
        _ => settled("CNY"),
    }
}

fn by_name(word: &str, near: &[&str]) -> Option<Named> {
    let lower = word.to_ascii_lowercase();
    let singular = lower.strip_suffix('s').unwrap_or(&lower);
    let own = OWN.iter().find(|(name, _)| *name == lower || *name == singular);
    if let Some((_, code)) = own {
        return Some(Named { currency: code.parse().ok()?, assumed: false });
    }
    let known = SHARED.iter().any(|(name, ..)| *name == lower || *name == singular);
    known.then(|| shared(if SHARED.iter().any(|(name, ..)| *name == lower) { &lower } else { singular }, near))
}

/// The currency called `name` in one of the countries `near`, the nearest first; otherwise the usual one, assumed.
fn shared(name: &str, near: &[&str]) -> Named {
    let (_, usual, countries) = SHARED.iter().find(|(shared, ..)| *shared == name).expect("the name is on the list");
    // A bare dollar is the United States dollar wherever the text does not write otherwise: accounts of labour abroad count in it.
    let local =
        if name == "dollar" { None } else { near.iter().find_map(|country| countries.iter().find(|(code, _)| code == country)) };
    let code = local.map_or(*usual, |(_, code)| *code);
    Named { currency: code.parse().expect("the table holds codes"), assumed: local.is_none() && countries.len() > 1 }
}
