//! The R-operator (Pearlmutter 1994): the derivative of the gradient along a direction v, exactly,
//! batch norm included. A dot over a name means the tangent along v.

use super::architecture::Architecture;
use super::product::{add_outputs, add_weight_gradient, input_gradient};
use super::softmax::output_delta_tangent;
use super::statistics::{Normalization, Scratch, column_sums};
use super::workspace::{Workspace, add_row, add_wide, scaled_into};
use crate::experiment::settings::Activation;
use crate::objective::Real;

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
    /// follow the workspace's forward pass with the same arguments; its δ is used up.
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
        product: &mut [T],
    ) {
        self.forward(work, x, v, inputs, from);
        work.start_delta(labels, weight);
        self.start_delta(work, weight);
        for index in (0..self.layers.len()).rev() {
            self.delta_before_activation(work, index);
            work.delta_before_activation(index);
            if work.shape.layers()[index].normalized.is_some() {
                work.sum_normalization_gradient(index, 0..work.rows, from);
                self.normalization(work, x, v, index, from, product);
                work.delta_before_normalization(x, index, 0..work.rows);
            }
            self.add_products(work, index, inputs, from, product);
            if index > 0 {
                work.delta_of_inputs(x, index);
                self.delta_of_inputs(work, x, v, index);
                std::mem::swap(&mut work.delta, &mut work.next_delta);
                std::mem::swap(&mut self.delta, &mut self.next_delta);
            }
        }
    }

    fn forward(
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
                add_outputs(layer.sizes(rows), &previous.output, &x[layer.weights()], z);
            }
            if layer.normalized.is_some() {
                tangents.normalize(work, x, v, index, from);
            }
            if !work.shape.is_output(index) {
                let a = &work.layers[index].output;
                super::layer::times_slope(work.shape.activation(), a, &mut tangents.output);
            }
        }
    }

    /// The output layer's δ̇.
    fn start_delta(&mut self, work: &Workspace<T>, weight: T) {
        let classes = work.shape.classes();
        let used = work.rows * classes;
        if let (Some(own), Some(last)) = (self.layers.last(), work.layers.last()) {
            self.delta[..used].copy_from_slice(&own.output[..used]);
            output_delta_tangent(&last.output[..used], classes, weight, &mut self.delta);
        }
    }

    /// δ̇ ← act′ δ̇ + (act′)˙ δ, with δ not yet multiplied by act′.
    fn delta_before_activation(&mut self, work: &Workspace<T>, index: usize) {
        if work.shape.is_output(index) {
            return;
        }
        let used = work.rows * work.shape.layers()[index].outputs;
        let a = &work.layers[index].output[..used];
        super::layer::times_slope(work.shape.activation(), a, &mut self.delta);
        if work.shape.activation() == Activation::Tanh {
            let tangents = self.layers[index].output.iter().zip(a);
            let deltas = self.delta.iter_mut().zip(&work.delta);
            for ((dot, &delta), (&a_dot, &a)) in deltas.zip(tangents) {
                *dot -= (a + a) * a_dot * delta;
            }
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
        column_sums(width, &self.delta[..used], block, sums, |row, sums, at| {
            let span = at * width..(at + 1) * width;
            let own = row.iter().zip(&normal[span.clone()]);
            let other = delta[span.clone()].iter().zip(&tangents.normal[span]);
            for ((sum, (&dot, &normal)), (&delta, &normal_dot)) in
                sums.iter_mut().zip(own).zip(other)
            {
                *sum += dot * normal + delta * normal_dot;
            }
        });
        column_sums(width, &self.delta[..used], block, more_sums, add_row);
        add_wide(sums, &mut product[layer.gamma()]);
        add_wide(more_sums, &mut product[layer.beta()]);

        let share = from.share(index, work.rows);
        scaled_into(&sums[..width], share, &mut self.mean);
        scaled_into(&more_sums[..width], share, &mut self.more_mean);
        let [gamma, _] = work.constants.scale_and_shift(layer, x);
        let [gamma_dot, _] = work.constants.tangents(layer, v);
        for at in 0..work.rows {
            for unit in 0..width {
                let place = at * width + unit;
                let (s, normal) = (buffers.inverse[unit], normal[place]);
                let mean_product = buffers.mean_delta_normal[unit];
                let u = delta[place] - buffers.mean_delta[unit] - normal * mean_product;
                let u_dot = self.delta[place]
                    - self.more_mean[unit]
                    - tangents.normal[place] * mean_product
                    - normal * self.mean[unit];
                let gamma_s_dot = gamma_dot[unit] - gamma[unit] * s * tangents.mean_product[unit];
                self.delta[place] = s * (gamma_s_dot * u + gamma[unit] * u_dot);
            }
        }
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
        add_weight_gradient(sizes, &self.delta, a, &mut product[layer.weights()]);
        if index > 0 {
            let a_dot = &self.layers[index - 1].output;
            add_weight_gradient(sizes, &work.delta, a_dot, &mut product[layer.weights()]);
        }
        if layer.normalized.is_none() || from.moments(index).is_some() {
            let delta = &self.delta[..work.rows * layer.outputs];
            let Scratch { block, sums, .. } = &mut work.scratch;
            column_sums(layer.outputs, delta, block, sums, add_row);
            add_wide(sums, &mut product[layer.bias()]);
        }
    }

    fn delta_of_inputs(&mut self, work: &Workspace<T>, x: &[T], v: &[T], index: usize) {
        let layer = &work.shape.layers()[index];
        let sizes = layer.sizes(work.rows);
        input_gradient(
            sizes,
            &self.delta,
            &x[layer.weights()],
            &mut self.next_delta,
            false,
        );
        input_gradient(
            sizes,
            &work.delta,
            &v[layer.weights()],
            &mut self.next_delta,
            true,
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
        let Scratch {
            block,
            sums,
            more_sums,
        } = &mut work.scratch;
        column_sums(width, &self.normal[..used], block, sums, |row, sums, at| {
            let normal = &buffers.normal[at * width..][..width];
            for ((sum, &dot), &normal) in sums.iter_mut().zip(row).zip(normal) {
                *sum += dot * normal;
            }
        });
        column_sums(width, &self.normal[..used], block, more_sums, add_row);
        let share = from.share(index, work.rows);
        scaled_into(&sums[..width], share, &mut self.mean_product);
        let [gamma, _] = work.constants.scale_and_shift(layer, x);
        let [gamma_dot, beta_dot] = work.constants.tangents(layer, v);
        for at in 0..work.rows {
            for unit in 0..width {
                let place = at * width + unit;
                let (normal, mean) = (buffers.normal[place], T::of(share * more_sums[unit]));
                let centred = self.normal[place] - mean - normal * self.mean_product[unit];
                let normal_dot = buffers.inverse[unit] * centred;
                self.normal[place] = normal_dot;
                self.output[place] =
                    gamma_dot[unit] * normal + gamma[unit] * normal_dot + beta_dot[unit];
            }
        }
    }
}
