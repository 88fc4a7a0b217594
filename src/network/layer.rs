//! The halves of a layer: the affine map with its bias, and the non-linearity.

use crate::network::Activation;
use crate::network::architecture::LayerShape;
use crate::network::product::{Sizes, add_outputs};
use crate::objective::Real;

impl LayerShape {
    pub(super) fn sizes(&self, rows: usize) -> Sizes {
        Sizes {
            rows,
            inputs: self.inputs,
            outputs: self.outputs,
        }
    }

    /// z ← a Wᵀ + b for `rows` samples; b counts as 0 where the layer has none.
    pub(super) fn affine<T: Real>(&self, x: &[T], rows: usize, a: &[T], z: &mut [T]) {
        let bias = &x[self.bias()];
        if bias.is_empty() {
            z.fill(T::zero());
        } else {
            for row in z.chunks_exact_mut(self.outputs) {
                row.copy_from_slice(bias);
            }
        }
        add_outputs(self.sizes(rows), a, &x[self.weights()], z);
    }
}

/// What stands for the γ and the β that a batch norm does not have.
pub(super) struct Constants<T> {
    ones: Vec<T>,
    zeros: Vec<T>,
}

impl<T: Real> Constants<T> {
    /// For layers of at most `width` outputs.
    pub fn new(width: usize) -> Self {
        Self {
            ones: vec![T::one(); width],
            zeros: vec![T::zero(); width],
        }
    }

    /// The layer's γ and β, where it has none 1 and 0.
    pub fn scale_and_shift<'a>(&'a self, layer: &LayerShape, x: &'a [T]) -> [&'a [T]; 2] {
        let width = layer.outputs;
        [
            or(&x[layer.gamma()], &self.ones[..width]),
            or(&x[layer.beta()], &self.zeros[..width]),
        ]
    }

    /// The tangents of the layer's γ and β along `v`, 0 where it has none.
    pub fn tangents<'a>(&'a self, layer: &LayerShape, v: &'a [T]) -> [&'a [T]; 2] {
        let zeros = &self.zeros[..layer.outputs];
        [or(&v[layer.gamma()], zeros), or(&v[layer.beta()], zeros)]
    }
}

/// `own`, or `constant` where there is none.
fn or<'a, T>(own: &'a [T], constant: &'a [T]) -> &'a [T] {
    if own.is_empty() { constant } else { own }
}

/// a ← act(a), in place.
pub(super) fn activate<T: Real>(activation: Activation, a: &mut [T]) {
    match activation {
        Activation::Relu => T::relu_in_place(a),
        Activation::Tanh => T::tanh_in_place(a),
    }
}

/// δ ← δ · act′, in place, with act′ expressed through the activation a itself.
pub(super) fn times_slope<T: Real>(activation: Activation, a: &[T], delta: &mut [T]) {
    match activation {
        Activation::Relu => T::times_relu_slope(a, delta),
        Activation::Tanh => T::times_tanh_slope(a, delta),
    }
}
