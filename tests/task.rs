//! What a task measures, held against the same measured in double precision.
#![cfg(not(target_arch = "wasm32"))]

mod common {
    pub mod minimum;
    pub mod tasks;
    pub mod trained;
}

use common::tasks::{finish, samples};
use common::trained::train;
use sharp_minima::jobs::{Report, Sharpness, SharpnessJob, TrainJob};
use sharp_minima::network::{Architecture, EmpiricalRisk, Forward};
use sharp_minima::random::{Purpose, stream};
use sharp_minima::settings::{Experiment, Regime};
use sharp_minima::sharpness::{Options, SharpnessOutcome};
use sharp_minima::training::architecture;

const EPSILON: f64 = 1e-3;
/// L-BFGS-B iterations, the paper's number.
const ITERATIONS: u32 = 10;

fn small() -> Experiment {
    Experiment {
        train: 200,
        hidden: vec![12, 9],
        small_batch: 10,
        large_batch: 100,
        epochs: 10,
        // From x alone: random starts are drawn by coordinate, so that they are others for
        // another order of the coordinates.
        starts: 0,
        ..Experiment::default()
    }
}

/// A minimum, and the training samples, in double precision.
struct Minimum {
    shape: Architecture,
    x: Vec<f64>,
    samples: (Vec<f64>, Vec<u8>),
    /// φ as the task measured it.
    measured: Sharpness,
}

fn minimum(batch_norm: bool) -> Minimum {
    let experiment = Experiment {
        batch_norm,
        ..small()
    };
    let data = samples(&experiment);
    let (_, x) = train(&experiment, Regime::Large, &data);
    let job = SharpnessJob {
        of: TrainJob::plain(&experiment, Regime::Large, 0),
        starts: experiment.starts,
        epsilon: EPSILON,
    };
    let end = common::minimum::minimum(x.clone());
    let (Report::Sharpness(measured), _) = finish(job, vec![end], &data) else {
        panic!("not a sharpness")
    };
    let wide = |values: &[f32]| values.iter().copied().map(f64::from).collect();
    Minimum {
        shape: architecture(&experiment, &data),
        x: wide(&x),
        samples: (wide(data.train.flat()), data.train.labels.clone()),
        measured,
    }
}

/// φ from x alone, the statistics of batch norm frozen to those of all samples at x.
fn sharpness(shape: &Architecture, x: &[f64], samples: &(Vec<f64>, Vec<u8>)) -> SharpnessOutcome {
    let (inputs, labels) = samples;
    let mut forward = Forward::new(shape, labels.len());
    forward.estimate(x, inputs, labels);
    let statistics = forward.statistics().clone();
    let mut risk = EmpiricalRisk::new(shape, samples.clone(), statistics);
    let options = Options {
        epsilon: EPSILON,
        starts: 0,
        iterations: ITERATIONS,
    };
    let generator = stream(1, 0, Purpose::SharpnessStarts);
    sharp_minima::sharpness::sharpness(&mut risk, x, options, generator)
}

/// The same function, with the units of every hidden layer turned round by one.
fn turned(shape: &Architecture, x: &[f64]) -> Vec<f64> {
    let mut y = x.to_vec();
    for (index, layer) in shape.layers().iter().enumerate() {
        let turn = |place: usize, of: usize, moves: bool| {
            if moves { (place + 1) % of } else { place }
        };
        for unit in 0..layer.outputs {
            let row = turn(unit, layer.outputs, !shape.is_output(index));
            for input in 0..layer.inputs {
                let column = turn(input, layer.inputs, index > 0);
                let start = layer.weights().start;
                y[start + row * layer.inputs + column] = x[start + unit * layer.inputs + input];
            }
            let parts = [layer.bias(), layer.gamma(), layer.beta()];
            for part in parts.into_iter().filter(|part| !part.is_empty()) {
                y[part.start + row] = x[part.start + unit];
            }
        }
    }
    y
}

/// φ does not see the order of the hidden units; in double precision only the rounding of sums in
/// another order is left.
#[test]
fn sharpness_does_not_see_the_order_of_hidden_units() {
    for batch_norm in [true, false] {
        let Minimum {
            shape, x, samples, ..
        } = minimum(batch_norm);
        let permuted = turned(&shape, &x);
        assert_ne!(x, permuted);
        let one = sharpness(&shape, &x, &samples);
        let other = sharpness(&shape, &permuted, &samples);
        assert!((one.loss - other.loss).abs() < 1e-12);
        let error = (one.value - other.value).abs() / one.value;
        assert!(error < 1e-6, "{} {}", one.value, other.value);
    }
}

/// Values and gradients in single precision cost φ no more than its fourth digit.
#[test]
fn a_task_measures_what_double_precision_does() {
    for batch_norm in [true, false] {
        let Minimum {
            shape,
            x,
            samples,
            measured,
        } = minimum(batch_norm);
        let exact = sharpness(&shape, &x, &samples);
        assert!((measured.loss - exact.loss).abs() < 1e-6);
        let error = (measured.value - exact.value).abs() / exact.value;
        assert!(error < 1e-3, "{} {}", measured.value, exact.value);
        assert_eq!(measured.iterations, exact.iterations);
    }
}
