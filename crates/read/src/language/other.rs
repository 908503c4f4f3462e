//! Languages without a grammar: amounts in digits with a currency beside a word for pay and a word for its period, and nothing else.

use crate::token::tokenize;
use crate::words::Words;
use evidence::{
    About, Attribution, Basis, Claim, Kind, Modality, PartialDate, Per, PerUnit, Period, Quantity, Roles, Rule, Statement, Step,
    TextLayer, Unit,
};
use std::ops::Range;

/// Words for pay, as they begin.
#[rustfmt::skip] // a table reads better with several entries a line
const PAY: &[&str] = &[
    "salari", "salário", "sueldo", "jornal", "salaire", "paie", "lohn", "gehalt", "verdien", "stipendi", "wynagrodz", "pensj", "płac", "loon", "maaş", "ücret", "gaji", "upah",
    "lương", "зарплат", "заробітн", "заплат", "цалин", "راتب", "أجر", "賃金", "給料", "月給", "maosh",
];

/// Words for a stretch of time behind an amount.
#[rustfmt::skip] // a table reads better with several entries a line
const PERIODS: &[(&str, PerUnit)] = &[
    ("al mes", PerUnit::Month), ("por mes", PerUnit::Month), ("por mês", PerUnit::Month), ("par mois", PerUnit::Month), ("im monat", PerUnit::Month), ("pro monat", PerUnit::Month), ("monatlich", PerUnit::Month), ("al mese", PerUnit::Month), ("miesięcznie", PerUnit::Month), ("per maand", PerUnit::Month),
    ("mensuales", PerUnit::Month), ("mensuels", PerUnit::Month), ("mensais", PerUnit::Month), ("на місяць", PerUnit::Month), ("месечно", PerUnit::Month), ("aylık", PerUnit::Month), ("per bulan", PerUnit::Month), ("một tháng", PerUnit::Month), ("mỗi tháng", PerUnit::Month),
    ("al año", PerUnit::Year), ("par an", PerUnit::Year), ("por ano", PerUnit::Year), ("im jahr", PerUnit::Year), ("rocznie", PerUnit::Year), ("al día", PerUnit::Day), ("par jour", PerUnit::Day), ("por dia", PerUnit::Day), ("am tag", PerUnit::Day),
];

/// Codes and names of currencies that are written alike in many languages.
#[rustfmt::skip] // a table reads better with several entries a line
const CURRENCIES: &[(&str, &str)] = &[
    ("us$", "USD"), ("$", "USD"), ("usd", "USD"), ("€", "EUR"), ("eur", "EUR"), ("dólar", "USD"), ("dollar", "USD"), ("dolar", "USD"), ("dollari", "USD"), ("долар", "USD"), ("cny", "CNY"), ("rub", "RUB"),
    ("pln", "PLN"), ("zł", "PLN"), ("qar", "QAR"), ("aed", "AED"), ("kwd", "KWD"), ("myr", "MYR"),
];

/// The amounts of pay in a passage of a language without a grammar.
pub(crate) fn amounts(layer: &TextLayer, range: Range<usize>, published: Option<PartialDate>, found: &mut Vec<Claim>) {
    let text = layer.text();
    let Some(passage) = text.get(range.clone()) else { return };
    let lower = passage.to_lowercase();
    if lower.len() != passage.len() || !PAY.iter().any(|word| lower.contains(word)) {
        return;
    }
    let mut tokens = Vec::new();
    tokenize(text, range.clone(), &[], &mut tokens);
    let words = Words { text, tokens: &tokens };
    for at in (0..words.len()).filter(|&at| words.is_number(at)) {
        found.extend(amount(layer, &words, at, &lower, range.start, published));
    }
}

fn amount(
    layer: &TextLayer,
    words: &Words,
    at: usize,
    lower: &str,
    base: usize,
    published: Option<PartialDate>,
) -> Option<Claim> {
    let bytes = words.bytes(at..at + 1)?;
    let value = plain_number(words.word(at))?;
    let after = lower.get(bytes.end - base..)?;
    let (code, start, end) = currency(lower, bytes.start - base, after)?;
    let rest = &after[end..];
    let near = &rest[..rest.floor_char_boundary(24)];
    let (per, period_end) = PERIODS.iter().find_map(|(words, per)| near.find(words).map(|at| (*per, at + words.len())))?;
    let span = layer.span(base + start..bytes.end + end + period_end).ok()?;
    let rule = Rule::new("amount.in_digits", 1);
    let statement = Statement {
        kind: Kind::Wage,
        quantity: Some(Quantity {
            range: evidence::Range::exactly(value),
            unit: Unit::Money(code.parse().ok()?, Some(Per::each(per))),
            approximate: false,
        }),
        roles: Roles::new(),
        about: About { who: None, place: None, time: published.map(Period::at) },
        attribution: Attribution(Vec::new()),
        modality: Modality::Reported,
    };
    let steps = vec![Step {
        rule: rule.clone(),
        span: Some(span.clone()),
        note: "an amount in digits beside a word for pay; nothing else is read in this language".to_owned(),
    }];
    Claim::new(statement, Basis::Read { sentence: span.clone(), span, rule, steps }).ok()
}

/// A number whose marks leave no doubt: no marks, or groups of three.
fn plain_number(word: &str) -> Option<rust_decimal::Decimal> {
    let mut parts = word.split([',', '.', ' ']);
    let first = parts.next()?;
    let groups: Vec<&str> = parts.collect();
    let clear = groups.iter().all(|group| group.len() == 3) && (groups.is_empty() || first.len() <= 3);
    clear.then(|| word.replace([',', '.'], "").parse().ok()).flatten()
}

/// The currency before or behind a number: its code, the byte it begins at if before, and the bytes it takes behind.
fn currency(lower: &str, at: usize, after: &str) -> Option<(&'static str, usize, usize)> {
    let before = lower[..at].trim_end();
    if let Some((sign, code)) = CURRENCIES.iter().find(|(sign, _)| before.ends_with(sign)) {
        return Some((code, before.len() - sign.len(), 0));
    }
    let gap = after.len() - after.trim_start().len();
    let (_, code) = CURRENCIES.iter().find(|(sign, _)| after[gap..].starts_with(sign))?;
    let end = after[gap..]
        .find(|letter: char| !letter.is_alphabetic() && !matches!(letter, '$' | '€'))
        .map_or(after.len(), |end| gap + end);
    Some((code, at, end))
}
