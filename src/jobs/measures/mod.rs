//! Every measure of flatness at one point: what is measured ([`Measures`]), by which jobs ([`Part`]) and how.

mod hessian;
mod measure;
mod noise;
mod part;
mod point;
mod run;
mod subject;

#[cfg(feature = "benchmark")]
pub(crate) use hessian::EIGENVALUES;
#[cfg(feature = "benchmark")]
pub(crate) use measure::{Measure, Region};
pub(crate) use measure::{adaptive_ball, mean};
pub use part::{Found, Part, Taken};
pub(crate) use run::MeasuresRun;

use crate::settings::Regime;
use crate::sharpness::SpectrumOptions;
use serde::{Deserialize, Serialize};

/// The deviation of the absolute weight noise whose cost is measured.
pub const NOISE: f64 = 0.02;
/// The deviation of the noise relative to each weight.
pub const RELATIVE_NOISE: f64 = 0.1;
/// Eigenvalues above this are counted.
pub const THRESHOLD: f64 = 1.0;
/// The largest error of an eigenvalue that is told, as a share of itself.
pub const TOLD: f64 = SpectrumOptions::TOLD;
/// Training losses at which φ is compared.
pub const LEVELS: [f64; 2] = [0.1, 0.03];

/// Metric 2.1 on one box.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phi {
    /// φ, the best of all searches.
    #[serde(with = "crate::number")]
    pub value: f64,
    /// φ as in the paper: by ten iterations of L-BFGS-B from x on the loss as it is.
    #[serde(with = "crate::number")]
    pub from_x: f64,
    /// L-BFGS-B iterations of the search from x.
    pub iterations: u32,
    /// Share of the coordinates at a bound, in [0, 1].
    #[serde(with = "crate::number")]
    pub at_bound: f64,
}

/// A mean with its standard error.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mean {
    /// The mean.
    #[serde(with = "crate::number")]
    pub value: f64,
    /// Its standard error.
    #[serde(with = "crate::number")]
    pub error: f64,
}

/// All measures of one network, put together from those of its [parts](Part).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Measures {
    /// The number of parameters n.
    pub parameters: u32,
    /// The number of samples.
    pub samples: u32,
    /// f(x), in nats.
    pub loss: f64,
    /// Share of the samples classified correctly, in [0, 1].
    pub accuracy: f64,
    /// ‖∇f(x)‖₂.
    pub gradient_norm: f64,
    /// Metric 2.1 in the full space, at each ε.
    pub full: [Phi; 2],
    /// Metric 2.1 in a random subspace, p = 100, at each ε.
    pub subspace: [Phi; 2],
    /// φ on the scale-relative box |z_i| ≤ ε|x_i|, ε = 10⁻³.
    pub relative: f64,
    /// The ten largest eigenvalues of the Hessian, descending; fewer where there are fewer. `None`
    /// where the error is more than [`TOLD`] of the value.
    pub eigenvalues: Vec<Option<f64>>,
    /// A bound on each one's error.
    pub residuals: Vec<f64>,
    /// The smallest eigenvalue, never below the true one. `None` where its residual is more than
    /// a quarter of the value.
    pub smallest: Option<f64>,
    /// A bound on ‖Hu − θu‖ of its vector: there is an eigenvalue within this distance.
    pub smallest_residual: f64,
    /// How many of all n exceed [`THRESHOLD`]: counted, or the spectral density's estimate where
    /// all that were searched do.
    pub above: u32,
    /// The Hessian's trace, by probes outside the space of the search for the eigenvalues.
    pub trace: Mean,
    /// Nodes of the spectral density by that search's starts, value and weight, in descending order;
    /// the weights sum to 1.
    pub density: Vec<[f64; 2]>,
    /// The expected rise of the loss under Gaussian noise of deviation [`NOISE`], in nats.
    pub noise: Mean,
    /// The same of deviation [`RELATIVE_NOISE`] |x_i|.
    pub relative_noise: Mean,
    /// The largest σ of Gaussian noise that costs no more than .1 accuracy.
    pub tolerance: f64,
    /// The same of noise relative to each weight.
    pub relative_tolerance: f64,
    /// The largest rise of the loss found in SAM's ball, ρ = .05, in nats.
    pub sam: f64,
    /// The same in ASAM's, ρ = .5, η = 0.01.
    pub asam: f64,
    /// Gradient evaluations that all of it took; a Hessian product counts as two, a value as ⅓, and
    /// what a part asks for twice at x itself once.
    pub gradients: f64,
}

impl Measures {
    /// The k-th largest eigenvalue, k from 1; `None` where it cannot be told.
    pub fn eigenvalue(&self, k: usize) -> Option<f64> {
        self.eigenvalues.get(k.checked_sub(1)?).copied().flatten()
    }
}

/// A part of the measures of one of the experiment's networks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AtMinimum {
    /// Whose minimum.
    pub regime: Regime,
    /// Which trial.
    pub trial: u32,
    /// The part.
    pub taken: Taken,
}

/// What is followed along a training.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AtEpoch {
    /// Whose training.
    pub regime: Regime,
    /// Which trial.
    pub trial: u32,
    /// After which epoch.
    pub epoch: u32,
    /// f(x), batch-norm statistics re-estimated.
    #[serde(with = "crate::number")]
    pub loss: f64,
    /// φ at ε = 10⁻³ in the full space.
    #[serde(with = "crate::number")]
    pub phi: f64,
    /// The Hessian's largest eigenvalue.
    #[serde(with = "crate::number")]
    pub eigenvalue: f64,
    /// Batch sharpness, E g_BᵀH_B g_B/‖g_B‖² over batches of the regime's size.
    pub batch: Mean,
}

/// The measures of a network one of whose layers was rescaled (Dinh et al. 2017).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AtScale {
    /// Whose minimum.
    pub regime: Regime,
    /// Which trial.
    pub trial: u32,
    /// α of T_α on the first hidden layer.
    pub alpha: f64,
    /// The largest change of any logit, relative to the largest logit.
    #[serde(with = "crate::number")]
    pub change: f64,
    /// φ at ε = 10⁻³ in the full space.
    #[serde(with = "crate::number")]
    pub phi: f64,
    /// The Hessian's largest eigenvalue.
    #[serde(with = "crate::number")]
    pub eigenvalue: f64,
    /// φ on the scale-relative box.
    #[serde(with = "crate::number")]
    pub relative: f64,
    /// The rise in ASAM's ball with η = 0, in nats.
    #[serde(with = "crate::number")]
    pub asam: f64,
}
