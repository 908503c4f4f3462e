//! Small claims and sources.
#![allow(dead_code, reason = "each test file uses some of it")]

use evidence::{
    About, Attribution, Basis, Claim, ClaimId, Judgement, Kind, MediaType, Modality, Origin, Quantity, Range, Roles, Rule,
    Source, SourceId, Statement, TextLayer, Unit, Verdict,
};

const TEXT: &str = "Many workers were there, as several persons said, over many years.";

pub fn source_id(name: &str) -> SourceId {
    SourceId::of(name.as_bytes())
}

pub fn source(name: &str, publisher: Option<&str>, derived_from: Option<Origin>) -> Source {
    Source {
        id: source_id(name),
        byte_count: TEXT.len() as u64,
        name: name.to_owned(),
        media_type: MediaType::PlainText,
        title: None,
        publisher: publisher.map(str::to_owned),
        published: None,
        language: None,
        grade: Default::default(),
        derived_from,
        part_of: None,
    }
}

fn statement(workers: u32, voices: &[&str]) -> Statement {
    Statement {
        kind: Kind::WorkerCount,
        quantity: Some(Quantity { range: Range::exactly(workers.into()), unit: Unit::Person(None), approximate: false }),
        roles: Roles::new(),
        about: About::default(),
        attribution: Attribution(voices.iter().map(|voice| (*voice).to_owned()).collect()),
        modality: Modality::Asserted,
    }
}

/// The `index`-th claim of a source: so many workers, as `voices` say.
pub fn read(source: &str, index: usize, workers: u32, voices: &[&str]) -> Claim {
    let layer = TextLayer::identity(source_id(source), 0, TEXT.to_owned());
    let span = |start| layer.span(start..TEXT.len()).unwrap();
    let basis = Basis::Read { span: span(index), sentence: span(0), rule: Rule::new("worker_count.plain", 1), steps: vec![] };
    Claim::new(statement(workers, voices), basis).unwrap()
}

pub fn derived(workers: u32, from: &[ClaimId]) -> Claim {
    Claim::new(statement(workers, &[]), Basis::Derived { method: Rule::new("count.sum", 1), from: from.to_vec() }).unwrap()
}

pub fn correction(on: &Claim, workers: u32) -> Claim {
    let basis = Basis::Judged { by: "A. Reader".into(), at: "2024-06-11T08:30:00Z".into(), on: on.id() };
    Claim::new(statement(workers, &[]), basis).unwrap()
}

pub fn judgement(claim: &Claim, verdict: Verdict) -> Judgement {
    Judgement { claim: claim.id(), verdict, by: "A. Reader".into(), at: "2024-06-11T08:30:00Z".into(), note: None }
}

pub fn correct(claim: &Claim, by: &Claim) -> Judgement {
    judgement(claim, Verdict::Correct { claim: Box::new(by.clone()) })
}
