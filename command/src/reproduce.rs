//! `reproduce`: presets and links computed as the page computes them, and the table of their numbers.

use crate::asked::{self, Changes};
use crate::failure::Failure;
use crate::help;
use crate::machine::Machine;
use crate::output::answer;
use crate::paper;
use crate::table::summary;
use clap::Args;
use sharp_minima::figures::Figure;
use sharp_minima::figures::measures::SPECTRUM;
use sharp_minima::figures::run::{Pairs, TABLE};
use sharp_minima::jobs::{EPSILONS, Measures, TrainJob, Training};
use sharp_minima::session::{Files, Handle, Session};
use sharp_minima::settings::{Experiment, Link, REGIMES, Regime, View};
use std::path::PathBuf;

const AFTER: &str = "\
Prints for SB and LB of every setting mean ± standard deviation over the trials. After the word paper
it computes instead all that the paper claims, with these settings or else those of the preset
convincing, prints how each claim fares, and writes a file of results that the page opens.

Examples:
  sharp-minima reproduce paper
  sharp-minima reproduce paper instant --output instant.json
  sharp-minima reproduce instant convincing digits plain
  sharp-minima reproduce convincing --trials 5 --draw 1 --draw 2 --measures
  sharp-minima reproduce 'preset=plain&lr=0.01'";

/// Trains and measures presets as the page does, and prints the table of their numbers
#[derive(Args, Clone, Debug)]
#[command(after_help = help::after(AFTER))]
pub struct Arguments {
    #[arg(required = true, value_name = "SETTINGS", help = help::settings())]
    settings: Vec<String>,
    #[command(flatten)]
    changes: Changes,
    /// Takes the measures around every minimum as well
    #[arg(long)]
    measures: bool,
    /// Where the results of `paper` are written, in place of paper.json; what it holds is not computed again
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    machine: Machine,
}

/// The word for all claims of the paper, in place of a table of numbers.
const PAPER: &str = "paper";

/// What one draw of the samples gives.
struct Ran {
    pairs: Pairs,
    measured: Vec<(Regime, Measures)>,
}

/// Computes and prints.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    if let Some((PAPER, settings)) = arguments
        .settings
        .split_first()
        .map(|(w, s)| (w.as_str(), s))
    {
        let Arguments {
            changes,
            machine,
            output,
            ..
        } = arguments;
        return paper::run(settings, changes, machine, output.as_deref());
    }
    if arguments.output.is_some() {
        let words = format!("--output: a file is written of `{PAPER}` alone");
        return Err(Failure::Input(words));
    }
    // All that is wrong is said before anything is computed.
    let mut asked = Vec::new();
    for word in &arguments.settings {
        let experiment = asked::link(word)?.experiment;
        let files = arguments.machine.files(&experiment)?;
        asked.push((word, arguments.changes.of(&experiment)?, files));
    }
    for (word, draws, files) in asked {
        let mut all = Vec::new();
        for experiment in &draws {
            let several = draws.len() > 1;
            let draw = several.then(|| format!(", draw {}", experiment.draw));
            let name = format!("{word}{}", draw.unwrap_or_default());
            let ran = ran(arguments, experiment, &files, &name)?;
            if several {
                answer(&table(&name, std::slice::from_ref(&ran)))?;
            }
            all.push(ran);
        }
        answer(&table(word, &all))?;
    }
    Ok(())
}

/// Computes what the page's table of both networks wants, and its measures.
fn ran(
    arguments: &Arguments,
    experiment: &Experiment,
    files: &Files,
    name: &str,
) -> Result<Ran, Failure> {
    let threads = arguments.machine.threads();
    let link = Link {
        experiment: experiment.clone(),
        preset: "",
        view: View::default(),
        notices: Vec::new(),
    };
    let mut session = Session::new(link, threads);
    let measures = arguments.measures.then(|| SPECTRUM.name());
    let figures: Vec<&str> = std::iter::once(TABLE.name()).chain(measures).collect();
    session.show_only(&figures);
    asked::compute(&mut session, files.clone(), threads, &format!("{name}: "));
    asked::whole(&session)?;
    Ok(Ran {
        pairs: Pairs::of(&session.context(&TABLE)),
        measured: measured(&session),
    })
}

/// All measures that are known.
fn measured(session: &Session<Handle>) -> Vec<(Regime, Measures)> {
    let experiment = session.experiment();
    let networks = (0..experiment.trials).flat_map(|trial| TrainJob::pair(experiment, trial));
    let of = |of: TrainJob| {
        let measures = session.results().minimum(&of, experiment.starts)?;
        Some((of.regime, measures))
    };
    networks.filter_map(of).collect()
}

fn line(name: &str, values: impl IntoIterator<Item = f64>) -> String {
    format!("    {name:<16}{}", summary(values, 4))
}

fn trainings(all: &[Ran], regime: Regime) -> Vec<String> {
    let last = |value: fn(&Training) -> Option<f64>| {
        let trainings = all.iter().flat_map(|ran| ran.pairs.trainings());
        let own = trainings.filter(move |training| training.regime == regime);
        own.filter_map(value)
    };
    vec![
        line("epochs", last(|t| Some(f64::from(t.points.last()?.epoch)))),
        line(
            "train loss",
            last(|t| Some(t.points.last()?.evaluation.train_loss)),
        ),
        line(
            "train %",
            last(|t| Some(100.0 * t.points.last()?.evaluation.train_accuracy)),
        ),
        line(
            "test %",
            last(|t| Some(100.0 * t.points.last()?.evaluation.test_accuracy)),
        ),
        line("‖x − x₀‖", last(|t| Some(t.points.last()?.distance))),
    ]
}

fn sharpness(all: &[Ran], regime: Regime) -> Vec<String> {
    let lines = EPSILONS.map(|epsilon| {
        let own = || {
            let measured = all.iter().flat_map(|ran| ran.pairs.sharpness());
            measured.filter(move |s| s.regime == regime && s.epsilon == epsilon)
        };
        [
            line(&format!("φ({epsilon})"), own().map(|s| s.value)),
            line("  from x", own().map(|s| s.from_x)),
        ]
    });
    lines.concat()
}

fn measures(all: &[Ran], regime: Regime) -> Vec<String> {
    let of = |value: fn(&Measures) -> f64| {
        let measured = all.iter().flat_map(|ran| &ran.measured);
        let own = measured.filter(move |(of, _)| *of == regime);
        own.map(move |(_, measures)| value(measures))
    };
    if of(|_| 0.0).next().is_none() {
        return Vec::new();
    }
    vec![
        line("φ(p = 100)", of(|m| m.subspace[0].value)),
        line("  from x", of(|m| m.subspace[0].from_x)),
        line("λ₁", of(|m| m.eigenvalue(1).unwrap_or(f64::NAN))),
        line("λ₅", of(|m| m.eigenvalue(5).unwrap_or(f64::NAN))),
        line("λ₁₀", of(|m| m.eigenvalue(10).unwrap_or(f64::NAN))),
        line("above 1", of(|m| f64::from(m.above))),
        line("smallest", of(|m| m.smallest.unwrap_or(f64::NAN))),
        line("trace", of(|m| m.trace.value)),
        line("gradients", of(|m| m.gradients)),
    ]
}

/// All numbers of some draws.
fn table(name: &str, all: &[Ran]) -> String {
    let Some(first) = all.first().map(|ran| ran.pairs.experiment()) else {
        return String::new();
    };
    let mut lines = vec![format!(
        "{name} (n = {})",
        all.len() * first.trials as usize
    )];
    for regime in REGIMES {
        lines.push(format!("  batch {}", first.batch(regime)));
        lines.extend(trainings(all, regime));
        lines.extend(sharpness(all, regime));
        lines.extend(measures(all, regime));
    }
    lines.join("\n")
}
