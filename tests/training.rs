//! The trainer: determinism, shared starts, stop rules, divergence, snapshots.
#![cfg(not(target_arch = "wasm32"))]

mod common {
    pub mod minimum;
    pub mod tasks;
    pub mod trained;
}

use common::minimum::minimum;
use common::tasks::{finish, samples, start};
use common::trained::{train, training};
use sharp_minima::data;
use sharp_minima::jobs::{Kept, Report, SharpnessJob, TrainJob, fingerprint};
use sharp_minima::network::initial_parameters;
use sharp_minima::optimizer::{OptimizerKind, Schedule};
use sharp_minima::random::{Purpose, stream};
use sharp_minima::settings::REGIMES;
use sharp_minima::settings::StopRule;
use sharp_minima::settings::{Experiment, Regime, presets};
use sharp_minima::training::Ending;
use sharp_minima::training::architecture;
use std::rc::Rc;

/// A small experiment that trains in an instant.
fn small() -> Experiment {
    Experiment {
        train: 300,
        hidden: vec![20, 20],
        small_batch: 10,
        large_batch: 100,
        epochs: 6,
        trials: 2,
        ..Experiment::default()
    }
}

#[test]
fn the_same_job_gives_the_same_bits() {
    let experiment = small();
    let data = samples(&experiment);
    let (first, x) = train(&experiment, Regime::Small, &data);
    let (second, again) = train(&experiment, Regime::Small, &samples(&experiment));
    assert_eq!(first, second);
    assert_eq!(x, again);
    assert_eq!(first.fingerprint, fingerprint(&x));
}

#[test]
fn a_trials_networks_share_their_start_and_differ_in_nothing_but_the_batch() {
    let experiment = small();
    let data = samples(&experiment);
    let (small_batch, _) = train(&experiment, Regime::Small, &data);
    let (large_batch, x) = train(&experiment, Regime::Large, &data);
    assert_eq!(small_batch.points[0], large_batch.points[0]);
    assert_eq!(small_batch.points[0].distance, 0.0);
    assert_eq!((small_batch.steps, large_batch.steps), (6 * 30, 6 * 3));
    // With LB's batch SB is LB.
    let equal = Experiment {
        small_batch: 100,
        ..experiment
    };
    assert_eq!(train(&equal, Regime::Small, &data).1, x);
}

#[test]
fn training_learns_and_ends_after_its_epochs() {
    let experiment = Experiment {
        epochs: 100,
        ..small()
    };
    let (training, _) = train(&experiment, Regime::Small, &samples(&experiment));
    assert_eq!(training.ending, Some(Ending::Epochs));
    assert_eq!(training.points.len(), 101);
    let (first, last) = (training.points[0], training.points[100]);
    assert!(last.evaluation.train_loss < 0.2 * first.evaluation.train_loss);
    assert!(last.evaluation.train_accuracy > 0.95);
    assert!(last.distance > 1.0);
}

#[test]
fn every_stop_rule_ends_with_its_reason() {
    let stops = |stop, stop_loss| {
        let experiment = Experiment {
            epochs: 400,
            schedule: Schedule::Constant,
            stop,
            stop_loss,
            ..small()
        };
        let (training, _) = train(&experiment, Regime::Small, &samples(&experiment));
        let last = training.points.last().expect("epoch 0 at least").evaluation;
        (training.ending, training.points.len(), last)
    };
    let (ending, _, last) = stops(StopRule::Loss, 0.5);
    assert_eq!(ending, Some(Ending::Loss));
    assert!(last.train_loss <= 0.5);
    let (ending, epochs, last) = stops(StopRule::Fitted, 1.0);
    assert_eq!((ending, last.train_accuracy), (Some(Ending::Fitted), 1.0));
    assert!(epochs < 401);
}

/// A rate of next to nothing improves nothing, so the loss has ceased to improve after ten epochs.
#[test]
fn a_loss_that_stands_still_ends_training() {
    let experiment = Experiment {
        optimizer: OptimizerKind::Sgd,
        learning_rate: 1e-5,
        stop: StopRule::Ceased,
        epochs: 100,
        ..small()
    };
    let (training, _) = train(&experiment, Regime::Large, &samples(&experiment));
    assert_eq!(training.ending, Some(Ending::Ceased));
    assert_eq!(training.points.len(), 11);
}

#[test]
fn divergence_ends_training_in_words_and_leaves_no_nan() {
    let experiment = Experiment {
        optimizer: OptimizerKind::Sgd,
        momentum: 0.99,
        learning_rate: 1.0,
        batch_norm: false,
        hidden: vec![100; 4],
        epochs: 50,
        ..small()
    };
    let (training, _) = train(&experiment, Regime::Small, &samples(&experiment));
    let Some(Ending::Diverged { epoch, loss }) = training.ending else {
        panic!("it did not diverge: {:?}", training.ending);
    };
    assert!(epoch >= 1);
    assert!(loss.is_none_or(f64::is_finite));
    for point in &training.points {
        let evaluation = point.evaluation;
        assert!(evaluation.train_loss.is_finite() && evaluation.test_loss.is_finite());
    }
}

#[test]
fn the_whole_training_set_can_be_the_batch() {
    let experiment = Experiment {
        large_batch: 300,
        ..small()
    };
    let (training, _) = train(&experiment, Regime::Large, &samples(&experiment));
    assert_eq!((training.ending, training.steps), (Some(Ending::Epochs), 6));
}

#[test]
fn progress_grows_to_one() {
    let experiment = small();
    let job = TrainJob {
        trial: 1,
        ..training(&experiment, Regime::Large, Vec::new())
    };
    let mut task = start(job, Vec::new(), &samples(&experiment)).expect("no vectors needed");
    let mut before = task.progress();
    assert_eq!(before, 0.0);
    while !task.advance() {
        assert!((before..=1.0).contains(&task.progress()));
        before = task.progress();
    }
    assert_eq!(task.progress(), 1.0);
}

#[test]
fn snapshots_are_x_after_the_epochs_asked_for() {
    let experiment = small();
    let data = samples(&experiment);
    let snapshots = |epochs: Vec<u32>| {
        let job = training(&experiment, Regime::Small, epochs);
        finish(job, Vec::new(), &data)
    };
    let (report, kept) = snapshots(vec![0, 3, 6]);
    let Report::Training(training) = report else {
        panic!("not a training: {report:?}")
    };
    assert_eq!(kept.labels, [0, 3, 6]);
    let [initial, third, sixth] = kept.vectors.as_slice() else {
        panic!("{}", kept.vectors.len())
    };
    assert_eq!(training.fingerprint, fingerprint(sixth));
    // The end is kept in any case.
    let (_, two) = snapshots(vec![3]);
    assert_eq!(two.labels, [3, 6]);
    assert_eq!(two.vectors, [third.clone(), sixth.clone()]);
    let shape = architecture(&experiment, &data);
    let mut numbers = stream(experiment.seed, 0, Purpose::Initialisation);
    assert_eq!(*initial, initial_parameters::<f32>(&shape, &mut numbers));
    let moved: f64 = initial
        .iter()
        .zip(third)
        .map(|(a, b)| f64::from(a - b).powi(2))
        .sum();
    assert!((moved.sqrt() - training.points[3].distance).abs() < 1e-4);
}

/// A rate, far beyond what is allowed, that throws the weights to where single precision ends: the
/// loss is no number.
#[test]
fn weights_blown_up_end_training_without_a_point_that_is_no_number() {
    let experiment = Experiment {
        learning_rate: 1e38,
        schedule: Schedule::Constant,
        batch_norm: false,
        ..small()
    };
    let (training, _) = train(&experiment, Regime::Large, &samples(&experiment));
    assert!(
        matches!(training.ending, Some(Ending::Diverged { loss: None, .. })),
        "{:?}",
        training.ending
    );
    assert_eq!(training.points.len(), 1, "only the start is sane");
    for point in &training.points {
        assert!(point.evaluation.train_loss.is_finite() && point.distance.is_finite());
    }
}

/// The digits preset stops once all training digits are right, and tests as the reference
/// implementation does: 90.5 ± .5 % (SB), 88.7 ± .5 % (LB).
#[test]
fn digits_are_fitted_and_most_test_digits_are_right() {
    let preset = presets().into_iter().find(|preset| preset.name == "digits");
    let experiment = preset.expect("a preset of digits").experiment;
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/www/data/mnist14.bin");
    let archive = std::fs::read(path).expect("the archive");
    let loaded = data::load(&(&experiment).into(), Some(&archive));
    let data = Rc::new(loaded.expect("samples"));
    for (trial, regime) in [0, 1].into_iter().flat_map(|t| REGIMES.map(|r| (t, r))) {
        let job = TrainJob {
            trial,
            ..training(&experiment, regime, Vec::new())
        };
        let (Report::Training(training), _) = finish(job, Vec::new(), &data) else {
            panic!("not a training")
        };
        let last = training.points.last().expect("a point").evaluation;
        assert_eq!(training.ending, Some(Ending::Fitted));
        assert_eq!(last.train_accuracy, 1.0);
        let tested = last.test_accuracy;
        assert!(
            (0.88..=0.93).contains(&tested),
            "{regime:?} {trial}: {tested}"
        );
    }
}

#[test]
fn wrong_vectors_are_errors_in_words() {
    let experiment = small();
    let data = samples(&experiment);
    let error = |kept: Vec<Kept>| {
        let job = SharpnessJob {
            of: TrainJob::plain(&experiment, Regime::Small, 0),
            starts: experiment.starts,
            epsilon: 1e-3,
        };
        match start(job, kept, &data) {
            Ok(_) => panic!("it started"),
            Err(error) => error.to_string(),
        }
    };
    let n = 40 * 20 + 20 * 20 + 20 * 10 + 50 + 80;
    assert_eq!(error(vec![]), "vectors: 0 were given; the job needs 1");
    assert_eq!(
        error(vec![minimum(vec![0.0; 7])]),
        format!("vector 0: length 7; the network has {n} parameters")
    );
    let mut x = vec![0.0; n];
    x[5] = f32::NAN;
    let expected = "vector 0: entry 5 is not a finite number";
    assert_eq!(error(vec![minimum(x)]), expected);
    let two = Kept {
        labels: vec![0, 1],
        vectors: vec![vec![0.0; n]; 2],
    };
    let expected = "vectors: 2 were given; the job needs 1";
    assert_eq!(error(vec![two.clone()]), expected);
    let unordered = Kept {
        labels: vec![1, 0],
        ..two
    };
    let expected = "labels: allowed is one for each vector, ascending";
    assert_eq!(error(vec![unordered]), expected);
}
