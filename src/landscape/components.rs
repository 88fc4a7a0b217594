//! Principal components of trajectories, through the Gram matrix of their points: there are far
//! fewer points than parameters.

use crate::landscape::direction::orthonormalize;
use crate::objective::Objective;
use crate::random::{Purpose, stream};
use crate::sharpness::{Lanczos, SpectrumOptions};
use std::rc::Rc;

/// The Gram matrix of centred points, computed row by row.
pub struct Components {
    points: Rc<[Vec<f32>]>,
    mean: Vec<f64>,
    /// Row-major, the lower triangle mirrored.
    gram: Vec<f64>,
    rows: usize,
}

/// What was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Principal {
    /// The points' mean.
    pub mean: Vec<f64>,
    /// The first two components, orthonormal; a component without variance is zero. Each has the
    /// sign that puts the last point on its positive side.
    pub axes: [Vec<f64>; 2],
    /// The share of the points' variance that each holds, in [0, 1].
    pub explained: [f64; 2],
}

impl Components {
    /// Of these points, all of one length. Trajectories are large: whoever keeps them shares them.
    pub fn new(points: impl Into<Rc<[Vec<f32>]>>) -> Self {
        let points = points.into();
        let count = points.len().max(1) as f64;
        let n = points.first().map_or(0, Vec::len);
        let mean = (0..n)
            .map(|i| points.iter().map(|x| f64::from(x[i])).sum::<f64>() / count)
            .collect();
        let gram = vec![0.0; points.len() * points.len()];
        Self {
            points,
            mean,
            gram,
            rows: 0,
        }
    }

    /// Computes one row of the Gram matrix; true when there is no more.
    pub fn advance(&mut self) -> bool {
        let m = self.points.len();
        if self.rows < m {
            let row = self.rows;
            let centred: Vec<f64> = self.centred(row).collect();
            for column in 0..=row {
                let product = self.centred(column).zip(&centred).map(|(a, b)| a * b);
                let product = product.sum();
                self.gram[row * m + column] = product;
                self.gram[column * m + row] = product;
            }
            self.rows += 1;
        }
        self.rows == m
    }

    /// The share of the work that is done, in [0, 1].
    pub fn progress(&self) -> f64 {
        self.rows as f64 / self.points.len().max(1) as f64
    }

    fn centred(&self, index: usize) -> impl Iterator<Item = f64> {
        let pairs = self.points[index].iter().zip(&self.mean);
        pairs.map(|(&x, &mean)| f64::from(x) - mean)
    }

    /// The first two components, once all rows are there. With the Gram matrix's eigenvector u of
    /// eigenvalue λ, the component is Σ uᵢ (xᵢ − mean)/√λ.
    pub fn finish(self) -> Principal {
        let m = self.points.len();
        let variance: f64 = (0..m).map(|i| self.gram[i * m + i]).sum();
        let mut matrix = Matrix {
            entries: &self.gram,
            dimension: m,
        };
        let options = SpectrumOptions {
            eigenvalues: 2,
            iterations: 2 * m + 2,
            tolerance: 1e-12,
            told: 1e-12,
            smallest: None,
            check: m,
        };
        // Any start will do: all but the last digits are the same for each.
        let start = stream(0, 0, Purpose::Probes);
        let mut search = Lanczos::new(vec![0.0; m], options, start);
        while !search.advance(&mut matrix) {}
        let values = search.outcome().map_or(&[][..], |found| &found.eigenvalues);
        let value = |i: usize| values.get(i).map_or(0.0, |found| found.value.max(0.0));
        let mut axes = [0, 1].map(|i| self.combination(search.eigenvector(i).unwrap_or(&[])));
        if value(1) <= 1e-12 * value(0) {
            axes[1].fill(0.0);
        }
        orthonormalize(&mut axes);
        let explained = [0, 1].map(|i| {
            if variance > 0.0 {
                value(i) / variance
            } else {
                0.0
            }
        });
        Principal {
            mean: self.mean,
            axes,
            explained,
        }
    }

    fn combination(&self, weights: &[f64]) -> Vec<f64> {
        let mut sum = vec![0.0; self.mean.len()];
        let sign = weights.last().map_or(1.0, |last| 1.0_f64.copysign(*last));
        for (index, weight) in weights.iter().enumerate() {
            for (sum, x) in sum.iter_mut().zip(self.centred(index)) {
                *sum += sign * weight * x;
            }
        }
        sum
    }
}

/// ½ vᵀ G v, whose Hessian is G.
struct Matrix<'a> {
    entries: &'a [f64],
    dimension: usize,
}

impl Objective for Matrix<'_> {
    fn dimension(&self) -> usize {
        self.dimension
    }

    fn value(&mut self, x: &[f64]) -> f64 {
        let mut gradient = vec![0.0; self.dimension];
        self.gradient(x, &mut gradient)
    }

    fn gradient(&mut self, x: &[f64], gradient: &mut [f64]) -> f64 {
        self.hessian_product(x, x, gradient);
        0.5 * x.iter().zip(gradient).map(|(x, g)| x * *g).sum::<f64>()
    }

    fn hessian_product(&mut self, _: &[f64], v: &[f64], product: &mut [f64]) {
        let rows = self.entries.chunks_exact(self.dimension.max(1));
        for (product, row) in product.iter_mut().zip(rows) {
            *product = row.iter().zip(v).map(|(g, v)| g * v).sum();
        }
    }
}
