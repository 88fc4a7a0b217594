//! The measures as data.

use super::{Measured, Network, alphas, density, spectrum};
use crate::figures::records::columns::{
    DISTANCE, EIGENVALUE, EPOCH, NETWORK, PART, PHI, PHI_HALF, PHI_PAPER, PHI_RELATIVE,
    PHI_SUBSPACE, TRAIN_ACCURACY, TRAIN_LOSS,
};
use crate::figures::records::{Column, Records, Value, cells, column, missing};
use crate::jobs::Measures;
use crate::jobs::measures::{LEVELS, Mean};
use crate::settings::REGIMES;

/// The columns of [`measures`] after the network, in the order of [`at_minimum`].
const MEASURES: [Column; 33] = [
    column("parameters", "", "number of weights n"),
    TRAIN_LOSS,
    TRAIN_ACCURACY,
    column(
        "gradient_norm",
        "1",
        "length of the gradient of the training loss",
    ),
    PHI,
    PHI_HALF,
    PHI_PAPER[0],
    PHI_PAPER[1],
    column(
        "at_bound",
        "1",
        "share of the weights at the box's edge at epsilon = 1e-3, 0 to 1",
    ),
    column("at_bound_half", "1", "the same at epsilon = 5e-4"),
    PHI_SUBSPACE[0],
    PHI_SUBSPACE[1],
    PHI_RELATIVE,
    EIGENVALUE,
    column("lambda_1_bound", "1", "a bound on the error of lambda_1"),
    column("lambda_5", "1", "fifth eigenvalue"),
    column("lambda_5_bound", "1", "a bound on its error"),
    column("lambda_10", "1", "tenth eigenvalue"),
    column("lambda_10_bound", "1", "a bound on its error"),
    column(
        "lambda_min",
        "1",
        "smallest eigenvalue, never below the true one",
    ),
    column(
        "lambda_min_bound",
        "1",
        "there is an eigenvalue within this distance",
    ),
    column("above", "", "number of eigenvalues above 1"),
    column("trace", "1", "trace of the Hessian"),
    column("trace_error", "1", "its standard error"),
    column(
        "noise",
        "nats",
        "mean rise of the loss under Gaussian noise of the weights",
    ),
    column("noise_error", "nats", "its standard error"),
    column(
        "relative_noise",
        "nats",
        "the same under noise relative to each weight",
    ),
    column("relative_noise_error", "nats", "its standard error"),
    column(
        "tolerance",
        "1",
        "largest deviation of weight noise that costs at most .1 accuracy",
    ),
    column(
        "relative_tolerance",
        "1",
        "the same of noise relative to each weight",
    ),
    column("sam", "nats", "largest rise found in SAM's ball, rho = .05"),
    column(
        "asam",
        "nats",
        "largest rise found in ASAM's ball, rho = .5",
    ),
    column(
        "gradients",
        "gradients",
        "cost of all of it, in gradients of the whole training set",
    ),
];

fn at_minimum(m: &Measures) -> Vec<Value> {
    let bound = |k: usize| m.residuals.get(k).copied();
    let both = |mean: &Mean| cells![mean.value, mean.error];
    [
        cells![m.parameters, m.loss, m.accuracy, m.gradient_norm],
        cells![m.full[0].value, m.full[1].value],
        cells![m.full[0].from_x, m.full[1].from_x],
        cells![m.full[0].at_bound, m.full[1].at_bound],
        cells![m.subspace[0].value, m.subspace[1].value, m.relative],
        cells![m.eigenvalue(1), bound(0)],
        cells![m.eigenvalue(5), bound(4)],
        cells![m.eigenvalue(10), bound(9)],
        cells![m.smallest, m.smallest_residual, m.above],
        both(&m.trace),
        both(&m.noise),
        both(&m.relative_noise),
        cells![m.tolerance, m.relative_tolerance, m.sam, m.asam],
        cells![m.gradients],
    ]
    .concat()
}

/// φ where the training loss first came to each of [`LEVELS`], and the loss there.
const AT_LEVELS: [Column; 4] = [
    column(
        "phi_at_0.1",
        "per cent",
        "phi after the first kept epoch with a training loss of at most 0.1, epsilon = 1e-3",
    ),
    column("loss_at_0.1", "nats", "the training loss there"),
    column(
        "phi_at_0.03",
        "per cent",
        "phi after the first kept epoch with a training loss of at most 0.03",
    ),
    column("loss_at_0.03", "nats", "the training loss there"),
];

/// One row: a network from files.
pub fn files_records(measures: &Measures) -> Records {
    let mut records = Records::new(&[&MEASURES]);
    records.push(at_minimum(measures));
    records
}

fn begun((regime, trial): Network) -> Vec<Value> {
    cells![trial + 1, regime]
}

/// A row a trial and network.
pub(super) fn measures(measured: &Measured) -> Records {
    let mut records = Records::new(&[&NETWORK, &MEASURES, &AT_LEVELS]);
    for network in measured.networks() {
        if let Some(at) = measured.minima.get(&network) {
            let levels = LEVELS.iter().flat_map(|&level| {
                let at = measured.at_level(network, level);
                cells![at.map(|at| at.phi), at.map(|at| at.loss)]
            });
            let levels = levels.collect();
            records.push([begun(network), at_minimum(at), levels].concat());
        }
    }
    records
}

/// A row an eigenvalue, then one a place of the density.
pub(super) fn spectrum(measured: &Measured) -> Records {
    let own = [
        column(
            "index",
            "",
            "which eigenvalue, from 1, the largest first; empty for the smallest and the density",
        ),
        column("lambda", "1", "the eigenvalue, or the place of the density"),
        column("bound", "1", "a bound on the eigenvalue's error"),
        column(
            "per_decade",
            "1",
            "expected number of eigenvalues a decade of lambda, smeared by a Gaussian of 0.15 decades",
        ),
    ];
    let mut records = Records::new(&[&[PART], &NETWORK, &own]);
    for network in measured.networks() {
        let Some(m) = measured.minima.get(&network) else {
            continue;
        };
        let mut push = |part: &str, own: Vec<Value>| {
            records.push([cells![part], begun(network), own].concat());
        };
        for (k, &value) in m.eigenvalues.iter().enumerate() {
            push(
                "eigenvalue",
                cells![k + 1, value, m.residuals.get(k).copied()],
            );
        }
        let none = || missing(1).collect::<Vec<_>>();
        push(
            "smallest",
            [none(), cells![m.smallest, m.smallest_residual]].concat(),
        );
        if m.density.is_empty() {
            continue;
        }
        let grid = spectrum::grid(measured);
        let heights = density::per_decade(&m.density, f64::from(m.parameters), &grid);
        for (&place, height) in grid.iter().zip(heights) {
            push(
                "density",
                [none(), cells![place], none(), cells![height]].concat(),
            );
        }
    }
    records
}

/// A row a trial, network and epoch that was measured.
pub(super) fn along(measured: &Measured) -> Records {
    let own = [
        column(
            "batch_sharpness",
            "1",
            "batch sharpness over batches of the network's size",
        ),
        column("batch_sharpness_error", "1", "its standard error"),
        DISTANCE,
        column(
            "edge",
            "1",
            "2 over the learning rate, where plain gradient descent becomes unstable; empty with momentum and ADAM",
        ),
    ];
    let mut records = Records::new(&[&NETWORK, &[EPOCH, TRAIN_LOSS, PHI, EIGENVALUE], &own]);
    for network in measured.networks() {
        let training = measured.training(network);
        for at in measured.along_training(network) {
            let point = training.and_then(|t| t.points.iter().find(|p| p.epoch == at.epoch));
            let own = cells![
                at.epoch,
                at.loss,
                at.phi,
                at.eigenvalue,
                at.batch.value,
                at.batch.error,
                point.map(|point| point.distance),
                measured.edge(at.epoch),
            ];
            records.push([begun(network), own].concat());
        }
    }
    records
}

/// A row a network and α, of the trial that is looked at.
pub(super) fn rescaling(measured: &Measured) -> Records {
    let mut records = Records::new(&[
        &NETWORK,
        &[
            column("alpha", "1", "factor on the first hidden layer"),
            column(
                "change",
                "1",
                "largest change of an output, relative to the largest output",
            ),
            PHI,
            EIGENVALUE,
            PHI_RELATIVE,
            column(
                "asam",
                "nats",
                "largest rise found in ASAM's ball with eta = 0",
            ),
        ],
    ]);
    for (scale, alpha) in alphas().into_iter().enumerate() {
        for network in REGIMES.map(|regime| (regime, measured.trial)) {
            if let Some(at) = measured.scales.get(&(network, scale)) {
                let own = cells![
                    alpha,
                    at.change,
                    at.phi,
                    at.eigenvalue,
                    at.relative,
                    at.asam
                ];
                records.push([begun(network), own].concat());
            }
        }
    }
    records
}
