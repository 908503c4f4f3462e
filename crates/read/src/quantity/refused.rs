//! Numbers that measure nothing: dates, times of day, ordinals, scores, parts of names, addresses.

use super::numeral::Numeral;
use super::units;
use super::vocabulary::{self, List};
use crate::key::any;
use crate::lexicon::Classes;
use crate::words::Words;

/// Why a number is no quantity is told by where it stands: `start` is its first token, `unit` whether a unit or sign came with it.
pub(super) fn names_something(words: &Words, start: usize, found: &Numeral, unit: bool) -> bool {
    let end = found.end;
    if is_ordinal(words, start, end, found.digits) || glued(words, start, end, unit) || clock(words, start, end) {
        return true;
    }
    if words.says(start, "one") && end == start + 1 && pronoun(words, start, found) || address(words, end) {
        return true;
    }
    if unit {
        return found.digits && model(words, start, end);
    }
    if !found.digits {
        return pronoun(words, start, found)
            || numbered(words, start, found)
            || a_spelled_date(words, start, end)
            || word_in_name(words, start, end);
    }
    date(words, start, end)
        || numbered(words, start, found)
        || capital_name(words, start, end)
        || run_of_digits(words, start, end)
}

fn is_ordinal(words: &Words, start: usize, end: usize, digits: bool) -> bool {
    let ending =
        words.attached(end) && words.is_any(end, any!["st", "nd", "rd", "th", "s", "ish", "something", "'s", "’s", "sth"]);
    let apostrophe =
        matches!(words.word(end), "'" | "’") && words.attached(end) && words.says(end + 1, "s") && words.attached(end + 1);
    let hyphened =
        words.is_hyphen(end) && words.attached(end) && words.is_any(end + 1, any!["th", "something", "ish", "somethings"]);
    let spelled = words.is_hyphen(end) && words.attached(end) && words.is(end + 1, Classes::ORDINAL) && !digits;
    let of_a_century = start > 0 && matches!(words.word(start - 1), "'" | "’" | "‘") && words.attached(start);
    ending || apostrophe || hyphened || spelled || of_a_century && words.word(start).len() == 2
}

/// Digits glued to letters are a name (`G20`, `737s`, `3M`, `MH370`), unless the letters are a unit.
fn glued(words: &Words, start: usize, end: usize, unit: bool) -> bool {
    let before = start.wrapping_sub(1);
    let letters_before = start > 0 && words.attached(start) && words.is_word(before);
    let hyphen_before =
        start > 1 && words.attached(start) && words.is_hyphen(before) && words.attached(before) && words.is_word(before - 1);
    let prefix = hyphen_before
        && words.is_any(
            before - 1,
            any![
                "mid", "pre", "post", "sub", "nearly", "almost", "about", "over", "some", "and", "to", "or", "per", "plus",
                "million", "billion", "trillion", "year", "a", "minus", "non", "under",
            ],
        );
    let spelled = hyphen_before && words.is(before - 1, Classes::NUMBER.or(Classes::MAGNITUDE));
    let letters_after = !unit && words.attached(end) && words.is_word(end);
    let sign = start > 0
        && words.attached(start)
        && matches!(words.word(before), "#" | "№" | "§" | "@" | "_" | "/" | ":" | "=")
        && !unit;
    let known_range = hyphen_before && crate::quantity::units::phrase_at(words, before - 1).is_some();
    let relay = letters_before && words.says(before, "x");
    relay
        || letters_before && !unit
        || hyphen_before && !prefix && !spelled && !known_range && !words.is_number(before - 1)
        || letters_after
        || sign
}

fn clock(words: &Words, start: usize, end: usize) -> bool {
    let half_day = |at: usize| {
        words.is_any(
            at,
            any![
                "a.m.", "p.m.", "am", "pm", "a.m", "p.m", "o'clock", "o’clock", "gmt", "utc", "bst", "edt", "est", "pdt", "pst",
                "cet", "cest", "et", "ist", "hrs",
            ],
        ) && !(words.is_any(at, any!["hrs", "am"]) && !words.capital(at) && words.says(at, "hrs"))
    };
    let zone = half_day(end) && !(words.says(end, "am") && words.is_any(start.wrapping_sub(1), any!["i"]));
    let colon = words.word(end) == ":" && words.attached(end) && words.is_number(end + 1) && words.attached(end + 1);
    let after_colon = start >= 2
        && words.word(start - 1) == ":"
        && words.attached(start)
        && words.is_number(start - 2)
        && words.attached(start - 1);
    let to_half_day = (words.is_hyphen(end) || words.says(end, "to"))
        && (words.is_number(end + 1) || words.is(end + 1, Classes::NUMBER))
        && half_day(end + 2);
    zone || colon || after_colon || to_half_day
}

fn date(words: &Words, start: usize, end: usize) -> bool {
    let written = words.word(start);
    let month = |at: usize| words.is(at, Classes::MONTH) && (words.capital(at) || small_month(words, at));
    let dotted = start >= 2 && words.word(start - 1) == "." && month(start - 2);
    let beside = start > 0 && month(start - 1) || dotted || month(end) || words.says(end, "of") && month(end + 1);
    let day_range = (words.is_hyphen(end) || words.is_any(end, any!["to", "and", "through", "or"]))
        && words.is_number(end + 1)
        && month(end + 2);
    let day_after = start >= 2
        && (words.is_hyphen(start - 1) || words.is_any(start - 1, any!["to", "and", "through", "or", "until"]))
        && words.is_number(start - 2)
        && start >= 3
        && month(start - 3);
    let small = written.len() <= 2 || written.len() == 4;
    let slashed = words.word(end) == "/" && words.attached(end) && words.is_number(end + 1)
        || start > 0 && words.word(start - 1) == "/" && words.attached(start) && start > 1 && words.is_number(start - 2);
    (beside || day_range || day_after) && small || slashed || year(words, start, end)
}

/// A month without its capital, where all is written small.
fn small_month(words: &Words, at: usize) -> bool {
    let opened =
        words.is_any(at.wrapping_sub(1), any!["on", "in", "since", "until", "by", "from", "late", "early", "last", "of"]);
    opened || !words.is_any(at, any!["may", "march", "mar", "sun", "dec", "jan"])
}

/// A year that stands for itself: four digits from 1000 to 2199 without a comma.
fn year(words: &Words, start: usize, end: usize) -> bool {
    let digits = words.word(start);
    let short_range = start >= 2
        && digits.len() == 2
        && words.attached(start)
        && (words.is_hyphen(start - 1) || words.word(start - 1) == "/")
        && plausible_year(words.word(start - 2));
    if short_range {
        return true;
    }
    if end != start + 1 || !plausible_year(digits) {
        return false;
    }
    let modern = digits.starts_with("19") || digits.starts_with("20");
    let opened = start > 0
        && words.is_any(
            start - 1,
            any![
                "in", "since", "during", "of", "by", "until", "from", "before", "after", "early", "late", "mid", "around",
                "circa", "year", "fiscal", "to", "and", "for", "than", "through", "till", "spring", "summer", "autumn", "fall",
                "winter", "election", "q", "between",
            ],
        );
    let the = start > 0
        && (words.is_any(start - 1, any!["the", "his", "her", "their", "its", "our", "a", "that", "this", "-", "–"])
            || words.word(start - 1).ends_with("'s"));
    let next = words.word(end).to_lowercase();
    let counts = words.is_word(end)
        && (vocabulary::is_plural(&next)
            || vocabulary::is_plural(&words.word(end + 1).to_lowercase()) && vocabulary::is_adjective(&next));
    let round = digits.ends_with("00");
    if modern {
        !(round && counts && !the && !(opened && words.is_any(start - 1, any!["in", "since", "during", "by", "until", "before"])))
    } else {
        opened && !counts && words.is_any(start - 1, any!["in", "since", "during", "by", "until", "before", "after", "from"])
    }
}

fn plausible_year(digits: &str) -> bool {
    digits.len() == 4
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && matches!(&digits[..2], "10" | "11" | "12" | "13" | "14" | "15" | "16" | "17" | "18" | "19" | "20" | "21")
}

fn a_spelled_date(words: &Words, start: usize, end: usize) -> bool {
    words.is(start.wrapping_sub(1), Classes::MONTH)
        && words.capital(start.wrapping_sub(1))
        && !words.says(start.wrapping_sub(1), "may")
        && !words.is_word(end)
}

/// Words that number what they name: `Room 39`, `No. 7`, `Article 50`, `Phase three`.
const NUMBERED: [&str; 93] = [
    "room", "resolution", "article", "articles", "section", "sections", "tier", "paragraph", "para", "chapter", "annex", "rule",
    "law", "order", "act", "protocol", "unit", "block", "building", "floor", "page", "pages", "p", "pp", "no", "nos", "number",
    "numbers", "table", "figure", "footnote", "appendix", "case", "form", "file", "flight", "route", "line", "track", "division",
    "brigade", "battalion", "district", "ward", "zone", "phase", "level", "schedule", "stage", "step", "week", "day", "game",
    "round", "part", "episode", "season", "series", "volume", "vol", "version", "grade", "type", "class", "category", "channel",
    "highway", "interstate", "bus", "gate", "lane", "platform", "proposition", "amendment", "title", "seed", "hole", "stage",
    "set", "lap", "turn", "model", "mark", "formula", "group", "pier", "exit", "apartment", "suite", "psalm", "verse", "win",
    "generation",
];

/// Those whose number never counts when they begin with a capital: `Chapter 11 filings`.
const ALWAYS_NUMBERED: [&str; 34] = [
    "room", "article", "section", "chapter", "title", "flight", "route", "interstate", "highway", "resolution", "proposition",
    "amendment", "phase", "channel", "game", "week", "day", "tier", "level", "category", "formula", "type", "page", "round",
    "stage", "group", "bus", "train", "pad", "pier", "gate", "platform", "exit", "case",
];

pub(super) fn numbered(words: &Words, start: usize, found: &Numeral) -> bool {
    let Some(before) = start.checked_sub(1) else { return false };
    let before = if words.word(before) == "." && before > 0 { before - 1 } else { before };
    if !words.says_any(before, &NUMBERED) && !words.says_any(before, &ALWAYS_NUMBERED) {
        return false;
    }
    let counted = words.is_word(found.end) && vocabulary::is_plural(&words.word(found.end).to_lowercase());
    let strong = words.capital(before) && before > 0
        || words.is_any(
            before,
            any![
                "no", "number", "page", "pages", "article", "section", "chapter", "phase", "type", "numbers", "flight", "route",
                "stage", "seed", "platform", "gate", "table", "figure", "paragraph", "annex", "appendix", "footnote", "lot",
            ],
        );
    if words.is_hyphen(found.end)
        && words.attached(found.end)
        && words.is_number(found.end + 1)
        && !words.is_any(before, any!["no", "number"])
    {
        return false;
    }
    if words.capital(before) && found.digits && words.says_any(before, &ALWAYS_NUMBERED) {
        return true;
    }
    let plain_no = words.says(before, "no") && !(words.word(before + 1) == "." || words.capital(before));
    !plain_no
        && (strong
            && (!counted
                || found.value < rust_decimal::Decimal::from(100) && found.digits && words.capital(before) && before > 0))
        && (found.digits || !counted)
}

/// `Boeing 737`, `S&P 500`, `Windows 10`: a capital word before digits that count nothing.
fn capital_name(words: &Words, start: usize, end: usize) -> bool {
    let Some(before) = start.checked_sub(1) else { return false };
    let hyphened = words.is_hyphen(before);
    if words.is_hyphen(end) && words.attached(end) && words.is_number(end + 1) && words.attached(end + 1) {
        return false;
    }
    if hyphened || !words.is_word(before) || !words.capital(before) {
        return model(words, start, end);
    }
    let lower = words.word(before).to_lowercase();
    if lower.ends_with("'s") || lower.ends_with("’s") {
        return model(words, start, end);
    }
    let sentence_start = before == 0
        && (vocabulary::is(&lower, List::Closed)
            || vocabulary::is(&lower, List::Verb)
            || vocabulary::is_adjective(&lower)
            || lower.ends_with("ly")
            || lower.ends_with("ing"));
    let ordinary = vocabulary::is(&lower, List::Closed) || words.is(before, Classes::ABOUT);
    let counts = counts_something(words, end);
    !sentence_start && !ordinary && !counts && !words.word(start).contains(',') || model(words, start, end)
}

fn counts_something(words: &Words, end: usize) -> bool {
    let hyphen_unit = words.is_hyphen(end) && words.attached(end) && words.is_word(end + 1);
    let noun = (end..end + 3)
        .take_while(|&at| words.is_word(at) && !vocabulary::is(&words.word(at).to_lowercase(), List::Closed))
        .any(|at| vocabulary::is_plural(&words.word(at).to_lowercase()));
    hyphen_unit || noun || units::phrase_at(words, end).is_some()
}

/// Makers and makes whose numbers never count, whatever follows.
const MODELS: [&str; 52] = [
    "boeing", "airbus", "windows", "iphone", "ipad", "galaxy", "porsche", "playstation", "xbox", "falcon", "apollo", "soyuz",
    "model", "stoxx", "ftse", "nikkei", "dax", "cac", "russell", "nasdaq-", "p", "s&p", "fortune", "topix", "kospi", "sensex",
    "ibex", "asx", "omx", "csi", "formula", "nokia", "pixel", "android", "ios", "peugeot", "fiat", "citroen", "citroën",
    "renault", "mazda", "audi", "bmw", "volvo", "ferrari", "mclaren", "kepler", "area", "route", "voyager", "sputnik", "gemini",
];

fn model(words: &Words, start: usize, end: usize) -> bool {
    let Some(before) = start.checked_sub(1) else { return false };
    let index = words.word(before) == "P" && words.word(before.wrapping_sub(1)) == "&"
        || words.says_any(before, &MODELS) && words.capital(before)
        || matches!(words.word(before), "iPhone" | "iPad" | "iOS");
    let fortune = words
        .is_any(before, any!["fortune", "ftse", "stoxx", "nikkei", "p", "cac", "dax", "russell", "asx", "csi", "omx", "ibex"]);
    let counts = words.word(start).contains(',')
        || words.word(start).contains('.')
        || words.word(end) == "%"
        || words.is_any(end, any!["percent", "points", "per", "percentage"])
        || units::phrase_at(words, end)
            .is_some_and(|found| found.known.kind != super::UnitKind::Physical || words.is_hyphen(end));
    index
        && (!counts
            || fortune
                && !words.word(start).contains(',')
                && !words.word(start).contains('.')
                && matches!(words.word(start), "100" | "500" | "600" | "225" | "40" | "30" | "2000" | "300" | "200" | "50"))
}

/// `10 Downing Street`.
fn address(words: &Words, end: usize) -> bool {
    const STREETS: [&str; 14] = [
        "Street", "St", "Avenue", "Ave", "Road", "Rd", "Lane", "Drive", "Boulevard", "Blvd", "Square", "Place", "Plaza",
        "Terrace",
    ];
    (end + 1..end + 4).any(|at| STREETS.contains(&words.word(at)) && (end..at).all(|before| words.capital(before)))
}

/// `555-1234-77`, `850 2 381`, `2-3-4`: a telephone number or a code.
fn run_of_digits(words: &Words, start: usize, end: usize) -> bool {
    let tight = |at: usize| words.is_hyphen(at) && words.attached(at) && words.attached(at + 1) && words.is_number(at + 1);
    let three = tight(end) && tight(end + 2)
        || start >= 4 && tight(start - 1) && tight(start - 3) && words.is_number(start - 4)
        || start >= 2 && tight(start - 1) && words.is_number(start - 2) && tight(end);
    let zero = words.word(start).len() > 1 && words.word(start).starts_with('0') && !words.word(start).contains('.');
    let preposition = words.is_hyphen(end)
        && words.attached(end)
        && words.is_any(end + 1, any!["for", "of", "on", "a", "in", "to", "and", "by", "under", "over", "down"])
        && words.is_hyphen(end + 2)
        && words.attached(end + 2)
        && !(words.is_any(end + 1, any!["to", "a", "and"]) && !words.is_number(end + 3))
        && !(words.says(end + 1, "to")
            && words.is_number(end + 3)
            && (words.is_hyphen(end + 4) || units::unit_at(words, end + 4, false).is_some()));
    let back = start >= 4
        && words.is_hyphen(start - 1)
        && words.attached(start)
        && words.is_any(start - 2, any!["for", "of", "on", "in", "to", "by"])
        && words.is_hyphen(start - 3)
        && words.is_number(start - 4)
        && !words.is_hyphen(end);
    let form = words.is_hyphen(end)
        && words.attached(end)
        && words.word(end + 1).len() == 1
        && words.capital(end + 1)
        && words.attached(end + 1);
    three || zero || preposition || back || form
}

/// `one` for somebody or something, `the two`, `two` of nothing named.
fn pronoun(words: &Words, start: usize, found: &Numeral) -> bool {
    if found.share {
        return false;
    }
    let next = words.word(found.end).to_lowercase();
    let stops = !words.is_word(found.end) || vocabulary::is(&next, List::Closed) || vocabulary::is(&next, List::Verb);
    if words.says(start, "one") && found.end == start + 1 {
        let hyphen = words.is_hyphen(found.end) && words.attached(found.end);
        if !hyphen
            && words.is_any(
                start.wrapping_sub(1),
                any!["no", "this", "that", "any", "every", "each", "which", "another", "other", "some", "such"],
            )
        {
            return true;
        }
        let before = words.is_any(start.wrapping_sub(1), any!["the", "only", "day"]);
        let idiom = words.is_any(
            found.end,
            any![
                "another", "day", "thing", "way", "such", "side", "hand", "point", "reason", "that", "who", "by", "example",
                "problem", "question", "of", "final", "last", "can", "could", "would", "should", "must", "might", "more",
            ],
        ) && !(words.says(found.end, "day")
            && start > 0
            && words.is_any(start - 1, any!["in", "just", "only", "for", "within", "after", "lasted", "than"]))
            && !(words.is_any(found.end, any!["final", "last", "point"])
                && words.is_any(start.wrapping_sub(1), any!["by", "just", "won"]));
        let one_in = words.says(found.end, "in") && (words.is(found.end + 1, Classes::NUMBER) || words.is_number(found.end + 1));
        let unit = units::phrase_at(words, found.end).is_some();
        return !one_in && !hyphen && (before && stops || idiom || stops && !unit);
    }
    let small =
        found.value <= rust_decimal::Decimal::TEN && found.magnitude == rust_decimal::Decimal::ONE && found.end == start + 1;
    let determined = start == 0
        || words.is_any(
            start.wrapping_sub(1),
            any!["the", "these", "those", "all", "between", "other", "last", "into", "by", "in", "on", "big", "first"],
        );
    let of_them =
        words.says(found.end, "of") && words.is_any(found.end + 1, any!["them", "us", "you", "whom", "which", "those", "these"]);
    small
        && stops
        && !words.says(found.end, "of")
        && determined
        && !words.is_any(found.end, any!["to", "or", "and", "out", "in"])
        && !of_them
        && words.word(found.end) != ","
        && !words.is_hyphen(found.end)
}

/// `Formula One`, `Air Force One`, `Radio Four`: a capital number word in a name; and `One` inside a longer name.
fn word_in_name(words: &Words, start: usize, end: usize) -> bool {
    let capital = words.capital(start) && start > 0;
    let named = capital
        && (words.capital(start - 1) && words.is_word(start - 1)
            || words.capital(end) && words.is_word(end) && words.is_any(start - 1, any!["the", "a", "of"]));
    let named = named || capital && words.says(start - 1, "of") && words.says(start.wrapping_sub(2), "group");
    let opening = start > 0 && matches!(words.word(start - 1), "\"" | "“" | ":" | "—" | "–" | "(" | "-" | "‘" | "'");
    named && !opening
}
