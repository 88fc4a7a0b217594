//! About how much memory jobs take, from the sizes of what they keep.

use super::plan::KEPT;
use crate::data::limits;
use crate::network::{Architecture, CHUNK, kept_bytes};
use crate::settings::Experiment;
use crate::sharpness::SpectrumOptions;

/// Bytes of a number in single and in double precision.
const SINGLE: usize = 4;
const DOUBLE: usize = 8;
/// Vectors of n numbers that a training holds: x, x₀, the gradient, the optimiser's moments and a mean.
const VECTORS: usize = 6;
/// Those that L-BFGS-B holds: its memory of ten pairs, and a few of its own.
const SEARCH: usize = 30;

/// The sizes that the memory of an experiment's jobs follows from.
pub(super) struct Sizes {
    shape: Architecture,
    train: usize,
    /// Bytes of all samples.
    data: usize,
}

impl Sizes {
    pub fn of(experiment: &Experiment) -> Self {
        let limits = limits(experiment.data);
        let samples = experiment.train + limits.test;
        Self {
            shape: experiment.architecture(limits.features, limits.classes),
            train: experiment.train,
            data: SINGLE * samples * limits.features,
        }
    }

    /// Bytes of the samples, and of one forward pass after the other: two buffers, as wide as the widest layer,
    /// for all samples whose statistics are estimated at once.
    pub fn evaluation(&self) -> usize {
        self.data + 2 * SINGLE * self.train.max(CHUNK) * self.shape.widest()
    }

    /// Bytes of a training in batches of this size, which keeps so many iterates.
    pub fn training(&self, batch: usize, kept: usize) -> usize {
        let layers = self.shape.layers();
        let pass = layers.iter().map(|layer| match layer.normalized {
            Some(_) => 2 * layer.outputs,
            None => layer.outputs,
        });
        let features = layers.first().map_or(0, |layer| layer.inputs);
        let row = pass.sum::<usize>() + 2 * self.shape.widest() + features;
        let numbers = batch * row + self.shape.dimension() * (VECTORS + kept);
        self.evaluation() + SINGLE * numbers
    }

    /// Bytes of a search for the spectrum, which keeps a vector a product, and of other searches after it.
    pub fn spectrum(&self) -> usize {
        let n = self.shape.dimension();
        self.searches(SpectrumOptions::default().iterations.min(KEPT / n.max(1)))
    }

    /// Bytes of searches around x with so many vectors beside their own: they keep the passes at x.
    pub fn searches(&self, vectors: usize) -> usize {
        let passes = kept_bytes(&self.shape, self.train, SINGLE);
        self.evaluation() + DOUBLE * self.shape.dimension() * (vectors + SEARCH) + passes
    }
}
