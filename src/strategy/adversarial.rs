//! Adversarial training on inputs (Goodfellow et al. 2015, one of the paper's two attempts at robust
//! training in appendix E):
//!
//! ```text
//! α J(s) + (1 − α) J(s + δ),   δ = ε sign ∇_s J(s)   (FGSM).
//! ```
//!
//! More steps are projected gradient ascent in the box |δ_i| ≤ ε (PGD, Madry et al. 2018), each of
//! size min(1, 2.5/steps) ε, from δ = 0. δ is a constant in the derivative by x. The clean gradient's
//! pass gives the first ∇_s as well. Defaults: α = .5 as in both papers, one step, and ε = .1 in
//! units of the standardised inputs.
//!
//! Cost: 1 + `steps` gradient evaluations a gradient.

use crate::allowed::{Bounds, NotAllowed};
use crate::objective::Real;

/// The settings of adversarial training.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Adversarial {
    /// α, the share of the clean loss, in [0, 1]. 1 is plain.
    pub alpha: f64,
    /// ε, the largest change of one input, in [0, 10] deviations of the inputs. 0 is plain.
    pub epsilon: f64,
    /// Steps of the ascent, 1 to 20; 1 is FGSM.
    pub steps: u32,
}

impl Default for Adversarial {
    fn default() -> Self {
        Self {
            alpha: 0.5,
            epsilon: 0.1,
            steps: 1,
        }
    }
}

impl Adversarial {
    pub(super) fn check(&self) -> Result<(), NotAllowed> {
        Bounds::number(0.0, 1.0).check("adversarial_alpha", self.alpha)?;
        Bounds::number(0.0, 10.0).check("adversarial_epsilon", self.epsilon)?;
        Bounds::whole(1, 20).check("adversarial_steps", f64::from(self.steps))
    }

    pub(super) fn is_plain(&self) -> bool {
        self.alpha == 1.0 || self.epsilon == 0.0
    }

    /// Moves `perturbed` one step up the gradient by the inputs, and back into the box around
    /// `clean`. All are samples × features.
    pub fn ascend<T: Real>(&self, clean: &[T], gradient: &[T], perturbed: &mut [T]) {
        let epsilon = T::of(self.epsilon);
        let share = (2.5 / f64::from(self.steps)).min(1.0);
        let step = T::of(share * self.epsilon);
        for ((p, &c), &g) in perturbed.iter_mut().zip(clean).zip(gradient) {
            let moved = if g > T::zero() {
                *p + step
            } else if g < T::zero() {
                *p - step
            } else {
                *p
            };
            *p = moved.max(c - epsilon).min(c + epsilon);
        }
    }
}
