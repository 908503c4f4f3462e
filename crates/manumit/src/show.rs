//! Claims as people and scripts read them.

use evidence::{Basis, Claim, Standing};
use serde_json::{Value, json};

/// One claim as the object that `--json` promises: see the handbook page of `read`.
pub fn claim_json(claim: &Claim, source: &str) -> Value {
    let statement = claim.statement();
    let quantity = statement.quantity;
    let bytes = claim.span().and_then(evidence::Span::bytes);
    let end = |end: Option<rust_decimal::Decimal>| end.map(|end| end.to_string());
    let mut object = json!({
        "id": claim.id(),
        "source": source,
        "start": bytes.as_ref().map(|bytes| bytes.start),
        "end": bytes.as_ref().map(|bytes| bytes.end),
        "whereabouts": claim.span().map(evidence::Span::whereabouts),
        "quote": claim.span().map(evidence::Span::quote),
        "kind": statement.kind,
        "low": quantity.and_then(|quantity| end(quantity.range.low())),
        "high": quantity.and_then(|quantity| end(quantity.range.high())),
        "unit": quantity.map(|quantity| quantity.unit),
        "approximate": quantity.is_some_and(|quantity| quantity.approximate),
        "subject": statement.about.who,
        "place": statement.about.place.as_ref().map(|place| &place.name),
        "country": statement.about.place.as_ref().and_then(|place| place.country.as_ref()),
        "time": statement.about.time,
        "attribution": statement.attribution.speaker(),
        "attribution_chain": statement.attribution,
        "modality": statement.modality,
        "rule": made_by(claim),
    });
    let fields = object.as_object_mut().expect("the literal above is an object");
    for (role, words) in &statement.roles {
        fields.insert(role.name().to_owned(), json!(words));
    }
    if let Basis::Read { sentence, .. } = claim.basis() {
        fields.insert("sentence".to_owned(), json!(sentence.quote()));
    }
    object
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
