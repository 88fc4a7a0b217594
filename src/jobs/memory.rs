//! About how much memory jobs take, from the sizes of what they keep.

use super::Job;
use super::plan::KEPT;
use crate::data::limits;
use crate::network::{Architecture, CHUNK, PASSES};
use crate::settings::Experiment;
use crate::sharpness::SpectrumOptions;

/// Bytes of a number in single and in double precision.
const SINGLE: f64 = 4.0;
const DOUBLE: f64 = 8.0;
/// Vectors of n numbers that a training holds: x, x₀, the gradient, the optimiser's moments and a mean.
const VECTORS: f64 = 6.0;
/// Those that L-BFGS-B holds: its memory of ten pairs, and a few of its own.
const SEARCH: f64 = 30.0;

impl Job {
    /// About how many bytes a worker takes for it, its data set included; 0 where that is little.
    pub fn memory(&self) -> f64 {
        let Some(experiment) = self.experiment() else {
            return 0.0;
        };
        let sizes = Sizes::of(experiment);
        let own = match self {
            Self::Train(job) => sizes.training(experiment.batch(job.regime), job.snapshots.len()),
            Self::Minimum(_) | Self::Epoch(_) | Self::Scale(_) => sizes.measures(),
            _ => sizes.evaluation(),
        };
        own + sizes.data
    }
}

/// The sizes that memory follows from.
struct Sizes {
    /// Bytes of the samples.
    data: f64,
    samples: f64,
    parameters: f64,
    features: f64,
    /// Units of the widest layer.
    widest: f64,
    /// Numbers that a forward and backward pass keeps of a sample.
    pass: f64,
}

impl Sizes {
    fn of(experiment: &Experiment) -> Self {
        let limits = limits(experiment.data);
        let shape = experiment.architecture(limits.features, limits.classes);
        let features = limits.features as f64;
        Self {
            data: SINGLE * (experiment.train + limits.test) as f64 * features,
            samples: experiment.train as f64,
            parameters: shape.dimension() as f64,
            features,
            widest: shape.widest() as f64,
            pass: pass(&shape),
        }
    }

    /// One forward pass after the other: two buffers, as wide as the widest layer, for all samples whose
    /// statistics are estimated at once.
    fn evaluation(&self) -> f64 {
        2.0 * SINGLE * self.samples.max(CHUNK as f64) * self.widest
    }

    fn training(&self, batch: usize, kept: usize) -> f64 {
        let rows = self.pass + 2.0 * self.widest + self.features;
        self.evaluation()
            + SINGLE * batch as f64 * rows
            + SINGLE * self.parameters * (VECTORS + kept as f64)
    }

    /// The search for the spectrum keeps a vector a product, and the passes at x.
    fn measures(&self) -> f64 {
        let most = SpectrumOptions::default().iterations as f64;
        let products = most.min(KEPT as f64 / self.parameters);
        let passes = SINGLE * self.samples * (self.pass + self.widest);
        self.evaluation()
            + DOUBLE * self.parameters * (products + SEARCH)
            + passes.min(PASSES as f64)
    }
}

fn pass(shape: &Architecture) -> f64 {
    let layers = shape.layers().iter();
    let numbers = layers.map(|layer| match layer.normalized {
        Some(_) => 2 * layer.outputs,
        None => layer.outputs,
    });
    numbers.sum::<usize>() as f64
}
