//! What is measured at trained minima: the path's ends, and the loss that sharpness is measured on.
#![cfg(not(target_arch = "wasm32"))]

mod common {
    pub mod minimum;
    pub mod tasks;
    pub mod trained;
}

use common::minimum::minimum;
use common::tasks::{finish, samples};
use common::trained::train;
use sharp_minima::jobs::{PathJob, Report, Sharpness, SharpnessJob, TrainJob};
use sharp_minima::settings::{Experiment, Regime};

fn small() -> Experiment {
    Experiment {
        train: 300,
        hidden: vec![12, 9],
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
    let job = PathJob {
        of: TrainJob::pair(&experiment, 0),
        alphas: alphas.clone(),
    };
    let ends = [x_s, x_l].map(minimum).to_vec();
    let (Report::Path(path), _) = finish(job, ends, &data) else {
        panic!("not a path")
    };
    assert_eq!(
        path.points
            .iter()
            .map(|point| point.alpha)
            .collect::<Vec<_>>(),
        alphas
    );
    let last =
        |points: &[sharp_minima::training::EpochPoint]| points.last().map(|point| point.evaluation);
    assert_eq!(Some(path.points[1].evaluation), last(&sb.points));
    assert_eq!(Some(path.points[3].evaluation), last(&lb.points));
}

fn sharpness(experiment: &Experiment, x: Vec<f32>) -> Sharpness {
    let job = SharpnessJob {
        of: TrainJob::plain(experiment, Regime::Small, 0),
        starts: experiment.starts,
        epsilon: 1e-3,
    };
    match finish(job, vec![minimum(x)], &samples(experiment)) {
        (Report::Sharpness(sharpness), _) => sharpness,
        (other, _) => panic!("not a sharpness: {other:?}"),
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
