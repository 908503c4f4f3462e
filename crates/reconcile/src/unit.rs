//! Units of quantities: products and quotients of named things. A month and a year are different things here, so that a
//! factor of twelve has to be written, and is checked.

use crate::exact::{Exact, whole};
use crate::mistake::Wrong;
use num_traits::One;
use std::collections::BTreeMap;

/// Named things to whole powers: `USD/person/month`. Without any, a bare number such as a share.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Unit(BTreeMap<String, i32>);

/// A unit as a claim writes it: the figure times `factor` is one in `unit`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct WrittenUnit {
    pub(crate) unit: Unit,
    pub(crate) factor: Exact,
}

impl Unit {
    /// A bare number.
    pub fn one() -> Self {
        Unit::default()
    }

    /// A unit of a model, such as `person`, `USD/person/month` or `1`.
    pub(crate) fn parse(text: &str) -> Result<Unit, Wrong> {
        let written = WrittenUnit::parse(text)?;
        if written.factor != Exact::one() {
            return Err(Wrong::new(
                format!("{text:?} is no unit of a quantity: percent and counted periods need a conversion."),
                "Write unit = \"1\" for a share (0 to 1) and single periods such as USD/year; claims in percent or in USD/3 years are converted.",
            ));
        }
        Ok(written.unit)
    }

    pub(crate) fn times(&self, other: &Unit, power: i32) -> Unit {
        let mut product = self.0.clone();
        for (thing, count) in &other.0 {
            *product.entry(thing.clone()).or_default() += count * power;
        }
        product.retain(|_, count| *count != 0);
        Unit(product)
    }

    fn without(&self, thing: &str) -> (Unit, i32) {
        let mut rest = self.0.clone();
        let count = rest.remove(thing).unwrap_or(0);
        (Unit(rest), count)
    }

    /// The single thing it is a rate by, among periods of time.
    fn period(&self) -> Option<&'static str> {
        PERIODS.into_iter().find(|period| self.0.get(*period) == Some(&-1))
    }

    /// What to write so that `self` becomes `other`, where months and years are all that differs.
    pub(crate) fn missing_factor(&self, other: &Unit) -> Option<String> {
        let ratio = other.times(self, -1);
        let by = |month: i32, year: i32| Unit(BTreeMap::from([("month".to_owned(), month), ("year".to_owned(), year)]));
        if ratio == by(1, -1) {
            Some("12 [month/year]".to_owned())
        } else if ratio == by(-1, 1) {
            Some("/ 12 [month/year]".to_owned())
        } else {
            None
        }
    }
}

const PERIODS: [&str; 5] = ["hour", "day", "week", "month", "year"];

impl std::fmt::Display for Unit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let powers = |positive: bool| {
            let of_sign = self.0.iter().filter(move |(_, count)| (**count > 0) == positive);
            of_sign.flat_map(|(thing, count)| std::iter::repeat_n(thing.as_str(), count.unsigned_abs() as usize))
        };
        let above: Vec<&str> = powers(true).collect();
        f.write_str(&if above.is_empty() { "1".to_owned() } else { above.join("·") })?;
        powers(false).try_for_each(|thing| write!(f, "/{thing}"))
    }
}

impl WrittenUnit {
    pub(crate) fn parse(text: &str) -> Result<WrittenUnit, Wrong> {
        let mut found = WrittenUnit { unit: Unit::one(), factor: Exact::one() };
        let mut power = 1;
        let mut rest = text;
        loop {
            let end = rest.find(['/', '*', '·']).unwrap_or(rest.len());
            found.take(rest[..end].trim(), power, text)?;
            let Some(sign) = rest[end..].chars().next() else { return Ok(found) };
            power = if sign == '/' { -1 } else { 1 };
            rest = &rest[end + sign.len_utf8()..];
        }
    }

    fn take(&mut self, piece: &str, power: i32, text: &str) -> Result<(), Wrong> {
        let wrong = || {
            Wrong::new(
                format!("{text:?} is not a unit."),
                "Write one as in person, USD/month, USD/person/year, or 1 for a bare number.",
            )
        };
        if piece == "1" {
            return Ok(());
        }
        if piece == "percent" || piece.starts_with("percent of ") || piece == "%" {
            self.factor /= whole(100);
            return Ok(());
        }
        let (count, noun) = match piece.split_once(' ') {
            Some((count, noun)) if count.bytes().all(|byte| byte.is_ascii_digit()) => (count.parse::<u16>().ok(), noun.trim()),
            _ => (Some(1), piece),
        };
        let count = count.filter(|count| *count > 0).ok_or_else(wrong)?;
        let noun = PERIODS.into_iter().find(|period| noun == format!("{period}s")).unwrap_or(noun);
        let is_name = |c: char| c.is_alphanumeric() || c == ' ' || c == '_' || c == '-';
        if noun.is_empty() || noun.len() > 60 || !noun.chars().all(is_name) || noun.starts_with(|c: char| c.is_ascii_digit()) {
            return Err(wrong());
        }
        let counted = whole(count.into());
        self.factor = if power > 0 { &self.factor * counted } else { &self.factor / counted };
        *self.unit.0.entry(noun.to_owned()).or_default() += power;
        self.unit.0.retain(|_, count| *count != 0);
        Ok(())
    }

    /// The factor that brings a figure in this unit to `target`, with a word on what was done; or why it cannot be brought there.
    pub(crate) fn brought_to(&self, target: &Unit) -> Result<(Exact, Option<String>), String> {
        if self.unit == *target {
            let note = (self.factor != Exact::one()).then(|| format!("brought to {}", shown(target)));
            return Ok((self.factor.clone(), note));
        }
        for (from, to, times) in [("month", "year", true), ("year", "month", false)] {
            let ((ours, our_count), (theirs, their_count)) = (self.unit.without(from), target.without(to));
            if ours == theirs && our_count == -1 && their_count == -1 {
                let factor = if times { &self.factor * whole(12) } else { &self.factor / whole(12) };
                return Ok((factor, Some(format!("a figure by the {from}, brought to the {to}"))));
            }
            if ours == theirs && our_count == 1 && their_count == 1 {
                let factor = if times { &self.factor / whole(12) } else { &self.factor * whole(12) };
                return Ok((factor, Some(format!("counted in {from}s, brought to {to}s"))));
            }
        }
        Err(self.mismatch(target))
    }

    fn mismatch(&self, target: &Unit) -> String {
        let (ours, theirs) = (self.unit.period(), target.period());
        let bare = |unit: &Unit, period: Option<&str>| period.map_or_else(|| unit.clone(), |period| unit.without(period).0);
        let same_thing = bare(&self.unit, ours) == bare(target, theirs);
        match (ours, theirs) {
            (None, Some(period)) if same_thing => format!(
                "it states no period ({}), and the quantity is counted by the {period} ({})",
                shown(&self.unit),
                shown(target)
            ),
            (Some(period), None) if same_thing => format!(
                "it is what comes in each {period} (a flow, {}), and the quantity is not by the {period} (a stock or a whole, {})",
                shown(&self.unit),
                shown(target)
            ),
            (Some(ours), Some(theirs)) if same_thing => {
                format!("it is by the {ours} and the quantity by the {theirs}: how many of the one make the other is not stated")
            }
            _ => {
                let (ours, theirs) = (shown(&self.unit), shown(target));
                let one = theirs.split('/').skip(1).find(|thing| theirs.replacen(&format!("/{thing}"), "", 1) == ours);
                let remedy = one.map_or_else(String::new, |thing| format!("; if it is of one {thing}, its unit is {theirs}"));
                format!("it is in {ours} and the quantity in {theirs}{remedy}")
            }
        }
    }
}

fn shown(unit: &Unit) -> String {
    if *unit == Unit::one() { "a bare number".to_owned() } else { unit.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn brought(claim: &str, quantity: &str) -> Result<(Exact, Option<String>), String> {
        WrittenUnit::parse(claim).unwrap().brought_to(&Unit::parse(quantity).unwrap())
    }

    #[test]
    fn units_are_read_and_written() {
        assert_eq!(Unit::parse("USD / person / month").unwrap().to_string(), "USD/month/person");
        assert_eq!(Unit::parse("1").unwrap(), Unit::one());
        assert_eq!(Unit::parse("rest day/month").unwrap().to_string(), "rest day/month");
        for wrong in ["", "/", "USD//month", "3", "percent of pay", "USD/3 years"] {
            assert!(Unit::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn figures_are_brought_to_the_unit_of_the_quantity() {
        assert_eq!(brought("USD/month", "USD/year").unwrap().0, whole(12));
        assert_eq!(brought("USD/3 years", "USD/year").unwrap().0, Exact::new(1.into(), 3.into()));
        assert_eq!(brought("percent of pay", "1").unwrap().0, Exact::new(1.into(), 100.into()));
        assert_eq!(brought("year", "month").unwrap().0, whole(12));
        assert_eq!(brought("person", "person").unwrap(), (whole(1), None));
    }

    #[test]
    fn what_cannot_be_brought_there_says_why() {
        assert!(brought("USD", "USD/year").unwrap_err().contains("states no period"));
        assert!(brought("person/year", "person").unwrap_err().contains("a flow"));
        assert!(brought("USD/day", "USD/month").unwrap_err().contains("by the day"));
        assert!(brought("CNY/month", "USD/month").unwrap_err().contains("CNY/month"));
    }

    #[test]
    fn a_missing_twelve_is_named() {
        let unit = |text: &str| Unit::parse(text).unwrap();
        assert_eq!(unit("USD/month").missing_factor(&unit("USD/year")).unwrap(), "12 [month/year]");
        assert_eq!(unit("USD/year").missing_factor(&unit("USD/month")).unwrap(), "/ 12 [month/year]");
        assert_eq!(unit("USD").missing_factor(&unit("person")), None);
    }
}
