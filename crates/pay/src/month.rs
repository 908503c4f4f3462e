//! Months of pay.

use jiff::civil::Date;

/// A calendar month, for which pay falls due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(i32);

impl Month {
    /// The month with this number, 1 to 12, of this year, 1900 to 2199; `None` otherwise.
    pub fn new(year: i16, month: i8) -> Option<Self> {
        let plausible = (1900..2200).contains(&year) && (1..=12).contains(&month);
        plausible.then(|| Month(i32::from(year) * 12 + i32::from(month) - 1))
    }

    /// The month that `day` lies in; `None` outside 1900 to 2199.
    pub fn of(day: Date) -> Option<Self> {
        Month::new(day.year(), day.month())
    }

    /// The year.
    pub fn year(self) -> i16 {
        i16::try_from(self.0 / 12).expect("a month lies in 1900 to 2199")
    }

    /// The number in the year, 1 to 12.
    pub fn number(self) -> i8 {
        i8::try_from(self.0 % 12 + 1).expect("a year has twelve months")
    }

    /// Its first day.
    pub fn first_day(self) -> Date {
        jiff::civil::date(self.year(), self.number(), 1)
    }

    /// Its last day.
    pub fn last_day(self) -> Date {
        self.first_day().last_of_month()
    }

    /// The month after it.
    pub fn next(self) -> Month {
        Month(self.0 + 1)
    }

    /// The month before it.
    pub fn previous(self) -> Month {
        Month(self.0 - 1)
    }

    /// How many months lie from `earlier` to this one; negative if it is later.
    pub fn since(self, earlier: Month) -> i32 {
        self.0 - earlier.0
    }

    /// The day in the month after it on which its pay is due: the `pay_day`th, or the last if that month is shorter.
    pub fn due_on(self, pay_day: i8) -> Date {
        let next = self.next().first_day();
        jiff::civil::date(next.year(), next.month(), pay_day.clamp(1, next.days_in_month()))
    }
}

impl std::fmt::Display for Month {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.number())
    }
}

impl std::str::FromStr for Month {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let (year, month) = text.split_once('-').ok_or(())?;
        if year.len() != 4 || month.len() != 2 {
            return Err(());
        }
        Month::new(year.parse().map_err(drop)?, month.parse().map_err(drop)?).ok_or(())
    }
}

/// Names of months, in lower case, by number. Written in months' own forms: nominative and genitive where they differ.
#[rustfmt::skip] // a table reads better with several entries a line
const NAMES: [&[&str]; 12] = [
    &["january", "jan", "январь", "января", "янв", "一月", "styczeń", "stycznia", "enero", "ene", "janvier", "januar", "қаңтар", "yanvar"],
    &["february", "feb", "февраль", "февраля", "фев", "二月", "luty", "lutego", "febrero", "février", "februar", "ақпан", "fevral"],
    &["march", "mar", "март", "марта", "мар", "三月", "marzec", "marca", "marzo", "mars", "märz", "наурыз", "mart"],
    &["april", "apr", "апрель", "апреля", "апр", "四月", "kwiecień", "kwietnia", "abril", "avril", "сәуір", "aprel"],
    &["may", "май", "мая", "五月", "maj", "maja", "mayo", "mai", "мамыр"],
    &["june", "jun", "июнь", "июня", "июн", "六月", "czerwiec", "czerwca", "junio", "juin", "juni", "маусым", "iyun"],
    &["july", "jul", "июль", "июля", "июл", "七月", "lipiec", "lipca", "julio", "juillet", "juli", "шілде", "iyul"],
    &["august", "aug", "август", "августа", "авг", "八月", "sierpień", "sierpnia", "agosto", "août", "тамыз", "avgust"],
    &["september", "sep", "sept", "сентябрь", "сентября", "сен", "сент", "九月", "wrzesień", "września", "septiembre", "septembre", "қыркүйек", "sentabr"],
    &["october", "oct", "октябрь", "октября", "окт", "十月", "październik", "października", "octubre", "octobre", "oktober", "қазан", "oktabr"],
    &["november", "nov", "ноябрь", "ноября", "ноя", "нояб", "十一月", "listopad", "listopada", "noviembre", "novembre", "қараша", "noyabr"],
    &["december", "dec", "декабрь", "декабря", "дек", "十二月", "grudzień", "grudnia", "diciembre", "décembre", "dezember", "желтоқсан", "dekabr"],
];

/// The number of a month that words name without a year: `March`, `март`, `3월`, `3月`. `None` if they name none, or something else too.
pub fn month_without_year(words: &str) -> Option<i8> {
    let pieces: Vec<Piece> = pieces(words).into_iter().filter(|piece| !matches!(piece, Piece::Mark(_))).collect();
    let named = |word: &str| NAMES.iter().position(|names| names.contains(&word)).and_then(|at| i8::try_from(at + 1).ok());
    let mut found = None;
    for (at, piece) in pieces.iter().enumerate() {
        let month = match (piece, pieces.get(at + 1)) {
            (Piece::Figure(number @ 1..=12, 1..=2), Some(Piece::Word(word))) if word.starts_with(['月', '월']) => {
                i8::try_from(*number).ok()
            }
            (Piece::Word(word), _) => named(word),
            _ => None,
        };
        match (month, found) {
            (Some(month), Some(before)) if month != before => return None,
            (Some(month), _) => found = Some(month),
            (None, _) => {}
        }
    }
    found
}

/// The one year that words name: `2015`, `2015 г.`, `2015年`.
pub fn year_in_words(words: &str) -> Option<i16> {
    let mut years = pieces(words).into_iter().filter_map(|piece| match piece {
        Piece::Figure(year @ 1950..=2099, 4) => i16::try_from(year).ok(),
        _ => None,
    });
    let year = years.next()?;
    years.all(|other| other == year).then_some(year)
}

/// The one month that words name: `2015-03`, `03/2015`, `March 2015`, `март 2015 г.`, `2015年3月`, `2015년 3월`. A full day names its
/// month only if it is written year first. `None` if there is none, or if there are several.
pub fn month_in_words(words: &str) -> Option<Month> {
    let pieces = pieces(words);
    let mut found = None;
    for at in 0..pieces.len() {
        let Some(month) = month_at(&pieces, at) else { continue };
        match found {
            Some(before) if before != month => return None,
            _ => found = Some(month),
        }
    }
    found
}

#[derive(Debug, PartialEq)]
enum Piece {
    Figure(u32, usize),
    Word(String),
    Mark(char),
}

fn pieces(words: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = words.trim();
    while let Some(first) = rest.chars().next() {
        let length = |holds: fn(char) -> bool| rest.find(|c: char| !holds(c)).unwrap_or(rest.len());
        let end = match first {
            c if c.is_ascii_digit() => length(|c| c.is_ascii_digit()),
            c if c.is_alphabetic() => length(char::is_alphabetic),
            c => c.len_utf8(),
        };
        let (piece, after) = rest.split_at(end);
        match first {
            c if c.is_ascii_digit() => pieces.push(Piece::Figure(piece.parse().unwrap_or(u32::MAX), piece.len())),
            c if c.is_alphabetic() => pieces.push(Piece::Word(piece.to_lowercase())),
            c if c.is_whitespace() => {}
            c => pieces.push(Piece::Mark(c)),
        }
        rest = after;
    }
    pieces
}

fn month_at(pieces: &[Piece], at: usize) -> Option<Month> {
    let figure = |at: usize| match pieces.get(at) {
        Some(Piece::Figure(value, digits)) => Some((*value, *digits)),
        _ => None,
    };
    let word = |at: usize| match pieces.get(at) {
        Some(Piece::Word(word)) => Some(word.as_str()),
        _ => None,
    };
    let made = |year: (u32, usize), month: u32| {
        if year.1 != 4 { None } else { Month::new(i16::try_from(year.0).ok()?, i8::try_from(month).ok()?) }
    };
    let parts = |at: usize| matches!(pieces.get(at), Some(Piece::Mark('-' | '/' | '.')));
    let joined = |at: usize| at > 0 && parts(at - 1) && figure(at.wrapping_sub(2)).is_some();
    if let Some(year @ (_, 4)) = figure(at) {
        // 2015年3月, 2015년 3월
        let begins = |at: usize, letters: [char; 2]| word(at).is_some_and(|word| word.starts_with(letters));
        if begins(at + 1, ['年', '년']) && begins(at + 3, ['月', '월']) {
            return made(year, figure(at + 2)?.0);
        }
        // 2015-03 and 2015-03-31
        if parts(at + 1) && !joined(at) {
            return made(year, figure(at + 2).filter(|(_, digits)| *digits <= 2)?.0);
        }
        return None;
    }
    if let Some((month, 1..=2)) = figure(at)
        && parts(at + 1)
        && !joined(at)
    {
        return made(figure(at + 2)?, month);
    }
    let named = NAMES.iter().position(|names| word(at).is_some_and(|word| names.contains(&word)))?;
    let skip = usize::from(matches!(pieces.get(at + 1), Some(Piece::Mark('.' | ',' | '-' | '/' | '\'' | '’'))));
    let year = match figure(at + 1 + skip)? {
        // “Jan-15”, as workbooks show a month; not where a year stands in full
        (short, 2) if skip == 1 && !pieces.iter().any(|piece| matches!(piece, Piece::Figure(_, 4))) => (2000 + short, 4),
        year => year,
    };
    made(year, u32::try_from(named).ok()? + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_told_from_words_of_four_languages() {
        for words in [
            "2015-03",
            "03/2015",
            "3.2015",
            "Payroll March 2015",
            "Mar. 2015",
            "Ведомость за март 2015 г.",
            "2015年3月工资表",
            "2015년 3월분 로임",
            "wages 2015-03-31",
            "Mar-15",
            "мар.15",
            "marzec 2015",
        ] {
            assert_eq!(month_in_words(words), Month::new(2015, 3), "{words}");
        }
        assert_eq!(month_in_words("Mar. 15, 2016"), None);
        assert_eq!(["March", "3월분", "三月", "март"].map(month_without_year), [Some(3); 4]);
        assert_eq!(["March to May", "Sheet3", "3", ""].map(month_without_year), [None; 4]);
        assert_eq!(["year 2015", "2015年", "2014-2015", "15"].map(year_in_words), [Some(2015), Some(2015), None, None]);
        for words in ["", "2015", "March", "13/2015", "2015-13", "March 2015 to April 2015", "01.03.2015", "maybe 2015 x"] {
            assert_eq!(month_in_words(words), None, "{words}");
        }
    }

    #[test]
    fn pay_is_due_in_the_month_after() {
        let month = Month::new(2015, 12).unwrap();
        assert_eq!(month.due_on(10).to_string(), "2016-01-10");
        assert_eq!(Month::new(2015, 1).unwrap().due_on(31).to_string(), "2015-02-28");
        assert_eq!(month.next().previous(), month);
        assert_eq!("2015-12".parse(), Ok(month));
        assert_eq!("2015-13".parse::<Month>(), Err(()));
    }
}
