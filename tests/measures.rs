//! What is measured at trained minima: the path's ends, and what sharpness must not depend on.

mod common {
    pub mod laboratory;
}

use common::laboratory::{finish, samples, train};
use sharp_minima::experiment::report::{Report, Sharpness};
use sharp_minima::experiment::{Experiment, Job, Regime};
use sharp_minima::network::Architecture;

/// Widths of the hidden layers.
const HIDDEN: [usize; 2] = [12, 9];

fn small() -> Experiment {
    Experiment {
        train: 300,
        hidden: HIDDEN.to_vec(),
        small_batch: 10,
        large_batch: 100,
        epochs: 10,
        ..Experiment::default()
    }
}

#[test]
fn the_path_ends_where_the_trainings_ended() {
    let experiment = small();
    let data = samples(&experiment);
    let (sb, x_s) = train(&experiment, Regime::Small, &data);
    let (lb, x_l) = train(&experiment, Regime::Large, &data);
    let alphas = vec![-1.0, 0.0, 0.5, 1.0, 2.0];
    let job = Job::Path {
        experiment,
        trial: 0,
        alphas: alphas.clone(),
    };
    let (Report::Path(path), _) = finish(job, vec![x_s, x_l], &data) else {
        panic!("not a path")
    };
    assert_eq!(
        path.points
            .iter()
            .map(|point| point.alpha)
            .collect::<Vec<_>>(),
        alphas
    );
    let last = |points: &[sharp_minima::experiment::report::EpochPoint]| {
        points.last().map(|point| point.evaluation)
    };
    assert_eq!(Some(path.points[1].evaluation), last(&sb.points));
    assert_eq!(Some(path.points[3].evaluation), last(&lb.points));
}

fn sharpness(experiment: &Experiment, x: Vec<f32>) -> Sharpness {
    let (experiment, data) = (experiment.clone(), samples(experiment));
    // From x alone: the random starts are drawn by coordinate, so that they are others for
    // another order of the coordinates.
    let experiment = Experiment {
        starts: 0,
        ..experiment
    };
    let job = Job::Sharpness {
        experiment,
        regime: Regime::Small,
        trial: 0,
        epsilon: 1e-3,
    };
    match finish(job, vec![x], &data) {
        (Report::Sharpness(sharpness), _) => sharpness,
        (other, _) => panic!("not a sharpness: {other:?}"),
    }
}

/// The same function with its hidden units in reverse order.
fn reversed(shape: &Architecture, x: &[f32]) -> Vec<f32> {
    let mut y = x.to_vec();
    for (index, layer) in shape.layers().iter().enumerate() {
        let row = |unit: usize| {
            if shape.is_output(index) {
                unit
            } else {
                layer.outputs - 1 - unit
            }
        };
        let column = |input: usize| {
            if index == 0 {
                input
            } else {
                layer.inputs - 1 - input
            }
        };
        for unit in 0..layer.outputs {
            for input in 0..layer.inputs {
                let place =
                    |unit: usize, input: usize| layer.weights().start + unit * layer.inputs + input;
                y[place(row(unit), column(input))] = x[place(unit, input)];
            }
            for part in [layer.bias(), layer.gamma(), layer.beta()]
                .iter()
                .filter(|p| !p.is_empty())
            {
                y[part.start + row(unit)] = x[part.start + unit];
            }
        }
    }
    y
}

/// PAPER.md's closed form: φ does not see the order of the hidden units. What is left are sums in
/// another order, in f32.
#[test]
fn sharpness_is_invariant_under_permutations_of_hidden_units() {
    for batch_norm in [true, false] {
        let experiment = Experiment {
            batch_norm,
            ..small()
        };
        let (_, x) = train(&experiment, Regime::Large, &samples(&experiment));
        let shape = Architecture::new(40, &HIDDEN, 10, experiment.activation, batch_norm);
        let permuted = reversed(&shape, &x);
        assert_ne!(x, permuted);
        let (one, other) = (sharpness(&experiment, x), sharpness(&experiment, permuted));
        assert!(
            (one.loss - other.loss).abs() < 1e-6,
            "{} {}",
            one.loss,
            other.loss
        );
        let error = (one.value - other.value).abs() / one.value;
        assert!(error < 1e-3, "{} {}", one.value, other.value);
    }
}

/// Frozen at x, the statistics are those of the whole training set: f(x) is the training loss.
#[test]
fn sharpness_is_measured_on_the_training_loss() {
    let experiment = small();
    let (training, x) = train(&experiment, Regime::Large, &samples(&experiment));
    let measured = sharpness(&experiment, x);
    let loss = training
        .points
        .last()
        .expect("a final point")
        .evaluation
        .train_loss;
    assert!(
        (measured.loss - loss).abs() < 1e-6,
        "{} {loss}",
        measured.loss
    );
    assert!(
        measured.value > 0.0 && measured.at_bound > 0.5,
        "{measured:?}"
    );
}
