//! The grid as data.

use super::cells::trainings;
use super::noise;
use crate::figures::Context;
use crate::figures::records::columns::{BATCH, NETWORK, PART};
use crate::figures::records::{Records, cells, column, missing, network};

/// A row a trial, batch and rate, then one a trial, network and epoch of the noise scale.
pub(super) fn records(context: &Context) -> Records {
    let rate = column("learning_rate", "1", "the initial learning rate");
    let scale = column(
        "noise_scale",
        "samples",
        "gradient noise scale, trace of the gradient's covariance over its squared length",
    );
    let end = network::columns();
    let mut records = Records::new(&[&[PART], &NETWORK, &[BATCH, rate], &end, &[scale]]);
    for job in trainings(context.experiment) {
        if let Some(row) = network::of(context, &job) {
            let batch = job.experiment.batch(job.regime);
            let rate = job.experiment.learning_rate;
            let before = cells!["network", job.trial + 1, job.regime, batch, rate];
            records.push([before, row].concat());
        }
    }
    for noise in noise::known(context.experiment, context.results) {
        let mut row = cells![
            "noise scale",
            noise.trial + 1,
            noise.regime,
            context.experiment.batch(noise.regime),
            context.experiment.learning_rate,
            noise.epoch,
        ];
        row.extend(missing(end.len() - 1));
        row.extend(cells![noise.scale]);
        records.push(row);
    }
    records
}
