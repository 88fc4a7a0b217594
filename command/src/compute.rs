//! `compute`: what the page's figures want, as a file of results that the page opens.

use crate::asked;
use crate::failure::Failure;
use crate::file::{check_folder, read, write};
use crate::help;
use crate::machine::Machine;
use crate::output::say;
use clap::Args;
use clap::builder::PossibleValuesParser;
use sharp_minima::figures::{FIGURES, Figure};
use sharp_minima::jobs::Job;
use sharp_minima::session::{Handle, Session};
use std::path::PathBuf;

const AFTER: &str = "\
The page opens the file and shows the figures of a link with the same settings. What --input
already holds is not computed again, and stands in the new file too. Native numbers agree with the
browser's up to rounding, which training amplifies. Where something cannot be computed, the file
holds the rest, and the exit status is 1.

Examples:
  sharp-minima compute convincing --output results.json
  sharp-minima compute 'preset=plain&trials=2' --figures measures,rescaling --output results.json
  sharp-minima compute 'preset=plain&trials=5' --input results.json --output results.json";

/// Computes what the page's figures want, and writes a file of results that the page opens
#[derive(Args, Clone, Debug)]
#[command(after_help = help::after(AFTER))]
pub struct Arguments {
    #[arg(help = help::settings())]
    settings: String,
    /// The figures, by their names in links, in place of all
    #[arg(long, value_name = "NAME", value_delimiter = ',', value_parser = figures())]
    figures: Vec<String>,
    /// Where the results are written, in place of standard output
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Results that were computed earlier, here or on the page; may stand several times
    #[arg(long, value_name = "FILE")]
    input: Vec<PathBuf>,
    #[command(flatten)]
    machine: Machine,
}

/// The names that may be given.
fn figures() -> PossibleValuesParser {
    PossibleValuesParser::new(FIGURES.map(|figure| figure.name()))
}

/// Reads, computes and writes.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let link = asked::link(&arguments.settings)?;
    let files = arguments.machine.files(&link.experiment)?;
    if let Some(file) = &arguments.output {
        check_folder(file)?;
    }
    let threads = arguments.machine.threads();
    let mut session = Session::new(link, threads);
    for file in &arguments.input {
        read(&mut session, file)?;
    }
    let chosen = chosen(&arguments.figures);
    let names: Vec<&str> = chosen.iter().map(|figure| figure.name()).collect();
    session.show_only(&names);
    // A run that lacks nothing would compute everything anew.
    if chosen
        .iter()
        .any(|&figure| session.figure(figure).progress < 1.0)
    {
        asked::compute(&mut session, files, threads, "");
    }
    say_missing(&session, &chosen);
    write(&session, arguments.output.as_deref())?;
    asked::whole(&session)
}

fn chosen(names: &[String]) -> Vec<&'static dyn Figure> {
    let all = FIGURES.into_iter();
    let named = |figure: &&dyn Figure| names.iter().any(|name| name == figure.name());
    all.filter(|figure| names.is_empty() || named(figure))
        .collect()
}

/// Figures of which a file can hold nothing.
fn say_missing(session: &Session<Handle>, chosen: &[&'static dyn Figure]) {
    for figure in chosen {
        let wanted = figure.wanted(&session.context(*figure));
        let kept = |job: &Job| !matches!(job, Job::Preview(_));
        if !wanted.iter().any(|wanted| kept(&wanted.job)) {
            let name = figure.name();
            say(&format!(
                "note: {name}: with these settings nothing of it is kept in a file"
            ));
        }
    }
}
