//! The gradient noise scale (McCandlish et al. 2018, *An Empirical Model of Large-Batch Training*,
//! equation 2.9), B_simple = tr Σ / ‖G‖²: the batch at which the noise of a step is as large as the
//! step. G is the mean gradient, Σ the covariance of the gradients of single samples.

use crate::sharpness::vectors::dot;

/// How the gradients of single samples scatter about their mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GradientScatter {
    /// tr Σ, the unbiased one, with N − 1 under the sum; not negative. NaN for fewer than two samples.
    pub trace: f64,
    /// ‖G‖², of the samples' mean gradient as it is.
    pub squared: f64,
}

impl GradientScatter {
    /// By N, the mean of ‖g_i‖² over as many samples and G:
    /// tr Σ = (mean ‖g_i‖² − ‖G‖²) N/(N − 1).
    pub fn of(samples: usize, mean_square: f64, gradient: &[f64]) -> Self {
        let count = samples as f64;
        let squared = dot(gradient, gradient);
        let biased = mean_square - squared;
        // Rounding alone can bring it below zero.
        let biased = if biased < 0.0 { 0.0 } else { biased };
        Self {
            trace: biased * (count / (count - 1.0)),
            squared,
        }
    }

    /// B_simple, in samples. Infinite where G = 0, and NaN where Σ = 0 as well.
    pub fn scale(self) -> f64 {
        self.trace / self.squared
    }
}
