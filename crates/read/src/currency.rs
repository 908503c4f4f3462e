//! Currencies by sign, code and name. A name that several countries share is settled by an adjective, then by the places of the
//! sentence, then of the document; what remains is assumed and said so.

use crate::gazetteer;
use crate::lexicon::Classes;
use crate::words::Words;
use evidence::Currency;

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
    ("euro", "EUR"), ("yuan", "CNY"), ("renminbi", "CNY"), ("rmb", "CNY"), ("rouble", "RUB"), ("ruble", "RUB"), ("dirham", "AED"),
    ("zloty", "PLN"), ("yen", "JPY"), ("baht", "THB"), ("ringgit", "MYR"), ("tenge", "KZT"), ("tugrik", "MNT"), ("togrog", "MNT"),
    ("taka", "BDT"), ("dong", "VND"), ("kyat", "MMK"), ("rupiah", "IDR"), ("naira", "NGN"), ("rand", "ZAR"), ("kip", "LAK"),
    ("riel", "KHR"), ("pula", "BWP"), ("birr", "ETB"), ("shekel", "ILS"), ("afghani", "AFN"), ("dalasi", "GMD"), ("metical", "MZN"), ("meticais", "MZN"), ("ariary", "MGA"), ("guarani", "PYG"), ("quetzal", "GTQ"), ("lempira", "HNL"), ("bolivar", "VES"), ("boliviano", "BOB"), ("gourde", "HTG"), ("kina", "PGK"), ("denar", "MKD"), ("koruna", "CZK"), ("cedi", "GHS"), ("hryvnia", "UAH"), ("hryvnias", "UAH"), ("lari", "GEL"),
    ("dram", "AMD"), ("forint", "HUF"), ("buck", "USD"), ("somoni", "TJS"), ("lev", "BGN"), ("kwacha", "ZMW"), ("nakfa", "ERN"), ("soum", "UZS"), ("zlotys", "PLN"), ("rs", "INR"),
];

/// Countries and the code of the currency that bears the name there.
type Local = &'static [(&'static str, &'static str)];

/// Names that several countries share: the countries and their codes, and what is assumed where nothing settles it.
#[rustfmt::skip] // a table reads better with several entries a line
const SHARED: &[(&str, &str, Local)] = &[
    ("dollar", "USD", &[("US", "USD"), ("AU", "AUD"), ("CA", "CAD"), ("NZ", "NZD"), ("SG", "SGD"), ("HK", "HKD"), ("TW", "TWD"), ("NA", "NAD"), ("FJ", "FJD")]),
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

/// Whether a text uses a currency name that several countries share, other than the dollar.
pub(crate) fn shares_a_name(text: &str) -> bool {
    ["riyal", "dinar", "rupee", "peso", " rial", "franc", "shilling", " won", "pound"].iter().any(|name| text.contains(name))
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
pub(crate) fn before_number(words: &Words, at: usize, near: &[String]) -> Option<(Named, usize)> {
    let settled = |code: &str, end| Some((Named { currency: code.parse().ok()?, assumed: false }, end));
    match words.word(at) {
        "$" => Some((shared("dollar", near), at + 1)),
        "€" => settled("EUR", at + 1),
        "£" => Some((shared("pound", near), at + 1)),
        "¥" => settled(if near.iter().any(|country| country == "JP") { "JPY" } else { "CNY" }, at + 1),
        "₩" => Some((shared("won", near), at + 1)),
        "₽" => settled("RUB", at + 1),
        "₹" => settled("INR", at + 1),
        "₫" => settled("VND", at + 1),
        "฿" => settled("THB", at + 1),
        "₱" => settled("PHP", at + 1),
        "₦" => settled("NGN", at + 1),
        "US" | "U.S." | "USD" | "AU" | "A" | "C" | "CA" | "S" | "HK" | "NZ" | "NT" | "R"
            if words.word(at + 1) == "$" && words.attached(at + 1) =>
        {
            let code = match words.word(at) {
                "AU" | "A" => "AUD",
                "C" | "CA" => "CAD",
                "S" => "SGD",
                "HK" => "HKD",
                "NZ" => "NZD",
                "NT" => "TWD",
                "R" => "BRL",
                _ => "USD",
            };
            settled(code, at + 2)
        }
        "RMB" => settled("CNY", at + 1),
        "Rs" | "Rs." => Some((shared("rupee", near), if words.word(at + 1) == "." { at + 2 } else { at + 1 })),
        "Tk" => settled("BDT", at + 1),
        "RM" => settled("MYR", at + 1),
        "SR" => settled("SAR", at + 1),
        "QR" => settled("QAR", at + 1),
        "KD" => settled("KWD", at + 1),
        "Dh" | "Dhs" => settled("AED", at + 1),
        "K" if words.is_number(at + 1) && words.attached(at + 1) && near.iter().any(|country| country == "ZM") => {
            settled("ZMW", at + 1)
        }
        "NPR" | "Php" => settled(&words.word(at).to_ascii_uppercase(), at + 1),
        code if code.len() == 3 && is_code(words, at) => settled(code, at + 1),
        _ => None,
    }
}

fn is_code(words: &Words, at: usize) -> bool {
    words.is(at, Classes::CURRENCY) && words.word(at).bytes().all(|byte| byte.is_ascii_uppercase())
}

/// A currency word or code that begins at `at`, after a number: `dollars`, `US dollars`, `Kuwaiti dinars`, `yuan`. Gives the token after it.
pub(crate) fn after_number(words: &Words, at: usize, near: &[String]) -> Option<(Named, usize)> {
    if is_code(words, at) && words.word(at).len() == 3 {
        return Some((Named { currency: words.word(at).parse().ok()?, assumed: false }, at + 1));
    }
    if matches!(words.word(at), "$" | "€" | "₽" | "₩" | "£" | "元") && (words.attached(at) || words.word(at) != "$") {
        return sign_after(words.word(at), near).map(|named| (named, at + 1));
    }
    if let Some((country, end)) = gazetteer::demonym_at(words, at)
        && words.is(end, Classes::CURRENCY)
    {
        let named = by_name(words.word(end), &[country.to_owned()])?;
        return Some((Named { assumed: false, ..named }, end + 1));
    }
    if words.says_any(at, &["US", "U.S.", "American", "Australian", "Canadian"]) && words.says_any(at + 1, &["dollar", "dollars"])
    {
        let code = match words.word(at) {
            "Australian" => "AUD",
            "Canadian" => "CAD",
            _ => "USD",
        };
        return Some((Named { currency: code.parse().ok()?, assumed: false }, at + 2));
    }
    if !words.is(at, Classes::CURRENCY) || ALSO_A_WORD.contains(&words.word(at)) && !words.says(at, "won") {
        return None;
    }
    by_name(words.word(at), near).map(|named| (named, at + 1))
}

fn sign_after(sign: &str, near: &[String]) -> Option<Named> {
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

fn by_name(word: &str, near: &[String]) -> Option<Named> {
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
fn shared(name: &str, near: &[String]) -> Named {
    let (_, usual, countries) = SHARED.iter().find(|(shared, ..)| *shared == name).expect("the name is on the list");
    // A bare dollar is the United States dollar wherever the text does not write otherwise: accounts of labour abroad count in it.
    let local =
        if name == "dollar" { None } else { near.iter().find_map(|country| countries.iter().find(|(code, _)| code == country)) };
    let code = local.map_or(*usual, |(_, code)| *code);
    Named { currency: code.parse().expect("the table holds codes"), assumed: local.is_none() && countries.len() > 1 }
}
