//! Eigenvalues of small symmetric tridiagonal matrices: what Lanczos reduces a Hessian to.

use crate::order::ascending;

/// Sweeps after which an eigenvalue counts as lost, as in EISPACK; two are usual.
const SWEEPS: u32 = 30;

/// Rotations did not bring the matrix to diagonal form, which happens only where an entry is not
/// finite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoConvergence;

/// The eigenvalues of the symmetric tridiagonal matrix T with this `diagonal` (m numbers) and
/// `off_diagonal` (m − 1 numbers), in descending order, by the implicit QL method (EISPACK's
/// `imtql2`: Martin & Wilkinson 1968, Dubrulle 1970).
///
/// Every row in `rows`, of length m, is multiplied from the right by the orthogonal matrix S of
/// the eigenvectors, T = S Λ Sᵀ: the unit vector e_j comes back as row j of S, which holds the j-th
/// component of every eigenvector, and the m unit vectors come back as S itself.
///
/// # Errors
/// [`NoConvergence`] where an entry is not finite.
pub fn eigenvalues(
    diagonal: &[f64],
    off_diagonal: &[f64],
    rows: &mut [Vec<f64>],
) -> Result<Vec<f64>, NoConvergence> {
    let mut d = diagonal.to_vec();
    let mut e = off_diagonal.to_vec();
    e.resize(d.len(), 0.0);
    if d.iter().chain(&e).any(|entry| !entry.is_finite()) {
        return Err(NoConvergence);
    }
    for first in 0..d.len() {
        let mut sweeps = 0;
        loop {
            let last = end_of_block(&d, &e, first);
            if last == first {
                break;
            }
            if sweeps == SWEEPS {
                return Err(NoConvergence);
            }
            sweeps += 1;
            sweep(&mut d, &mut e, first, last, rows);
        }
    }
    Ok(in_descending_order(&d, rows))
}

/// The last index of the unreduced block that begins at `first`: where the next off-diagonal entry
/// is negligible beside its neighbours.
fn end_of_block(d: &[f64], e: &[f64], first: usize) -> usize {
    (first..d.len() - 1)
        .find(|&m| {
            let size = d[m].abs() + d[m + 1].abs();
            size + e[m].abs() == size
        })
        .unwrap_or(d.len() - 1)
}

/// One implicit QL sweep over the block from `first` to `last`.
fn sweep(d: &mut [f64], e: &mut [f64], first: usize, last: usize, rows: &mut [Vec<f64>]) {
    let ratio = (d[first + 1] - d[first]) / (2.0 * e[first]);
    let length = libm::hypot(ratio, 1.0);
    let mut g = d[last] - d[first] + e[first] / (ratio + length.copysign(ratio));
    let (mut sine, mut cosine, mut shift) = (1.0, 1.0, 0.0);
    for i in (first..last).rev() {
        let f = sine * e[i];
        let b = cosine * e[i];
        let r = libm::hypot(f, g);
        e[i + 1] = r;
        if r == 0.0 {
            // Underflow has split the block.
            d[i + 1] -= shift;
            e[last] = 0.0;
            return;
        }
        sine = f / r;
        cosine = g / r;
        let centre = d[i + 1] - shift;
        let turned = (d[i] - centre) * sine + 2.0 * cosine * b;
        shift = sine * turned;
        d[i + 1] = centre + shift;
        g = cosine * turned - b;
        for row in &mut *rows {
            let (left, right) = (row[i], row[i + 1]);
            row[i + 1] = sine * left + cosine * right;
            row[i] = cosine * left - sine * right;
        }
    }
    d[first] -= shift;
    e[first] = g;
    e[last] = 0.0;
}

fn in_descending_order(d: &[f64], rows: &mut [Vec<f64>]) -> Vec<f64> {
    let order = ascending(&d.iter().map(|value| -value).collect::<Vec<f64>>());
    for row in rows {
        *row = order.iter().map(|&i| row[i]).collect();
    }
    order.iter().map(|&i| d[i]).collect()
}
