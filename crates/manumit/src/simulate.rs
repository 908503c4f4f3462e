//! `manumit simulate`: a case of invented people whose truth is known; or what a rule would change.

mod compare;
mod folder;

use crate::arguments::{Hidden, SimulateOptions};
use crate::outcome::{Outcome, Trouble, say};
use crate::{interrupt, progress};
use folder::Unfinished;
use serde_json::json;
use simulate::case::{Error, Progress, Summary};
use simulate::name::Avoided;
use simulate::{Bounds, Mistake, Model, Scenario, Setup};
use std::ops::ControlFlow;
use std::path::Path;

pub fn simulate(options: &SimulateOptions) -> Result<Outcome, Trouble> {
    if options.parameters_shown {
        say(format_args!("{}", Model::shipped_text().trim_end()))?;
        return Ok(Outcome::Done);
    }
    let model = model(options)?;
    if let Some(scenarios) = &options.compare {
        return compare::compare(options, &model, scenarios);
    }
    let setup = setup(options, model, scenario(options)?)?;
    match &options.out {
        Some(out) => make(options, out, setup, &avoided(options)?),
        None => compare::validate(options, setup),
    }
}

fn model(options: &SimulateOptions) -> Result<Model, Trouble> {
    match &options.parameters {
        None => Ok(Model::shipped()),
        Some(path) => Model::parse(&text(path)?).map_err(|mistake| wrong(path, &mistake)),
    }
}

fn text(path: &Path) -> Result<String, Trouble> {
    let remedy = "name a file of UTF-8 text that can be read.";
    std::fs::read_to_string(path).map_err(|error| Trouble::file(path, error, remedy))
}

fn wrong(path: &Path, mistake: &Mistake) -> Trouble {
    Trouble::usage(format!("{}: {mistake}", path.display()), "mend the file and run again.")
}

fn read_scenario(path: &Path) -> Result<Scenario, Trouble> {
    if path.as_os_str() == "none" {
        return Ok(Scenario::default());
    }
    Scenario::parse(&text(path)?).map_err(|mistake| wrong(path, &mistake))
}

/// The scenario of the file, with what the switches hide.
fn scenario(options: &SimulateOptions) -> Result<Scenario, Trouble> {
    let read = match &options.scenario {
        None => Scenario::default(),
        Some(path) => read_scenario(path)?,
    };
    let hidden = options.hide.iter().fold(read, |scenario, hidden| hide(scenario, *hidden));
    let commingled = Bounds { low: 50_000, high: 100_000 };
    Ok(if options.commingle { hidden.with("remittance", "own_trade", commingled) } else { hidden })
}

fn hide(scenario: Scenario, hidden: Hidden) -> Scenario {
    let yes = Bounds::of(100);
    let none = |scenario: Scenario, list: &str| scenario.with("evidence", list, Bounds::of(0));
    match hidden {
        Hidden::Cash => scenario.with("evidence", "hide_cash", yes),
        Hidden::Payments => scenario.with("evidence", "hide_payments", yes),
        Hidden::Payslips => none(scenario, "payroll_sites"),
        Hidden::Lists => {
            ["list_permits", "list_sites", "list_casework", "list_border", "list_clinic"].into_iter().fold(scenario, none)
        }
        Hidden::Permits => none(scenario, "list_permits"),
        Hidden::Sites => none(scenario, "list_sites"),
        Hidden::Casework => none(scenario, "list_casework"),
        Hidden::Border => none(scenario, "list_border"),
        Hidden::Clinic => none(scenario, "list_clinic"),
    }
}

fn setup(options: &SimulateOptions, model: Model, scenario: Scenario) -> Result<Setup, Trouble> {
    let (first_year, last_year) = years(&options.years)?;
    for host in scenario.changes.iter().flat_map(|change| &change.bans) {
        if model.contracts.iter().all(|contract| contract.host != *host) {
            return Err(Trouble::usage(
                format!("the scenario bans {host:?}, where nobody works."),
                "name hosts by the two letters that the parameters have.",
            ));
        }
    }
    Ok(Setup { seed: options.seed, workers: workers(options), first_year, last_year, model, scenario })
}

/// As many as are asked for; in a comparison with published figures as many as were published.
fn workers(options: &SimulateOptions) -> u32 {
    options.workers.unwrap_or(if options.validate { 46_000 } else { 1_000 })
}

fn years(words: &str) -> Result<(i32, i32), Trouble> {
    let (first, last) = words.split_once("..").unwrap_or((words, words));
    let year = |word: &str| word.trim().parse::<i32>().ok().filter(|year| (1950..=2100).contains(year));
    match (year(first), year(last)) {
        (Some(first), Some(last)) if first <= last && last - first < 60 => Ok((first, last)),
        _ => Err(Trouble::usage(
            format!("{words:?} is no range of years."),
            "write the first and the last as in 2012..2016, within 1950 to 2100 and at most sixty of them.",
        )),
    }
}

/// Names of the lists that are given.
fn avoided(options: &SimulateOptions) -> Result<Avoided, Trouble> {
    let mut avoided = Avoided::default();
    for path in &options.avoid {
        let remedy = "name a list that can be read.";
        let bytes = std::fs::read(path).map_err(|error| Trouble::file(path, error, remedy))?;
        for line in String::from_utf8_lossy(&bytes).lines() {
            add_names(&mut avoided, line);
        }
    }
    Ok(avoided)
}

/// The names of a line: the properties of a FollowTheMoney entity, or the line and each of its fields.
fn add_names(avoided: &mut Avoided, line: &str) {
    if let Ok(entity) = serde_json::from_str::<serde_json::Value>(line) {
        let names =
            ["name", "alias", "weakAlias", "previousName"].into_iter().filter_map(|key| entity["properties"][key].as_array());
        names.flatten().filter_map(serde_json::Value::as_str).for_each(|name| avoided.add(name));
        return;
    }
    avoided.add(line);
    for field in line.split(['\t', ';', '"']).chain(line.split(',')) {
        avoided.add(field);
    }
}

fn make(options: &SimulateOptions, out: &Path, setup: Setup, avoided: &Avoided) -> Result<Outcome, Trouble> {
    let mut unfinished = Unfinished::begin(out)?;
    let _finishing = interrupt::Finishing::begin();
    let months = (setup.last_year - setup.first_year + 1) as u64 * 12;
    let bar = progress::over_steps(months, "simulating", "months");
    let mut told = |progress: Progress| {
        bar.set_position(u64::from(progress.done));
        bar.set_message(format!("{} payments", progress.payments));
        if interrupt::wanted() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let (seed, workers) = (setup.seed, setup.workers);
    let made = simulate::case::write(setup, avoided, &mut unfinished, &mut told);
    bar.finish_and_clear();
    match made {
        Ok(summary) => {
            unfinished.finish()?;
            told_summary(options, out, seed, workers, &summary)?;
            Ok(Outcome::Done)
        }
        Err(Error::Interrupted) => {
            unfinished.discard();
            eprintln!("manumit: interrupted; no case was made, and what was written is removed.");
            Ok(Outcome::Interrupted)
        }
        Err(Error::Write(error)) => {
            let trouble = Trouble::file(out, error, "make room or name a folder that can be written, and run again.");
            unfinished.discard();
            Err(trouble)
        }
    }
}

fn told_summary(options: &SimulateOptions, out: &Path, seed: u64, workers: u32, summary: &Summary) -> Result<(), Trouble> {
    if options.json {
        let years: Vec<_> = summary
            .years
            .iter()
            .map(|(year, totals)| {
                json!({
                    "year": year,
                    "workers": totals.workers(),
                    "percent_taken": Bounds::of(totals.share_taken()).to_string(),
                    "take_home": {"amount": totals.take_home_of_worker().to_string(), "currency": "USD"},
                    "arrived": {"amount": totals.arrived.to_string(), "currency": "USD"},
                    "held_at_end": {"amount": totals.held_at_end.to_string(), "currency": "USD"},
                })
            })
            .collect();
        let case = json!({
            "case": out.display().to_string(), "seed": seed, "workers": workers, "sent": summary.sent,
            "migrants": summary.migrants, "payments": summary.payments, "documents": summary.documents, "years": years,
        });
        return say(format_args!("{case}"));
    }
    say(format_args!("simulated case: {} (seed {seed})", out.display()))?;
    say(format_args!(
        "{} people sent, {} migrants beside them, {} payments, {} documents",
        summary.sent, summary.migrants, summary.payments, summary.documents
    ))?;
    for (year, totals) in &summary.years {
        say(format_args!(
            "  {year}  {:>7} workers  {:>5} % taken  {:>7} USD a month left  {:>15} USD reached the fund",
            totals.workers(),
            Bounds::of(totals.share_taken()).to_string(),
            totals.take_home_of_worker().to_string(),
            totals.arrived.to_string(),
        ))?;
    }
    say(format_args!("read it: manumit run {}    the truth: {}", out.display(), out.join("truth").display()))
}
