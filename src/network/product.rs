//! The three matrix products of a dense layer.

use crate::objective::Real;
use sharp_minima_kernels::Onto;
pub(super) use sharp_minima_kernels::Sizes;

/// z ← z + a Wᵀ, with a (rows × inputs), W (outputs × inputs), z (rows × outputs).
pub(super) fn add_outputs<T: Real>(size: Sizes, a: &[T], w: &[T], z: &mut [T]) {
    T::outputs(size, a, w, Onto::There, z);
}

/// da ← dz W, or da + dz W when `add`.
pub(super) fn input_gradient<T: Real>(size: Sizes, dz: &[T], w: &[T], da: &mut [T], add: bool) {
    let onto = if add { Onto::There } else { Onto::Zeros };
    T::input_gradient(size, dz, w, onto, da);
}

/// dW ← dW + dzᵀ a.
pub(super) fn add_weight_gradient<T: Real>(size: Sizes, dz: &[T], a: &[T], dw: &mut [T]) {
    T::add_weight_gradient(size, dz, a, dw);
}
