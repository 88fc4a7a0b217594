//! A batch's loss as its strategy has it: on the samples themselves, on adversarial ones, or with a
//! link to noisy ones; in groups and ghosts.

use crate::network::{Architecture, Workspace};
use crate::objective::Real;
use crate::strategy::{Adversarial, GradientSource, Stability, Strategy};
use std::ops::Range;

/// One batch, its passes, and what they have cost.
pub struct Batch<T> {
    work: Workspace<T>,
    /// The noisy samples' passes.
    second: Option<Workspace<T>>,
    features: usize,
    size: usize,
    group: usize,
    ghost: usize,
    adversarial: Option<Adversarial>,
    stability: Option<Stability>,
    inputs: Vec<T>,
    labels: Vec<u8>,
    /// Adversarial or noisy inputs; empty without.
    others: Vec<T>,
    by_inputs: Vec<T>,
    /// Gradients by x on the way to adversarial inputs.
    unused: Vec<T>,
    /// Evaluations done for the gradient under way.
    stage: u32,
    clean_loss: f64,
    gradients: u64,
    samples: u64,
}

impl<T: Real> Batch<T> {
    /// Room for batches of at most `capacity` samples.
    pub fn new(shape: &Architecture, strategy: &Strategy, capacity: usize) -> Self {
        let features = shape.layers().first().map_or(0, |layer| layer.inputs);
        let group = strategy.robust.and_then(|robust| robust.group);
        let part = group.unwrap_or(capacity).min(capacity);
        let ghost = strategy.ghost.unwrap_or(part).clamp(1, part.max(1));
        let Strategy {
            adversarial,
            stability,
            ..
        } = *strategy;
        let room = |count: usize| vec![T::zero(); count];
        let changed = adversarial.is_some() || stability.is_some();
        let climbs = adversarial.is_some_and(|adversarial| adversarial.steps > 1);
        let all = capacity * features;
        Self {
            work: Workspace::new(shape, part),
            second: stability.map(|_| Workspace::new(shape, part)),
            features,
            size: capacity,
            group: part,
            ghost,
            adversarial,
            stability,
            inputs: room(all),
            labels: vec![0; capacity],
            others: room(if changed { all } else { 0 }),
            by_inputs: room(if adversarial.is_some() { all } else { 0 }),
            unused: room(if climbs { shape.dimension() } else { 0 }),
            stage: 0,
            clean_loss: 0.0,
            gradients: 0,
            samples: 0,
        }
    }

    /// Makes the batch one of `size` samples, at most the capacity, and returns where their inputs
    /// (samples × features, row-major) and labels belong.
    pub fn fill(&mut self, size: usize) -> (&mut [T], &mut [u8]) {
        self.size = size.min(self.labels.len());
        self.stage = 0;
        let inputs = &mut self.inputs[..self.size * self.features];
        (inputs, &mut self.labels[..self.size])
    }

    /// The samples as they are, and where the noisy ones belong.
    pub fn noisy(&mut self) -> (&[T], &mut [T]) {
        let used = self.size * self.features;
        (&self.inputs[..used], &mut self.others[..used])
    }

    /// The samples that the last gradient was taken at beside the clean ones: adversarial or noisy.
    pub fn others(&self) -> &[T] {
        &self.others
    }

    /// Gradient evaluations done: one is a gradient of the whole batch, however it is cut.
    pub fn gradients(&self) -> u64 {
        self.gradients
    }

    /// Samples that went through a gradient evaluation, each as often as it did.
    pub fn samples(&self) -> u64 {
        self.samples
    }

    /// Takes over what [`gradients`](Self::gradients) and [`samples`](Self::samples) were.
    pub fn recall(&mut self, gradients: u64, samples: u64) {
        (self.gradients, self.samples) = (gradients, samples);
    }

    fn rows(&self, group: usize) -> Range<usize> {
        let start = group * self.group;
        start..(start + self.group).min(self.size)
    }

    fn count(&mut self, group: usize, evaluations: u64) {
        if group == 0 {
            self.gradients += evaluations;
        }
        self.samples += evaluations * self.rows(group).len() as u64;
    }

    fn plain(&mut self, rows: Range<usize>, x: &[T], gradient: &mut [T]) -> f64 {
        let count = rows.len() as f64;
        let inputs = &self.inputs[rows.start * self.features..rows.end * self.features];
        let samples = (inputs, &self.labels[rows]);
        T::clear(gradient);
        let weight = T::of(1.0 / count);
        let loss = self
            .work
            .add_gradient(x, samples, self.ghost, weight, gradient, None);
        loss / count
    }

    fn stable(
        &mut self,
        stability: Stability,
        rows: Range<usize>,
        x: &[T],
        gradient: &mut [T],
    ) -> f64 {
        let count = rows.len() as f64;
        let span = rows.start * self.features..rows.end * self.features;
        let samples = (
            &self.inputs[span.clone()],
            &self.others[span],
            &self.labels[rows],
        );
        T::clear(gradient);
        let Some(second) = &mut self.second else {
            return f64::NAN;
        };
        let (alpha, weight) = (stability.alpha, T::of(1.0 / count));
        let loss = self
            .work
            .add_linked_gradient(second, x, samples, self.ghost, alpha, weight, gradient);
        loss / count
    }

    /// The clean gradient first, then the ascent's, then the adversarial one.
    fn adversarial(
        &mut self,
        adversarial: Adversarial,
        rows: Range<usize>,
        x: &[T],
        gradient: &mut [T],
    ) -> Option<f64> {
        let count = rows.len() as f64;
        let span = rows.start * self.features..rows.end * self.features;
        let clean = &self.inputs[span.clone()];
        let labels = &self.labels[rows];
        let others = &mut self.others[span.clone()];
        let by_inputs = &mut self.by_inputs[span];
        let (work, ghost, weight) = (&mut self.work, self.ghost, 1.0 / count);
        let alpha = adversarial.alpha;
        if self.stage == adversarial.steps {
            let weight = T::of((1.0 - alpha) * weight);
            let loss = work.add_gradient(x, (others, labels), ghost, weight, gradient, None);
            self.stage = 0;
            return Some(alpha * self.clean_loss + (1.0 - alpha) * loss / count);
        }
        let weight = T::of(weight);
        if self.stage == 0 {
            T::clear(gradient);
            let samples = (clean, labels);
            let loss = work.add_gradient(x, samples, ghost, weight, gradient, Some(by_inputs));
            self.clean_loss = loss / count;
            gradient.iter_mut().for_each(|g| *g *= T::of(alpha));
            others.copy_from_slice(clean);
        } else {
            T::clear(&mut self.unused);
            let (samples, unused) = ((&*others, labels), &mut self.unused);
            work.add_gradient(x, samples, ghost, weight, unused, Some(by_inputs));
        }
        adversarial.ascend(clean, by_inputs, others);
        self.stage += 1;
        None
    }
}

impl<T: Real> GradientSource<T> for Batch<T> {
    fn groups(&self) -> usize {
        self.size.div_ceil(self.group.max(1))
    }

    fn share(&self, group: usize) -> f64 {
        self.rows(group).len() as f64 / self.size as f64
    }

    fn evaluate(&mut self, group: usize, x: &[T], gradient: &mut [T]) -> Option<f64> {
        let rows = self.rows(group);
        match (self.adversarial, self.stability) {
            (Some(adversarial), _) => {
                self.count(group, 1);
                self.adversarial(adversarial, rows, x, gradient)
            }
            (None, Some(stability)) => {
                self.count(group, 2);
                Some(self.stable(stability, rows, x, gradient))
            }
            (None, None) => {
                self.count(group, 1);
                Some(self.plain(rows, x, gradient))
            }
        }
    }
}
