//! Tables of rules and of ratifications, as people write them.

use super::{Binds, Cap, Rule, Says};
use evidence::Taking;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, de::Error};

/// A convention that a State ratified.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ratification {
    /// The State, ISO 3166 letters.
    pub state: String,
    /// The code of the instrument, `C95`.
    pub code: String,
    /// First day it binds the State.
    #[serde(deserialize_with = "certain_day")]
    pub from: Date,
    /// First day it no longer does.
    #[serde(default, deserialize_with = "day")]
    pub to: Option<Date>,
    /// What the State excepted, in words.
    #[serde(default)]
    pub reservation: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ratifications {
    #[serde(default)]
    ratification: Vec<Ratification>,
}

/// The ratifications in a TOML file of `[[ratification]]`, or in a CSV file with the columns state, code, from, to, reservation.
///
/// # Errors
/// A sentence with the place and the cause.
pub fn ratifications(name: &str, text: &str) -> Result<Vec<Ratification>, String> {
    if !name.to_lowercase().ends_with(".csv") {
        let read: Ratifications = toml::from_str(text).map_err(|error| format!("{name}: {}", error.to_string().trim_end()))?;
        return Ok(read.ratification);
    }
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
    lines.skip(1).map(|(at, line)| of_line(line).map_err(|cause| format!("{name}, line {}: {cause}", at + 1))).collect()
}

fn of_line(line: &str) -> Result<Ratification, String> {
    let cells: Vec<&str> = line.splitn(5, ',').map(str::trim).collect();
    let [state, code, from, rest @ ..] = cells.as_slice() else { return Err("state, code and from are needed.".to_owned()) };
    let date = |text: &str| text.parse::<Date>().map_err(|_| format!("{text:?} is not a day such as 2014-06-30."));
    let to = rest.first().filter(|to| !to.is_empty()).map(|to| date(to)).transpose()?;
    let reservation = rest.get(1).filter(|words| !words.is_empty()).map(|words| (*words).to_owned());
    Ok(Ratification { state: (*state).to_owned(), code: (*code).to_owned(), from: date(from)?, to, reservation })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    instrument: String,
    title: String,
    version: u32,
    #[serde(deserialize_with = "certain_day")]
    from: Date,
    #[serde(default, deserialize_with = "day")]
    to: Option<Date>,
    binds: Binds,
    #[serde(default)]
    places: Vec<String>,
    source: String,
    rule: Vec<OneRule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OneRule {
    id: String,
    article: String,
    text: String,
    #[serde(default)]
    checked: bool,
    #[serde(default, deserialize_with = "day")]
    from: Option<Date>,
    #[serde(default, deserialize_with = "day")]
    to: Option<Date>,
    codes: Vec<Taking>,
    verdict: Says,
    #[serde(default)]
    cap: Option<Cap>,
}

/// The rules of a table.
pub(super) fn table(name: &str, text: &str) -> Result<Vec<Rule>, String> {
    let table: Table = toml::from_str(text).map_err(|error| format!("{name}: {}", error.to_string().trim_end()))?;
    if table.binds == Binds::ItsPlaces && table.places.is_empty() {
        return Err(format!("{name}: it binds its places, and names none. Add places = [\"XX\"]."));
    }
    let rule = |rule: OneRule| {
        let from = rule.from.unwrap_or(table.from);
        let to = rule.to.or(table.to);
        if to.is_some_and(|to| to <= from) {
            return Err(format!("{name}: rule {} ends before it begins.", rule.id));
        }
        Ok(Rule {
            instrument: table.instrument.clone(),
            title: table.title.clone(),
            version: table.version,
            id: rule.id,
            article: rule.article,
            text: rule.text,
            source: table.source.clone(),
            checked: rule.checked,
            from,
            to,
            binds: table.binds,
            places: table.places.clone(),
            codes: rule.codes,
            says: rule.verdict,
            cap: rule.cap,
        })
    };
    table.rule.into_iter().map(rule).collect()
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Bare(toml::value::Datetime),
    Whole(i64),
    Text(String),
}

impl Written {
    fn text(self) -> String {
        match self {
            Written::Bare(date) => date.to_string(),
            Written::Whole(number) => number.to_string(),
            Written::Text(text) => text,
        }
    }
}

fn certain_day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    let text = Written::deserialize(deserializer)?.text();
    text.parse().map_err(|_| D::Error::custom(format!("{text:?} is not a day such as 2014-06-30")))
}

/// A day, in quotes or as TOML writes it bare.
pub(crate) fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    certain_day(deserializer).map(Some)
}

/// An exact figure: whole, or in quotes, because a bare `0.1` is not exact.
pub(crate) fn decimal<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Decimal>, D::Error> {
    let text = Written::deserialize(deserializer)?.text();
    let figure = text.parse().map_err(|_| D::Error::custom(format!("{text:?} is not an exact figure such as \"0.25\"")))?;
    Ok(Some(figure))
}
