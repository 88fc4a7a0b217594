//! The three matrix products of a dense layer, on flat row-major slices, by ndarray.

use crate::objective::Real;
use ndarray::linalg::general_mat_mul;
use ndarray::{ArrayView2, ArrayViewMut2};

fn view<T>(data: &[T], rows: usize, columns: usize) -> ArrayView2<'_, T> {
    ArrayView2::from_shape((rows, columns), &data[..rows * columns]).expect("length matches shape")
}

fn view_mut<T>(data: &mut [T], rows: usize, columns: usize) -> ArrayViewMut2<'_, T> {
    ArrayViewMut2::from_shape((rows, columns), &mut data[..rows * columns])
        .expect("length matches shape")
}

/// The sizes of one layer's products.
#[derive(Clone, Copy)]
pub(super) struct Sizes {
    /// Samples.
    pub rows: usize,
    /// Inputs of the layer.
    pub inputs: usize,
    /// Outputs of the layer.
    pub outputs: usize,
}

/// z ← z + a Wᵀ, with a (rows × inputs), W (outputs × inputs), z (rows × outputs).
pub(super) fn add_outputs<T: Real>(size: Sizes, a: &[T], w: &[T], z: &mut [T]) {
    let a = view(a, size.rows, size.inputs);
    let w = view(w, size.outputs, size.inputs);
    general_mat_mul(
        T::one(),
        &a,
        &w.t(),
        T::one(),
        &mut view_mut(z, size.rows, size.outputs),
    );
}

/// da ← dz W, or da + dz W when `add`.
pub(super) fn input_gradient<T: Real>(size: Sizes, dz: &[T], w: &[T], da: &mut [T], add: bool) {
    let dz = view(dz, size.rows, size.outputs);
    let w = view(w, size.outputs, size.inputs);
    let keep = if add { T::one() } else { T::zero() };
    general_mat_mul(
        T::one(),
        &dz,
        &w,
        keep,
        &mut view_mut(da, size.rows, size.inputs),
    );
}

/// dW ← dW + dzᵀ a.
pub(super) fn add_weight_gradient<T: Real>(size: Sizes, dz: &[T], a: &[T], dw: &mut [T]) {
    let dz = view(dz, size.rows, size.outputs);
    let a = view(a, size.rows, size.inputs);
    general_mat_mul(
        T::one(),
        &dz.t(),
        &a,
        T::one(),
        &mut view_mut(dw, size.outputs, size.inputs),
    );
}
