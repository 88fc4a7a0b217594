//! What is known of a training: plain data.

use serde::{Deserialize, Serialize};

/// Loss and accuracy on both sets, batch-norm statistics re-estimated on the whole training set.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evaluation {
    /// Mean cross-entropy over the training set, in nats.
    #[serde(with = "crate::number")]
    pub train_loss: f64,
    /// Share of training samples classified correctly, in [0, 1].
    #[serde(with = "crate::number")]
    pub train_accuracy: f64,
    /// Mean cross-entropy over the testing set, in nats.
    #[serde(with = "crate::number")]
    pub test_loss: f64,
    /// Share of testing samples classified correctly, in [0, 1].
    #[serde(with = "crate::number")]
    pub test_accuracy: f64,
}

/// The state of training after a whole number of epochs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EpochPoint {
    /// Epochs done; 0 is the initial network.
    pub epoch: u32,
    /// Loss and accuracy there.
    pub evaluation: Evaluation,
    /// ‖x − x₀‖₂.
    #[serde(with = "crate::number")]
    pub distance: f64,
}

/// Why training ended.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
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
