//! The Lanczos recurrence with full reorthogonalisation.

use crate::objective::Objective;
use crate::sharpness::vectors::{add_scaled, dot, norm, scale};

/// β counts as zero below so many roundings of the largest entry of T.
const NEGLIGIBLE: f64 = 8.0;

/// Passes of orthogonalisation after which a vector counts as one of the span.
const PASSES: u32 = 4;

/// What one Hessian product has led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Growth {
    /// There is another direction to go.
    Open,
    /// The basis spans an invariant subspace: T's eigenvalues are the Hessian's.
    Invariant,
    /// The product was not finite, and nothing was added.
    NonFinite,
}

/// An orthonormal basis v₁, …, v_m of a Krylov space of the Hessian H, and the tridiagonal matrix
/// T = VᵀHV.
#[derive(Debug, Default)]
pub(super) struct Krylov {
    basis: Vec<Vec<f64>>,
    diagonal: Vec<f64>,
    off_diagonal: Vec<f64>,
    next: Vec<f64>,
    largest: f64,
    asymmetry: f64,
}

impl Krylov {
    /// An empty basis that will begin with `start`, a unit vector.
    pub fn new(start: Vec<f64>) -> Self {
        Self {
            next: start,
            ..Self::default()
        }
    }

    /// m, the number of basis vectors.
    pub fn len(&self) -> usize {
        self.basis.len()
    }

    /// T's diagonal, m numbers.
    pub fn diagonal(&self) -> &[f64] {
        &self.diagonal
    }

    /// T's other diagonal, m − 1 numbers.
    pub fn off_diagonal(&self) -> &[f64] {
        &self.off_diagonal[..self.len().saturating_sub(1)]
    }

    /// How far the products were from those of a symmetric matrix: the largest |v_iᵀHv_m| with
    /// i < m − 1, which are zero but for rounding.
    pub fn asymmetry(&self) -> f64 {
        self.asymmetry
    }

    /// β_m, the length of what the last product left outside the basis; 0 before the first.
    pub fn residual(&self) -> f64 {
        self.off_diagonal.last().copied().unwrap_or(0.0)
    }

    /// Takes the next vector into the basis and multiplies it by the Hessian of `f` at `x`. With
    /// `locked` vectors, orthonormal, H is the Hessian restricted to their complement.
    pub fn extend(&mut self, f: &mut dyn Objective, x: &[f64], locked: &[Vec<f64>]) -> Growth {
        let v = std::mem::take(&mut self.next);
        let mut w = vec![0.0; v.len()];
        f.hessian_product(x, &v, &mut w);
        if w.iter().any(|w| !w.is_finite()) {
            return Growth::NonFinite;
        }
        let alpha = dot(&v, &w);
        let earlier = self.len().saturating_sub(1);
        self.basis.push(v);
        self.diagonal.push(alpha);
        subtract(&mut w, locked);
        let along = subtract(&mut w, &self.basis[..earlier]);
        self.asymmetry = self.asymmetry.max(along);
        subtract(&mut w, &self.basis[earlier..]);
        let beta = settle(&mut w, locked, &self.basis);
        self.off_diagonal.push(beta);
        self.largest = self.largest.max(alpha.abs());
        let full = self.len() + locked.len() >= w.len();
        if full || beta <= NEGLIGIBLE * f.epsilon() * self.largest {
            return Growth::Invariant;
        }
        self.largest = self.largest.max(beta);
        scale(&mut w, 1.0 / beta);
        self.next = w;
        Growth::Open
    }

    /// v₁, …, v_m.
    pub fn into_basis(self) -> Vec<Vec<f64>> {
        self.basis
    }

    /// V s, the vector with these coordinates in the basis.
    pub fn combine(&self, coordinates: impl Iterator<Item = f64>) -> Vec<f64> {
        let mut vector = vec![0.0; self.basis.first().map_or(0, Vec::len)];
        for (v, c) in self.basis.iter().zip(coordinates) {
            add_scaled(&mut vector, c, v);
        }
        vector
    }
}

/// Makes `w` orthogonal to both orthonormal sets, in two passes, which are enough (Parlett 1998,
/// § 6.9).
pub(super) fn orthogonalize(w: &mut [f64], locked: &[Vec<f64>], basis: &[Vec<f64>]) {
    pass(w, locked, basis);
    pass(w, locked, basis);
}

/// Repeats the pass until it takes away no more than half of `w`, and returns what is left of its
/// length: where that goes on, `w` lies in the span but for rounding, and nothing is left.
fn settle(w: &mut [f64], locked: &[Vec<f64>], basis: &[Vec<f64>]) -> f64 {
    let mut before = norm(w);
    for _ in 0..PASSES {
        pass(w, locked, basis);
        let after = norm(w);
        if after > 0.5 * before {
            return after;
        }
        before = after;
    }
    0.0
}

fn pass(w: &mut [f64], locked: &[Vec<f64>], basis: &[Vec<f64>]) {
    subtract(w, locked);
    subtract(w, basis);
}

/// Takes out of `w` its components along orthonormal vectors, and returns the largest of them.
fn subtract(w: &mut [f64], vectors: &[Vec<f64>]) -> f64 {
    let mut largest = 0.0_f64;
    for v in vectors {
        let along = dot(v, w);
        add_scaled(w, -along, v);
        largest = largest.max(along.abs());
    }
    largest
}
