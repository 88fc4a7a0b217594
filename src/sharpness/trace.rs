//! The Hessian's trace by Hutchinson's estimator (Hutchinson 1990): the mean of vᵀHv over random
//! sign vectors v.

use crate::objective::Objective;
use crate::sharpness::estimate::Estimate;
use crate::sharpness::vectors::{dot, signs};
use rand_chacha::ChaCha8Rng;

/// An estimate of tr H that is advanced one Hessian product at a time. It is unbiased, and exact
/// on a diagonal Hessian; the variance of one probe is 2 Σ_{i≠j} H_ij².
pub struct Trace {
    x: Vec<f64>,
    product: Vec<f64>,
    probes: usize,
    generator: ChaCha8Rng,
    draws: Vec<f64>,
}

impl Trace {
    /// The trace at `x` from so many probes, two at least, since one has no standard error.
    /// `generator` is the stream of [`Purpose::Probes`](crate::random::Purpose::Probes); every
    /// probe takes n draws.
    pub fn new(x: Vec<f64>, probes: usize, generator: ChaCha8Rng) -> Self {
        Self {
            product: vec![0.0; x.len()],
            x,
            probes: probes.max(2),
            generator,
            draws: Vec::new(),
        }
    }

    /// Does one Hessian product of `f`, which must be the same function every time; true when all
    /// is done.
    pub fn advance(&mut self, f: &mut dyn Objective) -> bool {
        if self.draws.len() < self.probes {
            let probe = signs(self.x.len(), &mut self.generator);
            f.hessian_product(&self.x, &probe, &mut self.product);
            self.draws.push(dot(&probe, &self.product));
        }
        self.draws.len() == self.probes
    }

    /// How much is done, in [0, 1].
    pub fn progress(&self) -> f64 {
        self.draws.len() as f64 / self.probes as f64
    }

    /// tr H with its standard error, one draw a probe; `None` before the end. NaN where a Hessian
    /// product was not finite.
    pub fn outcome(&self) -> Option<Estimate> {
        (self.draws.len() == self.probes).then(|| Estimate::of(&self.draws))
    }
}
