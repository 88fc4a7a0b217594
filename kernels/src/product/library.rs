//! The products by ndarray.

use super::{Onto, Sizes};
use ndarray::linalg::general_mat_mul;
use ndarray::{ArrayView2, ArrayViewMut2, LinalgScalar};

fn view<T>(data: &[T], rows: usize, columns: usize) -> ArrayView2<'_, T> {
    ArrayView2::from_shape((rows, columns), &data[..rows * columns]).expect("length matches shape")
}

fn add<T: LinalgScalar>(a: ArrayView2<T>, b: ArrayView2<T>, c: &mut [T]) {
    let shape = (a.nrows(), b.ncols());
    let c = &mut c[..shape.0 * shape.1];
    let mut c = ArrayViewMut2::from_shape(shape, c).expect("length matches shape");
    general_mat_mul(T::one(), &a, &b, T::one(), &mut c);
}

fn start<T: LinalgScalar>(onto: Onto<T>, c: &mut [T]) {
    match onto {
        Onto::There => (),
        Onto::Zeros => c.fill(T::zero()),
        Onto::Row(row) => {
            for c in c.chunks_exact_mut(row.len()) {
                c.copy_from_slice(row);
            }
        }
    }
}

pub fn outputs<T: LinalgScalar>(size: Sizes, a: &[T], w: &[T], onto: Onto<T>, z: &mut [T]) {
    let z = &mut z[..size.rows * size.outputs];
    start(onto, z);
    let w = view(w, size.outputs, size.inputs);
    add(view(a, size.rows, size.inputs), w.reversed_axes(), z);
}

pub fn input_gradient<T: LinalgScalar>(
    size: Sizes,
    dz: &[T],
    w: &[T],
    onto: Onto<T>,
    da: &mut [T],
) {
    let da = &mut da[..size.rows * size.inputs];
    start(onto, da);
    let w = view(w, size.outputs, size.inputs);
    add(view(dz, size.rows, size.outputs), w, da);
}

pub fn add_weight_gradient<T: LinalgScalar>(size: Sizes, dz: &[T], a: &[T], dw: &mut [T]) {
    let dz = view(dz, size.rows, size.outputs);
    add(dz.reversed_axes(), view(a, size.rows, size.inputs), dw);
}
