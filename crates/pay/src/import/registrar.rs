//! Who is who in the files: the same number, or the same name, is the same worker.

use crate::book::{Book, Crew, File, Voice, Worker};
use crate::label::plain;
use evidence::SourceId;
use std::collections::{BTreeMap, BTreeSet};

/// Fills a book, and knows whom it has met.
#[derive(Debug, Default)]
pub struct Registrar {
    /// The book.
    pub book: Book,
    by_name: BTreeMap<String, BTreeSet<u32>>,
    /// Numbers are given by an employer.
    by_number: BTreeMap<(String, String), u32>,
    /// Who was given a number, by whom.
    numbered: BTreeSet<(String, u32)>,
    by_passport: BTreeMap<String, u32>,
    with_passport: BTreeSet<u32>,
    by_account: BTreeMap<String, u32>,
    crews: BTreeMap<Crew, u32>,
    files: BTreeMap<(String, Voice), u32>,
    /// Names that somebody says are one person's, each to the first.
    same: BTreeMap<String, String>,
}

/// Why a row cannot be given to anybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nobody {
    /// It has neither name nor number.
    Unnamed,
    /// Several workers bear the name.
    Several,
}

/// How a row names its worker.
#[derive(Debug, Clone, Copy, Default)]
pub struct Named<'n> {
    /// The name.
    pub name: Option<&'n str>,
    /// The number, and who gave it.
    pub number: Option<(&'n str, &'n str)>,
    /// The number of a passport or another paper that nobody else bears.
    pub passport: Option<&'n str>,
    /// The account.
    pub account: Option<&'n str>,
}

fn account_key(account: &str) -> String {
    account.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

impl Registrar {
    /// A registrar who is told which names are one person's.
    pub fn new(same: &[Vec<String>]) -> Self {
        let mut registrar = Registrar::default();
        for names in same {
            let Some(first) = names.first() else { continue };
            registrar.same.extend(names.iter().map(|name| (plain(name), plain(first))));
        }
        registrar
    }

    fn name_key(&self, name: &str) -> String {
        let key = plain(name);
        self.same.get(&key).cloned().unwrap_or(key)
    }

    /// The worker of this name, if there is exactly one.
    pub fn known_name(&self, name: &str) -> Option<u32> {
        let found = self.by_name.get(&self.name_key(name))?;
        (found.len() == 1).then(|| found.first().copied()).flatten()
    }

    /// The worker whose account this is.
    pub fn known_account(&self, account: &str) -> Option<u32> {
        self.by_account.get(&account_key(account)).copied()
    }

    /// The worker to whom this number was given, by the one who gives it.
    pub fn known_number(&self, number: Option<(&str, &str)>) -> Option<u32> {
        let (number, giver) = number?;
        self.by_number.get(&(plain(giver), plain(number))).copied()
    }

    /// The worker who bears this passport.
    pub fn known_passport(&self, passport: &str) -> Option<u32> {
        self.by_passport.get(&account_key(passport)).copied()
    }

    /// The worker of a row, new if nobody of that number or name was met.
    ///
    /// # Errors
    /// [`Nobody`].
    pub fn worker(&mut self, named: Named) -> Result<u32, Nobody> {
        let name = named.name.map(|name| self.name_key(name)).filter(|key| !key.is_empty());
        let number = named.number.map(|(number, giver)| (plain(giver), plain(number))).filter(|(_, number)| !number.is_empty());
        let by_number = number.as_ref().and_then(|key| self.by_number.get(key).copied());
        let by_account = named.account.and_then(|account| self.known_account(account));
        let passport = named.passport.map(account_key).filter(|key| key.chars().any(|c| c.is_ascii_digit()));
        let by_passport = passport.as_ref().and_then(|key| self.by_passport.get(key).copied());
        let worker = match (by_passport.or(by_number).or(by_account), &name, number.is_some() || passport.is_some()) {
            (Some(worker), ..) => worker,
            (None, None, false) => return Err(Nobody::Unnamed),
            (None, None, true) => self.new_worker(),
            (None, Some(key), _) => {
                let bearing = self.by_name.get(key).cloned().unwrap_or_default();
                // somebody of that name to whom the same employer gave another number is somebody else
                let giver = number.as_ref().map(|(giver, _)| giver);
                let has_other = |worker: &u32| {
                    giver.is_some_and(|giver| self.numbered.contains(&(giver.clone(), *worker)))
                        || passport.is_some() && self.with_passport.contains(worker)
                };
                let left: Vec<u32> = bearing.iter().copied().filter(|worker| !has_other(worker)).collect();
                match left.as_slice() {
                    [] => self.new_worker(),
                    [one] => *one,
                    _ => return Err(Nobody::Several),
                }
            }
        };
        let number_words = named.number.map(|(number, _)| number);
        let words = [(named.name, true), (number_words, false), (named.passport, false), (named.account, false)];
        let entry = &mut self.book.workers[worker as usize];
        for (words, is_name) in words.into_iter().filter_map(|(words, is_name)| Some((words?.trim(), is_name))) {
            let list = if is_name { &mut entry.names } else { &mut entry.numbers };
            if !words.is_empty() && !list.iter().any(|known| known == words) {
                list.push(words.to_owned());
            }
        }
        if let Some(key) = name {
            self.by_name.entry(key).or_default().insert(worker);
        }
        if let Some(key) = number {
            self.numbered.insert((key.0.clone(), worker));
            self.by_number.entry(key).or_insert(worker);
        }
        if let Some(key) = passport {
            self.by_passport.entry(key).or_insert(worker);
            self.with_passport.insert(worker);
        }
        if let Some(account) = named.account.map(account_key).filter(|key| key.len() >= 4) {
            self.by_account.entry(account).or_insert(worker);
        }
        Ok(worker)
    }

    fn new_worker(&mut self) -> u32 {
        self.book.workers.push(Worker::default());
        (self.book.workers.len() - 1) as u32
    }

    /// The crew, new if it was not met.
    pub fn crew(&mut self, crew: Crew) -> u32 {
        let next = self.book.crews.len() as u32;
        *self.crews.entry(crew).or_insert_with_key(|crew| {
            self.book.crews.push(crew.clone());
            next
        })
    }

    /// The file, once for each voice in it.
    pub fn file(&mut self, source: SourceId, name: &str, voice: Voice) -> u32 {
        let next = self.book.files.len() as u32;
        *self.files.entry((name.to_owned(), voice)).or_insert_with(|| {
            self.book.files.push(File { source, name: name.to_owned(), voice });
            next
        })
    }
}
