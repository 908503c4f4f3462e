//! The form of a correction: every field of a claim, each with what it may hold.

use super::page::{Ink, Piece, Row, cut, row, single_spaced, width};
use crate::arguments::Correction;
use crate::judge::NONE;
use evidence::{Case, Claim, ClaimId, Indicator, Kind, Modality, Role, Statement, Taking, Unit};
use std::collections::BTreeSet;

/// Which part of a statement a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Kind,
    Low,
    High,
    Unit,
    Modality,
    Whom,
    Place,
    Time,
    Says,
    Role(Role),
}

impl Part {
    fn label(self) -> &'static str {
        match self {
            Part::Kind => "kind",
            Part::Low => "lower end",
            Part::High => "upper end",
            Part::Unit => "unit",
            Part::Modality => "put as",
            Part::Whom => "whom",
            Part::Place => "where",
            Part::Time => "when",
            Part::Says => "says",
            Part::Role(role) => role.name(),
        }
    }

    fn hint(self) -> &'static str {
        match self {
            Part::Kind | Part::Modality => "a word of the list",
            Part::Low | Part::High => "digits such as 1000 or 12.5; open for none",
            Part::Unit => "a unit such as USD/month or hour/day",
            Part::Whom => "the group or person in the words of the source; none if it names none",
            Part::Place => "a name, with the country's two letters after a comma: Doha,QA; none if it names none",
            Part::Time => "2014, 2013-02 or 2012/2014; none if it gives none",
            Part::Says => "who says so, then whom that one cites after a <: a manager < the ministry; none if only the publisher",
            Part::Role(Role::Code) => "a code of the list",
            Part::Role(_) => "the words of the source; empty to leave it out",
        }
    }
}

#[derive(Debug, Clone)]
struct Field {
    part: Part,
    /// As it was read.
    was: String,
    /// As it is corrected.
    now: String,
}

/// What the person types into a field, and which of its choices is lit.
#[derive(Debug, Clone, Default)]
struct Typing {
    text: String,
    lit: usize,
}

/// A correction in the making.
#[derive(Debug, Clone)]
pub struct Form {
    /// The claim that is corrected.
    pub claim: ClaimId,
    fields: Vec<Field>,
    /// Units that the case uses, and usual ones.
    units: Vec<String>,
    at: usize,
    typing: Option<Typing>,
    /// Why the correction was not taken.
    pub error: String,
}

/// What a key in the form leads to.
pub enum Filled {
    /// The form goes on.
    Still,
    /// The person leaves it.
    Left,
    /// The person is done.
    Done(Box<Correction>),
}

impl Form {
    /// The form of `claim`, filled in as it was read.
    pub fn of(case: &Case, claim: &Claim) -> Self {
        let statement = claim.statement();
        let parts =
            [Part::Kind, Part::Low, Part::High, Part::Unit, Part::Modality, Part::Whom, Part::Place, Part::Time, Part::Says];
        let fields = parts.into_iter().chain(Role::ALL.into_iter().map(Part::Role)).map(|part| {
            let was = value(statement, part);
            Field { part, now: was.clone(), was }
        });
        let used: BTreeSet<Unit> =
            case.claims().iter().filter_map(|claim| claim.statement().quantity).map(|quantity| quantity.unit).collect();
        let usual = [
            "person", "person/year", "USD", "USD/month", "USD/year", "CNY/month", "percent of pay", "hour/day", "hour/week",
            "rest day/week", "rest day/month", "rest day/year", "work day/week", "year",
        ];
        let mut units: Vec<String> = usual.iter().map(|unit| (*unit).to_owned()).collect();
        units.extend(used.into_iter().map(|unit| unit.to_string()).filter(|unit| !usual.contains(&unit.as_str())));
        Form { claim: claim.id(), fields: fields.collect(), units, at: 0, typing: None, error: String::new() }
    }

    /// The fields that the kind, as corrected, has.
    fn shown(&self) -> Vec<usize> {
        let kind: Option<Kind> = self.now(Part::Kind).parse().ok();
        let has = |part: Part| match part {
            Part::Low | Part::High | Part::Unit => kind.is_none_or(|kind| kind.needs_quantity() != Some(false)),
            Part::Role(role) => kind.is_some_and(|kind| role.fits(kind)),
            Part::Kind | Part::Modality | Part::Whom | Part::Place | Part::Time | Part::Says => true,
        };
        (0..self.fields.len()).filter(|&index| has(self.fields[index].part)).collect()
    }

    fn now(&self, part: Part) -> &str {
        self.fields.iter().find(|field| field.part == part).map_or("", |field| &field.now)
    }

    /// What may stand in the field, and is like what is typed.
    fn choices(&self, part: Part, typed: &str) -> Vec<String> {
        let all: Vec<String> = match part {
            Part::Kind => {
                let indicators = Indicator::ALL.into_iter().map(Kind::Indicator);
                Kind::PLAIN.into_iter().chain(indicators).map(|kind| kind.to_string()).collect()
            }
            Part::Modality => Modality::ALL.iter().map(ToString::to_string).collect(),
            Part::Unit => self.units.clone(),
            Part::Role(Role::Code) => Taking::ALL.iter().map(|taking| taking.code().to_owned()).collect(),
            Part::Low | Part::High | Part::Whom | Part::Place | Part::Time | Part::Says | Part::Role(_) => Vec::new(),
        };
        let typed = typed.to_lowercase();
        all.into_iter().filter(|choice| choice.to_lowercase().contains(&typed)).collect()
    }

    /// Whether only what is on the list may stand there.
    fn is_closed(part: Part) -> bool {
        matches!(part, Part::Kind | Part::Modality | Part::Role(Role::Code))
    }

    // ---- keys -------------------------------------------------------------------------------------------------------------------

    /// Takes a key.
    pub fn press(&mut self, key: super::screen::Key) -> Filled {
        use super::screen::Key;
        self.error.clear();
        if self.typing.is_some() {
            self.type_in(key);
            return Filled::Still;
        }
        let last = self.shown().len() + 1;
        match key {
            Key::Up => self.at = self.at.checked_sub(1).unwrap_or(last),
            Key::Down | Key::Tab => self.at = if self.at == last { 0 } else { self.at + 1 },
            Key::Escape => return Filled::Left,
            Key::Enter if self.at == last => return Filled::Left,
            Key::Enter if self.at + 1 == last => return Filled::Done(Box::new(self.correction())),
            Key::Enter => {
                let field = &self.fields[self.shown()[self.at]];
                // what is chosen from a list begins with the whole list
                let text = if self.choices(field.part, "").is_empty() { field.now.clone() } else { String::new() };
                self.typing = Some(Typing { text, lit: usize::MAX });
            }
            Key::Char(character) if self.at + 1 < last => {
                self.typing = Some(Typing { text: character.to_string(), lit: usize::MAX });
            }
            _ => {}
        }
        Filled::Still
    }

    fn type_in(&mut self, key: super::screen::Key) {
        use super::screen::Key;
        let index = self.shown()[self.at];
        let part = self.fields[index].part;
        let Some(mut typing) = self.typing.take() else { return };
        let choices = self.choices(part, &typing.text);
        match key {
            Key::Escape => return,
            Key::Enter => {
                let lit = choices.get(typing.lit).cloned();
                match lit.or_else(|| self.taken(part, &typing.text, &choices)) {
                    Some(value) => {
                        self.set(index, value);
                        self.at += 1;
                        return;
                    }
                    None => self.error = format!("{:?} is not on the list", typing.text),
                }
            }
            Key::Down | Key::Tab => typing.lit = if typing.lit.saturating_add(1) < choices.len() { typing.lit + 1 } else { 0 },
            Key::Up => typing.lit = typing.lit.min(choices.len()).checked_sub(1).unwrap_or(choices.len().saturating_sub(1)),
            Key::Backspace => drop((typing.text.pop(), typing.lit = usize::MAX)),
            Key::Clear => (typing.text.clear(), typing.lit = usize::MAX).1,
            Key::Char(character) => {
                typing.text.push(character);
                typing.lit = usize::MAX;
            }
            _ => {}
        }
        if typing.lit == usize::MAX || !choices.is_empty() {
            self.typing = Some(typing);
        } else {
            self.typing = Some(Typing { lit: usize::MAX, ..typing });
        }
    }

    /// Sets a field. One figure stays one figure: its upper end goes with its lower end.
    fn set(&mut self, index: usize, value: String) {
        let (low, high) = (self.now(Part::Low).to_owned(), self.now(Part::High).to_owned());
        if self.fields[index].part == Part::Low && low == high {
            let upper = self.fields.iter_mut().filter(|field| field.part == Part::High);
            upper.for_each(|field| field.now.clone_from(&value));
        }
        self.fields[index].now = value;
    }

    /// The value that is typed, if it may stand in the field: one of a closed list, or the only one that is like it.
    fn taken(&self, part: Part, typed: &str, choices: &[String]) -> Option<String> {
        let typed = typed.trim();
        let must_choose = Self::is_closed(part) || part == Part::Unit && typed.is_empty();
        if !must_choose || self.choices(part, "").iter().any(|choice| choice == typed) {
            return Some(typed.to_owned());
        }
        match choices {
            [only] => Some(only.clone()),
            _ => None,
        }
    }

    /// The fields that were changed, as `manumit judge` takes them.
    fn correction(&self) -> Correction {
        let mut correction = Correction::default();
        for index in self.shown() {
            let Field { part, was, now } = &self.fields[index];
            if was == now {
                continue;
            }
            let given = Some(now.clone());
            let or_none = Some(if now.is_empty() { NONE.to_owned() } else { now.clone() });
            match part {
                Part::Kind => correction.kind = given,
                Part::Low => correction.low = Some(if now.is_empty() { "open".to_owned() } else { now.clone() }),
                Part::High => correction.high = Some(if now.is_empty() { "open".to_owned() } else { now.clone() }),
                Part::Unit => correction.unit = given,
                Part::Modality => correction.modality = given,
                Part::Whom => correction.subject = or_none,
                Part::Place => correction.at = or_none,
                Part::Time => correction.time = or_none,
                Part::Says => correction.says = or_none,
                Part::Role(role) => correction.role.push(format!("{role}={now}")),
            }
        }
        correction
    }

    // ---- looks ------------------------------------------------------------------------------------------------------------------

    /// The form in `most` cells: its rows, and which of them must be seen.
    pub fn rows(&self, most: usize) -> (Vec<Row>, usize) {
        let mut rows = Vec::new();
        let mut seen = 0;
        let shown = self.shown();
        for (place, index) in shown.iter().enumerate() {
            let field = &self.fields[*index];
            if place == self.at {
                seen = rows.len();
            }
            rows.push(self.field_row(field, place == self.at, most));
            if let (true, Some(typing)) = (place == self.at, &self.typing) {
                rows.push(row(Ink::Faint, cut(&format!("               {}", field.part.hint()), most)));
                rows.extend(self.choice_rows(field.part, typing, most));
            }
        }
        for (place, words) in [(shown.len(), "write this correction"), (shown.len() + 1, "leave the claim as it was")] {
            let (sign, ink) = if place == self.at { ("›", Ink::Strong) } else { (" ", Ink::Plain) };
            if place == self.at {
                seen = rows.len();
            }
            rows.push(row(ink, format!(" {sign} [ {words} ]")));
        }
        (rows, seen)
    }

    fn field_row(&self, field: &Field, is_lit: bool, most: usize) -> Row {
        let sign = if is_lit { "›" } else { " " };
        let label = format!(" {sign} {:<11} ", field.part.label());
        let room = most.saturating_sub(width(&label));
        if let (true, Some(typing)) = (is_lit, &self.typing) {
            let typed = single_spaced(&typing.text);
            let ends_in_space = if typing.text.ends_with(' ') { " " } else { "" };
            return vec![
                Piece { ink: Ink::Strong, text: label },
                Piece { ink: Ink::Marked, text: cut(&format!("{typed}{ends_in_space}▏"), room) },
            ];
        }
        let now = if field.now.is_empty() { "–".to_owned() } else { single_spaced(&field.now) };
        let text = if field.now == field.was { now } else { format!("{now}   (was read as {})", dash(&field.was)) };
        let ink = if field.now == field.was { Ink::Plain } else { Ink::Strong };
        vec![Piece { ink: if is_lit { Ink::Strong } else { Ink::Faint }, text: label }, Piece { ink, text: cut(&text, room) }]
    }

    fn choice_rows(&self, part: Part, typing: &Typing, most: usize) -> Vec<Row> {
        /// How many choices are shown at a time.
        const SHOWN: usize = 6;
        let choices = self.choices(part, &typing.text);
        let first = if typing.lit < choices.len() { typing.lit.saturating_sub(SHOWN - 1) } else { 0 };
        let mut rows: Vec<Row> = Vec::new();
        for (place, choice) in choices.iter().enumerate().skip(first).take(SHOWN) {
            let (sign, ink) = if place == typing.lit { ("▸", Ink::Strong) } else { (" ", Ink::Plain) };
            rows.push(row(ink, cut(&format!("             {sign} {choice}"), most)));
        }
        if choices.len() > first + SHOWN {
            rows.push(row(
                Ink::Faint,
                format!("               … {} more; type to narrow, ↓ to choose", choices.len() - first - SHOWN),
            ));
        }
        rows
    }
}

fn dash(text: &str) -> String {
    if text.is_empty() { "nothing".to_owned() } else { single_spaced(text) }
}

fn value(statement: &Statement, part: Part) -> String {
    let end = |end: Option<rust_decimal::Decimal>| end.map_or_else(|| "open".to_owned(), |end| end.to_string());
    let quantity = statement.quantity;
    match part {
        Part::Kind => statement.kind.to_string(),
        Part::Low => quantity.map(|quantity| end(quantity.range.low())).unwrap_or_default(),
        Part::High => quantity.map(|quantity| end(quantity.range.high())).unwrap_or_default(),
        Part::Unit => quantity.map(|quantity| quantity.unit.to_string()).unwrap_or_default(),
        Part::Modality => statement.modality.to_string(),
        Part::Whom => statement.about.who.clone().unwrap_or_default(),
        Part::Place => statement.about.place.as_ref().map_or_else(String::new, |place| match &place.country {
            Some(country) => format!("{},{country}", place.name),
            None => place.name.clone(),
        }),
        Part::Time => statement.about.time.map(|time| time.to_string()).unwrap_or_default(),
        Part::Says => statement.attribution.0.join(" < "),
        Part::Role(role) => statement.roles.get(&role).cloned().unwrap_or_default(),
    }
}
