//! `manumit review`: claims one at a time before a person, in the order in which the headline hangs on them.

mod agreement;
mod context;
mod decision;
mod desk;
mod doubt;
mod effect;
mod form;
mod lines;
mod page;
mod queue;
#[cfg(test)]
mod rehearsal;
mod screen;
mod sentences;
mod terminal;

use crate::arguments::ReviewOptions;
use crate::outcome::{Outcome, Trouble, line};
use crate::{case_folder, show};
use decision::{Answer, Decision};
use desk::Desk;
use queue::{Filter, Item, Queue};
use screen::Session;
use serde_json::{Value, json};
use std::io::{BufWriter, IsTerminal, Write};

pub fn review(options: &ReviewOptions) -> Result<Outcome, Trouble> {
    if options.by.as_deref().is_some_and(|by| by.trim().is_empty()) {
        return Err(Trouble::usage("--by is empty.", "give the name of the person who judges."));
    }
    if let Some(file) = &options.check {
        return sentences::check(file, options.json);
    }
    let folder = case_folder::case_or_nearest(options.case.as_deref())?;
    let desk = Desk::open(&folder, options.by.as_deref(), options.blind)?;
    let filter = filter(options)?;
    if let Some(file) = &options.answers {
        return apply(desk, file, options.json);
    }
    if options.agreement {
        return agreement::print(desk.case(), options.json);
    }
    if let Some(file) = &options.export {
        return sentences::export(desk.case(), desk.folder(), file, options.json);
    }
    let on_terminal = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    if options.json || !(on_terminal || options.lines) {
        return print_queue(&desk, &filter, options.json);
    }
    ask(Session::new(named_desk(desk)?, filter), options.lines || is_dumb())
}

fn ask(mut session: Session, by_lines: bool) -> Result<Outcome, Trouble> {
    let outcome = match by_lines {
        true => lines::run(&mut session, std::io::stdin().lock()),
        false => terminal::run(&mut session),
    }?;
    line(&mut std::io::stdout().lock(), format_args!("{} judgements written. {}.", session.written, session.progress()))?;
    Ok(outcome)
}

/// Whether the terminal cannot be drawn on.
fn is_dumb() -> bool {
    std::env::var("TERM").is_ok_and(|term| term == "dumb" || term.is_empty()) || cfg!(unix) && std::env::var_os("TERM").is_none()
}

/// The desk, if somebody sits at it.
fn named_desk(desk: Desk) -> Result<Desk, Trouble> {
    match desk.by() {
        Some(_) => Ok(desk),
        None => Err(Trouble::usage("nobody is named who judges.", "add --by \"Your name\".")),
    }
}

fn filter(options: &ReviewOptions) -> Result<Filter, Trouble> {
    Ok(Filter {
        kind: options.kind.as_deref().map(str::parse).transpose().map_err(crate::judge::misfit)?,
        source: options.source.clone(),
        all: options.all,
    })
}

// ---- the queue ------------------------------------------------------------------------------------------------------------------

fn print_queue(desk: &Desk, filter: &Filter, as_json: bool) -> Result<Outcome, Trouble> {
    let queue = Queue::of(desk, &doubt::of_case(desk.case()), filter);
    let mut out = BufWriter::new(std::io::stdout().lock());
    for item in &queue.items {
        let Some(claim) = desk.case().claim(item.claim) else { continue };
        if as_json {
            line(&mut out, format_args!("{}", item_json(desk, &queue, item)))?;
        } else {
            line(&mut out, format_args!("{:>8.2}  {}  {}", item.score(), item.claim, show::headline(claim)))?;
        }
    }
    if !as_json {
        line(&mut out, format_args!("{}", queue.progress()))?;
    }
    out.flush().map_err(|_| Trouble::ClosedPipe)?;
    Ok(Outcome::Done)
}

/// A claim in the queue: the object of `manumit claims`, what put it there, and an empty decision to be filled in.
fn item_json(desk: &Desk, queue: &Queue, item: &Item) -> Value {
    let case = desk.case();
    let claim = case.claim(item.claim);
    let mut object = claim.map_or_else(|| json!({}), |claim| show::claim_json(claim, &crate::claims::source_name(case, claim)));
    let doubts: Vec<Value> = item.doubts.iter().map(|doubt| json!({"points": doubt.points, "why": doubt.why})).collect();
    let moves: Vec<Value> = queue
        .effects
        .moves(item.claim)
        .iter()
        .map(|one| json!({"figure": one.figure, "share": rounded(one.share), "now": one.now, "then": one.then, "together": one.together}))
        .collect();
    object["claim"] = json!(item.claim);
    object["standing"] = show::standing(case.standing(item.claim)).into();
    object["score"] = json!(rounded(item.score()));
    object["effect"] = json!(rounded(item.effect));
    object["doubt"] = json!(doubt::total(&item.doubts));
    object["doubts"] = doubts.into();
    object["moves"] = moves.into();
    object["decision"] = Value::Null;
    object
}

/// To four digits behind the point: enough to order by, the same on every machine.
fn rounded(share: f64) -> f64 {
    (share * 10_000.0).round() / 10_000.0
}

// ---- answers from a file --------------------------------------------------------------------------------------------------------

fn apply(mut desk: Desk, file: &std::path::Path, as_json: bool) -> Result<Outcome, Trouble> {
    let text = std::fs::read_to_string(file)
        .map_err(|error| Trouble::file(file, error, "name a file of JSON lines, as `manumit review --json` prints them."))?;
    let mut done = 0u64;
    let mut untouched = 0u64;
    for (number, answer) in answers(&text)? {
        match answered(&mut desk, answer) {
            Ok(true) => done += 1,
            Ok(false) => untouched += 1,
            Err(Trouble::Usage { what, remedy }) => {
                let before = format!("line {number}: {what} The {done} decisions before it are in the ledger.");
                return Err(Trouble::usage(before, remedy));
            }
            Err(trouble) => return Err(trouble),
        }
    }
    if as_json {
        line(&mut std::io::stdout().lock(), format_args!("{}", json!({"judged": done, "untouched": untouched})))?;
    } else {
        let so = "without a decision, or decided so already";
        line(&mut std::io::stdout().lock(), format_args!("{done} decisions written, {untouched} lines {so}"))?;
    }
    Ok(Outcome::Done)
}

/// The lines of an answers file that are objects, with their numbers. All are parsed before any is applied.
fn answers(text: &str) -> Result<Vec<(usize, Answer)>, Trouble> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let parsed = lines.map(|(index, line)| {
        let wrong = |error| {
            let what = format!("line {}: {error}", index + 1);
            Trouble::usage(what, "write {\"claim\": \"c…\", \"decision\": \"accept\"}; nothing was applied.")
        };
        serde_json::from_str(line).map(|answer| (index + 1, answer)).map_err(wrong)
    });
    parsed.collect()
}

/// Applies one answer; tells whether anything was written.
fn answered(desk: &mut Desk, answer: Answer) -> Result<bool, Trouble> {
    let Some(decision) = answer.decision else { return Ok(false) };
    let claim = named(desk, &answer.claim)?;
    let by = desk.by().unwrap_or_default().to_owned();
    let own = desk::verdict_by(desk.case(), claim, &by);
    let correction = answer.correction.unwrap_or_default().into();
    match (decision, own) {
        (Decision::Skip, _) | (Decision::Undo, None) => return Ok(false),
        (Decision::Accept, Some(evidence::Verdict::Accept)) | (Decision::Reject, Some(evidence::Verdict::Reject)) => {
            return Ok(false);
        }
        (Decision::Correct, Some(evidence::Verdict::Correct { claim: earlier })) => {
            let judged = desk.case().claim(claim).map(|judged| judged.statement().clone());
            let again = judged.map(|statement| crate::judge::corrected(&statement, &correction)).transpose()?;
            if again.as_ref() == Some(earlier.statement()) {
                return Ok(false);
            }
        }
        _ => {}
    }
    desk.judge(
        claim,
        |judged, by, at| {
            Ok(match decision {
                Decision::Accept => evidence::Verdict::Accept,
                Decision::Reject => evidence::Verdict::Reject,
                Decision::Undo | Decision::Skip => evidence::Verdict::Undo,
                Decision::Correct => decision::correct(judged, &correction, by, at)?,
            })
        },
        answer.note,
    )?;
    Ok(true)
}

/// The claim whose id begins with `prefix`.
fn named(desk: &Desk, prefix: &str) -> Result<evidence::ClaimId, Trouble> {
    if let Ok(id) = prefix.parse()
        && desk.case().claim(id).is_some()
    {
        return Ok(id);
    }
    let mut found = desk.case().claims().iter().map(|claim| claim.id()).filter(|id| id.to_string().starts_with(prefix));
    match (found.next().filter(|_| prefix.len() >= 5), found.next()) {
        (Some(id), None) => Ok(id),
        (None, _) => Err(Trouble::usage(
            format!("this case has no claim {prefix:?}."),
            "`manumit claims` lists the claims with their ids.",
        )),
        (Some(_), Some(_)) => Err(Trouble::usage(format!("{prefix:?} begins more than one id."), "give more of its digits.")),
    }
}
