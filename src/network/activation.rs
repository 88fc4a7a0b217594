//! The hidden units' non-linearity.

use crate::choice::{Choice, Named, choice};
use serde::{Deserialize, Serialize};

/// The hidden units' non-linearity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Activation {
    /// max(0, z).
    Relu,
    /// tanh z.
    Tanh,
}

impl Named for Activation {
    const ALL: &'static [(Self, Choice)] = &[
        (Self::Relu, choice("relu", "ReLU")),
        (Self::Tanh, choice("tanh", "tanh")),
    ];
}
