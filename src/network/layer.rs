//! The element-wise halves of a layer: bias, batch norm, non-linearity.

use super::architecture::LayerShape;
use super::product::{Sizes, add_outputs};
use crate::experiment::settings::Activation;
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

/// Writes 1/√(variance + ε) for every unit.
pub(super) fn inverse_deviations<T: Real>(variance: &[T], epsilon: f64, inverse: &mut [T]) {
    for (inverse, &variance) in inverse.iter_mut().zip(variance) {
        *inverse = T::one() / (variance + T::of(epsilon)).sqrt();
    }
}

/// x̂ ← (z − mean) · inverse deviation, in place.
pub(super) fn standardize<T: Real>(z: &mut [T], mean: &[T], inverse: &[T]) {
    for row in z.chunks_exact_mut(mean.len()) {
        for ((z, &mean), &inverse) in row.iter_mut().zip(mean).zip(inverse) {
            *z = (*z - mean) * inverse;
        }
    }
}

/// y ← γ x̂ + β.
pub(super) fn scale_and_shift<T: Real>(normal: &[T], gamma: &[T], beta: &[T], y: &mut [T]) {
    let width = gamma.len();
    for (y, normal) in y.chunks_exact_mut(width).zip(normal.chunks_exact(width)) {
        for (((y, &normal), &gamma), &beta) in y.iter_mut().zip(normal).zip(gamma).zip(beta) {
            *y = gamma * normal + beta;
        }
    }
}

/// y ← γ y + β, in place.
pub(super) fn scale_and_shift_in_place<T: Real>(y: &mut [T], gamma: &[T], beta: &[T]) {
    for row in y.chunks_exact_mut(gamma.len()) {
        for ((y, &gamma), &beta) in row.iter_mut().zip(gamma).zip(beta) {
            *y = gamma * *y + beta;
        }
    }
}

/// a ← act(a), in place.
pub(super) fn activate<T: Real>(activation: Activation, a: &mut [T]) {
    match activation {
        Activation::Relu => {
            for a in a {
                *a = if *a > T::zero() { *a } else { T::zero() };
            }
        }
        Activation::Tanh => {
            for a in a {
                *a = a.portable_tanh();
            }
        }
    }
}

/// δ ← δ · act′, in place, with act′ expressed through the activation a itself.
pub(super) fn times_slope<T: Real>(activation: Activation, a: &[T], delta: &mut [T]) {
    match activation {
        Activation::Relu => {
            for (delta, &a) in delta.iter_mut().zip(a) {
                *delta = if a > T::zero() { *delta } else { T::zero() };
            }
        }
        Activation::Tanh => {
            for (delta, &a) in delta.iter_mut().zip(a) {
                *delta *= T::one() - a * a;
            }
        }
    }
}
