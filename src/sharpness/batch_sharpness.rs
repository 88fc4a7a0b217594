//! Batch sharpness, the curvature that a step of mini-batch SGD meets (Andreyev & Beneventano
//! 2024, *Edge of Stochastic Stability*): the mean over batches B of g_BᵀH_B g_B / ‖g_B‖², with the
//! gradient and the Hessian of the same batch. It was seen to hover at 2/η where λ_max stays below; for the
//! full batch it is the curvature along the gradient, at most λ_max.

use crate::objective::Objective;
use crate::sharpness::estimate::Estimate;
use crate::sharpness::vectors::dot;

/// An estimate of the batch sharpness that is advanced one batch at a time.
pub struct BatchSharpness {
    x: Vec<f64>,
    gradient: Vec<f64>,
    product: Vec<f64>,
    batches: usize,
    draws: Vec<f64>,
    seen: usize,
}

impl BatchSharpness {
    /// The batch sharpness at `x` from so many batches.
    pub fn new(x: Vec<f64>, batches: usize) -> Self {
        Self {
            gradient: vec![0.0; x.len()],
            product: vec![0.0; x.len()],
            x,
            batches,
            draws: Vec::with_capacity(batches),
            seen: 0,
        }
    }

    /// Takes in the loss of the next batch: one gradient and one Hessian product; true when all is
    /// done. A batch whose gradient vanishes has no direction and does not count.
    pub fn advance(&mut self, batch: &mut dyn Objective) -> bool {
        if self.seen < self.batches {
            self.seen += 1;
            batch.gradient(&self.x, &mut self.gradient);
            let squared = dot(&self.gradient, &self.gradient);
            if squared != 0.0 {
                batch.hessian_product(&self.x, &self.gradient, &mut self.product);
                self.draws
                    .push(dot(&self.gradient, &self.product) / squared);
            }
        }
        self.seen >= self.batches
    }

    /// How much is done, in [0, 1].
    pub fn progress(&self) -> f64 {
        if self.batches == 0 {
            return 1.0;
        }
        self.seen as f64 / self.batches as f64
    }

    /// The mean over the batches with its standard error; `None` before the end.
    pub fn outcome(&self) -> Option<Estimate> {
        (self.seen >= self.batches).then(|| Estimate::of(&self.draws))
    }
}
