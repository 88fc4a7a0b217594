//! The halves of a layer: the affine map with its bias, and the non-linearity.

use crate::network::Activation;
use crate::network::architecture::LayerShape;
use crate::objective::Real;
use sharp_minima_kernels::{Onto, Sizes};

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
        let onto = if bias.is_empty() {
            Onto::Zeros
        } else {
            Onto::Row(bias)
        };
        T::outputs(self.sizes(rows), a, &x[self.weights()], onto, z);
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

/// Turns z into x̂ by these means and inverse deviations, and writes y ← act(γ x̂ + β); `activation` is `None`
/// where there is none.
pub(super) fn normalize<T: Real>(
    activation: Option<Activation>,
    z: &mut [T],
    statistics: [&[T]; 2],
    scale: [&[T]; 2],
    y: &mut [T],
) {
    if activation == Some(Activation::Relu) {
        return T::batch_norm_relu(z, statistics, scale, y);
    }
    T::batch_norm(z, statistics, scale, y);
    activate(activation, y);
}

/// z ← act(γ x̂ + β), in place.
pub(super) fn normalize_in_place<T: Real>(
    activation: Option<Activation>,
    z: &mut [T],
    statistics: [&[T]; 2],
    scale: [&[T]; 2],
) {
    if activation == Some(Activation::Relu) {
        return T::batch_norm_relu_in_place(z, statistics, scale);
    }
    T::batch_norm_in_place(z, statistics, scale);
    activate(activation, z);
}

/// a ← act(a), in place.
pub(super) fn activate<T: Real>(activation: Option<Activation>, a: &mut [T]) {
    match activation {
        Some(Activation::Relu) => T::relu_in_place(a),
        Some(Activation::Tanh) => T::tanh_in_place(a),
        None => (),
    }
}

/// δ ← δ · act′, in place, with act′ expressed through the activation a itself.
pub(super) fn times_slope<T: Real>(activation: Activation, a: &[T], delta: &mut [T]) {
    match activation {
        Activation::Relu => T::times_relu_slope(a, delta),
        Activation::Tanh => T::times_tanh_slope(a, delta),
    }
}
