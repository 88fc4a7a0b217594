//! Which optimiser descends.

use crate::choice::{Choice, Named, choice};
use serde::{Deserialize, Serialize};

/// Which optimiser descends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum OptimizerKind {
    /// ADAM with β₁ = .9, β₂ = .999, ε = 1e-8.
    Adam,
    /// Stochastic gradient descent with heavy-ball momentum.
    Sgd,
}

impl Named for OptimizerKind {
    const ALL: &'static [(Self, Choice)] = &[
        (Self::Adam, choice("adam", "ADAM")),
        (Self::Sgd, choice("sgd", "SGD")),
    ];
}
