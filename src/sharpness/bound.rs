//! What Lanczos tells of eigenvalues it has not found (van Dorsselaer, Hochstenbach & van der Vorst
//! 2000, *Computing probabilistic bounds for extreme eigenvalues of symmetric matrices with the
//! Lanczos method*).
//!
//! The spectral measure Σ (uᵢᵀv)² δ(λ − λᵢ) of the starting vector v has no more mass at μ than
//! 1/Σ p_j(μ)², p₀ … p_m being the orthonormal polynomials whose recurrence stands in T. Beyond T's
//! largest eigenvalue that falls, and fast, while a random v has about 1/n of its length along every
//! eigenvector. An eigenvalue where the mass is far smaller is thus most unlikely.

use crate::sharpness::krylov::Krylov;

/// How small v's component along a unit vector is taken to be at least, beside its deviation 1/√n. A
/// normal number is smaller with a chance of .0008.
const COMPONENT: f64 = 1e-3;

/// Halvings of the interval that holds the bound.
const HALVINGS: u32 = 60;

/// What no eigenvalue exceeds, but for one start of a thousand: H is an n × n matrix that `krylov`
/// was built of from a random vector, and `top` is T's largest eigenvalue.
pub(super) fn upper_bound(krylov: &Krylov, top: f64, n: usize) -> f64 {
    let enough = n as f64 / (COMPONENT * COMPONENT);
    let unlikely = |place: f64| reciprocal_mass(krylov, place, enough) >= enough;
    let mut step = krylov.residual();
    if step == 0.0 || unlikely(top) {
        return top;
    }
    while !unlikely(top + step) {
        step *= 2.0;
    }
    let mut sure = (0.0, step);
    for _ in 0..HALVINGS {
        let middle = 0.5 * (sure.0 + sure.1);
        if unlikely(top + middle) {
            sure.1 = middle;
        } else {
            sure.0 = middle;
        }
    }
    top + sure.1
}

/// Σ p_j(μ)² over j = 0 … m, or as much of it as is `enough`.
fn reciprocal_mass(krylov: &Krylov, place: f64, enough: f64) -> f64 {
    let off = krylov.off_diagonal().iter().copied();
    let below = std::iter::once(0.0).chain(off.clone());
    let above = off.chain(std::iter::once(krylov.residual()));
    let (mut before, mut now, mut sum) = (0.0, 1.0, 1.0);
    for ((alpha, below), above) in krylov.diagonal().iter().zip(below).zip(above) {
        let next = ((place - alpha) * now - below * before) / above;
        (before, now) = (now, next);
        sum += next * next;
        if sum >= enough {
            break;
        }
    }
    sum
}
