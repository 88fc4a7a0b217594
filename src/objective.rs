//! The one thing that sharpness, spectra, landscapes and training steps know: a function of a flat
//! parameter vector.

use num_traits::{Float, FromPrimitive};
use std::fmt::{Debug, Display};
use std::iter::Sum;
use std::ops::{AddAssign, DivAssign, MulAssign, SubAssign};

/// A real scalar: `f32` on the page, `f64` where tests want digits.
pub trait Real:
    Float
    + FromPrimitive
    + ndarray::LinalgScalar
    + ndarray::ScalarOperand
    + AddAssign
    + SubAssign
    + MulAssign
    + DivAssign
    + Sum
    + Debug
    + Display
    + Default
    + Send
    + Sync
    + 'static
{
    /// The nearest value of this type.
    fn of(value: f64) -> Self;
    /// This value in double precision.
    fn wide(self) -> f64;
    /// eˣ by `libm`, the same bits on every platform.
    fn portable_exp(self) -> Self;
    /// tanh x by `libm`, the same bits on every platform.
    fn portable_tanh(self) -> Self;
}

impl Real for f32 {
    fn of(value: f64) -> Self {
        value as f32
    }
    fn wide(self) -> f64 {
        f64::from(self)
    }
    fn portable_exp(self) -> Self {
        libm::expf(self)
    }
    fn portable_tanh(self) -> Self {
        libm::tanhf(self)
    }
}

impl Real for f64 {
    fn of(value: f64) -> Self {
        value
    }
    fn wide(self) -> f64 {
        self
    }
    fn portable_exp(self) -> Self {
        libm::exp(self)
    }
    fn portable_tanh(self) -> Self {
        libm::tanh(self)
    }
}

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

fn narrow(from: &[f64], to: &mut [f32]) {
    for (to, from) in to.iter_mut().zip(from) {
        *to = *from as f32;
    }
}

fn widen(from: &[f32], to: &mut [f64]) {
    for (to, from) in to.iter_mut().zip(from) {
        *to = f64::from(*from);
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
