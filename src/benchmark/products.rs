//! The bare matrix products that a piece of work contains.

use super::{Work, normals};
use crate::network::{Architecture, LayerShape};
use ndarray::linalg::general_mat_mul;
use ndarray::{Array2, ArrayView2};
use sharp_minima_kernels::{Onto, Product, Sizes};

/// Floating-point operations of the matrix products of some work on so many samples.
pub(super) fn flops(shape: &Architecture, samples: usize, work: Work) -> f64 {
    let layers = shape.layers().iter().enumerate();
    let counts = layers.map(|(index, layer)| {
        let products = Products::of(work, index == 0).total();
        (2 * products * samples * layer.inputs * layer.outputs) as f64
    });
    counts.sum()
}

/// How many products of each kind a layer takes part in.
#[derive(Clone, Copy)]
struct Products {
    outputs: usize,
    input_gradients: usize,
    weight_gradients: usize,
}

impl Products {
    fn of(work: Work, first: bool) -> Self {
        let later = usize::from(!first);
        match work {
            Work::Step | Work::Gradient => Self {
                outputs: 1,
                input_gradients: later,
                weight_gradients: 1,
            },
            Work::Product => Self {
                outputs: 1 + later,
                input_gradients: 2 * later,
                weight_gradients: 1 + later,
            },
            Work::Points => Self {
                outputs: 1,
                input_gradients: 0,
                weight_gradients: 0,
            },
        }
    }

    fn total(&self) -> usize {
        self.outputs + self.input_gradients + self.weight_gradients
    }
}

/// One layer's matrices.
pub(super) struct Matrices {
    size: Sizes,
    a: Array2<f32>,
    w: Array2<f32>,
    z: Array2<f32>,
    da: Array2<f32>,
    dw: Array2<f32>,
    counts: Products,
}

impl Matrices {
    fn new(layer: &LayerShape, batch: usize, counts: Products) -> Self {
        let filled = |rows, columns| {
            let values = normals(rows * columns);
            let view = ArrayView2::from_shape((rows, columns), &values);
            view.map(|view| view.to_owned()).unwrap_or_default()
        };
        Self {
            size: Sizes {
                rows: batch,
                inputs: layer.inputs,
                outputs: layer.outputs,
            },
            a: filled(batch, layer.inputs),
            w: filled(layer.outputs, layer.inputs),
            z: filled(batch, layer.outputs),
            da: Array2::zeros((batch, layer.inputs)),
            dw: Array2::zeros((layer.outputs, layer.inputs)),
            counts,
        }
    }

    /// By the kernels.
    pub fn multiply(&mut self) {
        let Self { size, counts, .. } = *self;
        let [a, w, z, da, dw] = [
            &mut self.a,
            &mut self.w,
            &mut self.z,
            &mut self.da,
            &mut self.dw,
        ]
        .map(|matrix| matrix.as_slice_mut().unwrap_or_default());
        for _ in 0..counts.weight_gradients {
            f32::add_weight_gradient(size, z, a, dw);
        }
        for _ in 0..counts.input_gradients {
            f32::input_gradient(size, z, w, Onto::Zeros, da);
        }
        for _ in 0..counts.outputs {
            f32::outputs(size, a, w, Onto::Zeros, z);
        }
    }

    /// By ndarray.
    pub fn dot(&mut self) {
        for _ in 0..self.counts.weight_gradients {
            general_mat_mul(1.0, &self.z.t(), &self.a, 0.0, &mut self.dw);
        }
        for _ in 0..self.counts.input_gradients {
            general_mat_mul(1.0, &self.z, &self.w, 0.0, &mut self.da);
        }
        for _ in 0..self.counts.outputs {
            general_mat_mul(1.0, &self.a, &self.w.t(), 0.0, &mut self.z);
        }
    }
}

/// Their bare products, one layer after the other.
pub(super) fn products(
    shape: &Architecture,
    batch: usize,
    work: Work,
    multiply: fn(&mut Matrices),
) -> Box<dyn FnMut()> {
    let layers = shape.layers().iter().enumerate();
    let matrices =
        layers.map(|(index, layer)| Matrices::new(layer, batch, Products::of(work, index == 0)));
    let mut matrices: Vec<Matrices> = matrices.collect();
    Box::new(move || matrices.iter_mut().for_each(multiply))
}
