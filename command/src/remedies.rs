//! `remedies`: strategies trained as the page trains them, and a table of what each gives and costs.

use crate::asked::{self, Changes};
use crate::bar::Bar;
use crate::failure::Failure;
use crate::help;
use crate::machine::Machine;
use crate::output::{answer, say};
use crate::table::summary;
use clap::Args;
use sharp_minima::jobs::{EPSILONS, Job, Sharpness, SharpnessJob, TrainJob, Training};
use sharp_minima::session::{self, Files, Handle, Session};
use sharp_minima::settings::Experiment;
use sharp_minima::strategy::{Remedy, remedies};

const AFTER: &str = "\
Prints a line for every strategy: mean ± standard deviation over the trials, at equal epochs, and the
cost of one training in gradients of a batch and of a sample.

Examples:
  sharp-minima remedies convincing
  sharp-minima remedies instant --trials 2 --draw 1 --draw 2 sam asam swa
  sharp-minima remedies 'preset=convincing&schedule=constant' all";

/// What stands for all strategies.
const ALL: &str = "all";

/// Trains remedies for large batches, and prints what each gives and costs
#[derive(Args, Clone, Debug)]
#[command(after_help = help::after(AFTER))]
pub struct Arguments {
    #[arg(help = help::settings())]
    settings: String,
    #[arg(value_name = "STRATEGY", help = strategies())]
    strategies: Vec<String>,
    #[command(flatten)]
    changes: Changes,
    #[command(flatten)]
    machine: Machine,
}

/// What the names of strategies are.
fn strategies() -> String {
    let rows = remedies(&Experiment::default());
    let names: Vec<&str> = rows.iter().map(|row| row.name).collect();
    format!(
        "Strategies, in place of those that the page compares: {ALL}, or some of {}; not all settings allow each",
        names.join(", ")
    )
}

/// One network, and φ at its minimum if it has one.
type Trial = (Training, Option<Sharpness>);

/// Trains, measures and prints, one strategy after the other.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let link = asked::link(&arguments.settings)?;
    let draws = arguments.changes.of(&link.experiment)?;
    let rows = chosen(&draws, &arguments.strategies, link.view.strategies.clone())?;
    let files = arguments.machine.files(&link.experiment)?;
    let threads = arguments.machine.threads();
    let mut session = Session::new(link, threads);
    let bar = Bar::new();
    let trials: u32 = draws.iter().map(|experiment| experiment.trials).sum();
    bar.aside(|| answer(&head(&arguments.settings, trials)))?;
    for remedy in &rows {
        let mut desk = Desk {
            session: &mut session,
            files: &files,
            threads,
            bar: &bar,
            name: remedy.name,
        };
        let trials = desk.trials(remedy, &draws)?;
        bar.aside(|| print(remedy, &trials))?;
    }
    Ok(())
}

/// The strategies that are named: by the arguments, else by the link, else those of the page.
fn chosen(
    draws: &[Experiment],
    named: &[String],
    linked: Option<Vec<String>>,
) -> Result<Vec<Remedy>, Failure> {
    let mut rows = draws.first().map_or_else(Vec::new, remedies);
    let known: Vec<&str> = std::iter::once(ALL)
        .chain(rows.iter().map(|row| row.name))
        .collect();
    if let Some(wrong) = named.iter().find(|name| !known.contains(&name.as_str())) {
        let allowed = known.join(", ");
        let words = format!("strategy: {wrong} is not allowed; allowed are {allowed}");
        return Err(Failure::Input(words));
    }
    let named = match (named, linked) {
        ([], Some(linked)) => linked,
        (named, _) => named.to_vec(),
    };
    let is_named = |row: &Remedy| named.iter().any(|name| name == row.name || name == ALL);
    rows.retain(|row| is_named(row) || named.is_empty() && row.default);
    Ok(rows)
}

/// Where a strategy is trained and measured.
struct Desk<'a> {
    session: &'a mut Session<Handle>,
    files: &'a Files,
    threads: usize,
    bar: &'a Bar,
    name: &'static str,
}

impl Desk<'_> {
    /// A strategy's networks in all draws.
    fn trials(&mut self, remedy: &Remedy, draws: &[Experiment]) -> Result<Vec<Trial>, Failure> {
        let train = |experiment: &Experiment, trial| {
            TrainJob::new(
                experiment,
                remedy.strategy,
                remedy.regime,
                trial,
                Vec::new(),
            )
        };
        let networks = draws.iter().flat_map(|experiment| {
            let trials = (0..experiment.trials).map(move |trial| (experiment, trial));
            trials.map(|(experiment, trial)| (experiment.starts, train(experiment, trial)))
        });
        let networks: Vec<(u32, TrainJob)> = networks.collect();
        self.compute(
            "training",
            networks.iter().map(|(_, job)| job.clone().into()),
        )?;
        // A diverged network has no minimum.
        let minima: Vec<SharpnessJob> = networks
            .iter()
            .filter(|(_, job)| self.training(job).is_some_and(Training::has_minimum))
            .map(|(starts, job)| at_minimum(job, *starts))
            .collect();
        self.compute("measuring", minima.into_iter().map(Job::from))?;
        let known = |(starts, job): &(u32, TrainJob)| {
            let sharpness = self.session.results().sharpness(&at_minimum(job, *starts));
            Some((self.training(job)?.clone(), sharpness.cloned()))
        };
        Ok(networks.iter().filter_map(known).collect())
    }

    fn training(&self, job: &TrainJob) -> Option<&Training> {
        self.session.results().training(job)
    }

    fn compute(&mut self, what: &str, jobs: impl Iterator<Item = Job>) -> Result<(), Failure> {
        let jobs: Vec<Job> = jobs.collect();
        for job in &jobs {
            self.session.add(job.clone());
        }
        let (bar, name) = (self.bar, self.name);
        session::compute(self.session, self.files.clone(), self.threads, |session| {
            bar.show(|| {
                let known = jobs.iter().filter(|job| session.results().knows(job));
                let share = known.count() as f64 / jobs.len() as f64;
                (share, format!("{what} {name}"))
            });
        });
        asked::whole(self.session)
    }
}

fn at_minimum(of: &TrainJob, starts: u32) -> SharpnessJob {
    SharpnessJob {
        of: of.clone(),
        starts,
        epsilon: EPSILONS[0],
    }
}

fn row(cells: [&str; 8]) -> String {
    let [name, test, phi, from_x, loss, train, gradients, samples] = cells;
    format!(
        "{name:<15} {test:>13} {phi:>14} {from_x:>14} {loss:>17} {train:>15} {gradients:>9} {samples:>10}"
    )
}

fn head(settings: &str, trials: u32) -> String {
    let heads = [
        "strategy",
        "test %",
        "φ(1e-3)",
        "as in paper",
        "train loss",
        "train %",
        "gradients",
        "samples",
    ];
    format!("{settings}, n = {trials}\n{}", row(heads))
}

fn print(remedy: &Remedy, trials: &[Trial]) -> Result<(), Failure> {
    let last = || {
        let points = trials
            .iter()
            .filter_map(|(training, _)| training.points.last());
        points.map(|point| point.evaluation)
    };
    let sharpness = || {
        trials
            .iter()
            .filter_map(|(_, sharpness)| sharpness.as_ref())
    };
    let cost = |of: fn(&Training) -> u64| {
        let first = trials.first().map(|(training, _)| of(training));
        first.unwrap_or_default().to_string()
    };
    answer(&row([
        remedy.name,
        &summary(last().map(|e| 100.0 * e.test_accuracy), 1),
        &summary(sharpness().map(|s| s.value), 3),
        &summary(sharpness().map(|s| s.from_x), 3),
        &summary(last().map(|e| e.train_loss), 4),
        &summary(last().map(|e| 100.0 * e.train_accuracy), 2),
        &cost(|training| training.gradients),
        &cost(|training| training.samples),
    ]))?;
    let diverged = trials.len() - sharpness().count();
    if diverged > 0 {
        let all = trials.len();
        say(&format!(
            "note: {}: {diverged} of {all} diverged",
            remedy.name
        ));
    }
    Ok(())
}
