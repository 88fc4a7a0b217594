//! What single samples say of their gradients, without a gradient for each: of an affine map a
//! sample's is δaᵀ, whose square is ‖δ‖²‖a‖² (Goodfellow 2015, *Efficient per-example gradient
//! computations*). With frozen batch-norm statistics no sample depends on another.

use crate::network::risk::{EmpiricalRisk, Labelled};
use crate::network::statistics::Normalization;
use crate::network::workspace::Workspace;
use crate::objective::{Objective, Real};

impl<T: Real> Workspace<T> {
    /// Σ ‖∇ℓ_i‖² over the samples, times `weight`². Must follow [`forward`](Self::forward) with the
    /// same arguments, `from` frozen.
    pub(super) fn squared_gradients(
        &mut self,
        x: &[T],
        inputs: &[T],
        labels: &[u8],
        from: Normalization<T>,
        weight: T,
    ) -> f64 {
        self.start_delta(labels, weight);
        let mut sum = 0.0;
        for index in (0..self.layers.len()).rev() {
            self.delta_before_activation(index);
            if self.shape.layers()[index].normalized.is_some() {
                sum += self.squares_of_scale_and_shift(index);
                self.sum_normalization_gradient(index, 0..self.rows, from);
                self.delta_before_normalization(x, index, 0..self.rows);
            }
            sum += self.squares_of_affine(index, inputs);
            if index > 0 {
                self.delta_of_inputs(x, index);
                std::mem::swap(&mut self.delta, &mut self.next_delta);
            }
        }
        sum
    }

    /// Those by γ and β: Σ (δ x̂)² and Σ δ² over rows and units.
    fn squares_of_scale_and_shift(&self, index: usize) -> f64 {
        let layer = &self.shape.layers()[index];
        let used = self.rows * layer.outputs;
        let pairs = self.delta[..used].iter().zip(&self.layers[index].normal);
        let (mut by_scale, mut by_shift) = (0.0, 0.0);
        for (delta, normal) in pairs {
            by_scale += square(*delta * *normal);
            by_shift += square(*delta);
        }
        let mut sum = 0.0;
        if !layer.gamma().is_empty() {
            sum += by_scale;
        }
        if !layer.beta().is_empty() {
            sum += by_shift;
        }
        sum
    }

    /// The output layer's inputs a and the predictions p of these inputs, row by row.
    pub(super) fn last_layer<'a>(&'a self, inputs: &'a [T]) -> (&'a [T], &'a [T]) {
        let last = self.layers.len() - 1;
        let classes = self.shape.classes();
        let p = &self.layers[last].output[..self.rows * classes];
        (self.inputs_of(last, inputs), p)
    }

    /// What enters a layer.
    fn inputs_of<'a>(&'a self, index: usize, inputs: &'a [T]) -> &'a [T] {
        match index.checked_sub(1) {
            None => inputs,
            Some(before) => &self.layers[before].output,
        }
    }

    /// Those by W and b: Σ ‖δ‖²(‖a‖² + 1) over rows.
    fn squares_of_affine(&self, index: usize, inputs: &[T]) -> f64 {
        let layer = &self.shape.layers()[index];
        let a = self.inputs_of(index, inputs);
        let bias = if layer.bias().is_empty() { 0.0 } else { 1.0 };
        let used = self.rows * layer.outputs;
        let rows = self.delta[..used].chunks_exact(layer.outputs);
        let rows = rows.zip(a.chunks_exact(layer.inputs));
        rows.map(|(delta, a)| squares(delta) * (squares(a) + bias))
            .sum()
    }
}

/// v², in double precision.
pub(super) fn square<T: Real>(value: T) -> f64 {
    value.wide() * value.wide()
}

/// ‖v‖².
pub(super) fn squares<T: Real>(v: &[T]) -> f64 {
    v.iter().map(|&value| square(value)).sum()
}

impl<T: Real, S: Labelled<T>> EmpiricalRisk<T, S> {
    /// Writes ∇f(x) to `gradient` and returns the mean of ‖∇ℓ_i(x)‖² over the samples, ℓ_i being the
    /// loss of one: about two gradients' work.
    pub fn squared_gradients(&mut self, x: &[T], gradient: &mut [T]) -> f64 {
        self.gradient(x, gradient);
        let weight = self.weight();
        let mut sum = 0.0;
        self.chunks(x, |work, (inputs, labels), from| {
            sum += work.squared_gradients(x, inputs, labels, from, weight);
        });
        sum / weight.wide()
    }
}
