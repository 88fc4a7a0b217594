//! The checked settings of one experiment.

use serde::{Deserialize, Serialize};

/// Where the samples come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DataSet {
    /// MNIST-1D (Greydanus & Kobak 2020): signals of 40 points, ten classes.
    Mnist1d,
    /// MNIST digits, 14 × 14 by 2 × 2 means.
    Mnist,
    /// UCI optical digits, 8 × 8.
    Optdigits,
    /// Three interleaved spirals in the plane, three classes.
    Spirals,
}

/// The hidden units' non-linearity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Activation {
    /// max(0, z).
    Relu,
    /// tanh z.
    Tanh,
}

/// Which optimiser descends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OptimizerKind {
    /// ADAM with β₁ = .9, β₂ = .999, ε = 1e-8.
    Adam,
    /// Stochastic gradient descent with heavy-ball momentum.
    Sgd,
}

/// How the learning rate changes over the epochs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Schedule {
    /// The same rate throughout.
    Constant,
    /// Constant, then linear to zero over the last 30 % of the epochs.
    Lin3,
}

/// When training ends. The number of epochs is always an upper bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
