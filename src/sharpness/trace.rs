//! The Hessian's trace by Hutchinson's estimator (Hutchinson 1990): the mean of vᵀHv over random
//! sign vectors v.
//!
//! Where the trace of H on some subspace is known, the probes need only look outside it (Hutch++:
//! Meyer, Musco, Musco & Woodruff 2021): with P the projector onto its complement, tr H is the known
//! part plus E (Pv)ᵀH(Pv). On a space that holds the large eigenvalues, little variance is left.

use crate::objective::Objective;
use crate::sharpness::estimate::Estimate;
use crate::sharpness::krylov::orthogonalize;
use crate::sharpness::vectors::{dot, signs};
use sharp_minima_kernels::Generator;

/// A subspace on which the Hessian's trace is known.
#[derive(Debug, Default)]
pub(super) struct Span {
    /// An orthonormal basis Q.
    pub basis: Vec<Vec<f64>>,
    /// tr QᵀHQ.
    pub trace: f64,
}

/// An estimate of tr H that is advanced one Hessian product at a time. It is unbiased; the variance
/// of one probe is 2 Σ_{i≠j} (PHP)_ij². Without a known subspace P = I, and it is exact on a diagonal
/// Hessian.
pub struct Trace {
    x: Vec<f64>,
    span: Span,
    product: Vec<f64>,
    probes: usize,
    generator: Generator,
    draws: Vec<f64>,
}

impl Trace {
    /// The trace at `x` from so many probes, two at least, since one has no standard error.
    /// `generator` is the stream of [`Purpose::Probes`](crate::random::Purpose::Probes); every
    /// probe takes n draws.
    pub fn new(x: Vec<f64>, probes: usize, generator: Generator) -> Self {
        Self::outside(x, Span::default(), probes, generator)
    }

    /// The same with probes outside `span`, of which `generator` must be independent.
    pub(super) fn outside(x: Vec<f64>, span: Span, probes: usize, generator: Generator) -> Self {
        Self {
            product: vec![0.0; x.len()],
            x,
            span,
            probes: probes.max(2),
            generator,
            draws: Vec::new(),
        }
    }

    /// Does one Hessian product of `f`, which must be the same function every time; true when all
    /// is done.
    pub fn advance(&mut self, f: &mut dyn Objective) -> bool {
        if self.draws.len() < self.probes {
            let mut probe = signs(self.x.len(), &mut self.generator);
            orthogonalize(&mut probe, &self.span.basis, &[]);
            f.hessian_product(&self.x, &probe, &mut self.product);
            let outside = dot(&probe, &self.product);
            self.draws.push(self.span.trace + outside);
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
