//! The checked settings of one experiment.

use crate::choice::{Choice, Named, choice};
use crate::data::DataSet;
use crate::network::Activation;
use crate::optimizer::{OptimizerKind, Schedule};
use serde::{Deserialize, Serialize};

/// When training ends. The number of epochs is always an upper bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum StopRule {
    /// After `epochs`.
    Epochs,
    /// As soon as the training loss after an epoch is at most `stop_loss`.
    Loss,
    /// As soon as every training sample is classified correctly after an epoch.
    Fitted,
    /// When the training loss has ceased to improve: its best value of the last ten epochs is
    /// within 1 % of the best before them. The paper's rule in words; the numbers are ours.
    Ceased,
}

/// One experiment: everything the numbers on the page depend on, each field within its stated
/// range. Made by presets and by links, and only in checked form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Experiment {
    /// The samples.
    pub data: DataSet,
    /// Which draw of generated samples; the archives of real digits have one only.
    pub draw: u32,
    /// Number of training samples.
    pub train: usize,
    /// Share of training labels replaced by a uniformly drawn wrong one, in [0, 0.9].
    pub label_noise: f64,
    /// Widths of the hidden layers.
    pub hidden: Vec<usize>,
    /// Their non-linearity.
    pub activation: Activation,
    /// Whether every hidden layer is batch-normalised before its non-linearity.
    pub batch_norm: bool,
    /// The optimiser.
    pub optimizer: OptimizerKind,
    /// SGD's momentum, in [0, 0.999].
    pub momentum: f64,
    /// The initial learning rate.
    pub learning_rate: f64,
    /// How the rate changes.
    pub schedule: Schedule,
    /// SB's batch size.
    pub small_batch: usize,
    /// LB's batch size.
    pub large_batch: usize,
    /// Most epochs.
    pub epochs: usize,
    /// When to stop before.
    pub stop: StopRule,
    /// The loss of [`StopRule::Loss`].
    pub stop_loss: f64,
    /// Number of trials; trial t has its own initial weights and batch order.
    pub trials: u32,
    /// The seed everything random follows from.
    pub seed: u32,
    /// Random interior starting points of the box maximisation, beside x itself.
    pub starts: u32,
}

impl Named for StopRule {
    const ALL: &'static [(Self, Choice)] = &[
        (Self::Epochs, choice("epochs", "after all epochs")),
        (Self::Loss, choice("loss", "at a training loss")),
        (Self::Fitted, choice("fitted", "at 100 % training accuracy")),
        (
            Self::Ceased,
            choice("ceased", "when the training loss ceases to improve"),
        ),
    ];
}
