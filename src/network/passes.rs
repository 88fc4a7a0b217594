//! Gradients that the remedies of large-batch training need beside the plain one: in ghost batches,
//! by the inputs, and of a loss that links two passes.

use crate::network::statistics::Normalization;
use crate::network::workspace::Workspace;
use crate::objective::Real;
use sharp_minima_kernels::Onto;

/// The least value of a probability under a logarithm.
const TINY: f64 = 1e-30;

impl<T: Real> Workspace<T> {
    /// Adds `weight` times the gradient of the summed loss of `inputs` (samples × features,
    /// row-major) and `labels` to `gradient`, and returns the summed loss. Batch norm takes its
    /// statistics from `ghost` samples at a time, the last ones from what is left. The gradient by
    /// the inputs, likewise times `weight`, is written to `by_inputs`, which is as long as `inputs`.
    ///
    /// # Panics
    /// If there are more samples than the workspace has room for: a programming error.
    pub fn add_gradient(
        &mut self,
        x: &[T],
        (inputs, labels): (&[T], &[u8]),
        ghost: usize,
        weight: T,
        gradient: &mut [T],
        by_inputs: Option<&mut [T]>,
    ) -> f64 {
        let from = Normalization::Batch;
        let tally = self.forward_in_ghosts(x, inputs, labels, from, ghost);
        self.backward(x, inputs, labels, from, weight, gradient);
        if let Some(by_inputs) = by_inputs {
            self.write_input_gradient(x, by_inputs);
        }
        tally.loss
    }

    /// Adds `weight` times the gradient of Σ L₀ + α Σ KL(p ‖ q) to `gradient` and returns that sum:
    /// L₀ is the loss of `inputs`, p are their class probabilities, and q are those of `others`,
    /// which are passed through the workspace `second`. Both passes take part in the derivatives,
    /// each with its own batch statistics, ghost by ghost as in
    /// [`add_gradient`](Self::add_gradient).
    ///
    /// # Panics
    /// As [`add_gradient`](Self::add_gradient) does.
    #[expect(
        clippy::too_many_arguments,
        reason = "two passes of one batch, nothing to group"
    )]
    pub fn add_linked_gradient(
        &mut self,
        second: &mut Self,
        x: &[T],
        (inputs, others, labels): (&[T], &[T], &[u8]),
        ghost: usize,
        alpha: f64,
        weight: T,
        gradient: &mut [T],
    ) -> f64 {
        let from = Normalization::Batch;
        let tally = self.forward_in_ghosts(x, inputs, labels, from, ghost);
        second.forward_in_ghosts(x, others, labels, from, ghost);
        self.start_delta(labels, weight);
        let divergence = self.link(second, T::of(alpha) * weight);
        self.propagate(x, inputs, from, gradient);
        second.propagate(x, others, from, gradient);
        tally.loss + alpha * divergence
    }

    /// Adds `weight` times the gradient of Σ KL(p ‖ q) by the logits of p to this workspace's δ,
    /// makes that by the logits of q the other one's δ, and returns the sum.
    fn link(&mut self, second: &mut Self, weight: T) -> f64 {
        let classes = self.shape.classes();
        let used = self.rows * classes;
        let (Some(own), Some(other)) = (self.layers.last(), second.layers.last()) else {
            return 0.0;
        };
        let rows = own.output[..used].chunks_exact(classes);
        let rows = rows.zip(other.output[..used].chunks_exact(classes));
        let deltas = self.delta.chunks_exact_mut(classes);
        let deltas = deltas.zip(second.delta.chunks_exact_mut(classes));
        let mut sum = 0.0;
        for ((p, q), (delta_p, delta_q)) in rows.zip(deltas) {
            let mut divergence = 0.0;
            for ((&p, &q), dq) in p.iter().zip(q).zip(delta_q.iter_mut()) {
                let ratio = log_ratio(p, q);
                *dq = T::of(ratio);
                divergence += p.wide() * ratio;
            }
            let mean = T::of(divergence);
            for ((&p, &q), (dp, dq)) in p.iter().zip(q).zip(delta_p.iter_mut().zip(delta_q)) {
                *dp += weight * p * (*dq - mean);
                *dq = weight * (q - p);
            }
            sum += divergence;
        }
        sum
    }

    /// ∂ by the inputs of the pass that was propagated last.
    fn write_input_gradient(&self, x: &[T], by_inputs: &mut [T]) {
        if let Some(layer) = self.shape.layers().first() {
            let sizes = layer.sizes(self.rows);
            T::input_gradient(
                sizes,
                &self.delta,
                &x[layer.weights()],
                Onto::Zeros,
                by_inputs,
            );
        }
    }
}

/// ln(p/q), zero where p = q.
fn log_ratio<T: Real>(p: T, q: T) -> f64 {
    if p == q {
        return 0.0;
    }
    libm::log(p.wide().max(TINY) / q.wide().max(TINY))
}
