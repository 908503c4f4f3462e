//! Dates as the head and foot of a document write them: alone, after a label, or before a story.

use evidence::PartialDate;
use jiff::civil::Date;

/// What a date in the head or foot of a document is the date of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum DateOf {
    /// Publication.
    Publication,
    /// It does not say: a date line.
    Unsaid,
    /// The interview or the meeting that it records.
    Recording,
    /// Something else, such as the last change of a page.
    Other,
}

/// A date as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// It can be read in one way.
    Exact(PartialDate),
    /// `11-06-2014`: both orders make a date.
    Either {
        /// Day before month.
        day_first: Date,
        /// Month before day.
        month_first: Date,
    },
    /// `June 11`: no date by itself, but it shows how another is to be read.
    NoYear {
        /// 1 to 12.
        month: i8,
        /// Day of the month.
        day: i8,
    },
}

/// A date, and what it is the date of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stated {
    pub of: DateOf,
    pub written: Written,
    /// The day stood before the month, in figures; `None` where the writing shows no order.
    pub day_first: Option<bool>,
    /// Nothing but a clock time stands after it.
    pub whole: bool,
}

impl Stated {
    /// A date of publication, from metadata.
    pub(super) fn published(date: PartialDate) -> Self {
        Stated { of: DateOf::Publication, written: Written::Exact(date), day_first: None, whole: true }
    }
}

/// Labels before a date, longest first where one begins another.
const LABELS: &[(&str, DateOf)] = &[
    ("first published", DateOf::Publication),
    ("date published", DateOf::Publication),
    ("publication date", DateOf::Publication),
    ("date of publication", DateOf::Publication),
    ("published", DateOf::Publication),
    ("posted", DateOf::Publication),
    ("released", DateOf::Publication),
    ("issued", DateOf::Publication),
    ("date of issue", DateOf::Publication),
    ("date of interview", DateOf::Recording),
    ("date", DateOf::Publication),
    ("dated", DateOf::Publication),
    ("held", DateOf::Recording),
    ("recorded", DateOf::Recording),
    ("interviewed", DateOf::Recording),
    ("last updated", DateOf::Other),
    ("updated", DateOf::Other),
    ("last modified", DateOf::Other),
    ("modified", DateOf::Other),
    ("accessed", DateOf::Other),
    ("retrieved", DateOf::Other),
    ("printed", DateOf::Other),
];

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const MONTHS_IN_FULL: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
/// Words of a clock time and its zone.
const CLOCK: &[&str] = &[
    "a", "p", "m", "am", "pm", "at", "t", "z", "h", "hrs", "hours", "utc", "gmt", "est", "edt", "cet", "cest", "bst", "kst",
    "jst", "ist", "msk", "npt",
];

#[derive(Debug, Clone, Copy, PartialEq)]
enum Token<'a> {
    Word(&'a str),
    Number(&'a str),
    Sign(char),
}

/// The date that `cell` is, or that its label announces.
pub(super) fn stated(cell: &str) -> Option<Stated> {
    if cell.len() > 160 || !has_year(cell) {
        return None;
    }
    let tokens = tokens(cell);
    let (of, at) = label(cell, &tokens);
    let at = skip_weekday(&tokens, at);
    let (written, day_first, next) = date(tokens.get(at..)?, of != DateOf::Unsaid)?;
    let whole = is_clock(&tokens[at + next..]);
    (whole || of != DateOf::Unsaid).then_some(Stated { of, written, day_first, whole })
}

/// The date in the line before a story: `(Seoul, 12 May 2015) – `, `SEOUL, 12 May 2015 (Agency) - `.
pub(super) fn dateline(paragraph: &str) -> Option<Stated> {
    let head = &paragraph[..paragraph.floor_char_boundary(80)];
    let inner = match head.strip_prefix('(') {
        Some(inner) => inner.split_once(')')?.0,
        None => [" - ", " – ", " — ", " -- ", "– ", "— "].iter().find_map(|dash| Some(head.split_once(dash)?.0))?,
    };
    let inner = inner.split_once(" (").map_or(inner, |(before, _)| before);
    let after_commas = inner.match_indices(", ").map(|(at, comma)| &inner[at + comma.len()..]);
    std::iter::once(inner)
        .chain(after_commas)
        .find_map(|part| stated(part).filter(|date| date.whole).or_else(|| without_year(part)))
}

/// `June 11`, `11 June`, and nothing else.
fn without_year(part: &str) -> Option<Stated> {
    let (month, day) = match tokens(part)[..] {
        [word, number] if month(&word).is_some() => (month(&word)?, self::number(&number)?),
        [number, word] => (month(&word)?, self::number(&number)?),
        _ => return None,
    };
    Some(Stated { of: DateOf::Other, written: Written::NoYear { month, day }, day_first: None, whole: true })
}

/// Whether four figures stand together that may be a year.
fn has_year(cell: &str) -> bool {
    let bytes = cell.as_bytes();
    memchr::memchr2_iter(b'1', b'2', bytes).any(|at| {
        let four = &bytes[at..bytes.len().min(at + 4)];
        let figures = four.len() == 4 && four.iter().all(u8::is_ascii_digit) && (at == 0 || !bytes[at - 1].is_ascii_digit());
        figures && matches!(&four[..2], b"19" | b"20")
    })
}

fn tokens(cell: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut rest = cell.trim_start();
    while let Some(first) = rest.chars().next() {
        let len = match first {
            '0'..='9' => run(rest, |c| c.is_ascii_digit()),
            first if first.is_alphabetic() => run(rest, char::is_alphabetic),
            first => first.len_utf8(),
        };
        found.push(match first {
            '0'..='9' => Token::Number(&rest[..len]),
            first if first.is_alphabetic() => Token::Word(&rest[..len]),
            first => Token::Sign(first),
        });
        rest = rest[len..].trim_start();
    }
    found
}

fn run(text: &str, member: impl Fn(char) -> bool) -> usize {
    text.find(|c| !member(c)).unwrap_or(text.len())
}

/// The label of a cell, and the token after it.
fn label(cell: &str, tokens: &[Token]) -> (DateOf, usize) {
    let begins = |label: &str| {
        let whole = cell.as_bytes().get(label.len()).is_none_or(|byte| !byte.is_ascii_alphanumeric());
        whole && cell.get(..label.len()).is_some_and(|start| start.eq_ignore_ascii_case(label))
    };
    let Some((text, of)) = LABELS.iter().find(|(label, _)| begins(label)) else { return (DateOf::Unsaid, 0) };
    let mut at = text.split(' ').count();
    while matches!(tokens.get(at), Some(Token::Sign(':' | '-' | '–' | '*' | ',')))
        || is_word(tokens.get(at), &["on", "at", "the"])
    {
        at += 1;
    }
    (*of, at)
}

fn is_word(token: Option<&Token>, words: &[&str]) -> bool {
    matches!(token, Some(Token::Word(word)) if words.iter().any(|known| known.eq_ignore_ascii_case(word)))
}

fn skip_weekday(tokens: &[Token], at: usize) -> usize {
    let weekday = |word: &str| word.len() <= 9 && WEEKDAYS.iter().any(|day| starts_with(word, day));
    match tokens.get(at) {
        Some(Token::Word(word)) if weekday(word) => {
            let skipped = tokens[at + 1..].iter().take_while(|token| matches!(token, Token::Sign(',' | '.'))).count();
            at + 1 + skipped
        }
        _ => at,
    }
}

fn starts_with(word: &str, start: &str) -> bool {
    word.get(..start.len()).is_some_and(|found| found.eq_ignore_ascii_case(start))
}

type Found = (Written, Option<bool>, usize);

fn date(tokens: &[Token], labelled: bool) -> Option<Found> {
    year_first(tokens).or_else(|| in_figures(tokens)).or_else(|| day_month_year(tokens)).or_else(|| month_first(tokens)).or_else(
        || {
            let year = year(tokens.first()?)?;
            (labelled && tokens.len() == 1).then_some((Written::Exact(PartialDate::Year(year)), None, 1))
        },
    )
}

fn number(token: &Token) -> Option<i8> {
    match token {
        Token::Number(digits) if digits.len() <= 2 => digits.parse().ok(),
        _ => None,
    }
}

fn year(token: &Token) -> Option<i16> {
    match token {
        Token::Number(digits) if digits.len() == 4 => digits.parse().ok().filter(|year| (1900..2100).contains(year)),
        _ => None,
    }
}

fn month(token: &Token) -> Option<i8> {
    let Token::Word(word) = token else { return None };
    let known = |(short, full): (&&str, &&str)| {
        word.eq_ignore_ascii_case(short)
            || word.eq_ignore_ascii_case(full)
            || word.eq_ignore_ascii_case("sept") && *short == "sep"
    };
    MONTHS.iter().zip(&MONTHS_IN_FULL).position(known).map(|index| index as i8 + 1)
}

fn exact(year: i16, month: i8, day: i8) -> Option<Written> {
    Date::new(year, month, day).ok().map(|date| Written::Exact(PartialDate::Day(date)))
}

/// `2014-06-11`, `2014/6/11`, `2014년 6월 11일`, `2014年6月11日`.
fn year_first(tokens: &[Token]) -> Option<Found> {
    let [first, between, second, again, third, rest @ ..] = tokens else { return None };
    let same_sign = matches!(between, Token::Sign('-' | '/' | '.')) && between == again;
    let in_words = is_word(Some(between), &["년", "年"]) && is_word(Some(again), &["월", "月"]);
    if !same_sign && !in_words {
        return None;
    }
    let written = exact(year(first)?, number(second)?, number(third)?)?;
    let closed = in_words && is_word(rest.first(), &["일", "日"]);
    Some((written, None, 5 + usize::from(closed)))
}

/// `11-06-2014`, `11/6/2014`, `11.06.2014`.
fn in_figures(tokens: &[Token]) -> Option<Found> {
    let [first, between, second, again, third, ..] = tokens else { return None };
    if !matches!(between, Token::Sign('-' | '/' | '.')) || between != again {
        return None;
    }
    let (one, two, year) = (number(first)?, number(second)?, year(third)?);
    match (Date::new(year, two, one).ok(), Date::new(year, one, two).ok()) {
        (Some(day_first), Some(month_first)) if day_first != month_first => {
            Some((Written::Either { day_first, month_first }, None, 5))
        }
        (Some(day), Some(_)) => Some((Written::Exact(PartialDate::Day(day)), None, 5)),
        (Some(day), None) => Some((Written::Exact(PartialDate::Day(day)), Some(true), 5)),
        (None, Some(day)) => Some((Written::Exact(PartialDate::Day(day)), Some(false), 5)),
        (None, None) => None,
    }
}

/// `11 June 2014`, `11th of June, 2014`.
fn day_month_year(tokens: &[Token]) -> Option<Found> {
    let day = number(tokens.first()?)?;
    let mut at = 1;
    while is_word(tokens.get(at), &["st", "nd", "rd", "th", "of"]) || matches!(tokens.get(at), Some(Token::Sign('.' | '-'))) {
        at += 1;
    }
    let month = month(tokens.get(at)?)?;
    at = skip_points(tokens, at + 1);
    Some((exact(year(tokens.get(at)?)?, month, day)?, None, at + 1))
}

/// `Jun 11, 2014`, `June 2014`.
fn month_first(tokens: &[Token]) -> Option<Found> {
    let month = month(tokens.first()?)?;
    let mut at = skip_points(tokens, 1);
    if let Some(year) = year(tokens.get(at)?) {
        return Some((Written::Exact(PartialDate::Month(year, month)), None, at + 1));
    }
    let day = number(tokens.get(at)?)?;
    at += 1;
    if is_word(tokens.get(at), &["st", "nd", "rd", "th"]) {
        at += 1;
    }
    at = skip_points(tokens, at);
    Some((exact(year(tokens.get(at)?)?, month, day)?, None, at + 1))
}

fn skip_points(tokens: &[Token], at: usize) -> usize {
    at + tokens.iter().skip(at).take_while(|token| matches!(token, Token::Sign(',' | '.' | '-'))).count()
}

/// Whether nothing but a clock time and signs is left.
fn is_clock(tokens: &[Token]) -> bool {
    tokens.iter().all(|token| match token {
        Token::Word(word) => CLOCK.iter().any(|known| known.eq_ignore_ascii_case(word)),
        Token::Number(digits) => digits.len() <= 2 || tokens.len() > 6,
        Token::Sign(_) => true,
    })
}

/// The date of publication among `dates`, in order of preference. A date that can be read in two ways counts only if another date of the
/// document agrees with one of them, or shows the order that the document writes dates in.
pub(super) fn publication(mut dates: Vec<Stated>) -> Option<PartialDate> {
    dates.sort_by_key(|date| date.of);
    let candidates = dates.iter().filter(|date| date.of != DateOf::Other);
    candidates.filter_map(|date| resolved(date, &dates)).next()
}

fn resolved(date: &Stated, dates: &[Stated]) -> Option<PartialDate> {
    let (day_first, month_first) = match date.written {
        Written::Exact(date) => return Some(date),
        Written::Either { day_first, month_first } => (day_first, month_first),
        Written::NoYear { .. } => return None,
    };
    let stated = |date: Date| {
        let without_year = Written::NoYear { month: date.month(), day: date.day() };
        dates.iter().any(|other| other.written == Written::Exact(PartialDate::Day(date)) || other.written == without_year)
    };
    let order = match (stated(day_first), stated(month_first)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => dates.iter().find_map(|other| other.day_first),
    };
    order.map(|order| PartialDate::Day(if order { day_first } else { month_first }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cell: &str, expected: Option<&str>) {
        let shown = stated(cell).map(|date| match date.written {
            Written::Exact(date) => date.to_string(),
            Written::Either { day_first, month_first } => format!("{day_first} or {month_first}"),
            Written::NoYear { month, day } => format!("{month}-{day}"),
        });
        assert_eq!(shown.as_deref(), expected, "{cell:?}");
    }

    #[test]
    fn a_date_line_is_a_date_and_nothing_else() {
        check("Jun 11, 2014-", Some("2014-06-11"));
        check("11 June 2014", Some("2014-06-11"));
        check("11th of June, 2014", Some("2014-06-11"));
        check("June 11th 2014", Some("2014-06-11"));
        check("2014-06-11", Some("2014-06-11"));
        check("2014-06-11T15:17:00+09:00", Some("2014-06-11"));
        check("Wednesday, June 11, 2014 3:17 p.m. KST", Some("2014-06-11"));
        check("Sept. 3, 2014", Some("2014-09-03"));
        check("June 2014", Some("2014-06"));
        check("2014년 6월 11일", Some("2014-06-11"));
        check("2014年6月11日", Some("2014-06-11"));
        check("25/12/2014", Some("2014-12-25"));
        check("12/25/2014", Some("2014-12-25"));
        check("11/11/2014", Some("2014-11-11"));
        check("11-06-2014", Some("2014-06-11 or 2014-11-06"));
        check("11 June 2014 in Moscow", None);
        check("In June 2014", None);
        check("31 June 2014", None);
        check("2014", None);
        check("May", None);
        check("", None);
    }

    #[test]
    fn a_label_announces_a_date() {
        check("Published: 11-06-2014 15:17", Some("2014-06-11 or 2014-11-06"));
        check("Published on Wednesday 11 June 2014", Some("2014-06-11"));
        check("Date: 4 March 2016", Some("2016-03-04"));
        check("Held:          9 July 2013, two sittings, 3 hours 40 minutes in all", Some("2013-07-09"));
        check("Recorded 22 March 2014, by two interviewers", Some("2014-03-22"));
        check("Published: 2014", Some("2014"));
        check("Dates vary: 3 June 2014 was one", None);
        check("Published in 14 countries in June 2014", None);
    }

    fn check_dateline(paragraph: &str, expected: Option<&str>) {
        let shown = dateline(paragraph).map(|date| format!("{:?}", date.written));
        assert_eq!(shown.as_deref(), expected, "{paragraph:?}");
    }

    #[test]
    fn a_story_may_begin_with_its_place_and_date() {
        check_dateline("(Seoul, 12 May 2015) – Workers said", Some("Exact(Day(2015-05-12))"));
        check_dateline("(Seoul, May 12, 2015)", Some("Exact(Day(2015-05-12))"));
        check_dateline("SEOUL, 12 May 2015 (Agency) - Workers said", Some("Exact(Day(2015-05-12))"));
        check_dateline("SEOUL, June 11 - About 46,000", Some("NoYear { month: 6, day: 11 }"));
        check_dateline("Workers, 46,000 - so they said", None);
        check_dateline("In 2014 - the year of 12 May 2015 - they", None);
    }

    fn check_publication(cells: &[&str], expected: Option<&str>) {
        let dates = cells.iter().filter_map(|cell| stated(cell).or_else(|| dateline(cell))).collect();
        assert_eq!(publication(dates).map(|date| date.to_string()).as_deref(), expected, "{cells:?}");
    }

    #[test]
    fn an_order_of_day_and_month_is_not_guessed() {
        check_publication(&["Published: 11-06-2014 15:17"], None);
        check_publication(&["Jun 11, 2014-", "Published: 11-06-2014 15:17"], Some("2014-06-11"));
        check_publication(&["November 6, 2014", "Published: 11-06-2014"], Some("2014-11-06"));
        check_publication(&["Published: 11-06-2014", "Updated: 25-06-2014"], Some("2014-06-11"));
        check_publication(&["Published: 11-06-2014", "Updated: 06-25-2014"], Some("2014-11-06"));
        check_publication(&["Published: 11-06-2014", "Recorded 3 May 2014"], Some("2014-05-03"));
        check_publication(&["Published: 11-06-2014", "SEOUL, June 11 - About"], Some("2014-06-11"));
        check_publication(&["SEOUL, June 11 - About"], None);
        check_publication(&["Updated: 3 May 2014"], None);
        check_publication(&["3 May 2014", "Published 4 May 2014"], Some("2014-05-04"));
    }
}
