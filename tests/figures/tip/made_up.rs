//! Results as workers would give them, with chosen numbers.

use crate::known::Known;
use sharp_minima::jobs::{AtEpoch, Job, Mean, Report, TrainJob, Training};
use sharp_minima::settings::{Experiment, presets};
use sharp_minima::strategy::schedule::Plan;
use sharp_minima::training::{Ending, EpochPoint, Evaluation};

/// A preset with so many trials.
pub fn experiment(name: &str, trials: u32) -> Experiment {
    let preset = presets().into_iter().find(|p| p.name == name);
    let experiment = preset.expect("the preset").experiment;
    Experiment {
        trials,
        ..experiment
    }
}

/// What a training comes to: accuracies in per cent, loss, φ.
#[derive(Clone, Copy, Debug)]
pub struct Comes {
    pub test: f64,
    pub train: f64,
    pub loss: f64,
    pub phi: f64,
}

/// Trials differ.
pub fn shift(trial: u32) -> f64 {
    [0.0, 0.9, -0.8, 0.4, -0.5][trial as usize % 5]
}

/// A knee at 100: testing accuracy is 70 up to there and loses 3 points with every doubling beyond; from
/// half of the training set on nothing fits. φ rises with the root of the batch.
pub fn kneed(job: &TrainJob) -> Comes {
    let size = job.experiment.batch(job.regime) as f64;
    let doublings = (size / 100.0).log2().max(0.0);
    let large = 2.0 * size >= job.experiment.train as f64;
    Comes {
        test: 70.0 - 3.0 * doublings + shift(job.trial),
        train: if large { 80.0 } else { 100.0 },
        loss: if large { 0.5 } else { 0.03 },
        phi: if large { 0.1 } else { 0.1 * size.sqrt() },
    }
}

/// Testing accuracy rises with the logarithm of the epochs of SB, and φ falls.
pub fn warming(job: &TrainJob) -> Comes {
    let before = job.strategy.warm_start as f64;
    let plain = kneed(job);
    Comes {
        test: plain.test + 2.0 * (1.0 + before).log2(),
        phi: plain.phi / (1.0 + before),
        ..plain
    }
}

/// A training that ends after all its epochs.
pub fn training(job: &TrainJob, comes: Comes) -> Training {
    let epochs = Plan::new(&job.strategy, &job.experiment, job.regime).all() as u32;
    let point = |epoch: u32| {
        let share = f64::from(epoch) / f64::from(epochs.max(1));
        EpochPoint {
            epoch,
            evaluation: Evaluation {
                train_loss: 2.3 * (comes.loss / 2.3).powf(share),
                train_accuracy: 0.1 + (comes.train / 100.0 - 0.1) * share,
                test_loss: 1.9,
                test_accuracy: 0.1 + (comes.test / 100.0 - 0.1) * share,
            },
            distance: f64::from(epoch),
        }
    };
    Training {
        regime: job.regime,
        trial: job.trial,
        points: (0..=epochs).map(point).collect(),
        ending: Some(Ending::Epochs),
        steps: epochs * 10,
        gradients: u64::from(epochs) * 10,
        samples: u64::from(epochs) * 2000,
        fingerprint: String::new(),
    }
}

/// What is reported of a job of these figures.
pub fn report(job: &Job, comes: impl Fn(&TrainJob) -> Comes) -> Report {
    match job {
        Job::Train(job) => Report::Training(training(job, comes(job))),
        Job::Epoch(job) => Report::Epoch(AtEpoch {
            regime: job.of.regime,
            trial: job.of.trial,
            epoch: job.epoch,
            loss: comes(&job.of).loss,
            phi: comes(&job.of).phi * (0.1 * shift(job.of.trial)).exp(),
            eigenvalue: 2.0 * comes(&job.of).phi,
            batch: Mean::default(),
        }),
        other => panic!("either a training or an epoch: {other:?}"),
    }
}

/// All that a figure wants, done.
pub fn done(mut known: Known, figure: &str, comes: impl Fn(&TrainJob) -> Comes) -> Known {
    loop {
        let missing = known.missing(figure);
        if missing.is_empty() {
            return known;
        }
        for job in missing {
            let report = report(&job, &comes);
            known.put(job, report);
        }
    }
}
