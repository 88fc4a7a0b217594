//! One network: trained from where it was left, then measured.

use super::files::Folder;
use super::measure::{Measure, Minimum};
use sharp_minima::data::Dataset;
use sharp_minima::f1::{Measures, Network};
use sharp_minima::jobs::{TrainJob, Training, fingerprint};
use sharp_minima::settings::{Experiment, Regime};
use sharp_minima::strategy::Strategy;
use sharp_minima::training::{Trainer, architecture};
use std::rc::Rc;
use std::time::Instant;

/// The share of the work that training is.
const TRAINING: f64 = 0.8;

/// What is told of a network on the way.
pub enum Told {
    /// The share that is done, in [0, 1].
    Share(f64),
    /// A line.
    Line(String),
}

/// Its training as it is named in results.
pub fn job(experiment: &Experiment, regime: Regime, trial: u32) -> TrainJob {
    TrainJob::new(experiment, Strategy::PLAIN, regime, trial, Vec::new())
}

/// Does what is not done yet.
///
/// # Errors
/// Where what was kept is another's or broken, or nothing can be kept.
pub fn network(
    experiment: &Experiment,
    job: &TrainJob,
    data: &Rc<Dataset>,
    folder: &Folder,
    mut tell: impl FnMut(Told),
) -> Result<Network, String> {
    let (training, x) = train(job, data, folder, &mut tell)?;
    let known = folder.network(job)?.filter(|known| known.is_at(&x));
    let measures = known.map_or_else(Measures::default, |known| known.measures);
    let mut network = Network { training, measures };
    if network.training.has_minimum() {
        measure(experiment, job, data, folder, &x, &mut network, tell)?;
    }
    folder.write_network(job, &network)?;
    Ok(network)
}

fn train(
    job: &TrainJob,
    data: &Rc<Dataset>,
    folder: &Folder,
    tell: &mut impl FnMut(Told),
) -> Result<(Training, Vec<f32>), String> {
    let TrainJob {
        experiment,
        strategy,
        regime,
        trial,
        ..
    } = job;
    let data = Rc::clone(data);
    let mut trainer = Trainer::new(experiment, strategy, *regime, [*trial; 2], data, Vec::new());
    if let Some(checkpoint) = folder.kept(job)?
        && !trainer.resume(checkpoint)
    {
        return Err("a checkpoint is that of another network".into());
    }
    let (mut known, mut start) = (trainer.points().len(), Instant::now());
    while trainer.ending().is_none() {
        trainer.advance();
        tell(Told::Share(TRAINING * trainer.progress()));
        if trainer.points().len() > known {
            known = trainer.points().len();
            if let Some(checkpoint) = trainer.checkpoint() {
                folder.keep(job, &checkpoint)?;
            }
            tell(Told::Line(epoch(&trainer, start)));
            start = Instant::now();
        }
    }
    let training = Training {
        regime: *regime,
        trial: *trial,
        points: trainer.points().to_vec(),
        ending: trainer.ending(),
        steps: trainer.steps() as u32,
        gradients: trainer.gradients(),
        samples: trainer.samples(),
        fingerprint: fingerprint(trainer.x()),
    };
    Ok((training, trainer.x().to_vec()))
}

/// A line on the last epoch, which began at `start`.
fn epoch(trainer: &Trainer, start: Instant) -> String {
    let Some(point) = trainer.points().last() else {
        return String::new();
    };
    let now = point.evaluation;
    format!(
        "epoch {}: train loss {:.5}, train {:.3} %, test {:.2} %, {:.0} s",
        point.epoch,
        now.train_loss,
        100.0 * now.train_accuracy,
        100.0 * now.test_accuracy,
        start.elapsed().as_secs_f64()
    )
}

fn measure(
    experiment: &Experiment,
    job: &TrainJob,
    data: &Rc<Dataset>,
    folder: &Folder,
    x: &[f32],
    network: &mut Network,
    mut tell: impl FnMut(Told),
) -> Result<(), String> {
    let missing = |measure: &Measure| measure.value(&network.measures).is_none();
    let missing: Vec<Measure> = Measure::ALL.into_iter().filter(missing).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let shape = architecture(experiment, data);
    let random = [experiment.seed, job.trial, experiment.starts];
    let mut minimum = Minimum::new(&shape, x, data, random);
    for measure in missing {
        let start = Instant::now();
        let place = Measure::ALL.iter().position(|other| *other == measure);
        let done = |share: f64| {
            let done = place.unwrap_or(0) as f64 + share;
            TRAINING + (1.0 - TRAINING) * done / Measure::ALL.len() as f64
        };
        minimum.take(measure, &mut network.measures, |share| {
            tell(Told::Share(done(share)));
        });
        folder.write_network(job, network)?;
        let seconds = start.elapsed().as_secs_f64();
        let value = measure.value(&network.measures).unwrap_or(f64::NAN);
        let name = measure.name();
        tell(Told::Line(format!("{name} {value:.4}, {seconds:.0} s")));
    }
    Ok(())
}
