//! What the words around a number say of it: bounded, about, rising, falling.

use super::Change;
use super::vocabulary;
use crate::key::any;
use crate::words::Words;

#[rustfmt::skip] // a table reads better with several entries a line
const BEFORE: &[(&str, Change)] = &[
    ("at least", Change::AtLeast), ("no less than", Change::AtLeast), ("no fewer than", Change::AtLeast), ("not less than", Change::AtLeast),
    ("upwards of", Change::AtLeast), ("upward of", Change::AtLeast), ("over", Change::AtLeast), ("more than", Change::AtLeast), ("better than", Change::AtLeast),
    ("greater than", Change::AtLeast), ("in excess of", Change::AtLeast), ("above", Change::AtLeast), ("exceeding", Change::AtLeast), ("exceeds", Change::AtLeast),
    ("exceed", Change::AtLeast), ("exceeded", Change::AtLeast), ("a minimum of", Change::AtLeast), ("minimum of", Change::AtLeast), ("as few as", Change::AtLeast),
    ("as little as", Change::AtLeast), ("longer than", Change::AtLeast), ("higher than", Change::AtLeast), ("older than", Change::AtLeast), ("larger than", Change::AtLeast),
    ("bigger than", Change::AtLeast), ("faster than", Change::AtLeast), ("beyond", Change::AtLeast), ("north of", Change::AtLeast), ("topping", Change::AtLeast),
    ("topped", Change::AtLeast), ("surpassed", Change::AtLeast), ("surpassing", Change::AtLeast), ("past", Change::AtLeast), (">", Change::AtLeast), ("≥", Change::AtLeast),
    ("up to", Change::AtMost), ("as many as", Change::AtMost), ("as much as", Change::AtMost), ("as high as", Change::AtMost), ("as long as", Change::AtMost),
    ("at most", Change::AtMost), ("at the most", Change::AtMost), ("no more than", Change::AtMost), ("not more than", Change::AtMost), ("fewer than", Change::AtMost),
    ("less than", Change::AtMost), ("lower than", Change::AtMost), ("smaller than", Change::AtMost), ("younger than", Change::AtMost), ("shorter than", Change::AtMost),
    ("under", Change::AtMost), ("below", Change::AtMost), ("a maximum of", Change::AtMost), ("maximum of", Change::AtMost), ("not exceeding", Change::AtMost),
    ("no longer than", Change::AtMost), ("within", Change::AtMost), ("shy of", Change::AtMost), ("short of", Change::AtMost), ("<", Change::AtMost), ("≤", Change::AtMost),
    ("about", Change::About), ("around", Change::About), ("some", Change::About), ("approximately", Change::About), ("roughly", Change::About),
    ("nearly", Change::About), ("almost", Change::About), ("circa", Change::About), ("close to", Change::About), ("in the region of", Change::About),
    ("an estimated", Change::About), ("estimated", Change::About), ("on the order of", Change::About), ("in the order of", Change::About), ("~", Change::About),
    ("≈", Change::About), ("perhaps", Change::About), ("something like", Change::About), ("more or less", Change::About), ("virtually", Change::About), ("near", Change::About),
    ("approaching", Change::About), ("just about", Change::About), ("practically", Change::About),
];

#[rustfmt::skip] // a table reads better with several entries a line
const AFTER: &[(&str, Change)] = &[
    ("or more", Change::AtLeast), ("or longer", Change::AtLeast), ("and more", Change::AtLeast), ("or over", Change::AtLeast), ("or above", Change::AtLeast), ("and above", Change::AtLeast),
    ("and over", Change::AtLeast), ("or higher", Change::AtLeast), ("plus", Change::AtLeast), ("or older", Change::AtLeast), ("and older", Change::AtLeast), ("or better", Change::AtLeast), ("and up", Change::AtLeast),
    ("or less", Change::AtMost), ("or fewer", Change::AtMost), ("or below", Change::AtMost), ("or under", Change::AtMost), ("or younger", Change::AtMost), ("and under", Change::AtMost), ("or lower", Change::AtMost),
    ("or so", Change::About), ("or thereabouts", Change::About),
    ("higher", Change::Up), ("more", Change::Up), ("increase", Change::Up), ("rise", Change::Up), ("gain", Change::Up), ("jump", Change::Up), ("up", Change::Up), ("growth", Change::Up), ("surge", Change::Up),
    ("lower", Change::Down), ("fewer", Change::Down), ("less", Change::Down), ("decrease", Change::Down), ("decline", Change::Down), ("drop", Change::Down), ("fall", Change::Down),
    ("cut", Change::Down), ("reduction", Change::Down), ("down", Change::Down), ("loss", Change::Down), ("slump", Change::Down), ("dip", Change::Down), ("plunge", Change::Down),
];

const UP: [&str; 64] = [
    "rise", "rises", "rose", "risen", "rising", "grow", "grows", "grew", "grown", "growing", "increase", "increases",
    "increased", "increasing", "gain", "gains", "gained", "gaining", "climb", "climbs", "climbed", "climbing", "jump", "jumps",
    "jumped", "jumping", "surge", "surges", "surged", "surging", "soar", "soars", "soared", "soaring", "advance", "advances",
    "advanced", "advancing", "add", "adds", "added", "adding", "up", "rallied", "rally", "spiked", "leapt", "leaped", "expand",
    "expanded", "expands", "raise", "raised", "rebounded", "improved", "accelerated", "strengthened", "rocketed", "edged",
    "ticked", "swelled", "appreciated", "upped", "boosted",
];
const DOWN: [&str; 64] = [
    "fall", "falls", "fell", "fallen", "falling", "decrease", "decreases", "decreased", "decreasing", "decline", "declines",
    "declined", "declining", "drop", "drops", "dropped", "dropping", "down", "lose", "loses", "lost", "losing", "shed", "sheds",
    "shedding", "slip", "slips", "slipped", "slipping", "slide", "slides", "slid", "sliding", "sink", "sinks", "sank", "sunk",
    "plunge", "plunges", "plunged", "plunging", "plummeted", "tumble", "tumbled", "tumbles", "shrink", "shrank", "shrunk",
    "contracted", "dipped", "dip", "dips", "weakened", "slumped", "slump", "cut", "cuts", "cutting", "reduced", "reduce",
    "lowered", "eased", "dove", "slashed",
];
/// Whether one of these words tells a change of what was measured.
pub(super) fn is_verb_of_change(words: &Words, at: usize) -> bool {
    words.says_any(at, &UP)
        || words.says_any(at, &DOWN)
        || words.is_any(
            at,
            any![
                "went", "go", "goes", "gone", "moved", "moves", "changed", "rises", "widened", "narrowed", "shifted", "doubled",
                "tripled", "swung", "upgraded", "downgraded", "revised", "recovered", "trimmed", "hiked", "extended", "worsened",
                "brought", "took", "taking", "bringing", "pushed", "pushing",
            ],
        )
}

/// What the words before token `start`, after the number and after its unit say, and the token where they begin. `things` tells that
/// it counts or measures things, which can be grown, raised and lost without any trend.
pub(super) fn change(words: &Words, start: usize, number_end: usize, end: usize, things: bool) -> (Change, usize) {
    if let Some((first, bound)) = bound_before(words, start) {
        return (bound, first);
    }
    let after_number = bound_after(words, number_end).filter(|bound| !matches!(bound, Change::Up | Change::Down));
    if let Some(bound) = bound_after(words, end).or(after_number) {
        return (bound, start);
    }
    (trend(words, start, things).unwrap_or(Change::Is), start)
}

fn bound_before(words: &Words, start: usize) -> Option<(usize, Change)> {
    let (first, bound) = words.phrase_before(start, BEFORE)?;
    if words.is_any(first, any!["over", "within", "under", "past", "near", "above", "below", "around"])
        && !of_degree(words, first, start)
    {
        return None;
    }
    let opened = words.is_any(first.wrapping_sub(1), any!["well", "just", "slightly", "only", "far", "much", "way"]);
    Some((if opened { first - 1 } else { first }, *bound))
}

/// `over` and `under` as a degree, not as a place or a time.
fn of_degree(words: &Words, at: usize, start: usize) -> bool {
    let turned = words.is_any(
        at.wrapping_sub(1),
        any!["hand", "handed", "turn", "turned", "take", "taken", "took", "down", "dispute", "concerns", "win", "victory"],
    );
    let the = words.is_any(start, any!["the"]);
    !turned && !the
}

fn bound_after(words: &Words, end: usize) -> Option<Change> {
    if words.word(end) == "+" && words.attached(end) {
        return Some(Change::AtLeast);
    }
    let at = if words.is_hyphen(end) && words.attached(end) { end + 1 } else { end };
    let (_, bound) = AFTER
        .iter()
        .filter_map(|(phrase, bound)| words.phrase(at, phrase).map(|count| (count, *bound)))
        .max_by_key(|(count, _)| *count)?;
    let trend = matches!(bound, Change::Up | Change::Down);
    let more_than = words.is_any(at, any!["more", "less", "fewer"]) && !words.says(at + 1, "than") && words.is_word(at + 1);
    (!(trend && more_than)).then_some(bound)
}

fn direction(words: &Words, at: usize) -> Option<Change> {
    if words.says_any(at, &UP) {
        return Some(Change::Up);
    }
    words.says_any(at, &DOWN).then_some(Change::Down)
}

/// `rose 5%`, `fell by 3 points`, `up 2%`: the verb stands before the number, with at most a few small words between.
fn trend(words: &Words, start: usize, things: bool) -> Option<Change> {
    let mut at = start.checked_sub(1)?;
    let by =
        words.says(at, "by") || at > 0 && words.is_any(at, any!["a", "about", "nearly", "another"]) && words.says(at - 1, "by");
    if by {
        return (at.saturating_sub(7)..at).rev().take_while(|&at| words.is_word(at)).find_map(|at| direction(words, at));
    }
    const OF_THINGS: [&str; 14] = [
        "lose", "loses", "lost", "losing", "grow", "grows", "grew", "grown", "growing", "raise", "raised", "raises", "cut",
        "rise",
    ];
    for _ in 0..3 {
        if things && words.says_any(at, &OF_THINGS) || words.is_any(at, any!["raise", "raised"]) {
            return None;
        }
        if words.says_any(at, &UP) {
            return (!words.says(at + 1, "to")).then_some(Change::Up);
        }
        if words.says_any(at, &DOWN) {
            return Some(Change::Down);
        }
        let small = words.is_any(
            at,
            any![
                "by", "a", "an", "further", "another", "just", "only", "nearly", "about", "more", "than", "another", "as", "much"
            ],
        ) || vocabulary::is_adjective(&words.word(at).to_lowercase())
            || words.word(at).ends_with("ly");
        if !small {
            return None;
        }
        at = at.checked_sub(1)?;
    }
    None
}
