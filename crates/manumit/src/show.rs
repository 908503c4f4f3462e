//! Claims as people and scripts read them.

use evidence::{Attribution, Basis, Claim, ClaimId, Kind, Modality, Period, Roles, Span, Standing, Unit};
use serde::Serialize;
use serde_json::Value;

/// One claim as the object that `--json` promises: see the handbook page of `read`.
#[derive(Serialize)]
pub struct ClaimRow<'c> {
    id: ClaimId,
    source: &'c str,
    start: Option<u64>,
    end: Option<u64>,
    whereabouts: Option<String>,
    kind: Kind,
    low: Option<String>,
    high: Option<String>,
    unit: Option<Unit>,
    approximate: bool,
    subject: Option<&'c str>,
    #[serde(flatten)]
    roles: &'c Roles,
    place: Option<&'c str>,
    country: Option<&'c str>,
    time: Option<Period>,
    modality: Modality,
    attribution: Option<&'c str>,
    attribution_chain: &'c Attribution,
    quote: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sentence: Option<&'c str>,
    rule: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    steps: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    standing: Option<String>,
}

impl<'c> ClaimRow<'c> {
    /// The claim, read from the document named `source`.
    pub fn of(claim: &'c Claim, source: &'c str) -> Self {
        let statement = claim.statement();
        let (about, quantity) = (&statement.about, statement.quantity);
        let (place, bytes) = (about.place.as_ref(), claim.span().and_then(Span::bytes));
        ClaimRow {
            id: claim.id(),
            source,
            start: bytes.as_ref().map(|bytes| bytes.start),
            end: bytes.map(|bytes| bytes.end),
            whereabouts: claim.span().map(Span::whereabouts),
            kind: statement.kind,
            low: quantity.and_then(|quantity| quantity.range.low()).map(|low| low.to_string()),
            high: quantity.and_then(|quantity| quantity.range.high()).map(|high| high.to_string()),
            unit: quantity.map(|quantity| quantity.unit),
            approximate: quantity.is_some_and(|quantity| quantity.approximate),
            subject: about.who.as_deref(),
            roles: &statement.roles,
            place: place.map(|place| place.name.as_str()),
            country: place.and_then(|place| place.country.as_deref()),
            time: about.time,
            modality: statement.modality,
            attribution: statement.attribution.speaker(),
            attribution_chain: &statement.attribution,
            quote: claim.span().map(Span::quote),
            sentence: match claim.basis() {
                Basis::Read { sentence, .. } => Some(sentence.quote()),
                Basis::Judged { .. } | Basis::Derived { .. } => None,
            },
            rule: made_by(claim),
            steps: None,
            standing: None,
        }
    }

    /// With how it was read, step by step.
    pub fn explained(self, claim: &Claim) -> Self {
        ClaimRow { steps: Some(steps(claim)), ..self }
    }

    /// With how it stands in its case.
    pub fn standing(self, standing: Standing) -> Self {
        ClaimRow { standing: Some(self::standing(standing)), ..self }
    }

    /// On a line, as JSON.
    pub fn line(&self) -> String {
        serde_json::to_string(self).expect("a claim has only string keys")
    }
}

/// One claim as a JSON value, to be put into another.
pub fn claim_json(claim: &Claim, source: &str) -> Value {
    serde_json::to_value(ClaimRow::of(claim, source)).expect("a claim has only string keys")
}

/// The rule, method or person that made a claim.
pub fn made_by(claim: &Claim) -> String {
    match claim.basis() {
        Basis::Read { rule, .. } => rule.to_string(),
        Basis::Judged { by, .. } => format!("judged by {by}"),
        Basis::Derived { method, .. } => method.to_string(),
    }
}

/// What a claim states, in one line without its source.
pub fn headline(claim: &Claim) -> String {
    let statement = claim.statement();
    let mut parts = vec![statement.kind.to_string()];
    parts.extend(statement.quantity.map(|quantity| quantity.to_string()));
    parts.extend(statement.roles.iter().map(|(role, words)| format!("{role}: {}", one_line(words))));
    parts.extend(statement.about.who.as_ref().filter(|_| statement.roles.is_empty()).map(|who| format!("of {}", one_line(who))));
    parts.extend(statement.about.place.as_ref().map(|place| format!("at {}", one_line(&place.name))));
    parts.extend(statement.about.time.map(|time| format!("in {time}")));
    parts.push(statement.modality.to_string());
    parts.extend(statement.attribution.speaker().map(|speaker| format!("by {}", one_line(speaker))));
    parts.join(" · ")
}

/// Text on one line: white space made single, control characters dropped.
pub fn one_line(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The word for how a claim stands.
pub fn standing(standing: Standing) -> String {
    match standing {
        Standing::Pending => "not judged".to_owned(),
        Standing::Proposed => "proposed by a model, accepted by nobody".to_owned(),
        Standing::Accepted => "accepted".to_owned(),
        Standing::Rejected => "rejected".to_owned(),
        Standing::Corrected(by) => format!("corrected by {by}"),
    }
}

/// The steps by which a claim was read, one line each.
pub fn steps(claim: &Claim) -> Vec<String> {
    let Basis::Read { steps, .. } = claim.basis() else { return Vec::new() };
    steps
        .iter()
        .map(|step| match &step.span {
            Some(span) => format!("{}: “{}” — {}", step.rule, one_line(span.quote()), step.note),
            None => format!("{}: {}", step.rule, step.note),
        })
        .collect()
}
