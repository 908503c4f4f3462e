//! `manumit claims`: the claims of a case as they stand.

use crate::arguments::ClaimsOptions;
use crate::case_folder;
use crate::outcome::{Outcome, Trouble, line};
use crate::show;
use evidence::{Case, Claim, Kind, Modality};
use ledger::Ledger;
use std::io::{BufWriter, Write};

pub fn claims(options: &ClaimsOptions) -> Result<Outcome, Trouble> {
    let folder = case_folder::case_or_nearest(options.case.as_deref())?;
    let snapshot = Ledger::open_read_only(&ledger::path_in(&folder))?.case()?;
    let case = &snapshot.case;
    let wanted = Wanted::of(options)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut any = false;
    for claim in case.claims().iter().filter(|claim| wanted.fits(case, claim)) {
        any = true;
        let name = source_name(case, claim);
        if options.json {
            let row = show::ClaimRow::of(claim, &name).standing(case.standing(claim.id()));
            line(&mut out, format_args!("{}", row.line()))?;
        } else {
            line(&mut out, format_args!("{}  {}", claim.id(), show::headline(claim)))?;
            let quote = quoted(case, claim);
            let standing = show::standing(case.standing(claim.id()));
            line(&mut out, format_args!("    {name} · {standing} · “{}”", show::one_line(quote)))?;
        }
    }
    out.flush().map_err(|_| Trouble::ClosedPipe)?;
    Ok(if any { Outcome::Done } else { Outcome::Failed })
}

/// The words a claim goes back to: its own, or those of the claim that it corrects.
fn quoted<'c>(case: &'c Case, claim: &'c Claim) -> &'c str {
    match (claim.span(), claim.inputs().first().and_then(|input| case.claim(*input))) {
        (Some(span), _) => span.quote(),
        (None, Some(input)) => quoted(case, input),
        (None, None) => "",
    }
}

/// The name of the source a claim goes back to.
pub fn source_name(case: &Case, claim: &Claim) -> String {
    let names: Vec<String> =
        case.sources_of(claim.id()).into_iter().filter_map(|id| case.source(id)).map(|source| source.name.clone()).collect();
    names.join(", ")
}

struct Wanted<'o> {
    kind: Option<Kind>,
    modality: Option<Modality>,
    source: Option<&'o str>,
}

impl<'o> Wanted<'o> {
    fn of(options: &'o ClaimsOptions) -> Result<Self, Trouble> {
        let unknown =
            |error: evidence::Error| Trouble::usage(error.to_string(), "see docs/glossary.md for the kinds and modalities.");
        Ok(Wanted {
            kind: options.kind.as_deref().map(str::parse).transpose().map_err(unknown)?,
            modality: options.modality.as_deref().map(str::parse).transpose().map_err(unknown)?,
            source: options.source.as_deref(),
        })
    }

    fn fits(&self, case: &Case, claim: &Claim) -> bool {
        let statement = claim.statement();
        self.kind.is_none_or(|kind| kind == statement.kind)
            && self.modality.is_none_or(|modality| modality == statement.modality)
            && self.source.is_none_or(|part| source_name(case, claim).contains(part))
    }
}
