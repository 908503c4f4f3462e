//! Lists as rows of entries, and pairs of entries that may be the same person, as whoever linked them hands both over.

use crate::csv::{fields, separator};
use crate::table::LISTS_MAX;
use crate::{Error, Linkage};
use evidence::{Notice, Severity};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// More entries than this are refused.
const ENTRIES_MAX: usize = 5_000_000;
/// More pairs than this are refused.
const PAIRS_MAX: usize = 20_000_000;
/// Names of the columns, in small letters; those of common linkers among them.
const ID: [&str; 4] = ["id", "entry", "record", "unique_id"];
const LIST: [&str; 4] = ["list", "roster", "source", "source_dataset"];
const FIRST: [&str; 6] = ["a", "first", "left", "id_1", "id_l", "unique_id_l"];
const SECOND: [&str; 6] = ["b", "second", "right", "id_2", "id_r", "unique_id_r"];
const PROBABILITY: [&str; 4] = ["probability", "p", "prob", "match_probability"];

/// One entry of one list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What pairs call it.
    pub id: String,
    /// The list, as an index into [`Entries::lists`].
    pub list: usize,
}

/// All entries of all lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entries {
    /// The names of the lists, in the order in which they are met.
    pub lists: Vec<String>,
    /// The entries.
    pub entries: Vec<Entry>,
}

struct Rows<'t> {
    head: Vec<String>,
    body: Vec<(usize, &'t str)>,
    separator: char,
}

impl<'t> Rows<'t> {
    fn of(text: &'t str) -> Option<Self> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let is_told = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
        let mut rows = text.lines().enumerate().map(|(index, line)| (index + 1, line)).filter(|(_, line)| is_told(line));
        let (_, head) = rows.next()?;
        let separator = separator(head);
        let head = fields(head, separator).iter().map(|name| name.to_lowercase()).collect();
        Some(Rows { head, body: rows.collect(), separator })
    }

    fn column(&self, names: &[&str]) -> Result<usize, Error> {
        let at = names.iter().find_map(|name| self.head.iter().position(|known| known == name));
        at.ok_or_else(|| Error::Unreadable {
            line: 1,
            cause: format!("no column is called {}.", names[0]),
            remedy: format!("Name one of the columns {}.", names.join(", ")),
        })
    }
}

fn refused(line: usize, cause: String, remedy: &str) -> Error {
    Error::Unreadable { line, cause, remedy: remedy.to_owned() }
}

/// Reads the entries: a column `id`, whose values are all different, and a column `list`. Further columns are not read.
///
/// # Errors
/// [`Error::Unreadable`] with the line that does not fit; [`Error::TooManyLists`], [`Error::Empty`].
pub fn read_entries(text: &str) -> Result<Entries, Error> {
    let rows = Rows::of(text).ok_or(Error::Empty)?;
    if rows.body.len() > ENTRIES_MAX {
        return Err(refused(1, format!("there are {} entries.", rows.body.len()), "Count parts of the lists by themselves."));
    }
    let (id, list) = (rows.column(&ID)?, rows.column(&LIST)?);
    let (mut places, mut known): (BTreeMap<String, usize>, BTreeSet<String>) = (BTreeMap::new(), BTreeSet::new());
    let (mut lists, mut entries) = (Vec::new(), Vec::with_capacity(rows.body.len()));
    for (line, row) in &rows.body {
        let row = fields(row, rows.separator);
        let field = |column: usize| row.get(column).filter(|field| !field.is_empty());
        let (Some(id), Some(list)) = (field(id), field(list)) else {
            return Err(refused(*line, "an entry has no id or no list.".to_owned(), "Give every entry both."));
        };
        if !known.insert(id.clone()) {
            return Err(refused(*line, format!("the id {id:?} is given twice."), "Give every entry an id of its own, over all lists."));
        }
        let place = *places.entry(list.clone()).or_insert_with(|| {
            lists.push(list.clone());
            lists.len() - 1
        });
        entries.push(Entry { id: id.clone(), list: place });
    }
    match (entries.is_empty(), lists.len() > LISTS_MAX) {
        (true, _) => Err(Error::Empty),
        (_, true) => Err(Error::TooManyLists { lists: lists.len(), most: LISTS_MAX }),
        _ => Ok(Entries { lists, entries }),
    }
}

/// Reads the pairs: two columns of ids and one of probabilities that both are the same person. A pair without a row says nothing.
/// `file` is how notices call it. Pairs that name an entry which is not there, or one entry twice, are left out and told of.
///
/// # Errors
/// [`Error::Unreadable`] with the line that does not fit.
pub fn read_pairs(file: &str, text: &str, entries: &Entries) -> Result<(Linkage, Vec<Notice>), Error> {
    let rows = Rows::of(text).ok_or(Error::Empty)?;
    if rows.body.len() > PAIRS_MAX {
        return Err(refused(1, format!("there are {} pairs.", rows.body.len()), "Leave out pairs that are nearly impossible."));
    }
    let (first, second, probability) = (rows.column(&FIRST)?, rows.column(&SECOND)?, rows.column(&PROBABILITY)?);
    let places: HashMap<&str, usize> = entries.entries.iter().enumerate().map(|(at, entry)| (entry.id.as_str(), at)).collect();
    let mut pairs: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    let (mut unknown, mut repeated) = (Vec::new(), Vec::new());
    for (line, row) in &rows.body {
        let row = fields(row, rows.separator);
        let field = |column: usize| row.get(column).map_or("", String::as_str);
        let chance = field(probability).parse::<f64>().ok().filter(|chance| (0.0..=1.0).contains(chance)).ok_or_else(|| {
            let cause = format!("the probability {:?} is not a number between 0 and 1.", field(probability));
            refused(*line, cause, "Give the chance that both entries are the same person.")
        })?;
        match (places.get(field(first)), places.get(field(second))) {
            (Some(a), Some(b)) if a != b => {
                if pairs.insert(((*a).min(*b), (*a).max(*b)), chance).is_some() {
                    repeated.push(*line);
                }
            }
            _ => unknown.push(*line),
        }
    }
    let told = |lines: &[usize], cause: &str, remedy: &str| {
        lines.first().map(|line| Notice {
            file: file.to_owned(),
            place: if lines.len() > 1 { format!("line {line} and {} more", lines.len() - 1) } else { format!("line {line}") },
            cause: cause.to_owned(),
            remedy: remedy.to_owned(),
            severity: Severity::Unread,
        })
    };
    let notices = [
        told(&unknown, "a pair names an entry that is not there, or one entry twice; it was left out.", "Mend the ids."),
        told(&repeated, "a pair is given again; the last probability counts.", "Give each pair once."),
    ];
    Ok((Linkage::new(entries, pairs), notices.into_iter().flatten().collect()))
}
