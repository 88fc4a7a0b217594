//! Which batches and learning rates there are, and the training of each network.

use crate::jobs::TrainJob;
use crate::settings::field::Range;
use crate::settings::fields::FIELDS;
use crate::settings::{Experiment, Regime};

/// The learning rates, as multiples of the experiment's.
const FACTORS: [f64; 6] = [0.25, 0.5, 1.0, 2.0, 4.0, 8.0];
/// The largest batch, as a multiple of LB's.
const BEYOND: f64 = 2.5;
/// So many trials at most: thirty cells take long.
const TRIALS: u32 = 3;

/// A cell: the places of its batch and of its rate among theirs.
pub(super) type Place = (usize, usize);

/// Every distinct batch size, ascending: SB's, two powers of two that divide the way from SB to LB about
/// evenly by the logarithm, LB's, and 2.5 times LB's or the training set.
pub(super) fn batches(experiment: &Experiment) -> Vec<usize> {
    let (small, large) = (experiment.small_batch, experiment.large_batch);
    let [from, to] = [small, large].map(|batch| libm::log(batch as f64));
    let between = |third: f64| {
        let power = (from + third / 3.0 * (to - from)) / std::f64::consts::LN_2;
        1_usize << libm::round(power) as u32
    };
    let inside = |batch: &usize| (small..=large).contains(batch);
    let beyond = libm::round(BEYOND * large as f64) as usize;
    let mut batches = vec![small];
    batches.extend([1.0, 2.0].map(between).iter().filter(|batch| inside(batch)));
    batches.extend([large, beyond.min(experiment.train)]);
    batches.dedup();
    batches
}

/// Every distinct learning rate, ascending: [`FACTORS`] of the experiment's, within what the setting may
/// be.
pub(super) fn rates(experiment: &Experiment) -> Vec<f64> {
    let field = FIELDS.iter().find(|field| field.name == "learning_rate");
    let (least, greatest) = match field.map(|field| field.range) {
        Some(Range::Number { min, max }) => (min, max),
        _ => (0.0, f64::INFINITY),
    };
    let rate = |factor: f64| (factor * experiment.learning_rate).clamp(least, greatest);
    let mut rates = FACTORS.map(rate).to_vec();
    rates.dedup();
    rates
}

/// How many trials each cell has.
pub(super) fn trials(experiment: &Experiment) -> u32 {
    experiment.trials.min(TRIALS)
}

/// The plain training of a network with this batch and rate; SB's and LB's at the experiment's rate are
/// those of a run.
pub(super) fn job(experiment: &Experiment, batch: usize, rate: f64, trial: u32) -> TrainJob {
    let cell = Experiment {
        learning_rate: rate,
        small_batch: batch,
        large_batch: batch,
        ..experiment.clone()
    };
    let regime = if batch == experiment.small_batch {
        Regime::Small
    } else {
        Regime::Large
    };
    TrainJob::plain(&cell, regime, trial)
}

/// All trainings of the grid, trial by trial, then by batch and by rate, both ascending.
pub fn trainings(experiment: &Experiment) -> Vec<TrainJob> {
    let (batches, rates) = (batches(experiment), rates(experiment));
    let mut jobs = Vec::new();
    for trial in 0..trials(experiment) {
        for &batch in &batches {
            let cells = rates.iter();
            jobs.extend(cells.map(|&rate| job(experiment, batch, rate, trial)));
        }
    }
    jobs
}
