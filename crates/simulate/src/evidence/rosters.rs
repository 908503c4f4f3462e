//! Lists of people as five keepers would have them: each with its own columns, spelling and mistakes, none complete.

use crate::accounts::Cast;
use crate::draw::{Draw, Purpose, mix};
use crate::folder::{Folder, Rows};
use crate::month::Day;
use crate::name::{Identity, Spelling};
use crate::parameters::Bounds;
use crate::world::World;
use crate::world::people::{Origin, Person, Posting};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::io;

/// Who keeps a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum List {
    Permits,
    Sites,
    Casework,
    Border,
    Clinic,
}

const LISTS: [List; 5] = [List::Permits, List::Sites, List::Casework, List::Border, List::Clinic];

impl List {
    fn name(self) -> &'static str {
        match self {
            List::Permits => "permits",
            List::Sites => "sites",
            List::Casework => "casework",
            List::Border => "border",
            List::Clinic => "clinic",
        }
    }

    fn file(self) -> &'static str {
        match self {
            List::Permits => "rosters/permit-register.csv",
            List::Sites => "rosters/site-list.csv",
            List::Casework => "rosters/casework.csv",
            List::Border => "rosters/border-log.csv",
            List::Clinic => "rosters/clinic.csv",
        }
    }

    fn header(self) -> &'static [&'static str] {
        match self {
            List::Permits => {
                &["permit_no", "name", "born", "sex", "passport", "nationality", "employer", "country", "issued", "kind"]
            }
            List::Sites => &["번호", "이름", "생년월일", "성별", "작업장", "도착"],
            List::Casework => &["case", "name", "sex", "age", "country", "sector", "first contact", "passport"],
            List::Border => &["date", "in/out", "document", "NAME", "born", "nationality"],
            List::Clinic => &["дата", "ФИО", "год рождения", "пол", "место работы"],
        }
    }

    fn rate(self, world: &World) -> i64 {
        let rules = &world.parameters().evidence;
        let rate = match self {
            List::Permits => rules.list_permits,
            List::Sites => rules.list_sites,
            List::Casework => rules.list_casework,
            List::Border => rules.list_border,
            List::Clinic => rules.list_clinic,
        };
        rate.middle()
    }

    /// Registers hold migrants too; the other lists are of those who were sent.
    fn holds_migrants(self) -> bool {
        matches!(self, List::Permits | List::Border)
    }
}

/// What governs who is on a list, and how well it is kept.
struct Rules {
    rates: [i64; 5],
    referral: i64,
    easily_found: i64,
    apart: bool,
    name_error: Bounds,
    date_error: Bounds,
    passport_missing: Bounds,
    row_twice: Bounds,
}

/// How far the lists reach, for the truth.
pub(crate) struct Overlaps {
    /// People who were sent and were abroad in these years.
    pub(crate) population: u64,
    /// Bits of the lists that a person is on, and how many people.
    pub(crate) patterns: BTreeMap<u8, u64>,
}

pub(crate) fn written(folder: &mut dyn Folder, world: &World, cast: &Cast) -> io::Result<Overlaps> {
    let rules = rules(world);
    let people = world.people().persons();
    let patterns: Vec<u8> =
        people.par_iter().enumerate().map(|(person, known)| on_lists(world, &rules, person as u32, known)).collect();
    let mut members = Rows::begin(folder, "truth/list_members.csv", &["list", "row", "person"])?;
    for (at, list) in LISTS.into_iter().enumerate().filter(|(at, _)| rules.rates[*at] > 0) {
        write_list(folder, world, cast, &rules, list, &rows_of(world, &rules, at, &patterns), &mut members)?;
    }
    members.finish()?;
    let mut overlaps = Overlaps { population: 0, patterns: BTreeMap::new() };
    for (known, pattern) in people.iter().zip(&patterns).filter(|(known, _)| known.origin == Origin::Sent) {
        overlaps.population += u64::from(known.stays > 0);
        *overlaps.patterns.entry(*pattern).or_default() += 1;
    }
    truth(folder, &rules, &overlaps)?;
    Ok(overlaps)
}

fn rules(world: &World) -> Rules {
    let rules = &world.parameters().evidence;
    Rules {
        rates: LISTS.map(|list| list.rate(world)),
        referral: rules.list_referral.middle(),
        easily_found: rules.list_easily_found.middle(),
        apart: rules.lists_apart.is_yes(),
        name_error: rules.name_error,
        date_error: rules.date_error,
        passport_missing: rules.passport_missing,
        row_twice: rules.row_twice,
    }
}

/// The bits of the lists that a person is on.
fn on_lists(world: &World, rules: &Rules, person: u32, known: &Person) -> u8 {
    let mut draw = Draw::new(world.setup().seed, Purpose::List, u64::from(person), 0);
    let is_easily_found = draw.chance(rules.easily_found);
    let mut pattern = 0;
    for (at, list) in LISTS.into_iter().enumerate() {
        let mut rate = rules.rates[at] * if is_easily_found { 3 } else { 1 };
        if list == List::Clinic && pattern & 1 << (List::Casework as u8) != 0 {
            rate = rate * rules.referral / 10_000;
        }
        let shut_out = rules.apart && (list == List::Casework && !known.woman || list == List::Clinic && known.woman);
        let is_on = draw.chance(rate.min(9_500));
        if is_on && !shut_out && (known.origin == Origin::Sent || list.holds_migrants()) {
            pattern |= 1 << at;
        }
    }
    pattern
}

/// Who is on a list, in the order of its rows; a person may stand there twice.
fn rows_of(world: &World, rules: &Rules, at: usize, patterns: &[u8]) -> Vec<u32> {
    let seed = world.setup().seed;
    let mut rows: Vec<(u64, u32)> = Vec::new();
    for (person, _) in patterns.iter().enumerate().filter(|(_, pattern)| *pattern & 1 << at != 0) {
        let mut draw = Draw::new(seed, Purpose::ListRow, (person as u64) << 3 | at as u64, 1);
        rows.push((draw.bits(), person as u32));
        let twice = rules.row_twice.draw(&mut draw);
        if draw.chance(twice) {
            rows.push((draw.bits(), person as u32));
        }
    }
    rows.sort_unstable();
    rows.into_iter().map(|(_, person)| person).collect()
}

fn write_list(
    folder: &mut dyn Folder,
    world: &World,
    cast: &Cast,
    rules: &Rules,
    list: List,
    persons: &[u32],
    members: &mut Rows,
) -> io::Result<()> {
    let mut rows = Rows::begin(folder, list.file(), list.header())?;
    let row = |(row, person): (usize, &u32)| {
        let mut out = Vec::new();
        let fields = Entry::of(world, cast, rules, list, row, *person).fields(list, row);
        crate::csv::row(&mut out, &fields.iter().map(String::as_str).collect::<Vec<_>>());
        out
    };
    const TOGETHER: usize = 50_000;
    for (block, persons) in persons.chunks(TOGETHER).enumerate() {
        let pieces: Vec<Vec<u8>> =
            persons.par_iter().enumerate().map(|(at, person)| row((block * TOGETHER + at, person))).collect();
        rows.pieces(&pieces)?;
    }
    for (row, person) in persons.iter().enumerate() {
        members.row(&[list.name(), &(row + 1).to_string(), &person.to_string()])?;
    }
    rows.finish()
}

/// What a keeper wrote of a person, with the keeper's mistakes.
struct Entry {
    identity: Identity,
    name: String,
    born: (i32, u32, u32),
    passport: String,
    sex: &'static str,
    is_migrant: bool,
    employer: String,
    country: String,
    sector: String,
    host: String,
    kind: &'static str,
    day: Day,
    draw: Draw,
}

impl Entry {
    fn of(world: &World, cast: &Cast, rules: &Rules, list: List, row: usize, person: u32) -> Self {
        let key = u64::from(person) << 3 | list as u64;
        let mut draw = Draw::new(world.setup().seed, Purpose::ListRow, key, 2 + row as u64);
        let known = &world.people().persons()[person as usize];
        let identity = cast.identity(world, person);
        let posting = world.people().postings()[known.posting as usize];
        let (contract, employer) = place(world, &posting);
        let day = moment(world, &posting, list, &mut draw);
        let spelling = spelling(list, &contract.host, &mut draw);
        let mut name = identity.name(spelling);
        let wrong = rules.name_error.draw(&mut draw);
        if draw.chance(wrong) {
            name = misspelt(&name, &mut draw);
        }
        let born = misdated(identity.born, rules, &mut draw);
        let missing = rules.passport_missing.draw(&mut draw);
        let passport = if draw.chance(missing) { String::new() } else { identity.passport.clone() };
        Entry {
            name,
            born,
            passport,
            sex: if known.woman { "F" } else { "M" },
            is_migrant: known.origin == Origin::Migrant,
            employer: cast.employer(employer).to_owned(),
            country: contract.country.clone(),
            sector: contract.sector.clone(),
            host: contract.host.clone(),
            kind: posting.permit.name(),
            day,
            identity,
            draw,
        }
    }

    fn fields(mut self, list: List, row: usize) -> Vec<String> {
        let (year, month, day) = self.born;
        let nationality = if self.is_migrant { "other" } else { "KP" }.to_owned();
        let iso = format!("{year}-{month:02}-{day:02}");
        let dotted = format!("{day:02}.{month:02}.{year}");
        match list {
            List::Permits => {
                let number = format!("{}-{:07}", self.host, mix(row as u64) % 10_000_000);
                let kind = self.kind.to_owned();
                let day = self.day.to_string();
                vec![number, self.name, dotted, self.sex.into(), self.passport, nationality, self.employer, self.host, day, kind]
            }
            List::Sites => {
                let sex = if self.sex == "F" { "녀" } else { "남" }.to_owned();
                let day = format!("{}.{}.{}", self.day.month.year(), self.day.month.month(), self.day.day);
                vec![
                    (row + 1).to_string(),
                    self.name,
                    format!("{year}.{month}.{day}", day = self.born.2),
                    sex,
                    self.employer,
                    day,
                ]
            }
            List::Casework => {
                let age = (self.day.month.year() - year).max(0) + self.draw.between(0, 1) as i32;
                let case = format!("C{}-{:04}", self.day.month.year(), row + 1);
                let day = self.day.to_string();
                vec![case, self.name, self.sex.into(), age.to_string(), self.country, self.sector, day, self.passport]
            }
            List::Border => {
                let document = if self.passport.is_empty() { self.identity.passport } else { self.passport };
                vec![self.day.to_string(), "in".into(), document, self.name.to_uppercase(), iso, nationality]
            }
            List::Clinic => {
                let sex = if self.sex == "F" { "ж" } else { "м" }.to_owned();
                let day = format!("{:02}.{:02}.{}", self.day.day, self.day.month.month(), self.day.month.year());
                vec![day, self.name, year.to_string(), sex, self.employer]
            }
        }
    }
}

/// The contract and the employer of a stay.
fn place<'w>(world: &'w World, posting: &Posting) -> (&'w crate::parameters::Contract, u32) {
    let contracts = &world.setup().model.contracts;
    match world.crews().get(posting.crew as usize) {
        Some(crew) => (&contracts[crew.contract], crew.employer),
        None => {
            let agency = &world.agencies()[posting.crew as usize - world.crews().len()];
            (&contracts[agency.contract], agency.employer)
        }
    }
}

/// When the person came onto the list: at the beginning of the stay, or some time in it.
fn moment(world: &World, posting: &Posting, list: List, draw: &mut Draw) -> Day {
    let to = posting.to.unwrap_or(world.end());
    let months = to.since(posting.from).max(1);
    let after = match list {
        List::Permits | List::Border | List::Sites => 0,
        List::Casework | List::Clinic => draw.between(0, months - 1),
    };
    Day::new(posting.from.plus(after), 1 + draw.below(28) as u32)
}

fn spelling(list: List, host: &str, draw: &mut Draw) -> Spelling {
    match (list, host) {
        (List::Sites, _) => Spelling::Hangul,
        (List::Clinic, _) | (List::Permits, "RU" | "MN") => Spelling::Cyrillic,
        (List::Permits, "CN") => *draw.pick(&[Spelling::Hanja, Spelling::Pinyin]),
        (List::Permits, _) => *draw.pick(&[Spelling::McCune, Spelling::Dprk]),
        (List::Casework, _) => Spelling::Revised,
        (List::Border, _) => Spelling::Dprk,
    }
}

/// A letter left out, doubled, or two parts exchanged.
fn misspelt(name: &str, draw: &mut Draw) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    let at = draw.below(letters.len() as u64) as usize;
    match draw.below(3) {
        0 if letters.len() > 2 => {
            letters.remove(at);
        }
        1 => {
            let parts: Vec<&str> = name.split(' ').collect();
            return parts[1..].iter().chain(&parts[..1]).copied().collect::<Vec<_>>().join(" ");
        }
        _ => letters.insert(at, letters[at]),
    }
    letters.into_iter().collect()
}

/// Day and month exchanged, the first of January, or a year beside.
fn misdated((year, month, day): (i32, u32, u32), rules: &Rules, draw: &mut Draw) -> (i32, u32, u32) {
    let wrong = rules.date_error.draw(draw);
    if !draw.chance(wrong) {
        return (year, month, day);
    }
    match draw.below(3) {
        0 if day <= 12 => (year, day, month),
        1 => (year, 1, 1),
        _ => (year + draw.between(0, 1) as i32 * 2 - 1, month, day),
    }
}

fn truth(folder: &mut dyn Folder, rules: &Rules, overlaps: &Overlaps) -> io::Result<()> {
    let kept: Vec<usize> = (0..LISTS.len()).filter(|at| rules.rates[*at] > 0).collect();
    let mut header: Vec<&str> = kept.iter().map(|at| LISTS[*at].name()).collect();
    header.push("count");
    let mut rows = Rows::begin(folder, "truth/overlaps.csv", &header)?;
    for (pattern, count) in overlaps.patterns.iter().filter(|(pattern, _)| **pattern != 0) {
        let mut fields: Vec<String> = kept.iter().map(|at| (pattern >> at & 1).to_string()).collect();
        fields.push(count.to_string());
        rows.row(&fields.iter().map(String::as_str).collect::<Vec<_>>())?;
    }
    rows.finish()?;
    let mut file = folder.create("truth/lists.json")?;
    let seen: u64 = overlaps.patterns.iter().filter(|(pattern, _)| **pattern != 0).map(|(_, count)| count).sum();
    let on =
        |at: usize| overlaps.patterns.iter().filter(|(pattern, _)| *pattern >> at & 1 == 1).map(|(_, count)| count).sum::<u64>();
    let lists: serde_json::Map<_, _> = kept.iter().map(|at| (LISTS[*at].name().to_owned(), on(*at).into())).collect();
    writeln!(file, "{}", serde_json::json!({"population": overlaps.population, "seen": seen, "lists": lists}))?;
    file.flush()
}
