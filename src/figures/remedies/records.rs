//! The strategies as data.

use crate::figures::records::columns::{BATCH, NETWORK};
use crate::figures::records::{Records, cells, column, network};
use crate::figures::remedies::Comparison;

/// A row a strategy and trial that has ended.
pub(super) fn records(comparison: &Comparison) -> Records {
    let own = [
        column(
            "phi_at_loss",
            "per cent",
            "phi after the first kept epoch with a training loss of at most 0.1",
        ),
        column("loss_there", "nats", "the training loss there"),
        column(
            "gradients",
            "gradients",
            "gradient evaluations, each of a whole batch",
        ),
        column(
            "samples",
            "samples",
            "samples that went through a gradient evaluation, each as often as it did",
        ),
    ];
    let strategy = column("strategy", "", "the strategy's name in links");
    let end = network::columns();
    let mut records = Records::new(&[&[strategy], &NETWORK, &[BATCH], &end, &own]);
    for row in comparison.selected() {
        for trial in 0..comparison.experiment.trials {
            let training = comparison.ended((row, trial));
            let end = network::ended(training, comparison.at_end(row, trial));
            if let Some((training, end)) = training.zip(end) {
                let regime = comparison.rows[row].regime;
                let batch = comparison.experiment.batch(regime);
                let before = cells![comparison.rows[row].name, trial + 1, regime, batch];
                let at = comparison.at_level(row, trial);
                let own = cells![
                    at.map(|at| at.phi),
                    at.map(|at| at.loss),
                    training.gradients,
                    training.samples,
                ];
                records.push([before, end, own].concat());
            }
        }
    }
    records
}
