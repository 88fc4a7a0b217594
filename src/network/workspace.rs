//! The forward and backward pass of one batch, in buffers made once.

use crate::network::Activation;
use crate::network::architecture::Architecture;
use crate::network::layer::{Constants, activate, normalize, times_slope};
use crate::network::softmax::{Tally, softmax};
use crate::network::statistics::{LayerStatistics, Normalization, Scratch, column_statistics};
use crate::objective::Real;
use sharp_minima_kernels::Onto;
use std::ops::Range;

/// What the forward pass leaves of one layer.
pub(super) struct LayerBuffers<T> {
    /// The activation a, rows × outputs; the output layer's are the class probabilities.
    pub output: Vec<T>,
    /// x̂, rows × outputs; empty without batch norm.
    pub normal: Vec<T>,
    /// The last ghost's own statistics.
    pub statistics: LayerStatistics<T>,
    /// 1/√(variance + ε) of the statistics in use, ghosts × units.
    pub inverse: Vec<T>,
    /// Mean of δ·x̂ and of δ over the last ghost; zero where the statistics are constants.
    pub mean_delta_normal: Vec<T>,
    /// See `mean_delta_normal`.
    pub mean_delta: Vec<T>,
}

impl<T: Real> LayerBuffers<T> {
    /// Those of every layer, for so many rows.
    pub(super) fn all(shape: &Architecture, rows: usize) -> Vec<Self> {
        let layers = shape.layers().iter();
        layers
            .map(|layer| Self::new(rows, layer.outputs, layer.normalized.is_some()))
            .collect()
    }

    pub(super) fn new(rows: usize, outputs: usize, normalized: bool) -> Self {
        let units = if normalized { outputs } else { 0 };
        let zeros = vec![T::zero(); units];
        Self {
            output: vec![T::zero(); rows * outputs],
            normal: vec![T::zero(); rows * units],
            statistics: LayerStatistics {
                mean: zeros.clone(),
                variance: zeros.clone(),
            },
            inverse: zeros.clone(),
            mean_delta_normal: zeros.clone(),
            mean_delta: zeros,
        }
    }
}

impl<T: Real> LayerBuffers<T> {
    /// Turns the first `used` pre-activations in `normal` into x̂, `ghost` rows at a time by their own
    /// statistics, and writes the activations.
    fn normalize(
        &mut self,
        used: usize,
        ghost: usize,
        epsilon: f64,
        [gamma, beta]: [&[T]; 2],
        activation: Option<Activation>,
        scratch: &mut Scratch<T>,
    ) {
        let width = self.statistics.mean.len();
        let places = used.div_ceil((ghost * width).max(1)) * width;
        if self.inverse.len() < places {
            self.inverse.resize(places, T::zero());
        }
        let ghosts = self.normal[..used].chunks_mut(ghost * width);
        let outputs = self.output[..used].chunks_mut(ghost * width);
        let inverses = self.inverse.chunks_exact_mut(width);
        for ((rows, output), inverse) in ghosts.zip(outputs).zip(inverses) {
            column_statistics(rows, scratch, &mut self.statistics);
            T::inverse_deviations(&self.statistics.variance, epsilon, inverse);
            let statistics = [&self.statistics.mean, &*inverse];
            normalize(activation, rows, statistics, [gamma, beta], output);
        }
    }

    /// The same by constants.
    fn normalize_by(
        &mut self,
        used: usize,
        frozen: &LayerStatistics<T>,
        epsilon: f64,
        [gamma, beta]: [&[T]; 2],
        activation: Option<Activation>,
    ) {
        T::inverse_deviations(&frozen.variance, epsilon, &mut self.inverse);
        let (rows, output) = (&mut self.normal[..used], &mut self.output[..used]);
        let statistics = [&frozen.mean[..], &self.inverse];
        normalize(activation, rows, statistics, [gamma, beta], output);
    }
}

/// Everything one forward and backward pass over at most `capacity` samples needs.
pub struct Workspace<T> {
    pub(super) shape: Architecture,
    pub(super) capacity: usize,
    pub(super) layers: Vec<LayerBuffers<T>>,
    pub(super) delta: Vec<T>,
    pub(super) next_delta: Vec<T>,
    pub(super) scratch: Scratch<T>,
    pub(super) constants: Constants<T>,
    pub(super) rows: usize,
    /// Rows that are normalised together.
    ghost: usize,
}

impl<T: Real> Workspace<T> {
    /// Buffers for `capacity` samples.
    pub fn new(shape: &Architecture, capacity: usize) -> Self {
        let width = shape.widest();
        Self {
            shape: shape.clone(),
            capacity,
            layers: LayerBuffers::all(shape, capacity),
            delta: vec![T::zero(); capacity * width],
            next_delta: vec![T::zero(); capacity * width],
            scratch: Scratch::new(width),
            constants: Constants::new(width),
            rows: 0,
            ghost: 1,
        }
    }

    /// The forward pass; returns the summed loss and the number of correct classifications.
    pub(super) fn forward(
        &mut self,
        x: &[T],
        inputs: &[T],
        labels: &[u8],
        from: Normalization<T>,
    ) -> Tally {
        self.forward_in_ghosts(x, inputs, labels, from, labels.len())
    }

    /// As [`forward`](Self::forward), with the statistics of `ghost` rows at a time, the last ones of
    /// what is left.
    pub(super) fn forward_in_ghosts(
        &mut self,
        x: &[T],
        inputs: &[T],
        labels: &[u8],
        from: Normalization<T>,
        ghost: usize,
    ) -> Tally {
        assert!(
            labels.len() <= self.capacity,
            "more samples than the workspace has room for"
        );
        self.rows = labels.len();
        self.ghost = ghost.max(1);
        let rows = self.rows;
        for index in 0..self.layers.len() {
            let layer = &self.shape.layers()[index];
            let (before, rest) = self.layers.split_at_mut(index);
            let a = before.last().map_or(inputs, |previous| &previous.output);
            let buffers = &mut rest[0];
            let used = rows * layer.outputs;
            let activation = self.shape.activation_of(index);
            let Some(epsilon) = layer.normalized else {
                let output = &mut buffers.output[..used];
                layer.affine(x, rows, a, output);
                activate(activation, output);
                continue;
            };
            layer.affine(x, rows, a, &mut buffers.normal[..used]);
            let scale = self.constants.scale_and_shift(layer, x);
            match from.frozen(index) {
                Some(frozen) => buffers.normalize_by(used, frozen, epsilon, scale, activation),
                None => {
                    let scratch = &mut self.scratch;
                    buffers.normalize(used, self.ghost, epsilon, scale, activation, scratch);
                }
            }
        }
        let classes = self.shape.classes();
        self.layers.last_mut().map_or_else(Tally::default, |last| {
            softmax(&mut last.output[..rows * classes], labels, classes)
        })
    }

    /// Adds `weight` times the gradient of the batch's summed loss to `gradient`. Must follow
    /// [`forward`](Self::forward) with the same arguments.
    pub(super) fn backward(
        &mut self,
        x: &[T],
        inputs: &[T],
        labels: &[u8],
        from: Normalization<T>,
        weight: T,
        gradient: &mut [T],
    ) {
        self.start_delta(labels, weight);
        self.propagate(x, inputs, from, gradient);
    }

    /// Adds the gradient that belongs to the output layer's δ. Leaves the δ by what the first layer's
    /// affine map gives in `delta`.
    pub(super) fn propagate(
        &mut self,
        x: &[T],
        inputs: &[T],
        from: Normalization<T>,
        gradient: &mut [T],
    ) {
        for index in (0..self.layers.len()).rev() {
            self.delta_before_activation(index);
            if self.shape.layers()[index].normalized.is_some() {
                for ghost in self.ghosts(index, from) {
                    self.sum_normalization_gradient(index, ghost.clone(), from);
                    let layer = &self.shape.layers()[index];
                    T::add_wide(&self.scratch.sums, &mut gradient[layer.gamma()]);
                    T::add_wide(&self.scratch.more_sums, &mut gradient[layer.beta()]);
                    self.delta_before_normalization(x, index, ghost);
                }
            }
            self.add_bias_gradient(index, from, gradient);
            let layer = &self.shape.layers()[index];
            let a = if index == 0 {
                inputs
            } else {
                &self.layers[index - 1].output
            };
            T::add_weight_gradient(
                layer.sizes(self.rows),
                &self.delta,
                a,
                &mut gradient[layer.weights()],
            );
            if index > 0 {
                self.delta_of_inputs(x, index);
                std::mem::swap(&mut self.delta, &mut self.next_delta);
            }
        }
    }

    /// δ of the output layer.
    pub(super) fn start_delta(&mut self, labels: &[u8], weight: T) {
        let classes = self.shape.classes();
        if let Some(last) = self.layers.last() {
            T::output_delta(&last.output, labels, classes, weight, &mut self.delta);
        }
    }

    /// Turns δ by the layer's activation into δ by what the non-linearity is applied to.
    pub(super) fn delta_before_activation(&mut self, index: usize) {
        if let Some(activation) = self.shape.activation_of(index) {
            let delta = &mut self.delta[..self.rows * self.shape.layers()[index].outputs];
            times_slope(activation, &self.layers[index].output, delta);
        }
    }

    /// The rows that were normalised together: all of them where the statistics are constants.
    fn ghosts(
        &self,
        index: usize,
        from: Normalization<T>,
    ) -> impl Iterator<Item = Range<usize>> + use<T> {
        let rows = self.rows;
        let ghost = match from.frozen(index) {
            Some(_) => rows.max(1),
            None => self.ghost,
        };
        (0..rows)
            .step_by(ghost)
            .map(move |start| start..(start + ghost).min(rows))
    }

    /// Leaves ∂γ = Σ δ x̂ over these rows in `scratch.sums` and ∂β = Σ δ in `scratch.more_sums`, and
    /// one row's shares of them in the layer's buffers.
    pub(super) fn sum_normalization_gradient(
        &mut self,
        index: usize,
        rows: Range<usize>,
        from: Normalization<T>,
    ) {
        let width = self.shape.layers()[index].outputs;
        let share = from.share(index, rows.len());
        let span = rows.start * width..rows.end * width;
        let delta = &self.delta[span.clone()];
        let buffers = &mut self.layers[index];
        let normal = &buffers.normal[span];
        let Scratch {
            block,
            sums,
            more_sums,
        } = &mut self.scratch;
        let (sums, more_sums) = (&mut sums[..width], &mut more_sums[..width]);
        T::column_products(delta, normal, block, sums);
        T::column_sums(delta, block, more_sums);
        T::scaled_into(sums, share, &mut buffers.mean_delta_normal);
        T::scaled_into(more_sums, share, &mut buffers.mean_delta);
    }

    /// Turns these rows' δ by batch norm's output into δ by its input, γ s (δ − mean δ − x̂ mean δx̂).
    /// The rows are one ghost.
    pub(super) fn delta_before_normalization(&mut self, x: &[T], index: usize, rows: Range<usize>) {
        let layer = &self.shape.layers()[index];
        let width = layer.outputs;
        let buffers = &self.layers[index];
        let [gamma, _] = self.constants.scale_and_shift(layer, x);
        let inverse = &buffers.inverse[rows.start / self.ghost * width..][..width];
        let span = rows.start * width..rows.end * width;
        T::delta_before_normalization(
            &mut self.delta[span.clone()],
            &buffers.normal[span],
            gamma,
            inverse,
            &buffers.mean_delta,
            &buffers.mean_delta_normal,
        );
    }

    /// Writes δ by the layer's inputs to `next_delta`.
    pub(super) fn delta_of_inputs(&mut self, x: &[T], index: usize) {
        let layer = &self.shape.layers()[index];
        let sizes = layer.sizes(self.rows);
        T::input_gradient(
            sizes,
            &self.delta,
            &x[layer.weights()],
            Onto::Zeros,
            &mut self.next_delta,
        );
    }

    /// ∂b. Under batch norm with the batch's own statistics it is identically zero, and left at
    /// exactly zero so that ADAM does not blow up rounding errors.
    fn add_bias_gradient(&mut self, index: usize, from: Normalization<T>, gradient: &mut [T]) {
        let layer = &self.shape.layers()[index];
        if layer.normalized.is_some() && from.frozen(index).is_none() {
            return;
        }
        let delta = &self.delta[..self.rows * layer.outputs];
        let Scratch { block, sums, .. } = &mut self.scratch;
        let sums = &mut sums[..layer.outputs];
        T::column_sums(delta, block, sums);
        T::add_wide(sums, &mut gradient[layer.bias()]);
    }
}
