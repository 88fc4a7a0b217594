//! A network at the end of its training, as rows of several figures have it.

use super::columns::{DISTANCE, EIGENVALUE, EPOCH, EVALUATION, PHI};
use super::{Column, Value, cells, column, missing};
use crate::figures::Context;
use crate::jobs::{AtEpoch, EpochJob, TrainJob, Training};
use crate::training::{Ending, Evaluation};

/// How a training ended, where, and what was measured there.
pub(in crate::figures) fn columns() -> Vec<Column> {
    let ending = column(
        "ending",
        "",
        "why training ended: epochs, loss, fitted, ceased or diverged",
    );
    [
        &[EPOCH, ending][..],
        &EVALUATION,
        &[DISTANCE, PHI, EIGENVALUE],
    ]
    .concat()
}

/// Loss and accuracy.
pub(in crate::figures) fn evaluation(at: &Evaluation) -> Vec<Value> {
    cells![
        at.train_loss,
        at.test_loss,
        at.train_accuracy,
        at.test_accuracy
    ]
}

const fn word(ending: Ending) -> &'static str {
    match ending {
        Ending::Epochs => "epochs",
        Ending::Loss => "loss",
        Ending::Fitted => "fitted",
        Ending::Ceased => "ceased",
        Ending::Diverged { .. } => "diverged",
    }
}

/// The cells of [`columns`] of a training that has ended; `None` of any other.
pub(in crate::figures) fn ended(
    training: Option<&Training>,
    at: Option<&AtEpoch>,
) -> Option<Vec<Value>> {
    let training = training?;
    let ending = word(training.ending?);
    let Some(last) = training.points.last() else {
        let none = missing(columns().len() - 2);
        return Some([cells![0_u32, ending], none.collect()].concat());
    };
    let measured = cells![
        last.distance,
        at.map(|at| at.phi),
        at.map(|at| at.eigenvalue)
    ];
    let evaluation = evaluation(&last.evaluation);
    Some([cells![last.epoch, ending], evaluation, measured].concat())
}

/// The same of what is known of a job.
pub(in crate::figures) fn of(context: &Context, job: &TrainJob) -> Option<Vec<Value>> {
    let training = context.results.training(job)?;
    let at = EpochJob::at_minimum(job, training, context.experiment.starts);
    ended(
        Some(training),
        at.and_then(|job| context.results.epoch(&job)),
    )
}
