//! The R-operator (Pearlmutter 1994): the derivative of the gradient along a direction v, exactly,
//! batch norm included. A dot over a name means the tangent along v.

use crate::network::Activation;
use crate::network::architecture::Architecture;
use crate::network::layer::times_slope;
use crate::network::primal::Deltas;
use crate::network::statistics::{Normalization, Scratch};
use crate::network::workspace::Workspace;
use crate::objective::Real;
use sharp_minima_kernels::Onto;

struct LayerTangents<T> {
    /// ȧ of the activation; the output layer's are the logits' tangents.
    output: Vec<T>,
    /// x̂˙; empty without batch norm.
    normal: Vec<T>,
    /// Mean of ż x̂ over the batch, zero for constant statistics.
    mean_product: Vec<T>,
}

/// The tangents of one [`Workspace`].
pub(super) struct Tangents<T> {
    layers: Vec<LayerTangents<T>>,
    delta: Vec<T>,
    next_delta: Vec<T>,
    mean: Vec<T>,
    more_mean: Vec<T>,
}

impl<T: Real> Tangents<T> {
    pub fn new(shape: &Architecture, capacity: usize) -> Self {
        let width = shape.widest();
        let layers = shape.layers().iter().map(|layer| {
            let units = if layer.normalized.is_some() {
                layer.outputs
            } else {
                0
            };
            LayerTangents {
                output: vec![T::zero(); capacity * layer.outputs],
                normal: vec![T::zero(); capacity * units],
                mean_product: vec![T::zero(); units],
            }
        });
        Self {
            layers: layers.collect(),
            delta: vec![T::zero(); capacity * width],
            next_delta: vec![T::zero(); capacity * width],
            mean: vec![T::zero(); width],
            more_mean: vec![T::zero(); width],
        }
    }

    /// Adds `weight` times the product of the summed loss's Hessian with `v` to `product`. Must
    /// follow the workspace's forward pass with the same arguments; its δ is used up. Known `deltas`
    /// must be of the same arguments too.
    #[expect(
        clippy::too_many_arguments,
        reason = "one batch and one direction, nothing to group"
    )]
    pub fn product(
        &mut self,
        work: &mut Workspace<T>,
        x: &[T],
        v: &[T],
        inputs: &[T],
        labels: &[u8],
        from: Normalization<T>,
        weight: T,
        mut deltas: Deltas<T>,
        product: &mut [T],
    ) {
        self.forward(work, x, v, inputs, from);
        if !deltas.known() {
            work.start_delta(labels, weight);
        }
        self.start_delta(work, weight);
        for index in (0..self.layers.len()).rev() {
            deltas.exchange(work, index);
            self.delta_before_activation(work, index);
            work.delta_before_activation(index);
            if work.shape.layers()[index].normalized.is_some() {
                if !deltas.known() {
                    work.sum_normalization_gradient(index, 0..work.rows, from);
                }
                self.normalization(work, x, v, index, from, product);
                work.delta_before_normalization(x, index, 0..work.rows);
            }
            self.add_products(work, index, inputs, from, product);
            if index > 0 {
                if !deltas.known() {
                    work.delta_of_inputs(x, index);
                }
                self.delta_of_inputs(work, x, v, index);
                std::mem::swap(&mut work.delta, &mut work.next_delta);
                std::mem::swap(&mut self.delta, &mut self.next_delta);
            }
        }
    }

    /// The logits' tangents after [`forward`](Self::forward), row by row.
    pub fn logits(&self) -> &[T] {
        self.layers.last().map_or(&[], |last| &last.output)
    }

    /// The tangents of all activations along `v`. Must follow the workspace's forward pass.
    pub fn forward(
        &mut self,
        work: &mut Workspace<T>,
        x: &[T],
        v: &[T],
        inputs: &[T],
        from: Normalization<T>,
    ) {
        let rows = work.rows;
        for index in 0..self.layers.len() {
            let layer = &work.shape.layers()[index];
            let (before, rest) = self.layers.split_at_mut(index);
            let tangents = &mut rest[0];
            let target = if layer.normalized.is_some() {
                &mut tangents.normal
            } else {
                &mut tangents.output
            };
            let z = &mut target[..rows * layer.outputs];
            let a = if index == 0 {
                inputs
            } else {
                &work.layers[index - 1].output
            };
            layer.affine(v, rows, a, z);
            if let Some(previous) = before.last() {
                T::outputs(
                    layer.sizes(rows),
                    &previous.output,
                    &x[layer.weights()],
                    Onto::There,
                    z,
                );
            }
            if layer.normalized.is_some() {
                tangents.normalize(work, x, v, index, from);
            }
            if !work.shape.is_output(index) {
                let a = &work.layers[index].output;
                times_slope(work.shape.activation(), a, &mut tangents.output);
            }
        }
    }

    /// The output layer's δ̇.
    fn start_delta(&mut self, work: &Workspace<T>, weight: T) {
        let classes = work.shape.classes();
        let used = work.rows * classes;
        if let (Some(own), Some(last)) = (self.layers.last(), work.layers.last()) {
            self.delta[..used].copy_from_slice(&own.output[..used]);
            T::output_delta_tangent(&last.output[..used], classes, weight, &mut self.delta);
        }
    }

    /// δ̇ ← act′ δ̇ + (act′)˙ δ, with δ not yet multiplied by act′.
    fn delta_before_activation(&mut self, work: &Workspace<T>, index: usize) {
        if work.shape.is_output(index) {
            return;
        }
        let used = work.rows * work.shape.layers()[index].outputs;
        let a = &work.layers[index].output[..used];
        times_slope(work.shape.activation(), a, &mut self.delta);
        if work.shape.activation() == Activation::Tanh {
            let tangent = &self.layers[index].output;
            T::tanh_slope_tangent(a, tangent, &work.delta, &mut self.delta);
        }
    }

    /// Adds the rows of γ and β to `product` and turns δ̇ by batch norm's output into δ̇ by its input.
    fn normalization(
        &mut self,
        work: &mut Workspace<T>,
        x: &[T],
        v: &[T],
        index: usize,
        from: Normalization<T>,
        product: &mut [T],
    ) {
        let layer = &work.shape.layers()[index];
        let width = layer.outputs;
        let used = work.rows * width;
        let tangents = &self.layers[index];
        let buffers = &work.layers[index];
        let (delta, normal) = (&work.delta[..used], &buffers.normal[..used]);
        let Scratch {
            block,
            sums,
            more_sums,
        } = &mut work.scratch;
        let (sums, more_sums) = (&mut sums[..width], &mut more_sums[..width]);
        let own = [&self.delta[..used], normal];
        let other = [delta, &tangents.normal[..used]];
        T::column_products_of_two(own, other, block, sums);
        T::column_sums(&self.delta[..used], block, more_sums);
        T::add_wide(sums, &mut product[layer.gamma()]);
        T::add_wide(more_sums, &mut product[layer.beta()]);

        let share = from.share(index, work.rows);
        T::scaled_into(sums, share, &mut self.mean);
        T::scaled_into(more_sums, share, &mut self.more_mean);
        let [gamma, _] = work.constants.scale_and_shift(layer, x);
        let [gamma_dot, _] = work.constants.tangents(layer, v);
        T::before_normalization(
            [delta, normal, &tangents.normal[..used]],
            &buffers.inverse,
            [
                &buffers.mean_delta,
                &buffers.mean_delta_normal,
                &self.more_mean,
                &self.mean,
                &tangents.mean_product,
            ],
            [gamma, gamma_dot],
            &mut self.delta[..used],
        );
    }

    /// Adds the rows of W and b.
    fn add_products(
        &self,
        work: &mut Workspace<T>,
        index: usize,
        inputs: &[T],
        from: Normalization<T>,
        product: &mut [T],
    ) {
        let layer = &work.shape.layers()[index];
        let sizes = layer.sizes(work.rows);
        let a = if index == 0 {
            inputs
        } else {
            &work.layers[index - 1].output
        };
        T::add_weight_gradient(sizes, &self.delta, a, &mut product[layer.weights()]);
        if index > 0 {
            let a_dot = &self.layers[index - 1].output;
            T::add_weight_gradient(sizes, &work.delta, a_dot, &mut product[layer.weights()]);
        }
        if layer.normalized.is_none() || from.frozen(index).is_some() {
            let delta = &self.delta[..work.rows * layer.outputs];
            let Scratch { block, sums, .. } = &mut work.scratch;
            let sums = &mut sums[..layer.outputs];
            T::column_sums(delta, block, sums);
            T::add_wide(sums, &mut product[layer.bias()]);
        }
    }

    fn delta_of_inputs(&mut self, work: &Workspace<T>, x: &[T], v: &[T], index: usize) {
        let layer = &work.shape.layers()[index];
        let sizes = layer.sizes(work.rows);
        T::input_gradient(
            sizes,
            &self.delta,
            &x[layer.weights()],
            Onto::Zeros,
            &mut self.next_delta,
        );
        T::input_gradient(
            sizes,
            &work.delta,
            &v[layer.weights()],
            Onto::There,
            &mut self.next_delta,
        );
    }
}

impl<T: Real> LayerTangents<T> {
    /// Turns ż (in `normal`) into x̂˙ = s (ż − mean ż − x̂ mean żx̂), and writes
    /// ẏ = γ̇ x̂ + γ x̂˙ + β̇ to `output`.
    fn normalize(
        &mut self,
        work: &mut Workspace<T>,
        x: &[T],
        v: &[T],
        index: usize,
        from: Normalization<T>,
    ) {
        let layer = &work.shape.layers()[index];
        let width = layer.outputs;
        let used = work.rows * width;
        let buffers = &work.layers[index];
        let Scratch { block, sums, .. } = &mut work.scratch;
        let sums = &mut sums[..width];
        let (own, normal) = (&self.normal[..used], &buffers.normal[..used]);
        let share = from.share(index, work.rows);
        T::column_products(own, normal, block, sums);
        T::scaled_into(sums, share, &mut self.mean_product);
        T::column_sums(own, block, sums);
        let mean = &mut block[..width];
        T::scaled_into(sums, share, mean);
        let [gamma, _] = work.constants.scale_and_shift(layer, x);
        let [gamma_dot, beta_dot] = work.constants.tangents(layer, v);
        T::normalize(
            &buffers.normal[..used],
            &buffers.inverse,
            mean,
            &self.mean_product,
            [gamma, gamma_dot, beta_dot],
            &mut self.normal[..used],
            &mut self.output[..used],
        );
    }
}
