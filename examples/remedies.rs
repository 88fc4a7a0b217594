//! Trains every strategy of the default comparison natively, exactly as the page does, and prints what
//! each gives and costs:
//!
//! ```text
//! cargo run --release --example remedies -- convincing 3
//! cargo run --release --example remedies -- instant 2 sam asam swa
//! ```
//!
//! Arguments: a preset, the number of trials, and names of strategies, `all` for every one.

use sharp_minima::data::{self, Dataset};
use sharp_minima::experiment::report::{Report, Sharpness, Training};
use sharp_minima::experiment::settings::DataSet;
use sharp_minima::experiment::task::Task;
use sharp_minima::experiment::{Experiment, Job, presets};
use sharp_minima::strategy::{Remedy, remedies};
use std::error::Error;
use std::rc::Rc;

/// ε of the sharpness.
const EPSILON: f64 = 1e-3;

fn load(experiment: &Experiment) -> Result<Rc<Dataset>, Box<dyn Error>> {
    let archive = match experiment.data {
        DataSet::Mnist1d => None,
        DataSet::Mnist => Some(std::fs::read("www/data/mnist14.bin")?),
        DataSet::Optdigits => Some(std::fs::read("www/data/optdigits.bin")?),
    };
    Ok(Rc::new(data::load(
        experiment.data,
        experiment.train,
        experiment.label_noise,
        experiment.seed,
        archive.as_deref(),
    )?))
}

fn run(
    job: Job,
    vectors: Vec<Vec<f32>>,
    data: &Rc<Dataset>,
) -> Result<(Report, Vec<f32>), Box<dyn Error>> {
    let mut task = Task::start(job, vectors, Rc::clone(data))?;
    while !task.advance() {}
    let report = task.report().ok_or("a finished task has a report")?;
    let x = task.vectors().first().map(|x| x.to_vec());
    Ok((report, x.unwrap_or_default()))
}

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
    let (Report::Training(training), x) = run(job, Vec::new(), data)? else {
        return Err("a training reports a training".into());
    };
    let job = Job::Sharpness {
        experiment: experiment.clone(),
        regime,
        trial,
        epsilon: EPSILON,
    };
    match run(job, vec![x], data)? {
        (Report::Sharpness(sharpness), _) => Ok((training, sharpness)),
        _ => Err("a sharpness job reports a sharpness".into()),
    }
}

fn summary(values: impl Iterator<Item = f64>, digits: usize) -> String {
    let values: Vec<f64> = values.collect();
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let squares: f64 = values.iter().map(|v| (v - mean).powi(2)).sum();
    let deviation = (squares / (values.len() as f64 - 1.0)).sqrt();
    format!("{mean:.digits$} ± {deviation:.digits$}")
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
        "{:<15} {:>13} {:>14} {:>17} {:>15} {:>9} {:>10}",
        remedy.name,
        summary(last().map(|e| 100.0 * e.test_accuracy), 1),
        summary(trials.iter().map(|(_, s)| s.value), 3),
        summary(last().map(|e| e.train_loss), 4),
        summary(last().map(|e| 100.0 * e.train_accuracy), 2),
        training.gradients,
        training.samples,
    );
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let name = arguments.next().unwrap_or_else(|| "instant".to_owned());
    let count: u32 = arguments.next().map_or(Ok(3), |count| count.parse())?;
    let chosen: Vec<String> = arguments.collect();
    let preset = presets().into_iter().find(|preset| preset.name == name);
    let experiment = preset.ok_or("no such preset")?.experiment;
    let data = load(&experiment)?;
    println!("{name}, n = {count}");
    println!(
        "{:<15} {:>13} {:>14} {:>17} {:>15} {:>9} {:>10}",
        "strategy", "test %", "φ(1e-3)", "train loss", "train %", "gradients", "samples"
    );
    for remedy in remedies(&experiment) {
        let wanted = chosen
            .iter()
            .any(|name| name == remedy.name || name == "all");
        if !(wanted || chosen.is_empty() && remedy.default) {
            continue;
        }
        let trials: Result<Vec<_>, _> = (0..count)
            .map(|number| trial(&experiment, &remedy, number, &data))
            .collect();
        print(&remedy, &trials?);
    }
    Ok(())
}
