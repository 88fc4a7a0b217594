//! One step on one batch by a strategy, evaluation by evaluation.

use crate::data::augmentation::Augmenter;
use crate::data::{Dataset, gather};
use crate::optimizer::{Optimizer, optimizer};
use crate::random::{Purpose, stream};
use crate::settings::Experiment;
use crate::strategy::{Descent, Stability, Strategy};
use crate::training::{Batch, architecture};
use sharp_minima_kernels::Generator;

/// What a network's steps need and leave behind. [`begin`](Self::begin) a step, then
/// [`evaluate`](Self::evaluate) until there is a loss and [`apply`](Self::apply), until that says that
/// the step is complete.
pub struct Stepper {
    batch: Batch<f32>,
    augmenter: Option<Augmenter>,
    stability: Option<Stability>,
    descent: Descent<f32>,
    optimizer: Box<dyn Optimizer<f32>>,
    rng: Generator,
}

impl Stepper {
    /// For one trial's network and batches of at most `capacity` samples. The strategy must be checked
    /// against the experiment.
    pub fn new(
        experiment: &Experiment,
        strategy: &Strategy,
        trial: u32,
        data: &Dataset,
        capacity: usize,
    ) -> Self {
        let shape = architecture(experiment, data);
        let augmentation = strategy.augmentation;
        Self {
            batch: Batch::new(&shape, strategy, capacity),
            augmenter: augmentation.map(|settings| Augmenter::new(settings, data)),
            stability: strategy.stability,
            descent: Descent::new(strategy, shape.dimension()),
            optimizer: optimizer(experiment.optimizer, experiment.momentum, shape.dimension()),
            rng: stream(experiment.seed, trial, Purpose::Perturbation),
        }
    }

    /// Begins a step from x on the training samples at `indices`, at most the capacity.
    pub fn begin(&mut self, x: &[f32], data: &Dataset, indices: &[u32]) {
        let (inputs, labels) = self.batch.fill(indices.len());
        gather(&data.train, indices, inputs, labels);
        if let Some(augmenter) = &mut self.augmenter {
            augmenter.apply(inputs, &mut self.rng);
        }
        if let Some(stability) = &self.stability {
            let (clean, noisy) = self.batch.noisy();
            stability.disturb(clean, noisy, &mut self.rng);
        }
        self.descent.start(x, &mut *self.optimizer, &mut self.rng);
    }

    /// Does one gradient evaluation; returns the batch's mean loss where the gradient that is complete
    /// was taken.
    pub fn evaluate(&mut self, x: &[f32]) -> Option<f64> {
        self.descent.evaluate(x, &mut self.batch)
    }

    /// Moves x along the complete gradient; returns whether the step is complete as well.
    pub fn apply(&mut self, x: &mut [f32], rate: f64) -> bool {
        let optimizer = &mut *self.optimizer;
        self.descent.apply(x, optimizer, rate, &mut self.rng)
    }

    /// Makes the optimiser forget all steps.
    pub fn forget(&mut self) {
        self.optimizer.reset();
    }

    /// See [`Optimizer::memory`].
    pub fn memory(&self) -> Vec<&[f32]> {
        self.optimizer.memory()
    }

    /// See [`Optimizer::recall`]; `samples` is what [`samples`](Self::samples) was then. Only where a step
    /// is one gradient.
    pub fn recall(&mut self, memory: &[Vec<f32>], steps: usize, samples: u64) -> bool {
        let fits = self.optimizer.recall(memory, steps);
        if fits {
            self.batch.recall(steps as u64, samples);
        }
        fits
    }

    /// See [`Batch::gradients`].
    pub fn gradients(&self) -> u64 {
        self.batch.gradients()
    }

    /// See [`Batch::samples`].
    pub fn samples(&self) -> u64 {
        self.batch.samples()
    }
}
