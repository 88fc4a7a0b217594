//! The few operations on long vectors that the measures share.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use rand_distr::StandardNormal;

/// Σ a_i b_i.
pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Sums of squares between these bounds have lost nothing to under- or overflow.
pub(super) const SAFE: std::ops::Range<f64> = 1e-200..1e200;

/// ‖v‖₂, of vectors of any size: where the squares under- or overflow, v is scaled first.
pub fn norm(v: &[f64]) -> f64 {
    let squares = dot(v, v);
    if SAFE.contains(&squares) {
        return squares.sqrt();
    }
    let largest = v.iter().fold(0.0_f64, |largest, v| largest.max(v.abs()));
    if largest == 0.0 || !largest.is_finite() {
        return squares.sqrt();
    }
    let scaled: f64 = v.iter().map(|v| (v / largest) * (v / largest)).sum();
    largest * scaled.sqrt()
}

/// v ← factor · v.
pub(super) fn scale(v: &mut [f64], factor: f64) {
    for v in v {
        *v *= factor;
    }
}

/// to ← to + factor · from.
pub(super) fn add_scaled(to: &mut [f64], factor: f64, from: &[f64]) {
    for (to, from) in to.iter_mut().zip(from) {
        *to += factor * from;
    }
}

/// n independent standard normal numbers.
pub fn standard_normal(n: usize, generator: &mut ChaCha8Rng) -> Vec<f64> {
    (0..n).map(|_| generator.sample(StandardNormal)).collect()
}

/// n independent signs, −1 or 1 with equal chance (Rademacher).
pub(super) fn signs(n: usize, generator: &mut ChaCha8Rng) -> Vec<f64> {
    (0..n)
        .map(|_| if generator.random() { 1.0 } else { -1.0 })
        .collect()
}
