//! Dense Hessians and their eigenvalues by nalgebra.

use nalgebra::{DMatrix, SymmetricEigen};
use sharp_minima::objective::Objective;

/// The Hessian column by column, from products with unit vectors.
pub fn hessian(f: &mut dyn Objective, x: &[f64]) -> DMatrix<f64> {
    let n = x.len();
    let mut dense = DMatrix::zeros(n, n);
    let mut column = vec![0.0; n];
    for i in 0..n {
        let mut unit = vec![0.0; n];
        unit[i] = 1.0;
        f.hessian_product(x, &unit, &mut column);
        dense.column_mut(i).copy_from_slice(&column);
    }
    dense
}

/// In descending order.
pub fn eigenvalues(matrix: &DMatrix<f64>) -> Vec<f64> {
    let symmetric = (matrix + matrix.transpose()) * 0.5;
    let mut values: Vec<f64> = SymmetricEigen::new(symmetric)
        .eigenvalues
        .iter()
        .copied()
        .collect();
    values.sort_by(|a, b| b.total_cmp(a));
    values
}
