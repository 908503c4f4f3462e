//! Interest on what is paid late: models, day counts, dated rates.
//!
//! Interest runs from the day after the due day through the day of payment; each day bears the rate of that day. The interest on a sum is kept as
//! `sum × numerator / denominator` in exact decimals (28 figures; only compounding cuts there), and rounded once, to the smallest coin, at the end of a
//! stretch between two payments.

use crate::sum::rounded;
use evidence::Currency;
use jiff::ToSpan;
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::collections::HashMap;

/// From this day the Labour Code of the Russian Federation, Art. 236, counts one 150th of the key rate a day; before, one 300th of the
/// refinancing rate.
const RUSSIA_150TH: Date = jiff::civil::date(2016, 10, 3);
/// From this day the NLRB compounds daily (Kentucky River Medical Center, 356 NLRB 8).
const NLRB_DAILY: Date = jiff::civil::date(2010, 10, 22);

/// How days become parts of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DayCount {
    /// Days as the calendar has them, over 365 in leap years too.
    #[default]
    Actual365,
    /// Days as the calendar has them, over 360.
    Actual360,
    /// Days as the calendar has them, over 366 in leap years and 365 in others.
    ActualActual,
    /// Twelve months of 30 days; a 31st counts as a 30th.
    Thirty360,
}

impl DayCount {
    /// All of them.
    pub const ALL: [DayCount; 4] = [DayCount::Actual365, DayCount::Actual360, DayCount::ActualActual, DayCount::Thirty360];

    /// The name: `actual/365`.
    pub fn name(self) -> &'static str {
        match self {
            DayCount::Actual365 => "actual/365",
            DayCount::Actual360 => "actual/360",
            DayCount::ActualActual => "actual/actual",
            DayCount::Thirty360 => "30/360",
        }
    }

    /// From the day after `from` through `to`: days over the year, as numerator and denominator.
    fn years(self, from: Date, to: Date) -> (i64, i64) {
        match self {
            DayCount::Actual365 => (days_between(from, to), 365),
            DayCount::Actual360 => (days_between(from, to), 360),
            DayCount::Thirty360 => {
                let day = |date: Date| i64::from(date.day()).min(30);
                let months = 12 * i64::from(to.year() - from.year()) + i64::from(to.month() - from.month());
                (30 * months + day(to) - day(from), 360)
            }
            // leap days over 366, others over 365, both brought to 365 × 366
            DayCount::ActualActual => {
                let of_year = |year: i16| {
                    let first = jiff::civil::date(year - 1, 12, 31).max(from);
                    let last = jiff::civil::date(year, 12, 31).min(to);
                    days_between(first, last).max(0) * if first_of(year).in_leap_year() { 365 } else { 366 }
                };
                ((from.year()..=to.year()).map(of_year).sum(), 365 * 366)
            }
        }
    }
}

fn first_of(year: i16) -> Date {
    jiff::civil::date(year, 1, 1)
}

fn days_between(from: Date, to: Date) -> i64 {
    i64::from(from.until(to).map(|span| span.get_days()).unwrap_or_default())
}

/// How often interest joins what bears interest. Periods are counted from the beginning of the stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Compounding {
    /// Never.
    #[default]
    Never,
    /// Each day.
    Daily,
    /// Each month.
    Monthly,
    /// Each year.
    Yearly,
}

/// Rates by date, in percents a year: each holds from its day until the next.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RateTable {
    steps: Vec<(Date, Decimal)>,
}

impl RateTable {
    /// One rate for all days.
    pub fn constant(percent: Decimal) -> Self {
        RateTable { steps: vec![(Date::MIN, percent)] }
    }

    /// The rates in a CSV file with the columns date and percent. Lines that begin with `#`, and a line of titles, are skipped.
    ///
    /// # Errors
    /// A sentence with the line and the cause.
    pub fn parse(name: &str, text: &str) -> Result<Self, String> {
        let mut steps = Vec::new();
        for (at, cells) in crate::separated::lines(text) {
            let told = |cause: &str| format!("{name}, line {at}: {cause}");
            let [date, percent, ..] = cells.as_slice() else { return Err(told("a date and a rate in percents are needed.")) };
            let Ok(date) = date.parse::<Date>() else {
                if steps.is_empty() && percent.parse::<Decimal>().is_err() {
                    continue;
                }
                return Err(told(&format!("{date:?} is not a day such as 2014-06-30.")));
            };
            let Ok(percent) = percent.trim_end_matches(['%', ' ']).parse::<Decimal>() else {
                return Err(told(&format!("{percent:?} is not a rate such as 7.5.")));
            };
            if percent.is_sign_negative() && !percent.is_zero() || percent > Decimal::from(1000) {
                return Err(told(&format!("a rate of {percent} % is out of reason.")));
            }
            steps.push((date, percent));
        }
        steps.sort();
        match steps.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            _ if steps.is_empty() => Err(format!("{name}: there is no rate in it.")),
            Some(pair) => Err(format!("{name}: two rates begin on {}.", pair[0].0)),
            None => Ok(RateTable { steps }),
        }
    }

    /// The first day with a rate.
    pub fn first_day(&self) -> Option<Date> {
        self.steps.first().map(|(from, _)| *from)
    }

    /// Stretches of one rate: from the day after the first date through the second.
    fn stretches(&self, from: Date, to: Date) -> Result<Vec<(Date, Date, Decimal)>, NoRate> {
        if to <= from {
            return Ok(Vec::new());
        }
        let first_day = from.checked_add(1.day()).map_err(|_| NoRate { on: from })?;
        let mut at = self.steps.partition_point(|(begins, _)| *begins <= first_day);
        if at == 0 {
            return Err(NoRate { on: first_day });
        }
        let (mut stretches, mut begin) = (Vec::new(), from);
        while begin < to {
            // the day before the next rate begins is the last of this one
            let last = self.steps.get(at).and_then(|(next, _)| next.checked_sub(1.day()).ok()).unwrap_or(to).min(to);
            stretches.push((begin, last, self.steps[at - 1].1));
            begin = last;
            at += 1;
        }
        Ok(stretches)
    }
}

/// Days of one rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    /// The first day that bears interest.
    pub first: Date,
    /// The last.
    pub last: Date,
    /// The rate, in percents a year.
    pub percent: Decimal,
    /// How many days, as the model counts them.
    pub days: i64,
}

/// A day on which interest runs and of which the table has no rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("there is no rate for {on}: add one to the table of rates, or limit what is claimed to later days")]
pub struct NoRate {
    /// The day.
    pub on: Date,
}

/// How interest is computed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Model {
    /// None.
    #[default]
    None,
    /// `sum × rate × days / basis`, never compounded.
    Simple(RateTable),
    /// Labour Code of the Russian Federation, Art. 236: the key rate over 150 for each day from 2016-10-03, the refinancing rate over 300 before.
    /// A legal minimum, whoever is at fault. The day count does not matter.
    Russia236(RateTable),
    /// US National Labor Relations Board: simple before 2010-10-22, compounded daily from then (356 NLRB 8). The table holds the full rate:
    /// federal short-term rate plus three points, by quarter. Interest from before 2010-10-22 stays simple, which is the lower reading.
    Nlrb(RateTable),
    /// Rates and compounding as somebody gives them.
    Table(RateTable, Compounding),
}

impl Model {
    /// The name: `simple`.
    pub fn name(&self) -> &'static str {
        match self {
            Model::None => "none",
            Model::Simple(_) => "simple",
            Model::Russia236(_) => "Russian Labour Code Art. 236",
            Model::Nlrb(_) => "NLRB, daily compounding since 2010-10-22",
            Model::Table(_, Compounding::Never) => "rate table, simple",
            Model::Table(_, Compounding::Daily) => "rate table, compounded daily",
            Model::Table(_, Compounding::Monthly) => "rate table, compounded monthly",
            Model::Table(_, Compounding::Yearly) => "rate table, compounded yearly",
        }
    }

    fn table(&self) -> Option<&RateTable> {
        match self {
            Model::None => None,
            Model::Simple(table) | Model::Russia236(table) | Model::Nlrb(table) | Model::Table(table, _) => Some(table),
        }
    }

    /// A day at which a stretch of interest has to be cut, because what bears interest changes there.
    pub(crate) fn turning_day(&self) -> Option<Date> {
        // interest runs from the day after, so that the first compounded day is the 22nd
        matches!(self, Model::Nlrb(_)).then(|| NLRB_DAILY.yesterday().expect("no first day of the calendar"))
    }

    /// Whether interest that ran up after `from` bears interest itself.
    pub(crate) fn compounds_from(&self, from: Date) -> bool {
        match self {
            Model::None | Model::Simple(_) | Model::Russia236(_) | Model::Table(_, Compounding::Never) => false,
            Model::Nlrb(_) => self.turning_day().is_some_and(|turning| turning <= from),
            Model::Table(_, Compounding::Daily | Compounding::Monthly | Compounding::Yearly) => true,
        }
    }
}

/// Interest on one unit of money: numerator over denominator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accrual {
    /// Above the line.
    pub numerator: Decimal,
    /// Below the line, never nought.
    pub denominator: Decimal,
}

impl Accrual {
    const NOTHING: Accrual = Accrual { numerator: Decimal::ZERO, denominator: Decimal::ONE };

    /// Interest on `sum`, rounded to the smallest coin. `None` beyond exact decimals.
    pub fn on(&self, sum: Decimal, currency: Currency) -> Option<Decimal> {
        let product = sum.checked_mul(self.numerator)?;
        Some(rounded(product.checked_div(self.denominator)?, currency))
    }
}

/// A model with its day count.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Interest {
    /// The model.
    pub model: Model,
    /// How days are counted.
    pub days: DayCount,
}

impl Interest {
    /// Interest on one unit of money that was due on `from` and paid on `to`.
    ///
    /// # Errors
    /// [`NoRate`] if a day between has no rate.
    pub fn accrual(&self, from: Date, to: Date) -> Result<Accrual, NoRate> {
        if to <= from {
            return Ok(Accrual::NOTHING);
        }
        match &self.model {
            Model::None => Ok(Accrual::NOTHING),
            Model::Simple(table) | Model::Table(table, Compounding::Never) => self.simple(table, from, to),
            Model::Russia236(table) => russia(table, from, to),
            Model::Nlrb(table) => self.nlrb(table, from, to),
            Model::Table(table, Compounding::Daily) => Ok(over_one(self.daily(table, from, to)? - Decimal::ONE)),
            Model::Table(table, Compounding::Monthly) => self.by_period(table, from, to, 1),
            Model::Table(table, Compounding::Yearly) => self.by_period(table, from, to, 12),
        }
    }

    /// The days that bear interest from the day after `from` through `to`, cut where the rate changes, or what a day of it bears.
    ///
    /// # Errors
    /// [`NoRate`] if a day between has no rate.
    pub fn segments(&self, from: Date, to: Date) -> Result<Vec<Segment>, NoRate> {
        let Some(table) = self.model.table() else { return Ok(Vec::new()) };
        let turning = match &self.model {
            Model::Russia236(_) => RUSSIA_150TH.yesterday().ok(),
            model => model.turning_day(),
        };
        let mut segments = Vec::new();
        for (begin, end, percent) in table.stretches(from, to)? {
            let cut = turning.filter(|day| begin < *day && *day < end);
            let ends = cut.into_iter().chain([end]);
            let mut begin = begin;
            for end in ends {
                let first = begin.tomorrow().unwrap_or(begin);
                segments.push(Segment { first, last: end, percent, days: self.days_of(begin, end) });
                begin = end;
            }
        }
        Ok(segments)
    }

    /// Days from the day after `from` through `to`.
    fn days_of(&self, from: Date, to: Date) -> i64 {
        match (&self.model, self.days) {
            (Model::Russia236(_), _) | (_, DayCount::Actual365 | DayCount::Actual360 | DayCount::ActualActual) => {
                days_between(from, to)
            }
            (_, DayCount::Thirty360) => self.days.years(from, to).0,
        }
    }

    fn simple(&self, table: &RateTable, from: Date, to: Date) -> Result<Accrual, NoRate> {
        let mut numerator = Decimal::ZERO;
        let mut basis = 1;
        for (begin, end, percent) in table.stretches(from, to)? {
            let (days, over) = self.days.years(begin, end);
            numerator += percent * Decimal::from(days);
            basis = over;
        }
        Ok(Accrual { numerator, denominator: Decimal::from(100 * basis) })
    }

    /// What one unit grows to, compounded each day.
    fn daily(&self, table: &RateTable, from: Date, to: Date) -> Result<Decimal, NoRate> {
        let mut grown = Decimal::ONE;
        for (begin, end, percent) in table.stretches(from, to)? {
            for (days, basis) in self.daily_days(begin, end) {
                let a_day = percent / Decimal::from(100 * basis);
                grown = grown.saturating_mul(power(Decimal::ONE + a_day, days));
            }
        }
        Ok(grown)
    }

    /// Days of each basis.
    fn daily_days(&self, from: Date, to: Date) -> Vec<(i64, i64)> {
        if self.days != DayCount::ActualActual {
            return vec![self.days.years(from, to)];
        }
        let of_year = |year: i16| {
            let days =
                days_between(first_of(year).yesterday().unwrap_or(from).max(from), jiff::civil::date(year, 12, 31).min(to));
            (days.max(0), if first_of(year).in_leap_year() { 366 } else { 365 })
        };
        (from.year()..=to.year()).map(of_year).collect()
    }

    /// Compounded after each `months`; simple within them.
    fn by_period(&self, table: &RateTable, from: Date, to: Date, months: i32) -> Result<Accrual, NoRate> {
        let (mut grown, mut begin, mut count) = (Decimal::ONE, from, 0);
        while begin < to {
            count += months;
            let end = from.checked_add(count.months()).unwrap_or(to).min(to);
            let accrual = self.simple(table, begin, end)?;
            grown = grown.saturating_mul(Decimal::ONE + accrual.numerator / accrual.denominator);
            begin = end;
        }
        Ok(over_one(grown - Decimal::ONE))
    }

    fn nlrb(&self, table: &RateTable, from: Date, to: Date) -> Result<Accrual, NoRate> {
        let turning = self.model.turning_day().unwrap_or(from);
        let simple = if from < turning { self.simple(table, from, to.min(turning))? } else { Accrual::NOTHING };
        if to <= turning {
            return Ok(simple);
        }
        let compound = self.daily(table, from.max(turning), to)? - Decimal::ONE;
        Ok(over_one(simple.numerator / simple.denominator + compound))
    }
}

fn over_one(interest: Decimal) -> Accrual {
    Accrual { numerator: interest, denominator: Decimal::ONE }
}

fn russia(table: &RateTable, from: Date, to: Date) -> Result<Accrual, NoRate> {
    let turning = RUSSIA_150TH.yesterday().expect("no first day of the calendar");
    let mut numerator = Decimal::ZERO;
    for (begin, end, percent) in table.stretches(from, to)? {
        let before = days_between(begin, end.min(turning)).max(0);
        let after = days_between(begin.max(turning), end).max(0);
        // one 150th is two 300ths
        numerator += percent * Decimal::from(before + 2 * after);
    }
    Ok(Accrual { numerator, denominator: Decimal::from(100 * 300) })
}

/// `base` to the power of `exponent`, by squaring.
fn power(base: Decimal, exponent: i64) -> Decimal {
    let (mut result, mut square, mut left) = (Decimal::ONE, base, exponent.max(0));
    while left > 0 {
        if left % 2 == 1 {
            result = result.saturating_mul(square);
        }
        left /= 2;
        if left > 0 {
            square = square.saturating_mul(square);
        }
    }
    result
}

/// Interest that was computed once for all sums with the same dates.
#[derive(Debug, Default)]
pub struct Accruals {
    known: HashMap<u64, Result<Accrual, NoRate>>,
}

impl Accruals {
    /// As [`Interest::accrual`].
    ///
    /// # Errors
    /// As [`Interest::accrual`].
    pub fn of(&mut self, interest: &Interest, from: Date, to: Date) -> Result<Accrual, NoRate> {
        // both days in one number, which is quick to look up
        let number = |day: Date| (i64::from(day.year()) * 512 + i64::from(day.month()) * 32 + i64::from(day.day())) as u64;
        *self.known.entry(number(from) << 32 | number(to) & 0xffff_ffff).or_insert_with(|| interest.accrual(from, to))
    }
}
