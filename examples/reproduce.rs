//! Runs presets natively, exactly as the page does, and prints the table of their numbers:
//!
//! ```text
//! cargo run --release --example reproduce -- convincing digits
//! ```

use sharp_minima::data::{self, Dataset};
use sharp_minima::experiment::report::Report;
use sharp_minima::experiment::settings::DataSet;
use sharp_minima::experiment::task::Task;
use sharp_minima::experiment::{Experiment, Job, Regime, Study, presets};
use std::collections::BTreeMap;
use std::error::Error;
use std::rc::Rc;

fn load(experiment: &Experiment) -> Result<Rc<Dataset>, Box<dyn Error>> {
    let Experiment {
        data,
        train,
        label_noise,
        seed,
        ..
    } = *experiment;
    let archive = match data {
        DataSet::Mnist1d => None,
        DataSet::Mnist => Some(std::fs::read("www/data/mnist14.bin")?),
        DataSet::Optdigits => Some(std::fs::read("www/data/optdigits.bin")?),
    };
    Ok(Rc::new(data::load(
        data,
        train,
        label_noise,
        seed,
        archive.as_deref(),
    )?))
}

/// Runs every job of the experiment, one after the other.
fn run(experiment: Experiment) -> Result<Study, Box<dyn Error>> {
    let data = load(&experiment)?;
    let mut study = Study::new(experiment)?;
    let mut minima: BTreeMap<(u32, Regime), Vec<f32>> = BTreeMap::new();
    loop {
        let jobs = study.next_jobs();
        if jobs.is_empty() {
            return Ok(study);
        }
        for job in jobs {
            let vectors = match job {
                Job::Train { .. } => Vec::new(),
                Job::Sharpness { regime, trial, .. } => vec![minima[&(trial, regime)].clone()],
                Job::Path { trial, .. } => [Regime::Small, Regime::Large]
                    .map(|regime| minima[&(trial, regime)].clone())
                    .to_vec(),
            };
            let mut task = Task::start(job, vectors, Rc::clone(&data))?;
            while !task.advance() {}
            let report = task.report().ok_or("a finished task has a report")?;
            if let Report::Training(training) = &report {
                minima.insert(
                    (training.trial, training.regime),
                    task.vectors()[0].to_vec(),
                );
            }
            study.accept(report)?;
        }
    }
}

fn summary(values: impl Iterator<Item = f64>) -> String {
    let values: Vec<f64> = values.collect();
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let squares: f64 = values.iter().map(|v| (v - mean).powi(2)).sum();
    format!(
        "{mean:.4} ± {:.4}",
        (squares / (values.len() as f64 - 1.0)).sqrt()
    )
}

fn print(name: &str, study: &Study) {
    println!("{name} (n = {})", study.experiment().trials);
    for regime in [Regime::Small, Regime::Large] {
        let last = || {
            let own = study.trainings().iter().filter(move |t| t.regime == regime);
            own.filter_map(|t| t.points.last())
        };
        println!("  batch {}", study.experiment().batch(regime));
        println!(
            "    epochs     {}",
            summary(last().map(|p| f64::from(p.epoch)))
        );
        println!(
            "    train loss {}",
            summary(last().map(|p| p.evaluation.train_loss))
        );
        println!(
            "    train %    {}",
            summary(last().map(|p| 100.0 * p.evaluation.train_accuracy))
        );
        println!(
            "    test %     {}",
            summary(last().map(|p| 100.0 * p.evaluation.test_accuracy))
        );
        println!("    ‖x − x₀‖   {}", summary(last().map(|p| p.distance)));
        for epsilon in [1e-3, 5e-4] {
            let own = study.sharpness().iter();
            let own = own.filter(|s| s.regime == regime && s.epsilon == epsilon);
            let (best, from_x) = own
                .map(|s| (s.value, s.from_x))
                .unzip::<_, _, Vec<_>, Vec<_>>();
            println!("    φ({epsilon})   {}", summary(best.into_iter()));
            println!("      from x   {}", summary(from_x.into_iter()));
        }
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    for name in std::env::args().skip(1) {
        let known = presets().into_iter().find(|preset| preset.name == name);
        let preset = known.ok_or_else(|| {
            let names: Vec<_> = presets().iter().map(|preset| preset.name).collect();
            format!(
                "preset: {name} is not allowed; allowed are {}",
                names.join(", ")
            )
        })?;
        print(&name, &run(preset.experiment)?);
    }
    Ok(())
}
