//! The learning rate of a large batch.
//!
//! - Linear scaling: rate · B/B_S, with B_S SB's batch and B that of the step (Goyal et al. 2017).
//! - Square-root scaling: rate · √(B/B_S) (Krizhevsky 2014; Hoffer et al. 2017, with B_S = 128).
//! - A factor of its own, for a sweep: tuning LB's rate alone recovers much of the gap.
//! - Warm-up: over the first epochs the rate goes linearly, step by step, from the experiment's to the
//!   scaled one (Goyal et al. 2017, five epochs).
//!
//! The experiment's schedule multiplies the result.
//!
//! Cost: 1 gradient evaluation a gradient.

use crate::allowed::{Bounds, NotAllowed};
use crate::choice::{Choice, Named, choice};

/// How the rate follows the batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scaling {
    /// Not at all.
    Constant,
    /// B/B_S.
    Linear,
    /// √(B/B_S).
    SquareRoot,
}

impl Named for Scaling {
    const ALL: &'static [(Self, Choice)] = &[
        (
            Self::Constant,
            choice("constant", "the same for all batches"),
        ),
        (Self::Linear, choice("linear", "linear in the batch")),
        (
            Self::SquareRoot,
            choice("sqrt", "with the square root of the batch"),
        ),
    ];
}

/// The settings of the rate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rate {
    /// How the rate follows the batch.
    pub scaling: Scaling,
    /// A factor on the experiment's rate, in [0.001, 1000].
    pub factor: f64,
    /// Epochs of warm-up, 0 to 1000.
    pub warm_up: usize,
}

impl Default for Rate {
    /// The experiment's own rate.
    fn default() -> Self {
        Self {
            scaling: Scaling::Constant,
            factor: 1.0,
            warm_up: 0,
        }
    }
}

impl Rate {
    /// The factor on the experiment's rate after warm-up, for batches of `batch` samples.
    pub fn target(&self, batch: usize, small: usize) -> f64 {
        let ratio = batch as f64 / small.max(1) as f64;
        let scale = match self.scaling {
            Scaling::Constant => 1.0,
            Scaling::Linear => ratio,
            Scaling::SquareRoot => libm::sqrt(ratio),
        };
        scale * self.factor
    }

    /// The factor at step `step` of the run, `epoch_steps` of which are an epoch: 1 at the first step
    /// of a warm-up, exactly [`target`](Self::target) from its end on.
    pub fn at(&self, target: f64, step: usize, epoch_steps: usize) -> f64 {
        let warm_up = self.warm_up * epoch_steps;
        if step >= warm_up {
            return target;
        }
        1.0 + (target - 1.0) * (step as f64 / warm_up as f64)
    }

    pub(super) fn check(&self, epochs: usize) -> Result<(), NotAllowed> {
        Bounds::number(0.001, 1000.0).check("rate_factor", self.factor)?;
        Bounds::whole(0, epochs.min(1000)).check("warm_up", self.warm_up as f64)?;
        let scaled = self.scaling != Scaling::Constant || self.factor != 1.0;
        if self.warm_up > 0 && !scaled {
            let why = "0 without a scaled rate to warm up to";
            return Err(NotAllowed::new("warm_up", self.warm_up, why));
        }
        Ok(())
    }
}
