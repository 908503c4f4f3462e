use crate::encode::serde_as_text;
use crate::{Error, Indicator};

/// What a claim is about: a closed list, matched in full so that a new kind breaks the build where it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// How many workers (`person`).
    WorkerCount,
    /// Who sends whom where, in which sector: a relation.
    Dispatch,
    /// Pay before anything is taken (`USD/month`).
    Wage,
    /// The part of pay that others take (`percent of pay`).
    ShareTaken,
    /// What a worker is left with (`USD/month`).
    TakeHome,
    /// A head under which pay is taken, with its amount where one is stated.
    Deduction,
    /// What an agent or manager must hand over (`USD`, `USD/month`).
    RemittanceQuota,
    /// What a State or employer earns from the labour (`USD/year`).
    Revenue,
    /// Where money or goods go, through whom: a relation, with an amount where one is stated.
    Flow,
    /// What a worker pays to be sent or kept in work (`USD`).
    FeeOrBribe,
    /// Hours or days worked or free (`hour/day`, `rest day/year`, `work day/week`).
    HoursOrRest,
    /// How long a contract or stay lasts (`year`).
    ContractLength,
    /// Deaths of workers (`person`, `person/year`).
    Deaths,
    /// A measure by an authority: who, under which instrument, against whom.
    Sanction,
    /// One of the eleven ILO indicators of forced labour.
    Indicator(Indicator),
}

impl Kind {
    /// The kinds other than indicators, in the order of the vocabulary.
    pub const PLAIN: [Kind; 14] = [
        Kind::WorkerCount,
        Kind::Dispatch,
        Kind::Wage,
        Kind::ShareTaken,
        Kind::TakeHome,
        Kind::Deduction,
        Kind::RemittanceQuota,
        Kind::Revenue,
        Kind::Flow,
        Kind::FeeOrBribe,
        Kind::HoursOrRest,
        Kind::ContractLength,
        Kind::Deaths,
        Kind::Sanction,
    ];

    /// Whether a claim of this kind must state a figure (`Some(true)`), must not (`Some(false)`), or may (`None`).
    pub fn needs_quantity(self) -> Option<bool> {
        match self {
            Kind::WorkerCount
            | Kind::Wage
            | Kind::ShareTaken
            | Kind::TakeHome
            | Kind::RemittanceQuota
            | Kind::Revenue
            | Kind::FeeOrBribe
            | Kind::HoursOrRest
            | Kind::ContractLength
            | Kind::Deaths => Some(true),
            Kind::Deduction | Kind::Flow | Kind::Dispatch => None,
            Kind::Sanction | Kind::Indicator(_) => Some(false),
        }
    }

    /// Its name in the vocabulary; `indicator` for every indicator.
    pub fn plain_name(self) -> &'static str {
        match self {
            Kind::WorkerCount => "worker_count",
            Kind::Dispatch => "dispatch",
            Kind::Wage => "wage",
            Kind::ShareTaken => "share_taken",
            Kind::TakeHome => "take_home",
            Kind::Deduction => "deduction",
            Kind::RemittanceQuota => "remittance_quota",
            Kind::Revenue => "revenue",
            Kind::Flow => "flow",
            Kind::FeeOrBribe => "fee_or_bribe",
            Kind::HoursOrRest => "hours_or_rest",
            Kind::ContractLength => "contract_length",
            Kind::Deaths => "deaths",
            Kind::Sanction => "sanction",
            Kind::Indicator(_) => "indicator",
        }
    }
}

impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.plain_name())?;
        match self {
            Kind::Indicator(indicator) => write!(f, ":{indicator}"),
            _ => Ok(()),
        }
    }
}

impl std::str::FromStr for Kind {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self, Error> {
        if let Some(indicator) = text.strip_prefix("indicator:") {
            return indicator.parse().map(Kind::Indicator);
        }
        Kind::PLAIN
            .into_iter()
            .find(|kind| kind.plain_name() == text)
            .ok_or_else(|| Error::Unparsable { expected: "a kind of claim", text: text.to_owned() })
    }
}

serde_as_text!(Kind);
