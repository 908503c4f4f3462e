//! Columns: what kind of cells they hold, and the habits by which those are read.

use super::currencies::{self, Marked};
use super::days;
use super::figures::{self, Marks};
use super::formats::Meaning;
use super::grid::{Grid, Raw, SHOWN, Stored};
use super::values;
use evidence::Currency;

/// What the cells of a column are, for the most part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ColumnKind {
    /// None has words.
    #[default]
    Empty,
    /// Words.
    Text,
    /// Numbers without a unit.
    Number,
    /// Sums.
    Money,
    /// Percents.
    Percent,
    /// Days, months, moments.
    Date,
    /// Times of day.
    Time,
    /// Names and numbers of persons or things.
    Identifier,
    /// Yes or no.
    Boolean,
    /// No kind is most of it.
    Mixed,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Counted from 1 in its sheet.
    pub(super) place: u32,
    /// The words over it, from top to bottom, parted by ` / `; empty if there are none.
    pub title: String,
    /// What its cells are, for the most part.
    pub kind: ColumnKind,
    /// The currency of its sums, where the title or the cells name one.
    pub currency: Option<Currency>,
    /// The currency is that most often meant by a name that several countries share (`$`, `₩`).
    pub currency_assumed: bool,
    /// Whether the sheet hides it.
    pub hidden: bool,
    pub(super) habits: Habits,
}

impl Column {
    /// Its number in its sheet, counted from 1.
    pub fn number(&self) -> u64 {
        u64::from(self.place)
    }
}

/// How the cells of a column are read where they do not say themselves.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Habits {
    pub kind: ColumnKind,
    pub decimal_comma: bool,
    /// `None` while no cell settles it.
    pub day_first: Option<bool>,
    pub currency: Option<Marked>,
    pub identifies: bool,
    pub compact_dates: bool,
}

/// What one cell is by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Words,
    Number,
    Money,
    Percent,
    Date,
    Time,
    Identifier,
    Truth,
    Error,
}

impl Class {
    /// Whether a header may hold such a cell.
    pub(super) fn is_words(self) -> bool {
        matches!(self, Class::Words | Class::Error)
    }
}

/// What a cell is by itself.
pub(super) fn class(grid: &Grid, raw: Raw) -> Class {
    match raw.form.stored {
        Stored::Words | Stored::Text => class_of_words(raw.text.trim()),
        Stored::Boolean => Class::Truth,
        Stored::Error => Class::Error,
        Stored::IsoDate => Class::Date,
        Stored::ShownPercent => Class::Percent,
        Stored::ShownMoney => Class::Money,
        Stored::ShownTime => Class::Time,
        Stored::ShownNumber => Class::Number,
        Stored::Number => match grid.formats.get(raw.form.format as usize) {
            None => Class::Number,
            Some(format) => match format.meaning {
                Meaning::Date | Meaning::Month | Meaning::Moment => Class::Date,
                Meaning::Time | Meaning::Elapsed => Class::Time,
                Meaning::Percent => Class::Percent,
                Meaning::Padded => Class::Identifier,
                Meaning::Number | Meaning::Text if format.currency.is_some() => Class::Money,
                Meaning::Number | Meaning::Text => Class::Number,
            },
        },
    }
}

fn class_of_words(text: &str) -> Class {
    if let Some(figure) = figures::written(text) {
        return match () {
            () if figure.leading_zero || figure.figures > 15 && figure.marks == Marks::None => Class::Identifier,
            () if figure.percent => Class::Percent,
            () if figure.currency.is_some() => Class::Money,
            () => Class::Number,
        };
    }
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return if values::truth(text).is_some() { Class::Truth } else { Class::Words };
    }
    match () {
        () if days::written(text).is_some() => Class::Date,
        () if days::time(text).is_some() => Class::Time,
        () if values::is_identifier(text) => Class::Identifier,
        () => Class::Words,
    }
}

/// Words of titles over columns that number persons and things.
#[rustfmt::skip] // a table reads better with several entries a line
const IDENTIFYING: &[&str] = &[
    "passport", "id", "identity", "badge", "phone", "tel", "telephone", "mobile", "account", "iban", "visa", "permit", "contract no", "card", "serial", "code",
    "паспорт", "паспорта", "инн", "снилс", "телефон", "счет", "счёт", "табельный", "여권", "여권번호", "전화", "계좌", "주민등록번호", "공민증", "번호", "护照", "护照号", "护照号码",
    "身份证", "身份证号", "电话", "账号", "工号", "编号",
];
/// Words of titles over columns of what such things cost: a visa has a number, a visa fee is a sum.
const COSTING: &[&str] = &[
    "fee", "fees", "cost", "costs", "charge", "charges", "deduction", "deductions", "deducted", "bill", "price", "usd", "сбор",
    "стоимость", "оплата", "расход", "удержано", "удержание", "руб", "opłata", "koszt",
];
/// Words of titles over columns of dates.
const DATING: &[&str] = &["date", "day", "дата", "날짜", "일자", "생년월일", "日期", "출생", "birth", "dob"];

/// What the cells of a column show together.
#[derive(Debug, Default, Clone)]
pub(super) struct Survey {
    counts: [usize; 9],
    cells: usize,
    commas: usize,
    points: usize,
    either_comma: usize,
    either_point: usize,
    day_first: usize,
    month_first: usize,
    either_date: usize,
    leading_zeros: usize,
    compact_dates: usize,
    currencies: Vec<(Marked, usize)>,
    /// The first cell whose decimals, or whose day, cannot be told from itself.
    first_either: Option<u32>,
}

impl Survey {
    /// Takes in a cell.
    pub(super) fn take(&mut self, grid: &Grid, row: u32, raw: Raw) {
        let class = class(grid, raw);
        self.cells += 1;
        self.counts[class as usize] += 1;
        if matches!(raw.form.stored, Stored::Words | Stored::Text) {
            self.take_words(row, raw.text.trim(), class);
        } else if let Some(marked) = grid.formats.get(raw.form.format as usize).and_then(|format| format.currency) {
            self.currency(marked);
        }
        if class == Class::Number {
            let (text, _) = raw.text.split_once(SHOWN).unwrap_or((raw.text, ""));
            self.compact_dates += usize::from(values::compact_date(text).is_some());
        }
    }

    fn take_words(&mut self, row: u32, text: &str, class: Class) {
        match class {
            Class::Number | Class::Money | Class::Percent | Class::Identifier => {
                let Some(figure) = figures::written(text) else { return };
                self.leading_zeros += usize::from(figure.leading_zero);
                if let Some(marked) = figure.currency {
                    self.currency(marked);
                }
                match figure.marks {
                    Marks::Comma | Marks::PointGroups => self.commas += 1,
                    Marks::Point | Marks::CommaGroups => self.points += 1,
                    Marks::EitherComma => self.either_comma += 1,
                    Marks::EitherPoint => self.either_point += 1,
                    Marks::None => {}
                }
                if matches!(figure.marks, Marks::EitherComma | Marks::EitherPoint) {
                    self.first_either.get_or_insert(row);
                }
            }
            Class::Date => match days::written(text) {
                Some(found) if matches!(found.written, days::Written::Either { .. }) => {
                    self.either_date += 1;
                    self.first_either.get_or_insert(row);
                }
                Some(found) => {
                    self.day_first += usize::from(found.day_first == Some(true));
                    self.month_first += usize::from(found.day_first == Some(false));
                }
                None => {}
            },
            _ => {}
        }
    }

    fn currency(&mut self, marked: Marked) {
        match self.currencies.iter().position(|(known, _)| known.currency == marked.currency) {
            Some(at) => self.currencies[at].1 += 1,
            None if self.currencies.len() < 8 => self.currencies.push((marked, 1)),
            None => {}
        }
    }

    /// How often decimals stand behind a comma, and behind a point.
    pub(super) fn decimals(&self) -> (usize, usize) {
        (self.commas, self.points)
    }

    /// What most of the cells are.
    fn kind(&self) -> ColumnKind {
        const KINDS: [ColumnKind; 8] = [
            ColumnKind::Text,
            ColumnKind::Number,
            ColumnKind::Money,
            ColumnKind::Percent,
            ColumnKind::Date,
            ColumnKind::Time,
            ColumnKind::Identifier,
            ColumnKind::Boolean,
        ];
        let sound = self.cells - self.counts[Class::Error as usize];
        if sound == 0 {
            return if self.cells == 0 { ColumnKind::Empty } else { ColumnKind::Mixed };
        }
        let most = (0..KINDS.len()).max_by_key(|at| (self.counts[*at], KINDS.len() - at)).expect("there are kinds");
        let figures = self.counts[Class::Number as usize] + self.counts[Class::Money as usize];
        match () {
            () if self.counts[most] * 5 >= sound * 4 => KINDS[most],
            () if figures * 5 >= sound * 4 => ColumnKind::Money,
            () if self.counts[Class::Identifier as usize] > 0
                && (figures + self.counts[Class::Identifier as usize]) * 5 >= sound * 4 =>
            {
                ColumnKind::Identifier
            }
            () => ColumnKind::Mixed,
        }
    }

    /// What the column is under `title`. `comma` is what the rest of the table makes likely.
    pub(super) fn settle(&self, title: &str, comma: Option<bool>, file_comma: bool) -> (Habits, Doubts) {
        let mut doubts = Doubts::default();
        let lower = title.to_lowercase();
        let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let titled = |list: &[&str]| words.iter().any(|word| list.contains(word));
        let mut kind = self.kind();
        let whole = self.commas + self.points + self.either_comma + self.either_point == 0;
        let numbers = titled(IDENTIFYING) && !titled(COSTING) || words == ["no"] && self.leading_zeros > 0;
        let identifies = self.leading_zeros > 0 && matches!(kind, ColumnKind::Number | ColumnKind::Identifier)
            || numbers && whole && matches!(kind, ColumnKind::Number | ColumnKind::Identifier | ColumnKind::Mixed)
            || kind == ColumnKind::Identifier;
        let compact_dates = titled(DATING) && kind == ColumnKind::Number && self.compact_dates * 5 >= self.cells * 4;
        let in_title = currencies::in_title(title);
        let figures = self.counts[Class::Number as usize] + self.counts[Class::Money as usize];
        let currency = match self.currencies[..] {
            [(marked, cells)] if cells * 2 > figures => Some(marked),
            [] => in_title.filter(|_| matches!(kind, ColumnKind::Number | ColumnKind::Mixed | ColumnKind::Money)),
            _ => in_title.filter(|_| figures > 0),
        };
        let currency = currency.filter(|_| !identifies && !compact_dates);
        if identifies {
            kind = ColumnKind::Identifier;
        } else if compact_dates {
            kind = ColumnKind::Date;
        } else if currency.is_some() && kind == ColumnKind::Number {
            kind = ColumnKind::Money;
        }
        let decimal_comma = self.decimal_comma(comma, file_comma, identifies, &mut doubts);
        let day_first = match (self.day_first, self.month_first) {
            (0, 0) => None,
            (day, month) => Some(day >= month),
        };
        doubts.date = (self.either_date > 0 && (day_first.is_none() || self.day_first.min(self.month_first) > 0))
            .then_some(self.first_either)
            .flatten();
        doubts.day_first = day_first;
        let contrary = |(marked, _): &(Marked, usize)| in_title.is_some_and(|title| title.currency != marked.currency);
        doubts.currencies = self.currencies.len() > 1 || self.currencies.iter().any(contrary);
        (Habits { kind, decimal_comma, day_first, currency, identifies, compact_dates }, doubts)
    }

    fn decimal_comma(&self, comma: Option<bool>, file_comma: bool, identifies: bool, doubts: &mut Doubts) -> bool {
        let settled = match (self.commas, self.points) {
            (0, 0) => comma,
            (commas, points) => Some(commas > points),
        };
        let either = self.either_comma + self.either_point;
        let decided = settled.unwrap_or(file_comma && self.either_point == 0);
        let unsure = settled.is_none() && (self.either_point > 0 || file_comma && self.either_comma > 0);
        let both = self.commas > 0 && self.points > 0 && either > 0;
        if either > 0 && (unsure || both) && !identifies {
            doubts.decimals = self.first_either;
        }
        decided
    }
}

/// What the cells of a column leave open, with the first row where it matters.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Doubts {
    pub decimals: Option<u32>,
    pub date: Option<u32>,
    pub day_first: Option<bool>,
    pub currencies: bool,
}
