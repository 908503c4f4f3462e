use crate::encode::{Encoder, identity};
use crate::{ClaimId, Estimate, Quantity, Record};
use serde::{Deserialize, Serialize};

identity!(
    /// The identity of a finding: `f` and the first 12 bytes of the hash of its written-down encoding (`docs/identities.md`).
    FindingId, "f", 12, "a finding id such as f0123456789abcdef01234567"
);

/// What a finding says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingValue {
    /// A figure, stated or computed exactly.
    Quantity(Quantity),
    /// A figure that a method infers.
    Estimate(Estimate),
    /// How many of something there are in the case.
    Count(u64),
    /// A statement in words.
    Words(String),
    /// What the documents do not say.
    Gap,
}

/// One support of a finding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Because {
    /// A claim.
    Claim(ClaimId),
    /// A row of a table.
    Record(Record),
    /// Another finding.
    Finding(FindingId),
}

impl std::fmt::Display for Because {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Because::Claim(id) => write!(f, "{id}"),
            Because::Record(record) => write!(f, "{record}"),
            Because::Finding(id) => write!(f, "{id}"),
        }
    }
}

/// A derived statement that a person should see: what, because of what, and what limits it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    id: FindingId,
    /// Which figure of the dossier this is: `workers.abroad`.
    pub name: String,
    /// What it says, as a sentence.
    pub sentence: String,
    /// The value.
    pub value: FindingValue,
    /// What it rests on; empty only for a gap.
    pub because: Vec<Because>,
    /// What limits it.
    pub caveats: Vec<String>,
}

impl Finding {
    /// A finding; its identity follows from its content.
    pub fn new(
        name: impl Into<String>,
        sentence: impl Into<String>,
        value: FindingValue,
        because: Vec<Because>,
        caveats: Vec<String>,
    ) -> Self {
        let (name, sentence) = (name.into(), sentence.into());
        let mut encoder = Encoder::new("manumit finding 1");
        encoder.text(&name);
        encoder.text(&sentence);
        encode_value(&mut encoder, &value);
        encoder.list(&because, encode_support);
        encoder.list(&caveats, |encoder, caveat| encoder.text(caveat));
        Finding { id: FindingId::cut(encoder.finish()), name, sentence, value, because, caveats }
    }

    /// The identity.
    pub fn id(&self) -> FindingId {
        self.id
    }
}

fn encode_value(encoder: &mut Encoder, value: &FindingValue) {
    match value {
        FindingValue::Quantity(quantity) => {
            encoder.text("quantity");
            quantity.encode(encoder);
        }
        FindingValue::Estimate(estimate) => {
            encoder.text("estimate");
            estimate.encode(encoder);
        }
        FindingValue::Count(count) => {
            encoder.text("count");
            encoder.number(*count);
        }
        FindingValue::Words(words) => {
            encoder.text("words");
            encoder.text(words);
        }
        FindingValue::Gap => encoder.text("gap"),
    }
}

fn encode_support(encoder: &mut Encoder, support: &Because) {
    match support {
        Because::Claim(id) => {
            encoder.text("claim");
            encoder.text(&id.to_string());
        }
        Because::Record(record) => {
            encoder.text("record");
            encoder.text(&record.source.to_string());
            encoder.optional(record.sheet.as_deref());
            encoder.number(record.row);
        }
        Because::Finding(id) => {
            encoder.text("finding");
            encoder.text(&id.to_string());
        }
    }
}
