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
    TRAIN_ACCURACY,
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
pub const TRAIN_ACCURACY: Column = column(
    "train_accuracy",
    "1",
    "share of training samples classified correctly, 0 to 1",
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
pub const PHI_HALF: Column = column(
    "phi_half",
    "per cent",
    "the same in the box half as wide, epsilon = 5e-4",
);
/// φ by the paper's own search, in both boxes.
pub const PHI_PAPER: [Column; 2] = [
    column(
        "phi_paper",
        "per cent",
        "phi at epsilon = 1e-3 by the paper's own search: ten iterations of L-BFGS-B from x",
    ),
    column("phi_half_paper", "per cent", "the same at epsilon = 5e-4"),
];
/// φ in a random subspace, in both boxes.
pub const PHI_SUBSPACE: [Column; 2] = [
    column(
        "phi_subspace",
        "per cent",
        "phi in a random subspace of 100 dimensions, epsilon = 1e-3",
    ),
    column(
        "phi_subspace_half",
        "per cent",
        "the same at epsilon = 5e-4",
    ),
];
pub const PHI_RELATIVE: Column = column(
    "phi_relative",
    "per cent",
    "phi in the box relative to each weight, epsilon = 1e-3",
);
pub const EIGENVALUE: Column = column(
    "lambda_1",
    "1",
    "largest eigenvalue of the Hessian of the training loss",
);
