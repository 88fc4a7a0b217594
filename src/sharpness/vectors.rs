//! The few operations on long vectors that the measures share.

use rand::RngExt;
use sharp_minima_kernels::Generator;

pub(super) use sharp_minima_kernels::vectors::{add_scaled, dot, scale};

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

/// n independent standard normal numbers.
pub fn standard_normal(n: usize, generator: &mut Generator) -> Vec<f64> {
    let mut normal = vec![0.0; n];
    sharp_minima_kernels::noise::standard_normal(&mut normal, generator);
    normal
}

/// n independent signs, −1 or 1 with equal chance (Rademacher).
pub(super) fn signs(n: usize, generator: &mut Generator) -> Vec<f64> {
    (0..n)
        .map(|_| if generator.random() { 1.0 } else { -1.0 })
        .collect()
}
