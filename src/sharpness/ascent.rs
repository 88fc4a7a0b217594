//! Signed gradient ascent over Metric 2.1's box: a second, cruder way to its maximum that shares no
//! code with L-BFGS-B.

use super::displaced::Displaced;
use super::metric::{half_widths, phi};
use crate::objective::Objective;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

/// Steps of the ascent.
const STEPS: u32 = 20;

/// φ of `f` at `x` by 20 steps z ← clip(z + ½ b sign ∇f(x + z)) from z = 0, the highest point
/// counting; b is the box's half-widths ε(|x_i| + 1). Where the gradient at x vanishes, the ascent
/// starts from a point drawn uniformly from the box instead. NaN where f(x) is not finite; other
/// values that are not finite end the ascent.
pub fn signed_ascent(
    f: &mut dyn Objective,
    x: &[f64],
    epsilon: f64,
    generator: &mut ChaCha8Rng,
) -> f64 {
    let widths = half_widths(x, epsilon);
    let mut point = Vec::with_capacity(x.len());
    let mut displaced = Displaced::new(f, x, &mut point);
    let mut z = vec![0.0; x.len()];
    let mut gradient = vec![0.0; x.len()];

    let loss = displaced.gradient(&z, &mut gradient);
    if !loss.is_finite() {
        return f64::NAN;
    }
    let mut best = loss;
    let mut value = loss;
    if gradient.iter().all(|g| *g == 0.0) {
        for (z, b) in z.iter_mut().zip(&widths) {
            *z = (2.0 * generator.random::<f64>() - 1.0) * b;
        }
        value = displaced.gradient(&z, &mut gradient);
    }
    for _ in 0..STEPS {
        if !value.is_finite() {
            break;
        }
        best = best.max(value);
        for ((z, g), b) in z.iter_mut().zip(&gradient).zip(&widths) {
            *z = (*z + 0.5 * b * sign(*g)).max(-b).min(*b);
        }
        value = displaced.gradient(&z, &mut gradient);
    }
    if value.is_finite() {
        best = best.max(value);
    }
    phi(best, loss)
}

/// −1, 0 or 1; 0 for NaN. (`f64::signum` has no zero.)
fn sign(value: f64) -> f64 {
    if value > 0.0 {
        1.0
    } else if value < 0.0 {
        -1.0
    } else {
        0.0
    }
}
