//! The training step that is measured beside the bare products and beside other frameworks.

use crate::benchmark::{SETTINGS, Setting, Work, normals};
use crate::data::{Samples, gather};
use crate::network::{Architecture, BATCH_NORM_EPSILON, BatchRisk, initial_parameters};
use crate::objective::Objective;
use crate::optimizer::{Adam, Optimizer};
use crate::random::{Purpose, stream};
use ndarray::Array2;
use serde::Serialize;

/// So small that x hardly moves.
const RATE: f64 = 1e-5;

/// All that another framework needs to make the same steps.
#[derive(Serialize)]
pub struct Problem<'a> {
    widths: &'a [usize],
    batch_norm: bool,
    /// Added to the variance under batch norm's root.
    epsilon: f64,
    /// ADAM's rate.
    rate: f64,
    /// The weights in the flat order: of every layer W row-major (outputs × inputs), b, [γ, β].
    x: &'a [f32],
    /// One batch, samples × features, row-major.
    inputs: &'a [f32],
    /// Its class indices.
    labels: &'a [u8],
}

/// Steps of ADAM on one batch: each gathers it, takes the gradient with the batch's statistics, and moves.
pub struct Descent {
    widths: Vec<usize>,
    batch_norm: bool,
    samples: Samples,
    order: Vec<u32>,
    risk: BatchRisk<f32>,
    adam: Adam<f32>,
    x: Vec<f32>,
    gradient: Vec<f32>,
}

impl Descent {
    /// The networks and batches, `40-100-100-10 B=32` and so on.
    pub fn names() -> Vec<String> {
        let steps = |setting: &&Setting| setting.works.iter().any(|&(_, work)| work == Work::Step);
        let settings = SETTINGS.iter().filter(steps);
        settings.map(|setting| setting.name.into()).collect()
    }

    /// The network and batch of this name; `None` if there is no such name.
    pub fn new(name: &str) -> Option<Self> {
        let setting = SETTINGS.iter().find(|setting| setting.name == name)?;
        Some(Self::of(&setting.architecture()?, setting.samples))
    }

    pub(super) fn of(shape: &Architecture, batch: usize) -> Self {
        let layers = shape.layers();
        let features = layers[0].inputs;
        let inputs = normals(batch * features);
        let at = |(row, column)| inputs[row * features + column];
        let outputs = layers.iter().map(|layer| layer.outputs);
        Self {
            widths: std::iter::once(features).chain(outputs).collect(),
            batch_norm: layers[0].normalized.is_some(),
            samples: Samples {
                inputs: Array2::from_shape_fn((batch, features), at),
                labels: (0..batch).map(|i| (i % shape.classes()) as u8).collect(),
            },
            order: (0..batch as u32).rev().collect(),
            risk: BatchRisk::new(shape, batch),
            adam: Adam::new(shape.dimension()),
            x: initial_parameters(shape, &mut stream(1, 0, Purpose::Initialisation)),
            gradient: vec![0.0; shape.dimension()],
        }
    }

    /// What another framework is to train, from where this stands.
    pub fn problem(&self) -> Problem<'_> {
        Problem {
            widths: &self.widths,
            batch_norm: self.batch_norm,
            epsilon: BATCH_NORM_EPSILON,
            rate: RATE,
            x: &self.x,
            inputs: self.samples.flat(),
            labels: &self.samples.labels,
        }
    }

    /// Makes this many steps; returns the loss before the last of them.
    pub fn run(&mut self, steps: u32) -> f64 {
        (0..steps).fold(f64::NAN, |_, _| self.step())
    }

    fn step(&mut self) -> f64 {
        let Self { risk, gradient, .. } = self;
        gather(
            &self.samples,
            &self.order,
            &mut risk.inputs,
            &mut risk.labels,
        );
        let loss = risk.gradient(&self.x, gradient);
        self.adam.step(&mut self.x, gradient, RATE);
        loss
    }
}
