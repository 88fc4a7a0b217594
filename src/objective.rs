//! The one thing that sharpness, spectra, landscapes and training steps know: a function of a flat
//! parameter vector.

use sharp_minima_kernels::vectors::{narrow, widen};

pub use sharp_minima_kernels::Real;

/// A twice differentiable function f: ℝⁿ → ℝ of one flat parameter vector x (section 2 of the
/// paper). Methods take `&mut self` because implementations keep their workspaces.
///
/// Implementations may assume that every slice has length [`dimension`](Objective::dimension);
/// passing another length is a programming error and may panic.
pub trait Objective<T: Real = f64> {
    /// The number of parameters n.
    fn dimension(&self) -> usize;

    /// f(x).
    fn value(&mut self, x: &[T]) -> f64;

    /// Writes ∇f(x) to `gradient` and returns f(x).
    fn gradient(&mut self, x: &[T], gradient: &mut [T]) -> f64;

    /// Writes the Hessian–vector product ∇²f(x) v to `product`.
    fn hessian_product(&mut self, x: &[T], v: &[T], product: &mut [T]);

    /// The distance from 1 to the next number of the precision that is computed in.
    fn epsilon(&self) -> f64 {
        T::epsilon().wide()
    }
}

/// An `f32` objective seen in double precision: what L-BFGS-B and Lanczos work with. Vectors are
/// rounded to `f32` on the way in.
pub struct Widened<O> {
    inner: O,
    x: Vec<f32>,
    v: Vec<f32>,
    out: Vec<f32>,
}

impl<O: Objective<f32>> Widened<O> {
    /// Wraps `inner`.
    pub fn new(inner: O) -> Self {
        let n = inner.dimension();
        let zeros = vec![0.0; n];
        Self {
            inner,
            x: zeros.clone(),
            v: zeros.clone(),
            out: zeros,
        }
    }

    /// The objective itself.
    pub fn inner_mut(&mut self) -> &mut O {
        &mut self.inner
    }
}

impl<O: Objective<f32>> Objective<f64> for Widened<O> {
    fn dimension(&self) -> usize {
        self.inner.dimension()
    }

    fn value(&mut self, x: &[f64]) -> f64 {
        narrow(x, &mut self.x);
        self.inner.value(&self.x)
    }

    fn gradient(&mut self, x: &[f64], gradient: &mut [f64]) -> f64 {
        narrow(x, &mut self.x);
        let value = self.inner.gradient(&self.x, &mut self.out);
        widen(&self.out, gradient);
        value
    }

    fn hessian_product(&mut self, x: &[f64], v: &[f64], product: &mut [f64]) {
        narrow(x, &mut self.x);
        narrow(v, &mut self.v);
        self.inner.hessian_product(&self.x, &self.v, &mut self.out);
        widen(&self.out, product);
    }

    fn epsilon(&self) -> f64 {
        self.inner.epsilon()
    }
}
