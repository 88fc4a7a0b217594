//! What is to be computed for the grid.

use super::cells::{batches, rates, trainings};
use super::noise;
use crate::figures::{AFTERWARDS, AN_EPOCH, Context};
use crate::jobs::{EpochJob, TrainJob, Training, noise_scale};
use crate::results::{Wanted, by_urgency};

/// The grid comes after the remedies,
const FIRST: u32 = AFTERWARDS + 100_000;
/// and has fewer pieces of work than this in a trial.
const A_TRIAL: u32 = 256;
/// A trial's trainings come before what is measured where they end,
const MEASURED: u32 = 64;
/// and that before the noise scale along them.
const FOLLOWED: u32 = 128;

/// All jobs, trial by trial.
pub(super) fn wanted(context: &Context) -> Vec<Wanted> {
    let mut wanted = Vec::new();
    let cells = (batches(context.experiment).len() * rates(context.experiment).len()) as u32;
    for (k, job) in (0..).zip(trainings(context.experiment)) {
        let training = context.results.training(&job);
        let first = FIRST + A_TRIAL * job.trial;
        let place = k % cells.max(1);
        let measured =
            training.and_then(|of| EpochJob::at_minimum(&job, of, context.experiment.starts));
        wanted.extend(measured.map(|job| Wanted::new(job, first + MEASURED + place)));
        let followed = training.filter(|_| noise::follows(context.experiment, &job));
        let along = followed.map_or(Vec::new(), |of| noise::jobs(&job, of));
        let urgency = first + FOLLOWED + place;
        wanted.extend(along.into_iter().map(|job| Wanted::new(job, urgency)));
        wanted.push(Wanted::new(job, first + place));
    }
    by_urgency(wanted)
}

/// What will be measured of trainings that have not ended.
pub(super) fn expected(context: &Context) -> f64 {
    let Context {
        experiment,
        results,
        ..
    } = *context;
    let ended = |training: &Training| training.ending.is_some();
    let open = |job: &TrainJob| !results.training(job).is_some_and(ended);
    let jobs = trainings(experiment).into_iter().filter(open);
    let cost = |job: TrainJob| match noise::follows(experiment, &job) {
        true => AN_EPOCH + noise::EPOCHS as f64 * noise_scale::COST,
        false => AN_EPOCH,
    };
    jobs.map(cost).sum()
}
