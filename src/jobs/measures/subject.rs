//! What is measured: a loss with an accuracy, whose evaluations are counted.

use crate::exchange::Samples;
use crate::jobs::plan::Risk;
use crate::network::{EmpiricalRisk, Score};
use crate::objective::Objective;

/// A loss over samples that can be classified correctly.
pub(crate) trait Subject: Objective {
    /// The loss at x, and the share of the samples classified correctly.
    fn score(&mut self, x: &[f64]) -> Score;
}

impl Subject for Risk {
    fn score(&mut self, x: &[f64]) -> Score {
        let x: Vec<f32> = x.iter().map(|&x| x as f32).collect();
        self.inner_mut().score(&x)
    }
}

impl Subject for EmpiricalRisk<f64, Samples> {
    fn score(&mut self, x: &[f64]) -> Score {
        EmpiricalRisk::score(self, x)
    }
}

/// A subject that counts what it is asked for. Most measures ask for the gradient at their centre: it
/// is evaluated once.
pub(crate) struct Counted {
    subject: Box<dyn Subject>,
    centre: Centre,
    /// In units of one value, the forward pass: a gradient is three, a Hessian product six.
    passes: u64,
}

/// The point that all measures are about, and what is known there.
struct Centre {
    x: Vec<f64>,
    slope: Option<(f64, Vec<f64>)>,
    score: Option<Score>,
}

impl Counted {
    /// `subject`, to be measured around `x`.
    pub fn new(subject: Box<dyn Subject>, x: Vec<f64>) -> Self {
        Self {
            subject,
            centre: Centre {
                x,
                slope: None,
                score: None,
            },
            passes: 0,
        }
    }

    /// All evaluations so far in units of one gradient.
    pub fn gradients(&self) -> f64 {
        self.passes as f64 / 3.0
    }

    /// See [`Subject::score`].
    pub fn score(&mut self, x: &[f64]) -> Score {
        let at_centre = x == self.centre.x;
        if let Some(score) = self.centre.score.filter(|_| at_centre) {
            return score;
        }
        self.passes += 1;
        let score = self.subject.score(x);
        if at_centre {
            self.centre.score = Some(score);
        }
        score
    }
}

impl Objective for Counted {
    fn dimension(&self) -> usize {
        self.subject.dimension()
    }

    fn value(&mut self, x: &[f64]) -> f64 {
        self.score(x).loss
    }

    fn gradient(&mut self, x: &[f64], gradient: &mut [f64]) -> f64 {
        let at_centre = x == self.centre.x;
        if let Some((value, known)) = self.centre.slope.as_ref().filter(|_| at_centre) {
            gradient.copy_from_slice(known);
            return *value;
        }
        self.passes += 3;
        let value = self.subject.gradient(x, gradient);
        if at_centre {
            self.centre.slope = Some((value, gradient.to_vec()));
        }
        value
    }

    fn hessian_product(&mut self, x: &[f64], v: &[f64], product: &mut [f64]) {
        self.passes += 6;
        self.subject.hessian_product(x, v, product);
    }

    fn epsilon(&self) -> f64 {
        self.subject.epsilon()
    }
}
