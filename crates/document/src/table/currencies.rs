//! Currencies as tables name them: by sign, code or word, in a cell, a format or a title.

use evidence::Currency;

/// A currency as it is named, and whether several countries share the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marked {
    pub currency: Currency,
    /// The name is shared; this is the one most often meant.
    pub assumed: bool,
}

/// Signs and words with their codes; shared ones last.
#[rustfmt::skip] // a table reads better with several entries a line
const OWN: &[(&str, &str)] = &[
    ("us$", "USD"), ("€", "EUR"), ("euro", "EUR"), ("euros", "EUR"), ("₽", "RUB"), ("руб", "RUB"), ("рублей", "RUB"), ("рубли", "RUB"),
    ("рубль", "RUB"), ("rub", "RUB"), ("rubles", "RUB"), ("roubles", "RUB"), ("元", "CNY"), ("人民币", "CNY"), ("yuan", "CNY"), ("rmb", "CNY"),
    ("위안", "CNY"), ("円", "JPY"), ("yen", "JPY"), ("₹", "INR"), ("₫", "VND"), ("฿", "THB"), ("₱", "PHP"), ("₦", "NGN"), ("₴", "UAH"),
    ("₸", "KZT"), ("₮", "MNT"), ("zł", "PLN"), ("zloty", "PLN"), ("zlotys", "PLN"), ("zl", "PLN"), ("hk$", "HKD"), ("nt$", "TWD"), ("a$", "AUD"), ("c$", "CAD"),
    ("s$", "SGD"), ("r$", "BRL"), ("딸라", "USD"), ("달러", "USD"), ("미화", "USD"), ("долл", "USD"), ("долларов", "USD"), ("доллары", "USD"),
    ("美元", "USD"), ("欧元", "EUR"), ("евро", "EUR"), ("유로", "EUR"), ("루블", "RUB"), ("卢布", "RUB"), ("юаней", "CNY"), ("юань", "CNY"),
    ("kd", "KWD"), ("qr", "QAR"), ("sr", "SAR"), ("dhs", "AED"), ("dh", "AED"), ("dirham", "AED"), ("dirhams", "AED"), ("rm", "MYR"),
    ("tk", "BDT"), ("taka", "BDT"), ("ringgit", "MYR"), ("baht", "THB"), ("tenge", "KZT"), ("tugrik", "MNT"),
];
#[rustfmt::skip] // a table reads better with several entries a line
const SHARED: &[(&str, &str)] = &[
    ("$", "USD"), ("dollar", "USD"), ("dollars", "USD"), ("£", "GBP"), ("pound", "GBP"), ("pounds", "GBP"), ("¥", "CNY"), ("￥", "CNY"),
    ("₩", "KRW"), ("￦", "KRW"), ("원", "KRW"), ("won", "KRW"), ("вон", "KRW"), ("韩元", "KRW"), ("rs", "INR"), ("rupees", "INR"), ("kr", "SEK"),
];
/// Codes that are read as such in any text: those of the currencies that wages are paid in.
#[rustfmt::skip] // a table reads better with several entries a line
const CODES: &[&str] = &[
    "AED", "AMD", "AOA", "ARS", "AUD", "AZN", "BDT", "BGN", "BHD", "BRL", "BWP", "BYN", "CAD", "CDF", "CHF", "CLP", "CNY", "COP", "CZK", "DKK",
    "DZD", "EGP", "ERN", "ETB", "EUR", "GBP", "GEL", "GHS", "HKD", "HUF", "IDR", "ILS", "INR", "IQD", "IRR", "ISK", "JOD", "JPY", "KES", "KGS",
    "KHR", "KPW", "KRW", "KWD", "KZT", "LAK", "LBP", "LKR", "LYD", "MAD", "MDL", "MMK", "MNT", "MUR", "MXN", "MYR", "MZN", "NAD", "NGN", "NOK",
    "NPR", "NZD", "OMR", "PEN", "PHP", "PKR", "PLN", "QAR", "RON", "RSD", "RUB", "RUR", "RWF", "SAR", "SDG", "SEK", "SGD", "SYP", "THB", "TJS", "TMT",
    "TND", "TRY", "TWD", "TZS", "UAH", "UGX", "USD", "UZS", "VND", "XAF", "XOF", "YER", "ZAR", "ZMW",
];

/// The currency that `name` is a sign, a code or a word of.
pub(super) fn named(name: &str) -> Option<Marked> {
    let name = name.trim().trim_end_matches('.');
    if name.is_empty() || name.len() > 24 {
        return None;
    }
    let marked = |code: &str, assumed| Some(Marked { currency: code.parse().ok()?, assumed });
    if name.len() == 3 && name.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        let code = name.to_ascii_uppercase();
        if CODES.contains(&code.as_str()) {
            return marked(if code == "RUR" { "RUB" } else { &code }, false);
        }
    }
    let lower = name.to_lowercase();
    let of = |list: &[(&str, &'static str)]| list.iter().find(|(known, _)| *known == lower).map(|(_, code)| *code);
    match (of(OWN), of(SHARED)) {
        (Some(code), _) => marked(code, false),
        (None, Some(code)) => marked(code, true),
        (None, None) => None,
    }
}

/// The currency that a title names: `Wage (USD)`, `임금(원)`, `Зарплата, руб.`
pub(super) fn in_title(title: &str) -> Option<Marked> {
    let words = title.split(|c: char| !(c.is_alphanumeric() || "$€£¥₩₽￥￦₹฿₫₱₦₴₸₮".contains(c)));
    let mut found = words.filter(|word| !word.is_empty()).filter_map(|word| {
        // a code or a short word in small letters is most often none: "all", "won", "try"
        let code = word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_alphabetic());
        let shown = !code || word.bytes().all(|byte| byte.is_ascii_uppercase()) || title.contains(&format!("({word})"));
        named(word).filter(|_| shown)
    });
    found.next()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(title: &str, code: Option<&str>) {
        assert_eq!(in_title(title).map(|marked| marked.currency.to_string()).as_deref(), code, "{title}");
    }

    #[test]
    fn titles_name_currencies() {
        check("Monthly wage (USD)", Some("USD"));
        check("임금(₩)", Some("KRW"));
        check("임금 (원)", Some("KRW"));
        check("Зарплата, руб.", Some("RUB"));
        check("工资（元）", Some("CNY"));
        check("Gross US$", Some("USD"));
        check("Matches won", None);
        check("Name", None);
        assert!(in_title("Pay in $").unwrap().assumed && !in_title("Pay in USD").unwrap().assumed);
    }
}
