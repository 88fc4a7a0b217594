//! The program `sharp-minima`: measures networks from files, and computes natively what the page
//! does.
//!
//! ```text
//! words → arguments (clap) → Session or measures → tables, JSON or a file of results
//! ```

mod asked;
mod bar;
mod compute;
mod f1;
mod failure;
mod file;
mod help;
mod machine;
pub mod measure;
mod output;
mod paper;
mod remedies;
mod reproduce;
mod table;

use clap::{Parser, Subcommand};
use failure::Failure;
use output::say;
use std::ffi::OsString;
use std::process::ExitCode;

const AFTER: &str = "\
Examples:
  sharp-minima measure network.json data.json
  sharp-minima reproduce paper
  sharp-minima reproduce convincing plain
  sharp-minima remedies convincing sam swa
  sharp-minima compute 'preset=plain&trials=2' --figures measures --output results.json
  sharp-minima f1 --trials 1";

/// Large batches, sharp minima: measures networks, and computes what the page does on this machine.
#[derive(Debug, Parser)]
#[command(
    name = "sharp-minima",
    bin_name = "sharp-minima",
    version,
    no_binary_name = true
)]
#[command(arg_required_else_help = false, args_override_self = true, after_help = help::after(AFTER))]
struct Program {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Measure(measure::Arguments),
    Reproduce(reproduce::Arguments),
    Remedies(remedies::Arguments),
    Compute(compute::Arguments),
    #[command(name = "f1")]
    F1(f1::Arguments),
}

impl Command {
    fn run(&self) -> Result<(), Failure> {
        match self {
            Self::Measure(arguments) => measure::run(arguments),
            Self::Reproduce(arguments) => reproduce::run(arguments),
            Self::Remedies(arguments) => remedies::run(arguments),
            Self::Compute(arguments) => compute::run(arguments),
            Self::F1(arguments) => f1::run(arguments),
        }
    }
}

/// Does what the words after the program's name ask for, and says what went wrong.
pub fn run(words: impl IntoIterator<Item = OsString>) -> ExitCode {
    let done = match Program::try_parse_from(words) {
        Ok(program) => program.command.run(),
        Err(error) => refused(&error),
    };
    let Err(failure) = done else {
        return ExitCode::SUCCESS;
    };
    if let Some(words) = failure.words() {
        say(&format!("error: {words}"));
    }
    failure.code()
}

/// Where no arguments were read: help was asked for, or they are wrong.
fn refused(error: &clap::Error) -> Result<(), Failure> {
    let text = error.render().to_string();
    let text = text.trim_end();
    if error.use_stderr() {
        let words = text.strip_prefix("error: ").unwrap_or(text);
        return Err(Failure::Input(words.to_owned()));
    }
    output::answer(text)
}
