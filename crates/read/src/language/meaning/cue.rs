//! The word that decides what a figure means.

use super::*;

/// A word that can decide: how surely, and whether it is a verb.
pub(super) const CUES: &[(Tags, i32, bool)] = &[
    (Tags::ARREARS, 31, false),
    (Tags::KEEP, 30, true),
    (Tags::DEBT, 26, false),
    (Tags::RECOVERED, 25, true),
    (Tags::FEE, 27, false),
    (Tags::QUOTA, 27, false),
    (Tags::REMIT, 26, true),
    (Tags::TAKE, 25, true),
    (Tags::PROFIT, 23, false),
    (Tags::EARN, 21, true),
    (Tags::PAY, 20, false),
    (Tags::OTHER_MONEY, 24, false),
    (Tags::RECEIVE, 18, true),
    (Tags::HAND, 17, true),
    (Tags::GIVE, 17, true),
    (Tags::MOVE, 16, true),
    (Tags::PROMISE, 15, true),
    (Tags::WORK, 9, true),
];

/// What surrounds a figure most tellingly.
pub(super) struct Cue {
    pub at: usize,
    pub tags: Tags,
}

pub(super) fn cue(sentence: &Sentence, figure: &Figure, among: Tags) -> Option<Cue> {
    let mut best: Option<(i32, Cue)> = None;
    // "숙소 값으로 25만 원을 공제했다": under what head it is taken, not its price
    let head = |at: usize| {
        sentence.is(at, Tags::OTHER_MONEY)
            && sentence.case(at) == Case::To
            && sentence.has(figure.items.end..(figure.items.end + 3).min(sentence.items.len()), Tags::TAKE)
    };
    let cues = sentence.items.iter().enumerate().filter(|(at, _)| !figure.core.contains(at) && !head(*at));
    for (at, item) in cues {
        for (tags, weight, verb) in CUES.iter().filter(|(tags, _, _)| among.meets(*tags) && item.is(*tags)) {
            let score = weight - 2 * distance(sentence, figure, at, *verb);
            if score > 0 && best.as_ref().is_none_or(|(known, _)| score > *known) {
                best = Some((score, Cue { at, tags: *tags }));
            }
        }
    }
    let best = best.map(|(_, cue)| cue)?;
    let price = sentence.is(best.at, Tags::COSTS) && among.meets(Tags::FEE);
    let fee = sentence.first(sentence.clause(figure.core.start), Tags::FEE).filter(|_| price);
    Some(fee.map_or(best, |at| Cue { at, tags: Tags::FEE }))
}

/// How far a word is from a figure, in items; what stands between weighs more than room.
pub(super) fn distance(sentence: &Sentence, figure: &Figure, at: usize, verb: bool) -> i32 {
    let before = at < figure.core.start;
    let between = if before { at + 1..figure.items.start } else { figure.items.end..at };
    let behind = figure.core.end..at;
    let crossed = if before { between.clone() } else { behind };
    let buts = crossed.filter(|&between| sentence.is(between, Tags::BUT)).count();
    let count = |tags| between.clone().filter(|&between| sentence.is(between, tags)).count();
    let figures = sentence.figures_between(at, if before { figure.core.start } else { figure.core.end }, &figure.items);
    let joins = before && sentence.tongue == Tongue::Korean && sentence.is(at, Tags::TAKE) && {
        let end = sentence.items[at].at.end;
        sentence.letters.says(end - 1, "고 ") || sentence.letters.says(end, "고 ")
    };
    let of_the_sum =
        sentence.is(at, Tags::KEEP) && (at..at + 2).any(|noun| matches!(sentence.case(noun), Case::Topic | Case::Subject));
    let wrong_side = match (sentence.tongue, before, verb) {
        // "손에 쥐는 돈은 40만 원": the verb says of the money before it is named how much it is
        (Tongue::Korean, true, true) if of_the_sum => 0,
        // "제하고 61만 원을 주었다": the verb that closes the sentence has the sum
        (Tongue::Korean, true, true) if joins && !sentence.has(between.clone(), Tags::BREAK) => 9,
        (Tongue::Korean, true, true) => 5,
        (Tongue::Korean, false, false) => 1,
        (Tongue::Russian | Tongue::Chinese, false, true) => 2,
        (Tongue::Chinese, false, false) => 2,
        _ => 0,
    };
    let wrong_side = if !before && sentence.tongue != Tongue::Korean { wrong_side + 4 * count(Tags::BREAK) } else { wrong_side };
    let steps = between.len() + 3 * count(Tags::BREAK) + 9 * buts + 4 * figures + wrong_side;
    i32::try_from(steps).unwrap_or(i32::MAX / 4)
}
