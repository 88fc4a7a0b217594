//! What is known at x itself.

use super::Measures;
use super::subject::Counted;
use crate::objective::Objective;

/// Loss and gradient at x, and then the accuracy.
pub(crate) struct PointRun {
    x: Vec<f64>,
    /// f(x) and ‖∇f(x)‖₂.
    slope: Option<[f64; 2]>,
    accuracy: Option<f64>,
}

impl PointRun {
    pub fn new(x: Vec<f64>) -> Self {
        Self {
            x,
            slope: None,
            accuracy: None,
        }
    }

    /// Does one unit of work, the gradient or the accuracy; true when both are done.
    pub fn advance(&mut self, f: &mut Counted) -> bool {
        if self.slope.is_none() {
            let mut gradient = vec![0.0; self.x.len()];
            let loss = f.gradient(&self.x, &mut gradient);
            let squares: f64 = gradient.iter().map(|g| g * g).sum();
            self.slope = Some([loss, squares.sqrt()]);
        } else if self.accuracy.is_none() {
            self.accuracy = Some(f.score(&self.x).accuracy);
        }
        self.accuracy.is_some()
    }

    pub fn progress(&self) -> f64 {
        let done = u8::from(self.slope.is_some()) + u8::from(self.accuracy.is_some());
        0.5 * f64::from(done)
    }

    pub fn record(&self, into: &mut Measures) {
        if let (Some([loss, norm]), Some(accuracy)) = (self.slope, self.accuracy) {
            into.loss = loss;
            into.gradient_norm = norm;
            into.accuracy = accuracy;
        }
    }
}
