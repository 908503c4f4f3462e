//! How far reviewers agree beyond what chance would give.

use super::desk::is_read;
use crate::outcome::{Outcome, Trouble, line};
use evidence::{Case, ClaimId, Verdict};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

/// What a reviewer can decide of a claim.
const VERDICTS: usize = 3;

/// How two reviewers judged the same claims: rows are the verdicts of the first, columns those of the second, in the order accept,
/// reject, correct.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Table {
    counts: [[u64; VERDICTS]; VERDICTS],
    /// Of the claims that both corrected, how many to the same statement.
    corrected_alike: u64,
}

/// Cohen's kappa with its confidence interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Kappa {
    /// From -1 to 1; 0 is what chance gives, 1 full agreement.
    pub kappa: f64,
    /// The interval that holds it at 95 percent, cut to -1..1.
    pub interval: (f64, f64),
}

impl Table {
    /// How many claims both judged.
    pub fn count(&self) -> u64 {
        self.counts.iter().flatten().sum()
    }

    /// The part of them judged alike, from 0 to 1; `None` without any.
    pub fn agreement(&self) -> Option<f64> {
        let alike: u64 = (0..VERDICTS).map(|verdict| self.counts[verdict][verdict]).sum();
        (self.count() > 0).then(|| alike as f64 / self.count() as f64)
    }

    /// Cohen's kappa, `(p_o - p_e) / (1 - p_e)`, where `p_o` is the part judged alike and `p_e` the part that two people with these
    /// habits would judge alike by chance (Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological
    /// Measurement 20, 1960, p. 40). The interval is kappa ± 1.96 standard errors by the large-sample formula of Fleiss, Cohen and
    /// Everitt ("Large sample standard errors of kappa and weighted kappa", Psychological Bulletin 72, 1969, equation 13).
    ///
    /// `None` if nothing was judged by both, or if chance alone makes agreement certain (both gave one and the same verdict
    /// throughout): kappa then has no value. With few claims the interval is a rough guide; nothing is rounded here.
    pub fn kappa(&self) -> Option<Kappa> {
        let total = self.count() as f64;
        let observed = self.agreement()?;
        let part = |row: usize, column: usize| self.counts[row][column] as f64 / total;
        let row_part = |row: usize| (0..VERDICTS).map(|column| part(row, column)).sum::<f64>();
        let column_part = |column: usize| (0..VERDICTS).map(|row| part(row, column)).sum::<f64>();
        let chance: f64 = (0..VERDICTS).map(|verdict| row_part(verdict) * column_part(verdict)).sum();
        if 1.0 - chance < 1e-12 {
            return None;
        }
        let kappa = (observed - chance) / (1.0 - chance);
        let beyond = 1.0 - kappa;
        let alike: f64 = (0..VERDICTS)
            .map(|verdict| part(verdict, verdict) * (1.0 - (row_part(verdict) + column_part(verdict)) * beyond).powi(2))
            .sum();
        let apart: f64 = (0..VERDICTS)
            .flat_map(|row| (0..VERDICTS).map(move |column| (row, column)))
            .filter(|(row, column)| row != column)
            .map(|(row, column)| part(row, column) * (column_part(row) + row_part(column)).powi(2))
            .sum::<f64>()
            * beyond.powi(2);
        let variance = (alike + apart - (kappa - chance * beyond).powi(2)) / (total * (1.0 - chance).powi(2));
        let error = variance.max(0.0).sqrt();
        Some(Kappa { kappa, interval: ((kappa - 1.96 * error).max(-1.0), (kappa + 1.96 * error).min(1.0)) })
    }
}

/// Two reviewers and a kind, or all kinds; in order of names, all kinds first.
type Pair = (String, String, Option<String>);

/// The tables of every two reviewers who judged a claim both, kind by kind and all together.
pub fn tables(case: &Case) -> BTreeMap<Pair, Table> {
    let verdicts = verdicts(case);
    let reviewers: BTreeSet<&String> = verdicts.values().flat_map(BTreeMap::keys).collect();
    let mut tables: BTreeMap<Pair, Table> = BTreeMap::new();
    for (claim, by) in &verdicts {
        let Some(kind) = case.claim(*claim).map(|claim| claim.statement().kind.to_string()) else { continue };
        for first in &reviewers {
            for second in reviewers.iter().filter(|second| *second > first) {
                let (Some(one), Some(other)) = (by.get(*first), by.get(*second)) else { continue };
                for kind in [None, Some(kind.clone())] {
                    let table = tables.entry(((*first).clone(), (*second).clone(), kind)).or_default();
                    table.counts[place(one)][place(other)] += 1;
                    table.corrected_alike += u64::from(corrected_alike(one, other));
                }
            }
        }
    }
    tables
}

/// What each reviewer decided of each claim, after all that they took back.
fn verdicts(case: &Case) -> BTreeMap<ClaimId, BTreeMap<String, &Verdict>> {
    let mut stacks: BTreeMap<(ClaimId, &str), Vec<&Verdict>> = BTreeMap::new();
    for judgement in case.judgements() {
        let stack = stacks.entry((judgement.claim, judgement.by.as_str())).or_default();
        match &judgement.verdict {
            Verdict::Undo => drop(stack.pop()),
            verdict @ (Verdict::Accept | Verdict::Reject | Verdict::Correct { .. }) => stack.push(verdict),
        }
    }
    let mut verdicts: BTreeMap<ClaimId, BTreeMap<String, &Verdict>> = BTreeMap::new();
    for ((claim, by), stack) in stacks {
        if let (Some(verdict), true) = (stack.last(), case.claim(claim).is_some_and(is_read)) {
            verdicts.entry(claim).or_default().insert(by.to_owned(), verdict);
        }
    }
    verdicts
}

fn place(verdict: &Verdict) -> usize {
    match verdict {
        Verdict::Accept => 0,
        Verdict::Reject => 1,
        Verdict::Correct { .. } => 2,
        Verdict::Undo => unreachable!("what was taken back is no verdict"),
    }
}

fn corrected_alike(one: &Verdict, other: &Verdict) -> bool {
    matches!((one, other), (Verdict::Correct { claim: a }, Verdict::Correct { claim: b }) if a.statement() == b.statement())
}

/// Prints the tables.
///
/// # Errors
/// Output that cannot be written.
pub fn print(case: &Case, as_json: bool) -> Result<Outcome, Trouble> {
    let tables = tables(case);
    let mut out = std::io::stdout().lock();
    for ((first, second, kind), table) in &tables {
        let (kind, kappa) = (kind.as_deref().unwrap_or("all kinds"), table.kappa());
        if as_json {
            let object = json!({
                "reviewers": [first, second], "kind": kind, "n": table.count(), "agreement": table.agreement(),
                "kappa": kappa.map(|kappa| kappa.kappa), "interval_95": kappa.map(|kappa| [kappa.interval.0, kappa.interval.1]),
                "both_corrected": table.counts[2][2], "corrected_alike": table.corrected_alike, "table": table.counts,
            });
            line(&mut out, format_args!("{object}"))?;
            continue;
        }
        if kind == "all kinds" {
            let names = format!("{} and {}", crate::show::one_line(first), crate::show::one_line(second));
            line(&mut out, format_args!("{names}\n  {:<44} {:>5} {:>6}  kappa (95 % interval)", "kind", "n", "alike"))?;
        }
        let alike = table.agreement().map(|part| format!("{:.0} %", part * 100.0)).unwrap_or_default();
        let shown = match kappa {
            Some(Kappa { kappa, interval: (low, high) }) => format!("{kappa:.2} ({low:.2} to {high:.2})"),
            None => "none: both gave one verdict throughout".to_owned(),
        };
        line(&mut out, format_args!("  {kind:<44} {:>5} {alike:>6}  {shown}", table.count()))?;
    }
    if tables.is_empty() && !as_json {
        line(&mut out, format_args!("no claim was judged by two reviewers: let a second one begin with --by NAME --blind"))?;
    }
    out.flush().map_err(|_| Trouble::ClosedPipe)?;
    Ok(if tables.is_empty() { Outcome::Failed } else { Outcome::Done })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(counts: [[u64; 3]; 3]) -> Table {
        Table { counts, corrected_alike: 0 }
    }

    /// Fleiss, Levin and Paik, "Statistical Methods for Rates and Proportions", third edition, table 18.1: kappa 0.68 and standard
    /// error 0.087, which they compute from the rounded kappa; the interval they print is 0.51 to 0.85.
    #[test]
    fn a_published_table_gives_its_published_kappa() {
        let published = table([[75, 1, 4], [5, 4, 1], [0, 0, 10]]).kappa().unwrap();
        assert_eq!(format!("{:.2}", published.kappa), "0.68");
        let error = (published.interval.1 - published.interval.0) / (2.0 * 1.96);
        assert!((error - 0.087).abs() < 0.001, "{error}");
        assert!((published.interval.0 - 0.51).abs() < 0.01 && (published.interval.1 - 0.85).abs() < 0.01);
    }

    #[test]
    fn chance_gives_nothing_and_full_agreement_one() {
        let chance = table([[25, 25, 0], [25, 25, 0], [0, 0, 0]]).kappa().unwrap();
        assert_eq!(chance.kappa, 0.0);
        let full = table([[10, 0, 0], [0, 5, 0], [0, 0, 3]]).kappa().unwrap();
        assert_eq!((full.kappa, full.interval), (1.0, (1.0, 1.0)));
        let against = table([[0, 10, 0], [10, 0, 0], [0, 0, 0]]).kappa().unwrap();
        assert_eq!(against.kappa, -1.0);
    }

    #[test]
    fn without_variety_there_is_no_kappa() {
        assert_eq!(table([[12, 0, 0], [0, 0, 0], [0, 0, 0]]).kappa(), None);
        assert_eq!(table([[0; 3]; 3]).kappa(), None);
        assert_eq!(table([[0; 3]; 3]).agreement(), None);
    }
}
