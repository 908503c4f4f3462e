//! `manumit judge`: a person's word on a claim, added to the ledger.

use crate::arguments::{Correction, Decision, JudgeOptions};
use crate::case_folder;
use crate::outcome::{Outcome, Trouble, say};
use crate::show;
use evidence::{Attribution, Basis, Claim, Judgement, Place, PlaceRung, Quantity, Range, Role, Standing, Statement, Verdict};
use ledger::{Entry, Ledger};
use rust_decimal::Decimal;

/// What stands for no place, no time or nobody in a correction.
pub const NONE: &str = "none";

pub fn judge(options: &JudgeOptions) -> Result<Outcome, Trouble> {
    if options.by.trim().is_empty() {
        return Err(Trouble::usage("--by is empty.", "give the name of the person who judges."));
    }
    let folder = case_folder::case_or_nearest(options.place.case.as_deref())?;
    let mut ledger = Ledger::open(&ledger::path_in(&folder))?;
    let claim = named(&ledger, &options.id)?;
    let at = jiff::Timestamp::now().to_string();
    let is_unjudged = |ledger: &Ledger| -> Result<bool, Trouble> {
        Ok(matches!(ledger.case()?.case.standing(claim.id()), Standing::Pending | Standing::Proposed))
    };
    if matches!(options.decision, Decision::Undo) && is_unjudged(&ledger)? {
        return Err(Trouble::usage("there is no judgement of this claim to take back.", "`manumit log` lists the judgements."));
    }
    let verdict = verdict(&claim, options, &at)?;
    let judgement = Judgement { claim: claim.id(), verdict, by: options.by.clone(), at: at.clone(), note: options.note.clone() };
    let word = word(&judgement.verdict);
    let brought = if let Verdict::Correct { claim } = &judgement.verdict { Some(claim.id()) } else { None };
    ledger.append(&Entry::Judgement(judgement), &at)?;
    if options.json {
        say(format_args!(
            "{}",
            serde_json::json!({"claim": claim.id(), "verdict": word, "by": options.by, "at": at, "correction": brought})
        ))?;
    } else {
        say(format_args!("{word}: {}", show::headline(&claim)))?;
        if let Some(id) = brought {
            say(format_args!("in its place stands {id}"))?;
        }
        say(format_args!("`manumit run {}` tells the dossier anew.", folder.display()))?;
        if !matches!(options.decision, Decision::Undo) {
            say(format_args!("`manumit judge {} undo --by NAME --case {}` takes this back.", claim.id(), folder.display()))?;
        }
    }
    Ok(Outcome::Done)
}

/// The word for a verdict, in the past.
pub fn word(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Accept => "accepted",
        Verdict::Reject => "rejected",
        Verdict::Correct { .. } => "corrected",
        Verdict::Undo => "latest judgement taken back",
    }
}

fn named(ledger: &Ledger, prefix: &str) -> Result<Claim, Trouble> {
    let mut found = ledger.find(prefix, 2)?;
    match found.len() {
        1 => Ok(found.remove(0).claim),
        0 => Err(Trouble::usage(format!("this case has no claim {prefix:?}."), "`manumit claims` lists them with their ids.")),
        _ => Err(Trouble::usage(format!("{prefix:?} begins more than one id."), "give more of its digits.")),
    }
}

fn verdict(claim: &Claim, options: &JudgeOptions, at: &str) -> Result<Verdict, Trouble> {
    Ok(match options.decision {
        Decision::Accept => Verdict::Accept,
        Decision::Reject => Verdict::Reject,
        Decision::Undo => Verdict::Undo,
        Decision::Correct => {
            let statement = corrected(claim.statement(), &options.correction)?;
            if statement == *claim.statement() {
                return Err(Trouble::usage(
                    "the correction changes nothing.",
                    "give what it says instead: --low, --high, --unit, --kind, --role, --subject, --at, --time, --modality, --says.",
                ));
            }
            let basis = Basis::Judged { by: options.by.clone(), at: at.to_owned(), on: claim.id() };
            Verdict::Correct { claim: Box::new(Claim::new(statement, basis).map_err(misfit)?) }
        }
    })
}

/// A value that does not fit, as a person should hear of it.
pub fn misfit(error: evidence::Error) -> Trouble {
    Trouble::usage(error.to_string(), "see docs/glossary.md for kinds, units and modalities.")
}

/// The statement with the corrections made; what is not given stays as it was.
///
/// # Errors
/// [`Trouble::Usage`] for a value that is not on its list.
pub fn corrected(statement: &Statement, correction: &Correction) -> Result<Statement, Trouble> {
    let mut new = statement.clone();
    if let Some(kind) = &correction.kind {
        new.kind = kind.parse().map_err(misfit)?;
        new.roles.retain(|role, _| role.fits(new.kind));
        if new.kind.needs_quantity() == Some(false) {
            new.quantity = None;
        }
    }
    if correction.low.is_some() || correction.high.is_some() || correction.unit.is_some() {
        new.quantity = Some(corrected_quantity(new.quantity, correction)?);
    }
    for part in &correction.role {
        let (role, words) = part
            .split_once('=')
            .ok_or_else(|| Trouble::usage(format!("{part:?} is not NAME=WORDS."), "write it as --role code=D10_LOYAL."))?;
        let role = role.parse::<Role>().map_err(misfit)?;
        match words {
            "" => new.roles.remove(&role),
            words => new.roles.insert(role, words.to_owned()),
        };
    }
    if let Some(modality) = &correction.modality {
        new.modality = modality.parse().map_err(misfit)?;
    }
    match correction.time.as_deref() {
        None => {}
        Some(NONE) => new.about.time = None,
        Some(time) => new.about.time = Some(time.parse().map_err(misfit)?),
    }
    if correction.at.as_deref() == Some(NONE) {
        new.about.place = None;
    } else if let Some(at) = &correction.at {
        let (name, country) =
            at.split_once(',').map_or((at.as_str(), None), |(name, country)| (name.trim(), Some(country.trim().to_uppercase())));
        new.about.place = Some(Place { name: name.to_owned(), country, rung: PlaceRung::Clause });
    }
    match correction.subject.as_deref() {
        None => {}
        Some(NONE) => new.about.who = None,
        Some(who) => new.about.who = Some(who.to_owned()),
    }
    match correction.says.as_deref() {
        None => {}
        Some(NONE) => new.attribution = Attribution::default(),
        Some(voices) => {
            let named = voices.split('<').map(str::trim).filter(|voice| !voice.is_empty());
            new.attribution = Attribution(named.map(str::to_owned).collect());
        }
    }
    Ok(new)
}

fn corrected_quantity(before: Option<Quantity>, correction: &Correction) -> Result<Quantity, Trouble> {
    let end = |given: &Option<String>, before: Option<Decimal>| match given.as_deref() {
        None => Ok(before),
        Some("open") => Ok(None),
        Some(text) => text.parse().map(Some).map_err(|_| {
            Trouble::usage(format!("{text:?} is not a number."), "write it in digits, such as 1000 or 12.5, or \"open\".")
        }),
    };
    let low = end(&correction.low, before.and_then(|before| before.range.low()))?;
    let high = end(&correction.high, before.and_then(|before| before.range.high()))?;
    let unit = match (&correction.unit, before) {
        (Some(unit), _) => unit.parse().map_err(misfit)?,
        (None, Some(before)) => before.unit,
        (None, None) => return Err(Trouble::usage("the corrected figure has no unit.", "add --unit, such as --unit USD/month.")),
    };
    Ok(Quantity {
        range: Range::new(low, high).map_err(misfit)?,
        unit,
        approximate: before.is_some_and(|before| before.approximate),
    })
}
