//! The Gauss quadrature of a vector's spectral measure that Lanczos gives (Golub & Welsch 1969).

use crate::sharpness::krylov::Krylov;
use crate::sharpness::tridiagonal;

/// One node of the quadrature.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Node {
    /// Where on the spectrum.
    pub value: f64,
    /// The share of the eigenvalues there, in [0, 1].
    pub weight: f64,
}

impl Node {
    /// The weight if the value is in [from, to), else 0.
    pub(super) fn within(&self, from: f64, to: f64) -> f64 {
        if (from..to).contains(&self.value) {
            self.weight
        } else {
            0.0
        }
    }
}

/// The quadrature of Σ (uᵢᵀv)² δ(λ − λᵢ), v being the space's first vector: T's eigenvalues, in
/// descending order, and the squared first components of its eigenvectors. `None` for an empty
/// space or one that is not finite.
pub(super) fn quadrature(krylov: &Krylov) -> Option<Vec<Node>> {
    let mut first = vec![0.0; krylov.len()];
    *first.first_mut()? = 1.0;
    let mut rows = [first];
    let (diagonal, off) = (krylov.diagonal(), krylov.off_diagonal());
    let values = tridiagonal::eigenvalues(diagonal, off, &mut rows).ok()?;
    let nodes = values.iter().zip(&rows[0]);
    Some(
        nodes
            .map(|(&value, s)| Node {
                value,
                weight: s * s,
            })
            .collect(),
    )
}
