//! The measures that are held against the testing error.

use crate::choice::{Choice, Named, choice};
use serde::{Deserialize, Serialize};

/// A measure that may predict the testing error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Predictor {
    /// Metric 2.1, φ in the full space at ε = 10⁻³.
    Phi,
    /// λ₁, the Hessian's largest eigenvalue.
    Eigenvalue,
    /// tr H.
    Trace,
    /// The relative flatness of the output layer.
    RelativeFlatness,
    /// The Fisher–Rao norm.
    FisherRao,
    /// The gradient noise scale.
    NoiseScale,
    /// The normalised margin.
    Margin,
    /// ‖x − x₀‖.
    Distance,
    /// ‖x‖.
    Norm,
    /// The training loss: the control.
    Loss,
}

impl Named for Predictor {
    const ALL: &'static [(Self, Choice)] = &[
        (Self::Phi, choice("phi", "sharpness φ")),
        (
            Self::Eigenvalue,
            choice("eigenvalue", "largest eigenvalue λ₁"),
        ),
        (Self::Trace, choice("trace", "trace of the Hessian")),
        (
            Self::RelativeFlatness,
            choice("relative-flatness", "relative flatness κ"),
        ),
        (Self::FisherRao, choice("fisher-rao", "Fisher–Rao norm")),
        (
            Self::NoiseScale,
            choice("noise-scale", "gradient noise scale"),
        ),
        (Self::Margin, choice("margin", "normalised margin")),
        (
            Self::Distance,
            choice("distance", "distance from the start"),
        ),
        (Self::Norm, choice("norm", "norm of the weights")),
        (Self::Loss, choice("loss", "training loss")),
    ];
}
