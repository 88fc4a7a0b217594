//! The function that Metric 2.1 is held against.

use super::diagonal_quadratic::DiagonalQuadratic;

/// A quadratic with a flat direction, not at its minimum at 0.
pub fn quadratic() -> DiagonalQuadratic {
    DiagonalQuadratic {
        eigenvalues: vec![4.0, 1.0, 0.25, 0.0],
        centre: vec![0.5, -2.0, 0.0, 3.0],
        constant: 0.1,
    }
}
