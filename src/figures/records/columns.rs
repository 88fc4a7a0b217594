//! Columns that several figures have.

use super::{Column, column};

/// The trial, and whose network.
pub const NETWORK: [Column; 2] = [TRIAL, REGIME];
pub const TRIAL: Column = column("trial", "", "which trial, from 1");
pub const REGIME: Column = column("regime", "", "SB (small batch) or LB (large batch)");
pub const PART: Column = column(
    "part",
    "",
    "what the row is of; columns of other parts are empty",
);
pub const BATCH: Column = column("batch", "samples", "batch size");
pub const EPOCH: Column = column("epoch", "epochs", "after so many epochs; 0 is the start");
/// Of [`Evaluation`](crate::training::Evaluation).
pub const EVALUATION: [Column; 4] = [
    TRAIN_LOSS,
    column(
        "test_loss",
        "nats",
        "mean cross-entropy over the testing set",
    ),
    column(
        "train_accuracy",
        "1",
        "share of training samples classified correctly, 0 to 1",
    ),
    column(
        "test_accuracy",
        "1",
        "share of testing samples classified correctly, 0 to 1",
    ),
];
pub const TRAIN_LOSS: Column = column(
    "train_loss",
    "nats",
    "mean cross-entropy over the training set",
);
pub const DISTANCE: Column = column(
    "distance",
    "1",
    "Euclidean distance of the weights from the start, |x - x0|",
);
pub const PHI: Column = column(
    "phi",
    "per cent",
    "sharpness by the paper's Metric 2.1 in the full space at epsilon = 1e-3: the largest rise of the loss found in the box, in per cent of 1 + f(x)",
);
pub const EIGENVALUE: Column = column(
    "lambda_1",
    "1",
    "largest eigenvalue of the Hessian of the training loss",
);
