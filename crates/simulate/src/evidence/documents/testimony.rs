//! What a person who came back, or got away, tells: figures of that person's own stay, as truth has them.

use super::wording::{Figure, Sentence, Stated, grouped};
use super::{Desk, Document, ORGANISATIONS, trade};
use crate::draw::Draw;
use crate::world::World;
use crate::world::people::Exit;

/// Who told somebody, in an order that says nothing.
pub(super) fn witnesses(world: &World) -> Vec<u32> {
    let people = world.people().persons().iter().enumerate();
    let mut witnesses: Vec<u32> = people.filter(|(_, known)| known.testified).map(|(person, _)| person as u32).collect();
    let seed = world.setup().seed;
    witnesses.sort_by_key(|person| crate::draw::mix(seed ^ u64::from(*person)));
    witnesses
}

pub(super) fn told(desk: &Desk, number: usize, person: u32, draw: &mut Draw) -> Document {
    let world = desk.world;
    let known = &world.people().persons()[person as usize];
    let posting = world.people().postings()[known.posting as usize];
    let crew = &world.crews()[posting.crew as usize];
    let contract = &world.setup().model.contracts[crew.contract];
    let (from, to) = (posting.from, posting.to.unwrap_or(world.month()));
    let mut sentences = vec![
        Sentence::plain(format!("I was in {} from {} to {}.", contract.country, from.year(), to.year())),
        Sentence::plain(format!("I worked in {}.", trade(&contract.sector))),
    ];
    sentences.extend(about_pay(desk, person, contract, draw));
    sentences.extend(about_bribes(known.recruited.placement_bribe.0, known.recruited.medical_bribe.0, draw));
    if crew.passports_held {
        let ways =
            ["The manager kept our passports.", "They took our passports on the first day.", "Our passports were taken away."];
        sentences.push(Sentence::sign(*draw.pick(&ways), "indicator:retention_of_identity_documents"));
    }
    if crew.locked_in {
        let ways = ["At night they locked the door from outside.", "We were locked in at night."];
        sentences.push(Sentence::sign(*draw.pick(&ways), "indicator:restriction_of_movement"));
    }
    if crew.telephones_banned {
        sentences.push(Sentence::sign("We were not allowed to have telephones.", "indicator:isolation"));
    }
    if posting.exit == Some(Exit::Escaped) {
        sentences.push(Sentence::plain("One night I left and did not go back."));
    }
    sentences.push(Sentence::plain("I do not want my name to be known."));
    Document {
        file: format!("{}-{number:04}-testimony.txt", to.year()),
        title: format!("Record of interview {}", 100 + number),
        publisher: draw.pick(&ORGANISATIONS).to_string(),
        date: format!("{}-{:02}-{:02}", to.year(), to.month(), 1 + draw.below(28)),
        sentences,
        derived_from: None,
    }
}

fn stated(kind: &'static str, figure: Figure, unit: &'static str) -> Vec<Stated> {
    vec![Stated { kind, low: Some(figure.low), high: Some(figure.high), unit }]
}

fn about_pay(desk: &Desk, person: u32, contract: &crate::parameters::Contract, draw: &mut Draw) -> Vec<Sentence> {
    let sums = &desk.world.people().persons()[person as usize].sums;
    let months = i64::from(sums.months.max(1));
    let dollars = |cents: i64| (cents / 100).max(0) as u64;
    let (pay, left) = (dollars(sums.gross.0 / months), dollars(sums.paid.0 / months));
    let mut sentences = Vec::new();
    if pay >= 2 {
        let figure = Figure::of(pay, pay, desk.wrong(), draw);
        let ways = [
            "The employer paid {n} dollars a month for each of us.",
            "My wage was {n} dollars a month on paper.",
            "The contract said that the wage was {n} US dollars a month.",
        ];
        let text = draw.pick(&ways).replace("{n}", &grouped(figure.low));
        sentences.push(Sentence { text, states: stated("wage", figure, "USD/month"), is_right: figure.is_right });
    }
    if left >= 2 {
        let figure = Figure::of(left, left, desk.wrong(), draw);
        let ways = [
            "I received {n} dollars a month.",
            "I was left with {n} dollars a month.",
            "In hand I got only {n} dollars a month.",
        ];
        let text = draw.pick(&ways).replace("{n}", &grouped(figure.low));
        sentences.push(Sentence { text, states: stated("take_home", figure, "USD/month"), is_right: figure.is_right });
    }
    let (low, high) = (dollars(contract.hours.low), dollars(contract.hours.high));
    let figure = Figure { low, high, is_right: true };
    let text = format!("We worked {low} to {high} hours a day.");
    sentences.push(Sentence { text, states: stated("hours_or_rest", figure, "hour/day"), is_right: true });
    if sums.held > sums.paid {
        let text = "The greater part of the wages was withheld until we returned home.";
        sentences.push(Sentence::sign(text, "indicator:withholding_of_wages"));
    }
    sentences
}

fn about_bribes(placement: i64, medical: i64, draw: &mut Draw) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    for (cents, ways) in [
        (placement, ["I gave the official a bribe of {n} dollars.", "To be put on the list I paid a bribe of {n} dollars."]),
        (medical, ["I paid the doctor a bribe of {n} dollars.", "At the medical I had to pay a bribe of {n} dollars."]),
    ] {
        let amount = (cents / 100) as u64;
        if amount > 1 {
            let figure = Figure { low: amount, high: amount, is_right: true };
            let text = draw.pick(&ways).replace("{n}", &grouped(amount));
            sentences.push(Sentence { text, states: stated("fee_or_bribe", figure, "USD"), is_right: true });
        }
    }
    sentences
}
