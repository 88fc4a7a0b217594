//! Every measure of flatness, of the networks that an experiment trains and of networks brought
//! from elsewhere: what is asked ([`Inquiry`]) and what is answered ([`Answer`]), as plain data.

pub mod dossier;
mod export;
mod report;
pub(crate) mod task;
mod wire;

pub use export::{data_json, network_json};
pub use report::{
    Answer, AtEpoch, AtMinimum, AtScale, Box, EPSILONS, LEVELS, Mean, Measures, NOISE,
    RELATIVE_NOISE, THRESHOLD, TOLD,
};
pub use task::{FilesTask, InquiryTask, MOST_PARAMETERS};

use crate::experiment::{Experiment, Regime};
use serde::{Deserialize, Serialize};
use wire::FlatInquiry;

/// A piece of work for one worker. Each needs the vector x.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase", try_from = "FlatInquiry")]
pub enum Inquiry {
    /// All measures at a minimum.
    Minimum {
        /// The settings.
        experiment: Experiment,
        /// Whose minimum x is.
        regime: Regime,
        /// Which trial: decides everything random.
        trial: u32,
    },
    /// What is followed along a training.
    Epoch {
        /// The settings.
        experiment: Experiment,
        /// Whose training x is from.
        regime: Regime,
        /// Which trial.
        trial: u32,
        /// After which epoch.
        epoch: u32,
    },
    /// The measures of the same function after T_α; the network must be a ReLU network without
    /// batch norm.
    Scale {
        /// The settings.
        experiment: Experiment,
        /// Whose minimum x is.
        regime: Regime,
        /// Which trial.
        trial: u32,
        /// α > 0.
        alpha: f64,
    },
}

impl Inquiry {
    /// The settings.
    pub fn experiment(&self) -> &Experiment {
        match self {
            Self::Minimum { experiment, .. }
            | Self::Epoch { experiment, .. }
            | Self::Scale { experiment, .. } => experiment,
        }
    }
}
