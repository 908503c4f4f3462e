//! Number formats of spreadsheets: what a number means by its format, and how it is shown.

use super::currencies::{self, Marked};
use jiff::civil::{Date, DateTime};
use rust_decimal::{Decimal, RoundingStrategy};

/// What a number means by its format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Meaning {
    /// A number.
    #[default]
    Number,
    /// A share of one.
    Percent,
    /// A day, counted from the beginning of the calendar.
    Date,
    /// A month of a year.
    Month,
    /// A day and a time.
    Moment,
    /// A time of day.
    Time,
    /// A length of time.
    Elapsed,
    /// Text.
    Text,
    /// A number that is a name: its noughts in front are shown.
    Padded,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Literal(String),
    /// All figures of the number.
    Digits,
    /// A part of a date or time, with how many letters.
    Clock(char, usize),
    /// Morning or evening.
    Half,
    Percent,
}

/// A number format.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Format {
    pub meaning: Meaning,
    pub currency: Option<Marked>,
    general: bool,
    grouped: bool,
    whole: usize,
    fewest_decimals: usize,
    most_decimals: usize,
    scientific: bool,
    parts: Vec<Part>,
    negative: Option<Vec<Part>>,
}

/// A longer code of a format is cut.
const LONGEST: usize = 400;
const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The codes of the formats that every program knows by number.
#[rustfmt::skip] // a table reads better with several entries a line
const KNOWN: &[(u32, &str)] = &[
    (0, "General"), (1, "0"), (2, "0.00"), (3, "#,##0"), (4, "#,##0.00"), (5, "\"$\"#,##0_);(\"$\"#,##0)"), (6, "\"$\"#,##0_);(\"$\"#,##0)"), (7, "\"$\"#,##0.00_);(\"$\"#,##0.00)"), (8, "\"$\"#,##0.00_);(\"$\"#,##0.00)"),
    (9, "0%"), (10, "0.00%"), (11, "0.00E+00"), (12, "# ?/?"), (13, "# ??/??"), (14, "yyyy-mm-dd"), (15, "d-mmm-yy"), (16, "d-mmm"),
    (17, "mmm-yy"), (18, "h:mm AM/PM"), (19, "h:mm:ss AM/PM"), (20, "h:mm"), (21, "h:mm:ss"), (22, "yyyy-mm-dd h:mm"),
    (37, "#,##0_);(#,##0)"), (38, "#,##0_);(#,##0)"), (39, "#,##0.00_);(#,##0.00)"), (40, "#,##0.00_);(#,##0.00)"), (41, "#,##0"), (42, "\"$\"#,##0"),
    (43, "#,##0.00"), (44, "\"$\"#,##0.00"), (45, "mm:ss"), (46, "[h]:mm:ss"), (47, "mm:ss"), (48, "0.0E+0"), (49, "@"),
    (27, "yyyy-mm-dd"), (28, "yyyy-mm-dd"), (29, "yyyy-mm-dd"), (30, "yyyy-mm-dd"), (31, "yyyy-mm-dd"), (32, "h:mm"), (33, "h:mm:ss"),
    (34, "h:mm"), (35, "h:mm:ss"), (36, "yyyy-mm-dd"), (50, "yyyy-mm-dd"), (51, "yyyy-mm-dd"), (52, "yyyy-mm-dd"), (53, "yyyy-mm-dd"),
    (54, "yyyy-mm-dd"), (55, "yyyy-mm-dd"), (56, "yyyy-mm-dd"), (57, "yyyy-mm-dd"), (58, "yyyy-mm-dd"),
];

/// The format that every program knows by this number.
pub(super) fn known(number: u32) -> Format {
    KNOWN.iter().find(|(known, _)| *known == number).map_or_else(|| Format::of("General"), |(_, code)| Format::of(code))
}

impl Format {
    /// The format with this code.
    pub(super) fn of(code: &str) -> Self {
        let code = &code[..code.floor_char_boundary(LONGEST)];
        let mut reading = Reading::default();
        let mut sections = sections(code).into_iter();
        reading.section(&sections.next().unwrap_or_default());
        let mut format = reading.finish();
        if let Some(second) = sections.next().filter(|second| !second.is_empty()) {
            let mut other = Reading::default();
            other.section(&second);
            format.currency = format.currency.or(other.currency).or_else(|| other.parts.iter().find_map(literal_currency));
            if other.parts.contains(&Part::Digits) {
                format.negative = Some(other.parts);
            }
        }
        format
    }

    /// A format that shows nothing but the number, of a currency.
    pub(super) fn of_currency(currency: Option<Marked>) -> Self {
        Format { currency, ..Format::of("General") }
    }

    /// How `number` is shown, counted from the calendar's beginning if it is a date.
    pub(super) fn shown(&self, number: Decimal, since_1904: bool) -> String {
        if matches!(self.meaning, Meaning::Date | Meaning::Month | Meaning::Moment | Meaning::Time) {
            return moment(number, since_1904).map_or_else(|| number.normalize().to_string(), |at| self.clock(at));
        }
        if self.meaning == Meaning::Elapsed {
            return elapsed(number);
        }
        if self.general || self.scientific || self.meaning == Meaning::Text {
            return number.normalize().to_string();
        }
        let scaled =
            if self.meaning == Meaning::Percent { number.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(number) } else { number };
        let negative = number.is_sign_negative() && !number.is_zero();
        let parts = self.negative.as_ref().filter(|_| negative).unwrap_or(&self.parts);
        let digits = self.digits(scaled.abs());
        let mut shown = String::new();
        if negative && self.negative.is_none() {
            shown.push('-');
        }
        for part in parts {
            match part {
                Part::Literal(words) => shown.push_str(words),
                Part::Digits => shown.push_str(&digits),
                Part::Percent => shown.push('%'),
                Part::Clock(..) | Part::Half => {}
            }
        }
        shown.trim().to_owned()
    }

    fn digits(&self, number: Decimal) -> String {
        let rounded = number.round_dp_with_strategy(self.most_decimals as u32, RoundingStrategy::MidpointAwayFromZero);
        let text = rounded.to_string();
        let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
        let mut decimals = decimals.to_owned();
        while decimals.len() < self.fewest_decimals {
            decimals.push('0');
        }
        while decimals.len() > self.fewest_decimals && decimals.ends_with('0') {
            decimals.pop();
        }
        let whole = if whole == "0" && self.whole == 0 { "" } else { whole };
        let whole = format!("{whole:0>width$}", width = self.whole);
        let mut shown = String::new();
        for (at, digit) in whole.chars().enumerate() {
            if self.grouped && at > 0 && (whole.len() - at).is_multiple_of(3) {
                shown.push(',');
            }
            shown.push(digit);
        }
        if !decimals.is_empty() {
            shown.push('.');
            shown.push_str(&decimals);
        }
        shown
    }

    fn clock(&self, at: DateTime) -> String {
        let twelve = self.parts.contains(&Part::Half);
        let hour = if twelve { (at.hour() + 11) % 12 + 1 } else { at.hour() };
        let mut shown = String::new();
        for part in &self.parts {
            match part {
                Part::Literal(words) => shown.push_str(words),
                Part::Half => shown.push_str(if at.hour() < 12 { "AM" } else { "PM" }),
                Part::Clock('y', 1..=2) => shown.push_str(&format!("{:02}", at.year() % 100)),
                Part::Clock('y', _) => shown.push_str(&format!("{:04}", at.year())),
                Part::Clock('m', length) => {
                    let name = MONTHS[(at.month() as usize - 1) % 12];
                    shown.push_str(&match length {
                        1 => at.month().to_string(),
                        2 => format!("{:02}", at.month()),
                        3 => name[..3].to_owned(),
                        5 => name[..1].to_owned(),
                        _ => name.to_owned(),
                    });
                }
                Part::Clock('d', length) => {
                    let name = WEEKDAYS[at.weekday().to_monday_zero_offset() as usize];
                    shown.push_str(&match length {
                        1 => at.day().to_string(),
                        2 => format!("{:02}", at.day()),
                        3 => name[..3].to_owned(),
                        _ => name.to_owned(),
                    });
                }
                Part::Clock(letter, length) => {
                    let value = match letter {
                        'h' => hour,
                        'M' => at.minute(),
                        _ => at.second(),
                    };
                    shown.push_str(&if *length == 1 { value.to_string() } else { format!("{value:02}") });
                }
                Part::Digits | Part::Percent => {}
            }
        }
        shown.trim().to_owned()
    }
}

/// The moment that a serial number of a spreadsheet is. Day 60 of the calendar of 1900, a day that never was, is none.
pub(super) fn moment(serial: Decimal, since_1904: bool) -> Option<DateTime> {
    let days: i64 = serial.floor().try_into().ok()?;
    let whole_day = Decimal::from(86_400);
    let seconds = (serial - serial.floor()).checked_mul(whole_day)?.round();
    let seconds: i64 = seconds.try_into().ok()?;
    let (first, offset) = match (since_1904, days) {
        (true, 0..=2_957_003) => (Date::new(1904, 1, 1).ok()?, days),
        (false, 61..=2_958_465) => (Date::new(1899, 12, 30).ok()?, days),
        (false, 0..=59) => (Date::new(1899, 12, 31).ok()?, days),
        _ => return None,
    };
    let at = first.at(0, 0, 0, 0).checked_add(jiff::Span::new().try_days(offset).ok()?).ok()?;
    at.checked_add(jiff::Span::new().try_seconds(seconds).ok()?).ok()
}

fn elapsed(days: Decimal) -> String {
    let seconds: i64 = days
        .checked_mul(Decimal::from(86_400))
        .map(|seconds| seconds.round())
        .and_then(|seconds| seconds.try_into().ok())
        .unwrap_or(0);
    let sign = if seconds < 0 { "-" } else { "" };
    let seconds = seconds.unsigned_abs();
    format!("{sign}{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// The sections of a code, between semicolons that stand outside quotes and brackets.
fn sections(code: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    let (mut quoted, mut bracketed, mut escaped) = (false, false, false);
    for character in code.chars() {
        let outside = !quoted && !bracketed && !escaped;
        if character == ';' && outside {
            found.push(String::new());
            continue;
        }
        match character {
            _ if escaped => {}
            '"' if !bracketed => quoted = !quoted,
            '[' if !quoted => bracketed = true,
            ']' if !quoted => bracketed = false,
            _ => {}
        }
        escaped = character == '\\' && outside;
        found.last_mut().expect("there is a section").push(character);
    }
    found
}

/// The currency that words of a format name.
fn literal_currency(part: &Part) -> Option<Marked> {
    if let Part::Literal(words) = part { currencies::named(words.trim_matches(|c: char| " ()-+".contains(c))) } else { None }
}

#[derive(Default)]
struct Reading {
    parts: Vec<Part>,
    currency: Option<Marked>,
    general: bool,
    grouped: bool,
    whole: usize,
    decimals: (usize, usize),
    after_point: bool,
    scientific: bool,
    percent: bool,
    text: bool,
    elapsed: bool,
}

impl Reading {
    fn literal(&mut self, character: char) {
        match self.parts.last_mut() {
            Some(Part::Literal(words)) => words.push(character),
            _ => self.parts.push(Part::Literal(character.to_string())),
        }
    }

    fn clock(&mut self, letter: char) {
        match self.parts.last_mut() {
            Some(Part::Clock(last, length)) if *last == letter => *length += 1,
            _ => self.parts.push(Part::Clock(letter, 1)),
        }
    }

    fn section(&mut self, code: &str) {
        if code.eq_ignore_ascii_case("general") || code.eq_ignore_ascii_case("standard") || code.is_empty() {
            self.general = true;
            self.parts.push(Part::Digits);
            return;
        }
        let mut rest = code.chars().peekable();
        while let Some(character) = rest.next() {
            match character {
                '"' => {
                    let words: String = rest.by_ref().take_while(|c| *c != '"').collect();
                    words.chars().for_each(|c| self.literal(c));
                }
                '\\' => {
                    if let Some(next) = rest.next() {
                        self.literal(next);
                    }
                }
                '_' => {
                    rest.next();
                    self.literal(' ');
                }
                '*' => {
                    rest.next();
                }
                '[' => {
                    let inside: String = rest.by_ref().take_while(|c| *c != ']').collect();
                    self.bracket(&inside);
                }
                '0' | '#' | '?' => self.digit(character),
                ',' if self.parts.contains(&Part::Digits) => {
                    self.grouped |= rest.peek().is_some_and(|c| matches!(c, '0' | '#' | '?'))
                }
                '.' if self.parts.contains(&Part::Digits) && !self.after_point => self.after_point = true,
                '.' if rest.peek().is_some_and(|c| matches!(c, '0' | '#')) && !self.has_clock() => {
                    self.parts.push(Part::Digits);
                    self.after_point = true;
                }
                '%' => {
                    self.percent = true;
                    self.parts.push(Part::Percent);
                }
                '@' => self.text = true,
                'E' | 'e' if rest.peek().is_some_and(|c| matches!(c, '+' | '-')) => self.scientific = true,
                'A' | 'a' if self.is_half(&mut rest) => self.parts.push(Part::Half),
                'y' | 'Y' | 'e' => self.clock('y'),
                'd' | 'D' => self.clock('d'),
                'h' | 'H' => self.clock('h'),
                's' | 'S' => self.clock('s'),
                'm' | 'M' => self.clock('m'),
                character => self.literal(character),
            }
        }
        self.minutes();
    }

    fn has_clock(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Clock(..)))
    }

    fn is_half(&self, rest: &mut std::iter::Peekable<std::str::Chars>) -> bool {
        let ahead: String = rest.clone().take(4).collect();
        let length =
            if ahead.eq_ignore_ascii_case("M/PM") { 4 } else { 2 * usize::from(ahead.to_ascii_uppercase().starts_with("/P")) };
        rest.take(length).for_each(drop);
        length > 0
    }

    fn digit(&mut self, character: char) {
        if self.scientific || self.has_clock() {
            return;
        }
        if !self.parts.contains(&Part::Digits) {
            self.parts.push(Part::Digits);
        }
        if self.after_point {
            self.decimals.1 += 1;
            if character == '0' {
                self.decimals.0 = self.decimals.1;
            }
        } else if character == '0' {
            self.whole += 1;
        }
    }

    /// `[$₩-412]` names a currency, `[h]` a length of time; colours and conditions say nothing.
    fn bracket(&mut self, inside: &str) {
        if let Some(currency) = inside.strip_prefix('$') {
            let name = currency.split('-').next().unwrap_or_default();
            self.currency = self.currency.or_else(|| currencies::named(name));
            name.chars().for_each(|c| self.literal(c));
        } else if !inside.is_empty() && inside.chars().all(|c| matches!(c, 'h' | 'H' | 'm' | 'M' | 's' | 'S')) {
            self.elapsed = true;
        }
    }

    /// An `m` behind hours or before seconds is of minutes.
    fn minutes(&mut self) {
        let letters: Vec<(usize, char)> = self
            .parts
            .iter()
            .enumerate()
            .filter_map(|(at, part)| if let Part::Clock(letter, _) = part { Some((at, *letter)) } else { None })
            .collect();
        for (index, (at, letter)) in letters.iter().enumerate() {
            let before = index.checked_sub(1).map(|index| letters[index].1);
            let after = letters.get(index + 1).map(|(_, letter)| *letter);
            if let (true, Part::Clock(letter, _)) =
                (*letter == 'm' && (before == Some('h') || after == Some('s')), &mut self.parts[*at])
            {
                *letter = 'M';
            }
        }
    }

    fn finish(self) -> Format {
        Format {
            meaning: self.meaning(),
            currency: self.currency.or_else(|| self.parts.iter().find_map(literal_currency)),
            general: self.general,
            grouped: self.grouped,
            whole: self.whole.min(30),
            fewest_decimals: self.decimals.0.min(20),
            most_decimals: self.decimals.1.min(20),
            scientific: self.scientific,
            parts: self.parts,
            negative: None,
        }
    }

    fn meaning(&self) -> Meaning {
        let has =
            |letters: &str| self.parts.iter().any(|part| matches!(part, Part::Clock(letter, _) if letters.contains(*letter)));
        let (day, month, year, clock) = (has("d"), has("m"), has("y"), has("hMs"));
        match () {
            () if self.elapsed => Meaning::Elapsed,
            () if (day || month || year) && clock => Meaning::Moment,
            () if month && year && !day => Meaning::Month,
            () if day || month || year => Meaning::Date,
            () if clock => Meaning::Time,
            () if self.percent => Meaning::Percent,
            () if self.text => Meaning::Text,
            () if self.whole > 1 && !self.grouped && self.decimals.1 == 0 => Meaning::Padded,
            () => Meaning::Number,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(code: &str, number: &str, shown: &str) {
        assert_eq!(Format::of(code).shown(number.parse().unwrap(), false), shown, "{code:?} of {number}");
    }

    #[test]
    fn numbers_are_shown_in_their_format() {
        check("General", "812.50", "812.5");
        check("0.00", "812.5", "812.50");
        check("#,##0.00", "1234567.891", "1,234,567.89");
        check("#,##0", "46000", "46,000");
        check("\"$\"#,##0.00", "300", "$300.00");
        check("[$₩-412]#,##0", "1250000", "₩1,250,000");
        check("#,##0.00\\ [$руб.-419]", "1200", "1,200.00 руб.");
        check("#,##0.00_);(#,##0.00)", "-300", "(300.00)");
        check("#,##0;[Red]-#,##0", "-300", "-300");
        check("0%", "0.125", "13%");
        check("0.0%", "0.125", "12.5%");
        check("00000", "42", "00042");
        check("0.0##", "1.5", "1.5");
        check("#.##", "0.5", ".5");
        check("0.00E+00", "812.5", "812.5");
    }

    #[test]
    fn serial_numbers_are_dates() {
        check("yyyy-mm-dd", "42127", "2015-05-03");
        check("dd/mm/yyyy", "42127", "03/05/2015");
        check("d-mmm-yy", "42127", "3-May-15");
        check("mmmm yyyy", "42127", "May 2015");
        check("h:mm AM/PM", "0.75", "6:00 PM");
        check("yyyy\"년\" m\"월\" d\"일\"", "42127", "2015년 5월 3일");
        check("[$-409]d mmm yyyy h:mm", "42127.5", "3 May 2015 12:00");
        check("hh:mm:ss", "0.5", "12:00:00");
        check("[h]:mm", "1.5", "36:00:00");
        check("yyyy-mm-dd", "1", "1900-01-01");
        check("yyyy-mm-dd", "60", "60");
        check("yyyy-mm-dd", "61", "1900-03-01");
        check("yyyy-mm-dd", "-5", "-5");
        assert_eq!(moment("40665".parse().unwrap(), true).map(|at| at.to_string()).as_deref(), Some("2015-05-03T00:00:00"));
    }

    #[test]
    fn formats_say_what_numbers_mean() {
        let meaning = |code: &str| Format::of(code).meaning;
        assert_eq!(meaning("mmm-yy"), Meaning::Month);
        assert_eq!(meaning("General"), Meaning::Number);
        assert_eq!(meaning("@"), Meaning::Text);
        assert_eq!(meaning("000000"), Meaning::Padded);
        assert_eq!(meaning("[Red]0.00"), Meaning::Number);
        let code = |code: &str| Format::of(code).currency.map(|marked| marked.currency.to_string());
        assert_eq!(code("#,##0.00 [$руб.-419]").as_deref(), Some("RUB"));
        assert_eq!(code("\"$\"#,##0.00").as_deref(), Some("USD"));
        assert_eq!(code("_-[$€-2] #,##0.00").as_deref(), Some("EUR"));
        assert_eq!(code("#,##0\"원\"").as_deref(), Some("KRW"));
        assert_eq!(code("#,##0"), None);
    }
}
