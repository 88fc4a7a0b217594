//! Stochastic gradient descent.

use crate::objective::Real;
use crate::optimizer::Optimizer;

/// Where the heavy ball becomes unstable with the full gradient, in units of 1/η: an eigenvalue of
/// the Hessian beyond (2 + 2μ)/η makes it diverge on a quadratic (Cohen et al. 2021, *Gradient
/// Descent on Neural Networks Typically Occurs at the Edge of Stability*). 2/η without momentum.
pub const fn heavy_ball_edge(momentum: f64) -> f64 {
    2.0 + 2.0 * momentum
}

/// SGD with heavy-ball momentum (Polyak 1964): u ← μ u + g, x ← x − η u.
pub struct Sgd<T> {
    momentum: T,
    velocity: Vec<T>,
}

impl<T: Real> Sgd<T> {
    /// For `dimension` parameters; `momentum` μ in [0, 1), 0 being plain gradient descent.
    pub fn new(dimension: usize, momentum: f64) -> Self {
        Self {
            momentum: T::of(momentum),
            velocity: vec![T::zero(); dimension],
        }
    }
}

impl<T: Real> Optimizer<T> for Sgd<T> {
    fn step(&mut self, x: &mut [T], gradient: &[T], rate: f64) {
        T::heavy_ball(x, gradient, &mut self.velocity, self.momentum, rate);
    }

    fn reset(&mut self) {
        self.velocity.fill(T::zero());
    }

    fn memory(&self) -> Vec<&[T]> {
        vec![&self.velocity]
    }

    fn recall(&mut self, memory: &[Vec<T>], _steps: usize) -> bool {
        let [velocity] = memory else { return false };
        let fits = velocity.len() == self.velocity.len();
        if fits {
            self.velocity.copy_from_slice(velocity);
        }
        fits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn on_a_quadratic_it_diverges_beyond_its_edge() {
        for momentum in [0.0, 0.5, 0.9] {
            let end = |share: f64| {
                let (rate, mut x) = (0.1, [1.0]);
                let curvature = share * heavy_ball_edge(momentum) / rate;
                let mut sgd = Sgd::<f64>::new(1, momentum);
                for _ in 0..2000 {
                    let gradient = [curvature * x[0]];
                    sgd.step(&mut x, &gradient, rate);
                }
                x[0].abs()
            };
            assert!(end(0.99) < 1e-3, "{momentum}");
            assert!(end(1.01) > 1e3, "{momentum}");
        }
    }

    #[test]
    fn without_momentum_it_is_gradient_descent() {
        let mut x = [1.0, -2.0];
        let mut sgd = Sgd::<f64>::new(2, 0.0);
        sgd.step(&mut x, &[0.5, -1.0], 0.1);
        sgd.step(&mut x, &[1.0, 0.0], 0.1);
        assert_eq!(x, [1.0 - 0.05 - 0.1, -2.0 + 0.1]);
    }

    #[test]
    fn momentum_adds_the_decayed_past() {
        let mut x = [0.0];
        let mut sgd = Sgd::<f64>::new(1, 0.5);
        for _ in 0..3 {
            sgd.step(&mut x, &[1.0], 1.0);
        }
        assert_eq!(x, [-(1.0 + 1.5 + 1.75)]);
    }

    #[test]
    fn after_a_reset_it_is_as_new() {
        let step = |rule: &mut Sgd<f64>, gradient: f64| {
            let mut x = [1.0];
            rule.step(&mut x, &[gradient], 0.1);
            x
        };
        let mut rule = Sgd::<f64>::new(1, 0.5);
        let first = step(&mut rule, 0.3);
        step(&mut rule, -0.6);
        assert_ne!(step(&mut rule, 0.3), first);
        rule.reset();
        assert_eq!(step(&mut rule, 0.3), first);
    }
}
