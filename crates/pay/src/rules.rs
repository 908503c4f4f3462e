//! Which rule stands behind a deduction at a place on a day.
//!
//! Rules are data: one TOML file a table, with its version. Those that come with the program are conventions and guidance; a case adds the law
//! of its places in files of the same form. What the program says is never law by itself: it names the rule, its article, its text, from when
//! it binds the place, and whether the text was checked.

mod reading;

pub use reading::{Ratification, ratifications};
pub(crate) use reading::{day, decimal};

use evidence::{Taking, Treatment};
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Deserialize;

/// The tables that come with the program: name and text.
const OWN: [(&str, &str); 3] = [
    ("c95.toml", include_str!("../rules/c95.toml")),
    ("c181.toml", include_str!("../rules/c181.toml")),
    ("ilo_fees.toml", include_str!("../rules/ilo_fees.toml")),
];

/// How a table of rules comes to bind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Binds {
    /// A State from that State's own date.
    #[serde(rename = "by ratification")]
    ByRatification,
    /// Nobody by itself.
    #[serde(rename = "guidance")]
    Guidance,
    /// The places it names: national law.
    #[serde(rename = "its places")]
    ItsPlaces,
}

/// What a rule says of a deduction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Says {
    /// It may be taken.
    #[serde(rename = "lawful")]
    Lawful,
    /// It may be taken if somebody shows the law and that the sum reached whom it is for.
    #[serde(rename = "lawful if shown")]
    LawfulIfShown,
    /// To be examined.
    #[serde(rename = "review")]
    Review,
    /// It may not be taken.
    #[serde(rename = "prohibited")]
    Prohibited,
    /// It may not be taken, unless somebody shows the law and that the sum reached whom it is for.
    #[serde(rename = "prohibited unless shown")]
    ProhibitedUnlessShown,
    /// It is no deduction: the wage stays due.
    #[serde(rename = "arrears")]
    Arrears,
}

/// How much of one month's pay a rule lets be taken.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cap {
    /// This share of gross pay, such as `"0.20"`.
    #[serde(default, deserialize_with = "reading::decimal")]
    pub max_share: Option<Decimal>,
    /// This sum a month, in the currency of the account.
    #[serde(default, deserialize_with = "reading::decimal")]
    pub per_month: Option<Decimal>,
    /// What is above this floor of gross pay, in the currency of the account.
    #[serde(default, deserialize_with = "reading::decimal")]
    pub protected_floor: Option<Decimal>,
}

impl Cap {
    /// The most that may be taken from `gross`, unrounded: the smallest of what its parts allow. `None` if it has no part.
    pub fn most(&self, gross: Decimal) -> Option<Decimal> {
        let share = self.max_share.and_then(|share| share.checked_mul(gross));
        let above = self.protected_floor.map(|floor| (gross - floor).max(Decimal::ZERO));
        [share, self.per_month, above].into_iter().flatten().min()
    }
}

/// A rule, with the table it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// The code of the instrument, `C95`.
    pub instrument: String,
    /// Its name in words.
    pub title: String,
    /// The version of the table.
    pub version: u32,
    /// The rule, `W08_NOFEE`. Retired ones are never used again.
    pub id: String,
    /// The article.
    pub article: String,
    /// What it says, in words.
    pub text: String,
    /// Where the text is from.
    pub source: String,
    /// Whether the text was held against a public source.
    pub checked: bool,
    /// First day in force.
    pub from: Date,
    /// First day no longer in force.
    pub to: Option<Date>,
    /// How it comes to bind.
    pub binds: Binds,
    /// Where it holds, if it is national law: ISO 3166 letters.
    pub places: Vec<String>,
    /// What it is about.
    pub codes: Vec<Taking>,
    /// What it says of that.
    pub says: Says,
    /// How much of it.
    pub cap: Option<Cap>,
}

impl Rule {
    /// `W08_NOFEE@1`.
    pub fn name(&self) -> String {
        format!("{}@{}", self.id, self.version)
    }
}

/// How a rule stands at a place on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Force {
    /// It binds there; from when, and to when.
    Binding {
        /// First day.
        from: Date,
        /// First day no longer.
        to: Option<Date>,
    },
    /// In force, but only guidance.
    Guidance,
    /// Not in force yet.
    NotYet {
        /// First day in force there.
        from: Date,
    },
    /// No longer in force.
    Expired,
    /// The ratifications of the case speak of the place, and not of this instrument.
    NotRatified,
    /// Nobody has said whether the place ratified it.
    Unknown,
    /// It is the law of other places.
    Elsewhere,
}

impl Force {
    /// The word for it.
    pub fn name(&self) -> &'static str {
        match self {
            Force::Binding { .. } => "binding",
            Force::Guidance => "guidance",
            Force::NotYet { .. } => "not yet",
            Force::Expired => "expired",
            Force::NotRatified => "not ratified",
            Force::Unknown => "unknown",
            Force::Elsewhere => "elsewhere",
        }
    }
}

/// What is found of a deduction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finding {
    /// It may be taken.
    Lawful,
    /// It may be taken up to this sum a month, in the currency of the account; the rest may not.
    LawfulUpTo(Decimal),
    /// To be examined.
    Review,
    /// It may not be taken.
    Prohibited,
    /// It is no deduction: the wage stays due.
    Arrears,
    /// No rule that is shown to bind says anything.
    Undetermined,
}

impl Finding {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Finding::Lawful => "lawful",
            Finding::LawfulUpTo(_) => "lawful up to",
            Finding::Review => "review",
            Finding::Prohibited => "prohibited",
            Finding::Arrears => "arrears",
            Finding::Undetermined => "undetermined",
        }
    }
}

/// What the rules say of one deduction at one place on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// What is found.
    pub finding: Finding,
    /// Into which of the four sums it goes: by the rule if one binds, otherwise by the default of its code.
    pub treatment: Treatment,
    /// The rule that decides, as a place in [`Rules::all`], and how it stands.
    pub rule: Option<(usize, Force)>,
    /// Why, in a sentence.
    pub because: String,
}

/// Somebody showed the law under which a deduction was taken, and that it reached whom it is for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shown {
    /// Which deduction.
    pub code: Taking,
    /// Where: ISO 3166 letters.
    pub place: String,
    /// The law, as it is cited.
    pub law: String,
    /// Whether the sum was remitted to whom it is for.
    pub remitted: bool,
    /// First day for which this was shown.
    #[serde(default, deserialize_with = "reading::day")]
    pub from: Option<Date>,
    /// First day for which it no longer is.
    #[serde(default, deserialize_with = "reading::day")]
    pub to: Option<Date>,
}

impl Shown {
    fn covers(&self, code: Taking, place: &str, on: Date) -> bool {
        self.code == code && self.place == place && self.remitted && within(self.from, self.to, on)
    }
}

fn within(from: Option<Date>, to: Option<Date>, on: Date) -> bool {
    from.is_none_or(|from| from <= on) && to.is_none_or(|to| on < to)
}

/// All rules of a case, what was ratified, and what was shown.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    rules: Vec<Rule>,
    ratified: Vec<Ratification>,
    shown: Vec<Shown>,
}

impl Rules {
    /// The rules that come with the program.
    pub fn own() -> Self {
        let mut rules = Rules::default();
        // what is added last decides first
        for (name, text) in OWN.into_iter().rev() {
            rules.add(name, text).expect("a test reads the rules of the program");
        }
        rules
    }

    /// Adds a table. Rules that are added later decide before earlier ones, so that national law goes before conventions.
    ///
    /// # Errors
    /// A sentence with the place and the cause.
    pub fn add(&mut self, name: &str, text: &str) -> Result<(), String> {
        let mut added = reading::table(name, text)?;
        added.append(&mut self.rules);
        self.rules = added;
        Ok(())
    }

    /// Says which conventions bind which States, and from when.
    pub fn ratified(&mut self, ratified: Vec<Ratification>) {
        self.ratified.extend(ratified);
    }

    /// Says what somebody showed.
    pub fn shown(&mut self, shown: Vec<Shown>) {
        self.shown.extend(shown);
    }

    /// The rules, those that decide first before others.
    pub fn all(&self) -> &[Rule] {
        &self.rules
    }

    /// How `rule` stands at `place` on `on`.
    pub fn force(&self, rule: &Rule, place: &str, on: Date) -> Force {
        match rule {
            Rule { from, .. } if on < *from => Force::NotYet { from: *from },
            Rule { to: Some(to), .. } if *to <= on => Force::Expired,
            Rule { binds: Binds::Guidance, .. } => Force::Guidance,
            Rule { binds: Binds::ItsPlaces, places, .. } if !places.iter().any(|of| of == place) => Force::Elsewhere,
            Rule { binds: Binds::ItsPlaces, from, to, .. } => Force::Binding { from: *from, to: *to },
            Rule { binds: Binds::ByRatification, .. } => self.ratification(rule, place, on),
        }
    }

    fn ratification(&self, rule: &Rule, place: &str, on: Date) -> Force {
        let of_place = || self.ratified.iter().filter(|ratified| ratified.state == place);
        let mut of_rule = of_place().filter(|ratified| ratified.code == rule.instrument).peekable();
        if of_rule.peek().is_none() {
            return if of_place().next().is_some() { Force::NotRatified } else { Force::Unknown };
        }
        let (mut later, mut over) = (None::<Date>, false);
        for ratified in of_rule {
            let from = ratified.from.max(rule.from);
            if within(Some(from), ratified.to, on) {
                let to = [ratified.to, rule.to].into_iter().flatten().min();
                return Force::Binding { from, to };
            }
            if on < from {
                later = Some(later.map_or(from, |earlier| earlier.min(from)));
            } else {
                over = true;
            }
        }
        match later {
            Some(from) if !over => Force::NotYet { from },
            _ => Force::Expired,
        }
    }

    /// What the rules say of taking `code` at `place` on `on` from pay of `gross` a month, in the currency of the account.
    ///
    /// The first rule that binds decides. Without one, the finding is undetermined and the sum it goes into is the default of its code; a rule
    /// that might bind is named.
    pub fn verdict(&self, code: Taking, place: Option<&str>, on: Date, gross: Decimal) -> Verdict {
        let default = code.treatment();
        let Some(place) = place else {
            let because = format!("the place is not known; {} by default of {code}.", default.name());
            return Verdict { finding: without_a_rule(code), treatment: default, rule: None, because };
        };
        let shown = self.shown.iter().filter(|_| may_be_shown(code)).find(|shown| shown.covers(code, place, on));
        let about = self.rules.iter().enumerate().filter(|(_, rule)| rule.codes.contains(&code));
        let mut doubtful: Option<(usize, Force)> = None;
        for (at, rule) in about {
            let force = self.force(rule, place, on);
            if let Force::Binding { .. } = force {
                return self.decided(code, (at, force), shown, gross);
            }
            let closer = matches!(force, Force::Guidance) || doubtful.is_none();
            if closer && !matches!(force, Force::Elsewhere) {
                doubtful = Some((at, force));
            }
        }
        let because = match (&doubtful, shown) {
            (_, Some(shown)) => format!("shown: {}.", shown.law),
            (Some((at, force)), None) => {
                let rule = &self.rules[*at];
                format!(
                    "{} by default of {code}; {} Art. {}: {}.",
                    default.name(),
                    rule.instrument,
                    rule.article,
                    said(force, place)
                )
            }
            (None, None) => format!("{} by default of {code}; no rule of the case speaks of it.", default.name()),
        };
        let (finding, treatment) = match shown {
            Some(_) => (Finding::Lawful, Treatment::Lawful),
            _ => (without_a_rule(code), default),
        };
        Verdict { finding, treatment, rule: doubtful, because }
    }

    fn decided(&self, code: Taking, (at, force): (usize, Force), shown: Option<&Shown>, gross: Decimal) -> Verdict {
        let rule = &self.rules[at];
        let most = rule.cap.as_ref().and_then(|cap| cap.most(gross));
        let lawful = |most: Option<Decimal>| (most.map_or(Finding::Lawful, Finding::LawfulUpTo), Treatment::Lawful);
        let (finding, treatment) = match (rule.says, shown.is_some()) {
            (Says::Lawful, _) | (Says::LawfulIfShown | Says::ProhibitedUnlessShown, true) => lawful(most),
            // whether it was remitted is not known, so that it is no more than the default of its code
            (Says::LawfulIfShown, false) => (Finding::Undetermined, Treatment::Lawful),
            (Says::ProhibitedUnlessShown, false) => match code.treatment() {
                Treatment::Lawful => (Finding::Undetermined, Treatment::Lawful),
                _ => (Finding::Prohibited, Treatment::Prohibited),
            },
            (Says::Review, _) => (Finding::Review, Treatment::Review),
            (Says::Prohibited, _) => (Finding::Prohibited, Treatment::Prohibited),
            (Says::Arrears, _) => (Finding::Arrears, Treatment::Review),
        };
        let unchecked = if rule.checked { "" } else { " (from memory: check the text before you rely on it)" };
        let by = shown.map(|shown| format!(" Shown: {}.", shown.law)).unwrap_or_default();
        let because = format!("{} Art. {}: {}{unchecked}{by}", rule.instrument, rule.article, rule.text);
        Verdict { finding, treatment, rule: Some((at, force)), because }
    }
}

/// What is found where no rule decides: what waits for a person's eye stays under review, and what is withheld stays due.
fn without_a_rule(code: Taking) -> Finding {
    match (code, code.treatment()) {
        (Taking::Held, _) => Finding::Arrears,
        (_, Treatment::Review) => Finding::Review,
        _ => Finding::Undetermined,
    }
}

/// Whether a law that is shown can make it lawful: not what is taken for the job itself, for getting there, or for a State or leader abroad.
fn may_be_shown(code: Taking) -> bool {
    match code {
        Taking::Tax | Taking::SocialInsurance | Taking::Attachment | Taking::Union | Taking::Advance => true,
        Taking::Board | Taking::Lodging | Taking::Party | Taking::SendingState | Taking::Fine => true,
        Taking::Travel | Taking::Tools | Taking::Loyalty | Taking::Quota | Taking::Agent | Taking::Bribe => false,
        Taking::Held | Taking::Unlabelled => false,
    }
}

fn said(force: &Force, place: &str) -> String {
    match force {
        Force::Binding { from, .. } => format!("binds {place} from {from}"),
        Force::Guidance => "guidance, binds nobody by itself".to_owned(),
        Force::NotYet { from } => format!("not in force for {place} before {from}"),
        Force::Expired => format!("no longer in force for {place}"),
        Force::NotRatified => format!("the ratifications of the case do not say that {place} is bound"),
        Force::Unknown => format!("whether it binds {place} is not known; add the State to the ratifications of the case"),
        Force::Elsewhere => format!("not the law of {place}"),
    }
}

#[cfg(test)]
mod tests;
