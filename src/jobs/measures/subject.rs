//! What is measured: a loss with an accuracy, whose evaluations are counted.

use crate::exchange::Samples;
use crate::jobs::plan::Risk;
use crate::network::EmpiricalRisk;
use crate::objective::Objective;

/// A loss over samples that can be classified correctly.
pub(crate) trait Subject: Objective {
    /// The share of the samples classified correctly at x, in [0, 1].
    fn accuracy(&mut self, x: &[f64]) -> f64;
}

impl Subject for Risk {
    fn accuracy(&mut self, x: &[f64]) -> f64 {
        let x: Vec<f32> = x.iter().map(|&x| x as f32).collect();
        self.inner_mut().score(&x).accuracy
    }
}

impl Subject for EmpiricalRisk<f64, Samples> {
    fn accuracy(&mut self, x: &[f64]) -> f64 {
        self.score(x).accuracy
    }
}

/// A subject that counts what it is asked for.
pub(crate) struct Counted {
    subject: Box<dyn Subject>,
    /// In units of one value, the forward pass: a gradient is three, a Hessian product six.
    passes: u64,
}

impl Counted {
    pub fn new(subject: Box<dyn Subject>) -> Self {
        Self { subject, passes: 0 }
    }

    /// All evaluations so far in units of one gradient.
    pub fn gradients(&self) -> f64 {
        self.passes as f64 / 3.0
    }

    /// See [`Subject::accuracy`].
    pub fn accuracy(&mut self, x: &[f64]) -> f64 {
        self.passes += 1;
        self.subject.accuracy(x)
    }
}

impl Objective for Counted {
    fn dimension(&self) -> usize {
        self.subject.dimension()
    }

    fn value(&mut self, x: &[f64]) -> f64 {
        self.passes += 1;
        self.subject.value(x)
    }

    fn gradient(&mut self, x: &[f64], gradient: &mut [f64]) -> f64 {
        self.passes += 3;
        self.subject.gradient(x, gradient)
    }

    fn hessian_product(&mut self, x: &[f64], v: &[f64], product: &mut [f64]) {
        self.passes += 6;
        self.subject.hessian_product(x, v, product);
    }

    fn epsilon(&self) -> f64 {
        self.subject.epsilon()
    }
}
