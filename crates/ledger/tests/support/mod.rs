//! Small cases to write into ledgers.
#![allow(dead_code, reason = "each test file uses some of it")]

use evidence::{
    About, Attribution, Basis, Claim, Judgement, Kind, MediaType, Modality, Notice, Quantity, Range, Roles, Rule, Severity,
    Source, SourceId, Statement, TextLayer, Unit, Verdict,
};
use ledger::{Entry, Facts, Reading};
use std::path::{Path, PathBuf};

/// A time.
pub const AT: &str = "2024-06-11T08:30:00Z";

/// A folder for one test, empty at its beginning and gone at its end.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("manumit-ledger-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    pub fn ledger(&self) -> PathBuf {
        ledger::path_in(&self.0)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The text of a document: sentences that each state a number of workers.
pub fn text(name: &str, claims: usize) -> String {
    (1..=claims).map(|count| format!("In {name}, {count} workers were counted.\n")).collect()
}

pub fn source(name: &str, claims: usize) -> Source {
    let text = text(name, claims);
    Source {
        id: SourceId::of(text.as_bytes()),
        byte_count: text.len() as u64,
        name: format!("documents/{name}.txt"),
        media_type: MediaType::PlainText,
        title: None,
        publisher: None,
        published: None,
        language: None,
        grade: Default::default(),
        derived_from: None,
        part_of: None,
    }
}

pub fn statement(workers: u64) -> Statement {
    Statement {
        kind: Kind::WorkerCount,
        quantity: Some(Quantity { range: Range::exactly(workers.into()), unit: Unit::Person(None), approximate: false }),
        roles: Roles::new(),
        about: About::default(),
        attribution: Attribution::default(),
        modality: Modality::Asserted,
    }
}

/// The claims of a document, by version `version` of a rule.
pub fn claims(name: &str, claims: usize, version: u16) -> Vec<Claim> {
    let text = text(name, claims);
    let source = SourceId::of(text.as_bytes());
    let layer = TextLayer::identity(source, 0, text.clone());
    let mut start = 0;
    let mut found = Vec::new();
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let sentence = layer.span(start..start + line.len() - 1).unwrap();
        let span = layer.span(start + 3..start + line.len() - 1).unwrap();
        let basis = Basis::Read { span, sentence, rule: Rule::new("test.workers", version), steps: vec![] };
        found.push(Claim::new(statement(index as u64 + 1), basis).unwrap());
        start += line.len();
    }
    found
}

/// A complete reading of a document.
pub fn reading(name: &str, count: usize, version: u16) -> Entry {
    let facts = Facts { title: Some(format!("On {name}")), language: Some("en".into()), ..Facts::default() };
    let (id, reader) = (source(name, count).id, format!("text@{version}"));
    Entry::Reading(Reading::whole(id, reader, facts, claims(name, count, version), vec![notice(name)]))
}

pub fn notice(file: &str) -> Notice {
    Notice {
        file: file.to_owned(),
        place: "byte 1".into(),
        cause: "A byte is not text.".into(),
        remedy: "Look at it.".into(),
        severity: Severity::Note,
    }
}

pub fn judgement(claim: &Claim, verdict: Verdict) -> Judgement {
    Judgement { claim: claim.id(), verdict, by: "A. Reader".into(), at: AT.into(), note: None }
}

/// A correction of `claim` to `workers`.
pub fn correction(claim: &Claim, workers: u64) -> Claim {
    Claim::new(statement(workers), Basis::Judged { by: "A. Reader".into(), at: AT.into(), on: claim.id() }).unwrap()
}
