//! Networks as they are trained.

use super::tasks::finish;
use sharp_minima::data::Dataset;
use sharp_minima::jobs::{Report, TrainJob, Training};
use sharp_minima::settings::{Experiment, Regime};
use sharp_minima::strategy::Strategy;
use std::rc::Rc;

/// The plain training of trial 0 with all settings as they are; x is kept after these epochs.
pub fn training(experiment: &Experiment, regime: Regime, snapshots: Vec<u32>) -> TrainJob {
    TrainJob {
        experiment: experiment.clone(),
        strategy: Strategy::PLAIN,
        regime,
        trial: 0,
        order: None,
        snapshots,
    }
}

/// Trains one network; gives its report and its final x.
pub fn train(experiment: &Experiment, regime: Regime, data: &Rc<Dataset>) -> (Training, Vec<f32>) {
    match finish(training(experiment, regime, Vec::new()), Vec::new(), data) {
        (Report::Training(training), mut kept) => (training, kept.vectors.swap_remove(0)),
        (other, _) => panic!("a training reports a training, not {other:?}"),
    }
}
