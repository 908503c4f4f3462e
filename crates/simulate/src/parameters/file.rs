//! The file of parameters: each with value or range, unit and source.

use super::mistake::Wrong;
use super::place::{Table, unknown};
use super::{Bounds, Parameters, SWITCH};
use crate::month::{Day, Month};
use evidence::Mistake;
use toml::de::DeTable;

/// Work of one kind in one country.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contract {
    /// Two letters of the country.
    pub host: String,
    /// The country as written in a sentence.
    pub country: String,
    /// What is done there: `logging`.
    pub sector: String,
    /// Percent of all workers in the base year, in hundredths.
    pub share: i64,
    /// Contract wage in a month, USD.
    pub wage: Bounds,
    /// Workers of a crew.
    pub crew: Bounds,
    /// Percent of them who are women.
    pub women: Bounds,
    /// Hours of a working day.
    pub hours: Bounds,
    /// Days of rest in a year.
    pub rest: Bounds,
    /// Percent of take-home pay that is held back until return.
    pub held: Bounds,
    /// Percent of crews that are sent home when a ban asks for it.
    pub complies: Bounds,
    /// In which the employer pays.
    pub currency: String,
    /// Where the figures come from.
    pub source: String,
}

/// What a measure does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// A warning, nothing else.
    Vigilance,
    /// No more workers than on that day.
    Cap,
    /// No new permits: who goes home is not replaced.
    NoNewPermits,
    /// Everybody goes home until the deadline.
    Return(Month),
}

/// A measure with its day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sanction {
    /// `UNSCR 2397, paragraph 8`.
    pub name: String,
    /// From when.
    pub from: Day,
    /// What it does.
    pub effect: Effect,
    /// Two letters of the country it holds for; everywhere if none.
    pub host: Option<String>,
}

/// A currency and its rate on the first day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Currency {
    /// ISO 4217.
    pub code: String,
    /// Millionths of the currency for one dollar.
    pub per_dollar: u64,
    /// How far a day may move it, in millionths.
    pub moves: u64,
}

/// All that a file of parameters says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Model {
    /// The numbers of the mechanisms.
    pub parameters: Parameters,
    /// Who goes where.
    pub contracts: Vec<Contract>,
    /// Percent of the base year's workers in each year, in hundredths; ascending.
    pub level: Vec<(i32, i64)>,
    /// Measures by date, ascending.
    pub sanctions: Vec<Sanction>,
    /// Currencies besides the dollar.
    pub currencies: Vec<Currency>,
    /// Section, name and source of each parameter, in the order of the file.
    pub sources: Vec<(String, String, String)>,
}

/// The file that comes with the program.
const SHIPPED: &str = include_str!("../../data/overseas-labour.toml");

impl Model {
    /// The file that comes with the program, as written.
    pub fn shipped_text() -> &'static str {
        SHIPPED
    }

    /// The model that comes with the program.
    ///
    /// # Panics
    /// Never: a test reads it.
    pub fn shipped() -> Self {
        Model::parse(SHIPPED).expect("the shipped file of parameters is read by a test")
    }

    /// Reads a file of parameters.
    ///
    /// # Errors
    /// The first mistake, with line and column.
    pub fn parse(text: &str) -> Result<Self, Mistake> {
        read(text).map_err(|wrong| wrong.within(text))
    }
}

pub(super) fn root(text: &str) -> Result<toml::Spanned<DeTable<'_>>, Wrong> {
    DeTable::parse(text).map_err(|error| {
        Wrong::new(
            error.span().unwrap_or(0..0),
            format!("This is not TOML: {}.", error.message()),
            "Mend the line and run again.",
        )
    })
}

fn read(text: &str) -> Result<Model, Wrong> {
    let parsed = root(text)?;
    let file = Table::new(parsed.get_ref(), 0..0, "the file");
    let sections: Vec<&str> = Parameters::NAMES.iter().map(|(section, _, _)| *section).collect();
    let known: Vec<&str> = sections.iter().copied().chain(["contract", "level", "sanction", "currency"]).collect();
    file.only(&known)?;
    let (parameters, sources) = parameters(&file)?;
    let currencies = file.tables("currency")?.iter().map(currency).collect::<Result<Vec<_>, _>>()?;
    let contracts = contracts(&file, &currencies)?;
    let mut sanctions = file.tables("sanction")?.iter().map(sanction).collect::<Result<Vec<_>, _>>()?;
    sanctions.sort_by_key(|sanction| sanction.from);
    Ok(Model { parameters, contracts, level: level(&file)?, sanctions, currencies, sources })
}

type Sources = Vec<(String, String, String)>;

fn parameters(file: &Table) -> Result<(Parameters, Sources), Wrong> {
    let (mut parameters, mut sources) = (Parameters::default(), Vec::new());
    for (section, name, unit) in Parameters::NAMES {
        let table = file.table(section)?;
        known_names(&table, section)?;
        let entry = table.table(name)?;
        entry.only(&["value", "unit", "source"])?;
        let stated = entry.text("unit")?;
        if stated.value != *unit {
            return Err(Wrong::new(
                stated.place,
                format!("{section}.{name} is in {unit}, not in {}.", stated.value),
                "Convert the value, or leave the unit as it was.",
            ));
        }
        let value = entry.bounds("value")?;
        fits(section, name, unit, value.value).map_err(|(cause, remedy)| Wrong::new(value.place, cause, remedy))?;
        if let Some(slot) = parameters.slot(section, name) {
            *slot = value.value;
        }
        sources.push((section.to_string(), name.to_string(), entry.text("source")?.value));
    }
    Ok((parameters, sources))
}

fn known_names(table: &Table, section: &str) -> Result<(), Wrong> {
    let names: Vec<&str> = Parameters::NAMES.iter().filter(|(of, _, _)| *of == section).map(|(_, name, _)| *name).collect();
    match table.keys().into_iter().find(|key| !names.contains(&key.value.as_str())) {
        None => Ok(()),
        Some(key) => Err(unknown(&table.name, &key, &names)),
    }
}

/// Shares that may pass a hundred percent.
const BEYOND_HUNDRED: [(&str, &str); 6] = [
    ("quota", "pressure"),
    ("quota", "pay_stops_when_behind"),
    ("remittance", "own_trade"),
    ("escape", "attempts_factor_when_unpaid"),
    ("look_alikes", "migrants"),
    ("evidence", "list_referral"),
];

/// Counts so large that a case would fill the machine are refused.
const COUNT_MOST: i64 = 1_000_000;

pub(super) fn fits(section: &str, name: &str, unit: &str, value: Bounds) -> Result<(), (String, String)> {
    let is_share = unit.starts_with("percent");
    let most = match unit {
        SWITCH => 1,
        _ if is_share && BEYOND_HUNDRED.contains(&(section, name)) => 10_000,
        _ if is_share => 100,
        "USD" | "USD/month" => 10_000_000,
        "person/1000 years" | "crew/1000 years" => 12_000,
        "payment/month" | "person" | "company" => 1_000,
        "month" => 600,
        "day/month" => 28,
        "hour/day" => 24,
        _ => COUNT_MOST,
    };
    if value.high > most * 100 {
        return Err((format!("{section}.{name} is {value}, more than can be."), format!("Give at most {most} ({unit}).")));
    }
    let least = match (section, name) {
        ("recruitment", "applicants_per_post" | "contract_length")
        | ("remittance", "conduits" | "fronts" | "conduits_of_crew") => 1,
        _ => 0,
    };
    if value.low < least * 100 {
        return Err((format!("{section}.{name} is {value}, too little."), format!("Give at least {least} ({unit}).")));
    }
    Ok(())
}

fn contracts(file: &Table, currencies: &[Currency]) -> Result<Vec<Contract>, Wrong> {
    let tables = file.tables("contract")?;
    let mut contracts = Vec::new();
    for table in &tables {
        contracts.push(contract(table, currencies)?);
    }
    let total: i64 = contracts.iter().map(|contract| contract.share).sum();
    if total != 10_000 {
        let place = tables.last().map_or(0..0, |table| table.place.clone());
        let sum = Bounds::of(total);
        return Err(Wrong::new(
            place,
            format!("The shares of all contracts make {sum} percent."),
            "Make them 100 percent together.",
        ));
    }
    Ok(contracts)
}

fn contract(table: &Table, currencies: &[Currency]) -> Result<Contract, Wrong> {
    table.only(&[
        "host", "country", "sector", "share", "wage", "crew", "women", "hours", "rest", "held", "complies", "currency", "source",
    ])?;
    let host = table.text("host")?;
    if host.value.len() != 2 || !host.value.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Err(Wrong::new(host.place, "A host is two capital letters.", "Write it as in \"RU\"."));
    }
    let currency = table.text("currency")?;
    if currency.value != "USD" && currencies.iter().all(|known| known.code != currency.value) {
        return Err(Wrong::new(
            currency.place,
            format!("No rate of {} is given.", currency.value),
            "Add a [[currency]] with its code and rate, or write \"USD\".",
        ));
    }
    let bounded = |key: &str, least: i64, most: i64| {
        let bounds = table.bounds(key)?;
        if bounds.value.low < least * 100 || bounds.value.high > most * 100 {
            let cause = format!("{key} is {}, beyond {least} to {most}.", bounds.value);
            return Err(Wrong::new(bounds.place, cause, format!("Give {key} within {least} to {most}.")));
        }
        Ok(bounds.value)
    };
    Ok(Contract {
        host: host.value,
        country: table.text("country")?.value,
        sector: table.text("sector")?.value,
        share: bounded("share", 0, 100)?.low,
        wage: bounded("wage", 1, 1_000_000)?,
        crew: bounded("crew", 1, 10_000)?,
        women: bounded("women", 0, 100)?,
        hours: bounded("hours", 1, 24)?,
        rest: bounded("rest", 0, 180)?,
        held: bounded("held", 0, 100)?,
        complies: bounded("complies", 0, 100)?,
        currency: currency.value,
        source: table.text("source")?.value,
    })
}

fn level(file: &Table) -> Result<Vec<(i32, i64)>, Wrong> {
    let table = file.table("level")?;
    let mut level = Vec::new();
    for key in table.keys() {
        if key.value == "source" {
            continue;
        }
        let year = key.value.parse::<i32>().ok().filter(|year| (1900..=2999).contains(year)).ok_or_else(|| {
            Wrong::new(key.place.clone(), format!("{:?} is no year.", key.value), "Write lines such as `2014 = 100`.")
        })?;
        let value = table.bounds(&key.value)?;
        if value.value.high > 100_000 {
            return Err(Wrong::new(value.place, "A level is at most 1000 percent.", "Give a smaller one."));
        }
        level.push((year, value.value.low));
    }
    level.sort_unstable();
    if level.is_empty() {
        return Err(Wrong::new(table.place.clone(), "No year has a level.", "Write lines such as `2014 = 100`."));
    }
    Ok(level)
}

fn sanction(table: &Table) -> Result<Sanction, Wrong> {
    table.only(&["name", "from", "effect", "deadline", "host"])?;
    let from = table.month("from")?;
    let words = table.text("effect")?;
    let effect = match words.value.as_str() {
        "vigilance" => Effect::Vigilance,
        "cap" => Effect::Cap,
        "no new permits" => Effect::NoNewPermits,
        "return" => Effect::Return(table.month("deadline")?.value),
        other => {
            let cause = format!("No measure has the effect {other:?}.");
            return Err(Wrong::new(words.place, cause, "Write vigilance, cap, no new permits or return."));
        }
    };
    Ok(Sanction {
        name: table.text("name")?.value,
        from: Day::new(from.value, table.day("from").unwrap_or(1)),
        effect,
        host: table.text_or_none("host")?.map(|host| host.value),
    })
}

fn currency(table: &Table) -> Result<Currency, Wrong> {
    table.only(&["code", "per_dollar", "moves", "source"])?;
    let code = table.text("code")?;
    if code.value.len() != 3 || !code.value.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Err(Wrong::new(code.place, "A currency is three capital letters.", "Write it as in \"RUB\"."));
    }
    let rate = table.bounds("per_dollar")?;
    if rate.value.low < 1 || rate.value.high > 100_000_000 {
        return Err(Wrong::new(rate.place, "A rate lies between 0.01 and 1000000.", "Give the currency for one dollar."));
    }
    let moves = table.bounds("moves")?;
    if moves.value.high > 2_000 {
        return Err(Wrong::new(moves.place, "No rate moves more than 20 percent a day.", "Give a smaller movement."));
    }
    Ok(Currency { code: code.value, per_dollar: rate.value.low as u64 * 10_000, moves: moves.value.low as u64 * 100 })
}
