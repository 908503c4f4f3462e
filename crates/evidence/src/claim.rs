use crate::encode::{Encoder, identity, serde_as_text};
use crate::{Error, Kind, Period, Quantity, Roles, Span};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

identity!(
    /// The identity of a claim: `c` and the first 12 bytes of the hash of its written-down encoding (`docs/identities.md`).
    ClaimId, "c", 12, "a claim id such as c0123456789abcdef01234567"
);

/// How a source puts a statement forward.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Modality {
    /// Stated as fact.
    Asserted,
    /// Passed on ("reportedly", "according to").
    Reported,
    /// Said to be an estimate.
    Estimated,
    /// Put forward as an accusation ("allegedly").
    Alleged,
    /// Promised to someone.
    Promised,
    /// Intended.
    Planned,
    /// Said not to be so.
    Denied,
    /// Depends on something, or might be.
    Conditional,
}

impl Modality {
    /// All, in order of the vocabulary.
    pub const ALL: [Modality; 8] = [
        Modality::Asserted,
        Modality::Reported,
        Modality::Estimated,
        Modality::Alleged,
        Modality::Promised,
        Modality::Planned,
        Modality::Denied,
        Modality::Conditional,
    ];

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Modality::Asserted => "asserted",
            Modality::Reported => "reported",
            Modality::Estimated => "estimated",
            Modality::Alleged => "alleged",
            Modality::Promised => "promised",
            Modality::Planned => "planned",
            Modality::Denied => "denied",
            Modality::Conditional => "conditional",
        }
    }

    /// Whether a figure put forward so may enter arithmetic unmarked.
    pub fn states_a_fact(self) -> bool {
        match self {
            Modality::Asserted | Modality::Reported | Modality::Estimated => true,
            Modality::Alleged | Modality::Promised | Modality::Planned | Modality::Denied | Modality::Conditional => false,
        }
    }
}

impl std::fmt::Display for Modality {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl std::str::FromStr for Modality {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self, Error> {
        Modality::ALL
            .into_iter()
            .find(|modality| modality.name() == text)
            .ok_or_else(|| Error::Unparsable { expected: "a modality such as asserted or denied", text: text.to_owned() })
    }
}

serde_as_text!(Modality);

/// How near to the figure its place was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceRung {
    /// In the same clause.
    Clause,
    /// In the same sentence.
    Sentence,
    /// In a sentence before it, in the same paragraph.
    Paragraph,
    /// In the heading above.
    Heading,
    /// The place the document is about.
    Document,
}

impl std::fmt::Display for PlaceRung {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            PlaceRung::Clause => "in the same clause",
            PlaceRung::Sentence => "in the same sentence",
            PlaceRung::Paragraph => "earlier in the paragraph",
            PlaceRung::Heading => "in the heading above",
            PlaceRung::Document => "in the title",
        })
    }
}

/// A place as the source names it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// In the source's words.
    pub name: String,
    /// ISO 3166-1 alpha-2 code of the country, where known.
    pub country: Option<String>,
    /// How near to the figure it was found.
    pub rung: PlaceRung,
}

/// Whom, where and when a claim is about; `None` where the source does not say.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// The group or person, in the source's words.
    pub who: Option<String>,
    /// The place.
    pub place: Option<Place>,
    /// The time.
    pub time: Option<Period>,
}

/// Who says so: the nearest voice first, then whom that voice cites.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Attribution(pub Vec<String>);

impl Attribution {
    /// The nearest voice other than the publisher, if one is named.
    pub fn speaker(&self) -> Option<&str> {
        self.0.first().map(String::as_str)
    }

    /// The farthest voice: what the statement goes back to, as far as the source says.
    pub fn origin(&self) -> Option<&str> {
        self.0.last().map(String::as_str)
    }
}

/// The rule or method that made a claim, with its version: `wage.paid@1`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rule {
    name: Cow<'static, str>,
    version: u16,
}

impl Rule {
    /// Version `version` of the rule `name`.
    pub const fn new(name: &'static str, version: u16) -> Self {
        Rule { name: Cow::Borrowed(name), version }
    }

    /// The name without its version.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl std::fmt::Display for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}@{}", self.name, self.version)
    }
}

impl std::str::FromStr for Rule {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self, Error> {
        text.rsplit_once('@')
            .and_then(|(name, version)| Some(Rule { name: Cow::Owned(name.to_owned()), version: version.parse().ok()? }))
            .ok_or_else(|| Error::Unparsable { expected: "a rule such as wage.paid@1", text: text.to_owned() })
    }
}

serde_as_text!(Rule);

/// One step of how a claim was read: which rule, from which words, to what end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The rule that applied.
    pub rule: Rule,
    /// The words it read, as a place in the source; `None` for a conclusion from earlier steps.
    pub span: Option<Span>,
    /// What it concluded, for a person.
    pub note: String,
}

/// Why a claim stands.
#[allow(clippy::large_enum_variant, reason = "nearly every claim was read; a box would be one more allocation for each")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// Read from words.
    Read {
        /// The words that make the claim.
        span: Span,
        /// The sentence they stand in.
        sentence: Span,
        /// The rule that read them.
        rule: Rule,
        /// How, step by step. Not part of the claim's identity.
        steps: Vec<Step>,
    },
    /// A person's correction of a claim.
    Judged {
        /// Who.
        by: String,
        /// When, RFC 3339 in UTC.
        at: String,
        /// Of which claim.
        on: ClaimId,
    },
    /// Computed from other claims.
    Derived {
        /// The method and its version.
        method: Rule,
        /// Its inputs.
        from: Vec<ClaimId>,
    },
}

/// What is stated: the part of a claim that a person can correct.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// What it is about.
    pub kind: Kind,
    /// The figure, where there is one.
    pub quantity: Option<Quantity>,
    /// The parts of a relation.
    #[serde(default)]
    pub roles: Roles,
    /// Whom, where, when.
    pub about: About,
    /// Who says so.
    pub attribution: Attribution,
    /// How it is put forward.
    pub modality: Modality,
}

/// What one source states, and why we say so.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Parts")]
pub struct Claim {
    id: ClaimId,
    statement: Statement,
    basis: Basis,
}

/// A claim as it is read back. The fields of the statement are named one by one: flattened, they would be taken in twice, and
/// every claim of a case is read back at every run.
#[derive(Deserialize)]
struct Parts {
    kind: Kind,
    quantity: Option<Quantity>,
    #[serde(default)]
    roles: Roles,
    about: About,
    attribution: Attribution,
    modality: Modality,
    basis: Basis,
}

/// A claim as it is written.
#[derive(Serialize)]
struct Written<'c> {
    #[serde(flatten)]
    statement: &'c Statement,
    basis: &'c Basis,
}

impl Serialize for Claim {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Written { statement: &self.statement, basis: &self.basis }.serialize(serializer)
    }
}

impl Claim {
    /// A claim; its identity follows from its content.
    ///
    /// # Errors
    /// [`Error::Misfit`] if the kind asks for a figure that is absent, forbids one that is there, or does not know a role.
    pub fn new(statement: Statement, basis: Basis) -> Result<Self, Error> {
        let misfit = |why| Error::Misfit { kind: statement.kind.to_string(), why };
        match (statement.kind.needs_quantity(), statement.quantity) {
            (Some(true), None) => return Err(misfit("it needs a figure")),
            (Some(false), Some(_)) => return Err(misfit("it takes no figure")),
            _ => {}
        }
        if !statement.roles.keys().all(|role| role.fits(statement.kind)) {
            return Err(misfit("it does not know one of the roles"));
        }
        Ok(Claim { id: identify(&statement, &basis), statement, basis })
    }

    /// The identity: the same content always has the same one.
    pub fn id(&self) -> ClaimId {
        self.id
    }

    /// What is stated.
    pub fn statement(&self) -> &Statement {
        &self.statement
    }

    /// Why it stands.
    pub fn basis(&self) -> &Basis {
        &self.basis
    }

    /// The words it was read from; `None` if it was judged or derived.
    pub fn span(&self) -> Option<&Span> {
        match &self.basis {
            Basis::Read { span, .. } => Some(span),
            Basis::Judged { .. } | Basis::Derived { .. } => None,
        }
    }

    /// The claims it rests on.
    pub fn inputs(&self) -> &[ClaimId] {
        match &self.basis {
            Basis::Read { .. } => &[],
            Basis::Judged { on, .. } => std::slice::from_ref(on),
            Basis::Derived { from, .. } => from,
        }
    }
}

impl TryFrom<Parts> for Claim {
    type Error = Error;
    fn try_from(parts: Parts) -> Result<Self, Error> {
        let Parts { kind, quantity, roles, about, attribution, modality, basis } = parts;
        Claim::new(Statement { kind, quantity, roles, about, attribution, modality }, basis)
    }
}

fn identify(statement: &Statement, basis: &Basis) -> ClaimId {
    let mut encoder = Encoder::new("manumit claim 1");
    encode_statement(&mut encoder, statement);
    encode_basis(&mut encoder, basis);
    ClaimId::cut(encoder.finish())
}

fn encode_statement(encoder: &mut Encoder, statement: &Statement) {
    encoder.text(&statement.kind.to_string());
    match &statement.quantity {
        Some(quantity) => quantity.encode(encoder),
        None => (0..4).for_each(|_| encoder.optional(None)),
    }
    let roles: Vec<_> = statement.roles.iter().collect();
    encoder.list(&roles, |encoder, (role, words)| {
        encoder.text(role.name());
        encoder.text(words);
    });
    encoder.optional(statement.about.who.as_deref());
    encoder.optional(statement.about.place.as_ref().map(|place| place.name.as_str()));
    encoder.optional(statement.about.place.as_ref().and_then(|place| place.country.as_deref()));
    encoder.optional(statement.about.time.map(|time| time.to_string()).as_deref());
    encoder.list(&statement.attribution.0, |encoder, voice| encoder.text(voice));
    encoder.text(statement.modality.name());
}

fn encode_basis(encoder: &mut Encoder, basis: &Basis) {
    match basis {
        Basis::Read { span, rule, .. } => {
            encoder.text("read");
            encoder.text(&span.source().to_string());
            match span.locator() {
                crate::Locator::Bytes { start, end, .. } => {
                    encoder.text("bytes");
                    encoder.number(*start);
                    encoder.number(*end);
                }
                crate::Locator::Placed { spot, until, start, end, .. } => {
                    encoder.text("placed");
                    spot.encode(encoder);
                    until.as_ref().unwrap_or(spot).encode(encoder);
                    encoder.number(*start);
                    encoder.number(*end);
                }
            }
            encoder.text(&rule.to_string());
        }
        Basis::Judged { by, at, on } => {
            encoder.text("judged");
            encoder.text(by);
            encoder.text(at);
            encoder.text(&on.to_string());
        }
        Basis::Derived { method, from } => {
            encoder.text("derived");
            encoder.text(&method.to_string());
            encoder.list(from, |encoder, input| encoder.text(&input.to_string()));
        }
    }
}
