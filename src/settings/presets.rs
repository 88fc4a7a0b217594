//! Named settings that show the phenomenon.

use crate::data::DataSet;
use crate::data::USUAL_DRAW;
use crate::network::Activation;
use crate::optimizer::{OptimizerKind, Schedule};
use crate::settings::{Experiment, StopRule};
use serde::Serialize;

/// Named settings.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct Preset {
    /// The name in links.
    pub name: &'static str,
    /// The name on the page.
    pub label: &'static str,
    /// One sentence on what it shows.
    pub description: &'static str,
    /// The settings, checked.
    pub experiment: Experiment,
}

fn instant() -> Experiment {
    Experiment {
        data: DataSet::Mnist1d,
        draw: USUAL_DRAW,
        train: 2000,
        label_noise: 0.0,
        hidden: vec![100, 100],
        activation: Activation::Relu,
        batch_norm: true,
        optimizer: OptimizerKind::Adam,
        momentum: 0.0,
        learning_rate: 5e-3,
        schedule: Schedule::Lin3,
        small_batch: 32,
        large_batch: 200,
        epochs: 40,
        stop: StopRule::Epochs,
        stop_loss: 0.03,
        trials: 5,
        seed: 1,
        starts: 2,
    }
}

/// All presets; the first is the default.
pub fn presets() -> Vec<Preset> {
    let convincing = Experiment {
        train: 4000,
        large_batch: 400,
        epochs: 50,
        ..instant()
    };
    let digits = Experiment {
        data: DataSet::Mnist,
        train: 1000,
        hidden: vec![64, 64],
        batch_norm: false,
        optimizer: OptimizerKind::Sgd,
        learning_rate: 0.1,
        schedule: Schedule::Constant,
        small_batch: 8,
        large_batch: 100,
        epochs: 200,
        stop: StopRule::Fitted,
        ..instant()
    };
    let plain = Experiment {
        batch_norm: false,
        small_batch: 16,
        ..instant()
    };
    vec![
        Preset {
            name: "instant",
            label: "Instant",
            description: "Half of MNIST-1D, two layers with batch norm: a clear gap in seconds.",
            experiment: instant(),
        },
        Preset {
            name: "convincing",
            label: "Convincing",
            description: "All of MNIST-1D and fifty epochs: both networks fit the data to about the same loss.",
            experiment: convincing,
        },
        Preset {
            name: "digits",
            label: "Real digits",
            description: "A thousand MNIST digits, plain SGD, stopped once every training digit is right.",
            experiment: digits,
        },
        Preset {
            name: "plain",
            label: "Plain net",
            description: "The instant preset without batch norm, the kind of network that Dinh et al. rescale (chapter 8).",
            experiment: plain,
        },
    ]
}

impl Default for Experiment {
    /// The settings of the first preset.
    fn default() -> Self {
        instant()
    }
}
