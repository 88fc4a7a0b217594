//! Results as workers would give them, with chosen numbers.

use crate::known::Known;
use sharp_minima::jobs::{AtEpoch, EpochJob, Job, Mean, Report, TrainJob, Training};
use sharp_minima::settings::{Experiment, Regime, presets};
use sharp_minima::strategy::remedies;
use sharp_minima::training::{Ending, EpochPoint, Evaluation};

/// The instant preset with so many trials.
pub fn experiment(trials: u32) -> Experiment {
    let preset = presets().into_iter().find(|p| p.name == "instant");
    let experiment = preset.expect("the preset").experiment;
    Experiment {
        trials,
        ..experiment
    }
}

/// What a row comes to: testing and training accuracy in per cent, final training loss, φ at the end
/// and at a loss of 0.1.
#[derive(Clone, Copy, Debug)]
pub struct Comes {
    pub accuracy: f64,
    pub train: f64,
    pub loss: f64,
    pub phi: f64,
    pub level: f64,
}

/// About what PRESETS-like runs of the convincing preset come to.
pub fn typical(row: &str) -> Comes {
    let (accuracy, loss, phi, level) = match row {
        "sb" => (71.1, 0.025, 0.39, 0.9),
        "lb" => (63.0, 0.028, 2.8, 4.1),
        "augmentation" => (74.3, 0.09, 2.9, 3.9),
        "conservative" => (65.6, 0.001, 0.03, 3.9),
        "control" => (65.7, 0.001, 0.031, 3.8),
        "fgsm" => (69.8, 0.03, 2.7, 4.0),
        "stability" => (66.6, 0.03, 2.75, 4.0),
        "sam" => (65.4, 0.03, 2.0, 3.0),
        "ghost" => (64.1, 0.03, 2.6, 3.6),
        "warm-start" => (67.6, 0.02, 0.42, 1.2),
        // Close together, but not all in one place.
        _ => (64.0 + 0.3 * (row.len() % 5) as f64, 0.03, 2.5, 3.5),
    };
    Comes {
        accuracy,
        train: 100.0,
        loss,
        phi,
        level,
    }
}

/// Trials differ alike in all rows, and a little by row.
fn shift(row: &str, trial: u32) -> f64 {
    let common = [0.0, 0.9, -0.8, 0.4, -0.5][trial as usize % 5];
    let own = (row.len() as u32 * 7 + trial * 5) % 11;
    common + 0.05 * (f64::from(own) - 5.0)
}

/// An ended training of so many epochs.
pub fn training(row: &str, regime: Regime, trial: u32, epochs: u32, comes: Comes) -> Training {
    let point = |epoch: u32| {
        let share = f64::from(epoch) / f64::from(epochs.max(1));
        EpochPoint {
            epoch,
            evaluation: Evaluation {
                train_loss: 2.3 * (comes.loss / 2.3).powf(share),
                train_accuracy: 0.1 + (comes.train / 100.0 - 0.1) * share,
                test_loss: 1.9,
                test_accuracy: (comes.accuracy + shift(row, trial)) / 100.0,
            },
            distance: 4.0 * f64::from(epoch + 1).ln(),
        }
    };
    Training {
        regime,
        trial,
        points: (0..=epochs).map(point).collect(),
        ending: Some(Ending::Epochs),
        steps: epochs * 10,
        gradients: u64::from(epochs) * 10,
        samples: u64::from(epochs) * 2000,
        fingerprint: format!("{row} {trial}"),
    }
}

/// The epochs of a training that is wanted.
pub fn epochs_of(job: &TrainJob) -> u32 {
    let run = (job.strategy.longer * job.experiment.epochs as f64).round() as u32;
    job.strategy.warm_start as u32 + run.max(1)
}

/// The names of all rows.
pub fn names(known: &Known) -> Vec<&'static str> {
    let rows = remedies(&known.experiment).into_iter();
    rows.map(|row| row.name).collect()
}

/// The training of a chosen row.
#[track_caller]
pub fn job(known: &Known, row: &str, trial: u32) -> TrainJob {
    let all = known.rows().into_iter();
    let mut own = all.filter(|(name, job)| *name == row && job.trial == trial);
    own.next().expect("a chosen row").1
}

/// Puts the training of a chosen row.
#[track_caller]
pub fn put(known: &mut Known, row: &str, training: Training) {
    let job = job(known, row, training.trial);
    known.put(job, Report::Training(training));
}

/// Does all the work that is wanted now, row by row as `comes` has it; returns how much it was.
pub fn work(known: &mut Known, comes: impl Fn(&str) -> Comes) -> usize {
    let rows = known.rows();
    let row = |of: &TrainJob| {
        let own = rows.iter().find(|(_, job)| job == of);
        own.expect("a training of a chosen row").0
    };
    let missing = known.missing("remedies");
    for job in &missing {
        let report = match job {
            Job::Train(of) => {
                let (name, epochs) = (row(of), epochs_of(of));
                let training = training(name, of.regime, of.trial, epochs, comes(name));
                Report::Training(training)
            }
            Job::Epoch(at) => {
                let name = row(&at.of);
                let last = at.epoch == epochs_of(&at.of);
                Report::Epoch(answer(name, at, comes(name), last))
            }
            other => panic!("either a training or an epoch: {other:?}"),
        };
        known.put(job.clone(), report);
    }
    missing.len()
}

/// What is measured after an epoch of a row's training.
pub fn answer(row: &str, job: &EpochJob, comes: Comes, last: bool) -> AtEpoch {
    let (regime, trial, epoch) = (job.of.regime, job.of.trial, job.epoch);
    let factor = (0.1 * shift(row, trial)).exp();
    AtEpoch {
        regime,
        trial,
        epoch,
        loss: if last { comes.loss } else { 0.095 },
        phi: factor * if last { comes.phi } else { comes.level },
        eigenvalue: 1.5 * comes.phi * factor,
        batch: Mean::default(),
    }
}

/// Compares these rows.
pub fn choose(known: &mut Known, rows: &[&str]) {
    known.view.strategies = Some(rows.iter().map(|row| (*row).to_owned()).collect());
}

/// A comparison of all work done.
pub fn full(trials: u32) -> Known {
    done(experiment(trials), typical)
}

/// A comparison of all work done in which the rows come to what is asked.
pub fn done(experiment: Experiment, comes: impl Fn(&str) -> Comes) -> Known {
    let mut known = Known::new(experiment);
    while work(&mut known, &comes) > 0 {}
    known
}
