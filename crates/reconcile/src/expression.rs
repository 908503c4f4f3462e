//! Identities as a person writes them: `take_home = wage * (1 - share)`.

use crate::exact::{self, Exact};
use crate::mistake::{Misplaced, Wrong};
use crate::unit::Unit;
use num_traits::Zero;
use std::ops::Range;

/// How the two sides of an identity stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// Both are the same.
    Equal,
    /// The left is not above the right.
    AtMost,
    /// The left is not below the right.
    AtLeast,
}

/// An operation of two sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operation {
    Plus,
    Minus,
    Times,
    Over,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Expression {
    Number(Exact, Unit),
    Quantity(String, Range<usize>),
    Sum(Box<Expression>, Range<usize>),
    Negated(Box<Expression>),
    Joined(Operation, Box<Expression>, Box<Expression>, Range<usize>),
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Identity {
    pub(crate) left: Expression,
    pub(crate) relation: Relation,
    pub(crate) right: Expression,
}

/// Expressions may be nested this deep.
const DEPTH_MAX: usize = 64;

/// Reads an identity; places are bytes of `text`.
pub(crate) fn parse(text: &str) -> Result<Identity, Misplaced> {
    let mut parser = Parser { text, at: 0, depth: 0 };
    let left = parser.sum()?;
    let relation = parser.relation()?;
    let right = parser.sum()?;
    parser.skip_space();
    if parser.at < text.len() {
        return Err(
            parser.wrong("nothing more was expected here.", "Write one relation: an expression, =, <= or >=, an expression.")
        );
    }
    Ok(Identity { left, relation, right })
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
}

impl Parser<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn skip_space(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    fn peek(&mut self) -> Option<char> {
        self.skip_space();
        self.rest().chars().next()
    }

    fn wrong(&self, cause: &str, remedy: &str) -> Misplaced {
        (self.at..self.at + 1, Wrong::new(cause, remedy))
    }

    /// Takes the first of `signs` that comes next.
    fn take(&mut self, signs: &[&'static str]) -> Option<&'static str> {
        self.skip_space();
        let sign = signs.iter().find(|sign| self.rest().starts_with(**sign))?;
        self.at += sign.len();
        Some(sign)
    }

    fn relation(&mut self) -> Result<Relation, Misplaced> {
        match self.take(&["<=", "≤", ">=", "≥", "==", "="]) {
            Some("<=" | "≤") => Ok(Relation::AtMost),
            Some(">=" | "≥") => Ok(Relation::AtLeast),
            Some(_) => Ok(Relation::Equal),
            None => {
                Err(self.wrong("an =, <= or >= was expected here.", "Write a relation, as in take_home = wage * (1 - share)."))
            }
        }
    }

    fn sum(&mut self) -> Result<Expression, Misplaced> {
        let start = self.at;
        let mut left = self.product()?;
        while let Some(sign) = self.take(&["+", "-", "−"]) {
            let operation = if sign == "+" { Operation::Plus } else { Operation::Minus };
            let right = self.product()?;
            left = Expression::Joined(operation, Box::new(left), Box::new(right), start..self.at);
        }
        Ok(left)
    }

    fn product(&mut self) -> Result<Expression, Misplaced> {
        let start = self.at;
        let mut left = self.factor()?;
        while let Some(sign) = self.take(&["*", "×", "·", "/", "÷"]) {
            let operation = if matches!(sign, "/" | "÷") { Operation::Over } else { Operation::Times };
            let right = self.factor()?;
            left = Expression::Joined(operation, Box::new(left), Box::new(right), start..self.at);
        }
        Ok(left)
    }

    fn factor(&mut self) -> Result<Expression, Misplaced> {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err(self.wrong("this is nested too deep.", "Write it in several identities, with a quantity for each part."));
        }
        let found = if self.take(&["-", "−"]).is_some() {
            self.factor().map(|inner| Expression::Negated(Box::new(inner)))
        } else {
            self.atom()
        };
        self.depth -= 1;
        found
    }

    fn atom(&mut self) -> Result<Expression, Misplaced> {
        match self.peek() {
            Some('(') => self.bracketed(),
            Some(c) if c.is_ascii_digit() || c == '.' => self.number(),
            Some(c) if c.is_alphabetic() || c == '_' => self.named(),
            _ => Err(self.wrong("a number, a quantity or a bracket was expected here.", "Complete the expression.")),
        }
    }

    fn bracketed(&mut self) -> Result<Expression, Misplaced> {
        self.at += 1;
        let inner = self.sum()?;
        self.take(&[")"]).ok_or_else(|| self.wrong("a ) was expected here.", "Close the bracket.")).map(|_| inner)
    }

    fn number(&mut self) -> Result<Expression, Misplaced> {
        let start = self.at;
        let mut length = 0;
        let mut before = ' ';
        for c in self.rest().chars() {
            let of_exponent = matches!(c, '+' | '-') && matches!(before, 'e' | 'E');
            if !(c.is_ascii_digit() || matches!(c, '.' | '_' | 'e' | 'E') || of_exponent) {
                break;
            }
            length += c.len_utf8();
            before = c;
        }
        let value = exact::parse(&self.rest()[..length]);
        let value = value.ok_or_else(|| self.wrong("this is no number.", "Write it as 12, 0.7 or 1.2e9."))?;
        self.at = start + length;
        let unit = if self.peek() == Some('[') { self.unit()? } else { Unit::one() };
        Ok(Expression::Number(value, unit))
    }

    fn unit(&mut self) -> Result<Unit, Misplaced> {
        let start = self.at;
        let end = self
            .rest()
            .find(']')
            .ok_or_else(|| self.wrong("this [ has no ].", "Write a unit in brackets, as in 12 [month/year]."))?;
        let unit = Unit::parse(&self.rest()[1..end]).map_err(|wrong| (start..start + end, wrong))?;
        self.at += end + 1;
        Ok(unit)
    }

    fn named(&mut self) -> Result<Expression, Misplaced> {
        let start = self.at;
        let is_name = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
        let length = self.rest().find(|c| !is_name(c)).unwrap_or(self.rest().len());
        let name = self.rest()[..length].to_owned();
        self.at += length;
        if name == "sum" && self.peek() == Some('(') {
            let inner = self.bracketed()?;
            return Ok(Expression::Sum(Box::new(inner), start..self.at));
        }
        Ok(Expression::Quantity(name, start..start + length))
    }
}

impl Expression {
    /// Every quantity it names, with its place.
    pub(crate) fn names(&self) -> Vec<(&str, Range<usize>)> {
        match self {
            Expression::Number(..) => Vec::new(),
            Expression::Quantity(name, place) => vec![(name, place.clone())],
            Expression::Sum(inner, _) | Expression::Negated(inner) => inner.names(),
            Expression::Joined(_, left, right, _) => left.names().into_iter().chain(right.names()).collect(),
        }
    }

    /// The quantities it names outside every `sum(…)`.
    pub(crate) fn names_outside_sums(&self) -> Vec<&str> {
        match self {
            Expression::Number(..) | Expression::Sum(..) => Vec::new(),
            Expression::Quantity(name, _) => vec![name],
            Expression::Negated(inner) => inner.names_outside_sums(),
            Expression::Joined(_, left, right, _) => {
                left.names_outside_sums().into_iter().chain(right.names_outside_sums()).collect()
            }
        }
    }

    fn is_zero(&self) -> bool {
        matches!(self, Expression::Number(value, unit) if value.is_zero() && *unit == Unit::one())
    }

    /// Its unit, where `unit_of` gives the one of each quantity; zero fits every unit and has none.
    pub(crate) fn unit(&self, unit_of: &dyn Fn(&str) -> Unit) -> Result<Option<Unit>, Misplaced> {
        match self {
            number if number.is_zero() => Ok(None),
            Expression::Number(_, unit) => Ok(Some(unit.clone())),
            Expression::Quantity(name, _) => Ok(Some(unit_of(name))),
            Expression::Sum(inner, _) | Expression::Negated(inner) => inner.unit(unit_of),
            Expression::Joined(operation, left, right, place) => {
                let (left, right) = (left.unit(unit_of)?, right.unit(unit_of)?);
                match operation {
                    Operation::Plus | Operation::Minus => alike(left, right, place, "are added or subtracted"),
                    Operation::Times => Ok(left.zip(right).map(|(left, right)| left.times(&right, 1))),
                    Operation::Over => Ok(left.zip(right).map(|(left, right)| left.times(&right, -1))),
                }
            }
        }
    }
}

impl Identity {
    /// Whether both sides have one unit; if not, what they have and what is probably missing.
    pub(crate) fn check_units(&self, unit_of: &dyn Fn(&str) -> Unit, whole: &Range<usize>) -> Result<(), Misplaced> {
        alike(self.left.unit(unit_of)?, self.right.unit(unit_of)?, whole, "stand on the two sides").map(|_| ())
    }
}

fn alike(left: Option<Unit>, right: Option<Unit>, place: &Range<usize>, how: &str) -> Result<Option<Unit>, Misplaced> {
    match (left, right) {
        (Some(left), Some(right)) if left != right => {
            let remedy = match right.missing_factor(&left) {
                Some(factor) => format!("Multiply the second by 12 [month/year], or divide it: {factor}."),
                None => "Bring both to one unit, with a factor such as 12 [month/year] where one is missing.".to_owned(),
            };
            Err((place.clone(), Wrong::new(format!("unlike units {how}: {left} and {right}."), remedy)))
        }
        (left, right) => Ok(left.or(right)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit_of(name: &str) -> Unit {
        Unit::parse(match name {
            "workers" => "person",
            "wage" | "take_home" => "USD/person/month",
            "revenue" => "USD/year",
            _ => "1",
        })
        .unwrap()
    }

    #[track_caller]
    fn units(text: &str) -> Result<(), String> {
        let identity = parse(text).unwrap();
        identity.check_units(&unit_of, &(0..text.len())).map_err(|(_, wrong)| format!("{} {}", wrong.cause, wrong.remedy))
    }

    #[test]
    fn precedence_is_the_usual_one() {
        let identity = parse("a = b - c - d * (1 + e) / 2").unwrap();
        let shown = format!("{:?}", identity.right).replace("Box", "");
        assert!(shown.starts_with("Joined(Minus, Joined(Minus,"), "{shown}");
        assert_eq!(identity.right.names().len(), 4);
        assert_eq!(parse("x <= 1").unwrap().relation, Relation::AtMost);
    }

    #[test]
    fn mistakes_have_their_place() {
        for (text, at) in
            [("a = ", 4), ("a b", 2), ("a = (b", 6), ("a = b c", 6), ("a = 1.2.3", 4), ("a = 3 [", 6), ("a = b = c", 6)]
        {
            assert_eq!(parse(text).unwrap_err().0.start, at, "{text}");
        }
        assert!(parse(&format!("a = {}b", "(".repeat(10_000))).is_err());
        assert!(parse(&format!("a = {}b", "-".repeat(10_000))).is_err());
    }

    #[test]
    fn units_are_checked() {
        assert_eq!(units("take_home = wage * (1 - share)"), Ok(()));
        assert_eq!(units("revenue = 12 [month/year] * workers * wage * share"), Ok(()));
        assert_eq!(units("workers >= 0"), Ok(()));
        let without = units("revenue = workers * wage * share").unwrap_err();
        assert!(without.contains("USD/year and USD/month") && without.contains("12 [month/year]"), "{without}");
        assert!(units("revenue = 12 * workers * wage * share").is_err());
        assert!(units("take_home = wage - share").is_err());
    }
}
