//! `manumit propose`: a model on this machine points at claims; nothing of it counts until a person accepts it.

use crate::arguments::ProposeOptions;
use crate::case_folder;
use crate::outcome::{Outcome, Trouble, say};
use crate::show;
use document::{BlockKind, Document};
use evidence::{Basis, Case, Claim, MediaType, Source, SourceId, Statement, Step};
use ledger::{Entry, Ledger, Proposals, Refusal};
use propose::{ASKER, Admitted, Endpoint, Limits, Passage, Reach, Refused};
use std::collections::BTreeSet;
use std::io::IsTerminal;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A document larger than this is not put before a model.
const SHOWN: u64 = 8 << 20;
/// So many refusals of a passage are kept in words; all are counted.
const REFUSALS_KEPT: usize = 8;
/// After so many passages in a row without an answer the server is given up.
const SILENT_MOST: u32 = 3;
/// How long to wait before asking again.
const PAUSES: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(4)];

pub fn propose(options: &ProposeOptions) -> Result<Outcome, Trouble> {
    if options.model.trim().is_empty() {
        return Err(Trouble::usage("--model is empty.", "give the name by which the server knows the model."));
    }
    let folder = case_folder::case_or_nearest(options.case.as_deref())?;
    let reach = if options.allow_remote { Reach::Anywhere } else { Reach::ThisMachine };
    let endpoint = Endpoint::resolve(&options.endpoint, reach).map_err(|error| unusable(&error))?;
    let ledger = Ledger::open_read_only(&ledger::path_in(&folder))?;
    let snapshot = ledger.case()?;
    let asked = ledger.asked(&options.model, ASKER)?;
    drop(ledger);
    let round = Round { folder, options, endpoint, case: &snapshot.case };
    let waiting = round.waiting(&asked);
    warn(&round, &waiting);
    let mut tally = Tally::default();
    let outcome = round.ask_all(&waiting, &mut tally);
    report(options, &round, &waiting, &tally)?;
    outcome
}

/// The sentences of one source that the model was not asked about yet.
struct Waiting<'c> {
    source: &'c Source,
    sentences: Vec<Range<usize>>,
}

/// What was asked and what came of it.
#[derive(Default)]
struct Tally {
    asked: u64,
    proposed: u64,
    refused: u64,
    /// Passages without a usable answer.
    silent: u64,
}

struct Round<'c> {
    folder: PathBuf,
    options: &'c ProposeOptions,
    endpoint: Endpoint,
    case: &'c Case,
}

fn can_be_shown(source: &Source) -> bool {
    matches!(source.media_type, MediaType::PlainText | MediaType::Markdown | MediaType::Html)
        && source.byte_count <= SHOWN
        && source.part_of.is_none()
}

/// The document of a source; `None` if its file is not what was read.
fn open(folder: &Path, source: &Source) -> Option<Document> {
    let bytes = std::fs::read(folder.join(&source.name)).ok()?;
    if SourceId::of(&bytes) != source.id {
        return None;
    }
    // a fault of the program in one document costs that document
    std::panic::catch_unwind(|| document::open(source.media_type, &source.name, source.id, 0, &bytes)).ok()
}

/// The sentences of a document that can state something, as bytes of its layer.
fn sentences(document: &Document) -> Vec<Range<usize>> {
    let stating = document.blocks.iter().filter(|block| !matches!(block.kind, BlockKind::Furniture | BlockKind::Question));
    let inside = stating.flat_map(|block| {
        let text = document.layer.text().get(block.range.clone()).unwrap_or_default();
        let start = block.range.start;
        read::sentences_in(text).into_iter().map(move |range| start + range.start..start + range.end)
    });
    inside.filter(|range| range.len() >= 12).collect()
}

/// The name of a passage in the ledger.
fn name_of(range: &Range<usize>) -> String {
    format!("{}..{}", range.start, range.end)
}

impl Round<'_> {
    fn waiting(&self, asked: &BTreeSet<(SourceId, String)>) -> Vec<Waiting<'_>> {
        let mut left = self.options.limit.unwrap_or(usize::MAX);
        let mut waiting = Vec::new();
        let wanted = |source: &&Source| self.options.source.as_ref().is_none_or(|part| source.name.contains(part.as_str()));
        for source in self.case.sources().filter(wanted).filter(|source| can_be_shown(source)) {
            let Some(document) = open(&self.folder, source) else { continue };
            let new = sentences(&document).into_iter().filter(|range| !asked.contains(&(source.id, name_of(range))));
            let sentences: Vec<Range<usize>> = new.take(left).collect();
            left -= sentences.len();
            if !sentences.is_empty() {
                waiting.push(Waiting { source, sentences });
            }
        }
        waiting
    }

    fn ask_all(&self, waiting: &[Waiting], tally: &mut Tally) -> Result<Outcome, Trouble> {
        let mut silent = 0;
        for Waiting { source, sentences: wanted } in waiting {
            let Some(document) = open(&self.folder, source) else { continue };
            let all = sentences(&document);
            let known = self.known(source.id);
            for sentence in wanted {
                let Some(passage) = passage(&document, &all, sentence) else { continue };
                match self.ask(&passage) {
                    Ok(answer) => {
                        silent = 0;
                        self.keep(&document, source, sentence, &judged(&passage, &answer, &known, sentence), tally)?;
                    }
                    Err(error) => {
                        silent += 1;
                        tally.silent += 1;
                        if silent == SILENT_MOST || matches!(error, propose::Error::Status { status: 400..=428 }) {
                            return Err(given_up(&self.endpoint, &error));
                        }
                    }
                }
                tell(waiting, tally);
            }
        }
        Ok(if tally.silent > 0 { Outcome::Partial } else { Outcome::Done })
    }

    /// Asks once, and again after a pause where that can help.
    fn ask(&self, passage: &Passage) -> Result<String, propose::Error> {
        let body = propose::question(&self.options.model, passage);
        let limits = Limits { answer: Duration::from_secs(self.options.timeout.max(1)), ..Limits::default() };
        let mut answer = propose::ask(&self.endpoint, &body, limits);
        for pause in PAUSES {
            match &answer {
                Err(error) if error.may_pass() => std::thread::sleep(pause),
                _ => return answer,
            }
            answer = propose::ask(&self.endpoint, &body, limits);
        }
        answer
    }

    /// The claims of a source that are there already, by the bytes of their quotes in its layer.
    fn known(&self, source: SourceId) -> Vec<(Range<usize>, Statement)> {
        let of_source = |claim: &&Claim| claim.span().is_some_and(|span| span.source() == source);
        let with_place = |claim: &Claim| {
            let place = claim.span().map(|span| span.in_layer()).unwrap_or_default();
            (place.start as usize..place.end as usize, claim.statement().clone())
        };
        self.case.claims().iter().filter(of_source).map(with_place).collect()
    }

    /// Writes what came of one passage to the ledger, which is held only for that moment.
    fn keep(
        &self,
        document: &Document,
        source: &Source,
        sentence: &Range<usize>,
        judged: &Judged,
        tally: &mut Tally,
    ) -> Result<(), Trouble> {
        let claims: Vec<Claim> = judged.admitted.iter().filter_map(|admitted| self.claim(document, sentence, admitted)).collect();
        tally.asked += 1;
        tally.proposed += claims.len() as u64;
        tally.refused += judged.refused_count;
        let refusal = |refused: &Refused| Refusal { what: refused.what.clone(), cause: refused.cause.to_owned() };
        let entry = Entry::Proposals(Proposals {
            source: source.id,
            model: self.options.model.clone(),
            asker: ASKER.to_owned(),
            passage: name_of(sentence),
            claims,
            refused: judged.refused.iter().take(REFUSALS_KEPT).map(refusal).collect(),
            refused_count: judged.refused_count,
        });
        Ledger::open(&ledger::path_in(&self.folder))?.append(&entry, &jiff::Timestamp::now().to_string())?;
        Ok(())
    }

    fn claim(&self, document: &Document, sentence: &Range<usize>, admitted: &Admitted) -> Option<Claim> {
        let quote = sentence.start + admitted.quote.start..sentence.start + admitted.quote.end;
        let span = document.layer.span(quote).ok()?;
        let rule = propose::rule_of(&self.options.model);
        let note = format!("proposed by the model {}; its quote stands there to the byte", show::one_line(&self.options.model));
        let mut steps = vec![Step { rule: rule.clone(), span: Some(span.clone()), note }];
        if let Some(quantity) = admitted.statement.quantity {
            let note = format!("our own grammar reads {quantity} there");
            steps.push(Step { rule: evidence::Rule::new("figure.read", 1), span: Some(span.clone()), note });
        }
        let sentence = document.layer.span(sentence.clone()).ok()?;
        Claim::new(admitted.statement.clone(), Basis::Read { span, sentence, rule, steps }).ok()
    }
}

/// What passed of an answer, and what did not.
struct Judged {
    admitted: Vec<Admitted>,
    refused: Vec<Refused>,
    refused_count: u64,
}

fn judged(passage: &Passage, answer: &str, known: &[(Range<usize>, Statement)], sentence: &Range<usize>) -> Judged {
    let (found, broken, beyond) = match propose::proposals(answer) {
        Ok(proposals) => proposals,
        Err(cause) => return Judged { admitted: Vec::new(), refused: vec![Refused::new(answer, cause)], refused_count: 1 },
    };
    let here: Vec<(Range<usize>, Statement)> = known
        .iter()
        .filter(|(place, _)| sentence.start <= place.start && place.end <= sentence.end)
        .map(|(place, statement)| (place.start - sentence.start..place.end - sentence.start, statement.clone()))
        .collect();
    let (admitted, mut refused) = propose::admit(passage, &found, &here, &reread);
    refused.extend(broken.iter().map(|broken| Refused::new(broken, "it is not a claim")));
    if beyond > 0 {
        refused.push(Refused::new(&format!("{beyond} more"), "an answer may hold 24 claims"));
    }
    let refused_count = (refused.len() + beyond - usize::from(beyond > 0)) as u64;
    Judged { admitted, refused, refused_count }
}

fn reread(text: &str) -> Vec<(Range<usize>, Vec<evidence::Quantity>)> {
    read::figures_in(text).into_iter().map(|figure| (figure.bytes, figure.quantities)).collect()
}

fn passage(document: &Document, all: &[Range<usize>], sentence: &Range<usize>) -> Option<Passage> {
    let text =
        |range: Option<&Range<usize>>| range.and_then(|range| document.layer.text().get(range.clone())).unwrap_or_default();
    let at = all.binary_search_by_key(&sentence.start, |range| range.start).ok()?;
    let before = at.checked_sub(1).and_then(|before| all.get(before));
    Some(Passage::new(text(before), text(Some(sentence)), text(all.get(at + 1))))
}

// ---- what is said ---------------------------------------------------------------------------------------------------------------

fn count(waiting: &[Waiting]) -> usize {
    waiting.iter().map(|waiting| waiting.sentences.len()).sum()
}

fn warn(round: &Round, waiting: &[Waiting]) {
    if !round.endpoint.is_here() {
        eprintln!(
            "warning: {} ({}) is not this machine. {} passages of your sources will leave it, unencrypted, and whoever runs or \
             watches that server can read them.",
            show::one_line(round.endpoint.host()),
            round.endpoint.address(),
            count(waiting)
        );
    }
}

fn tell(waiting: &[Waiting], tally: &Tally) {
    if std::io::stderr().is_terminal() {
        eprint!(
            "\r{} of {} passages asked, {} claims proposed, {} refused ",
            tally.asked + tally.silent,
            count(waiting),
            tally.proposed,
            tally.refused
        );
    }
}

fn report(options: &ProposeOptions, round: &Round, waiting: &[Waiting], tally: &Tally) -> Result<(), Trouble> {
    if std::io::stderr().is_terminal() {
        eprintln!();
    }
    let not_shown = round.case.sources().filter(|source| !can_be_shown(source)).count();
    let left = count(waiting) as u64 - tally.asked;
    if options.json {
        let object = serde_json::json!({
            "asked": tally.asked, "proposed": tally.proposed, "refused": tally.refused, "unanswered": tally.silent, "left": left,
            "sources_not_shown": not_shown, "model": options.model, "rule": propose::rule_of(&options.model),
        });
        return say(format_args!("{object}"));
    }
    say(format_args!(
        "{} passages asked: {} claims proposed, {} refused; {left} passages left",
        tally.asked, tally.proposed, tally.refused
    ))?;
    if not_shown > 0 {
        say(format_args!(
            "{not_shown} sources are neither plain text, Markdown nor a web page of their own, or too large: not asked about"
        ))?;
    }
    if tally.proposed > 0 {
        let folder = round.folder.display();
        say(format_args!("None of them enters a figure until a person accepts it: manumit review {folder} --by \"Your name\""))?;
    }
    Ok(())
}

fn unusable(error: &propose::Error) -> Trouble {
    let remedy = match error {
        propose::Error::Remote { .. } => "run the model on this machine, or add --allow-remote if the passages may leave it.",
        _ => "name a server on this machine, such as --endpoint http://127.0.0.1:8080/v1.",
    };
    Trouble::usage(format!("{error}."), remedy)
}

fn given_up(endpoint: &Endpoint, error: &propose::Error) -> Trouble {
    let remedy = "see that the model's server runs and knows the model; then run again: it goes on where it stopped.";
    Trouble::file(Path::new(endpoint.host()), std::io::Error::other(error.to_string()), remedy)
}
