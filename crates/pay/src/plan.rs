//! `pay.toml`: what people decide about an account. Everything in it is optional, and everything in it is printed with the account.

use crate::book::{Component, Crew, Settings, Voice};
use crate::class_total::{Draws, Unlisted};
use crate::exchange::ConversionDay;
use crate::import::{AboutFile, Role};
use crate::interest::{Compounding, DayCount, Interest, Model, RateTable};
use crate::month::Month;
use crate::owed::{Allocation, Terms};
use crate::rules::Shown;
use evidence::Currency;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The name of the file in a case folder.
pub const FILE: &str = "pay.toml";

/// What the file says, before the files it names are read.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// The currency of the account.
    pub currency: Option<Currency>,
    /// The day as of which is computed.
    #[serde(default, deserialize_with = "crate::rules::day")]
    pub as_of: Option<Date>,
    /// The country whose law holds where nothing else says so.
    pub place: Option<String>,
    /// The day of the month after on which pay is due; 10 if not said.
    pub pay_day: Option<i8>,
    /// Whom to believe first.
    pub precedence: Option<Vec<String>>,
    /// `at_due_date`, `at_payment` or `at_judgment`.
    pub conversion: Option<String>,
    /// The file of rates of exchange.
    pub exchange: Option<String>,
    /// What was due before this day is listed and not claimed.
    #[serde(default, deserialize_with = "crate::rules::day")]
    pub limitation: Option<Date>,
    /// Files of rules.
    #[serde(default)]
    pub rules: Vec<String>,
    /// The file of ratifications.
    pub ratifications: Option<String>,
    /// Interest.
    #[serde(default)]
    pub interest: InterestPlan,
    /// How totals are drawn.
    #[serde(default)]
    pub draws: DrawsPlan,
    /// How many more workers there are than the files name.
    pub unlisted: Option<UnlistedPlan>,
    /// Laws that were shown.
    #[serde(default)]
    pub shown: Vec<Shown>,
    /// Names of one person.
    #[serde(default)]
    pub same: Vec<Same>,
    /// Sums that hold for a time.
    #[serde(default)]
    pub lasting: Vec<LastingPlan>,
    /// What documents state of pay in general.
    pub stated: Option<StatedPlan>,
    /// What is said of single files, by their path in the case folder.
    #[serde(default)]
    pub files: BTreeMap<String, FilePlan>,
}

/// Interest, as people write it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InterestPlan {
    /// `none`, `simple`, `ru236`, `nlrb` or `table`.
    pub model: Option<String>,
    /// One rate, in percents a year.
    #[serde(default, deserialize_with = "crate::rules::decimal")]
    pub rate: Option<Decimal>,
    /// The file of dated rates.
    pub rates: Option<String>,
    /// For `table`: `never`, `daily`, `monthly` or `yearly`.
    pub compounding: Option<String>,
    /// `actual/365`, `actual/360`, `actual/actual` or `30/360`.
    pub days: Option<String>,
    /// `interest_first` or `principal_first`.
    pub allocation: Option<String>,
}

/// Draws, as people write them.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DrawsPlan {
    /// How many.
    pub count: Option<usize>,
    /// The seed.
    pub seed: Option<u64>,
    /// The chance that a worker errs as the crew does.
    pub shared: Option<f64>,
    /// How much of the draws the interval holds.
    pub level: Option<f64>,
}

/// People whom no file names.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnlistedPlan {
    low: f64,
    point: f64,
    high: f64,
}

/// Names of one person.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Same {
    /// The names.
    pub names: Vec<String>,
}

/// A sum a month that somebody states for a time: a promise, a testimony, a contract.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LastingPlan {
    /// Who it is about; everybody if not said.
    pub worker: Option<String>,
    /// Which site; all if not said.
    pub site: Option<String>,
    /// `contract`, `promised`, `minimum`, `gross`, `paid`, or the code of a deduction.
    pub what: String,
    /// The lower end.
    #[serde(default, deserialize_with = "crate::rules::decimal")]
    pub low: Option<Decimal>,
    /// The upper end.
    #[serde(default, deserialize_with = "crate::rules::decimal")]
    pub high: Option<Decimal>,
    /// The currency; that of the account if not said.
    pub currency: Option<Currency>,
    /// First month.
    pub from: Option<String>,
    /// Last month.
    pub to: Option<String>,
    /// Who says so.
    pub voice: String,
    /// Where it stands, in words: a page, a claim's id.
    pub source: String,
}

/// What documents state of pay in general.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatedPlan {
    /// Pay a month before anything is taken, from … to.
    pub gross: [String; 2],
    /// The part that is taken, in percents, from … to.
    pub share: [String; 2],
    /// What is left a month, from … to.
    pub left: [String; 2],
    /// Where it stands.
    pub source: String,
}

/// What is said of one file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FilePlan {
    /// Who speaks in it.
    pub voice: Option<String>,
    /// Its currency.
    pub currency: Option<Currency>,
    /// Who employs or sends.
    pub employer: Option<String>,
    /// The site.
    pub site: Option<String>,
    /// The group.
    pub group: Option<String>,
    /// The country.
    pub country: Option<String>,
    /// The month.
    pub month: Option<String>,
    /// Titles and what stands under them.
    #[serde(default)]
    pub columns: BTreeMap<String, String>,
    /// Who confirmed that.
    pub confirmed_by: Option<String>,
}

/// How a file that a plan names is read: its words, or why not.
pub type Reads<'r> = &'r dyn Fn(&str) -> Result<String, String>;

impl Plan {
    /// The plan in `text`.
    ///
    /// # Errors
    /// A sentence with line, column and cause.
    pub fn parse(name: &str, text: &str) -> Result<Plan, String> {
        toml::from_str(text).map_err(|error| format!("{name}: {}", error.to_string().trim_end()))
    }

    /// How the account is drawn up, as of `today` if the plan does not say otherwise.
    ///
    /// # Errors
    /// A sentence with the cause.
    pub fn settings(&self, currency: Option<Currency>, today: Date, read: Reads) -> Result<Settings, String> {
        let mut settings = Settings::new(self.currency.or(currency).unwrap_or(Currency::USD), self.as_of.unwrap_or(today));
        if let Some(day) = self.pay_day {
            settings.pay_day = (1..=31).contains(&day).then_some(day).ok_or(format!("pay_day {day} is no day of a month."))?;
        }
        if let Some(voices) = &self.precedence {
            let voice = |name: &String| name.parse().map_err(|()| unknown("voice", name, &Voice::PRECEDENCE.map(Voice::name)));
            settings.precedence = voices.iter().map(voice).collect::<Result<_, _>>()?;
        }
        let days = [ConversionDay::Due, ConversionDay::Payment, ConversionDay::Judgment];
        if let Some(name) = &self.conversion {
            let found = days.into_iter().find(|day| day.name() == name);
            settings.conversion = found.ok_or_else(|| unknown("conversion", name, &days.map(ConversionDay::name)))?;
        }
        if let Some(file) = &self.exchange {
            settings.exchange = crate::Exchange::parse(file, &read(file)?)?;
        }
        settings.limitation = self.limitation;
        Ok(settings)
    }

    /// Interest and allocation.
    ///
    /// # Errors
    /// A sentence with the cause.
    pub fn terms(&self, read: Reads) -> Result<Terms, String> {
        let plan = &self.interest;
        let table = || match (&plan.rates, plan.rate) {
            (Some(file), None) => RateTable::parse(file, &read(file)?),
            (None, Some(rate)) => Ok(RateTable::constant(rate)),
            (Some(_), Some(_)) => Err("interest has both a rate and a file of rates: keep one.".to_owned()),
            (None, None) => Err("interest needs a rate, or a file of dated rates.".to_owned()),
        };
        let name = plan.model.as_deref().unwrap_or("none");
        let model = match name {
            "none" => Model::None,
            "simple" => Model::Simple(table()?),
            "ru236" => Model::Russia236(table()?),
            "nlrb" => Model::Nlrb(table()?),
            "table" => Model::Table(table()?, compounding(plan.compounding.as_deref().unwrap_or("never"))?),
            other => return Err(unknown("model of interest", other, &["none", "simple", "ru236", "nlrb", "table"])),
        };
        let days = plan.days.as_deref().unwrap_or("actual/365");
        let days = DayCount::ALL
            .into_iter()
            .find(|count| count.name() == days)
            .ok_or_else(|| unknown("count of days", days, &DayCount::ALL.map(DayCount::name)))?;
        let allocation = match plan.allocation.as_deref().unwrap_or("interest_first") {
            "interest_first" => Allocation::InterestFirst,
            "principal_first" => Allocation::PrincipalFirst,
            other => return Err(unknown("allocation", other, &["interest_first", "principal_first"])),
        };
        Ok(Terms { interest: Interest { model, days }, allocation })
    }

    /// How totals are drawn.
    pub fn class_draws(&self) -> Draws {
        let usual = Draws::default();
        let part = |value: Option<f64>, usual: f64| value.filter(|part| (0.0..=1.0).contains(part)).unwrap_or(usual);
        Draws {
            count: self.draws.count.unwrap_or(usual.count).clamp(1, 1_000_000),
            seed: self.draws.seed.unwrap_or(usual.seed),
            shared: part(self.draws.shared, usual.shared),
            level: part(self.draws.level, usual.level),
        }
    }

    /// People whom no file names.
    pub fn unlisted(&self) -> Option<Unlisted> {
        self.unlisted.map(|UnlistedPlan { low, point, high }| Unlisted { low, point, high })
    }

    /// What is said of the file of this name.
    ///
    /// # Errors
    /// A sentence with the cause.
    pub fn about(&self, name: &str) -> Result<AboutFile, String> {
        let none = FilePlan::default();
        let plan = self.files.get(name).unwrap_or(&none);
        let voice = plan.voice.as_ref().map(|voice| {
            voice.parse().map_err(|()| format!("{name}: {}", unknown("voice", voice, &Voice::PRECEDENCE.map(Voice::name))))
        });
        let month = plan
            .month
            .as_ref()
            .map(|month| month.parse().map_err(|()| format!("{name}: {month:?} is no month such as 2015-03.")));
        let role = |(title, role): (&String, &String)| match Role::named(role) {
            Some(found) => Ok((title.clone(), found)),
            None => Err(format!("{name}: nothing is called {role:?}; a column is such as gross, paid, D06_BOARD, or nothing.")),
        };
        Ok(AboutFile {
            voice: voice.transpose()?,
            currency: plan.currency,
            crew: Crew {
                employer: plan.employer.clone(),
                site: plan.site.clone(),
                group: plan.group.clone(),
                country: plan.country.clone().or_else(|| self.place.clone()),
            },
            month: month.transpose()?,
            columns: plan.columns.iter().map(role).collect::<Result<_, _>>()?,
            confirmed_by: plan.confirmed_by.clone(),
        })
    }
}

/// What a plan's sum is: component, ends, voice, first and last month.
pub type Understood = (Component, Decimal, Decimal, Voice, Option<Month>, Option<Month>);

impl LastingPlan {
    /// What it is, and for which months.
    ///
    /// # Errors
    /// A sentence with the cause.
    pub fn understood(&self) -> Result<Understood, String> {
        let component = match Role::named(&self.what) {
            Some(Role::Sum(component)) => component,
            _ => return Err(format!("lasting: {:?} is no sum such as gross, paid or contract.", self.what)),
        };
        let (low, high) = match (self.low, self.high) {
            (Some(low), Some(high)) => (low, high),
            (Some(one), None) | (None, Some(one)) => (one, one),
            (None, None) => return Err(format!("lasting {}: it needs low and high.", self.what)),
        };
        if high < low || low.is_sign_negative() || high > crate::sum::largest() {
            return Err(format!("lasting {}: from {low} to {high} is no range of a sum.", self.what));
        }
        let voice = self.voice.parse().map_err(|()| unknown("voice", &self.voice, &Voice::PRECEDENCE.map(Voice::name)))?;
        let month = |text: &Option<String>| {
            text.as_ref().map(|text| text.parse().map_err(|()| format!("{text:?} is no month such as 2015-03."))).transpose()
        };
        Ok((component, low, high, voice, month(&self.from)?, month(&self.to)?))
    }
}

fn compounding(name: &str) -> Result<Compounding, String> {
    match name {
        "never" => Ok(Compounding::Never),
        "daily" => Ok(Compounding::Daily),
        "monthly" => Ok(Compounding::Monthly),
        "yearly" => Ok(Compounding::Yearly),
        other => Err(unknown("compounding", other, &["never", "daily", "monthly", "yearly"])),
    }
}

fn unknown(what: &str, name: &str, known: &[&str]) -> String {
    format!("no {what} is called {name:?}; there are: {}.", known.join(", "))
}
