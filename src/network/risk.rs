//! f of the paper: the mean cross-entropy over samples, as an [`Objective`].

use crate::data::Dataset;
use crate::network::architecture::Architecture;
use crate::network::forward::{CHUNK, Score};
use crate::network::primal::{Deltas, Primal};
use crate::network::statistics::{Normalization, Statistics};
use crate::network::tangent::Tangents;
use crate::network::workspace::Workspace;
use crate::objective::{Objective, Real};
use std::rc::Rc;

/// The mean loss over one batch with the batch's own statistics: what a training step descends.
pub struct BatchRisk<T> {
    work: Workspace<T>,
    tangents: Option<Tangents<T>>,
    /// The batch, samples × features, row-major.
    pub inputs: Vec<T>,
    /// Its class indices.
    pub labels: Vec<u8>,
}

impl<T: Real> BatchRisk<T> {
    /// Room for batches of exactly `batch` samples; fill `inputs` and `labels` before use.
    pub fn new(shape: &Architecture, batch: usize) -> Self {
        let features = shape.layers().first().map_or(0, |layer| layer.inputs);
        Self {
            work: Workspace::new(shape, batch),
            tangents: None,
            inputs: vec![T::zero(); batch * features],
            labels: vec![0; batch],
        }
    }

    fn weight(&self) -> T {
        T::of(1.0 / self.labels.len() as f64)
    }
}

impl<T: Real> Objective<T> for BatchRisk<T> {
    fn dimension(&self) -> usize {
        self.work.shape.dimension()
    }

    fn value(&mut self, x: &[T]) -> f64 {
        let tally = self
            .work
            .forward(x, &self.inputs, &self.labels, Normalization::Batch);
        tally.loss / self.labels.len() as f64
    }

    fn gradient(&mut self, x: &[T], gradient: &mut [T]) -> f64 {
        let value = self.value(x);
        let weight = self.weight();
        T::clear(gradient);
        let (inputs, labels) = (&self.inputs, &self.labels);
        self.work
            .backward(x, inputs, labels, Normalization::Batch, weight, gradient);
        value
    }

    fn hessian_product(&mut self, x: &[T], v: &[T], product: &mut [T]) {
        self.value(x);
        let weight = self.weight();
        T::clear(product);
        let Self {
            work,
            tangents,
            inputs,
            labels,
        } = self;
        let tangents = tangents.get_or_insert_with(|| Tangents::new(&work.shape, work.capacity));
        tangents.product(
            work,
            x,
            v,
            inputs,
            labels,
            Normalization::Batch,
            weight,
            Deltas::Passing,
            product,
        );
    }
}

/// Labelled samples in the scalar type that a network computes in.
pub trait Labelled<T> {
    /// The inputs, samples × features, row-major.
    fn inputs(&self) -> &[T];
    /// One class index a sample.
    fn labels(&self) -> &[u8];
}

impl<T> Labelled<T> for (Vec<T>, Vec<u8>) {
    fn inputs(&self) -> &[T] {
        &self.0
    }
    fn labels(&self) -> &[u8] {
        &self.1
    }
}

impl Labelled<f32> for Rc<Dataset> {
    fn inputs(&self) -> &[f32] {
        self.train.flat()
    }
    fn labels(&self) -> &[u8] {
        &self.train.labels
    }
}

/// The mean loss over a whole set with frozen batch-norm statistics: what sharpness and spectra
/// are measured on.
///
/// Hessian products at one x, one after the other, share its forward and backward pass, unless the
/// samples are so many that these would take more than 256 MB.
pub struct EmpiricalRisk<T, S> {
    work: Workspace<T>,
    tangents: Option<Tangents<T>>,
    primal: Option<Primal<T>>,
    samples: S,
    statistics: Statistics<T>,
}

impl<T: Real, S: Labelled<T>> EmpiricalRisk<T, S> {
    /// f over these samples; `statistics` are the constants that batch norm uses, see
    /// [`Forward::estimate`](crate::network::Forward::estimate).
    pub fn new(shape: &Architecture, samples: S, statistics: Statistics<T>) -> Self {
        let work = Workspace::new(shape, CHUNK.min(samples.labels().len()));
        Self {
            work,
            tangents: None,
            primal: None,
            samples,
            statistics,
        }
    }

    /// Mean loss and accuracy at x.
    pub fn score(&mut self, x: &[T]) -> Score {
        self.chunks(x, |_, _, _| ())
    }

    /// Runs `each` on every chunk after its forward pass; returns the mean loss and the accuracy.
    pub(super) fn chunks(
        &mut self,
        x: &[T],
        mut each: impl FnMut(&mut Workspace<T>, (&[T], &[u8]), Normalization<T>),
    ) -> Score {
        let features = self
            .work
            .shape
            .layers()
            .first()
            .map_or(1, |layer| layer.inputs);
        let from = Normalization::Frozen(&self.statistics);
        let (inputs, labels) = (self.samples.inputs(), self.samples.labels());
        let (mut loss, mut correct) = (0.0, 0);
        for (inputs, labels) in inputs.chunks(CHUNK * features).zip(labels.chunks(CHUNK)) {
            let tally = self.work.forward(x, inputs, labels, from);
            loss += tally.loss;
            correct += tally.correct;
            each(&mut self.work, (inputs, labels), from);
        }
        let samples = labels.len() as f64;
        Score {
            loss: loss / samples,
            accuracy: correct as f64 / samples,
        }
    }

    /// The shape, the samples and the statistics.
    pub(super) fn parts(&self) -> (&Architecture, &S, &Statistics<T>) {
        (&self.work.shape, &self.samples, &self.statistics)
    }

    pub(super) fn weight(&self) -> T {
        T::of(1.0 / self.samples.labels().len() as f64)
    }
}

impl<T: Real, S: Labelled<T>> Objective<T> for EmpiricalRisk<T, S> {
    fn dimension(&self) -> usize {
        self.work.shape.dimension()
    }

    fn value(&mut self, x: &[T]) -> f64 {
        self.score(x).loss
    }

    fn gradient(&mut self, x: &[T], gradient: &mut [T]) -> f64 {
        let weight = self.weight();
        T::clear(gradient);
        let score = self.chunks(x, |work, (inputs, labels), from| {
            work.backward(x, inputs, labels, from, weight, gradient);
        });
        score.loss
    }

    fn hessian_product(&mut self, x: &[T], v: &[T], product: &mut [T]) {
        let weight = self.weight();
        T::clear(product);
        let Self {
            work,
            tangents,
            primal,
            samples,
            statistics,
        } = self;
        let (inputs, labels) = (samples.inputs(), samples.labels());
        let tangents = tangents.get_or_insert_with(|| {
            *primal = Primal::new(&work.shape, work.capacity, labels.len());
            Tangents::new(&work.shape, work.capacity)
        });
        let known = primal.as_mut().is_some_and(|primal| primal.begin(x));
        let from = Normalization::Frozen(statistics);
        let features = work.shape.layers().first().map_or(1, |layer| layer.inputs);
        let chunks = inputs.chunks(CHUNK * features).zip(labels.chunks(CHUNK));
        for (chunk, (inputs, labels)) in chunks.enumerate() {
            let mut kept = primal.as_mut().map(|primal| primal.chunk(chunk));
            match &mut kept {
                Some(kept) if known => kept.exchange(work, labels.len()),
                _ => _ = work.forward(x, inputs, labels, from),
            }
            let deltas = match &mut kept {
                None => Deltas::Passing,
                Some(kept) => kept.deltas(known),
            };
            tangents.product(work, x, v, inputs, labels, from, weight, deltas, product);
            if let Some(kept) = kept {
                kept.exchange(work, labels.len());
            }
        }
        if let Some(primal) = primal {
            primal.end(x);
        }
    }
}
