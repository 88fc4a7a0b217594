//! The Gauss quadrature of a vector's spectral measure that Lanczos gives (Golub & Welsch 1969). Its mean over
//! random vectors is the spectral density (1/n) Σ δ(λ − λᵢ) (Ubaru, Chen & Saad 2017; Ghorbani, Krishnan & Xiao
//! 2019; PyHessian).

use crate::order::sorted;
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

/// What `krylov`, a space of the complement of vectors whose eigenvalues are `known`, tells of the
/// density of all n eigenvalues. The known ones and T's first `found`, which are eigenvalues too, have
/// 1/n each, and what is left of the quadrature stands for the others: only their weights are still
/// random (Meyer et al. 2021 deflate the trace in this way). The weights sum to 1; `None` as for
/// [`quadrature`].
pub(super) fn deflated(
    krylov: &Krylov,
    known: &[f64],
    found: usize,
    n: usize,
) -> Option<Vec<Node>> {
    let mut nodes = quadrature(krylov)?;
    // The nodes of an invariant space stand for their copies too, which no other node does.
    let found = if found < nodes.len() { found } else { 0 };
    let one = 1.0 / n as f64;
    let (exact, rest) = nodes.split_at_mut(found);
    let weights: f64 = rest.iter().map(|node| node.weight).sum();
    let share = 1.0 - one * (known.len() + found) as f64;
    if weights > 0.0 {
        rest.iter_mut()
            .for_each(|node| node.weight *= share / weights);
    }
    exact.iter_mut().for_each(|node| node.weight = one);
    nodes.extend(known.iter().map(|&value| Node { value, weight: one }));
    Some(nodes)
}

/// The mean of several quadratures, in descending order.
pub(super) fn mean(probes: Vec<Vec<Node>>) -> Vec<Node> {
    let share = 1.0 / probes.len() as f64;
    let nodes = probes.into_iter().flatten().map(|node| Node {
        weight: share * node.weight,
        ..node
    });
    sorted(nodes.collect(), |node| -node.value)
}
