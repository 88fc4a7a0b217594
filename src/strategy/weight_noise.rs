//! Gaussian weight noise: every step takes the gradient at x + σ n, n standard normal and new, but
//! moves x. In the mean over n this descends f smoothed with a Gaussian of deviation σ, in which
//! sharp minima are shallow (Wen et al. 2018, *SmoothOut*). σ = 0 is plain; no default of the
//! literature fits networks of this size, .01 is ours.
//!
//! Cost: 1 gradient evaluation a gradient.

use crate::allowed::{Bounds, NotAllowed};
use crate::objective::Real;
use sharp_minima_kernels::Generator;

/// The σ that the default comparison takes.
pub const DEFAULT: f64 = 0.01;

pub(super) fn check(sigma: f64) -> Result<(), NotAllowed> {
    Bounds::number(0.0, 1.0).check("weight_noise", sigma)
}

/// Writes x + σ n to `point`.
pub fn disturb<T: Real>(sigma: f64, x: &[T], point: &mut [T], rng: &mut Generator) {
    T::disturb(sigma, x, point, rng);
}
