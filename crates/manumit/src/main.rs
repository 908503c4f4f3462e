//! The face on the command line: one verb a command, `run` for all in order.

mod arguments;
mod case_folder;
mod claims;
mod compared;
mod count;
mod doctor;
mod documents;
mod dossier_folder;
mod interrupt;
mod isolation;
mod judge;
mod keep;
mod log;
mod outcome;
mod pay;
mod progress;
#[cfg(feature = "model")]
mod propose;
mod read;
mod recognise;
mod reconcile;
mod review;
mod run;
mod settings;
mod show;
mod simulate;
mod told;
mod verify;
mod why;

use arguments::{Arguments, Command};
use clap::{CommandFactory, Parser};
use outcome::{Outcome, Trouble};
use std::process::ExitCode;

fn main() -> ExitCode {
    if std::env::args_os().nth(1).is_some_and(|verb| verb == isolation::VERB) {
        return isolation::serve();
    }
    interrupt::listen();
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return usage(&error),
    };
    match std::panic::catch_unwind(|| perform(arguments)) {
        Ok(Ok(outcome)) => outcome.exit_code(),
        Ok(Err(trouble)) => {
            trouble.tell();
            trouble.exit_code()
        }
        Err(_) => {
            eprintln!(
                "manumit: this is a fault of the program, not of your files. What was recorded before it is safe: run again."
            );
            ExitCode::from(outcome::INTERNAL)
        }
    }
}

fn usage(error: &clap::Error) -> ExitCode {
    let wanted = !error.use_stderr();
    // a closed pipe while printing help changes nothing
    let _ = error.print();
    if wanted { ExitCode::SUCCESS } else { ExitCode::from(outcome::USAGE) }
}

fn perform(arguments: Arguments) -> Result<Outcome, Trouble> {
    match arguments.command {
        Command::Run(options) => run::run(&options),
        Command::Read(options) => read::read(&options),
        Command::Claims(options) => claims::claims(&options),
        Command::Why(options) => why::why(&options),
        Command::Judge(options) => judge::judge(&options),
        Command::Review(options) => review::review(&options),
        Command::Count(options) => count::count(&options),
        Command::Pay(options) => pay::pay(&options),
        Command::Reconcile(options) => reconcile::reconcile(&options),
        Command::Simulate(options) => simulate::simulate(&options),
        #[cfg(feature = "model")]
        Command::Propose(options) => propose::propose(&options),
        Command::Log(options) => log::log(&options),
        Command::Verify(options) => verify::verify(&options),
        Command::Doctor(options) => doctor::doctor(&options),
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut Arguments::command(), "manumit", &mut std::io::stdout());
            Ok(Outcome::Done)
        }
    }
}
