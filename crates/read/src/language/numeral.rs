//! Numbers: digits with the separators of a language, and the scales of East Asia mixed with them.

use super::letters::Letters;
use rust_decimal::Decimal;

/// A number as written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Numeral {
    pub value: Decimal,
    /// The scale written last: 10,000 in `4만`; one if there is none.
    pub scale: Decimal,
    /// "수만", "几十", "десятки": no more than a size.
    pub vague: bool,
    /// Written in words alone.
    pub words: bool,
    /// "九十余万", "10여만": some more than that.
    pub about: bool,
    /// The other end, where one numeral names two: "六七百", "두세".
    pub upto: Option<Decimal>,
}

impl Numeral {
    pub(crate) fn plain(value: Decimal) -> Self {
        Numeral { value, scale: Decimal::ONE, vague: false, words: false, about: false, upto: None }
    }
}

/// Digits that begin at `at`: groups of three parted by `group`, a fraction behind `point`.
pub(crate) fn digits(letters: &Letters, at: usize, group: fn(char) -> bool, point: char) -> Option<(Decimal, usize)> {
    if !letters.at(at).is_ascii_digit() {
        return None;
    }
    let run = |from: usize| letters.from(from).iter().take_while(|letter| letter.is_ascii_digit()).count();
    let mut end = at + run(at);
    let mut written: String = letters.from(at)[..end - at].iter().collect();
    if end - at <= 3 {
        while group(letters.at(end)) && run(end + 1) == 3 {
            written.extend(&letters.from(end + 1)[..3]);
            end += 4;
        }
    }
    if letters.at(end) == point && matches!(run(end + 1), 1..=9) && letters.at(end + 1 + run(end + 1)) != point {
        let places = run(end + 1);
        written.push('.');
        written.extend(&letters.from(end + 1)[..places]);
        end += 1 + places;
    }
    (written.len() <= 20).then(|| written.parse().ok()).flatten().map(|value| (value, end))
}

/// The signs of a numeral system by tens and ten thousands.
pub(crate) struct Scales {
    /// The value of a digit as a word.
    pub digit: fn(char) -> Option<u8>,
    /// Ten, a hundred, a thousand.
    pub small: fn(char) -> Option<u32>,
    /// Ten thousand and above.
    pub large: fn(char) -> Option<u64>,
    /// "some" before a scale.
    pub vague: fn(char) -> bool,
    /// "and some" before a scale.
    pub more: fn(char) -> bool,
    /// A space may stand between groups.
    pub spaced: bool,
    /// A last digit alone behind a scale counts the next smaller one: 五千二 is 5,200.
    pub elliptic: bool,
    /// Whether two digits without a scale that end at a letter are two ends there: "两三个", not "五六年".
    pub pair: fn(&Letters, usize) -> bool,
}

/// A number with scales, mixed with digits or not: `4만 6천`, `2억3000만`, `三百二十`, `46,000`.
pub(crate) fn scaled(letters: &Letters, at: usize, scales: &Scales) -> Option<(Numeral, usize)> {
    let mut total = Decimal::ZERO;
    let mut section = Decimal::ZERO;
    let mut pending: Option<Decimal> = None;
    let mut row: Option<String> = None;
    let mut last = Decimal::ONE;
    let mut spread: Option<Decimal> = None;
    let mut about = false;
    let (mut vague, mut words, mut counted) = (false, true, false);
    let mut here = at;
    let mut end = at;
    loop {
        let letter = letters.at(here);
        if letter.is_ascii_digit() && pending.is_none() && row.is_none() {
            let (value, after) = digits(letters, here, |letter| letter == ',', '.')?;
            pending = Some(value);
            words = false;
            here = after;
        } else if let Some(digit) = (scales.digit)(letter).filter(|_| pending.is_none()) {
            row.get_or_insert_default().push(char::from(b'0' + digit));
            here += 1;
        } else if let Some(small) = (scales.small)(letter) {
            let more = neighbours(&mut row);
            let unit = taken(&mut pending, &mut row)?.unwrap_or(Decimal::ONE);
            last = Decimal::from(small);
            spread = more.and_then(|more| more.checked_mul(last));
            section = section.checked_add(unit.checked_mul(last)?)?;
            here += 1;
        } else if let Some(large) = (scales.large)(letter) {
            spread = neighbours(&mut row).or(spread);
            let rest = taken(&mut pending, &mut row)?;
            let unit = match (rest, section.is_zero()) {
                (None, true) if counted => break,
                (None, true) => Decimal::ONE,
                (rest, _) => section.checked_add(rest.unwrap_or_default())?,
            };
            last = Decimal::from(large);
            spread = spread.and_then(|spread| spread.checked_mul(last));
            total = total.checked_add(unit.checked_mul(last)?)?;
            section = Decimal::ZERO;
            here += 1;
        } else if (scales.more)(letter) && counted && (scales.large)(letters.at(here + 1)).is_some() {
            about = true;
            here += 1;
            continue;
        } else if (scales.vague)(letter) && here == at && is_scale(letters.at(here + 1), scales) {
            vague = true;
            here += 1;
            continue;
        } else if letter == ' '
            && scales.spaced
            && last > Decimal::ONE
            && pending.is_none()
            && row.is_none()
            && goes_on(letters, here + 1, scales, last)
        {
            here += 1;
            continue;
        } else {
            break;
        }
        counted = true;
        end = here;
    }
    if !counted {
        return None;
    }
    if counted && (!section.is_zero() || !total.is_zero() || (scales.pair)(letters, end)) {
        spread = neighbours(&mut row).or(spread.filter(|_| row.is_none()));
    }
    let alone = row.as_ref().is_some_and(|row| row.len() == 1 && row != "0") && pending.is_none();
    let ones = taken(&mut pending, &mut row)?;
    let tenth = if scales.elliptic && alone && last >= Decimal::ONE_HUNDRED { last / Decimal::TEN } else { Decimal::ONE };
    let ones = ones.and_then(|ones| ones.checked_mul(tenth));
    let scale = if ones.is_some() { Decimal::ONE } else { last };
    let value = total.checked_add(section)?.checked_add(ones.unwrap_or_default())?;
    let upto = spread.and_then(|spread| value.checked_add(spread));
    Some((Numeral { value, scale, vague, words, about, upto }, end))
}

/// "六七", "이삼": two digits in words that follow each other are two ends, "三五" too; the row keeps the first.
fn neighbours(row: &mut Option<String>) -> Option<Decimal> {
    let digits = row.as_mut().filter(|digits| digits.len() == 2)?;
    let (first, second) = (digits.as_bytes()[0], digits.as_bytes()[1]);
    let ends = first > b'0' && second == first + 1 || (first, second) == (b'3', b'5');
    ends.then(|| digits.truncate(1))?;
    Some(Decimal::from(second - first))
}

fn is_scale(letter: char, scales: &Scales) -> bool {
    (scales.small)(letter).is_some() || (scales.large)(letter).is_some()
}

/// After a space, a smaller group with a scale of its own, or digits below the last scale.
fn goes_on(letters: &Letters, at: usize, scales: &Scales, last: Decimal) -> bool {
    match digits(letters, at, |letter| letter == ',', '.') {
        Some((value, end)) => match (scales.small)(letters.at(end)).map(u64::from).or((scales.large)(letters.at(end))) {
            Some(scale) => Decimal::from(scale) < last && value < last,
            None => value < last && last >= Decimal::from(10_000) && value >= Decimal::from(100),
        },
        None => {
            let word = (scales.digit)(letters.at(at)).is_some();
            let scale = if word { letters.at(at + 1) } else { letters.at(at) };
            (scales.small)(scale).is_some_and(|small| Decimal::from(small) < last)
        }
    }
}

/// The digits read so far: `Some(None)` if there are none, `None` if they are too many.
fn taken(pending: &mut Option<Decimal>, row: &mut Option<String>) -> Option<Option<Decimal>> {
    match (pending.take(), row.take()) {
        (None, None) => Some(None),
        (Some(value), _) => Some(Some(value)),
        (None, Some(row)) => (row.len() <= 15).then(|| row.parse().ok()).flatten().map(Some),
    }
}
