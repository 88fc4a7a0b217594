//! Where it tips, as data.

use super::{epochs_before, sizes, warm_start};
use crate::figures::records::columns::{BATCH, NETWORK};
use crate::figures::records::{Records, cells, column, network};
use crate::figures::{Context, records};
use crate::jobs::TrainJob;
use crate::settings::Regime;

/// A row a trial and batch size.
pub(super) fn sweep(context: &Context, job: &dyn Fn(usize, u32) -> TrainJob) -> Records {
    let mut all = Records::new(&[&[records::columns::TRIAL, BATCH], &network::columns()]);
    for trial in 0..context.experiment.trials {
        for size in sizes(context.experiment) {
            if let Some(row) = network::of(context, &job(size, trial)) {
                all.push([cells![trial + 1, size], row].concat());
            }
        }
    }
    all
}

/// A row a trial and number of epochs before, and one of SB itself.
pub(super) fn warm_starts(context: &Context) -> Records {
    let before = column(
        "sb_epochs",
        "epochs",
        "epochs of SB that LB starts after; empty for SB itself",
    );
    let mut all = Records::new(&[&NETWORK, &[before], &network::columns()]);
    for trial in 0..context.experiment.trials {
        let small = TrainJob::plain(context.experiment, Regime::Small, trial);
        let after = epochs_before(context.experiment).into_iter().map(|epochs| {
            let job = warm_start::after(context.experiment, epochs, trial);
            (Some(epochs), job)
        });
        for (epochs, job) in [(None, small)].into_iter().chain(after) {
            if let Some(row) = network::of(context, &job) {
                let regime = match epochs {
                    Some(_) => Regime::Large,
                    None => Regime::Small,
                };
                all.push([cells![trial + 1, regime, epochs], row].concat());
            }
        }
    }
    all
}
