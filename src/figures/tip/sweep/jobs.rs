//! The sweep's trainings.

use crate::figures::tip::sizes;
use crate::jobs::{LEVELS, TrainJob};
use crate::optimizer::Schedule;
use crate::settings::fields::MOST_EPOCHS;
use crate::settings::{Experiment, Regime, StopRule};
use crate::strategy::Strategy;

/// The training loss that all sizes are trained to where they are compared at equal loss, in nats: the
/// lower one of those that φ is compared at, where the training set is fitted.
pub(super) const LEVEL: f64 = LEVELS[1];

/// By how much longer than the experiment the whole training set as one batch may be trained to
/// come to [`LEVEL`],
const LONGEST: f64 = 10.0;
/// and batches of a tenth of it or less. Our choices.
const LONGER: f64 = 2.0;

/// The experiment with this batch size as the regime's that it is trained in: SB's own size in SB's, all
/// others in LB's.
fn with_batch(experiment: &Experiment, size: usize) -> (Experiment, Regime) {
    if size == experiment.small_batch {
        return (experiment.clone(), Regime::Small);
    }
    let large_batch = size;
    let experiment = Experiment {
        large_batch,
        ..experiment.clone()
    };
    (experiment, Regime::Large)
}

/// The plain training of one trial with batches of this size: at the experiment's own sizes the run's own
/// job, and everywhere the run's once LB has this size.
pub(super) fn training(experiment: &Experiment, size: usize, trial: u32) -> TrainJob {
    let (experiment, regime) = with_batch(experiment, size);
    TrainJob::plain(&experiment, regime, trial)
}

/// The same up to a training loss of [`LEVEL`], at a constant rate: one that falls to 0 would decide when
/// training comes there. Nothing but the end is kept.
pub(super) fn to_the_loss(experiment: &Experiment, size: usize, trial: u32) -> TrainJob {
    let (experiment, regime) = with_batch(experiment, size);
    let experiment = Experiment {
        schedule: Schedule::Constant,
        stop: StopRule::Loss,
        stop_loss: LEVEL,
        epochs: most_epochs(&experiment, size),
        ..experiment
    };
    TrainJob::new(&experiment, Strategy::PLAIN, regime, trial, Vec::new())
}

/// The most epochs on the way to the loss: twice the experiment's up to a tenth of the training
/// set, ten times with all of it, in proportion to the logarithm between.
fn most_epochs(experiment: &Experiment, size: usize) -> usize {
    let share = size as f64 / experiment.train.max(1) as f64;
    let decades = (1.0 + libm::log10(share)).clamp(0.0, 1.0);
    let longer = LONGER * libm::pow(LONGEST / LONGER, decades);
    let epochs = libm::round(longer * experiment.epochs as f64) as usize;
    epochs.min(MOST_EPOCHS as usize)
}

/// All plain trainings of the sweep at equal epochs, by batch size and trial.
pub fn trainings(experiment: &Experiment) -> Vec<TrainJob> {
    let trials = |size| (0..experiment.trials).map(move |trial| (size, trial));
    let networks = sizes(experiment).into_iter().flat_map(trials);
    networks
        .map(|(size, trial)| training(experiment, size, trial))
        .collect()
}
