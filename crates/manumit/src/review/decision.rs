//! A decision as a line of JSON: what the queue prints, what `--answers` reads, and what the screen makes.

use crate::arguments::Correction;
use crate::judge;
use crate::outcome::Trouble;
use evidence::{Basis, Claim, Verdict};
use serde::Deserialize;

/// What a reviewer decides of one claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// It stands as read.
    Accept,
    /// It does not say so.
    Reject,
    /// It says something else.
    Correct,
    /// This reviewer's latest judgement of it is taken back.
    Undo,
    /// Later.
    Skip,
}

/// A line of an answers file. Fields that the queue prints beside these are passed over.
#[derive(Debug, Clone, Deserialize)]
pub struct Answer {
    /// The claim's id, or as much of its beginning as is unique.
    pub claim: String,
    /// What is decided; nothing is done where it is absent or null.
    #[serde(default)]
    pub decision: Option<Decision>,
    /// Why.
    #[serde(default)]
    pub note: Option<String>,
    /// For `correct`: what it says instead.
    #[serde(default)]
    pub correction: Option<CorrectionFields>,
}

/// The fields of a correction, as `manumit judge` takes them.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CorrectionFields {
    kind: Option<String>,
    low: Option<String>,
    high: Option<String>,
    unit: Option<String>,
    role: Vec<String>,
    subject: Option<String>,
    at: Option<String>,
    time: Option<String>,
    modality: Option<String>,
    says: Option<String>,
}

impl From<CorrectionFields> for Correction {
    fn from(fields: CorrectionFields) -> Self {
        let CorrectionFields { kind, low, high, unit, role, subject, at, time, modality, says } = fields;
        Correction { kind, low, high, unit, role, subject, at, time, modality, says }
    }
}

/// The verdict that corrects `claim`, checked as `manumit judge` checks it.
///
/// # Errors
/// [`Trouble::Usage`] for a value that is not on its list, or a correction that changes nothing.
pub fn correct(claim: &Claim, correction: &Correction, by: &str, at: &str) -> Result<Verdict, Trouble> {
    let statement = judge::corrected(claim.statement(), correction)?;
    if statement == *claim.statement() {
        return Err(Trouble::usage("the correction changes nothing.", "change a field, or accept the claim."));
    }
    let basis = Basis::Judged { by: by.to_owned(), at: at.to_owned(), on: claim.id() };
    Ok(Verdict::Correct { claim: Box::new(Claim::new(statement, basis).map_err(judge::misfit)?) })
}

/// A correction from words such as `low=100 unit="USD/3 years" role=code=D10_LOYAL`: the names of `manumit judge`, values with spaces
/// in quotes.
///
/// # Errors
/// [`Trouble::Usage`] for a name that is none of a field.
pub fn correction_from(words: &str) -> Result<Correction, Trouble> {
    let mut correction = Correction::default();
    for (name, value) in assignments(words) {
        let field = match name.as_str() {
            "kind" => &mut correction.kind,
            "low" => &mut correction.low,
            "high" => &mut correction.high,
            "unit" => &mut correction.unit,
            "subject" | "whom" => &mut correction.subject,
            "at" | "where" => &mut correction.at,
            "time" | "when" => &mut correction.time,
            "modality" => &mut correction.modality,
            "says" => &mut correction.says,
            "role" => {
                correction.role.push(value);
                continue;
            }
            _ => {
                let remedy =
                    "name one of kind, low, high, unit, role, subject, at, time, modality, says, as in c low=100 unit=USD/month.";
                return Err(Trouble::usage(format!("{name:?} is not a field of a claim."), remedy));
            }
        };
        *field = Some(value);
    }
    Ok(correction)
}

/// `name=value` pairs; a value in double quotes may hold spaces.
fn assignments(words: &str) -> Vec<(String, String)> {
    let mut parts = vec![String::new()];
    let mut quoted = false;
    for character in words.chars() {
        match character {
            '"' => quoted = !quoted,
            ' ' if !quoted => parts.push(String::new()),
            other => parts.last_mut().expect("there is one").push(other),
        }
    }
    let pair = |part: String| match part.split_once('=') {
        Some((name, value)) => (name.to_owned(), value.to_owned()),
        None => (part, String::new()),
    };
    parts.into_iter().filter(|part| !part.is_empty()).map(pair).collect()
}
