//! How doubtful the reading of a claim is, in points that a person can add up.

use evidence::{
    Basis, Case, Claim, ClaimId, Kind, MediaType, Modality, PlaceRung, Quantity, Reliability, Role, SourceId, Taking,
};
use std::collections::{BTreeMap, BTreeSet};

/// One reason for doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Doubt {
    /// How much it weighs.
    pub points: u32,
    /// What it is.
    pub why: &'static str,
}

/// The points of all reasons; at least one, because any reading may be wrong.
pub fn total(doubts: &[Doubt]) -> u32 {
    doubts.iter().map(|doubt| doubt.points).sum()
}

/// What makes two claims state the same.
type Stated = (Kind, Option<Quantity>, Option<String>);

/// A case seen from its claims: which share a sentence, and which other sources state the same.
pub struct Surroundings {
    in_sentence: BTreeMap<(SourceId, u64), usize>,
    sources: BTreeMap<String, BTreeSet<SourceId>>,
}

impl Surroundings {
    /// Of all claims that were read in `case`.
    pub fn of(case: &Case) -> Self {
        let mut around = Surroundings { in_sentence: BTreeMap::new(), sources: BTreeMap::new() };
        for claim in case.claims().iter().filter(|claim| !case.is_proposed(claim.id())) {
            if let Some((source, start)) = sentence_of(claim) {
                *around.in_sentence.entry((source, start)).or_default() += 1;
                around.sources.entry(key(claim)).or_default().insert(source);
            }
        }
        around
    }

    /// The reasons to doubt the reading of `claim`.
    pub fn doubts(&self, case: &Case, claim: &Claim) -> Vec<Doubt> {
        let mut doubts = vec![Doubt { points: 1, why: "any reading may be wrong" }];
        let mut add = |points, why| doubts.push(Doubt { points, why });
        if case.is_proposed(claim.id()) {
            add(3, "a model proposed it");
        }
        match claim.statement().modality {
            Modality::Asserted | Modality::Reported => {}
            Modality::Estimated => add(1, "it is put as an estimate"),
            Modality::Alleged | Modality::Promised | Modality::Planned | Modality::Denied | Modality::Conditional => {
                add(1, "it is not put as a fact");
            }
        }
        match claim.statement().about.place.as_ref().map(|place| place.rung) {
            None | Some(PlaceRung::Clause | PlaceRung::Sentence) => {}
            Some(PlaceRung::Paragraph) => add(1, "the place is from earlier in the paragraph"),
            Some(PlaceRung::Heading) => add(2, "the place is from the heading above"),
            Some(PlaceRung::Document) => add(3, "the place is from the title"),
        }
        if claim.statement().about.who.is_none() && claim.statement().kind != Kind::Sanction {
            add(1, "whom it is about was not found");
        }
        if claim.statement().roles.get(&Role::Code).is_some_and(|code| code == Taking::Unlabelled.code()) {
            add(1, "the head of deduction is not named");
        }
        steps(claim).into_iter().for_each(|doubt| add(doubt.points, doubt.why));
        match sentence_of(claim).and_then(|sentence| self.in_sentence.get(&sentence)) {
            Some(0..=1) | None => {}
            Some(2..=3) => add(1, "the sentence was read for two or three claims"),
            Some(4..) => add(2, "the sentence was read for four claims or more"),
        }
        self.of_source(case, claim).into_iter().for_each(|doubt| add(doubt.points, doubt.why));
        doubts
    }

    /// What its source, and those beside it, let one doubt.
    fn of_source(&self, case: &Case, claim: &Claim) -> Vec<Doubt> {
        let mut doubts = Vec::new();
        if let Some(source) = claim.span().and_then(|span| case.source(span.source())) {
            match source.grade.reliability {
                Reliability::A | Reliability::B => {}
                Reliability::C => doubts.push(Doubt { points: 1, why: "its source is graded C" }),
                Reliability::D | Reliability::E => doubts.push(Doubt { points: 2, why: "its source is graded D or E" }),
                Reliability::F => doubts.push(Doubt { points: 1, why: "its source is not graded" }),
            }
            let scanned = matches!(
                source.media_type,
                MediaType::Png | MediaType::Jpeg | MediaType::Tiff | MediaType::Gif | MediaType::Bmp | MediaType::Webp
            );
            if scanned {
                doubts.push(Doubt { points: 2, why: "its source is an image" });
            }
        }
        match self.sources.get(&key(claim)).map_or(0, BTreeSet::len) {
            0 | 1 => doubts.push(Doubt { points: 2, why: "no other source states the same" }),
            2 => doubts.push(Doubt { points: 1, why: "one other source states the same" }),
            _ => {}
        }
        doubts
    }
}

/// What the steps of the reading let one doubt.
fn steps(claim: &Claim) -> Vec<Doubt> {
    let Basis::Read { steps, .. } = claim.basis() else { return Vec::new() };
    let doubt = |step: &evidence::Step| match step.rule.name() {
        "currency.assumed" => Some(Doubt { points: 3, why: "several countries share the name of the currency" }),
        "unit.period" => Some(Doubt { points: 2, why: "the period of the figure is from another sentence" }),
        "bind.time" if step.span.is_none() => Some(Doubt { points: 1, why: "the time is the date of publication" }),
        _ if step.note.starts_with("a weak sign") => Some(Doubt { points: 2, why: "the words are a weak sign of it" }),
        _ => None,
    };
    steps.iter().filter_map(doubt).collect()
}

/// Where the sentence of a claim begins, in the layer of its source.
fn sentence_of(claim: &Claim) -> Option<(SourceId, u64)> {
    match claim.basis() {
        Basis::Read { sentence, .. } => Some((sentence.source(), sentence.in_layer().start)),
        Basis::Judged { .. } | Basis::Derived { .. } => None,
    }
}

fn key(claim: &Claim) -> String {
    let statement = claim.statement();
    let stated: Stated = (
        statement.kind,
        statement.quantity.map(|quantity| Quantity { approximate: false, ..quantity }),
        statement.about.place.as_ref().map(|place| place.country.clone().unwrap_or_else(|| place.name.clone())),
    );
    let quantity = stated.1.map(|quantity| quantity.to_string()).unwrap_or_default();
    format!("{}|{quantity}|{}", stated.0, stated.2.unwrap_or_default())
}

/// The reasons to doubt each claim, kept for a session: judging does not change them.
pub type Doubts = BTreeMap<ClaimId, Vec<Doubt>>;

/// The reasons to doubt every claim that was read or proposed.
pub fn of_case(case: &Case) -> Doubts {
    let around = Surroundings::of(case);
    let read = case.claims().iter().filter(|claim| super::desk::is_read(claim));
    read.map(|claim| (claim.id(), around.doubts(case, claim))).collect()
}
