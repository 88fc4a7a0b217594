//! Random subspaces for φ(ε, A): A's columns, A z and A⁺x.
//!
//! The paper leaves the distribution and the scale of A's columns open, and both decide the
//! numbers. Here their entries are independent and standard normal, not scaled: with p = 100, the
//! entries of A z reach about √p ε = 10 ε where z is at the box's corners. Columns of unit length
//! would make the displacement √n times smaller, and φ with it.

use crate::objective::Objective;
use crate::sharpness::krylov::orthogonalize;
use crate::sharpness::vectors::{add_scaled, dot, norm, scale, standard_normal};
use sharp_minima_kernels::Generator;

/// A column depends on those before it if less than this share of its length lies outside them.
const DEPENDENT: f64 = 1e-12;

/// The columns of A ∈ ℝ^{n×p}, linearly independent.
#[derive(Clone, Debug)]
pub struct Subspace {
    dimension: usize,
    columns: Vec<Vec<f64>>,
}

impl Subspace {
    /// The subspace of ℝⁿ that `columns`, each of length n and linearly independent, span.
    pub fn new(dimension: usize, columns: Vec<Vec<f64>>) -> Self {
        Self { dimension, columns }
    }

    /// `count` ≤ n random columns in ℝⁿ of independent standard normal entries. `generator` is the
    /// stream of [`Purpose::Subspace`](crate::random::Purpose::Subspace); column by column, so that
    /// more columns leave the first ones as they are.
    pub fn random(dimension: usize, count: usize, generator: &mut Generator) -> Self {
        let columns = (0..count).map(|_| standard_normal(dimension, generator));
        Self {
            dimension,
            columns: columns.collect(),
        }
    }

    /// p, the number of columns.
    pub fn count(&self) -> usize {
        self.columns.len()
    }

    /// The first column, counted from 0, that depends linearly on those before it, to rounding.
    pub fn first_dependent(&self) -> Option<usize> {
        let mut units: Vec<Vec<f64>> = Vec::with_capacity(self.count());
        for (j, column) in self.columns.iter().enumerate() {
            let mut unit = column.clone();
            orthogonalize(&mut unit, &units, &[]);
            let outside = norm(&unit);
            if outside <= DEPENDENT * norm(column) {
                return Some(j);
            }
            scale(&mut unit, 1.0 / outside);
            units.push(unit);
        }
        None
    }

    /// Writes A z to `image`.
    pub fn apply(&self, z: &[f64], image: &mut Vec<f64>) {
        image.clear();
        image.resize(self.dimension, 0.0);
        for (column, z) in self.columns.iter().zip(z) {
            add_scaled(image, *z, column);
        }
    }

    /// Writes Aᵀv to `image`.
    pub fn apply_transpose(&self, v: &[f64], image: &mut [f64]) {
        for (image, column) in image.iter_mut().zip(&self.columns) {
            *image = dot(column, v);
        }
    }

    /// A⁺x, the least-squares coordinates of `x`: by modified Gram–Schmidt on [A x], which is
    /// backward stable (Björck 1967).
    pub fn coordinates(&self, x: &[f64]) -> Vec<f64> {
        let p = self.count();
        let mut rest = self.columns.clone();
        let mut x = x.to_vec();
        let mut upper = vec![vec![0.0; p]; p];
        let mut coordinates = vec![0.0; p];
        for j in 0..p {
            let mut unit = std::mem::take(&mut rest[j]);
            upper[j][j] = norm(&unit);
            scale(&mut unit, 1.0 / upper[j][j]);
            for k in j + 1..p {
                upper[j][k] = dot(&unit, &rest[k]);
                add_scaled(&mut rest[k], -upper[j][k], &unit);
            }
            coordinates[j] = dot(&unit, &x);
            add_scaled(&mut x, -coordinates[j], &unit);
        }
        for j in (0..p).rev() {
            let known = dot(&upper[j][j + 1..], &coordinates[j + 1..]);
            coordinates[j] = (coordinates[j] - known) / upper[j][j];
        }
        coordinates
    }
}

/// z ↦ f(A z), for the length of a borrow.
pub struct Restricted<'a> {
    f: &'a mut dyn Objective,
    subspace: &'a Subspace,
    work: &'a mut Workspace,
}

/// Working space of [`Restricted`].
#[derive(Debug, Default)]
pub struct Workspace {
    point: Vec<f64>,
    direction: Vec<f64>,
    image: Vec<f64>,
}

impl<'a> Restricted<'a> {
    /// `f` on `subspace`.
    pub fn new(f: &'a mut dyn Objective, subspace: &'a Subspace, work: &'a mut Workspace) -> Self {
        work.image.resize(subspace.dimension, 0.0);
        Self { f, subspace, work }
    }
}

impl Objective for Restricted<'_> {
    fn dimension(&self) -> usize {
        self.subspace.count()
    }

    fn value(&mut self, z: &[f64]) -> f64 {
        self.subspace.apply(z, &mut self.work.point);
        self.f.value(&self.work.point)
    }

    fn gradient(&mut self, z: &[f64], gradient: &mut [f64]) -> f64 {
        self.subspace.apply(z, &mut self.work.point);
        let value = self.f.gradient(&self.work.point, &mut self.work.image);
        self.subspace.apply_transpose(&self.work.image, gradient);
        value
    }

    fn hessian_product(&mut self, z: &[f64], v: &[f64], product: &mut [f64]) {
        self.subspace.apply(z, &mut self.work.point);
        self.subspace.apply(v, &mut self.work.direction);
        self.f
            .hessian_product(&self.work.point, &self.work.direction, &mut self.work.image);
        self.subspace.apply_transpose(&self.work.image, product);
    }

    fn epsilon(&self) -> f64 {
        self.f.epsilon()
    }
}
