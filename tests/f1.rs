//! The first steps of the paper's network F1 at full size, beside PyTorch's: weights, inputs and labels
//! follow from the formula of tests/oracle/f1.py.
#![cfg(not(target_arch = "wasm32"))]

use ndarray::Array2;
use serde_json::Value;
use sharp_minima::data::{DataSet, Dataset, Samples, Shape};
use sharp_minima::network::{Activation, Architecture, BatchRisk};
use sharp_minima::objective::{Objective, Real};
use sharp_minima::optimizer::{Adam, Optimizer, OptimizerKind};
use sharp_minima::settings::Experiment;
use sharp_minima::strategy::Strategy;
use sharp_minima::training::Stepper;

const FEATURES: usize = 784;
const CLASSES: usize = 10;
const BATCH: usize = 256;
const RATE: f64 = 1e-3;

/// Made by tests/oracle/f1.py.
fn oracle(precision: &str) -> Vec<f64> {
    let all: Value = serde_json::from_str(include_str!("oracle/f1.json")).expect("JSON");
    let losses = all[precision].as_array().expect("losses");
    losses
        .iter()
        .map(|loss| loss.as_f64().expect("a number"))
        .collect()
}

/// Number `i` of a stream, in [−1, 1): murmur3's finaliser.
fn unit(stream: u32, i: usize) -> f64 {
    let mut h = (i as u32).wrapping_add(stream << 24);
    h = (h ^ (h >> 16)).wrapping_mul(0x85eb_ca6b);
    h = (h ^ (h >> 13)).wrapping_mul(0xc2b2_ae35);
    h ^= h >> 16;
    f64::from(h) / f64::from(1_u32 << 31) - 1.0
}

fn shape() -> Architecture {
    Architecture::new(FEATURES, &[512; 5], CLASSES, Activation::Relu, true)
}

/// Weights uniform with variance 2/inputs; zero biases, γ = 1, β = 0.
fn weights<T: Real>(shape: &Architecture) -> Vec<T> {
    let mut x = vec![T::zero(); shape.dimension()];
    for (stream, layer) in shape.layers().iter().enumerate() {
        let reach = (6.0 / layer.inputs as f64).sqrt();
        for (i, w) in x[layer.weights()].iter_mut().enumerate() {
            *w = T::of(unit(stream as u32, i) * reach);
        }
        x[layer.gamma()].fill(T::one());
    }
    x
}

/// The inputs of a step's batch: noise, and a quarter of the class's pattern. Classes take turns.
fn inputs(step: u32) -> Vec<f64> {
    let one = |i: usize| {
        let (sample, feature) = (i / FEATURES, i % FEATURES);
        let pattern = unit(99, sample % CLASSES * FEATURES + feature);
        unit(100 + step, i) + 0.25 * pattern
    };
    (0..BATCH * FEATURES).map(one).collect()
}

fn labels() -> impl Iterator<Item = u8> {
    (0..BATCH).map(|sample| (sample % CLASSES) as u8)
}

/// The largest difference from PyTorch's losses, the first steps being so many.
fn apart(losses: &[f64], oracle: &[f64]) -> f64 {
    assert_eq!(losses.len(), oracle.len());
    let both = losses.iter().zip(oracle);
    both.map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
}

/// Gradient and ADAM alone, with rounding out of the way.
#[test]
fn in_double_precision_the_losses_are_pytorchs() {
    let (shape, expected) = (shape(), oracle("double"));
    let mut x = weights::<f64>(&shape);
    let mut gradient = vec![0.0; x.len()];
    let mut risk = BatchRisk::new(&shape, BATCH);
    risk.labels = labels().collect();
    let mut adam = Adam::new(x.len());
    let step = |step| {
        risk.inputs = inputs(step);
        let loss = risk.gradient(&x, &mut gradient);
        adam.step(&mut x, &gradient, RATE);
        loss
    };
    let losses: Vec<f64> = (0..expected.len() as u32).map(step).collect();
    let apart = apart(&losses, &expected);
    assert!(apart < 1e-9, "{apart}: {losses:?}");
}

/// The trainer's own steps in single precision: as near PyTorch's in double precision as twice what
/// PyTorch's in single precision are, for rounding differs and ADAM's signs amplify it.
#[test]
fn the_trainers_steps_are_pytorchs_up_to_rounding() {
    let [double, single] = ["double", "single"].map(oracle);
    let steps = double.len();
    let rows: Vec<f32> = (0..steps as u32)
        .flat_map(inputs)
        .map(|value| value as f32)
        .collect();
    let samples = Samples {
        inputs: Array2::from_shape_vec((steps * BATCH, FEATURES), rows).expect("whole rows"),
        labels: (0..steps).flat_map(|_| labels()).collect(),
    };
    let data = Dataset {
        test: samples.first(1),
        train: samples,
        classes: CLASSES,
        shape: Shape::Image {
            rows: 28,
            columns: 28,
        },
    };
    let experiment = Experiment {
        data: DataSet::Mnist28,
        hidden: vec![512; 5],
        batch_norm: true,
        optimizer: OptimizerKind::Adam,
        ..Experiment::default()
    };
    let mut x = weights::<f32>(&shape());
    let mut stepper = Stepper::new(&experiment, &Strategy::PLAIN, 0, &data, BATCH);
    let order: Vec<u32> = (0..(steps * BATCH) as u32).collect();
    let step = |batch: &[u32]| {
        stepper.begin(&x, &data, batch);
        let loss = stepper.evaluate(&x).expect("a plain step is one gradient");
        assert!(stepper.apply(&mut x, RATE));
        loss
    };
    let losses: Vec<f64> = order.chunks(BATCH).map(step).collect();
    let (ours, theirs) = (apart(&losses, &double), apart(&single, &double));
    assert!(ours < 2.0 * theirs, "{ours} and {theirs}: {losses:?}");
}
