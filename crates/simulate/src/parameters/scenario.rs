//! A scenario: which parameters change, and from when.

use super::mistake::Wrong;
use super::place::{Table, unknown};
use super::{Bounds, Parameters, file};
use crate::month::Month;
use evidence::Mistake;

/// What changes from a month on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// From when; from before the beginning if none.
    pub from: Option<Month>,
    /// Section, name and new value.
    pub values: Vec<(String, String, Bounds)>,
    /// Hosts that send everybody home from then on, whatever their compliance otherwise.
    pub bans: Vec<String>,
}

/// What is tried.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scenario {
    /// What it is called.
    pub title: String,
    /// By month, ascending.
    pub changes: Vec<Change>,
}

impl Scenario {
    /// Reads a scenario.
    ///
    /// # Errors
    /// The first mistake, with line and column.
    pub fn parse(text: &str) -> Result<Self, Mistake> {
        read(text).map_err(|wrong| wrong.within(text))
    }

    /// The same, with one more number changed from before the beginning. A name that no parameter has changes nothing.
    pub fn with(mut self, section: &str, name: &str, value: Bounds) -> Self {
        let values = vec![(section.to_owned(), name.to_owned(), value)];
        self.changes.insert(0, Change { from: None, values, bans: Vec::new() });
        self
    }

    /// The parameters as they are in `month`, beginning from `base`.
    pub fn parameters(&self, base: &Parameters, month: Month) -> Parameters {
        let mut parameters = base.clone();
        let holds = |change: &&Change| change.from.is_none_or(|from| from <= month);
        for (section, name, value) in self.changes.iter().filter(holds).flat_map(|change| &change.values) {
            if let Some(slot) = parameters.slot(section, name) {
                *slot = *value;
            }
        }
        parameters
    }

    /// From when `host` bans the work altogether.
    pub fn ban_of(&self, host: &str) -> Option<Month> {
        let bans = self.changes.iter().filter(|change| change.bans.iter().any(|banned| banned == host));
        bans.map(|change| change.from.unwrap_or(Month::new(0, 1))).min()
    }
}

fn read(text: &str) -> Result<Scenario, Wrong> {
    let parsed = file::root(text)?;
    let root = Table::new(parsed.get_ref(), 0..0, "the scenario");
    root.only(&["title", "change"])?;
    let title = root.text_or_none("title")?.map(|title| title.value).unwrap_or_default();
    let mut changes = root.tables("change")?.iter().map(change).collect::<Result<Vec<_>, _>>()?;
    changes.sort_by_key(|change| change.from);
    Ok(Scenario { title, changes })
}

fn change(table: &Table) -> Result<Change, Wrong> {
    let mut sections: Vec<&str> = Parameters::NAMES.iter().map(|(section, _, _)| *section).collect();
    sections.dedup();
    let known: Vec<&str> = ["from", "ban"].into_iter().chain(sections.iter().copied()).collect();
    table.only(&known)?;
    let from = if table.has("from") { Some(table.month("from")?.value) } else { None };
    let mut values = Vec::new();
    for section in sections.into_iter().filter(|section| table.has(section)) {
        values.extend(section_values(&table.table(section)?, section)?);
    }
    let bans = table.texts("ban")?.into_iter().map(|ban| ban.value).collect();
    Ok(Change { from, values, bans })
}

fn section_values(table: &Table, section: &str) -> Result<Vec<(String, String, Bounds)>, Wrong> {
    let mut values = Vec::new();
    let names: Vec<_> = Parameters::NAMES.iter().filter(|(of, _, _)| *of == section).collect();
    for key in table.keys() {
        let Some((_, name, unit)) = names.iter().find(|(_, name, _)| *name == key.value) else {
            let known: Vec<&str> = names.iter().map(|(_, name, _)| *name).collect();
            return Err(unknown(&format!("[{section}]"), &key, &known));
        };
        let bounds =
            if table.is_table(&key.value) { table.table(&key.value)?.bounds("value")? } else { table.bounds(&key.value)? };
        file::fits(section, name, unit, bounds.value)
            .map_err(|(cause, remedy)| Wrong::new(bounds.place.clone(), cause, remedy))?;
        values.push((section.to_owned(), key.value, bounds.value));
    }
    Ok(values)
}
