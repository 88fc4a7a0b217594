//! The numbers that are computed with.

use crate::{Kernels, Product, exponential};
use num_traits::{Float, FromPrimitive};
use std::fmt::{Debug, Display};
use std::iter::Sum;
use std::ops::{AddAssign, DivAssign, MulAssign, SubAssign};

/// A real scalar: `f32` on the page, `f64` where tests want digits.
pub trait Real:
    Kernels
    + Product
    + Float
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
    /// x ← eˣ for x ≤ 0, the same bits on every platform.
    fn exponentials(x: &mut [Self]);
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
    #[inline(never)]
    fn exponentials(x: &mut [Self]) {
        exponential::single(x);
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
    fn exponentials(x: &mut [Self]) {
        exponential::double(x);
    }
    fn portable_tanh(self) -> Self {
        libm::tanh(self)
    }
}
