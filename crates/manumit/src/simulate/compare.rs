//! What a rule would change, and how the model compares with published figures.

use super::{read_scenario, setup};
use crate::arguments::SimulateOptions;
use crate::outcome::{Outcome, Trouble, say};
use crate::{interrupt, progress};
use serde_json::json;
use simulate::comparison::{Compared, compared, drawn};
use simulate::validation::{Row, Validation};
use simulate::{Bounds, Model, Scenario, Setup};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

pub fn compare(options: &SimulateOptions, model: &Model, scenarios: &[PathBuf]) -> Result<Outcome, Trouble> {
    let [first_path, second_path] = scenarios else {
        return Err(Trouble::usage("--compare takes two scenarios.", "name two files, or none for the model as it is."));
    };
    let (first, second) = (read_scenario(first_path)?, read_scenario(second_path)?);
    let names = [title(&first, first_path), title(&second, second_path)];
    let first = setup(options, model.clone(), first)?;
    let second = setup(options, model.clone(), second)?;
    let bar = progress::over_steps(u64::from(options.runs), "comparing", "worlds");
    let mut told = |done: u32| {
        bar.set_position(u64::from(done));
        if interrupt::wanted() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let compared = compared(&first, &second, options.runs, &mut told);
    bar.finish_and_clear();
    let Some(compared) = compared else { return Ok(Outcome::Interrupted) };
    if let Some(path) = &options.plot {
        let picture = drawn(&compared, &names[0], &names[1], options.runs);
        let remedy = "name a file that can be written.";
        std::fs::write(path, picture).map_err(|error| Trouble::file(path, error, remedy))?;
    }
    say_compared(options, &names, &first, &compared)?;
    Ok(Outcome::Done)
}

fn title(scenario: &Scenario, path: &Path) -> String {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let title = if scenario.title.is_empty() { stem } else { scenario.title.clone() };
    crate::show::one_line(&title)
}

fn signed(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    format!("{sign}{}", Bounds::of(hundredths.abs()))
}

fn say_compared(options: &SimulateOptions, names: &[String; 2], setup: &Setup, compared: &[Compared]) -> Result<(), Trouble> {
    if options.json {
        let measures: Vec<_> = compared
            .iter()
            .map(|one| {
                let quantiles: Vec<_> = [5, 25, 50, 75, 95].map(|percent| signed(one.quantile(percent))).to_vec();
                json!({
                    "measure": one.measure.name(), "unit": one.measure.unit(), "first": signed(one.first),
                    "second": signed(one.second), "difference": {"5": quantiles[0], "25": quantiles[1], "50": quantiles[2],
                    "75": quantiles[3], "95": quantiles[4]},
                })
            })
            .collect();
        let object = json!({
            "first": names[0], "second": names[1], "runs": options.runs, "seed": setup.seed, "workers": setup.workers,
            "years": options.years, "measures": measures,
        });
        return say(format_args!("{object}"));
    }
    say(format_args!("A: {}", names[0]))?;
    say(format_args!("B: {}", names[1]))?;
    say(format_args!("{} worlds of {} workers, {}; B less A in the same world:", options.runs, setup.workers, options.years))?;
    for one in compared {
        say(format_args!(
            "  {}, {}: {} (90 % of worlds: {} to {}); A {}, B {}",
            one.measure.words(),
            one.measure.unit(),
            signed(one.quantile(50)),
            signed(one.quantile(5)),
            signed(one.quantile(95)),
            signed(one.first),
            signed(one.second)
        ))?;
    }
    say(format_args!("A model's answer, under its parameters; no forecast."))
}

pub fn validate(options: &SimulateOptions, setup: Setup) -> Result<Outcome, Trouble> {
    let bar = progress::over_steps(24, "simulating", "months");
    let mut told = || {
        bar.inc(1);
        if interrupt::wanted() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let validation = Validation::of(setup, &mut told);
    bar.finish_and_clear();
    let Some(validation) = validation else { return Ok(Outcome::Interrupted) };
    if options.json {
        let rows: Vec<_> = validation.rows.iter().map(row_json).collect();
        let object = json!({
            "seed": validation.seed, "workers": validation.workers, "figures": rows,
            "percent_below_what_all_need": Bounds::of(validation.too_low_for_both).to_string(),
        });
        say(format_args!("{object}"))?;
    } else {
        say(format_args!("{}", validation.page().trim_end()))?;
    }
    let all_hold = validation.rows.iter().all(Row::holds);
    Ok(if all_hold { Outcome::Done } else { Outcome::Failed })
}

fn row_json(row: &Row) -> serde_json::Value {
    let end = |hundredths: i64| Bounds::of(hundredths).to_string();
    json!({
        "what": row.what, "unit": row.unit, "published": [end(row.published.low), end(row.published.high)],
        "simulated": [end(row.simulated.low), end(row.simulated.high)], "average": end(row.average),
        "percent_within": row.within.map(end), "holds": row.holds(),
    })
}
