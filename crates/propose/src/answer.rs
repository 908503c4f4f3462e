//! What a model answers, taken apart without trusting any of it.

use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// So many proposals of one answer are looked at; a sentence states fewer.
pub const PROPOSALS_MOST: usize = 24;

/// A claim as a model proposes it: words, none of them checked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Proposal {
    /// The words that make the claim.
    pub quote: String,
    /// The kind.
    pub kind: String,
    /// The lower end.
    #[serde(deserialize_with = "figure")]
    pub low: Option<String>,
    /// The upper end.
    #[serde(deserialize_with = "figure")]
    pub high: Option<String>,
    /// The unit.
    pub unit: Option<String>,
    /// How it is put forward.
    pub modality: Option<String>,
    /// Whom it is about.
    pub who: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// When.
    #[serde(deserialize_with = "figure")]
    pub time: Option<String>,
    /// Who says so.
    pub attribution: Option<String>,
    /// The parts of a relation.
    pub roles: BTreeMap<String, Option<String>>,
}

/// A figure as a number or in quotes.
fn figure<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Ok(match Value::deserialize(deserializer)? {
        Value::Null => None,
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        _ => return Err(serde::de::Error::custom("a figure is a number or text")),
    })
}

/// The proposals of an answer that can be looked at, what could not be taken apart, and how many lay beyond [`PROPOSALS_MOST`].
///
/// # Errors
/// What the answer is instead of an object with a list of claims.
pub fn proposals(answer: &str) -> Result<(Vec<Proposal>, Vec<String>, usize), &'static str> {
    let answer: Value = serde_json::from_str(without_fence(answer)).map_err(|_| "the answer is not JSON")?;
    let Some(claims) = answer.get("claims").and_then(Value::as_array) else { return Err("the answer has no list of claims") };
    let (mut found, mut broken) = (Vec::new(), Vec::new());
    for claim in claims.iter().take(PROPOSALS_MOST) {
        match Proposal::deserialize(claim) {
            Ok(proposal) => found.push(proposal),
            Err(_) => broken.push(claim.to_string()),
        }
    }
    Ok((found, broken, claims.len().saturating_sub(PROPOSALS_MOST)))
}

/// The inside of a code fence, where a model puts one around its answer.
fn without_fence(answer: &str) -> &str {
    let answer = answer.trim();
    let Some(inside) = answer.strip_prefix("```") else { return answer };
    let inside = inside.strip_prefix("json").unwrap_or(inside);
    inside.strip_suffix("```").unwrap_or(inside).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_taken_apart_or_refused() {
        let (found, broken, beyond) = proposals(
            "```json\n{\"claims\": [{\"quote\": \"x\", \"kind\": \"wage\", \"low\": 300, \"high\": \"1000.5\"}, 7]}\n```",
        )
        .unwrap();
        assert_eq!((found[0].low.as_deref(), found[0].high.as_deref()), (Some("300"), Some("1000.5")));
        assert_eq!((broken, beyond), (vec!["7".to_owned()], 0));
        for wrong in ["", "I cannot help.", "[]", "{\"claims\": 3}", "{\"claims\": [", "null", &"[".repeat(5_000)] {
            assert!(proposals(wrong).is_err(), "{wrong:.40}");
        }
        let many = format!("{{\"claims\": [{}]}}", vec!["{}"; 1_000].join(","));
        let (found, _, beyond) = proposals(&many).unwrap();
        assert_eq!((found.len(), beyond), (PROPOSALS_MOST, 1_000 - PROPOSALS_MOST));
    }
}
