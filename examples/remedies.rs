//! Trains every strategy of the default comparison natively, exactly as the page does, and prints what
//! each gives and costs:
//!
//! ```text
//! cargo run --release --example remedies -- convincing
//! cargo run --release --example remedies -- instant --trials 2 --draw 1 --draw 2 sam asam swa
//! ```
//!
//! Words are a preset, or a link's hash as "preset=convincing&schedule=constant", and then names of strategies, `all` for every one. `--draw N`, as often as
//! wished, takes other draws of MNIST-1D in place of the usual one; the trials of several are summed
//! up together.

mod shared;

use shared::{Arguments, load, run, summary};
use sharp_minima::data::Dataset;
use sharp_minima::experiment::report::{Report, Sharpness, Training};
use sharp_minima::experiment::{Experiment, Job};
use sharp_minima::strategy::{Remedy, remedies};
use std::error::Error;
use std::rc::Rc;

/// ε of the sharpness.
const EPSILON: f64 = 1e-3;

/// One network of a strategy, and the sharpness of its minimum.
fn trial(
    experiment: &Experiment,
    remedy: &Remedy,
    trial: u32,
    data: &Rc<Dataset>,
) -> Result<(Training, Sharpness), Box<dyn Error>> {
    let regime = remedy.regime;
    let job = Job::Train {
        experiment: experiment.clone(),
        strategy: Box::new(remedy.strategy),
        regime,
        trial,
        snapshots: Vec::new(),
    };
    let (Report::Training(training), mut left) = run(job, Vec::new(), data)? else {
        return Err("a training reports a training".into());
    };
    let job = Job::Sharpness {
        experiment: experiment.clone(),
        regime,
        trial,
        epsilon: EPSILON,
    };
    left.truncate(1);
    match run(job, left, data)? {
        (Report::Sharpness(sharpness), _) => Ok((training, sharpness)),
        _ => Err("a sharpness job reports a sharpness".into()),
    }
}

fn print(remedy: &Remedy, trials: &[(Training, Sharpness)]) {
    let last = || {
        let points = trials
            .iter()
            .filter_map(|(training, _)| training.points.last());
        points.map(|point| point.evaluation)
    };
    let (training, _) = &trials[0];
    println!(
        "{:<15} {:>13} {:>14} {:>14} {:>17} {:>15} {:>9} {:>10}",
        remedy.name,
        summary(last().map(|e| 100.0 * e.test_accuracy), 1),
        summary(trials.iter().map(|(_, s)| s.value), 3),
        summary(trials.iter().map(|(_, s)| s.from_x), 3),
        summary(last().map(|e| e.train_loss), 4),
        summary(last().map(|e| 100.0 * e.train_accuracy), 2),
        training.gradients,
        training.samples,
    );
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::read()?;
    let Some((name, chosen)) = arguments.words.split_first() else {
        return Err("a preset is missing".into());
    };
    if arguments.measures {
        return Err("--measures: only the example `reproduce` takes them".into());
    }
    let experiments = arguments.experiments(name)?;
    let Some(first) = experiments.first() else {
        return Err("there is nothing to run".into());
    };
    let data: Result<Vec<_>, _> = experiments.iter().map(load).collect();
    let drawn: Vec<_> = experiments.iter().zip(data?).collect();
    println!("{name}, n = {}", first.trials as usize * drawn.len());
    println!(
        "{:<15} {:>13} {:>14} {:>14} {:>17} {:>15} {:>9} {:>10}",
        "strategy",
        "test %",
        "φ(1e-3)",
        "as in paper",
        "train loss",
        "train %",
        "gradients",
        "samples"
    );
    for remedy in remedies(first) {
        let named = |chosen: &String| chosen == remedy.name || chosen == "all";
        if !(chosen.iter().any(named) || chosen.is_empty() && remedy.default) {
            continue;
        }
        let mut trials = Vec::new();
        for (experiment, data) in &drawn {
            for number in 0..experiment.trials {
                trials.push(trial(experiment, &remedy, number, data)?);
            }
        }
        print(&remedy, &trials);
    }
    Ok(())
}
