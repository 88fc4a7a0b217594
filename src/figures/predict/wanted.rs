//! What is to be computed: the trainings of the other figures, and two jobs at the end of each.

use super::networks::{Network, Networks};
use crate::figures::{AFTERWARDS, AN_EPOCH, Context};
use crate::jobs::{EpochJob, PredictorsJob, Training, predictors};
use crate::results::Wanted;

/// All jobs, the trainings first. What has not fitted is not measured.
pub(super) fn all(context: &Context, networks: &Networks) -> Vec<Wanted> {
    let starts = context.experiment.starts;
    let trainings = networks.all.iter();
    let trainings = trainings.map(|network| Wanted::new(network.of.clone(), AFTERWARDS));
    let ends = networks.fitted().flat_map(|network| {
        let of = &network.of;
        let last = network.minimum().and_then(Training::last_epoch);
        let epoch = last.map(|last| Wanted::new(EpochJob::new(of, starts, last), AFTERWARDS));
        let predictors = PredictorsJob { of: of.clone() };
        epoch
            .into_iter()
            .chain([Wanted::new(predictors, AFTERWARDS)])
    });
    trainings.chain(ends).collect()
}

/// What will be measured of trainings that have not ended.
pub(super) fn expected(networks: &Networks) -> f64 {
    let open = |network: &Network| !network.has_ended();
    (AN_EPOCH + predictors::COST) * networks.count(open) as f64
}
