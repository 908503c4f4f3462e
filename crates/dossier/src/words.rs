//! Figures, units and names in words.

use evidence::{Credibility, Grade, Indicator, Kind, Modality, Per, PerUnit, Quantity, Range, Taking, Unit};
use rust_decimal::Decimal;

/// A number for a reader: `46,000`, `1.2 billion`. Nothing is rounded.
pub(crate) fn number(value: Decimal) -> String {
    let value = value.normalize();
    for (size, name) in [(Decimal::from(1_000_000_000), "billion"), (Decimal::from(1_000_000), "million")] {
        let scaled = (value / size).normalize();
        if value.abs() >= size && scaled.scale() <= 2 && scaled * size == value {
            return format!("{} {name}", grouped(scaled));
        }
    }
    grouped(value)
}

fn grouped(value: Decimal) -> String {
    let text = value.to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("−", digits));
    let mut out = sign.to_owned();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// A range for a reader: `300–1,000`, `at least 5`, `up to 90`. A shared "million" is said once.
pub(crate) fn range(range: &Range) -> String {
    match (range.low(), range.high()) {
        (Some(low), Some(high)) if low == high => number(low),
        (Some(low), Some(high)) => between(&number(low), &number(high)),
        (Some(low), None) => format!("at least {}", number(low)),
        (None, Some(high)) => format!("up to {}", number(high)),
        (None, None) => String::new(),
    }
}

fn between(low: &str, high: &str) -> String {
    match (low.split_once(' '), high.split_once(' ')) {
        (Some((figure, size)), Some((_, same))) if size == same => format!("{figure}–{high}"),
        _ => format!("{low}–{high}"),
    }
}

/// A quantity with its unit: `about 46,000 people`.
pub(crate) fn quantity(quantity: &Quantity) -> String {
    let about = if quantity.approximate { "about " } else { "" };
    let unit = if quantity.range == Range::exactly(Decimal::ONE) { one(quantity.unit) } else { unit(quantity.unit) };
    format!("{about}{} {unit}", range(&quantity.range))
}

/// What a unit counts, in the plural.
pub(crate) fn unit(unit: Unit) -> String {
    match unit {
        Unit::Person(per) => format!("people{}", each(per)),
        Unit::Money(currency, per) => format!("{currency}{}", each(per)),
        Unit::PercentOfPay => "% of pay".to_owned(),
        Unit::Hour(per) => format!("hours{}", each(Some(per))),
        Unit::RestDay(per) => format!("rest days{}", each(Some(per))),
        Unit::WorkDay(per) => format!("working days{}", each(Some(per))),
        Unit::Year => "years".to_owned(),
    }
}

fn one(of: Unit) -> String {
    match of {
        Unit::Person(per) => format!("person{}", each(per)),
        Unit::Hour(per) => format!("hour{}", each(Some(per))),
        Unit::RestDay(per) => format!("rest day{}", each(Some(per))),
        Unit::WorkDay(per) => format!("working day{}", each(Some(per))),
        Unit::Year => "year".to_owned(),
        Unit::Money(..) | Unit::PercentOfPay => unit(of),
    }
}

fn each(per: Option<Per>) -> String {
    match per {
        None => String::new(),
        Some(per) if per.count() > 1 => format!(" in {per}"),
        Some(per) => match per.unit() {
            PerUnit::Hour => " an hour".to_owned(),
            other => format!(" a {}", other.name()),
        },
    }
}

/// A count with its noun: `1 source`, `3 sources`.
pub(crate) fn count(count: usize, singular: &str) -> String {
    let plural = match singular.strip_suffix("country") {
        Some(before) => format!("{before}countries"),
        None if singular.ends_with('s') => format!("{singular}es"),
        None => format!("{singular}s"),
    };
    let noun = if count == 1 { singular } else { &plural };
    format!("{} {noun}", grouped(Decimal::from(count)))
}

/// Words one after another: `a`, `a and b`, `a, b and c`.
pub(crate) fn listing(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// The first `limit` words and how many are left.
pub(crate) fn listing_of(words: &[String], limit: usize) -> String {
    if words.len() <= limit {
        return listing(words);
    }
    format!("{} and {} more", words[..limit].join(", "), words.len() - limit)
}

/// With a capital.
pub(crate) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// A kind of claim for a reader.
pub(crate) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::WorkerCount => "number of workers",
        Kind::Dispatch => "dispatch",
        Kind::Wage => "wage",
        Kind::ShareTaken => "share taken",
        Kind::TakeHome => "take-home pay",
        Kind::Deduction => "deduction",
        Kind::RemittanceQuota => "remittance quota",
        Kind::Revenue => "revenue",
        Kind::Flow => "flow of money",
        Kind::FeeOrBribe => "fee or bribe",
        Kind::HoursOrRest => "hours or rest",
        Kind::ContractLength => "length of contract",
        Kind::Deaths => "deaths",
        Kind::Sanction => "sanction",
        Kind::Indicator(indicator) => self::indicator(indicator),
    }
}

/// An ILO indicator for a reader.
pub(crate) fn indicator(indicator: Indicator) -> &'static str {
    match indicator {
        Indicator::AbuseOfVulnerability => "abuse of vulnerability",
        Indicator::Deception => "deception",
        Indicator::RestrictionOfMovement => "restriction of movement",
        Indicator::Isolation => "isolation",
        Indicator::PhysicalAndSexualViolence => "physical and sexual violence",
        Indicator::IntimidationAndThreats => "intimidation and threats",
        Indicator::RetentionOfIdentityDocuments => "retention of identity documents",
        Indicator::WithholdingOfWages => "withholding of wages",
        Indicator::DebtBondage => "debt bondage",
        Indicator::AbusiveWorkingAndLivingConditions => "abusive working and living conditions",
        Indicator::ExcessiveOvertime => "excessive overtime",
    }
}

/// A head of deduction for a reader.
pub(crate) fn taking(taking: Taking) -> &'static str {
    match taking {
        Taking::Tax => "income tax",
        Taking::SocialInsurance => "social insurance",
        Taking::Attachment => "court attachment",
        Taking::Union => "union dues",
        Taking::Advance => "repayment of an advance",
        Taking::Board => "board and lodging",
        Taking::Lodging => "lodging",
        Taking::Travel => "travel and permits",
        Taking::Tools => "tools and clothing",
        Taking::Loyalty => "loyalty fund",
        Taking::Party => "party dues",
        Taking::Quota => "state quota",
        Taking::SendingState => "state tax or insurance",
        Taking::Agent => "agent’s or manager’s cut",
        Taking::Fine => "fine",
        Taking::Held => "held until return",
        Taking::Bribe => "bribe",
        Taking::Unlabelled => "unlabelled",
    }
}

/// What a modality that states no fact makes of a claim; `None` for one that does.
pub(crate) fn reservation(modality: Modality) -> Option<&'static str> {
    match modality {
        Modality::Asserted | Modality::Reported | Modality::Estimated => None,
        Modality::Alleged => Some("alleged"),
        Modality::Promised => Some("promised"),
        Modality::Planned => Some("planned"),
        Modality::Denied => Some("denied"),
        Modality::Conditional => Some("conditional"),
    }
}

/// An Admiralty grade in words.
pub(crate) fn grade(grade: Grade) -> String {
    use evidence::Reliability::{A, B, C, D, E, F};
    let reliability = match grade.reliability {
        A => "completely reliable",
        B => "usually reliable",
        C => "fairly reliable",
        D => "not usually reliable",
        E => "unreliable",
        F => "reliability not judged",
    };
    format!("{reliability}, {}", credibility(grade.credibility))
}

fn credibility(credibility: Credibility) -> &'static str {
    match credibility.digit() {
        1 => "confirmed by others",
        2 => "probably true",
        3 => "possibly true",
        4 => "doubtful",
        5 => "improbable",
        _ => "credibility not judged",
    }
}

/// A name that can stand in an address: lower-case letters and digits of any script, everything else a hyphen.
pub(crate) fn slug(text: &str) -> String {
    let spaced: String = text.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let joined = spaced.split_whitespace().collect::<Vec<_>>().join("-");
    if joined.is_empty() { "unnamed".to_owned() } else { joined.chars().take(60).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_large_round_ones_are_said_in_words() {
        let said = |text: &str| number(text.parse().unwrap());
        assert_eq!(said("46000"), "46,000");
        assert_eq!(said("1200000000"), "1.2 billion");
        assert_eq!(said("115920000"), "115.92 million");
        assert_eq!(said("115920001"), "115,920,001");
        assert_eq!(said("999"), "999");
        assert_eq!(said("0.5"), "0.5");
    }

    #[test]
    fn a_range_says_a_shared_size_once() {
        let ends = |low: &str, high: &str| Range::new(Some(low.parse().unwrap()), Some(high.parse().unwrap())).unwrap();
        assert_eq!(range(&ends("150000000", "230000000")), "150–230 million");
        assert_eq!(range(&ends("300", "1000")), "300–1,000");
    }

    #[test]
    fn units_are_said() {
        let said = |text: &str| unit(text.parse().unwrap());
        assert_eq!(said("USD/month"), "USD a month");
        assert_eq!(said("USD/3 years"), "USD in 3 years");
        assert_eq!(said("hour/day"), "hours a day");
    }
}
