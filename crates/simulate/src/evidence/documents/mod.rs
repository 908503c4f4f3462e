//! Documents: news, reports, testimony and denials, in varied words; each says on its first line that it is simulated.
//!
//! Beside them stands, sentence by sentence, what a reader should find and whether it is true, so that reading can be scored.

mod facts;
mod testimony;
mod wording;

use crate::draw::{Draw, Purpose};
use crate::folder::Folder;
use crate::parameters::{Contract, Parameters};
use crate::world::World;
use facts::Fact;
pub(crate) use facts::Facts;
use serde_json::json;
use std::io::{self, Write};
use wording::{About, Figure, Sentence, Setting, rounded, said};

/// A document before it is written.
#[derive(Debug, Clone)]
struct Document {
    /// Below `documents/`.
    file: String,
    title: String,
    publisher: String,
    date: String,
    sentences: Vec<Sentence>,
    /// The file it only repeats.
    derived_from: Option<String>,
}

/// What all documents are written from.
struct Desk<'a> {
    world: &'a World,
    facts: &'a Facts,
    parameters: &'a Parameters,
}

const AGENCIES: [&str; 4] = ["Windmill News", "Harbour Wire", "Northern Dispatch", "Lantern Press"];
const ORGANISATIONS: [&str; 4] = ["Open Ledger Network", "Free Hands Centre", "Watch on Labour Abroad", "Plain Facts Institute"];
const MINISTRY: &str = "Ministry of External Labour Affairs";

/// Writes them all; returns how many.
pub(crate) fn written(folder: &mut dyn Folder, world: &World, facts: &Facts) -> io::Result<u64> {
    let desk = Desk { world, facts, parameters: world.parameters() };
    let documents = desk.documents();
    let mut truth = folder.create("truth/documents.jsonl")?;
    for document in &documents {
        write_document(folder, world, document)?;
        write_truth(&mut truth, document)?;
    }
    truth.flush()?;
    settings(folder, world, &documents)?;
    Ok(documents.len() as u64)
}

impl Desk<'_> {
    fn documents(&self) -> Vec<Document> {
        let wanted = self.parameters.evidence.documents.whole().max(0) as usize;
        let mut witnesses = testimony::witnesses(self.world).into_iter();
        let mut documents: Vec<Document> = Vec::with_capacity(wanted);
        for number in 0..wanted {
            let mut draw = Draw::new(self.world.setup().seed, Purpose::Document, number as u64, 0);
            let turn = draw.below(100);
            let witness = if turn < 35 { witnesses.next() } else { None };
            let document = match (witness, turn) {
                (Some(person), _) => testimony::told(self, number, person, &mut draw),
                (None, 90..) if !documents.is_empty() => self.echo(number, &documents, &mut draw),
                (None, 84..) => self.denial(number, &mut draw),
                (None, 60..) => self.report(number, &mut draw),
                (None, _) => self.news(number, &mut draw),
            };
            documents.push(document);
        }
        documents
    }

    fn wrong(&self) -> i64 {
        self.parameters.evidence.document_error.middle()
    }

    /// A year that was lived, and a contract under which somebody worked in it.
    fn place(&self, draw: &mut Draw) -> Option<(i32, &Contract, usize, Fact)> {
        let setup = self.world.setup();
        let year = draw.between(i64::from(setup.first_year), i64::from(setup.last_year)) as i32;
        let there: Vec<_> = self.facts.by.range((year, 0)..(year + 1, 0)).filter(|(_, fact)| fact.workers() > 0).collect();
        if there.is_empty() {
            return None;
        }
        let ((_, contract), fact) = *draw.pick(&there);
        Some((year, &setup.model.contracts[*contract], *contract, *fact))
    }

    fn date(&self, year: i32, draw: &mut Draw) -> String {
        format!("{year}-{:02}-{:02}", 1 + draw.below(12), 1 + draw.below(28))
    }

    /// A sentence about one of the published figures.
    fn fact(&self, about: About, year: i32, contract: &Contract, fact: &Fact, draw: &mut Draw) -> Option<Sentence> {
        let all = self.facts.year(year);
        let rules = self.parameters;
        let dollars = |cents: i64| (cents / 100).max(0) as u64;
        let bounds = |bounds: crate::parameters::Bounds| (dollars(bounds.low), dollars(bounds.high));
        let percent = |fact: &Fact| fact.taken.part(100, fact.gross.0).0.max(0) as u64;
        let each = |sum: crate::cents::Cents| dollars(sum.part(1, fact.worker_months as i64).0);
        let (low, high) = match about {
            About::Workers => (rounded(all.workers()), rounded(all.workers())),
            About::WorkersThere => (rounded(fact.workers()), rounded(fact.workers())),
            About::Wage => (dollars(fact.least_wage.0), dollars(fact.most_wage.0)),
            About::ShareTaken => (percent(fact), percent(fact)),
            About::TakeHome => (each(fact.left), each(fact.left)),
            About::Quota => self.quotas(contract)?,
            About::PlacementBribe => bounds(rules.recruitment.placement_bribe),
            About::MedicalBribe => bounds(rules.recruitment.medical_bribe),
            About::Hours => bounds(contract.hours),
            About::Rest => {
                let days = (fact.rest * 12).checked_div(fact.worker_months)?;
                (days, days)
            }
            About::Deaths => (fact.died, fact.died),
            About::Revenue => {
                let arrived = dollars(self.facts.arrived.get(&year).copied().unwrap_or_default().0);
                (rounded(arrived), rounded(arrived))
            }
            About::ContractLength => (3, 3),
        };
        if low < 2 || high < low {
            return None;
        }
        let figure = Figure::of(low, high, self.wrong(), draw);
        let setting = Setting { place: &contract.country, trade: trade(&contract.sector), year };
        Some(said(about, figure, setting, draw))
    }

    /// The least and the most that agents of a contract must hand over, in dollars.
    fn quotas(&self, contract: &Contract) -> Option<(u64, u64)> {
        let contracts = &self.world.setup().model.contracts;
        let of = self.world.crews().iter().filter(|crew| contracts[crew.contract] == *contract && crew.quota.is_some());
        let quotas: Vec<u64> = of.map(|crew| (crew.quota.0 / 100) as u64).collect();
        Some((*quotas.iter().min()?, *quotas.iter().max()?))
    }

    fn some_facts(&self, abouts: &[About], year: i32, contract: &Contract, fact: &Fact, draw: &mut Draw) -> Vec<Sentence> {
        abouts.iter().filter_map(|about| self.fact(*about, year, contract, fact, draw)).collect()
    }

    fn news(&self, number: usize, draw: &mut Draw) -> Document {
        let publisher = *draw.pick(&AGENCIES);
        let mut sentences = Vec::new();
        let year = match self.place(draw) {
            None => self.world.setup().first_year,
            Some((year, contract, _, fact)) => {
                let opening = [
                    "The practice is old, and it goes on.",
                    "The crews are seldom seen in town.",
                    "Few people who pass the site know who is at work there.",
                ];
                sentences.push(Sentence::plain(*draw.pick(&opening)));
                let mut abouts = vec![About::Workers, About::WorkersThere, About::Wage, About::ShareTaken, About::TakeHome];
                abouts.push(*draw.pick(&[
                    About::Quota,
                    About::PlacementBribe,
                    About::Revenue,
                    About::Hours,
                    About::Rest,
                    About::Deaths,
                ]));
                abouts.remove(draw.below(4) as usize);
                sentences.extend(self.some_facts(&abouts, year, contract, &fact, draw));
                sentences.extend(signs(draw, 1));
                year
            }
        };
        Document {
            file: format!("{year}-{number:04}-news.txt"),
            title: "Workers abroad earn for the State".to_owned(),
            publisher: publisher.to_owned(),
            date: self.date(year, draw),
            sentences,
            derived_from: None,
        }
    }

    fn report(&self, number: usize, draw: &mut Draw) -> Document {
        let publisher = *draw.pick(&ORGANISATIONS);
        let mut sentences = vec![Sentence::plain("This report rests on interviews that were held in private.")];
        let mut latest = self.world.setup().first_year;
        for _ in 0..1 + draw.below(3) {
            if let Some((year, contract, _, fact)) = self.place(draw) {
                let abouts = [
                    About::WorkersThere,
                    About::Wage,
                    About::ShareTaken,
                    About::TakeHome,
                    About::Quota,
                    About::Hours,
                    About::Rest,
                    About::PlacementBribe,
                    About::MedicalBribe,
                    About::ContractLength,
                    About::Deaths,
                ];
                sentences.extend(self.some_facts(&abouts, year, contract, &fact, draw));
                latest = latest.max(year);
            }
        }
        sentences.extend(signs(draw, 3));
        Document {
            file: format!("{latest}-{number:04}-report.md"),
            title: "Earning for the State".to_owned(),
            publisher: publisher.to_owned(),
            date: self.date(latest, draw),
            sentences,
            derived_from: None,
        }
    }

    /// An interested party denies what is true.
    fn denial(&self, number: usize, draw: &mut Draw) -> Document {
        let setup = self.world.setup();
        let year = draw.between(i64::from(setup.first_year), i64::from(setup.last_year)) as i32;
        let mut denied = [
            ("The ministry denied that passports of workers are kept.", "indicator:retention_of_identity_documents"),
            ("Wages are not withheld, the ministry said.", "indicator:withholding_of_wages"),
            ("It is untrue that workers are locked in.", "indicator:restriction_of_movement"),
        ]
        .map(|(text, kind)| Sentence { is_right: false, ..Sentence::sign(text, kind) })
        .to_vec();
        denied.remove(draw.below(3) as usize);
        denied.push(Sentence::plain("All workers went of their own will, the statement said."));
        Document {
            file: format!("{year}-{number:04}-statement.txt"),
            title: "Statement on so-called forced labour".to_owned(),
            publisher: MINISTRY.to_owned(),
            date: self.date(year, draw),
            sentences: denied,
            derived_from: None,
        }
    }

    /// A document that repeats another, with its source named or not.
    fn echo(&self, number: usize, documents: &[Document], draw: &mut Draw) -> Document {
        let origins: Vec<&Document> = documents.iter().filter(|document| document.derived_from.is_none()).collect();
        let origin = *draw.pick(&origins);
        let mut sentences = vec![Sentence::plain(format!("{} has published the following.", origin.publisher))];
        sentences.extend(origin.sentences.iter().filter(|sentence| !sentence.states.is_empty()).take(4).cloned());
        let year: i32 = origin.date[..4].parse().unwrap_or(self.world.setup().last_year);
        Document {
            file: format!("{year}-{number:04}-digest.txt"),
            title: format!("Digest: {}", origin.title),
            publisher: draw.pick(&AGENCIES).to_string(),
            date: origin.date.clone(),
            sentences,
            derived_from: Some(format!("documents/{}", origin.file)),
        }
    }
}

/// Signs of force that reports name without a figure.
fn signs(draw: &mut Draw, count: usize) -> Vec<Sentence> {
    let mut all = vec![
        ("Their passports are kept by the site manager.", "indicator:retention_of_identity_documents"),
        ("Managers confiscated the passports of the workers.", "indicator:retention_of_identity_documents"),
        ("Wages were withheld until the workers returned home.", "indicator:withholding_of_wages"),
        ("Workers were not allowed to leave the site without a guard.", "indicator:restriction_of_movement"),
        ("At night the dormitory was locked from outside.", "indicator:restriction_of_movement"),
        ("Workers feared that their families would be punished if they fled.", "indicator:intimidation_and_threats"),
        ("Mobile telephones were forbidden.", "indicator:isolation"),
    ];
    let mut chosen = Vec::new();
    for _ in 0..count.min(all.len()) {
        let (text, kind) = all.remove(draw.below(all.len() as u64) as usize);
        chosen.push(Sentence::sign(text, kind));
    }
    chosen
}

/// How a sector is named in a sentence.
fn trade(sector: &str) -> &str {
    match sector {
        "textiles" => "sewing factories",
        "logging" => "logging camps",
        "shipbuilding" => "shipyards",
        "medicine" => "clinics",
        "mining" => "mines",
        "construction" => "construction",
        "restaurants" => "restaurants",
        other => other,
    }
}

fn first_line(seed: u64) -> String {
    format!("SIMULATED DOCUMENT. Nobody in it exists and nothing in it happened (manumit simulate, seed {seed}).")
}

fn write_document(folder: &mut dyn Folder, world: &World, document: &Document) -> io::Result<()> {
    let mut file = folder.create(&format!("documents/{}", document.file))?;
    let is_markdown = document.file.ends_with(".md");
    writeln!(file, "{}\n", first_line(world.setup().seed))?;
    writeln!(file, "{}{}\n", if is_markdown { "# " } else { "" }, document.title)?;
    writeln!(file, "{}, {}\n", document.publisher, document.date)?;
    for paragraph in document.sentences.chunks(3) {
        let words: Vec<&str> = paragraph.iter().map(|sentence| sentence.text.as_str()).collect();
        writeln!(file, "{}\n", words.join(" "))?;
    }
    file.flush()
}

fn write_truth(truth: &mut impl Write, document: &Document) -> io::Result<()> {
    let file = format!("documents/{}", document.file);
    for sentence in document.sentences.iter().filter(|sentence| !sentence.states.is_empty()) {
        let states: Vec<_> = sentence.states.iter().map(wording::Stated::json).collect();
        let line = json!({
            "file": file, "sentence": sentence.text, "states": states, "right": sentence.is_right,
            "echo_of": document.derived_from,
        });
        writeln!(truth, "{line}")?;
    }
    Ok(())
}

/// `manumit.toml`: who published what, and what only repeats.
fn settings(folder: &mut dyn Folder, world: &World, documents: &[Document]) -> io::Result<()> {
    let mut file = folder.create("manumit.toml")?;
    let setup = world.setup();
    writeln!(file, "# A simulated case: nobody in it exists.")?;
    writeln!(file, "title = \"Simulated labour export, {} to {}\"", setup.first_year, setup.last_year)?;
    writeln!(file, "as_of = \"{}-12-31\"\ncurrency = \"USD\"", setup.last_year)?;
    for document in documents {
        writeln!(file, "\n[sources.\"documents/{}\"]", document.file)?;
        writeln!(file, "title = {}", json!(document.title))?;
        writeln!(file, "publisher = {}", json!(document.publisher))?;
        writeln!(file, "date = \"{}\"\nlanguage = \"en\"", document.date)?;
        if let Some(origin) = &document.derived_from {
            writeln!(file, "derived_from = {}", json!(origin))?;
        }
    }
    file.flush()
}
