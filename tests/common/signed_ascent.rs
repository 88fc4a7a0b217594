//! Twenty half steps of signed gradient ascent, a search that shares no code with the library's.

use sharp_minima::objective::Objective;
use sharp_minima::sharpness::{half_widths, phi};

/// φ by z ← clip(z + ½ b sign ∇f(x + z)) from `z`, the highest point counting.
pub fn signed_ascent(f: &mut dyn Objective, x: &[f64], epsilon: f64, mut z: Vec<f64>) -> f64 {
    let widths = half_widths(x, epsilon);
    let mut gradient = vec![0.0; x.len()];
    let loss = f.value(x);
    let mut best = loss;
    for _ in 0..=20 {
        let point: Vec<f64> = x.iter().zip(&z).map(|(x, z)| x + z).collect();
        let value = f.gradient(&point, &mut gradient);
        best = best.max(value);
        for ((z, g), b) in z.iter_mut().zip(&gradient).zip(&widths) {
            if *g != 0.0 {
                *z = (*z + 0.5 * b * g.signum()).clamp(-b, *b);
            }
        }
    }
    phi(best, loss)
}
