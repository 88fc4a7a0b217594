//! What jobs report: plain data as well, so that it can be posted, stored and shown again.

use super::job::Regime;
use super::wire::{FlatEnding, FlatEpoch, FlatPath};
use crate::sharpness::Search;
use serde::{Deserialize, Serialize};

/// Loss and accuracy on both sets, batch-norm statistics re-estimated on the whole training set.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evaluation {
    /// Mean cross-entropy over the training set, in nats.
    pub train_loss: f64,
    /// Share of training samples classified correctly, in [0, 1].
    pub train_accuracy: f64,
    /// Mean cross-entropy over the testing set, in nats.
    pub test_loss: f64,
    /// Share of testing samples classified correctly, in [0, 1].
    pub test_accuracy: f64,
}

/// The state of training after a whole number of epochs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "FlatEpoch")]
pub struct EpochPoint {
    /// Epochs done; 0 is the initial network.
    pub epoch: u32,
    /// Loss and accuracy there.
    #[serde(flatten)]
    pub evaluation: Evaluation,
    /// ‖x − x₀‖₂.
    pub distance: f64,
}

/// Why training ended.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "lowercase", from = "FlatEnding")]
pub enum Ending {
    /// All epochs were done.
    Epochs,
    /// The training loss reached the stop rule's value.
    Loss,
    /// Every training sample was classified correctly.
    Fitted,
    /// The training loss ceased to improve.
    Ceased,
    /// The loss was not a number or exploded.
    Diverged {
        /// The epoch it happened in, from 1.
        epoch: u32,
        /// The last loss seen; `None` where it was not a number.
        #[serde(skip_serializing_if = "Option::is_none")]
        loss: Option<f64>,
    },
}

/// One network's training.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Training {
    /// Which batch size.
    pub regime: Regime,
    /// Which trial.
    pub trial: u32,
    /// One point an epoch, from epoch 0.
    pub points: Vec<EpochPoint>,
    /// Why it ended; `None` while it goes on.
    pub ending: Option<Ending>,
    /// Steps done, one a batch.
    pub steps: u32,
    /// Gradient evaluations done, each of a whole batch: as many as steps in plain training. 0 in
    /// reports that are older than this field.
    #[serde(default)]
    pub gradients: u64,
    /// Samples that went through a gradient evaluation, each as often as it did: the cost. 0 in
    /// reports that are older than this field.
    #[serde(default)]
    pub samples: u64,
    /// FNV-1a hash of the final x's bits in hexadecimal: two runs agree to the bit iff these do.
    pub fingerprint: String,
}

/// Metric 2.1 at one minimum and one ε.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sharpness {
    /// Whose minimum.
    pub regime: Regime,
    /// Which trial.
    pub trial: u32,
    /// ε.
    pub epsilon: f64,
    /// φ, the best of all searches.
    pub value: f64,
    /// φ as in the paper: by ten iterations of L-BFGS-B from x on the loss as it is.
    pub from_x: f64,
    /// Which search was best.
    pub search: Search,
    /// L-BFGS-B iterations of the search from x.
    pub iterations: u32,
    /// Share of the coordinates at a bound at the best point, in [0, 1].
    pub at_bound: f64,
    /// f(x).
    pub loss: f64,
    /// Gradient evaluations of all searches together.
    pub gradients: u32,
}

/// One point of the linear path.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "FlatPath")]
pub struct PathPoint {
    /// α: 0 is SB, 1 is LB.
    pub alpha: f64,
    /// Loss and accuracy at α x_L + (1 − α) x_S.
    #[serde(flatten)]
    pub evaluation: Evaluation,
}

/// The linear path of one trial.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Path {
    /// Which trial.
    pub trial: u32,
    /// By ascending α.
    pub points: Vec<PathPoint>,
}

/// What a job reports, at its end or on the way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Report {
    /// Of [`Job::Train`](super::Job::Train).
    Training(Training),
    /// Of [`Job::Sharpness`](super::Job::Sharpness).
    Sharpness(Sharpness),
    /// Of [`Job::Path`](super::Job::Path).
    Path(Path),
}
