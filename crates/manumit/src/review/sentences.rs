//! Judged sentences as test cases for the reader: written from a case, and read again later.
//!
//! A line of the file is one sentence as JSON: its `words`, the `before` that the reader needs to read it as it was read, its
//! `language`, what it should give (`expected`), what it must not give (`rejected`), and whether every claim of it was judged
//! (`complete`): only then is anything else that is read in it a mistake. A sentence that is read otherwise once it is taken out of
//! its document, however much of it stands before, is no fair test and is left out; it is said how many.

use super::context::{Texts, at_character};
use super::desk::is_read;
use crate::outcome::{Outcome, Trouble, line};
use evidence::{Case, Claim, ClaimId, MediaType, SourceId, Span, Standing, Statement};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;

/// One sentence of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TestCase {
    /// The sentence.
    pub words: String,
    /// The text before it, as much of it as the reader needs to read the sentence as it was read; usually none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub before: String,
    /// As what the text is read: plain text or Markdown.
    pub format: MediaType,
    /// ISO 639-1 code of the source's language, where known.
    #[serde(default)]
    pub language: Option<String>,
    /// What it states.
    pub expected: Vec<Expected>,
    /// What it does not state, though it was read so once.
    #[serde(default)]
    pub rejected: Vec<Expected>,
    /// Whether every claim that was read in it is judged.
    pub complete: bool,
}

/// What a sentence states, as far as it is compared.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Expected {
    /// The kind.
    pub kind: String,
    /// The lower end; none if it is open or there is no figure.
    pub low: Option<String>,
    /// The upper end.
    pub high: Option<String>,
    /// The unit; none without a figure.
    pub unit: Option<String>,
    /// The parts of a relation.
    #[serde(default)]
    pub roles: BTreeMap<String, String>,
    /// How it is put forward.
    pub modality: String,
}

impl Expected {
    fn of(statement: &Statement) -> Self {
        let end = |end: Option<rust_decimal::Decimal>| end.map(|end| end.to_string());
        Expected {
            kind: statement.kind.to_string(),
            low: statement.quantity.and_then(|quantity| end(quantity.range.low())),
            high: statement.quantity.and_then(|quantity| end(quantity.range.high())),
            unit: statement.quantity.map(|quantity| quantity.unit.to_string()),
            roles: statement.roles.iter().map(|(role, words)| (role.name().to_owned(), words.clone())).collect(),
            modality: statement.modality.to_string(),
        }
    }
}

impl std::fmt::Display for Expected {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.kind)?;
        if let Some(unit) = &self.unit {
            let end = |end: &Option<String>| end.clone().unwrap_or_default();
            write!(f, " {}..{} {unit}", end(&self.low), end(&self.high))?;
        }
        self.roles.iter().try_for_each(|(role, words)| write!(f, " {role}: {}", crate::show::one_line(words)))?;
        write!(f, " {}", self.modality)
    }
}

// ---- writing --------------------------------------------------------------------------------------------------------------------

/// Writes the judged sentences of `case` to `file`; each appears whole or not at all.
///
/// # Errors
/// A file that cannot be written.
pub fn export(case: &Case, folder: &Path, file: &Path, as_json: bool) -> Result<Outcome, Trouble> {
    let (cases, left_out) = test_cases(case, &mut Texts::of(folder));
    let lines: Vec<String> = cases.iter().filter_map(|case| serde_json::to_string(case).ok()).collect();
    let text: String = lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect();
    let failed = |error| Trouble::file(file, error, "name a file in a folder that can be written.");
    let half = file.with_extension("part");
    std::fs::write(&half, text).and_then(|()| std::fs::rename(&half, file)).map_err(failed)?;
    eprintln!(
        "{} holds sentences of your sources, with every name that stands in them: keep and share it only as you would the sources.",
        file.display()
    );
    let expected: usize = cases.iter().map(|case| case.expected.len()).sum();
    let rejected: usize = cases.iter().map(|case| case.rejected.len()).sum();
    let mut out = std::io::stdout().lock();
    if as_json {
        let object = json!({"sentences": cases.len(), "expected": expected, "rejected": rejected, "left_out": left_out});
        line(&mut out, format_args!("{object}"))?;
    } else {
        line(&mut out, format_args!("{} sentences: {expected} claims expected, {rejected} rejected", cases.len()))?;
        if left_out > 0 {
            line(
                &mut out,
                format_args!("{left_out} judged sentences are left out: outside their document they are read otherwise"),
            )?;
        }
    }
    Ok(Outcome::Done)
}

/// The claims of one sentence.
#[derive(Default)]
struct Judged<'c> {
    sentence: Option<&'c Span>,
    expected: Vec<Expected>,
    rejected: Vec<Expected>,
    /// As the reader read it, whatever was judged.
    as_read: Vec<Expected>,
    waiting: usize,
}

/// The test cases, and how many judged sentences make none.
fn test_cases(case: &Case, texts: &mut Texts) -> (Vec<TestCase>, usize) {
    let mut sentences: BTreeMap<(String, SourceId, u64), Judged> = BTreeMap::new();
    for claim in case.claims().iter().filter(|claim| is_read(claim)) {
        let evidence::Basis::Read { sentence, .. } = claim.basis() else { continue };
        let name = case.source(sentence.source()).map(|source| source.name.clone()).unwrap_or_default();
        let judged = sentences.entry((name, sentence.source(), sentence.in_layer().start)).or_default();
        judged.sentence = Some(sentence);
        let proposed = case.is_proposed(claim.id());
        if !proposed {
            judged.as_read.push(Expected::of(claim.statement()));
        }
        match case.standing(claim.id()) {
            Standing::Pending => judged.waiting += 1,
            Standing::Proposed => {}
            Standing::Accepted => judged.expected.push(Expected::of(claim.statement())),
            Standing::Rejected => judged.rejected.push(Expected::of(claim.statement())),
            Standing::Corrected(by) => {
                judged.expected.extend(corrected(case, by).map(|claim| Expected::of(claim.statement())));
                judged.rejected.push(Expected::of(claim.statement()));
            }
        }
    }
    let judged = sentences.into_values().filter(|judged| !judged.expected.is_empty() || !judged.rejected.is_empty());
    let cases: Vec<Option<TestCase>> = judged.map(|judged| test_case(case, texts, judged)).collect();
    let left_out = cases.iter().filter(|case| case.is_none()).count();
    (cases.into_iter().flatten().collect(), left_out)
}

/// The correction that stands in the end, if none of it was rejected.
fn corrected(case: &Case, by: ClaimId) -> Option<&Claim> {
    match case.standing(by) {
        Standing::Pending | Standing::Accepted => case.claim(by),
        Standing::Corrected(next) => corrected(case, next),
        Standing::Rejected | Standing::Proposed => None,
    }
}

fn test_case(case: &Case, texts: &mut Texts, judged: Judged) -> Option<TestCase> {
    let sentence = judged.sentence?;
    let source = case.source(sentence.source())?;
    // of other formats, the layer is plain text
    let format = if source.media_type == MediaType::Markdown { MediaType::Markdown } else { MediaType::PlainText };
    let text = texts.get(source).unwrap_or_else(|| sentence.quote().into());
    let start = if *text == *sentence.quote() { 0 } else { sentence.in_layer().start as usize };
    let before = needed_before(text.get(..start)?, sentence.quote(), format, &judged.as_read)?;
    let sorted = |mut list: Vec<Expected>| {
        list.sort();
        list.dedup();
        list
    };
    let expected = sorted(judged.expected);
    // a correction of one claim can be what another says
    let rejected = sorted(judged.rejected).into_iter().filter(|one| !expected.contains(one)).collect();
    Some(TestCase {
        words: sentence.quote().to_owned(),
        before,
        format,
        language: source.language.clone(),
        expected,
        rejected,
        complete: judged.waiting == 0,
    })
}

/// The shortest end of `all`, the text before a sentence, with which the reader reads in it just what it read in the whole document:
/// nothing, its paragraph, more, up to 64 KiB. `None` if none is enough.
fn needed_before(all: &str, words: &str, format: MediaType, as_read: &[Expected]) -> Option<String> {
    let paragraph = all.rfind("\n\n").map_or(0, |at| at + 2);
    let tail = |bytes: usize| at_character(all, all.len().saturating_sub(bytes));
    let wanted: BTreeSet<&Expected> = as_read.iter().collect();
    let starts = [all.len(), paragraph, tail(500), tail(2_000), tail(8_000), tail(65_536)];
    let befores = starts.into_iter().map(|from| &all[from..]);
    let read_alike = |before: &&str| read_after(before, words, format).iter().collect::<BTreeSet<_>>() == wanted;
    befores.into_iter().find(read_alike).map(str::to_owned)
}

/// What today's reader reads in `words` when they follow `before`.
fn read_after(before: &str, words: &str, format: MediaType) -> Vec<Expected> {
    let text = format!("{before}{words}");
    let reading = read::read("sentence.txt", format, SourceId::of(text.as_bytes()), text.as_bytes());
    let inside = |claim: &&Claim| claim.span().is_some_and(|span| span.in_layer().start >= before.len() as u64);
    reading.claims.iter().filter(inside).map(|claim| Expected::of(claim.statement())).collect()
}

// ---- reading again --------------------------------------------------------------------------------------------------------------

/// What was right and wrong of one kind.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Score {
    found: usize,
    missed: usize,
    wrong: usize,
}

impl Score {
    fn precision(&self) -> Option<f64> {
        part(self.found, self.found + self.wrong)
    }

    fn recall(&self) -> Option<f64> {
        part(self.found, self.found + self.missed)
    }

    /// The harmonic mean of precision and recall.
    fn f1(&self) -> Option<f64> {
        part(2 * self.found, 2 * self.found + self.wrong + self.missed)
    }
}

fn part(of: usize, all: usize) -> Option<f64> {
    (all > 0).then(|| of as f64 / all as f64)
}

/// How one sentence is read today.
struct Checked {
    missed: Vec<Expected>,
    wrong: Vec<Expected>,
    found: Vec<Expected>,
}

fn checked(case: &TestCase) -> Checked {
    let mut read: Vec<Expected> = read_after(&case.before, &case.words, case.format);
    read.sort();
    read.dedup();
    let (found, missed) = case.expected.iter().cloned().partition(|expected| read.contains(expected));
    let is_wrong = |one: &Expected| !case.expected.contains(one) && (case.complete || case.rejected.contains(one));
    Checked { found, missed, wrong: read.into_iter().filter(is_wrong).collect() }
}

/// Reads every sentence of `file` again and prints which are read as they should be, with precision, recall and F1 for each kind.
///
/// # Errors
/// A file that cannot be read or is not of this form.
pub fn check(file: &Path, as_json: bool) -> Result<Outcome, Trouble> {
    let text = std::fs::read_to_string(file)
        .map_err(|error| Trouble::file(file, error, "name a file that `manumit review --export` wrote."))?;
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    let (mut passed, mut failed) = (0, 0);
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for (index, written) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let case: TestCase = serde_json::from_str(written).map_err(|error| {
            let what = format!("{}: line {}: {error}", file.display(), index + 1);
            Trouble::usage(what, "name a file that `manumit review --export` wrote.")
        })?;
        let result = checked(&case);
        result.found.iter().for_each(|one| scores.entry(one.kind.clone()).or_default().found += 1);
        result.missed.iter().for_each(|one| scores.entry(one.kind.clone()).or_default().missed += 1);
        result.wrong.iter().for_each(|one| scores.entry(one.kind.clone()).or_default().wrong += 1);
        let passes = result.missed.is_empty() && result.wrong.is_empty();
        if passes {
            passed += 1;
        } else {
            failed += 1;
        }
        if as_json {
            let object = json!({"line": index + 1, "passes": passes, "missed": result.missed, "wrong": result.wrong});
            line(&mut out, format_args!("{object}"))?;
        } else if !passes {
            line(&mut out, format_args!("line {}: “{}”", index + 1, crate::show::one_line(&case.words)))?;
            result.missed.iter().try_for_each(|one| line(&mut out, format_args!("    not read: {one}")))?;
            result.wrong.iter().try_for_each(|one| line(&mut out, format_args!("    wrongly read: {one}")))?;
        }
    }
    tell(&mut out, &scores, (passed, failed), as_json)?;
    out.flush().map_err(|_| Trouble::ClosedPipe)?;
    Ok(if failed == 0 { Outcome::Done } else { Outcome::Failed })
}

fn tell(
    out: &mut impl Write,
    scores: &BTreeMap<String, Score>,
    (passed, failed): (usize, usize),
    as_json: bool,
) -> Result<(), Trouble> {
    if as_json {
        let kinds: serde_json::Map<String, serde_json::Value> = scores
            .iter()
            .map(|(kind, score)| {
                let value = json!({
                    "found": score.found, "missed": score.missed, "wrong": score.wrong,
                    "precision": score.precision(), "recall": score.recall(), "f1": score.f1(),
                });
                (kind.clone(), value)
            })
            .collect();
        return line(
            out,
            format_args!("{}", json!({"reader": read::READER, "passed": passed, "failed": failed, "kinds": kinds})),
        );
    }
    let shown = |part: Option<f64>| part.map_or_else(|| "–".to_owned(), |part| format!("{part:.2}"));
    line(
        out,
        format_args!(
            "{:<50} {:>5} {:>6} {:>5} {:>9} {:>6} {:>5}",
            "kind", "found", "missed", "wrong", "precision", "recall", "F1"
        ),
    )?;
    for (kind, score) in scores {
        let Score { found, missed, wrong } = score;
        let parts = [score.precision(), score.recall(), score.f1()].map(shown);
        line(out, format_args!("{kind:<50} {found:>5} {missed:>6} {wrong:>5} {:>9} {:>6} {:>5}", parts[0], parts[1], parts[2]))?;
    }
    line(out, format_args!("{passed} of {} sentences are read as they should be by {}", passed + failed, read::READER))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expected(kind: &str, low: &str, high: &str, unit: &str) -> Expected {
        let end = |end: &str| (!end.is_empty()).then(|| end.to_owned());
        Expected {
            kind: kind.into(),
            low: end(low),
            high: end(high),
            unit: Some(unit.into()),
            roles: BTreeMap::new(),
            modality: "asserted".into(),
        }
    }

    fn case(words: &str, expected: Vec<Expected>, complete: bool) -> TestCase {
        TestCase {
            words: words.into(),
            before: String::new(),
            format: MediaType::PlainText,
            language: None,
            expected,
            rejected: Vec::new(),
            complete,
        }
    }

    #[test]
    fn a_sentence_is_found_missed_and_wrongly_read() {
        let words = "The workers earn 300 dollars a month.";
        let right = expected("wage", "300", "300", "USD/month");
        let good = checked(&case(words, vec![right.clone()], true));
        assert_eq!((good.found, good.missed, good.wrong), (vec![right.clone()], vec![], vec![]));
        let other = expected("take_home", "300", "300", "USD/month");
        let bad = checked(&case(words, vec![other.clone()], true));
        assert_eq!((bad.missed, bad.wrong), (vec![other.clone()], vec![right.clone()]));
        let unjudged = checked(&case(words, vec![], false));
        assert_eq!(unjudged.wrong, vec![], "what nobody judged is no mistake");
        let rejected = TestCase { rejected: vec![right.clone()], ..case(words, vec![], false) };
        assert_eq!(checked(&rejected).wrong, vec![right]);
    }

    #[test]
    fn scores_are_parts_of_what_was_there() {
        let score = Score { found: 6, missed: 2, wrong: 4 };
        assert_eq!((score.precision(), score.recall(), score.f1()), (Some(0.6), Some(0.75), Some(12.0 / 18.0)));
        assert_eq!(Score::default().f1(), None);
    }
}
