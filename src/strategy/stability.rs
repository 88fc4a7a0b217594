//! Stability training (Zheng et al. 2016, the other of the paper's two attempts at robust training
//! in appendix E):
//!
//! ```text
//! L₀(s) + α D(f(s), f(s + σ n)),   n standard normal,
//! ```
//!
//! with D the Kullback–Leibler divergence between the class probabilities, whose derivative is taken
//! through both passes. (Zheng et al. write the cross-entropy, which differs by the entropy of f(s)
//! and would not vanish at σ = 0.) The noise is drawn once for a batch. The paper names no numbers:
//! α = .5 and σ = .2, in units of the standardised inputs, are ours.
//!
//! Cost: 2 gradient evaluations a gradient.

use crate::allowed::{Bounds, NotAllowed};
use sharp_minima_kernels::Generator;
use sharp_minima_kernels::Kernels;

/// The settings of stability training.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stability {
    /// α, the weight of the divergence, in [0, 100]. 0 is plain.
    pub alpha: f64,
    /// σ, the noise's deviation, in [0, 10] deviations of the inputs. 0 is plain.
    pub sigma: f64,
}

impl Default for Stability {
    fn default() -> Self {
        Self {
            alpha: 0.5,
            sigma: 0.2,
        }
    }
}

impl Stability {
    pub(super) fn check(&self) -> Result<(), NotAllowed> {
        Bounds::number(0.0, 100.0).check("stability_alpha", self.alpha)?;
        Bounds::number(0.0, 10.0).check("stability_sigma", self.sigma)
    }

    pub(super) fn is_plain(&self) -> bool {
        self.alpha == 0.0 || self.sigma == 0.0
    }

    /// Writes `clean` with fresh noise to `noisy`.
    pub fn disturb(&self, clean: &[f32], noisy: &mut [f32], rng: &mut Generator) {
        f32::disturb(self.sigma, clean, noisy, rng);
    }
}
