//! What words and cells of lists name: currencies, days, months, and who speaks.

use crate::book::Voice;
use crate::label::plain;
use crate::month::{Month, month_in_words, month_without_year};
use document::Value;
use evidence::{Currency, PartialDate};
use jiff::civil::Date;

/// The currency that words name: its letters, or its name in the languages of payrolls.
pub(super) fn currency_in_words(words: &str) -> Option<Currency> {
    let words = words.trim();
    if let Ok(currency) = words.to_uppercase().parse() {
        return Some(currency);
    }
    let code = match plain(words).as_str() {
        "dollar" | "dollars" | "us dollar" | "us dollars" | "доллар" | "доллары" | "долларах" | "долларов" | "долл"
        | "долл сша" | "딸라" | "달러" | "불" | "美元" | "美金" | "dolar" | "dolary" | "dólares" => "USD",
        "rouble" | "roubles" | "ruble" | "rubles" | "руб" | "рубль" | "рубли" | "рублей" | "рублях" | "루블" | "卢布" | "rub" => {
            "RUB"
        }
        "yuan" | "rmb" | "renminbi" | "юань" | "юани" | "юанях" | "юаней" | "위안" | "원엔" | "元" | "人民币" => {
            "CNY"
        }
        "euro" | "euros" | "евро" | "유로" | "欧元" => "EUR",
        "zł" | "złoty" | "zloty" | "złotych" => "PLN",
        "won" | "원" | "천원" | "만원" => "KRW",
        "riyal" | "qr" | "qar" => "QAR",
        "dirham" | "dirhams" | "dhs" => "AED",
        "тенге" | "tenge" => "KZT",
        "төгрөг" | "tugrik" | "тугрик" | "тугриков" => "MNT",
        _ => match words {
            "$" => "USD",
            "₽" => "RUB",
            "€" => "EUR",
            _ => return None,
        },
    };
    code.parse().ok()
}

/// Letters of currencies that stand in titles and captions; any three letters may be a currency, and most are none.
pub(super) const USUAL: [&str; 30] = [
    "USD", "EUR", "RUB", "CNY", "KRW", "KPW", "QAR", "AED", "KWD", "SAR", "OMR", "BHD", "MYR", "SGD", "PLN", "MNT", "KZT", "UZS",
    "TJS", "THB", "VND", "JPY", "GBP", "CHF", "CZK", "HUF", "TRY", "INR", "NPR", "PHP",
];

/// The currency that a line over a table names by its letters.
pub(super) fn currency_in_caption(caption: &str) -> Option<Currency> {
    let mut letters = caption.split(|c: char| !c.is_alphanumeric());
    let by_letters = letters.find_map(|word| USUAL.contains(&word).then(|| word.parse().ok()).flatten());
    // other words only where a line speaks of units: “ед. изм.: тыс. руб.”, “单位：元”
    let of_unit = || {
        let unit = caption.split([':', '：', '(', '（', ',']).next_back()?.trim_end_matches([')', '）', '.']);
        let unit = unit.trim().strip_prefix("в ").or_else(|| unit.trim().strip_prefix("in ")).unwrap_or(unit).trim();
        let bare = ["тыс.", "тыс", "thousands of", "thousand", "千", "万"]
            .iter()
            .find_map(|scale| unit.strip_prefix(scale))
            .unwrap_or(unit);
        currency_in_words(bare.trim())
    };
    by_letters.or_else(of_unit)
}

/// What firms end or begin with.
const FIRMS: [&str; 40] = [
    "ltd", "limited", "llc", "llp", "inc", "plc", "corp", "corporation", "company", "co", "co ltd", "gmbh", "ag", "sa", "srl",
    "bv", "sp z o o", "group", "holding", "enterprise", "trading house", "trading group", "ооо", "оао", "зао", "ао", "пао",
    "тоо", "ип", "фгуп", "компания", "предприятие", "трест", "공사", "회사", "상사", "유한회사", "公司", "有限公司", "集团",
];

/// The firm that is the whole of a line over a table: few words, no figures, and one of them what firms are called by.
pub(super) fn firm_in_caption(caption: &str) -> Option<String> {
    let line = caption.trim().trim_matches('"');
    // “Employer: Eastern Building Co” names one as well
    let name = line.split_once([':', '：']).map_or(line, |(_, name)| name).trim();
    let words = plain(name);
    let is_short = (2..=80).contains(&name.chars().count()) && words.split(' ').count() <= 9;
    let is_called_so = |firm: &str| match crate::label::is_unspaced(firm) {
        true => words.ends_with(firm) && words != firm,
        false => {
            words.strip_suffix(firm).is_some_and(|rest| rest.ends_with(' '))
                || words.strip_prefix(firm).is_some_and(|rest| rest.starts_with(' '))
        }
    };
    let names_firm = FIRMS.iter().any(|firm| is_called_so(firm));
    (is_short && names_firm && !name.chars().any(|c| c.is_ascii_digit())).then(|| name.to_owned())
}

pub(super) fn voice_of_name(name: &str) -> Voice {
    let name = name.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    match () {
        () if has(&["payslip", "pay-slip", "расчетн", "расчётн", "급여명세", "명세서", "工资条", "工资单"]) => {
            Voice::Payslip
        }
        () if has(&["contract", "договор", "контракт", "계약", "合同"]) => Voice::Contract,
        () if has(&["testimon", "interview", "показани", "증언", "证词"]) => Voice::Testimony,
        () if has(&["bank", "statement", "payments/", "выписк", "거래내역", "流水"]) => Voice::Bank,
        () => Voice::EmployerLedger,
    }
}

/// The day a cell states.
///
/// # Errors
/// Why it states none.
pub(super) fn day_of(value: &Value) -> Result<Option<Date>, &'static str> {
    match value {
        Value::Empty => Ok(None),
        Value::Date(PartialDate::Day(day)) => Ok(Some(*day)),
        Value::Moment(moment) => Ok(Some(moment.date())),
        Value::Date(_) => Err("the day is missing."),
        Value::EitherDate { .. } => Err("day and month can be told either way round, and no cell of the column settles it."),
        Value::Text(words) if words.trim().is_empty() || words.trim() == "-" => Ok(None),
        _ => Err("there is no such day."),
    }
}

/// The month a cell names, of `year` where it names none itself.
pub(super) fn month_of(value: &Value, words: &str, year: Option<i16>) -> Option<Month> {
    match value {
        Value::Date(PartialDate::Month(year, month)) => Month::new(*year, *month),
        Value::Date(PartialDate::Day(day)) => Month::of(*day),
        Value::Moment(moment) => Month::of(moment.date()),
        Value::EitherDate { day_first, month_first } => {
            let (one, other) = (Month::of(*day_first)?, Month::of(*month_first)?);
            (one == other).then_some(one)
        }
        Value::Number(number) if number.is_integer() => Month::new(year?, i8::try_from(*number).ok()?),
        _ => month_in_words(words).or_else(|| Month::new(year?, month_without_year(words)?)),
    }
}

pub(super) fn shortened(words: &str) -> String {
    let words: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).take(60).collect();
    words.trim().to_owned()
}
