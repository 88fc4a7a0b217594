//! Forward passes that keep nothing: for evaluation and for re-estimating statistics.

use crate::network::architecture::Architecture;
use crate::network::layer::{Constants, activate, normalize_in_place};
use crate::network::softmax::{Tally, softmax};
use crate::network::statistics::{LayerStatistics, Moments, Normalization, Scratch, Statistics};
use crate::objective::Real;
use std::ops::Range;

/// Rows a pass works on at a time where it may choose: large enough for the products, small enough
/// for the cache.
pub(crate) const CHUNK: usize = 256;

/// Mean loss and accuracy over some samples.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// Mean cross-entropy in nats.
    pub loss: f64,
    /// Share of samples classified correctly, in [0, 1].
    pub accuracy: f64,
}

impl Score {
    fn of(tally: Tally, samples: usize) -> Self {
        let samples = samples as f64;
        Self {
            loss: tally.loss / samples,
            accuracy: tally.correct as f64 / samples,
        }
    }
}

/// Two buffers through which samples are passed layer by layer.
pub struct Forward<T> {
    shape: Architecture,
    front: Vec<T>,
    back: Vec<T>,
    inverse: Vec<T>,
    scratch: Scratch<T>,
    moments: Moments<T>,
    constants: Constants<T>,
    estimated: Statistics<T>,
}

impl<T: Real> Forward<T> {
    /// Room for networks of this shape; `samples` is the most that batch statistics will ever be
    /// estimated on at once.
    pub fn new(shape: &Architecture, samples: usize) -> Self {
        let rows = if shape.has_batch_norm() {
            samples.max(CHUNK)
        } else {
            CHUNK
        };
        let width = shape.widest();
        let statistics = |layer: &crate::network::LayerShape| LayerStatistics {
            mean: vec![T::zero(); layer.outputs],
            variance: vec![T::one(); layer.outputs],
        };
        let estimated = shape
            .layers()
            .iter()
            .map(|l| l.normalized.map(|_| statistics(l)))
            .collect();
        Self {
            shape: shape.clone(),
            front: vec![T::zero(); rows * width],
            back: vec![T::zero(); rows * width],
            inverse: vec![T::zero(); width],
            scratch: Scratch::new(width),
            moments: Moments::new(width),
            constants: Constants::new(width),
            estimated: Statistics(estimated),
        }
    }

    /// Loss and accuracy with batch statistics of all these samples together, which are kept for
    /// [`statistics`](Self::statistics). Without batch norm simply the score.
    ///
    /// `inputs` is samples × features, row-major.
    pub fn estimate(&mut self, x: &[T], inputs: &[T], labels: &[u8]) -> Score {
        if !self.shape.has_batch_norm() {
            return self.score(x, inputs, labels, Normalization::Batch);
        }
        self.pass(x, inputs, labels.len(), Normalization::Batch);
        Score::of(self.tally(labels), labels.len())
    }

    /// The statistics that [`estimate`](Self::estimate) found last.
    pub fn statistics(&self) -> &Statistics<T> {
        &self.estimated
    }

    /// Loss and accuracy with the statistics that [`estimate`](Self::estimate) found last.
    pub fn score_frozen(&mut self, x: &[T], inputs: &[T], labels: &[u8]) -> Score {
        let statistics = std::mem::replace(&mut self.estimated, Statistics(Vec::new()));
        let score = self.score(x, inputs, labels, Normalization::Frozen(&statistics));
        self.estimated = statistics;
        score
    }

    /// Loss and accuracy chunk by chunk; batch statistics, if any, must be frozen.
    pub fn score(&mut self, x: &[T], inputs: &[T], labels: &[u8], from: Normalization<T>) -> Score {
        let features = inputs.len() / labels.len().max(1);
        let mut total = Tally::default();
        for (inputs, labels) in inputs.chunks(CHUNK * features).zip(labels.chunks(CHUNK)) {
            self.pass(x, inputs, labels.len(), from);
            let part = self.tally(labels);
            total.loss += part.loss;
            total.correct += part.correct;
        }
        Score::of(total, labels.len())
    }

    /// The logits, samples × classes, row-major; batch statistics, if any, must be frozen. `inputs`
    /// is samples × features.
    pub fn logits(&mut self, x: &[T], inputs: &[T], from: Normalization<T>) -> Vec<T> {
        let features = self.shape.layers().first().map_or(1, |layer| layer.inputs);
        let classes = self.shape.classes();
        let mut logits = Vec::with_capacity(inputs.len() / features * classes);
        for inputs in inputs.chunks(CHUNK * features) {
            let rows = inputs.len() / features;
            self.pass(x, inputs, rows, from);
            logits.extend_from_slice(&self.front[..rows * classes]);
        }
        logits
    }

    fn tally(&mut self, labels: &[u8]) -> Tally {
        let classes = self.shape.classes();
        softmax(&mut self.front[..labels.len() * classes], labels, classes)
    }

    /// Leaves the logits in `front`. Every layer takes a chunk of rows from the layer before it while that
    /// chunk is in the cache: its values are normalised and activated just before they are used.
    fn pass(&mut self, x: &[T], inputs: &[T], rows: usize, from: Normalization<T>) {
        for index in 0..self.shape.layers().len() {
            let layer = &self.shape.layers()[index];
            let estimates = layer.normalized.is_some() && from.frozen(index).is_none();
            if estimates {
                self.moments.restart(layer.outputs);
            }
            for start in (0..rows).step_by(CHUNK) {
                let rows = start..rows.min(start + CHUNK);
                if index > 0 {
                    self.finish(x, index - 1, rows.clone(), from);
                }
                let layer = &self.shape.layers()[index];
                let a = if index == 0 { inputs } else { &self.front };
                let a = &a[rows.start * layer.inputs..rows.end * layer.inputs];
                let z = &mut self.back[rows.start * layer.outputs..rows.end * layer.outputs];
                layer.affine(x, rows.len(), a, z);
                if estimates {
                    self.moments.add(z, &mut self.scratch);
                }
            }
            if let (true, Some(Some(own))) = (estimates, self.estimated.0.get_mut(index)) {
                self.moments.write(own);
            }
            std::mem::swap(&mut self.front, &mut self.back);
        }
        if let Some(last) = self.shape.layers().len().checked_sub(1) {
            self.finish(x, last, 0..rows, from);
        }
    }

    /// Turns these rows of a layer's pre-activations, in `front`, into its activations.
    fn finish(&mut self, x: &[T], index: usize, rows: Range<usize>, from: Normalization<T>) {
        let layer = &self.shape.layers()[index];
        let z = &mut self.front[rows.start * layer.outputs..rows.end * layer.outputs];
        let activation = self.shape.activation_of(index);
        let statistics = from
            .frozen(index)
            .or_else(|| self.estimated.0.get(index)?.as_ref());
        let (Some(epsilon), Some(statistics)) = (layer.normalized, statistics) else {
            return activate(activation, z);
        };
        let inverse = &mut self.inverse[..layer.outputs];
        T::inverse_deviations(&statistics.variance, epsilon, inverse);
        let scale = self.constants.scale_and_shift(layer, x);
        normalize_in_place(activation, z, [&statistics.mean, inverse], scale);
    }
}
