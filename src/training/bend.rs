//! Bending a curve between two minima so that the loss along it falls.

use crate::landscape::{Bezier, control_weight};
use crate::objective::Real;
use crate::optimizer::{Adam, Optimizer};
use crate::strategy::GradientSource;

/// A curve whose control point is trained by ADAM, so that E_t[f(θ(t))], t uniform in [0, 1], falls (Garipov et al.
/// 2018, arXiv 1802.10026, section 3.1, equation 2). It begins as the straight line.
pub struct Bend<T> {
    curve: Bezier<T>,
    point: Vec<T>,
    gradient: Vec<T>,
    optimizer: Adam<T>,
}

impl<T: Real> Bend<T> {
    /// The straight line between two points of the same length.
    pub fn new(ends: [Vec<T>; 2]) -> Self {
        let zeros = vec![T::zero(); ends[0].len()];
        Self {
            optimizer: Adam::new(zeros.len()),
            point: zeros.clone(),
            gradient: zeros,
            curve: Bezier::straight(ends),
        }
    }

    /// Does one gradient evaluation of f at θ(t) and moves the control point along 2t(1 − t) ∇f(θ(t)), the gradient by
    /// it. Returns f(θ(t)); `None` where it is no number: the control point stays then.
    pub fn step(&mut self, t: f64, f: &mut dyn GradientSource<T>, rate: f64) -> Option<f64> {
        let loss = self.slope(t, f)?;
        self.optimizer
            .step(&mut self.curve.control, &self.gradient, rate);
        Some(loss)
    }

    /// Takes the gradient of f(θ(t)) by the control point; returns f(θ(t)).
    pub fn slope(&mut self, t: f64, f: &mut dyn GradientSource<T>) -> Option<f64> {
        self.curve.at(t, &mut self.point);
        let loss = f.evaluate(0, &self.point, &mut self.gradient)?;
        let weight = T::of(control_weight(t));
        self.gradient.iter_mut().for_each(|g| *g *= weight);
        loss.is_finite().then_some(loss)
    }

    /// The gradient that was taken last.
    pub fn gradient(&self) -> &[T] {
        &self.gradient
    }

    /// The curve as it is now.
    pub fn curve(&self) -> &Bezier<T> {
        &self.curve
    }
}
