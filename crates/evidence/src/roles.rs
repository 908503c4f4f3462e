use crate::encode::serde_as_text;
use crate::{Error, Kind};
use std::collections::BTreeMap;

/// A part in a relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// `dispatch`: who is sent. `flow`: whose money.
    Who,
    /// `dispatch`: who sends, or from where. `flow`: who pays.
    From,
    /// `flow`: through whom.
    Via,
    /// `dispatch`: where to. `flow`: who gets it.
    To,
    /// `dispatch`: the sector of work.
    Sector,
    /// `flow`: what moves.
    What,
    /// `deduction`: the head as the source words it.
    Head,
    /// `deduction`: the code of the head, see [`crate::Taking`].
    Code,
    /// `fee_or_bribe`: what it is for.
    Purpose,
    /// `sanction`: who decided.
    Authority,
    /// `sanction`: under which instrument.
    Instrument,
    /// `sanction`: against whom or what.
    Target,
    /// An indicator: how many it holds for, as worded ("some", "many", "all").
    Quantifier,
}

impl Role {
    /// All roles.
    pub const ALL: [Role; 13] = [
        Role::Who,
        Role::From,
        Role::Via,
        Role::To,
        Role::Sector,
        Role::What,
        Role::Head,
        Role::Code,
        Role::Purpose,
        Role::Authority,
        Role::Instrument,
        Role::Target,
        Role::Quantifier,
    ];

    /// The name in claims.
    pub fn name(self) -> &'static str {
        match self {
            Role::Who => "who",
            Role::From => "from",
            Role::Via => "via",
            Role::To => "to",
            Role::Sector => "sector",
            Role::What => "what",
            Role::Head => "head",
            Role::Code => "code",
            Role::Purpose => "purpose",
            Role::Authority => "authority",
            Role::Instrument => "instrument",
            Role::Target => "target",
            Role::Quantifier => "quantifier",
        }
    }

    /// Whether a claim of `kind` may carry this role.
    pub fn fits(self, kind: Kind) -> bool {
        match self {
            Role::Who | Role::From | Role::To => matches!(kind, Kind::Dispatch | Kind::Flow),
            Role::Via | Role::What => kind == Kind::Flow,
            Role::Sector => kind == Kind::Dispatch,
            Role::Head | Role::Code => kind == Kind::Deduction,
            Role::Purpose => kind == Kind::FeeOrBribe,
            Role::Authority | Role::Instrument | Role::Target => kind == Kind::Sanction,
            Role::Quantifier => matches!(kind, Kind::Indicator(_)),
        }
    }
}

impl std::fmt::Display for Role {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl std::str::FromStr for Role {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self, Error> {
        Role::ALL
            .into_iter()
            .find(|role| role.name() == text)
            .ok_or_else(|| Error::Unparsable { expected: "a role in a relation", text: text.to_owned() })
    }
}

serde_as_text!(Role);

/// Who plays which part, in the source's words.
pub type Roles = BTreeMap<Role, String>;
