//! ADAM (Kingma & Ba 2015).

use crate::objective::Real;
use crate::optimizer::{Optimizer, heavy_ball_edge};

const BETA_1: f64 = 0.9;
const BETA_2: f64 = 0.999;
const EPSILON: f64 = 1e-8;

/// ADAM's edge of stability in units of 1/η: with the full gradient and a preconditioner P that
/// stands still it becomes unstable where an eigenvalue of P⁻¹H exceeds
/// (2 + 2β₁)/((1 − β₁)η) = 38/η (Cohen et al. 2022, *Adaptive Gradient Methods at the Edge of
/// Stability*).
pub const ADAM_EDGE: f64 = heavy_ball_edge(BETA_1) / (1.0 - BETA_1);

/// ADAM with β₁ = .9, β₂ = .999, ε = 1e-8 and bias-corrected moments.
pub struct Adam<T> {
    mean: Vec<T>,
    square: Vec<T>,
    /// β₁ᵗ and β₂ᵗ.
    decay: (f64, f64),
}

impl<T: Real> Adam<T> {
    /// For `dimension` parameters.
    pub fn new(dimension: usize) -> Self {
        let zeros = vec![T::zero(); dimension];
        Self {
            mean: zeros.clone(),
            square: zeros,
            decay: (1.0, 1.0),
        }
    }
}

impl<T: Real> Optimizer<T> for Adam<T> {
    fn step(&mut self, x: &mut [T], gradient: &[T], rate: f64) {
        self.decay = (self.decay.0 * BETA_1, self.decay.1 * BETA_2);
        let (rate, correction) = (rate / (1.0 - self.decay.0), 1.0 / (1.0 - self.decay.1));
        let moments = [&mut self.mean[..], &mut self.square[..]];
        T::adam(
            x,
            gradient,
            moments,
            [BETA_1, BETA_2],
            rate,
            correction,
            EPSILON,
        );
    }

    fn reset(&mut self) {
        self.mean.fill(T::zero());
        self.square.fill(T::zero());
        self.decay = (1.0, 1.0);
    }

    fn memory(&self) -> Vec<&[T]> {
        vec![&self.mean, &self.square]
    }

    fn recall(&mut self, memory: &[Vec<T>], steps: usize) -> bool {
        let n = self.mean.len();
        let [mean, square] = memory else { return false };
        if mean.len() != n || square.len() != n {
            return false;
        }
        self.mean.copy_from_slice(mean);
        self.square.copy_from_slice(square);
        // Product by product, as the steps had it: the powers have the same bits.
        self.decay = (0..steps).fold((1.0, 1.0), |(a, b), _| (a * BETA_1, b * BETA_2));
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// ADAM with P = 1 on ½ h x²: where x ends after many steps from 1, at η = 1.
    fn end(curvature: f64) -> f64 {
        let (mut x, mut mean) = (1.0, 0.0);
        for _ in 0..2000 {
            mean = BETA_1 * mean + (1.0 - BETA_1) * curvature * x;
            x -= mean;
        }
        x
    }

    #[test]
    fn its_edge_of_stability_is_at_38() {
        assert!((ADAM_EDGE - 38.0).abs() < 1e-12, "{ADAM_EDGE}");
        assert!(end(0.99 * ADAM_EDGE).abs() < 1e-3);
        assert!(end(1.01 * ADAM_EDGE).abs() > 1e3);
    }

    /// PAPER.md's closed form: the first step is −η sign g, whatever the gradient's size.
    #[test]
    fn the_first_step_is_the_rate_times_the_sign() {
        let gradient = [3.0, -0.02, 1e-3];
        let mut x = [0.0; 3];
        Adam::<f64>::new(3).step(&mut x, &gradient, 0.01);
        for (x, g) in x.iter().zip(gradient) {
            assert!((x + 0.01 * g.signum()).abs() < 1e-6, "{x} for {g}");
        }
    }

    /// Kingma & Ba's algorithm 1 written out for two steps.
    #[test]
    fn two_steps_follow_the_published_algorithm() {
        let (g1, g2, rate): (f64, f64, f64) = (0.3, -0.5, 0.05);
        let (m1, v1) = (0.1 * g1, 0.001 * g1 * g1);
        let (m2, v2) = (0.9 * m1 + 0.1 * g2, 0.999 * v1 + 0.001 * g2 * g2);
        let first = rate * (m1 / (1.0 - 0.9)) / ((v1 / (1.0 - 0.999)).sqrt() + 1e-8);
        let second = rate * (m2 / (1.0 - 0.81)) / ((v2 / (1.0 - 0.999 * 0.999)).sqrt() + 1e-8);
        let mut adam = Adam::<f64>::new(1);
        let mut x = [2.0];
        adam.step(&mut x, &[g1], rate);
        adam.step(&mut x, &[g2], rate);
        assert!((x[0] - (2.0 - first - second)).abs() < 1e-12);
    }

    #[test]
    fn after_a_reset_it_is_as_new() {
        let step = |rule: &mut Adam<f64>, gradient: f64| {
            let mut x = [1.0];
            rule.step(&mut x, &[gradient], 0.1);
            x
        };
        let mut rule = Adam::<f64>::new(1);
        let first = step(&mut rule, 0.3);
        step(&mut rule, -0.6);
        assert_ne!(step(&mut rule, 0.3), first);
        rule.reset();
        assert_eq!(step(&mut rule, 0.3), first);
    }
}
