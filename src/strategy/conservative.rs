//! Conservative training (appendix E of the paper, after Li et al. 2014): every batch is a proximal
//! sub-problem
//!
//! ```text
//! x_{k+1} = argmin_x f_{B_k}(x) + (λ/2) ‖x − x_k‖²,
//! ```
//!
//! solved inexactly by a few steps of the experiment's own optimiser, ADAM or SGD, from x_k at the
//! experiment's rate. The paper takes λ = 1e-3 and three ADAM steps; it leaves open whether ADAM's
//! moments outlive a batch, which is a setting here. With fresh ones every batch begins with a step of
//! η sign g: at a constant rate training never settles and φ is the last steps' noise, with or
//! without λ; with the rate lowered to 0 it ends flat. λ = 0 with as many steps is the control: what
//! it gains, repetition gains.
//!
//! Cost: `steps` gradient evaluations a batch.

use crate::allowed::{Bounds, NotAllowed};
use crate::objective::Real;
use crate::optimizer::OptimizerKind;
use crate::settings::Experiment;

/// The settings of conservative training; the defaults are the paper's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Conservative {
    /// λ, in [0, 100]. 0 is the control.
    pub lambda: f64,
    /// Inner steps a batch, 1 to 20. The first one does not feel λ.
    pub steps: u32,
    /// Whether the optimiser starts every batch without a memory of the ones before.
    pub fresh: bool,
}

impl Default for Conservative {
    fn default() -> Self {
        Self {
            lambda: 1e-3,
            steps: 3,
            fresh: false,
        }
    }
}

impl Conservative {
    /// One plain step a batch.
    pub(super) const PLAIN: Self = Self {
        lambda: 0.0,
        steps: 1,
        fresh: false,
    };

    pub(super) fn check(&self, experiment: &Experiment) -> Result<(), NotAllowed> {
        Bounds::number(0.0, 100.0).check("lambda", self.lambda)?;
        Bounds::whole(1, 20).check("inner_steps", f64::from(self.steps))?;
        let remembers = experiment.optimizer != OptimizerKind::Sgd || experiment.momentum != 0.0;
        if self.fresh && !remembers {
            return Err(NotAllowed::new(
                "fresh",
                true,
                "false: SGD without momentum remembers nothing that could start afresh",
            ));
        }
        Ok(())
    }

    /// Whether it changes nothing: without memory loss, a single step starts where the proximal term
    /// has no slope.
    pub(super) fn is_plain(&self) -> bool {
        self.steps == 1 && !self.fresh
    }
}

/// gradient ← gradient + λ (x − anchor).
pub fn add_proximal<T: Real>(lambda: f64, x: &[T], anchor: &[T], gradient: &mut [T]) {
    let lambda = T::of(lambda);
    for ((g, &x), &anchor) in gradient.iter_mut().zip(x).zip(anchor) {
        *g += lambda * (x - anchor);
    }
}
